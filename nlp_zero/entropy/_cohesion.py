# -*- coding: utf-8 -*-
"""Measure how strongly the characters of pairs belong together, and distinguish numeral phrases from words.

`_postprocess` uses the results.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from math import log

from .._compat import iter_items
from ..text import HAN_NUMERALS
from ._initial import END
from ._word_model import EPSILON

#: Share of all words at which the term for the frequency of a pair is 0 nats, and the share below which it
#: does not decrease further: in a large text most words are rarer than any pair of a small one.
_FREQUENT, _RARE = 1.0 / 3000, 3e-5
#: Weight of the context, and the distance from the threshold, in nats, within which it is used.
_CONTEXT_WEIGHT, _NEAR = 0.8, 4.0
#: Number of different numerals that must occur next to a character that takes any numeral, and how often
#: each.
_MIN_NUMERALS, _MIN_OCCURRENCES = 3, 2
#: Log odds in nats above which a numeral and a character are a word: ten to one.
_MIN_LOG_ODDS = 2.3


class BigramCohesion(object):
    """Measure how strongly the characters of a pair belong together.

    A character that forms words occurs at their ends as well as at their beginnings. A character that only
    precedes others (这, 每, 很, 就), or that begins no other word, is a word by itself; and a pair whose
    neighbours are those that its characters have anyway is two words.

    Args:
        counts: {word: count}, the vocabulary with which the text is segmented.
        text: the `SegmentedText`.

    Formula:
        PMI(a, b) + log(3000 max(p(ab), .00003)) + log(1 + E(a)) + log(1 + B(b)) / 2 + .8 R(ab), in nats;
        PMI uses the counts of a and b as words outside ab, each plus a half; p(ab) is the share of the pair
        among all words, E(a) the number of pairs in the vocabulary that end with a, B(b) the number that
        begin with b, and R as in `SegmentedText.context_ratios`. The weights are empirical: see
        docs/en/quality.md.

    >>> from nlp_zero.entropy import SegmentedText, group_runs
    >>> counts = {'这': 60, '是': 80, '不': 40, '蝴': 0.5, '蝶': 0.5, '这是': 40, '不是': 8, '蝴蝶': 4, '粉蝶': 2}
    >>> runs = {'这是': 9, '这不': 60, '不是': 8, '是': 80, '蝴蝶': 4, '粉蝶': 2}
    >>> cohesion = BigramCohesion(counts, SegmentedText(counts, group_runs(runs)))
    >>> found = cohesion.measure(['这是', '蝴蝶'], {}, 7.0)
    >>> found['这是'] < 7.0 < found['蝴蝶']
    True
    """

    def __init__(self, counts, text):
        pairs = [word for word in counts if len(word) == 2]
        self._ends = Counter(pair[1] for pair in pairs)
        self._begins = Counter(pair[0] for pair in pairs)
        self._text = text

    def without_context(self, pair, candidates):
        """Return the cohesion of a pair without R, in nats; for `candidates` see `measure`."""
        words, total = self._text.words, self._text.total
        apart = candidates.get(pair, 0)
        count, first, second = apart or words[pair], words[pair[0]] - apart, words[pair[1]] - apart
        return (log(count * total / ((first + 0.5) * (second + 0.5)))
                + log(max(count / total, _RARE) / _FREQUENT)
                + log(1 + self._ends[pair[0]]) + log(1 + self._begins[pair[1]]) / 2)

    def measure(self, pairs, candidates, threshold):
        """Return {pair: cohesion in nats}.

        Args:
            pairs: iterable of pairs that are words of the text.
            candidates: {pair: count} of pairs that are two adjacent words in the text.
            threshold: the threshold that the cohesion will be compared with. R is not added for pairs that
                are 4 or more nats away from it.
        """
        found = dict((pair, self.without_context(pair, candidates))
                     for some in (pairs, candidates) for pair in some)
        near = frozenset(pair for pair, value in iter_items(found) if abs(value - threshold) < _NEAR)
        ratios = self._text.context_ratios(near.difference(candidates), dict(
            (pair, count) for pair, count in iter_items(candidates) if pair in near))
        for pair, ratio in iter_items(ratios):
            found[pair] += _CONTEXT_WEIGHT * ratio
        return found


def numeral_phrases(text):
    """Return the pairs of a numeral and a character that takes any numeral, which are two words.

    A character after several numerals is a unit or noun that is counted (三年, 两个); one before several
    numerals is often a determiner (这一, 每三). Their pairs are phrases, except those in which one numeral occurs
    with the character far more often than with other characters (一样, 十分, 四川).

    Args:
        text: a `SegmentedText`.

    Formula:
        Let c(n, x) be the count of numeral n before x, in one word or two, c(x) its sum over n, C(n) its
        sum over all counted characters x, and T the total. nx is a phrase if three numerals have c(n, x) >=
        2, and log( c(n, x) / (c(x) - c(n, x)) ) - log( C(n) / (T - C(n)) ) + max(0, log(3000 p(nx))) < 2.3
        nats, with a half added to each count and difference in a ratio. A pair xn is a phrase under the
        same condition, without the term for the frequency, unless c(x) is at least the count of x as a
        word.

    Returns:
        frozenset: pairs, including pairs that do not occur.
    """
    before, after = {}, {}
    for pair, count in _pairs_with_numeral(text):
        first, second = pair
        if first in HAN_NUMERALS:
            before.setdefault(second, Counter())[first] += count
        else:
            after.setdefault(first, Counter())[second] += count
    # A character that is hardly ever a word except before numerals is part of the number, like 第.
    determiners = dict((character, numerals) for character, numerals in iter_items(after)
                       if sum(numerals.values()) < text.words[character])
    counted = [numeral + character for character, numeral in _phrases(before, text.total * _FREQUENT)]
    # With the total as the limit, the frequency term is 0: it does not apply to determiners.
    return frozenset(counted + [character + numeral for character, numeral
                                in _phrases(determiners, text.total)])


def _pairs_with_numeral(text):
    """Yield (pair, count) of a numeral and another character, as one word and as two."""
    for word, count in iter_items(text.words):
        if len(word) == 2 and (word[0] in HAN_NUMERALS) != (word[1] in HAN_NUMERALS):
            yield word, count
    for (a, b), count in iter_items(text.bigrams):
        if len(a) == 1 == len(b) and (a in HAN_NUMERALS) != (b in HAN_NUMERALS) and a != END and b != END:
            yield a + b, count


def _phrases(numerals_by_character, frequent):
    """Yield (character, numeral) of the phrases.

    Args:
        numerals_by_character: {character: {numeral: count}}.
        frequent: count above which the term for the frequency of a pair is positive.
    """
    counted = dict((character, numerals) for character, numerals in iter_items(numerals_by_character)
                   if sum(1 for count in numerals.values() if count >= _MIN_OCCURRENCES) >= _MIN_NUMERALS)
    totals = Counter()
    for numerals in counted.values():
        totals.update(numerals)
    total = sum(totals.values())
    for character, numerals in iter_items(counted):
        size = sum(numerals.values())
        for numeral in HAN_NUMERALS:
            count = numerals[numeral]
            odds = (count + 0.5) / (size - count + 0.5)
            usual = (totals[numeral] + 0.5) / (total - totals[numeral] + 0.5)
            paid = max(0.0, log((count or 0.5) / frequent))
            if log(odds / usual) + paid < _MIN_LOG_ODDS - EPSILON:
                yield character, numeral
