# -*- coding: utf-8 -*-
"""Rank found words by how little a background expects them: the words that a dictionary lacks, best first.

What counts as a word is decided by discovery; here words are weighed, and left out where they are known, or
pieces of what is known.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import log

from ..vocabulary import load_bundled, load_vocabulary, read_words
from ._background import Background
from ._places import count_places

__all__ = [str(name) for name in ('NewWord', 'rank_new_words')]

#: Share of its places that a word may have inside longer known words.
_MOST_INSIDE = 0.5
#: What a word keeps of its score where an edge is a free and frequent word.
_AT_FREE_EDGE = 0.3


class NewWord(namedtuple(str('NewWord'), [str(name) for name in (
        'text', 'count', 'score', 'surprise', 'documents', 'pmi', 'left_entropy', 'right_entropy',
        'contexts', 'also')])):
    """Hold one new word. The fields are the columns of every table of new words, in this order.

    Attributes:
        text: the word.
        count: how often it occurs, by discovery.
        score: what the rows are ordered by, in nats, above 0; see `find_new_words`.
        surprise: by how much the word is likelier here than as words of the background, in nats.
        documents: texts of the corpus that hold it.
        pmi, left_entropy, right_entropy: as in `Word`.
        contexts: tuple of `Context`s, some of the places where it stands.
        also: tuple of candidates for which this word stands, longer or shorter ones.
    """

    __slots__ = ()


def rank_new_words(corpus, words, known=None, background=None):
    """Return the `NewWord`s among found words, best first; see `find_new_words`."""
    counts = load_bundled() if background is None else load_vocabulary(background)
    if known is None:
        known = frozenset(load_bundled() if background is not None else counts)
    else:
        known = frozenset(read_words(known, 'known'))
    size = sum(len(word.text) * word.count for word in words)
    candidates = [word for word in words if len(word.text) > 1 and word.text not in known]
    places = count_places(corpus, [word.text for word in candidates], known)
    background = Background(counts, known)
    found = []
    for word in candidates:
        where = places[word.text]
        if where.in_known >= _MOST_INSIDE * where.count:
            continue
        surprise = log(word.count / size) - background.log_probability(word.text)
        if surprise > 0:
            found.append(_row(word, surprise, where, background.edge_freedom(word.text)))
    return sorted(found, key=lambda row: (-row.score, row.text))


def _row(word, surprise, places, edge_freedom):
    """Return the row of a found word."""
    score = (log(1 + word.count) * surprise / len(word.text) * (1 - (1 - _AT_FREE_EDGE) * edge_freedom))
    return NewWord(word.text, word.count, score, surprise, places.documents, word.pmi, word.left_entropy,
                   word.right_entropy, (), ())
