# -*- coding: utf-8 -*-
"""Hold the command line to its contract: arguments, streams, forms, exit codes."""
from __future__ import absolute_import, division, print_function, unicode_literals

import bz2
import gzip
import io
import json
import os
import signal
import subprocess
import time

import pytest
from processes import finish, run_python, start_python

STORY = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora', 'story.txt')
NAME = '闻人渡'  # the hero of the story


def read(path):
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


TEXT = ''.join(read(STORY).splitlines(True)[:40])


@pytest.fixture
def sample(write):
    return write('sample.txt', TEXT)


def test_count_is_exact_and_sorted(command, write):
    path = write('a.txt', '甲乙甲乙，甲\n乙5G丙\n')
    result = command('count', '-n', '2', path)
    assert (result.code, result.err) == (0, '')
    assert result.out == '5G\t1\n5G丙\t1\n丙\t1\n乙\t3\n乙5G\t1\n乙甲\t1\n甲\t3\n甲乙\t2\n'
    assert command('count', '-n', '2', '--min-count', '2', path).out == '乙\t3\n甲\t3\n甲乙\t2\n'


def test_count_as_scripts_call_it(command, sample, tmpdir):
    result = command('count', '-n', '4', '--min-count', '5', sample, '-o', 'counts.tsv')
    assert (result.code, result.out) == (0, '')
    lines = read(str(tmpdir.join('counts.tsv'))).splitlines()
    assert lines == sorted(lines) and '%s\t%d' % (NAME, TEXT.count(NAME)) in lines


@pytest.mark.parametrize('name, opener', [('c.tsv.gz', gzip.open), ('c.tsv.bz2', bz2.BZ2File)])
def test_compression_goes_by_name_in_and_out(command, sample, tmpdir, name, opener):
    path = str(tmpdir.join(name))
    assert command('count', sample, '-o', path).code == 0
    with opener(path, 'rb') as source:
        assert source.read().decode('utf-8') == command('count', sample).out
    source = str(tmpdir.join(name.replace('.tsv', '.txt')))
    with opener(source, 'wb') as out:
        out.write(TEXT.encode('utf-8'))
    assert command('count', source).out == command('count', sample).out


def test_standard_input_by_dash_or_by_none(command, sample):
    expected = command('count', sample).out
    data = TEXT.encode('utf-8')
    assert command('count', stdin=data).out == expected
    assert command('count', '-', stdin=data).out == expected
    # The table has the evidence, which takes a second pass.
    table = command('discover', '--format', 'tsv', sample).out
    assert table.count('\n') > 100 and command('discover', '--format', 'tsv', stdin=data).out == table


def test_files_and_options_in_any_order(command, write):
    first, second = write('a.txt', '甲乙'), write('b.txt', '甲丙')
    result = command('count', first, '-n', '1', second)
    assert result.out == '丙\t1\n乙\t1\n甲\t2\n'
    assert command('count', '-n', '1', '--', first, second).out == result.out


def test_discover_forms(command, sample, tmpdir):
    text = command('discover', sample, '--min-length', '2').out
    rows = [line.rsplit(' ', 1) for line in text.splitlines()]
    assert [NAME, str(TEXT.count(NAME))] in rows
    assert rows == sorted(rows, key=lambda row: (-int(row[1]), row[0]))
    table = [line.split('\t') for line in
             command('discover', sample, '--min-length', '2', '--format', 'tsv').out.splitlines()]
    assert table[0] == ['text', 'count', 'pmi', 'left_entropy', 'right_entropy', 'score']
    assert [row[:2] for row in table[1:]] == rows
    objects = [json.loads(line) for line in
               command('discover', sample, '--min-length', '2', '--format', 'jsonl').out.splitlines()]
    assert [[o['text'], str(o['count'])] for o in objects] == rows
    assert sorted(objects[0]) == sorted(table[0])


