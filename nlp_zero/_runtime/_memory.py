# -*- coding: utf-8 -*-
"""Turn what a caller writes for an amount of memory into bytes."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re

from .._compat import integer_types, string_types
from ..errors import ArgumentError
from ..text import strip_spaces

__all__ = [str('parse_size'), str('physical_memory')]

_UNITS = 'KMGTPE'
_SIZE = re.compile(r'([0-9]{1,18}(?:\.[0-9]{1,18})?) *(?:([KMGTPEkmgtpe]?)([Ii]?[Bb])?|(%))\Z')


def parse_size(size):
    """Return an amount of memory in bytes.

    Args:
        size: a number of bytes; or a text: digits and one of K, M, G, T, P, E (powers of 1024, as
            GNU sort has them; KiB, MiB are the same), kB, MB, GB and so on (powers of 1000), b or
            nothing (bytes), % (a share of the machine's memory, at most 100). None stays None.

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
    return amount


def _parsed(size):
    """Return the bytes that a text spells, and 0 where it is invalid."""
    match = _SIZE.match(strip_spaces(size))
    if not match:
        return 0
    number, unit, byte, share = match.groups()
    if share:
        return int(physical_memory() * float(number) / 100) if float(number) <= 100 else 0
    base = 1000 if byte and len(byte) == 1 else 1024
    power = _UNITS.index(unit.upper()) + 1 if unit else 0
    return int(float(number) * base ** power)


def physical_memory():
    """Return the bytes of memory that this process may use, by machine and by control group.

    Raises:
        ArgumentError: the system does not report it.
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
            """What GlobalMemoryStatusEx fills in: two 32-bit and seven 64-bit numbers."""

            _fields_ = [(str('length'), ctypes.c_uint32), (str('load'), ctypes.c_uint32),
                        (str('total'), ctypes.c_uint64), (str('rest'), ctypes.c_uint64 * 6)]

        status = Status(length=ctypes.sizeof(Status))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total)
    except (ImportError, AttributeError, OSError):
        raise ArgumentError('this system does not report its memory; give memory= in bytes')
