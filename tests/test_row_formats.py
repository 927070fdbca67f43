# -*- coding: utf-8 -*-
"""Rows in every form of `--format`: aligned tables, dictionaries, RFC 4180, JSON lines, a page."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
import re

import pytest

import nlp_zero.cli
from nlp_zero import (
    Context, Corpus, KeywordFinder, Matcher, NewWord, PhraseFinder, SentTree, Template, contexts, contrast,
    discover_words, explain, find_new_words, find_templates, load_vocabulary)
from nlp_zero.cli import main
from nlp_zero.templates import SlotCounter, TemplateFinder, group_clauses
from nlp_zero.text import csv_cell, display_text, display_width, join_words, shortened_text, text_checksum

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REVIEWS = os.path.join(ROOT, 'corpora', 'reviews.txt')
FORMS = ('table', 'txt', 'csv', 'tsv', 'jsonl', 'jieba', 'html')


def written(tmpdir, *arguments):
    """Return what a command writes to a file."""
    path = str(tmpdir.join('out'))
    assert main(list(arguments) + ['-q', '-o', path]) == 0
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


def records(text):
    """Return the cells of text in RFC 4180, by hand: quotes double, records end in CR LF."""
    found, position = [[]], 0
    while position < len(text):
        match = re.compile('(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)').match(text, position)
        assert match, text[position:position + 40]
        cell = match.group(2) if match.group(1) is None else match.group(1).replace('""', '"')
        found[-1].append(cell)
        if match.group(3) != ',':
            found.append([])
        position = match.end()
    assert found.pop() == []
    return found


@pytest.mark.parametrize('text, width', [
    ('', 0), ('abc', 3), ('手机', 4), ('5G手机', 6), ('，。「」', 8), ('ＡＢ', 4), ('ｱｲ', 2), ('…—', 2),
    ('e\u0301', 1), ('\u30ab\u3099', 2), ('한국', 4), ('カナ', 4), ('\U00020000', 2),
    ('\U0001f600', 2), ('\u3000', 2),
    ('\u303f', 1), ('\uff61', 1), ('\uff60', 2), ('\u200d', 0)])
def test_display_width(text, width):
    assert display_width(text) == width


def test_display_text_moves_no_cursor():
    assert display_text('甲\n乙\t丙\r\u2028丁') == '甲 乙 丙  丁'
    assert display_text('\x1b[31m\u202e红\x00\x9b') == '\ufffd[31m\ufffd红\ufffd\ufffd'


@pytest.mark.parametrize('words, text', [
    ([], ''), (['火车', '站'], '火车站'), (['a', 'b'], 'a b'), (['５', '5'], '５ 5'), (['C', '位', 'B'], 'C位B')])
def test_join_words(words, text):
    assert join_words(words) == text


def test_dictionaries(tmpdir):
    plain = written(tmpdir, 'discover', REVIEWS, '--top', '9')
    assert written(tmpdir, 'discover', REVIEWS, '--top', '9', '--format', 'txt') == plain
    jieba = written(tmpdir, 'discover', REVIEWS, '--top', '9', '--format', 'jieba')
    assert jieba == ''.join(line + ' n\n' for line in plain.splitlines())
    assert len(load_vocabulary(plain.splitlines())) == 9


def test_csv_and_tsv_hold_the_same_cells(tmpdir):
    arguments = ('discover', REVIEWS, '--min-length', '2', '--top', '20', '--format')
    table = [line.split('\t') for line in written(tmpdir, *(arguments + ('tsv',))).splitlines()]
    assert len(table) == 21 and table[0][:3] == ['text', 'count', 'pmi']
    assert records(written(tmpdir, *(arguments + ('csv',)))) == table


def phrases(tmpdir, write, text, form):
    """Return what `phrases` writes of text that is segmented."""
    return written(tmpdir, 'phrases', '--segmented', '--min-count', '2', '--scoring', 'pmi', '--threshold',
                   '0', '--passes', '1', write('t.txt', text), *(['--format', form] if form else []))


def test_csv_quotes_and_guards_formulas(tmpdir, write):
    text = '=1 "甲，\n' * 3 + '=1 乙,丙\n' * 2 + '-2 +3\n' * 3
    found = records(phrases(tmpdir, write, text, 'csv'))
    assert found[0] == ['words', 'frequency', 'count', 'score']
    assert sorted(row[0] for row in found[1:]) == ["'-2 +3", "'=1 \"甲，", "'=1 乙,丙"]
    # Without a form there is no header, and nothing is guarded.
    plain = phrases(tmpdir, write, text, None)
    assert sorted(line.split('\t')[0] for line in plain.splitlines()) == ['-2 +3', '=1 "甲，', '=1 乙,丙']


@pytest.mark.parametrize('text, cell', [
    ('=1', "'=1"), ('+1', "'+1"), ('-1', "'-1"), ('@1', "'@1"), ('\t1', "'\t1"), ('\r1', '"\'\r1"'),
    ("'1", "''1"), ('1=', '1='), ('', ''), ('a"b', '"a""b"'), ('a\nb', '"a\nb"')])
def test_cells_are_quoted_and_guarded(text, cell):
    assert csv_cell(text) == cell


@pytest.mark.parametrize('width, end, begin', [
    (4, '手\u2026', '机壳'), (5, '手\u2026', '机壳'), (6, '手机壳', '手机壳'), (7, '手机壳', '手机壳'), (1, '\u2026', '')])
def test_texts_are_shortened_to_columns(width, end, begin):
    assert (shortened_text('手机壳', width), shortened_text('手机壳', width, True)) == (end, begin)


def test_letters_are_shortened_to_columns():
    assert (shortened_text('abcdef', 5), shortened_text('abcdef', 6)) == ('abcd\u2026', 'abcdef')


def test_checksums_are_of_any_text():
    assert text_checksum('a') == 0xe8b7be43 and text_checksum('\ud800') == text_checksum('\\ud800')


@pytest.mark.parametrize('text, cell', [
    ('=1 甲', "'=1 甲"), ('+1 甲', "'+1 甲"), ('@1 甲', "'@1 甲"), ('1= 甲', '1= 甲')])
def test_each_mark_of_a_formula(tmpdir, write, text, cell):
    out = phrases(tmpdir, write, (text + '\n') * 3 + '乙 丙\n' * 3, 'csv')
    assert [row[0] for row in records(out) if '甲' in row[0]] == [cell]


def test_phrases_are_dictionaries_too(tmpdir, write):
    text = '火车 站\nLos Angeles\n火车 站\n' * 3
    assert phrases(tmpdir, write, text, 'txt') == '火车站 6\nLos Angeles 3\n'
    assert phrases(tmpdir, write, text, 'jieba') == '火车站 6 n\nLos Angeles 3 n\n'
    objects = [json.loads(line) for line in phrases(tmpdir, write, text, 'jsonl').splitlines()]
    assert [one['words'] for one in objects] == [['火车', '站'], ['Los', 'Angeles']]


def test_a_table_is_aligned(tmpdir, write):
    lines = phrases(tmpdir, write, 'iPhone 很好\n手机 不错\n' * 4, 'table').splitlines()
    assert len(lines) == 3 and lines[0].split() == ['words', 'frequency', 'count', 'score']
    assert len(set(display_width(line) for line in lines)) == 1
    ends = set(display_width(line[:line.index(' 4 ') + 2]) for line in lines[1:])
    assert ends == set([display_width(lines[0][:lines[0].index('frequency') + 9])])


@pytest.mark.parametrize('length, shown', [(18, '长' * 18 + ' 短'), (19, '长' * 19 + '\u2026')])
def test_a_table_cuts_what_is_too_wide(tmpdir, write, length, shown):
    out = phrases(tmpdir, write, ('长' * length + ' 短\n乙 丙\n') * 4, 'table')
    assert '\n%s ' % shown in out


def test_a_page_shows_text_as_text(tmpdir, write):
    hostile = '<script>alert("1")</script>&amp;\'\u202e\x00'
    page = phrases(tmpdir, write, (hostile + ' 甲\n乙 丙\n') * 4, 'html')
    assert page.startswith('<!DOCTYPE html>\n') and page.endswith('</html>\n')
    assert '<script' not in page and '\u202e' not in page and '\x00' not in page
    assert '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;\ufffd\ufffd 甲' in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize('by, column', [('count', 1), ('pmi', 2), ('entropy', None), ('score', 5)])
def test_sort(tmpdir, by, column):
    table = written(tmpdir, 'discover', REVIEWS, '--sort', by, '--format', 'tsv')
    rows = [line.split('\t') for line in table.splitlines()[1:]]
    keys = [(-(float(row[column]) if column else min(float(row[3]), float(row[4]))), row[0]) for row in rows]
    assert len(rows) > 100 and keys == sorted(keys)
    top = written(tmpdir, 'discover', REVIEWS, '--sort', by, '--top', '5')
    assert [line.split(' ')[0] for line in top.splitlines()] == [row[0] for row in rows[:5]]


def test_a_score_ranks_words_of_both_methods(tmpdir):
    for method in ('ngram', 'min_entropy'):
        found = written(tmpdir, 'discover', REVIEWS, '--method', method, '--sort', 'score', '--top', '20')
        rows = [line.split(' ') for line in found.splitlines()]
        by_count = sorted(rows, key=lambda row: -int(row[1]))
        assert [word for word, _ in rows if len(word) < 2] == [] and rows != by_count


@pytest.mark.parametrize('form', ['table', 'csv', 'html', 'jsonl'])
def test_every_form_goes_through_a_pipe_of_any_locale(command, tmpdir, write, form):
    arguments = ('phrases', '--segmented', '--scoring', 'pmi', '--threshold', '0', '--format', form,
                 write('t.txt', '手机 很好\n乙 丙\n' * 5))
    done = command(*arguments, env={'LC_ALL': 'C', 'PYTHONHASHSEED': '7'})
    assert (done.code, done.err, done.out) == (0, '', written(tmpdir, *arguments))
    assert '手机' in done.out


def test_no_rows_are_a_header_or_nothing(tmpdir, write):
    found = dict((form, phrases(tmpdir, write, '甲 乙\n', form)) for form in FORMS)
    assert [found[form] for form in ('txt', 'jieba', 'jsonl')] == ['', '', '']
    assert found['csv'] == 'words,frequency,count,score\r\n'
    assert found['tsv'] == 'words\tfrequency\tcount\tscore\n'
    assert found['table'] == 'words  frequency  count  score\n'
    assert '<tbody>\n</tbody>' in found['html']


def test_what_goes_to_a_file_is_for_programs(monkeypatch, tmpdir):
    piped = written(tmpdir, 'discover', REVIEWS, '--top', '3')
    monkeypatch.setattr(nlp_zero.cli.sys, 'stdout', Terminal())
    assert written(tmpdir, 'discover', REVIEWS, '--top', '3') == piped


class Terminal(object):
    """Stand for standard output that is a terminal."""

    def isatty(self):
        return True


def test_discovery_shows_what_it_did(tmpdir):
    arguments = ('discover', REVIEWS, '--min-length', '2', '--top', '4', '--format', 'table')
    table = written(tmpdir, *arguments).splitlines()
    words = [word for word in discover_words(Corpus(REVIEWS), evidence=False) if len(word.text) > 1]
    assert [line.split()[:2] for line in table[1:]] == [[word.text, str(word.count)] for word in words[:4]]


def test_a_notebook_shows_rows_as_tables():
    rows = discover_words(Corpus(REVIEWS))
    assert len(rows) > 101 and rows == list(rows) and repr(rows) == repr(list(rows))
    lines = rows._repr_html_().splitlines()
    assert lines[0].startswith('<table><tr><th>text</th><th>count</th><th>pmi</th>')
    assert lines[1].startswith('<tr><td>%s</td><td>%d</td><td>%.2f</td>' % (
        '&lt;' if rows[0].text == '<' else rows[0].text, rows[0].count, rows[0].pmi))
    assert lines[101:] == ['</table>', '<p>100 / %d</p>' % len(rows)]
    assert rows[:100]._repr_html_().endswith('</table>') and rows[:0]._repr_html_() == ''
    assert rows[0]._repr_html_() == rows[:1]._repr_html_()


def test_a_notebook_shows_contexts_and_no_markup_of_the_text():
    places = (Context('<b>', '键帽', '', None, 1), Context('换', '键帽', '&', 'a', 2))
    row = NewWord('键帽', 2, 1.5, 0.25, 2, None, 0.0, 1.0, places, ('键帽厚', '新键帽'))
    assert row._repr_html_().splitlines()[1] == (
        '<tr><td>键帽</td><td>2</td><td>1.50</td><td>0.25</td><td>2</td><td></td><td>0.00</td><td>1.00</td>'
        '<td>&lt;b&gt;<mark>键帽</mark><br>换<mark>键帽</mark>&amp;</td><td>键帽厚 新键帽</td></tr>')
    rows = find_new_words(Corpus(REVIEWS), top=2)
    assert rows._repr_html_().count('<mark>%s</mark>' % rows[0].text) == 3


def test_a_notebook_shows_a_tree():
    inner = SentTree(Template(['<退票>']), '<退票>', start=1)
    tree = SentTree(Template(['能', None, '吗']), '能<退票>吗', [inner], end=3)
    lines = tree._repr_html_().split('\n')
    assert lines[0].startswith('<pre>+---&gt; 能(&lt;退票&gt;)吗') and len(lines) == len(tree.plot().split('\n'))


def test_a_notebook_shows_phrases():
    finder = PhraseFinder(min_count=2, scoring='pmi', threshold=0)
    finder.train(['火车 站 在 哪', '火车 站 怎么 走'])
    for sort in ('score', 'frequency'):
        assert '<td>火车 站</td><td>2</td><td>2</td>' in finder.ranked(sort=sort)._repr_html_()


def test_a_notebook_shows_every_kind_of_row():
    texts = ['能退票吗', '能改签吗', '能换座吗', '能报销吗'] * 3
    templates = find_templates(texts, list, min_saving=0, min_pmi=0)
    kinds = [contrast({'发货': 30, '手感': 5, '的': 200}, {'发货': 4, '手感': 40, '的': 210}),
             KeywordFinder(['改签']).find(texts), contexts(texts, ['改签'])['改签'],
             templates, Matcher(templates, list).match(texts[0])]
    for rows in kinds:
        head, first = rows._repr_html_().splitlines()[:2]
        assert head.count('<th>') == first.count('<td>') == len(rows[0])
        assert rows[0]._repr_html_() == rows[:1]._repr_html_() and rows == list(rows)
    assert '<td>能 [X] 吗</td>' in templates._repr_html_()
    assert '<td>X: 退票</td>' in kinds[-1]._repr_html_()
    explanation = explain(texts, ['改签'])[0]
    assert explanation._repr_html_() == '<pre>%s</pre>' % explanation.to_text()


def test_a_notebook_shows_slots_and_groups():
    counter = SlotCounter({(None, '能', None): 2})
    counter.update([['票', '能', '退<'], ['票', '能', '改'], ['房', '能', '改']])
    lines = counter.slots((None, '能', None))._repr_html_().splitlines()
    row = '<tr><td>[X] 能 [X]</td><td>%d</td><td>3</td><td>2</td><td>0.64</td><td>%s</td></tr>'
    assert lines[1:3] == [row % (0, '票:2 房:1'), row % (1, '改:2 退&lt;:1')]
    family = [Template.from_text(text) for text in ('[X] 吗', '能 [X] 吗')]
    found = group_clauses(family, TemplateFinder(), ['能 退 吗', '来 吗', '好'])
    assert found._repr_html_().splitlines() == [
        '<p>2 / 3</p>',
        '<table><tr><th>template</th><th>count</th><th>total</th><th>sentences</th></tr>',
        '<tr><td>[X] 吗</td><td>1</td><td>2</td><td>来 吗:1</td></tr>',
        '<tr><td>\u3000能 [X] 吗</td><td>1</td><td>1</td><td>能 退 吗:1</td></tr>', '</table>',
        '<table><tr><th>uncovered</th><th>count</th></tr>', '<tr><td>好</td><td>1</td></tr>', '</table>']
    assert found.groups[0]._repr_html_().count('<td>') == 8
