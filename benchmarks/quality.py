# -*- coding: utf-8 -*-
"""Measure the quality of words and segmentation against gold segmentation and a reference lexicon.

    python benchmarks/quality.py [--data FOLDER] [--sets msr,as,...] [--large] [--json FILE]
                                 [--sentencepiece PYTHON] [--numbers]

One protocol for all: a method learns from the gold text with its spaces taken out, plus unlabelled
text, and cuts that same text; scoring is that of SIGHAN. One setting for all sets. FOLDER holds
`gold/`, `raw/` and `lexicon/`, each file `.txt.bz2`; what is missing is skipped and named. PYTHON is
an interpreter with `sentencepiece` in an environment of its own. `--large` adds 20 MB, 60 MB and all of
`general_200mb` to MSR and takes many minutes; `--sets msr-large` takes the last alone. `--numbers` measures
nothing but what joining each kind of number is worth. Each line says what ran on what; nothing is written
into the project.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from common import DATA, PYTHON, file_checksum

from nlp_zero.corpus import Corpus
from nlp_zero.evaluate import evaluate_segmentation, evaluate_words
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import Word_Finder, discover_words

# name: (gold file, raw files)
SETS = [
    ('msr', 'msr_test', ['msra_news']), ('as', 'as_test', []),
    ('dldl', 'novel_dldl', ['msra_news']), ('jdsj', 'novel_jdsj', ['msra_news']),
    ('ud', 'ud_gsdsimp_dev', ['msra_news']), ('msr-alone', 'msr_test', []),
    ('dldl-alone', 'novel_dldl', []), ('jdsj-alone', 'novel_jdsj', [])]
# The same with so many bytes of the last raw file.
LARGE = [('msr-20mb', 'msr_test', ['msra_news', 'general_200mb'], 20000000),
         ('msr-60mb', 'msr_test', ['msra_news', 'general_200mb'], 60000000),
         ('msr-large', 'msr_test', ['msra_news', 'general_200mb'], None)]
# The seven settings of nlp-zero 0.1.6 over which its best is taken.
UPSTREAM = ((1e-7, 1), (1e-6, 1), (5e-6, 1), (1e-5, 1), (1e-5, 2), (3e-5, 1), (5e-5, 2))
PIECES = (8000, 16000, 32000)

TRAIN = '''
import sys, io, sentencepiece as s
source, model, pieces = sys.argv[1], sys.argv[2], int(sys.argv[3])
s.SentencePieceTrainer.train(input=source, model_prefix=model, vocab_size=pieces, model_type='unigram',
    character_coverage=1.0, num_threads=1, normalization_rule_name='identity', add_dummy_prefix=False,
    max_sentence_length=100000, minloglevel=2, hard_vocab_limit=False)
p = s.SentencePieceProcessor(model_file=model + '.model')
for line in io.open(sys.argv[4], encoding='utf-8'):
    pieces = [x.replace(u'\\u2581', '') for x in p.encode(line.strip(), out_type=str)]
    sys.stdout.buffer.write((' '.join(x for x in pieces if x) + '\\n').encode('utf-8'))
'''


class Data(object):
    """Find and read the files."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, kind, name):
        """Return the path of a file, or None."""
        path = os.path.join(self.folder, kind, name + '.txt.bz2')
        return path if os.path.exists(path) else None

    def lines(self, kind, name):
        """Return the lines of a file as a list."""
        return list(Corpus(self.path(kind, name)))


class Texts(object):
    """Give the gold text without spaces, then the raw files, again and again.

    With a limit, only the lines in so many bytes of the last file are given.
    """

    def __init__(self, data, gold, raw, limit=None):
        self.gold = [''.join(line.split()) for line in gold]
        self.corpora = [Corpus(data.path('raw', name)) for name in raw]
        self.limit = limit

    def __iter__(self):
        for line in self.gold:
            yield line
        for number, corpus in enumerate(self.corpora):
            left = self.limit if number + 1 == len(self.corpora) else None
            for line in corpus:
                if left is not None:
                    left -= len(line.encode('utf-8')) + 1
                    if left < 0:
                        break
                yield line


def score(gold, tokenizer):
    """Return the F1 of a tokenizer."""
    return evaluate_segmentation(
        gold, (tokenizer.lcut(''.join(line.split())) for line in gold)).f1


