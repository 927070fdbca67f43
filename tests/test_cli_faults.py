# -*- coding: utf-8 -*-
"""What goes wrong on the command line is said early, once, in its own words, and loses nothing."""
from __future__ import absolute_import, division, print_function, unicode_literals

import errno
import io
import os
import shutil
import subprocess
import sys

import pytest
from processes import finish, start_python

from nlp_zero.cli import VERBS, main, name_options, show_characters

FAILED, REFUSED = 1, 2
# `sample` reads nothing and writes a folder.
READERS = [verb for verb in VERBS if verb != 'sample']
NEEDED = {'context': ['词'], 'contrast': ['--against', 'none.txt'], 'evaluate': ['--bits'], 'explain': ['词'],
          'match': ['--templates', 'none.txt'], 'parse': ['--templates', 'none.txt']}


def last_line(capsys):
    out, errors = capsys.readouterr()
    assert out == '' and 'Traceback' not in errors
    return errors.splitlines()[-1]


# --- The output is looked at before the work --------------------------------------------------------

@pytest.mark.parametrize('verb', READERS)
@pytest.mark.parametrize('target', ['missing/out.txt', '.'])
def test_an_output_that_cannot_be_is_refused_before_the_input_is_read(verb, target, tmpdir, capsys):
    path = os.path.join(str(tmpdir), target)
    # Were the input read first, its error would come first.
    missing = os.path.join(str(tmpdir), 'no-input.txt')
    assert main([verb, '-o', path] + NEEDED.get(verb, []) + [missing]) == FAILED
    assert 'no-input' not in last_line(capsys)
    assert os.listdir(str(tmpdir)) == []


def test_looking_at_the_output_leaves_it_as_it_is(write, capsys):
    target = write('out.txt', 'precious')
    assert main(['count', '-o', target, target + '.missing']) == FAILED
    with io.open(target, encoding='utf-8') as kept:
        assert kept.read() == 'precious'
    assert os.listdir(os.path.dirname(target)) == ['out.txt']


# --- No option is given twice -----------------------------------------------------------------------

@pytest.mark.parametrize('arguments', [
    'cut --vocab a --vocab b', 'cut --voc a --vocab=b', 'discover --top 3 --top 3', 'count -n 2 --max-n 3',
    'cut -q -q', 'cut -d a -d b', 'cut -d a --delimiter=b', 'count --map --map',
    'parse --templates a --templates b',
    'evaluate --lexicon a --lexicon b', 'templates -o a --output b', 'merge --min-count 2 --min-count 3',
    'phrases --memory 1GB --memory 2GB', 'explain --encoding utf-8 --encoding gbk'])
def test_an_option_that_is_repeated_is_refused(arguments, capsys):
    assert main(arguments.split()) == REFUSED
    assert 'is given twice' in last_line(capsys)


def test_options_that_may_be_repeated_add_up(write, capsys):
    text = write('t.txt', '键帽厚实，手感清脆，换了一副键帽，手感像雨点，键帽颜色偏灰，这手感，值，空格键有点松，送的线太短，'
                          '灯光柔和，声音小，不吵同事，第一次买轴体')
    first, second = write('a.txt', '键帽 3\n'), write('b.txt', '手感 2\n')

    def found(*options):
        out = text + '.words'
        verb = 'discover -q --method ngram --min-length 2 --min-count 3 -o'.split()
        assert main(verb + [out, text] + list(options)) == 0
        with io.open(out, encoding='utf-8') as lines:
            return set(line.split()[0] for line in lines)
    assert found() == {'键帽', '手感'}
    for option in ('--known', '--stop'):
        assert found(option, first) == {'手感'}
        assert found(option, first, option, second) == set()


@pytest.mark.parametrize('arguments, wrong', [
    ('templates --examples 2 t', '--examples has no effect without --slots'),
    ('templates --fillers 2 t', '--fillers has no effect without --slots'),
    ('templates --similarity 1 t', '--similarity has no effect without --slots'),
    ('evaluate --gold g -k 1 t', '-k has no effect without --lexicon'),
    ('evaluate --lexicon l --vocab v t', '--vocab has no effect with --lexicon')])
def test_options_without_effect_are_refused(arguments, wrong, capsys):
    assert main(arguments.split()) == REFUSED
    assert wrong in last_line(capsys)


# --- Dictionaries in other encodings ----------------------------------------------------------------

