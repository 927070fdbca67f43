# -*- coding: utf-8 -*-
"""Run `nlp-zero cut`: one output line for each input line, its words joined by a delimiter, or as JSON."""
from __future__ import absolute_import, division, print_function, unicode_literals

from contextlib import closing

from ..corpus import LineCorpus
from ..errors import ArgumentError
from ..text import Rules, strip_spaces
from ._arguments import (add_dictionary_encoding, add_input, add_line_buffered, add_output, converter,
                         vocabulary_tokenizer, whole_number)

HELP = 'segment text with a vocabulary'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero cut reviews.txt -o cut.txt                  # with the bundled vocabulary
nlp-zero cut --userdict new.txt --force --workers 2 reviews.txt -o cut.txt
tail -f log.txt | nlp-zero cut --vocab words.txt     # line by line
'''


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--vocab', metavar='FILE',
                        help='vocabulary with counts, as written by `discover` (default: bundled)')
    parser.add_argument('-d', '--delimiter', default=None, metavar='STR',
                        help='text between two words (default: one space)')
    parser.add_argument('--mode', default='default', choices=('default', 'search', 'all'),
                        help='search: output shorter words inside a long word before it, for search '
                             'indexes; all: output every word of the vocabulary, overlapping')
    parser.add_argument('--offsets', action='store_true',
                        help='write each line as JSON: [["word", start, end], ...], in characters')
    parser.add_argument('--workers', type=whole_number(1), default=1, metavar='N',
                        help='number of processes (default 1)')
    _add_word_options(parser.add_argument_group('words'))
    add_output(parser, 'the segmented lines')
    add_line_buffered(parser)
    add_input(parser)


def _add_word_options(group):
    group.add_argument('--userdict', action='append', default=[], metavar='FILE',
                       help='user dictionary with a `word [count] [tag]` per line, as for jieba; '
                            'repeatable')
    group.add_argument('--force', action='store_true',
                       help='never split the words of --userdict, whatever their counts')
    group.add_argument('--stopwords', action='append', default=[], metavar='FILE',
                       help='file of stop words to drop, one per line; repeatable')
    add_dictionary_encoding(group)
    group.add_argument('--drop-spaces', action='store_true', help='drop white space')
    group.add_argument('--numbers', choices=('most', 'join', 'none'), default='most',
                       help='most (default): join numbers and dates, except years; join: also join years; '
                            'none: do not join')
    folding = group.add_mutually_exclusive_group()
    folding.add_argument('--fold', action='store_const', const=True, default='auto',
                         help='match traditional and simplified characters alike (default: on, unless one '
                              'in ten words of --vocab has traditional characters)')
    folding.add_argument('--no-fold', dest='fold', action='store_const', const=False, default='auto',
                         help='match all characters as they are')
    group.add_argument('--protect', type=converter(_regular_expression), metavar='REGEX',
                       help='never split matches of this regular expression')


def _regular_expression(text):
    """Return the pattern, or raise `ArgumentError` if `Rules` rejects it."""
    return Rules(protect=text).protect


def check(options):
    """Reject options that exclude each other, and options without one that they need."""
    if options.offsets and options.delimiter is not None:
        raise ArgumentError('--offsets writes JSON: it takes no -d')
    if options.force and not options.userdict:
        raise ArgumentError('--force needs --userdict: it is for the words of that file')


def _tokenizer(options):
    """Return the tokenizer that the options ask for."""
    stop = [strip_spaces(line) for path in options.stopwords
            for line in LineCorpus(path, encoding=options.dict_encoding)]
    tokenizer = vocabulary_tokenizer(options, stop=stop, spaces=not options.drop_spaces,
                                     numbers=options.numbers,
                                     protect=options.protect, fold=options.fold)
    for path in options.userdict:
        tokenizer.load_userdict(path, force=options.force, encoding=options.dict_encoding)
    return tokenizer


def run(options, streams):
    """Segment the files line by line."""
    tokenizer = _tokenizer(options)
    delimiter = ' ' if options.delimiter is None else options.delimiter
    with streams.output() as out:
        corpus = streams.corpus(keep_returns=not options.offsets)
        texts = tokenizer.cut_corpus(corpus, delimiter, options.mode, options.offsets, options.workers)
        with closing(texts):
            for text in texts:
                out.write(text)
    streams.report()
