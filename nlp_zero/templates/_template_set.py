# -*- coding: utf-8 -*-
"""Choose a small set of templates that together describe a corpus best, by minimum description length.

Candidates come from `_finder` and, by some moves, from clauses and from templates chosen before: take a
single word that begins or ends clauses; fill a gap that mostly has the same filler; split a template whose
fillers begin or end with few different words; merge two templates that differ by one word or an outer gap.

A template costs its own spelling and, in each clause, the bits that name it; it saves the bits of the
clause's words alone, less those of the template and the fillers of its gaps. The choice in `_set_search` is
greedy: the template that saves most beyond those chosen before comes next, until none saves anything (the
first ones are ordered for reading). Each clause counts once, for its best template.

`_template_model` in contrast measures the saving of any given set of templates. Here, a repeated clause
weighs little more than a single one, so a fixed sentence is no template. Words and fixed phrases are none
either, since a template has a gap.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import log

from .._compat import iter_items, iter_range
from .._html_rows import HtmlRow, Rows
from ..errors import ArgumentError, check_number, checked_call, checked_options
from ._codings import LONGEST_CLAUSE
from ._embeddings import leftmost_fillers
from ._set_search import UNIT, SetSearch, is_phrase
from ._slots import MAX_GAP
from ._template import Template, is_gap, template_tuple
from ._template_file import template_pairs
from ._template_model import MOST_CLAUSES, DistinctClauses, WordModel
from ._xtrie import XTrie

#: Nats that a template must save in a clause that no template covers yet.
MIN_SAVING = 2.0
#: Rounds of candidates refined from the chosen ones.
_ROUNDS = 2
#: A single word is a candidate if at least this share of the clauses with it begin, or end, with it.
_EDGE_SHARE = 0.35
#: A gap is filled if one filler takes at least this share of it.
_FILL_SHARE = 0.6
#: A template is split by a word that begins, or ends, at least this share of the fillers of a gap.
_SPLIT_SHARE = 0.1


class ChosenTemplate(namedtuple('ChosenTemplate', 'template count saved coverage'), HtmlRow):
    """One template of a chosen set.

    Attributes:
        template: the `Template`.
        count: number of clauses for which it is the best template of the set, repeated ones each time.
        saved: the bits that it saves beyond the templates before it, less those of its own spelling.
        coverage: share of the clauses that it or a template before it covers, up to 1.
    """

    __slots__ = ()


@checked_call
def choose_templates(templates, clauses, top=None, **options):
    """Return the templates that together save most, best first.

    The first 50 are for reading: templates that tell what a clause is about and, while there are such, at
    most one in ten that tells only how it is said (`[X] 吗`). All others follow by what they save.

    Args:
        templates: the candidates, in any form that `XTrie` accepts; those without a gap are left out.
        clauses: a list of lists of words, or any re-iterable of them.
        top: greatest number of templates, or None for all that shorten the text.

    Options, by name only:
        min_saving: nats that a template must save in a clause, beyond its cost, for the clause to count. A
            greater value leaves out templates without content.
        min_count: least number of different clauses, or of clauses with a typed gap, that a candidate covers.
        min_words: least number of words; with 1, a word that begins or ends clauses is a candidate too.
        inner_gap: whether a template must have a gap between two of its words.
        max_gaps: greatest number of gaps, or None.

    Returns:
        list: of `ChosenTemplate`.

    Raises:
        ArgumentError: an unknown option, one out of its range, or clauses that can be iterated only once.

    Complexity:
        Time and memory are proportional to the number of pairs of a clause and a candidate that covers it,
        for at most `MOST_CLAUSES` different clauses of at most `LONGEST_CLAUSE` words; one more pass over all
        clauses counts. Longer clauses count as clauses that no template covers.

    Formula:
        A two-part code: the bits of the set and those of the clauses given the set (Rissanen 1978). The
        greedy choice uses the lazy evaluation of Minoux (1978).

    >>> clauses = [['能', x, '吗'] for x in '甲乙丙丁戊己庚辛'] + [[x, y] for x in '子丑寅卯' for y in '辰巳午未']
    >>> for row in choose_templates({('能', None, '吗'): 8}, clauses, min_saving=1):
    ...     print(row.template.to_text(), row.count, round(row.coverage, 2))
    能 [X] 吗 8 0.33
    """
    if iter(clauses) is clauses:
        raise ArgumentError('choose_templates iterates the clauses twice: give a list, not an iterator')
    options = checked_options('choose_templates', options, min_saving=MIN_SAVING, min_count=3, min_words=1,
                              inner_gap=False, max_gaps=None)
    _check_numbers(top, options['min_saving'])
    sample = DistinctClauses(clauses)
    words = WordModel(sample.rows)
    candidates = {tuple(template) for template, _ in template_pairs(templates)}
    if options['min_words'] < 2 and not options['inner_gap']:
        candidates.update(_edge_candidates(sample, max(options['min_count'], 3)))
    search, seen = None, set()
    for _ in iter_range(1 + _ROUNDS):
        candidates = {template for template in candidates if _is_allowed(template, options)} - seen
        if search is not None and not candidates:
            break
        seen |= candidates
        search = search or SetSearch(sample, words, options)
        search.add(candidates)
        chosen = search.choose()
        candidates = _refined_candidates(chosen, sample, options['min_count'])
    return Rows(_counted(chosen[:top], search, clauses))


def _check_numbers(top, min_saving):
    check_number('top', top, 0, optional=True)
    check_number('min_saving', min_saving, 0, whole=False)


def _is_allowed(template, options):
    """Tell whether a template has a gap and is within the limits of the options."""
    gaps = sum(1 for word in template if is_gap(word))
    words = len(template) - gaps
    return (gaps > 0 and words >= max(1, options['min_words'])
            and (words > 1 or not is_phrase(template))
            and (options['max_gaps'] is None or gaps <= options['max_gaps'])
            and (not options['inner_gap'] or None in template[1:-1]))


def _counted(chosen, search, clauses):
    """Return the `ChosenTemplate`s, counted over all clauses.

    Args:
        chosen: (template, saved) pairs in order, the saving in millionths of a nat.
    """
    rank = {template: place for place, (template, _) in enumerate(chosen)}
    trie, memo = XTrie([(template, 1) for template in rank]), {}
    counts, first, total = [0] * len(chosen), [0] * (len(chosen) + 1), 0
    for words in clauses:
        words, total = tuple(words), total + 1
        places = memo.get(words)
        if places is None:
            covering = [] if len(words) > LONGEST_CLAUSE else [
                template for template, _ in trie.covering(words)
                if leftmost_fillers(template, words, MAX_GAP) is not None]
            places = len(chosen), None
            if covering:
                best = min(covering, key=lambda t: (search.cost(t, words), rank[t]))
                places = min(rank[template] for template in covering), rank[best]
            if len(memo) < MOST_CLAUSES:
                memo[words] = places
        first[places[0]] += 1
        if places[1] is not None:
            counts[places[1]] += 1
    rows, covered = [], 0
    for place, (template, saved) in enumerate(chosen):
        covered += first[place]
        bits = saved / UNIT / log(2)
        if counts[place]:
            rows.append(ChosenTemplate(Template(template), counts[place], bits, covered / total))
    return rows


# --- candidates ---------------------------------------------------------------------------------------

def _edge_candidates(sample, min_count):
    """Return templates of one word that begins or ends clauses, such as `打开 [X]`.

    Args:
        sample: `DistinctClauses`.
        min_count: least number of different clauses.

    Returns:
        set: of tuples. The word begins, or ends, at least the share `_EDGE_SHARE` of the different clauses
        with it, not counting clauses of one word.
    """
    first, last, anywhere = {}, {}, {}
    for words in sample.rows:
        if len(words) > 1:
            first[words[0]] = first.get(words[0], 0) + 1
            last[words[-1]] = last.get(words[-1], 0) + 1
            for word in set(words):
                anywhere[word] = anywhere.get(word, 0) + 1
    found = set()
    for counts, form in ((first, lambda word: (word, None)), (last, lambda word: (None, word))):
        for word, count in iter_items(counts):
            if count >= min_count and count >= _EDGE_SHARE * anywhere[word]:
                found.add(form(word))
    return found


def _refined_candidates(chosen, sample, min_count):
    """Return templates that the moves make of the chosen ones.

    Args:
        chosen: (template, saving) pairs.
        sample: `DistinctClauses`.
        min_count: least number of different clauses.

    Returns:
        set: of tuples of two or more words; `_edge_candidates` returns templates of one word.
    """
    templates = [template for template, _ in chosen]
    found = _merged(templates) | _filled(templates, sample, min_count)
    return set(template for template in found if len(template) - template.count(None) > 1)


def _merged(templates):
    """Return the templates that generalise two or more templates that differ by one word.

    `[X] 多少钱 呢` and `[X] 多少钱 啊` give `[X] 多少钱 [X]`.
    """
    alike, found = {}, set()
    for template in templates:
        for place, word in enumerate(template):
            if word is not None:
                form = template[:place] + (None,) + template[place + 1:]
                alike.setdefault((place, form), set()).add(word)
    for (_, form), words in iter_items(alike):
        form = template_tuple(form)
        if len(words) > 1:
            found.add(form)
    return found


def _filled(templates, sample, min_count):
    """Return templates with a gap filled by its usual filler, or narrowed by one word at an end."""
    trie, counts, total = XTrie([(template, 1) for template in templates]), {}, {}
    for words in sample.rows:
        for template, _ in trie.covering(words):
            total[template] = total.get(template, 0) + 1
            for gap, filler in enumerate(leftmost_fillers(template, words, MAX_GAP) or ()):
                for form in _narrower(filler):
                    key = template, gap, form
                    counts[key] = counts.get(key, 0) + 1
    found = set()
    for (template, gap, form), count in iter_items(counts):
        least = _SPLIT_SHARE if None in form else _FILL_SHARE
        if count >= max(min_count, least * total[template]):
            place = [at for at, word in enumerate(template) if word is None][gap]
            found.add(template_tuple(template[:place] + form + template[place + 1:]))
    return found


def _narrower(filler):
    """Yield what a gap may become by one filler: all of it, or its first or last word and a gap."""
    yield tuple(filler)
    if len(filler) > 1:
        yield (filler[0], None)
        yield (None, filler[-1])
