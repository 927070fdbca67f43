# -*- coding: utf-8 -*-
"""Test the minimum-entropy model: sums against enumeration, gates, sampling, one result everywhere."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import itertools
import logging
import math
import os
import random

import pytest

from nlp_zero.entropy import (
    DEFAULTS, EVERYTHING, BigramCohesion, BlockCounts, Lattice, Model, SegmentedText, Settings,
    Strictness, WordModel, best_alternative, collect_runs, count_windows, decide_pairs, enter_pairs,
    find_mixed_words, fit_runs, group_runs, initial_words, join_pieces, learn, mixed_clauses,
    numeral_phrases, postprocess, recount, resolve_thresholds, rounded_count, sample_thresholds,
    sample_units, saving_by_size, strictness_of_counts, strictness_sample, take_sample)
from nlp_zero.errors import ArgumentError, CorpusTypeError, EmptyCorpusError
from nlp_zero.text import DEFAULT_RULES, Rules
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import contexts, discover_words, explain

try:
    chr_ = unichr
except NameError:
    chr_ = chr


@pytest.fixture(scope='module')
def lines():
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
    found = []
    for name in ('reviews.txt', 'service.txt'):
        with io.open(os.path.join(folder, name), encoding='utf-8') as source:
            found.extend(source.read().splitlines())
    return found


@pytest.fixture(scope='module')
def model(lines):
    return learn(lines, DEFAULT_RULES)


#: The thresholds of a short text of news: the texts made here have none of their own.
NEWS = resolve_thresholds(Settings(), 0)


# --- sums over segmentations -------------------------------------------------------------------------

def segmentations(text, words):
    """Yield every way to write a text, as lists of words."""
    if not text:
        yield []
    for end in range(1, len(text) + 1):
        if text[:end] in words:
            for rest in segmentations(text[end:], words):
                yield [text[:end]] + rest


def enumerate_counts(texts, probabilities):
    """Return expected counts and information by looking at every segmentation."""
    counts, information = dict.fromkeys(probabilities, 0.0), 0.0
    for text, count in texts.items():
        ways = list(segmentations(text, probabilities))
        weights = []
        for way in ways:
            weight = 1.0
            for word in way:
                weight *= probabilities[word]
            weights.append(weight)
        total = sum(weights)
        information -= count * math.log(total)
        for way, weight in zip(ways, weights):
            for word in way:
                counts[word] += count * weight / total
    return counts, information


def lattice_counts(lattice, texts, names, row):
    """Return expected counts and information by the lattice; `row` has probabilities by number."""
    by_name = dict(zip(names, row))
    ratios = [0.0] + [by_name[word] / product(by_name[x] for x in word) for word in names[1:]]
    expected, saved = lattice.expected_counts(ratios)
    spelled = -sum(count * math.log(by_name[x]) for text, count in texts.items() for x in text)
    return expected, spelled - saved


def product(numbers):
    """Return the product of some numbers."""
    found = 1.0
    for number in numbers:
        found *= number
    return found


def numbered(words):
    """Return the words by number, 0 for none, and {word: number}."""
    names = [''] + sorted(words)
    return names, dict((word, number) for number, word in enumerate(names) if number)


TEXTS = {'山中有雾': 3, '雾中有山': 1, '山雾': 2, '有': 5, '雾山雾山雾山有': 1}
SHORT = {'山': .1, '中': .05, '有': .2, '雾': .15, '山中': .05, '有雾': .02, '山雾': .1, '雾山雾': .03,
         '中有山': .01, '山中有雾': .02}
LONG = dict(SHORT)
LONG.update({'雾山雾山雾': .04, '雾山雾山雾山有': .01, '山雾山雾': .02, '山雾山': .06, '山有': .05})


# Of 1 to 4 characters, and 40 of 5: enough for sums by columns.
ALL_TEXTS = dict((''.join(letters), 1 + place % 3) for size in (1, 2, 3, 4, 5) for place, letters
                 in enumerate(itertools.islice(itertools.product('山中雾', repeat=size), 40)))
PAIRS = {'山': .3, '中': .1, '雾': .2, '山中': .15, '中山': .05, '雾雾': .1, '山雾': .1}
TRIPLES = dict(PAIRS)
TRIPLES.update({'山山山': .04, '山山中': .02, '山山雾': .03, '中山山': .05, '山山山中': .01, '山山中山': .02})


@pytest.mark.parametrize('texts, probabilities', [
    (TEXTS, SHORT), (TEXTS, LONG), (ALL_TEXTS, PAIRS), (ALL_TEXTS, TRIPLES)],
    ids=['up to 4', 'longer', 'pairs', 'columns of longer words'])
def test_sums_equal_enumeration(texts, probabilities):
    names, numbers = numbered(probabilities)
    row = [0.0] + [probabilities[word] for word in names[1:]]
    expected, information = lattice_counts(Lattice(texts, numbers), texts, names, row)
    wanted, wanted_information = enumerate_counts(texts, probabilities)
    assert information == pytest.approx(wanted_information, rel=1e-12)
    for word in names[1:]:
        if len(word) > 1:
            assert expected[numbers[word]] == pytest.approx(wanted[word], rel=1e-12)


@pytest.mark.parametrize('word, times, ratio', [
    ('山水', 29, 1e9), ('山水', 29, 1e12), ('山水花鸟', 14, 1e20), ('山水花鸟', 14, 1e28), ('山水花鸟鱼虫', 9, 1e30),
    ('山水花鸟鱼虫', 9, 1e40)])
def test_sums_of_very_probable_words_do_not_overflow(word, times, ratio):
    """The texts consist of one word and another character; 1e12 ** 29 is no number."""
    texts = dict((word * place + other + word * (times - place), 2.0)
                 for place in range(times + 1) for other in '天地风雨')
    names, numbers = numbered(list(word) + [word] + list('天地风雨'))
    ratios = [0.0] + [ratio if name == word else 1.0 for name in names[1:]]
    counts, saved = Lattice(texts, numbers).expected_counts(ratios)
    assert counts[numbers[word]] == pytest.approx(2 * len(texts) * times * ratio / (1 + ratio), rel=1e-12)
    assert saved == pytest.approx(2 * len(texts) * times * math.log(1 + ratio), rel=1e-12)


def best_by_enumeration(text, logs, exclude=None):
    """Return the best way to write a text, with the tie rule: the first different word is longer."""
    ways = [way for way in segmentations(text, logs) if way != [exclude]]
    return max(ways, key=lambda way: (sum(logs[word] for word in way), [len(word) for word in way]))


def lattice_paths(texts, logs):
    """Return {text: words} by the lattice."""
    names, numbers = numbered(logs)
    row = [float('-inf')] + [logs[word] for word in names[1:]]
    found = {}
    for paths in Lattice(texts, numbers).best_paths(row):
        way, counts = [], iter(paths.counts)
        for number in paths.words:
            if number:
                way.append(names[number])
            else:
                found[''.join(way)] = way
                assert next(counts) == texts[''.join(way)]
                way = []
        assert not way and list(counts) == []
    return found


@pytest.mark.parametrize('probabilities', [SHORT, LONG], ids=['up to 4', 'longer'])
def test_best_paths_equal_enumeration(probabilities):
    logs = dict((word, math.log(value)) for word, value in probabilities.items())
    found = lattice_paths(TEXTS, logs)
    assert sorted(found) == sorted(TEXTS)
    for text, way in found.items():
        assert sum(logs[word] for word in way) == pytest.approx(
            sum(logs[word] for word in best_by_enumeration(text, logs)))


@pytest.mark.parametrize('longest', [2, 4, 7])
@pytest.mark.parametrize('seed', range(4))
def test_ties_are_broken_by_one_rule(longest, seed):
    """With small whole numbers for logarithms nearly every text has ties, and all sums are exact."""
    rng = random.Random(seed)
    strings = [''.join(letters) for size in range(2, longest + 1)
               for letters in itertools.product('山水', repeat=size)]
    logs = dict((word, -float(rng.randint(1, 4))) for word in rng.sample(strings, len(strings) * 2 // 3))
    logs.update({'山': -2.0, '水': -2.0})
    texts = dict((''.join(rng.choice('山水') for _ in range(rng.randint(1, 9))), 1.0) for _ in range(30))
    found = lattice_paths(texts, logs)
    assert sorted(found) == sorted(texts)
    for text in texts:
        assert found[text] == best_by_enumeration(text, logs)
        if len(text) > 1:
            value, way = best_alternative(text, logs, longest)
            assert way == best_by_enumeration(text, logs, text) and value == sum(logs[word] for word in way)


@pytest.mark.parametrize('text, words, expected', [
    ('山水花', ['山水', '水花'], ['山水', '花']),
    ('山水花鸟', ['山水花', '山水', '花鸟', '水花鸟'], ['山水花', '鸟']),
    ('山水花鸟鱼虫', ['山', '水花鸟鱼虫', '山水花鸟鱼', '山水花'], ['山水花鸟鱼', '虫'])])
def test_the_tie_rule_is_that_of_the_tokenizer(text, words, expected):
    counts = dict.fromkeys(list(text) + words, 1)
    assert Tokenizer(counts).lcut(text) == expected
    logs = dict.fromkeys(counts, -1.0)
    assert lattice_paths({text: 1.0}, logs)[text] == expected
    assert best_alternative(text, logs, 5)[1] == expected


def test_cutting_where_nothing_reaches_over_changes_no_count():
    names, numbers = numbered(SHORT)
    alive = [len(word) == 1 or word in ('山中', '雾山雾') for word in names]
    row = [SHORT.get(word, 0.0) if living else 0.0 for word, living in zip(names, alive)]
    lattice = Lattice(TEXTS, numbers)
    uncut = lattice_counts(lattice, TEXTS, names, row)[0]
    pieces = lattice.split(alive)
    assert pieces == {'山中': 3.0, '雾山雾山雾': 1.0}
    cut = lattice_counts(Lattice(pieces, numbers), pieces, names, row)[0]
    for word in ('山中', '雾山雾'):
        assert cut[numbers[word]] == pytest.approx(uncut[numbers[word]], rel=1e-12)


def test_new_words_are_not_cut():
    names, numbers = numbered(SHORT)
    alive = [len(word) == 1 for word in names]
    assert Lattice(TEXTS, numbers).split(alive, {'中有雾'}) == {'中有雾': 3.0}


def test_plain_expectation_maximisation_never_rises():
    """Without prior and gates the information falls with every pass (Dempster and others 1977)."""
    names, numbers = numbered(SHORT)
    lattice = Lattice(TEXTS, numbers)
    row, passes = [0.0] + [1.0 / len(SHORT)] * len(SHORT), []
    for _ in range(12):
        expected, information = lattice_counts(lattice, TEXTS, names, row)
        passes.append(information)
        left = dict.fromkeys('山中有雾', 0.0)
        for text, count in TEXTS.items():
            for character in text:
                left[character] += count
        for word, count in zip(names, expected):
            for character in word if len(word) > 1 else '':
                left[character] -= count
        counts = [left[word] if len(word) == 1 else count for word, count in zip(names, expected)]
        row = [0.0] + [max(count, 1e-12) / sum(counts) for count in counts[1:]]
    assert [later for earlier, later in zip(passes, passes[1:]) if later > earlier + 1e-9] == []
    assert passes[-1] < passes[0]


def test_long_text_neither_underflows_nor_recurses():
    text = '山中有雾，' + '雾里看花水中望月' * 3000
    found = learn([text], DEFAULT_RULES).counts
    assert sum(len(word) * count for word, count in found.items()) == pytest.approx(24004, rel=0.01)


# --- the start ---------------------------------------------------------------------------------------

def test_counts_are_exact_and_stay_within_runs():
    runs = {'山水': 2, '水山水': 1, '山': 4}
    characters, pairs = (count_windows(group_runs(runs), size) for size in (1, 2))
    assert characters == {'山': 7, '水': 4}
    assert pairs == {'山水': 3, '水山': 1}


def test_initial_words_are_cohesive(lines):
    groups = group_runs(collect_runs(lines, DEFAULT_RULES))
    characters, pairs = count_windows(groups, 1), count_windows(groups, 2)
    words = initial_words(groups, characters, pairs)
    assert '键帽' in words and '的键' not in words
    total = sum(characters.values())
    for word in words:
        assert 1 <= len(word) <= 4
        if len(word) == 2:
            assert total * pairs[word] >= 10 * characters[word[0]] * characters[word[1]]


@pytest.mark.parametrize('size', [2, 3])
@pytest.mark.parametrize('seed', range(3))
def test_initial_words_of_each_size_are_chosen_by_one_formula(size, seed):
    def is_cohesive(gram):
        ratio, count = 10 ** (len(gram) - 1), tables[len(gram)][gram]
        return count > 1 and all(total * count >= ratio * tables[cut][gram[:cut]]
                                 * tables[len(gram) - cut][gram[cut:]] for cut in range(1, len(gram)))

    # A run of all strings of one size is a word if nothing in it is cut, and its n-grams are cohesive.
    random.seed(seed)
    runs = dict((''.join(random.sample('山水中雾看来去', size)), random.randint(1, 40)) for _ in range(40))
    # The ratio of 天地 is just 10: 10 * 900 * 1000 = 9 * 10^6.
    runs.update({'天地': 9, '天': 891, '地': 991})
    runs['的'] = 10 ** 6 - sum(len(run) * count for run, count in runs.items())
    groups = group_runs(runs)
    for less in (0, 1):
        tables = dict((length, count_windows(groups, length)) for length in (1, 2, 3))
        tables[1]['的'] -= less
        total = float(sum(tables[1].values()))
        wanted = set(run for run in runs if len(run) == size and is_cohesive(run)
                     and all(is_cohesive(run[start:start + 2]) for start in range(size - 1)))
        found = initial_words(groups, tables[1], tables[2])
        assert set(word for word in found if len(word) == size) == wanted
        assert ('天地' in found) != less and len(wanted) > 10


# --- the model ---------------------------------------------------------------------------------------

def test_words_are_found(model):
    for word in ('键盘', '键帽', '手感', '声音', '没有', '自己'):
        assert model.counts[word] > 5


def test_counts_add_up_to_the_text(lines):
    runs = collect_runs(lines, DEFAULT_RULES)
    counts = fit_runs(runs, Settings(min_saving=5.0)).counts
    size = sum(len(run) * count for run, count in runs.items())
    # Rare words are left out, and characters that are never words are kept with the least count.
    assert sum(len(word) * count for word, count in counts.items()) == pytest.approx(size, rel=0.05)


def test_information_falls_with_every_pass(model):
    information = [one.information for one in model.passes]
    assert len(information) > 3
    assert information == sorted(information, reverse=True)


def test_description_is_shorter_with_words_than_without(lines, model):
    characters = count_windows(group_runs(collect_runs(lines, DEFAULT_RULES)), 1)
    total = float(sum(characters.values()))
    spelled = -sum(count * math.log(count / total) for count in characters.values())
    assert model.passes[-1].description_length < spelled


def test_passes_are_logged(lines, caplog):
    with caplog.at_level(logging.INFO, logger='nlp_zero.entropy'):
        found = fit_runs(collect_runs(lines[:50], DEFAULT_RULES))
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == len(found.passes) + 4
    assert messages[0] == ('strictness: %.3f single characters for each longer word, margin %.3f nats'
                           % found.strictness)
    assert messages[1] == ('thresholds: entry_pmi %.2f, min_saving %.2f, min_cohesion %.2f nats' % (
        found.settings.entry_pmi, found.settings.min_saving, found.settings.min_cohesion))
    assert messages[2].startswith('fitting ') and messages[2].endswith(' characters with 1 processes')
    assert messages[3].startswith('pass 1: ') and 'nats with the vocabulary' in messages[3]
    assert messages[-1].startswith('post-processed: ')


def test_no_word_is_longer_than_allowed(lines):
    found = learn(lines[:200], DEFAULT_RULES, Settings(longest=3)).counts
    assert max(len(word) for word in found) == 3


def test_ratios_compare_words_with_their_characters():
    words = WordModel(NEWS, {'甲': 2, '乙': 1}, ['甲乙', '甲乙甲', '乙' * 8], {})
    assert words.names == ['', '乙', '甲', '甲乙', '甲乙甲', '乙' * 8]
    probabilities = [0.0, 0.5, 0.25, 0.125, 0.0625, 0.0]
    assert words.ratios(probabilities) == [0.0, 1.0, 1.0, 1.0, 2.0, 0.0]
    assert words.spelling_cost(probabilities) == pytest.approx(5 * math.log(2))
    assert words.damped_ratios(probabilities, words.ratios(probabilities), 0.5) == {}


@pytest.mark.parametrize('size', [30, 45, 50, 60])
def test_a_word_of_many_rare_characters_has_its_whole_count(size):
    # The ratio of the longer ones is too large for a float.
    rare = ''.join(chr_(0x4e00 + 7 * place) for place in range(size))
    texts = {rare: 20.0, rare[:9]: 1.0, '甲' * 60: 1.0}
    characters = dict.fromkeys(rare, 1)
    characters['甲'] = 10 ** 6
    words = WordModel(NEWS, characters, [rare, rare[:4], '甲甲'], {})
    probabilities = [0.0] + [0.5 if name == '甲' else 5e-7 for name in words.names[1:]]
    ratios = words.ratios(probabilities)
    damped = words.damped_ratios(probabilities, ratios, 2.0 ** -16)
    assert (ratios[-1] == float('inf')) == (size > 49) == (sorted(damped) == [len(ratios) - 1])
    counts, saved = Lattice(texts, words.numbers).expected_counts(ratios, damped)
    assert counts[words.numbers[rare]] == pytest.approx(20.0, rel=1e-12)
    assert counts[words.numbers[rare[:4]]] == pytest.approx(1.0, rel=1e-12)
    # The text of a common character has so few pairs that it saves next to nothing.
    log_ratio = (1 - size) * math.log(5e-7)
    assert saved == pytest.approx(20 * log_ratio - 3 * math.log(5e-7), rel=1e-6)


def test_gate_removes_long_words_that_save_too_little():
    characters = {'甲': 100, '乙': 100, '丙': 100, '丁': 700}
    expected = {'甲': 50, '乙': 50, '丙': 50, '丁': 700, '甲乙丙': 40, '丁丁丁': 2}
    words = WordModel(NEWS, characters, ['甲乙丙', '丁丁丁'], expected)
    assert words.remove_weak() == 1
    assert words.expected[words.numbers['丁丁丁']] == 0.0
    assert words.expected[words.numbers['甲乙丙']] == 40.0


@pytest.mark.parametrize('step, removed', [(-1e-6, 0), (0, 0), (1e-6, 1)])
def test_a_word_that_saves_just_enough_stays(step, removed):
    def model(min_saving):
        return WordModel(NEWS.replace(min_saving=min_saving), {'甲': 100, '乙': 100, '丙': 100}, ['甲乙丙'],
                         {'甲': 50, '乙': 50, '丙': 50, '甲乙丙': 40})
    logs = dict(zip(model(1.0).names, model(1.0).log_probabilities()))
    saving = logs['甲乙丙'] - (logs['甲'] + (logs['乙'] + logs['丙']))
    assert model(saving + step).remove_weak() == removed


@pytest.mark.parametrize('longest', [3, 4, 8])
@pytest.mark.parametrize('entry_pmi', [-4.0, 3.0])
def test_the_gate_removes_the_words_whose_best_alternative_is_too_good(longest, entry_pmi):
    # Half of the words do not stay: such a pair has its prior, such a long word is part of no alternative.
    random.seed(longest)
    others = set(''.join(random.choice('山水中雾') for _ in range(random.randint(2, 6))) for _ in range(400))
    expected = dict((word, random.choice([0.0, 9 * random.random()])) for word in sorted(others))
    settings, characters = NEWS.replace(longest=longest, entry_pmi=entry_pmi), dict.fromkeys('山水中雾', 900)
    words = WordModel(settings, characters, others, expected)
    logs = dict(zip(words.names[1:], words.log_probabilities()[1:]))
    savings = dict((word, logs[word] - best_alternative(word, logs, longest).log_probability)
                   for word in others if len(word) > 2 and expected[word] > 0.5)
    least = sorted(savings.values())[len(savings) // 2]
    words = WordModel(settings.replace(min_saving=least), characters, others, expected)
    weak = set(word for word, saving in savings.items() if saving < least)
    assert words.remove_weak() == len(weak) > 30
    assert set(word for word in others if expected[word] > 0.5) - set(words.staying_words()) == weak


@pytest.mark.parametrize('count, stays', [(0.5, False), (0.5000001, True), (0.6, True)])
def test_a_word_must_exceed_the_least_expected_count(count, stays):
    words = WordModel(NEWS, {'甲': 9, '乙': 9}, ['甲乙'], {'甲': 9, '乙': 9, '甲乙': count})
    assert ('甲乙' in words.vocabulary()) == stays and words.staying_words() == ['甲乙'] * stays


@pytest.mark.parametrize('size, saving', [
    (100, 5.0), (742065, 5.0), (742066, 5.0), (742100, 5.000046), (2000000, 5.991465), (10 ** 10, 14.508658)])
def test_the_saving_asked_for_follows_the_size_of_the_text(size, saving):
    assert saving_by_size(size) == pytest.approx(saving, abs=1e-5)


def name_among_others(count, name='内塔尼亚胡', extra=(), size=4000, every=101):
    """Lines where a name occurs so often, among ten characters that occur everywhere."""
    others = '到说见了和他去来在看'
    lines = []
    for i in range(size):
        a, b, c = (others[(i * k + i // 10) % 10] for k in (3, 7, 9))
        lines.append(a + name + b if i % every == 0 and i < every * count else a + b + c)
    return lines + list(extra)


def test_pieces_of_a_longer_word_are_joined():
    """内塔 and 尼亚胡 occur together only."""
    found = learn(name_among_others(40), DEFAULT_RULES, NEWS).counts
    assert found.get('内塔尼亚胡', 0) == 40
    assert '内塔' not in found and '尼亚' not in found


@pytest.mark.parametrize('longest, kept', [(4, False), (5, True), (6, True)])
def test_a_joined_word_is_no_longer_than_allowed(longest, kept):
    found = learn(name_among_others(40), DEFAULT_RULES, NEWS.replace(longest=longest)).counts
    assert ('内塔尼亚胡' in found) == kept and max(map(len, found)) <= longest


@pytest.mark.parametrize('join_count, kept', [(39, True), (40, True), (41, False)])
def test_a_joined_word_has_a_least_count(join_count, kept):
    found = learn(name_among_others(40), DEFAULT_RULES, NEWS.replace(join_count=join_count)).counts
    assert ('内塔尼亚胡' in found) == kept


@pytest.mark.parametrize('longest, join_count, joined', [
    (5, 9, True), (5, 10, True), (5, 11, False), (4, 10, False), (6, 10, True)])
def test_the_limits_of_joining_during_a_fit(longest, join_count, joined):
    # The pieces have a PMI of log(120), less than the 5 nats that are needed after the fit.
    runs = collect_runs(name_among_others(10, size=400, every=41), DEFAULT_RULES)
    found = fit_runs(runs, NEWS.replace(longest=longest, join_count=join_count)).counts
    assert ('内塔尼亚胡' in found) == joined


@pytest.mark.parametrize('join_count, joined', [(15, True), (16, False)])
def test_each_text_has_its_own_count_when_pieces_are_joined(join_count, joined):
    runs = collect_runs(name_among_others(10, size=400, every=41), DEFAULT_RULES)
    runs.update((run, 2) for run in sorted(run for run in runs if '内塔' in run)[1::2])
    assert ('内塔尼亚胡' in fit_runs(runs, NEWS.replace(join_count=join_count)).counts) == joined


@pytest.mark.parametrize('piece', ['内塔', '尼亚胡'])
@pytest.mark.parametrize('share, kept', [(0.79, True), (0.8, True), (0.81, False)])
def test_a_piece_must_be_subsumed_to_a_share(piece, share, kept):
    """The piece occurs 50 times, 40 of them in the name."""
    apart = ['看' + piece + '来'] * 10
    settings = NEWS.replace(subsumed_share=share)
    found = learn(name_among_others(40, extra=apart), DEFAULT_RULES, settings).counts
    assert ('内塔尼亚胡' in found) == kept


@pytest.mark.parametrize('more, joined', [(-1, False), (0, True), (1, True)])
def test_a_single_character_must_be_subsumed_in_narrow_texts_only(more, joined):
    # A text of 100,000 characters, less one, or more one; 兰 occurs in 蝴蝶兰 one time in fifty.
    counts = fit_runs({'蝴蝶兰': 40, '兰': 2000, '的': 97880 + more}, NEWS.replace(min_cohesion=-99)).counts
    assert ('蝴蝶兰' in counts) == joined and ('蝴蝶' in counts) != joined


# --- after the fit -----------------------------------------------------------------------------------

# 山水 is one word in some places, or two side by side; 山 and 水 are words elsewhere.
PAIR_RUNS = {'看山水来': 3, '山水': 2, '山来': 4, '看水': 3, '来水': 2, '高山': 4, '水流': 6}
WORDS_OF_PAIRS = dict([(word, 100.0) for word in ('山水', '高山', '水流')]
                      + [(character, 10.0) for character in '看来山水高流'])


def segmented(runs, counts):
    return SegmentedText(counts, group_runs(runs))


def pair_as(words):
    """Return (vocabulary, text, candidates) with 山水 as one word or as two."""
    counts = dict((word, count) for word, count in WORDS_OF_PAIRS.items() if words == 1 or word != '山水')
    return counts, segmented(PAIR_RUNS, counts), {'山水': 5} if words == 2 else {}


def test_a_segmented_text_counts_words_and_neighbours():
    text = pair_as(1)[1]
    assert text.words == {'看': 6, '山水': 5, '来': 9, '山': 4, '水': 5, '高山': 4, '水流': 6}
    assert text.total == 39.0 and text.bigrams['看', '山水'] == 3 and text.bigrams['山', '来'] == 4
    assert (2, ['\n', '山水', '\n', '来', '水', '\n']) in text.texts


@pytest.mark.parametrize('count, found', [(4, {}), (5, {'山水': 5}), (6, {'山水': 6})])
def test_a_candidate_has_a_least_count(count, found):
    text = segmented({'山水': count, '的': 99}, dict.fromkeys('山水的', 9.0))
    assert text.candidate_pairs() == found


@pytest.mark.parametrize('apart, found', [(53, {'山水': 10}), (54, {'山水': 10}), (55, {})])
def test_a_candidate_has_a_least_pmi(apart, found):
    # (120 + n) 10 / ((10 + n) 10) is e for n = 54.02.
    text = segmented({'山水': 10, '山': apart, '的': 100}, dict.fromkeys('山水的', 9.0))
    assert text.candidate_pairs() == found


@pytest.mark.parametrize('words', [1, 2])
def test_context_ratios_are_their_formula(words):
    """The counts of 山 and 水 outside 山水 are the same, whether it is one word or two."""
    _, text, candidates = pair_as(words)
    total = 63.0 if words == 1 else 68.0

    def ratio(count, beside, part):
        usual = count / total
        return math.log(usual / ((beside + 50 * usual) / (part + 50)))

    expected = (3 * ratio(6, 0, 4) + 2 * ratio(24, 4, 4) + 3 * ratio(9, 0, 5) + 2 * ratio(24, 5, 5)) / 5
    found = text.context_ratios(['山水'] if words == 1 else [], candidates)
    assert list(found) == ['山水'] and found['山水'] == pytest.approx(expected, abs=1e-5)


def test_context_ratios_of_words_side_by_side():
    """Candidates may be any two words: 委员 is always at the beginning, and 会 before 来 as well."""
    text = segmented({'委员会说': 3, '他会来': 5}, dict.fromkeys(['委员', '会', '来', '他', '说'], 9.0))
    # Before 委员 nothing is left to compare with; after 会, 5 others, none before 说, of 32 words and ends.
    expected = math.log(3 / 32.0 * (5 + 50) / (50 * 3 / 32.0))
    assert text.context_ratios((), {('委员', '会'): 3}) == {('委员', '会'): pytest.approx(expected, abs=1e-5)}


@pytest.mark.parametrize('words', [1, 2])
def test_cohesion_is_its_formula(words):
    counts, text, candidates = pair_as(words)
    cohesion = BigramCohesion(counts, text)
    total = 39.0 if words == 1 else 44.0
    alone = (math.log(5 * total / (4.5 * 5.5)) + math.log(3000 * 5 / total)
             + math.log(1 + 1) + math.log(1 + 1) / 2)
    assert cohesion.without_context('山水', candidates) == pytest.approx(alone, abs=1e-12)
    known = ['山水'] if words == 1 else []
    ratio = text.context_ratios(known, candidates)['山水']
    for distance, weight in ((-4.0001, 0), (-3.9999, 0.8), (0, 0.8), (3.9999, 0.8), (4.0001, 0)):
        found = cohesion.measure(known, candidates, alone + distance)
        assert found == {'山水': pytest.approx(alone + weight * ratio, abs=1e-9)}


@pytest.mark.parametrize('others, share', [(89994, 3 / 90000.0), (99994, 3e-5), (109994, 3e-5)])
def test_the_frequency_of_a_rare_pair_counts_no_less_than_a_floor(others, share):
    counts = {'山水': 900.0, '的': 99.0, '山': 1.0, '水': 1.0}
    text = segmented({'山水': 3, '的': others, '山': 3}, counts)
    expected = (math.log(3 * text.total / ((3 + 0.5) * 0.5)) + math.log(3000 * share))
    assert BigramCohesion(counts, text).without_context('山水', {}) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize('step, split', [(-1e-6, False), (0, False), (1e-6, True)])
def test_pairs_that_are_not_cohesive_are_split(step, split):
    counts, text, _ = pair_as(1)
    least = BigramCohesion(counts, text).measure(['山水'], {}, 9.0)['山水']
    found = decide_pairs(counts, text, NEWS.replace(min_cohesion=least + step))
    assert ('山水' in found.split_pairs) == split == ('山水' not in found.counts)
    assert found.cohesion['山水'] == least and not found.suffixes
    assert [found.counts[character] for character in '山水看'] == ([110, 110, 10] if split else [10, 10, 10])


@pytest.mark.parametrize('step, enters', [(-1e-6, True), (0, True), (1e-6, False)])
def test_cohesive_neighbours_enter(step, enters):
    counts, _, candidates = pair_as(2)
    text = segmented(dict(PAIR_RUNS, **{'的': 99}), dict(counts, **{'的': 10.0}))
    assert text.candidate_pairs() == candidates
    least = BigramCohesion(counts, text).measure([], candidates, 9.0)['山水']
    found = decide_pairs(counts, text, NEWS.replace(min_cohesion=least + step))
    assert (found.counts.get('山水') == 5) == enters == ('山水' not in found.split_pairs)
    assert [found.counts[character] for character in '山水看'] == ([5, 5, 10] if enters else [10, 10, 10])


@pytest.mark.parametrize('count, expected', [
    (6, None), (6.5, None), (6.6, 0.6), (8, 2), (12, 6), (20, 6)])
def test_of_pairs_that_share_a_character_the_most_cohesive_enters_first(count, expected):
    """水 is in 山水 and in 水花; what the first takes is not there for the second."""
    counts = {'山': 6.0, '水': float(count), '花': 36.0, '的': 99.0}
    text = segmented({'山水花': 6, '花': 30, '的': 300}, counts)
    assert text.candidate_pairs() == {'山水': 6, '水花': 6}
    found = decide_pairs(counts, text, NEWS.replace(min_cohesion=-99)).counts
    assert found['山水'] == 6 and found['水'] == pytest.approx(count - 6 - (expected or 0))
    assert found.get('水花') == (expected and pytest.approx(expected))


def numeral_text(**runs):
    """A text of single characters in which no pair is frequent unless it is counted in thousands."""
    runs = dict({'的': 300000}, **runs)
    return segmented(runs, dict((character, 9.0) for run in runs for character in run))


@pytest.mark.parametrize('count, phrases', [(1, False), (2, True), (3, True)])
def test_what_three_numerals_precede_twice_is_counted(count, phrases):
    found = numeral_phrases(numeral_text(**{'三年': 2, '两年': 2, '五年': count}))
    assert ('三年' in found) == ('九年' in found) == phrases and not [pair for pair in found if pair[0] == '年']


@pytest.mark.parametrize('count, phrase', [(2, True), (3, False)])
def test_a_numeral_far_more_frequent_than_elsewhere_makes_a_word(count, phrase):
    """At 2.31 the log odds of 一 before 样 exceed those before all counted characters by 2.3 nats."""
    found = numeral_phrases(numeral_text(**{
        '一样': count, '两样': 2, '三样': 2, '一年': 10, '两年': 100, '三年': 100}))
    assert ('一样' in found) == phrase and found.issuperset(['两样', '两年', '一年'])


@pytest.mark.parametrize('count, phrase', [(99, True), (100, False), (101, False)])
def test_a_very_frequent_numeral_phrase_pays_for_being_a_word(count, phrase):
    # Of 30,000 words: log(3000 p) reaches 2.3 at 99.7.
    runs = {'一个': count, '两个': 2, '三个': 2, '的': 30000 - 2 * (count + 4)}
    text = segmented(runs, dict.fromkeys('一两三个的', 9.0))
    assert text.total == 30000 and ('一个' in numeral_phrases(text)) == phrase


def test_frequency_does_not_pay_before_numerals():
    found = numeral_phrases(numeral_text(**{'这一': 9000, '这两': 2, '这三': 2, '这': 9}))
    assert '这一' in found


@pytest.mark.parametrize('apart, phrase', [(0, False), (1, True), (2, True)])
def test_what_is_a_word_before_numerals_only_is_part_of_the_number(apart, phrase):
    runs = {'第一': 2, '第二': 2, '第三': 2}
    if apart:
        runs['第'] = apart
    assert ('第一' in numeral_phrases(numeral_text(**runs))) == phrase


def test_numeral_phrases_are_split_however_cohesive():
    counts = dict([(character, 9.0) for character in '三两五年'] + [('三年', 90.0), ('的', 9000.0)])
    text = segmented({'三年': 9, '两年': 9, '五年': 9, '的': 300000}, counts)
    assert text.words['三年'] == 9
    found = decide_pairs(counts, text, NEWS.replace(min_cohesion=-99))
    assert '三年' not in found.counts and '两年' not in found.counts and found.counts['三'] == 99
    assert found.split_pairs.issuperset(['三年', '两年', '五年'])


# 澳大 occurs before 利亚 only, 利亚 after three.
PIECE_WORDS = dict([(word, 100.0) for word in ('澳大', '保加', '尼日', '利亚')]
                   + [(character, 10.0) for character in '看来去的'])
PIECE_RUNS = {'看澳大利亚来': 4, '去保加利亚': 3, '尼日利亚看': 3, '看': 300, '来': 300, '去': 300}


def joined(runs=PIECE_RUNS, counts=PIECE_WORDS, split_pairs=(), **settings):
    """Return the counts after joining that were not there, or are others, before."""
    found = dict(counts)
    join_pieces(found, segmented(runs, counts), frozenset(split_pairs), NEWS.replace(**settings))
    return dict((word, count) for word, count in found.items() if counts.get(word) != count)


def test_pieces_are_joined_by_all_their_company():
    assert joined(min_saving=4.0) == {
        '澳大利亚': 4, '保加利亚': 3, '尼日利亚': 3, '澳大': 96, '保加': 97, '尼日': 97, '利亚': 90}


@pytest.mark.parametrize('step, words', [(-1e-6, 3), (0, 3), (1e-6, 0)])
def test_pieces_are_collocated_by_what_is_saved(step, words):
    # Each of the three has T c / (c 10).
    total = 4 * 4 + 3 * 3 + 3 * 3 + 900
    found = joined(min_saving=math.log(total / 10.0) + step)
    assert len([word for word in found if len(word) == 4]) == words


@pytest.mark.parametrize('settings, words', [
    ({'join_count': 3}, 3), ({'join_count': 4}, 1), ({'join_count': 5}, 0),
    ({'longest': 3}, 0), ({'longest': 4}, 3), ({'longest': 5}, 3)])
def test_limits_of_joined_pieces(settings, words):
    settings = dict((str(name), value) for name, value in settings.items())
    assert len([word for word in joined(min_saving=4.0, **settings) if len(word) == 4]) == words


@pytest.mark.parametrize('piece, apart, words', [
    ('利亚', 9, 3), ('利亚', 10, 3), ('利亚', 11, 0), ('澳大', 3, 3), ('澳大', 4, 3), ('澳大', 5, 2)])
def test_pieces_are_subsumed_by_the_share_asked_for(piece, apart, words):
    runs = dict(PIECE_RUNS)
    runs[piece] = apart
    found = joined(runs, min_saving=3.0, subsumed_share=0.5)
    assert len([word for word in found if len(word) == 4]) == words


def test_a_single_character_may_be_a_piece():
    counts = {'雅鲁': 9.0, '藏': 9.0, '布江': 9.0, '的': 9.0}
    assert '雅鲁藏布江' in joined({'雅鲁藏布江': 5, '藏': 2, '的': 1000}, counts, min_saving=4.0)
    counts = {'雅': 9.0, '鲁': 9.0, '的': 9.0}
    assert joined({'雅鲁': 5, '的': 1000}, counts, min_saving=4.0) == {}


def test_pairs_that_are_split_are_no_pieces():
    found = joined(split_pairs=['澳大'], min_saving=4.0, subsumed_share=0.5)
    assert sorted(word for word in found if len(word) == 4) == ['保加利亚', '尼日利亚']


@pytest.mark.parametrize('total, words', [(599999, False), (600000, True), (600001, True)])
def test_neighbours_seen_once_are_collocated_in_long_texts_only(total, words):
    heads = ('保加', '尼日', '西西', '叙')
    runs = dict([(head + '利亚', 1) for head in heads] + [('澳大利亚', 4), ('的', total - 16)])
    counts = dict.fromkeys(heads + ('澳大', '利亚', '的'), 9.0)
    assert segmented(runs, counts).total == total
    assert ('澳大利亚' in joined(runs, counts)) == words


def test_pieces_that_are_used_up_go():
    settings = NEWS.replace(min_saving=4.0, min_cohesion=-99)
    counts = {'澳大': 4.0, '利亚': 5.0, '的': 1000.0}
    found = postprocess(counts, group_runs({'澳大利亚': 4, '利亚': 1, '的': 1000}), settings).counts
    assert found == {'澳大利亚': 4.0, '利亚': 1.0, '的': 1000.0}


# --- how strict a text is ----------------------------------------------------------------------------

@pytest.mark.parametrize('singles, odds, margin', [
    (0, 0.015, 0), (7340, 0.749, 0), (7350, 0.75, 0), (7450, 0.76, 0.015), (9850, 1.0, 0.375),
    (47330, 4.748, 5.997), (47350, 4.75, 6), (47450, 4.76, 6)])
def test_the_margin_follows_the_odds_of_single_characters(singles, odds, margin):
    # With 200 words of the prior 10,000.
    assert strictness_of_counts(singles, 9800) == Strictness(pytest.approx(odds), pytest.approx(margin))


def test_without_words_a_text_is_as_strict_as_news():
    assert strictness_of_counts(0, 0) == Strictness(0.75, 0.0)


@pytest.mark.parametrize('size, margin, expected', [
    (0, 0, (3, 5, 7)), (742065, 0, (3, 5, 7)), (2000000, 0, (3, 5.991465, 7.330488)),
    (3000, 1, (4, 5.25, 7.125)), (3000, 6, (9, 14, 34)), (2000000, 2, (5, 6.991465, 8.330488))])
def test_thresholds_follow_size_and_margin(size, margin, expected):
    found = resolve_thresholds(Settings(longest=5), size, margin)
    assert (found.entry_pmi, found.min_saving, found.min_cohesion) == pytest.approx(expected, abs=1e-5)
    assert found.longest == 5


@pytest.mark.parametrize('name', ['entry_pmi', 'min_saving', 'min_cohesion'])
def test_a_threshold_that_is_given_stays(name):
    given = Settings(**{str(name): 2.5})
    found = resolve_thresholds(given, 3000, 1.0)
    assert getattr(found, name) == 2.5
    assert found == resolve_thresholds(Settings(), 3000, 1.0).replace(**{str(name): 2.5})
    assert found != given and given != found


def test_a_model_has_its_strictness_and_thresholds(lines, model):
    size = characters_of(collect_runs(lines, DEFAULT_RULES))
    assert model.strictness.single_odds > 1 and model.strictness.margin > 0
    assert model.settings == resolve_thresholds(Settings(), size, model.strictness.margin)
    given = learn(lines[:50], DEFAULT_RULES, Settings(entry_pmi=3.0))
    size = characters_of(collect_runs(lines[:50], DEFAULT_RULES))
    assert given.strictness is None and given.settings == resolve_thresholds(Settings(), size)


@pytest.mark.parametrize('size, everything', [(100, False), (700, False), (800, True), (801, True)])
def test_a_text_is_measured_whole_up_to_a_size(size, everything):
    first = '山水花鸟鱼虫江河湖海东南西北春夏秋冬'
    runs = dict((a + b + c + '中', 1) for a, b, c in itertools.islice(itertools.product(first, repeat=3), 200))
    assert characters_of(runs) == 800 and (strictness_sample(runs, size) == runs) == everything


def test_what_is_measured_has_about_the_size_asked_for(lines):
    runs = collect_runs(lines, DEFAULT_RULES)
    found = strictness_sample(runs, 4000)
    assert 3000 < characters_of(found) < 5000
    assert [run for run in found if found[run] != runs[run]] == []
    assert found == strictness_sample(dict(sorted(runs.items(), reverse=True)), 4000)


@pytest.mark.parametrize('size, number', [(100, 1), (2000, 1), (2001, 2), (4001, 3)])
def test_of_repetitive_text_enough_is_measured(size, number):
    found = strictness_sample({'山水': 1000, '花鸟': 1000, '鱼虫': 1000}, size)
    assert len(found) == number


@pytest.mark.parametrize('text', ['山', '山水', '山中有树雾里看花水底捞月', '山中有雾，雾里看花'])
@pytest.mark.parametrize('times', [1, 2, 500])
def test_one_sentence_may_be_repeated(text, times):
    counts = learn([text] * times, DEFAULT_RULES).counts
    assert set(''.join(counts)) == set(text) - set('，')


# 化 follows what binds it, and 的 anything.
STEMS = ('绿色', '规模', '信息', '产业')
COUNTS = dict([(word, 20.0) for word in STEMS + ('江河', '山川', '花草')]
              + [(character, 30.0) for character in '化的看绿色规模信息产业江河山川花草'])


def suffixed_text():
    runs = {'花草江河': 200, '看': 60, '的': 60}
    for number, stem in enumerate(STEMS):
        runs['看' + stem + '化'] = 3 + number
    for stem in STEMS + ('江河', '山川', '花草'):
        runs[stem + '的' + stem] = 6
        runs['看' + stem] = 9
    return runs


def postprocessed(runs, counts=COUNTS, **settings):
    settings = dict({str('entry_pmi'): 1.0, str('min_saving'): 99.0, str('min_cohesion'): -99}, **settings)
    return postprocess(counts, group_runs(runs), Settings(**settings))


def test_suffixes_go_to_their_words():
    found = postprocessed(suffixed_text())
    assert found.suffixes == frozenset('化')
    assert [found.counts[stem + '化'] for stem in STEMS] == [3, 4, 5, 6]
    assert found.counts['化'] == 30 - 18 and found.counts['绿色'] == 20 - 3
    assert not [word for word in found.counts if len(word) == 3 and '的' in word]


@pytest.mark.parametrize('share, suffixes', [(0.59, '化'), (0.6, '化'), (0.61, '')])
def test_a_suffix_must_be_bound_by_the_share_asked_for(share, suffixes):
    # 18 of 30 follow a stem, 12 begin a run.
    runs = suffixed_text()
    runs['化看'] = 12
    assert postprocessed(runs, suffix_share=share).suffixes == frozenset(suffixes)


@pytest.mark.parametrize('stems, suffixes', [(60, '化'), (72, '化'), (73, '')])
def test_what_follows_too_many_different_words_is_no_suffix(stems, suffixes):
    # Each stem precedes it twice: 72 are 6 times the square root of 144.
    words = [chr_(0x5000 + 2 * number) + chr_(0x5001 + 2 * number) for number in range(stems)]
    counts = dict((word, 20.0) for word in words + ['花草', '江河'])
    counts.update((character, 30.0) for character in ''.join(words) + '化花草江河')
    runs = dict([(word + '化', 2) for word in words] + [('花草江河', 200)])
    assert postprocessed(runs, counts).suffixes == frozenset(suffixes)
    variety = stems / math.sqrt(2 * stems)
    for step, suffixes in ((-1e-6, ''), (1e-6, '化')):
        assert postprocessed(runs, counts, suffix_variety=variety + step).suffixes == frozenset(suffixes)


@pytest.mark.parametrize('variety', [1e160, 10 ** 200, float('inf')])
def test_a_suffix_may_follow_any_number_of_words(variety):
    assert postprocessed(suffixed_text(), suffix_variety=variety).suffixes == frozenset('化')


@pytest.mark.parametrize('count, suffixed', [(1, False), (2, True), (3, True)])
def test_a_word_and_its_suffix_must_occur_twice(count, suffixed):
    runs = suffixed_text()
    runs['看山川化'] = count
    assert ('山川化' in postprocessed(runs).counts) == suffixed


@pytest.mark.parametrize('step, suffixed', [(-1e-6, True), (0, True), (1e-6, False)])
def test_a_suffix_is_bound_by_words_of_a_least_pmi(step, suffixed):
    runs = suffixed_text()
    tokens = Tokenizer(dict((word, int(count)) for word, count in COUNTS.items()))
    counts = {}
    for run, count in runs.items():
        for word in tokens.lcut(run):
            counts[word] = counts.get(word, 0) + count
    pmi = math.log(sum(counts.values()) * 6.0 / (counts['产业'] * counts['化']))
    assert ('产业化' in postprocessed(runs, entry_pmi=pmi + step, suffix_share=0.1).counts) == suffixed


def test_a_word_that_occurs_with_its_suffix_only_goes():
    runs = dict((run, count) for run, count in suffixed_text().items() if '规模' not in run or '化' in run)
    found = postprocessed(runs, dict(list(COUNTS.items()) + [('规模', 4.0)]))
    assert '规模化' in found.counts and '规模' not in found.counts and not found.split_pairs


@pytest.mark.parametrize('longest, suffixed', [(2, False), (3, True), (4, True)])
def test_a_word_with_its_suffix_is_no_longer_than_allowed(longest, suffixed):
    found = postprocessed(suffixed_text(), longest=longest)
    assert ('绿色化' in found.counts) == suffixed and (found.suffixes == frozenset('化')) == suffixed


def without_phrases(total, others, **settings):
    """Post-process words of the given total count in which 天地 is the most frequent."""
    counts = dict((character, 0.5) for character in '森林防火天地')
    counts.update({'森林': 1.0, '防火': 1.0})
    counts.update(others)
    counts['天地'] = total - sum(counts.values())
    return postprocessed({'天地': 9}, counts, entry_pmi=99.0, **settings).counts


# The words of two characters are adjacent e^10 = 22026.5 times as often as by chance.
@pytest.mark.parametrize('total, divided', [(100.0, True), (22026.0, True), (22027.0, False)])
def test_a_sequence_of_longer_words_is_a_phrase_unless_it_saves_ten_nats(total, divided):
    found = without_phrases(total, {'森林防火': 1.0})
    assert ('森林防火' not in found) == divided
    assert found['森林'] == found['防火'] == (2.0 if divided else 1.0)
    assert sum(found.values()) == pytest.approx(total + divided)
    for step, divided in ((-1e-6, False), (1e-6, True)):
        found = without_phrases(total, {'森林防火': 1.0}, min_phrase_saving=math.log(total) + step)
        assert ('森林防火' not in found) == divided


def test_a_phrase_of_a_phrase_is_divided_whole():
    found = without_phrases(100.0, {'森林防火': 3.0, '天地森林防火': 2.0})
    assert set(map(len, found)) == set([1, 2]) and found['森林'] == found['防火'] == 6.0


def test_a_word_with_a_single_character_is_no_phrase():
    found = without_phrases(100.0, {'森林防': 3.0, '森防火天地': 2.0})
    assert found['森林防'] == 3.0 and found['森防火天地'] == 2.0


def test_the_best_alternative_is_never_the_word_itself():
    logs = dict((word, math.log(value)) for word, value in SHORT.items())
    value, parts = best_alternative('山中有雾', logs, 4)
    assert parts == best_by_enumeration('山中有雾', logs, '山中有雾')
    assert value == pytest.approx(sum(logs[word] for word in parts))
    assert best_alternative('山川', logs, 4) == (float('-inf'), None)
    assert best_alternative('山山', logs, 4) == (2 * logs['山'], ['山', '山'])


@pytest.mark.parametrize('count, expected', [(0.1, 1), (1.4999, 1), (1.5, 1), (1.50001, 2), (7.0, 7)])
def test_expected_counts_are_rounded_half_down(count, expected):
    assert rounded_count(count) == expected


# --- one result, whatever the order ------------------------------------------------------------------

def test_order_of_lines_does_not_matter(lines, model):
    assert learn(sorted(lines), DEFAULT_RULES).counts == model.counts


def characters_of(runs):
    return sum(len(run) * count for run, count in runs.items())


def test_sample_does_not_depend_on_the_order(lines):
    runs, complete = take_sample(lines, DEFAULT_RULES, 3000)
    assert not complete
    assert take_sample(lines[::-1], DEFAULT_RULES, 3000) == (runs, False)
    assert 1800 < characters_of(runs) <= 3000
    everything, complete = take_sample(lines, DEFAULT_RULES)
    assert complete and set(runs) < set(everything)
    assert everything == collect_runs(lines, DEFAULT_RULES)


@pytest.mark.parametrize('more, expected', [(-1, False), (0, True), (1, True)])
def test_a_sample_is_complete_up_to_its_size(lines, more, expected):
    size = characters_of(collect_runs(lines[:100], DEFAULT_RULES))
    runs, complete = take_sample(lines[:100], DEFAULT_RULES, size + more)
    assert complete == expected and (characters_of(runs) == size) == expected


def test_sample_takes_parts_of_a_long_line():
    text = '，'.join('山水花鸟'[i % 4] + chr_(0x4e00 + i) for i in range(4000))
    runs, complete = take_sample([text], DEFAULT_RULES, 2000)
    assert not complete
    assert 0 < characters_of(runs) <= 2000


@pytest.mark.parametrize('length, lengths', [
    (15359, [15359]), (15360, [15360]), (15361, [15360, 1]), (30721, [15360, 15360, 1])])
def test_a_long_run_is_sampled_in_parts(length, lengths):
    run = ''.join(chr_(0x4e00 + i % 1009) for i in range(length))
    units = list(sample_units([run]))
    assert [len(unit.text) for unit in units] == lengths and ''.join(unit.text for unit in units) == run
    runs, complete = take_sample([run], DEFAULT_RULES)
    assert complete and sorted(runs) == sorted(set(run[i:i + 60] for i in range(0, length, 60)))


def test_a_sample_of_text_without_marks_has_text_in_it():
    run = ''.join(chr_(0x4e00 + i * i % 5003) for i in range(100000))
    runs, complete = take_sample([run], DEFAULT_RULES, 40000)
    assert not complete and 0 < characters_of(runs) <= 40000


def test_what_is_repeated_takes_no_more_of_a_sample_than_once():
    lines = ['今天天气很好'] * 900 + ['我们去公园', '，'] * 50
    assert take_sample(lines, DEFAULT_RULES, 11) == ({'今天天气很好': 900, '我们去公园': 50}, True)
    runs, complete = take_sample(lines, DEFAULT_RULES, 10)
    assert not complete and runs == {'今天天气很好': 900}
    with pytest.raises(ArgumentError, match='too small'):
        take_sample(lines, DEFAULT_RULES, 4)
    assert learn(lines, DEFAULT_RULES, sample=11).counts['天气'] == 900


def test_counts_of_words_with_letters_are_scaled_to_the_whole_text():
    units = list(mixed_clauses('打开WiFi就好，天气很好，WiFi在' + '家' * 20, DEFAULT_RULES))
    assert [unit.text for unit in units] == ['打开WiFi就好', 'WiFi在' + '家' * 7]
    for threshold, count in ((EVERYTHING, 5), (EVERYTHING // 2, 10), (EVERYTHING * 8 // 10, 6)):
        assert find_mixed_words({'打开WiFi就好': 5}, threshold, {'打开': 5, '就好': 5}, NEWS, DEFAULT_RULES) == {
            'WiFi': count}


@pytest.mark.parametrize('number, sizes', [
    (0, []), (63, [63]), (64, [64]), (65, [64, 1]), (129, [64, 64, 1])])
def test_a_unit_of_a_sample_has_so_many_runs(number, sizes):
    units = list(sample_units(['山水'] * number))
    assert [unit.text.count('山水') for unit in units] == sizes
    assert [0 <= unit.hash < EVERYTHING for unit in units] == [True] * len(sizes)


def test_the_threshold_of_a_sample_falls_by_a_fifth():
    thresholds = list(sample_thresholds())
    assert thresholds[:4] == [EVERYTHING, 3435973836, 2748779068, 2199023254] and thresholds[-3:] == [2, 1, 0]


def test_all_of_a_large_text_is_counted(lines):
    found = learn(lines, DEFAULT_RULES, sample=8000)
    size = characters_of(collect_runs(lines, DEFAULT_RULES))
    # Pairs that enter may overlap where three characters in a row were single.
    assert sum(len(word) * count for word, count in found.counts.items()) == pytest.approx(size, rel=0.02)
    assert found.counts == learn(lines[::-1], DEFAULT_RULES, sample=8000).counts
    rows = discover_words(lines, evidence=False, sample=8000, workers=2)
    assert dict((row.text, row.count) for row in rows) == found.counts


def recounted(lines, counts, suffixes='', split_pairs=(), **settings):
    settings = resolve_thresholds(Settings(**settings), 0)
    model = Model(counts, [], frozenset(suffixes), frozenset(split_pairs), {}, settings, None)
    return recount(lines, DEFAULT_RULES, model)


class SizesOfBlocks(list):
    """Stand for a pool of workers: note the characters of each block, and count nothing."""

    size = 1

    def map(self, _, blocks, *setup):
        for block in blocks:
            self.append(len(block))
            yield BlockCounts({}, {})


@pytest.mark.parametrize('unit', ['花花花', '花开，'])
def test_recount_takes_a_long_line_in_parts(unit):
    sizes = SizesOfBlocks()
    model = Model({'花': 9}, [], frozenset(), frozenset(), {}, resolve_thresholds(Settings(), 0), None)
    recount([unit * 300000], DEFAULT_RULES, model, pool=sizes)
    assert len(sizes) > 2 and max(sizes) < 263000 and sum(sizes) >= 600000


def test_recount_counts_words_and_characters():
    assert recounted(['蝴蝶飞，花飞5次'], {'蝴蝶': 3, '飞': 1, '蝴': 1}) == {'蝴蝶': 1, '飞': 2, '花': 1, '次': 1}


def test_pairs_that_the_sample_did_not_show_enter():
    lines = ['看蝴蝶', '蝴蝶来', '花开', '花开花落', '山高水长', '来去'] * 5 + ['去看花来'] * 20
    found = recounted(lines, {'花': 9, '开': 9}, entry_pmi=1.5)
    assert found['蝴蝶'] == 10 and found['蝴'] == found['蝶'] == 1
    assert '花来' not in found
    assert '蝴蝶' not in recounted(lines, {'花': 9, '开': 9}, split_pairs=['蝴蝶'], entry_pmi=1.5)


@pytest.mark.parametrize('count, enters', [(4, False), (5, True), (6, True)])
def test_a_pair_that_enters_has_a_least_count(count, enters):
    assert ('蹊跷' in recounted(['蹊跷'] * count + ['的了'] * 999, {'的了': 9})) == enters
    assert ('蹊跷' in enter_pairs({'蹊': 9, '跷': 9, '的': 999}, {'蹊跷': count}, NEWS)) == enters


@pytest.mark.parametrize('step, enters', [(-1e-9, True), (1e-9, False)])
def test_a_pair_that_enters_has_a_least_pmi(step, enters):
    pmi = math.log(200.0 * 6 / (7 * 8))
    found = enter_pairs({'蹊': 7, '跷': 8, '的': 185}, {'蹊跷': 6}, Settings(entry_pmi=pmi + step))
    assert found == ({'蹊': 1, '跷': 2, '的': 185, '蹊跷': 6} if enters else {'蹊': 7, '跷': 8, '的': 185})


def test_words_enter_with_a_suffix():
    lines = ['绿色化', '绿色', '看绿色', '花', '看的'] * 6
    counts = {'绿色': 9, '看': 9}
    found = recounted(lines, counts, '化', entry_pmi=.5)
    assert (found['绿色化'], found['绿色'], found['化']) == (6, 12, 1)
    assert '绿色化' not in recounted(lines, counts, entry_pmi=.5)


@pytest.mark.parametrize('longest, enters', [(2, False), (3, True), (4, True)])
def test_a_word_that_enters_with_a_suffix_is_no_longer_than_allowed(longest, enters):
    lines = ['绿色化', '绿色', '看绿色', '花', '看的'] * 6
    assert ('绿色化' in recounted(lines, {'绿色': 9, '看': 9}, '化', entry_pmi=.5, longest=longest)) == enters


@pytest.mark.parametrize('length, expected', [
    (59, {59: 1}), (60, {60: 1}), (61, {60: 1, 1: 1}), (150, {60: 2, 30: 1})])
def test_runs_are_cut_when_very_long(length, expected):
    runs = collect_runs(['山' * length], DEFAULT_RULES)
    assert runs == dict(('山' * size, count) for size, count in expected.items())


@pytest.mark.parametrize('more, enters', [(-1, True), (0, False), (1, False)])
def test_pairs_that_occur_once_enter_in_small_texts_only(more, enters):
    # 蝴蝶 and so many 的 that the text has a million characters, less one, or more one.
    counts = fit_runs({'蝴蝶': 1, '的': 999998 + more}, NEWS.replace(min_cohesion=-99)).counts
    assert ('蝴蝶' in counts) == enters


def test_runs_follow_the_rules():
    assert collect_runs(['去年12月到2020年底'], DEFAULT_RULES) == {'去年': 1, '月到': 1, '年底': 1}
    protected = Rules(protect='[0-9]+[年月]')
    assert collect_runs(['去年12月到2020年底'], protected) == {'去年': 1, '到': 1, '底': 1}


# --- errors ------------------------------------------------------------------------------------------

@pytest.mark.parametrize('texts', [[], ['', 'abc', '12, 13!']])
def test_empty_corpus(texts):
    with pytest.raises(EmptyCorpusError) as caught:
        learn(texts, DEFAULT_RULES)
    assert 'no text' in str(caught.value)


def test_single_text_is_refused():
    with pytest.raises(CorpusTypeError):
        learn('山中有雾', DEFAULT_RULES)


@pytest.mark.parametrize('caller, call', [
    ('Settings', lambda: Settings(colour=1)), ('explain', lambda: explain(['山中有雾'], '山中', colour=1))])
def test_unknown_setting_is_refused(caller, call):
    with pytest.raises(ArgumentError) as caught:
        call()
    known = ', '.join(sorted(list(DEFAULTS) + (['contexts', 'progress'] if caller == 'explain' else [])))
    assert str(caught.value) == 'unknown options of %s: colour; known: %s' % (caller, known)


@pytest.mark.parametrize('name, invalid, least, range_', [
    ('suffix_share', 0, 1e-9, 'above 0'), ('suffix_variety', 0, 1e-9, 'above 0'),
    ('subsumed_share', 0, 1e-9, 'above 0'), ('join_count', 0, 1, 'from 1 up'), ('longest', 1, 2, 'from 2 up'),
    ('passes', 0, 1, 'from 1 up')])
def test_settings_that_make_no_sense_are_refused(name, invalid, least, range_):
    for value in (invalid, -1e9, float('nan')):
        with pytest.raises(ArgumentError) as caught:
            Settings(**{str(name): value})
        assert str(caught.value) == '%s must be %s, not %r' % (name, range_, value)
    assert getattr(Settings(**{str(name): least}), name) == least


@pytest.mark.parametrize('name, default', sorted(DEFAULTS.items()))
def test_a_setting_is_a_number(name, default):
    for value in ('6', None, float('nan'), True, [6], 6j):
        if value is None and default is None:
            assert getattr(Settings(**{str(name): value}), name) is None
            continue
        with pytest.raises(ArgumentError) as caught:
            Settings(**{str(name): value})
        assert str(caught.value).startswith(name + ' must be ')
        assert str(caught.value).endswith(', not %r' % value)


@pytest.mark.parametrize('name, values, range_', [
    ('min_expected', (0.01, 1e6), '0.01 to 1e+06'), ('entry_pmi', (-10, 100), '-10 to 100')])
def test_settings_beyond_their_range_are_refused(name, values, range_):
    for value, beyond in zip(values, (values[0] - 1e-3, values[1] * 1.001)):
        found = learn(['山中有雾'] * 9, DEFAULT_RULES, Settings(**{str(name): value}))
        assert getattr(found.settings, name) == value
        for invalid in (beyond, -1e4, 1e9, float('nan')):
            with pytest.raises(ArgumentError) as caught:
                Settings(**{str(name): invalid})
            assert str(caught.value) == '%s must be from %s, not %r' % (name, range_, invalid)


@pytest.mark.parametrize('passes', [1, 2, 3])
def test_there_are_no_more_passes_than_allowed(lines, passes):
    assert len(learn(lines[:100], DEFAULT_RULES, Settings(passes=passes)).passes) == passes


def test_a_fit_ends_when_the_information_falls_too_little(model, lines):
    falls = [1 - after.information / before.information
             for before, after in zip(model.passes[1:], model.passes[2:])]
    for tolerance in (falls[2] * 0.999, falls[2] * 1.001):
        passes = learn(lines, DEFAULT_RULES, model.settings.replace(tolerance=tolerance)).passes
        # The pass that rebuilds is the first; falls[0] is that of the third.
        assert len(passes) == (6 if tolerance < falls[2] else 5)


def test_discovery_gives_the_words_of_the_model(lines, model):
    rows = discover_words(lines)
    assert dict((row.text, row.count) for row in rows) == model.counts
    fewer = discover_words(lines, min_count=5, min_length=2)
    assert [row.text for row in fewer] == [
        row.text for row in rows if row.count >= 5 and len(row.text) > 1]


# --- explaining --------------------------------------------------------------------------------------

def test_explanation_of_a_word(lines, model):
    one = explain(lines, '键帽', model=model)[0]
    assert one.kept and one.count == sum(line.count('键帽') for line in lines)
    assert one.alternative == ('键', '帽') and one.saving > one.required_saving > 0
    assert one.saving == pytest.approx(one.log_probability - one.alternative_log_probability)
    assert one.net_saving == pytest.approx(one.expected * one.saving - one.entry_cost)
    assert one.pmi > 0 and one.left_entropy > 0 and one.right_entropy > 0
    assert one.to_dict()['alternative'] == ['键', '帽']
    assert one.to_text().startswith('键帽: a word. It occurs %d times in the text' % one.count)


def test_the_sentence_is_in_chinese_too_and_comes_before_the_numbers(lines, model):
    one = explain(lines, '键帽', model=model)[0]
    sentence, counts, pmi = one.to_text('zh').splitlines()[:3]
    assert sentence == '键帽: 是词。在语料中出现 %d 次，键＋帽 相邻出现的次数远高于随机共现。' % one.count
    assert counts == '  出现 %d 次，其中独立成词 %.1f 次' % (one.count, one.expected)
    assert pmi == '  凝固度（最弱切分点的 PMI）%.2f nat' % one.pmi
    english = one.to_text().splitlines()
    assert english[1:3] == ['  ' + one.reason, '  count %d, as a word %.1f' % (one.count, one.expected)]
    assert english[-4].startswith('  strictness of the text: %.2f single' % one.strictness.single_odds)
    assert english[-3:] == one.to_text('zh').splitlines()[-3:]
    assert one.to_text('en').splitlines()[0] == '键帽: ' + one.sentences['en']
    with pytest.raises(ArgumentError) as caught:
        one.to_text('fr')
    assert 'lang must be one of en, zh' in str(caught.value)


@pytest.mark.parametrize('text, english, chinese', [
    ('的键', 'not a word. It occurs 14 times in the text, but encoding it as 的 + 键', '不是词。在语料中出现 14 次'),
    ('龘龘', 'not a word. It does not occur in the text.', '不是词。没有在语料中出现。'),
    ('键', 'a word. Every single character', '是词。语料中的每个单字'),
    ('不能', 'two words, 不 + 能. They are adjacent', '是两个词（不＋能）。相邻出现'),
    ('一天', 'two words, 一 + 天: a numeral', '是两个词（一＋天）：一个数词'),
    ('Shift', 'not a word. It contains letters', '不是词。含字母')])
def test_each_sentence(lines, model, text, english, chinese):
    one = explain(lines, text, model=model)[0]
    assert one.sentences['en'].startswith(english) and one.sentences['zh'].startswith(chinese)


def test_explanations_show_places(lines, model):
    one = explain(lines, '键帽', model=model)[0]
    assert one.contexts == tuple(contexts(lines, ['键帽'])['键帽']) and len(one.contexts) == 3
    shown = ['  :%d  %s\u3010键帽\u3011%s' % (place.line, place.left, place.right) for place in one.contexts]
    assert one.to_text().splitlines()[-3:] == shown
    assert one.to_dict()['contexts'][0]['word'] == '键帽'
    assert explain(lines, '键帽', model=model, contexts=0)[0].contexts == ()


def test_many_words_are_counted_as_one_by_one(lines, model):
    words = sorted(model.counts)[::9] + ['键帽', '龘龘', 'PBT', 'Shift', '1.75U', '么说', '说。']
    for one in explain(lines, words, model=model, contexts=0):
        count = sum(1 for line in lines for start in range(len(line)) if line.startswith(one.text, start))
        assert (one.text, one.count) == (one.text, count)
    # At the end of a text, the beginning of a longer word is one place of the shorter.
    assert [one.count for one in explain(['换键帽', '键帽厚'], ['键帽', '键帽厚'], contexts=0)] == [2, 1]


@pytest.mark.parametrize('text, reason', [
    ('的键', 'too little'), ('龘龘', 'does not occur'), ('键', 'characters are always words')])
def test_explanation_of_others(lines, model, text, reason):
    one = explain(lines, [text], model=model)[0]
    assert one.kept == (text == '键')
    assert reason in one.reason and reason in one.to_text()
    assert sorted(one.to_dict()) == sorted(one._fields)


def test_explanation_of_what_was_changed_after_the_fit(lines, model):
    suffixed = sorted(word for word in model.counts if len(word) > 2 and word[-1] in model.suffixes)
    one = explain(lines, suffixed[:1], model=model)[0]
    assert one.kept and one.reason.startswith('it ends in a suffix') and one.cohesion is None
    two = explain(lines, '不能', model=model)[0]
    assert not two.kept and two.saving > two.required_saving and 'free words' in two.reason
    assert two.cohesion == model.cohesion['不能'] < two.required_cohesion == model.settings.min_cohesion
    assert 'cohesion of the pair %.2f nats (required: %.2f nats)' % (
        two.cohesion, two.required_cohesion) in two.to_text()
    three = explain(lines, '一天', model=model)[0]
    assert not three.kept and three.reason == 'a numeral and a character that follows any numeral: two words'


def phrase_explained(total, text='森林防火', suffixes='', others=(), **settings):
    """Explain a string that occurs once, where 天地 is the most frequent of the words of that total count."""
    counts = dict.fromkeys(list('森林防火天地') + ['森林', '防火', '5G', '套餐'] + list(others), 1)
    counts['天地'] = total - sum(counts.values())
    model = Model(counts, [], frozenset(suffixes), frozenset(), {}, NEWS, None)
    return explain([text], text, model=model, **settings)[0]


# Each word of two characters has a probability of 1 / total, so the string saves log total.
@pytest.mark.parametrize('total, suffixes, reason', [
    (100, '', 'as one word it would save too little'), (100, '火', 'a phrase of words'),
    (4230, '', 'a phrase of words'), (22026, '', 'a phrase of words'),
    (22027, '', 'other words in its context')])
def test_a_phrase_is_told_that_it_must_save_ten_nats(total, suffixes, reason):
    one = phrase_explained(total, suffixes=suffixes)
    assert not one.kept and one.reason.startswith(reason)
    assert one.saving == pytest.approx(math.log(total)) and one.required_saving == 10.0


def test_the_sentences_of_a_phrase():
    one = phrase_explained(4230)
    assert one.sentences == {
        'en': ('not a word. It occurs 1 times in the text, but is made of the words 森林 + 防火, and saves only '
               '8.35 nats each time; such a phrase must save 10.'),
        'zh': ('不是词。在语料中出现 1 次，但由词 森林＋防火 组成，每次只节省 8.35 nat；'
               '这样的短语要节省 10 nat 以上才算词。')}
    assert one.reason == ('a phrase of words of two or more characters: it would save 8.35 nats each time, '
                          'where 10 are required')
    assert 'saves 8.35 nats per occurrence (required: 10.00 nats)' in one.to_text()
    assert '每次出现节省 8.35 nat，至少需要 10.00 nat' in one.to_text('zh')


@pytest.mark.parametrize('text, required', [
    ('森林防火', 10.0), ('森林防', NEWS.min_saving), ('森林', NEWS.entry_pmi), ('5G套餐', NEWS.min_saving)])
def test_words_are_told_what_they_must_save(text, required):
    one = phrase_explained(30000, text, others=[text])
    assert one.kept and one.required_saving == required


def test_a_phrase_is_told_what_it_must_save_by_the_setting():
    # It saves log 4230, which is 8.35 nats.
    for least, is_phrase in ((8.3, False), (8.4, True)):
        one = phrase_explained(4230, min_phrase_saving=least)
        assert one.required_saving == least and one.reason.startswith('a phrase of words') == is_phrase


def test_explanations_tell_how_strict_the_text_is(lines, model):
    one = explain(lines, '键帽', model=model)[0]
    odds, margin = one.strictness
    assert one.strictness == model.strictness and one.required_saving == 3 + margin
    assert ('strictness of the text: %.2f single characters per longer word, margin %.2f nats'
            % (odds, margin)) in one.to_text()
    assert one.to_dict()['strictness'] == {'single_odds': odds, 'margin': margin}
    two = explain(lines[:20], '键帽', entry_pmi=3.0)[0]
    assert two.strictness is None and 'strictness' not in two.to_text()
    assert two.to_dict()['strictness'] is None and two.required_saving == 3.0


@pytest.mark.parametrize('step, company', [(-1e-6, False), (1e-6, True)])
def test_a_pair_without_the_cohesion_asked_for_keeps_company(lines, model, step, company):
    cohesion = explain(lines, '不能', model=model)[0].cohesion
    reason = explain(lines, '不能', model=model, min_cohesion=cohesion + step)[0].reason
    assert ('free words' in reason) == company


def test_explanations_come_in_the_order_asked(lines, model):
    wanted = ['手感', '键帽', '手']
    assert [one.text for one in explain(lines, wanted, model=model)] == wanted


@pytest.mark.parametrize('words', [[], '', ['手感', ''], [3]])
def test_explaining_nothing_is_refused(lines, model, words):
    with pytest.raises(ArgumentError):
        explain(lines, words, model=model)


def test_explain_command(command, corpora):
    path = os.path.join(corpora, 'reviews.txt')
    out = command('explain', '键帽', '手感', path).out
    assert out.startswith('键帽: a word') and '\n手感: a word' in out
    assert '\u3010手感\u3011' in out and '%s:' % path in out
    assert command('explain', '键帽', '--lang', 'zh', path).out.startswith('键帽: 是词')
    assert command('explain', '键帽', path, env={'LC_ALL': 'zh_CN.UTF-8'}).out.startswith('键帽: 是词')
    assert command('explain', '--lang', 'en', '键帽', path, env={'LC_ALL': 'zh_CN.UTF-8'}).out == command(
        'explain', '键帽', path, env={'LC_ALL': '', 'LC_MESSAGES': 'de_DE', 'LANG': 'zh_CN'}).out
    assert '\u3010' not in command('explain', '键帽', '--contexts', '0', path).out
    json = command('explain', '--format', 'json', '键帽', path).out
    assert json.startswith('{"alternative": ["键", "帽"], ') and json.count('\n') == 1
    assert command('explain', path).code == 2


OTHERS = '东南西北春夏秋冬金木水火土风雨雷电山石田甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'


def is_divided(alone=10, others=0, more=0, before_end=0, pairs=0, word='的磨豆机'):
    """Tell whether a word of 的 and a rest is divided; what is given are counts of occurrences."""
    free, rest = word[0], word[1:]
    runs = {'我' + word: 20, '新' + rest: alone, '笔' + free: before_end, '好%s吗' % free: pairs}
    runs.update((first + free + last, 30) for first, last in ['他书', '她笔', '猫碗'])
    runs.update((OTHERS[place:place + 2], others + more * (place == 0)) for place in range(0, 40, 2))
    runs = dict((run, count) for run, count in runs.items() if count)
    counts = dict.fromkeys(''.join(runs), 90)
    counts.update({word: 20, rest: 10, '好' + free: 30})
    settings = Settings(entry_pmi=9.0, min_saving=9.0, min_cohesion=99.0)
    return word not in postprocess(counts, group_runs(runs), settings).counts


@pytest.mark.parametrize('case, divided', [
    # The rest occurs without the character half as often as with it.
    ({}, True), ({'alone': 9}, False), ({'alone': 0, 'word': '人工智能'}, False),
    # The character is alone 90 times, 3.5 % of 2,570 words but not of 2,572; it begins more than it ends.
    ({'others': 56}, True), ({'others': 56, 'more': 1}, False),
    # Words of two characters with it are none of them.
    ({'others': 56, 'more': 1, 'pairs': 5}, False),
    # At ends are 400 of 500 occurrences, and 401 of 501.
    ({'before_end': 400}, True), ({'before_end': 401}, False)])
def test_a_word_is_divided_beside_a_free_character(case, divided):
    assert is_divided(**case) == divided
