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
    BigramCohesion, DEFAULTS, EVERYTHING, Lattice, Model, Settings, WordModel, best_alternative,
    cohesion_by_size, collect_runs, count_windows, enter_pairs, fit_runs, group_runs, initial_words, learn,
    postprocess, recount, rounded_count, sample_thresholds, sample_units, saving_by_size, take_sample)
from nlp_zero.errors import ArgumentError, CorpusTypeError, EmptyCorpusError
from nlp_zero.text import DEFAULT_RULES, Rules
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words, explain


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


def numbered(words):
    """Return the words by number, 0 for none, and {word: number}."""
    names = [''] + sorted(words)
    return names, dict((word, number) for number, word in enumerate(names) if number)


TEXTS = {'山中有雾': 3, '雾中有山': 1, '山雾': 2, '有': 5, '雾山雾山雾山有': 1}
SHORT = {'山': .1, '中': .05, '有': .2, '雾': .15, '山中': .05, '有雾': .02, '山雾': .1, '雾山雾': .03,
         '中有山': .01, '山中有雾': .02}
LONG = dict(SHORT)
LONG.update({'雾山雾山雾': .04, '雾山雾山雾山有': .01, '山雾山雾': .02, '山雾山': .06, '山有': .05})


@pytest.mark.parametrize('probabilities', [SHORT, LONG], ids=['up to 4', 'longer'])
def test_sums_equal_enumeration(probabilities):
    names, numbers = numbered(probabilities)
    row = [0.0] + [probabilities[word] for word in names[1:]]
    expected, information = Lattice(TEXTS, numbers).expected_counts(row)
    wanted, wanted_information = enumerate_counts(TEXTS, probabilities)
    assert information == pytest.approx(wanted_information, rel=1e-12)
    for word in names[1:]:
        if len(word) > 1:
            assert expected[numbers[word]] == pytest.approx(wanted[word], rel=1e-12)


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
    uncut = lattice.expected_counts(row)[0]
    pieces = lattice.split(alive)
    assert pieces == {'山中': 3.0, '雾山雾山雾': 1.0}
    cut = Lattice(pieces, numbers).expected_counts(row)[0]
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
        expected, information = lattice.expected_counts(row)
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
    assert len(messages) == len(found.passes) + 2
    assert messages[0].startswith('fitting ') and messages[0].endswith(' characters with 1 processes')
    assert messages[1].startswith('pass 1: ') and 'nats with the vocabulary' in messages[1]
    assert messages[-1].startswith('post-processed: ')


def test_no_word_is_longer_than_allowed(lines):
    found = learn(lines[:200], DEFAULT_RULES, Settings(longest=3)).counts
    assert max(len(word) for word in found) == 3


def test_gate_removes_long_words_that_save_too_little():
    characters = {'甲': 100, '乙': 100, '丙': 100, '丁': 700}
    expected = {'甲': 50, '乙': 50, '丙': 50, '丁': 700, '甲乙丙': 40, '丁丁丁': 2}
    words = WordModel(Settings(min_saving=5.0), characters, ['甲乙丙', '丁丁丁'], expected)
    assert words.remove_weak() == 1
    assert words.expected[words.numbers['丁丁丁']] == 0.0
    assert words.expected[words.numbers['甲乙丙']] == 40.0


@pytest.mark.parametrize('step, removed', [(-1e-6, 0), (0, 0), (1e-6, 1)])
def test_a_word_that_saves_just_enough_stays(step, removed):
    def model(min_saving):
        return WordModel(Settings(min_saving=min_saving), {'甲': 100, '乙': 100, '丙': 100}, ['甲乙丙'],
                         {'甲': 50, '乙': 50, '丙': 50, '甲乙丙': 40})
    logs = dict(zip(model(1.0).names, model(1.0).log_probabilities()))
    saving = logs['甲乙丙'] - (logs['甲'] + (logs['乙'] + logs['丙']))
    assert model(saving + step).remove_weak() == removed


@pytest.mark.parametrize('count, stays', [(0.5, False), (0.5000001, True), (0.6, True)])
def test_a_word_must_exceed_the_least_expected_count(count, stays):
    words = WordModel(Settings(), {'甲': 9, '乙': 9}, ['甲乙'], {'甲': 9, '乙': 9, '甲乙': count})
    assert ('甲乙' in words.vocabulary()) == stays and words.staying_words() == ['甲乙'] * stays


@pytest.mark.parametrize('size, saving', [
    (100, 5.0), (742065, 5.0), (742066, 5.0), (742100, 5.000046), (2000000, 5.991465), (10 ** 10, 14.508658)])
