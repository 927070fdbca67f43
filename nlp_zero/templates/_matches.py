# -*- coding: utf-8 -*-
"""Find every template in a sentence: where it begins and ends, and on which words it stands.

In go the automaton of the templates and a sequence of words, out comes a mapping that holds the answer
in a compact form and spells it out on demand: ten words can match in a thousand ways.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left

from .._compat import Mapping, iter_range
from ._embeddings import embeddings
from ._template import template_key

__all__ = [str('Matches')]


class _Family(object):
    """The matches of all templates with the same words before their first gap.

    Wherever those words end, a start is noted, in ascending order. Whatever follows the gap later
    follows it for every start noted until then: a set of starts is a length of this list.
    """

    def __init__(self):
        self.starts = []
        # From which place on how many starts are matched by a template that ends in a gap.
        self.open_from, self.open_size = [], []
        # {end: how many starts are matched by a template that ends there in a word}
        self.closed = {}

    def size(self, end):
        """Return how many of the starts match up to `end`."""
        place = bisect_left(self.open_from, end) - 1
        return max(self.open_size[place] if place >= 0 else 0, self.closed.get(end, 0))


class Matches(Mapping):
    """The answer of `XTrie.search`: {(start, end): {positions: count}}, read-only.

    Iterates by end, then start. Both levels are spelled out only when asked for, so a long sentence
    costs no more than its length until somebody iterates; `dict(matches)` makes a plain dict.
    """

    def __init__(self, automaton, words):
        self._automaton = automaton
        self._words = tuple(words)
        self._families = {}
        # {end: {start: [state]}} of templates without a gap
        self._exact = {}
        # {end: [(state, size)]} of templates with a gap that end in a word
        self._closed = {}
        # [(state, [place], [size])] of templates that end in a gap
        self._open = []
        _Search(self, automaton).run()

    def __contains__(self, span):
        if not isinstance(span, tuple) or len(span) != 2:
            return False
        start, end = span
        if end > len(self._words):
            return False
        if start in self._exact.get(end, ()):
            return True
        for family in self._families.values():
            place = bisect_left(family.starts, start)
            if place < len(family.starts) and family.starts[place] == start and place < family.size(end):
                return True
        return False

    def templates(self, start=0, end=None):
        """Return the templates that match a span, sorted; all the words by default.

        Returns:
            list: (template, count) pairs, the template a tuple with None for a gap.
        """
        automaton = self._automaton
        states = self._states(start, len(self._words) if end is None else end)
        pairs = [(automaton.template[state], automaton.count[state]) for state in states]
        return sorted(pairs, key=lambda pair: template_key(pair[0]))

    def _states(self, start, end):
        if end > len(self._words):
            return []
        family_of = self._automaton.family
        states = list(self._exact.get(end, {}).get(start, ()))
        ranks = {}
        for name, family in self._families.items():
            place = bisect_left(family.starts, start)
            found = place < len(family.starts) and family.starts[place] == start
            ranks[name] = place if found else len(self._words) + 1
        for state, size in self._closed.get(end, ()):
            if ranks[family_of[state]] < size:
                states.append(state)
        for state, places, sizes in self._open:
            place = bisect_left(places, end) - 1
            if place >= 0 and ranks[family_of[state]] < sizes[place]:
                states.append(state)
        return states

    def __getitem__(self, span):
        if span not in self:
            raise KeyError(span)
        return SpanMatches(self._words, span, self.templates(*span))

    def __iter__(self):
        for end in iter_range(1, len(self._words) + 1):
            size, others = self._starts(end)
            for start in iter_range(size):
                yield start, end
            for start in others:
                yield start, end

    def __len__(self):
        total = 0
        for end in iter_range(1, len(self._words) + 1):
            size, others = self._starts(end)
            total += size + len(others)
        return total

    def _starts(self, end):
        """Return the starts that match up to `end`: all under a bound, and the others, ascending."""
        bound, others = 0, set(self._exact.get(end, ()))
        opening = self._automaton.gap[0]
        if opening in self._families:
            bound = self._families[opening].size(end)
        for name, family in self._families.items():
            if name != opening:
                size = family.size(end)
                others.update(family.starts[bisect_left(family.starts, bound, 0, size):size])
        return bound, sorted(start for start in others if start >= bound)

    def __repr__(self):
        return str('<Matches of %d words>' % len(self._words))


class _Search(object):
    """Walk the states over the words once, and note in a `Matches` what was matched.

    A state after a word is live at one place. A state after a gap stays live to the end of the
    sentence; with it goes how many starts of its family have come so far, which only grows.
    """

    def __init__(self, matches, automaton):
        self._matches = matches
        self._words = matches._words
        self._automaton = automaton
        self._vocabulary = set(self._words)
        self._sizes = {}       # {gap state: size now}
        self._waiting = {}     # {word: [gap state that it leads on from]}
        self._open = {}        # {gap state that ends a template: its entry in matches._open}

    def run(self):
        """Do the whole search."""
        automaton, step = self._automaton, self._automaton.words
        arrived = []           # (state, size) after a word, at this place
        for place, word in enumerate(self._words):
            following = []
            first = step[0].get(word)
            if first is not None:
                following.append((first, 0))
            for state, size in arrived:
                after = step[state].get(word)
                if after is not None:
                    following.append((after, size))
            for state in self._waiting.get(word, ()):
                following.append((step[state][word], self._sizes[state]))
            self._feed_gaps(arrived, place)
            for state, size in following:
                if automaton.count[state]:
                    self._note(state, size, place + 1)
            arrived = following

    def _feed_gaps(self, arrived, place):
        """Let the gap after each state that arrived here begin at this place."""
        gap = self._automaton.gap
        if gap[0]:
            self._feed_first(gap[0], place, place)
        for state, size in arrived:
            after = gap[state]
            if not after:
                continue
            if self._automaton.family[after] == after:
                self._feed_first(after, place - self._automaton.depth[state], place)
            else:
                self._feed(after, size, place)

    def _feed_first(self, state, start, place):
        family = self._matches._families.setdefault(state, _Family())
        family.starts.append(start)
        self._feed(state, len(family.starts), place)

    def _feed(self, state, size, place):
        """Set the size of a gap state from this place on."""
        if state not in self._sizes:
            self._wait(state)
        elif self._sizes[state] == size:
            return
        self._sizes[state] = size
        if self._automaton.count[state]:
            self._note_open(state, size, place)

    def _wait(self, state):
        """Put a new gap state where the words that lead on from it will find it."""
        following = self._automaton.words[state]
        few, many = sorted((following, self._vocabulary), key=len)
        for word in few:
            if word in many:
                self._waiting.setdefault(word, []).append(state)

    def _note_open(self, state, size, place):
        family = self._matches._families[self._automaton.family[state]]
        if not family.open_size or size > family.open_size[-1]:
            family.open_from.append(place)
            family.open_size.append(size)
        if state not in self._open:
            self._open[state] = (state, [], [])
            self._matches._open.append(self._open[state])
        self._open[state][1].append(place)
        self._open[state][2].append(size)

    def _note(self, state, size, end):
        """Note a template that ends in a word."""
        matches = self._matches
        name = self._automaton.family[state]
        if not name:
            start = end - self._automaton.depth[state]
            matches._exact.setdefault(end, {}).setdefault(start, []).append(state)
            return
        family = matches._families[name]
        family.closed[end] = max(size, family.closed.get(end, 0))
        matches._closed.setdefault(end, []).append((state, size))


class SpanMatches(Mapping):
    """What matches one span: {positions: count}, spelled out on demand, by template, then place."""

    def __init__(self, words, span, templates):
        self._words, self._span, self._templates = words, span, templates

    def __iter__(self):
        for template, _ in self._templates:
            for positions in embeddings(template, self._words, *self._span):
                yield positions

    def __getitem__(self, positions):
        start, end = self._span
        template, held = [], set(positions)
        if held and not start <= min(held) <= max(held) < end:
            raise KeyError(positions)
        for place in iter_range(start, end):
            if place in held:
                template.append(self._words[place])
            elif not template or template[-1] is not None:
                template.append(None)
        if tuple(positions) == tuple(sorted(held)):
            for known, count in self._templates:
                if known == tuple(template):
                    return count
        raise KeyError(positions)

    def __len__(self):
        return sum(1 for _ in self)

    def items(self):
        """Return the (positions, count) pairs as a list."""
        return [(positions, count) for template, count in self._templates
                for positions in embeddings(template, self._words, *self._span)]

    def __repr__(self):
        return repr(dict(self.items()))
