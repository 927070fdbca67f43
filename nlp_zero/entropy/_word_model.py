# -*- coding: utf-8 -*-
"""Hold the words of the model: their numbers, expected counts and probabilities, and the gate for long words.

This module defines the formulas of the prior and of the gate, and how a word can be written with other words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from bisect import bisect_left
from collections import namedtuple
from itertools import compress, groupby, repeat
from math import exp, fsum, log
from operator import add, itemgetter, mul, sub, truediv

from .._compat import iter_items, iter_map, iter_range, iter_zip

#: If two segmentations of a text are equally good, expected counts are multiples of a half. Comparing and
#: rounding them must not depend on the last bit, so this is added to thresholds of a half.
EPSILON = 1e-9

#: All words of one size: the size, the number of the first one, how many there are, and for each part that
#: is a word in some of them {(its start, its end): an array of its numbers}, 0 where it is no word.
_SameSize = namedtuple('_SameSize', 'size first number parts')

#: A way to write a text with other words: its log probability in nats, and the list of its words.
Alternative = namedtuple('Alternative', 'log_probability words')


def rounded_count(count):
    """Return an expected count as an integer, at least 1.

    >>> [rounded_count(count) for count in (0.51, 1.5, 1.6)]
    [1, 1, 2]
    """
    return max(1, int(count + (0.5 - EPSILON)))


def best_alternative(word, log_probabilities, longest):
    """Find the best way to write a word with at least two others.

    Args:
        word: a text of two characters or more.
        log_probabilities: {word: log probability, in nats}.
        longest: longest word in `log_probabilities`.

    Returns:
        Alternative: minus infinity and None if there is no way. Ties are broken as in
        `tokenizer/_viterbi.py`.

    Complexity:
        Length of the word times `longest`.

    >>> logs = {'蝴': -4.0, '蝶': -5.0, '蝴蝶': -3.0, '花': -2.0}
    >>> alternative = best_alternative('花蝴蝶', logs, 2)
    >>> print(alternative.log_probability, ' '.join(alternative.words))
    -5.0 花 蝴蝶
    """
    size, get, impossible = len(word), log_probabilities.get, float('-inf')
    # By place, the best log probability of the rest, and the end of its first word.
    best, ends = [impossible] * size + [0.0], [size] * size
    for start in iter_range(size - 1, -1, -1):
        here = impossible
        for end in _ends_of_parts(start, size, longest):
            value = get(word[start:end])
            if value is not None and value + best[end] >= here:
                here, ends[start] = value + best[end], end
        best[start] = here
    if best[0] == impossible:
        return Alternative(impossible, None)
    parts, start = [], 0
    while start < size:
        parts.append(word[start:ends[start]])
        start = ends[start]
    return Alternative(best[0], parts)


def _ends_of_parts(start, size, longest):
    """Return the places where parts of a word end that begin at `start`; the word itself is none of them."""
    return iter_range(start + 1, min(size if start else size - 1, start + longest) + 1)


def _best_alternatives(words, logs):
    """Return the best log probability of each of some words of one size as a sequence of other words.

    This is what `best_alternative` returns for one word, for all of them at once.

    Args:
        words: a `_SameSize`.
        logs: log probabilities by number; minus infinity for number 0.
    """
    best = {words.size: [0.0] * words.number}
    for start in iter_range(words.size - 1, -1, -1):
        here = repeat(float('-inf'), words.number)
        for end in iter_range(start + 1, words.size + 1):
            if (start, end) in words.parts:
                values = iter_map(add, iter_map(logs.__getitem__, words.parts[start, end]), best[end])
                here = iter_map(max, here, values)
        best[start] = list(here)
    return best[0]


class Alternatives(object):
    """Find the best way to write any text with the words of one vocabulary.

    Args:
        log_probabilities: {word: log probability}, in nats or in any other unit.

    >>> others = Alternatives.of_counts({'蝴': 1, '蝶': 1, '蝴蝶': 6})
    >>> print('%.4f' % others.saving('蝴蝶'))
    3.8712
    """

    def __init__(self, log_probabilities):
        self.log_probabilities = log_probabilities
        self._longest = max([len(word) for word in log_probabilities] or [1])

    @classmethod
    def of_counts(cls, counts):
        """Return the alternatives under {word: count}; a probability is the share of all counts, in nats."""
        log_total = log(float(sum(counts.values()) or 1))
        return cls(dict((word, log(count) - log_total) for word, count in iter_items(counts)))

    def best(self, word):
        """Return the `Alternative` of a text of two characters or more, see `best_alternative`."""
        return best_alternative(word, self.log_probabilities, self._longest)

    def saving(self, word):
        """Return by how much a word's log probability exceeds that of its best alternative."""
        return self.log_probabilities[word] - self.best(word).log_probability


