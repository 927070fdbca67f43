# -*- coding: utf-8 -*-
"""Counting that is killed and goes on: the same bytes, from the last complete chunk."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import random
import re
import signal
import time
import zlib

import pytest

import nlp_zero
from nlp_zero import _storage as storage
from nlp_zero import _runtime as runtime
from nlp_zero.errors import ArgumentError, CorpusError, FormatError, OutputError
from nlp_zero.ngrams import NgramCounter, count_ngrams
from nlp_zero.text import Rules
from nlp_zero.words import remove_checkpoint

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


@pytest.mark.parametrize('max_n', [6, 200])
def test_a_run_of_long_ngrams_goes_on_where_it_stopped(tmpdir, max_n):
    texts = ['，'.join(text[:5] for text in some_texts())] * 9 + some_texts()
    for after in (40, 110):
        with pytest.raises(Stop):
            NgramCounter(max_n, workers=1, checkpoint=str(tmpdir.join('kept'))).update(stopping(texts, after))
    counter = NgramCounter(max_n, workers=1, checkpoint=str(tmpdir.join('kept')))
    counter.update(texts)
    assert dict(counter.items()) == count_ngrams(texts, max_n, workers=1)
    counter.close()


@pytest.mark.parametrize('length, least, most', [(64, 1, 9), (1000, 15, 31)])
def test_long_texts_are_kept_after_fewer_of_them(tmpdir, length, least, most):
    folder = str(tmpdir.join('kept'))
    # A word in Latin letters is one symbol; beyond the first texts, each new one is counted by its text.
    texts = some_texts(lines=30) + ['%s%03d' % ('a' * (length - 3), number) for number in range(60)]
    with pytest.raises(Stop):
        NgramCounter(1, workers=1, checkpoint=folder).update(stopping(texts, 89))
    assert least <= sum(name.endswith('.index') for name in data_files(folder)) <= most
    counter = NgramCounter(1, workers=1, checkpoint=folder)
    counter.update(texts)
    assert dict(counter.items()) == count_ngrams(texts, 1, workers=1)
    counter.close()


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


def test_a_checkpoint_without_one_of_its_files_is_an_error(tmpdir):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    with pytest.raises(Stop):
        counted(stopping(some_texts(), 80), folder, path)
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


#: Names in a user's folder: as a checkpoint's files are named, or have been, or may be thought to be.
FOREIGN = ['mine.txt', 'run-1', 'stage-plan.txt', 'stage-counts.json', 'data-counts-00001', 'state.json',
           '.hidden', 'nlp-zero-checkpoint.txt', '.stage-counts.json.1-00000000-00000000.tmp']


@pytest.mark.parametrize('name', FOREIGN)
def test_a_folder_of_somebody_else_is_refused_and_not_touched(tmpdir, name):
    folder = tmpdir.mkdir('work')
    folder.join(name).write('x')
    folder.mkdir('data-counts-00002')
    with pytest.raises(ArgumentError) as caught:
        counted(stopping(some_texts(), 0), str(folder), str(tmpdir.join('counts.tsv')))
    assert str(folder) in str(caught.value)
    with pytest.raises(ArgumentError):
        remove_checkpoint(str(folder))
    assert contents(folder) == {name: b'x', 'data-counts-00002': None}


def contents(folder):
    """Return {name: bytes, or None for a folder} of a folder."""
    return dict((path.basename, path.read_binary() if path.check(file=1) else None)
                for path in folder.listdir())


@pytest.mark.parametrize('begun', [False, True])
def test_nothing_else_in_a_marked_folder_is_touched(tmpdir, begun, expected):
    folder, path = tmpdir.join('kept'), tmpdir.join('counts.tsv')
    with pytest.raises(Stop):
        counted(stopping(some_texts(), 80 if begun else 0), str(folder), str(path))
    # The first names that are still free, too.
    foreign = [name for name in FOREIGN if not folder.join(name).check()] + ['data-counts-00012']
    assert ('stage-counts.json' in foreign) is not begun
    for name in foreign:
        folder.join(name).write('x')
    if begun:
        counted(some_texts(), str(folder), str(path))
        assert path.read_binary() == expected
        assert contents(folder) == dict((name, b'x') for name in foreign)
    else:
        with pytest.raises(OutputError):
            counted(some_texts(), str(folder), str(path))
        assert [folder.join(name).read() for name in foreign] == ['x'] * len(foreign)


def test_a_folder_that_was_left_before_its_mark_is_taken(tmpdir, expected):
    folder = tmpdir.mkdir('kept')
    for name in ('.nlp-zero-checkpoint.1-00000000-00000000.tmp', 'nlp-zero-checkpoint.lock',
                 'nlp-zero-checkpoint.lock.77'):
        folder.join(name).write('')
    counted(some_texts(), str(folder), str(tmpdir.join('counts.tsv')))
    assert tmpdir.join('counts.tsv').read_binary() == expected


# --- one run at a time ---------------------------------------------------------------------------------

def test_a_folder_that_is_in_use_is_refused(tmpdir):
    folder = str(tmpdir.join('kept'))
    counter = NgramCounter(4, checkpoint=folder)
    for _ in range(2):
        with pytest.raises(ArgumentError) as caught:
            NgramCounter(4, checkpoint=folder)
        assert 'this process' in str(caught.value)
    with pytest.raises(ArgumentError):
        remove_checkpoint(folder)
    counter.close()
    NgramCounter(4, checkpoint=folder).close()


@posix
def test_two_runs_do_not_meet(tmpdir, expected):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('counts.tsv'))
    ready, go = os.pipe(), os.pipe()

    def waiting():
        for number, text in enumerate(some_texts()):
            if number == 80:
                os.write(ready[1], b'x')
                os.read(go[0], 1)
            yield text

    child = fork(lambda: counted(waiting(), folder, path))
    os.read(ready[0], 1)
    with pytest.raises(ArgumentError) as caught:
        counted(some_texts(), folder, str(tmpdir.join('other.tsv')))
    assert 'process %d' % child in str(caught.value)
    os.write(go[1], b'x')
    assert exit_code(child) == 0
    assert read(path) == expected and not os.path.exists(folder)


@posix
@pytest.mark.parametrize('runs', [2, 5])
def test_of_runs_that_begin_together_one_goes_on(tmpdir, expected, runs):
    folder = str(tmpdir.join('kept'))
    with pytest.raises(Stop):
        counted(stopping(some_texts(), 80), folder, '')
    # The lock of a process that is gone.
    child = fork(lambda: (runtime.Checkpoint(folder), os._exit(0)))
    exit_code(child)
    assert os.path.exists(os.path.join(folder, 'nlp-zero-checkpoint.lock'))
    paths = [str(tmpdir.join('counts%d.tsv' % number)) for number in range(runs)]
    codes = [exit_code(child) for child in [
        fork(lambda: counted(some_texts(), folder, path)) for path in paths]]
    assert codes.count(0) >= 1
    assert [read(path) for path in paths if os.path.exists(path)] == [expected] * codes.count(0)


@pytest.mark.parametrize('change, taken', [
    ({}, False), ({'pid': 2 ** 22 + 1}, True), ({'start': 'another'}, True), ({'start': ''}, False),
    ({'host': 'elsewhere', 'pid': 2 ** 22 + 1}, False)])
def test_a_lock_is_taken_over_if_its_process_is_gone_for_sure(tmpdir, change, taken):
    if change.get('start') and not os.path.exists('/proc/self/stat'):
        pytest.skip('this system does not say when a process began')
    runtime.Checkpoint(str(tmpdir)).close()
    lock = tmpdir.join('nlp-zero-checkpoint.lock')
    data = storage.sealed('lock', 1, dict(storage.process_stamp(), **change))
    lock.write_binary(data)
    if taken:
        runtime.Checkpoint(str(tmpdir)).close()
        assert not lock.check()
    else:
        with pytest.raises(ArgumentError):
            runtime.Checkpoint(str(tmpdir))
        assert lock.read_binary() == data


def test_a_run_whose_lock_was_taken_saves_nothing_more(tmpdir):
    checkpoint = runtime.Checkpoint(str(tmpdir))
    stage = runtime.Resources(checkpoint=checkpoint).stage('sample')
    stage.save(lambda: 1)
    tmpdir.join('nlp-zero-checkpoint.lock').remove()
    other = runtime.Checkpoint(str(tmpdir))
    with pytest.raises(OutputError):
        stage.save(lambda: 2)
    checkpoint.close()
    assert runtime.Resources(checkpoint=other).stage('sample').load() == 1
    with pytest.raises(ArgumentError):
        runtime.Checkpoint(str(tmpdir))


def test_windows_asks_whether_a_process_runs_and_does_not_end_it(monkeypatch):
    class Kernel(object):
        codes = {7: 259, 8: 1}

        def OpenProcess(self, right, inherit, pid):
            return pid if pid in self.codes else 0

        def GetLastError(self):
            return 87

        def GetExitCodeProcess(self, handle, code):
            code._obj.value = self.codes[handle]
            return 1

        def CloseHandle(self, handle):
            return 1

    import ctypes
    monkeypatch.setattr(ctypes, 'windll', type(str('Windll'), (), {'kernel32': Kernel()}), raising=False)
    monkeypatch.setattr(os, 'kill', None)
    monkeypatch.setattr(os, 'name', 'nt')
    stamp = storage.process_stamp()
    dead = [storage.stamp_is_of_dead(dict(stamp, pid=pid, start='')) for pid in (7, 8, 9)]
    monkeypatch.undo()
    assert dead == [False, True, True]


# --- damage ----------------------------------------------------------------------------------------------

def test_no_flipped_bit_and_no_cut_is_a_result(tmpdir):
    path, whole_path = str(tmpdir.join('counts.tsv')), str(tmpdir.join('expected.tsv'))
    counted(some_texts(lines=60), None, whole_path)
    folder, kept = tmpdir.join('kept'), tmpdir.join('safe')
    with pytest.raises(Stop):
        counted(stopping(some_texts(lines=60), 50), str(folder), '')
    folder.copy(kept)
    rng = random.Random(8)
    names = ['nlp-zero-checkpoint', 'stage-counts.json'] + [
        found.basename for found in sorted(kept.listdir('data-*'))[:2]]
    assert names[2] + '.index' == names[3]
    for name in names:
        whole = kept.join(name).read_binary()
        places = [3, 22, 25, 40] + [int(rng.random() * len(whole)) for _ in range(2)]
        damaged = [whole[:at] + bytearray([bytearray(whole)[at] ^ 1 << rng.randrange(8)]) + whole[at + 1:]
                   for at in places]
        for data in damaged + [b'', whole[:-1], whole + b'\n']:
            if folder.check():
                folder.remove()
            kept.copy(folder)
            folder.join(name).write_binary(bytes(data))
            try:
                counted(some_texts(lines=60), str(folder), path)
            except FormatError as error:
                assert name in str(error)
            else:
                # What comes after the last record of a data file is not read.
                assert read(path) == read(whole_path) and len(data) > len(whole)


@pytest.mark.parametrize('length', [0, 10 ** 6, 10 ** 15, 10 ** 30, -1])
def test_a_forged_length_is_refused_before_it_is_read(tmpdir, length):
    path = str(tmpdir.join('file'))
    storage.write_sealed(path, 'state', 1, {'a': 1})
    words = read(path).split(b' ', 4)
    words[3] = ('%d' % length).encode('ascii')
    with io.open(path, 'wb') as out:
        out.write(b' '.join(words))
    with pytest.raises(FormatError):
        storage.read_sealed(path, 'state', 1)
    part = storage.FilePart(0, length, 0)
    if length:
        with pytest.raises(FormatError):
            b''.join(storage.read_part(path, part, max(1, length)))


@pytest.mark.parametrize('state', [
    {'blocks': 1}, {'blocks': 'x', 'checksum': 0, 'block': 9}, 'text', 3])
def test_a_state_that_makes_no_sense_is_damage(tmpdir, checkpoint, state):
    NgramCounter(4, checkpoint=checkpoint).update(some_texts())
    path = str(tmpdir.join('stage-counts.json'))
    saved = storage.read_sealed(path, 'state', 1)
    storage.write_sealed(path, 'state', 1, dict(saved, state=state))
    before = names_in(tmpdir)
    with pytest.raises(FormatError):
        NgramCounter(4, checkpoint=checkpoint).update(some_texts())
    assert names_in(tmpdir) == before


def test_a_deep_value_is_damage(tmpdir):
    body = b'[' * 200000
    data = ('nlp-zero state 1 %d %08x\n' % (len(body), zlib.crc32(body) & 0xffffffff)).encode('ascii') + body
    tmpdir.join('file').write_binary(data)
    with pytest.raises(FormatError):
        storage.read_sealed(str(tmpdir.join('file')), 'state', 1)


def test_another_version_or_kind_is_refused(tmpdir):
    path = str(tmpdir.join('file'))
    storage.write_sealed(path, 'state', 1, [1])
    for kind, version in (('state', 2), ('lock', 1)):
        with pytest.raises(FormatError):
            storage.read_sealed(path, kind, version)
    assert storage.read_sealed(path, 'state', 1) == [1]


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

def stage_of(checkpoint, name='sample', **options):
    return runtime.Resources(checkpoint=checkpoint).stage(name, **options)


@pytest.fixture
def checkpoint(tmpdir):
    return runtime.Checkpoint(str(tmpdir))


def names_in(folder):
    """Return the names of a folder's files, but for the mark and the lock of a checkpoint."""
    names = [path.basename for path in folder.listdir()]
    return sorted(name for name in names if not name.startswith('nlp-zero-checkpoint'))


