# -*- coding: utf-8 -*-
"""Measure how much of a text is single-character words, and derive how much stricter its fit must be.

Classical Chinese and novels live in single characters: with the thresholds of news their phrases would
pass for words. The measure is a strict fit to a sample of one size, since the share of single characters
under a looser fit depends on the size of the text. The fit itself is made by `_fit`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from zlib import crc32

from .._compat import iter_items

__all__ = [str(name) for name in (
    'Strictness', 'measure_strictness', 'strictness_of_counts', 'strictness_sample')]

#: Single-character words for each longer word under a strict fit, and the margin in nats by which the
#: thresholds exceed those for news.
Strictness = namedtuple(str('Strictness'), [str(name) for name in ('single_odds', 'margin')])

#: Characters that are measured.
_SAMPLE = 60000
#: Odds up to which the margin is 0, those of news; nats for each single character more; the largest margin.
_NEWS_ODDS, _SLOPE, _MAX_MARGIN = 0.75, 1.5, 6.0
#: Longer words that are taken to have been seen before, at the odds of news: a short text shows too few.
_PRIOR_WORDS = 200.0
#: Checksums of runs are below this.
_CHECKSUMS = 1 << 32


def _checksum(run):
    return crc32(run.encode('utf-8')) & (_CHECKSUMS - 1)


def strictness_sample(runs, size=_SAMPLE):
    """Return about so many characters of runs, those with the lowest checksums; all, if there are fewer.

    Args:
        runs: {run: count}.
        size: characters.

    Returns:
        dict: {run: count}.
    """
    def characters(found):
        return sum(len(run) * count for run, count in iter_items(found))

    total = characters(runs)
    if total <= size:
        return dict(runs)
    threshold = size * _CHECKSUMS // total
    found = dict((run, count) for run, count in iter_items(runs) if _checksum(run) < threshold)
    if 2 * characters(found) >= size:
        return found
    # Of a text that repeats few different runs, hardly any may lie under the threshold.
    found, kept = {}, 0
    for run in sorted(runs, key=lambda run: (_checksum(run), run)):
        found[run] = runs[run]
        kept += len(run) * runs[run]
        if kept >= size:
            break
    return found


def strictness_of_counts(singles, words):
    """Return the `Strictness` for counts of single-character words and of longer words.

    Formula:
        odds = (singles + .75 k) / (words + k), k = 200; margin = 1.5 (odds - .75) nats, from 0 to 6. The
        slope is empirical: see docs/quality.md.

    >>> [strictness_of_counts(singles, 10000.0).margin for singles in (7000.0, 12000.0, 30000.0)]
    [0.0, 0.662, 3.309]
    """
    odds = (singles + _NEWS_ODDS * _PRIOR_WORDS) / (words + _PRIOR_WORDS)
    margin = min(_MAX_MARGIN, max(0.0, _SLOPE * (odds - _NEWS_ODDS)))
    # To thousandths: the last bit of a sum decides about no word.
    return Strictness(round(odds, 3), round(margin, 3))


def measure_strictness(counts):
    """Return the `Strictness` that the {word: count} of a strict fit show."""
    singles = sorted(count for word, count in iter_items(counts) if len(word) == 1)
    words = sorted(count for word, count in iter_items(counts) if len(word) > 1)
    return strictness_of_counts(sum(singles), sum(words))
