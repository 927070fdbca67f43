# -*- coding: utf-8 -*-
"""Read one source of a corpus, a file, an open stream or an iterable, as `Chunk`s.

Files are found and opened by `_find_files`, decoded by `_storage`, divided into lines by `_line_splitter`
and into records by `_records`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Iterator, text_type
from .._storage import BLOCK, Decoder, base_name, guard_input, is_path, path_name
from ..errors import CorpusTypeError, EncodingError, ExhaustedCorpusError, InputError
from ..text import clean_text
from ._archive import Opener
from ._corpus import Chunk
from ._find_files import PATTERNS, File, find_files
from ._line_splitter import LineSplitter, Skipper, cut_line


def is_function(source):
    """Tell whether a source is called for its texts at each pass."""
    return callable(source) and not hasattr(source, '__iter__') and not hasattr(source, 'read')


def check_source(source):
    """Raise unless texts can come from a source."""
    if is_path(source) or hasattr(source, 'read') or is_function(source):
        return
    try:
        iter(source)
    except TypeError:
        raise CorpusTypeError('a corpus is read from paths, open files or iterables of texts, not '
                              'from %s' % type(source).__name__)


def check_fresh(source):
    """Raise if what `files_of` found gives its texts only once: this is the second time."""
    if isinstance(source, File):
        if source.is_stream():
            raise ExhaustedCorpusError('%s was read to its end already; a second pass needs a file'
                                       % ('standard input' if source.name == '-' else 'a pipe'),
                                       path=source.name)
    elif hasattr(source, 'read'):
        raise ExhaustedCorpusError('an open file was read already; a second pass needs its path',
                                   path=_stream_name(source))
    elif isinstance(source, Iterator):
        raise ExhaustedCorpusError(
            'a %s was used up by an earlier pass; a second pass needs a list, or the function '
            'that makes the generator' % type(source).__name__)


def files_of(source, options):
    """Return what to read for a source: its files, or the source itself."""
    if not is_path(source):
        return [source]
    if path_name(source) == '-':
        return [File('-')]
    pattern = options.pattern
    if pattern is None:
        pattern = (PATTERNS['field'] if options.field is not None else
                   PATTERNS['column'] if options.column is not None else PATTERNS['text'])
    return find_files(source, pattern)


def logger():
    """Return the package's logger, which is silent unless the caller configures logging."""
    import logging
    return logging.getLogger('nlp_zero')


class Reader(object):
    """Read the sources of one pass.

    Args:
        options: a `Corpus`, for its options.
        counts: the `PassCounts` of the pass, to be kept up to date but for lines and characters.
    """

    def __init__(self, options, counts):
        self._options, self._counts = options, counts
        self._opener = Opener()

    def close(self):
        """Close what stays open from one file to the next."""
        self._opener.close()

    def chunks(self, source):
        """Return an iterator over the `Chunk`s of a source."""
        if isinstance(source, File):
            return self._file_chunks(source)
        if hasattr(source, 'read'):
            return self._stream_chunks(source)
        return self._item_chunks(source() if is_function(source) else source)

    def _file_chunks(self, file):
        reader = self._opener.open(file)
        try:
            for chunk in self._byte_chunks(reader, file.name):
                yield chunk
        finally:
            reader.close()

    def _stream_chunks(self, stream):
        """Read an open file, which gives bytes or text."""
        name = _stream_name(stream)
        # Only what is read tells: StringIO of 2.7 answers read(0) by bytes, whatever it holds.
        first = _read_stream(stream, BLOCK, name) or b''
        if isinstance(first, text_type):
            return self._text_chunks(_stream_texts(first, stream, name), name)
        return self._byte_chunks(guard_input(_Begun(first, stream), name), name)

    def _byte_chunks(self, reader, name):
        return self._text_chunks(self._decoded(reader, name), name)

    def _decoded(self, reader, name):
        """Yield the texts of a file's blocks, and keep the counts."""
        options, counts = self._options, self._counts
        decoder = Decoder(name, options.encoding, options.errors)
        before, replaced = counts.bytes, counts.replaced

        def read(size):
            data = reader.read(size)
            counts.bytes = before + reader.raw.consumed
            if options.progress is not None:
                options.progress(counts.bytes)
            return data

        for text in decoder.texts(read):
            counts.replaced = replaced + decoder.replaced
            yield text
        counts.encodings[name] = decoder.encoding
        if options.encoding == 'auto':
            logger().info('%s: read as %s', name, decoder.encoding)

    def _text_chunks(self, texts, name):
        """Return the chunks of texts that may end anywhere."""
        options, counts = self._options, self._counts
        if options.field is not None:
            from ._records import json_texts
            return self._item_chunks(json_texts(
                _numbered_lines(texts), options.field, options.errors, name, counts))
        if options.column is not None:
            from ._records import csv_texts
            return self._item_chunks(csv_texts(
                _numbered_lines(texts), options.column, _delimiter(options.delimiter, name),
                options.header, name, counts))
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
        # The class's own way to make a `Chunk` would take longer than all else does for a short text.
        new = tuple.__new__
        for number, item in enumerate(items, 1):
            if not isinstance(item, text_type):
                item = _checked_item(item, number)
            if most is None or len(item) <= most:
                yield new(Chunk, (item, True, False))
                continue
            for chunk in cut_line(item, most):
                yield chunk


def _stream_name(stream):
    name = getattr(stream, 'name', None)
    return path_name(name) if is_path(name) else '<open file>'


class _Begun(object):
    """Read a binary stream of which the first bytes have been read already."""

    def __init__(self, first, stream):
        self._first, self._stream = first, stream

    def read(self, size):
        """Return at most `size` bytes."""
        if not self._first:
            return self._stream.read(size)
        data, self._first = self._first[:size], self._first[size:]
        return data


def _read_stream(stream, size, name, line=1):
    """Read from a stream that the caller opened; text or bytes."""
    try:
        return stream.read(size)
    except UnicodeDecodeError as error:
        raise EncodingError('%s; open the file in binary, or let Corpus open it, to have '
                            'encoding= and errors= work' % error, path=name, line=line)
    except (IOError, OSError, EOFError, ValueError) as error:
        # ValueError: the file was closed.
        raise InputError('cannot be read: %s' % error, path=name)


def _stream_texts(text, stream, name):
    """Yield the texts of an open text file, the first of which has been read already."""
    if text.startswith('\ufeff'):
        text = text[1:]
    line = 1
    while text:
        line += text.count('\n')
        yield text
        text = _read_stream(stream, BLOCK, name, line)


def _checked_item(item, number):
    try:
        return clean_text(item)
    except CorpusTypeError as error:
        raise CorpusTypeError('item %d: %s' % (number, error.message))


def _numbered_lines(texts):
    """Yield (number, line) of texts that may end anywhere."""
    number = 0
    for chunk in LineSplitter(None).chunks(texts):
        for line in chunk.text.split('\n'):
            number += 1
            yield number, line


def _delimiter(delimiter, name):
    if delimiter is not None:
        return delimiter
    return '\t' if base_name(name).lower().endswith(('.tsv', '.tab')) else ','
