# -*- coding: utf-8 -*-
"""Cut texts into words fast: find certain boundaries, then the best path of each chunk between them.

A short text needs one search. A long text is cut in blocks, in which most chunks between boundaries are words
that are marked whole, or are cached. The result is always that of the best path through the whole text.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple
from itertools import compress
from operator import not_

from .._compat import iter_map, iter_range, iter_zip
from ..text import FAR_CLASS, JOINER, fold, has_traditional, symbols, traditional_class, traditional_places
from ._boundaries import SHORT, Marks
from ._folding import original_pieces, restored
from ._numbers import joined_spans
from ._size_finder import size_finder
from ._split import SEPARATOR, joined_blocks, remove_boundaries
from ._viterbi import path_finder, words_of_sizes

# Characters of a chunk in the mean.
_MEAN_CHUNK = 4

# For a chunk of each length, what `size_finder` takes as `keep`: the boundary is at its end.
_KEPT_WITHIN = [b''] + [b'\xff' * (length - 1) + b'\x00' for length in iter_range(1, SHORT)]

# The last bits of the hash of a text by which it is told whether it came before.
_PLACES = (1 << 16) - 1

# Parts of short texts with long symbols that are kept at most, and characters of the longest of them.
_PARTS_KEPT, _LONGEST_KEPT = 1 << 12, 32


class _Cache(object):
    """Cache the words of texts, joined by `SEPARATOR`, for at most `2 * size` chunks or as much text.

    When a generation is full it becomes the old one, and entries of it that are used again move to the new
    one. Changes by another thread do not affect the results.
    """

    def __init__(self, size):
        self._size, self._room = size * _MEAN_CHUNK, size * _MEAN_CHUNK
        self._new, self._old = {}, {}

    def get(self, text):
        """Return the words of a text, or None."""
        return self._new.get(text) or self._old.get(text)

    def keep(self, text, joined):
        """Store the words of a text of one character or more."""
        self._room -= len(text)
        if self._room < 0:
            self._old, self._new, self._room = self._new, {}, self._size - len(text)
        if self._room >= 0:
            self._new[text] = joined

    def chunks(self, chunks, cut):
        """Return the words of each chunk.

        Args:
            cut: callable that returns the words of each of a list of chunks, joined.
        """
        found = list(iter_map(self._new.get, chunks))
        if None not in found:
            return found
        more = dict.fromkeys(compress(chunks, iter_map(not_, found)))
        missing = list(more)
        if self._old:
            more.update(iter_zip(missing, iter_map(self._old.get, missing)))
            missing = [chunk for chunk in missing if more[chunk] is None]
        more.update(iter_zip(missing, cut(missing)))
        self._keep_all(more)
        return list(iter_map(more.get, chunks, found))

    def _keep_all(self, words):
        """Store `{text: its words}`."""
        length = sum(iter_map(len, words))
        if length <= self._room:
            self._room -= length
            self._new.update(words)
        else:
            for text in words:
                self.keep(text, words[text])


# New short texts until the gains are made, if they were not made with the lexicon: they save as much as they
# cost in some ten thousand texts of forty characters.
_TEXTS_BEFORE_GAINS = 1 << 12

# A span of a text and the symbols in it.
_Span = namedtuple('_Span', 'start end symbols')


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
        # Compiled by the first use, and from then on a step less.
        self._special = self._find_special
        self.forget()

    def _find_special(self, text):
        self._special = re.compile('[%s%s]' % (FAR_CLASS, traditional_class() if self._folds else '')).search
        return self._special(text)

    def forget(self):
        """Clear the caches and use the current state of the lexicon."""
        self._best_path = path_finder(self._lexicon)
        self._best_sizes = size_finder(self._lexicon, self._words_with_symbols)
        self._texts_before_gains = _TEXTS_BEFORE_GAINS if self._lexicon.gains is None else 0
        # Of chunks between boundaries, words of the best path; of short texts, with numbers joined.
        self._chunks, self._texts = _Cache(self._size), _Cache(self._size)
        # Whether texts came that have these last bits of their hash.
        self._came = bytearray(_PLACES + 1)
        # {part of a short text: its words}, for the same numbers and dashes come again and again.
        self._with_symbols = {}

    def pieces(self, text):
        """Return the words of a text, as a list; joined they are the text."""
        joined = self._texts.get(text)
        if joined is not None:
            return joined.split(SEPARATOR)
        pieces = self._new_pieces(text)
        # Most texts come once, and to keep them would take a tenth of the time.
        place = hash(text) & _PLACES
        if not self._came[place]:
            self._came[place] = 1
        elif 0 < len(text) < SHORT and SEPARATOR not in text:
            self._texts.keep(text, SEPARATOR.join(pieces))
        return pieces

    def _new_pieces(self, text):
        special = self._special(text)
        if special is not None and self._folds and has_traditional(text):
            return original_pieces(self._new_pieces(fold(text)), text)
        if 0 < len(text) < SHORT and (self._protect is None or self._protect.search(text) is None):
            pieces = words_of_sizes(text, self._best_sizes(text, special and self._within(text)))
            if self._texts_before_gains:
                self._wait_for_gains()
        else:
            pieces = self._long_pieces(text)
        if self._numbers is not None and self._numbers.finds(text):
            return self._numbers.pieces(pieces)
        return pieces

    def _wait_for_gains(self):
        self._texts_before_gains -= 1
        if not self._texts_before_gains:
            if self._lexicon.gains is None:
                self._lexicon.make_gains()
            self._best_sizes = size_finder(self._lexicon, self._words_with_symbols)

    def plain_pieces(self, text):
        """Return the words of the best path through a folded text, as a list: numbers are not joined."""
        if 0 < len(text) < SHORT and (self._protect is None or self._protect.search(text) is None):
            return words_of_sizes(text, self._best_sizes(text, self._special(text) and self._within(text)))
        return self._long_pieces(text)

    def _long_pieces(self, text):
        found = []
        for pieces in self._plain_lists(text):
            found += pieces
        return found

    def _within(self, text):
        """Return the flags of a short text within symbols of other than everyday characters."""
        return self._within_symbols(text, bytearray(len(text)))

    def number_spans(self, text):
        """Return the spans of a folded text whose words `pieces` joins to numbers, ascending."""
        if self._numbers is None or not self._numbers.finds(text):
            return []
        return joined_spans(self.plain_pieces(text), self.pieces(text))

    def _words_with_symbols(self, part):
        """Return the words of a part of a short text between boundaries, with long symbols in it."""
        words = self._with_symbols.get(part)
        if words is None:
            words = symbols(part, self._rules)
            # Half of the parts are one symbol, and so one word.
            words = self._best_path(part, words) if len(words) > 1 else words
            if self._size and len(part) <= _LONGEST_KEPT:
                if len(self._with_symbols) >= _PARTS_KEPT:
                    self._with_symbols.clear()
                self._with_symbols[part] = words
        return words

    def lists(self, text):
        """Yield the words of a text in lists of some thousand words."""
        if len(text) < SHORT:
            return iter((self.pieces(text),))
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
        if len(text) < SHORT:
            return SEPARATOR.join(self.pieces(text))
        places = traditional_places(text) if self._folds else ()
        if places:
            return restored(self.joined(fold(text)), text, places, SEPARATOR)
        joined = SEPARATOR.join(joined_blocks(text, self._marks(text), self._words_of_chunks))
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
                yield self._best_path(text[start:end], symbols(text[start:end], self._rules))
                start = end
            return
        # Another thread may change the vocabulary, and then the cache is another one.
        for joined in joined_blocks(text, marks, self._words_of_chunks):
            yield joined.split(SEPARATOR)

    def _marks(self, text):
        """Return the `Marks` of a text."""
        marks = self._lexicon.boundaries.marks(text)
        self._within_symbols(text, marks.inside)
        return marks

    def _within_symbols(self, text, inside):
        """Remove, and return, the boundaries within symbols of uncommon characters."""
        beside, extends = self._rules.long_character.match, self._rules.mark.match
        for match in self._rules.far_finder.finditer(text):
            start, end = match.span()
            if start and (extends(text, start) or beside(text, start - 1)):
                start -= 1
            if end < len(text) and (text[end - 1] == JOINER or beside(text, end)):
                end += 1
            remove_boundaries(inside, start, end)
        return inside

    def _words_of_chunks(self, chunks):
        return self._chunks.chunks(chunks, self._cut_chunks)

    def _cut_chunks(self, chunks):
        """Return the words of each of some chunks between boundaries, joined by `SEPARATOR`."""
        found, begin, length = [], 0, 0
        for place, chunk in enumerate(chunks):
            length += len(chunk)
            if length >= SHORT:
                found += self._cut_group(chunks[begin:place])
                begin, length = place, len(chunk)
        return found + self._cut_group(chunks[begin:])

    def _cut_group(self, chunks):
        """Do what `_cut_chunks` does by one search, for chunks that are short together, or one long one."""
        text, joined, start = ''.join(chunks), [], 0
        if len(text) >= SHORT:
            return [SEPARATOR.join(self._best_path(text, symbols(text, self._rules)))]
        keep = bytearray().join(iter_map(_KEPT_WITHIN.__getitem__, iter_map(len, chunks)))
        sizes = self._best_sizes(text, self._special(text) and self._within(text), keep)
        for chunk in chunks:
            end, stop = start + len(chunk), start + sizes[start]
            # A chunk that is one word is its own value: one text serves for both.
            words = chunk if stop == end else text[start:stop]
            while stop < end:
                start, stop = stop, stop + sizes[stop]
                words += SEPARATOR + text[start:stop]
            joined.append(words)
            start = end
        return joined

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
        """Yield each `_Span` with a protected symbol, within which boundaries are removed."""
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
