# -*- coding: utf-8 -*-
"""Run `nlp-zero merge`: add up counts that `nlp-zero count` saved."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from ..ngrams import merged
from ._arguments import add_output, whole_number
from ._messages import shown_name
from ._verb_count import write_counts

HELP = 'add up saved n-gram counts'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero merge may.tsv june.tsv -o both.tsv          # from: count --min-count 1
'''


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--min-count', type=whole_number(1), default=1, metavar='N',
                        help='drop n-grams that occur less often in all files together (default 1)')
    add_output(parser, 'the sums')


def check(options):
    """Do nothing: no option depends on another."""


def run(options, streams):
    """Add up the files line by line."""
    found = write_counts(merged(list(options.files) or ['-'], options.min_count), streams)
    empty = [name for name in options.files if os.path.isfile(name) and not os.path.getsize(name)]
    for name in empty:
        streams.message('%s has no counts: the file is empty' % shown_name(name))
    if not (found or empty):
        streams.message('nothing merged: no n-gram occurs --min-count times')
