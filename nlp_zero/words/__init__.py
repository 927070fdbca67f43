# -*- coding: utf-8 -*-
"""Discover words in raw text, rank, compare and explain them, and show them in context.

`discover_words` returns all words, most frequent first; `find_new_words` the words that a dictionary lacks,
best first; `keywords` those that characterise a document; `contrast` those that distinguish two texts;
`contexts` shows occurrences of words, and `explain` says why a string is a word or is not. To segment text
with the words, pass them to a `Tokenizer`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..upstream import CHARACTERS, UPSTREAM_CHARACTERS, Word_Finder, WordFinder
from ._contexts import Context, contexts
from ._contrast import Contrast, contrast
from ._discovery import (
    DEFAULT_METHOD, METHODS, Method, discover_words, filter_words, find_new_words, remove_checkpoint)
from ._evidence import Word, measure, unmeasured_word
from ._explain import Explanation, explain
from ._keywords import Keyword, KeywordFinder, keywords
from ._new_words import NewWord
from ._ngram_cut import cohesive_ngrams, least_count

__all__ = [str(name) for name in (
    'CHARACTERS', 'Context', 'Contrast', 'DEFAULT_METHOD', 'Explanation', 'Keyword', 'KeywordFinder',
    'METHODS', 'Method', 'NewWord', 'UPSTREAM_CHARACTERS', 'Word', 'WordFinder', 'Word_Finder',
    'cohesive_ngrams', 'contexts', 'contrast', 'discover_words', 'explain', 'filter_words',
    'find_new_words', 'keywords', 'least_count', 'measure', 'remove_checkpoint', 'unmeasured_word')]
