# -*- coding: utf-8 -*-
"""The formulas: against hand-made values, limits, symmetries, and errors."""
from __future__ import absolute_import, division, print_function, unicode_literals

import doctest
import math

import pytest

from nlp_zero import scores
from nlp_zero.errors import ArgumentError


def near(a, b):
    return abs(a - b) < 1e-12 * max(1.0, abs(a), abs(b))


def test_doctests():
    failed, tried = doctest.testmod(scores)
    assert tried >= 14 and not failed


def test_every_public_name_is_there_and_documented():
    for name in scores.__all__:
        assert 'Returns' in getattr(scores, name).__doc__


def test_pmi_is_zero_for_independence_and_symmetric():
    assert near(scores.pmi(1, 10, 10, 100), 0.0)
    assert near(scores.pmi(3, 7, 11, 500), scores.pmi(3, 11, 7, 500))
    assert near(scores.pmi(5, 5, 5, 50), math.log(10))


@pytest.mark.parametrize('counts', [(0, 1, 1, 10), (1, 0, 1, 10), (1, 1, 0, 10), (1, 1, 1, 0),
                                    (-1, 1, 1, 10)])
def test_pmi_refuses_counts_without_information(counts):
    with pytest.raises(ArgumentError):
        scores.pmi(*counts)


def test_cohesion_takes_the_weakest_split():
    counts = {'蓝牙耳机': 6, '蓝': 9, '牙耳机': 6, '蓝牙': 8, '耳机': 12, '蓝牙耳': 6, '机': 30}
    splits = [scores.pmi(6, 9, 6, 400), scores.pmi(6, 8, 12, 400), scores.pmi(6, 6, 30, 400)]
    assert scores.cohesion('蓝牙耳机', counts, 400) == min(splits)
    with pytest.raises(ArgumentError):
        scores.cohesion('蓝', counts, 400)
    with pytest.raises(ArgumentError):
        scores.cohesion('红牙', counts, 400)


def test_npmi_has_its_limits():
    assert scores.npmi(0, 3, 4, 100) == -1.0
    assert scores.npmi(100, 100, 100, 100) == 1.0
    assert near(scores.npmi(7, 7, 7, 100), 1.0)
    assert near(scores.npmi(1, 10, 10, 100), 0.0)
    for c in range(1, 10):
        assert -1.0 <= scores.npmi(c, 10, 30, 100) <= 1.0
    with pytest.raises(ArgumentError):
        scores.npmi(0, 0, 1, 10)


def test_entropy_of_equal_counts_is_the_log_of_their_number():
    assert near(scores.entropy([4] * 8), math.log(8))
    assert scores.entropy([]) == 0.0
    assert scores.entropy([5]) == 0.0
    assert scores.entropy([5, 0, 0]) == 0.0


def test_entropy_does_not_depend_on_order():
    # Added one after the other, these give other last bits in another order.
    counts = [481, 890, 253, 390, 557]
    assert len({scores.entropy(counts[i:] + counts[:i]) for i in range(len(counts))}) == 1


def test_branching_entropy_counts_each_end_as_its_own_neighbour():
    assert near(scores.branching_entropy([3, 1], 2), scores.entropy([3, 1, 1, 1]))
    assert near(scores.branching_entropy([], 4), math.log(4))
    assert scores.branching_entropy([], 0) == 0.0
    assert scores.branching_entropy([], 1) == 0.0


def test_accessor_variety_is_the_smaller_side():
    assert scores.accessor_variety(2, 9) == scores.accessor_variety(9, 2) == math.log(2)
    assert scores.accessor_variety(0, 9) == float('-inf')
    assert scores.accessor_variety(1, 9) == 0.0


@pytest.mark.parametrize('count', [1, 2, 6, 22, 26, 27, 42, 197])
def test_one_neighbour_alone_leaves_no_uncertainty(count):
    assert scores.branching_entropy([count]) == 0.0


def test_description_length_gain_agrees_with_writing_the_text_out():
    text = list('甲乙丙甲乙丁甲乙丙丙甲乙')

    def length(tokens):
        return scores.description_length([tokens.count(t) for t in set(tokens)])

    joined = '甲乙丙甲乙丁甲乙丙丙甲乙'.replace('甲乙', '子')
    after = list(joined) + ['#'] + list('甲乙')
    # The delimiter is one token of the new text.
    gain = scores.description_length_gain(4, [(4, 1), (4, 1)], len(text))
    expected = length(text) - length(after)
    assert near(gain, expected)
    with pytest.raises(ArgumentError):
        scores.description_length_gain(5, [(4, 1)], 20)


