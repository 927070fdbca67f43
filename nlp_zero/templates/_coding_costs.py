# -*- coding: utf-8 -*-
"""Define the costs of words, templates and fillers in coding a clause with templates, as whole numbers.

The formulas are those of `TemplateModel`. For saved templates, without a text to learn from, the shares are
estimated from the saved counts and fillers.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import exp, log

from .._compat import iter_items
from ._template import gap_type

#: The cost of one character if nothing is known about the words: a choice among the 3,500 characters of the
#: first level of the Table of General Standard Chinese Characters.
_COMMON_CHARACTER = log(3500)
#: The share of symbols that end a clause, and of those that end a filler, where nothing was counted:
#: clauses of six words, fillers of two.
_CLAUSE_END, _GAP_END = 1 / 7, 1 / 3
#: The cost of a typed gap without counts: one word in a hundred is assumed to be a number or the like.
_TYPED_GAP = log(100)
#: Most words whose costs are cached.
_MOST_CACHED = 100000


def micro(nats):
    """Return nats as whole millionths, whose sums do not depend on their order.

    >>> micro(0.5)
    500000
    """
    return int(round(nats * 1e6))


class SpelledWords(object):
    """The costs of words if nothing is known about them: each is spelled by its characters."""

    def cost(self, word):
        """Return what a word, or the end of a clause (None), takes, in nats."""
        if word is None:
            return -log(_CLAUSE_END)
        return len(word) * _COMMON_CHARACTER if gap_type(word) is None else _TYPED_GAP


class VocabularyWords(object):
    """The costs of words by their shares of the counts of a vocabulary.

    Args:
        count: callable from a word to its count, 0 for an unknown one.
        total: the sum of all counts.
    """

    def __init__(self, count, total):
        self._count = count
        self._log_total = log(total + 1) - log(1 - _CLAUSE_END)

    def cost(self, word):
        """Return what a word, or the end of a clause (None), takes, in nats.

        An unknown word costs as much as one seen once, plus the cost of each character after the first.
        """
        if word is None:
            return -log(_CLAUSE_END)
        if gap_type(word) is not None:
            return _TYPED_GAP
        count = self._count(word)
        if count:
            return self._log_total - log(count)
        return self._log_total + (len(word) - 1) * _COMMON_CHARACTER


class GapCounts(namedtuple('GapCounts', 'counts strength')):
    """The counts of words seen in one gap.

    Attributes:
        counts: {word: count}, with None for the ends of fillers.
        strength: how strongly the shares in the gap are smoothed towards those in the whole text, in words.
    """

    __slots__ = ()


class GapCosts(namedtuple('GapCosts', 'words unseen end')):
    """The costs of words in one gap, in millionths of a nat.

    Attributes:
        words: {word: cost} of the words seen in the gap.
        unseen: the extra cost of any other word, added to its cost elsewhere.
        end: the cost of the end of the filler.
    """

    __slots__ = ()


class CodingCosts(object):
    """The costs of templates, words and fillers.

    Args:
        words: an object with `cost(word)`, in nats; None stands for the end of a clause.
        counts: {template as a tuple: count}, the empty tuple for clauses without a template.
        gaps: {(template, number of the gap): `GapCounts`}; may lack any.
        gap_end: the share of ends among all symbols in gaps.
    """

    def __init__(self, words, counts, gaps, gap_end=_GAP_END):
        self._words, self._gaps, self._gap_end = words, gaps, gap_end
        self._counts, self._log_total = counts, log(max(1, sum(counts.values())))
        self._word_costs, self._gap_costs = {}, {}
        self.end = micro(words.cost(None))
        self._empty = GapCosts({}, micro(-log(1 - gap_end)), micro(-log(gap_end)))

    @classmethod
    def of_counts(cls, words, counts, gaps, unmatched=None):
        """Return the costs of templates whose counts are known.

        Args:
            words, counts, gaps: as for the class, the count of the empty tuple aside.
            unmatched: number of clauses without a template; None if unknown, which assumes a third as many as
                the others.
        """
        counts = dict(counts)
        counts[()] = max(1, sum(counts.values()) // 3 if unmatched is None else unmatched)
        ends = sum(gap.counts.get(None, 0) for gap in gaps.values())
        total = sum(sum(gap.counts.values()) for gap in gaps.values())
        return cls(words, counts, gaps, ends / total if 0 < ends < total else _GAP_END)

    def word(self, word):
        """Return the cost of a word outside gaps."""
        cost = self._word_costs.get(word)
        if cost is None:
            if len(self._word_costs) > _MOST_CACHED:
                self._word_costs.clear()
            cost = self._word_costs[word] = micro(self._words.cost(word))
        return cost

    def template(self, template):
        """Return the cost of choosing a template; the empty one stands for words alone."""
        return micro(self._log_total - log(self._counts[template]))

    def gap(self, template, number):
        """Return the `GapCosts` of one gap."""
        key = template, number
        found = self._gap_costs.get(key)
        if found is None:
            seen = self._gaps.get(key)
            found = self._gap_costs[key] = self._learned_gap(*seen) if seen is not None else self._empty
        return found

    def _learned_gap(self, counts, strength):
        gap_end = self._gap_end
        log_total = log(sum(counts.values()) + strength)
        words = {word: micro(log_total - log(count + strength * exp(-self._words.cost(word)) * (1 - gap_end)))
                 for word, count in iter_items(counts) if word is not None}
        return GapCosts(words, micro(log_total - log(strength) - log(1 - gap_end)),
                        micro(log_total - log(counts.get(None, 0) + strength * gap_end)))
