# -*- coding: utf-8 -*-
"""Apply a function to many items in worker processes, and give the results back in order.

In goes a function that worker processes can import and an iterable of items, out comes an iterator of
results, as `map` would give it: the same results in the same order for every number of workers. No
more than a few items are under way at a time, so neither input nor output piles up. A worker's error
is raised where its result would have stood, a worker that is killed is a `WorkerError`, and no worker
outlives the iterator or the process that made it.

It knows nothing of texts, and shares no memory between workers. `multiprocessing` is imported on use.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys
import time

from .._compat import integer_types, raise_from, to_native
from ..errors import ArgumentError, WorkerError

__all__ = [str(name) for name in (
    'Crew', 'WorkerTraceback', 'hire', 'ordered_map', 'resolve_workers', 'usable_cores')]

#: What may be the reason where a worker ends.
_NO_MEMORY = ('if nobody stopped it, the system may have run out of memory: try fewer workers or a '
              'smaller memory=')
_NO_GUARD = ("where processes are spawned, a program that asks for workers must keep its own work under "
             "if __name__ == '__main__':")
#: Items that one worker may hold: one under its hands and one waiting, so that it need not wait.
_HELD = 2
#: Seconds that idle workers have together to end by themselves.
_PATIENCE = 1.0
#: Finished results that may wait for an earlier one, for each worker.
_AHEAD = 4


class WorkerTraceback(Exception):
    """Carry the text of a worker's traceback, as the cause of the error raised here."""

    def __init__(self, text):
        Exception.__init__(self, text)
        self.text = text

    def __str__(self):
        return to_native('\n"""\n%s"""' % self.text)


def usable_cores():
    """Return the number of cores that this process may use, at least 1.

    >>> usable_cores() >= 1
    True
    """
    try:
        return len(os.sched_getaffinity(0)) or 1
    except (AttributeError, OSError):
        import multiprocessing
        try:
            return multiprocessing.cpu_count()
        except NotImplementedError:
            return 1


def resolve_workers(workers):
    """Return a number of workers; None is one for each core that the process may use.

    Where processes are not forked, None is 1: there a program must be written for worker processes
    (`if __name__ == '__main__':`), so it is the program that has to ask for them.

    Raises:
        ArgumentError: anything but None and whole numbers from 1 up.

    >>> resolve_workers(3)
    3
    """
    if checked_workers(workers) is None:
        return usable_cores() if _forks_by_default() else 1
    return workers


def checked_workers(workers):
    """Return a number of workers, or None, as it is.

    Raises:
        ArgumentError: anything but None and whole numbers from 1 up.
    """
    whole = isinstance(workers, integer_types) and not isinstance(workers, bool)
    if workers is not None and not (whole and workers >= 1):
        raise ArgumentError('workers must be a whole number from 1 up, or None, not %r' % (workers,))
    return workers


def ordered_map(function, items, workers=1, initializer=None, initargs=(), method=None):
    """Yield `function(item)` for each item, in the order of the items.

    Nothing starts before the first result is asked for. With one worker, with fewer than two items,
    and inside a process that may have no children, everything runs in this process. Closing the
    iterator, or an exception in the loop over it, ends the workers.

    Args:
        function: callable of one item; with two workers or more it must be found by its module and
            name, as `pickle` asks.
        items: iterable of items that can be pickled; read as the results are taken, at most a few
            for each worker ahead.
        workers: number of processes, 1 or more; None for one a core.
        initializer: callable that each worker runs once before its first item, or None.
        initargs: its arguments.
        method: 'fork', 'spawn' or 'forkserver'; None for the platform's own.

    Yields:
        what the function returns.

    Raises:
        ArgumentError: a number of workers that is none.
        WorkerError: a worker was killed, or its result or error cannot travel.
        Exception: whatever the function raises, with a `WorkerTraceback` as its cause.

    Complexity:
        A constant number of items and results for each worker at a time.

    >>> list(ordered_map(abs, [-3, 2, -1]))
    [3, 2, 1]
    """
    workers = resolve_workers(workers)
    return _ordered_map(function, iter(items), workers, initializer, initargs, method)


def _ordered_map(function, items, workers, initializer, initargs, method):
    first = _take(items, 2 if workers > 1 else 0)
    if len(first) < 2 or not _may_have_children():
        if initializer is not None:
            initializer(*initargs)
        for item in first:
            yield function(item)
        for item in items:
            yield function(item)
        return
    pool = _Pool(workers, function, initializer, initargs, method)
    try:
        for result in pool.run(_chained(first, items)):
            yield result
    finally:
        pool.stop()


def _take(items, count):
    """Return a list of the next `count` items, or fewer at the end."""
    taken = []
    while len(taken) < count:
        try:
            taken.append(next(items))
        except StopIteration:
            break
    return taken


def _chained(first, items):
    """Yield the items of a list, forgetting them, and then the others."""
    first.reverse()
    while first:
        yield first.pop()
    for item in items:
        yield item


def _may_have_children():
    import multiprocessing
    return not multiprocessing.current_process().daemon


