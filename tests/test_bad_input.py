# -*- coding: utf-8 -*-
"""Give every stage what it cannot use: the error is typed and says where; nothing is lost.

Files and the command line: exit code 1, one line that names file and line, no traceback, and what
stood in the output file before still stands there.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import bz2
import io
import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.errors import CorpusError, CorpusTypeError, EmptyCorpusError, InputError, NlpZeroError
from nlp_zero.ngrams import NgramCounter, count_ngrams
from nlp_zero.phrases import PhraseFinder
from nlp_zero.templates import TemplateFinder
from nlp_zero.words import WordFinder, discover_words

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEXT = '磁轴键盘的手感很好，磁轴键盘的声音很轻。\n' * 50

STAGES = [
    ('count_ngrams', count_ngrams),
    ('NgramCounter.update', lambda corpus: NgramCounter().update(corpus)),
    ('discover_words ngram', lambda corpus: discover_words(corpus, method='ngram')),
    ('discover_words min_entropy', lambda corpus: discover_words(corpus, method='min_entropy')),
    ('WordFinder.train', lambda corpus: WordFinder().train(corpus)),
    ('PhraseFinder', lambda corpus: PhraseFinder(list).train(corpus)),
    ('TemplateFinder', lambda corpus: TemplateFinder(list).train(corpus)),
]
NAMES = [name for name, _ in STAGES]


@pytest.fixture(params=[stage for _, stage in STAGES], ids=NAMES)
def stage(request):
    return request.param


@pytest.mark.parametrize('value', ['磁轴键盘', b'abc', None, 3, ['磁轴', b'\xe7\xa3\x81'],
                                   ['磁轴', None], [['磁', '轴'], ['键', '盘']]],
                         ids=['text', 'bytes', 'None', 'number', 'item of bytes', 'item None',
                              'token lists'])
def test_what_is_no_text_is_an_error_of_type(stage, value):
    with pytest.raises(CorpusTypeError) as caught:
        stage(value)
    assert isinstance(caught.value, TypeError) and str(caught.value)


def test_a_missing_file_is_an_error_before_any_work(stage):
    with pytest.raises(InputError) as caught:
        stage(Corpus('no such folder/missing.txt'))
    assert isinstance(caught.value, IOError) and 'missing.txt' in str(caught.value)


def test_an_error_of_the_callers_own_iterable_is_left_alone(stage):
    def texts():
        yield '磁轴键盘'
        raise LookupError('the cursor was closed')

    with pytest.raises(LookupError):
        stage(texts)


@pytest.mark.parametrize('name, function', [pair for pair in STAGES if pair[0] != 'NgramCounter.update'])
def test_an_empty_corpus_is_an_error(name, function):
    with pytest.raises(EmptyCorpusError):
        function([])
    # The second pass over a generator may be the one that finds nothing.
    with pytest.raises(CorpusError):
        function(text for text in [])


@pytest.mark.parametrize('method', ['ngram', 'min_entropy'])
def test_a_generator_where_two_passes_are_made_is_an_error(method):
    with pytest.raises(CorpusError) as caught:
        discover_words((line for line in TEXT.splitlines()), method=method)
    assert 'pass' in str(caught.value)


def test_counts_do_not_depend_on_how_a_long_line_is_cut():
    line = TEXT.replace('\n', ' ') * 20 + '没有标点的结尾'
    expected = count_ngrams([line])
    for most in (10, 100, 1000):
        pieces = list(Corpus([line], max_chars=most))
        assert len(pieces) > 20
        assert count_ngrams(Corpus([line], max_chars=most)) == expected


# --- the command line ----------------------------------------------------------------------------

def damage(kind, folder):
    """Store damaged input; return the arguments that read it and what the message must hold."""
    path = os.path.join(folder, 'input.' + {
        'bz2': 'txt.bz2', 'zip': 'zip', 'json': 'jsonl', 'csv': 'csv'}.get(kind, 'txt'))
    data = {
        'bz2': bz2.compress(TEXT.encode('utf-8'))[:-20], 'zip': b'PK\x03\x04 no archive',
        'json': b'{"text": "a"}\n{"text": \n', 'csv': b'id,text\n1,a\n2\n',
        'auto': b'a\n\x80\x81\xff\n', 'utf-16': 'ab'.encode('utf-16-le'), 'middle': (
            TEXT.encode('utf-8') * 200 + b'\xe7\xa3'), 'gbk': '磁轴'.encode('gb18030'),
    }.get(kind, b'text\n')
    with io.open(path, 'wb') as out:
        out.write(data)
    options = {'json': ['--field', 'text'], 'csv': ['--column', 'text'],
               'auto': ['--encoding', 'auto'], 'utf-16': ['--encoding', 'utf-16']}
    message = {'bz2': 'cut short', 'zip': 'zip archive', 'json': ':2: ', 'csv': ':3: ',
               'auto': ':2: ', 'utf-16': 'byte-order mark', 'gbk': 'gb18030', 'folder': '*.txt',
               'middle': ':%d: ' % (50 * 200 + 1), 'glob': 'no file matches',
               'member': 'input.zip!none.txt'}[kind]
    source = {'folder': os.path.join(folder, 'empty'), 'glob': os.path.join(folder, '*.log'),
              'member': os.path.join(folder, 'input.zip!none.txt')}.get(kind, path)
    if kind == 'folder':
        os.mkdir(source)
    elif kind == 'member':
        with zipfile.ZipFile(os.path.join(folder, 'input.zip'), str('w')) as archive:
            archive.writestr(str('some.txt'), b'text')
    return [source] + options.get(kind, []), message


@pytest.mark.parametrize('kind', ['bz2', 'zip', 'json', 'csv', 'auto', 'utf-16', 'gbk', 'middle',
                                  'folder', 'glob', 'member'])
def test_damaged_input_ends_with_1_and_leaves_the_old_output(command, tmpdir, kind):
    arguments, message = damage(kind, str(tmpdir.mkdir('data')))
    out = tmpdir.mkdir('out').join('counts.tsv')
    out.write('old')
    result = command('count', '-n', '2', '-o', str(out), *arguments)
    assert result.code == 1, result.err
    assert result.err.startswith('nlp-zero: error: ') and message in result.err
    assert len(result.err.splitlines()) == 1
    assert out.read() == 'old'
    assert os.listdir(str(out.dirpath())) == ['counts.tsv']


@pytest.mark.skipif(not os.path.exists('/dev/full'), reason='no /dev/full here')
@pytest.mark.parametrize('verb', [['count'], ['discover']])
def test_a_full_disk_ends_with_1_and_names_the_folder(command, tmpdir, verb):
    path = tmpdir.join('a.txt')
    path.write_binary(TEXT.encode('utf-8'))
    result = command(*(verb + [str(path), '-o', '/dev/full']))
    assert result.code == 1 and "no space left in the folder '/dev'" in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.skipif(not hasattr(signal, 'SIGKILL'), reason='no SIGKILL here')
def test_a_kill_in_mid_write_leaves_the_old_output_whole(tmpdir):
    vocabulary, out = tmpdir.join('words.txt'), tmpdir.join('cut.txt')
    vocabulary.write_binary('磁轴 9\n键盘 9\n'.encode('utf-8'))
    out.write('old')
    process = subprocess.Popen(
        [sys.executable, '-m', 'nlp_zero', 'cut', '--vocab', str(vocabulary), '-o', str(out)],
        stdin=subprocess.PIPE, env=dict(os.environ, PYTHONPATH=str(ROOT)))
    # Standard input stays open: the command has begun to write and cannot have finished.
    process.stdin.write(TEXT.encode('utf-8') * 200)
    process.stdin.flush()
    while len(os.listdir(str(tmpdir))) < 3 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.stdin.close()
    assert process.wait() == -signal.SIGKILL
    assert out.read() == 'old'


def test_a_line_of_megabytes_is_cut_and_comes_back(command, tmpdir):
    vocabulary, path = tmpdir.join('words.txt'), tmpdir.join('line.txt')
    vocabulary.write_binary('磁轴键盘 9\n手感 9\n'.encode('utf-8'))
    line = TEXT.replace('\n', '') * 1200
    path.write_binary((line + '\n第二行').encode('utf-8'))
    result = command('cut', '--vocab', str(vocabulary), str(path), '-d', '|')
    assert result.code == 0 and len(line) > 1 << 20
    assert result.out.replace('|', '') == line + '\n第二行'
    assert '|磁轴键盘|' in result.out and '||' not in result.out


def test_every_error_of_the_package_is_also_the_builtin_that_a_caller_guesses():
    for kind in (CorpusError, CorpusTypeError, EmptyCorpusError, InputError):
        assert issubclass(kind, NlpZeroError)
    assert issubclass(CorpusError, ValueError) and issubclass(InputError, IOError)
