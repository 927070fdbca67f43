# -*- coding: utf-8 -*-
"""Find the best path through a lattice: scored spans over a sequence of positions.

A span is half-open, `(start, end)`, and has a score; the best path is the chain of spans from the first
position to the last with the highest sum of scores.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_items, iter_range
from ..errors import ArgumentError, check_number, checked_call

# Version 0.1.6 starts its sums from 1. This matters only where two sums differ by less than their rounding;
# the compatible class must round in the same way.
_FIRST_SCORE = 1


class DAG(object):
    """Hold a directed acyclic graph over positions 0 to `nb_node`.

    Args:
        nb_node: number of unit steps from the first position to the last, 0 or more.
        null_score: score of the unit step to a position that no span has reached.

    Attributes:
        nb_node, null_score: as given.

    Raises:
        ArgumentError: `nb_node` below 0.

    >>> dag = DAG(4)
    >>> dag[0, 2], dag[2, 4], dag[1, 4] = -3.0, -5.0, -4.0
    >>> for span in dag.optimal_path():
    ...     print(*span)
    0 2
    2 4
    """

    @checked_call
    def __init__(self, nb_node, null_score=-100):
        check_number('nb_node', nb_node, 0)
        self.nb_node = nb_node
        self.null_score = null_score
        # One dict with numbers as keys: a long line has millions of spans, and a dict for each start would
        # need many times the memory.
        self._stride = nb_node + 1
        self._scores = {}

    def __setitem__(self, start_end, score):
        """Set the score of the span `(start, end)`; a later value replaces an earlier one.

        Raises:
            ArgumentError: not 0 <= start < end <= nb_node.
        """
        start, end = start_end
        if not 0 <= start < end <= self.nb_node:
            raise ArgumentError('span (%r, %r) does not fit a DAG of %d nodes: '
                                'wanted 0 <= start < end <= %d'
                                % (start, end, self.nb_node, self.nb_node))
        self._scores[start * self._stride + end] = score

    @property
    def edges(self):
        """A new dict `{start: {end: score}}` of all spans."""
        nested = {}
        for key, score in iter_items(self._scores):
            start, end = divmod(key, self._stride)
            nested.setdefault(start, {})[end] = score
        return nested

    def optimal_path(self):
        """Return the chain of spans with the highest sum of scores.

        A position at which no span ends is reached by a unit step with `null_score`; a position at which a
        span ends is never reached by such a step, whatever the score of the span. Of equal sums at a
        position, the chain whose last span begins first wins.

        Returns:
            list: half-open spans that tile 0 to `nb_node`, such as [(0, 2), (2, 4)].

        Formula:
            best(j) = max over spans (i, j) of best(i) + score(i, j); Viterbi 1967.

        Complexity:
            Linear in positions plus spans, if the spans were set in the order of their starts; otherwise the
            time to sort them is added.
        """
        stride, scores = self._stride, self._scores
        best = [None] * stride
        best[0] = _FIRST_SCORE
        previous = [0] * stride
        reached = 0
        for key in sorted(scores):
            start = key // stride
            if start > reached:
                self._step_to(start, reached, best, previous)
            reached = start
            end = key - start * stride
            score = best[start] + scores[key]
            if best[end] is None or score > best[end]:
                best[end], previous[end] = score, start
        self._step_to(self.nb_node, reached, best, previous)
        return _trace(previous)

    def _step_to(self, target, position, best, previous):
        """Give every position after `position` up to `target` a best score."""
        for end in iter_range(position + 1, target + 1):
            if best[end] is None:
                best[end], previous[end] = best[end - 1] + self.null_score, end - 1

    def iter_paths(self):
        """Yield the paths of `all_paths` one by one, in the same order."""
        links = {}
        for key in sorted(self._scores):
            start, end = divmod(key, self._stride)
            if end - 1 > start:
                links.setdefault(start, []).append(end - 1)
        linked = set()
        for targets in links.values():
            linked.update(targets)
        for node in iter_range(self.nb_node):
            if node not in linked:
                for path in _paths_from(node, links):
                    yield path

    def all_paths(self):
        """Return every path through the spans, read as links.

        Here a span `(start, end)` is a link from the node `start` to the node `end - 1`, the last one that it
        covers; a span of one node is not a link. A path begins at a node without a link to it and ends at a
        node without a link from it. A node without links is a path by itself.

        Returns:
            list: lists of nodes, in ascending order, such as [[0, 2], [1]].

        Complexity:
            The number of paths, which may grow exponentially with `nb_node`; `iter_paths` yields them one by
            one.

        >>> dag = DAG(3)
        >>> dag[0, 2] = dag[0, 3] = 1
        >>> for path in dag.all_paths():
        ...     print(*path)
        0 1
        0 2
        """
        return list(self.iter_paths())


def _trace(previous):
    """Return the spans of the path to the last position, in order."""
    path, end = [], len(previous) - 1
    while end:
        path.append((previous[end], end))
        end = previous[end]
    path.reverse()
    return path


def _paths_from(node, links):
    """Yield the maximal paths that begin at a node, depth first, without recursion."""
    path, branches = [node], [iter(links.get(node, ()))]
    if node not in links:
        yield path
        return
    while branches:
        node = next(branches[-1], None)
        if node is None:
            branches.pop()
            path.pop()
        elif node in links:
            path.append(node)
            branches.append(iter(links[node]))
        else:
            yield path + [node]
