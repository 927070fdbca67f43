# -*- coding: utf-8 -*-
"""Make the initial vocabulary of a fit by n-gram cut with back-check, from exact counts.

It need not be good, since the fit corrects most of its errors. But words of three or more characters that are
missing here can enter later only by joining their parts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from functools import partial
from itertools import compress, repeat
from operator import add, ge, lt

from .._compat import iter_filter, iter_items, iter_map, iter_range, iter_zip
from .._progress import report_done, still_working
from ..text import windows

#: Follows each run in texts of several runs; Han runs never contain it.
END = '\n'
#: Least `N c(ab) / (c(a) c(b))`, at the weakest split, of n-grams of 2, 3 and 4 characters.
_RATIOS = {2: 10.0, 3: 100.0, 4: 1000.0}
#: Least count of a pair that is kept, and of a piece of two or more characters.
_MIN_COUNT = 2
#: Longest initial word; longer words are found later, by joining.
_LONGEST = 4
#: Number of runs in the text of a group.
_GROUP = 1 << 14

#: Runs that occur equally often: `count`, and the runs as one text, each followed by `END`.
RunGroup = namedtuple('RunGroup', 'count text')

#: The pieces of a text with up to `_LONGEST` characters, and those with more than two, joined by `END`.
_Pieces = namedtuple('_Pieces', 'short_ones long_ones')


def group_runs(runs):
    """Return the `RunGroup`s of {run: count}, sorted by count, with a limited number of runs in each.

    Counting in a text of many runs avoids a Python step for each run.
    """
    by_count, found = {}, []
    for run, count in iter_items(runs):
        by_count.setdefault(count, []).append(run)
    for count in sorted(by_count):
        equal = sorted(by_count[count])
        for start in iter_range(0, len(equal), _GROUP):
            found.append(RunGroup(count, END.join(equal[start:start + _GROUP]) + END))
    return found


def add_weighted(total, items, weight):
    """Add the counts of items, each multiplied by a weight, to the Counter `total`."""
    if weight == 1:
        total.update(items)
        return
    for item, count in iter_items(Counter(items)):
        total[item] += weight * count


def _count_in_groups(groups, strings_of):
    """Return the weighted counts of the strings of `strings_of(text)`, except those across an end."""
    total = Counter()
    for number, group in enumerate(groups, 1):
        add_weighted(total, strings_of(group.text), group.count)
        report_done(number, len(groups), 'groups of runs')
    for item in [item for item in total if END in item]:
        del total[item]
    return total


def count_windows(groups, size):
    """Return the exact counts of all strings of `size` characters in `RunGroup`s, as a dict."""
    return _count_in_groups(groups, lambda text: windows(text, size))


def _kept_pairs(pairs):
    """Return {pair: ''} of the pairs of a text in which they are separated by `END`."""
    return dict.fromkeys(pairs.split(END), '')


def _cut(kept, text):
    """Return the `_Pieces` of a text, cut between all characters that are not a key of `kept`, {pair: ''}."""
    marks = iter_map(kept.get, windows(text, 2), repeat(END))
    pieces = ''.join(iter_map(add, text, marks)).split(END)
    lengths = bytearray(iter_map(min, iter_map(len, pieces), repeat(_LONGEST + 1)))
    return _Pieces(*(END.join(compress(pieces, iter_map(is_wanted, lengths)))
                     for is_wanted in (partial(ge, _LONGEST), partial(lt, 2))))


def _cut_groups(groups, pairs, pool):
    """Return {piece: count} of the short pieces of `RunGroup`s, and groups of the long pieces.

    Args:
        groups: list of `RunGroup`.
        pairs: list of the pairs inside which nothing is cut.
        pool: the `WorkerPool` that cuts while the pieces are counted here, or None for this process.
    """
    texts, make = [group.text for group in groups], partial(_kept_pairs, END.join(pairs))
    found = iter_map(partial(_cut, make()), texts) if pool is None else pool.map(_cut, texts, make)
    counts, long_groups = Counter(), []
    # The pieces come first, so that they are read to their end: otherwise the pool would be stopped.
    for number, (pieces, group) in enumerate(iter_zip(found, groups), 1):
        add_weighted(counts, pieces.short_ones.split(END), group.count)
        long_groups.append(group._replace(text=pieces.long_ones))
        report_done(number, len(groups), 'groups of runs')
    return counts, long_groups


def _count_only(groups, wanted, size):
    """Return the exact counts of given n-grams of one size."""
    wanted = frozenset(wanted)
    return _count_in_groups(groups, lambda text: iter_filter(wanted.__contains__, windows(text, size)))


def _is_cohesive(gram, tables, total):
    """Tell whether an n-gram reaches its ratio at every split; `tables[n]` has the counts of n characters.

    `initial_words` has the same formula for pairs.
    """
    size = len(gram)
    count, least = total * tables[size][gram], _RATIOS[size]
    for cut in iter_range(1, size):
        if count < least * tables[cut][gram[:cut]] * tables[size - cut][gram[cut:]]:
            return False
    return True


def initial_words(groups, characters, pairs, pool=None):
    """Return the words with which a fit starts.

    Args:
        groups: list of `RunGroup`.
        characters, pairs: {text: count}, as returned by `count_windows`.
        pool: a `WorkerPool` that cuts the text, or None for this process alone. The result is the same.

    Returns:
        dict: {word: count} of words of 1 to 4 characters, including each character that was a piece by
            itself. If there are no words, for example because one sentence is repeated, the characters.

    Formula:
        A pair is kept if `N c(ab) / (c(a) c(b))` reaches its ratio; text is cut between characters that are
        not a kept pair; of the pieces, those of 3 and 4 characters must reach the ratio, as n-grams, at every
        split. After Su (2017; 2019), where n-grams of 3 and 4 prevent cuts as well.

    Complexity:
        Four linear passes; memory for the distinct pairs and pieces.
    """
    total = float(sum(characters.values()))
    tables = {1: characters, 2: pairs}
    # What `_is_cohesive` tells, written out for the many pairs.
    kept = [pair for pair, count in iter_items(pairs) if count >= _MIN_COUNT
            and total * count >= _RATIOS[2] * characters[pair[0]] * characters[pair[1]]]
    still_working()
    # All pairs of a longer string that is counted are kept, so wherever it occurs it lies within a piece.
    counts, groups = _cut_groups(groups, kept, pool)
    pieces = dict((piece, count) for piece, count in iter_items(counts)
                  if len(piece) == 1 or piece and count >= _MIN_COUNT)
    quadruples = [piece for piece in pieces if len(piece) == 4]
    triples = set(piece for piece in pieces if len(piece) == 3)
    triples.update(piece[:3] for piece in quadruples)
    triples.update(piece[1:] for piece in quadruples)
    tables[3] = _count_only(groups, triples, 3)
    tables[4] = _count_only(groups, quadruples, 4)
    found = dict((piece, count) for piece, count in iter_items(pieces)
                 if len(piece) < 3 or _is_cohesive(piece, tables, total))
    return found or dict(characters)
