# -*- coding: utf-8 -*-
"""Compare `Word_Finder` with the one of nlp-zero 0.1.6, answer by answer, and time both.

    python benchmarks/upstream.py --upstream PYTHON [--pairs 5] [--golden] [TEXT...]
    python benchmarks/upstream.py --upstream PYTHON --tokenize VOCABULARY [--pairs 5] [TEXT...]

PYTHON is an interpreter of 3.9 or older, in an environment of its own, with nlp-zero 0.1.6 in it
(`pip install nlp-zero==0.1.6`); nothing is installed from here. Without it the comparison is skipped
and says so. TEXT is any file of one text a line, `.gz` and `.bz2` by name; by default the project's
own corpora. Upstream orders words of equal length as its dicts happen to; the comparison gives it
the order that we use, by code points, and changes nothing else.

`--tokenize` times both tokenizers instead, text by text, with the same words, `word count` a line.

`--golden` writes upstream's answers on the project's corpora to tests/golden, where the test suite
holds `Word_Finder` to them without any upstream at hand. Exits with 1 when an answer differs.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import json
import os
import subprocess
import sys
import time

from common import CORPORA, PYTHON, ROOT, read_lines, spread

# Processor time, also on 2.7.
CLOCK = getattr(time, 'process_time', getattr(time, 'clock', time.time))
# (min_proba, min_pmi): the defaults, those of upstream's examples, and thresholds that small texts feel.
SETTINGS = ((1e-7, 1), (1e-8, 1), (1e-4, 1), (1e-4, 2), (3e-4, 0))
TIMED = ((1e-7, 1), (1e-6, 1), (1e-5, 1))

# What runs in upstream's interpreter: settings and texts in, words and seconds out.
DRIVER = '''
import json, sys, time
sys.path[:] = [folder for folder in sys.path if folder]  # not the checkout around us
import nlp_zero.nlp_zero as upstream
upstream.sorted = lambda items, key: sorted(items, key=lambda item: (key(item), item))
job = json.load(sys.stdin)
clock = getattr(time, "process_time", getattr(time, "clock", time.time))
answers, seconds = [], []
for min_proba, min_pmi in job["settings"]:
    begin = clock()
    finder = upstream.Word_Finder(min_proba=min_proba, min_pmi=min_pmi)
    finder.train(job["texts"])
    finder.find(job["texts"])
    seconds.append(clock() - begin)
    answers.append(dict(finder.words))
json.dump({"answers": answers, "seconds": seconds, "python": sys.version.split()[0]}, sys.stdout)
'''


# The same for the tokenizer: a vocabulary and texts in, seconds and the number of pieces out.
TOKENIZE = '''
import json, sys, time
sys.path[:] = [folder for folder in sys.path if folder]
import nlp_zero.nlp_zero as upstream
job = json.load(sys.stdin)
clock = getattr(time, "process_time", getattr(time, "clock", time.time))
trie = upstream.Trie()
for word, count in job["words"]:
    trie[word] = count
cut = upstream.Tokenizer(trie).tokenize
begin, pieces = clock(), 0
for text in job["texts"]:
    pieces += len(cut(text))
json.dump({"seconds": clock() - begin, "pieces": pieces}, sys.stdout)
'''


def run_upstream(python, driver, job):
    """Return what nlp-zero 0.1.6 answers to a job."""
    environment = dict((name, value) for name, value in os.environ.items() if name != 'PYTHONPATH')
    process = subprocess.Popen([python, '-c', driver], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, env=environment)
    out, _ = process.communicate(json.dumps(job).encode('ascii'))
    if process.returncode:
        raise SystemExit('upstream failed in %s' % python)
    return json.loads(out.decode('ascii'))


def find_upstream(python, texts, settings):
    """Return the answers of its `Word_Finder` and the seconds that each took."""
    return run_upstream(python, DRIVER, {'texts': texts, 'settings': settings})


def run_ours(texts, settings, characters=None):
    """Return our answers to the same, and the seconds."""
    from nlp_zero.words import UPSTREAM_CHARACTERS, Word_Finder
    answers, seconds = [], []
    for min_proba, min_pmi in settings:
        begin = CLOCK()
        finder = Word_Finder(min_proba=min_proba, min_pmi=min_pmi,
                             characters=characters or UPSTREAM_CHARACTERS)
        finder.train(texts)
        finder.find(texts)
        seconds.append(CLOCK() - begin)
        answers.append(finder.words)
    return answers, seconds


def differences(ours, theirs):
    """Return the words whose counts differ, as (word, our count, their count), sorted."""
    words = sorted(word for word in set(ours) | set(theirs) if ours.get(word) != theirs.get(word))
    return [(word, ours.get(word), theirs.get(word)) for word in words]


def compare(path, python):
    """Print one line for each setting; return the number of answers that differ."""
    texts, checksum = read_lines(path)
    print('%s  sha256 %s  %d texts' % (os.path.basename(path), checksum, len(texts)))
    theirs = find_upstream(python, texts, SETTINGS)
    ours, _ = run_ours(texts, SETTINGS)
    wrong = 0
    for (min_proba, min_pmi), mine, other in zip(SETTINGS, ours, theirs['answers']):
        found = differences(mine, other)
        wrong += bool(found)
        print('  min_proba=%g min_pmi=%g: %d words, %s' % (
            min_proba, min_pmi, len(other), 'equal' if not found else '%d differ' % len(found)))
        for word, mine_count, other_count in found[:5]:
            print('    %s: %s here, %s upstream' % (json.dumps(word), mine_count, other_count))
    return wrong


def time_pairs(path, python, pairs, setting):
    """Print the seconds of both, run by turns, and the ratio of each pair."""
    texts, checksum = read_lines(path)
    print('%s  sha256 %s  %d characters, %d pairs of runs, CPU seconds, min_proba=%g min_pmi=%g'
          % ((os.path.basename(path), checksum, sum(map(len, texts)), pairs) + setting))
    ratios = []
    for _ in range(pairs):
        _, (ours,) = run_ours(texts, [setting])
        (theirs,) = find_upstream(python, texts, [setting])['seconds']
        ratios.append(theirs / ours)
        print('  upstream %.2f s, here %.2f s, ratio %.2f' % (theirs, ours, ratios[-1]))
    print('  median ratio ' + spread(ratios))


def time_tokenizers(path, python, pairs, vocabulary):
    """Print the seconds of both tokenizers for the lines of a file, one by one, run by turns."""
    from nlp_zero.tokenizer import Tokenizer
    from nlp_zero.vocabulary import load_vocabulary
    texts, checksum = read_lines(path)
    words = sorted(load_vocabulary(vocabulary).items())
    print('%s  sha256 %s  %d characters in %d lines; %s  sha256 %s  %d words; CPU seconds'
          % (os.path.basename(path), checksum, sum(map(len, texts)), len(texts),
             os.path.basename(vocabulary), read_lines(vocabulary)[1], len(words)))
    tokenizer, ratios = Tokenizer(vocabulary, numbers=None, fold=False), []
    for _ in range(pairs):
        tokenizer.del_word('\x00 no such word')  # a change empties the cache
        begin, pieces = CLOCK(), 0
        for text in texts:
            pieces += len(tokenizer.tokenize(text))
        ours = CLOCK() - begin
        theirs = run_upstream(python, TOKENIZE, {'words': words, 'texts': texts})
        ratios.append(theirs['seconds'] / ours)
        print('  upstream %.2f s, %d pieces; here %.2f s, %d pieces; ratio %.2f'
              % (theirs['seconds'], theirs['pieces'], ours, pieces, ratios[-1]))
    print('  median ratio ' + spread(ratios))


def write_golden(python):
    """Write upstream's answers on our corpora, one file for each corpus and setting."""
    folder = os.path.join(ROOT, 'tests', 'golden')
    if not os.path.isdir(folder):
        os.makedirs(folder)
    for corpus in CORPORA:
        name = os.path.basename(corpus)
        texts, checksum = read_lines(corpus)
        settings = [(1e-7, 1), (3e-4, 0)]
        answers = find_upstream(python, texts, settings)['answers']
        for (min_proba, min_pmi), words in zip(settings, answers):
            path = os.path.join(folder, 'upstream_words_%s_%g_%g.txt' % (name[:-4], min_proba, min_pmi))
            with io.open(path, 'w', encoding='utf-8', newline='\n') as out:
                out.write('# %s %s %g %g\n' % (name, checksum, min_proba, min_pmi))
                for word in sorted(words):
                    out.write('%s %d\n' % (word, words[word]))
            print('wrote', os.path.relpath(path, ROOT), len(words), 'words')


