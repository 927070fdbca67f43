# -*- coding: utf-8 -*-
"""Test reading and writing of vocabularies."""
from __future__ import absolute_import, division, print_function, unicode_literals

import binascii
import io
import math
import os
import random
import subprocess
import sys
import zlib

import pytest

import nlp_zero
from nlp_zero.errors import ArgumentError, FormatError, InputError, VocabularyError
from nlp_zero.text import CLASSES_VERSION
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import (
    BUNDLED, load_bundled, load_vocabulary, parse_entry, read_entries, save_vocabulary)

WORDS = {'青轴': 7, '热插拔': 3, '客制化键盘': 3, 'Los Angeles': 2, 'C++': 5, '5G 手机': 1, '𠮷野家': 4}


@pytest.fixture
def folder(tmpdir):
    return str(tmpdir)


def write(folder, data, name='words.txt'):
    path = os.path.join(folder, name)
    with io.open(path, 'wb') as stream:
        stream.write(data if isinstance(data, bytes) else data.encode('utf-8'))
    return path


@pytest.mark.parametrize('line, entry', [
    ('新词 12', ('新词', 12, None)),
    ('新词\t12', ('新词', 12, None)),
    ('新词 12 nz', ('新词', 12, 'nz')),
    ('新词', ('新词', None, None)),
    ('新词 nz', ('新词', None, 'nz')),
    ('  新词   12  ', ('新词', 12, None)),
    ('Los Angeles 3', ('Los Angeles', 3, None)),
    ('los angeles 3 ns', ('los angeles', 3, 'ns')),
    ('Windows 10 5', ('Windows 10', 5, None)),
    ('5G  手机 20 n', ('5G  手机', 20, 'n')),
    ('C++ 4', ('C++', 4, None)),
    ('，。 4', ('，。', 4, None)),
    ('2018 7', ('2018', 7, None)),
    ('2018', ('2018', None, None)),
    ('a 5 n 7', ('a 5 n', 7, None)),
    ('', None), (' \t', None),
])
def test_parse_entry_follows_the_line_form(line, entry):
    assert parse_entry(line) == entry


@pytest.mark.parametrize('line', ['新词 -3', '新词 3.5', '新词 .5', '新词 1.5e3', '新词 ' + '9' * 400])
def test_counts_that_are_no_counts_are_refused_with_file_and_line(folder, line):
    path = write(folder, '青轴 3\n' + line + '\n')
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert str(caught.value).startswith(path + ':2: ')


@pytest.mark.parametrize('form', ['plain', 'jieba', 'compiled'])
@pytest.mark.parametrize('name', ['words.txt', 'words.txt.gz', 'words.txt.bz2'])
def test_what_is_saved_loads_again(folder, form, name):
    path = os.path.join(folder, name)
    save_vocabulary(WORDS, path, format=form)
    assert load_vocabulary(path) == WORDS


def test_saved_lines_are_ordered_by_count_and_then_by_word(folder):
    path = os.path.join(folder, 'words.txt')
    save_vocabulary(WORDS, path)
    with io.open(path, encoding='utf-8', newline='') as stream:
        assert stream.read() == ('青轴 7\nC++ 5\n𠮷野家 4\n客制化键盘 3\n热插拔 3\nLos Angeles 2\n5G 手机 1\n')
    save_vocabulary(write(folder, '乙 1\n丙 2\n丁 1\n'), path)
    with io.open(path, encoding='utf-8', newline='') as stream:
        assert stream.read() == '丙 2\n丁 1\n乙 1\n'


@pytest.mark.parametrize('form, text', [('jieba', '热插拔 3 n\n'), ('hanlp', '热插拔 n 3\n'),
                                        ('words', '热插拔\n')])
def test_forms_of_others(folder, form, text):
    path = os.path.join(folder, 'words.txt')
    save_vocabulary({'热插拔': 3}, path, format=form)
    with io.open(path, encoding='utf-8', newline='') as stream:
        assert stream.read() == text


