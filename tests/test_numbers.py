# -*- coding: utf-8 -*-
"""Test which words are joined to numbers, and that no word of the vocabulary is parted for one."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import pickle
import random
import re

import pytest

from nlp_zero.errors import ArgumentError
from nlp_zero.text import NUMBERS, number_pattern
from nlp_zero.tokenizer import Tokenizer

# One count of all words: each stays whole where it can.
WHOLE = ('一定 一样 一点 一切 一些 一旦 统一 唯一 万一 十分 百货 千金 百姓 三明治 四川 九江 五金 两个 二十 第一 千万 年检 '
         '年度 年级 年底 日本 日电 月亮 分钟 十一届 二月河').split()
WORDS = dict.fromkeys(WHOLE, 5)
#: Text, cut without joining and with most numbers, and with years too where that is another cut.
CUTS = [
    ('这一点一定', '这/一点/一定', None), ('统一年检', '统一/年检', None), ('唯一年度', '唯一/年度', None),
    ('统一年', '统一/年', None), ('第一百货', '第一/百货', None), ('第一千金', '第一/千金', None),
    ('快一点两个人', '快/一点/两个/人', None), ('万一年底', '万一/年底', None), ('三年级', '三/年级', None),
    ('三日本', '三/日本', None), ('九江五金', '九江/五金', None), ('第十一届', '第/十一届', None),
    ('二月河', '二月河', None), ('四川百姓', '四川/百姓', None), ('五百姓', '五/百姓', None), ('千万一定', '千万/一定', None),
    ('一点五个人', '一点/五/个/人', None), ('好一点三百人', '好/一点/三百/人', None), ('一一', '一/一', None),
    ('三五', '三/五', None), ('五百两', '五百/两', None), ('一日', '一/日', None),
    ('二十分', '二十分', None), ('很十分', '很/十分', None), ('一十分', '一/十分', None), ('二十分钟', '二十/分钟', None),
    ('三分之一', '三分之一', None), ('十分之九点', '十分之九/点', None), ('二十五分之四', '二十五分之四', None),
    ('三分之一定', '三/分/之/一定', None), ('三分之差', '三/分/之/差', None),
    ('二十分之', '二十/分/之', None), ('三十分', '三十分', None), ('三十五分', '三十五分', None), ('三点二十分', '三点二十分', None),
    ('三点二十分钟', '三点二十/分钟', None), ('三点五', '三点五', None), ('十一点五', '十/一点/五', None),
    ('百分之一点五', '百分之一点五', None), ('万分之三', '万分之三', None), ('一点五亿', '一点/五亿', None),
    ('第三', '第三', None), ('第二十', '第二十', None), ('三千五百', '三千五百', None), ('两千三', '两千三', None),
    ('三百', '三百', None), ('十五', '十五', None), ('3.5万', '3.5万', None), ('12亿', '12亿', None),
    ('12月31日', '12月31日', None), ('十二月三十一日电', '十二月三十一日/电', None), ('五日电', '五日/电', None),
    ('五月', '五月', None), ('五月亮', '五/月亮', None), ('一月份', '一月份', None), ('五日', '五日', None),
    ('八时三十分', '八时/三十分', None), ('八时', '八/时', None), ('二十世纪', '二十世纪', None), ('九十年代', '九十年代', None),
    ('一九九八年', '一九九八/年', '一九九八年'), ('2001年', '2001/年', '2001年'), ('九八年', '九/八/年', '九八年'),
    ('三年前', '三/年/前', None), ('2001年5月', '2001/年/5月', '2001年/5月'), ('一个', '一/个', None),
    ('几十万人', '几十万/人', None), ('数百万', '数百万', None), ('几千金', '几/千金', None), ('几万', '几/万', None),
    ('零下五度', '零下/五/度', None), ('零下二十多度', '零下/二十/多/度', None), ('零下5℃', '零下/5℃', None), ('零下5℉', '零下/5℉', None),
    ('零下一定', '零/下/一定', None), ('零下五次', '零/下/五/次', None), ('三点半', '三点半', None), ('8点半', '8点半', None),
    ('一点半', '一点/半', None), ('二百五十一定', '二百五十/一定', None), ('三百二十一点', '三百二十/一点', None)]


#: The same by words without 一点.
DECIMALS = [
    ('一点五亿', '一点五亿'), ('一点五倍', '一点五/倍'), ('一点二五', '一点二五'), ('一点五个百分', '一点五/个/百/分'),
    ('一点五个人', '一/点/五/个/人'), ('这一点一定', '这/一/点/一定'), ('快一点两个人', '快/一/点/两个/人'),
    ('二十一点五个', '二十一点五/个'), ('一点半个', '一/点/半/个')]


def joined(words):
    return '/'.join(words)


@pytest.mark.parametrize('text, most, years', CUTS)
def test_numbers(text, most, years):
    for numbers, expected in (('most', most), ('join', years or most)):
        tokenizer = Tokenizer(WORDS, numbers=numbers)
        assert joined(tokenizer.lcut(text)) == expected
        assert joined(tokenizer.lcut('的' + text)) == '的/' + expected
        assert joined(tokenizer.cut(text)) == expected
        assert tokenizer.joined(text, '/') == expected
        assert joined(tokenizer.nbest(text, 3)[0][0]) == expected
    assert Tokenizer(WORDS).lcut(text) == most.split('/')


@pytest.mark.parametrize('text, words', DECIMALS)
def test_decimals_that_begin_with_one(text, words):
    tokenizer = Tokenizer(WORDS)
    tokenizer.del_word('一点')
    assert joined(tokenizer.lcut(text)) == words
    tokenizer.add_word('点半')
    assert tokenizer.lcut('一点半') == ['一点半']


def test_a_date_ends_inside_a_word_that_begins_with_its_day():
    tokenizer = Tokenizer(dict(WORDS, **{'日前': 5}))
    assert joined(tokenizer.lcut('12月22日前')) == '12月22日/前' and tokenizer.lcut('日前') == ['日前']
    assert tokenizer.lcut('日前') == ['日前'] and joined(tokenizer.lcut('在五日前')) == '在/五日/前'


@pytest.mark.parametrize('numbers', ['most', 'join'])
def test_no_word_is_parted_or_taken_in_anywhere(numbers):
    plain, joining = Tokenizer(WORDS, numbers=None), Tokenizer(WORDS, numbers=numbers)
    generator, numeral = random.Random(5), re.compile('[一二三四五六七八九十百千万点年月日时第分之两]+$')
    parts = WHOLE + list('一二三五十百千万点年月日时分第之两的人')
    for _ in range(1500):
        text = ''.join(generator.choice(parts) for _ in range(7))
        ends, place = [0], 0
        for word in plain.lcut(text):
            place += len(word)
            ends.append(place)
        place = 0
        for word in joining.lcut(text):
            inside = [end for end in ends if place < end < place + len(word)]
            within = [text[start:end] for start, end in zip([place] + inside, inside + [place + len(word)])]
            # The only word that may lose an end is 日电.
            if not (place in ends and place + len(word) in ends):
                assert '日电' in text[max(place - 1, 0):place + len(word) + 1]
            elif inside:
                assert numeral.match(word)
                assert not [part for part in within if part in ('一点', '一定', '统一', '年度', '两个', '百货')], word
            place += len(word)


def test_a_number_is_one_piece_of_a_search():
    tokenizer = Tokenizer(dict(WORDS, **{'百分': 5, '键盘': 9, '机械键盘': 9, '机械': 9}))
    assert tokenizer.lcut_for_search('三十五分机械键盘百分之二十五') == [
        '三十五分', '机械', '键盘', '机械键盘', '百分之二十五']
    assert tokenizer.lcut('百分之二十五', cut_all=True) == ['百分之二十五']
    assert tokenizer.tokenize('的二十分', mode='default') == [('的', 0, 1), ('二十分', 1, 4)]
    assert tokenizer.spans('的二十分') == [(0, 1), (1, 4)]


def test_all_ways_hold_the_number():
    tokenizer = Tokenizer({'研究': 3, '研究生': 2, '三百': 4, '三': 3, '百五研': 50, '生': 2, '的三百五': 9})
    assert joined(tokenizer.lcut('研究生')) == '研究生'
    for text in ('研究三千二百研究生', '三千五研究', '的三百五'):
        ways = [joined(words) for words, _ in tokenizer.nbest(text, 8)]
        assert ways[0] == joined(tokenizer.lcut(text)) and len(set(ways)) == len(ways)
    number = '三千二百'
    assert [number in words for words, _ in tokenizer.nbest('研究三千二百研究生', 3)] == [True] * 3
    for seed in range(20):
        assert number in tokenizer.sample('研究三千二百研究生', 0.1, random.Random(seed))


def test_letters_one_by_one_join_their_digits():
    assert joined(Tokenizer({}).simple_tokenize('12月a1')) == '12月/a/1'
    assert joined(Tokenizer({}, numbers=None).simple_tokenize('12月')) == '1/2/月'


def test_patterns_and_numbers_go_together():
    tokenizer = Tokenizer({}, protect='第.章')
    assert joined(tokenizer.lcut('第三章三千五')) == '第三章/三千五'


@pytest.mark.parametrize('number', ['三千五百二十', '百分之二十点五', '12月31日'])
def test_numbers_across_blocks_are_joined(number):
    tokenizer = Tokenizer({'三': 9, '的': 99})
    for times in (100, 2800, 5461, 5462, 6553, 9000):
        text = (number + '的') * times
        assert tokenizer.lcut(text) == list(tokenizer.cut(text)) == [number, '的'] * times
        assert tokenizer.joined(text, '/') == joined([number, '的'] * times)
    assert list(tokenizer.cut(text + number))[-2:] == ['的', number], 'what is held at the end is a number'


def test_a_separator_within_the_text_parts_numbers():
    for mark in ('\x01', '\x02', '\x00'):
        text = '三千五' + mark + '三千五'
        assert Tokenizer({}).lcut(text) == ['三千五', mark, '三千五']
        text = mark + '三千五' + mark + '甲' + mark
        assert Tokenizer({}).lcut(text) == [mark, '三千五', mark, '甲', mark]
    assert Tokenizer({'三\x01千': 9}).lcut('二十五三\x01千三千五') == ['二十五', '三\x01千', '三千五']


@pytest.mark.parametrize('unit', ['九', '1', '1万', '九点', '1.', '1.1', '第', '第三', '百分之', '九月', '月九', '一点', '二十',
                                  '一九九年'])
def test_time_is_linear(unit):
    # In time that grows by the square of the length this would take minutes.
    text = (unit * 60000)[:60000] + '.a'
    for tokenizer in (Tokenizer({}), Tokenizer({}, numbers='join'), Tokenizer({'九九': 3, '1': 2, '点九': 4})):
        assert ''.join(tokenizer.lcut(text)) == tokenizer.joined(text, '') == text


@pytest.mark.parametrize('length', [3, 63, 64, 65, 70, 1000])
def test_numbers_of_any_length(length):
    digits = '九' * length
    for text in (digits, digits + '点三', '第' + digits, '百分之' + digits, '1' * length + '万'):
        assert Tokenizer({}).lcut(text) == [text]


def test_counts_and_code_lengths_know_no_numbers():
    text = '三千五百的二十分'
    assert Tokenizer(WORDS).code_length(text) == Tokenizer(WORDS, numbers=None).code_length(text)
    learned = []
    for numbers in ('join', None):
        tokenizer = Tokenizer(WORDS, numbers=numbers)
        tokenizer.adapt([text] * 3)
        learned.append(tokenizer.vocabulary)
    assert learned[0] == learned[1]


def test_traditional_numbers_are_joined():
    assert joined(Tokenizer(WORDS).lcut('兩千三百萬的三點五億')) == '兩千三百萬/的/三點五億'


def test_lines_and_files_join_alike(tmpdir):
    tokenizer = Tokenizer(WORDS)
    lines = [text for text, _, _ in CUTS] * 3
    words = [tokenizer.lcut(line) for line in lines]
    assert list(tokenizer.cut_lines(lines)) == words
    source, target = str(tmpdir.join('in.txt')), str(tmpdir.join('out.txt'))
    with io.open(source, 'w', encoding='utf-8') as stream:
        stream.write('\n'.join(lines))
    tokenizer.cut_file(source, target, delimiter='/')
    with io.open(target, encoding='utf-8') as stream:
        assert stream.read().split('\n') == [joined(line) for line in words]


@pytest.mark.parametrize('numbers', ['most', 'join', None])
def test_copies_join_alike(numbers):
    tokenizer = Tokenizer(WORDS, numbers=numbers)
    again = pickle.loads(pickle.dumps(tokenizer, 2))
    for text, _, _ in CUTS:
        assert again.lcut(text) == tokenizer.lcut(text)


def test_none_has_the_name_of_the_command_line_too():
    plain, named = Tokenizer(WORDS, numbers=None), Tokenizer(WORDS, numbers='none')
    assert [plain.lcut(text) for text, _, _ in CUTS] == [named.lcut(text) for text, _, _ in CUTS]


@pytest.mark.parametrize('numbers', ['all', '', True, False, 0, 'None'])
def test_another_choice_is_refused(numbers):
    with pytest.raises(ArgumentError) as caught:
        Tokenizer(WORDS, numbers=numbers)
    assert str(caught.value).startswith("numbers is 'most', 'join', 'none' or None, not ")


@pytest.mark.parametrize('numerals, found', [(62, True), (63, True), (64, False), (65, False)])
def test_a_number_begins_near_the_start_of_a_run_of_numerals(numerals, found):
    # Otherwise each place of a long run would be a start from which the run is read to its end.
    match = re.search(number_pattern(after='(?=元)'), '亿' * numerals + '三十五元')
    assert (match is not None) is found


def test_the_pattern_for_protect_matches_whole_numbers():
    for text in ('2001年', '百分之三十', '第三', '三点五', '二十分', '12月31日', '三千五百'):
        assert re.match(NUMBERS, text).group() == text
