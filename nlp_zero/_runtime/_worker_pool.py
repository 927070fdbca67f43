# -*- coding: utf-8 -*-
"""Apply a function to many items in worker processes, and yield the results in order.

The results are those of `map`, in the same order for every number of workers. Only a few items per worker
are in progress at a time, so neither input nor output accumulates. An error in a worker is raised in place
of its result, a killed worker raises a `WorkerError`, and no worker outlives the iterator or the process
that started it. Workers share no memory, and `multiprocessing` is imported on use.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import time
from contextlib import contextmanager
from functools import partial

from .._compat import raise_from, to_native
from .._progress import is_listening, still_working, watchers
from .._storage import FATAL_SIGNALS, forget_cleanup, on_exit
from ..errors import WorkerError
from ._resources import resolve_workers
from ._worker_process import call_task, hold_value, on_held, pickled, serve_tasks

#: Possible reasons for the end of a worker, for messages.
_NO_MEMORY = ('if nobody stopped it, the system may have run out of memory: try fewer workers '
              '(or a smaller memory=)')
_NO_GUARD = ("where processes are spawned, a program that asks for workers must keep its own work under "
             "if __name__ == '__main__':")
#: Items that one worker may hold: one being processed and one waiting, so that the worker is never idle.
_HELD = 2
#: Finished results per worker that may wait for an earlier result.
_AHEAD = 4
#: Seconds that all idle workers have to end by themselves, and that each worker has after SIGTERM.
_IDLE_SECONDS, _TERMINATE_SECONDS = 1.0, 5
#: Seconds between two progress reports while workers are busy.
_BEAT_SECONDS = 0.5
#: Seconds between two checks of pipes that cannot be waited for.
_POLL_SECONDS = 0.002


class WorkerTraceback(Exception):
    """Contain the text of a worker's traceback, as the cause of the error raised here."""

    def __init__(self, text):
        Exception.__init__(self, text)
        self.text = text

    def __str__(self):
        return to_native('\n"""\n%s"""' % self.text)


# Differs from every item.
_NONE = object()


def ordered_map(function, items, workers=1, make=None, method=None, pause=_NONE):
    """Yield `function(item)` for each item, in the order of the items.

    All work is done in this process if there is one worker, if there are fewer than two items, or if this
    process may not have children because it is a worker itself. Otherwise worker processes start at once.
    Closing the iterator, or an exception in the loop over it, stops the workers.

    Args:
        function: callable of one item; with two or more workers it must be importable by module and name, so
            that it can be pickled.
        items: iterable of items that can be pickled; it is read as the results are taken, at most a few items
            per worker ahead.
        workers: number of processes, 1 or more; None for one per core.
        make: callable without arguments, or None. Each worker calls it once, before its first item, and holds
            the value; the function is then called as `function(value, item)`.
        method: 'fork', 'spawn' or 'forkserver'; None for the default of the platform.
        pause: a value that is not an item and announces that the next item may take long to arrive. It is
            yielded after the results of all items before it, and before the next item is requested.

    Yields:
        the results of the function.

    Raises:
        ArgumentError: an invalid number of workers.
        WorkerError: a worker was killed, or its result or error cannot be pickled.
        Exception: the exception that the function raised, with a `WorkerTraceback` as its cause.

    Complexity:
        A constant number of items and results for each worker at a time.

    >>> list(ordered_map(abs, [-3, 2, -1]))
    [3, 2, 1]
    """
    workers = resolve_workers(workers)
    return _ordered_map(function, iter(items), workers, make, method, pause)


def _ordered_map(function, items, workers, make, method, pause):
    count, apply_here = 2 if workers > 1 and _may_have_children() else 1, None
    while True:
        first = _next_items(items, count, pause)
        if len(first) == 2 and first[0] is not pause and first[1] is not pause:
            break
        # A single item is not worth a worker.
        if apply_here is None:
            apply_here = function if make is None else partial(function, make())
        if not first:
            return
        while first:
            item = first.pop(0)
            yield item if item is pause else apply_here(item)
    pool = WorkerPool(workers, method, function if make is None else on_held(function), make)
    try:
        for result in pool.results(chained(first, items), pause):
            yield result
    finally:
        pool.stop()


def _next_items(items, count, pause=_NONE):
    """Return a list of the next `count` items; it is shorter at the end and if its last item is a pause."""
    taken = []
    while len(taken) < count and (not taken or taken[-1] is not pause):
        try:
            taken.append(next(items))
        except StopIteration:
            break
    return taken


