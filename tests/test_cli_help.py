# -*- coding: utf-8 -*-
"""The help of the command line: in English and in Chinese, complete, with examples that are commands."""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import ast
import ctypes
import io
import os
import re
import sys

import pytest

import nlp_zero
from nlp_zero.cli import VERBS, main, translator
from nlp_zero.text import display_width
from processes import make_package_paths_absolute

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


@pytest.mark.parametrize('arguments, language', [
    (['cut', '--la', 'zh', 'gone.txt'], 'zh'), (['cut', '--lan=zh', '--top', '3'], 'zh'),
    (['cut', '--', 'gone.txt', '--lang', 'zh'], 'en'), (['cut', '--', 'gone.txt', '--lang=zh'], 'en'),
    (['report', 'gone.txt'], 'en'), (['report', '--lang', 'zh', 'gone.txt'], 'zh')])
def test_the_option_chooses_the_language_of_errors(arguments, language, monkeypatch, capsys):
    monkeypatch.setenv(str('LC_ALL'), str('C'))
    assert main(arguments) != 0
    assert bool(CHINESE.search(capsys.readouterr()[1])) == (language == 'zh')


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


PACKAGE = os.path.dirname(os.path.abspath(nlp_zero.__file__))
VALUE = re.compile('%[-.0-9]*[a-zA-Z]')


def chinese_messages():
    """Return the pairs of lines of data/messages.zh.txt."""
    with io.open(os.path.join(PACKAGE, 'data', 'messages.zh.txt'), encoding='utf-8') as source:
        lines = [line.rstrip('\n') for line in source if line.strip() and not line.startswith('#')]
    return list(zip(lines[::2], lines[1::2]))


def modules():
    """Yield (path within the package, syntax tree) of each module of the package, and of argparse."""
    paths = [argparse.__file__.replace('.pyc', '.py')]
    for folder, _, names in os.walk(PACKAGE):
        paths += [os.path.join(folder, name) for name in names if name.endswith('.py')]
    for path in paths:
        with io.open(path, 'rb') as source:
            yield os.path.relpath(path, PACKAGE).replace(os.sep, '/'), ast.parse(source.read())


def constants(tree):
    """Yield the texts in a syntax tree, adjacent literals as one."""
    for node in ast.walk(tree):
        name = type(node).__name__
        text = node.value if name == 'Constant' else node.s if name == 'Str' else None
        if isinstance(text, bytes):
            text = text.decode('latin-1')
        if isinstance(text, type('')):
            yield text


def normalised(text):
    """Return a message with `%s` for `%(name)r`, and without the widths of other values."""
    return re.sub('%(?:[(][a-z_]+[)])?[-.0-9]*([a-zA-Z])',
                  lambda value: '%' + value.group(1).replace('r', 's'), text)


# Made by the system and by Python's codecs.
NOT_OURS = {'No such file or directory', 'Permission denied', 'No space left on device', 'Is a directory',
            'Not a directory', 'File exists', 'File name too long', 'invalid start byte',
            'invalid continuation byte', 'unexpected end of data', 'illegal multibyte sequence',
            'incomplete multibyte sequence'}


