# -*- coding: utf-8 -*-
"""Read templates in any accepted form, with the costs of the templates and their fillers.

The costs are in `_coding_costs`; clauses are matched in `_codings`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from .._compat import iter_items
from .._storage import is_path, path_name
from ..errors import FormatError
from ..text import split_spaces
from ..tokenizer import Tokenizer
from ._coding_costs import CodingCosts, GapCounts, SpelledWords, VocabularyWords
from ._template import TYPED_GAP_MARK, is_gap, template_key, template_tuple, typed_gap
from ._template_file import load_saved_templates, template_pairs
from ._template_formats import TemplateRow
from ._template_model import TemplateModel
from ._template_set import ChosenTemplate

# A typed gap in a filler, in the form of `shown_words`.
_TYPED_GAP_MARK = re.compile('(%s)' % TYPED_GAP_MARK)
#: The value of 0.5, 1, 2, 4 and 8 that gives unseen clauses of questions and dialogues the fewest bits.
_NEW_WEIGHT = 2
#: Most characters of a one-word template without a gap.
_LONGEST_ALONE = 5


class WeighedTemplates(namedtuple('WeighedTemplates', 'pairs costs classes')):
    """Templates with their costs.

    Attributes:
        pairs: a list of (template as a tuple, count), in the order in which they are numbered.
        costs: the `CodingCosts`.
        classes: {(template, number of the gap): name or number of its class}.
    """

    __slots__ = ()


def weighed_templates(templates, tokenize, words=None):
    """Return the `WeighedTemplates` of templates in any accepted form.

    Args:
        templates: a fitted `TemplateModel`; a file that `nlp-zero templates` wrote, whose order is kept; a
            list of `TemplateRow` or of `ChosenTemplate`; or anything else that `XTrie` accepts, then most
            frequent first.
        tokenize: a callable from a text to words, or None.
        words: an object with `cost(word)` for words outside gaps; None uses the costs of the model, or the
            shares in the vocabulary of a `Tokenizer`, or the number of characters.

    Raises:
        ArgumentError: the model was not fitted.
        InputError, FormatError: see `load_templates`; also if no line of a file has a gap.
    """
    if isinstance(templates, TemplateModel):
        return WeighedTemplates(templates.ranked(), templates.coding_costs(), {})
    words = _word_costs(tokenize) if words is None else words
    if isinstance(templates, list) and templates and isinstance(templates[0], ChosenTemplate):
        return _chosen_templates(templates, words)
    saved = _saved_templates(templates)
    if saved is not None:
        pairs = [(tuple(entry.template), entry.count) for entry in saved]
        classes = {(tuple(entry.template), number): slot.class_name for entry in saved
                   for number, slot in enumerate(entry.slots) if slot.class_name is not None}
        costs = CodingCosts.of_counts(words, dict(pairs), _gap_counts(saved, tokenize))
        return WeighedTemplates(pairs, costs, classes)
    pairs = [(template_tuple(template), count) for template, count in template_pairs(templates)]
    pairs.sort(key=lambda pair: (-pair[1], template_key(pair[0])))
    return WeighedTemplates(pairs, CodingCosts.of_counts(words, dict(pairs), {}), {})


def _saved_templates(templates):
    """Return the `SavedTemplate`s of a file or of rows of templates; None for any other form."""
    if is_path(templates) or hasattr(templates, 'read'):
        saved = load_saved_templates(templates)
        if _looks_like_text([tuple(entry.template) for entry in saved]):
            raise FormatError('no line has a gap, such as [X] or [NUM]: is it a text, not templates?',
                              path_name(templates) if is_path(templates) else None)
        return saved
    if isinstance(templates, list) and templates and isinstance(templates[0], TemplateRow):
        return [row.saved() for row in templates]
    return None


def _looks_like_text(templates):
    """Tell whether no template has a gap and one is a single long word, as if text were given."""
    return (any(len(words) == 1 and len(words[0] or '') > _LONGEST_ALONE for words in templates)
            and not any(is_gap(word) for words in templates for word in words))


def _chosen_templates(rows, words):
    """Return the `WeighedTemplates` of rows of `find_templates`, which were chosen together."""
    pairs = [(tuple(row.template), max(1, row.count)) for row in rows]
    number, coverage = sum(count for _, count in pairs), rows[-1].coverage
    unmatched = int(round(number / coverage)) - number if coverage else None
    return WeighedTemplates(pairs, CodingCosts.of_counts(words, dict(pairs), {}, unmatched), {})


def _gap_counts(saved, tokenize):
    """Return {(template, number of the gap): `GapCounts`} of saved templates.

    The shares in a gap are smoothed towards those in the whole text with the strength of `_NEW_WEIGHT` times
    the number of its different words, which is how often a new word occurred (Witten and Bell 1991). Fillers
    that were not saved may be any words.
    """
    found, divided = {}, {}
    for entry in saved:
        for number, slot in enumerate(entry.slots):
            if not slot.total:
                continue
            listed = sum(slot.fillers.values())
            counts = {None: listed}
            for text, count in iter_items(slot.fillers):
                words = divided.get(text)
                if words is None:
                    words = divided[text] = _filler_words(text, tokenize)
                for word in words:
                    counts[word] = counts.get(word, 0) + count
            strength = _NEW_WEIGHT * (len(counts) - 1) + slot.total - listed
            found[tuple(entry.template), number] = GapCounts(counts, float(strength))
    return found


def _filler_words(text, tokenize):
    """Return the words and typed gaps of a filler saved as text."""
    found = []
    for number, part in enumerate(_TYPED_GAP_MARK.split(text)):
        if number % 2:
            found.append(typed_gap(part[1:-1]))
        elif part:
            found += split_spaces(part) if tokenize is None else list(tokenize(part))
    return found


def _word_costs(tokenize):
    """Return the costs of words if no model was trained: from the tokenizer's vocabulary, if it has one."""
    tokenizer = tokenize if isinstance(tokenize, Tokenizer) else getattr(tokenize, '__self__', None)
    if isinstance(tokenizer, Tokenizer):
        return VocabularyWords(tokenizer.count, tokenizer.total)
    return SpelledWords()
