# -*- coding: utf-8 -*-
"""Keep the words of the model: their numbers, expected counts, probabilities, and the gates.

The formulas of the prior and of the gates stand here. Nothing here reads text or loops over it.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import exp, fsum, log

from .._compat import iter_range
from ..errors import ArgumentError

__all__ = [str(name) for name in ('EPSILON', 'Settings', 'Words', 'whole', 'best_way', 'firm_by_size', 'stay_by_size')]

#: Where two ways to write a text are exactly as good, counts fall on a half. What is compared or
#: rounded there must not hang on the last bit, so this much more than a half is asked.
EPSILON = 1e-9


class Settings(object):
    """Hold the numbers that steer a fit.

    Args:
        floor: d, the expected count that a word must exceed to stay; also the prior count of each
            single character.
        entry: tau, in nats: a pair enters when its PMI in context exceeds about this.
        stay: sigma, in nats: what a word of three and more must save each time it occurs; None
            is the rule by size, `stay_by_size`.
        longest: longest word, in characters.
        passes: most passes over the text.
        fall: the fit ends when a pass lowers the information by less than this share.
        own: share of its occurrences that a part must have inside a longer word to give way to it.
        join_count: least count of a longer word that is joined from its pieces.
        firm: least firmness of a pair, in nats, see `Firmness`; None is the rule by size, `firm_by_size`.
        bound: share of what stands before a character that must be words which bind it, for the
            character to be their ending.

    Raises:
        ArgumentError: a number with which no fit makes sense.
    """

    def __init__(self, floor=0.5, entry=3.0, stay=None, longest=8, passes=12, fall=2e-4,
                 own=0.7, join_count=3, firm=None, bound=0.6):
        if not (floor > 0 and longest >= 2 and passes >= 1 and join_count >= 1 and own > 0 and bound > 0):
            raise ArgumentError('a fit needs floor > 0, longest >= 2, passes >= 1, own > 0, bound > 0 '
                                'and join_count >= 1')
        self.floor, self.entry, self.stay = floor, entry, stay
        self.longest, self.passes, self.fall = longest, passes, fall
        self.own, self.join_count = own, join_count
        self.firm, self.bound = firm, bound


def whole(count):
    """Return an expected count as a whole number, at least 1.

    >>> [whole(count) for count in (0.51, 1.5, 1.6)]
    [1, 1, 2]
    """
    return max(1, int(count + (0.5 - EPSILON)))


def stay_by_size(total):
    """Return sigma for a text of so many characters, in nats.

    The more text, the more strings pass for words by chance, and the more must be asked.

    Formula:
        log(N / 5000), at least 5: about 5 up to 0.7 million characters, 6 at 2, 8 at 15, 9.5 at 70.
    """
    return max(5.0, log(total / 5000.0))


def firm_by_size(total):
    """Return how firm a pair must be in a text of so many characters, in nats.

    In a short text few pairs share a character, so that even firm ones show little of it.

    Formula:
        log(N) / 2, at most 5.4: 4 for 3,000 characters, 5.4 from 50,000 on.
    """
    return min(5.4, log(max(total, 1.0)) / 2.0)


def best_way(word, logs, longest):
    """Find the best way to write a word with at least two others.

    Args:
        word: a text of two characters or more.
        logs: {word: log probability}.
        longest: longest word in `logs`.

    Returns:
        tuple: (log probability in nats, list of words); (minus infinity, None) if there is no way.
        Of equally good ways, the one whose last words are longest.

    Complexity:
        Length of the word times `longest`.

    >>> logs = {'蝴': -4.0, '蝶': -5.0, '蝴蝶': -3.0, '花': -2.0}
    >>> value, way = best_way('花蝴蝶', logs, 2)
    >>> print(value, ' '.join(way))
    -5.0 花 蝴蝶
    """
    size = len(word)
    get = logs.get
    best = [0.0] + [float('-inf')] * size
    before = [0] * (size + 1)
    for start in iter_range(size):
        here = best[start]
        for end in iter_range(start + 1, min(size, start + longest) + 1):
            if end - start == size:
                break
            value = get(word[start:end])
            if value is not None and here + value > best[end]:
                best[end] = here + value
                before[end] = start
    if best[size] == float('-inf'):
        return best[size], None
    way, end = [], size
    while end:
        way.append(word[before[end]:end])
        end = before[end]
    return best[size], way[::-1]


class Words(object):
    """Hold all words that the lattice may use, by number, with their expected counts.

    Args:
        settings: a `Settings`.
        characters: {character: count}, exact counts in the text.
        others: words of two characters and more.
        expected: {word: count} to start from; what is not in it starts at 0.

    Attributes:
        names: words by number; number 0 is no word.
        numbers: the other way.
        expected: counts by number.
    """

    def __init__(self, settings, characters, others, expected):
        self.settings = settings
        self.characters = characters
        self.stay = settings.stay
        if self.stay is None:
            self.stay = stay_by_size(sum(characters.values()))
        self.names = [''] + sorted(characters) + sorted(others, key=lambda word: (len(word), word))
        self.numbers = dict((word, number) for number, word in enumerate(self.names) if number)
        self.expected = [float(expected.get(word, 0.0)) for word in self.names]
        first = len(characters) + 1
        self.first_pair = first
        self.first_long = first + sum(1 for word in self.names[first:] if len(word) == 2)

    def update(self, expected):
        """Take the expected counts of a sweep; those of characters follow from them.

        Each occurrence of a character is either a word or within one, in every segmentation:
        what the other words do not use is left to it.
        """
        left = dict((character, float(count)) for character, count in self.characters.items())
        for number in iter_range(self.first_pair, len(expected)):
            count = expected[number]
            if count:
                for character in self.names[number]:
                    left[character] -= count
        for number in iter_range(1, self.first_pair):
            count = left[self.names[number]]
            expected[number] = count if count > 0.0 else 0.0
        self.expected = expected

    def probabilities(self, first=False):
        """Return the probabilities by number.

        Args:
            first: the counts are those of the start, none of which is too small.

        Formula:
            p(w) = (c(w) [c(w) > d] + s(w)) / sum of c, with s = d for characters, d exp(-tau) for
            pairs and 0 for longer words.
        """
        settings = self.settings
        floor = 0.0 if first else settings.floor + EPSILON
        total = fsum(self.expected)
        found = [count / total if count > floor else 0.0 for count in self.expected]
        for number in iter_range(1, self.first_pair):
            found[number] += settings.floor / total
        seed = settings.floor * exp(-settings.entry) / total
        for number in iter_range(self.first_pair, self.first_long):
            found[number] += seed
        return found

    def logs(self):
        """Return {word: log probability} of all words whose probability is not 0."""
        return dict((self.names[number], log(value))
                    for number, value in enumerate(self.probabilities()) if value > 0.0)

    def remove_weak(self):
        """Take the counts of long words that do not pay; return how many.

        Formula:
            a word of 3 characters and more stays if
            log p(w) - max over other ways to write it of sum log p >= sigma.
        """
        settings = self.settings
        logs = self.logs()
        weak = [number for number in iter_range(self.first_long, len(self.names))
                if self.expected[number] > settings.floor + EPSILON
                and logs[self.names[number]] - best_way(
                    self.names[number], logs, settings.longest)[0] < self.stay]
        for number in weak:
            self.expected[number] = 0.0
        return len(weak)

    def log_row(self):
        """Return the log probabilities by number; minus infinity where there is none."""
        none = float('-inf')
        return [log(value) if value > 0.0 else none for value in self.probabilities()]

    def cost(self):
        """Return the nats that it takes to write down the words that stay, letter by letter.

        Formula:
            sum over words and their characters of -log of the character's share of the text.
        """
        total = float(sum(self.characters.values()))
        price = dict((character, -log(count / total)) for character, count in self.characters.items())
        floor = self.settings.floor + EPSILON
        return fsum(fsum([price[character] for character in self.names[number]])
                   for number in iter_range(self.first_pair, len(self.names))
                   if self.expected[number] > floor)

    def size(self):
        """Return the number of words of two characters and more that stay."""
        floor = self.settings.floor + EPSILON
        return sum(1 for number in iter_range(self.first_pair, len(self.names))
                   if self.expected[number] > floor)

    def vocabulary(self):
        """Return {word: count}, the words that stay and all characters, as floats."""
        floor = self.settings.floor + EPSILON
        return dict((self.names[number], max(count, floor))
                    for number, count in enumerate(self.expected)
                    if number and (count > floor or number < self.first_pair))
