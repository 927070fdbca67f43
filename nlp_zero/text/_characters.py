# -*- coding: utf-8 -*-
"""Define the classes of characters from which all patterns are built.

A name that ends in CLASS is the body of a regular-expression class; other names are strings of characters.
What joins the parts of a Latin token or of a number is defined once, under the heading of that name.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import WIDE_UNICODE
from ..errors import checked_text

# --- What each character is ----------------------------------------------------------------------

#: Radicals, iteration mark, 〇, Suzhou numerals, extension A, the basic block, compatibility
#: ideographs, and all of planes 2 and 3 (extensions B and on).
HAN_CLASS = ('⺀-⻳⼀-⿕々〇〡-〩〸-〻㐀-䶿一-\u9fff'
             '\uf900-\ufaff' + ('\U00020000-\U0003fffd' if WIDE_UNICODE else ''))

# White space that is common in text, and the rest of it.
EVERYDAY_SPACES = ' \t\n\r\xa0\u3000'
RARE_SPACES = ('\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007'
               '\u2008\u2009\u200a\u2028\u2029\u202f\u205f')
#: White space as in `str.split` of Python 3; on 2.7, `str.split` and `\s` include U+180E as well.
SPACES = EVERYDAY_SPACES + RARE_SPACES

FULL_WIDTH_DIGITS = '\uff10-\uff19'
DIGIT_CLASS = '0-9' + FULL_WIDTH_DIGITS
# Full-width letters, Latin with accents, Greek, Cyrillic.
RARE_LETTERS = ('\uff21-\uff3a\uff41-\uff5a\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f'
                '\u0300-\u036f\u0370-\u0373\u0376-\u037d\u0386\u0388-\u052f\u1e00-\u1fff')
LETTER_CLASS = 'A-Za-z' + RARE_LETTERS
#: Scripts whose runs are words that are never joined with other scripts: kana, hangul, bopomofo.
SCRIPT_CLASSES = ('\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff', '\uac00-\ud7a3',
                  '\u3105-\u312f')
#: Dashes, dots and similar marks: a run of the same one counts as one mark.
REPEATABLE = '—…─-.·。．・～~－_＿=＝*＊'
URL_CLASS = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%"


#: Han numerals, simplified and traditional, including those for an indefinite number (两, 几).
HAN_NUMERALS = '〇零一二三四五六七八九十百千万亿两几萬億兩幾'

# --- What belongs to the character before it -----------------------------------------------------
#
# Extended grapheme clusters as defined by UAX #29, for combining marks, including those of Hebrew, Arabic,
# Devanagari and Thai, for emoji, and for the parts of Hangul syllables. Marks never extend white space.

#: Characters that extend the one before: marks, joiners, variation selectors, skin tones, tags.
EXTEND_CLASS = (
    '\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f'
    '\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f'
    '\u0951-\u0957\u0962\u0963\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d'
    '\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\uff9e\uff9f'
    + ('\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef' if WIDE_UNICODE else ''))
_PICTURE_CLASS = (
    '\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55'
    '\u3030\u303d\u3297\u3299' + (
        '\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff\U0001fc00-\U0001fffd'
        if WIDE_UNICODE else ''))
# Control and format characters, which marks do not extend.
CONTROL_CLASS = '\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff'
FIRST_JAMO, MIDDLE_JAMO = '\u1100-\u115f\ua960-\ua97c', '\u1160-\u11a7\ud7b0-\ud7c6'
LAST_JAMO = '\u11a8-\u11ff\ud7cb-\ud7fb'
#: Joins two pictures into one.
JOINER = '\u200d'

if WIDE_UNICODE:
    EXTEND, _PICTURE, _REGIONAL = '[%s]' % EXTEND_CLASS, '[%s]' % _PICTURE_CLASS, '[\U0001f1e6-\U0001f1ff]'
    _PLAIN, FAR_PARTS = '[^%s]' % CONTROL_CLASS, '\U0001f1e6-\U0001f1ff'
else:
    # Characters of the astral planes are pairs of surrogates on narrow builds.
    EXTEND = '(?:[%s]|\ud83c[\udffb-\udfff]|\udb40[\udc00-\udfff])' % EXTEND_CLASS
    _PICTURE = '(?:[%s]|[\ud83c-\ud83e][\udc00-\udfff])' % _PICTURE_CLASS
    _REGIONAL = '(?:\ud83c[\udde6-\uddff])'
    _PLAIN, FAR_PARTS = '(?:[\ud800-\udbff][\udc00-\udfff]|[^%s])' % CONTROL_CLASS, '\ud800-\udfff'

#: One grapheme cluster that is neither Han nor letter, digit or white space; a run of one of the marks that
#: are inserted at `%s` is a single match.
CLUSTER = ('(?:{p}{e}*(?:(?<={j}){p}{e}*)+|{r}{{2}}|[{first}]+[{middle}]*[{last}]*'
           '|(?P<_mark>[%s])(?P=_mark)*|{plain}){e}*|.').format(
               p=_PICTURE, e=EXTEND, j=JOINER, r=_REGIONAL, first=FIRST_JAMO, middle=MIDDLE_JAMO,
               last=LAST_JAMO, plain=_PLAIN)

# --- What a Latin token is, and what a number is -------------------------------------------------

#: Joins letters and digits into one Latin token: `iPhone-12`, `don't`, `AT&T`, `v1.2`.
LATIN_CONNECTORS = '-－_.．\'’&＆'
#: Separates the digits of one number or of a range: `3.14`, `12:30`, `2018/01/02`, `3~5`, `8:30-9:15`.
NUMBER_SEPARATORS = '.．:：/-－~～'
#: Separates groups of three digits: `1,000,000`.
GROUP_SEPARATORS = ',，'
#: May end a number or a Latin token: `16%`, `37.5℃`, `m²`.
UNITS = '%％‰℃°℉²³'
#: Precedes a number with a unit, and is part of it unless it comes after a letter, a digit or a unit: `-5℃`.
SIGNS = '-－−+＋±'
#: Joins a number and one with a sign, if a unit follows: `-5~-2℃`.
RANGE_MARKS = '~～'


@checked_text
def class_of(characters):
    """Return the body of a regular-expression class of these characters, the same on every Python."""
    return re.sub(r'([\\\]\[^-])', r'\\\1', characters)


# Degrees Celsius or Fahrenheit.
DEGREE = '°[CFcfＣＦ]'

# --- What follows from the above -----------------------------------------------------------------

WORD_CLASS = DIGIT_CLASS + LETTER_CLASS + ''.join(SCRIPT_CLASSES)
JOINING = LATIN_CONNECTORS + NUMBER_SEPARATORS + GROUP_SEPARATORS + UNITS + SIGNS
EXTENDING = EXTEND_CLASS + FIRST_JAMO + MIDDLE_JAMO + LAST_JAMO + FAR_PARTS
#: Uncommon characters that symbols may contain: letters, digits, marks and white space.
FAR_CLASS = FULL_WIDTH_DIGITS + RARE_LETTERS + ''.join(SCRIPT_CLASSES) + RARE_SPACES + EXTENDING
#: All characters that a number, a URL or a word of another script may contain.
INSIDE_CLASS = WORD_CLASS + URL_CLASS + class_of(JOINING)
#: All characters that a symbol of two or more characters may contain.
LONG_CLASS = INSIDE_CLASS + SPACES + class_of(REPEATABLE) + EXTENDING
