# -*- coding: utf-8 -*-
"""Show texts on a terminal, in a page and in a spreadsheet, without what would do something there."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import LazyPattern, WIDE_UNICODE, escape_surrogates
from ._characters import (
    CONTROL_CLASS, EXTEND_CLASS, FIRST_JAMO, HAN_CLASS, LAST_JAMO, MIDDLE_JAMO, SCRIPT_CLASSES)

# What takes two columns of a terminal beside the Han characters: CJK marks and their like, the scripts of
# East Asia, full-width forms, pictures. Astral characters of narrow builds have a length of two already.
_WIDE = LazyPattern(lambda: '[%s%s\u3000-\u303e%s\uff01-\uff60\uffe0-\uffe6%s]' % (
    HAN_CLASS, ''.join(SCRIPT_CLASSES), FIRST_JAMO,
    '\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff'
    if WIDE_UNICODE else ''))
_EXTENDING_RUN = LazyPattern(lambda: '[%s]' % (EXTEND_CLASS + MIDDLE_JAMO + LAST_JAMO))
_LINE_CONTROLS = LazyPattern(lambda: '[\t-\r\x1c-\x1e\x85\u2028\u2029]')
_CONTROLS = LazyPattern(lambda: '[%s\u061c]' % CONTROL_CLASS)
# With what a formula begins in a spreadsheet; and the mark that says it is none.
_FORMULA_STARTS = ('=', '+', '-', '@', '\t', '\r', "'")


def display_width(text):
    """Return the columns that a text takes on a terminal: two for a Han character, none for a mark on one.

    Control characters are not for terminals: see `display_text`.

    >>> [display_width(text) for text in ('手机', '5G手机', '，', '')]
    [4, 6, 2, 0]
    """
    # A combining mark of kana is of a wide script, and has no width all the same.
    marks = _EXTENDING_RUN.findall(text)
    return len(text) + len(_WIDE.findall(text)) - len(marks) - sum(1 for mark in marks if _WIDE.match(mark))


def display_text(text):
    """Return a text that moves no cursor and turns no direction: line ends and tabs become spaces, and
    other control and format characters U+FFFD.

    >>> print(display_text('一行\\n二行'))
    一行 二行
    """
    return _CONTROLS.sub('\ufffd', _LINE_CONTROLS.sub(' ', text))


def markup_text(text):
    """Return a text as HTML and XML show it, in an element or a quoted attribute, whatever it holds.

    Controls are as in `display_text`, and half a surrogate pair is an escape.

    >>> print(markup_text('<b title="1 & 2">'))
    &lt;b title=&quot;1 &amp; 2&quot;&gt;
    """
    for character, escape in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('"', '&quot;'), ("'", '&#39;')):
        text = text.replace(character, escape)
    return display_text(escape_surrogates(text))


def shortened_text(text, width, at_begin=False):
    """Return a text as `display_text` shows it, in so many columns; one that is longer is cut at one end.

    >>> print(shortened_text('手感清脆', 6), shortened_text('手感清脆', 6, at_begin=True))
    手感… 感清脆
    """
    text = display_text(text[-width:] if at_begin else text[:width + 1])
    while display_width(text) > width:
        text = text[1:] if at_begin else text[:-2] + '\u2026'
    return text


def csv_cell(text):
    """Return a text as a cell of CSV, by RFC 4180.

    One that a spreadsheet would run as a formula has an apostrophe before it, and so has one that begins with
    an apostrophe, for the sake of readers that take it off.

    >>> print(csv_cell('=1+1'), csv_cell('a,b'))
    '=1+1 "a,b"
    """
    if text.startswith(_FORMULA_STARTS):
        text = "'" + text
    return '"%s"' % text.replace('"', '""') if any(mark in text for mark in '",\r\n') else text
