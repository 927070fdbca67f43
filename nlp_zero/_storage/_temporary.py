# -*- coding: utf-8 -*-
"""Keep temporary files in a folder of their own that goes when its owner does.

The folder goes on `close`, at the end of the interpreter, and when SIGTERM arrives and nobody else
handles it; only SIGKILL and a power cut leave it there. What the files hold is the owner's business.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
from collections import namedtuple

from ._paths import os_path
from ..errors import FormatError, OutputError

__all__ = [str(name) for name in ('FilePart', 'TempFolder', 'read_part', 'remove_files', 'write_file')]

#: Some bytes of a file: where they begin, how many they are, and their CRC-32.
FilePart = namedtuple(str('FilePart'), [str(name) for name in ('offset', 'length', 'checksum')])

_live = {}
_TERMINATED = 143


class TempFolder(object):
    """Make a folder when the first file is asked for.

    Args:
        parent: where to make it; None for the system's place for temporary files.
        fixed: a folder to use as it is and to leave alone on `close`, or None.
        prefix: what the names of the files begin with.
    """

    def __init__(self, parent=None, fixed=None, prefix='run-'):
        self._parent, self._path, self._fixed = parent, None, fixed
        self._prefix, self._files = prefix, 0
        #: Whether the files must outlive a kill.
        self.lasting = fixed is not None

    @property
    def path(self):
        """The folder, which exists from now on."""
        if self._fixed is not None:
            return self._fixed
        if self._path is None:
            self._path = _make_folder(self._parent)
            _remove_at_exit(self._path)
        return self._path

    def new_file(self):
        """Return the path of a file that does not exist yet."""
        while True:
            self._files += 1
            path = os.path.join(self.path, str('%s%05d' % (self._prefix, self._files)))
            if not os.path.exists(path):
                return path

    def close(self):
        """Remove the folder and all in it."""
        path, self._path = self._path, None
        # A forked child has a copy of this object, but not the right to act on it.
        if path is not None and _live.pop(path, None) == os.getpid():
            _remove_folder(path)

    def __del__(self):
        try:
            self.close()
        except Exception:  # the interpreter is half gone
            pass


def _make_folder(parent):
    import tempfile
    try:
        parent = None if parent is None else os_path(parent)
        if isinstance(parent, bytes) and not isinstance(parent, str):
            parent = os.fsdecode(parent)
        return tempfile.mkdtemp(prefix=str('nlp-zero-'), dir=parent)
    except (IOError, OSError) as error:
        raise OutputError('cannot make a folder for temporary files: %s'
                          % (error.strerror or error), path=parent)


def _remove_folder(path):
    import shutil
    shutil.rmtree(path, ignore_errors=True)


def _remove_at_exit(path):
    """See to it that the folder goes with this process, if nobody closes it before."""
    import atexit
    if not _live:
        atexit.register(_remove_all)
        _catch_termination()
    _live[path] = os.getpid()


def _remove_all():
    for path, owner in sorted(_live.items()):
        # A forked child has a copy of the list, but not the right to act on it.
        if owner == os.getpid():
            _remove_folder(path)
    _live.clear()


def _catch_termination():
    """Turn SIGTERM into an exit that unwinds the stack, unless the program has its own handler."""
    import signal

    def stop(number, frame):
        raise SystemExit(_TERMINATED)

    try:
        if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            signal.signal(signal.SIGTERM, stop)
    except (ValueError, AttributeError):  # not the main thread: the host decides
        pass


def write_file(path, parts, sync=False):
    """Write byte strings to a new file; if `sync`, down to the disk.

    Returns:
        list: a `FilePart` for each.

    Raises:
        OutputError: the disk is full or the folder cannot be written to; the file is removed.
    """
    from zlib import crc32
    written, offset = [], 0
    try:
        with open(path, 'wb') as out:
            for part in parts:
                out.write(part)
                written.append(FilePart(offset, len(part), crc32(part) & 0xffffffff))
                offset += len(part)
            out.flush()
            if sync:
                os.fsync(out.fileno())
    except (IOError, OSError) as error:
        offset += sum(len(part) for part in parts)
        _remove_file(path)
        raise OutputError('cannot write %d bytes of temporary counts (%s; %s free): give temp_dir= '
                          'on a larger disk, or more memory='
                          % (offset, error.strerror or error, _free_space(path)),
                          path=os.path.dirname(path))
    return written


def remove_files(paths):
    """Remove files of which some may be gone already."""
    for path in paths:
        _remove_file(path)


def _remove_file(path):
    try:
        os.remove(path)
    except OSError:
        pass


def _free_space(path):
    try:
        status = os.statvfs(os.path.dirname(path))
    except (AttributeError, OSError):
        return 'an unknown number of bytes'
    return '%d bytes' % (status.f_bavail * status.f_frsize)


def read_part(path, part, step):
    """Yield one part of a file that `write_file` wrote, in pieces of at most `step` bytes.

    Args:
        path: the file.
        part: its `FilePart`.

    Raises:
        FormatError: the file is missing, cut short or changed; nothing of the part is given then.
    """
    from zlib import crc32
    offset, size, checksum = part
    held = found = 0
    data = b''
    if size > step:
        for data in _read_bytes(path, offset, size, step):
            held, found = held + len(data), crc32(data, found)
    else:
        data = b''.join(_read_bytes(path, offset, size, step))
        held, found = len(data), crc32(data)
    if held != size or found & 0xffffffff != checksum:
        raise FormatError('temporary counts are damaged after byte %d: the file was cut short or '
                          'changed; count again' % offset, path=path)
    for data in _read_bytes(path, offset, size, step) if size > step else [data]:
        yield data


def _read_bytes(path, offset, left, step):
    """Yield bytes of a file, fewer than asked for where it is too short."""
    try:
        with open(path, 'rb') as source:
            source.seek(offset)
            while left:
                data = source.read(min(step, left))
                if not data:
                    return
                left -= len(data)
                yield data
    except (IOError, OSError) as error:
        raise FormatError('temporary counts cannot be read: %s' % (error.strerror or error),
                          path=path)
