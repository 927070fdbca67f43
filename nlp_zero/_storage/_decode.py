# -*- coding: utf-8 -*-
"""Decode blocks of bytes into blocks of text, strictly, and locate invalid bytes.

A block of text may end in the middle of a line, but never in the middle of a character. Invalid bytes raise
an `EncodingError`, or become U+FFFD, or become `MARK`, so that the next stage can skip their line.

The encoding `auto` is detected from the first block that is not plain ASCII. The order is: a byte order
mark; UTF-8, if the block is valid UTF-8, since text in other encodings hardly ever is; then GB18030 or
Big5. Almost any Big5 text is also valid GB18030, so validity cannot decide between the two, but the layout
of the standards can. Both have a first level for common characters: GB 2312 in the lead bytes B0-D7 with
trail bytes A1-FE, Big5 in the lead bytes A4-C6. In text of either encoding nearly all pairs of bytes are in
its own first level and far fewer are in that of the other. The encoding with the larger share wins, if the
block decodes without an error. A block that is not valid in any plausible encoding is an error, never a
guess. A single short word may be valid in all three encodings: benchmarks/encodings.py measures how much text
detection needs.

Python versions differ in what they accept as UTF-8 (2.7 accepts surrogates) and in the number of replacement
characters for an invalid sequence. Here it is the same everywhere: one for each maximal part of a sequence in
UTF-8 (Unicode 15, section 3.9), for each code unit in UTF-16, and for each byte in other encodings.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import codecs
import re

from .._compat import PY2, unichr_
from ..errors import ArgumentError, EncodingError, shown

#: Bytes decoded at a time.
BLOCK = 1 << 18
#: Names of Python for UTF-8, and the one used here.
_NAMES = {'utf-8-sig': 'utf-8', 'utf_8_sig': 'utf-8', 'utf8': 'utf-8'}
# Encodings with state: blocks cannot be decoded independently of those before.
_STATEFUL = ('utf-7', 'hz', 'iso2022', 'idna', 'punycode', 'escape')

# Longer marks first: that of UTF-32-LE begins with that of UTF-16-LE.
_BOMS = ((codecs.BOM_UTF32_LE, 'utf-32-le'), (codecs.BOM_UTF32_BE, 'utf-32-be'),
         (codecs.BOM_UTF8, 'utf-8'), (codecs.BOM_UTF16_LE, 'utf-16-le'),
         (codecs.BOM_UTF16_BE, 'utf-16-be'), (b'\x84\x31\x95\x33', 'gb18030'))
_MAGIC = ((b'\x1f\x8b', 'gzip', '.gz'), (b'BZh', 'bzip2', '.bz2'), (b'\xfd7zXZ', 'xz', '.xz'),
          (b'PK\x03\x04', 'zip', '.zip'))
# The header of a member of a tar archive, in the formats of POSIX and GNU: its size, its magic number and the
# place of this, and where it has the sum of its bytes in octal digits, themselves counted as spaces.
_TAR_SIZE, _TAR_MAGIC, _TAR_PLACE, _TAR_SUM = 512, (b'ustar\0', b'ustar  \0'), 257, slice(148, 156)
_PAIR = re.compile(
    b'[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\x7e\x80-\xfe]')
# The first level, and the punctuation and symbols before it.
_GB_LEVEL = re.compile(b'[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]$')
_BIG5_LEVEL = re.compile(b'[\xa1-\xc6][\x40-\x7e\xa1-\xfe]$')
#: Least share of pairs in the first level for an encoding to be plausible.
_PLAUSIBLE = 0.5
_BIG5_FAMILY = ('big5', 'cp950', 'big5hkscs')
#: Number of bytes for which the statistics are made.
_WINDOW = 1 << 16

#: Replaces one invalid sequence; valid text never contains it.
MARK = '\udc80'
# U+DC91 to U+DC93 replace an invalid sequence that begins 1 to 3 bytes before the end of the data and may be
# the beginning of a valid one that continues after it.
_NEAR_END = 0xDC90
_NEAR = re.compile('[\udc91-\udc93]')
_ANY = re.compile('[\udc80\udc91-\udc93]')
_HANDLER = str('nlp_zero.mark')
_SURROGATE_UTF8 = re.compile(b'\xed[\xa0-\xbf][\x80-\xbf]')
# The beginnings of well-formed sequences (Unicode 15, table 3-7), without their last byte.
_PARTIAL_UTF8 = re.compile(
    b'[\xc2-\xdf]|\xe0[\xa0-\xbf]?|[\xe1-\xec\xee\xef][\x80-\xbf]?|\xed[\x80-\x9f]?'
    b'|\xf0(?:[\x90-\xbf][\x80-\xbf]?)?|[\xf1-\xf3](?:[\x80-\xbf][\x80-\xbf]?)?'
    b'|\xf4(?:[\x80-\x8f][\x80-\xbf]?)?')


def check_encoding(name):
    """Return the normalised name of an encoding.

    Raises:
        ArgumentError: an unknown name, a codec that is no text encoding, or an encoding with state.

    >>> print(check_encoding('UTF8'), check_encoding('GB18030'), check_encoding('auto'))
    utf-8 gb18030 auto
    """
    if name == 'auto':
        return name
    try:
        known = codecs.lookup(str(name)).name
    except (LookupError, TypeError, ValueError):
        raise ArgumentError("unknown encoding %s; use 'utf-8', 'gb18030', 'big5', 'utf-16' or "
                            "'auto'" % shown(name))
    known = _NAMES.get(known, known)
    if known not in ('utf-16', 'utf-16-le', 'utf-16-be') and not _keeps_lines(known):
        raise ArgumentError('files in %r cannot be read line by line; convert them to UTF-8 first'
                            % (name,))
    return known


def _keeps_lines(name):
    """Tell whether ASCII bytes, including line ends, always stand for themselves in an encoding."""
    if any(part in name.replace('_', '-') for part in _STATEFUL):
        return False
    sample = b'az09 ,\r\n'
    try:
        return sample.decode(name) == sample.decode('ascii')
    except Exception:  # codecs from bytes to bytes may raise anything
        return False


class Decoder(object):
    """Decode one file block by block.

    Args:
        path: name of the file for messages, or None.
        encoding: as `check_encoding` returns it.
        errors: 'strict', 'replace' or 'skip'.

    Attributes:
        encoding: the detected encoding; None until it is known.
        replaced: number of invalid sequences that became U+FFFD.
    """

    def __init__(self, path, encoding, errors):
        self.path, self.errors = path, errors
        self.encoding = None if encoding in ('auto', 'utf-16') else encoding
        self.replaced = 0
        self._asked = encoding
        self._offset, self._lines, self._started = 0, 0, False

    def texts(self, read, live=False):
        """Yield the texts of the blocks that `read(BLOCK)` returns, until there are no more.

        Args:
            read: a function that returns less than requested only at the end; with `live`, a function that
                returns the data available, nothing at the end, and None before it waits, for which an empty
                text is yielded.
        """
        tail, final = b'', False
        while not final:
            data = read(BLOCK)
            if data is None:
                yield ''
                continue
            final = not data if live else len(data) < BLOCK
            text, tail = self._block(tail + data, final)
            if text:
                yield text
        if self.encoding is None:
            # Nothing but ASCII.
            self.encoding = 'utf-8'

    def _block(self, data, final):
        """Return (text, bytes to be decoded with the next block)."""
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
            # Only in UTF-16 can the byte of a line end be part of another character.
            end = data.rfind(b'\n') + 1
            text, used = self._decode(data[:end or len(data)], encoding, end > 0)
        self._offset += used
        self._lines += text.count('\n')
        return text, data[used:]

    def _start(self, data):
        """Remove the byte order mark from the first block, and set the encoding by it."""
        self._started = True
        if _is_tar(data):
            raise EncodingError('this is a tar archive: unpack it, and give its files', path=self.path)
        found, length = _find_bom(data)
        if found and found.startswith('utf-32') and (
                self.errors == 'strict' or self._asked in ('auto', 'utf-16')):
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
            if found and self.errors == 'strict':
                # Read as another encoding, the text would often be valid, and not what was written.
                raise EncodingError("not %s: it begins with the byte-order mark of %s; say encoding='%s'"
                                    % (self._asked, found, found[:len('utf-16')] if '16' in found else found),
                                    path=self.path, line=1, offset=0)
        self._offset = length
        return data[length:]

    def _detect(self, data, final):
        """Return the encoding of a block; it is decided by the first one that is not plain ASCII."""
        if _first_error(data, 'ascii', True) is None:
            return 'ascii'
        self.encoding, start = choose_encoding(data, final)
        if start is not None and self.errors == 'strict':
            raise EncodingError(
                "encoding='auto' finds no byte-order mark and neither valid UTF-8 nor GB18030 nor "
                'Big5; the nearest, %s, fails here%s' % (self.encoding, _advice(data)),
                path=self.path, line=self._line(data, start), offset=self._offset + start)
        return self.encoding

    def _decode(self, block, encoding, complete):
        """Return (text, number of bytes used); if `complete`, no character continues after the block."""
        try:
            return _spoil_surrogates(block, encoding).decode(encoding), len(block)
        except UnicodeDecodeError as error:
            start = error.start
        if not complete and start >= len(block) - 3:
            return block[:start].decode(encoding), start
        if self.errors == 'strict':
            raise self._error(block, start)
        text, count, used = _decode_marked(block, encoding, complete)
        if self.errors == 'replace':
            self.replaced += count
            text = text.replace(MARK, '\ufffd')
        return text, used

    def _line(self, block, start):
        return 1 + self._lines + block[:start].decode(self.encoding, 'replace').count('\n')

    def _error(self, block, start):
        more = _advice(block[:64]) if self._lines == 0 and self._offset < 4 else ''
        if not more and self._asked == 'auto':
            more = '; the first block looked like %s: say what it is' % self.encoding
        elif not more and self.encoding == 'utf-8':
            more = "; if the file is not UTF-8, say encoding='gb18030', encoding='big5' or encoding='auto'"
        elif not more and self.encoding in ('gb2312', 'gbk'):
            more = "; encoding='gb18030' holds all of %s and more" % self.encoding
        bad = bytearray(block[start:start + _bad_width(self.encoding, block, start)])
        return EncodingError(
            "bytes %s are not valid %s%s; errors='replace' or errors='skip' reads on"
            % (' '.join('%02x' % byte for byte in bad), self.encoding, more),
            path=self.path, line=self._line(block, start), offset=self._offset + start)


def _is_tar(data):
    """Tell whether data begin with a header of a tar archive; as UTF-8 most of them could be decoded."""
    if len(data) < _TAR_SIZE or not data.startswith(_TAR_MAGIC, _TAR_PLACE):
        return False
    digits = re.match(b' *([0-7]+)[ \0]', data[_TAR_SUM])
    rest = data[:_TAR_SUM.start] + b' ' * 8 + data[_TAR_SUM.stop:_TAR_SIZE]
    return digits is not None and int(digits.group(1), 8) == sum(bytearray(rest))


def _find_bom(data):
    """Return (encoding, length) of the byte order mark at the beginning of a file, or (None, 0)."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, len(bom)
    return None, 0


