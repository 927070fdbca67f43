# -*- coding: utf-8 -*-
"""Divide all n-grams into ranges that can be counted apart and then stand one after the other.

Keys and texts must agree on what lies in a range, though they do not sort alike in full: `10` has one
code, and behind `1` stand others. So a bound is made of basic Han characters only, or is the first
of all symbols that begin with one character.

A bound of several symbols divides the keys of its beginning: those of 的 lie on both sides of 的人.
So there are bounds before and behind such a beginning as well; between these, every key begins with
it, and its count is the sum of their sizes. The first range behind the bound is given that count.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left, bisect_right

from .._compat import unichr_
from ._coder import HAN_END, HAN_START

__all__ = [str('Plan'), str('sampled_bounds')]


class Plan(object):
    """Hold bounds, and say in which range something lies.

    Args:
        codec: the codec of the keys.
        coder: the coder of the texts.
        bounds: coded texts, each the lowest of its range; a range below the first and one from the
            last on are implied.
    """

    def __init__(self, codec, coder, bounds):
        self.bounds, self._prefixes = _closed(bounds)
        self.keys = [codec.bound(bound) for bound in self.bounds]
        self._texts = [_text_bound(coder, bound) for bound in self.bounds]
        self._coder = coder
        #: Bytes of a key.
        self.size = codec.size
        self._max_n = codec.max_n

    def __len__(self):
        return len(self.bounds) + 1

    def cuts(self, keys):
        """Return where in a sorted list of keys each range begins, with the end of the list."""
        cuts, at = [0], 0
        for key in self.keys:
            at = bisect_left(keys, key, at)
            cuts.append(at)
        cuts.append(len(keys))
        return cuts

    def place(self, text):
        """Return the number of the range in which an n-gram's text lies."""
        return bisect_right(self._texts, text)

    def limits(self, number):
        """Return the texts (lowest, first beyond) of a range; '' and None where it is open."""
        low = self._texts[number - 1] if number else ''
        high = self._texts[number] if number < len(self._texts) else None
        return low, high

    def shared(self, sizes):
        """Return the counts of the n-grams whose keys lie in several ranges.

        Args:
            sizes: number of keys in each range.

        Returns:
            (list of {text: int}, list of set of text): for each range the counts that it is to give,
            and the n-grams of which it holds a part and must say nothing.
        """
        given = [{} for _ in sizes]
        silent = [set() for _ in sizes]
        for prefix in self._prefixes:
            first = bisect_left(self.bounds, prefix) + 1
            beyond = bisect_left(self.bounds, _successor(prefix)) + 1
            text = self._coder.decode(prefix)
            total = sum(sizes[first:beyond])
            if total and len(prefix) <= self._max_n:
                given[first][text] = total
            for number in range(first, beyond):
                silent[number].add(text)
        return given, silent


def _is_han(unit):
    return HAN_START <= ord(unit) < HAN_END


def _successor(prefix):
    return prefix[:-1] + unichr_(ord(prefix[-1]) + 1)


def _closed(bounds):
    """Return bounds with those around their beginnings, and the beginnings; both sorted."""
    prefixes = set(bound[:i] for bound in bounds for i in range(1, len(bound)))
    closed = set(bounds) | prefixes | set(_successor(prefix) for prefix in prefixes)
    return sorted(closed), sorted(prefixes)


def _text_bound(coder, bound):
    """Return the lowest text of a range, given its lowest coded text."""
    name = coder.names.get(bound[0])
    return bound if name is None else name[0]


def sampled_bounds(codec, coder, keys, count, depth):
    """Return bounds that divide sorted keys into about `count` ranges of one size.

    Args:
        codec, coder: as everywhere.
        keys: sorted list of keys.
        count: how many ranges to make; there may be fewer, and some more.
        depth: the most symbols that a bound may have.

    Returns:
        list of coded text.
    """
    places = sorted(set(len(keys) * i // count for i in range(1, count))) if keys else []
    chosen = codec.texts(codec.whole([keys[place] for place in places]), codec.width)
    bounds = set()
    for coded in chosen:
        end = 0
        while end < min(depth, len(coded)) and _is_han(coded[end]):
            end += 1
        bounds.add(coded[:end] if end else _group_start(coder, coded[0]))
    return sorted(bounds)


def _group_start(coder, code):
    """Return the first code whose symbol begins with the same character as that of `code`."""
    name = coder.names[code]
    # Codes are in the order of the symbols, so a group is an interval of codes.
    while code > '\0':
        before = coder.names.get(unichr_(ord(code) - 1))
        if before is None or before[0] != name[0]:
            return code
        code = unichr_(ord(code) - 1)
    return code
