# -*- coding: utf-8 -*-
"""Test the corpus: every kind of source, every kind of damage, memory that does not grow."""
from __future__ import absolute_import, division, print_function, unicode_literals

import collections
import io
import json
import ntpath
import os
import pickle
import platform
import random
import sys
import tarfile
import types
import zipfile

import pytest

from nlp_zero._storage import BLOCK, open_output, path_name
from nlp_zero.cli import main
from nlp_zero.corpus import _find_files, Corpus, LineCorpus, as_corpus
from nlp_zero.errors import (
    ArgumentError, CorpusError, CorpusTypeError, EncodingError, ExhaustedCorpusError, InputError)
from nlp_zero.templates import Matcher
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words

LINES = ['这把键盘的手感真不错', '', '客服说，三天内发货。', '𠮷野家的牛肉饭 12.5 元', 'ok',
         '  两头有空格  ', '最后一行！']
TRADITIONAL = ['這個鍵盤的手感真是不錯', '', '客服說，三天內出貨。', 'ok', '最後一行！']


@pytest.fixture
def folder(tmpdir):
    return str(tmpdir)


@pytest.fixture
def put(tmpdir):
    """Return a function that stores bytes, or text as UTF-8, and returns the path."""
    def store(name, data):
        path = os.path.join(str(tmpdir), *name.split('/'))
        if not os.path.isdir(os.path.dirname(path)):
            os.makedirs(os.path.dirname(path))
        with io.open(path, 'wb') as stream:
            stream.write(data if isinstance(data, bytes) else data.encode('utf-8'))
        return path
    return store


def failing(error, corpus):
    """Return the message of the error that reading a corpus raises."""
    with pytest.raises(error) as caught:
        list(corpus)
    return str(caught.value)


# --- sources -------------------------------------------------------------------------------------

def test_lines_come_again_and_again(put):
    corpus = Corpus(put('a.txt', '\n'.join(LINES)))
    assert list(corpus) == LINES
    assert list(corpus) == LINES
    assert (corpus.lines, corpus.characters) == (len(LINES), len(''.join(LINES)))


def test_two_passes_at_once_do_not_mix(put):
    corpus = Corpus(put('a.txt', '\n'.join(LINES)))
    assert [pair for pair in zip(corpus, corpus)] == [(line, line) for line in LINES]


@pytest.mark.parametrize('suffix', ['', '.gz', '.bz2'])
def test_compressed_files_are_read_by_name(folder, suffix):
    path = os.path.join(folder, '语料.txt' + suffix)
    with open_output(path) as out:
        out.write('\n'.join(LINES))
    assert list(Corpus(path)) == LINES


def test_every_spelling_of_a_path_is_taken(put):
    class PathLike(object):
        def __fspath__(self):
            return path

    path = put('语料.txt', '一行\n')
    assert list(Corpus(path, path.encode('utf-8'), PathLike())) == ['一行'] * 3


def test_sources_of_all_kinds_come_in_the_order_given(put):
    path = put('a.txt', '来自文件\n')
    stream = io.BytesIO('来自流'.encode('utf-8'))
    corpus = Corpus(['来自列表'], path, stream, (text for text in ['来自生成器']),
                    lambda: ['来自函数'], io.StringIO('来自文本流\n'))
    assert list(corpus) == ['来自列表', '来自文件', '来自流', '来自生成器', '来自函数', '来自文本流']


def test_a_corpus_is_a_source_too(put):
    inner = Corpus(put('a.txt', '一行'.encode('gb18030')), encoding='gb18030')
    assert list(Corpus(inner, ['二行'])) == ['一行', '二行']


def test_a_directory_is_read_in_order_without_hidden_files(put, folder):
    for name in ('b.txt', 'a/z.txt', 'a/b/c.txt', 'a.txt', 'B.txt', 'c/语.text'):
        put(name, name + '\n')
    for name in ('.hidden.txt', '.git/x.txt', 'README.md', 'words.csv', 'a/~tmp'):
        put(name, 'no\n')
    with open_output(os.path.join(folder, 'd.txt.gz')) as out:
        out.write('d.txt.gz')
    expected = ['B.txt', 'a/b/c.txt', 'a/z.txt', 'a.txt', 'b.txt', 'c/语.text', 'd.txt.gz']
    assert list(Corpus(folder)) == expected
    assert list(Corpus(folder + os.sep)) == expected


@pytest.mark.parametrize('pattern, expected', [
    ('*.md', ['x.md']), (('*.md', '*.log'), ['b/y.log', 'x.md']),
    ('*', ['b/y.log', 'x.md', 'z.txt'])])
def test_a_pattern_chooses_the_files_of_a_directory(put, folder, pattern, expected):
    for name in ('x.md', 'b/y.log', 'z.txt'):
        put(name, name)
    assert list(Corpus(folder, pattern=pattern)) == expected


def test_records_of_a_directory_are_found_by_their_suffix(put, folder):
    put('a.jsonl', '{"text": "一"}\n')
    put('a.csv', 'text\n二\n')
    put('a.txt', '三\n')
    assert list(Corpus(folder, field='text')) == ['一']
    assert list(Corpus(folder, column='text')) == ['二']
    assert list(Corpus(folder)) == ['三']


@pytest.mark.skipif(not hasattr(os, 'symlink') or os.name == 'nt', reason='no symbolic links')
def test_a_folder_that_links_to_itself_ends(put, folder):
    put('a/x.txt', '一')
    os.symlink(folder, os.path.join(folder, 'a', 'loop'))
    assert list(Corpus(folder)) == ['一']


@pytest.mark.parametrize('pattern, expected', [
    ('*.txt', ['b.txt', '语.txt']), ('?.txt', ['b.txt', '语.txt']), ('[a-c].txt', ['b.txt']),
    ('a/*.txt', ['a/x.txt']), ('*/*.txt', ['a/x.txt', 'c/x.txt']),
    ('**/*.txt', ['a/b/y.txt', 'a/x.txt', 'b.txt', 'c/x.txt', '语.txt']),
    ('*', ['a/b/y.txt', 'a/x.txt', 'b.txt', 'c/x.txt', '语.txt']), ('语*', ['语.txt'])])
def test_globs_are_expanded_in_order(put, folder, pattern, expected, monkeypatch):
    for name in ('b.txt', 'a/x.txt', 'a/b/y.txt', 'c/x.txt', '.h.txt', '语.txt'):
        put(name, name)
    assert list(Corpus(folder.replace(os.sep, '/') + '/' + pattern)) == expected
    monkeypatch.chdir(folder)
    assert list(Corpus(pattern)) == expected


class WindowsPaths(object):
    """Stand for `os.path` of Windows, over some files."""

    def __init__(self, files):
        self._files = set(files)
        self._folders = set(file[:at].rstrip('\\') for file in files
                            for at in range(1, len(file)) if file[at - 1] == '\\')

    def __getattr__(self, name):
        return getattr(ntpath, name)

    def _key(self, path):
        return ntpath.normpath(path_name(path)).rstrip('\\')

    def exists(self, path):
        return self.isdir(path) or self._key(path) in self._files

    def isdir(self, path):
        return self._key(path) in self._folders or self._key(path) in ('.', 'C:.')

    def islink(self, path):
        return False

    def names(self, folder):
        key = self._key(folder)
        key = {'.': '', 'C:.': 'C:'}.get(key, key + '\\')
        inside = [file[len(key):] for file in self._files if file.startswith(key)]
        return sorted(set(rest.partition('\\')[0] for rest in inside if rest))


@pytest.mark.parametrize('pattern, found', [
    ('C:\\a\\*.txt', ['C:\\a\\x.TXT', 'C:\\a\\y.txt']), ('C:/a/*.TXT', ['C:\\a\\x.TXT', 'C:\\a\\y.txt']),
    ('C:\\**\\?.txt', ['C:\\a\\b\\z.txt', 'C:\\a\\x.TXT', 'C:\\a\\y.txt']),
    ('C:\\a/b\\[a-z].txt', ['C:\\a\\b\\z.txt']),
    ('\\\\host\\share\\*.txt', ['\\\\host\\share\\n.txt']), ('d\\*.txt', ['d\\r.txt']),
    ('*\\r.*', ['d\\r.txt'])])
def test_globs_of_windows_have_drives_and_backslashes(monkeypatch, pattern, found):
    paths = WindowsPaths(['C:\\a\\x.TXT', 'C:\\a\\y.txt', 'C:\\a\\b\\z.txt',
                          '\\\\host\\share\\n.txt', 'd\\r.txt'])
    windows = types.ModuleType(str('windows'))
    windows.sep, windows.altsep, windows.curdir = '\\', '/', '.'
    windows.path, windows.listdir = paths, paths.names
    monkeypatch.setattr(_find_files, 'os', windows)
    monkeypatch.setattr(_find_files, 'os_path', path_name)
    assert [file.path for file in _find_files.find_files(pattern)] == found


def test_a_file_whose_name_looks_like_a_glob_is_that_file(put):
    path = put('a[1].txt', '名字')
    put('a1.txt', '别的')
    assert list(Corpus(path)) == ['名字']