@pytest.mark.parametrize('word', [' 前空', '后空 ', '换\n行', '\u3000', '回\r车'])
def test_words_that_no_line_holds_are_refused_and_leave_no_file(folder, word):
    path = os.path.join(folder, 'words.txt')
    with pytest.raises(VocabularyError):
        save_vocabulary({'好': 1, word: 2}, path)
    assert os.listdir(folder) == []


def test_the_compiled_form_holds_words_with_white_space_at_the_ends(folder):
    path = os.path.join(folder, 'words.nlpz')
    save_vocabulary({' 前空': 2, '\u3000': 1}, path, format='compiled')
    assert load_vocabulary(path) == {' 前空': 2, '\u3000': 1}


def test_hanlp_has_no_words_with_white_space(folder):
    with pytest.raises(VocabularyError):
        save_vocabulary(WORDS, os.path.join(folder, 'words.txt'), format='hanlp')


def test_an_unknown_format_is_named(folder):
    with pytest.raises(ArgumentError) as caught:
        save_vocabulary(WORDS, os.path.join(folder, 'words.txt'), format='xml')
    assert 'plain' in str(caught.value)


def test_the_quick_way_and_the_slow_way_agree(folder):
    plain = ''.join('词%d %d\n' % (number, number % 7 + 1) for number in range(500))
    quick = load_vocabulary(write(folder, plain))
    assert quick == load_vocabulary(write(folder, plain.replace('\n', '  \n')))
    assert quick == load_vocabulary(write(folder, plain.replace('\n', '\r\n')))
    assert quick == load_vocabulary(write(folder, plain.replace('\n', ' n\n')))
    assert quick == load_vocabulary(plain.splitlines())
    assert quick['词499'] == 499 % 7 + 1


def test_small_blocks_change_nothing(folder, small_steps):
    entries = [('词%d' % number, number % 7, 'n' if number % 2 else None) for number in range(50)]
    lines = ['%s %d %s' % (word, count, tag or '') for word, count, tag in entries] + ['Los Angeles 9']
    path = write(folder, '\r\n'.join(lines))
    other = write(folder, '\n'.join(lines).encode('utf-16'), 'other')
    words = dict((word, count) for word, count, _ in entries if count)
    words['Los Angeles'] = 9
    small_steps('vocabulary')
    for source, encoding in ((path, 'utf-8'), (lines, 'utf-8'), (other, 'utf-16')):
        assert load_vocabulary(source, encoding=encoding) == words
    assert Tokenizer(path).vocabulary == Tokenizer(lines).vocabulary == words
    assert list(read_entries(path)) == entries + [('Los Angeles', 9, None)]
    saved = os.path.join(folder, 'saved')
    save_vocabulary(words, saved)
    with io.open(saved, encoding='utf-8') as stream:
        assert stream.read() == ''.join('%s %d\n' % (word, words[word]) for word in sorted(
            words, key=lambda word: (-words[word], word)))


def test_lines_of_small_blocks_are_located(folder, small_steps):
    small_steps('vocabulary')
    path = write(folder, ''.join('词%d %d\n' % (number, number) for number in range(20)) + '坏 -3\n')
    for read in (load_vocabulary, Tokenizer):
        with pytest.raises(VocabularyError) as caught:
            read(path)
        assert str(caught.value).startswith(path + ':21: ')


@pytest.mark.parametrize('text, expected', [
    ('甲 3 n\n乙 丙 5 n\n', {'甲': 3, '乙 丙': 5}),
    ('甲 3\n乙 5 n\n', {'甲': 3, '乙': 5}),
    ('甲\x852 3\n', {'甲\x852': 3}),
    ('甲\u20282 3\n', {'甲\u20282': 3}),
    ('甲\n乙\n', {'甲': 1, '乙': 1}),
    ('\n\n甲 2\n\n', {'甲': 2}),
    ('甲 2', {'甲': 2}),
    ('\n', {}),
])
def test_lines_of_mixed_form(folder, text, expected):
    assert load_vocabulary(write(folder, text)) == expected


