# -*- coding: utf-8 -*-
"""Make the bundled vocabulary: the words that minimum entropy finds in a large general corpus.

    python benchmarks/make_vocabulary.py ../shared/data/raw/general_200mb.txt.bz2

Writes the compiled vocabulary of the package: words, counts and tables made of them, nothing else.
The same text gives the same bytes on every Python. No dictionary and no segmented text is read.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import logging
import os
import time

from common import PYTHON, ROOT, file_checksum

from nlp_zero.corpus import Corpus
from nlp_zero._runtime import Resources
from nlp_zero.entropy import learn
from nlp_zero.text import DEFAULT_RULES, fold
from nlp_zero.vocabulary import save_vocabulary

TARGET = os.path.join(ROOT, 'nlp_zero', 'data', 'vocabulary.txt')


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


def folded(counts):
    """Return {word: count} with the words of traditional text counted with those of simplified text.

    `Tokenizer` folds what it cuts: a word in traditional characters would never be found.
    """
    found = {}
    for word, count in counts.items():
        word = fold(word)
        found[word] = found.get(word, 0) + count
    return found


def main(arguments=None):
    """Fit, count, save, and print what was done with what."""
    logging.basicConfig(level=logging.INFO, format='%(message)s')
    options = parse(arguments)
    start = time.time()
    counts = learn(Corpus(*options.files), DEFAULT_RULES, sample=options.sample,
                   resources=Resources(workers=options.workers)).counts
    # Words with letters or digits are whole to a tokenizer anyway.
    kept = dict((word, count) for word, count in folded(counts).items()
                if (len(word) == 1 or count >= options.min_count)
                and not DEFAULT_RULES.other_finder.search(word))
    save_vocabulary(kept, options.output, format='compiled')
    for path in options.files:
        print('corpus %s sha256 %s' % (os.path.basename(path), file_checksum(path)))
    print('settings: sample %d, min_count %d; %s' % (options.sample, options.min_count, PYTHON))
    print('%d words, %d of them of two characters and more; %d bytes, sha256 %s; %.0f s' % (
        len(kept), sum(1 for word in kept if len(word) > 1), os.path.getsize(options.output),
        file_checksum(options.output), time.time() - start))


if __name__ == '__main__':
    main()