# Made of several texts of the code, between which are bars.
COMPOSED = """
usage: nlp-zero |%s [options] %s
unknown verb '%s'
unknown verb '%s'|; did you mean %s?
unrecognized arguments: %s|; did you mean %s?
'%s' is not a number
'%s' is not a number|, |at least |%s
'%s' is not a number|, |above |%s
'%s' is not a number|, |above |%s|, |at most |%s
'%s' is not a number|, |at least |%s|, |at most |%s
%s is not for reading on a terminal: write it to a file by |naming OUT
the bundled words |%s
--ngrams goes with --format %s| or |%s
1 template, which covers| %.1f %% of the clauses
%d templates, which cover| %.1f %% of the clauses
%s|: |%d of %d lines look like sentences, the first of them line %d, %r: a dictionary has one word a line
read as %s|; |%d undecodable byte sequences replaced
read as %s|; |%d lines with undecodable bytes left out
no such file|; to read a text itself, give it in a list
the folder holds no file like %s| or |%s|; name the files, or a glob such as folder/*
the folder holds no file like %s| or |%s| or |%s|; name the files, or a glob such as folder/*
bytes %s are not valid %s|; if the file is not UTF-8, say encoding='gb18030', encoding='big5' or \
encoding='auto'|; errors='replace' or errors='skip' reads on
bytes %s are not valid %s|; the first block looked like %s: say what it is|; errors='replace' or \
errors='skip' reads on
bytes %s are not valid %s|; encoding='gb18030' holds all of %s and more|; errors='replace' or \
errors='skip' reads on
bytes %s are not valid %s|; errors='replace' or errors='skip' reads on
bytes %s are not valid %s|; it looks like %s data: give the file a name in %s|; errors='replace' or \
errors='skip' reads on
bytes %s are not valid %s|; it has zero bytes: perhaps encoding='utf-16-le', or no text at all|; \
errors='replace' or errors='skip' reads on
encoding='auto' finds no byte-order mark and neither valid UTF-8 nor GB18030 nor Big5; the nearest, %s, \
fails here
encoding='auto' finds no byte-order mark and neither valid UTF-8 nor GB18030 nor Big5; the nearest, %s, \
fails here|; it looks like %s data: give the file a name in %s
encoding='auto' finds no byte-order mark and neither valid UTF-8 nor GB18030 nor Big5; the nearest, %s, \
fails here|; it has zero bytes: perhaps encoding='utf-16-le', or no text at all
the header names the column %s |not at all|; it names %s
the header names the column %s |twice or more|; it names %s
is |JSON|, and no dictionary: save it as lines of `word count`
it was cut short or changed
%.60r is no line of `|name<TAB>member<TAB>strength` or `name<TAB>template<TAB>#gap|`
a worker process ended before its work was done (%s); |if nobody stopped it, the system may have run out \
of memory: try fewer workers (or a smaller memory=)
%.1f| MB read
%.1f| of %.1f| MB read
%s|: |%.1f| MB read
%s|: |%.1f| of %.1f| MB read
%s|: |%d| of %d| |blocks
%s|: |%d| of %d| |groups of blocks
%s|: |%d| of %d| |groups of runs
%s|: |%d| of %d| |candidates
%s|: |%d| of %d| |words
%s|: |%d| |parts
""".strip().splitlines()


def test_what_is_in_chinese_is_a_message_of_the_code():
    code = set(normalised(text) for _, tree in modules() for text in constants(tree))
    composed = dict((line.replace('|', ''), line.split('|')) for line in COMPOSED)
    english = [line for line, _ in chinese_messages()]
    assert sorted(set(composed) - set(english)) == []
    assert [line for line in english if normalised(line) not in code
            and line not in NOT_OURS and line not in composed] == []
    assert [line for line in composed if not all(any(normalised(part) in text for text in code)
                                                 for part in composed[line])] == []


# The forms of composed messages, and what only a program can be told.
NOT_SHOWN = """
%.60r is no line of `%s`
%s %.1f %% of the clauses
%s is no line of `%s`
%s is no line of counts
%s; item %d is %s: %s
%s; open the file in binary, or let Corpus open it, to have encoding= and errors= work
%s; this is %s: %s
'%s' is not a number%s
--ngrams goes with --format %s
a line of a vocabulary is text, not %s: %.60r
a word is a text of one character or more, not %.60r
a word with a line break cannot be saved: %r
a worker process ended before its work was done (%s); %s
encoding='auto' finds no byte-order mark and neither valid UTF-8 nor GB18030 nor Big5; the nearest, %s, \
fails here%s
no line can hold the template "%s" with the count %r: a template has a word or a gap, and a count is a \
whole \
number from 1 on
the header names the column %s %s; it names %s
this is a table (%s): pass one column, such as table[%r], or table.itertuples()
""".strip().splitlines()


