# -*- coding: utf-8 -*-
"""Test `text.fold`, and that a tokenizer cuts both scripts by one vocabulary."""
from __future__ import absolute_import, division, print_function, unicode_literals

import copy
import io
import pickle
import random

import pytest

from nlp_zero.cli import main
from nlp_zero.errors import ArgumentError, CorpusError
from nlp_zero.text import fold, has_traditional
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words, find_new_words

WORDS = {'电脑': 9, '电脑软件': 4, '软件': 7, '着': 20, '看': 20, '我': 20, '的': 50, '乾隆': 6, '皇帝': 8, '台湾': 9,
         '三': 5, '十': 5, '万': 5, '二十': 4, '亿': 2, '发展': 6, '历史': 6, '这里': 9, '里': 9, '说': 9, '话': 9}
PAIRS = [
    ('電腦軟體', '电脑软体'), ('臺灣', '台湾'), ('這裏、那裡', '这里、那里'), ('羣峯', '群峰'), ('為爲', '为为'),
    ('説說', '说说'), ('衞生與衛生', '卫生与卫生'), ('牠們和妳們', '它们和你们'), ('甚麼', '什么'), ('甚至', '甚至'),
    ('乾隆年間', '乾隆年间'), ('餅乾很乾', '饼干很干'), ('康乾盛世', '康乾盛世'), ('著名', '著名'), ('看著我', '看着我'),
    ('名著', '名著'), ('論著', '论著'), ('談論著', '谈论着'), ('瞭望', '瞭望'), ('瞭解', '了解'), ('慰藉', '慰藉'),
    ('藉口', '借口'), ('魏徵', '魏徵'), ('象徵', '象征'), ('關於', '关于'), ('計畫', '计划'), ('畫家', '画家'),
    ('項鍊', '项链'), ('鍛鍊', '锻炼'), ('答覆', '答复'), ('覆蓋', '覆盖'), ('彷彿', '仿佛'), ('彷徨', '彷徨'),
    ('皇后在後', '皇后在后'), ('計劃', '计划'), ('東京の機械を', '东京の机械を'), ('ABC 123，。', 'ABC 123，。'), ('', '')]
TEXT = '我的電腦軟件，在臺灣發展。\n乾隆皇帝看著我說話，三億二十萬的歷史。\n看着我的电脑软件，著名的はな這裏。\n'


@pytest.mark.parametrize('text, folded', PAIRS)
def test_fold(text, folded):
    assert fold(text) == folded and has_traditional(text) == (text != folded)


def table():
    import nlp_zero
    import os
    path = os.path.join(os.path.dirname(nlp_zero.__file__), 'data', 'simplified.txt')
    with io.open(path, encoding='utf-8') as lines:
        return [line.rstrip('\n') for line in lines if not line.startswith('#')]


def test_each_character_of_the_table_folds_to_the_first_of_its_line():
    lines = table()
    assert len(lines) > 2900
    for line in lines:
        assert fold('，'.join(line[1:])) == '，'.join(line[0] * (len(line) - 1))
    assert not has_traditional('，'.join(line[0] for line in lines))


def test_folding_is_one_to_one_and_done_once():
    generator = random.Random(14)
    characters = ''.join(table()) + '乾著瞭藉徵於畫鍊甚覆彷' * 300 + '名隆望計麼論討答' * 200
    for _ in range(300):
        text = ''.join(generator.choice(characters) for _ in range(30))
        folded = fold(text)
        assert len(folded) == len(text)
        assert has_traditional(text) == (folded != text)
        assert fold(folded) == folded and not has_traditional(folded)


def test_a_text_that_has_nothing_to_fold_is_returned_itself():
    text = '这里的著名电脑，乾隆'
    assert fold(text) is text


def both(text):
    """Return what cutting the folded text gives, in the text's own characters."""
    words, start, found = Tokenizer(WORDS, fold=False).lcut(fold(text)), 0, []
    for word in words:
        found.append(text[start:start + len(word)])
        start += len(word)
    return found


@pytest.mark.parametrize('times', [1, 9, 1200])
def test_a_text_is_cut_as_its_folded_form_in_its_own_characters(times):
    text, tokenizer = TEXT * times, Tokenizer(WORDS)
    words = both(text)
    assert tokenizer.lcut(text) == list(tokenizer.cut(text)) == words
    assert tokenizer(text) == tokenizer.tokenize(text) == words
    assert [text[start:end] for start, end in tokenizer.spans(text)] == words
    assert tokenizer.joined(text, '/') == '/'.join(words)
    assert [word for line in text.split('\n') for word in tokenizer.lcut(line)] == [
        word for word in words if word != '\n']