def _advice(data):
    """Return advice on data that does not look like text, or ''."""
    for magic, kind, suffix in _MAGIC:
        if data.startswith(magic):
            return '; it looks like %s data: give the file a name in %s' % (kind, suffix)
    if b'\0' in data:
        return "; it has zero bytes: perhaps encoding='utf-16-le', or no text at all"
    return ''


def _level_counts(data):
    """Return the number of pairs of bytes, and how many are in the first level of GB 2312 and of Big5."""
    pairs = _PAIR.findall(data)
    gb = sum(1 for pair in pairs if _GB_LEVEL.match(pair))
    return len(pairs), gb, sum(1 for pair in pairs if _BIG5_LEVEL.match(pair))


def choose_encoding(data, final):
    """Choose the encoding of a block.

    Args:
        data: the first block of a file that is not plain ASCII.
        final: whether the file ends with it; if not, it may end inside a character.

    Returns:
        (encoding, offset): offset is None if the block is valid in the encoding; otherwise the encoding is
        the nearest one and the offset that of its first error.

    Complexity:
        Linear in the block for validity; the statistics use 64 KB from the first byte beyond ASCII on.

    >>> print(*choose_encoding('今天的天气很好'.encode('gb18030'), True))
    gb18030 None
    >>> print(*choose_encoding('今天的天氣很好'.encode('big5'), True))
    big5 None
    """
    if _first_error(data, 'utf-8', final) is None:
        return 'utf-8', None
    start = re.search(b'[\x80-\xff]', data).start()
    total, gb, big5 = _level_counts(data[start:start + _WINDOW])
    families = [(gb, ('gb18030',)), (big5, _BIG5_FAMILY)]
    if big5 > gb:
        families.reverse()
    for count, names in families:
        # Zero bytes do not occur in such text, but in UTF-16 without a mark.
        if total and count >= _PLAUSIBLE * total and b'\0' not in data:
            for name in names:
                if _first_error(data, name, final) is None:
                    return name, None
    # No encoding fits: the nearest has the fewest invalid sequences and unusual characters.
    odd = {'utf-8': 0, 'gb18030': total - gb, 'big5': total - big5}
    window = data[start:start + _WINDOW]
    nearest = min(('utf-8', 'gb18030', 'big5'),
                  key=lambda name: odd[name] + _decode_marked(window, name, False)[1])
    return nearest, _first_error(data, nearest, final) or 0


