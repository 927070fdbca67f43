# -*- coding: utf-8 -*-
"""Test zip archives and bounded unpacking: what is damaged or does harm is an error in little memory."""
from __future__ import absolute_import, division, print_function, unicode_literals

import bz2
import collections
import io
import os
import random
import struct
import sys
import zlib

import pytest

from nlp_zero.cli import main
from nlp_zero.corpus import Corpus
from nlp_zero.errors import FormatError, InputError, NlpZeroError, VocabularyError
from nlp_zero.ngrams import NgramCounter, merged
from nlp_zero.templates import load_templates
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import load_vocabulary, save_vocabulary

from processes import run_code

try:
    import lzma
except ImportError:
    lzma = None

STORED, DEFLATE, BZIP, LZMA = 0, 8, 12, 14
TEXT = ''.join('第%d条：键帽手感很好，轴体顺滑。\n' % number for number in range(300))
DATA = TEXT.encode('utf-8')
METHODS = [STORED, DEFLATE, BZIP] + ([LZMA] if lzma else [])
needs_lzma = pytest.mark.skipif(lzma is None, reason='this Python has no lzma')


# --- archives made by hand -----------------------------------------------------------------------

def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zip_lzma(data, dictionary=1 << 16):
    """Return data packed as LZMA in zip archives: with a marker at the end."""
    alone = lzma.compress(data, format=lzma.FORMAT_ALONE, preset=0)
    return b'\x09\x04\x05\x00' + alone[:1] + struct.pack(str('<I'), dictionary) + alone[13:]


def pack(data, method):
    """Return a `Member` of this data."""
    packed = {DEFLATE: deflate, BZIP: bz2.compress, LZMA: zip_lzma}.get(method, bytes)(data)
    return Member(b'b.txt', packed, method, 2 if method == LZMA else 0, 20, len(data),
                  zlib.crc32(data) & 0xffffffff)


#: One member of an archive: all that its headers say, true or not.
Member = collections.namedtuple(str('Member'), [str(name) for name in (
    'name', 'packed', 'method', 'flags', 'version', 'size', 'checksum')])


def archive_of(*members, **fields):
    """Return an archive, as bytes.

    Args:
        members: `Member`s.
        fields: `offset`, added to where the directory says that a member is; `name`, in the headers before
            members.
    """
    out, directory = b'', b''
    for member in members:
        name = fields.get('name', member.name)
        common = struct.pack(str('<HHHHIII'), member.flags, member.method, 0, 33, member.checksum,
                             len(member.packed), member.size)
        place = len(out) + fields.get('offset', 0)
        directory += (b'PK\x01\x02' + struct.pack(str('<HH'), 20, member.version) + common
                      + struct.pack(str('<HHHHHII'), len(member.name), 0, 0, 0, 0, 0, place) + member.name)
        out += (b'PK\x03\x04' + struct.pack(str('<H'), member.version) + common
                + struct.pack(str('<HH'), len(name), 0) + name + member.packed)
    number = len(members)
    return out + directory + b'PK\x05\x06' + struct.pack(
        str('<HHHHIIH'), 0, 0, number, number, len(directory), len(out), 0)


@pytest.fixture
def archive(write):
    """Return a function that writes an archive and returns its path."""
    def make(*members, **fields):
        return write('a.zip', archive_of(*members, **fields))
    return make


def message(path):
    """Return what reading says that fails, and the file that it names."""
    with pytest.raises(InputError) as caught:
        list(Corpus(path))
    assert caught.value.path.startswith(path)
    return caught.value.message


# --- good archives -------------------------------------------------------------------------------

@pytest.mark.parametrize('method', METHODS)
@pytest.mark.parametrize('data', [DATA, '一行\n'.encode('utf-8'), b'', b'\n' * 1000000, DATA * 40],
                         ids=['text', 'short', 'empty', 'line feeds', 'long'])
