# -*- coding: utf-8 -*-
"""Read one saved template as JSON or CSV: what `nlp-zero templates` writes, with the fillers of its gaps.

Files and the lines of `template<TAB>count` are read in `_template_file`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import json
import re
from collections import namedtuple

from .._compat import integer_types, text_type
from ..errors import ArgumentError, FormatError
from ..text import LONGEST_COUNT, parse_count
from ._template import Template

# One cell of CSV with what ends it; the count after a filler.
_CELL = re.compile('(?:"((?:[^"]|"")*)"|([^",]*))(,|\\Z)')
_FILLER_COUNT = re.compile(':([0-9]+)(?: |\\Z)')
#: The least number that is too large for a count.
_TOO_MANY = 10 ** LONGEST_COUNT


class SavedSlot(namedtuple('SavedSlot', 'fillers total class_name')):
    """The saved fillers of one gap.

    Attributes:
        fillers: {text: count}, possibly of the most frequent fillers only.
        total: number of fillers, repeated ones each time, including those that were not saved.
        class_name: the name of its class, or None.
    """

    __slots__ = ()


class SavedTemplate(namedtuple('SavedTemplate', 'template count slots')):
    """One saved template.

    Attributes:
        template: the `Template`.
        count: its count.
        slots: a tuple of `SavedSlot`, one for each gap without a type; empty if only the template was saved.
    """

    __slots__ = ()


def is_json_entry(line):
    """Tell whether a line is a template in JSON, and not `template<TAB>count`.

    >>> is_json_entry('{"template": "[X] 吗"}'), is_json_entry('{ [X] }')
    (True, False)
    """
    return line.startswith('{"')


def is_csv_header(line):
    """Tell whether a line is the header of the CSV form.

    >>> is_csv_header('template,count,clauses'), is_csv_header('template [X]')
    (True, False)
    """
    return line.startswith('template,count')


def parsed_entry(line, path=None, number=None):
    """Return the `SavedTemplate` in a line of JSON.

    Args:
        line: text.
        path, number: the origin of the line, for error messages.

    Raises:
        FormatError: the line is not JSON, or has an invalid template, count or filler.

    >>> saved = parsed_entry('{"template": "[X] 吗", "count": 3, "slots": [{"fillers": [["好", 2]]}]}')
    >>> saved.count, saved.slots[0].total
    (3, 2)
    """
    try:
        entry = json.loads(line)
        template = Template.from_text(_checked(entry['template'], text_type))
        slots = tuple(_saved_slot(slot) for slot in entry.get('slots') or ())
        count = _checked(entry.get('count', 1), integer_types)
    except FormatError as error:
        raise FormatError(error.message, path, number)
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError):  # RuntimeError: nested too deep
        raise FormatError('%.60r is no template as `templates --slots` writes it: a JSON object with '
                          'the keys template, count and slots' % line, path, number)
    return _checked_saved(SavedTemplate(template, count, slots), line, path, number)


def parsed_record(line, path=None, number=None):
    """Return the `SavedTemplate` in a CSV record with the columns of `--format csv`.

    Raises:
        FormatError: the record is invalid.

    >>> saved = parsed_record('[X] 吗,3,2,X=,好:2,你 好 吗')
    >>> saved.count, saved.slots[0].total
    (3, 2)
    """
    cells, here, end = [], 0, ','
    while end == ',':
        cell = _CELL.match(line, here)
        if cell is None:
            break
        cells.append((cell.group(1) or '').replace('""', '"') or cell.group(2) or '')
        here, end = cell.end(), cell.group(3)
    try:
        template = Template.from_text(re.sub("\\A'(?=[-=+@'])", '', cells[0]))
        count, slots = parse_count(cells[1]), _record_slots(*cells[2:5])
    except (ArgumentError, FormatError) as error:
        raise FormatError(error.message, path, number)
    except (IndexError, TypeError):
        raise FormatError('%.60r is no record of `templates --format csv`' % line, path, number)
    return _checked_saved(SavedTemplate(template, count, slots), line, path, number)


def _record_slots(clauses, slots, fillers):
    """Return the `SavedSlot`s in three cells of a record."""
    found = []
    for slot, shown in zip(slots.split(' | ') if slots else (), fillers.split(' | ')):
        counts = _counted_fillers(shown)
        total = max(sum(counts.values()), parse_count(clauses or '0'))
        found.append(SavedSlot(counts, total, slot.partition('=')[2] or None))
    return tuple(found)


def _counted_fillers(shown):
    """Return {text: count} of `text:count text:count`; a text may have a space or a colon."""
    counts, begin = {}, 0
    for match in _FILLER_COUNT.finditer(shown):
        if match.start() > begin:
            counts[shown[begin:match.start()]] = parse_count(match.group(1))
            begin = match.end()
    return counts


def _checked_saved(saved, line, path, number):
    """Return a saved template after checking its count and slots."""
    template, gaps = saved.template, list(saved.template).count(None)
    if saved.count < 1 or not template.words:
        raise FormatError('%.60r has no template with a count from 1 on' % line, path, number)
    if saved.slots and len(saved.slots) != gaps:
        raise FormatError('the template "%s" has %d gaps, and there are slots for %d'
                          % (template.to_text(), gaps, len(saved.slots)), path, number)
    return saved


def _saved_slot(slot):
    fillers = {}
    for text, count in slot.get('fillers') or ():
        if _checked(count, integer_types) < 0:
            raise ValueError(count)
        fillers[_checked(text, text_type)] = count
    listed = sum(fillers.values())
    total = max(listed, _checked(slot.get('total', listed), integer_types))
    name = slot.get('class')
    return SavedSlot(fillers, total, name if name is None or isinstance(name, text_type) else '%s' % name)


def _checked(value, kinds):
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise TypeError(value)
    if kinds is integer_types and value >= _TOO_MANY:
        raise ValueError('too many digits')
    return value
