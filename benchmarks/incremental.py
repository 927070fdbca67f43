# -*- coding: utf-8 -*-
"""Measure what adding text to a model day by day loses against one run over all of it.

The corpus is divided into equal parts, in the order of its lines. The first part is fitted, and each
other one is added with `update_model`; beside that all parts are fitted at once. Printed are the words that
both have among the most frequent, and F1 of a gold set that is cut by the words of each.

    python benchmarks/incremental.py [--corpus FILE] [--gold FILE] [--parts N]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
import sys
import time

from common import DATA, PYTHON, read_lines

from nlp_zero.entropy import learn, update_model
from nlp_zero.evaluate import evaluate_segmentation
from nlp_zero.text import DEFAULT_RULES
from nlp_zero.tokenizer import Tokenizer

CORPUS = os.path.join(DATA, 'raw', 'msra_news.txt.bz2')
GOLD = os.path.join(DATA, 'gold', 'msr_test.txt.bz2')
RANKS = (1000, 5000, 10000, 20000)


def ranked(counts):
    """Return the words of two characters and more, most frequent first."""
    return sorted((word for word in counts if len(word) > 1), key=lambda word: (-counts[word], word))


def f1(counts, gold):
    """Return F1 of a tokenizer with these counts."""
    tokenizer = Tokenizer(counts, numbers=None, fold=False)
    return evaluate_segmentation(gold, (tokenizer.lcut(''.join(line.split())) for line in gold)).f1


def main():
    """Print a line for each model; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', default=CORPUS)
    parser.add_argument('--gold', default=GOLD)
    parser.add_argument('--parts', type=int, default=5)
    options = parser.parse_args()
    for path in (options.corpus, options.gold):
        if not os.path.exists(path):
            print('no file %s: give --corpus and --gold' % path)
            return 0
    lines, checksum = read_lines(options.corpus)
    gold = [line for line in read_lines(options.gold)[0] if line.strip()]
    print('%s, sha256 %s, in %d parts; gold %s; %s' % (
        os.path.basename(options.corpus), checksum, options.parts, os.path.basename(options.gold), PYTHON))
    parts = [lines[len(lines) * i // options.parts:len(lines) * (i + 1) // options.parts]
             for i in range(options.parts)]
    start = time.time()
    model = learn(parts[0], DEFAULT_RULES)
    print('first part alone: %.1f s, %d words, F1 %.4f' % (
        time.time() - start, len(ranked(model.counts)), f1(model.counts, gold)))
    for part in parts[1:]:
        start = time.time()
        model = update_model(model, part)
        print('  a part added in %.1f s: %d words' % (time.time() - start, len(ranked(model.counts))))
    start = time.time()
    whole = learn(lines, DEFAULT_RULES)
    print('all at once: %.1f s, %d words, F1 %.4f; part by part F1 %.4f' % (
        time.time() - start, len(ranked(whole.counts)), f1(whole.counts, gold), f1(model.counts, gold)))
    first, second = ranked(whole.counts), ranked(model.counts)
    print('words that both have among the first: ' + ', '.join(
        '%.3f of %d' % (len(set(first[:k]) & set(second[:k])) / k, k) for k in RANKS if len(first) >= k))
    return 0


if __name__ == '__main__':
    sys.exit(main())
