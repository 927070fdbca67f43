# -*- coding: utf-8 -*-
"""Ordered work over processes: order, bounds, errors, killed workers, orphans."""
from __future__ import absolute_import, division, print_function, unicode_literals

import multiprocessing
import os
import signal
import time
from functools import partial

import pytest

from nlp_zero import _runtime as runtime
from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError, EncodingError, OutputError, WorkerError

from processes import alive, exit_code, finish, fork, gone, run_code, start_python

posix = pytest.mark.skipif(os.name != 'posix', reason='signals')
METHODS = ['fork', 'spawn'] if hasattr(multiprocessing, 'get_context') else [None]
STATE = []


def square(n):
    return n * n


def slow_first(n):
    time.sleep(0.4 if n == 0 else 0.0)
    return n


def large(n):
    return '词' * (1 << 18) + str(n)


def state(_):
    return tuple(STATE)


def fail_at_three(n):
    if n == 3:
        raise EncodingError('bad bytes', path='甲.txt', line=7)
    return n


class Untravelled(Exception):
    def __init__(self, a, b):
        Exception.__init__(self, a)


def fail_untravelled(n):
    raise Untravelled('残', 'b')


def unpicklable(n):
    return lambda: n


def die(n):
    if n == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def die_at_start():
    raise ValueError('no start')


def leave(n):
    os._exit(3)


def pid(n):
    time.sleep(0.01)
    return os.getpid()


def nested(n):
    return sum(runtime.ordered_map(square, range(n), 2))


@pytest.mark.parametrize('workers', [1, 2, 3])
def test_results_are_those_of_map(workers):
    assert list(runtime.ordered_map(square, range(40), workers)) == [n * n for n in range(40)]


@pytest.mark.parametrize('method', METHODS)
def test_every_start_method(method):
    results = list(runtime.ordered_map(paired, range(5), 2, partial(process_and, '甲'), method))
    assert [(held[1], n) for held, n in results] == [('甲', n) for n in range(5)]
    assert os.getpid() not in [held[0] for held, _ in results]


def test_one_worker_makes_the_value_once_in_this_process():
    results = list(runtime.ordered_map(paired, range(3), 1, partial(process_and, '甲')))
    assert results == [((os.getpid(), '甲'), n) for n in range(3)]
    assert results[0][0] is results[2][0]


@pytest.mark.parametrize('method', METHODS)
def test_a_forked_worker_has_the_state_of_this_process_and_a_spawned_one_begins_anew(method):
    STATE.append('甲')
    try:
        found = set(runtime.ordered_map(state, range(5), 2, method=method))
    finally:
        del STATE[:]
    assert found == ({()} if method == 'spawn' else {('甲',)})


def test_few_items_and_one_worker_stay_in_this_process():
    here = os.getpid()
    assert list(runtime.ordered_map(pid, [1], 4)) == [here]
    assert list(runtime.ordered_map(pid, [1, 2], 1)) == [here] * 2
    assert list(runtime.ordered_map(pid, [], 4)) == []
    assert here not in list(runtime.ordered_map(pid, range(4), 2))


def test_a_slow_item_does_not_disturb_the_order():
    assert list(runtime.ordered_map(slow_first, range(30), 2)) == list(range(30))


def test_large_items_and_results_do_not_block_each_other():
    items = ['文' * (1 << 18)] * 12
    assert [len(r) for r in runtime.ordered_map(large_back, items, 2)] == [1 << 19] * 12


def large_back(item):
    return item * 2


def test_the_input_is_read_only_a_little_ahead():
    taken = []

    def items():
        for n in range(1000):
            taken.append(n)
            yield n

    results = runtime.ordered_map(square, items(), 2)
    assert next(results) == 0
    # At most four finished results for each worker wait for an earlier one, and each holds two items.
    assert len(taken) <= 2 * (4 + 2)
    results.close()


def test_a_slow_first_item_holds_back_all_others():
    taken = []

    def items():
        for n in range(100):
            taken.append(n)
            yield n

    results = runtime.ordered_map(slow_first, items(), 2)
    assert next(results) == 0
    # The other worker has gone on, but not through all items.
    assert len(taken) == 2 * 4
    assert list(results) == list(range(1, 100))


@pytest.mark.parametrize('workers', [1, 2])
def test_an_error_stands_in_its_result_s_place(workers):
    got = []
    with pytest.raises(EncodingError) as caught:
        for result in runtime.ordered_map(fail_at_three, range(20), workers):
            got.append(result)
    assert got == [0, 1, 2]
    assert caught.value.line == 7 and caught.value.path == '甲.txt'
    if workers == 2:
        assert isinstance(caught.value.__cause__, runtime.WorkerTraceback)
        assert 'fail_at_three' in caught.value.__cause__.text


