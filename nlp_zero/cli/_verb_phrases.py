# -*- coding: utf-8 -*-
"""Run `nlp-zero phrases`: neighbouring words that belong together, one phrase a line."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..phrases import SCORINGS, PhraseFinder
from ._arguments import (add_input, add_limits, add_output, add_words, check_words, number, use_temp_dir,
                         whole_number, word_tokenizer)

HELP = 'find phrases: words that belong together'
FILES = '[FILES]'


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--scoring', choices=sorted(SCORINGS), default='default',
                        help="how pairs are scored; default is gensim's score")
    parser.add_argument('--threshold', type=number(), metavar='SCORE',
                        help='the score that a pair must exceed (default: one for each scoring)')
    parser.add_argument('--min-count', type=whole_number(1), default=5, metavar='N',
                        help='leave out pairs that occur less often (default 5)')
    parser.add_argument('--passes', type=whole_number(1), default=2, metavar='N',
                        help='each pass joins the results of the last one again (default 2)')
    parser.add_argument('--max-words', type=whole_number(2), metavar='N', help='longest phrase, in words')
    parser.add_argument('--top', type=whole_number(1), metavar='K', help='only the first K phrases')
    add_limits(parser, workers=False)
    add_output(parser, 'where the phrases go: words, frequency, count, score, separated by tabs')
    add_words(parser)
    add_input(parser)


def check(options):
    """Refuse a vocabulary for files that are segmented."""
    check_words(options)


def run(options, streams):
    """Find the phrases of the files and write them."""
    use_temp_dir(options)
    finder = PhraseFinder(word_tokenizer(options), min_count=options.min_count,
                          threshold=options.threshold, scoring=options.scoring, passes=options.passes,
                          max_words=options.max_words, memory=options.memory)
    finder.train(streams.corpus(again=True))
    with streams.output() as out:
        for phrase in finder.ranked()[:options.top]:
            out.write('%s\t%d\t%d\t%.6f\n' % (
                ' '.join(phrase.words), phrase.frequency, phrase.count, phrase.score))
    streams.report()
