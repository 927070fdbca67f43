# -*- coding: utf-8 -*-
"""Write rows of words, phrases or contrasts in every form of `--format`.

`table` is for reading in a terminal, `html` in a browser, and `csv` in a spreadsheet; `txt` and `jieba` are
dictionaries; `tsv` and `jsonl` are for programs and contain every text unchanged. The verb describes its rows
by a `Layout`. Nothing is sorted or left out here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
import sys
from collections import OrderedDict, namedtuple

from .._compat import escape_surrogates, integer_types, text_type
from .._storage import json_text
from ..text import csv_cell, display_text, display_width, markup_text, shortened_text
from ._streams import is_terminal

#: How rows of one kind are shown: `columns`, {name: function of a row that returns its plain value}, in
#: order; `table`, the same of those that a person sees; `word` and `count`, functions for dictionaries.
#: A value is a text, a number, None, a list of texts, or a list of contexts (left, word, right, ...).
Layout = namedtuple('Layout', 'columns table word count')

#: The forms that contain only words and counts.
WORDS_ALONE = ('txt', 'jieba')

# Most columns of the screen for one cell, and for what is shown on either side of a word in its context.
_WIDEST_CELL, _WIDEST_SIDE = 40, 24
_NUMBERS = integer_types + (float,)
_LINE_MARKS = re.compile('[\t\r\n]')


def field_layout(fields, table=('text', 'count', 'score')):
    """Return the `Layout` of named tuples with the fields `text` and `count`.

    Args:
        fields: the names of all fields.
        table: the columns of a table, names of fields or pairs (name, function of a row).
    """
    columns = OrderedDict((name, field(name)) for name in fields)
    shown = OrderedDict((name, field(name)) if isinstance(name, text_type) else name for name in table)
    return Layout(columns, shown, field('text'), field('count'))


def field(name):
    """Return a function that returns the field of this name of a row."""
    return lambda row: getattr(row, name)


# --- The option ----------------------------------------------------------------------------------

def add_format(parser, other, dictionaries=True):
    """Declare --format.

    Args:
        other: the form to write if standard output is not a terminal, for the help.
        dictionaries: whether the rows are words that can be written as a dictionary.
    """
    words = ("txt: a dictionary with a 'word count' per line; jieba: a dictionary for jieba; "
             if dictionaries else '')
    choices = [form for form in FORMATS if dictionaries or form not in WORDS_ALONE]
    parser.add_argument('--format', choices=choices,
                        help='table: for reading, the default on a terminal; %stsv, csv: a header and all '
                             'columns; jsonl: one object per line; html: a page. Default elsewhere: %s'
                             % (words, other))


def chosen_format(options, other):
    """Return the form to write: that of --format, else `table` on a terminal and `other` elsewhere."""
    if options.format is not None:
        return options.format
    return 'table' if options.output == '-' and is_terminal(sys.stdout) else other


def write_rows(out, rows, form, layout):
    """Write rows to an open output in one of the `FORMATS`."""
    for text in FORMATS[form](rows, layout):
        # Names of files may have bytes that are not UTF-8.
        out.write(escape_surrogates(text))


# --- Dictionaries --------------------------------------------------------------------------------

def _dictionary(rows, layout):
    return ('%s %d\n' % (layout.word(row), layout.count(row)) for row in rows)


def _jieba_dictionary(rows, layout):
    return ('%s %d n\n' % (layout.word(row), layout.count(row)) for row in rows)


# --- For programs --------------------------------------------------------------------------------

def _cell_text(value):
    """Return a plain value as the text of a cell."""
    if value is None:
        return ''
    if isinstance(value, text_type):
        return value
    if isinstance(value, float):
        # Six decimal places: enough for ranking, and few enough to be the same on every Python and libm.
        return '%.6f' % value
    if isinstance(value, (list, tuple)):
        if value and not isinstance(value[0], text_type):
            return ' | '.join('%s\u3010%s\u3011%s' % tuple(context[:3]) for context in value)
        return ' '.join(value)
    return '%d' % value


def _tab_separated(rows, layout):
    yield '\t'.join(layout.columns) + '\n'
    for row in rows:
        cells = [_cell_text(value(row)) for value in layout.columns.values()]
        yield '\t'.join(_LINE_MARKS.sub(' ', cell) for cell in cells) + '\n'


def _comma_separated(rows, layout):
    """Yield records by RFC 4180; see `_csv_cell` about cells that a spreadsheet would read as formulas."""
    yield ','.join(layout.columns) + '\r\n'
    for row in rows:
        yield ','.join(_csv_cell(value(row)) for value in layout.columns.values()) + '\r\n'


def _csv_cell(value):
    # A negative number is not a formula.
    return _cell_text(value) if isinstance(value, _NUMBERS) else csv_cell(_cell_text(value))


def _objects(rows, layout):
    for row in rows:
        values = OrderedDict((name, _json_value(value(row))) for name, value in layout.columns.items())
        yield json_text(values) + '\n'


def _json_value(value):
    """Return a value with its named tuples converted to mappings, for JSON."""
    if isinstance(value, (list, tuple)):
        return [OrderedDict(zip(item._fields, item)) if hasattr(item, '_fields') else item for item in value]
    return value


# --- For people ----------------------------------------------------------------------------------

def _table(rows, layout):
    """Yield a header and aligned lines; contexts are aligned at their word."""
    rows = list(rows)
    last = list(layout.table)[-1]
    columns = [_column_cells(name, [value(row) for row in rows], None if name == last else _WIDEST_CELL)
               for name, value in layout.table.items()]
    for line in zip(*columns):
        yield '  '.join(line).rstrip() + '\n'


def _column_cells(name, values, widest):
    """Return the header and the cells of a column, padded or cut to the same width."""
    if any(isinstance(value, (list, tuple)) and value and not isinstance(value[0], text_type)
           for value in values):
        return [name] + _context_cells(values)
    numbers = all(value is None or isinstance(value, _NUMBERS) for value in values)
    shown = [_table_text(value) for value in values]
    shown = [display_text(cell) if widest is None else shortened_text(cell, widest) for cell in shown]
    width = max(display_width(cell) for cell in [name] + shown)
    return [_padded(cell, width, numbers) for cell in [name] + shown]


def _table_text(value):
    return '%.2f' % value if isinstance(value, float) else _cell_text(value)


def _padded(text, width, before=False):
    space = ' ' * (width - display_width(text))
    return space + text if before else text + space


def _context_cells(values):
    sides = []
    for contexts in values:
        left, word, right = contexts[0][:3] if contexts else ('', '', '')
        word = shortened_text(word, _WIDEST_CELL)
        sides.append((shortened_text(left, _WIDEST_SIDE, True), word and '\u3010%s\u3011' % word,
                      shortened_text(right, _WIDEST_SIDE)))
    width = max([display_width(left) for left, _, _ in sides] or [0])
    return [_padded(left, width, True) + word + right for left, word, right in sides]


_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nlp-zero</title>
<style>
body { font-family: sans-serif; margin: 1em; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #ddd; padding: .3em .6em; text-align: left; vertical-align: top; }
td.number { text-align: right; }
</style>
</head>
<body>
<table>
<thead><tr>%s</tr></thead>
<tbody>
"""
_PAGE_END = '</tbody>\n</table>\n</body>\n</html>\n'


def _page(rows, layout):
    """Yield an HTML page without scripts that loads no other files; texts are escaped."""
    yield _PAGE % ''.join('<th>%s</th>' % markup_text(name) for name in layout.columns)
    for row in rows:
        yield '<tr>%s</tr>\n' % ''.join(_page_cell(value(row)) for value in layout.columns.values())
    yield _PAGE_END


def _page_cell(value):
    if isinstance(value, (list, tuple)) and value and not isinstance(value[0], text_type):
        return '<td>%s</td>' % ''.join('<div><bdi>%s<mark>%s</mark>%s</bdi></div>' % tuple(
            markup_text(part) for part in context[:3]) for context in value)
    if isinstance(value, _NUMBERS):
        return '<td class="number">%s</td>' % _cell_text(value)
    return '<td><bdi>%s</bdi></td>' % markup_text(_cell_text(value))


#: {form: function from rows and their `Layout` to texts to be written one after the other}
FORMATS = OrderedDict((
    ('table', _table), ('txt', _dictionary), ('csv', _comma_separated), ('tsv', _tab_separated),
    ('jsonl', _objects), ('jieba', _jieba_dictionary), ('html', _page)))
