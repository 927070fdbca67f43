# -*- coding: utf-8 -*-
"""Find all words of a vocabulary that begin at each place of a text.

A word is a text, or a tuple of symbols for sequences of longer units; a search finds words of one kind only.

The implementation is not a tree, since a nested dict for each prefix would take 600 bytes per word. One flat
dict holds the counts, and another one the lengths of the words that begin with the same two symbols.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import copy
from math import log

from ._compat import (PY2, Iterable, Mapping, binary_type, integer_types, iter_items, iter_range,
                      string_types, text_type, to_native)
from ._storage import is_path
from .errors import ArgumentError, checked_call
from .text import clean_text
from .vocabulary import load_vocabulary, read_entries

__all__ = [str(name) for name in ('LOG_ZERO', 'Trie', 'index_lengths', 'log_count')]

#: Used as the logarithm of 0, as in nlp-zero 0.1.6.
LOG_ZERO = -100


def log_count(number):
    """Return the natural logarithm of a count, -100 for 0."""
    return log(number) if number > 0 else LOG_ZERO


class Trie(object):
    """Hold words with their counts and find them in a text.

    It behaves like a dict that returns 0 for a missing word, and iterates over (word, count) pairs.

    Args:
        words: path of a file with lines of `word count` (UTF-8), another `Trie`, a dict, an iterable of
            (word, count) pairs, rows or words, any other object that `load_vocabulary` accepts, or None.

    Raises:
        InputError: the file cannot be read.
        VocabularyError: a line of the file is not `word count`; the message gives its number.

    >>> trie = Trie([('天气', 9), ('天', 4), ('天气预报', 2)])
    >>> for span, (word, count) in sorted(trie.search('看天气预报').items()):
    ...     print(span[0], span[1], word, count)
    1 2 天 4
    1 3 天气 9
    1 5 天气预报 2
    >>> trie['天空'], '天气' in trie, len(trie), trie.total_items
    (0, True, 3, 15)
    """

    @checked_call
    def __init__(self, words=None):
        self._counts = {}
        self._total = 0
        # {first two symbols: lengths, ascending}, or None before the first search.
        self._lengths = None
        if words is not None:
            self.update(words)

    # The mapping.

    def __setitem__(self, word, count):
        """Set the count of a word; 0 deletes it."""
        if not count:
            del self[word]
            return
        word = _key(word)
        if not isinstance(count, (int, float) + integer_types):
            raise ArgumentError('the count of a word is a number, not %s' % type(count).__name__)
        self._total += count - self._counts.get(word, 0)
        if self._lengths is not None and word not in self._counts:
            _add_length(self._lengths, word)
        self._counts[word] = count

    def __getitem__(self, word):
        """Return the count of a word, 0 if it is missing."""
        return self._counts.get(_key(word), 0)

    def __delitem__(self, word):
        """Delete a word; it is no error if the word is missing, as in 0.1.6."""
        # Its length stays in the index: this costs a look-up, but does not change the results.
        self._total -= self._counts.pop(_key(word), 0)

    def __contains__(self, word):
        return _key(word) in self._counts

    def __len__(self):
        return len(self._counts)

    def __iter__(self):
        """Yield (word, count) pairs, sorted by word."""
        for word in self.keys():
            yield word, self._counts[word]

    def get(self, word, default=None):
        """Return the count of a word, or `default`."""
        return self._counts.get(_key(word), default)

    def keys(self):
        """Return the list of words, sorted by code points."""
        try:
            if not PY2 or all(isinstance(word, text_type) for word in self._counts):
                return sorted(self._counts)
        except TypeError:
            pass  # texts among tuples, or a gap (None) inside of one
        return sorted(self._counts, key=_sort_key)

    def values(self):
        """Return the list of counts, in the order of `keys`."""
        return [self._counts[word] for word in self.keys()]

    def items(self):
        """Return the list of (word, count) pairs, in the order of `keys`."""
        return list(self)

    def update(self, words):
        """Set the counts of all words of a dict, a trie, or another object that the class accepts."""
        for word, count in _counted_pairs(words):
            self[word] = count

    # Totals.

    @property
    def num_items(self):
        """Number of words."""
        return len(self._counts)

    @property
    def total_items(self):
        """Sum of the counts."""
        return self._total

    @property
    def log_total_items(self):
        """Natural logarithm of the sum of the counts; -100 if there are no words."""
        return log_count(self._total)

    def get_proba(self, word, logit=True):
        """Return the share of a word in the sum of the counts.

        Args:
            word: a text or a sequence of symbols.
            logit: whether to return the natural logarithm (with -100 as the logarithm of a count of 0)
                instead of a number from 0 to 1.
        """
        if logit:
            return log_count(self[word]) - self.log_total_items
        return self[word] / self._total if self._total else 0.0

    # The search.

    def search(self, sentence):
        """Return all words that occur in a text.

        Args:
            sentence: a text, to find words that are texts; or a sequence of symbols, to find words that are
                tuples.

        Returns:
            dict: {(start, end): (word, count)}, half-open spans, such as {(1, 3): ('天气', 9)}.

        Complexity:
            Linear in the text, times the number of different lengths of words with the same first two
            symbols. `iter_search` yields the same without holding all of it.
        """
        return dict(self.iter_search(sentence))

    def iter_search(self, sentence):
        """Yield ((start, end), (word, count)) for all words in a text, by start, then end."""
        if isinstance(sentence, binary_type):
            sentence = clean_text(sentence)
        elif not isinstance(sentence, text_type):
            sentence = tuple(sentence)
        if self._lengths is None:
            self._lengths = index_lengths(self._counts)
        counts, lengths, size = self._counts, self._lengths, len(sentence)
        for start in iter_range(size):
            first = sentence[start:start + 1]
            if first in counts:
                yield (start, start + 1), (first, counts[first])
            for length in lengths.get(sentence[start:start + 2], ()):
                end = start + length
                if end > size:
                    break
                word = sentence[start:end]
                if word in counts:
                    yield (start, end), (word, counts[word])

    # What Python asks of an object.

    def __repr__(self):
        return to_native('<%s: %s items, %s frequency>'
                         % (type(self).__name__, self.num_items, self.total_items))

    __str__ = __repr__

    def __copy__(self):
        """Return a trie of its own, as `copy.copy` of a dict does."""
        return copy.deepcopy(self)

    def __getstate__(self):
        state = self.__dict__.copy()
        state['_lengths'] = None
        return state

    def __setstate__(self, state):
        """Restore the state of a pickle of this class or of that of 0.1.6."""
        state = {str(name): value for name, value in iter_items(state)}
        if 'dic' in state:
            self.__init__(_walk(state['dic']))
        else:
            self.__dict__.update(state)


def _counted_pairs(words):
    """Return an iterable of the (word, count) pairs of an object with words."""
    if isinstance(words, Trie):
        words = words._counts
    if isinstance(words, Mapping):
        return iter_items(words)
    if is_path(words) or any(hasattr(words, name) for name in ('read', 'keys', 'vocabulary', 'columns')):
        return iter_items(load_vocabulary(words))
    if not isinstance(words, Iterable):
        raise ArgumentError('words come from a path, a mapping, pairs or texts, not from %s'
                            % type(words).__name__)
    return _pairs_of_items(words)


def _pairs_of_items(items):
    for item in items:
        # A word of a pair may be a tuple of symbols, which no vocabulary has.
        if isinstance(item, tuple) and len(item) == 2:
            yield item
        else:
            for word, count, _ in read_entries([item], lines=False):
                yield word, 1 if count is None else count


def _key(word):
    """Return a word as it is stored: a text, or a tuple of symbols."""
    if type(word) is text_type or type(word) is tuple:
        return word
    if isinstance(word, string_types + (binary_type,)):
        return clean_text(word)
    if not isinstance(word, Iterable):
        raise ArgumentError('a word is a text, or a tuple of symbols, not %s' % type(word).__name__)
    return tuple(word)


def _sort_key(word):
    """Return a key that sorts texts before tuples and, within tuples, the gap (None) before any symbol."""
    if isinstance(word, text_type):
        return (0, word)
    return (1, tuple((symbol is not None, symbol or '') for symbol in word))


def index_lengths(counts):
    """Return {first two symbols: lengths of the words of two or more symbols that begin with them}."""
    lengths = {}
    get, pairs = lengths.get, _PAIRS
    for word in counts:
        size = len(word)
        if size > 1:
            prefix = word[:2]
            known = get(prefix)
            if known is None:
                lengths[prefix] = pairs if size == 2 else _SHARED.setdefault((size,), (size,))
            elif size not in known:
                _add_length(lengths, word)
    return lengths


#: Equal tuples of lengths are one object: there are far fewer of them than of prefixes.
_SHARED = {}
_PAIRS = _SHARED.setdefault((2,), (2,))


def _add_length(lengths, word):
    """Add the length of a word under its first two symbols."""
    size = len(word)
    if size < 2:
        return
    prefix = word[:2]
    known = lengths.get(prefix, ())
    if size not in known:
        known = tuple(sorted(known + (size,)))
        lengths[prefix] = _SHARED.setdefault(known, known)


def _walk(nested):
    """Yield the (word, count) pairs in the nested dicts of a pickle of 0.1.6.

    There, the pair of a word has the key True at the end of its path. All other keys are texts or None.
    """
    stack = [nested]
    while stack:
        for key, value in iter_items(stack.pop()):
            if key is True:
                yield value
            else:
                stack.append(value)
