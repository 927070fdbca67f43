# -*- coding: utf-8 -*-
"""Find the files that the sources of a corpus name: paths, directories, globs, members of archives.

They are returned as `File`s in a fixed order. A name that matches nothing is an error, and so is a folder
without matching files, so that a typing error never leads to an empty corpus.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import fnmatch
import os
from contextlib import closing

from .._compat import binary_type, text_type
from .._storage import base_name, check_zero, is_stream, os_path, path_name
from ..errors import InputError
from ._archive import Archive

#: Files of a directory that are read if no pattern is given, compressed or not.
PATTERNS = {
    'text': ('*.txt', '*.text'),
    'field': ('*.jsonl', '*.ndjson', '*.json'),
    'column': ('*.csv', '*.tsv', '*.tab'),
}
_MAGIC = ('*', '?', '[')
#: Prefixes of the names of hidden files and folders; archives made on a Mac contain a copy of such kind for
#: each file.
_HIDDEN = ('.', '__MACOSX')


class File(object):
    """Name one file, or one member of a zip archive.

    Attributes:
        name: name as text, for messages and for checks of the suffix.
        path: path as the operating system opens it.
        member: index of the member in the archive, or None.
        is_named: whether a source names this file or member itself, not a folder, a glob or a whole archive.
    """

    def __init__(self, path, name=None, member=None, size=None, is_named=False):
        self.path, self.member, self.is_named = path, member, is_named
        self.name = path_name(path) if name is None else name
        self._size = size

    def size(self):
        """Return the size of the file on the disk in bytes, or the decompressed size of a member."""
        if self._size is not None:
            return self._size
        try:
            return os.path.getsize(os_path(self.path))
        except (OSError, IOError):
            return 0

    def state(self):
        """Return what shows a change of the file: its size and the time of its last change."""
        try:
            status = os.stat(os_path(self.path))
        except (OSError, IOError):
            return None
        return status.st_size, status.st_mtime

    def is_stream(self):
        """Tell whether the file can be read only once: standard input, a pipe, a terminal."""
        return is_stream(self.path)


def find_files(source, pattern=PATTERNS['text']):
    """Return the files that one path names, in order.

    Args:
        source: text, bytes or path object: a file; a directory, read recursively without hidden files; a glob
            (`**` for any folders); `archive.zip`, `archive.zip!member` or `archive.zip!pattern`.
        pattern: one or several globs for the names of files in a directory, with or without a suffix for
            compression.

    Returns:
        list: `File`s, sorted by path, part by part, by code points.

    Raises:
        InputError: no file is found, or there is no permission.
    """
    path, name = os_path(source), path_name(source)
    check_zero(source, InputError)
    if os.path.exists(path):
        return _expand(path, name, pattern, is_named=True)
    archive, _, inside = name.partition('!')
    inside = inside.replace(os.sep, '/')
    if inside and archive.lower().endswith('.zip') and os.path.isfile(os_path(archive)):
        return _members_of(os_path(archive), archive, inside)
    if any(character in name for character in _MAGIC):
        return _in_glob(name, pattern)
    more = '; to read a text itself, give it in a list' if '\n' in name or len(name) > 255 else ''
    raise InputError('no such file' + more, path=name if len(name) < 4096 else name[:60] + '...')


def _expand(path, name, pattern, is_named=False):
    """Return the files of a path that exists."""
    if os.path.isdir(path):
        return _in_directory(path, pattern)
    if name.lower().endswith('.zip'):
        return _members_of(path, name, '*')
    return [File(path, is_named=is_named)]


# --- directories and globs -----------------------------------------------------------------------

def _path_parts(path):
    return path_name(path).replace(os.altsep or os.sep, os.sep).split(os.sep)


def _fits(name, pattern):
    """Tell whether a file name matches a glob, ignoring case if the file system does."""
    return fnmatch.fnmatchcase(os.path.normcase(name), os.path.normcase(pattern))


def _visible_names(path):
    """Return (name as text, native name) of each entry of a folder that is not hidden."""
    try:
        names = os.listdir(path)
    except (OSError, IOError) as error:
        raise InputError('the folder cannot be read: %s' % error.strerror, path=path_name(path))
    return [(path_name(name), name) for name in names if not path_name(name).startswith('.')]


def _walk(path):
    """Yield (path, whether it is a folder) of all below a folder, without following links to folders."""
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        for _, name in _visible_names(folder):
            inside = os.path.join(folder, name)
            is_folder = os.path.isdir(inside)
            yield inside, is_folder
            if is_folder and not os.path.islink(inside):
                waiting.append(inside)


def _matches(name, patterns):
    return any(_fits(candidate, pattern) for pattern in patterns
               for candidate in (name, base_name(name)))


def _in_directory(path, pattern):
    patterns = (pattern,) if isinstance(pattern, (text_type, binary_type)) else pattern
    patterns = [path_name(pattern) for pattern in patterns]
    paths = [inside for inside, is_folder in _walk(path)
             if not is_folder and _matches(_path_parts(inside)[-1], patterns)]
    if not paths:
        raise InputError('the folder holds no file like %s; name the files, or a glob such as folder/*'
                         % ' or '.join(patterns), path=path_name(path))
    return [file for inside in sorted(paths, key=_path_parts)
            for file in _expand(inside, path_name(inside), pattern)]


def _in_glob(name, pattern):
    """Expand a glob part by part, since the glob module of 2.7 does not support `**`.

    On Windows, parts may also be separated by `\\`, and the first may be a drive or a share:
    `C:\\text\\*.txt`.
    """
    drive, rest = os.path.splitdrive(name)
    rest = rest.replace(os.sep, '/')
    start = os_path(drive + (os.sep if rest.startswith('/') else os.curdir))
    paths = [start]
    for part in [part for part in rest.split('/') if part]:
        paths = [inside for path in paths for inside in _glob_step(path, part)]
    # `**` may lead to the same file in two ways.
    paths = set(_relative(path, start, os_path(drive)) for path in paths)
    files = [file for path in sorted(paths, key=_path_parts)
             for file in _expand(path, path_name(path), pattern)]
    if not files:
        raise InputError('no file matches this pattern', path=name)
    return files


def _glob_step(path, part):
    if part == '**':
        return [path] + [inside for inside, is_folder in _walk(path) if is_folder]
    if not any(character in part for character in _MAGIC):
        inside = os.path.join(path, os_path(part))
        return [inside] if os.path.exists(inside) else []
    if not os.path.isdir(path):
        return []
    return [os.path.join(path, name) for shown, name in _visible_names(path)
            if _fits(shown, part)]


def _relative(path, start, drive):
    """Return a path without the `./` from which a glob was expanded, after the drive if there is one."""
    prefix = start + os_path(os.sep)
    if start == drive + os_path(os.curdir) and path.startswith(prefix):
        return drive + path[len(prefix):]
    return path


# --- zip archives --------------------------------------------------------------------------------

def _is_hidden(part):
    """Tell whether a part of the name of a member is that of a hidden file or folder, and not `..`."""
    return part.startswith(_HIDDEN) and part not in (os.curdir, os.pardir)


def _members_of(path, name, pattern):
    """Return the members of an archive whose full name, or the last part of it, matches a pattern."""
    found = []
    with closing(Archive(path, name)) as archive:
        for index, member, size in archive.members():
            parts = member.split('/')
            if member.endswith('/') or any(map(_is_hidden, parts)):
                continue
            if pattern == member or any(fnmatch.fnmatchcase(shown, pattern)
                                        for shown in (member, parts[-1])):
                found.append((parts, File(path, '%s!%s' % (name, member), index, size, pattern == member)))
    if not found:
        raise InputError('the archive holds no such file', path='%s!%s' % (name, pattern))
    return [file for _, file in sorted(found, key=lambda pair: (pair[0], pair[1].member))]
