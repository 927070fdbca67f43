# -*- coding: utf-8 -*-
"""Read and write vocabularies, `{word: count}`, as lines of `word count` and in the compiled form.

A vocabulary is a plain dict of texts and whole numbers. The plain form has one `word count` per line, in
UTF-8; a third field, the part of speech of jieba, is ignored. A word may contain spaces: the count is the
last field that is a whole number. The compiled form is a container of sections, one of which has the words;
the others are tables that let the tokenizer start at once.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
from collections import namedtuple
from contextlib import closing

from ._container import (
    WORDS, Section, WordBatch, batches_of_section, pack, unpack, word_section, words_by_length)
from ._entries import (
    Entry, checked_count, checked_word, format_lines, merge_entries, parse_block, parse_entries, parse_entry,
    rows_of_block)
from ._line_blocks import BYTE_ORDER_MARK, read_source
from ._word_sources import lines_or_entries
from .._compat import has_lone_surrogate, iter_zip, package_data, string_types
from ..errors import ArgumentError, InputError, VocabularyError, checked_call
from ..text import clean_text

__all__ = [str(name) for name in (
    'BUNDLED', 'FORMATS', 'load_bundled', 'load_rows', 'load_vocabulary', 'merge_entries', 'parse_entry',
    'read_entries', 'read_words', 'save_vocabulary')]

#: The formats that `save_vocabulary` writes; `plain`, `jieba` and `compiled` load again unchanged.
FORMATS = ('plain', 'jieba', 'hanlp', 'ik', 'rime', 'sentencepiece', 'huggingface', 'synonyms', 'arpa',
           'words', 'compiled')

#: The bundled vocabulary, in the compiled form, within the package.
BUNDLED = 'data/vocabulary.txt'

#: The package whose `table_sections(ordered)` returns the other sections. It is imported by name when a
#: compiled file is written, since it depends on this package.
TABLES_FROM = '..tokenizer'

#: What a tokenizer is made from: an iterable of `WordBatch`es, to be read once, where the last count of a
#: word applies and a count of 0 removes it; the other sections of a compiled file, `{name: Section}`; and
#: the name of the file for messages.
WordRows = namedtuple('WordRows', 'batches sections path')


def load_bundled():
    """Read the bundled vocabulary.

    Returns:
        dict: `{word: count}`; empty if the package was installed without it.
    """
    return _as_dict(load_rows(None))


def _bundled_data():
    try:
        return package_data(BUNDLED)
    except (IOError, OSError):
        return b''


def load_rows(source):
    """Read a vocabulary without making a dict of it.

    Args:
        source: as in `load_vocabulary`, or None for the bundled vocabulary.

    Returns:
        WordRows

    Raises:
        the errors of `load_vocabulary`, some of them only when the batches are read.
    """
    if source is None:
        data = _bundled_data()
        return _rows_of_container(data, BUNDLED) if data else WordRows([], {}, BUNDLED)
    source, entries = lines_or_entries(source, True)
    if entries is not None:
        counts = merge_entries(entries, 1)
        return WordRows([WordBatch(list(counts), list(counts.values()))], {}, None)
    blocks = read_source(source, 'utf-8')
    data = blocks.container()
    if data is None:
        blocks.refuse_nothing()
        return WordRows(_line_batches(blocks), {}, blocks.name)
    blocks.close()
    return _rows_of_container(data, blocks.name)


def _line_batches(blocks):
    """Yield the `WordBatch` of each block of lines."""
    with closing(blocks):
        for line, block in blocks:
            yield WordBatch(*rows_of_block(block, blocks.name, line, 1))


def _rows_of_container(data, path):
    """Return the `WordRows` of a container."""
    sections = unpack(data, path)
    return WordRows(batches_of_section(sections.pop(WORDS, None), path), sections, path)


def _as_dict(rows):
    counts = {}
    for batch in rows.batches:
        counts.update(iter_zip(batch.words, batch.spread(batch.counts)))
    return counts


@checked_call
def load_vocabulary(source, encoding='utf-8', default_count=1):
    """Read a vocabulary.

    Args:
        source: a path (decompressed by `.gz`, `.bz2` or `.xz` in its name; `-` is standard input), an open
            file of bytes or text, an iterable of lines; or a mapping of words to counts, rows such as
            `discover_words` returns, (word, count) pairs, a `Tokenizer`, a `Trie`, a pandas Series.
        encoding: encoding of bytes; a byte order mark is skipped.
        default_count: count of a word that has none.

    Returns:
        dict: `{'新词': 12}`. If a word occurs twice, the last count applies, as in jieba; a count of 0 removes
        the word.

    Raises:
        InputError: the file cannot be read.
        VocabularyError: a line is invalid; the message begins with `path:line:`.
        FormatError: a compiled vocabulary is damaged or of another version.

    Complexity:
        Linear. Lines of exactly `word count` or `word count tag` are read without a Python step for each.

    >>> load_vocabulary(['新词 12', 'Los Angeles 3 ns'])['Los Angeles']
    3
    """
    source, entries = lines_or_entries(source, True)
    if entries is not None:
        return merge_entries(entries, default_count)
    counts = {}
    with closing(read_source(source, encoding)) as blocks:
        data = blocks.container()
        if data is not None:
            return _as_dict(_rows_of_container(data, blocks.name))
        blocks.refuse_nothing()
        for line, block in blocks:
            parse_block(block, counts, blocks.name, line, default_count)
    return _without_zeros(counts)


def _without_zeros(counts):
    if 0 in counts.values():
        return dict((word, count) for word, count in counts.items() if count)
    return counts


def read_entries(source, encoding='utf-8', lines=True):
    """Yield an `Entry` for each word of a user dictionary, in the order of the lines.

    Unlike `load_vocabulary` it keeps tags and repeated words, and a missing count is None.

    Args:
        source, encoding: as in `load_vocabulary`.
        lines: whether the texts in an iterable are dictionary lines; otherwise each is one word.

    >>> for word, count, tag in read_entries(['云计算 5', '石墨烯']):
    ...     print(word, count, tag)
    云计算 5 None
    石墨烯 None None
    """
    source, entries = lines_or_entries(source, lines)
    if entries is not None:
        for entry in entries:
            yield entry
        return
    with closing(read_source(source, encoding)) as blocks:
        data = blocks.container()
        if data is not None:
            for word, count in sorted(_as_dict(_rows_of_container(data, blocks.name)).items()):
                yield Entry(word, count, None)
            return
        for line, block in blocks:
            for entry in parse_entries(block, blocks.name, line):
                yield entry


def read_words(source, argument='words', encoding='utf-8'):
    """Return the words of any object that contains words, as a list, in their order.

    Args:
        source: as in `load_vocabulary`, but each text in an iterable is one word. None and empty collections
            have no words.
        argument: name of the caller's argument, for messages.
        encoding: encoding of a file.

    Raises:
        InputError: the file does not exist.
        VocabularyError: the source is not an object that contains words.

    >>> print(' '.join(read_words(['Los Angeles 3', '北京'])))
    Los Angeles 3 北京
    """
    if source is None:
        return []
    try:
        return [clean_text(entry.word) for entry in read_entries(source, encoding, lines=False)]
    except InputError as error:
        if not isinstance(source, string_types):
            raise
        raise InputError('%s; %s= is a list of words, or the path of a dictionary'
                         % (error.message, argument), error.path)


@checked_call
def save_vocabulary(vocabulary, path, format='plain'):  # pylint: disable=redefined-builtin
    """Write a vocabulary, most frequent words first, equal counts by code point.

    Args:
        vocabulary: `{word: count}`, or another object with words, as in `load_vocabulary`; each text in an
            iterable is one word, with the count 1.
        path: the file to write, compressed by `.gz` or `.bz2` in its name; `-` is standard output. The file
            appears only when it is complete.
        format: `plain` (`word count`), `jieba` (the same with the tag `n`, for jieba's `load_userdict` and
            `set_dictionary`), `hanlp` (`word n count`, HanLP 1.x), `ik` (one word per line), `rime`
            (`NAME.dict.yaml`), `sentencepiece` (`.vocab`; the model itself if the path ends in `.model`),
            `huggingface` (`tokenizer.json` of type Unigram, which cuts as `Tokenizer` does), `synonyms`
            (spellings of one word, for Solr and Elasticsearch), `arpa` (a unigram model), `words` (words
            without counts) or `compiled` (the form of this package, with version and checksums, quick to
            load).

    Raises:
        VocabularyError: the format cannot represent a word: the word is empty, contains a line break, or
            begins or ends with white space; with `hanlp` and `arpa`, it contains white space; with
            `sentencepiece`, `huggingface` and `arpa`, it is `<unk>`, `<s>` or `</s>`.
        OutputError: the file cannot be written.

    Complexity:
        Sorts: n log n.
    """
    from .._storage import base_name, open_output, path_name
    from ._exchange import TEXT_FORMATS, sentencepiece_model
    if format not in FORMATS:
        raise ArgumentError('unknown format %r; known: %s' % (format, ', '.join(FORMATS)))
    counts = merge_entries(read_entries(vocabulary, lines=False), 1)
    _check_spelling(counts)
    ordered = sorted(counts.items(), key=_by_count)
    if format == 'compiled' or format == 'sentencepiece' and base_name(path_name(path)).endswith('.model'):
        data = _packed(ordered) if format == 'compiled' else sentencepiece_model(ordered)
        with open_output(path, binary=True) as stream:
            stream.write(data)
        return
    with open_output(path) as stream:
        if format in TEXT_FORMATS:
            for piece in TEXT_FORMATS[format](ordered, path):
                stream.write(piece)
            return
        if ordered and ordered[0][0].startswith(BYTE_ORDER_MARK):
            # Readers remove the first byte order mark of a file, so write one in front of the word.
            stream.write(BYTE_ORDER_MARK)
        for lines in format_lines(ordered, format):
            stream.write(lines)
        if not ordered:
            # An empty file could not be distinguished from a truncated one.
            stream.write('\n')


def _packed(ordered):
    """Return the compiled form of sorted (word, count) pairs as bytes."""
    words = word_section(ordered)
    tables = importlib.import_module(str(TABLES_FROM), __name__)
    return pack([words] + tables.table_sections(ordered))


def _check_spelling(words):
    if has_lone_surrogate('\n'.join(words)):
        wrong = min(word for word in words if has_lone_surrogate(word))
        raise VocabularyError('UTF-8 cannot spell the lone surrogate in %.200r' % wrong)


def _by_count(item):
    return -item[1], item[0]