def test_discover_options(command, sample, write):
    rows = command('discover', sample, '--min-length', '2').out.splitlines()
    assert command('discover', sample, '--min-length', '2', '--top', '2').out.splitlines() == rows[:2]
    known = write('known.txt', NAME + '\n')
    without = command('discover', sample, '--min-length', '2', '--known', known).out.splitlines()
    assert without == [row for row in rows if not row.startswith(NAME + ' ')]
    counted = command('discover', sample, '--min-length', '2', '--min-count', '9').out
    assert counted.splitlines() == [row for row in rows if int(row.split()[1]) >= 9]


@pytest.mark.parametrize('method', ['ngram', 'min_entropy'])
def test_discover_then_cut_gives_the_text_back(command, sample, tmpdir, method):
    assert command('discover', sample, '--method', method, '-o', 'words.txt').code == 0
    result = command('cut', '--vocab', 'words.txt', sample)
    assert result.code == 0
    assert result.out.replace(' ', '') == TEXT.replace(' ', '')
    assert len(result.out.splitlines()) == len(TEXT.splitlines())
    assert ' %s ' % NAME in result.out


def test_cut_line_by_line(command, write):
    vocab = write('v.txt', '北京 5\n大学 5\n北京大学 9\nLos Angeles 3\n')
    path = write('t.txt', '北京大学\r\n\n去Los Angeles吧\n没有行尾')
    result = command('cut', '--vocab', vocab, path, '-d', '|')
    assert result.code == 0
    assert result.out == '北京大学\r\n\n去|Los Angeles|吧\n没|有|行|尾'
    assert command('cut', '--vocab', vocab, path, '-d', '').out == '北京大学\r\n\n去Los Angeles吧\n没有行尾'
    assert command('cut', '--vocab', vocab, path, '-d', '--').out.split('\n')[2] == '去--Los Angeles--吧'


@pytest.mark.parametrize('text', [
    '今天\r\n天气\r\n', '今天 \r\n\r\n \r\n天\r气\n', '\x00今\x0b\u2028天\x85', '\n\n', '', '\r', '\r\n', '今天',
    ' 今天\t\n\t', '\x1f\x02今\x01天\x02\n'])
@pytest.mark.parametrize('more', [[], ['--mode', 'search'], ['--workers', '2']])
def test_cut_takes_and_changes_nothing(command, write, text, more):
    vocab, path = write('v.txt', '今天 5\n天气 5\n'), write('t.txt', text)
    result = command('cut', '--vocab', vocab, path, '-d', '', *more)
    assert (result.code, result.out) == (0, text)
    lines = command('cut', '--vocab', vocab, path, '-d', '|', *more).out
    assert lines.count('\n') == text.count('\n') and '|\r\n' not in lines and '|\n' not in lines


def test_cut_writes_a_line_for_a_record(command, write):
    path = write('a.jsonl', '{"t": "今天\\n天气"}\n{"t": "好"}\n')
    result = command('cut', '--vocab', write('v.txt', '今天 5\n天气 5\n'), '--field', 't', path, '-d', '|')
    assert result.out == '今天| |天气\n好\n'


def test_evaluate_a_segmentation(command, write):
    gold, guess = write('gold.txt', '我们 去 北京\n'), write('s.txt', '我们 去 北 京\n')
    vocab = write('v.txt', '我们 3\n去 1\n')
    rows = dict(line.split('\t') for line in command('evaluate', '--gold', gold, guess).out.splitlines())
    assert rows['precision'] == '0.5000' and rows['recall'] == '0.6667' and rows['f1'] == '0.5714'
    assert 'oov_recall' not in rows
    rows = dict(line.split('\t') for line in
                command('evaluate', '--gold', gold, guess, '--vocab', vocab).out.splitlines())
    assert rows['oov_recall'] == '0.0000' and rows['oov_rate'] == '0.3333'


def test_evaluate_names_the_file_that_is_wrong(command, write):
    gold, guess = write('gold.txt', b'\xff\n'), write('s.txt', '我们\n')
    result = command('evaluate', '--gold', gold, guess)
    assert result.code == 1 and result.err.startswith('nlp-zero: error: %s:1: ' % gold)


