# -*- coding: utf-8 -*-
"""Find words with letters or digits: Latin words (WiFi), Latin with Han words (C位, 卡拉OK), and 996.

The fit uses runs of Han characters only, and its result is not changed. Here, a Latin word or a number is one
symbol between the words of such runs. URLs, e-mail addresses, ordinary numbers and quantities (100ml) are not
words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import Counter, namedtuple
from functools import partial
from itertools import chain, islice
from math import log

from .._compat import iter_items, iter_map, iter_zip, text_type
from ..corpus import parts_of_text
from ..text import DIGIT_CLASS, LATIN_CONNECTORS, LETTER_CLASS, class_of, clauses
from ..tokenizer import Tokenizer
from ._initial import END
from ._runs import EVERYTHING, sample_unit

#: Most characters of the sample of clauses, under any budget: some 30 MB.
MIXED_SAMPLE = 1 << 21
#: Number of symbols that are kept before the first and after the last word with letters or digits of a
#: clause.
_BESIDE = 8
#: Longest Latin word, and longest word of Latin and Han characters.
_LONGEST, _LONGEST_PAIR = 20, 10
#: Letters after this many different numbers are a unit; a combination with more than this share of its
#: occurrences is a word nevertheless.
_UNIT_NUMBERS, _UNIT_SHARE = 5, 0.5
#: A word next to this many different numbers is one that takes any number, such as a unit.
_NUMBERS_BESIDE = 3
#: Largest share of its occurrences that a number which is a word may have next to such words, and largest
#: share of its count that the adjacent numbers may have together.
_COUNTED_SHARE, _NEAR_SHARE = 0.25, 0.5
#: Least number of different words next to a number that is a word.
_WORDS_BESIDE = 4
#: Least share of the occurrences of a part that must be in a pair for the part to be bound to it, and the
#: least count of the pair for a Latin part.
_BOUND_SHARE, _FREQUENT = 0.5, 5
#: Number of clauses that a worker cuts at a time.
_PART = 1 << 11

_SYMBOL = re.compile('[{0}{1}]'.format(DIGIT_CLASS, LETTER_CLASS))
_LETTER = re.compile('[%s]' % LETTER_CLASS)
_LATIN = re.compile('[{0}{1}]+(?:[{2}][{0}{1}]+)*(?:[.．]|[+]+|#)?\\Z'.format(
    DIGIT_CLASS, LETTER_CLASS, class_of(LATIN_CONNECTORS)))
_QUANTITY = re.compile('([{0}]+(?:[.．][{0}]+)?)([{1}]+)\\Z'.format(DIGIT_CLASS, LETTER_CLASS))
# Round numbers are quantities.
_NUMBER = re.compile('[0-9]{2,4}[1-9]\\Z')

#: Counts in segmented clauses: {word: count}, {(word, next word): count}, and the sum of the former.
_Neighbours = namedtuple('_Neighbours', 'words pairs total')


#: An adjacent Latin word and Han word: the counts of the pair, of the first and of the second anywhere, the
#: length of the second, and whether that is the Latin one.
_Pair = namedtuple('_Pair', 'count first second size ends_latin')


def mixed_clauses(text, rules):
    """Yield the `SampleUnit`s of the clauses of a text that have letters or digits.

    Only some symbols before the first and after the last word with letters or digits are kept.
    """
    if not _SYMBOL.search(text):
        return
    for clause in chain.from_iterable(clauses(part, rules) for part in parts_of_text(text)):
        # Most clauses have no letters or digits.
        if isinstance(clause, text_type) and not _SYMBOL.search(clause):
            continue
        places = [place for place, symbol in enumerate(clause) if _SYMBOL.search(symbol)]
        if places:
            yield sample_unit(''.join(clause[max(0, places[0] - _BESIDE):places[-1] + _BESIDE + 1]))


def find_mixed_words(sample, threshold, counts, settings, rules, pool=None):
    """Return {word: count} of the words with letters or digits.

    Args:
        sample: {clause: count} of clauses from `mixed_clauses`.
        threshold: the hashes of the sample are below it; `EVERYTHING` if the sample has all clauses.
        counts: {word: count} of the words of Han characters, whole numbers.
        settings: the `Settings` of the fit, with a number for each threshold.
        rules: the `text.Rules` by which the corpus is read.
        pool: the `WorkerPool` that cuts the clauses, or None for this process. The result is the same.

    Formula:
        A Latin word of two or more characters with c >= 3 is a word (3 is `join_count`). A Latin word a
        before a Han word b is a word ab if c(ab) >= 3 and log( T c(ab) / (c(a) c(b)) ) >= tau, with counts
        of words, if b has two or more characters, or half of the occurrences of b are in ab, or half of
        those of a are and c(ab) >= 5; otherwise the limit is sigma. A Latin word b after a Han word a is a
        word ab if the PMI is at least tau and half of the occurrences of b are in ab. tau is `entry_pmi`,
        sigma `min_saving`.
    """
    found = _neighbours_in(sample, counts, rules, pool)
    least = max(1, settings.join_count)
    latin = dict((word, count) for word, count in iter_items(found.words)
                 if count >= least and _LATIN.match(word) and _LETTER.search(word) and len(word) <= _LONGEST)
    for word in _quantities(found.words):
        latin.pop(word, None)
    words, left = dict(_numbers(found, least)), dict(latin)
    total = found.total + sum(counts.values())
    pairs = [(-count, b in latin, a, b) for (a, b), count in iter_items(found.pairs)
             if count >= least and (a in latin) != (b in latin) and len(a + b) <= _LONGEST_PAIR]
    # Most frequent first, of equal ones those that begin with the Latin word: no occurrence is in two words.
    for count, ends_latin, a, b in sorted(pairs):
        part, first, second = (b, counts, found.words) if ends_latin else (a, found.words, counts)
        pair = _Pair(-count, float(first.get(a, 0)), float(second.get(b, 0)), len(b), ends_latin)
        if pair.count <= left[part] and _is_word(pair, total, settings):
            words[a + b] = pair.count
            left[part] -= pair.count
    # A Latin word that hardly occurs outside longer words is not a word.
    words.update((word, count) for word, count in iter_items(left) if len(word) > 1 and count >= least)
    return dict((word, count * EVERYTHING // threshold) for word, count in iter_items(words))


def _is_word(pair, total, settings):
    """Tell whether a pair is a word in a text with `total` words; see `find_mixed_words`."""
    count = pair.count
    first, second = max(pair.first, count), max(pair.second, count)
    pmi = log(total * count / (first * second))
    if pair.ends_latin:
        return count >= _BOUND_SHARE * second and pmi >= settings.entry_pmi
    bound = count >= _BOUND_SHARE * second or count >= max(_FREQUENT, _BOUND_SHARE * first)
    return pmi >= (settings.entry_pmi if bound or pair.size > 1 else settings.min_saving)


def _neighbours_in(sample, counts, rules, pool):
    """Return the `_Neighbours` of clauses, cut with {word: count}."""
    clauses = iter(iter_items(sample))
    parts = iter(lambda: list(islice(clauses, _PART)), [])
    # A protected place may go beyond an end.
    count = partial(_count_neighbours, rules.protect is not None)
    make = partial(Tokenizer, counts, rules=rules, fold=False)
    if pool is None or len(sample) <= _PART:
        found = iter_map(partial(count, make()), parts)
    else:
        found = pool.map(count, parts, make)
    words, pairs = Counter(), Counter()
    for some_words, some_pairs in found:
        words.update(some_words)
        pairs.update(some_pairs)
    return _Neighbours(words, pairs, sum(words.values()))


def _count_neighbours(separately, tokenizer, clauses):
    """Return the counts of words and of pairs in a list of (clause, count)."""
    words, pairs = Counter(), Counter()
    for pieces, (_, count) in iter_zip(_cut_clauses(separately, tokenizer, clauses), clauses):
        mixed = [_SYMBOL.search(piece) is not None for piece in pieces]
        for piece, is_mixed in iter_zip(pieces, mixed):
            if is_mixed:
                words[piece] += count
        for a, b, one, other in iter_zip(pieces, pieces[1:], mixed, mixed[1:]):
            if one != other:
                pairs[a, b] += count
    return words, pairs


def _cut_clauses(separately, tokenizer, clauses):
    """Yield the words of each of a list of (clause, count), which may have to be cut separately."""
    if separately:
        for clause, _ in clauses:
            yield tokenizer.lcut(clause)
        return
    # One long text is cut faster than many short ones.
    words, start = tokenizer.lcut(''.join([clause + END for clause, _ in clauses])), 0
    for _ in clauses:
        end = words.index(END, start)
        yield words[start:end]
        start = end + 1


def _quantities(words):
    """Yield numbers with a unit, that is, letters that follow other numbers too: 100ml, 20cm."""
    by_unit = {}
    for word in words:
        match = _QUANTITY.match(word)
        if match:
            by_unit.setdefault(match.group(2), []).append(word)
    for unit in by_unit.values():
        total = sum(words[word] for word in unit)
        for word in unit:
            if len(unit) >= _UNIT_NUMBERS and words[word] < _UNIT_SHARE * total:
                yield word


def _numbers(found, least):
    """Yield (number, count) of the numbers that are words, such as 996, but not years, prices or quantities.

    Such a number rarely occurs next to words that take any number, the adjacent numbers are rare, and it
    occurs next to several different words, in at least as many places as it has occurrences.
    """
    numbers = dict((word, count) for word, count in iter_items(found.words) if _NUMBER.match(word))
    beside = {}
    for (a, b), count in iter_items(found.pairs):
        for number, key in ((a, (b, 1)), (b, (a, 0))):
            if _is_any_number(number):
                beside.setdefault(key, Counter())[number] += count
    counted, places, words_beside = Counter(), Counter(), Counter()
    for key in beside:
        for number, count in iter_items(beside[key]):
            places[number] += count
            words_beside[number] += 1
        if len(beside[key]) >= _NUMBERS_BESIDE:
            for number, count in iter_items(beside[key]):
                counted[number] += count
    for number, count in iter_items(numbers):
        near = sum(found.words.get(text_type(int(number) + step), 0) for step in (-2, -1, 1, 2))
        if (count >= least and near <= _NEAR_SHARE * count and counted[number] <= _COUNTED_SHARE * count
                and words_beside[number] >= _WORDS_BESIDE and places[number] >= count):
            yield number, count


def _is_any_number(word):
    return not _LETTER.search(word) and _SYMBOL.search(word) is not None
