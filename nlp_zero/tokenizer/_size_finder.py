# -*- coding: utf-8 -*-
"""Find the best path through a short text, by what is known of its pairs of characters.

The path is that of `path_finder` of `_viterbi`, by the same tie rule. Sums are those of gains: the path that
leaves all characters alone has the sum 0, and each word of another one adds how many units it is likelier
than its characters apart. What is looked up takes most of the time, since words that the text has not used
lately are in none of the processor's caches; the flags of `_boundaries` say what need not be, and listed
pairs are found by their place in the table.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from itertools import compress
from operator import itemgetter, or_
from struct import Struct

from .._compat import QUICK_BIG_NUMBERS, iter_map, iter_range, iter_zip
from ._boundaries import (
    FACTOR, FIRST, FIRST3, FLAG_MASKS, HAN_BLOCK, INNER, LAST, LAST3, NOT_HAN, SYMBOL, UNLISTED, WORD,
    FlagMasks, possible)

# The gain of what is no word.
_NONE = float('-inf')
_ONE, _ZERO = b'\x01', b'\x00'
_NO_SYMBOL = bytes(bytearray(flag for flag in iter_range(256) if not flag & SYMBOL))
_SYMBOLS = bytes(bytearray(1 if flag & SYMBOL else 0 for flag in iter_range(256)))
_MASKS = FLAG_MASKS._replace(alone=FLAG_MASKS.alone | UNLISTED)


def size_finder(lexicon, words_with_symbols):
    """Return the function that finds the best path through characters by a lexicon, as it is now.

    Args:
        lexicon: a `Lexicon`; without gains those of pairs are computed from log counts.
        words_with_symbols: callable; of a part of a text between boundaries that has symbols of more than one
            character it gives the words of the best path.
    """
    pairs_of = (_quick_pairs if QUICK_BIG_NUMBERS else _pairs_one_by_one)(lexicon.boundaries)
    search = _search(lexicon)

    def best_sizes(text, within=None, keep=None):
        """Return a bytearray with the length of the word that begins at each character of a path.

        Args:
            text: of 1 to `SHORT` - 1 characters.
            within: a bytearray as long, of flags that are known besides, or None.
            keep: a bytearray as long with 0 where a boundary is certain and 255 elsewhere, or None.

        Complexity:
            Some forty operations on numbers of 32 bits a character; where there is no boundary, the longest
            run of flags of `INNER` for each character.
        """
        if len(text) < 2:
            return bytearray(_ONE) * len(text)
        flags, sizes, slots = pairs_of(text, within, keep)
        if flags.translate(None, _NO_SYMBOL):
            flags = bytearray(flags)
            for start, words in _with_symbols(text, flags, words_with_symbols):
                for word in words:
                    sizes[start] = len(word)
                    start += len(word)
        search(text, flags, slots, sizes)
        return sizes

    return best_sizes


def _with_symbols(text, flags, words_with_symbols):
    """Take the parts with long symbols out of the flags of a text; return [(start, words)] of them."""
    found, place = [], flags.translate(_SYMBOLS).find(_ONE)
    while place >= 0:
        start, end = flags.rfind(_ZERO, 0, place) + 1, flags.find(_ZERO, place)
        found.append((start, words_with_symbols(text[start:end + 1])))
        flags[start:end] = bytearray(end - start)
        place = flags.translate(_SYMBOLS).find(_ONE, end)
    return found


def _search(lexicon):
    """Return the function that finds the best path where there are flags."""
    log_count, single, log_total = lexicon.log_counts.get, lexicon.singles.get, lexicon.log_total
    gains, slack, twice = lexicon.gains, lexicon.slack, 2 * lexicon.log_total
    asked = WORD if gains is None else UNLISTED

    def pair_gain(pair):
        value = log_count(pair)
        return _NONE if value is None else value + log_total - single(pair[0], 0) - single(pair[1], 0)

    def search(text, flags, slots, sizes):
        """Put the lengths of words on the best path into `sizes`, where there are flags.

        Args:
            flags: of a text, a byte for each character and the next, 0 where a boundary is certain.
            slots: the places of the pairs in the table.
            sizes: a bytearray, of 1 where there are flags.
        """
        # The sum of the best path from each character to the next boundary.
        sums, last, best = [0] * (len(text) + 1), len(text), 0
        for start in compress(iter_range(len(text) - 1, -1, -1), reversed(flags)):
            if start + 1 < last:
                best = sums[start + 1] = sums[start + 2] = 0
            last, flag = start, flags[start]
            # The tie rule: words come from the shortest to the longest, and the later of equal ones is taken.
            if flag & WORD:
                value = pair_gain(text[start:start + 2]) if flag & asked else gains[slots[start]] + slack
                value += sums[start + 2]
                if value >= best:
                    best, sizes[start] = value, 2
            if flag & FIRST3 and flags[start + 1] & LAST3:
                value = log_count(text[start:start + 3])
                if value is not None:
                    value += (twice + sums[start + 3] - single(text[start], 0) - single(text[start + 1], 0)
                              - single(text[start + 2], 0))
                    if value >= best:
                        best, sizes[start] = value, 3
            if flag & FIRST:
                following, stop = flags[start + 1], start + 3
                while following & INNER:
                    following = flags[stop - 1]
                    stop += 1
                    value = log_count(text[start:stop]) if following & LAST else None
                    if value is not None:
                        value += (stop - start - 1) * log_total + sums[stop]
                        for character in text[start:stop]:
                            value -= single(character, 0)
                        if value >= best:
                            best, sizes[start] = value, stop - start
            sums[start] = best

    return search


# What is needed for texts of one length: the layout of lanes of 32 bits, the lowest of the first character,
# and their bytes; that of cells; numbers with the same in each lane, of 32 bits or, from `ones` on, of 8.
_Lanes = namedtuple('_Lanes', (
    'wide size cells units codes places starts bytes from_han beyond_han ones seven pairs masks'))


def _lanes_of(length, boundaries):
    def lanes(value, width=4, number=length):
        return int.from_bytes(value.to_bytes(width, 'little') * number, 'little')

    begin, end = HAN_BLOCK
    return _Lanes(
        Struct(str('<%dI' % length)), 4 * length, Struct(str('<%dH' % length)), lanes(1), lanes(0xffff),
        lanes(boundaries.mask), lanes(boundaries.rest_start), lanes(0xff), lanes(0x10000 - begin),
        lanes(0x10000 - (end - begin)), lanes(1, 1), lanes(127, 1), lanes(0xff, 1, length - 1),
        FlagMasks(*[lanes(bits, 1) for bits in _MASKS]))


def _quick_pairs(boundaries):
    """Return the function that tells what is known of each character of a text and the next.

    It gives their flags, 0 for a word that is marked whole and has boundaries around it alone; sizes, 2 for
    such a word, else 1; and their places in the table.
    """
    table, bits, made = boundaries.cells, boundaries.bits, boundaries.lanes

    def pairs_of(text, within, keep):
        """Return what is known of a text of two characters or more, by operations on big numbers."""
        length = len(text)
        lanes = made.get(length)
        if lanes is None:
            lanes = made[length] = _lanes_of(length, boundaries)
        (wide, size, layout, units, codes, places, starts, eight, from_han, beyond_han, ones, seven, pairs,
         masks) = lanes
        full = int.from_bytes(text.encode('utf-32-le', 'surrogatepass'), 'little')
        lower = full & codes
        if full != lower:
            return one_by_one(text, within, keep)
        hashes = lower * FACTOR + (lower >> 32)
        slots = wide.unpack((hashes & places).to_bytes(size, 'little'))
        cells = layout.pack(*itemgetter(*slots)(table))
        flags = int.from_bytes(cells[::2], 'little') & pairs
        if not flags and within is None:
            return bytes(length), bytearray(_ONE) * length, slots
        other = (lower + from_han & codes) + beyond_han >> 16
        rests = (hashes >> bits & eight) + starts & eight | ((other | other >> 32) & units) * NOT_HAN
        differs = int.from_bytes(cells[1::2], 'little') ^ int.from_bytes(
            rests.to_bytes(size, 'little')[::4], 'little')
        differs = ((differs & seven) + seven | differs) >> 7 & ones
        flags &= ~(differs & ~(flags >> 7))
        flags &= possible(flags >> 8, flags << 8, masks)
        if within is not None:
            flags |= int.from_bytes(within, 'little')
        if keep is not None:
            flags &= int.from_bytes(keep, 'little')
        inside = (flags & seven) + seven >> 7 & ones
        whole = inside & ~(inside << 8 | inside >> 8 | differs)
        return ((flags & ~(whole * 255)).to_bytes(length, 'little'),
                bytearray((ones + whole).to_bytes(length, 'little')), slots)

    one_by_one = _pairs_one_by_one(boundaries)
    return pairs_of


def _pairs_one_by_one(boundaries):
    """Return a function that does what that of `_quick_pairs` does, by a step for each character."""
    table, bits, mask, rest_start = boundaries.cells, boundaries.bits, boundaries.mask, boundaries.rest_start
    begin, end = HAN_BLOCK

    def pairs_of(text, within, keep):
        """Return what is known of a text of two characters or more."""
        codes = [ord(character) for character in text]
        both = list(iter_zip(codes, codes[1:]))
        hashes = [(first & 0xffff) * FACTOR + (second & 0xffff) for first, second in both]
        slots = [value & mask for value in hashes]
        cells = [table[slot] for slot in slots]
        differs = [not (begin <= first < end and begin <= second < end)
                   or cell >> 8 != (value >> bits) + rest_start & 255
                   for value, cell, (first, second) in iter_zip(hashes, cells, both)]
        found = [0] + [cell & 255 & ~(WORD if differ and not cell & UNLISTED else 0)
                       for cell, differ in iter_zip(cells, differs)] + [0, 0]
        flags = bytearray(flag and flag & possible(found[place + 2], found[place], _MASKS)
                          for place, flag in enumerate(found[1:-1]))
        if within is not None:
            flags = bytearray(iter_map(or_, flags, within))
        if keep is not None:
            flags = bytearray(flag & kept for flag, kept in iter_zip(flags, keep))
        sizes, before = bytearray(_ONE) * len(text), 0
        for place, differ in enumerate(differs):
            flag = flags[place]
            if flag and not before and not flags[place + 1] and not differ:
                flags[place], sizes[place] = 0, 2
            before = flag
        return flags, sizes, slots

    return pairs_of
