# -*- coding: utf-8 -*-
"""Discovery that is killed and goes on: the same words, from the last complete step of any stage."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import random
import signal
import time

import pytest

from nlp_zero import _storage as storage
from nlp_zero._runtime import Checkpoint
from nlp_zero.cli import main
from nlp_zero.errors import ArgumentError, CorpusError, FormatError
from nlp_zero.ngrams import SpillCounter
from nlp_zero.text import Rules
from nlp_zero.words import discover_words, remove_checkpoint

from processes import exit_code, fork

try:
    chr_ = unichr
except NameError:
    chr_ = chr

posix = pytest.mark.skipif(not hasattr(os, 'fork'), reason='needs fork')

#: The stages that each makes: sample, fit, the pass that counts; n-grams, pieces; evidence, long words.
JOBS = {
    'words': {'sample': 3000, 'evidence': False},
    'words with a budget': {'sample': 3000, 'evidence': False, 'memory': 16000},
    'evidence': {'sample': 3000},
    'whole': {'evidence': False},
    'ngram': {'method': 'ngram', 'evidence': False, 'max_n': 3},
    'ngram and evidence': {'method': 'ngram', 'ratios': [5, 10, 20], 'min_length': 2},
}


@pytest.fixture(autouse=True)
def states_after_every_few_lines(small_steps):
    small_steps('entropy', 'words')
    small_steps('ngrams', _BLOCK=2000, _CHECKPOINT_BYTES=30000, _STEP=1000)


def corpus_lines():
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
    with io.open(os.path.join(folder, 'service.txt'), encoding='utf-8') as source:
        return source.read().splitlines()[:320]


LINES = corpus_lines()


def rows(job, folder=None, lines=LINES, **options):
    return discover_words(lines, workers=1, checkpoint=folder, **dict(JOBS[job], **options))


@pytest.fixture(scope='module')
def expected():
    return {}


def known(expected, job):
    """Return the rows of a job, found once without a checkpoint."""
    if job not in expected:
        expected[job] = rows(job)
    return expected[job]


class Stop(Exception):
    pass


def stopping_after(monkeypatch, writes):
    """Let the n-th file that reaches the disk be the last thing that happens."""
    write, left = Checkpoint.write, [writes]

    def stop(self, name, value):
        write(self, name, value)
        left[0] -= 1
        if not left[0]:
            raise Stop()

    monkeypatch.setattr(Checkpoint, 'write', stop)
    return lambda: monkeypatch.setattr(Checkpoint, 'write', write)


@pytest.mark.parametrize('job', sorted(JOBS))
def test_a_run_that_stops_after_each_state_gives_the_same_words(tmpdir, monkeypatch, expected, job):
    folder = str(tmpdir.join('kept'))
    stops = 0
    while True:
        undo = stopping_after(monkeypatch, 1 if job == 'whole' else 3)
        try:
            found = rows(job, folder)
            break
        except Stop:
            stops += 1
        finally:
            undo()
        assert stops < 100
    assert stops >= 3
    assert found == known(expected, job)
    # What is kept is whole: the same call again has nothing left to find.
    assert rows(job, folder) == found
    remove_checkpoint(folder)
    assert not os.path.exists(folder)


@pytest.mark.parametrize('job, name, version', [('words', 'recount', 2), ('evidence', 'found', 1)])
def test_words_found_by_other_rules_are_refused(tmpdir, monkeypatch, job, name, version):
    folder = str(tmpdir.join('kept'))
    write = Checkpoint.write

    def write_as_before(self, file, value):
        write(self, file, dict(value, version=version) if file == 'stage-%s.json' % name else value)
    monkeypatch.setattr(Checkpoint, 'write', write_as_before)
    rows(job, folder)
    if name != 'found':
        os.remove(os.path.join(folder, 'stage-found.json'))
    with pytest.raises(FormatError) as caught:
        rows(job, folder)
    assert 'another version' in str(caught.value) and name in caught.value.path


def written(path, job, folder):
    found = rows(job, folder)
    with io.open(path + '.new', 'w', encoding='utf-8') as out:
        for word in found:
            out.write('%s\n' % '\t'.join(['%s' % (value,) for value in word]))
    os.rename(path + '.new', path)
    remove_checkpoint(folder)


def read(path):
    with io.open(path, 'rb') as source:
        return source.read()


@posix
@pytest.mark.parametrize('job, kills', [('words with a budget', 20), ('ngram and evidence', 8)])
def test_kills_at_random_moments_leave_the_same_bytes(tmpdir, job, kills):
    folder, path = str(tmpdir.join('kept')), str(tmpdir.join('words.txt'))
    start = time.time()
    written(path, job, folder)
    usual, whole = time.time() - start, read(path)
    os.remove(path)
    rng, killed, rounds = random.Random(5), 0, 0
    while killed < kills:
        rounds += 1
        assert rounds < 400
        child = fork(lambda: written(path, job, folder))
        time.sleep(rng.random() * usual * 0.7)
        os.kill(child, signal.SIGKILL)
        killed += exit_code(child) == -signal.SIGKILL
        if os.path.exists(path):
            assert read(path) == whole
            os.remove(path)
    written(path, job, folder)
    assert read(path) == whole
    assert not os.path.exists(folder)


def begun(tmpdir, monkeypatch, job='words', writes=5):
    folder = str(tmpdir.join('kept'))
    undo = stopping_after(monkeypatch, writes)
    with pytest.raises(Stop):
        rows(job, folder)
    undo()
    return folder


def looking_after_each_spill(monkeypatch, look):
    """Let `look` be called each time that a counter may have written its counts to a file."""
    spill_if_full = SpillCounter.spill_if_full

    def spill_and_look(self):
        spill_if_full(self)
        look()

    monkeypatch.setattr(SpillCounter, 'spill_if_full', spill_and_look)


def files_in(folder):
    return [os.path.join(top, name) for top, _, names in os.walk(str(folder)) for name in names]


def test_pairs_in_files_give_the_same_words(tmpdir, monkeypatch, expected):
    folder, most = tmpdir.mkdir('temporary'), []
    looking_after_each_spill(monkeypatch, lambda: most.append(len(files_in(folder))))
    assert rows('words with a budget', temp_dir=str(folder)) == known(expected, 'words')
    assert max(most) > 2
    assert folder.listdir() == []


def test_a_file_of_pairs_that_was_cut_short_is_an_error(tmpdir, monkeypatch):
    folder = tmpdir.mkdir('temporary')

    def damage():
        for path in files_in(folder)[:1]:
            data = read(path)
            with io.open(path, 'wb') as out:
                out.write(data[:-3])

    looking_after_each_spill(monkeypatch, damage)
    with pytest.raises(FormatError):
        rows('words with a budget', temp_dir=str(folder))
    assert folder.listdir() == []


def test_what_is_done_is_not_done_again(tmpdir, monkeypatch, expected):
    folder = begun(tmpdir, monkeypatch, writes=9)
    sample = os.path.join(folder, 'stage-sample.json')
    before = os.stat(sample)
    assert rows('words', folder) == known(expected, 'words')
    assert (os.stat(sample).st_ino, os.stat(sample).st_mtime) == (before.st_ino, before.st_mtime)


@pytest.mark.parametrize('job', ['words', 'ngram'])
def test_other_texts_and_settings_are_refused(tmpdir, monkeypatch, expected, job):
    folder = begun(tmpdir, monkeypatch, job, 2)
    for lines in (LINES[:-1], LINES[::-1]):
        with pytest.raises(CorpusError):
            rows(job, folder, lines)
    for other in ({'min_count': 3}, {'rules': Rules(whole=())}, {'method': 'ngram', 'max_n': 2}):
        with pytest.raises(ArgumentError):
            discover_words(LINES, checkpoint=folder, **dict(JOBS[job], **other))
    assert rows(job, folder) == known(expected, job)


def test_memory_belongs_to_the_settings_where_the_sample_depends_on_it(tmpdir):
    """Under 6.4 MB a sample has 100,000 characters."""
    lines = [line + chr_(0x4e00 + number) for number in range(44) for line in LINES]
    folder, settings = str(tmpdir.join('kept')), {'sample': None, 'passes': 2}
    assert sum(map(len, lines)) > 200000
    found = rows('whole', folder, lines, memory=16000, **settings)
    for memory in (None, '1G', 8000000):
        with pytest.raises(ArgumentError) as caught:
            rows('whole', folder, lines, memory=memory, **settings)
        assert 'memory=' in str(caught.value)
    assert rows('whole', folder, lines, memory=6400000, **settings) == found


@pytest.mark.parametrize('first, then', [(16000, None), (None, 16000), ('1G', '2G')])
def test_memory_is_no_setting_where_the_sample_is_the_whole_corpus(tmpdir, expected, first, then):
    folder = str(tmpdir.join('kept'))
    found = rows('whole', folder, memory=first)
    assert rows('whole', folder, memory=then) == found == known(expected, 'whole')


@pytest.mark.parametrize('method', ['min_entropy', 'ngram'])
def test_workers_and_places_are_no_settings(tmpdir, monkeypatch, method):
    folder = str(tmpdir.join('kept'))
    options = {'method': method, 'evidence': False, 'checkpoint': folder}
    undo = stopping_after(monkeypatch, 3)
    with pytest.raises(Stop):
        discover_words(LINES, workers=2, temp_dir=str(tmpdir), **options)
    undo()
    found = discover_words(LINES, workers=1, memory='1G' if method == 'min_entropy' else 90000, **options)
    assert found == discover_words(LINES, method=method, evidence=False)


def test_long_words_that_other_filters_choose_are_refused(tmpdir, expected):
    job = 'ngram and evidence'
    long_word = [word.text for word in known(expected, job) if len(word.text) > 4][0]
    folder = str(tmpdir.join('kept'))
    left_out = rows(job, folder, known=[long_word])
    assert rows(job, folder, known=[long_word]) == left_out
    # The counts of long strings in the folder are not those of this word.
    with pytest.raises(ArgumentError):
        rows(job, folder)
    os.remove(os.path.join(folder, 'stage-longer.json'))
    assert rows(job, folder) == known(expected, job)


def test_damage_is_an_error(tmpdir, monkeypatch):
    folder = begun(tmpdir, monkeypatch)
    for name in ('stage-sample.json', 'stage-corpus.json'):
        path = os.path.join(folder, name)
        whole = read(path)
        with io.open(path, 'wb') as out:
            out.write(whole[:len(whole) // 2])
        with pytest.raises(FormatError) as caught:
            rows('words', folder)
        assert name in str(caught.value)
        with io.open(path, 'wb') as out:
            out.write(whole)


def test_the_command_removes_the_folder_when_the_words_are_written(tmpdir):
    source, folder = tmpdir.join('text.txt'), tmpdir.mkdir('kept')
    source.write_binary('\n'.join(LINES).encode('utf-8'))
    for name, options in (('plain', []), ('kept', ['--checkpoint', str(folder)])):
        for form in ('txt', 'tsv'):
            assert main(['discover', '-q', str(source), '--format', form,
                         '-o', str(tmpdir.join(name + form))] + options) == 0
    for form in ('txt', 'tsv'):
        assert read(str(tmpdir.join('plain' + form))) == read(str(tmpdir.join('kept' + form)))
    assert not folder.check()
    tmpdir.join('kept.txt').write('x')
    assert main(['discover', '-q', str(source), '--checkpoint', str(tmpdir)]) == 2
    assert tmpdir.join('kept.txt').read() == 'x' and source.check()


def test_leftovers_of_a_removal_that_was_killed_do_no_harm(tmpdir, monkeypatch, expected):
    folder = begun(tmpdir, monkeypatch, 'ngram', 4)
    os.remove(os.path.join(folder, 'stage-corpus.json'))
    assert rows('ngram', folder, min_count=2) == rows('ngram', min_count=2)


#: A stage, a job that has it, and values that its state cannot have.
FORGED = [
    ('pieces', 'ngram', [
        ('blocks', -1), ('blocks', 1.5), ('blocks', True), ('blocks', 10 ** 300), ('blocks', '3'),
        ('pieces', {'山': -1}), ('pieces', {'山': 'x'}), ('pieces', {'山': None}), ('pieces', [3]),
        ('pieces', None)]),
    ('longer', 'ngram and evidence', [
        ('blocks', -2), ('blocks', None), ('counts', {'山': 0}), ('counts', {'山': []}), ('counts', 7),
        ('left', [['山', '水', -1]]), ('left', [['山', '水']]), ('right', [[1, '水', 1]]), ('right', {'山': 1}),
        ('right', 5)]),
    ('sample', 'words', [
        ('threshold', -1), ('threshold', 0.5), ('texts', -1), ('texts', 10 ** 30), ('units', [['山', -1]]),
        ('units', [[1, 1]]), ('units', 3)]),
    ('fit', 'words', [
        ('strictness', 3), ('strictness', ['x']), ('names', 4), ('expected', 2), ('passes', 'x')]),
    ('recount', 'words', [
        ('blocks', -1), ('total', {'山': -5}), ('total', {'山': 'x'}), ('pairs', {}),
        ('pairs', {'counts': [['山水', -1]], 'runs': []}),
        ('pairs', {'counts': [], 'runs': [['../passwd', [[0, 1, 0]]]]}),
        ('pairs', {'counts': [], 'runs': [['data-recount-00001', [[0, -1, 0]]]]})]),
]


@pytest.mark.parametrize('stage, job, changes', FORGED, ids=[row[0] for row in FORGED])
def test_a_state_with_what_it_cannot_have_is_damage(tmpdir, monkeypatch, stage, job, changes):
    """Checksums are right: somebody has made the state."""
    folder, name, write = str(tmpdir.join('kept')), 'stage-%s.json' % stage, Checkpoint.write

    def stop(self, written, value):
        write(self, written, value)
        if written == name:
            raise Stop()

    monkeypatch.setattr(Checkpoint, 'write', stop)
    with pytest.raises(Stop):
        rows(job, folder)
    monkeypatch.setattr(Checkpoint, 'write', write)
    path = os.path.join(folder, name)
    saved = storage.read_sealed(path, 'state', 1)
    for field, value in changes:
        storage.write_sealed(path, 'state', 1, dict(saved, state=dict(saved['state'], **{str(field): value})))
        with pytest.raises(FormatError) as caught:
            rows(job, folder)
        assert name in str(caught.value), (field, value)
