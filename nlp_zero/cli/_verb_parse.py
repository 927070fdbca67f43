# -*- coding: utf-8 -*-
"""Run `nlp-zero parse`: each clause as nested templates, drawn, in brackets or as JSON lines."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..parser import Parser
from ._arguments import (add_input, add_line_buffered, add_output, add_own_masks, add_words, check_words,
                         number, own_masks, whole_number, word_tokenizer)

HELP = 'show clauses as nested templates'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero parse --templates templates.json new.txt    # made by: templates --format json
nlp-zero parse --templates templates.json --format json new.txt -o trees.jsonl
'''
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
    parser.add_argument('--null-score', type=number(), metavar='NATS',
                        help='score of each word after the first where no template fits, such as -20; '
                             'default: what is known of the fillers of each gap, and of words')
    parser.add_argument('--offsets', action='store_true',
                        help='with tree or brackets: before each tree its line and characters, and the bits '
                             'saved for each word, `line:start-end<TAB>bits<TAB>`')
    add_own_masks(parser)
    add_output(parser, 'where the trees go')
    add_line_buffered(parser)
    add_words(parser)
    add_input(parser)


def check(options):
    """Refuse to run without templates."""
    if not options.templates:
        raise ArgumentError('give the templates: --templates FILE')
    check_words(options)
    if options.offsets and options.format == 'json':
        raise ArgumentError('--format json has the offsets: it takes no --offsets')


def run(options, streams):
    """Parse the files clause by clause."""
    parser = Parser(options.templates, word_tokenizer(options), options.null_score, masks=own_masks(options))
    show = FORMATS[options.format]
    with streams.output() as out:
        for tree in parser.parse_corpus(streams.corpus(), options.nbest):
            if options.offsets:
                out.write('%d:%d-%d\t%.2f\t' % (tree.line, tree.char_start, tree.char_end, tree.confidence))
                out.write('\n' if options.format == 'tree' else '')
            out.write(show(tree) + '\n')
    streams.report()