def test_every_method_is_read(archive, method, data):
    path = archive(pack(data, method))
    expected = data.decode('utf-8').split('\n')[:-1]
    assert list(Corpus(path)) == expected and list(Corpus(path + '!b.txt')) == expected
    assert Corpus(path).size() == len(data)


@pytest.mark.skipif(lzma is None, reason='zipfile of 2.7 packs by deflate only')
@pytest.mark.parametrize('method', METHODS)
def test_what_the_standard_library_packs_is_read(tmpdir, method):
    import zipfile
    path = str(tmpdir.join('a.zip'))
    with zipfile.ZipFile(path, 'w', method) as packed:
        packed.writestr('b.txt', DATA)
        packed.writestr('评论.txt', DATA)
    assert list(Corpus(path)) == TEXT.split('\n')[:-1] * 2


@needs_lzma
def test_lzma_that_is_said_to_have_no_marker_ends_with_its_size(archive):
    good = pack(DATA, LZMA)
    # Of the last bytes only the marker is made.
    for packed in (good.packed, good.packed + b'\xff' * 9, good.packed[:-4]):
        assert list(Corpus(archive(good._replace(flags=0, packed=packed)))) == TEXT.split('\n')[:-1]


@pytest.mark.parametrize('method', METHODS[1:])
def test_what_follows_packed_data_is_left(archive, method):
    good = pack(DATA, method)
    path = archive(good._replace(packed=good.packed + b'\xff' * 70000))
    assert list(Corpus(path)) == TEXT.split('\n')[:-1]


def test_an_empty_member_may_be_packed_as_nothing(archive):
    assert list(Corpus(archive(pack(b'', DEFLATE)._replace(packed=b'')))) == []


def test_members_may_follow_other_data(write):
    # So do archives that unpack themselves.
    path = write('a.zip', b'#!/bin/sh\n' * 100 + archive_of(pack(DATA, DEFLATE), pack(b'x\n', STORED)))
    assert len(list(Corpus(path))) == 301


def test_two_passes_at_the_same_time_share_nothing(archive):
    corpus = Corpus(archive(pack(DATA, DEFLATE), pack(DATA, STORED)._replace(name=b'c.txt')))
    lines = TEXT.split('\n')[:-1] * 2
    assert list(zip(corpus, corpus)) == list(zip(lines, lines))


# --- archives that cannot be read ----------------------------------------------------------------

REFUSED = [
    ('encrypted', dict(flags=1), 'it is encrypted'),
    ('encrypted strongly', dict(flags=0x41), 'it is encrypted'),
    ('masked', dict(flags=0x2000), 'it is encrypted'),
    ('AES', dict(flags=1, method=99), 'it is encrypted'),
    ('patch', dict(flags=0x20), 'it is a patch'),
    ('deflate64', dict(method=9), 'packed by the method Deflate64'),
    ('zstandard', dict(method=93), 'packed by the method Zstandard'),
    ('PPMd', dict(method=98), 'packed by the method PPMd'),
    ('AES without a flag', dict(method=99), 'packed by the method AES'),
    ('unknown', dict(method=4711), 'packed by the method 4711'),
    ('too short', dict(size=len(DATA) - 1), 'is damaged in the archive'),
    ('too long', dict(size=len(DATA) + 1), 'is damaged in the archive'),
    ('checksum', dict(checksum=1), 'is damaged in the archive'),
    ('no deflate data', dict(method=DEFLATE, packed=b'\xff' * 99), 'is no deflate data, or damaged'),
    ('deflate cut short', dict(method=DEFLATE, packed=deflate(DATA)[:-9]),
     'ends before its deflate data does'),
    ('no bzip2 data', dict(method=BZIP, packed=b'BZh9' + b'\xff' * 99), 'is no bzip2 data, or damaged'),
    ('bzip2 cut short', dict(method=BZIP, packed=bz2.compress(DATA)[:-9]), 'ends before its bzip2 data does'),
]


