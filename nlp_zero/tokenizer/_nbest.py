# -*- coding: utf-8 -*-
"""Look at more of a text than its best segmentation.

The k best segmentations, random ones and code lengths; and overlapping words: all words in a text, and the
shorter words inside a word, for a search index.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
from collections import namedtuple

from .._compat import iter_range, iter_zip
from ..text import clauses, is_space
from ._viterbi import UNITS, symbol_starts, word_ends

_PART_LENGTHS = (2, 3)

#: All segmentations of a text as a lattice: `starts`, the ascending starts of its symbols; `ends[n]`, the
#: ascending ends of the symbol and the words that begin at `starts[n]`.
Lattice = namedtuple('Lattice', 'starts ends')

#: The result of `Tokenizer.code_length`: the bits of the words in clauses, their numbers of characters and
#: words, and the number of words that are not in the vocabulary.
CodeLength = namedtuple('CodeLength', 'bits characters words unknown')


def lattice_of(text, lexicon, rules, whole=()):
    """Return the `Lattice` of a text; each of the ascending spans `whole` is one word on every path."""
    starts = symbol_starts(text, rules, whole)
    places = set(starts)
    places.add(len(text))
    walls = sorted(place for span in whole for place in span) + [len(text)]
    ends, wall = [], 0
    for start, after in iter_zip(starts, starts[1:] + [len(text)]):
        while walls[wall] <= start:
            wall += 1
        ends.append([after] + [end for end in word_ends(text, start, after, lexicon)
                               if end in places and end <= walls[wall]])
    return Lattice(starts, ends)


def best_paths(text, count, lexicon, rules, whole=()):
    """Return the `count` best paths, best first, as lists of words; each span of `whole` is one word.

    Equal sums are ordered by the tie rule of `_viterbi`, which finds the first path alone, in 40% of the
    time.

    Complexity:
        Time: symbols times the words that begin at one times `count`. Memory: symbols times `count`.
    """
    if not text:
        return [[]]
    lattice = lattice_of(text, lexicon, rules, whole)
    log_count, log_total = lexicon.log_counts.get, lexicon.log_total
    # The best paths from each place to the end, as tuples that sort best first: the negative sum, the
    # negative end of the first word, and the index of the path that continues from that end.
    found = {len(text): [(0, 0, 0)]}
    for start, ends in iter_zip(reversed(lattice.starts), reversed(lattice.ends)):
        paths = []
        for end in ends:
            cost = log_total - log_count(text[start:end], 0)
            paths += [(path[0] + cost, -end, rank) for rank, path in enumerate(found[end])]
        paths.sort()
        found[start] = paths[:count]
    return [_words_of_path(text, found, rank) for rank in iter_range(len(found[0]))]


def _words_of_path(text, found, rank):
    words, start = [], 0
    while start < len(text):
        _, negative_end, rank = found[start][rank]
        words.append(text[start:-negative_end])
        start = -negative_end
    return words


def random_path(text, alpha, rng, lexicon, lattice):
    """Return a random path, drawn in proportion to its probability to the power `alpha`.

    Args:
        lattice: the `Lattice` of the text.

    Formula:
        Forward filtering, backward sampling (Scott 2002), which Kudo (2018) uses for subword
        regularisation; here the filtering runs backward, so that words are drawn from left to right.

    Complexity:
        Number of symbols times the number of words that begin at a symbol.
    """
    scale, log_total, log_count = alpha / UNITS, lexicon.log_total, lexicon.log_counts.get
    weights = {len(text): 0.0}
    for start, ends in iter_zip(reversed(lattice.starts), reversed(lattice.ends)):
        weights[start] = _log_sum([
            scale * (log_count(text[start:end], 0) - log_total) + weights[end] for end in ends])
    ends_from = dict(iter_zip(*lattice))
    words, start = [], 0
    while start < len(text):
        rest = rng.random()
        for end in ends_from[start]:
            rest -= math.exp(scale * (log_count(text[start:end], 0) - log_total)
                             + weights[end] - weights[start])
            if rest < 0:
                break
        words.append(text[start:end])
        start = end
    return words


def _log_sum(values):
    """Return ln of the sum of exponentials, without overflow."""
    if len(values) == 1:
        return values[0]
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))


def code_length(words, lexicon, rules):
    """Return the `CodeLength` of the words of a text.

    A word of the vocabulary has the probability count / (total + 1). The rest, 1 / (total + 1), is for all
    other words, which are spelled: each character takes the 20.1 bits of the code space and 1 bit to say
    whether more follow. The code is complete, so vocabularies of different sizes can be compared.

    Formula:
        word: log2(total + 1) - log2(count); else log2(total + 1) + characters * (log2(0x110000) + 1)
    """
    bits, characters, unknown = [], 0, 0
    share = math.log(lexicon.total + 1, 2)
    for word in words:
        if is_scored(word, rules):
            count = lexicon.count(word)
            bits.append(share - math.log(count, 2) if count
                        else share + len(word) * (math.log(0x110000, 2) + 1))
            characters += len(word)
            unknown += not count
    return CodeLength(math.fsum(bits), characters, len(bits), unknown)


def is_scored(word, rules):
    """Tell whether a word is part of a clause: neither white space nor punctuation alone."""
    return not is_space(word) and (
        rules.han_finder.search(word) is not None
        or rules.other_finder.search(word) is not None and bool(clauses(word, rules)))


def all_words(text, lexicon, rules, whole=()):
    """Yield every word of two symbols or more in a text, and each symbol that none of them covers.

    The items are (word, start, end), ordered by start, the shorter first. The ascending spans of `whole` are
    symbols too.

    Complexity:
        Length of the text times the number of different lengths of words with the same first two characters.
    """
    starts, length = symbol_starts(text, rules, whole), len(text)
    begins = bytearray(length + 1)
    for start in starts:
        begins[start] = 1
    begins[length] = 1
    covered = 0
    for start, after in iter_zip(starts, starts[1:] + [length]):
        alone = start >= covered
        for end in word_ends(text, start, after, lexicon):
            if begins[end]:
                yield text[start:end], start, end
                covered, alone = max(covered, end), False
        if alone:
            yield text[start:after], start, after


def parts_for_search(word, start, lexicon, rules):
    """Yield (part, start, end) for the parts of two and of three characters that are words.

    Args:
        word: a word of three characters or more.
        start: the position of the word in its text.
    """
    begins = None
    if rules.long_finder.search(word):
        begins = frozenset(symbol_starts(word, rules) + [len(word)])
    for size in _PART_LENGTHS:
        for place in iter_range(len(word) - size + 1 if len(word) > size else 0):
            part = word[place:place + size]
            if part in lexicon.log_counts and (begins is None or (
                    place in begins and place + size in begins)):
                yield part, start + place, start + place + size
