# -*- coding: utf-8 -*-
"""Group the gaps of templates by the distribution of their fillers, and name the groups.

Gaps are compared by their fillers, the first and last characters of these, and the words beside the gap,
weighted by positive PMI. A filler seen once is a member if it begins and ends as the class does. `_slots`
groups gaps only by the fillers they share.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
import re
from collections import namedtuple
from math import log, sqrt

from .._compat import Iterable, Mapping, iter_items, iter_range, text_type
from ..errors import FormatError, check_kind, checked_call, checked_options, shown
from ..text import parse_count
from ._slots import checked_slots
from ._template import TYPED_GAP_MARK, Template, template_key
from ._template_file import line_text, parsed_source, write_lines

#: Particles at the ends of a filler, which say nothing about its kind.
PARTICLES = ('的', '了', '在', '是', '吗', '呢', '啊', '吧', '呀')
#: The power of the counts of gaps in PMI, without which rare gaps would weigh too much (Levy 2015).
_SMOOTHING = 0.75
#: The weights of the last characters of a filler, by their number, and of the first one, compared with the
#: whole filler.
_ENDINGS, _BEGINNING = ((2, 0.5), (1, 0.25)), 0.25
#: The weight of the words beside a gap, compared with all of its fillers.
_BESIDE = 0.3
#: Least mean cosine of a gap in no group and the gaps of the class that it joins.
_JOINING = 0.07
#: Added to the number of occurrences in a member's strength, so that a filler seen once has a half.
_DOUBT = 1.0
#: Fillers of a class, drawn from those of all gaps, that its own share of a character is smoothed with.
_PRIOR_FILLERS = 10.0
#: Least evidence, in nats, that a filler is of the class: if it occurs repeatedly, beside different words;
#: otherwise; and if it also only opens clauses, where the rest of a sentence stands.
_REPEATED, _MET, _OPENING = 0.0, 3.0, 5.0
#: A filler is of the class too if its last characters are those of this many repeated members, and no more
#: fillers elsewhere end so.
_ENDING, _SEVERAL = 2, 3
#: The weight of the log of the count in the evidence for a filler that occurs beside different words.
_COUNT_WEIGHT = 0.5
#: A group of gaps with fewer repeated members is no class.
_LEAST_REPEATED = 3
#: A gap of a template of several words that joins no class is a class of its own, if it has so many
#: different fillers of at most so many characters that occur mostly there, so great a share of its fillers.
_OWN_FILLERS, _OWN_LENGTH, _OWN_SHARE = 8, 4, 0.6
#: Least strength of a member of such a class: no filler has it in two gaps.
_OWN_STRENGTH = 0.5
#: Least share of repeated fillers for a gap to be a class of its own. Where fewer repeat, as in verse (0.03;
#: 0.2 to 0.3 in questions, dialogues and recipes), it says little that a filler occurs in one gap only.
_REPEATED_SHARE = 0.1
# Stands for the end of a clause beside a gap.
_CLAUSE_END = None
# The characters of a filler, a typed gap being one of them.
_CHARACTERS = re.compile(TYPED_GAP_MARK + '|.', re.DOTALL)
#: The form of a line of a file of classes, for messages.
_LINE_FORM = 'name<TAB>member<TAB>strength` or `name<TAB>template<TAB>#gap'


class SlotClass(namedtuple('SlotClass', 'name members gaps')):
    """A class of gaps whose fillers are of one kind.

    Attributes:
        name: the most typical of its members.
        members: {text: strength}; the strength, above 0 and below 1, is the share of the member's occurrences
            in the gaps of this class, smoothed towards 0 if there are few.
        gaps: the (Template, number of the gap) pairs, sorted.
    """

    __slots__ = ()


class LoadedClasses(dict):
    """Hold classes that were read from a file: {name: {member: strength}}.

    Attributes:
        gaps: {(Template, number of the gap): name} of the gaps that the file lists. Those of a name that is
            no key any more are ignored; a name of gaps alone has no members.
    """

    def __init__(self, members=(), gaps=()):
        dict.__init__(self, members)
        self.gaps = dict(gaps)

    def copy(self):
        """Return a copy that shares the members of each class, as `dict.copy` does, and has its own gaps."""
        return LoadedClasses(self, self.gaps)


@checked_call
def find_classes(slots, **options):
    """Return the classes of gaps, larger ones first.

    Args:
        slots: an iterable of `Slot`.

    Options, by name only:
        similarity: least mean cosine between the gaps of two groups that are merged, above 0 and at most 1;
            0.15 by default. Then each gap in no group joins the most similar class, from a mean cosine of
            0.07.
        min_distinct: gaps with fewer different fillers belong to no class.
        min_strength: members below this strength are left out.
        max_length: the most characters of a member; a typed gap counts as one.
        particles: characters to remove from both ends of a filler.

    Returns:
        list: of `SlotClass`, the one with most gaps first, then by name. No filler is a member of two
        classes, so no two have the same name. A filler is a member of the class of several gaps in whose gaps
        it occurs most, if it begins and ends like other fillers there; such a class has at least three
        members that occur repeatedly. A gap in no such class is a class of its own if its template has two
        words or more, and if at least eight of its fillers, and .6 of them, have at most four characters and
        a strength there of at least .5. There is no class of one gap if less than a tenth of the different
        fillers of all gaps occur repeatedly.

    Raises:
        ArgumentError: an unknown option, a similarity out of range, or an item that is no `Slot`.

    Formula:
        Positive PMI of filler and gap, with the counts of gaps raised to 0.75 (Levy, Goldberg and Dagan
        2015). Groups are merged while the mean cosine of their gaps is high enough, the most similar first
        (average linkage, Sokal and Michener 1958). The evidence for a member is the log of the ratio of the
        shares of its first and last character in the class, without itself, and in all gaps, as in naive
        Bayes, plus half the log of its count if it occurs beside different words.

    Complexity:
        For each feature, the square of the number of gaps that have it.
    """
    options = checked_options('find_classes', options, similarity=0.15, min_distinct=2, min_strength=0.5,
                              max_length=6, particles=PARTICLES)
    counts = {}
    for slot in checked_slots(slots, options['similarity'], options['min_distinct']):
        found = _trimmed_fillers(slot.fillers, options['particles'])
        if len(found) >= options['min_distinct']:
            counts[slot.template, slot.gap] = found
    gaps = sorted(counts, key=_gap_key)
    fillers = [counts[gap] for gap in gaps]
    vectors, total = _gap_vectors(gaps, fillers), _total_counts(fillers)
    groups = _merged_groups(vectors, options['similarity'])
    members = _members(groups, gaps, fillers, total, options)
    found = [(group, chosen) for group, chosen in zip(groups, members) if chosen]
    _join_rest([group for group, _ in found], vectors, min(_JOINING, options['similarity']))
    found += _own_classes(found, gaps, fillers, total, options)
    classes = [_slot_class([gaps[index] for index in group], chosen, counts) for group, chosen in found]
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


def _characters(text):
    """Return the characters of a filler, a typed gap being one of them."""
    return _CHARACTERS.findall(text) if '[' in text else text


def _features(text):
    """Yield (feature, weight) of a filler: itself, and its first and last characters."""
    yield ('', text), 1.0
    characters = _characters(text)
    if len(characters) > 1:
        yield ('+', characters[0]), _BEGINNING
    for size, weight in _ENDINGS:
        if len(characters) > size:
            yield ('-', ''.join(characters[-size:])), weight


def _words_beside(gap):
    """Return the word before a gap and the word after it, None where the clause ends."""
    template, number = gap
    words = list(template.words)
    place = [index for index, word in enumerate(words) if word is None][number]
    return (words[place - 1] if place else _CLAUSE_END,
            words[place + 1] if place + 1 < len(words) else _CLAUSE_END)


def _gap_vectors(gaps, counts):
    """Return for each gap a vector {feature: weight} of length 1, of its fillers and the words beside it."""
    beside = []
    for gap in gaps:
        before, after = _words_beside(gap)
        features = ('<', before), ('>', after)
        beside.append([feature for feature in features if feature[1] is not _CLAUSE_END])
    number_with = {}
    for feature in (feature for features in beside for feature in features):
        number_with[feature] = number_with.get(feature, 0) + 1
    vectors = []
    for features, vector in zip(beside, _filler_vectors(counts)):
        for feature in features:
            vector[feature] = _BESIDE * (1 - log(number_with[feature]) / log(len(gaps) + 1))
        vectors.append(_unit_vector(vector))
    return vectors


def _filler_vectors(counts):
    """Return for each gap a vector {feature: weight} of its fillers; counts are damped by a logarithm."""
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
        for feature, value in iter_items(vector):
            holders.setdefault(feature, {})[index] = value
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
        for feature, value in iter_items(merged):
            values = holders[feature]
            values.pop(first, None)
            values.pop(second, None)
            values[following] = value
        for pair in _alike(following, groups, sums, holders, similarity):
            heapq.heappush(heap, pair)
        following += 1
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _alike(index, groups, sums, holders, similarity):
    """Return (-mean cosine, smaller index, greater index) of a group and every group similar enough to it.

    Args:
        holders: {feature: {index of each group that has it: its value there}}.
    """
    products, vector = {}, sums[index]
    for feature in sorted(vector):
        value = vector[feature]
        for other, there in iter_items(holders[feature]):
            products[other] = products.get(other, 0.0) + value * there
    products.pop(index, None)
    found = []
    for other, product in iter_items(products):
        cosine = round(product / len(groups[index]) / len(groups[other]), 9)
        if cosine >= similarity:
            found.append((-cosine, min(index, other), max(index, other)))
    return sorted(found)


def _join_rest(groups, vectors, least):
    """Add each vector in no group to the most similar one, compared with the vectors that it began with."""
    grouped = {index: number for number, group in enumerate(groups) for index in group}
    holders = {}
    for index in sorted(grouped):
        for feature, value in iter_items(vectors[index]):
            means = holders.setdefault(feature, {})
            means[grouped[index]] = means.get(grouped[index], 0.0) + value / len(groups[grouped[index]])
    for index, vector in enumerate(vectors):
        products = {}
        for feature in sorted(vector) if index not in grouped else ():
            for number, mean in iter_items(holders.get(feature, {})):
                products[number] = products.get(number, 0.0) + vector[feature] * mean
        cosine, number = max([(round(product, 9), -number) for number, product in iter_items(products)]
                             or [(0.0, 0)])
        if cosine >= least:
            groups[-number].append(index)


def _total_counts(counts):
    """Return {filler: count in all gaps}."""
    total = {}
    for fillers in counts:
        for text, count in iter_items(fillers):
            total[text] = total.get(text, 0) + count
    return total


def _own_classes(grouped, gaps, counts, total, options):
    """Return ([index of a gap], {member: strength}) of each gap in no group that is a class of its own.

    Args:
        grouped: the same of the groups; their members are none here.
    """
    classes = []
    if sum(1 for count in total.values() if count > 1) < _REPEATED_SHARE * len(total):
        return classes
    least = max(options['min_strength'], _OWN_STRENGTH)
    in_groups = set(index for group, _ in grouped for index in group)
    elsewhere = set(text for _, members in grouped for text in members)
    for index, ((template, _), fillers) in enumerate(zip(gaps, counts)):
        if index in in_groups or len(template.words) - template.gaps < 2:
            continue
        members = {}
        for text, count in iter_items(fillers):
            strength = count / (total[text] + _DOUBT)
            if (strength >= least and text not in elsewhere
                    and len(_characters(text)) <= options['max_length']):
                members[text] = strength
        short = sum(1 for text in members if len(_characters(text)) <= _OWN_LENGTH)
        if short >= max(_OWN_FILLERS, _OWN_SHARE * len(fillers)):
            classes.append(([index], members))
    return classes


def _members(groups, gaps, counts, total, options):
    """Return {member: strength} of each group; empty if it is no class."""
    inside = [{} for _ in groups]
    for found, group in zip(inside, groups):
        for index in group:
            for text, count in iter_items(counts[index]):
                found[text] = found.get(text, 0) + count
    best = {}
    for number, found in enumerate(inside):
        for text, count in iter_items(found):
            best[text] = max(best.get(text, (0, 0)), (count, -number))
    inside = [{text: count for text, count in iter_items(found) if best[text] == (count, -number)}
              for number, found in enumerate(inside)]
    places, shares = _places(gaps, counts), _CharacterShares(total)
    return [_group_members(found, total, places, shares, options) for found in inside]


def _ending_counts(texts):
    """Return {last characters: number of texts longer than these that have them}."""
    found = {}
    for text in texts:
        ending = _ending(text)
        if ending is not None:
            found[ending] = found.get(ending, 0) + 1
    return found


def _ending(text):
    """Return the last characters of a longer filler, or None."""
    characters = _characters(text)
    return ''.join(characters[-_ENDING:]) if len(characters) > _ENDING else None


def _places(gaps, counts):
    """Return {filler: (whether the words beside it differ, whether it only opens clauses)}."""
    before, after = {}, {}
    for gap, fillers in zip(gaps, counts):
        left, right = _words_beside(gap)
        for text in fillers:
            before.setdefault(text, set()).add(left)
            after.setdefault(text, set()).add(right)
    return {text: (len(words) > 1 or len(after[text]) > 1, words == {_CLAUSE_END})
            for text, words in iter_items(before)}


class _CharacterShares(object):
    """The shares of first and last characters among different fillers."""

    def __init__(self, texts):
        self._first, self._last, self._size = {}, {}, len(texts)
        self.endings = _ending_counts(texts)
        for characters in map(_characters, texts):
            self._first[characters[0]] = self._first.get(characters[0], 0) + 1
            self._last[characters[-1]] = self._last.get(characters[-1], 0) + 1

    def evidence(self, text, others):
        """Return the log of the ratio of a text's shares among others, which include it, and here."""
        characters = _characters(text)
        first, last = characters[0], characters[-1]
        return (self._log_ratio(self._first[first], others._first[first], others._size)
                + self._log_ratio(self._last[last], others._last[last], others._size))

    def _log_ratio(self, count, inside, size):
        share = count / self._size
        return log((inside - 1 + _PRIOR_FILLERS * share) / (size - 1 + _PRIOR_FILLERS) / share)


