# -*- coding: utf-8 -*-
"""Hold the streams of one command: its corpus, its output, its messages and its progress."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import shutil
import sys
import time

from .._compat import PY2, binary_stream, escape_surrogates, fs_text, text_type
from .._storage import open_output
from ..corpus import Corpus

_PROGRESS_SECONDS = 0.5


class Streams(object):
    """Open what a verb reads and writes; one object a command.

    Args:
        options: the parsed options, with `quiet`, `progress` and `files`.
    """

    def __init__(self, options):
        self._options = options
        self._spooled = None
        self._corpus = None
        self._shown = False
        self._next = 0.0
        self._start = time.time()
        self._live = not options.quiet and (options.progress or _is_terminal(sys.stderr))

    def corpus(self, again=False, **settings):
        """Return the corpus that the files name; standard input when there is none.

        Args:
            again: whether the verb makes more than one pass; standard input is then kept in a
                temporary file, which goes with the command.
            settings: more of what `Corpus` takes.
        """
        options = self._options
        sources = list(options.files) or ['-']
        if again and '-' in sources:
            sources = [self._spool() if source == '-' else source for source in sources]
        self._corpus = Corpus(*sources, encoding=options.encoding, errors=options.errors,
                              field=options.field, column=options.column, progress=self.tick, **settings)
        return self._corpus

    def _spool(self):
        import tempfile
        if self._spooled is None:
            self._spooled = tempfile.NamedTemporaryFile(prefix='nlp-zero-stdin-')
            shutil.copyfileobj(binary_stream(sys.stdin), self._spooled, 1 << 20)
            self._spooled.flush()
        return fs_text(self._spooled.name)

    def output(self):
        """Return a context manager that gives the text writer of -o (standard output by default)."""
        return open_output(self._options.output)

    def tick(self, count, unit='MB read', scale=1e6):
        """Show progress at most twice a second, and only on a terminal or with --progress."""
        now = time.time()
        if self._live and now >= self._next:
            self._next = now + _PROGRESS_SECONDS
            self._shown = True
            _write_error('\r%.1f %s, %.0f s' % (count / scale, unit, now - self._start))

    def message(self, text):
        """Write one line to stderr, unless --quiet."""
        if not self._options.quiet:
            self.error(text, 'nlp-zero: ')

    def error(self, text, prefix='nlp-zero: error: '):
        """Write one line to stderr."""
        _write_error(('\n' if self._shown else '') + prefix + text + '\n')
        self._shown = False

    def report(self):
        """Say what reading replaced, skipped or guessed, if it did."""
        remark = self._corpus.remark() if self._corpus is not None else ''
        if remark:
            self.message(remark)

    def close(self):
        """End the progress line and drop the temporary file."""
        if self._shown:
            _write_error('\n')
            self._shown = False
        if self._spooled is not None:
            self._spooled.close()
            self._spooled = None


def _is_terminal(stream):
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def _write_error(text):
    """Write text to stderr under any locale; a closed stderr is no reason to fail."""
    encoding = getattr(sys.stderr, 'encoding', None) or 'ascii'
    data = escape_surrogates(text).encode(encoding, 'backslashreplace')
    try:
        sys.stderr.write(data if PY2 else data.decode(encoding))
        sys.stderr.flush()
    except (IOError, OSError, ValueError, AttributeError):
        pass


def describe(error):
    """Return an error's message as text, its file's name spelled as the user did."""
    path = getattr(error, 'path', None)
    message = getattr(error, 'message', None)
    if path is not None and message:
        place = fs_text(path) + (':%d' % error.line if error.line is not None else '')
        byte = '' if error.offset is None else ' (byte offset %d)' % error.offset
        return '%s: %s%s' % (place, message, byte)
    if isinstance(error, EnvironmentError) and error.strerror:
        name = fs_text(error.filename) + ': ' if error.filename else ''
        return name + fs_text(error.strerror)
    text = str(error)
    return text if isinstance(text, text_type) else text.decode('utf-8', 'replace')


def silence_stdout():
    """Point standard output at nothing, so that the interpreter's last flush cannot complain."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (AttributeError, OSError, ValueError):
        pass
