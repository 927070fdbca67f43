# -*- coding: utf-8 -*-
"""What each option of the command line takes and refuses, and how a verb is declared."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import pkgutil
import sys

import pytest
from processes import finish, start_python

import nlp_zero.cli
from nlp_zero.cli import VERBS, main

ACCEPTED, REFUSED = 1, 2    # the file that they name is missing, so a command that is accepted ends with 1

# verb and option: values at or above the limit, values below it or beside it
LIMITS = [
    ('count -n', ['1', '10000'], ['0', '10001', 'x', '1.0', '+2', '１', '', '1' * 5000]),
    ('count --min-count', ['1', '2'], ['0', '-1']),
    ('count --workers', ['1', '2'], ['0']),
    ('count --memory', ['1', '64K', '1%'], ['0', 'lots', '-1', '101%']),
    ('count --errors', ['strict', 'replace', 'skip'], ['maybe']),
    ('merge --min-count', ['1'], ['0']),
    ('discover --min-count', ['1'], ['0']),
    ('discover --min-length', ['1'], ['0']),
    ('discover --max-length', ['1'], ['0']),
    ('discover --top', ['1'], ['0']),
    ('discover --min-pmi', ['-1.5', '0', '1e1'], ['nan', 'inf', '-inf', '1_0', '１', '.', '1e999']),
    ('discover --min-entropy', ['0', '0.1'], ['-0.1', 'nan']),
    ('discover --method', ['ngram', 'min_entropy'], ['magic']),
    ('discover --format', ['table', 'txt', 'csv', 'tsv', 'jsonl', 'jieba', 'html'], ['xml']),
    ('discover --sort', ['count', 'score', 'pmi', 'entropy'], ['text']),
    ('phrases --format', ['table', 'html'], ['xml']),
    ('new --top', ['1'], ['0']),
    ('new --min-count', ['1'], ['0']),
    ('new --min-entropy', ['0', '0.1'], ['-0.1', 'nan', '1e999']),
    ('new --method', ['ngram', 'min_entropy'], ['magic']),
    ('new --format', ['table', 'txt', 'csv', 'tsv', 'jsonl', 'jieba', 'html'], ['xml']),
    ('new --contexts', ['0', '1'], ['-1']),
    ('context 键帽 -n', ['1'], ['0']),
    ('context 键帽 --width', ['0'], ['-1']),
    ('context 键帽 --format', ['table', 'csv', 'tsv', 'jsonl', 'html'], ['txt', 'jieba']),
    ('contrast --against missing.txt --top', ['1'], ['0']),
    ('contrast --against missing.txt --min-count', ['1'], ['0']),
    ('contrast --against missing.txt --min-effect', ['0', '0.5'], ['-0.1', 'nan']),
    ('contrast --against missing.txt --min-score', ['0', '9'], ['-0.1']),
    ('contrast --against missing.txt --prior', ['0.001', '1'], ['0', '-1']),
    ('keywords --top', ['1'], ['0']),
    ('explain 键帽 --lang', ['en', 'zh'], ['de']),
    ('explain 键帽 --contexts', ['0'], ['-1']),
    ('keywords --min-length', ['1'], ['0']),
    ('cut --workers', ['1'], ['0']),
    ('cut --protect', ['a+'], ['(', 'a*']),
    ('cut --mode', ['default', 'search', 'all'], ['none']),
    ('phrases --min-count', ['1'], ['0']),
    ('phrases --passes', ['1'], ['0']),
    ('phrases --max-words', ['2'], ['1']),
    ('phrases --top', ['1'], ['0']),
    ('phrases --threshold', ['-5', '0'], ['nan']),
    ('templates --window', ['1'], ['0']),
    ('templates --min-count', ['1'], ['0']),
    ('templates --min-proba', ['0', '0.5'], ['-0.1']),
    ('templates --min-words', ['1'], ['0']),
    ('templates --min-saving', ['0', '2.5'], ['-0.1']),
    ('templates --max-gaps', ['0'], ['-1']),
    ('templates --min-fillers', ['1'], ['0']),
    ('templates --min-entropy', ['0'], ['-0.1']),
    ('templates --top', ['1'], ['0']),
    ('templates --slots --fillers', ['1'], ['0']),
    ('templates --slots --similarity', ['0.001', '1'], ['0', '-1', '1.001']),
    ('templates --slots --examples', ['0'], ['-1']),
    ('match --templates missing.txt --nbest', ['1'], ['0']),
    ('match --templates missing.txt --max-gap', ['1'], ['0']),
    ('match --templates missing.txt --workers', ['1'], ['0']),
    ('match --templates missing.txt --format', ['jsonl', 'table'], ['xml']),
    ('report --top', ['1'], ['0']),
    ('report --contexts', ['0'], ['-1']),
    ('report --min-count', ['1'], ['0']),
    ('report --phrases', ['0'], ['-1']),
    ('report --templates', ['0'], ['-1']),
    ('report --lang', ['zh', 'en'], ['fr']),
    ('evaluate --lexicon lexicon.txt -k', ['1', '1,2'], ['0', '2,0', '1,x', '1,', '']),
]


@pytest.mark.parametrize('option, value, code', [
    (option, value, code) for option, taken, refused in LIMITS
    for code, values in ((ACCEPTED, taken), (REFUSED, refused)) for value in values])
def test_every_limit(option, value, code, tmpdir, capsys):
    assert main(option.split() + [value, str(tmpdir.join('missing.txt'))]) == code
    out, errors = capsys.readouterr()
    marks = ('nlp-zero: 错误: ', '内部错误') if option.endswith('--lang') and value == 'zh' else (
        'nlp-zero: error: ', 'internal error')
    assert out == '' and [errors.count(mark) for mark in marks] == [1, 0]
    # A refusal names the option, the value, or what is wrong with it, and not the file.
    assert ('missing.txt' in errors or 'gold.txt' in errors) == (code == ACCEPTED)


@pytest.mark.parametrize('arguments, wrong', [
    ('count --map --reduce', '--map and --reduce'), ('count --map --min-count 2', '--min-count'),
    ('count --reduce --checkpoint x', '--checkpoint'), ('cut --offsets -d x', '-d'),
    ('cut --offsets --delimiter=', '-d'), ('cut --force', '--userdict'),
    ('phrases --segmented --vocab x', '--vocab'), ('templates --segmented --vocab x', '--vocab'),
    ('parse --templates x --segmented --vocab x', '--vocab'), ('parse', '--templates'),
    ('match --templates x --segmented --vocab x', '--vocab'), ('match', '--templates'),
    ('evaluate', 'give one of'), ('evaluate --gold a --lexicon b c', 'give one of'),
    ('evaluate --gold a --bits b', 'give one of'), ('evaluate --gold a', 'not 0'),
    ('evaluate --lexicon a b c', 'not 2'), ('explain', 'at least one word'),
    ('explain missing.txt', 'at least one word'), ('context', 'at least one word to show'),
    ('contrast a', '--against'), ('keywords --each-line --format jieba', '--each-line'),
    ('contrast --against -', 'standard input is one text'),
    ('report --against -', 'standard input is one text'),
    ('cut --vocab -', 'standard input is one text'), ('cut --userdict a --userdict - -', 'is one text'),
    ('context --words -', 'standard input is one text'), ('new --known - --background - a', 'is one text'),
    ('evaluate --gold - -', 'standard input is one text'), ('evaluate --bits --vocab -', 'is one text'),
    ('match --templates - --classes - a', 'is one text'), ('explain --model - a', 'is one text'),
    ('discover --save-model m -o ./m a', '--save-model and -o need two names, not m twice'),
    ('merge - -', 'is one text'), ('cut - -', 'is one text'),
    ('cut --userdict - --userdict - a.txt', 'is one text'),
    ('contrast a --against - --against -', 'is one text'),
    ('discover --save-model - a', 'the model and the words cannot both go to standard output: name a file by '
                                  '-o or --save-model'),
    ('templates --slots --save-classes - a', 'the classes and the templates cannot both go to standard '
                                             'output: name a file by -o or --save-classes'),
    ('discover in.txt --save-model ./in.txt', '--save-model names a file that is read: ./in.txt'),
    ('discover in.txt --known k --save-model k', '--save-model names a file that is read: k'),
    ('templates --slots --save-classes in.txt in.txt', '--save-classes names a file that is read: in.txt'),
    ('templates --slots --save-classes m -o m a', '--save-classes and -o need two names, not m twice'),
    ('contrast a --against b --counts --phrases', '--phrases is for texts'),
    ('contrast a --against b --segmented --vocab x', '--vocab'),
    ('context -- missing.txt', 'at least one word'), ('count -d x', 'unrecognized arguments: -d'),
    ('count --frob', 'unrecognized arguments: --frob'),
    ('new --tp 3', 'unrecognized arguments: --tp; did you mean --top?'), ('cut -d', 'expected one argument')])
def test_options_that_exclude_or_need_each_other(arguments, wrong, capsys):
    assert main(arguments.split()) == REFUSED
    out, errors = capsys.readouterr()
    assert out == '' and wrong in errors.splitlines()[-1]
    assert errors.startswith('usage: nlp-zero ')


@pytest.mark.parametrize('arguments', [
    '--save-model %s -o %s' % (os.devnull, os.devnull), '--save-model - -o %s' % os.devnull,
    '--model m --update --save-model ./m'])
def test_places_that_may_be_named_twice(arguments):
    assert main(['discover', 'none.txt'] + arguments.split()) == ACCEPTED


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='standard output has no real path')
@pytest.mark.parametrize('saved, result', [('-', '/dev/stdout'), ('-', 'OUT'), ('OUT', '-')])
def test_standard_output_by_another_name_is_not_written_twice(saved, result, tmpdir):
    path = str(tmpdir.join('out'))
    saved, result = [name.replace('OUT', path) for name in (saved, result)]
    arguments = ['-m', 'nlp_zero', 'discover', 'none.txt', '--save-model', saved, '-o', result]
    with io.open(path, 'wb') as out:
        done = finish(start_python(*arguments, stdout=out))
    assert done.code == REFUSED and 'cannot both go to standard output' in done.err


@pytest.mark.parametrize('verb', ['discover --save-model', 'templates --slots --save-classes'])
def test_a_zero_character_in_a_name_is_named(verb, write, capsys):
    assert main(verb.split() + ['a\0b', write('t.txt', '键帽')]) == 1
    assert capsys.readouterr()[1].endswith('a\\x00b: is no path: it holds a zero character\n')


@pytest.mark.parametrize('arguments, delimiter', [
    ([], ' '), (['-d', '|'], '|'), (['--delimiter', '|'], '|'), (['--delimiter=|'], '|'),
    (['-d', '--'], '--'), (['-d', ''], ''), (['-d', '-d'], '-d'),
    (['--delimiter=a=b'], 'a=b')])
def test_a_delimiter_may_be_any_text(arguments, delimiter, write, capsys):
    vocabulary = write('v.txt', '今天 5\n天气 5\n')
    text = write('t.txt', '今天天气')
    assert main(['cut', '--vocab', vocabulary, '-o', text + '.cut'] + arguments + [text]) == 0
    with open(text + '.cut', 'rb') as result:
        assert result.read().decode('utf-8') == '今天%s天气' % delimiter


def test_what_follows_two_dashes_is_a_file(command, write):
    write('-d', '甲')
    write('x', '乙')
    result = command('count', '--', '-d', 'x')
    assert (result.code, result.out, result.err) == (0, '乙\t1\n甲\t1\n', '')


@pytest.mark.parametrize('arguments, words', [
    (['甲乙', 'texts.txt'], '甲乙'), (['--words', 'words.txt', 'texts.txt'], '甲乙 丙'),
    (['丁', '--words', 'words.txt', 'texts.txt'], '丁 甲乙 丙'), (['甲乙', '丁'], '甲乙 丁')])
def test_explain_tells_words_from_files(command, write, arguments, words):
    write('texts.txt', '甲乙很好\n' * 9)
    write('words.txt', '甲乙 9\n\n\u3000\n丙\n')
    result = command('explain', *arguments, stdin='甲乙很好\n'.encode('utf-8') * 9)
    assert result.code == 0
    assert [line.split(': ')[0] for line in result.out.splitlines() if line[0] != ' '] == words.split()


@pytest.mark.parametrize('arguments, code', [
    ([], 2), (['frobnicate'], 2), (['数'], 2), (['--version'], 0), (['--help'], 0), (['-h'], 0),
    (['help'], 0)])
def test_the_top_of_the_command_line(arguments, code, capsys, monkeypatch):
    monkeypatch.setenv(str('LC_ALL'), str('C'))
    assert main(arguments) == code
    shown, other = capsys.readouterr()[::1 if code == 0 else -1]
    assert other == ''
    if arguments != ['--version']:
        for verb in VERBS:
            assert '\n  %s ' % verb in shown
    assert ('nlp-zero: error: ' in shown) == (code == 2)


def test_verbs_are_shown_by_what_they_are_for(capsys, monkeypatch):
    monkeypatch.setenv(str('LC_ALL'), str('C'))
    assert main(['--help']) == 0
    lines = capsys.readouterr()[0].splitlines()
    jobs = [line for line in lines if line.endswith(':') and line[:1].strip()]
    assert jobs == [
        'find words:', 'segment text:', 'mine phrases and templates:', 'count, convert and evaluate:']
    shown = [line.split()[0] for line in lines if line.startswith('  ')]
    assert shown == list(VERBS) and shown[0] == 'new' and shown.index('cut') < shown.index('count')


def test_every_verb_is_a_module_with_the_same_names():
    modules = [name for _, name, _ in pkgutil.iter_modules([os.path.dirname(nlp_zero.cli.__file__)])]
    assert sorted('_verb_' + verb for verb in VERBS) == sorted(
        name for name in modules if name.startswith('_verb_'))


@pytest.mark.parametrize('verb', VERBS)
def test_every_verb_has_help(verb, capsys, monkeypatch):
    monkeypatch.setenv(str('LC_ALL'), str('C'))
    assert main([verb, '--help']) == 0
    out, errors = capsys.readouterr()
    assert out.startswith('usage: nlp-zero %s [options] ' % verb) and errors == ''
    assert '--debug' in out
    assert ('--output' in out) == (verb != 'sample'), 'all but one, which writes a folder, write a file'


@pytest.mark.parametrize('verb, more', [
    ('nw', '; did you mean new?'), ('discvoer', '; did you mean discover?'), ('frobnicate', '')])
def test_an_unknown_verb_is_told_the_closest(verb, more, capsys):
    assert main([verb]) == REFUSED
    said = capsys.readouterr()[1].splitlines()[-1]
    assert said == "nlp-zero: error: unknown verb '%s'%s" % (verb, more)


@pytest.mark.parametrize('arguments, way', [
    ('report a.txt', '-o report.html'), ('convert a.txt --format compiled', 'naming OUT')])
def test_a_page_and_the_compiled_form_are_not_shown_on_a_terminal(arguments, way, monkeypatch, capsys):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, 'stdout', Terminal())
    assert main(arguments.split()) == REFUSED
    assert 'write it to a file by ' + way in capsys.readouterr()[1]