def messages_of_errors(path, tree):
    """Yield the texts that a module makes an error of, or shows."""
    kinds = ['FormatError', 'InputError', 'OutputError', 'EncodingError', 'VocabularyError', 'CorpusError',
             'WorkerError', 'EmptyCorpusError']
    if path.startswith('cli/'):
        kinds += ['ArgumentError', 'message', 'error', 'explain_nothing']
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, 'id', getattr(node.func, 'attr', '')) in kinds:
            for argument in node.args:
                form = argument.left if isinstance(argument, ast.BinOp) else argument
                for text in constants(form):
                    if ' ' in text:
                        yield text


def test_what_users_are_told_is_in_chinese():
    translate = translator('zh')
    told = [text for path, tree in modules() for text in messages_of_errors(path, tree)]
    assert len(told) > 200
    shown = dict((text, translate(VALUE.sub(lambda value: 'a' if value.group()[-1] in 'rs' else '7', text)
                                  .replace('%%', '%'))) for text in told)
    assert sorted(text for text in shown if not CHINESE.search(shown[text])) == NOT_SHOWN


def test_each_chinese_message_is_chinese_and_takes_values_that_there_are():
    pairs = chinese_messages()
    assert len(set(english for english, _ in pairs)) == len(pairs)
    for english, chinese in pairs:
        assert chinese.startswith('  ') and not english.startswith('  ')
        assert CHINESE.search(chinese)
        places, values = re.findall('{([^}]*?)!?}', chinese), len(VALUE.findall(english))
        assert sorted(places) == sorted(set(places) & set('%d' % (value + 1) for value in range(values)))
        # Two values side by side could not be told apart.
        assert not re.search('%[-.0-9]*[a-zA-Z]%', english.replace('%%', '')), english


