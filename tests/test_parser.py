# -*- coding: utf-8 -*-
"""Test the parser against one that tries every nesting, and what a tree can be turned into."""
from __future__ import absolute_import, division, print_function, unicode_literals

import base64
import copy
import json
import pickle
import random
import zlib
from math import exp, log

import pytest

from nlp_zero.errors import ArgumentError
from nlp_zero.parser import Parser, SentTree
from nlp_zero.templates import Template, XTrie

from test_templates_search import every_match, random_templates


def micro(nats):
    return int(round(nats * 1e6))


def gaps_of(places, start, end):
    marks = (start - 1,) + places + (end,)
    return [(a + 1, b) for a, b in zip(marks, marks[1:]) if a + 1 < b]


def every_tree(templates, words, null, start=0, end=None, matches=None):
    """Return all (score, words in templates, places, subtrees) over a span, best first."""
    end = len(words) if end is None else end
    matches = every_match(templates, words) if matches is None else matches
    total = sum(templates.values())
    found = [(micro(null) * (end - start - 1), 0, (), ())]
    for places, count in matches.get((start, end), {}).items():
        if not places:
            continue
        trees = [(micro(log(count) - log(total)), len(places), places, ())]
        for gap in gaps_of(places, start, end):
            inner = every_tree(templates, words, null, gap[0], gap[1], matches)
            trees = [(score + one[0], held + one[1], places, subtrees + (one,))
                     for score, held, places, subtrees in trees for one in inner]
        found += trees
    return sorted(found, key=rank)


def rank(tree):
    """Order trees: score, words in templates, greater places, then the gaps from the left."""
    score, held, places, subtrees = tree
    return -score, -held, tuple(-place for place in places) + (1,), tuple(rank(one) for one in subtrees)


def shape(tree):
    """Return (places of template words, shapes of the gaps) of a `SentTree`."""
    places, here, modules = [], tree.start, iter(tree.modules)
    for word in tree.template:
        if word is None:
            here = next(modules).end
        else:
            places.append(here)
            here += 1
    return tuple(places) if tree.matched else (), tuple(shape(one) for one in tree.modules)


def shape_of(expected):
    return expected[2], tuple(shape_of(one) for one in expected[3])


def random_case(rng, longest):
    letters = ['甲', '乙', '丙'][:rng.randint(1, 3)]
    templates = random_templates(rng, letters, rng.randint(1, 10))
    words = [rng.choice(letters + ['丁'] * rng.randint(0, 1)) for _ in range(rng.randint(1, longest))]
    return templates, words, rng.choice([-20, -20, -1, -0.3, 0, 0.5])


@pytest.fixture
def question():
    trie = XTrie({(None, '能', None, '吗'): 9, ('周末', None): 1})
    return Parser(trie, lambda text: text.split(' ')).parse('周末 能 退票 吗')


