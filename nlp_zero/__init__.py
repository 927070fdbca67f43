# -*- coding: utf-8 -*-
"""Find words, phrases and sentence templates in raw Chinese text, with no dictionary.

The package's whole public face; the rooms behind it are described in docs/architecture.md.
Importing it opens no file and loads no vocabulary; a room is imported when a name of it is first used.
"""
from __future__ import absolute_import

import logging

from ._compat import lazy_module

__version__ = '1.0.0.dev0'

_ROOMS = {
    'corpus': ['Corpus'],
    'errors': ['ArgumentError', 'CorpusError', 'CorpusTypeError', 'EmptyCorpusError', 'EncodingError',
               'ExhaustedCorpusError', 'FormatError', 'InputError', 'NlpZeroError', 'OutputError',
               'VocabularyError', 'WorkerError'],
    'entropy': [],
    'evaluate': ['evaluate_bits', 'evaluate_segmentation', 'evaluate_words'],
    'lattice': ['DAG'],
    'ngrams': ['NgramCounter', 'count_ngrams'],
    'parser': ['Parser', 'SentTree'],
    'phrases': ['Phrase', 'PhraseFinder'],
    'scores': [],
    'templates': ['Template', 'TemplateFinder', 'Template_Finder', 'XTrie'],
    'text': [],
    'tokenizer': ['Tokenizer'],
    'trie': ['Trie'],
    'vocabulary': ['load_vocabulary', 'save_vocabulary'],
    'words': ['Word', 'WordFinder', 'Word_Finder', 'discover_words', 'explain'],
}

# jieba's verbs on a shared tokenizer, as `nlp_zero.cut`. A star import leaves them out: names such
# as `tokenize` are its caller's own.
_VERBS = ['add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word', 'initialize', 'lcut',
          'lcut_for_search', 'load_userdict', 'spans', 'suggest_freq', 'tokenize']

__all__ = sorted(name for names in _ROOMS.values() for name in names)

logging.getLogger(__name__).addHandler(logging.NullHandler())
lazy_module(__name__, dict(
    [(name, '%s.%s' % (__name__, room)) for room, names in _ROOMS.items() for name in names]
    + [(name, '%s.tokenizer' % __name__) for name in _VERBS]
    + [(room, '%s.%s' % (__name__, room)) for room in _ROOMS]))
