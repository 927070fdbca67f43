# -*- coding: utf-8 -*-
"""Keep nlp-zero's word finder working: its arguments, its method, its answers.

Characters that occur together more often than chance are joined, the joined pieces are counted, and
a piece stays a word only if the other words do not spell it nearly as well. The method works on
proportions, so its thresholds mean another thing on each size of corpus; `discover_words` has methods
and defaults that do not.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import Counter
from math import log

from .._compat import iter_items, package_logger
from ..corpus import as_corpus
from ..errors import EmptyCorpusError
from ..text import HAN_CLASS, cut_at
from ..tokenizer import Tokenizer
from ..trie import Trie, log_count
from ._pair_counter import PairCounter, PairSet
from ._redundancy import remove_redundant

__all__ = [str(name) for name in ('CHARACTERS', 'UPSTREAM_CHARACTERS', 'WordFinder', 'Word_Finder')]

#: Body of the regular-expression class of what a word may hold: Han, digits and letters.
CHARACTERS = HAN_CLASS + '0-9a-zA-Z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a'

#: The narrower class of nlp-zero 0.1.6: no 〇, no extensions of Han, nothing full-width.
UPSTREAM_CHARACTERS = '\u4e00-\u9fa50-9a-zA-Z'

_SEPARATOR = '\n'

# Characters of text that are counted at one go: enough that the loops run in C, and few beside the
# counts themselves.
_BLOCK = 1 << 18

# Characters between two messages of progress.
_PROGRESS = 10000000

_logger = package_logger('nlp_zero.words')


class WordFinder(object):
    """Find words by binding neighbouring characters and taking out what the others spell.

    Args:
        min_proba: a pair's share of all pairs, and a word's share of all words, must exceed it.
        min_pmi: pointwise mutual information, in nats, that a pair must exceed.
        characters: body of a regular-expression class; everything else ends a run of text.

    Attributes:
        words: dict {word: count}, what has been found so far.
        chars, pairs: dicts of counts, what has been seen in training.

    Both `train` and `find` may be called again with more text. Then characters and pairs are those
    of all the text trained so far, up to pairs that `remove_weak_pairs` has dropped, and the pieces
    of the new text join those of the old, which were cut by what was known then. Assign a dict to
    `words` to begin a new list.

    >>> corpus = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值']
    >>> finder = WordFinder(min_proba=0.05, min_pmi=1.5)
    >>> finder.train(corpus)
    >>> finder.find(corpus)
    >>> finder.words['键帽']
    3
    """

    def __init__(self, min_proba=1e-7, min_pmi=1, characters=CHARACTERS):
        self.min_proba = min_proba
        self.min_pmi = min_pmi
        self.characters = characters
        self.words = {}
        self.chars = Counter()
        self.pairs = Counter()
        # Counts of the pairs and pieces that were dropped for being rare: they stay in the totals.
        self._dropped_pairs = 0
        self._dropped_pieces = 0
        # What has been cut out of all text so far, and the words that were made of it.
        self._pieces = Counter()
        self._found = {}

    def __repr__(self):
        return str('<WordFinder: %d words, min_proba %g, min_pmi %g>') % (
            len(self.words), self.min_proba, self.min_pmi)

    def train(self, sents, filtering=True, remove_weak_pairs=True):
        """Count the characters and the pairs of neighbours in a corpus.

        Args:
            sents: an iterable of texts.
            filtering: take runs of `characters` only; if false, each text is one run.
            remove_weak_pairs: ignored, as upstream.

        Raises:
            EmptyCorpusError: the corpus gives no text.
            CorpusTypeError: the corpus is a single text, or an item of it is no text.
        """
        chars, counter = Counter(), PairCounter()
        for run in self._runs(sents, filtering, 'train'):
            chars.update(run[-1:])
            counter.add(run)
        pairs = counter.counts()
        # Every character but the last of a run is the first of one pair.
        for pair, count in iter_items(pairs):
            chars[pair[0]] += count
        if filtering:
            chars.pop(_SEPARATOR, None)
            for pair in [pair for pair in pairs if _SEPARATOR in pair]:
                del pairs[pair]
        self.chars.update(chars)
        self.pairs.update(pairs)

    def find(self, sents, filtering=True, remove_weak_pairs=True):
        """Cut a corpus into pieces and make `words` of them.

        Args:
            sents: an iterable of texts, usually the one that was trained.
            filtering: as in `train`.
            remove_weak_pairs: drop from `pairs` those whose share does not exceed `min_proba`.

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
            # Somebody has changed the list by hand: go on from what it says now.
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
        """Yield texts to be counted: blocks of runs between separators, or unfiltered items."""
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
        """Return the pairs that hold together; forget the weak ones if asked to.

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
        """Forget the pieces whose share of all does not exceed `min_proba`."""
        log_total = log_count(sum(self._pieces.values()) + self._dropped_pieces)
        threshold = log_count(self.min_proba)
        rare = set(n for n in set(self._pieces.values()) if not log_count(n) - log_total > threshold)
        if rare:
            kept = dict((piece, n) for piece, n in iter_items(self._pieces) if n not in rare)
            self._dropped_pieces += sum(self._pieces.values()) - sum(kept.values())
            self._pieces = Counter(kept)

    def __setstate__(self, state):
        """Take the state of a pickle, of this class or of upstream's."""
        self.__init__()
        for name, value in iter_items(state):
            setattr(self, str(name), value)
        self.chars, self.pairs = Counter(self.chars), Counter(self.pairs)


#: The name that upstream's callers know.
Word_Finder = WordFinder
