# -*- coding: utf-8 -*-
"""Measure how long learning a vocabulary takes, against SentencePiece's unigram trainer.

    python benchmarks/learning.py [--sentencepiece PYTHON] [--pairs 5] [--workers 1] FILE...

Each run is a process of its own, by turns; printed are the median of the ratios, their spread, and
the peak memory of each. FILE is text in UTF-8, compressed or not by name. PYTHON has `sentencepiece`
in an environment of its own; without it the comparison is skipped. SentencePiece learns 16,000 pieces
in one thread. Both read the same text, the lines unpacked into one plain file.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time

from common import PYTHON, ROOT, checksum, read_bytes, spread

from nlp_zero.corpus import Corpus

PEAK = '''
import io, re
with io.open('/proc/self/status') as status:
    print('peak', int(re.search('VmHWM:\\\\s*([0-9]+)', status.read()).group(1)) // 1024)
'''
OURS = '''
import hashlib, sys
sys.path.insert(0, sys.argv[2])
from nlp_zero.corpus import Corpus
from nlp_zero.words import discover_words
words = discover_words(Corpus(sys.argv[1]), evidence=False, workers=int(sys.argv[3]))
text = u'\\n'.join(u'%s %d' % (word.text, word.count) for word in words)
print('words', len(words), hashlib.sha256(text.encode('utf-8')).hexdigest()[:12])
''' + PEAK
THEIRS = '''
import sys, sentencepiece
sentencepiece.SentencePieceTrainer.train(
    input=sys.argv[1], model_prefix=sys.argv[1] + '.model', vocab_size=16000, model_type='unigram',
    character_coverage=1.0, num_threads=1, normalization_rule_name='identity', minloglevel=2,
    max_sentence_length=1000000)
print('words', 16000, '-')
''' + PEAK


def run(python, code, arguments):
    """Return seconds and what a run printed."""
    start = time.time()
    out = subprocess.check_output([python, '-c', code] + arguments).decode('utf-8')
    return time.time() - start, ' '.join(out.split())


def main(arguments=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(description='Measure learning.')
    parser.add_argument('files', nargs='+')
    parser.add_argument('--sentencepiece', metavar='PYTHON')
    parser.add_argument('--pairs', type=int, default=5)
    parser.add_argument('--workers', type=int, default=1)
    options = parser.parse_args(arguments)
    folder = tempfile.mkdtemp(prefix='learning-')
    path = os.path.join(folder, 'text.txt')
    try:
        with io.open(path, 'w', encoding='utf-8', newline='\n') as out:
            out.writelines(line + '\n' for line in Corpus(*options.files))
        data = read_bytes(path)
        print('%s; text of %d bytes, sha256 %s; default settings, %d workers' % (
            PYTHON, len(data), checksum(data), options.workers))
        measure(path, options)
    finally:
        shutil.rmtree(folder)


def measure(path, options):
    """Make the pairs of runs."""
    ratios = []
    for _ in range(options.pairs):
        ours, said = run(sys.executable, OURS, [path, ROOT, str(options.workers)])
        print('nlp_zero      %6.1f s  %s MB' % (ours, said))
        if options.sentencepiece:
            theirs, said = run(options.sentencepiece, THEIRS, [path])
            print('sentencepiece %6.1f s  %s MB' % (theirs, said))
            ratios.append(ours / theirs)
    if ratios:
        print('ratio: median ' + spread(ratios))
    else:
        print('sentencepiece skipped: no --sentencepiece PYTHON')


if __name__ == '__main__':
    main()