def test_an_error_that_cannot_travel_becomes_a_worker_error():
    with pytest.raises(WorkerError) as caught:
        list(runtime.ordered_map(fail_untravelled, range(4), 2))
    assert 'Untravelled' in str(caught.value)
    assert 'fail_untravelled' in caught.value.__cause__.text


def test_a_result_that_cannot_travel_is_a_worker_error():
    with pytest.raises(WorkerError):
        list(runtime.ordered_map(unpicklable, range(4), 2))


def test_an_error_of_making_the_value_is_raised():
    with pytest.raises(ValueError):
        list(runtime.ordered_map(square, range(4), 2, die_at_start))


def test_an_error_of_the_input_is_raised_and_ends_the_workers():
    def items():
        for n in range(9):
            yield n
        raise KeyError('input')

    with pytest.raises(KeyError):
        list(runtime.ordered_map(pid, items(), 2))
    assert not multiprocessing.active_children()


@posix
def test_a_killed_worker_is_an_error_and_no_hang():
    with pytest.raises(WorkerError) as caught:
        list(runtime.ordered_map(die, range(50), 2))
    assert 'signal 9' in str(caught.value)
    assert str(caught.value).endswith('try fewer workers (or a smaller memory=)')
    assert not multiprocessing.active_children()


def test_a_worker_that_leaves_is_an_error():
    with pytest.raises(WorkerError) as caught:
        list(runtime.ordered_map(leave, range(50), 2))
    assert 'exit code 3' in str(caught.value)


def test_closing_the_iterator_ends_the_workers():
    results = runtime.ordered_map(pid, iter(int, 1), 2)
    workers = {next(results) for _ in range(8)}
    results.close()
    assert not multiprocessing.active_children()
    assert workers and not any(alive(number) for number in workers)


def test_work_inside_a_worker_stays_there():
    assert list(runtime.ordered_map(nested, range(6), 2)) == [
        sum(k * k for k in range(n)) for n in range(6)]


def remember(n):
    STATE.append(n)
    return STATE[-2:], os.getpid()


def process_and(value):
    return os.getpid(), value


def paired(held, n):
    return held, n


def pool_inside(n):
    return runtime.worker_pool(2) is None


@pytest.mark.parametrize('method', METHODS)
def test_a_pool_keeps_what_it_is_given(method):
    pool = runtime.WorkerPool(3, method)
    try:
        first, second = pool.run_on_each(remember, 'abc'), pool.run_on_each(remember, 'def')
    finally:
        pool.stop()
    assert [kept for kept, _ in first] == [['a'], ['b'], ['c']]
    assert [kept for kept, _ in second] == [['a', 'd'], ['b', 'e'], ['c', 'f']]
    assert [number for _, number in first] == [number for _, number in second]
    assert len(first) == 3 and not any(alive(number) for _, number in first)


@pytest.mark.parametrize('method', METHODS)
def test_a_pool_maps_and_goes_on(method):
    pool = runtime.WorkerPool(2, method)
    try:
        before = [number for _, number in pool.run_on_each(remember, 'ab')]
        assert list(pool.map(square, range(40))) == [n * n for n in range(40)]
        held = list(pool.map(paired, range(6), partial(process_and, 'x')))
        assert [number for _, number in pool.run_on_each(remember, 'cd')] == before
    finally:
        pool.stop()
    assert [(value[1], n) for value, n in held] == [('x', n) for n in range(6)]
    assert set(value[0] for value, _ in held) <= set(before)
    assert not multiprocessing.active_children()


def test_a_pool_holds_a_value_until_it_is_replaced_or_freed():
    pool = runtime.WorkerPool(2, make=partial(process_and, 'a'))
    try:
        first = pool.run_on_each(runtime.on_held(paired), [1, 2])
        assert pool.run_on_each(runtime.on_held(paired), [1, 2]) == first
        pool.hold([partial(process_and, value) for value in 'bc'])
        second = pool.run_on_each(runtime.on_held(paired), [1, 2])
        assert len(list(pool.map(paired, range(9), partial(process_and, 'd')))) == 9
        with pytest.raises(IndexError):  # freed after the map
            pool.run_on_each(runtime.on_held(paired), [1, 2])
    finally:
        pool.stop()
    assert [(held[1], n) for held, n in first] == [('a', 1), ('a', 2)]
    assert [(held[1], n) for held, n in second] == [('b', 1), ('c', 2)]
    assert [held[0] for held, _ in first] == [held[0] for held, _ in second]


