# -*- coding: utf-8 -*-
"""Find sentence templates with gaps, match sentences with them, and count the fillers of their gaps.

`find_templates` returns a small set of templates that together describe a corpus best. It uses
`TemplateFinder`, which mines all templates, and `choose_templates`, which chooses among them. `Matcher` and
`XTrie` find templates in a sentence, `SlotCounter` counts the fillers of their gaps, and `TemplateModel`
selects the templates that shorten the text. Parsing is in `parser`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._automaton import Matches
from ._clause_paths import ALL_PATHS_UP_TO, BEST_PATHS, MOST_WORDS, clause_templates
from ._codings import ClauseReader, Coding, CodingSearch, Fill
from ._coding_costs import CodingCosts
from ._embeddings import embeddings
from ._find_templates import JOINING, Clauses, find_templates, mine_templates
from ._finder import TemplateFinder, Template_Finder, redundant_templates
from ._located_clauses import LinePiece, LocatedClause, clause_spans, line_clauses, line_pieces
from ._groups import Group, Grouping, group, group_clauses
from ._masks import MASK_KINDS, Masks, MaskSpan
from ._match import Match, MatchedSlot, Matcher
from ._slot_classes import (
    LoadedClasses, SlotClass, assign_classes, find_classes, gap_classes, load_classes, save_classes)
from ._slots import MAX_GAP, Slot, SlotCounter, fillers, slot_classes
from ._template import GAP_MARK, Template, gap_type, template_key, typed_gap
from ._template_formats import (
    TEMPLATE_FORMATS, TemplateRow, TemplateSlot, export_templates, gap_names, regular_expression,
    template_rows)
from ._template_file import load_templates, save_templates, sorted_templates
from ._template_model import Measure, TemplateModel, WordModel
from ._template_set import ChosenTemplate, choose_templates
from ._weighed_templates import WeighedTemplates, weighed_templates
from ._xtrie import XTrie

__all__ = [str(name) for name in (
    'ALL_PATHS_UP_TO', 'BEST_PATHS', 'ChosenTemplate', 'ClauseReader', 'Clauses', 'Coding', 'CodingCosts',
    'CodingSearch', 'Fill', 'GAP_MARK', 'Group', 'Grouping', 'JOINING', 'LinePiece', 'LoadedClasses',
    'LocatedClause', 'MASK_KINDS', 'MAX_GAP', 'MOST_WORDS', 'MaskSpan', 'Masks', 'Match', 'MatchedSlot',
    'Matcher', 'Matches', 'Measure', 'Slot', 'SlotClass', 'SlotCounter', 'TEMPLATE_FORMATS', 'Template',
    'TemplateFinder', 'TemplateModel', 'TemplateRow', 'TemplateSlot', 'Template_Finder',
    'WeighedTemplates', 'WordModel', 'XTrie', 'assign_classes', 'choose_templates', 'clause_spans',
    'clause_templates', 'embeddings', 'export_templates', 'fillers', 'find_classes', 'find_templates',
    'gap_classes', 'gap_names', 'gap_type', 'group', 'group_clauses', 'line_clauses', 'line_pieces',
    'load_classes', 'load_templates', 'mine_templates', 'redundant_templates', 'regular_expression',
    'save_classes', 'save_templates', 'slot_classes', 'sorted_templates', 'template_key', 'template_rows',
    'typed_gap', 'weighed_templates')]
