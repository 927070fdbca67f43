# -*- coding: utf-8 -*-
"""Divide a line into clauses and words with their positions in the line.

The clauses are those of `phrases.word_clauses`, with positions. Marks and white space end a clause and do not
belong to it. Templates are looked up in `_match`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from ..corpus import WAITING, as_corpus
from ..errors import EmptyCorpusError
from ..phrases import between_long_words
from ..text import DEFAULT_RULES, HAN, LONGEST_SYMBOL, WORD, clauses, scan, split_spaces
from ._template import gap_type, typed_gap


class LocatedClause(namedtuple('LocatedClause', 'start end text words spans')):
    """One clause of a line.

    Attributes:
        start, end: its half-open span, in code points of the line.
        text: the text of the line in that span.
        words: its words, a tuple of one or more texts; a masked text is a typed gap.
        spans: the half-open (start, end) of each word in the line.
    """

    __slots__ = ()


class LinePiece(namedtuple('LinePiece', 'text number start')):
    """A line of a corpus or a piece of one: its text, the number of the line, the place where it begins."""

    __slots__ = ()


def line_pieces(corpus, chars=1 << 15):
    """Yield the lines of a corpus as `LinePiece`s, and `WAITING` before one that may take long to arrive.

    Args:
        corpus: an iterable of texts, each a line; use a `Corpus` for files, whose lines are numbered
            continuously.
        chars: the most characters to read at a time.
    """
    number, start = 1, 0
    for chunk in as_corpus(corpus).portions(chars, 0, divided=True):
        if chunk is WAITING:
            yield chunk
            continue
        lines = chunk.text.split('\n') if chunk.many_lines else [chunk.text]
        for line in lines[:-1]:
            yield LinePiece(line, number, start)
            number, start = number + 1, 0
        yield LinePiece(lines[-1], number, start)
        number, start = (number + 1, 0) if chunk.ends_line else (number, start + len(lines[-1]))


def clause_spans(line, rules=DEFAULT_RULES):
    """Return the half-open spans of the clauses of a line, as divided by `text.clauses`.

    >>> clause_spans('天气好，能出门吗？')
    [(0, 3), (4, 8)]
    """
    found, begin, end = [], None, 0
    for start, end, kind in scan(line, rules):
        if kind == HAN or kind == WORD and end - start <= LONGEST_SYMBOL:
            if begin is None:
                begin = start
        elif begin is not None:
            found.append((begin, start))
            begin = None
    if begin is not None:
        found.append((begin, end))
    return found


def located_words(text, words, start=0):
    """Return the span of each word of a text, in order and without overlap.

    Args:
        text: the text that was divided.
        words: its words; a word that is not spelled as in the text, since a tokenizer folded it, covers as
            many characters as it has.
        start: the position of the text's first character.

    >>> located_words('今天 很好', ['今天', '很好'])
    [(0, 2), (3, 5)]
    """
    found, here, size = [], 0, len(text)
    for word in words:
        at = here if text.startswith(word, here) else text.find(word, here)
        if at < 0:
            at = min(here, size)
        here = min(at + len(word), size)
        found.append((start + at, start + here))
    return found


def line_clauses(line, tokenize=None, rules=DEFAULT_RULES, masks=None):
    """Return the clauses of a line that have words, as a list of `LocatedClause`.

    Args:
        line: any text, without line ends.
        tokenize: a callable from a text to words, called with one clause at a time; None for lines whose
            words are separated by white space, where a clause ends at a word that is a mark.
        rules: what a mark is, as `text.Rules`.
        masks: `Masks`, whose texts become typed gaps, each in the place of a word; None for none. Where words
            are separated by white space already, a text is masked if it begins and ends where words do.

    Complexity:
        Linear in the line.

    >>> for clause in line_clauses('天气 怎么样 ， 能 出门 吗'):
    ...     print(clause.start, clause.end, len(clause.words))
    0 6 2
    9 15 3
    """
    if tokenize is None:
        found = _segmented_clauses(line, rules)
        return found if masks is None else [_masked_words(line, clause, masks) for clause in found]
    if masks is not None:
        spans = masks.spans(line)
        if spans:
            return [_masked_clause(line, parts, tokenize) for parts in _masked_parts(line, rules, spans)]
    found = []
    for start, end in clause_spans(line, rules):
        text = line[start:end]
        words = tuple(word for word in tokenize(text) if word)
        if words:
            found.append(LocatedClause(start, end, text, words, tuple(located_words(text, words, start))))
    return found


#: A part of a clause: half-open, in code points of the line; the kind of a masked text, else None.
_Part = namedtuple('_Part', 'start end kind')


def _masked_parts(line, rules, spans):
    """Yield the clauses of a line as lists of `_Part`; each masked text is a part of its own."""
    parts, here = [], 0
    for mask in list(spans) + [_Part(len(line), len(line), None)]:
        for match in rules.scanner.finditer(line, here, mask.start):
            is_long = match.lastgroup == WORD and match.end() - match.start() > LONGEST_SYMBOL
            if is_long or match.lastgroup not in (HAN, WORD):
                if parts:
                    yield parts
                parts = []
            elif parts and parts[-1].kind is None:
                parts[-1] = _Part(parts[-1].start, match.end(), None)
            else:
                parts.append(_Part(match.start(), match.end(), None))
        if mask.kind is not None:
            parts.append(_Part(*mask))
        here = mask.end
    if parts:
        yield parts


def _masked_clause(line, parts, tokenize):
    words, spans = [], []
    for start, end, kind in parts:
        if kind is not None:
            words.append(typed_gap(kind))
            spans.append((start, end))
            continue
        text = line[start:end]
        found = [word for word in tokenize(text) if word]
        words += found
        spans += located_words(text, found, start)
    start, end = parts[0].start, parts[-1].end
    return LocatedClause(start, end, line[start:end], tuple(words), tuple(spans))


def _masked_words(line, clause, masks):
    """Return a clause of words separated by white space, with typed gaps for those that are masked."""
    places, here = {}, 0
    for number, word in enumerate(clause.words):
        places[here] = number
        here += len(word)
    places[here] = len(clause.words)
    words, spans, done = [], [], 0
    for mask in masks.spans(''.join(clause.words)):
        first, last = places.get(mask.start), places.get(mask.end)
        if first is not None and last is not None:
            words += clause.words[done:first] + (typed_gap(mask.kind),)
            spans += clause.spans[done:first] + ((clause.spans[first][0], clause.spans[last - 1][1]),)
            done = last
    return clause._replace(words=tuple(words) + clause.words[done:], spans=tuple(spans) + clause.spans[done:])


def masked_clauses(corpus, tokenize, rules, masks, purpose):
    """Yield the clauses of a corpus as lists of words and typed gaps.

    Args:
        corpus, tokenize, rules, purpose: as for `phrases.word_clauses`.
        masks: `Masks`.
    """
    seen = False
    for text in as_corpus(corpus).parts():
        seen = True
        for clause in line_clauses(text, tokenize, rules, masks):
            for words in between_long_words(clause.words):
                yield words
    if not seen:
        raise EmptyCorpusError('%s: this pass over the corpus met no text' % purpose)


def unmasked_clause(clause, tokenize=None):
    """Return a clause with the words of its masked texts instead of their typed gaps.

    Args:
        clause: a `LocatedClause`.
        tokenize: as for `line_clauses`.
    """
    words, spans = [], []
    for word, (start, end) in zip(clause.words, clause.spans):
        if gap_type(word) is None:
            words.append(word)
            spans.append((start, end))
            continue
        text = clause.text[start - clause.start:end - clause.start]
        found = split_spaces(text) if tokenize is None else [part for part in tokenize(text) if part]
        words += found
        spans += located_words(text, found, start)
    return clause._replace(words=tuple(words), spans=tuple(spans))


def joined_clause(clause, known, most):
    """Return a clause with neighbouring words joined if they form a known word, the longest first.

    Args:
        clause: a `LocatedClause`.
        known: a set of words.
        most: the most words to join.
    """
    words, spans, here = [], [], 0
    while here < len(clause.words):
        size = min(most, len(clause.words) - here)
        while size > 1 and ''.join(clause.words[here:here + size]) not in known:
            size -= 1
        words.append(''.join(clause.words[here:here + size]))
        spans.append((clause.spans[here][0], clause.spans[here + size - 1][1]))
        here += size
    return clause._replace(words=tuple(words), spans=tuple(spans))


def join_phrases(words, phrases):
    """Return a clause with the words between its typed gaps joined to phrases.

    Args:
        words: a list of words and typed gaps.
        phrases: a trained `PhraseFinder`.
    """
    found, run = [], []
    for word in words:
        if gap_type(word) is None:
            run.append(word)
        else:
            found += phrases.transform(run) + [word]
            run = []
    return found + phrases.transform(run)


def _segmented_clauses(line, rules):
    """Return the clauses of a line whose words are separated by white space."""
    found, held = [], []
    words = split_spaces(line)
    for word, span in zip(words, located_words(line, words)):
        if clauses(word, rules):
            held.append((word, span))
        elif held:
            found.append(_of_words(line, held))
            held = []
    if held:
        found.append(_of_words(line, held))
    return found


def _of_words(line, held):
    """Return the clause of some (word, span) pairs."""
    words, spans = zip(*held)
    start, end = spans[0][0], spans[-1][1]
    return LocatedClause(start, end, line[start:end], words, spans)
