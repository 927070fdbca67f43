# -*- coding: utf-8 -*-
"""Check that the same corpus gives the same bytes: on every Python, hash seed and order of lines.

Runs `discover` on a file, under each interpreter given, with PYTHONHASHSEED 0 and 1, and once with the lines
shuffled; then `cut` of the same file with the result. Prints a checksum and the seconds of each run,
and exits with 1 if two differ.

    python benchmarks/determinism.py --corpus FILE [--method min_entropy] python2.7 python3.13 pypy3
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from common import ROOT, checksum, file_checksum, read_bytes


def run(python, seed, arguments, folder):
    """Run the command line under one interpreter; return the seconds it took."""
    environment = dict(os.environ, PYTHONHASHSEED=str(seed), PYTHONPATH=ROOT)
    start = time.time()
    subprocess.check_call([python, '-m', 'nlp_zero'] + arguments, env=environment, cwd=folder)
    return time.time() - start


def shuffled(data):
    """Return the lines of a file in another order."""
    lines = data.splitlines(True)
    if lines and not lines[-1].endswith(b'\n'):
        lines[-1] += b'\n'
    random.Random(1).shuffle(lines)
    return b''.join(lines)


def joined(path, delimiter):
    """Return a segmented file with its delimiters taken out."""
    with open(path, 'rb') as source:
        return source.read().replace(delimiter, b'')


def main():
    """Print one line a run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', required=True, help='text, plain or .bz2')
    parser.add_argument('--method', default=None)
    parser.add_argument('pythons', nargs='+', help='interpreters')
    options = parser.parse_args()
    data = read_bytes(options.corpus)
    print('corpus %s, %d bytes, sha256 %s, method %s' % (
        os.path.basename(options.corpus), len(data), checksum(data),
        options.method or 'default'))
    folder = tempfile.mkdtemp()
    try:
        return check(folder, data, options)
    finally:
        shutil.rmtree(folder)


def check(folder, data, options):
    """Run all that is to be compared; return 1 if two outputs differ, else 0."""
    for name, content in (('plain.txt', data), ('shuffled.txt', shuffled(data))):
        with open(os.path.join(folder, name), 'wb') as out:
            out.write(content)
    method = ['--method', options.method] if options.method else []
    # A control character that no corpus holds: without it the words are joined again.
    delimiter = '\x1f'
    sums = {'discover': set(), 'cut': set()}
    for python in options.pythons:
        for seed, name in ((0, 'plain.txt'), (1, 'plain.txt'), (0, 'shuffled.txt')):
            seconds = run(python, seed, ['discover', name, '-o', 'words.txt'] + method, folder)
            sums['discover'].add(file_checksum(os.path.join(folder, 'words.txt')))
            print('%-30s discover %-12s seed %d  %s  %6.1f s' % (
                python[-30:], name, seed, file_checksum(os.path.join(folder, 'words.txt')), seconds))
            sys.stdout.flush()
        seconds = run(python, 0, ['cut', '--vocab', 'words.txt', 'plain.txt', '-d', delimiter,
                                  '-o', 'cut.txt'], folder)
        sums['cut'].add(file_checksum(os.path.join(folder, 'cut.txt')))
        whole = joined(os.path.join(folder, 'cut.txt'), delimiter.encode('ascii')) == data
        print('%-30s cut      plain.txt    seed 0  %s  %6.1f s, joined gives the input back: %s' % (
            python[-30:], file_checksum(os.path.join(folder, 'cut.txt')), seconds, whole))
        if not whole:
            sums['cut'].add('not joined')
    same = all(len(found) == 1 for found in sums.values())
    print('all equal' if same else 'DIFFERENT: %r' % sums)
    return 0 if same else 1


if __name__ == '__main__':
    sys.exit(main())
