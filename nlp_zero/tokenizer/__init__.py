# -*- coding: utf-8 -*-
"""Cut text into words by a vocabulary: the most probable path of a unigram model.

Joined, the words are the text, character for character, unless white space or stop words are to be
left out. No new words are found here and no rules of grammar applied.

jieba's verbs are functions here, on one tokenizer with the bundled vocabulary, made on first use.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import warnings

from .._compat import package_logger
from ._shared import SharedTokenizer
from ._tables import table_sections  # what `vocabulary` asks for by name
from ._tokenizer import Tokenizer
from ._viterbi import path_scores  # the same

__all__ = [str(name) for name in (
    'FREQ', 'Tokenizer', 'add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word',
    'disable_parallel', 'dt', 'enable_parallel', 'get_FREQ', 'initialize', 'lcut', 'lcut_for_search',
    'load_userdict', 'setLogLevel', 'set_dictionary', 'spans', 'suggest_freq', 'tokenize')]

_VERBS = ('cut', 'lcut', 'cut_for_search', 'lcut_for_search', 'tokenize', 'spans', 'add_word', 'del_word',
          'suggest_freq', 'load_userdict', 'initialize', 'set_dictionary', 'get_FREQ')

#: The tokenizer that the functions share, by jieba's name.
dt = SharedTokenizer()
#: Its words and their counts; see `SharedTokenizer.FREQ`.
FREQ = dt.FREQ


def default_tokenizer():
    """Return the tokenizer that the functions share; its vocabulary is loaded, silently, on first use.

    Words that one part of a program adds are there for all of it. A library should make a
    `Tokenizer` of its own.
    """
    return dt


def enable_parallel(processes=None):
    """Warn that this has no effect, and what has: jieba's name for cutting by several processes.

    What is cut is the same with and without.
    """
    warnings.warn('enable_parallel has no effect: for many lines call Tokenizer.cut_lines or cut_file, '
                  'with workers=%r' % (processes,), stacklevel=2)


def disable_parallel():
    """Do nothing: one process cuts unless `workers` says otherwise."""


def setLogLevel(log_level):
    """Set the level of the log `nlp_zero`; nothing is shown unless the program sets up `logging`."""
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
