# -*- coding: utf-8 -*-
"""Test matching clauses with templates: against one that tries everything, and where things are in the
text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import pickle
import random
from collections import namedtuple
from itertools import combinations
from math import exp, log

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError, FormatError
from nlp_zero.parser import Parser
from nlp_zero.templates import (MAX_GAP, Masks, Matcher, Template, TemplateModel, WordModel, find_templates,
                                load_classes)
from nlp_zero.tokenizer import Tokenizer

KEYS = ['line', 'start', 'end', 'text', 'template', 'id', 'slots', 'confidence']
SLOT_KEYS = ['name', 'text', 'start', 'end', 'class', 'known']
CAN = {(None, '能', None, '吗'): 9, ('怎么', None): 2}
CAN_TEMPLATE = Template([None, '能', None, '吗'])


def micro(nats):
    return int(round(nats * 1e6))


def fits(template, words, places, max_gap):
    """Tell whether words at some places are a template's, and the others its gaps."""
    symbols, sizes, here = [], [], 0
    for place in list(places) + [len(words)]:
        if place > here:
            symbols.append(None)
            sizes.append((place - here, here > 0 and place < len(words)))
        if place < len(words):
            symbols.append(words[place])
        here = place + 1
    return tuple(symbols) == template and all(size <= max_gap for size, inner in sizes if inner)


def gaps_of(places, size):
    marks = (-1,) + tuple(places) + (size,)
    return [(a + 1, b) for a, b in zip(marks, marks[1:]) if a + 1 < b]


def filler_cost(model, counts, filler, end):
    """Return what a filler takes in a gap with these counts of words, None for ends, in millionths of a nat.
    """
    total, strength, cost = sum(counts.values()), 2 * len(set(counts) - set([None])), 0
    for word in list(filler) + [None]:
        share = end if word is None else exp(-model.cost(word)) * (1 - end)
        cost += micro(-log((counts.get(word, 0) + strength * share) / (total + strength)) if total
                      else -log(share))
    return cost


def end_share(gaps):
    """Return the share of ends in all gaps, a third where nothing is known."""
    counts = [(counts[None], sum(counts.values())) for counts in gaps.values()]
    total = sum(whole for _, whole in counts)
    return sum(ends for ends, _ in counts) / total if total else 1 / 3


