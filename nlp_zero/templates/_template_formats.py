# -*- coding: utf-8 -*-
"""Write templates in other formats: JSON lines, CSV, a table, Rasa's training data, regular expressions.

The input is a list of `TemplateRow` from `template_rows`. `load_templates` reads JSON and CSV back, and
`load_saved_templates` also reads the fillers.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import OrderedDict, namedtuple

from .._compat import integer_types, iter_items, iter_range
from .._storage import json_string, json_text
from ..errors import ArgumentError, checked_call
from ..text import csv_cell, display_text, display_width, shortened_text
from ._slots import Slot
from ._template import Template, gap_type, is_gap
from ._template_file import SavedSlot, SavedTemplate, sorted_templates, with_doubled_mark

#: Most columns of the screen for the fillers of one gap in a table.
_WIDEST_CELL = 40
#: Examples of one intent in Rasa's training data.
_MOST_EXAMPLES = 20
#: The version of Rasa's training data.
_RASA_VERSION = '3.1'
# What ends an annotation, or is none of a line, in an example of Rasa.
_NO_EXAMPLE = re.compile('[\\[\\](){}\x00-\x1f\x7f-\x9f\u2028\u2029]')
# What is no part of a name in ASCII.
_NO_NAME = re.compile('[\x00-/:-@\\[-`{-\x7f]')
#: The columns of CSV.
CSV_COLUMNS = ('template', 'count', 'clauses', 'slots', 'fillers', 'examples', 'coverage')


class TemplateSlot(namedtuple('TemplateSlot', 'name class_name slot')):
    """One gap without a type: its name, the name or number of its class or None, and its `Slot`."""

    __slots__ = ()


class TemplateRow(namedtuple('TemplateRow', 'template count clauses slots examples coverage')):
    """One template with its counts, fillers and examples.

    Attributes:
        template: the `Template`.
        count: its count, as given.
        clauses: number of clauses of the corpus that it covers, each of which fills each gap once; None if
            fillers were not counted.
        slots: a tuple of `TemplateSlot`, one for each gap without a type.
        examples: some of the clauses, as texts.
        coverage: share of the clauses that it or a template before it in a chosen set covers; None if it is
            not a `ChosenTemplate`.
    """

    __slots__ = ()

    def saved(self):
        """Return the same as a `SavedTemplate`."""
        return SavedTemplate(self.template, self.count, tuple(
            SavedSlot(slot.slot.fillers, slot.slot.total, slot.class_name) for slot in self.slots))


def gap_names(template):
    """Return the names of the gaps of a template, typed ones too, in order.

    A gap is named X, and a typed gap by its type, with a number from 1 if there are several with that name.

    >>> print(' '.join(gap_names([None, '能', None, '吗'])), ' '.join(gap_names(['怎么', None])))
    X1 X2 X
    """
    kinds = [gap_type(word) or 'X' for word in template if is_gap(word)]
    names = []
    for place, kind in enumerate(kinds):
        several = kinds.count(kind) > 1
        names.append('%s%d' % (kind, kinds[:place].count(kind) + 1) if several else kind)
    return names


def template_rows(templates, counter=None, classes=None):
    """Return the `TemplateRow`s of templates, in their order.

    Args:
        templates: rows of `find_templates`, or (template, count) pairs, in order; or anything else that
            `XTrie` accepts, then most frequent first.
        counter: a `SlotCounter` that has counted their fillers, or None.
        classes: {(Template, number of the gap): name or number of its class}, or None.

    Returns:
        list: of `TemplateRow`.
    """
    pairs = templates if isinstance(templates, list) else sorted_templates(templates)
    return [_row(pair, counter, classes or {}) for pair in pairs]


def _row(pair, counter, classes):
    template = pair[0] if isinstance(pair[0], Template) else Template(pair[0])
    names = [name for name, symbol in zip(gap_names(template), filter(is_gap, template)) if symbol is None]
    if counter is None:
        slots = [Slot(template, gap, {}) for gap in iter_range(len(names))]
    else:
        slots = counter.slots(template)
    return TemplateRow(template, pair[1], None if counter is None else counter.matched(template),
                       tuple(TemplateSlot(name, classes.get((template, slot.gap)), slot)
                             for name, slot in zip(names, slots)),
                       [] if counter is None else counter.examples(template), getattr(pair, 'coverage', None))


@checked_call
def export_templates(rows, form, matches=(), fillers=10, separator='', words=None):
    """Yield templates as text in one of the forms, in pieces.

    Args:
        rows: a list of `TemplateRow`, or anything that `template_rows` accepts.
        form: a name in `TEMPLATE_FORMATS`: 'txt', `template<TAB>count`; 'json', an object a line; 'csv', for
            spreadsheets; 'table', for people; 'rasa', training data of Rasa NLU in YAML, with lookup tables;
            'regex', a regular expression with named groups a line.
        matches: for 'rasa', an iterable of `Match`, whose clauses become examples.
        fillers: the most fillers to show for a gap; None for all.
        separator: for 'regex', the text between two words, '' or ' '.
        words: for 'json', a text that says with which words the templates were mined; None for none.

    Raises:
        ArgumentError: an unknown form.

    >>> for line in export_templates({(None, '能', None, '吗'): 9}, 'regex'):
    ...     print(line.rstrip())
    ^\\W*(?P<X1>.+?)能(?P<X2>.+?)吗\\W*$
    """
    if form not in TEMPLATE_FORMATS:
        raise ArgumentError('unknown form of templates %r; known: %s'
                            % (form, ', '.join(sorted(TEMPLATE_FORMATS))))
    if not isinstance(rows, list) or not all(isinstance(row, TemplateRow) for row in rows):
        rows = template_rows(rows)
    return TEMPLATE_FORMATS[form](rows, _Settings(matches, fillers, separator, words))


#: What the forms need beside the rows: see `export_templates`.
_Settings = namedtuple('_Settings', 'matches fillers separator words')


def _text_lines(rows, settings):
    return with_doubled_mark('%s\t%d\n' % (row.template.to_text(), row.count) for row in rows)


# --- JSON, CSV, a table --------------------------------------------------------------------------

def _json_lines(rows, settings):
    for row in rows:
        slots = [OrderedDict((
            ('gap', slot.slot.gap), ('name', slot.name), ('total', slot.slot.total),
            ('distinct', slot.slot.distinct), ('entropy', slot.slot.entropy), ('class', slot.class_name),
            ('fillers', slot.slot.top(settings.fillers)))) for slot in row.slots]
        entry = OrderedDict((
            ('template', row.template.to_text()), ('count', row.count), ('clauses', row.clauses),
            ('coverage', row.coverage), ('slots', slots), ('examples', row.examples)))
        if settings.words is not None:
            entry['words'] = settings.words
        yield json_text(entry) + '\n'


def _csv_lines(rows, settings):
    yield ','.join(CSV_COLUMNS) + '\r\n'
    for row in rows:
        slots = ['%s=%s' % (slot.name, '' if slot.class_name is None else slot.class_name)
                 for slot in row.slots]
        shown = [' '.join('%s:%d' % pair for pair in slot.slot.top(settings.fillers)) for slot in row.slots]
        cells = [row.template.to_text(), '%d' % row.count, '' if row.clauses is None else '%d' % row.clauses,
                 ' | '.join(slots), ' | '.join(shown), ' | '.join(row.examples),
                 '' if row.coverage is None else '%.4f' % row.coverage]
        yield ','.join(csv_cell(cell) for cell in cells) + '\r\n'


def _table_lines(rows, settings):
    widest = max([display_width(row.template.to_text()) for row in rows] or [0])
    for row in rows:
        text = row.template.to_text()
        shown = []
        for slot in (slot for slot in row.slots if slot.slot.fillers):
            kind = '' if slot.class_name is None else ' (%s)' % slot.class_name
            fillers = ' '.join(text for text, _ in slot.slot.top(settings.fillers))
            shown.append('%s%s: %s' % (slot.name, kind, shortened_text(fillers, _WIDEST_CELL)))
        padding = ' ' * (widest - display_width(text)) if shown else ''
        yield '%8d  %s%s\n' % (row.count, display_text(text), '  '.join([padding] + shown) if shown else '')


# --- Regular expressions -------------------------------------------------------------------------

def _regex_lines(rows, settings):
    for row in rows:
        yield regular_expression(row.template, settings.separator) + '\n'


def regular_expression(template, separator=''):
    """Return a regular expression for the clauses of a template, in which each gap is a named group.

    It does not know word boundaries: 能 matches in 可能 too. The groups match as little as possible.

    Args:
        template: words and gaps.
        separator: the text between two words, '' or ' '.

    >>> match = re.match(regular_expression(['怎么', None]), '怎么走？', re.UNICODE)
    >>> print(match.group('X'))
    走
    """
    names, parts = iter(gap_names(template)), []
    for word in template:
        if is_gap(word):
            parts.append('(?P<%s>.+?)' % next(names))
        else:
            parts.append(_literal(word))
    return '^\\W*%s\\W*$' % (re.escape(separator) if separator.strip() else separator and '\\s+').join(parts)


def _literal(word):
    """Return the regular expression of a word, the same on every Python."""
    return re.sub(r'([\\.^$*+?{}\[\]|()])', r'\\\1', word)


# --- Rasa ----------------------------------------------------------------------------------------

def _rasa_lines(rows, settings):
    """Yield training data for Rasa NLU: an intent for each template, a lookup table for each class or gap.

    An intent without examples is left out, since Rasa requires one.
    """
    intents = _intent_names(rows)
    examples = _rasa_examples(rows, intents, settings.matches)
    yield 'version: "%s"\nnlu:\n' % _RASA_VERSION
    tables = OrderedDict()
    for row, intent in zip(rows, intents):
        found = examples[row.template.to_text()]
        if found:
            yield '- intent: %s\n  examples: |\n%s' % (json_string(intent), _listed(found))
        for slot in row.slots:
            table = tables.setdefault(_entity(intent, slot.name, slot.class_name), {})
            for text, count in iter_items(slot.slot.fillers):
                table[text] = table.get(text, 0) + count
    for entity, table in iter_items(tables):
        found = [text for text, _ in sorted(iter_items(table), key=lambda pair: (-pair[1], pair[0]))
                 if _is_plain(text)]
        if found:
            yield '- lookup: %s\n  examples: |\n%s' % (json_string(entity), _listed(found))


def _listed(texts):
    return ''.join('    - %s\n' % text for text in texts)


def _is_plain(text):
    return not _NO_EXAMPLE.search(text) and text.strip() != ''


def _intent_names(rows):
    """Return the name of each row's intent: words and gaps joined by _, with a number if taken."""
    taken, names = set(), []
    for row in rows:
        parts = ['X' if word is None else gap_type(word) or _NO_NAME.sub('_', word)
                 for word in row.template]
        name, number = '_'.join(parts), 1
        while name in taken:
            number += 1
            name = '%s_%d' % ('_'.join(parts), number)
        taken.add(name)
        names.append(name)
    return names


