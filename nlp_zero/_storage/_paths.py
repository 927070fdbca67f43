# -*- coding: utf-8 -*-
"""Convert paths: to text for messages, and to what the operating system accepts under any locale."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import stat

from .._compat import argument_text, binary_type, fs_bytes, fs_text, text_type


def is_path(source):
    """Tell whether a source is a path: text, bytes, or an object with `__fspath__`."""
    return isinstance(source, (text_type, binary_type)) or hasattr(source, '__fspath__')


def path_name(path):
    """Return a path as text, for messages and for checks of the name.

    Bytes that cannot be decoded become surrogate escapes, which `os_path` turns back into bytes.

    >>> print(path_name(b'corpora/reviews.txt'))
    corpora/reviews.txt
    """
    path = path.__fspath__() if hasattr(path, '__fspath__') else path
    if isinstance(path, binary_type):
        return fs_text(path)
    return argument_text(path if isinstance(path, text_type) else str(path))


def os_path(path):
    """Return a path as the operating system opens it, with `~` expanded.

    A text that the encoding of the locale does not cover becomes UTF-8 bytes, so that Chinese names work
    under `LC_ALL=C` and on 2.7. Surrogate escapes become the bytes that they stand for.
    """
    path = path.__fspath__() if hasattr(path, '__fspath__') else path
    if not isinstance(path, (binary_type, text_type)):
        path = str(path)
    if isinstance(path, text_type) and os.name != 'nt':
        path = fs_bytes(path)
    home = b'~' if isinstance(path, binary_type) else '~'
    if path.startswith(home) and not os.path.lexists(path):
        path = os.path.expanduser(path)
    return path


def check_zero(path, error):
    """Raise an error of a class if a path holds a zero character, for which 2.7 raises a TypeError."""
    name = path_name(path)
    if '\0' in name:
        raise error('is no path: it holds a zero character', path=name)


def native_path(path):
    """Return a path like `os_path`, but as native `str`, which some functions require.

    >>> native_path(b'corpora') == str('corpora')
    True
    """
    path = os_path(path)
    if isinstance(path, str):
        return path
    return path.encode('utf-8') if isinstance(path, text_type) else os.fsdecode(path)


def is_stream(path):
    """Tell whether a path can be read only once: `-` for standard input, a pipe, a terminal."""
    if path_name(path) == '-':
        return True
    try:
        mode = os.stat(os_path(path)).st_mode
    except (OSError, IOError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


def reason(error):
    """Return the system's message for an error, without the path."""
    return error.strerror or str(error) if hasattr(error, 'strerror') else str(error)
