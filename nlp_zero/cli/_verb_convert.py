# -*- coding: utf-8 -*-
"""Run `nlp-zero convert`: a vocabulary, or saved n-gram counts, in the format of another tool."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..ngrams import BackoffModel, read_counts, srilm_lines
from ..vocabulary import FORMATS, load_vocabulary, save_vocabulary
from ._arguments import add_dictionary_encoding, add_output, refuse_terminal

HELP = 'convert a vocabulary, or n-gram counts, to the format of another tool'
FILES = 'IN OUT'
EXAMPLES = '''
nlp-zero convert new.txt new.jieba.txt --format jieba
nlp-zero convert words.txt words.bin --format compiled    # loads three times as fast
nlp-zero convert --ngrams counts.tsv model.arpa --format arpa
'''

#: The formats for n-gram counts.
NGRAM_FORMATS = ('arpa', 'srilm')


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--format', choices=FORMATS + ('srilm',), default='plain', metavar='FORMAT',
                        help='one of %s; srilm, and arpa with --ngrams, take n-gram counts (default '
                             'plain)'
                             % ', '.join(FORMATS))
    parser.add_argument('--ngrams', action='store_true',
                        help='IN contains n-gram counts saved by `count --min-count 1`; with arpa, build '
                             'a model with modified Kneser-Ney smoothing')
    add_dictionary_encoding(parser)
    add_output(parser, 'the result, instead of OUT')


def check(options):
    """Take the output from the file arguments, and reject a format of words for n-grams."""
    if len(options.files) == 2 and options.output == '-':
        options.output = options.files.pop()
    if len(options.files) > 1:
        raise ArgumentError('give one file to read and one to write, not %d'
                            % (len(options.files) + (options.output != '-')))
    if options.format == 'compiled':
        refuse_terminal(options, 'the compiled form', 'naming OUT')
    options.ngrams = options.ngrams or options.format == 'srilm'
    if options.ngrams and options.format not in NGRAM_FORMATS:
        raise ArgumentError('--ngrams goes with --format %s' % ' or '.join(NGRAM_FORMATS))
    if options.ngrams and options.dict_encoding != 'utf-8':
        raise ArgumentError('--dict-encoding has no effect on n-gram counts, which are UTF-8')


def run(options, streams):
    """Read one format and write the other."""
    source = options.files[0] if options.files else '-'
    if not options.ngrams:
        save_vocabulary(load_vocabulary(source, options.dict_encoding), options.output, options.format)
    elif options.format == 'arpa':
        BackoffModel.from_counts(source).save(options.output)
    else:
        with streams.output() as out:
            for line in srilm_lines(read_counts(source)):
                out.write(line)
