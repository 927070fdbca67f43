# -*- coding: utf-8 -*-
"""Test the rules by which benchmarks/make_vocabulary.py adds words to those of a fit."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys
from collections import Counter, namedtuple

import pytest

from nlp_zero.entropy import group_runs

# For this import alone, as in test_guard.py.
PATH = list(sys.path)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'benchmarks'))
import make_vocabulary  # noqa: E402
sys.path[:] = PATH

#: As much of a `SegmentedText` as the rules read.
Text = namedtuple('Text', 'texts words bigrams total')


def text_of(runs, total):
    """Return the `Text` of {run: count}, cut into characters, with a number of words of our choice."""
    texts = [(count, list(run)) for run, count in sorted(runs.items())]
    words, bigrams = Counter(), Counter()
    for count, tokens in texts:
        words.update(dict((word, count * tokens.count(word)) for word in tokens))
        for pair in zip(tokens, tokens[1:]):
            bigrams[pair] += count
    return Text(texts, words, bigrams, total)


def test_short_clauses_are_two_or_three_han_characters_between_punctuation():
    texts = ['但是，真的。但是！早在1990，年，很好OK', '对不起', '四个字啊、是']
    assert make_vocabulary.short_clauses(texts) == {'但是': 2, '真的': 1, '对不起': 1}


@pytest.mark.parametrize('count, alone, expected', [
    (50, 4, False), (50, 5, True), (51, 5, False), (60, 5, False), (60, 6, True), (61, 6, False),
    (0, 5, True)])
def test_what_stands_alone_does_so_in_a_tenth_of_its_places_and_often_enough(count, alone, expected):
    assert make_vocabulary.stands_alone(count, alone, 5) is expected


# With c(abc) = c(a) = c(bc) = 5 the PMI is log(total / 5), and 4 nats are a ratio of 54.598.
@pytest.mark.parametrize('total, joined', [(272.0, False), (273.0, True), (274.0, True)])
def test_three_lone_characters_need_four_nats(total, joined):
    found = make_vocabulary.lone_triples(text_of({'对不起': 5}, total), Counter({'对不起': 5}), 5)
    assert found == ({tuple('对不起'): 5} if joined else {})


@pytest.mark.parametrize('alone, elsewhere, joined', [
    (4, 36, False), (5, 45, True), (5, 46, False), (6, 46, True)])
def test_three_lone_characters_need_a_tenth_of_clauses(alone, elsewhere, joined):
    text = text_of({'对不起': alone, '我对不起他': elsewhere}, 1e6)
    found = make_vocabulary.lone_triples(text, Counter({'对不起': alone}), 5)
    assert found == ({('对', '不', '起'): alone + elsewhere} if joined else {})


def test_three_lone_characters_have_no_numeral_and_are_single():
    numeral = text_of({'三十度': 9}, 1e6)
    assert make_vocabulary.lone_triples(numeral, Counter({'三十度': 9}), 5) == {}
    pieces = Text([(9, ['对不', '起', '来'])], Counter({'对不': 9, '起': 9}), Counter({('对不', '起'): 9}), 1e6)
    assert make_vocabulary.lone_triples(pieces, Counter({'对不起': 9, '不起来': 9}), 5) == {}


def test_a_doubled_word_is_one_if_it_occurs_twice_and_nothing_else_is_doubled():
    runs = {'高高兴兴': 1, '他高高兴兴地走': 1, '清清楚楚': 1, '明明白白': 5, '会会议议室室': 5, '好好好好': 5,
            '常常': 5}
    words = {'高兴': 9, '清楚': 9, '会议': 9, '议室': 9, '好好': 9}
    assert make_vocabulary.reduplications(group_runs(runs), words) == {'高高兴兴': 2}
    assert make_vocabulary.reduplications(group_runs({'清清楚楚': 2}), words) == {'清清楚楚': 2}


def test_a_doubled_word_is_none_where_a_word_crosses_its_edge():
    runs = group_runs({'常委会会议议程': 3, '来高高兴兴': 3, '清清楚楚': 2})
    words = {'会议': 9, '议程': 9, '高兴': 9, '来高': 9, '清楚': 9}
    assert make_vocabulary.reduplications(runs, words) == {'清清楚楚': 2}


@pytest.mark.parametrize('share, elsewhere, joined', [
    (.9, 2, False), (.9, 1, True), (.7, 4, False), (.7, 3, True)])
def test_a_piece_and_its_neighbour_are_one_word(share, elsewhere, joined):
    together = 10 - elsewhere
    text = Text([(together, ['差不', '多', '了']), (elsewhere, ['差不', '得'])],
                Counter({'差不': 10, '多': 100, '了': 1000, '得': 100}),
                Counter({('差不', '多'): together, ('多', '了'): together, ('差不', '得'): elsewhere}), 1e6)
    found = make_vocabulary.chains(text, 5, share)
    assert found == ({('差不', '多'): together} if joined else {})


def test_a_joined_word_takes_its_places_from_its_pieces():
    counts = {'差不': 10, '多': 100, '了': 1}
    assert make_vocabulary.with_joined(counts, {('差不', '多'): 9}, 5) == {'差不多': 9, '多': 91, '了': 1}
