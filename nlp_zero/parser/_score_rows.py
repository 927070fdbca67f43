# -*- coding: utf-8 -*-
"""Represent one value for each place of a sentence as a single large integer, and compare such rows.

One addition adds to all values, and a few operations find the maximum at every place, which in Python is much
faster than a loop.

The values are in fields of equal width, the last place in the lowest bits, so that a row that begins later
is a smaller number. A field is a base plus the value; a field below the base has no value. The highest bit
of a field is a guard for comparisons (see Warren, Hacker's Delight, 2-18).
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from struct import unpack
from sys import byteorder

from .._compat import int_to_bytes, iter_range

_BITS = 64
#: Width of the fields for small values, which makes operations faster.
_FEW_BITS = 32
#: {bytes: type of array} of signed integers; not all systems have one of eight bytes.
_SIGNED = dict((array(code).itemsize, code) for code in (str('l'), str('i')))


class ScoreRows(object):
    """Make rows over the places from 0 to a last one.

    A row that begins at a place has no values before it, and may have places without a value after it.

    Args:
        last: the last place.
        most: the greatest value that may result from all additions. All values are whole numbers from 0 up.

    >>> rows = ScoreRows(3, 100)
    >>> row = rows.best(rows.raised(rows.start(1), 1, 7), rows.raised(rows.start(2), 2, 5), 1)
    >>> [int(value) for value in rows.values(row, 1)[:2]], rows.values(row, 1)[2] < 0
    ([7, 5], True)
    """

    def __init__(self, last, most):
        self._last = last
        few = _FEW_BITS // 8 in _SIGNED and not most >> (_FEW_BITS - 2)
        self._bits = _FEW_BITS if few else _BITS
        while most >> (self._bits - 2):
            self._bits += 8
        self.base = 1 << (self._bits - 2)
        self._mask = (1 << self._bits) - 1
        # For each place the number with a 1 in each field from there on; the guard bits used last.
        self._ones, row = [0] * (last + 1), 0
        for place in iter_range(last, -1, -1):
            row |= 1 << (self._bits * (last - place))
            self._ones[place] = row
        self._guards_from, self._guards = None, 0
        # The result of the last call of `values`: (row, place, values).
        self._known = None, None, ()

    def start(self, place):
        """Return a row with the value 0 at its first place and no other values."""
        return self.base << (self._bits * (self._last - place))

    def raised(self, row, place, value):
        """Return a row that begins at a place, with a number added to all of its values."""
        return row + value * self._ones[place]

    def best(self, row, other, place):
        """Return the maximum of a row that begins at a place and one that begins there or later."""
        if place != self._guards_from:
            self._guards_from, self._guards = place, self._ones[place] << (self._bits - 1)
        guards = self._guards
        difference = (row | guards) - other
        greater = difference & guards
        if greater == guards:
            return row
        greater -= greater >> (self._bits - 1)
        return other + (difference & greater)

    def at(self, row, place):
        """Return one value of a row; a negative number if there is none."""
        return ((row >> (self._bits * (self._last - place))) & self._mask) - self.base

    def values(self, row, place):
        """Return the values of a row from a place on, negative if there is none; must not be changed."""
        if row is not self._known[0] or place != self._known[1]:
            self._known = row, place, self._unpacked(row, place)
        return self._known[2]

    def _unpacked(self, row, place):
        count, size = self._last - place + 1, self._bits // 8
        if size in _SIGNED:
            # Subtract the base; the guard bit separates the fields and, inverted, becomes the sign.
            guards = self._ones[place] << (self._bits - 1)
            row = ((row | guards) - self.base * self._ones[place]) ^ guards
            values = array(_SIGNED[size], int_to_bytes(row, count * size))
            if byteorder == 'little':
                values.byteswap()
            return values
        data = int_to_bytes(row, count * size)
        if size == 8:
            return [field - self.base for field in unpack(str('>%dQ') % count, data)]
        from .._compat import int_from_bytes
        return [int_from_bytes(data[at:at + size]) - self.base for at in iter_range(0, len(data), size)]
