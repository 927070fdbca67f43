# -*- coding: utf-8 -*-
"""Measure that cutting is linear: long texts without any boundary, of equal and of distinct characters.

Each text is cut whole by one `lcut`, in a process of its own, with the bundled vocabulary; printed are the
processor's seconds of the cutting, microseconds a character, and the peak memory less that before it. From a
tenth of the length to the whole, the microseconds must stay what they are.

    python benchmarks/linear.py [--characters 10000000]

The texts: `words`, words of the vocabulary one after the other, no punctuation and no line break; `han`,
random characters of the vocabulary; `equal`, one character again and again (a tenth of the length); and
`distinct`, every character once (a tenth of the length, at most all there are).
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
import random
import resource
import subprocess
import sys
import time

from common import PYTHON

from nlp_zero._compat import unichr_
from nlp_zero.tokenizer import Tokenizer

KINDS = ('words', 'han', 'equal', 'distinct')


def made_text(kind, length, words):
    """Return a text of so many characters; distinct characters end where there are no more."""
    rng = random.Random(1)
    if kind == 'equal':
        return '哈' * length
    if kind == 'distinct':
        return ''.join(unichr_(code) for code in range(min(length, 0x110000)))
    words = sorted(word for word in words
                   if '\u4e00' <= word[0] < '\ua000' and (len(word) == 1) == (kind == 'han'))
    found, done = [], 0
    while done < length:
        found.append(words[int(rng.random() * len(words))])
        done += len(found[-1])
    return ''.join(found)[:length]


def measure(kind, length):
    """Cut one text; print its characters, pieces, seconds and megabytes."""
    tokenizer = Tokenizer()
    text = made_text(kind, length, tokenizer.vocabulary)
    tokenizer.lcut(text[:1000])
    before = resource.getrusage(resource.RUSAGE_SELF)
    pieces = tokenizer.lcut(text)
    after = resource.getrusage(resource.RUSAGE_SELF)
    if ''.join(pieces) != text:
        raise SystemExit('the pieces joined are not the text')
    print(len(text), len(pieces), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
          (after.ru_maxrss - before.ru_maxrss) / 1024)


def main():
    """Run; return 1 if a process failed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--characters', type=int, default=10000000)
    parser.add_argument('--one', nargs=2, metavar=('KIND', 'LENGTH'), help='cut one text in this process')
    options = parser.parse_args()
    if options.one:
        measure(options.one[0], int(options.one[1]))
        return 0
    start = time.time()
    print('bundled vocabulary, ' + PYTHON)
    print('%-10s %12s %12s %10s %14s %10s' % (
        'text', 'characters', 'pieces', 'seconds', 'us/character', 'MB'))
    for kind in KINDS:
        whole = options.characters // (10 if kind in ('equal', 'distinct') else 1)
        for length in (whole // 10, whole):
            command = [sys.executable, os.path.abspath(__file__), '--one', str(kind), str(length)]
            characters, pieces, seconds, memory = subprocess.check_output(command).decode('ascii').split()
            print('%-10s %12s %12s %10.2f %14.2f %10.0f' % (
                kind, characters, pieces, float(seconds), 1e6 * float(seconds) / int(characters),
                float(memory)))
    sys.stderr.write('%.0f s\n' % (time.time() - start))
    return 0


if __name__ == '__main__':
    sys.exit(main())
