# -*- coding: utf-8 -*-
"""Gather n-gram counts, answer questions about them, save and load them."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..corpus import as_corpus
from ..scores import branching_entropy
from ..text import DEFAULT_RULES, clauses, symbols

__all__ = [str('NgramCounter'), str('count_ngrams')]


class NgramCounter(object):
    def __init__(self, max_n=4, memory=None, workers=1, temp_dir=None, rules=DEFAULT_RULES):
        self.max_n, self.rules = max_n, rules
        self._counts = {}
        self.total = 0

    def add(self, text):
        for clause in clauses(text, self.rules):
            self.total += len(clause)
            for n in range(1, self.max_n + 1):
                for i in range(len(clause) - n + 1):
                    x = ''.join(clause[i:i + n])
                    self._counts[x] = self._counts.get(x, 0) + 1

    def update(self, corpus):
        for text in as_corpus(corpus):
            self.add(text)

    def __getitem__(self, x):
        return self._counts[x]

    def get(self, x, default=0):
        return self._counts.get(x, default)

    def __len__(self):
        return len(self._counts)

    def __contains__(self, x):
        return x in self._counts

    def __iter__(self):
        return iter(sorted(self._counts))

    def items(self, min_count=1):
        return sorted((x, c) for x, c in self._counts.items() if c >= min_count)

    def entropy_right(self, x):
        one = [y for y in self._counts if len(symbols(y)) == 1]
        counts = [self._counts.get(x + y, 0) for y in one]
        return branching_entropy(counts, self.get(x) - sum(counts))

    def entropy_left(self, x):
        one = [y for y in self._counts if len(symbols(y)) == 1]
        counts = [self._counts.get(y + x, 0) for y in one]
        return branching_entropy(counts, self.get(x) - sum(counts))


def count_ngrams(corpus, max_n=4, min_count=1, memory=None, workers=1, temp_dir=None,
                 rules=DEFAULT_RULES):
    counter = NgramCounter(max_n, memory, workers, temp_dir, rules)
    counter.update(corpus)
    return dict(counter.items(min_count))
