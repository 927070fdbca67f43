# -*- coding: utf-8 -*-
"""Take out of a list of pieces what the other pieces spell.

A piece is a text with its count; so is a word. This is the last step of nlp-zero's word finder,
to the last bit of its answers: the sums round as they do there.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from itertools import chain
from math import log

from .._compat import iter_items, iter_range
from ..trie import index_lengths, log_count

__all__ = [str('remove_redundant')]

_LATIN = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
_LATIN_OR_DOT = _LATIN | frozenset('.')

# Where upstream's tokenizer always cuts, and what a character that is no piece costs there.
_MARKS = frozenset('。，、！？\n ')
_NULL_SCORE = -100


def remove_redundant(pieces):
    """Return the pieces that the others do not spell nearly as well; those give their counts away.

    Longest first, equal lengths by code points, each piece is taken out and spelled by the rest: by
    the unigram path of the highest probability, where a character that is no piece costs -100.

    Args:
        pieces: dict {text: count}.

    Returns:
        dict {word: count}: the sum over characters is that of `pieces`.

    Formula:
        w is kept if  log p(w) - sum of log p(parts) >= len(w) - 1  (nats).

    Complexity:
        One best path over each piece; the characters of all distinct pieces, in the usual case.

    >>> words = remove_redundant({'北京': 40, '大学': 50, '北京大学': 1, '北': 20, '京': 20, '学': 40})
    >>> print(' '.join(sorted(words)), words['北京'])
    京 北 北京 大学 学 41
    """
    counts = dict((piece, count) for piece, count in iter_items(pieces) if count)
    lengths = index_lengths(counts)
    total = sum(counts.values())
    for word in _longest_first(counts):
        log_total = log_count(total)
        count = counts.pop(word)
        saving = log(count) - log_total
        parts = _best_parts(word, counts, lengths, log_total)
        for part in parts:
            saving -= log_count(counts.get(part, 0)) - log_total
        if saving < len(word) - 1:
            total += count * (len(parts) - 1)
            for part in parts:
                counts[part] = counts.get(part, 0) + count
        else:
            counts[word] = count
    return dict((word, counts[word]) for word in sorted(counts))


def _longest_first(words):
    """Return the words of two and more characters, equal lengths by code points."""
    by_length = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    by_length.pop(1, None)
    return chain.from_iterable(sorted(by_length[size]) for size in sorted(by_length, reverse=True))


def _best_parts(word, counts, lengths, log_total):
    """Return the pieces that spell a word best, as upstream's tokenizer cuts it."""
    if len(word) == 2:
        return _join_latin(list(word))
    if _MARKS.isdisjoint(word):
        return _join_latin(_best_path(word, counts, lengths, log_total))
    parts = []
    for index, run in enumerate(re.split('([。，、！？\n ]+)', word)):
        if index % 2:
            parts.extend(run)
        elif run:
            parts.extend(_best_path(run, counts, lengths, log_total))
    return _join_latin(parts)


def _best_path(run, counts, lengths, log_total):
    """Return the unigram path of the highest probability over a text, itself excepted.

    This is `DAG.optimal_path` over `Trie.search`, with upstream's rounding and ties, in half of the time that
    the two take: it runs once for each distinct piece of a corpus.
    """
    size, get = len(run), counts.get
    best, previous = [1] + [None] * size, [0] * (size + 1)
    for start in iter_range(size):
        here, step = best[start], start + 1
        count = get(run[start])
        if count:
            score = here + (log(count) - log_total)
            if best[step] is None or score > best[step]:
                best[step], previous[step] = score, start
        elif best[step] is None:
            best[step], previous[step] = here + _NULL_SCORE, start
        for length in lengths.get(run[start:start + 2], ()):
            end = start + length
            if end > size:
                break
            count = get(run[start:end])
            if count:
                score = here + (log(count) - log_total)
                if best[end] is None or score > best[end]:
                    best[end], previous[end] = score, start
    parts, end = [], size
    while end:
        parts.append(run[previous[end]:end])
        end = previous[end]
    parts.reverse()
    return parts


def _join_latin(parts):
    """Join neighbouring pieces that are Latin letters and digits."""
    if _LATIN.isdisjoint(''.join(parts)):
        return parts
    joined, is_open = [], False
    for part in parts:
        latin = part[-1] in _LATIN
        if latin and is_open and _LATIN_OR_DOT.issuperset(part):
            joined[-1] += part
        else:
            joined.append(part)
            is_open = latin and not is_open
    return joined
