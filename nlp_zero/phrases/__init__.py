# -*- coding: utf-8 -*-
"""Find phrases: neighbouring words that belong together.

In go texts and a tokenizer, out come phrases with counts and scores. Gaps stand in `templates`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._clauses import word_clauses
from ._finder import SCORINGS, Phrase, PhraseFinder

__all__ = [str(name) for name in ('Phrase', 'PhraseFinder', 'SCORINGS', 'word_clauses')]
