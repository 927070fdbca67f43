# -*- coding: utf-8 -*-
"""Count the places of strings in a corpus: all, those inside longer words, their neighbours and texts.

One pass, with a step for each place where some string begins. No word is found or judged here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple

from .._compat import iter_items, iter_range, text_type
from ..corpus import as_corpus
from ..text import DEFAULT_RULES, clauses, symbols, windows
from ._symbol_blocks import SEPARATOR

__all__ = [str(name) for name in ('Places', 'PlaceCounts', 'count_places')]

#: What one pass counts: {word: Places}, {other string: its places}, and the symbols of the corpus.
PlaceCounts = namedtuple(str('PlaceCounts'), [str(name) for name in ('places', 'strings', 'total')])


class Places(object):
    """Hold the counts of one word.

    Attributes:
        count: places, overlapping ones too.
        in_known: those inside a longer known word.
        in_found: {longer word that is looked for too: those inside it}; of several around a place the one
            that reaches furthest.
        left, right: {neighbouring symbol: places}, `SEPARATOR` being the end of a clause.
        documents: texts that hold it.
    """

    __slots__ = ('count', 'in_known', 'in_found', 'left', 'right', 'documents', '_last')

    def __init__(self):
        self.count = self.in_known = self.documents = 0
        self.in_found, self.left, self.right = {}, {}, {}
        self._last = None

    def add(self, document, left, right):
        """Count one place."""
        self.count += 1
        self.left[left] = self.left.get(left, 0) + 1
        self.right[right] = self.right.get(right, 0) + 1
        if self._last != document:
            self._last = document
            self.documents += 1


def containers(words, known):
    """Return the known words that hold one of some words and are longer.

    Complexity:
        That of looking up every part of each known word.
    """
    words = frozenset(words)
    longest = max([len(word) for word in words] or [0])
    return set(text for text in known if _holds(text, words, longest))


def _holds(text, words, longest):
    size = len(text)
    return any(text[start:start + length] in words for length in iter_range(2, min(longest, size - 1) + 1)
               for start in iter_range(size - length + 1))


class _Counter(object):
    """Count in one text after the other; see `count_places`."""

    def __init__(self, words, others, strings, known, rules):
        self._words = frozenset(words)
        self.places = dict((word, Places()) for word in self._words.union(others))
        self.strings = dict.fromkeys(strings, 0)
        self._longer, self._lengths = containers(self.places, known), {}
        self._symbols = Counter()
        self._wanted = self._longer.union(self.places, self.strings)
        for word in self._wanted:
            parts = symbols(word, rules)
            if len(parts) > 1:
                self._lengths.setdefault(''.join(parts[:2]), set()).add(len(parts))
        # Words of one symbol have letters or digits: they are in blocks that are lists.
        self._singles = frozenset(word for word in self.places if len(symbols(word, rules)) == 1)
        # Longest first: what covers a place is known before what it covers.
        self._lengths = dict((first, sorted(sizes, reverse=True)) for first, sizes in self._lengths.items())

    def add(self, document, block):
        """Count in the symbols of one text, a `SEPARATOR` before, between and after its clauses."""
        plain, lengths, wanted = isinstance(block, text_type), self._lengths, self._wanted
        starts = [(start, lengths[first]) for start, first in enumerate(windows(block, 2))
                  if first in lengths]
        known_end, found_end, cover = 0, 0, None
        for start, sizes in starts:
            for size in sizes:
                end = start + size
                string = block[start:end] if plain else ''.join(block[start:end])
                if string not in wanted:
                    continue
                places = self.places.get(string)
                if places is not None:
                    places.add(document, block[start - 1], block[end])
                    places.in_known += end <= known_end
                    if end <= found_end:
                        places.in_found[cover] = places.in_found.get(cover, 0) + 1
                    elif string in self._words:
                        found_end, cover = end, string
                if string in self.strings:
                    self.strings[string] += 1
                if string in self._longer:
                    known_end = max(known_end, end)
        self._symbols.update(block)
        if not plain and not self._singles.isdisjoint(block):
            for start, symbol in enumerate(block):
                if symbol in self._singles:
                    self.places[symbol].add(document, block[start - 1], block[start + 1])

    def string_counts(self):
        """Return {string: count} of the other strings."""
        return dict((string, count or self._symbols[string]) for string, count in iter_items(self.strings))


def count_places(corpus, words, known, rules=DEFAULT_RULES, others=(), strings=()):
    """Return the `PlaceCounts` of words and other strings in a corpus.

    Args:
        corpus: an iterable of texts.
        words: an iterable of texts, those of one symbol with letters or digits.
        known: words too; those longer than a word that they hold are looked for.
        rules: the `text.Rules` that say what a symbol is.
        others: texts that have `Places` too, but cover none.
        strings: texts whose places are only counted.

    Complexity:
        Linear in the text; memory as the words and their distinct neighbours.

    >>> found = count_places(['岗职工', '下岗职工，下岗'], ['岗职工', '下岗'], ['下岗职工'])
    >>> found.places['岗职工'].count, found.places['岗职工'].in_known, found.places['下岗'].in_known
    (2, 1, 1)
    """
    counter, total = _Counter(words, others, strings, known, rules), 0
    for document, text in enumerate(as_corpus(corpus)):
        found = clauses(text, rules)
        if all(isinstance(clause, text_type) for clause in found):
            block = SEPARATOR + SEPARATOR.join(found) + SEPARATOR
        else:
            block = [SEPARATOR]
            for clause in found:
                block.extend(clause)
                block.append(SEPARATOR)
        total += len(block) - len(found) - 1
        counter.add(document, block)
    return PlaceCounts(counter.places, counter.string_counts(), total)
