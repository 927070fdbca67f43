# -*- coding: utf-8 -*-
"""See what fills the gaps of templates, and which gaps are filled by the same.

In go templates and the clauses they stand in, out come counts of fillers. Templates are mined in
`_finder`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_items, iter_range
from ..errors import ArgumentError
from .._runtime import Resources
from ..ngrams import SpillCounter
from ..scores import entropy
from ._embeddings import embeddings
from ._template import Template, template_key
from ._xtrie import XTrie, as_words

__all__ = [str(name) for name in ('Slot', 'SlotCounter', 'fillers', 'slot_classes')]


class Slot(namedtuple('Slot', 'template gap fillers')):
    """What fills one gap of one template.

    Attributes:
        template: the `Template`.
        gap: which of its gaps, from 0.
        fillers: {text of one or more words: count}.
    """

    __slots__ = ()

    @property
    def total(self):
        """Number of fillers, each time counted."""
        return sum(self.fillers.values())

    @property
    def distinct(self):
        """Number of different fillers."""
        return len(self.fillers)

    @property
    def entropy(self):
        """Entropy of the fillers, in nats."""
        return entropy(self.fillers.values())

    def top(self, number=None):
        """Return the (filler, count) pairs, most frequent first, then by text."""
        return sorted(iter_items(self.fillers), key=lambda pair: (-pair[1], pair[0]))[:number]


class SlotCounter(object):
    """Count what fills each gap of a set of templates.

    A clause counts for every template that covers the whole of it, once: of several ways in which
    the template fits, the one counts whose words stand furthest to the left.

    Args:
        templates: a dict, an `XTrie` or pairs of templates and counts.
        examples: how many clauses to keep for each template, the first ones met.
        separator: stands between the words of a filler.
        memory: bytes for the counts of fillers, as a number or a text such as '512MB'; beyond them
            they are counted in files. The fillers of a gap are read when they are asked for. None
            for no bound.
        temp_dir: where these files go; None for the system's place.

    >>> counter = SlotCounter({(None, '能', None, '吗'): 2})
    >>> counter.update([['周末', '能', '退', '票', '吗'], ['明天', '能', '退', '票', '吗']])
    >>> for slot in counter.slots([None, '能', None, '吗']):
    ...     print(slot.gap, slot.total, slot.distinct, slot.top(1)[0][0])
    0 2 2 周末
    1 2 1 退票
    """

    def __init__(self, templates, examples=0, separator='', memory=None, temp_dir=None):
        self._trie = templates if isinstance(templates, XTrie) else XTrie(templates)
        self._keep, self._separator = examples, separator
        self._fillers, self._examples, self._matched = {}, {}, {}
        # With a budget {(number of the template, of the gap, filler): count} in place of `_fillers`;
        # the numbers as texts.
        self._tally = None if memory is None else SpillCounter(Resources(memory, temp_dir=temp_dir))
        self._numbers, self._groups = {}, None

    def update(self, clauses):
        """Count an iterable of clauses, each a list of words; returns nothing."""
        self._groups = None
        for words in clauses:
            words = tuple(words)
            for template, _ in self._trie.covering(words):
                self._add(template, words)
            if self._tally is not None:
                self._tally.spill_if_full()

    def _add(self, template, words):
        self._matched[template] = self._matched.get(template, 0) + 1
        shown = self._examples.setdefault(template, [])
        if len(shown) < self._keep:
            shown.append(self._separator.join(words))
        places = next(embeddings(template, words))
        for gap, filler in enumerate(fillers(template, words, places)):
            text = self._separator.join(filler)
            if self._tally is None:
                counts = self._fillers.setdefault((template, gap), {})
            else:
                number = self._numbers.setdefault(template, '%d' % len(self._numbers))
                counts, text = self._tally.counts, (number, '%d' % gap, text)
            counts[text] = counts.get(text, 0) + 1

    def _counts(self, template, gap):
        if self._tally is None:
            return dict(self._fillers.get((template, gap), ()))
        if self._groups is None:
            self._groups = self._tally.groups(2)
        key = self._numbers.get(template), '%d' % gap
        return {words[0]: count for words, count in self._groups.items(key)}

    def __getstate__(self):
        return dict(self.__dict__, _groups=None)   # files do not travel

    def slots(self, template):
        """Return the `Slot` of each gap of a template, in order."""
        words = as_words(template)
        return [Slot(Template(words), gap, self._counts(words, gap))
                for gap in iter_range(words.count(None))]

    def is_varied(self, template, min_distinct=2, min_entropy=0.0):
        """Tell whether every gap of a template is filled in different ways.

        A gap that always holds the same is a piece of the sentence, not a slot.

        Args:
            template: a template.
            min_distinct: least number of different fillers of each gap.
            min_entropy: least entropy of its fillers, in nats.
        """
        return all(slot.distinct >= min_distinct and slot.entropy >= min_entropy
                   for slot in self.slots(template))

    def matched(self, template):
        """Return how many clauses the template covers."""
        return self._matched.get(as_words(template), 0)

    def examples(self, template):
        """Return the first clauses that the template covers, as texts."""
        return list(self._examples.get(as_words(template), ()))

    def __iter__(self):
        """Yield the `Slot` of every gap, by template, then gap."""
        for words, _ in self._trie:
            for slot in self.slots(words):
                yield slot


def fillers(template, words, places):
    """Return what stands in the gaps of a template, given the places of its words.

    >>> found = fillers((None, '能', None), ['周末', '能', '退', '票'], (1,))
    >>> [len(filler) for filler in found]
    [1, 2]
    """
    if not template:
        return []
    marks = (-1,) + tuple(places) + (len(words),)
    return [words[a + 1:b] for a, b in zip(marks, marks[1:]) if b > a + 1]


def slot_classes(slots, similarity=1.0, min_distinct=2):
    """Group the gaps that are filled by the same.

    Two gaps are alike when the fillers they share make up at least `similarity` of all fillers of
    either; gaps that a chain of likenesses connects are one class.

    Args:
        slots: an iterable of `Slot`.
        similarity: from just above 0 to 1; 1 asks for equal sets of fillers. It is the Jaccard
            index of the sets.
        min_distinct: gaps with fewer different fillers belong to no class.

    Returns:
        list: of lists of `Slot`, two or more each; larger classes first, then by template and gap.

    Complexity:
        For each filler, the square of the number of gaps that it fills; with a similarity of 1,
        linear.
    """
    if not 0 < similarity <= 1:
        raise ArgumentError('similarity must be above 0 and at most 1, not %r' % similarity)
    slots = sorted((slot for slot in slots if slot.distinct >= min_distinct), key=_slot_key)
    if similarity == 1:
        links = _equal_slots(slots)
    else:
        links = _alike_slots(slots, similarity)
    groups = {}
    for index, root in enumerate(_roots(len(slots), links)):
        groups.setdefault(root, []).append(slots[index])
    classes = [group for group in groups.values() if len(group) > 1]
    return sorted(classes, key=lambda group: (-len(group), _slot_key(group[0])))


def _slot_key(slot):
    return template_key(slot.template.words), slot.gap


def _equal_slots(slots):
    first = {}
    for index, slot in enumerate(slots):
        yield index, first.setdefault(frozenset(slot.fillers), index)


def _alike_slots(slots, similarity):
    """Yield the pairs of indices whose Jaccard index is high enough."""
    filled_by = {}
    for index, slot in enumerate(slots):
        for filler in slot.fillers:
            filled_by.setdefault(filler, []).append(index)
    for index, slot in enumerate(slots):
        shared = {}
        for filler in slot.fillers:
            for other in filled_by[filler]:
                if other < index:
                    shared[other] = shared.get(other, 0) + 1
        for other, common in iter_items(shared):
            if common >= similarity * (slot.distinct + slots[other].distinct - common):
                yield index, other


def _roots(size, links):
    """Return for each index the smallest index that links connect it with."""
    parent = list(iter_range(size))

    def find(index):
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, second in links:
        low, high = sorted((find(first), find(second)))
        parent[high] = low
    return [find(index) for index in iter_range(size)]
