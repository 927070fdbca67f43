# -*- coding: utf-8 -*-
"""Contrast: z-scores by hand, both directions, every kind of source, filters, phrases and new words."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import math
import os

import pytest

from nlp_zero import (
    ArgumentError, Corpus, CorpusTypeError, EmptyCorpusError, PhraseFinder, contrast, count_ngrams,
    discover_words, save_vocabulary)
from nlp_zero.cli import main

CORPORA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
REVIEWS, SERVICE = os.path.join(CORPORA, 'reviews.txt'), os.path.join(CORPORA, 'service.txt')
A = {'发货': 30, '手感': 5, '的': 200, '一': 65}
B = {'发货': 8, '手感': 80, '的': 430, '二': 82}


def texts_of(counts):
    """Return texts, segmented, in which words have these counts."""
    return [word for word in sorted(counts) for _ in range(counts[word])]


def by_text(rows):
    return dict((row.text, row) for row in rows)


def z_score(count, total, other, other_total, prior=0.2):
    """Return log-odds difference and z-score, worked out step by step from Monroe's equations 15 to 22."""
    alpha_0 = prior * min(total, other_total)
    alpha = alpha_0 * (count / float(total) + other / float(other_total)) / 2
    odds = (count + alpha) / (total + alpha_0 - count - alpha)
    other_odds = (other + alpha) / (other_total + alpha_0 - other - alpha)
    variance = 1 / (count + alpha) + 1 / (other + alpha)
    return math.log(odds / other_odds), math.log(odds / other_odds) / math.sqrt(variance)


def test_scores_by_hand():
    rows = by_text(contrast(A, B, min_effect=0, min_score=0))
    assert sorted(rows) == sorted(set(A) | set(B))
    for text, row in rows.items():
        count, other = A.get(text, 0), B.get(text, 0)
        assert row[1:4] == ('word', count, other)
        assert abs(row.share - count / 300.0) < 1e-12 and abs(row.other_share - other / 600.0) < 1e-12
        effect, score = z_score(count, 300, other, 600)
        assert abs(row.log_odds - effect) < 1e-9 and abs(row.score - score) < 1e-9
    # One with a calculator: a0 = 60, a = 60 (.1 + .013333) / 2 = 3.4, ln (33.4 / 326.6) (648.6 / 11.4)
    assert '%.4f %.4f' % (rows['发货'].log_odds, rows['发货'].score) == '1.7610 5.1339'


def test_each_direction_has_its_order():
    rows = contrast(A, B, min_effect=0, min_score=0)
    marks_a, marks_b = [row for row in rows if row.score > 0], [row for row in rows if row.score < 0]
    assert rows == marks_a + marks_b and len(marks_a) > 1 and len(marks_b) > 1
    assert [row.score for row in marks_a] == sorted((row.score for row in marks_a), reverse=True)
    assert [row.score for row in marks_b] == sorted(row.score for row in marks_b)
    turned = contrast(B, A, min_effect=0, min_score=0)
    assert [row.text for row in turned] == [row.text for row in marks_b + marks_a]
    for row, other in zip(turned, marks_b + marks_a):
        assert (row.count, row.share) == (other.other_count, other.other_share)
        assert abs(row.score + other.score) < 1e-12
    assert contrast(A, B, 1, min_effect=0, min_score=0) == [marks_a[0], marks_b[0]]
    tied = contrast({'乙': 9, '甲': 9, '的': 99}, {'的': 99}, min_score=0)
    assert [row.text for row in tied[:2]] == ['乙', '甲'] and tied[0].score == tied[1].score


def test_every_kind_of_source_gives_the_same(tmpdir):
    expected = contrast(A, B)
    assert [row.text for row in expected] == ['一', '发货', '二', '手感']
    path = str(tmpdir.join('a.txt'))
    save_vocabulary(A, path)
    with io.open(path, encoding='utf-8') as lines:
        pairs = [(line.split(' ')[0], int(line.split(' ')[1])) for line in lines]
    assert contrast(pairs, B) == expected
    assert contrast(texts_of(A), texts_of(B), segmented=True) == expected
    assert contrast(texts_of(A), B, segmented=True) == expected
    assert contrast(A, iter(texts_of(B)), segmented=True) == expected


def test_rows_and_counts_of_ngrams_are_counts():
    rows = discover_words(Corpus(REVIEWS), evidence=False)
    other = discover_words(Corpus(SERVICE), evidence=False)
    found = [row.text for row in contrast(rows, other, top=20)]
    assert '键帽' in found and '套餐' in found and len(found) == 40
    found = contrast(count_ngrams(Corpus(REVIEWS), max_n=2), count_ngrams(Corpus(SERVICE), max_n=2), top=30)
    assert '键盘' in by_text(found)


