# -*- coding: utf-8 -*-
"""Settle what the fit leaves open: pairs of free words part, bound characters go to their hosts.

A model of words drawn one by one knows nothing of grammar. Two words that like each other's company
(这 and 是, 每 and 年) look like one to it, and an ending that many words take (化, 者, 性) looks like a word.
What tells them apart is how their parts live elsewhere, and that is looked at here, once, when the
fit is done. In go words with counts, out come words with counts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from math import exp, fsum, log

from .._compat import iter_items, iter_zip
from ..tokenizer import Tokenizer
from ._word_model import EPSILON, firm_by_size, whole
from ._initial import END

__all__ = [str(name) for name in ('Firmness', 'least_firmness', 'part_pairs', 'settle')]

#: Least count of a word and its ending: once tells nothing.
_TWICE = 2


class Firmness(object):
    """Tell how firmly the characters of a pair belong together.

    A character that makes words is found at their ends as well as at their beginnings. One that only
    ever stands in front (这, 每, 很, 就), or that begins no other word, is a word that takes company.

    Args:
        counts: {word: count}.

    Formula:
        PMI(a, b) + log(1 + E(a)) + log(1 + B(b)) / 2 + .3 log max(p(ab), .00001), in nats; PMI by the
        counts as words of a and b, each a half more, E(a) the number of pairs of the vocabulary
        that end with a, and B(b) of those that begin with b. The weights are empirical.

    >>> counts = {'这': 60, '是': 80, '不': 40, '蝴': 0, '蝶': 0, '这是': 9, '不是': 8, '蝴蝶': 4, '粉蝶': 2}
    >>> firmness = Firmness(counts)
    >>> firmness('这是', 9, 60, 80) < firmness('蝴蝶', 4, 0, 0)
    True
    """

    #: How much the frequency of a pair counts, and below which share it does not any more: in a large
    #: text most words are rarer than any pair of a small one.
    _OFTEN, _RARE = 0.3, 1e-5

    def __init__(self, counts):
        self._total = fsum(counts.values())
        pairs = [word for word in counts if len(word) == 2]
        self._ends = Counter(pair[1] for pair in pairs)
        self._begins = Counter(pair[0] for pair in pairs)

    def __call__(self, pair, count, first, second):
        """Return the firmness of a pair, in nats.

        Args:
            pair: a text of two characters.
            count: how often it is a word.
            first, second: how often its characters are words of their own.
        """
        total = self._total
        return (log(count * total / ((first + 0.5) * (second + 0.5)))
                + log(1 + self._ends[pair[0]]) + log(1 + self._begins[pair[1]]) / 2
                + self._OFTEN * log(max(count / total, self._RARE)))


def least_firmness(counts, settings):
    """Return how firm a pair must be, in nats, with these counts."""
    if settings.firm is not None:
        return settings.firm
    return firm_by_size(fsum(len(word) * count for word, count in iter_items(counts)))


def part_pairs(counts, settings):
    """Return the counts without the pairs that are not firm; their characters get what they had.

    Args:
        counts: {word: count}, with all characters.
        settings: a `Settings`.

    Complexity:
        Linear in the words.
    """
    firmness, found, least = Firmness(counts), dict(counts), least_firmness(counts, settings)
    for word in sorted(word for word in counts if len(word) == 2):
        count = counts[word]
        if firmness(word, count, counts[word[0]], counts[word[1]]) < least - EPSILON:
            del found[word]
            for character in word:
                found[character] += count
    return found


def settle(counts, groups, settings):
    """Part the pairs that are not firm, and join bound characters to the words before them.

    Args:
        counts: {word: count}, what a fit has left, with all characters.
        groups: the text, as `group_runs` gives it.
        settings: a `Settings`.

    Returns:
        tuple: (new {word: count}, frozenset of the bound characters, frozenset of the pairs that
        parted).

    Formula:
        With c the counts of the best segmentation, T their sum, and H(y) the words x of two
        characters and more with c(xy) >= 2 and log( T c(xy) / (c(x) c(y)) ) >= tau, a character y is
        bound if the words of H(y) are at least `bound` of all that stands before it at least
        twice, the beginnings of runs included. Then xy is a word for each x of H(y).

    Complexity:
        One segmentation of the text; memory as the distinct words before single characters.
    """
    found = part_pairs(counts, settings)
    parted = frozenset(word for word in counts if word not in found)
    tokens, behind = _contexts(found, groups)
    hosts, endings = _hosts(tokens, behind, settings)
    for text in sorted(hosts):
        count = behind[text]
        for part in (text[:-1], text[-1]):
            found[part] = found.get(part, 0.0) - count
        found[text] = found.get(text, 0.0) + count
    floor = settings.floor
    return (dict((word, max(count, floor)) for word, count in iter_items(found)
                 if count > floor + EPSILON or len(word) == 1), endings, parted)


def _contexts(counts, groups):
    """Return {word: count} of the best segmentation, and {word before + character: count}."""
    tokenizer = Tokenizer(dict((word, whole(count)) for word, count in iter_items(counts)))
    tokens, behind = Counter(), Counter()
    for weight, text in groups:
        words = tokenizer.lcut(text)
        for total, items in ((tokens, words), (behind, _behind(words))):
            if weight == 1:
                total.update(items)
            else:
                for item, count in iter_items(Counter(items)):
                    total[item] += weight * count
    del tokens[END]
    return tokens, dict((text, count) for text, count in iter_items(behind) if count >= _TWICE)


def _behind(words):
    """Yield each word of one character, with the word or end before it in front."""
    return (before + word for before, word in iter_zip([END] + words, words)
            if len(word) == 1 and word != END)


def _hosts(tokens, behind, settings):
    """Return the words with an ending that is bound, and the endings."""
    least = exp(settings.entry) / sum(tokens.values()) * (1 - EPSILON)
    bound, total, hosts = Counter(), Counter(), []
    for text, count in iter_items(behind):
        total[text[-1]] += count
        if 2 < len(text) <= settings.longest and count >= least * tokens[text[:-1]] * tokens[text[-1]]:
            bound[text[-1]] += count
            hosts.append(text)
    endings = frozenset(character for character, count in iter_items(bound)
                        if count >= settings.bound * total[character])
    return [text for text in hosts if text[-1] in endings], endings
