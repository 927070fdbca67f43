# -*- coding: utf-8 -*-
"""Run `nlp-zero report`: one page about the new words of raw text, to be opened in a browser."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..report import LANGUAGES, make_report, report_page
from ._arguments import (add_against, add_contexts, add_discovery, add_input, add_output, add_reference,
                         discovery_settings, end_discovery, reference, refuse_terminal, whole_number)

HELP = 'write an HTML report of new words in context'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero report reviews.txt -o report.html           # open it in a browser
nlp-zero report june.txt --against may.txt --top 500 -o june.html
'''


def add_arguments(parser):
    """Declare the options."""
    add_reference(parser)
    add_against(parser)
    parser.add_argument('--top', type=whole_number(1), default=1000, metavar='K',
                        help='maximum number of words (default 1000)')
    add_contexts(parser)
    for kind, number in (('phrases', 200), ('templates', 100)):
        parser.add_argument('--' + kind, type=whole_number(0), default=number, metavar='N',
                            help='maximum number of %s; 0 for none (default %d)' % (kind, number))
    add_discovery(parser)
    parser.add_argument('--title', metavar='TEXT',
                        help='title of the page (default: the file names)')
    parser.add_argument('--lang', choices=list(LANGUAGES),
                        help='initial language of the page (default zh; a switch changes it), and language '
                             'of help and messages (default: by locale)')
    parser.add_argument('--date', metavar='TEXT',
                        help='date for the footer (default: none, so that the same text gives the same '
                             'page)')
    add_output(parser, 'the page')
    add_input(parser)


def check(options):
    """Reject a page on a terminal."""
    refuse_terminal(options, 'a page', '-o report.html')


def run(options, streams):
    """Make the report of the files and write its page."""
    known, background = reference(options, streams)
    settings = discovery_settings(options, 'phrases', 'templates')
    if options.against:
        settings['against'] = streams.corpus(again=True, files=options.against)
    report = make_report(streams.corpus(again=True), known, background, options.top, options.contexts,
                         **settings)
    report = report._replace(sources=options.files or ['-'], others=options.against,
                             new_words=streams.with_names(report.new_words))
    with streams.output() as out:
        out.writelines(report_page(report, options.title, options.lang or 'zh', options.date))
    end_discovery(options)
    streams.report()
