# -*- coding: utf-8 -*-
"""Provide one name for everything that differs between Python 2.7 and 3.

All checks of the interpreter's version are in this module, named by the capability they test. No name of the
standard library is shadowed.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import codecs
import io
import os
import re
import sys
import zlib

PY2 = sys.version_info[0] == 2

#: Whether operations on long numbers are quicker than a step for each digit, and go through no text.
QUICK_BIG_NUMBERS = not PY2 and '__pypy__' not in sys.builtin_module_names

#: Whether a character of the astral planes has length 1 (False only on narrow builds of 2.7).
WIDE_UNICODE = sys.maxunicode > 0xFFFF

if PY2:
    from binascii import hexlify, unhexlify
    from collections import Iterable, Iterator, Mapping
    from itertools import ifilter as iter_filter, imap as iter_map, izip as iter_zip

    text_type = unicode  # noqa: F821
    binary_type = str
    string_types = (unicode, str)  # noqa: F821
    integer_types = (int, long)  # noqa: F821
    unichr_ = unichr  # noqa: F821
    iter_range = xrange  # noqa: F821

    def iter_items(mapping):
        """Return an iterator over the pairs of a dict without copying them."""
        return mapping.iteritems()

    def to_native(text):
        """Return what `__str__` and `__repr__` must return: UTF-8 bytes on 2.7, text on 3."""
        return text.encode('utf-8') if isinstance(text, text_type) else text

    def int_from_bytes(data):
        """Return the whole number that bytes spell, the highest first; linear."""
        return int(hexlify(data), 16) if data else 0

    def int_to_bytes(number, length):
        """Return a number as so many bytes, the highest first; linear."""
        return unhexlify(b'%0*x' % (2 * length, number)) if length else b''

    def ascii_repr(text):
        """Return the `repr` of a text in ASCII, without the `u` of 2.7, for messages."""
        return repr(text).lstrip(str('u'))

    def raise_from(error, cause):
        """Raise `error`; 2.7 cannot carry the cause, so it is kept as an attribute."""
        error.__cause__ = cause
        raise error

    def replace_file(source, target):
        """Rename `source` over `target`; atomic on POSIX, in two steps where rename refuses."""
        try:
            os.rename(source, target)
        except OSError:
            if os.name != 'nt':
                raise
            os.remove(target)
            os.rename(source, target)
else:
    from collections.abc import Iterable, Iterator, Mapping

    iter_filter = filter
    iter_map = map
    iter_zip = zip
    text_type = str
    binary_type = bytes
    string_types = (str,)
    integer_types = (int,)
    unichr_ = chr
    iter_range = range
    ascii_repr = ascii
    replace_file = os.replace

    def iter_items(mapping):
        """Return an iterable of the pairs of a dict without copying them."""
        return mapping.items()

    def to_native(text):
        """Return what `__str__` and `__repr__` must return: UTF-8 bytes on 2.7, text on 3."""
        return text

    def int_from_bytes(data):
        """Return the whole number that bytes spell, the highest first; linear."""
        return int.from_bytes(data, 'big')

    def int_to_bytes(number, length):
        """Return a number as so many bytes, the highest first; linear."""
        return number.to_bytes(length, 'big')

    def raise_from(error, cause):
        """Raise `error` with `cause` as its cause, as `raise ... from` does."""
        error.__cause__ = cause
        raise error


def crc32(data, start=0):
    """Return the CRC-32 of bytes, continued from `start`; it is never negative, unlike on 2.7."""
    return zlib.crc32(data, start) & 0xffffffff


#: Pattern of half a surrogate pair: on narrow builds a character is two halves, and not one of these.
LONE_SURROGATE = re.compile('[\ud800-\udfff]' if WIDE_UNICODE else
                            '[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]')
_ESCAPED_BYTES = re.compile('([\udc80-\udcff]+)' if WIDE_UNICODE else
                            '((?:(?<![\ud800-\udbff])[\udc80-\udcff])+)')
# Sequences that UTF-8 does not allow, but that the decoder of 2.7 accepts.
_SURROGATE_BYTES = re.compile(b'(\xed[\xa0-\xbf][\x80-\xbf])')


def decode_name(data, encoding='utf-8'):
    """Return the bytes of a file name as text, with undecodable bytes as lone surrogates, on every Python.

    These are the surrogate escapes of PEP 383, U+DC80 to U+DCFF. `encode_name` restores the bytes.

    >>> ascii_repr(decode_name(b'a\\xff')) == "'a\\\\udcff'"
    True
    """
    if not PY2:
        return data.decode(encoding, 'surrogateescape')
    found = []
    for part in _SURROGATE_BYTES.split(data):
        if _SURROGATE_BYTES.match(part):
            found.append(_escaped_bytes(part))
            continue
        while part:
            try:
                found.append(part.decode(encoding))
                break
            except UnicodeDecodeError as error:
                # One byte at a time, since the next byte may begin a character.
                begin, end = error.start, error.start + 1
                found += [part[:begin].decode(encoding), _escaped_bytes(part[begin:end])]
                part = part[end:]
    return ''.join(found)


def _escaped_bytes(data):
    return ''.join(unichr_(0xdc00 + byte) for byte in bytearray(data))


def encode_name(text, encoding='utf-8'):
    """Return the bytes of a name decoded by `decode_name`; UnicodeEncodeError for other surrogates.

    >>> encode_name(decode_name(b'\\xed\\xb2\\x80')) == b'\\xed\\xb2\\x80'
    True
    """
    if not PY2:
        return text.encode(encoding, 'surrogateescape')
    parts = _ESCAPED_BYTES.split(text)
    return b''.join(bytes(bytearray(ord(character) - 0xdc00 for character in part)) if number % 2
                    else part.encode(encoding) for number, part in enumerate(parts))


def escape_surrogates(text):
    """Return a text with each lone surrogate as a backslash escape, so that it can be written to any stream.

    >>> print(escape_surrogates('名\\udcff'))
    名\\udcff
    """
    return LONE_SURROGATE.sub(lambda match: '\\u%04x' % ord(match.group()), text)


def utf8_bytes(text):
    """Return a text as UTF-8, with lone surrogates escaped by `escape_surrogates` (2.7 would encode them)."""
    try:
        return (escape_surrogates(text) if PY2 else text).encode('utf-8')
    except UnicodeEncodeError:
        return escape_surrogates(text).encode('utf-8')


def has_lone_surrogate(text):
    """Tell whether a text contains a lone surrogate, as undecodable file names do."""
    return LONE_SURROGATE.search(text) is not None


def fs_text(path):
    """Return a file-system path (bytes, text or an object with `__fspath__`) as text.

    Undecodable bytes are kept as surrogate escapes, so that `encode_name` restores the name; for messages use
    `escape_surrogates`.
    """
    path = path.__fspath__() if hasattr(path, '__fspath__') else path
    if not isinstance(path, binary_type):
        return path
    encoding = sys.getfilesystemencoding() or 'ascii'
    try:
        text = path.decode('utf-8')
        if not _SURROGATE_BYTES.search(path) and _spelled(text, encoding) == path:
            return text
    except UnicodeDecodeError:
        pass
    return decode_name(path, 'utf-8' if encoding.lower() in ('ascii', 'ansi_x3.4-1968') else encoding)


def fs_bytes(text):
    """Return the bytes of a path: in the file system's encoding, or in UTF-8 if that lacks a character."""
    return _spelled(text, sys.getfilesystemencoding() or 'ascii')


