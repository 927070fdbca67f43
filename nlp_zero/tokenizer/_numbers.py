# -*- coding: utf-8 -*-
"""Join the words of the best path that make up a number, a date or a time.

The vocabulary goes first: what is joined begins and ends where words of the best path do, so no word is
parted, and none that merely contains a numeral is taken in (统一/年检, 第一/百货). What a number is,
`text.number_pattern` says; the words are joined by a separator and searched by it, in one pass.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import LazyPattern, iter_range
from ..errors import ArgumentError
from ..text import NUMBER_CLASS, NUMBER_STARTS, number_pattern
from ._split import SEPARATOR

#: What `numbers` may be.
CHOICES = ('most', 'join', 'none', None)


_PART = LazyPattern(lambda: '[%s]+\\Z' % NUMBER_CLASS, re.UNICODE)

# The vocabulary of news has 日电 as a word: of a dateline, 五日电, the date ends before the next word's end.
_END = '(?=%s|(?<=日)[电讯])' % SEPARATOR


def check_numbers(choice):
    """Refuse what says nothing about numbers."""
    if choice not in CHOICES:
        raise ArgumentError("numbers is 'most', 'join' or None, not %r" % (choice,))


class NumberJoiner(object):
    """Join numbers among words.

    Args:
        years: whether a year is one (2001年), beside all other numbers and dates.
    """

    def __init__(self, years):
        # Each pattern is compiled by its first use: together they take a tenth of the time to load the words.
        self._years, self._search = years, None
        self._within_words = LazyPattern(lambda: number_pattern(
            years, SEPARATOR, '(?<=%s.)' % SEPARATOR, _END), re.UNICODE)

    def __reduce__(self):
        return type(self), (self._years,)

    def finds(self, text):
        """Tell whether a text may have a number to join; without one there is none."""
        if self._search is None:
            if NUMBER_STARTS.isdisjoint(text):
                return False
            self._search = re.compile(number_pattern(self._years), re.UNICODE).search
        return self._search(text) is not None

    def joined(self, text):
        """Return words with `SEPARATOR` between them, the numbers among them joined.

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
        text = SEPARATOR.join(pieces)
        if text.count(SEPARATOR) < len(pieces):
            return self.joined(text).split(SEPARATOR) if pieces else []
        # The text has separators of its own: no number goes across one.
        found, begin = [], 0
        for place, piece in enumerate(pieces + [SEPARATOR]):
            if SEPARATOR in piece:
                found += self.pieces(pieces[begin:place])
                found.append(piece)
                begin = place + 1
        return found[:-1]

    def lists(self, lists):
        """Yield lists of words with the numbers among them joined, those across two lists too."""
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
