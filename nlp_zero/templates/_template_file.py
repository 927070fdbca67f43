# -*- coding: utf-8 -*-
"""Read and write templates: one `template<TAB>count` a line, in UTF-8, most frequent first.

The output of `nlp-zero templates --slots` can be read too; see `_saved_template`. Every function that accepts
templates reads them with `template_pairs`. `Template.to_text` defines how a template is written.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Mapping, binary_type, iter_items, string_types, text_type
from .._storage import is_path, open_input, open_output
from ..errors import ArgumentError, FormatError, checked_call
from ..text import parse_count
from ._saved_template import SavedTemplate, is_csv_header, is_json_entry, parsed_entry, parsed_record
from ._template import Template, template_key

_BYTE_ORDER_MARK = '\ufeff'
_FIELD = '\t'


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
    found, places, parse = [], {}, None
    for number, line in enumerate(lines, 1):
        line = line_text(line, path, number)
        if not line:
            continue
        if parse is None:
            parse = parsed_record if is_csv_header(line) else _parsed_line
            if parse is parsed_record:
                continue
        saved = (parsed_entry if is_json_entry(line) else parse)(line, path, number)
        place = places.setdefault(saved.template, len(found))
        if place == len(found):
            found.append(saved)
        else:
            found[place] = found[place]._replace(count=found[place].count + saved.count)
    return found


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
    if isinstance(line, binary_type):
        try:
            line = line.decode('utf-8')
        except UnicodeDecodeError as error:
            raise FormatError('not UTF-8: %s' % error.reason, path, number)
    if not isinstance(line, text_type):
        raise FormatError('%s is no line of `%s`' % (type(line).__name__, form), path, number)
    line = line.rstrip('\r\n')
    return line[1:] if number == 1 and line.startswith(_BYTE_ORDER_MARK) else line
