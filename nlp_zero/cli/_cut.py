# -*- coding: utf-8 -*-
"""`nlp-zero cut`: one output line per input line, pieces joined by a delimiter."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..tokenizer import Tokenizer
from ..vocabulary import load_vocabulary
from ._arguments import add_input, add_output

HELP = 'segment text with a vocabulary'


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--vocab', metavar='FILE',
                        help="words with counts, as `discover` writes them (default: the bundled ones)")
    parser.add_argument('-d', '--delimiter', default=' ', metavar='STR',
                        help='what stands between pieces (default one space)')
    add_output(parser, 'where the segmented lines go')
    add_input(parser)


def run(options, streams):
    """Segment the files line by line."""
    tokenizer = Tokenizer(load_vocabulary(options.vocab) if options.vocab else None)
    delimiter, first = options.delimiter, True
    with streams.output() as out:
        for piece, ends_line in streams.corpus().pieces():
            words = tokenizer.lcut(piece)
            if words and not first:
                out.write(delimiter)
            out.write(delimiter.join(words))
            first = ends_line or (first and not words)
            if ends_line:
                out.write('\n')
    streams.report()
