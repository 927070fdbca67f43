# -*- coding: utf-8 -*-
"""Compress and decompress gzip, bzip2 and xz in bounded steps, chosen by the suffix of a file.

The readers of the standard library are not used because they differ: on 2.7 they stop after the first stream
of a bzip2 file, the reader of zip archives decompresses bzip2 and LZMA without a bound, and truncated data is
reported differently by each version, or not at all. Each class here reads one member and says when it has
ended; the caller handles what follows it.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
import struct
from collections import namedtuple

from ..errors import OutputError

#: Most bytes that one step returns.
_UNPACKED = 1 << 18
#: The largest dictionary of xz or LZMA data, in bytes, twice that of `xz -9`; and the memory limit that
#: follows from it.
_DICTIONARY = 1 << 27
_MEMORY = _DICTIONARY + (1 << 20)

# Size in the header of LZMA data that says that a marker ends the data.
_NO_SIZE = (1 << 64) - 1
# Magic numbers of six bytes at the start of a bzip2 block and at the end of a stream, at any bit offset.
_BZIP_MAGIC = (0x314159265359, 0x177245385090)

#: One compression format: its name; the module that it needs; functions without arguments that return an
#: object for decompressing one member, with `feed`, `finish`, `hungry` and `errors`, and an object for
#: compressing, like `zlib.compressobj`; whether a file may have several members.
Format = namedtuple('Format', 'name module unpacker packer several')

#: Result of one step: the decompressed bytes; the rest of the input; whether the member has ended.
Unpacked = namedtuple('Unpacked', 'data rest ended')


class DictionaryError(ValueError):
    """The data needs a larger dictionary than is allowed."""


class _Inflate(object):
    """Decompress one member of gzip data, or the raw deflate data of a zip archive.

    Args:
        window: `wbits` of zlib: 31 for gzip data, -15 for raw data.
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
        """Return the last `Unpacked` after the end of the input."""
        # 2.7 does not say that a member has ended, but leaves a byte after its end unused.
        try:
            out = self._member.decompress(b'\0')
        except self.errors:
            return Unpacked(b'', b'', False)
        return Unpacked(out, b'', bool(self._member.unused_data))


class _StreamUnpacker(object):
    """Provide `finish` for classes that know when a stream has ended."""

    @staticmethod
    def finish():
        """Return an empty `Unpacked`: `feed` would have said that the stream has ended."""
        return Unpacked(b'', b'', False)


class _Staged(_StreamUnpacker):
    """Decompress one stream of bz2 or xz data with a decompressor that limits its output."""

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
            # Only the message distinguishes this case from damaged data; that of PyPy has the number of
            # liblzma.
            if 'usage limit' in str(error) or str(error).endswith('liblzma: 6'):
                raise DictionaryError('its dictionary takes more than %d MiB; pack the text again with a '
                                      'smaller one, as xz -9 does' % (_DICTIONARY >> 20))
            raise
        return Unpacked(out, self._stream.unused_data if ended else b'', ended)


class _UnboundedBunzip(_StreamUnpacker):
    """Decompress one stream of bz2 data on 2.7, where the decompressor does not limit its output.

    A block of 40 bytes may expand to 46 MB. The decompressor returns all data of complete blocks at once, but
    the block at the end of its input only a few KB at each call. So it gets input up to the end of one block,
    and then no input until that block has been returned.
    """

    def __init__(self):
        import bz2
        self.errors, self.hungry = (IOError, EOFError), True
        self._stream, self._magic = bz2.BZ2Decompressor(), _bzip_magic()

    def _length_of_block(self, data):
        """Return the number of bytes before the next possible end of a block, at least one."""
        found = self._magic.search(data, 1)
        # A magic number may begin in the last four bytes.
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
    """Return a pattern of the five bytes that lie completely in a magic number, for all bit offsets."""
    found = []
    for number in _BZIP_MAGIC:
        for shift in range(8):
            data = struct.pack(str('>Q'), number << 16 >> shift)
            # The byte in which it begins also contains the end of the block before, unless the offset is 0.
            found.append(re.escape(data[1:6] if shift else data[:5]))
    return re.compile(b'|'.join(found))


class _ZipLzma(_StreamUnpacker):
    """Decompress the LZMA data of a zip archive: a special header, then a raw stream.

    Args:
        size: number of decompressed bytes; None if a marker ends the stream.
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
            # A marker may still follow.
            ended = ended or self._size <= 0
        return Unpacked(out, rest, ended)

    def _begin(self):
        """Make the decompressor that the header describes; return the first data for it."""
        length, = struct.unpack_from(str('<H'), self._header, 2)
        if length != 5:
            raise ValueError('%d bytes of properties, not 5' % length)
        # The header of .lzma files has the same properties and then the size. This format allows a memory
        # limit.
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
    # The header that zlib writes has no name and no time, so equal input gives equal bytes.
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

# Numbers of the compression methods of zip archives, and names of those that are not supported.
_STORED, _DEFLATE, _BZIP, _LZMA = 0, 8, 12, 14
_METHODS = {1: 'Shrink', 6: 'Implode', 9: 'Deflate64', 93: 'Zstandard', 95: 'xz', 98: 'PPMd', 99: 'AES'}


def zip_format(method, size):
    """Return the `Format` of a member of a zip archive; None if it is stored uncompressed.

    Args:
        method: number of the compression method.
        size: number of decompressed bytes, or None; it must be None for LZMA data with an end marker.

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
    """Return the name of a file without a suffix for compression.

    >>> print(base_name('a/reviews.csv.gz'), base_name('a/reviews.csv'))
    a/reviews.csv a/reviews.csv
    """
    stem, suffix = os.path.splitext(name)
    return stem if suffix.lower() in COMPRESSED else name


def suffix_of(name):
    """Return the suffix of a name in lower case."""
    return os.path.splitext(name)[1].lower()


def check_module(form, name, error_type):
    """Raise `error_type` unless this Python has the module that a format needs."""
    try:
        __import__(form.module)
    except ImportError:
        raise error_type('this Python has no module %s, which %s data need; %s the file another '
                         'way (gzip works everywhere) or use another Python'
                         % (form.module, form.name, 'pack' if error_type is OutputError else 'repack'),
                         path=name)