class _Pool(object):
    """Run worker processes, each with a two-way pipe of its own.

    A shared queue would be simpler, but a worker that is killed while it holds the queue's lock
    stops all others for ever; the end of a pipe is noticed at once.
    """

    def __init__(self, count, function, initializer, initargs, method):
        self._setup = (function, initializer, initargs)
        self._count, self._method = count, method
        self._members = []
        self._done = {}

    def _start(self):
        """Start one more worker."""
        context = _context(self._method)
        here, there = context.Pipe(True)
        # A forked child inherits the pipes of its elder siblings, and must close them: else
        # those would not notice the end of this process.
        inherited = [member.pipe for member in self._members] + [here] if _forks(context) else []
        process = context.Process(target=_work, args=(there, inherited) + self._setup)
        process.daemon = True
        with _NoInterrupt():
            process.start()
        there.close()
        self._members.append(_Member(process, here))

    def run(self, items):
        """Yield the results in order."""
        sent = taken = 0
        more = True
        while more or taken < sent:
            member = self._free() if more and sent - taken < self._count * _AHEAD else None
            if member is not None:
                fresh = _take(items, 1)
                more = bool(fresh)
                if fresh:
                    member.send((sent, fresh[0]))
                    sent += 1
                self._collect(0)
            elif taken not in self._done:
                self._collect(None)
            while taken in self._done:
                taken += 1
                yield _unwrap(self._done.pop(taken - 1))

    def _free(self):
        """Return the worker that holds least, or None when all have enough."""
        if len(self._members) < self._count:
            self._start()
            return self._members[-1]
        member = min(self._members, key=lambda member: member.held)
        return member if member.held < _HELD else None

    def _collect(self, timeout):
        """Take in what the workers have finished; wait for something if `timeout` is None."""
        for member in _ready(self._members, timeout):
            index, good, payload = member.receive()
            if index is None:
                _unwrap((good, payload))
            self._done[index] = (good, payload)

    def stop(self):
        """End every worker and wait for it."""
        self._done.clear()
        for member in self._members:
            member.pipe.close()
        # Idle workers end by themselves when their pipe closes, unless a process that was forked after
        # them holds it open; the others are not asked.
        patience = time.time() + _PATIENCE
        for member in self._members:
            if not member.held:
                member.process.join(max(0, patience - time.time()))
            if member.process.is_alive():
                member.process.terminate()
        for member in self._members:
            member.process.join(5)
            if member.process.is_alive():
                _kill(member.process)
                member.process.join()
        self._members = []


class Crew(_Pool):
    """Run worker processes that live from one task to the next, and may keep what they are given.

    They begin as copies of this process where it is forked, so a crew that starts early is a small one.
    `stop` must be called.

    Args:
        workers: number of processes.
        method: as in `ordered_map`.

    Attributes:
        size: number of processes.
    """

    def __init__(self, workers, method=None):
        _Pool.__init__(self, workers, _call, None, (), method)
        self.size = workers

    def start(self):
        """Start those that are not running yet; the first task does so otherwise."""
        while len(self._members) < self.size:
            self._start()

    def map(self, function, items, initializer=None, initargs=()):
        """Yield `function(item)` for each item, as `ordered_map` does; the crew stays.

        Raises:
            WorkerError, Exception: as in `ordered_map`; then, or if the iterator is closed after its
            beginning and before its end, the crew is stopped.
        """
        if initializer is not None:
            self.ask(_initialize, [(initializer, initargs)] * self.size)
        try:
            for result in self.run((function, item) for item in items):
                yield result
        except BaseException:
            self.stop()
            raise

    def ask(self, function, items):
        """Give each worker one item, by its place; return the list of their answers in the same order.

        Args:
            function: callable of one item, found by its module and name; what it keeps for the next
                question, it keeps in its module.
            items: one for each worker.

        Raises:
            WorkerError, Exception: as in `ordered_map`; then the crew is stopped.
        """
        try:
            self.start()
            for index, (member, item) in enumerate(zip(self._members, items)):
                member.send((index, (function, item)))
            while len(self._done) < self.size:
                self._collect(None)
            return [_unwrap(self._done.pop(index)) for index in range(self.size)]
        except BaseException:
            self.stop()
            raise


def hire(workers):
    """Return a `Crew`, or None for one worker and in a process that may have no children."""
    return Crew(workers) if workers > 1 and _may_have_children() else None


class _Member(object):
    """Hold one worker: its process, this end of its pipe, and how many items it has."""

    def __init__(self, process, pipe):
        self.process, self.pipe, self.held = process, pipe, 0

    def send(self, task):
        """Give the worker an item."""
        data = _pickled(task)
        try:
            self.pipe.send_bytes(data)
        except (IOError, OSError):
            self._died()
        self.held += 1

    def receive(self):
        """Return (index, whether it went well, payload); an index of None concerns the start."""
        import pickle
        try:
            data = self.pipe.recv_bytes()
        except (EOFError, IOError, OSError):
            self._died()
        self.held -= 1
        return pickle.loads(data)

    def _died(self):
        self.process.join(5)
        code = self.process.exitcode
        self.held = 0
        raise WorkerError(
            'a worker process ended before its work was done (%s); %s'
            % ('it is still running' if code is None else
               'killed by signal %d' % -code if code < 0 else 'exit code %d' % code,
               _NO_GUARD if code is not None and code > 0 else _NO_MEMORY))


