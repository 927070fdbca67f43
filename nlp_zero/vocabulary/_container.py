# -*- coding: utf-8 -*-
"""Pack named sections into one file and unpack them, with version, size and checksum of each.

The form, all UTF-8 with `\\n` line ends:

    nlp-zero vocabulary 3 SECTIONS CRC32
    NAME VERSION BYTES CRC32
    ...
    (the sections, one after the other)

The first line gives the form and its version, the number of lines that name sections, and the CRC-32 of
those lines (eight hexadecimal digits). Each of them gives a section's name, the version of what it holds,
its length in bytes and its CRC-32. A reader takes the sections that it knows and leaves the others.
What a section holds is not known here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from binascii import crc32
from collections import namedtuple

from ..errors import FormatError

MAGIC = b'nlp-zero vocabulary '
VERSION = 3

_HEAD = re.compile(br'nlp-zero vocabulary ([0-9]{1,4})(?: ([0-9]{1,4}) ([0-9a-f]{8}))?(?: .*)?\n')
_SECTION = re.compile(br'([a-z]+) ([0-9a-z.]+) ([0-9]{1,15}) ([0-9a-f]{8})\n')

#: One section: its name and version as text, its data as bytes.
Section = namedtuple(str('Section'), [str(name) for name in ('name', 'version', 'data')])


#: Bytes of the first ones that may differ in a container that is damaged there. No word list is so near.
_DAMAGED = 5
#: Bytes of the beginning of a container that tell one that was cut short from a word.
_TELLING = 4


def is_container(data):
    """Tell whether bytes begin as a container does, or as one that was damaged or cut short there.

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
    """Return how many bytes a container has, by its first lines; 0 if they are damaged, or not all there."""
    head = _HEAD.match(data)
    lines = _section_lines(data, head) if head and head.group(2) else None
    if lines is None:
        return 0
    return (lines[-1] if lines else head).end() + sum(int(line.group(3)) for line in lines)


def _section_lines(data, head):
    """Return the matches of the lines after the head that name sections; None if there are not as many."""
    lines, start = [], head.end()
    for _ in range(int(head.group(2))):
        line = _SECTION.match(data, start)
        if not line:
            return None
        lines.append(line)
        start = line.end()
    return lines


def unpack(data, path=None):
    """Return `{name: Section}` of a container, its checksums verified.

    Args:
        data: the whole container, as bytes.
        path: the file's name, for messages.

    Raises:
        FormatError: another version, a wrong checksum, a file cut short or added to.
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
    """Yield the sections that lines name, from a place in the data on."""
    for line in lines:
        name, version, size, checksum = [field.decode('ascii') for field in line.groups()]
        section = Section(name, version, data[start:start + int(size)])
        start += int(size)
        if _checksum(section.data) != checksum:
            raise FormatError('damaged: the checksum of %s is not the one it was saved with' % name, path)
        yield section


def _checksum(data):
    return '%08x' % (crc32(data) & 0xffffffff)
