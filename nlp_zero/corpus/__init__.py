# -*- coding: utf-8 -*-
"""Read text from files, streams and iterables, as lines, pieces of lines or blocks.

`Corpus` accepts paths, directories, globs, archives, open files and iterables of text. It can be iterated
repeatedly, and its memory grows neither with the size of files nor with the length of lines.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._corpus import WAITING, Chunk, Corpus, LineCorpus, Located, as_corpus, parts_of_text, with_pauses

__all__ = [str(name) for name in (
    'Chunk', 'Corpus', 'LineCorpus', 'Located', 'WAITING', 'as_corpus', 'parts_of_text', 'with_pauses')]
