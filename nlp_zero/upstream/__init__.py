# -*- coding: utf-8 -*-
"""Keep what exists only for users of nlp-zero 0.1.6: its word finder and its lattice."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._dag import DAG
from ._word_finder import (
    CHARACTERS, UPSTREAM_CHARACTERS, PairCounter, PairSet, Word_Finder, WordFinder, remove_redundant)

__all__ = [str(name) for name in (
    'CHARACTERS', 'DAG', 'PairCounter', 'PairSet', 'UPSTREAM_CHARACTERS', 'WordFinder', 'Word_Finder',
    'remove_redundant')]
