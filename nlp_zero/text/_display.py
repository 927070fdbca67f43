# -*- coding: utf-8 -*-
"""Make texts safe to show on a terminal, in an HTML page and in a spreadsheet."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import LazyPattern, WIDE_UNICODE, escape_surrogates
from ..errors import check_number, checked_text
from ._characters import (
    CONTROL_CLASS, EXTEND_CLASS, FIRST_JAMO, HAN_CLASS, LAST_JAMO, MIDDLE_JAMO, SCRIPT_CLASSES)

# Characters that take two columns on a terminal: Han characters, CJK punctuation, the scripts of East Asia,
# full-width forms and pictures. On narrow builds, astral characters have a length of two anyway.
_WIDE = LazyPattern(lambda: '[%s%s\u3000-\u303e%s\uff01-\uff60\uffe0-\uffe6%s]' % (
    HAN_CLASS, ''.join(SCRIPT_CLASSES), FIRST_JAMO,
    '\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff'
    if WIDE_UNICODE else ''))
_EXTENDING_RUN = LazyPattern(lambda: '[%s]' % (EXTEND_CLASS + MIDDLE_JAMO + LAST_JAMO))
_LINE_CONTROLS = LazyPattern(lambda: '[\t-\r\x1c-\x1e\x85\u2028\u2029]')
_CONTROLS = LazyPattern(lambda: '[%s\u061c]' % CONTROL_CLASS)
# What a spreadsheet takes for the start of a formula, and the apostrophe that prevents this.
_FORMULA_STARTS = ('=', '+', '-', '@', '\t', '\r', "'")


@checked_text
def display_width(text):
    """Return the columns of a text on a terminal: two for a Han character, none for a combining mark.

    Control characters should be removed first, see `display_text`.

    >>> [display_width(text) for text in ('手机', '5G手机', '，', '')]
    [4, 6, 2, 0]
    """
    # A combining mark of kana belongs to a wide script but has no width.
    marks = _EXTENDING_RUN.findall(text)
    return len(text) + len(_WIDE.findall(text)) - len(marks) - sum(1 for mark in marks if _WIDE.match(mark))


@checked_text
def display_text(text):
    """Return a text without control characters: line ends and tabs become spaces, others become U+FFFD.

    So the text cannot move the cursor of a terminal or change the direction of writing.

    >>> print(display_text('一行\\n二行'))
    一行 二行
    """
    return _CONTROLS.sub('\ufffd', _LINE_CONTROLS.sub(' ', text))


@checked_text
def markup_text(text):
    """Return a text escaped for HTML and XML, for use in an element or a quoted attribute.

    Control characters are replaced as in `display_text`; a lone surrogate becomes a backslash escape.

    >>> print(markup_text('<b title="1 & 2">'))
    &lt;b title=&quot;1 &amp; 2&quot;&gt;
    """
    for character, escape in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('"', '&quot;'), ("'", '&#39;')):
        text = text.replace(character, escape)
    return display_text(escape_surrogates(text))


@checked_text
def shortened_text(text, width, at_begin=False):
    """Return a text as `display_text` shows it, cut at its end, or at its beginning, to a width in columns.

    >>> print(shortened_text('手感清脆', 6), shortened_text('手感清脆', 6, at_begin=True))
    手感… 感清脆
    """
    check_number('width', width, 1)
    text = display_text(text[-width:] if at_begin else text[:width + 1])
    while display_width(text) > width:
        text = text[1:] if at_begin else text[:-2] + '\u2026'
    return text


@checked_text
def csv_cell(text):
    """Return a text as a cell of CSV according to RFC 4180.

    A text that a spreadsheet would evaluate as a formula gets an apostrophe in front, and so does a text that
    begins with an apostrophe, so that readers which remove one restore the text.

    >>> print(csv_cell('=1+1'), csv_cell('a,b'))
    '=1+1 "a,b"
    """
    if text.startswith(_FORMULA_STARTS):
        text = "'" + text
    return '"%s"' % text.replace('"', '""') if any(mark in text for mark in '",\r\n') else text
