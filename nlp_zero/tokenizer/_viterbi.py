# -*- coding: utf-8 -*-
"""Find the most probable path of words through a text.

The rule, which all of the package's cutting keeps:

- The best path has the highest sum of log counts, less the log total for each word. A symbol that is no
  word counts as one that was seen once; a word covers whole symbols only.
- Of paths with the same sum, the one whose first different word is the longer wins.

Both are local going from the end to the beginning, so the best path of a text is the best paths of its parts
wherever a boundary is certain. Two functions carry the rule out: `path_finder` for any symbols, and
`size_finder` of `_size_finder` for what most text is.

A word of count c in a vocabulary of total n has the log-probability ln c - ln n. Sums of rounded numbers
depend on their order, and two ways to cut that are equally likely would be told apart by chance; so log
counts are whole numbers here, in units of 2**-20 nat: every sum is exact, and equal ones are equal.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math

from .._compat import iter_range
from ..text import symbols

# The sum of what follows a place within a symbol: no word may end there.
_NEVER = float('-inf')

#: Units in a nat.
UNITS = 1 << 20

#: The largest count that can be recovered from its log count.
RECOVERABLE = 1 << 18


def path_finder(lexicon):
    """Return the function that finds the best path through symbols by a lexicon, as it is now.

    What it reads of the lexicon is bound once, and not for each text.
    """
    log_count, log_total, long_lengths = lexicon.log_counts.get, lexicon.log_total, lexicon.prefix_lengths.get

    def best_path(text, parts):
        """Return the words of the best path through a text.

        Args:
            text: a text of one character or more.
            parts: its symbols.

        Complexity:
            Length of the text times the number of lengths of words that share their first two characters.
        """
        length, start, after = len(text), len(text), 0
        # For each start of a symbol, the sum of the best path from there and where its first word ends.
        sums, ends = [_NEVER] * length + [0], [length] * length
        for symbol in parts[::-1]:
            best, end = log_count(symbol, 0) + after, start
            start -= len(symbol)
            # The tie rule: words come from the shortest to the longest, and the later of equal ones is taken.
            pair = text[start:start + 2]
            for size in (2,) + long_lengths(pair, ()):
                stop = start + size
                if stop > length:
                    break
                value = log_count(text[start:stop])
                if value is not None:
                    value += sums[stop]
                    if value >= best:
                        best, end = value, stop
            sums[start] = after = best - log_total
            ends[start] = end
        return _words_between(text, ends)

    return best_path


def _words_between(text, ends):
    words, start, length = [], 0, len(text)
    while start < length:
        end = ends[start]
        words.append(text[start:end])
        start = end
    return words


def words_of_sizes(text, sizes, start=0, end=None):
    """Return the words of a text, or of the part from `start` to `end`, by the lengths of the words that may
    begin at each character."""
    words, end = [], len(text) if end is None else end
    while start < end:
        stop = start + sizes[start]
        words.append(text[start:stop])
        start = stop
    return words


def plain_pieces(text, lexicon, rules):
    """Return the words of a text by one search over the whole of it.

    This is what cutting means; `Segmenter` gives the same, sooner.
    """
    return path_finder(lexicon)(text, symbols(text, rules)) if text else []


def symbol_starts(text, rules, whole=()):
    """Return where the symbols of a text begin; the ascending spans of `whole` are symbols too."""
    starts, start = [], 0
    for symbol in symbols(text, rules):
        starts.append(start)
        start += len(symbol)
    inside = set(place for start, end in whole for place in iter_range(start + 1, end))
    return [start for start in starts if start not in inside] if inside else starts


def word_ends(text, start, least, lexicon):
    """Return where words that begin at `start` end, ascending, after `least` only."""
    words, length, pair = lexicon.log_counts, len(text), text[start:start + 2]
    ends = [start + 2] if start + 2 > least and len(pair) == 2 and pair in words else []
    for size in lexicon.prefix_lengths.get(pair, ()):
        stop = start + size
        if stop > length:
            break
        if stop > least and text[start:stop] in words:
            ends.append(stop)
    return ends


def log_count_of(count):
    """Return ln(count) in units, rounded to a whole number.

    >>> log_count_of(1), log_count_of(10)
    (0, 2414435)
    """
    return int(math.floor(math.log(count) * UNITS + 0.5))


def count_of(log_count):
    """Return the count up to `RECOVERABLE` that has this log count.

    >>> count_of(log_count_of(12345))
    12345
    """
    return int(math.floor(math.exp(log_count / UNITS) + 0.5))


def log_total_of(total):
    """Return what each word of a path costs, ln(total) in units; 0 for an empty vocabulary."""
    return log_count_of(max(total, 1))


def least_count(units):
    """Return the least count whose log count is that many units or more."""
    count = max(int(math.exp((units - 0.5) / UNITS)) - 1, 1)
    while log_count_of(count) < units:
        count += 1
    return count


def path_scores(ordered):
    """Return the scores that words have on a path, for tools that find the best path themselves.

    Args:
        ordered: (word, count) pairs.

    Returns:
        The scores, a list of floats in nats, and the score of a symbol that is no word. They are whole
        numbers of `UNITS`, so that a float holds each of their sums exactly.

    Formula:
        ln(count / total), rounded; a symbol that is no word is held to have been seen once.
    """
    log_total = log_total_of(sum(count for _, count in ordered))
    return [(log_count_of(count) - log_total) / UNITS for _, count in ordered], -log_total / UNITS
