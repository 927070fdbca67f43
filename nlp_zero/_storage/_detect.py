# -*- coding: utf-8 -*-
"""Decide the encoding of a file from its first block: a pure function of the bytes.

The order is: byte-order mark; UTF-8, if the block is valid UTF-8, since text in other encodings
hardly ever is; then GB18030 or Big5. Almost any Big5 text is valid GB18030 too, so validity cannot
decide between those; the layout of the two standards can. Both put the characters of daily use
into a first level of their own: GB 2312 into lead bytes B0-D7 with trail bytes A1-FE, Big5 into
lead bytes A4-C6. In text of the one, nearly every pair of bytes is in its own first level and much
fewer are in the other's. The larger share wins; then the block must decode without an error.
A block that is strictly valid in nothing plausible is an error, never a guess.

A single short word may be valid in all three, and no rule can tell: benchmarks/encodings.py measures
how much text it takes.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import codecs
import re

from ._undecodable import decode_marked, first_error

# The longer mark first: that of UTF-32-LE begins with that of UTF-16-LE.
_BOMS = ((codecs.BOM_UTF32_LE, 'utf-32-le'), (codecs.BOM_UTF32_BE, 'utf-32-be'),
         (codecs.BOM_UTF8, 'utf-8'), (codecs.BOM_UTF16_LE, 'utf-16-le'),
         (codecs.BOM_UTF16_BE, 'utf-16-be'), (b'\x84\x31\x95\x33', 'gb18030'))
_MAGIC = ((b'\x1f\x8b', 'gzip', '.gz'), (b'BZh', 'bzip2', '.bz2'), (b'\xfd7zXZ', 'xz', '.xz'),
          (b'PK\x03\x04', 'zip', '.zip'))
_PAIR = re.compile(
    b'[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\x7e\x80-\xfe]')
# The first level, and the punctuation and symbols before it.
_GB_LEVEL = re.compile(b'[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]$')
_BIG5_LEVEL = re.compile(b'[\xa1-\xc6][\x40-\x7e\xa1-\xfe]$')
#: Least share of pairs in the first level for a text to be believed.
_PLAUSIBLE = 0.5
_BIG5_FAMILY = ('big5', 'cp950', 'big5hkscs')
#: How much of the block is looked at, in bytes.
_WINDOW = 1 << 16


def find_bom(data):
    """Return (encoding, length) of the byte-order mark at the head of a file, or (None, 0)."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, len(bom)
    return None, 0


def advice(data):
    """Return what to do with data that is no text, or nothing."""
    for magic, kind, suffix in _MAGIC:
        if data.startswith(magic):
            return '; it looks like %s data: give the file a name in %s' % (kind, suffix)
    if b'\0' in data:
        return "; it has zero bytes: perhaps encoding='utf-16-le', or no text at all"
    return ''


def _level_counts(data):
    """Return how many pairs of bytes there are, in GB 2312's first level, and in Big5's."""
    pairs = _PAIR.findall(data)
    gb = sum(1 for pair in pairs if _GB_LEVEL.match(pair))
    return len(pairs), gb, sum(1 for pair in pairs if _BIG5_LEVEL.match(pair))


def choose(data, final):
    """Choose the encoding of a block.

    Args:
        data: the first block of a file that has a byte beyond ASCII in it.
        final: whether the file ends with it; if not, it may end inside a character.

    Returns:
        (encoding, offset): offset is None if the block is valid in the encoding; if not, the
        encoding is the nearest one and the offset that of its first error.

    Complexity:
        Linear in the block for validity; the statistics take 64 KB from the first such byte on.

    >>> print(*choose('今天的天气很好'.encode('gb18030'), True))
    gb18030 None
    >>> print(*choose('今天的天氣很好'.encode('big5'), True))
    big5 None
    """
    if first_error(data, 'utf-8', final) is None:
        return 'utf-8', None
    start = re.search(b'[\x80-\xff]', data).start()
    total, gb, big5 = _level_counts(data[start:start + _WINDOW])
    families = [(gb, ('gb18030',)), (big5, _BIG5_FAMILY)]
    if big5 > gb:
        families.reverse()
    for count, names in families:
        # Zero bytes are no text; UTF-16 without a mark has them.
        if total and count >= _PLAUSIBLE * total and b'\0' not in data:
            for name in names:
                if first_error(data, name, final) is None:
                    return name, None
    # Nothing fits: the nearest has the fewest bad sequences and odd characters.
    odd = {'utf-8': 0, 'gb18030': total - gb, 'big5': total - big5}
    window = data[start:start + _WINDOW]
    nearest = min(('utf-8', 'gb18030', 'big5'),
                  key=lambda name: odd[name] + decode_marked(window, name, False)[1])
    return nearest, first_error(data, nearest, final) or 0
