# -*- coding: utf-8 -*-
"""Test mining, slots, the text form and the yardstick: by hand and against full enumeration."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gc
import gzip
import io
import os
import pickle
import random
from math import log

import pytest

import nlp_zero.templates as room
from nlp_zero.errors import (ArgumentError, CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError,
                             FormatError, InputError)
from nlp_zero.templates import (SlotCounter, Template, Template_Finder, TemplateFinder, TemplateModel,
                                WordModel, XTrie, load_templates, redundant_templates, save_templates,
                                slot_classes)
from nlp_zero.templates._clause_paths import BEST_PATHS, MOST_WORDS, clause_templates

QUESTIONS = ['周末 能 退票 吗', '明天 能 改签 吗', '今晚 下雨', '现在 能 开门 吗', '我 想 退票', '我 想 改签']


def every_path(words, bound, window):
    """Return the templates of all maximal paths of links, by recursion over all of them."""
    links = {i: [j for j in range(i + 1, min(i + window, len(words) - 1) + 1) if (words[i], words[j]) in bound]
             for i in range(len(words))}
    reached = set(j for ends in links.values() for j in ends)

    def onward(path):
        following = links[path[-1]]
        return [full for j in following for full in onward(path + [j])] if following else [path]

    paths = [path for i in range(len(words)) if i not in reached for path in onward([i])]
    return [tuple(Template(w if i in path else None for i, w in enumerate(words)).words) for path in paths]


def mined(corpus=QUESTIONS, again=None, **settings):
    finder = TemplateFinder(**settings)
    finder.train(corpus)
    finder.find(corpus if again is None else again)
    return finder


def counted(templates):
    return {tuple(template): count for template, count in templates.items()}


class TestPaths(object):
    def test_equals_full_enumeration_up_to_twelve_words(self):
        rng = random.Random(1)
        for case in range(1500):
            letters = '甲乙丙丁'[:rng.randint(1, 4)]
            words = [rng.choice(letters) for _ in range(12 if case % 50 == 0 else rng.randint(1, 8))]
            bound = {(a, b): rng.randint(-3, 9) for a in letters for b in letters if rng.random() < 0.4}
            window = rng.randint(1, 6)
            assert sorted(map(repr, clause_templates(words, bound, window))) == sorted(
                map(repr, every_path(words, bound, window)))

    def test_twelve_words_all_bound_give_all_paths(self):
        found = clause_templates(list('甲' * 12), {('甲', '甲'): 1}, 11)
        assert len(found) == 2 ** 10

    def test_longer_clauses_keep_the_best_of_each_number_of_words(self):
        rng = random.Random(6)
        words = [str(i) for i in range(13)]
        for _ in range(20):
            bound = {(a, b): rng.randint(-9, 9) for a in words for b in words if rng.random() < 0.6}
            by_size = {}
            for template in every_path(words, bound, 3):
                held = [word for word in template if word is not None]
                weight = sum(bound[pair] for pair in zip(held, held[1:]))
                by_size.setdefault((int(held[0]), len(held)), []).append((-weight, [int(w) for w in held], template))
            expected = [entry[2] for (start, size), found in by_size.items() if size <= MOST_WORDS
                        for entry in sorted(found, key=lambda entry: entry[:2])[:BEST_PATHS]]
            assert sorted(map(repr, clause_templates(words, bound, 3))) == sorted(map(repr, expected))

    def test_a_path_of_too_many_words_is_no_template_of_a_long_clause(self):
        words = [str(i) for i in range(40)]
        bound = {(words[i], words[i + 1]): 5 for i in range(39)}
        assert clause_templates(words, bound, 3) == []
        del bound['9', '10'], bound['20', '21']
        assert [len(t) - t.count(None) for t in clause_templates(words, bound, 3)] == [10, 11]
        assert MOST_WORDS == 12

    def test_twenty_two_equal_words(self):
        found = clause_templates(list('甲' * 22), {('甲', '甲'): 1}, 5)
        sizes = [len(t) - t.count(None) for t in found]
        assert set(sizes) == set(range(6, 13)) and max(map(sizes.count, sizes)) == BEST_PATHS

    def test_long_clauses(self):
        words = [str(i % 50) for i in range(2000)]
        bound = {(a, b): 3 for a in words[:50] for b in words[:50]}
        assert clause_templates(words, bound, 5) == []
        del bound['49', '0']
        assert all(len(t) - t.count(None) <= MOST_WORDS for t in clause_templates(words, bound, 1))


class TestMining(object):
    def test_pmi_by_hand(self):
        # 20 words, 25 pairs within 3; 能 3 times, 吗 3 times, together 3 times.
        pmi = log(3 / 25) - 2 * log(3 / 20)
        for min_pmi, expected in ((pmi - 1e-9, True), (pmi + 1e-9, False)):
            finder = mined(window=3, min_pmi=min_pmi, min_count=2)
            assert (Template([None, '能', None, '吗']) in finder.templates) is expected
        assert sum(finder.words.values()) == 20 and finder._total_pairs == 25

    def test_window_one_gives_phrases(self):
        finder = mined(window=1, min_pmi=0, min_count=2)
        assert counted(finder.templates) == {('我', '想', None): 2}

    def test_equals_full_enumeration(self):
        rng = random.Random(7)
        for _ in range(60):
            corpus = [' '.join(rng.choice('甲乙丙丁戊') for _ in range(rng.randint(1, 7))) for _ in range(12)]
            window, least = rng.randint(1, 4), rng.choice([-0.5, 0, 0.3])
            words, pairs = {}, {}
            for text in corpus:
                row = text.split()
                for i, a in enumerate(row):
                    words[a] = words.get(a, 0) + 1
                    for b in row[i + 1:i + 1 + window]:
                        pairs[a, b] = pairs.get((a, b), 0) + 1
            n, m = sum(words.values()), sum(pairs.values())
            bound = set(p for p, c in pairs.items()
                        if log(c) - log(m) - log(words[p[0]]) - log(words[p[1]]) + 2 * log(n) > least)
            expected = {}
            for text in corpus:
                for template in every_path(text.split(), bound, window):
                    expected[template] = expected.get(template, 0) + 1
            finder = mined(corpus, window=window, min_pmi=least, min_proba=0, min_words=0, keep_redundant=True)
            assert counted(finder.templates) == expected

    def test_filters(self):
        corpus = QUESTIONS * 3 + ['好 退票 好'] * 9
        loose = mined(corpus, window=3, min_pmi=1.2, keep_redundant=True, min_words=1).templates
        assert any(template.is_trivial() for template in loose)
        assert not any(t.is_trivial() for t in mined(corpus, window=3, min_pmi=1.2).templates)
        for settings, check in (({'min_words': 3}, lambda t, c: t.length >= 3),
                                ({'max_gaps': 1}, lambda t, c: t.gaps <= 1),
                                ({'min_count': 4}, lambda t, c: c >= 4)):
            kept = mined(corpus, window=3, min_pmi=1.2, keep_redundant=True, **settings).templates
            assert kept and all(check(t, c) for t, c in kept.items())
            if 'min_count' not in settings:
                assert set(kept) < set(loose)

    def test_min_proba_is_a_share_that_must_be_exceeded(self):
        finder = mined(window=3, min_pmi=0, min_proba=0.1, min_count=2, keep_redundant=True)
        total = finder._total_paths
        assert finder.templates and all(count > 0.1 * total for count in finder.templates.values())

    def test_parts_add_up_to_the_whole(self):
        whole = mined(window=3, min_pmi=0)
        parts = TemplateFinder(window=3, min_pmi=0)
        parts.train(QUESTIONS[:2])
        parts.train(QUESTIONS[2:])
        parts.find(QUESTIONS[:4])
        parts.find(QUESTIONS[4:])
        assert parts.templates == whole.templates and parts.words == whole.words

    def test_parts_in_turn_keep_what_was_found_first(self):
        turns = TemplateFinder(window=3, min_pmi=0, min_proba=0)
        expected = {}
        for part in (QUESTIONS[:3], QUESTIONS[3:]):
            turns.train(part)
            turns.find(part)
            words, total = turns.words, sum(turns.words.values())
            shift = 2 * log(total) - log(sum(turns.skip_grams.values()))
            bound = set((a, b) for (a, b), c in turns.skip_grams.items()
                        if log(c) - log(words[a]) - log(words[b]) + shift > 0)
            for text in part:
                for template in every_path(text.split(), bound, 3):
                    expected[template] = expected.get(template, 0) + 1
        assert dict(turns._paths.items()) == expected
        whole = mined(window=3, min_pmi=0, min_proba=0)
        assert turns.words == whole.words and turns.skip_grams == whole.skip_grams

    def test_a_corpus_without_words_has_no_templates(self):
        for corpus in ([''], ['，', ' ']):
            assert mined(corpus).templates == {} == mined(corpus, again=QUESTIONS).templates

    def test_training_goes_on_after_finding(self):
        finder = mined(window=3, min_pmi=0, min_count=2)
        finder.train(['今天 能 停车 吗'])
        finder.find(['今天 能 停车 吗'])
        assert finder.words['能'] == 4
        assert finder.templates[Template([None, '能', None, '吗'])] == 4

    def test_the_order_of_the_corpus_changes_nothing(self):
        assert mined(QUESTIONS[::-1], window=3, min_pmi=0).templates == mined(window=3, min_pmi=0).templates

    def test_a_tokenizer_and_marks(self):
        corpus = [text.replace(' ', '') + '？好！' for text in QUESTIONS]
        known = sorted(set(' '.join(QUESTIONS).split()), key=len, reverse=True)

        def tokenize(text):
            words = []
            while text:
                word = next((w for w in known if text.startswith(w)), text[0])
                words.append(word)
                text = text[len(word):]
            return words

        finder = TemplateFinder(tokenize, window=3, min_pmi=0, min_count=3)
        finder.train(corpus)
        finder.find(corpus)
        assert counted(finder.templates) == {(None, '能', None, '吗'): 3}
        assert not any('？' in word for word in finder.words)

    def test_upstream_call(self):
        class Corpus(object):
            def __iter__(self):
                return iter(QUESTIONS)

        finder = Template_Finder(lambda text: text.split(), window=3)
        assert (finder.min_proba, finder.min_pmi) == (1e-5, 2)
        finder.train(Corpus(), filtering=False)
        finder.find(Corpus(), filtering=False, remove_weak_grams=True)
        assert all(isinstance(t, Template) and isinstance(c, int) for t, c in finder.templates.items())

    def test_pickles(self):
        for memory in (None, 12000):
            finder = mined(window=3, min_pmi=0, memory=memory)
            loaded = pickle.loads(pickle.dumps(finder, 2))
            assert loaded.templates == finder.templates and loaded.skip_grams == finder.skip_grams
            loaded.find(QUESTIONS)
            finder.find(QUESTIONS)
            assert loaded.templates == finder.templates

    @pytest.fixture
    def corpus(self):
        rng = random.Random(30)
        letters = list('甲乙丙丁戊己庚辛壬癸') + ['[X]', 'a\\b']
        return [' '.join(rng.choice(letters) for _ in range(rng.randint(1, 7))) for _ in range(200)]

    @pytest.mark.parametrize('memory', [108000, '120kB'])
    def test_a_budget_changes_nothing(self, corpus, memory, tmpdir):
        settings = {'window': 3, 'min_pmi': 0.4, 'min_count': 4, 'keep_redundant': True}
        free = mined(corpus, **settings)
        bound = mined(corpus, memory=memory, temp_dir=str(tmpdir), **settings)
        assert bound._pairs.spilled and bound._paths.spilled and not free._pairs.spilled
        folders = [os.path.join(str(tmpdir), name) for name in os.listdir(str(tmpdir))]
        assert folders and all(len(os.listdir(folder)) < 40 for folder in folders)
        assert len(free.templates) >= 3
        assert bound.templates == free.templates and bound.skip_grams == free.skip_grams
        bound.train(corpus[:5])
        free.train(corpus[:5])
        assert bound.skip_grams == free.skip_grams

    @pytest.mark.parametrize('seed', range(6))
    def test_no_budget_is_too_small(self, seed, tmpdir):
        rng = random.Random(seed)
        letters = '甲乙丙丁戊己庚辛壬癸'[:rng.randint(7, 10)]
        corpus = [' '.join(rng.choice(letters) for _ in range(rng.choice([2, 3, 4, 5, 14]))) for _ in range(80)]
        found = []
        for settings in ({'min_pmi': -9, 'keep_redundant': True}, {'min_pmi': 0, 'min_proba': 0.004},
                         {'min_pmi': 0.1, 'min_count': 2, 'min_proba': 0.002}):
            finders = [TemplateFinder(window=3, memory=memory, temp_dir=str(tmpdir), **settings)
                       for memory in (None, 1, 3000, '40kB')]
            for part in (corpus[:40], corpus[40:]):
                for finder in finders:
                    finder.train(part)
                    finder.find(part)
                    assert finder.templates == finders[0].templates
                    assert finder.skip_grams == finders[0].skip_grams and finder.words == finders[0].words
            found.append(len(finders[0].templates))
            assert all(finder._pairs.spilled for finder in finders[1:])
            # More than would fit, were they held within the budget.
            assert len(finders[0]._weights()) > 10
        assert found[0] > 20 and max(found[1:]) > 0

    def test_errors(self):
        with pytest.raises(ArgumentError):
            TemplateFinder(window=0)
        with pytest.raises(ArgumentError):
            TemplateFinder().find(QUESTIONS)
        with pytest.raises(EmptyCorpusError):
            TemplateFinder().train([])
        with pytest.raises(CorpusTypeError):
            TemplateFinder().train('周末能退票吗')
        finder = TemplateFinder()
        used = iter(QUESTIONS)
        finder.train(used)
        with pytest.raises((EmptyCorpusError, ExhaustedCorpusError)):
            finder.find(used)


class TestRedundant(object):
    def test_goes_when_a_longer_one_says_it_all(self):
        templates = {(None, '能', None): 5, (None, '能', '不能', None): 5, ('能', None): 5, (None, '想', None): 3}
        assert redundant_templates(templates) == {(None, '能', None)}

    def test_stays_when_it_also_occurs_alone(self):
        assert redundant_templates({(None, '能', None): 6, (None, '能', '不能', None): 5}) == set()

    def test_agrees_with_comparing_all_pairs(self):
        rng = random.Random(2)
        for _ in range(150):
            templates = {}
            for _ in range(8):
                words = Template(rng.choice(['甲', '乙', None]) for _ in range(rng.randint(1, 5)))
                templates[tuple(words)] = rng.randint(1, 3)
            expected = set(
                short for short, few in templates.items() for long_, many in templates.items()
                if Template(long_).length > Template(short).length and few <= many
                and Template(long_).contains(Template(short)))
            assert redundant_templates(templates) == expected

    def test_mining_leaves_them_out(self):
        corpus = ['能 不能 退票', '能 不能 改签', '能 不能 走', '好 吗']
        kept = mined(corpus, window=2, min_pmi=-9, min_count=1, keep_redundant=True).templates
        left = mined(corpus, window=2, min_pmi=-9, min_count=1).templates
        assert redundant_templates(counted(kept)) and set(left) < set(kept)


class TestSlots(object):
    @pytest.fixture
    def counter(self):
        finder = mined(window=3, min_pmi=0, min_count=2)
        return finder.count_slots(QUESTIONS, examples=2)

    def test_counts_fillers(self, counter):
        before, between = counter.slots([None, '能', None, '吗'])
        assert before.fillers == {'周末': 1, '明天': 1, '现在': 1}
        assert between.fillers == {'退票': 1, '改签': 1, '开门': 1}
        assert (between.gap, between.total, between.distinct) == (1, 3, 3)
        assert abs(between.entropy - log(3)) < 1e-12

    def test_top_is_ordered(self):
        counter = SlotCounter({('我', None): 1}, separator=' ')
        counter.update([['我', '想', '去'], ['我', '来'], ['我', '去'], ['我', '来']])
        assert counter.slots(('我', None))[0].top() == [('来', 2), ('去', 1), ('想 去', 1)]
        assert counter.slots(('我', None))[0].top(1) == [('来', 2)]

    def test_examples(self, counter):
        assert counter.examples([None, '能', None, '吗']) == ['周末 能 退票 吗', '明天 能 改签 吗']
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

    def test_varied(self):
        counter = SlotCounter({('我', None, '吗', None): 1})
        counter.update([['我', x, '吗', '呢'] for x in '甲甲乙乙'])
        assert not counter.is_varied(('我', None, '吗', None)) and counter.is_varied(('我', None, '吗', None), 1)
        counter.update([['我', '甲', '吗', '啊']])
        assert counter.is_varied(('我', None, '吗', None))
        assert not counter.is_varied(('我', None, '吗', None), 2, 0.6)
        assert counter.is_varied(('我', '想')) and not counter.is_varied((None, '想'))

    def test_a_budget_changes_nothing(self, tmpdir):
        rng = random.Random(32)
        clauses = [[rng.choice(['甲', '能', '吗', 'a b', '\\']) for _ in range(rng.randint(1, 6))] for _ in range(300)]
        templates = {(None, '能', None): 1, ('能', None): 1, (None, '吗', None, '能'): 1, ('甲',): 1}
        free = SlotCounter(templates, 2, ' ')
        bound = SlotCounter(templates, 2, ' ', memory=20000, temp_dir=str(tmpdir))
        for part in (clauses[:200], clauses[200:]):
            free.update(part)
            bound.update(part)
            assert list(bound) == list(free)
            for template in templates:
                assert bound.slots(template) == free.slots(template)
                assert bound.matched(template) == free.matched(template)
                assert bound.examples(template) == free.examples(template)
        assert bound._tally.spilled and free.slots((None, '能', None))[0].distinct > 20
        loaded = pickle.loads(pickle.dumps(bound, 2))
        assert list(loaded) == list(free)
        del bound, loaded
        gc.collect()
        assert os.listdir(str(tmpdir)) == []

    def test_finder_keeps_them(self):
        finder = mined(window=3, min_pmi=0, min_count=2)
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

    @pytest.mark.parametrize('similarity', [0, -1, 1.1])
    def test_similarity_has_bounds(self, similarity):
        with pytest.raises(ArgumentError):
            slot_classes([], similarity)


class TestFiles(object):
    TEMPLATES = {Template([None, '能', None, '吗']): 9, Template(['[X]', None, 'a b', '\\']): 9, Template(['甲']): 1}

    @pytest.mark.parametrize('name', ['templates.txt', 'templates.txt.gz'])
    def test_saved_and_loaded(self, tmpdir, name):
        path = os.path.join(str(tmpdir), name)
        save_templates(self.TEMPLATES, path)
        assert load_templates(path) == self.TEMPLATES
        assert XTrie(path)[None, '能', None, '吗'] == 9
        with (gzip.open(path) if name.endswith('gz') else io.open(path, 'rb')) as stream:
            lines = stream.read().decode('utf-8').splitlines()
        assert lines[0] == '[X] 能 [X] 吗\t9' and lines[2] == '甲\t1'
        assert lines[1] == '\\[X] [X] a\\sb \\\\\t9'

    def test_takes_an_xtrie(self, tmpdir):
        path = os.path.join(str(tmpdir), 'x')
        save_templates(XTrie(self.TEMPLATES), path)
        assert load_templates(path) == self.TEMPLATES

    def test_reads_what_people_type(self):
        lines = ['\ufeff[X] 能\t3\r\n', '\n', '[X] 能\n', '能  吗\n']
        assert load_templates(lines) == {Template([None, '能']): 4, Template(['能', '吗']): 1}

    @pytest.mark.parametrize('line', [
        '能\t0', '能\tx', '能\t-1', '\t3', '[Y]\t1', b'\xff\t1', '能\t1\t2'])
    def test_says_where_a_line_makes_no_sense(self, tmpdir, line):
        path = os.path.join(str(tmpdir), 'bad')
        with io.open(path, 'wb') as out:
            out.write(b'\xe8\x83\xbd\t1\n' + (line if isinstance(line, bytes) else line.encode('utf-8')) + b'\n')
        with pytest.raises(FormatError) as caught:
            load_templates(path)
        assert str(caught.value).startswith(path + ':2: ')

    @pytest.mark.parametrize('template, count', [((), 2), (('甲',), 0), (('甲',), -1), (('甲',), 1.5)])
    def test_what_no_line_can_hold_is_an_error(self, tmpdir, template, count):
        path = os.path.join(str(tmpdir), 'x')
        save_templates({('甲', None): 2.0}, path)
        with pytest.raises(FormatError):
            save_templates({template: count, ('乙',): 3}, path)
        assert load_templates(path) == {Template(['甲', None]): 2}

    def test_missing_file(self, tmpdir):
        with pytest.raises(InputError):
            load_templates(os.path.join(str(tmpdir), 'none'))


class TestYardstick(object):
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
        bits, alone, seen, covered = model.measure([['能', '庚', '吗'], ['子', '未']])
        assert bits < alone and (seen, covered) == (2, 1)

    def test_the_order_of_the_clauses_changes_nothing(self):
        one, other = [TemplateModel({('能', None, '吗'): 24, (None, '甲', None): 1}) for _ in range(2)]
        one.fit(self.FRAMES)
        other.fit(self.FRAMES[::-1])
        assert one.saved == other.saved and one.counts == other.counts

    def test_without_templates_little_changes(self):
        model = TemplateModel({})
        model.fit(self.FRAMES)
        bits, alone, _, covered = model.measure(self.FRAMES)
        assert abs(bits - alone) < 1e-6 * alone and covered == 0


def test_public_names_exist():
    assert all(hasattr(room, name) for name in room.__all__)
