# -*- coding: utf-8 -*-
"""List the words that overlap: all that a text holds, and those within a word, for an index."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_range, iter_zip
from ._viterbi import symbol_starts, word_ends

_PART_LENGTHS = (2, 3)


def all_words(text, lexicon, rules):
    """Yield every word of two symbols or more that a text holds, and each symbol outside of them.

    They are (word, start, end), in the order of their beginnings, shorter before longer.

    Complexity:
        Length of the text times the number of lengths of words that share their first two characters.
    """
    starts, length = symbol_starts(text, rules), len(text)
    begins = bytearray(length + 1)
    for start in starts:
        begins[start] = 1
    begins[length] = 1
    covered = 0
    for start, after in iter_zip(starts, starts[1:] + [length]):
        alone = start >= covered
        for end in word_ends(text, start, after, lexicon):
            if begins[end]:
                yield text[start:end], start, end
                covered, alone = max(covered, end), False
        if alone:
            yield text[start:after], start, after


def parts_for_search(word, start, lexicon, rules):
    """Yield (part, start, end) for the parts of two and of three characters that are words.

    Args:
        word: a word of three characters or more.
        start: where it begins.
    """
    begins = None
    if rules.long_finder.search(word):
        begins = frozenset(symbol_starts(word, rules) + [len(word)])
    for size in _PART_LENGTHS:
        for place in iter_range(len(word) - size + 1 if len(word) > size else 0):
            part = word[place:place + size]
            if part in lexicon.log_counts and (begins is None or (
                    place in begins and place + size in begins)):
                yield part, start + place, start + place + size
