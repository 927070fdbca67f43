# -*- coding: utf-8 -*-
"""Find the keywords of a document: words that it has far more often than general language would.

Unlike a list of inverse document frequencies this knows what to expect of a word that no list has: as many as
of its parts in a row. New words are found first, so that they are counted as words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from math import exp

from .._compat import iter_items, text_type
from .._html_rows import HtmlRow, Rows
from ..corpus import as_corpus
from ..errors import ArgumentError, check_number, checked_options
from ..phrases import word_clauses
from ..scores import log_odds_background
from ..text import clean_text, fold, is_number
from ..tokenizer import Tokenizer
from ..vocabulary import load_bundled, load_vocabulary, read_words
from ._discovery import certain_new_words
from ._unigrams import UnigramModel

__all__ = [str(name) for name in ('Keyword', 'KeywordFinder', 'keywords')]

#: Words of general language that count as much as the document: of a short line little is certain.
_PRIOR = 100
#: {option: default} of `keywords`.
_OPTIONS = dict((str(name), value) for name, value in (
    ('topK', None), ('allowPOS', ()), ('withFlag', False), ('new_words', True), ('background', None),
    ('min_length', 2), ('stop', ())))


class Keyword(namedtuple(str('Keyword'), [str(name) for name in (
        'text', 'count', 'score', 'share', 'background_share')]), HtmlRow):
    """Hold one keyword. The fields are the columns of every table of keywords, in this order.

    Attributes:
        text: the word.
        count: its places in the document.
        score: how typical it is for the document, in standard deviations, above 0.
        share: its share of the words of the document.
        background_share: the share that general language would have.
    """

    __slots__ = ()


def keywords(text, top=20, withWeight=False, **options):
    """Return the keywords of one document, as `extract_tags` of jieba's `analyse` does.

    Args:
        text: a text, or an iterable of texts that are one document.
        top: most words.
        withWeight: whether to return pairs (word, score).

    By name only:
        topK: the same as `top`.
        new_words: True to look for words of the document that the background lacks; False not to; or such
            words, in any shape that `vocabulary.read_words` takes.
        background: {word: count} of general language, as `vocabulary.load_vocabulary` takes it; None is the
            bundled vocabulary. Text is cut by its words.
        min_length: least characters of a word.
        stop: words to leave out, taken alike.
        allowPOS, withFlag: of jieba; words have no parts of speech here, so both stay at their defaults.

    Returns:
        list: words, best first, or pairs; equal scores by code points. Numbers are left out.

    Raises:
        ArgumentError: an unknown option, or a value that makes no sense.
        CorpusTypeError: the document is no text.

    Formula:
        `scores.log_odds_background` with the word's share in the background, or the product of those of its
        parts if that is greater, or if the word is new.

    Complexity:
        That of discovery in the document; without new words of cutting it. To do it for many documents, make
        a `KeywordFinder`.

    >>> text = '键帽很厚。换了一副键帽，新键帽不打滑，就是键帽的颜色偏灰。'
    >>> print(' '.join(keywords(text, top=2, new_words=['键帽'])))
    键帽 颜色
    """
    options = checked_options('keywords', options, **_OPTIONS)
    top = top if options['topK'] is None else options['topK']
    if options['allowPOS'] or options['withFlag']:
        raise ArgumentError('words have no parts of speech here: leave out allowPOS and withFlag')
    texts = [clean_text(text)] if isinstance(text, (text_type, bytes)) else as_corpus(text)
    settings = (options['background'], options['min_length'], options['stop'])
    new_words = options['new_words']
    if new_words is True:
        finder = KeywordFinder.of_corpus(texts, *settings)
    else:
        finder = KeywordFinder(() if new_words is False else new_words, *settings)
    return [(row.text, row.score) if withWeight else row.text for row in finder.find(texts, top)]


class KeywordFinder(object):
    """Find the keywords of many documents.

    Args:
        new_words: words that the background lacks, as `keywords` takes them.
        background, min_length, stop: as `keywords`.

    >>> finder = KeywordFinder(['键帽'])
    >>> for row in finder.find(['键帽很厚', '键帽打滑'], top=1):
    ...     print(row.text, row.count)
    键帽 2
    """

    def __init__(self, new_words=(), background=None, min_length=2, stop=()):
        check_number('min_length', min_length, 1)
        counts = load_bundled() if background is None else load_vocabulary(background)
        self._background, self._min_length = UnigramModel(counts), min_length
        self._least_share = 0.5 / (sum(counts.values()) or 1)
        self._stop = frozenset(read_words(stop, 'stop'))
        self._tokenizer = Tokenizer(background, numbers=None)
        for word in read_words(new_words, 'new_words'):
            self._tokenizer.add_word(word)

    @classmethod
    def of_corpus(cls, corpus, background=None, min_length=2, stop=()):
        """Make a finder that knows the new words of some texts, as `find_new_words` finds them.

        Args:
            corpus: a re-iterable of texts; one without Han characters has no new words.
            background, min_length, stop: as `keywords`.
        """
        rows = certain_new_words(corpus, background, background, fold=True)
        return cls([row.text for row in rows], background, min_length, stop)

    def find(self, texts, top=None):
        """Return the keywords of one document.

        Args:
            texts: an iterable of texts, all of them one document.
            top: most rows; None for all.

        Returns:
            list: `Keyword` rows, highest score first, equal scores by code points.

        Raises:
            ArgumentError: `top` below 1.
            CorpusTypeError: see `corpus.as_corpus`.
        """
        check_number('top', 1 if top is None else top, 1)
        counts = Counter()
        # An empty text in front: a document without text has no keywords, and is no error.
        for words in word_clauses(_with_empty_text(as_corpus(texts)), self._tokenizer.lcut):
            counts.update(words)
        total = sum(counts.values())
        rows = [self._row(word, count, total) for word, count in iter_items(counts)
                if len(word) >= self._min_length and word not in self._stop and not is_number(word)]
        return Rows(sorted([row for row in rows if row.score > 0],
                           key=lambda row: (-round(row.score, 9), row.text))[:top])

    def _row(self, word, count, total):
        """Return the row of a word of the document."""
        expected = max(self._least_share, exp(self._background.log_probability(fold(word))))
        expected = min(expected, 1 - self._least_share)
        score = log_odds_background(count, total, expected, _PRIOR)
        return Keyword(word, count, score, count / total, expected)


def _with_empty_text(texts):
    yield ''
    for text in texts:
        yield text
