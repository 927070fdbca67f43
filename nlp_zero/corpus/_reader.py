# -*- coding: utf-8 -*-
"""Read the sources of a corpus, files, open streams and iterables, as `Chunk`s.

`_find_files` finds the files, `_archive` opens them, `_storage` decodes them, and `_line_splitter` and
`_records` divide them into lines and records.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os

from .._compat import Iterator, Mapping, package_logger, text_type
from .._progress import is_listening, report_done
from .._storage import (
    BLOCK, Decoder, LiveInput, base_name, guard_input, is_path, live_descriptor, path_name)
from ..errors import (
    ArgumentError, CorpusError, CorpusTypeError, EncodingError, ExhaustedCorpusError, InputError)
from ..text import clean_text, is_table
from ._archive import Opener
from ._corpus import WAITING, Chunk, with_pauses
from ._find_files import PATTERNS, File, find_files
from ._line_splitter import LineSplitter, Skipper, cut_line


#: Longest line of a file of records, in characters, since each is held in memory.
LONGEST_RECORD = 1 << 24
# The options for files of records, and the suffixes of such files.
_RECORDS = dict((option, [pattern.lstrip('*') for pattern in PATTERNS[option]])
                for option in ('column', 'field'))
_SPREADSHEETS = ('.xlsx', '.xls', '.xlsm', '.ods')
_DOCUMENTS = ('.docx', '.doc', '.odt', '.rtf', '.pdf', '.epub')


def is_function(source):
    """Tell whether a source is called for its texts at each pass."""
    return callable(source) and not hasattr(source, '__iter__') and not hasattr(source, 'read')


def check_source(source):
    """Raise a CorpusTypeError unless texts can be read from a source."""
    if is_path(source) or hasattr(source, 'read') or is_function(source):
        return
    kind = type(source).__name__
    if isinstance(source, Mapping):
        raise CorpusTypeError('a corpus is read from texts, and a %s gives its keys: pass list(d.values()), '
                              'or list(d) if the keys are the texts' % kind)
    if is_table(source):
        raise CorpusTypeError("a corpus is read from texts, and a %s gives the names of its columns: pass "
                              "one column, such as table['text']" % kind)
    try:
        iter(source)
    except TypeError:
        raise CorpusTypeError('a corpus is read from paths, open files or iterables of texts, not '
                              'from %s' % kind)


def check_name(name, options):
    """Raise an ArgumentError if a file contains records by its name and neither field nor column is given."""
    if options.field is not None or options.column is not None:
        return
    suffix = os.path.splitext(base_name(name).lower())[1]
    if suffix in _SPREADSHEETS:
        raise ArgumentError('a spreadsheet is not read: export it to CSV, and give column=', path=name)
    if suffix in _DOCUMENTS:
        raise ArgumentError('a document is not read: export it as plain text', path=name)
    for option, suffixes in sorted(_RECORDS.items()):
        if suffix in suffixes and options.asks_by_name:
            raise ArgumentError('holds records by its name, not lines of text: give %s= for the one to take '
                                '(to read its lines as they are, give an open file or standard input)'
                                % option, path=name)


def check_rereadable(source):
    """Raise an ExhaustedCorpusError if an object that `files_of` returned can be read only once."""
    if isinstance(source, File):
        if source.is_stream():
            raise ExhaustedCorpusError('%s can be read once; a second pass needs a file'
                                       % ('standard input' if source.name == '-' else 'a pipe'),
                                       path=source.name)
    elif hasattr(source, 'read'):
        raise ExhaustedCorpusError('an open file can be read once; a second pass needs its path',
                                   path=_stream_name(source))
    elif isinstance(source, Iterator):
        raise ExhaustedCorpusError(
            'a %s can be read once; a second pass needs a list, or the function that makes the generator'
            % type(source).__name__)


def files_of(source, options):
    """Return the objects to read for a source: its files, or the source itself."""
    if not is_path(source):
        return [source]
    if path_name(source) == '-':
        return [File('-', is_named=True)]
    check_name(path_name(source), options)
    pattern = options.pattern
    if pattern is None:
        pattern = (PATTERNS['field'] if options.field is not None else
                   PATTERNS['column'] if options.column is not None else PATTERNS['text'])
    found = find_files(source, pattern)
    for file in found:
        # An archive of several files may contain files of records besides texts.
        if file.member is None or len(found) == 1:
            check_name(file.name, options)
    return found


def logger():
    """Return the package's logger."""
    return package_logger('nlp_zero')


