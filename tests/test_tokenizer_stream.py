# -*- coding: utf-8 -*-
"""Test cutting of many lines: the same words in the same order, block by block and by workers."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import itertools
import json
import os
import random
import sys

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError, CorpusTypeError, InputError
from nlp_zero.tokenizer import Tokenizer

from processes import run_python

WORDS = {'研究': 30, '研究生': 10, '生命': 20, '起源': 9, '的': 90, '机械': 9, '键盘': 9, '机械键盘': 9}
ALPHABET = '研究生命起源的机械键盘，。 a1\u3000'


def some_lines(number=40, seed=1, longest=30):
    rng = random.Random(seed)
    return [''.join(ALPHABET[int(rng.random() * len(ALPHABET))] for _ in range(int(rng.random() * longest)))
            for _ in range(number)]


def written(tokenizer, lines, **settings):
    return ''.join(tokenizer.cut_texts(((line, True) for line in lines), **settings))


@pytest.mark.parametrize('settings', [
    {}, {'spaces': False}, {'stop': ['的', '，']}, {'protect': 'a.1'}, {'numbers': 'join'}, {'cache_size': 0}])
@pytest.mark.parametrize('mode', ['default', 'search', 'all'])
def test_lines_are_cut_as_each_alone(settings, mode):
    tokenizer = Tokenizer(WORDS, **settings)
    lines = some_lines() + ['', '\x01的', '\x02研究', '的\x02', '\x00', '']
    expected = [[word for word, _, _ in tokenizer.tokenize(line, mode=mode)] for line in lines]
    assert list(tokenizer.cut_lines(lines, mode=mode)) == expected
    for part in (lines, lines[:20], lines[40:41], lines[-1:], []):
        places = [lines.index(line) for line in part]
        assert written(tokenizer, part, mode=mode, delimiter='/') == ''.join(
            '/'.join(expected[place]) + '\n' for place in places)


def test_a_word_that_holds_the_mark_between_lines_does_no_harm():
    tokenizer = Tokenizer({'的\x02研究': 9, '研究': 2})
    assert written(tokenizer, ['的', '研究', '的\x02研究'], delimiter='/') == '的\n研究\n的\x02研究\n'
    assert written(Tokenizer(WORDS, stop=['\x02']), ['的', '的'], delimiter='/') == '的\n的\n'


@pytest.mark.parametrize('delimiter', ['', ' ', '\t', '\x02', ' | ', '\n', '词'])
def test_any_delimiter(delimiter):
    tokenizer = Tokenizer(WORDS)
    assert written(tokenizer, ['研究的', '', '键盘的'], delimiter=delimiter) == (
        '研究{0}的\n\n键盘{0}的\n'.format(delimiter))


def test_pieces_of_a_line_come_as_one_line():
    tokenizer = Tokenizer(WORDS, stop=['，'])
    pieces = [('研究，', False), ('', False), ('，', False), ('生命的', True), ('', True), ('，', False),
              ('键盘', True)]
    assert ''.join(tokenizer.cut_texts(pieces, '/')) == '研究/生命/的\n\n键盘\n'
    assert ''.join(tokenizer.cut_texts(pieces, '/', mode='search')) == '研究/生命/的\n\n键盘\n'
    text = ''.join(tokenizer.cut_texts(pieces, offsets=True))
    assert [json.loads(line) for line in text.splitlines()] == [
        [['研究', 0, 2], ['生命', 4, 6], ['的', 6, 7]], [], [['键盘', 1, 3]]]


@pytest.mark.parametrize('seed', range(5))
def test_random_pieces_give_what_the_whole_line_gives(seed):
    rng = random.Random(seed)
    tokenizer = Tokenizer(WORDS, spaces=seed % 2 == 0)
    pieces, lines, line = [], [], ''
    for part in some_lines(60, seed, 12):
        part += '！'
        line += part
        whole = rng.random() < 0.5
        pieces.append((part, whole))
        if whole:
            lines.append(line)
            line = ''
    pieces.append(('', True))
    lines.append(line)
    assert ''.join(tokenizer.cut_texts(pieces, '/')) == written(tokenizer, lines, delimiter='/')
    offsets = ''.join(tokenizer.cut_texts(pieces, offsets=True))
    assert [json.loads(text) for text in offsets.splitlines()] == [
        [list(triple) for triple in tokenizer.tokenize(text, mode='default')] for text in lines]


def test_more_than_a_block_and_lines_of_more_than_a_block():
    tokenizer = Tokenizer(WORDS)
    lines = some_lines(2500, 3, 60) + ['研究生命，' * 14000] + some_lines(10)
    text = written(tokenizer, lines, delimiter='\x03')
    assert text.replace('\x03', '') == ''.join(line + '\n' for line in lines)
    assert text.split('\n')[:-1] == ['\x03'.join(words) for words in tokenizer.cut_lines(lines)]


@pytest.mark.parametrize('delimiter', [' ', ''])
def test_small_blocks_give_the_same(small_steps, delimiter, write):
    tokenizer = Tokenizer(WORDS, stop=['，'])
    lines = some_lines(60, 5, 15) + ['\x02的', '', '研究生命的起源' * 9, '\x01', '，'] + some_lines(20, 6)
    path = write('lines.txt', '\n'.join(lines))
    source = Corpus(path, max_chars=9)
    settings = [{}, {'mode': 'search'}, {'offsets': True}]
    expected = [[written(tokenizer, lines, delimiter=delimiter, **options), list(tokenizer.cut_lines(lines)),
                 ''.join(tokenizer.cut_corpus(Corpus(path), delimiter, **options))] for options in settings]
    small_steps('tokenizer')
    assert expected == [
        [written(tokenizer, lines, delimiter=delimiter, **options), list(tokenizer.cut_lines(lines)),
         ''.join(tokenizer.cut_corpus(source, delimiter, **options))] for options in settings]


def test_workers_give_the_same():
    tokenizer = Tokenizer(WORDS)
    tokenizer.add_word('械键', 1, force=True)
    lines = some_lines(4000, 4, 60)
    assert list(tokenizer.cut_lines(lines, workers=2)) == [tokenizer.lcut(line) for line in lines]
    assert written(tokenizer, lines, workers=2, offsets=True) == written(tokenizer, lines, offsets=True)


_SPAWNED = """
import multiprocessing
from nlp_zero.tokenizer import Tokenizer
if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    tokenizer = Tokenizer({u'ab': 3, u'bc': 2})
    tokenizer.add_word(u'cd', 1, force=True)
    lines = [u'ab, abcd' * 5] * 4000
    assert list(tokenizer.cut_lines(lines, workers=2)) == [tokenizer.lcut(line) for line in lines]
