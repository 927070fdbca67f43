# -*- coding: utf-8 -*-
"""Find the phrases, the templates with their fillers, and the contrasts that a report shows.

All of them are found in a sample of the texts (all of a small corpus), cut by the words that discovery found.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_range
from ..corpus import parts_of_text
from ..phrases import PhraseFinder, word_clauses
from ..templates import (
    Clauses, SlotCounter, choose_templates, gap_names, gap_type, group_clauses, mine_templates,
    template_rows)
from ..text import clauses, text_checksum
from ..tokenizer import Tokenizer
from ..words import contrast

#: Most characters of the sample in which phrases and contrasts are found.
SAMPLE = 500000
#: The same of templates, which take longer.
TEMPLATE_SAMPLE = 200000
#: Most characters of a text that is kept in a sample as a whole.
_LONGEST_UNIT = 10000
#: NPMI that the words of a phrase must exceed. Unlike scores that only compare with chance, it rejects
#: pairs that are merely frequent, such as 这 是.
_LEAST_NPMI = 0.5
#: Fillers that are shown of each gap, sentences of each group, and of those in none.
_FILLERS, _SENTENCES, _UNCOVERED = 8, 3, 30


class Filler(namedtuple('Filler', 'text count')):
    """A filler of a gap, and its count."""

    __slots__ = ()


class Gap(namedtuple('Gap', 'name distinct fillers')):
    """A gap of a template: its name, the number of different fillers, the most frequent `Filler`s."""

    __slots__ = ()


class FoundTemplate(namedtuple('FoundTemplate', 'words count saved gaps')):
    """Hold a template as the report shows it.

    Attributes:
        words: list of text, a gap as its name in brackets, '[X]'.
        count: clauses of the sample that it covers best.
        saved: bits that it saves beyond the templates before it.
        gaps: list of `Gap`.
    """

    __slots__ = ()


class FoundGroup(namedtuple('FoundGroup', 'words depth count total sentences')):
    """Hold the sentences under a template, after those of the template that covers it.

    Attributes:
        words: list of text, a gap as '[X]'; none for the clauses that no template covers, which come last.
        depth: how many templates are above it.
        count: clauses that no template below it covers.
        total: the same with those.
        sentences: list of (text, count), the most frequent of its own.
    """

    __slots__ = ()


class TextSample(object):
    """Read the texts of a corpus in one pass: count them, and keep a sample chosen by their content.

    The texts with a checksum below a limit are kept; the limit is halved whenever there are too many. So the
    sample does not depend on the order of the texts or the way they are read. Of a long text, such as a file
    that is one line, each clause is kept or not by itself.

    Args:
        corpus: an iterable of texts.
        most: most characters to keep.

    Attributes:
        count, characters: texts of the corpus, and their characters.
        texts: list of the texts, or clauses of long texts, that are kept, in order.
        kept: number of characters in them.
        sampled_from: number of characters in all texts, or clauses of long texts; `kept` if none is left out.
        checksum: sum of the CRC-32 of all texts, in hexadecimal.

    >>> sample = TextSample(['今天很好', '明天更好', '后天'], 6)
    >>> sample.count, sample.characters, sample.sampled_from, sample.kept <= 6
    (3, 10, 10, True)
    """

    def __init__(self, corpus, most=SAMPLE):
        self.count = self.characters = self.sampled_from = self.kept = total = 0
        limit, held = 1 << 32, []
        for text in corpus:
            self.count += 1
            self.characters += len(text)
            total += text_checksum(text)
            for unit in (text,) if len(text) <= _LONGEST_UNIT else _parts_of_clauses(text):
                value = text_checksum(unit)
                self.sampled_from += len(unit)
                if value < limit:
                    held.append((value, unit))
                    self.kept += len(unit)
                while self.kept > most and limit:
                    limit >>= 1
                    held = [pair for pair in held if pair[0] < limit]
                    self.kept = sum(len(unit) for _, unit in held)
        self.texts = [unit for _, unit in held]
        self.checksum = '%08x' % (total & 0xffffffff)


def _parts_of_clauses(text):
    """Yield the clauses of a text, those that are too long for a unit in parts."""
    for part in parts_of_text(text):
        for clause in clauses(part):
            for start in iter_range(0, len(clause), _LONGEST_UNIT):
                yield ''.join(clause[start:start + _LONGEST_UNIT])


class Patterns(namedtuple('Patterns', 'phrases templates coverage sampled groups')):
    """Hold what belongs together in texts.

    Attributes:
        phrases: list of `Phrase`.
        templates: list of `FoundTemplate`.
        coverage: share of the clauses that the templates cover.
        sampled: characters of the texts in which templates were looked for.
        groups: list of `FoundGroup`, each template before those that it covers.
    """

    __slots__ = ()


def find_patterns(texts, words, phrases, templates, memory=None, temp_dir=None):
    """Return the `Patterns` of some texts.

    Args:
        texts: list of text.
        words: the `Word` rows by which the texts are cut.
        phrases, templates: most of each; 0 looks for none.
        memory, temp_dir: as in `PhraseFinder`.
    """
    limits = dict(memory=memory, temp_dir=temp_dir)
    vocabulary = dict((word.text, word.count) for word in words if word.count > 0)
    if not vocabulary:
        return Patterns([], [], 0.0, 0, [])
    cut = Tokenizer(vocabulary).lcut
    sample = TextSample(texts, TEMPLATE_SAMPLE)
    found, coverage, groups = _templates_of(_cut_clauses(sample.texts, cut), templates, limits)
    return Patterns(_phrases_of(_cut_clauses(texts, cut), phrases, limits), found, coverage, sample.kept,
                    groups)


def _cut_clauses(texts, cut):
    """Return the clauses of texts, their words separated by spaces: each stage reads them several times."""
    return [' '.join(words) for words in word_clauses(texts, cut)] if texts else []


def _phrases_of(clauses, most, limits):
    """Return the most frequent `Phrase`s of some clauses."""
    if not clauses or not most:
        return []
    finder = PhraseFinder(scoring='npmi', threshold=_LEAST_NPMI, **limits)
    finder.train(clauses)
    return finder.ranked()[:most]


def _templates_of(clauses, most, limits):
    """Return the `FoundTemplate`s of some clauses, the share that they cover, and the `FoundGroup`s."""
    if not clauses or not most:
        return [], 0.0, []
    # Phrases have a table of their own: here they stay words, of which a template has two at least.
    finder = mine_templates(clauses, min_words=2, join_phrases='no', **limits)
    read = Clauses(finder, clauses)
    chosen = choose_templates(finder.templates, read, most, min_words=2)
    if not chosen:
        return [], 0.0, []
    grouping = group_clauses([row.template for row in chosen], finder, clauses, _UNCOVERED)
    return _with_fillers(chosen, read, limits), chosen[-1].coverage, _family_rows(grouping)


def _family_rows(grouping):
    """Return the `FoundGroup`s of a `Grouping`, each family from the top."""
    rows, waiting = [], [(found, 0) for found in reversed(grouping.groups)]
    while waiting:
        found, depth = waiting.pop()
        words = ['[%s]' % (gap_type(word) or 'X') if word is None or gap_type(word) else word
                 for word in found.template]
        rows.append(FoundGroup(words, depth, found.count, found.total, found.sentences[:_SENTENCES]))
        waiting.extend((child, depth + 1) for child in reversed(found.children))
    rest = grouping.clauses - grouping.covered
    return rows + ([FoundGroup([], 0, rest, rest, grouping.uncovered)] if rest else [])


def _with_fillers(chosen, clauses, limits):
    """Return the `FoundTemplate`s of a small set, given the clauses that its templates were mined from."""
    pairs = [(row.template, row.count) for row in chosen]
    counter = SlotCounter(pairs, **limits)
    counter.update(clauses)
    found = []
    for row, known in zip(chosen, template_rows(pairs, counter)):
        gaps = [Gap(slot.name, slot.slot.distinct, [Filler(*pair) for pair in slot.slot.top(_FILLERS)])
                for slot in known.slots]
        names = iter(gap_names(row.template))
        words = ['[%s]' % next(names) if word is None or gap_type(word) is not None else word
                 for word in row.template]
        found.append(FoundTemplate(words, row.count, row.saved, gaps))
    return found


def find_contrasts(texts, others, most, memory=None, workers=None, temp_dir=None):
    """Return the `Contrast` rows of two lists of texts, phrases and new words among them.

    Args:
        texts, others: the texts; nothing is compared where one of them is empty.
        most: most rows in each direction.
        memory, workers, temp_dir: as in `contrast`.
    """
    if not texts or not others:
        return []
    return contrast(texts, others, most, phrases=True, memory=memory, workers=workers, temp_dir=temp_dir)
