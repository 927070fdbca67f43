# -*- coding: utf-8 -*-
"""The tokenizer: a model of words, the ways to cut by it, and jieba's verbs."""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
from itertools import chain

from .._compat import integer_types, iter_map, string_types, text_type
from .._tables import SEPARATOR, UNIT, gain_of
from ..corpus import Corpus
from ..errors import ArgumentError, VocabularyError
from ..text import DEFAULT_RULES, NUMBERS, Rules, clean_text, is_count, is_space, parse_count, strip_spaces
from ..vocabulary import load_rows, load_vocabulary, read_entries
from ._adapt import adapted_counts, check_settings, counted
from ._nbest import best_paths, bits_of, is_scored, random_path
from ._lexicon import Model, rows_of
from ._viterbi import plain_pieces
from ._search import all_words, parts_for_search
from ._segmenter import Segmenter
from ._bulk import Form, check_mode, cut_corpus, cut_texts, words_of_lines


class Tokenizer(object):
    """Cut text into words, and let the words be changed.

    Reading is safe from several threads at once; changing the vocabulary is not.

    Args:
        vocabulary: `{word: count}`, or what `load_vocabulary` takes, or a `Trie`; None is the
            bundled one.
        stop: words to leave out of what is cut.
        spaces: whether white space is part of what is cut (a run of it is one piece).
        protect: a regular expression; what it matches is never divided.
        numbers: 'join' to keep a number and its unit whole (12月, 百分之三十), None not to.
        rules: `text.Rules`; what is one symbol there is never divided.
        cache_size: chunks of text whose words are remembered, about 0.2 kB each; 0 for none.

    >>> tokenizer = Tokenizer({'研究': 30, '研究生': 10, '生命': 20, '起源': 9, '的': 90})
    >>> print('/'.join(tokenizer.cut('研究生命的起源')))
    研究/生命/的/起源
    """

    def __init__(self, vocabulary=None, stop=(), spaces=True, protect=None, numbers=None,
                 rules=DEFAULT_RULES, cache_size=1 << 18):
        self._model = Model(*_rows_of(vocabulary))
        self._stop = _stop_words(stop)
        self._spaces = bool(spaces)
        self._rules = _rules_of(rules, protect, numbers)
        self._cache_size = cache_size
        self._make()

    def _make(self):
        self._segmenter = Segmenter(self._model, self._rules, self._cache_size // 2)
        self._letters = None

    def __getstate__(self):
        state = dict(self.__dict__)
        del state['_segmenter'], state['_letters']
        return state

    def __setstate__(self, state):
        """Take the state of a pickle, of this class or of upstream's, whose `words` is a trie."""
        if 'words' in state:
            self.__init__(state['words'])
            return
        self.__dict__.update(state)
        self._make()

    def __repr__(self):
        return str('<Tokenizer of %d words>' % len(self._model.gains))

    # Cutting

    def cut(self, text, cut_all=False, HMM=True):
        """Return an iterator over the words of a text.

        Args:
            text: any text.
            cut_all: give every word of the vocabulary that the text holds, overlapping, and what
                none of them covers; joined they are not the text.
            HMM: taken for jieba's sake, and without effect: new words are found by discovery.

        Complexity:
            Linear in the text; the words of a long text are found as they are taken.

        >>> print('/'.join(Tokenizer({'清华大学': 3, '清华': 4, '大学': 9}).cut('来到清华大学', cut_all=True)))
        来/到/清华/清华大学/大学
        """
        text = clean_text(text)
        if cut_all:
            return (word for word, _, _ in self._triples(text, 'all'))
        return chain.from_iterable(iter_map(self._kept, self._segmenter.lists(text)))

    def lcut(self, text, cut_all=False, HMM=True):
        """Return what `cut` gives, as a list."""
        text = clean_text(text)
        if cut_all:
            return [word for word, _, _ in self._triples(text, 'all')]
        return self._kept(self._segmenter.pieces(text))

    def cut_for_search(self, text, HMM=True):
        """Return an iterator over words for an index: before a long word, the shorter ones in it.

        Those are its parts of two and of three characters that are words themselves.

        >>> print('/'.join(Tokenizer({'清华大学': 3, '清华': 4, '大学': 9}).cut_for_search('来到清华大学')))
        来/到/清华/大学/清华大学
        """
        return iter(self.lcut_for_search(text))

    def lcut_for_search(self, text, HMM=True):
        """Return what `cut_for_search` gives, as a list."""
        return [word for word, _, _ in self._triples(clean_text(text), 'search')]

    def tokenize(self, text, combine_Aa123=True, HMM=True, mode=None):
        """Return the words of a text; with a mode, as jieba does, where they stand as well.

        Args:
            text: any text.
            combine_Aa123: whether a run of Latin letters and digits is one symbol; if not, each of
                them is, and joins others only in a word of the vocabulary. A text in this place is
                taken as the mode.
            HMM: without effect.
            mode: None for a list of words, as upstream; 'default' or 'search' for jieba's list of
                (word, start, end), 'all' for the same of what `cut_all` gives.

        >>> Tokenizer({'清华大学': 3, '大学': 9}).tokenize('清华大学', mode='search')[0][1:]
        (2, 4)
        """
        if isinstance(combine_Aa123, string_types):
            combine_Aa123, mode = True, combine_Aa123
        if mode is not None:
            check_mode(mode)
            return list(self._triples(clean_text(text), mode))
        return self.lcut(text) if combine_Aa123 else self.simple_tokenize(text)

    def simple_tokenize(self, text):
        """Return the words of a text in which each letter and digit is a symbol of its own."""
        if self._letters is None:
            rules = Rules(whole=(), han=self._rules.han, protect=self._rules.protect)
            self._letters = Segmenter(self._model, rules, self._cache_size // 2)
        return self._kept(self._letters.pieces(clean_text(text)))

    def spans(self, text):
        """Return the half-open spans of the words of a text, in code points.

        >>> Tokenizer({'清华大学': 3}).spans('来到清华大学')
        [(0, 1), (1, 2), (2, 6)]
        """
        return [(start, end) for _, start, end in self._triples(clean_text(text), 'default')]

    def _triples(self, text, mode):
        """Yield (word, start, end) of what is kept."""
        if mode == 'all':
            found = all_words(text, self._model, self._rules)
        else:
            found = self._placed(text, mode == 'search')
        for triple in found:
            if self._keeps(triple[0]):
                yield triple

    def _placed(self, text, search):
        start = 0
        for piece in self._segmenter.pieces(text):
            if search and len(piece) > 2:
                for part in parts_for_search(piece, start, self._model, self._rules):
                    yield part
            yield piece, start, start + len(piece)
            start += len(piece)

    # Cutting many

    def cut_lines(self, lines, mode='default', workers=1):
        """Yield the words of each line, as a list, in the order of the lines.

        Args:
            lines: an iterable of texts, read as the results are taken; a `Corpus` is one.
            mode: 'default', 'search' or 'all', as for `tokenize`.
            workers: processes; None is one a core. Changes of the vocabulary that were made before
                the first result are known to all of them.

        Yields:
            list of words: `['研究', '生命']`.

        Complexity:
            Linear; some blocks of 64 k characters are held for each worker.
        """
        return words_of_lines(self, lines, mode, workers)

    def cut_file(self, source, target, delimiter=' ', mode='default', offsets=False, workers=1):
        """Cut a file, or any corpus, to a file: one line out for each line in.

        Args:
            source: a path, or a `Corpus` (for more files, other encodings and formats).
            target: a path; `.gz`, `.bz2`, `.xz` by name, `-` for standard output. The file appears
                when it is whole.
            delimiter: what stands between words.
            mode: 'default', 'search' or 'all', as for `tokenize`.
            offsets: whether to write each line as JSON, `[["研究", 0, 2], ["生命", 2, 4]]`, with
                offsets in code points.
            workers: processes; None is one a core.

        Raises:
            InputError, EncodingError: the source cannot be read.
            OutputError: the target cannot be written.
        """
        from .._storage import open_output
        corpus = source if isinstance(source, Corpus) else Corpus(source, keep_returns=not offsets)
        with open_output(target) as stream:
            for text in self.cut_corpus(corpus, delimiter, mode, offsets, workers):
                stream.write(text)

    def cut_corpus(self, corpus, delimiter=' ', mode='default', offsets=False, workers=1):
        """Yield what `cut_file` writes for a `Corpus`, as texts to be written one behind the other.

        Taking the delimiters out gives the lines of the corpus back, line ends included if it was
        made with `keep_returns`. A line break within a record of JSON or CSV becomes a space.
        """
        return cut_corpus(self, corpus, Form(mode, delimiter, offsets), workers)

    def cut_texts(self, pieces, delimiter=' ', mode='default', offsets=False, workers=1):
        """Yield what `cut_file` writes, as texts to be written one behind the other.

        Args:
            pieces: iterable of (text, whole), as `Corpus.pieces` gives: a line, or a piece of a long
                one, which goes on in the next if it is not whole.
        """
        return cut_texts(self, pieces, Form(mode, delimiter, offsets), workers)

    def joined(self, text, separator):
        """Return what `cut` gives as one text, a separator between the words; for work in bulk.

        >>> print(Tokenizer({'研究': 3}).joined('我研究', '/'))
        我/研究
        """
        if self._spaces and not self._stop and self._rules.protect is None and SEPARATOR not in text:
            return self._segmenter.joined(text).replace(SEPARATOR, separator)
        return separator.join(self.lcut(text))

    def keeps_apart(self, mark):
        """Tell whether a character that is no symbol's part always stands alone in what is cut."""
        return (self._rules.protect is None and self._keeps(mark)
                and not self._model.holds(mark))

    def _keeps(self, piece):
        return piece not in self._stop and (self._spaces or not is_space(piece))

    def _kept(self, pieces):
        if self._spaces and not self._stop:
            return pieces
        return [piece for piece in pieces if self._keeps(piece)]

    # More than one way

    def nbest(self, text, k=5):
        """Return the k most probable ways to cut a text, best first.

        Args:
            text: any text; white space and stop words stay.
            k: how many at most, 1 or more.

        Returns:
            list: `(words, score)`, the score the natural logarithm of the way's probability; equal
            scores are ordered by the first different word, the longer first. The first one is what
            `cut` gives.

        Complexity:
            Characters times words that begin at one times k.

        >>> for words, score in Tokenizer({'研究': 3, '研究生': 2, '生': 5, '活': 5}).nbest('研究生活', 2):
        ...     print('/'.join(words), '%.3f' % score)
        研究生/活 -3.114
        研究/生/活 -3.807
        """
        if isinstance(k, bool) or not isinstance(k, integer_types) or k < 1:
            raise ArgumentError('k is a whole number from 1 on, not %r' % (k,))
        return [(pieces, self.log_probability(pieces))
                for pieces in best_paths(clean_text(text), k, self._model, self._rules)]

    def sample(self, text, alpha=1.0, rng=None):
        """Return one random way to cut a text, as a list of words.

        Args:
            text: any text; white space and stop words stay.
            alpha: 0 makes all ways equally likely, 1 as likely as they are, more favours the best.
            rng: an object with `random()`, such as `random.Random(seed)`; None is the module's own.

        Complexity:
            Characters times words that begin at one.

        >>> import random
        >>> tokenizer = Tokenizer({'研究': 3, '研究生': 2, '生': 5, '活': 5})
        >>> len(set('/'.join(tokenizer.sample('研究生活', 0.5, random.Random(n))) for n in range(40)))
        3
        """
        if isinstance(alpha, bool) or not isinstance(alpha, integer_types + (float,)) or not 0 <= alpha < 1e6:
            raise ArgumentError('alpha is a number from 0 on, not %r' % (alpha,))
        if rng is None:
            import random as rng
        return random_path(clean_text(text), alpha, rng, self._model, self._rules)

    def log_probability(self, words):
        """Return the sum of ln P of words, in nats, to one part in a million.

        A word without a count is taken as seen once; `code_length` is the exact measure.

        Formula:
            sum of ln count - ln total
        """
        return sum(self._model.units(word) for word in words) / UNIT

    def code_length(self, text):
        """Return how many bits the best way to cut a text takes, outside of punctuation and space.

        Returns:
            (bits, characters, words, unknown): bits of the words in clauses, how many characters
            and words those are, and how many of the words are not in the vocabulary.

        Formula:
            see `bits_of`: a word of count c takes log2(total + 1) - log2(c).
        """
        bits = []
        characters = unknown = 0
        for piece in self._segmenter.pieces(clean_text(text)):
            if is_scored(piece, self._rules):
                length, known = bits_of(piece, self._model)
                bits.append(length)
                characters += len(piece)
                unknown += not known
        return math.fsum(bits), characters, len(bits), unknown

    # The vocabulary

    @property
    def vocabulary(self):
        """A new dict of the words and their counts."""
        return self._model.counts()

    @property
    def total(self):
        """The sum of all counts."""
        return self._model.total

    def count(self, word):
        """Return the count of a word, 0 if it is none."""
        return self._model.count(word)

    def __contains__(self, word):
        return word in self._model.gains

    def __len__(self):
        return len(self._model.gains)

    def _changed(self):
        self._segmenter.forget()
        if self._letters is not None:
            self._letters.forget()

    def add_word(self, word, freq=None, tag=None, force=False):
        """Add a word, or change its count.

        Args:
            word: a text of one character or more.
            freq: its count; None takes what `suggest_freq` says; 0 takes the word out.
            tag: taken for jieba's sake, and without effect.
            force: whether it wins over all words that are not forced, whatever the counts.

        Raises:
            VocabularyError: no text, or no count.
        """
        self._set(word, freq, force)
        self._changed()

    def _set(self, word, freq, force=False):
        word = _checked_word(word)
        if freq is None:
            freq = self._joining_count(word)
        elif isinstance(freq, string_types):
            freq = _number(freq)
        if isinstance(freq, bool) or not isinstance(freq, integer_types) or freq < 0:
            raise VocabularyError('the count of %r is a whole number from 0 on, not %r' % (word, freq))
        self._model.set_count(word, freq, force)

    def del_word(self, word):
        """Take a word out; one that is not in is no error."""
        self.add_word(word, 0)

    def load_userdict(self, source, force=False):
        """Add the words of a file, of lines or of a mapping.

        Args:
            source: what `load_vocabulary` takes; jieba's lines `word [count] [tag]`. A word without
                a count gets the one that `suggest_freq` says, given the words before it.
            force: whether the words win over all that are not forced.

        Raises:
            VocabularyError: a line makes no sense; the words before it stay.
            InputError: the file cannot be read.
        """
        try:
            for word, count, _ in read_entries(source):
                if count is None:
                    self._changed()
                self._set(word, count, force)
        finally:
            self._changed()

    def adapt(self, corpus, words=(), weight=None, rounds=2):
        """Fit the vocabulary to a text: take in words found in it, and mix in its counts.

        `discover_words` finds the words, in counts of the text; this brings them to the scale of
        the vocabulary, so that they neither drown nor swamp it. Text of the kind at hand then takes
        fewer bits: `evaluate_bits` on lines that were kept apart tells how many.

        Args:
            corpus: a re-iterable of texts; it is read `rounds` times.
            words: what is to be taken in: `Word` rows as `discover_words` gives, a mapping
                `{word: count}`, or words. Those that the text does not use stay out.
            weight: the share of the text's counts, above 0 and at most 1; None lets it grow with the
                text, from 0.4 for 600 words to 0.9 for 100,000.
            rounds: how often the text is cut by what is known, and counted.

        Returns:
            int: how many words are new.

        Raises:
            EmptyCorpusError, ExhaustedCorpusError: a pass saw no text.

        Complexity:
            `rounds` times cutting the text.

        >>> tokenizer = Tokenizer({'我': 9, '的': 9, '键盘': 5})
        >>> tokenizer.adapt(['我的青轴键盘', '青轴的键盘'], ['青轴', '红轴'])
        1
        >>> print('/'.join(tokenizer.lcut('他的青轴')))
        他/的/青轴
        """
        check_settings(weight, rounds)
        old, forced = self.vocabulary, sorted(self._model.forced)
        words = load_vocabulary(counted(words, old))
        counts = adapted_counts(old, corpus, words, weight, rounds, self._rules)
        self._model = Model(rows_of(counts))
        for word in forced:
            self._model.set_count(word, self._model.count(word), force=True)
        self._make()
        return len(self._model.gains) - len(old)

    def suggest_freq(self, segment, tune=False):
        """Return the count with which a word would be whole, or would not.

        Args:
            segment: a word that is to be whole, or a list or tuple of the words that it is to be
                cut into.
            tune: whether to set the count as well.

        Returns:
            int: for a word the least count, at least its own, with which it is cut whole when it
            stands alone; for parts the greatest, at most its own, with which it is not.
        """
        if isinstance(segment, (tuple, list)):
            parts = [_checked_word(part) for part in segment]
            word = _checked_word(''.join(parts))
            freq = self._parting_count(word, parts)
        else:
            word = _checked_word(segment)
            freq = self._joining_count(word)
        if tune:
            self.add_word(word, freq)
        return freq

    def _joining_count(self, word):
        """Return the least count that is no less likely than the way the word is cut now."""
        model = self._model
        parts = plain_pieces(word, model, self._rules)
        needed = sum(model.units(part) for part in parts) + model.penalty
        return max(model.count(word), 1 if len(parts) < 2 else _least_count(needed))

    def _parting_count(self, word, parts):
        """Return the greatest count that is less likely than the parts."""
        model = self._model
        needed = sum(model.units(part) for part in parts) + model.penalty
        return min(model.count(word), _least_count(needed) - 1)


def _least_count(units):
    """Return the least count whose gain is that many units or more."""
    count = max(int(math.exp((units - 0.5) / UNIT)) - 1, 1)
    while gain_of(count) < units:
        count += 1
    return count


def _rows_of(vocabulary):
    """Return the rows and the tables of whatever a tokenizer is made from."""
    if hasattr(vocabulary, 'total_items'):
        # Upstream's users set the count of the empty word, and it does no harm.
        vocabulary = dict((word, count) for word, count in vocabulary if word)
    return load_rows(vocabulary)


def _stop_words(stop):
    if isinstance(stop, string_types):
        raise ArgumentError('stop takes a list of words, not one text: %.60r' % stop)
    return frozenset(clean_text(word) for word in stop)


def _rules_of(rules, protect, numbers):
    """Return the rules with what else is to be kept whole."""
    if numbers not in (None, 'join'):
        raise ArgumentError("numbers is None or 'join', not %r" % (numbers,))
    patterns = [rules.protect, protect, NUMBERS if numbers else None]
    patterns = ['(?:%s)' % pattern for pattern in patterns if pattern is not None]
    if patterns == ([] if rules.protect is None else ['(?:%s)' % rules.protect]):
        return rules
    return Rules(whole=rules.whole, han=rules.han, protect='|'.join(patterns))


def _checked_word(word):
    if isinstance(word, str) and not isinstance(word, text_type):
        try:
            word = word.decode('ascii')
        except UnicodeDecodeError:
            pass
    if not isinstance(word, text_type) or not word:
        raise VocabularyError('a word is a text of one character or more, not %.60r' % (word,))
    return word


def _number(text):
    """Return the count that a text spells, as jieba takes it, or the text."""
    digits = strip_spaces(clean_text(text))
    return parse_count(digits) if is_count(digits) else text
