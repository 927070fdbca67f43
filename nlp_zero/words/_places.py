# -*- coding: utf-8 -*-
"""Count the places of strings in a corpus: all, those inside longer words, and the texts that have them.

One pass, with a step for each place where some string begins. No word is found or judged here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from operator import add

from .._compat import iter_map, iter_range
from ..corpus import as_corpus

__all__ = [str(name) for name in ('Places', 'count_places')]


class Places(object):
    """Hold the counts of one string.

    Attributes:
        count: places, overlapping ones too.
        in_known: those inside a longer known word.
        in_found: those inside a longer string that is counted too.
        documents: texts that hold it.
    """

    __slots__ = ('count', 'in_known', 'in_found', 'documents', '_last')

    def __init__(self):
        self.count = self.in_known = self.in_found = self.documents = 0
        self._last = None

    def add(self, document, in_known, in_found):
        """Count one place."""
        self.count += 1
        self.in_known += in_known
        self.in_found += in_found
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


def count_places(corpus, words, known):
    """Return the `Places` of each word in a corpus.

    Args:
        corpus: an iterable of texts.
        words: texts of two characters and more.
        known: words too; those longer than a word that they hold are looked for.

    Returns:
        dict: {word: Places}

    >>> places = count_places(['岗职工', '下岗职工，下岗'], ['岗职工', '下岗'], ['下岗职工'])
    >>> places['岗职工'].count, places['岗职工'].in_known, places['下岗'].in_known
    (2, 1, 1)
    """
    found = dict((word, Places()) for word in words)
    longer = containers(found, known)
    lengths = {}
    for word in longer.union(found):
        lengths.setdefault(word[:2], set()).add(len(word))
    # Longest first: what covers a place is known before what it covers.
    lengths = dict((pair, sorted(sizes, reverse=True)) for pair, sizes in lengths.items())
    for document, text in enumerate(as_corpus(corpus)):
        starts = [start for start, pair in enumerate(iter_map(add, text, text[1:])) if pair in lengths]
        known_end = found_end = 0
        for start in starts:
            for size in lengths[text[start:start + 2]]:
                end = start + size
                string = text[start:end]
                places = found.get(string)
                if places is not None:
                    places.add(document, end <= known_end, end <= found_end)
                    found_end = max(found_end, end)
                if string in longer:
                    known_end = max(known_end, end)
    return found
