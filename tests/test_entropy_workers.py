# -*- coding: utf-8 -*-
"""A fit that is divided among processes: the same model, and nothing left when it ends early."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import logging
import multiprocessing
import os
import signal

import pytest

from nlp_zero._runtime import _workers as _parallel
from nlp_zero._runtime._checkpoint import restarted
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
def crews(monkeypatch):
    """Divide any text, into many groups; return the list of the crews that are hired."""
    hired = []

    def hire(workers):
        crew = _parallel.hire(workers)
        if crew is not None:
            hired.append(crew)
        return crew
    monkeypatch.setattr(_fit, '_SHARED', 0)
    monkeypatch.setattr(_fit, 'hire', hire)
    monkeypatch.setattr(_lattice, '_BLOCK', 150)
    monkeypatch.setattr(_lattice, '_GROUP', 2)
    return hired


def fit_shared(runs, workers, method=None, **more):
    """Fit with so many processes, started in a certain way."""
    crew = _parallel.Crew(workers, method)
    try:
        return fit_runs(runs, crew=crew, **more)
    finally:
        crew.stop()


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
def test_any_number_of_workers_gives_the_same_model(lines, crews, workers, method):
    runs = collect_runs(lines, DEFAULT_RULES)
    alone = fit_runs(runs)
    assert fit_shared(runs, workers, method) == alone
    assert not multiprocessing.active_children()
    # With the memory that a budget leaves it.
    assert fit_shared(dict(runs), workers, method, spend=True) == alone


def test_groups_are_more_than_the_workers(lines, crews):
    runs = collect_runs(lines, DEFAULT_RULES)
    numbers = dict((word, number) for number, word in enumerate(sorted(set(''.join(runs))), 1))
    assert len(_lattice.Lattice(runs, numbers)._groups) > 6


def test_learn_hands_its_workers_to_the_fit_unless_memory_is_short(lines, crews, monkeypatch):
    handed = []

    def fit(runs, settings, checkpoint, spend, crew):
        handed.append(crew and crew.size)
        return fit_runs(runs, settings, checkpoint, spend, crew)
    monkeypatch.setattr(_fit, 'fit_runs', fit)
    alone = learn(lines, DEFAULT_RULES, workers=1)
    assert learn(lines, DEFAULT_RULES, workers=2, memory=1 << 24) == alone
    assert handed == [None, None]
    assert learn(lines, DEFAULT_RULES, workers=2) == alone
    assert learn(lines, DEFAULT_RULES, workers=2, memory=1 << 24, sample=(1 << 24) // 80) == alone
    assert handed[2:] == [2, 2] and [crew.size for crew in crews] == [2, 2, 2]
    assert not multiprocessing.active_children()


def held(_):
    return len(_lattice._held)


def test_a_crew_lets_the_texts_go_after_a_fit(lines, crews):
    crew = _parallel.Crew(2)
    try:
        runs = collect_runs(lines, DEFAULT_RULES)
        numbers = dict((word, number) for number, word in enumerate(sorted(set(''.join(runs))), 1))
        _lattice.Lattice(runs, numbers, crew)
        assert min(crew.ask(held, [None, None])) > 0
        fit_runs(runs, crew=crew)
        assert crew.ask(held, [None, None]) == [0, 0]
    finally:
        crew.stop()


@pytest.mark.parametrize('memory, expected', [(1 << 26, 2), (1 << 28, 2), (1 << 29, 4), (None, 9)])
def test_a_budget_bounds_the_workers(lines, monkeypatch, memory, expected):
    asked = []
    monkeypatch.setattr(_fit, '_SHARED', 0)
    monkeypatch.setattr(_fit, 'hire', asked.append)
    learn(lines[:20], DEFAULT_RULES, workers=9, memory=memory)
    assert asked == [expected]


@pytest.mark.parametrize('workers', [0, '2', 1.5, True])
def test_a_wrong_number_of_workers_is_refused_for_any_text(workers):
    with pytest.raises(ArgumentError):
        learn(['今天下雨'], DEFAULT_RULES, workers=workers)


def test_those_who_share_the_fit_count_the_whole_text(lines, crews):
    alone = learn(lines, DEFAULT_RULES, workers=1, sample=2000)
    assert learn(lines, DEFAULT_RULES, workers=2, sample=2000) == alone
    assert len(crews) == 1 and not multiprocessing.active_children()


def test_a_sample_tells_once_that_it_is_large(lines, tmpdir):
    def told(large):
        calls, checkpoint = [], restarted(str(tmpdir.join('state')), {}, lines)
        take_sample(lines, DEFAULT_RULES, None, checkpoint, large, lambda: calls.append(large))
        return calls
    assert told(10 ** 9) == []
    # All of it is in the checkpoint now, and nothing is read any more.
    assert told(100) == [100] and told(10 ** 9) == []
    calls = []
    take_sample(lines, DEFAULT_RULES, None, None, 100, lambda: calls.append(100))
    assert calls == [100]


def test_an_error_before_the_fit_ends_its_workers(lines, crews):
    def broken():
        for line in lines:
            yield line
        assert multiprocessing.active_children()
        raise IOError('the disk is gone')
    with pytest.raises(IOError):
        learn(broken(), DEFAULT_RULES, workers=2)
    assert crews and not multiprocessing.active_children()


def test_a_small_text_is_fitted_in_this_process(lines, crews, monkeypatch):
    monkeypatch.setattr(_fit, '_SHARED', 400000)
    learn(lines, DEFAULT_RULES, workers=2)
    assert not crews


@posix
def test_a_killed_worker_is_an_error_and_leaves_nothing(lines, crews, at_pass):
    at_pass(2, lambda: os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL))
    with pytest.raises(WorkerError) as caught:
        learn(lines, DEFAULT_RULES, workers=2)
    assert 'signal 9' in str(caught.value)
    assert crews and not multiprocessing.active_children()


def test_ctrl_c_ends_the_workers(lines, crews, at_pass):
    seen = []

    def interrupt():
        seen.extend(multiprocessing.active_children())
        raise KeyboardInterrupt
    at_pass(2, interrupt)
    with pytest.raises(KeyboardInterrupt):
        learn(lines, DEFAULT_RULES, workers=2)
    assert len(seen) == 2 and not multiprocessing.active_children()


def test_a_fit_goes_on_with_another_number_of_workers(lines, crews, at_pass, tmpdir):
    def stop():
        raise KeyboardInterrupt
    runs, folder = collect_runs(lines, DEFAULT_RULES), str(tmpdir.join('state'))
    alone = fit_runs(runs)
    at_pass(4, stop)
    with pytest.raises(KeyboardInterrupt):
        fit_shared(runs, 3, checkpoint=restarted(folder, {}, lines))
    # The fourth pass, the one that was interrupted, is made again.
    logging.getLogger(str('nlp_zero.entropy')).handlers[-1].number = -1
    assert fit_shared(runs, 2, checkpoint=restarted(folder, {}, lines)) == alone
