# -*- coding: utf-8 -*-
"""Read and write the compiled form of a vocabulary: named sections in one file, each with a checksum.

The file is UTF-8 with `\\n` line ends:

    nlp-zero vocabulary 3 SECTIONS CRC32
    NAME VERSION BYTES CRC32
    ...
    (the sections, one after the other)

The first line gives the version of the form, the number of lines that name sections, and the CRC-32 of those
lines (eight hexadecimal digits). Each of these lines gives the name of a section, the version of its content,
its length in bytes and its CRC-32. A reader ignores sections that it does not know.

The section `words` is defined here; the others belong to the tokenizer. It begins with one line for each
length of words, shortest first: `LENGTH COUNT*WORDS COUNT*WORDS ...` gives each count, highest first, and the
number of words that have it. After an empty line follow the words, one a line, in the order of those lines;
words with equal counts are sorted by code point.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple
from itertools import chain, repeat
from operator import mul

from .._compat import crc32, iter_map
from ..errors import FormatError, VocabularyError

MAGIC = b'nlp-zero vocabulary '
VERSION = 3

_HEAD = re.compile(br'nlp-zero vocabulary ([0-9]{1,4})(?: ([0-9]{1,4}) ([0-9a-f]{8}))?(?: .*)?\n')
_SECTION = re.compile(br'([a-z]+) ([0-9a-z.]+) ([0-9]{1,15}) ([0-9a-f]{8})\n')

#: One section: its name and version as text, its data as bytes.
Section = namedtuple('Section', 'name version data')


#: How many bytes of the magic number may differ in a damaged container; a list of words differs in more.
_DAMAGED = 5
#: Least number of bytes by which a truncated container is recognised.
_TELLING = 4


def is_container(data):
    """Tell whether bytes begin like a container, or like one that is damaged or truncated.

    >>> [is_container(data) for data in (b'nlp-zero vocabulary 3', b'nlq-zero vocabulary 3', b'nlp-zero v')]
    [True, True, True]
    >>> [is_container(data) for data in (b'nlp-zero 3 vocabulary 2', b'nlp', b'')]
    [False, False, False]
    """
    begin = bytearray(data[:len(MAGIC)])
    if len(begin) < len(MAGIC):
        return len(begin) >= _TELLING and MAGIC.startswith(bytes(begin))
    return sum(one != other for one, other in zip(begin, bytearray(MAGIC))) <= _DAMAGED


def pack(sections):
    """Return the container of a list of `Section`s, as bytes."""
    lines = ''.join('%s %s %d %s\n' % (name, version, len(data), _checksum(data))
                    for name, version, data in sections).encode('ascii')
    head = '%d %d %s\n' % (VERSION, len(sections), _checksum(lines))
    return b''.join([MAGIC, head.encode('ascii'), lines] + [section.data for section in sections])


def container_size(data):
    """Return the size of a container in bytes by its first lines; 0 if they are damaged or incomplete."""
    head = _HEAD.match(data)
    lines = _section_lines(data, head) if head and head.group(2) else None
    if lines is None:
        return 0
    return (lines[-1] if lines else head).end() + sum(int(line.group(3)) for line in lines)


def _section_lines(data, head):
    """Return the matches of the lines that name sections; None if some are missing."""
    lines, start = [], head.end()
    for _ in range(int(head.group(2))):
        line = _SECTION.match(data, start)
        if not line:
            return None
        lines.append(line)
        start = line.end()
    return lines


def unpack(data, path=None):
    """Return `{name: Section}` of a container, after verifying the checksums.

    Args:
        data: the whole container, as bytes.
        path: name of the file, for messages.

    Raises:
        FormatError: another version, a wrong checksum, or a file that is truncated or too long.
    """
    head = _HEAD.match(data)
    if head and int(head.group(1)) != VERSION:
        raise FormatError('version %d of the compiled vocabulary, this program reads version %d: save the '
                          'words again with the format compiled' % (int(head.group(1)), VERSION), path)
    if not head or not head.group(2):
        raise FormatError('damaged: the first line is not that of a compiled vocabulary', path)
    lines = _section_lines(data, head)
    if lines is None:
        raise FormatError('damaged: a line that names a section is missing', path)
    start = (lines[-1] if lines else head).end()
    if _checksum(data[head.end():start]) != head.group(3).decode('ascii'):
        raise FormatError('damaged: the sections are not those that it was saved with', path)
    size = sum(int(line.group(3)) for line in lines)
    if len(data) - start != size:
        raise FormatError('cut short or added to: %d bytes of sections, not the %d it was saved with'
                          % (len(data) - start, size), path)
    return dict((section.name, section) for section in _checked_sections(data, start, lines, path))


def _checked_sections(data, start, lines, path):
    """Yield the sections that the lines name; their data begins at `start`."""
    for line in lines:
        name, version, size, checksum = [field.decode('ascii') for field in line.groups()]
        section = Section(name, version, data[start:start + int(size)])
        start += int(size)
        if _checksum(section.data) != checksum:
            raise FormatError('damaged: the checksum of %s is not the one it was saved with' % name, path)
        yield section


def _checksum(data):
    return '%08x' % crc32(data)


# --- the section of words ---------------------------------------------------------------------------

WORDS, WORDS_VERSION = 'words', '1'

_LENGTH = re.compile(r'[0-9]+(?: [0-9]{1,300}\*[0-9]{1,15})+\Z')


class WordBatch(namedtuple('WordBatch', 'words counts repeats length')):
    """Hold words and their counts.

    Attributes:
        words: a list of texts.
        counts: a list, of a count for each word; if there are `repeats`, for so many words each.
        repeats: a list of numbers of words, or None.
        length: the length of all words; None if it is not known, or they differ.
    """

    __slots__ = ()

    def __new__(cls, words, counts, repeats=None, length=None):
        return super(WordBatch, cls).__new__(cls, words, counts, repeats, length)

    def spread(self, values):
        """Return an iterable of the value of each word; `values` has one for each of `counts`."""
        if self.repeats is None:
            return values
        return chain.from_iterable(iter_map(repeat, values, self.repeats))

    def total(self):
        """Return the sum of the counts of all words."""
        return sum(self.counts if self.repeats is None else iter_map(mul, self.counts, self.repeats))


def words_by_length(words):
    """Return `{length: [words]}`, with the words of each length in the given order."""
    found = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found


def word_section(ordered):
    """Return the `Section` of (word, count) pairs that are sorted by (-count, word).

    Raises:
        VocabularyError: a word contains a line break.
    """
    counts = dict(ordered)
    for word in counts:
        if '\n' in word:
            raise VocabularyError('a word with a line break cannot be saved: %r' % word)
    groups = sorted(words_by_length(word for word, _ in ordered).items())
    lines = ['%d %s' % (length, _format_runs(words, counts)) for length, words in groups] + ['']
    for _, words in groups:
        lines += words
    return Section(WORDS, WORDS_VERSION, '\n'.join(lines).encode('utf-8'))


def _format_runs(words, counts):
    """Return the runs of words with equal counts as text, `COUNT*WORDS` for each run."""
    groups = []
    for word in words:
        if not groups or groups[-1][0] != counts[word]:
            groups.append([counts[word], 0])
        groups[-1][1] += 1
    return ' '.join('%d*%d' % (count, number) for count, number in groups)


def batches_of_section(section, path=None):
    """Yield a `WordBatch` for each length of words, longest first.

    Raises:
        FormatError: the section is missing or of another version, or its parts do not match.
    """
    if section is None or section.version != WORDS_VERSION:
        raise FormatError('this compiled vocabulary has no words that this program can read', path)
    try:
        batches = _parse_batches(section.data.decode('utf-8').split('\n'))
    except ValueError as error:
        raise FormatError('damaged: %s' % error, path)
    while batches:
        # Do not keep a batch that has been used: it is large.
        yield batches.pop()


def _parse_batches(lines):
    empty, found = lines.index(''), []
    start = empty + 1
    for line in lines[:empty]:
        if not _LENGTH.match(line):
            raise ValueError('not a line of a length and its counts: %.60r' % line)
        # `LENGTH COUNT*WORDS COUNT*WORDS ...`
        numbers = list(iter_map(int, line.replace('*', ' ').split(' ')))
        end = start + sum(numbers[2::2])
        found.append(WordBatch(lines[start:end], numbers[1::2], numbers[2::2], numbers[0]))
        start = end
    if len(lines) != start:
        raise ValueError('%d lines, and not the %d of the counts' % (len(lines), start))
    return found