def chained(first, items):
    """Yield the items of a list, removing each from the list, and then the items of an iterable.

    Unlike `itertools.chain`, it keeps no reference to items that were taken: each may be large.
    """
    first.reverse()
    while first:
        yield first.pop()
    for item in items:
        yield item


def worker_pool(workers, make=None):
    """Return a `WorkerPool`; None for one worker, and in a process that may not have children."""
    if workers < 2 or not _may_have_children():
        return None
    return WorkerPool(workers, make=make)


class WorkerPool(object):
    """Run worker processes that stay alive between tasks and may hold a value between them.

    A function of one item does not see the held value; `on_held(function)` passes it on. Forked workers are
    copies of this process, so a pool that starts early needs less memory. `stop` must be called. Each worker
    has a two-way pipe of its own: a shared queue would be simpler, but a worker that is killed while it holds
    the lock of the queue would block all others for ever, and the end of a pipe is noticed at once.

    Args:
        workers: number of processes.
        method: as in `ordered_map`.
        function: callable of one item, for `results`; the other methods require the default.
        make: as in `ordered_map`. A forked worker does not get it by pickling, so it may hold much data.

    Attributes:
        size: number of processes.
    """

    def __init__(self, workers, method=None, function=call_task, make=None):
        self.size = workers
        self._method, self._setup = method, (function, make)
        self._workers = []
        # The watchers of the thread that started the workers; they notice the end of an idle worker, but not
        # while `results` is suspended and its caller does work of its own.
        self._watchers, self._owner = [], None
        # {number: (whether it succeeded, payload)} of finished tasks whose results have not been taken.
        self._finished = {}

    def start(self):
        """Start all workers that are not running; otherwise they start with the first task."""
        while len(self._workers) < self.size:
            self._start_worker()

    def _start_worker(self):
        if not self._workers:
            self._watchers, self._owner = watchers(), os.getpid()
        context = _process_context(self._method)
        here, there = context.Pipe(True)
        # A forked child inherits the pipes of earlier workers and must close them; otherwise these workers
        # would not notice the end of this process.
        forked = _forks(context)
        inherited = [worker.pipe for worker in self._workers] + [here] if forked else []
        # A spawned worker gets its setup through the pipe: arguments of a process go through another pipe
        # whose end is not noticed, so that writing large ones to a process that failed to start would never
        # end.
        process = context.Process(target=serve_tasks,
                                  args=(there, inherited, self._setup if forked else None))
        process.daemon = True
        worker = _Worker(process, here)
        worker.cleanup = on_exit(_kill, process, rank=0)
        self._workers.append(worker)
        self._watch()
        try:
            with _signals_blocked():
                process.start()
        except (IOError, OSError) as error:
            raise WorkerError('cannot start a worker process: %s' % (error.strerror or error))
        finally:
            there.close()
        if not forked:
            worker.send(self._setup)
            worker.held = 0

    def _watch(self):
        """Notice the end of a worker at each progress report of the thread, until `_unwatch`."""
        if self._workers and self._check_workers not in self._watchers:
            self._watchers.append(self._check_workers)

    def _unwatch(self):
        if self._check_workers in self._watchers:
            self._watchers.remove(self._check_workers)

    @contextmanager
    def _unwatched(self):
        self._unwatch()
        try:
            yield
        finally:
            self._watch()

    def _check_workers(self):
        """Raise the error of a worker that has ended, wherever it is noticed first."""
        if self._owner == os.getpid():
            for worker in self._workers:
                if worker.process.pid is not None and worker.process.exitcode is not None:
                    worker.raise_end()

    def results(self, items, pause=_NONE):
        """Yield `function(item)` for each item, in order, and `pause` as `ordered_map` does."""
        sent = yielded = 0
        more, paused = True, False
        while more or yielded < sent:
            if paused and yielded == sent:
                paused = False
                with self._unwatched():
                    yield pause
            ready = more and not paused and sent - yielded < self.size * _AHEAD
            worker = self._free_worker() if ready else None
            if worker is not None:
                taken = _next_items(items, 1)
                more = bool(taken)
                paused = more and taken[0] is pause
                if more and not paused:
                    worker.send((sent, taken[0]))
                    sent += 1
                self._receive(0)
            elif yielded not in self._finished:
                self._receive(None)
            while yielded in self._finished:
                yielded += 1
                with self._unwatched():
                    yield _result_of(self._finished.pop(yielded - 1))

    def hold(self, makes):
        """Let each worker hold a value, in place of the one that it held.

        Args:
            makes: for each worker a callable without arguments that makes the value there, importable by
                module and name; None frees what the worker holds.

        Raises:
            WorkerError, Exception: as in `run_on_each`.
        """
        self.run_on_each(hold_value, makes)

    def map(self, function, items, make=None):
        """Yield `function(item)` for each item, as `ordered_map` does; the pool stays.

        Args:
            function, items: as in `ordered_map`.
            make: as in `ordered_map`; the workers free the value after the last item.

        Raises:
            WorkerError, Exception: as in `ordered_map`. After an error, or if the iterator is closed before
                its end, the pool is stopped.
        """
        if make is not None:
            self.hold([make] * self.size)
            function = on_held(function)
        try:
            for result in self.results((function, item) for item in items):
                yield result
        except BaseException:
            self.stop()
            raise
        if make is not None:
            self.hold([None] * self.size)

    def run_on_each(self, function, items):
        """Give each worker the item at its position; return the results in the same order.

        Args:
            function: callable of one item, importable by module and name.
            items: one item for each worker.

        Raises:
            WorkerError, Exception: as in `ordered_map`; the pool is stopped then.
        """
        return list(self.map_on_each(function, items))

    def map_on_each(self, function, items):
        """Let the workers begin with `function(item)` for each item; return an iterator over the results.

        The first worker gets the first item and each `size`-th after it, the second worker the second, and so
        on. While the caller uses a result, the workers go on with the next items.

        Args:
            function: as in `run_on_each`.
            items: list of items, small ones if there are more than workers.

        Returns:
            iterator: the results in order. It must be read to its end before another method of the pool is
                called; if it is closed before its end, the pool is stopped.
        """
        results = self._results_on_each(function, items)
        # A generator does nothing before its first value is requested.
        next(results)
        return results

    def _results_on_each(self, function, items):
        """Yield None when the first items have been sent, and then the results."""
        sent = 0
        try:
            self.start()
            for number in range(-1, len(items)):
                while sent < min(len(items), number + 1 + self.size * _HELD):
                    self._workers[sent % self.size].send((sent, (function, items[sent])))
                    sent += 1
                while number >= 0 and number not in self._finished:
                    self._receive(None)
                yield _result_of(self._finished.pop(number)) if number >= 0 else None
        except BaseException:
            self.stop()
            raise

    def _free_worker(self):
        """Return the worker that holds the fewest items, or None if all hold enough."""
        if len(self._workers) < self.size:
            self._start_worker()
            return self._workers[-1]
        worker = min(self._workers, key=lambda worker: worker.held)
        return worker if worker.held < _HELD else None

    def _receive(self, timeout):
        """Receive the results that are ready; wait for one if `timeout` is None."""
        if timeout is None:
            self._wait_for_results()
        for worker in _ready_workers(self._workers, timeout):
            number, succeeded, payload = worker.receive()
            if number is None:
                _result_of((succeeded, payload))
            self._finished[number] = (succeeded, payload)

    def _wait_for_results(self):
        """Wait for a result, and repeat the last progress report from time to time."""
        while is_listening() and self._workers and not _ready_workers(self._workers, _BEAT_SECONDS):
            still_working()

    def stop(self):
        """Stop all workers and wait for their end."""
        self._finished.clear()
        self._unwatch()
        for worker in self._workers:
            worker.pipe.close()
        # Idle workers end by themselves when their pipe closes, unless a process that was forked later
        # holds it open; busy ones are terminated at once.
        deadline = time.time() + _IDLE_SECONDS
        for worker in self._workers:
            if worker.process.pid is None:
                continue
            if not worker.held:
                worker.process.join(max(0, deadline - time.time()))
            if worker.process.is_alive():
                worker.process.terminate()
        for worker in self._workers:
            if worker.process.pid is not None:
                worker.process.join(_TERMINATE_SECONDS)
                _kill(worker.process)
            forget_cleanup(worker.cleanup)
        self._workers = []


