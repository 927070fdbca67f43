# -*- coding: utf-8 -*-
"""Manage the streams of one command: its corpus, output, messages and progress."""
from __future__ import absolute_import, division, print_function, unicode_literals

import shutil
import sys
import time

from .._storage import TempFolder, check_output, is_stream, open_input, open_output
from ..corpus import Corpus
from ..errors import NlpZeroError, OutputError
from ..text import display_width
from ._messages import write_error

_PROGRESS_SECONDS = 0.5


class Streams(object):
    """Open the input and output of a verb; there is one object for each command.

    Args:
        options: the parsed options, with `quiet`, `progress` and `files`.
        translate: function that puts a message into the user's language.
    """

    def __init__(self, options, translate):
        self._options, self.translate = options, translate
        # {temporary file: the name of the standard input or pipe whose text it contains}
        self._folder, self._spooled = TempFolder(getattr(options, 'temp_dir', None)), {}
        self._corpora, self._output = [], None
        # Length of the progress line on the screen, in characters.
        self._shown, self._stage = 0, ''
        self._next = 0.0
        self._start = time.time()
        self._live = not options.quiet and (options.progress or is_terminal(sys.stderr))

    def corpus(self, again=False, files=None, **settings):
        """Return the corpus of the named files, or of standard input if none is named.

        Args:
            files: file names to use instead of those of the command.
            again: whether the verb makes more than one pass; standard input and pipes are then copied to
                temporary files, which are deleted when the command ends, and a file that changes between
                any two passes is an error.
            settings: further arguments of `Corpus`.
        """
        options = self._options
        sources = list(options.files if files is None else files) or ['-']
        if '-' in sources and is_terminal(sys.stdin):
            self.message('reading what is typed, up to Ctrl-D; name files to read them (--help)')
        if again:
            sources = [self._spool(source) if is_stream(source) else source for source in sources]
        corpus = Corpus(*sources, encoding=options.encoding, errors=options.errors,
                        field=options.field, column=options.column, on_wait=self._flush, **settings)
        self._corpora.append(corpus)
        return corpus.unchanging() if again else corpus

    def _spool(self, name):
        """Copy a stream to a temporary file and return its name."""
        for path, source in self._spooled.items():
            if source == name:
                return path
        # Done before opening a file: if standard input is closed, the next file would get its descriptor.
        source, path = open_input(name), self._folder.new_file()
        # In a folder of its own, since Windows cannot open a `NamedTemporaryFile` twice.
        try:
            with open(path, 'wb') as out:
                shutil.copyfileobj(source, out, 1 << 20)
        except NlpZeroError:
            raise
        except EnvironmentError as error:
            raise OutputError('cannot copy %s there, to read it more than once: %s'
                              % ('standard input' if name == '-' else 'a pipe', error.strerror or error),
                              path=self._folder.path)
        self._spooled[path] = name
        return path

    def with_names(self, rows):
        """Return rows whose contexts name the original streams instead of temporary files."""
        if not self._spooled:
            return rows
        return [row._replace(contexts=tuple(context._replace(file=self.source_name(context.file))
                                            for context in row.contexts)) for row in rows]

    def source_name(self, name):
        """Return the name of a file of the corpus; for a temporary file, that of the original stream."""
        return self._spooled.get(name, name)

    def check_output(self):
        """Raise an error if the output cannot be written, before any work is done."""
        check_output(self._options.output)

    def output(self):
        """Return a context manager for the text writer of -o (standard output by default).

        Output is flushed when the corpus waits for more input, so a verb that writes all about one line
        before it reads the next answers at once. With --line-buffered every write is flushed. If results go
        to a terminal, progress is not shown from here on.
        """
        if self._options.output == '-' and is_terminal(sys.stdout):
            self._wipe()
            self._live = False
        buffered = not getattr(self._options, 'line_buffered', False)
        self._output = open_output(self._options.output, buffered=buffered)
        return self._output

    def _flush(self):
        """Flush the output, unless it is a file that appears only when complete."""
        if self._output is not None and not self._output.closed:
            self._output.flush()

    def tick(self, progress):
        """Show a `Progress`, twice a second and at each new stage, on a terminal or with --progress."""
        now = time.time()
        if self._live and (now >= self._next or progress.stage != self._stage):
            self._next, self._stage = now + _PROGRESS_SECONDS, progress.stage
            line = self.translate('%s, %.0f s' % (_described(progress), now - self._start))
            # Padded, to overwrite the rest of a longer line.
            write_error('\r' + line + ' ' * (self._shown - display_width(line)))
            self._shown = display_width(line)

    def _wipe(self):
        """Clear the progress line and return to its start."""
        if self._shown:
            write_error('\r' + ' ' * self._shown + '\r')
            self._shown = 0

    def message(self, text):
        """Write one line to stderr, unless --quiet."""
        if not self._options.quiet:
            self.write('nlp-zero: ' + self.translate(text))

    def explain_nothing(self, rows, reason):
        """Explain on stderr why the result has no rows, if it has none."""
        if not rows:
            read = '%d lines, %d characters' % (sum(corpus.lines for corpus in self._corpora),
                                                sum(corpus.characters for corpus in self._corpora))
            self.message('nothing found in %s: %s' % (read, reason))

    def write(self, text):
        """Write one line to stderr, below the progress line."""
        write_error(('\n' if self._shown else '') + text + '\n')
        self._shown = 0

    def report(self):
        """Report on stderr what was replaced, skipped or guessed while reading."""
        for remark in [corpus.remark() for corpus in self._corpora]:
            if remark:
                self.message(remark)

    def close(self):
        """End the progress line and delete the temporary files."""
        if self._shown:
            write_error('\n')
            self._shown = 0
        self._folder.close()


def _described(progress):
    """Return the text that describes a `Progress`."""
    done = ''
    if progress.unit == 'bytes':
        total = ' of %.1f' % (progress.total / 1e6) if progress.total else ''
        done = '%.1f%s MB read' % (progress.done / 1e6, total)
    elif progress.done:
        total = ' of %d' % progress.total if progress.total else ''
        done = '%d%s %s' % (progress.done, total, progress.unit)
    return ': '.join(part for part in (progress.stage, done) if part)


def is_terminal(stream):
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False