@pytest.mark.parametrize('between', [0, 1, 38, 39, 40, 41, 500])
def test_few_and_many_characters_are_put_back(between):
    tokenizer = Tokenizer(WORDS)
    text = ('我的電腦' + '软件，看着乾隆皇帝的历史' * 50)[:between + 4] + '說'
    text = '的' * between + text * 30
    assert tokenizer.joined(text, '/') == '/'.join(tokenizer.lcut(text)) == '/'.join(both(text))


def test_the_words_of_both_scripts_are_alike():
    tokenizer = Tokenizer(WORDS)
    assert tokenizer.lcut('我的電腦軟件') == ['我', '的', '電腦軟件']
    assert tokenizer.lcut('乾隆皇帝看著我') == ['乾隆', '皇帝', '看', '著', '我']
    assert tokenizer.lcut_for_search('電腦軟件') == ['電腦', '軟件', '電腦軟件']
    assert tokenizer.tokenize('的電腦軟件', mode='all') == [
        ('的', 0, 1), ('電腦', 1, 3), ('電腦軟件', 1, 5), ('軟件', 3, 5)]
    assert tokenizer.lcut('電腦', cut_all=True) == ['電腦']
    assert tokenizer.simple_tokenize('a1電腦') == ['a', '1', '電腦']
    assert [words for words, _ in tokenizer.nbest('電腦', 2)] == [['電腦'], ['電', '腦']]
    assert tokenizer.nbest('電腦', 2)[0][1] == tokenizer.nbest('电脑', 2)[0][1]
    assert tokenizer.log_probability(['電腦']) == tokenizer.log_probability(['电脑'])
    assert tokenizer.code_length('我的電腦') == tokenizer.code_length('我的电脑')
    assert ''.join(tokenizer.sample('看著我的電腦軟件', 0.3, random.Random(3))) == '看著我的電腦軟件'


def test_fold_false_cuts_by_the_words_as_they_are():
    tokenizer = Tokenizer(WORDS, fold=False)
    assert tokenizer.lcut('我的電腦电脑') == ['我', '的', '電', '腦', '电脑']
    assert '電腦' not in tokenizer and tokenizer.count('電腦') == 0


@pytest.mark.parametrize('fold_', ['auto', True, False])
def test_simplified_text_is_cut_alike(fold_):
    text = '乾隆皇帝看着著名的电脑软件，这里的历史。' * 40
    assert Tokenizer(WORDS, fold=fold_).lcut(text) == Tokenizer(WORDS, fold=False).lcut(text)


def test_lines_files_and_workers_give_the_same(tmpdir):
    tokenizer, lines = Tokenizer(WORDS), (TEXT * 300).split('\n')
    words = [both(line) for line in lines]
    assert list(tokenizer.cut_lines(lines)) == list(tokenizer.cut_lines(lines, workers=2)) == words
    source, target = str(tmpdir.join('in.txt')), str(tmpdir.join('out.txt'))
    with io.open(source, 'w', encoding='utf-8', newline='') as stream:
        stream.write('\n'.join(lines))
    tokenizer.cut_file(source, target, delimiter='|')
    with io.open(target, encoding='utf-8', newline='') as stream:
        assert stream.read() == '\n'.join('|'.join(line) for line in words)


def test_words_that_are_added_are_folded_and_shown_as_given():
    tokenizer = Tokenizer(WORDS)
    tokenizer.add_word('雲端', 5)
    tokenizer.load_userdict(['隨身碟 7', '电脑 11'])
    assert tokenizer.lcut('雲端云端隨身碟随身碟') == ['雲端', '云端', '隨身碟', '随身碟']
    shown = dict(WORDS, **{'雲端': 5, '隨身碟': 7, '电脑': 11})
    assert tokenizer.vocabulary == shown and len(tokenizer) == len(shown)
    assert ('云端' in tokenizer, '雲端' in tokenizer, tokenizer.count('云端')) == (True, True, 5)
    tokenizer.add_word('電腦', 12)
    assert tokenizer.count('电脑') == 12 and tokenizer.vocabulary['电脑'] == 12
    tokenizer.add_word('云端', 6)
    assert tokenizer.vocabulary['云端'] == 6 and '雲端' not in tokenizer.vocabulary
    tokenizer.del_word('電腦')
    assert tokenizer.lcut('電腦电脑') == ['電', '腦', '电', '脑']
    tokenizer.del_word('随身碟')
    assert '隨身碟' not in tokenizer.vocabulary and tokenizer.lcut('隨身碟') == ['隨', '身', '碟']


