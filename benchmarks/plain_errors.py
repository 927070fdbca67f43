# -*- coding: utf-8 -*-
"""Measure the errors that no standard of segmentation would defend, and how many names are words.

    python benchmarks/plain_errors.py [--data FOLDER] [--vocab FILE | --learn] [--numbers NAME] [--show N]

Gold standards disagree; this looks where those of `SETS` agree, in the first 6,000 lines of each. Agreed
words are strings of 2 to 4 Han characters that occur 20 times or more, in all sets but one at least, and are
one word in 90 % of their occurrences. Joined against all is a word of the output that is one word in at most
5 % of its occurrences, if it occurs five times, in three sets at least. The text is cut by the bundled
vocabulary, by a file, or with `--learn` by the words discovered in all lines of the sets and in
`raw/msra_news`. Then the share is printed of the persons and places of `lexicon/msra_names` that are words,
of those that are marked three times or more in msra_news and are not in `lexicon/jieba_words`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
from collections import Counter, defaultdict

from common import DATA, PYTHON, file_checksum

from nlp_zero import Corpus, Tokenizer, discover_words
from nlp_zero.text import han_runs

SETS = ('msr_test', 'ud_gsdsimp_dev', 'novel_dldl', 'novel_jdsj')
LINES = 6000


def path_of(options, kind, name):
    """Return the path of a data file."""
    return os.path.join(options.data, kind, name + '.txt.bz2')


def spans(words):
    """Return the set of (start, end) of words in their text."""
    found, place = set(), 0
    for word in words:
        found.add((place, place + len(word)))
        place += len(word)
    return found


def is_han(word, longest):
    """Tell whether a word has two to `longest` Han characters and nothing else."""
    return 1 < len(word) <= longest and han_runs(word) == [word]


def occurrences(lines, watched):
    """Return {string: [occurrences, those that are one word, sets that have it]} in the gold lines."""
    sizes, found = sorted(set(map(len, watched))), defaultdict(lambda: [0, 0, set()])
    for number, words in lines:
        text, gold = ''.join(words), spans(words)
        for start in range(len(text)):
            for size in sizes:
                string = text[start:start + size]
                if len(string) == size and string in watched:
                    row = found[string]
                    row[0] += 1
                    row[1] += (start, start + size) in gold
                    row[2].add(number)
    return found


def measure(lines, ours, show):
    """Print the share of agreed words that are whole, and of tokens that are joined against all."""
    common = Counter(word for _, words in lines for word in words if is_han(word, 4))
    asked = set(word for word, count in common.items() if count >= 15)
    joined = Counter(word for words in ours for word in words if is_han(word, 6))
    found = occurrences(lines, asked | set(joined))
    agreed = set(word for word in asked
                 if found[word][0] >= 20 and found[word][1] >= .9 * found[word][0]
                 and len(found[word][2]) >= len(SETS) - 1)
    total, missed = 0, Counter()
    for (_, words), cut in zip(lines, ours):
        have, text = spans(cut), ''.join(words)
        places = [place for place in spans(words) if text[place[0]:place[1]] in agreed]
        total += len(places)
        missed.update(text[start:end] for start, end in places if (start, end) not in have)
    against = Counter(dict((word, count) for word, count in joined.items()
                           if found[word][0] >= 5 and found[word][1] <= .05 * found[word][0]
                           and len(found[word][2]) >= 3))
    tokens = sum(map(len, ours))
    print('agreed words %d: whole %.4f of %d occurrences; joined against all %.4f of %d tokens' % (
        len(agreed), 1 - sum(missed.values()) / total, total, sum(against.values()) / tokens, tokens))
    for title, words in (('cut', missed), ('joined', against)):
        if show:
            print('%s: %s' % (title, ' '.join('%s:%d' % pair for pair in words.most_common(show))))


def measure_names(options, words):
    """Print the shares of names that are words: of all, of persons, of those of four and five characters."""
    lexicon = Corpus(path_of(options, 'lexicon', 'jieba_words'))
    known = set(line.split()[0] for line in lexicon if line.strip())
    rows = [line.split('\t') for line in Corpus(path_of(options, 'lexicon', 'msra_names'))]
    names = [(name, kind) for name, count, kind in rows
             if kind in ('PER', 'LOC') and int(count) >= 3 and name not in known]
    for title, chosen in (
            ('names', names), ('persons', [pair for pair in names if pair[1] == 'PER']),
            ('of four and five characters', [pair for pair in names if 4 <= len(pair[0]) <= 5])):
        shares = sum(name in words for name, _ in chosen) / len(chosen)
        print('%s: %.3f of %d are words' % (title, shares, len(chosen)))


def main():
    """Cut the sets and print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--data', default=DATA, help='folder of the data')
    parser.add_argument('--vocab', help='vocabulary to cut with')
    parser.add_argument('--learn', action='store_true', help='cut with the words discovered in the sets')
    parser.add_argument('--numbers', default='most', choices=('most', 'join', 'none'))
    parser.add_argument('--show', type=int, default=0, metavar='N', help='print the N most frequent errors')
    options = parser.parse_args()
    print(PYTHON)
    gold = []
    for name in SETS:
        path = path_of(options, 'gold', name)
        print('gold/%s, packed sha256 %s' % (name, file_checksum(path)))
        gold.append([line.split() for line in Corpus(path) if line.strip()])
    vocabulary = options.vocab
    if options.learn:
        texts = [''.join(words) for lines in gold for words in lines]
        texts += list(Corpus(path_of(options, 'raw', 'msra_news')))
        vocabulary = dict((word.text, word.count) for word in discover_words(texts, evidence=False))
    tokenizer = Tokenizer(vocabulary, numbers=options.numbers, spaces=False)
    lines = [(number, words) for number, part in enumerate(gold) for words in part[:LINES]]
    measure(lines, [tokenizer.lcut(''.join(words)) for _, words in lines], options.show)
    measure_names(options, frozenset(tokenizer.vocabulary))


if __name__ == '__main__':
    main()
