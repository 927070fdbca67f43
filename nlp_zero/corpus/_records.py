# -*- coding: utf-8 -*-
"""Extract texts from records: a field of JSON lines, a column of CSV or TSV.

The csv module is not used because on 2.7 it reads bytes, its limit on the length of fields can only be
changed for the whole process, and it rejects zero characters.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import LONE_SURROGATE, Mapping, ascii_repr, integer_types, text_type
from .._storage import MARK
from ..errors import CorpusError, EncodingError
from ..text import is_count, parse_count, strip_spaces
from ._corpus import WAITING

#: Longest quoted field, in characters: a missing closing quote must not consume the rest of the file.
LONGEST_FIELD = 1 << 24


def json_texts(lines, field, errors, name, counts):
    """Yield the texts of one field of each JSON line.

    Args:
        lines: iterable of (number, line); blank lines are ignored, and `WAITING` is passed on.
        field: name of the field; `a.b` is the field b of the object a, unless there is a field `a.b`. Each
            item of a list is a text, a number in the path selects one of them. null has no text.
        errors: 'strict', 'replace' or 'skip', for lone surrogates.
        name: name of the file for messages.
        counts: an object with the counters `replaced` and `skipped`; `record_line` is set to the line of each
            record.

    Raises:
        CorpusError: a line is not valid JSON, has no such field, or the field does not contain text.
        EncodingError: a text has a lone surrogate, and errors is 'strict'.
    """
    from json import loads
    for number, line in lines:
        if line is WAITING:
            yield line
            continue
        if MARK in line:
            counts.skipped += 1
            continue
        if not strip_spaces(line):
            continue
        try:
            # Numbers are not needed, and converting long ones would take quadratic time.
            record = loads(line, parse_int=_no_number, parse_float=_no_number)
        except (ValueError, RuntimeError) as error:
            raise CorpusError('no JSON (one object a line is expected): %s' % error, path=name, line=number)
        for text in _values(record, field, name, number):
            if LONE_SURROGATE.search(text):
                text = _mended(text, errors, name, number, counts)
            if text is not None:
                counts.record_line = number
                yield text


def _no_number(digits):
    return 0


def _values(record, field, name, number):
    """Return the texts at a path of names in a record."""
    one_name = isinstance(record, Mapping) and field in record
    values = [record]
    try:
        for part in [field] if one_name else field.split('.'):
            values = [found for value in values for found in _step(value, part)]
    except KeyError:
        raise CorpusError('the record has no field %s' % ascii_repr(field), path=name, line=number)
    found = []
    for value in values:
        found.extend(value if isinstance(value, list) else [value])
    for value in found:
        if value is not None and not isinstance(value, text_type):
            raise CorpusError('the field %s holds %s, not text' % (ascii_repr(field), _kind(value)),
                              path=name, line=number)
    return [value for value in found if value is not None]


def _step(value, part):
    """Return the values one step down the path: one, or one for each item of a list."""
    if value is None:
        return []
    if isinstance(value, list):
        if is_count(part):
            return value[parse_count(part):parse_count(part) + 1]
        return [item[part] for item in value if item is not None and _has(item, part)]
    _has(value, part)
    return [value[part]]


def _has(value, part):
    """Return True; raise a KeyError if the value has no such field."""
    if not isinstance(value, Mapping) or part not in value:
        raise KeyError(part)
    return True


def _mended(text, errors, name, number, counts):
    """Return a text with lone surrogates replaced, or None to leave it out."""
    if errors == 'strict':
        raise EncodingError("a text holds half of a surrogate pair, which is no character; "
                            "errors='replace' or errors='skip' reads on", path=name, line=number)
    if errors == 'skip':
        counts.skipped += 1
        return None
    text, count = LONE_SURROGATE.subn('\ufffd', text)
    counts.replaced += count
    return text


def _kind(value):
    if isinstance(value, bool):
        return 'true or false'
    if isinstance(value, integer_types):
        return 'a number'
    if isinstance(value, float):
        return 'NaN or infinity'
    return 'an object' if isinstance(value, Mapping) else 'a list'


# --- tables --------------------------------------------------------------------------------------

def csv_texts(lines, column, delimiter, header, name, counts, may_be_empty=False):
    """Yield the texts of one column.

    Args:
        lines: iterable of (number, line); `WAITING` between records is passed on.
        column: name of the column in the header, or its number from 1.
        delimiter: one character.
        header: whether the first record names the columns; None: only if `column` is a name.
        name: name of the file for messages.
        counts: an object with the counter `skipped`; `record_line` is set to the line of each record.
        may_be_empty: whether a file without any record, not even a header, has no texts.

    Raises:
        CorpusError: there is no such column, also because there is no header; a record is too short; or a
            quote is never closed.
    """
    index = column - 1 if isinstance(column, integer_types) else None
    first = header or (header is None and index is None)
    for number, cells in _records(iter(lines), delimiter, name):
        if cells is WAITING:
            yield cells
        elif any(MARK in cell for cell in cells):
            counts.skipped += 1
        elif cells == ['']:
            pass
        elif first:
            index, first = _column(cells, column, name, number), False
        elif index >= len(cells):
            raise CorpusError('the record has %d columns, column %d is asked for'
                              % (len(cells), index + 1), path=name, line=number)
        else:
            counts.record_line = number
            yield cells[index]
    if index is None and not may_be_empty:
        raise CorpusError('has no header that names the column %s: the file is empty' % ascii_repr(column),
                          path=name)


def _column(cells, column, name, number):
    """Return the index of a column by the cells of the header."""
    if isinstance(column, integer_types):
        return column - 1
    count = cells.count(column)
    if count != 1:
        raise CorpusError('the header names the column %s %s; it names %s'
                          % (ascii_repr(column), 'twice or more' if count else 'not at all',
                             ', '.join(ascii_repr(cell) for cell in cells[:20])),
                          path=name, line=number)
    return cells.index(column)


def _records(lines, delimiter, name):
    """Yield (number of the first line, cells) of each record."""
    for number, line in lines:
        if line is WAITING:
            yield number, line
            continue
        if '"' not in line:
            yield number, line.split(delimiter)
            continue
        cells, at = [], 0
        while at is not None:
            if line.startswith('"', at):
                cell, line, at = _quoted(line, at + 1, lines, number, name)
            else:
                cell = ''
            end = line.find(delimiter, at)
            cells.append(cell + (line[at:] if end < 0 else line[at:end]))
            at = None if end < 0 else end + 1
        yield number, cells


def _quoted(line, at, lines, number, name):
    """Read a quoted cell, which may span several lines.

    Returns:
        (cell, line, index): the cell, the line in which it ends, and the index after its last quote.
    """
    parts, length = [], 0
    while True:
        end = line.find('"', at)
        parts.append(line[at:] if end < 0 else line[at:end])
        length += len(parts[-1])
        if end < 0:
            following = next((pair for pair in lines if pair[1] is not WAITING), None)
            if following is None or length > LONGEST_FIELD:
                raise CorpusError('a quote that opens in this record is never closed', path=name,
                                  line=number)
            line, at, mark = following[1], 0, '\n'
        elif line.startswith('"', end + 1):
            at, mark = end + 2, '"'
        else:
            return ''.join(parts), line, end + 1
        parts.append(mark)
        length += 1
