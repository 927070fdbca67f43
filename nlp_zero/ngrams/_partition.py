# -*- coding: utf-8 -*-
"""Divide all n-grams into ranges that are counted one by one and then follow one another in order.

Keys and texts must agree on what lies in a range, though they do not sort alike in full: `10` has one
code, and other symbols may begin with `1`. So the limit between two ranges is made of basic Han
characters only, or is the first of all symbols that begin with one character.

A limit of several symbols divides the keys of its prefix: those of 的 lie on both sides of 的人. So there
are limits at the beginning and after the end of such a prefix as well; between these, every key begins
with it, and its count is the sum of their numbers. That total goes to the first of these ranges.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left, bisect_right
from collections import namedtuple

from .._compat import unichr_
from ._coder import HAN_END, HAN_START

__all__ = [str(name) for name in ('PrefixTotals', 'RangePartition', 'sampled_limits', 'text_limit')]

#: For one range: {text: count} of the n-grams whose keys lie in several ranges and whose counts this range
#: gives, and the set of those of which it holds only a part, so that it must not count them.
PrefixTotals = namedtuple(str('PrefixTotals'), [str('totals'), str('suppressed')])


class RangePartition(object):
    """Divide all keys and texts, or those of one range, by limits.

    Args:
        codec: the codec of the keys.
        coder: the coder of the texts.
        limits: coded texts, each the lowest of its range.
        low, high: the range that is divided, as coded texts; '' and None for everything. Limits that are
            not inside it are left out: they would make ranges that are empty and out of order.

    Attributes:
        limits: those inside, sorted, with those around their prefixes.
        key_size: bytes of a key.
    """

    def __init__(self, codec, coder, limits, low='', high=None):
        prefixes = set(limit[:end] for limit in limits for end in range(1, len(limit)))
        limits = set(limits) | prefixes | set(_successor(prefix) for prefix in prefixes)
        self.limits = sorted(limit for limit in limits if low < limit and (high is None or limit < high))
        # The prefix of a limit outside is a prefix of `low` too, and known to the partition around this.
        self._prefixes = sorted(prefix for prefix in prefixes if low <= prefix)
        self._low, self._high = low, high
        self._keys = [codec.lowest_key(limit) for limit in self.limits]
        self._texts = [text_limit(coder, limit) for limit in self.limits]
        self._coder, self._max_n = coder, codec.max_n
        self.key_size = codec.size

    def __len__(self):
        return len(self.limits) + 1

    def split_points(self, keys):
        """Return where in a sorted list of keys each range begins, with the end of the list."""
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
        """Return (lowest, first beyond) of a range, as coded texts."""
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
    """Return the lowest text of a range, given its lowest coded text; '' and None stay as they are."""
    return coder.names[limit[0]][0] if limit and limit[0] in coder.names else limit


def sampled_limits(codec, coder, keys, count, depth):
    """Return limits that divide sorted keys into about `count` ranges of one size.

    Args:
        codec, coder: of the keys and of the texts.
        keys: sorted list of keys.
        count: how many ranges to make; there may be fewer, and some more.
        depth: the most symbols that a limit may have.

    Returns:
        list of coded text.
    """
    places = sorted(set(len(keys) * i // count for i in range(1, count))) if keys else []
    chosen = codec.texts(codec.as_integers([keys[place] for place in places]), codec.width)
    limits = set()
    for coded in chosen:
        end = 0
        while end < min(depth, len(coded)) and _is_han(coded[end]):
            end += 1
        limits.add(coded[:end] if end else _group_start(coder, coded[0]))
    return sorted(limits)


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