def _entity(intent, name, class_name):
    """Return the entity name for the fillers of a gap: its class, or the intent and the gap, or its type."""
    if isinstance(class_name, integer_types):
        return 'class_%d' % class_name
    if class_name is not None:
        return _NO_EXAMPLE.sub('_', class_name)
    kind = name.rstrip('0123456789')
    return '%s_%s' % (intent, name) if kind == 'X' else kind


def _rasa_examples(rows, intents, matches):
    """Return {template as text: annotated examples}, without repeated ones and up to a limit."""
    found = {row.template.to_text(): [] for row in rows}
    names = {row.template.to_text(): intent for row, intent in zip(rows, intents)}
    classes = {(row.template.to_text(), slot.name): slot.class_name for row in rows for slot in row.slots}
    for match in matches:
        kept = found.get(match['template'])
        if kept is None or len(kept) >= _MOST_EXAMPLES or not _is_plain(match['text']):
            continue
        text, parts, here = match['text'], [], match['start']
        for slot in match['slots']:
            name = classes.get((match['template'], slot['name'])) or slot['class']
            entity = _entity(names[match['template']], slot['name'], name)
            parts.append('%s[%s](%s)' % (text[here - match['start']:slot['start'] - match['start']],
                                         slot['text'], entity))
            here = slot['end']
        example = ''.join(parts) + text[here - match['start']:]
        if example not in kept:
            kept.append(example)
    return found


#: The forms in which templates are written: functions of rows and settings that yield text.
TEMPLATE_FORMATS = {'csv': _csv_lines, 'json': _json_lines, 'rasa': _rasa_lines, 'regex': _regex_lines,
                    'table': _table_lines, 'txt': _text_lines}
