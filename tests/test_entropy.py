# -*- coding: utf-8 -*-
"""Test the minimum-entropy model: sums against enumeration, gates, sampling, one result everywhere."""
from __future__ import absolute_import, division, print_function, unicode_literals

import hashlib
import io
import logging
import math
import os

import pytest

from nlp_zero._runtime import Resources
from nlp_zero.entropy import (Firmness, Settings, best_way, collect_runs, firm_by_size, fit_runs, learn,
                              stay_by_size)
from nlp_zero.entropy import _runs
from nlp_zero.entropy._lattice import Lattice
from nlp_zero.entropy._word_model import Words
from nlp_zero.entropy._recount import recount
from nlp_zero.entropy._runs import take_sample
from nlp_zero.entropy._postprocess import part_pairs, settle
from nlp_zero.entropy._initial import count_short, first_words, group_runs
from nlp_zero.errors import ArgumentError, CorpusTypeError, EmptyCorpusError
from nlp_zero.text import DEFAULT_RULES, Rules
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


TEXTS = {'山中有雾': 3, '雾中有山': 1, '山雾': 2, '有': 5, '雾山雾山雾山有': 1}
SHORT = {'山': .1, '中': .05, '有': .2, '雾': .15, '山中': .05, '有雾': .02, '山雾': .1, '雾山雾': .03,
         '中有山': .01, '山中有雾': .02}
LONG = dict(SHORT)
LONG.update({'雾山雾山雾': .04, '雾山雾山雾山有': .01})


@pytest.mark.parametrize('probabilities', [SHORT, LONG], ids=['up to 4', 'longer'])
def test_sums_equal_enumeration(probabilities):
    names = [''] + sorted(probabilities)
    numbers = dict((word, number) for number, word in enumerate(names) if number)
    row = [0.0] + [probabilities[word] for word in names[1:]]
    expected, information = Lattice(TEXTS, numbers).sweep(row)
    wanted, wanted_information = enumerate_counts(TEXTS, probabilities)
    assert information == pytest.approx(wanted_information, rel=1e-12)
    for word in names[1:]:
        if len(word) > 1:
            assert expected[numbers[word]] == pytest.approx(wanted[word], rel=1e-12)


@pytest.mark.parametrize('probabilities', [SHORT, LONG], ids=['up to 4', 'longer'])
def test_best_paths_equal_enumeration(probabilities):
    names = [''] + sorted(probabilities)
    numbers = dict((word, number) for number, word in enumerate(names) if number)
    logs = [float('-inf')] + [math.log(probabilities[word]) for word in names[1:]]
    found, way = [], []
    for words, counts in Lattice(TEXTS, numbers).best_paths(logs):
        assert len(counts) == list(words).count(0)
        for word in words:
            if word:
                way.append(names[word])
            else:
                found.append(way)
                way = []
    assert sorted(''.join(way) for way in found) == sorted(TEXTS)
    for way in found:
        best = max(sum(math.log(probabilities[word]) for word in other)
                   for other in segmentations(''.join(way), probabilities))
        assert sum(math.log(probabilities[word]) for word in way) == pytest.approx(best)


def test_cutting_where_nothing_reaches_over_changes_no_count():
    names = [''] + sorted(SHORT)
    numbers = dict((word, number) for number, word in enumerate(names) if number)
    alive = [len(word) == 1 or word in ('山中', '雾山雾') for word in names]
    row = [SHORT.get(word, 0.0) if living else 0.0 for word, living in zip(names, alive)]
    lattice = Lattice(TEXTS, numbers)
    whole = lattice.sweep(row)[0]
    parts = lattice.parts(alive)
    assert parts == {'山中': 3.0, '雾山雾山雾': 1.0}
    cut = Lattice(parts, numbers).sweep(row)[0]
    for word in ('山中', '雾山雾'):
        assert cut[numbers[word]] == pytest.approx(whole[numbers[word]], rel=1e-12)


def test_parts_leave_room_for_new_words():
    names = [''] + sorted(SHORT)
    numbers = dict((word, number) for number, word in enumerate(names) if number)
    alive = [len(word) == 1 for word in names]
    assert Lattice(TEXTS, numbers).parts(alive, {'中有雾'}) == {'中有雾': 3.0}


