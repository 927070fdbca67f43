# -*- coding: utf-8 -*-
"""Make the table of traditional and variant characters that `text.fold` reads.

    python benchmarks/make_fold_table.py FOLDER [-o FILE]

FOLDER holds `Unihan_*.txt` of https://www.unicode.org/Public/UCD/latest/ucd/Unihan.zip; the table in the
package is of Unicode 14.0. Which character a character is a form of is taken from these facts alone:

- `kTGH`: the characters of simplified text, those of the General Standard Chinese Characters of 2013
  (通用规范汉字表), with their number there. They are not folded, but for those in `ALSO_TRADITIONAL`.
- `kSimplifiedVariant`: what a character is simplified to. Of several forms the one with the smallest number
  is taken, which is the most frequent one: 裡 is 里, 餘 is 余, 鍾 is 钟.
- `kSemanticVariant` and `kZVariant`: characters of Big Five and of Hong Kong's supplement to it (`kHKSCS`)
  that no simplification touches and that are the same word as one character of the standard: 羣 is 群, 衆 is 众.
- `CHOSEN`: what these leave open. Most are of the list of variants of 1955 (第一批异体字整理表), the others
  characters that Taiwan or Hong Kong write apart and that have a sense in which simplified text has one.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import glob
import io
import os

from common import ROOT

from nlp_zero._compat import unichr_
from nlp_zero._storage import open_output

TARGET = os.path.join(ROOT, 'nlp_zero', 'data', 'simplified.txt')

# Standard characters of 2013 that traditional text has in another sense, or where simplified text has
# another.
ALSO_TRADITIONAL = '乾剋夥徵於瞭著藉釐麽昇祕蒐甦'

# Target first, then what folds to it.
CHOSEN = (
    '你妳 它牠 游遊 周週 占佔 布佈 欲慾 佛彿 念唸 凶兇 签籤 杯盃 愈癒 艳豔 哗譁 珏玨 凄淒 眯瞇 炖燉 局侷 昵暱 雇僱 幸倖 '
    '铲剷 托託 赞讚 鉴鑑 咨諮 尝嚐 炼鍊 仑崙 喂餵 团糰 岩巖 弥瀰 糊餬 暗闇 雕鵰 升昇 秘祕 搜蒐 苏甦 烟菸 炮砲 湿溼 痴癡 '
    '拼拚 迹蹟 污汙 伙夥 克剋 厘釐 么麽麼 于於 着著 借藉 征徵 了瞭 干乾 硅矽 梁樑 涌湧 泄洩 扎紮 链鏈 捆綑 吊弔 周賙 溜蹓 '
    '蕴蘊 岳嶽 采採 向嚮 志誌 注註 只隻衹 复複復 当噹 里裏裡 台臺颱 表錶 面麵 几幾 后後 谷穀 丑醜 斗鬥 松鬆 系係繫 '
    '发發髮 尽儘盡 历歷曆 汇匯彙 获獲穫 钟鐘鍾 坛壇罈 饥饑 须鬚 脏臟髒 范範 冲衝 制製 准準 余餘 板闆 辟闢 致緻 郁鬱 御禦 '
    '为爲 产産 说説 阅閲 锐鋭 曲麯 朱硃 困睏 胡鬍 划劃 回迴 卷捲 家傢 症癥 才纔 出齣 沈瀋 合閤')

# Parts of characters, which are no words, and two of Cantonese that are other words.
_NEVER = '亻亼冂冫勹厶巛忄扌歺氵灬爫犭牜礻艹衤阝刂乚喐噏'
# Those of the extensions are rare.
_LEAST = '\u4e00'

HEADER = """\
# Characters that text.fold folds: a simplified character, then its traditional and variant forms.
# Made by benchmarks/make_fold_table.py from the Unihan database of Unicode {version}: kSimplifiedVariant,
# kSemanticVariant, kZVariant, kTGH, kBigFive, kHKSCS; copyright Unicode, Inc.,
# https://www.unicode.org/license.txt
"""


def read_facts(folder):
    """Return {name of a property: {character: value}} of all `Unihan_*.txt`, and the version of Unicode."""
    facts, version = {}, '?'
    for path in sorted(glob.glob(os.path.join(folder, 'Unihan_*.txt'))):
        with io.open(path, encoding='utf-8') as lines:
            for line in lines:
                if line.startswith('# Unicode version:'):
                    version = line.split(':')[1].strip()
                elif line.startswith('U+') and len(line.split('\t')[0]) == 6:
                    code, name, value = line.rstrip('\n').split('\t')
                    facts.setdefault(name, {})[unichr_(int(code[2:], 16))] = value
    return facts, version


def _characters(value):
    """Return the characters of the basic plane that a value like `U+53F0 U+6AAF<kMatthews` names."""
    codes = [int(part.split('<')[0][2:], 16) for part in value.split()]
    return [unichr_(code) for code in codes if code < 0x10000]


def folded_characters(facts):
    """Return {character: the simplified one}."""
    standard = dict((character, int(value.split(':')[1])) for character, value in facts['kTGH'].items())

    def best(values):
        known = sorted((standard[other], other) for value in values for other in _characters(value)
                       if other in standard)
        return known[0][1] if known else None

    simplified, found = facts['kSimplifiedVariant'], {}
    for character, value in simplified.items():
        target = best([value]) if character >= _LEAST and character not in standard else None
        if target:
            found[character] = target
    known, used = dict(found), set(facts['kBigFive']).union(facts['kHKSCS'])
    for character in used.difference(standard, simplified, _NEVER):
        variants = [facts[name].get(character, '') for name in ('kSemanticVariant', 'kZVariant')]
        targets = set(known.get(other, other) for value in variants for other in _characters(value))
        targets = targets & set(standard)
        if len(targets) == 1 and character >= _LEAST:
            found[character] = targets.pop()
    for group in CHOSEN.split():
        found.update(dict.fromkeys(group[1:], group[0]))
    return dict((character, found.get(target, target)) for character, target in found.items())


def main(arguments=None):
    """Write the table."""
    parser = argparse.ArgumentParser(description='Make the table of characters that are folded.')
    parser.add_argument('folder', help='where Unihan_*.txt are')
    parser.add_argument('-o', '--output', default=TARGET)
    options = parser.parse_args(arguments)
    facts, version = read_facts(options.folder)
    found, standard = folded_characters(facts), facts['kTGH']
    for character, target in found.items():
        if target in found or character in standard and character not in ALSO_TRADITIONAL:
            raise SystemExit('%s folds to %s: a chain, or a standard character' % (character, target))
    forms = {}
    for character in sorted(found):
        forms.setdefault(found[character], []).append(character)
    with open_output(options.output) as stream:
        stream.write(HEADER.format(version=version))
        for target in sorted(forms):
            stream.write(target + ''.join(forms[target]) + '\n')
    print('%d characters fold to %d' % (len(found), len(forms)))


if __name__ == '__main__':
    main()