class TestParse(object):
    def test_example(self, question):
        assert question.template == Template([None, '能', None, '吗'])
        assert question.content == '周末能退票吗'
        assert [module.content for module in question.modules] == ['周末', '退票']
        assert question.matched and not question.modules[0].matched
        assert abs(question.score - log(0.9)) < 1e-6

    @pytest.mark.parametrize('templates, sentence, expected', [
        # 1. The greater score.
        ({('甲', None): 2, (None, '乙'): 1}, '甲乙', '[甲 [乙]]'),
        ({('甲', None): 1, (None, '乙'): 2}, '甲乙', '[[甲] 乙]'),
        # 2. More words in templates.
        ({('甲', None): 1, ('甲', '乙'): 1}, '甲乙', '[甲 乙]'),
        # 3. The greater tuple of places, so that equal templates branch to the left.
        ({('甲', None): 1, (None, '乙'): 1}, '甲乙', '[[甲] 乙]'),
        ({(None, '和', None): 1}, '甲和乙和丙', '[[[甲] 和 [乙]] 和 [丙]]'),
        ({('甲', None, '乙', None): 1}, '甲丁乙丁乙丁', '[甲 [丁 乙 丁] 乙 [丁]]'),
        # 4. The same for the gaps, from the left.
        ({('始', None, '和', None, '终'): 1, ('甲', None): 1, (None, '乙'): 1}, '始甲乙和甲乙终',
         '[始 [[甲] 乙] 和 [[甲] 乙] 终]')])
    def test_the_tie_rule(self, templates, sentence, expected):
        parser = Parser(templates, list)
        assert parser.parse(sentence).to_brackets() == expected
        assert [tree.to_brackets() for tree in parser.nbest(sentence, 2)][0] == expected

    def test_the_second_best_differs_as_far_to_the_right_as_it_can(self):
        parser = Parser({('始', None, '和', None, '终'): 1, ('甲', None): 1, (None, '乙'): 1}, list)
        assert [tree.to_brackets() for tree in parser.nbest('始甲乙和甲乙终', 4)] == [
            '[始 [[甲] 乙] 和 [[甲] 乙] 终]', '[始 [[甲] 乙] 和 [甲 [乙]] 终]',
            '[始 [甲 [乙]] 和 [[甲] 乙] 终]', '[始 [甲 [乙]] 和 [甲 [乙]] 终]']

    def test_plain_words_come_last(self):
        # A template whose share is 1 has the value of plain words at a null score of 0, but for its words.
        trie = XTrie({('甲', '乙'): 1})
        assert Parser(trie, list, null_score=0).parse('甲乙').matched
        first, second = Parser(trie, list, null_score=0).nbest('甲乙', 3)
        assert first.matched and not second.matched and first.score == second.score == 0.0

    def test_no_words(self):
        tree = Parser(XTrie({(None, '和', None): 1}), list).parse('')
        assert (tree.template, tree.content, tree.modules, tree.score) == (Template(), '', [], 0.0)
        assert (tree.start, tree.end, tree.matched) == (0, 0, False)
        assert tree.plot() == '+---> '
        assert json.loads(tree.to_json()) == tree.to_dict() and tree.to_brackets() == '[]'

    def test_no_match_leaves_the_words_plain(self):
        for trie in (XTrie(), XTrie({(None, '和', None): 1}), XTrie({(None,): 5, (): 2})):
            tree = Parser(trie, list).parse('天地人')
            assert tree.template == Template('天地人') and tree.modules == [] and not tree.matched
            assert tree.score == -40.0
            assert tree.plot().split('\n') == ['+---> 天地人', '|     +---> 天', '|     +---> 地', '|     +---> 人']

    def test_null_score_decides(self):
        trie = XTrie({(None, '和', None): 1, ('远',): 10 ** 6})
        assert Parser(trie, list).parse('甲和乙').matched
        assert not Parser(trie, list, null_score=-1).parse('甲和乙').matched

    @pytest.mark.parametrize('null_score', [float('inf'), float('-inf'), float('nan')])
    def test_null_score_is_finite(self, null_score):
        with pytest.raises(ArgumentError):
            Parser(XTrie(), list, null_score)

    def test_takes_what_makes_a_trie(self):
        tree = Parser({Template([None, '和', None]): 1}, list).parse('甲和乙')
        assert tree.matched

    def test_shows_itself(self):
        parser = Parser({(None, '和'): 1}, list, null_score=-2.5)
        assert repr(parser) == '<Parser: 1 templates, null_score -2.5>'

    @pytest.mark.parametrize('null_score, matched', [(-1.001, True), (-1.0, True), (-0.999, False)])
    def test_a_template_wins_from_the_null_score_on(self, null_score, matched):
        # Two plain words take as much as a template of two words at a share of 1 / e; its words decide a tie.
        trie = XTrie({('甲', '乙'): 1.0, ('远',): exp(1) - 1})
        assert Parser(trie, list, null_score).parse('甲乙').matched is matched

    @pytest.mark.parametrize('k, number', [(1, 1), (2, 2), (3, 3), (4, 3)])
    def test_gives_k_trees_or_as_many_as_there_are(self, k, number):
        trees = Parser({('甲', None): 3, (None, '乙'): 2}, list).nbest('甲乙', k)
        assert [tree.to_brackets() for tree in trees] == ['[甲 [乙]]', '[[甲] 乙]', '[甲 乙]'][:number]

    def test_sees_templates_added_later(self):
        parser = Parser(XTrie(), list)
        assert not parser.parse('甲和乙').matched
        parser.templates[None, '和', None] = 2
        assert parser.parse('甲和乙').matched
        del parser.templates[None, '和', None]
        assert not parser.parse('甲和乙').matched

    def test_equals_a_parser_that_tries_everything(self):
        rng = random.Random(21)
        for case in range(2000):
            templates, words, null = random_case(rng, 8 if case % 100 == 0 else 5)
            best = every_tree(templates, words, null)[0]
            tree = Parser(XTrie(templates), list, null).parse(words)
            assert shape(tree) == shape_of(best), (templates, words, null)
            assert micro(tree.score) == best[0]

    def test_rounded_scores_are_a_thousandth_a_word_behind_at_most(self, small_steps):
        small_steps('parser')
        rng = random.Random(22)
        for _ in range(500):
            templates, words, null = random_case(rng, 6)
            trees = every_tree(templates, words, null)
            tree = Parser(XTrie(templates), list, null).parse(words)
            # Its score is exact, whatever it was found by.
            assert micro(tree.score) in [entry[0] for entry in trees if shape_of(entry) == shape(tree)]
            assert trees[0][0] - 1000 * len(words) <= micro(tree.score) <= trees[0][0]
            if len(words) <= 3:
                assert shape(tree) == shape_of(trees[0])
        trie = XTrie({tuple('甲' * 4): 1.0, ('远',): exp(0.01) - 1})
        assert not Parser(trie, list, null_score=-1e-4).parse('甲' * 4).matched

    @pytest.mark.parametrize('words, matched', [(300, True), (301, False)])
    def test_up_to_300_words_scores_are_exact(self, words, matched):
        # Plain words take 0.0001 nats each, which is rounded to none; the template takes 0.01.
        trie = XTrie({tuple('甲' * words): 1.0, ('远',): exp(0.01) - 1})
        tree = Parser(trie, list, null_score=-1e-4).parse('甲' * words)
        assert tree.matched is matched and tree.score == (-0.01 if matched else -0.03)

    @pytest.mark.parametrize('sentence, expected', [
        ('甲子乙丁乙丁丙', '[甲 [子] 乙 [丁 乙 丁] 丙]'), ('甲丁乙丁乙子丙', '[甲 [丁 乙 丁] 乙 [子] 丙]')])
    def test_the_best_of_several_ways_to_one_word(self, sentence, expected):
        parser = Parser({('甲', None, '乙', None, '丙'): 1, ('丁', '乙', '丁'): 9}, list)
        assert parser.parse(sentence).to_brackets() == expected
        assert parser.nbest(sentence, 2)[0].to_brackets() == expected

    @pytest.mark.parametrize('targets', [2, 99, 100, 101, 102, 200])
    def test_a_gap_before_many_words(self, targets):
        parser = Parser({('甲', None, '乙', None, '丙', None): 1, ('丁', '乙', '丁'): 9}, list)
        tree = parser.parse('甲子乙丁乙丁' + '丙' * targets)
        assert tree.to_brackets() == '[甲 [子] 乙 [丁 乙 丁] 丙 [%s]]' % ' '.join('丙' * (targets - 1))

    @pytest.mark.parametrize('number', [1, 19, 20, 21, 40, 41, 42, 60, 100])
    @pytest.mark.parametrize('last', [None, '终'])
    def test_many_templates_with_one_first_word(self, number, last):
        # A template to each of the words, of which the one to the last word is wanted.
        words = ['甲', '子'] + ['x%d' % i for i in range(number)]
        end = [last] if last else []
        templates = [(['甲', None, word] + end, 1 + i) for i, word in enumerate(words[2:])]
        tree = Parser(templates, list).parse(words + end)
        assert tree.template == Template(['甲', None, words[-1]] + end)

    def test_a_template_that_takes_more_than_the_words_it_covers(self):
        # 甲 alone is dear beside a plain word; the cheap rest of the sentence pays for it.
        templates = {('甲', None): 10, tuple('乙丙丁戊己庚辛'): 990}
        for null in (-0.9, -1, -2):
            parser = Parser(templates, list, null)
            for sentence in ('甲乙丙丁戊己庚辛', '甲甲乙丙丁戊己庚辛', '子甲乙丙丁戊己庚辛'):
                assert parser.parse(sentence) == parser.nbest(sentence, 2)[0]
            assert parser.parse('甲乙丙丁戊己庚辛').to_brackets() == '[甲 [乙 丙 丁 戊 己 庚 辛]]'

    # Values of seven words at -1e5 and -2e5 are from 2 ** 53 to 2 ** 54, where floats hold even numbers only.
    @pytest.mark.parametrize('null, longest', [
        (-5e4, 5), (-1e5, 7), (-2e5, 5), (-1e9, 5), (-1e15, 5), (1e9, 5), (0.0, 5)])
    def test_scores_beyond_what_floats_hold(self, null, longest):
        rng = random.Random(23)
        for _ in range(100):
            templates, words, _ = random_case(rng, longest)
            best = every_tree(templates, words, null)[0]
            tree = Parser(XTrie(templates), list, null).parse(words)
            assert shape(tree) == shape_of(best), (templates, words)

    def test_many_templates_over_few_words_equal_k_best(self):
        # The first of the k best comes from other code, which knows no rows.
        rng = random.Random(24)
        for letters, length in (('甲', 30), ('甲乙', 30), ('甲乙丙丁戊', 40)):
            templates = random_templates(rng, list(letters), 60)
            words = [rng.choice(letters) for _ in range(length)]
            parser = Parser(XTrie(templates), list, rng.choice([-20, -2]))
            assert shape(parser.parse(words)) == shape(parser.nbest(words, 2)[0])

    def test_counts_below_one(self):
        templates = {(None, '和', None): 0.25, ('甲', None): 0.75}
        assert Parser(XTrie(templates), list).parse('甲和乙和丙').matched

    def test_k_best_equal_a_parser_that_tries_everything(self):
        rng = random.Random(22)
        for _ in range(700):
            templates, words, null = random_case(rng, 5)
            expected = every_tree(templates, words, null)
            for k in (2, 5):
                trees = Parser(XTrie(templates), list, null).nbest(words, k)
                assert [shape(tree) for tree in trees] == [shape_of(tree) for tree in expected[:k]]
                assert [micro(tree.score) for tree in trees] == [tree[0] for tree in expected[:k]]

    def test_k_best_of_nothing_and_of_one(self):
        parser = Parser(XTrie({(None, '和', None): 1}), list)
        assert [tree.content for tree in parser.nbest('', 3)] == ['']
        assert parser.nbest('甲和乙', 1) == [parser.parse('甲和乙')] == parser.nbest('甲和乙', 3)[:1]
        with pytest.raises(ArgumentError):
            parser.nbest('甲', 0)

    def test_long_sentences(self):
        trie = XTrie({(None, '和', None): 3, ('和', None, '和'): 2, (None, '和', None, '和', None): 1})
        tree = Parser(trie, list).parse('和' * 300)
        assert sum(1 for _ in tree) > 100
        assert ''.join(leaf.content for leaf in tree if not leaf.modules and not leaf.matched) + '和' * sum(
            node.template.length for node in tree if node.matched) == '和' * 300

    @pytest.mark.parametrize('words, k, nested', [(10, 1, True), (11, 1, False), (5, 2, True), (6, 2, False)])
    def test_what_is_too_long_for_a_clause_is_not_nested(self, small_steps, words, k, nested):
        small_steps('parser', LONGEST=10, LONGEST_NBEST=5)
        parser = Parser(XTrie({(None, '和', None): 3}), None)
        line = '甲 和' + ' 乙' * (words - 2)
        tree = parser.parse_line(line, k)[0]
        assert tree.matched == nested and (tree.char_start, tree.char_end) == (0, len(line))
        assert (tree.score == -20 * (words - 1), tree.confidence == 0.0) == (not nested,) * 2
        assert parser.parse(line).matched


