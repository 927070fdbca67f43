# -*- coding: utf-8 -*-
"""Sum over the segmentations of one block of texts, and find the best one.

A block holds its texts as one text and, for each place in it, the words that begin there, as flat
arrays of word numbers. All loops over places stand here; which texts make a block is not decided here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from itertools import compress, repeat
from math import fsum, log
from operator import add, mul

from .._compat import iter_map, iter_range, iter_zip
from ._initial import END

__all__ = [str(name) for name in ('Block', 'SHORT', 'windows')]

#: Marks a cut within a text.
_CUT = '\r'
#: Lengths whose words are added up in one expression; longer words take a loop of their own.
SHORT = 4


class Block(object):
    """Hold the arrays of one block of texts, each text ended by `END`.

    `words[n]` has the number of the word of n characters that begins at each place, or 0, up to the
    `longest` or `SHORT`; `found` has for each n of 3 or more the places and numbers of those that
    there are, again.
    """

    def __init__(self, text, counts, numbers, longest):
        self.text = text
        self.counts = array(str('d'), counts)
        self.starts = array(str('i'), _starts(text))
        self.words, self.found = [None], []
        for size in iter_range(1, longest + 1):
            row = array(str('i'), iter_map(numbers.get, windows(text, size), repeat(0)))
            row.extend([0] * (len(text) - len(row)))
            if size <= SHORT:
                self.words.append(row)
            if size > 2:
                places = array(str('i'), compress(iter_range(len(text)), row))
                if places:
                    words = array(str('i'), iter_map(row.__getitem__, places))
                    self.found.append((size, places, words))
        self.long = [item for item in self.found if item[0] > SHORT]

    def sweep(self, probabilities, expected):
        """Add the expected counts of words of 2 and more; return the sum of count * -log Z."""
        get = probabilities.__getitem__
        rows = [list(iter_map(get, row)) for row in self.words[1:]]
        pairs_only = len(rows) == 2
        if self.long:
            backward = _backward_long(rows, self.long, probabilities)
        else:
            backward = _backward_pairs(rows) if pairs_only else _backward(rows)
        totals = list(iter_map(backward.__getitem__, self.starts))
        heads = [count / total for count, total in iter_zip(self.counts, totals)]
        if self.long:
            forward = _forward_long(rows, heads, self.starts, self.long, probabilities)
        else:
            forward = _forward_pairs(rows, heads) if pairs_only else _forward(rows, heads)
        # Most places have a pair, and where there is none, nothing is added to number 0.
        values = iter_map(mul, iter_map(mul, forward, rows[1]), backward[2:])
        for word, value in iter_zip(self.words[2], values):
            expected[word] += value
        for size, places, words in self.found:
            for place, word in iter_zip(places, words):
                expected[word] += forward[place] * probabilities[word] * backward[place + size]
        return -fsum(iter_map(mul, self.counts, iter_map(log, totals)))

    def _occurrences(self, words):
        """Yield (place, size) of words that are not in the arrays; `words` are texts."""
        heads = frozenset(word[:2] for word in words)
        sizes = sorted(set(len(word) for word in words))
        text = self.text
        for place in compress(iter_range(len(text)),
                              iter_map(heads.__contains__, windows(text, 2))):
            for size in sizes:
                if text[place:place + size] in words:
                    yield place, size

    def parts(self, alive, new):
        """Yield (part, count): the texts cut wherever no living or new word reaches over."""
        # All places that pairs reach over in one step; number 0 is not alive.
        glued = bytearray(iter_map(alive.__getitem__, self.words[2]))
        for place, size in self._occurrences(new):
            for inner in iter_range(place, place + size - 1):
                glued[inner] = 1
        for size, places, words in self.found:
            for place in compress(places, iter_map(alive.__getitem__, words)):
                for inner in iter_range(place, place + size - 1):
                    glued[inner] = 1
        marked = ''.join(iter_map(add, self.text, iter_map((_CUT, '').__getitem__, glued)))
        for text, count in iter_zip(marked.split(END), self.counts):
            for part in text.split(_CUT):
                if len(part) > 1:
                    yield part, count

    def decide(self, logs):
        """Return for each place the length of the best word that begins there; 0 at the ends."""
        get = logs.__getitem__
        if self.long:
            return _best_long([list(iter_map(get, row)) for row in self.words[1:]], self.long, logs)
        rows = [iter_map(get, reversed(row)) for row in self.words[1:]]
        return _best_pairs(rows) if len(rows) == 2 else _best(rows)

    def walk(self, choice):
        """Return the numbers of the chosen words in order, with a 0 after each text, as an array."""
        rows = self.words
        beyond = dict((place, word) for size, places, words in self.long
                      for place, word in iter_zip(places, words) if choice[place] == size)
        found = array(str('i'))
        push = found.append
        place, end = 0, len(choice)
        while place < end:
            size = choice[place]
            if not size:
                push(0)
                place += 1
                continue
            push(rows[size][place] if size <= SHORT else beyond[place])
            place += size
        return found


def _starts(text):
    """Return the place where each text of a block begins."""
    starts, place = [], 0
    while place < len(text):
        starts.append(place)
        place = text.index(END, place) + 1
    return starts


def windows(text, size):
    """Return an iterable of the parts of a text that have so many characters."""
    found = text
    for start in iter_range(1, size):
        found = iter_map(add, found, text[start:])
    return found


def _backward_pairs(rows):
    """Do as `_backward` where no word has more than two characters."""
    found = []
    push = found.append
    b1, b2 = 1.0, 0.0
    for p1, p2 in iter_zip(*[reversed(row) for row in rows]):
        b1, b2 = p1 * b1 + p2 * b2 if p1 else 1.0, b1
        push(b1)
    found.reverse()
    return found


def _forward_pairs(rows, heads):
    """Do as `_forward` where no word has more than two characters."""
    found = []
    push = found.append
    heads = iter(heads)
    one, two = rows
    a1, a2 = next(heads), 0.0
    for p1, p2 in iter_zip(one, [0.0] + two):
        push(a1)
        a1, a2 = p1 * a1 + p2 * a2 if p1 else next(heads, 0.0), a1
    return found


def _backward(rows):
    """Return for each place the probability of the rest of its text; 1 at the ends.

    At an end the probability of the single character is 0, which tells it from every other place;
    no word reaches over an end, so nothing else needs to be cleared there.
    """
    found = []
    push = found.append
    b1, b2, b3, b4 = 1.0, 0.0, 0.0, 0.0
    for p1, p2, p3, p4 in iter_zip(*[reversed(row) for row in rows]):
        b = p1 * b1 + p2 * b2 + p3 * b3 + p4 * b4 if p1 else 1.0
        push(b)
        b4, b3, b2, b1 = b3, b2, b1, b
    found.reverse()
    return found


def _forward(rows, heads):
    """Return for each place the probability of its text up to it, times `heads` of the text."""
    found = []
    push = found.append
    heads = iter(heads)
    one, two, three, four = rows
    a1, a2, a3, a4 = next(heads), 0.0, 0.0, 0.0
    for p1, p2, p3, p4 in iter_zip(one, [0.0] + two, [0.0, 0.0] + three, [0.0, 0.0, 0.0] + four):
        push(a1)
        a = p1 * a1 + p2 * a2 + p3 * a3 + p4 * a4 if p1 else next(heads, 0.0)
        a4, a3, a2, a1 = a3, a2, a1, a
    return found


def _arcs(long_words, probabilities):
    """Return {place: [(size, probability)]} of the words that are too long for the rows."""
    arcs = {}
    for size, places, words in long_words:
        for place, word in iter_zip(places, words):
            arcs.setdefault(place, []).append((size, probabilities[word]))
    return arcs


def _backward_long(rows, long_words, probabilities):
    arcs = _arcs(long_words, probabilities)
    one, two, three, four = rows
    found = [0.0] * (len(one) + SHORT)
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


def _forward_long(rows, heads, starts, long_words, probabilities):
    arcs = _arcs(long_words, probabilities)
    one, two, three, four = rows
    found = [0.0] * (len(one) + max(SHORT, long_words[-1][0]) + 1)
    for start, head in iter_zip(starts, heads):
        found[start] = head
    for place in iter_range(len(one)):
        a = found[place]
        if one[place]:
            found[place + 2] += a * two[place]
            found[place + 3] += a * three[place]
            found[place + 4] += a * four[place]
            for size, probability in arcs.get(place, ()):
                found[place + size] += a * probability
            found[place + 1] += a * one[place]
    return found


def _best(rows):
    """Return the lengths of the best words, from rows of log probabilities, the last place first.

    Of equally good words the shortest is taken.
    """
    found = bytearray()
    push = found.append
    none = float('-inf')
    b1, b2, b3, b4 = 0.0, none, none, none
    for p1, p2, p3, p4 in iter_zip(*rows):
        if p1 == none:
            best, size = 0.0, 0
        else:
            best, size = p1 + b1, 1
            if p2 + b2 > best:
                best, size = p2 + b2, 2
            if p3 + b3 > best:
                best, size = p3 + b3, 3
            if p4 + b4 > best:
                best, size = p4 + b4, 4
        push(size)
        b4, b3, b2, b1 = b3, b2, b1, best
    found.reverse()
    return found


def _best_pairs(rows):
    """Do as `_best` where no word has more than two characters."""
    found = bytearray()
    push = found.append
    none = float('-inf')
    b1, b2 = 0.0, none
    for p1, p2 in iter_zip(*rows):
        if p1 == none:
            push(0)
            b1, b2 = 0.0, b1
        elif p2 + b2 > p1 + b1:
            push(2)
            b1, b2 = p2 + b2, b1
        else:
            push(1)
            b1, b2 = p1 + b1, b1
    found.reverse()
    return found


def _best_long(rows, long_words, logs):
    arcs = _arcs(long_words, logs)
    length, none = len(rows[0]), float('-inf')
    best = [none] * (length + SHORT)
    found = bytearray(length)
    for place in iter_range(length - 1, -1, -1):
        if rows[0][place] == none:
            best[place] = 0.0
            continue
        here = [(size, rows[size - 1][place]) for size in iter_range(1, SHORT + 1)]
        for size, log_probability in here + arcs.get(place, []):
            if log_probability + best[place + size] > best[place]:
                best[place], found[place] = log_probability + best[place + size], size
    return found