def test_entropy_per_character():
    assert near(scores.entropy_per_character([1, 1], [2, 2]), math.log(2) / 2)
    assert scores.entropy_per_character([], []) == 0.0
    assert scores.merge_gain(0.5, 1.0) == 0.0


def test_gensim_default():
    assert scores.gensim_default(5, 10, 10, 100, 5) == 0.0
    assert scores.gensim_default(4, 10, 10, 100, 5) < 0
    for counts in ((4, 0, 10), (4, 10, 0), (4, -1, 10)):
        with pytest.raises(ArgumentError):
            scores.gensim_default(*(counts + (100, 5)))


def test_log_likelihood_ratio_by_cells():
    def direct(k11, k12, k21, k22):
        total = k11 + k12 + k21 + k22
        value = 0.0
        for k, row, column in ((k11, k11 + k12, k11 + k21), (k12, k11 + k12, k12 + k22),
                               (k21, k21 + k22, k11 + k21), (k22, k21 + k22, k12 + k22)):
            value += k * math.log(k * total / (row * column)) if k else 0.0
        return 2 * value

    assert near(scores.log_likelihood_ratio(8, 10, 12, 100), direct(8, 2, 4, 86))
    assert near(scores.log_likelihood_ratio(0, 10, 12, 100), direct(0, 10, 12, 78))
    # Independent pairs; the sum of the first three is below 0 by its rounding.
    for counts in ((2, 4, 7, 14), (5, 7, 10, 14), (1, 4, 4, 16), (1, 10, 10, 100)):
        assert 0.0 <= scores.log_likelihood_ratio(*counts) < 1e-9
    with pytest.raises(ArgumentError):
        scores.log_likelihood_ratio(11, 10, 12, 100)


def test_topmine_significance():
    assert scores.topmine_significance(1, 10, 10, 100) == 0.0
    assert near(scores.topmine_significance(4, 10, 10, 100), 1.5)
    assert scores.topmine_significance(0, 10, 10, 100) == -1.0
    assert scores.topmine_significance(0, 0, 0, 1) == 0.0
    with pytest.raises(ArgumentError):
        scores.topmine_significance(0, 1, 1, 0)


def test_log_odds_is_antisymmetric():
    a = scores.log_odds_dirichlet(30, 900, 4, 1100, 5, 500)
    b = scores.log_odds_dirichlet(4, 1100, 30, 900, 5, 500)
    assert near(a, -b) and a > 0
    with pytest.raises(ArgumentError):
        scores.log_odds_dirichlet(1, 10, 1, 10, 0, 10)
    for counts in ((10, 10, 1, 10), (1, 10, 10, 10)):
        with pytest.raises(ArgumentError):
            scores.log_odds_dirichlet(*(counts + (1, 1)))


def test_log_odds_difference_is_that_of_the_z_score():
    # (35 / 1365) / (9 / 1591), by hand
    assert near(scores.log_odds_difference(30, 900, 4, 1100, 5, 500), math.log(35 * 1591 / (1365 * 9.0)))
    assert scores.log_odds_difference(5, 100, 5, 100, 1, 10) == 0
    with pytest.raises(ArgumentError):
        scores.log_odds_difference(1, 10, 1, 10, 0, 10)


def test_log_odds_against_a_background_is_the_limit_of_a_large_text():
    share, prior = 0.002, 100
    exact = scores.log_odds_background(7, 500, share, prior)
    size = 10 ** 12
    assert abs(exact - scores.log_odds_dirichlet(7, 500, share * size, size, prior * share, prior)) < 1e-6
    # (7.2 / 592.8) (.998 / .002) = 6.0607; sqrt 7.2 = 2.6833
    assert abs(exact - math.log(7.2 / 592.8 * 499) * math.sqrt(7.2)) < 1e-12 and exact > 4
    assert scores.log_odds_background(1, 1000, 0.01, 100) < 0
    for numbers in ((0, 10, .1, 1), (1, 10, 0, 1), (1, 10, 1, 1), (1, 10, .1, 0), (11, 10, .1, .5)):
        with pytest.raises(ArgumentError):
            scores.log_odds_background(*numbers)


def test_large_counts_do_not_overflow():
    big = 10 ** 15
    assert scores.pmi(big, big, big, big * 10) > 0
    assert scores.log_likelihood_ratio(big, big * 2, big * 2, big * 10) > 0
