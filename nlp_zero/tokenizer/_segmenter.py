# -*- coding: utf-8 -*-
"""Cut texts into words quickly: certain boundaries, then a cache of chunks, then the best path.

The result is that of the best path through the whole text, always.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from .._compat import iter_map
from ..text import JOINER, fold, has_traditional, symbols, traditional_places
from ._boundaries import Marks
from ._folding import original_pieces, restored
from ._numbers import joined_spans
from ._split import SEPARATOR, is_short, joined_blocks, remove_boundaries
from ._viterbi import is_whole, path_finder

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

    def __missing__(self, chunk, flags=None):
        joined = self._old.get(chunk)
        if joined is None:
            pieces = self._cut(chunk, flags)
            # A chunk that is one word is its own value: one text serves for both.
            joined = chunk if len(pieces) == 1 else SEPARATOR.join(pieces)
        if len(chunk) <= _LONGEST_KEPT and self._size:
            if len(self) >= self._size:
                # A thread that reads meanwhile misses, and computes again: no answer changes.
                self._old = dict(self)
                self.clear()
            self[chunk] = joined
        return joined


# Runs of places that are inside of something.
_INSIDE = re.compile(b'[^\x00]+').finditer

# A span of a text and the symbols in it.
_Span = namedtuple(str('_Span'), [str(name) for name in ('start', 'end', 'symbols')])


class Segmenter(object):
    """Cut texts by one lexicon and one set of rules.

    Args:
        lexicon: a `Lexicon`; after a change to it, call `forget`.
        rules: `text.Rules`.
        size: half of the number of chunks that the cache holds at most; 0 for no cache.
        folds: whether text is folded; lexicon and rules are then those of folded text.
        numbers: a `NumberJoiner`, or None to leave the words of numbers as they are.
    """

    def __init__(self, lexicon, rules, size, folds=False, numbers=None):
        self._lexicon, self._rules, self._size, self._folds = lexicon, rules, size, folds
        self._numbers = numbers
        self._protect = None
        if rules.protect is not None:
            self._protect = re.compile(rules.protect, re.UNICODE | re.DOTALL)
        self._long, self._far = self._find_long, self._find_far
        self.forget()

    def _find_long(self, chunk):
        # Compiled by the first use, and from then on a step less.
        self._long = self._rules.long_finder.search
        return self._long(chunk)

    def _find_far(self, text):
        self._far = self._rules.far_finder.search
        return self._far(text)

    def forget(self):
        """Drop what is cached, and take the lexicon as it is now."""
        self._best_path = path_finder(self._lexicon)
        self._cache = _Cache(self._cut_chunk, self._size)

    def pieces(self, text):
        """Return the words of a text, as a list; joined they are the text."""
        if self._folds and has_traditional(text):
            return original_pieces(self.pieces(fold(text)), text)
        pieces = self.plain_pieces(text)
        if self._numbers is not None and self._numbers.finds(text):
            return self._numbers.pieces(pieces)
        return pieces

    def plain_pieces(self, text):
        """Return the words of the best path through a folded text, as a list: numbers are not joined."""
        if text and self._protect is None and is_short(text):
            return self._short_pieces(text)
        found = []
        for pieces in self._plain_lists(text):
            found += pieces
        return found

    def number_spans(self, text):
        """Return the spans of a folded text whose words `pieces` joins to numbers, ascending."""
        if self._numbers is None or not self._numbers.finds(text):
            return []
        return joined_spans(self.plain_pieces(text), self.pieces(text))

    def _short_pieces(self, text):
        """Return the words of a text that `is_short`, under rules that protect nothing."""
        boundaries, cache = self._lexicon.boundaries, self._cache
        inside, cells = boundaries.short_marks(text)
        words, begin = [], 0
        for run in _INSIDE(self._within_symbols(text, inside)):
            start, end = run.span()
            end += 1
            # Between boundaries on both sides: words of one character.
            words += text[begin:start]
            begin, part = end, text[start:end]
            if end - start == 2 and boundaries.is_marked(part, cells[start]):
                words.append(part)
            else:
                joined = cache.get(part) or cache.__missing__(part, inside[start:end])
                words += joined.split(SEPARATOR)
        words += text[begin:]
        return words

    def lists(self, text):
        """Yield the words of a text, some thousand in a list."""
        if self._folds and has_traditional(text):
            return self._original_lists(text)
        lists = self._plain_lists(text)
        if self._numbers is not None and self._numbers.finds(text):
            return self._numbers.lists(lists)
        return lists

    def _plain_lists(self, text):
        marks = self._marks(text)
        if self._protect is not None and self._protect.search(text):
            return self._protected_lists(text, marks)
        return self._unprotected_lists(text, marks)

    def joined(self, text):
        """Return the words of a text with `SEPARATOR` between them.

        For a text that does not hold it, under rules that protect nothing.
        """
        places = traditional_places(text) if self._folds else ()
        if places:
            return restored(self.joined(fold(text)), text, places, SEPARATOR)
        joined = SEPARATOR.join(joined_blocks(text, self._marks(text), self._cache.__getitem__))
        if self._numbers is not None and self._numbers.finds(text):
            return self._numbers.joined(joined)
        return joined

    def _original_lists(self, text):
        start = 0
        for pieces in self.lists(fold(text)):
            yield original_pieces(pieces, text, start)
            start += sum(iter_map(len, pieces))

    def _unprotected_lists(self, text, marks):
        if SEPARATOR in text:
            start = 0
            while start < len(text):
                end = marks.inside.find(b'\x00', start) + 1
                yield list(self._cut_chunk(text[start:end]))
                start = end
            return
        # Another thread may change the vocabulary, and then the cache is another one.
        for joined in joined_blocks(text, marks, self._cache.__getitem__):
            yield joined.split(SEPARATOR)

    def _marks(self, text):
        """Return the `Marks` of a text."""
        marks = self._lexicon.boundaries.marks(text)
        self._within_symbols(text, marks.inside)
        return marks

    def _within_symbols(self, text, inside):
        """Take away, and return, the boundaries within symbols of other than everyday characters."""
        if self._far(text) is None:
            return inside
        beside, extends = self._rules.long_character.match, self._rules.mark.match
        for match in self._rules.far_finder.finditer(text):
            start, end = match.span()
            if start and (extends(text, start) or beside(text, start - 1)):
                start -= 1
            if end < len(text) and (text[end - 1] == JOINER or beside(text, end)):
                end += 1
            remove_boundaries(inside, start, end)
        return inside

    def _cut_chunk(self, chunk, flags=None):
        length = len(chunk)
        if length == 1 or length == 2 and is_whole(chunk, self._lexicon):
            return (chunk,)
        return self._best_path(chunk, symbols(chunk, self._rules) if self._long(chunk) else chunk, flags)

    def _protected_lists(self, text, marks):
        """Cut a text that protected patterns occur in: their chunks depend on what is around."""
        done = 0
        for chunk in self._protected_chunks(text, marks.inside):
            before = _marks_between(marks, done, chunk.start)
            for pieces in self._unprotected_lists(text[done:chunk.start], before):
                yield pieces
            yield self._best_path(text[chunk.start:chunk.end], chunk.symbols)
            done = chunk.end
        for pieces in self._unprotected_lists(text[done:], _marks_between(marks, done, len(text))):
            yield pieces

    def _protected_chunks(self, text, inside):
        """Yield each `_Span` with a protected symbol, within which boundaries are taken away."""
        match, end, begin, parts, protected = self._protect.match, 0, 0, [], False
        for symbol in symbols(text, self._rules):
            start, end = end, end + len(symbol)
            parts.append(symbol)
            if end - start > 1 and match(text, start):
                remove_boundaries(inside, start, end)
                protected = True
            if not inside[end - 1]:
                if protected:
                    yield _Span(begin, end, parts)
                begin, parts, protected = end, [], False


def _marks_between(marks, start, end):
    """Return the `Marks` of a part of a text."""
    return Marks(marks.inside[start:end], marks.unmarked[start:end])
