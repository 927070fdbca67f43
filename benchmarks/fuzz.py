# -*- coding: utf-8 -*-
"""Cut random Unicode of all planes, and check what must hold for every text.

For each case: no exception; the pieces joined are the input; the spans tile it; cutting quickly gives what
`nbest` gives first, by one search over the whole text. Texts and vocabularies come from a seed, with lone
surrogates, combining marks, control and private-use characters, noncharacters, full-width forms and all of
ASCII. The checksum printed is of all pieces: it is the same on every Python.

With `--growth`, look for patterns that run away instead: every pattern of `text`, the rules by which texts
are divided, and cutting, on texts that repeat one or two of what symbols are made of. A text of four times
the length may take nine times as long, measured again where it takes longer; by its square it would take
sixteen. Patterns of a user's own to protect take what `re` takes for them.

    python benchmarks/fuzz.py [--cases 100000] [--seed 1]
    python benchmarks/fuzz.py --growth [--length 8000] [--units 30]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import hashlib
import itertools
import random
import re
import sys
import time
from collections import namedtuple

from common import PYTHON

from nlp_zero import text as text_module
from nlp_zero._compat import unichr_
from nlp_zero.corpus import Corpus
from nlp_zero.text import NUMBERS, Rules, clauses, symbols
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
    tokenizer = Tokenizer(words, numbers=None, cache_size=int(rng.random() * 2000), fold=False)
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


#: What symbols are made of, and what may come between them.
PARTS = ['1', '9' * 64, '１', 'a', 'é', '中', '九', '.', '．', '-', '_', "'", '&', '%', '°', '°C', '℃', ',', '，',
         ':', '/', '@', 'http://', 'www.', '#', '~', '第', '百分之', '点', '万', '年', '时', '月', '\u0301', '\u200d',
         '\ufe0f', '\u1100', '\u1161', '\u11a8', '한', 'か', '—', '…', '\n', ' ', '\u2028', '。', '”', '\ud800',
         '\udc00', unichr_(0x1f1e8), unichr_(0x1f600), unichr_(0x1f3fb), unichr_(0x20000)]
_ENDS = ['', '!', '.a', '中', '分', '\x00']
#: How much longer the longer text is, and how many times as long it may take.
TIMES, ALLOWED = 4, 9
# Seconds below which nothing is measured, and how often what takes long is measured again.
_NOISE, _AGAIN = 0.02, 4

#: Something that is done to a text: its name, and the function.
Step = namedtuple(str('Step'), [str('name'), str('run')])


def steps():
    """Return the `Step`s to be measured: each pattern of `text`, each public function, each way to cut."""
    found = []
    names = [pair for part in vars(text_module).values() if isinstance(part, type(text_module))
             for pair in vars(part).items()]
    for name, pattern in sorted(dict(names).items()):
        if hasattr(pattern, 'groupindex') and not isinstance(pattern, type):
            # What must reach the end is matched from the beginning alone.
            found.append(Step(name, pattern.match if pattern.pattern.endswith('\\Z') else _finder(pattern)))
    for name in ('clean_text', 'is_count', 'is_number', 'is_space', 'split_spaces', 'strip_spaces',
                 'han_runs', 'fold'):
        found.append(Step(name, getattr(text_module, name)))
    for rules in (Rules(), Rules(whole=()), Rules(whole=('number',)), Rules(protect=NUMBERS),
                  Rules(whole=('number', 'email'), protect=NUMBERS + '|C[+]+')):
        for function in (symbols, clauses):
            found.append(Step('%s under %r' % (function.__name__, rules.whole),
                              lambda text, function=function, rules=rules: function(text, rules)))
        for name in ('han_finder', 'long_finder', 'far_finder', 'mark'):
            found.append(Step(name, _finder(getattr(rules, name))))
    for pattern in (NUMBERS, NUMBERS + '|C[+]+'):
        found.append(Step('what is protected', _finder(re.compile(pattern, re.UNICODE))))
    for options in ({}, {'numbers': 'join'}, {'protect': '[a-z]{1,20}\\.[0-9]+'}):
        tokenizer = Tokenizer({'中': 3, '九点': 2, '第一': 2}, cache_size=0, **options)
        found.append(Step('lcut with %r' % sorted(options), tokenizer.lcut))
    found.append(Step('lines in pieces', lambda text: sum(1 for _ in Corpus([text], max_chars=200))))
    return found


def _finder(pattern):
    """Return the function that goes through all matches of a pattern."""
    return lambda text: sum(1 for _ in pattern.finditer(text))


def units(number, rng):
    """Return what texts repeat: each part, and so many pairs of parts."""
    pairs = [first + second for first, second in itertools.product(PARTS, PARTS)]
    rng.shuffle(pairs)
    return PARTS + pairs[:number]


def process_time(run, text):
    """Return the seconds of this process that a step takes."""
    clock = getattr(time, 'process_time', None) or time.clock
    start = clock()
    run(text)
    return clock() - start


def growth(run, unit, end, length, measure=process_time):
    """Return how many times as long a text of `TIMES` the length takes; 0 where it takes next to no time.

    Args:
        run: function of a text.
        unit, end: what the text repeats, and its end.
        length: characters of the shorter text.
        measure: function of `run` and a text that gives the seconds, or steps.
    """
    short, long_ = [(unit * size)[:size] + end for size in (length, TIMES * length)]
    found = measure(run, long_)
    if found < _NOISE:
        return 0
    ratio = found / max(measure(run, short), _NOISE / TIMES ** 2)
    for _ in range(_AGAIN if ratio > ALLOWED else 0):
        # Another process may have had the processor's caches.
        ratio = min(ratio, measure(run, long_) / max(measure(run, short), _NOISE / TIMES ** 2))
    return ratio


def check_growth(options):
    """Print what grows faster than a text does; return 1 if something does, else 0."""
    rng, start, tried, failed = random.Random(options.seed), time.time(), 0, 0
    all_steps = steps()
    for unit in units(options.units, rng):
        end = _ENDS[int(rng.random() * len(_ENDS))]
        for step in all_steps:
            tried += 1
            ratio = growth(step.run, unit, end, options.length)
            if ratio > ALLOWED:
                failed += 1
                print('%s: %r: %.1f times as long for %d times the text' % (
                    step.name, unit + end, ratio, TIMES))
    print('growth: tried %d, held %d, failed %d; %s, %.0f s' % (
        tried, tried - failed, failed, PYTHON, time.time() - start))
    return 1 if failed else 0


def main():
    """Run; return 1 if something is wrong, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--cases', type=int, default=100000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--growth', action='store_true', help='look for what takes time by the square')
    parser.add_argument('--length', type=int, default=8000)
    parser.add_argument('--units', type=int, default=30)
    options = parser.parse_args()
    return check_growth(options) if options.growth else check_cases(options)


def check_cases(options):
    """Cut random texts; return 1 at the first fault, else 0."""
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
