# -*- coding: utf-8 -*-
"""Count the words of a model in a whole corpus, after a fit to a sample, and add words that the sample lacks.

New words follow the rules of the fit: adjacent single characters that occur more often than by chance, in
context, are a word, and so is a word with a suffix.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from functools import partial
from itertools import islice
from math import exp

from .._compat import iter_items, iter_zip
from .._runtime import Resources, counts_of, ordered_map, whole_number
from ..corpus import as_corpus
from ..ngrams import TEXT_KEYS, SpillCounter
from ..tokenizer import Tokenizer
from ._initial import END
from ._runs import run_finder

#: Least count of a pair that enters here.
MIN_PAIR_COUNT = 5
#: Number of characters that are segmented at a time.
_BLOCK = 1 << 17
#: Most texts in the cache of a process, and bytes of its share of the memory for each.
_CACHED, _CACHED_BYTES = 1 << 18, 500
#: The pairs may use one part in this many of the memory; the words, in every process, take the rest.
_PAIRS = 8
#: Number of pairs that are held in memory under any budget.
_MIN_PAIRS = 50000
#: Number of blocks after which the counts are saved in a checkpoint.
_KEEP = 128

#: Counts of one block: {word: count} of words of the vocabulary and of single characters, and {two adjacent
#: words as one text: count}.
BlockCounts = namedtuple('BlockCounts', 'words pairs')


class BlockCounter(object):
    """Count words, and adjacent words that may be one word, in blocks of runs.

    Args:
        vocabulary: {word: count}.
        suffixes, longest: as in `neighbour_pairs`.
        cached: number of texts whose words are cached.
    """

    def __init__(self, vocabulary, suffixes, longest, cached=_CACHED):
        self._cut = Tokenizer(vocabulary, cache_size=cached, numbers=None, fold=False).lcut
        self._vocabulary, self._suffixes, self._longest = vocabulary, suffixes, longest

    def count(self, text):
        """Return the `BlockCounts` of a text of runs with `END` between them."""
        cut, known = self._cut(text), self._vocabulary
        words = Counter(cut)
        for word in [word for word in words if word == END or (len(word) > 1 and word not in known)]:
            del words[word]
        pairs = Counter(neighbour_pairs(cut, self._suffixes, self._longest))
        for pair in [pair for pair in pairs if END in pair]:
            del pairs[pair]
        return BlockCounts(words, pairs)


def _count_block(counter, text):
    return counter.count(text)


def neighbour_pairs(words, suffixes, longest):
    """Yield the texts of adjacent words that may be one word, for `enter_pairs`.

    Args:
        words: a list of words.
        suffixes: suffixes of a `Model`.
        longest: longest word, in characters.

    >>> print(' '.join(neighbour_pairs(['蹊', '跷', '绿色', '化', '了'], frozenset('化'), 8)))
    蹊跷 绿色化 化了
    """
    return (before + word for before, word in iter_zip(words, words[1:]) if len(word) == 1
            and (len(before) == 1 or (word in suffixes and len(before) < longest)))


def _blocks_of_runs(corpus, rules):
    """Yield texts of Han runs with `END` between them."""
    find = run_finder(rules)
    runs, size = [], 0
    for text in as_corpus(corpus).parts():
        found = find(text)
        if found:
            runs.append(END.join(found))
            size += len(runs[-1])
            if size >= _BLOCK:
                yield END.join(runs)
                runs, size = [], 0
    if runs:
        yield END.join(runs)


def recount(corpus, rules, model, resources=Resources(), pool=None):
    """Count words in a whole corpus by its best segmentation under the counts of a model.

    Args:
        corpus: a re-iterable of texts.
        rules: a `text.Rules`.
        model: the `Model` of the fit, with integer counts; its settings decide which pairs enter.
        resources: the `Resources` of the run. When the pairs take more than an eighth of its memory, they are
            written to files.
        pool: the `WorkerPool` that segments, or None to start workers here.

    Returns:
        dict: {word: count} of the words that occur, of pairs that enter, including words with a suffix, and
            of every single character that is left, at least 1.

    Formula:
        A pair enters if c(ab) >= 5, log( T c(ab) / (c(a) c(b)) ) >= tau and the fit has not split it, where
        all counts are those of words, and c(ab) is that of a and b as adjacent words.

    Complexity:
        Linear, one pass; memory for the words and, up to an eighth of `memory`, for the distinct pairs.
    """
    stage = resources.stage('recount', every=_KEEP)
    pairs = SpillCounter(resources.share(_PAIRS), TEXT_KEYS, stage, _MIN_PAIRS)
    total, done = Counter(), 0
    state = stage.load()
    if state:
        with stage.taking_up():
            total = Counter(counts_of(iter_items(state['total'])))
            done = whole_number(state['blocks'])
            pairs.restore(state.pop('pairs'))
    blocks = islice(_blocks_of_runs(corpus, rules), done, None)
    try:
        for counts in _counts_of_blocks(blocks, model, resources, pool):
            total.update(counts.words)
            pairs.add(counts.pairs)
            done += 1
            stage.step(_state_of_recount, done, total, pairs)
        return enter_pairs(total, dict(pairs.items(MIN_PAIR_COUNT)), model.settings, model.split_pairs)
    finally:
        pairs.close()


def _counts_of_blocks(blocks, model, resources, pool):
    """Return an iterator over the `BlockCounts` of blocks, in order."""
    processes, memory = pool.size if pool else resources.processes, resources.memory
    cached = _CACHED if memory is None else min(_CACHED, memory // processes // _CACHED_BYTES)
    # Made once in each process, since sending it with every block would be slow.
    make = partial(BlockCounter, model.counts, model.suffixes, model.settings.longest, cached)
    if pool is None:
        return ordered_map(_count_block, blocks, resources.workers, make)
    return pool.map(_count_block, blocks, make)


def _state_of_recount(blocks, total, pairs):
    return {'blocks': blocks, 'total': total, 'pairs': pairs.state()}


def enter_pairs(total, pairs, settings, split_pairs=frozenset()):
    """Return counts of words including the pairs that enter, whose counts are subtracted from their parts.

    Args:
        total: {word: count}.
        pairs: {text: count} of adjacent words, see `neighbour_pairs`.
        settings: the `Settings` of the fit, with a number for each threshold.
        split_pairs: pairs that remain two words.

    >>> from nlp_zero.entropy import Settings
    >>> counts = enter_pairs({'的': 190, '蹊': 6, '跷': 6}, {'蹊跷': 6, '的蹊': 3}, Settings(entry_pmi=3.0))
    >>> counts['蹊跷'], counts['蹊'], counts['的']
    (6, 1, 190)
    """
    total = Counter(total)
    entering = _entering_pairs(total, pairs, settings, split_pairs)
    for pair in sorted(entering):
        for part in (pair[:-1], pair[-1]):
            total[part] = max(1, total[part] - entering[pair])
    total.update(entering)
    return dict(total)


def _entering_pairs(total, pairs, settings, split_pairs):
    """Return {pair: count} of the pairs that enter."""
    tokens, min_ratio = float(sum(total.values())), exp(settings.entry_pmi)
    return dict((pair, count) for pair, count in iter_items(pairs)
                if END not in pair and count >= MIN_PAIR_COUNT
                and pair not in total and pair not in split_pairs
                and tokens * count >= min_ratio * total[pair[:-1]] * total[pair[-1]])
