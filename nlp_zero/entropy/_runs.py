# -*- coding: utf-8 -*-
"""Collapse a corpus into its distinct runs of Han characters.

In goes a corpus, out comes `{run: count}`. The model is fitted to runs, since a run of Han
characters is where the spelling leaves the words open. Nothing here knows what a word is.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_range
from ..corpus import as_corpus
from ..errors import EmptyCorpusError
from ..text import scan, HAN

__all__ = [str(name) for name in ('LONGEST_RUN', 'collect_runs', 'run_finder')]

#: Runs are cut after so many characters, so that no product of probabilities can underflow.
LONGEST_RUN = 60


def run_finder(rules):
    """Return the function that gives the Han runs of a text under some rules."""
    if rules.protect is None:
        return rules.han_finder.findall
    return lambda text: [text[start:end] for start, end, kind in scan(text, rules) if kind == HAN]


def collect_runs(corpus, rules):
    """Return the distinct runs of a corpus, each with the number of its occurrences.

    Args:
        corpus: an iterable of texts.
        rules: a `text.Rules`.

    Returns:
        dict: {run: count}; no run is longer than `LONGEST_RUN`.

    Raises:
        EmptyCorpusError: there is no Han character in the corpus.

    Complexity:
        Linear; memory as the distinct runs.
    """
    find = run_finder(rules)
    counts = {}
    get = counts.get
    for text in as_corpus(corpus):
        for run in find(text):
            if len(run) <= LONGEST_RUN:
                counts[run] = get(run, 0) + 1
            else:
                for start in iter_range(0, len(run), LONGEST_RUN):
                    part = run[start:start + LONGEST_RUN]
                    counts[part] = get(part, 0) + 1
    if not counts:
        raise EmptyCorpusError('the pass that collects the runs saw no Han character')
    return counts
