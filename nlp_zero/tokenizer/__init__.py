# -*- coding: utf-8 -*-
"""Cut text into words by a vocabulary: the most probable path of a unigram model.

Joined, the words are the text, character for character, unless white space or stop words are to be
left out. No new words are found here and no rules of grammar applied.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._compiled import table_sections  # what `vocabulary` asks for by name
from ._default import (
    add_word, cut, cut_for_search, default_tokenizer, del_word, initialize, lcut, lcut_for_search,
    load_userdict, spans, suggest_freq, tokenize)
from ._tokenizer import Tokenizer

__all__ = [str(name) for name in (
    'Tokenizer', 'add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word', 'initialize', 'lcut',
    'lcut_for_search', 'load_userdict', 'spans', 'suggest_freq', 'tokenize')]