@pytest.mark.parametrize('options', [
    ['cut', '--vocab'], ['cut', '--userdict'], ['discover', '--known'], ['discover', '--stop'],
    ['new', '--known'], ['report', '--known'], ['phrases', '--vocab'], ['templates', '--vocab'],
    ['evaluate', '--bits', '--vocab'], ['explain', '键帽', '--words']])
def test_a_dictionary_in_another_encoding_says_how(options, write, capsys):
    text = write('t.txt', '键帽青轴，键帽青轴。')
    dictionary = write('gbk.txt', '键帽 3\n'.encode('gbk'))
    arguments = options + [dictionary, text, '-q', '-o', text + '.out']
    assert main(arguments) == FAILED
    message = last_line(capsys)
    assert 'gbk.txt:1: ' in message and 'pass --dict-encoding' in message
    assert main(arguments + ['--dict-encoding', 'gbk']) == 0


# --- Words and files of `explain` -------------------------------------------------------------------

@pytest.mark.parametrize('word', ['Node.js', '3.14', 'C/S', 'a.b.c', '5.1声道', 'TCP/IP'])
def test_a_word_with_a_dot_or_a_slash_is_a_word(word, write):
    text = write('t.txt', '键帽青轴，键帽青轴。')
    out = text + '.out'
    assert main(['explain', word, text, '-q', '-o', out]) == 0
    with io.open(out, encoding='utf-8') as lines:
        assert lines.read().startswith(word)


@pytest.mark.parametrize('name', ['missing.txt', 'missing.txt.gz', 'MISSING.TXT'])
def test_a_file_that_is_missing_is_no_word(name, write, capsys):
    folder = os.path.dirname(write('t.txt', '键帽'))
    for path in (name, os.path.join(folder, 'missing')):
        assert main(['explain', '键帽', path]) == FAILED
        assert 'no such file' in last_line(capsys)


@pytest.mark.parametrize('verb', ['explain', 'context'])
@pytest.mark.parametrize('names, missing', [
    (['t.tx'], 't.tx'), (['none/t'], 'none/t'), (['3.14'], ''), (['t.tx', '-'], ''), (['青轴。'], ''),
    (['语料.docx'], '语料.docx'), (['Node.js', 'C/S'], '')])
def test_a_word_that_could_be_a_file_is_named_if_none_is_read(verb, names, missing, monkeypatch, capsys):
    monkeypatch.setattr('sys.stdin', io.BytesIO('键帽青轴，键帽青轴。我用Node.js写C/S'.encode('utf-8')))
    assert main([verb, '键帽'] + names) == 0
    expected = ['nlp-zero: there is no file %s: it was taken for a word, and standard input was read'
                % missing]
    errors = capsys.readouterr()[1].splitlines()
    assert [line for line in errors if 'there is no' in line] == (expected if missing else [])


@pytest.mark.parametrize('names, more', [([], ''), (['t.tx'], '; there is no file t.tx')])
def test_a_terminal_is_not_read_for_words_in_context(names, more, monkeypatch, capsys):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr('sys.stdin', Terminal())
    assert main(['context', '键帽'] + names) == REFUSED
    assert last_line(capsys) == (
        'nlp-zero: error: name the files in which the words stand, or - for standard input' + more)


# --- Standard streams that are closed or full -------------------------------------------------------

SHELL = pytest.mark.skipif(os.name == 'nt', reason='needs a POSIX shell')


def shell(redirection, *arguments):
    """Run a command with its standard streams redirected by a shell; return (code, stdout, stderr)."""
    code = ('import subprocess, sys\n'
            "shell = ['sh', '-c', 'exec \"$@\" ' + sys.argv[1], 'sh']\n"
            "sys.exit(subprocess.call(shell + [sys.executable, '-m', 'nlp_zero'] + sys.argv[2:]))")
    process = start_python('-c', code, redirection, *arguments, stdin=subprocess.PIPE)
    done = finish(process, '键帽青轴，键帽青轴。\n'.encode('utf-8'))
    return done.code, done.out, done.err


@SHELL
@pytest.mark.parametrize('arguments, named', [
    (['--help'], 'standard output '), (['--version'], 'standard output '),
    (['cut', '--help'], 'standard output '), (['cut'], ''), (['count'], '')])
