# -*- coding: utf-8 -*-
"""Find sentence templates with gaps, look them up in sentences, and see what fills their gaps.

In go texts and a tokenizer, out come templates with counts. Parsing stands in `parser`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._embeddings import embeddings
from ._finder import TemplateFinder, redundant_templates
from ._matches import Matches
from ._template_model import TemplateModel, WordModel
from ._slots import Slot, SlotCounter, slot_classes
from ._template import GAP_MARK, Template, template_key
from ._template_file import load_templates, save_templates, sorted_templates
from ._xtrie import XTrie

#: Upstream's name.
Template_Finder = TemplateFinder

__all__ = [str(name) for name in (
    'GAP_MARK', 'Matches', 'Slot', 'SlotCounter', 'Template', 'TemplateFinder', 'TemplateModel',
    'Template_Finder', 'WordModel', 'XTrie', 'embeddings', 'load_templates', 'redundant_templates',
    'save_templates', 'slot_classes', 'sorted_templates', 'template_key')]
