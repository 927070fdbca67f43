# -*- coding: utf-8 -*-
"""Read and write counts as lines of text, `n-gram<TAB>count`, sorted by code point.

UTF-8 sorts like code points, so the order is that of `LC_ALL=C sort`, and `join`, `comm` and `merge` work on
such files. This is the public form; `_run_file` has the private form of temporary files.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Iterable, iter_map, text_type
from .._storage import is_path, open_input, path_name
from ..errors import ArgumentError, FormatError, shown
from ..text import parse_count
from ._run_file import sum_sorted

#: The ends of lines with counts below this are cached.
_KEPT = 4096


def text_block(texts, counts):
    """Return lines for the n-grams and their counts.

    >>> print(text_block(['中', '中文'], [3, 2]).replace('\\t', ' '), end='')
    中 3
    中文 2
    """
    # Most counts are small: their part of a line is made only once, and there is no Python loop.
    parts = [''] * (2 * len(texts))
    parts[0::2], parts[1::2] = texts, iter_map(_TAILS.__getitem__, counts)
    lines = ''.join(parts)
    if lines.count('\n') != len(texts):
        # Rules that protect texts can make symbols of anything.
        broken = [text for text in texts if '\n' in text]
        raise FormatError('no line can hold the n-gram %s, which has a line end in it' % shown(broken[0]))
    return lines


class _Tails(dict):
    """{count: the line after the n-gram}, made on demand."""

    def __missing__(self, count):
        tail = '\t%d\n' % count
        if count < _KEPT:
            self[count] = tail
        return tail


_TAILS = _Tails()


def _parsed_line(line, path, number):
    """Return (text, count) of one line.

    Raises:
        FormatError: the line has no tab, or an empty n-gram, or a count that is not a whole number from 1 up.
    """
    text, tab, digits = line.rstrip('\r\n').rpartition('\t')
    if not tab or not text:
        raise FormatError('expected an n-gram, a tab and a count, as `nlp-zero count` writes them, not %.80r'
                          % line.rstrip('\r\n'), path=path, line=number)
    try:
        count = parse_count(digits)
    except ArgumentError as error:
        raise FormatError('the count of %.60r is %s' % (text, error.message), path=path, line=number)
    if not count:
        raise FormatError('the count of %.60r is 0' % text, path=path, line=number)
    return text, count


def read_counts(source):
    """Yield the (text, count) pairs of saved counts.

    Args:
        source: a path (decompressed by `.gz`, `.bz2` or `.xz` in its name; `-` is standard input) or an
            iterable of lines, as bytes or text.

    Raises:
        FormatError: a line is invalid or not UTF-8; the message gives its place.
        InputError: the file cannot be read.
    """
    return _read_pairs(source, are_sorted=False)


def _read_pairs(source, are_sorted):
    """Yield the pairs of one source; if `are_sorted` is true, pairs in another order are a FormatError."""
    name = _source_name(source)
    if not is_path(source):
        for pair in _parsed_lines(source, name, are_sorted):
            yield pair
        return
    with open_input(source, entries=True) as lines:
        for pair in _parsed_lines(lines, name, are_sorted):
            yield pair


def _source_name(source):
    """Return the name of a path or a file as text; None for other sources."""
    name = source if is_path(source) else getattr(source, 'name', None)
    return None if name is None else path_name(name if is_path(name) else str(name))


def _parsed_lines(lines, name, are_sorted):
    if not isinstance(lines, Iterable):
        raise ArgumentError('counts are read from a path, an open file or lines, not from %s'
                            % type(lines).__name__)
    last = ''
    for number, line in enumerate(lines, 1):
        if isinstance(line, bytes):
            try:
                line = line.decode('utf-8')
            except UnicodeDecodeError:
                raise FormatError('not UTF-8: %.80r' % line, path=name, line=number)
        if not isinstance(line, text_type):
            raise FormatError('%s is no line of counts' % type(line).__name__, path=name, line=number)
        if number == 1 and line.startswith('\ufeff'):
            line = line[1:]
        if line.strip('\r\n'):
            text, count = _parsed_line(line, name, number)
            if are_sorted and text < last:
                raise FormatError('counts are not sorted: %.80r comes after %.80r; sort them first, '
                                  'with LC_ALL=C sort' % (text, last), path=name, line=number)
            last = text
            yield text, count


def _sorted_pairs(source, on_empty):
    """Yield the pairs of one source; call `on_empty(source)`, if it is not None, when there are none."""
    pair = None
    for pair in _read_pairs(source, are_sorted=True):
        yield pair
    if pair is None and on_empty is not None:
        on_empty(source)


def merged(sources, min_count=1, on_empty=None):
    """Yield the sums of several saved counts, sorted by text.

    Args:
        sources: paths or iterables of lines, each sorted.
        min_count: leave out n-grams that occur less often in all sources together.
        on_empty: function that is called with each source without counts when its end is reached, or None.

    Yields:
        (text, count).

    Raises:
        FormatError: a line is invalid, or counts are not sorted.
        InputError: a file cannot be read.

    Complexity:
        One line of each source in memory at a time.
    """
    import heapq
    streams = [_sorted_pairs(source, on_empty) for source in sources]
    return sum_sorted(heapq.merge(*streams), min_count)
