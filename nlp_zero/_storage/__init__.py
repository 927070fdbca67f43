# -*- coding: utf-8 -*-
"""Open files for reading and writing, compressed or not, and report every failure.

A path is text, bytes, an object with `__fspath__`, or `-` for a standard stream. `open_input` returns a
binary reader, `open_output` a writer whose file appears under its name only when it is complete, and
`Decoder` turns bytes into text. A missing, truncated or damaged file, a full disk or a folder without
permission raises an `InputError` or `OutputError` that names the file. `TempFolder` keeps temporary files,
`write_file` and `read_part` handle parts with checksums, and `json_text` and `dump_state` write JSON.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._compression import base_name, zip_format
from ._paths import check_zero, is_path, is_stream, native_path, os_path, path_name
from ._input import LONGEST_ENTRY, TOO_LONG, LiveInput, guard_input, live_descriptor, open_input, unpack_input
from ._decode import BLOCK, MARK, Decoder, check_encoding
from ._cleanup import FATAL_SIGNALS, forget_cleanup, interrupt_once, on_exit, program_signals
from ._owner import process_stamp, random_name, stamp_is_of_dead
from ._output import (
    OutputFile, check_output, is_closed_pipe, is_partial, open_output, remove_files, remove_partials)
from ._json import (
    dump_state, json_string, json_text, load_state, read_sealed, sealed, sealed_bytes, unsealed, write_sealed)
from ._temporary import FilePart, TempFolder, read_part, write_file

__all__ = [str(name) for name in (
    'BLOCK', 'Decoder', 'FATAL_SIGNALS', 'FilePart', 'LONGEST_ENTRY', 'LiveInput', 'MARK', 'OutputFile',
    'TOO_LONG', 'TempFolder', 'base_name', 'check_encoding', 'check_output', 'check_zero', 'dump_state',
    'forget_cleanup', 'guard_input', 'interrupt_once', 'is_closed_pipe', 'is_partial', 'is_path', 'is_stream',
    'json_string', 'json_text', 'live_descriptor', 'load_state', 'native_path', 'on_exit', 'open_input',
    'open_output', 'os_path', 'path_name', 'process_stamp', 'program_signals', 'random_name', 'read_part',
    'read_sealed', 'remove_files', 'remove_partials', 'sealed', 'sealed_bytes', 'stamp_is_of_dead',
    'unpack_input', 'unsealed', 'write_file', 'write_sealed', 'zip_format')]