def test_plain_expectation_maximisation_never_rises():
    """Without prior and gates the information falls with every pass (Dempster and others 1977)."""
    names = [''] + sorted(SHORT)
    numbers = dict((word, number) for number, word in enumerate(names) if number)
    lattice = Lattice(TEXTS, numbers)
    row, last = [0.0] + [1.0 / len(SHORT)] * len(SHORT), None
    for _ in range(12):
        expected, information = lattice.sweep(row)
        assert last is None or information <= last + 1e-9
        last = information
        left = dict.fromkeys('山中有雾', 0.0)
        for text, count in TEXTS.items():
            for character in text:
                left[character] += count
        for word, count in zip(names, expected):
            for character in word if len(word) > 1 else '':
                left[character] -= count
        counts = [left[word] if len(word) == 1 else count for word, count in zip(names, expected)]
        row = [0.0] + [max(count, 1e-12) / sum(counts) for count in counts[1:]]


def test_long_text_neither_underflows_nor_recurses():
    text = '山中有雾，' + '雾里看花水中望月' * 3000
    found = learn([text], DEFAULT_RULES).counts
    assert sum(len(word) * count for word, count in found.items()) == pytest.approx(24004, rel=0.01)


# --- the start ---------------------------------------------------------------------------------------

def test_counts_are_exact_and_stay_within_runs():
    runs = {'山水': 2, '水山水': 1, '山': 4}
    characters, pairs = count_short(group_runs(runs))
    assert characters == {'山': 7, '水': 4}
    assert pairs == {'山水': 3, '水山': 1}


def test_first_words_hold_together(lines):
    groups = group_runs(collect_runs(lines, DEFAULT_RULES))
    characters, pairs = count_short(groups)
    words = first_words(groups, characters, pairs)
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
    counts = fit_runs(runs, Settings(stay=5.0)).counts
    size = sum(len(run) * count for run, count in runs.items())
    # Words under the floor are left out, characters that never stand alone are kept at the floor.
    assert sum(len(word) * count for word, count in counts.items()) == pytest.approx(size, rel=0.05)


def test_information_falls_with_every_pass(model):
    information = [one.information for one in model.passes]
    assert len(information) > 3
    assert information == sorted(information, reverse=True)


def test_description_is_shorter_with_words_than_without(lines, model):
    characters = count_short(group_runs(collect_runs(lines, DEFAULT_RULES)))[0]
    total = float(sum(characters.values()))
    spelled = -sum(count * math.log(count / total) for count in characters.values())
    assert model.passes[-1].description_length < spelled


def test_passes_are_logged(lines, caplog):
    with caplog.at_level(logging.INFO, logger='nlp_zero.entropy'):
        found = fit_runs(collect_runs(lines[:50], DEFAULT_RULES))
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == len(found.passes) + 1
    assert messages[-1].startswith('settled: ')
    assert messages[0].startswith('pass 1: ') and 'nats with the vocabulary' in messages[0]


def test_no_word_is_longer_than_allowed(lines):
    found = learn(lines[:200], DEFAULT_RULES, Settings(longest=3)).counts
    assert max(len(word) for word in found) == 3
    assert max(len(word) for word in learn(lines[:200], DEFAULT_RULES).counts) <= 8


def test_gate_removes_long_words_that_do_not_pay():
    characters = {'甲': 100, '乙': 100, '丙': 100, '丁': 700}
    expected = {'甲': 50, '乙': 50, '丙': 50, '丁': 700, '甲乙丙': 40, '丁丁丁': 2}
    words = Words(Settings(stay=5.0), characters, ['甲乙丙', '丁丁丁'], expected)
    assert words.remove_weak() == 1
    assert words.expected[words.numbers['丁丁丁']] == 0.0
    assert words.expected[words.numbers['甲乙丙']] == 40.0


def test_sigma_follows_the_size_of_the_text():
    sizes = [10 ** power for power in range(3, 11)]
    found = [stay_by_size(size) for size in sizes]
    assert found == sorted(found)
    assert stay_by_size(100) == 5.0
    assert stay_by_size(2000000) == pytest.approx(6.0, abs=0.01)