@pytest.mark.parametrize('fields, expected', [case[1:] for case in REFUSED],
                         ids=[case[0] for case in REFUSED])
def test_a_member_that_cannot_be_read_is_an_error_that_names_it(archive, fields, expected):
    path = archive(pack(DATA, STORED)._replace(**fields))
    assert expected in message(path)
    with pytest.raises(InputError) as caught:
        list(Corpus(path))
    assert caught.value.path == path + '!b.txt'


@needs_lzma
@pytest.mark.parametrize('change, expected', [
    (lambda packed: packed[:2] + b'\x06\x00' + packed[4:], '6 bytes of properties, not 5'),
    (lambda packed: packed[:4] + b'\xff' + packed[5:], 'is no LZMA data, or damaged'),
    (lambda packed: packed[:60] + b'\xff' * 40 + packed[100:], 'is no LZMA data, or damaged'),
    (lambda packed: packed[:-20], 'ends before its LZMA data does'),
    (lambda packed: packed[:3], 'ends before its LZMA data does'),
    (lambda packed: b'\xff' + packed[1:], None)],
    ids=['length of properties', 'properties', 'data', 'cut short', 'cut to three bytes', 'version'])
def test_damaged_lzma_is_an_error_that_names_the_member(archive, change, expected):
    good = pack(DATA, LZMA)
    path = archive(good._replace(packed=change(good.packed)))
    if expected is None:
        # The version of the packer is nothing to the data.
        assert list(Corpus(path)) == TEXT.split('\n')[:-1]
    else:
        assert expected in message(path)


@pytest.mark.skipif(lzma is not None, reason='this Python has lzma')
def test_lzma_on_a_python_without_it_is_an_error_that_says_so(archive):
    assert 'this Python has no module lzma' in message(archive(pack(DATA, STORED)._replace(method=LZMA)))


@pytest.mark.parametrize('version, read', [(20, True), (63, True), (64, False), (255, False)])
def test_an_archive_of_a_newer_form_is_refused(archive, version, read):
    path = archive(pack(DATA, DEFLATE)._replace(version=version))
    if read:
        assert list(Corpus(path)) == TEXT.split('\n')[:-1]
    else:
        assert 'zip file version %.1f' % (version / 10) in message(path)


@pytest.mark.parametrize('fields, expected', [
    (dict(offset=2), 'not where the directory says'), (dict(offset=1), 'not where the directory says'),
    (dict(name=b'c.txt'), 'not the one in the directory')])
def test_a_member_that_is_not_where_the_directory_says(archive, fields, expected):
    path = archive(pack(b'first\n', STORED)._replace(name=b'a.txt'), pack(DATA, DEFLATE), **fields)
    with pytest.raises(InputError) as caught:
        list(Corpus(path + '!b.txt'))
    assert expected in str(caught.value) and 'b.txt' in caught.value.path


@pytest.mark.parametrize('more, read', [(0, True), (1, False), (1 << 31, False)])
def test_a_member_must_end_before_the_next_one(write, more, read):
    good = pack(b'text\n', STORED)
    data = bytearray(archive_of(good, good._replace(name=b'c.txt')))
    # The size of what is packed, and of what is unpacked, in the directory.
    place = data.index(b'PK\x01\x02') + 20
    data[place:place + 8] = struct.pack(str('<II'), 5 + more, 5 + more)
    path = write('a.zip', bytes(data))
    if read:
        assert list(Corpus(path)) == ['text', 'text']
    else:
        assert 'overlaps with what follows' in message(path)


# --- bombs ---------------------------------------------------------------------------------------

#: Bytes that each bomb unpacks to, and that reading it may take beyond what the process has when it begins.
BOMB, ALLOWED = 80 << 20, 32 << 20
READ = '''
import io, resource, sys
from nlp_zero.corpus import Corpus
list(Corpus(%(other)r).blocks())
with io.open('/proc/self/statm') as pages:
    limit = int(pages.read().split()[0]) * resource.getpagesize() + %(allowed)d
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
print(sum(len(block) + 1 for block in Corpus(%(path)r).blocks()))
'''


