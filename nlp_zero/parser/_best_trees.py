# -*- coding: utf-8 -*-
"""Find the k best nested coverings of a sentence, span by span.

Simple and general where `_chart` is quick: it keeps k ways for every span and every state, and serves
short sentences. In go words and the automaton of the templates, out come ranked ways; no trees.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from heapq import nsmallest

from .._compat import iter_items, iter_range

__all__ = [str('BestWays')]

# A way is (cost, places, ranks): the negated value; the negated places of the main template's words,
# closed by a 1 once it is complete; and for each gap which way of its span fills it. So the smallest
# tuple is the best way, and the order is total: value, greater places, gaps from the left.
_PLAIN = (1,)


class BestWays(object):
    """The k best ways to cover each span of one sentence.

    Args:
        words: a tuple of words.
        automaton: the states of the templates.
        values: {state: value} of the templates that end in a state.
        null: value of each plain word after the first of a block.
        most: k.

    Complexity:
        With n words and s states that match at a place: time O(n^3 s k^2), memory O(n^2 s k).
    """

    def __init__(self, words, automaton, values, null, most):
        self._words, self._automaton, self._values = words, automaton, values
        self._null, self._most = null, most
        size = len(words)
        self._ways = {}
        # [start][end] -> {state after a word: its ways}
        self._states = [[{} for _ in iter_range(size + 1)] for _ in iter_range(size + 1)]
        for start in iter_range(size - 1, -1, -1):
            self._states[start][start] = {0: [(0.0, (), ())]}
            for end in iter_range(start + 1, size + 1):
                self._cover(start, end)

    def ways(self, start, end):
        """Return the ways of a span, best first, as (value, places, ranks of the gaps' ways)."""
        return [(-cost, tuple(-place for place in places[:-1]), ranks)
                for cost, places, ranks in self._ways[start, end]]

    def _cover(self, start, end):
        """Find the ways of one span, and what leads on from its end."""
        automaton, values = self._automaton, self._values
        found = self._states[start][end]
        for state, ways in iter_items(self._states[start][end - 1]):
            self._read(found, automaton.words[state], ways, end)
        gaps = self._gaps(start, end)
        complete = [(-self._null * (end - start - 1), _PLAIN, ())]
        for state, ways in list(iter_items(found)) + list(iter_items(gaps)):
            if automaton.count[state]:
                complete += [(cost - values[state], places + _PLAIN, ranks)
                             for cost, places, ranks in ways if places]
        self._ways[start, end] = nsmallest(self._most, complete)
        # A gap that opens the template is the span itself, so it comes when the span is done.
        if automaton.gap[0]:
            gaps[automaton.gap[0]] = [(way[0], (), (rank,)) for rank, way in enumerate(self._ways[start, end])]
        if end < len(self._words):
            for state, ways in iter_items(gaps):
                self._read(self._states[start][end + 1], automaton.words[state], ways, end + 1)

    def _read(self, states, following, ways, end):
        """Add to `states` what the word before `end` makes of the ways that end before it."""
        after = following.get(self._words[end - 1])
        if after is not None:
            longer = [(cost, places + (1 - end,), ranks) for cost, places, ranks in ways]
            states[after] = nsmallest(self._most, states.get(after, []) + longer)

    def _gaps(self, start, end):
        """Return {state after a gap: its ways} of gaps that end a span and do not open it."""
        automaton, gaps = self._automaton, {}
        word = self._words[end] if end < len(self._words) else None
        for middle in iter_range(start + 1, end):
            inner = self._ways[middle, end]
            for state, ways in iter_items(self._states[start][middle]):
                gap = automaton.gap[state]
                if gap and (automaton.count[gap] or word in automaton.words[gap]):
                    gaps.setdefault(gap, []).extend(
                        (cost + more[0], places, ranks + (rank,))
                        for cost, places, ranks in ways for rank, more in enumerate(inner))
        return {gap: nsmallest(self._most, ways) for gap, ways in iter_items(gaps)}