def test_a_stage_returns_what_it_saved_last(tmpdir, checkpoint):
    stage = stage_of(checkpoint)
    assert stage.kept and stage.load() is None
    stage.save(lambda: {'blocks': 1})
    stage.save(lambda number: {'blocks': number, 'pairs': [['甲', 2]]}, 2)
    checkpoint.close()
    assert stage_of(str(tmpdir)).load() == {'blocks': 2, 'pairs': [['甲', 2]]}
    assert stage_of(checkpoint, 'fit').load() is None
    assert names_in(tmpdir) == ['stage-sample.json']


@pytest.mark.parametrize('steps, saved', [(1, None), (2, None), (3, 3), (4, 3), (5, 3), (6, 6)])
def test_a_stage_saves_every_so_many_steps(checkpoint, steps, saved):
    stage = stage_of(checkpoint, every=3)
    for number in range(1, steps + 1):
        stage.step(lambda: number)
    assert stage.load() == saved


def test_without_a_checkpoint_nothing_is_kept(tmpdir):
    stage = runtime.Resources().stage('sample')
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


def test_a_state_of_other_settings_or_another_version_is_refused(tmpdir, checkpoint):
    stage_of(checkpoint, settings={'max_n': 4, 'rules': (1, 2)}).save(lambda: 1)
    assert stage_of(checkpoint, settings={'rules': [1, 2], 'max_n': 4}).load() == 1
    for settings in ({'max_n': 3, 'rules': (1, 2)}, {'max_n': 4}, None):
        with pytest.raises(ArgumentError):
            stage_of(checkpoint, settings=settings).load()
    path = str(tmpdir.join('stage-sample.json'))
    for value in ([], {}, {'version': 0, 'settings': {'max_n': 4, 'rules': [1, 2]}, 'state': 1}):
        storage.write_sealed(path, 'state', 1, value)
        with pytest.raises(FormatError) as caught:
            stage_of(checkpoint, settings={'max_n': 4, 'rules': (1, 2)}).load()
        assert caught.value.path == path


