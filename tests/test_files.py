# -*- coding: utf-8 -*-
"""Test opening files by name: nothing is lost in silence, nothing appears half-written."""
from __future__ import absolute_import, division, print_function, unicode_literals

import errno
import io
import os
import signal
import sys
import time
from collections import OrderedDict

import pytest

from nlp_zero import _storage as storage
from nlp_zero.errors import FormatError, InputError, OutputError

from processes import run_python, with_source

try:
    import lzma
except ImportError:
    lzma = None

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TEXT = ''.join('第%d条：键帽手感很好，轴体顺滑。\n' % number for number in range(3000))
SUFFIXES = ['', '.gz', '.bz2'] + (['.xz'] if lzma else [])
PACKED = SUFFIXES[1:]


@pytest.fixture
def folder(tmpdir):
    return str(tmpdir)


def store(path, data):
    with io.open(path, 'wb') as stream:
        stream.write(data)
    return path


def load(path):
    with io.open(path, 'rb') as stream:
        return stream.read()


def names(folder):
    """Return the names in a folder as text."""
    return sorted(storage.path_name(name) for name in os.listdir(folder))


def packed(folder, suffix, text=TEXT):
    """Return the bytes of a text, packed as the suffix says."""
    path = os.path.join(folder, 'packed.txt' + suffix)
    with storage.open_output(path) as out:
        out.write(text)
    data = load(path)
    os.remove(path)
    return data


# --- paths ---------------------------------------------------------------------------------------

@pytest.mark.parametrize('name, base', [
    ('a.txt.gz', 'a.txt'), ('a.TXT.BZ2', 'a.TXT'), ('a.csv.xz', 'a.csv'), ('a.txt', 'a.txt'),
    ('语料', '语料'), ('.gz', '.gz')])
def test_base_name_drops_the_suffix_of_compression(name, base):
    assert storage.base_name(name) == base


@pytest.mark.parametrize('path', ['语料/评论.txt', '语料/评论.txt'.encode('utf-8')])
def test_a_path_has_one_name_as_text_and_as_bytes(path):
    assert storage.path_name(path) == '语料/评论.txt'


class PathLike(object):
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


def test_path_objects_are_taken(folder):
    path = PathLike(os.path.join(folder, str('a.txt')))
    with storage.open_output(path) as out:
        out.write('内容')
    with storage.open_input(path) as stream:
        assert stream.read().decode('utf-8') == '内容'
    assert storage.path_name(path) == os.path.join(folder, 'a.txt')


def test_the_home_folder_is_expanded(folder, monkeypatch):
    monkeypatch.setenv(str('HOME'), str(folder))
    store(os.path.join(folder, 'a.txt'), b'text')
    with storage.open_input('~/a.txt') as stream:
        assert stream.read() == b'text'


def test_a_file_whose_name_begins_with_a_tilde_is_that_file(folder, monkeypatch):
    monkeypatch.chdir(folder)
    store('~', b'text')
    assert storage.os_path('~') == ('~' if os.name == 'nt' else b'~')


def run_with_literals(code, *arguments, **environment):
    """Run code whose literals are text in a fresh process; return a `Finished`."""
    code = '# -*- coding: utf-8 -*-\nfrom __future__ import unicode_literals\n' + code
    return run_python('-c', code, *arguments, env=with_source(**environment))


@pytest.mark.skipif(os.name == 'nt', reason='names are text there')
def test_chinese_names_open_under_any_locale(folder):
    code = (r'import os, sys; os.chdir(sys.argv[1])' '\n'
            r'from nlp_zero._storage import open_input, open_output' '\n'
            r'with open_output("\u8bed\u6599.txt") as out: out.write("\u4e2d\n")' '\n'
            r'print(len(open_input("\u8bed\u6599.txt").read()))')
    assert run_with_literals(code, folder, LC_ALL='C', PYTHONUTF8='0', PYTHONCOERCECLOCALE='0')[:2] == (
        0, '4\n')
    assert load(os.path.join(folder, '语料.txt') if str is not bytes
                else os.path.join(folder, '语料.txt').encode('utf-8')) == '中\n'.encode('utf-8')


# --- reading -------------------------------------------------------------------------------------

@pytest.mark.parametrize('suffix', SUFFIXES)
def test_what_is_written_is_read(folder, suffix):
    path = os.path.join(folder, '语料.txt' + suffix)
    with storage.open_output(path) as out:
        out.write(TEXT)
    assert storage.open_input(path).read().decode('utf-8') == TEXT
    assert names(folder) == [os.path.basename(path)]


