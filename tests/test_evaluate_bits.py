# -*- coding: utf-8 -*-
"""Test the bits per character of unseen text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import math

import pytest

from nlp_zero.errors import EmptyCorpusError
from nlp_zero.evaluate import evaluate_bits, evaluate_perplexity
from nlp_zero.ngrams import BackoffModel
from nlp_zero.tokenizer import Tokenizer

WORDS = {'研究': 3, '生命': 4, '的': 8}


def test_bits_are_those_of_the_words():
    score = evaluate_bits(Tokenizer(WORDS), ['研究的，', '生命！ ', ''])
    expected = sum(math.log(16 / count, 2) for count in (3, 8, 4))
    assert abs(score.bits - expected) < 1e-9
    assert score[2:] == (5, 3, 0)
    assert abs(score.bits_per_character - expected / 5) < 1e-9


def test_sums_of_many_numbers_are_those_of_few(small_steps):
    model = BackoffModel.from_counts({'研': 3, '究': 2, '生': 1, '研究': 2})
    texts, sentences = ['研究的，', '生命！ ', '研究', '生命'], [list('研究生'), list('生命'), list('究')]
    expected = evaluate_bits(Tokenizer(WORDS), texts) + evaluate_perplexity(model, sentences)
    small_steps('evaluate')
    found = evaluate_bits(Tokenizer(WORDS), texts) + evaluate_perplexity(model, sentences)
    assert found == expected


def test_unknown_words_are_spelled_and_counted():
    score = evaluate_bits(Tokenizer(WORDS), ['研究X光'])
    assert score[2:] == (4, 3, 2)
    assert score.bits > 2 * 21 + 2 * 4


def test_a_better_vocabulary_needs_fewer_bits():
    text = ['研究生命的研究，生命的研究。'] * 3
    whole = evaluate_bits(Tokenizer(WORDS), text).bits_per_character
    letters = evaluate_bits(Tokenizer({'研': 3, '究': 3, '生': 4, '命': 4, '的': 8}), text).bits_per_character
    nothing = evaluate_bits(Tokenizer({}), text).bits_per_character
    assert whole < letters < nothing


def test_the_lines_order_does_not_matter():
    lines = ['研究的', '生命', '的的研究X', '命'] * 5
    expected = evaluate_bits(Tokenizer(WORDS), lines)
    assert evaluate_bits(Tokenizer(WORDS), sorted(lines)) == expected


def test_the_order_does_not_matter_beyond_what_is_held(small_steps):
    words = '山水风云雨雪花草木石日月星江河湖海'
    counts = dict((word, 1 + number * number) for number, word in enumerate(words))
    lines = sorted(counts) * 10
    expected = evaluate_bits(Tokenizer(counts), lines)
    small_steps('evaluate')
    for some in (lines, lines[::-1]):
        assert evaluate_bits(Tokenizer(counts), some) == expected


@pytest.mark.parametrize('corpus', [[], [''], ['，。'], ['  ', '\n']])
def test_nothing_to_score_is_an_error(corpus):
    with pytest.raises(EmptyCorpusError):
        evaluate_bits(Tokenizer(WORDS), corpus)


def test_the_command(command, write):
    write('words', '研究 3\n生命 4\n的 8\n')
    write('text', '研究的，\n生命！\n')
    finished = command('evaluate', '--bits', '--vocab', 'words', 'text')
    assert (finished.code, finished.err) == (0, '')
    rows = dict(line.split('\t') for line in finished.out.splitlines())
    assert rows['bits_per_character'] == '%.4f' % (sum(math.log(16 / c, 2) for c in (3, 8, 4)) / 5)
    assert (rows['characters'], rows['words'], rows['unknown']) == ('5', '3', '0')


@pytest.mark.parametrize('options', [['--bits', '--gold', 'a', 'b'], ['b']])
def test_usage_errors_of_the_command(command, options):
    assert command('evaluate', *options).code == 2
