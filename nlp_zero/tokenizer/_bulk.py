# -*- coding: utf-8 -*-
"""Cut many lines in blocks, in one process or several.

The words come in the order of the lines, which may be pieces of very long lines. Only a few blocks for each
worker are in memory at a time.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from contextlib import closing

from .._compat import Iterable, iter_zip
from .._storage import json_string
from ..corpus import WAITING, Corpus, with_pauses
from ..errors import ArgumentError, CorpusTypeError, check_text
from ..text import clean_text, is_table
from ._split import SEPARATOR

MODES = ('default', 'search', 'all')

_PIECES = 'pieces are pairs (text, whether it ends its line), as Corpus.pieces gives them, not %s'

# Characters that go to a worker at a time, with the last line less than the tables' block, and what
# separates lines in one text.
_BLOCK = 30000
_LINE = '\x02'

#: How words become text: the mode, what separates them, whether as JSON with their offsets.
Form = namedtuple('Form', 'mode delimiter offsets')

# What is cut at a time: lines, as one text with _LINE between them or as a list; where the first one begins
# in its line; whether the last one ends.
_Block = namedtuple('_Block', 'lines base ends_line')

# A block that is cut: the text to be written, without the end of its last line; whether there are words in
# its first line and in its last; whether these are one line; whether it ends.
_CutBlock = namedtuple('_CutBlock', 'text words_in_first words_in_last one_line ends_line')


def check_mode(mode):
    """Raise ArgumentError for an unknown mode."""
    if mode not in MODES:
        raise ArgumentError('the mode is one of %s, not %r' % (', '.join(MODES), mode))


def words_of_lines(tokenizer, lines, mode, workers):
    """Yield the words of each line, as a list."""
    check_mode(mode)
    if is_table(lines):
        raise CorpusTypeError("lines are texts, and a %s gives the names of its columns: pass one column, "
                              "such as table['text']" % type(lines).__name__)
    try:
        iter(lines)
    except TypeError:
        raise CorpusTypeError('lines are an iterable of texts, not %s' % type(lines).__name__)
    to_lists = _BlockToLists(tokenizer, mode)
    if workers == 1:
        for line in lines:
            yield to_lists.cut(clean_text(line))
        return
    portions = _line_portions(lines) if isinstance(lines, Corpus) else (
        line if line is WAITING else (clean_text(line), 1, True) for line in with_pauses(lines))
    with closing(_mapped(to_lists, _blocks_of(portions), workers)) as results:
        for found in results:
            for words in () if found is WAITING else found:
                yield words


def cut_texts(tokenizer, pieces, form, workers):
    """Yield the text to be written, in pieces.

    Args:
        pieces: iterable of (text, whether it ends its line): a line, or a piece of a long one.
        form: a `Form`.

    An empty text means that the next one may take long.
    """
    if not isinstance(pieces, Iterable):
        raise CorpusTypeError(_PIECES % type(pieces).__name__)
    return _cut_blocks(tokenizer, _blocks_of(_piece_portions(pieces, form.offsets)), form, workers)


def _piece_portions(pieces, offsets):
    """Yield each piece as a portion for `_blocks_of`."""
    for piece in with_pauses(pieces):
        if piece is WAITING:
            yield piece
        else:
            text, ends_line = _checked_piece(piece)
            # A record of JSON or CSV is one line, even if it contains line breaks.
            yield text if offsets else text.replace('\n', ' '), 1, ends_line


def _checked_piece(piece):
    if not isinstance(piece, (tuple, list)) or len(piece) != 2:
        raise CorpusTypeError(_PIECES % type(piece).__name__)
    return clean_text(piece[0]), piece[1]


def _cut_blocks(tokenizer, blocks, form, workers):
    check_mode(form.mode)
    check_text('delimiter', form.delimiter)
    delimiter, words_before = (', ' if form.offsets else form.delimiter), False
    # Closed explicitly, so that workers end with the loop even if it is left early.
    with closing(_mapped(_BlockToText(tokenizer, form), blocks, workers)) as results:
        for block in results:
            if block is WAITING:
                yield ''
                continue
            if words_before and block.words_in_first:
                yield delimiter
            yield block.text + '\n' if block.ends_line else block.text
            words_before = not block.ends_line and (
                block.words_in_last or (block.one_line and words_before))


def cut_corpus(tokenizer, corpus, form, workers):
    """Yield the text of `cut_texts` for a `Corpus`, without a final line end if the corpus has none."""
    end = ''
    for text in _cut_blocks(tokenizer, _blocks_of(_corpus_portions(corpus, form.offsets)), form, workers):
        ended = text.endswith('\n')
        yield end + (text[:-1] if ended else text)
        end = '\n' if ended else ''
    if corpus.ended:
        yield end


def _mapped(function, blocks, workers):
    if workers == 1:
        return (block if block is WAITING else function(block) for block in blocks)
    from .._runtime import ordered_map
    return ordered_map(function, blocks, workers, pause=WAITING)


def _corpus_portions(corpus, offsets):
    """Yield the portions of a `Corpus` that `_blocks_of` takes."""
    for chunk in corpus.portions(_BLOCK, 0, divided=True):
        text = chunk.text
        if chunk is WAITING:
            yield chunk
        elif chunk.many_lines and _LINE in text:
            for line in text.split('\n'):
                yield line, 1, True
        elif chunk.many_lines:
            yield text.replace('\n', _LINE), text.count('\n') + 1, chunk.ends_line
        else:
            yield text if offsets else text.replace('\n', ' '), 1, chunk.ends_line


def _line_portions(corpus):
    """Yield each line of a `Corpus`, or piece of one, as a portion for `_blocks_of`."""
    for chunk in corpus.portions(_BLOCK, pause=0):
        if chunk is WAITING:
            yield chunk
            continue
        for line in chunk.text.split('\n') if chunk.many_lines else [chunk.text]:
            yield line, 1, True


def _blocks_of(portions):
    """Yield `_Block`s of about `_BLOCK` characters, and `WAITING` after all that came before it.

    Args:
        portions: iterable of (text, number of lines, whether the last one ends): a line, or a piece of one,
            or several whole lines that do not hold `_LINE`, with `_LINE` between them.
    """
    texts, numbers, length, base = [], [], 0, 0
    for portion in portions:
        if portion is WAITING:
            if texts:
                yield _block_of(texts, numbers, base, True)
                texts, numbers, length, base = [], [], 0, 0
            yield portion
            continue
        text, number, ends_line = portion
        texts.append(text)
        numbers.append(number)
        length += len(text) + 1
        if not ends_line or length >= _BLOCK:
            yield _block_of(texts, numbers, base, ends_line)
            base = 0 if ends_line else len(text) + (base if len(texts) == 1 else 0)
            texts, numbers, length = [], [], 0
    if texts:
        yield _block_of(texts, numbers, base, True)


def _block_of(texts, numbers, base, ends_line):
    text = _LINE.join(texts)
    if text.count(_LINE) == sum(numbers) - 1:
        return _Block(text, base, ends_line)
    lines = []
    for text, number in iter_zip(texts, numbers):
        lines += text.split(_LINE) if number > 1 else [text]
    return _Block(lines, base, ends_line)


def _lines_of(block):
    return block.lines if isinstance(block.lines, list) else block.lines.split(_LINE)


class _BlockToLists(object):
    """Turn a block into lists of words; each worker process gets a copy."""

    def __init__(self, tokenizer, mode):
        self._tokenizer, self._mode = tokenizer, mode

    def cut(self, line):
        """Return the words of one line."""
        if self._mode == 'search':
            return self._tokenizer.lcut_for_search(line)
        return self._tokenizer.lcut(line, cut_all=self._mode == 'all')

    def __call__(self, block):
        return [self.cut(line) for line in _lines_of(block)]


class _BlockToText(object):
    """Turn a block into a `_CutBlock`; each worker process gets a copy."""

    def __init__(self, tokenizer, form):
        self._tokenizer, self._form = tokenizer, form
        # Whether `_LINE` is always a word by itself; None until it is needed, since this examines all words.
        self._keeps_apart = None

    def _joins(self, lines):
        """Tell whether lines can be cut as one text."""
        if (self._form.mode != 'default' or self._form.offsets or isinstance(lines, list)
                or SEPARATOR in lines):
            return False
        if self._keeps_apart is None and _LINE in lines:
            self._keeps_apart = self._tokenizer.keeps_apart(_LINE)
        return _LINE not in lines or self._keeps_apart

    def __call__(self, block):
        if self._joins(block.lines):
            return self._cut_joined(block)
        lines = _lines_of(block)
        if self._form.offsets:
            texts = [self._with_offsets(line, 0 if number else block.base)
                     for number, line in enumerate(lines)]
            has_words = [bool(text) for text in texts]
            texts = ['[' + text + ']' for text in texts]
            texts[0] = texts[0][1:] if block.base else texts[0]
            texts[-1] = texts[-1] if block.ends_line else texts[-1][:-1]
        else:
            to_lists = _BlockToLists(self._tokenizer, self._form.mode)
            texts = [self._line(words) for words in to_lists(block)]
            has_words = [bool(text) for text in texts]
        return _CutBlock('\n'.join(texts), has_words[0], has_words[-1], len(lines) == 1, block.ends_line)

    def _cut_joined(self, block):
        """Cut all lines as one text: `_LINE` is a piece by itself, and no word holds it."""
        text = self._tokenizer.joined(block.lines, SEPARATOR).replace(SEPARATOR + _LINE, _LINE)
        lines = text.split(_LINE)
        # Each line but the first begins with the separator after `_LINE`.
        lines[1:] = [line[1:] for line in lines[1:]]
        text = '\n'.join(lines)
        if '\r' in text:
            text = (text + '\n').replace(SEPARATOR + '\r\n', '\r\n')[:-1]
        text = text.replace(SEPARATOR, self._form.delimiter)
        return _CutBlock(text, bool(lines[0]), bool(lines[-1]), len(lines) == 1, block.ends_line)

    def _line(self, words):
        # The carriage return of a line end follows the last word at once.
        last = words.pop() if words[-1:] == ['\r'] else ''
        return self._form.delimiter.join(words) + last

    def _with_offsets(self, line, base):
        return ', '.join('[%s, %d, %d]' % (json_string(word), start + base, end + base)
                         for word, start, end in self._tokenizer.tokenize(line, mode=self._form.mode))
