# -*- coding: utf-8 -*-
"""Test what benchmarks/guard.py says of figures; what it measures is measured by itself."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys

import pytest

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'benchmarks')
# For this import alone: children of other tests get the path of this process, and one of the benchmarks has
# the name of a standard module.
PATH = list(sys.path)
sys.path.insert(0, FOLDER)
import guard  # noqa: E402
sys.path[:] = PATH


@pytest.mark.parametrize('now, fallen', [(0.75, []), (0.7499, ['cut']), (1.0, []), (9.0, [])])
def test_a_ratio_may_not_fall_by_a_quarter(now, fallen):
    assert guard.fallen({'cut': now, 'new': 0.01}, {'cut': 1.0, 'gone': 1.0}) == fallen


def test_figures_are_kept_by_the_version_of_python(tmpdir):
    path = str(tmpdir.join('figures.json'))
    assert guard.read_figures(path) == {}
    guard.save_figures({'cut': 2.0, 'read': 1.23456}, path)
    guard.save_figures({'cut': 3.0}, path)
    kept = guard.read_figures(path)
    assert list(kept) == [guard.KEY] and kept[guard.KEY]['ratios'] == {'cut': 3.0, 'read': 1.235}


def test_the_loop_is_the_one_of_the_kept_figures():
    # A change of its answer would be a change of what all figures are relative to.
    assert guard.reference('今天天气很好今天天气') == 2 * 3 * 6 + 3


def test_each_name_is_some_work():
    assert all(callable(getattr(guard.Work, name)) for name in guard.NAMES) and len(guard.NAMES) >= 12
    assert set(guard.read_figures()[next(iter(guard.read_figures()))]['ratios']) == set(guard.NAMES)
