# -*- coding: utf-8 -*-
"""Count the words of a model in a whole corpus of which it has seen a sample, and let pairs enter.

In go a corpus and words with counts, out come the words with the counts of one pass of segmentation.
What the sample did not show is added by the rules of the fit: single characters that stand side by side
more often than chance would have it, in context, are a word, and so is a word with a bound ending.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from itertools import islice
from math import exp

from .._compat import iter_items, iter_zip
from .._runtime import Resources, ordered_map
from ..corpus import as_corpus
from ..ngrams import TEXT_KEYS, SpillCounter
from ..tokenizer import Tokenizer
from ._runs import run_finder
from ._initial import END

__all__ = [str('enter_pairs'), str('pairs_beside'), str('recount')]

#: Characters that are segmented at once.
_BLOCK = 1 << 17
#: Least count of a pair that enters here.
_ENTER = 5
#: Texts that the cache of a process keeps at most, and bytes of its share of a budget for each.
_CACHED, _CACHED_BYTES = 1 << 18, 500
#: Part of a budget that the pairs have, and how many are held under any budget: the words, in every
#: process, take the rest.
_PAIRS, _MIN_PAIRS = 8, 50000
#: Blocks after which a checkpoint keeps the counts.
_KEEP = 128

# The tokenizer of a process: set once, since sending it with every block would cost more.
_STATE = {}


def _prepare(vocabulary, endings, longest, cached):
    _STATE.update(tokenizer=Tokenizer(vocabulary, cache_size=cached), endings=endings, longest=longest)


def pairs_beside(words, endings, longest):
    """Yield the texts of neighbours that may be one word, by `enter_pairs`.

    Args:
        words: a list of words.
        endings: the bound characters of a `Model`.
        longest: longest word, in characters.
    """
    return (before + word for before, word in iter_zip(words, words[1:]) if len(word) == 1
            and (len(before) == 1 or (word in endings and len(before) < longest)))


def _count(text):
    """Return the counts of words, and of neighbours that may be one."""
    words = _STATE['tokenizer'].lcut(text)
    pairs = Counter(pairs_beside(words, _STATE['endings'], _STATE['longest']))
    for pair in [pair for pair in pairs if END in pair]:
        del pairs[pair]
    return Counter(words), pairs


def _blocks(corpus, rules):
    """Yield texts of Han runs, each run ended by `END`."""
    find = run_finder(rules)
    runs, size = [], 0
    for text in as_corpus(corpus):
        found = find(text)
        if found:
            runs.append(END.join(found))
            size += len(runs[-1])
            if size >= _BLOCK:
                yield END.join(runs)
                runs, size = [], 0
    if runs:
        yield END.join(runs)


def recount(corpus, rules, counts, settings, resources=Resources(), pool=None, endings=frozenset(),
            parted=frozenset()):
    """Count words in a whole corpus, by the best segmentation under the counts that they have.

    Args:
        corpus: a re-iterable of texts.
        rules: a `text.Rules`.
        counts: {word: count}, whole numbers.
        settings: the `Settings` of the fit.
        resources: the `Resources` of the run. The pairs go to files beyond an eighth of its memory.
        pool: the `WorkerPool` that segments, or None for workers that begin as copies of this process.
        endings, parted: the bound characters of the fit, and the pairs that parted in it.

    Returns:
        dict: {word: count}, of the words that occur, of pairs that enter, a word and a bound ending
        among them, and of every single character that was left, at least 1.

    Formula:
        a pair enters if c(ab) >= 5, log( T c(ab) / (c(a) c(b)) ) >= tau and the fit has not
        parted it, with all counts those of words, and c(ab) that of a and b as words side by side.

    Complexity:
        Linear, one pass; memory as the words and, up to an eighth of `memory`, the distinct pairs of
        single characters.
    """
    stage = resources.stage('recount', every=_KEEP)
    beside = SpillCounter(resources.share(_PAIRS), TEXT_KEYS, stage, _MIN_PAIRS)
    total, done = Counter(), 0
    state = stage.load()
    if state:
        total, done = Counter(state['total']), state['blocks']
        beside.restore(state.pop('beside'))
    blocks = islice(_blocks(corpus, rules), done, None)
    try:
        processes, memory = pool.size if pool else resources.processes, resources.memory
        cached = _CACHED if memory is None else min(_CACHED, memory // processes // _CACHED_BYTES)
        beginning = _prepare, (counts, endings, settings.longest, cached)
        for words, pairs in (ordered_map(_count, blocks, resources.workers, *beginning) if pool is None
                             else pool.map(_count, blocks, *beginning)):
            for word, count in iter_items(words):
                if word in counts or len(word) == 1:
                    total[word] += count
            beside.add(pairs)
            done += 1
            stage.step(_so_far, done, total, beside)
        total.pop(END, None)
        return enter_pairs(total, dict(beside.items(_ENTER)), settings, parted)
    finally:
        _STATE.clear()
        beside.close()


def _so_far(blocks, total, beside):
    return {'blocks': blocks, 'total': total, 'beside': beside.state()}


def enter_pairs(total, beside, settings, parted=frozenset()):
    """Return counts of words with those of the pairs that enter, taken from their characters.

    Args:
        total: {word: count}.
        beside: {text: count} of neighbours, see `pairs_beside`.
        settings: the `Settings` of the fit.
        parted: pairs that stay two words.

    >>> from ._model import Settings
    >>> counts = enter_pairs({'的': 190, '蹊': 6, '跷': 6}, {'蹊跷': 6, '的蹊': 3}, Settings())
    >>> counts['蹊跷'], counts['蹊'], counts['的']
    (6, 1, 190)
    """
    total = Counter(total)
    entering = _entering(total, beside, settings, parted)
    for pair in sorted(entering):
        for part in (pair[:-1], pair[-1]):
            total[part] = max(1, total[part] - entering[pair])
    total.update(entering)
    return dict(total)


def _entering(total, beside, settings, parted):
    """Return {pair: count} of the pairs that enter."""
    tokens, bound = float(sum(total.values())), exp(settings.entry)
    return dict((pair, count) for pair, count in iter_items(beside)
                if END not in pair and count >= _ENTER and pair not in total and pair not in parted
                and tokens * count >= bound * total[pair[:-1]] * total[pair[-1]])