def main():
    """Parse the arguments, run, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('texts', nargs='*', metavar='TEXT')
    parser.add_argument('--upstream', metavar='PYTHON', help='interpreter that has nlp-zero 0.1.6')
    parser.add_argument('--pairs', type=int, default=0, help='also time so many pairs of runs')
    parser.add_argument('--only-time', action='store_true', help='do not compare answers')
    parser.add_argument('--tokenize', metavar='VOCABULARY', help='time the tokenizers instead')
    parser.add_argument('--golden', action='store_true', help='write tests/golden anew')
    options = parser.parse_args()
    print('%s, upstream by %s' % (PYTHON, options.upstream))
    if not options.upstream or not os.path.exists(options.upstream):
        print('skipped: no interpreter with nlp-zero 0.1.6 (--upstream PYTHON)')
        return 0
    paths = options.texts or CORPORA
    if options.tokenize:
        time_tokenizers(paths[0], options.upstream, options.pairs or 5, options.tokenize)
        return 0
    wrong = 0 if options.only_time else sum(compare(path, options.upstream) for path in paths)
    for setting in TIMED if options.pairs else ():
        time_pairs(paths[0], options.upstream, options.pairs, setting)
    if options.golden:
        write_golden(options.upstream)
    if options.only_time:
        return 0
    print('all equal' if not wrong else '%d answers differ' % wrong)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
