# -*- coding: utf-8 -*-
"""Count the fillers of templates' gaps, and group gaps with similar fillers.

Templates are mined in `_finder`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict, namedtuple

from .._compat import Iterable, Mapping, iter_items, iter_range, to_native
from .._html_rows import HtmlRow, Rows
from .._runtime import Resources
from ..errors import ArgumentError, check_kind, check_number, checked_call, shown
from ..ngrams import SpillCounter
from ..scores import entropy
from ._embeddings import embeddings
from ._template import Template, shown_words, sentence_words, template_key, template_tuple
from ._xtrie import XTrie

#: The default for the most words of a gap between two words of a template. Mining with the default
#: window of 5 finds gaps of four words at most; unseen fillers may be longer, but rarely more than twice
#: as long.
MAX_GAP = 8


class Slot(namedtuple('Slot', 'template gap fillers'), HtmlRow):
    """The fillers of one gap of one template.

    Attributes:
        template: the `Template`.
        gap: the number of the gap in the template, from 0.
        fillers: {text of one or more words: count}.
    """

    __slots__ = ()

    @property
    def total(self):
        """Number of fillers, repeated ones each time."""
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

    def _html_fields(self):
        """Return what a notebook shows: the numbers, and the most frequent fillers."""
        return OrderedDict((
            ('template', self.template), ('gap', self.gap), ('total', self.total),
            ('distinct', self.distinct), ('entropy', self.entropy),
            ('fillers', ['%s:%d' % pair for pair in self.top(10)])))


class SlotCounter(object):
    """Count the fillers of each gap of a set of templates.

    A clause counts once for every template that covers the whole clause. If the template fits in several
    ways, the one whose words are furthest to the left counts.

    Args:
        templates: anything that `XTrie` accepts.
        examples: how many clauses to keep for each template, the first ones met.
        separator: the text between the words of a filler.
        memory: bytes for the counts of fillers, as a number or a text such as '512MB'; beyond that, counting
            uses files, and the fillers of a gap are read when they are needed. None for no limit.
        temp_dir: the folder for these files; None for the system's.
        max_gap: the most words in a gap between two words of a template; None for no limit.

    >>> counter = SlotCounter({(None, '能', None, '吗'): 2})
    >>> counter.update([['周末', '能', '退', '票', '吗'], ['明天', '能', '退', '票', '吗']])
    >>> for slot in counter.slots([None, '能', None, '吗']):
    ...     print(slot.gap, slot.total, slot.distinct, slot.top(1)[0][0])
    0 2 2 周末
    1 2 1 退票
    """

    @checked_call
    def __init__(self, templates, examples=0, separator='', memory=None, temp_dir=None,
                 max_gap=MAX_GAP):
        self._trie = templates if isinstance(templates, XTrie) else XTrie(templates)
        self._most_examples, self._separator, self.max_gap = examples, separator, max_gap
        self._examples, self._matched = {}, {}
        resources = Resources(memory=memory, temp_dir=temp_dir)
        self._fillers = _FillerCounts() if resources.memory is None else _SpilledFillerCounts(resources)

    def __repr__(self):
        return to_native('<SlotCounter: %d templates, %d of them met>'
                         % (len(self._trie), len(self._matched)))

    def update(self, clauses):
        """Count an iterable of clauses, each a list of words."""
        for words in clauses:
            words = sentence_words(words)
            for template, _ in self._trie.covering(words, self.max_gap):
                self._add(template, words)
            self._fillers.end_clause()

    def _add(self, template, words):
        self._matched[template] = self._matched.get(template, 0) + 1
        shown = self._examples.setdefault(template, [])
        if len(shown) < self._most_examples:
            shown.append(shown_words(words, self._separator))
        places = next(embeddings(template, words, max_gap=self.max_gap))
        for gap, filler in enumerate(fillers(template, words, places)):
            self._fillers.add(template, gap, shown_words(filler, self._separator))

    def slots(self, template):
        """Return the `Slot` of each gap of a template, in order."""
        words = template_tuple(template)
        return Rows(Slot(Template(words), gap, self._fillers.get(words, gap))
                    for gap in iter_range(words.count(None)))

    def is_varied(self, template, min_distinct=2, min_entropy=0.0):
        """Tell whether every gap of a template has varied fillers.

        A gap that always has the same filler is a fixed part of the sentence, not a slot.

        Args:
            template: a template.
            min_distinct: least number of different fillers of each gap.
            min_entropy: least entropy of its fillers, in nats.
        """
        return all(slot.distinct >= min_distinct and slot.entropy >= min_entropy
                   for slot in self.slots(template))

    def matched(self, template):
        """Return how many clauses the template covers."""
        return self._matched.get(template_tuple(template), 0)

    def examples(self, template):
        """Return the first clauses that the template covers, as texts."""
        return list(self._examples.get(template_tuple(template), ()))

    def __iter__(self):
        """Yield the `Slot` of every gap, by template, then gap."""
        for words, _ in self._trie:
            for slot in self.slots(words):
                yield slot


class _FillerCounts(object):
    """Count the fillers of each gap in memory."""

    def __init__(self):
        self._counts = {}

    def add(self, template, gap, filler):
        counts = self._counts.setdefault((template, gap), {})
        counts[filler] = counts.get(filler, 0) + 1

    def end_clause(self):
        """Do nothing, since there is no memory limit."""

    def get(self, template, gap):
        """Return {filler: count} of one gap."""
        return dict(self._counts.get((template, gap), ()))


class _SpilledFillerCounts(object):
    """Count the fillers of each gap within a memory budget; they are grouped by gap when they are needed."""

    def __init__(self, resources):
        # The tuples counted are (number of the template, number of the gap, filler), all as texts.
        self._spill = SpillCounter(resources)
        self._numbers, self._groups = {}, None

    def add(self, template, gap, filler):
        number = self._numbers.setdefault(template, '%d' % len(self._numbers))
        entry, counts = (number, '%d' % gap, filler), self._spill.counts
        counts[entry] = counts.get(entry, 0) + 1

    def end_clause(self):
        """Write the counts to a file if they exceed the budget."""
        self._groups = None
        self._spill.spill_if_full()

    def get(self, template, gap):
        """Return {filler: count} of one gap."""
        if self._groups is None:
            self._groups = self._spill.groups(2)
        key = self._numbers.get(template), '%d' % gap
        return {words[0]: count for words, count in self._groups.items(key)}

    def __getstate__(self):
        return dict(self.__dict__, _groups=None)   # files do not travel


@checked_call
def fillers(template, words, places):
    """Return the fillers of the gaps of a template, given the places of its words.

    >>> found = fillers((None, '能', None), ['周末', '能', '退', '票'], (1,))
    >>> [len(filler) for filler in found]
    [1, 2]
    """
    if not template:
        return []
    indices = tuple(places) if isinstance(places, Iterable) else (None,)
    if (not hasattr(words, '__getitem__') or isinstance(words, Mapping)
            or not all(hasattr(index, '__index__') for index in indices)):
        raise ArgumentError('fillers need a list of words, not %s, and the indices in it of the words of the '
                            'template, not %s' % (shown(words), shown(places)))
    marks = (-1,) + indices + (len(words),)
    return [words[a + 1:b] for a, b in zip(marks, marks[1:]) if b > a + 1]


@checked_call
def slot_classes(slots, similarity=1.0, min_distinct=2):
    """Group the gaps with similar fillers.

    Two gaps are similar if the Jaccard index of their sets of fillers (the size of the intersection divided
    by that of the union) is at least `similarity`. Gaps connected by a chain of such pairs form one class.

    Args:
        slots: an iterable of `Slot`.
        similarity: least Jaccard index, above 0 and at most 1; 1 requires equal sets of fillers.
        min_distinct: gaps with fewer different fillers belong to no class.

    Returns:
        list: of lists of `Slot`, each with two or more; larger classes first, then by template and gap.

    Complexity:
        For each filler, the square of the number of gaps that it fills; linear with a similarity of 1.
    """
    slots = checked_slots(slots, similarity, min_distinct)
    slots = sorted((slot for slot in slots if slot.distinct >= min_distinct), key=_slot_key)
    if similarity == 1:
        links = _links_of_equals(slots)
    else:
        links = _links_of_alikes(slots, similarity)
    groups = {}
    for index, root in enumerate(_component_roots(len(slots), links)):
        groups.setdefault(root, []).append(slots[index])
    classes = [group for group in groups.values() if len(group) > 1]
    return sorted(classes, key=lambda group: (-len(group), _slot_key(group[0])))


def checked_slots(slots, similarity, min_distinct):
    """Yield each `Slot`, after checking the arguments of the functions that group gaps.

    Raises:
        ArgumentError: an argument is invalid, or an item is no `Slot`.
    """
    check_number('similarity', similarity, 0, whole=False)
    check_number('min_distinct', min_distinct, 0)
    if not 0 < similarity <= 1:
        raise ArgumentError('similarity must be above 0 and at most 1, not %s' % shown(similarity))
    check_kind('slots', slots, Iterable, 'an iterable of Slot')
    for slot in slots:
        check_kind('a slot', slot, Slot, 'a Slot, as `slots` of a SlotCounter gives it')
        yield slot


def _slot_key(slot):
    return template_key(slot.template.words), slot.gap


def _links_of_equals(slots):
    """Yield pairs of indices of slots with equal sets of fillers."""
    first = {}
    for index, slot in enumerate(slots):
        yield index, first.setdefault(frozenset(slot.fillers), index)


def _links_of_alikes(slots, similarity):
    """Yield pairs of indices of slots whose Jaccard index is high enough."""
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


def _component_roots(size, links):
    """Return for each index the smallest index that it is connected with by links, using union-find."""
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