def test_of_a_word_that_stands_twice_the_last_count_holds():
    assert load_vocabulary(['青轴 3', '红轴 1', '青轴 5', '红轴 0']) == {'青轴': 5}


def test_a_byte_order_mark_is_skipped(folder):
    assert load_vocabulary(write(folder, b'\xef\xbb\xbf' + '青轴 3\n'.encode('utf-8'))) == {'青轴': 3}


@pytest.mark.parametrize('count', [
    '1e5', '1E5', '0x10', '1,000', '1_000', '12%', '３', '-3', '+3', '2.5', '1.5e3', '.5'])
def test_what_is_meant_for_a_count_and_is_none_is_refused(folder, count):
    for line in ('青轴 %s', '青轴\t%s n', 'Los Angeles  %s ns'):
        with pytest.raises(VocabularyError) as caught:
            load_vocabulary(['红轴 1', line % count])
        assert str(caught.value).startswith('line 2: the count ')
    # Alone on its line, it is a word.
    assert load_vocabulary([count + ' 4', 'A' + count]) == {count: 4, 'A' + count: 1}


def test_the_mongolian_separator_is_a_character_on_every_python(folder):
    words = {'\u180e词': 3, '词\u180e': 4, 'a\u180eb': 5}
    path = os.path.join(folder, 'words.txt')
    for form in ('plain', 'jieba', 'hanlp', 'compiled'):
        save_vocabulary(words, path, format=form)
        if form != 'hanlp':
            assert load_vocabulary(path) == words
    assert [entry[0] for entry in read_entries(['\u180e词 3', 'a\u180eb'])] == ['\u180e词', 'a\u180eb']


def test_other_encodings(folder):
    path = write(folder, '青轴 3\n红轴 2\n'.encode('gb18030'))
    assert load_vocabulary(path, encoding='gb18030') == {'青轴': 3, '红轴': 2}
    path = write(folder, '青轴 3\n红轴 2\n'.encode('utf-16'))
    assert load_vocabulary(path, encoding='utf-16') == {'青轴': 3, '红轴': 2}


def test_bytes_of_another_encoding_are_located(folder):
    path = write(folder, '青轴 3\n'.encode('utf-8') + '红轴 2\n'.encode('gb18030'))
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert str(caught.value).startswith(path + ':2: ')
    with pytest.raises(VocabularyError):
        load_vocabulary(path, encoding='no-such-thing')
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(iter(['青轴 3', '红轴 2'.encode('gb18030')]))
    assert str(caught.value).startswith('line 2: not utf-8')


@pytest.mark.parametrize('encoding, error', [
    ('no-such-thing', VocabularyError), ('a\0b', VocabularyError), (None, ArgumentError), (3, ArgumentError)])
def test_what_is_no_encoding(encoding, error):
    with pytest.raises(error):
        load_vocabulary([b'abc 3'], encoding=encoding)


@pytest.mark.parametrize('encoding', ['utf-8', 'UTF8', 'utf_8', 'utf-8-sig', 'u8', 'U8', 'utf', 'utf 8',
                                      'gb18030', 'big5', 'latin-1', 'utf-7'])
def test_the_mark_of_utf_8_is_believed(encoding):
    lines = ['键帽 3'.encode('utf-8-sig')]
    if encoding.lower().startswith('u') and encoding != 'utf-7':
        assert load_vocabulary(lines, encoding=encoding) == {'键帽': 3}
    else:
        with pytest.raises(VocabularyError, match="pass encoding='utf-8'"):
            load_vocabulary(lines, encoding=encoding)


def test_what_is_saved_of_another_kind_is_no_list_of_words(folder):
    path = write(folder, b'nlp-zero model 1 3 0123abcd\n{}\n')
    for read in (load_vocabulary, lambda path: list(read_entries(path)), Tokenizer):
        with pytest.raises(FormatError) as caught:
            read(path)
        assert str(caught.value) == path + ': is a saved model of this package, and no list of words'


