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
from operator import add, itemgetter

from .._compat import PY2, int_from_bytes, int_to_bytes, iter_map, iter_range, unichr_

# What a pair of adjacent characters may be: a word; first or last of a word of three; first, inner
# or last of a longer word; within a symbol that is no word. Bits that ask for a neighbour with
# another bit stand beside it.
_WORD, _FIRST3, _LAST3, _FIRST, _INNER, _LAST, _SYMBOL = 1, 2, 4, 8, 16, 32, 64

# Multipliers of the first and the second character, which are cut to 16 bits: each product, and the
# sum, stays within a lane of 32 bits.
_MULTIPLIER = 22695 + (31153 << 32)
_LEAST_BITS, _MOST_BITS, _SPARSENESS = 19, 23, 16

# Characters of a text that are treated at once: the numbers stay within the processor's cache.
BLOCK = 1 << 15

#: Stand between pieces, and at places between which there is no boundary, in the joined form.
SEPARATOR, _FILLER = '\x01', '\x00'
_MARKS = bytes(bytearray([1] + 255 * [0]))
_STRICT = () if PY2 else ('surrogatepass',)
_UNSIGNED = str('I')

# A text below this is put together by a step per character: that takes less than to set out.
_SHORT = 300
_NATIVE = 'utf-32-le' if sys.byteorder == 'little' else 'utf-32-be'

# Each round takes what contradicts its neighbours, and so reaches one character further.
_ROUNDS = 2
_MARGIN = _ROUNDS + 2


def _lanes(value, width, number):
    """Return the number whose `number` lanes of `width` bytes each hold `value`."""
    return int_from_bytes(int_to_bytes(value, width) * number)


_ONES = _lanes(1, 1, BLOCK)
_SIXTEEN = _lanes(0xffff, 4, BLOCK)

# Adjacent characters that may belong to one symbol of the text room's, of those that are frequent;
# the others are looked for. One pair too many only hides a boundary.
_ASCII = [unichr_(code) for code in iter_range(0x21, 0x7f)]
_ALNUM = [character for character in _ASCII if character.isalnum()]
_SPACES = ' \t\n\r\xa0\u3000'
_CONNECTORS = '．：／，％‰℃°－＿’＆'
_REPEATED = '—…·。．・～－＿＝＊'


def _places(length):
    """Return the bit of each pair of adjacent characters of a word."""
    if length == 2:
        return [_WORD]
    if length == 3:
        return [_FIRST3, _LAST3]
    return [_FIRST] + [_INNER] * (length - 3) + [_LAST]


def _hashes(text, masks):
    """Return what each character and the next hash to, within the mask in each lane of `masks`."""
    # Lane by lane, highest first: character * a + next character * b.
    shift = 32 * (BLOCK - len(text))
    number = int_from_bytes(text.encode('utf-32-be', *_STRICT)) & (_SIXTEEN >> shift)
    number = number * _MULTIPLIER & (masks >> shift)
    hashes = array(_UNSIGNED, int_to_bytes(number, 4 * len(text)))
    if sys.byteorder == 'little':
        hashes.byteswap()
    return hashes


def _symbol_hashes(made=[]):  # pylint: disable=dangerous-default-value
    """Return the hashes of adjacent characters that may belong to one symbol; made once."""
    if not made:
        pairs = [a + b for a in _ASCII for b in _ASCII]
        pairs += [a + b for a in _SPACES for b in _SPACES] + [mark * 2 for mark in _REPEATED]
        pairs += [a + b for a in _ALNUM for b in _CONNECTORS]
        pairs += [b + a for a in _ALNUM for b in _CONNECTORS]
        made.append(_hashes(''.join(pairs), int_from_bytes(b'\xff' * 4 * BLOCK))[::2])
    return made[0]


class Boundaries(object):
    """Know which adjacent characters some word or symbol holds, and cut texts where none does.

    Args:
        by_length: `{length: [words]}`; words of one character change nothing.
    """

    def __init__(self, by_length):
        by_length = dict((length, words) for length, words in by_length.items() if length > 1)
        size, bits = sum(len(words) for words in by_length.values()), _LEAST_BITS
        while bits < _MOST_BITS and (1 << bits) < _SPARSENESS * size:
            bits += 1
        self._table = bytearray(1 << bits)
        self._mask = (1 << bits) - 1
        self._masks = int_from_bytes(int_to_bytes(self._mask, 4) * BLOCK)
        for slot in _symbol_hashes():
            self._table[slot & self._mask] |= _SYMBOL
        for length, words in by_length.items():
            step = max(BLOCK // length, 1)
            for start in iter_range(0, len(words), step):
                self._mark(''.join(words[start:start + step]), length)

    def add(self, word):
        """Take in one more word, of two characters or more."""
        self._mark(word, len(word))

    def _mark(self, text, length):
        """Set the bits of the pairs in words of one length that stand one behind the other."""
        table, slots = self._table, self._slots(text)
        for place, bit in enumerate(_places(length)):
            for slot in slots[place::length]:
                table[slot] |= bit

    def _slots(self, text):
        """Return the place in the table of each character and the next; the last is paired with 0."""
        if len(text) > BLOCK:
            slots = array(_UNSIGNED)
            for start in iter_range(0, len(text), BLOCK - 1):
                slots.extend(self._slots(text[start:start + BLOCK])[:BLOCK - 1])
            return slots
        return _hashes(text, self._masks)

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
    alone = ones * (_WORD | _SYMBOL)
    first3, last3, first, inner, last = [ones * bit for bit in (_FIRST3, _LAST3, _FIRST, _INNER, _LAST)]
    for _ in range(_ROUNDS):
        after, before = flags << 8, flags >> 8
        flags &= (alone | (first3 | first) & after >> 1 | (last3 | last) & before << 1
                  | inner & (before | before << 1) & (after | after >> 1))
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
    """Return the text with `SEPARATOR` behind each character that has the mark 0.

    The text must hold neither `SEPARATOR` nor the character 0.
    """
    ends = bytes(marks.translate(_MARKS)).decode('latin-1')
    if len(text) < _SHORT:
        return ''.join(iter_map(add, text, ends)).replace(_FILLER, '')
    joined = array(_UNSIGNED, bytes(bytearray(8 * len(text))))
    joined[0::2] = array(_UNSIGNED, text.encode(_NATIVE, *_STRICT))
    joined[1::2] = array(_UNSIGNED, ends.encode(_NATIVE))
    data = joined.tostring() if PY2 else joined.tobytes()
    return data.decode(_NATIVE, *_STRICT).replace(_FILLER, '')


def _slices(text, marks, start, end):
    found = []
    while start < end:
        stop = marks.find(b'\x00', start, end) + 1 or end
        found.append(text[start:stop])
        start = stop
    return found
