# -*- coding: utf-8 -*-
"""Pack and unpack gzip, bzip2 and xz in bounded steps, chosen by a file's suffix.

Python's own readers differ: 2.7 stops after the first stream of a bzip2 file, and each version
names data that is cut short in its own way, or not at all. The classes here read one member each
and say when it has ended; what follows is for the caller.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from ..errors import OutputError

#: The most that one step unpacks, in bytes.
_UNPACKED = 1 << 18
# 2.7 cannot bound what one step of bzip2 unpacks, so it is fed by so few bytes at a time that the
# worst data, all one character, stays in the hundreds of megabytes, and text far below one.
_SMALL_FEED = 256


class _Gunzip(object):
    """Unpack one member of gzip data."""

    def __init__(self):
        import zlib
        self.errors, self.hungry = (zlib.error,), True
        self._member = zlib.decompressobj(31)

    def feed(self, data):
        """Return (unpacked bytes, input left over, whether the member has ended)."""
        member = self._member
        out = member.decompress(data, _UNPACKED)
        if member.unused_data or getattr(member, 'eof', False):
            return out, member.unused_data, True
        return out, member.unconsumed_tail, False

    def finish(self):
        """Return (the last bytes, whether the member is whole) where the input has ended."""
        # 2.7 does not tell that a member has ended, but leaves a byte beyond its end unused.
        try:
            out = self._member.decompress(b'\0')
        except self.errors:
            return b'', False
        return out, bool(self._member.unused_data)


class _Staged(object):
    """Unpack one stream of bz2 or xz data with a decompressor that bounds its output."""

    def __init__(self, make, errors):
        self._stream, self.errors = make(), errors

    @property
    def hungry(self):
        """Whether the next step needs more input."""
        return self._stream.needs_input

    def feed(self, data):
        """Return (unpacked bytes, input left over, whether the stream has ended)."""
        out = self._stream.decompress(data, _UNPACKED)
        if self._stream.eof:
            return out, self._stream.unused_data, True
        return out, b'', False

    @staticmethod
    def finish():
        """Return (nothing, False): a stream that had ended would have said so."""
        return b'', False


class _Bunzip27(object):
    """Unpack one stream of bz2 data on 2.7, whose decompressor bounds nothing."""

    def __init__(self):
        import bz2
        self.errors, self.hungry = (IOError, EOFError), True
        self._stream = bz2.BZ2Decompressor()

    def feed(self, data):
        """Return (unpacked bytes, input left over, whether the stream has ended)."""
        out = self._stream.decompress(data[:_SMALL_FEED])
        unused = self._stream.unused_data
        return out, unused + data[_SMALL_FEED:], bool(unused)

    def finish(self):
        """Return (nothing, whether the stream is whole) where the input has ended."""
        try:
            self._stream.decompress(b'\0')
        except EOFError:
            return b'', True
        except IOError:
            pass
        return b'', False


def _bunzip():
    import bz2
    if not hasattr(bz2.BZ2Decompressor, 'needs_input'):
        return _Bunzip27()
    return _Staged(bz2.BZ2Decompressor, (IOError, EOFError, ValueError))


def _unxz():
    import lzma
    return _Staged(lzma.LZMADecompressor, (lzma.LZMAError, EOFError, ValueError))


def _gzip():
    import zlib
    # zlib writes a header without name or time: the same input gives the same bytes.
    return zlib.compressobj(6, zlib.DEFLATED, 31)


def _bzip():
    import bz2
    return bz2.BZ2Compressor()


def _xz():
    import lzma
    return lzma.LZMACompressor()


#: Suffix: (name of the format, module that it needs, unpacker, packer).
COMPRESSED = {
    '.gz': ('gzip', 'zlib', _Gunzip, _gzip),
    '.bz2': ('bzip2', 'bz2', _bunzip, _bzip),
    '.xz': ('xz', 'lzma', _unxz, _xz),
}


def base_name(name):
    """Return a file's name without the suffix of its compression.

    >>> print(base_name('a/reviews.csv.gz'), base_name('a/reviews.csv'))
    a/reviews.csv a/reviews.csv
    """
    stem, suffix = os.path.splitext(name)
    return stem if suffix.lower() in COMPRESSED else name


def suffix_of(name):
    """Return the suffix of a name, in small letters."""
    return os.path.splitext(name)[1].lower()


def check_module(name, error_type):
    """Raise unless this Python has the module that a file's suffix asks for."""
    kind, module = COMPRESSED[suffix_of(name)][:2]
    try:
        __import__(module)
    except ImportError:
        raise error_type('this Python has no module %s, which %s files need; %s the file another '
                         'way (gzip works everywhere) or use another Python'
                         % (module, kind, 'pack' if error_type is OutputError else 'repack'),
                         path=name)
