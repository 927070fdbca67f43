# -*- coding: utf-8 -*-
"""N-gram counts against a few lines of brute force, in memory, in runs, and over processes."""
from __future__ import absolute_import, division, print_function, unicode_literals

import doctest
import gc
import importlib
import io
import math
import multiprocessing
import os
import random
import signal

import pytest

from nlp_zero.errors import (
    ArgumentError, CorpusTypeError, EmptyCorpusError, FormatError, InputError, OutputError, WorkerError)
from nlp_zero.ngrams import NgramCounter, count_ngrams, merged, parse_size
from nlp_zero.text import DEFAULT_RULES, Rules, clauses, symbols

from processes import exit_code, finish, fork, limited_file_size, start_python

# Frequent and rare Han characters, those at the edges of the key's arithmetic, symbols of several
# characters, of all scripts and widths, boundaries, and characters that the codes themselves use.
PIECES = list('的的的一一是不了在人我有翰翿耀老〇々㐀豈，。 \n') + [
    '鿿', '一', '\ufa0e', '𠀀', '5G', '3.14', 'iPhone-12', 'abc', '１２', '％', '%', '16%', '——',
    'http://a.b/c?d=1', 'か', 'カメラ', '가나', 'é', 'x', '7', 'ａ', '\ue000', '\u3110', '\u3111',
    '\u3112', '\ua000', '\x00', '\x1f', '\t', '…', 'www.a.cn', 'x@y.cn']


def random_texts(seed, lines=40, length=60, pieces=PIECES):
    rng = random.Random(seed)
    return [''.join(pieces[int(rng.random() ** 1.5 * len(pieces))]
                    for _ in range(int(rng.random() * length))) for _ in range(lines)]


def brute_force(texts, max_n, min_count=1, rules=DEFAULT_RULES):
    counts = {}
    for text in texts:
        for clause in clauses(text, rules):
            for n in range(1, max_n + 1):
                for i in range(len(clause) - n + 1):
                    ngram = ''.join(clause[i:i + n])
                    counts[ngram] = counts.get(ngram, 0) + 1
    return dict((x, c) for x, c in counts.items() if c >= min_count)


@pytest.fixture
def small_blocks(small_steps):
    """Let blocks, ranges and budgets be so small that a little text goes all ways."""
    small_steps('ngrams')


def files(folder):
    """Return the paths of all files below a folder."""
    return sorted(os.path.join(where, name) for where, _, names in os.walk(str(folder)) for name in names)


RULES = [DEFAULT_RULES, Rules(whole=()), Rules(whole=('number',)), Rules(protect='是不|了在?'),
         Rules(han='é')]


def test_doctests():
    for name in ('_counter', '_count_file', '_run_file', '_lookup', '_spill_counter'):
        failed, _ = doctest.testmod(importlib.import_module('nlp_zero.ngrams.' + name))
        assert not failed


@pytest.mark.parametrize('max_n', [1, 2, 3, 4, 5, 7])
@pytest.mark.parametrize('min_count', [1, 2, 3])
def test_counts_are_those_of_brute_force(max_n, min_count):
    for seed in range(2):
        texts = random_texts(seed)
        assert (count_ngrams(texts, max_n, min_count)
                == brute_force(texts, max_n, min_count))


@pytest.mark.parametrize('rules', RULES)
@pytest.mark.parametrize('min_count', [1, 2, 4])
def test_counts_follow_the_rules(small_blocks, rules, min_count):
    for seed in range(2):
        texts = random_texts(seed, 30)
        expected = brute_force(texts, 4, min_count, rules)
        assert count_ngrams(texts, 4, min_count, workers=1, rules=rules) == expected
        assert count_ngrams(texts, 4, min_count, memory=18000, workers=1, rules=rules) == expected


@pytest.mark.parametrize('memory, workers, max_n', [
    (None, 1, 4), (None, 2, 4), (6000, 1, 4), (24000, 2, 4), (360000, 1, 2), (24000, 1, 6), (None, 2, 6)])
def test_blocks_runs_and_workers_change_nothing(small_blocks, tmpdir, memory, workers, max_n):
    texts = random_texts(9, 80)
    got = count_ngrams(texts, max_n, 2, memory=memory, workers=workers, temp_dir=str(tmpdir))
    assert got == brute_force(texts, max_n, 2)
    assert not tmpdir.listdir()


