# -*- coding: utf-8 -*-
"""Turn counts into log-counts that are whole numbers, and back.

A word of count c in a vocabulary of total n has the log-probability ln c - ln n. Sums of rounded
numbers depend on their order, and two ways to cut that are equally likely would be told apart by
chance; so log-counts are whole numbers here, in units of 2**-20 nat, and every sum is exact.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math

#: Units in a nat.
UNIT = 1 << 20

#: Up to this count the count can be told from the gain.
TOLD = 1 << 18


def gain_of(count):
    """Return ln(count) in units, rounded to a whole number.

    >>> gain_of(1), gain_of(10)
    (0, 2414435)
    """
    return int(math.floor(math.log(count) * UNIT + 0.5))


def count_of(gain):
    """Return the count up to 2**18 that has this gain.

    >>> count_of(gain_of(12345))
    12345
    """
    return int(math.floor(math.exp(gain / UNIT) + 0.5))
