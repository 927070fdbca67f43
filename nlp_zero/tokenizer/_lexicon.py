# -*- coding: utf-8 -*-
"""Hold the words, their counts and what the search for the best path reads of them."""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import islice

from .._compat import iter_map, iter_range, iter_zip, unichr_
from .._tables import TOLD, Tables, count_of, gain_of, penalty_of

#: What each character of a forced word adds: more than any path of ordinary words can make good.
FORCE = 1 << 50

_AT_ONCE = 1 << 12

# The basic block of Han, whose pairs may be certain words.
_HAN = (0x4e00, 0xa000)


class Model(object):
    """Keep counts and their tables in step.

    One dict holds the words: half a million take 60 MB, and a second dict would take 20 more.

    Args:
        rows: iterable of (words, their counts), two lists each; of a word that stands twice the last
            count holds, and a count of 0 takes it out.
        tables: a function that returns the `Tables` of these words; None to make them.

    Attributes:
        total: the sum of all counts.
        gains: `{word: ln(count) in units}`; a character that is no word has the gain 0.
        singles: the gains of the words of one character: few, and asked for most.
        longer: `{two characters: lengths}`: of the words that begin so, from three on, ascending.
        penalty: what each word of a path costs, ln(total) in units.
        forced: words that win over all others.
        boundaries: `Boundaries` of the words.
    """

    def __init__(self, rows, tables=None):
        self.forced = set()
        by_length = self._read(rows, tables is None)
        self.penalty = penalty_of(self.total)
        self.singles = dict((word, self.gains[word]) for word in by_length.get(1, ()))
        self._tables = tables() if tables else Tables.made(by_length, self.gains, self.penalty)
        self._point()

    def _read(self, rows, all_lengths):
        """Take in the words; return `{length: [words]}`, or only those of one character."""
        self.gains, self._large, self.total = {}, {}, 0
        gains, large, number, zeros = self.gains, self._large, 0, False
        for words, counts in rows:
            told = dict((count, gain_of(count) if count else None) for count in set(counts))
            gains.update(iter_zip(words, iter_map(told.__getitem__, counts)))
            self.total += sum(counts)
            number += len(words)
            zeros = zeros or 0 in told
            if told and max(told) > TOLD:
                large.update(pair for pair in iter_zip(words, counts) if pair[1] > TOLD)
        if zeros or len(gains) < number:
            for word in [word for word in gains if gains[word] is None]:
                del gains[word]
            self._large = dict((word, count) for word, count in large.items() if gains.get(word) == gain_of(count))
            self.total = sum(self.counts().values())
        by_length = {}
        if all_lengths:
            for word in gains:
                by_length.setdefault(len(word), []).append(word)
        else:
            by_length[1] = [word for word in gains if len(word) == 1]
        return by_length

    def _point(self):
        self.longer, self.boundaries = self._tables.longer, self._tables.boundaries

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
            Constant in the size of the vocabulary, as long as the total does not fall to a third.
        """
        self.total += count - self.count(word)
        self.penalty = penalty_of(self.total)
        old = self.gains.get(word, 0)
        self.forced.discard(word)
        self._large.pop(word, None)
        if count:
            gain = self.gains[word] = gain_of(count) + (FORCE * len(word) if force else 0)
        else:
            self.gains.pop(word, None)
            gain = None
        if force and count:
            self.forced.add(word)
        if count > TOLD:
            self._large[word] = count
        self._list(word, gain)
        self._settle(word, gain, old)

    def _list(self, word, gain):
        """Put a word where the search for paths looks; a gain of None takes it out.

        What only says that there may be a word stays: that costs time, and never an answer.
        """
        if len(word) == 1:
            if gain is None:
                self.singles.pop(word, None)
            else:
                self.singles[word] = gain
        elif gain is not None:
            self.boundaries.add(word)
            if len(word) > 2:
                lengths = self.longer.get(word[:2], ())
                self.longer[word[:2]] = tuple(sorted(set(lengths + (len(word),))))

    def _settle(self, word, gain, old):
        """See to it that the certain words are certain."""
        if self.penalty < self._tables.least:
            self._tables.settle(self.gains, self.penalty)
        elif len(word) == 2:
            if gain is not None and self.is_sure(word):
                self.boundaries.settle([word])
            else:
                self.boundaries.doubt(word)
        elif len(word) == 1 and (gain or 0) > old and _HAN[0] <= ord(word) < _HAN[1]:
            for other in iter_map(unichr_, iter_range(*_HAN)):
                for pair in (word + other, other + word):
                    if pair in self.gains and not self.is_sure(pair):
                        self.boundaries.doubt(pair)

    def is_sure(self, pair):
        """Tell whether a word of two characters is at least as likely as the two of them apart."""
        gain = self.singles.get
        return self.gains[pair] + self._tables.least >= gain(pair[0], 0) + gain(pair[1], 0)

    def holds(self, character):
        """Tell whether some word holds a character."""
        words = iter(self.gains)
        while True:
            text = ''.join(islice(words, _AT_ONCE))
            if not text or character in text:
                return bool(text)

    def units(self, word):
        """Return ln P(word) in units; a word without a count is taken as seen once."""
        gain = self.gains.get(word, 0)
        return gain - (FORCE * len(word) if word in self.forced else 0) - self.penalty


def rows_of(counts):
    """Return the rows of a `Model` for `{word: count}`."""
    return [(list(counts), list(counts.values()))]


def _restored(counts, forced):
    """Return a model as it was pickled."""
    model = Model(rows_of(counts))
    for word in forced:
        model.set_count(word, model.count(word), force=True)
    return model
