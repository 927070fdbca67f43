# -*- coding: utf-8 -*-
"""Keep temporary files in a folder that is removed when it is no longer needed.

The folder is removed on `close`, when the interpreter exits, and when a signal ends the process. After
SIGKILL or a power failure it stays until the next folder is made in the same parent folder, if the caller
has named that one.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
from collections import namedtuple

from .._compat import crc32
from ..errors import FormatError, OutputError
from ._cleanup import forget_cleanup, on_exit
from ._output import remove_files
from ._owner import MARK, mark_is_of_dead, new_mark
from ._paths import native_path

#: A part of a file: its offset and length in bytes, and its CRC-32.
FilePart = namedtuple('FilePart', 'offset length checksum')

#: Prefixes of the names of temporary folders and of the files in them.
_FOLDER, _FILE = 'nlp-zero-', 'run-'
_NAME = re.compile('%s(%s)\\Z' % (_FOLDER, MARK))


class TempFolder(object):
    """Make a folder when the first file is requested, and remove it together with its files.

    If other programs have put files there, these stay, and so does the folder.

    Args:
        parent: folder in which to make it; None for the system's folder for temporary files.
    """

    #: Whether the files must survive a kill of the process.
    lasting = False

    def __init__(self, parent=None):
        self._parent, self._path, self._files = parent, None, 0
        self._owner = self._cleanup = None

    @property
    def path(self):
        """Path of the folder; it is made on the first access."""
        if self._path is None:
            self._owner = os.getpid()
            self._path, self._cleanup = _make_folder(self._parent)
        return self._path

    def new_file(self):
        """Return the path of a file that does not exist yet."""
        self._files += 1
        return os.path.join(self.path, str('%s%05d' % (_FILE, self._files)))

    def close(self):
        """Remove the files and the folder."""
        path, cleanup = self._path, self._cleanup
        # A forked child has a copy of this object, which must not remove anything.
        if path is not None and self._owner == os.getpid():
            _remove_folder(path)
            forget_cleanup(cleanup)
        self._path = self._cleanup = None

    def __del__(self):
        try:
            self.close()
        except Exception:  # the interpreter is shutting down
            pass


def _make_folder(parent):
    """Make a folder with a new name; return its path and the number of its cleanup."""
    import tempfile
    try:
        if parent is None:
            parent = tempfile.gettempdir()
        else:
            parent = native_path(parent)
            _remove_abandoned(parent)
        while True:
            path = os.path.join(parent, str(_FOLDER + new_mark()))
            if not os.path.lexists(path):
                break
        cleanup = on_exit(_remove_folder, path)
        try:
            os.mkdir(path, 0o700)
        except BaseException:
            forget_cleanup(cleanup)
            raise
        return path, cleanup
    except (IOError, OSError) as error:
        raise OutputError('cannot make a folder for temporary files: %s'
                          % (error.strerror or error), path=parent)


def _remove_folder(path):
    try:
        remove_files([os.path.join(path, name) for name in os.listdir(path) if name.startswith(_FILE)])
        os.rmdir(path)
    except OSError:
        pass


def _remove_abandoned(parent):
    """Remove the folders that killed processes of this machine have left here."""
    for name in os.listdir(parent):
        match, path = _NAME.match(name), os.path.join(parent, name)
        if match and mark_is_of_dead(match.group(1)) and not os.path.islink(path):
            _remove_folder(path)


def write_file(path, parts, lasting=False, sync=None):
    """Write byte strings to a new file.

    Args:
        path: path of the file.
        parts: iterable of byte strings.
        lasting: whether its folder is that of a checkpoint.
        sync: whether to wait until the bytes are on the disk; None: if the folder is lasting.

    Returns:
        list: a `FilePart` for each byte string.

    Raises:
        OutputError: the disk is full or the folder cannot be written to; the file is removed.
    """
    written, offset = [], 0
    try:
        with open(path, 'wb') as out:
            for part in parts:
                out.write(part)
                written.append(FilePart(offset, len(part), crc32(part)))
                offset += len(part)
            out.flush()
            if lasting if sync is None else sync:
                os.fsync(out.fileno())
    except (IOError, OSError) as error:
        offset += sum(len(part) for part in parts)
        remove_files([path])
        message = ('cannot write %d bytes of a checkpoint (%s; %s free): make room there' if lasting else
                   'cannot write %d bytes of temporary data (%s; %s free): give temp_dir= on a larger '
                   'disk, or more memory=')
        raise OutputError(message % (offset, error.strerror or error, _free_space(path)),
                          path=os.path.dirname(path))
    return written


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
        part: a `FilePart` of it.

    Raises:
        FormatError: the file is missing, truncated or changed; in that case nothing is yielded.
    """
    offset, size, checksum = part
    held = found = 0
    data = b''
    if size > step:
        for data in _read_bytes(path, offset, size, step):
            held, found = held + len(data), crc32(data, found)
    else:
        data = b''.join(_read_bytes(path, offset, size, step))
        held, found = len(data), crc32(data)
    if held != size or found != checksum:
        raise FormatError('temporary counts are damaged after byte %d: the file was cut short or '
                          'changed; count again' % offset, path=path)
    for data in _read_bytes(path, offset, size, step) if size > step else [data]:
        yield data


def _read_bytes(path, offset, left, step):
    """Yield bytes of a file; nothing if it is too short."""
    try:
        with open(path, 'rb') as source:
            # The size may be wrong: never allocate more memory than the file has bytes.
            if min(offset, left) < 0 or offset + left > os.fstat(source.fileno()).st_size:
                return
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
