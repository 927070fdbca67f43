# -*- coding: utf-8 -*-
"""Run inside a worker process: take tasks from a pipe, answer each, end when the pipe closes.

A message to a worker is (number, item); its answer is (number, whether it succeeded, payload), where the
payload is the result, or (error, text of its traceback). A number of None is about the initializer.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys

from .._compat import to_native
from .._storage import FATAL_SIGNALS
from ..errors import WorkerError

__all__ = [str(name) for name in ('call_task', 'initialize_worker', 'pickled', 'serve_tasks')]

#: Signals of a terminal, which reach the parent as well.
_PARENTS = ('SIGHUP', 'SIGINT', 'SIGQUIT')


def serve_tasks(pipe, inherited, setup):
    """Take items from the pipe until it closes; the whole life of a worker.

    Args:
        pipe: this worker's end of its two-way pipe.
        inherited: ends of other pipes that a forked worker has copies of; they are closed.
        setup: (callable of one item, what is called before the first item or None, its arguments); None
            where the pipe brings it first.
    """
    for other in inherited:
        other.close()
    _set_signals()
    if setup is None:
        setup = _received_setup(pipe)
        if setup is None:
            return
    function, initializer, initargs = setup
    tasks = _task_queue(pipe)
    try:
        if initializer is not None:
            initializer(*initargs)
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
    except Exception as error:  # whatever an import raises
        _send_answer(pipe, None, False, (WorkerError(
            'a worker process cannot find its work: %s: %s' % (type(error).__name__, error)),
            _traceback_text()))
        return None


def call_task(task):
    """Return `function(item)` of a pair (function, item)."""
    function, item = task
    return function(item)


def initialize_worker(task):
    """Call the initializer of a pair (initializer, arguments)."""
    initializer, arguments = task
    initializer(*arguments)


def pickled(value):
    """Return a value as bytes."""
    import pickle
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _set_signals():
    """Ignore what a terminal sends to the parent too, and let other signals end the process at once.

    They may be inherited in any state: a program under `nohup` ignores some, and the parent has them blocked.
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

    The thread lets the parent send the next item while this one is worked on; without it both
    sides could wait for each other with full pipes. It also ends an orphan in the midst of work.
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
        # No memory for an item, or one that cannot be unpickled here. Nobody else would notice.
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
    """Return the error being handled, or a WorkerError if it cannot be pickled, with its traceback."""
    import pickle
    error, text = sys.exc_info()[1], _traceback_text()
    try:
        copy = pickle.loads(pickled(error))
        if type(copy) is type(error):
            return copy, text
    except Exception:  # an error's own pickling may fail in any way
        pass
    return WorkerError('%s in a worker: %r' % (type(error).__name__, error.args)), text