#: Texts that fill some ranges far beyond what one may have: few Han letters, one letter, letters that are
#: codes, codes of one group, symbols of all kinds.
ALPHABETS = ['甲乙丙丁戊', '甲乙', '甲', ['甲', '5G', '5', '7', '〇', 'か'], ['一', '丁', '鿿', '龥', '\ufa0e'], PIECES]


def check_queries(counter, expected, absent=()):
    """Compare every way to ask for counts with {n-gram: count}."""
    assert list(counter.items()) == sorted(expected.items())
    assert list(counter.items(3)) == sorted((x, c) for x, c in expected.items() if c >= 3)
    assert list(counter) == sorted(expected) and len(counter) == len(expected)
    for text in sorted(expected):
        assert (counter.get(text), text in counter, counter[text]) == (expected[text], True, expected[text])
    for text in absent:
        assert text not in expected
        assert counter.get(text) == 0 and counter.get(text, None) is None and text not in counter
        with pytest.raises(KeyError):
            counter[text]


def absent_texts(expected):
    """Return texts that do not occur: neighbours of those that do, in every order and at both ends."""
    near = [text + more for text in expected for more in ('', '一', '\u9fff', '\x00')]
    near += [text[:-1] + chr_(ord(text[-1]) + step) for text in expected for step in (-1, 1)]
    return sorted(set(near + ['', '\x00', '\uffff', '没有', '\U0002fffd']) - set(expected))[::7]


try:
    chr_ = unichr
except NameError:
    chr_ = chr


@pytest.mark.parametrize('seed', range(2))
@pytest.mark.parametrize('max_n, memory', [(1, 9000), (2, 9000), (4, 1), (4, 24000), (6, 9000)])
@pytest.mark.parametrize('alphabet', ALPHABETS)
def test_every_query_of_divided_ranges(small_blocks, alphabet, max_n, memory, seed):
    texts = random_texts(seed, 24, 50, list(alphabet))
    expected = brute_force(texts, max_n)
    with NgramCounter(max_n, memory=memory, workers=1) as counter:
        counter.update(texts)
        assert counter.total == sum(len(c) for text in texts for c in clauses(text))
        check_queries(counter, expected, absent_texts(expected))


def test_every_query_of_a_text_of_five_letters():
    texts = random_texts(5, 2000, 200, list('甲乙丙丁戊'))
    expected = count_ngrams(texts, 4, workers=1)
    assert expected == brute_force(texts, 4) and len(expected) == 780
    with NgramCounter(4, memory='1MB', workers=1) as counter:
        counter.update(texts)
        assert counter.total > 150000
        check_queries(counter, expected)


@pytest.mark.parametrize('alphabet', ALPHABETS)
def test_every_query_after_merging_loading_and_adding(small_blocks, tmpdir, alphabet):
    texts, path = random_texts(4, 40, 50, list(alphabet)), str(tmpdir.join('counts.tsv'))
    parts = [NgramCounter(3, memory=9000, workers=1, temp_dir=str(tmpdir)) for _ in range(2)]
    for part, some in zip(parts, (texts[:15], texts[15:35])):
        part.update(some)
        assert part[list(part)[0]] > 0
    parts[0].merge(parts[1])
    check_queries(parts[0], brute_force(texts[:35], 3))
    parts[0].save(path)
    with NgramCounter.load(path, memory=9000, workers=1) as loaded:
        for counter in (parts[0], loaded):
            counter.update(texts[35:])
            counter.add(texts[0])
            expected = brute_force(texts + texts[:1], 3)
            check_queries(counter, expected, absent_texts(expected))
            assert counter.total == sum(len(c) for text in texts + texts[:1] for c in clauses(text))
    for part in parts:
        part.close()
    assert files(tmpdir) == [path]


@pytest.mark.parametrize('pairs, divided', [(39, False), (40, False), (41, True)])
def test_a_range_is_divided_beyond_its_limit(small_steps, tmpdir, pairs, divided):
    small_steps('ngrams', _LEAST_KEY_LIMIT=40)
    with NgramCounter(2, memory=1, workers=1, temp_dir=str(tmpdir)) as counter:
        # Too few to be written anywhere, but for the keys of a range that is divided: one for each pair.
        counter.update(['甲' * (pairs + 1)])
        written = max(len(files(tmpdir)) for _ in counter.sections())
        assert written == (1 if divided else 0)
        assert dict(counter.items()) == {'甲': pairs + 1, '甲甲': pairs}
        assert files(tmpdir) == []


