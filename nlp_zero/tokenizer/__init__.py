# -*- coding: utf-8 -*-
"""Cut text into the most probable words of a vocabulary, under a unigram model.

The words joined together are exactly the text, unless white space or stop words are left out. The tokenizer
does not find new words and applies no grammar rules.

jieba's functions are also here; they share one tokenizer with the bundled vocabulary, made on first use.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import threading
import warnings

from .._compat import Mapping, package_logger, to_native
from ._tables import table_sections  # `vocabulary` looks this up by name
from ._tokenizer import Tokenizer
from ._viterbi import path_scores  # `vocabulary` looks this up by name

__all__ = [str(name) for name in (
    'FREQ', 'Tokenizer', 'add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word',
    'disable_parallel', 'dt', 'enable_parallel', 'get_FREQ', 'initialize', 'lcut', 'lcut_for_search',
    'load_userdict', 'setLogLevel', 'set_dictionary', 'spans', 'suggest_freq', 'tokenize')]

_VERBS = ('cut', 'lcut', 'cut_for_search', 'lcut_for_search', 'tokenize', 'spans', 'add_word', 'del_word',
          'suggest_freq', 'load_userdict', 'initialize', 'set_dictionary', 'get_FREQ')

# Shared by all instances, since an instance with a lock could not be pickled.
_lock = threading.Lock()


class SharedTokenizer(Tokenizer):
    """A `Tokenizer` that loads the bundled vocabulary when it is first used.

    It also has jieba's `initialize`, `set_dictionary`, `FREQ` and `get_FREQ`.
    """

    def __init__(self):
        pass

    def __getattr__(self, name):
        # Called for missing attributes only: before loading, for all instance attributes of `Tokenizer`.
        if name.startswith('__') or '_segmenter' in self.__dict__:
            raise AttributeError('%r object has no attribute %r' % (str(type(self).__name__), str(name)))
        with _lock:
            if '_segmenter' not in self.__dict__:
                self._take(None)
        return getattr(self, name)

    def _take(self, dictionary):
        # In one step, so that no thread sees a half-loaded tokenizer.
        self.__dict__.update(Tokenizer(dictionary).__dict__)

    def __getstate__(self):
        self.initialize()
        return Tokenizer.__getstate__(self)

    def initialize(self, dictionary=None):
        """Load the vocabulary now rather than on first use; a dictionary is set by `set_dictionary`."""
        if dictionary is not None:
            self.set_dictionary(dictionary)
        len(self)

    def set_dictionary(self, dictionary_path):
        """Use another vocabulary from now on; as in jieba, words that were added before are dropped.

        Args:
            dictionary_path: jieba's dictionary, or anything else that `Tokenizer` accepts.

        Raises:
            InputError, VocabularyError: it cannot be read; the old vocabulary is kept.
        """
        self._take(dictionary_path)

    @property
    def FREQ(self):
        """A read-only mapping of the words to their current counts; `add_word` changes it."""
        return Counts(self)

    def get_FREQ(self, k, d=None):
        """Return the count of a word, or `d` if it has none (in jieba, prefixes of words count 0)."""
        return self.FREQ.get(k, d)


class Counts(Mapping):
    """A read-only view of the counts of a tokenizer's words."""

    def __init__(self, tokenizer):
        self._tokenizer = tokenizer

    def __getitem__(self, word):
        if word not in self._tokenizer:
            raise KeyError(word)
        return self._tokenizer.count(word)

    def __contains__(self, word):
        return word in self._tokenizer

    def __iter__(self):
        return iter(self._tokenizer.vocabulary)

    def __len__(self):
        return len(self._tokenizer)

    def __repr__(self):
        return to_native('<counts of %d words>' % len(self))


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
