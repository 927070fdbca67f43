# -*- coding: utf-8 -*-
"""Counting that is killed and goes on: the same bytes, from the last complete chunk."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import random
import re
import signal
import time

import pytest

import nlp_zero
from nlp_zero._runtime import STAGES, Checkpoint, Resources, resume_run
from nlp_zero.errors import ArgumentError, CorpusError, FormatError, OutputError
from nlp_zero.ngrams import NgramCounter, count_ngrams
from nlp_zero.text import Rules

from processes import exit_code, fork, limited_file_size

posix = pytest.mark.skipif(not hasattr(os, 'fork'), reason='needs fork')


@pytest.fixture(autouse=True)
def states_after_every_few_lines(small_steps):
    small_steps('ngrams', _RANGE_KEYS=32)


def some_texts(seed=3, lines=150):
    rng = random.Random(seed)
    pieces = list('的一是不了在人我有他这，。') + ['5G', '手机', '蓝牙', '〇', '12']
    return [''.join(pieces[int(rng.random() * len(pieces))] for _ in range(30))
            for _ in range(lines)]


def counted(texts, folder, path, **options):
    options.setdefault('workers', 1)
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
    counter = NgramCounter(4, workers=1)
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


def data_files(folder):
    """Return {name: time of the last change} of the data files of a checkpoint."""
    return dict((name, os.stat(os.path.join(folder, name)).st_mtime) for name in os.listdir(folder)
                if name.startswith('data-'))


def test_a_failed_run_goes_on_where_it_stopped(tmpdir, expected):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    kept = {}
    for after in (20, 60, 61, 110):
        with pytest.raises(Stop):
            counted(stopping(some_texts(), after), folder, path)
        before, kept = kept, data_files(folder)
        # What is done is neither done again nor changed.
        assert set(before.items()) <= set(kept.items())
    assert len(kept) > 4
    counted(some_texts(), folder, path)
    assert read(path) == expected


def test_a_counter_whose_run_failed_is_empty_and_may_go_on(tmpdir, expected):
    path = str(tmpdir.join('counts.tsv'))
    counter = NgramCounter(4, workers=1, checkpoint=str(tmpdir.join('kept')))
    with pytest.raises(Stop):
        counter.update(stopping(some_texts(), 80))
    assert not counter and len(counter) == 0
    counter.update(some_texts())
    counter.save(path)
    assert read(path) == expected


@posix
@pytest.mark.parametrize('workers', [1, 2])
def test_kills_at_random_moments_leave_the_same_bytes(tmpdir, expected, workers):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    rng = random.Random(workers)
    kills = rounds = 0
    while kills < 12:
        rounds += 1
        assert rounds < 200
        child = fork(lambda: counted(some_texts(), folder, path, workers=workers))
        # From nearly nothing to about the time of a whole run.
        time.sleep(rng.random() * 0.12)
        os.kill(child, signal.SIGKILL)
        kills += exit_code(child) == -signal.SIGKILL
        if os.path.exists(path):
            assert read(path) == expected
    counted(some_texts(), folder, path)
    assert read(path) == expected
    assert not os.path.exists(folder)


@posix
def test_a_kill_at_each_step_to_the_disk_leaves_the_same_bytes(tmpdir, expected):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    sync, left = os.fsync, [0]

    def kill_or_sync(number):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        sync(number)

    def count_and_be_killed():
        os.fsync = kill_or_sync
        counted(some_texts(), folder, path)

    killed = 0
    for left[0] in range(1, 30, 3):
        killed += exit_code(fork(count_and_be_killed)) == -signal.SIGKILL
    assert killed >= 3
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


def test_a_limit_on_the_size_of_files_is_a_clear_error(tmpdir):
    """The system's own limit on files takes the place of a full disk: the write fails half-way."""
    where = tmpdir.mkdir('temporary')
    with limited_file_size(1000):
        with pytest.raises(OutputError) as caught:
            count_ngrams(some_texts(), memory=60000, workers=1, temp_dir=str(where))
    message = str(caught.value)
    assert str(where) in message and 'bytes' in message and 'temp_dir' in message
    assert not where.listdir()


#: How a package names a stage.
STAGE_USED = re.compile(r"(?:\.stage\(|Stage\(checkpoint, |stage=)'(\w+)'")


# --- stages ------------------------------------------------------------------------------------------

def stage_of(folder, name='sample', **options):
    return Resources(checkpoint=str(folder)).stage(name, **options)


def test_a_stage_returns_what_it_saved_last(tmpdir):
    stage = stage_of(tmpdir)
    assert stage.kept and stage.load() is None
    stage.save(lambda: {'blocks': 1})
    stage.save(lambda number: {'blocks': number, 'pairs': [['甲', 2]]}, 2)
    assert stage_of(tmpdir).load() == {'blocks': 2, 'pairs': [['甲', 2]]}
    assert stage_of(tmpdir, 'fit').load() is None
    assert [path.basename for path in tmpdir.listdir()] == ['stage-sample.json']


