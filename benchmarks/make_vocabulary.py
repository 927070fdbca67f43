# -*- coding: utf-8 -*-
"""Make the bundled vocabulary: the words that minimum entropy finds in a large general corpus.

    python benchmarks/make_vocabulary.py ../shared/data/raw/general_200mb.txt.bz2

In goes raw text, out comes the compiled vocabulary of the package: words and counts, nothing else.
The same text gives the same bytes on every Python. No dictionary and no segmented text is read.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import hashlib
import io
import logging
import os
import platform
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from nlp_zero.corpus import Corpus  # noqa: E402
from nlp_zero._runtime import Resources  # noqa: E402
from nlp_zero.entropy import learn  # noqa: E402
from nlp_zero.text import DEFAULT_RULES  # noqa: E402
from nlp_zero.vocabulary import save_vocabulary  # noqa: E402

TARGET = os.path.join(ROOT, 'nlp_zero', 'data', 'vocabulary.txt')


def checksum(path):
    """Return the first 12 hexadecimal digits of the SHA-256 of a file."""
    digest = hashlib.sha256()
    with io.open(path, 'rb') as stream:
        for block in iter(lambda: stream.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()[:12]


def parse(arguments):
    """Return the options."""
    parser = argparse.ArgumentParser(description='Make the bundled vocabulary.')
    parser.add_argument('files', nargs='+', help='raw text')
    parser.add_argument('-o', '--output', default=TARGET)
    parser.add_argument('--sample', type=int, default=8000000,
                        help='characters that the model is fitted to (default 8000000)')
    parser.add_argument('--min-count', type=int, default=5,
                        help='least count of words of two characters and more (default 5)')
    parser.add_argument('--workers', type=int, default=1)
    return parser.parse_args(arguments)


def main(arguments=None):
    """Fit, count, save, and print what was done with what."""
    logging.basicConfig(level=logging.INFO, format='%(message)s')
    options = parse(arguments)
    start = time.time()
    counts = learn(Corpus(*options.files), DEFAULT_RULES, sample=options.sample,
                   resources=Resources(workers=options.workers)).counts
    kept = dict((word, count) for word, count in counts.items()
                if len(word) == 1 or count >= options.min_count)
    save_vocabulary(kept, options.output, format='compiled')
    for path in options.files:
        print('corpus %s sha256 %s' % (os.path.basename(path), checksum(path)))
    print('settings: sample %d, min_count %d; %s %s' % (
        options.sample, options.min_count, platform.python_implementation(),
        platform.python_version()))
    print('%d words, %d of them of two characters and more; %d bytes, sha256 %s; %.0f s' % (
        len(kept), sum(1 for word in kept if len(word) > 1), os.path.getsize(options.output),
        checksum(options.output), time.time() - start))


if __name__ == '__main__':
    main()