def test_evaluate_names_the_line_that_differs(command, write):
    gold, guess = write('gold.txt', '我们\n去 北京\n'), write('s.txt', '我们\n去 上海\n')
    result = command('evaluate', '--gold', gold, guess)
    assert result.code == 1 and result.err.startswith('nlp-zero: error: %s:2: ' % guess)


def test_evaluate_a_line_of_many_words(command, write):
    gold = write('gold.txt', '今天 天气 好 ， ' * 100000)
    guess = write('s.txt', '今天 天气好 ， ' * 100000)
    rows = dict(line.split('\t') for line in command('evaluate', '--gold', gold, guess).out.splitlines())
    assert (rows['precision'], rows['recall'], rows['gold_words']) == ('0.6667', '0.5000', '400000')


def test_an_empty_name_is_no_vocabulary(command, sample):
    assert command('cut', '--vocab', '', sample).code == 1
    assert command('discover', '--known', '', sample).code == 1


def test_evaluate_words(command, write):
    lexicon = write('lex.txt', '北京 3\n我们 1\n')
    words = write('w.txt', '的 9\n北京 5\n京去 4\n')
    result = command('evaluate', '--lexicon', lexicon, words, '-k', '1,2,3')
    assert result.out.splitlines()[:5] == ['precision@1\t1.0000', 'precision@2\t0.5000', 'precision@3\tnan',
                                           'precision\t0.5000', 'recall\t0.5000']


@pytest.mark.parametrize('arguments', [
    ['count', '--frob'], ['数'], ['count', '--field', 'a', '--column', '1', 'f'],
    ['count', '--encoding', 'nonsense', 'f'], ['discover', '--max-length', '1', '--min-length', '2', 'f']])
@pytest.mark.parametrize('locale', ['C', 'C.UTF-8'])
def test_usage_errors(command, arguments, locale):
    result = command(*arguments, env={str('LC_ALL'): str(locale), str('PYTHONUTF8'): str('0')})
    assert result.code == 2
    assert result.out == '' and 'nlp-zero: error: ' in result.err and 'Traceback' not in result.err


def test_help_and_version(command):
    assert command('--version').out.startswith('nlp-zero 1.')
    top = command('--help')
    assert top.code == 0 and 'discover' in top.out


BAD_INPUT = [
    ('missing', None, 'missing.txt'),
    ('encoding', b'\xe4\xbd\xa0\n\xe5\xa5\xbd\xff\n', ':2:'),
    ('truncated.gz', None, 'truncated.gz'),
    ('folder', None, 'folder'),
    ('empty', b'', 'saw no '),
]


@pytest.mark.parametrize('kind, content, message', BAD_INPUT)
def test_bad_input_is_an_error_and_loses_nothing(command, tmpdir, kind, content, message):
    path = tmpdir.join(kind + '.txt' if '.' not in kind else kind)
    if kind == 'folder':
        path.mkdir()
    elif kind == 'truncated.gz':
        with gzip.open(str(path), 'wb') as out:
            out.write(os.urandom(5000))
        path.write_binary(path.read_binary()[:2000])
    elif content is not None:
        path.write_binary(content)
    out = tmpdir.join('out.txt')
    out.write('old')
    result = command('discover', str(path), '-o', str(out))
    assert result.code == 1
    assert result.err.startswith('nlp-zero: error: ') and message in result.err
    assert 'Traceback' not in result.err
    assert out.read() == 'old'
    left = set(os.listdir(str(tmpdir))) - set([str(path.basename), str('out.txt')])
    assert sorted(left) == []