def read_limited(path, other, allowed=ALLOWED):
    """Return how many characters reading a file gives in a process of so little memory.

    Args:
        other: path of a small file of the kind; it is read first, for what is loaded once.
    """
    return int(run_code(READ % dict(path=str(path), other=str(other), allowed=allowed)))


def squeeze(packer, size):
    """Return so many line feeds, packed."""
    step = b'\n' * (1 << 20)
    return b''.join([packer.compress(step) for _ in range(size >> 20)] + [packer.flush()])


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='memory is limited as on Linux')
@pytest.mark.parametrize('kind', ['.gz', '.bz2', '.zip deflate', '.zip bzip2'] + (
    ['.xz', '.zip LZMA'] if lzma else []))
def test_a_bomb_is_read_in_little_memory(write, kind):
    make = {'.gz': lambda: zlib.compressobj(9, zlib.DEFLATED, 31), '.bz2': bz2.BZ2Compressor,
            '.xz': lambda: lzma.LZMACompressor(preset=0),
            '.zip deflate': lambda: zlib.compressobj(9, zlib.DEFLATED, -15), '.zip bzip2': bz2.BZ2Compressor,
            '.zip LZMA': lambda: lzma.LZMACompressor(lzma.FORMAT_ALONE, preset=0)}[kind]
    paths = []
    for size in (1 << 20, BOMB):
        data, name = squeeze(make(), size), 'a%d.txt%s' % (size, kind)
        if kind.startswith('.zip'):
            method = {'deflate': DEFLATE, 'bzip2': BZIP, 'LZMA': LZMA}[kind[5:]]
            if method == LZMA:
                data = b'\x09\x04\x05\x00' + data[:5] + data[13:]
            checksum = 0
            for _ in range(size >> 20):
                checksum = zlib.crc32(b'\n' * (1 << 20), checksum) & 0xffffffff
            data = archive_of(Member(b'b.txt', data, method, 2 if method == LZMA else 0, 20, size, checksum))
            name = 'a%d.zip' % size
        assert len(data) < size / 900
        paths.append(write(name, data))
    assert abs(read_limited(paths[1], paths[0]) - BOMB) < 100000


DICTIONARIES = [((1 << 27) - 1, True), (1 << 27, True), ((1 << 27) + (1 << 22), False),
                ((1 << 32) - 1, False)]


@needs_lzma
@pytest.mark.parametrize('size, read', DICTIONARIES)
def test_the_dictionary_of_lzma_is_limited(archive, size, read):
    path = archive(pack(DATA, LZMA)._replace(packed=zip_lzma(DATA, size)))
    if read:
        assert list(Corpus(path)) == TEXT.split('\n')[:-1]
    else:
        assert message(path).startswith('cannot be unpacked: its dictionary takes more than 128 MiB')


@needs_lzma
@pytest.mark.parametrize('size, read', [(29, True), (30, True), (31, False), (40, False)])
def test_the_dictionary_of_xz_is_limited(write, size, read):
    # 30 stands for 128 MiB, 31 for 192 MiB, 40 for 4 GiB.
    data = bytearray(lzma.compress(DATA))
    end = 12 + (data[12] + 1) * 4
    data[16] = size
    data[end - 4:end] = struct.pack(str('<I'), zlib.crc32(bytes(data[12:end - 4])) & 0xffffffff)
    path = write('a.txt.xz', bytes(data))
    if read:
        assert list(Corpus(path)) == TEXT.split('\n')[:-1]
    else:
        assert message(path).startswith('cannot be unpacked: its dictionary takes more than 128 MiB')


# --- bzip2 in pieces -----------------------------------------------------------------------------

