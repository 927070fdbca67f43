# -*- coding: utf-8 -*-
"""Accept words from all objects that contain words.

These are: a mapping of words to counts, rows such as `discover_words` returns, (word, count) pairs, words
alone, a path or an open file of dictionary lines, a `Tokenizer`, a `Trie`, and a pandas Series of words or of
counts. Only this module distinguishes between them.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import chain

from .._compat import Mapping, binary_type, integer_types, text_type
from .._storage import is_path
from ..errors import VocabularyError, shown
from ._entries import Entry

_SHAPES = ('words are a path, an open file, a mapping of words to counts, rows of discover_words, '
           '(word, count) pairs, texts, a Tokenizer, a Trie or a pandas Series')


def lines_or_entries(source, lines):
    """Return (source, None) if the source has dictionary lines, otherwise (None, iterable of `Entry`s).

    Args:
        source: any object that contains words; a path or an open file has lines.
        lines: whether the texts in an iterable are dictionary lines; otherwise each is one word.

    Raises:
        VocabularyError: the source is no such object; an item that is no word raises it during iteration.

    >>> for entry in lines_or_entries([('新词', 3), '石墨烯'], True)[1]:
    ...     print(entry.word, entry.count)
    新词 3
    石墨烯 None
    """
    if is_path(source) or hasattr(source, 'read'):
        return source, None
    entries = _counted_words(source)
    if entries is not None:
        return None, entries
    texts, items = _split_lines(source)
    return (items, None) if texts and lines else (None, _entries_of_items(items))


def _counted_words(source):
    """Return the words of a mapping or of an object with a vocabulary as sorted `Entry`s; else None.

    Raises:
        VocabularyError: the source is a table, of which one column must be chosen.
    """
    if hasattr(source, 'columns'):
        raise VocabularyError('this is a table (%s): pass one column, such as table[%r], or '
                              'table.itertuples()' % (type(source).__name__, str('text')))
    words = getattr(source, 'vocabulary', source)
    if not isinstance(words, Mapping) and not (hasattr(words, 'keys') and hasattr(words, 'items')):
        return None
    pairs = list(words.items())
    if not isinstance(words, Mapping) and any(isinstance(value, (text_type, str)) for _, value in pairs):
        # A Series of words: its keys are line numbers.
        return [Entry(value, None, None) for _, value in pairs]
    for word, count in pairs:
        if count is None:
            raise VocabularyError('the count of %.60r is a whole number from 0 on, not None' % (word,))
    return [Entry(word, count, None) for word, count in sorted(pairs, key=_by_word)]


def _by_word(pair):
    """Return a sort key that puts words first and other objects after them, on every Python."""
    return (0, pair[0]) if isinstance(pair[0], text_type) else (1, repr(pair[0]))


def _split_lines(items):
    """Return (whether the first item is text or bytes, an iterator over all items).

    Raises:
        VocabularyError: the object is not iterable.
    """
    try:
        items = iter(items)
    except TypeError:
        raise VocabularyError('%s; this is %s: %s' % (_SHAPES, type(items).__name__, shown(items)))
    first = list(_first_of(items))
    return bool(first) and isinstance(first[0], (text_type, binary_type)), chain(first, items)


def _first_of(items):
    for item in items:
        yield item
        return


def _entries_of_items(items):
    """Yield the `Entry` of each row, pair or word; the error of any other item gives its number."""
    for number, item in enumerate(items, 1):
        if isinstance(item, (text_type, binary_type)):
            yield Entry(item, None, None)
        elif isinstance(getattr(item, 'text', None), text_type):
            count = getattr(item, 'count', None)
            yield Entry(item.text, None if callable(count) else count, None)
        elif isinstance(item, (tuple, list)) and 2 <= len(item) <= 3 and _is_counted(*item):
            yield Entry(item[0], item[1], item[2] if len(item) == 3 else None)
        else:
            raise VocabularyError('%s; item %d is %s: %s'
                                  % (_SHAPES, number, type(item).__name__, shown(item)))


def _is_counted(word, count, tag=None):
    return (isinstance(word, (text_type, binary_type)) and (count is None or isinstance(count, integer_types))
            and (tag is None or isinstance(tag, (text_type, str))))
