# -*- coding: utf-8 -*-
"""Find phrases of two words and more by scoring neighbours, pass after pass, and join them.

In go texts and a tokenizer, out come phrases with counts. The formulas stand in `scores`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_items, iter_range
from ..errors import ArgumentError
from ..ngrams import Tally, parse_size
from ..scores import gensim_default, log_likelihood_ratio, npmi, pmi, topmine_significance
from ..text import DEFAULT_RULES
from ._clauses import word_clauses

__all__ = [str(name) for name in ('Phrase', 'PhraseFinder', 'SCORINGS')]

#: The scores by name, each with the threshold that stands if none is given: gensim's own default,
#: its usual one for NPMI, ToPMine's, p = 0.001 for the ratio, and 20 times chance for the PMI.
SCORINGS = {'default': 10.0, 'npmi': 0.5, 'pmi': 3.0, 'llr': 10.83, 'topmine': 5.0}

#: Between the words of two units that are counted as a pair.
_BETWEEN = (None,)


class Phrase(namedtuple('Phrase', 'words count frequency score')):
    """A phrase that was found.

    Attributes:
        words: a tuple of two words or more.
        count: how often they stand side by side.
        frequency: the same, without the places inside longer phrases: the true frequency.
        score: the one at which its parts were joined.
    """

    __slots__ = ()


class PhraseFinder(object):
    """Join neighbouring words whose score exceeds a threshold, and their results again.

    Args:
        tokenize: a callable from a text to words; None for texts segmented by white space.
        min_count: a pair that occurs less often is no phrase.
        threshold: the score must exceed it; None takes the one in `SCORINGS`.
        scoring: 'default' (gensim's), 'npmi', 'pmi', 'llr' (log-likelihood ratio) or 'topmine'.
        passes: how often pairs are formed; each pass may double the length of the longest phrase.
        max_words: no phrase has more words, or None.
        delimiter: stands between the words of a phrase that `transform` joins.
        rules: what ends a clause, as `text.Rules`.
        memory: bytes for the counts of pairs, as a number or a text such as '512MB'; beyond them they
            are counted in files. Words and phrases stay in memory. None for no bound.
        temp_dir: where these files go; None for the system's place.

    Attributes:
        phrases: {tuple of words: Phrase}, what `train` found.

    >>> finder = PhraseFinder(min_count=2, scoring='pmi', threshold=1)
    >>> finder.train(['我 要 去 火车 站 前 广场', '火车 站 在 哪', '去 火车 站 怎么 走'])
    >>> for phrase in finder.ranked():
    ...     print(phrase.count, phrase.frequency, ' '.join(phrase.words))
    2 2 去 火车 站
    3 1 火车 站
    >>> print(' '.join(finder.transform(['从', '火车', '站', '出发'])))
    从 火车站 出发
    """

    def __init__(self, tokenize=None, min_count=5, threshold=None, scoring='default', passes=2,
                 max_words=None, delimiter='', rules=DEFAULT_RULES, memory=None, temp_dir=None):
        if scoring not in SCORINGS:
            raise ArgumentError('unknown scoring %r; known: %s' % (scoring, ', '.join(sorted(SCORINGS))))
        if min_count < 1 or passes < 1:
            raise ArgumentError('min_count and passes must be 1 or more')
        self.tokenize, self.min_count, self.scoring = tokenize, min_count, scoring
        self.threshold = SCORINGS[scoring] if threshold is None else threshold
        self.passes, self.max_words, self.delimiter, self.rules = passes, max_words, delimiter, rules
        self.memory, self.temp_dir = parse_size(memory), temp_dir
        self.phrases = {}
        self._levels = []

    def train(self, sents, filtering=True):
        """Find the phrases of a corpus, in place of those found before.

        Args:
            sents: an iterable of texts that can be iterated `passes` + 1 times.
            filtering: whether every mark ends a clause; else only 。，、！？ and white space do.

        Raises:
            CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError: see `corpus.as_corpus`.
            OutputError: the disk is full.

        Complexity:
            `passes` + 1 passes, each linear; memory for the distinct pairs of one pass, or up to the budget.
        """
        self._levels = []
        for number in iter_range(self.passes):
            pairs = Tally(self.memory, self.temp_dir)
            try:
                level = self._score_pairs(self._count_pairs(sents, filtering, number, pairs), pairs)
            finally:
                pairs.close()
            if not level:
                break
            self._levels.append(level)
        self._count_phrases(sents, filtering)

    def _clauses(self, sents, filtering, number):
        purpose = 'counting pairs, pass %d' % (number + 1)
        return word_clauses(sents, self.tokenize, filtering, self.rules, purpose)

    def _count_pairs(self, sents, filtering, number, pairs):
        """Return {unit: count} of one pass, a unit being a tuple of words, and count its pairs.

        Args:
            pairs: a `Tally`, where a pair is the words of both units with None between.
        """
        units = {}
        for words in self._clauses(sents, filtering, number):
            row = self._units(words)
            for unit in row:
                units[unit] = units.get(unit, 0) + 1
            counts = pairs.counts
            for first, second in zip(row, row[1:]):
                pair = first + _BETWEEN + second
                counts[pair] = counts.get(pair, 0) + 1
            pairs.settle()
        return units

    def _score_pairs(self, units, pairs):
        """Return {pair: score} of the pairs that become phrases."""
        score = _scorer(self.scoring, units, pairs, self.min_count)
        level = {}
        for pair, count in _split_pairs(pairs, self.min_count):
            if self.max_words is not None and len(pair[0]) + len(pair[1]) > self.max_words:
                continue
            value = score(count, pair)
            if value > self.threshold:
                level[pair] = value
        return level

    def _count_phrases(self, sents, filtering):
        """Count all occurrences of all phrases, and those outside longer ones."""
        scores = {}
        for level in self._levels:
            for (first, second), score in sorted(iter_items(level)):
                scores.setdefault(first + second, score)
        lengths = {}
        for words in scores:
            lengths.setdefault(words[0], set()).add(len(words))
        lengths = {word: sorted(sizes, reverse=True) for word, sizes in iter_items(lengths)}
        counts, outside = dict.fromkeys(scores, 0), dict.fromkeys(scores, 0)
        for words in self._clauses(sents, filtering, len(self._levels)) if scores else ():
            _count_occurrences(tuple(words), lengths, counts, outside)
        self.phrases = {words: Phrase(words, counts[words], outside[words], score)
                        for words, score in iter_items(scores)}

    def _units(self, words):
        """Return the words of a clause as units: tuples of the words that are joined."""
        units = [(word,) for word in words]
        for level in self._levels:
            units = _join(units, level)
        return units

    def transform(self, words):
        """Return a clause with its phrases joined.

        Args:
            words: a list of words, as the tokenizer gives.

        Returns:
            list: of texts. Where phrases overlap, the one with the higher score is joined, of equal
            ones the left one; pass after pass.
        """
        return [self.delimiter.join(unit) for unit in self._units(words)]

    def ranked(self, min_frequency=1):
        """Return the phrases that stand outside longer ones: most frequent first, then by words.

        Args:
            min_frequency: least true frequency; 0 returns all phrases.
        """
        found = [phrase for phrase in self.phrases.values() if phrase.frequency >= min_frequency]
        return sorted(found, key=lambda phrase: (-phrase.frequency, -phrase.count, phrase.words))


def _join(units, level):
    """Join neighbouring units that are pairs of a level, the highest score first."""
    found = [(-level[pair], place) for place, pair in enumerate(zip(units, units[1:])) if pair in level]
    if not found:
        return units
    taken = set()
    for _, place in sorted(found):
        if place - 1 not in taken and place + 1 not in taken:
            taken.add(place)
    joined, skip = [], False
    for place, unit in enumerate(units):
        if skip:
            skip = False
        elif place in taken:
            joined.append(unit + units[place + 1])
            skip = True
        else:
            joined.append(unit)
    return joined


def _count_occurrences(words, lengths, counts, outside):
    """Count every place where a phrase stands, and those not inside a longer phrase's place.

    Places come by start, longer ones first; one that ends no later than an earlier one lies inside.
    """
    covered = 0
    for start, word in enumerate(words):
        for size in lengths.get(word, ()):
            phrase = words[start:start + size]
            if len(phrase) == size and phrase in counts:
                counts[phrase] += 1
                if start + size > covered:
                    outside[phrase] += 1
                    covered = start + size


def _split_pairs(pairs, min_count=1):
    """Yield ((unit, unit), count) of a `Tally` of pairs."""
    for words, count in pairs.items(min_count):
        at = words.index(None)
        yield (words[:at], words[at + 1:]), count


def _scorer(scoring, units, pairs, min_count):
    """Return a function from the count of a pair and the pair to its score."""
    total = sum(units.values())
    if scoring == 'default':
        # gensim counts words and pairs in one vocabulary.
        size = len(units) + sum(1 for _ in pairs.items())
        return lambda count, pair: gensim_default(count, units[pair[0]], units[pair[1]], size, min_count)
    if scoring == 'llr':
        return _ratio(pairs)
    formula = {'pmi': pmi, 'npmi': npmi, 'topmine': topmine_significance}[scoring]
    return lambda count, pair: formula(count, units[pair[0]], units[pair[1]], total)


def _ratio(pairs):
    """Return the log-likelihood ratio over the table of pairs, whose margins are of pairs too."""
    first, second = {}, {}
    for (one, other), count in _split_pairs(pairs):
        first[one] = first.get(one, 0) + count
        second[other] = second.get(other, 0) + count
    total = sum(first.values())
    return lambda count, pair: log_likelihood_ratio(count, first[pair[0]], second[pair[1]], total)
