# -*- coding: utf-8 -*-
"""Test the forms in which templates are written for other programs, and that two of them are read back."""
from __future__ import absolute_import, division, print_function, unicode_literals

import csv
import io
import json
import re

import pytest

from nlp_zero.errors import ArgumentError, FormatError
from nlp_zero.parser import Parser
from nlp_zero.templates import (
    TEMPLATE_FORMATS, ChosenTemplate, Matcher, SlotCounter, Template, export_templates, gap_names,
    load_templates, regular_expression, template_rows)

CAN, HOW, SPENT = [None, '能', None, '吗'], ['怎么', None], Template.from_text('满 [NUM] 减 [NUM] 元')
CLAUSES = [['周末', '能', '退', '票', '吗'], ['明天', '能', '改签', '吗'], ['周末', '能', '改签', '吗'], ['怎么', '走']]


@pytest.fixture
def rows():
    templates = [(Template(CAN), 3), (Template(HOW), 1), (SPENT, 1)]
    counter = SlotCounter(dict(templates), examples=2)
    counter.update(CLAUSES)
    return template_rows(templates, counter, {(Template(CAN), 0): '日子'})


def written(rows, form, **settings):
    return ''.join(export_templates(rows, form, **settings))


def test_gaps_have_names():
    assert gap_names(CAN) == ['X1', 'X2'] and gap_names(HOW) == ['X'] and gap_names(['走']) == []
    assert gap_names(SPENT) == ['NUM1', 'NUM2']
    assert gap_names(Template.from_text('[DATE] [X] 到 [NUM] [X]')) == ['DATE', 'X1', 'NUM', 'X2']


def test_text_is_what_it_always_was(rows):
    assert written(rows, 'txt') == '[X] 能 [X] 吗\t3\n怎么 [X]\t1\n满 [NUM] 减 [NUM] 元\t1\n'


def test_json_says_what_each_number_counts(rows):
    first = json.loads(written(rows, 'json', fillers=1).splitlines()[0])
    assert (first['template'], first['count'], first['clauses']) == ('[X] 能 [X] 吗', 3, 3)
    assert [tuple(slot[key] for key in ('gap', 'name', 'class', 'total', 'fillers'))
            for slot in first['slots']] == [(0, 'X1', '日子', 3, [['周末', 2]]),
                                            (1, 'X2', None, 3, [['改签', 2]])]
    assert first['examples'] == ['周末能退票吗', '明天能改签吗']


def test_csv_is_read_by_the_csv_module(rows):
    text = written(rows, 'csv')
    assert text.startswith('template,count,clauses,slots,fillers,examples,coverage\r\n')
    assert text.count('\r\n') == 4
    lines = text.splitlines()
    if str is bytes:
        lines = [line.encode('utf-8') for line in lines]
    found = list(csv.reader(lines))
    if str is bytes:
        found = [[cell.decode('utf-8') for cell in row] for row in found]
    assert found[1] == ['[X] 能 [X] 吗', '3', '3', 'X1=日子 | X2=', '周末:2 明天:1 | 改签:2 退票:1',
                        '周末能退票吗 | 明天能改签吗', '']


@pytest.mark.parametrize('form, knows', [('json', True), ('csv', True), ('txt', False)])
def test_what_is_written_is_read_by_matcher_and_parser(rows, form, knows):
    text = written(rows, form)
    assert load_templates(io.StringIO(text)) == {Template(CAN): 3, Template(HOW): 1, SPENT: 1}
    match, = Matcher(io.StringIO(text), None).match('周末 能 改签 吗')
    assert (match.template, match.id) == ('[X] 能 [X] 吗', 1)
    assert [(slot['class'], slot.known) for slot in match.slots] == [
        ('日子' if knows else None, knows), (None, knows)]
    tree = Parser(io.StringIO(text), lambda line: line.split(' ')).parse('周末 能 改签 吗')
    assert tree.template == Template(CAN)


