# -*- coding: utf-8 -*-
"""Find the keywords of a document: words that are far more frequent in it than in general language.

Unlike a list of inverse document frequencies, the model estimates the frequency of any word, also of new
ones, from its parts. New words are found first, so that they are counted as words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import Counter, namedtuple
from math import exp

from .._compat import iter_items, text_type
from .._html_rows import HtmlRow, Rows
from ..corpus import as_corpus
from ..errors import ArgumentError, check_number, checked_call, checked_options
from ..phrases import word_clauses
from ..scores import log_odds_background
from ..text import clean_text, fold, is_number
from ..tokenizer import Tokenizer
from ..vocabulary import load_bundled, load_vocabulary, read_words
from ._discovery import certain_new_words
from ._unigrams import UnigramModel

#: Weight of general language as a number of words, since a short document is weak evidence.
_PRIOR = 100
#: {option: default} of `keywords`.
_OPTIONS = dict(
    topK=None, allowPOS=(), withFlag=False, new_words=True, background=None, min_length=2, stop=())


class Keyword(namedtuple('Keyword', 'text count score share background_share'), HtmlRow):
    """Describe a keyword. The fields are the columns of tables of keywords, in this order.

    Attributes:
        text: the word.
        count: number of occurrences in the document.
        score: how typical it is for the document, in standard deviations, above 0.
        share: its share of the words of the document.
        background_share: its estimated share of the words of general language.
    """

    __slots__ = ()


@checked_call
def keywords(text, top=20, withWeight=False, **options):
    """Return the keywords of one document, like `extract_tags` of `jieba.analyse`.

    Args:
        text: a text, or an iterable of texts that form one document.
        top: most words.
        withWeight: whether to return pairs (word, score).

    By name only:
        topK: the same as `top`.
        new_words: True to find words of the document that the background lacks, False not to; or such words,
            as any object that `vocabulary.read_words` accepts.
        background: {word: count} of general language, or another object that `vocabulary.load_vocabulary`
            accepts; None is the bundled vocabulary. The text is cut by its words.
        min_length: least number of characters of a word.
        stop: words to leave out, in the same forms as `new_words`.
        allowPOS, withFlag: options of jieba; since there are no parts of speech here, they must keep their
            defaults.

    Returns:
        list: words, best first, or pairs; equal scores by code points. Numbers are left out.

    Raises:
        ArgumentError: an unknown option, or an invalid value.
        CorpusTypeError: the document is not text.

    Formula:
        `scores.log_odds_background` with the word's share in the background, or with the product of the
        shares of its parts if that is greater or the word is new.

    Complexity:
        That of discovery in the document; without new words, that of cutting it. For many documents use a
        `KeywordFinder`.

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
        new_words: words that the background lacks, as in `keywords`.
        background, min_length, stop: as in `keywords`.

    >>> finder = KeywordFinder(['键帽'])
    >>> for row in finder.find(['键帽很厚', '键帽打滑'], top=1):
    ...     print(row.text, row.count)
    键帽 2
    """

    @checked_call
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
        """Return a finder with the new words of a corpus, as found by `find_new_words`.

        Args:
            corpus: a re-iterable of texts; a corpus without Han characters has no new words.
            background, min_length, stop: as in `keywords`.
        """
        rows = certain_new_words(corpus, background, background, fold=True)
        return cls([row.text for row in rows], background, min_length, stop)

    def find(self, texts, top=None):
        """Return the keywords of one document.

        Args:
            texts: an iterable of texts that form one document.
            top: most rows; None for all.

        Returns:
            list: `Keyword` rows, highest score first, equal scores by code points.

        Raises:
            ArgumentError: `top` is below 1.
            CorpusTypeError: see `corpus.as_corpus`.
        """
        check_number('top', top, 1, optional=True)
        counts = Counter()
        # The empty text prevents the error for an empty corpus: such a document has no keywords.
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
