# -*- coding: utf-8 -*-
"""Hold the words of a tokenizer, their counts, and the tables that the search for the best path uses."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import defaultdict
from functools import partial
from itertools import compress, islice
from operator import eq, lt

from .._compat import iter_map, iter_zip
from ..vocabulary import WordBatch, words_by_length
from ._tables import Tables
from ._viterbi import RECOVERABLE, count_of, log_count_of, log_total_of

#: The bonus for each character of a forced word: more than any path of ordinary words can gain.
FORCE = 1 << 50

# With more words than this, the gains are made at once: that takes little time compared with reading the
# words.
_MANY = 1 << 15

_ONE, _LARGE = partial(eq, 1), partial(lt, RECOVERABLE)
_AT_ONCE = 1 << 12


class Lexicon(object):
    """Hold words with log counts, and keep the tables up to date when the words change.

    There is only one dict of the words: half a million take 60 MB, and a second dict would take 20 MB more.

    Args:
        batches: iterable of `WordBatch`; if a word occurs twice the last count applies, and a count of 0
            removes it.
        read_tables: a function that returns the `Tables` of these words, or None if they have to be made.
            It is called after the words are read, to keep less in memory at the same time.

    Attributes:
        total: the sum of all counts.
        log_counts: `{word: ln(count) in units}`; a character that is not a word has the log count 0.
        singles: the log counts of the words of one character, which are few and looked up most.
        prefix_lengths: `{first two characters: ascending lengths}` of the words of three characters or more.
        log_total: the cost of each word of a path, ln(total) in units.
        forced: words that are preferred to all others.
        boundaries: `Boundaries` of the words.
        gains: an array with the gains of the listed words of these boundaries, or None until they are made.
        slack: the amount to add to these gains for the current log total.
    """

    def __init__(self, batches, read_tables=lambda: None):
        self.forced = set()
        characters = self._read(batches)
        self.log_total = log_total_of(self.total)
        tables, self.gains = read_tables(), None
        made = tables is None
        if made:
            by_length = words_by_length(self.log_counts)
            tables = Tables.made(by_length, self.log_counts, self.log_total)
        # {character: set of the words of two characters with it}, made when it is first needed.
        self._pairs = None
        self.singles = dict((word, self.log_counts[word]) for word in characters if word in self.log_counts)
        self._tables = tables
        self.prefix_lengths, self.boundaries = tables.prefix_lengths, tables.boundaries
        if made and len(self.log_counts) > _MANY:
            self.make_gains()

    @classmethod
    def of_counts(cls, counts, forced=()):
        """Make a lexicon of `{word: count}`; the words `forced` are preferred to all others."""
        lexicon = cls([WordBatch(list(counts), list(counts.values()))])
        for word in forced:
            lexicon.set_count(word, lexicon.count(word), force=True)
        return lexicon

    def _read(self, batches):
        """Read the words; return a list of those of one character."""
        self.log_counts, self._large, self.total = {}, {}, 0
        log_counts, number, zeros, characters = self.log_counts, 0, False, []
        for batch in batches:
            words = batch.words
            values = dict((count, log_count_of(count) if count else None) for count in set(batch.counts))
            log_counts.update(iter_zip(words, batch.spread(iter_map(values.__getitem__, batch.counts))))
            self.total += batch.total()
            number += len(words)
            zeros = zeros or 0 in values
            if values and max(values) > RECOVERABLE:
                pairs = iter_zip(words, batch.spread(batch.counts))
                self._large.update(compress(pairs, iter_map(_LARGE, batch.spread(batch.counts))))
            if batch.length is None:
                characters += compress(words, iter_map(_ONE, iter_map(len, words)))
            elif batch.length == 1:
                characters += words
        if zeros or len(log_counts) < number:
            self._drop_replaced()
        return characters

    def _drop_replaced(self):
        """Remove words with a count of 0, and large counts that a later count replaced."""
        log_counts = self.log_counts
        for word in [word for word in log_counts if log_counts[word] is None]:
            del log_counts[word]
        self._large = dict((word, count) for word, count in self._large.items()
                           if log_counts.get(word) == log_count_of(count))
        self.total = sum(self.counts().values())

    def __reduce__(self):
        return _restored, (self.counts(), sorted(self.forced))

    def counts(self):
        """Return a new dict of the words and their counts."""
        log_counts = self.log_counts
        if self.forced:
            log_counts = dict(log_counts)
            log_counts.update((word, log_counts[word] - FORCE * len(word)) for word in self.forced)
        values = dict((value, count_of(value)) for value in set(log_counts.values()))
        counts = dict(iter_zip(log_counts, iter_map(values.__getitem__, log_counts.values())))
        counts.update(self._large)
        return counts

    def count(self, word):
        """Return the count of a word, 0 if it is not in the lexicon."""
        if word in self._large:
            return self._large[word]
        value = self.log_counts.get(word)
        if value is None:
            return 0
        return count_of(value - (FORCE * len(word) if word in self.forced else 0))

    def set_count(self, word, count, force=False):
        """Set the count of a word; 0 removes it.

        Complexity:
            Independent of the size of the vocabulary, unless the total falls to a third. For a character, the
            number of words of two characters that contain it; the first one looks through all words.
        """
        self.total += count - self.count(word)
        self.log_total = log_total_of(self.total)
        self.forced.discard(word)
        self._large.pop(word, None)
        if count:
            value = self.log_counts[word] = log_count_of(count) + (FORCE * len(word) if force else 0)
        else:
            self.log_counts.pop(word, None)
            value = None
        if force and count:
            self.forced.add(word)
        if count > RECOVERABLE:
            self._large[word] = count
        self._index(word, value)
        self._mark(word)

    def _index(self, word, value):
        """Enter a word with its log count into the tables of the path search; None removes it.

        Entries that only say that a word may exist are not removed: they cost time but change no result.
        """
        if len(word) == 1:
            if value is None:
                self.singles.pop(word, None)
            else:
                self.singles[word] = value
        elif value is not None:
            self.boundaries.add(word)
            if len(word) == 2 and self._pairs is not None:
                self._enter_pairs([word])
            if len(word) > 2:
                lengths = self.prefix_lengths.get(word[:2], ())
                self.prefix_lengths[word[:2]] = tuple(sorted(set(lengths + (len(word),))))

    @property
    def slack(self):
        return self.log_total - self._tables.min_log_total

    def make_gains(self):
        """Make the gains, which save dict lookups.

        Complexity:
            Linear in the number of words of two characters, about a microsecond each.
        """
        self.gains = self._tables.gains(self.log_counts)

    def _mark(self, word):
        """Update the words that are marked whole after the log count of one word has changed."""
        if not self._tables.holds_for(self.log_total):
            self._tables.mark_anew(self.log_counts, self.log_total)
            self.gains = None
        elif len(word) == 2:
            self._tables.mark_again([word], self.log_counts)
        elif len(word) == 1:
            self._tables.mark_again(self._pairs_with(word), self.log_counts)

    def _pairs_with(self, character):
        """Return the words of two characters that contain a character.

        The first call makes the index, which takes as long as a few searches through all words, so that
        changing many characters takes no search for each.
        """
        if self._pairs is None:
            self._pairs = defaultdict(set)
            self._enter_pairs([word for word in self.log_counts if len(word) == 2])
        return sorted(pair for pair in self._pairs[character] if pair in self.log_counts)

    def _enter_pairs(self, pairs):
        found = self._pairs
        for pair in pairs:
            first, second = pair
            found[first].add(pair)
            found[second].add(pair)

    def holds(self, character):
        """Tell whether any word contains a character."""
        words = iter(self.log_counts)
        while True:
            text = ''.join(islice(words, _AT_ONCE))
            if not text or character in text:
                return bool(text)

    def log_probability(self, word):
        """Return ln P(word) in units; a word outside the lexicon is taken to have the count 1."""
        value = self.log_counts.get(word, 0)
        return value - (FORCE * len(word) if word in self.forced else 0) - self.log_total


def _restored(counts, forced):
    """Return a lexicon as it was pickled."""
    return Lexicon.of_counts(counts, forced)
