# -*- coding: utf-8 -*-
"""Enumerate the templates that one clause spells, within a bound.

In go the words of a clause and which pairs of them are bound, out come templates. Words are linked
where a bound pair stands within the window; a path of links that cannot be made longer at either
end is a template, with a gap wherever it leaves words out.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq

from .._compat import iter_range

__all__ = [str(name) for name in ('ALL_PATHS_UP_TO', 'BEST_PATHS', 'MOST_WORDS', 'clause_templates')]

#: Clauses of so many words give all their paths: at most 2 ** 10.
ALL_PATHS_UP_TO = 12
#: In longer ones every word keeps so many of the best paths that begin there,
BEST_PATHS = 64
#: and a path of more words than this is no template.
MOST_WORDS = 12


def clause_templates(words, weights, window):
    """Return the templates of one clause, one for each path, as tuples with None for a gap.

    Args:
        words: the words of the clause.
        weights: {(word, word): weight of the link}, whole numbers.
        window: how many words further on a linked word may stand.

    Returns:
        list: the templates of all maximal paths if the clause has at most `ALL_PATHS_UP_TO` words.
        In a longer one each word keeps the `BEST_PATHS` continuations of greatest summed weight (of
        equal ones that with the smaller places), and paths over `MOST_WORDS` words are left out.

    Complexity:
        At most 2 ** 10 paths up to 12 words. Beyond, time and memory are linear in the words, times
        `BEST_PATHS` times the window.

    >>> for template in clause_templates(['周末', '能', '退票', '吗'], {('能', '吗'): 3}, 3):
    ...     print(' '.join(word or '[X]' for word in template))
    周末 [X]
    [X] 能 [X] 吗
    [X] 退票 [X]
    """
    size = len(words)
    most = None if size <= ALL_PATHS_UP_TO else BEST_PATHS
    reached = [False] * size
    onward = [None] * size
    for place in iter_range(size - 1, -1, -1):
        links = _links(words, place, weights, window)
        for following, _ in links:
            reached[following] = True
        onward[place] = _continuations(onward, links, most)
    return [_template(words, place, rest) for place in iter_range(size) if not reached[place]
            for _, length, rest in onward[place] if most is None or length < MOST_WORDS]


def _links(words, place, weights, window):
    first = words[place]
    found = []
    for following in iter_range(place + 1, min(place + 1 + window, len(words))):
        weight = weights.get((first, words[following]))
        if weight is not None:
            found.append((following, weight))
    return found


def _continuations(onward, links, most):
    """Return the ways on from one word, the best first: (total weight, words to come, chain).

    A chain is (place, rest of the chain) or None; chains share their rests. Only as many ways are
    made as are kept: those of each following word are in order already, and are merged.
    """
    if not links:
        return [(0, 0, None)]
    heads = [(-weight - onward[following][0][0], following, 0, weight) for following, weight in links]
    heapq.heapify(heads)
    ways = []
    while heads and (most is None or len(ways) < most):
        cost, following, rank, weight = heads[0]
        _, length, rest = onward[following][rank]
        ways.append((-cost, length + 1, (following, rest)))
        if rank + 1 < len(onward[following]):
            again = (-weight - onward[following][rank + 1][0], following, rank + 1, weight)
            heapq.heapreplace(heads, again)
        else:
            heapq.heappop(heads)
    return ways


def _template(words, place, rest):
    template = [None] if place else []
    template.append(words[place])
    while rest is not None:
        if rest[0] > place + 1:
            template.append(None)
        place, rest = rest
        template.append(words[place])
    if place < len(words) - 1:
        template.append(None)
    return tuple(template)
