# -*- coding: utf-8 -*-
"""The verbs count and merge: options, the shape of map and reduce, errors and exit codes."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gzip
import io
import os

import pytest

from nlp_zero.cli import main

from processes import limited_file_size, run_python

ROOT = str(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LINES = ['蓝牙耳机很好，蓝牙音箱一般。', '充电宝，充电线', '5G手机用充电宝', '', '蓝牙耳机', '耳机，耳机']


@pytest.fixture
def files(tmpdir):
    """Return the paths of a corpus and of its three parts."""
    paths = []
    for name, lines in (('all', LINES), ('a', LINES[::3]), ('b', LINES[1::3]), ('c', LINES[2::3])):
        paths.append(str(tmpdir.join(name + '.txt')))
        with io.open(paths[-1], 'w', encoding='utf-8') as out:
            out.write(''.join(line + '\n' for line in lines))
    return paths


def read(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def test_counts_are_sorted_lines(files, tmpdir):
    out = str(tmpdir.join('counts.tsv'))
    assert main(['count', '-n', '2', '--min-count', '3', files[0], '-o', out]) == 0
    assert read(out) == '充\t3\n充电\t3\n机\t5\n牙\t3\n电\t3\n耳\t4\n耳机\t4\n蓝\t3\n蓝牙\t3\n'


@pytest.mark.parametrize('options', [
    ['--memory', '1M'], ['--workers', '2'], ['--memory', '25%', '--workers', '2']])
def test_limits_change_nothing(files, tmpdir, options):
    plain, limited = str(tmpdir.join('plain.tsv')), str(tmpdir.join('limited.tsv'))
    where = tmpdir.mkdir('temporary')
    assert main(['count', files[0], '-o', plain]) == 0
    assert main(['count', files[0], '-o', limited, '--temp-dir', str(where)] + options) == 0
    assert read(plain) == read(limited)
    assert not where.listdir()


def test_a_checkpoint_goes_when_the_counts_are_written(files, tmpdir):
    plain, kept = str(tmpdir.join('plain.tsv')), str(tmpdir.join('kept.tsv'))
    assert main(['count', files[0], '-o', plain]) == 0
    assert main(['count', files[0], '-o', kept, '--checkpoint', str(tmpdir.join('cp'))]) == 0
    assert read(plain) == read(kept)
    assert not os.path.exists(str(tmpdir.join('cp')))


def test_map_sort_and_reduce_are_count(files, tmpdir):
    whole = str(tmpdir.join('whole.tsv'))
    assert main(['count', files[0], '--min-count', '2', '-o', whole]) == 0
    lines = []
    for path in files[1:]:
        with io.open(path, 'rb') as source:
            mapped = run_python('-m', 'nlp_zero', 'count', '--map', stdin=source.read())
        assert mapped.code == 0 and not mapped.err
        found = mapped.out.splitlines(True)
        assert found and found == sorted(found)
        lines += found
    reduced = run_python('-m', 'nlp_zero', 'count', '--reduce', '--min-count', '2',
                         stdin=''.join(sorted(lines)).encode('utf-8'))
    assert reduced.code == 0 and not reduced.err
    assert reduced.out == read(whole)


def test_merge_adds_saved_counts_up(files, tmpdir):
    parts = []
    for number, path in enumerate(files[1:]):
        parts.append(str(tmpdir.join('part%d.tsv%s' % (number, '.gz' if number else ''))))
        assert main(['count', path, '-o', parts[-1]]) == 0
    for least in ('1', '2'):
        whole, merged = str(tmpdir.join('whole.tsv')), str(tmpdir.join('merged.tsv'))
        assert main(['count', '--min-count', least, files[0], '-o', whole]) == 0
        assert main(['merge', '--min-count', least, '-o', merged] + parts) == 0
        assert read(merged) == read(whole)


def test_merge_of_one_file_is_that_file(files, tmpdir):
    first, second = str(tmpdir.join('first.tsv')), str(tmpdir.join('second.tsv'))
    assert main(['count', files[0], '-o', first]) == 0
    assert main(['merge', first, '-o', second]) == 0
    assert read(first) == read(second)


@pytest.mark.parametrize('verb', [['merge'], ['count', '--reduce']])
def test_sorted_counts_are_taken(tmpdir, verb):
    good, out = tmpdir.join('good.tsv'), str(tmpdir.join('out.tsv'))
    good.write_binary('乙\t1\n甲\t1\n甲\t2\n'.encode('utf-8'))
    assert main(verb + [str(good), '-o', out]) == 0
    assert read(out) == '乙\t1\n甲\t3\n'


@pytest.mark.parametrize('lines, place', [
    ('甲\t1\n丁 2\n', ':2:'), ('甲\t1\n丁\t1\n', ':2:'), ('\n甲\t1\n\n丁\t1\n', ':4:'),
    ('甲\tx\n', ':1:'), ('甲\t0\n', ':1:')])
@pytest.mark.parametrize('verb', [['merge'], ['count', '--reduce']])
def test_bad_counts_are_refused_and_nothing_is_written(tmpdir, capsys, lines, place, verb):
    bad, out = str(tmpdir.join('bad.tsv')), str(tmpdir.join('out.tsv'))
    with io.open(bad, 'w', encoding='utf-8') as target:
        target.write(lines)
    code = main(verb + [bad, '-o', out])
    errors = capsys.readouterr()[1]
    assert code == 1 and bad + place in errors and 'Traceback' not in errors
    assert sorted(p.basename for p in tmpdir.listdir()) == ['bad.tsv']


@pytest.mark.parametrize('verb', [['merge'], ['count'], ['count', '--reduce']])
def test_a_missing_file_is_refused_and_nothing_is_written(tmpdir, capsys, verb):
    out = str(tmpdir.join('out.tsv'))
    assert main(verb + [str(tmpdir.join('none.txt')), '-o', out]) == 1
    assert 'none.txt' in capsys.readouterr()[1]
    assert not tmpdir.listdir()


def test_an_empty_file_has_no_counts(tmpdir):
    empty, out = str(tmpdir.join('empty.txt')), str(tmpdir.join('out.tsv'))
    io.open(empty, 'w').close()
    assert main(['count', '--map', empty, '-o', out]) == 0
    assert read(out) == ''
    assert main(['count', '--reduce', empty, '-o', out]) == 0
    assert read(out) == ''
    assert main(['count', '--map', '--checkpoint', str(tmpdir.join('states')), empty, '-o', out]) == 0
    assert main(['count', empty, '-o', out]) == 1
    assert read(out) == ''


def test_says_so_if_no_ngram_is_frequent_enough(write, capsys):
    text = write('text.txt', '天气很好\n')
    assert main(['count', text, '--min-count', '2']) == 0
    assert capsys.readouterr() == (
        '', 'nlp-zero: nothing found in 1 lines, 4 characters: no n-gram occurs --min-count times\n')
    assert main(['count', text]) == 0
    assert capsys.readouterr()[1] == ''


def test_a_folder_that_is_not_there_is_an_error(tmpdir, write, capsys):
    out = str(tmpdir.join('out.tsv'))
    for option in ('--temp-dir', '--checkpoint'):
        # Before anything is read, and also if no file would be needed.
        assert main(['count', write('long.txt', '甲乙丙丁戊己庚辛\n'), option,
                     str(tmpdir.join('none', 'here')), '-o', out]) == 1
        assert 'here' in capsys.readouterr()[1]
    assert not os.path.exists(out) and not tmpdir.join('none').check()


@pytest.mark.skipif(os.name != 'posix', reason='limits of the size of files')
@pytest.mark.parametrize('size', [0, 20])
def test_what_cannot_be_begun_leaves_no_folder(tmpdir, write, capsys, size):
    """For example on a full disk."""
    text, folder = write('a.txt', '今天\n'), tmpdir.join('new')
    with limited_file_size(size):
        assert main(['count', '--checkpoint', str(folder), text]) == 1
        assert 'new: cannot lock the checkpoint folder: ' in capsys.readouterr()[1] and not folder.check()
        assert main(['sample', str(folder.join('within'))]) == 1
    assert 'reviews.txt: ' in capsys.readouterr()[1] and not folder.check() and tmpdir.check()


@pytest.mark.skipif(os.name != 'posix', reason='limits of the size of files')
def test_folders_of_another_process_are_left_when_the_samples_fail(tmpdir, monkeypatch, capsys):
    mkdir, theirs, ours = os.mkdir, str(tmpdir.join('theirs')), str(tmpdir.join('theirs', 'ours'))

    def beaten_mkdir(path, *mode):
        if path == theirs:
            mkdir(path)
        mkdir(path, *mode)
    monkeypatch.setattr(os, 'mkdir', beaten_mkdir)
    with limited_file_size(0):
        assert main(['sample', os.path.join(ours, 'samples')]) == 1
    assert 'reviews.txt: ' in capsys.readouterr()[1]
    assert os.path.isdir(theirs) and not os.path.exists(ours)


@pytest.mark.skipif(os.name != 'posix', reason='limits of the size of files')
def test_a_folder_that_another_process_writes_to_is_left_when_the_samples_fail(tmpdir, monkeypatch, capsys):
    mkdir, folder = os.mkdir, tmpdir.join('new', 'within')

    def watched_mkdir(path, *mode):
        mkdir(path, *mode)
        if path == str(folder):
            mkdir(str(tmpdir.join('new', 'theirs')))
    monkeypatch.setattr(os, 'mkdir', watched_mkdir)
    with limited_file_size(0):
        assert main(['sample', str(folder)]) == 1
    assert 'reviews.txt: ' in capsys.readouterr()[1], 'the error is that of the file'
    assert [path.basename for path in tmpdir.join('new').listdir()] == ['theirs']


def test_what_is_no_folder_cannot_take_the_samples(write, capsys):
    path = write('a.txt', '')
    for folder in (path, os.path.join(path, 'samples')):
        assert main(['sample', folder]) == 1
        assert capsys.readouterr()[1].startswith('nlp-zero: error: ' + folder)


NOT_READ, RARE = 'nothing merged: no counts were read', 'nothing merged: no n-gram occurs --min-count times'


@pytest.mark.parametrize('arguments, merged, notices', [
    (['a.tsv'], '天\t2\n', []),
    (['a.tsv', 'a.tsv', '--min-count', '4'], '天\t4\n', []),
    (['a.tsv', 'empty.tsv'], '天\t2\n', ['empty.tsv has no counts']),
    (['empty.tsv', 'lines.tsv', 'empty.tsv'], '', ['empty.tsv has no counts', 'lines.tsv has no counts']),
    (['empty.tsv.gz', 'a.tsv'], '天\t2\n', ['empty.tsv.gz has no counts']),
    (['empty.tsv.gz', '--min-count', '5'], '', ['empty.tsv.gz has no counts']),
    (['a.tsv', '--min-count', '3'], '', [RARE]),
    (['empty.tsv', 'a.tsv', '--min-count', '3'], '', ['empty.tsv has no counts', RARE]),
    ([], '', [NOT_READ]),
    (['-', '--min-count', '3'], '', [NOT_READ]),
    (['empty.tsv', 'empty.tsv', '-'], '', ['empty.tsv has no counts', NOT_READ]),
    (['a.tsv', '-'], '天\t2\n', []),
])
def test_merge_says_what_has_no_counts(tmpdir, monkeypatch, write, capsys, arguments, merged, notices):
    for name, content in (('a.tsv', '天\t2\n'), ('empty.tsv', ''), ('lines.tsv', '\ufeff\n\n')):
        write(name, content)
    gzip.open(str(tmpdir.join('empty.tsv.gz')), 'wb').close()
    monkeypatch.chdir(tmpdir)
    with io.open('empty.tsv') as nothing:
        monkeypatch.setattr('sys.stdin', nothing)
        assert main(['merge', '-o', 'out.tsv'] + arguments) == 0
    assert read('out.tsv') == merged
    assert capsys.readouterr()[1].splitlines() == ['nlp-zero: ' + notice for notice in notices]


def test_merge_can_replace_a_file_that_it_reads(write, capsys):
    counts = write('a.tsv', '天\t2\n')
    assert main(['merge', '--min-count', '3', counts, '-o', counts]) == 0
    assert read(counts) == '' and capsys.readouterr()[1] == 'nlp-zero: %s\n' % RARE
