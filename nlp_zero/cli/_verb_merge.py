# -*- coding: utf-8 -*-
"""Run `nlp-zero merge`: add up counts that `nlp-zero count` saved."""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import chain, islice

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
    sources = list(options.files) or ['-']
    first, empty = [], []
    pairs = merged(sources, on_empty=empty.append)
    found = write_counts(_frequent(pairs, options.min_count, first), streams)
    for number, name in enumerate(sources):
        if name != '-' and name in empty and name not in sources[:number]:
            streams.message('%s has no counts' % shown_name(name))
    if first and not found:
        streams.message('nothing merged: no n-gram occurs --min-count times')
    elif not first and '-' in sources:
        streams.message('nothing merged: no counts were read')


def _frequent(pairs, min_count, first):
    """Yield the pairs that occur often enough, and add the first pair of all to a list."""
    first.extend(islice(pairs, 1))
    for pair in chain(first, pairs):
        if pair[1] >= min_count:
            yield pair
