# -*- coding: utf-8 -*-
"""Identify the process that a file belongs to, and tell whether it is still running.

A mark in the name of a file says which process made it. A stamp in a file is surer: process numbers are
reused, so it includes the start time of the process where the system provides it.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import errno
import io
import os

from .._compat import crc32

#: Matches the marks of `new_mark`.
MARK = '[0-9]{1,9}-[0-9a-f]{8}-[0-9a-f]{8}'

#: Exit code that Windows gives for a running process, and the access right for the query.
_STILL_ACTIVE, _QUERY = 259, 0x1000


def random_name():
    """Return eight random hexadecimal digits for the name of a file."""
    return ''.join('%02x' % byte for byte in bytearray(os.urandom(4)))


def new_mark():
    """Return a new mark for the name of a file of this process: process, machine, random digits."""
    return '%d-%s-%s' % (os.getpid(), _host_mark(), random_name())


def mark_is_of_dead(mark):
    """Tell whether the process of a mark has ended; for other machines this is not known."""
    pid, host, _ = mark.split('-')
    return host == _host_mark() and not _is_running(int(pid))


def _host_name():
    """Return the name of this machine as text."""
    name = os.uname()[1] if hasattr(os, 'uname') else os.environ.get(str('COMPUTERNAME'), '')
    return name.decode('utf-8', 'replace') if isinstance(name, bytes) else name


def _host_mark():
    return '%08x' % crc32(_host_name().encode('utf-8', 'replace'))


def process_stamp():
    """Return {'pid', 'host', 'start'} of this process, as plain values."""
    return {'pid': os.getpid(), 'host': _host_name(), 'start': _start_of(os.getpid())}


def stamp_is_of_dead(stamp):
    """Tell whether the process of a stamp has certainly ended; for other machines this is not known."""
    if stamp['host'] != _host_name():
        return False
    if not _is_running(stamp['pid']):
        return True
    start = _start_of(stamp['pid'])
    return bool(start and stamp['start'] and start != stamp['start'])


def _is_running(pid):
    """Tell whether a process with this number is running on this machine; a zombie does not count."""
    if os.name == 'nt':
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except OverflowError:
        return False
    except OSError as error:
        return error.errno != errno.ESRCH
    return _status_of(pid)[:1] not in (['Z'], ['X'])


def _is_running_on_windows(pid):
    # On Windows os.kill would end the process, whatever the signal.
    import ctypes
    kernel, code = ctypes.windll.kernel32, ctypes.c_uint32()
    handle = kernel.OpenProcess(_QUERY, False, pid)
    if not handle:
        # Access denied: the process exists.
        return kernel.GetLastError() == 5
    try:
        return not kernel.GetExitCodeProcess(handle, ctypes.byref(code)) or code.value == _STILL_ACTIVE
    finally:
        kernel.CloseHandle(handle)


def _status_of(pid):
    """Return the fields of `/proc/PID/stat` after the program's name; [] where there is no such file."""
    try:
        with io.open('/proc/%d/stat' % pid, encoding='utf-8', errors='replace') as source:
            return source.read().rpartition(')')[2].split()
    except (IOError, OSError):
        return []


def _start_of(pid):
    """Return a text that distinguishes two processes with the same number, or ''."""
    fields = _status_of(pid)
    if len(fields) < 20:
        return ''
    try:
        with io.open('/proc/sys/kernel/random/boot_id', encoding='ascii') as source:
            boot = source.read().strip()
    except (IOError, OSError, ValueError):
        boot = ''
    return '%s %s' % (boot, fields[19])