def test_the_order_of_lines_changes_nothing(small_blocks):
    texts = random_texts(11, 60)
    turned = texts[::-1]
    for memory in (None, 24000):
        first, second = [NgramCounter(4, memory=memory, workers=1) for _ in range(2)]
        first.update(texts)
        second.update(turned)
        assert list(first.items()) == list(second.items())


def test_ends_of_clauses_count_in_every_order():
    assert count_ngrams(['甲乙', '乙丙，甲'], 3) == {
        '甲': 2, '乙': 2, '丙': 1, '甲乙': 1, '乙丙': 1}


def test_nothing_crosses_a_boundary_or_a_line():
    counts = count_ngrams(['甲，乙。丙 丁\n戊', '己'], 4)
    assert counts == dict.fromkeys('甲乙丙丁戊己', 1)


def test_a_word_of_several_letters_is_one_symbol():
    counts = count_ngrams(['用5G手机，3.14'], 2)
    assert counts == {'用': 1, '5G': 1, '手': 1, '机': 1, '用5G': 1, '5G手': 1, '手机': 1, '3.14': 1}


def test_symbols_met_late_have_no_code_and_are_counted_all_the_same(small_blocks):
    # The codes are chosen by the first two blocks, which hold no symbol that needs one.
    texts = ['的人' * 2500] + random_texts(3, 30)
    for memory in (None, 9000):
        with NgramCounter(4, memory=memory, workers=1) as counter:
            counter.update(texts)
            check_queries(counter, brute_force(texts, 4))


@pytest.mark.parametrize('late', [False, True])
@pytest.mark.parametrize('rules', [DEFAULT_RULES, Rules(protect='，')])
def test_a_symbol_of_more_than_1024_characters_is_not_counted(small_blocks, late, rules):
    longest, longer = 'x' * 1024, 'x' * 1025
    texts = ['的人' * 2500] * late + ['用%s吗%s，%s' % (longest, longer, longer), longer, '好%s' % longer * 2]
    counts = count_ngrams(texts, 3, rules=rules)
    assert counts == brute_force(texts, 3, rules=rules)
    assert counts['用' + longest + '吗'] == 1 and counts['好'] == 2
    assert max(map(len, counts)) == 1026 and '吗好' not in counts and '好好' not in counts


def test_long_texts_of_ngrams_count_in_the_memory_limit(tmpdir):
    # The table of symbols is made from the first texts, and later symbols have no code.
    for length, is_long in ((8, False), (1000, True)):
        texts = ['的人' * 70000] + ['%s%04d' % ('y' * length, number) for number in range(3000)]
        with NgramCounter(1, memory='24MB', workers=1, temp_dir=str(tmpdir)) as counter:
            counter.update(texts)
            assert bool(files(tmpdir)) is is_long
            assert dict(counter.items()) == brute_force(texts, 1)


def test_many_different_symbols_count_in_the_memory_limit(tmpdir):
    # All n-grams that begin with 的 are in one range, and none of the later symbols has a code.
    words = [text * 30 + '%04d' % number for number in range(1500) for text in ('yzx', 'x')]
    texts = ['的人' * 70000] + ['的'.join(words[at:at + 20]) for at in range(0, len(words), 20)]
    expected, largest = brute_force(texts, 3), []
    for memory in (None, '2MB'):
        with NgramCounter(3, memory, workers=1, temp_dir=str(tmpdir)) as counter:
            counter.update(texts)
            sections = list(counter.sections())
            assert [pair for section in sections for pair in zip(*section)] == sorted(expected.items())
            largest.append(max(250 * len(found) + sum(map(len, found)) for found, _ in sections))
            at = words[30] + '的' + words[31]
            assert counter.get(at) == 1 and counter.get(at[:-1]) == 0
    assert largest[0] > 10 ** 6 > largest[1]
    assert not tmpdir.listdir()


def test_few_long_ngrams_count_in_the_memory_limit():
    # So few that all are in memory before they are given.
    with NgramCounter(1, '2MB', workers=1) as counter, NgramCounter(1, workers=1) as other:
        other.update(['，'.join('x' * 1000 + '%04d' % number for number in range(1000))])
        counter.merge(other)
        sections = [found for found, _ in counter.sections()]
        assert sum(map(len, sections)) == 1000 and sum(sections, []) == sorted(other)
    assert max(sum(250 + 2 * len(text) for text in found) for found in sections) < 6e5


def test_a_corpus_without_symbols_has_no_ngrams():
    assert count_ngrams(['', '，。', ' ']) == {}


