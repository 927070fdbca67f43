# -*- coding: utf-8 -*-
"""Mine templates from raw text: link collocated pairs of words to paths, and count the paths.

The paths of one clause are enumerated in `_clause_paths`; the fillers of gaps are counted in `_slots`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import log

from .._compat import iter_items, iter_range, package_logger, to_native
from .._runtime import Resources
from ..errors import ArgumentError, check_number, checked_call, checked_options
from ..ngrams import SpillCounter
from ..phrases import word_clauses
from ..text import DEFAULT_RULES
from ._clause_paths import clause_templates
from ._masks import check_reading
from ._located_clauses import join_phrases, masked_clauses
from ._slots import SlotCounter
from ._template import Template
from ._xtrie import XTrie, templates_above

#: Most words of a clause. A longer one, a line without any mark, is mined in parts, since its paths
#: would take a gigabyte for each million words.
LONGEST_CLAUSE = 1 << 12


class TemplateFinder(object):
    """Mine templates from pairs of words that occur together within a window.

    Call `train` on a corpus, then `find` on the same or another one. Both accumulate: training on all parts
    of a corpus in turn, then finding in all of them, gives the same result as the whole corpus. Training
    again does not change templates that were found before.

    Args:
        tokenize: a callable from a text to words; None for texts segmented by white space.
        window: greatest distance between the words of a pair, in words; 1 gives phrases.
        min_proba: the share of all pairs that a collocated pair must exceed, and the share of all templates
            that a template must exceed.
        min_pmi: the skip-gram PMI that a collocated pair must exceed, in nats.
        min_count: least number of occurrences of a collocated pair, and of a template.
        min_words: least number of words in a template. 2 leaves out the trivial ones.

    Options, by name only:
        max_gaps: greatest number of gaps, or None.
        inner_gap: whether to keep only templates with a gap between two of their words.
        keep_redundant: whether to keep templates that never occur without a longer one.
        rules: `text.Rules`, which decide where a clause ends.
        masks: `Masks` whose matches become typed gaps, if `filtering` is on; None for none.
        phrases: a trained `PhraseFinder` that joins words between typed gaps, or None.
        memory: bytes for counting pairs, templates and fillers, as a number or a text such as '512MB'; beyond
            that, counting uses files. The result is the same for every budget; words, collocated pairs and
            the templates that pass the filters are always in memory. None for no limit.
        temp_dir: the folder for these files; None for the system's.

    Attributes:
        words: {word: count}.
        templates: {Template: count} of the last `find`.

    Raises:
        ArgumentError: an unknown option, or a window below 1.

    >>> finder = TemplateFinder(None, window=3, min_pmi=0.1, min_count=2)
    >>> corpus = ['周末 能 退票 吗', '明天 能 改签 吗', '今晚 下雨', '现在 能 开门 吗']
    >>> finder.train(corpus)
    >>> finder.find(corpus)
    >>> for template, count in sorted(finder.templates.items()):
    ...     print(count, ' '.join(word or '[X]' for word in template))
    3 [X] 能 [X] 吗
    """

    @checked_call
    def __init__(self, tokenize=None, window=5, min_proba=1e-6, min_pmi=1, min_count=3, min_words=2,
                 **options):
        options = checked_options('TemplateFinder', options, max_gaps=None, inner_gap=False,
                                  keep_redundant=False, rules=DEFAULT_RULES, masks=None, phrases=None,
                                  memory=None, temp_dir=None)
        for name, value in (('window', window), ('min_count', min_count), ('min_words', min_words)):
            check_number(name, value, 1 if name == 'window' else 0)
        for name, value in (('min_proba', min_proba), ('min_pmi', min_pmi)):
            check_number(name, value, whole=False)
        check_number('max_gaps', options['max_gaps'], 0, optional=True)
        check_reading(tokenize, options['masks'])
        self.tokenize, self.window = tokenize, window
        self.min_proba, self.min_pmi, self.min_count = min_proba, min_pmi, min_count
        self.min_words, self.max_gaps, self.inner_gap = min_words, options['max_gaps'], options['inner_gap']
        self.keep_redundant, self.rules = options['keep_redundant'], options['rules']
        self.masks, self.phrases = options['masks'], options['phrases']
        self.words, self.templates = {}, {}
        self._trained, self._total_words, self._total_pairs, self._total_paths = False, 0, 0, 0
        # Pairs, collocated pairs and templates are in memory at the same time: each has a third of the
        # budget.
        self._resources = Resources(options['memory'], temp_dir=options['temp_dir']).share(3)
        self._pairs, self._paths = SpillCounter(self._resources), SpillCounter(self._resources)
        self._slots = None
        # A corpus and its `StoredClauses`, mined with filtering.
        self._stored = None, None

    def __getstate__(self):
        return dict(self.__dict__, _stored=(None, None))

    def __repr__(self):
        return to_native('<TemplateFinder: %d words, %d templates>' % (len(self.words), len(self.templates)))

    @property
    def skip_grams(self):
        """{(word, word): count} of all pairs; a copy if some of them are in files."""
        return dict(self._pairs.items()) if self._pairs.spilled else self._pairs.counts

    def train(self, sents, filtering=True):
        """Count the words and the pairs of a corpus, adding to earlier counts.

        Args:
            sents: an iterable of texts.
            filtering: whether every punctuation mark ends a clause; if not, only 。，、！？ and white space do.

        Raises:
            CorpusTypeError, EmptyCorpusError: see `corpus.as_corpus`.
        """
        words, pairs, window = self.words, self._pairs.counts, self.window
        for clause in self._clauses(sents, filtering, 'training'):
            self._total_words += len(clause)
            for place, first in enumerate(clause):
                words[first] = words.get(first, 0) + 1
                following = clause[place + 1:place + 1 + window]
                self._total_pairs += len(following)
                for second in following:
                    pairs[first, second] = pairs.get((first, second), 0) + 1
            self._pairs.spill_if_full()
        self._trained = True

    def find(self, sents, filtering=True, remove_weak_grams=True):
        """Count the templates of a corpus, adding to those found before, and filter them.

        Args:
            sents: an iterable of texts.
            filtering: as in `train`.
            remove_weak_grams: whether to drop the pairs below `min_proba` afterwards. The totals still
                include them; in later training such pairs count from 0 again.

        Raises:
            ArgumentError: `train` was not called.
        """
        if not self._trained:
            raise ArgumentError('find needs counts: call train first')
        weights = self._collocation_weights()
        if remove_weak_grams:
            self._pairs.drop_rare(self.min_proba * self._total_pairs)
        paths = self._paths.counts
        for clause in self._clauses(sents, filtering, 'finding'):
            for template in clause_templates(clause, weights, self.window, longest=True):
                paths[template] = paths.get(template, 0) + 1
                self._total_paths += 1
            self._paths.spill_if_full()
        self.templates = self._filtered()

    def count_slots(self, sents, filtering=True, examples=0):
        """Count the fillers of the templates' gaps in a corpus.

        Args:
            sents: an iterable of texts.
            filtering: as in `train`.
            examples: how many clauses to keep for each template.

        Returns:
            SlotCounter: the counts, which `slots` uses too.
        """
        separator = ' ' if self.tokenize is None else ''
        self._slots = SlotCounter(self.templates, examples, separator,
                                  self._resources.memory, self._resources.temp_dir,
                                  max_gap=max(1, self.window - 1))
        self._slots.update(self._clauses(sents, filtering, 'counting slots'))
        return self._slots

    def slots(self, template):
        """Return the `Slot` of each gap of a template, as counted by `count_slots`.

        Raises:
            ArgumentError: `count_slots` was not called.
        """
        if self._slots is None:
            raise ArgumentError('slots needs counts: call count_slots first')
        return self._slots.slots(template)

    def clauses(self, sents, filtering=True):
        """Yield the clauses of a corpus as lists of at most `LONGEST_CLAUSE` words and typed gaps.

        Args:
            sents: an iterable of texts.
            filtering: as in `train`.
        """
        return self._clauses(sents, filtering, 'reading')

    def store(self, corpus, clauses):
        """Use the given clauses for a corpus, so that it is not cut into words again.

        Args:
            corpus: a `Corpus`; the clauses are used for this object only, and with `filtering` only.
            clauses: lists of words and typed gaps as they are mined, with phrases joined.
        """
        self._stored = corpus, clauses

    def _clauses(self, sents, filtering, purpose):
        if filtering and sents is not None and sents is self._stored[0]:
            for clause in self._stored[1]:
                yield clause
            return
        logger = package_logger('nlp_zero.templates')
        intern_word = {}.setdefault   # one object for each word, or everything counted would hold its own
        if self.masks is not None and filtering:
            found = masked_clauses(sents, self.tokenize, self.rules, self.masks, purpose)
        else:
            found = word_clauses(sents, self.tokenize, filtering, self.rules, purpose)
        for number, clause in enumerate(found):
            if number % 10000 == 0 and number:
                logger.info('%s: %d clauses', purpose, number)
            if self.phrases is not None:
                clause = join_phrases(clause, self.phrases)
            for start in iter_range(0, len(clause), LONGEST_CLAUSE):
                yield [intern_word(word, word) for word in clause[start:start + LONGEST_CLAUSE]]

    def _collocation_weights(self):
        """Return {pair: PMI less one, in millionths of a nat} of the collocated pairs.

        The sum over the pairs of a path is approximately the saving of the path over its single words, in the
        sense of minimum entropy; see `scores.merge_gain`.
        """
        weights, least = {}, self.min_proba * self._total_pairs
        shift = log(self._total_words) * 2 - log(self._total_pairs) if self._total_pairs else 0.0
        for pair, count in self._pairs.items(self.min_count):
            if count > least:
                pmi = log(count) - log(self.words[pair[0]]) - log(self.words[pair[1]]) + shift
                if pmi > self.min_pmi:
                    weights[pair] = int(round((pmi - 1) * 1e6))
        return weights

    def _filtered(self):
        """Return {Template: count} of the templates that pass the filters."""
        kept = dict(self._above_thresholds())
        if not self.keep_redundant:
            for words in redundant_templates(kept):
                del kept[words]
        return {Template(words): count for words, count in iter_items(kept)}

    def _above_thresholds(self):
        """Yield (words, count) of the templates that pass the filters, including redundant ones."""
        least = self.min_proba * self._total_paths
        for words, count in self._paths.items(self.min_count):
            gaps = words.count(None)
            if (count > least and len(words) - gaps >= self.min_words
                    and (self.max_gaps is None or gaps <= self.max_gaps)
                    and (not self.inner_gap or None in words[1:-1])):
                yield words, count


class Template_Finder(TemplateFinder):
    """A `TemplateFinder` with upstream's name and limits: pairs need a PMI of 2, and no least count."""

    @checked_call
    def __init__(self, tokenize=None, window=5, min_proba=1e-5, min_pmi=2, min_count=1, min_words=2,
                 **options):
        TemplateFinder.__init__(self, tokenize, window, min_proba, min_pmi, min_count, min_words, **options)


def redundant_templates(templates):
    """Return the templates that, by their counts, never occur without a longer one.

    Args:
        templates: anything that `XTrie` accepts.

    Returns:
        set: the templates, as tuples, that a longer template contains (see `Template.contains`) whose count
        is no smaller.

    Complexity:
        One lookup for each template; see `XTrie.covering`.
    """
    trie, found = XTrie(templates), set()
    automaton = trie.automaton
    for words, count in zip(automaton.template, automaton.count):
        if not count:
            continue
        length = len(words) - words.count(None)
        for other, other_count in templates_above(trie, words):
            if other_count <= count and len(other) - other.count(None) < length:
                found.add(other)
    return found
