# -*- coding: utf-8 -*-
"""Run `nlp-zero keywords`: the keywords of a document, or of each line."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from itertools import chain, groupby

from ..errors import ArgumentError
from ..words import Keyword, KeywordFinder, contexts
from ._arguments import (add_dictionary_encoding, add_input, add_output, dictionary_words, named_vocabulary,
                         whole_number)
from ._row_formats import add_format, chosen_format, field_layout, write_rows

HELP = 'extract keywords from a document, or from each line'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero keywords news.txt --top 10                  # keywords of the whole file
nlp-zero keywords --each-line --format txt news.txt -o lines.txt
'''

_SHOWN = ('text', 'count', 'score')


#: A line: its file, its number there, and an iterator over its texts, several if it is very long.
_Line = namedtuple('_Line', 'file number pieces')
#: A text of a line: how many lines of the corpus are before it, its file and line, and the text.
_Piece = namedtuple('_Piece', 'index file number text')


class _LineKeyword(namedtuple('_LineKeyword', ('file', 'line') + Keyword._fields)):
    """A keyword of one line of a file."""

    __slots__ = ()


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--top', type=whole_number(1), default=20, metavar='K',
                        help='maximum number of keywords per document or line (default 20)')
    parser.add_argument('--each-line', action='store_true',
                        help='treat each line as a document; txt then writes the keywords of a line on '
                             'one line')
    parser.add_argument('--no-new', action='store_true', help='do not look for out-of-vocabulary words')
    parser.add_argument('--min-length', type=whole_number(1), default=2, metavar='N',
                        help='minimum word length in characters (default 2)')
    parser.add_argument('--background', metavar='FILE',
                        help='words of general text with counts, used instead of the bundled vocabulary')
    parser.add_argument('--stop', action='append', default=[], metavar='FILE',
                        help='drop the words in this file; repeatable')
    add_dictionary_encoding(parser)
    add_format(parser, 'tsv')
    add_output(parser, 'the keywords')
    add_input(parser)


def check(options):
    """Reject a dictionary format for several lists of keywords."""
    if options.each_line and options.format == 'jieba':
        raise ArgumentError('--each-line gives many lists, and no dictionary: take another --format')


def run(options, streams):
    """Find the keywords of the files and write them."""
    background, stop = named_vocabulary(options, 'background'), dictionary_words(options, 'stop')
    form = chosen_format(options, 'tsv')
    corpus = streams.corpus(again=True)
    if options.no_new:
        finder = KeywordFinder((), background, options.min_length, stop)
    else:
        finder = KeywordFinder.of_corpus(corpus, background, options.min_length, stop)
    with streams.output() as out:
        if options.each_line and form == 'txt':
            _write_lists(out, corpus, finder, options.top)
        elif options.each_line:
            write_rows(out, _rows_of_lines(corpus, finder, options.top, streams), form,
                       field_layout(_LineKeyword._fields, ('line',) + _SHOWN))
        else:
            rows = finder.find(corpus, options.top)
            write_rows(out, rows, form, _layout(rows, corpus, form))
            streams.explain_nothing(rows, 'no word passes --min-length and --stop')
    streams.report()


def _write_lists(out, corpus, finder, top):
    """Write the keywords of each line on a line of their own."""
    for line in _lines(corpus):
        out.write(' '.join(row.text for row in finder.find(line.pieces, top)) + '\n')


def _layout(rows, corpus, form):
    """Return the layout of the keywords of a document; a table shows a place of each."""
    if form != 'table' or not rows:
        return field_layout(Keyword._fields, _SHOWN)
    places = contexts(corpus, rows, n=1)
    return field_layout(Keyword._fields, _SHOWN + (('context', lambda row: places[row.text]),))


def _rows_of_lines(corpus, finder, top, streams):
    """Yield the keywords of each line."""
    for line in _lines(corpus):
        for row in finder.find(line.pieces, top):
            yield _LineKeyword(streams.source_name(line.file), line.number, *row)


def _lines(corpus):
    """Yield a `_Line` for each line of a corpus; its pieces must be read before the next one is asked for."""
    for _, pieces in groupby(_pieces(corpus), lambda piece: piece.index):
        first = next(pieces)
        yield _Line(first.file, first.number, (piece.text for piece in chain((first,), pieces)))


def _pieces(corpus):
    """Yield the `_Piece`s of the lines of a corpus."""
    index = 0
    for located in corpus.located():
        texts = located.text.split('\n') if located.many_lines else [located.text]
        for number, text in enumerate(texts, located.line):
            yield _Piece(index, located.file, number, text)
            index += 1
        # A line that is not complete continues in the next text.
        index = corpus.lines
