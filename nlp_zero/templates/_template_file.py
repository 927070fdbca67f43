# -*- coding: utf-8 -*-
"""Keep templates in files: one `template<TAB>count` a line, in UTF-8, most frequent first.

How a template is spelled is `Template.to_text`'s; this module knows files and lines.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import Mapping, binary_type, iter_items, string_types
from .._storage import open_input, open_output
from ..errors import ArgumentError, FormatError
from ..text import parse_count
from ._template import Template, template_key

__all__ = [str(name) for name in ('load_templates', 'save_templates', 'sorted_templates')]

_FIELD = '\t'


def sorted_templates(templates):
    """Return (Template, count) pairs, most frequent first, then by words.

    Args:
        templates: a dict or pairs of templates (a `Template`, or words and None) and counts.
    """
    pairs = iter_items(templates) if isinstance(templates, Mapping) else templates
    pairs = [(template if isinstance(template, Template) else Template(template), count)
             for template, count in pairs]
    return sorted(pairs, key=lambda pair: (-pair[1], template_key(pair[0].words)))


def save_templates(templates, path):
    """Write templates to a file, compressed if its name says so; `-` is standard output.

    Args:
        templates: a dict, an `XTrie` or pairs of templates and counts.

    Raises:
        OutputError: the file cannot be written; what stood there stays.
        FormatError: no line can hold a template, since it is empty or its count is no whole number
            from 1 on; what stood there stays.
    """
    with open_output(path) as out:
        for template, count in sorted_templates(templates):
            if not template.words or count < 1 or count != int(count):
                raise FormatError('no line can hold the template "%s" with the count %r: a template has a word or '
                                  'a gap, and a count is a whole number from 1 on' % (template.to_text(), count))
            out.write('%s%s%d\n' % (template.to_text(), _FIELD, count))


def load_templates(source):
    """Read templates that `save_templates` wrote, or that somebody typed.

    Args:
        source: a path (compressed or not, `-` for standard input), or an iterable of lines.

    Returns:
        dict: {Template: count}. Empty lines are passed over; a line without a count counts 1;
        counts of equal templates add up.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line makes no sense; it begins with `path:line:`.

    >>> templates = load_templates(['[X] 能 [X] 吗\\t9', '怎么 [X]'])
    >>> templates[Template([None, '能', None, '吗'])]
    9
    """
    named = isinstance(source, string_types) or hasattr(source, '__fspath__')
    stream = open_input(source) if named else source
    path = source if named else None
    found = {}
    try:
        for number, line in enumerate(stream, 1):
            template, count = _parse(line, path, number)
            if template is not None:
                found[template] = found.get(template, 0) + count
    finally:
        if named:
            stream.close()
    return found


def _parse(line, path, number):
    """Return (Template, count) of one line, or (None, 0) for an empty one."""
    if isinstance(line, binary_type):
        try:
            line = line.decode('utf-8')
        except UnicodeDecodeError as error:
            raise FormatError('not UTF-8: %s' % error.reason, path, number)
    line = line.rstrip('\r\n')
    if number == 1 and line.startswith('\ufeff'):
        line = line[1:]
    if not line:
        return None, 0
    text, _, count = line.partition(_FIELD)
    try:
        count = parse_count(count) if count else 1
        template = Template.from_text(text)
    except ArgumentError as error:
        raise FormatError('the count of %.60r is %s' % (text, error.message), path, number)
    except FormatError as error:
        raise FormatError(error.message, path, number)
    if count < 1 or not template.words:
        raise FormatError('%r is no line of `template<TAB>count`' % line, path, number)
    return template, count