@pytest.mark.parametrize('suffix', PACKED)
def test_packed_files_are_smaller_and_what_other_programs_read(folder, suffix):
    data = packed(folder, suffix)
    assert len(data) < len(TEXT.encode('utf-8')) / 4
    path = store(os.path.join(folder, 'a' + suffix), data)
    module, name = {'.gz': ('gzip', 'GzipFile'), '.bz2': ('bz2', 'BZ2File'),
                    '.xz': ('lzma', 'LZMAFile')}[suffix]
    reader = getattr(__import__(module), name)(path, 'rb')
    assert reader.read().decode('utf-8') == TEXT
    reader.close()


@pytest.mark.parametrize('suffix', PACKED)
def test_files_of_several_members_are_read_to_their_end(folder, suffix):
    # Parallel packers write such files, and so does appending one file to another.
    parts = [packed(folder, suffix, text) for text in ('第一份\n', '', TEXT, '最后\n')]
    path = store(os.path.join(folder, 'a.txt' + suffix), b''.join(parts))
    assert storage.open_input(path).read().decode('utf-8') == '第一份\n' + TEXT + '最后\n'


@pytest.mark.parametrize('suffix', PACKED)
def test_zeros_after_the_last_member_are_padding(folder, suffix):
    path = store(os.path.join(folder, 'a.txt' + suffix), packed(folder, suffix) + b'\0' * 1000)
    assert storage.open_input(path).read().decode('utf-8') == TEXT


@pytest.mark.parametrize('suffix', PACKED)
@pytest.mark.parametrize('keep', [0, 1, 9, 0.3, 0.9, -1])
def test_a_truncated_file_is_an_error(folder, suffix, keep):
    data = packed(folder, suffix)
    keep = int(len(data) * keep) if isinstance(keep, float) else keep
    path = store(os.path.join(folder, 'a.txt' + suffix), data[:keep])
    with pytest.raises(InputError) as caught:
        storage.open_input(path).read()
    assert 'cut short' in str(caught.value)
    assert str(caught.value).startswith(path)


@pytest.mark.parametrize('suffix', PACKED)
def test_a_second_member_that_is_truncated_is_an_error(folder, suffix):
    data = packed(folder, suffix)
    path = store(os.path.join(folder, 'a.txt' + suffix), data + data[:-5])
    with pytest.raises(InputError) as caught:
        storage.open_input(path).read()
    assert 'cut short' in str(caught.value)


@pytest.mark.parametrize('suffix', PACKED)
@pytest.mark.parametrize('damage', ['text', 'middle', 'after'])
def test_damaged_data_is_an_error(folder, suffix, damage):
    data = packed(folder, suffix)
    if damage == 'text':
        data = 'name of the wrong kind, 内容是文本'.encode('utf-8')
    elif damage == 'middle':
        half = len(data) // 2
        data = data[:half] + bytes(bytearray(255 - b for b in bytearray(data[half:half + 20]))) \
            + data[half + 20:]
    else:
        data += b'no padding'
    path = store(os.path.join(folder, 'a.txt' + suffix), data)
    with pytest.raises(InputError) as caught:
        storage.open_input(path).read()
    assert 'damaged' in str(caught.value)


def test_xz_without_lzma_says_so(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, str('lzma'), None)
    path = os.path.join(folder, 'a.xz')
    with pytest.raises(InputError) as caught:
        storage.open_input(path)
    assert 'no module lzma' in str(caught.value) and 'gzip' in str(caught.value)
    with pytest.raises(OutputError) as caught:
        storage.open_output(path)
    assert 'no module lzma' in str(caught.value)
    assert names(folder) == []


@pytest.mark.parametrize('name, message', [
    ('missing.txt', 'no such file'), ('missing.txt.gz', 'no such file'), ('.', 'is a directory'),
    ('no/such/folder.txt', 'no such file'), ('zero\0.txt', 'cannot be opened')])
def test_what_cannot_be_opened_says_why(folder, name, message):
    with pytest.raises(InputError) as caught:
        storage.open_input(os.path.join(folder, name))
    assert message in str(caught.value)


@pytest.mark.skipif(not hasattr(os, 'geteuid') or os.geteuid() == 0, reason='root may read all')
def test_a_file_without_permission_says_so(folder):
    path = store(os.path.join(folder, 'a.txt'), b'text')
    os.chmod(path, 0)
    with pytest.raises(InputError) as caught:
        storage.open_input(path)
    assert 'no permission' in str(caught.value)


