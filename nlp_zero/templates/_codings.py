# -*- coding: utf-8 -*-
"""Find the cheapest codings of a clause with one template and the fillers of its gaps.

The costs are in `_coding_costs`. A filler is plain words or, in `parser`, a block with a template of its own.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from heapq import nsmallest
from math import log

from .._compat import iter_items, iter_range
from ._automaton import Automaton, covering_states
from ._coding_costs import micro
from ._embeddings import run_places, segments
from ._located_clauses import joined_clause, line_clauses, unmasked_clause
from ._masks import MASK_KINDS, Masks, check_reading
from ._template import Template, gap_type, is_gap, template_key
from ._template_formats import gap_names

#: Most words of a clause in which templates are chosen and looked up. Longer ones are pieces of text without
#: boundaries, which nearly every template covers, so they would take too much time and memory.
LONGEST_CLAUSE = 500
#: Most words that are joined to one word of a template.
_MOST_JOINED = 8
#: The choice of plain words as a filler.
_PLAIN = -1
#: If fillers may be blocks, one in five is assumed to be one.
_BLOCK_SHARE = 0.2
_BLOCK_COST, _PLAIN_COST = micro(-log(_BLOCK_SHARE)), micro(-log(1 - _BLOCK_SHARE))

#: A template that is looked for: as a text, as the tuple of symbols that the costs know, the names of its
#: gaps, the number by which results name it.
Entry = namedtuple('Entry', 'text template names number')

#: One form of an entry as words may spell it: the tuple of symbols that is looked up, its runs of words.
Form = namedtuple('Form', 'entry symbols runs')

#: A path to a place in a clause: its cost, the places of the runs so far, and the fillers of the gaps.
_Path = namedtuple('_Path', 'cost places choices')


class Fill(namedtuple('Fill', 'start end block')):
    """The filler of one gap without a type: a span of words, and the number of its block, or None for plain
    words."""

    __slots__ = ()


class Coding(namedtuple('Coding', 'cost form places choices end')):
    """One coding of a span of words with a template.

    Attributes:
        cost: its cost, in millionths of a nat.
        form: the `Form` of the template.
        places: the ascending places of its words in the sentence.
        choices: for each gap without a type the number of the block that fills it, -1 for plain words.
        end: the end of the span.
    """

    __slots__ = ()

    @property
    def entry(self):
        """The `Entry` of the template."""
        return self.form.entry

    def fills(self, start=0):
        """Return the `Fill` of each gap without a type, in order, where the span begins at `start`."""
        found, marks = [], (start - 1,) + self.places + (self.end,)
        for before, after in zip(marks, marks[1:]):
            if after > before + 1:
                choice = self.choices[len(found)]
                found.append(Fill(before + 1, after, None if choice == _PLAIN else choice))
        return found

    def key(self):
        """Return the sort key of codings: the cost, then the template, the places and the choices."""
        return self.cost, template_key(self.form.entry.template), self.places, self.choices


class ClauseReader(object):
    """Read the clauses of lines in the form that templates have: with typed gaps, and with phrases joined.

    Args:
        templates: the templates, as tuples.
        tokenize: a callable from a text to words; None for words separated by white space, which are joined
            if together they are one word of a template.
        rules: `text.Rules`, which decide where a clause ends.
        masks: `Masks`; None for the usual ones for the types that the templates have.
    """

    def __init__(self, templates, tokenize, rules, masks=None):
        check_reading(tokenize, masks)
        words = set(word for template in templates for word in template if word is not None)
        types = set(gap_type(word) for word in words)
        if masks is None and types.intersection(MASK_KINDS):
            masks = Masks([kind for kind in MASK_KINDS if kind in types])
        self._tokenize, self._rules, self._masks = tokenize, rules, masks
        self._known = words if tokenize is None else ()

    def clauses(self, line):
        """Return the clauses of a line as a list of `LocatedClause`."""
        found = line_clauses(line, self._tokenize, self._rules, self._masks)
        return [self._joined(clause) for clause in found]

    def variants(self, clause):
        """Return a clause and, if parts of it are masked, the same clause with their words."""
        if self._masks is None or not any(gap_type(word) for word in clause.words):
            return [clause]
        return [clause, self._joined(unmasked_clause(clause, self._tokenize))]

    def _joined(self, clause):
        return joined_clause(clause, self._known, _MOST_JOINED) if self._known else clause


class CodingSearch(object):
    """Find the cheapest codings of spans of words.

    Args:
        templates: a `WeighedTemplates`.
        tokenize: a callable from a text to words, or None; if it divides a word of a template, the parts are
            found in place of the word too.
        max_gap: the most plain words of a gap between two words of a template.

    Attributes:
        entries: the `Entry` of each template, in their order.
        longest_clause: the most words of a span with a coding.
    """

    longest_clause = LONGEST_CLAUSE

    def __init__(self, templates, tokenize, max_gap):
        self._costs, self._max_gap = templates.costs, max_gap
        self.entries = [Entry(Template(template).to_text(), template, gap_names(template), number)
                        for number, (template, _) in enumerate(templates.pairs, 1)]
        self._forms = {}
        for entry in self.entries:
            for symbols in _spellings(entry.template, tokenize):
                form = Form(entry, symbols, segments(symbols))
                if form.runs:
                    self._forms.setdefault(symbols, []).append(form)
        self._automaton = Automaton((symbols, 1) for symbols in self._forms)

    def plain_cost(self, words):
        """Return the cost of a clause by words alone, its end included, in millionths of a nat."""
        return sum([self._costs.word(word) for word in words]) + self._costs.end + self._costs.template(())

    def filler_cost(self, entry, number, words):
        """Return the cost of plain words as the filler of a gap."""
        return Sentence(words, self._costs).fillers(entry.template, number).cost(0, len(words))

    def is_known(self, entry, number, words):
        """Tell whether all the words were seen in a gap."""
        known = self._costs.gap(entry.template, number).words
        return all(word in known for word in words)

    def sentence(self, words):
        """Return a tuple of words as a `Sentence`."""
        return Sentence(words, self._costs)

    def codings(self, words, most, start=0, end=None, blocks=None):
        """Return the cheapest codings of a span that cost less than its words alone, best first.

        A span of more than `longest_clause` words has none.

        Args:
            words: a tuple of words, or a `Sentence` where several spans of one are asked for.
            most: how many, from 1.
            start, end: the span, half-open; all the words by default.
            blocks: an object whose `costs(start, end)` returns a list of the costs of the blocks that may
                fill a gap there, and whose `longest` is the most words of a block; None if fillers are
                plain words.

        Complexity:
            Linear in the words times the automaton states live at a word; and for each template that covers
            the span, words times `max_gap` times `most`; with blocks, times words and `most` again.
        """
        sentence = words if isinstance(words, Sentence) else self.sentence(words)
        end = len(sentence.words) if end is None else end
        if end - start > self.longest_clause:
            return []
        span = sentence.words[start:end]
        limit = sentence.words_cost(start, end) + self._costs.end + self._costs.template(())
        found = []
        for state in covering_states(self._automaton, span):
            if self._automaton.count[state]:
                for form in self._forms[self._automaton.template[state]]:
                    for path in self._form_paths(form, sentence, (start, end), most, blocks):
                        if path.cost < limit:
                            places = _symbol_places(path.places, form.runs)
                            found.append(Coding(path.cost, form, places, path.choices, end))
        if most == 1:
            return [min(found, key=Coding.key)] if found else []
        return nsmallest(most, found, key=Coding.key)

    def _form_paths(self, form, sentence, span, most, blocks):
        """Return the cheapest `_Path`s of a span with one form of a template."""
        (start, end), runs, symbols = span, form.runs, form.symbols
        rows = run_places(symbols, runs, sentence.words, start, end)
        cost, number = self._costs.template(form.entry.template), 0
        paths = {place: [_Path(cost, (place,), ())] for place in rows[0]}
        if symbols[0] is None:
            fillers = self._fillers(form, 0, sentence, blocks)
            paths = {place: self._filled(kept, fillers.options(start, place), most)
                     for place, kept in iter_items(paths)}
            number = 1
        for before, row in zip(runs, rows[1:]):
            fillers = self._fillers(form, number, sentence, blocks)
            paths = self._cross_gap(paths, row, len(before), fillers, most)
            number += 1
        if symbols[-1] is None:
            fillers, last = self._fillers(form, number, sentence, blocks), len(runs[-1])
            paths = {place: self._filled(kept, fillers.options(place + last, end), most)
                     for place, kept in iter_items(paths)}
        return [path for kept in paths.values() for path in kept]

    def _fillers(self, form, number, sentence, blocks):
        plain = sentence.fillers(form.entry.template, number)
        return plain if blocks is None else _NestedFillers(plain, blocks)

    def _filled(self, paths, options, most):
        """Return the cheapest paths over a gap at an edge."""
        found = [_Path(path.cost + cost, path.places, path.choices + (choice,))
                 for path in paths for cost, choice in options]
        return found if len(found) == 1 else nsmallest(most, found)

    def _cross_gap(self, paths, row, length, fillers, most):
        """Return {place of the next run: its cheapest paths} over a gap after runs of some length."""
        crossed, widest = {}, max(self._max_gap, fillers.longest)
        for place in row:
            found = [_Path(path.cost + cost, path.places + (place,), path.choices + (choice,))
                     for begin in iter_range(max(0, place - length - widest), place - length)
                     if begin in paths
                     for cost, choice in fillers.options(begin + length, place, self._max_gap)
                     for path in paths[begin]]
            if found:
                crossed[place] = [min(found)] if most == 1 else nsmallest(most, found)
        return crossed


class Sentence(object):
    """The words of one sentence with their costs, alone and as fillers of each gap.

    Args:
        words: a tuple of words.
        costs: `CodingCosts`.
    """

    def __init__(self, words, costs):
        self.words, self._costs = words, costs
        self._fillers, total, self._sums = {}, 0, [0]
        for word in words:
            total += costs.word(word)
            self._sums.append(total)

    def words_cost(self, start, end):
        """Return the cost of the words of a span outside gaps."""
        return self._sums[end] - self._sums[start]

    def fillers(self, template, number):
        """Return an object whose `options` gives the costs of plain words in one gap of a template."""
        found = self._fillers.get((template, number))
        if found is None:
            gap = self._costs.gap(template, number)
            sums = self._sums_in(gap) if gap.words else self._sums
            found = _PlainFillers(sums, 0 if gap.words else gap.unseen, gap.end)
            self._fillers[template, number] = found
        return found

    def _sums_in(self, gap):
        """Return for each place the total cost in a gap of all words before it."""
        total, sums, known, alone = 0, [0], gap.words, self._sums
        for place, word in enumerate(self.words):
            seen = known.get(word)
            total += alone[place + 1] - alone[place] + gap.unseen if seen is None else seen
            sums.append(total)
        return sums


class _PlainFillers(object):
    """The costs of plain words as fillers of one gap, from cumulative sums over the words."""

    #: The most words of a block; 0, since fillers are not blocks here.
    longest = 0

    def __init__(self, sums, more, end):
        self._sums, self._more, self._end = sums, more, end

    def cost(self, start, end):
        """Return the cost of a filler, including its end."""
        return self._sums[end] - self._sums[start] + self._more * (end - start) + self._end

    def options(self, start, end, limit=None):
        """Return the (cost, choice) pairs of the fillers of a gap, up to the longest plain filler."""
        return ((self.cost(start, end), _PLAIN),) if limit is None or end - start <= limit else ()


class _NestedFillers(object):
    """The costs of plain words and blocks as fillers of one gap."""

    def __init__(self, plain, blocks):
        self._plain, self._blocks, self.longest = plain, blocks, blocks.longest

    def options(self, start, end, limit=None):
        """Return the (cost, choice) pairs of the fillers of a gap; blocks may have any number of words."""
        found = [(cost + _PLAIN_COST, choice) for cost, choice in self._plain.options(start, end, limit)]
        found.extend((cost + _BLOCK_COST, number)
                     for number, cost in enumerate(self._blocks.costs(start, end)))
        return found


def _symbol_places(chosen, runs):
    """Return the places of all symbols of a template, given the starts of its runs."""
    return tuple(place + k for place, run in zip(chosen, runs) for k in iter_range(len(run)))


def _spellings(template, tokenize):
    """Return the forms of a template in words of a tokenizer, the template itself first.

    If the tokenizer divides a word of the template, which was joined in mining or typed by hand, its parts
    match too.
    """
    forms = [template]
    if tokenize is not None:
        parts = tuple(part for word in template
                      for part in _parts_of(word, tokenize))
        if parts != template:
            forms.append(parts)
    return forms


def _parts_of(word, tokenize):
    """Return the words of a tokenizer for one symbol of a template; a gap stays a gap."""
    if is_gap(word):
        return word,
    return tuple(tokenize(word)) or (word,)
