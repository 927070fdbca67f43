# -*- coding: utf-8 -*-
"""Read text: files of any kind, streams and iterables, as lines, pieces of lines or blocks.

`Corpus` takes paths, directories, globs, archives, open files and iterables of text, and gives their texts
as often as they are asked for, in memory that grows neither with the files nor with their lines. What a
character is, and what a clause is, `text` decides.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._corpus import WAITING, Chunk, Corpus, LineCorpus, Located, as_corpus, with_pauses

__all__ = [str(name) for name in (
    'Chunk', 'Corpus', 'LineCorpus', 'Located', 'WAITING', 'as_corpus', 'with_pauses')]
