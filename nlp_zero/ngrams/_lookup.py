# -*- coding: utf-8 -*-
"""Look up the counts of single n-grams: in a dict of all counts, or in one range of a store."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from bisect import bisect_left, bisect_right

from .._compat import string_types
from ..text import symbols

_HAN_ONLY = re.compile('[\u4e00-\u9fff]*$')


def pair_form(texts, counts):
    """Return (texts, counts) unchanged: the form of the counts of a range for looking them up."""
    return texts, counts


def as_dict(sections):
    """Return {text: count} of an iterable of (texts, counts)."""
    counts = {}
    for texts, numbers in sections:
        counts.update(zip(texts, numbers))
    return counts


def order_of(text, rules):
    """Return the number of symbols of an n-gram."""
    return len(text) if _is_plain(text, rules) else len(symbols(text, rules))


def _is_plain(text, rules):
    """Tell whether each character of a text is certainly a symbol, by a quick test."""
    return rules.protect is None and _HAN_ONLY.match(text) is not None


def without_ends(text, rules):
    """Return an n-gram without its last, and without its first symbol.

    >>> from ..text import DEFAULT_RULES
    >>> print('|'.join(without_ends('用5G手机', DEFAULT_RULES)))
    用5G手|5G手机
    """
    if _is_plain(text, rules):
        return text[:-1], text[1:]
    parts = symbols(text, rules)
    return text[:len(text) - len(parts[-1])], text[len(parts[0]):]


class AllCounts(object):
    """Hold the counts of all n-grams in memory.

    Args:
        counts: {text: count}.
        rules: the `text.Rules` by which they were counted.
    """

    def __init__(self, counts, rules):
        self._counts, self._rules = counts, rules
        # All n-grams sorted, and those of one symbol; made when neighbours are requested.
        self._sorted = self._unigrams = None

    def counts_near(self, text):
        """Return a dict that contains the count of a text if it occurs."""
        return self._counts

    def right_counts(self, text):
        """Return the counts of the n-grams that consist of `text` and one more symbol."""
        if self._sorted is None:
            self._sorted = sorted(self._counts)
        found = []
        for at in range(bisect_left(self._sorted, text), len(self._sorted)):
            longer = self._sorted[at]
            if not longer.startswith(text):
                break
            if longer != text and without_ends(longer, self._rules)[0] == text:
                found.append(self._counts[longer])
        return found

    def left_counts(self, text):
        """Return the counts of the n-grams that consist of one symbol and `text`."""
        if self._unigrams is None:
            self._unigrams = [x for x in self._counts if not without_ends(x, self._rules)[0]]
        found = [x + text for x in self._unigrams if x + text in self._counts]
        return [self._counts[longer] for longer in found if without_ends(longer, self._rules)[1] == text]


class RangeLookup(object):
    """Count the range in which a text lies, and keep it until another range is needed.

    Args:
        tasks: the `RangeTask`s of a store, in order; their ranges do not overlap.
        counter: a `RangeCounter` whose form is `pair_form`.
    """

    def __init__(self, tasks, counter):
        self._tasks, self._counter = tasks, counter
        self._starts = [task.start for task in tasks]
        self._number, self._counts = None, {}

    def counts_near(self, text):
        """Return a dict that contains the count of a text if it occurs."""
        number = bisect_right(self._starts, text) - 1 if isinstance(text, string_types) else -1
        if number < 0:
            return {}
        if number != self._number:
            self._counts = dict(zip(*self._counter.count(self._tasks[number])))
            self._number = number
        return self._counts
