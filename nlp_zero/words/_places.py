# -*- coding: utf-8 -*-
"""Count the places of strings in a corpus: all, those inside longer words, their neighbours and texts.

One pass over the corpus, with a step for each place where a string begins; a large corpus is divided among
workers.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect
from collections import Counter, namedtuple
from copy import copy
from functools import partial
from itertools import islice

from .._compat import iter_filter, iter_items, iter_map, iter_range, text_type
from .._runtime import chained, on_held, worker_pool
from ..corpus import as_corpus, parts_of_text
from ..text import DEFAULT_RULES, clauses, symbols, windows
from ._symbol_blocks import block_of_clauses

#: Characters of the texts that a worker is given at once, and blocks that are worth workers: what they have
#: counted must come back.
_BLOCK, _WORTH = 1 << 16, 64

#: What one pass counts: {word: Places}, {other string: its places}, and the symbols of the corpus.
PlaceCounts = namedtuple('PlaceCounts', 'places strings total')


class Places(object):
    """Hold the counts of one word.

    Attributes:
        count: number of places, including overlapping ones.
        in_known: number of places inside a longer known word.
        in_found: {longer counted word: places inside it}; if several cover a place, the one that reaches
            furthest.
        left, right: {neighbouring symbol: places}; `SEPARATOR` stands for the end of a clause.
        documents: number of texts that contain it.
    """

    __slots__ = ('count', 'in_known', 'in_found', 'left', 'right', 'documents', '_last')

    def __init__(self):
        self.count = self.in_known = self.documents = 0
        self.in_found, self.left, self.right = {}, {}, {}
        self._last = None

    def add(self, document, left, right, one_object):
        """Count one place; `one_object(x, x)` is the same object for equal symbols, which saves memory."""
        self.count += 1
        left, right = one_object(left, left), one_object(right, right)
        self.left[left] = self.left.get(left, 0) + 1
        self.right[right] = self.right.get(right, 0) + 1
        if self._last != document:
            self._last = document
            self.documents += 1

    def merge(self, other):
        """Add the counts from other texts."""
        self.count += other.count
        self.in_known += other.in_known
        self.documents += other.documents
        for mine, others in ((self.in_found, other.in_found), (self.left, other.left),
                             (self.right, other.right)):
            for key, count in iter_items(others):
                mine[key] = mine.get(key, 0) + count


def _containers(words, known):
    """Return the known words that contain one of the words and are longer.

    Complexity:
        One lookup for every substring of each known word.
    """
    words = frozenset(words)
    longest = max([len(word) for word in words] or [0])
    return set(text for text in known if _holds(text, words, longest))


def _holds(text, words, longest):
    size = len(text)
    return any(text[start:start + length] in words for length in iter_range(2, min(longest, size - 1) + 1)
               for start in iter_range(size - length + 1))


class _Counter(object):
    """Count the places in one text after another; see `count_places`.

    Attributes:
        places: as in `PlaceCounts`.
        total: symbols of the texts.
    """

    def __init__(self, words, others, strings, known, rules):
        self._words, self._rules, self.total, self._documents = frozenset(words), rules, 0, 0
        self.places = dict((word, Places()) for word in self._words.union(others))
        self._strings, self._longer = frozenset(strings), _containers(self.places, known)
        # The counts of symbols, and of other strings of which only the number of places is wanted.
        self._symbols, self._counts, self._neighbours = Counter(), Counter(), {}
        self._wanted, self._pairs, self._singles, self._lengths = set(), set(), set(), {}
        for word in self._longer.union(self.places, self._strings):
            parts = symbols(word, rules)
            if word in self.places and len(parts) == 1:
                # It has letters or digits, so it is in blocks that are lists.
                self._singles.add(word)
            elif len(parts) == 2 and word not in self.places and word not in self._longer:
                self._pairs.add(word)
            elif len(parts) > 1:
                self._wanted.add(word)
                self._lengths.setdefault(''.join(parts[:2]), set()).add(len(parts))
        # Longest first, so that a covering word is met before the words it covers.
        self._lengths = dict((first, sorted(sizes, reverse=True)) for first, sizes in self._lengths.items())

    def add(self, texts):
        """Count in some texts.

        Those whose symbols are characters are counted as one block: steps for each text would take up to
        a quarter of the time.
        """
        joined, size, firsts, documents = [], 0, [], []
        for text in texts:
            self._documents += 1
            for part in parts_of_text(text):
                found = clauses(part, self._rules)
                block = block_of_clauses(found)
                self.total += len(block) - len(found) - 1
                # The parts of a long text stay in order, or it would be more than one document.
                if len(part) == len(text) and isinstance(block, text_type):
                    firsts.append(size)
                    documents.append(self._documents)
                    joined.append(block)
                    size += len(block)
                else:
                    self._add_block(block, (0,), (self._documents,))
        if joined:
            self._add_block(''.join(joined), firsts, documents)

    def _add_block(self, block, firsts, documents):
        """Count in the symbols of texts, a `SEPARATOR` before, between and after the clauses of each.

        Args:
            block: the symbols.
            firsts, documents: where each of the texts begins, in order, and its number.
        """
        plain, wanted = isinstance(block, text_type), self._wanted
        pairs = list(windows(block, 2))
        starts = [(start, sizes) for start, sizes in enumerate(iter_map(self._lengths.get, pairs)) if sizes]
        known_end, found_end, cover, one_object = 0, 0, None, self._neighbours.setdefault
        for start, sizes in starts:
            for size in sizes:
                end = start + size
                string = block[start:end] if plain else ''.join(block[start:end])
                if string not in wanted:
                    continue
                places = self.places.get(string)
                if places is not None:
                    places.add(documents[bisect(firsts, start) - 1], block[start - 1], block[end], one_object)
                    places.in_known += end <= known_end
                    if end <= found_end:
                        places.in_found[cover] = places.in_found.get(cover, 0) + 1
                    elif string in self._words:
                        found_end, cover = end, string
                elif string in self._strings:
                    self._counts[string] += 1
                if string in self._longer:
                    known_end = max(known_end, end)
        # Half of all places are those of pairs that need no more than a count; this loop over them runs in C.
        self._counts.update(iter_filter(self._pairs.__contains__, pairs))
        self._symbols.update(iter_filter(self._strings.__contains__, block))
        if not plain and not self._singles.isdisjoint(block):
            for start, symbol in enumerate(block):
                if symbol in self._singles:
                    # Such a block is of one text.
                    self.places[symbol].add(documents[0], block[start - 1], block[start + 1], one_object)

    def counts(self):
        """Return the `PlaceCounts`."""
        strings = {}
        for string in self._strings:
            count = self.places[string].count if string in self.places else self._counts[string]
            strings[string] = count or self._symbols[string]
        return PlaceCounts(self.places, strings, self.total)


def _count_block(counter, texts):
    counter.add(texts)


def _take_counts(counter, _):
    return counter.counts()


def _text_blocks(corpus):
    """Yield lists of texts."""
    texts, size = [], 0
    for text in as_corpus(corpus):
        texts.append(text)
        size += len(text) + 1
        if size >= _BLOCK:
            yield texts
            texts, size = [], 0
    yield texts


def _merged(parts):
    """Return the sum of a list of `PlaceCounts`; the first of them is changed."""
    places, strings, total = parts[0]
    for part in parts[1:]:
        for word, found in iter_items(part.places):
            places[word].merge(found)
        for string, count in iter_items(part.strings):
            strings[string] += count
        total += part.total
    return PlaceCounts(places, strings, total)


def count_places(corpus, words, known, rules=DEFAULT_RULES, others=(), strings=(), workers=1):
    """Return the `PlaceCounts` of words and other strings in a corpus.

    Args:
        corpus: an iterable of texts.
        words: an iterable of texts; a word of one symbol has letters or digits.
        known: known words; those that contain one of the words and are longer cover places.
        rules: the `text.Rules` that define symbols.
        others: texts whose `Places` are counted too, but which cover no places.
        strings: texts of which only the number of places is counted.
        workers: number of processes; the counts do not depend on it.

    Complexity:
        Linear in the text; memory in proportion to the words and their distinct neighbours, in each process.

    >>> found = count_places(['岗职工', '下岗职工，下岗'], ['岗职工', '下岗'], ['下岗职工'])
    >>> found.places['岗职工'].count, found.places['岗职工'].in_known, found.places['下岗'].in_known
    (2, 1, 1)
    """
    counter, blocks = _Counter(words, others, strings, known, rules), _text_blocks(corpus)
    first = list(islice(blocks, _WORTH))
    pool = worker_pool(workers, partial(copy, counter)) if len(first) == _WORTH else None
    if pool is None:
        for texts in chained(first, blocks):
            counter.add(texts)
        return counter.counts()
    try:
        for _ in pool.map(on_held(_count_block), chained(first, blocks)):
            pass
        return _merged(pool.run_on_each(on_held(_take_counts), [None] * pool.size))
    finally:
        pool.stop()
