# -*- coding: utf-8 -*-
"""Run `nlp-zero adapt`: adapt the bundled or another vocabulary to raw text of a domain."""
from __future__ import absolute_import, division, print_function, unicode_literals

from contextlib import closing

from .._runtime import Resources
from ..vocabulary import FORMATS, save_vocabulary
from ._arguments import (add_dictionary_encoding, add_input, add_limits, add_model, add_output, number,
                         use_temp_dir, vocabulary_tokenizer)

HELP = 'adapt a vocabulary to raw text: add its new words, mix in its counts'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero adapt reviews.txt -o words.txt              # then: nlp-zero cut --vocab words.txt
nlp-zero adapt --weight 0.5 reviews.txt --format compiled -o words.bin
'''


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--vocab', metavar='FILE',
                        help='vocabulary to adapt (default: bundled)')
    add_dictionary_encoding(parser)
    add_model(parser, '; skips training')
    parser.add_argument('--weight', type=number(above=0, most=1), default=None, metavar='SHARE',
                        help="weight of the text's counts, above 0 and at most 1 (default: by text size)")
    parser.add_argument('--format', choices=FORMATS, default='plain', metavar='FORMAT',
                        help='one of %s (default plain)' % ', '.join(FORMATS))
    add_limits(parser)
    add_output(parser, 'the vocabulary')
    add_input(parser)


def check(options):
    """Do nothing: no option depends on another."""


def run(options, streams):
    """Adapt the vocabulary to the files and write it."""
    use_temp_dir(options)
    tokenizer = vocabulary_tokenizer(options)
    with closing(Resources(options.memory, options.workers, options.temp_dir)) as resources:
        tokenizer.adapt(streams.corpus(again=True), weight=options.weight, model=options.model,
                        resources=resources)
    save_vocabulary(tokenizer, options.output, options.format)
    streams.report()
