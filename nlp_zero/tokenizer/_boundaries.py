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
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from array import array
from collections import namedtuple
from operator import itemgetter

from .._compat import PY2, int_from_bytes, int_to_bytes, iter_map, iter_range, iter_zip
from ..text import symbol_pairs

#: What a pair of adjacent characters may be: a word; first or last of a word of three; first, inner
# or last of a longer word; within a symbol that is no word. A bit that asks for a neighbour with
# another bit is next to it.
WORD, FIRST3, LAST3, FIRST, INNER, _LAST, _SYMBOL = 1, 2, 4, 8, 16, 32, 64

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

#: A text below this is put together by a step per character: that takes less than to set out.
SHORT = 300

_STRICT = () if PY2 else ('surrogatepass',)
_UNSIGNED, _SHORTS = str('I'), str('H')

# Each round takes what contradicts its neighbours, and so reaches one character further.
_ROUNDS = 2
_MARGIN = _ROUNDS + 2

#: What is known of the places after the characters of a text, as two bytearrays. In `inside`, 0 is where a
#: boundary is certain. In `unmarked`, 0 is where this character and the next are a word that is whole if
#: there are boundaries on both sides of it and none in it; of a text below `SHORT` it is empty.
Marks = namedtuple(str('Marks'), [str('inside'), str('unmarked')])

#: The same of a text below `SHORT`, sooner: `inside`, and for each pair of adjacent characters what the table
#: holds, by which `Boundaries.is_marked` tells whether they are a word that is whole.
ShortMarks = namedtuple(str('ShortMarks'), [str('inside'), str('cells')])


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
    return [FIRST] + [INNER] * (length - 3) + [_LAST]


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
            self._table[slot & self._mask] |= _SYMBOL
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
        self._least_rest = (_LEAST_HAN_HASH >> self._bits) - 1
        # {length of a text: masks of its lanes}
        self._short_masks = {}

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
        if len(text) < SHORT:
            return Marks(self.short_marks(text).inside, bytearray())
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
        slots, rests = self._hashed(text)
        found = _bytes_of(array(_SHORTS, itemgetter(*slots)(self._table)))
        unmarked = int_from_bytes(found[1::2]) ^ int_from_bytes(rests)
        return Marks(_inside(found[0::2]), bytearray(int_to_bytes(unmarked, length)))

    def short_marks(self, text):
        """Return the `ShortMarks` of a text below `SHORT`."""
        length = len(text)
        if length < 2:
            return ShortMarks(bytearray(length), ())
        cells = itemgetter(*self._short_slots(text, length))(self._table)
        return ShortMarks(_short_inside(_bytes_of(array(_SHORTS, cells))[0::2]), cells)

    def _short_slots(self, text, length):
        """Return the place in the table of each character and the next, and of the last and 0."""
        if PY2:
            # Big numbers go through hexadecimal digits there.
            mask, codes = self._mask, [ord(character) & 0xffff for character in text] + [0]
            return [code * _LOWER + after & mask for code, after in iter_zip(codes, codes[1:])]
        masks = self._short_masks.get(length)
        if masks is None:
            shift = 32 * (BLOCK - length)
            masks = self._short_masks[length] = (_SIXTEEN >> shift, self._masks >> shift)
        # The first character is in the lowest lane here, so that no bytes have to be swapped.
        number = int.from_bytes(text.encode('utf-32-le', 'surrogatepass'), 'little') & masks[0]
        slots = array(_UNSIGNED, (number * _LOWER + (number >> 32) & masks[1]).to_bytes(4 * length, 'little'))
        if sys.byteorder == 'big':
            slots.byteswap()
        return slots

    def is_marked(self, pair, cell):
        """Tell whether two characters are marked whole, by what the table holds for them."""
        first, second = iter_map(ord, pair)
        end = _HAN + _HAN_SIZE
        return (_HAN <= first < end and _HAN <= second < end
                and (first * _LOWER + second >> self._bits) - self._least_rest == cell >> 8)


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
    return _FlagMasks(*[ones * bits for bits in (WORD | _SYMBOL, FIRST3 | FIRST, INNER, LAST3 | _LAST)])


def _possible(after, before, masks):
    """Return the bits that the next pair's and the last one's do not contradict, for all pairs of a text."""
    alone, firsts, inner, lasts = masks
    return (alone | firsts & after >> 1 | lasts & before << 1
            | inner & (before | before << 1) & (after | after >> 1))


def _short_inside(flags, masks={}):  # pylint: disable=dangerous-default-value
    """Return what `_inside` does after one round, of a text below `SHORT`; masks are kept by its length."""
    length = len(flags)
    found = masks.get(length)
    if found is None:
        found = masks[length] = _flag_masks(length)
    if PY2:
        number = int_from_bytes(flags)
        inside = bytearray(int_to_bytes(number & _possible(number << 8, number >> 8, found), length))
    else:
        # The first character is in the lowest lane here.
        number = int.from_bytes(flags, 'little')
        number &= _possible(number >> 8, number << 8, found)
        inside = bytearray(number.to_bytes(length, 'little'))
    inside[-1] = 0
    return inside