def test_the_saving_asked_for_follows_the_size_of_the_text(size, saving):
    assert saving_by_size(size) == pytest.approx(saving, abs=1e-5)


def name_among_others(count, name='内塔尼亚胡', extra=()):
    """Lines where a name occurs so often, among ten characters that occur everywhere."""
    others = '到说见了和他去来在看'
    lines = []
    for i in range(4000):
        a, b, c = (others[(i * k + i // 10) % 10] for k in (3, 7, 9))
        lines.append(a + name + b if i % 101 == 0 and i < 101 * count else a + b + c)
    return lines + list(extra)


def test_pieces_of_a_longer_word_are_joined():
    """内塔 and 尼亚胡 occur together only."""
    found = learn(name_among_others(40), DEFAULT_RULES).counts
    assert found.get('内塔尼亚胡', 0) == 40
    assert '内塔' not in found and '尼亚' not in found


@pytest.mark.parametrize('longest, kept', [(4, False), (5, True), (6, True)])
def test_a_joined_word_is_no_longer_than_allowed(longest, kept):
    found = learn(name_among_others(40), DEFAULT_RULES, Settings(longest=longest)).counts
    assert ('内塔尼亚胡' in found) == kept and max(map(len, found)) <= longest


@pytest.mark.parametrize('join_count, kept', [(39, True), (40, True), (41, False)])
def test_a_joined_word_has_a_least_count(join_count, kept):
    found = learn(name_among_others(40), DEFAULT_RULES, Settings(join_count=join_count)).counts
    assert ('内塔尼亚胡' in found) == kept


@pytest.mark.parametrize('piece', ['内塔', '尼亚胡'])
@pytest.mark.parametrize('share, kept', [(0.79, True), (0.8, True), (0.81, False)])
def test_a_piece_must_be_subsumed_to_a_share(piece, share, kept):
    """The piece occurs 50 times, 40 of them in the name."""
    apart = ['看' + piece + '来'] * 10
    found = learn(name_among_others(40, extra=apart), DEFAULT_RULES, Settings(subsumed_share=share)).counts
    assert ('内塔尼亚胡' in found) == kept


@pytest.mark.parametrize('more, joined', [(-1, False), (0, True), (1, True)])
def test_a_single_character_must_be_subsumed_in_narrow_texts_only(more, joined):
    # A text of 100,000 characters, less one, or more one; 兰 occurs in 蝴蝶兰 one time in fifty.
    counts = fit_runs({'蝴蝶兰': 40, '兰': 2000, '的': 97880 + more}, Settings(min_cohesion=-99)).counts
    assert ('蝴蝶兰' in counts) == joined and ('蝴蝶' in counts) != joined


# --- after the fit -----------------------------------------------------------------------------------

def test_cohesion_is_its_formula():
    counts = {'山': 3, '水': 5, '山水': 2, '高山': 4, '水流': 6, '水花': 1}
    expected = (math.log(2 * 21 / (3.5 * 5.5)) + math.log(1 + 1) + math.log(1 + 2) / 2
                + 0.3 * math.log(2 / 21.0))
    assert BigramCohesion(counts)('山水', 2, 3, 5) == pytest.approx(expected)


@pytest.mark.parametrize('share', [0.9e-5, 1e-5, 1.1e-5])
def test_the_frequency_of_a_rare_pair_plays_no_part_in_its_cohesion(share):
    total = 1e6
    counts = {'山': total - share * total, '山水': share * total}
    expected = (math.log(share * total * total / ((1 + 0.5) * (2 + 0.5))) + 0.3 * math.log(max(share, 1e-5)))
    assert BigramCohesion(counts)('山水', share * total, 1, 2) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize('size, cohesion', [
    (0, 0.0), (1, 0.0), (3000, 4.003184), (49020, 5.399992), (49021, 5.4), (10 ** 10, 5.4)])
def test_the_cohesion_asked_for_follows_the_size_of_the_text(size, cohesion):
    assert cohesion_by_size(size) == pytest.approx(cohesion, abs=1e-5)


@pytest.mark.parametrize('step, split', [(-1e-6, []), (0, []), (1e-6, ['这是'])])
def test_pairs_that_are_not_cohesive_are_split(step, split):
    """这 and 是 are words that keep company; 蝴 and 蝶 are no words."""
    counts = {'这': 60, '是': 80, '粉': 0.5, '蝴': 0.5, '蝶': 0.5, '这是': 9, '蝴蝶': 4, '粉蝶': 2}
    least = BigramCohesion(counts)('这是', 9, 60, 80) + step
    found = postprocess(counts, group_runs({'这是蝴蝶': 4}), Settings(min_cohesion=least))
    assert found.split_pairs == frozenset(split) and not found.suffixes
    assert found.counts == dict(
        (word, count + (9 if split and word in ('这', '是') else 0)) for word, count in counts.items()
        if word not in split)


# 化 follows what binds it, and 的 anything.
STEMS = ('绿色', '规模', '信息', '产业')
COUNTS = dict([(word, 20.0) for word in STEMS + ('江河', '山川', '花草')]
              + [(character, 30.0) for character in '化的看绿色规模信息产业江河山川花草'])


def suffixed_text():
    runs = {'花草江河': 200, '看的': 60}
    for number, stem in enumerate(STEMS):
        runs['看' + stem + '化'] = 3 + number
    for stem in STEMS + ('江河', '山川', '花草'):
        runs[stem + '的' + stem] = 6
        runs['看' + stem] = 9
    return runs


def postprocessed(runs, counts=COUNTS, **settings):
    settings = dict({str('entry_pmi'): 1.0, str('min_cohesion'): -99}, **settings)
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
    text = '，'.join('山水花鸟'[i % 4] + '一二三四五六七八九'[i % 9] for i in range(4000))
    runs, complete = take_sample([text], DEFAULT_RULES, 2000)
    assert not complete
    assert 0 < characters_of(runs) <= 2000


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
    model = Model(counts, [], frozenset(suffixes), frozenset(split_pairs))
    return recount(lines, DEFAULT_RULES, model, Settings(**settings))


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
    assert ('蹊跷' in enter_pairs({'蹊': 9, '跷': 9, '的': 999}, {'蹊跷': count}, Settings())) == enters


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
    counts = fit_runs({'蝴蝶': 1, '的': 999998 + more}, Settings(min_cohesion=-99)).counts
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
    known = ', '.join(sorted(DEFAULTS))
    assert str(caught.value) == 'unknown options of %s: colour; known: %s' % (caller, known)


@pytest.mark.parametrize('name, invalid, least', [
    ('min_expected', 0, 1e-9), ('suffix_share', 0, 1e-9), ('subsumed_share', 0, 1e-9), ('join_count', 0, 1),
    ('longest', 1, 2), ('passes', 0, 1)])
def test_settings_that_make_no_sense_are_refused(name, invalid, least):
    with pytest.raises(ArgumentError) as caught:
        Settings(**{str(name): invalid})
    assert name in str(caught.value)
    assert getattr(Settings(**{str(name): least}), name) == least


@pytest.mark.parametrize('passes', [1, 2, 3])
def test_there_are_no_more_passes_than_allowed(lines, passes):
    assert len(learn(lines[:100], DEFAULT_RULES, Settings(passes=passes)).passes) == passes


def test_a_fit_ends_when_the_information_falls_too_little(model, lines):
    falls = [1 - after.information / before.information
             for before, after in zip(model.passes[1:], model.passes[2:])]
    for tolerance in (falls[2] * 0.999, falls[2] * 1.001):
        passes = learn(lines, DEFAULT_RULES, Settings(tolerance=tolerance)).passes
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
    assert one.to_text().startswith('键帽: a word; it pays')


@pytest.mark.parametrize('text, reason', [
    ('的键', 'too little'), ('龘龘', 'does not occur'), ('键', 'characters always stay')])
def test_explanation_of_others(lines, model, text, reason):
    one = explain(lines, [text], model=model)[0]
    assert one.kept == (text == '键')
    assert reason in one.reason and reason in one.to_text()
    assert sorted(one.to_dict()) == sorted(one._fields)


def test_explanation_of_what_was_changed_after_the_fit(lines, model):
    suffixed = sorted(word for word in model.counts if len(word) > 2 and word[-1] in model.suffixes)
    one = explain(lines, suffixed[:1], model=model)[0]
    assert one.kept and one.reason.startswith('it ends in a suffix') and one.cohesion is None
    two = explain(lines, '只能', model=model)[0]
    assert not two.kept and two.saving > two.required_saving and 'keep company' in two.reason
    assert 'cohesion of the pair' in two.to_text() and two.to_dict()['cohesion'] == two.cohesion


@pytest.mark.parametrize('step, company', [(-1e-6, False), (1e-6, True)])
def test_a_pair_without_the_cohesion_asked_for_keeps_company(lines, model, step, company):
    cohesion = explain(lines, '只能', model=model)[0].cohesion
    reason = explain(lines, '只能', model=model, min_cohesion=cohesion + step)[0].reason
    assert ('keep company' in reason) == company


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
    json = command('explain', '--format', 'json', '键帽', path).out
    assert json.startswith('{"alternative": ["键", "帽"], ') and json.count('\n') == 1
    assert command('explain', path).code == 2
