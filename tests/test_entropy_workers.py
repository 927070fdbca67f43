# -*- coding: utf-8 -*-
"""A fit that is divided among processes: the same model, and nothing left when it ends early."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import logging
import multiprocessing
import os
import signal

import pytest

from nlp_zero._runtime import Resources, WorkerPool, worker_pool
from nlp_zero.entropy import _fit, _lattice, collect_runs, fit_runs, learn
from nlp_zero.entropy._runs import take_sample
from nlp_zero.errors import ArgumentError, WorkerError
from nlp_zero.text import DEFAULT_RULES

posix = pytest.mark.skipif(os.name != 'posix', reason='signals')
METHODS = ['fork', 'spawn'] if hasattr(multiprocessing, 'get_context') else [None]


@pytest.fixture(scope='module')
def lines():
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
    with io.open(os.path.join(folder, 'service.txt'), encoding='utf-8') as source:
        return source.read().splitlines()[:200]


@pytest.fixture
def pools(monkeypatch):
    """Divide any text, into many groups; return the list of the pools that are started."""
    started = []

    def start_pool(workers):
        pool = worker_pool(workers)
        if pool is not None:
            started.append(pool)
        return pool
    monkeypatch.setattr(_fit, '_SHARED', 0)
    monkeypatch.setattr(_fit, 'worker_pool', start_pool)
    monkeypatch.setattr(_lattice, '_BLOCK', 150)
    monkeypatch.setattr(_lattice, '_GROUP', 2)
    return started


def fit_shared(runs, workers, method=None, **more):
    """Fit with so many processes, started in a certain way."""
    pool = WorkerPool(workers, method)
    try:
        return fit_runs(runs, pool=pool, **more)
    finally:
        pool.stop()


class AtPass(logging.Handler):
    """Call something when a fit logs a certain pass."""

    def __init__(self, number, function):
        logging.Handler.__init__(self)
        self.number, self.function = number, function

    def emit(self, record):
        if record.getMessage().startswith('pass %d:' % self.number):
            self.function()


@pytest.fixture
def at_pass():
    """Return a function that has another called at a pass of the fits of this test."""
    logger = logging.getLogger(str('nlp_zero.entropy'))
    handlers, level = [], logger.level

    def attach(number, function):
        handlers.append(AtPass(number, function))
        logger.addHandler(handlers[-1])
    logger.setLevel(logging.INFO)
    yield attach
    logger.setLevel(level)
    for handler in handlers:
        logger.removeHandler(handler)


@pytest.mark.parametrize('method', METHODS)
@pytest.mark.parametrize('workers', [2, 3])
def test_any_number_of_workers_gives_the_same_model(lines, pools, workers, method):
    runs = collect_runs(lines, DEFAULT_RULES)
    alone = fit_runs(runs)
    assert fit_shared(runs, workers, method) == alone
    assert not multiprocessing.active_children()
    # With the memory that a budget leaves it.
    assert fit_shared(dict(runs), workers, method, spend=True) == alone


def test_groups_are_more_than_the_workers(lines, pools):
    runs = collect_runs(lines, DEFAULT_RULES)
    numbers = dict((word, number) for number, word in enumerate(sorted(set(''.join(runs))), 1))
    assert len(_lattice.Lattice(runs, numbers)._groups) > 6


def test_learn_hands_its_workers_to_the_fit_unless_memory_is_short(lines, pools, monkeypatch):
    handed = []

    def fit(runs, settings, resources, spend, pool):
        handed.append(pool and pool.size)
        return fit_runs(runs, settings, resources, spend, pool)
    monkeypatch.setattr(_fit, 'fit_runs', fit)
    alone = learn(lines, DEFAULT_RULES, resources=Resources(workers=1))
    assert learn(lines, DEFAULT_RULES, resources=Resources(1 << 24, 2)) == alone
    assert handed == [None, None]
    assert learn(lines, DEFAULT_RULES, resources=Resources(workers=2)) == alone
    assert learn(lines, DEFAULT_RULES, resources=Resources(1 << 24, 2), sample=(1 << 24) // 80) == alone
    assert handed[2:] == [2, 2] and [pool.size for pool in pools] == [2, 2, 2]
    assert not multiprocessing.active_children()


def held(_):
    return len(_lattice._held)


def test_a_pool_lets_the_texts_go_after_a_fit(lines, pools):
    pool = WorkerPool(2)
    try:
        runs = collect_runs(lines, DEFAULT_RULES)
        numbers = dict((word, number) for number, word in enumerate(sorted(set(''.join(runs))), 1))
        _lattice.Lattice(runs, numbers, pool)
        assert min(pool.run_on_each(held, [None, None])) > 0
        fit_runs(runs, pool=pool)
        assert pool.run_on_each(held, [None, None]) == [0, 0]
    finally:
        pool.stop()


@pytest.mark.parametrize('memory, expected', [(1 << 26, 2), (1 << 28, 2), (1 << 29, 4), (None, 9)])
def test_a_budget_bounds_the_workers(lines, monkeypatch, memory, expected):
    asked = []
    monkeypatch.setattr(_fit, '_SHARED', 0)
    monkeypatch.setattr(_fit, 'worker_pool', asked.append)
    learn(lines[:20], DEFAULT_RULES, resources=Resources(memory, 9))
    assert asked == [expected]


@pytest.mark.parametrize('workers', [0, '2', 1.5, True])
def test_a_wrong_number_of_workers_is_refused_for_any_text(workers):
    with pytest.raises(ArgumentError):
        learn(['今天下雨'], DEFAULT_RULES, resources=Resources(workers=workers))


def test_those_who_share_the_fit_count_the_whole_text(lines, pools):
    alone = learn(lines, DEFAULT_RULES, resources=Resources(workers=1), sample=2000)
    assert learn(lines, DEFAULT_RULES, resources=Resources(workers=2), sample=2000) == alone
    assert len(pools) == 1 and not multiprocessing.active_children()


def test_a_sample_tells_once_that_it_is_large(lines, tmpdir):
    def told(large):
        calls, resources = [], Resources(checkpoint=str(tmpdir.join('state')))
        take_sample(lines, DEFAULT_RULES, None, resources, large, lambda: calls.append(large))
        return calls
    assert told(10 ** 9) == []
    # All of it is in the checkpoint now, and nothing is read any more.
    assert told(100) == [100] and told(10 ** 9) == []
    calls = []
    take_sample(lines, DEFAULT_RULES, None, Resources(), 100, lambda: calls.append(100))
    assert calls == [100]


def test_an_error_before_the_fit_ends_its_workers(lines, pools):
    def broken():
        for line in lines:
            yield line
        assert multiprocessing.active_children()
        raise IOError('the disk is gone')
    with pytest.raises(IOError):
        learn(broken(), DEFAULT_RULES, resources=Resources(workers=2))
    assert pools and not multiprocessing.active_children()


def test_a_small_text_is_fitted_in_this_process(lines, pools, monkeypatch):
    monkeypatch.setattr(_fit, '_SHARED', 400000)
    learn(lines, DEFAULT_RULES, resources=Resources(workers=2))
    assert not pools


@posix
def test_a_killed_worker_is_an_error_and_leaves_nothing(lines, pools, at_pass):
    at_pass(2, lambda: os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL))
    with pytest.raises(WorkerError) as caught:
        learn(lines, DEFAULT_RULES, resources=Resources(workers=2))
    assert 'signal 9' in str(caught.value)
    assert pools and not multiprocessing.active_children()


def test_ctrl_c_ends_the_workers(lines, pools, at_pass):
    seen = []

    def interrupt():
        seen.extend(multiprocessing.active_children())
        raise KeyboardInterrupt
    at_pass(2, interrupt)
    with pytest.raises(KeyboardInterrupt):
        learn(lines, DEFAULT_RULES, resources=Resources(workers=2))
    assert len(seen) == 2 and not multiprocessing.active_children()


def test_a_fit_goes_on_with_another_number_of_workers(lines, pools, at_pass, tmpdir):
    def stop():
        raise KeyboardInterrupt
    runs, folder = collect_runs(lines, DEFAULT_RULES), str(tmpdir.join('state'))
    alone = fit_runs(runs)
    at_pass(4, stop)
    with pytest.raises(KeyboardInterrupt):
        fit_shared(runs, 3, resources=Resources(checkpoint=folder))
    # The fourth pass, the one that was interrupted, is made again.
    logging.getLogger(str('nlp_zero.entropy')).handlers[-1].number = -1
    assert fit_shared(runs, 2, resources=Resources(checkpoint=folder)) == alone
