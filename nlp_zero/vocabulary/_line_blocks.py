# -*- coding: utf-8 -*-
"""Read a path, an open file or an iterable of lines as blocks of whole lines of text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import codecs
import os
import re
import warnings

from ._container import container_size, is_container
from .._compat import ascii_repr, binary_type, string_types, text_type
from .._storage import LONGEST_ENTRY, TOO_LONG, base_name, is_path, open_input, path_name
from ..errors import ArgumentError, FormatError, VocabularyError, shown

# Bytes per block: apart from its result, loading needs memory only for the copies of one block.
_BLOCK = 1 << 21
_LINES = 1 << 14
# Upper bound of the length of the first lines of a container, which give its size, in bytes.
_LONGEST_HEAD = 1 << 16

# Encodings in which the byte 0x0a is always the end of a line.
_SAFE = ('utf-8', 'utf8', 'utf-8-sig', 'ascii', 'gb18030', 'gbk', 'big5', 'latin-1')
# The first line of other files that this package saves.
_SAVED = re.compile(br'nlp-zero ([a-z]+) [0-9]+ [0-9]+ [0-9a-f]{8}\n')
# Marks of a sentence; a line with two of them, with one at its end or with more characters is no entry.
_MARKS = '\uff0c\u3002\uff01\uff1f\uff1b'
_LONGEST_WORD = 40
_JSON = ('.json', '.jsonl', '.ndjson')
#: May begin a file in UTF-8 without being part of its text.
BYTE_ORDER_MARK = '\ufeff'
_MARK = BYTE_ORDER_MARK.encode('utf-8')
# Names that `codecs` gives to the encodings of such a file; the last one is that of Windows.
_UTF_8 = ('utf-8', 'utf-8-sig', 'cp65001')


def read_source(source, encoding):
    """Return the `Blocks` of a path, an open file or an iterable of lines."""
    if not isinstance(encoding, string_types):
        raise ArgumentError('encoding is the name of one, not %s' % shown(encoding))
    if is_path(source):
        return Blocks(open_input(source), source, encoding, close=True)
    if hasattr(source, 'read'):
        name = getattr(source, 'name', None)
        return Blocks(source, name if is_path(name) else None, encoding, close=False)
    return Blocks(_LineReader(source, encoding), None, encoding, close=False)


class Blocks(object):
    """Iterate over (number of the first line, text of whole lines); must be closed.

    Attributes:
        name: name of the file for messages, or None.
    """

    def __init__(self, stream, name, encoding, close):
        self.name = name
        self._stream, self._encoding, self._close = stream, encoding, close
        self._size = _BLOCK if encoding.lower().replace('_', '-') in _SAFE else -1
        self._first = None

    def close(self):
        """Close the file, if it was opened here."""
        if self._close:
            self._stream.close()

    def container(self):
        """Return the whole input as bytes if it is a container, else None; must be called first.

        At most one byte after the container is read, which shows that the file is too long.
        """
        self._first = self._stream.read(self._size)
        begin = _as_bytes(self._first[:100])
        if not is_container(begin):
            saved = _SAVED.match(begin)
            if saved:
                raise FormatError('is a saved %s of this package, and no list of words'
                                  % saved.group(1).decode('ascii'), self.name)
            return None
        data = _as_bytes(self._first)
        while not container_size(data) and len(data) < _LONGEST_HEAD:
            more = self._stream.read(_BLOCK)
            if not more:
                break
            data += _as_bytes(more, False)
        parts, left = [data], container_size(data) + 1 - len(data)
        while left > 0:
            # The size may be wrong: do not allocate more than there may be.
            more = _as_bytes(self._stream.read(min(left, _BLOCK)), False)
            if not more:
                break
            parts.append(more)
            left -= len(more)
        return b''.join(parts)

    def refuse_nothing(self):
        """Raise a FormatError if the input is an empty file; must be called after `container`."""
        if self.name is not None and not self._first:
            raise FormatError('is empty: a vocabulary has at least a line', self.name)

    def __iter__(self):
        line, data = 1, self._stream.read(self._size) if self._first is None else self._first
        while data:
            # Read up to the end of a line, so that no line and no character is divided.
            text = self._decode(data + self._rest_of_line(data, line), line)
            if line == 1:
                text = text[1:] if text[:1] == BYTE_ORDER_MARK else text
                _refuse_records(text, self.name)
                _warn_of_sentences(text, self.name)
            yield line, text
            line += text.count('\n')
            data = self._stream.read(self._size)

    def _rest_of_line(self, data, line):
        """Return the rest of the line in which the data ends."""
        mark = b'\n' if isinstance(data, binary_type) else '\n'
        held = len(data) - 1 - data.rfind(mark)
        rest = self._stream.readline(LONGEST_ENTRY + 2 - held)
        if held + len(rest) - rest.endswith(mark) > LONGEST_ENTRY:
            raise VocabularyError(TOO_LONG % LONGEST_ENTRY, self.name, line + data.count(mark))
        return rest

    def _decode(self, data, line):
        return data if isinstance(data, text_type) else _decoded(data, self._encoding, self.name, line)


def _decoded(data, encoding, name, line):
    """Return bytes as text; they begin in the given line."""
    if line == 1 and data.startswith(_MARK) and not _is_utf_8(encoding):
        # Many encodings would read the mark as characters of the first word.
        raise VocabularyError("it begins with the byte-order mark of UTF-8; pass encoding='utf-8'", name, 1)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise VocabularyError('not %s: %s; pass encoding=' % (encoding, error.reason), name,
                              line + data[:error.start].count(b'\n'))
    except (LookupError, TypeError, ValueError):
        raise VocabularyError('unknown encoding %r' % encoding, name)


def _is_utf_8(encoding):
    """Tell whether an encoding is UTF-8 by any of its names; an unknown one is not."""
    try:
        return codecs.lookup(encoding).name in _UTF_8
    except (LookupError, TypeError, ValueError):
        return False


def _refuse_records(text, name):
    """Raise a FormatError if a file is a table or JSON by its name and its first line."""
    if name is None:
        return
    suffix, line = os.path.splitext(base_name(path_name(name)))[1].lower(), text.partition('\n')[0]
    if suffix == '.csv' and ',' in line or suffix in _JSON and line.startswith(('{', '[', '"')):
        raise FormatError('is %s, and no dictionary: save it as lines of `word count`'
                          % ('a table' if suffix == '.csv' else 'JSON'), name)


def _warn_of_sentences(text, name):
    """Warn where the first lines of a dictionary look like those of a text, one of them or most."""
    lines = text.rstrip('\n').split('\n')
    if not any(mark in text for mark in _MARKS) and max(len(line) for line in lines) <= _LONGEST_WORD:
        return
    found = [number for number, line in enumerate(lines) if _looks_like_sentence(line)]
    if not found:
        found = [number for number, line in enumerate(lines) if any(mark in line[1:-1] for mark in _MARKS)]
        found = found if 2 * len(found) > len(lines) else []
    if found:
        place = '' if name is None else ascii_repr(path_name(name))[1:-1] + ': '
        warnings.warn('%s%d of %d lines look like sentences, the first of them line %d, %r: a dictionary has '
                      'one word a line' % (place, len(found), len(lines), found[0] + 1,
                                           lines[found[0]][:20]), stacklevel=2)


def _looks_like_sentence(line):
    marks = sum(line.count(mark) for mark in _MARKS)
    return len(line) > _LONGEST_WORD or line[:1] not in _MARKS and (
        marks > 1 or marks and len(line) > 2 and line[-1] in _MARKS)


def _as_bytes(data, begins=True):
    """Return data of a stream as UTF-8 bytes, without a byte order mark at its beginning."""
    data = data.encode('utf-8', 'replace') if isinstance(data, text_type) else data
    return data[len(_MARK):] if begins and data.startswith(_MARK) else data


class _LineReader(object):
    """Read an iterable of lines like a file, some thousand lines at a time."""

    def __init__(self, lines, encoding):
        self._lines, self._encoding = enumerate(lines, 1), encoding

    def read(self, size=-1):
        """Return the next lines, each with its end."""
        taken = []
        for number, line in self._lines:
            if isinstance(line, binary_type):
                line = _decoded(line, self._encoding, None, number)
            if not isinstance(line, text_type):
                raise VocabularyError('a line of a vocabulary is text, not %s: %.60r'
                                      % (type(line).__name__, line))
            taken.append(line if line.endswith('\n') else line + '\n')
            if 0 <= size and len(taken) >= _LINES:
                break
        return ''.join(taken)

    @staticmethod
    def readline(_):
        """Return '': `read` always returns whole lines."""
        return ''
