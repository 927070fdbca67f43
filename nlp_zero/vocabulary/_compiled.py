# -*- coding: utf-8 -*-
"""Write and read a vocabulary as one text that loads at once.

The form, version 2, all UTF-8 with `\\n` line ends:

    nlp-zero vocabulary 2 CRC32 BYTES
    PENALTY
    LENGTH COUNT*WORDS COUNT*WORDS ...
    LENGTH,LENGTH NUMBER
    (an empty line)
    WORD
    PREFIX
    TABLE

The first line names form and version and gives the CRC-32 (eight hexadecimal digits) and the
length of all bytes behind it. The second belongs to the tables. For each length of words, ascending,
a line gives, from the highest on, each count and how many words have it. Then come lines for the sets
of lengths that words from three characters on have which begin with the same two, and how many such
beginnings there are. Behind the empty line stand the words, in the order of those lines, within a count
by code point; the beginnings, sorted within each set; and the table of pairs, packed by zlib, in base64.

Version 1 has no tables, one line `COUNT*WORDS ...` for all words, and no empty line. It is read.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import binascii
import re
import zlib
from collections import namedtuple

from .._compat import iter_map, iter_zip
from .._tables import Boundaries, Tables, gain_of, penalty_of
from ..errors import FormatError, VocabularyError

MAGIC = 'nlp-zero vocabulary '
VERSION = 2
_HEAD = re.compile(r'nlp-zero vocabulary ([12])(?: ([0-9a-f]{8}) ([0-9]{1,18}))\n')
_GROUPS = re.compile(r'(?:[0-9]+\*[0-9]+(?: [0-9]+\*[0-9]+)*)?\Z')
_WORDS_LINE = re.compile(r'([0-9]+) ([0-9*]+(?: [0-9*]+)*)\Z')
_PREFIX_LINE = re.compile(r'([0-9]+(?:,[0-9]+)*) ([0-9]+)\Z')

# The packed table is unpacked in blocks of so many bytes.
_BLOCK = 1 << 20

#: What a file in the compiled form holds: an iterator over rows of (words, counts), and a function
#: that returns the `Tables`, or None instead of it.
Compiled = namedtuple(str('Compiled'), [str('rows'), str('tables')])


def is_compiled(text):
    """Tell whether a text begins as the compiled form does."""
    return text.startswith(MAGIC)


def dump_compiled(ordered):
    """Return the compiled form, as bytes, of (word, count) pairs sorted by (-count, word).

    Raises:
        VocabularyError: a word holds a line break.
    """
    counts, by_length = dict(ordered), {}
    for word, _ in ordered:
        if '\n' in word:
            raise VocabularyError('a word with a line break cannot be saved: %r' % word)
        by_length.setdefault(len(word), []).append(word)
    gains = dict((word, gain_of(count)) for word, count in ordered)
    tables = Tables.made(by_length, gains, penalty_of(sum(counts.values())))
    prefixes = {}
    for prefix in sorted(tables.longer):
        prefixes.setdefault(tables.longer[prefix], []).append(prefix)
    lines = ['%d' % tables.least]
    lines += ['%d %s' % (length, _runs(by_length[length], counts)) for length in sorted(by_length)]
    lines += ['%s %d' % (','.join('%d' % length for length in lengths), len(prefixes[lengths]))
              for lengths in sorted(prefixes)]
    lines.append('')
    for length in sorted(by_length):
        lines += by_length[length]
    for lengths in sorted(prefixes):
        lines += prefixes[lengths]
    table = zlib.compress(tables.boundaries.table(), 9)
    lines.append(binascii.b2a_base64(table).decode('ascii').rstrip())
    data = '\n'.join(lines).encode('utf-8')
    head = '%s%d %08x %d\n' % (MAGIC, VERSION, binascii.crc32(data) & 0xffffffff, len(data))
    return head.encode('ascii') + data


def _runs(words, counts):
    """Return how many words in a row have the same count, as text."""
    groups = []
    for word in words:
        if not groups or groups[-1][0] != counts[word]:
            groups.append([counts[word], 0])
        groups[-1][1] += 1
    return ' '.join('%d*%d' % (count, number) for count, number in groups)


def parse_compiled(text, path=None):
    """Return `{word: count}` of a text in the compiled form.

    Raises:
        FormatError: another version, a wrong checksum, a text cut short.
    """
    found = {}
    for words, counts in split_compiled(text, path).rows:
        found.update(iter_zip(words, counts))
    return found


def split_compiled(text, path=None):
    """Return `Compiled` of a text in the compiled form, its checksum verified."""
    head = _HEAD.match(text)
    if not head:
        raise FormatError('not version 1 or %d of the compiled vocabulary: %.60r'
                          % (VERSION, text.split('\n', 1)[0]), path)
    data = text.encode('utf-8', 'replace')[head.end():]
    if len(data) != int(head.group(3)):
        raise FormatError('cut short or added to: %d bytes, not the %s it was saved with'
                          % (len(data), head.group(3)), path)
    if '%08x' % (binascii.crc32(data) & 0xffffffff) != head.group(2):
        raise FormatError('damaged: the checksum is not the one it was saved with', path)
    del data
    # Nothing else is made of the text, which is large: its lines are all that is read.
    lines = text.split('\n')
    try:
        return _first_version(lines) if head.group(1) == '1' else _second_version(lines, path)
    except (ValueError, IndexError) as error:
        raise FormatError('damaged: %s' % error, path)


def _first_version(lines):
    words = lines[2:]
    if words == ['']:
        words = []
    if not _GROUPS.match(lines[1]):
        raise ValueError('the second line is not COUNT*WORDS ...')
    counts = _counts(lines[1])
    if len(counts) != len(words):
        raise ValueError('counts and words differ in number')
    return Compiled(iter([(words, counts)]), None)


def _counts(text):
    """Return the counts that runs spell, one for each word."""
    counts = []
    for run in text.split():
        count, number = run.split('*')
        counts += [int(count)] * int(number)
    return counts


def _second_version(lines, path):
    least, empty, rows, groups = int(lines[1]), lines.index(''), [], []
    start = empty + 1
    for line in lines[2:empty]:
        match = _WORDS_LINE.match(line) if '*' in line else _PREFIX_LINE.match(line)
        if not match:
            raise ValueError('not a line of lengths: %.60r' % line)
        if '*' in line:
            counts = _counts(match.group(2))
            rows.append((lines[start:start + len(counts)], counts))
            start += len(counts)
        else:
            lengths = tuple(iter_map(int, match.group(1).split(',')))
            groups.append((lengths, lines[start:start + int(match.group(2))]))
            start += int(match.group(2))
    if len(lines) != start + 1:
        raise ValueError('%d lines and not the %d that are told' % (len(lines), start + 1))
    rows.reverse()
    return Compiled(_taken_from(rows), _Tables(groups, lines[-1], least, path))


def _taken_from(rows):
    """Yield rows from the end of a list, which are then forgotten: they are large."""
    while rows:
        yield rows.pop()


class _Tables(object):
    """Make the tables when they are asked for; reading words alone needs none."""

    def __init__(self, groups, packed, least, path):
        self._groups, self._packed, self._least, self._path = groups, packed, least, path

    def __call__(self):
        longer = {}
        for lengths, prefixes in self._groups:
            longer.update(dict.fromkeys(prefixes, lengths))
        try:
            boundaries = Boundaries.restored(_unpacked(binascii.a2b_base64(self._packed.encode('ascii'))))
        except (ValueError, binascii.Error, zlib.error) as error:
            raise FormatError('damaged: %s' % error, self._path)
        return Tables(longer, boundaries, self._least)


def _unpacked(data):
    """Yield blocks; a table that lies about its size is not unpacked as a whole."""
    unpacker = zlib.decompressobj()
    while data:
        block = unpacker.decompress(data, _BLOCK)
        data = unpacker.unconsumed_tail
        yield block if data else block + unpacker.flush()