def _context(method):
    """Return the module or context that makes processes."""
    import multiprocessing
    if method is None or not hasattr(multiprocessing, 'get_context'):
        return multiprocessing
    return multiprocessing.get_context(method)


def _forks_by_default():
    import multiprocessing
    if not hasattr(multiprocessing, 'get_all_start_methods'):
        return os.name == 'posix'
    # To ask for the method itself would settle it for the whole program.
    chosen = multiprocessing.get_start_method(allow_none=True)
    return (chosen or multiprocessing.get_all_start_methods()[0]) == 'fork'


def _forks(context):
    method = getattr(context, 'get_start_method', None)
    return os.name == 'posix' and (method is None or method() == 'fork')


class _NoInterrupt(object):
    """Let Ctrl-C reach this process only: what is started inside ignores it."""

    def __enter__(self):
        import signal
        self._old = None
        try:
            self._old = signal.signal(signal.SIGINT, signal.SIG_IGN)
        except ValueError:  # not the main thread
            pass

    def __exit__(self, *error):
        import signal
        if self._old is not None:
            signal.signal(signal.SIGINT, self._old)


def _ready(members, timeout):
    """Return the workers that have something to say."""
    pipes = dict((member.pipe.fileno(), member) for member in members)
    if not pipes:
        return []
    try:
        from multiprocessing.connection import wait
    except ImportError:
        wait = None
    if wait is not None:
        said = set(pipe.fileno() for pipe in wait([m.pipe for m in members], timeout))
    else:
        said = set(_select(list(pipes), timeout))
    return [member for member in members if member.pipe.fileno() in said]


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
    import signal
    try:
        os.kill(process.pid, getattr(signal, 'SIGKILL', signal.SIGTERM))
    except OSError:
        pass


def _unwrap(outcome):
    """Return a result, or raise the error that stands in its place."""
    good, payload = outcome
    if good:
        return payload
    error, text = payload
    raise_from(error, WorkerTraceback(text))


def _pickled(value):
    import pickle
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


# --- in the worker ---------------------------------------------------------------------------------

def _work(pipe, inherited, function, initializer, initargs):
    """Take items from the pipe until it closes; the whole life of a worker."""
    for other in inherited:
        other.close()
    _default_signals()
    tasks = _reader(pipe)
    try:
        if initializer is not None:
            initializer(*initargs)
    except Exception:
        _answer(pipe, None, False, _failure())
        return
    while True:
        index, item = tasks.get()
        try:
            result = (index, True, function(item))
        except Exception:
            result = (index, False, _failure())
        _answer(pipe, *result)
        del item, result


def _call(task):
    function, item = task
    return function(item)


def _initialize(task):
    initializer, arguments = task
    initializer(*arguments)


def _default_signals():
    """Ignore Ctrl-C, which is the parent's, and let SIGTERM end the process at once."""
    import signal
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _reader(pipe):
    """Return a queue that a thread fills from the pipe.

    The thread lets the parent send the next item while this one is worked on; without it both
    sides could wait for each other with full pipes. It also ends an orphan in the midst of work.
    """
    import threading
    try:
        from queue import Queue
    except ImportError:
        from Queue import Queue
    tasks = Queue(1)
    thread = threading.Thread(target=_read, args=(pipe, tasks))
    thread.daemon = True
    thread.start()
    return tasks


def _read(pipe, tasks):
    import pickle
    try:
        while True:
            try:
                data = pipe.recv_bytes()
            except (EOFError, IOError, OSError):
                os._exit(0)
            tasks.put(pickle.loads(data))
            del data
    except BaseException:
        # No memory for an item, or one that is not to be had here. Nobody else would notice.
        sys.stderr.write(to_native(_trace()))
        os._exit(1)


def _answer(pipe, index, good, payload):
    try:
        data = _pickled((index, good, payload))
    except Exception as error:
        data = _pickled((index, False, (WorkerError(
            'a result cannot be pickled: %s' % error), _trace())))
    try:
        pipe.send_bytes(data)
    except (IOError, OSError):
        os._exit(0)


def _trace():
    import traceback
    text = traceback.format_exc()
    return text if not isinstance(text, bytes) else text.decode('utf-8', 'replace')


def _failure():
    """Return the error being handled, or a WorkerError if it cannot travel, with its traceback."""
    import pickle
    error, trace = sys.exc_info()[1], _trace()
    try:
        travelled = pickle.loads(_pickled(error))
        if type(travelled) is type(error):
            return travelled, trace
    except Exception:  # an error's own pickling may fail in any way
        pass
    return WorkerError('%s in a worker: %r' % (type(error).__name__, error.args)), trace
