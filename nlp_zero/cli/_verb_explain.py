# -*- coding: utf-8 -*-
"""Run `nlp-zero explain`: the numbers for which a text was found to be a word, or was not."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._storage import json_text
from ..corpus import Corpus
from ..errors import ArgumentError
from ..text import split_spaces
from ..words import explain
from ._arguments import add_input, add_output

HELP = 'show why a text is a word, or is not'
FILES = 'WORD... [FILES]'


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--words', metavar='FILE', action='append', default=[],
                        help='more words to explain, one a line')
    parser.add_argument('--format', choices=('text', 'json'), default='text',
                        help='text: some lines a word (default); json: one object a line')
    add_output(parser, 'where the explanations go')
    add_input(parser)


def check(options):
    """Divide the arguments into words and files, and refuse to run without a word.

    A file is what exists, is `-`, or has an extension or a mark of a path, a pattern or a zip member.
    """
    options.wanted = [text for text in options.files if not _is_source(text)]
    options.files = [text for text in options.files if _is_source(text)]
    if not options.wanted and not options.words:
        raise ArgumentError('name at least one word to explain')


def _is_source(text):
    return (text == '-' or os.path.exists(text) or any(mark in text for mark in '*?[!/\\')
            or os.path.splitext(text)[1] != '')


def run(options, streams):
    """Explain the words and write it."""
    wanted = list(options.wanted)
    for path in options.words:
        wanted.extend(words[0] for words in map(split_spaces, Corpus(path)) if words)
    found = explain(streams.corpus(again=True), wanted)
    with streams.output() as out:
        for explanation in found:
            out.write(_form(explanation, options.format) + '\n')
    streams.report()


def _form(explanation, form):
    if form == 'text':
        return explanation.to_text()
    return json_text(explanation.to_dict())