def test_counts_are_suggested_for_either_script():
    tokenizer = Tokenizer(WORDS)
    assert tokenizer.suggest_freq('電腦軟件') == tokenizer.suggest_freq('电脑软件')
    assert tokenizer.suggest_freq(('電腦', '軟件')) == tokenizer.suggest_freq(('电脑', '软件'))
    tokenizer.suggest_freq('我的電腦', tune=True)
    assert tokenizer.lcut('我的电脑我的電腦') == ['我的电脑', '我的電腦']
    tokenizer.add_word('皇帝看', force=True)
    assert tokenizer.lcut('皇帝看著') == ['皇帝看', '著']


def test_stop_words_and_patterns_are_folded():
    assert Tokenizer(WORDS, stop=['這裡', '话']).lcut('這裏這里这里說話') == ['說']
    tokenizer = Tokenizer(WORDS, protect='[臺台]灣[一-醫]{2}|說的話')
    assert tokenizer.lcut('台湾电脑臺灣電腦說的話说的话') == ['台湾电脑', '臺灣電腦', '說的話', '说的话']


def test_a_vocabulary_of_traditional_words_is_taken_as_it_is():
    words = {'電腦': 5, '軟體': 5, '的': 9, '後': 3, '后': 2, '臺灣': 4, '台灣': 3}
    tokenizer = Tokenizer(words)
    assert tokenizer.vocabulary == words
    assert tokenizer.lcut('電腦的軟體电脑') == ['電腦', '的', '軟體', '电', '脑']
    tokenizer = Tokenizer(words, fold=True)
    assert tokenizer.lcut('電腦的軟體电脑') == ['電腦', '的', '軟體', '电脑']
    assert tokenizer.vocabulary == {'電腦': 5, '軟體': 5, '的': 9, '后': 5, '台湾': 7}


@pytest.mark.parametrize('others, folds', [(8, False), (9, True), (10, True)])
def test_one_word_in_ten_tells_what_a_vocabulary_is_of(others, folds):
    words = dict(('一二三四五六七八九十百'[number], 1) for number in range(others))
    tokenizer = Tokenizer(dict(words, **{'電腦': 3}))
    assert tokenizer.lcut('电脑') == (['电脑'] if folds else ['电', '脑'])
    assert tokenizer.lcut('電腦') == ['電腦']
    assert tokenizer.vocabulary == dict(words, **{'電腦': 3})


def test_adapting_counts_both_scripts():
    tokenizer = Tokenizer(WORDS)
    assert tokenizer.adapt(['我的鍵盤', '键盘的電腦'] * 3, {'鍵盤': 2, '键盘': 1, '雲端': 1, '紅軸': 2}) == 1
    assert tokenizer.lcut('的鍵盤键盘') == ['的', '鍵盤', '键盘']
    assert '键盘' in tokenizer.vocabulary and '鍵盤' not in tokenizer.vocabulary
    assert tokenizer.adapt(['我的隨身碟', '随身碟的電腦'] * 3, {'隨身碟': 2}) == 1
    assert '隨身碟' in tokenizer.vocabulary and tokenizer.lcut('随身碟') == ['随身碟']


def pickled(value):
    return pickle.loads(pickle.dumps(value, 2))


@pytest.mark.parametrize('again', [copy.copy, copy.deepcopy, pickled])
@pytest.mark.parametrize('fold_', ['auto', True, False])
def test_copies_fold_alike(again, fold_):
    tokenizer = Tokenizer(WORDS, fold=fold_)
    tokenizer.add_word('雲端', 5)
    other = again(tokenizer)
    assert other.vocabulary == tokenizer.vocabulary
    assert other.lcut(TEXT + '云端雲端') == tokenizer.lcut(TEXT + '云端雲端')


@pytest.mark.parametrize('value', [None, 1, 0, 'yes', '', 'True', 1.0, []])
def test_another_fold_is_refused(value):
    with pytest.raises(ArgumentError) as caught:
        Tokenizer(WORDS, fold=value)
    assert str(caught.value).startswith("fold is 'auto', True or False, not ")


