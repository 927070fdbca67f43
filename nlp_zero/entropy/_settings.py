# -*- coding: utf-8 -*-
"""Hold the settings of a fit, and the rules for those that follow the text: its size and its strictness.

Classical Chinese and novels live in single characters: with the thresholds of news their phrases would
pass for words. The measure is a strict fit to a sample of one size, since the share of single characters
under a looser fit depends on the size of the text. The fit itself is made by `_fit`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import log

from .._compat import iter_items
from ..errors import ArgumentError, checked_options
from ..text import text_checksum

__all__ = [str(name) for name in (
    'DEFAULTS', 'Settings', 'Strictness', 'measure_strictness', 'resolve_thresholds', 'saving_by_size',
    'strictness_of_counts', 'strictness_sample')]

#: `entry_pmi`, `min_saving` and `min_cohesion` in nats, the least that the rules give: for news of up to
#: 0.7 million characters.
_ENTRY_PMI, _MIN_SAVING, _MIN_COHESION = 3.0, 5.0, 7.0

#: {setting: default} of all settings.
DEFAULTS = dict((str(name), value) for name, value in (
    ('min_expected', 0.5), ('entry_pmi', None), ('min_saving', None), ('min_cohesion', None),
    ('suffix_share', 0.55), ('subsumed_share', 0.7), ('join_count', 3), ('longest', 8), ('passes', 9),
    ('tolerance', 2e-4)))

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


class Settings(object):
    """Hold the thresholds and limits of a fit, each as an attribute.

    Args:
        min_expected: d, the expected count that a word must exceed to stay, above 0; also the prior
            count of each single character. Default .5.
        entry_pmi: tau, in nats: a pair enters when its PMI in context exceeds about this. None, the
            default here and for the next two, follows the text: `resolve_thresholds`.
        min_saving: sigma, in nats: what a word of three characters and more must save each time it
            occurs.
        min_cohesion: least `BigramCohesion` of a pair, in nats.
        suffix_share: share of the occurrences of a character, above 0, that must follow words which
            bind it, for the character to be a suffix. Default .55.
        subsumed_share: share of its occurrences, above 0, that a part must have inside a longer word to
            be taken for a piece of it. Default .7.
        join_count: least count of a longer word that is joined from its pieces, from 1. Default 3.
        longest: longest word, in characters, from 2. Default 8.
        passes: most passes over the text, from 1. Default 9.
        tolerance: the fit ends when a pass lowers the information by less than this share. Default .0002.

    Raises:
        ArgumentError: an unknown setting, or a value with which no fit makes sense.

    >>> settings = Settings(longest=4)
    >>> settings.longest, settings.passes
    (4, 9)
    """

    def __init__(self, **options):
        for name, value in checked_options('Settings', options, **DEFAULTS).items():
            setattr(self, name, value)
        if not (self.min_expected > 0 and self.suffix_share > 0 and self.subsumed_share > 0
                and self.join_count >= 1 and self.longest >= 2 and self.passes >= 1):
            raise ArgumentError('a fit needs min_expected > 0, suffix_share > 0, subsumed_share > 0, '
                                'join_count >= 1, longest >= 2 and passes >= 1, not %r' % (self,))

    def replace(self, **changes):
        """Return a copy with other values for some settings."""
        return Settings(**dict(vars(self), **changes))

    def __eq__(self, other):
        return isinstance(other, Settings) and vars(self) == vars(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        values = ('%s=%r' % (name, getattr(self, name)) for name in sorted(DEFAULTS))
        return str('Settings(%s)' % ', '.join(values))


def saving_by_size(size):
    """Return the `min_saving` for a text of so many characters, in nats.

    The more text, the more strings pass for words by chance, and the more must be asked.

    Formula:
        log(N / 5000), at least 5: about 5 up to 0.7 million characters, 6 at 2, 8 at 15, 9.5 at 70.
    """
    return max(_MIN_SAVING, log(max(size, 1.0) / 5000.0))


def resolve_thresholds(settings, size, margin=0.0):
    """Return settings with a number for each threshold that is None.

    Args:
        settings: a `Settings`.
        size: characters of the text.
        margin: nats by which the text asks for more than news, see `Strictness`.

    Formula:
        with m the margin and sigma(N) = `saving_by_size`: entry_pmi = 3 + m, min_saving = sigma(N) + m^2 / 4,
        min_cohesion = 7 + (sigma(N) - 5) / 3 + m^3 / 8, in nats. Empirical: see docs/en/quality.md.

    >>> settings = resolve_thresholds(Settings(), 47000, 1.0)
    >>> settings.entry_pmi, settings.min_saving, settings.min_cohesion
    (4.0, 5.25, 7.125)
    """
    saving = saving_by_size(size)
    by_rule = {'entry_pmi': _ENTRY_PMI + margin,
               'min_saving': saving + margin * margin / 4.0,
               'min_cohesion': _MIN_COHESION + (saving - _MIN_SAVING) / 3.0 + margin ** 3 / 8.0}
    return settings.replace(**dict((str(name), value) for name, value in by_rule.items()
                                   if getattr(settings, name) is None))


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
    found = dict((run, count) for run, count in iter_items(runs) if text_checksum(run) < threshold)
    if 2 * characters(found) >= size:
        return found
    # Of a text that repeats few different runs, hardly any may lie under the threshold.
    found, kept = {}, 0
    for run in sorted(runs, key=lambda run: (text_checksum(run), run)):
        found[run] = runs[run]
        kept += len(run) * runs[run]
        if kept >= size:
            break
    return found


def strictness_of_counts(singles, words):
    """Return the `Strictness` for counts of single-character words and of longer words.

    Formula:
        odds = (singles + .75 k) / (words + k), k = 200; margin = 1.5 (odds - .75) nats, from 0 to 6. The
        slope is empirical: see docs/en/quality.md.

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
