# -*- coding: utf-8 -*-
"""Fold traditional characters to simplified ones, one to one, so that offsets stay valid.

Folding makes the two spellings of a word equal, as 電腦 and 电脑, for comparing and looking up. It is not a
conversion for readers, who expect 頭髮 and 出發 to differ and 軟體 to become 软件.

The table in `data/simplified.txt` names its source. Some of its characters also occur in simplified text, in
another sense (乾隆, 著名); `_EXCEPTIONS` tells the senses apart by the neighbouring characters.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from .._compat import package_data
from ..errors import checked_text
from ._plain_text import clean_text

#: Path of the table within the package.
TABLE = 'data/simplified.txt'

# (character, what it becomes in certain places, these places as a regular expression). Elsewhere the table
# applies; a character that is not in the table stays. The senses in which 乾 著 瞭 藉 徵 stay follow the notes to
# the lists of simplified characters of 1986 (简化字总表) and 2013 (通用规范汉字表).
_EXCEPTIONS = (
    ('乾', '乾', '乾(?=[隆坤清陵嘉符卦元道德宁寧佑祐])|(?<=[康承])乾'),
    ('著', '著', '著(?=[名作者述称稱录錄])|(?<=[名原专專编編显顯巨土卓译譯遗遺昭拙])著'
     '|(?<=[论論])(?<![讨討谈談议議争爭辩辯].)著'),
    ('瞭', '瞭', '瞭(?=[望哨])'),
    ('藉', '藉', '(?<=[狼慰蕴蘊枕])藉|藉(?=田)'),
    ('徵', '徵', '(?<=[魏宫宮])徵|(?<=文)徵(?=明)|徵(?=羽)'),
    ('於', '於', '於(?=菟)'),
    ('畫', '划', '(?<=[計计企規规策籌筹])畫'),
    ('鍊', '链', '(?<=[項项鐵铁鎖锁拉])鍊'),
    ('甚', '什', '甚(?=[麼麽么])'),
    ('覆', '复', '(?<=[答回反])覆'),
    ('彷', '仿', '彷(?=[彿佛])'))

# Data for folding: the pattern of characters that change; `{character: what it becomes}`; the exceptions,
# `{character: what it becomes in certain places}`, and the pattern of these places.
_Folding = namedtuple('_Folding', 'changed table exceptions places')


def traditional_class(made=[]):  # pylint: disable=dangerous-default-value
    """Return the body of the regular-expression class of the characters that folding may change."""
    if not made:
        made.append(''.join(sorted(set(''.join(line[1:] for line in _table_lines())).union(
            character for character, _, _ in _EXCEPTIONS))))
    return made[0]


def _folding(made=[]):  # pylint: disable=dangerous-default-value
    """Return the `_Folding`, which the first call makes, so that importing the package stays cheap."""
    if not made:
        made.append(_made_folding(_table_lines()))
    return made[0]


def _table_lines():
    data = package_data(TABLE)
    return [line for line in data.decode('utf-8').split('\n') if line and not line.startswith('#')]


def _made_folding(lines):
    table = dict((form, line[0]) for line in lines for form in line[1:])
    # Places where a character stays: exceptions to the table, and for characters outside the table all places
    # that are no exception.
    stays = [places if character == becomes else '(?!%s)%s' % (places, character)
             for character, becomes, places in _EXCEPTIONS if character == becomes or character not in table]
    changed = '[%s](?!(?<=%s))' % (traditional_class(), ')|(?<='.join(
        option for places in stays for option in places.split('|')))
    others = [row for row in _EXCEPTIONS if row[0] != row[1]]
    exceptions = dict((character, becomes) for character, becomes, _ in others if character in table)
    table = dict(((character, becomes) for character, becomes, _ in others), **table)
    return _Folding(re.compile(changed), table, exceptions, re.compile('|'.join(row[2] for row in others)))


@checked_text
def has_traditional(text):
    """Tell whether folding changes a text.

    Complexity:
        Linear: 3 ns for each character of a text that does not change, where cutting takes 250 ns.

    >>> [has_traditional(text) for text in ('電腦', '电脑', '乾隆', '乾淨')]
    [True, False, False, True]
    """
    return _folding().changed.search(text) is not None


def fold(text):
    """Return a text with traditional and variant characters replaced by simplified ones, one to one.

    Args:
        text: any text.

    Returns:
        text: of the same length; the same object if nothing changes.

    Complexity:
        Linear. Some characters depend on their neighbours, up to two before and one after.

    >>> print(fold('後來乾隆皇帝看著名畫'))
    后来乾隆皇帝看著名画
    >>> print(fold('臺灣的電腦，裏面羣組'))
    台湾的电脑，里面群组
    """
    text = clean_text(text)
    changed, table, exceptions, places = _folding()

    def simplified(match):
        character = match.group()
        if character in exceptions and places.match(text, match.start()):
            return exceptions[character]
        return table[character]

    return changed.sub(simplified, text)


def traditional_places(text):
    """Return the indices of the characters that folding changes, as a list.

    >>> traditional_places('乾隆的電腦')
    [3, 4]
    """
    return [match.start() for match in _folding().changed.finditer(clean_text(text))]
