# -*- coding: utf-8 -*-
"""Discover words by n-gram cut and back-check.

N-grams that are cohesive at every split are kept. The text is cut between two symbols unless a kept n-gram
covers both, so that uncertain places are not cut. The pieces between the cuts are counted, and a piece is a
word only if the n-grams in it were kept. The method is that of Su Jianlin (2017; 2019), with exact counts
of all orders. It uses neither branching entropy nor the other words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from itertools import islice
from operator import or_

from .._compat import iter_items, iter_map, iter_range, iter_zip, package_logger
from .._runtime import Resources, counts_of, whole_number
from ..errors import ArgumentError, EmptyCorpusError
from ..ngrams import NgramCounter
from ..scores import merge_gain
from ..text import DEFAULT_RULES, cut_at, is_number, symbols, uncovered_gaps, windows
from ._evidence import chance_at_weakest_split, pmi_at_weakest_split, unmeasured_word
from ._symbol_blocks import SEPARATOR, symbol_blocks

#: {option: default} of `discover_by_ngrams`.
NGRAM_DEFAULTS = dict(max_n=4, ratios=None)

#: Number of blocks after which the counts of the pieces are saved in a checkpoint.
_KEEP = 64

_logger = package_logger('nlp_zero.words')


def least_count(total):
    """Return the least count of n-grams that are used, for a corpus of a given size.

    Args:
        total: number of symbols in the corpus.

    Formula:
        max(2, (N / 10^6)^(1/2)), rounded: 2 up to 6 million symbols, 6 at 36 million (100 MB of
        text), 60 at 3.6 thousand million (10 GB).

    >>> [least_count(total) for total in (5000, 2000000, 36000000, 3600000000)]
    [2, 2, 6, 60]
    """
    return max(2, int((total / 1e6) ** 0.5 + 0.5))


def discover_by_ngrams(corpus, min_count=None, rules=DEFAULT_RULES, resources=Resources(), max_n=4,
                       ratios=None):
    """Return the words of a corpus with their counts and scores.

    Args:
        corpus: a re-iterable of texts; two passes are made.
        min_count: least count of a piece; None is `least_count`, which is always used for n-grams.
        rules: the `text.Rules` that define a symbol.
        resources: the `Resources` of the run.
        max_n: longest n-gram, in symbols. A longer word is found if all its windows of that length were kept.
        ratios: least value of `N c(ab) / (c(a) c(b))` at every split ab of an n-gram, for n-grams of 2, 3,
            ... symbols; None is 10, 100, 1000, ..., for any size of corpus.

    Returns:
        list: `Word` rows without evidence. The count is that of the pieces. The score is the saving of
        writing them as one, in nats: the count times the PMI minus one, at the weakest split of the word or
        of a window in it (see `scores.merge_gain`); 0 for one symbol.

    Raises:
        ArgumentError: `max_n` is below 2, or there are too few ratios.
        EmptyCorpusError: a pass found no text.

    Complexity:
        Linear in the text; memory for the distinct n-grams that reach `least_count`.
    """
    if max_n < 2:
        raise ArgumentError('max_n must be 2 or more, not %r' % (max_n,))
    ratios = [10 ** n for n in iter_range(1, max_n)] if ratios is None else list(ratios)
    if len(ratios) < max_n - 1:
        raise ArgumentError('%d ratios for n-grams of 2 to %d symbols' % (len(ratios), max_n))
    with NgramCounter.within(resources, max_n, rules) as counter:
        counts, total = _frequent_ngrams(corpus, counter)
    least = least_count(total) if min_count is None else min_count
    kept = cohesive_ngrams(counts, total, ratios[:max_n - 1], rules)
    _logger.info('kept %d of %d n-grams that occur %d times or more in %d symbols',
                 sum(map(len, kept)), len(counts), least_count(total), total)
    pieces = _count_pieces(corpus, rules, kept, resources.stage('pieces', every=_KEEP))
    # A number is a symbol and can be part of a word, but is not a word.
    return [unmeasured_word(piece, count, _score(piece, count, counts, total, max_n, rules))
            for piece, count in iter_items(pieces)
            if count >= least and _passes_back_check(piece, kept, rules) and not is_number(piece)]


def _frequent_ngrams(corpus, counter):
    """Return {n-gram: count} of the n-grams that reach the least count, and the number of symbols."""
    counts = {}
    counter.update(corpus)
    total = counter.total
    if not total:
        raise EmptyCorpusError('counting n-grams met no text')
    for texts, numbers in counter.sections(least_count(total)):
        counts.update(iter_zip(texts, numbers))
    return counts, total


def cohesive_ngrams(counts, total, ratios, rules=DEFAULT_RULES):
    """Return the n-grams that reach their ratio at every split.

    Args:
        counts: {n-gram: count}, including all parts of each n-gram.
        total: number of symbols in the corpus.
        ratios: the required ratios for 2, 3, ... symbols.
        rules: the `text.Rules` by which they were counted.

    Returns:
        list: a set of n-grams for each number of symbols, from 2 up.

    Formula:
        N c(ab) >= ratio c(a) c(b) for all splits ab, which is PMI >= log ratio.

    >>> [sorted(kept) == ['手机'] for kept in cohesive_ngrams({'手': 2, '机': 2, '手机': 2}, 20, [10])]
    [True]
    """
    kept = [set() for _ in ratios]
    other = rules.other_finder.search
    for gram, count in iter_items(counts):
        parts = symbols(gram, rules) if other(gram) else gram
        size = len(parts)
        if size < 2:
            continue
        if chance_at_weakest_split(gram, parts, counts) * ratios[size - 2] <= total * count:
            kept[size - 2].add(gram)
    return kept


def _count_pieces(corpus, rules, kept, stage):
    """Return the counts of the pieces between the cuts."""
    state = stage.load()
    pieces, done = Counter(), 0
    if state:
        with stage.taking_up():
            pieces = Counter(counts_of(iter_items(state['pieces'])))
            done = whole_number(state['blocks'])
    for block in islice(symbol_blocks(corpus, rules, 'cutting'), done, None):
        pieces.update(cut_at(block, _gaps(block, kept)))
        done += 1
        stage.step(_state_of_pieces, done, pieces)
    del pieces[SEPARATOR]
    return pieces


def _state_of_pieces(blocks, pieces):
    return {'blocks': blocks, 'pieces': pieces}


def _gaps(block, kept):
    """Return the places of a block between symbols that no kept n-gram covers."""
    size = len(block)
    # Position i is the gap after symbol i. An n-gram covers n - 1 gaps: from the longest n-grams to the
    # shortest, the covered positions are shifted by one and those of the next shorter n-grams are added.
    found = covered = bytearray(size)
    for order in iter_range(len(kept) + 1, 1, -1):
        hits = bytearray(iter_map(kept[order - 2].__contains__, windows(block, order)))
        hits.extend(bytearray(size - len(hits)))
        found = bytearray(iter_map(or_, found, hits))
        covered.insert(0, 0)
        covered = bytearray(iter_map(or_, found, covered))
    return uncovered_gaps(covered, size)


def _passes_back_check(piece, kept, rules):
    """Tell whether a piece, or every longest window of it, is one symbol or was kept."""
    parts = symbols(piece, rules)
    return len(parts) == 1 or all(
        window in kept[-1] or any(window in strong for strong in kept[:-1])
        for window in windows(parts, min(len(parts), len(kept) + 1)))


def _score(piece, count, counts, total, max_n, rules):
    """Return the score of a piece; see `discover_by_ngrams`."""
    parts = symbols(piece, rules)
    if len(parts) == 1:
        return 0.0
    weakest = min(pmi_at_weakest_split(window, symbols(window, rules), counts, counts[window], total)
                  for window in windows(parts, min(len(parts), max_n)))
    return merge_gain(count, weakest)
