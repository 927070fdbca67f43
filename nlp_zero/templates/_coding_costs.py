# -*- coding: utf-8 -*-
"""Say what words, templates and fillers take when a clause is written with templates, as whole numbers.

The formulas are those of `TemplateModel`. Where no text is at hand to learn from, only templates that
somebody saved, the shares are made from what was saved with them. Nothing is looked up in clauses here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import exp, log

from .._compat import iter_items
from ._template import gap_type

__all__ = [str(name) for name in ('CodingCosts', 'GapCosts', 'SpelledWords', 'VocabularyWords', 'micro')]

#: What one character takes where nothing is known of the words: a choice out of those in common use, of which
#: the table of general standard Chinese characters has 3,500 on its first level.
_COMMON_CHARACTER = log(3500)
#: The share of symbols that end a clause, and of those that end a filler, where nothing was counted:
#: clauses of six words, fillers of two.
_CLAUSE_END, _GAP_END = 1 / 7, 1 / 3


def micro(nats):
    """Return nats as whole millionths, which add up to the same in any order.

    >>> micro(0.5)
    500000
    """
    return int(round(nats * 1e6))


#: What a typed gap takes where nothing was counted: one word in a hundred is a number or the like.
_TYPED_GAP = log(100)


class SpelledWords(object):
    """Say what a word takes where nothing is known of the words: its characters one by one."""

    def cost(self, word):
        """Return what a word, or the end of a clause (None), takes, in nats."""
        if word is None:
            return -log(_CLAUSE_END)
        return len(word) * _COMMON_CHARACTER if gap_type(word) is None else _TYPED_GAP


class VocabularyWords(object):
    """Say what a word takes by its share of the counts of a vocabulary.

    Args:
        count: callable from a word to its count, 0 for an unknown one.
        total: the sum of all counts.
    """

    def __init__(self, count, total):
        self._count = count
        self._log_total = log(total + 1) - log(1 - _CLAUSE_END)

    def cost(self, word):
        """Return what a word, or the end of a clause (None), takes, in nats.

        An unknown word takes what one seen once does, and its characters after the first one by one.
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
    """What was seen in one gap.

    Attributes:
        counts: {word: count}, None for the ends of fillers.
        strength: by how many words the shares in the gap are drawn towards those anywhere.
    """

    __slots__ = ()


class GapCosts(namedtuple('GapCosts', 'words unseen end')):
    """What the words in one gap take, in millionths of a nat.

    Attributes:
        words: {word: cost} of the words that were seen in it.
        unseen: what any other word takes beyond what it takes elsewhere.
        end: what the end of the filler takes.
    """

    __slots__ = ()


class CodingCosts(object):
    """What templates, words and fillers take.

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
            unmatched: how many clauses have no template; None where that is not known: they are taken to be a
                third as many as the others.
        """
        counts = dict(counts)
        counts[()] = max(1, sum(counts.values()) // 3 if unmatched is None else unmatched)
        ends = sum(gap.counts.get(None, 0) for gap in gaps.values())
        total = sum(sum(gap.counts.values()) for gap in gaps.values())
        return cls(words, counts, gaps, ends / total if 0 < ends < total else _GAP_END)

    def word(self, word):
        """Return what a word takes by itself."""
        cost = self._word_costs.get(word)
        if cost is None:
            if len(self._word_costs) > _MOST_CACHED:
                self._word_costs.clear()
            cost = self._word_costs[word] = micro(self._words.cost(word))
        return cost

    def template(self, template):
        """Return what it takes to choose a template; the empty one stands for words alone."""
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


#: Words whose costs are kept at a time.
_MOST_CACHED = 100000
