# -*- coding: utf-8 -*-
"""Run `nlp-zero explain`: the numbers for which a text was found to be a word, or was not."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys

from .._storage import base_name, json_text, os_path
from ..errors import ArgumentError
from ..vocabulary import read_words
from ..words import explain
from ._arguments import add_dictionary_encoding, add_input, add_output
from ._streams import is_terminal

HELP = 'show why a text is a word, or is not'
FILES = 'WORD... [FILES]'
#: Suffixes of files that hold text, compressed or not: what has one is a file, though it may be missing.
_SUFFIXES = ('.txt', '.text', '.csv', '.tsv', '.tab', '.json', '.jsonl', '.ndjson', '.zip', '.gz', '.bz2',
             '.xz')


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--words', metavar='FILE', action='append', default=[],
                        help='more words to explain, one a line')
    add_dictionary_encoding(parser)
    parser.add_argument('--format', choices=('text', 'json'), default='text',
                        help='text: some lines a word (default); json: one object a line')
    add_output(parser, 'where the explanations go')
    add_input(parser)


def check(options):
    """Divide the arguments into words and files, and refuse to run without a word.

    A file is `-`; what exists; what has the suffix of a file of text; a path into a folder that exists; a
    pattern. `Node.js`, `3.14` and `C/S` are words.
    """
    options.wanted = [text for text in options.files if not _is_source(text)]
    options.files = [text for text in options.files if _is_source(text)]
    if not options.wanted and not options.words:
        raise ArgumentError('name at least one word to explain')
    if not options.files and is_terminal(sys.stdin):
        raise ArgumentError('name the files in which the words stand, or - for standard input')


def _is_source(text):
    path = os_path(text)
    folder = os.path.dirname(path)
    return (text == '-' or os.path.exists(path) or any(mark in text for mark in '*?[!')
            or base_name(text).lower().endswith(_SUFFIXES) or bool(folder) and os.path.isdir(folder))


def run(options, streams):
    """Explain the words and write it."""
    wanted = list(options.wanted)
    for path in options.words:
        wanted.extend(read_words(path, encoding=options.dict_encoding))
    found = explain(streams.corpus(again=True), wanted)
    with streams.output() as out:
        for explanation in found:
            out.write(_form(explanation, options.format) + '\n')
    streams.report()


def _form(explanation, form):
    if form == 'text':
        return explanation.to_text()
    return json_text(explanation.to_dict())
