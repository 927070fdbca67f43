# -*- coding: utf-8 -*-
"""Join blocks of text into complete lines, and cut lines that are too long for memory.

A block may end anywhere. Only `\\n` and `\\r\\n` are line ends: a lone `\\r`, U+2028 or a form feed is part
of its line. A line of more than `max_chars` characters is cut at certain boundaries: after a mark that ends
a sentence, otherwise after a comma, white space or any punctuation, so that no word and no clause is
divided. If there is no boundary, it is searched for in up to `LONGEST_SEARCH` further characters; if none
is found, the line is cut after a Han character or anywhere.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import LazyPattern
from .._storage import MARK
from ..text import (
    DIGIT_CLASS, EXTEND_CLASS, HAN_CLASS, INSIDE_CLASS, JOINER, LATIN_CONNECTORS, LETTER_CLASS, PUNCT,
    SCRIPT_CLASSES, SPACE, class_of, scan)
from ._corpus import WAITING, Chunk

#: How far beyond the end of a piece a boundary is searched for, in characters: this bounds the memory.
LONGEST_SEARCH = 1 << 20
#: `divide_line` cuts pieces of about so many characters, at most twice as many.
LONGEST_PART = 1 << 16
#: How far before the end of a piece a boundary is searched for, in characters.
_WINDOW = 1 << 14
#: How many following characters are needed to know where the last span of a piece ends.
_AHEAD = 256


def _without(class_, marks):
    """Return the body of the class of some marks without those of another class."""
    return class_of(re.sub('[%s]' % class_, '', marks))


# A match ends after the boundary and must be followed by a character that cannot belong before it. ASCII
# punctuation is left to `scan`, since it may also be part of numbers and URLs.
_SENTENCE = LazyPattern(lambda: '[%s][”’」』）】》]*(?=[^。！？”’」』）】》\n%s])' % (
    _without(INSIDE_CLASS, '。！？'), EXTEND_CLASS))
_CLAUSE = LazyPattern(lambda: '[%s](?=[^%s；，、\n])' % (
    _without(class_of(LATIN_CONNECTORS), '；，、'), DIGIT_CLASS + EXTEND_CLASS))
# No number, URL or other word of several characters contains one of these, so the spans between two of them
# are certain.
_APART = LazyPattern(lambda: '[ \t\u3000%s%s]' % (
    _without(INSIDE_CLASS, '"<>\\^`{|}。！？；、“”…（）《》【】「」'), HAN_CLASS))
# White space or punctuation, or a part of a word.
_MARK = LazyPattern(lambda: '[^%s]' % (DIGIT_CLASS + LETTER_CLASS + ''.join(SCRIPT_CLASSES) + HAN_CLASS))
_LAST_HAN = LazyPattern(lambda: '.*[%s]' % HAN_CLASS, re.DOTALL)
# Two characters that belong together, including a pair of surrogates on narrow builds.
_JOINED = LazyPattern(lambda: '.[%s\udc00-\udfff]|%s' % (EXTEND_CLASS, JOINER), re.DOTALL)
_LAST_APART = LazyPattern(lambda: '.*' + _APART.pattern, re.DOTALL)


def find_cut(text, limit):
    """Return where a text that is too long can be cut, or None.

    Args:
        text: the beginning of a line or of a piece, with at least `_AHEAD` characters beyond the limit, or up
            to the end of the line.
        limit: the last place up to here is the best; if there is none, the first one after it.

    Returns:
        int: the number of characters of the piece.

    Complexity:
        Usually linear in the window before the limit; if that has no boundary, linear in the text.
    """
    start = max(0, limit - _WINDOW)
    window = text[start:limit + _AHEAD]
    for ends in (_matches(_SENTENCE, window), _matches(_CLAUSE, window),
                 _spans(window, start == 0)):
        last = _last(ends, limit - start)
        if last is not None:
            return start + last
    last = _last(_spans(text[:limit + _AHEAD], True), limit) if start else None
    # The following text may show a boundary that the text up to the limit alone could not.
    for end in _spans(text, True) if last is None else ():
        if last is not None and end > limit:
            break
        last = end
    return last


def forced_cuts(text, limit):
    """Yield the ascending places where to cut a text that is too long to be held but has no boundary.

    A cut is after the last Han character before the limit, or at the limit. Grapheme clusters are not
    divided, and no piece ends in a carriage return. At least the limit is left after the last cut, so that a
    small limit does not require a search for each piece.
    """
    begin = 0
    while not begin or len(text) - begin > 2 * limit + _AHEAD:
        start = begin + max(0, limit - _WINDOW)
        found = _LAST_HAN.match(text[start:begin + limit])
        cut = begin + limit if found is None else start + found.end()
        while cut < len(text) - 1 and (text[cut - 1] == '\r' or _JOINED.match(text[cut - 1:cut + 1])):
            cut += 1
        yield cut
        begin = cut


def _last(ends, limit):
    last = None
    for end in ends:
        if end > limit:
            break
        last = end
    return last


def _matches(pattern, text):
    return (match.end() for match in pattern.finditer(text))


def _spans(text, begins):
    """Yield the places after white space and punctuation that do not depend on further text.

    Args:
        text: a part of a line, which may continue before and after it.
        begins: whether a span begins at the beginning of the text.
    """
    known, mark = _LAST_APART.match(text), _MARK.search(text)
    if known is None or mark is None:
        return
    stop, first = known.end(), 0 if begins else _APART.search(text).start()
    # No span ends before the first mark, so it suffices to begin shortly before it.
    before = _LAST_APART.match(text, max(first, mark.start() - _WINDOW), mark.end())
    first = first if before is None else before.end() - 1
    for _, end, kind in scan(text[first:stop]):
        # The last span may continue. A piece must not end in a carriage return, like a line end.
        end += first
        if end < stop and kind in (PUNCT, SPACE) and text[end - 1] != '\r':
            yield end


class LineSplitter(object):
    """Join texts into complete lines and pieces of lines.

    Args:
        max_chars: longest line that is not cut, in characters; None cuts no lines.
        keep_returns: whether the carriage return of a line end is kept.

    After the last text, `ended` tells whether the last line had a line end.
    """

    def __init__(self, max_chars, keep_returns=False):
        self._max, self._keep = max_chars, keep_returns
        self.ended = True
        # The current line: the part that is known to have no boundary, and the rest.
        self._head, self._held, self._length, self._head_length = [], [], 0, 0

    def chunks(self, texts):
        """Yield the lines of texts that may end anywhere, as `Chunk`s of many lines.

        For an empty text, which says that the source has no more data for now, `WAITING` is yielded.
        """
        for text in texts:
            if not text:
                yield WAITING
            for chunk in self._add(text):
                yield chunk
        self.ended = not self._held
        if self._held:
            for chunk in self._complete(self._take(), False):
                yield chunk

    def _add(self, text):
        """Yield the lines that one more text completes."""
        end = text.rfind('\n')
        if end >= 0:
            self._held.append(text[:end])
            for chunk in self._complete(self._take(), True):
                yield chunk
            text = text[end + 1:]
        if text:
            self._held.append(text)
            self._length += len(text)
            for chunk in self._overflow():
                yield chunk

    def _take(self):
        """Return the current line, and begin a new one."""
        text = ''.join(self._head + self._held)
        self._head, self._held, self._length, self._head_length = [], [], 0, 0
        return text

    def _complete(self, text, ended):
        """Yield complete lines, with the carriage returns of their line ends removed."""
        if '\r' in text and not self._keep:
            text = text.replace('\r\n', '\n')
            if ended and text.endswith('\r'):
                text = text[:-1]
        if self._max is None or len(text) <= self._max:
            yield Chunk(text, True, True)
            return
        for chunk in self._cut_lines(text):
            yield chunk

    def _cut_lines(self, text):
        """Yield lines, cutting those that are too long."""
        begin = 0
        while len(text) - begin > self._max:
            end = text.find('\n', begin)
            end = len(text) if end < 0 else end
            if end - begin > self._max:
                for chunk in cut_line(text[begin:end], self._max, True):
                    yield chunk
            else:
                # As many lines at a time as fit.
                end = text.rfind('\n', begin, begin + self._max + 1)
                yield Chunk(text[begin:end], True, True)
            begin = end + 1
        if begin <= len(text):
            yield Chunk(text[begin:], True, True)

    def _overflow(self):
        """Yield pieces of the current line while it is too long and can be cut."""
        while self._max is not None and (self._head or self._length > self._max + _AHEAD):
            text = ''.join(self._held)
            left = self._max + LONGEST_SEARCH - self._head_length
            known = text[:left]
            cut = next(_spans(known, False), None) if self._head else find_cut(known, self._max)
            if cut is None and len(text) < left:
                # Keep the window: further text may show that its last span is a boundary.
                keep = max(0, len(text) - _WINDOW)
                self._head.append(text[:keep])
                self._head_length += keep
                self._held, self._length = [text[keep:]], len(text) - keep
                return
            text, begin = ''.join(self._head) + text, 0
            searched = text[:self._max + LONGEST_SEARCH]
            if cut is None:
                cut = find_cut(searched, self._max)
            elif self._head:
                cut = find_cut(text, self._max) or self._head_length + cut
            for cut in forced_cuts(searched, self._max) if cut is None else (cut,):
                yield Chunk(text[begin:cut], False, True)
                begin = cut
            self._head, self._head_length = [], 0
            self._held, self._length = [text[cut:]], len(text) - cut


def cut_line(text, max_chars, many_lines=False):
    """Yield the pieces of one line, or of one record, as `Chunk`s.

    >>> for chunk in cut_line('今天很好。明天更好。后天再看。', 8):
    ...     print(chunk.text, chunk.ends_line)
    今天很好。 False
    明天更好。 False
    后天再看。 True
    """
    begin, longest = 0, max_chars + LONGEST_SEARCH
    while len(text) - begin > max_chars:
        # Use bounded slices: a search must not copy the whole rest of a line.
        cut = None
        reach = min(max_chars + _WINDOW, longest)
        while cut is None:
            part = text[begin:begin + reach]
            cut = find_cut(part, max_chars)
            if begin + reach >= len(text) or reach == longest:
                break
            reach = min(2 * reach, longest)
        if cut is None and len(text) - begin < longest:
            break
        here = 0
        for cut in forced_cuts(part, max_chars) if cut is None else (cut,):
            yield Chunk(part[here:cut], False, many_lines)
            here = cut
        begin += cut
    yield Chunk(text[begin:], True, many_lines)


def divide_line(chunk):
    """Yield the pieces of a line, none of more than twice `LONGEST_PART` characters.

    They end at boundaries, except where so many characters have none. A chunk of several lines is short, and
    stays whole.
    """
    text, begin = chunk.text, 0
    is_one_line = len(text) > 2 * LONGEST_PART and not (chunk.many_lines and '\n' in text)
    while is_one_line and len(text) - begin > 2 * LONGEST_PART:
        window = text[begin:begin + 2 * LONGEST_PART]
        cut = find_cut(window, LONGEST_PART)
        if cut is None:
            cut = next(forced_cuts(window, LONGEST_PART))
        yield Chunk(window[:cut], False, chunk.many_lines)
        begin += cut
    # `WAITING` stays the same object.
    yield chunk._replace(text=text[begin:]) if begin else chunk


class Skipper(object):
    """Leave out lines that contain a `MARK`; of a line in pieces, the pieces that do.

    Args:
        counts: an object whose `skipped` counts the lines (or pieces) left out.
    """

    def __init__(self, counts):
        self._counts = counts
        # Whether pieces of an incomplete line have been yielded.
        self._inside = False

    def filter(self, chunks):
        """Yield chunks of many lines without the marked lines."""
        for chunk in chunks:
            if chunk is WAITING:
                yield chunk
                continue
            if MARK not in chunk.text:
                self._inside = not chunk.ends_line
                yield chunk
                continue
            for unmarked in self._unmarked(chunk.text.split('\n'), chunk.ends_line):
                yield unmarked

    def _unmarked(self, lines, ends_line):
        last = len(lines) - 1
        for number, line in enumerate(lines):
            ends = ends_line or number < last
            begun = self._inside and number == 0
            self._inside = not ends and (begun or MARK not in line)
            if MARK not in line:
                yield Chunk(line, ends, True)
                continue
            self._counts.skipped += 1
            if begun and ends:
                # Earlier pieces of this line have been yielded, so its end must be yielded too.
                yield Chunk('', True, True)
