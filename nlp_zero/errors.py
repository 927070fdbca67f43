# -*- coding: utf-8 -*-
"""Name everything that can go wrong with a caller's data.

Each class is also the builtin that a caller would guess, so that `except ValueError` works.
Messages are ASCII and show text through `%r`; a located error begins with `path:line:`.
Bugs of the package itself are not among them: those stay plain Python errors.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import operator

from ._compat import PY2, escape_surrogates, fs_text, to_native

__all__ = [str(name) for name in (
    'NlpZeroError', 'ArgumentError', 'CorpusError', 'CorpusTypeError', 'EmptyCorpusError',
    'EncodingError', 'ExhaustedCorpusError', 'FormatError', 'InputError', 'OutputError',
    'VocabularyError', 'WorkerError', 'check_number', 'checked_options')]


def _ascii(text):
    """Return `text` with everything beyond ASCII as a backslash escape."""
    if PY2 and isinstance(text, bytes):
        text = text.decode('utf-8', 'replace')
    return escape_surrogates(text).encode('ascii', 'backslashreplace').decode('ascii')


def _shown(value):
    """Return a value for a message, short; of a number that is too long its type."""
    try:
        return '%.60r' % (value,)
    except ValueError:
        return type(value).__name__


class NlpZeroError(Exception):
    """Say what is wrong and, where it is known, in which place.

    Args:
        message: ASCII text; anything else is escaped.
        path: the file, as the caller named it, or None.
        line: the line's number from 1, or None.
        offset: the byte's offset from 0 in the (decompressed) file, or None.
    """

    def __init__(self, message, path=None, line=None, offset=None):
        self.message = _ascii(message)
        self.path, self.line, self.offset = path, line, offset
        Exception.__init__(self, to_native(self.message))

    def __str__(self):
        if self.path is not None:
            place = _ascii(fs_text(self.path)) + (': ' if self.line is None else ':%d: ' % self.line)
        else:
            place = '' if self.line is None else 'line %d: ' % self.line
        byte = '' if self.offset is None else ' (byte offset %d)' % self.offset
        return str(place + self.message + byte)

    def __reduce__(self):
        # Errors travel from worker processes; the place must travel with them.
        return type(self), (self.message, self.path, self.line, self.offset)


class ArgumentError(NlpZeroError, ValueError):
    """An argument has a value that makes no sense."""


class CorpusError(NlpZeroError, ValueError):
    """The text that was given cannot be used as a corpus."""


class EncodingError(CorpusError):
    """Bytes are not what the encoding allows."""


class EmptyCorpusError(CorpusError):
    """A pass over the corpus met no text."""


class ExhaustedCorpusError(CorpusError):
    """A one-shot iterator was asked for a second pass."""


class CorpusTypeError(NlpZeroError, TypeError):
    """A corpus, or an item of one, is of the wrong type: bytes, a single text, a number."""


class InputError(NlpZeroError, IOError):
    """A file cannot be read: missing, a directory, truncated, no permission."""


class OutputError(NlpZeroError, IOError):
    """A file cannot be written: disk full, no permission, missing folder."""


class VocabularyError(NlpZeroError, ValueError):
    """A vocabulary's line or entry makes no sense."""


class FormatError(NlpZeroError, ValueError):
    """A file that this package saved is damaged, cut short or of another version."""


class WorkerError(NlpZeroError, RuntimeError):
    """A worker process failed or was killed."""


def checked_options(caller, options, **defaults):
    """Return the options that a function takes by name only, with defaults for those not given.

    Args:
        caller: name of the function or class that the user called, for the message.
        options: the `**options` that it was given.
        defaults: {name: value} of all that it knows.

    Raises:
        ArgumentError: an unknown name.

    >>> sorted(checked_options('PhraseFinder', {'memory': 9}, memory=None, delimiter='').items())[1][1]
    9
    """
    unknown = sorted(str(name) for name in options if name not in defaults)
    if unknown:
        raise ArgumentError('unknown options of %s: %s; known: %s'
                            % (caller, ', '.join(unknown), ', '.join(sorted(defaults))))
    return dict(defaults, **options)


def check_number(name, value, least, whole=True):
    """Raise an ArgumentError unless a value is a finite number from `least` up.

    Args:
        name: that of the argument, for the message.
        least: the least number.
        whole: whether only whole numbers will do.

    >>> check_number('top', 3, 1)
    """
    try:
        right = value >= least and (operator.index if whole else float)(value) - value == 0
    except (OverflowError, TypeError, ValueError):
        right = False
    if not right:
        raise ArgumentError('%s must be a %snumber from %d up, not %s'
                            % (name, 'whole ' if whole else '', least, _shown(value)))