@posix
def test_a_pool_begins_and_is_asked_later():
    pool = runtime.WorkerPool(2)
    begun = pool.map_on_each(square, [7])
    assert list(begun) == [49] and list(pool.map(square, [1, 2, 3])) == [1, 4, 9]
    numbers = list(pool.map_on_each(pid, range(9)))
    assert numbers == (numbers[:2] * 5)[:9] and numbers[0] != numbers[1]
    for function, items, error in ((fail_at_three, [1, 3], EncodingError), (die, [5], WorkerError)):
        results = pool.map_on_each(function, items)
        with pytest.raises(error):
            list(results)
        assert not multiprocessing.active_children()


class Recorded(list):
    """A list that counts how often an item is taken."""
    taken = 0

    def __getitem__(self, place):
        self.taken += 1
        return list.__getitem__(self, place)


@posix
def test_a_pool_holds_two_items_a_worker_beyond_the_result_that_is_read():
    pool, items = runtime.WorkerPool(2), Recorded(range(9))
    results = pool.map_on_each(square, items)
    taken = [items.taken] + [items.taken for _ in results]
    assert taken == [4, 5, 6, 7, 8, 9, 9, 9, 9, 9]
    pool.stop()


def test_closing_the_map_of_a_pool_ends_it():
    results = runtime.WorkerPool(2).map(pid, iter(int, 1))
    workers = {next(results) for _ in range(8)}
    results.close()
    assert workers and not any(alive(number) for number in workers)


def test_an_error_in_the_map_of_a_pool_ends_it():
    with pytest.raises(EncodingError):
        list(runtime.WorkerPool(2).map(fail_at_three, range(9)))
    assert not multiprocessing.active_children()


def test_an_error_in_a_pool_is_raised_and_ends_it():
    pool = runtime.WorkerPool(2)
    with pytest.raises(EncodingError) as caught:
        pool.run_on_each(fail_at_three, [1, 3])
    assert 'fail_at_three' in caught.value.__cause__.text
    assert isinstance(str(caught.value.__cause__), str)
    assert not multiprocessing.active_children()


@posix
def test_a_killed_member_of_a_pool_is_an_error():
    pool = runtime.WorkerPool(2)
    assert pool.run_on_each(die, [1, 2]) == [1, 2]
    with pytest.raises(WorkerError):
        pool.run_on_each(die, [5, 1])
    assert not multiprocessing.active_children()


class Unreadable(object):
    def __reduce__(self):
        return int, (str('no number'),)


def test_an_item_that_cannot_be_read_is_an_error(capfd):
    with pytest.raises(WorkerError):
        list(runtime.ordered_map(square, [1, Unreadable(), 2], 2))
    with pytest.raises(WorkerError):
        runtime.WorkerPool(2).run_on_each(square, [1, Unreadable()])
    assert 'no number' in capfd.readouterr()[1]
    assert not multiprocessing.active_children()


@posix
def test_a_pool_whose_pipe_another_process_holds_is_told_to_end():
    pool = runtime.WorkerPool(3)
    numbers = pool.run_on_each(pid, range(3))
    child = fork(lambda: time.sleep(60))
    start = time.time()
    pool.stop()
    # Asked to end, after a moment; killed only after five seconds each.
    assert 0.9 < time.time() - start < 4
    assert len(numbers) == 3 and not any(alive(number) for number in numbers)
    os.kill(child, signal.SIGKILL)
    assert exit_code(child) == -signal.SIGKILL


@posix
def test_idle_workers_end_at_once():
    pool = runtime.WorkerPool(3)
    pool.run_on_each(pid, range(3))
    start = time.time()
    pool.stop()
    assert time.time() - start < 0.9


def test_large_questions_and_answers_do_not_block_a_pool():
    pool = runtime.WorkerPool(2)
    try:
        assert [len(found) for found in pool.run_on_each(large_back, ['词' * (1 << 20)] * 2)] == [1 << 21] * 2
    finally:
        pool.stop()


def test_one_worker_and_a_worker_start_no_pool():
    assert runtime.worker_pool(1) is None
    assert list(runtime.ordered_map(pool_inside, [1, 2], 2)) == [True, True]


@pytest.mark.parametrize('workers', [0, -1, 1.5, '2', True])
def test_a_wrong_number_of_workers_is_refused_at_once(workers):
    with pytest.raises(ArgumentError):
        runtime.ordered_map(square, [], workers)