#: What `Tokenizer(numbers=...)` is scored with, the default first.
NUMBERS = ('most', None, 'join')


def scores(gold, counts=None):
    """Return the F1 of a vocabulary, the bundled one if None, for each of `NUMBERS`."""
    return [score(gold, Tokenizer(counts, numbers=numbers)) for numbers in NUMBERS]


def shown(values):
    """Return the `scores` as a text."""
    return '%.4f; numbers=None %.4f, numbers=join %.4f' % tuple(values)


def ours(texts, gold, method):
    """Return the `scores`, the words, and seconds."""
    start = time.time()
    words = discover_words(texts, method=method, evidence=False)
    seconds = time.time() - start
    counts = dict((word.text, word.count) for word in words)
    return scores(gold, counts), [word.text for word in words if len(word.text) > 1], seconds


def upstream(texts, gold):
    """Return F1 of nlp-zero's method by default and at the best of seven settings."""
    found = []
    for min_proba, min_pmi in UPSTREAM:
        finder = Word_Finder(min_proba=min_proba, min_pmi=min_pmi)
        finder.train(texts)
        finder.find(texts)
        found.append(score(gold, finder.export_tokenizer()))
    return found[0], max(found)


def sentencepiece(python, texts, gold):
    """Return {pieces: F1} of SentencePiece's unigram model."""
    folder = tempfile.mkdtemp(prefix='quality-')
    source, test = os.path.join(folder, 'all.txt'), os.path.join(folder, 'test.txt')
    with io.open(source, 'w', encoding='utf-8') as out:
        out.writelines(text + '\n' for text in texts)
    with io.open(test, 'w', encoding='utf-8') as out:
        out.writelines(''.join(line.split()) + '\n' for line in gold)
    found = {}
    for pieces in PIECES:
        cut = subprocess.check_output(
            [python, '-c', TRAIN, source, os.path.join(folder, 'm%d' % pieces), str(pieces), test])
        found[pieces] = evaluate_segmentation(gold, cut.decode('utf-8').splitlines()).f1
    return found


def measure(data, lexicon, options, item):
    """Measure one set and print its lines; return them as a dict."""
    name, gold_name, raw = item[:3]
    missing = [n for kind, names in (('gold', [gold_name]), ('raw', raw)) for n in names
               if data.path(kind, n) is None]
    if missing:
        print('%-11s skipped: no %s' % (name, ', '.join(missing)))
        return None
    gold = [line for line in data.lines('gold', gold_name) if line.split()]
    texts = Texts(data, gold, raw, *item[3:])
    row = {'set': name, 'checksums': dict(
        (n, file_checksum(data.path(kind, n))) for kind, names in (('gold', [gold_name]), ('raw', raw))
        for n in names)}
    values, words, seconds = ours(texts, gold, 'min_entropy')
    row['min_entropy'] = {'f1': values, 'seconds': seconds, 'words': len(words)}
    print('%-11s min_entropy %s; %d words, %.1f s' % (name, shown(values), len(words), seconds))
    if lexicon and name.startswith('msr') and name != 'msr-alone':
        ranks = evaluate_words(words, lexicon, (1000, 5000, 10000, 20000)).precision_at
        row['precision'] = dict((str(k), share) for k, share in ranks)
        print('%-11s in the lexicon: %s' % (name, ', '.join('%.4f of %d' % (p, k) for k, p in ranks
                                                            if p is not None)))
    if options.ours or len(item) > 3:
        return row
    values, words, seconds = ours(texts, gold, 'ngram')
    row['ngram'] = {'f1': values, 'seconds': seconds}
    print('%-11s ngram %s' % (name, shown(values)))
    row['nlp_zero'] = upstream(texts, gold)
    print('%-11s nlp-zero default %.4f, best of seven %.4f' % ((name,) + row['nlp_zero']))
    if options.sentencepiece:
        row['sentencepiece'] = sentencepiece(options.sentencepiece, texts, gold)
        print('%-11s sentencepiece %s' % (name, ', '.join(
            '%d: %.4f' % pair for pair in sorted(row['sentencepiece'].items()))))
    sys.stdout.flush()
    return row


