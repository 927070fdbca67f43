# -*- coding: utf-8 -*-
"""Hold the words, their counts and what the search for the best path reads of them.

A word of count c in a vocabulary of total n has the log-probability ln c - ln n. Sums of rounded
numbers depend on their order, and two ways to cut that are equally likely would be told apart by
chance; so log-counts are whole numbers here, in units of 2**-20 nat, and every sum is exact.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
from operator import itemgetter

from .._compat import iter_items, iter_map, iter_zip
from ._boundaries import Boundaries

#: Units in a nat.
UNIT = 1 << 20

# Up to this count the count can be told from the gain; the few larger ones are kept beside it.
_TOLD = 1 << 18

#: What each character of a forced word adds: more than any path of ordinary words can make good.
FORCE = 1 << 50

_prefix = itemgetter(slice(0, 2))


def gain_of(count):
    """Return ln(count) in units, rounded to a whole number.

    >>> gain_of(1), gain_of(10)
    (0, 2414435)
    """
    return int(math.floor(math.log(count) * UNIT + 0.5))


def count_of(gain):
    """Return the count up to 2**18 that has this gain.

    >>> count_of(gain_of(12345))
    12345
    """
    return int(math.floor(math.exp(gain / UNIT) + 0.5))


class Model(object):
    """Keep counts and their tables in step.

    One dict holds the words: half a million take 60 MB, and a second dict would take 20 more.

    Args:
        counts: `{word: count}`, counts from 1 on; the dict becomes the model's own.

    Attributes:
        total: the sum of all counts.
        gains: `{word: ln(count) in units}`; a character that is no word has the gain 0.
        longer: `{first two characters: lengths from three on of the words that begin so}`, ascending.
        penalty: what each word of a path costs, ln(total) in units.
        forced: words that win over all others.
        boundaries: `Boundaries` of the words.
    """

    def __init__(self, counts):
        self.total = sum(counts.values())
        self.penalty = gain_of(max(self.total, 1))
        self.forced = set()
        gains = dict((count, gain_of(count)) for count in set(counts.values()))
        self._large = {}
        if gains and max(gains) > _TOLD:
            self._large = dict(pair for pair in iter_items(counts) if pair[1] > _TOLD)
        words = list(counts)
        # New values for old keys: the dict does not grow, and no second one stands beside it.
        counts.update(iter_zip(words, iter_map(gains.__getitem__, list(counts.values()))))
        self.gains = counts
        by_length = {}
        for word in words:
            by_length.setdefault(len(word), []).append(word)
        del words
        self.longer = _lengths_by_prefix(by_length)
        self.boundaries = Boundaries(by_length)

    def __reduce__(self):
        return _restored, (self.counts(), sorted(self.forced))

    def counts(self):
        """Return a new dict of the words and their counts."""
        gains = self.gains
        if self.forced:
            gains = dict(gains)
            gains.update((word, gains[word] - FORCE * len(word)) for word in self.forced)
        told = dict((gain, count_of(gain)) for gain in set(gains.values()))
        counts = dict(iter_zip(gains, iter_map(told.__getitem__, gains.values())))
        counts.update(self._large)
        return counts

    def count(self, word):
        """Return the count of a word, 0 if it is none."""
        if word in self._large:
            return self._large[word]
        gain = self.gains.get(word)
        if gain is None:
            return 0
        return count_of(gain - (FORCE * len(word) if word in self.forced else 0))

    def set_count(self, word, count, force=False):
        """Give a word a count; 0 takes it out.

        Complexity:
            Constant in the size of the vocabulary.
        """
        self.total += count - self.count(word)
        self.penalty = gain_of(max(self.total, 1))
        self.forced.discard(word)
        self._large.pop(word, None)
        if not count:
            self.gains.pop(word, None)
            return
        self.gains[word] = gain_of(count) + (FORCE * len(word) if force else 0)
        if force:
            self.forced.add(word)
        if count > _TOLD:
            self._large[word] = count
        # Tables of what may be: an entry too many costs time, never an answer.
        if len(word) > 2:
            lengths = self.longer.get(word[:2], ())
            self.longer[word[:2]] = tuple(sorted(set(lengths + (len(word),))))
        if len(word) > 1:
            self.boundaries.add(word)

    def units(self, word):
        """Return ln P(word) in units; a word without a count is taken as seen once."""
        gain = self.gains.get(word, 0)
        return gain - (FORCE * len(word) if word in self.forced else 0) - self.penalty


def _lengths_by_prefix(by_length):
    """Return `{first two characters: lengths of words}`; equal tuples are one object."""
    found = {}
    for length in sorted(by_length):
        if length > 2:
            longer = {}
            for prefix in set(iter_map(_prefix, by_length[length])):
                lengths = found.get(prefix, ())
                if lengths not in longer:
                    longer[lengths] = lengths + (length,)
                found[prefix] = longer[lengths]
    return found


def _restored(counts, forced):
    """Return a model as it was pickled."""
    model = Model(counts)
    for word in forced:
        model.set_count(word, model.count(word), force=True)
    return model
