# -*- coding: utf-8 -*-
"""The help of the command line: in English and in Chinese, complete, with examples that are commands."""
from __future__ import absolute_import, division, print_function, unicode_literals

import ctypes
import io
import re
import sys

import pytest

from nlp_zero.cli import VERBS, main
from nlp_zero.text import display_width

OPTION = re.compile('\n  (-[^\n]*?)(?=  |\n)(.*?)(?=\n  -|\n\n)', re.DOTALL)
CHINESE = re.compile('[\u4e00-\u9fff]')


@pytest.fixture
def shown(capsys, monkeypatch):
    """Return a function from arguments to what a command shows, under a locale without Chinese."""
    for name in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
        monkeypatch.setenv(str(name), str('C'))
    monkeypatch.setenv(str('COLUMNS'), str('80'))

    def show(*arguments):
        assert main(list(arguments)) == 0
        return capsys.readouterr()[0]
    return show


def examples_of(text):
    """Return the commands at the end of a help, without their comments."""
    lines = re.split('\n(?:examples|示例):\n', text)[1].split('\n\n')[0].splitlines()
    return [line.partition('#')[0].strip() for line in lines]


@pytest.mark.parametrize('verb', VERBS)
def test_chinese_help_has_all_that_the_english_has(verb, shown):
    english, chinese = shown(verb, '--help'), shown(verb, '--help', '--lang', 'zh')
    options = [name for name, _ in OPTION.findall(english)]
    assert '-h, --help' in options and '--debug' in options
    assert [name for name, _ in OPTION.findall(chinese)] == options
    assert [name for name, text in OPTION.findall(chinese) if not CHINESE.search(text)] == []
    headings = [line for line in chinese.splitlines() if re.match('[^ ].*:$', line)]
    assert [line for line in headings if not CHINESE.match(line)] == []
    assert not CHINESE.search(re.sub('键帽|触底', '', english))


@pytest.mark.parametrize('verb', VERBS)
def test_examples_are_commands_that_are_accepted(verb, shown, tmpdir):
    examples = examples_of(shown(verb, '--help'))
    assert examples == examples_of(shown(verb, '--help', '--lang', 'zh'))
    for line in examples:
        arguments = line[line.index('nlp-zero '):].split()[1:]
        assert arguments[0] == verb
        arguments = [str(tmpdir.join(text)) if text == 'samples' else text for text in arguments]
        assert main(arguments) == (0 if verb == 'sample' else 1), 'the files that %s names are missing' % line


def test_chinese_lines_are_broken_by_their_width(shown):
    lines = shown('phrases', '--help', '--lang=zh').partition('\n示例:')[0].splitlines()
    assert max(display_width(line) for line in lines) <= 78
    assert [line for line in lines if line.strip()[:1] and line.strip()[0] in '，。；：、）'] == []


@pytest.mark.parametrize('arguments', [
    ['--lang', 'zh', '--help'], ['--lang=zh', 'help'], ['-h', '--lang', 'zh']])
def test_the_verbs_are_shown_in_chinese(arguments, shown):
    lines = shown(*arguments).splitlines()
    assert lines[0] == '用法: nlp-zero 子命令 [选项] [文件]' and '分词:' in lines
    assert [line.split()[0] for line in lines if line.startswith('  ')] == list(VERBS)
    assert [line for line in lines if line and not CHINESE.search(line)] == []


@pytest.mark.parametrize('name, value, arguments, language', [
    ('LC_ALL', 'zh_CN.UTF-8', [], 'zh'), ('LC_ALL', 'zh_TW', ['--lang', 'en'], 'en'),
    ('LC_ALL', 'C', [], 'en'), ('LC_ALL', 'C', ['--lang', 'zh'], 'zh')])
def test_the_locale_chooses_unless_an_option_does(name, value, arguments, language, shown, monkeypatch):
    monkeypatch.setenv(str(name), str(value))
    top, verb = shown('--help', *arguments), shown('cut', '--help', *arguments)
    assert [bool(CHINESE.search(text)) for text in (top, verb)] == [language == 'zh'] * 2


@pytest.mark.parametrize('number, language', [
    (0x0804, 'zh'), (0x0404, 'zh'), (0x0409, 'en'), (0x0411, 'en')])    # Chinese twice, English, Japanese
def test_windows_chooses_where_the_environment_does_not(number, language, shown, monkeypatch):
    class Library(object):
        class kernel32(object):
            GetUserDefaultUILanguage = staticmethod(lambda: number)
    for name in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
        monkeypatch.delenv(str(name))
    monkeypatch.setattr(ctypes, 'windll', Library, raising=False)
    assert bool(CHINESE.search(shown('cut', '--help'))) == (language == 'zh')


def test_a_language_before_the_verb_is_one_of_the_verb(shown):
    assert shown('--lang', 'zh', 'cut', '--help') == shown('cut', '--help', '--lang', 'zh')


def test_help_goes_into_a_pipe_as_results_do(command):
    plain = {str('LC_ALL'): str('C'), str('PYTHONUTF8'): str('0'), str('PYTHONIOENCODING'): str('')}
    done = command('merge', '--help', '--lang', 'zh', env=plain)
    assert (done.code, done.err) == (0, '') and '合并已保存的 n-gram 频次' in done.out


@pytest.mark.parametrize('arguments, told', [(['cut'], True), (['cut', '-'], True), (['cut', '-q'], False)])
def test_somebody_at_a_terminal_is_told_that_it_reads(arguments, told, capsys, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True
    monkeypatch.setattr(sys, 'stdin', Terminal('我们\n'))
    assert main(arguments) == 0
    out, errors = capsys.readouterr()
    assert out == '我们\n'
    assert ('nlp-zero: reading what is typed, up to Ctrl-D' in errors) == told
