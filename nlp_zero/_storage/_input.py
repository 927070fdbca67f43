# -*- coding: utf-8 -*-
"""Read bytes, compressed or not; what goes wrong is an `InputError` with the file's name."""
from __future__ import absolute_import, division, print_function, unicode_literals

import errno
import io
import os
import stat
import sys

from .._compat import binary_stream
from ..errors import InputError
from ._compression import COMPRESSED, DictionaryError, check_module, suffix_of
from ._paths import os_path, path_name, reason

#: Bytes read at a time.
_CHUNK = 1 << 16
#: Longest line, in bytes, of a file whose lines are entries: words, n-grams or templates, with their counts.
LONGEST_ENTRY = 1 << 24
#: What is said of a longer one.
TOO_LONG = 'a line has more than %d bytes: is each entry on a line of its own?'


class _Guarded(io.RawIOBase):
    """Read a binary file and turn whatever goes wrong into an `InputError` with its name.

    Args:
        stream: an object whose `read(n)` gives bytes.
        name: the file's name for messages.
        owned: whether to close the stream along.
        errors: what the stream raises beyond IOError and EOFError.
    """

    def __init__(self, stream, name, owned=True, errors=()):
        io.RawIOBase.__init__(self)
        self._stream, self._name, self._owned = stream, name, owned
        #: What `select` takes, if data may come bit by bit; else None.
        self.descriptor = live_descriptor(stream)
        # One that has a buffer of its own would wait until it has as much as is asked for.
        self._read = stream.read if self.descriptor is None else getattr(stream, 'read1', stream.read)
        self._errors = (IOError, OSError, EOFError) + tuple(errors)
        #: Bytes read so far, before unpacking.
        self.consumed = 0

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill the buffer; return the number of bytes, 0 at the end."""
        try:
            data = self._read(len(buffer))
        except self._errors as error:
            raise InputError('cannot be read on after %d bytes: %s'
                             % (self.consumed, reason(error)), path=self._name)
        data = data or b''
        buffer[:len(data)] = data
        self.consumed += len(data)
        return len(data)

    def close(self):
        """Close the stream too, if it is this object's own."""
        if not self.closed and self._owned:
            self._stream.close()
        io.RawIOBase.close(self)


class _Unpacked(io.RawIOBase):
    """Unpack a compressed file of one member or several, in bounded steps."""

    def __init__(self, source, name, form):
        io.RawIOBase.__init__(self)
        self._source, self._name, self._format = source, name, form
        self._member, self._begun, self._ended = None, False, False
        self._input, self._output, self._at, self._total = b'', b'', 0, 0

    @property
    def consumed(self):
        """Bytes read so far, before unpacking."""
        return self._source.consumed

    @property
    def descriptor(self):
        """What `select` takes, if data may come bit by bit; else None."""
        return self._source.descriptor

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill the buffer; return the number of bytes, 0 at the end."""
        while self._at >= len(self._output):
            self._at = 0
            if not self._step():
                return 0
        data = self._output[self._at:self._at + len(buffer)]
        buffer[:len(data)] = data
        self._at += len(data)
        self._total += len(data)
        return len(data)

    def _step(self):
        """Unpack a little more into the output; return False after the last member."""
        self._output = b''
        if self._ended:
            return False
        if not self._input and (self._member is None or self._member.hungry):
            self._input = self._source.read(_CHUNK) or b''
            if not self._input:
                return self._finish()
        if self._member is None:
            # Tapes and block devices pad with zeros after the last member.
            self._input = self._input.lstrip(b'\0') if self._begun else self._input
            if not self._input:
                return True
            self._member, self._begun = self._format.unpacker(), True
        self._output, self._input, ended = self._guard(self._member.feed, self._input)
        if ended:
            self._member, self._ended = None, not self._format.several
        return True

    def _finish(self):
        """End the last member, or say that it is cut short."""
        if self._member is None and self._begun:
            return False
        ended = False
        if self._member is not None:
            self._output, _, ended = self._member.finish()
        if not ended:
            raise InputError('ends before its %s data does (%d bytes unpacked): the file is cut '
                             'short, get it again' % (self._format.name, self._total), path=self._name)
        self._member = None
        return bool(self._output)

    def _guard(self, function, *arguments):
        try:
            return function(*arguments)
        except DictionaryError as error:
            raise InputError('cannot be unpacked: %s' % error, path=self._name)
        except self._member.errors as error:
            raise InputError('is no %s data, or damaged, after %d unpacked bytes: %s'
                             % (self._format.name, self._total, error), path=self._name)

    def close(self):
        """Close the file below too."""
        if not self.closed:
            self._source.close()
        io.RawIOBase.close(self)


class _LimitedLines(io.RawIOBase):
    """Pass bytes on, and raise where a line goes on for too long, so that readers of lines hold little."""

    def __init__(self, source, name):
        io.RawIOBase.__init__(self)
        self._source, self._name = source, name
        # Number of the line that has not ended yet, and its bytes so far.
        self._line, self._length = 1, 0

    @property
    def consumed(self):
        """Bytes read so far, before unpacking."""
        return self._source.consumed

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill the buffer; return the number of bytes, 0 at the end."""
        data = self._source.read(min(len(buffer), _CHUNK))
        buffer[:len(data)] = data
        first = data.find(b'\n')
        self._length += len(data) if first < 0 else first
        if self._length > LONGEST_ENTRY:
            raise InputError(TOO_LONG % LONGEST_ENTRY, path=self._name, line=self._line)
        if first >= 0:
            self._line += data.count(b'\n')
            self._length = len(data) - 1 - data.rfind(b'\n')
        return len(data)

    def close(self):
        """Close the file below too."""
        if not self.closed:
            self._source.close()
        io.RawIOBase.close(self)


