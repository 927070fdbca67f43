# -*- coding: utf-8 -*-
"""Hold the words, their counts and what the search for the best path reads of them.

A word of count c in a vocabulary of total n has the log-probability ln c - ln n. Sums of rounded
numbers depend on their order, and two ways to cut that are equally likely would be told apart by
chance; so log-counts are whole numbers here, in units of 2**-20 nat, and every sum is exact.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
from operator import itemgetter

from .._compat import iter_map, iter_range, iter_zip
from ._boundaries import Boundaries

#: Units in a nat.
UNIT = 1 << 20

# What each character of a forced word adds: more than any path of ordinary words can make good.
_FORCE = 1 << 50

_prefix = itemgetter(slice(0, 2))


def gain_of(count):
    """Return ln(count) in units, rounded to a whole number.

    >>> gain_of(1), gain_of(10)
    (0, 2414434)
    """
    return int(math.floor(math.log(count) * UNIT + 0.5))


class Model(object):
    """Keep counts and their tables in step.

    Args:
        counts: `{word: count}`, counts from 1 on; the dict becomes the model's own.

    Attributes:
        counts: the words.
        total: the sum of all counts.
        gains: `{word: units}` of the words; a word that is missing from a path counts 0 there.
        longest: `{first two characters: length of the longest word that begins so}`.
        penalty: what each word of a path costs, ln(total) in units.
        forced: words that win over all others.
    """

    def __init__(self, counts):
        self.counts = counts
        self.total = sum(counts.values())
        self.penalty = gain_of(max(self.total, 1))
        self.forced = set()
        gains = dict(iter_map(_count_and_gain, set(counts.values())))
        self.gains = dict(iter_zip(counts, iter_map(gains.__getitem__, counts.values())))
        words = sorted(counts, key=len)
        self.longest = dict(iter_zip(iter_map(_prefix, words), iter_map(len, words)))
        self.boundaries = Boundaries(words)

    def set_count(self, word, count, force=False):
        """Give a word a count; 0 takes it out.

        Complexity:
            Constant in the size of the vocabulary.
        """
        self.total += count - self.counts.pop(word, 0)
        self.penalty = gain_of(max(self.total, 1))
        self.gains.pop(word, None)
        self.forced.discard(word)
        if not count:
            return
        self.counts[word] = count
        self.gains[word] = gain_of(count) + (_FORCE * len(word) if force else 0)
        if force:
            self.forced.add(word)
        # Tables of what may be: an entry too many costs time, never an answer.
        head = word[:2]
        self.longest[head] = max(self.longest.get(head, 0), len(word))
        self.boundaries.add([word])

    def log_probability(self, word):
        """Return ln P(word) in nats; a word without count is taken as seen once."""
        return math.log(self.counts.get(word, 1)) - math.log(max(self.total, 1))


def _count_and_gain(count):
    return count, gain_of(count)


def best_ends(text, model):
    """Return where the word that begins at each character ends, on the best path from there.

    The best path has the highest sum of gains less penalties; of paths with the same sum the one
    whose first different word is longer. A character that is no word counts as seen once.

    Complexity:
        Length of the text times the longest word that shares two characters with it.
    """
    length = len(text)
    gain, longest, penalty = model.gains.get, model.longest.get, model.penalty
    sums, ends = [0] * (length + 1), [0] * length
    for start in iter_range(length - 1, -1, -1):
        end = start + 1
        best = gain(text[start], 0) + sums[end]
        reach = longest(text[start:start + 2])
        if reach and reach > 1:
            for stop in iter_range(start + 2, min(start + reach, length) + 1):
                value = gain(text[start:stop])
                if value is not None:
                    value += sums[stop]
                    if value >= best:
                        best, end = value, stop
        sums[start] = best - penalty
        ends[start] = end
    return ends


def best_symbol_ends(text, starts, model):
    """Do what `best_ends` does for a text whose symbols may have many characters.

    Args:
        starts: where the symbols begin, ascending, the first at 0.

    Returns:
        list: for each start its word's end; 0 for positions within a symbol. A word may cover
        several symbols, and none of them in part.
    """
    length = len(text)
    gain, longest, penalty = model.gains.get, model.longest.get, model.penalty
    sums, ends = [None] * length + [0], [0] * length
    after = length
    for start in reversed(starts):
        end = after
        best = gain(text[start:end], 0) + sums[end]
        reach = longest(text[start:start + 2]) or 0
        for stop in iter_range(end + 1, min(start + reach, length) + 1):
            if sums[stop] is not None:
                value = gain(text[start:stop])
                if value is not None and value + sums[stop] >= best:
                    best, end = value + sums[stop], stop
        sums[start] = best - penalty
        ends[start] = end
        after = start
    return ends


def pieces_of(text, ends):
    """Return the words of the path that begins at 0."""
    found, start, length = [], 0, len(text)
    while start < length:
        end = ends[start]
        found.append(text[start:end])
        start = end
    return found