def _spelled(text, encoding):
    try:
        return encode_name(text, encoding)
    except UnicodeEncodeError:
        # Surrogates that are no escapes are no part of any file's name.
        return encode_name(_OTHER_SURROGATE.sub('?', text))


_OTHER_SURROGATE = re.compile('[\ud800-\udc7f\udd00-\udfff]' if WIDE_UNICODE else '(?!)')


def argument_text(argument):
    """Return a command-line argument as text, decoded as UTF-8 under any locale.

    2.7 provides bytes, and 3 under the C locale provides surrogate escapes. Bytes that are not UTF-8 remain
    surrogate escapes, so that file names are preserved.
    """
    if not isinstance(argument, binary_type):
        if not has_lone_surrogate(argument) or PY2:
            return argument
        try:
            argument = os.fsencode(argument)
        except UnicodeEncodeError:
            return argument
    return decode_name(argument)


def binary_stream(stream):
    """Return the byte stream below a standard text stream, or below a stream that a program replaced it with.

    The replacement may be a text stream only, such as `io.StringIO`, or a byte stream only.
    """
    if hasattr(stream, 'buffer'):
        return stream.buffer
    return _TextsAsBytes(stream) if takes_text(stream) else stream


def takes_text(stream):
    """Tell whether a standard stream accepts text; on 2.7, only the streams of `io` do."""
    if hasattr(stream, 'buffer') or isinstance(stream, io.TextIOBase):
        return True
    if PY2 or isinstance(stream, io.IOBase):
        return False
    return 'b' not in str(getattr(stream, 'mode', ''))


