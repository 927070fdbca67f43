# -*- coding: utf-8 -*-
"""The trie: a dict of counts that finds its words in a text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
import pickle
import random

import pytest

from nlp_zero.errors import CorpusTypeError, InputError, VocabularyError
from nlp_zero.trie import LOG_ZERO, Trie, log_count

WORDS = [('天', 4), ('天气', 9), ('天气预报', 2), ('预报', 3), ('看', 7)]


def found(trie, sentence):
    """Spans, words and counts in reading order."""
    return [span + pair for span, pair in sorted(trie.search(sentence).items())]


# The mapping.

def test_set_and_get():
    trie = Trie()
    trie['天气'] = 9
    assert trie['天气'] == 9
    assert trie['天'] == trie['天气预报'] == trie['雨'] == 0
    trie['天气'] = 5
    assert (trie['天气'], trie.num_items, trie.total_items) == (5, 1, 5)


def test_zero_deletes():
    trie = Trie(WORDS)
    trie['天气'] = 0
    assert '天气' not in trie and trie['天气'] == 0 and trie['天'] == 4
    assert (trie.num_items, trie.total_items) == (4, 16)
    trie['雨'] = 0
    assert (trie.num_items, trie.total_items) == (4, 16)


def test_delete_updates_every_total():
    trie = Trie(WORDS)
    del trie['天气']
    assert trie.num_items == len(trie) == 4
    assert trie.total_items == 16
    assert trie.log_total_items == math.log(16)
    del trie['不在里面']
    assert trie.total_items == 16


def test_contains_len_get():
    trie = Trie(WORDS)
    assert '天气' in trie and '天气预' not in trie and '' not in trie
    assert len(trie) == 5
    assert trie.get('天气') == 9 and trie.get('雨') is None and trie.get('雨', 1) == 1


def test_iterates_over_sorted_pairs():
    trie = Trie(reversed(WORDS))
    assert list(trie) == sorted(WORDS)
    assert trie.items() == sorted(WORDS)
    assert dict(trie) == dict(WORDS)
    assert trie.keys() == sorted(word for word, _ in WORDS)
    assert trie.values() == [count for _, count in sorted(WORDS)]


def test_makes_from_pairs_dict_and_trie():
    assert dict(Trie(dict(WORDS))) == dict(Trie(iter(WORDS))) == dict(Trie(Trie(WORDS)))
    copy = Trie(Trie(WORDS))
    copy['天'] = 0
    assert Trie(WORDS)['天'] == 4


def test_update_sets_and_does_not_add():
    trie = Trie(WORDS)
    trie.update(Trie([('天', 1), ('雨', 2)]))
    trie.update({'看': 0})
    assert (trie['天'], trie['雨'], trie['看']) == (1, 2, 0)
    assert trie.total_items == 1 + 9 + 2 + 3 + 2


def test_empty_word_is_harmless():
    trie = Trie(WORDS)
    trie[''] = 1
    assert trie[''] == 1 and trie.num_items == 6
    assert found(trie, '天') == [(0, 1, '天', 4)]
    assert ('', 1) in list(trie)
    del trie['']
    assert trie.num_items == 5


def test_words_with_spaces_and_marks():
    trie = Trie([('Los Angeles', 3), ('C++', 2), ('？！', 1)])
    assert found(trie, '去Los Angeles？！') == [(1, 12, 'Los Angeles', 3), (12, 14, '？！', 1)]


def test_sequences_of_symbols():
    trie = Trie()
    trie['今天', '天气'] = 2
    trie[['今天', None]] = 1
    assert trie[('今天', '天气')] == trie[['今天', '天气']] == 2
    assert found(trie, ['看', '今天', '天气']) == [(1, 3, ('今天', '天气'), 2)]
    assert found(trie, '今天天气') == []
    assert trie.keys() == [('今天', None), ('今天', '天气')]


def test_orders_texts_before_tuples():
    trie = Trie([(('二',), 1), ('三', 1), ((None, '一'), 1), ('一', 1)])
    assert trie.keys() == ['一', '三', (None, '一'), ('二',)]


def test_bytes_are_refused():
    with pytest.raises(CorpusTypeError):
        Trie()['天'.encode('utf-8')] = 1


def test_shows_its_size():
    assert repr(Trie(WORDS)) == str(Trie(WORDS)) == '<Trie: 5 items, 25 frequency>'


def test_totals_of_nothing():
    trie = Trie()
    assert (trie.num_items, trie.total_items, trie.log_total_items) == (0, 0, -100)


# Probabilities.

@pytest.mark.parametrize('count, logarithm', [(0, LOG_ZERO), (1, 0.0), (2, math.log(2))])
def test_log_count(count, logarithm):
    assert log_count(count) == logarithm
    assert Trie([('天', count)]).log_total_items == logarithm


def test_get_proba():
    trie = Trie(WORDS)
    assert trie.get_proba('天气', logit=False) == 9 / 25
    assert abs(trie.get_proba('天气') - math.log(9 / 25)) < 1e-12
    assert trie.get_proba('雨', logit=False) == 0
    assert trie.get_proba('雨') == -100 - math.log(25)


def test_get_proba_of_an_empty_trie():
    assert Trie().get_proba('雨', logit=False) == 0
    assert Trie().get_proba('雨') == 0


# The search.

def test_search_finds_overlaps_and_all_ends():
    trie = Trie(WORDS)
    assert found(trie, '看天气预报') == [
        (0, 1, '看', 7), (1, 2, '天', 4), (1, 3, '天气', 9), (1, 5, '天气预报', 2), (3, 5, '预报', 3)]
    assert trie.search('') == {}
    assert sorted(span for span in trie.search('天气')) == [(0, 1), (0, 2)]


def test_search_stops_at_the_end():
    # '天气预' must not be taken for a cut-off '天气预报'.
    assert found(Trie(WORDS), '天气预') == [(0, 1, '天', 4), (0, 2, '天气', 9)]


def test_search_after_changes():
    trie = Trie(WORDS)
    assert len(trie.search('天气预报')) == 4
    trie['气预'] = 1
    trie['天气预'] = 1
    del trie['天气预报']
    assert found(trie, '天气预报') == [
        (0, 1, '天', 4), (0, 2, '天气', 9), (0, 3, '天气预', 1), (1, 3, '气预', 1), (2, 4, '预报', 3)]
    trie['天气预报'] = 8
    assert (0, 4, '天气预报', 8) in found(trie, '天气预报')


def test_each_word_is_found_once_after_changes():
    trie = Trie(WORDS)
    trie.search('天')
    for word in ('天', '天气'):
        del trie[word]
        trie[word] = 1
    assert [span for span, _ in trie.iter_search('天气')] == [(0, 1), (0, 2)]
    assert [span for span, _ in trie.iter_search('看天')] == [(0, 1), (1, 2)]


def test_a_length_beyond_the_end_finds_nothing():
    trie = Trie([('天气', 1), ('天气预', 2), ('天气预报', 3)])
    assert found(trie, '天气') == [(0, 2, '天气', 1)]
    assert found(trie, '天气预') == [(0, 2, '天气', 1), (0, 3, '天气预', 2)]


def test_search_beyond_the_basic_plane():
    trie = Trie([('\U00020000字', 2), ('〇', 1)])
    assert found(trie, '一〇\U00020000字')[0][2:] == ('〇', 1)
    assert found(trie, '一〇\U00020000字')[1][2:] == ('\U00020000字', 2)


@pytest.mark.parametrize('seed', range(10))
def test_search_against_every_slice(seed):
    rng = random.Random(seed)

    def text(size):
        return ''.join(rng.choice('甲乙丙') for _ in range(size))
    words = dict((text(rng.randrange(1, 6)), rng.randrange(1, 9)) for _ in range(25))
    sentence = text(40)
    expected = dict(((i, j), (sentence[i:j], words[sentence[i:j]]))
                    for i in range(40) for j in range(i + 1, 41) if sentence[i:j] in words)
    assert Trie(words).search(sentence) == expected
    assert dict(Trie(words).iter_search(sentence)) == expected


def test_search_is_linear():
    # Upstream copies the rest of the text at each place: minutes for this line.
    sentence = '今天天气预报' * 50000
    assert len(Trie(WORDS).search(sentence)) == 5 * 50000


# Files.

def test_loads_a_file(write):
    path = write('words.txt', '天气 9\n\nLos Angeles 3\n天 4\n')
    trie = Trie(path)
    assert list(trie) == [('Los Angeles', 3), ('天', 4), ('天气', 9)]
    assert trie.total_items == 16


def test_a_count_of_0_in_a_file_is_no_word(write):
    trie = Trie(write('words.txt', '天气 9\n天 0\n'))
    assert list(trie) == [('天气', 9)] and '天' not in trie and len(trie) == 1


def test_loads_a_path_object(write):
    pathlib = pytest.importorskip('pathlib')
    assert Trie(pathlib.Path(write('words.txt', '天气 9\n')))['天气'] == 9


def test_loads_a_file_with_a_byte_order_mark(write):
    assert Trie(write('words.txt', '\ufeff天气 9\n'))['天气'] == 9


def test_bad_line_is_located(write):
    path = write('words.txt', '天气 9\n天 -4\n')
    with pytest.raises(VocabularyError) as caught:
        Trie(path)
    assert ':2:' in str(caught.value)


def test_missing_file():
    with pytest.raises(InputError):
        Trie('no/such/file.txt')
    with pytest.raises(IOError):
        Trie('no/such/file.txt')


# Pickles.

@pytest.mark.parametrize('protocol', [0, 1, 2])
def test_pickle(protocol):
    trie = Trie(WORDS)
    trie.search('天气')
    copy = pickle.loads(pickle.dumps(trie, protocol))
    assert list(copy) == list(trie) and copy.total_items == 25
    assert copy.search('看天气') == trie.search('看天气')
    assert len(pickle.dumps(trie, protocol)) == len(pickle.dumps(Trie(WORDS), protocol))
    copy['雨'] = 5
    assert (copy.total_items, trie.total_items) == (30, 25)
