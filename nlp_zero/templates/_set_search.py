# -*- coding: utf-8 -*-
"""Choose templates by their costs in the clauses that they cover, for `_template_set`.

The first ones are for reading: templates that tell what a sentence is about are preferred there to broad ones
that only tell how it is said, such as `[X] 吗`, so that they can name intents. Broad ones are recognised by
their small mean saving. Since they cover clauses that nothing else covers, a share of the places is reserved
for them. All others follow by what they save.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
from array import array
from collections import namedtuple
from itertools import compress
from math import exp, fsum, log

from .._compat import iter_items, iter_range, iter_zip
from ._automaton import covering_states
from ._embeddings import leftmost_fillers
from ._slots import MAX_GAP
from ._template import gap_type, template_key
from ._template_model import WEIGHT_UNIT
from ._xtrie import XTrie

#: Sums of costs are whole millionths of a nat, so that they are the same in any order.
UNIT = 1000000
#: Words that the shares in a gap are drawn towards those anywhere, as in `TemplateModel`.
_STRENGTH = 100.0
#: Share of the ends among the symbols in a gap: two words a filler on the mean.
_GAP_END = 1 / 3
#: What it takes to say that a clause has a template, or has none: one bit.
_CHOICE = log(2)
#: So many templates are chosen to be read. Those after them follow by what they save alone, so that the list
#: can be cut off anywhere after that and still shortens the text about as much as so many templates can.
_PAGE = 50
#: A template is broad if it saves less on the mean of the clauses that it covers, in nats, and one word if it
#: is common: one that at least so great a share of the different clauses hold.
_BROAD_SAVING, _COMMON_SHARE = 4.5, 0.03
#: One place of so many at most is for a broad template, and the nth only for one that covers 1 / n of the
#: clauses anew, as long as less than so great a share of all clauses, repeated ones each time, is covered.
#: Those that are left when no other template is left come at the end.
_BROAD_PLACES, _COVERED_SHARE = 10, 0.5
#: The saving of a template counts in full if so great a share of its clauses has at most so many words a gap,
#: and below in proportion: more is no slot, but the rest of a sentence.
_SHORT, _SHORT_SHARE = 3, 0.8
#: Of so many words or more in a row beside a single gap, so much counts at least, whatever is in the gap.
_FRAME_WORDS, _FRAME_FACTOR = 3, 0.5
#: Words tell nothing, in a template that saves less than `_BROAD_SAVING` for each gap, if so great a share of
#: the different clauses holds each of them.
_FREQUENT_SHARE = 0.01
#: A gap is part of a phrase if the same word is beside the template's own in so great a share of the clauses.
_BOUND_SHARE = 0.5
#: Fewer different clauses may repeat one text.
_SEVERAL = 10
#: What counts of the saving for each reason why a template is a poor name of an intent, see `_weaknesses`,
#: and if an earlier one has nearly the same words.
_DISCOUNT = 0.25


def is_phrase(template):
    """Tell whether a template is neighbouring words between two gaps, which says no more than the words."""
    return (template[0] is None and template[-1] is None and None not in template[1:-1]
            and not any(map(gap_type, template)))


def _is_frame(template):
    """Tell whether a template is several words in a row with its only gap before or after them."""
    return len(template) > _FRAME_WORDS and template.count(None) == 1 and None not in template[1:-1]


def _has_only_characters(template):
    """Tell whether each word of a template is one character; a typed gap is longer."""
    return all(word is None or len(word) == 1 for word in template)


def _clauses_with(sample):
    """Return the number of different clauses with each word, typed gaps left out."""
    found = {}
    for words in sample.rows:
        for word in set(words):
            if not gap_type(word):
                found[word] = found.get(word, 0) + 1
    return found


def _bound_share(template, fillers):
    """Return the greatest share of the clauses in which the same word is beside a word of the template.

    Args:
        fillers: for each clause, the fillers of the gaps.
    """
    counts, last = {}, template.count(None) - 1
    for found in fillers:
        for gap, filler in enumerate(found):
            if gap or template[0] is not None:
                counts[gap, filler[0]] = counts.get((gap, filler[0]), 0) + 1
            if gap < last or template[-1] is not None:
                counts[~gap, filler[-1]] = counts.get((~gap, filler[-1]), 0) + 1
    return max(counts.values()) / len(fillers) if counts else 0


class _Code(object):
    """The code of clauses by one template, learned from the clauses that it covers.

    Attributes:
        weight: summed weight of these clauses, in thousandths.
    """

    def __init__(self, gaps):
        self.weight = 0
        self._slots = [{} for _ in iter_range(gaps)]
        self._totals = [0] * gaps

    def learn(self, found, weight):
        """Add one clause, given the fillers of the gaps."""
        self.weight += weight
        for gap, filler in enumerate(found):
            slot = self._slots[gap]
            for word in tuple(filler) + (None,):
                slot[word] = slot.get(word, 0) + weight
            self._totals[gap] += (len(filler) + 1) * weight

    def cost(self, found, weight, base, total):
        """Return the cost of one clause in nats, learned from the other clauses alone.

        Args:
            found: the fillers of the gaps.
            weight: the weight of the clause itself, which is subtracted from the counts; 0 for another
                clause.
            base: a function from a word to its share in the whole text.
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


