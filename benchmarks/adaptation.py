# -*- coding: utf-8 -*-
"""Measure what `Tokenizer.adapt` gains: bits per character of held-out text, before and after.

The corpus is divided line by line, the odd ones to learn from, the even ones to measure on.

    python benchmarks/adaptation.py [--corpus FILE] [--weight SHARE]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import bz2
import hashlib
import os
import platform
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from nlp_zero.evaluate import evaluate_bits  # noqa: E402
from nlp_zero.tokenizer import Tokenizer  # noqa: E402
from nlp_zero.words import discover_words  # noqa: E402

DEFAULT_CORPUS = os.path.join(os.path.dirname(ROOT), 'shared', 'data', 'raw', 'reviews_waimai.txt.bz2')


def main():
    """Print a line for each vocabulary; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', default=DEFAULT_CORPUS)
    parser.add_argument('--weight', type=float, default=None, help='default: by the size of the text')
    options = parser.parse_args()
    if not os.path.exists(options.corpus):
        print('no corpus at %s: give --corpus' % options.corpus)
        return 0
    opener = bz2.BZ2File if options.corpus.endswith('.bz2') else open
    with opener(options.corpus, 'rb') as source:
        data = source.read()
    lines = data.decode('utf-8').splitlines()
    train, held_out = lines[0::2], lines[1::2]
    print('%s, sha256 %s, %d lines to learn from, %d held out; weight %s; %s %s' % (
        os.path.basename(options.corpus), hashlib.sha256(data).hexdigest()[:16], len(train), len(held_out),
        options.weight, platform.python_implementation(), platform.python_version()))
    found = discover_words(train, evidence=False)
    general, counts_only, adapted = Tokenizer(), Tokenizer(), Tokenizer()
    counts_only.adapt(train, weight=options.weight)
    new = adapted.adapt(train, found, weight=options.weight)
    alone = Tokenizer(dict((word.text, word.count) for word in found))
    for name, tokenizer in (('bundled vocabulary', general), ('its words, counts adapted', counts_only),
                            ('with %d discovered words' % new, adapted), ('discovered words alone', alone)):
        score = evaluate_bits(tokenizer, held_out)
        print('%-30s %.3f bits per character (%d words, %d unknown)' % (
            name, score.bits_per_character, score.words, score.unknown))
    return 0


if __name__ == '__main__':
    sys.exit(main())