def test_an_error_while_reading_names_the_file_and_the_place():
    class Broken(object):
        def __init__(self):
            self.calls = 0

        def read(self, size):
            self.calls += 1
            if self.calls > 1:
                raise IOError(errno.EIO, 'Input/output error')
            return b'x' * 10

    reader = storage.guard_input(Broken(), 'tape')
    with pytest.raises(InputError) as caught:
        reader.read()
    assert str(caught.value) == 'tape: cannot be read on after 10 bytes: Input/output error'


class Standard(object):
    """Stand for a standard stream of Python 3, with its byte stream below."""

    def __init__(self, data=b''):
        self.buffer = io.BytesIO(data)

    def flush(self):
        pass

    def read(self, size=-1):
        return self.buffer.read(size)

    def write(self, data):
        return self.buffer.write(data)


def test_a_dash_is_standard_input_and_stays_open(monkeypatch):
    stream = Standard('中文\n'.encode('utf-8'))
    monkeypatch.setattr(sys, 'stdin', stream)
    with storage.open_input('-') as reader:
        assert reader.read().decode('utf-8') == '中文\n'
    assert not stream.buffer.closed


@pytest.mark.parametrize('suffix', SUFFIXES)
def test_the_reader_counts_the_bytes_on_the_disk(folder, suffix):
    path = os.path.join(folder, 'a' + suffix)
    with storage.open_output(path) as out:
        out.write(TEXT)
    with storage.open_input(path) as reader:
        assert reader.raw.consumed == 0
        reader.read()
        assert reader.raw.consumed == os.path.getsize(path)


@pytest.mark.parametrize('suffix', SUFFIXES)
def test_a_reader_is_a_file_of_lines(folder, suffix):
    path = os.path.join(folder, 'a' + suffix)
    with storage.open_output(path) as out:
        out.write('一\n二\n三')
    with storage.open_input(path) as reader:
        assert [line.decode('utf-8') for line in reader] == ['一\n', '二\n', '三']
    assert reader.closed


def test_data_that_unpacks_to_much_more_comes_in_bounded_steps(folder):
    path = os.path.join(folder, 'a.gz')
    with storage.open_output(path, binary=True) as out:
        for _ in range(200):
            out.write(b'\n' * 100000)
    with storage.open_input(path) as reader:
        steps = [reader.raw.readinto(bytearray(1 << 22)) for _ in range(3)]
    assert 0 < max(steps) <= 1 << 18


# --- writing -------------------------------------------------------------------------------------

def test_a_file_appears_only_when_it_is_whole(folder):
    path = os.path.join(folder, 'words.txt')
    with storage.open_output(path) as out:
        out.write(TEXT)
        out.flush()
        assert not os.path.exists(path)
    assert load(path).decode('utf-8') == TEXT


def test_the_old_file_stays_until_the_new_one_is_whole(folder):
    path = store(os.path.join(folder, 'words.txt'), b'old')
    with storage.open_output(path) as out:
        out.write(TEXT)
        out.flush()
        assert load(path) == b'old'
    assert load(path).decode('utf-8') == TEXT
    assert names(folder) == ['words.txt']


