# -*- coding: utf-8 -*-
"""Group the gaps of templates by the distribution of their fillers, and name the groups.

Fillers are compared by the gaps in which they occur, and gaps by their fillers and the fillers' last
characters, weighted by positive PMI. So a filler seen once belongs to the class of its gap. `_slots` groups
gaps only by the fillers they share.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
from collections import namedtuple
from math import log, sqrt

from .._compat import iter_items, iter_range
from .._storage import open_output
from ..errors import ArgumentError, FormatError, checked_options
from ._template import template_key
from ._template_file import line_text, parsed_source

__all__ = [str(name) for name in (
    'SlotClass', 'assign_classes', 'find_classes', 'gap_classes', 'load_classes', 'save_classes')]

#: Particles at the ends of a filler, which say nothing about its kind.
PARTICLES = ('的', '了', '在', '是', '吗', '呢', '啊', '吧', '呀')
#: The power of the counts of gaps in PMI, without which rare gaps would weigh too much (Levy 2015).
_SMOOTHING = 0.75
#: The weight of the last characters of a filler, compared with the whole filler.
_ENDINGS = ((2, 0.5), (1, 0.25))
#: A filler seen once is a member if this many of its last characters are those of several members.
_ENDING, _SEVERAL = 2, 3
#: Added to the number of occurrences in a member's strength, so that a filler seen once has a half.
_DOUBT = 1.0


class SlotClass(namedtuple('SlotClass', 'name members gaps')):
    """A class of gaps whose fillers are of one kind.

    Attributes:
        name: the most typical of its members.
        members: {text: strength}; the strength, above 0 and below 1, is the share of the member's occurrences
            in the gaps of this class, smoothed towards 0 if there are few.
        gaps: the (Template, number of the gap) pairs, sorted.
    """

    __slots__ = ()


def find_classes(slots, **options):
    """Return the classes of gaps, larger ones first.

    Args:
        slots: an iterable of `Slot`.

    Options, by name only:
        similarity: least mean cosine between the gaps of two groups that are merged, above 0 and at most 1.
        min_distinct: gaps with fewer different fillers belong to no class.
        min_strength: members below this strength are left out.
        max_length: the most characters of a member.
        particles: characters to remove from both ends of a filler.

    Returns:
        list: of `SlotClass`, the one with most gaps first, then by name. A filler is a member of the class
        in whose gaps it occurs most.

    Raises:
        ArgumentError: an unknown option, or a similarity out of range.

    Formula:
        Positive PMI of filler and gap, with the counts of gaps raised to 0.75 (Levy, Goldberg and Dagan
        2015). Groups are merged while the mean cosine of their gaps is high enough, the most similar first
        (average linkage, Sokal and Michener 1958).

    Complexity:
        For each feature, the square of the number of gaps that have it.
    """
    options = checked_options('find_classes', options, similarity=0.03, min_distinct=2, min_strength=0.5,
                              max_length=6, particles=PARTICLES)
    if not 0 < options['similarity'] <= 1:
        raise ArgumentError('similarity must be above 0 and at most 1, not %r' % options['similarity'])
    counts = {}
    for slot in slots:
        found = _trimmed_fillers(slot.fillers, options['particles'])
        if len(found) >= options['min_distinct']:
            counts[slot.template, slot.gap] = found
    gaps = sorted(counts, key=_gap_key)
    vectors = _gap_vectors([counts[gap] for gap in gaps])
    groups = _merged_groups(vectors, options['similarity'])
    classes = [_slot_class([gaps[index] for index in group], members)
               for group, members in zip(groups, _members(groups, [counts[gap] for gap in gaps], options))
               if len(members) > 1]
    return sorted(classes, key=lambda found: (-len(found.gaps), found.name))


def _gap_key(gap):
    template, number = gap
    return template_key(template.words), number


def _trimmed_fillers(fillers, particles):
    """Return {filler: count} without the particles at both ends of the fillers."""
    found = {}
    for text, count in iter_items(fillers):
        kept = _trimmed(text.strip(), particles)
        if kept:
            found[kept] = found.get(kept, 0) + count
    return found


def _trimmed(text, particles):
    while len(text) > 1 and text.startswith(particles):
        text = text[1:].strip()
    while len(text) > 1 and text.endswith(particles):
        text = text[:-1].strip()
    return text


def _features(text):
    """Yield (feature, weight) of a filler: itself, and its last characters."""
    yield ('', text), 1.0
    for size, weight in _ENDINGS:
        if len(text) > size:
            yield ('-', text[-size:]), weight


def _gap_vectors(counts):
    """Return for each gap a vector {feature: weight} of length 1; counts are damped by a logarithm."""
    joint, features, totals = [], {}, []
    for fillers in counts:
        row = {}
        for text, count in sorted(iter_items(fillers)):
            for feature, weight in _features(text):
                row[feature] = row.get(feature, 0) + weight * (1 + log(count))
        joint.append(row)
        totals.append(sum(row[feature] for feature in sorted(row)) ** _SMOOTHING)
        for feature, value in iter_items(row):
            features.setdefault(feature, []).append(value)
    features = {feature: sum(sorted(values)) for feature, values in iter_items(features)}
    of_gaps = sum(totals)
    vectors = []
    for row, total in zip(joint, totals):
        vector = {}
        for feature, value in sorted(iter_items(row)):
            pmi = log(value / features[feature] / (total / of_gaps))
            if pmi > 0:
                vector[feature] = pmi * value
        vectors.append(_unit_vector(vector))
    return vectors


def _unit_vector(vector):
    length = sqrt(sum(vector[feature] ** 2 for feature in sorted(vector)))
    return {feature: value / length for feature, value in iter_items(vector)} if length else {}


def _merged_groups(vectors, similarity):
    """Return groups of indices of vectors, merged while the mean cosine of two is high enough."""
    groups, sums = {index: [index] for index in iter_range(len(vectors))}, dict(enumerate(vectors))
    holders = {}
    for index, vector in enumerate(vectors):
        for feature in vector:
            holders.setdefault(feature, set()).add(index)
    heap = [pair for index in iter_range(len(vectors))
            for pair in _alike(index, groups, sums, holders, similarity) if pair[1] < pair[2]]
    heapq.heapify(heap)
    following = len(vectors)
    while heap:
        _, first, second = heapq.heappop(heap)
        if first not in groups or second not in groups:
            continue
        groups[following] = groups.pop(first) + groups.pop(second)
        merged = sums.pop(first)
        for feature, value in iter_items(sums.pop(second)):
            merged[feature] = merged.get(feature, 0.0) + value
        sums[following] = merged
        for feature in merged:
            holders[feature] -= {first, second}
            holders[feature].add(following)
        for pair in _alike(following, groups, sums, holders, similarity):
            heapq.heappush(heap, pair)
        following += 1
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _alike(index, groups, sums, holders, similarity):
    """Return (-mean cosine, smaller index, greater index) of a group and every group similar enough to it."""
    products, vector = {}, sums[index]
    for feature in sorted(vector):
        for other in holders[feature]:
            if other != index:
                products[other] = products.get(other, 0.0) + vector[feature] * sums[other][feature]
    found = []
    for other, product in iter_items(products):
        cosine = round(product / len(groups[index]) / len(groups[other]), 9)
        if cosine >= similarity:
            found.append((-cosine, min(index, other), max(index, other)))
    return sorted(found)


def _members(groups, counts, options):
    """Return {member: strength} of each group; a filler belongs to the group where it occurs most."""
    inside, total = [{} for _ in groups], {}
    for fillers in counts:
        for text, count in iter_items(fillers):
            total[text] = total.get(text, 0) + count
    for found, group in zip(inside, groups):
        for index in group:
            for text, count in iter_items(counts[index]):
                found[text] = found.get(text, 0) + count
    best = {}
    for number, found in enumerate(inside):
        for text, count in iter_items(found):
            best[text] = max(best.get(text, (0, 0)), (count, -number))
    return [_strengths({text: count for text, count in iter_items(found) if best[text] == (count, -number)},
                       total, options) for number, found in enumerate(inside)]


def _strengths(found, total, options):
    """Return {member: strength} of the fillers of a group that occur again, or end like several that do."""
    endings = {}
    for text, count in iter_items(found):
        if count > 1:
            endings[text[-_ENDING:]] = endings.get(text[-_ENDING:], 0) + 1
    members = {}
    for text, count in iter_items(found):
        strength = count / (total[text] + _DOUBT)
        alike = len(text) > _ENDING and endings.get(text[-_ENDING:], 0) >= _SEVERAL
        if strength >= options['min_strength'] and len(text) <= options['max_length'] and (
                count > 1 or alike):
            members[text] = strength
    return members


def _slot_class(gaps, members):
    name = min(members, key=lambda text: (-members[text], len(text), text))
    return SlotClass(name, members, sorted(gaps, key=_gap_key))


def gap_classes(classes):
    """Return {(Template, number of the gap): name of its class}.

    Args:
        classes: the result of `find_classes`.
    """
    return {gap: found.name for found in classes for gap in found.gaps}


def assign_classes(slots, classes, least=0.3):
    """Return {(Template, number of the gap): name}, for each gap the class of most of its fillers.

    Args:
        slots: an iterable of `Slot`.
        classes: {name: its members}, such as `load_classes` returns.
        least: least share of the fillers of a gap, repeated ones each time, that are members.
    """
    names, found = {}, {}
    for name in sorted(classes, reverse=True):
        for text in classes[name]:
            names[text] = name
    for slot in slots:
        counts = {}
        for text, count in iter_items(_trimmed_fillers(slot.fillers, PARTICLES)):
            if text in names:
                counts[names[text]] = counts.get(names[text], 0) + count
        if counts:
            name = min(counts, key=lambda name: (-counts[name], name))
            if counts[name] >= least * slot.total:
                found[slot.template, slot.gap] = name
    return found


# --- Files ---------------------------------------------------------------------------------------

def save_classes(classes, path):
    """Write classes to a file to be read and edited by hand: `name<TAB>member<TAB>strength` a line.

    Args:
        classes: a list of `SlotClass`, or {name: {member: strength}}.
        path: text, bytes, or an object with `__fspath__`; `-` is standard output.
    """
    if isinstance(classes, dict):
        rows = sorted(iter_items(classes))
    else:
        rows = [(found.name, found.members) for found in classes]
    with open_output(path) as out:
        for name, members in rows:
            for text in sorted(members, key=lambda text: (-members[text], text)):
                out.write('%s\t%s\t%.3f\n' % (name, text, members[text]))


def load_classes(source):
    """Read classes written by `save_classes` or by hand.

    Args:
        source: a path, `-` for standard input, or an iterable of lines. A line without a strength has the
            strength 1; empty lines are skipped.

    Returns:
        dict: {name: {member: strength}}.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is not `name<TAB>member<TAB>strength`; the message begins with `path:line:`.
    """
    return parsed_source(source, 'classes', _parsed_classes)


def _parsed_classes(lines, path):
    found = {}
    for number, line in enumerate(lines, 1):
        line = line_text(line, path, number, 'name<TAB>member<TAB>strength')
        fields = line.split('\t')
        if fields == ['']:
            continue
        try:
            name, text = fields[:2]
            strength = float(fields[2]) if len(fields) > 2 else 1.0
        except ValueError:
            raise FormatError('%.60r is no line of `name<TAB>member<TAB>strength`' % line, path, number)
        if not name or not text or len(fields) > 3 or not 0 <= strength <= 1:
            raise FormatError('%.60r is no line of `name<TAB>member<TAB>strength`' % line, path, number)
        found.setdefault(name, {})[text] = strength
    return found