def test_the_same_is_matched_by_rows_and_by_what_is_written_of_them(rows):
    text = written(rows, 'json', fillers=None)
    sentence = '明天 能 退 票 吗 ， 怎么 走'
    assert Matcher(rows, None).match(sentence, 3) == Matcher(io.StringIO(text), None).match(sentence, 3)


def test_a_chosen_set_says_how_much_it_covers():
    rows = template_rows([
        ChosenTemplate(Template(CAN), 3, 9.5, 0.25), ChosenTemplate(Template(HOW), 1, 2.5, 0.5)])
    assert [json.loads(line)['coverage'] for line in written(rows, 'json').splitlines()] == [0.25, 0.5]
    assert written(rows, 'csv').splitlines()[2].endswith(',0.5000')
    assert rows[0]._replace(coverage=None) == template_rows([(Template(CAN), 3)])[0]


@pytest.mark.parametrize('word', ['=和', '+1', '-', '@我', '好,坏', '说"好"', "'='"])
def test_any_word_comes_back_from_csv(word):
    templates = {Template([word, None]): 2, Template([None, word]): 1}
    assert load_templates(written(templates, 'csv').splitlines(True)) == templates


def filled_rows(filler):
    counter = SlotCounter({Template(HOW): 2}, examples=1)
    counter.update([['怎么', filler]] * 2)
    return template_rows([(Template(HOW), 2), (Template(CAN), 1)], counter)


@pytest.mark.parametrize('filler', ['两\n行', '两\r\n行', '\n', '\r', '说"好"\n"', '\n{"a', ',\n\n'])
def test_templates_with_line_ends_in_a_filler_come_back_from_csv(filler, tmpdir):
    text = written(filled_rows(filler), 'csv')
    path = str(tmpdir.join('templates.csv'))
    with io.open(path, 'wb') as out:
        out.write(text.encode('utf-8'))
    for source in (path, text.split('\n'), io.StringIO(text, newline='')):
        assert load_templates(source) == {Template(HOW): 2, Template(CAN): 1}
    with pytest.raises(FormatError) as caught:
        load_templates(text.split('\n') + ['"[X] 能', '吗,1'])
    assert 'never closed' in caught.value.message


@pytest.mark.parametrize('before', ['', '\n', '\ufeff', '\n\r\n'])
@pytest.mark.parametrize('lines, expected', [
    ([], {}), (['"[X] 能 [X] 吗",1,,,'], {Template(CAN): 1}),
    (['怎么 [X],2,,,', '', '{"template": "怎么 [X]", "count": 3}', '"[X] 能 [X] 吗",1,,,'],
     {Template(HOW): 5, Template(CAN): 1})])
def test_a_header_of_csv_is_no_template(before, lines, expected):
    text = before + ''.join(line + '\n' for line in ['template,count,clauses,slots,fillers'] + lines)
    assert load_templates(io.StringIO(text)) == expected


@pytest.mark.parametrize('filler', ['-走', "'走", '走'])
def test_a_filler_that_looks_like_a_formula_comes_back_from_csv(filler, tmpdir):
    found = []
    for form in ('csv', 'json'):
        path = str(tmpdir.join('templates.' + form))
        with io.open(path, 'wb') as out:
            out.write(written(filled_rows(filler), form).encode('utf-8'))
        found.append(Matcher(path, lambda text: ['怎么', filler]).match('怎么' + filler)[0].confidence)
    assert found[0] == found[1]


def test_a_gap_has_at_least_the_fillers_that_are_saved(tmpdir):
    found = []
    for clauses in ('', '1', '2', '5'):
        path = str(tmpdir.join('templates.csv'))
        with io.open(path, 'w', encoding='utf-8') as out:
            out.write('template,count,clauses,slots,fillers,examples\n怎么 [X],3,%s,X,走:2,\n' % clauses)
        found.append(Matcher(path, lambda text: ['怎么', '走']).match('怎么走')[0].confidence)
    assert found[0] == found[1] == found[2] > found[3]