def test_the_bundled_words_cut_traditional_text():
    tokenizer = Tokenizer()
    assert tokenizer.lcut('我們喜歡學習歷史') == ['我們', '喜歡', '學習', '歷史']
    assert tokenizer.lcut('東京大学で機械を') == ['東京', '大学', 'で', '機械', 'を']


MIXED = ['鍵帽厚實，手感清脆', '换了一副键帽', '手感像雨点', '鍵帽颜色偏灰', '這手感，值',
         '空格键有点松', '送的線太短', '燈光柔和', '声音小，不吵同事', '第一次買軸體']


def test_discovery_counts_both_scripts_together():
    found = discover_words(MIXED, method='ngram', min_count=3, min_length=2, fold=True)
    assert [(word.text, word.count) for word in found] == [('手感', 3), ('键帽', 3)]
    apart = discover_words(MIXED, method='ngram', min_count=3, min_length=2)
    assert [(word.text, word.count) for word in apart] == [('手感', 3)]


@pytest.mark.parametrize('option, words', [('known', ['鍵帽']), ('stop', ['鍵'])])
def test_what_discovery_leaves_out_is_folded_too(option, words):
    options = {str(option): words, str('fold'): True}
    found = discover_words(MIXED, method='ngram', min_count=3, min_length=2, **options)
    assert [word.text for word in found] == ['手感']


def test_new_words_count_both_scripts_together():
    found = find_new_words(MIXED, method='ngram', min_count=3, known=['手感', '軸體'], fold=True)
    assert [(word.text, word.count) for word in found] == [('键帽', 3)]
    assert find_new_words(MIXED, method='ngram', min_count=3, known=['手感', '鍵帽'], fold=True) == []


def test_checkpoints_tell_folded_text_apart(tmpdir):
    folder, settings = str(tmpdir.join('kept')), {str('method'): 'ngram', str('min_count'): 3}
    discover_words(MIXED, checkpoint=folder, fold=True, **settings)
    with pytest.raises(CorpusError):
        discover_words(MIXED, checkpoint=folder, **settings)
    assert discover_words(MIXED, checkpoint=folder, fold=True, **settings) == discover_words(
        MIXED, fold=True, **settings)


@pytest.mark.parametrize('option, words', [
    ([], '我 的 電腦'), (['--fold'], '我 的 電腦'), (['--no-fold'], '我 的 電 腦')])
def test_the_command_cuts_folded(tmpdir, option, words):
    vocabulary, text, target = [str(tmpdir.join(name)) for name in ('words.txt', 'in.txt', 'out.txt')]
    write(vocabulary, '电脑 9\n我 20\n的 30\n')
    write(text, '我的電腦\n')
    assert main(['cut', '--vocab', vocabulary, '-o', target, '-q'] + option + [text]) == 0
    assert read(target) == words + '\n'


def test_the_command_discovers_folded(tmpdir):
    text, target = str(tmpdir.join('in.txt')), str(tmpdir.join('out.txt'))
    write(text, '\n'.join(MIXED) + '\n')
    assert main(['discover', '--fold', '--method', 'ngram', '--min-count', '3', '--min-length', '2', '-q',
                 '-o', target, text]) == 0
    assert read(target) == '手感 3\n键帽 3\n'
    assert main(['discover', '--fold', '--method', 'ngram', '--min-count', '3', '--min-length', '2', '-q',
                 '--format', 'table', '-o', target, text]) == 0
    assert '【鍵帽】厚實' in read(target)


def test_both_options_are_too_many(capfd):
    assert main(['cut', '--fold', '--no-fold']) == 2
    assert '--no-fold: not allowed with argument --fold' in capfd.readouterr()[1]


def write(path, text):
    with io.open(path, 'w', encoding='utf-8', newline='') as stream:
        stream.write(text)


def read(path):
    with io.open(path, encoding='utf-8', newline='') as stream:
        return stream.read()


def test_the_bundled_vocabulary_has_words_of_three_and_no_pieces():
    words = '委员会 在 联合国 开会 ， 这里 的 消费者 不可思议'.split()
    assert Tokenizer().lcut(''.join(words)) == words
    assert Tokenizer().lcut('委員會在聯合國') == ['委員會', '在', '聯合國']