@pytest.mark.parametrize('option, value, texts', [
    ('min_count', 38, '手感 发货'), ('min_count', 39, '手感'), ('min_effect', 1.761, '手感 发货'),
    ('min_effect', 1.762, '手感'), ('min_score', 5.133, '手感 发货'), ('min_score', 5.134, '手感')])
def test_filters_at_their_limits(option, value, texts):
    rows = contrast({'发货': 30, '手感': 5, '的': 265}, {'发货': 8, '手感': 200, '的': 392},
                    **dict([(str('min_score'), 0), (str('min_effect'), 1.5), (str(option), value)]))
    assert sorted(row.text for row in rows) == sorted(texts.split())


def test_a_row_at_a_limit_stays():
    for row in contrast(A, B, min_effect=0, min_score=0):
        assert row in contrast(A, B, min_effect=abs(row.log_odds), min_score=0)
        assert row in contrast(A, B, min_effect=0, min_score=abs(row.score))


def test_texts_are_cut_by_the_vocabulary_and_by_what_is_new():
    rows = by_text(contrast(Corpus(REVIEWS), Corpus(SERVICE)))
    with io.open(REVIEWS, encoding='utf-8') as source:
        text = source.read()
    assert rows['键盘'].kind == 'word' and 0 < rows['键盘'].count <= text.count('键盘')
    assert rows['键帽'].kind == 'new' and rows['键帽'].count == text.count('键帽')
    assert rows['套餐'].score < 0 < rows['键盘'].score
    known = contrast(Corpus(REVIEWS), Corpus(SERVICE), new_words=False)
    assert set(row.kind for row in known) == set(['word'])
    only = contrast(Corpus(REVIEWS), Corpus(SERVICE), vocabulary={'键帽': 9, '套餐': 9}, new_words=False)
    assert [row.text for row in only if row.text in ('键帽', '套餐', '键盘', '声音')] == ['键帽', '套餐']


def month(names, gift, other=''):
    """Return reviews of some names, the first the most frequent, with a gift that comes with each."""
    frames = ['买了%s，声音大', '%s给力，字也清楚', '朋友给我种草的%s', '这家送了一个%s，喜欢', '第三次回购%s了', '%s还要优化']
    lines = [frame % name for name in names for frame in frames] * 4
    lines += ['双十一用一个%s下单，%s%s真的不错' % (gift, name, other) for name in names] * 6
    return lines + [start + '买了' + names[0] + end
                    for start in ('', '我', '妈妈') for end in ('，很快', '，退了')] * 3


@pytest.mark.parametrize('gift, other_gift, other', [('盲盒', '早鸟券', ''), ('键盘兔', '早鸟券', '键盘')])
def test_words_beside_or_inside_a_new_word_mark_no_text(gift, other_gift, other):
    june, may = month(['半拾', '鲸屿', '澈野'], gift), month(['沐岚', '鲸屿', '澈野'], other_gift, other)
    rows = contrast(june, may)
    assert [row.text for row in rows if row.score > 0] == ['半拾', gift]
    assert [row.text for row in rows if row.score < 0] == ['沐岚', other_gift]
    for row in rows:
        assert (row.count, row.other_count) == tuple(
            sum(line.count(row.text) for line in lines) for lines in (june, may))


def test_texts_of_other_scripts_are_compared():
    rows = contrast(['red apple', 'green apple'] * 20, ['red car', 'green car'] * 20)
    assert [(row.text, row.kind) for row in rows] == [('apple', 'word'), ('car', 'word')]


def test_phrases_are_compared_too():
    rows = by_text(contrast(Corpus(REVIEWS), Corpus(SERVICE), new_words=False, phrases=True))
    with io.open(REVIEWS, encoding='utf-8') as source:
        text = source.read()
    assert rows['卫星轴'].kind == 'phrase' and rows['卫星轴'].count == text.count('卫星轴')
    without = contrast(Corpus(REVIEWS), Corpus(SERVICE), new_words=False)
    assert set(without) == set(row for row in rows.values() if row.kind == 'word')


