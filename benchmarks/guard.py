# -*- coding: utf-8 -*-
"""Tell whether something that people wait for has become slower than it was in the last release.

    python benchmarks/guard.py                    a dozen ratios, two minutes; 1 if one fell by a quarter
    python benchmarks/guard.py --save             keep today's ratios as those of this release
    python benchmarks/guard.py --only cut         those whose names begin so

Each ratio is the CPU time of a fixed loop of plain Python, over that of the work, in the same process: how
much faster the work is than the loop. Machines and their load change both, so the ratio stays about the
same; of each the least time of some rounds is taken, which take turns. The kept ratios are in
`guard_figures.json`, by implementation and version of Python; one that has none there is only printed.

The text is drawn from the bundled vocabulary by its counts, always the same. The loop must stay as it is: a
change of it makes the kept figures worthless.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import bisect
import io
import json
import os
import platform
import random
import sys
import time

from common import PYTHON, checksum

import nlp_zero
from nlp_zero.templates import Matcher
from nlp_zero.vocabulary import load_vocabulary

FIGURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'guard_figures.json')
#: A ratio below this share of the kept one fails.
LEAST_SHARE = 0.75
#: By what the kept figures are told apart.
KEY = '%s %s' % (platform.python_implementation(), '.'.join(platform.python_version_tuple()[:2]))

clock = getattr(time, 'process_time', None) or time.clock


def reference(text):
    """Count the pairs of characters of a text, look each up again and add up: never to be changed."""
    counts, total = {}, 0
    for start in range(len(text) - 1):
        pair = text[start:start + 2]
        counts[pair] = counts.get(pair, 0) + 1
    for start in range(len(text) - 1):
        count = counts[text[start:start + 2]]
        total += count * 3 & 0xff if count > 1 else 1
    return total


class Sample(object):
    """Hold the texts that are worked on, drawn from the bundled vocabulary.

    Args:
        seed: of the random numbers.
        characters: how many there are at least.
    """

    def __init__(self, seed=7, characters=300000):
        counts = nlp_zero.Tokenizer().vocabulary
        self.words = sorted(counts, key=lambda word: (-counts[word], word))
        self._sums, total = [], 0
        for word in self.words:
            total += counts[word]
            self._sums.append(total)
        self._random = random.Random(seed).random
        self.lines = []
        while characters > 0:
            self.lines.append('，'.join(self._clause() for _ in range(1 + int(self._random() * 6))) + '。')
            characters -= len(self.lines[-1])
        self.clauses = [clause for line in self.lines for clause in line[:-1].split('，')]
        self.text = '\n'.join(self.lines)
        self.counts = counts

    def _clause(self):
        number = 2 + int(self._random() * 7)
        places = [int(self._random() * self._sums[-1]) for _ in range(number)]
        return ''.join(self.words[bisect.bisect_right(self._sums, place)] for place in places)


class Work(object):
    """Do what is measured; each method is one thing, done once on some of the sample."""

    def __init__(self, sample):
        self.sample, self.tokenizer = sample, nlp_zero.Tokenizer()
        self._entries = ['%s %d' % (word, sample.counts[word]) for word in sample.words[:40000]]
        self._learned = sample.lines[:1500]
        words = sample.words[1000:1200]
        self._matcher = Matcher([((None, word, None), 1) for word in words], self.tokenizer.lcut)

    def _forget(self):
        self.tokenizer.add_word('一个不曾有过的词语', 1)
        self.tokenizer.del_word('一个不曾有过的词语')

    def cut_clauses(self):
        """Cut short texts that were not seen."""
        self._forget()
        for clause in self.sample.clauses[:6000]:
            self.tokenizer.lcut(clause)

    def cut_lines(self):
        """Cut lines that were not seen, one by one."""
        self._forget()
        for line in self.sample.lines[:2000]:
            self.tokenizer.lcut(line)

    def cut_lines_again(self):
        """Cut lines whose chunks are in the cache."""
        for _ in range(3):
            for line in self.sample.lines[:1000]:
                self.tokenizer.lcut(line)

    def cut_file(self):
        """Cut all lines in blocks, as for a file."""
        self._forget()
        for _ in self.tokenizer.cut_texts([(line, True) for line in self.sample.lines]):
            pass

    def cut_for_search(self):
        """Cut lines for an index."""
        for line in self.sample.lines[:1000]:
            self.tokenizer.lcut_for_search(line)

    def cut_joining_numbers(self):
        """Cut lines with what is never divided."""
        tokenizer = nlp_zero.Tokenizer({'我们': 3, '一个': 9}, numbers='join')
        for line in self.sample.lines[:1000]:
            tokenizer.lcut(line)

    def load_bundled(self):
        """Make a tokenizer of the bundled vocabulary."""
        for _ in range(2):
            nlp_zero.Tokenizer()

    def load_lines(self):
        """Read a vocabulary of lines."""
        load_vocabulary(self._entries)

    def read_lines(self):
        """Read a text as lines."""
        for _ in range(20):
            for _ in nlp_zero.Corpus(io.BytesIO(self.sample.text.encode('utf-8'))):
                pass

    def count_ngrams(self):
        """Count n-grams exactly."""
        nlp_zero.count_ngrams(self.sample.lines, max_n=4, workers=1)

    def discover_words(self):
        """Find words by the default method."""
        nlp_zero.discover_words(self._learned, workers=1)

    def find_phrases(self):
        """Find phrases of segmented text."""
        finder = nlp_zero.PhraseFinder(tokenize=self.tokenizer.lcut)
        finder.train(self._learned)

    def match_templates(self):
        """Match clauses with two hundred templates."""
        for clause in self.sample.clauses[:500]:
            self._matcher.match(clause)


#: What is measured, in this order.
NAMES = ['cut_clauses', 'cut_lines', 'cut_lines_again', 'cut_file', 'cut_for_search', 'cut_joining_numbers',
         'load_bundled', 'load_lines', 'read_lines', 'count_ngrams', 'discover_words', 'find_phrases',
         'match_templates']


def seconds(function, *arguments):
    """Return the CPU time of a call."""
    start = clock()
    function(*arguments)
    return clock() - start


def ratio(function, text, rounds, limit=8.0):
    """Return the least time of the loop over that of the work; fewer rounds where they take too long."""
    least, loop, spent = [], [], 0.0
    while len(least) < rounds and (len(least) < 2 or spent < limit):
        loop.append(seconds(reference, text))
        least.append(seconds(function))
        spent += loop[-1] + least[-1]
    return min(loop) / max(min(least), 1e-6)


def fallen(now, kept):
    """Return the names whose ratio is below `LEAST_SHARE` of the kept one; new ones have none."""
    return [name for name in sorted(now) if name in kept and now[name] < kept[name] * LEAST_SHARE]


def read_figures(path=FIGURES):
    """Return what is kept: `{python: {'version': release, 'ratios': {name: ratio}}}`."""
    if not os.path.exists(path):
        return {}
    with io.open(path, encoding='utf-8') as stream:
        return json.load(stream)


def save_figures(now, path=FIGURES):
    """Keep ratios as those of this release on this Python; the others stay."""
    kept = read_figures(path)
    known = kept.get(KEY, {}).get('ratios', {})
    ratios = dict(known, **dict((name, round(value, 3)) for name, value in now.items()))
    kept[KEY] = {'version': nlp_zero.__version__, 'ratios': ratios}
    text = json.dumps(kept, indent=1, sort_keys=True, separators=(',', ': '))
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write('%s\n' % text)


def main():
    """Measure and compare; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--rounds', type=int, default=9)
    parser.add_argument('--only', default='', metavar='PREFIX', help='what begins so')
    parser.add_argument('--save', action='store_true', help='keep the ratios as those of this release')
    options = parser.parse_args()
    sample = Sample()
    work, known = Work(sample), read_figures().get(KEY, {})
    kept, now = known.get('ratios', {}), {}
    print('%s, nlp_zero %s, text %s, kept figures of %s' % (
        PYTHON, nlp_zero.__version__, checksum(sample.text.encode('utf-8')), known.get('version', 'none')))
    for name in NAMES:
        if name.startswith(options.only):
            now[name] = ratio(getattr(work, name), sample.text, options.rounds)
            print('%-20s %8.3f   kept %s' % (name, now[name], '%8.3f   %+4.0f %%' % (
                kept[name], 100 * (now[name] / kept[name] - 1)) if name in kept else 'none'))
            sys.stdout.flush()
    if options.save:
        save_figures(now)
    slower = fallen(now, kept)
    print('slower by a quarter or more: ' + ', '.join(slower) if slower else 'nothing fell by a quarter')
    return 1 if slower and not options.save else 0


if __name__ == '__main__':
    sys.exit(main())
