# -*- coding: utf-8 -*-
"""Hold a text as the words of its best segmentation, with counts of words and of bigrams."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from functools import partial
from itertools import chain
from math import log

from .._compat import iter_items, iter_map, iter_zip
from .._progress import report_done
from ..tokenizer import Tokenizer
from ._initial import END, add_weighted
from ._word_model import rounded_count

#: The words of some runs, with `END` after each run, and the count of the runs.
WeightedWords = namedtuple('WeightedWords', 'count words')

#: Least count and least PMI, in nats, of two adjacent single characters that are a candidate.
_MIN_COUNT, _MIN_PMI = 5, 1.0
#: Weight of the Dirichlet prior, the probability without context, as a number of neighbours.
_PRIOR_COUNT = 50.0
#: Log ratios are added as integer fractions of a nat, so that their sum does not depend on the order.
_PARTS = 1 << 20


def _tokenizer_of(vocabulary):
    return Tokenizer(vocabulary, numbers=None, fold=False)


def _words_as_text(tokenizer, text):
    """Return the words of a text, separated by `END`, as one text, which is quickly sent; '' for `END`."""
    return END.join([word if word != END else '' for word in tokenizer.lcut(text)])


def best_segmentations(counts, groups, pool=None):
    """Yield the `WeightedWords` of each of some `RunGroup`s, segmented with {word: count}.

    Args:
        counts, groups: as in `SegmentedText`.
        pool: the `WorkerPool` that segments while the caller uses the words, or None for this process.
    """
    make = partial(_tokenizer_of, dict((word, rounded_count(count)) for word, count in iter_items(counts)))
    texts = (group.text for group in groups)
    if pool is None:
        lists = iter_map(make().lcut, texts)
    else:
        texts = pool.map(_words_as_text, texts, make)
        lists = ([word or END for word in text.split(END)] for text in texts)
    # The lists come first, so that they are read to their end: otherwise the pool would be stopped.
    for number, (words, group) in enumerate(iter_zip(lists, groups), 1):
        yield WeightedWords(group.count, words)
        report_done(number, len(groups), 'groups of runs')


class SegmentedText(object):
    """Hold a segmented text.

    Args:
        counts: {word: count} of the words to segment with.
        groups: list of `RunGroup`.
        pool: a `WorkerPool`, or None for this process alone. The result is the same.

    Attributes:
        texts: list of `WeightedWords`, which also begin with `END`.
        words: {word: count}, without `END`.
        bigrams: {(word, next word): count}, including `END`.
        total: sum of the counts of words, a float.

    Complexity:
        One segmentation; memory for the words of the text and the distinct bigrams.

    >>> from nlp_zero.entropy import group_runs
    >>> text = SegmentedText({'山': 1, '中': 1, '有雾': 2}, group_runs({'山中有雾': 3}))
    >>> text.bigrams['中', '有雾'], text.total
    (3, 9.0)
    """

    def __init__(self, counts, groups, pool=None):
        self.texts, self.words, self.bigrams = [], Counter(), Counter()
        one_object = {}.setdefault
        for count, words in best_segmentations(counts, groups, pool):
            # Use one object for equal words, which saves memory and makes comparisons fast.
            words = [END] + [one_object(word, word) for word in words]
            add_weighted(self.words, words[1:], count)
            add_weighted(self.bigrams, iter_zip(words, words[1:]), count)
            self.texts.append(WeightedWords(count, words))
        self._runs = self.words.pop(END, 0)
        self.total = float(sum(self.words.values()))

    def candidate_pairs(self):
        """Return {pair: count} of adjacent single characters with a count of 5 and a PMI of 1 nat or more."""
        words, total, found = self.words, self.total, {}
        for (a, b), count in iter_items(self.bigrams):
            if count >= _MIN_COUNT and len(a) == 1 == len(b) and a != END and b != END:
                if log(total * count / (words[a] * words[b])) >= _MIN_PMI:
                    found[a + b] = count
        return found

    def context_ratios(self, pairs, candidates):
        """Return {pair: nats}, how much the neighbours of pairs differ from those of their characters.

        A pair whose neighbours are those that its characters have anyway is two words.

        Args:
            pairs: words of the text.
            candidates: {pair: count} of two adjacent words; a pair is the text of two single characters, or a
                tuple of any two words.

        Formula:
            The mean of log( p(x) / p(x | before a) ) over the words x before ab, plus the mean of
            log( p(x) / p(x | after b) ) over the words x after ab, with p(x | before a) =
            (c(xa) + k p(x)) / (c(a) + k), k = 50, and p(x | after b) defined correspondingly: log-likelihood
            ratios. The counts of a and b are those outside ab; the end of a run counts as a neighbour.
        """
        found, usual = Counter(), self._usual_counts()
        for pair, value in chain(self._log_ratios_of_words(pairs, usual),
                                 self._log_ratios_of_candidates(candidates, usual)):
            found[pair] += value
        return dict((pair, value / float(_PARTS) / (candidates.get(pair) or self.words[pair]))
                    for pair, value in iter_items(found))

    def _log_ratios_of_words(self, pairs, usual):
        """Yield (pair, count times log ratio in `_PARTS`) for the neighbours of pairs that are words."""
        words, together = self.words, self.bigrams.get
        for (x, y), count in iter_items(self.bigrams):
            if y in pairs:
                yield y, _log_ratio(count, usual[x], words[y[0]], together((x, y[0]), 0))
            if x in pairs:
                yield x, _log_ratio(count, usual[y], words[x[1]], together((x[1], y), 0))

    def _log_ratios_of_candidates(self, candidates, usual):
        """Yield the same for candidates, whose own occurrences do not count for their characters."""
        words, together = self.words, self.bigrams.get
        before, after = self._neighbours_of_candidates(candidates)
        for (pair, x), count in iter_items(before):
            yield pair, _log_ratio(count, usual[x], words[pair[0]] - candidates[pair],
                                   together((x, pair[0]), 0) - count)
        for (pair, y), count in iter_items(after):
            yield pair, _log_ratio(count, usual[y], words[pair[1]] - candidates[pair],
                                   together((pair[1], y), 0) - count)

    def _usual_counts(self):
        """Return {word: its share of all words and ends of runs}, p(x)."""
        total = self.total + self._runs
        usual = dict((word, count / total) for word, count in iter_items(self.words))
        usual[END] = self._runs / total
        return usual

    def _neighbours_of_candidates(self, candidates):
        """Return {(candidate, word before): count} and {(candidate, word after): count}."""
        before, after = Counter(), Counter()
        wanted = dict(((pair[0], pair[1]), pair) for pair in candidates)
        for number, (weight, words) in enumerate(self.texts if wanted else (), 1):
            report_done(number, len(self.texts), 'groups of runs')
            found = [(x, wanted[a, b], y) for x, a, b, y in iter_zip(words, words[1:], words[2:], words[3:])
                     if (a, b) in wanted]
            add_weighted(before, ((pair, x) for x, pair, _ in found), weight)
            add_weighted(after, ((pair, y) for _, pair, y in found), weight)
        return before, after


def _log_ratio(count, usual, part, together):
    """Return `count` times the log ratio of one neighbour in `_PARTS`, see `SegmentedText.context_ratios`.

    Args:
        count: of the neighbour beside the pair.
        usual: p(x) of the neighbour.
        part: count of the character beside it, outside the pair.
        together: count of these two outside the pair.
    """
    return count * int(_PARTS * log(usual * (part + _PRIOR_COUNT) / (together + _PRIOR_COUNT * usual)))