def _group_members(found, total, places, shares, options):
    """Return {member: strength} of the fillers of a group that are of its kind; empty if too few repeat."""
    own, members, rest = _CharacterShares(found), {}, {}
    for text, count in iter_items(found):
        strength = count / (total[text] + _DOUBT)
        if strength < options['min_strength'] or len(_characters(text)) > options['max_length']:
            continue
        evidence, (differ, opens) = shares.evidence(text, own), places[text]
        fits = count > 1 and differ and evidence + _COUNT_WEIGHT * log(count) >= _REPEATED or (
            evidence >= (_OPENING if opens else _MET))
        (members if fits else rest)[text] = strength
    repeated = [text for text in members if found[text] > 1]
    if len(repeated) < _LEAST_REPEATED:
        return {}
    alike, inside = _ending_counts(repeated), own.endings
    for text, strength in iter_items(rest):
        ending = _ending(text)
        if alike.get(ending, 0) >= _SEVERAL and (
                2 * inside[ending] >= shares.endings[ending]):
            members[text] = strength
    return members


def _slot_class(gaps, members, counts):
    """Return the class, named after the member that most of its gaps have and few others."""
    gaps_with = dict.fromkeys(members, 0)
    for gap in gaps:
        for text in counts[gap]:
            if text in gaps_with:
                gaps_with[text] += 1
    name = min(members, key=lambda text: (-members[text] * gaps_with[text], len(text), text))
    return SlotClass(name, members, sorted(gaps, key=_gap_key))


