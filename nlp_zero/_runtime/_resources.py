# -*- coding: utf-8 -*-
"""Define what a long run may use: memory, processes, space on the disk.

Amounts of memory and numbers of workers that a caller gives are checked and resolved here only.
`multiprocessing` is imported on use, since it is slow to import.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
from collections import namedtuple

from .._compat import integer_types, string_types
from .._storage import os_path
from ..errors import ArgumentError, OutputError
from ..text import strip_spaces
from ._checkpoint import Checkpoint, Stage, checked_folder

_UNITS = 'KMGTPE'
#: Larger amounts of memory count as this one: on 2.7 they are no plain integers.
_MOST_BYTES = (1 << 63) - 1
_SIZE = re.compile(r'([0-9]{1,18}(?:\.[0-9]{1,18})?) *(?:([KMGTPEkmgtpe]?)([Ii]?[Bb])?|(%))\Z')


class Resources(namedtuple('Resources', 'memory workers temp_dir checkpoint')):
    """Hold the limits of a run, checked once, to be passed from stage to stage.

    Args:
        memory: bytes for all processes together, beyond what an idle interpreter takes: a number, or
            a text such as '512MB' or '25%' (`parse_size`); None for no limit.
        workers: number of processes, from 1 up; None for one per core.
        temp_dir: folder for temporary files; None for the system's place.
        checkpoint: folder in which stages keep their state, as a path or a `Checkpoint`, or None.

    Raises:
        ArgumentError: an invalid amount of memory or number of workers, or a folder that is no path.
        OutputError: the checkpoint's folder cannot be made, or there is no folder `temp_dir`.

    >>> limits = Resources(memory='1kB', workers=2)
    >>> limits.memory, limits.processes, limits.share(8).memory
    (1000, 2, 125)
    """

    __slots__ = ()

    def __new__(cls, memory=None, workers=None, temp_dir=None, checkpoint=None):
        memory, workers = parse_size(memory), checked_workers(workers)
        if temp_dir is not None and not os.path.isdir(os_path(checked_folder('temp_dir', temp_dir))):
            raise OutputError('the folder for temporary files does not exist', path=temp_dir)
        if checkpoint is not None and not isinstance(checkpoint, Checkpoint):
            checkpoint = Checkpoint(checkpoint)
        return super(Resources, cls).__new__(cls, memory, workers, temp_dir, checkpoint)

    @property
    def processes(self):
        """Number of worker processes, with None resolved for this machine."""
        return resolve_workers(self.workers)

    def share(self, parts):
        """Return the same limits with the memory divided by a number of parts, at least one byte."""
        return self if self.memory is None else self._replace(memory=max(1, self.memory // parts))

    def close(self):
        """Release the checkpoint, so that other runs can use it."""
        if self.checkpoint is not None:
            self.checkpoint.close()

    def stage(self, name, settings=None, every=1):
        """Return the `Stage` of this name; without a checkpoint it keeps nothing."""
        return Stage(self.checkpoint, name, settings, every)


def parse_size(size):
    """Return an amount of memory in bytes.

    Args:
        size: a number of bytes, or a text: digits followed by one of K, M, G, T, P, E (powers of 1024, as in
            GNU sort; KiB, MiB are the same), kB, MB, GB and so on (powers of 1000), b or nothing (bytes), or
            % (of the memory of the machine, at most 100). None stays None.

    Returns:
        int: bytes, at least 1; or None.

    Raises:
        ArgumentError: anything else, or a share on a system that does not report its memory.

    >>> parse_size('512MB'), parse_size('64M'), parse_size('1b'), parse_size(4096)
    (512000000, 67108864, 1, 4096)
    """
    if size is None:
        return None
    if isinstance(size, string_types):
        amount = _parsed(size)
    elif isinstance(size, integer_types) and not isinstance(size, bool):
        amount = size
    else:
        amount = 0
    if amount < 1:
        raise ArgumentError("memory must be a number of bytes or a text such as '512MB', '2G' or "
                            "'25%%', not %r" % (size,))
    return min(amount, _MOST_BYTES)


def _parsed(size):
    """Return the number of bytes that a text means, 0 if it is invalid."""
    match = _SIZE.match(strip_spaces(size))
    if not match:
        return 0
    number, unit, byte, share = match.groups()
    if share:
        return int(_physical_memory() * float(number) / 100) if float(number) <= 100 else 0
    base = 1000 if byte and len(byte) == 1 else 1024
    power = _UNITS.index(unit.upper()) + 1 if unit else 0
    return int(float(number) * base ** power)


def _physical_memory():
    """Return the memory of the machine in bytes, or the limit of the control group if that is lower.

    Raises:
        ArgumentError: the system does not report its memory.
    """
    try:
        memory = os.sysconf(str('SC_PAGE_SIZE')) * os.sysconf(str('SC_PHYS_PAGES'))
    except (AttributeError, ValueError, OSError):
        memory = _windows_memory()
    for path in ('/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'):
        memory = min(memory, _group_limit(path, memory))
    return memory


def _group_limit(path, default):
    try:
        with open(path) as lines:
            return int(lines.read()) or default
    except (IOError, OSError, ValueError):
        return default


def _windows_memory():
    try:
        import ctypes

        class Status(ctypes.Structure):
            """The structure of GlobalMemoryStatusEx: two 32-bit and seven 64-bit numbers."""

            _fields_ = [(str('length'), ctypes.c_uint32), (str('load'), ctypes.c_uint32),
                        (str('total'), ctypes.c_uint64), (str('rest'), ctypes.c_uint64 * 6)]

        status = Status(length=ctypes.sizeof(Status))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total)
    except (ImportError, AttributeError, OSError):
        raise ArgumentError('this system does not report its memory; give memory= in bytes')


def usable_cores():
    """Return the number of cores that this process may use, at least 1.

    >>> usable_cores() >= 1
    True
    """
    try:
        return len(os.sched_getaffinity(0)) or 1
    except (AttributeError, OSError):
        import multiprocessing
        try:
            return multiprocessing.cpu_count()
        except NotImplementedError:
            return 1


def checked_workers(workers):
    """Return a number of workers, or None, unchanged.

    Raises:
        ArgumentError: the value is neither None nor a whole number from 1 up.
    """
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, integer_types)
                                or workers < 1):
        raise ArgumentError('workers must be a whole number from 1 up, or None; not %r' % (workers,))
    return workers


def resolve_workers(workers):
    """Return a number of workers; for None, the number of cores that the process may use.

    Where processes are not forked by default, None means 1: a program that uses worker processes there must
    be written for it (`if __name__ == '__main__':`), so it has to request them explicitly.

    Raises:
        ArgumentError: as `checked_workers`.

    >>> resolve_workers(3)
    3
    """
    if checked_workers(workers) is None:
        return usable_cores() if _forks_by_default() else 1
    return workers


def _forks_by_default():
    import multiprocessing
    if not hasattr(multiprocessing, 'get_all_start_methods'):
        return os.name == 'posix'
    # Without allow_none, the call would fix the start method for the whole program.
    chosen = multiprocessing.get_start_method(allow_none=True)
    return (chosen or multiprocessing.get_all_start_methods()[0]) == 'fork'
