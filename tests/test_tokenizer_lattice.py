# -*- coding: utf-8 -*-
"""Test the k best ways, random ways and code lengths against the list of all ways."""
from __future__ import absolute_import, division, print_function, unicode_literals

import itertools
import math
import os
import random

import pytest

from nlp_zero.errors import ArgumentError
from nlp_zero.text import symbols
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import save_vocabulary

ALPHABET = '甲乙丙丁，a1 '


def random_vocabulary(rng, size=25):
    words = {}
    for _ in range(size):
        length = 1 + int(rng.random() * 4)
        word = ''.join(ALPHABET[int(rng.random() * len(ALPHABET))] for _ in range(length))
        words[word] = 1 + int(rng.random() * 20)
    return words


def random_text(rng, length):
    return ''.join(ALPHABET[int(rng.random() * len(ALPHABET))] for _ in range(length))


def all_ways(text, words):
    """Return every way to cut a text into symbols and words that cover whole symbols."""
    parts = symbols(text)
    ways = [[]]
    for mask in range(1, 2 ** (len(parts) - 1) + 1) if parts else []:
        way = [parts[0]]
        for place, part in enumerate(parts[1:]):
            if (mask - 1) >> place & 1:
                way[-1] += part
            else:
                way.append(part)
        if all(piece in words or piece in parts and len(symbols(piece)) == 1 for piece in way):
            ways.append(way)
    return ways[1:] or [[]]


def order(tokenizer):
    """Return the key of the rule: the more probable way, of equal ones the longer first different word."""
    return lambda way: (-tokenizer.log_probability(way), [-len(piece) for piece in way])


# The tie rule


@pytest.mark.parametrize('longest, length', [(2, 3), (2, 5), (3, 4), (3, 5), (3, 7), (4, 5), (4, 6), (4, 7)])
def test_of_equally_probable_ways_the_longer_first_different_word_wins(longest, length):
    # All texts of up to `longest` characters are words that were seen once: the fewest words are the most
    # probable way, and of these there are several.
    words = dict((''.join(word), 1) for size in range(1, longest + 1)
                 for word in itertools.product('甲乙', repeat=size))
    tokenizer = Tokenizer(words)
    for text in [''.join(product) for product in itertools.product('甲乙', repeat=length)]:
        expected = [text[start:start + longest] for start in range(0, length, longest)]
        ways = sorted(all_ways(text, words), key=order(tokenizer))
        assert ways[0] == expected
        assert tokenizer.log_probability(ways[0]) == tokenizer.log_probability(ways[1])
        assert tokenizer.lcut(text) == tokenizer.nbest(text, 1)[0][0] == expected
        # In a long text, and beside symbols of more characters, which go other ways.
        assert tokenizer.lcut((text + '，') * 100) == (expected + ['，']) * 100
        assert tokenizer.lcut('ab' + text + '5G') == ['ab'] + expected + ['5G']


def test_the_tie_rule_holds_between_symbols_too():
    tokenizer = Tokenizer({'甲ab': 1, 'ab': 1, '甲': 1, 'ab乙': 1, '乙': 1})
    assert tokenizer.lcut('甲ab乙') == tokenizer.nbest('甲ab乙', 1)[0][0] == ['甲ab', '乙']


# 2 * 15 = 3 * 10, and with the fourth word the total is 15 for one less as well.
@pytest.mark.parametrize('count, more, whole', [(1, {'丙': 1}, False), (2, {}, True), (3, {}, True)])
def test_a_pair_that_is_as_probable_as_its_characters_is_whole(count, more, whole, tmpdir):
    words = {'甲': 3, '乙': 10, '甲乙': count}
    words.update(more)
    expected = ['甲乙'] if whole else ['甲', '乙']
    path = os.path.join(str(tmpdir), 'words.nlpz')
    save_vocabulary(words, path, format='compiled')
    changed = Tokenizer(words)
    changed.add_word('甲乙', 9)
    changed.add_word('甲乙', count)
    for tokenizer in (Tokenizer(words), Tokenizer(path), changed):
        assert tokenizer.lcut('甲乙') == tokenizer.nbest('甲乙', 1)[0][0] == expected
        assert tokenizer.lcut('甲乙，' * 200) == (expected + ['，']) * 200
        assert tokenizer.lcut('丙甲乙') == ['丙'] + expected


def test_a_pair_that_is_less_probable_by_a_millionth_is_not_whole():
    # 2 * 12 = 4 * 6, but of the logarithms, which are rounded to units, the sum is less by one.
    tokenizer = Tokenizer({'甲': 4, '乙': 6, '甲乙': 2})
    assert tokenizer.log_probability(['甲乙']) < tokenizer.log_probability(['甲', '乙'])
    assert tokenizer.lcut('甲乙') == tokenizer.nbest('甲乙', 1)[0][0] == ['甲', '乙']
    assert tokenizer.lcut('甲乙，' * 200) == ['甲', '乙', '，'] * 200


# The k best ways


@pytest.mark.parametrize('seed', range(8))
def test_nbest_is_the_head_of_the_list_of_all_ways(seed):
    rng = random.Random(seed)
    for _ in range(12):
        words = random_vocabulary(rng)
        tokenizer = Tokenizer(words)
        text = random_text(rng, int(rng.random() * 9))
        ways = sorted(all_ways(text, words), key=order(tokenizer))
        for k in (1, 2, 5, 1000):
            found = tokenizer.nbest(text, k)
            assert [way for way, _ in found] == ways[:k]
        assert found[0][0] == tokenizer.lcut(text)


