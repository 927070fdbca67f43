# -*- coding: utf-8 -*-
"""Correct what a model of words drawn one by one cannot know: split pairs of free words, attach suffixes.

Two words that often keep company (这 and 是, 每 and 年) look like one to such a model, and a suffix that many
words take (化, 者, 性) looks like a word. What distinguishes them is how their parts occur elsewhere, and
that is looked at here, once, when the fit is done. No pass of the fit is made here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from math import exp, fsum, log

from .._compat import iter_items, iter_zip
from ..tokenizer import Tokenizer
from ._initial import END
from ._settings import cohesion_by_size
from ._word_model import EPSILON, rounded_count

__all__ = [str(name) for name in ('BigramCohesion', 'Postprocessed', 'postprocess', 'required_cohesion')]

#: Least count of a word and its suffix: one occurrence is no evidence.
_MIN_COUNT = 2

#: What `postprocess` gives: new {word: count}, the frozenset of the suffixes, and that of the split pairs.
Postprocessed = namedtuple(str('Postprocessed'), [str(name) for name in (
    'counts', 'suffixes', 'split_pairs')])

#: Counts of a best segmentation: {word: count}, and {word before + character: count} of single characters.
_Contexts = namedtuple(str('_Contexts'), [str(name) for name in ('words', 'preceded')])


class BigramCohesion(object):
    """Measure how strongly the characters of a pair belong together.

    A character that makes words is found at their ends as well as at their beginnings. One that only
    ever precedes (这, 每, 很, 就), or that begins no other word, is a word that takes company.

    Args:
        counts: {word: count}.

    Formula:
        PMI(a, b) + log(1 + E(a)) + log(1 + B(b)) / 2 + .3 log max(p(ab), .00001), in nats; PMI by the
        counts as words of a and b, each a half more, E(a) the number of pairs of the vocabulary
        that end with a, and B(b) of those that begin with b. The weights are empirical.

    >>> counts = {'这': 60, '是': 80, '不': 40, '蝴': 0, '蝶': 0, '这是': 9, '不是': 8, '蝴蝶': 4, '粉蝶': 2}
    >>> cohesion = BigramCohesion(counts)
    >>> cohesion('这是', 9, 60, 80) < cohesion('蝴蝶', 4, 0, 0)
    True
    """

    #: Weight of the frequency of a pair, and the share below which it plays no more part: in a large
    #: text most words are rarer than any pair of a small one.
    _WEIGHT, _RARE = 0.3, 1e-5

    def __init__(self, counts):
        self._total = fsum(counts.values())
        pairs = [word for word in counts if len(word) == 2]
        self._ends = Counter(pair[1] for pair in pairs)
        self._begins = Counter(pair[0] for pair in pairs)

    def __call__(self, pair, count, first, second):
        """Return the cohesion of a pair, in nats.

        Args:
            pair: a text of two characters.
            count: how often it is a word.
            first, second: how often its characters are words of their own.
        """
        total = self._total
        return (log(count * total / ((first + 0.5) * (second + 0.5)))
                + log(1 + self._ends[pair[0]]) + log(1 + self._begins[pair[1]]) / 2
                + self._WEIGHT * log(max(count / total, self._RARE)))


def required_cohesion(counts, settings):
    """Return the least `BigramCohesion` of a pair, in nats, in a text of which these are the counts."""
    if settings.min_cohesion is not None:
        return settings.min_cohesion
    return cohesion_by_size(fsum(len(word) * count for word, count in iter_items(counts)))


def postprocess(counts, groups, settings):
    """Split the pairs that are not cohesive, and attach suffixes to the words before them.

    Args:
        counts: {word: count}, what a fit has left, with all characters.
        groups: the text, as `group_runs` gives it.
        settings: a `Settings`.

    Returns:
        Postprocessed

    Formula:
        With c the counts of the best segmentation, T their sum, and H(y) the words x of two
        characters and more with c(xy) >= 2 and log( T c(xy) / (c(x) c(y)) ) >= tau, a character y is
        a suffix if the words of H(y) are at least `suffix_share` of all that precedes it at least
        twice, the beginnings of runs included. Then xy is a word for each x of H(y).

    Complexity:
        One segmentation of the text; memory as the distinct words before single characters.
    """
    found = _split_pairs(counts, settings)
    split_pairs = frozenset(word for word in counts if word not in found)
    contexts = _count_contexts(found, groups)
    suffixed, suffixes = _find_suffixes(contexts, settings)
    for word in sorted(suffixed):
        count = contexts.preceded[word]
        for part in (word[:-1], word[-1]):
            found[part] = found.get(part, 0.0) - count
        found[word] = found.get(word, 0.0) + count
    least = settings.min_expected
    kept = dict((word, max(count, least)) for word, count in iter_items(found)
                if count > least + EPSILON or len(word) == 1)
    return Postprocessed(kept, suffixes, split_pairs)


def _split_pairs(counts, settings):
    """Return the counts without the pairs that are not cohesive; their characters get what they had."""
    cohesion, found, least = BigramCohesion(counts), dict(counts), required_cohesion(counts, settings)
    for word in sorted(word for word in counts if len(word) == 2):
        count = counts[word]
        if cohesion(word, count, counts[word[0]], counts[word[1]]) < least - EPSILON:
            del found[word]
            for character in word:
                found[character] += count
    return found


def _count_contexts(counts, groups):
    """Return the `_Contexts` of the best segmentation; rare ones are left out."""
    tokenizer = Tokenizer(dict((word, rounded_count(count)) for word, count in iter_items(counts)))
    words, preceded = Counter(), Counter()
    for group in groups:
        tokens = tokenizer.lcut(group.text)
        for total, items in ((words, tokens), (preceded, _preceded(tokens))):
            if group.count == 1:
                total.update(items)
            else:
                for item, count in iter_items(Counter(items)):
                    total[item] += group.count * count
    del words[END]
    frequent = dict((text, count) for text, count in iter_items(preceded) if count >= _MIN_COUNT)
    return _Contexts(words, frequent)


def _preceded(tokens):
    """Yield each word of one character, with the word or end before it in front."""
    return (before + word for before, word in iter_zip([END] + tokens, tokens)
            if len(word) == 1 and word != END)


def _find_suffixes(contexts, settings):
    """Return the list of words with a suffix, and the frozenset of the suffixes."""
    words, preceded = contexts
    min_ratio = exp(settings.entry_pmi) / sum(words.values()) * (1 - EPSILON)
    after_stems, total, candidates = Counter(), Counter(), []
    for text, count in iter_items(preceded):
        total[text[-1]] += count
        if 2 < len(text) <= settings.longest and count >= min_ratio * words[text[:-1]] * words[text[-1]]:
            after_stems[text[-1]] += count
            candidates.append(text)
    suffixes = frozenset(character for character, count in iter_items(after_stems)
                         if count >= settings.suffix_share * total[character])
    return [text for text in candidates if text[-1] in suffixes], suffixes
