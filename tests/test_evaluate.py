# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function, unicode_literals

import random

import pytest

from nlp_zero.errors import ArgumentError, CorpusError, CorpusTypeError, EmptyCorpusError, InputError
from nlp_zero.evaluate import evaluate_segmentation, evaluate_words, word_spans


@pytest.mark.parametrize('words, spans', [
    ([], []), (['甲'], [(0, 1)]), (['今天', '去', '北京'], [(0, 2), (2, 3), (3, 5)])])
def test_word_spans(words, spans):
    assert word_spans(words) == spans


def test_a_perfect_segmentation_scores_one():
    score = evaluate_segmentation(['我们 去 北京'], [['我们', '去', '北京']])
    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)
    assert (score.correct, score.gold_words, score.predicted_words, score.lines) == (3, 3, 3, 1)


def test_precision_recall_and_f1_count_spans_not_words():
    # 京 is in both, but at other places.
    score = evaluate_segmentation(['北京 京 城'], ['北 京京 城'])
    assert score.correct == 1
    score = evaluate_segmentation(['我们 去 北京', '好'], ['我们 去北京', '好'])
    assert score.precision == 2 / 3 and score.recall == 2 / 4
    assert abs(score.f1 - 2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2)) < 1e-15


def test_oov_recall_needs_a_vocabulary():
    gold, guess = ['张小满 去 北京'], ['张小满 去 北 京']
    assert evaluate_segmentation(gold, guess).oov_recall is None
    score = evaluate_segmentation(gold, guess, vocabulary={'去', '北京'})
    assert score.oov_rate == 1 / 3 and score.oov_recall == 1.0 and score.iv_recall == 0.5
    score = evaluate_segmentation(gold, guess, vocabulary={'去': 1, '北京': 1, '张小满': 1})
    assert score.oov_rate == 0.0 and score.oov_recall is None


@pytest.mark.parametrize('separator', [' ', '  ', '\t', '\u3000'])
def test_any_white_space_separates(separator):
    assert evaluate_segmentation(['我们 去'], [separator.join(['我们', '去', ''])]).f1 == 1.0


def test_differences_are_located():
    with pytest.raises(CorpusError) as caught:
        evaluate_segmentation(['我们 去', '上海'], ['我们 去', '上 河'])
    assert str(caught.value).startswith('line 2: the texts differ from character 1 on')
    assert caught.value.line == 2
    with pytest.raises(CorpusError) as caught:
        evaluate_segmentation(['我们', '去'], ['我们'])
    assert 'more lines' in str(caught.value) and caught.value.line == 2
    with pytest.raises(CorpusError) as caught:
        evaluate_segmentation(['我们'], ['我们', ''])
    assert 'fewer lines' in str(caught.value)


def test_what_is_no_segmentation_is_refused():
    for gold, guess in (('我们 去', ['我们 去']), (['我们 去'], '我们 去'), ([b'a'.replace(b'a', b'\xe4')], ['a'])):
        with pytest.raises(CorpusTypeError):
            evaluate_segmentation(gold, guess)
    for words, lexicon in (('北京', {'北京'}), (['北京'], '北京')):
        with pytest.raises(InputError):
            evaluate_words(words, lexicon)
    for k in (0, -1, 1.5, True):
        with pytest.raises(ArgumentError):
            evaluate_words(['北京'], {'北京'}, ks=[k])


def test_white_space_is_the_same_on_every_python():
    # The Mongolian vowel separator was white space in the Unicode tables of 2.7.
    assert evaluate_segmentation(['a\u180eb'], ['a\u180e b']).f1 == 0.0


def test_nothing_to_score_is_an_error():
    for lines in ([], [''], [' ']):
        with pytest.raises(EmptyCorpusError):
            evaluate_segmentation(lines, lines)
    with pytest.raises(EmptyCorpusError):
        evaluate_words([], {'北京'})
    with pytest.raises(EmptyCorpusError):
        evaluate_words(['北京'], {})


def test_against_a_plain_scorer_on_random_segmentations():
    rng = random.Random(7)
    for _ in range(200):
        lines = []
        for _ in range(3):
            text = ''.join(rng.choice('甲乙丙丁') for _ in range(rng.randint(1, 12)))
            lines.append((text, _random_cuts(rng, text), _random_cuts(rng, text)))
        score = evaluate_segmentation([a for _, a, _ in lines], [b for _, _, b in lines])
        gold = [(i,) + s for i, (_, a, _) in enumerate(lines) for s in word_spans(a)]
        guess = [(i,) + s for i, (_, _, b) in enumerate(lines) for s in word_spans(b)]
        assert score.correct == sum(span in guess for span in gold)
        assert (score.gold_words, score.predicted_words) == (len(gold), len(guess))


def _random_cuts(rng, text):
    words, start = [], 0
    while start < len(text):
        end = min(len(text), start + rng.randint(1, 4))
        words.append(text[start:end])
        start = end
    return words


def test_word_lists_are_scored_by_rank():
    score = evaluate_words(['北京', '京去', '我们', '北京'], ['北京', '我们', '今天', '明天'], ks=(1, 2, 3, 9))
    assert score.precision_at == [(1, 1.0), (2, 0.5), (3, 2 / 3), (9, None)]
    assert (score.precision, score.recall, score.words, score.lexicon) == (2 / 3, 0.5, 3, 4)


def test_word_lists_are_scored_at_four_ranks_by_default():
    score = evaluate_words(['甲%d' % i for i in range(1000)], {'甲1', '甲2'})
    assert score.precision_at == [(1000, 0.002), (5000, None), (10000, None), (20000, None)]


def test_words_shorter_than_the_lexicon_are_left_out():
    assert evaluate_words(['的', '北京'], {'北京'}, ks=(1,)).precision_at == [(1, 1.0)]
    assert evaluate_words(['的', '北京'], {'北京', '了'}, ks=(1,)).precision_at == [(1, 0.0)]
