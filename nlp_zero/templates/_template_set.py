# -*- coding: utf-8 -*-
"""Choose a small set of templates that together say most: minimum description length over the set.

Candidates come from `_finder`, and from the moves in `_moves`. A template pays for its own spelling, and
in each clause for being named; what it saves is what the words of the clause take alone, less the template
and what is in its gaps. The choice is greedy: the template that saves most beyond those chosen before
comes next, until none pays. A clause is saved once, by the best of the set.

In contrast to `_template_model`, which says what any set of templates saves, a repeated clause weighs
little more than a single one here, so that a set sentence makes no template; words and set phrases are
no templates either, since those have a gap.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
from array import array
from collections import namedtuple
from math import exp, log
from zlib import crc32

from .._compat import iter_items, iter_range
from .._html_rows import HtmlRow
from ..errors import ArgumentError, checked_options
from ._automaton import covering_states
from ._embeddings import leftmost_fillers
from ._moves import edge_candidates, refined_candidates
from ._slots import MAX_GAP
from ._template import Template, gap_type, template_key
from ._template_file import template_pairs
from ._template_model import WordModel
from ._xtrie import XTrie

__all__ = [str(name) for name in ('ChosenTemplate', 'DistinctClauses', 'choose_templates')]

#: Sums of costs are whole millionths of a nat, so that they are the same in any order.
_UNIT = 1000000
#: Weights of clauses are whole thousandths.
_WEIGHT = 1000
#: Words that the shares in a gap are drawn towards those anywhere, as in `TemplateModel`.
_STRENGTH = 100.0
#: Share of the ends among the symbols in a gap: two words a filler on the mean.
_GAP_END = 1 / 3
#: What it takes to say that a clause has a template, or has none: one bit.
_CHOICE = log(2)
#: Of a template that differs from a chosen one by gaps at its ends alone, and of one that is a phrase in any
#: place, so much of the saving counts: it tells little that is new.
_LITTLE_NEWS = 0.3
#: What a template must save in a clause that none saves yet, in nats.
MIN_SAVING = 3.0
#: So many different clauses are looked at; of more, those with the smallest checksums.
MOST_CLAUSES = 100000
#: Rounds of candidates refined from the chosen ones.
_ROUNDS = 2


class ChosenTemplate(namedtuple('ChosenTemplate', 'template count saved coverage'), HtmlRow):
    """One template of a small set.

    Attributes:
        template: the `Template`.
        count: clauses of the corpus that it writes best of the set, repeated ones each time.
        saved: bits that it saves beyond the templates before it, its own spelling paid.
        coverage: share of the clauses that it or a template before it covers, up to 1.
    """

    __slots__ = ()


class DistinctClauses(object):
    """Different clauses of a corpus with how often each occurs, a sample of them if there are many.

    Which ones are kept depends on their words alone: not on the order of the corpus.

    Args:
        clauses: an iterable of lists of words.
        most: greatest number of different clauses to keep.

    Attributes:
        rows: the clauses as tuples of words, sorted.
        counts: how often each occurs.
        weights: 1 + log(count) of each, in thousandths: of a repeated clause the repetition is no news.
    """

    def __init__(self, clauses, most=MOST_CLAUSES):
        found, limit = {}, 1 << 32
        for words in clauses:
            words = tuple(words)
            if words in found:
                found[words] += 1
            elif limit == 1 << 32 or _checksum(words) < limit:
                found[words] = 1
                while len(found) > most:
                    limit >>= 1
                    found = {row: count for row, count in iter_items(found) if _checksum(row) < limit}
        self.rows = sorted(found)
        self.counts = [found[words] for words in self.rows]
        self.weights = [int(round(_WEIGHT * (1 + log(count)))) for count in self.counts]

    def __len__(self):
        return len(self.rows)


def _checksum(words):
    return crc32(' '.join(words).encode('utf-8')) & 0xffffffff


def choose_templates(templates, clauses, top=None, **options):
    """Return the templates that together save most, the one that saves most first.

    Args:
        templates: the candidates, as `XTrie` takes them; those without a gap are left out.
        clauses: lists of words; a list of them, or what can be iterated twice.
        top: greatest number of templates, or None for all that pay.

    Options, by name only:
        min_saving: nats that a template must save in a clause to count there, beyond what it takes. More
            of it leaves out company without content, such as two frequent words.
        min_count: least number of different clauses that a candidate covers.
        min_words: least number of words; with 1, a word that opens or ends clauses is a candidate too.
        inner_gap: whether a template must have a gap between two of its words.
        max_gaps: greatest number of gaps, or None.

    Returns:
        list: of `ChosenTemplate`.

    Raises:
        ArgumentError: an unknown option, or clauses that can be iterated only once.

    Complexity:
        Time and memory for each pair of a clause and a candidate that covers it, of at most
        `MOST_CLAUSES` different clauses; one more pass over all clauses to count.

    Formula:
        Two-part code: what the set takes and what the clauses take with it (Rissanen 1978); the greedy
        choice with lazy evaluation is that of Minoux (1978).

    >>> clauses = [['能', x, '吗'] for x in '甲乙丙丁戊己庚辛'] + [[x, y] for x in '子丑寅卯' for y in '辰巳午未']
    >>> for row in choose_templates({('能', None, '吗'): 8}, clauses, min_saving=1):
    ...     print(row.template.to_text(), row.count, round(row.coverage, 2))
    能 [X] 吗 8 0.33
    """
    if iter(clauses) is clauses:
        raise ArgumentError('choose_templates iterates the clauses twice: give a list, not an iterator')
    options = checked_options('choose_templates', options, min_saving=MIN_SAVING, min_count=3, min_words=1,
                              inner_gap=False, max_gaps=None)
    sample = DistinctClauses(clauses)
    words = WordModel(sample.rows)
    candidates = {tuple(template) for template, _ in template_pairs(templates)}
    if options['min_words'] < 2 and not options['inner_gap']:
        candidates.update(edge_candidates(sample, max(options['min_count'], 3)))
    search, seen = None, set()
    for _ in iter_range(1 + _ROUNDS):
        candidates = {template for template in candidates if _is_allowed(template, options)} - seen
        if search is not None and not candidates:
            break
        seen |= candidates
        search = search or _Search(sample, words, options)
        search.add(candidates)
        chosen = search.choose()
        candidates = refined_candidates(chosen, sample, options['min_count'])
    return _counted(chosen[:top], search, clauses)


def _is_allowed(template, options):
    """Tell whether a template has a gap and is within the limits of the options."""
    gaps = sum(1 for word in template if word is None or gap_type(word))
    words = len(template) - gaps
    return (gaps > 0 and words >= max(1, options['min_words'])
            and (words > 1 or not _is_phrase(template))
            and (options['max_gaps'] is None or gaps <= options['max_gaps'])
            and (not options['inner_gap'] or None in template[1:-1]))


def _is_phrase(template):
    """Tell whether a template is neighbouring words between two gaps, which says nothing beyond the words."""
    return (template[0] is None and template[-1] is None and None not in template[1:-1]
            and not any(map(gap_type, template)))


def _counted(chosen, search, clauses):
    """Return the `ChosenTemplate`s, counted over all clauses.

    Args:
        chosen: (template, saved) pairs in order, the saving in millionths of a nat.
    """
    rank = {template: place for place, (template, _) in enumerate(chosen)}
    trie, memo = XTrie([(template, 1) for template in rank]), {}
    counts, first, total = [0] * len(chosen), [0] * (len(chosen) + 1), 0
    for words in clauses:
        words, total = tuple(words), total + 1
        places = memo.get(words)
        if places is None:
            covering = [template for template, _ in trie.covering(words)
                        if leftmost_fillers(template, words, MAX_GAP) is not None]
            places = len(chosen), None
            if covering:
                best = min(covering, key=lambda t: (search.cost(t, words), rank[t]))
                places = min(rank[template] for template in covering), rank[best]
            if len(memo) < MOST_CLAUSES:
                memo[words] = places
        first[places[0]] += 1
        if places[1] is not None:
            counts[places[1]] += 1
    rows, covered = [], 0
    for place, (template, saved) in enumerate(chosen):
        covered += first[place]
        bits = saved / _UNIT / log(2)
        if counts[place]:
            rows.append(ChosenTemplate(Template(template), counts[place], bits, covered / total))
    return rows


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
            divisor = self._totals[gap] - (len(filler) + 1) * weight + _STRENGTH * _WEIGHT
            for word in tuple(filler) + (None,):
                share = _GAP_END if word is None else base(word) * (1 - _GAP_END)
                count = max(0, slot.get(word, 0) - weight)
                cost -= log((count + _STRENGTH * _WEIGHT * share) / divisor)
        return cost


#: The numbers of the clauses that a template covers, and what each takes, in millionths of a nat: two arrays.
_Covered = namedtuple('_Covered', 'numbers costs')


class _Search(object):
    """Hold what each candidate takes in each clause that it covers, and choose a set from that."""

    def __init__(self, sample, words, options):
        self._sample, self._words = sample, words
        self._min_saving, self._min_count = int(options['min_saving'] * _UNIT), options['min_count']
        self._total = sum(sample.weights)
        self._weights = dict(zip(sample.rows, sample.weights))
        self._shares, self._codes = {}, {}
        self._alone = [int(round(_UNIT * (self._word_cost(row) + _CHOICE))) for row in sample.rows]
        # {template: _Covered}
        self._covered = {}

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
        for number in numbers:
            code.learn(leftmost_fillers(template, rows[number], MAX_GAP), weights[number])
        costs = array(str('d'))
        for number in numbers:
            found = leftmost_fillers(template, rows[number], MAX_GAP)
            cost = code.cost(found, weights[number], self._share, self._total)
            costs.append(int(round(_UNIT * cost)))
        self._codes[template], self._covered[template] = code, _Covered(numbers, costs)

    def cost(self, template, words):
        """Return what a clause that a template covers takes with it, in nats, learned from the others."""
        found = leftmost_fillers(template, words, MAX_GAP)
        return self._codes[template].cost(found, self._weights.get(words, 0), self._share, self._total)

    def _spelling(self, template):
        """Return what a template itself takes, in millionths of a nat."""
        cost = sum(-log(_GAP_END if word is None else self._share(word)) for word in template)
        return int(round(_UNIT * (cost + self._words.cost(None))))

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
        return [template for template in templates if losses[template] // _WEIGHT > self._spelling(template)]

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
        best, done, cores, chosen = list(self._alone), [False] * len(self._alone), set(), []
        heap = [(-self._saving(template, best, done), template_key(template), template)
                for template in templates]
        heap = [entry for entry in heap if entry[0] < 0]
        heapq.heapify(heap)
        while heap:
            _, key, template = heapq.heappop(heap)
            saving = self._saving(template, best, done)
            core = _without_outer_gaps(template)
            if core in cores or _is_phrase(template):
                saving = int(saving * _LITTLE_NEWS)
            if saving <= 0:
                continue
            if heap and (-saving, key) > heap[0][:2]:
                heapq.heappush(heap, (-saving, key, template))
                continue
            self._take(template, best, done)
            cores.add(core)
            chosen.append((template, saving))
        return chosen

    def _saving(self, template, best, done):
        """Return what a template saves beyond those taken, its spelling paid, in millionths of a nat."""
        saving, weights, least = 0, self._sample.weights, self._min_saving
        for number, cost in zip(*self._covered[template]):
            saved = best[number] - int(cost) - (0 if done[number] else least)
            if saved > 0:
                saving += saved * weights[number]
        return saving // _WEIGHT - self._spelling(template)

    def _take(self, template, best, done):
        least = self._min_saving
        for number, cost in zip(*self._covered[template]):
            if best[number] - cost > (0 if done[number] else least):
                best[number], done[number] = int(cost), True


def _without_outer_gaps(template):
    start = 1 if template[0] is None else 0
    return template[start:len(template) - 1 if template[-1] is None else len(template)]
