# -*- coding: utf-8 -*-
"""Find the numbers, dates, times, prices, model names and addresses in a line that become typed gaps.

`text` defines what a Latin token, a number and an address is. This module classifies them, and joins them
with the Han characters that make them a date, a time or a price. Clauses are made in `_located_clauses`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from bisect import bisect_left
from collections import namedtuple

from .._compat import Iterable, Mapping, iter_items
from ..errors import ArgumentError, checked_call
from ..text import (DEFAULT_RULES, DIGIT_CLASS, GROUP_SEPARATORS, LETTER_CLASS, NUMBER_SEPARATORS,
                    WORD, class_of, is_number)
from ._template import typed_gap

#: The kinds of typed gaps there are by default.
MASK_KINDS = ('URL', 'EMAIL', 'DATE', 'TIME', 'MONEY', 'NUM', 'MODEL')

_DIGIT = '[%s]' % DIGIT_CLASS
# From its first digit on, and up to a bound, or a long run of digits would take time by its square.
_NUMBER = '(?<!{d}){d}+(?:[{s}]{d}+|[{g}]{d}{{3}}(?!{d})){{0,8}}'.format(
    d=_DIGIT, s=class_of(NUMBER_SEPARATORS), g=class_of(GROUP_SEPARATORS))
_ONES, _PLACES = '一二三四五六七八九两', '十百千万亿'
# A Han number of two numerals or more, with a place among them: 十二, 三十, 两百五十; not 一 or 千万.
_HAN_NUMBER = '(?<![{o}{p}])(?:[{o}][{p}][零〇{o}{p}]*|十[{o}])'.format(o=_ONES, p=_PLACES)
_UP_TO_99 = '(?:{d}{{1,2}}|[二三四五六七八九]?十[{o}]?|[{o}])'.format(d=_DIGIT, o=_ONES)
# Not 4号线, 3号楼.
_DAY = '[日号](?![线楼房院店机门馆厅厂桌车码])'
# Not 元素, 元旦, 元宵.
_YUAN = '元(?![素旦宝件朝老首帅气宵])'
_CLOCK = '{d}{{1,2}}[:：]{d}{{2}}(?:[:：]{d}{{2}})?'.format(d=_DIGIT)
_PARTS = {'d': _DIGIT, 'n': _UP_TO_99, 'h': _HAN_NUMBER, 'o': _ONES, 'p': _PLACES, 'number': _NUMBER,
          'day': _DAY, 'yuan': _YUAN, 'clock': _CLOCK}

#: Patterns over a line, by kind. A year has two digits or four: 三年 is a length of time.
_COMPOSED = {
    'DATE': ('(?:{d}{{4}}|{d}{{2}}|[〇零{o}]{{4}})年(?:{n}月份?(?:{n}{day})?)?|{n}月(?:份|{n}{day}|(?![亮饼球]))'
             '|{d}{{1,2}}{day}|{d}{{4}}(?:-{d}{{1,2}}-{d}{{1,2}}|/{d}{{1,2}}/{d}{{1,2}})'
             '|(?:星期|礼拜|周)[一二三四五六日天]'),
    'TIME': ('(?:{d}{{1,2}}|{h}|[二三四五六七八九两])[点时](?:整|钟|半|[一三]刻|{n}分)'
             '|(?:{d}{{1,2}}|十[{o}]?|(?<![{o}{p}])[两三四五六七八九])点|一点(?:半|整|钟|{n}分)'
             '|{clock}(?:[-－~～]{clock})?'),
    'MONEY': ('[￥¥$＄€£]{number}[{p}]*元?|(?:(?:{number}[-－~～])?{number}[{p}]*|{h})[多几]?'
              '(?:块钱?|美元|日元|欧元|港币|人民币|英镑|美金|{yuan})|[{o}](?:块钱|{yuan})'),
    'NUM': ('{number}[-－~～]{number}[{p}]*|{number}[{p}]+|第(?:{number}|{h}|[{o}])'
            '|百分之(?:{number}|{h}|[{o}])|{h}'),
}
_COMPOSED = {kind: pattern.format(**_PARTS) for kind, pattern in iter_items(_COMPOSED)}
# Numerals alone are no number between two Han numerals.
_MAY_HOLD = re.compile('[%s%s%s]' % (DIGIT_CLASS, LETTER_CLASS, _ONES + '十〇零'))
_LETTER, _HAS_DIGIT = re.compile('[%s]' % LETTER_CLASS), re.compile(_DIGIT)

#: One text that a typed gap covers: half-open, in code points of the line, and the kind of gap.
MaskSpan = namedtuple('MaskSpan', 'start end kind')


class Masks(object):
    """Find the parts of a line that become typed gaps, such as numbers and dates.

    Args:
        kinds: names in `MASK_KINDS`.
        patterns: {name: regular expression} of further kinds, which take precedence; a name is one that
            `typed_gap` accepts.

    Raises:
        ArgumentError: an unknown kind, a name that no gap can have, or a pattern that does not compile or
            matches nothing.

    >>> for span in Masks().spans('订8月3日晚上7点半、200元以内的2间房'):
    ...     print(span.start, span.end, span.kind)
    1 5 DATE
    7 10 TIME
    11 15 MONEY
    18 19 NUM
    """

    @checked_call
    def __init__(self, kinds=MASK_KINDS, patterns=None):
        if not isinstance(kinds, Iterable) or not isinstance(patterns or {}, Mapping):
            raise ArgumentError('kinds are names of masks, and patterns regular expressions by name')
        self.kinds, self.patterns = tuple(kinds), dict(patterns or {})
        unknown = sorted('%r' % (kind,) for kind in self.kinds if kind not in MASK_KINDS)
        if unknown:
            raise ArgumentError('unknown kinds of masks %s; known: %s' % (
                ', '.join(unknown), ', '.join(MASK_KINDS)))
        for kind, pattern in sorted(iter_items(self.patterns)):
            typed_gap(kind)
            _check_pattern(kind, pattern)
        self._own = self._composed = None

    def __reduce__(self):
        return type(self), (self.kinds, self.patterns)

    def spans(self, line):
        """Return the `MaskSpan`s of a line, in order and without overlap.

        The caller's patterns take precedence, then addresses, then the composed kinds. Of these the span
        that begins first is taken; if several begin there, the one that is first in `MASK_KINDS`. No span
        begins or ends inside a Latin token.

        Complexity:
            Linear in the line, except for the caller's patterns.
        """
        self._compile()
        found = [MaskSpan(match.start(), match.end(), match.lastgroup)
                 for match in self._own.finditer(line)] if self._own else []
        if not _MAY_HOLD.search(line):
            return found
        words = [(match.start(), match.end()) for match in DEFAULT_RULES.scanner.finditer(line)
                 if match.lastgroup == WORD]
        kinds = [self._kind(line[start:end]) for start, end in words]
        found = _joined(found, [MaskSpan(start, end, kind) for (start, end), kind in zip(words, kinds)
                                if kind in ('URL', 'EMAIL')])
        if self._composed:
            starts = [start for start, _ in words]

            def is_inside(place):
                number = bisect_left(starts, place) - 1
                return number >= 0 and place < words[number][1]
            found = _joined(found, [
                MaskSpan(match.start(), match.end(), match.lastgroup)
                for match in self._composed.finditer(line)
                if not is_inside(match.start()) and not is_inside(match.end())])
        return _joined(found, [MaskSpan(start, end, kind) for (start, end), kind in zip(words, kinds)
                               if kind in ('NUM', 'MODEL')])

    def _compile(self):
        # Waits for the first use, as in `text`.
        if self._own is None:
            own = ['(?P<%s>%s)' % pair for pair in sorted(iter_items(self.patterns))]
            composed = ['(?P<%s>%s)' % (kind, _COMPOSED[kind]) for kind in MASK_KINDS
                        if kind in self.kinds and kind in _COMPOSED]
            self._own = re.compile('|'.join(own), re.UNICODE) if own else False
            self._composed = re.compile('|'.join(composed), re.UNICODE) if composed else False

    def _kind(self, word):
        """Return the kind of a symbol that is not a Han character, or None."""
        if is_number(word):
            kind = 'NUM'
        elif '@' in word:
            kind = 'EMAIL'
        elif '://' in word or word[:4].lower() == 'www.':
            kind = 'URL'
        elif _LETTER.search(word) and _HAS_DIGIT.search(word):
            kind = 'MODEL'
        else:
            return None
        return kind if kind in self.kinds else None


def check_reading(tokenize, masks):
    """Raise an ArgumentError unless clauses can be read with a tokenizer and masks, or without."""
    if tokenize is not None and not callable(tokenize):
        raise ArgumentError('tokenize is a callable from a text to its words, such as Tokenizer().lcut, '
                            'not %s' % type(tokenize).__name__)
    if masks is not None and not hasattr(masks, 'spans'):
        raise ArgumentError('masks are a value of Masks, not %s' % type(masks).__name__)


def _check_pattern(kind, pattern):
    try:
        empty = re.compile(pattern, re.UNICODE).match('')
    except (re.error, OverflowError, RuntimeError, TypeError) as error:
        raise ArgumentError('the pattern of %s is no regular expression: %s' % (kind, error))
    if empty:
        raise ArgumentError('the pattern of %s matches the empty text' % kind)


def _joined(first, more):
    """Return in order all of the first spans, and those of the others that overlap none of them."""
    starts = [span.start for span in first]

    def is_free(span):
        number = bisect_left(starts, span.end) - 1
        return number < 0 or first[number].end <= span.start
    return sorted(first + [span for span in more if is_free(span)])
