# -*- coding: utf-8 -*-
"""Fit the minimum-entropy model: passes of expectation and gates until nothing falls any more.

In go distinct runs with counts, out comes a `Model`. How much text to fit is not decided here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import logging
from collections import Counter, namedtuple
from math import exp, log

from .._compat import iter_items, iter_range
from ._lattice import Lattice
from ._model import Settings, Words
from ._runs import collect_runs
from ._start import count_short, first_words, group_runs

__all__ = [str(name) for name in ('Model', 'Pass', 'fit_runs', 'learn')]

_LOG = logging.getLogger(str('nlp_zero.entropy'))

#: One pass: information in nats for a character, nats for writing down the vocabulary, words of
#: two characters and more, and how many of them the gate took.
Pass = namedtuple(str('Pass'), [str(name) for name in (
    'information', 'vocabulary_nats', 'words', 'removed')])

#: What a fit gives: {word: expected count}, and the list of passes.
Model = namedtuple(str('Model'), [str('counts'), str('passes')])

#: Pairs that occur once may enter while the text has fewer characters than this.
_SMALL = 1000000
#: After so many passes the words are joined and sorted out: pairs with a smaller expected count than `_DEAD` can no longer enter.
_REBUILD_AFTER = 1
_DEAD = 0.01
#: No words are joined in a text of fewer characters: where all is about one thing, many a word
#: hardly occurs without its neighbour.
_NARROW = 100000


class _Fit(object):
    """Hold the state between the passes of one fit."""

    def __init__(self, runs, settings):
        self.settings = settings
        groups = group_runs(runs)
        self.characters, pairs = count_short(groups)
        self.total = sum(self.characters.values())
        start = first_words(groups, self.characters, pairs)
        least = 1 if self.total < _SMALL else 2
        others = set(pair for pair, count in iter_items(pairs) if count >= least)
        others.update(word for word in start if len(word) > 1)
        self.words = Words(settings, self.characters, others, start)
        self.lattice = Lattice(runs, self.words.numbers)
        self.outside = {}
        self.scale = 0.0
        self.passes = []

    def step(self):
        """Make one pass; return the information in nats for a character."""
        words = self.words
        probabilities = words.probabilities(first=not self.passes)
        # Multiplied by e to the power of the information of their characters, the probabilities
        # of long texts stay near 1: nothing underflows, and nothing else changes.
        scale = [exp(size * self.scale) for size in iter_range(self.settings.longest + 1)]
        scaled = [value * scale[len(word)] for value, word in zip(probabilities, words.names)]
        scaled[0] = 0.0
        expected, information = self.lattice.sweep(scaled)
        for character in sorted(self.outside):
            information -= self.outside[character] * log(scaled[words.numbers[character]])
        words.update(expected)
        self.scale += information / self.total
        removed = words.remove_weak()
        self.passes.append(Pass(self.scale, 0.0, words.size(), removed))
        return self.scale

    def rebuild(self):
        """Join words, leave out those that can no longer enter, and cut where none reaches over."""
        words = self.words
        joined = self._joined() if self.total >= _NARROW else {}
        alive = [count > _DEAD for count in words.expected]
        parts = self.lattice.parts(alive, joined)
        expected = dict((word, count) for word, count, living
                        in zip(words.names, words.expected, alive) if living)
        expected.update(joined)
        others = [word for word in expected if len(word) > 1]
        self.words = Words(self.settings, self.characters, others, expected)
        inside = Counter()
        for part, count in iter_items(parts):
            for character in part:
                inside[character] += count
        self.outside = dict((character, count - inside[character])
                            for character, count in iter_items(self.characters))
        self.lattice = Lattice(parts, self.words.numbers)

    def _joined(self):
        """Return the words that are to be joined from two: {word: count}.

        Where two words stand together so often that one of several characters hardly occurs
        without the other, the two are pieces of one word.

        Formula:
            c(ab) >= max(n, own c(a) if a has two characters or more, own c(b) likewise), and
            log( T c(ab) / (c(a) c(b)) ) >= sigma.
        """
        settings, names = self.settings, self.words.names
        logs = self.words.log_row()
        tokens = [0.0] * len(names)
        for word, count in self.lattice.best_paths(logs):
            tokens[word] += count
        total = sum(tokens)
        sizes = [len(name) for name in names]
        least = [settings.join_count if size < 2 else max(settings.join_count, settings.own * count)
                 for size, count in zip(sizes, tokens)]
        usable = [size and count >= settings.join_count for size, count in zip(sizes, tokens)]
        pairs = {}
        before = 0
        for word, count in self.lattice.best_paths(logs):
            if (before and usable[before] and usable[word]
                    and 2 < sizes[before] + sizes[word] <= settings.longest):
                pairs[before, word] = pairs.get((before, word), 0.0) + count
            before = word
        joined = {}
        bound = exp(self.words.stay)
        for (a, b), count in iter_items(pairs):
            if (count >= least[a] and count >= least[b]
                    and total * count >= bound * tokens[a] * tokens[b]):
                word = names[a] + names[b]
                if self.words.expected[self.words.numbers.get(word, 0)] < 0.5 * count:
                    joined[word] = max(count, joined.get(word, 0.0))
        return joined


def fit_runs(runs, settings=None):
    """Fit the model to runs of Han characters.

    Args:
        runs: {run: count}, as `collect_runs` gives them.
        settings: a `Settings`; None is the default.

    Returns:
        Model: `counts` has the words that stayed and all characters, with expected counts.

    Complexity:
        Linear in the characters of the distinct runs, for each pass.
    """
    settings = Settings() if settings is None else settings
    fit = _Fit(runs, settings)
    last = None
    for number in iter_range(settings.passes):
        information = fit.step()
        _LOG.info('pass %d: %.5f nats for a character, %d words, %d removed', number + 1,
                  information, fit.passes[-1].words, fit.passes[-1].removed)
        if last is not None and last - information < settings.fall * last and number > _REBUILD_AFTER:
            break
        last = information
        if number + 1 == _REBUILD_AFTER:
            fit.rebuild()
    return Model(fit.words.vocabulary(), fit.passes)


def learn(corpus, rules, settings=None):
    """Fit the model to a corpus.

    Args:
        corpus: a re-iterable of texts.
        rules: a `text.Rules`; only runs of Han characters hold words.
        settings: a `Settings`; None is the default.

    Returns:
        Model: words with expected counts, and the record of the passes.

    Raises:
        EmptyCorpusError: there is no Han character in the corpus.
    """
    return fit_runs(collect_runs(corpus, rules), settings)
