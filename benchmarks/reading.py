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
import hashlib
import io
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

PACKED = ('', '.gz', '.bz2', '.xz')
MEMORY = '''
import io, re, sys
from nlp_zero.corpus import Corpus

def peak():
    # Not getrusage: a child's figure begins at what its parent held.
    with io.open('/proc/self/status') as status:
        return int(re.search('VmHWM:\\s*([0-9]+)', status.read()).group(1)) // 1024

corpus = Corpus(sys.argv[1])
before = peak()
texts = corpus.blocks() if sys.argv[2] == 'blocks' else corpus
longest = max(len(text) for text in texts)
print('%4d MB before, %4d MB at the peak, longest text %7d, %d characters'
      % (before, peak(), longest, corpus.characters))
'''


def generate(megabytes, seed=1):
    """Yield lines of about so many megabytes in all; the same on every Python."""
    rng = random.Random(seed)
    characters = [chr_(0x4e00 + int(3000 * rng.random() ** 2)) for _ in range(4000)]
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


def chr_(code):
    return chr(code) if sys.version_info[0] > 2 else unichr(code)  # noqa: F821


def prepare(folder, source, megabytes):
    """Store the text plain and packed; return {suffix: path}."""
    from nlp_zero._storage import open_input, open_output
    from nlp_zero.errors import OutputError
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


def checksum(path):
    """Return the first digits of a file's SHA-256."""
    digest = hashlib.sha256()
    with io.open(path, 'rb') as stream:
        for block in iter(lambda: stream.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()[:16]


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
    times.sort()
    ratios.sort()
    print('  %-24s %6.0f MB/s   %.2f of io.open (%.2f to %.2f)' % (
        name, size / times[pairs // 2] / 1e6, ratios[pairs // 2], ratios[0], ratios[-1]))


def measure_speed(paths, pairs):
    """Print the speed of every form and every way to read."""
    from nlp_zero.corpus import Corpus
    plain = paths['']
    size = os.path.getsize(plain)
    print('speed, %.1f MB, sha256 %s, %d pairs of runs' % (size / 1e6, checksum(plain), pairs))

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
    from nlp_zero._storage import open_output
    if not os.path.exists('/proc/self/status'):
        print('memory skipped: no /proc/self/status here')
        return
    long_line, lines = os.path.join(folder, 'long.txt'), os.path.join(folder, 'lines.txt')
    with open_output(long_line) as one, open_output(lines) as many:
        for line in generate(megabytes):
            one.write(line)
            many.write(line + '\n')
    environment = dict(os.environ, PYTHONPATH=ROOT)
    print('memory, %d MB of text, each in a process of its own' % megabytes)
    for name, path in (('short lines', lines), ('one line', long_line)):
        for method in ('lines', 'blocks'):
            out = subprocess.check_output([sys.executable, '-c', MEMORY, path, method],
                                          env=environment).decode('ascii').rstrip()
            print('  %-12s %-8s %s' % (name, method, out))


def main():
    """Parse the arguments, run, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('file', nargs='?', help='text in UTF-8, plain or compressed')
    parser.add_argument('--megabytes', type=float, default=20, help='of text to make')
    parser.add_argument('--long', type=float, default=100, help='megabytes of the long line')
    parser.add_argument('--pairs', type=int, default=5)
    options = parser.parse_args()
    print('Python %s %s' % (platform.python_implementation(), platform.python_version()))
    folder = tempfile.mkdtemp()
    try:
        measure_speed(prepare(folder, options.file, options.megabytes), options.pairs)
        measure_memory(folder, options.long)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == '__main__':
    sys.exit(main())
