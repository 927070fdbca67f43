# -*- coding: utf-8 -*-
"""Pack and unpack gzip, bzip2 and xz in bounded steps, chosen by a file's suffix.

Python's own readers differ: 2.7 stops after the first stream of a bzip2 file, and each version
names data that is cut short in its own way, or not at all. The classes here read one member each
and say when it has ended; what follows is for the caller.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
from collections import namedtuple

from ..errors import OutputError

#: The most that one step unpacks, in bytes.
_UNPACKED = 1 << 18
# 2.7 cannot bound what one step of bzip2 unpacks, so it is fed by so few bytes at a time that the
# worst data, all one character, stays in the hundreds of megabytes, and text far below one.
_SMALL_FEED = 256


#: One format of compression: its name; the module that it needs; functions without arguments that return
#: an object to unpack one member, with `feed`, `finish`, `hungry` and `errors`, and an object to pack, as
#: `zlib.compressobj` does.
Format = namedtuple(str('Format'), [str(name) for name in ('name', 'module', 'unpacker', 'packer')])

#: What one step of unpacking gives: bytes; the input that is left over; whether the member has ended.
Unpacked = namedtuple(str('Unpacked'), [str(name) for name in ('data', 'rest', 'ended')])


class _Gunzip(object):
    """Unpack one member of gzip data."""

    def __init__(self):
        import zlib
        self.errors, self.hungry = (zlib.error,), True
        self._member = zlib.decompressobj(31)

    def feed(self, data):
        """Return `Unpacked` of some more input."""
        member = self._member
        out = member.decompress(data, _UNPACKED)
        if member.unused_data or getattr(member, 'eof', False):
            return Unpacked(out, member.unused_data, True)
        return Unpacked(out, member.unconsumed_tail, False)

    def finish(self):
        """Return `Unpacked` of what is left where the input has ended."""
        # 2.7 does not tell that a member has ended, but leaves a byte beyond its end unused.
        try:
            out = self._member.decompress(b'\0')
        except self.errors:
            return Unpacked(b'', b'', False)
        return Unpacked(out, b'', bool(self._member.unused_data))


class _Staged(object):
    """Unpack one stream of bz2 or xz data with a decompressor that bounds its output."""

    def __init__(self, make, errors):
        self._stream, self.errors = make(), errors

    @property
    def hungry(self):
        """Whether the next step needs more input."""
        return self._stream.needs_input

    def feed(self, data):
        """Return `Unpacked` of some more input."""
        out, ended = self._stream.decompress(data, _UNPACKED), self._stream.eof
        return Unpacked(out, self._stream.unused_data if ended else b'', ended)

    @staticmethod
    def finish():
        """Return `Unpacked` of nothing: a stream that had ended would have said so."""
        return Unpacked(b'', b'', False)


class _Bunzip27(object):
    """Unpack one stream of bz2 data on 2.7, whose decompressor bounds nothing."""

    def __init__(self):
        import bz2
        self.errors, self.hungry = (IOError, EOFError), True
        self._stream = bz2.BZ2Decompressor()

    def feed(self, data):
        """Return `Unpacked` of some more input."""
        out = self._stream.decompress(data[:_SMALL_FEED])
        unused = self._stream.unused_data
        return Unpacked(out, unused + data[_SMALL_FEED:], bool(unused))

    def finish(self):
        """Return `Unpacked` of nothing, with whether the stream has ended, where the input has."""
        try:
            self._stream.decompress(b'\0')
        except EOFError:
            return Unpacked(b'', b'', True)
        except IOError:
            pass
        return Unpacked(b'', b'', False)


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


#: {suffix of a file's name: Format}.
COMPRESSED = {
    '.gz': Format('gzip', 'zlib', _Gunzip, _gzip),
    '.bz2': Format('bzip2', 'bz2', _bunzip, _bzip),
    '.xz': Format('xz', 'lzma', _unxz, _xz),
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
    form = COMPRESSED[suffix_of(name)]
    try:
        __import__(form.module)
    except ImportError:
        raise error_type('this Python has no module %s, which %s files need; %s the file another '
                         'way (gzip works everywhere) or use another Python'
                         % (form.module, form.name, 'pack' if error_type is OutputError else 'repack'),
                         path=name)
