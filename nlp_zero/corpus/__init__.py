# -*- coding: utf-8 -*-
"""Read text: files of any kind, streams and iterables, as lines, pieces of lines or blocks.

In go paths, directories, globs, archives, open files, iterables of text; out come texts, as often
as they are asked for, in memory that grows neither with the files nor with their lines. What a
character is, and what a clause, is the text room's to say.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import binary_type, integer_types, text_type
from ..errors import ArgumentError, CorpusTypeError

__all__ = [str(name) for name in ('Corpus', 'as_corpus')]

_ERRORS = ('strict', 'replace', 'skip')


class _Tally(object):
    """Count what one pass over a corpus has seen."""

    def __init__(self):
        self.lines = self.characters = self.replaced = self.skipped = 0
        self.encodings, self.read, self.ended = {}, 0, True


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
        pattern: glob, or several, for the names of files in directories, compressed or not; by
            default `*.txt` and `*.text`, with `field` `*.jsonl`, `*.ndjson` and `*.json`, with
            `column` `*.csv`, `*.tsv` and `*.tab`.
        max_chars: longest line that is given in one piece, in characters; longer ones are cut at
            certain boundaries. JSON and CSV records are read whole, then cut. None cuts nothing.
        keep_returns: whether the `\\r` of a line that ends in `\\r\\n` stays at the end of its text.
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
        self.encoding = options.pop('encoding', 'utf-8')
        self.errors = options.pop('errors', 'strict')
        self.field = options.pop('field', None)
        self.column = options.pop('column', None)
        self.delimiter = options.pop('delimiter', None)
        self.header = options.pop('header', None)
        self.pattern = options.pop('pattern', None)
        self.max_chars = options.pop('max_chars', 1 << 20)
        self.keep_returns = bool(options.pop('keep_returns', False))
        self.progress = options.pop('progress', None)
        if options:
            raise ArgumentError('unknown options of Corpus: %s'
                                % ', '.join(sorted(str(name) for name in options)))
        self._check_options(sources)
        self.sources = sources
        self._found = None
        self._used = False
        self._tally = _Tally()

    def _check_options(self, sources):
        # The machinery of reading is loaded where it is first needed: importing must be cheap.
        from .._storage import check_encoding
        from ._reader import check_source
        for source in sources:
            check_source(source)
        self.encoding = check_encoding(self.encoding)
        if not sources:
            raise ArgumentError("name at least one source: a path, an iterable of texts, or '-'")
        if self.errors not in _ERRORS:
            raise ArgumentError("errors must be 'strict', 'replace' or 'skip', not %r"
                                % (self.errors,))
        if self.field is not None and self.column is not None:
            raise ArgumentError('field= is for JSON lines and column= for CSV: give one of them')
        if self.max_chars is not None and (
                not isinstance(self.max_chars, integer_types) or self.max_chars < 1):
            raise ArgumentError('max_chars must be a number from 1 or None, not %r'
                                % (self.max_chars,))
        if isinstance(self.column, integer_types) and self.column < 1:
            raise ArgumentError('columns are counted from 1, column=%d is none' % self.column)
        if self.delimiter is not None and len(self.delimiter) != 1:
            raise ArgumentError('delimiter must be one character, not %r' % (self.delimiter,))

    # --- what a pass has seen --------------------------------------------------------------------

    @property
    def lines(self):
        """Number of lines (or records, or items) that the last pass has given so far."""
        return self._tally.lines

    @property
    def characters(self):
        """Number of characters of those lines, without line ends."""
        return self._tally.characters

    @property
    def ended(self):
        """Whether the last line of the pass had its line end; True where the last source has no lines."""
        return self._tally.ended

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
        """Return the number of bytes that a pass reads from the disk, or None if none can tell."""
        from ._find_files import File
        files = self._files()
        if any(not isinstance(file, File) or file.is_stream() for file in files):
            return None
        return sum(file.size() for file in files)

    # --- iteration -------------------------------------------------------------------------------

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

    def portions(self, chars=1 << 15):
        """Yield what `pieces` yields, as many lines at a time as fit into `chars` characters.

        Yields:
            (text, whole, many): `many` says that a `\\n` in the text stands between lines; else it
            is part of a record. Where `whole` is False the text is one piece.

        >>> import io
        >>> for portion in Corpus(io.StringIO('one\\ntwo\\nthree\\n')).portions(8):
        ...     print(portion[0].replace('\\n', '|'))
        one|two
        three
        """
        for text, whole, many in self._stream():
            if many and not whole:
                lines, line_end, text = text.rpartition('\n')
                for part in _portions(lines, chars) if line_end else ():
                    yield part, True, True
                yield text, False, False
            elif many:
                for part in _portions(text, chars):
                    yield part, True, True
            else:
                yield text, whole, False

    def _stream(self):
        """Yield (text, whole, many): `many` says that the text is lines with `\\n` between them."""
        reader, tally = self._begin(), self._tally
        try:
            for file in self._files():
                for text, whole, many in reader.read(file):
                    breaks = text.count('\n') if many else 0
                    tally.lines += breaks + whole
                    tally.characters += len(text) - breaks
                    yield text, whole, many
        finally:
            reader.close()
        if tally.replaced or tally.skipped:
            from ._reader import log
            log().warning('%s', self.remark())

    def _begin(self):
        """Return the reader of a new pass: everything that must be there is, nothing is used up."""
        from ._reader import Reader, check_fresh
        files = self._files()
        if self._used:
            for file in files:
                check_fresh(file)
        self._used = True
        self._tally = _Tally()
        return Reader(self, self._tally)

    def _files(self):
        """Return what to read: files, open files, iterables."""
        if self._found is None:
            from ._reader import files_of
            self._found = [file for source in self.sources
                           for file in files_of(source, self)]
        return self._found

    # --- travelling to other processes -----------------------------------------------------------

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
            'Corpus(path) for a file' % ('text' if isinstance(value, text_type) else 'string'))
    return Corpus(value)


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
