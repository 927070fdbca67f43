# -*- coding: utf-8 -*-
"""Cut text into words by a vocabulary: the most probable path of a unigram model.

Joined, the words are the text, character for character, unless white space or stop words are to be
left out. No new words are found here and no rules of grammar applied.

jieba's verbs are functions here, on one tokenizer with the bundled vocabulary, made on first use.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import threading

from ._tables import table_sections  # what `vocabulary` asks for by name
from ._tokenizer import Tokenizer
from ._viterbi import path_scores  # the same

__all__ = [str(name) for name in (
    'Tokenizer', 'add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word', 'initialize', 'lcut',
    'lcut_for_search', 'load_userdict', 'spans', 'suggest_freq', 'tokenize')]

_VERBS = ('cut', 'lcut', 'cut_for_search', 'lcut_for_search', 'tokenize', 'spans', 'add_word', 'del_word',
          'suggest_freq', 'load_userdict')

_lock = threading.Lock()
_made = []


def default_tokenizer():
    """Return the tokenizer that the functions share; it is made, silently, by the first call.

    Words that one part of a program adds are there for all of it. A library should make a
    `Tokenizer` of its own.
    """
    if not _made:
        with _lock:
            if not _made:
                _made.append(Tokenizer())
    return _made[0]


def initialize():
    """Make the shared tokenizer now, so that the first sentence need not wait."""
    default_tokenizer()


def _verb(name):
    def function(*arguments, **options):
        return getattr(default_tokenizer(), name)(*arguments, **options)
    function.__name__ = str(name)
    function.__doc__ = 'Call `Tokenizer.%s` of the shared tokenizer.\n\n%s' % (
        name, getattr(Tokenizer, name).__doc__.split('>>>')[0].rstrip())
    return function


(cut, lcut, cut_for_search, lcut_for_search, tokenize, spans, add_word, del_word, suggest_freq,
 load_userdict) = [_verb(name) for name in _VERBS]
