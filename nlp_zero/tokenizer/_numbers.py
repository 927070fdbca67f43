# -*- coding: utf-8 -*-
"""Join the words of the best path that make up a number, a date or a time.

The vocabulary takes precedence: a joined number begins and ends at boundaries of words of the best path, so
no word is divided but 日前 and 日电, and a word that merely contains a numeral is not joined (统一/年检, 第一/百货).
`text.number_pattern` defines what a number is; it searches the words joined by a separator, in one pass.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import LazyPattern, iter_range
from ..errors import ArgumentError, shown
from ..text import NUMBER_CLASS, NUMBER_STARTS, number_pattern
from ._split import SEPARATOR

#: The values of `numbers`.
CHOICES = ('most', 'join', 'none', None)

_PART = LazyPattern(lambda: '[%s]+\\Z' % NUMBER_CLASS, re.UNICODE)

# A vocabulary of news has the words 日电 and 日前: in 五日电 and 22日前, the date ends inside a word.
_END = '(?=%s|(?<=日)[电讯前])' % SEPARATOR


def check_numbers(choice):
    """Raise ArgumentError for an unknown value of `numbers`."""
    if choice not in CHOICES:
        raise ArgumentError("numbers is 'most', 'join', 'none' or None, not %s" % shown(choice))


class NumberJoiner(object):
    """Join numbers among words.

    Args:
        years: whether to join years too (2001年), besides all other numbers and dates.
    """

    def __init__(self, years):
        # Each pattern is compiled on first use: compiling both takes a tenth of the time of loading the
        # words.
        self._years, self._search = years, None
        self._within_words = LazyPattern(lambda: number_pattern(
            years, SEPARATOR, '(?<=%s.)' % SEPARATOR, _END), re.UNICODE)

    def __reduce__(self):
        return type(self), (self._years,)

    def finds(self, text):
        """Tell whether a text may contain a number to join; False is certain."""
        if self._search is None:
            if NUMBER_STARTS.isdisjoint(text):
                return False
            self._search = re.compile(number_pattern(self._years), re.UNICODE).search
        return self._search(text) is not None

    def joined(self, text):
        """Return words separated by `SEPARATOR`, with the numbers among them joined.

        Complexity:
            Linear.
        """
        text = SEPARATOR + text + SEPARATOR

        def whole(match):
            number = match.group().replace(SEPARATOR, '')
            return number if text[match.end()] == SEPARATOR else number + SEPARATOR

        return self._within_words.sub(whole, text)[1:-1]

    def pieces(self, pieces):
        """Return words with the numbers among them joined; both are lists."""
        if not pieces:
            return []
        text = SEPARATOR.join(pieces)
        if text.count(SEPARATOR) < len(pieces):
            return self.joined(text).split(SEPARATOR)
        # The text itself contains separators; no number contains one.
        found, begin = [], 0
        for place, piece in enumerate(pieces + [SEPARATOR]):
            if SEPARATOR in piece:
                found += self.pieces(pieces[begin:place])
                found.append(piece)
                begin = place + 1
        return found[:-1]

    def lists(self, lists):
        """Yield lists of words with the numbers among them joined, including numbers that span two lists."""
        is_part, held = _PART.match, []
        for pieces in lists:
            last = len(pieces)
            while last and is_part(pieces[last - 1]):
                last -= 1
            if last:
                yield self.pieces(held + pieces[:last])
                held = pieces[last:]
            else:
                held += pieces
        if held:
            yield self.pieces(held)


def joined_spans(plain, pieces):
    """Return the ascending spans of `pieces` that are more than one of the `plain` words of the same text."""
    spans, start, plain_ends, end = [], 0, set(), 0
    for piece in plain:
        end += len(piece)
        plain_ends.add(end)
    for piece in pieces:
        end = start + len(piece)
        if any(place in plain_ends for place in iter_range(start + 1, end)):
            spans.append((start, end))
        start = end
    return spans
