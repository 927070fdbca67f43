# -*- coding: utf-8 -*-
"""Find the words, phrases and new words that distinguish two texts, by log-odds with an informative prior.

Words are counted and compared here; `Tokenizer` cuts the texts, discovery finds new words, and `PhraseFinder`
finds phrases.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple

from .._compat import iter_items, iter_range, text_type
from .._html_rows import HtmlRow, Rows
from .._progress import begin_stage, listening
from ..corpus import Corpus, as_corpus
from ..errors import ArgumentError, EmptyCorpusError, check_number, checked_call, checked_options
from ..phrases import PhraseFinder, word_clauses
from ..scores import log_odds_difference, log_odds_dirichlet
from ..text import join_words
from ..tokenizer import Tokenizer
from ..vocabulary import load_vocabulary
from ._discovery import certain_new_words

#: {option: default} of `contrast`.
_OPTIONS = dict(
    phrases=False, new_words=True, vocabulary=None, segmented=False, min_count=1, min_effect=0.5,
    min_score=1.96, prior=0.2, memory=None, workers=None, temp_dir=None, progress=None)

#: Times that a word is more frequent than a longer one that begins or ends with it, which is then no word.
_PART = 2


class Contrast(namedtuple(
        'Contrast', 'text kind count other_count share other_share log_odds score'), HtmlRow):
    """Compare a word in two texts. The fields are the columns of tables of contrasts, in this order.

    Attributes:
        text: the word, or the joined words of a phrase.
        kind: 'word'; 'new', a word that the vocabulary lacks; or 'phrase'.
        count, other_count: number of occurrences in the first and in the second text, as words or inside
            words of the kind 'new'.
        share, other_share: the same, divided by the number of words of the text.
        log_odds: difference of the log-odds, in nats; above 0 if the word is typical for the first text.
        score: the same in standard deviations (z-score).
    """

    __slots__ = ()


@checked_call
def contrast(a, b, top=None, **options):
    """Return the words that are typical for one of two texts, compared with the other.

    Args:
        a, b: the texts, each a re-iterable of texts; or their counts, as a mapping {word: count}, rows, pairs
            or another object that `vocabulary.load_vocabulary` accepts, such as the results of
            `discover_words` and `count_ngrams`.
        top: most rows for each text; None for all.

    By name only:
        phrases: whether to compare phrases too.
        new_words: whether to find words that the vocabulary lacks, in both texts together. A new word that
            begins or ends with one that is twice as frequent is a phrase, and is left out.
        vocabulary: words for cutting the texts, as in `Tokenizer`; None is the bundled vocabulary.
        segmented: whether the words of the texts are separated by white space.
        min_count: least count of a word in both texts together.
        min_effect: least difference of the log-odds, in nats; 0.5 is 1.65 times the odds.
        min_score: least z-score; 1.96 is exceeded by chance for one word in twenty.
        prior: weight of the prior as a share of the words of the smaller text, above 0.
        memory, workers, temp_dir, progress: as in `discover_words`.

    Returns:
        list: `Contrast` rows: those typical for `a`, highest score first, then those typical for `b`, lowest
        score first; equal scores by code points.

    Raises:
        ArgumentError: an unknown option, or an invalid value.
        CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError: see `corpus.as_corpus`.
        VocabularyError: counts are invalid.

    Formula:
        score = difference of log-odds / its standard deviation, with a pseudo-count for each word: the prior
        times the number of words of the smaller text, times the mean of the word's shares in both texts.
        Monroe, Colaresi and Quinn (2008), Fightin' words; see `scores.log_odds_dirichlet`. They derive the
        prior from the pooled counts; the mean of the shares is the same for texts of equal size, and does not
        let a large text outweigh a small one.

    Complexity:
        For texts, discovery in both together, and cutting both up to six times.

    >>> rows = contrast({'发货': 30, '手感': 5, '的': 200}, {'发货': 4, '手感': 40, '的': 210})
    >>> for row in rows:
    ...     print(row.text, row.count, row.other_count, '%.2f' % row.score)
    发货 30 4 4.12
    手感 5 40 -4.50
    """
    options = checked_options('contrast', options, **_OPTIONS)
    _check(top, options)
    kinds, sides = {}, [_counts_of(source) for source in (a, b)]
    if None in sides:
        # Segmented texts are read once, unless phrases are compared too.
        passes = 1 if options['segmented'] and not options['phrases'] else 2
        texts = [as_corpus(source, passes) if counts is None else None
                 for source, counts in zip((a, b), sides)]
        with listening(options['progress']):
            counted = _count_texts([text for text in texts if text is not None], options, kinds)
        sides = [counts or counted.pop(0) for counts in sides]
    return _ranked(_rows(sides, kinds, options), top)


def _check(top, options):
    check_number('top', top, 1, optional=True)
    for name, least in (('min_count', 1), ('min_effect', 0), ('min_score', 0), ('prior', 0)):
        check_number(name, options[name], least, whole=name == 'min_count')
    if not options['prior']:
        raise ArgumentError('prior must be above 0, not %r' % (options['prior'],))
    if options['segmented'] and options['vocabulary'] is not None:
        raise ArgumentError('segmented texts need no vocabulary: give segmented= or vocabulary=')


class _Side(namedtuple('_Side', 'counts total')):
    """Hold the counts of one text, {word: count}, and the number of its words."""

    __slots__ = ()


def _counts_of(source):
    """Return the `_Side` of an object with counts; None for texts, which must be counted first."""
    rows = isinstance(source, (list, tuple)) and source and not isinstance(source[0], text_type)
    if not (rows or hasattr(source, 'keys') or hasattr(source, 'vocabulary')):
        return None
    counts = load_vocabulary(source)
    if not counts:
        raise EmptyCorpusError('there are no counts to compare')
    return _Side(counts, sum(counts.values()))


def _count_texts(corpora, options, kinds):
    """Return the `_Side` of each corpus, and note in `kinds` what is no word of the vocabulary."""
    tokenize = None if options['segmented'] else _tokenizer(corpora, options, kinds).lcut
    sides = []
    for corpus in corpora:
        begin_stage('counting words')
        counts = Counter()
        for words in word_clauses(corpus, tokenize, purpose='counting words'):
            counts.update(words)
        if not counts:
            raise EmptyCorpusError('a text without a word cannot be compared')
        sides.append(_Side(counts, sum(counts.values())))
    if options['phrases']:
        finder = PhraseFinder(tokenize, memory=options['memory'], temp_dir=options['temp_dir'])
        begin_stage('looking for phrases')
        finder.train(Corpus(*corpora))
        for corpus, side in zip(corpora, sides):
            for words, count in iter_items(finder.count(corpus)):
                text = join_words(words)
                if kinds.setdefault(text, 'phrase') == 'phrase':
                    side.counts[text] = count
    return sides


def _tokenizer(corpora, options, kinds):
    """Return the tokenizer for some corpora, with the new words found in all of them together."""
    vocabulary, both, found = options['vocabulary'], Corpus(*corpora), {}
    # Words that were given are checked first; the bundled ones are loaded when discovery needs no memory.
    tokenizer = None if vocabulary is None else Tokenizer(vocabulary, numbers=None)
    if options['new_words']:
        limits = dict((name, options[name]) for name in ('memory', 'workers', 'temp_dir'))
        found = _shortest(certain_new_words(both, vocabulary, **limits))
    if tokenizer is None:
        tokenizer = Tokenizer(numbers=None)
    if found:
        kinds.update((text, 'new') for text in found)
        begin_stage('cutting the texts')
        tokenizer.adapt(both, found)
    return tokenizer


def _shortest(rows):
    """Return {new word: count} of some rows, without those that are another of them with something beside it.

    A phrase such as one of verb and name would take the occurrences of the verb on the side of the name.
    """
    counts = dict((row.text, row.count) for row in rows)
    return dict((text, count) for text, count in iter_items(counts) if not any(
        counts.get(part, 0) >= _PART * count
        for cut in iter_range(1, len(text)) for part in (text[:cut], text[cut:])))


def _rows(sides, kinds, options):
    """Yield the `Contrast` of each word that passes the filters, by the words as the texts are cut.

    The counts that are shown have those inside new words too, and must pass with them: a word that stands
    inside a new word of one text alone marks neither.
    """
    a, b = sides
    inside = [_counts_inside(side.counts, kinds) for side in sides]
    for text in sorted(set(a.counts).union(b.counts)):
        row = _compared(text, [side.counts.get(text, 0) for side in sides], sides, kinds, options)
        if row is None or row.kind == 'phrase':
            more = [0, 0]
        else:
            more = [counts.get(text, 0) for counts in inside]
        if any(more):
            whole = _compared(text, [row.count + more[0], row.other_count + more[1]], sides, kinds, options)
            row = whole if whole is not None and (whole.score > 0) == (row.score > 0) else None
        if row is not None:
            yield row


def _counts_inside(counts, kinds):
    """Return {text: count} of all that new words of a text hold, those words aside."""
    inside = Counter()
    for word, kind in iter_items(kinds):
        if kind == 'new' and word in counts:
            parts = set(word[start:end] for start in iter_range(len(word))
                        for end in iter_range(start + 1, len(word) + 1))
            parts.discard(word)
            inside.update(dict.fromkeys(parts, counts[word]))
    return inside


def _compared(text, counts, sides, kinds, options):
    """Return the `Contrast` of a word with some counts, or None if it does not pass the filters."""
    (a, b), (count, other) = sides, counts
    prior_total = options['prior'] * min(a.total, b.total)
    share, other_share = count / a.total, other / b.total
    prior = prior_total * (share + other_share) / 2
    if count + other < options['min_count'] or prior >= prior_total:
        return None
    effect = log_odds_difference(count, a.total, other, b.total, prior, prior_total)
    if abs(effect) < options['min_effect']:
        return None
    score = log_odds_dirichlet(count, a.total, other, b.total, prior, prior_total)
    if abs(score) < options['min_score']:
        return None
    return Contrast(text, kinds.get(text, 'word'), count, other, share, other_share, effect, score)


def _ranked(rows, top):
    """Return rows in order, at most `top` of each direction."""
    rows = sorted(rows, key=lambda row: (-round(abs(row.score), 9), row.text))
    return Rows([row for row in rows if row.score > 0][:top] + [row for row in rows if row.score < 0][:top])
