# -*- coding: utf-8 -*-
"""Give each found word its row: the evidence for it, measured in the corpus itself.

In go words with counts and scores from any method, out come `Word` rows. No word is found or left
out here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from itertools import chain, compress
from math import log
from operator import or_

from .._compat import iter_items, iter_map, iter_range, text_type
from ..text import DEFAULT_RULES, symbols
from ._blocks import SEPARATOR, blocks, grams

__all__ = [str(name) for name in ('Word', 'measure')]

#: One found word. `count` is the method's own; `pmi`, of the weakest split, and the entropies of
#: what stands beside the word are in nats and come from exact counts over the corpus; `score` is
#: the method's, and the higher the better.
Word = namedtuple(str('Word'), [str(name) for name in (
    'text', 'count', 'pmi', 'left_entropy', 'right_entropy', 'score')])

# Longer strings are looked for only where their first four symbols stand.
_PREFIX = 4

# c log c is summed in units of 2**-40: whole numbers, so that the order of the sum plays no part.
_UNIT = float(1 << 40)


def measure(corpus, found, rules=DEFAULT_RULES):
    """Return the rows of found words.

    Args:
        corpus: an iterable of texts, the one in which the words were found.
        found: {word: (count, score)}.
        rules: the `text.Rules` by which they were found.

    Returns:
        list: `Word` rows, sorted by word. A word of one symbol has no split; its `pmi` is 0.

    Formula:
        pmi = min over splits w = ab of log( N c(w) / (c(a) c(b)) ); Church and Hanks 1990.
        entropy = log c(w) - (1 / c(w)) sum over y of c(wy) log c(wy), clause ends being neighbours
        that never repeat; Harris 1955, Jin and Tanaka-Ishii 2006.

    Complexity:
        One pass. Time linear in the text; memory in the distinct strings that are a word with one
        neighbour.
    """
    words = dict((word, _symbols(word, rules)) for word in found)
    tally = _Tally(words)
    for block in blocks(corpus, rules, 'measuring the words'):
        tally.add(block)
    left, right = tally.repetitions()
    rows = []
    for word in sorted(found):
        count, score = found[word]
        total = tally.counts[word]
        rows.append(Word(word, count, tally.pmi(word), _entropy(total, left.get(word, 0)),
                         _entropy(total, right.get(word, 0)), score))
    return rows


def _symbols(word, rules):
    """Return the symbols of a word: itself, where each is one character."""
    parts = symbols(word, rules)
    return word if len(parts) == len(word) else parts


def _entropy(total, repeated):
    return max(0.0, log(total) - repeated / _UNIT / total) if total else 0.0


class _Tally(object):
    """Count words, the strings that words split into, and words with a neighbour."""

    def __init__(self, words):
        self._words = words
        self.total = 0
        self.counts = Counter()
        # By number of symbols: the words, and all strings whose counts are asked for.
        self._sized, self._wanted = {}, {}
        # {first four symbols: sizes of the longer wanted strings that begin so}
        self._longer = {}
        # {size of the word: {word with one neighbour: count}}, texts, and tuples of symbols.
        self._beside, self._mixed = {}, {}
        for word, parts in iter_items(words):
            self._sized.setdefault(len(parts), set()).add(word)
            for size in iter_range(1, len(parts) + 1):
                self._want(parts[:size])
                self._want(parts[-size:])

    def _want(self, parts):
        size = len(parts)
        self._wanted.setdefault(size, set()).add(''.join(parts))
        if size > _PREFIX:
            self._longer.setdefault(''.join(parts[:_PREFIX]), set()).add(size)

    def add(self, block):
        """Count one block."""
        singles = Counter(block)
        del singles[SEPARATOR]
        self.total += sum(singles.values())
        self.counts.update(singles)
        for size in iter_range(1, min(_PREFIX, max(self._wanted) if self._wanted else 0) + 1):
            found = list(iter_map(self._wanted[size].__contains__, grams(block, size)))
            if size > 1:
                self.counts.update(compress(grams(block, size), found))
            self._add_neighbours(block, size)
        if self._longer:
            self._add_longer(block)

    def _add_neighbours(self, block, size):
        """Count what stands beside the words of one size."""
        here = list(iter_map(self._sized.get(size, set()).__contains__, grams(block, size)))
        if not any(here):
            return
        # The n-gram from one place on is a word and what follows it, or what precedes it and a word.
        chosen = iter_map(or_, here, here[1:])
        if isinstance(block, text_type):
            strings = compress(grams(block, size + 1), chosen)
            self._beside.setdefault(size, Counter()).update(strings)
        else:
            spans = (tuple(block[start:start + size + 1])
                     for start in compress(iter_range(len(block)), chosen))
            self._mixed.setdefault(size, Counter()).update(spans)

    def _add_longer(self, block):
        """Count the strings of more than four symbols, where their beginnings stand."""
        longer, plain = self._longer, isinstance(block, text_type)
        starts = {}
        for start, prefix in enumerate(grams(block, _PREFIX)):
            for size in longer.get(prefix, ()):
                text = ''.join(block[start:start + size])
                if text in self._wanted[size]:
                    self.counts[text] += 1
                    if text in self._words:
                        starts.setdefault(size, set()).update((start - 1, start))
        for size in starts:
            tally = (self._beside if plain else self._mixed).setdefault(size, Counter())
            tally.update(block[start:start + size + 1] if plain else
                         tuple(block[start:start + size + 1]) for start in starts[size])

    def pmi(self, word):
        """Return the PMI of a word at its weakest split, 0 for one symbol."""
        parts, counts, best = self._words[word], self.counts, None
        for cut in iter_range(1, len(parts)):
            product = counts[''.join(parts[:cut])] * counts[''.join(parts[cut:])]
            best = product if best is None or product > best else best
        if not best:
            return 0.0
        return log(self.total * counts[word] / best)

    def repetitions(self):
        """Return for each word the sums of c log c over its left and its right neighbours.

        Returns:
            tuple of two dicts {word: sum, in units of 2**-40}.
        """
        left, right, logs = {}, {}, {}
        for size in sorted(set(self._beside) | set(self._mixed)):
            words = self._sized[size]
            tally = self._beside.get(size, Counter())
            mixed = self._mixed.get(size, {})
            for symbols_, count in iter_items(mixed):
                if all(len(symbol) == 1 for symbol in symbols_):
                    tally[''.join(symbols_)] += count
            strings = ((text[0], text[1:], text[:-1], text[-1], count)
                       for text, count in iter_items(tally))
            tuples = ((parts[0], ''.join(parts[1:]), ''.join(parts[:-1]), parts[-1], count)
                      for parts, count in iter_items(mixed)
                      if any(len(symbol) > 1 for symbol in parts))
            for first, behind, before, last, count in chain(strings, tuples):
                if count == 1:
                    continue  # 1 log 1 adds nothing
                term = logs.get(count)
                if term is None:
                    term = logs[count] = int(count * log(count) * _UNIT)
                if first != SEPARATOR and behind in words:
                    left[behind] = left.get(behind, 0) + term
                if last != SEPARATOR and before in words:
                    right[before] = right.get(before, 0) + term
        return left, right