def gold_sets(data):
    """Yield (name, list of lines) of every gold set."""
    for name in ('msr_test', 'as_test', 'novel_dldl', 'novel_jdsj', 'ud_gsdsimp_dev', 'lzh_kyoto_dev'):
        if data.path('gold', name):
            yield name, [line for line in data.lines('gold', name) if line.split()]


def bundled(data):
    """Score `Tokenizer()` on every gold set."""
    row = {'set': 'bundled'}
    for name, gold in gold_sets(data):
        row[name] = scores(gold)
        print('Tokenizer() %-15s %s' % (name, shown(row[name])))
    return row


#: Kinds of numbers, told apart by their text; the first that matches is meant.
KINDS = [(name, re.compile(pattern, re.UNICODE)) for name, pattern in (
    ('years', '.*年$'), ('month and day', '.*月.*日'), ('months', '.*月$'), ('days', '.*[日号]$'),
    ('ordinals, shares, decimals', '第|.*分之|.*[.．]|.*[点點][〇零一二三四五六七八九０-９\\d]+$|.*[\\d０-９][万萬亿億]$'),
    ('decades, centuries, times', '.*(?:年代|世纪|世紀|[时時点點分秒])'), ('numerals', ''))]


def joined_kind(plain, joined, kind):
    """Return the `plain` words with those `joined` that are numbers of a kind, a name of `KINDS`.

    A number may end within a plain word: 五 日电 and 五日 电 are taken as a whole.
    """
    found, words, numbers = [], iter(plain), iter(joined)
    for number in numbers:
        before, after = [next(words)], [number]
        while len(''.join(before)) != len(''.join(after)):
            if len(''.join(before)) < len(''.join(after)):
                before.append(next(words))
            else:
                after.append(next(numbers))
        matches = next(name for name, pattern in KINDS if pattern.match(number)) == kind
        found += after if matches else before
    return found


def numbers_by_kind(data):
    """Score `Tokenizer()` on every gold set with one kind of numbers joined at a time."""
    plain, joined = Tokenizer(numbers=None), Tokenizer(numbers='join')
    for name, gold in gold_sets(data):
        texts = [''.join(line.split()) for line in gold]
        pairs = [(plain.lcut(text), joined.lcut(text)) for text in texts]
        print('Tokenizer() %-15s %s' % (name, shown(scores(gold))))
        for kind, _ in KINDS:
            score_of_kind = evaluate_segmentation(gold, [joined_kind(a, b, kind) for a, b in pairs]).f1
            print('  %-26s %.4f' % (kind, score_of_kind))
        sys.stdout.flush()


def main(arguments=None):
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description='Measure quality.')
    parser.add_argument('--data', default=DATA)
    parser.add_argument('--sets', help='names, separated by commas, msr-large among them; by default all but '
                                       'the large ones')
    parser.add_argument('--large', action='store_true',
                        help='add 20 MB, 60 MB and all of general_200mb to MSR')
    parser.add_argument('--ours', action='store_true', help='leave the other methods out')
    parser.add_argument('--sentencepiece', metavar='PYTHON')
    parser.add_argument('--json', metavar='FILE')
    parser.add_argument('--numbers', action='store_true', help='measure kinds of numbers alone')
    options = parser.parse_args(arguments)
    data = Data(options.data)
    print('%s; data %s; SIGHAN scoring; default settings' % (PYTHON, options.data))
    if options.numbers:
        return numbers_by_kind(data)
    if not options.sentencepiece:
        print('sentencepiece skipped: no --sentencepiece PYTHON')
    lexicon = None
    if data.path('lexicon', 'reference_words'):
        lexicon = set(line.split()[0] for line in data.lines('lexicon', 'reference_words') if line.split())
    chosen = options.sets.split(',') if options.sets else [item[0] for item in SETS]
    chosen += [item[0] for item in LARGE if options.large]
    items = [item for item in SETS + LARGE if item[0] in chosen]
    rows = [measure(data, lexicon, options, item) for item in items] + [bundled(data)]
    if options.json:
        with io.open(options.json, 'w', encoding='utf-8') as out:
            out.write('%s\n' % json.dumps([row for row in rows if row], sort_keys=True))


if __name__ == '__main__':
    main()
