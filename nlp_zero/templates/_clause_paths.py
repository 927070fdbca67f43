# -*- coding: utf-8 -*-
"""Enumerate the templates of one clause, up to a limit.

Two words are linked if they are a collocated pair within the window. A path of links that cannot be extended
at either end is a template, with a gap wherever it skips words. `_finder` decides which pairs are collocated.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
from collections import namedtuple

from .._compat import iter_items, iter_range

#: All paths of clauses of at most this many words are returned: at most 2 ** 10.
ALL_PATHS_UP_TO = 12
#: In longer clauses every word keeps this many of the best paths of each number of words,
BEST_PATHS = 6
#: up to this number.
MOST_WORDS = 12

#: A link to a later word: its place, and the weight of the pair.
_Link = namedtuple('_Link', 'place weight')


def clause_templates(words, weights, window, longest=False):
    """Return the templates of one clause, one for each path, as tuples with None for a gap.

    Args:
        words: the words of the clause.
        weights: {(word, word): weight of the link}, whole numbers.
        window: greatest distance of linked words, in words.
        longest: whether to return the best path of more than `MOST_WORDS` words of a longer clause too.

    Returns:
        list: the templates of all maximal paths if the clause has at most `ALL_PATHS_UP_TO` words. In a
        longer clause, each word keeps the `BEST_PATHS` continuations of greatest summed weight for each path
        length of 1, 2, ... `MOST_WORDS` words; of equal ones, those with smaller places. Longer paths are
        not templates, except for the best one if `longest` is set.

    Complexity:
        At most 2 ** 10 paths up to 12 words. Beyond, time and memory are linear in the words, times
        `BEST_PATHS`, `MOST_WORDS` and the window.

    >>> for template in clause_templates(['周末', '能', '退票', '吗'], {('能', '吗'): 3}, 3):
    ...     print(' '.join(word or '[X]' for word in template))
    周末 [X]
    [X] 能 [X] 吗
    [X] 退票 [X]
    """
    # For each place {number of words: the paths that begin there}. A path is (summed weight, chain of
    # the places after the first); a chain is (place, rest of the chain) or None, and chains share
    # their rests. Where all paths are kept, they are all under 1.
    size = len(words)
    linked, paths = [False] * size, [None] * size
    for place in iter_range(size - 1, -1, -1):
        links = _links(words, place, weights, window)
        for link in links:
            linked[link.place] = True
        if not links:
            paths[place] = {1: [(0, None)]}
        elif size <= ALL_PATHS_UP_TO:
            paths[place] = {1: _longer_paths(paths, links, 1, None)}
        else:
            paths[place] = {length + 1: _longer_paths(paths, links, length, BEST_PATHS)
                            for length in iter_range(1, MOST_WORDS)}
            if longest:
                paths[place][MOST_WORDS + 1] = _longest_paths(paths, links)
    return [_template(words, place, chain) for place in iter_range(size) if not linked[place]
            for _, kept in sorted(iter_items(paths[place])) for _, chain in kept]


def _links(words, place, weights, window):
    """Return the links from one word to later ones, by place."""
    first = words[place]
    found = []
    for following in iter_range(place + 1, min(place + 1 + window, len(words))):
        weight = weights.get((first, words[following]))
        if weight is not None:
            found.append(_Link(following, weight))
    return found


def _longer_paths(paths, links, length, most):
    """Return the paths over links to paths of one length, by merging lists that are sorted already.

    Args:
        paths: for each later place {number of words: its paths, the best first}.
        links: the links of the new first word.
        length: number of words of the paths to extend.
        most: how many to keep, or None for all.

    Returns:
        list: (summed weight, chain), the greatest weight first; of equal ones the smaller places first.
    """
    rows = {place: paths[place].get(length, ()) for place, _ in links}
    heads = [(-weight - rows[place][0][0], place, 0, weight) for place, weight in links if rows[place]]
    heapq.heapify(heads)
    merged = []
    while heads and (most is None or len(merged) < most):
        cost, place, rank, weight = heads[0]
        merged.append((-cost, (place, rows[place][rank][1])))
        if rank + 1 < len(rows[place]):
            heapq.heapreplace(heads, (-weight - rows[place][rank + 1][0], place, rank + 1, weight))
        else:
            heapq.heappop(heads)
    return merged


def _longest_paths(paths, links):
    """Return a list with the best path of more than `MOST_WORDS` words over links, or an empty list.

    It makes a repeated sentence one template, however long the sentence is.
    """
    found = []
    for place, weight in links:
        for length in (MOST_WORDS, MOST_WORDS + 1):
            for rest_weight, chain in paths[place].get(length, ())[:1]:
                found.append((-weight - rest_weight, place, -length, (place, chain)))
    return [(-cost, chain) for cost, _, _, chain in [min(found)]] if found else []


def _template(words, place, chain):
    """Return the template of the path that begins at a place."""
    template = [None] if place else []
    template.append(words[place])
    while chain is not None:
        if chain[0] > place + 1:
            template.append(None)
        place, chain = chain
        template.append(words[place])
    if place < len(words) - 1:
        template.append(None)
    return tuple(template)
