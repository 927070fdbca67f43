# -*- coding: utf-8 -*-
"""Divide all n-grams into consecutive ranges that are counted separately.

Keys and texts must belong to the same ranges, although their orders differ slightly: `10` has one code, and
other symbols may also begin with `1`. So a limit between two ranges consists of basic Han characters only, or
is the first of all symbols that begin with the same character.

A limit of several symbols divides the keys of its prefix: those of 的 lie on both sides of 的人. So there are
also limits at the beginning and after the end of each such prefix. Between them every key begins with the
prefix, whose count is the number of these keys; the first of these ranges gives this total.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left, bisect_right
from collections import namedtuple

from .._compat import unichr_
from ._coder import HAN_END, HAN_START

#: For one range: {text: count} of the n-grams whose keys lie in several ranges and whose totals this range
#: gives, and the set of n-grams that it must not count because it has only some of their keys.
PrefixTotals = namedtuple('PrefixTotals', 'totals suppressed')


class RangePartition(object):
    """Divide all keys and texts, or those of one range, by limits.

    Args:
        codec: the codec of the keys.
        coder: the coder of the texts.
        limits: coded texts, each the lowest of a range.
        low, high: the range to be divided, as coded texts; '' and None for everything. Limits outside it are
            ignored.

    Attributes:
        limits: all limits inside the range, sorted, including those around prefixes.
        key_size: size of a key in bytes.
    """

    def __init__(self, codec, coder, limits, low='', high=None):
        prefixes = set(limit[:end] for limit in limits for end in range(1, len(limit)))
        limits = set(limits) | prefixes | set(_successor(prefix) for prefix in prefixes)
        self.limits = sorted(limit for limit in limits if low < limit and (high is None or limit < high))
        # A prefix of a limit below `low` is also a prefix of `low`, and is handled by the larger partition.
        self._prefixes = sorted(prefix for prefix in prefixes if low <= prefix)
        self._low, self._high = low, high
        self._keys = [codec.lowest_key(limit) for limit in self.limits]
        self._texts = [text_limit(coder, limit) for limit in self.limits]
        self._coder, self._max_n = coder, codec.max_n
        self.key_size = codec.size

    def __len__(self):
        return len(self.limits) + 1

    def split_points(self, keys):
        """Return the places in a sorted list of keys where each range begins, and the end of the list."""
        points, at = [0], 0
        for key in self._keys:
            at = bisect_left(keys, key, at)
            points.append(at)
        points.append(len(keys))
        return points

    def range_of(self, text):
        """Return the number of the range in which an n-gram's text lies."""
        return bisect_right(self._texts, text)

    def limits_of(self, number):
        """Return (lowest, first after it) of a range, as coded texts."""
        low = self.limits[number - 1] if number else self._low
        return low, self.limits[number] if number < len(self.limits) else self._high

    def prefix_totals(self, sizes):
        """Return the `PrefixTotals` of each range.

        Args:
            sizes: number of keys in each range.
        """
        found = [PrefixTotals({}, set()) for _ in sizes]
        for prefix in self._prefixes:
            first = bisect_right(self.limits, prefix)
            beyond = bisect_left(self.limits, _successor(prefix)) + 1
            text = self._coder.decode(prefix)
            total = sum(sizes[first:beyond])
            if total and len(prefix) <= self._max_n:
                found[first].totals[text] = total
            for number in range(first, beyond):
                found[number].suppressed.add(text)
        return found


def _is_han(unit):
    return HAN_START <= ord(unit) < HAN_END


def _successor(prefix):
    """Return the lowest text after all those that begin with a prefix."""
    return prefix[:-1] + unichr_(ord(prefix[-1]) + 1)


def text_limit(coder, limit):
    """Return the lowest text of a range, given its lowest coded text; '' and None are returned unchanged."""
    return coder.names[limit[0]][0] if limit and limit[0] in coder.names else limit


def sampled_limits(codec, coder, keys, count, depth):
    """Return limits that divide sorted keys into about `count` ranges of equal size.

    Args:
        codec, coder: the codec of the keys and the coder of the texts.
        keys: sorted list of keys.
        count: approximate number of ranges.
        depth: most symbols of a limit.

    Returns:
        list: coded texts.
    """
    places = sorted(set(len(keys) * i // count for i in range(1, count))) if keys else []
    limits = set()
    for coded in codec.texts([keys[place] for place in places]):
        end = 0
        while end < min(depth, len(coded)) and _is_han(coded[end]):
            end += 1
        limits.add(coded[:end] if end else _group_start(coder, coded[0]))
    return sorted(limits)


def _group_start(coder, code):
    """Return the lowest code whose symbol begins with the same character as that of `code`."""
    name = coder.names[code]
    # Codes are in the order of the symbols, so these codes are consecutive.
    while code > '\0':
        before = coder.names.get(unichr_(ord(code) - 1))
        if before is None or before[0] != name[0]:
            return code
        code = unichr_(ord(code) - 1)
    return code
