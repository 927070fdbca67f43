# -*- coding: utf-8 -*-
"""Write and read a vocabulary as one text that loads at once.

The form, version 1, all UTF-8 with `\\n` line ends:

    nlp-zero vocabulary 1 CRC32 BYTES
    COUNT*WORDS COUNT*WORDS ...
    WORD
    WORD
    ...

The first line names form and version and gives the CRC-32 (eight hexadecimal digits) and the
length of all bytes behind it. The second gives, from the highest on, each count and how many words
have it. The words follow in that order, within a count by code point.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import binascii
import re

from .._compat import iter_zip
from ..errors import FormatError, VocabularyError

MAGIC = 'nlp-zero vocabulary '
VERSION = 1
_HEAD = re.compile(r'nlp-zero vocabulary ([0-9]+)(?: ([0-9a-f]{8}) ([0-9]+))?\n')
_GROUPS = re.compile(r'(?:[0-9]+\*[0-9]+(?: [0-9]+\*[0-9]+)*)?\Z')


def is_compiled(text):
    """Tell whether a text begins as the compiled form does."""
    return text.startswith(MAGIC)


def dump_compiled(ordered):
    """Return the compiled form, as bytes, of (word, count) pairs sorted by (-count, word).

    Raises:
        VocabularyError: a word holds a line break.
    """
    groups, words = [], []
    for word, count in ordered:
        if '\n' in word:
            raise VocabularyError('a word with a line break cannot be saved: %r' % word)
        if not groups or groups[-1][0] != count:
            groups.append([count, 0])
        groups[-1][1] += 1
        words.append(word)
    body = ' '.join('%d*%d' % (count, number) for count, number in groups) + '\n'
    data = (body + '\n'.join(words)).encode('utf-8')
    head = '%s%d %08x %d\n' % (MAGIC, VERSION, binascii.crc32(data) & 0xffffffff, len(data))
    return head.encode('ascii') + data


def parse_compiled(text, path=None):
    """Return `{word: count}` of a text in the compiled form.

    Raises:
        FormatError: another version, a wrong checksum, a text cut short.
    """
    groups, words = split_compiled(text, path)
    counts = []
    for count, number in groups:
        counts += [count] * number
    return dict(iter_zip(words, counts))


def split_compiled(text, path=None):
    """Return ([(count, number of words)], [word]) of the compiled form, its checksum verified."""
    head = _HEAD.match(text)
    if not head or int(head.group(1)) != VERSION or not head.group(2):
        raise FormatError('not version %d of the compiled vocabulary: %.60r'
                          % (VERSION, text.split('\n', 1)[0]), path)
    body = text[head.end():]
    data = body.encode('utf-8', 'replace')
    if len(data) != int(head.group(3)):
        raise FormatError('cut short or added to: %d bytes, not the %s it was saved with'
                          % (len(data), head.group(3)), path)
    if '%08x' % (binascii.crc32(data) & 0xffffffff) != head.group(2):
        raise FormatError('damaged: the checksum is not the one it was saved with', path)
    first, _, rest = body.partition('\n')
    words = rest.split('\n') if rest else []
    groups = _parse_groups(first, path)
    if sum(number for _, number in groups) != len(words):
        raise FormatError('damaged: counts and words differ in number', path)
    return groups, words


def _parse_groups(text, path):
    if not _GROUPS.match(text):
        raise FormatError('damaged: the second line is not COUNT*WORDS ...', path)
    pairs = [pair.split('*') for pair in text.split()]
    return [(int(count), int(number)) for count, number in pairs]
