# -*- coding: utf-8 -*-
"""Write small plain values to files that tell whether they are whole when they are read again.

A file is one line, `nlp-zero KIND VERSION LENGTH CRC-32`, and the value as JSON. A byte that changed
anywhere, a file that was cut short, or one of another kind or version, is a `FormatError`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
from zlib import crc32

from ..errors import FormatError
from ._json_lines import dump_state, load_state
from ._output import open_output

__all__ = [str('read_sealed'), str('sealed'), str('unsealed'), str('write_sealed')]

#: Bytes in which the first line ends.
_LONGEST_HEADER = 200


def sealed(kind, version, value):
    """Return a plain value as the bytes that `unsealed` reads.

    Args:
        kind: what the value is, one word of ASCII.
        version: whole number of the form that it has.
        value: what `dump_state` takes.

    >>> print(sealed('note', 1, {'a': 1}).decode('ascii'))
    nlp-zero note 1 8 fba18e97
    {"a": 1}
    """
    data = dump_state(value).encode('ascii')
    return _header(kind, version, len(data), data) + data


def _header(kind, version, length, data):
    line = 'nlp-zero %s %d %d %08x\n' % (kind, version, length, crc32(data) & 0xffffffff)
    return line.encode('ascii')


def unsealed(kind, version, data, path=None):
    """Return the value that `sealed` was given, tuples as lists.

    Args:
        path: name of the file for messages.

    Raises:
        FormatError: the bytes are damaged, or of another kind or version.
    """
    line, end, body = data.partition(b'\n')
    if not end or line + end != _header(kind, version, len(body), body):
        raise FormatError(_complaint(kind, version, line), path=path)
    try:
        return load_state(body.decode('ascii'))
    except (ValueError, RuntimeError, OverflowError, MemoryError) as error:
        raise FormatError('is damaged: %s' % type(error).__name__, path=path)


def _complaint(kind, version, line):
    words = line.split(b' ')
    if words[:2] == [b'nlp-zero', kind.encode('ascii')] and len(words) == 5 and words[2].isdigit() \
            and words[2] != ('%d' % version).encode('ascii'):
        return 'is damaged, or of another version of this package (%r)' % words[2].decode('ascii')
    return 'is damaged: it was cut short or changed'


def write_sealed(path, kind, version, value):
    """Write a plain value to a file, all or nothing, down to the disk.

    Raises:
        OutputError: it cannot be written; an older file stays.
    """
    with open_output(path, binary=True) as out:
        out.write(sealed(kind, version, value))


def read_sealed(path, kind, version):
    """Return the value of a file that `write_sealed` wrote.

    A file that is longer than it says is not read into memory.

    Raises:
        FormatError: it is damaged, missing, or of another kind or version.
    """
    try:
        with io.open(path, 'rb') as source:
            start = source.read(_LONGEST_HEADER)
            line = start.partition(b'\n')[0]
            size = os.fstat(source.fileno()).st_size
            if line.split(b' ')[-2:-1] != [('%d' % (size - len(line) - 1)).encode('ascii')]:
                raise FormatError(_complaint(kind, version, line), path=path)
            data = start + source.read()
    except (IOError, OSError) as error:
        raise FormatError('cannot be read: %s' % (error.strerror or error), path=path)
    return unsealed(kind, version, data, path)
