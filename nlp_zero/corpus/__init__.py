# -*- coding: utf-8 -*-
"""Read text: files of any kind, streams and iterables, as lines, pieces of lines or blocks.

In go paths, directories, globs, archives, open files, iterables of text; out come texts, as often
as they are asked for, in memory that grows neither with the files nor with their lines. What a
character is, and what a clause, is the text room's to say.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Iterator, binary_type, integer_types, text_type
from .._files import base_name, guard_input, path_name
from ..errors import (
    ArgumentError, CorpusTypeError, EncodingError, ExhaustedCorpusError, InputError)
from ..text import clean_text
from ._decode import BLOCK, Decoder, check_encoding
from ._lines import Lines, Skipper, cut_line
from ._sources import File, find_files

__all__ = [str(name) for name in ('Corpus', 'as_corpus')]

_ERRORS = ('strict', 'replace', 'skip')


class _Tally(object):
    """Count what one pass over a corpus has seen."""

    def __init__(self):
        self.lines = self.characters = self.replaced = self.skipped = 0
        self.encodings, self.read = {}, 0


class Corpus(object):
    """Give the texts of any mix of sources, again and again.

    Args:
        sources: paths (text, bytes, path objects), directories, globs, `archive.zip!member`, `-`
            for standard input; open files, text or binary; iterables of text; functions that
            return such an iterable, for data that comes from a generator or a database.
        encoding: of the files: 'utf-8' (with or without byte-order mark), 'utf-16', 'gb18030',
            'big5', any other of Python's that keeps ASCII, or 'auto'.
        errors: what to do with bytes that are no text: 'strict' raises, 'replace' gives U+FFFD,
            'skip' leaves out the line (of a line in pieces, the piece); both count.
        field: read files as JSON lines, and take this field (`a.b` for a field within a field;
            a list gives one text for each of its items).
        column: read files as CSV or TSV, and take the column of this name in the header line, or
            of this number, counted from 1.
        delimiter: between columns; by default a tab for `.tsv` and `.tab`, else a comma.
        header: whether the first record names the columns; by default, if `column` is a name.
        pattern: glob, or several, for the names of files in directories; by default `*.txt` and
            `*.text`, compressed or not.
        max_chars: longest line that is given in one piece, in characters; longer ones are cut at
            certain boundaries. JSON and CSV records are read whole, then cut.
        progress: called with the number of bytes read so far in this pass, once for each block.

    Raises:
        ArgumentError: an option makes no sense.
        CorpusTypeError: a source is nothing that texts can come from.

    Iterating raises InputError, EncodingError or CorpusError, which name file and line, and
    ExhaustedCorpusError where a stream or generator would have to be read a second time.

    >>> corpus = Corpus(['今天天气很好', '我们去公园'])
    >>> for text in corpus:
    ...     print(text)
    今天天气很好
    我们去公园
    >>> print(corpus.lines, corpus.characters)
    2 11
    """

    def __init__(self, *sources, **options):
        self.encoding = check_encoding(options.pop('encoding', 'utf-8'))
        self.errors = options.pop('errors', 'strict')
        self.field = options.pop('field', None)
        self.column = options.pop('column', None)
        self.delimiter = options.pop('delimiter', None)
        self.header = options.pop('header', None)
        self.pattern = options.pop('pattern', None)
        self.max_chars = options.pop('max_chars', 1 << 20)
        self.progress = options.pop('progress', None)
        if options:
            raise ArgumentError('unknown options of Corpus: %s'
                                % ', '.join(sorted(str(name) for name in options)))
        self._check_options(sources)
        self.sources = tuple(_checked_source(source) for source in sources)
        self._found = None
        self._used = False
        self._tally = _Tally()

    def _check_options(self, sources):
        if not sources:
            raise ArgumentError("name at least one source: a path, an iterable of texts, or '-'")
        if self.errors not in _ERRORS:
            raise ArgumentError("errors must be 'strict', 'replace' or 'skip', not %r"
                                % (self.errors,))
        if self.field is not None and self.column is not None:
            raise ArgumentError('field= is for JSON lines and column= for CSV: give one of them')
        if not isinstance(self.max_chars, integer_types) or self.max_chars < 1:
            raise ArgumentError('max_chars must be a number from 1, not %r' % (self.max_chars,))
        if isinstance(self.column, integer_types) and self.column < 1:
            raise ArgumentError('columns are counted from 1, column=%d is none' % self.column)
        if self.delimiter is not None and len(self.delimiter) != 1:
            raise ArgumentError('delimiter must be one character, not %r' % (self.delimiter,))

    # --- what a pass has seen ----------------------------------------------------------------------

    @property
    def lines(self):
        """Number of lines (or records, or items) that the last pass has given so far."""
        return self._tally.lines

    @property
    def characters(self):
        """Number of characters of those lines, without line ends."""
        return self._tally.characters

    @property
    def replaced(self):
        """Number of bad byte sequences that became U+FFFD."""
        return self._tally.replaced

    @property
    def skipped(self):
        """Number of lines (or pieces) left out for bad bytes."""
        return self._tally.skipped

    @property
    def encodings(self):
        """Encoding of each file that was read: {name: encoding}."""
        return dict(self._tally.encodings)

    def remark(self):
        """Return one line about what was guessed, replaced or left out; nothing if nothing was."""
        parts = []
        if self.encoding == 'auto' and self.encodings:
            names = sorted(set(self.encodings.values()))
            parts.append('read as %s' % ', '.join(names))
        if self.replaced:
            parts.append('%d undecodable byte sequences replaced' % self.replaced)
        if self.skipped:
            parts.append('%d lines with undecodable bytes left out' % self.skipped)
        return '; '.join(parts)

    def report(self):
        """Return one line about the last pass: how much was read, and the remark."""
        text = '%d lines, %d characters' % (self.lines, self.characters)
        return '; '.join(part for part in (text, self.remark()) if part)

    def size(self):
        """Return the number of bytes that a pass reads, or None if a source cannot tell."""
        sizes = [file.size() for files in self._files() for file in files
                 if isinstance(file, File) and file.name != '-']
        count = sum(len(files) for files in self._files())
        return sum(sizes) if len(sizes) == count else None

    # --- iteration ---------------------------------------------------------------------------------

    def __iter__(self):
        """Yield each line; one that is too long, in several texts."""
        for text, _, many in self._stream():
            if many:
                for line in text.split('\n'):
                    yield line
            else:
                yield text

    def pieces(self):
        """Yield (text, whole): `whole` is False where the line goes on in the next text.

        >>> for text, whole in Corpus(['今天很好。明天更好。'], max_chars=8).pieces():
        ...     print(text, whole)
        今天很好。 False
        明天更好。 True
        """
        for text, whole, many in self._stream():
            if many:
                lines = text.split('\n')
                for line in lines[:-1]:
                    yield line, True
                text = lines[-1]
            yield text, whole

    def blocks(self, chars=1 << 18):
        """Yield texts of about `chars` characters: lines (or pieces) with `\\n` between them.

        A block is longer only where one line is. For work that goes block by block, and for worker
        processes.

        >>> for block in Corpus(['今天', '明天', '后天']).blocks(5):
        ...     print(block.replace('\\n', '|'))
        今天|明天
        后天
        """
        held, length = [], 0
        for text, _, _ in self._stream():
            for part in _portions(text, chars):
                if held and length + len(part) > chars:
                    yield '\n'.join(held)
                    held, length = [], 0
                held.append(part)
                length += len(part) + 1
        if held:
            yield '\n'.join(held)

    def _stream(self):
        """Yield (text, whole, many): `many` says that the text is lines with `\\n` between them."""
        tally = self._begin()
        for files in self._files():
            for file in files:
                for text, whole, many in self._read(file, tally):
                    breaks = text.count('\n') if many else 0
                    tally.lines += breaks + whole
                    tally.characters += len(text) - breaks
                    yield text, whole, many
        if tally.replaced or tally.skipped:
            _log().warning('%s', self.remark())

    def _begin(self):
        """Start a pass: everything that must be there is, and nothing is used up."""
        if self._used:
            for source in self.sources:
                _check_fresh(source)
        self._files()
        self._used = True
        self._tally = _Tally()
        return self._tally

    def _files(self):
        """Return for each source what to read: its files, or the source itself."""
        if self._found is None:
            self._found = [_files_of(source, self.pattern) for source in self.sources]
        return self._found

    def _read(self, file, tally):
        if isinstance(file, File):
            return self._read_file(file, tally)
        if hasattr(file, 'read'):
            return self._read_stream(file, tally)
        return self._read_items(file() if _is_function(file) else file)

    def _read_file(self, file, tally):
        reader, before = file.open(), tally.read

        def count():
            tally.read = before + reader.raw.consumed

        try:
            for part in self._read_bytes(reader.read, count, file.name, tally):
                yield part
        finally:
            reader.close()

    def _read_stream(self, stream, tally):
        """Read an open file, which gives bytes or text."""
        name = _stream_name(stream)
        first = stream.read(0)
        if isinstance(first, binary_type):
            reader, before = guard_input(stream, name), tally.read

            def count():
                tally.read = before + reader.raw.consumed

            return self._read_bytes(reader.read, count, name, tally)
        return self._read_texts(_stream_texts(stream, name), name, tally)

    def _read_bytes(self, read, count, name, tally):
        decoder = Decoder(name, self.encoding, self.errors)

        def counted(size):
            data = read(size)
            count()
            if self.progress is not None:
                self.progress(tally.read)
            return data

        replaced = tally.replaced

        def texts():
            for text in decoder.texts(counted):
                tally.replaced = replaced + decoder.replaced
                yield text
            tally.encodings[name] = decoder.encoding
            if self.encoding == 'auto':
                _log().info('%s: read as %s', name, decoder.encoding)

        return self._read_texts(texts(), name, tally)

    def _read_texts(self, texts, name, tally):
        """Yield what `_stream` does from texts whose joints mean nothing."""
        if self.field is None and self.column is None:
            return self._read_lines(texts, tally)
        from ._records import csv_texts, json_texts
        lines = _numbered(Lines(None), texts)
        if self.field is not None:
            found = json_texts(lines, self.field, self.errors, name, tally)
        else:
            found = csv_texts(lines, self.column, _delimiter(self.delimiter, name), self.header,
                              name, tally)
        return self._cut(found)

    def _read_lines(self, texts, tally):
        lines = Lines(self.max_chars)
        parts = (part for text in texts for part in lines.add(text))
        skipper = Skipper(tally) if self.errors == 'skip' else None
        for source in (parts, lines.end()):
            for text, whole in source:
                if skipper is None:
                    yield text, whole, True
                    continue
                for text, whole in skipper.filter(text, whole):
                    yield text, whole, True

    def _read_items(self, items):
        return self._cut(_checked_items(items))

    def _cut(self, texts):
        for text in texts:
            if len(text) <= self.max_chars:
                yield text, True, False
                continue
            for piece, whole in cut_line(text, self.max_chars):
                yield piece, whole, False

    # --- travelling to other processes -------------------------------------------------------------

    def __getstate__(self):
        state = self.__dict__.copy()
        # A callback belongs to the process that shows the progress.
        state['progress'] = None
        return state

    def __repr__(self):
        return str('<Corpus of %d sources, encoding %s>' % (len(self.sources), self.encoding))


def as_corpus(value):
    """Return what a caller gave as a corpus as a `Corpus`.

    Args:
        value: a `Corpus`; an iterable of texts (a list, a generator for a single pass); an open
            file; a path object. Not a text: whether it is a path or a text to be read is the
            caller's to say.

    Raises:
        CorpusTypeError: a single text, bytes, None, a number.

    >>> print(as_corpus(['今天', '明天']).report())
    0 lines, 0 characters
    """
    if isinstance(value, Corpus):
        return value
    if isinstance(value, (text_type, binary_type)):
        raise CorpusTypeError(
            'a corpus is an iterable of texts, not a single %s: pass [text] for one text, or '
            'Corpus(path) for a file' % ('text' if isinstance(value, text_type) else 'bytes object'))
    return Corpus(value)


# --- sources ----------------------------------------------------------------------------------------

def _is_path(source):
    return isinstance(source, (text_type, binary_type)) or hasattr(source, '__fspath__')


def _is_function(source):
    return callable(source) and not hasattr(source, '__iter__') and not hasattr(source, 'read')


def _checked_source(source):
    """Return a source if texts can come from it."""
    if _is_path(source) or hasattr(source, 'read') or _is_function(source):
        return source
    try:
        iter(source)
    except TypeError:
        raise CorpusTypeError('a corpus is read from paths, open files or iterables of texts, not '
                              'from %s' % type(source).__name__)
    return source


def _check_fresh(source):
    """Raise if a source gives its texts only once: this is the second time."""
    if _is_path(source):
        if path_name(source) == '-':
            raise ExhaustedCorpusError('standard input was read to its end already; a second pass '
                                       'needs a file', path='-')
    elif hasattr(source, 'read'):
        raise ExhaustedCorpusError('an open file was read already; a second pass needs its path',
                                   path=_stream_name(source))
    elif isinstance(source, Iterator):
        raise ExhaustedCorpusError(
            'a %s was used up by an earlier pass; a second pass needs a list, or the function '
            'that makes the generator' % type(source).__name__)


def _files_of(source, pattern):
    if not _is_path(source):
        return [source]
    return [File('-')] if path_name(source) == '-' else find_files(source, pattern)


def _stream_name(stream):
    name = getattr(stream, 'name', None)
    return path_name(name) if _is_path(name) else '<open file>'


def _stream_texts(stream, name):
    """Yield the texts of an open text file."""
    line, first = 1, True
    while True:
        try:
            text = stream.read(BLOCK)
        except UnicodeDecodeError as error:
            raise EncodingError('%s; open the file in binary, or let Corpus open it, to have '
                                'encoding= and errors= work' % error, path=name, line=line)
        except (IOError, OSError, EOFError) as error:
            raise InputError('cannot be read on: %s' % error, path=name)
        if not text:
            return
        if first and text.startswith('\ufeff'):
            text = text[1:]
        first = False
        line += text.count('\n')
        yield text


def _checked_items(items):
    for number, item in enumerate(items, 1):
        if not isinstance(item, text_type):
            try:
                item = clean_text(item)
            except CorpusTypeError as error:
                raise CorpusTypeError('item %d: %s' % (number, error.message))
        yield item


def _numbered(lines, texts):
    """Yield (number, line) of texts whose joints mean nothing."""
    number = 0
    for part in _both((part for text in texts for part in lines.add(text)), lines.end):
        for line in part[0].split('\n'):
            number += 1
            yield number, line


def _both(first, then):
    for part in first:
        yield part
    for part in then():
        yield part


def _delimiter(delimiter, name):
    if delimiter is not None:
        return delimiter
    return '\t' if base_name(name).lower().endswith(('.tsv', '.tab')) else ','


def _portions(text, chars):
    """Yield the lines of a text, as many at a time as fit into `chars` characters."""
    begin = 0
    while len(text) - begin > chars:
        end = text.rfind('\n', begin, begin + chars + 1)
        if end < 0:
            end = text.find('\n', begin + chars)
        if end < 0:
            break
        yield text[begin:end]
        begin = end + 1
    yield text[begin:]


def _log():
    import logging
    logger = logging.getLogger('nlp_zero')
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger
