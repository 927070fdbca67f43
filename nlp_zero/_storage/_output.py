# -*- coding: utf-8 -*-
"""Write files atomically: they appear under their names only when they are complete."""
from __future__ import absolute_import, division, print_function, unicode_literals

import errno
import io
import os
import re
import stat
import sys

from .._compat import PY2, ascii_repr, binary_stream, binary_type, replace_file, text_type
from ..errors import NlpZeroError, OutputError
from ._cleanup import forget_cleanup, on_exit
from ._compression import COMPRESSED, check_module, suffix_of
from ._owner import MARK, mark_is_of_dead, new_mark
from ._paths import check_zero, os_path, path_name, reason

#: Number of characters (or bytes) that are collected before they are encoded and written.
_BUFFER = 1 << 16
#: Most characters of a file's name that are part of the name of its hidden file.
_LONGEST_BASE = 200
#: The rest of that name, with the mark of its process.
_PARTIAL = re.compile('(%s)\\.tmp\\Z' % MARK)


class OutputFile(object):
    """Write a file that appears under its name only when it is complete.

    The data goes to a hidden file in the same folder. Leaving the `with` block (or `close`) syncs it to the
    disk and renames it; an exception, Ctrl-C, a signal that ends the process, or `discard` removes it. If the
    process is killed, the old file stays unchanged and the hidden file is left; it is removed when the same
    file is written again. Standard output and files that are not regular (`/dev/stdout`, a pipe) are written
    directly.

    Args:
        path: text, bytes or path object; `-` is standard output. `.gz`, `.bz2` and `.xz` compress.
        encoding: encoding of the text; line ends are not changed.
        binary: write bytes instead of text.
        buffered: whether to collect what is written; if not, each text is passed on at once.

    Raises:
        OutputError: the folder is missing or not writable, the path is empty or a directory, the disk is
            full, or a character does not exist in the encoding.
    """

    def __init__(self, path, encoding='utf-8', binary=False, buffered=True):
        self.name, self.encoding = path_name(path), encoding
        self._binary, self._buffered = binary, buffered
        self._parts, self._held, self._limit, self._written = [], 0, _BUFFER if buffered else 1, 0
        self._temporary = self._target = self._cleanup = None
        self.closed = False
        self._packer = self._make_packer()
        self._file = self._open(path)

    def _make_packer(self):
        suffix = suffix_of(self.name)
        if suffix not in COMPRESSED:
            return None
        check_module(COMPRESSED[suffix], self.name, OutputError)
        return COMPRESSED[suffix].packer()

    def _open(self, path):
        if self.name == '-':
            if sys.stdout is None:
                raise OutputError('standard output is closed', path=self.name)
            sys.stdout.flush()
            return binary_stream(sys.stdout)
        check_zero(path, OutputError)
        given = os_path(path)
        target = os.path.realpath(given)
        if not self.name:
            raise OutputError('the name of the output is empty')
        base = os.path.basename(self.name)
        if not base or base in (os.curdir, os.pardir) and not os.path.exists(target):
            raise OutputError('is the name of a directory, not of a file', path=self.name)
        # The real path of /dev/stdout is the name of no file if it is a pipe.
        opened = given if os.path.exists(given) else target
        try:
            mode = os.stat(opened).st_mode
        except OSError:
            mode = None
        if mode is not None and not stat.S_ISREG(mode):
            return self._open_special(opened, mode)
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
        remove_partials(self._target)
        name = _partial_name(base)
        if mode is not None and not os.access(self._target, os.W_OK):
            raise OutputError('no permission to write', path=self.name)
        temporary = os.path.join(folder, name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, 'O_BINARY', 0)
        self._cleanup = on_exit(remove_files, [temporary])
        try:
            handle = os.open(temporary, flags, 0o666 if mode is None else stat.S_IMODE(mode))
        except OSError as error:
            forget_cleanup(self._cleanup)
            raise self._error(error)
        self._temporary = temporary
        return io.open(handle, 'wb', buffering=0)

    def write(self, data):
        """Write text (bytes, if the file is binary); return its length.

        Raises:
            OutputError: the disk is full, or a character does not exist in the encoding.
            TypeError: the data is bytes instead of text, or text instead of bytes.
        """
        if not isinstance(data, binary_type if self._binary else text_type):
            data = self._checked(data)
        self._parts.append(data)
        self._held += len(data)
        if self._held >= self._limit:
            self._push()
            if not self._buffered:
                self._flush_file()
        return len(data)

    def _checked(self, data):
        if self._binary:
            if isinstance(data, (bytearray, memoryview)):
                return bytes(data)
        elif isinstance(data, str):
            # Native strings of 2.7, such as formatted numbers.
            return data.decode('ascii')
        raise TypeError('this file takes %s, not %s' % (
            'bytes' if self._binary else 'text', type(data).__name__))

    def writelines(self, lines):
        """Write each text of an iterable."""
        for line in lines:
            self.write(line)

    def flush(self):
        """Pass on all data written so far, except what a compressor still holds."""
        self._push()
        self._flush_file()

    def _flush_file(self):
        try:
            self._file.flush()
        except (IOError, OSError) as error:
            if is_closed_pipe(error):
                raise
            raise self._error(error)

    def _push(self):
        """Encode, compress and write what has been collected."""
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
        """Write all of some bytes."""
        view = memoryview(data)
        try:
            while len(view):
                done = _write_some(self._file, view)
                # Streams of 2.7 and buffered streams take all and return None or the length.
                done = len(view) if done is None else done
                self._written += done
                view = view[done:]
        except (IOError, OSError) as error:
            if is_closed_pipe(error):
                raise
            raise self._error(error, len(view))

    def _error(self, error, waiting=0):
        if self.name == '-':
            return OutputError('standard output cannot take more after %d bytes: %s'
                               % (self._written, reason(error)))
        folder = ascii_repr(path_name(os.path.dirname(os.path.abspath(os_path(self.name)))))
        if error.errno in (errno.ENOSPC, getattr(errno, 'EDQUOT', errno.ENOSPC)):
            message = ('no space left in the folder %s: %d bytes were written, at least %d more '
                       'are needed; make room or write elsewhere'
                       % (folder, self._written, waiting))
        elif error.errno == errno.ENOENT:
            message = 'cannot be written: the folder %s does not exist' % folder
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            message = 'no permission to write in the folder %s' % folder
        else:
            message = ('cannot be written in the folder %s after %d bytes: %s'
                       % (folder, self._written, reason(error)))
        return OutputError(message, path=self.name)

    def close(self):
        """Write the rest, sync it to the disk and rename the file.

        Raises:
            OutputError: the disk is full; the new file is removed and the old one stays.
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
        # With a limit of 0 every later write fails because the file is closed.
        self.closed, self._limit = True, 0

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
                forget_cleanup(self._cleanup)
        except (IOError, OSError) as error:
            raise self._error(error)

    def discard(self):
        """Remove the new file; an older one of the same name stays."""
        if self.closed:
            return
        self.closed, self._limit, self._parts = True, 0, []
        if self.name == '-':
            return
        try:
            self._file.close()
        except (IOError, OSError):
            pass
        if self._temporary is not None:
            remove_files([self._temporary])
            forget_cleanup(self._cleanup)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.close()
        else:
            self.discard()


def is_closed_pipe(error):
    """Tell whether an error means a closed pipe; on Windows that is an invalid argument."""
    codes = (errno.EPIPE, errno.EINVAL) if os.name == 'nt' else (errno.EPIPE,)
    # Errors of this package concern files, not pipes.
    return (isinstance(error, EnvironmentError) and not isinstance(error, NlpZeroError)
            and error.errno in codes)


def remove_files(paths):
    """Remove files, some of which may not exist."""
    for path in paths:
        try:
            os.remove(path)
        except OSError:
            pass


def _partial_name(base):
    """Return a new name for the hidden file of an output, with the mark of this process."""
    unique = '.%s.tmp' % new_mark()
    if isinstance(base, binary_type):
        return b'.' + base[:_LONGEST_BASE] + unique.encode('ascii')
    return '.' + base[:_LONGEST_BASE] + unique


def is_partial(name, base):
    """Tell whether a name is that of a hidden file for the output `base`."""
    return _partial_mark(name, base) is not None


def _partial_mark(name, base):
    """Return the mark in the name of a hidden file for the output `base`; None if it is not such a name."""
    start, end = name[:len(base) + 2], name[len(base) + 2:]
    if isinstance(name, binary_type):
        found = start == b'.' + base + b'.'
        end = end.decode('ascii', 'replace')
    else:
        found = start == '.' + base + '.'
    match = _PARTIAL.match(end) if found and len(base) <= _LONGEST_BASE else None
    return match and match.group(1)


def remove_partials(target):
    """Remove the hidden files of an output that killed processes of this machine have left."""
    folder, base = os.path.split(target)
    try:
        names = os.listdir(folder or os.curdir)
    except OSError:
        return
    for name in names:
        mark = _partial_mark(name, base)
        if mark is not None and mark_is_of_dead(mark):
            remove_files([os.path.join(folder, name)])


def _write_some(stream, view):
    """Write once; return the number of bytes taken, or None for all of them."""
    if PY2 and not isinstance(stream, io.IOBase):
        stream.write(view.tobytes())
        return None
    return stream.write(view)


def check_output(path):
    """Raise the error that opening an output would raise, without leaving a file.

    This is for long work, so that it fails before it begins.

    Raises:
        OutputError: as `OutputFile`.
    """
    check_zero(path, OutputError)
    target = os_path(path)
    # Opening a pipe may wait for its reader.
    is_special = os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target)
    if path_name(path) == '-' or not is_special:
        OutputFile(path).discard()


def open_output(path, encoding='utf-8', binary=False, buffered=True):
    """Open a file for writing; return an `OutputFile`, which is a context manager.

    >>> with open_output('-') as out:
    ...     length = out.write('')
    """
    return OutputFile(path, encoding, binary, buffered)