@pytest.mark.parametrize('redirection', ['>&-', '>/dev/full'])
def test_a_standard_output_that_takes_nothing(arguments, named, redirection):
    if 'full' in redirection and not os.path.exists('/dev/full'):
        pytest.skip('there is no /dev/full')
    code, out, errors = shell(redirection, *arguments)
    assert code == FAILED and out == '' and named in errors
    assert errors.startswith('nlp-zero: error: ') and len(errors.splitlines()) == 1


@SHELL
@pytest.mark.parametrize('arguments', [['--frob'], ['cut', '--frob'], [], ['cut', 'missing.txt']])
@pytest.mark.parametrize('redirection', ['2>&-', '2>/dev/full'])
def test_a_standard_error_that_takes_nothing(arguments, redirection):
    if 'full' in redirection and not os.path.exists('/dev/full'):
        pytest.skip('there is no /dev/full')
    code, out, errors = shell(redirection, *arguments)
    assert (code, out, errors) == (FAILED if arguments[1:] == ['missing.txt'] else REFUSED, '', '')


@SHELL
@pytest.mark.parametrize('verb', READERS)
def test_a_standard_input_that_is_closed(verb):
    needed = NEEDED.get(verb, [])
    if verb in ('match', 'parse'):
        needed = ['--templates', os.devnull]
    code, out, errors = shell('<&-', verb, *needed)
    assert code == FAILED and out == ''
    assert errors.startswith('nlp-zero: error: ') and 'standard input' in errors


# --- What a program puts in their place ------------------------------------------------------------

class Writer(object):
    """Take what is written, and have none of the other attributes of a stream."""

    def __init__(self):
        self.parts = []

    def write(self, data):
        self.parts.append(data)

    def flush(self):
        pass

    def getvalue(self):
        return str().join(self.parts)


STAND_INS = [io.StringIO, io.BytesIO, Writer]
if str is bytes:
    import cStringIO
    import StringIO
    STAND_INS += [StringIO.StringIO, cStringIO.StringIO]


@pytest.mark.parametrize('stand_in', STAND_INS)
@pytest.mark.parametrize('arguments, shown, wrong', [
    (['count', '-n', '1'], '键\t2\n', ''), (['--version'], 'nlp-zero ', ''),
    (['cut', '--mode', '键'], '', '键')])
def test_streams_of_a_host_program(stand_in, arguments, shown, wrong, write, monkeypatch):
    streams = [stand_in(), stand_in()]
    for name, stream in zip(('stdout', 'stderr'), streams):
        monkeypatch.setattr('sys.' + name, stream)
    text = write('t.txt', '键帽，键')
    code = main(arguments + [text])
    written = [stream.getvalue() for stream in streams]
    monkeypatch.undo()
    written = [data.decode('utf-8') if isinstance(data, bytes) else data for data in written]
    assert code == (REFUSED if wrong else 0)
    assert shown in written[0] and wrong in written[1]
    assert bool(written[0]) == bool(shown) and bool(written[1]) == bool(wrong)


@pytest.mark.parametrize('stand_in', [io.StringIO, lambda text: io.BytesIO(text.encode('utf-8'))])
def test_standard_input_of_a_host_program(stand_in, monkeypatch, capfd):
    monkeypatch.setattr('sys.stdin', stand_in('键帽，键\n' * 9000))
    assert main(['count', '-n', '1']) == 0
    assert capfd.readouterr()[0].splitlines()[0].split('\t')[1] == '9000'


# --- The words of messages --------------------------------------------------------------------------

@pytest.mark.parametrize('name', ['utf-9', '', 'hex', '\u952e'])
def test_an_unknown_encoding_of_dictionaries_is_an_error_even_if_there_is_none(write, capsys, name):
    path = write('text', '键帽\n')
    assert main(['context', '--dict-encoding', name, '键', '--', path]) == 2
    assert 'unknown encoding' in capsys.readouterr().err
    assert main(['context', '-q', '--dict-encoding', 'gbk', '键', '--', path]) == 0


@pytest.mark.parametrize('message, shown', [
    ('give temp_dir= on a larger disk', 'give --temp-dir on a larger disk'),
    ("try encoding='auto'", 'try --encoding auto'), ("u'encoding=', encoding=", "u'--encoding', --encoding"),
    ('colour=red and a==b stay', 'colour=red and a==b stay'), ('--encoding=x', '--encoding=x'),
    ('fewer (or a smaller memory=)', 'fewer'), ('fewer (or a new temp_dir=)', 'fewer (or a new --temp-dir)')])
