# -*- coding: utf-8 -*-
"""Read a path, an open file or an iterable of lines as blocks of whole lines of text."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._compiled import MAGIC
from .._compat import binary_type, string_types, text_type
from ..errors import FormatError, VocabularyError

# Bytes a block: the transient copies of one block are all that loading needs beyond its result.
_BLOCK = 1 << 21
_LINES = 1 << 14

# Encodings in which the byte 0x0a is always a line's end.
_SAFE = ('utf-8', 'utf8', 'utf-8-sig', 'ascii', 'gb18030', 'gbk', 'big5', 'latin-1')


def read_source(source, encoding):
    """Return `Blocks` over whatever `load_vocabulary` takes."""
    if _is_path(source):
        from .._storage import open_input
        return Blocks(open_input(source), source, encoding, close=True)
    if hasattr(source, 'read'):
        name = getattr(source, 'name', None)
        return Blocks(source, name if _is_path(name) else None, encoding, close=False)
    return Blocks(_LineReader(source, encoding), None, encoding, close=False)


def _is_path(value):
    return isinstance(value, string_types + (binary_type,)) or hasattr(value, '__fspath__')


class Blocks(object):
    """Iterate over (name, number of the first line, text of whole lines); a context manager."""

    def __init__(self, stream, name, encoding, close):
        self._stream, self._name, self._encoding, self._close = stream, name, encoding, close

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._close:
            self._stream.close()

    def __iter__(self):
        line = 1
        size = _BLOCK if self._encoding.lower().replace('_', '-') in _SAFE else -1
        while True:
            data = self._stream.read(size)
            if not data:
                return
            # Up to the end of a line: no line and no character is divided.
            text = self._decode(data + self._stream.readline(), line)
            yield self._name, line, text[1:] if line == 1 and text[:1] == '\ufeff' else text
            line += text.count('\n')

    def rest(self):
        """Return everything behind the last block, decoded."""
        return self._decode(self._stream.read(), 1)

    def _decode(self, data, line):
        if isinstance(data, text_type):
            return data
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError as error:
            if line == 1 and data.startswith(MAGIC.encode('ascii')):
                raise FormatError('cut short or damaged', self._name)
            raise VocabularyError('not %s: %s; pass encoding=' % (self._encoding, error.reason),
                                  self._name, line + data[:error.start].count(b'\n'))
        except LookupError:
            raise VocabularyError('unknown encoding %r' % self._encoding, self._name)


class _LineReader(object):
    """Give an iterable of lines the face of a file, some thousand lines a read."""

    def __init__(self, lines, encoding):
        try:
            self._lines, self._encoding = iter(lines), encoding
        except TypeError:
            raise VocabularyError('a vocabulary is a path, a file, lines or a mapping, not %s'
                                  % type(lines).__name__)

    def read(self, size=-1):
        """Return the next lines, each with its end."""
        taken = []
        for line in self._lines:
            if isinstance(line, binary_type):
                line = line.decode(self._encoding)
            if not isinstance(line, text_type):
                raise VocabularyError('a line of a vocabulary is text, not %s: %.60r'
                                      % (type(line).__name__, line))
            taken.append(line if line.endswith('\n') else line + '\n')
            if 0 <= size and len(taken) >= _LINES:
                break
        return ''.join(taken)

    @staticmethod
    def readline():
        """Return nothing: `read` gives whole lines."""
        return ''
