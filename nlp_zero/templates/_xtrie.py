# -*- coding: utf-8 -*-
"""Find every template in a sentence: where it begins and ends, and on which words it stands.

In goes a sequence of words, out comes a mapping that holds the answer in a compact form and spells
it out on demand: ten words can match in a thousand ways. No best match is chosen here: see `parser`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_left

from .._compat import Mapping, iter_items, iter_range, string_types
from ..trie import Trie
from ._automaton import Automaton
from ._template import Template, template_key

__all__ = [str(name) for name in ('Matches', 'XTrie', 'embeddings')]


def as_words(template):
    """Return a template as the tuple of words and gaps under which it is held."""
    if isinstance(template, Template):
        return tuple(template.words)
    words = tuple(template)
    if None in words:
        words = tuple(w for i, w in enumerate(words) if w is not None or not i or words[i - 1] is not None)
    return words


class XTrie(Trie):
    """Hold templates with their counts and find them in sentences.

    Behaves as `Trie` does, with sequences of words and gaps (None) in the place of texts: a tuple,
    a list or a `Template`. Gaps that touch are one.

    Args:
        templates: a path of saved templates, another trie, a dict, an iterable of
            (template, count) pairs, or None.

    >>> trie = XTrie()
    >>> trie[(None, '能', None, '吗')] = 9
    >>> trie[Template(['周末', None])] = 2
    >>> matches = trie.search(['周末', '能', '退票', '吗'])
    >>> for span in matches:
    ...     print(span, sorted(matches[span].items()))
    (0, 2) [((0,), 2)]
    (0, 3) [((0,), 2)]
    (0, 4) [((0,), 2), ((1, 3), 9)]
    """

    def __init__(self, templates=None):
        self._automaton = None
        if isinstance(templates, string_types):
            from ._text_form import load_templates
            templates = load_templates(templates)
        Trie.__init__(self, templates)

    def __setitem__(self, template, count):
        """Set the count of a template; 0 deletes it."""
        words = as_words(template)
        Trie.__setitem__(self, words, count)
        if count and self._automaton is not None:
            self._automaton.set(words, count)

    def __getitem__(self, template):
        """Return the count of a template, 0 for one that is not held."""
        return Trie.__getitem__(self, as_words(template))

    def __delitem__(self, template):
        """Delete a template; one that is not held is no error."""
        words = as_words(template)
        if words in self._counts and self._automaton is not None:
            self._automaton.set(words, 0)
        Trie.__delitem__(self, words)

    def __contains__(self, template):
        return Trie.__contains__(self, as_words(template))

    def get(self, template, default=None):
        """Return the count of a template, or `default`."""
        return Trie.get(self, as_words(template), default)

    @property
    def automaton(self):
        """The states of all templates; made at the first use and kept up to date."""
        if self._automaton is None:
            self._automaton = Automaton(iter_items(self._counts))
        return self._automaton

    def search(self, words):
        """Return all matches of all templates.

        Args:
            words: a sequence of words; a text counts as the sequence of its characters.

        Returns:
            Matches: a mapping {(start, end): {positions: count}}: the half-open span of words that
            a template covers, gaps included, and the ascending places of its words in the sentence;
            span and places tell which template it is.

        Complexity:
            Time and memory linear in the words times the states that are live at a word.
            Spelling the answer out costs what there is to be spelled out.
        """
        return Matches(self.automaton, words)

    def iter_search(self, words):
        """Yield ((start, end), {positions: count}) by end, then start."""
        matches = self.search(words)
        for span in matches:
            yield span, matches[span]

    def covering(self, words):
        """Return the templates that cover the whole of a sentence, sorted.

        Args:
            words: a sequence of words.

        Returns:
            list: (template, count) pairs, the template a tuple with None for a gap; what
            `search(words).templates()` gives, without the rest of the search.

        Complexity:
            Linear in the words, times the states that are live at a word.
        """
        automaton, words = self.automaton, tuple(words)
        states = _covering_states(automaton, words) if words else ()
        pairs = [(automaton.template[state], automaton.count[state])
                 for state in states if automaton.count[state]]
        return sorted(pairs, key=lambda pair: template_key(pair[0]))

    def __getstate__(self):
        state = Trie.__getstate__(self)
        state[str('_automaton')] = None
        return state

    def __setstate__(self, state):
        self._automaton = None
        Trie.__setstate__(self, state)


def _covering_states(automaton, words):
    """Return the states that a sentence, read from its first word, can end in."""
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
                few, many = (vocabulary, step[after]) if len(vocabulary) < len(step[after]) else (step[after], vocabulary)
                for other in few:
                    if other in many:
                        waiting.setdefault(other, []).append(after)
        arrived = following
    return arrived + sorted(live)


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
        start, end = span
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


def embeddings(template, words, start=0, end=None):
    """Yield each way in which one template covers exactly a span of words.

    Args:
        template: a tuple of words and None, as `as_words` gives.
        words: a tuple of words.
        start, end: the span, half-open; all the words by default.

    Yields:
        tuple: the ascending places of the template's words, such as (1, 3); the ways come in the
        order of these tuples, so the first one keeps every gap as short as the earlier ones allow.

    Complexity:
        Time to the first one linear in span times segments; each further one at most the length
        of the template.
    """
    end = len(words) if end is None else end
    runs = segments(template)
    if not runs:
        if template and end > start:
            yield ()
        return
    places = _places(template, runs, words, start, end)
    if not all(places):
        return
    # A run may begin at a place if the rest still fits behind it: latest[k] is the last such place.
    latest = _latest(runs, places, end)
    if latest is None:
        return
    for chosen in _choices(runs, places, latest):
        yield tuple(at + k for at, run in zip(chosen, runs) for k in iter_range(len(run)))


def _places(template, runs, words, start, end):
    """Return for each run the places in the span where it may stand, by itself."""
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


def _latest(runs, places, end):
    latest, bound = [], end
    for run, row in zip(reversed(runs), reversed(places)):
        fitting = bisect_left(row, bound - len(run) + 1)
        if not fitting:
            return None
        latest.append(row[fitting - 1])
        bound = row[fitting - 1] - 1   # the gap before this run takes a word
    latest.reverse()
    return latest


def _choices(runs, places, latest):
    """Yield the lists of places, one a run, in order; every partial list can be completed."""
    count = len(runs)
    chosen, picks, level, low = [0] * count, [0] * count, 0, 0
    picks[0] = bisect_left(places[0], low)
    while level >= 0:
        row, pick = places[level], picks[level]
        if pick == len(row) or row[pick] > latest[level]:
            level -= 1
            continue
        chosen[level] = row[pick]
        picks[level] += 1
        if level == count - 1:
            yield list(chosen)
            continue
        level += 1
        picks[level] = bisect_left(places[level], chosen[level - 1] + len(runs[level - 1]) + 1)
