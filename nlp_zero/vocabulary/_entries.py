# -*- coding: utf-8 -*-
"""Parse and format lines of `word count [tag]`."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from .._compat import LazyPattern, integer_types, iter_map, iter_zip, text_type
from ..errors import ArgumentError, VocabularyError
from ..text import DIGIT_CLASS, LONGEST_COUNT, SPACES, parse_count, strip_spaces

#: One word: its count and its part of speech, each None where there is none.
Entry = namedtuple(str('Entry'), [str(name) for name in ('word', 'count', 'tag')])

# jieba's form, its separators widened to tabs: the shortest word that leaves a count and a tag, which is of
# lower-case letters, so that `Los Angeles` and `iPhone 8 Plus` are words.
_ENTRY = LazyPattern(lambda: '(.*?[^%s])(?:[ \\t]+([0-9]+))?(?:[ \\t]+([a-z]+))?\\Z' % SPACES, re.DOTALL)
_LAST_FIELD = LazyPattern(lambda: '(.*[^%s])[%s]+([^%s]+)\\Z' % (SPACES, SPACES, SPACES), re.DOTALL)
# What is meant for a count and is not one: signs, fractions, exponents, grouped, hexadecimal, other digits.
_NUMBER_LIKE = LazyPattern(lambda: '[-+]?(?:0[xX][0-9a-fA-F]+|[%(d)s.,，．_]*[%(d)s](?:[eE][-+]?[0-9]+)?%%?)\\Z'
                           % {'d': DIGIT_CLASS + '²³¹⁰-⁹₀-₉'})
# What no plain line looks like; a block without any such line needs no step per line.
_NOT_TWO = LazyPattern(lambda: '^(?![^%s]+[ \t][0-9]{1,15}$)' % SPACES, re.MULTILINE)
_NOT_THREE = LazyPattern(lambda: '^(?![^%s]+[ \t][0-9]{1,15}[ \t][a-z]+$)' % SPACES, re.MULTILINE)
_LINES = 1 << 14
_MOST = 10 ** LONGEST_COUNT - 1


def parse_entry(line, path=None, number=None):
    """Return the `Entry` of one line, None of a blank one.

    The count is the last field of digits, before an optional tag of lower-case Latin letters; all before
    it is the word, spaces included. A tab always ends the word.

    Raises:
        VocabularyError: the count is negative or no whole number, or is not to be believed; columns
            between tabs are in another order.

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
    """Refuse a line without a count whose last field is meant for one."""
    fields = _LAST_FIELD.match(line)
    if fields and _NUMBER_LIKE.match(fields.group(2)):
        _count_of(fields.group(2), fields.group(1), path, number)


def _count_of(digits, word, path, number):
    """Return the count that digits spell; say where they are if they spell none."""
    try:
        return parse_count(digits)
    except ArgumentError as error:
        raise VocabularyError('the count of %.60r is %s' % (word, error.message), path, number)


def parse_entries(block, path, first):
    """Yield the `Entry`s of a block of whole lines, of which `first` is the first one's number."""
    for number, line in enumerate(block.split('\n'), first):
        entry = parse_entry(line, path, number)
        if entry is not None:
            yield entry


def parse_block(block, counts, path, first, default_count):
    """Add the entries of a block of whole lines to `counts`, the later ones over the earlier.

    Complexity:
        That of `rows_of_block`.
    """
    counts.update(iter_zip(*rows_of_block(block, path, first, default_count)))


def rows_of_block(block, path, first, default_count):
    """Return the words of a block of whole lines and their counts, two lists, in their order.

    Complexity:
        Linear; blocks of nothing but `word count`, or nothing but `word count tag`, take the
        quick way, all in split and map.
    """
    block = block.replace('\r\n', '\n')
    width = _width(block)
    if width:
        # The white space of plain lines is single tabs, blanks and line ends.
        block = block[:-1] if block.endswith('\n') else block
        fields = block.replace('\t', ' ').replace('\n', ' ').split(' ')
        texts = fields[1::width]
        # Few counts are distinct: one int object each, shared by all words that have it.
        numbers = dict(iter_map(_pair_of_number, set(texts)))
        return fields[0::width], list(iter_map(numbers.__getitem__, texts))
    entries = list(parse_entries(block, path, first))
    return [entry[0] for entry in entries], [
        default_count if count is None else count for _, count, _ in entries]


def _width(block):
    """Return the number of fields of each line when all lines are plain and alike, else 0."""
    text = block[:-1] if block.endswith('\n') else block
    if not _NOT_TWO.search(text):
        return 2
    if not _NOT_THREE.search(text):
        return 3
    return 0


def _pair_of_number(text):
    return text, int(text)


def merge_entries(entries, default_count=1):
    """Return a checked dict of `(word, count, tag)` entries, the later ones over the earlier.

    Args:
        entries: iterable of them.
        default_count: what a word without a count gets.

    Raises:
        VocabularyError: a word is no text, or empty; a count is no whole number from 0 on.
    """
    counts = {}
    for word, count, _ in entries:
        # The usual types are told without a call.
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
    """Return a word as text, or refuse it.

    Raises:
        VocabularyError: no text, or an empty one. Native strings of 2.7, which the literals of scripts are,
            are taken if they are ASCII.
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
    """Return the count of a word, or refuse it.

    Raises:
        VocabularyError: no whole number from 0 on, or one of more digits than are read from a file.
    """
    if isinstance(count, integer_types) and count > _MOST:
        raise VocabularyError('the count of %.60r has more than %d digits' % (word, LONGEST_COUNT))
    if isinstance(count, bool) or not isinstance(count, integer_types) or count < 0:
        raise VocabularyError('the count of %.60r is a whole number from 0 on, not %.60r' % (word, count))
    return count


def format_lines(ordered, form):
    """Yield lines, some thousand in one text, of pairs of word and count.

    Raises:
        VocabularyError: a word that no line can hold.
    """
    pattern = {'plain': '%s %d\n', 'jieba': '%s %d n\n', 'hanlp': '%s n %d\n', 'words': '%s\n'}[form]
    lines = []
    for word, count in ordered:
        check_line_word(word, form)
        lines.append(pattern % (word if form == 'words' else (word, count)))
        if len(lines) >= _LINES:
            yield ''.join(lines)
            lines = []
    yield ''.join(lines)


def check_line_word(word, form):
    """Refuse a word that would not be read back from a line of this form."""
    if strip_spaces(word) != word or any(mark in word for mark in '\n\r\t'):
        raise VocabularyError('the word %r does not fit on a line; the compiled format and a dict '
                              'take it' % word)
    if form == 'hanlp' and _LAST_FIELD.match(word):
        raise VocabularyError('the hanlp format has no words with white space: %r' % word)
