# -*- coding: utf-8 -*-
"""Show rows as HTML tables in notebooks; elsewhere they are ordinary lists and named tuples."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._compat import integer_types, text_type
from .text import markup_text

#: Most rows that a notebook shows; of more rows their number is given.
MOST_SHOWN = 100

_NUMBERS = integer_types + (float,)


class HtmlRow(object):
    """Make a notebook show a named tuple, or a mapping, as a table of one row."""

    __slots__ = ()

    def _html_fields(self):
        """Return what is shown of the row: a named tuple, or a mapping of names and values."""
        return self

    def _repr_html_(self):
        return html_table([self])


class Rows(list):
    """A list of named tuples that a notebook shows as a table; a slice of it is shown in the same way."""

    def __getitem__(self, index):
        found = list.__getitem__(self, index)
        return Rows(found) if isinstance(index, slice) else found

    def __getslice__(self, start, end):    # what 2.7 asks for
        return self[slice(start, end)]

    def _repr_html_(self):
        return html_table(self)


def html_table(rows):
    """Return an HTML table of named tuples, with their fields as columns and escaped texts; '' without rows.

    >>> from collections import namedtuple
    >>> print(html_table([namedtuple('Pair', 'a b')('<', 2)]).splitlines()[1])
    <tr><td>&lt;</td><td>2</td></tr>
    """
    if not rows:
        return ''
    shown = [row._html_fields() if isinstance(row, HtmlRow) else row for row in rows[:MOST_SHOWN]]
    names = getattr(shown[0], '_fields', None) or list(shown[0])
    lines = ['<table><tr>%s</tr>' % ''.join('<th>%s</th>' % markup_text('%s' % name) for name in names)]
    lines += ['<tr>%s</tr>' % ''.join('<td>%s</td>' % _cell(value) for value in _values(row))
              for row in shown]
    lines.append('</table>')
    if len(rows) > MOST_SHOWN:
        lines.append('<p>%d / %d</p>' % (MOST_SHOWN, len(rows)))
    return '\n'.join(lines)


def _values(row):
    return row if isinstance(row, tuple) else row.values()


def _cell(value):
    """Return the HTML of a number, text, template or None, or of a list of texts, fillers or contexts."""
    if value is None:
        return ''
    if isinstance(value, _NUMBERS):
        return '%.2f' % value if isinstance(value, float) else '%d' % value
    if isinstance(value, text_type):
        return markup_text(value)
    if hasattr(value, 'to_text'):
        return markup_text(value.to_text())
    if value and hasattr(value[0], 'to_text'):
        return '<br>'.join(_cell(part) for part in value)
    if value and not isinstance(value[0], text_type):
        return '<br>'.join('%s<mark>%s</mark>%s' % tuple(markup_text(part) for part in place[:3])
                           for place in value)
    return markup_text(' '.join(value))
