# -*- coding: utf-8 -*-
"""Hold the settings of a fit, and the rules for those that follow the size of the text."""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import log

from ..errors import ArgumentError, checked_options

__all__ = [str(name) for name in ('DEFAULTS', 'Settings', 'cohesion_by_size', 'saving_by_size')]

#: {setting: default} of all settings.
DEFAULTS = dict((str(name), value) for name, value in (
    ('min_expected', 0.5), ('entry_pmi', 3.0), ('min_saving', None), ('min_cohesion', None),
    ('suffix_share', 0.6), ('subsumed_share', 0.7), ('join_count', 3), ('longest', 8), ('passes', 12),
    ('tolerance', 2e-4)))


class Settings(object):
    """Hold the thresholds and limits of a fit, each as an attribute.

    Args:
        min_expected: d, the expected count that a word must exceed to stay, above 0; also the prior
            count of each single character. Default .5.
        entry_pmi: tau, in nats: a pair enters when its PMI in context exceeds about this. Default 3.
        min_saving: sigma, in nats: what a word of three characters and more must save each time it
            occurs; None, the default, is the rule by size, `saving_by_size`.
        min_cohesion: least `BigramCohesion` of a pair, in nats; None, the default, is the rule by
            size, `cohesion_by_size`.
        suffix_share: share of the occurrences of a character, above 0, that must follow words which
            bind it, for the character to be a suffix. Default .6.
        subsumed_share: share of its occurrences, above 0, that a part must have inside a longer word to
            be taken for a piece of it. Default .7.
        join_count: least count of a longer word that is joined from its pieces, from 1. Default 3.
        longest: longest word, in characters, from 2. Default 8.
        passes: most passes over the text, from 1. Default 12.
        tolerance: the fit ends when a pass lowers the information by less than this share. Default .0002.

    Raises:
        ArgumentError: an unknown setting, or a value with which no fit makes sense.

    >>> settings = Settings(longest=4)
    >>> settings.longest, settings.passes
    (4, 12)
    """

    def __init__(self, **options):
        for name, value in checked_options('Settings', options, **DEFAULTS).items():
            setattr(self, name, value)
        if not (self.min_expected > 0 and self.suffix_share > 0 and self.subsumed_share > 0
                and self.join_count >= 1 and self.longest >= 2 and self.passes >= 1):
            raise ArgumentError('a fit needs min_expected > 0, suffix_share > 0, subsumed_share > 0, '
                                'join_count >= 1, longest >= 2 and passes >= 1, not %r' % (self,))

    def __repr__(self):
        values = ('%s=%r' % (name, getattr(self, name)) for name in sorted(DEFAULTS))
        return str('Settings(%s)' % ', '.join(values))


def saving_by_size(size):
    """Return the `min_saving` for a text of so many characters, in nats.

    The more text, the more strings pass for words by chance, and the more must be asked.

    Formula:
        log(N / 5000), at least 5: about 5 up to 0.7 million characters, 6 at 2, 8 at 15, 9.5 at 70.
    """
    return max(5.0, log(size / 5000.0))


def cohesion_by_size(size):
    """Return the `min_cohesion` of a pair in a text of so many characters, in nats.

    In a short text few pairs share a character, so that even cohesive ones show little of it.

    Formula:
        log(N) / 2, at most 5.4: 4 for 3,000 characters, 5.4 from 50,000 on.
    """
    return min(5.4, log(max(size, 1.0)) / 2.0)
