# -*- coding: utf-8 -*-
"""Tabulate what search and parsing cost against the length of a sentence, from 10 to 10,000 words.

Sets of templates: three over one word, met by that word again and again (upstream's worst case);
10,000 random ones over 1,000 words, met by random sentences; the same over fewer words, for the densest over
20, and with up to five words and more gaps, and with words as unequal as Zipf's law has them: these only up
to 1,000 words; and, if a corpus is given, the 10,000 most frequent of those mined from it, met by its own
clauses strung together. Times are processor seconds of one run. With --segmented a file of words and white
space is mined within --memory: that is a run of its own, since a process has one peak.
A peer interpreter with nlp-zero 0.1.6 is run on the first set, up to the length that takes it 20 s.

    python benchmarks/templates_cost.py [--corpus FILE.txt.bz2] [--peer PYTHON]
    python benchmarks/templates_cost.py --segmented FILE.txt [--memory 256MB] [--min-count 3]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import hashlib
import os
import random
import subprocess
import time
from bisect import bisect

from common import PYTHON, peak_memory, read_lines

from nlp_zero.corpus import Corpus
from nlp_zero.parser import Parser
from nlp_zero.phrases import word_clauses
from nlp_zero.templates import Template, TemplateFinder, XTrie, clause_templates, sorted_templates
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words

LENGTHS = (10, 22, 60, 100, 300, 1000, 3000, 10000)
LONGEST_PARSE = 1000
DENSE_LENGTHS = (100, 300, 1000)
#: Number of words, words of a template, share of gaps, whether Zipf's law holds.
DENSE = ((200, (2, 3), 0.6, False), (100, (2, 3), 0.6, False), (50, (2, 3), 0.6, False),
         (20, (2, 3), 0.6, False), (200, (2, 5), 0.8, False), (1000, (2, 3), 0.8, True))
THREE = {(None, 'a', None): 3, ('a', None, 'a'): 2, (None, 'a', None, 'a', None): 1}
PEER = """
import sys, time
from nlp_zero import XTrie, Parser
trie = XTrie()
for words, count in %r:
    trie[words] = count
