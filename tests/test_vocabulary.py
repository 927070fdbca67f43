# -*- coding: utf-8 -*-
"""Test reading and writing of vocabularies."""
from __future__ import absolute_import, division, print_function, unicode_literals

import binascii
import io
import math
import os
import random
import zlib

import pytest

from nlp_zero.errors import ArgumentError, FormatError, InputError, VocabularyError
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import (
    FORMATS, load_bundled, load_vocabulary, parse_entry, read_entries, save_vocabulary)

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


@pytest.mark.parametrize('form', [form for form in FORMATS if form not in ('hanlp', 'words')])
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


@pytest.mark.parametrize('text, expected', [
    ('甲 3 n\n乙 丙 5 n\n', {'甲': 3, '乙 丙': 5}),
    ('甲 3\n乙 5 n\n', {'甲': 3, '乙': 5}),
    ('甲\x852 3\n', {'甲\x852': 3}),
    ('甲\u20282 3\n', {'甲\u20282': 3}),
    ('甲\n乙\n', {'甲': 1, '乙': 1}),
    ('\n\n甲 2\n\n', {'甲': 2}),
    ('甲 2', {'甲': 2}),
    ('', {}), ('\n', {}),
])
def test_lines_of_mixed_form(folder, text, expected):
    assert load_vocabulary(write(folder, text)) == expected


def test_of_a_word_that_stands_twice_the_last_count_holds():
    assert load_vocabulary(['青轴 3', '红轴 1', '青轴 5', '红轴 0']) == {'青轴': 5}


def test_a_byte_order_mark_is_skipped(folder):
    assert load_vocabulary(write(folder, b'\xef\xbb\xbf' + '青轴 3\n'.encode('utf-8'))) == {'青轴': 3}


@pytest.mark.parametrize('count', ['1e5', '1E5', '0x10', '1,000', '1_000', '12%', '３', '-3', '+3', '2.5', '1.5e3', '.5'])
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


@pytest.mark.parametrize('opened', ['bytes', 'text'])
def test_open_files_and_iterables_of_lines(folder, opened):
    path = write(folder, '青轴 3\n红轴 2')
    settings = {'mode': 'rb'} if opened == 'bytes' else {'encoding': 'utf-8'}
    with io.open(path, **settings) as stream:
        assert load_vocabulary(stream) == {'青轴': 3, '红轴': 2}
    assert load_vocabulary(line for line in ['青轴 3\n', '红轴 2']) == {'青轴': 3, '红轴': 2}
    assert load_vocabulary([b'abc 3']) == {'abc': 3}


@pytest.mark.parametrize('source', [3, None, [3], [('青轴', 3)]])
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


def saved_compiled(folder):
    path = os.path.join(folder, 'words.nlpz')
    save_vocabulary(WORDS, path, format='compiled')
    with io.open(path, 'rb') as stream:
        return stream.read()


def test_the_compiled_form_is_the_documented_one(folder):
    words = {'青轴': 7, 'C++': 5, '热插拔': 2, '热插拔轴': 3, '热插': 7}
    path = os.path.join(folder, 'words.nlpz')
    save_vocabulary(words, path, format='compiled')
    with io.open(path, encoding='utf-8', newline='') as stream:
        lines = stream.read().split('\n')
    assert lines[0].startswith('nlp-zero vocabulary 2 ') and len(lines[0].split()) == 5
    # ln 24, less one, in units of 2**-20.
    assert lines[1] == '%d' % (int(math.log(24) * 2 ** 20 + 0.5) - 2 ** 20)
    assert lines[2:7] == ['2 7*2', '3 5*1 2*1', '4 3*1', '3 1', '3,4 1']
    assert lines[7:15] == ['', '热插', '青轴', 'C++', '热插拔', '热插拔轴', 'C+', '热插']
    assert len(zlib.decompress(binascii.a2b_base64(lines[15].encode('ascii')))) == 1 << 22 and len(lines) == 16


def first_version(body):
    data = body.encode('utf-8')
    return ('nlp-zero vocabulary 1 %08x %d\n' % (binascii.crc32(data) & 0xffffffff, len(data))).encode('ascii') + data


