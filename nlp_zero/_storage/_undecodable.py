# -*- coding: utf-8 -*-
"""Mark the bytes that are no text, the same way on every Python.

Pythons differ in what they take as UTF-8 (2.7 lets surrogates pass) and in how many replacement
characters a bad sequence becomes. Here it is one for each maximal part of a sequence in UTF-8
(Unicode 15, section 3.9), for each code unit in UTF-16, and for each byte elsewhere.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import codecs
import re

from .._compat import PY2, unichr_

#: Takes the place of one bad sequence; no valid text holds it.
MARK = '\udc80'
# U+DC91 to U+DC93: a bad sequence that begins so many bytes before the end of the data, and may be
# the first part of a good one that goes on after it.
_NEAR_END = 0xDC90
_NEAR = re.compile('[\udc91-\udc93]')
_ANY = re.compile('[\udc80\udc91-\udc93]')
_HANDLER = str('nlp_zero.mark')
_SURROGATE_UTF8 = re.compile(b'\xed[\xa0-\xbf][\x80-\xbf]')
# The beginnings of well-formed sequences (Unicode 15, table 3-7), short of the last byte.
_PARTIAL_UTF8 = re.compile(
    b'[\xc2-\xdf]|\xe0[\xa0-\xbf]?|[\xe1-\xec\xee\xef][\x80-\xbf]?|\xed[\x80-\x9f]?'
    b'|\xf0(?:[\x90-\xbf][\x80-\xbf]?)?|[\xf1-\xf3](?:[\x80-\xbf][\x80-\xbf]?)?'
    b'|\xf4(?:[\x80-\x8f][\x80-\xbf]?)?')


def width(encoding, data, start):
    """Return how many bytes the bad sequence at `start` takes."""
    name = encoding.lower().replace('_', '-')
    if name.startswith(('utf-16', 'utf16')):
        return min(2, len(data) - start)
    if name in ('utf-8', 'utf8'):
        match = _PARTIAL_UTF8.match(data, start)
        return match.end() - start if match else 1
    return 1


def _mark(error):
    """Replace one bad sequence by a mark: an error handler for codecs."""
    distance = len(error.object) - error.start
    mark = MARK if distance > 3 else unichr_(_NEAR_END + distance)
    return mark, error.start + width(error.encoding, error.object, error.start)


def spoil_surrogates(data, encoding):
    """Return data in which 2.7 will find fault where Python 3 does; lengths stay."""
    if PY2 and encoding == 'utf-8' and b'\xed' in data:
        return _SURROGATE_UTF8.sub(b'\xff\xff\xff', data)
    return data


def first_error(data, encoding, final):
    """Return where data stops being valid, or None; data that is not final may end early."""
    try:
        spoil_surrogates(data, encoding).decode(encoding)
    except UnicodeDecodeError as error:
        return error.start if final or error.start < len(data) - 3 else None
    return None


def decode_marked(data, encoding, final):
    """Decode data with bad bytes in it.

    Returns:
        (text, count, used): the text with a `MARK` for each bad sequence, their number, and the
        number of bytes that were decoded: less than all of them where data that is not final
        may end inside a character.
    """
    # Registering again is free, and a module must not change the process when it is imported.
    codecs.register_error(_HANDLER, _mark)
    text, used = spoil_surrogates(data, encoding).decode(encoding, _HANDLER), len(data)
    near = None if final else _NEAR.search(text)
    if near:
        used -= ord(near.group()) - _NEAR_END
        text = text[:near.start()]
    text, count = _ANY.subn(MARK, text)
    return text, count, used
