# -*- coding: utf-8 -*-
"""Find the cheapest nested coverings of a sentence, where the cost of a plain filler depends on its gap.

A block is a span of words that one template covers; a gap is filled by plain words or by a block. The costs
of words, templates and plain fillers are those of `Matcher`, so a block must save bits compared with its
words alone. If all plain words have the same cost, `_chart` is faster.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import log

from .._compat import iter_range
from ..templates import Template
from ._tree import SentTree

#: Most words of a block inside another one.
MOST_NESTED = 30

#: A node whose gaps must still be filled: the node, its coding, and its start in the sentence.
_Open = namedtuple('_Open', 'node coding start')


class FillerChart(object):
    """Find the cheapest codings of the spans of one sentence.

    Args:
        words: a tuple of words.
        search: a `CodingSearch`.
        most: most codings to keep for each span.

    Complexity:
        With n words, min(n, `MOST_NESTED`) n look-ups, each linear in its words, times the number of live
        states at a word; memory for the spans that a template covers.
    """

    #: The most words of a block inside another one.
    longest = MOST_NESTED

    def __init__(self, words, search, most):
        self._blocks, size = {}, len(words)
        sentence = search.sentence(words)
        # A clause that is too long for a template has no blocks that anything could hold.
        for length in iter_range(2, min(size - 1, MOST_NESTED) + 1) if size <= search.longest_clause else ():
            for start in iter_range(size - length + 1):
                self._find(sentence, search, most, start, start + length)
        self._find(sentence, search, most, 0, size)

    def _find(self, sentence, search, most, start, end):
        found = search.codings(sentence, most, start, end, self)
        if found:
            self._blocks[start, end] = found

    def codings(self, start, end):
        """Return the codings of a span with a template, best first; [] if no template saves."""
        return self._blocks.get((start, end), [])

    def costs(self, start, end):
        """Return the costs of the blocks of a span, in millionths of a nat, lowest first."""
        return [coding.cost for coding in self._blocks.get((start, end), ())]


def cheapest_trees(words, search, k):
    """Return the k cheapest trees of a clause, including the one of plain words."""
    chart, size = FillerChart(words, search, k), len(words)
    alone = search.plain_cost(words)
    trees = [_coded_tree(words, chart, search, coding) for coding in chart.codings(0, size)[:k]]
    if len(trees) < k:
        trees.append(plain_node(words, 0, size, alone))
    for tree in trees:
        tree.confidence = round((alone / 1e6 + tree.score) / log(2) / size, 6)
    return trees


def plain_node(words, start, end, cost):
    """Return a block of plain words, given its cost in millionths of a nat."""
    return SentTree(Template(words[start:end]), ''.join(words[start:end]), (), start, end, -cost / 1e6)


def _coded_tree(words, chart, search, coding):
    """Return the tree of one coding of a whole clause."""
    root = _coded_node(words, 0, coding)
    stack = [_Open(root, coding, 0)]
    while stack:
        node, coding, start = stack.pop()
        for number, fill in enumerate(coding.fills(start)):
            if fill.block is None:
                cost = search.filler_cost(coding.entry, number, words[fill.start:fill.end])
                node.modules.append(plain_node(words, fill.start, fill.end, cost))
                continue
            inner = chart.codings(fill.start, fill.end)[fill.block]
            child = _coded_node(words, fill.start, inner)
            node.modules.append(child)
            stack.append(_Open(child, inner, fill.start))
    return root


def _coded_node(words, start, coding):
    return SentTree(Template(coding.entry.template), ''.join(words[start:coding.end]), (), start, coding.end,
                    -coding.cost / 1e6, True)
