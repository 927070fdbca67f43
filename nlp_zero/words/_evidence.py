# -*- coding: utf-8 -*-
"""Give each found word its row: the evidence for it, measured in the corpus itself.

In go words with counts and scores from any method, out come `Word` rows. No word is found or left
out here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from itertools import islice
from math import log

from .._runtime import Resources, texts_checksum
from .._compat import iter_items, iter_range, iter_zip, text_type
from ..errors import ExhaustedCorpusError
from ..ngrams import NgramCounter
from ..text import DEFAULT_RULES, symbols
from ._symbol_blocks import SEPARATOR, blocks, grams

__all__ = [str(name) for name in ('Word', 'measure', 'unmeasured')]

#: One found word. `count` is the method's own; `pmi`, of the weakest split, and the entropies of
#: what stands beside the word are in nats and come from exact counts over the corpus; `score` is
#: the method's, and the higher the better.
Word = namedtuple(str('Word'), [str(name) for name in (
    'text', 'count', 'pmi', 'left_entropy', 'right_entropy', 'score')])

# Words up to so many symbols are measured on the counts of all n-grams; longer ones are few, and
# looked for where their first symbols stand.
_SHORT = 4

#: Blocks after which a checkpoint keeps the counts of longer strings.
_KEEP = 64

# c log c is summed in units of 2**-40: whole numbers, so that the order of the sum plays no part.
_UNIT = float(1 << 40)


def unmeasured(found):
    """Return rows without evidence: None in the place of PMI and entropies.

    >>> unmeasured({'手机': (3, 1.5)})[0].count
    3
    """
    return [Word(word, found[word][0], None, None, None, found[word][1]) for word in sorted(found)]


def measure(corpus, found, rules=DEFAULT_RULES, resources=Resources()):
    """Return the rows of found words.

    Args:
        corpus: a re-iterable of texts, the one in which the words were found.
        found: {word: (count, score)}.
        rules: the `text.Rules` by which they were found.
        resources: the `Resources` of the run.

    Returns:
        list: `Word` rows, sorted by word. A word of one symbol has no split; its `pmi` is 0.

    Raises:
        ExhaustedCorpusError: there are words, but the corpus gives no text any more.

    Formula:
        pmi = min over splits w = ab of log( N c(w) / (c(a) c(b)) ); Church and Hanks 1990.
        entropy = log c(w) - (1 / c(w)) sum over y of c(wy) log c(wy), clause ends being neighbours
        that never repeat; Harris 1955, Jin and Tanaka-Ishii 2006.

    Complexity:
        One pass, and one more over the text if there are words of more than four symbols. Time
        linear in the text.

    >>> rows = measure(['用手机，买手机', '手机很好'], {'手机': (3, 0.0)})
    >>> print('%.4f %.4f %.4f' % rows[0][2:5])
    1.2040 1.0986 1.0986
    """
    if not found:
        return []
    words = dict((word, _parts(word, rules)) for word in found)
    evidence = _Evidence(words)
    longest = max(len(parts) for parts in words.values())
    with NgramCounter.within(resources, min(longest, _SHORT) + 1, rules, stage='evidence') as counter:
        counter.update(corpus)
        evidence.total = counter.total
        if not evidence.total:
            raise ExhaustedCorpusError('measuring the words saw no text: pass a list or an object '
                                       'whose __iter__ begins anew')
        # What occurs once is its own evidence: 1 log 1 adds nothing to a sum.
        for texts, counts in counter.sections(2):
            evidence.add_ngrams(texts, counts, rules)
    if longest > _SHORT:
        # The filters that chose the words are no settings of the run: the counts are of these words alone.
        chosen = {'words': texts_checksum(sorted(word for word, parts in iter_items(words) if len(parts) > _SHORT))}
        evidence.add_longer(corpus, rules, resources.stage('longer', chosen, _KEEP))
    return [evidence.row(word, *found[word]) for word in sorted(found)]


def _parts(word, rules):
    """Return the symbols of a word: itself, where each is one character."""
    parts = symbols(word, rules)
    return word if len(parts) == len(word) else parts


class _Evidence(object):
    """Gather the counts that rows are made of."""

    def __init__(self, words):
        self._words = words
        self.total = 0
        # {string: count} for all beginnings and ends of words; 1 until more are seen.
        self._counts = {}
        for parts in words.values():
            for size in iter_range(1, len(parts) + 1):
                self._counts[''.join(parts[:size])] = self._counts[''.join(parts[-size:])] = 1
        # {word: sum of c log c over its neighbours on one side}
        self._left, self._right = {}, {}
        self._logs = {}

    def add_ngrams(self, texts, counts, rules):
        """Take counts of n-grams, each n-gram once."""
        wanted, words, other = self._counts, self._words, rules.other_finder.search
        for text, count in iter_zip(texts, counts):
            if text in wanted:
                wanted[text] = count
            if other(text):
                parts = symbols(text, rules)
                before, behind = ''.join(parts[:-1]), ''.join(parts[1:])
            else:
                before, behind = text[:-1], text[1:]
            if before in words and len(words[before]) <= _SHORT:
                self._add(self._right, before, count)
            if behind in words and len(words[behind]) <= _SHORT:
                self._add(self._left, behind, count)

    def _term(self, count):
        """Return c log c in units."""
        term = self._logs.get(count)
        if term is None:
            term = self._logs[count] = int(count * log(count) * _UNIT)
        return term

    def _add(self, sums, word, count):
        sums[word] = sums.get(word, 0) + self._term(count)

    def add_longer(self, corpus, rules, stage):
        """Count the strings of more than four symbols, and what stands beside them."""
        sizes, wanted = self._longer_strings()
        state = stage.load() or {'blocks': 0, 'counts': {}, 'left': (), 'right': ()}
        counts, done = Counter(state['counts']), state['blocks']
        left, right = _counter_of(state['left']), _counter_of(state['right'])
        for block in islice(blocks(corpus, rules, 'measuring long words'), done, None):
            plain = isinstance(block, text_type)
            for start, first in enumerate(grams(block, _SHORT)):
                for size in sizes.get(first, ()):
                    end = start + size
                    text = block[start:end] if plain else ''.join(block[start:end])
                    if text in wanted:
                        counts[text] += 1
                        if text in self._words:
                            left[text, block[start - 1]] += 1
                            right[text, block[end]] += 1
            done += 1
            stage.step(_so_far, done, counts, left, right)
        self._counts.update(counts)
        for sums, beside in ((self._left, left), (self._right, right)):
            for (word, symbol), count in iter_items(beside):
                if symbol != SEPARATOR and count > 1:
                    self._add(sums, word, count)

    def _longer_strings(self):
        """Return {first four symbols: sizes of longer strings that begin so}, and these strings."""
        sizes, wanted = {}, set()
        for parts in self._words.values():
            for size in iter_range(_SHORT + 1, len(parts) + 1):
                for string in (parts[:size], parts[-size:]):
                    wanted.add(''.join(string))
                    sizes.setdefault(''.join(string[:_SHORT]), set()).add(size)
        return sizes, wanted

    def row(self, word, count, score):
        """Return the row of a word."""
        return Word(word, count, self._pmi(word), self._entropy(word, self._left),
                    self._entropy(word, self._right), score)

    def _pmi(self, word):
        parts, counts = self._words[word], self._counts
        if len(parts) < 2:
            return 0.0
        strongest = max(counts[''.join(parts[:cut])] * counts[''.join(parts[cut:])]
                        for cut in iter_range(1, len(parts)))
        return log(self.total * counts[word] / strongest)

    def _entropy(self, word, sums):
        # log T is T log T over T: rounded alike, so that one neighbour alone makes exactly 0.
        total = self._counts[word]
        return max(0, self._term(total) - sums.get(word, 0)) / _UNIT / total


def _so_far(done, counts, left, right):
    return {'blocks': done, 'counts': counts, 'left': _listed(left), 'right': _listed(right)}


def _listed(counts):
    """Return {(word, symbol): count} as a plain list."""
    return [(word, symbol, count) for (word, symbol), count in iter_items(counts)]


def _counter_of(listed):
    """Return what `_listed` was given."""
    return Counter(dict(((word, symbol), count) for word, symbol, count in listed))
