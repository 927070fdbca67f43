# -*- coding: utf-8 -*-
"""Find the cheapest nested coverings of a sentence, where a plain filler takes what its gap says.

A block is a span of words that one template covers; a gap is filled by plain words or by a block. What
words, templates and plain fillers take is that of `Matcher`, so a block must save bits against its words
alone. Where every plain word has one price, `_chart` is quicker.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_range

__all__ = [str('FillerChart')]

#: A block inside another one has at most so many words.
MOST_NESTED = 30


class FillerChart(object):
    """The cheapest codings of the spans of one sentence.

    Args:
        words: a tuple of words.
        search: a `CodingSearch`.
        most: how many codings of each span to keep.

    Complexity:
        With n words, min(n, `MOST_NESTED`) n look-ups, each linear in its words, times the states that are
        live at a word; memory for the spans that a template covers.
    """

    #: The most words of a block inside another one.
    longest = MOST_NESTED

    def __init__(self, words, search, most):
        self._blocks, size = {}, len(words)
        sentence = search.sentence(words)
        for length in iter_range(2, min(size - 1, MOST_NESTED) + 1):
            for start in iter_range(size - length + 1):
                self._find(sentence, search, most, start, start + length)
        self._find(sentence, search, most, 0, size)

    def _find(self, sentence, search, most, start, end):
        found = search.codings(sentence, most, start, end, self)
        if found:
            self._blocks[start, end] = found

    def codings(self, start, end):
        """Return the codings of a span with a template, best first; none where no template pays."""
        return self._blocks.get((start, end), [])

    def costs(self, start, end):
        """Return what the blocks of a span take, in millionths of a nat, the cheapest first."""
        return [coding.cost for coding in self._blocks.get((start, end), ())]
