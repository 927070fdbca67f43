# -*- coding: utf-8 -*-
"""Make the tables that speed up cutting, from the words and their counts, and store them in a file.

They give the lengths of the words that begin with two characters, and the certain boundaries of a text. In
the compiled form of a vocabulary they are two sections, lines of UTF-8:

    prefixes   LENGTH,LENGTH NUMBER     the lengths that words of three characters and more have which begin
               ...                      with the same two, and how many such beginnings there are
               (an empty line)
               PREFIX                   the beginnings, sorted within each set of lengths
               ...
    pairs      MIN_LOG_TOTAL            the log total down to which the marks of words hold
               TABLE                    the table of pairs, packed by zlib, in base64

The version of both consists of the version of their layout and, after a dot, that of the character classes of
`text`. Tables of another version are not used but rebuilt from the words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
import zlib
from binascii import Error, a2b_base64, b2a_base64
from itertools import repeat
from operator import add, itemgetter, sub

from .._compat import iter_map, iter_zip
from ..errors import FormatError
from ..text import CLASSES_VERSION
from ..vocabulary import Section, words_by_length
from ._boundaries import Boundaries
from ._viterbi import UNITS, log_count_of, log_total_of

# How far the log total may fall, or rise, before the marks of words no longer hold.
_FALL = UNITS

_prefix = itemgetter(slice(0, 2))

_PREFIXES, _PAIRS = 'prefixes', 'pairs'
_LAYOUT = 2

_LENGTHS = re.compile(r'([0-9]{1,15}(?:,[0-9]{1,15})*) ([0-9]{1,15})\Z')

# The packed table is unpacked in blocks of this many bytes.
_BLOCK = 1 << 20


class _Zero(dict):
    """Give 0 for what is missing."""

    def __missing__(self, key):
        return 0


class Tables(object):
    """Hold the tables of a vocabulary.

    Attributes:
        prefix_lengths: `{first two characters: ascending lengths}` of the words of three characters or more.
        boundaries: `Boundaries` of the words.
        min_log_total: the log total down to which the marks of words hold; they do for twice `_FALL` more.
    """

    def __init__(self, prefix_lengths, boundaries, min_log_total):
        self.prefix_lengths, self.boundaries, self.min_log_total = prefix_lengths, boundaries, min_log_total

    @classmethod
    def made(cls, by_length, log_counts, log_total):
        """Make the tables.

        Args:
            by_length: `{length: [words]}`.
            log_counts: `{word: ln(count) in units}`.
            log_total: ln(total) in units.

        Complexity:
            Linear in the characters of all words.
        """
        tables = cls(_prefix_lengths(by_length), Boundaries(by_length), log_total - _FALL)
        tables.mark(by_length.get(2, ()), log_counts)
        return tables

    def mark(self, words, log_counts):
        """Mark words of two characters that are whole, and let be asked for those that may be on a path."""
        gains = pair_gains(words, log_counts, self.min_log_total)
        self.boundaries.mark_whole([word for word, gain in iter_zip(words, gains) if gain >= 0])
        self.boundaries.unlist([word for word, gain in iter_zip(words, gains) if -2 * _FALL <= gain < 0])

    def holds_for(self, log_total):
        """Tell whether the marks are valid for a log total."""
        return self.min_log_total <= log_total <= self.min_log_total + 2 * _FALL

    def mark_anew(self, log_counts, log_total):
        """Mark the words for another log total.

        Complexity:
            Linear in the words. Called when the total has changed by a factor, which cannot be often.
        """
        self.min_log_total = log_total - _FALL
        self.boundaries.unmark_all()
        self.mark([word for word in log_counts if len(word) == 2], log_counts)

    def mark_again(self, words, log_counts):
        """Mark those of some words of two characters that are whole, and take the mark from the others.

        As their gains are other ones now, they are asked for from now on.
        """
        known = [word for word in words if word in log_counts]
        gains = pair_gains(known, log_counts, self.min_log_total)
        whole = [word for word, gain in iter_zip(known, gains) if gain >= 0]
        self.boundaries.unlist(words)
        self.boundaries.mark_whole(whole)
        self.boundaries.unmark(sorted(set(words).difference(whole)))

    def gains(self, log_counts):
        """Return an array of the gains of listed words for `min_log_total`, by their places in the table."""
        words = [word for word in log_counts if len(word) == 2]
        gains = pair_gains(words, log_counts, self.min_log_total)
        pairs = [(word, gain) for word, gain in iter_zip(words, gains) if gain >= 0]
        return self.boundaries.listed_gains([word for word, _ in pairs], [gain for _, gain in pairs])


def pair_gains(words, log_counts, log_total):
    """Return the gain of each word of two characters over its separate characters, in units.

    Formula:
        gain of ab = ln c(ab) + ln n - ln c(a) - ln c(b). By the tie rule of `_viterbi` a word whose gain is 0
        is whole; one whose gain is negative is on no best path.
    """
    text = ''.join(words)
    single = _Zero((character, log_counts[character]) for character in set(text) if character in log_counts)
    apart = iter_map(add, iter_map(single.__getitem__, text[0::2]), iter_map(single.__getitem__, text[1::2]))
    together = iter_map(add, iter_map(log_counts.__getitem__, words), repeat(log_total))
    return list(iter_map(sub, together, apart))


def _prefix_lengths(by_length):
    """Return the `prefix_lengths` of `Tables`; equal values are one object."""
    found = {}
    for length in sorted(by_length):
        if length > 2:
            prefixes = set(iter_map(_prefix, by_length[length]))
            known = prefixes.intersection(found) if found else ()
            more = dict((lengths, lengths + (length,)) for lengths in set(found.values()))
            values = iter_map(more.__getitem__, list(iter_map(found.__getitem__, known)))
            found.update(iter_zip(known, values))
            found.update(dict.fromkeys(prefixes.difference(known), (length,)))
    return found


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
        sections: `{name: Section}`; the sections used are removed, since they are large.
        path: the file's name, for messages.

    Returns:
        Tables: None if there are none, or they have another version.

    Raises:
        FormatError: a section is malformed.
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
