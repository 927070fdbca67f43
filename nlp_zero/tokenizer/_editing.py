# -*- coding: utf-8 -*-
"""Look up, add and remove the words of a tokenizer, and adapt them to a text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import math
from collections import Counter
from functools import partial

from .._compat import iter_map, string_types
from ..corpus import Corpus, as_corpus
from ..errors import ArgumentError, EmptyCorpusError, VocabularyError, checked_options, shown
from ..text import DEFAULT_RULES, LONGEST_SYMBOL, fold, parse_count, strip_spaces
from ..vocabulary import checked_count, checked_word, merge_entries, read_entries
from ._folding import original_pieces
from ._lexicon import Lexicon
from ._nbest import is_scored
from ._segmenter import Segmenter
from ._viterbi import least_count, plain_pieces

_CACHED = 1 << 16
#: The package that discovers words, relative to this one.
_DISCOVERY = '..entropy'


class EditableVocabulary(object):
    """Hold the words of a tokenizer and change them; a base class of `Tokenizer`.

    A subclass has these attributes: `_lexicon`, a `Lexicon`; `_rules`; `_folds`, whether text and words are
    folded; and `_given`, `{folded word: word as given}` for the words whose given form differs from the form
    in the lexicon. It has two methods: `_changed`, called after words of the lexicon have changed, and
    `_replaced`, called after `_lexicon` has been replaced.
    """

    def _folded(self, text):
        """Return a text in the form of the lexicon's words."""
        return fold(text) if self._folds else text

    @property
    def vocabulary(self):
        """A new dict of the words, in the form they were given, and their counts."""
        counts = self._lexicon.counts()
        for folded, word in self._given.items():
            counts[word] = counts.pop(folded)
        return counts

    @property
    def total(self):
        """The sum of all counts."""
        return self._lexicon.total

    def count(self, word):
        """Return the count of a word, 0 if it is not in the vocabulary."""
        return self._lexicon.count(self._folded(word))

    def __contains__(self, word):
        return self._folded(word) in self._lexicon.log_counts

    def __len__(self):
        return len(self._lexicon.log_counts)

    def add_word(self, word, freq=None, tag=None, force=False):
        """Add a word, or change its count.

        Args:
            word: a text of one character or more.
            freq: its count; None uses the count of `suggest_freq`; 0 removes the word.
            tag: accepted for compatibility with jieba and ignored.
            force: whether the word is preferred to all words that are not forced, whatever the counts.

        Raises:
            VocabularyError: `word` is not a word, or `freq` is not a count.
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
        """Remove a word; a word that is not in the vocabulary is ignored."""
        self.add_word(word, 0)

    def load_userdict(self, source, force=False, encoding='utf-8'):
        """Add the words of a file, of lines or of a mapping.

        Args:
            source: anything that `load_vocabulary` accepts; the lines are jieba's `word [count] [tag]`. A
                word without a count gets that of `suggest_freq`, after the words before it are added.
            encoding: the encoding of a file.
            force: whether the words are preferred to all words that are not forced.

        Raises:
            VocabularyError: a line is malformed; the words before it have been added.
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
        """Adapt the vocabulary to a text: add words discovered in it and mix in its counts.

        Discovered words that general text should have contained, but does not, are left out; the others
        get their counts in the text, scaled to the vocabulary. If the text is as different from general
        text as classical Chinese, words that occur in it but were not discovered are removed. The code
        length of similar text falls; `evaluate_bits` on held-out lines measures by how much.

        Args:
            corpus: a re-iterable of texts; it is read `rounds` times, and once more by discovery.
            words: words to add instead of the discovered ones, `()` for none, in any form that
                `vocabulary.read_words` accepts. A word without a count gets the median count. Words that
                do not occur in the text are not added.
            weight: the share of the text's counts, above 0 and at most 1; None uses a share that grows
                with the text, from 0.4 for 600 words to 0.9 for 100,000.
            rounds: how often to cut the text and count its words.

        By name only, for discovery:
            model: an `entropy.Model` of the text, or the path of one that `discover --save-model` wrote.
            others: `sample` and `resources`, as for `entropy.learn`.

        Returns:
            int: the number of new words.

        Raises:
            EmptyCorpusError, ExhaustedCorpusError: a pass met no text, or the corpus can be read only once.

        Complexity:
            That of discovery, and of cutting the text `rounds` times.

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
        words = self._folded_counts(given)
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

    def _folded_counts(self, counts):
        """Return counts with the words folded; the counts of words with one folded form are added."""
        found = {}
        for word in sorted(counts):
            folded = self._folded(word)
            found[folded] = found.get(folded, 0) + counts[word]
        return found

    def _discovered(self, corpus, counts, options):
        """Return the `entropy.Adaptation` of these counts to a text."""
        # That package imports this one, so it is imported here, by name.
        entropy = importlib.import_module(str(_DISCOVERY), __name__.rpartition('.')[0])
        options = checked_options('Tokenizer.adapt', options, **entropy.ADAPTATION_OPTIONS)
        folded = Corpus(partial(iter_map, self._folded, corpus))
        try:
            return entropy.adaptation(folded, counts, DEFAULT_RULES, **options)
        except EmptyCorpusError:
            # Text without Han characters has no words to discover, but its words can still be counted.
            return (), False

    def suggest_freq(self, segment, tune=False):
        """Return the count that makes a word be cut whole, or be cut into given parts.

        Args:
            segment: a word to be cut whole, or a list or tuple of the words that it should be cut into.
            tune: whether to set that count as well.

        Returns:
            int: for a word, the least count, at least its own, with which it is cut whole when it stands
            alone; for parts, the greatest count, at most its own, with which it is not cut whole.
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
        """Return the least count, at least its own, with which a word is cut whole."""
        parts = plain_pieces(word, self._lexicon, self._rules)
        return max(self._lexicon.count(word), 1 if len(parts) < 2 else self._winning_count(parts))

    def _winning_count(self, parts):
        """Return the least count that makes a word at least as probable as the parts together."""
        lexicon = self._lexicon
        return least_count(sum(lexicon.log_probability(part) for part in parts) + lexicon.log_total)


