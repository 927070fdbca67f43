# -*- coding: utf-8 -*-
"""Run in a worker process: take tasks from a pipe, send their results, end when the pipe closes.

A message to a worker is (number, item); the answer is (number, whether it succeeded, payload), where the
payload is the result or (error, text of its traceback). The number None refers to what comes before the first
item. Between items a worker may hold one value; no other module keeps state of workers.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys
from functools import partial

from .._compat import release_memory, to_native
from .._storage import FATAL_SIGNALS
from ..errors import WorkerError

#: Signals that a terminal sends to the parent process as well.
_PARENTS = ('SIGHUP', 'SIGINT', 'SIGQUIT')

#: The value that this worker holds, if it holds one; empty in every other process.
_held = []


def serve_tasks(pipe, inherited, setup):
    """Process items from the pipe until it closes; this is the main function of a worker.

    Args:
        pipe: the worker's end of its two-way pipe.
        inherited: ends of other pipes that a forked worker has inherited; they are closed.
        setup: (callable of one item, argument of `hold_value`); None if it is to be read from the pipe.
    """
    for other in inherited:
        other.close()
    _set_signals()
    if setup is None:
        setup = _received_setup(pipe)
        if setup is None:
            return
    function, make = setup
    tasks = _task_queue(pipe)
    try:
        hold_value(make)
    except Exception:
        _send_answer(pipe, None, False, _portable_error())
        return
    while True:
        number, item = tasks.get()
        try:
            answer = (number, True, function(item))
        except Exception:
            answer = (number, False, _portable_error())
        _send_answer(pipe, *answer)
        del item, answer


def _received_setup(pipe):
    import pickle
    try:
        data = pipe.recv_bytes()
    except (EOFError, IOError, OSError):
        return None
    try:
        return pickle.loads(data)
    except Exception as error:  # an import may raise anything
        _send_answer(pipe, None, False, (WorkerError(
            'a worker process cannot find its work: %s: %s' % (type(error).__name__, error)),
            _traceback_text()))
        return None


def call_task(task):
    """Return `function(item)` of a pair (function, item)."""
    function, item = task
    return function(item)


def hold_value(make):
    """Let this worker hold the value of `make()` in place of the one that it held; None only frees that."""
    if _held:
        del _held[:]
        release_memory()
    if make is not None:
        _held.append(make())


def on_held(function):
    """Return the callable of one item, for a worker, that returns `function(held value, item)`."""
    return partial(_call_on_held, function)


def _call_on_held(function, item):
    return function(_held[0], item)


def pickled(value):
    """Return a value as the bytes of its pickle."""
    import pickle
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _set_signals():
    """Ignore signals that a terminal sends to the parent as well, and let others end the process at once.

    Their state is inherited: a program under `nohup` ignores some of them, and the parent has blocked them.
    """
    import signal
    numbers = dict((name, getattr(signal, name)) for name in FATAL_SIGNALS + ('SIGINT',)
                   if hasattr(signal, name))
    for name, number in sorted(numbers.items()):
        ignored = name in _PARENTS or (name != 'SIGTERM' and signal.getsignal(number) == signal.SIG_IGN)
        signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL)
    if hasattr(signal, 'pthread_sigmask'):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers.values())


def _task_queue(pipe):
    """Return a queue that a thread fills from the pipe.

    Because of the thread, the parent can send the next item while this one is processed; otherwise both sides
    could wait for each other with full pipes. The thread also ends the process if the parent is gone.
    """
    import threading
    try:
        from queue import Queue
    except ImportError:
        from Queue import Queue
    tasks = Queue(1)
    thread = threading.Thread(target=_receive_tasks, args=(pipe, tasks))
    thread.daemon = True
    thread.start()
    return tasks


def _receive_tasks(pipe, tasks):
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
        # An item does not fit into memory or cannot be unpickled here; the main thread would not notice.
        sys.stderr.write(to_native(_traceback_text()))
        os._exit(1)


def _send_answer(pipe, number, succeeded, payload):
    try:
        data = pickled((number, succeeded, payload))
    except Exception as error:
        data = pickled((number, False, (WorkerError(
            'a result cannot be pickled: %s' % error), _traceback_text())))
    try:
        pipe.send_bytes(data)
    except (IOError, OSError):
        os._exit(0)


def _traceback_text():
    import traceback
    text = traceback.format_exc()
    return text if not isinstance(text, bytes) else text.decode('utf-8', 'replace')


def _portable_error():
    """Return (error being handled, its traceback as text), with a WorkerError if it cannot be pickled."""
    import pickle
    error, text = sys.exc_info()[1], _traceback_text()
    try:
        copy = pickle.loads(pickled(error))
        if type(copy) is type(error):
            return copy, text
    except Exception:  # pickling an error may fail in any way
        pass
    return WorkerError('%s in a worker: %r' % (type(error).__name__, error.args)), text
