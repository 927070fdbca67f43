# -*- coding: utf-8 -*-
"""Measure what `Tokenizer.adapt` is worth: bits per character of held-out text, before and after.

The corpus is divided line by line, the odd ones to learn from, the even ones to measure on.

    python benchmarks/adaptation.py [--corpus FILE] [--weight SHARE]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
import sys

from common import DATA, PYTHON, read_lines

from nlp_zero.evaluate import evaluate_bits
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words

DEFAULT_CORPUS = os.path.join(DATA, 'raw', 'reviews_waimai.txt.bz2')


def main():
    """Print a line for each vocabulary; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', default=DEFAULT_CORPUS)
    parser.add_argument('--weight', type=float, default=None, help='default: by the size of the text')
    options = parser.parse_args()
    if not os.path.exists(options.corpus):
        print('no corpus at %s: give --corpus' % options.corpus)
        return 0
    lines, checksum = read_lines(options.corpus)
    train, held_out = lines[0::2], lines[1::2]
    print('%s, sha256 %s, %d lines to learn from, %d held out; weight %s; %s' % (
        os.path.basename(options.corpus), checksum, len(train), len(held_out), options.weight, PYTHON))
    found = discover_words(train, evidence=False)
    general, counts_only, adapted = Tokenizer(), Tokenizer(), Tokenizer()
    counts_only.adapt(train, (), weight=options.weight)
    new = adapted.adapt(train, weight=options.weight)
    alone = Tokenizer(dict((word.text, word.count) for word in found))
    for name, tokenizer in (('bundled vocabulary', general), ('its words, counts adapted', counts_only),
                            ('with %d discovered words' % new, adapted), ('discovered words alone', alone)):
        score = evaluate_bits(tokenizer, held_out)
        print('%-30s %.3f bits per character (%d words, %d unknown)' % (
            name, score.bits_per_character, score.words, score.unknown))
    return 0


if __name__ == '__main__':
    sys.exit(main())