@pytest.mark.parametrize('error', [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize('suffix', SUFFIXES)
def test_an_exception_leaves_nothing_of_the_new_file(folder, error, suffix):
    path = store(os.path.join(folder, 'words.txt' + suffix), b'old')
    with pytest.raises(error):
        with storage.open_output(path) as out:
            out.write(TEXT)
            raise error()
    assert names(folder) == ['words.txt' + suffix]
    assert load(path) == b'old'


def test_discard_gives_the_new_file_up_and_close_does_so_no_more(folder):
    path = os.path.join(folder, 'words.txt')
    out = storage.open_output(path)
    out.write('一')
    out.discard()
    out.close()
    assert names(folder) == []
    with pytest.raises(ValueError):
        out.write(TEXT)


def test_close_twice_is_harmless_and_writing_afterwards_is_an_error(folder):
    path = os.path.join(folder, 'words.txt')
    out = storage.open_output(path)
    out.write('一')
    out.close()
    out.close()
    assert load(path) == '一'.encode('utf-8')
    with pytest.raises(ValueError):
        out.write(TEXT)


@pytest.mark.skipif(os.name == 'nt', reason='no such modes')
@pytest.mark.parametrize('mode', [0o600, 0o640, 0o755])
def test_the_mode_of_a_file_stays(folder, mode):
    path = store(os.path.join(folder, 'words.txt'), b'old')
    os.chmod(path, mode)
    with storage.open_output(path) as out:
        out.write('新')
    assert os.stat(path).st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == 'nt', reason='no such modes')
def test_a_new_file_has_the_mode_of_any_other_new_file(folder):
    store(os.path.join(folder, 'plain'), b'')
    with storage.open_output(os.path.join(folder, 'words.txt')) as out:
        out.write('新')
    modes = set(os.stat(os.path.join(folder, name)).st_mode for name in os.listdir(folder))
    assert len(modes) == 1


@pytest.mark.skipif(not hasattr(os, 'symlink') or os.name == 'nt', reason='no symbolic links')
def test_a_link_stays_a_link(folder):
    target = store(os.path.join(folder, 'target.txt'), b'old')
    link = os.path.join(folder, 'link.txt')
    os.symlink(target, link)
    with storage.open_output(link) as out:
        out.write('新')
    assert os.path.islink(link)
    assert load(target) == '新'.encode('utf-8')


@pytest.mark.parametrize('suffix', PACKED)
def test_the_same_text_gives_the_same_bytes(folder, suffix, monkeypatch):
    first = packed(folder, suffix)
    monkeypatch.setattr(time, 'time', lambda: 2000000000.0)
    assert packed(folder, suffix) == first


def test_gzip_data_carry_neither_time_nor_name(folder):
    data = bytearray(packed(folder, '.gz'))
    assert bytes(data[4:8]) == b'\0\0\0\0'
    assert data[3] == 0


def test_line_ends_are_written_as_they_are(folder):
    path = os.path.join(folder, 'a.txt')
    with storage.open_output(path) as out:
        out.write('一\n二\r\n三\r')
    assert load(path).decode('utf-8') == '一\n二\r\n三\r'


def test_lines_and_short_texts_are_collected(folder):
    path = os.path.join(folder, 'a.txt')
    with storage.open_output(path) as out:
        out.writelines('第%d行\n' % number for number in range(30000))
    lines = load(path).decode('utf-8').splitlines()
    assert len(lines) == 30000 and lines[29999] == '第29999行'


def test_write_returns_the_length_and_print_works(folder):
    path = os.path.join(folder, 'a.txt')
    with storage.open_output(path) as out:
        assert out.write('三个字') == 3
        print('一', '二', file=out)
    assert load(path).decode('utf-8') == '三个字一 二\n'


@pytest.mark.parametrize('check', [storage.open_output, storage.check_output])
@pytest.mark.parametrize('name, message', [
    ('none/', 'the name of a directory'), ('none/.', 'the name of a directory'),
    ('none/x/..', 'the name of a directory'), ('.', 'is a directory'), ('none\0', 'zero character')])
def test_what_names_no_file_is_not_written(folder, check, name, message):
    with pytest.raises(OutputError) as caught:
        check(os.path.join(folder, name))
    assert message in str(caught.value) and names(folder) == []


@pytest.mark.parametrize('check', [storage.open_output, storage.check_output])
def test_an_empty_name_is_not_written(check):
    with pytest.raises(OutputError) as caught:
        check('')
    assert str(caught.value) == 'the name of the output is empty'


@pytest.mark.parametrize('encoding', ['gb18030', 'big5', 'utf-16-le'])
def test_other_encodings_are_written(folder, encoding):
    path = os.path.join(folder, 'a.txt')
    with storage.open_output(path, encoding) as out:
        out.write('中文')
    assert load(path) == '中文'.encode(encoding)


def test_a_character_outside_of_the_encoding_is_an_error(folder):
    path = store(os.path.join(folder, 'a.txt'), b'old')
    with pytest.raises(OutputError) as caught:
        with storage.open_output(path, 'big5') as out:
            out.write('汉𠮷')
    assert 'big5' in str(caught.value)
    assert load(path) == b'old' and names(folder) == ['a.txt']


def test_bytes_for_text_and_text_for_bytes_are_errors(folder):
    # On 2.7 bytes are taken where text is wanted, as long as they are ASCII.
    not_text = UnicodeDecodeError if str is bytes else TypeError
    for binary, value, error in (
            (False, b'\xe4\xb8', not_text), (True, '中', TypeError), (False, 3, TypeError),
            (False, None, TypeError)):
        with pytest.raises(error):
            with storage.open_output(os.path.join(folder, 'a'), binary=binary) as out:
                out.write(value)
    assert names(folder) == []


def test_bytes_are_written_to_binary_files(folder):
    path = os.path.join(folder, 'a')
    with storage.open_output(path, binary=True) as out:
        out.write(b'\0\xff')
        out.write(bytearray(b'ab'))
    assert load(path) == b'\0\xffab'


def test_a_dash_is_standard_output_and_stays_open(monkeypatch):
    stream = Standard()
    monkeypatch.setattr(sys, 'stdout', stream)
    with storage.open_output('-') as out:
        out.write('中文\n')
    assert stream.buffer.getvalue().decode('utf-8') == '中文\n'


def test_a_closed_standard_output_says_so(monkeypatch):
    monkeypatch.setattr(sys, 'stdout', None)
    with pytest.raises(OutputError):
        storage.open_output('-')


def test_text_written_before_an_error_reaches_no_standard_output(monkeypatch):
    stream = Standard()
    monkeypatch.setattr(sys, 'stdout', stream)
    with pytest.raises(ValueError):
        with storage.open_output('-') as out:
            out.write('中文\n')
            raise ValueError()
    assert stream.buffer.getvalue() == b''


@pytest.mark.parametrize('name, message', [
    ('no/such/words.txt', 'does not exist'), ('.', 'is a directory')])
def test_what_cannot_be_written_is_said_before_the_work_is_done(folder, name, message):
    with pytest.raises(OutputError) as caught:
        storage.open_output(os.path.join(folder, name))
    assert message in str(caught.value)


@pytest.mark.skipif(not hasattr(os, 'geteuid') or os.geteuid() == 0, reason='root may write all')
def test_a_folder_without_permission_says_so(folder):
    os.chmod(folder, 0o500)
    with pytest.raises(OutputError) as caught:
        storage.open_output(os.path.join(folder, 'words.txt'))
    assert 'no permission' in str(caught.value)


def full_disk(free):
    """Return a function like `io.open` whose files take so many bytes, then refuse as a full disk does."""
    class File(io.FileIO):
        left = free

        def write(self, data):
            if self.left <= 0:
                raise IOError(errno.ENOSPC, 'No space left on device')
            done = io.FileIO.write(self, data[:self.left])
            self.left -= done
            return done

    return lambda file, mode, buffering=-1: File(file, mode)


@pytest.mark.parametrize('free', [0, 1, 20000])
@pytest.mark.parametrize('suffix', SUFFIXES)
def test_a_full_disk_loses_nothing(folder, monkeypatch, free, suffix):
    path = store(os.path.join(folder, 'words.txt' + suffix), b'old')
    noise = ''.join('%d' % (number * number * 7919 % 999983) for number in range(20000))
    with monkeypatch.context() as patch:
        patch.setattr(io, 'open', full_disk(free))
        with pytest.raises(OutputError) as caught:
            with storage.open_output(path) as out:
                out.write(noise)
    message = str(caught.value)
    assert 'no space left in the folder %r' % str(folder) in message
    assert '%d bytes were written' % free in message
    assert int(message.split('at least ')[1].split()[0]) > 0
    assert names(folder) == ['words.txt' + suffix]
    assert load(path) == b'old'


def test_a_disk_that_is_full_only_at_the_end_loses_nothing(folder, monkeypatch):
    def refuse(handle):
        raise OSError(errno.ENOSPC, 'No space left on device')

    path = store(os.path.join(folder, 'words.txt'), b'old')
    monkeypatch.setattr(os, 'fsync', refuse)
    with pytest.raises(OutputError):
        with storage.open_output(path) as out:
            out.write('新')
    assert names(folder) == ['words.txt']
    assert load(path) == b'old'


@pytest.mark.skipif(not os.path.exists('/dev/full'), reason='no /dev/full here')
def test_the_full_device_is_a_full_disk():
    with pytest.raises(OutputError) as caught:
        with storage.open_output('/dev/full') as out:
            out.write('满')
    assert "no space left in the folder '/dev'" in str(caught.value)


@pytest.mark.skipif(not os.path.exists('/dev/null'), reason='no /dev/null here')
def test_what_is_no_regular_file_is_written_directly():
    with storage.open_output('/dev/null') as out:
        out.write('空')
    assert not os.path.isfile('/dev/null')


@pytest.mark.skipif(not os.path.exists('/dev/stdout'), reason='needs a file for standard output')
def test_a_pipe_is_written_by_the_name_of_standard_output():
    code = ('from nlp_zero._storage import check_output, open_output\n'
            'check_output("/dev/stdout")\n'
            'with open_output("/dev/stdout") as out:\n'
            '    out.write("x")\n')
    done = run_with_literals(code)
    assert (done.code, done.out, done.err) == (0, 'x', '')


def test_a_limit_on_the_size_of_files_is_an_error_too(folder):
    pytest.importorskip('resource')
    code = ('import resource, signal, sys\n'
            'from nlp_zero._storage import open_output\n'
            'signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n'
            'resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n'
            'with open_output(sys.argv[1]) as out:\n'
            '    out.write("x" * 100000)\n')
    done = run_with_literals(code, os.path.join(folder, 'words.txt'))
    assert done.code == 1 and 'OutputError' in done.err and 'after 1000 bytes' in done.err
    assert names(folder) == []


@pytest.mark.skipif(not hasattr(signal, 'SIGKILL'), reason='no SIGKILL here')
def test_a_kill_in_mid_write_leaves_the_old_file_whole(folder):
    path = store(os.path.join(folder, 'words.txt'), b'old')
    code = ('import os, signal, sys\n'
            'from nlp_zero._storage import open_output\n'
            'with open_output(sys.argv[1]) as out:\n'
            '    out.write("x" * 1000000)\n'
            '    out.flush()\n'
            '    os.kill(os.getpid(), signal.SIGKILL)\n')
    assert run_with_literals(code, path).code == -signal.SIGKILL
    assert load(path) == b'old'
    left = names(folder)
    assert len(left) == 2 and left[0].startswith('.words.txt.') and left[0].endswith('.tmp')
    # What is not that of a dead process, of this machine, of this very file, stays.
    dead, unique = left[0][len('.words.txt.'):].split('-', 1)
    others = ['.words.txt.%d-%s' % (os.getpid(), unique), '.words.txt.%s-%s' % (dead, unique[:8]),
              '.words.txt.%s-%08x-%s' % (dead, int(unique[:8], 16) ^ 1, unique[9:]),
              '.word.%s-%s' % (dead, unique), '.words.txt.gz.%s-%s' % (dead, unique),
              '.words.txt.%s-%s~' % (dead, unique)]
    for name in others:
        store(os.path.join(folder, name), b'x')
    # A later run is not disturbed by what the killed one left, and removes it.
    with storage.open_output(path) as out:
        out.write('新')
    assert load(path) == '新'.encode('utf-8')
    assert names(folder) == sorted(others + ['words.txt'])


@pytest.mark.parametrize('system, code, closed', [
    ('posix', errno.EPIPE, True), ('posix', errno.EINVAL, False), ('posix', errno.ENOSPC, False),
    ('nt', errno.EPIPE, True), ('nt', errno.EINVAL, True), ('nt', errno.ENOSPC, False)])
def test_windows_calls_a_closed_pipe_an_invalid_argument(monkeypatch, system, code, closed):
    with monkeypatch.context() as patch:
        patch.setattr(os, 'name', system)
        found = storage.is_closed_pipe(IOError(code, 'refused'))
        own = storage.is_closed_pipe(OutputError('no space'))
    assert found == closed and not own


def test_a_closed_pipe_stays_what_it_is(monkeypatch):
    class ClosedPipe(io.BytesIO):
        def write(self, data):
            raise IOError(errno.EPIPE, 'Broken pipe')

    stream = Standard()
    stream.buffer = ClosedPipe()
    monkeypatch.setattr(sys, 'stdout', stream)
    with pytest.raises(IOError) as caught:
        with storage.open_output('-') as out:
            out.write('中')
    assert caught.value.errno == errno.EPIPE and not isinstance(caught.value, OutputError)


def test_two_writers_of_one_file_do_not_mix(folder):
    path = os.path.join(folder, 'words.txt')
    first, second = storage.OutputFile(path), storage.OutputFile(path)
    first.write('一' * 100000)
    second.write('二' * 100000)
    second.close()
    first.close()
    assert load(path).decode('utf-8') == '一' * 100000
    assert names(folder) == ['words.txt']


def test_long_names_leave_room_for_the_hidden_one(folder):
    name = 'w' * 250
    with storage.open_output(os.path.join(folder, name)) as out:
        out.write('新')
    assert names(folder) == [name]


@pytest.mark.parametrize('value, text', [
    ('中"\\\n\x01\x7f\u2028', '"中\\"\\\\\\n\\u0001\x7f\u2028"'), (None, 'null'), (True, 'true'),
    (False, 'false'), (-3, '-3'),
    (10 ** 25, '1' + '0' * 25), (1.0, '1.000000'), (2 / 3, '0.666667'), (-0.25, '-0.250000'),
    (float('inf'), 'null'), (float('-inf'), 'null'), (float('nan'), 'null'), ([], '[]'),
    ((), '[]'), ({}, '{}'),
    ([['中', 1], (0.5, None)], '[["中", 1], [0.500000, null]]'),
    ({'b': {'d': 1, 'c': 2}, 'a': 0}, '{"a": 0, "b": {"c": 2, "d": 1}}'),
    (OrderedDict([('b', 1), ('a', [{'d': 0.5, 'c': 0}])]), '{"b": 1, "a": [{"c": 0, "d": 0.500000}]}')])
def test_values_as_json(value, text):
    assert storage.json_text(value) == text
    assert isinstance(storage.json_text(value), type(''))


def test_state_comes_back_to_the_last_bit():
    state = {'share': 0.1 + 0.2, 'words': ['中', '\udc80'], 'n': 10 ** 25, 'pair': (1, None)}
    text = storage.dump_state(state)
    assert text == ('{"n": 10000000000000000000000000, "pair": [1, null], "share": 0.30000000000000004, '
                    '"words": ["\\u4e2d", "\\udc80"]}')
    assert storage.load_state(text) == dict(state, pair=[1, None])
    with pytest.raises(TypeError):
        storage.dump_state({'a': object})
    assert storage.dump_state([object], lambda value: 'x') == '["x"]'
    with pytest.raises(ValueError):
        storage.load_state(text[:-1])


# --- limits --------------------------------------------------------------------------------------

@pytest.mark.parametrize('length, written', [((1 << 16) - 1, False), (1 << 16, True), ((1 << 16) + 1, True)])
def test_text_is_written_when_the_buffer_is_full(folder, length, written):
    with storage.open_output(os.path.join(folder, 'a.txt')) as out:
        out.write('x' * length)
        hidden, = os.listdir(folder)
        assert os.path.getsize(os.path.join(folder, hidden)) == (length if written else 0)
    assert len(load(os.path.join(folder, 'a.txt'))) == length


@pytest.mark.parametrize('length', [199, 200, 201, 255])
def test_the_hidden_name_is_never_too_long(folder, length):
    path = os.path.join(folder, 'w' * length)
    with storage.open_output(path) as out:
        out.write('新')
        hidden, = names(folder)
        assert hidden.count('w') == min(length, 200) and hidden[0] == '.'
    assert names(folder) == ['w' * length]


@pytest.mark.parametrize('suffix', PACKED)
@pytest.mark.parametrize('size', [(1 << 18) - 1, 1 << 18, (1 << 18) + 1])
def test_what_one_step_unpacks_is_bounded(folder, suffix, size):
    path = os.path.join(folder, 'a' + suffix)
    data = bytes(bytearray(number * number * 7 % 251 for number in range(1000))) * 263
    with storage.open_output(path, binary=True) as out:
        out.write(data[:size])
    with storage.open_input(path) as reader:
        steps = []
        while not steps or steps[-1]:
            steps.append(reader.raw.readinto(bytearray(1 << 20)))
    assert sum(steps) == size
    # The bzip2 of 2.7 bounds what it is fed instead, and unpacks a block at once.
    most = size if suffix == '.bz2' and str is bytes else 1 << 18
    assert max(steps) <= most


@pytest.mark.parametrize('size', [0, 1, 9, 10, 11, 30])
def test_records_come_in_steps(folder, size):
    path, data = os.path.join(folder, 'run'), bytes(bytearray(range(100, 100 + size)))
    before, part = storage.write_file(path, [b'before', data])
    assert (part.offset, part.length) == (6, size)
    found = list(storage.read_part(path, part, 10))
    assert b''.join(found) == data and max([len(step) for step in found] + [0]) <= 10
    assert list(storage.read_part(path, before, 10)) == [b'before']


@pytest.mark.parametrize('size', [5, 10, 11, 30])
@pytest.mark.parametrize('damage', ['changed', 'cut short', 'gone'])
def test_no_record_comes_of_a_damaged_file(folder, size, damage):
    path = os.path.join(folder, 'run')
    part, = storage.write_file(path, [b'x' * size], sync=True)
    if damage == 'gone':
        os.remove(path)
    else:
        store(path, b'x' * (size - 1) + (b'y' if damage == 'changed' else b''))
    with pytest.raises(FormatError) as caught:
        next(storage.read_part(path, part, 10))
    assert caught.value.path == path


def test_a_temporary_folder_goes_with_what_is_in_it(folder):
    temporary = storage.TempFolder(folder)
    assert names(folder) == [] and not temporary.lasting
    first = temporary.new_file()
    store(first, b'')
    second = temporary.new_file()
    assert first != second and os.path.dirname(first) == os.path.dirname(second) == temporary.path
    assert len(names(folder)) == 1
    temporary.close()
    temporary.close()
    assert names(folder) == []


def test_what_somebody_else_has_put_into_a_temporary_folder_stays(folder):
    store(os.path.join(folder, 'run-00001'), b'mine')
    temporary = storage.TempFolder(folder)
    store(temporary.new_file(), b'x')
    store(os.path.join(temporary.path, 'notes.txt'), b'mine')
    path = temporary.path
    temporary.close()
    assert names(path) == ['notes.txt'] and load(os.path.join(folder, 'run-00001')) == b'mine'


KILLED = '''
import os, signal, sys
from nlp_zero._storage import TempFolder
temporary = TempFolder(sys.argv[1])
open(temporary.new_file(), "wb").close()
os.kill(os.getpid(), signal.SIGKILL)
'''


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='needs signals')
def test_the_folder_of_a_killed_process_goes_with_the_next_one(folder):
    alive = storage.TempFolder(folder)
    store(alive.new_file(), b'x')
    machine = os.path.basename(alive.path).split('-')[3]
    dead = 'nlp-zero-999999999-'
    others = ['nlp-zero-notes', dead + machine, dead + '00000000-00000000', 'results']
    for name in others:
        os.mkdir(os.path.join(folder, name))
        store(os.path.join(folder, name, 'run-00001'), b'mine')
    assert run_python('-c', KILLED, folder).code == run_python('-c', KILLED, folder).code == -signal.SIGKILL
    kept = set(others + [os.path.basename(alive.path)])
    left, = set(names(folder)) - kept
    store(os.path.join(folder, left, 'mine'), b'mine')
    last = storage.TempFolder(folder)
    assert set(names(folder)) == kept | set([left]) and os.path.isdir(last.path)
    assert set(names(folder)) == kept | set([left, os.path.basename(last.path)])
    assert names(os.path.join(folder, left)) == ['mine']
    assert load(os.path.join(alive.path, 'run-00001')) == b'x'
    assert [names(os.path.join(folder, name)) for name in others] == [['run-00001']] * 4
    for temporary in (alive, last):
        temporary.close()


