# -*- coding: utf-8 -*-
"""Run `nlp-zero phrases`: neighbouring words that belong together, one phrase a line."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict

from ..phrases import SCORINGS, SORTS, PhraseFinder
from ..text import join_words
from ..vocabulary import load_vocabulary
from ._arguments import (add_input, add_limits, add_output, add_words, check_words, number, use_temp_dir,
                         whole_number, word_tokenizer)
from ._row_formats import Layout, add_format, chosen_format, field, write_rows

HELP = 'find phrases of words that occur together'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero phrases reviews.txt --top 100 -o phrases.tsv
nlp-zero phrases --scoring npmi --threshold 0.5 --min-count 10 reviews.txt
'''

_COLUMNS = OrderedDict((name, field(name)) for name in ('words', 'frequency', 'count', 'score'))
_LAYOUT = Layout(_COLUMNS, _COLUMNS, lambda phrase: join_words(phrase.words), field('count'))


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--scoring', choices=sorted(SCORINGS), default='default',
                        help="how to score pairs; default is gensim's score")
    parser.add_argument('--threshold', type=number(), metavar='SCORE',
                        help='minimum score, exclusive (default: depends on the scoring, such as 0.5 for '
                             'npmi)')
    parser.add_argument('--min-count', type=whole_number(1), default=5, metavar='N',
                        help='drop pairs that occur less often (default 5)')
    parser.add_argument('--passes', type=whole_number(1), default=2, metavar='N',
                        help='number of passes; each joins the results of the last (default 2)')
    parser.add_argument('--max-words', type=whole_number(2), metavar='N',
                        help='maximum phrase length in words, such as 4 (default: no limit)')
    parser.add_argument('--sort', choices=SORTS,
                        help='frequency: by occurrences outside longer phrases; score: by score (default '
                             'on a terminal)')
    parser.add_argument('--stop', metavar='FILE',
                        help="words that no phrase begins or ends with, one per line, or 'none' (default: "
                             "detected function words, the single-character words with most distinct "
                             "neighbours)")
    parser.add_argument('--top', type=whole_number(1), metavar='K',
                        help='output only the first K phrases, such as 100')
    add_format(parser, 'words, frequency, count and score, separated by tabs, without a header. '
                       'count includes all occurrences; frequency, the true frequency, excludes those '
                       'inside longer phrases')
    add_limits(parser, workers=False)
    add_output(parser, 'the phrases')
    add_words(parser)
    add_input(parser)


def check(options):
    """Reject a vocabulary for segmented files."""
    check_words(options)


def run(options, streams):
    """Find the phrases of the files and write them."""
    use_temp_dir(options)
    finder = PhraseFinder(word_tokenizer(options), min_count=options.min_count,
                          threshold=options.threshold, scoring=options.scoring, passes=options.passes,
                          max_words=options.max_words, memory=options.memory)
    finder.train(streams.corpus(again=True))
    form = chosen_format(options, None)
    sort = options.sort or ('score' if form == 'table' else 'frequency')
    phrases = finder.ranked(sort=sort, stop=_stop_words(options, finder))[:options.top]
    with streams.output() as out:
        if form is not None:
            write_rows(out, phrases, form, _LAYOUT)
        for phrase in phrases if form is None else ():
            out.write('%s\t%d\t%d\t%.6f\n' % (
                ' '.join(phrase.words), phrase.frequency, phrase.count, phrase.score))
    streams.explain_nothing(phrases, 'no words stand side by side as often as --min-count and as closely as '
                            '--threshold ask')
    streams.report()


def _stop_words(options, finder):
    """Return the words that no phrase may begin or end with."""
    if options.stop is None:
        return finder.function_words
    return () if options.stop == 'none' else load_vocabulary(options.stop, options.dict_encoding)
