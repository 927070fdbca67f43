# -*- coding: utf-8 -*-
"""Find words, phrases and sentence templates in raw Chinese text, with no dictionary.

All public names are here; docs/architecture.md describes the packages that define them.
Importing opens no file and loads no vocabulary: a package is imported when a name of it is first used.
"""
from __future__ import absolute_import

from ._compat import lazy_module

__version__ = '1.0.0'

# Each public package, with those of its names that are importable from here too.
_PACKAGES = {
    'corpus': ['Corpus'],
    'errors': ['ArgumentError', 'CorpusError', 'CorpusTypeError', 'EmptyCorpusError', 'EncodingError',
               'ExhaustedCorpusError', 'FormatError', 'InputError', 'NlpZeroError', 'OutputError',
               'VocabularyError', 'WorkerError'],
    'entropy': [],
    'evaluate': ['evaluate_bits', 'evaluate_perplexity', 'evaluate_segmentation', 'evaluate_words'],
    'lattice': ['DAG'],
    'ngrams': ['BackoffModel', 'NgramCounter', 'count_ngrams'],
    'parser': ['Parser', 'SentTree'],
    'phrases': ['Phrase', 'PhraseFinder'],
    'report': ['make_report', 'write_report'],
    'scores': [],
    'templates': ['ChosenTemplate', 'Match', 'Matcher', 'SlotCounter', 'Template', 'TemplateFinder',
                  'TemplateModel', 'Template_Finder', 'XTrie', 'fillers', 'find_templates', 'load_templates',
                  'slot_classes'],
    'text': [],
    'tokenizer': ['Tokenizer'],
    'trie': ['Trie'],
    'upstream': [],
    'vocabulary': ['load_vocabulary', 'save_vocabulary'],
    'words': ['Context', 'Contrast', 'Keyword', 'KeywordFinder', 'NewWord', 'Word', 'WordFinder',
              'Word_Finder', 'contexts', 'contrast', 'discover_words', 'explain', 'find_new_words',
              'keywords'],
}

# Functions of a shared tokenizer, named as jieba's: `nlp_zero.cut`. A star import leaves them out: names
# such as `tokenize` are its caller's own.
_TOKENIZER_FUNCTIONS = ['FREQ', 'add_word', 'cut', 'cut_for_search', 'default_tokenizer', 'del_word',
                        'disable_parallel', 'dt', 'enable_parallel', 'get_FREQ', 'initialize', 'lcut',
                        'lcut_for_search', 'load_userdict', 'setLogLevel', 'set_dictionary', 'spans',
                        'suggest_freq', 'tokenize']

__all__ = sorted(name for names in _PACKAGES.values() for name in names)

lazy_module(__name__, dict(
    [(name, '%s.%s' % (__name__, package)) for package, names in _PACKAGES.items() for name in names]
    + [(name, '%s.tokenizer' % __name__) for name in _TOKENIZER_FUNCTIONS]
    + [(package, '%s.%s' % (__name__, package)) for package in _PACKAGES]))
