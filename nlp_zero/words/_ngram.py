# -*- coding: utf-8 -*-
"""Discover words by n-gram cut and back-check.

n-grams that hold together at every split are kept. In the text, neighbours stay together where any
kept n-gram covers both, so that a doubtful place is rather left whole than cut; the pieces between
the cuts are counted, and a piece is a word only if what it is made of was kept. (Su Jianlin, 2017
and 2019; here on exact counts of every order.)
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from itertools import compress
from math import ceil, log
from operator import not_, or_

from .._compat import iter_items, iter_map, iter_range
from ..errors import ArgumentError
from ..ngrams import count_ngrams
from ..text import DEFAULT_RULES, symbols
from ._blocks import SEPARATOR, blocks, cut_at, grams

__all__ = [str(name) for name in ('discover_by_ngrams',)]


def discover_by_ngrams(corpus, min_count=None, max_n=4, ratios=None, memory=None, workers=1,
                       rules=DEFAULT_RULES):
    """Return the words of a corpus with their counts and scores.

    Args:
        corpus: a re-iterable of texts; two passes are made.
        min_count: pieces and n-grams that occur less often are left out; None: by size.
        max_n: longest n-gram, in symbols; longer words are found where every window of that
            length in them was kept.
        ratios: least `N c(ab) / (c(a) c(b))` over all splits, for n-grams of 2, 3, ... symbols.
        memory, workers: for the counting, as `count_ngrams`.

    Returns:
        dict: {word: (count, score)}. The count is that of the pieces.
    """
    ratios = [10 ** n for n in range(1, max_n)] if ratios is None else list(ratios)
    counts = count_ngrams(corpus, max_n=max_n, min_count=2, memory=memory, workers=workers, rules=rules)
    total = sum(len(block) - block.count(SEPARATOR) for block in blocks(corpus, rules, 'sizing'))
    kept = strong_ngrams(counts, total, ratios, 2 if min_count is None else min_count, rules)
    found = Counter()
    for block in blocks(corpus, rules, 'cutting'):
        found.update(cut_at(block, cuts(block, kept)))
    found.pop(SEPARATOR, None)
    return dict((w, (c, 0.0)) for w, c in iter_items(found)
                if c >= (2 if min_count is None else min_count) and check_back(w, kept, max_n, rules))


def strong_ngrams(counts, total, ratios, min_count, rules):
    """Return the kept n-grams, a list of sets by number of symbols less two."""
    kept = [set() for _ in ratios]
    get = counts.get
    other = rules.other_finder.search
    for gram, count in iter_items(counts):
        if count < min_count or len(gram) < 2:
            continue
        if other(gram):
            parts = symbols(gram, rules)
            size = len(parts)
            if size < 2:
                continue
            scaled = total * count / ratios[size - 2]
            if all(get(''.join(parts[:cut]), 1) * get(''.join(parts[cut:]), 1) <= scaled for cut in iter_range(1, size)):
                kept[size - 2].add(gram)
            continue
        size = len(gram)
        scaled = total * count / ratios[size - 2]
        for cut in iter_range(1, size):
            if get(gram[:cut], 1) * get(gram[cut:], 1) > scaled:
                break
        else:
            kept[size - 2].add(gram)
    return kept


def cuts(block, kept):
    """Return the places of a block between which nothing was kept."""
    size = len(block)
    inner = [False] * (size + 1)
    for order, strong in enumerate(kept, 2):
        hits = list(iter_map(strong.__contains__, grams(block, order)))
        for shift in iter_range(order - 1):
            inner = list(iter_map(or_, inner, [False] * shift + hits + [False] * (size + 1 - shift - len(hits))))
    return list(compress(iter_range(1, size), iter_map(not_, inner)))


def check_back(word, kept, max_n, rules):
    word_ = word
    word = symbols(word, rules) if rules.other_finder.search(word) else word
    size = len(word)
    if size <= 2:
        return True
    if size <= max_n:
        return word_ in kept[size - 2]
    return all(''.join(word[i:i + max_n]) in kept[max_n - 2] for i in range(size - max_n + 1))
