# -*- coding: utf-8 -*-
"""Test what becomes a typed gap, where it is in the line, and that mining and its options know it."""
from __future__ import absolute_import, division, print_function, unicode_literals

import pickle
import time

import pytest

from nlp_zero.errors import ArgumentError
from nlp_zero.templates import MASK_KINDS, Masks, TemplateFinder, find_templates, gap_type, mine_templates


def masked(line, masks=None):
    return [(line[span.start:span.end], span.kind) for span in (masks or Masks()).spans(line)]


class TestKinds(object):
    @pytest.mark.parametrize('line, found', [
        ('订8月3日晚上7点半、200元以内的2间房',
         [('8月3日', 'DATE'), ('7点半', 'TIME'), ('200元', 'MONEY'), ('2', 'NUM')]),
        ('二〇一八年十二月二十五号', [('二〇一八年十二月二十五号', 'DATE')]),
        ('2018-01-02到2018/1/3', [('2018-01-02', 'DATE'), ('2018/1/3', 'DATE')]),
        ('星期三和周日', [('星期三', 'DATE'), ('周日', 'DATE')]),
        ('12:30或一点钟', [('12:30', 'TIME'), ('一点钟', 'TIME')]),
        ('人均￥128或者100-150元', [('￥128', 'MONEY'), ('100-150元', 'MONEY')]),
        ('一百块钱', [('一百块钱', 'MONEY')]),
        ('评分4.5分、16%、1,000人', [('4.5', 'NUM'), ('16%', 'NUM'), ('1,000', 'NUM')]),
        ('第三、三十六、百分之五、3万', [('第三', 'NUM'), ('三十六', 'NUM'), ('百分之五', 'NUM'), ('3万', 'NUM')]),
        ('iPhone-12和5G', [('iPhone-12', 'MODEL'), ('5G', 'MODEL')]),
        ('看www.example.com/2018/1/2或a.b@example.com',
         [('www.example.com/2018/1/2', 'URL'), ('a.b@example.com', 'EMAIL')]),
        ('WWW.example.com/a', [('WWW.example.com/a', 'URL')]),
        ('两百五十人', [('两百五十', 'NUM')]), ('1,000元', [('1,000元', 'MONEY')]), ('A4元', [('A4', 'MODEL')]),
        ('４号线', [('４', 'NUM')])])
    def test_finds(self, line, found):
        assert masked(line) == found

    @pytest.mark.parametrize('line', [
        '快一点', '一点都不甜', '三年', '一块去', '万一', '千万别', '八月饼', '打开wifi', '一家', '元素', '一元素', ''])
    def test_leaves_alone(self, line):
        assert masked(line) == []

    def test_kinds_are_chosen(self):
        line = '8月3日200元2间'
        assert masked(line, Masks(['NUM'])) == [('8', 'NUM'), ('3', 'NUM'), ('200', 'NUM'), ('2', 'NUM')]
        assert masked(line, Masks(['MONEY'])) == [('200元', 'MONEY')]
        assert masked(line, Masks(())) == []

    def test_own_patterns_go_first(self):
        masks = Masks(patterns={'FLIGHT': '[A-Z]{2}[0-9]{3,4}', 'SIZE': '[大中小]号'})
        assert masked('CA1234的大号', masks) == [('CA1234', 'FLIGHT'), ('大号', 'SIZE')]
        assert masked('大号', Masks((), {'SIZE': '[大中小]号'})) == [('大号', 'SIZE')]
        assert masked('大号', pickle.loads(pickle.dumps(masks, 2))) == [('大号', 'SIZE')]

    @pytest.mark.parametrize('settings, said', [
        ({'kinds': ['PRICE']}, 'PRICE'), ({'patterns': {'x': 'a'}}, 'x'), ({'patterns': {'AB': '('}}, 'AB'),
        ({'patterns': {'AB': 'a*'}}, 'empty')])
    def test_errors(self, settings, said):
        with pytest.raises(ArgumentError) as caught:
            Masks(**settings)
        assert said in str(caught.value)

    @pytest.mark.parametrize('piece', ['1', '1.', '一', '十', '1元', 'a1', '1-'])
    def test_takes_linear_time(self, piece):
        start = time.time()
        Masks().spans(piece * 20000)
        assert time.time() - start < 5


class TestMining(object):
    CORPUS = ['我要买%d张票' % number for number in range(20, 32)] + ['请在%d点半叫我' % hour for hour in range(1, 13)]

    def clauses(self, corpus, tokenize=list, **settings):
        finder = TemplateFinder(tokenize, masks=Masks(), **settings)
        return [[gap_type(word) or word for word in words] for words in finder.clauses(corpus)]

    def test_a_masked_text_is_one_symbol_of_its_clause(self):
        assert self.clauses(['买￥128的票，3张！']) == [['买', 'MONEY', '的', '票'], ['NUM', '张']]

    def test_words_between_white_space_are_masked_where_they_begin_and_end(self):
        corpus = ['我 要 2008 年 8 月 8 日 的 票 ， 两 张', '8月 8日 见']
        assert self.clauses(corpus, None) == [
            ['我', '要', 'DATE', '的', '票'], ['两', '张'], ['DATE', '见']]
        assert self.clauses(['一共3 张'], None) == [['一共3', '张']]

    def test_templates_have_typed_gaps(self):
        finder = mine_templates(self.CORPUS, list, join_phrases='no', min_pmi=0)
        assert '我 要 买 [NUM] 张 票' in [template.to_text() for template in finder.templates]
        finder = mine_templates(self.CORPUS, list, join_phrases='no', min_pmi=0, masks=None)
        texts = ' '.join(template.to_text() for template in finder.templates)
        assert texts and '[NUM]' not in texts

    def test_phrases_never_span_a_typed_gap(self):
        finder = mine_templates(self.CORPUS, list, join_phrases='yes', min_pmi=0)
        words = set(word for clause in finder.clauses(self.CORPUS) for word in clause)
        assert any(len(word) > 1 and gap_type(word) is None for word in words)
        assert set(gap_type(word) for word in words) == {None, 'NUM', 'TIME'}

    def test_joining_is_one_of_three(self):
        with pytest.raises(ArgumentError) as caught:
            find_templates(self.CORPUS, list, join_phrases='perhaps')
        assert 'auto, yes, no' in str(caught.value)
        assert 'NUM' in MASK_KINDS


def test_the_command_line_masks(command):
    data = '\n'.join(['我要买%d张票' % number for number in range(20, 32)]).encode('utf-8')
    settings = ('templates', '-q', '--all', '--min-pmi', '-1')
    assert '[NUM]' not in command(*settings, stdin=data).out
    assert '[NUM]' in command(*(settings + ('--masks', 'DATE,NUM')), stdin=data).out
    assert '[NUM]' not in command(*(settings + ('--masks', 'none')), stdin=data).out
    assert '[COUNT]' in command(*(settings + ('--mask', 'COUNT=[0-9]+张')), stdin=data).out
    for wrong in (('--masks', 'PRICE'), ('--mask', 'COUNT'), ('--mask', 'A=b'), ('--mask', 'AB=(')):
        assert command(*(settings + wrong), stdin=data).code == 2