def _count_in(text, word):
    """Return the count of a word that was given as text, which jieba accepts."""
    try:
        return parse_count(strip_spaces(text))
    except (ArgumentError, UnicodeDecodeError) as error:
        raise VocabularyError('the count of %.60r is %s' % (word, error))


def without_foreign_words(counts, corpus, words, kept, rules, folded):
    """Return counts without the words that a text is cut into and that are not among its own words.

    Args:
        counts: `{word: count}`.
        corpus: a re-iterable of texts.
        words: `{word: count in the text}`, the text's own words.
        kept: words never to remove.
        rules: `text.Rules`.
        folded: a function that returns a text in the form of the vocabulary's words.
    """
    counts, own = dict(counts), set(words).union(kept)
    foreign = True
    # Removing a word may expose shorter ones, so this repeats, at most once per character of the longest
    # word.
    while foreign:
        segmenter, foreign = Segmenter(Lexicon.of_counts(counts), rules, _CACHED), set()
        for text in as_corpus(corpus).parts():
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
        words: `{word: count in the text}`, new words and old.
        weight: the text's share in the mixture, between 0 and 1; None is `usual_weight` of its words.
        rounds: how often to cut the text and count its words.
        rules: `text.Rules`.
        folded: a function that returns a text in the form of the vocabulary's words.

    Returns:
        dict: the new vocabulary, with all old words and the new words that occur in the text.

    Formula:
        P(w) = (1 - weight) * P_old(w) + weight * P_text(w), where P_text is the share of w among
        the words of the text, cut by the mixture of the previous round (hard EM). As counts, P is
        scaled to the old total, and a count is at least 1.
    """
    corpus, mixed = as_corpus(corpus), mixture(counts, words, weight or 0.5)
    for _ in range(rounds):
        lexicon = Lexicon.of_counts(mixed)
        segmenter, seen, any_text = Segmenter(lexicon, rules, _CACHED), Counter(), False
        for text in corpus.parts():
            pieces = segmenter.plain_pieces(folded(text))
            seen.update(piece for piece in pieces if len(piece) <= LONGEST_SYMBOL)
            any_text = any_text or bool(text)
        if not any_text:
            raise EmptyCorpusError('there is no text to adapt to')
        known = dict((piece, count) for piece, count in seen.items()
                     if piece in lexicon.log_counts or (len(piece) == 1 and is_scored(piece, rules)))
        mixed = mixture(counts, known, weight or usual_weight(sum(known.values())))
    return mixed


def usual_weight(number):
    """Return the usual share of a text with the given number of words, greater for a longer text.

    On 600 to 330,000 words of restaurant and hotel reviews, the best share was between 0.5 and 0.95, and the
    code length with this share was within 1% of the best.

    Formula:
        sqrt(n) / (sqrt(n) + 40)

    >>> ['%.2f' % usual_weight(number) for number in (600, 5000, 80000)] == ['0.38', '0.64', '0.88']
    True
    """
    return math.sqrt(number) / (math.sqrt(number) + 40)


def mixture(old, new, weight):
    """Return the weighted mean of two vocabularies, as counts scaled to the total of the old one.

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
    """Return the median count of a vocabulary, 1 if it is empty."""
    return sorted(counts.values())[len(counts) // 2] if counts else 1


def check_settings(weight, rounds):
    """Raise ArgumentError for a weight or a number of rounds that is out of range."""
    if weight is not None and (isinstance(weight, bool) or not isinstance(weight, (int, float))
                               or not 0 < weight <= 1):
        raise ArgumentError('weight is a share above 0, at most 1, not %s' % shown(weight))
    if isinstance(rounds, bool) or not isinstance(rounds, int) or rounds < 1:
        raise ArgumentError('rounds is a whole number from 1 on, not %s' % shown(rounds))
