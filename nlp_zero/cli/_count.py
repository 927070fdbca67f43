# -*- coding: utf-8 -*-
"""`nlp-zero count`: exact n-gram counts, one `n-gram<TAB>count` a line, sorted."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..ngrams import NgramCounter
from ._arguments import add_input, add_output, whole_number

HELP = 'count n-grams exactly'


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('-n', '--max-n', type=whole_number(1), default=4, metavar='N',
                        help='longest n-gram, in symbols (default 4)')
    parser.add_argument('--min-count', type=whole_number(1), default=1, metavar='N',
                        help='leave out what occurs less often (default 1)')
    add_output(parser, 'where the counts go')
    add_input(parser)


def run(options, streams):
    """Count the files and write the counts."""
    counter = NgramCounter(max_n=options.max_n)
    counter.update(streams.corpus())
    with streams.output() as out:
        for ngram, count in counter.items(min_count=options.min_count):
            out.write('%s\t%d\n' % (ngram, count))
    streams.report()
