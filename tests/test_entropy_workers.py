# -*- coding: utf-8 -*-
"""A fit that is divided among processes: the same model, and nothing left when it ends early."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gc
import io
import logging
import multiprocessing
import os
import signal

import pytest

from nlp_zero._runtime import Resources, WorkerPool
from nlp_zero.entropy import (
    EVERYTHING, Lattice, Settings, collect_runs, count_windows, find_mixed_words, fit_runs, group_runs,
    initial_words, learn, take_sample)
from nlp_zero.errors import ArgumentError, WorkerError
from nlp_zero.text import DEFAULT_RULES, Rules

posix = pytest.mark.skipif(os.name != 'posix', reason='signals')
METHODS = ['fork', 'spawn'] if hasattr(multiprocessing, 'get_context') else [None]


@pytest.fixture(scope='module')
def lines():
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
    with io.open(os.path.join(folder, 'service.txt'), encoding='utf-8') as source:
        return source.read().splitlines()[:90]


@pytest.fixture
def divided(small_steps):
    """Divide any text, into many groups."""
    small_steps('entropy')


def fit_shared(runs, workers, method=None, **more):
    """Fit with so many processes, started in a certain way."""
    pool = WorkerPool(workers, method)
    try:
        return fit_runs(runs, pool=pool, **more)
    finally:
        pool.stop()


def processes_of(caplog, *arguments, **more):
    """Return what `learn` gives, and how many processes fit and count by its messages."""
    caplog.clear()
    with caplog.at_level(logging.INFO, logger='nlp_zero.entropy'):
        model = learn(*arguments, **more)
    messages = [record.getMessage() for record in caplog.records]
    return model, [int(message.split()[-2]) for message in messages if message.endswith(' processes')]


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
def test_any_number_of_workers_gives_the_same_model(lines, divided, workers, method):
    runs = collect_runs(lines, DEFAULT_RULES)
    alone = fit_runs(runs)
    assert fit_shared(runs, workers, method) == alone
    assert not multiprocessing.active_children()
    # With the memory that a budget leaves it.
    assert fit_shared(dict(runs), workers, method, consume=True) == alone


def test_runs_are_consumed_if_asked_to(lines):
    runs = collect_runs(lines, DEFAULT_RULES)
    kept, gone = dict(runs), dict(runs)
    assert fit_runs(kept) == fit_runs(gone, consume=True)
    assert kept == runs and gone == {}


@pytest.mark.parametrize('memory, sample, processes', [
    (None, 4000000, [2]), (16000000, 4000000, [1]), (16000000, None, [1]),
    (15999999, 200000, [1]), (16000000, 200000, [2]), (16000001, 200000, [2])])
def test_workers_share_the_fit_unless_memory_is_short(lines, divided, caplog, memory, sample, processes):
    alone = learn(lines, DEFAULT_RULES, resources=Resources(workers=1))
    model, found = processes_of(caplog, lines, DEFAULT_RULES, sample=sample, resources=Resources(memory, 2))
    assert (model, found) == (alone, processes)
    assert not multiprocessing.active_children()


def count_blocks(_):
    gc.collect()
    return len([thing for thing in gc.get_objects() if type(thing).__name__ == 'Block'])


def test_a_pool_lets_the_texts_go_after_a_fit(lines, divided):
    pool = WorkerPool(2)
    try:
        runs = collect_runs(lines, DEFAULT_RULES)
        numbers = dict((word, number) for number, word in enumerate(sorted(set(''.join(runs))), 1))
        Lattice(runs, numbers, pool)
        # In groups of two, so that each process has several.
        assert min(pool.run_on_each(count_blocks, [None, None])) > 4
        fit_runs(runs, pool=pool)
        assert pool.run_on_each(count_blocks, [None, None]) == [0, 0]
    finally:
        pool.stop()


@pytest.mark.parametrize('memory, processes', [
    (1 << 26, 2), ((3 << 27) - 1, 2), (3 << 27, 3), ((3 << 27) + 1, 3), (1 << 29, 4), (1 << 40, 4),
    (None, 4)])
def test_a_budget_limits_the_workers(lines, divided, caplog, memory, processes):
    found = processes_of(caplog, lines[:20], DEFAULT_RULES, sample=100, resources=Resources(memory, 4))[1]
    assert found == [processes, processes]


@pytest.mark.parametrize('workers', [0, '2', 1.5, True])
def test_a_wrong_number_of_workers_is_refused_for_any_text(workers):
    with pytest.raises(ArgumentError):
        learn(['今天下雨'], DEFAULT_RULES, resources=Resources(workers=workers))


def test_those_who_share_the_fit_count_all_of_the_text(lines, divided, caplog):
    alone = processes_of(caplog, lines, DEFAULT_RULES, sample=700, resources=Resources(workers=1))
    shared = processes_of(caplog, lines, DEFAULT_RULES, sample=700, resources=Resources(workers=2))
    assert (alone[1], shared[1]) == ([1, 1], [2, 2])
    assert alone[0] == shared[0] and not multiprocessing.active_children()


@pytest.mark.parametrize('more, called', [(-1, True), (0, True), (1, False)])
def test_a_sample_tells_once_that_it_is_large(lines, tmpdir, more, called):
    size = sum(len(run) * count for run, count in collect_runs(lines, DEFAULT_RULES).items())

    def calls(large, resources=Resources()):
        found = []
        take_sample(lines, DEFAULT_RULES, None, resources, large, lambda: found.append(large))
        return found
    assert calls(size + more) == [size + more] * called
    kept = Resources(checkpoint=str(tmpdir.join('state')))
    assert calls(10 ** 9, kept) == []
    # All of it is in the checkpoint now, and nothing is read any more.
    assert calls(size + more, kept) == [size + more] * called


@pytest.mark.parametrize('more, processes', [(-1, 2), (0, 2), (1, 1)])
def test_a_small_text_is_fitted_in_this_process(lines, small_steps, caplog, more, processes):
    size = sum(len(run) * count for run, count in collect_runs(lines, DEFAULT_RULES).items())
    small_steps('entropy', _SHARED=size + more)
    assert processes_of(caplog, lines, DEFAULT_RULES, resources=Resources(workers=2))[1] == [processes]


def test_an_error_before_the_fit_ends_its_workers(lines, divided):
    seen = []

    def broken():
        for line in lines:
            yield line
        seen.extend(multiprocessing.active_children())
        raise IOError('the disk is gone')
    with pytest.raises(IOError):
        learn(broken(), DEFAULT_RULES, resources=Resources(workers=2))
    assert len(seen) == 2 and not multiprocessing.active_children()


@posix
def test_a_killed_worker_is_an_error_and_leaves_nothing(lines, divided, at_pass):
    at_pass(2, lambda: os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL))
    with pytest.raises(WorkerError) as caught:
        learn(lines, DEFAULT_RULES, resources=Resources(workers=2))
    assert 'signal 9' in str(caught.value)
    assert not multiprocessing.active_children()


def test_ctrl_c_ends_the_workers(lines, divided, at_pass):
    seen = []

    def interrupt():
        seen.extend(multiprocessing.active_children())
        raise KeyboardInterrupt
    at_pass(2, interrupt)
    with pytest.raises(KeyboardInterrupt):
        learn(lines, DEFAULT_RULES, resources=Resources(workers=2))
    assert len(seen) == 2 and not multiprocessing.active_children()


def test_a_fit_goes_on_with_another_number_of_workers(lines, divided, at_pass, tmpdir):
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


def mixed_lines():
    return ['买了{0}{1}，{2}'.format(what, where, after) for what in ['T恤', 'C位', 'WiFi', '5月X光', '卡拉OK']
            for where in ['很好', '在店里', '好几次'] for after in ['我们的T恤', '他说不好', '请问WiFi还有吗', '9月的X光']]


@pytest.mark.parametrize('rules', [DEFAULT_RULES, Rules(protect='[0-9]+月\\s?'), Rules(han='，')])
def test_workers_find_the_same_words_with_letters(divided, rules):
    texts = mixed_lines() + ['手 感T恤 好', ' 轴T恤手 感', '买T恤9月'] * 9
    alone = learn(texts, rules, resources=Resources(workers=1))
    assert set(['T恤', 'WiFi', 'OK']).intersection(alone.counts)
    assert learn(texts, rules, resources=Resources(workers=2)) == alone
    assert not multiprocessing.active_children()


class Slow(dict):
    """Call something between the first items and the others, as another thread might."""

    def items(self):
        for number, item in enumerate(sorted(dict.items(self))):
            if number == 2:
                self.between()
            yield item
    iteritems = items


class SlowGroups(list):
    """Call something between the first group and the others."""

    def __iter__(self):
        for number, group in enumerate(list.__iter__(self)):
            if number == 1:
                self.between()
            yield group


def test_fits_of_one_process_do_not_disturb_each_other(divided):
    settings, counts = Settings(entry_pmi=2.0, min_saving=4.0, min_cohesion=1.0), {'买': 9, '手机': 9, '看': 5}

    def mixed(sample, words):
        return find_mixed_words(sample, EVERYTHING, words, settings, DEFAULT_RULES)
    sample = Slow(('%s5G手机' % verb, 4) for verb in '买看听用写')
    sample.between = lambda: mixed({'手机X': 3, '看X': 3, 'X看': 3}, {'手': 2})
    assert mixed(sample, counts) == mixed(dict(dict.items(sample)), counts)

    groups = group_runs({'键盘手感': 3, '键盘很好': 4, '手感很好': 5, '青轴键盘': 6})
    slow, pairs = SlowGroups(groups), count_windows(groups, 2)
    slow.between = lambda: initial_words(groups, count_windows(groups, 1), {})
    assert initial_words(slow, count_windows(groups, 1), pairs) == initial_words(
        groups, count_windows(groups, 1), pairs)
