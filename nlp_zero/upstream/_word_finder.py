# -*- coding: utf-8 -*-
"""Keep nlp-zero's word finder working: its arguments, its method, its answers.

Characters that occur together more often than chance are joined, the joined pieces are counted, and
a piece stays a word only if the other words do not spell it nearly as well. The method works on
proportions, so its thresholds mean another thing on each size of corpus; `discover_words` has methods
and defaults that do not.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from array import array
from collections import Counter
from itertools import chain
from math import log
from operator import add

from .._compat import iter_items, iter_map, iter_range, iter_zip, package_logger
from ..corpus import as_corpus
from ..errors import EmptyCorpusError, checked_call
from ..text import HAN_CLASS, cut_at, uncovered_gaps
from ..tokenizer import Tokenizer
from ..trie import Trie, index_lengths, log_count

#: Body of the regular-expression class of what a word may hold: Han, digits and letters.
CHARACTERS = HAN_CLASS + '0-9a-zA-Z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a'

#: The narrower class of nlp-zero 0.1.6, without 〇, Han extensions and full-width characters.
UPSTREAM_CHARACTERS = '\u4e00-\u9fa50-9a-zA-Z'

_SEPARATOR = '\n'

# Characters of text that are counted at a time: enough for the loops to run in C, and few compared with the
# counts themselves.
_BLOCK = 1 << 18

# Characters between two messages of progress.
_PROGRESS = 10000000

_logger = package_logger('nlp_zero.words')


class WordFinder(object):
    """Find words by joining adjacent characters and removing words that consist of other words.

    Args:
        min_proba: share of all pairs that a pair must exceed, and of all words that a word must exceed.
        min_pmi: pointwise mutual information, in nats, that a pair must exceed.
        characters: body of a regular-expression class; all other characters end a run of text.

    Attributes:
        words: {word: count} of the words found so far.
        chars, pairs: {character: count} and {pair: count} of the text trained so far.

    Both `train` and `find` may be called again with more text. Characters and pairs are then those of all
    text trained so far, except pairs dropped by `remove_weak_pairs`; the pieces of the new text are added to
    those of the old, which are not cut again. Assign a dict to `words` to begin a new list.

    >>> corpus = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值']
    >>> finder = WordFinder(min_proba=0.05, min_pmi=1.5)
    >>> finder.train(corpus)
    >>> finder.find(corpus)
    >>> finder.words['键帽']
    3
    """

    @checked_call
    def __init__(self, min_proba=1e-7, min_pmi=1, characters=CHARACTERS):
        self.min_proba = min_proba
        self.min_pmi = min_pmi
        self.characters = characters
        self.words = {}
        self.chars = Counter()
        self.pairs = Counter()
        # Counts of pairs and pieces that were dropped because they are rare; they are still part of the
        # totals.
        self._dropped_pairs = 0
        self._dropped_pieces = 0
        # The pieces cut out of all text so far, and the words that were found in them.
        self._pieces = Counter()
        self._found = {}

    def __repr__(self):
        return str('<WordFinder: %d words, min_proba %g, min_pmi %g>') % (
            len(self.words), self.min_proba, self.min_pmi)

    def train(self, sents, filtering=True, remove_weak_pairs=True):
        """Count the characters and the pairs of adjacent characters in a corpus.

        Args:
            sents: an iterable of texts.
            filtering: whether to use runs of `characters` only; if not, each text is one run.
            remove_weak_pairs: ignored, as in 0.1.6.

        Raises:
            EmptyCorpusError: the corpus has no text.
            CorpusTypeError: the corpus is a single text, or an item of it is not text.
        """
        chars, counter = Counter(), PairCounter()
        for run in self._runs(sents, filtering, 'train'):
            chars.update(run[-1:])
            counter.add(run)
        pairs = counter.counts()
        # Every character except the last one of a run is the first one of a pair.
        for pair, count in iter_items(pairs):
            chars[pair[0]] += count
        if filtering:
            chars.pop(_SEPARATOR, None)
            for pair in [pair for pair in pairs if _SEPARATOR in pair]:
                del pairs[pair]
        self.chars.update(chars)
        self.pairs.update(pairs)

    def find(self, sents, filtering=True, remove_weak_pairs=True):
        """Cut a corpus into pieces and update `words`.

        Args:
            sents: an iterable of texts, usually the corpus passed to `train`.
            filtering: as in `train`.
            remove_weak_pairs: whether to drop pairs whose share does not exceed `min_proba`.

        Raises:
            EmptyCorpusError, CorpusTypeError: as `train`.
        """
        pairs = self._collocated_pairs(remove_weak_pairs)
        if filtering:
            pairs = [pair for pair in pairs if _SEPARATOR not in pair]
        pieces, collocated = Counter(), PairSet(pairs)
        for run in self._runs(sents, filtering, 'find'):
            pieces.update(cut_at(run, collocated.gaps(run)))
        if filtering:
            pieces.pop(_SEPARATOR, None)
        if self.words is not self._found and self.words != self._found:
            # The caller has changed the words: continue from them.
            self._pieces, self._dropped_pieces = Counter(self.words), 0
        self._pieces.update(pieces)
        self._drop_rare_pieces()
        self.words = remove_redundant(self._pieces)
        self._found = self.words.copy()
        _logger.info('kept %d of %d pieces as words', len(self.words), len(self._pieces))

    def export_trie(self):
        """Return the words as a new `Trie`."""
        return Trie(self.words)

    def export_tokenizer(self):
        """Return a `Tokenizer` of the words."""
        return Tokenizer(self.export_trie(), numbers=None, fold=False)

    def _runs(self, sents, filtering, stage):
        """Yield texts to count: blocks of runs with separators between them, or unfiltered items."""
        corpus, total, text = as_corpus(sents), 0, None
        cut = re.compile('[^%s]+' % self.characters, re.UNICODE).sub
        for text in corpus.blocks(_BLOCK) if filtering else corpus:
            if text:
                yield cut(_SEPARATOR, text) if filtering else text
            if (total + len(text)) // _PROGRESS > total // _PROGRESS:
                _logger.info('%s: %d characters', stage, total + len(text))
            total += len(text)
        if text is None:
            raise EmptyCorpusError('%s saw no text: the corpus is empty, or an iterator that an '
                                   'earlier pass used up; pass a list or an object whose __iter__ '
                                   'begins anew' % stage)
        _logger.info('%s: %d characters in all', stage, total)

    def _collocated_pairs(self, remove_weak):
        """Return the collocated pairs; with `remove_weak`, drop the others from `pairs` if they are rare.

        Formula:
            log p(ab) > log min_proba  and  log p(ab) - log p(a) - log p(b) > min_pmi, in nats;
            Church and Hanks 1990.
        """
        log_min_proba = log_count(self.min_proba)
        log_chars = log_count(sum(self.chars.values()))
        log_pairs = log_count(sum(self.pairs.values()) + self._dropped_pairs)
        chars = dict((char, log(n) - log_chars) for char, n in iter_items(self.chars))
        shares = dict((n, log_count(n) - log_pairs) for n in set(self.pairs.values()))
        strong = [(pair, n) for pair, n in iter_items(self.pairs) if shares[n] > log_min_proba]
        if remove_weak and len(strong) < len(self.pairs):
            self._dropped_pairs += sum(self.pairs.values()) - sum(n for _, n in strong)
            self.pairs = Counter(dict(strong))
        return [pair for pair, n in strong
                if shares[n] - chars[pair[0]] - chars[pair[1]] > self.min_pmi]

    def _drop_rare_pieces(self):
        """Drop the pieces whose share of all pieces does not exceed `min_proba`."""
        log_total = log_count(sum(self._pieces.values()) + self._dropped_pieces)
        threshold = log_count(self.min_proba)
        rare = set(n for n in set(self._pieces.values()) if not log_count(n) - log_total > threshold)
        if rare:
            kept = dict((piece, n) for piece, n in iter_items(self._pieces) if n not in rare)
            self._dropped_pieces += sum(self._pieces.values()) - sum(kept.values())
            self._pieces = Counter(kept)

    def __setstate__(self, state):
        """Restore the state of a pickle of this class or of that of 0.1.6."""
        self.__init__()
        for name, value in iter_items(state):
            setattr(self, str(name), value)
        self.chars, self.pairs = Counter(self.chars), Counter(self.pairs)


#: The name of the class in 0.1.6.
Word_Finder = WordFinder


# --- pairs -------------------------------------------------------------------------------------------
#
# A pair is a text of two characters. If possible, the pairs of a text are made 32-bit numbers from its UTF-16
# units, which takes half the time of a string for each place. Texts with characters beyond the basic plane,
# which have more than one unit, are counted as strings.

_CODEC = str('utf-16-le')
_CAN_CAST = hasattr(array, 'frombytes') and array(str('I')).itemsize == 4


def _cast(text):
    """Return the pairs of a text as an array of numbers, or None if that is not possible."""
    if not _CAN_CAST or not text:
        return None
    try:
        units = text.encode(_CODEC)
    except UnicodeEncodeError:
        return None  # lone surrogates
    if len(units) != 2 * len(text):
        return None
    low, high = units[0::2], units[1::2]
    # Low bytes first: they distinguish more pairs, and hash tables use them first.
    data = bytearray(4 * len(text) - 4)
    data[0::4], data[1::4], data[2::4], data[3::4] = low[:-1], low[1:], high[:-1], high[1:]
    numbers = array(str('I'))
    numbers.frombytes(bytes(data))
    return numbers


def _pairs_of_numbers(numbers):
    """Return the pairs that numbers encode, as an iterator over texts."""
    data = array(str('I'), numbers).tobytes()
    sides = []
    for side in (0, 1):
        units = bytearray(len(data) // 2)
        units[0::2], units[1::2] = data[side::4], data[side + 2::4]
        sides.append(bytes(units).decode(_CODEC))
    return iter_map(add, *sides)


class PairCounter(object):
    """Gather the counts of pairs over many texts.

    >>> counter = PairCounter()
    >>> counter.add('手机手机')
    >>> counter.counts()['手机']
    2
    """

    def __init__(self):
        self._texts, self._numbers = Counter(), Counter()

    def add(self, text):
        """Count the pairs of a text."""
        numbers = _cast(text)
        if numbers is None:
            self._texts.update(iter_map(add, text, text[1:]))
        else:
            self._numbers.update(numbers)

    def counts(self):
        """Return a new Counter {pair: count}."""
        numbers = list(self._numbers)
        counts = Counter()
        if numbers:
            counts.update(dict(iter_zip(_pairs_of_numbers(numbers), iter_map(self._numbers.get, numbers))))
        for pair, count in iter_items(self._texts):
            counts[pair] += count
        return counts


class PairSet(object):
    """Find the places in a text between two characters that are not a pair of a set.

    >>> PairSet(['手机', '机壳']).gaps('买手机壳吧')
    [1, 4]
    """

    def __init__(self, pairs):
        self._texts = frozenset(pairs)
        numbers = _cast(''.join(self._texts))
        if numbers is None:
            # A pair that cannot be made a number occurs only in texts that are not cast.
            numbers = _cast(''.join(pair for pair in self._texts if _cast(pair))) or ()
        # Every second one consists of the end of one pair and the beginning of the next.
        self._numbers = frozenset(numbers[::2])

    def gaps(self, text):
        """Return the ascending places, from 1 to len(text) - 1, that no pair of the set spans."""
        numbers = _cast(text)
        if numbers is None:
            inner = bytearray(iter_map(self._texts.__contains__, iter_map(add, text, text[1:])))
        else:
            inner = bytearray(iter_map(self._numbers.__contains__, numbers))
        return uncovered_gaps(inner, len(text))


# --- redundancy --------------------------------------------------------------------------------------
#
# The last step of the word finder of 0.1.6. Sums are rounded as they are there, so that the results are
# equal to the last bit.

_LATIN = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
_LATIN_OR_DOT = _LATIN | frozenset('.')

# Where the tokenizer of 0.1.6 always cuts, and the score of a character that is not a piece.
_MARKS = frozenset('。，、！？\n ')
_NULL_SCORE = -100


def remove_redundant(pieces):
    """Remove the pieces that can be written nearly as well with other pieces, which get their counts.

    Longest first, equal lengths by code points, each piece is removed and written with the remaining ones, by
    the most probable unigram path; a character that is not a piece has the score -100.

    Args:
        pieces: {text: count}.

    Returns:
        dict: {word: count}; the number of characters, weighted by the counts, stays the same.

    Formula:
        w is kept if  log p(w) - sum of log p(parts) >= len(w) - 1  (nats).

    Complexity:
        One best path for each piece; usually linear in the characters of all distinct pieces.

    >>> words = remove_redundant({'北京': 40, '大学': 50, '北京大学': 1, '北': 20, '京': 20, '学': 40})
    >>> print(' '.join(sorted(words)), words['北京'])
    京 北 北京 大学 学 41
    """
    counts = dict((piece, count) for piece, count in iter_items(pieces) if count)
    lengths = index_lengths(counts)
    total = sum(counts.values())
    for word in _longest_first(counts):
        log_total = log_count(total)
        count = counts.pop(word)
        saving = log(count) - log_total
        parts = _best_parts(word, counts, lengths, log_total)
        for part in parts:
            saving -= log_count(counts.get(part, 0)) - log_total
        if saving < len(word) - 1:
            total += count * (len(parts) - 1)
            for part in parts:
                counts[part] = counts.get(part, 0) + count
        else:
            counts[word] = count
    return dict((word, counts[word]) for word in sorted(counts))


def _longest_first(words):
    """Return the words of two or more characters, longest first, equal lengths by code points."""
    by_length = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    by_length.pop(1, None)
    return chain.from_iterable(sorted(by_length[size]) for size in sorted(by_length, reverse=True))


def _best_parts(word, counts, lengths, log_total):
    """Return the best way to write a word with other pieces, as the tokenizer of 0.1.6 cuts it."""
    if len(word) == 2:
        return _join_latin(list(word))
    if _MARKS.isdisjoint(word):
        return _join_latin(_best_path(word, counts, lengths, log_total))
    parts = []
    for index, run in enumerate(re.split('([。，、！？\n ]+)', word)):
        if index % 2:
            parts.extend(run)
        elif run:
            parts.extend(_best_path(run, counts, lengths, log_total))
    return _join_latin(parts)


def _best_path(run, counts, lengths, log_total):
    """Return the most probable unigram path over a text.

    The result is that of `DAG.optimal_path` over `Trie.search`, with the same rounding and ties, in half the
    time: this function runs once for each distinct piece of a corpus.
    """
    size, get = len(run), counts.get
    best, previous = [1] + [None] * size, [0] * (size + 1)
    for start in iter_range(size):
        here, step = best[start], start + 1
        count = get(run[start])
        if count:
            score = here + (log(count) - log_total)
            if best[step] is None or score > best[step]:
                best[step], previous[step] = score, start
        elif best[step] is None:
            best[step], previous[step] = here + _NULL_SCORE, start
        for length in lengths.get(run[start:start + 2], ()):
            end = start + length
            if end > size:
                break
            count = get(run[start:end])
            if count:
                score = here + (log(count) - log_total)
                if best[end] is None or score > best[end]:
                    best[end], previous[end] = score, start
    parts, end = [], size
    while end:
        parts.append(run[previous[end]:end])
        end = previous[end]
    parts.reverse()
    return parts


def _join_latin(parts):
    """Join adjacent pieces that consist of Latin letters and digits."""
    if _LATIN.isdisjoint(''.join(parts)):
        return parts
    joined, is_open = [], False
    for part in parts:
        latin = part[-1] in _LATIN
        if latin and is_open and _LATIN_OR_DOT.issuperset(part):
            joined[-1] += part
        else:
            joined.append(part)
            is_open = latin and not is_open
    return joined
