# -*- coding: utf-8 -*-
"""The lattice: best path as upstream's, in linear time, and all paths without recursion."""
from __future__ import absolute_import, division, print_function, unicode_literals

import random

import pytest

from nlp_zero.errors import ArgumentError
from nlp_zero.upstream import DAG


def build(size, edges, **settings):
    dag = DAG(size, **settings)
    for (start, end), score in edges:
        dag[start, end] = score
    return dag


def best_score(size, edges, null_score):
    """Score of the best path by another way: forward over plain dicts, with the unit step rule."""
    best = {0: 0}
    for end in range(1, size + 1):
        choices = [best[start] + score for (start, stop), score in edges if stop == end]
        best[end] = max(choices) if choices else best[end - 1] + null_score
    return best[size]


def path_score(path, edges, null_score):
    table = dict(edges)
    return sum(table.get(span, null_score) for span in path)


def test_takes_the_best_chain():
    dag = build(4, [((0, 2), -3.0), ((2, 4), -5.0), ((1, 4), -4.0), ((0, 1), -1.0)])
    assert dag.optimal_path() == [(0, 1), (1, 4)]


def test_fills_with_unit_steps():
    assert DAG(3).optimal_path() == [(0, 1), (1, 2), (2, 3)]
    assert build(4, [((1, 3), -1.0)]).optimal_path() == [(0, 1), (1, 3), (3, 4)]


def test_null_score_decides():
    edges = [((0, 2), -30.0), ((1, 3), -1.0)]
    # 0-2, then a unit step; or a unit step, then 1-3: both hold one of them here.
    assert build(3, edges, null_score=-100).optimal_path() == [(0, 1), (1, 3)]
    edges = [((0, 2), -1.0), ((1, 3), -30.0)]
    assert build(3, edges, null_score=-100).optimal_path() == [(0, 1), (1, 3)]
    assert build(3, [((0, 2), -1.0)], null_score=-5).optimal_path() == [(0, 2), (2, 3)]


def test_a_reached_node_needs_no_unit_step():
    # As upstream: the poor span is taken, since some span does end there.
    assert build(2, [((0, 2), -1000.0)]).optimal_path() == [(0, 2)]


def test_no_nodes():
    assert DAG(0).optimal_path() == []
    assert DAG(0).all_paths() == []


def test_equal_sums_take_the_earlier_start():
    dag = build(3, [((0, 1), -1.0), ((1, 3), -2.0), ((0, 2), -2.0), ((2, 3), -1.0), ((0, 3), -3.0)])
    assert dag.optimal_path() == [(0, 3)]
    dag = build(3, [((0, 1), -1.0), ((1, 3), -2.0), ((0, 2), -2.0), ((2, 3), -1.0)])
    assert dag.optimal_path() == [(0, 1), (1, 3)]


def test_sums_round_as_upstream_whose_begin_is_one():
    # Beside 1 the scores are lost, so that the sums are equal and the earlier start wins.
    dag = build(2, [((0, 1), 0.0), ((0, 2), 1e-17), ((1, 2), 2e-17)])
    assert dag.optimal_path() == [(0, 2)]


def test_order_of_setting_plays_no_part():
    rng = random.Random(5)
    edges = [((start, end), -float(rng.randrange(1, 4)))
             for start in range(12) for end in range(start + 1, min(13, start + 5))]
    expected = build(12, edges).optimal_path()
    for _ in range(5):
        rng.shuffle(edges)
        assert build(12, edges).optimal_path() == expected


@pytest.mark.parametrize('seed', range(20))
def test_best_path_against_another_way(seed):
    rng = random.Random(seed)
    size = rng.randrange(1, 15)
    spans = sorted(set(tuple(sorted(rng.sample(range(size + 1), 2))) for _ in range(size * 2)))
    edges = [(span, -rng.random() * 10) for span in spans]
    path = build(size, edges, null_score=-20).optimal_path()
    assert path[0][0] == 0 and path[-1][1] == size
    assert [start for start, _ in path[1:]] == [end for _, end in path[:-1]]
    assert abs(path_score(path, edges, -20) - best_score(size, edges, -20)) < 1e-9


def test_later_value_replaces():
    dag = build(2, [((0, 2), -500.0), ((0, 1), -1.0), ((1, 2), -1.0)])
    dag[0, 2] = -1.0
    assert dag.optimal_path() == [(0, 2)]
    assert dag.edges == {0: {1: -1.0, 2: -1.0}, 1: {2: -1.0}}


@pytest.mark.parametrize('span', [(0, 0), (2, 1), (-1, 1), (0, 4), (3, 3)])
def test_span_that_does_not_fit(span):
    with pytest.raises(ArgumentError) as caught:
        DAG(3)[span] = 1.0
    assert '0 <= start < end <= 3' in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_negative_size():
    with pytest.raises(ValueError):
        DAG(-1)


def test_all_paths():
    dag = build(4, [((0, 2), 1), ((0, 4), 1), ((1, 3), 1)])
    assert dag.all_paths() == [[0, 1, 2], [0, 3]]


def test_all_paths_keeps_lone_nodes():
    assert DAG(3).all_paths() == [[0], [1], [2]]
    assert build(4, [((1, 3), 1)]).all_paths() == [[0], [1, 2], [3]]


def test_a_span_of_one_node_is_no_link():
    # Upstream follows it from the node to itself until the stack is full.
    assert build(2, [((0, 1), 1), ((1, 2), 1)]).all_paths() == [[0], [1]]


def test_paths_come_one_by_one():
    size = 60  # 2 ** 58 paths and more
    dag = build(size, [((start, end), 1) for start in range(size) for end in range(start + 2, size + 1)])
    paths = dag.iter_paths()
    assert next(paths) == list(range(size))
    assert next(paths) == list(range(size - 2)) + [size - 1]


def test_deep_paths_do_not_recurse():
    size = 20000
    dag = build(size, [((start, start + 2), 1) for start in range(size - 1)])
    assert dag.all_paths() == [list(range(size))]


def test_long_row():
    # 200,000 nodes: a copy of the rest at each of them would take minutes.
    size = 200000
    dag = DAG(size)
    for start in range(0, size - 1, 2):
        dag[start, start + 2] = -1.0
    path = dag.optimal_path()
    assert len(path) == size // 2 and path[-1] == (size - 2, size)
