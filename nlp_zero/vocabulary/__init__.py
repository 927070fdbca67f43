# -*- coding: utf-8 -*-
"""Keep vocabularies in files: `{word: count}` in, lines of `word count` out, and back.

A vocabulary is a plain dict of text to whole number. The plain form is one `word count` a line, in
UTF-8; a third field, jieba's part of speech, is read and left. A word may hold spaces: the count is
the last field that is a whole number. The compiled form holds the same and loads quicker.
Nothing here cuts text.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from itertools import chain

from ._compiled import Compiled, dump_compiled, is_compiled, parse_compiled, split_compiled
from ._entries import format_lines, merge_entries, parse_block, parse_entries, parse_entry, rows_of_block
from ._line_blocks import read_source
from .._compat import Mapping
from ..errors import ArgumentError, VocabularyError

__all__ = [str(name) for name in (
    'BUNDLED', 'FORMATS', 'load_bundled', 'load_rows', 'load_vocabulary', 'parse_entry', 'read_entries',
    'save_vocabulary')]

#: The forms that `save_vocabulary` writes; all but `hanlp` and `words` load again unchanged.
FORMATS = ('plain', 'jieba', 'hanlp', 'words', 'compiled')

#: The bundled vocabulary, in the compiled form, within the package.
BUNDLED = 'data/vocabulary.txt'


def load_bundled():
    """Read the bundled vocabulary, from a folder or from a zipped package.

    Returns:
        dict: `{word: count}`; empty if the package was installed without it.
    """
    text = _bundled_text()
    return parse_compiled(text, BUNDLED) if text else {}


def _bundled_text():
    import pkgutil
    try:
        return pkgutil.get_data(__name__.rpartition('.')[0], BUNDLED).decode('utf-8')
    except (IOError, OSError):
        return ''


def load_rows(source):
    """Read a vocabulary without making a dict of it.

    Args:
        source: what `load_vocabulary` takes, or None for the bundled vocabulary.

    Returns:
        (rows, tables): lists of words and of their counts, in pairs, to be read once; of a word
        that stands twice the last count holds, and a count of 0 takes it out. And a function that
        returns the `Tables` of the words, or None if the source has none.

    Raises:
        what `load_vocabulary` raises, some of it when the rows are read.
    """
    if source is None:
        text = _bundled_text()
        return split_compiled(text, BUNDLED) if text else Compiled(iter([]), None)
    if isinstance(source, Mapping):
        counts = load_vocabulary(source)
        return Compiled(iter([(list(counts), list(counts.values()))]), None)
    blocks = _rows_of_blocks(source)
    first = next(blocks, ([], []))
    return first if isinstance(first, Compiled) else Compiled(chain([first], blocks), None)


def _rows_of_blocks(source):
    """Yield rows; of a compiled vocabulary one `Compiled`."""
    with read_source(source, 'utf-8') as blocks:
        for name, line, block in blocks:
            if line == 1 and is_compiled(block):
                yield split_compiled(block + blocks.rest(), name)
                return
            yield rows_of_block(block, name, line, 1)


def load_vocabulary(source, encoding='utf-8', default_count=1):
    """Read a vocabulary.

    Args:
        source: a path (`.gz`, `.bz2`, `.xz` by name, `-` for standard input), an open file of
            bytes or text, an iterable of lines, or a mapping of words to counts.
        encoding: of bytes; a byte order mark is skipped.
        default_count: what a line without a count gets.

    Returns:
        dict: `{'新词': 12}`. Of a word that stands twice the last count holds, as in jieba; a
        count of 0 takes the word out.

    Raises:
        InputError: the file cannot be read.
        VocabularyError: a line makes no sense; it begins with `path:line:`.
        FormatError: a compiled vocabulary that is damaged or of another version.

    Complexity:
        Linear. Lines of exactly `word count` or `word count tag` take no Python step each.

    >>> load_vocabulary(['新词 12', 'Los Angeles 3 ns'])['Los Angeles']
    3
    """
    if isinstance(source, Mapping):
        return merge_entries((word, count, None) for word, count in source.items())
    counts = {}
    with read_source(source, encoding) as blocks:
        for name, line, block in blocks:
            if line == 1 and is_compiled(block):
                return parse_compiled(block + blocks.rest(), name)
            parse_block(block, counts, name, line, default_count)
    return _without_zeros(counts)


def _without_zeros(counts):
    if 0 in counts.values():
        return dict((word, count) for word, count in counts.items() if count)
    return counts


def read_entries(source, encoding='utf-8'):
    """Yield `(word, count or None, tag or None)` for each line of a user dictionary.

    Takes what `load_vocabulary` takes, in the order of the lines, and keeps what that drops: a
    missing count is None, so that the caller may choose one.

    >>> for word, count, tag in read_entries(['云计算 5', '石墨烯']):
    ...     print(word, count, tag)
    云计算 5 None
    石墨烯 None None
    """
    if isinstance(source, Mapping):
        for word in sorted(source):
            yield word, source[word], None
        return
    with read_source(source, encoding) as blocks:
        for name, line, block in blocks:
            if line == 1 and is_compiled(block):
                counts = parse_compiled(block + blocks.rest(), name)
                for word in sorted(counts):
                    yield word, counts[word], None
                return
            for entry in parse_entries(block, name, line):
                yield entry


def save_vocabulary(vocabulary, path, format='plain'):  # pylint: disable=redefined-builtin
    """Write a vocabulary, most frequent words first, equal counts by code point.

    Args:
        vocabulary: `{word: count}`.
        path: where to, `.gz` and `.bz2` by name, `-` for standard output. The file appears whole
            or not at all.
        format: `plain` (`word count`), `jieba` (the same with the tag `n`, which jieba's
            `load_userdict` and `set_dictionary` read), `hanlp` (`word n count`), `words` (the
            words alone) or `compiled` (ours, with version and checksum, quick to load).

    Raises:
        VocabularyError: a word is empty, holds a line break or begins or ends with white space,
            so that no line can hold it; or `hanlp` and the word holds white space.
        OutputError: the file cannot be written.

    Complexity:
        Sorts: n log n.
    """
    from .._storage import open_output
    if format not in FORMATS:
        raise ArgumentError('unknown format %r; known: %s' % (format, ', '.join(FORMATS)))
    counts = merge_entries((word, count, None) for word, count in vocabulary.items())
    _check_spelling(counts)
    ordered = sorted(counts.items(), key=_by_count)
    if format == 'compiled':
        with open_output(path, binary=True) as stream:
            stream.write(dump_compiled(ordered))
        return
    with open_output(path) as stream:
        for lines in format_lines(ordered, format):
            stream.write(lines)


def _check_spelling(words):
    surrogate = re.compile('.*[\ud800-\udfff]').search('\n'.join(sorted(words)))
    if surrogate:
        raise VocabularyError('UTF-8 cannot spell the lone surrogate in %r' % surrogate.group())


def _by_count(item):
    return -item[1], item[0]
