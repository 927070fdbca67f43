# -*- coding: utf-8 -*-
"""Find certain boundaries: places of a text that no word of the vocabulary can cover.

Between two characters that are neighbours inside no word there is always a boundary, and the
best path of a unigram model falls apart there into best paths of the parts. This module finds such
places, with no Python step per character; it may miss one, and never invents one.

How: a table is indexed by a hash of two adjacent characters, and a byte there says in which places
of a word the pair occurs. The hashes of a whole text are one multiplication of one big number,
whose 32-bit lanes are the characters; a collision only hides a boundary. The bytes of a text, again
as one big number, are then checked against their neighbours by shifts and masks: the first pair of a
word of three letters must be followed by a last one, and so on.

Most parts of a text are one character, or a word of two. A word of two that is likelier than its characters
apart is marked whole, so that nothing has to search for it: of two characters of the basic block of Han
the hash loses nothing, so its lower bits, which are the place in the table, and its upper bits, which are
kept there in a second byte, spell the pair.

Short texts, which are most of what people cut line by line, have a function of their own, `short_flags`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from array import array
from collections import namedtuple
from operator import itemgetter, or_
from struct import Struct

from .._compat import PY2, QUICK_BIG_NUMBERS, int_from_bytes, int_to_bytes, iter_map, iter_range, iter_zip
from ..text import symbol_pairs

#: What a pair of adjacent characters may be: a word; first or last of a word of three; first, inner
# or last of a longer word; within a symbol that is no word. A bit that asks for a neighbour with
# another bit is next to it.
WORD, FIRST3, LAST3, FIRST, INNER, LAST, SYMBOL = 1, 2, 4, 8, 16, 32, 64
#: What two characters of a short text are that are marked whole and have boundaries around them alone.
WHOLE = 128

#: The basic block of Han, the one whose pairs can be marked whole: its first character and its end.
HAN_BLOCK = (0x4e00, 0xa000)

_HAN, _HAN_SIZE = HAN_BLOCK[0], HAN_BLOCK[1] - HAN_BLOCK[0]

# The hash is the first character times the lower part and the second times the upper one, both cut to
# 16 bits: below 2**32 for any characters, and no two pairs of Han have the same one.
_LOWER = 21001
_MULTIPLIER = _LOWER + (1 << 32)
_LEAST_HAN_HASH = _HAN * (_LOWER + 1)
# With 21 bits or more for the place, there are less than 213 upper parts of hashes of two Han; they
# are counted from 1.
_LEAST_BITS, _MOST_BITS, _SPARSENESS = 21, 23, 16
_NOT_HAN = 255
_FLAGS = 0xff

#: Characters of a text that are treated at once: the numbers stay within the processor's cache.
BLOCK = 1 << 15

#: A text of fewer characters is short. The length of each of its words fits in a byte.
SHORT = 256

_STRICT = () if PY2 else ('surrogatepass',)
_UNSIGNED, _SHORTS = str('I'), str('H')

# Each round takes what contradicts its neighbours, and so reaches one character further.
_ROUNDS = 2
_MARGIN = _ROUNDS + 2

#: What is known of the places after the characters of a text, as two bytearrays. In `inside`, 0 is where a
#: boundary is certain. In `unmarked`, 0 is where this character and the next are a word that is whole if
#: there are boundaries on both sides of it and none in it.
Marks = namedtuple(str('Marks'), [str('inside'), str('unmarked')])


def _lanes(value, width, number):
    """Return the number whose `number` lanes of `width` bytes each hold `value`."""
    return int_from_bytes(int_to_bytes(value, width) * number)


_ONES = _lanes(1, 1, BLOCK)
_WIDE = _lanes(1, 4, BLOCK)
_SIXTEEN = _WIDE * 0xffff
_FULL = _WIDE * 0xffffffff
_FROM_HAN = _WIDE * (0x10000 - _HAN)


def _pair_bits(length):
    """Return the bit of each pair of adjacent characters of a word."""
    if length == 2:
        return [WORD]
    if length == 3:
        return [FIRST3, LAST3]
    return [FIRST] + [INNER] * (length - 3) + [LAST]


def _hashes(text):
    """Return the hash of each character and the next, the last and 0, and which are two Han.

    Returns:
        two numbers of 32-bit lanes, the first character's highest: the hashes, and 1 for two Han.
    """
    shift = 32 * (BLOCK - len(text))
    ones = _WIDE >> shift
    number = int_from_bytes(text.encode('utf-32-be', *_STRICT))
    beyond = number >> 16 & ones * 31
    number &= _SIXTEEN >> shift
    other = (number + (_FROM_HAN >> shift) & _SIXTEEN >> shift) + ones * (0x10000 - _HAN_SIZE)
    if beyond:
        other |= beyond + ones * 31 << 11
    han = (other >> 16 & ones) ^ ones
    return number * _MULTIPLIER & (_FULL >> shift), han & han << 32


def _lowest_bytes(number, length):
    """Return the lowest byte of each of so many 32-bit lanes."""
    return int_to_bytes(number, 4 * length)[3::4]


def _symbol_hashes(made=[]):  # pylint: disable=dangerous-default-value
    """Return the hashes of adjacent characters that may belong to one symbol; made once.

    These are pairs of everyday characters; the `Segmenter` looks for the others in each text. One pair too
    many only hides a boundary.
    """
    if not made:
        text = ''.join(symbol_pairs())
        made.append(_as_array(_hashes(text)[0], len(text))[::2])
    return made[0]


def _as_array(number, length):
    """Return the lanes of a number as an array, the highest first."""
    lanes = array(_UNSIGNED, int_to_bytes(number, 4 * length))
    if sys.byteorder == 'little':
        lanes.byteswap()
    return lanes


def _bytes_of(shorts):
    """Return an array of two-byte numbers as bytes, the lower one first."""
    if sys.byteorder == 'big':
        shorts = array(_SHORTS, shorts)
        shorts.byteswap()
    return shorts.tostring() if PY2 else shorts.tobytes()


class Boundaries(object):
    """Know which adjacent characters some word or symbol holds, and which are marked whole.

    Args:
        by_length: `{length: [words]}`; words of one character change nothing.
        whole: words of two characters that are whole where nothing but they could be one.
    """

    def __init__(self, by_length, whole=()):
        by_length = dict((length, words) for length, words in by_length.items() if length > 1)
        size, bits = sum(len(words) for words in by_length.values()), _LEAST_BITS
        while bits < _MOST_BITS and (1 << bits) < _SPARSENESS * size:
            bits += 1
        self._use(array(_SHORTS, [0]) * (1 << bits))
        for slot in _symbol_hashes():
            self._table[slot & self._mask] |= SYMBOL
        for length, words in by_length.items():
            for text in _joined_words(words, length):
                self._add_words(text, length)
            for word in words if length > BLOCK else ():
                self.add(word)
        self.mark_whole(whole)

    def _use(self, table):
        self._table = table
        self._bits = len(table).bit_length() - 1
        self._mask = len(table) - 1
        self._masks = _WIDE * self._mask
        # {length of a short text: its `_Lanes`}
        self._lanes = {}

    def table(self):
        """Return the table as bytes, two a pair."""
        return _bytes_of(self._table)

    @classmethod
    def restored(cls, blocks):
        """Return the boundaries whose `table` this is, in blocks; ValueError if it cannot be."""
        found, table = cls.__new__(cls), array(_SHORTS)
        for block in blocks:
            if len(table) > 1 << _MOST_BITS:
                break
            table.extend(array(_SHORTS, block))
        size = len(table)
        if size & (size - 1) or not 1 << _LEAST_BITS <= size <= 1 << _MOST_BITS:
            raise ValueError('not the size of a table: %d' % size)
        if sys.byteorder == 'big':
            table.byteswap()
        found._use(table)
        return found

    def add(self, word):
        """Take in one more word, of two characters or more."""
        table, bits = self._table, _pair_bits(len(word))
        for start in iter_range(0, len(word) - 1, BLOCK - 1):
            slots = self._hashed(word[start:start + BLOCK])[0]
            for slot, bit in iter_zip(slots, bits[start:start + BLOCK - 1]):
                table[slot] |= bit

    def mark_whole(self, words):
        """Mark words of two characters whole; those that are not two Han stay as they are."""
        table = self._table
        for text in _joined_words(words, 2):
            slots, rests = self._hashed(text)
            for slot, rest in iter_zip(slots[::2], bytearray(rests[::2])):
                # Of two words in one place the greater stays, whatever their order.
                if rest != _NOT_HAN and rest > table[slot] >> 8:
                    table[slot] = table[slot] & _FLAGS | rest << 8

    def unmark(self, word):
        """Take the mark from a word of two characters, if it has one."""
        slots, rests = self._hashed(word)
        if self._table[slots[0]] >> 8 == bytearray(rests)[0]:
            self._table[slots[0]] &= _FLAGS

    def unmark_all(self):
        """Take the marks from all words."""
        data = bytearray(self.table())
        data[1::2] = bytes(bytearray(len(self._table)))
        self._use(Boundaries.restored([bytes(data)])._table)

    def _add_words(self, text, length):
        """Set the bits of the pairs in words of one length, one after the other in a text."""
        table, slots = self._table, self._hashed(text)[0]
        for place, bit in enumerate(_pair_bits(length)):
            for slot in slots[place::length]:
                table[slot] |= bit

    def _hashed(self, text):
        """Return the place in the table of each character and the next, and the rest of the hash."""
        hashes, han = _hashes(text)
        length = len(text)
        ones = _WIDE >> 32 * (BLOCK - length)
        # Less than 10 bits are left; those above them are of the lane before.
        rests = (hashes >> self._bits & ones * 1023) + ones * (1 - (_LEAST_HAN_HASH >> self._bits) & 255)
        rests &= ones * 255
        rests = rests & han * 255 | (ones ^ han) * _NOT_HAN
        return _as_array(hashes & self._masks, length), _lowest_bytes(rests, length)

    def marks(self, text):
        """Return the `Marks` of a text.

        Complexity:
            Linear, a few operations on big numbers per `BLOCK` characters.
        """
        if len(text) <= BLOCK:
            return self._block_marks(text)
        inside, unmarked, step = bytearray(), bytearray(), BLOCK - 2 * _MARGIN
        for start in iter_range(0, len(text), step):
            # Within the margins a bit may be missed for lack of its neighbour.
            left = min(start, _MARGIN)
            marks = self._block_marks(text[start - left:start + step + _MARGIN])
            inside += marks.inside[left:left + step]
            unmarked += marks.unmarked[left:left + step]
        return Marks(inside, unmarked)

    def _block_marks(self, text):
        length = len(text)
        if length < 2:
            return Marks(bytearray(length), bytearray(b'\x01') * length)
        slots, rests = self._hashed(text)
        found = _bytes_of(array(_SHORTS, itemgetter(*slots)(self._table)))
        unmarked = int_from_bytes(found[1::2]) ^ int_from_bytes(rests)
        return Marks(_inside(found[0::2]), bytearray(int_to_bytes(unmarked, length)))

    def short_flags(self, text, within=None):
        """Return a bytearray with what is known of each character of a short text and the next.

        It is 0 where a boundary is certain, `WHOLE`, or the bits of what the two may be.

        Args:
            text: of 1 to `SHORT` - 1 characters.
            within: a bytearray as long, of what is known besides, or None.

        Complexity:
            Linear, some thirty operations on numbers of 32 bits a character.
        """
        length = len(text)
        if length < 2:
            return bytearray(length)
        if not QUICK_BIG_NUMBERS:
            return self._flags_one_by_one(text, within)
        lanes = self._lanes.get(length)
        if lanes is None:
            lanes = self._lanes[length] = _lanes_of(length, self._bits)
        return _flags_by_lanes(text, within, self._table, lanes)

    def _flags_one_by_one(self, text, within):
        """Do what `short_flags` does where operations on big numbers are slow."""
        table, mask = self._table, self._mask
        codes = [ord(character) for character in text]
        hashes = [(first & 0xffff) * _LOWER + (second & 0xffff)
                  for first, second in iter_zip(codes, codes[1:])]
        cells = [table[value & mask] for value in hashes]
        found = [0] + [cell & _FLAGS for cell in cells] + [0, 0]
        flags = bytearray(flag and flag & _possible(found[place + 2], found[place], _BITS)
                          for place, flag in enumerate(found[1:-1]))
        if within is not None:
            flags = bytearray(iter_map(or_, flags, within))
        least_rest, after = (_LEAST_HAN_HASH >> self._bits) - 1, 0
        for place, value in enumerate(hashes):
            before, after = after, flags[place]
            if (after and not before and not flags[place + 1]
                    and _is_han(codes[place]) and _is_han(codes[place + 1])
                    and (value >> self._bits) - least_rest == cells[place] >> 8):
                flags[place] = WHOLE
        return flags


def _joined_words(words, length):
    """Yield words of one length, one after the other, in texts of at most `BLOCK` characters."""
    step = BLOCK // length
    for start in iter_range(0, len(words) if step else 0, max(step, 1)):
        yield ''.join(words[start:start + step])


def _inside(flags):
    """Return the `inside` of `Marks` for a text's bits: those are dropped that their neighbours contradict.

    Args:
        flags: bytes, one for each character and the next.
    """
    length = len(flags)
    flags, masks = int_from_bytes(flags), _flag_masks(length)
    for _ in range(_ROUNDS):
        flags &= _possible(flags << 8, flags >> 8, masks)
    inside = bytearray(int_to_bytes(flags, length))
    # After the last character there is always one.
    inside[-1] = 0
    return inside


# One number each for a text, whose 8-bit lanes hold the bits of these.
_FlagMasks = namedtuple(str('_FlagMasks'), [str(name) for name in ('alone', 'firsts', 'inner', 'lasts')])


def _flag_masks(length):
    ones = _ONES >> 8 * (BLOCK - length)
    return _FlagMasks(*[ones * bits for bits in (WORD | SYMBOL, FIRST3 | FIRST, INNER, LAST3 | LAST)])


def _possible(after, before, masks):
    """Return the bits that the next pair's and the last one's do not contradict, for all pairs of a text."""
    alone, firsts, inner, lasts = masks
    return (alone | firsts & after >> 1 | lasts & before << 1
            | inner & (before | before << 1) & (after | after >> 1))


# The same for one pair.
_BITS = _FlagMasks(WORD | SYMBOL, FIRST3 | FIRST, INNER, LAST3 | LAST)


def _is_han(code):
    return HAN_BLOCK[0] <= code < HAN_BLOCK[1]


# What `_flags_by_lanes` needs for texts of one length: their layout in lanes of 32 bits, the lowest of the
# first character; the bits of a place; numbers with the same in each lane, `flags` in all but the last.
_Lanes = namedtuple(str('_Lanes'), [str(name) for name in (
    'layout', 'shift', 'ones', 'codes', 'places', 'flags', 'seven', 'eight', 'least_rest', 'from_han',
    'beyond_han', 'masks')])


def _lanes_of(length, shift):
    ones = _WIDE >> 32 * (BLOCK - length)
    return _Lanes(
        Struct(str('<%dI' % length)), shift, ones, ones * 0xffff, ones * ((1 << shift) - 1),
        (ones >> 32) * _FLAGS, ones * 0x7f, ones * 0xff, ones * (1 - (_LEAST_HAN_HASH >> shift) & 0xff),
        ones * (0x10000 - _HAN), ones * (0x10000 - _HAN_SIZE), _FlagMasks(*[ones * bits for bits in _BITS]))


def _flags_by_lanes(text, within, table, lanes):
    """Do what `Boundaries.short_flags` does, for two characters or more."""
    layout, shift, ones, codes, places, flags, seven, eight, least_rest, from_han, beyond_han, masks = lanes
    full = int.from_bytes(text.encode('utf-32-le', 'surrogatepass'), 'little')
    lower = full & codes
    hashes = lower * _LOWER + (lower >> 32)
    slots = layout.unpack((hashes & places).to_bytes(layout.size, 'little'))
    cells = int.from_bytes(layout.pack(*itemgetter(*slots)(table)), 'little')
    flags &= cells
    flags &= _possible(flags >> 32, flags << 32, masks)
    if within is not None:
        wide = bytearray(layout.size)
        wide[::4] = within
        flags |= int.from_bytes(wide, 'little')
    inside = flags + seven >> 7 & ones
    # 1 where a pair is between boundaries; then, where it is of two Han and marked.
    whole = inside & ~(inside << 32 | inside >> 32)
    if whole:
        other = (lower + from_han & codes) + beyond_han >> 16
        if full != lower:
            other |= (full >> 16 & codes) + codes >> 16
        differs = (((hashes >> shift & eight) + least_rest ^ cells >> 8) & eight) + eight >> 8
        whole &= ~(other | other >> 32 | differs)
        flags = flags & ~(whole * _FLAGS) | whole * WHOLE
    return bytearray(flags.to_bytes(layout.size, 'little')[::4])
