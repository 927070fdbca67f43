# -*- coding: utf-8 -*-
"""Open files to read and to write, compressed by their names, so that nothing is lost in silence.

In goes a path (text, bytes, or an object with `__fspath__`) or `-` for a standard stream; out comes
a binary reader, or a writer whose file appears under its name only when it is whole. A file that is
missing, cut short or damaged, a full disk, a folder without permission: each is an `InputError` or
an `OutputError` that names the file. What the bytes mean is for the corpus room to say.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._compression import COMPRESSED, base_name
from ._paths import os_path, path_name
from ._input import guard_input, open_input
from ._output import OutputFile, open_output
from ._temporary import TempFolder, read_parts, remove_files, write_file

__all__ = [str(name) for name in (
    'COMPRESSED', 'OutputFile', 'TempFolder', 'base_name', 'guard_input', 'open_input', 'open_output',
    'os_path', 'path_name', 'read_parts', 'remove_files', 'write_file')]