def every_reading(templates, gaps, model, words, max_gap):
    """Return (cost, template key, places, template) of all ways to write a clause with a template, best
    first."""
    total, end = sum(templates.values()) + max(1, sum(templates.values()) // 3), end_share(gaps)
    found = []
    for template, count in templates.items():
        length = len(template) - template.count(None)
        for places in combinations(range(len(words)), length):
            if length and fits(template, words, places, max_gap):
                cost = micro(log(total) - log(count))
                for number, (start, stop) in enumerate(gaps_of(places, len(words))):
                    cost += filler_cost(model, gaps.get((template, number), {}), words[start:stop], end)
                key = tuple((word is not None, word or '') for word in template)
                found.append((cost, key, places, template))
    return sorted(found)


def unmatched_choice(templates):
    """Return what it takes to say that a clause has no template."""
    number = sum(templates.values())
    return micro(log(number + max(1, number // 3)) - log(max(1, number // 3)))


def random_templates(rng, letters):
    found = {}
    for _ in range(rng.randint(1, 8)):
        words = [rng.choice(letters + [None]) for _ in range(rng.randint(1, 5))]
        found[tuple(Template(words))] = rng.randint(1, 9)
    return found


def as_entry(template, count, gaps):
    """Return a template with the fillers of its gaps as a line of JSON, and note their counts in `gaps`."""
    slots = []
    for number in range(template.count(None)):
        fillers = gaps.pop((template, number), {})
        counts = gaps[template, number] = {None: sum(fillers.values())}
        for filler, times in fillers.items():
            for word in filler.split():
                counts[word] = counts.get(word, 0) + times
        slots.append({'gap': number, 'total': counts[None], 'fillers': sorted(fillers.items())})
    return json.dumps({'template': Template(template).to_text(), 'count': count, 'slots': slots})


class TestChoice(object):
    def test_equals_a_matcher_that_tries_everything(self):
        rng, others = random.Random(31), ['丁%d' % i for i in range(60)]
        matched = 0
        for case in range(600):
            letters = ['甲', '乙', '丙'][:rng.randint(1, 3)]
            templates = random_templates(rng, letters)
            model = WordModel([[rng.choice(letters + others) for _ in range(5)] for _ in range(99)])
            gaps = {}
            for template in templates:
                for number in range(template.count(None) if rng.random() < .7 else 0):
                    gaps[template, number] = dict(
                        (' '.join(rng.choice(letters) for _ in range(rng.randint(1, 2))), rng.randint(1, 9))
                        for _ in range(rng.randint(1, 2)))
            lines = [as_entry(template, count, gaps) for template, count in sorted(
                templates.items(), key=lambda pair: Template(pair[0]))]
            max_gap, n = rng.choice([1, 2, MAX_GAP]), rng.choice([1, 1, 3, 100])
            matcher = Matcher(io.StringIO('\n'.join(lines)), None, words=model, max_gap=max_gap)
            words = [rng.choice(letters + ['丁']) for _ in range(rng.randint(1, 7))]
            plain = sum(micro(model.cost(word)) for word in words + [None]) + unmatched_choice(templates)
            expected = [entry for entry in every_reading(templates, gaps, model, words, max_gap)
                        if entry[0] < plain][:n]
            found = matcher.match(' '.join(words), n)
            if not expected:
                assert [(match.template, match.slots) for match in found] == [(None, [])]
                assert found[0].confidence == 0
                continue
            matched += 1
            assert [match.template for match in found] == [
                Template(template).to_text() for _, _, _, template in expected]
            for match, (cost, _, places, _) in zip(found, expected):
                spans = [(2 * start, 2 * end - 1) for start, end in gaps_of(places, len(words))]
                assert [(slot.start, slot.end) for slot in match.slots] == spans
                assert abs(match.confidence - (plain - cost) / 1e6 / log(2) / len(words)) < 2e-6
        assert matched > 100

    def test_agrees_with_the_model_that_chose_the_templates(self):
        clauses = [['能', x, '吗'] for x in '甲乙丙丁戊己' * 4] + [[x, y] for x in '子丑' for y in '辰巳']
        model = TemplateModel({('能', None, '吗'): 24, (None, '吗'): 24, ('子', None): 2})
        model.fit(clauses)
        matcher = Matcher(model, None)
        match, = matcher.match('能 庚 吗')
        measure = model.measure([['能', '庚', '吗']])
        assert match.template == '能 [X] 吗' and len(matcher) == len([t for t in model.counts if t])
        # The model also chooses that the clause is no fixed sentence, which the matcher does not know.
        choice = log(sum(model.counts.values()) / model.counts[()]) / log(2)
        choice -= log(1 - sum(model.sentences.values()) / len(clauses)) / log(2)
        assert abs(3 * match.confidence - (measure.plain_bits + choice - measure.bits)) < 1e-4
        match, = matcher.match('午 未')
        assert match.template is None and match.confidence == 0

    def test_what_fills_a_gap_decides(self):
        lines = ('{"template": "去 [X]", "count": 5, "slots": [{"fillers": [["北京", 9], ["上海", 4]]}]}\n'
                 '{"template": "[X] 北京", "count": 6, "slots": [{"fillers": [["看", 9]]}]}\n')
        found = Matcher(io.StringIO(lines), None).match('去 北京')
        assert [(match.template, match.id) for match in found] == [('去 [X]', 1)]
        assert [(slot['class'], slot.known) for slot in found[0].slots] == [(None, True)]
        match, = Matcher(io.StringIO(lines), None).match('去 西安')
        assert [(slot.text, slot.known) for slot in match.slots] == [('西安', False)]

    @pytest.mark.parametrize('max_gap', [1, 3, MAX_GAP])
    @pytest.mark.parametrize('more', [0, 1])
    def test_the_longest_gap_between_two_words(self, max_gap, more):
        matcher = Matcher({('甲', None, '乙'): 1}, None, max_gap=max_gap)
        match, = matcher.match('甲 %s乙' % ('丙 ' * (max_gap + more)))
        assert (match.template is None) == (more == 1)

    @pytest.mark.parametrize('words, found', [(499, True), (500, True), (501, False)])
    def test_what_is_too_long_for_a_clause_has_no_template(self, words, found):
        assert bool(Matcher({('甲',) * words: 1}, None).match('甲 ' * words)[0].template) == found

    def test_a_gap_at_an_edge_has_no_limit(self):
        matcher = Matcher({tuple('甲乙丁戊己庚') + (None,): 1}, None)
        assert matcher.match('甲 乙 丁 戊 己 庚 ' + '丙 ' * 40)[0].template == '甲 乙 丁 戊 己 庚 [X]'

    @pytest.mark.parametrize('n, number', [(1, 1), (2, 2), (3, 3), (4, 3)])
    def test_gives_n_readings_or_as_many_as_there_are(self, n, number):
        matcher = Matcher({('甲', None): 3, (None, '乙'): 2, ('甲', '乙'): 1}, None)
        found = matcher.match('甲 乙', n)
        assert len(found) == number and len(set(match.template for match in found)) == number
        assert found == sorted(found, key=lambda match: -match.confidence)

    def test_templates_without_words_match_nothing(self):
        assert Matcher({(None,): 5, (): 1}, None).match('甲 乙')[0].template is None


class TestPlaces(object):
    def test_has_exactly_these_keys(self):
        match = Matcher(CAN, Tokenizer({'周末': 3, '退票': 3, '能': 5, '吗': 5}).lcut).match('周末能退票吗')[0]
        assert list(match) == KEYS and [list(slot) for slot in match.slots] == [SLOT_KEYS] * 2
        assert (match.line, match.start, match.end, match.text) == (1, 0, 6, '周末能退票吗')
        assert (match.template, match.id) == ('[X] 能 [X] 吗', 1)
        assert [tuple(slot.values())[:4] for slot in match.slots] == [('X1', '周末', 0, 2), ('X2', '退票', 3, 5)]
        assert match.confidence > 0 and json.loads(json.dumps(match)) == match
        with pytest.raises(AttributeError):
            match.word

    @pytest.mark.parametrize('tokenize', [None, Tokenizer({'周末': 3, '退票': 3, '能': 5, '吗': 5, '怎么': 2}).lcut,
                                          list, lambda text: [text], lambda text: text.upper()])
    @pytest.mark.parametrize('text', [
        '周末能退票吗？怎么走', ' 周末 能 退票 吗 ， 怎么 走 \u3000', '\ufeff周末能退票吗\r\n怎么走\r\n', '\t怎么\u3000走\n\n天',
        '𠀀𠀁能🙂吗', '\U0001f642能\U00020000吗。', '用iPhone-12能拍吗，ＡＢＣ１２', '週末能退票嗎？怎麼走', '', '\n', '！？', 'a能ß吗'])
    def test_texts_are_those_of_the_input(self, text, tokenize):
        matcher = Matcher(CAN, tokenize)
        lines, end = text.split('\n'), (0, 0)
        for match in matcher.match(text):
            line = lines[match.line - 1]
            assert match.text == line[match.start:match.end] != ''
            assert (match.line, match.start) >= end
            end, here = (match.line, match.end), match.start
            for slot in match.slots:
                assert here <= slot.start < slot.end <= match.end
                assert slot.text == line[slot.start:slot.end]
                here = slot.end

    def test_marks_are_set_aside_and_each_clause_is_matched(self):
        found = Matcher(CAN, None).match('天气 好 ！ 周末 能 退 票 吗 ？\n怎么 走')
        assert [(match.line, match.start, match.end, match.template) for match in found] == [
            (1, 0, 4, None), (1, 7, 17, '[X] 能 [X] 吗'), (2, 0, 4, '怎么 [X]')]
        assert [slot.text for slot in found[1].slots] == ['周末', '退 票']

    def test_words_that_the_tokenizer_divides_are_found_by_their_parts(self):
        matcher = Matcher({('为什么', None): 2}, list)
        match, = matcher.match('为什么呢')
        assert match.template == '为什么 [X]' and match.slots[0].text == '呢'

    def test_the_name_of_a_class(self):
        matcher = Matcher(CAN, None, classes={'日子': ['周末', '明天'], '事': {'退票': 0.9}})
        match, = matcher.match('周末 能 改签 吗')
        assert [(slot['class'], slot.known) for slot in match.slots] == [('日子', True), (None, False)]

    def test_classes_of_gaps_and_the_strongest_of_members(self):
        row = namedtuple('row', 'name members gaps')
        rows = [row('事', {'退票': 0.5, '周末': 0.9}, []), row('日子', {'明天': 0.9, '退票': 0.4}, [(CAN_TEMPLATE, 0)])]
        match, = Matcher(CAN, None, classes=rows).match('周末 能 退票 吗')
        assert [(slot['class'], slot.known) for slot in match.slots] == [('日子', True), ('事', True)]
        loaded = load_classes(['事\t周末\t0.9', '日子\t%s\t#1' % CAN_TEMPLATE.to_text()])
        match, = Matcher(CAN, None, classes=loaded).match('周末 能 退票 吗')
        assert [slot['class'] for slot in match.slots] == ['日子', None]
        match, = Matcher(CAN, None, classes={'乙': {'退票': 0.5}, '甲': {'退票': 0.5}}).match('周末 能 退票 吗')
        assert [slot['class'] for slot in match.slots] == [None, '乙']
        match, = Matcher(CAN, None, classes={'乙': {'退票': 0.4}, '甲': {'退票': 0.9}}).match('周末 能 退票 吗')
        assert [slot['class'] for slot in match.slots] == [None, '甲']


class TestTypedGaps(object):
    TEMPLATES = {'订 [DATE] 的 [X]': 3, '满 [NUM] 减 [NUM] 元': 2, '查 [ORDER]': 1, '[X] 几点 开门': 1}

    @pytest.mark.parametrize('tokenize, text', [
        (Tokenizer({'酒店': 9, '订': 3, '的': 9}).lcut, '订8月3日的酒店，满200减30元'),
        (None, '订 8 月 3 日 的 酒店 ， 满 200 减 30 元')])
    def test_a_typed_gap_is_a_slot(self, tokenize, text):
        first, second = Matcher(self.TEMPLATES, tokenize).match(text)
        assert (first.template, second.template) == ('订 [DATE] 的 [X]', '满 [NUM] 减 [NUM] 元')
        assert [(slot.name, slot['class'], slot.known) for slot in first.slots] == [
            ('DATE', 'DATE', True), ('X', None, False)]
        assert [slot.text.replace(' ', '') for slot in first.slots] == ['8月3日', '酒店']
        assert [(slot.name, slot.text) for slot in second.slots] == [('NUM1', '200'), ('NUM2', '30')]
        for match in (first, second):
            for slot in match.slots:
                assert slot.text == text[slot.start:slot.end]

    def test_a_masked_text_is_tried_as_words_too(self):
        templates = {'订 [DATE] 的 [X]': 3, '去 [NUM] 楼': 2, '买 5 月 号 [X]': 2}
        match, = Matcher(templates, list).match('买5月号杂志')
        assert (match.template, match.slots[0].text) == ('买 5 月 号 [X]', '杂志')
        assert Matcher(templates, list).match('去12楼')[0].slots[0].text == '12'

    def test_masks_of_ones_own(self):
        masks = Masks(patterns={'ORDER': 'No[0-9]+'})
        match, = Matcher(self.TEMPLATES, list, masks=masks).match('查No12')
        assert [(slot.name, slot.text) for slot in match.slots] == [('ORDER', 'No12')]
        assert Matcher(self.TEMPLATES, list).match('查No12')[0].template is None

    def test_fillers_with_typed_gaps_are_known(self):
        line = '{"template": "我 想 要 [X]", "slots": [{"fillers": [["[NUM]个", 3]]}]}\n满 [NUM]\t2'
        match, = Matcher(io.StringIO(line), list).match('我想要5个')
        assert [(slot.text, slot.known) for slot in match.slots] == [('5个', True)]

    @pytest.mark.parametrize('mark', ['[X]', '[X1]', '[X12]', '[num]', '[1A]'])
    def test_a_filler_with_brackets_that_are_no_typed_gap_is_text(self, mark):
        line = '{"template": "我 想 要 [X]", "slots": [{"fillers": [["%s", 3]]}]}' % mark
        match, = Matcher(io.StringIO(line), None).match('我 想 要 %s' % mark)
        assert [(slot.text, slot.known) for slot in match.slots] == [(mark, True)]

    def test_words_of_a_segmentation_are_joined_as_in_the_templates(self):
        match, = Matcher({'什么时候 [X]': 2, '开门': 1}, None).match('什么 时候 开 门')
        assert (match.template, match.slots[0].text, match.slots[0].start) == ('什么时候 [X]', '开 门', 6)

    def test_the_small_set_is_matched_as_it_was_found(self):
        corpus = ['能 %s 吗' % x for x in '甲乙丙丁戊己庚辛']
        corpus += ['%s %s' % (x, y) for x in '子丑寅卯' for y in '辰巳午未']
        rows = find_templates(corpus, min_saving=1, min_pmi=0.1)
        assert [row.template.to_text() for row in rows] == ['能 [X] 吗']
        match, = Matcher(rows, None).match('能 申 吗')
        assert (match.template, match.id) == ('能 [X] 吗', 1)

    def test_trees_have_typed_gaps(self):
        for null_score in (-20, None):
            tree, = Parser(self.TEMPLATES, None, null_score).parse_text('订 8 月 3 日 的 酒店')
            assert tree.content == '订8月3日的酒店' and (tree.char_start, tree.char_end) == (0, 14)
            assert tree.to_brackets() == '[订 DATE=8\\ 月\\ 3\\ 日 的 [酒店]]'
            assert tree.to_dict()['template'] == ['订', '[DATE]', '的', None]


class TestCorpus(object):
    def test_every_number_of_workers_gives_the_same(self, monkeypatch):
        monkeypatch.setattr('nlp_zero.templates._match._BLOCK', 30)
        matcher = Matcher(CAN, None)
        lines = ['周末 能 退票 吗', '怎么 走 ， 今天', ''] * 9
        expected = [match for number, line in enumerate(lines, 1)
                    for match in matcher.match_line(line, 2, number)]
        for workers in (1, 2):
            assert list(matcher.match_corpus(lines, 2, workers)) == expected
        assert [match.line for match in expected][-3:] == [25, 26, 26]

    def test_places_in_a_line_that_is_read_in_pieces(self):
        line = '怎么走，' * 50
        found = list(Matcher(CAN, list).match_corpus(Corpus([line, '怎么走'], max_chars=30)))
        assert [(match.line, match.start) for match in found] == [(1, 4 * i) for i in range(50)] + [(2, 0)]
        assert set(match.text for match in found) == set(['怎么走'])

    def test_travels_to_other_processes(self):
        matcher = Matcher(CAN, None)
        again = pickle.loads(pickle.dumps(matcher, 2))
        found = matcher.match('周末 能 退票 吗')
        assert again.match('周末 能 退票 吗') == found == pickle.loads(pickle.dumps(found, 2))
        assert repr(matcher) == '<Matcher: 2 templates>'


class TestErrors(object):
    @pytest.mark.parametrize('options', [{'max_gap': 0}, {'window': 3}])
    def test_refuses_options(self, options):
        with pytest.raises(ArgumentError):
            Matcher(CAN, None, **options)

    def test_refuses_no_reading_and_a_model_without_a_fit(self):
        with pytest.raises(ArgumentError):
            Matcher(CAN, None).match('甲', 0)
        with pytest.raises(ArgumentError):
            Matcher(TemplateModel(CAN), None)

    @pytest.mark.parametrize('line', [
        '{"count": 3}', '{"template": 3}', '{"template": "甲"', '{"template": "", "count": 3}',
        '{"template": "[Y]"}',
        '{"template": "甲 [X]", "count": 0}', '{"template": "甲 [X]", "count": 1.5}',
        '{"template": "甲 [X]", "slots": [{}, {}]}', '{"template": "甲 [X]", "slots": [{"fillers": [["乙"]]}]}',
        '{"template": "甲 [X]", "slots": [{"fillers": [["乙", -1]]}]}', '{"template": "甲 [X]", "slots": [3]}'])
    def test_says_which_line_of_json_makes_no_sense(self, line, tmpdir):
        path = str(tmpdir.join('templates.jsonl'))
        with io.open(path, 'w', encoding='utf-8') as out:
            out.write('怎么 [X]\t3\n' + line + '\n')
        with pytest.raises(FormatError) as caught:
            Matcher(path, None)
        assert (caught.value.path, caught.value.line) == (path, 2)
