# -*- coding: utf-8 -*-
"""Define the tokenizer that the functions of this package share, with jieba's names."""
from __future__ import absolute_import, division, print_function, unicode_literals

import threading

from .._compat import Mapping, to_native
from ._tokenizer import Tokenizer

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
