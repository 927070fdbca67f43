# -*- coding: utf-8 -*-
"""Split and join plain texts, read whole numbers from them, and reject values that are not text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import Iterable, LazyPattern, ascii_repr, binary_type, crc32, text_type, utf8_bytes
from ..errors import (
    ArgumentError, CorpusTypeError, check_kind, check_text, checked_call, checked_text, shown)
from ._characters import DIGIT_CLASS, LETTER_CLASS, SPACES
from ._rules import DEFAULT_RULES, NUMBER

_SPACE_RUN = LazyPattern(lambda: '[%s]+' % SPACES)
#: Characters on which `str.split` of this interpreter differs from `SPACES`: U+180E on 2.7, others on PyPy.
_SPLIT_UNALIKE = [character for character in '\x1c\x1d\x1e\x1f\u180e'
                  if (len(('a%sb' % character).split()) == 2) != (character in SPACES)]
_LETTER = re.compile('[%s%s]' % (DIGIT_CLASS, LETTER_CLASS))
_NUMBER = LazyPattern(lambda: '(?:%s)\\Z' % NUMBER)


@checked_text
def split_spaces(text):
    """Return the parts of a text between white space, like `str.split`, but the same on every Python.

    >>> print('|'.join(split_spaces(' 今天\\u3000 很好 ')))
    今天|很好
    """
    for character in _SPLIT_UNALIKE:
        if character in text:
            return [part for part in _SPACE_RUN.split(text) if part]
    return text.split()


@checked_text
def strip_spaces(text):
    """Return a text without white space at its ends, like `str.strip`, but the same on every Python.

    >>> print(strip_spaces('\\u3000今天 很好 \\n'))
    今天 很好
    """
    return text.strip(SPACES)


@checked_call
def join_words(words):
    """Join words into one text, with a space between two that would otherwise form one Latin token.

    >>> print(join_words(['5G', '手机']), join_words(['Los', 'Angeles', '湖人']))
    5G手机 Los Angeles湖人
    """
    joined = word = ''
    try:
        for word in words:
            joined += ' ' + word if _LETTER.match(joined[-1:]) and _LETTER.match(word) else word
    except (AttributeError, TypeError, UnicodeError):
        check_kind('words of join_words', words, Iterable, 'texts')
        check_text('each word of join_words', word)
        raise
    return joined


@checked_text
def is_space(text):
    """Tell whether a text consists of white space only.

    >>> [is_space(text) for text in (' \\u3000', 'a ', '')]
    [True, False, False]
    """
    return not text.strip(SPACES) and text != ''


@checked_text
def is_number(text):
    """Tell whether a text is a number: digits, perhaps with a sign, separators, and a unit at the end.

    >>> [is_number(text) for text in ('12:30', '-16%', '5G', '')]
    [True, True, False, False]
    """
    return _NUMBER.match(text) is not None


@checked_text
def is_han(character):
    """Tell whether one character is a Han character.

    >>> [is_han(c) for c in '汉〇a，']
    [True, True, False, False]
    """
    return DEFAULT_RULES.han_finder.match(character) is not None


def clean_text(value):
    """Return an item of a corpus if it is text; raise an error that says what to pass otherwise.

    On 2.7, ASCII byte strings are accepted, since plain string literals are byte strings there.

    Raises:
        CorpusTypeError: the item is bytes, a number, None, a list.
    """
    if isinstance(value, text_type):
        return value
    if isinstance(value, str):
        try:
            return value.decode('ascii')
        except UnicodeDecodeError:
            pass
    raise CorpusTypeError('a text is expected, and this is ' + _advice(value))


# Types of the values that pandas uses for a missing text or date.
_MISSING = ('NAType', 'NaTType')


def _advice(value):
    """Describe a value that is not text, and say what to do about it."""
    kind = '%s: %s' % (type(value).__name__, shown(value))
    if isinstance(value, (binary_type, bytearray)):
        return "%s; decode bytes first, for example item.decode('utf-8')" % kind
    if value is None or isinstance(value, float) and value != value or type(value).__name__ in _MISSING:
        return '%s; fill or leave out what is missing, for example by dropna() of pandas' % kind
    if is_table(value):
        return '%s, a table; pass one of its columns' % type(value).__name__
    if isinstance(value, (list, tuple)):
        return '%s; join its parts, or give them one by one' % kind
    return '%s; make a text of it first' % kind


def is_table(value):
    """Tell whether a value is a table with named columns, such as a DataFrame."""
    return any(not callable(getattr(value, name, len)) for name in ('columns', 'column_names'))


#: Number of digits of the longest number that is read.
LONGEST_COUNT = 300
_COUNT = re.compile('[0-9]+\\Z')
_readable = re.compile('[0-9]{1,%d}\\Z' % LONGEST_COUNT).match


@checked_text
def is_count(text):
    """Tell whether a text is a whole number for `parse_count`, though it may have too many digits.

    >>> [is_count(text) for text in ('12', '\\uff11\\uff12', '-1', '')]
    [True, False, False, False]
    """
    return _COUNT.match(text) is not None


@checked_text
def parse_count(text):
    """Return the non-negative whole number that a text spells with the digits 0 to 9.

    Raises:
        ArgumentError: the text has signs, white space, other digits (`１２`, `²`), or more than
            `LONGEST_COUNT` digits. The message does not name a place; the caller may add it.

    >>> parse_count('012')
    12
    """
    if _readable(text):
        return int(text)
    if is_count(text):
        raise ArgumentError('a number of %d digits; at most %d are read' % (len(text), LONGEST_COUNT))
    raise ArgumentError('not a whole number in the digits 0 to 9: %s' % ascii_repr(text[:60]))


@checked_text
def text_checksum(text):
    """Return the CRC-32 of a text as UTF-8, from 0 to 2^32 - 1; a lone surrogate counts as its escape.

    >>> print('%08x' % text_checksum('今天'))
    13ace787
    """
    return crc32(utf8_bytes(text))
