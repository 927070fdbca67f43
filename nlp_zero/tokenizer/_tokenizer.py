# -*- coding: utf-8 -*-
"""The tokenizer itself: a model of words, a cache of chunks, and jieba's verbs over both."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Mapping, text_type
from ..errors import ArgumentError
from ..text import DEFAULT_RULES, clean_text, is_space
from ..vocabulary import load_bundled, load_vocabulary
from ._boundaries import SEPARATOR, chunks, glue
from ._model import Model, best_ends, best_symbol_ends, pieces_of

# Characters of the longest chunk that is kept in the cache.
_LONGEST_CACHED = 32


class _Cache(dict):
    """Map a chunk to its words, joined by the separator; bounded, computed on demand."""

    def __init__(self, tokenizer, size):
        dict.__init__(self)
        self._cut, self._size = tokenizer._cut_chunk, size

    def __missing__(self, chunk):
        pieces = self._cut(chunk)
        joined = chunk if len(pieces) == 1 else SEPARATOR.join(pieces)
        if len(chunk) <= _LONGEST_CACHED:
            if len(self) >= self._size:
                # One step of the interpreter: a thread that reads meanwhile misses, and no more.
                self.clear()
            self[chunk] = joined
        return joined


class Tokenizer(object):
    """Cut text into words.

    Args:
        vocabulary: `{word: count}`, or what `load_vocabulary` takes; None is the bundled one.
        stop: words to leave out of the output.
        spaces: whether white space is part of the output (a run of it is one piece).
        rules: `text.Rules`; what is one symbol there is never divided.
        cache_size: chunks whose words are remembered, 0 for none.

    >>> tokenizer = Tokenizer({'研究': 30, '研究生': 10, '生命': 20, '起源': 9, '的': 90})
    >>> print('/'.join(tokenizer.cut('研究生命的起源')))
    研究/生命/的/起源
    """

    def __init__(self, vocabulary=None, stop=(), spaces=True, rules=DEFAULT_RULES,
                 cache_size=1 << 17):
        self._model = Model(_counts_of(vocabulary))
        self._stop = frozenset(clean_text(word) for word in stop)
        self._spaces = bool(spaces)
        self._rules = rules
        self._cache_size = cache_size
        self._cache = _Cache(self, cache_size)

    def __getstate__(self):
        state = dict(self.__dict__)
        del state['_cache']
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._cache = _Cache(self, self._cache_size)

    @property
    def vocabulary(self):
        """A copy of the words and their counts."""
        return dict(self._model.counts)

    def cut(self, text):
        """Yield the words of a text."""
        return iter(self.lcut(text))

    def lcut(self, text):
        """Return the words of a text, as a list."""
        return self._kept(self._pieces(clean_text(text)))

    def tokenize(self, text, combine_Aa123=True):
        """Return the words of a text, as a list."""
        return self.lcut(text)

    simple_tokenize = tokenize

    def spans(self, text):
        """Return the half-open spans of the words of a text, in code points."""
        found, start = [], 0
        for piece in self._pieces(clean_text(text)):
            end = start + len(piece)
            if self._keeps(piece):
                found.append((start, end))
            start = end
        return found

    def _keeps(self, piece):
        return piece not in self._stop and (self._spaces or not is_space(piece))

    def _kept(self, pieces):
        if self._spaces and not self._stop:
            return pieces
        return [piece for piece in pieces if self._keeps(piece)]

    def _pieces(self, text):
        marks = self._model.boundaries.marks(text)
        for match in self._rules.long_finder.finditer(text):
            for symbol in self._rules.scanner.finditer(text, match.start(), match.end()):
                if symbol.end() - symbol.start() > 1:
                    glue(marks, symbol.start(), symbol.end())
        found, cached = [], self._cache.__getitem__
        if SEPARATOR in text:
            for parts in chunks(text, marks):
                for part in parts:
                    found += self._cut_chunk(part)
            return found
        for parts in chunks(text, marks):
            found += SEPARATOR.join(map(cached, parts)).split(SEPARATOR)
        return found

    def _cut_chunk(self, chunk):
        if len(chunk) == 1:
            return [chunk]
        if not self._rules.long_finder.search(chunk):
            return pieces_of(chunk, best_ends(chunk, self._model))
        starts = []
        for match in self._rules.scanner.finditer(chunk):
            if match.lastgroup == 'han':
                starts.extend(range(match.start(), match.end()))
            else:
                starts.append(match.start())
        return pieces_of(chunk, best_symbol_ends(chunk, starts, self._model))


def _counts_of(vocabulary):
    if vocabulary is None:
        return load_bundled()
    if hasattr(vocabulary, 'total_items'):
        return dict(iter(vocabulary))
    return dict(load_vocabulary(vocabulary))