class Reader(object):
    """Read the sources of one pass.

    Args:
        options: a `Corpus`, for its options.
        counts: the `PassCounts` of the pass, which is updated, except for lines and characters.
        pause: as in `Corpus.portions`.
        live: whether lines of a pipe are yielded as they are written.
        states: as in `_check_unchanged`.
    """

    def __init__(self, options, counts, pause, live, states):
        self._options, self._counts, self._pause, self._live = options, counts, pause, live
        self._states, self._may_be_empty = states, False
        self._opener = Opener()
        # The sizes of all files are needed for progress only.
        self._size = options.size() if is_listening() else None

    def close(self):
        """Close an archive that is still open."""
        self._opener.close()

    def chunks(self, source, is_only=True):
        """Return an iterator over the `Chunk`s of a source, which is the only one or one of several."""
        self._may_be_empty = isinstance(source, File) and not source.is_named and not is_only
        if isinstance(source, File):
            return self._file_chunks(source)
        if hasattr(source, 'read'):
            return self._stream_chunks(source)
        items = source
        if is_function(source):
            items = source()
            check_source(items if not is_path(items) else None)
        return self._item_chunks(items if self._pause is None else with_pauses(items))

    def _file_chunks(self, file):
        reader = self._opener.open(file)
        try:
            _check_unchanged(file, self._states)
            for chunk in self._byte_chunks(reader, file.name):
                yield chunk
            _check_unchanged(file, self._states)
        finally:
            reader.close()

    def _stream_chunks(self, stream):
        """Read an open file of bytes or text."""
        name = _stream_name(stream)
        if self._live and live_descriptor(stream) is not None:
            if isinstance(stream, io.TextIOBase):
                return self._text_chunks(self._live_texts(stream, name), name)
            return self._byte_chunks(guard_input(stream, name), name)
        # Only data shows which: `read(0)` of StringIO on 2.7 returns bytes in any case.
        first = _read_stream(stream, BLOCK, name) or b''
        if isinstance(first, text_type):
            return self._text_chunks(_stream_texts(first, stream, name), name)
        return self._byte_chunks(guard_input(_Begun(first, stream), name), name)

    def _live_texts(self, stream, name):
        """Yield the lines of an open text file as they arrive, and '' before a line that may take long."""
        for line in with_pauses(_stream_lines(stream, name)):
            if line is not WAITING:
                yield line
            elif self._pause is not None:
                yield ''

    def _byte_chunks(self, reader, name):
        return self._text_chunks(self._decoded(reader, name), name)

    def _decoded(self, reader, name):
        """Yield the texts of the blocks of a file, and update the counts."""
        options, counts = self._options, self._counts
        decoder = Decoder(name, options.encoding, options.errors)
        before, replaced = counts.bytes, counts.replaced
        live = self._live and getattr(reader.raw, 'descriptor', None) is not None
        read_some = self._live_read(reader, decoder) if live else reader.read

        def read(size):
            data = read_some(size)
            counts.bytes = before + reader.raw.consumed
            if options.progress is not None:
                options.progress(counts.bytes)
            report_done(counts.bytes, self._size, 'bytes')
            return data

        for text in decoder.texts(read, live):
            counts.replaced = replaced + decoder.replaced
            if text or self._pause is not None:
                yield text
            if not text and options.on_wait is not None:
                # All earlier text has been processed.
                options.on_wait()
        counts.encodings[name] = decoder.encoding
        if options.encoding == 'auto':
            logger().info('%s: read as %s', name, decoder.encoding)

    def _live_read(self, reader, decoder):
        """Return a function for `Decoder.texts` that reads the data available."""
        source, seconds = LiveInput(reader), self._pause or 0.0

        def read(size):
            if decoder.encoding is None and self._options.encoding == 'auto':
                # The encoding is detected from a whole block, however its parts arrive.
                return reader.read(size)
            return source.read(size, seconds)
        return read

    def _text_chunks(self, texts, name):
        """Return an iterator over the chunks of texts that may end anywhere."""
        options, counts = self._options, self._counts
        if options.field is not None:
            from ._records import json_texts
            return self._item_chunks(json_texts(
                _numbered_lines(texts, name), options.field, options.errors, name, counts))
        if options.column is not None:
            from ._records import csv_texts
            return self._item_chunks(csv_texts(
                _numbered_lines(texts, name), options.column, _delimiter(options.delimiter, name),
                options.header, name, counts, self._may_be_empty))
        return self._line_chunks(texts)

    def _line_chunks(self, texts):
        lines = LineSplitter(self._options.max_chars, self._options.keep_returns)
        chunks = lines.chunks(texts)
        if self._options.errors == 'skip':
            chunks = Skipper(self._counts).filter(chunks)
        for chunk in chunks:
            yield chunk
        self._counts.ended = lines.ended

    def _item_chunks(self, items):
        most, self._counts.ended = self._options.max_chars, True
        # `Chunk(...)` would take longer than everything else for a short text.
        new = tuple.__new__
        number = 0
        for item in items:
            if item is WAITING:
                yield item
                continue
            number += 1
            if not isinstance(item, text_type):
                item = _checked_item(item, number)
            if most is None or len(item) <= most:
                yield new(Chunk, (item, True, False))
                continue
            for chunk in cut_line(item, most):
                yield chunk


