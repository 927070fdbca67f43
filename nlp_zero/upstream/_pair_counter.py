# -*- coding: utf-8 -*-
"""Count pairs of neighbouring characters, and find where given pairs occur, in C-speed loops.

A pair is a text of two characters. Where the interpreter can, the pairs of a text are made 32-bit
numbers out of its UTF-16 units: half the time of making a string for each place. Characters beyond
the basic plane take more than one unit, so texts with any of them are done string by string.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from collections import Counter
from itertools import compress
from operator import add

from .._compat import iter_items, iter_map, iter_range, iter_zip

__all__ = [str(name) for name in ('PairCounter', 'PairSet')]

_CODEC = str('utf-16-le')
_CAN_CAST = hasattr(array, 'frombytes') and array(str('I')).itemsize == 4

# 1 where a byte is 0, and 0 where it is 1.
_FLIP = bytes(bytearray([1, 0])) + bytes(bytearray(254))


def _cast(text):
    """Return the pairs of a text as an array of numbers, or None where that cannot be."""
    if not _CAN_CAST or not text:
        return None
    try:
        units = text.encode(_CODEC)
    except UnicodeEncodeError:
        return None  # lone surrogates
    if len(units) != 2 * len(text):
        return None
    low, high = units[0::2], units[1::2]
    # The low bytes first: they tell more pairs apart, and hash tables look at them first.
    data = bytearray(4 * len(text) - 4)
    data[0::4], data[1::4], data[2::4], data[3::4] = low[:-1], low[1:], high[:-1], high[1:]
    numbers = array(str('I'))
    numbers.frombytes(bytes(data))
    return numbers


def _pairs_of_numbers(numbers):
    """Return the pairs that numbers encode, as an iterator over texts."""
    data = array(str('I'), numbers).tobytes()
    sides = []
    for side in (0, 1):
        units = bytearray(len(data) // 2)
        units[0::2], units[1::2] = data[side::4], data[side + 2::4]
        sides.append(bytes(units).decode(_CODEC))
    return iter_map(add, *sides)


class PairCounter(object):
    """Gather the counts of pairs over many texts.

    >>> counter = PairCounter()
    >>> counter.add('手机手机')
    >>> counter.counts()['手机']
    2
    """

    def __init__(self):
        self._texts, self._numbers = Counter(), Counter()

    def add(self, text):
        """Count the pairs of a text."""
        numbers = _cast(text)
        if numbers is None:
            self._texts.update(iter_map(add, text, text[1:]))
        else:
            self._numbers.update(numbers)

    def counts(self):
        """Return a new Counter {pair: count}."""
        numbers = list(self._numbers)
        counts = Counter()
        if numbers:
            counts.update(dict(iter_zip(_pairs_of_numbers(numbers), iter_map(self._numbers.get, numbers))))
        for pair, count in iter_items(self._texts):
            counts[pair] += count
        return counts


class PairSet(object):
    """Find the places of a text between characters that are no pair of a set.

    >>> PairSet(['手机', '机壳']).gaps('买手机壳吧')
    [1, 4]
    """

    def __init__(self, pairs):
        self._texts = frozenset(pairs)
        numbers = _cast(''.join(self._texts))
        if numbers is None:
            # A pair that is no number occurs in no text that is cast.
            numbers = _cast(''.join(pair for pair in self._texts if _cast(pair))) or ()
        # Every other one begins inside of a pair.
        self._numbers = frozenset(numbers[::2])

    def gaps(self, text):
        """Return the ascending places, 1 to len(text) - 1, that no pair of the set spans."""
        numbers = _cast(text)
        if numbers is None:
            inner = bytearray(iter_map(self._texts.__contains__, iter_map(add, text, text[1:])))
        else:
            inner = bytearray(iter_map(self._numbers.__contains__, numbers))
        return list(compress(iter_range(1, len(text)), inner.translate(_FLIP)))
