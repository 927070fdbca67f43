# -*- coding: utf-8 -*-
"""Test mining: paths, thresholds, budgets and redundancy, by hand and against full enumeration."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import pickle
import random
from math import log

import pytest

import nlp_zero.templates
from nlp_zero.errors import ArgumentError, CorpusTypeError, EmptyCorpusError
from nlp_zero.templates import (ALL_PATHS_UP_TO, BEST_PATHS, MOST_WORDS, Template, Template_Finder,
                                TemplateFinder, clause_templates, redundant_templates)

QUESTIONS = ['周末 能 退票 吗', '明天 能 改签 吗', '今晚 下雨', '现在 能 开门 吗', '我 想 退票', '我 想 改签']


def every_path(words, linked, window):
    """Return the templates of all maximal paths of links, by recursion over all of them."""
    links = {i: [j for j in range(i + 1, min(i + window + 1, len(words))) if (words[i], words[j]) in linked]
             for i in range(len(words))}
    reached = set(j for ends in links.values() for j in ends)

    def onward(path):
        following = links[path[-1]]
        return [full for j in following for full in onward(path + [j])] if following else [path]

    paths = [path for i in range(len(words)) if i not in reached for path in onward([i])]
    return [tuple(Template(w if i in path else None for i, w in enumerate(words)).words) for path in paths]


def mined(corpus=QUESTIONS, again=None, **settings):
    finder = Template_Finder(**settings)   # its limits leave out nothing for being rare
    finder.train(corpus)
    finder.find(corpus if again is None else again)
    return finder


def counted(templates):
    return {tuple(template): count for template, count in templates.items()}


def number_of_words(template):
    return len(template) - template.count(None)


def sorted_texts(templates):
    return sorted(Template(template).to_text() for template in templates)


class TestPaths(object):
    def test_equals_full_enumeration_up_to_twelve_words(self):
        rng = random.Random(1)
        for case in range(1500):
            letters = '甲乙丙丁'[:rng.randint(1, 4)]
            words = [rng.choice(letters) for _ in range(12 if case % 50 == 0 else rng.randint(1, 8))]
            weights = {(a, b): rng.randint(-3, 9) for a in letters for b in letters if rng.random() < 0.4}
            window = rng.randint(1, 6)
            assert sorted_texts(clause_templates(words, weights, window)) == sorted_texts(
                every_path(words, weights, window))

    @pytest.mark.parametrize('size, number', [
        (11, 2 ** 9), (12, 2 ** 10), (13, 1 + 10 * BEST_PATHS)])   # paths of 2, and of 3 to 12 words
    def test_clauses_of_twelve_words_give_all_paths(self, size, number):
        assert len(clause_templates(list('甲' * size), {('甲', '甲'): 1}, size)) == number
        assert ALL_PATHS_UP_TO == 12

    def test_longer_clauses_keep_the_best_of_each_number_of_words(self):
        rng = random.Random(6)
        words = [str(i) for i in range(13)]
        for _ in range(20):
            weights = {(a, b): rng.randint(-9, 9) for a in words for b in words if rng.random() < 0.6}
            by_size = {}
            for template in every_path(words, weights, 3):
                held = [word for word in template if word is not None]
                weight = sum(weights[pair] for pair in zip(held, held[1:]))
                entry = -weight, [int(word) for word in held], template
                by_size.setdefault((int(held[0]), len(held)), []).append(entry)
            expected = [entry[2] for (start, size), found in by_size.items() if size <= MOST_WORDS
                        for entry in sorted(found, key=lambda entry: entry[:2])[:BEST_PATHS]]
            assert sorted_texts(clause_templates(words, weights, 3)) == sorted_texts(expected)

    @pytest.mark.parametrize('length, number', [(11, 1), (12, 1), (13, 0)])
    def test_a_path_of_too_many_words_is_no_template_of_a_long_clause(self, length, number):
        words = [str(i) for i in range(length)] + ['x%d' % i for i in range(20)]
        weights = {(words[i], words[i + 1]): 5 for i in range(length - 1)}
        found = [number_of_words(template) for template in clause_templates(words, weights, 3)]
        assert found.count(1) == 20 and found.count(length) == number == len(found) - 20
        assert MOST_WORDS == 12

    @pytest.mark.parametrize('ways, kept', [(5, 5), (6, 6), (7, 6)])
    def test_each_word_keeps_the_best_paths_of_a_number_of_words(self, ways, kept):
        # From the first word to the last one over one of several others.
        words = ['first'] + [str(i) for i in range(ways)] + ['last'] + ['x%d' % i for i in range(20)]
        weights = {('first', str(i)): i for i in range(ways)}
        weights.update(((str(i), 'last'), 1) for i in range(ways))
        found = [[word for word in template if word] for template in clause_templates(words, weights, 30)
                 if template[0] == 'first']
        assert found == [['first', str(i), 'last'] for i in range(ways)][::-1][:kept]
        assert BEST_PATHS == 6

    @pytest.mark.parametrize('distance, linked', [(2, True), (3, True), (4, False)])
    def test_the_window_is_the_greatest_distance(self, distance, linked):
        words = ['first'] + ['x'] * (distance - 1) + ['last']
        found = clause_templates(words, {('first', 'last'): 1}, 3)
        assert (('first', None, 'last') in found) is linked

    def test_of_equal_weights_the_smaller_places(self):
        words = ['first'] + list('甲乙丙丁戊己庚辛') + ['last'] * 2 + ['x%d' % i for i in range(9)]
        weights = {('first', word): 1 for word in '甲乙丙丁戊己庚辛'}
        weights.update(((word, 'last'), 1) for word in '甲乙丙丁戊己庚辛')
        found = [template for template in clause_templates(words, weights, 30) if template[0] == 'first']
        assert [[word for word in template if word][1] for template in found] == list('甲甲乙乙丙丙')

    def test_twenty_two_equal_words(self):
        found = clause_templates(list('甲' * 22), {('甲', '甲'): 1}, 5)
        sizes = [number_of_words(template) for template in found]
        assert set(sizes) == set(range(6, 13)) and max(map(sizes.count, sizes)) == BEST_PATHS

    def test_long_clauses(self):
        words = [str(i % 50) for i in range(2000)]
        weights = {(a, b): 3 for a in words[:50] for b in words[:50]}
        assert clause_templates(words, weights, 5) == []
        del weights['49', '0'], weights['9', '10']
        assert set(map(number_of_words, clause_templates(words, weights, 1))) == {10}


class TestMining(object):
    @pytest.mark.parametrize('length', [12, 13, 14, 30])
    def test_a_sentence_that_is_repeated_is_one_template(self, length):
        sentence = ' '.join('字%d' % i for i in range(length))
        finder = TemplateFinder(None, min_count=2, min_pmi=0)
        corpus = [sentence] * 3 + ['天 地', '人']
        finder.train(corpus)
        finder.find(corpus)
        assert finder.templates == {Template(sentence): 3}

    #: 能 and 吗 occur 3 times each among 20 words, and together in 3 of the 25 pairs within 3.
    PMI = log(3) - log(3) - log(3) + (log(20) * 2 - log(25))

    def finds(self, template=(None, '能', None, '吗'), again=None, **settings):
        """Tell whether a template is mined from the questions."""
        settings = dict({'window': 3, 'min_pmi': 0, 'min_count': 2}, **settings)
        return Template(template) in mined(again=again, **settings).templates

    @pytest.mark.parametrize('min_pmi, expected', [(PMI - 1e-9, True), (PMI, False), (PMI + 1e-9, False)])
    def test_pmi_must_be_exceeded(self, min_pmi, expected):
        assert self.finds(min_pmi=min_pmi) is expected

    def test_counts_of_words_and_pairs(self):
        finder = mined(window=3)
        assert sum(finder.words.values()) == 20 and finder.words['能'] == 3
        assert sum(finder.skip_grams.values()) == 25 and finder.skip_grams['能', '吗'] == 3

    @pytest.mark.parametrize('min_count, expected', [(2, True), (3, True), (4, False)])
    def test_min_count_is_reached(self, min_count, expected):
        assert self.finds(min_count=min_count) is expected

    @pytest.mark.parametrize('min_proba, expected', [(0.119, True), (0.12, False), (0.121, False)])
    def test_the_share_of_a_pair_must_be_exceeded(self, min_proba, expected):
        assert self.finds(min_proba=min_proba) is expected

    @pytest.mark.parametrize('others, expected', [(23, True), (24, False), (25, False)])
    def test_the_share_of_a_template_must_be_exceeded(self, others, expected):
        # 3 of 30 is a tenth: 能 [X] 吗 and [X] 甲 [X] 3 times each, and the others.
        again = ['能 甲 吗'] * 3 + ['好'] * others
        found = mined(again=again, window=3, min_pmi=0, min_proba=0.1, keep_redundant=True).templates
        assert (Template(['能', None, '吗']) in found) is expected

    @pytest.mark.parametrize('distance, expected', [(2, True), (3, True), (4, False)])
    def test_words_of_a_pair_are_within_the_window(self, distance, expected):
        between = [['x%d%d' % (line, i) for i in range(distance - 1)] for line in range(3)]
        corpus = [' '.join(['能'] + words + ['吗']) for words in between]
        finder = mined(corpus, window=3, min_pmi=0, min_count=2)
        assert (('能', '吗') in finder.skip_grams) is expected
        assert counted(finder.templates) == ({('能', None, '吗'): 3} if expected else {})

    @pytest.mark.parametrize('settings, expected', [
        ({'min_words': 1}, True), ({'min_words': 2}, True), ({'min_words': 3}, False),
        ({'max_gaps': 1}, False), ({'max_gaps': 2}, True), ({'max_gaps': 3}, True),
        ({'max_gaps': None}, True), ({'inner_gap': True}, True)])
    def test_words_and_gaps_of_a_template(self, settings, expected):
        assert self.finds(**settings) is expected

    def test_an_inner_gap_is_between_two_words(self):
        assert self.finds(('我', '想', None)) and not self.finds(('我', '想', None), inner_gap=True)

    def test_trivial_ones_are_left_out_by_default(self):
        corpus = QUESTIONS * 3 + ['好 退票 好'] * 9
        settings = {'window': 3, 'min_pmi': 1.2, 'keep_redundant': True}
        default = mined(corpus, **settings).templates
        loose = mined(corpus, min_words=1, **settings).templates
        trivial = [template for template in loose if template.is_trivial()]
        assert trivial and default and set(default) <= set(loose) - set(trivial)

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
            linked = set(p for p, c in pairs.items()
                         if log(c) - log(m) - log(words[p[0]]) - log(words[p[1]]) + 2 * log(n) > least)
            expected = {}
            for text in corpus:
                for template in every_path(text.split(), linked, window):
                    expected[template] = expected.get(template, 0) + 1
            finder = mined(corpus, window=window, min_pmi=least, min_proba=0, min_words=0,
                           keep_redundant=True)
            assert counted(finder.templates) == expected

    def test_parts_add_up_to_the_whole(self):
        whole = mined(window=3, min_pmi=0)
        parts = Template_Finder(window=3, min_pmi=0)
        parts.train(QUESTIONS[:2])
        parts.train(QUESTIONS[2:])
        parts.find(QUESTIONS[:4])
        parts.find(QUESTIONS[4:])
        assert parts.templates == whole.templates and parts.words == whole.words

    def test_parts_in_turn_keep_what_was_found_first(self):
        turns = Template_Finder(window=3, min_pmi=0, min_proba=0, min_words=0, keep_redundant=True)
        expected = {}
        for part in (QUESTIONS[:3], QUESTIONS[3:]):
            turns.train(part)
            turns.find(part)
            words, total = turns.words, sum(turns.words.values())
            shift = 2 * log(total) - log(sum(turns.skip_grams.values()))
            linked = set((a, b) for (a, b), c in turns.skip_grams.items()
                         if log(c) - log(words[a]) - log(words[b]) + shift > 0)
            for text in part:
                for template in every_path(text.split(), linked, 3):
                    expected[template] = expected.get(template, 0) + 1
        assert counted(turns.templates) == expected
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
        assert set(finder.words) <= set(known) | {'好'} and '？' not in finder.words

    def test_upstream_call(self):
        class Corpus(object):
            def __iter__(self):
                return iter([text.replace(' ', '_') for text in QUESTIONS])

        finder = Template_Finder(lambda text: text.split('_'))
        assert (finder.min_proba, finder.min_pmi, finder.min_count) == (1e-5, 2, 1)
        finder = TemplateFinder()
        assert (finder.min_proba, finder.min_pmi, finder.min_count) == (1e-6, 1, 3)
        finder = Template_Finder(lambda text: text.split('_'), window=3, min_pmi=0, min_count=2)
        finder.train(Corpus(), filtering=False)
        finder.find(Corpus(), filtering=False, remove_weak_grams=True)
        assert finder.templates == {Template([None, '能', None, '吗']): 3, Template(['我', '想', None]): 2}

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
        spilled = mined(corpus, memory=memory, temp_dir=str(tmpdir), **settings)
        files = [len(os.listdir(os.path.join(str(tmpdir), name))) for name in os.listdir(str(tmpdir))]
        # Pairs and templates, each in a folder of a few files.
        assert len(files) == 2 and 0 < min(files) and max(files) < 40
        assert len(free.templates) >= 3
        assert spilled.templates == free.templates and spilled.skip_grams == free.skip_grams
        spilled.train(corpus[:5])
        free.train(corpus[:5])
        assert spilled.skip_grams == free.skip_grams

    @pytest.mark.parametrize('seed', range(6))
    def test_no_budget_is_too_small(self, seed, tmpdir):
        rng = random.Random(seed)
        letters = '甲乙丙丁戊己庚辛壬癸'[:rng.randint(7, 10)]
        lengths = [2, 3, 4, 5, 14]
        corpus = [' '.join(rng.choice(letters) for _ in range(rng.choice(lengths))) for _ in range(80)]
        found = []
        for settings in ({'min_pmi': -9, 'keep_redundant': True}, {'min_pmi': 0, 'min_proba': 0.004},
                         {'min_pmi': 0.1, 'min_count': 2, 'min_proba': 0.002}):
            finders = [Template_Finder(window=3, memory=memory, temp_dir=str(tmpdir), **settings)
                       for memory in (None, 1, 3000, '40kB')]
            for part in (corpus[:40], corpus[40:]):
                for finder in finders:
                    finder.train(part)
                    finder.find(part)
                    assert finder.templates == finders[0].templates
                    assert finder.skip_grams == finders[0].skip_grams and finder.words == finders[0].words
            found.append(len(finders[0].templates))
            assert len(finders[0].skip_grams) > 20 and len(os.listdir(str(tmpdir))) >= 3
        assert found[0] > 20 and max(found[1:]) > 0

    def test_the_first_parameters_keep_their_order(self):
        finder = TemplateFinder(list, 4, 0.1, 3, 7, 5)
        assert (finder.tokenize, finder.window, finder.min_proba) == (list, 4, 0.1)
        assert (finder.min_pmi, finder.min_count, finder.min_words) == (3, 7, 5)

    def test_shows_itself(self):
        assert repr(mined(window=3, min_pmi=0, min_count=3)) == '<TemplateFinder: 12 words, 1 templates>'

    @pytest.mark.parametrize('settings, said', [
        ({'window': 0}, 'window'), ({'colour': 1}, 'TemplateFinder: colour'), ({'memory': 'much'}, 'memory')])
    def test_settings(self, settings, said):
        with pytest.raises(ArgumentError) as caught:
            TemplateFinder(**settings)
        assert said in str(caught.value)
        assert TemplateFinder(window=1).window == 1

    def test_errors(self):
        with pytest.raises(ArgumentError):
            TemplateFinder().find(QUESTIONS)
        with pytest.raises(EmptyCorpusError):
            TemplateFinder().train([])
        with pytest.raises(CorpusTypeError):
            TemplateFinder().train('周末能退票吗')
        finder = TemplateFinder()
        used = iter(QUESTIONS)
        finder.train(used)
        with pytest.raises(EmptyCorpusError, match='this pass'):
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


def test_public_names_exist():
    assert [name for name in nlp_zero.templates.__all__ if not hasattr(nlp_zero.templates, name)] == []


@pytest.mark.parametrize('number, sizes', [
    (4095, [4095]), (4096, [4096]), (4097, [4096, 1]), (8193, [4096, 4096, 1])])
def test_a_clause_of_very_many_words_is_mined_in_parts(number, sizes):
    found = list(TemplateFinder(None).clauses([' '.join(['山', '水'] * 4097)[:2 * number - 1]]))
    assert [len(clause) for clause in found] == sizes and set(sum(found, [])) == set('山水')