def test_none_is_one_worker_a_core():
    forks = (not hasattr(multiprocessing, 'get_all_start_methods')
             or multiprocessing.get_start_method() == 'fork')
    assert runtime.usable_cores() >= 1
    expected = runtime.usable_cores() if forks and os.name == 'posix' else 1
    assert runtime.resolve_workers(None) == runtime.Resources().processes == expected
    assert runtime.Resources().workers is None


SCRIPT = '''
from __future__ import print_function
import sys
sys.path.insert(0, %r)
from nlp_zero._runtime import ordered_map
from test_parallel import busy
for number in ordered_map(busy, range(1000), 2):
    print(number)
    sys.stdout.flush()
'''


def busy(n):
    end = time.time() + (0.01 if n < 6 else 30)
    while time.time() < end:
        pass
    return os.getpid()


def kill_a_worker():
    """Kill one of the workers, and wait for its end."""
    child = multiprocessing.active_children()[0]
    os.kill(child.pid, signal.SIGKILL)
    child.join()


@posix
def test_the_end_of_an_idle_worker_is_noticed_while_this_process_reads(write):
    corpus = Corpus(write('a.txt', '词\n'))
    pool = runtime.WorkerPool(2)
    try:
        pool.start()
        assert list(corpus) == ['词']
        kill_a_worker()
        with pytest.raises(WorkerError, match='killed by signal 9'):
            list(corpus)
    finally:
        pool.stop()
    assert list(corpus) == ['词']


@posix
def test_the_end_of_an_idle_worker_is_no_matter_of_other_work(write):
    """While the results wait to be taken, the thread works for itself."""
    other = Corpus(write('a.txt', '词\n'))

    def numbers():
        for number in range(1000):
            assert list(other) == ['词']
            yield number

    results = runtime.ordered_map(square, numbers(), 2)
    try:
        assert next(results) == 0 and list(other) == ['词']
        kill_a_worker()
        assert list(other) == ['词']
        with pytest.raises(WorkerError, match='killed by signal 9'):
            list(results)
    finally:
        results.close()
    assert list(other) == ['词']


@posix
@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(number):
    process = start_python('-c', SCRIPT % str(os.path.dirname(os.path.abspath(__file__))))
    workers = {int(process.stdout.readline()) for _ in range(6)}
    process.send_signal(number)
    assert finish(process).code not in (0, -signal.SIGALRM)
    assert workers and gone(workers)


@pytest.mark.skipif(hasattr(multiprocessing, 'get_context'), reason='this Python can wait for pipes')
def test_pipes_that_cannot_be_selected_are_asked_in_turn(monkeypatch):
    """As on Windows, where `select` takes sockets only."""
    import select
    pool = runtime.WorkerPool(2)
    results = pool.map(len, ['x', 'xx', 'xxx'])
    first = next(results)
    with monkeypatch.context() as patch:
        patch.setattr(select, 'select', None)
        patch.setattr(os, 'name', 'nt')
        rest = list(results)
    pool.stop()
    assert [first] + rest == [1, 2, 3]


def test_importing_brings_no_multiprocessing():
    run_code('import sys, nlp_zero._runtime; assert "multiprocessing" not in sys.modules')


# --- resources ---------------------------------------------------------------------------------------

@pytest.mark.parametrize('memory, parts, share', [
    (None, 3, None), (9, 3, 3), (10, 3, 3), (3, 3, 1), (2, 3, 1), (1, 3, 1), ('1kB', 8, 125)])
def test_a_share_of_the_memory_is_at_least_a_byte(tmpdir, memory, parts, share):
    resources = runtime.Resources(memory, 2, str(tmpdir))
    assert resources.share(parts) == runtime.Resources(share, 2, str(tmpdir))


@pytest.mark.parametrize('options', [{'memory': 0}, {'memory': 'much'}, {'workers': 0}, {'workers': 1.5}])
def test_invalid_resources_are_refused_before_a_folder_is_made(tmpdir, options):
    with pytest.raises(ArgumentError):
        runtime.Resources(checkpoint=str(tmpdir.join('kept')), **options)
    assert not tmpdir.listdir()


@pytest.mark.parametrize('name', ['temp_dir', 'checkpoint'])
@pytest.mark.parametrize('value, error, message', [
    (5, ArgumentError, ' must be a path, not 5'), ('a\0b', OutputError, 'zero character'),
    (b'a\0b', OutputError, 'zero character')])
def test_a_folder_that_is_no_path_is_refused(name, value, error, message):
    with pytest.raises(error) as caught:
        runtime.Resources(**{str(name): value})
    assert message in str(caught.value)