@pytest.mark.parametrize('arguments, files, code, english, chinese', [
    (['new', 'gone.txt'], {}, 1, 'gone.txt: no such file', 'gone.txt: 没有这个文件'),
    (['new', '*.text'], {}, 1, '*.text: no file matches this pattern', '*.text: 没有文件匹配这个通配符'),
    (['count', 'a.txt'], {'a.txt': b'\xc4\xe3'}, 1,
     "a.txt:1: bytes c4 are not valid utf-8; if the file is not UTF-8, say --encoding gb18030, --encoding "
     "big5 or --encoding auto; --errors replace or --errors skip reads on (byte offset 0)",
     'a.txt:1: 字节 c4 不是合法的 utf-8；文件若不是 UTF-8，请用 --encoding gb18030、--encoding big5 '
     '或 --encoding auto 说明，或用 --errors replace、--errors skip 继续读（第 0 字节）'),
    (['count', '--column', '词', 'a.csv'], {'a.csv': b'a,b\n'}, 1,
     "a.csv:1: the header names the column '词' not at all; it names 'a', 'b'",
     "a.csv:1: 表头没有 '词' 这一列；有：'a', 'b'"),
    (['count', '--column', '9', 'a.csv'], {'a.csv': b'a,b\nc,d\n'}, 1,
     'a.csv:1: the record has 2 columns, column 9 is asked for', 'a.csv:1: 这条记录只有 2 列，没有第 9 列'),
    (['count', '--field', 'a', 'a.jsonl'], {'a.jsonl': b'{"a": 1}\n'}, 1,
     "a.jsonl:1: the field 'a' holds a number, not text", "a.jsonl:1: 字段 'a' 的值是数，不是文本"),
    (['cut', '-o', '.', 'a.txt'], {'a.txt': b'a'}, 1, '.: is a directory, not a file', '.: 是目录，不是文件'),
    (['cut', '-o', 'none/', 'a.txt'], {'a.txt': b'a'}, 1, 'none/: is the name of a directory, not of a file',
     'none/: 是目录名，不是文件名'),
    (['cut', '-o', 'none/.', 'a.txt'], {'a.txt': b'a'}, 1,
     'none/.: is the name of a directory, not of a file', 'none/.: 是目录名，不是文件名'),
    (['cut', '-o', '', 'a.txt'], {'a.txt': b'a'}, 1, 'the name of the output is empty', '输出文件名为空'),
    (['sample', '.'], {'news.txt': b'a'}, 1,
     '.: news.txt is there already, and nothing was written: name a new folder',
     '.: 目录里已有 news.txt，什么都没有写；请换一个新目录'),
    (['cut', '--top', '3'], {}, 2, 'unrecognized arguments: --top; did you mean --stopwords?',
     '无法识别的参数：--top；是不是 --stopwords？'),
    (['new', '--top', '0'], {}, 2, 'argument --top: 0 is not a whole number from 1 up',
     '参数 --top：应为不小于 1 的整数，不能是 0'),
    (['new', '--top'], {}, 2, 'argument --top: expected one argument', '参数 --top：后面要有一个值'),
    (['new', '-q', '-q'], {}, 2, '--quiet is given twice: give it once', '--quiet 给了两次，只能给一次'),
    (['neww'], {}, 2, "unknown verb 'neww'; did you mean new?", '没有子命令“neww”；是不是 new？'),
    (['new', '--known', 'gone.txt', 'a.txt'], {'a.txt': b'a'}, 1,
     'gone.txt: no such file; --known is a list of words, or the path of a dictionary',
     'gone.txt: 没有这个文件；--known 应为词典文件'),
    (['evaluate', '--lexicon', 'gone.txt', 'a.txt'], {'a.txt': b'a'}, 1,
     'gone.txt: no such file; --lexicon is a list of words, or the path of a dictionary',
     'gone.txt: 没有这个文件；--lexicon 应为词典文件'),
    (['evaluate', '--lexicon', 'a.txt', 'gone.txt'], {'a.txt': b'a'}, 1,
     'gone.txt: no such file; WORDS is a list of words, or the path of a dictionary',
     'gone.txt: 没有这个文件；WORDS 应为词典文件'),
    (['count', '--max-n', '99999', 'a.txt'], {'a.txt': b'a'}, 2,
     '--max-n must be a whole number from 1 to 10000, not 99999', '--max-n 应为 1 到 10000 的整数，不能是 99999'),
    (['convert', '--ngrams', 'a.txt', 'out'], {'a.txt': b'a'}, 2, '--ngrams goes with --format arpa or srilm',
     '--ngrams 要与 --format arpa 或 srilm 同用'),
    (['convert', 'a.json', 'out'], {'a.json': b'{}'}, 1,
     'a.json: is JSON, and no dictionary: save it as lines of `word count`',
     'a.json: 是 JSON，不是词典；请存为每行“词 词频”'),
    (['match', '--templates', 't.txt', '--classes', 'c.txt', 'a.txt'],
     {'t.txt': b'[X] a\t2\n', 'c.txt': b'a\n', 'a.txt': b'a'}, 1,
     "c.txt:1: 'a' is no line of `name<TAB>member<TAB>strength` or `name<TAB>template<TAB>#gap`",
     "c.txt:1: 'a' 不是“名称<制表符>成员<制表符>强度”，也不是“名称<制表符>模板<制表符>#槽位”"),
    (['match', '--templates', 't.txt', 'a.txt'], {'t.txt': b'[X] [a\t2\n', 'a.txt': b'a'}, 1,
     "t.txt:1: '[a' is no word of a template: a literal [ is written \\[, and only "
     '\\\\ \\[ \\s \\t \\n \\r \\0 follow a backslash',
     "t.txt:1: '[a' 不能作模板中的词：[ 本身写作 \\[，反斜杠后只能是 \\\\ \\[ \\s \\t \\n \\r \\0"),
    (['count', '--checkpoint', 'c', 'a.txt'], {'a.txt': b'a', 'c/nlp-zero-checkpoint': b'nlp-zero'}, 1,
     os.path.join('c', 'nlp-zero-checkpoint') + ': is damaged: it was cut short or changed',
     os.path.join('c', 'nlp-zero-checkpoint') + ': 已损坏：被截断或改动过'),
    (['explain', '键帽', '语\udcff.md', 'a.txt'], {}, 2, "the word is not UTF-8: '语\\udcff.md'",
     "词 不是 UTF-8：'语\\udcff.md'"),
    ([], {}, 2, 'a verb is missing', '缺少子命令')])