@pytest.mark.parametrize('name, text, kind', [
    ('a.csv', '词,数\n键帽,3\n', 'a table'), ('A.CSV', '\ufeff"键帽",3\n', 'a table'),
    ('a.csv', '键帽 3\n', None),
    ('a.jsonl', '{"text": "键帽"}\n', 'JSON'), ('a.ndjson', '"键帽"\n', 'JSON'), ('a.json', '["键帽"]', 'JSON'),
    ('a.json', '键帽 3\n', None), ('a.txt', '{,}\n', None)])
def test_a_table_is_no_dictionary(folder, name, text, kind):
    path = os.path.join(folder, name)
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(text)
    if kind is None:
        assert len(load_vocabulary(path)) == 1
        return
    for read in (load_vocabulary, Tokenizer({'键帽': 1}).load_userdict):
        with pytest.raises(FormatError, match='is %s, and no dictionary' % kind):
            read(path)


def test_a_long_word_is_saved_in_linear_time(folder):
    word = '长' * 200000
    save_vocabulary({word: 3}, folder + 'long')
    assert load_vocabulary(folder + 'long') == {word: 3}


@pytest.mark.parametrize('opened', ['bytes', 'text'])
def test_open_files_and_iterables_of_lines(folder, opened):
    path = write(folder, '青轴 3\n红轴 2')
    settings = {'mode': 'rb'} if opened == 'bytes' else {'encoding': 'utf-8'}
    with io.open(path, **settings) as stream:
        assert load_vocabulary(stream) == {'青轴': 3, '红轴': 2}
    assert load_vocabulary(line for line in ['青轴 3\n', '红轴 2']) == {'青轴': 3, '红轴': 2}
    assert load_vocabulary([b'abc 3']) == {'abc': 3}


@pytest.mark.parametrize('source', [3, None, [3], [('青轴', 'n', 3)], object()])
def test_what_is_no_source_is_refused(source):
    with pytest.raises(VocabularyError):
        load_vocabulary(source)


def test_a_mapping_is_checked_and_copied():
    counts = {'青轴': 3, '红轴': 0}
    assert load_vocabulary(counts) == {'青轴': 3}
    for wrong in ({'': 1}, {'青轴': -1}, {'青轴': 1.5}, {'青轴': True}, {'青轴': None}, {3: 3},
                  {'青轴'.encode('utf-8'): 3}):
        with pytest.raises(VocabularyError):
            load_vocabulary(wrong)


def test_a_missing_file_is_an_input_error(folder):
    with pytest.raises(InputError):
        load_vocabulary(os.path.join(folder, 'nothing.txt'))


def test_read_entries_keeps_what_is_missing(folder):
    assert list(read_entries(['青轴', '红轴 3', '茶轴 n'])) == [
        ('青轴', None, None), ('红轴', 3, None), ('茶轴', None, 'n')]
    assert list(read_entries({'青轴': 3})) == [('青轴', 3, None)]
    path = os.path.join(folder, 'words.nlpz')
    save_vocabulary({'青轴': 3, '红轴': 4}, path, format='compiled')
    assert list(read_entries(path)) == [('红轴', 4, None), ('青轴', 3, None)]


# The compiled form


def compiled(folder, words, name='words.nlpz'):
    """Return the bytes of a vocabulary in the compiled form."""
    path = os.path.join(folder, name)
    save_vocabulary(words, path, format='compiled')
    with io.open(path, 'rb') as stream:
        return stream.read()


def checksum(data):
    return '%08x' % (binascii.crc32(data) & 0xffffffff)


def unpacked(data):
    """Return [[name, version, data]] of a container, by its documented form."""
    head, _, rest = data.partition(b'\n')
    lines = rest.split(b'\n')[:int(head.split()[3])]
    found, start = [], len(head) + sum(len(line) + 1 for line in lines) + 1
    for line in lines:
        name, version, size, _ = line.decode('ascii').split()
        found.append([name, version, data[start:start + int(size)]])
        start += int(size)
    assert start == len(data)
    return found