def gap_classes(classes):
    """Return {(Template, number of the gap): name of its class}.

    Args:
        classes: the result of `find_classes`.

    Raises:
        ArgumentError: an item is no `SlotClass`.
    """
    return {gap: found.name for found in _checked_classes(classes) for gap in found.gaps}


def _checked_classes(classes):
    check_kind('classes', classes, Iterable, 'a list of SlotClass, as `find_classes` returns')
    for found in classes:
        check_kind('a class', found, SlotClass, 'a SlotClass, as `find_classes` returns')
        yield found


@checked_call
def assign_classes(slots, classes, least=0.3):
    """Return {(Template, number of the gap): name}, for each gap the class of most of its fillers.

    Args:
        slots: an iterable of `Slot`.
        classes: {name: its members}; the gaps that `LoadedClasses` lists keep their class.
        least: least share of the fillers of a gap, repeated ones each time, that are members.

    Raises:
        ArgumentError: an item is no `Slot`, or the classes are no mapping.
    """
    check_kind('classes', classes, Mapping, 'a mapping of names to members')
    names, found, listed = {}, {}, getattr(classes, 'gaps', {})
    for name in sorted(classes, reverse=True):
        for text in classes[name]:
            names[text] = name
    for slot in checked_slots(slots, 1, 0):
        counts = {}
        for text, count in iter_items(_trimmed_fillers(slot.fillers, PARTICLES)):
            if text in names:
                counts[names[text]] = counts.get(names[text], 0) + count
        name = listed.get((slot.template, slot.gap))
        if name in classes:
            found[slot.template, slot.gap] = name
        elif counts:
            name = min(counts, key=lambda name: (-counts[name], name))
            if counts[name] >= least * slot.total:
                found[slot.template, slot.gap] = name
    return found


