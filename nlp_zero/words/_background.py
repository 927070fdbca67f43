# -*- coding: utf-8 -*-
"""Say what general text expects: how likely it is to write a string, and which characters stand alone in it.

Nothing is known here of the corpus in which words are found.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import log

from .._compat import iter_items, iter_range
from ..text import is_han

__all__ = [str('Background')]

#: Nats that a character of another script costs: one of 64, as the background knows nothing of their words.
_SPELLED = log(64)
#: Counts of what the background lacks.
_UNSEEN = 0.5
#: Shares of all words at which a single character counts as not frequent at all, and as fully so.
_RARE, _FREQUENT = 1e-6, 1e-2


class Background(object):
    """Hold the words of general text by their log probabilities.

    Args:
        counts: {word: count} of general text.
        known: a container of words. Of the words of two characters and more only those in it are used: what
            is not known explains nothing.

    >>> background = Background({'天': 10, '气': 4, '的': 986}, ())
    >>> round(background.log_probability('天气'), 3)
    -10.127
    >>> [round(background.edge_freedom(text), 3) for text in ('的气', '气')]
    [1.0, 0.901]
    """

    def __init__(self, counts, known):
        self._total = float(sum(counts.values()) or 1)
        self._alone, within = {}, {}
        for word, count in iter_items(counts):
            if len(word) == 1:
                self._alone[word] = count
            for character in word:
                within[character] = within.get(character, 0) + count
        self._within = within
        self._logs = dict((word, log(count / self._total)) for word, count in iter_items(counts)
                          if count and (len(word) == 1 or word in known))
        self._longest = max([len(word) for word in self._logs] or [1])
        self._unseen = log(_UNSEEN / self._total)

    def _log_of(self, word):
        """Return the log probability of a word or any character; None of another string."""
        value = self._logs.get(word)
        if value is None and len(word) == 1:
            return self._unseen if is_han(word) else -_SPELLED
        return value

    def log_probability(self, text):
        """Return the greatest log probability of a text as words in a row, in nats.

        Complexity:
            Length of the text times that of the longest word.
        """
        best = [0.0]
        for end in iter_range(1, len(text) + 1):
            ways = ((best[start], self._log_of(text[start:end]))
                    for start in iter_range(max(0, end - self._longest), end))
            best.append(max(before + value for before, value in ways if value is not None))
        return best[-1]

    def edge_freedom(self, text):
        """Tell how free and frequent the first and the last character of a text are as words, from 0 to 1.

        Formula:
            the greater of both characters' c(x) / n(x) * f(x), with
            f = (log p(x) - log 1e-6) / (log .01 - log 1e-6), held to 0 and 1:
            c counts x as a word, n anywhere, p = c / all words.
        """
        return max(self._freedom(text[0]), self._freedom(text[-1]))

    def _freedom(self, character):
        count = self._alone.get(character, 0)
        if not count:
            return 0.0
        frequency = log(count / self._total / _RARE) / log(_FREQUENT / _RARE)
        return count / self._within[character] * min(1.0, max(0.0, frequency))
