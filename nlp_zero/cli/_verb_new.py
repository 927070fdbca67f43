# -*- coding: utf-8 -*-
"""Run `nlp-zero new`: the words of raw text that a dictionary lacks, best first."""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import islice

from ..errors import InputError, VocabularyError
from ..vocabulary import load_vocabulary, read_entries, read_words
from ..words import METHODS, NewWord, find_new_words, remove_checkpoint
from ._arguments import (add_dictionary_encoding, add_input, add_limits, add_model, add_output, number,
                         use_temp_dir, whole_number)
from ._row_formats import WORDS_ALONE, add_format, chosen_format, field, field_layout, write_rows

HELP = 'find words that a dictionary lacks, best first'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero new reviews.txt --top 200 -o new.txt        # the best 200, as a dictionary
nlp-zero new --known mine.txt reviews/ --format table   # what mine.txt lacks, to look at
'''
#: Lines by which words with counts are told from text.
_LINES_TO_TELL = 100


_LAYOUT = field_layout(NewWord._fields, ('text', 'count', 'score', ('context', field('contexts'))))


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--known', action='append', default=[], metavar='FILE',
                        help='the dictionary that is to grow, in place of the bundled vocabulary; may be '
                             'given again')
    parser.add_argument('--background', metavar='FILE',
                        help='general text, or its words with counts, in place of the bundled vocabulary')
    add_dictionary_encoding(parser)
    parser.add_argument('--top', type=whole_number(1), metavar='K', help='only the best K words, such as 200')
    parser.add_argument('--method', choices=sorted(METHODS), default=None,
                        help="how words are found (default: the package's best)")
    parser.add_argument('--min-count', type=whole_number(1), default=None, metavar='N',
                        help='leave out words that occur less often, such as 5 (default: by the size of the '
                             'text)')
    parser.add_argument('--min-pmi', type=number(), default=None, metavar='NATS',
                        help='least PMI at the weakest split, such as 2 (default: no limit)')
    parser.add_argument('--min-entropy', type=number(0), default=None, metavar='NATS',
                        help='least branching entropy on either side, such as 1 (default: no limit)')
    parser.add_argument('--max-length', type=whole_number(1), default=None, metavar='N',
                        help='longest word, in characters, such as 6 (default: no limit)')
    parser.add_argument('--stop', action='append', default=[], metavar='FILE',
                        help='leave out words that are, begin with or end with one of these; may be given '
                             'again')
    parser.add_argument('--contexts', type=whole_number(0), default=3, metavar='N',
                        help='most places of each word to show, in the forms that have them (default 3)')
    add_model(parser, ': nothing is learned anew')
    add_format(parser, 'txt')
    add_limits(parser, checkpoint=True)
    add_output(parser, 'where the words go')
    add_input(parser)


def check(options):
    """Accept all options: what each method takes is checked by `find_new_words`."""


def _background(options, streams):
    """Return the vocabulary that --background names, or its text as a corpus."""
    path = options.background
    if path is None:
        return None
    try:
        first = list(islice(read_entries(path, options.dict_encoding), _LINES_TO_TELL))
    except (InputError, VocabularyError):
        # A folder, text in another encoding; what is missing is said when it is read.
        first = []
    if first and all(entry.count is not None for entry in first):
        return load_vocabulary(path, options.dict_encoding)
    return streams.corpus(again=True, files=[path])


def run(options, streams):
    """Find the new words of the files and write them."""
    names = ('method', 'min_count', 'min_pmi', 'min_entropy', 'max_length', 'model')
    chosen = [(name, getattr(options, name)) for name in names]
    settings = dict((str(name), value) for name, value in chosen if value is not None)
    use_temp_dir(options)
    known, stop = ([word for path in getattr(options, name)
                    for word in read_words(path, name, options.dict_encoding)] for name in ('known', 'stop'))
    form = chosen_format(options, 'txt')
    words = find_new_words(streams.corpus(again=True), known if options.known else None,
                           _background(options, streams), options.top,
                           0 if form in WORDS_ALONE else options.contexts, stop=stop,
                           memory=options.memory, workers=options.workers, temp_dir=options.temp_dir,
                           checkpoint=options.checkpoint, **settings)
    with streams.output() as out:
        write_rows(out, streams.with_names(words), form, _LAYOUT)
    if options.checkpoint is not None:
        remove_checkpoint(options.checkpoint)
    streams.report()
