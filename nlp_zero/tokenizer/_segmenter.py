# -*- coding: utf-8 -*-
"""Cut texts into words quickly: certain boundaries, then a cache of chunks, then the best path.

The result is that of the best path through the whole text, always.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import iter_map
from .._tables import SEPARATOR, glue, is_short, joined_blocks, short_parts
from ._viterbi import (
    best_ends, best_of_four, best_of_three, best_symbol_ends, pieces_of, symbol_starts)

# Characters of the longest chunk that is kept in the cache.
_LONGEST_KEPT = 32


class _Cache(dict):
    """Map a chunk to its words, joined by `SEPARATOR`; what is missing is computed.

    It holds at most `2 * size` chunks: when a generation is full it becomes the old one, of which
    what is still asked for moves to the new.
    """

    def __init__(self, cut, size):
        dict.__init__(self)
        self._cut, self._size, self._old = cut, size, {}

    def __missing__(self, chunk):
        joined = self._old.get(chunk)
        if joined is None:
            pieces = self._cut(chunk)
            # A chunk that is one word is its own value: no second text.
            joined = chunk if len(pieces) == 1 else SEPARATOR.join(pieces)
        if len(chunk) <= _LONGEST_KEPT and self._size:
            if len(self) >= self._size:
                # A thread that reads meanwhile misses, and computes again: no answer changes.
                self._old = dict(self)
                self.clear()
            self[chunk] = joined
        return joined


class Segmenter(object):
    """Cut texts by one model and one set of rules.

    Args:
        model: a `Model`; after a change to it, call `forget`.
        rules: `text.Rules`.
        size: half of the number of chunks that the cache holds at most; 0 for no cache.
    """

    def __init__(self, model, rules, size):
        self._model, self._rules, self._size = model, rules, size
        self._protect = None
        if rules.protect is not None:
            self._protect = re.compile(rules.protect, re.UNICODE | re.DOTALL)
        self._long = self._find_long
        self.forget()

    def _find_long(self, chunk):
        # Compiled by the first use, and from then on a step less.
        self._long = self._rules.long_finder.search
        return self._long(chunk)

    def forget(self):
        """Drop what is cached."""
        self._cache = _Cache(self._cut_chunk, self._size)

    def pieces(self, text):
        """Return the words of a text, as a list; joined they are the text."""
        if text and self._protect is None and is_short(text):
            parts = short_parts(text, self._marks(text)[0])
            return SEPARATOR.join(iter_map(self._cache.__getitem__, parts)).split(SEPARATOR)
        found = []
        for pieces in self.lists(text):
            found += pieces
        return found

    def lists(self, text):
        """Yield the words of a text, some thousand in a list."""
        marks, doubts = self._marks(text)
        if self._protect is not None and self._protect.search(text):
            return self._protected_lists(text, marks, doubts)
        return self._lists(text, marks, doubts)

    def joined(self, text):
        """Return the words of a text with `SEPARATOR` between them.

        For a text that does not hold it, under rules that protect nothing.
        """
        marks, doubts = self._marks(text)
        return SEPARATOR.join(joined_blocks(text, marks, doubts, self._cache.__getitem__))

    def _lists(self, text, marks, doubts):
        if SEPARATOR in text:
            start = 0
            while start < len(text):
                end = marks.find(b'\x00', start) + 1
                yield list(self._cut_chunk(text[start:end]))
                start = end
            return
        # Another thread may change the vocabulary, and then the cache is another one.
        for joined in joined_blocks(text, marks, doubts, self._cache.__getitem__):
            yield joined.split(SEPARATOR)

    def _marks(self, text):
        """Return the certain boundaries of the vocabulary, less those within symbols, and doubts."""
        marks, doubts = self._model.boundaries.marks(text)
        beside = self._rules.long_character.match
        for match in self._rules.far_finder.finditer(text):
            start, end = match.span()
            if start and beside(text, start - 1):
                start -= 1
            if beside(text, end):
                end += 1
            glue(marks, start, end)
        return marks, doubts

    def _cut_chunk(self, chunk):
        length = len(chunk)
        if length == 1 or length == 2 and self._is_word(chunk):
            return (chunk,)
        if not self._long(chunk):
            if length == 3:
                return best_of_three(chunk, self._model)
            if length == 4:
                return best_of_four(chunk, self._model)
            return pieces_of(chunk, best_ends(chunk, self._model))
        starts = symbol_starts(chunk, self._rules)
        return pieces_of(chunk, best_symbol_ends(chunk, starts, self._model))

    def _is_word(self, pair):
        """Tell whether two characters are best cut as one word; the most frequent chunks by far."""
        model = self._model
        gain = model.gains.get(pair)
        return gain is not None and gain + model.penalty >= (
            model.singles.get(pair[0], 0) + model.singles.get(pair[1], 0))

    def _protected_lists(self, text, marks, doubts):
        """Cut a text that protected patterns occur in: their chunks depend on what is around."""
        done, starts = 0, symbol_starts(text, self._rules)
        for first, last, start, end in self._protected_chunks(text, marks, starts):
            for pieces in self._lists(text[done:start], marks[done:start], doubts[done:start]):
                yield pieces
            inside, chunk = [place - start for place in starts[first:last]], text[start:end]
            yield pieces_of(chunk, best_symbol_ends(chunk, inside, self._model))
            done = end
        for pieces in self._lists(text[done:], marks[done:], doubts[done:]):
            yield pieces

    def _protected_chunks(self, text, marks, starts):
        """Yield chunks with a protected symbol: (first start, last start, begin, end)."""
        match = self._protect.match
        first, begin, protected = 0, 0, False
        for number, start in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else len(text)
            if end - start > 1:
                whole = match(text, start)
                if whole and whole.end() == end:
                    glue(marks, start, end)
                    protected = True
            if not marks[end - 1]:
                if protected:
                    yield first, number + 1, begin, end
                first, begin, protected = number + 1, end, False