def test_a_temporary_folder_that_cannot_be_made_says_so(folder):
    with pytest.raises(OutputError) as caught:
        storage.TempFolder(os.path.join(folder, 'no', 'such')).new_file()
    assert 'cannot make a folder for temporary files' in str(caught.value)


@pytest.mark.parametrize('end, code', [
    ('pass', 0), ('sys.exit(3)', 3), ('os.kill(os.getpid(), signal.SIGTERM); time.sleep(60)', -15),
    ('os.kill(os.getpid(), signal.SIGUSR1); time.sleep(60)', -signal.SIGUSR1)])
def test_a_temporary_folder_goes_when_the_process_ends(folder, end, code):
    done, _, err = run_with_literals('import os, signal, sys, time\n'
                                     'from nlp_zero._storage import TempFolder\n'
                                     'temporary = TempFolder(sys.argv[1])\n'
                                     'open(temporary.new_file(), "wb").close()\n' + end, folder)
    assert (done, err, names(folder)) == (code, '', [])


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='no fork here')
def test_a_forked_child_leaves_the_temporary_folder_alone(folder):
    done, out, err = run_with_literals('import os, sys\n'
                                       'from nlp_zero._storage import TempFolder\n'
                                       'temporary = TempFolder(sys.argv[1])\n'
                                       'open(temporary.new_file(), "wb").close()\n'
                                       'child = os.fork()\n'
                                       'if not child:\n'
                                       '    temporary.close()\n'
                                       '    sys.exit(0)\n'
                                       'os.waitpid(child, 0)\n'
                                       'print(len(os.listdir(temporary.path)))\n', folder)
    assert (done, out.strip(), err) == (0, '1', '')
    assert names(folder) == []
