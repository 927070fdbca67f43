# -*- coding: utf-8 -*-
"""Run `nlp-zero report`: one page about the new words of raw text, to be opened in a browser."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..report import LANGUAGES, make_report, report_page
from ..vocabulary import read_words
from ..words import METHODS, remove_checkpoint
from ._arguments import (add_dictionary_encoding, add_input, add_limits, add_output, use_temp_dir,
                         whole_number)

HELP = 'show new words in context on one page for the browser'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero report reviews.txt -o report.html           # open it in a browser
nlp-zero report june.txt --against may.txt --top 500 -o june.html
'''

_SETTINGS = ('method', 'min_count', 'fold', 'memory', 'workers', 'temp_dir', 'checkpoint', 'phrases',
             'templates')


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--known', action='append', default=[], metavar='FILE',
                        help='the dictionary that is to grow, in place of the bundled vocabulary; may be '
                             'given again')
    parser.add_argument('--background', metavar='FILE',
                        help='words of general text with counts, in place of the bundled vocabulary')
    parser.add_argument('--stop', action='append', default=[], metavar='FILE',
                        help='leave out words that are, begin with or end with one of these; may be given '
                             'again')
    add_dictionary_encoding(parser)
    parser.add_argument('--against', action='append', default=[], metavar='FILE',
                        help='a text to compare with, such as that of last month; may be given again')
    parser.add_argument('--top', type=whole_number(1), default=1000, metavar='K',
                        help='show the best K words (default 1000)')
    parser.add_argument('--contexts', type=whole_number(0), default=3, metavar='N',
                        help='most places of each word to show (default 3)')
    for kind, number in (('phrases', 200), ('templates', 100)):
        parser.add_argument('--' + kind, type=whole_number(0), default=number, metavar='N',
                            help='most %s to show; 0 for none (default %d)' % (kind, number))
    parser.add_argument('--method', choices=sorted(METHODS), default=None,
                        help="how words are found (default: the package's best)")
    parser.add_argument('--min-count', type=whole_number(1), default=None, metavar='N',
                        help='leave out words that occur less often, such as 5 (default: by the size of the '
                             'text)')
    parser.add_argument('--fold', action='store_true',
                        help='count the words of simplified and traditional text together, and write them '
                             'simplified')
    parser.add_argument('--title', metavar='TEXT',
                        help='what the page is called (default: the names of the files)')
    parser.add_argument('--lang', choices=list(LANGUAGES), default='zh',
                        help='language in which the page opens, with a switch to the other (default zh)')
    parser.add_argument('--date', metavar='TEXT',
                        help='a date for the foot of the page (default: none, so that the same text gives '
                             'the same page)')
    add_limits(parser, checkpoint=True)
    add_output(parser, 'where the page goes')
    add_input(parser)


def check(options):
    """Refuse two texts from one standard input."""
    if '-' in options.against and ('-' in options.files or not options.files):
        raise ArgumentError('standard input is one text: name a file for the other')


def run(options, streams):
    """Gather the report of the files and write its page."""
    use_temp_dir(options)
    known, stop = ([word for path in getattr(options, name)
                    for word in read_words(path, name, options.dict_encoding)] for name in ('known', 'stop'))
    settings = dict((str(name), getattr(options, name)) for name in _SETTINGS)
    if options.against:
        settings[str('against')] = streams.corpus(again=True, files=options.against)
    report = make_report(streams.corpus(again=True), known if options.known else None, options.background,
                         options.top, options.contexts, stop=stop, **settings)
    report = report._replace(sources=options.files or ['-'], others=options.against,
                             new_words=streams.with_names(report.new_words))
    with streams.output() as out:
        out.writelines(report_page(report, options.title, options.lang, options.date))
    if options.checkpoint is not None:
        remove_checkpoint(options.checkpoint)
    streams.report()
