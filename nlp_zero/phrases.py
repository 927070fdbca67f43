# -*- coding: utf-8 -*-
"""Find phrases of two or more words: score adjacent words and join the best pairs, in several passes.

Phrases are contiguous; for word sequences with gaps see `templates`. The formulas of the scores are in
`scores`, their names and default thresholds in `SCORINGS` below.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
import sys
from collections import namedtuple
from math import log, sqrt

from ._compat import Iterable, iter_items, iter_range, to_native
from ._html_rows import HtmlRow, Rows
from ._runtime import Resources
from .corpus import as_corpus
from .errors import (
    ArgumentError, EmptyCorpusError, check_callable, check_number, checked_call, checked_options, shown)
from .ngrams import SpillCounter
from .scores import gensim_default, log_likelihood_ratio, npmi, pmi, topmine_significance
from .text import DEFAULT_RULES, LONGEST_SYMBOL, clauses, split_spaces

__all__ = [str(name) for name in (
    'LEAST_PMI', 'Phrase', 'PhraseFinder', 'SCORINGS', 'SORTS', 'Scoring', 'between_long_words',
    'word_clauses')]

# Number of words after which counts may be written to files, within a long clause.
_AT_ONCE = 1 << 12
# Marks that end a clause, in addition to white space, if marks are not filtered.
_CLAUSE_ENDS = '。，、！？'
_CLAUSE_END = re.compile('[%s]' % _CLAUSE_ENDS)


def word_clauses(corpus, tokenize=None, filtering=True, rules=DEFAULT_RULES, purpose='reading'):
    """Yield the clauses of a corpus as lists of words.

    Args:
        corpus: an iterable of texts.
        tokenize: a callable from a text to words, which is called for each clause; None if the words of the
            texts are separated by white space.
        filtering: whether every punctuation mark ends a clause and is removed; if not, only 。，、！？ and
            white space do, and other marks are passed to the tokenizer.
        rules: the `text.Rules` that define what a mark is.
        purpose: purpose of the pass, for the error of an empty corpus.

    A word of more than `text.LONGEST_SYMBOL` characters ends a clause, as in `text.clauses`.

    Yields:
        list: one or more words.

    Raises:
        EmptyCorpusError: the corpus has no text.

    >>> for words in word_clauses(['天气 怎么样 ， 能 出门 吗']):
    ...     print(len(words), words[0])
    2 天气
    3 能
    """
    seen, is_word = False, _word_test(filtering, rules)
    for text in as_corpus(corpus).parts():
        seen = True
        if tokenize is None:
            found = _segmented_clauses(text, is_word)
        else:
            found = (tokenize(clause) for clause in _text_clauses(text, filtering, rules))
        for words in found:
            words = [word for word in words if word]
            for part in between_long_words(words) if len(text) > LONGEST_SYMBOL else (words,):
                if part:
                    yield part
    if not seen:
        raise EmptyCorpusError('%s: this pass over the corpus met no text' % purpose)


def between_long_words(words):
    """Yield the parts of a clause between words of more than `text.LONGEST_SYMBOL` characters, as lists.

    >>> [len(part) for part in between_long_words(['能', '用', 'x' * 10000, '吗'])]
    [2, 1]
    """
    part = []
    for word in words:
        if len(word) <= LONGEST_SYMBOL:
            part.append(word)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _text_clauses(text, filtering, rules):
    if not filtering:
        return [clause for part in _CLAUSE_END.split(text) for clause in split_spaces(part)]
    return [''.join(clause) for clause in clauses(text, rules)]


def _word_test(filtering, rules):
    """Return a function that tells whether a token is a word and not a mark that ends a clause."""
    if not filtering:
        return lambda word: word[0] not in _CLAUSE_ENDS
    if rules.protect is not None:
        return lambda word: clauses(word, rules)
    has_han, has_other = rules.han_finder.search, rules.other_finder.search
    return lambda word: has_han(word) or has_other(word) and clauses(word, rules)


def _segmented_clauses(text, is_word):
    """Return the clauses of a text whose words and marks are separated by white space."""
    found, words = [], []
    for word in split_spaces(text):
        if is_word(word):
            words.append(word)
        else:
            found.append(words)
            words = []
    found.append(words)
    return found


class Phrase(namedtuple('Phrase', 'words count frequency score'), HtmlRow):
    """Describe a phrase.

    Attributes:
        words: a tuple of two or more words.
        count: number of occurrences.
        frequency: number of occurrences outside longer phrases (the true frequency).
        score: the score at which its parts were joined.
    """

    __slots__ = ()


class Scoring(namedtuple('Scoring', 'threshold scorer corrected')):
    """Define a way to score pairs, an entry of `SCORINGS`.

    Attributes:
        threshold: default threshold, which a score must exceed.
        scorer: a function of the `UnitCounts` of one pass that returns a function
            (count of the pair, first unit, second unit) -> score.
        corrected: a function of the number of different pairs that returns a threshold corrected for multiple
            tests, or None. A scoring with such a function measures significance. Since nearly every pair of a
            large text is significant, a pair must by default also exceed `LEAST_PMI`.
    """

    __slots__ = ()


Scoring.__new__.__defaults__ = (None,)


class UnitCounts(namedtuple('UnitCounts', 'units pairs min_count')):
    """Hold the counts of one pass, for the scorings.

    A unit is a tuple of words: a single word, or words that an earlier pass joined.

    Attributes:
        units: {unit: count}.
        pairs: the spill counter of the pairs of units; see `counted_pairs`.
        min_count: as in `PhraseFinder`.
    """

    __slots__ = ()

    def counted_pairs(self, min_count=1):
        """Yield ((first unit, second unit), count) of the pairs with a least count."""
        for words, count in self.pairs.items(min_count):
            gap = words.index(None)
            yield (words[:gap], words[gap + 1:]), count


def _gensim_scorer(counted):
    """Return the scorer of gensim, whose vocabulary consists of words and pairs."""
    units, min_count = counted.units, counted.min_count
    size = len(units) + sum(1 for _ in counted.pairs.items())
    return lambda count, first, second: gensim_default(count, units[first], units[second], size, min_count)


def _unit_scorer(formula):
    """Return a scorer that uses the counts of both units."""
    def scorer(counted):
        units, total = counted.units, sum(counted.units.values())
        return lambda count, first, second: formula(count, units[first], units[second], total)
    return scorer


def _pair_scorer(formula):
    """Return a scorer that uses the counts of pairs with the same first and with the same second unit."""
    def scorer(counted):
        begin, end = {}, {}
        for (first, second), count in counted.counted_pairs():
            begin[first] = begin.get(first, 0) + count
            end[second] = end.get(second, 0) + count
        total = sum(begin.values())
        return lambda count, first, second: formula(count, begin[first], end[second], total)
    return scorer


#: The scorings by name. A new one is an entry here and, if its formula is new, a function in `scores`.
SCORINGS = {
    'default': Scoring(10.0, _gensim_scorer),                     # the default of gensim
    'npmi': Scoring(0.5, _unit_scorer(npmi)),                     # common for NPMI in gensim
    'pmi': Scoring(3.0, _unit_scorer(pmi)),                       # nats: 20 times chance
    # p = 0.001 of chi-squared with 1 degree of freedom; corrected for all pairs by its tail, exp(-x / 2)
    'llr': Scoring(10.83, _pair_scorer(log_likelihood_ratio), lambda pairs: 10.83 + 2 * log(max(1, pairs))),
    # that of ToPMine, in standard deviations; corrected by the tail of the normal distribution, exp(-x * x
    # / 2)
    'topmine': Scoring(5.0, _unit_scorer(topmine_significance),
                       lambda pairs: sqrt(25 + 2 * log(max(1, pairs)))),
}
#: Orders of phrases.
SORTS = ('frequency', 'score')
#: PMI in nats that a significant pair must exceed: it is 20 times as frequent as by chance.
LEAST_PMI = 3.0
#: A word of one character is a function word if the number of its different neighbours is at least this share
#: of the largest such number,
_NEIGHBOUR_SHARE = 0.15
#: and at least this number, so that a few lines have no function words.
_LEAST_NEIGHBOURS = 10


class PhraseFinder(object):
    """Find phrases by joining adjacent words whose score exceeds a threshold, in several passes.

    Args:
        tokenize: a callable from a text to words; None if words are separated by white space.
        min_count: least number of occurrences of a pair.
        threshold: score that a pair must exceed; None is the default of the scoring. For 'llr' and 'topmine'
            the default grows with the number of different pairs, and a pair must also be 20 times as frequent
            as by chance.
        scoring: a name in `SCORINGS`: 'default' (that of gensim), 'npmi', 'pmi', 'llr' (log-likelihood ratio)
            or 'topmine'.
        passes: number of passes that form pairs; each may double the length of the longest phrase.
        max_words: greatest number of words in a phrase, or None.

    By name only:
        delimiter: text that `transform` inserts between the words of a phrase; '' by default.
        rules: the `text.Rules` that define what ends a clause.
        memory: bytes for the counts of pairs, as a number or a text such as '512MB'; beyond this budget they
            are counted in files. Words and phrases stay in memory. None for no limit.
        temp_dir: folder for these files; None for the system's default.

    Attributes:
        phrases: {tuple of words: Phrase} of the phrases that `train` found.

    Raises:
        ArgumentError: an unknown scoring or option, or a number out of its range.

    >>> finder = PhraseFinder(min_count=2, scoring='pmi', threshold=1)
    >>> finder.train(['我 要 去 火车 站 前 广场', '火车 站 在 哪', '去 火车 站 怎么 走'])
    >>> for phrase in finder.ranked():
    ...     print(phrase.count, phrase.frequency, ' '.join(phrase.words))
    2 2 去 火车 站
    3 1 火车 站
    >>> print(' '.join(finder.transform(['从', '火车', '站', '出发'])))
    从 火车站 出发
    """

    @checked_call
    def __init__(self, tokenize=None, min_count=5, threshold=None, scoring='default', passes=2,
                 max_words=None, **options):
        options = checked_options('PhraseFinder', options, delimiter='', rules=DEFAULT_RULES,
                                  memory=None, temp_dir=None)
        if scoring not in sorted(SCORINGS):
            raise ArgumentError('unknown scoring %s; known: %s'
                                % (shown(scoring), ', '.join(sorted(SCORINGS))))
        check_callable('tokenize', tokenize)
        check_number('min_count', min_count, 1)
        check_number('passes', passes, 1)
        check_number('threshold', threshold, whole=False, optional=True)
        check_number('max_words', max_words, 1, optional=True)
        self.tokenize, self.min_count, self.scoring = tokenize, min_count, scoring
        self.threshold = SCORINGS[scoring].threshold if threshold is None else threshold
        self._corrected = SCORINGS[scoring].corrected if threshold is None else None
        self._function_words = frozenset()
        self.passes, self.max_words = passes, max_words
        self.delimiter, self.rules = options['delimiter'], options['rules']
        self.phrases = {}
        self._resources = Resources(memory=options['memory'], temp_dir=options['temp_dir'])
        # One {(first unit, second unit): score} of the pairs to join, for each pass.
        self._levels = []
        # (sents, filtering) of each call of `train`; None in an unpickled copy, which does not have them.
        self._corpora = []

    def __getstate__(self):
        return dict(self.__dict__, _corpora=None if self._corpora else [])

    def __repr__(self):
        return to_native('<PhraseFinder: %d phrases, %s above %g>'
                         % (len(self.phrases), self.scoring, self.threshold))

    def train(self, sents, filtering=True):
        """Find the phrases of a corpus, together with all corpora of earlier calls.

        Earlier corpora are read again, since the phrases of all corpora cannot be derived from those of each.

        Args:
            sents: an iterable of texts that can be iterated `passes` + 1 times, and again for each later
                call; it is kept for that.
            filtering: whether every mark ends a clause; if not, only 。，、！？ and white space do.

        Raises:
            CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError: see `corpus.as_corpus`.
            OutputError: the disk is full.

        Complexity:
            `passes` + 1 linear passes; memory for the distinct pairs of one pass, up to the budget.
        """
        if self._corpora is None:
            raise ArgumentError('a finder that was pickled keeps its phrases, not its corpora: '
                                'train a new one')
        sources = self._corpora + [(sents, filtering)]
        corpora = [(as_corpus(source, 2), chosen) for source, chosen in sources]
        levels, self._levels = self._levels, []
        try:
            self._find_levels(corpora)
            self._count_phrases(corpora)
        except BaseException:
            self._levels = levels
            raise
        self._corpora = sources

    def _find_levels(self, corpora):
        """Find the pairs to join in each pass."""
        for number in iter_range(min(self.passes, sys.maxsize)):
            pairs = SpillCounter(self._resources)
            try:
                units = self._count_pairs(self._clauses(corpora, number), pairs)
                if number == 0:
                    self._function_words = _most_varied(pairs)
                level = self._scored_pairs(UnitCounts(units, pairs, self.min_count))
            finally:
                pairs.close()
            if not level:
                break
            self._levels.append(level)

    def _clauses(self, corpora, number):
        """Yield the clauses of all corpora."""
        purpose = 'counting pairs, pass %d' % (number + 1)
        for sents, filtering in corpora:
            for words in word_clauses(sents, self.tokenize, filtering, self.rules, purpose):
                yield words

    def _count_pairs(self, word_lists, pairs):
        """Return {unit: count} of one pass, and count the pairs of adjacent units.

        Args:
            pairs: a spill counter; a pair is the words of both units with None between them.
        """
        units = {}
        for words in word_lists:
            row = self._units(words)
            for unit in row:
                units[unit] = units.get(unit, 0) + 1
            for start in iter_range(0, len(row), _AT_ONCE):
                # A clause may be a line with a million words.
                part, counts = row[start:start + _AT_ONCE + 1], pairs.counts
                for first, second in zip(part, part[1:]):
                    pair = first + (None,) + second
                    counts[pair] = counts.get(pair, 0) + 1
                pairs.spill_if_full()
        return units

    def _scored_pairs(self, counted):
        """Return {pair: score} of the pairs that become phrases."""
        score, level = SCORINGS[self.scoring].scorer(counted), {}
        threshold, least = self.threshold, self._least_pmi(counted)
        if self._corrected is not None:
            threshold = self._corrected(sum(1 for _ in counted.pairs.items()))
        for pair, count in counted.counted_pairs(self.min_count):
            first, second = pair
            if self.max_words is None or len(first) + len(second) <= self.max_words:
                value = score(count, first, second)
                if value > threshold and (least is None or least(pair, count)):
                    level[pair] = value
        return level

    def _least_pmi(self, counted):
        """Return a function that tests the PMI of a pair, for scorings of significance, else None."""
        if self._corrected is None:
            return None
        units, total = counted.units, sum(counted.units.values())
        return lambda pair, count: pmi(count, units[pair[0]], units[pair[1]], total) > LEAST_PMI

    def _count_phrases(self, corpora):
        """Count all occurrences of all phrases, and those outside longer phrases."""
        scores = {}
        for level in self._levels:
            for (first, second), score in sorted(iter_items(level)):
                scores.setdefault(first + second, score)
        counts, outside = _counted_occurrences(scores, self._clauses(corpora, len(self._levels)))
        self.phrases = {words: Phrase(words, counts[words], outside[words], score)
                        for words, score in iter_items(scores)}

    def count(self, sents, filtering=True):
        """Count the phrases in a corpus, that of the training or another one.

        Args:
            sents, filtering: as in `train`; one pass is made.

        Returns:
            dict: {tuple of words: occurrences}, including those inside longer phrases.

        >>> finder = PhraseFinder(min_count=2, scoring='pmi', threshold=0)
        >>> finder.train(['火车 站 在 哪', '火车 站 怎么 走'])
        >>> sorted(finder.count(['去 火车 站']).values())
        [1]
        """
        clauses = word_clauses(sents, self.tokenize, filtering, self.rules, 'counting phrases')
        return _counted_occurrences(self.phrases, clauses)[0]

    def _units(self, words):
        """Return the words of a clause as units: tuples of words that are joined."""
        units = [(word,) for word in words]
        for level in self._levels:
            units = _joined(units, level)
        return units

    def transform(self, words):
        """Return a clause with its phrases joined.

        Args:
            words: a list of words, as the tokenizer returns it.

        Returns:
            list: texts. In each pass, of overlapping phrases the one with the highest score is joined, of
            equal ones the left one.
        """
        if not isinstance(words, Iterable):
            raise ArgumentError('words are a list of texts, not %r' % (words,))
        return [self.delimiter.join(unit) for unit in self._units(words)]

    @property
    def function_words(self):
        """The function words of the training text, such as 的 and 了, as a frozenset.

        These are the words of one character with at least 0.15 of the largest number of different neighbours.
        """
        return self._function_words

    def ranked(self, min_frequency=1, sort='frequency', stop=()):
        """Return the phrases that occur outside longer ones, in order.

        Args:
            min_frequency: least true frequency; 0 returns all phrases.
            sort: 'frequency', most frequent first, or 'score', highest score first; ties by words.
            stop: words with which no phrase may begin or end, such as `function_words`.

        Raises:
            ArgumentError: an unknown order.
        """
        if sort not in SORTS:
            raise ArgumentError('sort must be one of %s, not %r' % (', '.join(SORTS), sort))
        stop = frozenset(stop)
        found = [phrase for phrase in self.phrases.values() if phrase.frequency >= min_frequency
                 and phrase.words[0] not in stop and phrase.words[-1] not in stop]
        if sort == 'score':
            return Rows(sorted(found, key=lambda phrase: (-round(phrase.score, 6), -phrase.frequency,
                                                          phrase.words)))
        return Rows(sorted(found, key=lambda phrase: (-phrase.frequency, -phrase.count, phrase.words)))


def _most_varied(pairs):
    """Return the words of one character with the most different neighbours; see `function_words`.

    Args:
        pairs: the spill counter of the pairs of words.
    """
    neighbours = {}
    for words, _ in pairs.items():
        for word in (words[0], words[-1]):
            neighbours[word] = neighbours.get(word, 0) + 1
    least = max([_LEAST_NEIGHBOURS] + [_NEIGHBOUR_SHARE * number for number in neighbours.values()])
    return frozenset(word for word, number in iter_items(neighbours) if len(word) == 1 and number >= least)


def _joined(units, level):
    """Join adjacent units that are pairs of a level, the highest score first, of equal ones the left one."""
    found = [(-level[pair], place) for place, pair in enumerate(zip(units, units[1:])) if pair in level]
    if not found:
        return units
    taken = set()
    for _, place in sorted(found):
        if place - 1 not in taken and place + 1 not in taken:
            taken.add(place)
    joined, place = [], 0
    while place < len(units):
        if place in taken:
            joined.append(units[place] + units[place + 1])
            place += 2
        else:
            joined.append(units[place])
            place += 1
    return joined


def _counted_occurrences(phrases, clauses):
    """Return two dicts {phrase: count}: of all occurrences, and of those outside longer phrases."""
    lengths = {}
    for words in phrases:
        lengths.setdefault(words[0], set()).add(len(words))
    lengths = {word: sorted(sizes, reverse=True) for word, sizes in iter_items(lengths)}
    counts, outside = dict.fromkeys(phrases, 0), dict.fromkeys(phrases, 0)
    for words in clauses if phrases else ():
        _count_occurrences(tuple(words), lengths, counts, outside)
    return counts, outside


def _count_occurrences(words, lengths, counts, outside):
    """Count the occurrences of phrases in one clause, and those outside longer phrases.

    Occurrences are visited by start, longer ones first, so that one which ends no later than an earlier one
    lies inside that.

    Args:
        words: the tuple of words of the clause.
        lengths: {first word: numbers of words of the phrases that begin with it, descending}.
        counts, outside: {phrase: count}, to be updated.
    """
    covered = 0
    for start, word in enumerate(words):
        for size in lengths.get(word, ()):
            phrase = words[start:start + size]
            if len(phrase) == size and phrase in counts:
                counts[phrase] += 1
                if start + size > covered:
                    outside[phrase] += 1
                    covered = start + size
