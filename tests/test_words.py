# -*- coding: utf-8 -*-
"""Discovery by n-grams, the evidence in its rows, the filters, and what all methods share."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import itertools
import json
import math
import os
import random
import re
from collections import Counter

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.entropy import EVERYTHING, Settings, find_mixed_words
from nlp_zero.errors import (
    ArgumentError, CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError, InputError)
from nlp_zero.evaluate import evaluate_segmentation
from nlp_zero.scores import branching_entropy, cohesion
from nlp_zero.text import DEFAULT_RULES, Rules, clauses, cut_at, windows
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.trie import Trie
from nlp_zero.words import (
    DEFAULT_METHOD, METHODS, Word, cohesive_ngrams, discover_words, explain, filter_words, least_count,
    measure, unmeasured_word)

REVIEWS = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
           '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']


@pytest.fixture
def story(corpora):
    with io.open(os.path.join(corpora, 'story.txt'), encoding='utf-8') as lines:
        return lines.read().splitlines()


def ngram(corpus, **options):
    return discover_words(corpus, method='ngram', **options)


def pieces(corpus, **options):
    """{word: count} of the n-gram method, before any filter."""
    return dict((row.text, row.count) for row in METHODS['ngram'].discover(corpus, **options))


def evidence_of(corpus, *words):
    return measure(corpus, [unmeasured_word(word, 1) for word in words])


def count_strings(corpus, text):
    """Occurrences of a text in the clauses of a corpus, by looking at every place."""
    total = 0
    for item in corpus:
        for clause in clauses(item):
            clause = ''.join(clause)
            total += sum(clause.startswith(text, at) for at in range(len(clause)))
    return total


def neighbours(corpus, text):
    """Counters of the neighbours of a text on both sides, and how often a clause ends there."""
    sides, ends = (Counter(), Counter()), [0, 0]
    for item in corpus:
        for clause in clauses(item):
            clause = list(clause)
            for at in range(len(clause) - len(text) + 1):
                if ''.join(clause[at:at + len(text)]) == text:
                    for side, place in ((0, at - 1), (1, at + len(text))):
                        if 0 <= place < len(clause):
                            sides[side][clause[place]] += 1
                        else:
                            ends[side] += 1
    return sides, ends


# The n-gram method.

def test_finds_words_of_reviews():
    rows = ngram(REVIEWS, min_count=3, min_length=2)
    assert [(row.text, row.count) for row in rows] == [('手感', 3), ('键帽', 3)]


def test_single_characters_are_among_the_words():
    assert '键' in [row.text for row in ngram(REVIEWS, min_count=1)]
    assert min(len(row.text) for row in ngram(REVIEWS, min_length=2, min_count=1)) == 2


def test_counts_pieces_and_not_strings():
    # 天气 occurs five times, three of them inside a longer piece.
    corpus = ['天气预报', '天气预报', '天气', '天气', '看天气预报', '好', '坏', '大', '小', '来', '去',
              '一二三四五六七八九十百千万东南西北上下左右山水日月']
    counts = dict((row.text, row.count) for row in ngram(corpus, min_count=2, ratios=[2, 3, 4]))
    assert (counts['天气预报'], counts['天气']) == (3, 2)
    assert count_strings(corpus, '天气') == 5


def test_words_longer_than_max_n():
    filler = ['今天去', '明天来', '他们吃', '我们喝', '你也睡', '谁在听', '都不看', '没人写', '再次问', '先不答']
    corpus = ['穆罕默德阿里', '见穆罕默德阿里', '穆罕默德阿里说'] * 2 + filler * 3
    texts = [row.text for row in ngram(corpus, min_length=5, ratios=[3, 3, 3])]
    assert '穆罕默德阿里' in texts
    shorter = [row.text for row in ngram(corpus, min_length=5, max_n=3, ratios=[3, 3])]
    assert '穆罕默德阿里' in shorter


def test_a_doubtful_place_is_rather_left_uncut():
    # 丙丁 is weak by itself, but the strong 乙丙丁 covers it.
    counts = {'乙': 4, '丙': 4, '丁': 90, '乙丙': 4, '丙丁': 4, '乙丙丁': 4}
    kept = cohesive_ngrams(counts, 400, [20, 1])
    assert '丙丁' not in kept[0] and '乙丙' in kept[0] and '乙丙丁' in kept[1]
    assert pieces(['乙丙丁'] * 4 + ['丁'] * 86 + ['戊己庚'] * 103, ratios=[20, 1], max_n=3)['乙丙丁'] == 4


def test_back_check_drops_what_was_glued():
    # 甲乙 and 乙丙 are kept, 甲乙丙 is not: the piece between the cuts is no word.
    found = pieces(['甲乙丙'] * 3 + ['丁', '戊', '己'] * 20, ratios=[2, 10 ** 9], max_n=3)
    assert found == {'丁': 20, '戊': 20, '己': 20}


@pytest.mark.parametrize('seed', range(4))
def test_cohesive_ngrams_against_the_definition(seed):
    rng = random.Random(seed)
    corpus = [''.join(rng.choice('甲乙丙丁戊') for _ in range(9)) for _ in range(30)]
    strings = set(text[i:j] for text in corpus for i in range(9) for j in range(i + 1, min(10, i + 4)))
    counts = dict((string, count_strings(corpus, string)) for string in strings)
    kept = cohesive_ngrams(counts, 270, [1.2, 1.5])
    for size, ratio, found in ((2, 1.2, kept[0]), (3, 1.5, kept[1])):
        assert found == set(s for s in strings
                            if len(s) == size and cohesion(s, counts, 270) >= math.log(ratio) - 1e-12)


def test_score_of_the_default_method_is_what_the_word_saves():
    rows = dict((row.text, row) for row in discover_words(REVIEWS * 3, evidence=False))
    total = sum(row.count for row in rows.values())

    def log_probability(text):
        return math.log(rows[text].count / total)
    row = max(rows.values(), key=lambda row: (row.score, row.text))
    parts = [part for part in row.text if part in rows]
    assert len(row.text) == len(parts) == 2
    saving = log_probability(row.text) - sum(log_probability(part) for part in parts)
    assert row.score > 0 and abs(row.score - row.count * saving) < 1e-6
    assert [row for row in rows.values() if len(row.text) == 1 and row.score] == []


def test_score_is_what_joining_saves():
    row = [row for row in ngram(REVIEWS, min_count=3) if row.text == '手感'][0]
    assert abs(row.score - row.count * (row.pmi - 1)) < 1e-9
    assert set(row.score for row in ngram(REVIEWS, min_count=1) if len(row.text) == 1) == {0.0}


@pytest.mark.parametrize('total, expected', [
    (0, 2), (1000, 2), (6249999, 2), (6250000, 3), (12249999, 3), (12250000, 4), (10 ** 8, 10),
    (10 ** 10, 100)])
def test_least_count_grows_with_the_corpus(total, expected):
    assert least_count(total) == expected


@pytest.mark.parametrize('ratio, expected', [(9.9, ['手机']), (10, ['手机']), (10.1, [])])
def test_an_ngram_must_reach_its_ratio(ratio, expected):
    assert [sorted(kept) for kept in cohesive_ngrams({'手': 2, '机': 2, '手机': 2}, 20, [ratio])] == [expected]


def test_every_split_must_reach_the_ratio():
    counts = {'甲': 2, '乙': 2, '丙': 10, '甲乙': 2, '乙丙': 2, '甲乙丙': 2}
    # 甲 | 乙丙 by 20 * 2 / (2 * 2), 甲乙 | 丙 by 20 * 2 / (2 * 10).
    assert cohesive_ngrams(counts, 20, [10 ** 9, 2])[1] == {'甲乙丙'}
    assert cohesive_ngrams(counts, 20, [10 ** 9, 2.1])[1] == set()


@pytest.mark.parametrize('number', ['16%', '16％', '3.14', '1,000', '１２', '12:30', '37℃'])
def test_a_number_is_no_word(number):
    assert pieces([number] * 3 + ['甲', '5G'] * 9, min_count=1) == {'甲': 9, '5G': 9}


@pytest.mark.parametrize('min_count, expected', [(2, True), (3, True), (4, False)])
def test_pieces_must_reach_the_least_count(min_count, expected):
    assert ('手感' in pieces(REVIEWS, min_count=min_count)) == expected


def test_symbols_of_other_scripts_are_units():
    filler = ['甲乙', '丙丁', '戊己', '庚辛', '壬癸', '子丑', '寅卯', '辰巳', '午未', '申酉', '戌亥']
    corpus = ['用5G手机', '买5G手机', '5G手机好'] + filler + ['共3.14元', '价3.14元', '涨了3.14']
    rows = ngram(corpus, min_count=3, ratios=[3, 3, 3])
    texts = [row.text for row in rows]
    assert '5G手机' in texts
    assert 'G手机' not in texts and '3.14' not in texts
    row = rows[texts.index('5G手机')]
    assert abs(row.pmi - math.log(sum(len(list(c)) for t in corpus for c in clauses(t)) * 3 / 9.0)) < 1e-9
    assert abs(row.left_entropy - math.log(3)) < 1e-12


def test_rules_say_what_a_symbol_is():
    corpus = ['买T恤', '卖T恤', '洗T恤', '晒T恤'] + ['甲', '乙', '丙', '丁', '戊', '己', '庚'] * 4
    assert 'T恤' in [row.text for row in ngram(corpus, min_count=4)]
    letters = ['看ab', '写ab', '说ab'] + ['甲', '乙', '丙', '丁', '戊', '己', '庚'] * 4
    assert 'ab' in [row.text for row in ngram(letters, min_count=3, rules=Rules(whole=()))]


def test_one_answer_whatever_the_order(story):
    story = story[:30]
    expected = ngram(story)
    shuffled = list(story)
    random.Random(3).shuffle(shuffled)
    assert ngram(shuffled) == expected
    assert ngram(Corpus(story), workers=1, memory='64MB') == expected


def test_order_of_the_rows(story):
    rows = ngram(story[:30])
    assert rows == sorted(rows, key=lambda row: (-row.count, row.text))
    assert len(set(row.text for row in rows)) == len(rows)


@pytest.mark.parametrize('options', [
    {'max_n': 1}, {'max_n': 0}, {'ratios': [10], 'max_n': 3}, {'ratios': []}])
def test_options_of_the_ngram_method_are_checked(options):
    with pytest.raises(ArgumentError):
        ngram(REVIEWS, **options)


@pytest.mark.parametrize('options', [
    {'max_n': 2}, {'ratios': [10], 'max_n': 2}, {'ratios': [10, 9, 8, 7, 6]}])
def test_options_of_the_ngram_method_at_their_limits(options):
    assert '手感' in [row.text for row in ngram(REVIEWS, min_count=3, **options)]


def test_quality_of_the_ngram_method(shared_data):
    """MSR from its own input alone: .740 as this was written, .768 with more news."""
    corpus = Corpus(os.path.join(shared_data, 'gold', 'msr_test.txt.bz2'))
    gold = [line.replace('\u3000', ' ') for line in corpus]
    raw = [''.join(line.split()) for line in gold]
    words = ngram(raw, evidence=False)
    tokenizer = Tokenizer(dict((word.text, word.count) for word in words))
    assert evaluate_segmentation(gold, [tokenizer.lcut(line) for line in raw]).f1 > 0.735


# Rows and evidence.

def test_row_has_the_fields_in_order():
    assert Word._fields == ('text', 'count', 'pmi', 'left_entropy', 'right_entropy', 'score')


def test_evidence_against_the_definitions(story):
    story = story[:12]
    found = dict((row.text, row) for row in ngram(story, evidence=False))
    picked = sorted(found)[::7] + [word for word in found if len(word) > 3]
    strings = set(word[i:j] for word in picked for i in range(len(word)) for j in range(i + 1, len(word) + 1))
    counts = dict((string, count_strings(story, string)) for string in strings)
    total = sum(len(list(clause)) for text in story for clause in clauses(text))
    rows = measure(story, [found[word] for word in set(picked)])
    assert [row.text for row in rows] == sorted(set(picked))
    for row in rows:
        assert (row.count, row.score) == (found[row.text].count, found[row.text].score)
        sides, ends = neighbours(story, row.text)
        assert abs(row.left_entropy - branching_entropy(sides[0].values(), ends[0])) < 1e-9
        assert abs(row.right_entropy - branching_entropy(sides[1].values(), ends[1])) < 1e-9
        if len(row.text) > 1:
            assert abs(row.pmi - cohesion(row.text, counts, total)) < 1e-9
        else:
            assert row.pmi == 0.0


def test_evidence_of_long_words():
    corpus = ['看穆罕默德阿里打', '看穆罕默德阿里跑', '穆罕默德阿里', '穆罕默德阿里', '默德阿里', '德阿里跑']
    corpus += ['甲乙丙'] * 5
    row = evidence_of(corpus, '穆罕默德阿里')[0]
    sides, ends = neighbours(corpus, '穆罕默德阿里')
    assert ends == [2, 2] and sides[0] == {'看': 2}
    assert abs(row.left_entropy - branching_entropy([2], 2)) < 1e-12
    assert abs(row.right_entropy - branching_entropy([1, 1], 2)) < 1e-12
    counts = dict((string, count_strings(corpus, string)) for string in
                  set('穆罕默德阿里'[i:j] for i, j in itertools.combinations(range(7), 2)))
    total = sum(map(len, corpus))
    assert abs(row.pmi - cohesion('穆罕默德阿里', counts, total)) < 1e-12


def test_one_neighbour_alone_makes_no_entropy():
    for times in (2, 3, 7, 1000):
        row = evidence_of(['看手机好'] * times, '手机')[0]
        assert (row.left_entropy, row.right_entropy) == (0.0, 0.0)


def test_evidence_can_be_left_out():
    rows = ngram(REVIEWS, evidence=False, min_count=2)
    assert set(row[2:5] for row in rows) == {(None, None, None)}
    assert [row[:2] for row in rows] == [row[:2] for row in ngram(REVIEWS, min_count=2)]
    assert ngram(REVIEWS, evidence=False, min_pmi=1.0, min_count=2)[0].pmi >= 1.0
    assert unmeasured_word('乙', 1, 2.0) == Word('乙', 1, None, None, None, 2.0)


def test_nothing_found_is_an_empty_list():
    assert ngram(['甲', '乙']) == []
    assert measure(['甲'], []) == []


# Filters.

ROWS = [Word('的手感', 9, 1.5, 2.0, 2.5, 0.0), Word('手感', 8, 4.0, 0.5, 2.5, 0.0),
        Word('键帽', 3, 6.0, 2.0, 0.1, 0.0), Word('好', 30, 0.0, 3.0, 3.0, 0.0)]


@pytest.mark.parametrize('settings, expected', [
    ({}, [0, 1, 2, 3]),
    ({'min_count': 7}, [0, 1, 3]), ({'min_count': 8}, [0, 1, 3]), ({'min_count': 9}, [0, 3]),
    ({'min_pmi': 3.9}, [1, 2]), ({'min_pmi': 4}, [1, 2]), ({'min_pmi': 4.1}, [2]),
    ({'min_pmi': 0}, [0, 1, 2, 3]),
    ({'min_entropy': 0.4}, [0, 1, 3]), ({'min_entropy': 0.5}, [0, 1, 3]), ({'min_entropy': 0.6}, [0, 3]),
    ({'min_entropy': 2.1}, [3]),
    ({'min_length': 1}, [0, 1, 2, 3]), ({'min_length': 2}, [0, 1, 2]), ({'min_length': 3}, [0]),
    ({'max_length': 1}, [3]), ({'max_length': 2}, [1, 2, 3]), ({'max_length': 3}, [0, 1, 2, 3]),
    ({'known': ['手感', '没有']}, [0, 2, 3]),
    ({'known': {'手感': 5}}, [0, 2, 3]),
    ({'known': Trie([('手感', 5)])}, [0, 2, 3]),
    ({'known': None, 'stop': None}, [0, 1, 2, 3]),
    ({'stop': ['的']}, [1, 2, 3]),
    ({'stop': ['感', '']}, [2, 3]),
    ({'stop': ['好']}, [0, 1, 2]),
    ({'min_count': 4, 'max_length': 2, 'known': ['好']}, [1]),
])
def test_filters(settings, expected):
    assert filter_words(ROWS, **settings) == [ROWS[index] for index in expected]


def test_filters_of_discovery():
    every = ngram(REVIEWS, min_count=1)
    for settings in ({'min_pmi': 2.0}, {'min_entropy': 0.6}, {'max_length': 1}, {'stop': ['键', '感']},
                     {'known': ['手感']}, {'min_count': 3, 'min_length': 2}):
        settings.setdefault('min_count', 1)
        assert ngram(REVIEWS, **settings) == filter_words(every, **settings)


@pytest.mark.parametrize('name', ['known', 'stop'])
def test_a_text_is_no_list_of_words(name):
    with pytest.raises(InputError) as caught:
        ngram(REVIEWS, **{name: '手感'})
    assert name + '= is a list of words, or the path of a dictionary' in str(caught.value)


@pytest.mark.parametrize('settings', [
    {'min_count': 0}, {'min_length': 0}, {'min_length': 3, 'max_length': 2}])
def test_limits_that_nothing_meets(settings):
    with pytest.raises(ArgumentError):
        ngram(REVIEWS, **settings)


def test_limits_that_something_meets():
    every = ngram(REVIEWS, min_count=1, min_length=1)
    expected = [row for row in every if len(row.text) == 2]
    assert ngram(REVIEWS, min_count=1, min_length=2, max_length=2) == expected


# Methods and corpora.

def test_methods_are_in_one_table():
    assert 'ngram' in METHODS and DEFAULT_METHOD in METHODS
    with pytest.raises(ArgumentError) as caught:
        discover_words(REVIEWS, method='magic')
    assert 'ngram' in str(caught.value) and isinstance(caught.value, ValueError)


@pytest.mark.parametrize('call, caller', [
    (lambda: discover_words(REVIEWS, colour=1), "discover_words with method 'min_entropy'"),
    (lambda: discover_words(REVIEWS, method='ngram', colour=1), "discover_words with method 'ngram'"),
    (lambda: discover_words(REVIEWS, 'ngram', colour=1, sample=9), "discover_words with method 'ngram'"),
])
def test_an_unknown_option_is_named_with_the_function_that_was_called(call, caller):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert str(caught.value).startswith('unknown options of %s: colour' % caller)
    assert 'known: checkpoint, ' in str(caught.value)


@pytest.mark.parametrize('method, option', [
    ('min_entropy', 'max_n'), ('ngram', 'min_expected'), ('ngram', 'sample')])
def test_an_option_of_another_method_is_unknown(method, option):
    with pytest.raises(ArgumentError) as caught:
        discover_words(REVIEWS, method=method, **{str(option): 3})
    assert ': %s; known: ' % option in str(caught.value)


def test_arguments_by_position():
    assert discover_words(REVIEWS, 'ngram', 1, 2.0, 0.1, 2, 3) == ngram(
        REVIEWS, min_count=1, min_pmi=2.0, min_entropy=0.1, min_length=2, max_length=3)


@pytest.mark.parametrize('method', sorted(METHODS))
def test_every_method_gives_rows(method, story):
    rows = discover_words(story[:20], method=method)
    assert len(rows) > 50
    for row in rows:
        assert isinstance(row, Word) and isinstance(row.count, int)
        assert row.count >= 1 and row.pmi >= 0 and row.left_entropy >= 0 and row.right_entropy >= 0
    assert rows == sorted(rows, key=lambda row: (-row.count, row.text))
    assert discover_words(story[:20][::-1], method=method) == rows


@pytest.mark.parametrize('method', sorted(METHODS))
@pytest.mark.parametrize('name', ['news', 'reviews', 'service', 'story'])
def test_words_of_the_sample_corpora(name, method, corpora, golden):
    with io.open(os.path.join(corpora, name + '.txt'), encoding='utf-8') as lines:
        rows = discover_words(lines.read().splitlines(), method, min_count=3, min_length=2, evidence=False)
    golden('words_%s_%s' % (name, method), ['%s %d' % (row.text, row.count) for row in sorted(rows)])


def test_evidence_of_the_sample_corpora(corpora, golden):
    with io.open(os.path.join(corpora, 'service.txt'), encoding='utf-8') as lines:
        rows = discover_words(lines.read().splitlines(), min_count=8, min_length=2)
    golden('evidence_service', ['%s %d %.6f %.6f %.6f %.6f' % row for row in sorted(rows)])


@pytest.mark.parametrize('method', sorted(METHODS))
def test_corpora_that_are_none(method):
    with pytest.raises(CorpusTypeError):
        discover_words('一个句子', method=method)
    with pytest.raises(EmptyCorpusError):
        discover_words([], method=method)


def test_a_generator_is_used_up_after_one_pass():
    with pytest.raises(ExhaustedCorpusError):
        ngram(text for text in REVIEWS)


class ReadOnce(object):
    """A corpus that has nothing left after a pass."""

    def __init__(self, texts):
        self.texts = texts

    def __iter__(self):
        for text in self.texts:
            yield text
        self.texts = []


def test_the_error_of_an_empty_pass_names_the_pass():
    with pytest.raises(EmptyCorpusError) as caught:
        ngram(ReadOnce(REVIEWS))
    assert str(caught.value).startswith('cutting saw no text')
    with pytest.raises(ExhaustedCorpusError) as caught:
        discover_words(ReadOnce(REVIEWS))
    assert str(caught.value).startswith('measuring the words saw no text')


# The loops below.

@pytest.mark.parametrize('method', sorted(METHODS))
@pytest.mark.parametrize('block', [1, 40, 700])
def test_small_blocks_give_the_same_rows(story, small_steps, method, block):
    corpus = story[:20] + ['用5G手机，很好', '', '，。', '好']
    expected = discover_words(corpus, method=method)
    small_steps('words', _BLOCK=block)
    assert discover_words(corpus, method=method) == expected


@pytest.mark.parametrize('block', ['甲乙丙丁', ['甲', '5G', '丙', '丁']])
def test_windows_and_cuts(block):
    assert list(windows(block, 1)) == list(block)
    assert list(windows(block, 2)) == [block[0] + block[1], block[1] + block[2], block[2] + block[3]]
    assert list(windows(block, 4)) == [''.join(block)] and list(windows(block, 5)) == []
    assert list(cut_at(block, [1, 3])) == [block[0], block[1] + block[2], block[3]]
    assert list(cut_at(block, [])) == [''.join(block)]


@pytest.mark.parametrize('memory, sample, expected', [
    (None, 4000000, 4000000), ('1GB', 4000000, 4000000), (256000000, 4000000, 4000000),
    (255999999, 4000000, 3999999), (6400063, 4000000, 100000), (6400064, 4000000, 100001),
    ('1K', 4000000, 100000),
    ('1K', None, 100000), (None, None, None), ('1GB', 200, 200)])
def test_a_small_budget_makes_the_sample_smaller(tmpdir, memory, sample, expected):
    folder = tmpdir.join('kept')
    discover_words(REVIEWS, evidence=False, memory=memory, sample=sample, checkpoint=str(folder))
    state = json.loads(folder.join('stage-sample.json').read().partition('\n')[2])
    assert state['state']['size'] == expected


def test_a_large_budget_changes_no_word(story):
    assert discover_words(story, evidence=False, memory='1GB') == discover_words(story, evidence=False)


# --- What `explain` says agrees with its numbers ----------------------------------------------------

def test_a_text_with_other_symbols_is_counted_where_it_stands():
    texts = ['我换了5G套餐，5G套餐不贵', '5G套餐真快', '套餐太贵', 'Node.js和3.14']
    found = dict((one.text, one) for one in explain(texts, ['5G套餐', '套餐', 'Node.js', '3.14', '6G套餐']))
    assert [found[text].count for text in ('5G套餐', '套餐', 'Node.js', '3.14', '6G套餐')] == [3, 4, 1, 1, 0]
    for text in ('5G套餐', 'Node.js', '3.14'):
        assert not found[text].kept and 'letters or digits' in found[text].reason
    assert found['6G套餐'].reason == 'does not occur'


# Of the first, one part is a single character; the other is 星斗大 + 森林.
@pytest.mark.parametrize('text, required, reason', [
    ('鹦鹉的森林', 6.0, '森林 occurs 6 more times'), ('星斗大森林', 10.0, 'where 10 are required')])
def test_a_long_word_that_would_pay_is_told_what_keeps_it_apart(corpora, text, required, reason):
    with io.open(os.path.join(corpora, 'story.txt'), encoding='utf-8') as lines:
        texts = lines.read().splitlines()
    texts += ['%s%s%s' % (before, text, after) for before, after in zip('在去到从离出进过', '里外边中前后旁内')]
    texts += ['%s森林%s' % pair for pair in zip('那这看片座里', '大小深黑密冷')]
    one = explain(texts, text)[0]
    assert not one.kept and one.saving > 6.0 and one.net_saving > 0 and one.reason.endswith(reason)
    assert one.required_saving <= required and (one.saving < one.required_saving) == (required == 10.0)


# --- Words with letters and digits ------------------------------------------------------------------

MIXED = ['5G套餐', 'iPhone壳', 'C位', 'T恤', 'AA制', '阿Q', '卡拉OK', 'WiFi', '996']
FRAMES = ['我想办{}', '这个{}怎么样', '{}多少钱', '他说{}不好', '最近{}很流行', '买了{}', '我们公司{}', '请问{}还有吗',
          '{}，真的不错', '被{}气到了', '关于{}的事']
NUMBERS = ['花了{}元', '等了{}分钟', '{}年的时候', '第{}号', '住在{}房间', '{}ml的杯子', '{}块钱', '见https://a.cn/{}', '写给a{}@b.cn']


@pytest.fixture(scope='module')
def mixed():
    lines = [frame.format(name) for name in MIXED for frame in FRAMES]
    lines += [frame.format(number) for frame in NUMBERS
              for number in (198, 365, 720, 680, 2018, 2019, 302, 305)]
    return lines


def others(rows):
    return dict((row.text, row.count) for row in rows if not re.match('[\u4e00-\u9fff]+$', row.text))


def test_words_with_letters_and_digits_are_found_beside_those_of_han(mixed):
    rows = discover_words(mixed)
    found = others(rows)
    assert set(MIXED) <= set(found)
    assert sorted(found) == sorted(MIXED) and set(found.values()) == set([11])
    # What is found of Han characters does not change by the words beside them.
    plain = discover_words([re.sub('[0-9A-Za-z:/@.]+', '，', line) for line in mixed])
    assert [row[:2] for row in plain] == [row[:2] for row in rows if row.text not in found]


def test_a_tokenizer_cuts_with_words_of_letters_and_digits(mixed):
    cut = Tokenizer(discover_words(mixed, evidence=False)).lcut
    assert cut('被5G套餐气到了')[1] == '5G套餐'
    assert cut('15G套餐')[0] == '15G'
    assert 'C位' in cut('他站C位')


@pytest.mark.parametrize('count, is_word', [(2, False), (3, True), (4, True)])
def test_a_latin_word_occurs_as_often_as_a_joined_one(count, is_word):
    lines = ['WiFi，真慢', '太贵，WiFi', '连上WiFi', 'WiFi断'][:count] + ['今天天气很好', '我们去公园'] * 9
    assert ('WiFi' in others(discover_words(lines))) == is_word
    assert ('WiFi' in others(discover_words(lines, join_count=count))) is True


@pytest.mark.parametrize('more, is_word', [
    ([], True), (['995', '997'], True), (['995', '995', '997', '997'] * 2, False)])
def test_a_number_with_others_next_to_it_is_no_word(mixed, more, is_word):
    lines = [line for line in mixed if line not in NUMBERS] + ['数到' + number for number in more]
    assert ('996' in others(discover_words(lines))) == is_word


def mixed_in(clauses):
    """Return the words with letters and digits in some clauses, among Han words of these counts."""
    counts = dict.fromkeys(['手机', '大', '看', '听', '用', '块', '写'], 40)
    counts.update({'的': 400, '位': 60, '阿': 20})
    settings = Settings(entry_pmi=2.0, min_saving=4.0, min_cohesion=1.0)
    return find_mixed_words(Counter(clauses), EVERYTHING, counts, settings, DEFAULT_RULES)


BESIDE = ['看996', '听996', '用996', '996的']


@pytest.mark.parametrize('clauses, word, is_word', [
    (['x' * 20] * 3, 'x' * 20, True), (['x' * 21] * 3, 'x' * 21, False),
    (['x' * 8 + '手机'] * 3, 'x' * 8 + '手机', True), (['x' * 9 + '手机'] * 3, 'x' * 9 + '手机', False),
    # Letters after five different numbers are a unit, but for a number with half of the places.
    (['2ml', '3ml', '4ml', '5ml'] * 3, '2ml', True), (['2ml', '3ml', '4ml', '5ml', '6ml'] * 3, '2ml', False),
    (['2ml', '3ml', '4ml', '5ml'] * 3 + ['7ml'] * 12, '7ml', True),
    (['2ml', '3ml', '4ml', '5ml'] * 3 + ['7ml'] * 11, '7ml', False),
    # Four words beside a number; a quarter of its places beside a word that three numbers are beside.
    (BESIDE * 6, '996', True), (BESIDE[:3] * 6, '996', False),
    ((BESIDE * 2)[:6] + ['996块'] * 2 + ['311块', '452块'], '996', True),
    ((BESIDE * 2)[:5] + ['996块'] * 3 + ['311块', '452块'], '996', False),
    ((BESIDE * 2)[:5] + ['996块'] * 3 + ['311块'], '996', True),
    # The next two numbers up and down have half of its count together.
    (BESIDE * 2 + ['写998'] * 4, '996', True), (BESIDE * 2 + ['写998'] * 5, '996', False),
    (BESIDE * 2 + ['写999'] * 9, '996', True),
    # No place is in two words. Half of the places of Q are in 阿Q; of C, five at least before one character.
    (['大C手机'] * 3, 'C手机', True), (['大C手机'] * 3, '大C', False),
    (['阿Q'] * 3 + ['Q的'] * 3, '阿Q', True), (['阿Q'] * 3 + ['Q的'] * 4, '阿Q', False),
    (['C位'] * 4, 'C位', False), (['C位'] * 5, 'C位', True)])
def test_words_of_letters_and_numbers_at_their_limits(clauses, word, is_word):
    assert (word in mixed_in(clauses)) == is_word


def test_mixed_words_are_the_same_whatever_the_order(mixed):
    assert discover_words(mixed[::-1]) == discover_words(mixed)


def test_explain_knows_words_with_letters(mixed):
    kept, missing = explain(mixed, ['C位', 'X光'])
    assert kept.kept and 'letters or digits' in kept.reason
    assert not missing.kept and missing.reason == 'does not occur'
