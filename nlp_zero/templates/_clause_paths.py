# -*- coding: utf-8 -*-
"""Enumerate the templates that one clause spells, within a bound.

In go the words of a clause and which pairs of them are bound, out come templates. Words are linked
where a bound pair stands within the window; a path of links that cannot be made longer at either
end is a template, with a gap wherever it leaves words out.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq

from .._compat import iter_items, iter_range

__all__ = [str(name) for name in ('ALL_PATHS_UP_TO', 'BEST_PATHS', 'MOST_WORDS', 'clause_templates')]

#: Clauses of so many words give all their paths: at most 2 ** 10.
ALL_PATHS_UP_TO = 12
#: In longer ones every word keeps so many of the best paths of each number of words,
BEST_PATHS = 6
#: up to this number.
MOST_WORDS = 12


def clause_templates(words, weights, window):
    """Return the templates of one clause, one for each path, as tuples with None for a gap.

    Args:
        words: the words of the clause.
        weights: {(word, word): weight of the link}, whole numbers.
        window: how many words further on a linked word may stand.

    Returns:
        list: the templates of all maximal paths if the clause has at most `ALL_PATHS_UP_TO` words.
        In a longer one each word keeps, of its continuations to a path of 1, 2, ... `MOST_WORDS`
        words, the `BEST_PATHS` of greatest summed weight each; of equal ones that with smaller
        places. Longer paths are no templates.

    Complexity:
        At most 2 ** 10 paths up to 12 words. Beyond, time and memory are linear in the words, times
        `BEST_PATHS`, `MOST_WORDS` and the window.

    >>> for template in clause_templates(['周末', '能', '退票', '吗'], {('能', '吗'): 3}, 3):
    ...     print(' '.join(word or '[X]' for word in template))
    周末 [X]
    [X] 能 [X] 吗
    [X] 退票 [X]
    """
    size = len(words)
    reached, onward = [False] * size, [None] * size
    for place in iter_range(size - 1, -1, -1):
        links = _links(words, place, weights, window)
        for following, _ in links:
            reached[following] = True
        if not links:
            onward[place] = {1: [(0, None)]}
        elif size <= ALL_PATHS_UP_TO:
            onward[place] = {1: _merge(onward, links, 1, None)}
        else:
            onward[place] = {length + 1: _merge(onward, links, length, BEST_PATHS)
                             for length in iter_range(1, MOST_WORDS)}
    return [_template(words, place, rest) for place in iter_range(size) if not reached[place]
            for _, ways in sorted(iter_items(onward[place])) for _, rest in ways]


def _links(words, place, weights, window):
    first = words[place]
    found = []
    for following in iter_range(place + 1, min(place + 1 + window, len(words))):
        weight = weights.get((first, words[following]))
        if weight is not None:
            found.append((following, weight))
    return found


def _merge(onward, links, length, most):
    """Return the ways on from one word, the best first, as (total weight, chain of places).

    Args:
        onward: for each place behind, {number of words: its ways}; all ways stand under 1 where
            the number does not matter.
        links: (place, weight) of the words that may follow.
        length: number of words of the ways to go on with.
        most: how many ways to make, or None. Those of each following word are in order already.

    A chain is (place, rest of the chain) or None; chains share their rests.
    """
    rows = {following: onward[following].get(length, ()) for following, _ in links}
    heads = [(-weight - rows[following][0][0], following, 0, weight)
             for following, weight in links if rows[following]]
    heapq.heapify(heads)
    ways = []
    while heads and (most is None or len(ways) < most):
        cost, following, rank, weight = heads[0]
        ways.append((-cost, (following, rows[following][rank][1])))
        if rank + 1 < len(rows[following]):
            again = (-weight - rows[following][rank + 1][0], following, rank + 1, weight)
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