def test_phrases_are_counted_in_another_corpus():
    finder = PhraseFinder(min_count=2, scoring='pmi', threshold=0, passes=1)
    finder.train(['火车 站 在 哪', '火车 站 怎么 走', '在 哪'])
    assert finder.count(['去 火车 站', '火车 ， 站', '火车 站 火车 站']) == {('火车', '站'): 3, ('在', '哪'): 0}
    assert finder.phrases[('火车', '站')].count == 2
    assert PhraseFinder().count(['火车 站']) == {}


@pytest.mark.parametrize('settings, wrong', [
    ({'min_count': 0}, 'min_count must be a whole number from 1 up'),
    ({'min_effect': -0.1}, 'min_effect must be a number from 0 up'),
    ({'min_score': -1}, 'min_score must be a number from 0 up'), ({'prior': 0}, 'prior must be above 0'),
    ({'top': 0}, 'top must be a whole number from 1 up'), ({'scoring': 'pmi'}, 'unknown options of contrast'),
    ({'segmented': True, 'vocabulary': {'甲': 1}}, 'segmented')])
def test_options_that_make_no_sense(settings, wrong):
    with pytest.raises(ArgumentError) as caught:
        contrast(A, B, **dict((str(name), value) for name, value in settings.items()))
    assert wrong in str(caught.value)


@pytest.mark.parametrize('source, error', [
    ([], EmptyCorpusError), ({}, EmptyCorpusError), (['，。'], EmptyCorpusError), ('甲', CorpusTypeError)])
def test_sources_without_words(source, error):
    with pytest.raises(error):
        contrast(A, source)
    with pytest.raises(error):
        contrast(source, A)


# --- the verb ------------------------------------------------------------------------------------

def written(tmpdir, *arguments):
    path = str(tmpdir.join('out'))
    assert main(list(arguments) + ['-q', '-o', path]) == 0
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


def test_the_verb_compares_texts(tmpdir, write):
    first, second = write('a.txt', '\n'.join(texts_of(A))), write('b.txt', '\n'.join(texts_of(B)))
    arguments = ('contrast', '--segmented', first, '--against', second)
    lines = [line.split('\t') for line in written(tmpdir, *arguments).splitlines()]
    rows = contrast(A, B)
    assert lines[0] == list(rows[0]._fields)
    assert lines[1:] == [[row.text, row.kind, '%d' % row.count, '%d' % row.other_count] +
                         ['%.6f' % value for value in row[4:]] for row in rows]
    objects = written(tmpdir, *(arguments + ('--format', 'jsonl'))).splitlines()
    objects = [json.loads(line) for line in objects]
    assert [one['text'] for one in objects] == [row.text for row in rows]
    # A dictionary has the count of the text that the word marks.
    assert written(tmpdir, *(arguments + ('--format', 'txt'))) == '一 65\n发货 30\n二 82\n手感 80\n'
    table = written(tmpdir, *(arguments + ('--format', 'table', '--top', '1'))).splitlines()
    assert table[0].split() == ['text', 'kind', 'count', 'other_count', 'log_odds', 'score', 'context']
    assert '\u3010一\u3011' in table[1] and '\u3010二\u3011' in table[2] and len(table) == 3


def test_the_verb_compares_counts(tmpdir, write):
    first = write('a.txt', ''.join('%s %d\n' % pair for pair in sorted(A.items())))
    second = write('b.tsv', ''.join('%s\t%d\n' % pair for pair in sorted(B.items())))
    out = written(tmpdir, 'contrast', '--counts', first, '--against', second)
    assert [line.split('\t')[0] for line in out.splitlines()[1:]] == ['一', '发货', '二', '手感']
    for path, source in (('ca.tsv', REVIEWS), ('cb.tsv', SERVICE)):
        assert main(['count', '-q', '-n', '2', source, '-o', str(tmpdir.join(path))]) == 0
    out = written(tmpdir, 'contrast', '--counts', str(tmpdir.join('ca.tsv')), '--against',
                  str(tmpdir.join('cb.tsv')), '--top', '9')
    expected = contrast(count_ngrams(Corpus(REVIEWS), max_n=2), count_ngrams(Corpus(SERVICE), max_n=2), top=9)
    assert [line.split('\t')[0] for line in out.splitlines()[1:]] == [row.text for row in expected]


def test_one_text_may_be_standard_input(command, write):
    path = write('b.txt', '\n'.join(texts_of(B)))
    data = '\n'.join(texts_of(A)).encode('utf-8')
    expected = command('contrast', '--segmented', write('a.txt', data), '--against', path).out
    assert expected.count('\n') == 5
    assert command('contrast', '--segmented', '--against', path, stdin=data).out == expected
    assert command('contrast', '--segmented', '--against', '-', stdin=data).code == 2
