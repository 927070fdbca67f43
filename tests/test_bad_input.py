# -*- coding: utf-8 -*-
"""Give every stage what it cannot use: the error is typed and says where; nothing is lost.

Files and the command line: exit code 1, one line that names file and line, no traceback, and what
was in the output file before is still there.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import bz2
import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile

import pytest

from nlp_zero.cli import main
from nlp_zero.corpus import Corpus
from nlp_zero.errors import (
    CorpusError, CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError, InputError, NlpZeroError)
from nlp_zero.evaluate import evaluate_bits, evaluate_segmentation, evaluate_words
from nlp_zero.ngrams import BackoffModel, NgramCounter, count_ngrams
from nlp_zero.parser import Parser
from nlp_zero.phrases import PhraseFinder, word_clauses
from nlp_zero.report import make_report, write_report
from nlp_zero.templates import (
    Masks, Matcher, TemplateFinder, XTrie, find_templates, group, load_classes, load_templates)
from nlp_zero.text import Rules, clauses, shortened_text, symbols
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.trie import Trie
from nlp_zero.upstream import DAG
from nlp_zero.vocabulary import load_vocabulary
from nlp_zero.words import (
    WordFinder, contexts, contrast, discover_words, explain, find_new_words, keywords)

from processes import run_python, start_python

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


@pytest.mark.parametrize('function', [
    discover_words, lambda texts: discover_words(texts, method='ngram', evidence=False), find_new_words,
    Tokenizer(['磁轴']).adapt, lambda texts: explain(texts, ['键盘']), lambda texts: contrast(texts, [TEXT]),
    keywords, make_report, PhraseFinder(list).train, lambda texts: find_templates(texts, list),
    lambda texts: group(texts, list)])
@pytest.mark.parametrize('make', [lambda: (line for line in TEXT.splitlines()), lambda: io.StringIO(TEXT)],
                         ids=['generator', 'open file'])
def test_what_can_be_read_once_is_refused_before_it_is_read_where_two_passes_are_made(function, make):
    texts = make()
    with pytest.raises(ExhaustedCorpusError) as caught:
        function(texts)
    assert 'can be read once' in str(caught.value)
    assert next(texts).startswith('磁轴键盘')


COUNTS, TEMPLATES = {'磁轴': 3, '键盘': 1}, {('磁轴', None): 2}
NAN, INFINITY = float('nan'), float('inf')
NUMBERS = ['3', None, NAN, INFINITY, -1, 0, 1.5, [3], 10 ** 400]
NO_WORDS = [3, [None], [NAN], {'磁轴': NAN}, {'磁轴': 10 ** 400}, [('磁轴', -1)], object()]


@pytest.mark.parametrize('function, wrong', [
    (lambda value: contrast(COUNTS, COUNTS, value), ['3', NAN, 0, 1.5]),
    (lambda value: contrast(COUNTS, COUNTS, prior=value), ['3', None, NAN, INFINITY, 0, [3], 10 ** 400]),
    (lambda value: contrast(COUNTS, COUNTS, min_score=value), ['3', None, INFINITY, -1, [3]]),
    (lambda value: contrast(COUNTS, COUNTS, min_count=value), NUMBERS[:-1]),
    (lambda value: contrast(value, COUNTS), [object(), None, {'磁轴': 10 ** 400}, lambda: 3]),
    (lambda value: keywords(TEXT, value, background=COUNTS), ['3', NAN, 0, -1, 1.5]),
    (lambda value: keywords(TEXT, background=COUNTS, min_length=value), NUMBERS[:-1]),
    (lambda value: keywords(TEXT, background=value), NO_WORDS),
    (lambda value: find_new_words([TEXT], top=value), ['3', NAN, 0, -1, 1.5]),
    (lambda value: find_new_words([TEXT], contexts=value), ['3', None, NAN, -1, 1.5]),
    (lambda value: find_new_words([TEXT], min_count=value), ['3', NAN, 0, -1, 1.5]),
    (lambda value: discover_words([TEXT], method=value), [[], {}, 3]),
    (lambda value: contexts([TEXT], COUNTS, n=value), NUMBERS[:-1]),
    (lambda value: explain([TEXT], value), NO_WORDS[:3] + [None, [], '']),
    (lambda value: Matcher(value, list), NO_WORDS[:4] + [{3: 3}, {None: 1}, [(3, 3)]]),
    (lambda value: Matcher(TEMPLATES, value), [3, '磁轴', ['磁轴']]),
    (lambda value: Matcher(TEMPLATES, list, value), [3, [None], ['磁轴'], {'物': 3}]),
    (lambda value: Matcher(TEMPLATES, list, masks=value), [3, '磁轴']),
    (lambda value: Matcher(TEMPLATES, list, max_gap=value), NUMBERS[:-1]),
    (lambda value: Matcher(TEMPLATES, list).match('磁轴', value), NUMBERS[:-1]),
    (lambda value: find_templates([TEXT], value), [3, '磁轴']),
    (Masks, [None, 3, [('NUM', 3)], [[]], [{}]]),
    (lambda value: Masks((), value), [3, ['AB'], {3: 'a'}, {'AB': 3}]),
    (load_templates, [None, 3, NAN]), (load_classes, [None, 3, [None], [('物', '磁轴')]]),
    (BackoffModel.from_counts, [None, 3, [None], {'磁': NAN}, {'磁': -1}, {'磁': '3'}, {3: 3}, {None: 1}]),
    (Trie, [3, NAN, {'磁轴': '3'}, {3: 3}]),
    (lambda value: list(Tokenizer(COUNTS).cut_lines(value)), [None, 3, [3]]),
    (lambda value: write_report([TEXT], os.devnull, title=value), [3, b'\xff']),
    (lambda value: write_report([TEXT], os.devnull, lang=value), [3, [], None]),
    (lambda value: evaluate_bits(value, [TEXT]), [None, COUNTS, list]),
    (lambda value: evaluate_segmentation(value, [['磁轴']]), [None, 3, [None], [3], [[3]]]),
    (lambda value: evaluate_segmentation([['磁轴']], [['磁轴']], value), [3, NAN, [3], 'missing.txt']),
    (lambda value: evaluate_words(COUNTS, COUNTS, ks=value), [None, 3, ['3'], [0]]),
    (lambda value: Rules(protect=value), [3, [], b'\xff', list]),
    (lambda value: Rules(whole=value), [None, 3, [[]]]),
    (clauses, [None, 3, ['磁轴']]), (symbols, [None, 3, ['磁轴']]),
    (lambda value: list(Tokenizer(COUNTS).cut_texts(value)), [None, 3, [3], ['磁轴'], [('磁轴',)], [(3, True)]]),
    (lambda value: list(Tokenizer(COUNTS).cut_texts([], value)), [None, 3, [' ']]),
    (lambda value: list(Tokenizer(COUNTS).cut_corpus(value)), [None, 3, '磁轴']),
    (lambda value: Tokenizer(COUNTS).joined(value, ' '), [None, 3, ['磁轴']]),
    (lambda value: discover_words([TEXT], min_pmi=value), ['3', NAN, [3], 10 ** 400]),
    (lambda value: discover_words([TEXT], min_entropy=value), ['3', NAN, [3]]),
    (lambda value: discover_words([TEXT], max_length=value), ['3', NAN, [3], 0, 1.5]),
    (lambda value: PhraseFinder(value), [3, '磁轴', [3]]),
    (lambda value: PhraseFinder(min_count=value), NUMBERS[:-1]),
    (lambda value: PhraseFinder(passes=value), NUMBERS[:-1]),
    (PhraseFinder().transform, [None, 3]), (lambda value: shortened_text('磁轴', value), NUMBERS[:-1]),
    (lambda value: PhraseFinder(threshold=value), ['3', NAN, [3]]),
    (lambda value: PhraseFinder(scoring=value), [None, 3, [], {}]),
    (lambda value: TemplateFinder(window=value), NUMBERS[:-1]),
    (lambda value: TemplateFinder(min_proba=value), ['3', None, NAN, [3]]),
    (lambda value: find_templates([TEXT], min_count=value), ['3', None, NAN, 1.5, [3]]),
    (lambda value: TemplateFinder().train(value), [None, 3, '磁轴']),
    (lambda value: Matcher(TEMPLATES, list, words=value), [3, '磁轴', [3]]),
    (lambda value: Matcher(TEMPLATES, list).match_line(value), [None, 3, ['磁轴']]),
    (lambda value: XTrie(TEMPLATES).search(value), [None, 3]),
    (lambda value: Parser(TEMPLATES, list, value), ['3', NAN, INFINITY, [3], 10 ** 400]),
    (lambda value: Parser(TEMPLATES, list).nbest('磁轴', value), NUMBERS[:-1]),
    (lambda value: Parser(TEMPLATES, list).parse_line(value), [None, 3, ['磁轴']]),
    (lambda value: Parser(TEMPLATES, list).parse_text(value), [None, 3, ['磁轴']]),
    (lambda value: Corpus([TEXT], progress=value), [3, 'ab', []]),
    (lambda value: Corpus([TEXT], on_wait=value), [3]),
    (lambda value: Corpus([TEXT], max_chars=value), ['3', NAN, 0, 1.5, [3]]),
    (lambda value: Corpus('-', column=value), [2.5, [], {}, 0]),
    (lambda value: Corpus('-', column=value, header=False), ['评论', '']),
    (lambda value: Corpus('-', column=1, delimiter=value), [3, [','], ',,', '']),
    # Options of files without a file.
    (lambda value: Corpus([TEXT], column=value), [1, '评论']),
    (lambda value: Corpus(lambda: [TEXT], [TEXT], field=value), ['评论']),
    (lambda value: list(Corpus([TEXT]).blocks(value)), NUMBERS[:-1]),
    (lambda value: count_ngrams([TEXT], min_count=value), ['3', None, NAN, 1.5, [3]]),
    (DAG, ['3', None, NAN, -1, 1.5, [3]])])
def test_values_of_another_type_are_errors_of_ours(function, wrong):
    for value in wrong:
        with pytest.raises(NlpZeroError):
            function(value)


@pytest.mark.parametrize('function', [
    lambda value: PhraseFinder(passes=value).train(['甲 乙'] * 9),
    lambda value: count_ngrams(['甲乙'], memory=value),
    lambda value: Matcher({('甲', None, '乙'): 9}, None, max_gap=value).match('甲 丙 乙')[0].template,
    lambda value: find_templates(['甲 丙 乙'] * 9, max_gaps=value, window=value)])
def test_numbers_without_bound_are_taken_as_large(function):
    assert function(10 ** 30) == function(10 ** 6)


def test_what_is_explained_comes_in_every_shape():
    rows = discover_words([TEXT])
    expected = explain([TEXT], ['磁轴'])
    for words in ('磁轴', ('磁轴',), {'磁轴': 3}, [('磁轴', 3)], Tokenizer({'磁轴': 3}), Trie({'磁轴': 3})):
        assert explain([TEXT], words) == expected
    assert [one.text for one in explain([TEXT], rows)] == [row.text for row in rows]


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='no named pipes')
@pytest.mark.parametrize('command', [
    ['new', '--format', 'jsonl'], ['templates', '--all'], ['adapt']])
def test_verbs_of_several_passes_read_named_pipes(command, tmpdir):
    plain, pipe = tmpdir.join('plain.txt'), str(tmpdir.join('pipe.txt'))
    plain.write_text(TEXT, 'utf-8')
    outputs = []
    os.mkfifo(pipe)

    def feed():
        with io.open(pipe, 'wb') as stream:
            stream.write(TEXT.encode('utf-8'))

    writer = threading.Thread(target=feed)
    writer.start()
    for name in (pipe, str(plain)):
        output = tmpdir.join('out')
        assert main(command + ['-q', '-o', str(output), name]) == 0
        outputs.append(output.read_text('utf-8').replace('pipe.txt', 'plain.txt'))
    writer.join()
    assert outputs[0] == outputs[1] and outputs[0]


def test_counts_do_not_depend_on_how_a_long_line_is_cut():
    line = TEXT.replace('\n', ' ') * 20 + '没有标点的结尾'
    expected = count_ngrams([line])
    for most in (10, 100, 1000):
        pieces = list(Corpus([line], max_chars=most))
        assert len(pieces) > 20
        assert count_ngrams(Corpus([line], max_chars=most)) == expected


MEASURED = '''
import resource, sys
from nlp_zero.cli import main
path, verb = sys.argv[1], sys.argv[2:]
for name in (path + '.small', path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert main(verb + ['-q', '-o', path + '.out', name]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
'''


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='memory in kilobytes')
@pytest.mark.parametrize('text, verb', [
    ('中a1', ['count', '--memory', '16MB']), ('中a1，', ['count', '--memory', '16MB']), ('中a1', ['cut']),
    ('今天天气', ['discover', '--memory', '16MB'])])
def test_one_line_of_millions_of_characters_takes_little_memory(tmpdir, text, verb):
    path = tmpdir.join('line.txt')
    path.write_binary((text * 600000).encode('utf-8'))
    tmpdir.join('line.txt.small').write_binary((text * 600).encode('utf-8'))
    done = run_python('-c', MEASURED, str(path), verb[0], '--workers', '1', *verb[1:])
    # Counting the whole line at once takes 70 MB.
    assert done.code == 0 and int(done.out) < 58000


# --- counts and white space ----------------------------------------------------------------------

NO_NUMBER = 'not a whole number in the digits 0 to 9'
NUMBERS = [('²', NO_NUMBER), ('１２', NO_NUMBER), ('1_0', NO_NUMBER), ('-3', NO_NUMBER),
           ('9' * 301, 'a number of 301 digits; at most 300 are read'),
           ('9' * 5000, 'a number of 5000 digits; at most 300 are read')]
IDS = ['superscript', 'full width', 'grouped', 'sign', '301', '5000']
READERS = [
    ('vocabulary', lambda number: load_vocabulary(['键盘 3', '磁轴 %s' % number])),
    ('user dictionary', lambda number: Tokenizer({}).load_userdict(['键盘 3', '磁轴 %s n' % number])),
    ('add_word', lambda number: Tokenizer({}).add_word('磁轴', number)),
    ('n-grams', lambda number: NgramCounter.load(['键盘\t3\n', '磁轴\t%s\n' % number])),
    ('templates', lambda number: load_templates(['[X] 吗\t3', '[X] 好\t%s' % number])),
]


@pytest.mark.parametrize('number, message', NUMBERS, ids=IDS)
@pytest.mark.parametrize('read', [read for _, read in READERS], ids=[name for name, _ in READERS])
def test_a_count_is_read_in_ascii_digits_everywhere(read, number, message):
    with pytest.raises(NlpZeroError) as caught:
        read(number)
    assert message in str(caught.value) and isinstance(caught.value, ValueError)


@pytest.mark.parametrize('number, message', NUMBERS[:3] + NUMBERS[4:], ids=IDS[:3] + IDS[4:])
@pytest.mark.parametrize('arguments', [
    ['count', '--min-count'], ['discover', '--top'], ['cut', '--workers'],
    ['evaluate', '--lexicon', 'x', '-k']])
def test_an_option_is_read_in_ascii_digits_everywhere(capsys, arguments, number, message):
    assert main(arguments + [number]) == 2
    assert message in capsys.readouterr()[1]


@pytest.mark.parametrize('column, code, message', [
    ('²', 1, 'the header names the column'), ('１', 1, 'the header names the column'),
    ('9' * 5000, 2, 'a number of 5000 digits'), ('2', 1, 'the record has 1 columns')],
    ids=['superscript', 'full width', '5000', 'too great'])
def test_a_column_is_counted_in_ascii_digits(command, write, column, code, message):
    done = command('count', '--column', column, write('a.csv', 'text\n磁轴\n'))
    assert done.code == code and message in done.err and 'Traceback' not in done.err


@pytest.mark.parametrize('part, message', [
    ('²', 'has no field'), ('１', 'has no field'), ('9' * 5000, '5000 digits')],
                         ids=['superscript', 'full width', '5000'])
def test_an_item_is_counted_in_ascii_digits(write, part, message):
    path = write('a.jsonl', '{"a": [{"b": "磁轴"}, {"b": "键盘"}]}\n')
    assert list(Corpus(path, field='a.1.b')) == ['键盘'] and list(Corpus(path, field='a.2.b')) == []
    with pytest.raises(NlpZeroError) as caught:
        list(Corpus(path, field='a.%s.b' % part))
    assert message in str(caught.value)


def test_the_mongolian_vowel_separator_is_no_white_space(write, command):
    # To 2.7 U+180E is white space, to Unicode since 6.3 and to Python 3 it is not.
    word = '磁\u180e轴'
    assert load_vocabulary(['%s 3' % word, '\u180e键盘 4']) == {word: 3, '\u180e键盘': 4}
    assert load_vocabulary(['%s\u30003' % word]) == {'%s\u30003' % word: 1}
    assert list(word_clauses(['%s 键盘' % word], filtering=False)) == [[word, '键盘']]
    assert evaluate_segmentation([word + ' 好'], [word + ' 好']).gold_words == 2
    with pytest.raises(CorpusError):
        list(Corpus(write('a.jsonl', '{"a": "b"}\n\u180e\n'), field='a'))
    assert list(Corpus(write('b.jsonl', '{"a": "b"}\n\u3000\x1c\n'), field='a')) == ['b']
    stop = write('stop.txt', '\u180e\u3000\n\u3000的 \n')
    cut = command('cut', '-d', '|', '--stopwords', stop, write('c.txt', '我的\u180e键盘\n'))
    assert '的' not in cut.out and '\u180e' not in cut.out and cut.out.startswith('我|')


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
    process = start_python('-m', 'nlp_zero', 'cut', '--vocab', str(vocabulary), '-o', str(out),
                           stdin=subprocess.PIPE, stdout=None, stderr=None)
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


@pytest.mark.parametrize('verb', ['count', 'discover', 'cut', 'phrases', 'templates'])
@pytest.mark.parametrize('name, option', [('a.csv', '--column'), ('a.jsonl', '--field'), ('a.xlsx', 'CSV')])
def test_a_command_asks_for_the_column_or_field_of_records(write, capsys, verb, name, option):
    path = write(name, 'text\n今天\n')
    assert main([verb, path]) == 2
    assert option in capsys.readouterr().err