def test_a_used_up_iterator_is_an_error_and_an_empty_part_is_none():
    counter, texts = NgramCounter(max_n=1, workers=1), iter(['天气'])
    counter.update(texts)
    with pytest.raises(EmptyCorpusError):
        counter.update(texts)
    counter.update([])
    assert dict(counter.items()) == {'天': 1, '气': 1}


def test_a_long_clause_is_counted_whole(small_steps):
    small_steps('ngrams', _BLOCK=10 ** 6)
    text = ''.join(random_texts(5, 40, pieces=list('的一是不了在人我有5')))
    assert count_ngrams([text], 4) == brute_force([text], 4)


def test_total_is_the_number_of_symbols(small_blocks):
    for memory in (None, 24000):
        for lines in (1, 5, 80):
            texts = random_texts(6, lines)
            with NgramCounter(3, memory=memory, workers=1) as counter:
                counter.update(texts)
                assert counter.total == sum(len(c) for text in texts for c in clauses(text))


def test_adding_piece_by_piece_is_as_good(small_blocks):
    texts = random_texts(12, 90)
    expected = brute_force(texts, 4)
    for memory in (None, 30000):
        counter = NgramCounter(4, memory=memory, workers=1)
        for text in texts[:30]:
            counter.add(text)
        assert counter['的'] == brute_force(texts[:30], 1)['的']
        counter.update(iter(texts[30:60]))
        counter.update(texts[60:])
        assert dict(counter.items()) == expected
        counter.close()


@pytest.mark.parametrize('memory', [None, 30000])
def test_a_counter_can_be_asked_as_a_mapping(small_blocks, memory):
    texts = random_texts(13, 60)
    expected = brute_force(texts, 4)
    with NgramCounter(4, memory=memory, workers=1) as counter:
        assert not counter
        counter.update(texts)
        assert counter and len(counter) == len(expected)
        for text in random.Random(1).sample(sorted(expected), 50):
            assert counter[text] == counter.get(text) == expected[text]
            assert text in counter
        assert '没有这个' not in counter and counter.get('没有这个') == 0
        assert counter.get('没有这个', None) is None
        with pytest.raises(KeyError):
            counter['没有这个']
        assert list(counter) == list(counter.keys()) == sorted(expected)
        assert list(counter.values()) == [expected[x] for x in sorted(expected)]
        assert list(counter.items(5)) == sorted(brute_force(texts, 4, 5).items())


# --- neighbours --------------------------------------------------------------------------------------

def entropy_by_hand(texts, wanted, side, rules):
    neighbours, ends = {}, 0
    for text in texts:
        for clause in clauses(text, rules):
            clause = list(clause)
            for i in range(len(clause)):
                for j in range(i + 1, len(clause) + 1):
                    if ''.join(clause[i:j]) == wanted:
                        at = j if side else i - 1
                        if 0 <= at < len(clause):
                            neighbours[clause[at]] = neighbours.get(clause[at], 0) + 1
                        else:
                            ends += 1
    counts = list(neighbours.values()) + [1] * ends
    total = sum(counts)
    return -sum(c / total * math.log(c / total) for c in counts) if total else 0.0


@pytest.mark.parametrize('memory', [None, 30000])
@pytest.mark.parametrize('rules', RULES)
def test_entropies_are_those_by_hand(small_blocks, memory, rules):
    texts = random_texts(14, 30) + ['是不是，不了在', '我是不人了在我']
    wanted = ['的', '一', '的的', '的一', '5G', '的5G', '〇', '的的的', 'x', '16%', '没有', '豈', '不', '了在', '是不']
    wanted = [text for text in wanted if len(symbols(text, rules)) < 4]
    with NgramCounter(4, memory=memory, workers=1, rules=rules) as counter:
        counter.update(texts)
        both = counter.entropies(wanted)
        for text in wanted:
            by_hand = [entropy_by_hand(texts, text, side, rules) for side in (0, 1)]
            assert both[text] == pytest.approx(by_hand, abs=1e-9)
        for text in wanted[:3]:     # with a budget, each answer reads all that is in files
            assert (counter.entropy_left(text), counter.entropy_right(text)) == both[text]


def test_the_longest_ngrams_have_no_known_neighbours():
    counter = NgramCounter(2)
    counter.update(['甲乙丙'])
    with pytest.raises(ArgumentError):
        counter.entropy_left('甲乙')
    with pytest.raises(ArgumentError):
        counter.entropies(['甲', '甲乙'])


# --- merging, saving, loading ------------------------------------------------------------------------

