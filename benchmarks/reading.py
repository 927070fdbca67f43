# -*- coding: utf-8 -*-
"""Measure how fast a corpus is read, and that memory grows neither with files nor with lines.

    python benchmarks/reading.py [--megabytes 20] [--long 100] [--pairs 5] [FILE]

FILE is any text in UTF-8; without it, text is made by a seeded generator: clauses of words out of a
vocabulary with Zipf's distribution that keeps growing. Speed is printed in MB of unpacked bytes a
second, and as a ratio to iterating over `io.open`, run by turns. Peak memory is that of a process
of its own which reads one line of so many megabytes, against one that reads as many in short lines.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from common import PYTHON, file_checksum, median, spread

from nlp_zero._compat import unichr_
from nlp_zero._storage import open_input, open_output
from nlp_zero.corpus import Corpus
from nlp_zero.errors import OutputError

HERE = os.path.dirname(os.path.abspath(__file__))
PACKED = ('', '.gz', '.bz2', '.xz')
MEMORY = '''
import sys
sys.path.insert(0, sys.argv[3])
from common import peak_memory
from nlp_zero.corpus import Corpus
corpus = Corpus(sys.argv[1])
before = peak_memory()
texts = corpus.blocks() if sys.argv[2] == 'blocks' else corpus
longest = max(len(text) for text in texts)
print('%4d MB before, %4d MB at the peak, longest text %7d, %d characters'
      % (before, peak_memory(), longest, corpus.characters))
'''


def generate(megabytes, seed=1):
    """Yield lines of about so many megabytes in all; the same on every Python."""
    rng = random.Random(seed)
    characters = [unichr_(0x4e00 + int(3000 * rng.random() ** 2)) for _ in range(4000)]
    words, size = [], 0
    while size < megabytes * 1e6:
        line = []
        for _ in range(5 + int(rng.random() * 40)):
            # A new word now and then; else one of the old, the early ones far more often.
            if not words or rng.random() < 0.02:
                words.append(''.join(characters[int(rng.random() * len(characters))]
                                     for _ in range(1 + int(rng.random() * 3))))
            line.append(words[int(len(words) ** rng.random()) - 1])
            if rng.random() < 0.15:
                line.append('，。！？'[int(rng.random() * 4)])
        line.append('。')
        text = ''.join(line)
        size += 3 * len(text) + 1
        yield text


def prepare(folder, source, megabytes):
    """Store the text plain and packed; return {suffix: path}."""
    paths = {'': os.path.join(folder, 'text.txt')}
    with open_output(paths[''], binary=True) as out:
        if source:
            with open_input(source) as stream:
                shutil.copyfileobj(stream, out, 1 << 20)
        else:
            for line in generate(megabytes):
                out.write(line.encode('utf-8') + b'\n')
    for suffix in PACKED[1:]:
        try:
            with open_output(paths[''] + suffix, binary=True) as out:
                with io.open(paths[''], 'rb') as stream:
                    shutil.copyfileobj(stream, out, 1 << 20)
            paths[suffix] = paths[''] + suffix
        except OutputError as error:
            print('skipped %s: %s' % (suffix, error.message))
    return paths


def seconds(function):
    """Return how long it takes to drain what a function returns."""
    begin = time.time()
    for _ in function():
        pass
    return time.time() - begin


def speed(name, function, baseline, size, pairs):
    """Print one line: MB/s, the ratio to the baseline and its spread."""
    times, ratios = [], []
    for _ in range(pairs):
        base = seconds(baseline)
        times.append(seconds(function))
        ratios.append(base / times[-1])
    print('  %-24s %6.0f MB/s   of io.open %s' % (name, size / median(times) / 1e6, spread(ratios)))


def measure_speed(paths, pairs):
    """Print the speed of every form and every way to read."""
    plain = paths['']
    size = os.path.getsize(plain)
    print('speed, %.1f MB, sha256 %s, %d pairs of runs' % (size / 1e6, file_checksum(plain), pairs))

    def baseline():
        return io.open(plain, encoding='utf-8', newline='\n')

    speed('lines', lambda: Corpus(plain), baseline, size, pairs)
    speed('pieces', lambda: Corpus(plain).pieces(), baseline, size, pairs)
    speed('blocks', lambda: Corpus(plain).blocks(), baseline, size, pairs)
    speed("blocks, encoding='auto'", lambda: Corpus(plain, encoding='auto').blocks(), baseline,
          size, pairs)
    for suffix in PACKED[1:]:
        if suffix in paths:
            speed('blocks, %s' % suffix, lambda: Corpus(paths[suffix]).blocks(), baseline, size,
                  pairs)


def measure_memory(folder, megabytes):
    """Print the peak memory of reading one long line, and as much text in short ones."""
    if not os.path.exists('/proc/self/status'):
        print('memory skipped: no /proc/self/status here')
        return
    long_line, lines = os.path.join(folder, 'long.txt'), os.path.join(folder, 'lines.txt')
    with open_output(long_line) as one, open_output(lines) as many:
        for line in generate(megabytes):
            one.write(line)
            many.write(line + '\n')
    print('memory, %d MB of text, each in a process of its own' % megabytes)
    for name, path in (('short lines', lines), ('one line', long_line)):
        for method in ('lines', 'blocks'):
            out = subprocess.check_output([sys.executable, '-c', MEMORY, path, method, HERE])
            print('  %-12s %-8s %s' % (name, method, out.decode('ascii').rstrip()))


def main():
    """Parse the arguments, run, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('file', nargs='?', help='text in UTF-8, plain or compressed')
    parser.add_argument('--megabytes', type=float, default=20, help='of text to make')
    parser.add_argument('--long', type=float, default=100, help='megabytes of the long line')
    parser.add_argument('--pairs', type=int, default=5)
    options = parser.parse_args()
    print(PYTHON)
    folder = tempfile.mkdtemp()
    try:
        measure_speed(prepare(folder, options.file, options.megabytes), options.pairs)
        measure_memory(folder, options.long)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == '__main__':
    sys.exit(main())
