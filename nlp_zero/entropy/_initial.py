# -*- coding: utf-8 -*-
"""Make the first vocabulary, from which the fit starts: n-gram cut with back-check, exact counts.

In go distinct runs with counts, out comes `{word: count}`, along with the counts of characters and
of pairs. It need not be good: the fit pulls most of its errors out. But words of three characters
and more that are missing here come in later only through their parts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter
from itertools import repeat
from operator import add

from .._compat import iter_filter, iter_items, iter_map, iter_range, iter_zip

__all__ = [str(name) for name in ('END', 'RATIOS', 'count_short', 'first_words', 'group_runs')]

#: Ends each run in the texts made here; Han runs never hold it.
END = '\n'
#: Least `N c(ab) / (c(a) c(b))`, at the weakest split, of n-grams of 2, 3 and 4 characters.
RATIOS = {2: 10.0, 3: 100.0, 4: 1000.0}
#: Runs in one text of a group.
_GROUP = 1 << 14
#: Longest word that the start may give: longer ones come in later, by joining.
LONGEST = 4


def group_runs(runs):
    """Return [(count, text)]: runs that occur equally often, each ended by `END`, some at a time.

    Counting a text of many runs takes no step for each run.
    """
    groups, found = {}, []
    for run, count in iter_items(runs):
        groups.setdefault(count, []).append(run)
    for count in sorted(groups):
        group = sorted(groups[count])
        for start in iter_range(0, len(group), _GROUP):
            found.append((count, END.join(group[start:start + _GROUP]) + END))
    return found


def _tally(groups, windows):
    """Return the weighted counts of what `windows(text)` gives, without what crosses an end."""
    total = Counter()
    for weight, text in groups:
        if weight == 1:
            total.update(windows(text))
            continue
        for item, count in iter_items(Counter(windows(text))):
            total[item] += weight * count
    for item in [item for item in total if END in item]:
        del total[item]
    return total


def _pairs(text):
    return iter_map(add, text, text[1:])


def count_short(groups):
    """Return the exact counts of all characters and of all pairs, as two dicts."""
    return _tally(groups, iter), _tally(groups, _pairs)


def _windows(text, size):
    return iter_map(''.join, iter_zip(*[text[start:] for start in iter_range(size)]))


def _pieces(text, marks):
    """Return the pieces of a text, cut where `marks(pair, END)` gives `END` and not nothing."""
    return ''.join(iter_map(add, text, iter_map(marks, _pairs(text), repeat(END)))).split(END)


def _count_pieces(groups, marks):
    total = Counter()
    for weight, text in groups:
        short = (piece for piece in _pieces(text, marks) if len(piece) <= LONGEST)
        for piece, count in iter_items(Counter(short)):
            total[piece] += weight * count
    del total['']
    return total


def _count_listed(groups, listed, size):
    """Return the exact counts of the listed n-grams of one size."""
    listed = frozenset(listed)
    return _tally(groups, lambda text: iter_filter(listed.__contains__, _windows(text, size)))


def _holds(gram, tables, total):
    """Tell whether an n-gram holds together at every split."""
    size = len(gram)
    count, least = total * tables[size][gram], RATIOS[size]
    return all(count >= least * tables[cut][gram[:cut]] * tables[size - cut][gram[cut:]]
               for cut in iter_range(1, size))


def first_words(groups, characters, pairs, min_count=2):
    """Return the words that the fit starts from.

    Args:
        groups: runs, as `group_runs` gives them.
        characters, pairs: what `count_short` gives.
        min_count: least count of a pair that is kept and of a piece.

    Returns:
        dict: {word: count}, of 1 to 4 characters, with every character that stood alone.

    Formula:
        A pair is kept where `N c(ab) / (c(a) c(b))` reaches its ratio; neighbours stay together
        that are a kept pair; of the pieces between the cuts, those of 3 and 4 characters must hold
        together, as n-grams, at every split. After Su (2017; 2019), where n-grams of 3 and 4 join
        neighbours as well.

    Complexity:
        Four linear sweeps; memory as the distinct pairs and pieces.
    """
    total = float(sum(characters.values()))
    tables = [None, characters, pairs]
    marks = dict((pair, '') for pair, count in iter_items(pairs)
                 if count >= min_count and _holds(pair, tables, total))
    pieces = dict((piece, count) for piece, count in iter_items(_count_pieces(groups, marks.get))
                  if len(piece) == 1 or count >= min_count)
    quadruples = [piece for piece in pieces if len(piece) == 4]
    triples = set(piece for piece in pieces if len(piece) == 3)
    triples.update(piece[:3] for piece in quadruples)
    triples.update(piece[1:] for piece in quadruples)
    tables.append(_count_listed(groups, triples, 3))
    tables.append(_count_listed(groups, quadruples, 4))
    return dict((piece, count) for piece, count in iter_items(pieces)
                if len(piece) < 3 or _holds(piece, tables, total))