@pytest.mark.parametrize('memory', [None, 12000])
def test_counters_of_parts_sum_up_to_the_counter_of_the_whole(small_blocks, tmpdir, memory):
    texts = random_texts(15, 90)
    whole = NgramCounter(4, workers=1, temp_dir=str(tmpdir))
    parts = [NgramCounter(4, memory=memory, workers=1, temp_dir=str(tmpdir)) for _ in range(3)]
    whole.update(texts)
    for i, part in enumerate(parts):
        part.update(texts[i::3])
    parts[0].merge(parts[1])
    parts[0].merge(parts[2])
    assert list(parts[0].items()) == list(whole.items())
    assert list(parts[0].items(3)) == list(whole.items(3))
    assert parts[0].total == whole.total
    assert list(parts[1].items()) == sorted(brute_force(texts[1::3], 4).items())
    parts[0].add('的人')
    assert parts[0]['的人'] == whole.get('的人') + 1
    for part in parts:
        part.close()
    assert not tmpdir.listdir()


def test_counters_of_other_lengths_do_not_merge():
    for other in (NgramCounter(3), {'甲': 1}, None):
        with pytest.raises(ArgumentError):
            NgramCounter(4).merge(other)
    counter = NgramCounter(4)
    with pytest.raises(ArgumentError):
        counter.merge(counter)


@pytest.mark.parametrize('name', ['counts.tsv', 'counts.tsv.gz', 'counts.tsv.bz2'])
def test_what_is_saved_is_loaded(small_blocks, tmpdir, name):
    path = str(tmpdir.join(name))
    counter = NgramCounter(4, workers=1)
    counter.update(random_texts(16, 60))
    counter.save(path)
    for memory in (None, 18000):
        with NgramCounter.load(path, memory=memory, workers=1, temp_dir=str(tmpdir)) as loaded:
            assert loaded.max_n == 4 and loaded.total == counter.total
            assert list(loaded.items()) == list(counter.items())
            assert loaded.entropy_right('的') == counter.entropy_right('的')
            loaded.update(['的人的人'])
            assert loaded['的人'] == counter.get('的人') + 2
    assert [p.basename for p in tmpdir.listdir()] == [name]


def test_a_byte_order_mark_before_saved_counts_is_none_of_them(tmpdir):
    path = tmpdir.join('counts.tsv')
    path.write_binary('\ufeff中\t2\n文\t1\n'.encode('utf-8'))
    assert dict(NgramCounter.load(str(path)).items()) == {'中': 2, '文': 1}
    assert list(merged([str(path), [b'\xef\xbb\xbf' + '中\t1\n'.encode('utf-8')]])) == [('中', 3), ('文', 1)]


def test_merging_tells_which_sources_have_no_counts():
    empty, sources = [], [['中\t1\n'], ['\n', ''], ['文\t2\n'], []]
    assert list(merged(iter(sources), on_empty=empty.append)) == [('中', 1), ('文', 2)]
    assert empty == [['\n', ''], []]
    assert list(merged(iter(sources))) == [('中', 1), ('文', 2)]


def test_very_long_ngrams():
    text = '山水花鸟虫鱼' * 100
    counts = count_ngrams([text, text[:300]], 299)
    # It begins at every sixth place from 0 to 300, and once in the second text.
    assert counts[text[:299]] == 51 + 1 and counts['山水'] == 150


@pytest.mark.parametrize('max_n, valid', [
    (0, False), (1, True), (2, True), (9999, True), (10000, True), (10001, False)])
def test_limits_of_the_length(tmpdir, max_n, valid):
    path = tmpdir.join('counts.tsv')
    path.write_binary('中\t2\n'.encode('utf-8'))
    if valid:
        assert NgramCounter(max_n).max_n == NgramCounter.load(str(path), max_n).max_n == max_n
        return
    for make in (NgramCounter, lambda max_n: NgramCounter.load(str(path), max_n),
                 lambda max_n: NgramCounter(max_n, checkpoint=str(tmpdir.join('kept')))):
        with pytest.raises(ArgumentError) as caught:
            make(max_n)
        assert '1 to 10000' in str(caught.value)
    assert not tmpdir.join('kept').check()


def test_a_counter_says_what_it_is():
    assert repr(NgramCounter(3, '1kB', 2)) == 'NgramCounter(max_n=3, memory=1000, workers=2)'


