# -*- coding: utf-8 -*-
"""Find the longer words whose pieces a fit has taken for words: 内塔 and 尼亚胡 are one name."""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import exp

from .._compat import iter_items

__all__ = [str('joined_words')]

#: Joining asks so many nats less than staying does: once the longer word has taken their occurrences,
#: its pieces become rare, and the word saves more.
_EASE = 2.0
#: In a text of fewer characters, where all is about one thing, many a word hardly occurs without a
#: certain neighbour: there a single character too must be subsumed, to this share.
_NARROW, _SUBSUMED_SINGLE = 100000, 0.2


def joined_words(lattice, words):
    """Return the words that are to be joined from others: {word: count}.

    Where two words are neighbours so often that one of several characters hardly occurs
    without the other, the two are pieces of one word. Pieces that follow one another so make a
    chain, which is one word too.

    Args:
        lattice: the `Lattice` of the fit.
        words: its `WordModel`.

    Formula:
        c(ab) >= max(n, .7 c(a) if a has two characters or more, .7 c(b) likewise; in a short
        text .2 of a single character's), and
        log( T c(ab) / (c(a) c(b)) ) >= sigma - 2; to stay, it must still save sigma each time.

    Complexity:
        One best segmentation of the text, and three passes over it; memory as the pairs of neighbours.
    """
    paths = list(lattice.best_paths(words.log_probabilities()))
    links = _links(paths, words)
    names, settings, found = words.names, words.settings, {}
    for chain, count in _chains(paths, links) if links else ():
        text = ''.join([names[part] for part in chain])
        if len(text) <= settings.longest:
            found[text] = found.get(text, 0.0) + count
    known, numbers = words.expected, words.numbers
    return dict((text, count) for text, count in iter_items(found)
                if count >= settings.join_count and known[numbers.get(text, 0)] < 0.5 * count)


def _links(paths, words):
    """Return the pairs of neighbours that are pieces of one word, as a set of pairs of word numbers."""
    settings, sizes = words.settings, words.sizes
    tokens = [0.0] * len(sizes)
    for _, word, count in _neighbours(paths):
        tokens[word] += count
    # 0, the end of a text, is no word.
    tokens[0] = 0.0
    total, few = sum(tokens), settings.join_count
    min_ratio = exp(words.min_saving - _EASE)
    # Neither a single character nor a rare word is a reason to join: 0 keeps a word out.
    usable = [size if count >= few else 0 for size, count in zip(sizes, tokens)]
    single = _SUBSUMED_SINGLE if sum(words.characters.values()) < _NARROW else 0.0
    least = [max(few, (single if size < 2 else settings.subsumed_share) * count)
             for size, count in zip(sizes, tokens)]
    pairs = {}
    for before, word, count in _neighbours(paths):
        if usable[word] and usable[before] and usable[word] + usable[before] > 2:
            pairs[before, word] = pairs.get((before, word), 0.0) + count
    return set((a, b) for (a, b), count in iter_items(pairs)
               if count >= least[a] and count >= least[b]
               and total * count >= min_ratio * tokens[a] * tokens[b])


def _neighbours(paths):
    """Yield (word before, word, count of the text) along `BlockPaths`; 0 is the end of a text."""
    for words, counts in paths:
        counts = iter(counts)
        count, before = next(counts), 0
        for word in words:
            yield before, word, count
            before = word
            if not word:
                count = next(counts, 0.0)


def _chains(paths, links):
    """Yield (word numbers, count) of the longest sequences of linked neighbours."""
    chain = [0]
    for before, word, count in _neighbours(paths):
        if (before, word) in links:
            chain.append(word)
            continue
        if len(chain) > 1:
            yield chain, count
        chain = [word]
