# -*- coding: utf-8 -*-
"""Run `nlp-zero parse`: each clause as nested templates, drawn, in brackets or as JSON lines."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..parser import Parser
from ..phrases import word_clauses
from ..templates import load_templates
from ._arguments import (add_input, add_line_buffered, add_output, add_words, check_words, number,
                         whole_number, word_tokenizer)

HELP = 'show clauses as nested templates'
FILES = '[FILES]'
FORMATS = {'tree': lambda tree: tree.plot() + '\n', 'brackets': lambda tree: tree.to_brackets(),
           'json': lambda tree: tree.to_json()}


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--templates', metavar='FILE', help='templates, as `templates` writes them')
    parser.add_argument('--format', choices=sorted(FORMATS), default='tree',
                        help='tree: a drawing and an empty line (default); brackets: nested brackets, '
                             'one line; json: one object a line')
    parser.add_argument('--nbest', type=whole_number(1), default=1, metavar='K',
                        help='the K best trees of each clause, best first (default 1)')
    parser.add_argument('--null-score', type=number(), default=-20.0, metavar='NATS',
                        help='score of each word after the first where no template fits (default -20)')
    add_output(parser, 'where the trees go')
    add_line_buffered(parser)
    add_words(parser)
    add_input(parser)


def check(options):
    """Refuse to run without templates."""
    if not options.templates:
        raise ArgumentError('give the templates: --templates FILE')
    check_words(options)


def run(options, streams):
    """Parse the files clause by clause."""
    parser = Parser(load_templates(options.templates), tuple, options.null_score)
    show = FORMATS[options.format]
    with streams.output() as out:
        for words in word_clauses(streams.corpus(), word_tokenizer(options), purpose='parsing'):
            for tree in parser.nbest(words, options.nbest):
                out.write(show(tree) + '\n')
    streams.report()