class _Worker(object):
    """Hold one worker: its process, this end of its pipe, and the number of items it holds."""

    def __init__(self, process, pipe):
        self.process, self.pipe, self.held = process, pipe, 0
        self.cleanup = None

    def send(self, task):
        """Send the worker a task, (number, item)."""
        data = pickled(task)
        try:
            self.pipe.send_bytes(data)
        except (IOError, OSError):
            self.raise_end()
        self.held += 1

    def raise_end(self):
        """Raise the error with which the worker has ended."""
        self._raise_failed_start()
        self._raise_ended()

    def _raise_failed_start(self):
        """Raise the error of `make`, if it has ended the worker."""
        import pickle
        try:
            while self.pipe.poll():
                number, succeeded, payload = pickle.loads(self.pipe.recv_bytes())
                if number is None:
                    _result_of((succeeded, payload))
        except (EOFError, IOError, OSError):
            pass  # the worker sent nothing

    def receive(self):
        """Return (number, whether it succeeded, payload); the number is None before the first item."""
        import pickle
        try:
            data = self.pipe.recv_bytes()
        except (EOFError, IOError, OSError):
            self._raise_ended()
        self.held -= 1
        return pickle.loads(data)

    def _raise_ended(self):
        self.process.join(_TERMINATE_SECONDS)
        code = self.process.exitcode
        self.held = 0
        raise WorkerError(
            'a worker process ended before its work was done (%s); %s'
            % ('it is still running' if code is None else
               'killed by signal %d' % -code if code < 0 else 'exit code %d' % code,
               _NO_GUARD if code is not None and code > 0 else _NO_MEMORY))


