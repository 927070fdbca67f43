# -*- coding: utf-8 -*-
"""Count pairs of neighbouring characters, and find where given pairs stand, in C-speed loops.

A pair is a text of two characters. Where the interpreter can, a text's UTF-16 units are read two by
two as 32-bit numbers: half the time of making a string for each place. Characters beyond the basic
plane take more than one unit, so texts with any of them are done string by string.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from array import array
from collections import Counter
from itertools import compress
from operator import add

from .._compat import iter_items, iter_map, iter_range, iter_zip

__all__ = [str(name) for name in ('PairCounter', 'PairSet')]

_CODEC = str('utf-16-le' if sys.byteorder == 'little' else 'utf-16-be')
_CAN_CAST = hasattr(array, 'frombytes') and array(str('I')).itemsize == 4

# 1 where a byte is 0, and 0 where it is 1.
_FLIP = bytes(bytearray([1, 0])) + bytes(bytearray(254))


def _cast(text):
    """Return the pairs at the even and at the odd places as arrays of numbers, or None."""
    if not _CAN_CAST:
        return None
    try:
        units = text.encode(_CODEC)
    except UnicodeEncodeError:
        return None  # lone surrogates
    if len(units) != 2 * len(text):
        return None
    even, odd = array(str('I')), array(str('I'))
    even.frombytes(units[:len(units) // 4 * 4])
    odd.frombytes(units[2:(len(units) - 2) // 4 * 4 + 2])
    return even, odd


def _spell(numbers):
    """Return the pairs that numbers stand for."""
    text = array(str('I'), numbers).tobytes().decode(_CODEC)
    return iter_map(add, text[::2], text[1::2])


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
        halves = _cast(text) if len(text) > 1 else None
        if halves is None:
            self._texts.update(iter_map(add, text, text[1:]))
        else:
            self._numbers.update(halves[0])
            self._numbers.update(halves[1])

    def counts(self):
        """Return a new Counter {pair: count}."""
        numbers = list(self._numbers)
        counts = Counter()
        if numbers:
            counts.update(dict(iter_zip(_spell(numbers), iter_map(self._numbers.get, numbers))))
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
        plain = ''.join(sorted(self._texts))
        halves = _cast(plain)
        # A pair beyond the basic plane stands in no text that is cast.
        if halves is None:
            plain = ''.join(sorted(pair for pair in self._texts if _cast(pair)))
            halves = _cast(plain) or ((), ())
        self._numbers = frozenset(halves[0])

    def gaps(self, text):
        """Return the ascending places, 1 to len(text) - 1, that no pair of the set spans."""
        size = len(text)
        halves = _cast(text) if size > 1 else None
        if halves is None:
            inner = bytearray(iter_map(self._texts.__contains__, iter_map(add, text, text[1:])))
        else:
            inner, known = bytearray(size - 1), self._numbers.__contains__
            inner[0::2] = bytearray(iter_map(known, halves[0]))
            inner[1::2] = bytearray(iter_map(known, halves[1]))
        return list(compress(iter_range(1, size), inner.translate(_FLIP)))