@pytest.mark.parametrize('steps, saved', [(1, None), (2, None), (3, 3), (4, 3), (5, 3), (6, 6)])
def test_a_stage_saves_every_so_many_steps(tmpdir, steps, saved):
    stage = stage_of(tmpdir, every=3)
    for number in range(1, steps + 1):
        stage.step(lambda: number)
    assert stage.load() == saved


def test_without_a_checkpoint_nothing_is_kept(tmpdir):
    stage = Resources().stage('sample')
    stage.save(lambda: 1 / 0)
    stage.step(lambda: 1 / 0)
    stage.keep_data(())
    stage.remove()
    assert stage.load() is None and not stage.kept
    folder = stage.folder(str(tmpdir))
    with io.open(folder.new_file(), 'wb') as out:
        out.write(b'x')
    assert len(tmpdir.listdir()) == 1
    folder.close()
    assert not tmpdir.listdir()


def test_a_state_of_other_settings_or_another_version_is_refused(tmpdir):
    stage_of(tmpdir, settings={'max_n': 4, 'rules': (1, 2)}).save(lambda: 1)
    assert stage_of(tmpdir, settings={'rules': [1, 2], 'max_n': 4}).load() == 1
    for settings in ({'max_n': 3, 'rules': (1, 2)}, {'max_n': 4}, None):
        with pytest.raises(ArgumentError):
            stage_of(tmpdir, settings=settings).load()
    path = tmpdir.join('stage-sample.json')
    whole = path.read_binary()
    for damaged in (b'', whole[:-1], b'[]', b'{}', whole.replace(b'"version": 1', b'"version": 0')):
        path.write_binary(damaged)
        with pytest.raises(FormatError) as caught:
            stage_of(tmpdir, settings={'max_n': 4, 'rules': (1, 2)}).load()
        assert caught.value.path == str(path)


def test_a_stage_that_is_not_listed_is_an_error():
    with pytest.raises(KeyError):
        Resources().stage('nonsense')


def test_a_stage_owns_its_files_alone(tmpdir):
    tmpdir.join('mine.txt').write('x')
    tmpdir.join('.data-fit-00001.abc.tmp').write('x')
    sample, fit = stage_of(tmpdir), stage_of(tmpdir, 'fit')
    for stage in (sample, fit):
        folder = stage.folder()
        for _ in range(2):
            with io.open(folder.new_file(), 'wb') as out:
                out.write(b'x')
        folder.close()
        stage.save(lambda: 1)
    fit.keep_data(['data-fit-00002'])
    assert sorted(path.basename for path in tmpdir.listdir()) == [
        'data-fit-00002', 'data-sample-00001', 'data-sample-00002', 'mine.txt', 'stage-fit.json',
        'stage-sample.json']
    fit.remove()
    assert sorted(path.basename for path in tmpdir.listdir()) == [
        'data-sample-00001', 'data-sample-00002', 'mine.txt', 'stage-sample.json']
    Checkpoint(str(tmpdir)).remove()
    assert [path.basename for path in tmpdir.listdir()] == ['mine.txt']


def test_states_go_before_the_data_that_they_name(tmpdir, monkeypatch):
    stage = stage_of(tmpdir)
    with io.open(stage.folder().new_file(), 'wb') as out:
        out.write(b'x')
    stage.save(lambda: 1)
    removed, remove = [], os.remove
    monkeypatch.setattr(os, 'remove', lambda path: removed.append(os.path.basename(path)) or remove(path))
    stage.remove()
    assert removed == ['stage-sample.json', 'data-sample-00001']


def test_a_run_goes_on_with_the_same_texts_only(tmpdir):
    texts, checkpoint = some_texts()[:5], Checkpoint(str(tmpdir))
    resume_run(None, {}, None)
    stage_of(tmpdir).save(lambda: 'of a run that was being removed')
    resume_run(checkpoint, {'min_count': 2}, texts)
    assert stage_of(tmpdir).load() is None
    stage_of(tmpdir).save(lambda: 'kept')
    tmpdir.join('.stage-fit.json.tmp').write('half')
    resume_run(checkpoint, {'min_count': 2}, texts)
    assert stage_of(tmpdir).load() == 'kept' and len(tmpdir.listdir()) == 2
    for other in (texts[:-1], texts + [''], texts[::-1], [''.join(texts)]):
        with pytest.raises(CorpusError):
            resume_run(checkpoint, {'min_count': 2}, other)
    with pytest.raises(ArgumentError):
        resume_run(checkpoint, {'min_count': 3}, texts)


def test_every_stage_is_listed_with_the_package_that_uses_it():
    package, used = os.path.dirname(os.path.abspath(nlp_zero.__file__)), set()
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith('.py'):
                with io.open(os.path.join(folder, name), encoding='utf-8') as source:
                    owner = os.path.relpath(folder, package).split(os.sep)[0]
                    used.update((found, owner) for found in STAGE_USED.findall(source.read()))
    assert used == set((info.name, info.owner) for info in STAGES.values())
