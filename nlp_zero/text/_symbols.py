# -*- coding: utf-8 -*-
"""Divide a text into spans, clauses and symbols, and symbols into windows.

The spans that tile a text are of four kinds: runs of Han characters, words of other scripts (a number, a URL,
`iPhone-12`), white space, and punctuation.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import chain, compress
from operator import add

from .._compat import iter_map, iter_range, iter_zip, text_type
from ._plain_text import clean_text
from ._rules import DEFAULT_RULES

# Maps a byte 0 to 1 and any other byte to 0.
_IS_ZERO = bytes(bytearray([1])) + bytes(bytearray(255))

HAN, WORD, SPACE, PUNCT = 'han', 'word', 'space', 'punct'

#: Most characters of a symbol of a clause. More letters and digits without a boundary are data, such as
#: Base64; counted as words, they could make the counts of a text larger than the text.
LONGEST_SYMBOL = 1 << 10


def scan(text, rules=DEFAULT_RULES):
    """Yield the spans that tile a text.

    Args:
        text: any text.
        rules: a `Rules`.

    Yields:
        (start, end, kind): half-open spans in code points, without gaps. The kind is HAN, a run of Han
        characters; WORD, one symbol of another script; SPACE, a run of white space; or PUNCT, one other
        character or a run of the same dash or dot (`——`, `……`).

    Complexity:
        Linear in the text.

    >>> for start, end, kind in scan('用5G手机，16%！'):
    ...     print(start, end, kind)
    0 1 han
    1 3 word
    3 5 han
    5 6 punct
    6 9 word
    9 10 punct
    """
    for match in rules.scanner.finditer(clean_text(text)):
        yield match.start(), match.end(), match.lastgroup


def han_runs(text, rules=DEFAULT_RULES):
    """Return the maximal runs of Han characters, in order.

    >>> print(' '.join(han_runs('用5G手机，真快')))
    用 手机 真快
    """
    return rules.han_finder.findall(clean_text(text))


def clauses(text, rules=DEFAULT_RULES):
    """Return the clauses of a text: sequences of symbols without white space or punctuation between them.

    A word of more than `LONGEST_SYMBOL` characters is no symbol: it ends the clause like a mark.

    Returns:
        list: each clause is a text if all its symbols have one character, else a list of texts. Iterating
        over either gives the symbols.

    Complexity:
        Linear in the text.

    >>> for clause in clauses('用5G手机，真快'):
    ...     print(len(clause), ' '.join(clause))
    4 用 5G 手 机
    2 真 快
    """
    text = clean_text(text)
    if rules.protect is None and not rules.other_finder.search(text):
        return rules.han_finder.findall(text)
    found, parts, plain = [], [], True
    for match in rules.scanner.finditer(text):
        kind = match.lastgroup
        if kind == HAN:
            parts.append(match.group())
        elif kind == WORD and match.end() - match.start() <= LONGEST_SYMBOL:
            parts.append((match.group(),))
            plain = plain and match.end() - match.start() == 1
        elif parts:
            found.append(_clause(parts, plain))
            parts, plain = [], True
    if parts:
        found.append(_clause(parts, plain))
    return found


def _clause(parts, plain):
    """Return one clause from its Han runs (text) and words (tuples of one text)."""
    if plain:
        return ''.join(part if isinstance(part, text_type) else part[0] for part in parts)
    return [symbol for part in parts for symbol in part]


def symbols(text, rules=DEFAULT_RULES):
    """Return the symbols of a text: each Han character, and each other span as a whole.

    Joined, they give the text.

    >>> print('|'.join(symbols('用5G手机……')))
    用|5G|手|机|……
    """
    found = []
    for match in rules.scanner.finditer(clean_text(text)):
        if match.lastgroup == HAN:
            found.extend(match.group())
        else:
            found.append(match.group())
    return found


def cut_at(block, cuts):
    """Return an iterator over the parts of a block between ascending places.

    >>> print(' '.join(cut_at('今天下雨', [2])))
    今天 下雨
    """
    spans = iter_map(slice, chain((0,), cuts), chain(cuts, (len(block),)))
    parts = iter_map(block.__getitem__, spans)
    return parts if isinstance(block, text_type) else iter_map(''.join, parts)


def uncovered_gaps(covered, size):
    """Return the ascending places between the symbols of a block where it may be cut.

    Args:
        covered: bytearray; not 0 at i if the gap after symbol i is covered.
        size: number of symbols.

    >>> uncovered_gaps(bytearray([0, 1, 0, 0]), 4)
    [1, 3]
    """
    return list(compress(iter_range(1, size), covered.translate(_IS_ZERO)))


def windows(block, size):
    """Return an iterator over the windows of `size` adjacent symbols, each as one text.

    Args:
        block: a text, or a list of texts.
        size: number of symbols, from 1 up.

    Complexity:
        Linear, without a Python step for each symbol.

    >>> print(' '.join(windows('下雨天', 2)))
    下雨 雨天
    """
    if size == 1:
        return iter(block)
    if size == 2:
        return iter_map(add, block, block[1:])
    return iter_map(''.join, iter_zip(*[block[start:] for start in iter_range(size)]))