def stream_encoding(stream):
    """Return the encoding of a standard stream; a replacement by a program can take all characters."""
    encoding = getattr(stream, 'encoding', None)
    if encoding is None and PY2 and isinstance(stream, file):  # noqa: F821
        # 2.7 knows the encoding of a terminal only; that of the locale is right for pipes and files too.
        encoding = sys.getfilesystemencoding() or 'ascii'
    return encoding or 'utf-8'


class _TextsAsBytes(object):
    """A byte stream on top of a text stream, in UTF-8.

    Args:
        stream: has `read` or `write` and `flush`.
    """

    def __init__(self, stream):
        self._stream, self._rest = stream, b''
        self._decoder = codecs.getincrementaldecoder('utf-8')()

    def read(self, size):
        """Return at most the given number of bytes."""
        if not self._rest:
            self._rest = self._stream.read(size).encode('utf-8')
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def write(self, data):
        """Write bytes, all of them; a character may be divided between two calls."""
        self._stream.write(self._decoder.decode(bytes(bytearray(data))))

    def flush(self):
        """Flush the underlying stream."""
        self._stream.flush()


def unbuffered_input(stream):
    """Return a standard input that returns available data at once, which a file object of 2.7 does not.

    Nothing may have been read from it before.
    """
    if PY2 and isinstance(stream, file):  # noqa: F821
        try:
            return io.open(stream.fileno(), 'rb', closefd=False)
        except (EnvironmentError, ValueError):
            pass  # it is closed, and whoever reads says so
    return stream


def lazy_module(name, sources):
    """Give a module attributes that are imported on first use.

    Args:
        name: the module's name in `sys.modules`.
        sources: {attribute: name of the module that defines it}; if both names are the same except for the
            package, the attribute is that module.
    """
    import importlib
    import types
    module = sys.modules[name]

    class Lazy(types.ModuleType):
        """A module that looks up missing names in `sources`."""

        def __getattr__(self, attribute):
            if attribute not in sources:
                raise AttributeError('module %r has no attribute %r' % (str(name), str(attribute)))
            value = importlib.import_module(str(sources[attribute]))
            if sources[attribute] != '%s.%s' % (name, attribute):
                value = getattr(value, attribute)
            setattr(self, attribute, value)
            return value

        def __dir__(self):
            return sorted(set(self.__dict__) | set(sources))

    if not PY2:
        module.__class__ = Lazy
        return
    # 2.7 cannot change a module's class, so another takes its place; the first must live on, or its
    # functions would lose their globals.
    substitute = Lazy(str(name))
    substitute.__dict__.update(module.__dict__)
    substitute.__dict__[str('_original')] = module
    sys.modules[name] = substitute


class LazyPattern(object):
    """A regular expression compiled on first use, since large character classes take milliseconds.

    Args:
        source: a function that returns the pattern.
        flags: as for `re.compile`.
    """

    def __init__(self, source, flags=0):
        self._source, self._flags = source, flags

    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        value = getattr(re.compile(self._source(), self._flags), name)
        setattr(self, name, value)
        return value


def package_data(name):
    """Return the bytes of a file of this package, from a folder or from a zipped package.

    This does what `pkgutil.get_data` does, without its long import.

    Raises:
        IOError, OSError: the file does not exist.
    """
    package = sys.modules[__name__.rpartition('.')[0]]
    path = os.path.join(os.path.dirname(package.__file__), *name.split('/'))
    loader = getattr(package, '__loader__', None)
    if hasattr(loader, 'get_data'):
        return loader.get_data(path)
    with io.open(path, 'rb') as stream:
        return stream.read()


def package_logger(name):
    """Return a logger below the package's logger, which is silent unless the caller configures logging.

    `logging` is imported here, since its import takes long and most programs do not need it.
    """
    import logging
    logger = logging.getLogger(str('nlp_zero'))
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logging.getLogger(str(name))


def release_memory():
    """Make the C library return free memory to the system, if it can.

    This matters only for glibc, which keeps much free memory; elsewhere it does nothing.
    """
    try:
        import ctypes
        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, AttributeError, OSError, TypeError):
        pass


def least_width(pattern):
    """Return the least number of characters that a regular expression matches; 0 if it is unknown."""
    # It was a module of its own up to 3.10.
    parser = getattr(re, '_parser', None) or re.sre_parse
    return parser.parse(pattern, re.UNICODE).getwidth()[0]
