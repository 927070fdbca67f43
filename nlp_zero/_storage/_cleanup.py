# -*- coding: utf-8 -*-
"""Remove what this process has made and does not leave behind, whatever ends the process.

Who makes a temporary folder, a hidden file or a worker process says here how it goes, and takes that back
when it is gone. What is left goes at the end of the interpreter, and when a signal arrives that would end the
process: then once, whatever other signals come meanwhile. Only SIGKILL and a power cut leave things behind.

Only signals that nobody handles and nobody ignores are caught, and only for as long as there is something to
remove; afterwards the process ends as it would have. A command has other wishes: `program_signals`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
from contextlib import contextmanager
from itertools import count

__all__ = [str(name) for name in (
    'FATAL_SIGNALS', 'forget_cleanup', 'interrupt_once', 'on_exit', 'program_signals')]

#: The signals that end a process and are no sign of a bug in it.
FATAL_SIGNALS = ('SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGPROF',
                 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT', 'SIGBREAK')
#: What a shell adds to the number of the signal that ended a program.
_EXIT_BASE = 128

# {number: (process, rank, function, arguments)}; a forked child has a copy, but not the right to act on it.
_cleanups = {}
# {number of the signal: the handler that ours has replaced}
_replaced = {}
# What ends the process after the cleaning: a function of the signal's number.
_endings = []
# The process whose cleanups these are.
_registered = []
_numbers = count()


def on_exit(function, *arguments, **options):
    """Let a function be called when the process ends; return a number for `forget_cleanup`.

    Register before the thing is made, and forget after it is gone: a signal may come in between, so
    the function must not mind if there is nothing to do. The signals are caught in the main thread only.

    Args:
        rank: functions of a lower rank are called first. Default 1.
    """
    if _registered[:1] != [os.getpid()]:
        import atexit
        if not _registered:
            atexit.register(_clean_up)
        # A forked child begins with what its parent has to remove.
        _cleanups.clear()
        _registered[:] = [os.getpid()]
    number = next(_numbers)
    _cleanups[number] = (os.getpid(), options.get('rank', 1), function, arguments)
    if len(_cleanups) == 1:
        _catch_signals()
    return number


def forget_cleanup(number):
    """Take back what `on_exit` was given; None for nothing."""
    if number is None:
        return
    _cleanups.pop(number, None)
    if not _cleanups and not _endings:
        _release_signals()


def _clean_up():
    # Those that were registered last go first: a file before its folder.
    for number in sorted(_cleanups, key=lambda number: (_cleanups[number][1], -number)):
        process, _, function, arguments = _cleanups[number]
        if process == os.getpid():
            try:
                function(*arguments)
            except Exception:  # the others still have to go
                pass
        _cleanups.pop(number, None)


def _on_signal(number, frame):
    """Remove what is to be removed, and end the process."""
    signal = _signal_module()
    for other in _fatal_numbers() + [signal.SIGINT]:
        signal.signal(other, signal.SIG_IGN)
    _clean_up()
    if _endings:
        _endings[-1](number)
    # The default action, as if nobody had caught it.
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(_EXIT_BASE + number)


def _signal_module():
    """Return the module that `signal` wraps.

    On Python 3.7, `signal.getsignal` and `signal.signal` leave a reference cycle behind each time they meet a
    handler that is a function. It holds the frames of all callers, with the files and locks in them.
    """
    try:
        import _signal as module
    except ImportError:  # Python 2
        import signal as module
    return module


def _fatal_numbers():
    signal = _signal_module()
    return [int(getattr(signal, name)) for name in FATAL_SIGNALS if hasattr(signal, name)]


def _catch_signals(interrupt=False):
    """Catch each signal that has its default action; `interrupt`: Ctrl-C too."""
    signal = _signal_module()
    wanted = [(number, signal.SIG_DFL) for number in _fatal_numbers()]
    if interrupt:
        wanted.append((int(signal.SIGINT), signal.default_int_handler))
    for number, default in wanted:
        try:
            # None where the handler is not Python's: it could not be put back.
            if signal.getsignal(number) == default:
                _replaced[number] = default
                signal.signal(number, _on_signal)
        except (ValueError, OSError, RuntimeError):  # not the main thread: the host decides
            _replaced.pop(number, None)


def _release_signals():
    """Put back each handler that was replaced, unless the program has set another one since."""
    signal = _signal_module()
    for number, default in sorted(_replaced.items()):
        try:
            if signal.getsignal(number) == _on_signal:
                signal.signal(number, default)
            del _replaced[number]
        except (ValueError, OSError, RuntimeError):  # not the main thread
            return


@contextmanager
def interrupt_once():
    """Let the first Ctrl-C be a KeyboardInterrupt and others do nothing, which would disturb its work."""
    signal = _signal_module()

    def interrupt(number, frame):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt()

    default = signal.default_int_handler
    try:
        caught = signal.getsignal(signal.SIGINT) == default
        if caught:
            signal.signal(signal.SIGINT, interrupt)
    except ValueError:  # not the main thread: the host decides
        caught = False
    try:
        yield
    finally:
        if caught and signal.getsignal(signal.SIGINT) in (interrupt, signal.SIG_IGN):
            signal.signal(signal.SIGINT, default)


@contextmanager
def program_signals(say):
    """Let signals end this process as a command: Ctrl-C too, with the exit code that a shell gives.

    Handlers of the program that this one is part of stay, and the others are put back at the end.

    Args:
        say: function of the signal's number, called before the process exits.
    """
    owner = os.getpid()

    def end(number):
        try:
            # A forked child has this handler until it sets its own.
            if os.getpid() == owner:
                say(number)
        finally:
            os._exit(_EXIT_BASE + number)

    _endings.append(end)
    _catch_signals(interrupt=True)
    try:
        yield
    finally:
        _endings.pop()
        _release_signals()
        if _cleanups:
            _catch_signals()
