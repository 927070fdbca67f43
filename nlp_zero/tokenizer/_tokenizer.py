# -*- coding: utf-8 -*-
"""Cut text by a vocabulary, with jieba's methods: one text, many lines, or several segmentations."""
from __future__ import absolute_import, division, print_function, unicode_literals

import copy
from functools import partial
from itertools import chain

from .._compat import integer_types, iter_map, string_types, to_native
from ..corpus import Corpus, as_corpus
from ..errors import ArgumentError, check_text, checked_call
from ..text import DEFAULT_RULES, Rules, any_of, clean_text, fold as fold_text, is_space
from ..vocabulary import load_rows, read_words
from ._bulk import Form, check_mode, cut_corpus, cut_texts, words_of_lines
from ._editing import EditableVocabulary
from ._folding import FoldedLexicon, check_fold, fold_lexicon, fold_rules, original_pieces
from ._numbers import NumberJoiner, check_numbers
from ._lexicon import Lexicon
from ._nbest import all_words, best_paths, code_length, lattice_of, parts_for_search, random_path
from ._segmenter import Segmenter
from ._split import SEPARATOR
from ._tables import read_tables
from ._viterbi import UNITS


class Tokenizer(EditableVocabulary):
    """Cut text into words by a vocabulary that can be changed.

    Several threads may cut text at the same time; changing the vocabulary is not thread-safe.

    Args:
        vocabulary: `{word: count}`, or anything else that `load_vocabulary` accepts: a path, lines, rows of
            `discover_words`, another tokenizer. None is the bundled vocabulary.
        stop: words to leave out of the result, in any form that `vocabulary.read_words` accepts.
        spaces: whether to keep white space in the result; a run of it is one piece.
        protect: a regular expression; its matches are never divided.
        numbers: which words to join into numbers: 'most' joins numbers, and dates without years, on which
            segmented corpora agree (三千五百, 百分之三十, 12月31日); 'join' also joins years (2001年); None
            or 'none' joins nothing. A word of the vocabulary is never divided to do so.
        rules: `text.Rules`; a symbol under these rules is never divided.
        cache_size: the number of text chunks whose words are cached, about 0.2 kB each; 0 turns the cache
            off.
        fold: whether to treat traditional characters as their simplified forms, in the text, the vocabulary,
            the stop words and `protect`; the result always has the characters of the text. 'auto' does so
            unless one in ten of the given words has traditional characters.

    >>> tokenizer = Tokenizer({'研究': 30, '研究生': 10, '生命': 20, '起源': 9, '的': 90})
    >>> print('/'.join(tokenizer.cut('研究生命的起源')))
    研究/生命/的/起源
    """

    @checked_call
    def __init__(self, vocabulary=None, stop=(), spaces=True, protect=None, numbers='most',
                 rules=DEFAULT_RULES, cache_size=1 << 18, fold='auto'):
        check_fold(fold)
        check_numbers(numbers)
        rows = _rows_of(vocabulary)
        lexicon = Lexicon(rows.batches, partial(read_tables, rows.sections, rows.path))
        # The bundled words are simplified.
        folded = (FoldedLexicon(lexicon, {}, bool(fold)) if vocabulary is None or not fold
                  else fold_lexicon(lexicon, fold))
        self._lexicon, self._given, self._folds = folded
        self._stop = _stop_words(stop)
        self._spaces = bool(spaces)
        self._rules = _rules_of(rules, protect)
        self._numbers = None if numbers in (None, 'none') else NumberJoiner(numbers == 'join')
        if self._folds:
            self._stop |= frozenset(fold_text(word) for word in self._stop)
            self._rules = fold_rules(self._rules)
        self._cache_size = _checked_size(cache_size)
        self._replaced()

    def __call__(self, text):
        """Return the words of a text as a list, so that a tokenizer can be used as a function."""
        return self.lcut(text)

    def __copy__(self):
        """Return an independent copy: changing one of the two does not affect the other."""
        return copy.deepcopy(self)

    def __getstate__(self):
        state = dict(self.__dict__)
        del state['_segmenter'], state['_letters']
        return state

    def __setstate__(self, state):
        """Restore a pickled state, of this class or of upstream's class, whose `words` is a trie."""
        if 'words' in state:
            self.__init__(state['words'])
            return
        # Pickles of older versions lack these attributes.
        self._given, self._folds, self._numbers = {}, False, None
        self.__dict__.update(state)
        self._replaced()

    def __repr__(self):
        return to_native('<%s: %d words, %d frequency>' % (type(self).__name__, len(self), self.total))

    # Cutting

    def cut(self, text, cut_all=False, HMM=True):
        """Return an iterator over the words of a text.

        Args:
            text: any text.
            cut_all: whether to return every word of the vocabulary that occurs in the text, overlapping
                ones too, and the characters that none of them covers.
            HMM: accepted for compatibility with jieba and ignored; `discover_words` finds new words.

        Complexity:
            Linear in the text; a long text is cut lazily, as the iterator advances.

        >>> print('/'.join(Tokenizer({'清华大学': 3, '清华': 4, '大学': 9}).cut('来到清华大学', cut_all=True)))
        来/到/清华/清华大学/大学
        """
        text = clean_text(text)
        if cut_all:
            return (word for word, _, _ in self._triples(text, 'all'))
        return chain.from_iterable(iter_map(self._kept, self._segmenter.lists(text)))

    def lcut(self, text, cut_all=False, HMM=True):
        """Return the result of `cut` as a list."""
        text = clean_text(text)
        if cut_all:
            return [word for word, _, _ in self._triples(text, 'all')]
        pieces = self._segmenter.pieces(text)
        return pieces if self._spaces and not self._stop else self._kept(pieces)

    def cut_for_search(self, text, HMM=True):
        """Return an iterator over words for a search index: each long word is preceded by shorter ones in it.

        The shorter words are its parts of two and three characters that are words of the vocabulary.

        >>> print('/'.join(Tokenizer({'清华大学': 3, '清华': 4, '大学': 9}).cut_for_search('来到清华大学')))
        来/到/清华/大学/清华大学
        """
        return iter(self.lcut_for_search(text))

    def lcut_for_search(self, text, HMM=True):
        """Return the result of `cut_for_search` as a list."""
        return [word for word, _, _ in self._triples(clean_text(text), 'search')]

    def tokenize(self, text, combine_Aa123=True, HMM=True, mode=None):
        """Return the words of a text as a list; with a `mode`, return their positions as well.

        Args:
            text: any text.
            combine_Aa123: whether a run of Latin letters and digits is one symbol. If not, each letter
                and digit is a symbol of its own, joined to others only in a word of the vocabulary. A
                text given here is taken as the mode, as in jieba.
            HMM: accepted for compatibility with jieba and ignored.
            mode: None for a list of words, as upstream; 'default' or 'search' for a list of
                (word, start, end), as in jieba; 'all' for the same with the words of `cut_all`.

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
        """Return the words of a text, with each letter and digit treated as a symbol of its own."""
        if self._letters is None:
            rules = Rules(whole=(), han=self._rules.han, protect=self._rules.protect)
            self._letters = self._segmenter_of(rules)
        return self._kept(self._letters.pieces(clean_text(text)))

    def spans(self, text):
        """Return the half-open spans of the words of a text, in code points.

        >>> Tokenizer({'清华大学': 3}).spans('来到清华大学')
        [(0, 1), (1, 2), (2, 6)]
        """
        return [(start, end) for _, start, end in self._triples(clean_text(text), 'default')]

    def _triples(self, text, mode):
        """Yield (word, start, end) of each word that is kept in the result."""
        folded = self._folded(text)
        if mode == 'all':
            found = all_words(folded, self._lexicon, self._rules, self._segmenter.number_spans(folded))
        else:
            found = self._placed(folded, mode == 'search')
        for word, start, end in found:
            if self._keeps(word):
                yield text[start:end], start, end

    def _placed(self, text, search):
        start, numbers = 0, frozenset(self._segmenter.number_spans(text) if search else ())
        for piece in self._segmenter.pieces(text):
            if search and len(piece) > 2 and (start, start + len(piece)) not in numbers:
                for part in parts_for_search(piece, start, self._lexicon, self._rules):
                    yield part
            yield piece, start, start + len(piece)
            start += len(piece)

    # Cutting many lines

    def cut_lines(self, lines, mode='default', workers=1):
        """Yield the words of each line, as a list, in the order of the lines.

        Args:
            lines: an iterable of texts, such as a `Corpus`; it is read lazily.
            mode: 'default', 'search' or 'all', as for `tokenize`.
            workers: the number of processes; None is one per core. Changes made to the vocabulary
                before the first result is taken apply in all of them.

        Yields:
            list of words: `['研究', '生命']`.

        Complexity:
            Linear in the text; each worker holds a few blocks of 64 k characters in memory.
        """
        return words_of_lines(self, lines, mode, workers)

    def cut_file(self, source, target, delimiter=' ', mode='default', offsets=False, workers=1):
        """Cut a file or corpus and write the words to a file, one output line for each input line.

        Args:
            source: a path, or a `Corpus` (for several files, other encodings and formats).
            target: a path, compressed if it ends in `.gz`, `.bz2` or `.xz`; `-` is standard output. The
                file appears only when it is complete.
            delimiter: the text to write between words.
            mode: 'default', 'search' or 'all', as for `tokenize`.
            offsets: whether to write each line as JSON, `[["研究", 0, 2], ["生命", 2, 4]]`, with
                offsets in code points.
            workers: the number of processes; None is one per core.

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
        """Yield the text that `cut_file` writes for a `Corpus`, in pieces.

        Without the delimiters, the output is the lines of the corpus, with their original line ends if
        it was made with `keep_returns`. A line break inside a JSON or CSV record becomes a space.
        """
        return cut_corpus(self, as_corpus(corpus), Form(mode, delimiter, offsets), workers)

    def cut_texts(self, pieces, delimiter=' ', mode='default', offsets=False, workers=1):
        """Yield the text that `cut_file` writes, in pieces.

        Args:
            pieces: iterable of (text, whether it ends its line), as `Corpus.pieces` gives: a line, or a
                piece of a long line that continues in the next one.
        """
        return cut_texts(self, pieces, Form(mode, delimiter, offsets), workers)

    def joined(self, text, separator):
        """Return the words of `cut` as one text, with a separator between them; faster than joining a list.

        >>> print(Tokenizer({'研究': 3}).joined('我研究', '/'))
        我/研究
        """
        check_text('separator', separator)
        text = clean_text(text)
        if self._spaces and not self._stop and self._rules.protect is None and SEPARATOR not in text:
            return self._segmenter.joined(text).replace(SEPARATOR, separator)
        return separator.join(self.lcut(text))

    def keeps_apart(self, mark):
        """Tell whether a character that is not part of a longer symbol is always cut as one piece."""
        return (self._rules.protect is None and self._keeps(mark)
                and not self._lexicon.holds(mark))

    def _keeps(self, piece):
        return self._folded(piece) not in self._stop and (self._spaces or not is_space(piece))

    def _kept(self, pieces):
        if self._spaces and not self._stop:
            return pieces
        return [piece for piece in pieces if self._keeps(piece)]

    # Several segmentations

    def nbest(self, text, k=5):
        """Return the k most probable segmentations of a text, best first.

        Args:
            text: any text; white space and stop words are kept.
            k: the greatest number of segmentations to return, 1 or more.

        Returns:
            list: of `(words, score)`, where the score is the natural logarithm of the probability. Equal
            scores are ordered by the first word that differs, the longer one first. The first
            segmentation is the result of `cut`.

        Complexity:
            Number of characters times the number of words that begin at a character times k.

        >>> for words, score in Tokenizer({'研究': 3, '研究生': 2, '生': 5, '活': 5}).nbest('研究生活', 2):
        ...     print('/'.join(words), '%.3f' % score)
        研究生/活 -3.114
        研究/生/活 -3.807
        """
        if isinstance(k, bool) or not isinstance(k, integer_types) or k < 1:
            raise ArgumentError('k is a whole number from 1 on, not %r' % (k,))
        text = clean_text(text)
        folded = self._folded(text)
        paths = best_paths(folded, k, self._lexicon, self._rules, self._segmenter.number_spans(folded))
        return [(original_pieces(pieces, text), self.log_probability(pieces)) for pieces in paths]

    def sample(self, text, alpha=1.0, rng=None):
        """Return one random segmentation of a text, as a list of words.

        Args:
            text: any text; white space and stop words are kept.
            alpha: the power of the probability to draw by: 0 makes all segmentations equally likely, 1
                draws by probability, and greater values favour the best.
            rng: an object with `random()`, such as `random.Random(seed)`; None is the `random` module.

        Complexity:
            Number of characters times the number of words that begin at a character.

        >>> import random
        >>> tokenizer = Tokenizer({'研究': 3, '研究生': 2, '生': 5, '活': 5})
        >>> len(set('/'.join(tokenizer.sample('研究生活', 0.5, random.Random(n))) for n in range(40)))
        3
        """
        if isinstance(alpha, bool) or not isinstance(alpha, integer_types + (float,)) or not 0 <= alpha < 1e6:
            raise ArgumentError('alpha is a number from 0 on, not %r' % (alpha,))
        if rng is None:
            import random as rng
        text = clean_text(text)
        folded = self._folded(text)
        lattice = lattice_of(folded, self._lexicon, self._rules, self._segmenter.number_spans(folded))
        return original_pieces(random_path(folded, alpha, rng, self._lexicon, lattice), text)

    def log_probability(self, words):
        """Return the sum of ln P of words, in nats, accurate to one part in a million.

        A word outside the vocabulary is taken to have the count 1; `code_length` is the exact measure.

        Formula:
            sum of ln count - ln total
        """
        return sum(self._lexicon.log_probability(self._folded(word)) for word in words) / UNITS

    def code_length(self, text):
        """Return the code length in bits of the best segmentation of a text, without punctuation and space.

        Returns:
            CodeLength: the `bits` of the words in clauses, the numbers of their `characters` and `words`, and
            the number of words `unknown` to the vocabulary.

        Formula:
            A word of count c takes log2(total + 1) - log2(c) bits; see `code_length` of `_nbest`.
        """
        words = self._segmenter.plain_pieces(self._folded(clean_text(text)))
        return code_length(words, self._lexicon, self._rules)

    def _changed(self):
        self._segmenter.forget()
        if self._letters is not None:
            self._letters.forget()

    def _replaced(self):
        self._segmenter = self._segmenter_of(self._rules)
        self._letters = None

    def _segmenter_of(self, rules):
        return Segmenter(self._lexicon, rules, self._cache_size // 2, self._folds, self._numbers)


def _rows_of(vocabulary):
    """Return the `WordRows` of the vocabulary that a tokenizer is given."""
    if hasattr(vocabulary, 'total_items'):
        # Users of upstream set a count for the empty word, which is harmless.
        vocabulary = dict((word, count) for word, count in vocabulary if word)
    return load_rows(vocabulary)


def _stop_words(stop):
    # Not `stop == ()`, since arrays and Series compare item by item.
    given = not isinstance(stop, tuple) or stop
    return frozenset(read_words(stop, 'stop') if given else ())


def _checked_size(size):
    if isinstance(size, bool) or not isinstance(size, integer_types) or size < 0:
        raise ArgumentError('cache_size is a whole number from 0 on, not %r' % (size,))
    return size


def _rules_of(rules, protect):
    """Return rules that also keep the matches of `protect` whole."""
    patterns = [pattern for pattern in (rules.protect, protect) if pattern is not None]
    if patterns == ([] if rules.protect is None else [rules.protect]):
        return rules
    return Rules(whole=rules.whole, han=rules.han, protect=any_of(patterns))