def test_a_stage_that_is_not_listed_is_an_error():
    with pytest.raises(KeyError):
        runtime.Resources().stage('nonsense')


def test_a_stage_owns_its_files_alone(tmpdir, checkpoint):
    for name in ('mine.txt', 'data-fit-00001', '.data-fit-00001.abc.tmp'):
        tmpdir.join(name).write('x')
    foreign = names_in(tmpdir)
    sample, fit = stage_of(checkpoint), stage_of(checkpoint, 'fit')
    for stage in (sample, fit):
        folder = stage.folder()
        for _ in range(2):
            with io.open(folder.new_file(), 'wb') as out:
                out.write(b'x')
        folder.close()
        stage.save(lambda: 1)
    fit.keep_data(['data-fit-00003'])
    kept = ['data-sample-00001', 'data-sample-00002', 'stage-sample.json']
    assert names_in(tmpdir) == sorted(foreign + kept + ['data-fit-00003', 'stage-fit.json'])
    fit.remove()
    assert names_in(tmpdir) == sorted(foreign + kept)
    checkpoint.remove()
    assert sorted(path.basename for path in tmpdir.listdir()) == foreign


def test_states_go_before_the_data_that_they_name(checkpoint, monkeypatch):
    stage = stage_of(checkpoint)
    with io.open(stage.folder().new_file(), 'wb') as out:
        out.write(b'x')
    stage.save(lambda: 1)
    removed, remove = [], os.remove
    monkeypatch.setattr(os, 'remove', lambda path: removed.append(os.path.basename(path)) or remove(path))
    stage.remove()
    assert removed == ['stage-sample.json', 'data-sample-00001', 'nlp-zero-checkpoint',
                       'nlp-zero-checkpoint.lock']