@pytest.mark.parametrize('line', ['[X] 能', '[Y],1,,,,', '[X] 能,0,,,,', '[X] 能,x,,,,', '[X] 能,1', '能,1,,X=,,',
                                  '"[X] 能,1,,,,'])
def test_says_which_record_makes_no_sense(line, tmpdir):
    path = str(tmpdir.join('templates.csv'))
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write('template,count,clauses,slots,fillers,examples\n怎么 [X],3,,,,\n' + line + '\n')
    with pytest.raises(FormatError) as caught:
        load_templates(path)
    assert (caught.value.path, caught.value.line) == (path, 3)


def test_regular_expressions_find_the_gaps(rows):
    patterns = [re.compile(line, re.UNICODE) for line in written(rows, 'regex').splitlines()]
    assert patterns[0].match('周末能退票吗？').groupdict() == {'X1': '周末', 'X2': '退票'}
    assert patterns[1].match('怎么走').groupdict() == {'X': '走'}
    assert not patterns[1].match('怎么') and not patterns[0].match('能退票吗')
    assert patterns[2].match('满100减20元').groupdict() == {'NUM1': '100', 'NUM2': '20'}
    assert re.match(regular_expression(['a.b', None], ' '), 'a.b  c', re.UNICODE).group('X') == 'c'
    assert not re.match(regular_expression(['a.b', None]), 'aXb c', re.UNICODE)


def test_training_data_for_rasa(rows):
    matches = Matcher(rows, None).match('周末 能 退 票 吗 ？ 怎么 走\n 明天 能 改签 吗\n周末 能 退 票 吗\n怎么 [走')
    assert written(rows, 'rasa', matches=matches) == '''\
version: "3.1"
nlu:
- intent: "X_能_X_吗"
  examples: |
    - [周末](日子) 能 [退 票](X_能_X_吗_X2) 吗
    - [明天](日子) 能 [改签](X_能_X_吗_X2) 吗
- intent: "怎么_X"
  examples: |
    - 怎么 [走](怎么_X_X)
- lookup: "日子"
  examples: |
    - 周末
    - 明天
- lookup: "X_能_X_吗_X2"
  examples: |
    - 改签
    - 退票
- lookup: "怎么_X_X"
  examples: |
    - 走
'''


@pytest.mark.parametrize('number, kept', [(19, 19), (20, 20), (21, 20)])
def test_an_intent_has_so_many_examples(number, kept):
    matches = Matcher({tuple(HOW): 1}, None).match('\n'.join('怎么 走%d' % i for i in range(number)))
    assert written({tuple(HOW): 1}, 'rasa', matches=matches).count('    - 怎么 ') == kept


def test_intents_of_one_name_are_told_apart():
    templates = {Template(['a_b', None]): 2, Template(['a', 'b', None]): 1}
    matches = Matcher(templates, None).match('a_b 甲 ， a b 乙')
    text = written(templates, 'rasa', matches=matches)
    assert '- intent: "a_b_X"\n' in text and '- intent: "a_b_X_2"\n' in text


def test_training_data_for_rasa_is_not_read_as_templates(tmpdir):
    with pytest.raises(FormatError) as caught:
        load_templates(['version: "3.1"\n', 'nlu:\n'])
    assert 'Rasa' in str(caught.value)


def test_a_table_is_aligned(rows):
    lines = written(rows, 'table').splitlines()
    assert lines[0] == '       3  [X] 能 [X] 吗         X1 (日子): 周末 明天  X2: 改签 退票'
    assert lines[2] == '       1  满 [NUM] 减 [NUM] 元'
    assert written([], 'table') == written([], 'txt') == ''


def test_refuses_an_unknown_form(rows):
    with pytest.raises(ArgumentError):
        export_templates(rows, 'xml')
    assert sorted(TEMPLATE_FORMATS) == ['csv', 'json', 'rasa', 'regex', 'table', 'txt']
