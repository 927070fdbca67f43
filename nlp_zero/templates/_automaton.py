# -*- coding: utf-8 -*-
"""Compile templates into one tree of states, for the search and the parser to walk.

A state is a number; 0 is the root. From a state a word leads to another state, and at most one gap
does. The tree knows nothing of texts: who walks it keeps the places.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

__all__ = [str('Automaton')]


class Automaton(object):
    """The states of a set of templates, in parallel lists indexed by state.

    Attributes:
        words: {word: state} for each state.
        gap: the state after a gap, 0 where there is none.
        count: the count of the template that ends in the state, 0 where none ends.
        template: that template as a tuple, or None.
        depth: number of words and gaps from the root.
        family: the first gap state on the way from the root, 0 where there is none.
        least: the smallest count that was ever set, or None.
    """

    def __init__(self, templates=()):
        self.words, self.gap, self.count, self.template = [{}], [0], [0], [None]
        self.depth, self.family = [0], [0]
        self.least = None
        for template, count in templates:
            self.set(template, count)

    def set(self, template, count):
        """Set the count of a template (a tuple without touching gaps)."""
        state = 0
        for word in template:
            state = self._step(state, word)
        self.count[state], self.template[state] = count, template
        if count and (self.least is None or count < self.least):
            self.least = count

    def _step(self, state, word):
        """Return the state after a word or gap, made if there is none."""
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
        self.family.append(self.family[state] or (following if word is None else 0))
        return following
