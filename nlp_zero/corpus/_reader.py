# -*- coding: utf-8 -*-
"""Turn one source of a corpus into lines: what lies between an open file and the caller.

In goes a file, an open stream or an iterable, out come texts in the three forms of `Reader.read`.
Opening by name is for the sources' module, decoding, cutting and records for their own.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Iterator, text_type
from .._storage import BLOCK, Decoder, base_name, guard_input, is_path, path_name
from ..errors import CorpusTypeError, EncodingError, ExhaustedCorpusError, InputError
from ..text import clean_text
from ._line_splitter import Lines, Skipper, cut_line
from ._find_files import PATTERNS, File, Opener, find_files


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


def log():
    """Return the package's logger, which is silent unless the caller configures logging."""
    import logging
    return logging.getLogger('nlp_zero')


class Reader(object):
    """Read the sources of one pass.

    Args:
        options: an object with the options of a `Corpus`.
        tally: an object with the counters `replaced`, `skipped` and `read` (bytes), and the dict
            `encodings`.
    """

    def __init__(self, options, tally):
        self._options, self._tally = options, tally
        self._opener = Opener()

    def close(self):
        """Close what stays open from one file to the next."""
        self._opener.close()

    def read(self, source):
        """Return an iterator over (text, whole, many).

        `many`: the text is lines with `\\n` between them; else it is one text, whatever it holds.
        `whole`: the last line (or the text) ends here; else it goes on in the next text.
        """
        if isinstance(source, File):
            return self._file(source)
        if hasattr(source, 'read'):
            return self._stream(source)
        return self._pieces(_checked(source() if is_function(source) else source))

    def _file(self, file):
        reader = self._opener.open(file)
        try:
            for part in self._bytes(reader, file.name):
                yield part
        finally:
            reader.close()

    def _stream(self, stream):
        """Read an open file, which gives bytes or text."""
        name = _stream_name(stream)
        # Only what is read tells: StringIO of 2.7 answers read(0) by bytes, whatever it holds.
        first = _read(stream, BLOCK, name) or b''
        if isinstance(first, text_type):
            return self._texts(_stream_texts(first, stream, name), name)
        return self._bytes(guard_input(_Begun(first, stream), name), name)

    def _bytes(self, reader, name):
        return self._texts(self._decoded(reader, name), name)

    def _decoded(self, reader, name):
        """Yield the texts of a file's blocks, and keep the tally."""
        options, tally = self._options, self._tally
        decoder = Decoder(name, options.encoding, options.errors)
        before, replaced = tally.read, tally.replaced

        def read(size):
            data = reader.read(size)
            tally.read = before + reader.raw.consumed
            if options.progress is not None:
                options.progress(tally.read)
            return data

        for text in decoder.texts(read):
            tally.replaced = replaced + decoder.replaced
            yield text
        tally.encodings[name] = decoder.encoding
        if options.encoding == 'auto':
            log().info('%s: read as %s', name, decoder.encoding)

    def _texts(self, texts, name):
        """Do what `read` does for texts whose joints mean nothing."""
        options, tally = self._options, self._tally
        if options.field is not None:
            from ._records import json_texts
            return self._pieces(json_texts(_numbered(texts), options.field, options.errors, name,
                                           tally))
        if options.column is not None:
            from ._records import csv_texts
            return self._pieces(csv_texts(_numbered(texts), options.column,
                                          _delimiter(options.delimiter, name), options.header,
                                          name, tally))
        return self._lines(texts)

    def _lines(self, texts):
        lines = Lines(self._options.max_chars, self._options.keep_returns)
        parts = lines.parts(texts)
        if self._options.errors == 'skip':
            parts = Skipper(self._tally).filter(parts)
        for text, whole in parts:
            yield text, whole, True
        self._tally.ended = lines.ended

    def _pieces(self, texts):
        most, self._tally.ended = self._options.max_chars, True
        for text in texts:
            if most is None or len(text) <= most:
                yield text, True, False
                continue
            for piece, whole in cut_line(text, most):
                yield piece, whole, False


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


def _read(stream, size, name, line=1):
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
        text = _read(stream, BLOCK, name, line)


def _checked(items):
    """Yield the items of an iterable, which must be texts."""
    for number, item in enumerate(items, 1):
        if not isinstance(item, text_type):
            try:
                item = clean_text(item)
            except CorpusTypeError as error:
                raise CorpusTypeError('item %d: %s' % (number, error.message))
        yield item


def _numbered(texts):
    """Yield (number, line) of texts whose joints mean nothing."""
    number = 0
    for text, _ in Lines(None).parts(texts):
        for line in text.split('\n'):
            number += 1
            yield number, line


def _delimiter(delimiter, name):
    if delimiter is not None:
        return delimiter
    return '\t' if base_name(name).lower().endswith(('.tsv', '.tab')) else ','
