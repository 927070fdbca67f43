# -*- coding: utf-8 -*-
"""Match clauses with templates: for each one the template that writes it cheapest, and what is in its gaps.

What words and fillers take is in `_coding_costs`, where the clauses of a text are in `_located_clauses`.
Nesting templates is for `parser`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict, namedtuple
from contextlib import closing
from heapq import nsmallest
from math import log
from operator import itemgetter

from .._compat import iter_items, iter_range, to_native
from .._runtime import ordered_map
from .._storage import is_path
from ..corpus import as_corpus
from ..errors import ArgumentError, checked_options
from ..text import DEFAULT_RULES, clean_text, split_spaces
from ..tokenizer import Tokenizer
from ._automaton import Automaton, covering_states
from ._coding_costs import CodingCosts, SpelledWords, VocabularyWords
from ._embeddings import run_places, segments
from ._located_clauses import line_clauses
from ._slots import MAX_GAP
from ._template import Template, template_key, template_tuple
from ._template_file import load_saved_templates, template_pairs
from ._template_formats import TemplateRow, gap_names
from ._template_model import TemplateModel

__all__ = [str(name) for name in ('Match', 'Matcher', 'MatchedSlot')]

#: Characters of text that a worker gets at a time.
_BLOCK = 1 << 15
_BITS = 1e-6 / log(2)


class MatchedSlot(OrderedDict):
    """What fills one gap of a match: a mapping whose values are attributes too, but for `class`.

    Attributes:
        name: the name of the gap.
        text: the line's own text in it.
        start, end: where that is, half-open, in code points of the line.
        class: the name of its class, or None; read as `slot['class']`.
        known: whether this filler was met before in this gap, or belongs to a class.
    """

    name = property(itemgetter('name'))
    text = property(itemgetter('text'))
    start = property(itemgetter('start'))
    end = property(itemgetter('end'))
    known = property(itemgetter('known'))


class Match(OrderedDict):
    """One reading of one clause: a mapping whose values are attributes too, in this order.

    Attributes:
        line: the number of its line, from 1.
        start, end: where it is, half-open, in code points of the line.
        text: the line's own text there.
        template: the text of its template; None for a clause that no template pays for.
        id: the number of the template among those of the matcher, from 1, or None.
        slots: a list of `MatchedSlot`, one for each gap.
        confidence: the bits saved for each word against words alone; without a template 0 or less.
    """

    line = property(itemgetter('line'))
    start = property(itemgetter('start'))
    end = property(itemgetter('end'))
    text = property(itemgetter('text'))
    template = property(itemgetter('template'))
    id = property(itemgetter('id'))
    slots = property(itemgetter('slots'))
    confidence = property(itemgetter('confidence'))


#: A template to be matched: as a text, as the tuple of symbols that the costs know, the names of its gaps,
#: the number by which results name it.
_Entry = namedtuple('_Entry', 'text template names number')

#: One form of an entry as words may spell it: the tuple of symbols that is looked up, its runs of words.
_Form = namedtuple('_Form', 'entry symbols runs')

#: One way to write a clause: what it takes, in millionths of a nat, the form of the template, the places of
#: its symbols.
_Coding = namedtuple('_Coding', 'cost form places')


class Matcher(object):
    """Match clauses with templates and name what is in their gaps.

    Of the templates that cover a clause, and the ways in which they do, the one wins with which the clause
    takes the fewest bits, as `TemplateModel` counts them: the choice of the template, and the words of
    each filler at their share in this gap. Of equal ones, the template that sorts first, then the smaller
    places. If words alone take no more, the clause is unmatched.

    Args:
        templates: a fitted `TemplateModel`; a file that `nlp-zero templates` wrote as text, JSON or CSV; a
            list of `TemplateRow`; or what else `XTrie` takes.
        tokenize: a callable from a text to words, such as a `Tokenizer` or its `lcut`; None for texts
            whose words are separated by white space.
        classes: {name of a class: its members}, or None. A gap has the class that was saved with it, and else
            the one that its filler is a member of.

    Options, by name only:
        words: what words take by themselves, as an object with `cost(word)` in nats, `WordModel` for one. By
            default the model's, else their shares in the tokenizer's vocabulary, else their characters.
        max_gap: the most words of a gap between two words of a template, `MAX_GAP` by default.
        rules: what ends a clause, as `text.Rules`.

    Raises:
        ArgumentError: an unknown option, a gap below one word, a model that was not fitted.
        InputError, FormatError: see `load_templates`.

    >>> matcher = Matcher({(None, '能', None, '吗'): 9}, lambda text: text.split('/'))
    >>> for match in matcher.match('周末/能/退票/吗'):
    ...     print(match.template, [slot.text for slot in match.slots] == ['周末', '退票'])
    [X] 能 [X] 吗 True
    """

    def __init__(self, templates, tokenize, classes=None, **options):
        options = checked_options('Matcher', options, words=None, max_gap=MAX_GAP, rules=DEFAULT_RULES)
        if options['max_gap'] < 1:
            raise ArgumentError('max_gap must be 1 or more, not %r' % (options['max_gap'],))
        self.tokenize, self.max_gap, self.rules = tokenize, options['max_gap'], options['rules']
        pairs, self._costs, self._class_of_gap = _read_templates(templates, tokenize, options['words'])
        self._entries = [_entry(template, number) for number, (template, _) in enumerate(pairs, 1)]
        self._forms = {}
        for entry in self._entries:
            for symbols in _spellings(entry.template, tokenize):
                form = _Form(entry, symbols, segments(symbols))
                if form.runs:
                    self._forms.setdefault(symbols, []).append(form)
        self._automaton = Automaton((symbols, 1) for symbols in self._forms)
        self._class_of = _classes_by_member(classes)

    def __repr__(self):
        return to_native('<Matcher: %d templates>' % len(self._entries))

    def __len__(self):
        return len(self._entries)

    def match(self, text, n=1):
        """Return the matches of a text, clause by clause.

        Args:
            text: one line or more; lines are counted from 1, offsets within each.
            n: the most readings of each clause, the best first.

        Returns:
            list: of `Match`. A clause that is unmatched has one, without a template.

        Complexity:
            For each clause linear in the words, times the states that are live at a word, and for each
            template that covers it the words times `max_gap` times `n`.
        """
        found = []
        for number, line in enumerate(clean_text(text).split('\n'), 1):
            found.extend(self.match_line(line, n, number))
        return found

    def match_line(self, line, n=1, number=1, start=0):
        """Return the matches of one line.

        Args:
            line: a text that is one line, whatever it holds.
            n: the most readings of each clause.
            number: what `line` of the matches says.
            start: the place in its line of the text's first character, where it is a piece of a longer one.
        """
        if n < 1:
            raise ArgumentError('n must be 1 or more, not %r' % (n,))
        found = []
        for clause in line_clauses(line, self.tokenize, self.rules):
            plain = self._plain_cost(clause.words)
            codings = self._codings(clause.words, plain, n)
            if not codings:
                found.append(self._match(clause, number, start, plain, None))
            found.extend(self._match(clause, number, start, plain, coding) for coding in codings)
        return found

    def match_corpus(self, corpus, n=1, workers=1):
        """Yield the matches of a corpus, in its order.

        Args:
            corpus: an iterable of texts, each a line; a `Corpus` for files, whose lines are counted on from
                one to the next.
            n: the most readings of each clause.
            workers: number of processes; None for one a core. The result is the same.

        Raises:
            CorpusTypeError, InputError, EncodingError: see `corpus.as_corpus`.
        """
        blocks = _piece_blocks(as_corpus(corpus))
        with closing(ordered_map(_BlockMatcher(self, n), blocks, workers)) as results:
            for matches in results:
                for match in matches:
                    yield match

    # Costs.

    def _plain_cost(self, words):
        return sum([self._costs.word(word) for word in words]) + self._costs.end

    def _codings(self, words, plain, n):
        """Return the n cheapest codings with a template that take less than words alone, best first."""
        found = []
        for state in covering_states(self._automaton, words):
            if self._automaton.count[state]:
                for form in self._forms[self._automaton.template[state]]:
                    codings = self._form_codings(form, words, n)
                    found.extend(coding for coding in codings if coding.cost < plain)
        if n == 1:
            return [min(found, key=_coding_key)] if found else []
        return nsmallest(n, found, key=_coding_key)

    def _form_codings(self, form, words, n):
        """Return the n cheapest codings of a clause with one form of a template."""
        runs, symbols, template = form.runs, form.symbols, form.entry.template
        opens, closes, size = symbols[0] is None, symbols[-1] is None, len(words)
        number, cost, rows = 0, self._costs.template(template), run_places(symbols, runs, words, 0, size)
        if opens:
            fill = self._filler_costs(template, 0, words)
            paths = {place: [(cost + fill.cost(0, place), (place,))] for place in rows[0]}
            number = 1
        else:
            paths = {place: [(cost, (place,))] for place in rows[0]}
        for before, row in zip(runs, rows[1:]):
            paths = self._cross_gap(paths, row, len(before), self._filler_costs(template, number, words), n)
            number += 1
        if closes:
            fill, last = self._filler_costs(template, number, words), len(runs[-1])
            paths = {place: [(total + fill.cost(place + last, size), chosen) for total, chosen in kept]
                     for place, kept in iter_items(paths)}
        return [_Coding(total, form, _symbol_places(chosen, runs))
                for kept in paths.values() for total, chosen in kept]

    def _cross_gap(self, paths, row, length, fill, n):
        """Return {place of the next run: its n cheapest paths} over a gap after runs of some length."""
        crossed = {}
        for place in row:
            found = [(total + fill.cost(begin + length, place), chosen + (place,))
                     for begin, kept in iter_items(paths)
                     if 0 < place - begin - length <= self.max_gap
                     for total, chosen in kept]
            if found:
                crossed[place] = [min(found)] if n == 1 else nsmallest(n, found)
        return crossed

    def _filler_costs(self, template, number, words):
        return _FillerCosts(self._costs.gap(template, number), words, self._costs.word)

    # Results.

    def _match(self, clause, number, start, plain, coding):
        """Return the `Match` of a clause by a coding, or by words alone where it is None."""
        cost = plain + self._costs.template(()) if coding is None else coding.cost
        entry = None if coding is None else coding.form.entry
        return Match((
            ('line', number), ('start', start + clause.start), ('end', start + clause.end),
            ('text', clause.text),
            ('template', None if entry is None else entry.text),
            ('id', None if entry is None else entry.number),
            ('slots', [] if entry is None else self._slots(clause, start, coding)),
            ('confidence', round((plain - cost) * _BITS / len(clause.words), 6))))

    def _slots(self, clause, start, coding):
        """Return what fills each gap, in order."""
        found, marks = [], (-1,) + coding.places + (len(clause.words),)
        for before, after in zip(marks, marks[1:]):
            if after > before + 1:
                number = len(found)
                found.append(self._slot(clause, start, coding.form.entry, number, before + 1, after))
        return found

    def _slot(self, clause, start, entry, number, first, last):
        begin, end = clause.spans[first][0], clause.spans[last - 1][1]
        text = clause.text[begin - clause.start:end - clause.start]
        name = self._class_of.get(text)
        known = name is not None or self._is_known(entry, number, clause, first, last)
        name = self._class_of_gap.get((entry.template, number), name)
        return MatchedSlot((
            ('name', entry.names[number]), ('text', text), ('start', start + begin), ('end', start + end),
            ('class', name), ('known', known)))

    def _is_known(self, entry, number, clause, first, last):
        words = self._costs.gap(entry.template, number).words
        return all(word in words for word in clause.words[first:last])


class _FillerCosts(object):
    """What the words of one clause take as fillers of one gap, by place: sums over the words before."""

    def __init__(self, gap, words, word_cost):
        self._end, total, sums, known = gap.end, 0, [0], gap.words
        for word in words:
            seen = known.get(word)
            total += word_cost(word) + gap.unseen if seen is None else seen
            sums.append(total)
        self._sums = sums

    def cost(self, start, end):
        """Return what a filler takes, its end included."""
        return self._sums[end] - self._sums[start] + self._end


class _BlockMatcher(object):
    """Turn a block of pieces of lines into matches; a worker gets one of these."""

    def __init__(self, matcher, n):
        self._matcher, self._n = matcher, n

    def __call__(self, block):
        return [match for piece in block
                for match in self._matcher.match_line(piece.text, self._n, piece.number, piece.start)]


#: A line or a piece of one: its text, the number of the line, the place of its first character.
_Piece = namedtuple('_Piece', 'text number start')


def _piece_blocks(corpus):
    """Yield lists of `_Piece`, of about `_BLOCK` characters together."""
    held, length, number, start = [], 0, 1, 0
    for text, ends_line in corpus.pieces():
        held.append(_Piece(text, number, start))
        length += len(text) + 1
        number, start = (number + 1, 0) if ends_line else (number, start + len(text))
        if length >= _BLOCK:
            yield held
            held, length = [], 0
    if held:
        yield held


def _coding_key(coding):
    return coding.cost, template_key(coding.form.entry.template), coding.places


def _symbol_places(chosen, runs):
    """Return the places of all symbols of a template, given those at which its runs begin."""
    return tuple(place + k for place, run in zip(chosen, runs) for k in iter_range(len(run)))


def _read_templates(templates, tokenize, words):
    """Return the (template, count) pairs in order, the `CodingCosts`, and {(template, gap): class}."""
    if isinstance(templates, TemplateModel):
        return templates.ranked(), templates.coding_costs(), {}
    words = _word_costs(tokenize) if words is None else words
    saved = _saved_templates(templates)
    if saved is not None:
        pairs = [(tuple(entry.template), entry.count) for entry in saved]
        classes = {(tuple(entry.template), number): slot.class_name for entry in saved
                   for number, slot in enumerate(entry.slots) if slot.class_name is not None}
        return pairs, CodingCosts.of_counts(words, dict(pairs), _gap_counts(saved, tokenize)), classes
    pairs = [(template_tuple(template), count) for template, count in template_pairs(templates)]
    pairs.sort(key=lambda pair: (-pair[1], template_key(pair[0])))
    return pairs, CodingCosts.of_counts(words, dict(pairs), {}), {}


def _saved_templates(templates):
    """Return the `SavedTemplate`s of a file or of rows of templates; None for what else gives templates."""
    if is_path(templates) or hasattr(templates, 'read'):
        return load_saved_templates(templates)
    if isinstance(templates, list) and templates and isinstance(templates[0], TemplateRow):
        return [row.saved() for row in templates]
    return None


def _gap_counts(saved, tokenize):
    """Return {(template, number of the gap): {word: count}}, None for the ends, of saved templates."""
    found, divided = {}, {}
    for entry in saved:
        for number, slot in enumerate(entry.slots):
            counts = found[tuple(entry.template), number] = {None: slot.total}
            for text, count in iter_items(slot.fillers):
                words = divided.get(text)
                if words is None:
                    words = divided[text] = split_spaces(text) if tokenize is None else list(tokenize(text))
                for word in words:
                    counts[word] = counts.get(word, 0) + count
            # Of fillers that were left out only the number is known: one word each, met nowhere else.
            left_out = slot.total - sum(slot.fillers.values())
            if left_out:
                counts[''] = left_out
    return found


def _word_costs(tokenize):
    """Return what says what words take, where nothing was learnt: the tokenizer's vocabulary, if it has
    one."""
    tokenizer = tokenize if isinstance(tokenize, Tokenizer) else getattr(tokenize, '__self__', None)
    if isinstance(tokenizer, Tokenizer):
        return VocabularyWords(tokenizer.count, tokenizer.total)
    return SpelledWords()


def _entry(template, number):
    return _Entry(Template(template).to_text(), template, gap_names(template), number)


def _spellings(template, tokenize):
    """Return the forms in which words of a tokenizer may spell a template, the template itself first.

    A word of the template that the tokenizer divides, since it was joined in mining or typed by hand, is
    found as its parts too.
    """
    forms = [template]
    if tokenize is not None:
        parts = tuple(part for word in template
                      for part in ((None,) if word is None else tuple(tokenize(word)) or (word,)))
        if parts != template:
            forms.append(parts)
    return forms


def _classes_by_member(classes):
    """Return {member: name of its class}; of several classes, the first by name."""
    found = {}
    for name in sorted(classes or (), reverse=True):
        for member in classes[name]:
            found[member] = name
    return found