def _bad_width(encoding, data, start):
    """Return the number of bytes of the invalid sequence at `start`."""
    name = encoding.lower().replace('_', '-')
    if name.startswith(('utf-16', 'utf16')):
        return min(2, len(data) - start)
    if name in ('utf-8', 'utf8'):
        match = _PARTIAL_UTF8.match(data, start)
        return match.end() - start if match else 1
    return 1


def _mark(error):
    """Replace one invalid sequence by a mark: an error handler for codecs."""
    distance = len(error.object) - error.start
    mark = MARK if distance > 3 else unichr_(_NEAR_END + distance)
    return mark, error.start + _bad_width(error.encoding, error.object, error.start)


def _spoil_surrogates(data, encoding):
    """Return data that 2.7 rejects where Python 3 rejects it: surrogates in UTF-8; lengths stay the same."""
    if PY2 and encoding == 'utf-8' and b'\xed' in data:
        return _SURROGATE_UTF8.sub(b'\xff\xff\xff', data)
    return data


def _first_error(data, encoding, final):
    """Return where data becomes invalid, or None; data that is not final may end inside a character."""
    try:
        _spoil_surrogates(data, encoding).decode(encoding)
    except UnicodeDecodeError as error:
        return error.start if final or error.start < len(data) - 3 else None
    return None


def _decode_marked(data, encoding, final):
    """Decode data that contains invalid bytes.

    Returns:
        (text, count, used): the text with a `MARK` for each invalid sequence, their number, and the number of
        bytes that were decoded, which is less than all where data that is not final may end inside a
        character.
    """
    # Registering repeatedly costs little, and importing a module must not change the process.
    codecs.register_error(_HANDLER, _mark)
    text, used = _spoil_surrogates(data, encoding).decode(encoding, _HANDLER), len(data)
    near = None if final else _NEAR.search(text)
    if near:
        used -= ord(near.group()) - _NEAR_END
        text = text[:near.start()]
    text, count = _ANY.subn(MARK, text)
    return text, count, used
