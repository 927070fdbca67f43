# -*- coding: utf-8 -*-
"""Parse and format lines of `word count [tag]`."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from .._compat import LazyPattern, integer_types, iter_map, iter_zip, text_type
from ..errors import ArgumentError, VocabularyError
from ..text import DIGIT_CLASS, LONGEST_COUNT, SPACES, parse_count, strip_spaces

#: One word: its count and its part of speech, each None where there is none.
Entry = namedtuple('Entry', 'word count tag')

# The form of jieba, with tabs as separators too: the shortest word followed by an optional count and an
# optional tag. A tag has lower-case letters only, so that `Los Angeles` and `iPhone 8 Plus` are words.
_ENTRY = LazyPattern(lambda: '(.*?[^%s])(?:[ \\t]+([0-9]+))?(?:[ \\t]+([a-z]+))?\\Z' % SPACES, re.DOTALL)
_LAST_FIELD = LazyPattern(lambda: '(.*[^%s])[%s]+([^%s]+)\\Z' % (SPACES, SPACES, SPACES), re.DOTALL)
# Fields that are meant as a count but are invalid: signs, fractions, exponents, grouped digits, hexadecimal
# numbers, other digits.
_NUMBER_LIKE = LazyPattern(lambda: '[-+]?(?:0[xX][0-9a-fA-F]+|[%(d)s.,，．_]*[%(d)s](?:[eE][-+]?[0-9]+)?%%?)\\Z'
                           % {'d': DIGIT_CLASS + '²³¹⁰-⁹₀-₉'})
# Match at a line that is not plain; a block without a match can be read without a step for each line.
_NOT_TWO = LazyPattern(lambda: '^(?![^%s]+[ \t][0-9]{1,15}$)' % SPACES, re.MULTILINE)
_NOT_THREE = LazyPattern(lambda: '^(?![^%s]+[ \t][0-9]{1,15}[ \t][a-z]+$)' % SPACES, re.MULTILINE)
_LINES = 1 << 14
_MOST = 10 ** LONGEST_COUNT - 1


def parse_entry(line, path=None, number=None):
    """Return the `Entry` of one line, None for a blank line.

    The count is the last field of digits, before an optional tag of lower-case Latin letters; everything
    before it is the word, including spaces. A tab always ends the word.

    Raises:
        VocabularyError: the count is not a whole number from 0 up, or has too many digits; or columns
            separated by tabs are in another order.

    >>> print(*parse_entry('Los Angeles 10 ns'))
    Los Angeles 10 ns
    """
    text = strip_spaces(line)
    if not text:
        return None
    word, count, tag = _ENTRY.match(text).groups()
    if count is None:
        _refuse_wrong_count(word, path, number)
    if '\t' in word:
        raise VocabularyError('the columns between tabs are word, count, tag, in this order, not %.60r'
                              % text, path, number)
    if count is None:
        return Entry(word, None, tag)
    return Entry(word, _count_of(count, word, path, number), tag)


def _refuse_wrong_count(line, path, number):
    """Raise an error if the last field of a line without a count is an invalid count."""
    fields = _LAST_FIELD.match(line)
    if fields and _NUMBER_LIKE.match(fields.group(2)):
        _count_of(fields.group(2), fields.group(1), path, number)


def _count_of(digits, word, path, number):
    """Return the count that digits spell; an error names the place."""
    try:
        return parse_count(digits)
    except ArgumentError as error:
        raise VocabularyError('the count of %.60r is %s' % (word, error.message), path, number)


def parse_entries(block, path, first):
    """Yield the `Entry`s of a block of whole lines; `first` is the number of its first line."""
    for number, line in enumerate(block.split('\n'), first):
        entry = parse_entry(line, path, number)
        if entry is not None:
            yield entry


def parse_block(block, counts, path, first, default_count):
    """Add the entries of a block of whole lines to `counts`; later entries replace earlier ones.

    Complexity:
        That of `rows_of_block`.
    """
    counts.update(iter_zip(*rows_of_block(block, path, first, default_count)))


def rows_of_block(block, path, first, default_count):
    """Return the words of a block of whole lines and their counts, as two lists in the order of the lines.

    Complexity:
        Linear; blocks that consist only of `word count`, or only of `word count tag`, are read by split and
        map.
    """
    block = block.replace('\r\n', '\n')
    width = _width(block)
    if width:
        # Plain lines contain no white space but single tabs, spaces and line ends.
        block = block[:-1] if block.endswith('\n') else block
        fields = block.replace('\t', ' ').replace('\n', ' ').split(' ')
        texts = fields[1::width]
        # There are few distinct counts: words with the same count share one int object.
        numbers = dict(iter_map(_pair_of_number, set(texts)))
        return fields[0::width], list(iter_map(numbers.__getitem__, texts))
    entries = list(parse_entries(block, path, first))
    return [entry[0] for entry in entries], [
        default_count if count is None else count for _, count, _ in entries]


def _width(block):
    """Return the number of fields per line if all lines are plain and have equally many, else 0."""
    text = block[:-1] if block.endswith('\n') else block
    if not _NOT_TWO.search(text):
        return 2
    if not _NOT_THREE.search(text):
        return 3
    return 0


def _pair_of_number(text):
    return text, int(text)


def merge_entries(entries, default_count=1):
    """Return a dict of checked `(word, count, tag)` entries; later entries replace earlier ones.

    Args:
        entries: iterable of entries.
        default_count: count of a word that has none.

    Raises:
        VocabularyError: a word is not text or is empty, or a count is not a whole number from 0 up.
    """
    counts = {}
    for word, count, _ in entries:
        # Check the usual types without a function call.
        if type(word) is not text_type or not word:
            word = checked_word(word)
        count = default_count if count is None else count
        if type(count) is not int or not 0 <= count <= _MOST:
            count = checked_count(count, word)
        if count:
            counts[word] = count
        else:
            counts.pop(word, None)
    return counts


def checked_word(word):
    """Return a word as text.

    On 2.7, ASCII byte strings are accepted, since plain string literals are byte strings there.

    Raises:
        VocabularyError: the word is not text or is empty.
    """
    if isinstance(word, str) and not isinstance(word, text_type):
        try:
            word = word.decode('ascii')
        except UnicodeDecodeError:
            pass
    if not isinstance(word, text_type) or not word:
        raise VocabularyError('a word is a text of one character or more, not %.60r' % (word,))
    return word


def checked_count(count, word):
    """Return the count of a word.

    Raises:
        VocabularyError: the count is not a whole number from 0 up, or has more digits than can be read from a
            file.
    """
    if isinstance(count, integer_types) and count > _MOST:
        raise VocabularyError('the count of %.60r has more than %d digits' % (word, LONGEST_COUNT))
    if isinstance(count, bool) or not isinstance(count, integer_types) or count < 0:
        raise VocabularyError('the count of %.60r is a whole number from 0 on, not %.60r' % (word, count))
    return count


def format_lines(ordered, form):
    """Return an iterator over the lines of (word, count) pairs, in texts of some thousand lines.

    Raises:
        VocabularyError: a line cannot represent a word.
    """
    pattern = {'plain': '%s %d\n', 'jieba': '%s %d n\n', 'hanlp': '%s n %d\n', 'words': '%s\n'}[form]
    return joined_lines(pattern % (word if form == 'words' else (word, count))
                        for word, count in _checked_words(ordered, form))


def joined_lines(lines):
    """Yield lines in texts of some thousand."""
    piece = []
    for line in lines:
        piece.append(line)
        if len(piece) >= _LINES:
            yield ''.join(piece)
            piece = []
    yield ''.join(piece)


def fits_on_line(word):
    """Tell whether a word can be read back from a line that has it between white space or tabs."""
    return strip_spaces(word) == word and not any(mark in word for mark in '\n\r\t')


def _checked_words(ordered, form):
    """Yield (word, count) pairs; raise an error for a word that could not be read back from its line."""
    for word, count in ordered:
        _check_line_word(word, form)
        yield word, count


def _check_line_word(word, form):
    if not fits_on_line(word):
        raise VocabularyError('the word %r does not fit on a line; the compiled format and a dict '
                              'take it' % word)
    if form == 'hanlp' and _LAST_FIELD.match(word):
        raise VocabularyError('the hanlp format has no words with white space: %r' % word)
