# -*- coding: utf-8 -*-
"""A disk that is really full: a file system in memory, of a few kilobytes."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import random
import sys

import pytest

from nlp_zero.cli import main
from nlp_zero.errors import OutputError
from nlp_zero.ngrams import NgramCounter, count_ngrams
from nlp_zero.words import discover_words

from processes import finish, start

SIZE = 400 * 1024
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SERVICE = os.path.join(ROOT, 'corpora', 'service.txt')


def mount(folder, *options):
    try:
        done = finish(start(['mount'] + list(options) + [folder]))
    except OSError as error:
        return str(error)
    return done.out + done.err if done.code else None


@pytest.fixture
def small_disk(tmpdir):
    """A folder on a disk of its own, of `SIZE` bytes; skips where none can be mounted."""
    folder = str(tmpdir.mkdir('disk'))
    if not sys.platform.startswith('linux'):
        pytest.skip('no tmpfs on this system')
    refused = mount(folder, '-t', 'tmpfs', '-o', 'size=%d' % SIZE, 'tmpfs')
    if refused is not None:
        pytest.skip('no tmpfs can be mounted here: %s' % refused.strip())
    try:
        yield folder
    finally:
        assert finish(start(['umount', folder])).code == 0


@pytest.fixture(scope='module')
def source(tmpdir_factory):
    """A file of text whose counts need more than the small disk has."""
    rng = random.Random(11)
    path = str(tmpdir_factory.mktemp('faults').join('text.txt'))
    with io.open(path, 'w', encoding='utf-8') as out:
        for _ in range(1800):
            out.write(''.join(chr_(0x4E00 + int(rng.random() ** 2 * 900)) for _ in range(40)) + '\n')
    return path


try:
    chr_ = unichr
except NameError:
    chr_ = chr


def lines_of(path):
    with io.open(path, encoding='utf-8') as lines:
        return lines.read().splitlines()


def read(path):
    with io.open(path, 'rb') as source:
        return source.read()


def check(message, folder):
    """See that a message names the folder, the bytes needed, and those that are free."""
    assert folder in message and 'bytes' in message, message
    assert any(int(word) > SIZE // 20 for word in message.replace('(', ' ').split() if word.isdigit())


@pytest.mark.parametrize('workers', [1, 2])
def test_counting_on_a_full_disk_is_a_clear_error(small_disk, source, workers):
    with pytest.raises(OutputError) as caught:
        count_ngrams(lines_of(source), memory='500K', temp_dir=small_disk, workers=workers)
    check(str(caught.value), small_disk)
    assert 'temp_dir' in str(caught.value)
    assert os.listdir(small_disk) == []


def test_dividing_ranges_on_a_full_disk_is_a_clear_error(small_disk, tmpdir):
    # The runs just fit; what is rewritten with finer bounds does not.
    texts = ['的' * 2000 for _ in range(20)]
    with NgramCounter(4, memory='300K', temp_dir=small_disk, workers=1) as counter:
        counter.update(texts)
        blocker = os.path.join(small_disk, 'blocker')
        counter.total
        with io.open(blocker, 'wb') as out:
            status = os.statvfs(small_disk)
            out.write(b'x' * (status.f_bavail * status.f_frsize))
        with pytest.raises(OutputError) as caught:
            list(counter.sections())
        assert small_disk in str(caught.value)
    assert os.listdir(small_disk) == ['blocker']


def test_the_command_says_so_and_leaves_nothing(small_disk, source, tmpdir, capsys):
    target = str(tmpdir.join('counts.tsv'))
    assert main(['count', '-q', source, '--memory', '500K', '--temp-dir', small_disk, '-o', target]) == 1
    said = capsys.readouterr()[1]
    assert said.startswith('nlp-zero: error: ') and small_disk in said and 'bytes' in said
    assert os.listdir(small_disk) == [] and not os.path.exists(target)


def test_an_output_that_does_not_fit_leaves_the_old_one(small_disk, source, capsys):
    target = os.path.join(small_disk, 'counts.tsv')
    with io.open(target, 'wb') as out:
        out.write(b'old\n')
    assert main(['count', '-q', source, '-o', target]) == 1
    check(capsys.readouterr()[1], small_disk)
    assert os.listdir(small_disk) == ['counts.tsv'] and read(target) == b'old\n'


@pytest.mark.parametrize('verb', ['count', 'discover'])
def test_a_checkpoint_on_a_full_disk_goes_on_when_there_is_room(small_disk, source, tmpdir, verb):
    folder, target = os.path.join(small_disk, 'kept'), str(tmpdir.join('made'))
    if verb == 'discover':
        source = SERVICE
        assert mount(small_disk, '-o', 'remount,size=%d' % (SIZE // 6)) is None
    command = [verb, '-q', source, '-o', target, '--checkpoint', folder, '--memory', '2M']
    assert main(command) == 1
    assert not os.path.exists(target)
    assert mount(small_disk, '-o', 'remount,size=%d' % (SIZE * 100)) is None
    assert main(command) == 0
    assert not os.path.exists(folder)
    again = target + '.again'
    assert main([verb, '-q', source, '-o', again, '--memory', '2M']) == 0
    assert read(target) == read(again)


def test_evidence_on_a_full_disk_is_a_clear_error(small_disk, source):
    with pytest.raises(OutputError) as caught:
        discover_words(lines_of(source), method='ngram', min_length=2, memory='500K',
                       temp_dir=small_disk, workers=1)
    check(str(caught.value), small_disk)
    assert os.listdir(small_disk) == []
