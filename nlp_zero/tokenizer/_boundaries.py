# -*- coding: utf-8 -*-
"""Find certain boundaries: places of a text that no word of the vocabulary can cover.

Between two characters that are adjacent in no word there is always a boundary, and the best path of a
unigram model consists there of the best paths of the two parts. This module finds such places without a
Python step per character; it may miss a boundary, but every boundary it finds is certain.

A table is indexed by a hash of two adjacent characters; a byte in it tells at which places of a word the
pair occurs. The hashes of a whole text are computed by one multiplication of one big integer with a 32-bit
lane for each character; a collision only hides a boundary. The bytes of a text, again as one big integer,
are then checked against their neighbours by shifts and masks: the first pair of a word of three characters
must be followed by a last pair, and so on.

Most parts of a text are one character, or a word of two. A word of two characters that is more probable
than its separate characters is marked whole, so that no search is needed. For two characters of the basic
Han block the hash is unique: its lower bits are the place in the table, and its upper bits are stored there
in a second byte, so together they identify the pair. Such a word is listed. Most places of the table have no
other word, so a pair that differs in the second byte is not a word.

Short texts, which are most of what people cut line by line, are read by `_size_finder`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from array import array
from collections import namedtuple
from operator import itemgetter
from struct import pack, unpack_from

from .._compat import PY2, int_from_bytes, int_to_bytes, iter_range, iter_zip
from ..text import symbol_pairs

#: What a pair of adjacent characters may be: a word; first or last of a word of three; first, inner
# or last of a longer word; within a symbol that is no word. A bit that asks for a neighbour with
# another bit is next to it.
WORD, FIRST3, LAST3, FIRST, INNER, LAST, SYMBOL = 1, 2, 4, 8, 16, 32, 64
#: A word that is not the listed one, but may be on a best path, is in this place of the table.
UNLISTED = 128

#: The basic block of Han, the one whose pairs can be marked whole: its first character and its end.
HAN_BLOCK = (0x4e00, 0xa000)

#: The second byte of what is no pair of Han.
NOT_HAN = 255

#: The hash is the first character times this and the second one, both cut to 16 bits: below 2**31 for any
#: characters, and no two pairs of Han have the same one.
FACTOR = 21001
_MULTIPLIER = FACTOR + (1 << 32)
_LEAST_HAN_HASH = HAN_BLOCK[0] * (FACTOR + 1)
# With 21 bits or more for the place, there are less than 213 upper parts of hashes of two Han; they
# are counted from 1.
_LEAST_BITS, _MOST_BITS, _SPARSENESS = 21, 23, 16
_FLAGS = 0xff

#: Characters of a text that are treated at once: the numbers stay within the processor's cache.
BLOCK = 1 << 15

#: A text of fewer characters is short. The length of each of its words fits in a byte.
SHORT = 256

# Places of the table that are looked up at once.
_AT_ONCE = 1 << 10

_STRICT = () if PY2 else ('surrogatepass',)
_UNSIGNED, _SHORTS = str('I'), str('H')
# What gains are below that an array holds.
_LARGE = 1 << 31

# Each round takes what contradicts its neighbours, and so reaches one character further.
_ROUNDS = 2
_MARGIN = _ROUNDS + 2

#: What is known of the places after the characters of a text, as two bytearrays. In `inside`, 0 is where a
#: boundary is certain. In `unmarked`, 0 is where this character and the next are a word that is whole if
#: there are boundaries on both sides of it and none in it.
Marks = namedtuple('Marks', 'inside unmarked')


def _lanes(value, width, number):
    """Return the number whose `number` lanes of `width` bytes each hold `value`."""
    return int_from_bytes(int_to_bytes(value, width) * number)


def _byte_table(function):
    """Return the table with which `translate` puts the lower byte of `function(byte)` for each byte."""
    return bytes(bytearray(function(byte) & 0xff for byte in iter_range(256)))


_ONES = _lanes(1, 1, BLOCK)
_WIDE = _lanes(1, 4, BLOCK)
_SIXTEEN = _WIDE * 0xffff
_FULL = _WIDE * 0xffffffff
# For the upper byte of a character of two bytes, `NOT_HAN` unless it is one in the block of Han.
_OTHERS = _byte_table(lambda byte: 0 if HAN_BLOCK[0] <= byte << 8 < HAN_BLOCK[1] else NOT_HAN)


def _pair_bits(length):
    """Return the bit of each pair of adjacent characters of a word."""
    if length == 2:
        return [WORD]
    if length == 3:
        return [FIRST3, LAST3]
    return [FIRST] + [INNER] * (length - 3) + [LAST]


def _hashes(text):
    """Return the hash of each character and the next, the last and 0, and which are not two Han.

    Returns:
        two numbers, the first character's lane the highest: the hashes, in lanes of 32 bits, and in lanes of
        8 bits `NOT_HAN` for what is not two Han, else 0.
    """
    length = len(text)
    data = text.encode('utf-32-be', *_STRICT)
    number, beyond = int_from_bytes(data), data[1::4]
    other = int_from_bytes(data[2::4].translate(_OTHERS))
    if beyond != bytes(bytearray(length)):
        shift = BLOCK - length
        number &= _SIXTEEN >> 32 * shift
        other |= nonzero_lanes(int_from_bytes(beyond), _ONES >> 8 * shift) * NOT_HAN
    other |= other << 8 & (1 << 8 * length) - 1 | NOT_HAN
    return number * _MULTIPLIER & _FULL >> 32 * (BLOCK - length), other


def _symbol_hashes(made=[]):  # pylint: disable=dangerous-default-value
    """Return the hashes of adjacent characters that may belong to one symbol; made once.

    These are pairs of everyday characters; the `Segmenter` looks for the others in each text. One pair too
    many only hides a boundary.
    """
    if not made:
        text = ''.join(symbol_pairs())
        made.append(_as_array(int_to_bytes(_hashes(text)[0], 4 * len(text)))[::2])
    return made[0]


def _as_array(data):
    """Return numbers of four bytes, the highest byte first, as an array."""
    lanes = array(_UNSIGNED, data)
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
    """Record which adjacent characters occur in a word or symbol, and which are marked whole.

    Args:
        by_length: `{length: [words]}`; words of one character change nothing.

    Attributes:
        cells: the table, an array; of each place the flags and, above them, the second byte.
    """

    def __init__(self, by_length):
        by_length = dict((length, words) for length, words in by_length.items() if length > 1)
        size, bits = sum(len(words) for words in by_length.values()), _LEAST_BITS
        while bits < _MOST_BITS and (1 << bits) < _SPARSENESS * size:
            bits += 1
        self._use(array(_SHORTS, [0]) * (1 << bits))
        for slot in _symbol_hashes():
            self.cells[slot & self.mask] |= SYMBOL
        for length, words in by_length.items():
            for text in texts_of_words(words, length):
                self._add_words(text, length)
            for word in words if length > BLOCK else ():
                self.add(word)

    def _use(self, table):
        self.cells = table
        self.bits = len(table).bit_length() - 1
        self.mask = len(table) - 1
        #: What the second byte is counted from, so that none is 0.
        self.rest_start = 1 - (_LEAST_HAN_HASH >> self.bits) & 0xff
        # How bytes of a hash belong to a place and to what is beyond, and the second byte for that and back.
        shift = self.bits - 16
        self._lower = _byte_table(lambda byte: byte & self.mask >> 16)
        self._upper = _byte_table(lambda byte: byte >> shift)
        self._first = _byte_table(lambda byte: byte << 8 - shift)
        self._second = _byte_table(lambda byte: byte + self.rest_start)
        self._beyond = _byte_table(lambda byte: byte - self.rest_start)
        #: For the reader of short texts, what it needs for each length.
        self.lanes = {}

    def table(self):
        """Return the table as bytes, two a pair."""
        return _bytes_of(self.cells)

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
        """Add a word of two characters or more."""
        table, bits = self.cells, _pair_bits(len(word))
        for start in iter_range(0, len(word) - 1, BLOCK - 1):
            slots = self.hashed(word[start:start + BLOCK])[0]
            for slot, bit in iter_zip(slots, bits[start:start + BLOCK - 1]):
                table[slot] |= bit

    def mark_whole(self, words):
        """Mark words of two characters whole, and list them, if they are two Han."""
        table = self.cells
        for text in texts_of_words(words, 2):
            slots, rests = self.hashed(text)
            for slot, rest in iter_zip(slots[::2], rests[::2]):
                cell = table[slot]
                listed = cell >> 8
                if rest != listed:
                    # Of two words in one place the greater is listed, whatever their order.
                    if listed or rest == NOT_HAN:
                        cell |= UNLISTED
                    table[slot] = cell & _FLAGS | rest << 8 if listed < rest != NOT_HAN else cell

    def unlist(self, words):
        """Let words of two characters be asked for wherever they may be."""
        for text in texts_of_words(words, 2):
            for slot in self.hashed(text)[0][::2]:
                self.cells[slot] |= UNLISTED

    def listed_gains(self, words, gains):
        """Return an array with the gain of the listed word for each place of the table.

        Args:
            words: words of two characters.
            gains: a list of their gains, not negative. A word whose gain is too large is to be asked for.
        """
        found, start = array(_UNSIGNED, [0]) * len(self.cells), 0
        for text in texts_of_words(words, 2):
            slots, rests = self.hashed(text)
            for slot, rest, gain in iter_zip(slots[::2], rests[::2], gains[start:start + len(text) // 2]):
                if self.cells[slot] >> 8 == rest:
                    if gain < _LARGE:
                        found[slot] = gain
                    else:
                        self.cells[slot] |= UNLISTED
            start += len(text) // 2
        return found

    def unmark(self, words):
        """Remove the marks of words of two characters that have one."""
        for text in texts_of_words(words, 2):
            slots, rests = self.hashed(text)
            for slot, rest in iter_zip(slots[::2], rests[::2]):
                if self.cells[slot] >> 8 == rest:
                    self.cells[slot] &= _FLAGS

    def unmark_all(self):
        """Remove the marks of all words."""
        data = bytearray(self.table())
        data[1::2] = bytes(bytearray(len(self.cells)))
        self._use(Boundaries.restored([bytes(data)]).cells)

    def _add_words(self, text, length):
        """Set the bits of the pairs in words of one length, one after the other in a text."""
        table, slots = self.cells, self.hashed(text)[0]
        for place, bit in enumerate(_pair_bits(length)):
            for slot in slots[place::length]:
                table[slot] |= bit

    def hashed(self, text):
        """Return the place in the table of each character and the next, and the second byte, as sequences."""
        places, rests, other = self._hashed(text)
        rests = int_from_bytes(int_to_bytes(rests, len(text)).translate(self._second)) | other
        return _as_array(places), bytearray(int_to_bytes(rests, len(text)))

    def _hashed(self, text):
        """Return the places of `hashed` as bytes, four for each with the highest first; the bytes beyond the
        place, and `NOT_HAN` for what is not two Han, as numbers of lanes of 8 bits."""
        hashes, other = _hashes(text)
        places = bytearray(int_to_bytes(hashes, 4 * len(text)))
        # A place has 21 to 23 bits: the second of its four bytes is divided.
        first, second = bytes(places[0::4]), bytes(places[1::4])
        places[0::4], places[1::4] = bytearray(len(text)), second.translate(self._lower)
        return bytes(places), int_from_bytes(first.translate(self._first)) | int_from_bytes(
            second.translate(self._upper)), other

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
        places, rests, other = self._hashed(text)
        cells = self._cells_at(places)
        unmarked = int_from_bytes(cells[1::2].translate(self._beyond)) ^ rests | other
        return Marks(_inside(cells[0::2], unmarked), bytearray(int_to_bytes(unmarked, length)))

    def _cells_at(self, places):
        """Return the cells at two places of the table or more as bytes like those of `table`.

        Args:
            places: bytes, four for each with the highest first.
        """
        length, start, parts = len(places) // 4, 0, []
        while start < length:
            # So few at once that what is made of them stays in the processor's cache. The last ones are not
            # one alone, for which `itemgetter` would give no tuple.
            number = _AT_ONCE if length - start > _AT_ONCE + 1 else length - start
            at_once = unpack_from(str('>%dI') % number, places, 4 * start)
            parts.append(pack(str('<%dH') % number, *itemgetter(*at_once)(self.cells)))
            start += number
        return b''.join(parts)


def texts_of_words(words, length):
    """Yield words of one length, one after the other, in texts of at most `BLOCK` characters."""
    step = BLOCK // length
    for start in iter_range(0, len(words) if step else 0, max(step, 1)):
        yield ''.join(words[start:start + step])


def _inside(flags, unmarked):
    """Return the `inside` of `Marks` for a text's bits: those are dropped that their neighbours contradict.

    Args:
        flags: bytes, one for each character and the next.
        unmarked: a number of as many lanes, 0 for a pair that is the listed one of its place.
    """
    length = len(flags)
    flags, masks, ones = int_from_bytes(flags), _flag_masks(length), _ONES >> 8 * (BLOCK - length)
    # A pair that is not the listed one is a word only where there are `UNLISTED` ones.
    flags &= ~(nonzero_lanes(unmarked, ones) & ~(flags >> 7))
    for _ in range(_ROUNDS):
        flags &= possible(flags << 8, flags >> 8, masks)
    inside = bytearray(int_to_bytes(flags, length))
    # After the last character there is always one.
    inside[-1] = 0
    return inside


# One number each for a text, whose 8-bit lanes hold the bits of these.
FlagMasks = namedtuple('FlagMasks', 'alone firsts inner lasts')

#: The same for one pair.
FLAG_MASKS = FlagMasks(WORD | SYMBOL, FIRST3 | FIRST, INNER, LAST3 | LAST)


def _flag_masks(length):
    ones = _ONES >> 8 * (BLOCK - length)
    return FlagMasks(*[ones * bits for bits in FLAG_MASKS])


def nonzero_lanes(number, ones):
    """Return 1 for each 8-bit lane that is not 0; `ones` has 1 in each lane."""
    seven = ones * 127
    return ((number & seven) + seven | number) >> 7 & ones


def possible(after, before, masks):
    """Return the bits of all pairs of a text that agree with those of the next and the previous pair."""
    alone, firsts, inner, lasts = masks
    return (alone | firsts & after >> 1 | lasts & before << 1
            | inner & (before | before << 1) & (after | after >> 1))
