# -*- coding: utf-8 -*-
"""Test parsing by what is known of fillers, texts with marks, and where the blocks of a tree are."""
from __future__ import absolute_import, division, print_function, unicode_literals

import json
import pickle
import random
from itertools import combinations
from math import log

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError, EmptyCorpusError
from nlp_zero.parser import Parser
from nlp_zero.templates import MAX_GAP, Matcher, Template, TemplateModel, typed_gap
from nlp_zero.tokenizer import Tokenizer

CAN = {(None, '能', None, '吗'): 9, ('怎', '么', None): 2}
WORD, END = log(3500), log(7)


def micro(nats):
    return int(round(nats * 1e6))


def gaps_of(places, start, end):
    marks = (start - 1,) + places + (end,)
    return [(a + 1, b) for a, b in zip(marks, marks[1:]) if a + 1 < b]


def fitting_places(template, words, start, end):
    """Yield the places at which the words of a template cover a span."""
    length = len(template) - template.count(None)
    for places in combinations(range(start, end), length):
        symbols, here = [], start
        for place in places + (end,):
            if place > here:
                symbols.append(None)
            if place < end:
                symbols.append(words[place])
            here = place + 1
        if tuple(symbols) == template:
            yield places


def cheapest(templates, words, start, end, memo):
    """Return what the cheapest block over a span takes that saves something, None if there is none."""
    if (start, end) in memo:
        return memo[start, end]
    number = sum(templates.values())
    total, found = number + max(1, number // 3), []
    for template, count in templates.items():
        if not any(template):
            continue
        for places in fitting_places(template, words, start, end):
            cost = micro(log(total) - log(count))
            for first, last in gaps_of(places, start, end):
                ways = []
                if last - first <= MAX_GAP or first == start or last == end:
                    ways.append((last - first) * (micro(WORD) + micro(-log(2 / 3)))
                                + micro(-log(1 / 3)) + micro(-log(.8)))
                inner = cheapest(templates, words, first, last, memo) if last - first > 1 else None
                if inner is not None:
                    ways.append(inner + micro(-log(.2)))
                cost = None if not ways or cost is None else cost + min(ways)
            if cost is not None:
                found.append(cost)
    alone = (end - start) * micro(WORD) + micro(END) + micro(log(total) - log(max(1, number // 3)))
    best = min(found) if found and min(found) < alone else None
    memo[start, end] = best
    return best


def test_equals_a_parser_that_tries_everything():
    rng, matched, nested = random.Random(41), 0, 0
    for _ in range(400):
        letters = ['甲', '乙', '丙'][:rng.randint(1, 3)]
        templates = {}
        for _ in range(rng.randint(1, 6)):
            template = Template([rng.choice(letters + [None]) for _ in range(rng.randint(1, 4))])
            templates[tuple(template)] = rng.randint(1, 9)
        words = [rng.choice(letters + ['丁']) for _ in range(rng.randint(1, 7))]
        best = cheapest(templates, words, 0, len(words), {})
        trees = Parser(templates, list, null_score=None).nbest(words, rng.choice([1, 3]))
        tree = trees[0]
        number = sum(templates.values())
        choice = log(number + max(1, number // 3)) - log(max(1, number // 3))
        alone = len(words) * micro(WORD) + micro(END) + micro(choice)
        assert [one.score for one in trees] == sorted((one.score for one in trees), reverse=True)
        assert tree.matched == (best is not None)
        if best is not None:
            matched += 1
            nested += any(module.matched for module in tree.modules)
            assert micro(tree.score) == -best
        assert (tree.confidence > 0) == tree.matched
        assert abs(tree.confidence * len(words) * log(2) * 1e6 - alone - micro(tree.score)) < 9 * len(words)
    assert matched > 60 and nested > 10


def test_agrees_with_a_matcher_where_nothing_is_nested():
    parser, matcher = Parser(CAN, list, null_score=None), Matcher(CAN, list)
    for text in ('周末能退票吗', '怎么走？能去吗！', '今天'):
        trees = parser.parse_text(text)
        assert [(tree.char_start, tree.char_end) for tree in trees] == [
            (match.start, match.end) for match in matcher.match(text)]
        assert [Template(tree.template).to_text() if tree.matched else None for tree in trees] == [
            match.template for match in matcher.match(text)]


def test_a_particle_is_no_argument_where_that_saves_nothing():
    templates = {(None, '的', None): 9, (None, '不', None): 9, ('我', None, '去'): 1, ('喜欢', None): 3}
    words = ['我', '不', '的', '是', '去']
    assert Parser(templates, list).parse(words).to_brackets() == '[我 [[不] 的 [是]] 去]'
    clauses = [['我', '想', '去'], ['我', '要', '去'], ['喜欢', '花']] * 9 + [['不', '的', '是', '了', '在']] * 40
    model = TemplateModel(templates)
    model.fit(clauses)
    assert Parser(model, list, null_score=None).parse(['我', '想', '去']).to_brackets() == '[我 [想] 去]'
    assert Parser(model, list, null_score=None).parse(['不', '的', '是']).to_brackets() == '[不 的 是]'


@pytest.mark.parametrize('null_score', [-20, None])
def test_marks_do_not_turn_the_tree(null_score):
    parser = Parser(CAN, list, null_score)
    plain = parser.parse('周末能退票吗')
    for text in ('周末能退票吗？', '？周末能退票吗！！', '周末能退票吗 \n'):
        assert parser.parse(text) == plain and parser.nbest(text, 2)[0] == plain
    tree = parser.parse('怎么走？天，周末能退票吗')
    assert [module.content for module in tree.modules] == ['怎么走', '天', '周末能退票吗']
    assert tree.template == Template([None, '？', None, '，', None]) and not tree.matched
    assert [(module.start, module.end) for module in tree.modules] == [(0, 3), (4, 5), (6, 12)]
    assert tree.content == '怎么走？天，周末能退票吗' and tree.end == 12
    assert abs(tree.score - sum(module.score for module in tree.modules)) < 1e-5
    assert len(parser.nbest('怎么走？天', 9)) == 2
    assert parser.parse('？！').template == Template() and parser.parse(['？']).content == '？'


def test_marks_are_words_where_a_template_has_them():
    parser = Parser({('好', '，', None): 1}, list)
    assert parser.parse('好，走').to_brackets() == '[好 ， [走]]'
    parser = Parser({('好', None): 1}, list)
    assert parser.parse('好，走').to_brackets() == '[[好] ， [走]]'
    parser.templates['好', '，', None] = 1
    assert parser.parse('好，走').to_brackets() == '[好 ， [走]]'


@pytest.mark.parametrize('null_score', [-20, None])
@pytest.mark.parametrize('text', ['周末能退票吗？怎么走', ' 𠀀能🙂吗\r\n\n怎么走', '！', ''])
def test_every_block_says_where_it_is(text, null_score):
    lines = text.split('\n')
    for tree in Parser(CAN, list, null_score).parse_text(text, 2):
        assert tree.confidence is not None
        for node in tree:
            assert lines[node.line - 1][node.char_start:node.char_end] == node.content
        found = json.loads(tree.to_json())
        assert found == tree.to_dict() and found['line'] == tree.line and 'confidence' in found
        again = pickle.loads(pickle.dumps(tree, 2))
        assert again == tree and again.to_json() == tree.to_json()


def test_a_typed_gap_shows_its_text():
    templates = {(None, '扣了我', typed_gap('MONEY'), None): 9}
    parser = Parser(templates, Tokenizer({'会员': 9, '扣了我': 9, '怎么办': 9}).lcut, -5)
    tree, plain = parser.parse_text('会员扣了我38元怎么办，花了3元')
    assert tree.typed == [{'type': 'MONEY', 'text': '38元', 'char_start': 5, 'char_end': 8}]
    assert tree.to_dict()['typed'] == json.loads(tree.to_json())['typed'] == tree.typed
    assert tree.plot().split('\n')[0] == '+---> (会员)扣了我(MONEY=38元)(怎么办)'
    assert tree.to_brackets() == '[[会员] 扣了我 MONEY=38元 [怎么办]]'
    assert [module.typed for module in tree.modules] == [None, None]
    assert 'typed' not in tree.modules[0].to_dict()
    assert [(gap['text'], gap['char_start']) for gap in plain.typed] == [('3元', 14)]
    assert pickle.loads(pickle.dumps(tree)).to_json() == tree.to_json()


def test_trees_of_a_corpus_count_its_lines():
    corpus = Corpus(['怎么走，' * 9, '', '天'], max_chars=8)
    trees = list(Parser(CAN, list, None).parse_corpus(corpus))
    assert [(tree.line, tree.char_start) for tree in trees] == [(1, 4 * i) for i in range(9)] + [(3, 0)]
    with pytest.raises(EmptyCorpusError):
        list(Parser(CAN, list).parse_corpus([]))
    with pytest.raises(ArgumentError):
        Parser(CAN, list).parse_text('天', 0)


def test_words_between_white_space():
    parser = Parser(CAN, None)
    assert parser.parse('周末 能 退 票 吗').to_brackets() == '[[周末] 能 [退 票] 吗]'
    tree, = parser.parse_text('周末 能 退 票 吗 ？')
    assert (tree.char_start, tree.char_end, tree.modules[1].char_start) == (0, 10, 5)


@pytest.mark.parametrize('words, nested', [(30, True), (31, False)])
def test_the_longest_block_in_another(words, nested):
    inner = ['甲'] + ['乙丁'] * (words - 2) + ['末']
    tree = Parser({('始', None): 1, tuple(inner): 9}, list, None).parse(['始'] + inner)
    assert tree.matched == nested and [module.matched for module in tree.modules] == [True] * nested


def test_shows_itself():
    assert repr(Parser(CAN, list, None)) == '<Parser: 2 templates, null_score by fillers>'
