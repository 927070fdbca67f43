# -*- coding: utf-8 -*-
"""Run `nlp-zero explain`: the figures that decide whether a text is a word."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import escape_surrogates
from .._storage import json_text
from ..words import explain
from ._arguments import (add_contexts, add_input, add_model, add_output, add_wanted, divide_words_and_files,
                         note_missing_files, wanted_words)
from ._messages import locale_language

HELP = 'explain why a string is a word, or is not'
FILES = 'WORD... [FILES]'
EXAMPLES = '''
nlp-zero explain 键帽 reviews.txt
nlp-zero explain --model m --words more.txt reviews.txt   # m: discover --save-model m
'''


def add_arguments(parser):
    """Declare the options."""
    add_wanted(parser, 'explain')
    add_model(parser, '; skips training')
    parser.add_argument('--format', choices=('text', 'json'), default='text',
                        help='text: a few lines per word (default); json: one object per line')
    parser.add_argument('--lang', choices=('en', 'zh'), default=None,
                        help='language of explanations, help and messages: en or zh (default: by locale)')
    add_contexts(parser)
    add_output(parser, 'the explanations')
    add_input(parser)


def check(options):
    """Divide the arguments into words and files."""
    divide_words_and_files(options, 'explain')


def run(options, streams):
    """Write the explanation of each word."""
    found = explain(streams.corpus(again=True), wanted_words(options), model=options.model,
                    contexts=options.contexts)
    lang = options.lang or locale_language()
    with streams.output() as out:
        for explanation in streams.with_names(found):
            out.write(escape_surrogates(_form(explanation, options.format, lang)) + '\n')
    note_missing_files(options, streams, [one.text for one in found if not one.count])
    streams.report()


def _form(explanation, form, lang):
    if form == 'text':
        return explanation.to_text(lang)
    return json_text(explanation.to_dict())
