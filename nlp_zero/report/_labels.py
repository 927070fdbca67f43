# -*- coding: utf-8 -*-
"""Hold all texts of the report's page, in Chinese and in English.

A text in braces is replaced by a value of that name. The page's script gets the same table, so that one
switch changes the language; no text of the interface is written anywhere else.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict, namedtuple

__all__ = [str(name) for name in ('LABELS', 'LANGUAGES', 'label')]

#: The languages of the page: {name of `lang`: what HTML calls it}.
LANGUAGES = OrderedDict((('zh', 'zh-CN'), ('en', 'en')))

#: One text of the interface in each of the `LANGUAGES`.
Label = namedtuple(str('Label'), [str(name) for name in LANGUAGES])

#: {key: Label}
LABELS = OrderedDict((key, Label(*texts)) for key, texts in (
    ('report', ('新词报告', 'New-word report')),
    ('skip', ('跳到新词表', 'Skip to the new words')),
    ('language', ('语言', 'Language')),
    ('sections', ('栏目', 'Sections')),
    ('no_script', ('此页未运行脚本：表格照常可读，排序、筛选、展开与保存不可用。',
                   'Scripts do not run here: the tables read as they are; sorting, filters, details and '
                   'saving '
                   'need them.')),
    # Overview
    ('overview', ('概览', 'Overview')),
    ('texts', ('文本', 'Texts')),
    ('characters', ('字符', 'Characters')),
    ('words', ('发现的词', 'Words found')),
    ('new_words', ('新词', 'New words')),
    ('coverage', ('已知词覆盖率', 'Coverage of known words')),
    ('coverage_note', ('两字以上的词在文中的出现次数里，已知词所占的份额。',
                       'Share that known words have of all places of words of two characters or more.')),
    ('lengths', ('词长', 'Word length')),
    ('lengths_note', ('各种长度（字数）的词数：已知词与新词。',
                      'Words of each length in characters: known and new.')),
    ('frequencies', ('词频', 'Word frequency')),
    ('frequencies_note', ('按次数排名的词：横轴为名次，纵轴为次数，均为对数。',
                          'Words by rank: rank across, count upwards, both logarithmic.')),
    ('known', ('已知', 'known')),
    ('new', ('新', 'new')),
    # Table of new words
    ('word', ('词', 'Word')),
    ('count', ('次数', 'Count')),
    ('score', ('得分', 'Score')),
    ('documents', ('文本数', 'Texts')),
    ('surprise', ('意外度', 'Surprise')),
    ('pmi', ('凝固度', 'PMI')),
    ('left_entropy', ('左熵', 'Left entropy')),
    ('right_entropy', ('右熵', 'Right entropy')),
    ('context', ('语境', 'In context')),
    ('tick', ('选', 'Tick')),
    ('tick_word', ('选取 {word}', 'Tick {word}')),
    ('words_intro', ('词典所无的词，最值得收入的在前。点一个词看它的语境与解释；勾选后可存为词典。',
                     'Words that the dictionary lacks, best first. Choose a word to see it in its '
                     'sentences, and '
                     'why; tick words to save them as a dictionary.')),
    ('words_none', ('没有发现新词。', 'No new words were found.')),
    ('words_left_out', ('另有 {count} 个得分较低的新词未列出。',
                        '{count} more new words of lower scores are not listed.')),
    ('search', ('查找', 'Search')),
    ('search_contexts', ('也查语境', 'in contexts too')),
    ('length', ('字数', 'Length')),
    ('any', ('不限', 'any')),
    ('longer', ('{count} 字以上', '{count} or more')),
    ('script', ('文字', 'Script')),
    ('han', ('汉字', 'Chinese')),
    ('mixed', ('含字母或数字', 'with letters or digits')),
    ('least_count', ('次数至少', 'Least count')),
    ('ticked_only', ('只看已选', 'ticked only')),
    ('reset', ('清除条件', 'Clear filters')),
    ('shown', ('显示 {shown} / {found} 行', '{shown} of {found} rows shown')),
    ('more', ('再显示 {count} 行', 'Show {count} more')),
    ('all', ('全部显示', 'Show all')),
    ('ticked', ('已选 {count} 词', '{count} words ticked')),
    ('tick_found', ('选取筛出的 {count} 词', 'Tick the {count} found')),
    ('untick', ('全部取消', 'Untick all')),
    ('save', ('存为词典', 'Save as a dictionary')),
    ('save_txt', ('TXT', 'TXT')),
    ('save_jieba', ('jieba', 'jieba')),
    ('save_csv', ('CSV', 'CSV')),
    ('saved', ('已存 {count} 词：{file}', '{count} words saved: {file}')),
    # Explanations
    ('why', ('为何入选', 'Why')),
    ('contexts', ('语境', 'Contexts')),
    ('no_contexts', ('未取语境。', 'No contexts were taken.')),
    ('why_count', ('出现 {count} 次，见于 {documents} 条文本。', 'It occurs {count} times, in {documents} texts.')),
    ('why_surprise', ('它在这里的频率，约为通用文本用已知词拼出它的 {times} 倍。',
                      'It is about {times} times as frequent here as known words of general text would '
                      'make it.')),
    ('why_pmi', ('即使在最松的一处切开，两部分相连的次数也约为各自独立时的 {times} 倍。',
                 'Even at its weakest split, both parts meet about {times} times as often as by chance.')),
    ('why_free', ('左边约有 {left} 种、右边约有 {right} 种同样常见的邻字：它在不同的句子里独立使用。',
                  'It has about {left} equally frequent neighbours on the left and {right} on the right: '
                  'it is used on its own in different sentences.')),
    ('why_bound', ('左边约有 {left} 种、右边约有 {right} 种同样常见的邻字：一侧几乎固定，或是更长词语的一部分。',
                   'It has about {left} equally frequent neighbours on the left and {right} on the right: '
                   'one side hardly varies, so it may be part of something longer.')),
    ('why_also', ('同时代表这些候选：{also}。', 'It stands for these candidates too: {also}.')),
    # Patterns and contrasts
    ('phrases', ('短语', 'Phrases')),
    ('phrases_intro', ('常在一起的相邻词，最常见的在前。', 'Neighbouring words that belong together, the most frequent '
                       'first.')),
    ('phrase', ('短语', 'Phrase')),
    ('parts', ('组成', 'Words')),
    ('frequency', ('单独出现', 'Alone')),
    ('npmi', ('关联度', 'NPMI')),
    ('templates', ('句式', 'Templates')),
    ('templates_intro', ('合起来最能概括文本的一组句式，最省的在前；覆盖 {covered} 的分句。',
                         'The set of templates that together say most, the one that saves most first; they '
                         'cover {covered} of the clauses.')),
    ('template', ('句式', 'Template')),
    ('saved_bits', ('节省（比特）', 'Saved (bits)')),
    ('fillers', ('填充词', 'Fillers')),
    ('distinct', ('共 {count} 种', '{count} in all')),
    ('groups', ('分组', 'Groups')),
    ('groups_intro', ('每个句式之下的句子：一句归入覆盖它的最具体的句式，缩进的句式由上一级句式覆盖；最后是没有句式覆盖的。',
                      'The sentences under each template: one belongs to the most specific template that '
                      'covers it; what is indented is covered by the template above; last comes what none '
                      'covers.')),
    ('clauses', ('分句', 'Clauses')),
    ('own_clauses', ('自身分句', 'Own')),
    ('sentences', ('例句', 'Sentences')),
    ('uncovered', ('没有句式覆盖', 'Covered by none')),
    ('sample_note', ('取自 {characters} 字的抽样（全文的 {share}），次数是抽样中的次数。',
                     'From a sample of {characters} characters ({share} of the text), as are the counts.')),
    ('contrasts', ('对比', 'Contrast')),
    ('contrasts_intro', ('与对照语料相比，哪些词和短语更有此语料或对照语料的特点：对数几率之差的 z 值，正为此语料，'
                         '负为对照语料。',
                         'Words and phrases that mark this text or the one it is compared with: z-score of '
                         'the difference of log-odds, above 0 for this text, below 0 for the other.')),
    ('contrasts_none', ('没有显著的差别。', 'Nothing differs markedly.')),
    ('kind', ('种类', 'Kind')),
    ('kind_word', ('词', 'word')),
    ('kind_new', ('新词', 'new word')),
    ('kind_phrase', ('短语', 'phrase')),
    ('other_count', ('对照次数', 'Count there')),
    ('log_odds', ('对数几率差', 'Log-odds')),
    ('z_score', ('z 值', 'z-score')),
    ('against', ('对照语料', 'Compared with')),
    # End of the page
    ('about', ('关于此页', 'About this page')),
    ('corpus', ('语料', 'Corpus')),
    ('checksum', ('文本校验', 'Checksum of the texts')),
    ('settings', ('设置', 'Settings')),
    ('defaults', ('默认', 'defaults')),
    ('version', ('版本', 'Version')),
    ('date', ('日期', 'Date')),
    ('nats', ('得分、意外度、凝固度与熵的单位为奈特。', 'Score, surprise, PMI and entropies are in nats.')),
))


def label(key, lang, **values):
    """Return a text of the interface, with its values in place.

    >>> print(label('shown', 'en', shown=2, found=5))
    2 of 5 rows shown
    """
    text = getattr(LABELS[key], lang)
    for name, value in values.items():
        text = text.replace('{%s}' % name, '%s' % value)
    return text
