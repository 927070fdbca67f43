# -*- coding: utf-8 -*-
"""Pack and unpack gzip, bzip2 and xz in bounded steps, chosen by a file's suffix.

Python's own readers differ: 2.7 stops after the first stream of a bzip2 file, that of zip archives unpacks
bzip2 and LZMA without a bound, and each version names data that is cut short in its own way, or not at all.
The classes here read one member each and say when it has ended; what follows is for the caller.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
import struct
from collections import namedtuple

from ..errors import OutputError

#: The most that one step unpacks, in bytes.
_UNPACKED = 1 << 18
#: The largest dictionary of xz or LZMA data, in bytes, twice that of `xz -9`; and with what else unpacking
#: takes.
_DICTIONARY = 1 << 27
_MEMORY = _DICTIONARY + (1 << 20)

# How the header of LZMA data says that a marker ends them.
_NO_SIZE = (1 << 64) - 1
# Six bytes each, with which a block of bzip2 and the end of a stream begin, at any bit of a byte.
_BZIP_MAGIC = (0x314159265359, 0x177245385090)

#: One format of compression: its name; the module that it needs; functions without arguments that return
#: an object to unpack one member, with `feed`, `finish`, `hungry` and `errors`, and an object to pack, as
#: `zlib.compressobj`; whether a file may have several members.
Format = namedtuple(str('Format'), [str(name) for name in (
    'name', 'module', 'unpacker', 'packer', 'several')])

#: What one step of unpacking gives: bytes; the input that is left over; whether the member has ended.
Unpacked = namedtuple(str('Unpacked'), [str(name) for name in ('data', 'rest', 'ended')])


class DictionaryError(ValueError):
    """Data asks for a larger dictionary than is allowed."""


class _Inflate(object):
    """Unpack one member of gzip data, or the bare deflate data of a zip archive.

    Args:
        window: as zlib has it: 31 with the header of gzip, -15 without any.
    """

    def __init__(self, window):
        import zlib
        self.errors, self.hungry = (zlib.error,), True
        self._member = zlib.decompressobj(window)

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


class _StreamUnpacker(object):
    """Share `finish` among unpackers that know by themselves when a stream has ended."""

    @staticmethod
    def finish():
        """Return `Unpacked` of nothing: a stream that had ended would have said so."""
        return Unpacked(b'', b'', False)


class _Staged(_StreamUnpacker):
    """Unpack one stream of bz2 or xz data with a decompressor that bounds its output."""

    def __init__(self, stream, errors):
        self._stream, self.errors = stream, errors

    @property
    def hungry(self):
        """Whether the next step needs more input."""
        return self._stream.needs_input

    def feed(self, data):
        """Return `Unpacked` of some more input."""
        try:
            out, ended = self._stream.decompress(data, _UNPACKED), self._stream.eof
        except self.errors as error:
            # The message is all by which the module tells this from damage; PyPy's has liblzma's number.
            if 'usage limit' in str(error) or str(error).endswith('liblzma: 6'):
                raise DictionaryError('its dictionary takes more than %d MiB; pack the text again with a '
                                      'smaller one, as xz -9 does' % (_DICTIONARY >> 20))
            raise
        return Unpacked(out, self._stream.unused_data if ended else b'', ended)


class _UnboundedBunzip(_StreamUnpacker):
    """Unpack one stream of bz2 data on 2.7, whose decompressor has no bound.

    A block of 40 bytes may hold 46 MB. The decompressor returns all that its input unpacks to, but for the
    block that ends with it: of that it returns a few KB at each call. So it is given input up to the end of a
    block, and then nothing until the block is all there.
    """

    def __init__(self):
        import bz2
        self.errors, self.hungry = (IOError, EOFError), True
        self._stream, self._magic = bz2.BZ2Decompressor(), _bzip_magic()

    def _length_of_block(self, data):
        """Return how many of the bytes come before a block can end, at least one."""
        found = self._magic.search(data, 1)
        # A magic number may begin in the last bytes.
        return found.start() if found else max(1, len(data) - 4)

    def feed(self, data):
        """Return `Unpacked` of some more input."""
        parts, held = [], 0
        try:
            if self.hungry:
                length = self._length_of_block(data)
                parts.append(self._stream.decompress(data[:length]))
                data = data[length:]
            while held < _UNPACKED:
                more = self._stream.decompress(b'')
                parts.append(more)
                held += len(more)
                if not more:
                    break
        except EOFError:
            return Unpacked(b''.join(parts), self._stream.unused_data + data, True)
        self.hungry = held < _UNPACKED
        return Unpacked(b''.join(parts), data, False)


def _bzip_magic():
    """Return a pattern of the five bytes that lie wholly in a magic number, whichever its first bit."""
    found = []
    for number in _BZIP_MAGIC:
        for shift in range(8):
            data = struct.pack(str('>Q'), number << 16 >> shift)
            # A byte in which it begins after the first bit holds the end of the block before, too.
            found.append(re.escape(data[1:6] if shift else data[:5]))
    return re.compile(b'|'.join(found))


class _ZipLzma(_StreamUnpacker):
    """Unpack the LZMA data of a zip archive: a header of their own, then a bare stream.

    Args:
        size: number of bytes unpacked; None if a marker ends the stream.
    """

    def __init__(self, size):
        import lzma
        self._lzma, self._size, self._header, self._stream = lzma, size, b'', None
        self.errors = (lzma.LZMAError, EOFError, ValueError)

    @property
    def hungry(self):
        """Whether the next step needs more input."""
        return self._stream is None or self._stream.hungry

    def feed(self, data):
        """Return `Unpacked` of some more input."""
        if self._stream is None:
            self._header += data
            if len(self._header) < 9:
                return Unpacked(b'', b'', False)
            data = self._begin()
        out, rest, ended = self._stream.feed(data)
        if self._size is not None:
            self._size -= len(out)
            # A marker may follow all the same.
            ended = ended or self._size <= 0
        return Unpacked(out, rest, ended)

    def _begin(self):
        """Make the decompressor that the header asks for; return what to feed it first."""
        length, = struct.unpack_from(str('<H'), self._header, 2)
        if length != 5:
            raise ValueError('%d bytes of properties, not 5' % length)
        # The form of .lzma files has these properties, then the size: it is read within a limit of memory.
        head = self._header[4:9] + struct.pack(str('<Q'), _NO_SIZE if self._size is None else self._size)
        stream = self._lzma.LZMADecompressor(self._lzma.FORMAT_ALONE, _MEMORY)
        self._stream = _Staged(stream, self.errors)
        return head + self._header[9:]


def _gunzip():
    return _Inflate(31)


def _inflate():
    return _Inflate(-15)


def _bunzip():
    import bz2
    if not hasattr(bz2.BZ2Decompressor, 'needs_input'):
        return _UnboundedBunzip()
    return _Staged(bz2.BZ2Decompressor(), (IOError, EOFError, ValueError))


def _unxz():
    import lzma
    return _Staged(lzma.LZMADecompressor(memlimit=_MEMORY), (lzma.LZMAError, EOFError, ValueError))


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
    '.gz': Format('gzip', 'zlib', _gunzip, _gzip, True),
    '.bz2': Format('bzip2', 'bz2', _bunzip, _bzip, True),
    '.xz': Format('xz', 'lzma', _unxz, _xz, True),
}

# Numbers of the methods by which members of zip archives are packed, and names of those that are not read.
_STORED, _DEFLATE, _BZIP, _LZMA = 0, 8, 12, 14
_METHODS = {1: 'Shrink', 6: 'Implode', 9: 'Deflate64', 93: 'Zstandard', 95: 'xz', 98: 'PPMd', 99: 'AES'}


def zip_format(method, size):
    """Return the `Format` of a member of a zip archive; None if it is stored as it is.

    Args:
        method: its number.
        size: number of bytes unpacked, or None; of LZMA data that a marker ends, it must be None.

    Raises:
        ValueError: another method.
    """
    if method == _STORED:
        return None
    if method == _DEFLATE:
        return Format('deflate', 'zlib', _inflate, None, False)
    if method == _BZIP:
        return Format('bzip2', 'bz2', _bunzip, None, False)
    if method == _LZMA:
        return Format('LZMA', 'lzma', lambda: _ZipLzma(size), None, False)
    raise ValueError('it is packed by the method %s, which is not read here: pack it again by deflate'
                     % _METHODS.get(method, method))


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


def check_module(form, name, error_type):
    """Raise unless this Python has the module that a file's format asks for."""
    try:
        __import__(form.module)
    except ImportError:
        raise error_type('this Python has no module %s, which %s data need; %s the file another '
                         'way (gzip works everywhere) or use another Python'
                         % (form.module, form.name, 'pack' if error_type is OutputError else 'repack'),
                         path=name)
