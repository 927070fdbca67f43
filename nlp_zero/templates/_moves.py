# -*- coding: utf-8 -*-
"""Make candidates for a small set of templates from clauses and from templates chosen before.

The moves: take a single word that begins or ends clauses; fill a gap that mostly has the same filler; split a
template whose fillers begin or end with few different words; merge two templates that differ by one word or
an outer gap. `_template_set` chooses among the candidates.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_items
from ._embeddings import leftmost_fillers
from ._slots import MAX_GAP
from ._template import template_tuple
from ._xtrie import XTrie

#: A single word is a candidate if at least this share of the clauses with it begin, or end, with it.
_EDGE_SHARE = 0.35
#: A gap is filled if one filler takes at least this share of it.
_FILL_SHARE = 0.6
#: A template is split by a word that begins, or ends, at least this share of the fillers of a gap.
_SPLIT_SHARE = 0.1


def edge_candidates(sample, min_count):
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


def refined_candidates(chosen, sample, min_count):
    """Return templates that the moves make of the chosen ones.

    Args:
        chosen: (template, saving) pairs.
        sample: `DistinctClauses`.
        min_count: least number of different clauses.

    Returns:
        set: of tuples of two or more words; `edge_candidates` returns templates of one word.
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