def test_the_first_version_of_the_compiled_form_is_read(folder):
    path = write(folder, first_version('7*1 3*2\n青轴\nLos Angeles\n热插拔'))
    assert load_vocabulary(path) == {'青轴': 7, 'Los Angeles': 3, '热插拔': 3}
    assert Tokenizer(path).lcut('青轴热插拔') == ['青轴', '热插拔']
    assert load_vocabulary(write(folder, first_version('\n'), 'empty')) == {}
    for number, body in enumerate(['7*1 3*2\n青轴', '7*1 3\n青轴', '7\n', '7*1']):
        with pytest.raises(FormatError):
            load_vocabulary(write(folder, first_version(body), 'damaged%d' % number))


def test_a_compiled_vocabulary_makes_the_same_tokenizer(folder):
    rng, path = random.Random(3), os.path.join(folder, 'words.nlpz')
    for size in (1, 30, 300):
        words = {}
        while len(words) < size:
            length = 1 + int(rng.random() ** 2 * 5)
            word = ''.join('甲乙丙丁ab \U00020000，'[int(rng.random() * 9)] for _ in range(length))
            words[word] = 1 + int(10 ** (rng.random() * 7))
        save_vocabulary(words, path, format='compiled')
        made, read = Tokenizer(words), Tokenizer(path)
        assert read.vocabulary == words and read.total == sum(words.values())
        for name in ('gains', 'singles', 'longer', 'penalty'):
            assert getattr(read._model, name) == getattr(made._model, name)
        assert read._model.boundaries.table() == made._model.boundaries.table()
        assert read._model._tables.least == made._model._tables.least


def test_a_compiled_vocabulary_whose_parts_do_not_fit_is_damaged(folder):
    def saved(body):
        data = body.encode('utf-8')
        head = 'nlp-zero vocabulary 2 %08x %d\n' % (binascii.crc32(data) & 0xffffffff, len(data))
        return head.encode('ascii') + data
    with io.open(write(folder, saved_compiled(folder)), encoding='utf-8', newline='') as stream:
        body = stream.read().partition('\n')[2]
    table = body.rpartition('\n')[2]
    small = binascii.b2a_base64(zlib.compress(bytes(bytearray(1 << 10)))).decode('ascii').strip()
    large = binascii.b2a_base64(zlib.compress(bytes(bytearray(1 << 26)))).decode('ascii').strip()
    wrong = [body.replace(table, new) for new in (small, large, table[:len(table) // 8 * 4], 'A', '', '\xe9')]
    wrong += [body.replace('2 7*1', new) for new in ('2 7*2', 'x 7*1', '2 7*', '2 7', '2')]
    wrong += [body.replace('\n\n', '\n', 1), 'x' + body, '', '\n']
    for number, body in enumerate(wrong):
        path = write(folder, saved(body), 'damaged%d' % number)
        with pytest.raises(FormatError) as caught:
            Tokenizer(path)
        assert str(caught.value).startswith(path + ':')


def test_an_empty_vocabulary_can_be_saved(folder):
    path = os.path.join(folder, 'words.nlpz')
    for form in ('plain', 'compiled'):
        save_vocabulary({}, path, format=form)
        assert load_vocabulary(path) == {}


def test_each_kind_of_damage_to_the_compiled_form_is_found(folder):
    data = saved_compiled(folder)
    wrong = [data[:-1], data + b'\n', data.replace(b'7*1', b'8*1'), data.replace(b'C++', b'C--'),
             data.replace(b'vocabulary 2', b'vocabulary 3'), data.split(b'\n')[0] + b'\n',
             data.replace(b' 2 ', b' two ', 1), b'nlp-zero vocabulary']
    for number, damaged in enumerate(wrong[:-1]):
        path = write(folder, damaged, 'damaged%d' % number)
        with pytest.raises(FormatError) as caught:
            load_vocabulary(path)
        assert str(caught.value).startswith(path + ':')


def test_no_line_break_gets_into_the_compiled_form(folder):
    for word in ('换\n行', '\ud800'):
        with pytest.raises(VocabularyError):
            save_vocabulary({word: 1}, os.path.join(folder, 'words.nlpz'), format='compiled')
    assert os.listdir(folder) == []


def test_the_tables_of_the_bundled_vocabulary_are_those_of_its_words():
    # Where this fails, the table has changed: give the compiled form a new version, and bundle anew.
    read, made = Tokenizer()._model, Tokenizer(load_bundled())._model
    # As truth values: the difference of tables so large would take hours to write.
    same = [read.boundaries.table() == made.boundaries.table(), read.gains == made.gains,
            read.longer == made.longer, read.total == made.total]
    assert same == [True] * 4


def test_the_bundled_vocabulary_is_a_vocabulary():
    words = load_bundled()
    assert all(count > 0 for count in words.values())