def packed(sections):
    """Return the container of [[name, version, data]], by its documented form."""
    lines = ''.join('%s %s %d %s\n' % (name, version, len(data), checksum(data))
                    for name, version, data in sections).encode('ascii')
    head = 'nlp-zero vocabulary 3 %d %s\n' % (len(sections), checksum(lines))
    return head.encode('ascii') + lines + b''.join(data for _, _, data in sections)


def table_of(pairs):
    """Return the least log total and the table of the section of pairs."""
    log_total, table = pairs.split(b'\n')
    return int(log_total), zlib.decompress(binascii.a2b_base64(table))


def test_the_compiled_form_is_the_documented_one(folder):
    data = compiled(folder, {'青轴': 7, 'C++': 5, '热插拔': 2, '热插拔轴': 3, '热插': 7})
    words, prefixes, pairs = sections = unpacked(data)
    assert packed(sections) == data
    assert [section[0] for section in sections] == ['words', 'prefixes', 'pairs']
    assert words[1:] == ['1', '\n'.join(
        ['2 7*2', '3 5*1 2*1', '4 3*1', '', '热插', '青轴', 'C++', '热插拔', '热插拔轴']).encode('utf-8')]
    assert prefixes[1:] == ['2.' + CLASSES_VERSION, '3 1\n3,4 1\n\nC+\n热插'.encode('utf-8')]
    log_total, table = table_of(pairs[2])
    # ln 24, less one, in units of 2**-20.
    assert log_total == int(math.log(24) * 2 ** 20 + 0.5) - 2 ** 20
    assert pairs[1] == prefixes[1] and len(table) == 1 << 22


def test_files_of_the_old_version_say_what_to_do(folder):
    body = '17150215\n2 7*1\n\n青轴\nAAAA'.encode('utf-8')
    head = 'nlp-zero vocabulary 2 %s %d\n' % (checksum(body), len(body))
    path = write(folder, head.encode('ascii') + body)
    for read in (load_vocabulary, Tokenizer):
        with pytest.raises(FormatError) as caught:
            read(path)
        assert str(caught.value).startswith(path + ': version 2 ')
        assert 'save the words again' in str(caught.value)


def random_words(rng, size):
    words = {}
    while len(words) < size:
        length = 1 + int(rng.random() ** 2 * 5)
        word = ''.join('甲乙丙丁ab \U00020000，'[int(rng.random() * 9)] for _ in range(length))
        words[word] = 1 + int(10 ** (rng.random() * 7))
    return words


@pytest.mark.parametrize('size', [1, 30, 300])
def test_a_compiled_vocabulary_makes_the_same_tokenizer(folder, size):
    rng = random.Random(size)
    words = random_words(rng, size)
    path = os.path.join(folder, 'words.nlpz')
    save_vocabulary(words, path, format='compiled')
    made, read = Tokenizer(words), Tokenizer(path)
    assert read.vocabulary == words and read.total == sum(words.values())
    for length in (5, 40, 299, 300, 2000):
        text = ''.join('甲乙丙丁ab \U00020000，'[int(rng.random() * 9)] for _ in range(length))
        assert read.lcut(text) == made.lcut(text)


def test_a_file_written_without_a_tokenizer_has_its_tables(folder):
    # A fresh process that imports nothing but the vocabulary package.
    path = os.path.join(folder, 'alone.nlpz')
    program = ("import sys\nfrom nlp_zero.vocabulary import save_vocabulary\n"
               "assert 'nlp_zero.tokenizer' not in sys.modules\n"
               "save_vocabulary({u'ab': 3, u'abc': 2}, sys.argv[1], format='compiled')")
    environment = dict(os.environ)
    environment[str('PYTHONPATH')] = str(os.pathsep.join(entry for entry in sys.path if entry))
    assert subprocess.call([sys.executable, '-c', program, path], env=environment) == 0
    with io.open(path, 'rb') as stream:
        assert stream.read() == compiled(folder, {'ab': 3, 'abc': 2})


