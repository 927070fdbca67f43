# -*- coding: utf-8 -*-
"""Compare ways to count all 1- to 4-grams in plain Python, and check that they agree.

    python benchmarks/counting.py FILE [--characters 2000000] [--pairs 5] [--json FILE]

Each way counts the same text in this process, by turns, after a check that all give the same counts: loops
over clauses (what one writes first), one `map` over slices into a Counter for each order, and
`count_ngrams`, which counts the highest order by sorting and derives the others. Then `count_ngrams` with
one and with two workers, and with a budget. Printed are medians, the spread, and ratios pair by pair.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import json
import os
import time
from collections import Counter

from common import PYTHON, checksum, median

from nlp_zero.corpus import Corpus
from nlp_zero.ngrams import count_ngrams
from nlp_zero.text import clauses


def loops(texts):
    """Count with nested loops."""
    counts = {}
    for text in texts:
        for clause in clauses(text):
            for n in (1, 2, 3, 4):
                for i in range(len(clause) - n + 1):
                    ngram = ''.join(clause[i:i + n])
                    counts[ngram] = counts.get(ngram, 0) + 1
    return counts


def zips(texts):
    """Count order by order, with the loops inside map and Counter."""
    counts = Counter()
    for text in texts:
        for clause in clauses(text):
            counts.update(clause)
            for n in (2, 3, 4):
                counts.update(map(''.join, zip(*[clause[i:] for i in range(n)])))
    return counts


def ours(**options):
    """Return a function that counts with this package."""
    return lambda texts: count_ngrams(texts, 4, **options)


WAYS = [('nested loops', loops), ('map and zip', zips), ('count_ngrams', ours(workers=1)),
        ('count_ngrams, min_count 5', ours(workers=1, min_count=5)),
        ('count_ngrams, min_count 5, two workers', ours(workers=2, min_count=5)),
        ('count_ngrams, min_count 5, 64 MB', ours(workers=1, min_count=5, memory='64MB'))]


def main():
    """Run the command."""
    parser = argparse.ArgumentParser(description='Compare ways to count n-grams.')
    parser.add_argument('file')
    parser.add_argument('--characters', type=int, default=2000000)
    parser.add_argument('--pairs', type=int, default=5)
    parser.add_argument('--json')
    options = parser.parse_args()
    texts, size = [], 0
    for text in Corpus(options.file):
        texts.append(text)
        size += len(text)
        if size >= options.characters:
            break
    digest = checksum('\n'.join(texts).encode('utf-8'))
    print('%s, first %d characters (sha256 %s); %s; %d turns' % (
        os.path.basename(options.file), size, digest, PYTHON, options.pairs))
    times = dict((name, []) for name, _ in WAYS)
    results = {}
    for turn in range(options.pairs):
        for name, way in WAYS:
            start = time.time()
            counts = way(texts)
            times[name].append(time.time() - start)
            least = 5 if 'min_count' in name else 1
            known = results.setdefault(least, counts)
            if known is not counts and dict(known) != dict(counts):
                raise SystemExit('%s counts otherwise than the others' % name)
    base = times[WAYS[0][0]]
    for name, _ in WAYS:
        ratios = [a / b for a, b in zip(base, times[name])]
        print('%-42s %6.2f s (%.2f to %.2f), %5.1f times the loops, %4.0f ns a character' % (
            name, median(times[name]), min(times[name]), max(times[name]), median(ratios),
            median(times[name]) / size * 1e9))
    one, two = (times[WAYS[i][0]] for i in (3, 4))
    print('two workers over one: %.2f times' % median([a / b for a, b in zip(one, two)]))
    if options.json:
        with io.open(options.json, 'w', encoding='utf-8') as out:
            out.write('%s\n' % json.dumps({'characters': size, 'sha256': digest, 'seconds': times,
                                           'python': PYTHON}, sort_keys=True))


if __name__ == '__main__':
    main()
