# -*- coding: utf-8 -*-
"""Read one saved template as JSON: what `nlp-zero templates --slots` writes, with the fillers of its gaps.

Files and the lines of `template<TAB>count` are read in `_template_file`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import json
from collections import namedtuple

from .._compat import integer_types, text_type
from ..errors import FormatError
from ._template import Template

__all__ = [str(name) for name in ('SavedSlot', 'SavedTemplate', 'is_json_entry', 'parsed_entry')]


class SavedSlot(namedtuple('SavedSlot', 'fillers total class_name')):
    """What was saved of one gap.

    Attributes:
        fillers: {text: count}, perhaps the most frequent ones only.
        total: number of fillers, each time counted, of those left out too.
        class_name: what its class is called, or None.
    """

    __slots__ = ()


class SavedTemplate(namedtuple('SavedTemplate', 'template count slots')):
    """One template as it was saved.

    Attributes:
        template: the `Template`.
        count: its count.
        slots: a tuple of `SavedSlot`, one for each gap without a type; none where only the template was
            saved.
    """

    __slots__ = ()


def is_json_entry(line):
    """Tell whether a line is a template as JSON, and not one of `template<TAB>count`.

    >>> is_json_entry('{"template": "[X] 吗"}'), is_json_entry('{ [X] }')
    (True, False)
    """
    return line.startswith('{"')


def parsed_entry(line, path=None, number=None):
    """Return the `SavedTemplate` that a line of JSON holds.

    Args:
        line: text.
        path, number: where it comes from, for errors.

    Raises:
        FormatError: no JSON, or what is no template, count or filler.

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
    except (AttributeError, KeyError, TypeError, ValueError):
        raise FormatError('%.60r is no template as `templates --slots` writes it: a JSON object with '
                          'the keys template, count and slots' % line, path, number)
    if count < 1 or not template.words:
        raise FormatError('%.60r has no template with a count from 1 on' % line, path, number)
    if slots and len(slots) != list(template).count(None):
        raise FormatError('the template "%s" has %d gaps, and there are slots for %d'
                          % (template.to_text(), list(template).count(None), len(slots)), path, number)
    return SavedTemplate(template, count, slots)


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
    return value
