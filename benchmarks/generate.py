# -*- coding: utf-8 -*-
"""Make Chinese-looking text of any size whose words, and so whose n-gram counts, are known.

    python benchmarks/generate.py --size 100MB --seed 1 -o text.txt [--gold gold.txt] [--counts counts.tsv]

Words are drawn from a vocabulary with Zipf's frequencies that keeps growing with the text (Heaps' law):
each new word is a fresh string of 1 to 4 characters, so that a larger text is not a smaller one repeated.
Clauses of 1 to 12 words end in a comma, sentences in a full stop, lines after 1 to 8 clauses; here and
there is a number or a Latin word. The same seed and size give the same bytes on every Python.

`--gold` writes the same lines with spaces between the words. `--counts` writes the exact number of times
that each of 2,000 sampled n-grams occurs, counted by a plain loop while the text is made, so that a
counter can be checked at sizes where a second exact count would be too slow.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import zlib

import common  # noqa: F401  (finds the package)

from nlp_zero._compat import unichr_
from nlp_zero.ngrams import parse_size

CHARACTERS = 6000
LATIN = ['5G', 'app', 'WiFi', 'VIP', 'iPhone-12', '3.14', '16%', 'QQ', '4K']
#: One n-gram of 1, 2, 3 and 4 symbols in so many (by the checksum of its text) is sampled.
SAMPLE_ONE_IN = (16, 1024, 4096, 4096)
SAMPLES = 2000
BLOCK_LINES = 4000


class Random(object):
    """Give the same numbers on every Python: 32 bits out of xorshift64*."""

    def __init__(self, seed):
        self._state = (seed * 2654435769 + 88172645463325252) & 0xffffffffffffffff or 1

    def below(self, limit):
        """Return a whole number from 0 to below `limit`."""
        x = self._state
        x ^= x >> 12
        x ^= (x << 25) & 0xffffffffffffffff
        x ^= x >> 27
        self._state = x
        return (((x * 2685821657736338717) & 0xffffffffffffffff) >> 32) * limit >> 32


class Text(object):
    """Draw words.

    A word is drawn by copying one from a random place among all that were drawn so far (which gives
    Zipf's law: Simon 1955), or, now and then, is new. The history is bounded: a copy of a random half
    is kept when it is full.
    """

    HISTORY = 1 << 20

    def __init__(self, seed):
        self.random = Random(seed)
        self.history = [self._new_word() for _ in range(2000)]
        self.drawn = len(self.history)

    def _character(self):
        # The product of two uniform numbers prefers low ones: some characters are frequent.
        a = self.random.below(CHARACTERS)
        return unichr_(0x4E00 + a * self.random.below(CHARACTERS) // CHARACTERS)

    def _new_word(self):
        if self.random.below(50) == 0:
            return LATIN[self.random.below(len(LATIN))]
        length = (1, 2, 2, 2, 2, 2, 3, 3, 4)[self.random.below(9)]
        return ''.join([self._character() for _ in range(length)])

    def word(self):
        """Return the next word."""
        history = self.history
        # New words get rarer, but never stop.
        if self.random.below(1000) < (60 if self.drawn < 1000000 else 20):
            word = self._new_word()
        else:
            word = history[self.random.below(len(history))]
        self.drawn += 1
        if len(history) < self.HISTORY:
            history.append(word)
        else:
            history[self.random.below(self.HISTORY)] = word
        return word

    def line(self):
        """Return a line as a list of clauses, each a list of words."""
        return [[self.word() for _ in range(1 + self.random.below(12))]
                for _ in range(1 + self.random.below(8))]


def spelled(clauses, between):
    """Return a line of text."""
    return '，'.join([between.join(words) for words in clauses]) + '。\n'


class Sample(object):
    """Count some n-grams of up to 4 symbols in every clause, by the plainest of loops."""

    def __init__(self):
        self.counts = {}

    def add(self, words):
        """Count in one clause."""
        symbols = []
        for word in words:
            if word[0] < '\u3000':
                # Latin words side by side are one symbol to the reader of the text.
                if symbols and symbols[-1][0] < '\u3000':
                    return self._refuse()
                symbols.append(word)
            else:
                symbols.extend(word)
        counts = self.counts
        for n in (1, 2, 3, 4):
            for i in range(len(symbols) - n + 1):
                text = ''.join(symbols[i:i + n])
                if text in counts:
                    counts[text] += 1
                elif len(counts) < SAMPLES and self._sampled(text, n):
                    counts[text] = 1

    @staticmethod
    def _sampled(text, n):
        return zlib.crc32(text.encode('utf-8')) % SAMPLE_ONE_IN[n - 1] == 0

    @staticmethod
    def _refuse():
        raise AssertionError('two Latin words are side by side')


def separated(words):
    """Return words without the second of two Latin neighbours."""
    kept = []
    for word in words:
        if word[0] < '\u3000' and kept and kept[-1][0] < '\u3000':
            continue
        kept.append(word)
    return kept


def generate(size, seed, out, gold=None, sample=None):
    """Write about `size` bytes of text to a binary file; return (bytes, lines, characters)."""
    text = Text(seed)
    written = lines = characters = 0
    while written < size:
        block, gold_block = [], []
        for _ in range(BLOCK_LINES):
            clauses = [separated(words) for words in text.line()]
            block.append(spelled(clauses, ''))
            characters += len(block[-1])
            written += len(block[-1].encode('utf-8')) if size - written < 4000000 else 0
            if gold is not None:
                gold_block.append(spelled(clauses, ' '))
            if sample is not None:
                for words in clauses:
                    sample.add(words)
            lines += 1
            if written >= size:
                break
        data = ''.join(block).encode('utf-8')
        out.write(data)
        written = out.tell()
        if gold is not None:
            gold.write(''.join(gold_block).encode('utf-8'))
    return written, lines, characters


def main():
    """Run the command."""
    parser = argparse.ArgumentParser(description='Make text of any size with known words.')
    parser.add_argument('--size', default='10MB', help='bytes, as 10MB or 1GB')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('-o', '--output', required=True)
    parser.add_argument('--gold', help='write the lines with spaces between the words')
    parser.add_argument('--counts', help='write exact counts of sampled n-grams')
    options = parser.parse_args()
    gold = io.open(options.gold, 'wb') if options.gold else None
    sample = Sample() if options.counts else None
    with io.open(options.output, 'wb') as out:
        written = generate(parse_size(options.size), options.seed, out, gold, sample)
    if gold is not None:
        gold.close()
    if sample is not None:
        with io.open(options.counts, 'w', encoding='utf-8') as out:
            for text in sorted(sample.counts):
                out.write('%s\t%d\n' % (text, sample.counts[text]))
    print('%d bytes, %d lines, %d characters' % written)


if __name__ == '__main__':
    main()
