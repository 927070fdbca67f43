# -*- coding: utf-8 -*-
"""Find sentence templates with gaps, look them up in sentences, and see what fills their gaps.

In go texts and a tokenizer, out come templates with counts. Parsing stands in `parser`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._finder import TemplateFinder, redundant_templates
from ._template import GAP_MARK, Template, template_key
from ._xtrie import Matches, XTrie

#: Upstream's name.
Template_Finder = TemplateFinder

__all__ = [str(name) for name in (
    'GAP_MARK', 'Matches', 'Template', 'TemplateFinder', 'Template_Finder', 'XTrie',
    'redundant_templates', 'template_key')]
