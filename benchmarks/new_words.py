# -*- coding: utf-8 -*-
"""Measure the ranking of new words against gold words, names and the list of the sample corpora.

    python benchmarks/new_words.py [--data FOLDER] [--sets dldl,jdsj,news,samples] [--show N] [--stability]

Known are the words of a general dictionary, `lexicon/jieba_words`; for the sample corpora, the bundled ones.
Right is, in the novels, what is a word of the gold text; R5 is the share of gold words of two Han characters
and more, seen five times and not known, that are among the first 500. In the news the share of persons and
places of `lexicon/msra_names` among the first 500 is printed, and that of pieces: half of their places are
inside longer known words. Texts are read alone, with default settings. Only Han words are measured.

`--stability` changes each weight of the score by a fifth in turn, and prints P@50 of the novels and of the
sample corpora. It is the one benchmark that looks into a private module, for those weights.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import os
import sys
import time
from collections import Counter

from common import CORPORA, DATA, PYTHON, ROOT, file_checksum

from nlp_zero.corpus import Corpus
from nlp_zero.text import han_runs
from nlp_zero.words import find_new_words

#: {name: gold file}
NOVELS = {'dldl': 'novel_dldl', 'jdsj': 'novel_jdsj'}
FIRST = 500
#: Weights of the score in `nlp_zero.words._new_words`.
WEIGHTS = ('_LENGTH', '_SMOOTHED', '_FREE_EDGE', '_COUNTED', '_BOUND', '_CROSSED', '_AT_ENDS',
           '_ALWAYS_AT_ENDS', '_ONCE', '_NOT_FOUND', '_RAREST')


def lines_of(options, kind, name):
    """Return the lines of a data file, or None if it is missing."""
    path = os.path.join(options.data, kind, name + '.txt.bz2')
    if not os.path.exists(path):
        print('%s/%s: missing, left out' % (kind, name))
        return None
    print('%s/%s, packed sha256 %s' % (kind, name, file_checksum(path)))
    return [line for line in Corpus(path) if line.strip()]


def is_word(text, known):
    """Tell whether a text is measured: two Han characters and more, and not known."""
    return len(text) > 1 and han_runs(text) == [text] and text not in known


def ranked(texts, known=None):
    """Return the new words of texts, best first, and the seconds that it took."""
    start = time.time()
    rows = find_new_words(texts, known=known, contexts=0)
    return [row.text for row in rows if is_word(row.text, known or ())], time.time() - start


def measure_novel(options, name, known):
    """Print precision and recall against gold words."""
    lines = lines_of(options, 'gold', NOVELS[name])
    if lines is None:
        return
    gold = Counter(word for line in lines for word in line.split())
    often = [word for word, count in gold.items() if count >= 5 and is_word(word, known)]
    words, seconds = ranked([''.join(line.split()) for line in lines], known)
    first = set(words[:FIRST])
    print('%s: %s; R5 among the first %d %.3f of %d; %.0f s' % (
        name, ' '.join('P@%d %.2f' % (k, sum(word in gold for word in words[:k]) / k) for k in (20, 50, 100)),
        FIRST, sum(word in first for word in often) / max(1, len(often)), len(often), seconds))
    show(options, words, gold)


def measure_news(options, known):
    """Print the shares of names and of pieces."""
    lines, names = (lines_of(options, kind, name) for kind, name in (
        ('raw', 'msra_news'), ('lexicon', 'msra_names')))
    if lines is None or names is None:
        return
    names = set(line.split('\t')[0] for line in names if line.split('\t')[2].strip() in ('PER', 'LOC'))
    words, seconds = ranked(lines, known)
    words = words[:FIRST]
    print('news: of the first %d, persons and places %.3f, pieces %.3f; %.0f s' % (
        len(words), sum(word in names for word in words) / len(words),
        sum(1 for _ in pieces(lines, words, known)) / len(words), seconds))
    show(options, words, names)


def pieces(lines, words, known):
    """Yield the words of which half of the places are inside longer known words."""
    places, inside, wanted = Counter(), Counter(), frozenset(words)
    starts = frozenset(word[:2] for word in words)
    for run in (run for line in lines for run in han_runs(line)):
        for start in (start for start in range(len(run) - 1) if run[start:start + 2] in starts):
            for end in range(start + 2, min(len(run), start + 8) + 1):
                if run[start:end] in wanted:
                    places[run[start:end]] += 1
                    inside[run[start:end]] += any(
                        run[a:b] in known for a in range(max(0, start - 6), start + 1)
                        for b in range(end, min(len(run), end + 6) + 1) if b - a > end - start)
    return (word for word in words if 2 * inside[word] >= places[word] > 0)


def measure_samples(options):
    """Print how many of the first 20 new words of the sample corpora are on their list."""
    with io.open(os.path.join(ROOT, 'corpora', 'new_words.txt'), encoding='utf-8') as stream:
        expected = set(stream.read().split())
    words, seconds = ranked(Corpus(*CORPORA))
    print('samples: of the first 20, %d are listed, of the first 50 %d; %.0f s' % (
        sum(word in expected for word in words[:20]), sum(word in expected for word in words[:50]), seconds))
    show(options, words, expected)


def measure_stability(options, known):
    """Print P@50 of each text with each weight of the score a fifth lower and higher."""
    from nlp_zero.words import _new_words as weights
    texts = []
    for name in sorted(NOVELS):
        lines = [line.split() for line in lines_of(options, 'gold', NOVELS[name]) or ()]
        gold = set(word for words in lines for word in words)
        texts.append(([''.join(words) for words in lines], gold, known))
    with io.open(os.path.join(ROOT, 'corpora', 'new_words.txt'), encoding='utf-8') as stream:
        texts.append((list(Corpus(*CORPORA)), set(stream.read().split()), None))

    def report(name):
        found = [sum(word in right for word in ranked(lines, words)[0][:50]) / 50
                 for lines, right, words in texts if lines]
        print('%s: %s, mean %.3f' % (name, ' '.join('%.2f' % p for p in found), sum(found) / len(found)))
        sys.stdout.flush()
    report('as it is')
    for name in WEIGHTS:
        usual = getattr(weights, name)
        for factor in (0.8, 1.2):
            setattr(weights, name, usual * factor)
            report('%s %.2f' % (name.strip('_').lower(), usual * factor))
        setattr(weights, name, usual)


def show(options, words, right):
    """Print the first words, those that are not right with a star."""
    if options.show:
        print(' '.join(word if word in right else word + '*' for word in words[:options.show]))


def main():
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description='Measure the ranking of new words.')
    parser.add_argument('--data', default=DATA)
    parser.add_argument('--sets', default='dldl,jdsj,news,samples')
    parser.add_argument('--stability', action='store_true', help='how much each weight of the score matters')
    parser.add_argument('--show', type=int, default=0, metavar='N', help='print the first N words')
    options = parser.parse_args()
    print(PYTHON)
    sets = options.sets.split(',')
    known = lines_of(options, 'lexicon', 'jieba_words') if sets != ['samples'] else []
    known = frozenset(line.split()[0] for line in known or ())
    if options.stability:
        measure_stability(options, known)
        return
    for name in sorted(NOVELS):
        if name in sets:
            measure_novel(options, name, known)
    if 'news' in sets:
        measure_news(options, known)
    if 'samples' in sets:
        measure_samples(options)


if __name__ == '__main__':
    main()
