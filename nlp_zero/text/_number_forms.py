# -*- coding: utf-8 -*-
"""Write the regular expression of numbers with what belongs to them: dates, times, per cent, ordinals."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._characters import DIGIT_CLASS

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

    >>> import re
    >>> print(re.match(number_pattern(), '百分之三十的').group())
    百分之三十
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
