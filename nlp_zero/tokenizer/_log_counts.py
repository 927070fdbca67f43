# -*- coding: utf-8 -*-
"""Turn counts into logarithms that are whole numbers, and back.

A word of count c in a vocabulary of total n has the log-probability ln c - ln n. Sums of rounded
numbers depend on their order, and two ways to cut that are equally likely would be told apart by
chance; so log counts are whole numbers here, in units of 2**-20 nat, and every sum is exact.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math

#: Units in a nat.
UNITS = 1 << 20

#: The largest count that can be recovered from its log count.
RECOVERABLE = 1 << 18


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
