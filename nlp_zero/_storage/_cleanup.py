# -*- coding: utf-8 -*-
"""Remove temporary files and worker processes when this process ends, also by a signal.

Code that makes a temporary folder, a hidden file or a worker process registers a cleanup function with
`on_exit` and cancels it with `forget_cleanup` once the thing is gone. The remaining functions are called when
the interpreter exits, or when a signal would end the process; further signals are then ignored. Only SIGKILL
and a power failure leave things behind.

A signal is caught only if it has its default action, and only while there is something to clean up;
afterwards the process ends as it would have done. The command line uses `program_signals` instead.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
from contextlib import contextmanager
from itertools import count

#: The signals that end a process and do not indicate a bug in it.
FATAL_SIGNALS = ('SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGPROF',
                 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT', 'SIGBREAK')
#: Added by a shell to the number of the signal that ended a program.
_EXIT_BASE = 128

# {number: (process, rank, function, arguments)}; a forked child has a copy, which it must not act on.
_cleanups = {}
# {number of the signal: the handler that ours replaced}
_replaced = {}
# Functions of the signal's number; the last one ends the process after the cleanup.
_endings = []
# The process that registered the cleanups.
_registered = []
_numbers = count()


def on_exit(function, *arguments, **options):
    """Register a function to be called when the process ends; return a number for `forget_cleanup`.

    Register it before making the thing and cancel it after removing the thing: a signal may arrive in
    between, so the function must accept that there is nothing to do. Signals are caught in the main thread
    only.

    Args:
        rank: functions of a lower rank are called first. Default 1.
    """
    if _registered[:1] != [os.getpid()]:
        import atexit
        if not _registered:
            atexit.register(_clean_up)
        # A forked child starts with a copy of the cleanups of its parent.
        _cleanups.clear()
        _registered[:] = [os.getpid()]
    number = next(_numbers)
    _cleanups[number] = (os.getpid(), options.get('rank', 1), function, arguments)
    if len(_cleanups) == 1:
        _catch_signals()
    return number


def forget_cleanup(number):
    """Cancel a registration by its number from `on_exit`; None does nothing."""
    if number is None:
        return
    _cleanups.pop(number, None)
    if not _cleanups and not _endings:
        _release_signals()


def _clean_up():
    # Last registered, first called: a file is removed before its folder.
    for number in sorted(_cleanups, key=lambda number: (_cleanups[number][1], -number)):
        process, _, function, arguments = _cleanups[number]
        if process == os.getpid():
            try:
                function(*arguments)
            except Exception:  # the other functions must still be called
                pass
        _cleanups.pop(number, None)


def _on_signal(number, frame):
    """Call the cleanup functions and end the process."""
    signal = _signal_module()
    for other in _fatal_numbers() + [signal.SIGINT]:
        signal.signal(other, signal.SIG_IGN)
    _clean_up()
    if _endings:
        _endings[-1](number)
    # Take the default action, as if the signal had not been caught.
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
    """Catch each signal that has its default action, with `interrupt` also SIGINT."""
    signal = _signal_module()
    wanted = [(number, signal.SIG_DFL) for number in _fatal_numbers()]
    if interrupt:
        wanted.append((int(signal.SIGINT), signal.default_int_handler))
    for number, default in wanted:
        try:
            # None means a handler that was not set by Python and could not be restored.
            if signal.getsignal(number) == default:
                _replaced[number] = default
                signal.signal(number, _on_signal)
        except (ValueError, OSError, RuntimeError):  # not the main thread: the host decides
            _replaced.pop(number, None)


def _release_signals():
    """Restore each replaced handler, unless the program has set another one in the meantime."""
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
    """Let the first Ctrl-C raise KeyboardInterrupt, and ignore others, which would disturb its handling."""
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
    """Within a `with` block, let signals and Ctrl-C end this process with the exit code that a shell expects.

    Handlers that the surrounding program has set are kept; the others are restored at the end of the block.

    Args:
        say: function of the signal's number, called before the process exits.
    """
    owner = os.getpid()

    def end(number):
        try:
            # A forked child inherits this handler until it sets its own.
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
