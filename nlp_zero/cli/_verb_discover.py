# -*- coding: utf-8 -*-
"""Run `nlp-zero discover`: the words of raw text, as a dictionary, a table or in another form."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict

from ..errors import ArgumentError
from ..words import Word, contexts, discover_words
from ._arguments import (add_discovery, add_input, add_model, add_output, dictionary_words,
                         discovery_settings, end_discovery, whole_number)
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
    add_discovery(parser)
    parser.add_argument('--min-length', type=whole_number(1), default=None, metavar='N',
                        help='minimum word length in characters (default 1; 2 drops single characters)')
    parser.add_argument('--known', action='append', default=[], metavar='FILE',
                        help='drop the words of this dictionary; repeatable')
    parser.add_argument('--top', type=whole_number(1), metavar='K',
                        help='output only the first K words, such as 10000')
    parser.add_argument('--sort', choices=list(_KEYS), default='count',
                        help='sort by count (default), score, PMI or entropy (the lower of the two '
                             'sides), highest first; ties by code points')
    parser.add_argument('--save-model', metavar='FILE',
                        help='save the model, for --model of explain, new and adapt, and for --update')
    add_model(parser, ', whose words are then used; with --update, from earlier files, to which FILES '
                      'are added')
    parser.add_argument('--update', action='store_true', help='update --model with FILES')
    add_format(parser, 'txt')
    add_output(parser, 'the words')
    add_input(parser)


def check(options):
    """Reject --update without a model; `discover_words` checks the options of each method."""
    if options.update and options.model is None:
        raise ArgumentError('--update needs --model, the model that is to be updated')


def run(options, streams):
    """Discover the words of the files and write them."""
    settings = discovery_settings(options, 'min_length', 'save_model', 'model')
    if options.update:
        settings['update'] = True
    form = chosen_format(options, 'txt')
    # Without evidence in the output, the pass that measures it is not needed.
    evidence = options.sort in ('pmi', 'entropy') or form in ('tsv', 'csv', 'jsonl', 'html')
    corpus = streams.corpus(again=True)
    words = discover_words(corpus, evidence=evidence,
                           known=dictionary_words(options, 'known'), **settings)
    words, layout = _sorted(words, options.sort)[:options.top], _LAYOUT
    if form == 'table' and words:
        layout = _layout_with(contexts(corpus, words, n=1, fold=options.fold))
    with streams.output() as out:
        write_rows(out, words, form, layout)
    streams.explain_nothing(
        words, 'no word passes the minimum values (--min-count, --min-length, ...) and --known')
    end_discovery(options)
    streams.report()


def _sorted(words, by):
    """Return rows with the highest values first, rounded to the six places shown; equal ones by text."""
    key = _KEYS[by]
    return sorted(words, key=lambda word: (-round(key(word), 6), word.text))


def _layout_with(places):
    """Return the layout of a table that shows a place of each word, given {word: contexts}."""
    shown = ('text', 'count', 'score', ('context', lambda word: places[word.text]))
    return field_layout(Word._fields, shown)
