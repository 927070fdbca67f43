# -*- coding: utf-8 -*-
"""Match clauses with templates: find the template that codes each clause in the fewest bits, and its fillers.

The cheapest template is found in `_codings`, and the clauses of a line in `_located_clauses`. `parser` nests
templates.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict
from contextlib import closing
from math import log
from operator import itemgetter

from .._compat import Iterable, Mapping, iter_items, to_native
from .._html_rows import HtmlRow, Rows
from .._runtime import ordered_map
from .._storage import is_path
from ..corpus import WAITING
from ..errors import ArgumentError, check_number, checked_call, checked_options
from ..text import DEFAULT_RULES, clean_text
from ._codings import ClauseReader, CodingSearch
from ._located_clauses import line_pieces
from ._masks import check_reading
from ._slot_classes import load_classes
from ._slots import MAX_GAP
from ._template import gap_type, template_tuple
from ._weighed_templates import weighed_templates

#: Characters of text that a worker receives at a time.
_BLOCK = 1 << 15
_BITS = 1e-6 / log(2)


class MatchedSlot(OrderedDict):
    """The filler of one gap of a match: a mapping whose values, except `class`, are attributes too.

    Attributes:
        name: the name of the gap.
        text: the filler, as it is in the line.
        start, end: the half-open span of the filler, in code points of the line.
        class: the name of its class, the type of a typed gap, or None; read as `slot['class']`.
        known: whether this filler was seen in this gap before, or belongs to a class.
    """

    name = property(itemgetter('name'))
    text = property(itemgetter('text'))
    start = property(itemgetter('start'))
    end = property(itemgetter('end'))
    known = property(itemgetter('known'))

    def to_text(self):
        """Return the name of the gap and its filler, for display."""
        return '%s: %s' % (self.name, self.text)


class Match(HtmlRow, OrderedDict):
    """One reading of one clause: a mapping whose values are attributes too, in this order.

    Attributes:
        line: the number of its line, from 1.
        start, end: the half-open span of the clause, in code points of the line.
        text: the clause, as it is in the line.
        template: the text of its template; None if no template saves anything.
        id: the number of the template in the matcher, from 1, or None.
        slots: a list of `MatchedSlot`, one for each gap.
        confidence: the bits saved for each word compared with words alone; 0 or less without a template.
    """

    line = property(itemgetter('line'))
    start = property(itemgetter('start'))
    end = property(itemgetter('end'))
    text = property(itemgetter('text'))
    template = property(itemgetter('template'))
    id = property(itemgetter('id'))
    slots = property(itemgetter('slots'))
    confidence = property(itemgetter('confidence'))


class Matcher(object):
    """Match clauses with templates and return the fillers of their gaps.

    Of all templates that cover a clause, and all ways in which they do, the one that codes the clause in
    the fewest bits wins. As in `TemplateModel`, the bits are those of the choice of the template and of the
    words of each filler, by their shares in that gap. Of equal ones, the template that sorts first wins,
    then the smaller places. If words alone take no more bits, the clause is unmatched.

    Args:
        templates: a fitted `TemplateModel`; a file that `nlp-zero templates` wrote as text, JSON or CSV; the
            rows of `find_templates` or `template_rows`; or anything else that `XTrie` accepts.
        tokenize: a callable from a text to words, such as a `Tokenizer` or its `lcut`; None for texts
            whose words are separated by white space.
        classes: a path of saved classes; {name of a class: its members}, or {name: {member: strength}}; or
            rows with `name`, `members` and `gaps`, pairs of template and number of the gap; or None. A gap
            has the class that is given, or was saved, for it, and else the one that its filler is a member
            of.

    Options, by name only:
        words: an object with `cost(word)`, such as `WordModel`, that returns the cost of a single word in
            nats. By default the costs are those of the model, else they come from the tokenizer's
            vocabulary, else from the number of characters.
        max_gap: the most words of a gap between two words of a template, `MAX_GAP` by default.
        rules: `text.Rules`, which decide where a clause ends.
        masks: `Masks` for typed gaps; by default the usual ones for the types that the templates have. A
            masked text is tried as plain words too.

    Raises:
        ArgumentError: an unknown option, a gap below one word, a model that was not fitted.
        InputError, FormatError: see `load_templates`.

    >>> from nlp_zero.tokenizer import Tokenizer
    >>> matcher = Matcher({(None, '能', None, '吗'): 9}, Tokenizer({'周末': 3, '退票': 3, '能': 9, '吗': 9}))
    >>> for match in matcher.match('周末能退票吗'):
    ...     print(match.template, [slot.text for slot in match.slots] == ['周末', '退票'])
    [X] 能 [X] 吗 True
    """

    @checked_call
    def __init__(self, templates, tokenize, classes=None, **options):
        options = checked_options('Matcher', options, words=None, max_gap=MAX_GAP, rules=DEFAULT_RULES,
                                  masks=None)
        check_number('max_gap', options['max_gap'], 1)
        if options['words'] is not None and not hasattr(options['words'], 'cost'):
            raise ArgumentError('words is an object with cost(word), such as a WordModel, not %s'
                                % type(options['words']).__name__)
        check_reading(tokenize, options['masks'])
        self.tokenize, self.max_gap, self.rules = tokenize, options['max_gap'], options['rules']
        weighed = weighed_templates(templates, tokenize, options['words'])
        self._search = CodingSearch(weighed, tokenize, self.max_gap)
        self._reader = ClauseReader([template for template, _ in weighed.pairs], tokenize, self.rules,
                                    options['masks'])
        self._class_of, self._class_of_gap = _read_classes(classes)
        self._class_of_gap.update(pair for pair in iter_items(weighed.classes)
                                  if pair[0] not in self._class_of_gap)

    def __repr__(self):
        return to_native('<Matcher: %d templates>' % len(self._search.entries))

    def __len__(self):
        return len(self._search.entries)

    def match(self, text, n=1):
        """Return the matches of a text, clause by clause.

        Args:
            text: one or more lines; lines are numbered from 1, and offsets count within a line.
            n: the most readings to return for each clause, best first.

        Returns:
            list: of `Match`. An unmatched clause has one, without a template.

        Complexity:
            For each clause, linear in the words times the automaton states live at a word; and for each
            template that covers it, words times `max_gap` times `n`.
        """
        found = Rows()
        for number, line in enumerate(clean_text(text).split('\n'), 1):
            found.extend(self.match_line(line, n, number))
        return found

    def match_line(self, line, n=1, number=1, start=0):
        """Return the matches of one line.

        Args:
            line: a single line of text.
            n: the most readings to return for each clause.
            number: the line number to store in the matches as `line`.
            start: the offset of the text in its line, if it is a piece of a longer line.
        """
        check_number('n', n, 1)
        check_number('start', start, 0)
        found = []
        for clause in self._reader.clauses(clean_text(line)):
            clause, codings = self._best_codings(clause, n)
            for coding in codings or [None]:
                found.append(self._match(clause, number, start, coding))
        return found

    def match_corpus(self, corpus, n=1, workers=1):
        """Yield the matches of a corpus, in its order.

        Args:
            corpus: an iterable of texts, each a line; use a `Corpus` for files, whose lines are numbered
                continuously.
            n: the most readings to return for each clause.
            workers: number of processes; None for one per core. The result does not depend on it.

        Raises:
            CorpusTypeError, InputError, EncodingError: see `corpus.as_corpus`.
        """
        blocks = _piece_blocks(corpus)
        with closing(ordered_map(_BlockMatcher(self, n), blocks, workers, pause=WAITING)) as results:
            for matches in results:
                for match in () if matches is WAITING else matches:
                    yield match

    def _best_codings(self, clause, n):
        """Return the variant of a clause that saves most (the first of equal ones) and its codings."""
        best, most = (clause, []), 0
        for variant in self._reader.variants(clause):
            codings = self._search.codings(variant.words, n)
            saved = self._search.plain_cost(variant.words) - codings[0].cost if codings else 0
            if saved > most:
                best, most = (variant, codings), saved
        return best

    # Results.

    def _match(self, clause, number, start, coding):
        """Return the `Match` of a clause for a coding, or without a template if the coding is None."""
        search, words = self._search, clause.words
        cost = search.plain_cost(words) if coding is None else coding.cost
        entry = None if coding is None else coding.entry
        return Match((
            ('line', number), ('start', start + clause.start), ('end', start + clause.end),
            ('text', clause.text),
            ('template', None if entry is None else entry.text),
            ('id', None if entry is None else entry.number),
            ('slots', [] if coding is None else self._slots(clause, start, coding)),
            ('confidence', round((search.plain_cost(words) - cost) * _BITS / len(words), 6))))

    def _slots(self, clause, start, coding):
        """Return the `MatchedSlot` of each gap in order, including typed gaps."""
        fills = [(fill.start, fill.end, number) for number, fill in enumerate(coding.fills())]
        fills += [(place, place + 1, None) for place in coding.places if gap_type(clause.words[place])]
        return [self._slot(clause, start, coding.entry, name, *fill)
                for name, fill in zip(coding.entry.names, sorted(fills))]

    def _slot(self, clause, start, entry, name, first, last, number):
        """Return the `MatchedSlot` of one gap; `number` is its number among untyped gaps, or None."""
        begin, end = clause.spans[first][0], clause.spans[last - 1][1]
        text = clause.text[begin - clause.start:end - clause.start]
        if number is None:
            group, known = gap_type(clause.words[first]), True
        else:
            group = self._class_of.get(text)
            known = group is not None or self._search.is_known(entry, number, clause.words[first:last])
            group = self._class_of_gap.get((entry.template, number), group)
        return MatchedSlot((
            ('name', name), ('text', text), ('start', start + begin), ('end', start + end),
            ('class', group), ('known', known)))


class _BlockMatcher(object):
    """Turn a block of pieces of lines into matches; each worker process gets a copy."""

    def __init__(self, matcher, n):
        self._matcher, self._n = matcher, n

    def __call__(self, block):
        return [match for piece in block
                for match in self._matcher.match_line(piece.text, self._n, piece.number, piece.start)]


def _piece_blocks(corpus):
    """Yield lists of `LinePiece`s, of about `_BLOCK` characters together, and `WAITING`."""
    held, length = [], 0
    for piece in line_pieces(corpus, _BLOCK):
        if piece is not WAITING:
            held.append(piece)
            length += len(piece.text) + 1
        if held and (piece is WAITING or length >= _BLOCK):
            yield held
            held, length = [], 0
        if piece is WAITING:
            yield piece
    if held:
        yield held


def _read_classes(classes):
    """Return {member: name of its class} and {(template, number of the gap): name of its class}.

    If several classes have the same member, the class in which it is strongest counts; of equal ones, the
    first by name.
    """
    found, gaps = {}, {}
    if is_path(classes):
        classes = load_classes(classes)
    if isinstance(classes, Mapping):
        rows = [(name, members, ()) for name, members in iter_items(classes)]
        gaps = {(template_tuple(template), number): name
                for (template, number), name in iter_items(getattr(classes, 'gaps', {})) if name in classes}
    else:
        try:
            rows = [(row.name, row.members, row.gaps) for row in classes or ()]
        except (AttributeError, TypeError):
            raise ArgumentError('classes are a path, {name: {member: strength}}, or what find_classes '
                                'returns')
    for name, members, of_gaps in rows:
        if not isinstance(members, Iterable):
            raise ArgumentError('the members of the class %r are texts, not %s'
                                % (name, type(members).__name__))
        for member in members:
            strength = members[member] if isinstance(members, Mapping) else 1.0
            found[member] = min(found.get(member, (0.0, name)), (-strength, name))
        for template, number in of_gaps:
            gaps[template_tuple(template), number] = name
    return {member: name for member, (_, name) in iter_items(found)}, gaps