class _Written(object):
    """The costs of the clauses with the templates chosen so far.

    Attributes:
        best: the cost of each clause, in millionths of a nat.
        saved, covered: whether one of the templates saves enough in the clause, and whether one covers it.
    """

    def __init__(self, alone):
        self.best, self._with_word = list(alone), {}
        self.saved, self.covered = [False] * len(alone), [False] * len(alone)

    def note(self, template):
        """Note the words of a chosen template."""
        words = frozenset(template) - {None}
        for word in words:
            self._with_word.setdefault(word, []).append(words)

    def new_share(self, template, cost):
        """Return the share of the cost of a template's words in those that no chosen template has."""
        costs = [(word, cost(word)) for word in template if word is not None]
        # The same on every Python, unlike `sum`, and never greater with fewer new words.
        new = fsum(nats for word, nats in costs if word not in self._with_word)
        return new / fsum(nats for _, nats in costs)

    def restates(self, template):
        """Tell whether a chosen template has all words of another, or two thirds of the words of both."""
        words = frozenset(template) - {None}
        # A template with two thirds of these words has one of any third of them and one more.
        lists = sorted((self._with_word.get(word, ()) for word in words), key=len)[:len(words) // 3 + 1]
        return any(words <= other or 3 * len(words & other) >= 2 * len(words | other)
                   for found in lists for other in found)


class SetSearch(object):
    """Measure the cost of each candidate in each clause that it covers, and choose a set."""

    def __init__(self, sample, words, options):
        self._sample, self._words = sample, words
        self._min_saving, self._min_count = int(options['min_saving'] * UNIT), options['min_count']
        self._total, self._number_of_clauses = sum(sample.weights), sum(sample.counts)
        self._weights = dict(zip(sample.rows, sample.weights))
        self._shares, self._codes, self._clauses_with_word = {}, {}, _clauses_with(sample)
        # A clause with a typed gap may have another text each time.
        self._different = [count if any(map(gap_type, row)) else 1
                           for row, count in zip(sample.rows, sample.counts)]
        self._alone = [int(round(UNIT * (self._word_cost(row) + _CHOICE))) for row in sample.rows]
        # {template: _Covered}, the share of a word beside its own, and what counts of the saving of each.
        self._covered, self._bound_shares, self._factors = {}, {}, {}

    def _word_cost(self, words):
        return sum(-log(self._share(word)) for word in words) + self._words.cost(None)

    def _share(self, word):
        share = self._shares.get(word)
        if share is None:
            share = self._shares[word] = exp(-self._words.cost(word))
        return share

    def add(self, candidates):
        """Learn the costs of more candidates."""
        automaton, found = XTrie([(template, 1) for template in candidates]).automaton, {}
        for number, words in enumerate(self._sample.rows):
            for state in covering_states(automaton, words):
                template = automaton.template[state]
                if automaton.count[state] and leftmost_fillers(template, words, MAX_GAP) is not None:
                    found.setdefault(template, array(str('l'))).append(number)
        for template, numbers in iter_items(found):
            if self._number_different(numbers) >= self._min_count:
                self._learn(template, numbers)

    def _number_different(self, numbers):
        return sum([self._different[number] for number in numbers])

    def _learn(self, template, numbers):
        """Learn the costs of one candidate in the clauses that it covers."""
        rows, weights, code = self._sample.rows, self._sample.weights, _Code(template.count(None))
        fillers = [leftmost_fillers(template, rows[number], MAX_GAP) for number in numbers]
        for number, found in iter_zip(numbers, fillers):
            code.learn(found, weights[number])
        costs = array(str('d'))
        for number, found in iter_zip(numbers, fillers):
            cost = code.cost(found, weights[number], self._share, self._total)
            costs.append(int(round(UNIT * cost)))
        self._codes[template], self._covered[template] = code, _Covered(numbers, costs)
        self._bound_shares[template] = _bound_share(template, fillers)

    def cost(self, template, words):
        """Return the cost in nats of a clause with a template, learned from the other clauses."""
        found = leftmost_fillers(template, words, MAX_GAP)
        return self._codes[template].cost(found, self._weights.get(words, 0), self._share, self._total)

    def _spelling(self, template):
        """Return the cost of spelling a template, in millionths of a nat."""
        cost = sum(-log(_GAP_END if word is None else self._share(word)) for word in template)
        return int(round(UNIT * (cost + self._words.cost(None))))

    def choose(self):
        """Return (template, saving in millionths of a nat) in order: greedy, without superfluous ones."""
        chosen = self._greedy(self._covered)
        while True:
            kept = self._without_spare([template for template, _ in chosen])
            if len(kept) == len(chosen):
                return chosen
            chosen = self._greedy(kept)

    def _without_spare(self, templates):
        """Return the templates whose removal would cost more than their spelling saves."""
        firsts, second = self._two_best(templates)
        losses = dict.fromkeys(templates, 0)
        for number, first in enumerate(firsts):
            if first is not None:
                cost, template = first
                losses[template] += (second[number] - cost) * self._sample.weights[number]
        return [template for template in templates
                if losses[template] // WEIGHT_UNIT > self._spelling(template)]

    def _two_best(self, templates):
        """Return for each clause its best (cost, template) or None, and its cost without that template."""
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
        state, chosen = _Written(self._alone), []
        self._fill_page(templates, state, chosen)
        taken = {template for template, _ in chosen}
        rest = self._heap((template for template in templates if template not in taken), self._saving, state)
        while self._bring_up(rest, self._saving, state):
            self._take(heapq.heappop(rest)[2], state, chosen)
        return chosen

    def _fill_page(self, templates, state, chosen):
        """Choose the first templates: those that could name an intent, and some broad ones among them."""
        for template in templates:
            if template not in self._factors:
                self._factors[template] = self._factor(template)
        ranks, broad_ones = (self._rank, self._new_clauses), 0
        heaps = [self._heap((template for template in templates
                             if (self._factors[template] is None) == is_broad), ranks[is_broad], state)
                 for is_broad in (False, True)]
        while len(chosen) < _PAGE:
            specific, broad = [self._bring_up(heap, rank, state) for heap, rank in zip(heaps, ranks)]
            place = len(chosen) + 1
            if not specific and not broad:
                return
            if broad and specific:
                broad = ((broad_ones + 1) * _BROAD_PLACES <= place
                         and broad * place >= self._total
                         and self._covered_share(state) < _COVERED_SHARE)
            self._take(heapq.heappop(heaps[bool(broad)])[2], state, chosen)
            broad_ones += bool(broad)

    @staticmethod
    def _heap(templates, rank, state):
        """Return a heap of the templates whose rank is above 0, the greatest first."""
        ranked = [(-rank(template, state), template_key(template), template) for template in templates]
        heap = [entry for entry in ranked if entry[0] < 0]
        heapq.heapify(heap)
        return heap

    @staticmethod
    def _bring_up(heap, rank, state):
        """Bring the next choice to the top of a heap and return its rank, 0 if no template saves anything.

        Ranks only fall while templates are chosen, so templates further down need not be examined.
        """
        while heap:
            _, key, template = heap[0]
            now = rank(template, state)
            if now <= 0:
                heapq.heappop(heap)
                continue
            heapq.heapreplace(heap, (-now, key, template))
            if heap[0][2] is template:
                return now
        return 0

    def _rank(self, template, state):
        """Return the saving of a template that counts on the first page."""
        counts = self._factors[template] * state.new_share(template, self._words.cost)
        return int(self._saving(template, state) * counts * _DISCOUNT ** state.restates(template))

    def _covered_share(self, state):
        """Return the share of all clauses, repeated ones each time, that the chosen templates cover."""
        covered = compress(self._sample.counts, state.covered)
        return sum(covered) / self._number_of_clauses

    def _new_clauses(self, template, state):
        """Return the weight of the clauses that only a broad template covers, 0 if it saves nothing."""
        if self._saving(template, state) <= 0:
            return 0
        weights, covered = self._sample.weights, state.covered
        return sum(weights[number] for number in self._covered[template].numbers if not covered[number])

    def _factor(self, template):
        """Return the share of a template's saving that counts on its own; None for a broad one.

        With 0, because its gaps are never short, it comes after the first page, as without a new word.
        """
        saving, short = self._mean_saving(template), self._short_share(template) / _SHORT_SHARE
        common = self._are_frequent(template, _COMMON_SHARE)
        if saving <= _BROAD_SAVING or (common and len(template) == 2 and short < 1):
            return None
        thin = saving < _BROAD_SAVING * template.count(None)
        if _is_frame(template):
            short = max(short, _FRAME_FACTOR)
        elif is_phrase(template):
            short = 1
        return min(1, short) * _DISCOUNT ** sum(self._weaknesses(template, common, thin))

    def _weaknesses(self, template, common, thin):
        """Yield for each reason why a template is a poor name of an intent whether it applies."""
        alone = len(template) == 2
        # Words in any position; scattered common words; and frequent words that save little.
        yield (is_phrase(template) or common and None in template[1:-1]
               or thin and not alone and self._are_frequent(template, _FREQUENT_SHARE))
        # Part of a phrase; characters here and there, which are particles or parts of words; what may repeat
        # one text.
        yield self._bound_shares[template] >= _BOUND_SHARE
        yield (alone or None in template[1:-1]) and _has_only_characters(template)
        yield self._number_different(self._covered[template].numbers) < _SEVERAL

    def _are_frequent(self, template, share):
        """Tell whether each word of a template is in at least such a share of the different clauses."""
        least = share * len(self._sample.rows)
        return all(word is None or self._clauses_with_word.get(word, 0) >= least for word in template)

    def _mean_saving(self, template):
        """Return the mean saving of a template in a clause that it covers, by weight, in nats."""
        saved = weight = 0
        for number, cost in zip(*self._covered[template]):
            saved += (self._alone[number] - int(cost)) * self._sample.weights[number]
            weight += self._sample.weights[number]
        return saved / UNIT / weight

    def _short_share(self, template):
        """Return the share of the clauses that a template covers with few words in its gaps."""
        numbers, gaps = self._covered[template].numbers, template.count(None)
        most = len(template) - gaps + _SHORT * gaps
        return sum(1 for number in numbers if len(self._sample.rows[number]) <= most) / len(numbers)

    def _saving(self, template, state):
        """Return the saving of a template beyond those chosen, less its spelling, in millionths of a nat."""
        saving, weights, least = 0, self._sample.weights, self._min_saving
        best, saved = state.best, state.saved
        for number, cost in zip(*self._covered[template]):
            gain = best[number] - int(cost) - (0 if saved[number] else least)
            if gain > 0:
                saving += gain * weights[number]
        return saving // WEIGHT_UNIT - self._spelling(template)

    def _take(self, template, state, chosen):
        """Choose a template: add it and its saving to those chosen, and note what the clauses cost now."""
        chosen.append((template, self._saving(template, state)))
        least = self._min_saving
        for number, cost in zip(*self._covered[template]):
            state.covered[number] = True
            if state.best[number] - cost > (0 if state.saved[number] else least):
                state.best[number], state.saved[number] = int(cost), True
        state.note(template)
