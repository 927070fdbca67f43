# -*- coding: utf-8 -*-
"""Turn texts into clauses of words, for whatever counts words rather than characters."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from ..corpus import as_corpus
from ..errors import EmptyCorpusError
from ..text import DEFAULT_RULES, clauses

__all__ = [str('word_clauses')]

_LOOSE_END = re.compile('[。，、！？\\s]+', re.UNICODE)


def word_clauses(corpus, tokenize=None, filtering=True, rules=DEFAULT_RULES, purpose='reading'):
    """Yield the clauses of a corpus as lists of words.

    Args:
        corpus: an iterable of texts.
        tokenize: a callable from a text to words, called with one clause at a time; None for texts
            whose words are separated by white space already.
        filtering: whether every mark ends a clause and goes; else only 。，、！？ and white space do,
            and the tokenizer sees the rest.
        rules: what a mark is, as `text.Rules`.
        purpose: what the pass is for, in the error of an empty corpus.

    Yields:
        list: one word or more.

    Raises:
        EmptyCorpusError: the corpus gave no text at all.

    >>> for words in word_clauses(['天气 怎么样 ， 能 出门 吗']):
    ...     print(len(words), words[0])
    2 天气
    3 能
    """
    seen = False
    for text in as_corpus(corpus):
        seen = True
        found = _segmented(text, filtering, rules) if tokenize is None else [
            tokenize(clause) for clause in _split(text, filtering, rules)]
        for words in found:
            words = [word for word in words if word]
            if words:
                yield words
    if not seen:
        raise EmptyCorpusError('%s: this pass over the corpus met no text' % purpose)


def _split(text, filtering, rules):
    if not filtering:
        return [part for part in _LOOSE_END.split(text) if part]
    return [''.join(clause) for clause in clauses(text, rules)]


def _segmented(text, filtering, rules):
    """Return the clauses of a text that is words and marks between white space."""
    found, words = [], []
    for word in text.split():
        if (clauses(word, rules) if filtering else not _LOOSE_END.match(word)):
            words.append(word)
        else:
            found.append(words)
            words = []
    found.append(words)
    return found
