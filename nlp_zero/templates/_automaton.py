# -*- coding: utf-8 -*-
"""Compile templates into one automaton and find every template in a sentence with it.

The parser walks the same automaton in its own way. The words that a template matches within a span are
enumerated in `_embeddings`, on demand, since ten words can match in a thousand ways.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left
from collections import namedtuple

from .._compat import Mapping, iter_items, iter_range, to_native
from ._embeddings import embeddings
from ._template import template_key


class Automaton(object):
    """The states of a set of templates: a tree, in parallel lists indexed by state.

    A state is a number; 0 is the root. From a state, each word leads to at most one state, and so does a gap.

    Attributes:
        words: {word: state} for each state.
        gap: the state after a gap, 0 if there is none.
        count: the count of the template that ends in the state, 0 if none does.
        template: that template as a tuple, or None.
        depth: number of words and gaps from the root.
        first_gap: the first state after a gap on the way from the root, itself included; 0 where
            there is none.
        least: the smallest count that was ever set, or None.
    """

    def __init__(self, templates=()):
        self.words, self.gap, self.count, self.template = [{}], [0], [0], [None]
        self.depth, self.first_gap = [0], [0]
        self.least = None
        for template, count in templates:
            self.set(template, count)

    def set(self, template, count):
        """Set the count of a template (a tuple without touching gaps)."""
        state = 0
        for word in template:
            state = self._next_state(state, word)
        self.count[state], self.template[state] = count, template
        if count and (self.least is None or count < self.least):
            self.least = count

    def _next_state(self, state, word):
        """Return the state after a word or gap, creating it if needed."""
        following = self.gap[state] if word is None else self.words[state].get(word)
        if following:
            return following
        following = len(self.words)
        if word is None:
            self.gap[state] = following
        else:
            self.words[state][word] = following
        self.words.append({})
        self.gap.append(0)
        self.count.append(0)
        self.template.append(None)
        self.depth.append(self.depth[state] + 1)
        self.first_gap.append(self.first_gap[state] or (following if word is None else 0))
        return following

    def words_in(self, state, vocabulary):
        """Yield the words of a set or dict that lead on from a state, iterating over the smaller of both."""
        following = self.words[state]
        few, many = (following, vocabulary) if len(following) < len(vocabulary) else (vocabulary, following)
        for word in few:
            if word in many:
                yield word


def covering_states(automaton, words):
    """Return the states that a sentence, read from its first word to its last, can end in.

    Complexity:
        Linear in the words, times the states that are live at a word.
    """
    step, gap, vocabulary = automaton.words, automaton.gap, set(words)
    waiting, live, arrived = {}, set(), [0]
    for word in words:
        following = [step[state][word] for state in waiting.get(word, ())]
        for state in arrived:
            if word in step[state]:
                following.append(step[state][word])
            after = gap[state]
            if after and after not in live:
                live.add(after)
                for other in automaton.words_in(after, vocabulary):
                    waiting.setdefault(other, []).append(after)
        arrived = following
    return arrived + sorted(live)


class Matches(Mapping):
    """The result of `XTrie.search`: a read-only mapping {(start, end): {positions: count}}.

    Iterates by end, then start. Both levels are computed on demand, so a search takes time in proportion to
    the sentence until the result is iterated; `dict(matches)` makes a plain dict.
    """

    def __init__(self, automaton, words):
        self._automaton = automaton
        self._words = tuple(words)
        self._found = _Search(automaton, self._words).found

    def __contains__(self, span):
        if not isinstance(span, tuple) or len(span) != 2:
            return False
        start, end = span
        if end > len(self._words):
            return False
        if start in self._found.exact.get(end, ()):
            return True
        return any(prefix.rank(start) < prefix.size(end) for prefix in self._found.prefixes.values())

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
        """Return the states of the templates that match a span."""
        if end > len(self._words):
            return []
        found, first_gap = self._found, self._automaton.first_gap
        states = list(found.exact.get(end, {}).get(start, ()))
        ranks = {state: prefix.rank(start) for state, prefix in iter_items(found.prefixes)}
        for state, size in found.closed.get(end, ()):
            if ranks[first_gap[state]] < size:
                states.append(state)
        for state, sizes in iter_items(found.open):
            if ranks[first_gap[state]] < sizes.before(end):
                states.append(state)
        return states

    def __getitem__(self, span):
        if span not in self:
            raise KeyError(span)
        return SpanMatches(self._words, span, self.templates(*span))

    def __iter__(self):
        for end in iter_range(1, len(self._words) + 1):
            count, others = self._starts(end)
            for start in iter_range(count):
                yield start, end
            for start in others:
                yield start, end

    def __len__(self):
        total = 0
        for end in iter_range(1, len(self._words) + 1):
            count, others = self._starts(end)
            total += count + len(others)
        return total

    def _starts(self, end):
        """Return the starts of matches up to `end`: how many of the first places, and the others."""
        count, others, prefixes = 0, set(self._found.exact.get(end, ())), self._found.prefixes
        # After an opening gap every place is a start, so those starts are a range.
        opening = self._automaton.gap[0]
        if opening in prefixes:
            count = prefixes[opening].size(end)
        for state, prefix in iter_items(prefixes):
            if state != opening:
                size = prefix.size(end)
                others.update(prefix.starts[bisect_left(prefix.starts, count, 0, size):size])
        return count, sorted(start for start in others if start >= count)

    def __repr__(self):
        return to_native('<Matches of %d words>' % len(self._words))


class _Sizes(namedtuple('_Sizes', 'places sizes')):
    """The numbers of starts of a gap and the places from which on it has them: two ascending lists."""

    __slots__ = ()

    def before(self, end):
        """Return how many starts there are for a gap that ends at `end`; 0 before the first place."""
        place = bisect_left(self.places, end) - 1
        return self.sizes[place] if place >= 0 else 0


class _Prefix(object):
    """The matches of all templates with the same words before their first gap.

    Wherever those words end, a start is recorded, in ascending order. Whatever follows the gap later
    follows it for every start recorded until then, so a set of starts is represented by a length of this
    list.
    """

    def __init__(self):
        self.starts = []
        # How many starts are matched by a template that ends in a gap.
        self.open = _Sizes([], [])
        # {end: how many starts are matched by a template that ends there in a word}
        self.closed = {}

    def size(self, end):
        """Return how many of the starts match up to `end`."""
        return max(self.open.before(end), self.closed.get(end, 0))

    def rank(self, start):
        """Return which of the starts a place is, beyond any size if it is none of them."""
        place = bisect_left(self.starts, start)
        found = place < len(self.starts) and self.starts[place] == start
        return place if found else float('inf')


class _Found(object):
    """The matches that a search recorded.

    Attributes:
        prefixes: {state after a first gap: _Prefix}.
        exact: {end: {start: [state]}} of templates without a gap.
        closed: {end: [(state, number of starts)]} of templates with a gap that end in a word.
        open: {state: _Sizes} of templates that end in a gap.
    """

    def __init__(self):
        self.prefixes, self.exact, self.closed, self.open = {}, {}, {}, {}


class _Search(object):
    """Walk the states over the words once, and record the matches in `found`.

    A state after a word is live at one place. A state after a gap stays live to the end of the sentence;
    its size, the number of starts of its prefix so far, only grows.
    """

    def __init__(self, automaton, words):
        self.found = _Found()
        self._automaton = automaton
        self._vocabulary = set(words)
        self._sizes = {}       # {state after a gap: size now}
        self._waiting = {}     # {word: [state after a gap that it leads on from]}
        self._run(words)

    def _run(self, words):
        automaton, step = self._automaton, self._automaton.words
        arrived = []           # (state, size) after a word, at this place
        for place, word in enumerate(words):
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
            self._begin_gaps(arrived, place)
            for state, size in following:
                if automaton.count[state]:
                    self._note_closed(state, size, place + 1)
            arrived = following

    def _begin_gaps(self, arrived, place):
        """Let the gap after each state that arrived here begin at this place."""
        gap = self._automaton.gap
        if gap[0]:
            self._begin_first_gap(gap[0], place, place)
        for state, size in arrived:
            after = gap[state]
            if not after:
                continue
            if self._automaton.first_gap[after] == after:
                self._begin_first_gap(after, place - self._automaton.depth[state], place)
            else:
                self._set_size(after, size, place)

    def _begin_first_gap(self, state, start, place):
        prefix = self.found.prefixes.get(state)
        if prefix is None:
            prefix = self.found.prefixes[state] = _Prefix()
        prefix.starts.append(start)
        self._set_size(state, len(prefix.starts), place)

    def _set_size(self, state, size, place):
        """Set the size of a state after a gap from this place on."""
        if state not in self._sizes:
            for word in self._automaton.words_in(state, self._vocabulary):
                self._waiting.setdefault(word, []).append(state)
        elif self._sizes[state] == size:
            return
        self._sizes[state] = size
        if self._automaton.count[state]:
            self._note_open(state, size, place)

    def _note_open(self, state, size, place):
        """Note a template that ends in a gap."""
        prefix = self.found.prefixes[self._automaton.first_gap[state]].open
        if not prefix.sizes or size > prefix.sizes[-1]:
            prefix.places.append(place)
            prefix.sizes.append(size)
        found = self.found.open.get(state)
        if found is None:
            found = self.found.open[state] = _Sizes([], [])
        found.places.append(place)
        found.sizes.append(size)

    def _note_closed(self, state, size, end):
        """Note a template that ends in a word."""
        found, name = self.found, self._automaton.first_gap[state]
        if not name:
            start = end - self._automaton.depth[state]
            found.exact.setdefault(end, {}).setdefault(start, []).append(state)
            return
        prefix = found.prefixes[name]
        prefix.closed[end] = max(size, prefix.closed.get(end, 0))
        found.closed.setdefault(end, []).append((state, size))


class SpanMatches(Mapping):
    """The matches of one span: {positions: count}, computed on demand, ordered by template, then place."""

    def __init__(self, words, span, templates):
        self._words, self._span, self._templates = words, span, templates

    def __iter__(self):
        for positions, _ in self._pairs_in_order():
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
        return list(self._pairs_in_order())

    def _pairs_in_order(self):
        for template, count in self._templates:
            for positions in embeddings(template, self._words, *self._span):
                yield positions, count

    def __repr__(self):
        return repr(dict(self.items()))
