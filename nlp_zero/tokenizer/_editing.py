# -*- coding: utf-8 -*-
"""Let the words of a tokenizer be looked up, added, taken out and fitted to a text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import math
from collections import Counter
from functools import partial

from .._compat import iter_map, string_types
from ..corpus import Corpus, as_corpus
from ..errors import ArgumentError, EmptyCorpusError, VocabularyError, checked_options
from ..text import DEFAULT_RULES, fold, parse_count, strip_spaces
from ..vocabulary import checked_count, checked_word, merge_entries, read_entries
from ._folding import original_pieces
from ._lexicon import Lexicon
from ._nbest import is_scored
from ._segmenter import Segmenter
from ._viterbi import least_count, plain_pieces

_CACHED = 1 << 16
#: The package that discovers words.
_DISCOVERY = '..entropy'


class EditableVocabulary(object):
    """Hold the words of a tokenizer and change them; a subclass cuts by them.

    A subclass has the attributes `_lexicon`, a `Lexicon`, `_rules`, `_folds`, whether text and words are
    folded, and `_given`, `{folded word: the word as given}` of those that are shown in another form than the
    lexicon has; and two methods: `_changed`, called after words of the lexicon have changed, and `_replaced`,
    called after it has become another one.
    """

    def _folded(self, text):
        """Return a text as the lexicon has it."""
        return fold(text) if self._folds else text

    @property
    def vocabulary(self):
        """A new dict of the words, as they were given, and their counts."""
        counts = self._lexicon.counts()
        for folded, word in self._given.items():
            counts[word] = counts.pop(folded)
        return counts

    @property
    def total(self):
        """The sum of all counts."""
        return self._lexicon.total

    def count(self, word):
        """Return the count of a word, 0 for what is not one."""
        return self._lexicon.count(self._folded(word))

    def __contains__(self, word):
        return self._folded(word) in self._lexicon.log_counts

    def __len__(self):
        return len(self._lexicon.log_counts)

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
        word = checked_word(word)
        folded = self._folded(word)
        if freq is None:
            freq = self._joining_count(folded)
        elif isinstance(freq, string_types):
            freq = _count_in(freq, word)
        freq = checked_count(freq, word)
        if folded != word and freq and folded not in self._lexicon.log_counts:
            self._given[folded] = word
        elif folded == word or not freq:
            self._given.pop(folded, None)
        self._lexicon.set_count(folded, freq, force)

    def del_word(self, word):
        """Take a word out; one that is not in is no error."""
        self.add_word(word, 0)

    def load_userdict(self, source, force=False, encoding='utf-8'):
        """Add the words of a file, of lines or of a mapping.

        Args:
            source: what `load_vocabulary` takes; jieba's lines `word [count] [tag]`. A word without
                a count gets the one that `suggest_freq` says, given the words before it.
            encoding: of a file.
            force: whether the words win over all that are not forced.

        Raises:
            VocabularyError: a line makes no sense; the words before it stay.
            InputError: the file cannot be read.
        """
        try:
            for word, count, _ in read_entries(source, encoding):
                if count is None:
                    self._changed()
                self._set(word, count, force)
        finally:
            self._changed()

    def adapt(self, corpus, words=None, weight=None, rounds=2, **options):
        """Fit the vocabulary to a text: take in words found in it, and mix in its counts.

        Discovery finds the words. Those that general text has had the chance to find, and has not, stay
        out; the others come in counts of the text, brought to the scale of the vocabulary. In text as far
        from it as classical Chinese, words that the text uses and discovery has not found go. Text of
        the kind at hand then takes fewer bits: `evaluate_bits` on lines kept apart tells how many.

        Args:
            corpus: a re-iterable of texts; it is read `rounds` times, and by discovery.
            words: what is to be taken in instead of what discovery finds, `()` for nothing; in any shape that
                `vocabulary.read_words` takes. Without a count, it is that of the median word. Those that
                the text does not use stay out.
            weight: the share of the text's counts, above 0 and at most 1; None lets it grow with the
                text, from 0.4 for 600 words to 0.9 for 100,000.
            rounds: how often the text is cut by what is known, and counted.

        By name only, for discovery:
            model: an `entropy.Model` of the text, or the path of one that `discover --save-model` kept.
            others: `sample` and `resources`, as `entropy.learn`.

        Returns:
            int: how many words are new.

        Raises:
            EmptyCorpusError, ExhaustedCorpusError: a pass saw no text, or there is one pass alone.

        Complexity: that of discovery, and `rounds` times cutting the text.

        >>> from nlp_zero.tokenizer import Tokenizer
        >>> tokenizer = Tokenizer({'我': 9, '的': 9, '键盘': 5})
        >>> tokenizer.adapt(['我的青轴键盘', '青轴的键盘'], ['青轴', '红轴'])
        1
        >>> print('/'.join(tokenizer.lcut('他的青轴')))
        他/的/青轴
        """
        check_settings(weight, rounds)
        corpus = as_corpus(corpus, rounds + (words is None))
        old, forced = self._lexicon.counts(), sorted(self._lexicon.forced)
        own_words_only = False
        if words is None:
            words, own_words_only = self._discovered(corpus, old, options)
        elif options:
            raise ArgumentError('with words, which are not discovered, %s has no effect'
                                % ', '.join(sorted(options)))
        given = merge_entries(read_entries(words, lines=False), usual_count(old))
        words = {}
        for word in sorted(given):
            folded = self._folded(word)
            words[folded] = words.get(folded, 0) + given[word]
        if own_words_only:
            old = without_foreign_words(old, corpus, words, forced, self._rules, self._folded)
        counts = adapted_counts(old, corpus, words, weight, rounds, self._rules, self._folded)
        self._given.update((self._folded(word), word) for word in sorted(given)
                           if self._folded(word) in counts and self._folded(word) not in old
                           and self._folded(word) not in given)
        number_new = sum(word not in self._lexicon.log_counts for word in counts)
        self._lexicon = Lexicon.of_counts(counts, forced)
        self._replaced()
        return number_new

    def _discovered(self, corpus, counts, options):
        """Return the `entropy.Adaptation` of these counts to a text."""
        # Its package uses this one, so it is looked up by name.
        entropy = importlib.import_module(str(_DISCOVERY), __name__.rpartition('.')[0])
        options = checked_options('Tokenizer.adapt', options, **entropy.ADAPTATION_OPTIONS)
        folded = Corpus(partial(iter_map, self._folded, corpus))
        try:
            return entropy.adaptation(folded, counts, DEFAULT_RULES, **options)
        except EmptyCorpusError:
            # Without Han characters there are no words to be found; counts there are.
            return (), False

    def suggest_freq(self, segment, tune=False):
        """Return the count with which a word would be whole, or would not.

        Args:
            segment: a word that is to be whole, or a list or tuple of the words that it is to be
                cut into.
            tune: whether to set the count as well.

        Returns:
            int: for a word the least count, at least its own, with which it is cut whole when it
            is alone; for parts the greatest, at most its own, with which it is not.
        """
        if isinstance(segment, (tuple, list)):
            parts = [checked_word(part) for part in segment]
            word = checked_word(''.join(parts))
            parts = original_pieces(parts, self._folded(word))
            freq = min(self.count(word), self._winning_count(parts) - 1)
        else:
            word = checked_word(segment)
            freq = self._joining_count(self._folded(word))
        if tune:
            self.add_word(word, freq)
        return freq

    def _joining_count(self, word):
        """Return the least count, at least its own, with which a word is whole."""
        parts = plain_pieces(word, self._lexicon, self._rules)
        return max(self._lexicon.count(word), 1 if len(parts) < 2 else self._winning_count(parts))

    def _winning_count(self, parts):
        """Return the least count with which one word is no less likely than the parts."""
        lexicon = self._lexicon
        return least_count(sum(lexicon.log_probability(part) for part in parts) + lexicon.log_total)


def _count_in(text, word):
    """Return the count of a word that a text spells, as jieba takes it."""
    try:
        return parse_count(strip_spaces(text))
    except (ArgumentError, UnicodeDecodeError) as error:
        raise VocabularyError('the count of %.60r is %s' % (word, error))


def without_foreign_words(counts, corpus, words, kept, rules, folded):
    """Return counts without the words that a text uses and that are not among its own.

    Args:
        counts: `{word: count}`.
        corpus: a re-iterable of texts.
        words: `{word: count in the text}`, its own words.
        kept: words that stay all the same.
        rules: `text.Rules`.
        folded: a function that gives a text as the vocabulary has it.
    """
    counts, own = dict(counts), set(words).union(kept)
    foreign = True
    # Where a word has gone, shorter ones may come to light: at most as often as words are long.
    while foreign:
        segmenter, foreign = Segmenter(Lexicon.of_counts(counts), rules, _CACHED), set()
        for text in as_corpus(corpus):
            foreign.update(piece for piece in segmenter.pieces(folded(text))
                           if len(piece) > 1 and piece not in own and piece in counts)
        for word in foreign:
            del counts[word]
    return counts


def adapted_counts(counts, corpus, words, weight, rounds, rules, folded):
    """Return the counts of a vocabulary mixed with those of a text.

    Args:
        counts: `{word: count}`, the old vocabulary.
        corpus: a re-iterable of texts.
        words: `{word: count in the text}`, new ones and old.
        weight: the text's share in the mixture, between 0 and 1; None is `usual_weight` of its words.
        rounds: how often the text is cut and its words are counted.
        rules: `text.Rules`.
        folded: a function that gives a text as the vocabulary has it.

    Returns:
        dict: the new vocabulary; old words stay, new ones are in it if the text uses them.

    Formula:
        P(w) = (1 - weight) * P_old(w) + weight * P_text(w), where P_text is the share of w among
        the words of the text, cut by the mixture of the round before (hard EM); as counts, of the
        old total, and 1 at least.
    """
    corpus, mixed = as_corpus(corpus), mixture(counts, words, weight or 0.5)
    for _ in range(rounds):
        lexicon = Lexicon.of_counts(mixed)
        segmenter, seen, any_text = Segmenter(lexicon, rules, _CACHED), Counter(), False
        for text in corpus:
            seen.update(segmenter.plain_pieces(folded(text)))
            any_text = any_text or bool(text)
        if not any_text:
            raise EmptyCorpusError('there is no text to adapt to')
        known = dict((piece, count) for piece, count in seen.items()
                     if piece in lexicon.log_counts or (len(piece) == 1 and is_scored(piece, rules)))
        mixed = mixture(counts, known, weight or usual_weight(sum(known.values())))
    return mixed


def usual_weight(number):
    """Return the share of a text of so many words.

    A longer text is worth more. Measured on reviews of meals and of hotels, 600 to 330,000 words of
    them, the best share was 0.5 to 0.95; this one is within 1% of the best bits each time.

    Formula:
        sqrt(n) / (sqrt(n) + 40)

    >>> ['%.2f' % usual_weight(number) for number in (600, 5000, 80000)] == ['0.38', '0.64', '0.88']
    True
    """
    return math.sqrt(number) / (math.sqrt(number) + 40)


def mixture(old, new, weight):
    """Return the weighted mean of two vocabularies, in counts of the old one's total.

    >>> print(sorted(mixture({'a': 60, 'b': 40}, {'b': 1, 'c': 1}, 0.5).values()))
    [25, 30, 45]
    """
    total, seen = sum(old.values()), sum(new.values())
    if not total or not seen:
        return dict(old or new)
    scale, found = weight * total / seen, {}
    for word in set(old) | set(new):
        count = int((1 - weight) * old.get(word, 0) + scale * new.get(word, 0) + 0.5)
        found[word] = max(count, 1)
    return found


def usual_count(counts):
    """Return the median count of a vocabulary; 1 of an empty one."""
    return sorted(counts.values())[len(counts) // 2] if counts else 1


def check_settings(weight, rounds):
    """Refuse a share or a number of rounds that makes no sense."""
    if weight is not None and (isinstance(weight, bool) or not isinstance(weight, (int, float))
                               or not 0 < weight <= 1):
        raise ArgumentError('weight is a share above 0, at most 1, not %r' % (weight,))
    if isinstance(rounds, bool) or not isinstance(rounds, int) or rounds < 1:
        raise ArgumentError('rounds is a whole number from 1 on, not %r' % (rounds,))
