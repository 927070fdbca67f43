# -*- coding: utf-8 -*-
"""Signals: whatever ends the process, what is temporary goes, and a program gets its handlers back."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import signal
import subprocess
import sys
import time

import pytest

from nlp_zero.__main__ import main as program
from nlp_zero.cli import main
from nlp_zero.ngrams import count_ngrams
from nlp_zero.vocabulary import save_vocabulary

from processes import finish, gone, start_python

pytestmark = pytest.mark.skipif(os.name != 'posix', reason='signals of POSIX')

NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM']

#: Counts for ever, with temporary files, workers and an open output.
SCRIPT = '''
import sys
from nlp_zero import ngrams
from nlp_zero._storage import open_output
from nlp_zero.cli import main

def endless(self, corpus):
    def texts():
        number = 0
        while True:
            number += 1
            yield u'\\u4e00\\u4e8c\\u4e09' * (number %% 50) + u'\\uff0c' + chr(97 + number %% 26)
            if number == 20000:
                out = self.out = open_output(sys.argv[-1])
                out.write(u'x' * 100000)
                print('running')
                sys.stdout.flush()
    return update(self, texts())

update, ngrams.NgramCounter.update = ngrams.NgramCounter.update, endless
main(%s)
'''


def counting(folder, arguments=None, workers=2, option='--lang=en', **options):
    """Start the command that counts for ever, and wait for it to be in the midst of it."""
    given = ['count', '--memory', '100000', '--workers', '%d' % workers, '--temp-dir', str(folder),
             option, os.devnull, '-o', str(folder.join('out.txt'))]
    process = start_python('-c', SCRIPT % ('sys.argv[1:]' if arguments else ''), *given, **options)
    assert process.stdout.readline().strip() == b'running'
    return process


def children_of(process):
    path = '/proc/%d/task/%d/children' % (process.pid, process.pid)
    if not os.path.exists(path):
        return []
    with io.open(path) as numbers:
        return [int(number) for number in numbers.read().split()]


@pytest.mark.parametrize('name', NAMES)
def test_a_signal_ends_the_command_and_leaves_nothing(tmpdir, name):
    process = counting(tmpdir)
    workers, number = children_of(process), getattr(signal, name)
    assert len(tmpdir.listdir()) == 2
    process.send_signal(number)
    done = finish(process)
    assert done.code == 128 + number
    assert done.err == ('\nnlp-zero: interrupted\n' if name == 'SIGINT' else '')
    assert tmpdir.listdir() == [] and gone(workers)


@pytest.mark.parametrize('delays', [(0, 0), (.001, .002), (.01, .03), (.05, .2)])
def test_more_signals_change_nothing(tmpdir, delays):
    process = counting(tmpdir)
    workers = children_of(process)
    process.send_signal(signal.SIGINT)
    for delay, number in zip(delays, (signal.SIGINT, signal.SIGTERM)):
        time.sleep(delay)
        if process.poll() is None:
            process.send_signal(number)
    done = finish(process)
    # Of two that are pending at once, either may be seen first.
    assert 'Traceback' not in done.err and done.code > 128
    assert tmpdir.listdir() == [] and gone(workers)


@pytest.mark.parametrize('option, said', [('--lang=zh', '\nnlp-zero: 已中断\n'), ('--quiet', '')])
def test_an_interrupt_is_told_in_the_language_of_the_command(tmpdir, option, said):
    process = counting(tmpdir, option=option, env=dict(os.environ, PYTHONIOENCODING='utf-8'))
    process.send_signal(signal.SIGINT)
    done = finish(process)
    assert (done.code, done.err) == (130, said)


def test_a_group_that_is_interrupted_ends_in_silence(tmpdir):
    process = counting(tmpdir, preexec_fn=os.setsid)
    workers = children_of(process)
    # A terminal sends it to all processes of the group, and to the workers too.
    for number in workers + [process.pid]:
        os.kill(number, signal.SIGINT)
    done = finish(process)
    assert (done.code, done.err) == (130, '\nnlp-zero: interrupted\n')
    assert tmpdir.listdir() == [] and gone(workers)


def test_within_a_program_an_interrupt_is_a_code(tmpdir):
    process = counting(tmpdir, arguments=True)
    process.send_signal(signal.SIGINT)
    done = finish(process)
    assert 'Traceback' not in done.err and done.code == 0
    assert tmpdir.listdir() == []


def test_what_is_ignored_stays_ignored(tmpdir):
    """As under nohup."""
    process = start_python('-c', 'import os, signal, sys\n'
                           'signal.signal(signal.SIGHUP, signal.SIG_IGN)\n'
                           'from nlp_zero.cli import main\n'
                           'def tick(self, *_): os.kill(os.getpid(), signal.SIGHUP)\n'
                           'from nlp_zero.cli import _streams; _streams.Streams.tick = tick\n'
                           'sys.exit(main())', 'count', '-o', str(tmpdir.join('out')), stdin=subprocess.PIPE)
    done = finish(process, '今天，今天'.encode('utf-8'))
    assert done.code == 0 and tmpdir.join('out').check()


def handlers():
    return dict((name, signal.getsignal(getattr(signal, name))) for name in NAMES)


@pytest.mark.parametrize('own', [None, lambda number, frame: None])
@pytest.mark.parametrize('work', [
    lambda folder: main(['count', '--memory', '1', str(folder.join('text')), '-o', str(folder.join('o'))]),
    lambda folder: main(['count', 'missing']), lambda folder: main(['nonsense']),
    lambda folder: count_ngrams(['今天天气' * 9] * 999, memory=20000, workers=2),
    lambda folder: save_vocabulary({'今天': 1}, str(folder.join('words')))])
def test_handlers_are_given_back(tmpdir, work, own):
    tmpdir.join('text').write_binary('今天天气\n'.encode('utf-8') * 999)
    old = handlers()
    try:
        if own is not None:
            for name in NAMES:
                signal.signal(getattr(signal, name), own)
        before = handlers()
        work(tmpdir)
        assert handlers() == before
    finally:
        for name in NAMES:
            signal.signal(getattr(signal, name), old[name])


def test_the_handler_of_a_program_is_called(tmpdir):
    process = start_python('-c', 'import os, signal, sys\n'
                           'signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\n'
                           'from nlp_zero._storage import open_output\n'
                           'with open_output(sys.argv[1]) as out:\n'
                           '    os.kill(os.getpid(), signal.SIGTERM)\n', str(tmpdir.join('out')))
    assert finish(process).code == 7 and tmpdir.listdir() == []


def test_the_next_run_removes_what_a_killed_one_left(tmpdir):
    process = counting(tmpdir)
    process.kill()
    finish(process)
    left = [path.basename for path in tmpdir.listdir() if path.basename.startswith('.out.txt.')]
    assert len(left) == 1
    tmpdir.join('text').write_binary('今天'.encode('utf-8'))
    assert main(['count', str(tmpdir.join('text')), '-o', str(tmpdir.join('out.txt'))]) == 0
    assert not tmpdir.join(left[0]).check() and tmpdir.join('out.txt').check()


def test_an_interrupt_raised_within_a_host_program_is_an_exit_code(monkeypatch, capsys):
    class Interrupted(object):
        def read(self, size=-1):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, 'stdin', Interrupted())
    assert main(['cut', '-']) == 130
    assert capsys.readouterr()[1] == 'nlp-zero: interrupted\n'


def test_ctrl_c_before_the_command_line_is_loaded(monkeypatch):
    class Interrupted(object):
        """A finder of modules during whose search somebody presses Ctrl-C."""

        def find_spec(self, name, path=None, target=None):
            if name == 'nlp_zero.cli':
                raise KeyboardInterrupt
        find_module = find_spec

    monkeypatch.delitem(sys.modules, 'nlp_zero.cli')
    monkeypatch.setattr(sys, 'meta_path', [Interrupted()] + sys.meta_path)
    assert program() == 130
