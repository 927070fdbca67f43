# -*- coding: utf-8 -*-
"""Give jieba's verbs as functions, on one tokenizer with the bundled vocabulary, made on first use."""
from __future__ import absolute_import, division, print_function, unicode_literals

import threading

from ._tokenizer import Tokenizer

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
