# -*- coding: utf-8 -*-
"""Keep the module path of nlp-zero 0.1.6, for imports and for pickles that refer to it."""
from __future__ import absolute_import

from .parser import Parser, SentTree
from .templates import Template, Template_Finder, XTrie
from .tokenizer import Tokenizer
from .trie import Trie
from .upstream import DAG, Word_Finder

__all__ = ['DAG', 'Parser', 'SentTree', 'Template', 'Template_Finder', 'Tokenizer', 'Trie',
           'Word_Finder', 'XTrie']
