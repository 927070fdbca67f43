from .parser import Parser as Parser, SentTree as SentTree
from .templates import Template as Template, Template_Finder as Template_Finder, XTrie as XTrie
from .tokenizer import Tokenizer as Tokenizer
from .trie import Trie as Trie
from .upstream import DAG as DAG, Word_Finder as Word_Finder

__all__ = [
    'DAG', 'Parser', 'SentTree', 'Template', 'Template_Finder', 'Tokenizer', 'Trie', 'Word_Finder', 'XTrie']