start = time.process_time()
Parser(trie, list).parse('a' * %d)
print(time.process_time() - start)
"""

clock = getattr(time, 'process_time', time.time)


def random_templates(rng, words, number):
    """Return {tuple: count} of random templates of two or three words."""
    found = {}
    while len(found) < number:
        template = []
        for _ in range(rng.choice((2, 2, 3))):
            template += [None] * (rng.random() < 0.6) + [rng.choice(words)]
        template += [None] * (rng.random() < 0.6)
        found[tuple(Template(template))] = rng.randint(1, 100)
    return found


def dense_case(size, lengths, gaps, zipf):
    """Return (trie, words): 10,000 random templates over few words, and a sentence of them."""
    rng = random.Random(1)
    vocabulary = ['w%d' % number for number in range(size)]
    shares = [1 / (rank + 1) if zipf else 1.0 for rank in range(size)]
    sums = [sum(shares[:rank + 1]) for rank in range(size)]

    def draw():
        return vocabulary[min(size - 1, bisect(sums, rng.random() * sums[-1]))]

    found = {}
    while len(found) < 10000:
        template = []
        for _ in range(rng.randint(*lengths)):
            template += [None] * (rng.random() < gaps) + [draw()]
        template += [None] * (rng.random() < gaps)
        found[tuple(Template(template))] = rng.randint(1, 100)
    return XTrie(found), [draw() for _ in range(DENSE_LENGTHS[-1])]


def mine_within(path, memory, min_count, min_proba):
    """Mine a segmented file and print what it took, and a checksum of the templates."""
    start = clock()
    finder = TemplateFinder(None, min_pmi=1, min_proba=min_proba, min_count=min_count, memory=memory)
    finder.train(Corpus(path))
    trained = clock()
    finder.find(Corpus(path))
    digest = hashlib.sha256()
    for template, count in sorted_templates(finder.templates):
        digest.update(('%s\t%d\n' % (template.to_text(), count)).encode('utf-8'))
    print('%s, %d bytes, memory %s, min_count %d, min_proba %g: %d templates (sha256 %s), training '
          '%.0f s, finding %.0f s, peak %d MB' % (
              os.path.basename(path), os.path.getsize(path), memory, min_count, min_proba,
              len(finder.templates), digest.hexdigest()[:16], trained - start, clock() - trained,
              peak_memory()))


def mined(path):
    """Return (templates, words): the most frequent templates of a corpus, and its clauses joined."""
    lines, checksum = read_lines(path)
    start = clock()
    cut = Tokenizer({word.text: word.count for word in discover_words(lines)}).lcut
    middle = clock()
    finder = TemplateFinder(cut, min_pmi=1, min_proba=0)
    finder.train(lines)
    finder.find(lines)
    print('%s (sha256 %s): %d lines, %d templates; words %.1f s, templates %.1f s, peak %d MB' % (
        os.path.basename(path), checksum, len(lines), len(finder.templates),
        middle - start, clock() - middle, peak_memory()))
    words = [word for clause in word_clauses(lines[::7], cut) for word in clause]
    return sorted_templates(finder.templates)[:10000], words


def row(name, trie, words, peer=None):
    """Print one line of the table."""
    trie.search(['never'])   # the states are made at the first search
    start = clock()
    matches = trie.search(words)
    searched = clock()
    spans = len(matches)
    parsed = ''
    if len(words) <= LONGEST_PARSE:
        begin = clock()
        Parser(trie, list).parse(words)
        parsed = '%.4f' % (clock() - begin)
    print('| %s | %d | %.4f | %d | %s | %s |' % (
        name, len(words), searched - start, spans, parsed, peer or ''))


def peer_seconds(python, length):
    """Return what nlp-zero 0.1.6 takes to parse so many equal words, as text."""
    code = PEER % (sorted(THREE.items(), key=repr), length)
    process = subprocess.Popen([python, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               cwd=os.path.abspath(os.sep))
    start = time.time()
    while process.poll() is None:
        if time.time() - start > 20:
            process.kill()
            return 'over 20'
        time.sleep(0.02)
    return '%.4f' % float(process.stdout.read() or 'nan')


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus')
    parser.add_argument('--peer', metavar='PYTHON', help='an interpreter that has nlp-zero 0.1.6')
    parser.add_argument('--segmented', metavar='FILE', help='mine this file, and nothing else')
    parser.add_argument('--memory', metavar='SIZE', help='with --segmented')
    parser.add_argument('--min-count', type=int, default=3, metavar='N', help='with --segmented')
    parser.add_argument('--min-proba', type=float, default=0.0, metavar='SHARE', help='with --segmented')
    options = parser.parse_args()
    if options.segmented:
        mine_within(options.segmented, options.memory, options.min_count, options.min_proba)
        return
    print(PYTHON + ', seed 1')
    print('| templates | words | search, s | spans | parse, s | nlp-zero 0.1.6, s |')
    print('|---|---|---|---|---|---|')
    trie, peer = XTrie(THREE), ''
    for length in LENGTHS:
        if options.peer and not peer.startswith('over'):
            peer = peer_seconds(options.peer, length)
        row('3, equal words', trie, ['a'] * length, peer if options.peer else 'skipped')
    rng = random.Random(1)
    vocabulary = ['w%d' % number for number in range(1000)]
    trie = XTrie(random_templates(rng, vocabulary, 10000))
    for length in LENGTHS:
        row('10,000 random', trie, [rng.choice(vocabulary) for _ in range(length)])
    for case in DENSE:
        trie, words = dense_case(*case)
        name = '10,000 random, %d words, %d to %d a template%s' % (
            case[0], case[1][0], case[1][1], ', Zipf' * case[3])
        for length in DENSE_LENGTHS:
            row(name, trie, words[:length])
    start, words = clock(), ['w%d' % (i % 5) for i in range(22)]
    paths = clause_templates(words, {(a, b): 1 for a in words for b in words}, 5)
    print('22 words, all linked, window 5: %d paths kept in %.4f s' % (len(paths), clock() - start))
    if not options.corpus or not os.path.exists(options.corpus):
        print('mined templates: skipped, no corpus')
        return
    templates, words = mined(options.corpus)
    trie = XTrie(templates)
    print('| templates | words | search, s | spans | parse, s | |')
    print('|---|---|---|---|---|---|')
    for length in LENGTHS:
        row('%d mined' % len(templates), trie, words[:length])


if __name__ == '__main__':
    main()