def test_errors_are_in_the_language_of_the_help(
        arguments, files, code, english, chinese, tmpdir, monkeypatch, capsys):
    for name, content in files.items():
        tmpdir.join(name).write_binary(content, ensure=True)
    make_package_paths_absolute()
    monkeypatch.chdir(str(tmpdir))
    for language, message in (('en', 'error: ' + english), ('zh', '错误: ' + chinese)):
        assert main(['--lang', language] + arguments) == code
        assert capsys.readouterr()[1].splitlines()[-1] == 'nlp-zero: ' + message


@pytest.mark.parametrize('arguments, code, message', [
    (['context', 'more'], 0, '1 个词中有 1 个没有出现：more'),
    (['context', 'iphone 6 s'], 0, '1 个词中有 1 个没有出现：iphone 6 s'),
    (['new', '--top', 'a number'], 2, "错误: 参数 --top：不是由数字 0 到 9 组成的整数：'a number'"),
    (['phrases', '--threshold', 'a number'], 2, '错误: 参数 --threshold：“a number”不是数'),
    (['cut', '--x is given twice: give it once'], 2,
     '错误: 无法识别的参数：--x is given twice: give it once'),
    (['context', 'a is not for reading on a terminal: write it to a file by b'], 0,
     '1 个词中有 1 个没有出现：a is not for reading on a terminal: write it to a file by b'),
    (['merge', 'a of b words do not occur: c'], 0, 'a of b words do not occur: c 里没有计数'),
    (['1 of 2 words'], 2, '错误: 没有子命令“1 of 2 words”'),
    (['argument a: ' * 8000], 2, '错误: 没有子命令“%s”' % ('argument a: ' * 8000)),
    (['context', 'the words of ' * 8000], 0, '1 个词中有 1 个没有出现：' + 'the words of ' * 8000)])
def test_values_of_the_user_are_shown_as_they_are(arguments, code, message, write, monkeypatch, capsys):
    path = write('a.txt', '今天天气很好。\n')
    write('a of b words do not occur: c', '')
    monkeypatch.chdir(os.path.dirname(path))
    assert main(['--lang', 'zh'] + arguments + [path] * (arguments[0] == 'context')) == code
    assert capsys.readouterr()[1].splitlines()[-1].strip() == 'nlp-zero: ' + message.strip()


@pytest.mark.parametrize('language, stages', [
    ('en', ['preparing the fit, 0 s', 'fitting the model, pass 1, 0 s']),
    ('zh', ['准备学习，0 秒', '学习模型，第 1 遍，0 秒'])])
def test_progress_is_in_the_language_of_the_help(language, stages, write, monkeypatch, capsys):
    monkeypatch.setattr('time.time', lambda: 0)
    path = write('a.txt', '今天天气很好，明天天气不好。\n' * 20)
    assert main(['discover', '--progress', '--lang', language, path]) == 0
    shown = [line.strip() for line in capsys.readouterr()[1].split('\r')]
    assert set(stages) <= set(shown)


@pytest.mark.parametrize('language, message', [
    ('en', 'nlp-zero: nothing found in 1 lines, 4 characters: no n-gram occurs --min-count times\n'),
    ('zh', 'nlp-zero: 共 1 行、4 个字符，没有找到结果：没有 n-gram 达到 --min-count 次\n')])
def test_notices_are_in_the_language_of_the_locale(language, message, tmpdir, monkeypatch, capsys):
    tmpdir.join('a.txt').write_binary('的、了。'.encode('utf-8'))
    monkeypatch.setenv(str('LC_ALL'), str('zh_CN.UTF-8' if language == 'zh' else 'C'))
    assert main(['count', '--min-count', '5', str(tmpdir.join('a.txt'))]) == 0
    assert capsys.readouterr()[1] == message
