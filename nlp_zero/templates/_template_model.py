# -*- coding: utf-8 -*-
"""Weigh templates by the yardstick of minimum entropy: do they shorten the text they describe?

In go clauses of words and candidate templates, out come what each template saves and how many bits
a sentence takes, with the templates and without. Candidates are mined in `_finder`.

Without templates a clause is written word by word, each at its share of the training text, and an
end. With them it is written as one template, at the share of training clauses that chose it, and
what stands in each gap word by word, at its share in this gap of this template, drawn towards the
share anywhere. To write a clause without a template remains a choice, with a share of its own.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import exp, log

from .._compat import iter_items, iter_range
from ._embeddings import embeddings
from ._slots import fillers
from ._template import template_key
from ._xtrie import XTrie

__all__ = [str(name) for name in ('TemplateModel', 'WordModel')]

#: Stands for the end of a clause or of what fills a gap; no word is None.
_END = None
#: No template at all.
_PLAIN = ()
_BITS = 1 / log(2)
#: What a character takes that was never seen: a choice out of all of Unicode.
_ANY_CHARACTER = log(0x110000)


class WordModel(object):
    """Say how many bits a word takes, seen before or not.

    A word that was never seen takes what a new word took in training (as often as words were seen
    once), and its characters one by one. `end` is its own symbol, once a clause.

    Args:
        clauses: an iterable of lists of words.
    """

    def __init__(self, clauses):
        counts, ends = {}, 0
        for words in clauses:
            ends += 1
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        self._counts, self._ends = counts, ends
        self._new = sum(1 for count in counts.values() if count == 1) + 1
        self._total = sum(counts.values()) + ends + self._new
        self._spell(counts)

    def _spell(self, counts):
        characters, length = {}, 0
        for word in counts:
            length += len(word)
            for character in word:
                characters[character] = characters.get(character, 0) + 1
        total = length + len(counts) + 1
        self._stop = -log((len(counts) + 1) / (total + 1))
        self._characters = {c: -log(count / (total + 1)) for c, count in iter_items(characters)}
        self._strange = log(total + 1) + _ANY_CHARACTER

    def cost(self, word):
        """Return what a word, or the end (None), takes, in nats."""
        count = self._ends if word is _END else self._counts.get(word, 0)
        if count:
            return log(self._total) - log(count)
        spelled = sum(self._characters.get(c, self._strange) for c in word)
        return log(self._total) - log(self._new) + spelled + self._stop

    def clause_cost(self, words):
        """Return what a clause takes, in nats."""
        return sum(self.cost(word) for word in words) + self.cost(_END)


class _Slot(object):
    """Counts of the words in one gap, drawn towards their shares anywhere."""

    def __init__(self):
        self.counts, self.total = {}, 0

    def add(self, filler):
        for word in list(filler) + [_END]:
            self.counts[word] = self.counts.get(word, 0) + 1
            self.total += 1


class TemplateModel(object):
    """Choose the templates that pay, and say what they save.

    Args:
        templates: {template: count}, candidates; or pairs.
        strength: by how many words the shares in a gap are drawn towards those anywhere.
        min_count: a template chosen by fewer training clauses goes.
        passes: how often the training clauses choose.

    Attributes:
        counts: {template as a tuple: number of training clauses that chose it in the last pass};
            the empty tuple counts the clauses without a template.
        saved: {template: bits saved in those clauses against words alone}.
    """

    def __init__(self, templates, strength=20.0, min_count=2, passes=4):
        self._trie = XTrie(templates)
        self.strength, self.min_count, self.passes = strength, min_count, passes
        self.counts, self.saved = {}, {}
        self._slots = {}
        self._words = None
        self._gap_end, self._log_total = 0.5, 0.0

    def fit(self, clauses):
        """Learn from training clauses: a list, or anything that can be iterated again and again."""
        self._words = WordModel(clauses)
        self.counts = dict(self._trie)
        self.counts[_PLAIN] = sum(1 for _ in clauses)
        self._log_total = log(sum(self.counts.values()))
        for _ in iter_range(self.passes):
            self._choose(clauses)

    def _choose(self, clauses):
        """Let each clause choose its template, and learn from the choices."""
        counts, saved, slots = {}, {}, {}
        gaps = words_in_gaps = 0
        for words in clauses:
            cost, template, places = self._best(words)
            counts[template] = counts.get(template, 0) + 1
            # Whole millionths add up to the same in any order of the clauses.
            gain = int(round((self._words.clause_cost(words) - cost) * 1e6))
            saved[template] = saved.get(template, 0) + gain
            for index, filler in enumerate(fillers(template, words, places)):
                slots.setdefault((template, index), _Slot()).add(filler)
                gaps += 1
                words_in_gaps += len(filler)
        self.counts = {t: c for t, c in iter_items(counts) if c >= self.min_count or not t}
        self.counts.setdefault(_PLAIN, 1)
        self._log_total = log(sum(self.counts.values()))
        self.saved = {t: saved[t] * _BITS / 1e6 for t in self.counts if t in saved}
        self._slots = slots
        self._gap_end = (gaps + 1) / (gaps + words_in_gaps + 2)
        self._trie = XTrie([(t, c) for t, c in iter_items(self.counts) if t])

    def _best(self, words):
        """Return (nats, template, places of its words) of the cheapest way to write a clause."""
        total = self._log_total
        best = (self._words.clause_cost(words) + total - log(self.counts[_PLAIN]), (), _PLAIN, ())
        sentence = tuple(words)
        for template, count in self._trie.covering(sentence):
            places = next(embeddings(template, sentence))
            cost = total - log(count)
            for index, filler in enumerate(fillers(template, sentence, places)):
                cost += self._filler_cost(self._slots.get((template, index)), filler)
            best = min(best, (cost, template_key(template), template, places))
        return best[0], best[2], best[3]

    def _filler_cost(self, slot, filler):
        cost = 0.0
        for place, word in enumerate(tuple(filler) + (_END,)):
            if word is _END:
                share = self._gap_end
            else:
                # Words share what the end of a gap leaves. (Before the first word no gap ends; to say
                # so would cost a distinction and save little.)
                share = exp(-self._words.cost(word)) * (1 - self._gap_end)
            if slot is not None:
                share = (slot.counts.get(word, 0) + self.strength * share) / (slot.total + self.strength)
            cost -= log(share)
        return cost

    def measure(self, clauses):
        """Return the bits of unseen clauses and how many of them a template covers.

        Returns:
            (float, float, int, int): bits with the templates; bits by words alone; clauses; clauses
            that a template of two words or more writes best.
        """
        with_templates = alone = 0.0
        seen = covered = 0
        for words in clauses:
            cost, template, _ = self._best(words)
            with_templates += cost * _BITS
            alone += self._words.clause_cost(words) * _BITS
            seen += 1
            covered += len(template) - template.count(None) >= 2
        return with_templates, alone, seen, covered
