# -*- coding: utf-8 -*-
"""The word finder of nlp-zero 0.1.6 from within: its limits, its pairs, and what it leaves out."""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
import random
from collections import Counter

import pytest

from nlp_zero.trie import Trie
from nlp_zero.upstream import DAG, PairCounter, PairSet, WordFinder, remove_redundant


def test_a_finder_shows_its_settings_and_how_many_words_it_has():
    finder = WordFinder(min_proba=0.05, min_pmi=1)
    assert repr(finder) == '<WordFinder: 0 words, min_proba 0.05, min_pmi 1>'
    finder.words = {'甲乙': 3}
    assert repr(finder) == '<WordFinder: 1 words, min_proba 0.05, min_pmi 1>'


# The limits.

def found(texts, **settings):
    finder = WordFinder(**settings)
    finder.train(texts)
    finder.find(texts)
    return sorted(finder.words)


@pytest.mark.parametrize('min_pmi, words', [
    (2 * math.log(2) - 1e-9, ['甲乙']), (2 * math.log(2), ['乙', '甲']), (2 * math.log(2) + 1e-9, ['乙', '甲'])])
def test_the_pmi_of_a_pair_exceeds_the_limit(min_pmi, words):
    # One pair, two characters: log 1 - 2 log 1/2.
    assert found(['甲乙'], min_pmi=min_pmi) == words


@pytest.mark.parametrize('min_proba, words', [(0.4999, ['丙丁', '甲乙']), (0.5, []), (0.5001, [])])
def test_the_share_of_a_pair_and_of_a_piece_exceeds_the_limit(min_proba, words):
    # Two pairs: each is half of all. Cut into characters, each piece is a quarter.
    assert found(['甲乙', '丙丁'], min_proba=min_proba) == words


@pytest.mark.parametrize('min_proba, pairs', [(0.4999, ['丙丁', '甲乙']), (0.5, []), (0.5001, [])])
def test_weak_pairs_are_forgotten_and_stay_in_the_total(min_proba, pairs):
    finder = WordFinder(min_proba=min_proba)
    finder.train(['甲乙', '丙丁'])
    finder.find(['甲乙'])
    assert sorted(finder.pairs) == pairs
    # One of three pairs, of which two may be forgotten: never more than a third.
    finder.train(['戊己'])
    finder.min_proba = 1 / 3.0 + 1e-9
    finder.find(['戊己'])
    assert '戊己' not in finder.pairs


def test_forgotten_pieces_stay_in_the_total():
    finder = WordFinder(min_proba=0.35)
    for texts, words in ((['一', '一', '一', '二'], {'一': 3}), (['三', '三'], {'一': 3})):
        finder.train(texts)
        finder.find(texts)
        # First 3 and 1 of 4, then 3 and 2 of 6, the forgotten one among them.
        assert finder.words == words


@pytest.mark.parametrize('min_proba, words', [(0.2499, ['一', '三', '二', '四']), (0.25, []), (0.2501, [])])
def test_the_share_of_a_character_exceeds_the_limit(min_proba, words):
    assert found(['一', '二', '三', '四'], min_proba=min_proba) == words


# Redundant pieces.

def plain_redundancy(pieces):
    """The rule again, with the lattice and the trie in place of the inner loop."""
    trie = Trie(pieces)
    for word in sorted((word for word in pieces if len(word) > 1), key=lambda w: (-len(w), w)):
        count, log_total = trie[word], trie.log_total_items
        del trie[word]
        dag = DAG(len(word))
        for span, (_, part_count) in trie.search(word).items():
            dag[span] = math.log(part_count) - log_total
        parts = [word[start:end] for start, end in dag.optimal_path()]
        saving = math.log(count) - log_total
        for part in parts:
            saving -= (math.log(trie[part]) if trie[part] else -100) - log_total
        if saving < len(word) - 1:
            for part in parts:
                trie[part] += count
        else:
            trie[word] = count
    return dict(trie)


@pytest.mark.parametrize('seed', range(6))
def test_redundancy_against_lattice_and_trie(seed):
    rng = random.Random(seed)
    pieces = dict((char, rng.randrange(20, 60)) for char in '甲乙丙丁')
    for _ in range(80):
        piece = ''.join(rng.choice('甲乙丙丁') for _ in range(rng.choice((2, 2, 3, 4, 5, 7))))
        pieces[piece] = rng.randrange(1, 40) if len(piece) < 3 else 1
    words = remove_redundant(pieces)
    assert words == plain_redundancy(pieces)
    assert 0 < len(words) < len(pieces)
    assert sum(len(word) * count for word, count in words.items()) == \
        sum(len(piece) * count for piece, count in pieces.items())


def test_latin_runs_are_no_parts():
    # Letters alone spell nothing: joined again they are the word itself, which is out.
    pieces = {'a': 50, 'b': 50, 'ab': 1, '甲': 50, 'b甲': 1}
    assert remove_redundant(pieces) == {'a': 50, 'b': 51, 'ab': 1, '甲': 51}


def test_marks_are_parts_of_their_own():
    assert remove_redundant({'好，吗': 1, '好': 9, '，': 9, '吗': 9}) == {'好': 10, '，': 10, '吗': 10}


def test_nothing_to_take_out():
    assert remove_redundant({}) == {} and remove_redundant({'甲': 2, '乙': 0}) == {'甲': 2}


@pytest.mark.parametrize('pieces, words', [
    # As three characters 甲乙丙 costs more than as 甲乙 and 丙: what no piece spells costs 100.
    ({'甲乙丙': 1, '甲乙': 1, '乙': 100000, '丙': 100000}, {'甲乙': 2, '乙': 100000, '丙': 100001}),
    # A part that ends in a letter, but is not all letters, ends the joining, as upstream.
    ({'x中ab': 1, 'x': 1000, '中a': 1000, 'b': 1000}, {'x': 1001, '中a': 1001, 'b': 1001}),
    # Longest first: the piece of four gives to that of two before that is looked at.
    ({'甲乙甲乙': 1, '甲乙': 1, '甲': 10, '乙': 10}, {'甲': 13, '乙': 13})])
def test_pieces_by_hand(pieces, words):
    assert remove_redundant(pieces) == words


# Pairs.

@pytest.mark.parametrize('text', ['', '甲', '甲乙', '甲乙甲乙甲', '甲\U00020000乙\U00020000乙', '甲\ud840乙甲\ud840',
                                  'a甲' * 50])
def test_pairs_against_plain_counting(text):
    counter = PairCounter()
    counter.add(text)
    counter.add('丙丁')
    expected = Counter(text[i:i + 2] for i in range(len(text) - 1)) + Counter(['丙丁'])
    assert counter.counts() == expected
    pairs = sorted(expected)[::2]
    assert PairSet(pairs).gaps(text) == [i for i in range(1, len(text)) if text[i - 1:i + 1] not in pairs]


def test_pairs_beyond_the_basic_plane_in_the_set():
    assert PairSet(['甲\U00020000', '甲乙']).gaps('甲乙甲丙') == [2, 3]
    assert PairSet([]).gaps('甲乙') == [1]
