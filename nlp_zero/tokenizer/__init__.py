# -*- coding: utf-8 -*-
"""Cut text into the most probable words of a vocabulary, under a unigram model.

The words joined together are exactly the text, unless white space or stop words are left out. The tokenizer
does not find new words and applies no grammar rules.

jieba's functions are also here; they share one tokenizer with the bundled vocabulary, made on first use.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import warnings

from .._compat import package_logger
from ._shared import SharedTokenizer
from ._tables import table_sections  # `vocabulary` looks this up by name
from ._tokenizer import Tokenizer
from ._viterbi import path_scores  # `vocabulary` looks this up by name

__all__ = [str(name) for name in (
    'FREQ', 'Tokenizer', 'add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word',
    'disable_parallel', 'dt', 'enable_parallel', 'get_FREQ', 'initialize', 'lcut', 'lcut_for_search',
    'load_userdict', 'setLogLevel', 'set_dictionary', 'spans', 'suggest_freq', 'tokenize')]

_VERBS = ('cut', 'lcut', 'cut_for_search', 'lcut_for_search', 'tokenize', 'spans', 'add_word', 'del_word',
          'suggest_freq', 'load_userdict', 'initialize', 'set_dictionary', 'get_FREQ')

#: The tokenizer that the functions share, under jieba's name.
dt = SharedTokenizer()
#: Its words and their counts; see `SharedTokenizer.FREQ`.
FREQ = dt.FREQ


def default_tokenizer():
    """Return the tokenizer that the functions share; its vocabulary is loaded on first use.

    A word added by one part of a program affects all of it, so a library should create its own `Tokenizer`.
    """
    return dt


def enable_parallel(processes=None):
    """Warn that this jieba function has no effect, and name the methods that cut with several processes."""
    warnings.warn('enable_parallel has no effect: for many lines call Tokenizer.cut_lines or cut_file, '
                  'with workers=%r' % (processes,), stacklevel=2)


def disable_parallel():
    """Do nothing; cutting uses one process unless `workers` is given."""


def setLogLevel(log_level):
    """Set the level of the `nlp_zero` logger; nothing is shown unless the program configures `logging`."""
    package_logger('nlp_zero').setLevel(log_level)


def _verb(name):
    def function(*arguments, **options):
        return getattr(dt, name)(*arguments, **options)
    function.__name__ = str(name)
    function.__doc__ = 'Call `Tokenizer.%s` of the shared tokenizer.\n\n%s' % (
        name, getattr(SharedTokenizer, name).__doc__.split('>>>')[0].rstrip())
    return function


(cut, lcut, cut_for_search, lcut_for_search, tokenize, spans, add_word, del_word, suggest_freq,
 load_userdict, initialize, set_dictionary, get_FREQ) = [_verb(name) for name in _VERBS]
