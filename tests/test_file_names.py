# -*- coding: utf-8 -*-
"""Give files names that are no text: they are opened, told apart and shown, on every Python and locale."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
import sys
import zipfile

import pytest

from nlp_zero._storage import native_path, open_input, open_output, os_path, path_name
from nlp_zero.cli import main
from nlp_zero.corpus import Corpus
from nlp_zero.errors import InputError, OutputError

#: Latin-1, GBK and half a character of UTF-8; a surrogate as UTF-8 has none; a good name among them.
BAD = [b'\xe9t\xe9', b'\xd3\xef\xc1\xcf', b'\xe8\xaf', b'\xed\xb2\x80', '语料'.encode('utf-8') + b'\xff']
NAMES = BAD + ['语料'.encode('utf-8'), '𠮷'.encode('utf-8'), b'plain']
LOCALES = [{'LC_ALL': 'C.UTF-8'}, {'LC_ALL': 'C', 'PYTHONUTF8': '0', 'PYTHONCOERCECLOCALE': '0'}]

pytestmark = pytest.mark.skipif(not sys.platform.startswith('linux'), reason='names are text elsewhere')


@pytest.fixture
def folder(tmpdir):
    """A folder whose name is no text either, as bytes."""
    path = os.path.join(os_path(str(tmpdir)), b'dir\xfe')
    os.mkdir(path)
    return path


def put(path, data):
    with open(path, 'wb') as out:
        out.write(data if isinstance(data, bytes) else data.encode('utf-8'))
    return path


@pytest.mark.parametrize('name', NAMES)
def test_names_go_to_text_and_back(name):
    assert os_path(path_name(name)) == name and os_path(native_path(name)) == name
    assert isinstance(native_path(name), str)


@pytest.mark.parametrize('name, text', [
    (b'a\xff', 'a\udcff'), (b'\xe8\xafa', '\udce8\udcafa'), (b'\xed\xb2\x80', '\udced\udcb2\udc80'),
    ('语𠮷'.encode('utf-8'), '语𠮷')])
def test_bytes_that_are_no_text_are_surrogate_escapes(name, text):
    assert path_name(name) == text


@pytest.mark.parametrize('name', BAD)
def test_two_files_that_differ_in_bad_bytes_stay_two(folder, name):
    other = name[:-1] + b'\x81'
    for number, path in enumerate([name, other]):
        with open_output(path_name(os.path.join(folder, path))) as out:
            out.write('%d\n' % number)
    assert sorted(os.listdir(folder)) == sorted([name, other])
    assert open_input(path_name(os.path.join(folder, other))).read() == b'1\n'


def test_corpora_find_such_names(folder):
    put(os.path.join(folder, b'\xff.txt'), '甲')
    put(os.path.join(folder, b'\xfe.txt'), '乙')
    os.mkdir(os.path.join(folder, b'\xfd'))
    put(os.path.join(folder, b'\xfd', b'c\xff.txt'), '丙')
    with zipfile.ZipFile(native_path(os.path.join(folder, b'\xfc.zip')), 'w') as archive:
        archive.writestr(str('a.txt'), '丁'.encode('utf-8'))
    name = path_name(folder)
    assert list(Corpus(folder)) == list(Corpus(name)) == ['丙', '乙', '甲']
    assert list(Corpus(name + '/*.txt')) == list(Corpus(folder + b'/?.txt')) == ['乙', '甲']
    assert list(Corpus(name + '/**/c?.txt')) == ['丙']
    assert list(Corpus(os.path.join(name, '\udcff.txt'))) == ['甲']
    assert list(Corpus(os.path.join(folder, b'\xfc.zip!a.txt'))) == ['丁']


def test_errors_show_such_names_with_escapes(folder):
    missing = os.path.join(folder, b'\xff.txt')
    with pytest.raises(InputError) as caught:
        list(Corpus(missing))
    assert str(caught.value).endswith('dir\\udcfe/\\udcff.txt: no such file')
    with pytest.raises(OutputError) as caught:
        open_output(os.path.join(folder, b'\xff', b'a'))
    assert '\\udcff' in str(caught.value)


@pytest.mark.parametrize('environment', LOCALES)
def test_commands_read_and_write_such_names(command, folder, environment):
    put(os.path.join(folder, b'\xff.txt'), '今天天气很好\n' * 20)
    put(os.path.join(folder, '语'.encode('utf-8') + b'\xfe'), '明天\n')
    os.mkdir(os.path.join(folder, b't\xff'))
    for name, out in ((b'\xff.txt', b'\xfd'), (b'\xe8\xaf\xad\xfe', b'\xfe')):
        done = command('count', os.path.join(folder, name), '-o', os.path.join(folder, out),
                       '--temp-dir', os.path.join(folder, b't\xff'), env=environment)
        assert (done.code, done.err) == (0, '')
    counts = [open_input(os.path.join(folder, name)).read().decode('utf-8') for name in (b'\xfd', b'\xfe')]
    assert '今天' in counts[0]
    assert '明天' in counts[1]
    assert os.listdir(os.path.join(folder, b't\xff')) == []
    done = command('count', os.path.join(folder, b'\xf0.txt'), env=environment)
    assert done.code == 1 and '\\udcf0.txt: no such file' in done.err


@pytest.mark.parametrize('environment', LOCALES)
def test_a_checkpoint_folder_may_have_such_a_name(command, folder, environment):
    put(os.path.join(folder, b'a'), '今天天气很好，明天天气不好。\n' * 50)
    done = command('discover', os.path.join(folder, b'a'), '--checkpoint', os.path.join(folder, b'\xff'),
                   '-o', os.path.join(folder, b'\xfe'), env=environment)
    # The folder goes with the run that is done.
    assert (done.code, sorted(os.listdir(folder))) == (0, [b'a', b'\xfe'])


@pytest.mark.parametrize('form, name', [
    ('tsv', 'a\\udcff.txt'), ('csv', 'a\\udcff.txt'), ('jsonl', 'a\udcff.txt')])
def test_rows_name_such_files_with_escapes(tmpdir, form, name):
    path, out = os.path.join(os_path(str(tmpdir)), b'a\xff.txt'), str(tmpdir.join('out'))
    put(path, '今天下雨\n')
    assert main(['context', '--format', form, '-o', out, '下雨', native_path(path)]) == 0
    with io.open(out, encoding='utf-8') as lines:
        row = lines.readlines()[-1]
    found = json.loads(row)['file'] if form == 'jsonl' else row.split(',' if form == 'csv' else '\t')[3]
    assert os.path.basename(found) == name
    assert main(['explain', '-o', out, '下雨', native_path(path)]) == 0


@pytest.mark.parametrize('arguments, option', [
    (['cut', '-d', b'\xff'], '-d'), (['cut', '--protect', b'\xff'], '--protect'),
    (['count', '--field', b'a\xff'], '--field'), (['count', '--column', b'a\xff'], '--column'),
    (['explain', b'\xff\xfe'], 'word')])
def test_texts_on_the_command_line_are_utf_8(command, arguments, option):
    done = command(*arguments, stdin='今天\n'.encode('utf-8'))
    assert done.code == 2 and option in done.err and 'UTF-8' in done.err


@pytest.mark.parametrize('name, shown', [(b'a "b"\\c', 'a "b"\\c'), (b'x\xff.txt', 'x\\udcff.txt')])
def test_the_mark_of_words_has_any_name(command, tmpdir, name, shown):
    name = native_path(put(os.path.join(os_path(str(tmpdir)), name), '周末\t9\n退票\t9\n能\t9\n吗\t9\n'))
    target = os.path.join(str(tmpdir), 'mined.jsonl')
    text = '周末能退票吗\n明天能改签吗？\n今晚下雨\n现在能开门吗\n我想退票\n我想改签\n[X]能退票吗\n'.encode('utf-8')
    assert command('templates', '--all', '--vocab', name, '--min-pmi', '0', '--min-count', '1', '--slots',
                   '-o', target, stdin=text).code == 0
    with io.open(target, encoding='utf-8') as lines:
        mark = json.loads(lines.readline())['words'].rpartition(' ')[0]
    assert mark == shown
    for vocabulary, others in ((), True), (('--vocab', name), False):
        done = command('match', '--templates', target, *vocabulary, stdin=text)
        assert (done.code, 'mined with the words of %s ' % mark in done.err) == (0, others)
