# -*- coding: utf-8 -*-
"""Write the tables of a vocabulary as sections of the compiled form, and read them.

Two sections, lines of UTF-8:

    prefixes   LENGTH,LENGTH NUMBER     the lengths that words of three characters and more have which begin
               ...                      with the same two, and how many such beginnings there are
               (an empty line)
               PREFIX                   the beginnings, sorted within each set of lengths
               ...
    pairs      MIN_LOG_TOTAL            the log total down to which the marks of whole words hold
               TABLE                    the table of pairs, packed by zlib, in base64

The version of both is that of their layout and, after a dot, of the character classes of `text` they were
made with. Tables of another version are not used: they are made anew from the words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
import zlib
from binascii import Error, a2b_base64, b2a_base64

from ..errors import FormatError
from ..text import CLASSES_VERSION
from ..vocabulary import Section, words_by_length
from ._boundaries import Boundaries
from ._log_counts import log_count_of, log_total_of
from ._tables import Tables

_PREFIXES, _PAIRS = 'prefixes', 'pairs'
_LAYOUT = 1

_LENGTHS = re.compile(r'([0-9]{1,15}(?:,[0-9]{1,15})*) ([0-9]{1,15})\Z')

# The packed table is unpacked in blocks of so many bytes.
_BLOCK = 1 << 20


def tables_version():
    """Return the version of the sections: of their layout and of the classes of `text`."""
    return '%d.%s' % (_LAYOUT, CLASSES_VERSION)


def table_sections(ordered):
    """Return the `Section`s of the tables of (word, count) pairs."""
    log_counts = dict((word, log_count_of(count)) for word, count in ordered)
    total = sum(count for _, count in ordered)
    tables = Tables.made(words_by_length(word for word, _ in ordered), log_counts, log_total_of(total))
    pairs = [('%d' % tables.min_log_total).encode('ascii'),
             b2a_base64(zlib.compress(tables.boundaries.table(), 9)).rstrip()]
    return [Section(_PREFIXES, tables_version(), _format_prefixes(tables.prefix_lengths)),
            Section(_PAIRS, tables_version(), b'\n'.join(pairs))]


def read_tables(sections, path=None):
    """Return the `Tables` in the sections of a compiled vocabulary.

    Args:
        sections: `{name: Section}`; what is used is taken out, for it is large.
        path: the file's name, for messages.

    Returns:
        Tables; None if there are none, or of another version.

    Raises:
        FormatError: a section makes no sense.
    """
    prefixes, pairs = sections.pop(_PREFIXES, None), sections.pop(_PAIRS, None)
    if not prefixes or not pairs or {prefixes.version, pairs.version} != {tables_version()}:
        return None
    try:
        log_total, packed = pairs.data.split(b'\n')
        boundaries = Boundaries.restored(_decompressed(a2b_base64(packed)))
        return Tables(_parse_prefixes(prefixes.data), boundaries, int(log_total))
    except (ValueError, Error, zlib.error) as error:
        raise FormatError('damaged: %s' % error, path)


def _format_prefixes(prefix_lengths):
    groups = {}
    for prefix in sorted(prefix_lengths):
        groups.setdefault(prefix_lengths[prefix], []).append(prefix)
    lines = ['%s %d' % (','.join('%d' % length for length in lengths), len(groups[lengths]))
             for lengths in sorted(groups)] + ['']
    for lengths in sorted(groups):
        lines += groups[lengths]
    return '\n'.join(lines).encode('utf-8')


def _parse_prefixes(data):
    lines, found = data.decode('utf-8').split('\n'), {}
    start = empty = lines.index('')
    start += 1
    for line in lines[:empty]:
        match = _LENGTHS.match(line)
        if not match:
            raise ValueError('not a line of lengths and a number: %.60r' % line)
        lengths, number = tuple(int(length) for length in match.group(1).split(',')), int(match.group(2))
        found.update(dict.fromkeys(lines[start:start + number], lengths))
        start += number
    if len(lines) != start:
        raise ValueError('%d lines, and not the %d of the numbers' % (len(lines), start))
    return found


def _decompressed(data):
    """Yield blocks; a table that lies about its size is not unpacked as a whole."""
    unpacker = zlib.decompressobj()
    while data:
        block = unpacker.decompress(data, _BLOCK)
        data = unpacker.unconsumed_tail
        yield block if data else block + unpacker.flush()
