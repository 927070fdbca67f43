# -*- coding: utf-8 -*-
"""Hold all texts of the report's page, in Chinese and in English.

A text in braces is replaced by a value of that name. The page's script gets the same table, so that one
switch changes the language; no text of the interface is written anywhere else.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict, namedtuple

#: The languages of the page: {name of `lang`: what HTML calls it}.
LANGUAGES = OrderedDict((('zh', 'zh-CN'), ('en', 'en')))

#: One text of the interface in each of the `LANGUAGES`.
Label = namedtuple('Label', LANGUAGES)

#: {key: Label}
LABELS = OrderedDict((key, Label(*texts)) for key, texts in (
    ('report', ('新词报告', 'New-word report')),
    ('skip', ('跳到新词表', 'Skip to the new words')),
    ('language', ('语言', 'Language')),
    ('sections', ('栏目', 'Sections')),
    ('no_script', ('脚本未运行：表格仍可阅读，但无法排序、筛选、展开和导出。',
                   'JavaScript is off: you can read the tables, but sorting, filters, details and saving '
                   'need it.')),
    # Overview
    ('overview', ('概览', 'Overview')),
    ('texts', ('文本数', 'Texts')),
    ('characters', ('字符数', 'Characters')),
    ('words', ('发现的词数', 'Words found')),
    ('new_words', ('新词', 'New words')),
    ('coverage', ('已知词覆盖率', 'Coverage of known words')),
    ('coverage_note', ('两字以上的词中，已知词按出现次数计所占的比例。',
                       'Share of known words among all occurrences of words of two or more characters.')),
    ('lengths', ('词长', 'Word length')),
    ('lengths_note', ('各词长（字数）对应的词数，不含单字，区分已知词和新词。',
                      'Number of words of two or more characters by length: known and new.')),
    ('frequencies', ('词频', 'Word frequency')),
    ('frequencies_note', ('词按词频排名：横轴为名次，纵轴为词频，均为对数坐标。',
                          'Words by frequency rank: rank on the x axis, count on the y axis, both '
                          'logarithmic.')),
    ('known', ('已知词', 'known')),
    ('new', ('新词', 'new')),
    # Table of new words
    ('word', ('词', 'Word')),
    ('count', ('次数', 'Count')),
    ('score', ('得分', 'Score')),
    ('documents', ('文档数', 'Texts')),
    ('surprise', ('意外度', 'Surprise')),
    ('pmi', ('凝固度', 'PMI')),
    ('left_entropy', ('左熵', 'Left entropy')),
    ('right_entropy', ('右熵', 'Right entropy')),
    ('context', ('上下文', 'Context')),
    ('tick', ('选择', 'Select')),
    ('tick_word', ('选择 {word}', 'Select {word}')),
    ('words_intro', ('词典没有收录的词，按得分从高到低排列。点击一个词可查看它的上下文和入选理由；勾选的词可导出为词典。',
                     'Words missing from the dictionary, best first. Click a word to see it in context '
                     'and why it is listed; select words to save them as a dictionary.')),
    ('words_none', ('没有发现新词。', 'No new words were found.')),
    ('words_left_out', ('另有 {count} 个得分较低的新词没有列出。',
                        '{count} more new words with lower scores are not listed.')),
    ('search', ('搜索', 'Search')),
    ('search_contexts', ('同时搜索上下文', 'also in contexts')),
    ('length', ('字数', 'Length')),
    ('any', ('不限', 'any')),
    ('longer', ('{count} 字以上', '{count} or more')),
    ('script', ('文字类型', 'Script')),
    ('han', ('汉字', 'Chinese')),
    ('mixed', ('含字母或数字', 'with letters or digits')),
    ('least_count', ('最少次数', 'Minimum count')),
    ('ticked_only', ('只显示已选', 'selected only')),
    ('reset', ('清除筛选', 'Clear filters')),
    ('shown', ('显示 {shown} / {found} 行', '{shown} of {found} rows shown')),
    ('more', ('再显示 {count} 行', 'Show {count} more')),
    ('all', ('全部显示', 'Show all')),
    ('ticked', ('已选 {count} 个词', '{count} words selected')),
    ('tick_found', ('选择筛选出的 {count} 个词', 'Select the {count} found')),
    ('untick', ('取消全部选择', 'Clear selection')),
    ('save', ('导出词典', 'Save as a dictionary')),
    ('save_txt', ('TXT', 'TXT')),
    ('save_jieba', ('jieba', 'jieba')),
    ('save_csv', ('CSV', 'CSV')),
    ('saved', ('已导出 {count} 个词：{file}', '{count} words saved: {file}')),
    # Explanations
    ('why', ('入选理由', 'Why')),
    ('contexts', ('上下文', 'Contexts')),
    ('no_contexts', ('没有上下文。', 'There are no contexts.')),
    ('why_count', ('出现 {count} 次，分布在 {documents} 条文本中。', 'It occurs {count} times, in {documents} texts.')),
    ('why_surprise', ('它的频率约为通用文本中由已知词组合出它的预期频率的 {times} 倍。',
                      'It is about {times} times as frequent here as expected from the known words of '
                      'general text.')),
    ('why_pmi', ('即使在最弱的切分点切开，两部分相邻出现的次数仍约为随机共现的 {times} 倍。',
                 'Even at its weakest split, the two parts occur together about {times} times as often as '
                 'by chance.')),
    ('why_free', ('左右邻字都很丰富，分别相当于 {left} 种和 {right} 种等频邻字：它在不同的句子中独立使用。',
                  'It has about {left} equally frequent neighbours on the left and {right} on the right: '
                  'it is used on its own in different sentences.')),
    ('why_bound', ('左右邻字分别相当于 {left} 种和 {right} 种等频邻字：有一侧几乎固定，可能是更长的词的一部分。',
                   'It has about {left} equally frequent neighbours on the left and {right} on the right: '
                   'one side hardly varies, so it may be part of a longer word.')),
    ('why_also', ('合并了以下嵌套的候选词：{also}。', 'It also represents these nested candidates: {also}.')),
    # Patterns and contrasts
    ('phrases', ('短语', 'Phrases')),
    ('phrases_intro', ('由固定搭配的相邻词组成，按次数从高到低排列。',
                       'Adjacent words that form fixed combinations, most frequent first.')),
    ('phrase', ('短语', 'Phrase')),
    ('parts', ('组成词', 'Words')),
    ('frequency', ('独立次数', 'Alone')),
    ('npmi', ('NPMI', 'NPMI')),
    ('templates', ('模板', 'Templates')),
    ('templates_intro', ('整体上最能概括文本的一组模板，节省最多的在前；共覆盖 {covered} 的子句。',
                         'The set of templates that together explains most of the text, highest saving '
                         'first; they cover {covered} of the clauses.')),
    ('template', ('模板', 'Template')),
    ('saved_bits', ('节省（比特）', 'Saved (bits)')),
    ('fillers', ('填充词', 'Fillers')),
    ('distinct', ('共 {count} 种', '{count} in all')),
    ('groups', ('分组', 'Groups')),
    ('groups_intro', ('各模板覆盖的句子：每句归入覆盖它的最具体的模板，缩进的模板被上一级模板覆盖；最后是没有模板覆盖的句子。',
                      'The sentences of each template. A sentence is listed under the most specific '
                      'template that covers it; an indented template is covered by the template above it. '
                      'Unmatched sentences come last.')),
    ('clauses', ('子句', 'Clauses')),
    ('own_clauses', ('自身子句', 'Own')),
    ('sentences', ('例句', 'Sentences')),
    ('uncovered', ('没有模板覆盖', 'Not covered')),
    ('sample_note', ('基于 {characters} 字的抽样（全文的 {share}），次数为抽样中的次数。',
                     'From a sample of {characters} characters ({share} of the text); counts refer to the '
                     'sample.')),
    ('contrasts', ('对比', 'Contrast')),
    ('contrasts_intro', ('本语料和对照语料各自的特征词和特征短语。得分是对数几率差的 z 值，正值偏向本语料，'
                         '负值偏向对照语料。',
                         'Words and phrases typical of this text or of the text it is compared with. The '
                         'score is the z-score of the log-odds difference: above 0 for this text, below 0 '
                         'for the other.')),
    ('contrasts_none', ('没有显著差异。', 'There are no significant differences.')),
    ('kind', ('类型', 'Kind')),
    ('kind_word', ('词', 'word')),
    ('kind_new', ('新词', 'new word')),
    ('kind_phrase', ('短语', 'phrase')),
    ('other_count', ('对照次数', 'Count in the other text')),
    ('log_odds', ('对数几率差', 'Log-odds')),
    ('z_score', ('z 值', 'z-score')),
    ('against', ('对照语料', 'Compared with')),
    # End of the page
    ('about', ('关于本页', 'About this page')),
    ('corpus', ('语料', 'Corpus')),
    ('checksum', ('文本校验和', 'Text checksum')),
    ('settings', ('设置', 'Settings')),
    ('defaults', ('默认', 'defaults')),
    ('version', ('版本', 'Version')),
    ('date', ('日期', 'Date')),
    ('nats', ('得分、意外度、凝固度和熵的单位是 nat。', 'Score, surprise, PMI and entropies are in nats.')),
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