def test_messages_name_the_options_of_the_command(message, shown):
    assert name_options(message, {'temp_dir': '--temp-dir', 'encoding': '--encoding'}) == shown


@pytest.mark.parametrize('message, shown', [
    ('no word \\u952e\\u5e3d', 'no word 键帽'), ('\\\\u952e', '\\\\u952e'), ('\\\\\\u952e', '\\\\键'),
    ('\\u200b \\u180e \\u202e', '\\u200b \\u180e \\u202e'),
    ('\\ud800', '\\ud800'), ('\\U00020000', '\U00020000'),
    ('\\U99999999', '\\U99999999'), ('\\u95', '\\u95'), ('\\x41', '\\x41'),
    ('\\xb2 \\xe9 \\x85', '² é \\x85'), ("b'\\xc1\\'\\xe4' \\u952e", "b'\\xc1\\'\\xe4' 键")])
def test_messages_show_what_a_terminal_shows(message, shown):
    assert show_characters(message) == shown


@pytest.mark.parametrize('name, shown', [('a\nb.txt', 'a\\x0ab.txt'), ('\x1b(0', '\\x1b(0')])
def test_a_name_in_a_message_stays_on_its_line(capsys, name, shown):
    assert main(['count', '-q', name]) == 1
    assert capsys.readouterr().err.startswith('nlp-zero: error: %s: no such file' % shown)


@pytest.mark.parametrize('locale, shown', [('C.UTF-8', '键帽'), ('C', '\\u952e\\u5e3d')])
def test_chinese_shows_where_the_terminal_can(command, locale, shown):
    environment = {str('LC_ALL'): str(locale), str('PYTHONUTF8'): str('0'),
                   str('PYTHONCOERCECLOCALE'): str('0'),
                   str('PYTHONIOENCODING'): str('' if locale != 'C' else 'ascii')}
    result = command('cut', '--mode', '键帽', env=environment)
    assert result.code == REFUSED and shown in result.err


def test_a_text_is_no_dictionary_and_has_no_templates(command, write):
    text = write('a.txt', '键帽厚实，手感清脆，发货快\n声音小，不吵同事。\n')
    said = command('convert', text, 'out.txt').err
    assert said.startswith('nlp-zero: %s: 2 of 2 lines look like sentences' % text) and said.count('\n') == 1
    assert command('convert', '-q', text, 'out.txt').err == ''
    refused = command('match', '--templates', text, text)
    assert refused.code == 1 and '%s: no line has a gap' % text in refused.err


@pytest.mark.parametrize('arguments', [
    ['discover', '--min-count', '9'], ['new'], ['phrases'], ['templates'],
    ['contrast', '--segmented', '--against', 'a.txt']])
def test_an_empty_result_says_why(command, write, arguments):
    write('a.txt', '今天天气真好\n我们去公园玩\n')
    result = command(*(arguments + ['a.txt', '-o', 'out.txt']))
    assert result.code == 0 and 'nlp-zero: nothing found in ' in result.err
    assert command(*(arguments + ['-q', 'a.txt', '-o', 'out.txt'])).err == ''


def test_messages_name_the_option_for_each_value(command, write):
    said = command('count', write('a.txt', b'\xff\n')).err
    assert '--encoding gb18030, --encoding big5 or --encoding auto; --errors replace or --errors skip' in said
    said = command('convert', write('b.txt', '键帽 3\n'), 'out', '--format', 'srilm').err
    assert 'as `nlp-zero count` writes them' in said


def test_of_what_does_not_occur_there_are_no_numbers(command, write):
    found = command('explain', '--lang', 'zh', '没有这个词', write('a.txt', '今天天气真好\n' * 9))
    assert found.out.count('\n') == 1 and found.out.startswith('没有这个词: 不是词。')


def test_a_copy_of_standard_input_that_does_not_fit_is_named(monkeypatch, capsys, tmpdir):
    def fill(source, target, length):
        raise IOError(errno.ENOSPC, 'No space left on device')

    monkeypatch.setattr(shutil, 'copyfileobj', fill)
    monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(io.BytesIO(b'a')))
    assert main(['discover', '-q', '--temp-dir', str(tmpdir)]) == 1
    message = last_line(capsys)
    assert message.startswith('nlp-zero: error: %s' % tmpdir) and 'copy standard input there' in message
    assert tmpdir.listdir() == []