class LiveInput(object):
    """Read what there is of data that come bit by bit, by a pipe, a socket or a terminal.

    Args:
        reader: what `open_input` or `guard_input` returns.
    """

    def __init__(self, reader):
        self._reader, self._descriptor = reader, reader.raw.descriptor
        self._ended = self._told = False

    def read(self, size, seconds=0.0):
        """Return bytes, at most `size`; none at the end; None where nothing came for that many seconds.

        The call after one that returned None waits. Data that come faster than they are asked for are
        returned in large blocks.
        """
        if self._ended:
            return b''
        if not self._told and not _has_data(self._descriptor, seconds):
            self._told = True
            return None
        self._told = False
        parts, left = [], size
        while left and (not parts or _has_data(self._descriptor)):
            data = self._reader.read1(left)
            if not data:
                self._ended = True
                break
            parts.append(data)
            left -= len(data)
        return b''.join(parts)


def live_descriptor(stream):
    """Return the descriptor of a stream that is a pipe, a socket or a terminal, else None.

    Data may come bit by bit from one that has such a descriptor, or whose `raw` has one as an attribute.
    """
    if not isinstance(stream, io.IOBase):
        # Files of 2.7 have a buffer that cannot be asked what it holds.
        return None
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (AttributeError, EnvironmentError, TypeError, ValueError):
        return None
    live = stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode)
    return stream.fileno() if live else None


def _has_data(descriptor, seconds=0.0):
    """Tell whether reading would not wait, or False where the system cannot tell."""
    import select
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    except (EnvironmentError, ValueError, select.error):
        # Windows knows sockets only; a signal has come; the number is too large.
        return False


def open_input(path, entries=False):
    """Open a file for reading, unpacking `.gz`, `.bz2` and `.xz` by name.

    It does not decode, and looks at nothing but the name.

    Args:
        path: text, bytes or path object; `-` is standard input.
        entries: whether each line is an entry, so that no line can be longer than `LONGEST_ENTRY`.

    Returns:
        io.BufferedReader: binary; `reader.raw.consumed` is the number of bytes read from the disk.

    Raises:
        InputError: a missing file, a directory, no permission; on reading, data that is damaged or
            cut short; `.xz` on a Python without lzma; an entry that is too long, with its line.
    """
    name = path_name(path)
    raw = _open_raw(path, name)
    return io.BufferedReader(_LimitedLines(raw, name) if entries else raw, _CHUNK)


def _open_raw(path, name):
    """Open a file without a buffer."""
    if name == '-':
        if _is_closed(sys.stdin):
            raise InputError('standard input is closed', path=name)
        return _Guarded(binary_stream(sys.stdin), name, owned=False)
    form = COMPRESSED.get(suffix_of(name))
    if form is not None:
        check_module(form, name, InputError)
    try:
        raw = _Guarded(io.open(os_path(path), 'rb', buffering=0), name)
    except (IOError, OSError) as error:
        raise _input_error(error, name)
    except (TypeError, ValueError) as error:
        raise InputError('cannot be opened: %s' % error, path=name)
    return raw if form is None else _Unpacked(raw, name, form)


def _is_closed(stream):
    """Tell whether a standard stream was closed before the program began: None on 3, a dead number on 2.7."""
    try:
        return stream is None or os.fstat(stream.fileno()) is None
    except (AttributeError, ValueError):  # no file of the system's
        return False
    except EnvironmentError as error:
        return error.errno == errno.EBADF


def _input_error(error, name):
    messages = {errno.ENOENT: 'no such file', errno.EISDIR: 'is a directory, not a file',
                errno.EACCES: 'no permission to read'}
    return InputError(messages.get(error.errno, 'cannot be opened: %s' % reason(error)), path=name)


def guard_input(stream, name, owned=False, errors=()):
    """Return a buffered reader over an open binary stream whose errors name the file.

    The stream is closed along with the reader if it is `owned`.
    """
    return io.BufferedReader(_Guarded(stream, name, owned, errors), _CHUNK)


def unpack_input(stream, name, form):
    """Return a buffered reader over the unpacked data of a binary stream; errors name the file.

    Args:
        stream: an object whose `read(n)` gives bytes; it is closed along.
        form: a `Format`.
    """
    check_module(form, name, InputError)
    return io.BufferedReader(_Unpacked(_Guarded(stream, name), name, form), _CHUNK)