"""


@pytest.mark.skipif(sys.version_info[0] == 2, reason='2.7 has no start methods')
def test_workers_that_are_spawned_know_the_changed_vocabulary(write, root):
    script = write('spawned.py', _SPAWNED)
    done = run_python(script)
    assert done.code == 0, done.err


def test_lines_are_read_as_they_are_needed():
    taken = []

    def lines():
        for number in itertools.count():
            taken.append(number)
            yield '研究生命的起源' * 100
    words = Tokenizer(WORDS).cut_lines(lines())
    assert next(words)[:2] == ['研究', '生命']
    assert len(taken) < 1000


def test_files(tmpdir):
    source, target = os.path.join(str(tmpdir), 'in.txt'), os.path.join(str(tmpdir), 'out.txt.gz')
    with io.open(source, 'w', encoding='utf-8', newline='') as stream:
        stream.write('研究生命\r\n\n的键盘')
    tokenizer = Tokenizer(WORDS)
    tokenizer.cut_file(source, target)
    assert list(Corpus(target)) == ['研究 生命', '', '的 键盘']
    tokenizer.cut_file(Corpus(source), target, delimiter='/')
    assert list(Corpus(target)) == ['研究/生命', '', '的/键盘']
    tokenizer.cut_file(source, target, offsets=True)
    assert json.loads(list(Corpus(target))[2]) == [['的', 0, 1], ['键盘', 1, 3]]
    with pytest.raises(InputError):
        tokenizer.cut_file(source + 'x', target + 'x')
    assert sorted(os.listdir(str(tmpdir))) == ['in.txt', 'out.txt.gz']


def test_wrong_modes_and_lines_are_refused():
    tokenizer = Tokenizer(WORDS)
    with pytest.raises(ArgumentError):
        list(tokenizer.cut_lines(['研究'], mode='best'))
    with pytest.raises(ArgumentError):
        written(tokenizer, ['研究'], mode='best')
    with pytest.raises(CorpusTypeError):
        list(tokenizer.cut_lines(['研究', None]))


# The command


@pytest.fixture
def files(tmpdir):
    names = {'text': '研究生命的起源\n\n我的机械键盘，3月\n', 'words': ''.join(
        '%s %d\n' % item for item in sorted(WORDS.items())), 'user': '械键 1 n\n我的\n', 'stop': '的\n，\n'}
    for name, text in names.items():
        with io.open(os.path.join(str(tmpdir), name), 'w', encoding='utf-8') as stream:
            stream.write(text)
    return ['--vocab', 'words', 'text']


@pytest.mark.parametrize('options, expected', [
    ([], '研究 生命 的 起源\n\n我 的 机械键盘 ， 3月\n'),
    (['-d', '/'], '研究/生命/的/起源\n\n我/的/机械键盘/，/3月\n'),
    (['-d', ''], '研究生命的起源\n\n我的机械键盘，3月\n'),
    (['--mode', 'search'], '研究 生命 的 起源\n\n我 的 机械 键盘 机械键盘 ， 3月\n'),
    (['--mode', 'all'], '研究 研究生 生命 的 起源\n\n我 的 机械 机械键盘 键盘 ， 3月\n'),
    (['--userdict', 'user'], '研究 生命 的 起源\n\n我的 机械键盘 ， 3月\n'),
    (['--userdict', 'user', '--force'], '研究 生命 的 起源\n\n我的 机 械键 盘 ， 3月\n'),
    (['--stopwords', 'stop'], '研究 生命 起源\n\n我 机械键盘 3月\n'),
    (['--numbers', 'join'], '研究 生命 的 起源\n\n我 的 机械键盘 ， 3月\n'),
    (['--numbers', 'none'], '研究 生命 的 起源\n\n我 的 机械键盘 ， 3 月\n'),
    (['--protect', '生命.起'], '研究 生命的起 源\n\n我 的 机械键盘 ， 3月\n'),
    (['--workers', '2'], '研究 生命 的 起源\n\n我 的 机械键盘 ， 3月\n'),
])
def test_options_of_the_command(command, files, options, expected):
    finished = command('cut', *(options + files))
    assert (finished.out, finished.err, finished.code) == (expected, '', 0)


def test_the_command_writes_offsets_as_json_lines(command, files):
    finished = command('cut', '--offsets', '--stopwords', 'stop', *files)
    assert [json.loads(line) for line in finished.out.splitlines()][1:] == [
        [], [['我', 0, 1], ['机械键盘', 2, 6], ['3月', 7, 9]]]


@pytest.mark.parametrize('options', [['--offsets', '-d', '/'], ['--force'], ['--protect', '('],
                                     ['--mode', 'fine'], ['--workers', '0'], ['--numbers', 'split'], ['-d']])
def test_usage_errors_of_the_command(command, files, options):
    finished = command('cut', *(files + options))
    assert finished.code == 2 and finished.out == '' and 'error' in finished.err


@pytest.mark.parametrize('option', ['--vocab', '--userdict', '--stopwords'])
def test_missing_files_are_named_and_leave_no_output(command, files, option, tmpdir):
    finished = command('cut', 'text', option, 'nothing.txt', '-o', 'out.txt')
    assert finished.code == 1 and finished.out == ''
    assert finished.err.startswith('nlp-zero: error: nothing.txt')
    assert not os.path.exists(os.path.join(str(tmpdir), 'out.txt'))


def test_a_bad_line_of_a_dictionary_is_located(command, files, tmpdir):
    with io.open(os.path.join(str(tmpdir), 'user'), 'w', encoding='utf-8') as stream:
        stream.write('好 3\n坏 -3\n')
    for option in ('--vocab', '--userdict'):
        finished = command('cut', 'text', option, 'user')
        assert finished.code == 1 and finished.err.startswith('nlp-zero: error: user:2: ')
