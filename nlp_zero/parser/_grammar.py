# -*- coding: utf-8 -*-
"""Weigh templates as whole numbers, and order the derivations of a block: the parser's tie rule.

How the best derivation is found is in `_chart`, the k best ones in `_best_trees`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import log

__all__ = [str('Derivation'), str('Grammar')]

#: A millionth of a nat is so many units of value, and each word of a template adds 1. Whole numbers are
#: exact under addition in any order, so that ties are ties.
_UNIT = 2 ** 14


class Derivation(namedtuple('Derivation', 'value places ranks')):
    """How a block is generated: by one template whose gaps are blocks, or as plain words.

    The order of these tuples is the tie rule of the parser, and the only one: the greatest is the
    best. So the greater value wins, which holds the score and then the number of words in templates;
    of equal values the greater tuple of places, which makes `A 和 B 和 C` under `[X] 和 [X]` branch to
    the left, with plain words last; then the better derivations of the gaps, from the left.

    Attributes:
        value: a whole number; see `Grammar`.
        places: ascending places of the template's words in the sentence; none for plain words.
        ranks: for each gap which derivation of its span fills it: 0 for the best, -1 for the next.
    """

    __slots__ = ()


class _Values(dict):
    """{state: value of the template that ends there}, made as they are asked for."""

    def __init__(self, automaton, log_total):
        self._automaton, self._log_total = automaton, log_total
        dict.__init__(self)

    def __missing__(self, state):
        template, count = self._automaton.template[state], self._automaton.count[state]
        length = len(template) - template.count(None)
        value = self[state] = _to_value(log(count) - self._log_total) + length
        return value


class Grammar(object):
    """The templates as the parser weighs them.

    Args:
        trie: an `XTrie`.
        null_score: natural logarithm, for each plain word after the first of a block.

    Attributes:
        automaton: the states of the templates.
        values: {state: value of the template that ends there}; a template's score is the logarithm
            of its share of all counts.
        null: value of each plain word after the first of a block.
        lowest: a whole number that no template's value is below.
    """

    def __init__(self, trie, null_score):
        self.automaton, log_total = trie.automaton, trie.log_total_items
        self.values = _Values(self.automaton, log_total)
        self.null = _to_value(null_score)
        least = self.automaton.least
        self.lowest = _to_value(log(least) - log_total) if least else 0


def _to_value(nats):
    return int(round(nats * 1e6)) * _UNIT


def score_of(value):
    """Return the score that a value holds, in nats, rounded to a millionth."""
    return value // _UNIT / 1e6
