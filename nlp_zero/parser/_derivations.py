# -*- coding: utf-8 -*-
"""Score templates by whole numbers, order the derivations of a block, and find the k best of each span.

The order of `Derivation` is the tie rule of the parser. `BestDerivations` is simpler and more general than
`_chart`, but slower: it keeps k derivations for every span and every state, and is meant for short sentences.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from heapq import nlargest
from math import log

from .._compat import iter_items, iter_range

#: Units of value per millionth of a nat; each word of a template adds 1. Sums of whole numbers are exact in
#: any order, so that ties are recognised.
_UNIT = 2 ** 14
#: In a sentence of more words, a unit of value is a thousandth of a nat.
EXACT_UP_TO = 300


class Derivation(namedtuple('Derivation', 'value places ranks')):
    """Describe how a block is generated: by a template whose gaps are blocks, or as plain words.

    The order of these tuples is the only tie rule of the parser: the greatest is the best. So the greater
    value wins, which consists of the score and then the number of words in templates; of equal values the
    greater tuple of places, which makes `A 和 B 和 C` under `[X] 和 [X]` branch to the left, with plain words
    last; then the better derivations of the gaps, from the left.

    Attributes:
        value: a whole number; see `Grammar`.
        places: ascending places of the template's words in the sentence; () for plain words.
        ranks: for each gap the rank of the derivation that fills it: 0 for the best, -1 for the next.
    """

    __slots__ = ()


class _Values(dict):
    """{state: value of the template that ends there}, made on demand."""

    def __init__(self, automaton, log_total, to_value):
        self._automaton, self._log_total, self._to_value = automaton, log_total, to_value
        dict.__init__(self)

    def __missing__(self, state):
        template, count = self._automaton.template[state], self._automaton.count[state]
        length = len(template) - template.count(None)
        value = self[state] = self._to_value(log(count) - self._log_total, length)
        return value


class Grammar(object):
    """Hold the templates with their values for the parser.

    Args:
        trie: an `XTrie`.
        null_score: natural logarithm, for each plain word after the first of a block.
        size: number of words of the sentence. Beyond `EXACT_UP_TO`, scores are rounded to thousandths of a
            nat, so that the score of the tree found may be lower than the best one by up to a thousandth
            for each template and plain word, and the number of words in templates does not decide ties.

    Attributes:
        automaton: the states of the templates.
        rounded: whether values are rounded.
        values: {state: value of the template that ends there}; a template's score is the logarithm
            of its share of all counts.
        null: value of each plain word after the first of a block.
        lowest: a lower bound of the values of all templates.
    """

    def __init__(self, trie, null_score, size=0):
        self.automaton, log_total = trie.automaton, trie.log_total_items
        self.rounded = size > EXACT_UP_TO
        to_value = _to_rounded_value if self.rounded else _to_value
        self.values = _Values(self.automaton, log_total, to_value)
        self.null = to_value(null_score)
        least = self.automaton.least
        self.lowest = to_value(log(least) - log_total) if least else 0


def _to_value(nats, length=0):
    """Return the value of a score and of a number of words, which decides between equal scores."""
    return int(round(nats * 1e6)) * _UNIT + length


def _to_rounded_value(nats, length=0):
    """Return the value of a score, rounded to thousandths of a nat."""
    return int(round(nats * 1e3))


def score_of(value):
    """Return the score of an exact value, in nats, rounded to a millionth."""
    return value // _UNIT / 1e6


class BestDerivations(object):
    """Find the k best derivations of each span of one sentence.

    A derivation, complete or of the beginning of a template, is a tuple (value, places, ranks), ordered like
    `Derivation`.

    Args:
        words: a tuple of words.
        grammar: a `Grammar`.
        most: k.

    Complexity:
        With n words and s states that match at a place: time O(n^3 s k^2), memory O(n^2 s k).
    """

    def __init__(self, words, grammar, most):
        self._words, self._grammar, self._most = words, grammar, most
        size = len(words)
        # {(start, end): derivations, the best first}
        self._best = {}
        # [start][end] -> {state after a word: derivations up to there, the best first}
        self._states = [[{} for _ in iter_range(size + 1)] for _ in iter_range(size + 1)]
        for start in iter_range(size - 1, -1, -1):
            self._states[start][start] = {0: [(0, (), ())]}
            for end in iter_range(start + 1, size + 1):
                self._derive(start, end)

    def number(self, start, end):
        """Return the number of known derivations of a span: k, or less if there are fewer."""
        return len(self._best[start, end])

    def derivation(self, start, end, rank=0):
        """Return the `Derivation` of a span, 0 for the best, -1 for the next."""
        return Derivation(*self._best[start, end][-rank])

    def _derive(self, start, end):
        """Find the derivations of one span, and the states that continue from its end."""
        automaton, values = self._grammar.automaton, self._grammar.values
        found = self._states[start][end]
        for state, partial in iter_items(self._states[start][end - 1]):
            self._read_word(found, automaton.words[state], partial, end)
        gaps = self._end_gaps(start, end)
        complete = [(self._grammar.null * (end - start - 1), (), ())]
        for state, partial in list(iter_items(found)) + list(iter_items(gaps)):
            if automaton.count[state]:
                complete += [(value + values[state], places, ranks) for value, places, ranks in partial]
        self._best[start, end] = best = nlargest(self._most, complete)
        # A gap at the beginning of a template is the span itself, so it is added when the span is done.
        if automaton.gap[0]:
            gaps[automaton.gap[0]] = [(filler[0], (), (-rank,)) for rank, filler in enumerate(best)]
        if end < len(self._words):
            for state, partial in iter_items(gaps):
                self._read_word(self._states[start][end + 1], automaton.words[state], partial, end + 1)

    def _read_word(self, states, following, partial, end):
        """Extend derivations by the word before `end`, and add them to `states`."""
        after = following.get(self._words[end - 1])
        if after is not None:
            longer = [(value, places + (end - 1,), ranks) for value, places, ranks in partial]
            states[after] = nlargest(self._most, states.get(after, []) + longer)

    def _end_gaps(self, start, end):
        """Return {state after a gap: derivations} for gaps that end a span but do not begin it."""
        automaton, gaps = self._grammar.automaton, {}
        word = self._words[end] if end < len(self._words) else None
        for middle in iter_range(start + 1, end):
            inner = self._best[middle, end]
            for state, partial in iter_items(self._states[start][middle]):
                gap = automaton.gap[state]
                if gap and (automaton.count[gap] or word in automaton.words[gap]):
                    gaps.setdefault(gap, []).extend(
                        (value + filler[0], places, ranks + (-rank,))
                        for value, places, ranks in partial for rank, filler in enumerate(inner))
        return {gap: nlargest(self._most, partial) for gap, partial in iter_items(gaps)}