def test_reading_words_takes_only_their_section(folder):
    words = unpacked(compiled(folder, WORDS))[0]
    path = write(folder, packed([['other', '7', b'\x00\xff'], words]))
    assert load_vocabulary(path) == WORDS
    assert Tokenizer(path).lcut('青轴热插拔') == ['青轴', '热插拔']


@pytest.mark.parametrize('version', ['0.' + CLASSES_VERSION, '1.00000000', '1'])
def test_tables_of_another_version_are_made_anew(folder, version):
    words, prefixes, pairs = unpacked(compiled(folder, WORDS))
    for name in ('prefixes', 'pairs'):
        sections = [[name, version, b'no table'] if section[0] == name else section
                    for section in (words, prefixes, pairs)]
        tokenizer = Tokenizer(write(folder, packed(sections), name))
        assert tokenizer.lcut('我的热插拔青轴客制化键盘') == ['我', '的', '热插拔', '青轴', '客制化键盘']


def test_tables_of_this_version_are_used(folder):
    words, prefixes, pairs = unpacked(compiled(folder, {'客制键盘': 3}))
    nothing = [prefixes[0], prefixes[1], b'']
    for table, number in ((prefixes, 2), (nothing, 1)):
        # All ways to cut it: without the table no word of three characters is known to begin anywhere.
        assert len(Tokenizer(write(folder, packed([words, table, pairs]))).nbest('客制键盘', 9)) == number


def b64(data):
    return binascii.b2a_base64(data).rstrip()


SMALL, LARGE = [b64(zlib.compress(bytes(bytearray(size)))) for size in (1 << 10, 1 << 26)]


@pytest.mark.parametrize('name, old, new', [
    ('pairs', None, b''), ('pairs', None, b'17'), ('pairs', None, b'17\n'), ('pairs', None, b'17\nA'),
    ('pairs', None, b'17\n' + SMALL), ('pairs', None, b'17\n' + LARGE), ('pairs', None, b'17\nAAAA'),
    ('pairs', None, b'x\n' + SMALL), ('prefixes', b'3 3', b'3 4'), ('prefixes', b'3 3', b'3 2'),
    ('prefixes', b'3 3', b'3'), ('prefixes', b'3 3', b'x 3'), ('prefixes', None, b'3 3'),
    ('prefixes', None, b'\xff'), ('words', b'2 7*1', b'2 7*2'), ('words', b'2 7*1', b'x 7*1'),
    ('words', b'2 7*1', b'2 7*'), ('words', b'2 7*1', b'2 7'), ('words', b'2 7*1', b'2'),
    ('words', b'2 7*1', b'2 7*999999999999999'), ('words', b'\n\n', b'\n\nmore\n'),
    ('prefixes', b'\n\n', b'\n\nmore\n'), ('words', b'\n\n', b'\n'), ('words', None, b'\xff'),
    ('words', None, b'2 7*1'),
])
def test_sections_that_make_no_sense_are_damaged(folder, name, old, new):
    sections = unpacked(compiled(folder, WORDS))
    section, = [section for section in sections if section[0] == name]
    before = section[2]
    section[2] = new if old is None else before.replace(old, new, 1)
    assert section[2] != before
    path = write(folder, packed(sections))
    with pytest.raises(FormatError) as caught:
        Tokenizer(path)
    assert str(caught.value).startswith(path + ': damaged')


@pytest.mark.parametrize('sections', [[], [['words', '2', b'']], [['prefixes', '1', b'']]])
def test_a_container_without_words_is_refused(folder, sections):
    for read in (load_vocabulary, Tokenizer):
        with pytest.raises(FormatError):
            read(write(folder, packed(sections)))


