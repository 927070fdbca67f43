# -*- coding: utf-8 -*-
"""Split a text at its certain boundaries, and join the words of the parts.

The parts of a whole block of text are found at once, by operations on big integers with an 8-bit lane for
each character. Easy parts (one character, or a word that is marked whole) need no further work; the other,
hard parts are looked up.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys
from array import array

from .._compat import PY2, int_from_bytes, int_to_bytes, iter_filter
from ._boundaries import BLOCK, nonzero_lanes

#: The separator of words that are joined to one text.
SEPARATOR = '\x01'

# Within a block: where no piece ends, between an easy part and a hard one, and between two hard ones.
_FILLER, _TURN, _TWO_TURNS = '\x00', '\x03', '\x04'
_STRICT = () if PY2 else ('surrogatepass',)
_UNSIGNED = str('I')
_NATIVE = 'utf-32-le' if sys.byteorder == 'little' else 'utf-32-be'
# The longest text that is put together at once: a block, and what its last part has beyond.
_LONGEST = 2 * BLOCK
_ONES = int_from_bytes(b'\x01' * _LONGEST)


def remove_boundaries(inside, start, end):
    """Remove the boundaries within a span; `inside` is that of `Marks`."""
    # With every bit, since there may be words within it too.
    inside[start:end - 1] = b'\x7f' * (end - 1 - start)


def joined_blocks(text, marks, cut):
    """Yield the words of a text joined by `SEPARATOR`, block by block.

    Args:
        text: it must hold no `SEPARATOR`.
        marks: its `Marks`.
        cut: callable; of a list of parts between boundaries it gives the words of each, joined.

    Complexity:
        Linear; a block covers `BLOCK` characters and what its last part has beyond.
    """
    start, length, inside, unmarked = 0, len(text), marks.inside, marks.unmarked
    plain = _FILLER not in text and _TURN not in text and _TWO_TURNS not in text
    while start < length:
        end = inside.find(b'\x00', min(start + BLOCK, length) - 1) + 1 or length
        if not plain or end - start > _LONGEST:
            yield SEPARATOR.join(cut(_parts_one_by_one(text, inside, start, end)))
        else:
            yield _joined_block(text[start:end], inside[start:end], unmarked[start:end], cut)
        start = end


def _parts_one_by_one(text, inside, start, end):
    """Return the parts between boundaries of any text, a step for each."""
    found = []
    while start < end:
        stop = inside.find(b'\x00', start, end) + 1 or end
        found.append(text[start:stop])
        start = stop
    return found


def _joined_block(text, inside, unmarked, cut):
    """Return the words of a block, joined; after its last character there is a boundary."""
    ends, begins_hard = _ends(inside, unmarked)
    joined = array(_UNSIGNED, bytes(bytearray(8 * len(text))))
    joined[0::2] = array(_UNSIGNED, text.encode(_NATIVE, *_STRICT))
    joined[1::2] = array(_UNSIGNED, ends.decode('latin-1').encode(_NATIVE))
    data = joined.tostring() if PY2 else joined.tobytes()
    text = data.decode(_NATIVE, *_STRICT).replace(_FILLER, '').replace(_TWO_TURNS, _TURN + _TURN)
    # Runs of easy parts and hard parts take turns; the runs may be empty.
    parts = (_TURN + text if begins_hard else text).split(_TURN)
    parts[1::2] = cut(parts[1::2])
    return SEPARATOR.join(iter_filter(None, parts))


def _ends(inside, unmarked):
    """Return what comes after each character, as bytes, and whether the first part is hard.

    It is a filler within parts and after the last one, `SEPARATOR` between easy parts, and turns.
    """
    length = len(inside)
    ones = _ONES >> 8 * (_LONGEST - length)
    inside = (int_from_bytes(bytes(inside)) + ones * 127) >> 7 & ones
    unmarked = nonzero_lanes(int_from_bytes(bytes(unmarked)), ones)
    ends = inside ^ ones
    begins = ends >> 8 | 1 << 8 * (length - 1)
    words = begins & inside & ends << 8 & (unmarked ^ ones)
    hard = ones ^ (begins & ends | words | words >> 8)
    after = hard << 8 & ones
    # 1 between two easy parts, 3 between an easy one and a hard one, 4 between two hard ones.
    codes = ends + ((hard ^ after) & ends) * 2 + (hard & after & ends) * 3
    return int_to_bytes(codes & ~255, length), bool(hard >> 8 * (length - 1))
