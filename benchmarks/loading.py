# -*- coding: utf-8 -*-
"""Measure loading: half a million words from the plain and the compiled form, and the bundled ones.

Each measurement is a fresh process that imports, loads and cuts one sentence; printed are the median and
the least seconds, the processor's seconds, and the peak memory (Linux). The words are made by a seeded
generator, or taken from --vocab.

    python benchmarks/loading.py [--words 500000] [--vocab FILE] [--rounds 5] [--json FILE]

The time of a bare interpreter is measured too and has its own line; it is part of the others.
Peers (jieba, nlp-zero 0.1.6) are left out where they are not installed.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

from common import PYTHON, ROOT, file_checksum, median

from nlp_zero._compat import unichr_
from nlp_zero.vocabulary import load_vocabulary, save_vocabulary

_LENGTHS = (1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5)

# What each process runs; {0} is the vocabulary's path.
PROGRAMS = [
    ('bare interpreter', 'pass'),
    ('nlp_zero, plain form', "from nlp_zero.tokenizer import Tokenizer; Tokenizer({0!r}).lcut({1})"),
    ('nlp_zero, compiled form',
     "from nlp_zero.tokenizer import Tokenizer; Tokenizer({0!r} + '.compiled').lcut({1})"),
    ('nlp_zero, bundled words', "from nlp_zero.tokenizer import Tokenizer; Tokenizer().lcut({1})"),
    ('jieba, without its cache', "import jieba, tempfile; jieba.setLogLevel(60); t = jieba.Tokenizer({0!r}); "
                                 "t.tmp_dir = tempfile.mkdtemp(); t.lcut({1})"),
    ('nlp-zero 0.1.6', "import nlp_zero; nlp_zero.Tokenizer(nlp_zero.Trie({0!r})).tokenize({1})"),
]
_SENTENCE = 'b"\\xe6\\x88\\x91\\xe5\\x9c\\xa8\\xe8\\xbf\\x99".decode("utf-8")'
_MEASURE = """
import os, sys, time
spent = time.time() - begin
used = sum(os.times()[:2])
try:
    with open("/proc/self/status") as status:
        peak = [line.split()[1] for line in status if line.startswith("VmHWM")][0]
except IOError:
    peak = 0
sys.stdout.write(str("%.4f %.4f %s") % (spent, used, peak))"""


def made_words(number):
    """Return `{word: count}` of made-up words; as in real vocabularies, long ones begin with short ones."""
    rng, words, short = random.Random(1), {}, []
    while len(words) < number:
        length = _LENGTHS[int(rng.random() * len(_LENGTHS))]
        word = ''.join(unichr_(0x4e00 + int(6000 * rng.random() ** 2)) for _ in range(length))
        if length > 2 and short:
            word = short[int(len(short) * rng.random() ** 2)] + word[2:]
        elif length == 2:
            short.append(word)
        words[word] = int(1 / (rng.random() + 1e-6)) + 1
    return words


def run(program, path):
    """Return (seconds, processor seconds, peak kB) of one process, or None if it cannot run here.

    The processor's seconds are those of the whole process, its start included.
    """
    code = 'import time\nbegin = time.time()\n' + program.format(str(path), _SENTENCE) + _MEASURE
    peer = 'import nlp_zero;' in program
    environment = dict(os.environ)
    environment['PYTHONPATH'] = '' if peer else ROOT
    process = subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=environment, cwd=tempfile.gettempdir())
    out, _ = process.communicate()
    if process.returncode:
        return None
    seconds, used, memory = out.decode('ascii').split()[-3:]
    return float(seconds), float(used), int(memory)


def main():
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--words', type=int, default=500000)
    parser.add_argument('--vocab', default=None)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--json', default=None)
    options = parser.parse_args()
    folder = tempfile.mkdtemp()
    try:
        return measure(options, os.path.join(folder, 'words.txt'))
    finally:
        shutil.rmtree(folder)


def measure(options, path):
    """Write both forms, measure and print."""
    words = load_vocabulary(options.vocab) if options.vocab else made_words(options.words)
    save_vocabulary(words, path)
    save_vocabulary(words, path + '.compiled', format='compiled')
    checksum = file_checksum(path)
    print('%d words, sha256 %s, %d rounds, %s' % (len(words), checksum, options.rounds, PYTHON))
    rows = []
    for name, program in PROGRAMS:
        results = [run(program, path) for _ in range(options.rounds)]
        if None in results:
            print('%-26s is not installed here: left out' % name)
            continue
        seconds, used, memory = [sorted(result[field] for result in results) for field in range(3)]
        row = {'median': median(seconds), 'least': seconds[0], 'least_cpu': used[0],
               'peak_mb': memory[-1] / 1024}
        print('%-26s median %.3f s, least %.3f s, processor %.3f s, peak %.0f MB' % (
            name, row['median'], row['least'], row['least_cpu'], row['peak_mb']))
        rows.append(dict(row, program=name))
    if options.json:
        with io.open(options.json, 'wb') as out:
            out.write(json.dumps({'words': len(words), 'sha256': checksum, 'python': PYTHON, 'results': rows},
                                 sort_keys=True, indent=1).encode('utf-8'))
    return 0


if __name__ == '__main__':
    sys.exit(main())
