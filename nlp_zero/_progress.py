# -*- coding: utf-8 -*-
"""Tell whoever listens how far long work is: which stage, and how much of it is done.

Stages report where the work is done, some calls deep, so a listener is not passed down: it listens to all
that its thread does within `listening`. Without one, a report costs a look at a variable. Worker processes
report nothing; the process that waits for them says that it still works.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import threading
from collections import namedtuple
from contextlib import contextmanager

from ._compat import package_logger

__all__ = [str(name) for name in (
    'Progress', 'begin_stage', 'is_listening', 'listening', 'report_done', 'still_working')]


class Progress(namedtuple(str('Progress'), [str(name) for name in ('stage', 'done', 'total', 'unit')])):
    """Say how far a stage is.

    Attributes:
        stage: what is done, in a few words; '' where a single pass is all the work.
        done: how much of it is done, in units; 0 at its beginning.
        total: how much there is; None where that is not known.
        unit: 'bytes', 'blocks', ...; '' where nothing is counted.
    """

    __slots__ = ()


class _Listener(threading.local):
    """Hold who listens to this thread, and the last report."""

    callback, process, last = None, None, Progress('', 0, None, '')


_listener = _Listener()


@contextmanager
def listening(callback):
    """Call a function with each `Progress` of this thread within a `with` block.

    Args:
        callback: a function of a `Progress`; what it raises ends the work. None changes nothing: who listens
            already goes on.
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
    """Tell whether anybody listens to this thread; to worker processes nobody does."""
    return _listener.callback is not None and _listener.process == os.getpid()


def begin_stage(stage):
    """Say what is done from now on."""
    if is_listening():
        package_logger('nlp_zero.progress').info('%s', stage)
        _report(Progress(stage, 0, None, ''))


def report_done(done, total=None, unit=''):
    """Say how much of the stage is done."""
    if _listener.callback is not None and is_listening():
        _report(Progress(_listener.last.stage, done, total, unit))


def still_working():
    """Say again what was said last, where nothing more is known yet."""
    if is_listening():
        _report(_listener.last)


def _report(progress):
    _listener.last = progress
    _listener.callback(progress)