# --- Files ---------------------------------------------------------------------------------------

@checked_call
def save_classes(classes, path):
    """Write classes to a file to be read and edited by hand.

    A line is `name<TAB>member<TAB>strength`, or `name<TAB>template<TAB>#gap` for a gap, numbered from 1. A
    class without members and gaps has no line.

    Args:
        classes: a list of `SlotClass`, or {name: {member: strength}}, such as `load_classes` returns.
        path: text, bytes, or an object with `__fspath__`; `-` is standard output.

    Raises:
        ArgumentError: the classes are of no such form.
        FormatError: no line can hold a name, a member or its strength; an existing file is unchanged.
    """
    if isinstance(classes, Mapping):
        listed = sorted(iter_items(getattr(classes, 'gaps', {})), key=lambda pair: _gap_key(pair[0]))
        rows = [SlotClass(name, members, [gap for gap, of_class in listed if of_class == name])
                for name, members in sorted(iter_items(classes))]
    else:
        rows = _checked_classes(classes)
    write_lines(path, _class_lines(rows))


def _class_lines(classes):
    """Yield the lines of classes; raise a FormatError for what no line can hold."""
    for name, members, gaps in classes:
        check_kind('the members of a class', members, Mapping, 'a mapping of members to their strength')
        for text, strength in iter_items(members):
            is_strength = isinstance(strength, (int, float)) and 0 <= strength <= 1
            if not (_fits(name) and _fits(text) and is_strength):
                raise FormatError('no line can hold the member %s of the class %s with the strength %s: both '
                                  'are texts without tabs and line ends, and a strength is a number from 0 '
                                  'to 1' % (shown(text), shown(name), shown(strength)))
        for text in sorted(members, key=lambda text: (-members[text], text)):
            yield '%s\t%s\t%.3f\n' % (name, text, members[text])
        if gaps and not _fits(name):
            raise FormatError('no line can hold the name %s of a class: it is a text without tabs and line '
                              'ends' % shown(name))
        for template, number in gaps:
            yield '%s\t%s\t#%d\n' % (name, template.to_text(), number + 1)


