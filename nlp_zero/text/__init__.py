# -*- coding: utf-8 -*-
"""Classify characters and divide texts into symbols and clauses. No other package defines such rules.

`scan` divides a text into spans of four kinds: runs of Han characters, words of other scripts (a number, a
URL, `iPhone-12`), white space, and punctuation. A *symbol* is the unit of n-grams: a single Han character, or
a whole word of another script. A *clause* is a sequence of symbols without white space or punctuation.

To change what counts as a Latin token or as a number, change the constants in `_characters`. The patterns
here and the tables of the tokenizer are derived from them.

Character classes are written out as ranges because the Unicode tables of Python differ between versions.
Only `fold` changes a text: there is no normalisation and no conversion of full-width characters.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._characters import (
    DIGIT_CLASS, EXTEND_CLASS, FAR_CLASS, GROUP_SEPARATORS, HAN_CLASS, HAN_NUMERALS, INSIDE_CLASS, JOINER,
    LATIN_CONNECTORS, LETTER_CLASS, LONG_CLASS, NUMBER_SEPARATORS, REPEATABLE, SCRIPT_CLASSES, SPACES, UNITS,
    class_of)
from ._display import csv_cell, display_text, display_width, markup_text, shortened_text
from ._plain_text import (
    LONGEST_COUNT, clean_text, is_count, is_han, is_number, is_space, is_table, join_words, parse_count,
    split_spaces, strip_spaces, text_checksum)
from ._rules import (
    CLASSES_VERSION, DEFAULT_RULES, NUMBER_CLASS, NUMBER_STARTS, NUMBERS, WHOLE, Rules, any_of,
    number_pattern, symbol_pairs)
from ._script import fold, has_traditional, traditional_class, traditional_places
from ._symbols import (
    HAN, LONGEST_SYMBOL, PUNCT, SPACE, WORD, clauses, cut_at, han_runs, scan, symbols, uncovered_gaps,
    windows)

__all__ = [str(name) for name in (
    'CLASSES_VERSION', 'DEFAULT_RULES', 'DIGIT_CLASS', 'EXTEND_CLASS', 'FAR_CLASS', 'GROUP_SEPARATORS', 'HAN',
    'HAN_CLASS', 'HAN_NUMERALS', 'INSIDE_CLASS', 'JOINER', 'LATIN_CONNECTORS', 'LETTER_CLASS',
    'LONGEST_COUNT', 'LONGEST_SYMBOL', 'LONG_CLASS', 'NUMBERS', 'NUMBER_CLASS', 'NUMBER_SEPARATORS',
    'NUMBER_STARTS', 'PUNCT', 'REPEATABLE', 'Rules', 'SCRIPT_CLASSES', 'SPACE', 'SPACES', 'UNITS', 'WHOLE',
    'WORD', 'any_of', 'class_of', 'clauses', 'clean_text', 'csv_cell', 'cut_at', 'display_text',
    'display_width', 'fold', 'han_runs', 'has_traditional', 'is_count', 'is_han', 'is_number', 'is_space',
    'is_table', 'join_words', 'markup_text', 'number_pattern', 'parse_count', 'scan', 'shortened_text',
    'split_spaces', 'strip_spaces', 'symbol_pairs', 'symbols', 'text_checksum', 'traditional_class',
    'traditional_places', 'windows')]