class TestTree(object):
    def test_draws_as_upstream(self, question):
        assert question.plot().split('\n') == [
            '+---> (周末)能(退票)吗',
            '|     +---> 周末',
            '|     |     +---> 周末',
            '|     +---> 能',
            '|     +---> 退票',
            '|     |     +---> 退票',
            '|     +---> 吗']
        native = question.plot() if str is type('') else question.plot().encode('utf-8')
        assert str(question) == native and repr(question) == native

    def test_dict_and_json(self, question):
        entry = question.to_dict()
        assert entry['template'] == [None, '能', None, '吗'] and entry['content'] == '周末能退票吗'
        assert [module['content'] for module in entry['modules']] == ['周末', '退票']
        assert entry['modules'][1]['start'] == 2 and entry['modules'][1]['end'] == 3
        loaded = json.loads(question.to_json())
        assert abs(loaded.pop('score') - entry.pop('score')) < 1e-6
        assert loaded == entry and '\n' not in question.to_json()

    def test_brackets(self, question):
        assert question.to_brackets() == '[[周末] 能 [退票] 吗]'
        tree = Parser(XTrie({(None, '[', None): 1}), list).parse(']\\[ ')
        assert tree.to_brackets() == '[[\\] \\\\] \\[ [\\ ]]'

    def test_brackets_are_one_line(self):
        tree = Parser(XTrie({(None, 'a\nb'): 1}), tuple).parse(['[', 'c d\t', '\r\\', 'a\nb'])
        assert tree.to_brackets() == '[[\\[ c\\ d\\t \\r\\\\] a\\nb]'

    def test_iterates_from_the_top(self, question):
        assert [node.content for node in question] == ['周末能退票吗', '周末', '退票']
        assert [depth for depth, _ in question.walk()] == [0, 1, 1]

    def test_spans_nest_and_join_to_the_sentence(self):
        rng = random.Random(4)
        for _ in range(200):
            templates, words, null = random_case(rng, 7)
            for node in Parser(XTrie(templates), list, null).parse(words):
                assert node.content == ''.join(words[node.start:node.end])
                assert node.template.gaps == len(node.modules)
                in_gaps = sum(module.end - module.start for module in node.modules)
                assert node.template.length + in_gaps == node.end - node.start

    @pytest.mark.parametrize('protocol', [0, 1, 2])
    def test_pickles(self, question, protocol):
        loaded = pickle.loads(pickle.dumps(question, protocol))
        assert loaded == question and loaded.plot() == question.plot() and not loaded != question
        assert isinstance(loaded.modules[0], SentTree)

    def test_deep_trees_do_not_recurse(self):
        tree = leaf = SentTree(Template(['甲', None]), '')
        for depth in range(5000):
            leaf.modules.append(SentTree(Template(['甲', None] if depth < 4999 else ['甲']), ''))
            leaf = leaf.modules[0]
        assert sum(1 for _ in tree) == 5001
        assert tree.to_json().count('{') == 5001 and tree.to_brackets().count('[') == 5001
        assert copy.deepcopy(tree) == tree
        entry, depth = tree.to_dict(), 0
        while entry['modules']:
            entry, depth = entry['modules'][0], depth + 1
        assert depth == 5000


