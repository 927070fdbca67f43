# -*- coding: utf-8 -*-
"""Decide what a character is, and where a clause may end: the only place that does.

`scan` divides a text into spans of four kinds: runs of Han characters, words of other scripts (a
number, a URL, `iPhone-12`), white space, and punctuation. A *symbol* is what n-grams are counted
over: one Han character, or one such word, whole. A *clause* is a run of symbols with no white space
or punctuation between them.

To change what a Latin token or a number is, change the constants under that heading, and nothing
else: patterns, finders and the tokenizer's tables are all made of them.

The classes are spelled out as ranges and do not ask the interpreter's Unicode tables, which differ
from version to version. But for `fold`, which `_script` defines, nothing here changes a text: no
normalisation, no folding of widths.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import binascii
import re
from itertools import chain
from operator import add

from ._compat import (
    LazyPattern, WIDE_UNICODE, ascii_repr, binary_type, escape_surrogates, iter_map, iter_range, iter_zip,
    least_width, text_type, unichr_)
from ._script import fold, has_traditional, traditional_places
from .errors import ArgumentError, CorpusTypeError

__all__ = [str(name) for name in (
    'CLASSES_VERSION', 'DEFAULT_RULES', 'DIGIT_CLASS', 'EXTEND_CLASS', 'GROUP_SEPARATORS', 'HAN',
    'HAN_CLASS', 'HAN_NUMERALS', 'INSIDE_CLASS', 'JOINER', 'LATIN_CONNECTORS', 'LETTER_CLASS',
    'LONGEST_COUNT', 'LONG_CLASS', 'NUMBERS', 'NUMBER_CLASS', 'NUMBER_SEPARATORS', 'PUNCT', 'REPEATABLE',
    'Rules', 'SCRIPT_CLASSES', 'SPACE', 'SPACES', 'UNITS', 'WHOLE', 'WORD', 'any_of', 'class_of', 'clauses',
    'clean_text', 'cut_at', 'display_text', 'display_width', 'fold', 'han_runs', 'has_traditional',
    'is_count', 'is_han', 'is_number', 'is_space', 'is_table', 'join_words', 'markup_text',
    'number_pattern', 'parse_count', 'scan', 'split_spaces', 'strip_spaces', 'symbol_pairs', 'symbols',
    'traditional_places', 'windows')]

HAN, WORD, SPACE, PUNCT = 'han', 'word', 'space', 'punct'

# --- What each character is ----------------------------------------------------------------------
#
# A name with CLASS is the body of a regular-expression class; the other names are the characters
# themselves.

#: Radicals, iteration mark, 〇, Suzhou numerals, extension A, the basic block, compatibility
#: ideographs, and all of planes 2 and 3 (extensions B and on).
HAN_CLASS = ('⺀-⻳⼀-⿕々〇〡-〩〸-〻㐀-䶿一-\u9fff'
             '\uf900-\ufaff' + ('\U00020000-\U0003fffd' if WIDE_UNICODE else ''))

# The white space of everyday text; all that any text holds; what lies beyond the everyday.
_EVERYDAY_SPACES = ' \t\n\r\xa0\u3000'
_RARE_SPACES = ('\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007'
                '\u2008\u2009\u200a\u2028\u2029\u202f\u205f')
#: White space as `str.split` of Python 3 has it; to that of 2.7, and to its `\s`, U+180E is one more.
SPACES = _EVERYDAY_SPACES + _RARE_SPACES

_FULL_WIDTH_DIGITS = '\uff10-\uff19'
DIGIT_CLASS = '0-9' + _FULL_WIDTH_DIGITS
# Full-width letters, Latin with accents, Greek, Cyrillic.
_RARE_LETTERS = ('\uff21-\uff3a\uff41-\uff5a\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f'
                 '\u0300-\u036f\u0370-\u0373\u0376-\u037d\u0386\u0388-\u052f\u1e00-\u1fff')
LETTER_CLASS = 'A-Za-z' + _RARE_LETTERS
#: Scripts whose runs are words of their own, never joined with another script's: kana, hangul, bopomofo.
SCRIPT_CLASSES = ('\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff', '\uac00-\ud7a3',
                  '\u3105-\u312f')
#: Dashes, dots and the like: a run of the same one is one mark.
REPEATABLE = '—…─-.·。．・～~－_＿=＝*＊'
_URL_CLASS = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%"

#: Han numerals, simplified and traditional, with those for an unknown number.
HAN_NUMERALS = '〇零一二三四五六七八九十百千万亿两几萬億兩幾'

# --- What belongs to the character before it -----------------------------------------------------
#
# Extended grapheme clusters, as UAX #29 has them, for marks in general and those of Hebrew, Arabic,
# Devanagari and Thai, for emoji, and for the parts of Hangul syllables. White space takes no marks here.

#: What extends the character before it: marks, joiners, variation selectors, skin tones, tags.
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
# Control and format characters, which no mark extends.
_CONTROL_CLASS = '\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff'
_FIRST_JAMO, _MIDDLE_JAMO = '\u1100-\u115f\ua960-\ua97c', '\u1160-\u11a7\ud7b0-\ud7c6'
_LAST_JAMO = '\u11a8-\u11ff\ud7cb-\ud7fb'
#: What joins two pictures to one.
JOINER = '\u200d'

if WIDE_UNICODE:
    _EXTEND, _PICTURE, _REGIONAL = '[%s]' % EXTEND_CLASS, '[%s]' % _PICTURE_CLASS, '[\U0001f1e6-\U0001f1ff]'
    _PLAIN, _FAR_PARTS = '[^%s]' % _CONTROL_CLASS, '\U0001f1e6-\U0001f1ff'
else:
    # Characters of the astral planes are pairs here.
    _EXTEND = '(?:[%s]|\ud83c[\udffb-\udfff]|\udb40[\udc00-\udfff])' % EXTEND_CLASS
    _PICTURE = '(?:[%s]|[\ud83c-\ud83e][\udc00-\udfff])' % _PICTURE_CLASS
    _REGIONAL = '(?:\ud83c[\udde6-\uddff])'
    _PLAIN, _FAR_PARTS = '(?:[\ud800-\udbff][\udc00-\udfff]|[^%s])' % _CONTROL_CLASS, '\ud800-\udfff'

# One character, or more that belong together, of what is neither Han nor letter, digit or white space.
_CLUSTER = ('(?:{p}{e}*(?:(?<={j}){p}{e}*)+|{r}{{2}}|[{first}]+[{middle}]*[{last}]*'
            '|(?P<_mark>[%s])(?P=_mark)*|{plain}){e}*|.').format(
                p=_PICTURE, e=_EXTEND, j=JOINER, r=_REGIONAL, first=_FIRST_JAMO, middle=_MIDDLE_JAMO,
                last=_LAST_JAMO, plain=_PLAIN)

# --- What a Latin token is, and what a number is -------------------------------------------------

#: What joins letters and digits to one Latin token: `iPhone-12`, `don't`, `AT&T`, `v1.2`.
LATIN_CONNECTORS = '-－_.．\'’&＆'
#: What divides the digits of one number: `3.14`, `12:30`, `2018/01/02`.
NUMBER_SEPARATORS = '.．:：/'
#: What groups the digits of one number by three: `1,000,000`.
GROUP_SEPARATORS = ',，'
#: What may end a number or a Latin token: `16%`, `37.5℃`.
UNITS = '%％‰℃°'


def class_of(characters):
    """Return the body of the regular-expression class of these characters, alike on every Python."""
    return re.sub(r'([\\\]\[^-])', r'\\\1', characters)


# Degrees are of Celsius or Fahrenheit.
_DEGREE = '°[CFcfＣＦ]'

_PARTS = {'t': _DEGREE, 'd': DIGIT_CLASS, 'l': LETTER_CLASS, 'c': class_of(LATIN_CONNECTORS),
          'u': class_of(UNITS), 's': class_of(NUMBER_SEPARATORS), 'g': class_of(GROUP_SEPARATORS)}

# Not 5G, which is a Latin token with a digit.
_NUMBER_FORM = ('{begin}[{d}]+(?:[{s}][{d}]+|[{g}][{d}]{{3}}(?![{d}])){many}'
                '(?![{d}{l}]|[{c}][{d}{l}])(?:{t}(?![{d}{l}])|[{u}])?')
# Where no Latin token takes what is no number in the end, it is read again from its next digit: for time's
# sake, only up to the 64th, and up to the 64th separator.
_NUMBER_ALONE = _NUMBER_FORM.format(begin='(?<![%s]{64})' % DIGIT_CLASS, many='{0,64}', **_PARTS)

# No pattern can run on beyond a bound or backtrack over a long run twice: the local part of an
# e-mail address has 64 characters at most (RFC 5321), every other repetition eats what it matches.
_PATTERNS = {
    'url': (r'(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ff][Tt][Pp]://|[Ww]{3}\.)[%s]*[A-Za-z0-9/#=&_~%%\-]' % _URL_CLASS),
    'email': r'[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+',
    'number': _NUMBER_FORM.format(begin='', many='*', **_PARTS),
    'latin': '[{d}{l}]+(?:[{c}][{d}{l}]+)*(?:{t}(?![{d}{l}])|[{u}])?'.format(**_PARTS),
    'script': '|'.join('[%s]+' % script for script in SCRIPT_CLASSES),
}

#: What stays whole by default, in the order in which it is tried.
WHOLE = ('url', 'email', 'number', 'latin', 'script')

_NUMERAL = DIGIT_CLASS + '〇零一二三四五六七八九十百千万亿两'
#: All that a number, a date or a time of `number_pattern` may hold.
NUMBER_CLASS = _NUMERAL + '第百千万分之点.．年代月份日时世纪'
# A run of numerals is read to its end to see what follows it. From each of its places on, a long run would
# take time by its square: a number begins among its first 64 characters, or is bounded.
_NUMBER_PARTS = {
    'first': _NUMERAL.replace('万亿', ''), 'next': _NUMERAL.replace('两', ''), 'numeral': _NUMERAL,
    'figure': DIGIT_CLASS + '〇零一二三四五六七八九', 'digit': DIGIT_CLASS, 'run': '(?:{s}[{next}])*'}
# What may follow the first character, which is of `_NUMERAL` or 第. Where {s} is, words may be separated.
_NUMBER_FORMS = (
    '(?<=第){s}[{next}]{run}',
    '(?<=[百千万]){s}分{s}之{s}[{next}]{run}(?:{s}[点.．]{s}[{next}]{run})?',
    # 三点五, 三点二十分; of 一点, which is "a bit" as well, only what can be nothing else: 一点五亿; and if it is
    # two words.
    '(?<=[{first}])(?:(?<!一)|(?={s}[{numeral}])){run}{to}点{s}[{next}]{run}(?:{s}分(?!{s}[之钟]))?',
    '(?<=一){apart}点{s}[{figure}](?:(?:{s}[{figure}])+|(?:{s}[万亿])+'
    '|(?={s}(?:[倍万亿米元公吨度级折平]|个{s}百)))',
    # 十分 alone is an adverb.
    '(?<=[二三四五六七八九]){s}十(?:{s}[一二三四五六七八九])?{s}分(?!{s}[之钟])',
    '(?<=[{first}])(?:{s}[{next}]){{0,3}}{s}月{s}[{first}](?:{s}[{next}]){{0,2}}{s}日(?!{s}[本子常元])',
    '(?<=[{first}])(?:{s}[{next}]){{0,11}}{s}'
    '(?:年{s}代|月{s}份|月(?!{s}[亮饼球])|世{s}纪|时(?={s}[{first}](?:{s}[{next}]){{0,3}}{s}分))',
    '(?<=[{first}])(?:(?<!一)|(?={s}[{numeral}]))(?:{s}[{next}]){{0,11}}{s}日(?!{s}[本子常元])',
    # 三千五百, 一九九八: with 十, 百 and so on, or three figures.
    '(?<=[{first}])(?:(?<=[十百千])|(?=(?:{s}[{figure}])?{s}[十百千万亿])|(?=(?:{s}[{figure}]){{2}}))'
    '(?:{s}[{next}])+',
    '(?<=[{digit}])(?:{s}[{digit}])*(?:{s}[.．](?:{s}[{digit}])+)?(?:{s}[万亿])+')
_YEAR_FORM = '(?<=[{first}])(?:{s}[{next}]){{0,11}}{s}年(?!{s}[前后来间以里内多级会底初轻龄代])'


def number_pattern(years=True, separator='', before='', after=''):
    """Return a regular expression of numbers with what belongs to them: dates and times, per cent, ordinals.

    Args:
        years: whether a year alone is one: 2001年.
        separator: a character that may be between two characters of a number, or ''.
        before, after: regular expressions of what must be true after its first character, and at its end.

    >>> re.match(number_pattern(), '百分之三十的') is not None
    True
    """
    forms = ((_YEAR_FORM,) if years else ()) + _NUMBER_FORMS
    between = separator and separator + '?'
    # Of the word 一点 no number takes the 点.
    to = '(?:(?<!{s}一){s}?|{s})'.format(s=separator) if separator else ''
    parts = dict(_NUMBER_PARTS, s=between, apart=separator, to=to)
    parts['run'] = parts['run'].format(**parts)
    forms = [form.format(**parts) for form in forms]
    # Most numerals of a text are followed by nothing of a number: that is seen first, for time's sake.
    return '[{n}第](?={between}[{n}分点年月日时世.．]){before}(?<![{n}{s}]{{64}}[{n}])(?:{forms}){after}'.format(
        n=_NUMERAL, s=separator, between=between, before=before, forms='|'.join(forms), after=after)


#: The same as a text, for `protect`, which divides no match whatever the words around it are.
NUMBERS = number_pattern()

# --- What follows from the above -----------------------------------------------------------------

_WORD_CLASS = DIGIT_CLASS + LETTER_CLASS + ''.join(SCRIPT_CLASSES)
_JOINING = LATIN_CONNECTORS + NUMBER_SEPARATORS + GROUP_SEPARATORS + UNITS + '°'
_EXTENDING = EXTEND_CLASS + _FIRST_JAMO + _MIDDLE_JAMO + _LAST_JAMO + _FAR_PARTS
#: All that a number, a URL or a word of another script may hold.
INSIDE_CLASS = _WORD_CLASS + _URL_CLASS + class_of(_JOINING)
#: All that a symbol of two characters or more may hold.
LONG_CLASS = INSIDE_CLASS + SPACES + class_of(REPEATABLE) + _EXTENDING

#: Changes with what a symbol of two characters or more is: tables made of `symbol_pairs` keep it.
CLASSES_VERSION = '%08x' % (binascii.crc32('\n'.join([_PATTERNS[name] for name in WHOLE] + [
    SPACES, REPEATABLE, _CLUSTER, _DEGREE]).encode('utf-8')) & 0xffffffff)


def symbol_pairs():
    """Return the pairs of adjacent everyday characters that a symbol may hold, some too many among them.

    Everyday are ASCII, the white space of everyday text and the marks of a few characters; pairs with a
    letter, digit or white space beyond those lie within a match of `Rules.far_finder` or beside it.

    Returns:
        list of texts of two characters.
    """
    ascii_ = [unichr_(code) for code in iter_range(0x21, 0x7f)]
    letters = [character for character in ascii_ if re.match('[A-Za-z0-9]', character)]
    joining = sorted(mark for mark in set(_JOINING) if mark > '~')
    pairs = [first + second for first in ascii_ for second in ascii_]
    pairs += [first + second for first in _EVERYDAY_SPACES for second in _EVERYDAY_SPACES]
    pairs += [mark + mark for mark in REPEATABLE]
    pairs += [letter + mark for letter in letters for mark in joining]
    pairs += [mark + letter for letter in letters for mark in joining]
    return pairs


# What a regular expression is made of, as far as its groups go.
_TOKEN = re.compile(
    r'(?P<number>\\[1-9][0-9]?(?![0-9]))|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<flags>\(\?[aiLmsux]+\))'
    r'|(?P<begin>\(\?P<\w+>)|\(\?P=(?P<name>\w+)\)|\(\?\((?P<condition>\w+)\)|.', re.DOTALL | re.UNICODE)


def _check_pattern(pattern):
    """Raise an ArgumentError unless a regular expression can be a part of another, and takes a character."""
    try:
        re.compile(pattern, re.UNICODE)
        width = least_width(pattern)
    except (re.error, OverflowError, RuntimeError) as error:
        raise ArgumentError('protect is no regular expression: %s' % error)
    if any(match.lastgroup == 'flags' for match in _TOKEN.finditer(pattern)):
        raise ArgumentError('protect sets flags for all of it: write [Aa] for both cases')
    if not width:
        raise ArgumentError('protect may match the empty text: let each of its alternatives take a character')


def _nested(pattern, before):
    """Return a regular expression as a part of another, in which so many groups are before it."""
    groups = re.compile(pattern, re.UNICODE).groupindex

    def moved(match):
        kind, name = match.lastgroup, match.group(match.lastgroup or 0)
        if kind == 'begin':
            return '('
        if kind is None:
            return name
        number = before + (groups[name] if name in groups else int(name.lstrip('\\')))
        return '(?(%d)' % number if kind == 'condition' else '(?:\\%d)' % number

    return '(?:%s)' % _TOKEN.sub(moved, pattern)


def any_of(patterns):
    """Return the regular expression of what any of some matches, in their order; groups stay their own.

    Raises:
        ArgumentError: as `Rules` for a pattern to protect.
    """
    parts, before = [], 0
    for pattern in patterns:
        _check_pattern(pattern)
        parts.append(_nested(pattern, before))
        before += re.compile(pattern, re.UNICODE).groups
    return '|'.join(parts)


class Rules(object):
    """Hold one way to tell symbols apart; the default suits running Chinese text.

    Args:
        whole: names out of `WHOLE` whose matches are one symbol each. A letter or digit that no
            name covers is a symbol by itself, still inside its clause.
        han: more characters to be treated as Han, as text.
        protect: a regular expression, or None; what it matches outside of other matches is a word
            and is never divided. It is tried first, at each place where a span may begin.

    Raises:
        ArgumentError: an unknown name, or a `protect` that does not compile, may match the empty text, or
            sets flags for all of it.

    >>> [s for s in symbols('我用iPhone-12拍', Rules(whole=()))][:4] == ['我', '用', 'i', 'P']
    True
    """

    def __init__(self, whole=WHOLE, han='', protect=None):
        self.whole, self.han, self.protect = tuple(whole), han, protect
        unknown = sorted(set(self.whole) - set(WHOLE))
        if unknown:
            raise ArgumentError('unknown kinds of symbol %r; known: %s'
                                % (unknown, ', '.join(WHOLE)))
        if protect is not None:
            _check_pattern(protect)
        self._compiled = {}

    def __reduce__(self):
        return type(self), (self.whole, self.han, self.protect)

    def __repr__(self):
        # Only what differs from the default; `str` keeps the prefix of 2.7 out of the kinds.
        given = [('whole', tuple(map(str, self.whole)), WHOLE), ('han', self.han, ''),
                 ('protect', self.protect, None)]
        return 'Rules(%s)' % ', '.join('%s=%r' % (name, value) for name, value, default in given
                                       if value != default)

    def plain(self):
        """Return what makes these rules, as a list of plain values."""
        return [list(self.whole), self.han, self.protect]

    def __eq__(self, other):
        return isinstance(other, Rules) and self.__reduce__() == other.__reduce__()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.__reduce__()[1])

    @property
    def han_class(self):
        """Body of the regular-expression class of what counts as Han."""
        return HAN_CLASS + re.escape(self.han)

    def _word_pattern(self):
        names = [name for name in WHOLE if name in self.whole]
        # The group of words is the first one then.
        patterns = [] if self.protect is None else [_nested(self.protect, 1)]
        forms = _PATTERNS if 'latin' in names else dict(_PATTERNS, number=_NUMBER_ALONE)
        patterns += ['(?:%s)' % forms[name] for name in names]
        patterns += ['[%s]' % _WORD_CLASS, '[%s](?=%s)' % (self.han_class, _EXTEND)]
        return '(?:%s)%s*' % ('|'.join(patterns), _EXTEND)

    def _get(self, name, make):
        # Compiling waits for the first use: importing the package must stay cheap.
        pattern = self._compiled.get(name)
        if pattern is None:
            pattern = self._compiled[name] = re.compile(make(), re.UNICODE | re.DOTALL)
        return pattern

    @property
    def scanner(self):
        """Compiled pattern whose matches tile any text; `lastgroup` is the kind of span."""
        return self._get('scanner', self._scanner_pattern)

    def _scanner_pattern(self, run_class=None):
        # A Han character with marks is a word, and ends the run before it.
        han = '(?P<han>[%s]+(?!%s))' % (run_class or self.han_class, _EXTEND)
        word = '(?P<word>%s)' % self._word_pattern()
        # A protected pattern may begin with a Han character, and then goes first; but it cannot
        # begin inside a run: a run is taken up to where the pattern would match.
        if self.protect is not None:
            groups = re.compile(self.protect, re.UNICODE).groups
            han = '(?P<han>(?:(?!%s)[%s])+(?!%s))' % (
                _nested(self.protect, groups + 2), self.han_class, _EXTEND)
            han, word = word, han
        return '%s|%s|(?P<space>[%s]+)|(?P<punct>%s)' % (han, word, SPACES, _CLUSTER % class_of(REPEATABLE))

    @property
    def han_finder(self):
        """Compiled pattern of maximal runs of Han characters without marks."""
        return self._get('han', lambda: '[%s]+(?!%s)' % (self.han_class, _EXTEND))

    @property
    def other_finder(self):
        """Compiled pattern of one character of a clause that is not Han, or that may extend a Han one."""
        return self._get('other', lambda: '[%s]' % (_WORD_CLASS + EXTEND_CLASS + _FAR_PARTS))

    @property
    def long_finder(self):
        """Compiled pattern of runs outside of which every symbol is one character.

        A symbol of two characters or more, `protect` aside, lies wholly within one match.
        """
        return self._get('long', lambda: '[%s]{2,}|.[%s]' % (LONG_CLASS, EXTEND_CLASS))

    @property
    def long_character(self):
        """Compiled pattern of one character that may be part of a longer symbol."""
        return self._get('long character', lambda: '[%s]' % LONG_CLASS)

    @property
    def mark(self):
        """Compiled pattern of one character that extends the one before it."""
        return self._get('mark', lambda: '[%s]' % EXTEND_CLASS)

    @property
    def far_finder(self):
        """Compiled pattern of runs of letters, digits, marks and white space beyond the everyday ones.

        Everyday are ASCII, the tab, line ends, and the no-break and ideographic spaces.
        """
        return self._get('far', lambda: '[%s]+' % (
            _FULL_WIDTH_DIGITS + _RARE_LETTERS + ''.join(SCRIPT_CLASSES) + _RARE_SPACES + _EXTENDING))

    def oniguruma_scanner(self, run_class):
        """Return the pattern of `scanner` in the syntax of Oniguruma, for other tools.

        Args:
            run_class: body of the class of the Han characters that form runs; any other is alone.
        """
        pattern = self._scanner_pattern(run_class or self.han_class)
        return re.sub(r'\(\?P=(\w+)\)', r'\\k<\1>', pattern).replace('(?P<', '(?<')


DEFAULT_RULES = Rules()

_SPACE_RUN = re.compile('[%s]+' % SPACES)
_LETTER = re.compile('[%s%s]' % (DIGIT_CLASS, LETTER_CLASS))
_NUMBER = re.compile('[%s%s]+(?:(?<=[%s])%s)?\\Z' % (
    DIGIT_CLASS, class_of(NUMBER_SEPARATORS + GROUP_SEPARATORS + UNITS), DIGIT_CLASS, _DEGREE))


def split_spaces(text):
    """Return the parts of a text between white space, as `str.split` does, alike on every Python.

    >>> print('|'.join(split_spaces(' 今天\\u3000 很好 ')))
    今天|很好
    """
    if '\u180e' not in text:
        # The one character that `str.split` takes for white space on some interpreters only.
        return text.split()
    return [part for part in _SPACE_RUN.split(text) if part]


def strip_spaces(text):
    """Return a text without the white space at both of its ends, alike on every Python.

    >>> print(strip_spaces('\\u3000今天 很好 \\n'))
    今天 很好
    """
    return text.strip(SPACES)


def join_words(words):
    """Return words as one text, with a space between two that would else become one Latin token.

    >>> print(join_words(['5G', '手机']), join_words(['Los', 'Angeles', '湖人']))
    5G手机 Los Angeles湖人
    """
    joined = ''
    for word in words:
        joined += ' ' + word if _LETTER.match(joined[-1:]) and _LETTER.match(word) else word
    return joined


def is_space(text):
    """Tell whether a text is white space and nothing else.

    >>> [is_space(text) for text in (' \\u3000', 'a ', '')]
    [True, False, False]
    """
    return not text.strip(SPACES) and text != ''


def is_number(text):
    """Tell whether a text is digits and what a number may have between and after them.

    >>> [is_number(text) for text in ('12:30', '16%', '5G', '')]
    [True, True, False, False]
    """
    return _NUMBER.match(text) is not None


def is_han(character):
    """Tell whether one character is a Han character.

    >>> [is_han(c) for c in '汉〇a，']
    [True, True, False, False]
    """
    return DEFAULT_RULES.han_finder.match(character) is not None


def scan(text, rules=DEFAULT_RULES):
    """Yield the spans that tile a text.

    Args:
        text: any text, with any characters in it.
        rules: a `Rules`.

    Yields:
        (start, end, kind): half-open, in code points, each beginning where the last one ended.
        HAN: a run of Han characters. WORD: one symbol of another script. SPACE: a run of white
        space. PUNCT: one other character, or a run of the same dash or dot (`——`, `……`).

    Complexity:
        Linear in the text.

    >>> for start, end, kind in scan('用5G手机，16%！'):
    ...     print(start, end, kind)
    0 1 han
    1 3 word
    3 5 han
    5 6 punct
    6 9 word
    9 10 punct
    """
    for match in rules.scanner.finditer(text):
        yield match.start(), match.end(), match.lastgroup


def han_runs(text, rules=DEFAULT_RULES):
    """Return the maximal runs of Han characters, in order.

    >>> print(' '.join(han_runs('用5G手机，真快')))
    用 手机 真快
    """
    return rules.han_finder.findall(text)


def clauses(text, rules=DEFAULT_RULES):
    """Return the clauses of a text: sequences of symbols with nothing certain between them.

    Returns:
        list: a clause is a text when each of its symbols is one character, and else a list of
        texts; either way iterating it gives the symbols.

    Complexity:
        Linear in the text.

    >>> for clause in clauses('用5G手机，真快'):
    ...     print(len(clause), ' '.join(clause))
    4 用 5G 手 机
    2 真 快
    """
    if rules.protect is None and not rules.other_finder.search(text):
        return rules.han_finder.findall(text)
    found, parts, plain = [], [], True
    for match in rules.scanner.finditer(text):
        kind = match.lastgroup
        if kind == HAN:
            parts.append(match.group())
        elif kind == WORD:
            parts.append((match.group(),))
            plain = plain and match.end() - match.start() == 1
        elif parts:
            found.append(_clause(parts, plain))
            parts, plain = [], True
    if parts:
        found.append(_clause(parts, plain))
    return found


def _clause(parts, plain):
    """Return one clause from its Han runs (text) and words (tuples of one text)."""
    if plain:
        return ''.join(part if isinstance(part, text_type) else part[0] for part in parts)
    return [symbol for part in parts for symbol in part]


def symbols(text, rules=DEFAULT_RULES):
    """Return the symbols of a text: Han characters one by one, every other span whole.

    Joining them gives the text back.

    >>> print('|'.join(symbols('用5G手机……')))
    用|5G|手|机|……
    """
    found = []
    for match in rules.scanner.finditer(text):
        if match.lastgroup == HAN:
            found.extend(match.group())
        else:
            found.append(match.group())
    return found


def clean_text(value):
    """Return an item of a corpus if it is text, and say what to pass if it is not.

    On 2.7 native strings are bytes; ASCII ones are taken, since literals of scripts are such.

    Raises:
        CorpusTypeError: bytes, numbers, None, lists.
    """
    if isinstance(value, text_type):
        return value
    if isinstance(value, str):
        try:
            return value.decode('ascii')
        except UnicodeDecodeError:
            pass
    raise CorpusTypeError('a text is expected, and this is ' + _advice(value))


# What pandas has for a missing text or date.
_MISSING = ('NAType', 'NaTType')


def _advice(value):
    """Return what a value is that is no text, and what to do about it."""
    shown = '%s: %.60s' % (type(value).__name__, ascii_repr(value))
    if isinstance(value, (binary_type, bytearray)):
        return "%s; decode bytes first, for example item.decode('utf-8')" % shown
    if value is None or isinstance(value, float) and value != value or type(value).__name__ in _MISSING:
        return '%s; fill or leave out what is missing, for example by dropna() of pandas' % shown
    if is_table(value):
        return '%s, a table; pass one of its columns' % type(value).__name__
    if isinstance(value, (list, tuple)):
        return '%s; join its parts, or give them one by one' % shown
    return '%s; make a text of it first' % shown


def is_table(value):
    """Tell whether a value is a table with named columns, such as a DataFrame."""
    return any(not callable(getattr(value, name, len)) for name in ('columns', 'column_names'))


#: Digits of the longest number that is read.
LONGEST_COUNT = 300
_COUNT = re.compile('[0-9]+\\Z')
_readable = re.compile('[0-9]{1,%d}\\Z' % LONGEST_COUNT).match


def is_count(text):
    """Tell whether a text is a whole number for `parse_count`, if perhaps one of too many digits.

    >>> [is_count(text) for text in ('12', '\\uff11\\uff12', '-1', '')]
    [True, False, False, False]
    """
    return _COUNT.match(text) is not None


def parse_count(text):
    """Return the whole number from 0 on that a text spells, in the digits 0 to 9 and nothing else.

    Raises:
        ArgumentError: signs, white space, other digits (`１２`, `²`), or more than `LONGEST_COUNT`
            digits. Its message says so, for a caller who knows the place.

    >>> parse_count('012')
    12
    """
    if _readable(text):
        return int(text)
    if is_count(text):
        raise ArgumentError('a number of %d digits; at most %d are read' % (len(text), LONGEST_COUNT))
    raise ArgumentError('not a whole number in the digits 0 to 9: %s' % ascii_repr(text[:60]))


def cut_at(block, cuts):
    """Return an iterator over the texts between ascending places of a block.

    >>> print(' '.join(cut_at('今天下雨', [2])))
    今天 下雨
    """
    spans = iter_map(slice, chain((0,), cuts), chain(cuts, (len(block),)))
    parts = iter_map(block.__getitem__, spans)
    return parts if isinstance(block, text_type) else iter_map(''.join, parts)


def windows(block, size):
    """Return an iterator over the windows of so many neighbouring symbols, each as one text.

    Args:
        block: a text, or a list of texts.
        size: number of symbols, from 1.

    Complexity:
        Linear, with no Python step per symbol.

    >>> print(' '.join(windows('下雨天', 2)))
    下雨 雨天
    """
    if size == 1:
        return iter(block)
    if size == 2:
        return iter_map(add, block, block[1:])
    return iter_map(''.join, iter_zip(*[block[start:] for start in iter_range(size)]))


# --- What a text takes on a screen ---------------------------------------------------------------

# What takes two columns of a terminal beside the Han characters: CJK marks and their like, the scripts of
# East Asia, full-width forms, pictures. Astral characters of narrow builds have a length of two already.
_WIDE = LazyPattern(lambda: '[%s%s\u3000-\u303e%s\uff01-\uff60\uffe0-\uffe6%s]' % (
    HAN_CLASS, ''.join(SCRIPT_CLASSES), _FIRST_JAMO,
    '\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff'
    if WIDE_UNICODE else ''))
_EXTENDING_RUN = LazyPattern(lambda: '[%s]' % (EXTEND_CLASS + _MIDDLE_JAMO + _LAST_JAMO))
_LINE_CONTROLS = LazyPattern(lambda: '[\t-\r\x1c-\x1e\x85\u2028\u2029]')
_CONTROLS = LazyPattern(lambda: '[%s\u061c]' % _CONTROL_CLASS)


def display_width(text):
    """Return the columns that a text takes on a terminal: two for a Han character, none for a mark on one.

    Control characters are not for terminals: see `display_text`.

    >>> [display_width(text) for text in ('手机', '5G手机', '，', '')]
    [4, 6, 2, 0]
    """
    # A combining mark of kana is of a wide script, and has no width all the same.
    marks = _EXTENDING_RUN.findall(text)
    return len(text) + len(_WIDE.findall(text)) - len(marks) - sum(1 for mark in marks if _WIDE.match(mark))


def display_text(text):
    """Return a text that moves no cursor and turns no direction: line ends and tabs become spaces, and
    other control and format characters U+FFFD.

    >>> print(display_text('一行\\n二行'))
    一行 二行
    """
    return _CONTROLS.sub('\ufffd', _LINE_CONTROLS.sub(' ', text))


def markup_text(text):
    """Return a text as HTML and XML show it, in an element or a quoted attribute, whatever it holds.

    Controls are as in `display_text`, and half a surrogate pair is an escape.

    >>> print(markup_text('<b title="1 & 2">'))
    &lt;b title=&quot;1 &amp; 2&quot;&gt;
    """
    for character, escape in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('"', '&quot;'), ("'", '&#39;')):
        text = text.replace(character, escape)
    return display_text(escape_surrogates(text))
