# -*- coding: utf-8 -*-
"""Correct errors of the unigram model after a fit: pairs of free words, pieces, 的, suffixes and phrases.

To a unigram model, two words that are often adjacent (这 and 是, 每 and 年, 森林 and 防火) look like one, a
frequent word of two frequent characters (为了) looks like two, and a suffix of many words (化, 者, 性) looks
like a word. They are distinguished here by how their parts occur elsewhere.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from math import exp, fsum, log

from .._compat import iter_items, iter_zip
from .._progress import begin_stage, still_working
from ._cohesion import BigramCohesion, numeral_phrases
from ._initial import END, add_weighted
from ._joining import join_pieces
from ._segmented_text import SegmentedText, best_segmentations
from ._word_model import EPSILON, Alternatives

#: Least count of a word with a suffix: a single occurrence is not evidence.
_MIN_COUNT = 2
#: A character is free if it begins and ends at least this share of the words of a text, since its PMI with
#: any word is then below 3.4 nats, less than most pairs need. In modern Chinese this is 的.
_FREE_SHARE = 0.035
#: At most this share of its occurrences may begin or end a run: the last character of the names in a list
#: does so nearly always, and the end of a run is no evidence that it is free.
_MAX_AT_ENDS = 0.8
#: A word is divided beside a free character if its rest occurs without that at least half as often as in it:
#: a noun is about as frequent in other places as after 的, a piece of a word occurs there by chance only.
_ALONE_SHARE = 0.5
#: Number of decimals to which cohesion is rounded for ordering pairs, so that the last bit has no effect.
_DECIMALS = 6

#: The new {word: count}, the frozensets of the suffixes and of the pairs that are two words, and {pair:
#: cohesion in nats} of the pairs that were examined.
Postprocessed = namedtuple('Postprocessed', 'counts suffixes split_pairs cohesion')

#: Counts of a best segmentation: {word: count}, and {word before + character: count} of single characters.
_Contexts = namedtuple('_Contexts', 'words preceded')


def postprocess(counts, groups, settings, pool=None):
    """Decide about pairs by their cohesion, join pieces of words, attach suffixes, and divide phrases.

    Args:
        counts: {word: count}, the result of the passes of a fit, with all characters.
        groups: the text, as returned by `group_runs`.
        settings: a `Settings` with a number for each threshold.
        pool: the `WorkerPool` that segments, or None for this process alone. The result is the same.

    Returns:
        Postprocessed

    Formula:
        Let c be the counts of the best segmentation, T their sum, and H(y) the words x of two or more
        characters with c(xy) >= 2 and log( T c(xy) / (c(x) c(y)) ) >= tau. A character y is a suffix if the
        words of H(y) are at least a share `suffix_share` of all words that precede it at least twice,
        including the beginnings of runs, and V(y) <= `suffix_variety` sqrt(c(y)), with V(y) the number of
        different words that do. Then xy is a word for each x of H(y). At last a word is divided if its best
        alternative has no single character and log p(w) - sum log p of that is less than `min_phrase_saving`.

    Complexity:
        Two segmentations of the text; memory for its words and distinct neighbours.
    """
    begin_stage('looking at pairs')
    text = SegmentedText(counts, groups, pool)
    decided = decide_pairs(counts, text, settings)
    found = decided.counts
    begin_stage('joining pieces of names')
    join_pieces(found, text, decided.split_pairs, settings)
    _split_off_free_character(found, text)
    # Free the words of the text before it is segmented again.
    del text
    begin_stage('looking at suffixes')
    found = _remaining(found, settings)
    contexts = _count_contexts(found, groups, pool)
    suffixed, suffixes = _find_suffixes(contexts, settings)
    for word in sorted(suffixed):
        _move_count(found, word, contexts.preceded[word])
    return decided._replace(counts=_without_phrases(_remaining(found, settings), settings), suffixes=suffixes)


def decide_pairs(counts, text, settings):
    """Split pairs that are not cohesive, and make words of adjacent single characters that are cohesive.

    Args:
        counts: {word: count}, with all characters.
        text: the `SegmentedText`, segmented with these words.
        settings: a `Settings` with a number for each threshold.

    Returns:
        Postprocessed: without suffixes. The counts of split pairs are added to their characters.

    Complexity:
        Linear in the distinct neighbours.
    """
    phrases = numeral_phrases(text)
    still_working()
    candidates = dict((pair, count) for pair, count in iter_items(text.candidate_pairs())
                      if pair not in counts and pair not in phrases)
    still_working()
    known = [word for word in counts if len(word) == 2 and text.words[word]]
    cohesion = BigramCohesion(counts, text).measure(known, candidates, settings.min_cohesion)
    split = set(phrases)
    split.update(pair for pair, value in iter_items(cohesion) if value < settings.min_cohesion - EPSILON)
    found = dict(counts)
    for pair in sorted(split.intersection(cohesion)):
        count = found.pop(pair, 0.0)
        for character in pair:
            found[character] += count
    # Most cohesive first: occurrences that one pair takes are not available to the next.
    for pair in sorted(candidates, key=lambda pair: (-round(cohesion[pair], _DECIMALS), pair)):
        count = min(candidates[pair], found[pair[0]], found[pair[1]])
        if pair not in split and count > settings.min_expected:
            _move_count(found, pair, count)
    return Postprocessed(found, frozenset(), frozenset(split), cohesion)


def _split_off_free_character(counts, text):
    """Divide words of a character that is too frequent to be bound to anything and a rest that occurs alone.

    In a text of few sentence patterns, 的磨豆机 is so frequent that one word encodes it more cheaply than two.
    But where 人 is as frequent as 的, 人工智能 is one word, since 工智能 does not occur alone.

    Args:
        counts: {word: count}, which is changed.
        text: the `SegmentedText`.
    """
    free = _free_character(text)
    rests = dict((word, word.strip(free)) for word in counts if free and len(word) > 2)
    rests = dict((word, rest) for word, rest in iter_items(rests) if 0 < len(rest) < len(word))
    alone = _counts_alone(frozenset(rests.values()), free, text) if rests else {}
    for word in sorted(rests):
        if alone[rests[word]] >= _ALONE_SHARE * text.words[word]:
            count = counts.pop(word)
            for part in [rests[word]] + [free] * (len(word) - len(rests[word])):
                counts[part] = counts.get(part, 0.0) + count


def _free_character(text):
    """Return the most frequent character if it is free on both sides, or ''.

    It must begin at least `_FREE_SHARE` of all words and end as many, words of two characters aside, and at
    most `_MAX_AT_ENDS` of its places may be at an end of a run.
    """
    first, last, at_ends = Counter(), Counter(), Counter()
    for word, count in iter_items(text.words):
        if len(word) != 2:
            first[word[0]] += count
            last[word[-1]] += count
            at_ends[word[0]] += text.bigrams[END, word]
            at_ends[word[-1]] += text.bigrams[word, END]
    number, most = max([(first[character] + last[character], character) for character in first] or [(0, '')])
    is_free = (min(first[most], last[most]) >= _FREE_SHARE * text.total
               and at_ends[most] <= _MAX_AT_ENDS * number / 2)
    return most if is_free else ''


def _counts_alone(rests, free, text):
    """Return a Counter of the places where a rest is one or more whole words, without `free` beside it."""
    beginnings = frozenset(rest[:size] for rest in rests for size in range(1, len(rest) + 1))
    found = Counter()
    for count, words in text.texts:
        for start, word in enumerate(words):
            end, string = start + 1, word
            while string in beginnings:
                if string in rests and words[start - 1][-1] != free and words[end][0] != free:
                    found[string] += count
                string += words[end]
                end += 1
    return found


def _move_count(counts, word, count):
    """Add occurrences to a word, and subtract them from its last character and the part before that."""
    for part in (word[:-1], word[-1]):
        counts[part] = counts.get(part, 0.0) - count
    counts[word] = counts.get(word, 0.0) + count


def _remaining(counts, settings):
    """Return the counts that are high enough to stay, and those of all characters, raised to the minimum."""
    least = settings.min_expected
    return dict((word, max(count, least)) for word, count in iter_items(counts)
                if count > least + EPSILON or len(word) == 1)


def _count_contexts(counts, groups, pool):
    """Return the `_Contexts` of the best segmentation, without rare ones."""
    words, preceded = Counter(), Counter()
    for weight, tokens in best_segmentations(counts, groups, pool):
        add_weighted(words, tokens, weight)
        add_weighted(preceded, _preceded(tokens), weight)
    del words[END]
    frequent = dict((text, count) for text, count in iter_items(preceded) if count >= _MIN_COUNT)
    return _Contexts(words, frequent)


def _preceded(tokens):
    """Yield each word of one character, preceded by the word or `END` before it."""
    return (before + word for before, word in iter_zip([END] + tokens, tokens)
            if len(word) == 1 and word != END)


def _find_suffixes(contexts, settings):
    """Return the list of words with a suffix, and the frozenset of the suffixes."""
    words, preceded = contexts
    min_ratio = exp(settings.entry_pmi) / sum(words.values()) * (1 - EPSILON)
    # A product may be infinite; a power raises an error.
    variety = settings.suffix_variety * settings.suffix_variety
    after_stems, total, different, candidates = Counter(), Counter(), Counter(), []
    for text, count in iter_items(preceded):
        total[text[-1]] += count
        different[text[-1]] += 1
        if 2 < len(text) <= settings.longest and count >= min_ratio * words[text[:-1]] * words[text[-1]]:
            after_stems[text[-1]] += count
            candidates.append(text)
    suffixes = frozenset(character for character, count in iter_items(after_stems)
                         if count >= settings.suffix_share * total[character]
                         and different[character] ** 2 <= variety * words[character])
    return [text for text in candidates if text[-1] in suffixes], suffixes


def _without_phrases(counts, settings):
    """Return the counts with those of phrases added to their words; a phrase has no single character."""
    total = log(fsum(counts.values()))
    logs = dict((word, log(count) - total) for word, count in iter_items(counts))
    alternatives, found = Alternatives(logs), dict(counts)
    # The longest first: a part may be a phrase itself.
    for word in sorted((word for word in counts if len(word) > 3), key=lambda word: (-len(word), word)):
        other = alternatives.best(word)
        if logs[word] - other.log_probability < settings.required_phrase_saving(other.words) - EPSILON:
            count = found.pop(word)
            for part in other.words:
                found[part] += count
    return found
