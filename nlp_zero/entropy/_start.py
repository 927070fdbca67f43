# -*- coding: utf-8 -*-
"""Make the first vocabulary, from which the fit starts: n-gram cut with back-check, exact counts.

In go distinct runs with counts, out comes `{word: count}`, along with the counts of characters and
of pairs. It need not be good: the fit pulls most of its errors out. But words of three characters
and more that are missing here come in later only through their parts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from itertools import compress
from operator import add

from .._compat import iter_items, iter_map, iter_range, iter_zip

__all__ = [str(name) for name in ('END', 'RATIOS', 'count_short', 'first_words', 'group_runs')]

#: Ends each run in the texts made here; Han runs never hold it.
END = '\n'
#: Least `N c(ab) / (c(a) c(b))`, at the weakest split, of kept n-grams of 2, 3 and 4 characters.
RATIOS = (10.0, 100.0, 1000.0)


class _Numbers(dict):
    """Give -1 for what is not there, so that lookups run in C without a default."""

    def __missing__(self, key):
        return -1.0


class _Flags(dict):
    """Give False for what is not there."""

    def __missing__(self, key):
        return False


def group_runs(runs):
    """Return [(count, text)]: for each count, all runs that occur so often, each ended by `END`.

    Counting a text of many runs takes no step for each run.
    """
    groups = {}
    for run, count in iter_items(runs):
        groups.setdefault(count, []).append(run)
    return [(count, END.join(sorted(groups[count])) + END) for count in sorted(groups)]


def _tally(groups, windows):
    """Return the weighted counts of what `windows(text)` gives, without what crosses an end."""
    total = Counter()
    for weight, text in groups:
        if weight == 1:
            total.update(windows(text))
            continue
        for item, count in iter_items(Counter(windows(text))):
            total[item] += weight * count
    for item in [item for item in total if END in item]:
        del total[item]
    return total


def _pairs(text):
    return iter_map(add, text, text[1:])


def count_short(groups):
    """Return the exact counts of all characters and of all pairs, as two dicts."""
    return _tally(groups, iter), _tally(groups, _pairs)


class _Cohesion(object):
    """Decide which n-grams of 2 to 4 characters hold together at every split."""

    def __init__(self, groups, characters, pairs, min_count):
        self.characters, self.pairs, self.min_count = characters, pairs, min_count
        self.total = float(sum(characters.values()))
        self.groups = groups
        quadruples = self._quadruples()
        self.triples = self._triples(quadruples)
        self.kept = [
            _Flags((gram, True) for gram, count in iter_items(pairs) if self._holds(gram, count)),
            _Flags((gram, True) for gram, count in iter_items(self.triples)
                   if self._holds(gram, count)),
            _Flags((gram, True) for gram, count in iter_items(quadruples)
                   if self._holds(gram, count))]

    def _holds(self, gram, count):
        if count < self.min_count:
            return False
        size = len(gram)
        least = RATIOS[size - 2]
        tables = (None, self.characters, self.pairs, self.triples if size > 3 else None)
        for cut in iter_range(1, size):
            rest = tables[cut][gram[:cut]] * tables[size - cut][gram[cut:]]
            if self.total * count < least * rest:
                return False
        return True

    def _quadruples(self):
        """Return the counts of those quadruples whose middle split may hold.

        No quadruple can occur more often than any of its pairs, which bounds what its middle split
        can reach: only those that may reach the least ratio are counted at all.
        """
        pairs = _Numbers((pair, float(count)) for pair, count in iter_items(self.pairs)
                         if count >= self.min_count)
        bound = self.total / RATIOS[2]

        def windows(text):
            counts = list(iter_map(pairs.__getitem__, _pairs(text)))
            starts = [index for index, (a, b, c) in enumerate(iter_zip(counts, counts[1:], counts[2:]))
                      if a > 0.0 and b > 0.0 and c > 0.0
                      and a * c <= bound * (a if a < c else c) and a * c <= bound * b]
            return [text[index:index + 4] for index in starts]

        total, least = self.total, RATIOS[2]
        return dict((gram, count) for gram, count in iter_items(_tally(self.groups, windows))
                    if count >= self.min_count
                    and total * count >= least * self.pairs[gram[:2]] * self.pairs[gram[2:]])

    def _triples(self, quadruples):
        """Return the counts of triples that may hold, or that a quadruple needs."""
        needed = set(gram[:3] for gram in quadruples)
        needed.update(gram[1:] for gram in quadruples)
        scale = self.total / RATIOS[1]
        characters = self.characters
        usable = [(pair, count) for pair, count in iter_items(self.pairs) if count >= self.min_count]
        counts = _Numbers((pair, float(count)) for pair, count in usable)
        after = _Numbers((pair, scale * count / characters[pair[0]]) for pair, count in usable)
        before = _Numbers((pair, scale * count / characters[pair[1]]) for pair, count in usable)

        def windows(text):
            pairs = list(_pairs(text))
            left, right, often = (list(iter_map(table.__getitem__, pairs))
                                  for table in (after, before, counts))
            good = (a >= d > 0.0 and b >= c > 0.0 for a, b, c, d
                    in iter_zip(left, right[1:], often, often[1:]))
            triples = list(iter_map(add, pairs, text[2:]))
            return [triple for triple, fit in iter_zip(triples, good) if fit or triple in needed]

        return dict((gram, count) for gram, count in iter_items(_tally(self.groups, windows))
                    if count >= self.min_count)

    def pieces(self, text):
        """Return the pieces of a text: neighbours stay together that a kept n-gram covers."""
        glued = bytearray(len(text) + 4)
        for size, flags in enumerate(self.kept, 2):
            found = iter_map(flags.__getitem__, _windows(text, size))
            for start in compress(iter_range(len(text)), found):
                for inner in iter_range(start, start + size - 1):
                    glued[inner] = 1
        marks = iter_map(('\n', '').__getitem__, glued)
        return ''.join(iter_map(add, text, marks)).split(END)

    def passes(self, piece):
        """Tell whether a piece is made of what was kept."""
        size = len(piece)
        if size < 3:
            return True
        if size == 3:
            return self.kept[1][piece]
        return all(self.kept[2][piece[start:start + 4]] for start in iter_range(size - 3))


def _windows(text, size):
    if size == 2:
        return _pairs(text)
    return iter_map(''.join, iter_zip(*[text[start:] for start in iter_range(size)]))


def first_words(groups, characters, pairs, longest=4, min_count=2):
    """Return the words that the fit starts from.

    Args:
        groups: runs, as `group_runs` gives them.
        characters, pairs: what `count_short` gives.
        longest: longest word, in characters.
        min_count: least count of an n-gram and of a piece.

    Returns:
        dict: {word: count}, with every character that stood alone.

    Formula:
        An n-gram is kept where `N c(ab) / (c(a) c(b))` reaches `RATIOS` at every split; neighbours
        that any kept n-gram covers stay together; a piece of 3 or 4 characters must be kept itself
        and every window of 4 in a longer one. Su (2017; 2019).

    Complexity:
        A few linear sweeps; memory as the distinct n-grams that may hold.
    """
    cohesion = _Cohesion(groups, characters, pairs, min_count)
    words = Counter()
    for weight, text in groups:
        for piece, count in iter_items(Counter(cohesion.pieces(text))):
            words[piece] += weight * count
    words.pop('', None)
    return dict((piece, count) for piece, count in iter_items(words)
                if len(piece) == 1
                or len(piece) <= longest and count >= min_count and cohesion.passes(piece))
