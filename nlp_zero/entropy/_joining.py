# -*- coding: utf-8 -*-
"""Find the longer words whose pieces a fit has taken for words: 内塔 and 尼亚胡 are one name.

`joined_words` does so during a fit, where a piece hardly occurs without one certain neighbour; `join_pieces`
after it, where a piece hardly occurs without a neighbour of such a kind: 利亚 without 澳大, 保加, 尼日.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from math import exp

from .._compat import iter_items
from .._progress import report_done
from ._initial import END
from ._word_model import EPSILON

__all__ = [str('join_pieces'), str('joined_words')]

#: Joining asks so many nats less than staying does: once the longer word has taken their occurrences,
#: its pieces become rare, and the word saves more.
_EASE = 2.0
#: In a text of fewer characters, where all is about one thing, many a word hardly occurs without a
#: certain neighbour: there a single character too must be subsumed, to this share.
_NARROW, _SUBSUMED_SINGLE = 100000, 0.2
#: In a text of fewer words most neighbours occur once, and must occur twice to be collocated.
_SHORT, _MIN_COUNT = 600000, 2


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
    min_ratio = exp(settings.min_saving - _EASE)
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
    for number, (words, counts) in enumerate(paths, 1):
        report_done(number, len(paths), 'blocks')
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


def join_pieces(counts, text, split_pairs, settings):
    """Join chains of words that hardly occur but in such company, in the counts.

    Args:
        counts: {word: count}; the joined words are added, and what they take is taken from their pieces.
        text: the `SegmentedText`.
        split_pairs: pairs that are no words.
        settings: a `Settings` with a number for every threshold.

    Formula:
        a and b are collocated if log( T c(ab) / (c(a) c(b)) ) >= sigma, in a text of less than 600,000 words
        with c(ab) >= 2. They are pieces of one word if moreover c(ab) >= `join_count`, and if of the
        occurrences of a, where it has two characters or more, `subsumed_share` precede what it is
        collocated with, and those of b likewise follow.

    Complexity:
        Linear in the words of the text.
    """
    links = _piece_links(text, split_pairs, settings)
    chains = Counter()
    for number, (weight, words) in enumerate(text.texts, 1):
        report_done(number, len(text.texts), 'groups of runs')
        for chain in _linked_chains(words, links):
            if sum(len(word) for word in chain) <= settings.longest:
                chains[chain] += weight
    for chain in sorted(chains):
        word, count = ''.join(chain), chains[chain]
        if count >= settings.join_count:
            for piece in chain:
                counts[piece] = max(0.0, counts.get(piece, 0.0) - count)
            counts[word] = counts.get(word, 0.0) + count


def _piece_links(text, split_pairs, settings):
    """Return the set of (word, next word) that are pieces of one word."""
    words, min_ratio = text.words, exp(settings.min_saving) / text.total * (1 - EPSILON)
    few = _MIN_COUNT if text.total < _SHORT else 1
    collocated = dict(((a, b), count) for (a, b), count in iter_items(text.bigrams)
                      if count >= few and len(a) + len(b) > 2 and END not in (a, b)
                      and a not in split_pairs and b not in split_pairs
                      and count >= min_ratio * words[a] * words[b])
    before, after = Counter(), Counter()
    for (a, b), count in iter_items(collocated):
        before[a] += count
        after[b] += count

    def subsumed(totals):
        return frozenset(word for word, count in iter_items(totals)
                         if len(word) == 1 or count >= settings.subsumed_share * words[word])

    first, last = subsumed(before), subsumed(after)
    return frozenset((a, b) for (a, b), count in iter_items(collocated)
                     if count >= settings.join_count and a in first and b in last)


def _linked_chains(words, links):
    """Yield the longest sequences of two linked words and more, as tuples."""
    chain = [END]
    for word in words:
        if (chain[-1], word) in links:
            chain.append(word)
            continue
        if len(chain) > 1:
            yield tuple(chain)
        chain = [word]
