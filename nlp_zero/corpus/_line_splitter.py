# -*- coding: utf-8 -*-
"""Put blocks of text together into whole lines, and cut lines that are too long for memory.

In go texts whose joints mean nothing; out come texts of whole lines. Line ends are `\\n` and
`\\r\\n`, nothing else: a lone `\\r`, U+2028, a form feed stay in their line. A line of more than
`max_chars` characters comes in pieces that end at a certain boundary: behind the mark that ends a
sentence, else behind a comma, white space or any punctuation; so no word and no clause is ever cut.
Where there is no boundary, reading goes on until there is one.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._storage import MARK
from ..text import HAN_CLASS, PUNCT, SPACE, scan

#: How far before the end of a piece its boundary is looked for, in characters.
_WINDOW = 1 << 14
#: How much of what follows must be known to tell where the last span of a piece ends.
_AHEAD = 256
# A match ends behind the boundary, and a character must follow that cannot belong before it. Marks
# of ASCII are left to `scan`: they stand inside of numbers and URLs too.
_SENTENCE = re.compile('[。！？][”’」』）】》]*(?=[^。！？”’」』）】》\n])')
_CLAUSE = re.compile('[；，、](?=[^0-9０-９；，、\n])')
# No number, URL or other word of several characters goes across one of these: where text is known
# from one of them to another, it is known which spans it has.
_APART = re.compile('[ \t\u3000"<>\\\\^`{|}。！？；、“”…（）《》【】「」%s]' % HAN_CLASS)
_LAST_APART = re.compile('.*' + _APART.pattern, re.DOTALL)


def find_cut(text, limit):
    """Return where a text that is too long can be cut, or None.

    Args:
        text: the beginning of a line or of a piece, `_AHEAD` characters beyond the limit at least,
            or else up to the line's end.
        limit: the best place is the last one up to here; failing that, the first one beyond.

    Returns:
        int: an index, the number of characters that go into the piece.

    Complexity:
        As a rule that of the window before the limit; where it has no boundary, linear in the text.
    """
    start = max(0, limit - _WINDOW)
    window = text[start:limit + _AHEAD]
    for ends in (_matches(_SENTENCE, window), _matches(_CLAUSE, window),
                 _spans(window, start == 0)):
        last = _last(ends, limit - start)
        if last is not None:
            return start + last
    last = _last(_spans(text[:limit + _AHEAD], True), limit) if start else None
    return next(_spans(text, True), None) if last is None else last


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
    """Yield the places behind white space and punctuation that no other text can move.

    Args:
        text: a part of a line, which may go on before and behind it.
        begins: whether a span begins where the text does.
    """
    known = _LAST_APART.match(text)
    if known is None:
        return
    stop = known.end()
    first = 0 if begins else _APART.search(text).start()
    for _, end, kind in scan(text[first:stop]):
        # The last span may go on. A carriage return may be half of a line end.
        end += first
        if end < stop and kind in (PUNCT, SPACE) and text[end - 1] != '\r':
            yield end


class Lines(object):
    """Collect texts into whole lines and pieces of lines.

    Args:
        max_chars: longest line that stays in one piece, in characters; None cuts nothing.
        keep_returns: whether the carriage return of a line end stays with its line.

    After the last text `ended` tells whether the last line had its end.
    """

    def __init__(self, max_chars, keep_returns=False):
        self._max, self._keep = max_chars, keep_returns
        self.ended = True
        # The line that is not yet whole: what is known to hold no boundary, and what follows.
        self._head, self._held, self._length = [], [], 0

    def parts(self, texts):
        """Yield the lines of texts whose joints mean nothing.

        Yields:
            (text, whole): lines with `\\n` between them and none at the end; `whole` says whether
            the last line ends here, or is a piece that goes on in the next text.
        """
        for text in texts:
            for part in self._add(text):
                yield part
        self.ended = not self._held
        if self._held:
            for part in self._whole(self._take(), False):
                yield part

    def _add(self, text):
        """Yield the lines that one more text completes."""
        end = text.rfind('\n')
        if end >= 0:
            self._held.append(text[:end])
            for part in self._whole(self._take(), True):
                yield part
            text = text[end + 1:]
        if text:
            self._held.append(text)
            self._length += len(text)
            for part in self._overflow():
                yield part

    def _take(self):
        """Return the line held, and hold nothing."""
        text = ''.join(self._head + self._held)
        self._head, self._held, self._length = [], [], 0
        return text

    def _whole(self, text, ended):
        """Yield lines, with the carriage returns of their ends taken off."""
        if '\r' in text and not self._keep:
            text = text.replace('\r\n', '\n')
            if ended and text.endswith('\r'):
                text = text[:-1]
        if self._max is None or len(text) <= self._max:
            yield text, True
            return
        for part in self._cut_lines(text):
            yield part

    def _cut_lines(self, text):
        """Yield lines, those that are too long in pieces."""
        begin = 0
        while len(text) - begin > self._max:
            end = text.find('\n', begin)
            end = len(text) if end < 0 else end
            if end - begin > self._max:
                for part in cut_line(text[begin:end], self._max):
                    yield part
            else:
                # As many lines at a time as fit.
                end = text.rfind('\n', begin, begin + self._max + 1)
                yield text[begin:end], True
            begin = end + 1
        if begin <= len(text):
            yield text[begin:], True

    def _overflow(self):
        """Yield pieces of the line held, as long as it is too long and can be cut."""
        while self._max is not None and (self._head or self._length > self._max + _AHEAD):
            text = ''.join(self._held)
            cut = next(_spans(text, False), None) if self._head else find_cut(text, self._max)
            if cut is None:
                # Keep the window: what follows may show that its last span is a boundary.
                keep = max(0, len(text) - _WINDOW)
                self._head.append(text[:keep])
                self._held, self._length = [text[keep:]], len(text) - keep
                return
            yield ''.join(self._head) + text[:cut], False
            self._head, self._held, self._length = [], [text[cut:]], len(text) - cut


def cut_line(text, max_chars):
    """Yield (piece, whole) of one line; see `Lines.parts`.

    >>> for piece, whole in cut_line('今天很好。明天更好。后天再看。', 8):
    ...     print(piece, whole)
    今天很好。 False
    明天更好。 False
    后天再看。 True
    """
    begin = 0
    while len(text) - begin > max_chars:
        # Bounded slices: a search must not copy all that is left of a line.
        cut = None
        reach = max_chars + _WINDOW
        while cut is None:
            part = text[begin:begin + reach]
            cut = find_cut(part, max_chars)
            if begin + reach >= len(text):
                break
            reach *= 2
        if cut is None:
            break
        yield text[begin:begin + cut], False
        begin += cut
    yield text[begin:], True


class Skipper(object):
    """Leave out the lines that hold a `MARK`; of a line in pieces, the pieces that do.

    Args:
        tally: an object whose `skipped` counts the lines (or pieces) left out.
    """

    def __init__(self, tally):
        self._tally = tally
        self._inside = False

    def filter(self, parts):
        """Yield (text, whole) as they came, without the marked lines."""
        for text, whole in parts:
            if MARK not in text:
                self._inside = not whole
                yield text, whole
                continue
            for part in self._unmarked(text.split('\n'), whole):
                yield part

    def _unmarked(self, lines, whole):
        last = len(lines) - 1
        for number, line in enumerate(lines):
            ends = whole or number < last
            begun = self._inside and number == 0
            self._inside = not ends and (begun or MARK not in line)
            if MARK not in line:
                yield line, ends
                continue
            self._tally.skipped += 1
            if begun and ends:
                # Pieces of this line went out before: it still has to end.
                yield '', True
