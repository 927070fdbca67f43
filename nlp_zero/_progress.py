# -*- coding: utf-8 -*-
"""Report the progress of long work to a callback: the current stage and how much of it is done.

Progress is reported deep inside the work, so the callback is not passed down as an argument: `listening`
registers it for all work of the current thread. Without a callback a report costs next to nothing.
Worker processes do not report; the process that waits for them repeats its last report.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import threading
from collections import namedtuple
from contextlib import contextmanager

from ._compat import package_logger


class Progress(namedtuple('Progress', 'stage done total unit')):
    """Describe how far a stage has come.

    Attributes:
        stage: what is being done, in a few words; '' where a single pass is all the work.
        done: how much of it is done, in units; 0 at its beginning.
        total: how much there is in all; None if unknown.
        unit: 'bytes', 'blocks', ...; '' where nothing is counted.
    """

    __slots__ = ()


class _Listener(threading.local):
    """Hold the callback of this thread, its process and the last report, and the watchers."""

    callback, process, last = None, None, Progress('', 0, None, '')

    def __init__(self):
        self.watchers = []


_listener = _Listener()


@contextmanager
def listening(callback):
    """Call a function with each `Progress` of this thread within a `with` block.

    Args:
        callback: a function of a `Progress`; an exception that it raises ends the work. None leaves the
            current callback in place.
    """
    if callback is None:
        yield
        return
    before = _listener.callback, _listener.process, _listener.last
    _listener.callback, _listener.process = callback, os.getpid()
    _listener.last = Progress('', 0, None, '')
    try:
        yield
    finally:
        _listener.callback, _listener.process, _listener.last = before


def is_listening():
    """Tell whether this thread has a callback; in worker processes there is none."""
    return _listener.callback is not None and _listener.process == os.getpid()


def watchers():
    """Return the list of functions without arguments that this thread calls at each report.

    Whoever has something that may fail while others work, such as a process, adds a function that raises
    then, and removes it in the end.
    """
    return _listener.watchers


def _watch():
    for watcher in list(_listener.watchers):
        watcher()


def begin_stage(stage):
    """Report that a stage begins."""
    _watch()
    if is_listening():
        package_logger('nlp_zero.progress').info('%s', stage)
        _report(Progress(stage, 0, None, ''))


def report_done(done, total=None, unit=''):
    """Report how much of the current stage is done."""
    _watch()
    if _listener.callback is not None and is_listening():
        _report(Progress(_listener.last.stage, done, total, unit))


def still_working():
    """Repeat the last report, while there is nothing new."""
    _watch()
    if is_listening():
        _report(_listener.last)


def _report(progress):
    _listener.last = progress
    _listener.callback(progress)
