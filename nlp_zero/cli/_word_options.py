# -*- coding: utf-8 -*-
"""Declare and read the options of the verbs that count words rather than characters."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..errors import ArgumentError
from ..tokenizer import Tokenizer

__all__ = [str('add_words'), str('check'), str('tokenizer')]


def add_words(parser):
    """Declare where words come from."""
    group = parser.add_argument_group('words')
    group.add_argument('--vocab', metavar='FILE',
                       help='words with counts, as `discover` writes them (default: the bundled ones)')
    group.add_argument('--segmented', action='store_true',
                       help='the words of the files are separated by white space already')


def check(options):
    """Say which options cannot be given together.

    Raises:
        ArgumentError: both a vocabulary and segmented files.
    """
    if options.segmented and options.vocab is not None:
        raise ArgumentError('--segmented files need no --vocab')


def tokenizer(options):
    """Return the callable that cuts texts, or None for segmented files."""
    if options.segmented:
        return None
    return Tokenizer(options.vocab).lcut
