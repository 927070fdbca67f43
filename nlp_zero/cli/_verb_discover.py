# -*- coding: utf-8 -*-
"""Run `nlp-zero discover`: the words of raw text, as a dictionary, a table or in another form."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict

from ..errors import ArgumentError
from ..vocabulary import read_words
from ..words import METHODS, Word, contexts, discover_words, remove_checkpoint
from ._arguments import (add_dictionary_encoding, add_input, add_limits, add_model, add_output, number,
                         use_temp_dir, whole_number)
from ._row_formats import add_format, chosen_format, field_layout, write_rows

HELP = 'discover words in raw text'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero discover reviews.txt -o words.txt           # all words, a vocabulary for cut --vocab
nlp-zero discover --min-count 5 --min-length 2 --sort score reviews.txt --format csv -o words.csv
'''


_LAYOUT = field_layout(Word._fields)
#: Functions from a row to what `--sort` orders by, the greatest first.
_KEYS = OrderedDict((('count', lambda word: word.count), ('score', lambda word: word.score),
                     ('pmi', lambda word: word.pmi),
                     ('entropy', lambda word: min(word.left_entropy, word.right_entropy))))


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--method', choices=sorted(METHODS), default=None,
                        help="how words are found (default: the package's best)")
    parser.add_argument('--min-count', type=whole_number(1), default=None, metavar='N',
                        help='leave out words that occur less often, such as 5 (default: by the size of the '
                             'text)')
    parser.add_argument('--min-pmi', type=number(), default=None, metavar='NATS',
                        help='least PMI at the weakest split, such as 2 (default: no limit)')
    parser.add_argument('--min-entropy', type=number(0), default=None, metavar='NATS',
                        help='least branching entropy on either side, such as 1 (default: no limit)')
    parser.add_argument('--min-length', type=whole_number(1), default=None, metavar='N',
                        help='shortest word, in characters (default 1; 2 leaves out single characters)')
    parser.add_argument('--max-length', type=whole_number(1), default=None, metavar='N',
                        help='longest word, in characters, such as 6 (default: no limit)')
    parser.add_argument('--known', action='append', default=[], metavar='FILE',
                        help='leave out the words of this dictionary; may be given again')
    parser.add_argument('--stop', action='append', default=[], metavar='FILE',
                        help='leave out words that are, begin with or end with one of these; may be given '
                             'again')
    add_dictionary_encoding(parser)
    parser.add_argument('--fold', action='store_true',
                        help='count the words of simplified and traditional text together, and write them '
                             'simplified')
    parser.add_argument('--top', type=whole_number(1), metavar='K',
                        help='only the first K words, such as 10000')
    parser.add_argument('--sort', choices=list(_KEYS), default='count',
                        help='what comes first: the highest count (default), score, PMI or, of the lower '
                             'side, entropy; equal ones by code points')
    parser.add_argument('--save-model', metavar='FILE',
                        help='keep what was learned, for --model of explain, new and adapt, and for --update')
    add_model(parser, ', or of older ones: with --update, what the files add to it is learned; without, '
                      'its words are taken')
    parser.add_argument('--update', action='store_true', help='add the files to --model')
    add_format(parser, 'txt')
    add_limits(parser, checkpoint=True)
    add_output(parser, 'where the words go')
    add_input(parser)


def check(options):
    """Refuse --update without a model; what each method takes is checked by `discover_words`."""
    if options.update and options.model is None:
        raise ArgumentError('--update needs --model, the model that is to be updated')


def run(options, streams):
    """Discover the words of the files and write them."""
    names = ('method', 'min_count', 'min_pmi', 'min_entropy', 'min_length', 'max_length', 'save_model',
             'model')
    chosen = [(name, getattr(options, name)) for name in names]
    settings = dict((str(name), value) for name, value in chosen if value is not None)
    if options.update:
        settings[str('update')] = True
    use_temp_dir(options)
    for name in ('known', 'stop'):
        settings[str(name)] = [word for path in getattr(options, name)
                               for word in read_words(path, encoding=options.dict_encoding)]
    form = chosen_format(options, 'txt')
    # Where no evidence is shown, the pass that measures it would be for nothing.
    evidence = options.sort in ('pmi', 'entropy') or form in ('tsv', 'csv', 'jsonl', 'html')
    words = discover_words(streams.corpus(again=True), evidence=evidence, memory=options.memory,
                           workers=options.workers, temp_dir=options.temp_dir,
                           checkpoint=options.checkpoint, fold=options.fold, **settings)
    words, layout = _sorted(words, options.sort)[:options.top], _LAYOUT
    if form == 'table' and words:
        texts = streams.corpus(again=True)
        layout = _layout_with(contexts(texts, words, n=1, fold=options.fold))
    with streams.output() as out:
        write_rows(out, words, form, layout)
    if options.checkpoint is not None:
        remove_checkpoint(options.checkpoint)
    streams.report()


def _sorted(words, by):
    """Return rows with the highest values first, to the six places that are shown; equal ones by text."""
    key = _KEYS[by]
    return sorted(words, key=lambda word: (-round(key(word), 6), word.text))


def _layout_with(places):
    """Return the layout of a table that shows a place of each word, given {word: contexts}."""
    shown = ('text', 'count', 'score', ('context', lambda word: places[word.text]))
    return field_layout(Word._fields, shown)
