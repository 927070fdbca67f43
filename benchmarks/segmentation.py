# -*- coding: utf-8 -*-
"""Measure segmentation: ours, jieba and rjieba, in the same run on the same text.

Each round lets every program cut the whole text once, ours with an empty cache, so the text is unseen to
it. Printed are the median over the rounds of the speed and of the ratio to jieba within a round, the
spread, the peak memory of the process tree and checksums; a program that is not installed is left out,
with a line that says so. With --check ours is compared with one search over the whole text.

    python benchmarks/segmentation.py [--corpus FILE] [--vocab FILE] [--rounds 5] [--json FILE] [--check]

The vocabulary is jieba's own where jieba is installed, else the bundled one.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import hashlib
import io
import json
import os
import resource
import shutil
import sys
import tempfile
import time

from common import DATA, PYTHON, checksum, file_checksum, median, read_bytes

from nlp_zero.tokenizer import Tokenizer

DEFAULT_CORPUS = os.path.join(DATA, 'raw', 'free_10mb.txt.bz2')


class Ours(object):
    """Cut all lines and put the words together, as `cut_file` does; with an empty cache unless warm."""

    def __init__(self, name, tokenizer, warm=False):
        self.name, self.tokenizer, self.warm = name, tokenizer, warm

    def run(self, lines):
        """Return a checksum."""
        if not self.warm:
            self.tokenizer.del_word('\x00 no such word')  # a change empties the cache
        total = hashlib.sha256()
        pieces = ((line, True) for line in lines)
        for text in self.tokenizer.cut_texts(pieces, delimiter=' '):
            total.update(text.encode('utf-8'))
        return total.hexdigest()[:16]


class OursByLine(Ours):
    """Cut line by line through `lcut`."""

    def run(self, lines):
        """Return a checksum."""
        self.tokenizer.del_word('\x00 no such word')
        total, lcut = hashlib.sha256(), self.tokenizer.lcut
        for line in lines:
            total.update((' '.join(lcut(line)) + '\n').encode('utf-8'))
        return total.hexdigest()[:16]


class OursByFile(object):
    """Cut a file to a file; reading and writing count, of which the others do nothing."""

    def __init__(self, name, tokenizer, workers, folder, lines):
        self.name, self.tokenizer, self.workers = name, tokenizer, workers
        self.source, self.target = [os.path.join(folder, name) for name in ('source', 'target')]
        with io.open(self.source, 'w', encoding='utf-8', newline='') as out:
            out.write('\n'.join(lines) + '\n')

    def run(self, lines):
        """Return a checksum of the file that is written."""
        self.tokenizer.del_word('\x00 no such word')
        self.tokenizer.cut_file(self.source, self.target, workers=self.workers)
        return file_checksum(self.target)


class Jieba(object):
    """Cut line by line by jieba, HMM off, and write as ours does."""

    name = 'jieba, HMM off'

    def __init__(self, vocabulary):
        import jieba
        jieba.setLogLevel(60)
        self.tokenizer = jieba.Tokenizer(vocabulary)
        self.tokenizer.tmp_dir = tempfile.mkdtemp()
        self.tokenizer.initialize()

    def run(self, lines):
        """Cut and return a checksum."""
        total, lcut = hashlib.sha256(), self.tokenizer.lcut
        for line in lines:
            total.update((' '.join(lcut(line, HMM=False)) + '\n').encode('utf-8'))
        return total.hexdigest()[:16]


class RJieba(object):
    """Cut line by line by rjieba (Rust), HMM off, with its own dictionary, which is jieba's."""

    name = 'rjieba, HMM off'

    def __init__(self, vocabulary):
        import rjieba
        self.cut = rjieba.cut

    def run(self, lines):
        """Cut and return a checksum."""
        total, cut = hashlib.sha256(), self.cut
        for line in lines:
            total.update((' '.join(cut(line, False)) + '\n').encode('utf-8'))
        return total.hexdigest()[:16]


def jieba_dictionary():
    """Return the path of jieba's own dictionary, or None."""
    try:
        import jieba
    except ImportError:
        return None
    return os.path.join(os.path.dirname(os.path.abspath(jieba.__file__)), 'dict.txt')


def contestants(vocabulary, workers, folder, lines):
    """Return what can run here, and say what cannot."""
    makers = [('jieba', lambda: Jieba(vocabulary)), ('rjieba', lambda: RJieba(vocabulary))]
    if vocabulary is None:
        print('jieba and rjieba are left out: they need their own dictionary for a fair comparison')
        makers = []
    found = []
    for name, make in makers:
        try:
            found.append(make())
        except ImportError:
            print('%s is not installed here: left out' % name)
    tokenizer = Tokenizer(vocabulary)
    return found + [
        Ours('nlp_zero', tokenizer), Ours('nlp_zero, text seen before', tokenizer, warm=True),
        OursByLine('nlp_zero, lcut of each line', tokenizer),
        OursByFile('nlp_zero, file to file', tokenizer, 1, folder, lines),
        OursByFile('nlp_zero, %d processes' % workers, tokenizer, workers, folder, lines)]


