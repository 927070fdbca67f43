# -*- coding: utf-8 -*-
"""Count the words of a model in a whole corpus of which it has seen a sample.

In go a corpus and words with counts, out come the same words, and characters, with the counts of
one pass of segmentation. No word is added here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter

from .._compat import iter_items
from .._parallel import ordered_map
from ..corpus import as_corpus
from ..tokenizer import Tokenizer
from ._runs import run_finder
from ._start import END

__all__ = [str('recount')]

#: Characters that are segmented at once.
_BLOCK = 1 << 17

# The tokenizer of a process: set once, since sending it with every block would cost more.
_STATE = {}


def _prepare(vocabulary):
    _STATE['tokenizer'] = Tokenizer(vocabulary)


def _count(text):
    return Counter(_STATE['tokenizer'].lcut(text))


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


def recount(corpus, rules, counts, workers=1):
    """Count words in a whole corpus, by the best segmentation under the counts that they have.

    Args:
        corpus: a re-iterable of texts.
        rules: a `text.Rules`.
        counts: {word: count}, whole numbers.
        workers: processes.

    Returns:
        dict: {word: count}, of the words that occur, and of every single character that was left.

    Complexity:
        Linear, one pass; memory as the words.
    """
    total = Counter()
    for block in ordered_map(_count, _blocks(corpus, rules), workers, _prepare, (counts,)):
        for word, count in iter_items(block):
            if word in counts or len(word) == 1:
                total[word] += count
    total.pop(END, None)
    _STATE.clear()
    return dict(total)
