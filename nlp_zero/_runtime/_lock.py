# -*- coding: utf-8 -*-
"""Lock a folder for one process at a time, by a file that names the process.

The file is created exclusively, which works on every system and over a network. The lock of a process of this
machine that has ended is taken over.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import re
import time

from .._storage import (
    forget_cleanup, on_exit, process_stamp, random_name, remove_files, sealed, stamp_is_of_dead, unsealed)
from ..errors import ArgumentError, FormatError, OutputError

#: Seconds within which a process must write to the lock file that it has created.
_SECONDS = 1.0
#: Most attempts to take the lock.
_TRIES = 20
_VERSION = 1

_cleanups = {}


def take_lock(path, folder):
    """Create the lock file and return its content, the stamp of this process.

    Args:
        path: path of the file.
        folder: the locked folder, for messages.

    Raises:
        ArgumentError: another process, or another part of this one, holds the lock.
        OutputError: the file cannot be written.
    """
    # Locks of two parts of one process differ.
    stamp = dict(process_stamp(), holder=random_name())
    for _ in range(_TRIES):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, 'O_BINARY', 0), 0o666)
        except OSError as error:
            if not os.path.lexists(path):
                raise _no_lock(error, folder)
            _remove_dead(path, folder)
            continue
        _cleanups[path] = on_exit(_remove_own, path, stamp)
        try:
            with io.open(handle, 'wb') as out:
                out.write(sealed('lock', _VERSION, stamp))
        except EnvironmentError as error:
            # The file is ours, although it does not say so.
            remove_files([path])
            forget_cleanup(_cleanups.pop(path))
            raise _no_lock(error, folder)
        return stamp
    raise OutputError('cannot be removed, though its run is gone', path=path)


def _no_lock(error, folder):
    return OutputError('cannot lock the checkpoint folder: %s' % (error.strerror or error), path=folder)


def _remove_dead(path, folder):
    """Remove the lock of a process that has ended; raise an ArgumentError if it is still running."""
    holder, data = _holder(path)
    if holder is not None and not stamp_is_of_dead(holder):
        name = 'process %d on %s' % (holder['pid'], holder['host'])
        if (holder['pid'], holder['host']) == (os.getpid(), process_stamp()['host']):
            name = 'this process'
        raise ArgumentError('is in use by %s: let it end, or give another folder (if it is gone, remove %s)'
                            % (name, os.path.basename(path)), path=folder)
    if data is None:
        return
    # Two processes that find the same dead lock must not remove each other's new lock: only one rename
    # succeeds, and a process that has renamed another file than it has read puts it back.
    aside = '%s.%d' % (path, os.getpid())
    try:
        os.rename(path, aside)
    except OSError:
        return
    if _read(aside) == data:
        remove_files([aside])
    elif not os.path.lexists(path):
        os.rename(aside, path)


def _holder(path):
    """Return (stamp, bytes) of a lock; the stamp is None if it is unreadable, both if there is no file."""
    deadline = time.time() + _SECONDS
    while True:
        data = _read(path)
        if data is None:
            return None, None
        try:
            stamp = unsealed('lock', _VERSION, data, path)
            return stamp, data
        except FormatError:
            if time.time() > deadline:
                return None, data
        time.sleep(0.02)


def _read(path):
    try:
        with open(path, 'rb') as source:
            return source.read(4096)
    except (IOError, OSError):
        return None


def is_lock(name, lock):
    """Tell whether a name is that of a lock file, or of one that is being removed."""
    return re.match(r'%s(?:\.[0-9]+)?\Z' % re.escape(lock), name) is not None


def check_lock(path, stamp):
    """Raise an OutputError if this process no longer holds the lock that it has taken."""
    if stamp is not None and _read(path) != sealed('lock', _VERSION, stamp):
        raise OutputError('the lock of the checkpoint was removed or taken by another run', path=path)


def release_lock(path, stamp):
    """Remove the lock, if this process holds it."""
    _remove_own(path, stamp)
    forget_cleanup(_cleanups.pop(path, None))


def _remove_own(path, stamp):
    # A forked child has a copy of the object that holds the lock, which must not remove it.
    if stamp['pid'] == os.getpid() and _read(path) == sealed('lock', _VERSION, stamp):
        remove_files([path])
