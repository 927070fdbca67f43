# -*- coding: utf-8 -*-
"""Test input that comes bit by bit: each line is answered before the next one comes, none is lost."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gzip
import io
import json
import os
import subprocess
import threading
import time

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.tokenizer import Tokenizer

from processes import POSIX, start_python

WORDS = {'研究': 30, '研究生': 10, '生命': 20, '起源': 9, '的': 90}
LINES = ['研究生命的起源', '的生命', '', '起源', '研究']
CUT = ['研究 生命 的 起源', '的 生命', '', '起源', '研究']

posix = pytest.mark.skipif(not POSIX, reason='the system cannot tell whether a pipe has data')


class Asked(object):
    """Give lines one by one, and know how many were asked for."""

    def __init__(self, lines):
        self.lines, self.number = lines, 0

    def __iter__(self):
        for line in self.lines:
            self.number += 1
            yield line


@pytest.fixture
def vocabulary(tmpdir):
    path = str(tmpdir.join('words.txt'))
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(''.join('%s %d\n' % pair for pair in sorted(WORDS.items())))
    return path


def answers(lines, *arguments, **settings):
    """Run a command; give each line when the answer to the one before is there; return the answers."""
    encoding = settings.get('encoding', 'utf-8')
    process = start_python('-m', 'nlp_zero', *arguments, stdin=subprocess.PIPE)
    found = []
    try:
        for line in lines:
            process.stdin.write(line.encode(encoding))
            process.stdin.flush()
            answer = b''
            while not answer.endswith(b'\n'):
                answer += os.read(process.stdout.fileno(), 1 << 16) or b'(the end)\n'
            found.append(answer.decode('utf-8'))
        process.stdin.close()
        rest, errors = process.stdout.read(), process.stderr.read()
    finally:
        process.stdout.close()
        process.stderr.close()
        if not process.stdin.closed:
            process.stdin.close()
        code = process.wait()
    assert (code, rest.decode('utf-8'), errors.decode('utf-8')) == (0, '', '')
    return found


@pytest.mark.parametrize('workers', ['1', '2'])
def test_cut_answers_each_line(vocabulary, workers):
    found = answers([line + '\n' for line in LINES], 'cut', '--vocab', vocabulary, '--workers', workers)
    assert found == [line + '\n' for line in CUT]


def test_cut_answers_several_lines_that_come_at_once(vocabulary):
    bursts = ['\n'.join(LINES) + '\n', '的\n的\n的\n', LINES[0] + '\r\n']
    found = answers(bursts, 'cut', '--vocab', vocabulary, '--workers', '2')
    assert found == ['\n'.join(CUT) + '\n', '的\n的\n的\n', CUT[0] + '\r\n']


def test_half_a_line_waits_for_its_end(vocabulary):
    process = start_python('-m', 'nlp_zero', 'cut', '--vocab', vocabulary, stdin=subprocess.PIPE)
    data = '的\n研究'.encode('utf-8')
    for part in (data[:2], data[2:-1]):
        process.stdin.write(part)
        process.stdin.flush()
    assert os.read(process.stdout.fileno(), 99).decode('utf-8') == '的\n'
    out, _ = process.communicate(data[-1:] + '生命\n的'.encode('utf-8'))
    assert out.decode('utf-8') == '研究 生命\n的'


@pytest.mark.parametrize('arguments', [
    ['--field', 'a.b'], ['--column', '2'], ['--column', '2', '--workers', '2']])
def test_cut_answers_each_record(vocabulary, arguments):
    form = '{"a": {"b": "%s"}}\n' if arguments[0] == '--field' else '"x,\n y",%s\n'
    lines = [line for line in LINES if line]
    found = answers([form % line for line in lines], 'cut', '--vocab', vocabulary, *arguments)
    assert found == [line + '\n' for line in CUT if line]


def test_a_record_that_comes_in_parts_is_whole(vocabulary):
    process = start_python('-m', 'nlp_zero', 'cut', '--vocab', vocabulary, '--column', '1',
                           stdin=subprocess.PIPE)
    for line in ('的\n', '"研究\n', '的"\n', '的\n'):
        process.stdin.write(line.encode('utf-8'))
        process.stdin.flush()
        if line == '的\n':
            # Time for the reader to see half of the record.
            assert os.read(process.stdout.fileno(), 99).decode('utf-8').endswith('的\n')
            time.sleep(0.1)
    out, errors = process.communicate('"研究\n生命"'.encode('utf-8'))
    assert (out.decode('utf-8'), errors) == ('研究   生命\n', b'')


def test_bad_lines_are_left_out_as_they_come(vocabulary):
    process = start_python('-m', 'nlp_zero', 'cut', '-q', '--vocab', vocabulary, '--errors', 'skip',
                           stdin=subprocess.PIPE)
    for part in (b'\xff\n', '的\n'.encode('utf-8')):
        process.stdin.write(part)
        process.stdin.flush()
    assert os.read(process.stdout.fileno(), 99).decode('utf-8') == '的\n'
    out, _ = process.communicate(b'\xff\n\xff')
    assert out == b''


@pytest.mark.parametrize('encoding', ['gb18030', 'utf-16-le'])
def test_cut_answers_in_other_encodings(vocabulary, encoding):
    found = answers([line + '\n' for line in LINES], 'cut', '--vocab', vocabulary, '--encoding', encoding,
                    encoding=encoding)
    assert found == [line + '\n' for line in CUT]


def test_cut_answers_by_offsets(vocabulary):
    found = answers(['的生命\n', '\n', '研究\n'], 'cut', '--vocab', vocabulary, '--offsets', '--line-buffered')
    assert [json.loads(line) for line in found] == [[['的', 0, 1], ['生命', 1, 3]], [], [['研究', 0, 2]]]


def test_count_gives_the_counts_of_each_part():
    found = answers(['生命\n', '生，\n生\n'], 'count', '-n', '2', '--map')
    assert found == ['命\t1\n生\t1\n生命\t1\n', '生\t2\n']
    found = answers(['生命\n'], 'count', '-n', '1', '--map', '--line-buffered', '--workers', '2')
    assert found == ['命\t1\n生\t1\n']


def test_parse_answers_each_line(tmpdir, vocabulary):
    templates = tmpdir.join('templates.txt')
    templates.write('[X] 的 [X]\t9\n'.encode('utf-8'), mode='wb')
    found = answers(['生命的起源\n', '研究的生命\n'], 'parse', '--vocab', vocabulary, '--templates',
                    str(templates), '--format', 'json')
    assert [json.loads(line)['content'] for line in found] == ['生命的起源', '研究的生命']


@pytest.mark.parametrize('workers', ['1', '2'])
def test_match_answers_each_line(tmpdir, vocabulary, workers):
    templates = tmpdir.join('templates.txt')
    templates.write('[X] 的 [X]\t9\n'.encode('utf-8'), mode='wb')
    found = answers(['生命的起源\n', '研究的生命\n'], 'match', '--vocab', vocabulary, '--templates',
                    str(templates), '--format', 'jsonl', '--workers', workers)
    assert [(json.loads(line)['line'], json.loads(line)['text']) for line in found] == [
        (1, '生命的起源'), (2, '研究的生命')]


@pytest.mark.parametrize('workers', [1, 2])
@pytest.mark.parametrize('mode', ['default', 'search', 'all'])
def test_lines_of_a_generator_are_answered_before_the_next_is_asked_for(workers, mode):
    lines, tokenizer = Asked(LINES), Tokenizer(WORDS)
    found = []
    for number, words in enumerate(tokenizer.cut_lines(iter(lines), mode=mode, workers=workers), 1):
        found.append(words)
        assert lines.number == number
    assert found == [tokenizer.lcut(line, cut_all=mode == 'all') for line in LINES]


@pytest.mark.parametrize('workers', [1, 2])
def test_texts_of_a_generator_are_given_before_the_next_is_asked_for(workers):
    tokenizer = Tokenizer(WORDS)
    for give in (lambda lines: tokenizer.cut_texts(((line, True) for line in lines), workers=workers),
                 lambda lines: tokenizer.cut_corpus(Corpus(iter(lines)), workers=workers)):
        parts, given = [], []

        def lines():
            for line in LINES:
                yield line
                # Line end included.
                given.append(''.join(parts))
        for part in give(lines()):
            parts.append(part)
        assert given == [''.join(line + '\n' for line in CUT[:number]) for number in range(1, len(CUT) + 1)]
        assert ''.join(parts) == given[-1]


@pytest.mark.parametrize('workers', [1, 2])
def test_quick_generators_are_cut_in_blocks_with_the_same_words(workers):
    lines, tokenizer = LINES * 3000, Tokenizer(WORDS)
    expected = [line.split(' ') if line else [] for line in CUT] * 3000
    cut = [[word for word in words if word] for words in tokenizer.cut_lines(iter(lines), workers=workers)]
    assert cut == expected
    texts = list(tokenizer.cut_texts(((line, True) for line in lines), workers=workers))
    assert ''.join(texts) == ''.join(line + '\n' for line in CUT) * 3000
    assert len(texts) < len(lines) / 10


@pytest.mark.parametrize('workers', [1, 2])
def test_lines_of_a_pipe_are_answered_before_the_next_comes(workers):
    tokenizer, (here, there) = Tokenizer(WORDS), os.pipe()
    with io.open(here, 'rb') as stream:
        found, results = [], tokenizer.cut_lines(Corpus(stream), workers=workers)
        for line in LINES:
            os.write(there, (line + '\n').encode('utf-8'))
            found.append(next(results))
        os.close(there)
        assert list(results) == []
    assert [' '.join(words) for words in found] == CUT


@posix
def test_a_pipe_that_is_full_is_read_in_large_blocks():
    (here, there), waits = os.pipe(), []
    os.write(there, ('研究\n' * 5000).encode('utf-8'))
    os.close(there)
    with io.open(here, 'rb') as stream:
        chunks = list(Corpus(stream, on_wait=lambda: waits.append(1)).portions(1 << 18, pause=0))
    assert [len(chunk.text) for chunk in chunks] == [5000 * 3 - 1]
    assert waits == []


@posix
def test_what_was_read_is_seen_to_before_a_pass_waits():
    (here, there), events = os.pipe(), []

    def go_on():
        events.append('wait')
        os.close(there)
    os.write(there, '研究\n生命\n'.encode('utf-8'))
    with io.open(here, 'rb', buffering=0) as stream:
        for line in Corpus(stream, on_wait=go_on):
            events.append(line)
            if line == '生命':
                os.write(there, '的\n'.encode('utf-8'))
    # The third line was there when the first two were done with: there is one wait, and only then.
    assert events == ['研究', '生命', '的', 'wait']


@posix
def test_a_pause_is_told_once_and_then_reading_waits():
    (here, there), waits = os.pipe(), []

    def go_on():
        waits.append(1)
        if len(waits) == 1:
            threading.Timer(0.05, os.write, (there, '的\n'.encode('utf-8'))).start()
        else:
            os.close(there)
    os.write(there, '好\n'.encode('utf-8'))
    with io.open(here, 'rb') as stream:
        assert list(Corpus(stream, on_wait=go_on)) == ['好', '的']
    assert len(waits) == 2


@posix
def test_a_pause_within_a_cell_is_no_end_of_it():
    (here, there), more = os.pipe(), ['的"\n']

    def go_on():
        if more:
            os.write(there, more.pop().encode('utf-8'))
        else:
            os.close(there)
    os.write(there, '好\n"研究\n'.encode('utf-8'))
    with io.open(here, 'rb') as stream:
        chunks = list(Corpus(stream, column=1, on_wait=go_on).portions(100, pause=0))
    assert [chunk.text for chunk in chunks if chunk.ends_line] == ['好', '研究\n的']


@posix
def test_a_line_that_is_left_out_after_a_pause_leaves_no_line_end():
    (here, there), more = os.pipe(), ['\n好\n'.encode('utf-8')]

    def go_on():
        if more:
            os.write(there, b'\xff' + more.pop())
        else:
            os.close(there)
    os.write(there, '的\n'.encode('utf-8'))
    with io.open(here, 'rb') as stream:
        chunks = list(Corpus(stream, errors='skip', on_wait=go_on).portions(100, pause=0))
    assert [chunk.text for chunk in chunks if chunk.ends_line] == ['的', '好']


def test_a_slow_compressed_pipe(tmpdir):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode='wb') as out:
        out.write('研究\n生命\n'.encode('utf-8'))
    path = str(tmpdir.join('lines.gz'))
    if not POSIX:
        pytest.skip('no named pipes')
    os.mkfifo(path)

    def write():
        data = packed.getvalue()
        with io.open(path, 'wb', buffering=0) as out:
            for place in range(0, len(data), 7):
                out.write(data[place:place + 7])
    writer = threading.Thread(target=write)
    writer.start()
    assert list(Corpus(path)) == ['研究', '生命']
    writer.join()


@pytest.mark.parametrize('size', [1, 2, 3, 7, 1000])
def test_parts_of_any_size_give_the_text_of_a_file(tmpdir, size):
    data = ''.join(line + '\r\n' for line in LINES * 3).encode('utf-8') + b'\xe7' + '的\n𠀀'.encode('utf-8')
    path = tmpdir.join('text.txt')
    path.write(data, mode='wb')
    for errors in ('replace', 'skip'):
        here, there = os.pipe()

        def write():
            for place in range(0, len(data), size):
                os.write(there, data[place:place + size])
            os.close(there)
        writer = threading.Thread(target=write)
        writer.start()
        with io.open(here, 'rb') as stream:
            corpus, plain = Corpus(stream, errors=errors), Corpus(str(path), errors=errors)
            assert list(corpus.pieces()) == list(plain.pieces())
        writer.join()
        assert (corpus.report(), corpus.ended) == (plain.report(), plain.ended)


def test_the_encoding_is_told_by_a_whole_block_however_it_comes():
    # Its first line alone would pass for GB18030 and is UTF-8.
    data = ['今天\n'.encode('gb18030'), '天气很好，我们去公园\n'.encode('gb18030')]
    here, there = os.pipe()
    with io.open(here, 'rb') as stream:
        writer = threading.Thread(target=lambda: ([os.write(there, part) for part in data], os.close(there)))
        writer.start()
        corpus = Corpus(stream, encoding='auto')
        assert list(corpus) == ['今天', '天气很好，我们去公园']
        writer.join()
    assert list(corpus.encodings.values()) == ['gb18030']


def test_a_reader_that_has_gone_ends_the_command(vocabulary):
    process = start_python('-m', 'nlp_zero', 'cut', '--vocab', vocabulary, stdin=subprocess.PIPE)
    process.stdin.write('的\n'.encode('utf-8'))
    process.stdin.flush()
    assert os.read(process.stdout.fileno(), 99)
    process.stdout.close()
    process.stdin.write('的\n'.encode('utf-8'))
    process.stdin.flush()
    assert process.wait() == 141
    assert process.stderr.read() == b''
    process.stderr.close()
    process.stdin.close()
