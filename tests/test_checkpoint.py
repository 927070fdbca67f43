# -*- coding: utf-8 -*-
"""Counting that is killed and goes on: the same bytes, from the last complete chunk."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import random
import signal
import time

import pytest

from nlp_zero._runtime import _processes
from nlp_zero.errors import ArgumentError, CorpusError, FormatError, OutputError
from nlp_zero.ngrams import _accumulator as _gather
from nlp_zero.ngrams import NgramCounter, count_ngrams
from nlp_zero.text import Rules

posix = pytest.mark.skipif(not hasattr(os, 'fork'), reason='needs fork')


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Write a checkpoint after every few lines."""
    monkeypatch.setattr(_gather, '_BLOCK', 300)
    monkeypatch.setattr(_gather, '_LEAST_BLOCK', 64)
    monkeypatch.setattr(_gather, '_OPENING', 2)
    monkeypatch.setattr(_gather, '_CHECKPOINT_BYTES', 8000)
    monkeypatch.setattr(_gather, '_RANGE_KEYS', 32)
    monkeypatch.setattr(_processes, 'usable_cores', lambda: 1)


def some_texts(seed=3, lines=150):
    rng = random.Random(seed)
    pieces = list('的一是不了在人我有他这，。') + ['5G', '手机', '蓝牙', '〇', '12']
    return [''.join(pieces[int(rng.random() * len(pieces))] for _ in range(30))
            for _ in range(lines)]


def counted(texts, folder, path, **options):
    counter = NgramCounter(4, checkpoint=folder, **options)
    counter.update(texts)
    counter.save(path)
    counter.done()


def read(path):
    with io.open(path, 'rb') as source:
        return source.read()


@pytest.fixture
def expected(tmpdir):
    path = str(tmpdir.join('expected.tsv'))
    counter = NgramCounter(4)
    counter.update(some_texts())
    counter.save(path)
    return read(path)


class Stop(Exception):
    pass


def stopping(texts, after):
    for number, text in enumerate(texts):
        if number == after:
            raise Stop()
        yield text


@pytest.mark.parametrize('options', [{}, {'memory': 90000}, {'workers': 2}])
def test_a_checkpoint_changes_nothing_and_goes(tmpdir, expected, options):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    counted(some_texts(), folder, path, **options)
    assert read(path) == expected
    assert not os.path.exists(folder)


def test_a_failed_run_goes_on_where_it_stopped(tmpdir, expected, monkeypatch):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    for after in (20, 60, 61, 110):
        with pytest.raises(Stop):
            counted(stopping(some_texts(), after), folder, path)
    done = []
    make = _gather.BlockMaker.__call__
    monkeypatch.setattr(_gather.BlockMaker, '__call__',
                        lambda self, texts: done.append(len(texts)) or make(self, texts))
    counted(some_texts(), folder, path)
    assert read(path) == expected
    assert 0 < sum(done) < 70


@posix
@pytest.mark.parametrize('workers', [1, 2])
def test_kills_at_random_moments_leave_the_same_bytes(tmpdir, expected, workers):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    rng = random.Random(workers)
    kills = rounds = 0
    while kills < 12:
        rounds += 1
        assert rounds < 200
        child = os.fork()
        if not child:
            try:
                counted(some_texts(), folder, path, workers=workers)
                os._exit(0)
            finally:
                os._exit(1)
        # From nearly nothing to about the time of a whole run.
        time.sleep(rng.random() * 0.12)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        kills += os.WIFSIGNALED(status)
        if os.path.exists(path):
            assert read(path) == expected
    counted(some_texts(), folder, path)
    assert read(path) == expected
    assert not os.path.exists(folder)


@posix
def test_a_kill_at_each_step_to_the_disk_leaves_the_same_bytes(tmpdir, expected, monkeypatch):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    for step in range(1, 30, 3):
        child = os.fork()
        if not child:
            left = [step]
            sync = os.fsync

            def fatal(number):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                sync(number)

            monkeypatch.setattr(os, 'fsync', fatal)
            try:
                counted(some_texts(), folder, path)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    counted(some_texts(), folder, path)
    assert read(path) == expected


def test_other_texts_and_other_settings_are_refused(tmpdir):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    with pytest.raises(Stop):
        counted(stopping(some_texts(), 80), folder, path)
    changed = some_texts()
    changed[3] = changed[3][::-1]
    for texts in (changed, some_texts()[:9], []):
        with pytest.raises(CorpusError):
            counted(texts, folder, path)
    with pytest.raises(ArgumentError):
        NgramCounter(3, checkpoint=folder).update(some_texts())
    with pytest.raises(ArgumentError):
        NgramCounter(4, rules=Rules(whole=()), checkpoint=folder).update(some_texts())
    counted(some_texts(), folder, path)


def test_a_damaged_checkpoint_is_an_error(tmpdir):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    with pytest.raises(Stop):
        counted(stopping(some_texts(), 80), folder, path)
    state = os.path.join(folder, 'stage-counts.json')
    whole = read(state)
    for damaged in (whole[:-10], b'[]', b'{"version": 99}'):
        with io.open(state, 'wb') as out:
            out.write(damaged)
        with pytest.raises(FormatError):
            counted(some_texts(), folder, path)
    with io.open(state, 'wb') as out:
        out.write(whole)
    run = sorted(n for n in os.listdir(folder) if n.startswith('data-') and '.' not in n)[0]
    os.remove(os.path.join(folder, run))
    with pytest.raises(FormatError):
        counted(some_texts(), folder, path)


def test_a_counter_with_a_checkpoint_takes_one_corpus(tmpdir):
    counter = NgramCounter(4, checkpoint=str(tmpdir.join('kept')))
    counter.update(some_texts())
    with pytest.raises(ArgumentError):
        counter.update(some_texts())
    assert dict(counter.items()) == count_ngrams(some_texts(), 4)


def test_a_folder_that_cannot_be_made_is_an_error(tmpdir):
    blocked = tmpdir.join('file')
    blocked.write('x')
    with pytest.raises(OutputError):
        NgramCounter(4, checkpoint=str(blocked.join('kept')))


def test_nothing_else_in_the_folder_is_touched(tmpdir):
    folder = tmpdir.mkdir('kept')
    folder.join('mine.txt').write('x')
    counted(some_texts(), str(folder), str(tmpdir.join('counts.tsv')))
    assert [p.basename for p in folder.listdir()] == ['mine.txt']


@posix
def test_a_limit_on_the_size_of_files_is_a_clear_error(tmpdir):
    """The system's own limit on files stands in for a full disk: the write fails half-way."""
    import resource
    report = str(tmpdir.join('report'))
    where = tmpdir.mkdir('temporary')
    child = os.fork()
    if not child:
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
            try:
                count_ngrams(some_texts(), memory=60000, temp_dir=str(where))
            except OutputError as error:
                with open(report, 'w') as out:
                    out.write(str(error))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    message = read(report).decode('ascii')
    assert str(where) in message and 'bytes' in message and 'temp_dir' in message
    assert not where.listdir()
