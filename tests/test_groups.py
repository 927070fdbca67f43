# -*- coding: utf-8 -*-
"""Test the groups of sentences: families as a tree, counts, the rest, JSON."""
from __future__ import absolute_import, division, print_function, unicode_literals

import json

import pytest

from nlp_zero.errors import ArgumentError
from nlp_zero.templates import Template, TemplateFinder, group, group_clauses

CORPUS = ['你 会 唱歌 吗 ， 好', '你 会 跳舞 吗', '你 会 跳舞 吗', '你 饿 吗', '他 来 吗', '今天 很 好', '好']
FAMILY = [Template.from_text(text) for text in ('[X] 吗', '你 [X] 吗', '你 会 [X] 吗', '他 [X]')]


def grouped(templates=FAMILY, **settings):
    return group_clauses(templates, TemplateFinder(), CORPUS, **settings)


def test_families_are_a_tree():
    found = grouped()
    assert (found.clauses, found.covered) == (8, 5)
    assert [(top.template.to_text(), top.count, top.total) for top in found.groups] == [
        ('[X] 吗', 1, 5), ('他 [X]', 0, 0)]
    middle, = found.groups[0].children
    assert (middle.template.to_text(), middle.count, middle.total) == ('你 [X] 吗', 1, 4)
    leaf, = middle.children
    assert (leaf.template.to_text(), leaf.count, leaf.total, leaf.children) == ('你 会 [X] 吗', 3, 3, [])
    assert leaf.sentences == [('你 会 跳舞 吗', 2), ('你 会 唱歌 吗', 1)]
    assert found.uncovered == [('好', 2), ('今天 很 好', 1)]


def test_the_order_of_templates_changes_nothing():
    assert grouped(FAMILY[::-1]) == grouped()


@pytest.mark.parametrize('sentences, kept', [(0, 0), (1, 1), (2, 2), (None, 2)])
def test_so_many_sentences_are_kept(sentences, kept):
    found = grouped(sentences=sentences)
    assert len(found.uncovered) == kept
    assert len(found.groups[0].children[0].children[0].sentences) == kept


def test_sentences_of_one_count_are_in_their_order():
    found = group_clauses(FAMILY, TemplateFinder(), ['甲 子', '丙 寅', '乙 丑', '丙 寅'])
    assert found.uncovered == [('丙 寅', 2), ('乙 丑', 1), ('甲 子', 1)]


def test_a_clause_is_under_the_template_with_most_words():
    templates = [Template.from_text(text) for text in ('你 来 这里 [X]', '[X] 来 [X] 吃 [X]')]
    found = group_clauses(templates, TemplateFinder(), ['你 来 这里 吃 饭'])
    assert [(top.template.to_text(), top.count) for top in found.groups] == [
        ('你 来 这里 [X]', 1), ('[X] 来 [X] 吃 [X]', 0)]


def test_errors():
    with pytest.raises(ArgumentError):
        grouped(sentences=-1)
    with pytest.raises(ArgumentError) as caught:
        group(CORPUS, colour=1)
    assert 'group: colour' in str(caught.value)


def test_plain_values():
    found = grouped(sentences=1).to_dict()
    assert json.loads(json.dumps(found)) == {
        'clauses': 8, 'covered': 5, 'uncovered': [['好', 2]], 'groups': [
            {'template': '[X] 吗', 'count': 1, 'total': 5, 'sentences': [['他 来 吗', 1]], 'children': [
                {'template': '你 [X] 吗', 'count': 1, 'total': 4, 'sentences': [['你 饿 吗', 1]], 'children': [
                    {'template': '你 会 [X] 吗', 'count': 3, 'total': 3, 'sentences': [['你 会 跳舞 吗', 2]],
                     'children': []}]}]},
            {'template': '他 [X]', 'count': 0, 'total': 0, 'sentences': [], 'children': []}]}


def test_the_command_line_groups(command):
    data = '\n'.join(['能 %s 吗' % x for x in '甲乙丙丁戊己庚辛'] + ['%s %s' % (x, y) for x in '子丑寅' for y in '卯辰巳']
                     ).encode('utf-8')
    settings = ('templates', '-q', '--segmented', '--group', '--min-saving', '1', '--min-pmi', '0.1')
    found = json.loads(command(*settings, stdin=data).out)
    assert (found['clauses'], found['covered'], len(found['uncovered'])) == (17, 8, 9)
    assert [(top['template'], top['total']) for top in found['groups']] == [('能 [X] 吗', 8)]
    few = json.loads(command(*(settings + ('--examples', '2')), stdin=data).out)
    assert [len(few['uncovered']), len(few['groups'][0]['sentences'])] == [2, 2]
    for wrong in (('--slots',), ('--format', 'csv'), ('--fillers', '3')):
        assert command(*(settings + wrong), stdin=data).code == 2