def test_saved_counts_are_sorted_lines(tmpdir):
    path = str(tmpdir.join('counts.tsv'))
    counter = NgramCounter(2)
    counter.update(['蓝牙，蓝牙耳机', '5G'])
    counter.save(path)
    with io.open(path, encoding='utf-8') as lines:
        assert lines.read() == ('5G\t1\n机\t1\n牙\t2\n牙耳\t1\n耳\t1\n耳机\t1\n蓝\t2\n蓝牙\t2\n')
    counter.save(path, min_count=2)
    with io.open(path, 'rb') as lines:
        assert lines.read() == '牙\t2\n蓝\t2\n蓝牙\t2\n'.encode('utf-8')


def test_the_order_is_that_of_bytes(tmpdir):
    path = str(tmpdir.join('counts.tsv'))
    counter = NgramCounter(3)
    counter.update(random_texts(17, 60))
    counter.save(path)
    with io.open(path, 'rb') as lines:
        keys = [line.rsplit(b'\t', 1)[0] for line in lines]
    assert keys == sorted(keys)


@pytest.mark.parametrize('lines, number', [
    ('甲\t1\n乙 2\n', 2), ('甲\t\n', 1), ('甲\t1\n\n乙\t-1\n', 3), ('甲\t0\n', 1), ('\t3\n', 1),
    ('甲\t1.5\n', 1)])
def test_a_damaged_line_is_named(tmpdir, lines, number):
    path = str(tmpdir.join('bad.tsv'))
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(lines)
    with pytest.raises(FormatError) as caught:
        NgramCounter.load(path)
    assert caught.value.line == number
    with io.open(path, 'wb') as out:
        out.write(b'\xff\t1\n')
    with pytest.raises(FormatError):
        NgramCounter.load(path)
    with pytest.raises(InputError):
        NgramCounter.load(str(tmpdir.join('none.tsv')))


# --- arguments and failures --------------------------------------------------------------------------

@pytest.mark.parametrize('options', [
    {'max_n': 2.5}, {'max_n': '4'}, {'max_n': True}, {'memory': 'lots'},
    {'memory': 0}, {'memory': -5}, {'memory': 1.5}, {'workers': 0}, {'workers': 'two'}])
def test_senseless_arguments_are_refused(options):
    with pytest.raises(ArgumentError):
        NgramCounter(**options)


@pytest.mark.parametrize('corpus', ['一段文字', [b'\xe4\xb8\xad'], [None], 5])
def test_what_is_no_corpus_is_refused(corpus):
    with pytest.raises(CorpusTypeError):
        count_ngrams(corpus)
    with pytest.raises(CorpusTypeError):
        NgramCounter().add(b'\xe4\xb8\xad')


def test_a_failed_update_leaves_nothing_behind(small_blocks, tmpdir):
    def texts():
        for text in random_texts(18, 60):
            yield text
        raise KeyError('the database went away')

    for workers in (1, 2):
        counter = NgramCounter(4, memory=12000, workers=workers, temp_dir=str(tmpdir))
        with pytest.raises(KeyError):
            counter.update(texts())
        assert not tmpdir.listdir()
        assert list(counter.items()) == []


def test_a_temp_dir_that_is_not_there_is_an_error(small_blocks, tmpdir):
    with pytest.raises(OutputError) as caught:
        count_ngrams(random_texts(19), memory=6000, workers=1, temp_dir=str(tmpdir.join('none')))
    assert 'none' in str(caught.value)


def test_damaged_runs_are_noticed(small_blocks, tmpdir):
    for damage in ('cut', 'change', 'remove'):
        counter = NgramCounter(4, memory=12000, workers=1, temp_dir=str(tmpdir))
        counter.update(random_texts(20, 60))
        path = files(tmpdir)[0]
        with io.open(path, 'rb') as source:
            data = source.read()
        os.remove(path)
        if damage != 'remove':
            data = data[:-3] if damage == 'cut' else data[:-3] + b'xyz'
            with io.open(path, 'wb') as out:
                out.write(data)
        with pytest.raises(FormatError) as caught:
            list(counter.items())
        assert caught.value.path == path
        assert not tmpdir.listdir()


def test_a_full_disk_is_an_error_that_names_folder_and_bytes(small_blocks, tmpdir):
    with limited_file_size(100):
        with pytest.raises(OutputError) as caught:
            count_ngrams(random_texts(21, 60), memory=12000, workers=1, temp_dir=str(tmpdir))
    message = str(caught.value)
    assert 'bytes' in message and 'free' in message and 'temp_dir' in message and str(tmpdir) in message
    assert not tmpdir.listdir()