@pytest.mark.parametrize('symbol', ['ab', 'abc', '12.5', '——', '  '])
def test_a_symbol_that_is_a_word_is_one_way(symbol):
    tokenizer = Tokenizer({symbol: 3, '甲': 2})
    assert [way for way, _ in tokenizer.nbest('甲' + symbol, 9)] == [['甲', symbol]]
    assert tokenizer.lcut(symbol, cut_all=True) == [symbol]


def test_scores_are_nats(seed=3):
    words = {'研究': 30, '研究生': 10, '生命': 20, '命': 4, '生': 6}
    total = sum(words.values())
    found = dict(('/'.join(way), score) for way, score in Tokenizer(words).nbest('研究生命', 9))
    assert len(found) == 5
    for way, score in found.items():
        exact = sum(math.log(words.get(word, 1)) - math.log(total) for word in way.split('/'))
        assert abs(score - exact) < 1e-5


def test_nbest_of_a_long_text_is_linear_in_memory_and_right():
    tokenizer = Tokenizer({'甲甲': 3, '甲': 2})
    text = '甲' * 2000
    found = tokenizer.nbest(text, 3)
    assert [len(way) for way, _ in found][:1] == [len(tokenizer.lcut(text))]
    assert len(set('/'.join(way) for way, _ in found)) == 3
    assert [''.join(way) for way, _ in found] == [text] * 3


@pytest.mark.parametrize('k', [0, -1, 1.5, None, True])
def test_wrong_numbers_of_ways_are_refused(k):
    with pytest.raises(ArgumentError):
        Tokenizer({}).nbest('甲', k)


@pytest.mark.parametrize('alpha', [0, 0.3, 1, 2.0])
def test_samples_follow_the_probabilities(alpha):
    words = {'甲乙': 5, '丙': 5, '甲': 8, '乙丙': 3, '乙': 2}
    tokenizer, rng, draws = Tokenizer(words), random.Random(1), 4000
    ways = all_ways('甲乙丙', words)
    weights = [math.exp(alpha * tokenizer.log_probability(way)) for way in ways]
    seen = {}
    for _ in range(draws):
        way = '/'.join(tokenizer.sample('甲乙丙', alpha, rng))
        seen[way] = seen.get(way, 0) + 1
    assert set(seen) <= set('/'.join(way) for way in ways)
    for way, weight in zip(ways, weights):
        expected = weight / sum(weights)
        assert abs(seen.get('/'.join(way), 0) / draws - expected) < 4 * math.sqrt(expected / draws) + 1e-3


def test_samples_are_ways_of_any_text():
    rng = random.Random(2)
    for _ in range(60):
        words = random_vocabulary(rng)
        text = random_text(rng, int(rng.random() * 30))
        pieces = Tokenizer(words).sample(text, rng.random() * 2, rng)
        assert ''.join(pieces) == text
        assert [piece for piece in pieces if piece not in words and len(symbols(piece)) > 1] == []


def test_a_seed_repeats_the_sample_and_great_alpha_gives_the_best():
    tokenizer = Tokenizer({'甲乙': 5, '丙': 5, '甲': 8, '乙丙': 3, '乙': 2})
    text = '甲乙丙甲乙丙乙丙'
    first = tokenizer.sample(text, 0.2, random.Random(7))
    assert first == tokenizer.sample(text, 0.2, random.Random(7))
    assert tokenizer.sample(text, 1000.0) == tokenizer.lcut(text)


def test_samples_keep_forced_words():
    tokenizer = Tokenizer({'甲乙': 500, '丙': 5})
    tokenizer.add_word('乙丙', 1, force=True)
    assert tokenizer.sample('甲乙丙', 0.5, random.Random(1)) == ['甲', '乙丙']
    assert tokenizer.nbest('甲乙丙', 9)[0][0] == ['甲', '乙丙']
    assert tokenizer.nbest('甲乙丙', 9)[0][1] > -100


@pytest.mark.parametrize('alpha', [0, 0.0, 1e-9, 999999, 999999.9])
def test_alphas_within_the_limits(alpha):
    assert ''.join(Tokenizer({'甲乙': 5, '甲': 1}).sample('甲乙', alpha, random.Random(2))) == '甲乙'


@pytest.mark.parametrize('alpha', [-1e-9, -1, 1e6, None, 'a', float('nan'), float('inf'), True])
def test_wrong_alphas_are_refused(alpha):
    with pytest.raises(ArgumentError):
        Tokenizer({}).sample('甲', alpha)


def test_code_length_is_the_complete_code():
    words = {'研究': 3, '生': 4}
    bits, characters, count, unknown = Tokenizer(words).code_length('研究生，X！ ')
    expected = (math.log(8 / 3, 2) + math.log(8 / 4, 2) + math.log(8, 2) + math.log(0x110000, 2) + 1)
    assert abs(bits - expected) < 1e-9
    assert (characters, count, unknown) == (4, 3, 1)


def test_code_length_leaves_out_white_space_and_punctuation():
    tokenizer = Tokenizer({'研究': 3})
    assert tokenizer.code_length('研究，。 \n！') == tokenizer.code_length('研究')
    assert tokenizer.code_length('') == tokenizer.code_length('，') == (0.0, 0, 0, 0)
