# -*- coding: utf-8 -*-
"""The children of tests: each has an end, can be interrupted, and goes with the process that started it."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import signal
import sys
import time

import pytest

from processes import exit_code, finish, fork, gone, run_python, start_python

posix = pytest.mark.skipif(os.name != 'posix', reason='signals')
SLEEP = 'import time; print(1, flush=True); time.sleep(50)' if str is not bytes else (
    'import sys, time; print(1); sys.stdout.flush(); time.sleep(50)')


@posix
def test_a_child_is_ended_after_its_time():
    assert run_python('-c', SLEEP, seconds=1).code == -signal.SIGALRM
    assert exit_code(fork(lambda: time.sleep(50), seconds=1)) == -signal.SIGALRM


def test_a_child_that_does_not_end_is_killed_by_whoever_waits():
    start = time.time()
    assert finish(start_python('-c', SLEEP), seconds=0.5).code != 0
    assert time.time() - start < 20


@posix
def test_a_child_can_be_interrupted_where_its_parent_ignores_it():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = start_python('-c', SLEEP)
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        done = finish(process)
    finally:
        signal.signal(signal.SIGINT, before)
    assert done.code != 0 and 'KeyboardInterrupt' in done.err


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='other systems end it after its time')
def test_a_child_ends_with_its_parent():
    code = ('import sys; sys.path.insert(0, %r)\n'
            'from processes import start_python\n'
            'child = start_python("-c", %r, stdout=None)\n'
            'child.wait()' % (str(os.path.dirname(os.path.abspath(__file__))), str(
                SLEEP.replace('print(1', 'import os; print(os.getpid()'))))
    parent = start_python('-c', code)
    child = int(parent.stdout.readline())
    parent.kill()
    # The pipe that both hold is closed when the child ends.
    assert finish(parent, seconds=20).code == -signal.SIGKILL
    assert gone([child])


def test_a_child_that_fails_says_why(capfd):
    def fail():
        raise ValueError('no reason')

    if not hasattr(os, 'fork'):
        pytest.skip('no fork')
    assert exit_code(fork(fail)) == 1
    assert 'no reason' in capfd.readouterr()[1]
