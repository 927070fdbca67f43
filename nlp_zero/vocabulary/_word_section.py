# -*- coding: utf-8 -*-
"""Write words and their counts as a section of the compiled form, and read them.

For each length of words, ascending, a line `LENGTH COUNT*WORDS COUNT*WORDS ...` gives, from the highest on,
each count and how many words have it. After an empty line come the words, one a line, in the order of
those lines, words of one count by code point.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from ..errors import FormatError, VocabularyError
from ._container import Section

WORDS = 'words'
VERSION = '1'

_LENGTH = re.compile(r'[0-9]+((?: [0-9]{1,300}\*[0-9]{1,15})+)\Z')

#: Words and their counts: two lists, in pairs.
WordBatch = namedtuple(str('WordBatch'), [str('words'), str('counts')])


def words_by_length(words):
    """Return `{length: [words]}`, the words of each length in the order in which they come."""
    found = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found


def word_section(ordered):
    """Return the `Section` of (word, count) pairs, which are sorted by (-count, word).

    Raises:
        VocabularyError: a word holds a line break.
    """
    counts = dict(ordered)
    for word in counts:
        if '\n' in word:
            raise VocabularyError('a word with a line break cannot be saved: %r' % word)
    groups = sorted(words_by_length(word for word, _ in ordered).items())
    lines = ['%d %s' % (length, _format_runs(words, counts)) for length, words in groups] + ['']
    for _, words in groups:
        lines += words
    return Section(WORDS, VERSION, '\n'.join(lines).encode('utf-8'))


def _format_runs(words, counts):
    """Return how many words in a row have the same count, as text."""
    groups = []
    for word in words:
        if not groups or groups[-1][0] != counts[word]:
            groups.append([counts[word], 0])
        groups[-1][1] += 1
    return ' '.join('%d*%d' % (count, number) for count, number in groups)


def batches_of_section(section, path=None):
    """Yield a `WordBatch` for each length of words, the longest first.

    Raises:
        FormatError: the section is missing, of another version, or its parts do not fit.
    """
    if section is None or section.version != VERSION:
        raise FormatError('this compiled vocabulary has no words that this program can read', path)
    try:
        batches = _parse_batches(section.data.decode('utf-8').split('\n'))
    except ValueError as error:
        raise FormatError('damaged: %s' % error, path)
    while batches:
        # What is read is forgotten: it is large.
        yield batches.pop()


def _parse_batches(lines):
    empty, found = lines.index(''), []
    start = empty + 1
    for line in lines[:empty]:
        match = _LENGTH.match(line)
        if not match:
            raise ValueError('not a line of a length and its counts: %.60r' % line)
        counts = _parse_runs(match.group(1), len(lines) - start)
        found.append(WordBatch(lines[start:start + len(counts)], counts))
        start += len(counts)
    if len(lines) != start:
        raise ValueError('%d lines, and not the %d of the counts' % (len(lines), start))
    return found


def _parse_runs(runs, most):
    """Return the counts that runs spell, one for each word, of which there are so many at most."""
    counts = []
    for run in runs.split(' ')[1:]:
        count, number = run.split('*')
        if len(counts) + int(number) > most:
            raise ValueError('more counts than words')
        counts += [int(count)] * int(number)
    return counts