@pytest.fixture
def archive(folder):
    path = os.path.join(folder, 'a.zip')
    names = ['b.txt', 'a/x.txt', 'a/y.csv', '.hidden', '__MACOSX/b.txt', 'a/', '../b/x.csv']
    with zipfile.ZipFile(path, str('w'), zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(str(name), (name + ' 内容\n').encode('utf-8'))
    return path


@pytest.mark.parametrize('member, expected', [
    ('', ['../b/x.csv', 'a/x.txt', 'a/y.csv', 'b.txt']), ('!b.txt', ['b.txt']),
    ('!a/*', ['a/x.txt', 'a/y.csv']), ('!*.txt', ['a/x.txt', 'b.txt'])])
def test_members_of_an_archive(archive, member, expected):
    corpus = Corpus(archive + member)
    assert list(corpus) == [name + ' 内容' for name in expected]
    assert list(corpus) == [name + ' 内容' for name in expected]
    assert corpus.size() == sum(len((name + ' 内容\n').encode('utf-8')) for name in expected)


def test_an_archive_is_opened_once_a_pass(archive, monkeypatch):
    opened = []
    real = zipfile.ZipFile

    def counting(*arguments, **options):
        opened.append(real(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(zipfile, 'ZipFile', counting)
    corpus = Corpus(archive)
    assert len(list(corpus)) == 4 and len(opened) == 2
    assert len(list(corpus)) == 4 and len(opened) == 3
    assert [one.fp for one in opened] == [None] * 3


def test_archives_in_folders_and_globs_are_opened(archive, folder):
    assert len(list(Corpus(folder, pattern='*.zip'))) == 4
    assert len(list(Corpus(folder.replace(os.sep, '/') + '/*.zip'))) == 4


def test_a_member_named_in_gb18030_is_found(folder):
    path = os.path.join(folder, 'a.zip')
    name = '评论.txt'.encode('gb18030')
    with zipfile.ZipFile(path, str('w')) as packed:
        packed.writestr(str('AAAA.txt'), '内容'.encode('utf-8'))
    with io.open(path, 'rb') as stream:
        data = stream.read().replace(b'AAAA.txt', name)
    with io.open(path, 'wb') as out:
        out.write(data)
    assert len(name) == len('AAAA.txt')
    corpus = Corpus(path + '!评论.txt')
    assert list(corpus) == ['内容'] and corpus.encodings == {path_name(path) + '!评论.txt': 'utf-8'}


def test_standard_input_is_read_once(monkeypatch):
    class Standard(object):
        buffer = io.BytesIO('一\n二\n'.encode('utf-8'))

        def read(self, size=-1):
            return self.buffer.read(size)

    monkeypatch.setattr(sys, 'stdin', Standard())
    corpus = Corpus('-')
    assert list(corpus) == ['一', '二']
    assert 'standard input' in failing(ExhaustedCorpusError, corpus)


@pytest.mark.parametrize('make', [
    lambda: iter(['一', '二']), lambda: (text for text in ['一', '二']),
    lambda: io.StringIO('一\n二\n'), lambda: io.BytesIO('一\n二\n'.encode('utf-8'))])
def test_a_used_up_source_is_an_error_at_the_second_pass(make):
    corpus = as_corpus(make())
    assert list(corpus) == ['一', '二']
    assert 'second pass' in failing(ExhaustedCorpusError, corpus)
    # The error comes before any other source is read again.
    both = Corpus(['零'], make())
    assert list(both) == ['零', '一', '二']
    with pytest.raises(ExhaustedCorpusError):
        next(iter(both))


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='no named pipes')
def test_a_pipe_is_read_once_whatever_its_name(folder):
    import threading
    path = os.path.join(folder, 'pipe.txt')
    os.mkfifo(path)

    def feed():
        with io.open(path, 'wb') as stream:
            stream.write('一\n'.encode('utf-8'))

    writer = threading.Thread(target=feed)
    writer.start()
    corpus = Corpus(path)
    assert list(corpus) == ['一']
    writer.join()
    assert 'a pipe can be read once' in failing(ExhaustedCorpusError, corpus)
    assert corpus.size() is None


def test_a_closed_file_and_a_closed_standard_input_say_so(put, monkeypatch):
    stream = io.open(put('a.txt', '一'), 'rb')
    stream.close()
    assert 'closed' in failing(InputError, Corpus(stream))
    monkeypatch.setattr(sys, 'stdin', None)
    assert 'standard input is closed' in failing(InputError, Corpus('-'))


def test_a_pass_that_was_broken_off_counts_as_one():
    corpus = as_corpus(text for text in ['一', '二'])
    assert next(iter(corpus)) == '一'
    failing(ExhaustedCorpusError, corpus)


@pytest.mark.parametrize('value', [['一', '二'], ('一', '二'), {'一': 1, '二': 2}.keys(),
                                   lambda: (text for text in ['一', '二'])])
def test_what_can_be_read_again_is_read_again(value):
    corpus = as_corpus(value)
    assert sorted(corpus) == ['一', '二'] and sorted(corpus) == ['一', '二']


def test_a_class_of_the_callers_own_is_a_corpus():
    class Texts(object):
        def __iter__(self):
            return iter(['一', '二'])

    corpus = as_corpus(Texts())
    assert list(corpus) == ['一', '二'] and list(corpus) == ['一', '二']


def test_an_open_file_stays_open(put):
    with io.open(put('a.txt', '一\n'), 'rb') as stream:
        assert list(Corpus(stream)) == ['一']
        assert not stream.closed


@pytest.mark.skipif(platform.python_implementation() == 'PyPy', reason='it closes at its leisure')
def test_a_pass_that_is_broken_off_closes_its_file(put, monkeypatch):
    opened = []
    real = io.open

    def counting(*arguments, **options):
        opened.append(real(*arguments, **options))
        return opened[-1]

    path = put('a.txt', '\n'.join(sample(11)))
    monkeypatch.setattr(io, 'open', counting)
    lines = iter(Corpus(path))
    next(lines)
    lines.close()
    assert list(Corpus(path))
    assert len(opened) == 2 and all(stream.closed for stream in opened)


def test_as_corpus_leaves_a_corpus_alone():
    corpus = Corpus(['一'])
    assert as_corpus(corpus) is corpus


@pytest.mark.parametrize('value, message', [
    ('今天天气', 'a single text'), (b'abc', 'a single'), (None, 'NoneType'), (3, 'int'),
    (object(), 'object')])
def test_what_is_no_corpus_says_what_to_pass(value, message):
    with pytest.raises(CorpusTypeError) as caught:
        as_corpus(value)
    assert message in str(caught.value)


class Table(object):
    columns = ['text']

    def __iter__(self):
        return iter(self.columns)


@pytest.mark.parametrize('value, message', [
    ({'a': '今天'}, 'values()'), (collections.Counter('今天'), 'values()'), (Table(), "table['text']")])
def test_what_gives_keys_or_names_of_columns_is_no_corpus(value, message):
    for make in (as_corpus, Corpus, lambda value: Corpus(['一'], value)):
        with pytest.raises(CorpusTypeError) as caught:
            make(value)
        assert message in str(caught.value)


def test_an_archive_of_one_file_of_records_asks_for_its_column(archive):
    with pytest.raises(ArgumentError) as caught:
        list(Corpus(archive + '!a/y*'))
    assert 'column=' in str(caught.value) and 'y.csv' in str(caught.value)
    assert list(Corpus(archive + '!a/y*', column=1)) == ['a/y.csv 内容']


@pytest.mark.parametrize('name, argument', [
    ('a.csv', 'column='), ('a.TSV', 'column='), ('a.csv.gz', 'column='), ('a.jsonl', 'field='),
    ('a.ndjson.bz2', 'field='), ('a.xlsx', 'export it to CSV'),
    ('a.tab', 'column='), ('a.json.gz', 'field='), ('a.xlsm', 'export it to CSV'), ('a.pdf', 'as plain text'),
    ('a.DOCX', 'as plain text')])
def test_a_file_of_records_asks_for_its_column_or_field(put, folder, name, argument):
    path = put('data/' + name, 'x')
    for corpus in (lambda: Corpus(path), lambda: Corpus(path.encode('utf-8'))):
        with pytest.raises(ArgumentError) as caught:
            corpus()
        assert argument in str(caught.value) and os.path.basename(path) in str(caught.value)
    for source in (os.path.join(folder, 'data', 'a*'), os.path.join(folder, 'data', '**', '?.*')):
        with pytest.raises(ArgumentError) as caught:
            list(Corpus(source))
        assert argument in str(caught.value)


def test_a_file_of_records_is_read_as_lines_where_it_is_opened_or_said(put):
    path = put('a.csv', 'x,y\n1,2\n')
    with io.open(path, encoding='utf-8') as stream:
        assert list(Corpus(stream)) == ['x,y', '1,2']
    assert list(LineCorpus(path)) == ['x,y', '1,2']
    assert list(Corpus(path, column='y')) == ['2']
    assert list(Corpus(put('b.csv', '{"a": "b"}\n'), field='a')) == ['b']
    assert list(Corpus(put('a.csv.txt', 'x,y\n'), put('csv', 'z\n'))) == ['x,y', 'z']


@pytest.mark.parametrize('item', [b'\xe4\xb8\xad', 3, None, ['一'], ('一',)])
def test_an_item_that_is_no_text_is_named(item):
    message = failing(CorpusTypeError, Corpus(['一', item]))
    assert 'item 2' in message and type(item).__name__ in message


def test_a_corpus_travels_to_another_process(put):
    corpus = Corpus(put('a.txt', '一\n二\n'), progress=lambda count: None)
    list(corpus)
    other = pickle.loads(pickle.dumps(corpus))
    assert list(other) == ['一', '二'] and other.progress is None


# --- options -------------------------------------------------------------------------------------

@pytest.mark.parametrize('options, message', [
    ({'encoding': 'utf-9'}, 'unknown encoding'), ({'encoding': 'utf-7'}, 'line by line'),
    ({'encoding': 'hz'}, 'line by line'), ({'encoding': 'iso2022_jp'}, 'line by line'),
    ({'encoding': 'cp037'}, 'line by line'), ({'encoding': 'utf-32'}, 'line by line'),
    ({'encoding': 'hex'}, 'line by line'), ({'encoding': None}, 'unknown encoding'),
    ({'errors': 'ignore'}, 'strict'), ({'field': 'a', 'column': 1}, 'one of them'),
    ({'max_chars': 0}, 'max_chars'), ({'max_chars': 1.5}, 'max_chars'), ({'column': 0}, 'from 1'),
    ({'delimiter': '||'}, 'delimiter'), ({'colunm': 1}, 'colunm')])
def test_options_that_make_no_sense(options, message):
    with pytest.raises(ArgumentError) as caught:
        Corpus(['一'], **dict((str(key), value) for key, value in options.items()))
    assert message in str(caught.value)


def test_no_source_at_all_is_an_error():
    with pytest.raises(ArgumentError):
        Corpus()


# --- line ends -----------------------------------------------------------------------------------

@pytest.mark.parametrize('text, lines', [
    ('', []), ('\n', ['']), ('一', ['一']), ('一\n', ['一']), ('一\n\n', ['一', '']),
    ('一\r\n二\r\n', ['一', '二']), ('一\r二\n', ['一\r二']), ('一\r\r\n', ['一\r']),
    ('一\r', ['一\r']), ('\r\n', ['']),
    ('一\u2028二\u2029三\x0b四\x0c五\x85六\x1c七\x1e八\n', ['一\u2028二\u2029三\x0b四\x0c五\x85六\x1c七\x1e八']),
    ('\0\n', ['\0']), ('\ufeff一\n\ufeff二', ['一', '\ufeff二'])])
def test_only_newlines_end_lines(put, text, lines):
    path = put('a.txt', text)
    assert list(Corpus(path)) == lines
    assert list(Corpus(io.StringIO(text, newline=''))) == lines
    for encoding in ('gb18030', 'utf-16-le'):
        if encoding == 'utf-16-le' or '\x85' not in text and '\ufeff' not in text:
            assert list(Corpus(put('b.txt', text.encode(encoding)), encoding=encoding)) == lines


def sample(seed, count=2500, most=120):
    """Return lines with characters of one to four bytes, as many as fill some blocks."""
    rng = random.Random(seed)
    letters = 'ab1 ，。！é的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年𠮷😀'
    return [''.join(letters[int(rng.random() * len(letters))]
                    for _ in range(int(rng.random() * most))) for _ in range(count)]


@pytest.mark.parametrize('encoding, name', [
    ('utf-8', 'utf-8'), ('utf-8-sig', 'utf-8'), ('utf-16', 'utf-16'), ('utf-16-le', 'utf-16-le'),
    ('utf-16-be', 'UTF-16BE'), ('gb18030', 'gb18030'), ('gb18030', 'GB18030'), ('utf-8', 'UTF8'),
    ('utf-8-sig', 'utf-8-sig')])
@pytest.mark.parametrize('end', ['\n', '\r\n'])
def test_encodings_over_many_blocks(put, encoding, name, end):
    lines = sample(1)
    data = end.join(lines).encode(encoding)
    assert len(data) > BLOCK
    corpus = Corpus(put('a.txt', data), encoding=name)
    assert list(corpus) == lines
    assert '\n'.join(corpus.blocks(10000)) == '\n'.join(lines)
    assert [text for text, whole in corpus.pieces() if whole] == lines


@pytest.mark.parametrize('encoding', ['utf-8', 'gb18030', 'utf-16-le', 'big5'])
def test_characters_across_the_joints_of_blocks(put, encoding, small_steps):
    # One line without a line end, so that blocks are cut wherever they end.
    text = '，'.join(TRADITIONAL) if encoding == 'big5' else ''.join(sample(2, 40))
    for block in (5, 7, 16, 61):
        small_steps('_storage', BLOCK=block)
        path = put('a.txt', text.encode(encoding))
        assert list(Corpus(path, encoding=encoding)) == [text]
        assert list(Corpus(path, encoding=encoding, errors='replace')) == [text]


# --- encodings found -----------------------------------------------------------------------------

@pytest.mark.parametrize('encoding, found', [
    ('utf-8', 'utf-8'), ('utf-8-sig', 'utf-8'), ('gb18030', 'gb18030'), ('big5', 'big5'),
    ('utf-16', 'utf-16-le' if sys.byteorder == 'little' else 'utf-16-be')])
def test_auto_finds_the_encoding(put, encoding, found):
    lines = TRADITIONAL if encoding == 'big5' else LINES
    path = put('a.txt', '\n'.join(lines).encode(encoding))
    corpus = Corpus(path, encoding='auto')
    assert list(corpus) == lines
    assert corpus.encodings == {path_name(path): found}
    assert corpus.remark() == 'read as ' + found


@pytest.mark.parametrize('encoding', ['gb18030', 'big5', 'utf-8'])
def test_auto_waits_for_the_first_character_that_tells(put, encoding):
    text = 'plain\n' * (BLOCK // 4) + '今天的天气' + '\nplain'
    corpus = Corpus(put('a.txt', text.encode(encoding) if encoding != 'big5' else
                        text.replace('气', '氣').encode(encoding)), encoding='auto')
    lines = list(corpus)
    assert lines[-2] == ('今天的天氣' if encoding == 'big5' else '今天的天气')
    assert list(corpus.encodings.values()) == [encoding]


def test_auto_calls_plain_ascii_utf_8(put):
    corpus = Corpus(put('a.txt', 'plain\n'), encoding='auto')
    assert list(corpus) == ['plain'] and list(corpus.encodings.values()) == ['utf-8']


def test_auto_decides_for_each_file(put, folder):
    put('a.txt', '今天的天气很好\n')
    put('b.txt', '今天的天气很好\n'.encode('gb18030'))
    put('c.txt', '今天的天氣很好\n'.encode('big5'))
    corpus = Corpus(folder, encoding='auto')
    assert list(corpus) == ['今天的天气很好', '今天的天气很好', '今天的天氣很好']
    assert [corpus.encodings[os.path.join(folder, name)] for name in ('a.txt', 'b.txt', 'c.txt')] \
        == ['utf-8', 'gb18030', 'big5']


def test_auto_says_what_it_chose_through_logging(put, caplog):
    import logging
    path = put('a.txt', '今天的天气很好\n'.encode('gb18030'))
    with caplog.at_level(logging.INFO, logger='nlp_zero'):
        list(Corpus(path, encoding='auto'))
    assert [record.getMessage() for record in caplog.records] == [path + ': read as gb18030']


@pytest.mark.parametrize('data', [
    bytes(bytearray(range(128, 256))) * 3, b'\xff\xd8\xff\xe0\0\x10JFIF', '中文'.encode('utf-16-le'),
    '\u0645\u0631\u062d\u0628\u0627'.encode('cp1256')])
def test_auto_guesses_nothing(put, data):
    message = failing(EncodingError, Corpus(put('a.txt', b'plain\n' + data), encoding='auto'))
    assert ':2: ' in message and 'neither' in message and 'byte offset' in message


def test_auto_of_utf_8_with_a_bad_byte_is_no_other_encoding(put):
    text = '今天的天气很好，我们去公园走走。\n' * 20
    data = text.encode('utf-8')[:-10] + b'\xff\n'
    path = put('a.txt', data)
    assert 'the nearest, utf-8' in failing(EncodingError, Corpus(path, encoding='auto'))
    corpus = Corpus(path, encoding='auto', errors='skip')
    assert len(list(corpus)) == 19 and list(corpus.encodings.values()) == ['utf-8']


def test_auto_verifies_what_follows_the_first_block(put):
    text = '今天的天气很好，我们去公园走走。\n' * 20000
    path = put('a.txt', text.encode('utf-8') + b'\xff\n')
    message = failing(EncodingError, Corpus(path, encoding='auto'))
    assert ':20001: ' in message and 'byte offset %d' % len(text.encode('utf-8')) in message
    assert 'first block looked like utf-8' in message


# --- bytes that are no text ----------------------------------------------------------------------

def test_a_bad_byte_is_located_exactly(put):
    head = '第一行\n第二'.encode('utf-8')
    path = put('a.txt', head + b'\xff\n' + '第三行\n'.encode('utf-8'))
    with pytest.raises(EncodingError) as caught:
        list(Corpus(path))
    error = caught.value
    assert (error.path, error.line, error.offset) == (path_name(path), 2, len(head))
    assert 'bytes ff are not valid utf-8' in str(error)
    assert "encoding='gb18030'" in str(error)


@pytest.mark.parametrize('suffix', ['', '.gz', '.bz2'])
@pytest.mark.parametrize('bom', [b'', b'\xef\xbb\xbf'])
def test_offsets_count_unpacked_bytes_over_many_blocks(folder, suffix, bom):
    head = bom + '\n'.join(sample(3)).encode('utf-8')
    path = os.path.join(folder, 'a.txt' + suffix)
    with open_output(path, binary=True) as out:
        out.write(head + b'\n\xe4\xb8')
    with pytest.raises(EncodingError) as caught:
        list(Corpus(path))
    assert caught.value.offset == len(head) + 1
    assert caught.value.line == 1 + len(sample(3))


@pytest.mark.parametrize('encoding, bad', [
    ('gb18030', b'\xff'), ('big5', b'\xff'), ('utf-16-le', b'\x00\xd8'), ('ascii', b'\x80')])
def test_other_encodings_locate_too(put, encoding, bad):
    head = 'ab\nabc'.encode(encoding)
    path = put('a.txt', head + bad + '\n'.encode(encoding))
    with pytest.raises(EncodingError) as caught:
        list(Corpus(path, encoding=encoding))
    assert (caught.value.line, caught.value.offset) == (2, len(head))


# One U+FFFD for each maximal part of a sequence, as the Unicode standard recommends.
BAD_UTF8 = [
    (b'a\xffb', 'a\ufffdb'), (b'a\x80b', 'a\ufffdb'), (b'\xe4\xb8a', '\ufffda'),
    (b'\xe4\xb8', '\ufffd'), (b'\xf0\x9f\x98', '\ufffd'), (b'\xf0\x9f\x98a', '\ufffda'),
    (b'\xc0\x80', '\ufffd\ufffd'), (b'\xe0\x80\x80', '\ufffd' * 3), (b'\xed\xa0\x80', '\ufffd' * 3),
    (b'\xed\xb2\x80a', '\ufffd' * 3 + 'a'), (b'\xf4\x90\x80\x80', '\ufffd' * 4),
    (b'\xf8\x88\x80\x80\x80', '\ufffd' * 5), (b'\xe4\xe4\xb8\xad', '\ufffd中'),
    (b'\xf0\x80\x80\x80', '\ufffd' * 4), (b'\xed\xa0', '\ufffd\ufffd')]


@pytest.mark.parametrize('data, text', BAD_UTF8)
def test_replacement_is_the_same_on_every_python(put, data, text):
    path = put('a.txt', b'x' * 9 + data + b'\n')
    corpus = Corpus(path, errors='replace')
    assert list(corpus) == ['x' * 9 + text]
    assert corpus.replaced == text.count('\ufffd')
    assert list(Corpus(put('b.txt', data), errors='replace')) == [text]
    assert failing(EncodingError, Corpus(path)).endswith('(byte offset %d)' % (
        9 + len(text.split('\ufffd')[0])))


@pytest.mark.parametrize('encoding, data, text', [
    ('gb18030', b'\xc4\xff\xb0\xa1', '\ufffd\ufffd啊'), ('gb18030', b'\xb0\n', '\ufffd'),
    ('gb18030', b'\x81\x30\x81', '\ufffd0\ufffd'), ('big5', b'\xff\xa4\xa4', '\ufffd中'),
    ('utf-16-le', b'\x00\xd8a\0', '\ufffda'), ('utf-16-le', b'a\0b', 'a\ufffd')])
def test_replacement_in_other_encodings(put, encoding, data, text):
    corpus = Corpus(put('a.txt', data), encoding=encoding, errors='replace')
    assert list(corpus) == [text]
    assert corpus.replaced == text.count('\ufffd')
    assert '%d undecodable' % corpus.replaced in corpus.remark()


@pytest.mark.parametrize('block', [5, 8, 64, 1 << 18])
def test_replacement_does_not_depend_on_blocks(put, block, small_steps):
    rng = random.Random(4)
    data = b''.join(BAD_UTF8[int(rng.random() * len(BAD_UTF8))][0] + '中文'.encode('utf-8')
                    for _ in range(300))
    small_steps('_storage', 'corpus', BLOCK=block)
    corpus = Corpus(put('a.txt', data), errors='replace')
    text = ''.join(corpus)
    if sys.version_info[0] > 2:
        assert text == data.decode('utf-8', 'replace')
    assert text.replace('\ufffd', '').count('中文') == 300
    assert corpus.replaced == text.count('\ufffd') > 300


@pytest.mark.parametrize('encoding', ['utf-8', 'gb18030'])
@pytest.mark.parametrize('block', range(5, 15))
def test_a_block_with_bad_bytes_may_end_inside_a_character(put, small_steps, encoding, block):
    small_steps('_storage', BLOCK=block)
    text = '中𠮷ab𠮷𠮷中' * 5
    corpus = Corpus(put('a.txt', b'\xff\n' + text.encode(encoding)), encoding=encoding, errors='replace')
    assert list(corpus) == ['\ufffd', text] and corpus.replaced == 1
    bad = b'\xff '.join(character.encode(encoding) for character in text)
    corpus = Corpus(put('a.txt', bad), encoding=encoding, errors='replace')
    assert list(corpus) == ['\ufffd '.join(text)] and corpus.replaced == len(text) - 1


@pytest.mark.parametrize('encoding', ['utf-8', 'gb18030', 'utf-16-le'])
def test_skip_leaves_out_the_line(put, encoding):
    bad = {'utf-8': b'\xff', 'gb18030': b'\xff', 'utf-16-le': b'\x00\xdc'}[encoding]
    lines = [line.encode(encoding) for line in ['一', '二', '三', '四']]
    lines[1] += bad
    lines[3] += bad
    corpus = Corpus(put('a.txt', '\n'.encode(encoding).join(lines)), encoding=encoding,
                    errors='skip')
    assert list(corpus) == ['一', '三']
    assert (corpus.skipped, corpus.replaced, corpus.lines) == (2, 0, 2)
    assert corpus.report() == '2 lines, 2 characters; 2 lines with undecodable bytes left out'


def test_skip_leaves_out_the_piece_of_a_long_line(put):
    head, tail = '今天很好。' * 30, '明天更好。' * 30
    path = put('a.txt', b'\xff\n' + (head + '中').encode('utf-8') + b'\xff'
               + ('间。' + tail + '\n尾\n').encode('utf-8'))
    corpus = Corpus(path, errors='skip', max_chars=40)
    pieces = list(corpus.pieces())
    assert corpus.skipped == 2
    assert pieces[-1] == ('尾', True)
    assert [whole for _, whole in pieces].count(True) == 2
    text = ''.join(piece for piece, _ in pieces[:-1])
    assert '中' not in text and len(head + tail) - 80 < len(text) < len(head + tail)


@pytest.mark.parametrize('place', range(0, 60, 3))
def test_skip_keeps_the_end_of_a_line_whose_piece_it_leaves_out(put, place):
    data = ('今天很好。' * 12).encode('utf-8')
    path = put('a.txt', data[:place * 3] + b'\xff' + data[place * 3:] + '\n二\n'.encode('utf-8'))
    pieces = list(Corpus(path, errors='skip', max_chars=10).pieces())
    assert [whole for _, whole in pieces] == [False] * (len(pieces) - 2) + [True, True]
    assert pieces[-1][0] == '二'


@pytest.mark.parametrize('data, encoding, advice', [
    (b'\x1f\x8b\x08\x00 gzip', 'utf-8', '.gz'), (b'PK\x03\x04\xff zip', 'utf-8', '.zip'),
    ('中文'.encode('gb18030'), 'utf-8', "encoding='gb18030'"),
    ('中文'.encode('utf-16'), 'utf-8', "encoding='utf-16'"), ('中文'.encode('utf-32'), 'utf-8', 'UTF-32'),
    ('喆𠮷'.encode('gb18030'), 'gb2312', "encoding='gb18030'")])
def test_errors_of_encoding_say_what_to_do(put, data, encoding, advice):
    assert advice in failing(EncodingError, Corpus(put('a.txt', data), encoding=encoding))


@pytest.mark.parametrize('mark, marked', [
    ('utf-8-sig', 'utf-8'), ('utf-16-le', 'utf-16'), ('utf-16-be', 'utf-16')])
@pytest.mark.parametrize('encoding', ['latin-1', 'big5', 'gb18030', 'utf-8', 'utf-16-le', 'utf-16-be'])
def test_a_byte_order_mark_of_another_encoding_is_believed(put, mark, marked, encoding):
    text = '好' if mark == 'utf-8-sig' else '\ufeff好'
    corpus = Corpus(put('a.txt', text.encode(mark)), encoding=encoding)
    if encoding in (mark, marked):
        assert list(corpus) == ['好']
    else:
        assert "say encoding='%s'" % marked in failing(EncodingError, corpus)


@pytest.mark.parametrize('change', ['今天。\n', '今天天气好。\n今天天气好。\n', ''])
@pytest.mark.parametrize('suffix', ['', '.gz'])
def test_a_file_that_changes_between_passes_is_named(put, change, suffix):
    path = put('a.txt' + suffix, b'')

    def fill(text):
        with open_output(path) as out:
            out.write(text)
        os.utime(path, (len(text), len(text)))

    fill('今天天气好。\n')
    free, bound = Corpus(path), as_corpus(Corpus(path), 2)
    assert list(free) == list(bound) == ['今天天气好。']
    assert as_corpus(bound, 2) is bound and list(bound) == ['今天天气好。']
    fill(change)
    assert list(free) == change.split('\n')[:-1]
    for corpus in (bound, as_corpus(bound, 2)):
        with pytest.raises(InputError, match='has changed since it was first read'):
            list(corpus)
    assert list(as_corpus(free, 2)) == list(free)


def test_each_piece_of_work_sees_a_file_anew(put):
    path = put('a.txt', '键帽厚实\n换了一副键帽\n键帽偏灰\n')
    corpus = Corpus(path, progress=lambda done: None)

    def count():
        return dict((word.text, word.count) for word in discover_words(corpus, min_count=2))['键']

    assert count() == 3 and corpus.report() == '3 lines, 14 characters'
    with io.open(path, 'a', encoding='utf-8') as out:
        out.write('键帽掉漆\n')
    assert len(list(corpus)) == 4 and count() == 4 and corpus.lines == 4
    assert as_corpus(corpus, 2).progress is corpus.progress


def test_a_file_that_grows_between_the_passes_of_discovery_is_named(put):
    path, stages = put('a.txt', '键帽厚实\n换了一副键帽\n键帽偏灰\n'), []

    def grow(progress):
        if progress.stage not in stages:
            stages.append(progress.stage)
            with io.open(path, 'a', encoding='utf-8') as out:
                out.write('键帽掉漆\n' if len(stages) == 2 else '')

    corpus = Corpus(path)
    with pytest.raises(InputError, match='has changed since it was first read'):
        discover_words(corpus, progress=grow)
    assert len(list(corpus)) == 4


def test_the_pass_for_the_contexts_of_a_table_sees_that_a_file_has_changed(put, monkeypatch):
    path, shown = put('a.txt', '键帽厚实\n换了一副键帽\n键帽偏灰\n'), []

    class Terminal(object):
        encoding = 'utf-8'

        def write(self, text):
            text = text.decode('utf-8') if isinstance(text, bytes) else text
            if 'choosing contexts' in text:
                with io.open(path, 'a', encoding='utf-8') as out:
                    out.write('键帽掉漆\n')
            shown.append(text)

        def flush(self):
            pass

    monkeypatch.setattr(sys, 'stderr', Terminal())
    assert main(['discover', '--format', 'table', '--progress', path, '-o', path + '.out']) == 1
    assert 'a.txt: the file has changed since it was first read' in ''.join(shown)


def test_a_file_that_changes_while_it_is_read_is_named(put):
    path = put('a.txt', '今天天气好。\n' * 3)
    lines = iter(as_corpus(Corpus(path), 2))
    next(lines)
    os.utime(path, (1, 1))
    with pytest.raises(InputError, match='has changed'):
        list(lines)


def test_utf_16_needs_its_mark(put):
    message = failing(EncodingError, Corpus(put('a.txt', '中'.encode('utf-16-le') * 4),
                                            encoding='utf-16'))
    assert 'utf-16-le' in message


def test_utf_32_is_named(put):
    assert 'UTF-32' in failing(EncodingError, Corpus(put('a.txt', '中'.encode('utf-32')),
                                                     encoding='auto'))


@pytest.mark.parametrize('encoding', ['utf-8', 'auto', 'gb18030'])
@pytest.mark.parametrize('suffix', ['', '.gz', '.bz2'])
def test_a_tar_archive_is_no_text(put, encoding, suffix):
    path = put('b.tar' + suffix, b'')
    with tarfile.open(path, str('w:' + suffix[1:])) as archive:
        archive.add(put('a.txt', '正文'), str('a.txt'))
    assert 'unpack it' in failing(EncodingError, Corpus(path, encoding=encoding, errors='replace'))


@pytest.mark.parametrize('form', [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_text_that_resembles_a_tar_archive_is_read(put, form):
    """Only a whole header with its magic number and its sum tells an archive."""
    header = tarfile.TarInfo(str('a.txt')).tobuf(form)
    assert len(header) == 512 and 'unpack it' in failing(EncodingError, Corpus(put('a.tar', header)))
    for data in (header[:511], b'b' + header[1:], header[:511] + b'b', b'a' * 257 + b'ustar' + b'a' * 250,
                 header[:148] + b'no sum \0' + header[156:], header[:257] + b'ustar ab' + header[265:]):
        assert list(Corpus(put('a.txt', data))) == [data.decode('ascii')]


def test_a_text_stream_that_cannot_decode_is_an_error_of_encoding(put):
    with io.open(put('a.txt', b'ok\n\xff\n'), encoding='utf-8') as stream:
        assert 'open the file in binary' in failing(EncodingError, Corpus(stream))


# --- what cannot be read -------------------------------------------------------------------------

@pytest.mark.parametrize('name, message', [
    ('missing.txt', 'no such file'), ('*.nothing', 'no file matches'),
    ('missing.zip!a.txt', 'no such file'), ('zero\0', 'zero character'), ('', 'holds no file'),
    ('一行\n二行', 'give it in a list'), ('字' * 300, 'give it in a list')])
def test_sources_that_are_not_there(folder, name, message):
    assert message in failing(InputError, Corpus(os.path.join(folder, name)))


@pytest.mark.parametrize('source', ['', '*.csv'])
def test_an_empty_table_among_others_is_passed_over(put, folder, source):
    put('a.csv', 'text\n一\n')
    put('b.csv', '')
    put('c.csv', 'text\n二\n')
    assert list(Corpus(os.path.join(folder, source), column='text')) == ['一', '二']


def test_an_empty_table_that_is_named_or_alone_is_an_error(put, folder):
    empty = put('b.csv', '')
    corpora = [Corpus(source, column='text') for source in (empty, folder, os.path.join(folder, '*.csv'))]
    corpora.append(Corpus(put('a.tsv', 'text\n一\n'), empty, column='text'))
    # The single table of a folder, and a named one.
    for corpus in corpora[:1] + corpora[3:]:
        assert 'the file is empty' in failing(CorpusError, corpus)
    os.remove(os.path.join(folder, 'a.tsv'))
    for corpus in corpora[1:3]:
        assert 'the file is empty' in failing(CorpusError, corpus)


def test_tables_that_are_all_empty_have_no_text(put, folder):
    for name in 'ab':
        put(name + '.csv', '')
    corpus = Corpus(folder, column='text')
    assert list(corpus) == [] and corpus.lines == 0


def test_every_source_is_looked_for_before_the_first_is_read(put):
    corpus = Corpus(put('a.txt', '一\n'), 'missing.txt')
    with pytest.raises(InputError):
        next(iter(corpus))


def test_a_folder_without_text_says_what_was_looked_for(put, folder):
    put('a.csv', 'x')
    assert '*.txt' in failing(InputError, Corpus(folder))


def test_a_file_that_is_truncated_fails_after_what_it_holds(folder):
    path = os.path.join(folder, 'a.txt.gz')
    with open_output(path) as out:
        out.write('\n'.join(sample(5)))
    size = os.path.getsize(path)
    with io.open(path, 'r+b') as stream:
        stream.truncate(size - 9)
    assert 'cut short' in failing(InputError, Corpus(path))


@pytest.mark.parametrize('how, message', [
    ('no zip', 'no zip archive'), ('truncated', 'no zip archive'), ('damaged', 'no deflate data, or damaged'),
    ('missing member', 'no such file')])
def test_damaged_archives(archive, how, message):
    with io.open(archive, 'rb') as stream:
        data = stream.read()
    source = archive
    if how == 'no zip':
        data = b'text'
    elif how == 'truncated':
        data = data[:-40]
    elif how == 'damaged':
        at = data.index(b'b.txt') + len(b'b.txt')
        data = data[:at] + b'\xff\xff\xff' + data[at + 3:]
    else:
        source += '!no.txt'
    with io.open(archive, 'wb') as stream:
        stream.write(data)
    assert message in failing(InputError, Corpus(source))


@pytest.mark.parametrize('source', [[], iter(()), io.BytesIO(b''), io.StringIO('')])
def test_an_empty_source_gives_nothing(source):
    corpus = Corpus(source)
    assert list(corpus) == [] and corpus.lines == 0


# --- long lines ----------------------------------------------------------------------------------

def restored(corpus):
    """Return the lines that the pieces of a corpus make."""
    lines, held = [], []
    for text, whole in corpus.pieces():
        held.append(text)
        if whole:
            lines.append(''.join(held))
            held = []
    assert not held
    return lines


@pytest.mark.parametrize('most', [1, 7, 50, 1000])
def test_pieces_restore_the_lines(put, most):
    lines = sample(6, 100, 300)
    path = put('a.txt', '\n'.join(lines))
    assert restored(Corpus(path, max_chars=most)) == lines
    assert restored(Corpus(lines, max_chars=most)) == lines
    assert restored(Corpus(io.StringIO('\n'.join(lines), newline=''), max_chars=most)) == lines


@pytest.mark.parametrize('block', [16, 100, 1 << 18])
def test_pieces_do_not_depend_on_where_the_text_comes_from(put, block, small_steps):
    lines = sample(7, 40, 900)
    expected = list(Corpus(lines, max_chars=60).pieces())
    assert max(len(text) for text, _ in expected) < 200
    small_steps('_storage', 'corpus', BLOCK=block)
    for encoding in ('utf-8', 'gb18030', 'utf-16-le'):
        path = put('a.txt', '\n'.join(lines).encode(encoding))
        assert list(Corpus(path, encoding=encoding, max_chars=60).pieces()) == expected
    assert list(Corpus(io.StringIO('\n'.join(lines)), max_chars=60).pieces()) == expected


@pytest.mark.parametrize('text, pieces', [
    ('今天很好。明天，更好', ['今天很好。', '明天，更好']),
    ('他说“好。”然后走了', ['他说“好。”', '然后走了']),
    ('今天，天气很好很好', ['今天，', '天气很好很好']),
    ('真的！！！不错不错不错', ['真的！！！', '不错不错不错']),
    ('共１，２００元整整整', ['共１，２００元整整整']),
    ('价格3.14元，便宜得很', ['价格3.14元，', '便宜得很']),
    ('买 iPhone-12 手机壳', ['买 ', 'iPhone-12 ', '手机壳']),
    ('没有任何标点的一句话啊', ['没有任何标点的一句话啊']),
    ('——————等等等', ['——————', '等等等'])])
def test_lines_are_cut_at_certain_boundaries_only(put, text, pieces):
    assert list(Corpus([text], max_chars=6)) == pieces
    assert list(Corpus(put('a.txt', text), max_chars=6)) == pieces


def test_no_word_is_cut_however_the_pieces_fall():
    from nlp_zero.text import clauses
    text = ''.join('看https://a.cn/b?c=1,2;3.4!x 发给me.you@mail.cn，共1,234.5元（约16%%）%d' % number
                   for number in range(60))
    whole = [''.join(clause) for clause in clauses(text)]
    for most in range(1, 200, 7):
        cut = [''.join(clause) for piece in Corpus([text], max_chars=most)
               for clause in clauses(piece)]
        assert cut == whole


def test_a_carriage_return_is_not_parted_from_its_newline(put):
    for count in range(1, 30):
        text = '好' * count + '。\r\n' + '二\r\n'
        assert restored(Corpus(put('a.txt', text), max_chars=count)) == ['好' * count + '。', '二']


def test_a_long_line_takes_no_more_memory_than_short_ones(put):
    """Hold the pieces, the blocks and the text in between against the length of the line."""
    sentence = '这家店的面很劲道，汤头也鲜。'
    path = put('a.txt', (sentence * 300000).encode('utf-8'))
    corpus = Corpus(path)
    lengths = [len(text) for text in corpus]
    assert sum(lengths) == corpus.characters == len(sentence) * 300000
    assert max(lengths) <= 1 << 20 and len(lengths) == 5
    assert max(len(block) for block in corpus.blocks()) <= 1 << 20


@pytest.mark.parametrize('length, pieces', [
    ((2 << 20) - 1, [(2 << 20) - 1]), (2 << 20, [1 << 20, 1 << 20]),
    ((2 << 20) + 1, [1 << 20, (1 << 20) + 1]),
    (5 << 20, [1 << 20] * 3 + [1 << 20, 1 << 20])])
@pytest.mark.parametrize('character', ['好', '1'])
def test_a_line_without_boundaries_is_cut_after_a_bounded_search(put, character, length, pieces):
    line = character * length
    for corpus in (Corpus(put('a.txt', line + '\n尾\n')), Corpus([line, '尾'])):
        found = list(corpus.pieces())
        assert [len(text) for text, _ in found] == pieces + [1]
        assert [ends_line for _, ends_line in found] == [False] * (len(pieces) - 1) + [True, True]


@pytest.mark.parametrize('marks', ['b\u0301', '\rb', '\u200d☺'])
def test_no_cut_parts_what_belongs_together(put, marks):
    line = 'a' * ((1 << 20) - 1) + marks + 'c' * (2 << 20)
    pieces = list(Corpus(put('a.txt', line)))
    assert ''.join(pieces) == line
    assert len(pieces[0]) == (1 << 20) + 1


def test_the_last_han_character_is_the_place_to_cut(put):
    line = '好' * ((1 << 20) - 100) + '1' * (2 << 20)
    assert [len(piece) for piece in Corpus(put('a.txt', line))][0] == (1 << 20) - 100


def test_reading_on_ends_at_the_first_boundary(put):
    line = '好' * 2000000 + '，' + '人' * 1500000 + '、' + '们' * 10
    assert [len(text) for text in Corpus(put('a.txt', line))] == [2000001, 1500001, 10]
    assert [len(text) for text in Corpus([line])] == [2000001, 1500001, 10]


@pytest.mark.parametrize('text, parts', [
    ('甲' * 10, [10]), ('甲' * 11, [5, 6]), ('甲' * 15, [5, 10]), ('甲' * 16, [5, 5, 6]),
    ('7' * 21, [5, 5, 5, 6]),
    ('甲a' * 6, [5, 7]), ('a' * 4 + '甲' + 'b' * 7, [5, 7]),
    ('甲' * 7 + '，' + '乙' * 7 + '，' + '丁' * 8, [8, 8, 8]),
    ('甲' * 6 + '，' + '乙' * 11, [7, 5, 6])])
def test_lines_in_parts(small_steps, text, parts):
    small_steps('corpus', LONGEST_PART=5)
    found = list(Corpus([text, '丙']).parts())
    assert ''.join(found[:-1]) == text and [len(part) for part in found] == parts + [1]
    assert list(Corpus([text, '丙'])) == [text, '丙']


@pytest.mark.parametrize('options', [{}, {'offsets': True}])
def test_cut_and_match_take_text_without_boundaries_in_parts(small_steps, options):
    small_steps('corpus', LONGEST_PART=5)
    tokenizer, lines = Tokenizer({'甲乙': 2}), ['甲乙' * 7, '甲乙，甲乙']
    texts = ''.join(tokenizer.cut_corpus(Corpus(lines), **options)).split('\n')
    if options:
        assert [(word, start) for word, start, _ in json.loads(texts[0])][:4] == [
            ('甲乙', 0), ('甲乙', 2), ('甲', 4), ('乙', 5)]
    else:
        assert texts[:2] == ['甲乙 甲乙 甲 乙 甲乙 甲乙 甲乙 甲乙', '甲乙 ， 甲乙']
    matches = list(Matcher({('甲乙', None): 1}, tokenizer).match_corpus(Corpus(lines)))
    assert [(match.line, match.start, match.end) for match in matches] == [
        (1, 0, 5), (1, 5, 14), (2, 0, 2), (2, 3, 5)]


@pytest.mark.parametrize('han, read', [(414, 416), (415, 432), (416, 432)])
def test_a_long_line_is_cut_as_soon_as_what_follows_a_mark_is_read(small_steps, han, read):
    small_steps('corpus', BLOCK=16)
    stream = io.StringIO('一' * han + '，' + '二' * 1000)
    first = next(iter(Corpus(stream, max_chars=100).pieces()))
    assert (len(first[0]), stream.tell()) == (han + 1, read)


def test_no_more_of_a_line_without_boundaries_is_held_than_is_searched(small_steps):
    small_steps('corpus', BLOCK=10)
    stream = io.StringIO('1' * 9000)
    first = next(iter(Corpus(stream, max_chars=100).pieces()))
    # 100 characters, and 3,000 in which a boundary was searched.
    assert (len(first[0]), stream.tell()) == (100, 3100)


@pytest.mark.parametrize('block', [1, 7, 100, 5000])
def test_cuts_without_boundaries_do_not_depend_on_blocks(put, small_steps, block):
    line = '1' * 5000 + '，好' + '好' * 9000 + 'a\u0301' * 3000
    path = put('a.txt', line)
    small_steps('_storage', 'corpus', BLOCK=block)
    found = list(Corpus(path, max_chars=500))
    assert ''.join(found) == line and found == list(Corpus([line], max_chars=500))
    assert len(found) > 20 and max(map(len, found)) < 500 + 3000


@pytest.mark.parametrize('length, is_read', [(999, True), (1000, True), (1001, False)])
@pytest.mark.parametrize('options', [{'field': 'a'}, {'column': 1}])
def test_a_record_has_a_greatest_length(put, small_steps, options, length, is_read):
    small_steps('_storage', 'corpus')
    record = '{"a": "%s"}' if 'field' in options else '%s'
    path = put('a.txt', record % 'x' + '\n' + record % ('y' * (length - len(record % ''))) + '\n')
    if is_read:
        assert len(list(Corpus(path, **options))) == 2
    else:
        assert ':2: a record has more than 1000' in failing(CorpusError, Corpus(path, **options))


# --- blocks --------------------------------------------------------------------------------------

@pytest.mark.parametrize('chars', [1, 10, 500, 1 << 18])
def test_blocks_are_whole_lines_of_about_one_size(put, chars):
    lines = sample(8, 400)
    for corpus in (Corpus(put('a.txt', '\n'.join(lines) + '\n')), Corpus(lines)):
        blocks = list(corpus.blocks(chars))
        assert '\n'.join(blocks) == '\n'.join(lines)
        longest = max(len(line) for line in lines)
        assert max(len(block) for block in blocks) <= max(chars, longest)
        # No two neighbours would have fitted into one.
        assert (len(blocks) > 1) == (chars < 1000)
        assert [a for a, b in zip(blocks, blocks[1:]) if len(a) + len(b) + 1 <= chars] == []


def test_progress_is_told_the_bytes_read(put):
    seen = []
    path = put('a.txt', '\n'.join(sample(9)))
    corpus = Corpus(path, path, progress=seen.append)
    list(corpus)
    assert seen == sorted(seen)
    assert seen[-1] == corpus.size() == 2 * os.path.getsize(path)
    assert len(seen) <= 2 * (2 + os.path.getsize(path) // BLOCK)


def test_the_size_is_unknown_where_a_source_cannot_tell(put):
    assert Corpus(put('a.txt', '一'), ['二']).size() is None
    assert Corpus('-').size() is None


# --- JSON lines ----------------------------------------------------------------------------------

RECORD = ('{"text": "你好", "a": {"b": "深", "n": null, "l": [{"c": "一"}, {"c": "二"}, null]}, '
          '"a.b": "整", "list": ["三", "四"], "number": 1.5, "flag": true, "": "空"}\n')


@pytest.mark.parametrize('field, texts', [
    ('text', ['你好']), ('a.b', ['整']), ('a.n', []), ('a.n.x', []), ('a.l.c', ['一', '二']),
    ('a.l.0.c', ['一']), ('list', ['三', '四']), ('list.1', ['四']), ('list.7', []), ('', ['空'])])
def test_fields_of_json_lines(put, field, texts):
    corpus = Corpus(put('a.jsonl', RECORD + '\n  \r\n' + RECORD), field=field)
    assert list(corpus) == texts * 2
    assert corpus.lines == 2 * len(texts)


@pytest.mark.parametrize('line, field, message', [
    ('{"text": "x"}', 'body', "no field 'body'"), ('{"a": 1}', 'a.b', "no field 'a.b'"),
    ('["text"]', 'text', 'no field'), ('"text"', 'text', 'no field'),
    ('{"text": 1}', 'text', 'a number'), ('{"text": false}', 'text', 'true or false'),
    ('{"text": NaN}', 'text', 'holds NaN'), ('{"text": -Infinity}', 'text', 'infinity'),
    ('{"text": 1e999}', 'text', 'a number'), ('{"text": {}}', 'text', 'an object'),
    ('{"text": [["x"]]}', 'text', 'a list'),
    ('{"text": "x"', 'text', 'no JSON'), ('plain text', 'text', 'no JSON'),
    ('[' * 100000, 'text', 'no JSON')])
def test_records_that_do_not_fit(put, line, field, message):
    path = put('a.jsonl', '\n{"text": "x", "a": {"b": "y"}, "body": "z"}\n' + line + '\n')
    with pytest.raises(CorpusError) as caught:
        list(Corpus(path, field=field))
    assert message in str(caught.value) and caught.value.line == 3


def test_texts_of_records_keep_their_newlines_and_astral_characters(put):
    corpus = Corpus(put('a.jsonl', '{"t": "一\\n二\\ud83d\\ude00"}\n'), field='t')
    assert list(corpus) == ['一\n二😀']
    assert list(corpus.pieces()) == [('一\n二😀', True)]
    assert list(corpus.blocks()) == ['一\n二😀']


def test_half_a_surrogate_pair_is_no_text(put):
    path = put('a.jsonl', '{"t": "一"}\n{"t": "二\\ud83d"}\n')
    assert ':2: ' in failing(EncodingError, Corpus(path, field='t'))
    corpus = Corpus(path, field='t', errors='replace')
    assert list(corpus) == ['一', '二\ufffd'] and corpus.replaced == 1
    corpus = Corpus(path, field='t', errors='skip')
    assert list(corpus) == ['一'] and corpus.skipped == 1


def test_bad_bytes_in_records(put):
    path = put('a.jsonl', b'{"t": "\xff"}\n{"t": "ok"}\n')
    failing(EncodingError, Corpus(path, field='t'))
    assert list(Corpus(path, field='t', errors='replace')) == ['\ufffd', 'ok']
    corpus = Corpus(path, field='t', errors='skip')
    assert list(corpus) == ['ok'] and corpus.skipped == 1


def test_long_texts_of_records_come_in_pieces(put):
    text = '今天很好。' * 100
    corpus = Corpus(put('a.jsonl', '{"t": "%s"}\n' % text), field='t', max_chars=50)
    assert ''.join(corpus) == text and max(len(piece) for piece in corpus) == 50


# --- CSV -----------------------------------------------------------------------------------------

TABLE = '编号,评论,日期\r\n1,"很好，""真""的\r\n下次再来",五月\r\n\r\n2,一般,六月\r\n3,,七月\r\n'


@pytest.mark.parametrize('options, texts', [
    ({'column': '评论'}, ['很好，"真"的\n下次再来', '一般', '']),
    ({'column': 2}, ['评论', '很好，"真"的\n下次再来', '一般', '']),
    ({'column': 2, 'header': True}, ['很好，"真"的\n下次再来', '一般', '']),
    ({'column': '日期'}, ['五月', '六月', '七月'])])
@pytest.mark.parametrize('encoding', ['utf-8-sig', 'gb18030', 'utf-16'])
def test_columns_of_a_table(put, options, texts, encoding):
    path = put('a.csv', TABLE.encode(encoding))
    options = dict((str(key), value) for key, value in options.items())
    assert list(Corpus(path, encoding=encoding, **options)) == texts


def test_tables_in_other_forms(put):
    assert list(Corpus(put('a.tsv', 'a\tb\n1,5\t"二\t三"\n'), column='b')) == ['二\t三']
    assert list(Corpus(put('a.txt', 'a;b\n1;二\n'), column='b', delimiter=';')) == ['二']
    assert list(Corpus(put('b.csv', 'a,b'), column=1)) == ['a']
    # Quotes inside of a cell are characters; after a quoted one, more may follow.
    assert list(Corpus(put('c.csv', '5" 屏,"a"b,"",c'), column=1)) == ['5" 屏']
    assert list(Corpus(put('c.csv', '5" 屏,"a"b,"",c'), column=2)) == ['ab']
    assert list(Corpus(put('c.csv', '5" 屏,"a"b,"",c'), column=3)) == ['']
    assert list(Corpus(put('d.csv', 'a\0b,c'), column=1)) == ['a\0b']
    assert list(Corpus(put('e.csv', '"x","y"\n"一","二"\n'), column='y')) == ['二']


@pytest.mark.parametrize('text, column, line, message', [
    ('a,b\n1,2\n3\n', 'b', 3, '1 columns'), ('a,b\n1,2\n', 'c', 1, 'not at all'),
    ('a,a\n1,2\n', 'a', 1, 'twice'), ('a,b\n1,"x\ny\nz', 'b', 2, 'never closed')])
def test_tables_that_do_not_fit(put, text, column, line, message):
    path = put('a.csv', text)
    with pytest.raises(CorpusError) as caught:
        list(Corpus(path, column=column))
    assert message in str(caught.value)
    assert (caught.value.path, caught.value.line) == (path_name(path), line)


@pytest.mark.parametrize('text', ['', '\n\n'])
def test_a_table_without_a_header_lacks_its_column(put, text):
    path = put('a.csv', text)
    with pytest.raises(CorpusError) as caught:
        list(Corpus(path, column='a'))
    assert "column 'a'" in str(caught.value) and caught.value.path == path_name(path)
    assert list(Corpus(path, column=1)) == list(Corpus(put('b.csv', 'a\n'), column='a')) == []


def test_a_quote_that_is_never_closed_does_not_eat_the_file(put, small_steps):
    small_steps('corpus')
    path = put('a.csv', 'a,b\n1,"x\n' + '2,y\n' * 10000)
    assert ':2: ' in failing(CorpusError, Corpus(path, column='b'))


@pytest.mark.parametrize('length, is_read', [(999, True), (1000, True), (1001, False)])
def test_a_quoted_field_has_a_greatest_length(put, small_steps, length, is_read):
    small_steps('corpus', LONGEST_FIELD=1000)
    corpus = Corpus(put('a.csv', 'a,b\n1,"%s\nend"\n' % ('x' * length)), column='b')
    if is_read:
        assert list(corpus) == ['x' * length + '\nend']
    else:
        assert 'never closed' in failing(CorpusError, corpus)


@pytest.mark.parametrize('quotes, is_read', [(499, True), (500, True), (501, False)])
def test_a_doubled_quote_counts_as_one_character(put, small_steps, quotes, is_read):
    small_steps('corpus', LONGEST_FIELD=1000)
    corpus = Corpus(put('a.csv', 'a,b\n1,"%s\nend"\n' % ('x""' * quotes)), column='b')
    if is_read:
        assert list(corpus) == ['x"' * quotes + '\nend']
    else:
        assert 'never closed' in failing(CorpusError, corpus)


def test_bad_bytes_in_tables(put):
    path = put('a.csv', b'a,b\n1,\xff\n2,ok\n')
    corpus = Corpus(path, column='b', errors='skip')
    assert list(corpus) == ['ok'] and corpus.skipped == 1
    assert list(Corpus(path, column='b', errors='replace')) == ['\ufffd', 'ok']


def test_the_csv_module_agrees(put):
    import csv
    rng = random.Random(10)
    cells = [''.join('a中"，,\n '[int(rng.random() * 7)] for _ in range(int(rng.random() * 6)))
             for _ in range(900)]
    rows = [['x' + a, b, c] for a, b, c in zip(cells[::3], cells[1::3], cells[2::3])]
    stream = io.BytesIO() if str is bytes else io.StringIO(newline='')
    encode = (lambda text: text.encode('utf-8')) if str is bytes else (lambda text: text)
    csv.writer(stream).writerows([[encode(cell) for cell in row] for row in rows])
    data = stream.getvalue() if str is bytes else stream.getvalue().encode('utf-8')
    for index in range(3):
        assert list(Corpus(put('a.csv', data), column=index + 1)) == [row[index] for row in rows]


def test_line_ends_can_be_kept(write):
    path = write('a.txt', '今天\r\n很\r好\r\n明天')
    assert list(Corpus(path)) == ['今天', '很\r好', '明天']
    corpus = Corpus(path, keep_returns=True)
    assert list(corpus) == ['今天\r', '很\r好\r', '明天'] and not corpus.ended
    corpus = Corpus(write('b.txt', '今天\r\n'), keep_returns=True)
    assert list(corpus) == ['今天\r'] and corpus.ended
    corpus = Corpus(path, ['明天'])
    assert list(corpus)[-1] == '明天' and corpus.ended


def test_lines_of_any_length_come_whole_without_a_bound(write):
    line = '今天天气很好，' * 200000
    assert list(Corpus(write('a.txt', line + '\n好'), max_chars=None)) == [line, '好']
    assert list(Corpus([line], max_chars=None)) == [line]
    with pytest.raises(ArgumentError):
        Corpus('a.txt', max_chars=0)


# --- limits --------------------------------------------------------------------------------------

@pytest.mark.parametrize('length, pieces', [(9, 1), (10, 1), (11, 2)])
def test_a_line_of_max_chars_stays_in_one_piece(put, length, pieces):
    line = '好' * 4 + '，' + '好' * (length - 5)
    for corpus in (Corpus([line], max_chars=10), Corpus(put('a.txt', line), max_chars=10),
                   Corpus(put('a.txt', '前\n%s\n后' % line), max_chars=10)):
        assert len([text for text, _ in corpus.pieces() if '好' in text]) == pieces
        assert ''.join(corpus).strip('前后') == line


@pytest.mark.parametrize('place, end', [(18, 19), (19, 20), (20, 5)])
def test_a_piece_ends_at_the_limit_at_the_latest(put, place, end):
    line = ['好'] * 40
    line[4] = line[place] = '。'
    for corpus in (Corpus([''.join(line)], max_chars=20), Corpus(put('a.txt', ''.join(line)), max_chars=20)):
        assert len(next(iter(corpus))) == end


@pytest.mark.parametrize('before_limit, end', [((1 << 14) - 1, 0), (1 << 14, 0), ((1 << 14) + 1, 10001)])
def test_the_end_of_a_sentence_is_looked_for_in_a_window(put, before_limit, end):
    line = ['好'] * 30000
    line[20000 - before_limit], line[10000] = '。', '，'
    for source in ([''.join(line)], put('a.txt', ''.join(line))):
        assert len(next(iter(Corpus(source, max_chars=20000)))) == (end or 20000 - before_limit + 1)


@pytest.mark.parametrize('block', [1, 2, 3, 4, 5])
@pytest.mark.parametrize('encoding', ['utf-8-sig', 'utf-16', 'gb18030 with a mark'])
def test_a_byte_order_mark_may_come_in_parts(put, small_steps, block, encoding):
    data = '\ufeff今天\n明天'.encode('gb18030') if ' ' in encoding else '今天\n明天'.encode(encoding)
    small_steps('_storage', BLOCK=block)
    assert list(Corpus(put('a.txt', data), encoding='auto')) == ['今天', '明天']
    with io.open(put('a.txt', data), 'rb') as stream:
        assert list(Corpus(stream, encoding='auto')) == ['今天', '明天']


# Pairs of bytes in the first level of one standard only, of both, and of neither.
GB_LEVEL, BIG5_LEVEL, BOTH_LEVELS, NO_LEVEL = b'\xd0\xa1', b'\xa4\x40', b'\xb0\xa1', b'\xca\x40'


@pytest.mark.parametrize('level, found', [(GB_LEVEL, 'gb18030'), (BIG5_LEVEL, 'big5')])
@pytest.mark.parametrize('common, plausible', [(9, False), (10, True), (11, True)])
def test_half_of_the_characters_are_common_ones(put, level, found, common, plausible):
    corpus = Corpus(put('a.txt', level * common + NO_LEVEL * 10), encoding='auto')
    if plausible:
        assert len(list(corpus)[0]) == common + 10
        assert list(corpus.encodings.values()) == [found]
    else:
        assert 'neither valid UTF-8 nor GB18030 nor Big5' in failing(EncodingError, corpus)


@pytest.mark.parametrize('gb, big5, found', [(5, 4, 'gb18030'), (5, 5, 'gb18030'), (5, 6, 'big5')])
def test_the_larger_share_of_common_characters_wins(put, gb, big5, found):
    corpus = Corpus(put('a.txt', GB_LEVEL * gb + BIG5_LEVEL * big5 + BOTH_LEVELS * 3), encoding='auto')
    assert len(list(corpus)[0]) == gb + big5 + 3
    assert list(corpus.encodings.values()) == [found]


@pytest.mark.parametrize('common, plausible', [
    ((1 << 14) - 1, False), (1 << 14, True), ((1 << 14) + 1, True)])
def test_characters_are_counted_in_a_window(put, common, plausible):
    corpus = Corpus(put('a.txt', b'ascii\n' + GB_LEVEL * common + NO_LEVEL * 40000), encoding='auto')
    if plausible:
        assert len(list(corpus)[1]) == common + 40000
    else:
        failing(EncodingError, corpus)


@pytest.mark.parametrize('length, advised', [(254, False), (255, False), (256, True)])
def test_a_name_too_long_for_a_path_may_be_a_text(length, advised):
    assert ('give it in a list' in failing(InputError, Corpus('x' * length))) is advised


@pytest.mark.parametrize('length, shown', [(4094, 4094), (4095, 4095), (4096, 60), (10 ** 6, 60)])
def test_a_very_long_name_is_not_shown_in_full(length, shown):
    assert failing(InputError, Corpus('q' * length)).count('q') == shown


def test_a_header_shows_twenty_columns(put):
    path = put('a.csv', ','.join('c%d' % number for number in range(1, 25)) + '\n')
    message = failing(CorpusError, Corpus(path, column='text'))
    assert "'c20'" in message and "'c21'" not in message


@pytest.mark.parametrize('rest, pieces', [(9, 2), (10, 2), (11, 3)])
def test_what_is_left_of_a_line_stays_in_one_piece_if_it_fits(put, rest, pieces):
    line = '好' * 8 + '，' + '好好好，' + '好' * (rest - 4)
    for source in ([line], put('a.txt', line)):
        corpus = Corpus(source, max_chars=10)
        assert len(list(corpus)) == pieces and corpus.lines == 1


def test_no_piece_ends_in_a_carriage_return(put):
    line = '好' * 10 + '\r' + '好' * 30 + '，' + '好' * 10
    for source in ([line], put('a.txt', line)):
        assert [len(text) for text in Corpus(source, max_chars=15)] == [42, 10]


@pytest.mark.parametrize('block', [897, 900, 903])
def test_a_boundary_at_the_end_of_a_block_is_seen_with_the_next_one(put, small_steps, block):
    line = '好' * 299 + '，' + '好' * 299 + '，' + '好' * 300
    small_steps('_storage', 'corpus', BLOCK=block)
    assert [len(text) for text in Corpus(put('a.txt', line), max_chars=5)] == [300, 300, 300]


def test_a_boundary_is_not_searched_again_for_each_piece(put):
    """A search reads a million characters: one for each of 3,000 pieces would take a minute."""
    line = '7' * 3000000
    for source in ([line], put('a.txt', line)):
        began = os.times()[0]
        found = [len(text) for text in Corpus(source, max_chars=1000)]
        assert set(found[:1048]) == set([1000]) and sum(found) == len(line) and max(found) < 1050000
        assert os.times()[0] - began < 8


@pytest.mark.parametrize('chars, groups', [
    (4, ['a', 'bbb', 'cc\nd']), (5, ['a\nbbb', 'cc\nd']), (6, ['a\nbbb', 'cc\nd']),
    (7, ['a\nbbb', 'cc\nd']), (8, ['a\nbbb\ncc', 'd']), (10, ['a\nbbb\ncc\nd'])])
def test_portions_hold_as_many_lines_as_fit(chars, groups):
    chunks = list(Corpus(io.StringIO('a\nbbb\ncc\nd\n')).portions(chars))
    assert [chunk.text for chunk in chunks] == groups
    assert set((chunk.ends_line, chunk.many_lines) for chunk in chunks) == {(True, True)}


@pytest.mark.parametrize('mark', ['，', ',', '%', '“'])
def test_marks_in_a_row_are_cut_at_the_limit(put, mark):
    """Only the character at the end shows where they end; at the first of them, each would be a piece."""
    line = mark * 30000 + '分' + '中' * 40 + '。好'
    expected = [1000] * 30
    for corpus in (Corpus([line], max_chars=1000), Corpus(put('a.txt', line + '\n'), max_chars=1000),
                   Corpus(io.StringIO(line), max_chars=1000)):
        found = [len(text) for text in corpus]
        assert sum(found) == len(line) and found[:30] == expected
