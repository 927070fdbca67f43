# -*- coding: utf-8 -*-
"""Cut lines that come one after the other, in blocks, in this process or in several.

In go lines, or pieces of very long ones, out come their words in the same order. No more than a few
blocks are held at a time, whatever the number of lines and of workers.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from contextlib import closing

from .._storage import json_string
from ..errors import ArgumentError
from ..text import clean_text
from .._compat import iter_zip
from .._tables import SEPARATOR

MODES = ('default', 'search', 'all')

# Characters that go to a worker at a time, with the last line less than the tables' block, and what
# stands between lines in one text.
_BLOCK = 30000
_LINE = '\x02'

#: How words become text: the mode, what stands between them, whether as JSON with their offsets.
Form = namedtuple(str('Form'), [str(name) for name in ('mode', 'delimiter', 'offsets')])

# One block: its lines, as one text with _LINE between them or as a list; where the first one begins
# in its line; whether the last one ends its line.
_Block = namedtuple(str('_Block'), [str(name) for name in ('lines', 'base', 'whole')])


def check_mode(mode):
    """Refuse a mode that is none."""
    if mode not in MODES:
        raise ArgumentError('the mode is one of %s, not %r' % (', '.join(MODES), mode))


def words_of_lines(tokenizer, lines, mode, workers):
    """Yield the words of each line, as a list."""
    check_mode(mode)
    blocks = _blocks((clean_text(line), True, 1) for line in lines)
    with closing(_mapped(_Lists(tokenizer, mode), blocks, workers)) as results:
        for found in results:
            for words in found:
                yield words


def cut_texts(tokenizer, pieces, form, workers):
    """Yield the text to be written, bit by bit.

    Args:
        pieces: iterable of (text, whole): a line, or a piece of one that goes on if not whole.
        form: a `Form`.
    """
    if not form.offsets:
        # A record of JSON or CSV is a line, whatever it holds.
        pieces = ((text.replace('\n', ' '), whole) for text, whole in pieces)
    return _cut_blocks(tokenizer, _blocks((text, whole, 1) for text, whole in pieces), form, workers)


def _cut_blocks(tokenizer, blocks, form, workers):
    check_mode(form.mode)
    delimiter, begun = (', ' if form.offsets else form.delimiter), False
    # Closed at once, whatever ends the loop: workers must not outlive it.
    with closing(_mapped(_Texts(tokenizer, form), blocks, workers)) as results:
        for text, some_first, some_last, single, whole in results:
            if begun and some_first:
                yield delimiter
            yield text + '\n' if whole else text
            begun = not whole and (some_last or (single and begun))


def cut_corpus(tokenizer, corpus, form, workers):
    """Yield what `cut_texts` yields for a `Corpus`; no line end at the end if the corpus has none."""
    end = ''
    for text in _cut_blocks(tokenizer, _blocks(_portions(corpus, form.offsets)), form, workers):
        yield end + (text[:-1] if text.endswith('\n') else text)
        end = text[-1:] if text.endswith('\n') else ''
    if corpus.ended:
        yield end


def _mapped(function, blocks, workers):
    if workers == 1:
        return (function(block) for block in blocks)
    from .._runtime import ordered_map
    return ordered_map(function, blocks, workers)


def _portions(corpus, offsets):
    """Yield the lines of a `Corpus`, (text, whole, number of lines), with `_LINE` between lines."""
    for text, whole, many in corpus.portions(_BLOCK):
        if many and _LINE in text:
            for line in text.split('\n'):
                yield line, True, 1
        elif many:
            yield text.replace('\n', _LINE), whole, text.count('\n') + 1
        else:
            yield text if offsets else text.replace('\n', ' '), whole, 1


def _blocks(pieces):
    """Yield `_Block`s of about `_BLOCK` characters.

    Args:
        pieces: iterable of (text, whole, number of lines): one line, or a piece of one; or several
            whole lines that do not hold `_LINE`, with `_LINE` between them.
    """
    texts, numbers, length, base = [], [], 0, 0
    for text, whole, number in pieces:
        texts.append(text)
        numbers.append(number)
        length += len(text) + 1
        if not whole or length >= _BLOCK:
            yield _packed(texts, numbers, base, whole)
            base = 0 if whole else len(text) + (base if len(texts) == 1 else 0)
            texts, numbers, length = [], [], 0
    if texts:
        yield _packed(texts, numbers, base, True)


def _packed(texts, numbers, base, whole):
    text = _LINE.join(texts)
    if text.count(_LINE) == sum(numbers) - 1:
        return _Block(text, base, whole)
    lines = []
    for text, number in iter_zip(texts, numbers):
        lines += text.split(_LINE) if number > 1 else [text]
    return _Block(lines, base, whole)


def _lines_of(block):
    return block.lines if isinstance(block.lines, list) else block.lines.split(_LINE)


class _Lists(object):
    """Turn a block into lists of words; a worker gets one of these."""

    def __init__(self, tokenizer, mode):
        self._tokenizer, self._mode = tokenizer, mode

    def __call__(self, block):
        cut = {'default': self._tokenizer.lcut, 'search': self._tokenizer.lcut_for_search,
               'all': lambda line: self._tokenizer.lcut(line, cut_all=True)}[self._mode]
        return [cut(line) for line in _lines_of(block)]


class _Texts(object):
    """Turn a block into text; a worker gets one of these.

    Returns:
        (text, whether the first line has words, whether the last has, whether they are the same
        line, whether the last one ends): the text is without the last line's end.
    """

    def __init__(self, tokenizer, form):
        self._tokenizer, self._form = tokenizer, form
        self._joins = form.mode == 'default' and not form.offsets and tokenizer.keeps_apart(_LINE)

    def __call__(self, block):
        if self._joins and not isinstance(block.lines, list) and SEPARATOR not in block.lines:
            return self._joined(block)
        lines = _lines_of(block)
        if self._form.offsets:
            texts = [self._with_offsets(line, 0 if number else block.base)
                     for number, line in enumerate(lines)]
            some = [bool(text) for text in texts]
            texts = ['[' + text + ']' for text in texts]
            texts[0] = texts[0][1:] if block.base else texts[0]
            texts[-1] = texts[-1] if block.whole else texts[-1][:-1]
        else:
            lists = _Lists(self._tokenizer, self._form.mode)
            texts = [self._line(words) for words in lists(block)]
            some = [bool(text) for text in texts]
        return '\n'.join(texts), some[0], some[-1], len(lines) == 1, block.whole

    def _joined(self, block):
        """Cut all lines as one text: `_LINE` is a piece by itself, and no word holds it."""
        text = self._tokenizer.joined(block.lines, SEPARATOR)
        text = text.replace(SEPARATOR + _LINE, _LINE).replace(_LINE + SEPARATOR, _LINE)
        text = (text + _LINE).replace(SEPARATOR + '\r' + _LINE, '\r' + _LINE)[:-1]
        some_first, some_last = text[:1] not in ('', _LINE), text[-1:] not in ('', _LINE)
        text, single = text.replace(_LINE, '\n'), _LINE not in text
        return text.replace(SEPARATOR, self._form.delimiter), some_first, some_last, single, block.whole

    def _line(self, words):
        # The carriage return of a line end follows the last word at once.
        last = words.pop() if words[-1:] == ['\r'] else ''
        return self._form.delimiter.join(words) + last

    def _with_offsets(self, line, base):
        return ', '.join('[%s, %d, %d]' % (json_string(word), start + base, end + base)
                         for word, start, end in self._tokenizer.tokenize(line, mode=self._form.mode))
