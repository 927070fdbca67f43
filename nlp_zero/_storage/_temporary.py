# -*- coding: utf-8 -*-
"""Keep temporary files in a folder of their own that goes when its owner does.

The folder goes on `close`, at the end of the interpreter, and when a signal ends the process; SIGKILL and a
power cut leave it there, until the next folder is made in the same place, if the caller has named
it. What the files hold is the owner's business.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
from collections import namedtuple

from .._compat import crc32
from ..errors import FormatError, OutputError
from ._cleanup import forget_cleanup, on_exit
from ._output import remove_files
from ._owner import host_mark, is_running
from ._paths import os_path, random_name

__all__ = [str(name) for name in ('FilePart', 'TempFolder', 'read_part', 'write_file')]

#: Some bytes of a file: where they begin, how many they are, and their CRC-32.
FilePart = namedtuple(str('FilePart'), [str(name) for name in ('offset', 'length', 'checksum')])

#: What the names of temporary folders and of the files in them begin with.
_FOLDER, _FILE = 'nlp-zero-', 'run-'
# The names tell process and machine, as those of the hidden files of outputs do.
_NAME = re.compile(_FOLDER + '([0-9]{1,9})-([0-9a-f]{8})-[0-9a-f]{8}\\Z')


class TempFolder(object):
    """Make a folder when the first file is asked for, and remove it with its files.

    Files of other names, which somebody else has put there, stay, and the folder with them.

    Args:
        parent: where to make it; None for the system's place for temporary files.
    """

    #: Whether the files must outlive a kill.
    lasting = False

    def __init__(self, parent=None):
        self._parent, self._path, self._files = parent, None, 0
        self._owner = self._cleanup = None

    @property
    def path(self):
        """The folder, which exists from now on."""
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
        # A forked child has a copy of this object, but not the right to act on it.
        if path is not None and self._owner == os.getpid():
            _remove_folder(path)
            forget_cleanup(cleanup)
        self._path = self._cleanup = None

    def __del__(self):
        try:
            self.close()
        except Exception:  # the interpreter is half gone
            pass


def _make_folder(parent):
    """Make a folder of a new name; return its path, and the number of its cleanup."""
    import tempfile
    given = parent is not None
    try:
        parent = tempfile.gettempdir() if parent is None else os_path(parent)
        if isinstance(parent, bytes) and not isinstance(parent, str):
            parent = os.fsdecode(parent)
        if given:
            _remove_abandoned(parent)
        while True:
            name = '%s%d-%s-%s' % (_FOLDER, os.getpid(), host_mark(), random_name())
            path = os.path.join(parent, str(name))
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
    """Remove the folders that processes of this machine made here and had no time to remove."""
    for name in os.listdir(parent):
        match, path = _NAME.match(name), os.path.join(parent, name)
        if match and match.group(2) == host_mark() and not is_running(int(match.group(1))) \
                and not os.path.islink(path):
            _remove_folder(path)


def write_file(path, parts, sync=False):
    """Write byte strings to a new file; if `sync`, down to the disk.

    Returns:
        list: a `FilePart` for each.

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
            if sync:
                os.fsync(out.fileno())
    except (IOError, OSError) as error:
        offset += sum(len(part) for part in parts)
        remove_files([path])
        raise OutputError('cannot write %d bytes of temporary counts (%s; %s free): give temp_dir= '
                          'on a larger disk, or more memory='
                          % (offset, error.strerror or error, _free_space(path)),
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
        part: its `FilePart`.

    Raises:
        FormatError: the file is missing, cut short or changed; nothing of the part is given then.
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
    """Yield bytes of a file, none where it is too short."""
    try:
        with open(path, 'rb') as source:
            # Whatever the size that was asked for: no more memory is taken than the file has bytes.
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
