# -*- coding: utf-8 -*-
"""Find the most probable path of words through a text.

All cutting in this package follows these rules:

- The best path has the highest sum of log counts, less the log total for each word. A symbol that is not a
  word has the count 1; a word covers whole symbols only.
- Of paths with the same sum, the one whose first differing word is longer wins.

Both rules are local when the text is processed from the end to the beginning, so a text can be divided at
certain boundaries, and its best path consists of the best paths of the parts. Two functions implement the
rules: `path_finder` for any symbols, and `size_finder` of `_size_finder` for ordinary text.

A word of count c in a vocabulary of total n has the log-probability ln c - ln n. Sums of rounded numbers
depend on their order, so two equally probable paths could be distinguished by chance. Log counts are
therefore whole numbers, in units of 2**-20 nat: every sum is exact, and equal sums compare equal.
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
    """Return a function that finds the best path through symbols by the current state of a lexicon.

    The lexicon's attributes are looked up once, not for each text.
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

    This defines the result of cutting; `Segmenter` returns the same, faster.
    """
    return path_finder(lexicon)(text, symbols(text, rules)) if text else []


def symbol_starts(text, rules, whole=()):
    """Return the starts of the symbols of a text; each of the ascending spans `whole` is one symbol."""
    starts, start = [], 0
    for symbol in symbols(text, rules):
        starts.append(start)
        start += len(symbol)
    inside = set(place for start, end in whole for place in iter_range(start + 1, end))
    return [start for start in starts if start not in inside] if inside else starts


def word_ends(text, start, least, lexicon):
    """Return the ascending ends, after `least`, of the words that begin at `start`."""
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
    return int(math.log(count) * UNITS + 0.5)


def count_of(log_count):
    """Return the count up to `RECOVERABLE` that has this log count.

    >>> count_of(log_count_of(12345))
    12345
    """
    return int(math.floor(math.exp(log_count / UNITS) + 0.5))


def log_total_of(total):
    """Return the cost of each word of a path, ln(total) in units; 0 for an empty vocabulary."""
    return log_count_of(max(total, 1))


def least_count(units):
    """Return the least count whose log count is at least the given number of units."""
    count = max(int(math.exp((units - 0.5) / UNITS)) - 1, 1)
    while log_count_of(count) < units:
        count += 1
    return count


def path_scores(ordered):
    """Return the scores of words on a path, for other tools that find the best path.

    Args:
        ordered: (word, count) pairs.

    Returns:
        The scores, a list of floats in nats, and the score of a symbol that is not a word. They are whole
        numbers of `UNITS`, so that floats represent their sums exactly.

    Formula:
        ln(count / total), rounded; a symbol that is not a word has the count 1.
    """
    log_total = log_total_of(sum(count for _, count in ordered))
    return [(log_count_of(count) - log_total) / UNITS for _, count in ordered], -log_total / UNITS
