# -*- coding: utf-8 -*-
"""Run `nlp-zero contrast`: the words that are typical of one text compared with another."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..vocabulary import load_vocabulary
from ..words import Contrast, contexts, contrast
from ._arguments import (add_against, add_input, add_limits, add_output, add_words, check_words,
                         named_vocabulary, number, use_temp_dir, whole_number)
from ._row_formats import add_format, chosen_format, field_layout, write_rows

HELP = 'compare two texts: words and phrases typical of each'
FILES = 'FILES --against FILE'
EXAMPLES = '''
nlp-zero contrast june.txt --against may.txt --top 50     # words typical of each month
nlp-zero contrast --phrases --min-count 5 june.txt --against may.txt -o marks.tsv
'''

_SHOWN = ('text', 'kind', 'count', 'other_count', 'log_odds', 'score')
_SETTINGS = ('phrases', 'segmented', 'min_count', 'min_effect', 'min_score', 'prior', 'memory', 'workers',
             'temp_dir')


def add_arguments(parser):
    """Declare the options."""
    add_against(parser)
    parser.add_argument('--counts', action='store_true',
                        help="the files contain words with counts, as written by 'discover' and 'count'")
    parser.add_argument('--phrases', action='store_true', help='compare phrases too')
    parser.add_argument('--no-new', action='store_true', help='do not look for out-of-vocabulary words')
    parser.add_argument('--min-count', type=whole_number(1), default=1, metavar='N',
                        help='drop words that occur less often in both texts together')
    parser.add_argument('--min-effect', type=number(0), default=0.5, metavar='NATS',
                        help='minimum difference in log-odds (default 0.5, or 1.65 times the odds)')
    parser.add_argument('--min-score', type=number(0), default=1.96, metavar='Z',
                        help='minimum z-score (default 1.96)')
    parser.add_argument('--prior', type=number(above=0), default=0.2, metavar='SHARE',
                        help='weight of the prior, in words, as a share of the smaller text (default 0.2)')
    parser.add_argument('--top', type=whole_number(1), metavar='K',
                        help='output only the top K words of each text, such as 50')
    add_format(parser, 'tsv')
    add_limits(parser)
    add_output(parser, 'the words')
    add_words(parser)
    add_input(parser)


def check(options):
    """Reject a missing second text, and options that exclude each other."""
    check_words(options)
    if not options.against:
        raise ArgumentError('name the text to compare with: --against FILE')
    if options.counts:
        for name in ('phrases', 'segmented', 'vocab'):
            if getattr(options, name):
                raise ArgumentError('--%s is for texts, not for --counts' % name)


def run(options, streams):
    """Compare the texts and write the words typical of each."""
    use_temp_dir(options)
    form = chosen_format(options, 'tsv')
    if options.counts:
        sides = [_counts(files, options) for files in (options.files or ['-'], options.against)]
    else:
        sides = [streams.corpus(again=True), streams.corpus(again=True, files=options.against)]
    settings = dict((name, getattr(options, name)) for name in _SETTINGS)
    rows = contrast(sides[0], sides[1], options.top, new_words=not options.no_new and not options.segmented,
                    vocabulary=named_vocabulary(options, 'vocab'), **settings)
    layout = field_layout(Contrast._fields, _SHOWN)
    if form == 'table' and rows and not options.counts:
        layout = _layout_with_places(rows, sides)
    with streams.output() as out:
        write_rows(out, rows, form, layout._replace(count=_count_where_it_marks))
    streams.explain_nothing(rows, 'no word passes --min-count, --min-effect and --min-score')
    streams.report()


def _counts(paths, options):
    """Return the sums of the counts of some dictionaries."""
    counts = {}
    for path in paths:
        for word, count in load_vocabulary(path, options.dict_encoding).items():
            counts[word] = counts.get(word, 0) + count
    return counts


def _layout_with_places(rows, sides):
    """Return the layout of a table that shows a context of each word in its text."""
    places = [contexts(side, [row.text for row in rows], n=1) for side in sides]
    return field_layout(Contrast._fields, _SHOWN + (
        ('context', lambda row: places[row.score < 0][row.text]),))


def _count_where_it_marks(row):
    return row.count if row.score > 0 else row.other_count
