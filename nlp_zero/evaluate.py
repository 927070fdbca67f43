# -*- coding: utf-8 -*-
"""Score a segmentation against a gold standard, a word list against a lexicon, and a vocabulary by its bits.

Each function returns a named tuple of counts and shares. The caller provides the segmentation to be scored.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
import sys
from collections import namedtuple

from ._compat import Iterable, integer_types, iter_map, iter_zip, string_types
from .corpus import as_corpus
from .errors import ArgumentError, CorpusError, CorpusTypeError, EmptyCorpusError, checked_call, shown
from .ngrams import BackoffModel
from .text import clean_text, split_spaces
from .vocabulary import read_words

__all__ = [str(name) for name in (
    'BitsScore', 'PerplexityScore', 'SegmentationScore', 'WordScore', 'evaluate_bits', 'evaluate_perplexity',
    'evaluate_segmentation', 'evaluate_words', 'word_spans')]

#: Numbers that are held before they are summed up.
_AT_ONCE = 1 << 16

SegmentationScore = namedtuple('SegmentationScore', (
    'precision recall f1 correct gold_words predicted_words lines oov_rate oov_recall iv_recall'))

WordScore = namedtuple('WordScore', 'precision_at precision recall words lexicon')

BitsScore = namedtuple('BitsScore', 'bits_per_character bits characters words unknown')

PerplexityScore = namedtuple(
    'PerplexityScore', 'perplexity known_perplexity log10_probability tokens unknown sentences')

_END = object()


def word_spans(words):
    """Return the (start, end) pairs of words that follow each other, in code points.

    >>> word_spans(['今天', '去', '北京'])
    [(0, 2), (2, 3), (3, 5)]
    """
    spans, start = [], 0
    for word in words:
        spans.append((start, start + len(word)))
        start += len(word)
    return spans


@checked_call
def evaluate_segmentation(gold, predicted, vocabulary=None):
    """Score segmented lines by word spans, as the SIGHAN bakeoffs do.

    White space separates words and is no part of the text, in both inputs.

    Args:
        gold: iterable of lines, each a text with white space between words or a list of words.
        predicted: the same lines as the program under test divides them.
        vocabulary: known words as `vocabulary.read_words` takes them, or None; with it the last
            three fields are scored.

    Returns:
        SegmentationScore: precision, recall and f1 in [0, 1]; counts of correct, gold and
        predicted words and of lines; the share of gold words that are out of the vocabulary,
        and the recall of those and of the others (None without a vocabulary or such words).

    Raises:
        CorpusError: the inputs differ in text or in number of lines; the message has the line.
        EmptyCorpusError: gold holds no word.

    Formula:
        P = correct / predicted, R = correct / gold, F1 = 2 P R / (P + R), where a word is correct if the gold
        standard has a word with the same start and end (Sproat and Emerson 2003).

    Complexity:
        Linear in the text; one line is held at a time.

    >>> score = evaluate_segmentation(['我们 去 北京'], ['我们 去 北 京'])
    >>> score.correct, score.gold_words, score.predicted_words
    (2, 3, 4)
    """
    vocabulary = None if vocabulary is None else frozenset(read_words(vocabulary, 'vocabulary'))
    counts = _SegmentationCounts()
    for number, (right, guess) in enumerate(_paired_lines(gold, predicted), 1):
        if ''.join(right) != ''.join(guess):
            raise CorpusError(_difference(''.join(right), ''.join(guess)), line=number)
        counts.add_line(right, guess, vocabulary)
    if not counts.gold:
        raise EmptyCorpusError('the gold segmentation holds no word')
    return counts.score(vocabulary is not None)


class _SegmentationCounts(object):
    """Count the words of both segmentations.

    Attributes:
        correct: number of gold words that were predicted in the same place.
        gold, predicted: number of words in each segmentation.
        unknown, unknown_correct: the same for gold words that are not in the vocabulary.
    """

    def __init__(self):
        self.correct = self.gold = self.predicted = self.lines = self.unknown = self.unknown_correct = 0

    def add_line(self, right, guess, vocabulary):
        """Add one line, given as its words."""
        found = set(word_spans(guess))
        hits = [span in found for span in word_spans(right)]
        unknown = [] if vocabulary is None else [
            hit for hit, word in iter_zip(hits, right) if word not in vocabulary]
        self.correct += sum(hits)
        self.gold += len(right)
        self.predicted += len(guess)
        self.lines += 1
        self.unknown += len(unknown)
        self.unknown_correct += sum(unknown)

    def score(self, with_vocabulary):
        """Return the `SegmentationScore`."""
        rates = (None, None, None)
        if with_vocabulary:
            rates = (self.unknown / self.gold, _share(self.unknown_correct, self.unknown),
                     _share(self.correct - self.unknown_correct, self.gold - self.unknown))
        return SegmentationScore(
            _share(self.correct, self.predicted) or 0.0, self.correct / self.gold,
            2.0 * self.correct / (self.gold + self.predicted),
            self.correct, self.gold, self.predicted, self.lines, *rates)


def _share(part, total):
    return part / total if total else None


def _paired_lines(gold, predicted):
    """Yield the words of both segmentations for each line; raise an error if one has fewer lines."""
    for lines in (gold, predicted):
        if isinstance(lines, string_types):
            raise CorpusTypeError('a segmentation is an iterable of lines, not a single text: '
                                  'pass [text] or text.splitlines()')
        if not isinstance(lines, Iterable):
            raise CorpusTypeError('a segmentation is an iterable of lines, not %s' % type(lines).__name__)
    number, first, second = 0, iter(gold), iter(predicted)
    while True:
        right, guess = next(first, _END), next(second, _END)
        if right is _END and guess is _END:
            return
        if right is _END or guess is _END:
            raise CorpusError('the gold segmentation has %s lines than the other; it is the same up to '
                              'here' % ('fewer' if right is _END else 'more'), line=number + 1)
        number += 1
        yield _words_of_line(right), _words_of_line(guess)


def _words_of_line(line):
    words = line if isinstance(line, Iterable) and not isinstance(line, string_types + (bytes,)) else [line]
    return split_spaces(' '.join(map(clean_text, words)))


def _difference(right, guess):
    where = next((i for i, (a, b) in enumerate(iter_zip(right, guess)) if a != b),
                 min(len(right), len(guess)))
    return ('the texts differ from character %d on: gold has %r, the other %r'
            % (where, right[where:where + 10], guess[where:where + 10]))


@checked_call
def evaluate_words(words, lexicon, ks=(1000, 5000, 10000, 20000)):
    """Score a ranked word list by the share of its words that are in a lexicon.

    Words shorter than the shortest word of the lexicon are left out before ranking, since a lexicon without
    words of one character cannot be used to judge these.

    Args:
        words: words by rank, best first, as any object that `vocabulary.read_words` accepts; repeated words
            are counted once.
        lexicon: the correct words, in the same forms.
        ks: ranks, whole numbers from 1 up.

    Returns:
        WordScore: `precision_at`, a list of (k, share of the first k words that are in the lexicon, None if
        there are fewer than k words); `precision` of all words; `recall`, the share of the lexicon that was
        found; and the numbers of `words` and of `lexicon` entries.

    Raises:
        ArgumentError: a rank is not a whole number from 1 up.
        InputError, VocabularyError: `words` or `lexicon` has no words.
        EmptyCorpusError: there is no word, or the lexicon is empty.

    Complexity:
        Linear in both.

    >>> evaluate_words(['北京', '京去', '我们'], {'北京', '我们', '今天'}, ks=[1, 2]).precision_at
    [(1, 1.0), (2, 0.5)]
    """
    if not isinstance(ks, Iterable):
        raise ArgumentError('ks are ranks, whole numbers, not %s' % shown(ks))
    wrong = [k for k in ks if isinstance(k, bool) or not isinstance(k, integer_types) or k < 1]
    if wrong:
        raise ArgumentError('ranks are whole numbers from 1 up, not %s' % shown(wrong))
    words, lexicon = read_words(words, 'words'), set(read_words(lexicon, 'lexicon'))
    if not lexicon:
        raise EmptyCorpusError('the lexicon holds no word')
    shortest = min(len(word) for word in lexicon)
    seen, hits = set(), [0]
    for word in words:
        if len(word) >= shortest and word not in seen:
            seen.add(word)
            hits.append(hits[-1] + (word in lexicon))
    if not seen:
        raise EmptyCorpusError('the list holds no word of %d characters or more' % shortest)
    total = len(seen)
    at = [(k, hits[k] / k if k <= total else None) for k in ks]
    return WordScore(at, hits[-1] / total, hits[-1] / len(lexicon), total, len(lexicon))


@checked_call
def evaluate_bits(tokenizer, corpus):
    """Measure the bits per character of unseen text with the vocabulary of a tokenizer.

    This is the measure of minimum entropy: of two vocabularies, the one that needs fewer bits for a text that
    was used for neither describes the text better. No gold standard is needed. White space and punctuation
    are not scored; a word that is not in the vocabulary is written by its characters.

    Args:
        tokenizer: a `Tokenizer`, or another object with its method `code_length`.
        corpus: a re-iterable of texts.

    Returns:
        BitsScore: `bits_per_character`; the sums of `bits`, `characters` and `words`, and the number of words
        that are `unknown`.

    Raises:
        EmptyCorpusError: there is nothing to score.

    Formula:
        bits = sum of log2((n + 1) / c) over the words of the most probable segmentation, where c is the count
        of the word and n the sum of all counts; a word without a count takes log2(n + 1) and, for each of its
        characters, log2(0x110000) + 1 (a complete code: see `Tokenizer.code_length`).

    Complexity:
        Linear in the text; one line is held at a time.

    >>> from nlp_zero.tokenizer import Tokenizer
    >>> score = evaluate_bits(Tokenizer({'研究': 3, '生命': 4}), ['研究生命，', '生命'])
    >>> print('%.3f' % score.bits_per_character, score.words)
    0.569 3
    """
    if not hasattr(tokenizer, 'code_length'):
        raise ArgumentError('evaluate_bits takes a Tokenizer first, not %s' % type(tokenizer).__name__)
    bits, characters, words, unknown = _Sum(), 0, 0, 0
    for text in as_corpus(corpus).parts():
        line_bits, line_characters, line_words, line_unknown = tokenizer.code_length(text)
        bits.add([line_bits])
        characters += line_characters
        words += line_words
        unknown += line_unknown
    if not characters:
        raise EmptyCorpusError('the corpus holds no character to score')
    total = bits.total()
    return BitsScore(total / characters, total, characters, words, unknown)


@checked_call
def evaluate_perplexity(model, sentences):
    """Measure the perplexity of sentences under an n-gram model, as KenLM's `query` does.

    Args:
        model: a `BackoffModel`, or the path of one in the ARPA format.
        sentences: iterable of sentences, each a list of words or a text with white space between words.

    Returns:
        PerplexityScore: the perplexity of all tokens and of the known tokens; the sum of log10 p; the
            numbers of tokens (words and ends of sentences), of unknown words and of sentences.

    Raises:
        InputError, FormatError: the model cannot be read.
        EmptyCorpusError: no sentence has a word.

    Formula:
        10 ** (-sum of log10 p / tokens).

    Complexity:
        Linear in the text, times the order of the model.
    """
    model = model if isinstance(model, BackoffModel) else BackoffModel.load(model)
    values, known, unknown, count = _Sum(), _Sum(), 0, 0
    for words in iter_map(_words_of_line, sentences):
        if not words:
            continue
        found = model.log_probabilities(words)
        values.add(found)
        known.add([value for word, value in iter_zip(words, found) if word in model] + found[-1:])
        unknown += sum(word not in model for word in words)
        count += 1
    if not count:
        raise EmptyCorpusError('there is no sentence to score')
    return PerplexityScore(_perplexity(values), _perplexity(known), values.total(), values.count,
                           unknown, count)


class _Sum(object):
    """Add up numbers exactly, in any order, as `math.fsum` does, with a bounded number of them in memory.

    Attributes:
        count: how many were added.
    """

    def __init__(self):
        self._held, self.count = [], 0

    def add(self, values):
        self._held += values
        self.count += len(values)
        if len(self._held) > _AT_ONCE:
            self._held = _exact_parts(self._held)

    def total(self):
        return math.fsum(self._held)


def _exact_parts(values):
    """Return a few numbers with exactly the sum of the given ones: the rounded sum, and its errors."""
    parts, rest = [], math.fsum(values)
    while rest:
        parts.append(rest)
        # An infinite sum has no error.
        rest = math.fsum(values + [-part for part in parts]) if rest - rest == 0 else 0
    return parts


def _perplexity(values):
    """Return the perplexity for a sum of log10 p; infinity if it is too large for a float."""
    exponent = -values.total() / values.count
    return 10 ** exponent if exponent < sys.float_info.max_10_exp else float('inf')
