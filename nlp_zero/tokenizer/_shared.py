# -*- coding: utf-8 -*-
"""Hold the tokenizer that the functions of this package share, under jieba's names for what it has."""
from __future__ import absolute_import, division, print_function, unicode_literals

import threading

from .._compat import Mapping, to_native
from ._tokenizer import Tokenizer

# One for all: an instance's own could not be pickled.
_lock = threading.Lock()


class SharedTokenizer(Tokenizer):
    """A `Tokenizer` that loads the bundled vocabulary, in silence, when it is first asked for something.

    What it has besides is jieba's: `initialize`, `set_dictionary`, `FREQ`, `get_FREQ`.
    """

    def __init__(self):
        pass

    def __getattr__(self, name):
        # Only what is missing comes here: all that `Tokenizer` has, until it is loaded.
        if name.startswith('__') or '_segmenter' in self.__dict__:
            raise AttributeError('%r object has no attribute %r' % (str(type(self).__name__), str(name)))
        with _lock:
            if '_segmenter' not in self.__dict__:
                self._take(None)
        return getattr(self, name)

    def _take(self, dictionary):
        # At once, so that no thread sees half of it.
        self.__dict__.update(Tokenizer(dictionary).__dict__)

    def __getstate__(self):
        self.initialize()
        return Tokenizer.__getstate__(self)

    def initialize(self, dictionary=None):
        """Load now, so that the first sentence need not wait; a given dictionary, as `set_dictionary`."""
        if dictionary is not None:
            self.set_dictionary(dictionary)
        len(self)

    def set_dictionary(self, dictionary_path):
        """Cut by another vocabulary from now on; words that were added before are gone, as in jieba.

        Args:
            dictionary_path: jieba's dictionary, or whatever else `Tokenizer` takes.

        Raises:
            InputError, VocabularyError: it cannot be read; what was there stays.
        """
        self._take(dictionary_path)

    @property
    def FREQ(self):
        """The words and their counts as they are now, as a read-only mapping: `add_word` changes it."""
        return Counts(self)

    def get_FREQ(self, k, d=None):
        """Return the count of a word, `d` for what is not one; for jieba, beginnings of words count 0."""
        return self.FREQ.get(k, d)


class Counts(Mapping):
    """Show the counts of a tokenizer's words; nothing is copied for one word."""

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
