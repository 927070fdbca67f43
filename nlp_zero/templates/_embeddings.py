# -*- coding: utf-8 -*-
"""Enumerate the ways in which one template covers one span of words.

`_automaton` finds which templates match.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left, bisect_right

from .._compat import iter_range


def segments(template):
    """Return the runs of words between the gaps of a template.

    >>> [len(run) for run in segments((None, '能', '不能', None, '吗'))]
    [2, 1]
    """
    runs, fresh = [], True
    for word in template:
        if word is None:
            fresh = True
        elif fresh:
            runs.append([word])
            fresh = False
        else:
            runs[-1].append(word)
    return [tuple(run) for run in runs]


def leftmost_fillers(template, words, max_gap):
    """Return the fillers of a template that covers some words, with its own words as far left as possible.

    Args:
        template: a tuple of words and None, without adjacent gaps.
        words: a tuple of words that it covers.
        max_gap: the most words in a gap between two words of the template.

    Returns:
        list: of tuples of words, one a gap: those of the first of the `embeddings`; None if there is none
        within the limit.

    Complexity:
        Linear in words times the length of the longest run.

    >>> [len(filler) for filler in leftmost_fillers((None, '能', None), ('周末', '能', '退', '票'), 8)]
    [1, 2]
    """
    found = _greedy_fillers(template, words)
    inner = found[1 if template[0] is None else 0:len(found) - (template[-1] is None)]
    if all(len(filler) <= max_gap for filler in inner):
        return found
    for places in embeddings(template, words, max_gap=max_gap):
        marks = (-1,) + places + (len(words),)
        return [words[a + 1:b] for a, b in zip(marks, marks[1:]) if b > a + 1]
    return None


def _greedy_fillers(template, words):
    """Return the fillers with every run of words, except one at the end, as far left as possible."""
    found, at, opened, index, size = [], 0, -1, 0, len(template)
    while index < size:
        if template[index] is None:
            opened = at
            index += 1
            continue
        end = index + 1
        while end < size and template[end] is not None:
            end += 1
        run = template[index:end]
        if opened >= 0:
            at = len(words) - len(run) if end == size else _next_run(words, run, opened + 1)
            found.append(words[opened:at])
            opened = -1
        at += len(run)
        index = end
    if opened >= 0:
        found.append(words[opened:])
    return found


def _next_run(words, run, start):
    """Return the first place from a start at which a run of words begins."""
    at = words.index(run[0], start)
    while words[at:at + len(run)] != run:
        at = words.index(run[0], at + 1)
    return at


def embeddings(template, words, start=0, end=None, max_gap=None):
    """Yield each way in which one template covers exactly a span of words.

    Args:
        template: a tuple of words and None, in which no two gaps touch.
        words: a tuple of words.
        start, end: the span, half-open; all the words by default.
        max_gap: the most words in a gap between two words of the template; None for no limit.

    Yields:
        tuple: the ascending places of the template's words, such as (1, 3), in the order of these tuples; in
        the first one, every gap is as short as the earlier ones allow.

    Complexity:
        The first one takes time linear in span times segments; each further one at most the length of the
        template.
    """
    end = len(words) if end is None else end
    runs = segments(template)
    if not runs:
        if template and end > start:
            yield ()
        return
    places = run_places(template, runs, words, start, end)
    if not all(places):
        return
    if max_gap is not None:
        places = _places_within(runs, places, max_gap)
    latest = _latest_places(runs, places, end)
    if latest is None:
        return
    for chosen in _chosen_places(runs, places, latest, max_gap):
        yield tuple(at + k for at, run in zip(chosen, runs) for k in iter_range(len(run)))


def run_places(template, runs, words, start, end):
    """Return for each run the places in the span where it may begin, the other runs aside."""
    places = []
    for run in runs:
        size, first = len(run), run[0]
        places.append([at for at in iter_range(start, end - size + 1)
                       if words[at] == first and words[at:at + size] == run])
    first, last = places[0], len(runs[-1])
    places[0] = [at for at in first if (at > start if template[0] is None else at == start)]
    places[-1] = [at for at in places[-1]
                  if (at + last < end if template[-1] is None else at + last == end)]
    return places


def _places_within(runs, places, max_gap):
    """Return for each run the places from which all later runs follow, no gap longer than the limit."""
    kept = [places[-1]]
    for run, row in zip(reversed(runs[:-1]), reversed(places[:-1])):
        following = kept[-1]
        kept.append([at for at in row if bisect_left(following, at + len(run) + 1)
                     < bisect_right(following, at + len(run) + max_gap)])
    kept.reverse()
    return kept


def _latest_places(runs, places, end):
    """Return for each run the last place at which the runs after it still fit, or None."""
    latest, limit = [], end
    for run, row in zip(reversed(runs), reversed(places)):
        fitting = bisect_left(row, limit - len(run) + 1)
        if not fitting:
            return None
        latest.append(row[fitting - 1])
        limit = row[fitting - 1] - 1   # the gap before this run takes a word
    latest.reverse()
    return latest


def _chosen_places(runs, places, latest, max_gap):
    """Yield the lists of places, one a run, in order; every partial list can be completed."""
    limits = list(latest)
    count = len(runs)
    chosen, picks, level = [0] * count, [0] * count, 0
    while level >= 0:
        row, pick = places[level], picks[level]
        if pick == len(row) or row[pick] > limits[level]:
            level -= 1
            continue
        chosen[level] = row[pick]
        picks[level] += 1
        if level == count - 1:
            yield list(chosen)
            continue
        level += 1
        before = chosen[level - 1] + len(runs[level - 1])
        picks[level] = bisect_left(places[level], before + 1)
        if max_gap is not None:
            limits[level] = min(latest[level], before + max_gap)
