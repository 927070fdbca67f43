# -*- coding: utf-8 -*-
"""Choose templates by what each takes in each clause that it covers: what `_template_set` asks.

A template that says what a sentence is about goes before one that only says how it is said, such as
`[X] 吗`: the first ones shall be names of intents. But those broad ones cover what nothing else does, so
some of the places are theirs.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
from array import array
from collections import namedtuple
from math import exp, log

from .._compat import iter_items, iter_range, iter_zip
from ._automaton import covering_states
from ._embeddings import leftmost_fillers
from ._slots import MAX_GAP
from ._template import gap_type, template_key
from ._xtrie import XTrie

__all__ = [str(name) for name in ('UNIT', 'WEIGHT_UNIT', 'SetSearch', 'is_phrase')]

#: Sums of costs are whole millionths of a nat, so that they are the same in any order.
UNIT = 1000000
#: Weights of clauses are whole thousandths.
WEIGHT_UNIT = 1000
#: Words that the shares in a gap are drawn towards those anywhere, as in `TemplateModel`.
_STRENGTH = 100.0
#: Share of the ends among the symbols in a gap: two words a filler on the mean.
_GAP_END = 1 / 3
#: What it takes to say that a clause has a template, or has none: one bit.
_CHOICE = log(2)
#: Characters of particles, pronouns and the like, the closed classes: a template of these alone tells how
#: a sentence is said, not what is said.
_FUNCTION_CHARACTERS = frozenset(
    '的了吗呢吧啊呀么嘛呗啦哦哈嗯着过地得是在不没也都就还又很太再更最和与或及而但并则且'
    '我你您他她它们咱这那个一些中里后时把将以于之其此对为可')
#: One place of so many is for a broad template.
_BROAD_PLACES = 6
#: What counts of the saving when the next one is chosen: of a word with a slot beside it; of what tells
#: little new: the same words again, or one of them; a word with all sorts of words beside it; a phrase at
#: an edge in fewer than `_SEVERAL` different clauses; and of a phrase in any place.
_ONE_WORD, _LITTLE_NEWS, _ANY_PLACE, _SEVERAL = 0.5, 0.3, 0.15, 10
#: What is beside a word is a slot if so great a share of it has at most so many words, and they save so many
#: nats on the mean against words anywhere.
_SHORT, _SHORT_SHARE, _SLOT_SAVING = 3, 0.4, 1.5


def is_phrase(template):
    """Tell whether a template is neighbouring words between two gaps, which says nothing beyond the words."""
    return (template[0] is None and template[-1] is None and None not in template[1:-1]
            and not any(map(gap_type, template)))


def _content(template):
    """Return the words of a template that are no function words, typed gaps too."""
    return tuple(word for word in template if word is not None and not _FUNCTION_CHARACTERS.issuperset(word))


def _is_broad(template):
    """Tell whether a template says nothing of content: function words, or one character at an edge.

    A character at the edge makes a longer word as often as a template.
    """
    content = _content(template)
    return not content or (len(template) == 2 and not gap_type(content[0]) and len(content[0]) < 2)


class _Code(object):
    """What one template takes to write clauses, learned from those that it covers.

    Attributes:
        weight: summed weight of these clauses, in thousandths.
    """

    def __init__(self, gaps):
        self.weight = 0
        self._slots = [{} for _ in iter_range(gaps)]
        self._totals = [0] * gaps

    def learn(self, found, weight):
        """Add one clause by what is in the gaps there."""
        self.weight += weight
        for gap, filler in enumerate(found):
            slot = self._slots[gap]
            for word in tuple(filler) + (None,):
                slot[word] = slot.get(word, 0) + weight
            self._totals[gap] += (len(filler) + 1) * weight

    def cost(self, found, weight, base, total):
        """Return what one clause takes, in nats, learned from the other clauses alone.

        Args:
            found: what is in the gaps.
            weight: that of the clause itself, taken out of what was learned; 0 for another clause.
            base: a function from a word to its share anywhere.
            total: weight of all clauses.
        """
        cost = log(total / self.weight) + _CHOICE
        for gap, filler in enumerate(found):
            slot = self._slots[gap]
            divisor = self._totals[gap] - (len(filler) + 1) * weight + _STRENGTH * WEIGHT_UNIT
            for word in tuple(filler) + (None,):
                share = _GAP_END if word is None else base(word) * (1 - _GAP_END)
                count = max(0, slot.get(word, 0) - weight)
                cost -= log((count + _STRENGTH * WEIGHT_UNIT * share) / divisor)
        return cost


#: The numbers of the clauses that a template covers, and what each takes, in millionths of a nat: two arrays.
_Covered = namedtuple('_Covered', 'numbers costs')


class SetSearch(object):
    """Hold what each candidate takes in each clause that it covers, and choose a set from that."""

    def __init__(self, sample, words, options):
        self._sample, self._words = sample, words
        self._min_saving, self._min_count = int(options['min_saving'] * UNIT), options['min_count']
        self._total = sum(sample.weights)
        self._weights = dict(zip(sample.rows, sample.weights))
        self._shares, self._codes = {}, {}
        self._alone = [int(round(UNIT * (self._word_cost(row) + _CHOICE))) for row in sample.rows]
        # {template: _Covered}, and what counts of the saving of each.
        self._covered, self._factors = {}, {}

    def _word_cost(self, words):
        return sum(-log(self._share(word)) for word in words) + self._words.cost(None)

    def _share(self, word):
        share = self._shares.get(word)
        if share is None:
            share = self._shares[word] = exp(-self._words.cost(word))
        return share

    def add(self, candidates):
        """Learn what some more candidates take."""
        automaton, found = XTrie([(template, 1) for template in candidates]).automaton, {}
        for number, words in enumerate(self._sample.rows):
            for state in covering_states(automaton, words):
                template = automaton.template[state]
                if automaton.count[state] and leftmost_fillers(template, words, MAX_GAP) is not None:
                    found.setdefault(template, array(str('l'))).append(number)
        for template, numbers in iter_items(found):
            if len(numbers) >= self._min_count:
                self._learn(template, numbers)

    def _learn(self, template, numbers):
        """Learn what one candidate takes in the clauses that it covers."""
        rows, weights, code = self._sample.rows, self._sample.weights, _Code(template.count(None))
        fillers = [leftmost_fillers(template, rows[number], MAX_GAP) for number in numbers]
        for number, found in iter_zip(numbers, fillers):
            code.learn(found, weights[number])
        costs = array(str('d'))
        for number, found in iter_zip(numbers, fillers):
            cost = code.cost(found, weights[number], self._share, self._total)
            costs.append(int(round(UNIT * cost)))
        self._codes[template], self._covered[template] = code, _Covered(numbers, costs)

    def cost(self, template, words):
        """Return what a clause that a template covers takes with it, in nats, learned from the others."""
        found = leftmost_fillers(template, words, MAX_GAP)
        return self._codes[template].cost(found, self._weights.get(words, 0), self._share, self._total)

    def _spelling(self, template):
        """Return what a template itself takes, in millionths of a nat."""
        cost = sum(-log(_GAP_END if word is None else self._share(word)) for word in template)
        return int(round(UNIT * (cost + self._words.cost(None))))

    def choose(self):
        """Return (template, saving in millionths of a nat) in order: greedy, without what it can spare."""
        chosen = self._greedy(self._covered)
        while True:
            kept = self._without_spare([template for template, _ in chosen])
            if len(kept) == len(chosen):
                return chosen
            chosen = self._greedy(kept)

    def _without_spare(self, templates):
        """Return those of some templates without which the clauses would take more than is spelled less."""
        firsts, second = self._two_best(templates)
        losses = dict.fromkeys(templates, 0)
        for number, first in enumerate(firsts):
            if first is not None:
                cost, template = first
                losses[template] += (second[number] - cost) * self._sample.weights[number]
        return [template for template in templates
                if losses[template] // WEIGHT_UNIT > self._spelling(template)]

    def _two_best(self, templates):
        """Return for each clause its best (cost, template) or None, and what it takes without that one."""
        first, second = [None] * len(self._alone), list(self._alone)
        for template in templates:
            for number, cost in zip(*self._covered[template]):
                if second[number] - cost > 0:
                    if first[number] is None:
                        if self._alone[number] - cost > self._min_saving:
                            first[number] = cost, template
                    elif cost < first[number][0]:
                        second[number], first[number] = first[number][0], (cost, template)
                    else:
                        second[number] = cost
        return first, second

    def _greedy(self, templates):
        best, done, told, chosen = list(self._alone), [False] * len(self._alone), set(), []
        heaps, places = ([], []), [0, 0]   # of specific templates and of broad ones
        for template in templates:
            rank = self._rank(template, best, done, told)
            if rank > 0:
                heaps[_is_broad(template)].append((-rank, template_key(template), template))
        for heap in heaps:
            heapq.heapify(heap)
        while True:
            left = [self._bring_up(heap, best, done, told) for heap in heaps]
            if not any(left):
                return chosen
            broad = not left[0] or (left[1] and (places[1] + 1) * _BROAD_PLACES <= sum(places) + 1)
            template = heapq.heappop(heaps[broad])[2]
            chosen.append((template, self._saving(template, best, done)))
            self._take(template, best, done)
            content = _content(template)
            told.add(content)
            told.update((word,) for word in content)
            places[broad] += 1

    def _bring_up(self, heap, best, done, told):
        """Put first in a heap what is to be chosen next; return whether any is left that pays.

        Ranks only fall while templates are chosen, so those further down need not be looked at.
        """
        while heap:
            _, key, template = heap[0]
            rank = self._rank(template, best, done, told)
            if rank <= 0:
                heapq.heappop(heap)
                continue
            heapq.heapreplace(heap, (-rank, key, template))
            if heap[0][2] is template:
                return True
        return False

    def _rank(self, template, best, done, told):
        """Return by what a template is chosen: the saving of a specific one, what a broad one covers anew."""
        saving = self._saving(template, best, done)
        if saving > 0 and _is_broad(template):
            return sum(self._sample.weights[number] for number in self._newly_saved(template, best, done))
        factor = self._factors.get(template)
        if factor is None:
            factor = self._factors[template] = self._factor(template)
        return int(saving * (min(factor, _LITTLE_NEWS) if _content(template) in told else factor))

    def _factor(self, template):
        """Return what counts of the saving of a template, whatever was chosen before it."""
        if is_phrase(template):
            return _ANY_PLACE
        if len(template) == 2:
            return _ONE_WORD if self._has_slot(template) else _LITTLE_NEWS
        if None not in template[1:-1] and len(self._covered[template].numbers) < _SEVERAL:
            return _LITTLE_NEWS
        return 1

    def _has_slot(self, template):
        """Tell whether what is beside the only word of a template is short, and told by that word."""
        numbers, costs = self._covered[template]
        sizes = [len(self._sample.rows[number]) - 1 for number in numbers]
        if sum(1 for size in sizes if size <= _SHORT) < _SHORT_SHARE * len(sizes):
            return False
        word = template[0] or template[1]
        # What is beside the word takes alone, the end of it too; and what it takes with the template.
        apart = sum(self._alone[number] for number in numbers) / UNIT - sum(sizes) * log(1 - _GAP_END)
        apart += len(sizes) * (log(self._share(word)) - self._words.cost(None) - _CHOICE - log(_GAP_END))
        filled = sum(costs) / UNIT - len(sizes) * (log(self._total / self._codes[template].weight) + _CHOICE)
        return apart - filled >= _SLOT_SAVING * len(sizes)

    def _newly_saved(self, template, best, done):
        """Yield the numbers of the clauses that a template saves and none before it."""
        for number, cost in zip(*self._covered[template]):
            if not done[number] and best[number] - cost > self._min_saving:
                yield number

    def _saving(self, template, best, done):
        """Return what a template saves beyond those taken, its spelling paid, in millionths of a nat."""
        saving, weights, least = 0, self._sample.weights, self._min_saving
        for number, cost in zip(*self._covered[template]):
            saved = best[number] - int(cost) - (0 if done[number] else least)
            if saved > 0:
                saving += saved * weights[number]
        return saving // WEIGHT_UNIT - self._spelling(template)

    def _take(self, template, best, done):
        least = self._min_saving
        for number, cost in zip(*self._covered[template]):
            if best[number] - cost > (0 if done[number] else least):
                best[number], done[number] = int(cost), True
