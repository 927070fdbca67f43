# -*- coding: utf-8 -*-
"""Open files to read and to write, compressed by their names, so that nothing is lost in silence.

In goes a path (text, bytes, or an object with `__fspath__`) or `-` for a standard stream; out comes
a binary reader, or a writer whose file appears under its name only when it is whole. A file that is
missing, cut short or damaged, a full disk, a folder without permission: each is an `InputError` or
an `OutputError` that names the file. What the bytes mean is for the corpus room to say.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import errno
import io
import os
import stat
import sys

from ._compat import PY2, binary_stream, binary_type, fs_text, replace_file, text_type
from .errors import InputError, OutputError

__all__ = [str(name) for name in (
    'COMPRESSED', 'OutputFile', 'base_name', 'guard_input', 'open_input', 'open_output', 'os_path', 'path_name')]

#: Bytes of compressed data read at a time, and the most that one step unpacks from them.
_CHUNK = 1 << 16
_UNPACKED = 1 << 18
#: Characters (or bytes) that a writer collects before it encodes and writes them.
_BUFFER = 1 << 16
# 2.7 cannot bound what one step of bz2 unpacks, so it is fed by so few bytes at a time that the
# worst block, all one character, stays in the hundreds of megabytes and text in the tens.
_SMALL_FEED = 256


def path_name(path):
    """Return a path as text, for messages and for rules on the name.

    >>> print(path_name(b'corpora/reviews.txt'))
    corpora/reviews.txt
    """
    path = path.__fspath__() if hasattr(path, '__fspath__') else path
    if isinstance(path, binary_type):
        try:
            return path.decode('utf-8')
        except UnicodeDecodeError:
            return fs_text(path)
    return path if isinstance(path, text_type) else fs_text(str(path))


def os_path(path):
    """Return a path in the form that the operating system opens, with `~` expanded.

    A text that the locale's encoding cannot spell becomes UTF-8 bytes: so Chinese names open
    under `LC_ALL=C` too, and on 2.7.
    """
    path = path.__fspath__() if hasattr(path, '__fspath__') else path
    if not isinstance(path, (binary_type, text_type)):
        path = str(path)
    if isinstance(path, text_type) and os.name != 'nt':
        path = _encoded(path)
    home = b'~' if isinstance(path, binary_type) else '~'
    if path.startswith(home) and not os.path.lexists(path):
        path = os.path.expanduser(path)
    return path


def _encoded(path):
    try:
        if PY2:
            return path.encode(sys.getfilesystemencoding() or 'ascii')
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode('utf-8', 'replace')


def base_name(name):
    """Return a file's name without the suffix of its compression.

    >>> print(base_name('a/reviews.csv.gz'), base_name('a/reviews.csv'))
    a/reviews.csv a/reviews.csv
    """
    stem, suffix = os.path.splitext(name)
    return stem if suffix.lower() in COMPRESSED else name


def _suffix(name):
    return os.path.splitext(name)[1].lower()


def _reason(error):
    """Return what the system says about an error, without the path."""
    return error.strerror or str(error) if hasattr(error, 'strerror') else str(error)


# --- reading ---------------------------------------------------------------------------------------

class _Gunzip(object):
    """Unpack one member of gzip data."""

    def __init__(self):
        import zlib
        self.errors, self.hungry = (zlib.error,), True
        self._member = zlib.decompressobj(31)

    def feed(self, data):
        """Return (unpacked bytes, input left over, whether the member has ended)."""
        member = self._member
        out = member.decompress(data, _UNPACKED)
        if member.unused_data or getattr(member, 'eof', False):
            return out, member.unused_data, True
        return out, member.unconsumed_tail, False

    def finish(self):
        """Return (the last bytes, whether the member is whole) where the input has ended."""
        # 2.7 does not tell that a member has ended, but leaves a byte beyond its end unused.
        try:
            out = self._member.decompress(b'\0')
        except self.errors:
            return b'', False
        return out, bool(self._member.unused_data)


class _Staged(object):
    """Unpack one stream of bz2 or xz data with a decompressor that bounds its output."""

    def __init__(self, make, errors):
        self._stream, self.errors = make(), errors

    @property
    def hungry(self):
        """Whether the next step needs more input."""
        return self._stream.needs_input

    def feed(self, data):
        """Return (unpacked bytes, input left over, whether the stream has ended)."""
        out = self._stream.decompress(data, _UNPACKED)
        if self._stream.eof:
            return out, self._stream.unused_data, True
        return out, b'', False

    @staticmethod
    def finish():
        """Return (nothing, False): a stream that had ended would have said so."""
        return b'', False


class _Bunzip27(object):
    """Unpack one stream of bz2 data on 2.7, whose decompressor bounds nothing."""

    def __init__(self):
        import bz2
        self.errors, self.hungry = (IOError, EOFError), True
        self._stream = bz2.BZ2Decompressor()

    def feed(self, data):
        """Return (unpacked bytes, input left over, whether the stream has ended)."""
        out = self._stream.decompress(data[:_SMALL_FEED])
        unused = self._stream.unused_data
        return out, unused + data[_SMALL_FEED:], bool(unused)

    def finish(self):
        """Return (nothing, whether the stream is whole) where the input has ended."""
        try:
            self._stream.decompress(b'\0')
        except EOFError:
            return b'', True
        except IOError:
            pass
        return b'', False


def _bunzip():
    import bz2
    if not hasattr(bz2.BZ2Decompressor, 'needs_input'):
        return _Bunzip27()
    return _Staged(bz2.BZ2Decompressor, (IOError, EOFError, ValueError))


def _unxz():
    import lzma
    return _Staged(lzma.LZMADecompressor, (lzma.LZMAError, EOFError, ValueError))


def _gzip():
    import zlib
    # zlib writes a header without name or time: the same input gives the same bytes.
    return zlib.compressobj(6, zlib.DEFLATED, 31)


def _bzip():
    import bz2
    return bz2.BZ2Compressor()


def _xz():
    import lzma
    return lzma.LZMACompressor()


#: Suffix: (name of the format, module that it needs, unpacker, packer).
COMPRESSED = {
    '.gz': ('gzip', 'zlib', _Gunzip, _gzip),
    '.bz2': ('bzip2', 'bz2', _bunzip, _bzip),
    '.xz': ('xz', 'lzma', _unxz, _xz),
}


def _check_module(name, error_type):
    """Raise unless this Python has the module that a file's suffix asks for."""
    kind, module = COMPRESSED[_suffix(name)][:2]
    try:
        __import__(module)
    except ImportError:
        raise error_type('this Python has no module %s, which %s files need; %s the file another '
                         'way (gzip works everywhere) or use another Python'
                         % (module, kind, 'pack' if error_type is OutputError else 'repack'),
                         path=name)


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
        self._errors = (IOError, OSError, EOFError) + tuple(errors)
        #: Bytes read so far, before unpacking.
        self.consumed = 0

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill the buffer; return the number of bytes, 0 at the end."""
        try:
            data = self._stream.read(len(buffer))
        except self._errors as error:
            raise InputError('cannot be read on after %d bytes: %s'
                             % (self.consumed, _reason(error)), path=self._name)
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
    """Unpack a compressed file of one member or many, in bounded steps.

    Python's own readers differ here: 2.7 stops after the first bz2 stream, and each names a file
    that is cut short in its own way, or not at all.
    """

    def __init__(self, source, name):
        io.RawIOBase.__init__(self)
        self._source, self._name = source, name
        self._kind, _, self._make, _ = COMPRESSED[_suffix(name)]
        self._member, self._begun = None, False
        self._input, self._output, self._at, self._total = b'', b'', 0, 0

    @property
    def consumed(self):
        """Bytes read so far, before unpacking."""
        return self._source.consumed

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
        """Unpack a little more into the output; return False behind the last member."""
        self._output = b''
        if not self._input and (self._member is None or self._member.hungry):
            self._input = self._source.read(_CHUNK) or b''
            if not self._input:
                return self._finish()
        if self._member is None:
            # Tapes and block devices pad with zeros behind the last member.
            self._input = self._input.lstrip(b'\0') if self._begun else self._input
            if not self._input:
                return True
            self._member, self._begun = self._make(), True
        self._output, self._input, ended = self._guard(self._member.feed, self._input)
        if ended:
            self._member = None
        return True

    def _finish(self):
        """End the last member, or say that it is cut short."""
        if self._member is None and self._begun:
            return False
        whole = False
        if self._member is not None:
            self._output, whole = self._member.finish()
        if not whole:
            raise InputError('ends before its %s data does (%d bytes unpacked): the file is cut '
                             'short, get it again' % (self._kind, self._total), path=self._name)
        self._member = None
        return bool(self._output)

    def _guard(self, function, *arguments):
        try:
            return function(*arguments)
        except self._member.errors as error:
            raise InputError('is no %s data, or damaged, behind %d unpacked bytes: %s'
                             % (self._kind, self._total, error), path=self._name)

    def close(self):
        """Close the file below too."""
        if not self.closed:
            self._source.close()
        io.RawIOBase.close(self)


def open_input(path):
    """Open a file for reading, unpacking `.gz`, `.bz2` and `.xz` by name.

    It does not decode, and looks at nothing but the name.

    Args:
        path: text, bytes or path object; `-` is standard input.

    Returns:
        io.BufferedReader: binary; `reader.raw.consumed` is the number of bytes read from the disk.

    Raises:
        InputError: a missing file, a directory, no permission; on reading, data that is damaged or
            cut short; `.xz` on a Python without lzma.
    """
    name = path_name(path)
    if name == '-':
        return io.BufferedReader(_Guarded(binary_stream(sys.stdin), name, owned=False), _CHUNK)
    if _suffix(name) in COMPRESSED:
        _check_module(name, InputError)
    try:
        raw = _Guarded(io.open(os_path(path), 'rb', buffering=0), name)
    except (IOError, OSError) as error:
        raise _input_error(error, name)
    except (TypeError, ValueError) as error:
        raise InputError('cannot be opened: %s' % error, path=name)
    if _suffix(name) in COMPRESSED:
        raw = _Unpacked(raw, name)
    return io.BufferedReader(raw, _CHUNK)


def _input_error(error, name):
    messages = {errno.ENOENT: 'no such file', errno.EISDIR: 'is a directory, not a file',
                errno.EACCES: 'no permission to read'}
    return InputError(messages.get(error.errno, 'cannot be opened: %s' % _reason(error)), path=name)


def guard_input(stream, name, owned=False, errors=()):
    """Return a buffered reader over an open binary stream whose errors name the file.

    The stream is closed along with the reader if it is `owned`.
    """
    return io.BufferedReader(_Guarded(stream, name, owned, errors), _CHUNK)


# --- writing ---------------------------------------------------------------------------------------

class OutputFile(object):
    """Write a file that appears under its name only when it is whole.

    The data goes to a hidden file in the same folder. Leaving the `with` block (or `close`) flushes
    it to the disk and renames it; any exception, Ctrl-C included, or `discard` removes it. A
    process that is killed leaves the old file as it was, and the hidden one beside it.
    What is no regular file (`/dev/stdout`, a pipe) and `-` are written directly.

    Args:
        path: text, bytes or path object; `-` is standard output. `.gz`, `.bz2`, `.xz` compress.
        encoding: of the text; line ends are written as they are.
        binary: take bytes instead of text.

    Raises:
        OutputError: the folder is missing or not writable, the path is a directory, the disk is
            full, a character is not in the encoding.
    """

    def __init__(self, path, encoding='utf-8', binary=False):
        self.name, self.encoding = path_name(path), encoding
        self._binary = binary
        self._parts, self._held, self._written = [], 0, 0
        self._temporary = self._target = None
        self.closed = False
        self._packer = self._make_packer()
        self._file = self._open(path)

    def _make_packer(self):
        suffix = _suffix(self.name)
        if suffix not in COMPRESSED:
            return None
        _check_module(self.name, OutputError)
        return COMPRESSED[suffix][3]()

    def _open(self, path):
        if self.name == '-':
            sys.stdout.flush()
            return binary_stream(sys.stdout)
        target = os.path.realpath(os_path(path))
        try:
            mode = os.stat(target).st_mode
        except OSError:
            mode = None
        if mode is not None and not stat.S_ISREG(mode):
            return self._open_special(target, mode)
        self._target = target
        return self._open_temporary(mode)

    def _open_special(self, target, mode):
        if stat.S_ISDIR(mode):
            raise OutputError('is a directory, not a file', path=self.name)
        try:
            return io.open(target, 'wb', buffering=0)
        except (IOError, OSError) as error:
            raise self._error(error)

    def _open_temporary(self, mode):
        folder, base = os.path.split(self._target)
        unique = '.%d-%s.tmp' % (os.getpid(), ''.join('%02x' % b for b in bytearray(os.urandom(4))))
        if isinstance(base, binary_type):
            name = b'.' + base[:200] + unique.encode('ascii')
        else:
            name = '.' + base[:200] + unique
        if mode is not None and not os.access(self._target, os.W_OK):
            raise OutputError('no permission to write', path=self.name)
        temporary = os.path.join(folder, name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, 'O_BINARY', 0)
        try:
            handle = os.open(temporary, flags, 0o666 if mode is None else stat.S_IMODE(mode))
        except OSError as error:
            raise self._error(error)
        self._temporary = temporary
        return io.open(handle, 'wb', buffering=0)

    def write(self, data):
        """Write text (bytes, if the file is binary); return its length.

        Raises:
            OutputError: the disk is full, a character is not in the encoding.
            TypeError: bytes for text, or text for bytes.
        """
        if not isinstance(data, binary_type if self._binary else text_type):
            data = self._checked(data)
        self._parts.append(data)
        self._held += len(data)
        if self._held >= _BUFFER:
            self._push()
        return len(data)

    def _checked(self, data):
        if self.closed:
            raise ValueError('write to a closed file: %r' % self.name)
        if self._binary:
            if isinstance(data, (bytearray, memoryview)):
                return bytes(data)
        elif isinstance(data, str):
            # Native strings of 2.7: numbers, keys, what json.dumps gives.
            return data.decode('ascii')
        raise TypeError('this file takes %s, not %s' % (
            'bytes' if self._binary else 'text', type(data).__name__))

    def writelines(self, lines):
        """Write each text of an iterable."""
        for line in lines:
            self.write(line)

    def flush(self):
        """Hand over what was written so far (a compressed file keeps what it cannot yet pack)."""
        self._push()
        self._file.flush()

    def _push(self):
        if self.closed:
            raise ValueError('write to a closed file: %r' % self.name)
        parts, self._parts, self._held = self._parts, [], 0
        if self._binary:
            data = b''.join(parts)
        else:
            try:
                data = ''.join(parts).encode(self.encoding)
            except UnicodeEncodeError as error:
                raise OutputError('character %r cannot be written as %s'
                                  % (error.object[error.start:error.end], self.encoding),
                                  path=self.name)
        self._put(data if self._packer is None else self._packer.compress(data))

    def _put(self, data):
        """Write bytes, all of them."""
        view = memoryview(data)
        try:
            while len(view):
                done = _write(self._file, view)
                # Streams of 2.7 and buffered ones take all and return None or the length.
                done = len(view) if done is None else done
                self._written += done
                view = view[done:]
        except (IOError, OSError) as error:
            if error.errno == errno.EPIPE:
                raise
            raise self._error(error, len(view))

    def _error(self, error, waiting=0):
        folder = path_name(os.path.dirname(os.path.abspath(os_path(self.name))))
        if error.errno in (errno.ENOSPC, getattr(errno, 'EDQUOT', errno.ENOSPC)):
            message = ('no space left in the folder %r: %d bytes were written, at least %d more are '
                       'needed; make room or write elsewhere' % (_ascii(folder), self._written, waiting))
        elif error.errno == errno.ENOENT:
            message = 'cannot be written: the folder %r does not exist' % _ascii(folder)
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            message = 'no permission to write in the folder %r' % _ascii(folder)
        else:
            message = ('cannot be written in the folder %r after %d bytes: %s'
                       % (_ascii(folder), self._written, _reason(error)))
        return OutputError(message, path=self.name)

    def close(self):
        """Write the rest, flush it to the disk and give the file its name.

        Raises:
            OutputError: the disk is full; nothing is left of the new file, the old one stays.
        """
        if self.closed:
            return
        try:
            self._push()
            if self._packer is not None:
                self._put(self._packer.flush())
            self._commit()
        except BaseException:
            self.discard()
            raise
        self.closed = True

    def _commit(self):
        if self.name == '-':
            self._file.flush()
            return
        try:
            if self._temporary is not None:
                os.fsync(self._file.fileno())
            self._file.close()
            if self._temporary is not None:
                replace_file(self._temporary, self._target)
                self._temporary = None
        except (IOError, OSError) as error:
            raise self._error(error)

    def discard(self):
        """Give the new file up; what stood under its name before stays."""
        if self.closed:
            return
        self.closed, self._parts = True, []
        if self.name == '-':
            return
        try:
            self._file.close()
        except (IOError, OSError):
            pass
        if self._temporary is not None:
            try:
                os.remove(self._temporary)
            except OSError:
                pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.close()
        else:
            self.discard()


def _write(stream, view):
    """Write once; return the number of bytes taken, or None for all of them."""
    if PY2 and not isinstance(stream, io.IOBase):
        stream.write(view.tobytes())
        return None
    return stream.write(view)


def _ascii(text):
    """Return a folder's name as native text for `%r`, without the `u` of 2.7."""
    return str(text.encode('ascii', 'backslashreplace').decode('ascii'))


def open_output(path, encoding='utf-8', binary=False):
    """Open a file for writing; see `OutputFile`, which it returns and which is a context manager.

    >>> with open_output('-') as out:
    ...     length = out.write('')
    """
    return OutputFile(path, encoding, binary)