def _check_unchanged(file, states):
    """Raise an InputError if a file differs from what it was in an earlier pass, or at the start of this one.

    Args:
        states: {path: state}, to which that of a new file is added; None if it may change.
    """
    if states is None or file.is_stream():
        return
    state = file.state()
    if states.setdefault(file.path, state) != state:
        raise InputError('the file has changed since it was first read, and the passes over it must see the '
                         'same text: start again, or use a copy of it', path=file.name)


def source_name(source):
    """Return the name of a file or an open file that `files_of` returned; None for an iterable."""
    if isinstance(source, File):
        return source.name
    return _stream_name(source) if hasattr(source, 'read') else None


def _stream_name(stream):
    name = getattr(stream, 'name', None)
    return path_name(name) if is_path(name) else '<open file>'


class _Begun(object):
    """Read a binary stream whose first bytes have already been read."""

    def __init__(self, first, stream):
        self._first, self._stream = first, stream

    def read(self, size):
        """Return at most `size` bytes."""
        if not self._first:
            return self._stream.read(size)
        data, self._first = self._first[:size], self._first[size:]
        return data


def _read_stream(stream, size, name, line=1, read=None):
    """Return text or bytes from a stream that the caller opened, by its `read` or another method."""
    try:
        return (read or stream.read)(size)
    except UnicodeDecodeError as error:
        raise EncodingError('%s; open the file in binary, or let Corpus open it, to have '
                            'encoding= and errors= work' % error, path=name, line=line)
    except (IOError, OSError, EOFError, ValueError) as error:
        # ValueError: the file was closed.
        raise InputError('cannot be read: %s' % error, path=name)


def _stream_texts(text, stream, name):
    """Yield the texts of an open text file, the first of which has already been read."""
    if text.startswith('\ufeff'):
        text = text[1:]
    line = 1
    while text:
        line += text.count('\n')
        yield text
        text = _read_stream(stream, BLOCK, name, line)


def _stream_lines(stream, name):
    """Yield the lines of an open text file."""
    number, line = 1, _read_stream(stream, BLOCK, name, read=stream.readline)
    if line.startswith('\ufeff'):
        line = line[1:]
    while line:
        yield line
        number += 1
        line = _read_stream(stream, BLOCK, name, number, stream.readline)


def _checked_item(item, number):
    try:
        return clean_text(item)
    except CorpusTypeError as error:
        raise CorpusTypeError('item %d: %s' % (number, error.message))


def _limited_lines(texts, name):
    """Yield texts that may end anywhere; raise a CorpusError if a line is too long for a record."""
    number, length = 1, 0
    for text in texts:
        end = text.find('\n')
        length += len(text) if end < 0 else end
        if length > LONGEST_RECORD:
            raise CorpusError('a record has more than %d characters: is each on a line of its own?'
                              % LONGEST_RECORD, path=name, line=number)
        if end >= 0:
            number += text.count('\n')
            length = len(text) - 1 - text.rfind('\n')
        yield text


def _numbered_lines(texts, name):
    """Yield (number, line) of texts that may end anywhere; for an empty text, the line is `WAITING`."""
    number = 0
    for chunk in LineSplitter(None).chunks(_limited_lines(texts, name)):
        if chunk is WAITING:
            yield number, chunk
            continue
        for line in chunk.text.split('\n'):
            number += 1
            yield number, line


def _delimiter(delimiter, name):
    if delimiter is not None:
        return delimiter
    return '\t' if base_name(name).lower().endswith(('.tsv', '.tab')) else ','
