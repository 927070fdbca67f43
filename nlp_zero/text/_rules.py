# -*- coding: utf-8 -*-
"""Divide texts into symbols by one pattern: `Rules`, which the caller may extend, and patterns of numbers."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import Iterable, LazyPattern, crc32, iter_range, least_width, unichr_
from ..errors import ArgumentError, check_text, checked_call
from ._characters import (
    CLUSTER, DEGREE, DIGIT_CLASS, EVERYDAY_SPACES, EXTEND, EXTEND_CLASS, FAR_CLASS, FAR_PARTS,
    GROUP_SEPARATORS, HAN_CLASS, HAN_NUMERALS, JOINING, LATIN_CONNECTORS, LETTER_CLASS, LONG_CLASS,
    NUMBER_SEPARATORS, RANGE_MARKS, REPEATABLE, SCRIPT_CLASSES, SIGNS, SPACES, UNITS, URL_CLASS, WORD_CLASS,
    class_of)

_PARTS = {'t': DEGREE, 'd': DIGIT_CLASS, 'l': LETTER_CLASS, 'c': class_of(LATIN_CONNECTORS),
          'u': class_of(UNITS), 's': class_of(NUMBER_SEPARATORS), 'g': class_of(GROUP_SEPARATORS),
          'sign': class_of(SIGNS), 'to': class_of(RANGE_MARKS)}
_PARTS['unit'] = '(?:{t}(?![{d}{l}])|[{u}])'.format(**_PARTS)
_PARTS['digits'] = '[{d}]+(?:[{s}][{d}]+|[{g}][{d}]{{3}}(?![{d}]))'.format(**_PARTS)
_PARTS['version'] = '(?:[{d}]+(?:[.．][{d}]+)*(?![{c}][{d}{l}]))?'.format(**_PARTS)

# A number with a sign and a unit, a telephone number with its country, or a number. The first and the last
# may be a range up to a number with a sign and a unit. 5G is not a number, but a Latin token with a digit.
_TO_SIGNED = '(?:[{to}][{sign}]{digits}{many}(?={unit}))?'
_NUMBER_FORM = (
    '(?<![{d}{l}{u}])[{sign}]{digits}{many}' + _TO_SIGNED + '{unit}'
    '|(?<![{d}{l}])[+＋][{d}](?:[-－]?[{d}]){{7,14}}(?![{d}{l}])'
    '|{begin}{digits}{many}' + _TO_SIGNED + '(?![{d}{l}]|[{c}][{d}{l}]){unit}?')
# Without Latin tokens, digits that turn out not to form a number are tried again from each later digit. This
# finds something only after a symbol that ends in a digit, so only the first 4 digits are tried, and a number
# has at most 64 separators: otherwise the time would grow with the square of the length.
_NUMBER_ALONE = _NUMBER_FORM.format(begin='(?<![%s]{4})' % DIGIT_CLASS, many='{0,64}', **_PARTS)
# An abbreviation with its last point (U.S.A.); C# and F#, but not in #C#; and other tokens, perhaps with ++
# and a version.
_LATIN_FORM = (
    '(?:[{l}][.．]){{2,}}(?![{d}{l}])|(?<![#{d}{l}])[CF]#(?![#{d}{l}])'
    '|[{d}{l}]+(?:[{c}][{d}{l}]+)*(?:{unit}|(?<=[{l}])[+]{{2,3}}{version}(?![+{d}{l}]))?')

# No pattern can backtrack over a long run twice: the local part of an e-mail address has at most 64
# characters (RFC 5321), and every other repetition consumes what it matches.
_PATTERNS = {
    'url': (r'(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ff][Tt][Pp]://|[Ww]{3}\.)[%s]*[A-Za-z0-9/#=&_~%%\-]' % URL_CLASS),
    'email': (r'(?:[Mm][Aa][Ii][Ll][Tt][Oo]:)?[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}'
              r'@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+'),
    'number': _NUMBER_FORM.format(begin='', many='*', **_PARTS),
    'latin': _LATIN_FORM.format(**_PARTS),
    'script': '|'.join('[%s]+' % script for script in SCRIPT_CLASSES),
}

#: Pattern of a symbol that is a number.
NUMBER = _PATTERNS['number']
#: Kinds of symbols of several characters, in the order in which they are tried.
WHOLE = ('url', 'email', 'number', 'latin', 'script')

#: Checksum of the rules for symbols of several characters. Tables made with `symbol_pairs` store it, so that
#: tables of other rules are recognised.
CLASSES_VERSION = '%08x' % crc32('\n'.join([_PATTERNS[name] for name in WHOLE] + [
    SPACES, REPEATABLE, CLUSTER, DEGREE]).encode('utf-8'))


def symbol_pairs():
    """Return pairs of adjacent common characters: all that may occur within a symbol or decide about one.

    Common characters are ASCII, common white space and a few marks. Pairs with any other letter, digit or
    white space lie inside a match of `Rules.far_finder` or next to one.

    Returns:
        list: texts of two characters.
    """
    ascii_ = [unichr_(code) for code in iter_range(0x21, 0x7f)]
    letters = [character for character in ascii_ if re.match('[A-Za-z0-9]', character)]
    joining = sorted(mark for mark in set(JOINING) if mark > '~')
    pairs = [first + second for first in ascii_ for second in ascii_]
    pairs += [first + second for first in EVERYDAY_SPACES for second in EVERYDAY_SPACES]
    pairs += [mark + mark for mark in REPEATABLE]
    pairs += [letter + mark for letter in letters for mark in joining]
    pairs += [mark + letter for letter in letters for mark in joining]
    # A sign after a unit is none, and the unit must be seen for that: 5℃-8℃.
    pairs += [unit + sign for unit in UNITS for sign in SIGNS]
    pairs += [mark + sign for mark in RANGE_MARKS for sign in SIGNS]
    return pairs


# Tokens of a regular expression, as far as groups are concerned.
_TOKEN = LazyPattern(
    lambda: r'(?P<number>\\[1-9][0-9]?(?![0-9]))|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<flags>\(\?[aiLmsux]+\))'
    r'|(?P<begin>\(\?P<\w+>)|\(\?P=(?P<name>\w+)\)|\(\?\((?P<condition>\w+)\)|.', re.DOTALL | re.UNICODE)


def _check_pattern(pattern):
    """Raise an ArgumentError unless a pattern can be embedded in another and never matches the empty text."""
    check_text('protect', pattern)
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
    """Return a pattern rewritten as part of another one in which `before` groups precede it."""
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
    """Return a pattern that matches what any of some patterns matches, in their order; groups are renumbered.

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
    """Say what counts as one symbol; the default suits running Chinese text.

    Args:
        whole: names out of `WHOLE`: a match of one of these is one symbol. Any other letter or digit is a
            symbol by itself; it does not end a clause.
        han: a string of further characters to be treated as Han, none of them white space.
        protect: a regular expression whose matches are words that are never divided, or None. It is tried
            first, at each place where a span may begin.

    Raises:
        ArgumentError: an unknown name, white space in `han`, or a `protect` that does not compile, may match
            the empty text or sets global flags.

    >>> from nlp_zero.text import symbols
    >>> print('|'.join(symbols('我用iPhone', Rules(whole=()))))
    我|用|i|P|h|o|n|e
    """

    @checked_call
    def __init__(self, whole=WHOLE, han='', protect=None):
        check_text('han', han)
        # Texts are joined by line ends, and the white space of a join must end a clause.
        spaces = sorted(set(han).intersection(SPACES))
        if spaces:
            raise ArgumentError('han holds white space (%r), which always ends a clause: leave it out'
                                % ''.join(spaces))
        if not isinstance(whole, Iterable):
            raise ArgumentError('whole must be kinds of symbol out of %s, not %r' % (', '.join(WHOLE), whole))
        self.whole, self.han, self.protect = tuple(whole), han, protect
        unknown = [kind for kind in self.whole if kind not in WHOLE]
        if unknown:
            raise ArgumentError('unknown kinds of symbol %r; known: %s'
                                % (unknown, ', '.join(WHOLE)))
        if protect is not None:
            _check_pattern(protect)
        self._compiled = {}

    def __reduce__(self):
        return type(self), (self.whole, self.han, self.protect)

    def __repr__(self):
        # Show only what differs from the default; `str` removes the prefix `u` of 2.7.
        given = [('whole', tuple(map(str, self.whole)), WHOLE), ('han', self.han, ''),
                 ('protect', self.protect, None)]
        return 'Rules(%s)' % ', '.join('%s=%r' % (name, value) for name, value, default in given
                                       if value != default)

    def plain(self):
        """Return the arguments of these rules as a list of plain values."""
        return [list(self.whole), self.han, self.protect]

    def __eq__(self, other):
        return isinstance(other, Rules) and self.__reduce__() == other.__reduce__()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.__reduce__()[1])

    @property
    def han_class(self):
        """Body of the regular-expression class of the characters that count as Han."""
        return HAN_CLASS + re.escape(self.han)

    def _word_pattern(self):
        names = [name for name in WHOLE if name in self.whole]
        # The protected pattern comes first, inside the group of words.
        patterns = [] if self.protect is None else [_nested(self.protect, 1)]
        forms = _PATTERNS if 'latin' in names else dict(_PATTERNS, number=_NUMBER_ALONE)
        patterns += ['(?:%s)' % forms[name] for name in names]
        patterns += ['[%s]' % WORD_CLASS, '[%s](?=%s)' % (self.han_class, EXTEND)]
        return '(?:%s)%s*' % ('|'.join(patterns), EXTEND)

    def _get(self, name, make):
        # Patterns are compiled on first use, so that importing the package stays cheap.
        pattern = self._compiled.get(name)
        if pattern is None:
            pattern = self._compiled[name] = re.compile(make(), re.UNICODE | re.DOTALL)
        return pattern

    @property
    def scanner(self):
        """Compiled pattern whose matches tile any text; `lastgroup` is the kind of span."""
        return self._get('scanner', self._scanner_pattern)

    def _scanner_pattern(self, run_class=None):
        # A Han character with combining marks is a word and ends the run before it.
        han = '(?P<han>[%s]+(?!%s))' % (run_class or self.han_class, EXTEND)
        word = '(?P<word>%s)' % self._word_pattern()
        # A protected pattern may begin with a Han character, so words are tried before runs, and a run ends
        # where the pattern would match.
        if self.protect is not None:
            groups = re.compile(self.protect, re.UNICODE).groups
            han = '(?P<han>(?:(?!%s)[%s])+(?!%s))' % (
                _nested(self.protect, groups + 2), self.han_class, EXTEND)
            han, word = word, han
        return '%s|%s|(?P<space>[%s]+)|(?P<punct>%s)' % (han, word, SPACES, CLUSTER % class_of(REPEATABLE))

    @property
    def han_finder(self):
        """Compiled pattern of maximal runs of Han characters without combining marks."""
        return self._get('han', lambda: '[%s]+(?!%s)' % (self.han_class, EXTEND))

    @property
    def other_finder(self):
        """Compiled pattern of one character in a clause that is not Han, or may extend a Han character."""
        return self._get('other', lambda: '[%s]' % (WORD_CLASS + EXTEND_CLASS + FAR_PARTS))

    @property
    def long_finder(self):
        """Compiled pattern of runs outside which every symbol has one character.

        Each symbol of several characters, except those of `protect`, lies within one match.
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
        """Compiled pattern of runs of uncommon letters, digits, marks and white space.

        Common are ASCII, tab and line ends, and the no-break and ideographic spaces.
        """
        # For a pattern that begins with one character, `re` skips faster to where it may match.
        return self._get('far', lambda: '[%s][%s]*' % (FAR_CLASS, FAR_CLASS))

    def oniguruma_scanner(self, run_class):
        """Return the pattern of `scanner` in the syntax of Oniguruma, for other tools.

        Args:
            run_class: body of the class of the Han characters that form runs; others stand alone.
        """
        pattern = self._scanner_pattern(run_class or self.han_class)
        return re.sub(r'\(\?P=(\w+)\)', r'\\k<\1>', pattern).replace('(?P<', '(?<')


DEFAULT_RULES = Rules()


# --- numbers with what belongs to them, as a pattern to protect ----------------------------------------

_NUMERAL = DIGIT_CLASS + '〇零一二三四五六七八九十百千万亿两'
#: Body of the class of all characters that a match of `number_pattern` may contain.
NUMBER_CLASS = _NUMERAL + '第几数分之点半.．年代月份日时世纪零下'
#: Characters without any of which a text contains no match of `number_pattern`.
NUMBER_STARTS = frozenset('0123456789０１２３４５６７８９' + HAN_NUMERALS)
# A run of numerals is read to its end to see what follows it. Doing so from every place of a long run would
# take quadratic time, so a number begins among the first 64 characters of a run, or has a bounded length.
_NUMBER_PARTS = {
    'first': _NUMERAL.replace('万亿', ''), 'next': _NUMERAL.replace('两', ''), 'numeral': _NUMERAL,
    'figure': DIGIT_CLASS + '〇零一二三四五六七八九', 'digit': DIGIT_CLASS, 'run': '(?:{s}[{next}])*'}
# What may follow the first character, a numeral, 第, 几 or 数. At {s}, there may be a separator between two
# words.
_NUMBER_FORMS = (
    '(?<=第){s}[{next}]{run}',
    # 几十万, 数百万.
    '(?<=[几数])(?:{s}[十百千万亿]){{2,}}',
    # 零下 is a word before a number of degrees.
    '(?<=零){s}下(?={s}[{numeral}几](?:{s}[{numeral}几多点.．]){{0,7}}{s}[度℃°℉])',
    '(?<=[百千万]){s}分{s}之{s}[{next}]{run}(?:{s}[点.．]{s}[{next}]{run})?',
    # 三分之一, 二十分之三.
    '(?<=[{first}])(?:{s}[{next}]){{0,11}}{s}分{s}之{s}[{next}]{run}',
    # 三点五, 三点半, 三点二十分. Since 一点 also means "a bit", numbers with it must be unambiguous (一点五亿), or
    # it must be two words; 一点半 is a time if it is not divided after 一点.
    '(?<=[{first}])(?:(?<!一)|(?={s}[{numeral}])){run}{to}点{s}(?:半|[{next}]{run}(?:{s}分(?!{s}[之钟]))?)',
    '(?<=一){s}点半',
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
    """Return a regular expression of numbers, including dates and times, percentages and ordinals.

    Args:
        years: whether a year by itself counts: 2001年.
        separator: a character that may occur between two characters of a number, or ''.
        before, after: assertions, as regular expressions, for the place after its first character and for its
            end.

    >>> import re
    >>> print(re.match(number_pattern(), '百分之三十的').group())
    百分之三十
    """
    forms = ((_YEAR_FORM,) if years else ()) + _NUMBER_FORMS
    between = separator and separator + '?'
    # The 点 of the word 一点 is never part of a number.
    to = '(?:(?<!{s}一){s}?|{s})'.format(s=separator) if separator else ''
    parts = dict(_NUMBER_PARTS, s=between, apart=separator, to=to)
    parts['run'] = parts['run'].format(**parts)
    forms = [form.format(**parts) for form in forms]
    # Most numerals are not followed by another part of a number: a look-ahead rejects them quickly.
    return '[{n}第几数](?={between}[{n}分点年月日时世下.．]){before}(?<![{n}{s}]{{64}}[{n}])(?:{forms}){after}'.format(
        n=_NUMERAL, s=separator, between=between, before=before, forms='|'.join(forms), after=after)


#: The default pattern, for `Rules(protect=...)`, which never divides a match.
NUMBERS = number_pattern()