def test_pieces_of_a_longer_word_are_joined():
    """内塔 and 尼亚胡 stand together only, 再生 and 能源 apart as well."""
    names, others = ['内塔尼亚胡'], ['到', '说', '见', '了', '和', '他', '去', '来', '在', '看']
    lines = []
    for i in range(4000):
        a, b, c = (others[(i * k + i // 10) % 10] for k in (3, 7, 9))
        lines.append(a + names[0] + b if i % 101 == 0 else a + b + c)
    found = learn(lines, DEFAULT_RULES).counts
    assert found.get('内塔尼亚胡', 0) == 40
    assert '内塔' not in found and '尼亚' not in found


# --- what is settled when the fit is done ------------------------------------------------------------

def test_firmness_is_its_formula():
    counts = {'山': 3, '水': 5, '山水': 2, '高山': 4, '水流': 6, '水花': 1}
    expected = (math.log(2 * 21 / (3.5 * 5.5)) + math.log(1 + 1) + math.log(1 + 2) / 2
                + 0.3 * math.log(2 / 21.0))
    assert Firmness(counts)('山水', 2, 3, 5) == pytest.approx(expected)


def test_firmness_asked_for_follows_the_size_of_the_text():
    sizes = [10 ** power for power in range(0, 11)]
    found = [firm_by_size(size) for size in sizes]
    assert found == sorted(found) and found[0] == 0.0 and found[-1] == 5.4
    assert firm_by_size(3000) == pytest.approx(4.0, abs=0.01)


def test_pairs_that_are_not_firm_part():
    """这 and 是 are words that keep company; 蝴 and 蝶 are no words."""
    counts = {'这': 60, '是': 80, '粉': 0.5, '蝴': 0.5, '蝶': 0.5, '这是': 9, '蝴蝶': 4, '粉蝶': 2}
    firmness = Firmness(counts)
    between = (firmness('这是', 9, 60, 80) + firmness('蝴蝶', 4, 0.5, 0.5)) / 2
    found = part_pairs(counts, Settings(firm=between))
    assert found == {'这': 69, '是': 89, '粉': 0.5, '蝴': 0.5, '蝶': 0.5, '蝴蝶': 4, '粉蝶': 2}
    assert part_pairs(counts, Settings(firm=-99)) == counts
    text = group_runs({'这是蝴蝶': 4})
    assert settle(counts, text, Settings(firm=between))[2] == frozenset(['这是'])


# 化 stands behind what it binds, and 的 behind anything.
HOSTS = ('绿色', '规模', '信息', '产业')
COUNTS = dict([(word, 20.0) for word in HOSTS + ('江河', '山川', '花草')]
              + [(character, 30.0) for character in '化的看绿色规模信息产业江河山川花草'])


def bound_text():
    runs = {'花草江河': 200, '看的': 60}
    for number, host in enumerate(HOSTS):
        runs['看' + host + '化'] = 3 + number
    for host in HOSTS + ('江河', '山川', '花草'):
        runs[host + '的' + host] = 6
        runs['看' + host] = 9
    return runs


def test_bound_characters_go_to_their_hosts():
    found, endings, _ = settle(COUNTS, group_runs(bound_text()), Settings(entry=1.0, firm=-99))
    assert endings == frozenset('化')
    assert [found[host + '化'] for host in HOSTS] == [3, 4, 5, 6]
    assert found['化'] == 30 - 18 and found['绿色'] == 20 - 3
    assert not [word for word in found if len(word) == 3 and '的' in word]


def test_an_ending_must_be_bound_by_the_share_asked_for():
    runs = bound_text()
    runs['化看'] = 20
    assert not settle(COUNTS, group_runs(runs), Settings(entry=1.0, firm=-99))[1]
    assert settle(COUNTS, group_runs(runs), Settings(entry=1.0, firm=-99, bound=0.4))[1] == frozenset('化')


def test_a_host_that_lives_with_its_ending_only_goes():
    runs = dict((run, count) for run, count in bound_text().items() if '规模' not in run or '化' in run)
    counts = dict(COUNTS)
    counts['规模'] = 4.0
    found, _, parted = settle(counts, group_runs(runs), Settings(entry=1.0, firm=-99))
    assert '规模化' in found and '规模' not in found and not parted


def test_nothing_longer_than_allowed_is_bound():
    found, endings, _ = settle(COUNTS, group_runs(bound_text()), Settings(entry=1.0, firm=-99, longest=2))
    assert not endings and max(len(word) for word in found) == 2


def test_best_way_is_the_best():
    logs = dict((word, math.log(value)) for word, value in SHORT.items())
    value, way = best_way('山中有雾', logs, 4)
    other = max((sum(logs[w] for w in ways), ways) for ways in segmentations('山中有雾', SHORT)
                if len(ways) > 1)
    assert value == pytest.approx(other[0]) and way == other[1]
    assert best_way('山川', logs, 4) == (float('-inf'), None)


# --- one result, whatever the order ------------------------------------------------------------------

def test_order_of_lines_does_not_matter(lines, model):
    assert learn(sorted(lines), DEFAULT_RULES).counts == model.counts


def test_sample_does_not_depend_on_the_order(lines):
    runs, whole = take_sample(lines, DEFAULT_RULES, 3000)
    assert not whole
    assert take_sample(lines[::-1], DEFAULT_RULES, 3000) == (runs, False)
    size = sum(len(run) * count for run, count in runs.items())
    assert 1800 < size <= 3000
    everything, whole = take_sample(lines, DEFAULT_RULES)
    assert whole and set(runs) <= set(everything)
    assert everything == collect_runs(lines, DEFAULT_RULES)


def test_sample_takes_parts_of_a_long_line():
    text = '，'.join('山水花鸟'[i % 4] + '一二三四五六七八九'[i % 9] for i in range(4000))
    runs, whole = take_sample([text], DEFAULT_RULES, 2000)
    assert not whole
    assert 0 < sum(len(run) * count for run, count in runs.items()) <= 2000


def test_large_text_is_counted_whole(lines):
    found = learn(lines, DEFAULT_RULES, sample=8000)
    size = sum(len(run) * count for run, count in collect_runs(lines, DEFAULT_RULES).items())
    # Pairs that enter may overlap where three characters in a row were single.
    assert sum(len(word) * count for word, count in found.counts.items()) == pytest.approx(size, rel=0.02)
    assert found.counts == learn(lines[::-1], DEFAULT_RULES, sample=8000).counts
    assert found.counts == learn(lines, DEFAULT_RULES, sample=8000, resources=Resources(workers=2)).counts


def test_recount_counts_words_and_characters():
    assert recount(['蝴蝶飞，花飞5次'], DEFAULT_RULES, {'蝴蝶': 3, '飞': 1, '蝴': 1},
                   Settings()) == {'蝴蝶': 1, '飞': 2, '花': 1, '次': 1}


def test_pairs_that_the_sample_did_not_show_enter():
    lines = ['看蝴蝶', '蝴蝶来', '花开', '花开花落', '山高水长', '来去'] * 5 + ['去看花来'] * 20
    found = recount(lines, DEFAULT_RULES, {'花': 9, '开': 9}, Settings(entry=1.5))
    assert found['蝴蝶'] == 10 and found['蝴'] == found['蝶'] == 1
    assert '花来' not in found
    assert '蝴蝶' not in recount(lines[:4], DEFAULT_RULES, {'花': 9}, Settings(entry=1.5))
    assert '蝴蝶' not in recount(lines, DEFAULT_RULES, {'花': 9, '开': 9}, Settings(entry=1.5),
                               parted=frozenset(['蝴蝶']))


def test_words_enter_with_a_bound_ending():
    lines = ['绿色化', '绿色', '看绿色', '花', '看的'] * 6
    counts = {'绿色': 9, '看': 9}
    found = recount(lines, DEFAULT_RULES, counts, Settings(entry=.5), endings=frozenset('化'))
    assert (found['绿色化'], found['绿色'], found['化']) == (6, 12, 1)
    assert '绿色化' not in recount(lines, DEFAULT_RULES, counts, Settings(entry=.5))
    assert '绿色化' not in recount(lines, DEFAULT_RULES, counts, Settings(entry=.5, longest=2),
                                   endings=frozenset('化'))


def test_runs_are_cut_when_very_long():
    runs = collect_runs(['山' * 150], DEFAULT_RULES)
    assert runs == {'山' * _runs.LONGEST_RUN: 2, '山' * (150 - 2 * _runs.LONGEST_RUN): 1}


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


def test_unknown_setting_is_refused(lines):
    with pytest.raises(ArgumentError):
        discover_words(lines[:3], colour='red')
    with pytest.raises(ArgumentError):
        explain(lines[:3], '键帽', colour='red')


@pytest.mark.parametrize('setting', [{'floor': 0}, {'longest': 1}, {'passes': 0}, {'own': 0},
                                     {'bound': 0}])
def test_senseless_settings_are_refused(setting):
    with pytest.raises(ArgumentError):
        Settings(**dict((str(name), value) for name, value in setting.items()))


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
    assert one.alternative == ('键', '帽') and one.saving > one.bound > 0
    assert one.saving == pytest.approx(one.log_probability - one.alternative_log_probability)
    assert one.gain == pytest.approx(one.expected * one.saving - one.entry_cost)
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


def test_explanation_of_what_was_settled(lines, model):
    assert model.endings
    settled = sorted(word for word in model.counts if len(word) > 2 and word[-1] in model.endings)
    one = explain(lines, settled[:1], model=model)[0]
    assert one.kept and 'bound' in one.reason and one.firmness is None
    two = explain(lines, '只能', model=model)[0]
    assert not two.kept and two.saving > two.bound and 'keep company' in two.reason
    assert 'firmness of the pair' in two.to_text() and two.to_dict()['firmness'] == two.firmness


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


# --- the same bytes everywhere -----------------------------------------------------------------------

#: Of `word count` lines in UTF-8; to be renewed on purpose, with a line in the changelog.
GOLDEN = '5a539daa51025de3'


def test_same_words_and_counts_on_every_python(model):
    lines = ['%s %d' % item for item in sorted(model.counts.items())]
    assert hashlib.sha256('\n'.join(lines).encode('utf-8')).hexdigest()[:16] == GOLDEN