#: An `XTrie`, a dict of templates and a `SentTree`, as Python 2.7 and 3.13 pickle them, and the first
#: two as nlp-zero 0.1.6 does; compressed.
PICKLES = {
    '2.7': (
        'eNptj8tKw0AYhadNm7bxXu/V6nbc9DVcDGRjA9mUkNbRCGnSk/lLRQhEpKA7XblxKxR8Bh/H21s4oba6cBbDWXz/xzlZsQPG'
        'e1E48K5kErdI9gehT1K1vEtKLqTltvMfhaNrFFMY3Kl4vXgYkUIpRZnbrsEY+7x5hTmNb/ePqBCqoqYc06OY/BA1UXMszx9S'
        '3PcpjmDZTtULZXROgcKCPeymWPy3wixa7VnAki6ynGLFKY/i5FRhtYM1bgemVF1hqF/LwE+UTLQikdI6kRG184C6Pl9PseGU'
        'zrQPmx1scS5YbrAD3XvbrecjHibvTy961VeWfTxP8k07gonSMft5t4RdLgquOYfRGGMvaGiqMKfuCPszampCc4yDoCmKwvhL'
        'Her2svUN4Mh/ug=='),
    '3.13': (
        'eNptj7tKA0EUhifZXNd7vEej7djkNSwGtjHFNCFs4ugKm938OycYhIUVCWinlY2tEPAZfBxvb+GMMWrhFMN/Dh8f58/ybTDe'
        'i8JB50IlcZNUfxD6pHSzM6LkTLmyZX/kDi6RT+Fw6TLGOv6Q4r5PcYSCJ8t204uHEWkUU5S4Jx2zer96RnkaX27vUSFURVXL'
        'kqUpJj+EK6qyYsdQRacUaMx5w26K+X/PmUW3NQtYMEctpliSRSM5j5NjjeU2VrgXlJXuCkf/igZ+olViLIlS7pGKqGUDasaw'
        'mmJNFozhxFix3sYG54JZiReYozdlzTa4m7w+PJlKH1n29jixhbYEE4VD9v2uCdtc5L7qTWHUx9gJ6obK/VA3hN0ZNTWhMcZe'
        '0BB54fyl9k0B1fwEMlJ/zw=='),
    '0.1.6': (
        'eNprYIotZNBIzsspiK9KLcrXgzG4IkKKMlO5Chk1GwuZaguZNSKYGRgYUjKTC1lqC1n9agvZwAIvmvcWstcWcgAFOMECTydM'
        'L+SqLeTu0PDLYPfL4Cop5PHmbCvkLQYBsIrUvJRCvo4ITiAzrzQ3PrMkNbe4kN+bMYIbKFKSX5KYAxUT8OaM4AeK5eSnxyOL'
        'C7o7ME5+VbWWmbs0qbZQCIvbQ1JzC3ISS4DOFwY6X6S2UFQjghVoUnl+UUpxoVhsoTjIdakRLCDTE4tLCiUy2CPYQJzUvPSS'
        'jEJJb8bSJG/m4lQ9AFntVu8=')}


@pytest.mark.parametrize('made_by', sorted(PICKLES))
def test_pickles_travel(made_by):
    loaded = pickle.loads(zlib.decompress(base64.b64decode(PICKLES[made_by].encode('ascii'))))
    trie, templates = loaded[:2]
    assert trie.search(['周末', '能', '退票', '吗']) == {(0, 4): {(1, 3): 9}}
    assert isinstance(trie, XTrie) and trie.total_items == 9
    assert templates == {Template([None, '能']): 3}
    for tree in loaded[2:]:
        assert tree == Parser(trie, list).parse(['周末', '能', '退票', '吗'])
        assert [module.content for module in tree.modules] == ['周末', '退票']
