# -*- coding: utf-8 -*-
"""Run `nlp-zero context`: places of words in the text (KWIC), chosen to differ."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict

from ..words import Context, contexts
from ._arguments import (add_input, add_output, add_wanted, divide_words_and_files, note_missing_files,
                         wanted_words, whole_number)
from ._row_formats import Layout, add_format, chosen_format, field, write_rows

HELP = 'show words in context'
FILES = 'WORD... [--] [FILES]'
EXAMPLES = '''
nlp-zero context 键帽 触底 reviews.txt               # three contexts of each
nlp-zero context --words new.txt -n 5 --width 30 reviews.txt -o places.tsv
'''


def _place(context):
    return '%s:%d' % (context.file or '', context.line)


_LAYOUT = Layout(OrderedDict((name, field(name)) for name in Context._fields),
                 OrderedDict((('context', lambda context: [context]), ('place', _place))), None, None)


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('-n', type=whole_number(1), default=3, metavar='N',
                        help='maximum number of contexts per word (default 3)')
    parser.add_argument('--width', type=whole_number(0), default=20, metavar='N',
                        help='maximum number of characters on each side (default 20)')
    add_wanted(parser, 'show')
    parser.add_argument('--fold', action='store_true',
                        help='find both simplified and traditional forms')
    add_format(parser, 'tsv', dictionaries=False)
    add_output(parser, 'the contexts')
    add_input(parser)


def check(options):
    """Divide the arguments into words and files."""
    divide_words_and_files(options, 'show')


def run(options, streams):
    """Find places of the words and write them."""
    found = contexts(streams.corpus(), wanted_words(options), options.n, options.width, fold=options.fold)
    with streams.output() as out:
        write_rows(out, [context for places in found.values() for context in places],
                   chosen_format(options, 'tsv'), _LAYOUT)
    missing = [word for word, places in found.items() if not places]
    if missing:
        streams.message('%d of %d words do not occur: %s' % (
            len(missing), len(found), ' '.join(missing[:5]) + (' ...' if len(missing) > 5 else '')))
    note_missing_files(options, streams, missing)
    streams.report()
