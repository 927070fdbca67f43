# -*- coding: utf-8 -*-
"""Find longer words whose pieces a fit has found as words: 内塔 and 尼亚胡 are one name.

`joined_words` is used during a fit, for a piece that hardly occurs without one particular neighbour;
`join_pieces` after it, for a piece that hardly occurs without one of several collocated neighbours, such as
利亚 after 澳大, 保加, 尼日.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from itertools import chain, compress
from math import exp

from .._compat import iter_items, iter_map, iter_range
from .._progress import report_done
from ._initial import END
from ._word_model import EPSILON

#: A word that is joined needs this many nats less than a word that stays: once the longer word has taken
#: their occurrences, its pieces become rare, and the word saves more.
_EASE = 2.0
#: In a text of fewer characters on one topic, many words hardly occur without a particular neighbour; so
#: there this share of the occurrences of a single character must also be in the longer word.
_NARROW, _SUBSUMED_SINGLE = 100000, 0.2
#: In a text of fewer words most neighbours occur once; there they must occur twice to be collocated.
_SHORT, _MIN_COUNT = 600000, 2


def joined_words(lattice, words):
    """Return the words that are to be joined from others: {word: count}.

    If two words are adjacent so often that the one with several characters hardly occurs without the other,
    both are pieces of one word. A chain of more than two such pieces is one word too.

    Args:
        lattice: the `Lattice` of the fit.
        words: its `WordModel`.

    Formula:
        c(ab) >= max(n, .7 c(a) if a has two or more characters, .7 c(b) if b has; in a short text .2 of the
        count of a single character), and log( T c(ab) / (c(a) c(b)) ) >= sigma - 2; to stay, the word must
        later save sigma each time.

    Complexity:
        One best segmentation of the text, and three passes over it; memory for the pairs of neighbours.
    """
    paths, tokens = [], [0.0] * len(words.sizes)
    for block in lattice.best_paths(words.log_probabilities()):
        # This walk along a block is written out here and in `_linkable_neighbours`, though it is that of
        # `_neighbours`: by a generator it takes a third more time.
        counts = iter(block.counts)
        count = next(counts)
        for word in block.words:
            tokens[word] += count
            if not word:
                count = next(counts, 0.0)
        paths.append(block)
    # 0, the end of a text, is not a word.
    tokens[0] = 0.0
    links = _links(paths, tokens, words)
    names, settings, found = words.names, words.settings, {}
    for parts, count in _chains(paths, links) if links else ():
        text = ''.join([names[part] for part in parts])
        if len(text) <= settings.longest:
            found[text] = found.get(text, 0.0) + count
    known, numbers = words.expected, words.numbers
    return dict((text, count) for text, count in iter_items(found)
                if count >= settings.join_count and known[numbers.get(text, 0)] < 0.5 * count)


def _links(paths, tokens, words):
    """Return the set of pairs of word numbers that are pieces of one word; `tokens` are counts by number."""
    settings, sizes = words.settings, words.sizes
    total, few = sum(tokens), settings.join_count
    min_ratio = exp(settings.min_saving - _EASE)
    # A pair is at most as frequent as either word. So a rare word is not joined, nor one so frequent that the
    # ratio is too low with any other word: 0 excludes a word. Nor are two single characters joined.
    most = total / min_ratio * (1 + EPSILON)
    usable = [count if few <= count <= most else 0.0 for count in tokens]
    single = _SUBSUMED_SINGLE if sum(words.characters.values()) < _NARROW else 0.0
    least = [max(few, (single if size < 2 else settings.subsumed_share) * count)
             for size, count in zip(sizes, tokens)]
    found = set()
    for key, count in iter_items(_linkable_neighbours(paths, usable, least, sizes)):
        a, b = divmod(key, len(sizes))
        if count >= least[a] and count >= least[b] and total * count >= min_ratio * tokens[a] * tokens[b]:
            found.add((a, b))
    return found


def _linkable_neighbours(paths, usable, least, sizes):
    """Return {first word * number of words + second word: count} of neighbours that may be linked.

    One number takes less time and memory than a tuple of two. Words, and their attributes, are by number.
    """
    pairs, number = {}, len(sizes)
    get = pairs.get
    for place, block in enumerate(paths, 1):
        report_done(place, len(paths), 'blocks')
        counts, before = iter(block.counts), 0
        count = next(counts)
        for word in block.words:
            if (usable[word] >= least[before] and usable[before] >= least[word]
                    and sizes[word] + sizes[before] > 2):
                key = before * number + word
                pairs[key] = get(key, 0.0) + count
            before = word
            if not word:
                count = next(counts, 0.0)
    return pairs


def _all_neighbours(paths):
    """Return an iterator over the `_neighbours` of a list of blocks."""
    def blocks():
        for number, block in enumerate(paths, 1):
            report_done(number, len(paths), 'blocks')
            yield _neighbours(block)
    return chain.from_iterable(blocks())


def _neighbours(block):
    """Yield (word before, word, count of the text) along `BlockPaths`; 0 is the end of a text."""
    counts = iter(block.counts)
    count, before = next(counts), 0
    for word in block.words:
        yield before, word, count
        before = word
        if not word:
            count = next(counts, 0.0)


def _chains(paths, links):
    """Yield (word numbers, count) of the longest sequences of linked neighbours."""
    parts, linked = [0], frozenset(a for a, _ in links)
    for before, word, count in _all_neighbours(paths):
        # Few words are linked, and a set of numbers is faster than one of pairs.
        if before in linked and (before, word) in links:
            parts.append(word)
            continue
        if len(parts) > 1:
            yield parts, count
        parts = [word]


def join_pieces(counts, text, split_pairs, settings):
    """Join chains of words that hardly occur without collocated neighbours, in the counts.

    Args:
        counts: {word: count}; joined words are added, and their counts are subtracted from their pieces.
        text: the `SegmentedText`.
        split_pairs: pairs that are not words.
        settings: a `Settings` with a number for each threshold.

    Formula:
        a and b are collocated if log( T c(ab) / (c(a) c(b)) ) >= sigma and, in a text of less than 600,000
        words, c(ab) >= 2. They are pieces of one word if also c(ab) >= `join_count`, a share
        `subsumed_share` of the occurrences of a precede words that it is collocated with, and the same share
        of those of b follow such words; the shares do not matter for single characters.

    Complexity:
        Linear in the words of the text.
    """
    links = _piece_links(text, split_pairs, settings)
    chains, firsts = Counter(), frozenset(a for a, _ in links)
    for number, (weight, words) in enumerate(text.texts, 1):
        report_done(number, len(text.texts), 'groups of runs')
        for parts in _linked_chains(words, links, firsts):
            if sum(len(word) for word in parts) <= settings.longest:
                chains[parts] += weight
    for parts in sorted(chains):
        word, count = ''.join(parts), chains[parts]
        if count >= settings.join_count:
            for piece in parts:
                counts[piece] = max(0.0, counts.get(piece, 0.0) - count)
            counts[word] = counts.get(word, 0.0) + count


def _piece_links(text, split_pairs, settings):
    """Return the set of (word, next word) that are pieces of one word."""
    words, min_ratio = text.words, exp(settings.min_saving) / text.total * (1 - EPSILON)
    few = _MIN_COUNT if text.total < _SHORT else 1
    collocated = dict(((a, b), count) for (a, b), count in iter_items(text.bigrams)
                      # First what most do not hold.
                      if count >= min_ratio * words[a] * words[b] and count >= few
                      and len(a) + len(b) > 2 and END not in (a, b)
                      and a not in split_pairs and b not in split_pairs)
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


def _linked_chains(words, links, firsts):
    """Yield the longest sequences of linked words, as tuples; `firsts` are the first words of `links`."""
    parts, last = [], -1
    # Few words are linked, and most are passed without a step.
    for place in compress(iter_range(len(words) - 1), iter_map(firsts.__contains__, words)):
        if (words[place], words[place + 1]) not in links:
            continue
        if place != last:
            if parts:
                yield tuple(parts)
            parts = [words[place]]
        last = place + 1
        parts.append(words[last])
    if parts:
        yield tuple(parts)