@pytest.mark.parametrize('change', [
    lambda data: data[:-1], lambda data: data + b'\n', lambda data: data.replace(b'7*1', b'8*1'),
    lambda data: data.replace(b'C++', b'C--'), lambda data: data.replace(b'ulary 3', b'ulary 4'),
    lambda data: data.split(b'\n')[0] + b'\n', lambda data: data.split(b'\n')[0],
    lambda data: data.replace(b' 3 ', b' three ', 1), lambda data: data.replace(b' 3 3 ', b' 3 2 ', 1),
    lambda data: data.replace(b' 3 3 ', b' 3 4 ', 1), lambda data: data.replace(b'fixes 2.', b'fixes 3.', 1),
    lambda data: data.replace(b'\nwords', b'\nWORDS')])
def test_each_kind_of_damage_to_the_compiled_form_is_found(folder, change):
    data = compiled(folder, WORDS)
    assert change(data) != data
    path = write(folder, change(data))
    with pytest.raises(FormatError) as caught:
        load_vocabulary(path)
    assert str(caught.value).startswith(path + ': ')


@pytest.mark.parametrize('opened', ['bytes', 'text', 'marked'])
def test_a_compiled_vocabulary_is_read_from_any_source(folder, opened):
    data = compiled(folder, WORDS)
    source = {'bytes': lambda: io.BytesIO(data), 'text': lambda: io.StringIO(data.decode('utf-8')),
              'marked': lambda: write(folder, b'\xef\xbb\xbf' + data)}[opened]
    assert load_vocabulary(source()) == Tokenizer(source()).vocabulary == WORDS


def test_an_empty_vocabulary_can_be_saved(folder):
    path = os.path.join(folder, 'words.nlpz')
    for form in ('plain', 'compiled'):
        save_vocabulary({}, path, format=form)
        assert load_vocabulary(path) == {} and Tokenizer(path).lcut('青轴') == ['青', '轴']


def test_no_line_break_gets_into_the_compiled_form(folder):
    for word in ('换\n行', '\ud800'):
        with pytest.raises(VocabularyError):
            save_vocabulary({word: 1}, os.path.join(folder, 'words.nlpz'), format='compiled')
    assert os.listdir(folder) == []


def test_the_tables_of_the_bundled_vocabulary_are_those_of_its_words(folder):
    # Where this fails, classes or tables have changed: bundle the words anew.
    path = os.path.join(os.path.dirname(nlp_zero.__file__), *BUNDLED.split('/'))
    with io.open(path, 'rb') as stream:
        bundled = unpacked(stream.read())
    saved = unpacked(compiled(folder, load_bundled()))
    assert bundled[:2] == saved[:2] and bundled[2][:2] == saved[2][:2]
    # As a truth value: the difference of tables so large would take hours to write.
    same = table_of(bundled[2][2]) == table_of(saved[2][2])
    assert same


def test_the_bundled_vocabulary_is_a_vocabulary():
    words = load_bundled()
    assert min(words.values()) > 0


@pytest.mark.parametrize('lines, warned', [
    (['键帽 3', '好，真好，买'], '1 of 2 lines look like sentences, the first of them line 2, '),
    (['键帽 3', '键帽很好。'], 'line 2'), (['键' * 41], '1 of 1 lines'),
    (['厚实，清脆', '很稳，退了', '键帽'], '2 of 3 lines'),
    (['键' * 38 + ' 3'], None), (['厚实，清脆 5', '键帽 3'], None), (['。 3', '！？ 4', '键帽 3'], None)])
def test_a_text_in_place_of_a_dictionary_is_remarked(write, recwarn, lines, warned):
    path = write('a.txt', '\n'.join(lines) + '\n')
    assert len(load_vocabulary(path)) == len(lines)
    said = [str(one.message) for one in recwarn.list if one.category is UserWarning]
    assert len(said) == (warned is not None)
    if said:
        assert warned in said[0] and 'a.txt: ' in said[0]
