# -*- coding: utf-8 -*-
"""Divide a corpus into blocks of clauses, so that loops over its symbols run in C.

A block is a sequence of symbols: clauses with a line break before, between and after them. It is a text if
every symbol has one character, otherwise a list of texts; slicing, zipping and adding work on both.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import text_type
from ..corpus import as_corpus
from ..errors import EmptyCorpusError
from ..text import DEFAULT_RULES, clauses

#: Separates clauses; it never occurs in a clause.
SEPARATOR = '\n'

# Approximate number of symbols in a block: lists of them take some 30 MB, and the cost of starting a loop is
# negligible.
_BLOCK = 1 << 18


def symbol_blocks(corpus, rules=DEFAULT_RULES, stage='this pass'):
    """Yield blocks of a corpus, each beginning and ending with a separator.

    Args:
        corpus: an iterable of texts.
        rules: a `text.Rules`.
        stage: purpose of the pass, for the error message.

    Raises:
        EmptyCorpusError: the corpus has no text.

    >>> for block in symbol_blocks(['用手机，买5G手机']):
    ...     print('|'.join(block).replace(SEPARATOR, '/'))
    /|用|手|机|/
    /|买|5G|手|机|/
    """
    plain, mixed, size, number = [], [SEPARATOR], 0, 0
    for number, item in enumerate(as_corpus(corpus).parts(), 1):
        size += len(item) + 1
        for clause in clauses(item, rules):
            if isinstance(clause, text_type):
                plain.append(clause)
            else:
                mixed.extend(clause)
                mixed.append(SEPARATOR)
        if size >= _BLOCK:
            for block in _non_empty(plain, mixed):
                yield block
            plain, mixed, size = [], [SEPARATOR], 0
    for block in _non_empty(plain, mixed):
        yield block
    if not number:
        raise EmptyCorpusError('%s saw no text: the corpus is empty, or an iterator that an earlier '
                               'pass used up; pass a list or an object whose __iter__ begins anew'
                               % stage)


def block_of_clauses(clauses_of_text):
    """Return the block of some clauses, as `text.clauses` returns them.

    >>> print('|'.join(block_of_clauses(['用', '手机'])).replace(SEPARATOR, '/'))
    /|用|/|手|机|/
    """
    if all(isinstance(clause, text_type) for clause in clauses_of_text):
        return SEPARATOR + SEPARATOR.join(clauses_of_text) + SEPARATOR
    block = [SEPARATOR]
    for clause in clauses_of_text:
        block.extend(clause)
        block.append(SEPARATOR)
    return block


def _non_empty(plain, mixed):
    """Yield the block of plain clauses and that of the others, if there are any."""
    if plain:
        yield block_of_clauses(plain)
    if len(mixed) > 1:
        yield mixed