@pytest.mark.parametrize('options', [{}, {'memory': 30000}, {'workers': 2}])
@pytest.mark.parametrize('max_n', [5, 6, 7, 60])
@pytest.mark.parametrize('longest', [5, 6, 30])
def test_clauses_longer_than_those_at_first_are_counted_the_same(small_blocks, max_n, longest, options):
    """Keys are as wide as the clauses at first; at, below and above that width, and with rare symbols."""
    rng = random.Random(longest)
    pieces = list('的一是不了') + ['5G', 'x1', '蓝牙']
    texts = ['，'.join(''.join(rng.choice(pieces[:5]) for _ in range(5)) for _ in range(3)) for _ in range(60)]
    for length in (6, longest, longest, 7):
        texts.append('，'.join(''.join(rng.choice(pieces) for _ in range(length)) for _ in range(3)))
    texts += ['一' * longest + '罕k9' + '一' * longest] * 2
    counter = NgramCounter(max_n, **dict({'workers': 1}, **options))
    counter.update(texts)
    for least in (1, 2):
        assert dict(counter.items(least)) == brute_force(texts, max_n, least)
    text = '一' * min(longest, max_n)
    assert counter[text] == brute_force(texts, max_n)[text]


def test_a_great_max_n_costs_little_where_clauses_are_short():
    tracemalloc = pytest.importorskip(str('tracemalloc'))
    texts = ['第%d章x%d手机，' % (number % 7, number % 5) for number in range(3000)]
    tracemalloc.start()
    try:
        counts = count_ngrams(texts, max_n=10000, workers=1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Keys of 10,000 symbols would take 300 MB.
    assert counts == count_ngrams(texts, max_n=8) and peak < 20e6


@pytest.mark.parametrize('method', ['add', 'update'])
@pytest.mark.parametrize('between, most', [('的', 4e6), ('〇', 13e6)])
def test_long_ngrams_of_a_clause_are_packed_before_they_are_many(small_steps, between, most, method):
    """A line is divided before common Han characters, and counted whole where it has none."""
    small_steps('ngrams._coder', _STEP=1 << 17, _COUNTED=1 << 16, _COUNTED_CHARACTERS=1 << 15)
    tracemalloc = pytest.importorskip(str('tracemalloc'))
    with NgramCounter(7, '2MB', workers=1) as counter:
        # The table of symbols is made from this text, and later symbols have no code.
        counter.update(['的人' * 70000])
        tracemalloc.start()
        try:
            line = between.join('x' * 1000 + '%04d' % number for number in range(300))
            if method == 'add':
                counter.add(line)
            else:
                counter.update([line])
            counter.get('人')
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    # 34 MB in one dict.
    assert peak < most


@pytest.mark.parametrize('max_n', [1, 2, 3, 5])
def test_one_long_clause_is_counted_as_any_other(small_steps, max_n):
    """Of many symbols, some of them beyond the codes, taken in small parts."""
    small_steps('ngrams')
    text = ''.join('中%s国a%d' % ('人民'[i % 2:], i * i % 97) + ('é' if i % 5 else '') for i in range(400))
    expected = brute_force([text, '中国'], max_n)
    for memory in (None, 24000):
        counter = NgramCounter(max_n=max_n, memory=memory, workers=1)
        counter.update([text, '中国'])
        assert dict(counter.items()) == expected
        counter.close()
        with NgramCounter(max_n=max_n, memory=memory, workers=1) as counter:
            counter.add(text)
            counter.add('中国')
            assert dict(counter.items()) == expected


@pytest.mark.parametrize('max_n', [64, 65, 66])
@pytest.mark.parametrize('between', ['', '的x'])
def test_a_line_is_counted_whole_if_parts_are_shorter_than_ngrams(small_steps, max_n, between):
    """Blocks have 64 characters, so that 65 symbols can follow a part at most."""
    small_steps('ngrams')
    text = between.join('一二三四五六七八九'[number * number % 9] for number in range(150))
    with NgramCounter(max_n, memory=24000, workers=1) as counter:
        counter.update([text, '一二'])
        assert dict(counter.items()) == brute_force([text, '一二'], max_n)


@pytest.mark.skipif(os.name != 'posix', reason='signals')
def test_a_killed_worker_is_an_error_and_leaves_nothing(small_blocks, tmpdir):
    def texts():
        for number, text in enumerate(random_texts(22, 300)):
            if number == 150:
                os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)
            yield text

    with pytest.raises(WorkerError):
        count_ngrams(texts(), memory=24000, workers=2, temp_dir=str(tmpdir))
    assert not multiprocessing.active_children()
    assert not tmpdir.listdir()


