# -*- coding: utf-8 -*-
"""Discover words by minimum entropy: those under which the corpus is shortest to write down.

In goes a corpus, out come `{word: (count, score)}`. The model is the entropy room's; here its
expected counts become whole numbers, and nothing else.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_items
from .._runtime import Resources
from ..entropy import SAMPLE, Settings, learn
from ..errors import ArgumentError
from ..text import DEFAULT_RULES

__all__ = [str(name) for name in ('discover_by_min_entropy', 'fit_settings')]

#: Memory that a fit takes for each character of its sample, beyond the 100 MB that it may take besides.
_CHARACTER_BYTES = 64
#: Characters that are fitted to under any budget.
_LEAST_SAMPLE = 100000


def discover_by_min_entropy(corpus, min_count=None, rules=DEFAULT_RULES, resources=Resources(), sample=SAMPLE,
                            **settings):
    """Return the words of a corpus with their counts and scores.

    Args:
        corpus: a re-iterable of texts; of a large one two passes are made.
        min_count: words that occur less often are left out; None: all that the model keeps.
        rules: the `text.Rules` that say what is Han; only runs of Han characters hold words.
        resources: the `Resources` of the run. With less than 256 MB of memory the sample is smaller: a
            character for each 64 bytes, and a larger corpus may give other words. For the use of
            workers see `entropy.learn`.
        sample: most characters that the model is fitted to; None for all.
        settings: as `entropy.Settings`.

    Returns:
        dict: {word: (count, score)}. The count is the expected one, rounded, at least 1; of a large
        corpus, that of the best segmentation.

    Raises:
        ArgumentError: a setting that is none.

    Complexity:
        Linear in the text.
    """
    fit = fit_settings(settings)
    counts = learn(corpus, rules, fit, fitting(sample, resources.memory), resources).counts
    least = 1 if min_count is None else min_count
    return dict((word, (count, 0.0)) for word, count in iter_items(counts) if count >= least)


def fitting(sample, memory):
    """Return the size of a sample whose fit keeps to a budget.

    Args:
        sample: most characters that are wanted; None for all.
        memory: bytes, or None for no bound.

    >>> fitting(4000000, 1 << 30), fitting(4000000, 64000000), fitting(None, None)
    (4000000, 1000000, None)
    """
    if memory is None:
        return sample
    most = max(_LEAST_SAMPLE, memory // _CHARACTER_BYTES)
    return most if sample is None else min(sample, most)


def fit_settings(settings):
    """Return the `entropy.Settings` of keyword arguments.

    Raises:
        ArgumentError: a setting that is none, or of a value that makes no sense.
    """
    try:
        return Settings(**settings)
    except TypeError as error:
        raise ArgumentError('min_entropy: %s' % error)
