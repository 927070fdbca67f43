# -*- coding: utf-8 -*-
"""Hold templates with their counts, and find them in sentences.

The search itself is in `_automaton`. All matches are returned; `parser` and `Matcher` choose the best.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_items
from ..errors import checked_call
from ..trie import Trie
from ._automaton import Automaton, Matches, covering_states
from ._embeddings import embeddings
from ._template import sentence_words, template_key, template_tuple
from ._template_file import template_pairs

#: Stands for a gap where a template is read as a sentence; it equals no word.
_GAP_SYMBOL = object()


class XTrie(Trie):
    """Hold templates with their counts and find them in sentences.

    Works like `Trie`, with sequences of words and gaps (None) instead of texts: tuples, lists or `Template`
    objects. Adjacent gaps count as one.

    Args:
        templates: a path (text, bytes, or an object with `__fspath__`) or an open file of saved
            templates; another trie, a mapping or an iterable of (template, count) pairs; or None.

    Raises:
        ArgumentError: templates cannot come from what was given.
        InputError, FormatError: see `load_templates`.

    >>> trie = XTrie()
    >>> trie[(None, '能', None, '吗')] = 9
    >>> trie[['周末', None]] = 2
    >>> matches = trie.search(['周末', '能', '退票', '吗'])
    >>> for span in matches:
    ...     print(span, sorted(matches[span].items()))
    (0, 2) [((0,), 2)]
    (0, 3) [((0,), 2)]
    (0, 4) [((0,), 2), ((1, 3), 9)]
    """

    @checked_call
    def __init__(self, templates=None):
        self._automaton = None
        Trie.__init__(self)
        self.update(templates)

    def __setitem__(self, template, count):
        """Set the count of a template; 0 deletes it."""
        words = template_tuple(template)
        Trie.__setitem__(self, words, count)
        if count and self._automaton is not None:
            self._automaton.set(words, count)

    def __getitem__(self, template):
        """Return the count of a template, 0 if it is not in the trie."""
        return Trie.__getitem__(self, template_tuple(template))

    def __delitem__(self, template):
        """Delete a template; one that is not in the trie is ignored."""
        words = template_tuple(template)
        if words in self._counts and self._automaton is not None:
            self._automaton.set(words, 0)
        Trie.__delitem__(self, words)

    def __contains__(self, template):
        return Trie.__contains__(self, template_tuple(template))

    def get(self, template, default=None):
        """Return the count of a template, or `default`."""
        return Trie.get(self, template_tuple(template), default)

    def update(self, templates):
        """Set the counts of templates, given in any form that the constructor accepts."""
        Trie.update(self, templates if isinstance(templates, Trie) else template_pairs(templates))

    @property
    def automaton(self):
        """The automaton of all templates; built on first use and kept up to date."""
        if self._automaton is None:
            self._automaton = Automaton(iter_items(self._counts))
        return self._automaton

    def search(self, words):
        """Return all matches of all templates.

        Args:
            words: a sequence of words, or a text. A text is split at white space if it has any, else into
                characters.

        Returns:
            Matches: a mapping {(start, end): {positions: count}}. `start` and `end` are the half-open span of
            words that a template covers, gaps included; `positions` are the ascending places of its words
            in the sentence. Span and positions identify the template.

        Complexity:
            Time and memory are linear in the words times the automaton states live at a word. Iterating the
            result takes time in proportion to its size.
        """
        return Matches(self.automaton, sentence_words(words))

    def iter_search(self, words):
        """Yield ((start, end), {positions: count}) by end, then start."""
        matches = self.search(words)
        for span in matches:
            yield span, matches[span]

    def covering(self, words, max_gap=None):
        """Return the templates that cover the whole of a sentence, sorted.

        Args:
            words: a sequence of words, or a text, as in `search`.
            max_gap: the most words in a gap between two words of a template; None for no limit.

        Returns:
            list: (template, count) pairs, the template a tuple with None for a gap; the same as
            `search(words).templates()`, without the rest of the search.

        Complexity:
            Linear in the words times the automaton states live at a word.
        """
        automaton, words = self.automaton, sentence_words(words)
        states = covering_states(automaton, words) if words else ()
        pairs = [(automaton.template[state], automaton.count[state])
                 for state in states if automaton.count[state]]
        if max_gap is not None:
            pairs = [pair for pair in pairs if any(True for _ in embeddings(pair[0], words, max_gap=max_gap))]
        return sorted(pairs, key=lambda pair: template_key(pair[0]))

    def __getstate__(self):
        state = Trie.__getstate__(self)
        state[str('_automaton')] = None
        return state

    def __setstate__(self, state):
        self._automaton = None
        Trie.__setstate__(self, state)


def templates_above(trie, template):
    """Return (template, count) of the templates of an `XTrie` that cover all that a template covers, sorted.

    The template is one of them if it is in the trie.
    """
    return trie.covering([_GAP_SYMBOL if word is None else word for word in template])