def measure(programs, lines, rounds, clock):
    """Return {name: [seconds]} and {name: checksum}, the programs in turn in each round."""
    seconds, sums = {}, {}
    for number in range(rounds):
        for program in programs:
            start = clock()
            sums[program.name] = program.run(lines)
            seconds.setdefault(program.name, []).append(clock() - start)
        sys.stderr.write('round %d of %d\n' % (number + 1, rounds))
    return seconds, sums


def peak_memory():
    """Return the peak resident memory of this process and of its largest child, in MB."""
    return [resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]


def report(programs, seconds, sums, characters):
    """Print the table; return it as rows."""
    rows = []
    base = seconds.get(Jieba.name)
    print('%-28s %10s %8s %8s %9s  %s' % (
        'program', 'M chars/s', 'spread', 'x jieba', 'x rjieba', 'checksum'))
    for program in programs:
        times = seconds[program.name]
        speed = characters / median(times) / 1e6
        ratios = [None, None]
        if base:
            ratios = [median([other / own for other, own in zip(seconds[name], times)])
                      if name in seconds else None for name in (Jieba.name, RJieba.name)]
        spread = (max(times) - min(times)) / median(times)
        shown = ['%.2f' % ratio if ratio else '-' for ratio in ratios]
        print('%-28s %10.3f %7.0f%% %8s %9s  %s' % (
            program.name, speed, 100 * spread, shown[0], shown[1], sums[program.name]))
        rows.append({'program': program.name, 'million_characters_per_second': speed, 'spread': spread,
                     'times_jieba': ratios[0], 'times_rjieba': ratios[1], 'checksum': sums[program.name]})
    return rows


def check(vocabulary, lines):
    """Compare ours with one search over texts of a thousand lines; return whether they agree."""
    tokenizer, good = Tokenizer(vocabulary, numbers=None, fold=False), True
    for start in range(0, len(lines), 1000):
        text = '\n'.join(lines[start:start + 1000])
        good = good and tokenizer.lcut(text) == tokenizer.nbest(text, 1)[0][0]
    print('the same as one search over the whole text: %s' % ('yes' if good else 'NO'))
    return good


def main():
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', default=DEFAULT_CORPUS)
    parser.add_argument('--vocab', default=None)
    parser.add_argument('--characters', type=int, default=None, help='take only so many')
    parser.add_argument('--between', type=int, nargs=2, metavar=('LEAST', 'MOST'),
                        help='take only lines of so many characters')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--workers', type=int, default=2)
    parser.add_argument('--json', default=None)
    parser.add_argument('--cpu', action='store_true',
                        help='count processor time, for a machine that is not quiet; one process only')
    parser.add_argument('--check', action='store_true')
    options = parser.parse_args()
    if not os.path.exists(options.corpus):
        print('no corpus at %s: give --corpus' % options.corpus)
        return 0
    data = read_bytes(options.corpus)
    lines = data.decode('utf-8')[:options.characters].split('\n')
    if options.between:
        least, most = options.between
        lines = [line for line in lines if least <= len(line) <= most]
    vocabulary = options.vocab or jieba_dictionary()
    settings = {'corpus': os.path.basename(options.corpus), 'corpus_sha256': checksum(data),
                'characters': sum(map(len, lines)), 'lines': len(lines), 'rounds': options.rounds,
                'python': PYTHON,
                'vocabulary': 'bundled' if vocabulary is None else os.path.basename(vocabulary)}
    for name in sorted(settings):
        print('%s: %s' % (name, settings[name]))
    if options.check and not check(vocabulary, lines):
        return 1
    folder = tempfile.mkdtemp()
    try:
        return compete(options, vocabulary, lines, settings, folder)
    finally:
        shutil.rmtree(folder)


def compete(options, vocabulary, lines, settings, folder):
    """Run the programs and report; return the exit code."""
    programs = contestants(vocabulary, options.workers, folder, lines)
    if options.cpu:
        programs = [program for program in programs if getattr(program, 'workers', 1) == 1]
    clock = getattr(time, 'process_time', None) or time.clock if options.cpu else time.time
    seconds, sums = measure(programs, lines, options.rounds, clock)
    rows = report(programs, seconds, sums, settings['characters'])
    memory = peak_memory()
    print('peak memory: %.0f MB, largest child %.0f MB' % tuple(memory))
    if options.json:
        settings.update(results=rows, seconds=seconds, peak_memory_mb=memory)
        with io.open(options.json, 'wb') as out:
            out.write(json.dumps(settings, sort_keys=True, indent=1).encode('utf-8'))
    return 0


if __name__ == '__main__':
    sys.exit(main())