def _fits(text):
    return isinstance(text, text_type) and text and not any(mark in text for mark in '\t\r\n')


@checked_call
def load_classes(source):
    """Read classes written by `save_classes` or by hand.

    Args:
        source: a path, `-` for standard input, or an iterable of lines. A line without a strength has the
            strength 1; empty lines are skipped.

    Returns:
        LoadedClasses: {name: {member: strength}}, with the gaps that are listed.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is of neither form, or lists a gap that an earlier line lists under another name;
            the message begins with `path:line:`.
    """
    return parsed_source(source, 'classes', _parsed_classes)


def _parsed_classes(lines, path):
    found = LoadedClasses()
    for number, line in enumerate(lines, 1):
        line = line_text(line, path, number, _LINE_FORM)
        if not line:
            continue
        try:
            fields = line.split('\t')
            name, text, last = fields if len(fields) != 2 else fields + ['1']
            member, strength = _member_or_gap(name, text, last)
        except ValueError:
            raise FormatError('%.60r is no line of `%s`' % (line, _LINE_FORM), path, number)
        members = found.setdefault(name, {})
        if strength is not None:
            members[member] = strength
        elif found.gaps.setdefault(member, name) != name:
            raise FormatError('the gap of %.60r is listed under the class %s already'
                              % (line, shown(found.gaps[member])), path, number)
    return found


def _member_or_gap(name, text, last):
    """Return (member, strength), or ((Template, number of the gap), None), from the fields of a line.

    Raises:
        ValueError: the line is neither.
    """
    if last.startswith('#'):
        template, gap = Template.from_text(text), parse_count(last[1:]) - 1
        if not name or not 0 <= gap < template.gaps:
            raise ValueError('no such gap')
        return (template, gap), None
    strength = float(last)
    if not name or not text or not 0 <= strength <= 1:
        raise ValueError('no such member')
    return text, strength