def bzip_of_multiple(multiple):
    """Return a line, and the same packed by bzip2 to a multiple of so many bytes."""
    rng = random.Random(multiple)
    while True:
        line = ''.join(rng.choice('abcdefgh') for _ in range(rng.randrange(500, 1000)))
        packed = bz2.compress(line.encode('ascii') + b'\n')
        if len(packed) % multiple == 0:
            return line, packed


def test_streams_that_end_where_a_block_of_input_does_are_joined(write):
    line, packed = bzip_of_multiple(64)
    # 65,536 bytes are read at a time: some stream ends with them.
    path = write('a.txt.bz2', packed * 1030)
    assert list(Corpus(path)) == [line] * 1030


@pytest.mark.parametrize('level', [1, 9])
def test_blocks_of_bzip2_of_all_sizes_come_back(write, level):
    rng = random.Random(level)
    for size in (0, 1, 100, 8191, 8192, 99000, 100000, 262143, 262144, 450000, 2000000):
        some = bytes(bytearray(rng.choice((65, 66, 67, 10)) for _ in range(size % 9973)))
        data = some * (1 + size // 9973) + b'\n'
        path = write('a.txt.bz2', bz2.compress(data, level) + bz2.compress(b'end\n', level))
        assert '\n'.join(Corpus(path)) + '\n' == data.decode('ascii') + 'end\n'


# --- mutations -----------------------------------------------------------------------------------

def mutate(rng, data):
    """Return data with a part changed, cut out or doubled."""
    data = bytearray(data)
    place = rng.randrange(len(data))
    how = rng.randrange(5)
    if how == 0:
        data[place] ^= 1 << rng.randrange(8)
    elif how == 1:
        data[place] = rng.choice((0, 255, 127, 128))
    elif how == 2:
        del data[place:]
    elif how == 3:
        del data[place:place + rng.randrange(1, 9)]
    else:
        data[place:place] = data[place:place + rng.randrange(1, 9)]
    return bytes(data)


def mutated_files():
    """Return {name: good data} of every kind."""
    files = {'a.txt.gz': squeeze_text(zlib.compressobj(9, zlib.DEFLATED, 31)),
             'a.txt.bz2': bz2.compress(DATA)}
    for method in METHODS:
        files['m%d.zip' % method] = archive_of(pack(DATA, method), pack(DATA, STORED)._replace(name=b'c.txt'))
    if lzma:
        files['a.txt.xz'] = lzma.compress(DATA)
    return files


def squeeze_text(packer):
    return packer.compress(DATA) + packer.flush()


@pytest.mark.parametrize('name', sorted(mutated_files()))
def test_whatever_is_changed_gives_the_text_or_an_error(write, name):
    rng, good = random.Random(name), mutated_files()[name]
    lines, outcomes = TEXT.split('\n')[:-1], collections.Counter()
    for _ in range(150):
        path = write(name, mutate(rng, good))
        try:
            found = list(Corpus(path))
        except NlpZeroError as error:
            # Bytes of bzip2 data come before their checksum, and may not decode.
            assert error.path.startswith(path) and str(error)
            outcomes['error'] += 1
        else:
            # A name in the directory may have become that of a hidden file, or a member may be gone whole.
            copies = len(found) // len(lines)
            assert found == lines * copies and 1 <= copies <= 2
            outcomes['text'] += 1
    assert outcomes['error'] > 50


@pytest.mark.parametrize('verb', [['count'], ['cut']])
def test_the_command_names_the_member(command, archive, verb):
    path = archive(pack(DATA, DEFLATE)._replace(flags=1))
    done = command(*(verb + [path]))
    assert done.code == 1 and done.err.startswith('nlp-zero: error: %s!b.txt: ' % path)
    assert 'encrypted' in done.err and len(done.err.splitlines()) == 1


# --- entries without an end ----------------------------------------------------------------------

ENTRY_READERS = [
    ('vocabulary', ' 3\n', load_vocabulary),
    ('user dictionary', ' 3\n', lambda path: Tokenizer({}).load_userdict(path)),
    ('n-grams', '\t3\n', NgramCounter.load), ('merge', '\t3\n', lambda path: list(merged([path]))),
    ('templates', '\t3\n', load_templates)]


@pytest.mark.parametrize('read, end', [reader[:0:-1] for reader in ENTRY_READERS],
                         ids=[reader[0] for reader in ENTRY_READERS])
@pytest.mark.parametrize('longest, before, length, fits', [
    (100, 0, 99, True), (100, 0, 100, True), (100, 0, 101, False), (100, 0, 100000, False),
    (100, 2, 100, True), (100, 2, 100000, False),
    # 65,536 bytes are read at a time: these lines come in two or three parts.
    (100000, 0, 100000, True), (100000, 0, 100001, False), (100000, 15000, 100000, True),
    (100000, 15000, 100001, False)])
def test_an_entry_has_a_longest_line(write, small_steps, read, end, longest, before, length, fits):
    small_steps('_storage', 'vocabulary', LONGEST_ENTRY=longest)
    path = write('a.txt.gz', packed(('0' + end) * before + '7' * (length - len(end) + 1) + end))
    if fits:
        read(path)
        return
    with pytest.raises(NlpZeroError) as caught:
        read(path)
    assert 'more than %d bytes' % longest in str(caught.value)
    assert (caught.value.path, caught.value.line) == (path, 1 + before)


def packed(text):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(text.encode('utf-8')) + packer.flush()


@pytest.mark.parametrize('length, fits', [(99, True), (100, True), (101, False)])
def test_a_segmentation_has_a_longest_line(write, capsys, small_steps, length, fits):
    small_steps('cli', LONGEST_LINE=100)
    path = write('a.txt', '天 地\n' + '7' * length + '\n')
    out = path + '.out'
    assert main(['evaluate', '--gold', path, path, '-o', out]) == (0 if fits else 1)
    assert os.path.exists(out) == fits
    assert ('%s:2: a line has more than 100 characters' % path in capsys.readouterr()[1]) != fits


class Endless(object):
    """Give some bytes, then one of them for ever."""

    def __init__(self, begin, unit):
        self._begin, self._unit = begin, unit

    def read(self, size=-1):
        if size < 0:
            raise MemoryError
        data, self._begin = self._begin[:size], self._begin[size:]
        return data + self._unit * (size - len(data))

    readline = read


def test_a_vocabulary_without_an_end_is_an_error(tmpdir):
    path = str(tmpdir.join('words.bin'))
    save_vocabulary({'天气': 3, '公园': 2}, path, format='compiled')
    with io.open(path, 'rb') as stream:
        good = stream.read()
    assert load_vocabulary(io.BytesIO(good)) == {'天气': 3, '公园': 2}
    with pytest.raises(FormatError) as caught:
        load_vocabulary(Endless(good, b'7'))
    assert 'added to' in str(caught.value)
    with pytest.raises(FormatError):
        load_vocabulary(io.BytesIO(good[:-1]))
    # A head that is damaged says nothing about how much there is.
    for begin in (b'nlp-zero vocabulary 3 x', b'nlp-zero vocabulary 3 9 01234567\n'):
        with pytest.raises(FormatError):
            load_vocabulary(Endless(begin, b'7'))
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(Endless(b'7', b'7'))
    assert 'more than 16777216 bytes' in str(caught.value)


def test_a_compiled_vocabulary_may_come_in_small_parts(tmpdir, small_steps):
    path = str(tmpdir.join('words.bin'))
    save_vocabulary({'天气': 3, '公园': 2}, path, format='compiled')
    with io.open(path, 'rb') as stream:
        good = stream.read()
    small_steps('vocabulary')
    assert load_vocabulary(io.BytesIO(good)) == {'天气': 3, '公园': 2}
    for data in (good + b'7', good[:-1], good[:60]):
        with pytest.raises(FormatError):
            load_vocabulary(io.BytesIO(data))
