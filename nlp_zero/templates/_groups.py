# -*- coding: utf-8 -*-
"""Group the sentences of a corpus by the templates of its small set, and group the templates into families.

A template of a family covers all clauses that its children cover: `[X] 吗`, `你 [X] 吗`, `你 会 [X] 吗`. The
templates come from `_find_templates`; a full analysis of one clause is in `_match`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import OrderedDict, namedtuple

from .._compat import iter_items
from .._html_rows import html_table
from ..corpus import as_corpus
from ..errors import ArgumentError, checked_call, checked_options
from ._embeddings import leftmost_fillers
from ._find_templates import MINING, Clauses, mine_templates
from ._located_clauses import join_phrases, line_clauses
from ._slots import MAX_GAP
from ._template import Template, template_key
from ._template_set import MIN_SAVING, choose_templates
from ._xtrie import XTrie, templates_above


class Group(namedtuple('Group', 'template count total sentences children')):
    """The sentences under one template.

    Attributes:
        template: the `Template`.
        count: number of its own clauses, which none of its children covers.
        total: number of its clauses including those of all its children.
        sentences: [(text, count)] of its own clauses, most frequent first.
        children: list of the `Group` of each template that it covers, ordered by total.
    """

    __slots__ = ()

    def to_dict(self):
        """Return plain values for JSON, including the children."""
        return _plain_groups([self])[0]

    def _repr_html_(self):
        return html_table(_indented_rows([self]))


class Grouping(namedtuple('Grouping', 'clauses covered groups uncovered')):
    """All sentences of a corpus, grouped.

    Attributes:
        clauses: number of clauses.
        covered: number of clauses that a template covers.
        groups: list of the `Group` of each template that no other template covers, ordered by total.
        uncovered: [(text, count)] of the other clauses, most frequent first.
    """

    __slots__ = ()

    def to_dict(self):
        """Return plain values for JSON."""
        return OrderedDict((
            ('clauses', self.clauses), ('covered', self.covered),
            ('groups', _plain_groups(self.groups)),
            ('uncovered', [list(pair) for pair in self.uncovered])))

    def _repr_html_(self):
        rest = [OrderedDict((('uncovered', text), ('count', count))) for text, count in self.uncovered]
        return '<p>%d / %d</p>\n%s' % (self.covered, self.clauses, '\n'.join(
            filter(None, (html_table(_indented_rows(self.groups)), html_table(rest)))))


def _indented_rows(groups):
    """Return a row for each group and its children, these farther to the right, without recursion."""
    rows, waiting = [], [(found, 0) for found in reversed(groups)]
    while waiting:
        found, depth = waiting.pop()
        rows.append(OrderedDict((
            ('template', '\u3000' * depth + found.template.to_text()), ('count', found.count),
            ('total', found.total), ('sentences', ['%s:%d' % pair for pair in found.sentences[:5]]))))
        waiting.extend((child, depth + 1) for child in reversed(found.children))
    return rows


def _plain_groups(groups):
    """Return groups as dicts that contain their children, without recursion."""
    plain = []
    waiting = [(found, plain) for found in groups]
    for found, target in waiting:
        children = []
        target.append(OrderedDict((
            ('template', found.template.to_text()), ('count', found.count), ('total', found.total),
            ('sentences', [list(pair) for pair in found.sentences]), ('children', children))))
        waiting.extend((child, children) for child in found.children)
    return plain


@checked_call
def group(corpus, tokenize=None, top=None, **options):
    """Group the sentences of a corpus by the templates that are found in it.

    Args:
        corpus, tokenize, top: as for `find_templates`.

    Options, by name only:
        sentences: how many different sentences to keep of a group, and of the rest; None for all.
        others: `min_saving` and all other options of `find_templates`.

    Returns:
        Grouping.

    Raises:
        ArgumentError: an unknown option, or one out of its range.
        CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError: see `corpus.as_corpus`.

    >>> corpus = ['能 %s 吗' % x for x in '甲乙丙丁戊己庚辛'] + ['%s %s' % (x, y) for x in '子丑寅卯' for y in '辰巳午未']
    >>> found = group(corpus, min_saving=1, min_pmi=0.1)
    >>> print(found.clauses, found.covered, found.groups[0].template.to_text(), found.groups[0].total)
    24 8 能 [X] 吗 8
    """
    options = checked_options('group', options, sentences=10, min_saving=MIN_SAVING, **MINING)
    sentences, least = options.pop('sentences'), options.pop('min_saving')
    corpus = as_corpus(corpus, 2)
    finder = mine_templates(corpus, tokenize, **dict(options, min_words=max(2, options['min_words'])))
    rows = choose_templates(finder.templates, Clauses(finder, corpus), top, min_saving=least, **{
        name: options[name] for name in ('min_count', 'min_words', 'inner_gap', 'max_gaps')})
    return group_clauses([row.template for row in rows], finder, corpus, sentences)


def group_clauses(templates, finder, corpus, sentences=10):
    """Group the clauses of a corpus by templates.

    Args:
        templates: `Template`s, or tuples of words and gaps.
        finder: the `TemplateFinder` that gives the tokenizer, rules, masks and phrases for reading clauses.
        corpus: an iterable of texts.
        sentences: how many different sentences to keep of a group, and of the rest; None for all.

    Returns:
        Grouping: a clause belongs to the template with the most words that covers it, of several such to the
        one that sorts first.
    """
    if sentences is not None and sentences < 0:
        raise ArgumentError('sentences must be 0 or more, not %r' % sentences)
    trie = XTrie([(template, 1) for template in templates])
    found, rest, total = {}, {}, 0
    for text, words in _located(finder, corpus):
        total += 1
        covering = [template for template, _ in trie.covering(words)
                    if leftmost_fillers(template, words, MAX_GAP) is not None]
        texts = found.setdefault(min(covering, key=_specific_first), {}) if covering else rest
        texts[text] = texts.get(text, 0) + 1
    return Grouping(total, total - sum(rest.values()), _tree(trie, found, sentences),
                    _most_frequent(rest, sentences))


def _located(finder, corpus):
    """Yield (text, words) of each clause, the words as they are mined."""
    for line in as_corpus(corpus):
        for clause in line_clauses(line, finder.tokenize, finder.rules, finder.masks):
            words = list(clause.words)
            yield clause.text, tuple(join_phrases(words, finder.phrases) if finder.phrases else words)


def _specific_first(template):
    return -sum(1 for word in template if word is not None), template_key(template)


def _most_frequent(texts, number):
    return sorted(iter_items(texts), key=lambda pair: (-pair[1], pair[0]))[:number]


def _tree(trie, found, sentences):
    """Return the `Group`s that no other template covers; the other groups are their descendants.

    Args:
        trie: the templates.
        found: {template: {text: count}}.
    """
    parents, children = {}, {}
    for template, _ in trie:
        above = [other for other, _ in templates_above(trie, template) if other != template]
        parents[template] = min(above, key=_specific_first) if above else None
        children.setdefault(parents[template], []).append(template)
    groups = {}
    for template in _leaves_first(parents):
        texts = found.get(template, {})
        within = sorted((groups[child] for child in children.get(template, ())), key=_by_total)
        count = sum(texts.values())
        groups[template] = Group(Template(template), count, count + sum(child.total for child in within),
                                 _most_frequent(texts, sentences), within)
    return sorted((groups[template] for template in children.get(None, ())), key=_by_total)


def _leaves_first(parents):
    """Return templates in an order in which each comes after all its descendants."""
    depths = {}
    for template in parents:
        depth, above = 0, parents[template]
        while above is not None:
            depth, above = depth + 1, parents[above]
        depths[template] = depth
    return sorted(parents, key=lambda template: (-depths[template], template_key(template)))


def _by_total(found):
    return -found.total, template_key(found.template.words)
