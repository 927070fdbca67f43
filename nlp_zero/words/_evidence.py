# -*- coding: utf-8 -*-
"""Measure the evidence for words in the corpus: PMI and branching entropies.

All methods of discovery return `Word` rows without evidence, which is added here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from itertools import islice
from math import log

from .._compat import iter_items, iter_range, iter_zip, text_type
from .._html_rows import HtmlRow
from .._progress import begin_stage, report_done
from .._runtime import Resources, counts_of, texts_checksum, whole_number
from ..errors import ExhaustedCorpusError
from ..ngrams import NgramCounter
from ..text import DEFAULT_RULES, symbols, windows
from ._symbol_blocks import SEPARATOR, symbol_blocks

# Words of up to this many symbols are measured from the counts of all n-grams. Longer words are few; they are
# searched where their first symbols occur.
_IN_NGRAMS = 4

#: Number of blocks after which the counts of longer strings are saved in a checkpoint.
_KEEP = 64

# c log c is summed in integer units of 2**-40, so that the order does not matter.
_UNIT = float(1 << 40)


class Word(namedtuple('Word', 'text count pmi left_entropy right_entropy score'), HtmlRow):
    """Describe a discovered word. The fields are the columns of tables of words, in this order.

    Attributes:
        text: the word.
        count: number of occurrences according to the method.
        pmi: pointwise mutual information at the weakest split, in nats, from exact counts over the corpus; 0
            for a word of one symbol; None if it was not measured.
        left_entropy, right_entropy: branching entropy on either side, in nats; None if not measured.
        score: number of nats by which the word shortens the corpus, according to the method; 0 for one
            symbol.
    """

    __slots__ = ()


def unmeasured_word(text, count, score=0.0):
    """Return a row without evidence, with None for PMI and entropies."""
    return Word(text, count, None, None, None, score)


def measure(corpus, words, rules=DEFAULT_RULES, resources=Resources()):
    """Return the rows of discovered words with their evidence.

    Args:
        corpus: a re-iterable of texts, in which the words were discovered.
        words: an iterable of `Word` rows.
        rules: the `text.Rules` with which they were discovered.
        resources: the `Resources` of the run.

    Returns:
        list: `Word` rows, sorted by word. A word of one symbol has no split, so its `pmi` is 0.

    Raises:
        ExhaustedCorpusError: there are words, but the corpus no longer yields any text.

    Formula:
        pmi = min over splits w = ab of log( N c(w) / (c(a) c(b)) ); Church and Hanks 1990.
        entropy = log c(w) - (1 / c(w)) sum over y of c(wy) log c(wy), where each end of a clause counts as a
        neighbour that occurs once; Harris 1955, Jin and Tanaka-Ishii 2006.

    Complexity:
        Linear in the text: one pass, and another one if there are words of more than four symbols.

    >>> rows = measure(['用手机，买手机', '手机很好'], [unmeasured_word('手机', 3)])
    >>> print('%.4f %.4f %.4f' % rows[0][2:5])
    1.2040 1.0986 1.0986
    """
    words = sorted(words)
    if not words:
        return []
    evidence = _Evidence([word.text for word in words], rules)
    longest = evidence.longest
    begin_stage('counting n-grams')
    with NgramCounter.within(resources, min(longest, _IN_NGRAMS) + 1, rules, stage='evidence') as counter:
        counter.update(corpus)
        evidence.total = counter.total
        if not evidence.total:
            raise ExhaustedCorpusError('measuring the words saw no text: pass a list or an object '
                                       'whose __iter__ begins anew')
        # N-grams that occur once are not needed: 1 log 1 is 0.
        begin_stage('measuring words')
        for number, (texts, counts) in enumerate(counter.sections(2), 1):
            evidence.add_ngrams(texts, counts)
            report_done(number, None, 'parts')
    if longest > _IN_NGRAMS:
        # The filters that selected the words are not settings of the run, so the stage depends on the words.
        begin_stage('measuring long words')
        chosen = {'words': texts_checksum(evidence.long_words)}
        evidence.add_longer(corpus, resources.stage('longer', chosen, _KEEP))
    return [evidence.complete(word) for word in words]


def chance_at_weakest_split(text, parts, counts):
    """Return the product of the counts of the two parts of a string at its weakest split, the greatest one.

    Args:
        text: the string.
        parts: its symbols.
        counts: {string: count} of all its beginnings and ends.
    """
    greatest, place = 0, 0
    for part in parts[:-1]:
        place += len(part)
        product = counts[text[:place]] * counts[text[place:]]
        if product > greatest:
            greatest = product
    return greatest


def pmi_at_weakest_split(text, parts, counts, count, total):
    """Return the PMI of a string at its weakest split, in nats; 0 for a string of one symbol.

    Args:
        text, parts, counts: as in `chance_at_weakest_split`.
        count: count of the string.
        total: number of symbols in the corpus.
    """
    return log(total * count / chance_at_weakest_split(text, parts, counts)) if len(parts) > 1 else 0.0


def neighbour_entropy(neighbours):
    """Return the branching entropy of a word on one side, in nats, as in `measure`.

    Args:
        neighbours: {symbol: count}, not empty; `SEPARATOR` counts the places at the end of a clause.
    """
    total = sum(neighbours.values())
    repeated = sum(_units(count) for symbol, count in iter_items(neighbours) if symbol != SEPARATOR)
    return max(0, _units(total) - repeated) / _UNIT / total


def _units(count):
    """Return c log c in units."""
    return int(count * log(count) * _UNIT)


class _Evidence(object):
    """Collect the counts from which the evidence is computed.

    Args:
        words: list of texts.
        rules: the `text.Rules` with which they were discovered.

    Attributes:
        total: number of symbols of the corpus; to be set before the first `complete`.
        longest: number of symbols of the longest word.
        long_words: sorted list of the words that are measured by `add_longer`.
    """

    def __init__(self, words, rules):
        self._rules = rules
        # {word: its symbols}, the word itself if each symbol is one character.
        self._symbols = {}
        # {string: count} of all beginnings and ends of words, initially 1.
        self._counts = {}
        for word in words:
            parts = symbols(word, rules)
            self._symbols[word] = parts = word if len(parts) == len(word) else parts
            for size in iter_range(1, len(parts) + 1):
                self._counts[''.join(parts[:size])] = self._counts[''.join(parts[-size:])] = 1
        self.total, self.longest = 0, max(map(len, self._symbols.values()))
        self.long_words = sorted(word for word, parts in iter_items(self._symbols) if len(parts) > _IN_NGRAMS)
        # {word: sum of c log c over its neighbours on one side}, in units
        self._left, self._right = {}, {}
        # {c: c log c}, in units
        self._terms = {}

    def add_ngrams(self, texts, counts):
        """Add counts of n-grams; each n-gram must be added once."""
        wanted, words, other = self._counts, self._symbols, self._rules.other_finder.search
        for text, count in iter_zip(texts, counts):
            if text in wanted:
                wanted[text] = count
            if other(text):
                parts = symbols(text, self._rules)
                head, tail = ''.join(parts[:-1]), ''.join(parts[1:])
            else:
                head, tail = text[:-1], text[1:]
            if head in words and len(words[head]) <= _IN_NGRAMS:
                self._add_neighbour(self._right, head, count)
            if tail in words and len(words[tail]) <= _IN_NGRAMS:
                self._add_neighbour(self._left, tail, count)

    def _add_neighbour(self, sums, word, count):
        sums[word] = sums.get(word, 0) + self._term(count)

    def _term(self, count):
        """Return c log c in units."""
        term = self._terms.get(count)
        if term is None:
            term = self._terms[count] = _units(count)
        return term

    def add_longer(self, corpus, stage):
        """Count the strings of more than four symbols and their neighbours in the corpus."""
        sizes, wanted = self._longer_strings()
        state = stage.load()
        with stage.taking_up():
            found = _LongStrings(state)
        blocks = symbol_blocks(corpus, self._rules, 'measuring long words')
        for block in islice(blocks, found.blocks, None):
            plain = isinstance(block, text_type)
            for start, first in enumerate(windows(block, _IN_NGRAMS)):
                for size in sizes.get(first, ()):
                    end = start + size
                    text = block[start:end] if plain else ''.join(block[start:end])
                    if text in wanted:
                        found.counts[text] += 1
                        if text in self._symbols:
                            found.left[text, block[start - 1]] += 1
                            found.right[text, block[end]] += 1
            found.blocks += 1
            stage.step(found.state)
        self._counts.update(found.counts)
        for sums, neighbours in ((self._left, found.left), (self._right, found.right)):
            for (word, symbol), count in iter_items(neighbours):
                if symbol != SEPARATOR and count > 1:
                    self._add_neighbour(sums, word, count)

    def _longer_strings(self):
        """Return {first four symbols: sizes of longer strings that begin with them}, and these strings."""
        sizes, wanted = {}, set()
        for parts in self._symbols.values():
            for size in iter_range(_IN_NGRAMS + 1, len(parts) + 1):
                for string in (parts[:size], parts[-size:]):
                    wanted.add(''.join(string))
                    sizes.setdefault(''.join(string[:_IN_NGRAMS]), set()).add(size)
        return sizes, wanted

    def complete(self, word):
        """Return a row with its evidence."""
        return word._replace(pmi=self._pmi(word.text), left_entropy=self._entropy(word.text, self._left),
                             right_entropy=self._entropy(word.text, self._right))

    def _pmi(self, word):
        return pmi_at_weakest_split(word, self._symbols[word], self._counts, self._counts[word], self.total)

    def _entropy(self, word, sums):
        # log T is computed as T log T over T, with the same rounding, so that a single neighbour gives
        # exactly 0.
        total = self._counts[word]
        return max(0, self._term(total) - sums.get(word, 0)) / _UNIT / total


class _LongStrings(object):
    """Hold the counts of a pass over the blocks of a corpus, which a checkpoint can save.

    Args:
        state: a result of `state`, or None to begin.

    Attributes:
        blocks: number of blocks that have been counted.
        counts: Counter {string: count}.
        left, right: Counter {(word, neighbouring symbol): count}.
    """

    def __init__(self, state=None):
        state = state or {'blocks': 0, 'counts': {}, 'left': (), 'right': ()}
        self.blocks = whole_number(state['blocks'])
        self.counts = Counter(counts_of(iter_items(state['counts'])))
        self.left, self.right = (Counter(dict(((word + '', symbol + ''), whole_number(count, 1))
                                              for word, symbol, count in state[side]))
                                 for side in ('left', 'right'))

    def state(self):
        """Return all counts as a plain value."""
        left, right = ([(word, symbol, count) for (word, symbol), count in iter_items(neighbours)]
                       for neighbours in (self.left, self.right))
        return {'blocks': self.blocks, 'counts': self.counts, 'left': left, 'right': right}
