# -*- coding: utf-8 -*-
"""Run `nlp-zero new`: the words of raw text that a dictionary lacks, best first."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..words import NewWord, find_new_words
from ._arguments import (add_contexts, add_discovery, add_input, add_model, add_output, add_reference,
                         discovery_settings, end_discovery, reference, whole_number)
from ._row_formats import WORDS_ALONE, add_format, chosen_format, field, field_layout, write_rows

HELP = 'find words missing from a dictionary, best first'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero new reviews.txt --top 200 -o new.txt        # the best 200, as a dictionary
nlp-zero new --known mine.txt reviews/ --format table   # words missing from mine.txt
'''

_LAYOUT = field_layout(NewWord._fields, ('text', 'count', 'score', ('context', field('contexts'))))


def add_arguments(parser):
    """Declare the options."""
    add_reference(parser)
    parser.add_argument('--top', type=whole_number(1), metavar='K', help='output only the best K words, '
                                                                         'such as 200')
    add_contexts(parser)
    add_discovery(parser)
    add_model(parser, '; skips training')
    add_format(parser, 'txt')
    add_output(parser, 'the words')
    add_input(parser)


def check(options):
    """Do nothing: `find_new_words` checks the options of each method."""


def run(options, streams):
    """Find the new words of the files and write them."""
    known, background = reference(options, streams)
    form = chosen_format(options, 'txt')
    words = find_new_words(streams.corpus(again=True), known, background, options.top,
                           0 if form in WORDS_ALONE else options.contexts,
                           **discovery_settings(options, 'model'))
    with streams.output() as out:
        write_rows(out, streams.with_names(words), form, _LAYOUT)
    streams.explain_nothing(words, 'what occurs often enough to be a word is known, or is written as well '
                            'with other words; `nlp-zero explain WORD FILES` tells why one is left out')
    end_discovery(options)
    streams.report()
