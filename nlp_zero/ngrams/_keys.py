# -*- coding: utf-8 -*-
"""Turn coded text into sorted keys, and sorted keys into the counts of all orders.

A key consists of the `max_n` symbols that begin at one place of the text. Only this highest order is
collected: since every symbol begins one key, the count of a shorter n-gram is the number of keys that begin
with it, and these are adjacent when the keys are sorted. The part of a key after a separator is irrelevant.

With up to 4 symbols a key is a float: four 16-bit units, the first in the highest bits, interpreted as a
double. Positive doubles sort like their bits, and lists of floats sort four times as fast as lists of texts;
nothing is computed with them. Units are shifted down, so that the highest is below 0x7ff0, where infinities
begin, and the lowest (that of the separator) is 0x10: lower ones would be denormal numbers, which some
libraries make the processor treat as zero. Longer keys are slices of text, which are slower.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from bisect import bisect_left
from itertools import compress, islice, repeat
from operator import ge, ne, sub

from .._compat import iter_map, iter_range
from ._coder import LOWEST, RARE, SEPARATOR

_UNITS = 4
_SHIFT = ord(SEPARATOR) >> 8
_DOWN = bytes(bytearray((i - _SHIFT) % 256 for i in range(256)))
_UP = bytes(bytearray((i + _SHIFT) % 256 for i in range(256)))
#: Characters of coded text that are turned into keys at a time.
_STEP = 1 << 16


class FloatKeys(object):
    """Make, store and read keys of up to 4 symbols.

    Args:
        max_n: longest n-gram, from 1 to 4.
    """

    size = 8

    def __init__(self, max_n):
        self.max_n = max_n
        self.width = _UNITS

    def sorted_keys(self, coded, places):
        """Yield sorted lists of keys: one for each of the first `places` symbols of a coded text that is not
        rare.
        """
        for start, count in _stretches(places):
            found = []
            self._append_keys(coded[start:start + count + _UNITS - 1], count, found)
            found.sort()
            # Keys below begin with the sign of a rare symbol or of a separator.
            yield found[bisect_left(found, self.lowest_key(LOWEST)):]

    @staticmethod
    def _append_keys(coded, count, found):
        """Append the keys at the first `count` places."""
        units = bytearray((coded + SEPARATOR * _UNITS).encode('utf-16-be'))
        units[0::2] = units[0::2].translate(_DOWN)
        units = bytes(units)
        for offset in range(_UNITS):
            here = (count - offset + _UNITS - 1) // _UNITS
            if here > 0:
                found.extend(_doubles(units[2 * offset:2 * offset + 8 * here], swap=True))

    @staticmethod
    def lowest_key(prefix):
        """Return the lowest key that begins with a coded text of 1 to 4 characters."""
        units = bytearray((prefix + SEPARATOR * (_UNITS - len(prefix))).encode('utf-16-be'))
        units[0::2] = units[0::2].translate(_DOWN)
        return _doubles(bytes(units), swap=True)[0]

    @staticmethod
    def dump(keys):
        """Return a list of keys as bytes, `size` each, in the byte order of the machine."""
        from struct import pack
        # Making an array would take four times as long.
        return pack(str('=%dd') % len(keys), *keys)

    @staticmethod
    def load(data):
        """Return the list of keys that `dump` was given."""
        return _doubles(data, swap=False).tolist()

    @staticmethod
    def texts(keys, order=_UNITS):
        """Return the first symbols of each of a list of keys, as coded texts."""
        from struct import pack
        units = bytearray(pack(str('>%dd') % len(keys), *keys))
        units[0::2] = units[0::2].translate(_UP)
        # To put a line end after each and split there takes half as long as slices.
        lines = bytearray((2 * order + 2) * len(keys))
        for place in iter_range(2 * order):
            lines[place::2 * order + 2] = units[place::2 * _UNITS]
        lines[2 * order + 1::2 * order + 2] = b'\n' * len(keys)
        return bytes(lines).decode('utf-16-be').split('\n')[:-1]


class TextKeys(object):
    """Make, store and read keys of any length.

    A key is a text of Latin-1 characters, the bytes of its units, highest first. Such texts sort like the
    units, and twice as fast as texts of Han characters.

    Args:
        max_n: longest n-gram.
    """

    def __init__(self, max_n):
        self.max_n = self.width = max_n
        self.size = 2 * max_n

    def sorted_keys(self, coded, places):
        """Yield sorted lists of keys, as `FloatKeys` does."""
        units = self.lowest_key(coded + SEPARATOR * self.width)
        size, lowest = self.size, self.lowest_key(LOWEST)
        for start, count in _stretches(places):
            found = [units[place:place + size] for place in iter_range(2 * start, 2 * (start + count), 2)]
            found.sort()
            yield found[bisect_left(found, lowest):]

    @staticmethod
    def lowest_key(prefix):
        """Return the lowest key that begins with a coded text."""
        return prefix.encode('utf-16-be').decode('latin-1')

    @staticmethod
    def dump(keys):
        """Return a list of keys as bytes, `size` each."""
        return ''.join(keys).encode('latin-1')

    def load(self, data):
        """Return the list of keys that `dump` was given."""
        units, size = data.decode('latin-1'), self.size
        return [units[place:place + size] for place in iter_range(0, len(units), size)]

    def texts(self, keys, order=None):
        """Return the first symbols of each of a list of keys, as coded texts."""
        coded, width = ''.join(keys).encode('latin-1').decode('utf-16-be'), self.width
        return [coded[place:place + (order or width)] for place in iter_range(0, len(coded), width)]


def key_codec(max_n):
    """Return the fastest codec of keys for n-grams up to `max_n`."""
    return FloatKeys(max_n) if max_n <= _UNITS else TextKeys(max_n)


def _doubles(data, swap):
    from array import array
    numbers = array(str('d'))
    # 2.7 has only the older name, which was removed in 3.9.
    getattr(numbers, 'frombytes', getattr(numbers, 'fromstring', None))(data)
    if swap and sys.byteorder == 'little':
        numbers.byteswap()
    return numbers


def _stretches(length):
    """Yield (start, count) of the sections of a text that are turned into keys at a time."""
    for start in iter_range(0, length, _STEP):
        # A short rest is added to the last section.
        if length - start < 2 * _STEP:
            yield start, length - start
            return
        yield start, _STEP


def counts_by_order(codec, keys, counts=None, min_count=1):
    """Yield the n-grams of each order with their counts, the highest order first.

    Args:
        codec: as returned by `key_codec`.
        keys: sorted list of keys.
        counts: None if there is a key for each place of the text; otherwise the keys are distinct, and this
            is the list of their counts.
        min_count: leave out n-grams that occur less often.

    Yields:
        (list of coded n-grams, list of counts), sorted by n-gram, without n-grams that contain a separator or
        a rare sign.

    Complexity:
        Linear; each order needs a pass over the distinct n-grams of the next higher order.
    """
    # `ends` has for each distinct n-gram the sum of all counts up to and including its own.
    last = _last_of_equals(keys)
    ends = compress(iter_range(1, len(keys) + 1), last) if counts is None else _running_sums(counts)
    ends = list(ends)
    keys, texts = list(compress(keys, last)), None
    for order in iter_range(codec.width, 0, -1):
        if order < codec.width:
            texts = [text[:order] for text in texts] if texts else codec.texts(keys, order)
            last = _last_of_equals(texts)
            ends, texts = list(compress(ends, last)), list(compress(texts, last))
        if order <= codec.max_n:
            # Most keys occur once; with a `min_count` they are not made into texts.
            found, counts = _frequent(texts or keys, ends, min_count)
            yield _without_signs(found if texts else codec.texts(found), counts)


def _last_of_equals(items):
    """Return a list that says for each of some sorted keys or texts whether it is the last of equal ones."""
    return list(iter_map(ne, items, islice(items, 1, None))) + [True] if items else []


def _running_sums(counts):
    total = 0
    for count in counts:
        total += count
        yield total


def _frequent(items, ends, min_count):
    """Return the items that occur often enough, and their counts, as lists; `ends` are running sums."""
    counts = list(iter_map(sub, ends, [0] + ends[:-1]))
    if min_count > 1:
        enough = list(iter_map(ge, counts, repeat(min_count)))
        items, counts = list(compress(items, enough)), list(compress(counts, enough))
    return items, counts


def _without_signs(texts, counts):
    """Return coded n-grams and their counts, without those that contain a separator or a rare sign."""
    joined = '\n'.join(texts)
    for sign in (SEPARATOR, RARE):
        if sign in joined:
            clean = [sign not in text for text in texts]
            texts, counts = list(compress(texts, clean)), list(compress(counts, clean))
    return texts, counts
