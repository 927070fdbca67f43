# -*- coding: utf-8 -*-
"""Turn blocks of bytes into blocks of text, strictly, and know the place of each bad byte.

A block of text may end in the middle of a line, never in the middle of a character. Bad bytes raise an
`EncodingError`, or become U+FFFD, or become `MARK` for the next stage to leave their line out.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import codecs

from ..errors import ArgumentError, EncodingError
from ._detect import advice, choose, find_bom
from ._undecodable import MARK, decode_marked, first_error, spoil_surrogates, width

#: Bytes decoded at a time.
BLOCK = 1 << 18
#: Names that Python gives to an encoding, and the one used here.
_NAMES = {'utf-8-sig': 'utf-8', 'utf_8_sig': 'utf-8', 'utf8': 'utf-8'}
# What a byte means depends on what came long before it: blocks cannot be decoded by themselves.
_STATEFUL = ('utf-7', 'hz', 'iso2022', 'idna', 'punycode', 'escape')


def check_encoding(name):
    """Return an encoding's name in the form used here.

    Raises:
        ArgumentError: an unknown name, one that is no encoding of text, or a stateful one.

    >>> print(check_encoding('UTF8'), check_encoding('GB18030'), check_encoding('auto'))
    utf-8 gb18030 auto
    """
    if name == 'auto':
        return name
    try:
        known = codecs.lookup(str(name)).name
    except (LookupError, TypeError, ValueError):
        raise ArgumentError("unknown encoding %r; use 'utf-8', 'gb18030', 'big5', 'utf-16' or "
                            "'auto'" % (name,))
    known = _NAMES.get(known, known)
    if known not in ('utf-16', 'utf-16-le', 'utf-16-be') and not _keeps_lines(known):
        raise ArgumentError('files in %r cannot be read line by line; convert them to UTF-8 first'
                            % (name,))
    return known


def _keeps_lines(name):
    """Tell whether ASCII bytes mean themselves, line ends above all."""
    if any(part in name.replace('_', '-') for part in _STATEFUL):
        return False
    sample = b'az09 ,\r\n'
    try:
        return sample.decode(name) == sample.decode('ascii')
    except Exception:  # codecs from bytes to bytes raise what they like
        return False


class Decoder(object):
    """Decode one file block by block.

    Args:
        path: the file's name for messages, or None.
        encoding: as `check_encoding` returns it.
        errors: 'strict', 'replace' or 'skip'.

    Attributes:
        encoding: what the file turned out to be; None until it is known.
        replaced: number of bad sequences that became U+FFFD.
    """

    def __init__(self, path, encoding, errors):
        self.path, self.errors = path, errors
        self.encoding = None if encoding in ('auto', 'utf-16') else encoding
        self.replaced = 0
        self._asked = encoding
        self._offset, self._lines, self._started = 0, 0, False

    def texts(self, read):
        """Yield the texts of the blocks that `read(BLOCK)` gives, until it gives none."""
        tail, final = b'', False
        while not final:
            data = read(BLOCK)
            # A reader gives less than it is asked for at the end only.
            final = len(data) < BLOCK
            text, tail = self._block(tail + data, final)
            if text:
                yield text
        if self.encoding is None:
            # Nothing but ASCII.
            self.encoding = 'utf-8'

    def _block(self, data, final):
        """Return (text, bytes to be seen again with the next block)."""
        if not self._started:
            if len(data) < 4 and not final:
                return '', data
            data = self._start(data)
        encoding = self.encoding or self._detect(data, final)
        if final:
            text, used = self._decode(data, encoding, True)
        elif encoding.startswith('utf-16'):
            text, used = self._decode(data[:len(data) // 2 * 2], encoding, False)
        else:
            # No encoding but UTF-16 has the byte of a line end inside a character.
            end = data.rfind(b'\n') + 1
            text, used = self._decode(data[:end or len(data)], encoding, end > 0)
        self._offset += used
        self._lines += text.count('\n')
        return text, data[used:]

    def _start(self, data):
        """Take the byte-order mark off the first block, and learn from it."""
        self._started = True
        found, length = find_bom(data)
        if found and found.startswith('utf-32') and self._asked in ('auto', 'utf-16'):
            raise EncodingError('UTF-32 is not read; convert the file to UTF-8 first',
                                path=self.path, line=1, offset=0)
        if self._asked == 'utf-16' and data:
            if found not in ('utf-16-le', 'utf-16-be'):
                raise EncodingError("no byte-order mark; say encoding='utf-16-le' or 'utf-16-be'",
                                    path=self.path, line=1, offset=0)
            self.encoding = found
        elif self._asked == 'auto':
            self.encoding = found
        elif found != self._asked:
            length = 0
        self._offset = length
        return data[length:]

    def _detect(self, data, final):
        """Return the encoding of a block; decide at the first one that is not plain ASCII."""
        if first_error(data, 'ascii', True) is None:
            return 'ascii'
        self.encoding, start = choose(data, final)
        if start is not None and self.errors == 'strict':
            raise EncodingError(
                "encoding='auto' finds no byte-order mark and neither valid UTF-8 nor GB18030 nor "
                'Big5; the nearest, %s, fails here%s' % (self.encoding, advice(data)),
                path=self.path, line=self._line(data, start), offset=self._offset + start)
        return self.encoding

    def _decode(self, block, encoding, complete):
        """Return (text, bytes used); `complete` says that no character goes on after the block."""
        try:
            return spoil_surrogates(block, encoding).decode(encoding), len(block)
        except UnicodeDecodeError as error:
            start = error.start
        if not complete and start >= len(block) - 3:
            return block[:start].decode(encoding), start
        if self.errors == 'strict':
            raise self._error(block, start)
        text, count, used = decode_marked(block, encoding, complete)
        if self.errors == 'replace':
            self.replaced += count
            text = text.replace(MARK, '\ufffd')
        return text, used

    def _line(self, block, start):
        return 1 + self._lines + block[:start].decode(self.encoding, 'replace').count('\n')

    def _error(self, block, start):
        more = advice(block[:64]) if self._lines == 0 and self._offset < 4 else ''
        if not more and self._asked == 'auto':
            more = '; the first block looked like %s: say what it is' % self.encoding
        elif not more and self.encoding == 'utf-8':
            more = "; if the file is not UTF-8, say encoding='gb18030', 'big5' or 'auto'"
        elif not more and self.encoding in ('gb2312', 'gbk'):
            more = "; encoding='gb18030' holds all of %s and more" % self.encoding
        bad = bytearray(block[start:start + width(self.encoding, block, start)])
        return EncodingError(
            "bytes %s are no %s%s; errors='replace' or 'skip' reads on"
            % (' '.join('%02x' % byte for byte in bad), self.encoding, more),
            path=self.path, line=self._line(block, start), offset=self._offset + start)
