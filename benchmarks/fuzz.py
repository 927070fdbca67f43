# -*- coding: utf-8 -*-
"""Cut random Unicode of all planes, and check what must hold for every text.

For each case: no exception; the pieces joined are the input; the spans tile it; cutting quickly gives what
`nbest` gives first, by one search over the whole text. Texts and vocabularies come from a seed, with lone
surrogates, combining marks, control and private-use characters, noncharacters, full-width forms and all of
ASCII. The checksum printed is of all pieces: it is the same on every Python.

    python benchmarks/fuzz.py [--cases 100000] [--seed 1]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import hashlib
import random
import sys
import time

from common import PYTHON

from nlp_zero._compat import unichr_
from nlp_zero.tokenizer import Tokenizer

RANGES = [
    (0x20, 0x7f), (0x20, 0x7f), (0x4e00, 0x4e20), (0x4e00, 0x4e20), (0x4e00, 0xa000), (0x3000, 0x3040),
    (0x3040, 0x3100), (0xff00, 0xff60), (0x2000, 0x2070), (0x300, 0x370), (0xa0, 0x250), (0x370, 0x530),
    (0, 0x20), (0x7f, 0xa0), (0xac00, 0xac20), (0xd800, 0xe000), (0xe000, 0xf900), (0xfdd0, 0xfdf0),
    (0xfff0, 0x10000), (0x1f600, 0x1f650), (0x20000, 0x20020), (0x30000, 0x30010), (0xe0000, 0xe0080),
    (0xf0000, 0xf0010), (0x10fff0, 0x110000), (0, 0x110000)]
SAMPLES = ['http://a.b/c', 'www.x', 'a@b.cn', '3.14', '1,000', '16%', '５Ｇ', '——', '……', '...', '\r\n', 'é',
           '한글', 'ー']

#: Texts that are cut with one vocabulary.
_ROUND = 500
# More characters than are treated at once.
_LONG = 40000


def random_text(rng, length):
    """Return runs from random ranges, and now and then a sample of what makes symbols."""
    found = []
    while len(found) < length:
        if rng.random() < 0.15:
            found.extend(SAMPLES[int(rng.random() * len(SAMPLES))])
            continue
        low, high = RANGES[int(rng.random() * len(RANGES))]
        for _ in range(1 + int(rng.random() * 4)):
            found.append(unichr_(low + int(rng.random() * (high - low))))
    return ''.join(found[:length])


def random_tokenizer(rng):
    """Return a tokenizer of random words, of parts of random texts, some of them forced."""
    words, text = {}, random_text(rng, 2000)
    for _ in range(600):
        start = int(rng.random() * len(text))
        words[text[start:start + 1 + int(rng.random() ** 2 * 6)]] = 1 + int(rng.random() ** 4 * 10000)
    tokenizer = Tokenizer(words, cache_size=int(rng.random() * 2000))
    for _ in range(int(rng.random() * 3)):
        tokenizer.add_word(text[:2], 1, force=True)
    return tokenizer, text


def fault(tokenizer, text, pieces):
    """Return what is wrong with the pieces of a text, or None."""
    if ''.join(pieces) != text:
        return 'the pieces joined are not the input'
    spans = tokenizer.spans(text)
    if [text[start:end] for start, end in spans] != pieces or '' in pieces:
        return 'the spans are not those of the pieces'
    if [start for start, _ in spans] != ([0] + [end for _, end in spans])[:len(spans)]:
        return 'the spans do not tile the text'
    if pieces != tokenizer.nbest(text, 1)[0][0]:
        return 'one search over the whole text gives something else'
    return None


def main():
    """Run; return 1 at the first fault, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--cases', type=int, default=100000)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    rng, total, start = random.Random(options.seed), hashlib.sha256(), time.time()
    for case in range(options.cases):
        if case % _ROUND == 0:
            tokenizer, source = random_tokenizer(rng)
        # Long texts go through other code; a few are longer than a block.
        scale = 600 if case % 50 == 0 else 60
        text = random_text(rng, int(rng.random() ** 2 * scale) if case % 10000 else _LONG)
        if rng.random() < 0.5:
            place = int(rng.random() * len(source))
            text += source[place:place + 20]
        pieces = tokenizer.lcut(text)
        wrong = fault(tokenizer, text, pieces)
        if wrong:
            print('case %d, seed %d: %s: %r' % (case, options.seed, wrong, text))
            return 1
        total.update(' '.join(','.join('%x' % ord(c) for c in piece) for piece in pieces).encode('ascii'))
    print('%d cases, seed %d: nothing wrong; sha256 of the pieces %s; %s, %.0f s' % (
        options.cases, options.seed, total.hexdigest()[:16], PYTHON, time.time() - start))
    return 0


if __name__ == '__main__':
    sys.exit(main())
