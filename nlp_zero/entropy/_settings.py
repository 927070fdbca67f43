# -*- coding: utf-8 -*-
"""Define the settings of a fit, and how some thresholds are derived from the text: its size and strictness.

Classical Chinese and novels consist largely of words of one character: with the thresholds for news, many of
their phrases would be found as words. The share of such words is measured by a strict fit to a sample of
fixed size, since under a looser fit it would depend on the size of the text.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import log
from numbers import Real

from .._compat import iter_items
from ..errors import ArgumentError, checked_options, shown
from ..text import text_checksum

#: The lowest derived `entry_pmi`, `min_saving` and `min_cohesion`, in nats, for news of up to 0.7 million
#: characters.
_ENTRY_PMI, _MIN_SAVING, _MIN_COHESION = 3.0, 5.0, 7.0

#: {setting: default} of all settings.
DEFAULTS = dict(
    min_expected=0.5, entry_pmi=None, min_saving=None, min_cohesion=None, min_phrase_saving=10.0,
    suffix_share=0.55, suffix_variety=6.0, subsumed_share=0.7, join_count=3, longest=8, passes=9,
    tolerance=2e-4)

#: Forms of ranges: what they are called, and whether a value is in one.
_FROM_TO = 'from %g to %g', lambda value, least, greatest: least <= value <= greatest
_FROM = 'from %g up', lambda value, least: value >= least
_ABOVE = 'above %g', lambda value, least: value > least
#: `nan` equals nothing.
_ANY = 'a number', lambda value: value == value
#: {setting: the form of its range, and its bounds}. Beyond the greatest values probabilities could not be
#: represented.
_RANGES = {
    'min_expected': (_FROM_TO, 0.01, 1e6), 'entry_pmi': (_FROM_TO, -10.0, 100.0),
    'suffix_share': (_ABOVE, 0), 'suffix_variety': (_ABOVE, 0), 'subsumed_share': (_ABOVE, 0),
    'join_count': (_FROM, 1), 'longest': (_FROM, 2), 'passes': (_FROM, 1), 'min_saving': (_ANY,),
    'min_cohesion': (_ANY,), 'min_phrase_saving': (_ANY,), 'tolerance': (_ANY,)}

#: Single-character words for each longer word under a strict fit, and the margin in nats by which the
#: thresholds exceed those for news.
Strictness = namedtuple('Strictness', 'single_odds margin')

#: Number of characters in the sample for measuring the strictness.
_SAMPLE = 60000
#: Odds of news, up to which the margin is 0; nats for each additional single character; the largest margin.
_NEWS_ODDS, _SLOPE, _MAX_MARGIN = 0.75, 1.5, 6.0
#: Weight of the prior, the odds of news, as a number of longer words: a short text has too few of them.
_PRIOR_WORDS = 200.0
#: Upper bound of the checksums of runs.
_CHECKSUMS = 1 << 32


class Settings(object):
    """Hold the thresholds and limits of a fit as attributes.

    Args:
        min_expected: d, the expected count that a word must exceed to stay, from .01 to 1,000,000; also the
            prior count of each single character. Default .5.
        entry_pmi: tau, in nats, from -10 to 100: a pair enters if its PMI in context exceeds approximately
            this value. None, the default here and for the next two, derives it from the text, see
            `resolve_thresholds`.
        min_saving: sigma, in nats: the least saving of a word of three or more characters at each occurrence.
        min_cohesion: least `BigramCohesion` of a pair, in nats.
        min_phrase_saving: in nats: the least saving of a word that other words of two or more characters make
            up. Most such strings are phrases (森林防火), however often they occur; what saves more is rather a
            name or a fixed expression. Default 10.
        suffix_share: a character is a suffix if at least this share of its occurrences, above 0, follow words
            that bind it. Default .55.
        suffix_variety: the different words that precede a suffix are at most this number, above 0, times the
            square root of its count: Guiraud's index (1954). A particle such as 地 follows more different
            words than any suffix of its frequency. Default 6.
        subsumed_share: a part is a piece of a longer word if at least this share of its occurrences, above 0,
            are inside the longer word. Default .7.
        join_count: least count of a longer word that is joined from pieces, from 1 up. Default 3.
        longest: longest word, in characters, from 2 up. Default 8.
        passes: most passes over the text, from 1 up. Default 9.
        tolerance: the fit ends when a pass lowers the information by less than this share. Default .0002.

    Raises:
        ArgumentError: an unknown setting, or an invalid value.

    >>> settings = Settings(longest=4)
    >>> settings.longest, settings.passes
    (4, 9)
    """

    def __init__(self, **options):
        for name, value in checked_options('Settings', options, **DEFAULTS).items():
            setattr(self, name, value)
        for name in sorted(_RANGES):
            value, (text, holds), bounds = getattr(self, name), _RANGES[name][0], _RANGES[name][1:]
            # The kind comes first: 2.7 compares anything with a number.
            is_number = isinstance(value, Real) and not isinstance(value, bool)
            if not (value is None and DEFAULTS[name] is None or is_number and holds(value, *bounds)):
                raise ArgumentError('%s must be %s, not %s' % (name, text % bounds, shown(value)))

    def replace(self, **changes):
        """Return a copy with other values for some settings."""
        return Settings(**dict(vars(self), **changes))

    def required_saving(self, word, suffixes):
        """Return the nats that a word of two or more characters must save at each occurrence.

        Pairs, and words that end in one of the suffixes, enter by their PMI.
        """
        return self.entry_pmi if len(word) == 2 or word[-1] in suffixes else self.min_saving

    def required_phrase_saving(self, parts):
        """Return the nats that a string must save, if `parts` are the words of its best alternative.

        Returns:
            float: minus infinity if a part is a single character or there are no parts, for it is no phrase
            then.

        >>> settings = Settings()
        >>> settings.required_phrase_saving(['森林', '防火']), settings.required_phrase_saving(['灭', '火器'])
        (10.0, -inf)
        """
        return self.min_phrase_saving if parts and min(map(len, parts)) > 1 else float('-inf')

    def __eq__(self, other):
        return isinstance(other, Settings) and vars(self) == vars(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        values = ('%s=%r' % (name, getattr(self, name)) for name in sorted(DEFAULTS))
        return str('Settings(%s)' % ', '.join(values))


def saving_by_size(size):
    """Return the `min_saving` for a text of `size` characters, in nats.

    In a larger text more strings look like words by chance, so the threshold must be higher.

    Formula:
        log(N / 5000), at least 5: about 5 up to 0.7 million characters, 6 at 2, 8 at 15, 9.5 at 70.
    """
    return max(_MIN_SAVING, log(max(size, 1.0) / 5000.0))


def resolve_thresholds(settings, size, margin=0.0):
    """Return settings with a number for each threshold that is None.

    Args:
        settings: a `Settings`.
        size: number of characters of the text.
        margin: margin of the `Strictness` of the text, in nats.

    Formula:
        With the margin m and sigma(N) = `saving_by_size`: entry_pmi = 3 + m, min_saving = sigma(N) + m^2 / 4,
        min_cohesion = 7 + (sigma(N) - 5) / 3 + m^3 / 8, in nats. Empirical: see docs/en/quality.md.

    >>> settings = resolve_thresholds(Settings(), 47000, 1.0)
    >>> settings.entry_pmi, settings.min_saving, settings.min_cohesion
    (4.0, 5.25, 7.125)
    """
    saving = saving_by_size(size)
    by_rule = dict(entry_pmi=_ENTRY_PMI + margin,
                   min_saving=saving + margin * margin / 4.0,
                   min_cohesion=_MIN_COHESION + (saving - _MIN_SAVING) / 3.0 + margin ** 3 / 8.0)
    return settings.replace(**dict((name, value) for name, value in by_rule.items()
                                   if getattr(settings, name) is None))


def strictness_sample(runs, size=_SAMPLE):
    """Return runs with about `size` characters, those with the lowest checksums; all if there are fewer.

    Args:
        runs: {run: count}.
        size: number of characters.

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
    # If a text repeats few different runs, hardly any of them may be below the threshold.
    found, kept = {}, 0
    for run in sorted(runs, key=lambda run: (text_checksum(run), run)):
        found[run] = runs[run]
        kept += len(run) * runs[run]
        if kept >= size:
            break
    return found


def strictness_of_counts(singles, words):
    """Return the `Strictness` for the counts of single-character words and of longer words.

    Formula:
        odds = (singles + .75 k) / (words + k), k = 200; margin = 1.5 (odds - .75) nats, limited to 0 to 6.
        The slope is empirical: see docs/en/quality.md.

    >>> [strictness_of_counts(singles, 10000.0).margin for singles in (7000.0, 12000.0, 30000.0)]
    [0.0, 0.662, 3.309]
    """
    odds = (singles + _NEWS_ODDS * _PRIOR_WORDS) / (words + _PRIOR_WORDS)
    margin = min(_MAX_MARGIN, max(0.0, _SLOPE * (odds - _NEWS_ODDS)))
    # Round to thousandths, so that the last bit of a sum has no effect.
    return Strictness(round(odds, 3), round(margin, 3))


def measure_strictness(counts):
    """Return the `Strictness` for the {word: count} of a strict fit."""
    singles = sorted(count for word, count in iter_items(counts) if len(word) == 1)
    words = sorted(count for word, count in iter_items(counts) if len(word) > 1)
    return strictness_of_counts(sum(singles), sum(words))
