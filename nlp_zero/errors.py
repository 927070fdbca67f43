# -*- coding: utf-8 -*-
"""Define the exceptions that the package raises for a caller's data and arguments.

Each class also derives from the built-in exception that a caller would expect, so that `except ValueError`
works. Messages are ASCII and show text by `%r`; an error with a place begins with `path:line:`. Bugs of the
package itself raise ordinary Python exceptions.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import operator
from functools import wraps

from ._compat import PY2, escape_surrogates, fs_text, text_type, to_native

__all__ = [str(name) for name in (
    'NlpZeroError', 'ArgumentError', 'CorpusError', 'CorpusTypeError', 'EmptyCorpusError',
    'EncodingError', 'ExhaustedCorpusError', 'FormatError', 'InputError', 'OutputError',
    'VocabularyError', 'WorkerError', 'check_callable', 'check_kind', 'check_number', 'check_text',
    'checked_call', 'checked_options', 'checked_text', 'shown')]

#: Longest message, in characters.
_LONGEST_MESSAGE = 2000
#: Flag of the code of a function with `**options`, as in `inspect`.
_HAS_OPTIONS = 8


def _ascii(text):
    """Return a text with all characters beyond ASCII as backslash escapes."""
    if PY2 and isinstance(text, bytes):
        text = text.decode('utf-8', 'replace')
    return escape_surrogates(text).encode('ascii', 'backslashreplace').decode('ascii')


def _shortened(message):
    """Return a message without its middle if it is too long; it may quote any amount of data."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    return '%s [...] %s' % (message[:_LONGEST_MESSAGE // 2], message[-_LONGEST_MESSAGE // 4:])


def shown(value):
    """Return the shortened repr of a value, for messages; for a number with too many digits, its type."""
    try:
        return '%.60r' % (value,)
    except ValueError:
        return type(value).__name__


class NlpZeroError(Exception):
    """Say what is wrong and, if known, in which file and line.

    Args:
        message: text; characters beyond ASCII are escaped.
        path: the file, as the caller named it, or None.
        line: number of the line, from 1, or None.
        offset: offset of the byte in the (decompressed) file, from 0, or None.
    """

    def __init__(self, message, path=None, line=None, offset=None):
        self.message = _shortened(_ascii(message))
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
        # Errors are pickled by worker processes: keep the place.
        return type(self), (self.message, self.path, self.line, self.offset)


class ArgumentError(NlpZeroError, ValueError):
    """An argument has an invalid value."""


class CorpusError(NlpZeroError, ValueError):
    """The given text cannot be used as a corpus."""


class EncodingError(CorpusError):
    """Bytes are invalid in the encoding."""


class EmptyCorpusError(CorpusError):
    """A pass over the corpus found no text."""


class ExhaustedCorpusError(CorpusError):
    """A one-shot iterator was asked for a second pass."""


class CorpusTypeError(NlpZeroError, TypeError):
    """A corpus, or an item of one, is of the wrong type: bytes, a single text, a number."""


class InputError(NlpZeroError, IOError):
    """A file cannot be read: it is missing, a directory or truncated, or there is no permission."""


class OutputError(NlpZeroError, IOError):
    """A file cannot be written: the disk is full, the folder is missing, or there is no permission."""


class VocabularyError(NlpZeroError, ValueError):
    """A line or an entry of a vocabulary is invalid."""


class FormatError(NlpZeroError, ValueError):
    """A file that this package saved is damaged, truncated, of another version or of another kind."""


class WorkerError(NlpZeroError, RuntimeError):
    """A worker process failed or was killed."""


