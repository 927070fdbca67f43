# -*- coding: utf-8 -*-
"""Sum over the segmentations of a block of texts, and find the best one.

A block holds its texts as one text and, for each place in it, the words that begin there, as flat arrays of
word numbers.

The sums take a fifth of the time of a fit, so there are three implementations: by columns, for texts of equal
length without words of more than two characters (most texts), or short ones without words beyond the rows; a
loop for words of up to `ROWS` characters; and a loop for words of any length.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from array import array
from collections import namedtuple
from itertools import chain, compress, repeat
from math import fsum, ldexp, log
from operator import add, mul, truediv

from .._compat import iter_map, iter_range, iter_zip
from ..text import windows
from ._initial import END

#: Matches a run of places that a word crosses, in bytes that are not 0 at such places.
_COVERED = re.compile(b'[^\0]+')
#: Longest words that have a row; a row has for each place the number of the word of one length that begins
#: there.
ROWS = 4

#: All words of one length in a block: the length, their places, and their word numbers in the same order.
Occurrences = namedtuple('Occurrences', 'size places words')

#: Where sums overflow, they are multiplied by 2 to the power of minus this for each character; powers of 2
#: round nothing. Even 60 characters without any word do not underflow then, nor do 60 characters with a
#: probability of 1e-10 each overflow.
_DAMPING_BITS = 16
DAMPING = ldexp(1.0, -_DAMPING_BITS)
_INFINITE = float('inf')


class Block(object):
    """Hold the arrays of one block of texts.

    Args:
        text: the texts, each followed by `END`.
        counts: the count of each text.
        longest: longest word that may occur in the texts, from 2.
        has_columns: whether all texts have equal length, and no word is longer than `ROWS`.
        numbers: {size: {word: number}}, with numbers from 1 up.
    """

    def __init__(self, text, counts, longest, has_columns, numbers):
        self.text, self._has_columns = text, has_columns
        self.counts = array(str('d'), counts)
        # Indexed by length - 1: the number of the word that begins at each place, or 0.
        self._rows = []
        # For each length from 3 up also as `Occurrences`, since most places have no such word.
        self._occurrences = []
        for size in iter_range(1, longest + 1):
            row = array(str('i'), iter_map(numbers.get(size, {}).get, windows(text, size), repeat(0)))
            row.extend([0] * (len(text) - len(row)))
            if size <= ROWS:
                self._rows.append(row)
            if size > 2:
                places = array(str('i'), compress(iter_range(len(text)), row))
                if places:
                    words = array(str('i'), iter_map(row.__getitem__, places))
                    self._occurrences.append(Occurrences(size, places, words))
        self._beyond_rows = [found for found in self._occurrences if found.size > ROWS]

    def add_expected(self, ratios, damped, expected):
        """Add the expected counts of words of two or more characters to `expected`, by number.

        Args:
            ratios, damped: as in `Lattice.expected_counts`.
            expected: the list by number to which the counts are added.

        Returns:
            float: the sum over the texts of count * log Z, in nats.
        """
        if self._has_columns:
            totals = self._add_expected_by_columns(ratios, expected)
        else:
            totals = self._add_expected_by_places(ratios, expected)
        if totals:
            return fsum(iter_map(mul, self.counts, iter_map(log, totals)))
        totals = self._add_expected_by_places(self._damped(ratios, damped), expected, are_damped=True)
        characters = fsum(iter_map(mul, self.counts, iter_map(len, self.text.split(END))))
        return (fsum(iter_map(mul, self.counts, iter_map(log, totals)))
                + characters * log(ldexp(1.0, _DAMPING_BITS)))

    def _damped(self, ratios, damped):
        """Return the ratios with those of the words of this block damped."""
        found = list(ratios)
        words = list(enumerate(self._rows, 1)) + [(size, numbers) for size, _, numbers in self._beyond_rows]
        for size, numbers in words:
            for word in set(numbers):
                found[word] = damped.get(word, ratios[word] * ldexp(1.0, -_DAMPING_BITS * size))
        return found

    def _add_expected_by_columns(self, ratios, expected):
        """Add the expected counts of all words; return the list of Z, or None if it has no finite sum."""
        stride = len(self.text) // len(self.counts)
        words = [[row[place::stride] for place in iter_range(stride - size)]
                 for size, row in enumerate(self._rows[1:], 2)]
        columns = [[list(iter_map(ratios.__getitem__, column)) for column in one_size] for one_size in words]
        backward = _backward_columns(columns, stride - 1)
        totals = backward.get(0) or [1.0] * len(self.counts)
        if not sum(totals) < _INFINITE:
            return None
        forward = _forward_columns(columns, list(iter_map(truediv, self.counts, totals)), stride - 2)
        for size, one_size in enumerate(words, 2):
            for place, column in enumerate(one_size):
                values = iter_map(mul, forward[place], columns[size - 2][place])
                if place + size in backward:
                    values = iter_map(mul, values, backward[place + size])
                for word, value in iter_zip(column, values):
                    expected[word] += value
        return totals

    def _add_expected_by_places(self, ratios, expected, are_damped=False):
        """Add the expected counts of all words; return the list of Z, or None if it has no finite sum.

        Args:
            ratios, expected: as in `add_expected`.
            are_damped: whether the ratios are damped, those of characters too; the list of Z is then returned
                in any case.
        """
        rows = [list(iter_map(ratios.__getitem__, row)) for row in self._rows]
        rows += [[0.0] * len(self.text)] * (ROWS - len(rows))
        arcs = _arcs(self._beyond_rows, ratios)
        # The faster loops do not multiply by the ratio of a character, which is 1 unless damped.
        is_fast = not (arcs or are_damped)
        backward = _backward(rows) if is_fast else _backward_of_any(rows, arcs)
        totals = [backward[start] for start in _starts(self.text)]
        # An infinite ratio times 0 is not a number, and not below infinity either.
        if not are_damped and not sum(totals) < _INFINITE:
            return None
        heads = (count / total for count, total in iter_zip(self.counts, totals))
        forward = _forward(rows, heads) if is_fast else _forward_of_any(rows, heads, arcs)
        # Most places have a pair; elsewhere 0 is added to number 0.
        values = iter_map(mul, iter_map(mul, forward, rows[1]), backward[2:])
        for word, value in iter_zip(self._rows[1], values):
            expected[word] += value
        for size, places, words in self._occurrences:
            for place, word in iter_zip(places, words):
                expected[word] += forward[place] * ratios[word] * backward[place + size]
        return totals

    def best_path(self, log_probabilities):
        """Return the numbers of the words of the best path, with a 0 after each text, as an array."""
        rows = [iter_map(log_probabilities.__getitem__, reversed(row)) for row in self._rows]
        rows += [repeat(float('-inf'))] * (ROWS - len(rows))
        arcs = _arcs(self._beyond_rows, log_probabilities)
        places = iter_range(len(self.text) - 1, -1, -1)
        sizes = _best_sizes(rows, iter_map(arcs.get, places, repeat(())) if arcs else repeat(()))
        return self._words_of(sizes)

    def _words_of(self, sizes):
        """Return the numbers of the words, given the length of the best word at each place."""
        beyond = dict((place, word) for size, places, words in self._beyond_rows
                      for place, word in iter_zip(places, words) if sizes[place] == size)
        rows, found = self._rows, array(str('i'))
        push = found.append
        place, end = 0, len(sizes)
        while place < end:
            size = sizes[place]
            if not size:
                push(0)
                place += 1
                continue
            push(rows[size - 1][place] if size <= ROWS else beyond[place])
            place += size
        return found

    def split(self, alive, new):
        """Yield (piece, count): the texts cut at all places that no live or new word crosses."""
        # Mark all places that pairs cross in one step; number 0 is not alive.
        covered = bytearray(iter_map(alive.__getitem__, self._rows[1]))
        living = ((place, size) for size, places, words in self._occurrences
                  for place in compress(places, iter_map(alive.__getitem__, words)))
        for place, size in chain(self._places_of(new), living):
            for inner in iter_range(place, place + size - 1):
                covered[inner] = 1
        text, counts, end = self.text, iter(self.counts), -1
        # Pieces of one character are most of all pieces, and are not even looked at.
        for match in _COVERED.finditer(covered):
            start, last = match.span()
            while start > end:
                end, count = text.index(END, end + 1), next(counts)
            yield text[start:last + 1], count

    def _places_of(self, words):
        """Yield (place, size) of words that do not have a number; `words` is a set of texts."""
        heads = frozenset(word[:2] for word in words)
        sizes = sorted(set(len(word) for word in words))
        text = self.text
        for place in compress(iter_range(len(text)),
                              iter_map(heads.__contains__, windows(text, 2))):
            for size in sizes:
                if text[place:place + size] in words:
                    yield place, size


def _starts(text):
    """Return the place where each text of a block begins."""
    starts, place = [], 0
    while place < len(text):
        starts.append(place)
        place = text.index(END, place) + 1
    return starts


def _arcs(occurrences, values):
    """Return {place: [(size, value of the word)]}, sizes ascending."""
    arcs = {}
    for size, places, words in occurrences:
        for place, word in iter_zip(places, words):
            arcs.setdefault(place, []).append((size, values[word]))
    return arcs


# --- sums --------------------------------------------------------------------------------------------
#
# All probabilities are divided by those of the characters, so that a single character has 1. The backward sum
# of a place is the probability of the rest of its text, 1 at the end. The forward sum is the probability of
# the text up to the place, times the `heads` of the text. `rows[n - 1]` has the ratio of the word of n
# characters that begins at each place. At an end that of the single character is 0, which distinguishes it
# from all other places; no word crosses an end, so nothing else needs to be reset. Where sums overflow, the
# ratios are damped, and single characters do not have 1; only the loops for words of any length allow this.

def _backward_columns(columns, length):
    """Return the backward sums of texts of one length: {place: list by text}.

    Most texts have two or three characters, so the sums of the end and of the last character, which are 1,
    are left out, and nothing is multiplied by them.

    Args:
        columns: for each length of words from 2 up, the ratios as a list by place of lists by text.
        length: number of characters of each text.
    """
    found = {}
    for place in iter_range(length - 2, -1, -1):
        sums = found.get(place + 1) or repeat(1.0)
        for size, by_place in enumerate(columns, 2):
            if place + size <= length:
                after = found.get(place + size)
                values = iter_map(mul, by_place[place], after) if after else by_place[place]
                sums = iter_map(add, sums, values)
        found[place] = list(sums)
    return found


def _forward_columns(columns, heads, length):
    """Return the forward sums of the first places of texts of one length, as a list by place."""
    found = [heads, heads]
    for place in iter_range(2, length):
        sums = found[place - 1]
        for size, by_place in enumerate(columns, 2):
            if size <= place:
                sums = iter_map(add, sums, iter_map(mul, by_place[place - size], found[place - size]))
        found.append(list(sums))
    return found


def _backward(rows):
    found = []
    push = found.append
    b1, b2, b3, b4 = 1.0, 0.0, 0.0, 0.0
    for p1, p2, p3, p4 in iter_zip(*[reversed(row) for row in rows]):
        b = b1 + p2 * b2 + p3 * b3 + p4 * b4 if p1 else 1.0
        push(b)
        b4, b3, b2, b1 = b3, b2, b1, b
    found.reverse()
    return found


def _forward(rows, heads):
    found = []
    push = found.append
    one, two, three, four = rows
    a1, a2, a3, a4 = next(heads), 0.0, 0.0, 0.0
    for p1, p2, p3, p4 in iter_zip(one, [0.0] + two, [0.0, 0.0] + three, [0.0, 0.0, 0.0] + four):
        push(a1)
        a = a1 + p2 * a2 + p3 * a3 + p4 * a4 if p1 else next(heads, 0.0)
        a4, a3, a2, a1 = a3, a2, a1, a
    return found


def _backward_of_any(rows, arcs):
    one, two, three, four = rows
    found = [0.0] * (len(one) + ROWS)
    for place in iter_range(len(one) - 1, -1, -1):
        if one[place]:
            b = (one[place] * found[place + 1] + two[place] * found[place + 2]
                 + three[place] * found[place + 3] + four[place] * found[place + 4])
            for size, probability in arcs.get(place, ()):
                b += probability * found[place + size]
            found[place] = b
        else:
            found[place] = 1.0
    return found


def _forward_of_any(rows, heads, arcs):
    one, two, three, four = rows
    found = [0.0] * (len(one) + ROWS)
    found[0] = next(heads)
    for place in iter_range(len(one)):
        a = found[place]
        if one[place]:
            found[place + 2] += a * two[place]
            found[place + 3] += a * three[place]
            found[place + 4] += a * four[place]
            for size, probability in arcs.get(place, ()):
                found[place + size] += a * probability
            found[place + 1] += a * one[place]
        else:
            found[place + 1] = next(heads, 0.0)
    return found


# --- the best path -----------------------------------------------------------------------------------

def _best_sizes(rows, arcs):
    """Return for each place the length of the word that begins there on the best path; 0 at the ends.

    Ties are broken as in `tokenizer/_viterbi.py`: of equally good words the longest one wins. One loop is
    used for all blocks, since a fit needs best paths only once.

    Args:
        rows: `ROWS` iterables of log probabilities, last place first, minus infinity where there is no word.
        arcs: iterable with the (size, log probability) of longer words at each place, last place first, sizes
            ascending.
    """
    sizes, sums = bytearray(), []
    push_size, push_sum = sizes.append, sums.append
    impossible = float('-inf')
    b1, b2, b3, b4 = 0.0, impossible, impossible, impossible
    for p1, p2, p3, p4, longer in iter_zip(*(rows + [arcs])):
        if p1 == impossible:
            best, best_size = 0.0, 0
        else:
            best, best_size = p1 + b1, 1
            if p2 + b2 >= best:
                best, best_size = p2 + b2, 2
            if p3 + b3 >= best:
                best, best_size = p3 + b3, 3
            if p4 + b4 >= best:
                best, best_size = p4 + b4, 4
            for size, log_probability in longer:
                if log_probability + sums[-size] >= best:
                    best, best_size = log_probability + sums[-size], size
        push_size(best_size)
        push_sum(best)
        b4, b3, b2, b1 = b3, b2, b1, best
    sizes.reverse()
    return sizes
