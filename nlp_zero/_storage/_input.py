# -*- coding: utf-8 -*-
"""Read bytes from files, compressed or not; every failure is an `InputError` that names the file."""
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
#: The message for a longer one.
TOO_LONG = 'a line has more than %d bytes: is each entry on a line of its own?'


class _Guarded(io.RawIOBase):
    """Read a binary stream and turn its errors into an `InputError` that names the file.

    Args:
        stream: an object whose `read(n)` returns bytes.
        name: name of the file for messages.
        owned: whether closing this object closes the stream too.
    """

    def __init__(self, stream, name, owned=True):
        io.RawIOBase.__init__(self)
        self._stream, self._name, self._owned = stream, name, owned
        #: The descriptor for `select` if data may arrive piece by piece; else None.
        self.descriptor = live_descriptor(stream)
        # `read` of a buffered stream would wait until it has all that was requested.
        self._read = stream.read if self.descriptor is None else getattr(stream, 'read1', stream.read)
        #: Bytes read so far, before unpacking.
        self.consumed = 0

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill the buffer; return the number of bytes, 0 at the end."""
        try:
            data = self._read(len(buffer))
        except (IOError, OSError, EOFError) as error:
            raise InputError('cannot be read on after %d bytes: %s'
                             % (self.consumed, reason(error)), path=self._name)
        data = data or b''
        buffer[:len(data)] = data
        self.consumed += len(data)
        return len(data)

    def close(self):
        """Close the stream too, if it is owned."""
        if not self.closed and self._owned:
            self._stream.close()
        io.RawIOBase.close(self)


class _Layer(io.RawIOBase):
    """Read from another raw reader, which is closed with this one."""

    def __init__(self, source, name):
        io.RawIOBase.__init__(self)
        self._source, self._name = source, name

    @property
    def consumed(self):
        """Bytes read so far, before unpacking."""
        return self._source.consumed

    def readable(self):
        """Return True."""
        return True

    def close(self):
        """Close the reader below too."""
        if not self.closed:
            self._source.close()
        io.RawIOBase.close(self)


class _Unpacked(_Layer):
    """Decompress a file of one or several members, in bounded steps."""

    def __init__(self, source, name, form):
        _Layer.__init__(self, source, name)
        self._format = form
        self._member, self._begun, self._ended = None, False, False
        self._input, self._output, self._at, self._total = b'', b'', 0, 0

    @property
    def descriptor(self):
        """The descriptor for `select` if data may arrive piece by piece; else None."""
        return self._source.descriptor

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
        """Decompress some more data into the output; return False after the last member."""
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
        """End the last member; raise an InputError if it is truncated."""
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


class _LimitedLines(_Layer):
    """Pass bytes on, and raise an error at a line that is too long to be held in memory."""

    def __init__(self, source, name):
        _Layer.__init__(self, source, name)
        # Number of the line that has not ended yet, and its bytes so far.
        self._line, self._length = 1, 0

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


class LiveInput(object):
    """Read the data that is available from a pipe, a socket or a terminal.

    Args:
        reader: what `open_input` or `guard_input` returns.
    """

    def __init__(self, reader):
        self._reader, self._descriptor = reader, reader.raw.descriptor
        self._ended = self._paused = False

    def read(self, size, seconds=0.0):
        """Return at most `size` bytes; b'' at the end; None if no data arrived within some seconds.

        The call after one that returned None waits. Data that arrives faster than it is read is returned in
        large blocks.
        """
        if self._ended:
            return b''
        if not self._paused and not _has_data(self._descriptor, seconds):
            self._paused = True
            return None
        self._paused = False
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
    """Return the descriptor of a stream from which data may arrive piece by piece, else None.

    That is a pipe, a socket or a terminal.
    """
    if not isinstance(stream, io.IOBase):
        # The buffer of a file of 2.7 cannot be inspected.
        return None
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (AttributeError, EnvironmentError, TypeError, ValueError):
        return None
    live = stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode)
    return stream.fileno() if live else None


def _has_data(descriptor, seconds=0.0):
    """Tell whether data can be read without waiting; False if the system does not say."""
    import select
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    except (EnvironmentError, ValueError, select.error):
        # Not a socket on Windows; interrupted by a signal; too large a descriptor.
        return False


def open_input(path, entries=False):
    """Open a file for reading, decompressing `.gz`, `.bz2` and `.xz` by the suffix of its name.

    Args:
        path: text, bytes or path object; `-` is standard input.
        entries: whether each line is an entry, so that no line may be longer than `LONGEST_ENTRY`.

    Returns:
        io.BufferedReader: binary; `reader.raw.consumed` is the number of bytes read from the disk.

    Raises:
        InputError: the file is missing or a directory, there is no permission, `.xz` on a Python without
            lzma; on reading, data that is damaged or truncated, or an entry that is too long, with its line.
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
    """Tell whether a standard stream was closed at the start: it is None on 3, a bad descriptor on 2.7."""
    try:
        return stream is None or os.fstat(stream.fileno()) is None
    except (AttributeError, ValueError):  # not a file of the operating system
        return False
    except EnvironmentError as error:
        return error.errno == errno.EBADF


def _input_error(error, name):
    messages = {errno.ENOENT: 'no such file', errno.EISDIR: 'is a directory, not a file',
                errno.EACCES: 'no permission to read'}
    return InputError(messages.get(error.errno, 'cannot be opened: %s' % reason(error)), path=name)


def guard_input(stream, name, owned=False):
    """Return a buffered reader of an open binary stream whose errors name the file.

    Closing the reader closes the stream if it is `owned`.
    """
    return io.BufferedReader(_Guarded(stream, name, owned), _CHUNK)


def unpack_input(stream, name, form):
    """Return a buffered reader of the decompressed data of a binary stream; errors name the file.

    Args:
        stream: an object whose `read(n)` returns bytes; closing the reader closes it.
        form: a `Format`.
    """
    check_module(form, name, InputError)
    return io.BufferedReader(_Unpacked(_Guarded(stream, name), name, form), _CHUNK)
