# -*- coding: utf-8 -*-
"""Read and write templates: one `template<TAB>count` a line, in UTF-8, most frequent first.

What `nlp-zero templates` writes as JSON or CSV, with the fillers of the gaps, can be read too. Every function
that accepts templates reads them with `template_pairs`. `Template.to_text` defines how a template is written.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import json
import re
from collections import namedtuple

from .._compat import Mapping, binary_type, integer_types, iter_items, string_types, text_type
from .._storage import is_path, open_input, open_output
from ..errors import ArgumentError, FormatError, checked_call
from ..text import LONGEST_COUNT, parse_count
from ._template import Template, template_key

_BYTE_ORDER_MARK = '\ufeff'
_FIELD = '\t'
# One cell of CSV with what ends it; the count after a filler.
_CELL = re.compile('(?:"((?:[^"]|"")*)"|([^",]*))(,|\\Z)')
_FILLER_COUNT = re.compile(':([0-9]+)(?: |\\Z)')
# The apostrophe that `text.csv_cell` puts before what a spreadsheet would read as a formula.
_APOSTROPHE = re.compile("\\A'(?=[-=+@\t\r'])")
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


def template_pairs(source):
    """Return an iterable of the (template, count) pairs of a source of templates.

    Args:
        source: a path or an open file, as for `load_templates`; a mapping of templates to counts; an iterable
            of pairs, such as an `XTrie`; or None for no templates.

    Raises:
        ArgumentError: any other source; an item that is not a pair raises it during iteration.
        InputError, FormatError: see `load_templates`.
    """
    if source is None:
        return ()
    if is_path(source) or hasattr(source, 'read'):
        source = load_templates(source)
    try:
        return _checked_pairs(iter_items(source) if isinstance(source, Mapping) else iter(source))
    except TypeError:
        raise ArgumentError('templates come from a path, an open file, a mapping or pairs of template and '
                            'count, not from %s' % type(source).__name__)


def _checked_pairs(items):
    for item in items:
        # A text or a list of two words could be taken for a pair.
        pair = () if isinstance(item, (text_type, binary_type, Template)) else item
        try:
            template, count = pair
            whole = count - count == 0
        except (TypeError, ValueError):
            raise ArgumentError('an item of the templates is %s, not a pair of template and count; '
                                'load_templates reads lines' % type(item).__name__)
        if not whole:
            raise ArgumentError('the count of a template is a number, not %r' % (count,))
        if not isinstance(template, (text_type, Template)):
            try:
                right = all(word is None or isinstance(word, string_types) for word in template)
            except TypeError:
                right = False
            if not right:
                raise ArgumentError('a template is a text, or words and None for gaps, not %.60r'
                                    % (template,))
        yield template, count


def sorted_templates(templates):
    """Return (Template, count) pairs, most frequent first, then by words.

    Args:
        templates: anything that `XTrie` accepts.
    """
    pairs = [(template if isinstance(template, Template) else Template(template), count)
             for template, count in template_pairs(templates)]
    return sorted(pairs, key=lambda pair: (-pair[1], template_key(pair[0].words)))


@checked_call
def save_templates(templates, path):
    """Write templates to a file, compressed if its name ends accordingly; `-` is standard output.

    Args:
        templates: anything that `XTrie` accepts.
        path: text, bytes, or an object with `__fspath__`.

    Raises:
        OutputError: the file cannot be written; an existing file is unchanged.
        FormatError: a template is empty, or its count is not a whole number from 1 on; an existing file is
            unchanged.
    """
    write_lines(path, _template_lines(templates))


def _template_lines(templates):
    for template, count in sorted_templates(templates):
        if not template.words or count < 1 or count != int(count):
            raise FormatError('no line can hold the template "%s" with the count %r: a template has a '
                              'word or a gap, and a count is a whole number from 1 on'
                              % (template.to_text(), count))
        yield '%s%s%d\n' % (template.to_text(), _FIELD, count)


def write_lines(path, lines):
    """Write lines to a file, as `with_doubled_mark` yields them."""
    with open_output(path) as out:
        out.writelines(with_doubled_mark(lines))


def with_doubled_mark(lines):
    """Yield lines, with a byte order mark at the very start doubled, since reading drops one."""
    mark = _BYTE_ORDER_MARK
    for line in lines:
        yield mark + line if mark and line.startswith(mark) else line
        mark = ''


@checked_call
def load_templates(source):
    """Read templates written by `save_templates` or `nlp-zero templates`, or by hand.

    Args:
        source: a path (text, bytes, or an object with `__fspath__`; compressed or not; `-` for
            standard input), an open file of bytes or text, or an iterable of lines. A line is
            `template<TAB>count`, or a JSON object with the keys template and count; or all are records
            of CSV under the header `template,count,...`.

    Returns:
        dict: {Template: count}. Empty lines are skipped, a line without a count counts 1, and counts of equal
        templates are added.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is malformed; the message begins with `path:line:`.

    >>> templates = load_templates(['[X] 能 [X] 吗\\t9', '怎么 [X]'])
    >>> templates[Template([None, '能', None, '吗'])]
    9
    """
    return {saved.template: saved.count for saved in load_saved_templates(source)}


def load_saved_templates(source):
    """Read templates like `load_templates`, with the saved fillers of their gaps.

    Returns:
        list: of `SavedTemplate`, in the order of the file; equal templates are merged and have the gaps of
        the first.

    Raises:
        InputError, FormatError: see `load_templates`.
    """
    return parsed_source(source, 'templates', _parsed_lines)


def parsed_source(source, what, parse):
    """Return `parse(lines, path)` of a file that is given by its path, or of lines, whose path is None.

    Args:
        what: what is read, in the plural, for messages.
    """
    if not is_path(source):
        _check_lines(source, what)
        return parse(source, None)
    with open_input(source, entries=True) as lines:
        return parse(lines, source)


def _parsed_lines(lines, path):
    found, places = [], {}
    for number, text, is_record in _lines_and_records(lines, path):
        parse = _parsed_record if is_record else _parsed_entry if _is_json_entry(text) else _parsed_line
        saved = parse(text, path, number)
        place = places.setdefault(saved.template, len(found))
        if place == len(found):
            found.append(saved)
        else:
            found[place] = found[place]._replace(count=found[place].count + saved.count)
    return found


def _lines_and_records(lines, path):
    """Yield (number, text, whether it is a record of CSV) of each line or record that is not empty.

    What follows a header of CSV, which is left out, are records, except for lines of JSON. A cell in quotes
    may have line ends, so a record ends at a line end after an even number of quotes.
    """
    is_csv, begin, record, is_open = None, 0, [], False
    for number, line in enumerate(lines, 1):
        text = _decoded_line(line, path, number)
        stripped = text.rstrip('\r\n')
        if is_csv is None and stripped:
            is_csv = _is_csv_header(stripped)
            if is_csv:
                continue
        is_line = not is_csv or not record and _is_json_entry(text)
        if is_line:
            text = stripped
        else:
            begin = begin if record else number
            record.append(text if text.endswith('\n') else text + '\n')
            is_open ^= text.count('"') % 2 == 1
            if is_open:
                continue
            number, text, record = begin, ''.join(record).rstrip('\r\n'), []
        if text:
            yield number, text, not is_line
    if record:
        raise FormatError('a quote that opens in this record is never closed', path, begin)


def _parsed_line(line, path, number):
    """Return the `SavedTemplate` of one non-empty line."""
    if number == 1 and line.startswith('version: "'):
        raise FormatError('training data of Rasa is not read: save the templates as txt, json or csv too',
                          path, number)
    if '\r' in line:
        # It is spelled \\r where a word has it: this one was a tab, or the end of a line, before.
        raise FormatError('a carriage return within the line %.60r' % line, path, number)
    text, _, count = line.partition(_FIELD)
    try:
        template, count = Template.from_text(text), parse_count(count or '1')
    except ArgumentError as error:
        raise FormatError('the count of %.60r is %s' % (text, error.message), path, number)
    except FormatError as error:
        raise FormatError(error.message, path, number)
    if count < 1 or not template.words:
        raise FormatError('%.60r is no line of `template<TAB>count`' % line, path, number)
    return SavedTemplate(template, count, ())


def _check_lines(lines, what):
    """Raise ArgumentError unless a value can be read as lines."""
    try:
        iter(lines)
    except TypeError:
        raise ArgumentError('%s are read from a path, an open file or lines, not from %s'
                            % (what, type(lines).__name__))


def line_text(line, path, number, form='template<TAB>count'):
    """Return a line as text, without its line end and byte order mark.

    Args:
        path, number: the origin of the line, for error messages.
        form: the expected form of a line, for error messages.
    """
    return _decoded_line(line, path, number, form).rstrip('\r\n')


def _decoded_line(line, path, number, form='template<TAB>count'):
    """Return a line as text, without its byte order mark."""
    if isinstance(line, binary_type):
        try:
            line = line.decode('utf-8')
        except UnicodeDecodeError as error:
            raise FormatError('not UTF-8: %s' % error.reason, path, number)
    if not isinstance(line, text_type):
        raise FormatError('%s is no line of `%s`' % (type(line).__name__, form), path, number)
    return line[1:] if number == 1 and line.startswith(_BYTE_ORDER_MARK) else line


# --- one line of JSON, one record of CSV --------------------------------------------------------------

def _is_json_entry(line):
    """Tell whether a line is a template in JSON, and not `template<TAB>count`.

    >>> _is_json_entry('{"template": "[X] 吗"}'), _is_json_entry('{ [X] }')
    (True, False)
    """
    return line.startswith('{"')


def _is_csv_header(line):
    """Tell whether a line is the header of the CSV form.

    >>> _is_csv_header('template,count,clauses'), _is_csv_header('template [X]')
    (True, False)
    """
    return line.startswith('template,count')


def _parsed_entry(line, path=None, number=None):
    """Return the `SavedTemplate` in a line of JSON.

    Args:
        line: text.
        path, number: the origin of the line, for error messages.

    Raises:
        FormatError: the line is not JSON, or has an invalid template, count or filler.

    >>> saved = _parsed_entry('{"template": "[X] 吗", "count": 3, "slots": [{"fillers": [["好", 2]]}]}')
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


def _parsed_record(line, path=None, number=None):
    """Return the `SavedTemplate` in a CSV record with the columns of `--format csv`.

    Raises:
        FormatError: the record is invalid.

    >>> saved = _parsed_record('[X] 吗,3,2,X=,好:2,你 好 吗')
    >>> saved.count, saved.slots[0].total
    (3, 2)
    """
    cells, here, end = [], 0, ','
    while end == ',':
        cell = _CELL.match(line, here)
        if cell is None:
            break
        text = (cell.group(1) or '').replace('""', '"') or cell.group(2) or ''
        cells.append(_APOSTROPHE.sub('', text))
        here, end = cell.end(), cell.group(3)
    try:
        template = Template.from_text(cells[0])
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
