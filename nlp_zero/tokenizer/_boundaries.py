# -*- coding: utf-8 -*-
"""Find certain boundaries: places of a text that no word of the vocabulary can cover.

Between two characters that stand side by side inside no word there is always a boundary, and the
best path of a unigram model falls apart there into best paths of the parts. This module cuts a text
at such places, with no Python step per character; it may miss one, and never invents one.

How: a table of bytes is indexed by a hash of two adjacent characters, and each byte tells in which
places of a word the pair occurs. The hashes of a whole text are one multiplication of one big number,
whose 32-bit lanes are the characters; a collision only hides a boundary. The bytes of a text, again
as one big number, are then checked against their neighbours by shifts and masks: the first pair of a
word of three letters must be followed by a last one, and so on.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from array import array
from operator import itemgetter

from .._compat import PY2, int_from_bytes, int_to_bytes, iter_range

# What a pair of adjacent characters may be: a word; first or last of a word of three; first, inner
# or last of a longer word. A neighbour that a bit asks for stands one bit away from it.
_WORD, _FIRST3, _LAST3, _FIRST, _INNER, _LAST = 1, 2, 4, 8, 16, 32

# Multipliers of the first and the second character, which are cut to 16 bits: each product, and the
# sum, stays within a lane of 32 bits.
_MULTIPLIER = 22695 + (31153 << 32)
_LEAST_BITS, _MOST_BITS, _SPARSENESS = 16, 22, 8

# Characters of a text that are treated at once: the numbers stay within the processor's cache.
BLOCK = 1 << 15

#: Stand between pieces, and at places between which there is no boundary, in the joined form.
SEPARATOR, _FILLER = '\x01', '\x00'
_MARKS = bytes(bytearray([1] + 255 * [0]))
_STRICT = () if PY2 else ('surrogatepass',)
_NATIVE = 'utf-32-le' if sys.byteorder == 'little' else 'utf-32-be'

# Each round takes what contradicts its neighbours, and so reaches one character further.
_ROUNDS = 3
_MARGIN = _ROUNDS + 2


def _lanes(value, width, number):
    """Return the number whose `number` lanes of `width` bytes each hold `value`."""
    return int_from_bytes(int_to_bytes(value, width) * number)


_ONES = _lanes(1, 1, BLOCK)
_SIXTEEN = _lanes(0xffff, 4, BLOCK)


class Boundaries(object):
    """Know which adjacent characters some word holds, and cut texts where none does.

    Args:
        words: the words, as text; those of one character change nothing.
    """

    def __init__(self, words=()):
        words = [word for word in words if len(word) > 1]
        bits = _LEAST_BITS
        while bits < _MOST_BITS and (1 << bits) < _SPARSENESS * len(words):
            bits += 1
        self._bits = bits
        self._table = bytearray(1 << bits)
        self._masks = _lanes((1 << bits) - 1, 4, BLOCK)
        self.add(words)

    def add(self, words):
        """Take in more words."""
        pairs = [set() for _ in range(6)]
        word, first3, last3, first, inner, last = [one.add for one in pairs]
        for text in words:
            length = len(text)
            if length == 2:
                word(text)
            elif length == 3:
                first3(text[:2])
                last3(text[1:])
            else:
                first(text[:2])
                last(text[-2:])
                for start in iter_range(1, length - 2):
                    inner(text[start:start + 2])
        for bit, found in enumerate(pairs):
            self._mark(list(found), 1 << bit)

    def _mark(self, pairs, bit):
        table, step = self._table, BLOCK // 2
        for start in iter_range(0, len(pairs), step):
            for slot in set(self._slots(''.join(pairs[start:start + step]))[::2]):
                table[slot] |= bit

    def _slots(self, text):
        """Return the place in the table of each character and the next; the last is paired with 0."""
        # Lane by lane, highest first: character * a + next character * b, modulo the table's size.
        number = int_from_bytes(text.encode('utf-32-be', *_STRICT)) & (
            _SIXTEEN >> 32 * (BLOCK - len(text)))
        number = number * _MULTIPLIER & (self._masks >> 32 * (BLOCK - len(text)))
        slots = array(str('I'), int_to_bytes(number, 4 * len(text)))
        if sys.byteorder == 'little':
            slots.byteswap()
        return slots

    def marks(self, text):
        """Return a bytearray: 0 where a boundary behind the character is certain, else not 0.

        Complexity:
            Linear, a few operations on big numbers per `BLOCK` characters.
        """
        if len(text) <= BLOCK:
            return self._block_marks(text)
        found, step = bytearray(), BLOCK - 2 * _MARGIN
        for start in iter_range(0, len(text), step):
            # Within the margins a bit may be missed for lack of its neighbour.
            left = min(start, _MARGIN)
            marks = self._block_marks(text[start - left:start + step + _MARGIN])
            found += marks[left:left + step]
        return found

    def _block_marks(self, text):
        if len(text) < 2:
            return bytearray(len(text))
        flags = bytes(bytearray(itemgetter(*self._slots(text))(self._table)))
        marks = bytearray(int_to_bytes(_covered(int_from_bytes(flags), len(text)), len(text)))
        marks[-1] = 0
        return marks


def _covered(flags, length):
    """Drop the bits that their neighbours contradict.

    Args:
        flags: a number with a lane of eight bits for each pair, the text's first in the highest.
    """
    ones = _ONES >> 8 * (BLOCK - length)
    lone, first3, last3 = ones * _WORD, ones * _FIRST3, ones * _LAST3
    first, inner, last = ones * _FIRST, ones * _INNER, ones * _LAST
    for _ in range(_ROUNDS):
        after, before = flags << 8, flags >> 8
        flags = (flags & lone | flags & first3 & after >> 1 | flags & last3 & before << 1
                 | flags & first & after >> 1 | flags & last & before << 1
                 | flags & inner & (before | before << 1) & (after | after >> 1))
    return flags


def glue(marks, start, end):
    """Take away the boundaries within a span."""
    marks[start:end - 1] = b'\x01' * (end - 1 - start)


def chunks(text, marks):
    """Yield lists of the parts between certain boundaries; all of them joined are the text.

    Complexity:
        Linear; a list covers `BLOCK` characters and what its last part has beyond.
    """
    start, length = 0, len(text)
    plain = SEPARATOR not in text and _FILLER not in text
    while start < length:
        end = marks.find(b'\x00', min(start + BLOCK, length) - 1) + 1 or length
        if plain:
            parts = _join(text[start:end], marks[start:end]).split(SEPARATOR)
            if not parts[-1]:
                parts.pop()
            yield parts
        else:
            yield _slices(text, marks, start, end)
        start = end


def _join(text, marks):
    """Return the text with `SEPARATOR` behind each character that has the mark 0."""
    joined = array(str('I'), bytes(bytearray(8 * len(text))))
    joined[0::2] = array(str('I'), text.encode(_NATIVE, *_STRICT))
    joined[1::2] = array(str('I'), bytes(marks.translate(_MARKS)).decode('latin-1').encode(_NATIVE))
    data = joined.tostring() if PY2 else joined.tobytes()
    return data.decode(_NATIVE, *_STRICT).replace(_FILLER, '')


def _slices(text, marks, start, end):
    found = []
    while start < end:
        stop = marks.find(b'\x00', start, end) + 1 or end
        found.append(text[start:stop])
        start = stop
    return found