class WordModel(object):
    """Hold all words that the lattice may use, by number, with their expected counts.

    Args:
        settings: a `Settings` with a number for each threshold.
        characters: {character: count}, exact counts in the text.
        others: words of two or more characters.
        expected: {word: count}, initial counts; other words start at 0.

    Attributes:
        names: words by number, characters first, then pairs, then longer words; number 0 is not a word.
        sizes: lengths of the words by number.
        numbers: {word: number}.
        expected: expected counts by number.
    """

    def __init__(self, settings, characters, others, expected):
        self.settings = settings
        self.characters = characters
        self.names = [''] + sorted(characters) + sorted(sorted(others), key=len)
        self.sizes = [len(word) for word in self.names]
        self.numbers = dict((word, number) for number, word in enumerate(self.names) if number)
        self.expected = [float(expected.get(word, 0.0)) for word in self.names]
        self._first_pair = first = len(characters) + 1
        self._first_long = first + self.sizes.count(2)
        self._stays_above = settings.min_expected + EPSILON
        pairs, self._long = self.names[first:self._first_long], self.names[self._first_long:]
        # The numbers of the two characters of each pair.
        self._heads, self._tails = (array(str('i'), iter_map(self.numbers.__getitem__,
                                                             iter_map(itemgetter(place), pairs)))
                                    for place in (0, 1))
        self._long_by_size = self._parts_of_long_words()
        # The numbers of the long words and their parts, and 0, ascending.
        self._part_numbers = array(str('i'), sorted(set(iter_range(self._first_long, len(self.names))).union(
            [0], *[part for words in self._long_by_size for part in words.parts.values()])))
        # By number the nats for writing a word, the same in all passes; made by the first.
        self._entry_costs = None

    def _parts_of_long_words(self):
        """Return a list of `_SameSize`, one for each size of three or more characters."""
        found, first, get = [], self._first_long, self.numbers.get
        for size, group in groupby(self._long, len):
            group, parts = list(group), {}
            for start in iter_range(size):
                for end in _ends_of_parts(start, size, self.settings.longest):
                    numbers = array(str('i'), [get(word[start:end], 0) for word in group])
                    if any(numbers):
                        parts[start, end] = numbers
            found.append(_SameSize(size, first, len(group), parts))
            first += len(group)
        return found

    def update(self, expected):
        """Set the expected counts of a pass; those of characters are derived from them.

        In every segmentation, each occurrence of a character is either a word or part of one, so a character
        has the occurrences that other words do not use.
        """
        left = [0.0] + [float(self.characters[name]) for name in self.names[1:self._first_pair]]
        for head, tail, count in iter_zip(self._heads, self._tails, expected[self._first_pair:]):
            left[head] -= count
            left[tail] -= count
        for name, count in iter_zip(self._long, expected[self._first_long:]):
            if count:
                for character in name:
                    left[self.numbers[character]] -= count
        expected[:self._first_pair] = [count if count > 0.0 else 0.0 for count in left]
        self.expected = expected

    def probabilities(self, first=False):
        """Return the probabilities by number.

        Args:
            first: whether the counts are initial counts, none of which is too small.

        Formula:
            p(w) = (c(w) [c(w) > d] + s(w)) / sum of c, where s is d for characters, d exp(-tau) for pairs and
            0 for longer words.
        """
        return self._probabilities_of(self.expected, self._first_pair, self._first_long, first)

    def _probabilities_of(self, expected, first_pair, first_long, first=False):
        """Return the probabilities of number 0, some characters, pairs and longer words, given their counts.

        Args:
            expected: list of the expected counts.
            first_pair, first_long: the places in it where pairs and longer words begin.
            first: as in `probabilities`.
        """
        threshold = 0.0 if first else self._stays_above
        total = fsum(self.expected)
        found = [count / total if count > threshold else 0.0 for count in expected]
        prior = self.settings.min_expected / total
        found[1:first_pair] = [value + prior for value in found[1:first_pair]]
        prior = self.settings.min_expected * exp(-self.settings.entry_pmi) / total
        found[first_pair:first_long] = [value + prior for value in found[first_pair:first_long]]
        return found

    def ratios(self, probabilities):
        """Return by number how many times as probable a word is as its characters, one after the other.

        Args:
            probabilities: by number, as returned by `probabilities`.

        Formula:
            r(w) = p(w) / product of p(x) over the characters x of w; 1 for a character, 0 for number 0. If it
            is too large for a float, infinity: in a text of a million characters this takes a word of more
            than 50 characters that hardly occur elsewhere. See `damped_ratios`.
        """
        get, numbers = probabilities.__getitem__, self.numbers
        pairs, longer = self._first_pair, self._first_long
        found = [0.0] + [1.0] * (pairs - 1)
        found += iter_map(truediv, probabilities[pairs:longer],
                          iter_map(mul, iter_map(get, self._heads), iter_map(get, self._tails)))
        for name, ratio in iter_zip(self._long, probabilities[longer:]):
            if ratio:
                for character in name:
                    ratio /= probabilities[numbers[character]]
            found.append(ratio)
        return found

    def damped_ratios(self, probabilities, ratios, damping):
        """Return {number: ratio times `damping` for each character} of the words with infinite ratios.

        Args:
            probabilities: by number, as returned by `probabilities`.
            ratios: by number, as returned by `ratios`.
            damping: a factor, such as `DAMPING` of `_forward_backward`.
        """
        found, infinite = {}, float('inf')
        if infinite not in ratios:
            # Nearly always, so a look at each word would take time in each pass.
            return found
        for number, ratio in enumerate(ratios[self._first_long:], self._first_long):
            if ratio == infinite:
                damped = probabilities[number]
                for character in self.names[number]:
                    damped *= damping / probabilities[self.numbers[character]]
                found[number] = damped
        return found

    def spelling_cost(self, probabilities):
        """Return the nats for writing the text character by character, given probabilities by number."""
        counts = iter_map(self.characters.__getitem__, self.names[1:self._first_pair])
        return -fsum(iter_map(mul, counts, iter_map(log, probabilities[1:self._first_pair])))

    def log_probabilities(self):
        """Return the log probabilities by number, in nats; minus infinity if the probability is 0."""
        impossible = float('-inf')
        return [log(value) if value > 0.0 else impossible for value in self.probabilities()]

    def remove_weak(self):
        """Set the counts of long words that save too little to 0; return the number of these words.

        Formula:
            A word of three or more characters stays if
            log p(w) - max over other ways to write it of sum log p >= sigma.
        """
        staying, least, logs = self.staying(), self.settings.min_saving, self._logs_of_parts()
        weak = []
        for words in self._long_by_size:
            end = words.first + words.number
            savings = iter_map(sub, logs[words.first:end], _best_alternatives(words, logs))
            weak += [number for number, saving in compress(enumerate(savings, words.first),
                                                           staying[words.first:end]) if saving < least]
        for number in weak:
            self.expected[number] = 0.0
        return len(weak)

    def _logs_of_parts(self):
        """Return log probabilities by number, of the long words and their parts; minus infinity of others."""
        numbers, impossible = self._part_numbers, float('-inf')
        probabilities = self._probabilities_of(
            list(iter_map(self.expected.__getitem__, numbers)), bisect_left(numbers, self._first_pair),
            bisect_left(numbers, self._first_long))
        logs = [impossible] * len(self.names)
        for number, value in iter_zip(numbers, probabilities):
            if value > 0.0:
                logs[number] = log(value)
        return logs

    def staying(self):
        """Return by number whether the word has two or more characters and stays."""
        threshold, first = self._stays_above, self._first_pair
        return bytearray(first) + bytearray([count > threshold for count in self.expected[first:]])

    def staying_words(self):
        """Return the words of two or more characters that stay."""
        return list(compress(self.names, self.staying()))

    def entry_cost(self, staying):
        """Return the nats for writing a list of words, character by character.

        Args:
            staying: by number, whether a word is in the list.

        Formula:
            The sum over words and their characters of -log of the character's share of the text.
        """
        if self._entry_costs is None:
            self._entry_costs = array(str('d'), self._costs_of_entries())
        return fsum(compress(self._entry_costs, staying))

    def _costs_of_entries(self):
        """Return the nats for writing each word, by number."""
        total = float(sum(self.characters.values()))
        cost = [0.0] + [-log(self.characters[name] / total) for name in self.names[1:self._first_pair]]
        get, numbers = cost.__getitem__, self.numbers
        cost += iter_map(add, iter_map(get, self._heads), iter_map(get, self._tails))
        cost += [fsum([cost[numbers[character]] for character in word]) for word in self._long]
        return cost

    def vocabulary(self):
        """Return {word: count} of the words that stay and of all characters, as floats."""
        threshold = self._stays_above
        return dict((self.names[number], max(count, threshold))
                    for number, count in enumerate(self.expected)
                    if number and (count > threshold or number < self._first_pair))
