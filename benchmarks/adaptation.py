# -*- coding: utf-8 -*-
"""Measure what `Tokenizer.adapt` is worth: bits per character of held-out text, before and after.

The corpus is divided line by line, the odd ones to learn from, the even ones to measure on. With `--gold`,
word F1 on gold sets instead: the vocabulary is adapted to a set without its spaces, and cuts that same text.

    python benchmarks/adaptation.py [--corpus FILE] [--weight SHARE]
    python benchmarks/adaptation.py --gold [FILE...]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
import sys

from common import DATA, PYTHON, read_lines

from nlp_zero.evaluate import evaluate_bits, evaluate_segmentation
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words

DEFAULT_CORPUS = os.path.join(DATA, 'raw', 'reviews_waimai.txt.bz2')
GOLD = [os.path.join(DATA, 'gold', name + '.txt.bz2')
        for name in ('msr_test', 'ud_gsdsimp_dev', 'novel_dldl', 'novel_jdsj', 'lzh_kyoto_dev', 'as_test')]


def score(gold, raw, tokenizer):
    """Return the word F1 of a tokenizer on a text whose words are separated by white space."""
    return evaluate_segmentation(gold, (tokenizer.lcut(line) for line in raw)).f1


def measure_gold(paths):
    """Print the F1 of the bundled vocabulary on each gold set, and of it adapted to the raw text."""
    for path in paths:
        if not os.path.exists(path):
            print('no gold set at %s' % path)
            continue
        gold, checksum = read_lines(path)
        raw = [''.join(line.split()) for line in gold]
        for numbers in (None, 'most'):
            general, adapted = Tokenizer(numbers=numbers), Tokenizer(numbers=numbers)
            adapted.adapt(raw)
            print('%s, sha256 %s, numbers=%s: F1 %.4f bundled, %.4f adapted; %s' % (
                os.path.basename(path), checksum, numbers, score(gold, raw, general),
                score(gold, raw, adapted), PYTHON))
            sys.stdout.flush()


def main():
    """Print a line for each vocabulary; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', default=DEFAULT_CORPUS)
    parser.add_argument('--weight', type=float, default=None, help='default: by the size of the text')
    parser.add_argument('--gold', nargs='*', metavar='FILE', help='measure F1 on gold sets')
    options = parser.parse_args()
    if options.gold is not None:
        measure_gold(options.gold or GOLD)
        return 0
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
