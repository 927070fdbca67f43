# -*- coding: utf-8 -*-
"""Define `Corpus`: texts from any sources, as lines, pieces, chunks or blocks."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from time import time

from .._compat import binary_type, integer_types, iter_items, text_type
from ..errors import (
    ArgumentError, CorpusTypeError, check_callable, check_number, check_text, checked_options, shown)

#: A portion of text as it is read: `text`; `ends_line`, whether its last line is complete and does not
#: continue in the next chunk; `many_lines`, whether line feeds in the text separate lines, and are not part
#: of one record.
Chunk = namedtuple('Chunk', 'text ends_line many_lines')

#: Text with its place: `text` and `many_lines` as in `Chunk`; `file`, the name of its file, None for an
#: iterable; `line`, the number of its first line or its record in the file, or of the item, from 1.
Located = namedtuple('Located', 'text many_lines file line')

#: Yielded in place of a chunk if the source has no more data for now and the next chunk may take long.
WAITING = Chunk('', False, False)

# An iterable counts as slow until this many items in succession have each arrived within this many seconds.
_QUICK_ITEMS, _QUICK_SECONDS = 32, 0.001

_ERRORS = ('strict', 'replace', 'skip')


class PassCounts(object):
    """Count what one pass over a corpus has read so far.

    Attributes:
        lines, characters: number of lines, and of characters without line ends.
        replaced, skipped: number of invalid byte sequences that became U+FFFD, and of lines (or pieces) that
            were left out because of such.
        bytes: number of bytes read from the disk, before decompression.
        encodings: {name of a file: its encoding}.
        ended: whether the last line had a line end; True if the last source has no lines.
        source: the current source: a `File`, an open file or an iterable.
        lines_before: lines that were read or left out before the current source.
        record_line: line of the last record in its file; 0 if the file has no records.
    """

    def __init__(self):
        self.lines = self.characters = self.replaced = self.skipped = self.bytes = 0
        self.encodings, self.ended = {}, True
        self.source, self.lines_before, self.record_line = None, 0, 0


class _Passes(object):
    """Hold what is known from the passes over a corpus, also for its views.

    Attributes:
        files: the objects to read; None before they have been looked for.
        begun: whether a pass has begun.
        counts: the `PassCounts` of the last pass.
    """

    def __init__(self):
        self.files, self.begun, self.counts = None, False, PassCounts()


class Corpus(object):
    """Iterate over the texts of any sources, repeatedly.

    Args:
        sources: paths (text, bytes, path objects), directories, globs, `archive.zip!member`, `-` for standard
            input; open files, text or binary; iterables of text; functions that return such an iterable, for
            data from a generator or a database.
        encoding: encoding of the files: 'utf-8' (with or without byte order mark), 'utf-16', 'gb18030',
            'big5', any other encoding of Python that is compatible with ASCII, or 'auto'.
        errors: how to handle invalid bytes: 'strict' raises an error, 'replace' inserts U+FFFD, 'skip' leaves
            out the line (or the piece of a long line); both are counted.
        field: read files as JSON lines, and take this field (`a.b` for a field within a field; each item of a
            list is a text).
        column: read files as CSV or TSV, and take the column with this name in the header, or with this
            number, counted from 1.
        delimiter: separator of columns; by default a tab for `.tsv` and `.tab`, else a comma.
        header: whether the first record names the columns; by default only if `column` is a name.
        pattern: one or several globs for the names of files in directories, compressed or not; by default
            `*.txt` and `*.text`; with `field`, `*.jsonl`, `*.ndjson` and `*.json`; with `column`, `*.csv`,
            `*.tsv` and `*.tab`.
        max_chars: longest line that is not cut, in characters. Longer lines are cut at a certain boundary,
            or, if there is none within 1,048,576 further characters, after a Han character or anywhere.
            JSON and CSV records are read completely, then cut. None cuts no lines.
        keep_returns: whether the `\\r` of a line end `\\r\\n` is kept at the end of the text.
        progress: callback, called for each block with the number of bytes read so far in this pass.
        on_wait: callback, called before a pass waits for data from a pipe, a terminal or a socket. Lines from
            these are yielded as they arrive, several at a time if they arrive faster than they are taken;
            with `encoding='auto'`, from the first block on that is not plain ASCII.

    Raises:
        ArgumentError: an unknown or invalid option; `field` or `column` without a file; a file that contains
            records according to its name (`.csv`, `.tsv`, `.tab`, `.json`, `.jsonl`, `.ndjson`) without
            `field` or `column`; a spreadsheet (`.xlsx`, `.xls`, `.xlsm`, `.ods`) or a document (`.docx`,
            `.doc`, `.odt`, `.rtf`, `.pdf`, `.epub`) without these; for files in a folder or glob, when they
            are read.
        CorpusTypeError: a source is not an object that texts can be read from.

    Iterating raises InputError, EncodingError or CorpusError, which name file and line, and
    ExhaustedCorpusError if a stream or generator would have to be read again.

    >>> corpus = Corpus(['今天天气很好', '我们去公园'])
    >>> for text in corpus:
    ...     print(text)
    今天天气很好
    我们去公园
    >>> print(corpus.lines, corpus.characters)
    2 11
    """

    #: Whether files that contain records according to their names require a field or column.
    asks_by_name = True

    def __init__(self, *sources, **options):
        options = checked_options(
            'Corpus', options, encoding='utf-8', errors='strict', field=None, column=None, delimiter=None,
            header=None, pattern=None, max_chars=1 << 20, keep_returns=False, progress=None,
            on_wait=None)
        for name, value in iter_items(options):
            setattr(self, name, value)
        self.sources = sources
        self._check()
        self._passes = _Passes()
        # {path: its state} of the files that must not change between passes; None if they may.
        self._states = None

    def _check(self):
        # The modules for reading are imported on first use, so that importing the package stays cheap.
        from .._storage import check_encoding, is_path, path_name
        from ._reader import check_name, check_source
        for source in self.sources:
            check_source(source)
            if is_path(source):
                check_name(path_name(source), self)
        self.encoding = check_encoding(self.encoding)
        if not self.sources:
            raise ArgumentError("name at least one source: a path, an iterable of texts, or '-'")
        if self.errors not in _ERRORS:
            raise ArgumentError("errors must be 'strict', 'replace' or 'skip', not %s" % shown(self.errors))
        if self.field is not None and self.column is not None:
            raise ArgumentError('field= is for JSON lines and column= for CSV: give one of them')
        check_number('max_chars', self.max_chars, 1, optional=True)
        if isinstance(self.column, integer_types) and self.column < 1:
            raise ArgumentError('columns are counted from 1, there is no column %d' % self.column)
        if not isinstance(self.column, (type(None), text_type, str) + integer_types):
            raise ArgumentError('column is the name of a column or its number, not %r' % (self.column,))
        if self.header is False and not isinstance(self.column, (type(None),) + integer_types):
            raise ArgumentError('without a header a column is named by its number, not %r' % (self.column,))
        check_text('delimiter', ',' if self.delimiter is None else self.delimiter)
        if self.delimiter is not None and len(self.delimiter) != 1:
            raise ArgumentError('delimiter must be one character, not %r' % (self.delimiter,))
        check_callable('progress', self.progress)
        check_callable('on_wait', self.on_wait)
        for name in ('field', 'column'):
            if getattr(self, name) is not None and not any(
                    is_path(source) or hasattr(source, 'read') for source in self.sources):
                raise ArgumentError('%s= says what to read from a file, and these sources are texts already'
                                    % name)

    # --- what the last pass has read --------------------------------------------------------------

    @property
    def lines(self):
        """Number of lines (or records, or items) that the last pass has yielded so far."""
        return self._passes.counts.lines

    @property
    def characters(self):
        """Number of characters of those lines, without line ends."""
        return self._passes.counts.characters

    @property
    def ended(self):
        """Whether the last line of the pass had a line end; True if the last source has no lines."""
        return self._passes.counts.ended

    @property
    def replaced(self):
        """Number of invalid byte sequences that became U+FFFD."""
        return self._passes.counts.replaced

    @property
    def skipped(self):
        """Number of lines (or pieces) left out because of invalid bytes."""
        return self._passes.counts.skipped

    @property
    def encodings(self):
        """Encoding of each file that was read: {name: encoding}."""
        return dict(self._passes.counts.encodings)

    def remark(self):
        """Return one line about what was detected, replaced or left out; '' if nothing was."""
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
        """Return the number of bytes that a pass reads from the disk, or None if that is not known."""
        from ._find_files import File
        files = self._files()
        if any(not isinstance(file, File) or file.is_stream() for file in files):
            return None
        return sum(file.size() for file in files)

    # --- iteration -------------------------------------------------------------------------------

    def __iter__(self):
        """Yield each line; a line that is too long is yielded in several texts."""
        for text, _, many_lines in self._chunks(live=True):
            if many_lines:
                for line in text.split('\n'):
                    yield line
            else:
                yield text

    def pieces(self):
        """Yield pairs (text, ends_line); if `ends_line` is false, the line continues in the next text.

        >>> for text, ends_line in Corpus(['今天很好。明天更好。'], max_chars=8).pieces():
        ...     print(text, ends_line)
        今天很好。 False
        明天更好。 True
        """
        for text, ends_line, many_lines in self._chunks(live=True):
            if many_lines:
                lines = text.split('\n')
                for line in lines[:-1]:
                    yield line, True
                text = lines[-1]
            yield text, ends_line

    def blocks(self, chars=1 << 18):
        """Yield texts of about `chars` characters: lines (or pieces) with `\\n` between them.

        A block is longer only if a single line is. Blocks are meant for work in large portions and for worker
        processes.

        >>> for block in Corpus(['今天', '明天', '后天']).blocks(5):
        ...     print(block.replace('\\n', '|'))
        今天|明天
        后天
        """
        check_number('chars', chars, 1)
        held, length = [], 0
        for text, _, _ in self._chunks():
            for lines in (text,) if len(text) <= chars else _groups_of_lines(text, chars):
                if held and length + len(lines) > chars:
                    yield '\n'.join(held)
                    held, length = [], 0
                held.append(lines)
                length += len(lines) + 1
        if held:
            yield '\n'.join(held)

    def parts(self):
        """Yield each line like iteration, but in parts of at most 131,072 characters.

        For code that needs much memory per word. A part ends at a boundary, or where so many characters have
        none, after 65,536 of them or after the last Han character among these.
        """
        for text, _, many_lines in self.portions(divided=True):
            for line in text.split('\n') if many_lines else (text,):
                yield line

    def portions(self, chars=1 << 15, pause=None, divided=False):
        """Yield the lines and pieces of lines, as many lines at a time as fit into `chars` characters.

        Args:
            chars: most characters of several lines together.
            pause: None, or a number of seconds: `WAITING` is yielded if a pipe, a terminal or a socket had no
                data for that long, and before each item of a slow iterable.
            divided: whether lines are split as in `parts`.

        Yields:
            Chunk: a chunk that does not end its line is one piece of it.

        >>> import io
        >>> for chunk in Corpus(io.StringIO('one\\ntwo\\nthree\\n')).portions(8):
        ...     print(chunk.text.replace('\\n', '|'))
        one|two
        three
        """
        from ._line_splitter import divide_line
        for chunk in self._chunks(pause, live=pause is not None):
            for portion in _portions_of(chunk, chars):
                for piece in divide_line(portion) if divided else (portion,):
                    yield piece

    def located(self):
        """Yield a `Located` for each chunk: its text, and the file and line where it begins.

        >>> for text, many_lines, file, line in Corpus(['今天', '明天']).located():
        ...     print(text, file, line)
        今天 None 1
        明天 None 2
        """
        from ._reader import source_name
        for text, ends_line, many_lines in self._chunks(live=True):
            counts = self._passes.counts
            # The lines of the chunk, and those left out before it, have already been counted.
            breaks = text.count('\n') if many_lines else 0
            line = counts.lines + counts.skipped - counts.lines_before - breaks + (not ends_line)
            yield Located(text, many_lines, source_name(counts.source), counts.record_line or line)

    def _chunks(self, pause=None, live=False):
        """Yield the `Chunk`s of a new pass. All sources are checked before the first chunk.

        Args:
            pause: as in `portions`.
            live: whether lines of a pipe are yielded as they are written; if not, the chunks of a text are
                always the same, so that work in blocks can be resumed.
        """
        from ._reader import Reader, logger
        files = self._files()
        if self._passes.begun:
            self.check_rereadable()
        counts = PassCounts()
        self._passes.begun, self._passes.counts = True, counts
        reader = Reader(self, counts, pause, live, self._states)
        try:
            for file in files:
                counts.source, counts.lines_before = file, counts.lines + counts.skipped
                counts.record_line = 0
                for chunk in reader.chunks(file, len(files) == 1):
                    if chunk is WAITING:
                        yield chunk
                        continue
                    text, ends_line, many_lines = chunk
                    breaks = text.count('\n') if many_lines else 0
                    counts.lines += breaks + ends_line
                    counts.characters += len(text) - breaks
                    yield chunk
        finally:
            reader.close()
        if counts.replaced or counts.skipped:
            logger().warning('%s', self.remark())

    def check_rereadable(self):
        """Raise an `ExhaustedCorpusError` if a source can be read only once."""
        from ._reader import check_rereadable
        for file in self._files():
            check_rereadable(file)

    def _files(self):
        """Return the objects to read: `File`s, open files, iterables."""
        if self._passes.files is None:
            from ._reader import files_of
            self._passes.files = [file for source in self.sources for file in files_of(source, self)]
        return self._passes.files

    def unchanging(self):
        """Return a view of the corpus whose passes must all see the same files, or raise an InputError.

        Make one view for each piece of work of several passes; the view of a view is that view itself. What
        is counted while reading, such as replaced bytes, is counted for the corpus too.
        """
        if self._states is not None:
            return self
        view = self.__class__.__new__(self.__class__)
        # `copy` would leave out the callbacks, see `__getstate__`.
        view.__dict__.update(self.__dict__, _states={})
        return view

    # --- travelling to other processes -----------------------------------------------------------

    def __getstate__(self):
        state = self.__dict__.copy()
        # Callbacks stay in the process that shows the progress.
        state['progress'] = state['on_wait'] = None
        return state

    def __repr__(self):
        return str('<Corpus of %d sources, encoding %s>' % (len(self.sources), self.encoding))


class LineCorpus(Corpus):
    """Read every file as lines, whatever its name; for lists of words."""

    asks_by_name = False


def as_corpus(value, passes=1):
    """Return a value as a `Corpus`, for one piece of work.

    Args:
        value: a `Corpus`; an iterable of texts (a list, or a generator for a single pass); an open file; a
            path object. A text is not accepted, since it could be a path or the text itself.
        passes: how often the corpus will be read; if more than once, sources that can be read only once are
            refused at the beginning, and a file that changes between passes, or in one, is an InputError.
            A `Corpus` stays as it is then, so that other work may find its files changed: a view of it is
            returned, and its counts are those of the last pass over either.

    Raises:
        CorpusTypeError: the value is a single text, bytes, None or a number.
        ExhaustedCorpusError: an iterator, an open file or a pipe would have to be read several times.

    >>> print(as_corpus(['今天', '明天']).report())
    0 lines, 0 characters
    """
    if isinstance(value, (text_type, binary_type)):
        raise CorpusTypeError(
            'a corpus is an iterable of texts, not a single %s: pass [text] for one text, or '
            'Corpus(path) for a file' % ('text' if isinstance(value, text_type) else 'string'))
    corpus = value if isinstance(value, Corpus) else Corpus(value)
    if passes < 2:
        return corpus
    corpus.check_rereadable()
    return corpus.unchanging()


def parts_of_text(text):
    """Yield a text as `Corpus.parts` yields a line.

    >>> [len(part) for part in parts_of_text('好' * 200000)]
    [65536, 65536, 68928]
    """
    from ._line_splitter import divide_line
    return (chunk.text for chunk in divide_line(Chunk(text, True, False)))


def with_pauses(items):
    """Yield the items of an iterable, and `WAITING` before each item that may take long to arrive.

    So all work on an item is completed before a slow producer is asked for the next one. Only lines that
    arrive quickly are processed many at a time; then the last of them may have to wait for those that follow.
    """
    if isinstance(items, (list, tuple)):
        for item in items:
            yield item
        return
    quick, before = 0, time()
    for item in items:
        now = time()
        quick = quick + 1 if now - before < _QUICK_SECONDS else 0
        yield item
        if quick < _QUICK_ITEMS:
            yield WAITING
        before = time()


def _portions_of(chunk, chars):
    """Yield a chunk in portions: whole lines, a piece of one, a record."""
    if not chunk.many_lines:
        yield chunk
    elif chunk.ends_line:
        for lines in _groups_of_lines(chunk.text, chars):
            yield Chunk(lines, True, True)
    else:
        before, line_end, piece = chunk.text.rpartition('\n')
        for lines in _groups_of_lines(before, chars) if line_end else ():
            yield Chunk(lines, True, True)
        yield Chunk(piece, False, False)


def _groups_of_lines(text, chars):
    """Yield the lines of a text in groups, as many at a time as fit into `chars` characters."""
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
