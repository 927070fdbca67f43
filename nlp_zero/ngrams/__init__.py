# -*- coding: utf-8 -*-
"""Count n-grams of symbols exactly, within clauses and within a memory budget.

Counts are returned as a dict, or as sorted lines of `n-gram<TAB>count`. `text` defines symbols and clauses.
`SpillCounter` counts other keys, such as phrases, within a budget.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._runtime import parse_size
from ._backoff_model import BackoffModel, srilm_lines
from ._counter import NgramCounter, count_ngrams
from ._count_file import merged, read_counts, text_block
from ._spill_counter import TEXT_KEYS, WORD_KEYS, SpillCounter

__all__ = [str(name) for name in (
    'BackoffModel', 'NgramCounter', 'SpillCounter', 'TEXT_KEYS', 'WORD_KEYS', 'count_ngrams', 'merged',
    'parse_size', 'read_counts', 'srilm_lines', 'text_block')]
