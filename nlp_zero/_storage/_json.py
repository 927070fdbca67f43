# -*- coding: utf-8 -*-
"""Write plain values as JSON, with the same bytes on every Python: as output, and as files of this package.

`json_text` is for people and other programs: readable characters, floats with six decimals. `dump_state` is
for values that this package reads again: nothing is rounded, and lone surrogates are allowed.

A sealed file can be verified when it is read. It consists of the line `nlp-zero KIND VERSION LENGTH CRC-32`
and the value as `dump_state` writes it. A changed byte, a truncated file, or another kind or version is a
`FormatError`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
from collections import OrderedDict
#: Return a text as a JSON string, with characters beyond ASCII as they are.
from json.encoder import encode_basestring as json_string

from .._compat import Mapping, crc32, text_type
from ..errors import FormatError
from ._output import open_output

_INFINITY = float('inf')
#: Upper bound of the length of the first line, in bytes.
_LONGEST_HEADER = 200
#: Bytes of a stream that are read at a time.
_AT_ONCE = 1 << 20


def json_text(value):
    """Return a value as JSON.

    Args:
        value: text, a whole number, a float, true, false or None; lists, tuples and mappings of such, nested
            a few levels deep. An `OrderedDict` keeps its order, any other mapping is sorted by its keys.

    Returns:
        text: without a line break. Floats have six decimals, so that they are the same on every Python and
        libm; infinity and NaN become null.

    >>> print(json_text({'word': '天气', 'pmi': 1 / 3, 'parts': ['天', None]}))
    {"parts": ["天", null], "pmi": 0.333333, "word": "天气"}
    """
    if isinstance(value, text_type):
        return json_string(value)
    if isinstance(value, float):
        return '%.6f' % value if -_INFINITY < value < _INFINITY else 'null'
    if isinstance(value, Mapping):
        items = value.items() if isinstance(value, OrderedDict) else sorted(value.items())
        return '{%s}' % ', '.join('%s: %s' % (json_text(name), json_text(inner)) for name, inner in items)
    if isinstance(value, (list, tuple)):
        return '[%s]' % ', '.join(json_text(inner) for inner in value)
    return _as_text(json.dumps(value))


def dump_state(value, default=None):
    """Return a plain value as ASCII JSON with sorted keys, from which `load_state` restores it exactly.

    Args:
        value: anything that the json module accepts.
        default: callable that returns a plain value for any other object, or None.

    >>> print(dump_state({'b': 0.1, 'a': (1, None)}))
    {"a": [1, null], "b": 0.1}
    """
    return _as_text(json.dumps(value, sort_keys=True, default=default))


def load_state(text):
    """Return the value that `dump_state` wrote, tuples as lists; raise ValueError if the text is damaged."""
    return json.loads(text)


def _as_text(ascii_):
    """Return a native ASCII string, which is bytes on 2.7, as text."""
    return ascii_ if isinstance(ascii_, text_type) else ascii_.decode('ascii')


def sealed(kind, version, value):
    """Return a plain value as the bytes that `unsealed` reads.

    Args:
        kind: the kind of value, one word of ASCII.
        version: version of its form, a whole number.
        value: anything that `dump_state` accepts.

    >>> print(sealed('note', 1, {'a': 1}).decode('ascii'))
    nlp-zero note 1 8 fba18e97
    {"a": 1}
    """
    data = dump_state(value).encode('ascii')
    return _header(kind, version, len(data), data) + data


def _header(kind, version, length, data):
    line = 'nlp-zero %s %d %d %08x\n' % (kind, version, length, crc32(data))
    return line.encode('ascii')


def unsealed(kind, version, data, path=None):
    """Return the value that `sealed` was given, tuples as lists.

    Args:
        path: name of the file for messages.

    Raises:
        FormatError: the bytes are damaged or of another kind or version.
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
    """Write a plain value to a file, atomically and synced to the disk.

    Raises:
        OutputError: the file cannot be written; an older file stays.
    """
    with open_output(path, binary=True) as out:
        out.write(sealed(kind, version, value))


def sealed_bytes(stream, beginning):
    """Return the bytes of a sealed value from a binary stream, not many more than its first line says.

    Args:
        beginning: the first bytes of its kind; of what begins with others only the first bytes are read.
    """
    parts = [stream.read(_LONGEST_HEADER)]
    if not parts[0].startswith(beginning):
        return parts[0]
    length = parts[0].partition(b'\n')[0].split(b' ')[-2:-1]
    wanted = int(length[0]) if length and length[0].isdigit() and len(length[0]) < 12 else 0
    while parts[-1] and wanted > 0:
        parts.append(stream.read(_AT_ONCE))
        wanted -= len(parts[-1])
    return b''.join(parts)


def read_sealed(path, kind, version):
    """Return the value of a file that `write_sealed` wrote.

    A file whose size differs from that in its first line is not read into memory.

    Raises:
        FormatError: the file is damaged, missing, or of another kind or version.
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