def test_encoding_errors_can_be_replaced_or_skipped(command, write):
    path = write('bad.txt', b'\xe7\x94\xb2\xe4\xb9\x99\n\xe7\x94\xb2\xff\xe4\xb9\x99\n')
    strict = command('count', '-n', '1', path)
    assert strict.code == 1 and 'byte offset 10' in strict.err
    replaced = command('count', '-n', '1', path, '--errors', 'replace')
    assert replaced.out == '乙\t2\n甲\t2\n' and 'replaced' in replaced.err
    assert command('count', '-n', '1', path, '--errors', 'skip').code == 0
    assert 'left out' in command('count', '-n', '1', path, '--errors', 'skip').err


def test_a_field_and_a_column(command, write):
    path = write('a.jsonl', '{"text": "甲乙", "n": 1}\n{"text": "甲"}\n')
    assert command('count', '-n', '1', '--field', 'text', path).out == '乙\t1\n甲\t2\n'
    path = write('a.csv', 'id,text\n1,"甲乙"\n2,甲\n')
    assert command('count', '-n', '1', '--column', 'text', path).out == '乙\t1\n甲\t2\n'


def test_other_encodings(command, write):
    path = write('g.txt', '甲乙'.encode('gb18030'))
    assert command('count', '-n', '1', '--encoding', 'gb18030', path).out == '乙\t1\n甲\t1\n'


def test_no_folder_to_write_to(command, sample):
    result = command('count', sample, '-o', os.path.join('nowhere', 'out.txt'))
    assert result.code == 1 and 'nowhere' in result.err


def test_a_full_disk(command, sample):
    if not os.path.exists('/dev/full'):
        pytest.skip('no /dev/full here')
    with io.open('/dev/full', 'wb') as full:
        done = run_python('-m', 'nlp_zero', 'count', sample, stdout=full)
    assert done.code == 1 and done.err.startswith('nlp-zero: error: ') and 'Traceback' not in done.err


def test_names_and_text_under_the_c_locale(command, write):
    path = write('a.txt', '甲乙甲')
    for locale in ('C', 'POSIX'):
        settings = {'LC_ALL': locale, 'PYTHONUTF8': '0', 'PYTHONCOERCECLOCALE': '0'}
        result = command('count', '-n', '1', path,
                         env=dict((str(name), str(value)) for name, value in settings.items()))
        assert (result.code, result.out) == (0, '乙\t1\n甲\t2\n')
    result = command('cut', '--vocab', path, '不存在.txt', env={str('LC_ALL'): str('C')})
    assert result.code == 1 and 'Traceback' not in result.err


def test_chinese_names_and_delimiters(command, write, tmpdir):
    path = write('文.txt', '甲乙')
    assert command('count', '-n', '1', '文.txt', '-o', '数.tsv').code == 0
    assert read(os.path.join(str(tmpdir), '数.tsv')) == '乙\t1\n甲\t1\n'
    assert command('cut', '--vocab', write('v.txt', '甲 1\n'), path, '-d', '／').out == '甲／乙'


def test_a_closed_pipe_ends_quietly(write):
    path = write('big.txt', '甲乙丙丁戊己庚辛\n' * 60000)
    vocab = write('v.txt', '甲乙 3\n')
    process = start_python('-m', 'nlp_zero', 'cut', '--vocab', vocab, path)
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141 and err == b''


@pytest.mark.parametrize('number, code', [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_and_leaves_nothing(tmpdir, number, code):
    out = tmpdir.join('out.txt')
    process = start_python('-m', 'nlp_zero', 'count', '-o', str(out), stdin=subprocess.PIPE)
    process.stdin.write(TEXT.encode('utf-8'))
    process.stdin.flush()
    time.sleep(1.5)
    process.send_signal(number)
    done = finish(process)
    assert done.code == code and 'Traceback' not in done.err
    assert os.listdir(str(tmpdir)) == []


def test_debug_shows_the_traceback(command):
    result = command('count', 'missing.txt', '--debug')
    assert result.code == 1 and 'Traceback' in result.err


def test_progress_only_when_asked(command, sample):
    assert command('count', sample).err == ''
    assert 'MB read' in command('count', sample, '--progress').err
    assert command('count', sample, '--progress', '--quiet').err == ''
