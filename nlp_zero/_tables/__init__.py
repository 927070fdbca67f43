# -*- coding: utf-8 -*-
"""The tables that make cutting quick, made of nothing but the words and their counts.

In go words and log-counts, out come what begins with which two characters (`Tables.longer`), and
where a text falls apart for certain (`Tables.boundaries`). They can be kept in a file. Nothing here
searches for the best path.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import compress, repeat
from operator import add, ge, itemgetter

from .._compat import iter_map, iter_zip
from ._boundaries import BLOCK, Boundaries
from ._gains import TOLD, UNIT, count_of, gain_of
from ._parts import SEPARATOR, glue, is_short, joined_blocks, short_parts

__all__ = [str(name) for name in (
    'BLOCK', 'Boundaries', 'SEPARATOR', 'TOLD', 'Tables', 'UNIT', 'count_of', 'gain_of', 'glue', 'is_short',
    'joined_blocks', 'penalty_of', 'short_parts')]

# How far the total may fall, in units of its logarithm, before words are no longer certain.
_MARGIN = UNIT

_prefix = itemgetter(slice(0, 2))


def penalty_of(total):
    """Return what each word of a path costs, ln(total) in units."""
    return gain_of(max(total, 1))


class _Zero(dict):
    """Give 0 for what is missing."""

    def __missing__(self, key):
        return 0


class Tables(object):
    """Hold the tables of a vocabulary.

    Attributes:
        longer: `{two characters: lengths}`: of the words that begin so, from three on, ascending.
        boundaries: `Boundaries` of the words.
        least: the penalty down to which the boundaries' certain words are certain.
    """

    def __init__(self, longer, boundaries, least):
        self.longer, self.boundaries, self.least = longer, boundaries, least

    @classmethod
    def made(cls, by_length, gains, penalty):
        """Make the tables.

        Args:
            by_length: `{length: [words]}`.
            gains: `{word: ln(count) in units}`.
            penalty: ln(total) in units.

        Complexity:
            Linear in the characters of all words.
        """
        least = penalty - _MARGIN
        sure = _sure_words(by_length.get(2, ()), gains, least)
        return cls(_longer(by_length), Boundaries(by_length, sure), least)

    def settle(self, gains, penalty):
        """Find the certain words anew, for a lower penalty.

        Complexity:
            Linear in the words. Called when the total has fallen to a part, which cannot be often.
        """
        self.least = penalty - _MARGIN
        words = [word for word in gains if len(word) == 2]
        self.boundaries.doubt_all()
        self.boundaries.settle(_sure_words(words, gains, self.least))


def _sure_words(words, gains, penalty):
    """Return those words of two characters that are at least as likely as their characters apart."""
    text = ''.join(words)
    gain = _Zero((character, gains[character]) for character in set(text) if character in gains)
    apart = iter_map(add, iter_map(gain.__getitem__, text[0::2]), iter_map(gain.__getitem__, text[1::2]))
    whole = iter_map(add, iter_map(gains.__getitem__, words), repeat(penalty))
    return list(compress(words, iter_map(ge, whole, apart)))


def _longer(by_length):
    """Return the `longer` of `Tables`; equal values are one object."""
    found = {}
    for length in sorted(by_length):
        if length > 2:
            prefixes = set(iter_map(_prefix, by_length[length]))
            known = prefixes.intersection(found) if found else ()
            more = dict((lengths, lengths + (length,)) for lengths in set(found.values()))
            values = iter_map(more.__getitem__, list(iter_map(found.__getitem__, known)))
            found.update(iter_zip(known, values))
            found.update(dict.fromkeys(prefixes.difference(known), (length,)))
    return found