def test_a_run_goes_on_with_the_same_texts_only(tmpdir, checkpoint):
    texts = some_texts()[:5]
    runtime.resume_run(None, {}, None)
    stage_of(checkpoint).save(lambda: 'of a run that was being removed')
    runtime.resume_run(checkpoint, {'min_count': 2}, texts)
    assert stage_of(checkpoint).load() is None
    stage_of(checkpoint).save(lambda: 'kept')
    runtime.resume_run(checkpoint, {'min_count': 2}, texts)
    assert stage_of(checkpoint).load() == 'kept'
    assert names_in(tmpdir) == ['stage-corpus.json', 'stage-sample.json']
    for other in (texts[:-1], texts + [''], texts[::-1], [''.join(texts)]):
        with pytest.raises(CorpusError):
            runtime.resume_run(checkpoint, {'min_count': 2}, other)
    with pytest.raises(ArgumentError):
        runtime.resume_run(checkpoint, {'min_count': 3}, texts)


def test_every_stage_is_listed_with_the_package_that_uses_it():
    package, used = os.path.dirname(os.path.abspath(nlp_zero.__file__)), set()
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith('.py'):
                with io.open(os.path.join(folder, name), encoding='utf-8') as source:
                    owner = os.path.relpath(folder, package).split(os.sep)[0]
                    used.update((found, owner) for found in STAGE_USED.findall(source.read()))
    assert used == set((info.name, info.owner) for info in runtime.STAGES.values())
