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
        singles: the gains of the words of one character: few, and asked for most.
        pairs: `{two characters: (gain or None, lengths)}`: their gain if they are a word, and the
            lengths, from three on and ascending, of the words that begin so.
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
        self.singles = dict((word, counts[word]) for word in by_length.get(1, ()))
        self.pairs = _pairs(by_length, counts)
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
            self._list(word, None)
            return
        gain = self.gains[word] = gain_of(count) + (FORCE * len(word) if force else 0)
        if force:
            self.forced.add(word)
        if count > _TOLD:
            self._large[word] = count
        self._list(word, gain)
        if len(word) > 1:
            self.boundaries.add(word)

    def _list(self, word, gain):
        """Put a word's gain where the search for paths looks; None takes it out.

        What only says that there may be a word stays: that costs time, and never an answer.
        """
        if len(word) == 1:
            if gain is None:
                self.singles.pop(word, None)
            else:
                self.singles[word] = gain
            return
        old, lengths = self.pairs.get(word[:2], (None, ()))
        if len(word) == 2:
            old = gain
        elif gain is not None:
            lengths = tuple(sorted(set(lengths + (len(word),))))
        self.pairs[word[:2]] = old, lengths

    def units(self, word):
        """Return ln P(word) in units; a word without a count is taken as seen once."""
        gain = self.gains.get(word, 0)
        return gain - (FORCE * len(word) if word in self.forced else 0) - self.penalty


def _pairs(by_length, gains):
    """Return the `pairs` of a `Model`; equal entries are one object."""
    words = by_length.get(2, ())
    values = list(iter_map(gains.__getitem__, words))
    alone = dict((gain, (gain, ())) for gain in set(values))
    found = dict(iter_zip(words, iter_map(alone.__getitem__, values)))
    for length in sorted(by_length):
        if length > 2:
            longer, prefixes = {}, set(iter_map(_prefix, by_length[length]))
            fresh = prefixes.difference(found)
            for prefix in prefixes.difference(fresh):
                entry = found[prefix]
                if entry not in longer:
                    longer[entry] = entry[0], entry[1] + (length,)
                found[prefix] = longer[entry]
            found.update(dict.fromkeys(fresh, (None, (length,))))
    return found


def _restored(counts, forced):
    """Return a model as it was pickled."""
    model = Model(counts)
    for word in forced:
        model.set_count(word, model.count(word), force=True)
    return model
