# -*- coding: utf-8 -*-
"""Make the tables that let cutting be quick, from nothing but the words and their counts.

They tell which lengths the words have that begin with two characters, and where a text has certain
boundaries. Nothing here searches for the best path; `_compiled` keeps the tables in a file.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import compress, repeat
from operator import add, ge, itemgetter

from .._compat import iter_map, iter_zip
from ._boundaries import Boundaries
from ._log_counts import UNITS

# How far the log total may fall before the marks of whole words no longer hold.
_FALL = UNITS

_prefix = itemgetter(slice(0, 2))


class _Zero(dict):
    """Give 0 for what is missing."""

    def __missing__(self, key):
        return 0


class Tables(object):
    """Hold the tables of a vocabulary.

    Attributes:
        prefix_lengths: `{two characters: lengths}` of the words that begin so, from three on, ascending.
        boundaries: `Boundaries` of the words.
        min_log_total: the log total down to which the marks of whole words hold.
    """

    def __init__(self, prefix_lengths, boundaries, min_log_total):
        self.prefix_lengths, self.boundaries, self.min_log_total = prefix_lengths, boundaries, min_log_total

    @classmethod
    def made(cls, by_length, log_counts, log_total):
        """Make the tables.

        Args:
            by_length: `{length: [words]}`.
            log_counts: `{word: ln(count) in units}`.
            log_total: ln(total) in units.

        Complexity:
            Linear in the characters of all words.
        """
        min_log_total = log_total - _FALL
        boundaries = Boundaries(by_length, whole_words(by_length.get(2, ()), log_counts, min_log_total))
        return cls(_prefix_lengths(by_length), boundaries, min_log_total)

    def mark_whole_anew(self, log_counts, log_total):
        """Mark the whole words for a lower log total.

        Complexity:
            Linear in the words. Called when the total has fallen to a part, which cannot be often.
        """
        self.min_log_total = log_total - _FALL
        words = [word for word in log_counts if len(word) == 2]
        self.boundaries.unmark_all()
        self.boundaries.mark_whole(whole_words(words, log_counts, self.min_log_total))

    def mark_again(self, words, log_counts):
        """Mark those of some words of two characters that are whole, and take the mark from the others."""
        whole = whole_words(words, log_counts, self.min_log_total)
        self.boundaries.mark_whole(whole)
        for word in set(words).difference(whole):
            self.boundaries.unmark(word)


def whole_words(words, log_counts, log_total):
    """Return those words of two characters that are at least as likely as their characters apart.

    By the tie rule of `_viterbi`, a word that is exactly as likely is whole.
    """
    text = ''.join(words)
    single = _Zero((character, log_counts[character]) for character in set(text) if character in log_counts)
    apart = iter_map(add, iter_map(single.__getitem__, text[0::2]), iter_map(single.__getitem__, text[1::2]))
    together = iter_map(add, iter_map(log_counts.__getitem__, words), repeat(log_total))
    return list(compress(words, iter_map(ge, together, apart)))


def _prefix_lengths(by_length):
    """Return the `prefix_lengths` of `Tables`; equal values are one object."""
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
