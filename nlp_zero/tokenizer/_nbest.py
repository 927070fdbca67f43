# -*- coding: utf-8 -*-
"""Look at all ways to cut a text, not only the best: the k best, and random ones by their weight."""
from __future__ import absolute_import, division, print_function, unicode_literals

import math

from .._tables import UNIT
from ..text import is_space
from ._viterbi import symbol_starts, word_ends


def edges_of(text, model, rules):
    """Return the lattice: for each symbol's start the ends of the words and of the symbol there.

    Returns:
        (starts, ends): starts ascending; `ends[n]` are the ends from `starts[n]`, ascending.
    """
    starts = symbol_starts(text, rules)
    places = set(starts)
    places.add(len(text))
    ends = []
    for start, after in zip(starts, starts[1:] + [len(text)]):
        ends.append([after] + [end for end in word_ends(text, start, after, model) if end in places])
    return starts, ends


def best_paths(text, count, model, rules):
    """Return the `count` best paths, best first, each a list of words.

    Paths with equal sums are ordered by their first different word, the longer one first.

    Complexity:
        Symbols times words that begin at one times `count`, in time; symbols times `count` in memory.
    """
    starts, ends = edges_of(text, model, rules)
    gain, penalty = model.gains.get, model.penalty
    # For each place the best (-sum, -end of the first word, rank of what follows), in order.
    found = {len(text): [(0, 0, 0)]}
    for start, stops in zip(reversed(starts), reversed(ends)):
        ways = []
        for stop in stops:
            cost = penalty - gain(text[start:stop], 0)
            ways += [(way[0] + cost, -stop, rank) for rank, way in enumerate(found[stop])]
        ways.sort()
        found[start] = ways[:count]
    return [_follow(text, found, rank) for rank in range(len(found[0]))] if text else [[]]


def _follow(text, found, rank):
    pieces, start = [], 0
    while start < len(text):
        _, end, rank = found[start][rank]
        pieces.append(text[start:-end])
        start = -end
    return pieces


def random_path(text, alpha, rng, model, rules):
    """Return a path drawn with a probability proportional to its own to the power `alpha`.

    Formula:
        Forward filtering, backward sampling (Scott 2002), as used for subword regularisation by
        Kudo (2018); here from the end to the beginning, so that the draws go from left to right.

    Complexity:
        Symbols times words that begin at one.
    """
    starts, ends = edges_of(text, model, rules)
    scale, penalty, gain = alpha / UNIT, model.penalty, model.gains.get
    weights = {len(text): 0.0}
    for start, stops in zip(reversed(starts), reversed(ends)):
        weights[start] = _log_sum([
            scale * (gain(text[start:stop], 0) - penalty) + weights[stop] for stop in stops])
    choices = dict(zip(starts, ends))
    pieces, start = [], 0
    while start < len(text):
        rest = rng.random()
        for stop in choices[start]:
            end = stop
            rest -= math.exp(scale * (gain(text[start:stop], 0) - penalty)
                             + weights[stop] - weights[start])
            if rest < 0:
                break
        pieces.append(text[start:end])
        start = end
    return pieces


def _log_sum(values):
    """Return ln of the sum of exponentials, without overflow."""
    if len(values) == 1:
        return values[0]
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))


def bits_of(piece, model):
    """Return the length of a piece's code in bits, and whether it is a word of the model.

    Words get their counts' share of all counts and one more, which is for all that is no word: that
    is spelled, each character in the 20.1 bits of the code space and 1 to say whether more follow.
    So the code is complete, and vocabularies of any size can be compared.

    Formula:
        word: log2(total + 1) - log2(count); else log2(total + 1) + characters * (log2(0x110000) + 1)
    """
    count = model.count(piece)
    whole = math.log(model.total + 1, 2)
    if count:
        return whole - math.log(count, 2), True
    return whole + len(piece) * (math.log(0x110000, 2) + 1), False


def is_scored(piece, rules):
    """Tell whether a piece is part of a clause: neither white space nor punctuation alone."""
    return not is_space(piece) and (
        rules.han_finder.search(piece) is not None or rules.other_finder.search(piece) is not None)
