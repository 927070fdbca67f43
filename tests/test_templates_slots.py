# -*- coding: utf-8 -*-
"""Test what fills the gaps of templates, how gaps are grouped, and which templates shorten a text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gc
import os
import pickle
import random
from math import log

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError
from nlp_zero.templates import (SlotCounter, Template, TemplateFinder, TemplateModel, WordModel, fillers,
                                slot_classes, sorted_templates)

QUESTIONS = ['周末 能 退票 吗', '明天 能 改签 吗', '今晚 下雨', '现在 能 开门 吗', '我 想 退票', '我 想 改签']


def mined():
    finder = TemplateFinder(window=3, min_pmi=0, min_count=2)
    finder.train(QUESTIONS)
    finder.find(QUESTIONS)
    return finder


def counted(fillers, template=('我', None), **settings):
    """Return a counter of one template whose only gap is filled so."""
    counter = SlotCounter({template: 1}, **settings)
    counter.update([[filler if word is None else word for word in template] for filler in fillers])
    return counter


class TestSlots(object):
    @pytest.fixture
    def counter(self):
        finder = mined()
        return finder.count_slots(QUESTIONS, examples=2)

    def test_errors_of_an_iterator_are_its_own(self):
        def broken():
            yield '好'
            raise TypeError('mine')
        for call in (lambda: Template(broken()), lambda: fillers(['好', None], ['好'], broken())):
            with pytest.raises(TypeError) as caught:
                call()
            assert str(caught.value) == 'mine'

    def test_counts_fillers(self, counter):
        before, between = counter.slots([None, '能', None, '吗'])
        assert before.fillers == {'周末': 1, '明天': 1, '现在': 1}
        assert between.fillers == {'退票': 1, '改签': 1, '开门': 1}
        assert (between.gap, between.total, between.distinct) == (1, 3, 3)
        assert abs(between.entropy - log(3)) < 1e-12

    @pytest.mark.parametrize('max_gap, matched', [(1, 0), (2, 1), (3, 1), (None, 1)])
    def test_a_gap_between_two_words_has_a_limit(self, max_gap, matched):
        # The first 乙 is too near for the second gap, so the second one counts.
        counter = SlotCounter({('甲', None, '乙', None, '丙'): 1, ('甲', None): 1}, max_gap=max_gap)
        counter.update(['甲 子 乙 乙 子 子 丙' if max_gap == 2 else '甲 子 子 乙 子 子 丙'])
        assert counter.matched('甲 [X] 乙 [X] 丙') == matched and counter.matched('甲 [X]') == 1
        fillers = [sorted(slot.fillers) for slot in counter.slots('甲 [X] 乙 [X] 丙')]
        if matched:
            assert fillers == ([['子乙'], ['子子']] if max_gap == 2 else [['子子'], ['子子']])
        else:
            assert fillers == [[], []]

    @pytest.mark.parametrize('words, matched', [(7, 1), (8, 1), (9, 0), (40, 0)])
    def test_the_limit_where_none_is_given(self, words, matched):
        counter = SlotCounter({('甲', None, '乙'): 1})
        counter.update([['甲'] + ['子'] * words + ['乙']])
        assert counter.matched('甲 [X] 乙') == matched

    @pytest.mark.parametrize('words, matched', [(2, 1), (3, 0)])
    def test_mining_counts_what_its_window_lets_it_find(self, words, matched):
        finder = mined()
        counter = finder.count_slots(['周末 能 %s 吗' % ' '.join('退' * words)])
        assert counter.matched('[X] 能 [X] 吗') == matched

    def test_top_is_ordered(self):
        counter = SlotCounter({('我', None): 1}, separator=' ')
        counter.update([['我', '想', '去'], ['我', '来'], ['我', '去'], ['我', '来']])
        assert counter.slots(('我', None))[0].top() == [('来', 2), ('去', 1), ('想 去', 1)]
        assert counter.slots(('我', None))[0].top(1) == [('来', 2)]

    @pytest.mark.parametrize('examples, shown', [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3)])
    def test_examples_are_the_first_clauses(self, examples, shown):
        counter = mined().count_slots(QUESTIONS, examples=examples)
        expected = ['周末 能 退票 吗', '明天 能 改签 吗', '现在 能 开门 吗'][:shown]
        assert counter.examples([None, '能', None, '吗']) == expected
        assert counter.matched([None, '能', None, '吗']) == 3
        assert counter.examples(['没有']) == [] and counter.matched(['没有']) == 0

    def test_each_clause_counts_once_with_the_words_furthest_left(self):
        counter = SlotCounter({(None, '的', None): 1})
        counter.update([['我', '的', '书', '的', '皮']])
        assert [slot.fillers for slot in counter.slots([None, '的', None])] == [{'我': 1}, {'书的皮': 1}]

    def test_only_clauses_covered_as_a_whole_count(self):
        counter = SlotCounter({('能', None): 1})
        counter.update([['我', '能', '去'], ['能', '去']])
        assert counter.slots(('能', None))[0].total == 1

    @pytest.mark.parametrize('fillers, settings, varied', [
        ('甲甲', {}, False), ('甲乙', {}, True), ('甲乙丙', {}, True), ('甲甲', {'min_distinct': 1}, True),
        ('甲乙', {'min_distinct': 3}, False), ('甲乙丙', {'min_distinct': 3}, True),
        ('甲乙', {'min_entropy': log(2) - 1e-9}, True), ('甲乙', {'min_entropy': log(2)}, True),
        ('甲乙', {'min_entropy': log(2) + 1e-9}, False)])
    def test_a_gap_varies_from_a_number_of_fillers_and_an_entropy_on(self, fillers, settings, varied):
        assert counted(fillers).is_varied(('我', None), **settings) is varied

    def test_every_gap_must_vary(self):
        counter = SlotCounter({('我', None, '吗', None): 1})
        counter.update([['我', filler, '吗', '呢'] for filler in '甲甲乙乙'])
        assert not counter.is_varied(('我', None, '吗', None))
        counter.update([['我', '甲', '吗', '啊']])
        assert counter.is_varied(('我', None, '吗', None))
        assert counter.is_varied(('我', '想')) and not counter.is_varied((None, '想'))

    def test_shows_itself(self):
        counter = SlotCounter({('我', None): 1, ('他', None): 1})
        counter.update([['我', '想']])
        assert repr(counter) == '<SlotCounter: 2 templates, 1 of them met>'

    def test_a_budget_changes_nothing(self, tmpdir):
        rng = random.Random(32)
        words = ['甲', '能', '吗', 'a b', '\\']
        clauses = [[rng.choice(words) for _ in range(rng.randint(1, 6))] for _ in range(300)]
        templates = {(None, '能', None): 1, ('能', None): 1, (None, '吗', None, '能'): 1, ('甲',): 1}
        free = SlotCounter(templates, 2, ' ')
        spilled = SlotCounter(templates, 2, ' ', memory=20000, temp_dir=str(tmpdir))
        for part in (clauses[:200], clauses[200:]):
            free.update(part)
            spilled.update(part)
            assert list(spilled) == list(free)
            for template in templates:
                assert spilled.slots(template) == free.slots(template)
                assert spilled.matched(template) == free.matched(template)
                assert spilled.examples(template) == free.examples(template)
        assert os.listdir(str(tmpdir)) and free.slots((None, '能', None))[0].distinct > 20
        loaded = pickle.loads(pickle.dumps(spilled, 2))
        assert list(loaded) == list(free)
        del spilled, loaded
        gc.collect()
        assert os.listdir(str(tmpdir)) == []

    def test_finder_keeps_them(self):
        finder = mined()
        with pytest.raises(ArgumentError):
            finder.slots([None, '能', None, '吗'])
        finder.count_slots(QUESTIONS)
        assert finder.slots([None, '能', None, '吗'])[1].distinct == 3

    def test_classes_of_equal_fillers(self):
        counter = SlotCounter({('能', None): 1, ('想', None): 1, ('要', None): 1, ('在', None): 1})
        counter.update([[verb, what] for verb in ('能', '想') for what in ('退票', '改签')])
        counter.update([['要', '退票'], ['要', '改签'], ['要', '走'], ['在', '家']])
        shown = [[tuple(slot.template)[0] for slot in group] for group in slot_classes(counter)]
        assert shown == [['想', '能']]
        shown = [[tuple(slot.template)[0] for slot in group] for group in slot_classes(counter, 0.6)]
        assert shown == [['想', '能', '要']]
        assert slot_classes(counter, 0.7, min_distinct=3) == [] == slot_classes([])

    def test_classes_agree_with_comparing_all_pairs(self):
        rng = random.Random(8)
        for _ in range(60):
            counter = SlotCounter({(name, None): 1 for name in '子丑寅卯辰'})
            counter.update([[rng.choice('子丑寅卯辰'), rng.choice('甲乙丙丁')] for _ in range(20)])
            slots = [slot for slot in counter if slot.distinct >= 2]
            sets = [frozenset(slot.fillers) for slot in slots]
            groups = [set([i]) for i in range(len(slots))]
            for i in range(len(slots)):
                for j in range(i):
                    if len(sets[i] & sets[j]) >= 0.6 * len(sets[i] | sets[j]):
                        one = [g for g in groups if i in g][0]
                        other = [g for g in groups if j in g][0]
                        if one is not other:
                            groups.remove(other)
                            one |= other
            expected = sorted(sorted(slots[i].template.words[0] for i in g) for g in groups if len(g) > 1)
            found = slot_classes(counter, 0.6)
            assert sorted([slot.template.words[0] for slot in group] for group in found) == expected

    @pytest.mark.parametrize('similarity, alike', [(0.49, True), (0.5, True), (0.51, False), (1, False)])
    def test_gaps_are_alike_from_a_similarity_on(self, similarity, alike):
        # They share 2 of 4 fillers.
        slots = [slot for verb, fillers in (('能', '甲乙丙'), ('想', '乙丙丁'))
                 for slot in counted(fillers, (verb, None)).slots((verb, None))]
        assert len(slot_classes(slots, similarity)) == (1 if alike else 0)

    @pytest.mark.parametrize('min_distinct, classes', [(1, 1), (2, 1), (3, 0)])
    def test_gaps_of_few_fillers_are_in_no_class(self, min_distinct, classes):
        slots = [slot for verb in '能想' for slot in counted('甲乙', (verb, None)).slots((verb, None))]
        for similarity in (0.5, 1):
            assert len(slot_classes(slots, similarity, min_distinct)) == classes

    def test_larger_classes_come_first_then_by_template(self):
        fillers = {'能': '甲乙', '想': '甲乙', '在': '丙丁', '要': '丙丁', '会': '戊己', '来': '戊己', '去': '戊己'}
        slots = [slot for verb in fillers
                 for slot in counted(fillers[verb], (verb, None)).slots((verb, None))]
        shown = [''.join(slot.template.words[0] for slot in group) for group in slot_classes(slots)]
        assert shown == ['会去来', '在要', '想能']

    @pytest.mark.parametrize('similarity', [0, -1, 1.1])
    def test_similarity_is_above_0_and_at_most_1(self, similarity):
        with pytest.raises(ArgumentError):
            slot_classes([], similarity)


class TestModel(object):
    FRAMES = [['能', x, '吗'] for x in '甲乙丙丁戊己'] * 4 + [[x, y] for x in '子丑寅卯' for y in '辰巳午未']

    def test_words_alone_are_a_share_each(self):
        model = WordModel([['甲', '乙'], ['甲']])
        # 3 words, 2 ends, and one new word for each word seen once, plus one: 7 in all.
        assert abs(model.cost('甲') - log(7 / 2)) < 1e-12
        assert abs(model.clause_cost(['甲']) - 2 * log(7 / 2)) < 1e-12
        assert model.cost('新') > model.cost('乙') and model.cost('新新') > model.cost('新')

    def test_shares_of_words_sum_to_less_than_one(self):
        model = WordModel(self.FRAMES)
        total = sum(2.718281828459045 ** -model.cost(word) for word in set(sum(self.FRAMES, [])) | {None})
        assert 0.8 < total < 1

    def test_a_frame_that_pays_is_chosen(self):
        model = TemplateModel({('能', None, '吗'): 24, (None, '甲', None): 1})
        model.fit(self.FRAMES)
        assert model.counts['能', None, '吗'] == 24 and (None, '甲', None) not in model.counts
        assert model.saved['能', None, '吗'] > 0
        bits, alone, seen, covered = model.measure([['能', '庚', '吗']])
        assert bits < alone and (seen, covered) == (1, 1)

    def test_the_order_of_the_clauses_changes_nothing(self):
        one, other = [TemplateModel({('能', None, '吗'): 24, (None, '甲', None): 1}) for _ in range(2)]
        one.fit(self.FRAMES)
        other.fit(self.FRAMES[::-1])
        assert one.saved == other.saved and one.counts == other.counts

    def test_without_templates_little_changes(self):
        clauses = [[x, y] for x in '子丑寅卯' for y in '辰巳午未']
        model = TemplateModel({})
        model.fit(clauses)
        bits, alone, _, covered = model.measure(clauses)
        assert abs(bits - alone) < 1e-6 * alone and covered == 0 and model.sentences == {}

    @pytest.mark.parametrize('min_count, least', [(1, 2), (2, 2), (3, 3), (4, 4)])
    def test_a_repeated_sentence_is_coded_as_a_whole(self, min_count, least):
        often = {number: ['%s%d' % (word, number) for word in '甲乙丙'] for number in (2, 3, 4)}
        clauses = [often[number] for number in often for _ in range(number)] + [['好']] * 9
        model = TemplateModel({('甲3', None): 3}, min_count=min_count)
        model.fit(clauses)
        kept = {tuple(often[number]): number - 1 for number in often if number >= least}
        assert model.sentences == kept and not set(kept).intersection(model.counts)
        assert abs(model.measure([often[4]]).bits + log(3 / 18) / log(2)) < 1e-9
        # A new clause takes the choice of no sentence, and of no template if there is one.
        plain = log(sum(model.counts.values())) - log(model.counts[()])
        more = plain - log(1 - sum(kept.values()) / 18)
        measure = model.measure([['好', '丙2']])
        assert abs(measure.bits - measure.plain_bits - more / log(2)) < 1e-9

    @pytest.mark.parametrize('different', [2, 3, 4, 6, 7, 9])
    @pytest.mark.parametrize('seed', [0, 1])
    def test_the_most_frequent_sentences_are_kept(self, small_steps, different, seed):
        small_steps('templates', _CHECKSUMS=1 << 21)
        often = {('%d甲' % number, '%d乙' % number): number for number in range(3, 3 + different)}
        clauses = [list(words) for words in often for _ in range(often[words])]
        clauses += [['%d丙' % number, '丁'] for number in range(30)]
        random.Random(seed).shuffle(clauses)
        model = TemplateModel({})
        model.fit(clauses)
        most = sorted(often, key=lambda words: -often[words])[:3]
        assert model.sentences == {words: often[words] - 1 for words in most}

    def test_of_equally_frequent_sentences_some_are_kept(self, small_steps):
        small_steps('templates', _CHECKSUMS=1 << 21)
        clauses = [['%d甲' % number, '%d乙' % number] for number in range(9)] * 3
        kept = []
        for rows in (clauses, clauses[::-1]):
            model = TemplateModel({})
            model.fit(rows)
            kept.append(model.sentences)
        assert kept[0] == kept[1] and sorted(kept[0].values()) == [2, 2, 2]

    @pytest.mark.parametrize('most', [32, 33, 34])
    def test_clauses_of_one_checksum_are_counted_apart(self, small_steps, most):
        # There are 33 different clauses, and five checksums.
        small_steps('templates', _MOST_REPEATED=most)
        clauses = [['%d丙' % number, '丁'] for number in range(31)]
        clauses += [['甲', '乙']] * 40 + [['乙', '甲']] * 20
        model = TemplateModel({})
        model.fit(clauses)
        assert model.sentences == {('甲', '乙'): 39, ('乙', '甲'): 19}

    @pytest.mark.parametrize('length, kept', [(1, False), (2, True), (499, True), (500, True), (501, False)])
    def test_a_sentence_has_two_to_500_words(self, length, kept):
        sentence = ['字%d' % number for number in range(length)]
        model = TemplateModel({})
        model.fit([sentence] * 3 + [['好', '吗']])
        assert model.sentences == ({tuple(sentence): 2} if kept else {})

    @pytest.mark.parametrize('min_count, kept', [(23, True), (24, True), (25, False)])
    def test_a_template_is_chosen_by_min_count_clauses(self, min_count, kept):
        model = TemplateModel({('能', None, '吗'): 24}, min_count=min_count)
        model.fit(self.FRAMES)
        assert (('能', None, '吗') in model.counts) is kept

    @pytest.mark.parametrize('clause, template, covered', [
        (['好'], ('好',), 0), (['走', '庚'], ('走', None), 0), (['能', '庚', '吗'], ('能', None, '吗'), 1)])
    def test_a_clause_is_covered_by_two_words_or_more(self, clause, template, covered):
        model = TemplateModel({('能', None, '吗'): 24, ('走', None): 24, ('好',): 9})
        model.fit(self.FRAMES + [['好']] * 9 + [['走', x] for x in '甲乙丙丁戊己' * 4])
        assert model.counts[template] >= 9
        assert model.measure([clause]).covered == covered

    def test_a_measure_is_a_tuple_with_names(self):
        model = TemplateModel({('能', None, '吗'): 24})
        model.fit(self.FRAMES)
        measure = model.measure(self.FRAMES[:3])
        assert tuple(measure) == (measure.bits, measure.plain_bits, measure.clauses, measure.covered)
        assert (measure.clauses, measure.covered) == (3, 3) and measure.bits < measure.plain_bits

    def test_shows_itself(self):
        model = TemplateModel({('能', None, '吗'): 24, (None, '甲', None): 1})
        assert repr(model) == '<TemplateModel: 2 templates, not fitted>'
        model.fit(self.FRAMES)
        assert repr(model) == '<TemplateModel: 1 templates>'

    def test_needs_clauses_that_can_be_iterated_again(self):
        with pytest.raises(ArgumentError) as caught:
            TemplateModel({}).fit(iter(self.FRAMES))
        assert 'several times' in str(caught.value)
        with pytest.raises(ArgumentError):
            TemplateModel({}).measure(self.FRAMES)

    def test_no_clauses_keep_no_template(self):
        for templates in ({}, {('能', None): 3}):
            model = TemplateModel(templates)
            model.fit([])
            assert model.counts == {(): 1} and model.saved == {}
            assert model.measure([['能', '走']]).covered == 0


def test_templates_of_a_sample_corpus(corpora, golden):
    corpus = Corpus(os.path.join(corpora, 'service.txt'))
    finder = TemplateFinder(list, min_pmi=1, min_count=5)
    finder.train(corpus)
    finder.find(corpus)
    counter = finder.count_slots(corpus)
    lines = []
    for template, count in sorted_templates(finder.templates):
        lines.append('%s\t%d' % (template.to_text(), count))
        lines += ['\t%d\t%d\t%.6f\t%s' % (slot.gap, slot.total, slot.entropy, slot.top(1)[0][0])
                  for slot in counter.slots(template)]
    golden('templates_service', lines)
