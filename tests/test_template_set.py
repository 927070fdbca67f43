# -*- coding: utf-8 -*-
"""Test the small set of templates: what pays, what does not, and how it is counted."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gc
import itertools
import random

import pytest

from nlp_zero.errors import ArgumentError, ExhaustedCorpusError
from nlp_zero.templates import Template, choose_templates, find_templates, typed_gap

THINGS = '甲乙丙丁戊己庚辛壬癸'
# Clauses without any template, so that words have shares of their own.
NOISE = [[x, y] for x in '子丑寅卯辰' for y in '巳午未申酉']
MORE_NOISE = [list(words) for words in itertools.permutations('天地玄黄宇宙洪荒', 3)]
# Different characters, none of those above.
CHARACTERS = ''.join('\\u%04x' % number for number in range(0x5600, 0x56b4)).encode().decode('unicode-escape')
# Ends of sentences, too long for a slot.
LONG = [list(words) for words in itertools.permutations('天地玄黄宇宙洪荒', 4)][::80]
# Clauses with one word in common, which opens them.
OPENED = [['打开', x, y] for x in THINGS for y in THINGS]


def chosen(templates, clauses, **settings):
    return [row.template.to_text()
            for row in choose_templates([(Template.from_text(t), 1) for t in templates], clauses, **settings)]


def frame(text, fillers=THINGS):
    """Return one clause for each filler."""
    return [[filler if word == '_' else word for word in text.split(' ')] for filler in fillers]


class TestChoice(object):
    def test_a_frame_pays_and_a_repeated_sentence_is_no_template(self):
        clauses = frame('能 _ 吗') + [['你', '好', '啊']] * 50 + NOISE
        assert chosen(['能 [X] 吗', '你 好 啊', '你 [X] 啊'], clauses, min_saving=1) == ['能 [X] 吗']

    @pytest.mark.parametrize('count, rows', [(2, []), (3, ['充 [MONEY] 到 账'])])
    def test_a_sentence_with_a_typed_gap_may_have_another_text_each_time(self, count, rows):
        clauses = [['充', typed_gap('MONEY'), '到', '账']] * count + NOISE + MORE_NOISE
        assert chosen(['充 [MONEY] 到 账'], clauses) == rows

    def test_a_character_beside_a_typed_gap_is_a_name_on_either_side(self):
        clauses = [['段', typed_gap('NUM')]] * 40 + [[typed_gap('NUM'), '级']] * 30 + NOISE + MORE_NOISE
        assert chosen(['段 [NUM]', '[NUM] 级'], clauses, min_saving=0) == ['段 [NUM]', '[NUM] 级']

    @pytest.mark.parametrize('options', [{'top': -1}, {'top': 2.5}, {'min_saving': -1}])
    def test_an_option_out_of_its_range(self, options):
        with pytest.raises(ArgumentError):
            choose_templates({}, [], **options)

    def test_what_is_always_the_same_is_filled_in(self):
        clauses = frame('_ 叫 什么 名字') + frame('_ 叫 艺名 名字', '甲') + NOISE
        assert '[X] 叫 什么 名字' in chosen(['[X] 叫 [X] 名字'], clauses, min_saving=1)

    def test_what_differs_by_a_particle_is_merged(self):
        clauses = [clause for end in '呢啊呀吧' for clause in frame('_ 在 哪里 ' + end, THINGS[:4])]
        clauses += NOISE + MORE_NOISE
        rows = chosen(['[X] 在 哪里 ' + end for end in '呢啊呀吧'], clauses, min_saving=1)
        assert rows == ['[X] 在 哪里 [X]']

    def test_a_broad_one_is_split_where_its_fillers_begin_alike(self):
        clauses = [['你', '会', x, y, '吗'] for x in THINGS for y in THINGS]
        clauses += [['你', '喜欢', x, y, '吗'] for x in '一二三四五六七八九' for y in '一二三四五六七八九']
        clauses += frame('你 _ 吗', '走跑跳') + NOISE
        rows = chosen(['你 [X] 吗'], clauses, min_saving=1)
        assert '你 会 [X] 吗' in rows and '你 喜欢 [X] 吗' in rows

    def test_a_word_that_opens_or_ends_clauses_is_a_template(self):
        clauses = OPENED + [[y, x, '多少钱'] for x in '一二三四五六七' for y in '一二三四五六七'] + NOISE + MORE_NOISE
        assert sorted(chosen([], clauses, min_saving=1)) == ['[X] 多少钱', '打开 [X]']
        assert chosen([], clauses, min_saving=1, min_words=2) == []
        assert chosen([], clauses, min_saving=1, inner_gap=True) == []

    FRAMES = ['哪里 _ 退票', '怎么 _ 改签', '多远 _ 机场', '几点 _ 开门', '谁管 _ 行李', '需要 _ 证件', '能否 _ 寄存',
              '如何 _ 开票', '何时 _ 发车', '多久 _ 到站', '为何 _ 晚点']

    def test_one_place_in_ten_is_for_a_word_that_tells_nothing_of_the_rest(self):
        clauses = [clause for text in self.FRAMES for clause in frame(text)] + NOISE
        clauses += [list(words) + ['吧'] for words in itertools.permutations('天地玄黄宇宙洪荒', 4)][:1280:8]
        rows = chosen([text.replace('_', '[X]') for text in self.FRAMES] + ['[X] 吧'], clauses, min_saving=1)
        assert rows.index('[X] 吧') == 9 and len(rows) > 11

    @pytest.mark.parametrize('times, place', [(2, 9), (3, 11)])
    def test_no_place_is_for_such_a_word_once_half_of_the_clauses_are_covered(self, times, place):
        clauses = [clause for text in self.FRAMES for clause in frame(text)] * times + NOISE
        clauses += [list(words) + ['吧'] for words in itertools.permutations('天地玄黄宇宙洪荒', 4)][:1280:8]
        rows = chosen([text.replace('_', '[X]') for text in self.FRAMES] + ['[X] 吧'], clauses, min_saving=1)
        assert rows.index('[X] 吧') == place

    def test_after_the_first_page_all_follow_by_what_they_save(self):
        # Words in any position are the poorest name of an intent here, and save most.
        texts = ['头%s 腰%s _ 尾%s' % words for words in zip(CHARACTERS, CHARACTERS[60:], CHARACTERS[120:])]
        clauses = [clause for text in texts for clause in frame(text)]
        clauses += [[x, '地址', '附近', y] for x in THINGS for y in '一二三四'] + NOISE + MORE_NOISE
        rows = choose_templates([(Template.from_text(text.replace('_', '[X]')), 1) for text in texts]
                                + [(Template.from_text('[X] 地址 附近 [X]'), 1)], clauses, min_saving=1)
        assert rows[50].template.to_text() == '[X] 地址 附近 [X]' and len(rows) == 61
        assert rows[50].saved > rows[0].saved

    def test_the_same_words_with_another_particle_come_later(self):
        # Alone, each of the first two saves more than the third.
        texts = ['请 帮 查 _ 航班 呢', '请 帮 查 _ 航班 吧', '能否 _ 寄存']
        clauses = [clause for text in texts for clause in frame(text)] + NOISE + MORE_NOISE
        rows = chosen([text.replace('_', '[X]') for text in texts], clauses, min_saving=1)
        assert sorted(rows[::2]) == ['请 帮 查 [X] 航班 吧', '请 帮 查 [X] 航班 呢'] and rows[1] == '能否 [X] 寄存'

    def test_words_of_an_earlier_template_count_less(self):
        # Alone, each of the first two saves more than the third. They are not nearly the same.
        texts = ['改签 航班 _ 行李 证件', '航班 _ 行李 出票', '能否 _ 寄存']
        clauses = [clause for text in texts for clause in frame(text)] + NOISE + MORE_NOISE
        rows = chosen([text.replace('_', '[X]') for text in texts], clauses, min_saving=1)
        assert rows == [text.replace('_', '[X]') for text in (texts[0], texts[2], texts[1])]

    def test_characters_in_a_row_are_words(self):
        clauses = frame('我 想 听 _') + frame('能否 _ 寄存') + NOISE + MORE_NOISE
        rows = chosen(['能否 [X] 寄存', '我 想 听 [X]'], clauses, min_saving=1)
        assert rows == ['我 想 听 [X]', '能否 [X] 寄存']

    def test_characters_here_and_there_come_after_words(self):
        # The first saves most.
        clauses = frame('甚 _ 矣 _ 哉') + frame('能否 _ 寄存') + NOISE + MORE_NOISE
        rows = choose_templates([(Template.from_text(text), 1) for text in ('甚 [X] 矣 [X] 哉', '能否 [X] 寄存')],
                                clauses, min_saving=1)
        assert [row.template.to_text() for row in rows] == ['能否 [X] 寄存', '甚 [X] 矣 [X] 哉']
        assert rows[1].saved > rows[0].saved

    @pytest.mark.parametrize('same, place', [(5, 0), (6, 1)])
    def test_a_gap_that_mostly_continues_a_phrase_comes_after_a_slot(self, same, place):
        before = ['外焦'] * same + list('一二三四五六七')[:12 - same]
        clauses = [[x, y, '里嫩', '可口'] for x, y in zip(THINGS + '子丑', before)]
        clauses += frame('_ 鲜美 爽滑') + NOISE + MORE_NOISE
        rows = chosen(['[X] 里嫩 可口', '[X] 鲜美 爽滑'], clauses, min_saving=1)
        assert [row for row in rows if '外焦' not in row].index('[X] 里嫩 可口') == place

    def test_a_morpheme_comes_after_a_word(self):
        noise = NOISE + [list(words) for words in itertools.permutations('天地玄黄宇宙洪荒', 4)]
        for word, morpheme in (('切丝', '店'), ('店铺', '丝')):
            clauses = [[x, y, end] for x in THINGS for y in '子丑寅' for end in (word, morpheme)]
            assert chosen([], clauses + noise, min_saving=1) == ['[X] ' + word, '[X] ' + morpheme]

    def test_short_fillers_go_before_the_rest_of_a_sentence(self):
        clauses = frame('哪里 _ 退票') + [['讲讲', x] + words for x, words in zip(THINGS * 9, MORE_NOISE[:90])]
        rows = chosen(['哪里 [X] 退票', '讲讲 [X]'], clauses + NOISE + MORE_NOISE, min_saving=1)
        assert rows.index('哪里 [X] 退票') < rows.index('讲讲 [X]')

    @pytest.mark.parametrize('text, clauses, place', [
        ('请 告诉 我 [X]', [['请', '告诉', '我'] + words for words in LONG], 0),
        ('[X] [NUM] 以内 的 [X]', [x + [typed_gap('NUM'), '以内', '的'] + y for x, y in zip(LONG, LONG[1:])], 1)])
    def test_words_in_a_row_beside_the_only_gap_count_with_any_filler(self, text, clauses, place):
        clauses = clauses + frame('哪里 _ 退票') + NOISE + MORE_NOISE
        assert chosen([text, '哪里 [X] 退票'], clauses, min_saving=1).index(text) == place

    def test_words_in_any_place_come_after_a_slot_that_saves_less(self):
        clauses = [[x, '地址', '附近', y] for x in THINGS[:3] for y in '一二三四五'] + frame('哪里 _ 退票')
        rows = chosen(['[X] 地址 附近 [X]', '哪里 [X] 退票'], clauses + NOISE + MORE_NOISE, min_saving=1)
        assert rows == ['哪里 [X] 退票', '[X] 地址 附近 [X]']

    def test_a_word_beside_a_slot_goes_before_one_beside_anything(self):
        clauses = OPENED + [['但是'] + words for words in MORE_NOISE[:300]] + NOISE + MORE_NOISE[300:]
        rows = chosen([], clauses, min_saving=1)
        assert rows.index('打开 [X]') < rows.index('但是 [X]')

    def test_none_is_worth_another_without_news(self):
        clauses = frame('能 _ 吗') + NOISE
        rows = chosen(['能 [X] 吗', '能 [X]', '[X] 吗'], clauses, min_saving=1)
        assert rows == ['能 [X] 吗']

    def test_the_order_of_clauses_and_candidates_changes_nothing(self):
        rng = random.Random(5)
        clauses = frame('你 会 _ 吗') + frame('我 想 _ 了') + OPENED + NOISE + MORE_NOISE
        candidates = [(Template.from_text(t), 1) for t in ('你 [X] 吗', '你 会 [X] 吗', '我 想 [X]', '[X] 了')]
        first = choose_templates(candidates, clauses, min_saving=1)
        for _ in range(3):
            rng.shuffle(clauses)
            rng.shuffle(candidates)
            assert choose_templates(candidates, clauses, min_saving=1) == first
        assert len(first) == 3

    def test_what_saves_too_little_in_a_clause_is_left_out(self):
        clauses = frame('能 _ 吗') + NOISE
        assert chosen(['能 [X] 吗'], clauses, min_saving=30) == []

    @pytest.mark.parametrize('limit, value, found', [
        ('min_count', 10, 1), ('min_count', 11, 0), ('max_gaps', 1, 1), ('max_gaps', 0, 0),
        ('min_words', 2, 1), ('min_words', 3, 0)])
    def test_limits(self, limit, value, found):
        rows = chosen(['能 [X] 吗'], frame('能 _ 吗') + NOISE, min_saving=1, **{limit: value})
        assert len(rows) == found


class TestRows(object):
    def test_counts_and_coverage_are_those_of_all_clauses(self):
        clauses = frame('能 _ 吗') + OPENED + [['打开', '甲', '甲']] * 2 + NOISE + MORE_NOISE
        rows = choose_templates({('能', None, '吗'): 1}, clauses, min_saving=1)
        assert [(row.template.to_text(), row.count) for row in rows] == [('打开 [X]', 102), ('能 [X] 吗', 10)]
        assert [row.coverage for row in rows] == [102 / len(clauses), 112 / len(clauses)]
        assert rows[0].saved > rows[1].saved > 0

    def test_top_is_the_beginning_of_the_whole(self):
        clauses = frame('能 _ 吗') + OPENED + NOISE + MORE_NOISE
        whole = choose_templates({('能', None, '吗'): 1}, clauses, min_saving=1)
        assert len(whole) == 2
        assert choose_templates({('能', None, '吗'): 1}, clauses, 1, min_saving=1) == whole[:1]

    @pytest.mark.parametrize('more, covered', [(0, 10), (1, 0)])
    def test_a_text_without_boundaries_is_no_clause(self, more, covered):
        longest = [[word] * (498 + more) for word in '甲乙丙丁戊己庚辛壬癸']
        rows = choose_templates({('能', '吗', None): 10}, [['能', '吗'] + words for words in longest] + NOISE,
                                min_saving=0, min_words=2)
        assert {row.template.to_text(): row.count for row in rows}.get('能 吗 [X]', 0) == covered

    def test_no_clauses_have_no_templates(self):
        assert choose_templates({('能', None, '吗'): 1}, []) == []

    def test_refuses_what_can_be_read_once_and_unknown_options(self):
        with pytest.raises(ArgumentError):
            choose_templates({}, iter([['能']]))
        with pytest.raises(ArgumentError) as caught:
            choose_templates({}, [], colour=1)
        assert 'choose_templates: colour' in str(caught.value)


class TestFind(object):
    CORPUS = [' '.join(words) for words in frame('你 会 _ 吗') + NOISE]

    def test_finds_in_one_call(self):
        for joining, text in (('no', '你 会 [X] 吗'), ('yes', '你会 [X] 吗')):
            rows = find_templates(self.CORPUS, min_saving=1, min_pmi=0.1, join_phrases=joining)
            assert [(row.template.to_text(), row.count) for row in rows] == [(text, 10)]

    def test_a_budget_changes_nothing(self, tmpdir):
        free = find_templates(self.CORPUS, min_saving=1, min_pmi=0.1)
        assert find_templates(self.CORPUS, min_saving=1, min_pmi=0.1, memory=1, temp_dir=str(tmpdir)) == free

    def test_cuts_a_text_once_and_keeps_its_clauses_beyond_the_budget(self, tmpdir):
        texts, cut = [text.replace(' ', '') for text in self.CORPUS] + ['你会甲乙丙丁戊己吗'] * 2000, []

        def characters(text):
            cut.append(text)
            return list(text)
        settings = dict(min_saving=1, min_pmi=0.1)
        free = find_templates([' '.join(text) for text in texts], **settings)
        tight = find_templates(texts, characters, memory=1, temp_dir=str(tmpdir), **settings)
        gc.collect()  # PyPy has no reference counts
        assert free and tight == free and len(cut) == len(texts) and not tmpdir.listdir()

    def test_errors(self):
        with pytest.raises(ArgumentError) as caught:
            find_templates(self.CORPUS, colour=1)
        assert 'find_templates: colour' in str(caught.value)
        with pytest.raises(ExhaustedCorpusError):
            find_templates(iter(self.CORPUS))
