# -*- coding: utf-8 -*-
"""Find the most probable path of words through a text.

The best path has the highest sum of gains less penalties; of paths with the same sum the one whose
first different word is the longer wins. Both rules are local going from the end to the beginning,
so the best path of a text is the best paths of its parts wherever a boundary is certain.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_range
from ..text import HAN


# Less than any sum of gains and penalties.
_NEVER = -1 << 60


def best_ends(text, model):
    """Return where the word that begins at each character ends, on the best path from there.

    A character that is no word counts as one that was seen once.

    Complexity:
        Length of the text times the number of lengths of words that share their first two characters.
    """
    length = len(text)
    single, word, longer, penalty = model.singles.get, model.gains.get, model.longer.get, model.penalty
    after = single(text[-1], 0) - penalty
    sums, ends = [0] * (length + 1), [length] * length
    sums[-2] = after
    for start in iter_range(length - 2, -1, -1):
        end = start + 1
        best = single(text[start], 0) + after
        pair = text[start:start + 2]
        value = word(pair)
        if value is not None:
            value += sums[start + 2]
            if value >= best:
                best, end = value, start + 2
        lengths = longer(pair)
        if lengths is not None:
            for size in lengths:
                stop = start + size
                if stop > length:
                    break
                value = word(text[start:stop])
                if value is not None:
                    value += sums[stop]
                    if value >= best:
                        best, end = value, stop
        sums[start] = after = best - penalty
        ends[start] = end
    return ends


def best_of_three(text, model):
    """Return the words of the best path through three characters."""
    first, second, third = text
    left, right = text[:2], text[1:]
    single, word, penalty = model.singles.get, model.gains.get, model.penalty
    last = single(third, 0)
    # Sums from the end, each less one penalty for all of its words but the last.
    best, pieces = single(second, 0) + last - penalty, (first, second, third)
    value = word(right, _NEVER)
    if value >= best:
        best, pieces = value, (first, right)
    best += single(first, 0) - penalty
    value = word(left, _NEVER) + last - penalty
    if value >= best:
        best, pieces = value, (left, third)
    return (text,) if word(text, _NEVER) >= best else pieces


def best_of_four(text, model):
    """Return the words of the best path through four characters."""
    first, second, third, fourth = text
    left, middle, right = text[:2], text[1:3], text[2:]
    single, word, penalty = model.singles.get, model.gains.get, model.penalty
    # Sums of what lies behind the first, the second and the third character, each less a penalty a word.
    behind_third = single(fourth, 0) - penalty
    behind_second, pieces_second = single(third, 0) + behind_third, (third, fourth)
    value = word(right, _NEVER)
    if value >= behind_second:
        behind_second, pieces_second = value, (right,)
    behind_second -= penalty
    best, pieces = single(second, 0) + behind_second, (second,) + pieces_second
    value = word(middle, _NEVER) + behind_third
    if value >= best:
        best, pieces = value, (middle, fourth)
    tail = text[1:]
    value = word(tail, _NEVER)
    if value >= best:
        best, pieces = value, (tail,)
    best, pieces = single(first, 0) + best - penalty, (first,) + pieces
    value = word(left, _NEVER) + behind_second
    if value >= best:
        best, pieces = value, (left,) + pieces_second
    head = text[:3]
    value = word(head, _NEVER) + behind_third
    if value >= best:
        best, pieces = value, (head, fourth)
    return (text,) if word(text, _NEVER) >= best else pieces


def best_symbol_ends(text, starts, model):
    """Do what `best_ends` does for a text whose symbols may have many characters.

    Args:
        starts: where the symbols begin, ascending, the first at 0.

    Returns:
        list: for each start its word's end; 0 within symbols. A word may cover several symbols, and
        none of them in part.
    """
    length = len(text)
    gain, penalty = model.gains.get, model.penalty
    sums, ends = [None] * length + [0], [0] * length
    after = length
    for start in reversed(starts):
        end = after
        best = gain(text[start:end], 0) + sums[end]
        for stop in word_ends(text, start, end, model):
            if sums[stop] is not None:
                value = gain(text[start:stop]) + sums[stop]
                if value >= best:
                    best, end = value, stop
        sums[start] = best - penalty
        ends[start] = end
        after = start
    return ends


def word_ends(text, start, least, model):
    """Return where words that begin at `start` end, ascending, behind `least` only."""
    words, length, pair = model.gains, len(text), text[start:start + 2]
    ends = [start + 2] if start + 2 > least and len(pair) == 2 and pair in words else []
    for size in model.longer.get(pair, ()):
        stop = start + size
        if stop > length:
            break
        if stop > least and text[start:stop] in words:
            ends.append(stop)
    return ends


def pieces_of(text, ends):
    """Return the words of the path that begins at 0."""
    found, start, length = [], 0, len(text)
    while start < length:
        end = ends[start]
        found.append(text[start:end])
        start = end
    return found


def symbol_starts(text, rules):
    """Return where the symbols of a text begin: each Han character, every other span whole."""
    starts = []
    for match in rules.scanner.finditer(text):
        if match.lastgroup == HAN:
            starts.extend(iter_range(match.start(), match.end()))
        else:
            starts.append(match.start())
    return starts


def plain_pieces(text, model, rules):
    """Return the words of a text by one search over the whole of it.

    This is what cutting means; `Segmenter` gives the same, sooner.
    """
    return pieces_of(text, best_symbol_ends(text, symbol_starts(text, rules), model))