@contextmanager
def _signals_blocked():
    """Block signals to this process, and to one that it starts, within a `with` block."""
    import signal
    if not hasattr(signal, 'pthread_sigmask'):
        with _interrupt_ignored():
            yield
        return
    numbers = [getattr(signal, name) for name in FATAL_SIGNALS + ('SIGINT',) if hasattr(signal, name)]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupt_ignored():
    """Make a process that is started in a `with` block ignore Ctrl-C, where signals cannot be blocked."""
    import signal
    caught = signal.getsignal(signal.SIGINT) == signal.default_int_handler
    try:
        if caught:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread
        caught = False
    try:
        yield
    finally:
        if caught:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _ready_workers(workers, timeout):
    """Return the workers whose results can be received, waiting at most `timeout` seconds for one."""
    if not workers:
        return []
    try:
        from multiprocessing.connection import wait
    except ImportError:
        if os.name == 'nt':
            return _polled(workers, timeout)
        ready = set(_select([worker.pipe.fileno() for worker in workers], timeout))
    else:
        ready = set(pipe.fileno() for pipe in wait([worker.pipe for worker in workers], timeout))
    return [worker for worker in workers if worker.pipe.fileno() in ready]


def _polled(workers, timeout):
    """Return the workers whose results can be received, where `select` does not support pipes."""
    deadline = None if timeout is None else time.time() + timeout
    while True:
        ready = [worker for worker in workers if _has_answer(worker.pipe)]
        if ready or deadline is not None and time.time() >= deadline:
            return ready
        time.sleep(_POLL_SECONDS)


def _has_answer(pipe):
    try:
        return pipe.poll()
    except (EOFError, IOError, OSError):
        # The end of the pipe counts too: receiving from it raises the error.
        return True


def _select(numbers, timeout):
    import errno
    import select
    while True:
        try:
            return select.select(numbers, [], [], timeout)[0]
        except select.error as error:
            if error.args[0] != errno.EINTR:
                raise


def _kill(process):
    """Kill a process and wait for its end, unless it has ended or was never started."""
    import signal
    if process.pid is None or not process.is_alive():
        return
    try:
        os.kill(process.pid, getattr(signal, 'SIGKILL', signal.SIGTERM))
    except OSError:
        pass
    process.join(_TERMINATE_SECONDS)


def _result_of(outcome):
    """Return the result of (whether it succeeded, payload), or raise its error."""
    succeeded, payload = outcome
    if succeeded:
        return payload
    error, text = payload
    raise_from(error, WorkerTraceback(text))


def _may_have_children():
    """Tell whether this process may start other processes; a worker may not."""
    import multiprocessing
    return not multiprocessing.current_process().daemon


def _process_context(method):
    """Return the module or context that makes processes.

    Args:
        method: 'fork', 'spawn' or 'forkserver'; None for the default of the platform.
    """
    import multiprocessing
    if method is None or not hasattr(multiprocessing, 'get_context'):
        return multiprocessing
    return multiprocessing.get_context(method)


def _forks(context):
    """Tell whether the processes of a context are forked."""
    method = getattr(context, 'get_start_method', None)
    return os.name == 'posix' and (method is None or method() == 'fork')
