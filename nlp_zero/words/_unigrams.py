# -*- coding: utf-8 -*-
"""Define a unigram model: how probable a text is as a sequence of words, and which characters are free words.

It is used for general language as well as for the corpus itself.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import log

from .._compat import iter_items, iter_range
from ..text import is_han

#: Nats of a character of another script that is not a word: one of 64.
_SPELLED = log(64)
#: Count of a Han character that is not a word.
_UNSEEN = 0.5
#: Shares of all words at which a single character counts as not frequent at all, and as fully frequent.
_RARE, _FREQUENT = 1e-6, 1e-2


class UnigramModel(object):
    """Hold the log probabilities of words.

    Args:
        counts: {word: count}.
        least: least log probability of a single Han character, in nats.

    >>> model = UnigramModel({'天': 10, '气': 4, '天气': 6, '的': 980})
    >>> round(model.log_probability('天气'), 3), round(model.log_probability('天气', divided=True), 3)
    (-5.116, -10.127)
    >>> [round(model.freedom(character), 3) for character in '的气']
    [1.0, 0.36]
    """

    def __init__(self, counts, least=float('-inf')):
        self._total = float(sum(counts.values()) or 1)
        self._alone, self._within, self._free = {}, {}, {}
        within = self._within
        for word, count in iter_items(counts):
            if len(word) == 1:
                self._alone[word] = count
            for character in word:
                within[character] = within.get(character, 0) + count
        self._logs = dict((word, log(count / self._total)) for word, count in iter_items(counts) if count)
        self._logs.update((word, max(value, least)) for word, value in list(self._logs.items())
                          if len(word) == 1)
        self._longest = max([len(word) for word in self._logs] or [1])
        self._unseen = max(least, log(_UNSEEN / self._total))

    def log_probability(self, text, divided=False, usable=None):
        """Return the greatest log probability of a text as a sequence of words, in nats.

        Args:
            text: the text.
            divided: whether there must be at least two words, if the text has at least two characters.
            usable: a container; only words of two or more characters that are in it are used. None for all
                words.

        Complexity:
            Length of the text times that of the longest word.
        """
        best, size, get = [0.0], len(text), self._logs.get
        for end, character in enumerate(text, 1):
            value = get(character)
            if value is None:
                value = self._unseen if is_han(character) else -_SPELLED
            here = best[-1] + value
            for start in iter_range(max(0, end - self._longest, divided and end == size), end - 1):
                word = text[start:end]
                value = get(word)
                if value is not None and (usable is None or word in usable) and best[start] + value > here:
                    here = best[start] + value
            best.append(here)
        return best[-1]

    @property
    def most_frequent(self):
        """The most frequent character that is a word, or ''."""
        return max([(count, character) for character, count in iter_items(self._alone)] or [(0, '')])[1]

    def freedom(self, character):
        """Return how free and frequent a character is as a word, from 0 to 1.

        Formula:
            c(x) / n(x) * f, with f = (log p(x) - log 1e-6) / (log .01 - log 1e-6), limited to 0 to 1; c is
            the count of x as a word, n that of x anywhere, p = c / all words.
        """
        if character not in self._free:
            self._free[character] = self.freedom_apart(character, 0)
        return self._free[character]

    def freedom_apart(self, character, places):
        """Return the freedom of a character without some of the places where it is a word."""
        count = self._alone.get(character, 0) - places
        if count <= 0:
            return 0.0
        frequency = log(count / self._total / _RARE) / log(_FREQUENT / _RARE)
        return count / (self._within[character] - places) * min(1.0, max(0.0, frequency))