SCRIPT = '''
import sys
from nlp_zero.ngrams import NgramCounter
def texts():
    for number in range(10 ** 6):
        yield u'\\u4e00\\u4e8c\\u4e09' * (number %% 50) + u'\\uff0c' + chr(97 + number %% 26)
        if number == 20000:
            print('running')
            sys.stdout.flush()
NgramCounter(4, memory=100000, workers=%d, temp_dir=%r).update(texts())
'''


@pytest.mark.skipif(os.name != 'posix', reason='signals')
@pytest.mark.parametrize('number, workers', [
    (signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGTERM, 1), (signal.SIGTERM, 2)])
def test_a_signal_leaves_no_temporary_files(tmpdir, number, workers):
    process = start_python('-c', SCRIPT % (workers, str(tmpdir)))
    assert process.stdout.readline().strip() == b'running'
    assert files(tmpdir)
    process.send_signal(number)
    assert finish(process).code not in (0, -signal.SIGALRM)
    assert not tmpdir.listdir()


def test_a_counter_that_is_dropped_takes_its_files_along(small_blocks, tmpdir):
    counter = NgramCounter(4, memory=12000, workers=1, temp_dir=str(tmpdir))
    counter.update(random_texts(23, 60))
    assert files(tmpdir)
    del counter
    gc.collect()
    assert not tmpdir.listdir()


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='needs fork')
def test_a_forked_child_leaves_the_files_of_its_parent(small_blocks, tmpdir):
    counter = NgramCounter(4, memory=12000, workers=1, temp_dir=str(tmpdir))
    counter.update(random_texts(23, 60))
    expected, before = dict(counter.items()), files(tmpdir)
    assert before and exit_code(fork(counter.close)) == 0
    assert files(tmpdir) == before and dict(counter.items()) == expected
    counter.close()
    assert not tmpdir.listdir()


@pytest.fixture
def spawning():
    """Let worker processes be spawned, as they are on Windows and macOS."""
    if not hasattr(multiprocessing, 'get_context'):
        pytest.skip('2.7 has no start methods')
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method('spawn', force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.parametrize('memory, max_n', [(None, 4), (24000, 6)])
def test_workers_that_are_spawned_count_the_same(small_blocks, spawning, tmpdir, memory, max_n):
    texts = random_texts(24, 30)
    with NgramCounter(max_n, memory=memory, workers=2, temp_dir=str(tmpdir)) as counter:
        counter.update(texts)
        assert dict(counter.items()) == brute_force(texts, max_n)
    assert not multiprocessing.active_children() and not tmpdir.listdir()


def test_where_processes_are_spawned_a_program_asks_for_them(spawning):
    assert NgramCounter().workers == 1 and NgramCounter(workers=2).workers == 2


@pytest.mark.parametrize('size, expected', [
    (None, None), (1, 1), ('1', 1), ('10b', 10), ('2k', 2048), ('2K', 2048), ('3KB', 3000), ('3kB', 3000),
    ('3KiB', 3072), ('512MB', 512000000), ('1.5G', 3 << 29), (' 2 T ', 2 << 40), ('2P', 2 << 50),
    ('1e', 1 << 60),
    ('2EB', 2 * 10 ** 18), ('1.9b', 1), ('0.001kB', 1), ('\u30002M\n', 2 << 20)])
def test_sizes(size, expected):
    assert parse_size(size) == expected


def test_a_share_of_the_memory():
    whole = parse_size('100%')
    assert whole > 1 << 24
    assert abs(parse_size('25%') - whole / 4) < 2


@pytest.mark.parametrize('size', [
    '101%', '100.1%', '0%', '\u0663MB', '五', '', 'MB', '5X', '-1', '5MB5', '2\n\nM', '0', '0.9', '0.9b',
    '9' * 400, '9' * 300 + 'E', 0, -1, 2.5, True, []])
def test_invalid_sizes(size):
    with pytest.raises(ArgumentError):
        parse_size(size)


def test_an_ngram_with_a_line_end_is_not_saved(tmpdir):
    path = tmpdir.join('counts')
    with NgramCounter(1, rules=Rules(protect='甲\n乙')) as counter:
        counter.update(['好甲\n乙'])
        with pytest.raises(FormatError) as caught:
            counter.save(str(path))
    assert 'no line can hold the n-gram' in str(caught.value) and not path.check()