def checked_options(caller, options, **defaults):
    """Return the keyword options of a function, with defaults for those not given.

    Args:
        caller: name of the function or class that the user called, for the message.
        options: the `**options` that it was given.
        defaults: {name: default} of all options that it accepts.

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


def checked_call(function):
    """Decorate a function or an `__init__`: unknown, missing and extra arguments are ArgumentErrors.

    These name the function or class, and its arguments. Names for `**options` are left to `checked_options`.

    What is public and not called for each word has it: every function and class that `nlp_zero` itself
    exports, and what else users of a package call once for a corpus, a file or a result. What is called for
    each word or text does without, since the check takes longer than such a function.

    >>> @checked_call
    ... def cut(text, size=1):
    ...     return text[:size]
    >>> try:
    ...     cut('ab', sizes=2)
    ... except ArgumentError as error:
    ...     print(error)
    unknown options of cut: sizes; known: size, text
    """
    most = function.__code__.co_argcount
    least = most - len(function.__defaults__ or ())

    @wraps(function)
    def checked(*arguments, **named):
        if named or not least <= len(arguments) <= most:
            _check_arguments(function, arguments, named)
        return function(*arguments, **named)
    return checked


def _check_arguments(function, arguments, named):
    """Raise an ArgumentError unless a function can be called with these arguments."""
    code = function.__code__
    names = code.co_varnames[:code.co_argcount]
    is_method = names[:1] == ('self',)
    caller = type(arguments[0]).__name__ if is_method else function.__name__
    listed = ', '.join(map(str, names[is_method:]))
    if not code.co_flags & _HAS_OPTIONS:
        checked_options(caller, named, **dict.fromkeys(names[is_method:]))
    required = names[:len(names) - len(function.__defaults__ or ())]
    missing = [name for name in required[len(arguments):] if name not in named]
    if missing:
        raise ArgumentError('%s needs %s' % (caller, ', '.join(map(str, missing))))
    if len(arguments) > len(names):
        number = len(arguments) - is_method
        raise ArgumentError('%s takes %s, and not %d arguments' % (caller, listed, number))
    twice = [name for name in names[:len(arguments)] if name in named]
    if twice:
        raise ArgumentError('%s is given %s twice' % (caller, ', '.join(map(str, twice))))


def checked_text(function):
    """Decorate a function of a text: another first argument, and arguments as in `checked_call`, are errors.

    Nothing is looked at before the function fails, since some of these are called for each word.
    """
    first = function.__code__.co_varnames[0]

    @wraps(function)
    def checked(*arguments, **named):
        try:
            return function(*arguments, **named)
        except (AttributeError, TypeError, UnicodeError):
            _check_arguments(function, arguments, named)
            value = arguments[0] if arguments else named[first]
            if not _is_text(value):
                raise ArgumentError('%s takes text, not %s' % (function.__name__, shown(value)))
            raise
    return checked


def check_number(name, value, least=None, whole=True, optional=False):
    """Raise an ArgumentError unless a value is a finite number from `least` up.

    Args:
        name: name of the argument, for the message.
        least: the smallest valid number; None if there is none.
        whole: whether the number must be whole.
        optional: whether None is valid too.

    >>> check_number('top', 3, 1)
    """
    if optional and value is None:
        return
    try:
        right = (operator.index if whole else float)(value) - value == 0 and (least is None or value >= least)
    except (OverflowError, TypeError, ValueError):
        right = False
    if not right:
        kind = 'whole ' if whole else 'finite ' if least is None else ''
        raise ArgumentError('%s must be a %snumber%s, not %s' % (
            name, kind, '' if least is None else ' from %d up' % least, shown(value)))


def check_text(name, value):
    """Raise an ArgumentError unless a value is a text; on 2.7, byte strings of ASCII are texts too.

    >>> check_text('delimiter', ' ')
    """
    if not _is_text(value):
        raise ArgumentError('%s must be a text, not %s' % (name, shown(value)))


def _is_text(value):
    """Tell whether a value is a text, or a byte string of ASCII on 2.7."""
    return isinstance(value, text_type) or isinstance(value, str) and all(ord(mark) < 128 for mark in value)


def check_callable(name, value):
    """Raise an ArgumentError unless a value is None or can be called."""
    if value is not None and not callable(value):
        raise ArgumentError('%s must be a function or None, not %s' % (name, shown(value)))


def check_kind(name, value, kind, what):
    """Raise an ArgumentError unless a value is an instance of a class; `what` describes the valid values."""
    if not isinstance(value, kind):
        raise ArgumentError('%s must be %s, not %s' % (name, what, shown(value)))
