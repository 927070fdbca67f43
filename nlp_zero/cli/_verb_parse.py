# -*- coding: utf-8 -*-
"""Run `nlp-zero parse`: each clause as nested templates, drawn, in brackets or as JSON lines."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..parser import Parser
from ._arguments import (add_templates, check_templates, number, own_masks, warn_of_other_words,
                         word_tokenizer)

HELP = 'parse clauses into nested templates'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero parse --templates templates.json unseen.txt    # from: templates --format json
nlp-zero parse --templates templates.json --format json unseen.txt -o trees.jsonl
'''
FORMATS = {'tree': lambda tree: tree.plot() + '\n', 'brackets': lambda tree: tree.to_brackets(),
           'json': lambda tree: tree.to_json()}


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--format', choices=sorted(FORMATS), default='tree',
                        help='tree (default): a drawing and an empty line; brackets: nested brackets on '
                             'one line; json: one object per line')
    parser.add_argument('--null-score', type=number(), metavar='NATS',
                        help='score of each plain word after the first, such as -20 (default: estimated '
                             'from known words and fillers)')
    parser.add_argument('--offsets', action='store_true',
                        help='write `line:start-end<TAB>bits<TAB>` before each tree (tree and brackets): '
                             'its position in characters, and the bits saved per word')
    add_templates(parser, 'trees')


def check(options):
    """Reject a command without templates, and --offsets with a format that always has them."""
    check_templates(options)
    if options.offsets and options.format == 'json':
        raise ArgumentError('--format json has the offsets: it takes no --offsets')


def run(options, streams):
    """Parse the files clause by clause."""
    parser = Parser(options.templates, word_tokenizer(options), options.null_score, masks=own_masks(options))
    warn_of_other_words(options, streams)
    show = FORMATS[options.format]
    with streams.output() as out:
        for tree in parser.parse_corpus(streams.corpus(), options.nbest):
            if options.offsets:
                out.write('%d:%d-%d\t%.2f\t' % (tree.line, tree.char_start, tree.char_end, tree.confidence))
                out.write('\n' if options.format == 'tree' else '')
            out.write(show(tree) + '\n')
    streams.report()
