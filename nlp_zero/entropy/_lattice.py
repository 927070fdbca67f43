# -*- coding: utf-8 -*-
"""Sum over all segmentations: expected counts of words, given their probabilities.

A lattice holds a set of distinct texts and, for each place in them, the words that begin there, as
flat arrays of word numbers. One sweep runs forward and backward over it. Probabilities go in by
word number, expected counts and the information of the texts come out; no decision is made here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from itertools import compress, repeat
from math import fsum, log
from operator import add

from .._compat import iter_map, iter_range, iter_zip
from ._start import END

__all__ = [str(name) for name in ('Lattice',)]

#: Characters of text in one block: large enough for the loops, small enough for memory.
_BLOCK = 1 << 15
#: Marks a cut within a text.
_CUT = '\r'
#: Lengths whose words are added up in one expression; longer words take a loop of their own.
_SHORT = 4


class _Block(object):
    """Hold the arrays of one block of texts, each text ended by `END`.

    `words[n]` has the number of the word of n characters that begins at each place, or 0; `found`
    has for each n of 2 or more the places and numbers of those that there are, again.
    """

    def __init__(self, text, counts, numbers, longest):
        self.text = text
        self.counts = array(str('d'), counts)
        self.starts = array(str('i'), _starts(text))
        self.words = [None]
        self.found = []
        for size in iter_range(1, min(longest, _SHORT) + 1):
            row = array(str('i'), iter_map(numbers.get, _windows(text, size), repeat(0)))
            row.extend([0] * (len(text) - len(row)))
            self.words.append(row)
            places = array(str('i'), compress(iter_range(len(text)), row) if size > 1 else ())
            if places:
                words = array(str('i'), iter_map(row.__getitem__, places))
                self.found.append((size, places, words))
        if longest > _SHORT:
            self.found.extend(_find_long(text, numbers, longest))
        self.long = [item for item in self.found if item[0] > _SHORT]
        while len(self.words) <= _SHORT:
            self.words.append(array(str('i'), [0]) * len(text))

    def sweep(self, probabilities, expected):
        """Add the expected counts of words of 2 and more; return the sum of count * -log Z."""
        get = probabilities.__getitem__
        rows = [list(iter_map(get, self.words[size])) for size in iter_range(1, _SHORT + 1)]
        if self.long:
            backward = _backward_long(rows, self.long, probabilities)
        else:
            backward = _backward(rows)
        totals = list(iter_map(backward.__getitem__, self.starts))
        heads = [count / total for count, total in iter_zip(self.counts, totals)]
        if self.long:
            forward = _forward_long(rows, heads, self.starts, self.long, probabilities)
        else:
            forward = _forward(rows, heads)
        for size, places, words in self.found:
            for place, word in iter_zip(places, words):
                expected[word] += forward[place] * probabilities[word] * backward[place + size]
        return -fsum(count * log(total) for count, total in iter_zip(self.counts, totals))


    def _occurrences(self, words):
        """Yield (place, size) of words that are not in the arrays; `words` are texts."""
        heads = frozenset(word[:2] for word in words)
        sizes = sorted(set(len(word) for word in words))
        text = self.text
        for place in compress(iter_range(len(text)),
                              iter_map(heads.__contains__, _windows(text, 2))):
            for size in sizes:
                if text[place:place + size] in words:
                    yield place, size

    def parts(self, alive, new):
        """Yield (part, count): the texts cut wherever no living or new word reaches over."""
        glued = bytearray(len(self.text))
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
        rows = [iter_map(get, reversed(self.words[size])) for size in iter_range(1, _SHORT + 1)]
        return _best(rows) if not self.long else _best_long(
            [list(iter_map(get, row)) for row in self.words[1:]], self.long, logs)

    def walk(self, choice):
        """Return the numbers of the chosen words in order, with a 0 after each text, as an array."""
        rows = [None] + self.words[1:]
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
            push(rows[size][place] if size <= _SHORT else beyond[place])
            place += size
        return found


def _find_long(text, numbers, longest):
    """Return [(size, places, numbers)] of the words that are too long for the rows."""
    found = []
    for size in iter_range(_SHORT + 1, longest + 1):
        row = array(str('i'), iter_map(numbers.get, _windows(text, size), repeat(0)))
        places = array(str('i'), compress(iter_range(len(row)), row))
        if places:
            found.append((size, places, array(str('i'), iter_map(row.__getitem__, places))))
    return found


def _starts(text):
    """Return the place where each text of a block begins."""
    starts, place = [], 0
    while place < len(text):
        starts.append(place)
        place = text.index(END, place) + 1
    return starts


def _windows(text, size):
    if size == 1:
        return text
    return iter_map(''.join, iter_zip(*[text[start:] for start in iter_range(size)]))


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
    found = [0.0] * (len(one) + _SHORT)
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
    found = [0.0] * (len(one) + max(_SHORT, long_words[-1][0]) + 1)
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


def _best_long(rows, long_words, logs):
    arcs = _arcs(long_words, logs)
    length, none = len(rows[0]), float('-inf')
    best = [none] * (length + _SHORT)
    found = bytearray(length)
    for place in iter_range(length - 1, -1, -1):
        if rows[0][place] == none:
            best[place] = 0.0
            continue
        here = [(size, rows[size - 1][place]) for size in iter_range(1, _SHORT + 1)]
        for size, log_probability in here + arcs.get(place, []):
            if log_probability + best[place + size] > best[place]:
                best[place], found[place] = log_probability + best[place + size], size
    return found


class Lattice(object):
    """Hold distinct texts and all words that they may be written with.

    Args:
        texts: {text: count}.
        numbers: {word: number}, numbers from 1; every character of the texts is a word.

    Complexity:
        Linear in the texts times the longest word; about 20 bytes for a character.
    """

    def __init__(self, texts, numbers):
        self.longest = max(len(word) for word in numbers)
        self._blocks = []
        # Texts with a long word take slower loops: they stand in blocks of their own.
        special = _with_long(texts, numbers)
        for chosen, longest in ((sorted(text for text in texts if text not in special), _SHORT),
                                (sorted(special), self.longest)):
            for block in _cut_blocks(chosen):
                self._blocks.append(_Block(
                    END.join(block) + END, [float(texts[text]) for text in block], numbers, longest))

    def sweep(self, probabilities):
        """Return the expected counts of all words of 2 characters and more, and the information.

        Args:
            probabilities: by word number, above 0 for each character; 0 for number 0. Each may be
                multiplied by a constant to the power of the word's length.

        Returns:
            tuple: (list of floats by word number, with 0 for characters; the sum over all texts of
            count * -log Z, in nats, with Z the sum over all segmentations).

        Formula:
            c(w) = sum over texts of count * forward * p(w) * backward / Z. Rabiner (1989).
        """
        expected = [0.0] * len(probabilities)
        information = 0.0
        for block in self._blocks:
            information += block.sweep(probabilities, expected)
        return expected, information


    def texts(self):
        """Return the texts and their counts, as two lists."""
        texts, counts = [], []
        for block in self._blocks:
            texts.extend(block.text.split(END)[:-1])
            counts.extend(block.counts)
        return texts, counts

    def best_paths(self, logs):
        """Yield the words of the best segmentation of each text, block by block.

        Args:
            logs: log probability by word number; minus infinity for number 0 and for dead words.

        Yields:
            (array of word numbers with a 0 after each text, array of the counts of the texts).
        """
        for block in self._blocks:
            yield block.walk(block.decide(logs)), block.counts

    def parts(self, alive, new=()):
        """Return the texts of two characters and more that remain when dead words are left out.

        The lattice is spent: each block goes when its parts are known, since they take as much memory.
        Where no living word reaches over a place, every segmentation has a boundary, and what is
        left and right of it may be summed apart: cutting there changes no expected count.

        Args:
            alive: by word number, whether the word counts; all characters do.
            new: further words, as a set of texts that have no number yet.

        Returns:
            dict: {text: count}.
        """
        found = {}
        get = found.get
        self._blocks.reverse()
        while self._blocks:
            for part, count in self._blocks.pop().parts(alive, new):
                found[part] = get(part, 0.0) + count
        return found


def _with_long(texts, numbers):
    """Return the set of texts that may hold a word which is too long for the rows."""
    heads = frozenset(word[:_SHORT] for word in numbers if len(word) > _SHORT)
    if not heads:
        return frozenset()
    return frozenset(text for text in texts if not heads.isdisjoint(_windows(text, _SHORT)))


def _cut_blocks(texts):
    """Yield lists of texts that make up about a block each."""
    block, size = [], 0
    for text in texts:
        block.append(text)
        size += len(text) + 1
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
