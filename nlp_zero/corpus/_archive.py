# -*- coding: utf-8 -*-
"""Read the members of zip archives, in bounded memory, and open files in general.

The standard library reads the directory of an archive. The members are read here, since the standard library
decompresses bzip2 and LZMA without a bound, and supports neither on 2.7.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import bisect
import io
import struct

from .._compat import crc32, text_type
from .._storage import guard_input, native_path, open_input, path_name, unpack_input, zip_format
from ..errors import InputError

# The header before each member: a magic number, six fields that are also in the directory, and the lengths of
# the name and of an extra field, both of which follow.
_HEADER = struct.Struct(str('<4s22sHH'))
_MAGIC = b'PK\x03\x04'
# Flags of a member: encrypted in one of two ways; LZMA data with an end marker; a patch; a name in UTF-8.
_ENCRYPTED, _MARKER, _PATCH, _UTF8 = 0x2041, 0x2, 0x20, 0x800
# The newest version of the format that is supported, times ten.
_NEWEST = 63


class Opener(object):
    """Open files one after another; an archive stays open between its members."""

    def __init__(self):
        self._path = self._archive = None

    def open(self, file):
        """Return a binary reader of a `File`; see `_storage.open_input`."""
        if file.member is None:
            return open_input(file.path)
        if self._path != file.path:
            self.close()
            self._archive, self._path = Archive(file.path, file.name), file.path
        return self._archive.open(file.member, file.name)

    def close(self):
        """Close the archive, if one is open."""
        if self._archive is not None:
            self._archive.close()
        self._path = self._archive = None


class Archive(object):
    """Read a zip archive.

    Args:
        path: path as the operating system opens it.
        name: name of the archive as text, for messages.

    Raises:
        InputError: the archive cannot be opened or is damaged.
    """

    def __init__(self, path, name):
        import zipfile
        try:
            # zipfile does not accept bytes on 3.
            self._file = zipfile.ZipFile(native_path(path))
            self._members = self._file.infolist()
            _check_version(self._members)
        except (zipfile.BadZipfile, NotImplementedError, OverflowError, ValueError, EOFError,
                struct.error) as error:
            raise InputError('is no zip archive, or damaged: %s' % error, path=name)
        except (IOError, OSError) as error:
            raise InputError('cannot be opened: %s' % (error.strerror or error), path=name)
        # Each member must end before the next one, or the directory, begins.
        self._limits = sorted([info.header_offset for info in self._members] + [self._file.start_dir])

    def close(self):
        """Close the file."""
        self._file.close()

    def members(self):
        """Yield (index, name as text, decompressed size in bytes) of all members."""
        for index, info in enumerate(self._members):
            yield index, _member_name(info), info.file_size

    def open(self, index, name):
        """Return a binary reader of a member.

        Raises:
            InputError: the member is encrypted, or its compression is not supported; on reading, the data is
                damaged or does not match the directory.
        """
        try:
            info = self._members[index]
            data = _Section(self._file.fp, self._start(info), info.compress_size)
            form = _format_of(info)
        except (ValueError, OverflowError, IOError, EOFError, IndexError) as error:
            raise InputError('cannot be read from the archive: %s' % error, path=name)
        if form is None or not info.compress_size:
            stream = guard_input(data, name, owned=True)
        else:
            stream = unpack_input(data, name, form)
        return io.BufferedReader(_Member(stream, info, name), 1 << 16)

    def _start(self, info):
        """Return where the data of a member starts."""
        stream = self._file.fp
        stream.seek(info.header_offset)
        data = stream.read(_HEADER.size)
        if len(data) < _HEADER.size or not data.startswith(_MAGIC):
            raise ValueError('it is not where the directory says')
        _, _, name_length, extra_length = _HEADER.unpack(data)
        if stream.read(name_length) != _raw_name(info):
            raise ValueError('its name is not the one in the directory')
        start = info.header_offset + _HEADER.size + name_length + extra_length
        following = bisect.bisect_right(self._limits, info.header_offset)
        if following == len(self._limits) or start + info.compress_size > self._limits[following]:
            raise ValueError('it overlaps with what follows, so the archive is damaged or made to do harm')
        return start


def _check_version(members):
    """Raise an error if a member needs a newer version of the format, as zipfile does on 3."""
    for info in members:
        if info.extract_version > _NEWEST:
            raise NotImplementedError('zip file version %.1f' % (info.extract_version / 10))


def _format_of(info):
    """Return the `Format` of a member, None if uncompressed; raise ValueError if it is not supported."""
    if info.flag_bits & _ENCRYPTED:
        raise ValueError('it is encrypted: unpack the archive with its password, and give the files')
    if info.flag_bits & _PATCH:
        raise ValueError('it is a patch of another file')
    return zip_format(info.compress_type, None if info.flag_bits & _MARKER else info.file_size)


def _raw_name(info):
    """Return the name of a member as the bytes in the archive."""
    name = info.orig_filename
    if not isinstance(name, text_type):
        return name
    return name.encode('utf-8' if info.flag_bits & _UTF8 else 'cp437')


def _member_name(info):
    """Return the name of a member as text; archives made on Chinese systems have names in GB18030."""
    name = info.filename
    if isinstance(name, text_type):
        if info.flag_bits & _UTF8:
            return name
        try:
            name = name.encode('cp437')
        except UnicodeEncodeError:
            return name
    for encoding in ('utf-8', 'gb18030', 'cp437'):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            pass
    return path_name(name)


class _Section(object):
    """Read a section of an open file, independent of its current position.

    Args:
        stream: the file.
        start, length: position and length of the section in bytes.
    """

    def __init__(self, stream, start, length):
        self._stream, self._at, self._end = stream, start, start + length

    def read(self, size):
        """Return at most `size` bytes; raise EOFError if the file ends before the section."""
        size = min(size, self._end - self._at)
        if not size:
            return b''
        self._stream.seek(self._at)
        data = self._stream.read(size)
        if not data:
            raise EOFError('the archive is cut short')
        self._at += len(data)
        return data

    def close(self):
        """Do nothing: the archive closes the file."""


class _Member(io.RawIOBase):
    """Read the decompressed bytes of a member, and verify their size and checksum.

    Args:
        stream: a binary reader, which is closed with this object.
        info: a `ZipInfo`.
        name: name of the member, for messages.
    """

    def __init__(self, stream, info, name):
        io.RawIOBase.__init__(self)
        self._stream, self._info, self._name, self._checksum = stream, info, name, 0
        #: Decompressed bytes read so far.
        self.consumed = 0

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill the buffer; return the number of bytes, 0 at the end."""
        data = self._stream.read(len(buffer))
        buffer[:len(data)] = data
        self.consumed += len(data)
        self._checksum = crc32(data, self._checksum)
        size, checksum = self._info.file_size, self._info.CRC
        if self.consumed > size or (not data and (self.consumed, self._checksum) != (size, checksum)):
            raise InputError('is damaged in the archive: what is unpacked is not what the directory of the '
                             'archive says (%d bytes with the checksum %08x)' % (size, checksum),
                             path=self._name)
        return len(data)

    def close(self):
        """Close the reader too."""
        if not self.closed:
            self._stream.close()
        io.RawIOBase.close(self)
