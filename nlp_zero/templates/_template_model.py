# -*- coding: utf-8 -*-
"""Choose the templates that shorten the description of a text, in the sense of minimum entropy.

Candidates are mined in `_finder`. The model measures the bits that each template saves, and the bits that a
sentence takes with and without templates.

Without templates, a clause is coded word by word, by each word's share of the training text, followed by an
end symbol. With templates, it is coded as one template, by the share of training clauses that chose it, and
the fillers of its gaps word by word, by each word's share in that gap, smoothed towards its share in the
whole text. Coding a clause without a template remains a choice, with a share of its own.

Fixed sentences, clauses that repeat as they are, are no templates. In measuring, such a clause may also be
coded as a whole, by its share of the training clauses, estimated from its other occurrences (leaving one
out).
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from collections import namedtuple
from math import exp, log

from .._compat import iter_items, iter_range, to_native
from ..errors import ArgumentError, checked_call
from ..text import text_checksum
from ._coding_costs import CodingCosts, GapCounts
from ._codings import LONGEST_CLAUSE
from ._embeddings import embeddings
from ._slots import fillers
from ._template import template_key
from ._xtrie import XTrie

#: Stands for the end of a clause or of what fills a gap; no word is None.
_END = None
#: Most different clauses to look at; if there are more, those with the smallest checksums.
MOST_CLAUSES = 100000
#: Most different repeated clauses to count; if there are more, the most frequent.
_MOST_REPEATED = 100000
#: Checksums of clauses are counted modulo this number: 8 MB. Of as many different clauses that occur once,
#: six of ten then share their count with others.
_CHECKSUMS = 1 << 21
#: Weights of clauses are whole thousandths.
WEIGHT_UNIT = 1000
#: No template at all.
_PLAIN = ()
_BITS = 1 / log(2)
#: What a character takes that was never seen: a choice out of all of Unicode.
_ANY_CHARACTER = log(0x110000)


class DistinctClauses(object):
    """The different clauses of a corpus and how often each occurs; a sample of them if there are many.

    Which clauses are sampled depends on their words alone, not on the order of the corpus.

    Args:
        clauses: an iterable of lists of words.
        most: greatest number of different clauses to keep.

    Attributes:
        rows: the clauses as tuples of words, sorted.
        counts: how often each occurs.
        weights: 1 + log(count) of each, in thousandths, since the repetition of a clause tells little.
    """

    def __init__(self, clauses, most=MOST_CLAUSES):
        found, limit = {}, 1 << 32
        for words in clauses:
            words = tuple(words)
            if len(words) > LONGEST_CLAUSE:
                continue
            if words in found:
                found[words] += 1
            elif limit == 1 << 32 or _checksum(words) < limit:
                found[words] = 1
                while len(found) > most:
                    limit >>= 1
                    found = {row: count for row, count in iter_items(found) if _checksum(row) < limit}
        self.rows = sorted(found)
        self.counts = [found[words] for words in self.rows]
        self.weights = [int(round(WEIGHT_UNIT * (1 + log(count)))) for count in self.counts]

    def __len__(self):
        return len(self.rows)


def _checksum(words):
    return text_checksum(' '.join(words))


def _checksum_counts(clauses):
    """Return the number of clauses, and an array of the counts of their checksums modulo its length.

    A clause of one word, or of more than `LONGEST_CLAUSE`, is counted in the number alone.
    """
    number, counts = 0, array(str('I'), [0]) * _CHECKSUMS
    for words in clauses:
        number += 1
        if 1 < len(words) <= LONGEST_CLAUSE:
            counts[_checksum(words) % _CHECKSUMS] += 1
    return number, counts


def _repeated_clauses(clauses, checksum_counts, least):
    """Return {clause as a tuple: count} of the clauses that occur at least so often, in bounded memory.

    Only clauses whose checksum was counted so often are looked at (Park, Chen and Yu 1995). If more than
    `_MOST_REPEATED` of these differ, those of the most frequent checksums are counted, so a frequent clause
    is kept unless so many others have a checksum that is as frequent. The order of the clauses does not
    matter.

    Args:
        checksum_counts: the counts that `_checksum_counts` returns.
    """
    def rank(words):
        checksum = _checksum(words)
        return -checksum_counts[checksum % len(checksum_counts)], checksum, words

    found, last = {}, (1 - least,)
    for words in clauses:
        if not 1 < len(words) <= LONGEST_CLAUSE:
            continue
        place = rank(tuple(words))
        if place < last:
            found[place[-1]] = found.get(place[-1], 0) + 1
            if len(found) > 2 * _MOST_REPEATED:
                found, last = _first_ranked(found, rank, last)
    found, _ = _first_ranked(found, rank, last)
    return {words: count for words, count in iter_items(found) if count >= least}


def _first_ranked(counts, rank, last):
    """Return the counts of the first `_MOST_REPEATED` keys, and the rank that all others reach."""
    if len(counts) > _MOST_REPEATED:
        last = sorted(map(rank, counts))[_MOST_REPEATED]
        counts = {words: count for words, count in iter_items(counts) if rank(words) < last}
    return counts, last


class WordModel(object):
    """Measure the bits of a word, seen in training or not.

    An unseen word takes the bits of the event of a new word, whose count in training is the number of words
    seen once, and the bits of its characters. The end of a clause is a symbol of its own.

    Args:
        clauses: an iterable of lists of words.
    """

    def __init__(self, clauses):
        counts, ends = {}, 0
        for words in clauses:
            ends += 1
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        self._counts, self._ends = counts, ends
        self._new = sum(1 for count in counts.values() if count == 1) + 1
        self._total = sum(counts.values()) + ends + self._new
        self._count_characters(counts)

    def _count_characters(self, counts):
        characters, length = {}, 0
        for word in counts:
            length += len(word)
            for character in word:
                characters[character] = characters.get(character, 0) + 1
        total = length + len(counts) + 1
        self._stop = -log((len(counts) + 1) / (total + 1))
        self._characters = {c: -log(count / (total + 1)) for c, count in iter_items(characters)}
        self._strange = log(total + 1) + _ANY_CHARACTER

    def cost(self, word):
        """Return the cost of a word, or of the end (None), in nats."""
        count = self._ends if word is _END else self._counts.get(word, 0)
        if count:
            return log(self._total) - log(count)
        spelled = sum(self._characters.get(c, self._strange) for c in word or '')
        return log(self._total) - log(self._new) + spelled + self._stop

    def clause_cost(self, words):
        """Return the cost of a clause in nats."""
        return sum(self.cost(word) for word in words) + self.cost(_END)

    def training_cost(self):
        """Return the cost of the training clauses in nats."""
        cost = sum(count * self.cost(word) for word, count in sorted(iter_items(self._counts)))
        return cost + self._ends * self.cost(_END)


class _GapCounts(object):
    """Counts of the words in one gap, and of its ends."""

    def __init__(self):
        self.counts, self.total = {}, 0

    def add(self, filler):
        for word in list(filler) + [_END]:
            self.counts[word] = self.counts.get(word, 0) + 1
            self.total += 1


#: The cheapest way to write a clause: what it takes, in nats, the template as a tuple, and the places
#: of its words.
_Coding = namedtuple('_Coding', 'nats template places')


class Measure(namedtuple('Measure', 'bits plain_bits clauses covered')):
    """The code length of clauses with the templates and fixed sentences of a `TemplateModel`.

    What is saved is due to the fixed sentences too: a model without templates saves bits where sentences are
    repeated. Of clauses that no template or sentence shortens, `bits` is above `plain_bits` by the cost of
    that choice. To compare sets of templates, compare their `bits` for the same clauses.

    Attributes:
        bits: the code length with the templates and `TemplateModel.sentences`.
        plain_bits: the code length by words alone, without either.
        clauses: number of clauses.
        covered: number of clauses for which a template of two or more words is best.
    """

    __slots__ = ()


class TemplateModel(object):
    """Choose the templates that shorten a text, and measure how much they and its fixed sentences save.

    Args:
        templates: the candidates, in any form that `XTrie` accepts.
        strength: how strongly the shares in a gap are smoothed towards those in the whole text, in words.
        min_count: least number of training clauses that choose a template; others are dropped.
        passes: how often the training clauses choose.

    Attributes:
        counts: {template as a tuple: number of training clauses that chose it in the last pass};
            the empty tuple counts the clauses without a template.
        saved: {template: bits saved in those clauses compared with words alone}.
        sentences: {fixed sentence as a tuple of words: how often it was repeated} of those that are cheaper
            to code as a whole, of at most `LONGEST_CLAUSE` words. `measure` uses them; they are neither in
            `counts` nor in `ranked`. If more than 100,000 different clauses are repeated, the most frequent
            ones are candidates.
    """

    @checked_call
    def __init__(self, templates, strength=20.0, min_count=2, passes=4):
        self._trie = XTrie(templates)
        self.strength, self.min_count, self.passes = strength, min_count, passes
        self.counts, self.saved, self.sentences = {}, {}, {}
        self._slots = {}
        self._words = None
        self._gap_end, self._log_total, self._log_clauses, self._no_sentence = 0.5, 0.0, 0.0, 0.0

    def __repr__(self):
        return to_native('<TemplateModel: %d templates%s>' % (
            sum(1 for template in self.counts if template) if self._words else len(self._trie),
            '' if self._words else ', not fitted'))

    def fit(self, clauses):
        """Learn from training clauses.

        Args:
            clauses: a list of lists of words, or any re-iterable of them; it is iterated `passes` + 3 times.
                Without clauses, no template is kept.

        Raises:
            ArgumentError: `clauses` is an iterator, which can be iterated only once.
        """
        if iter(clauses) is clauses:
            raise ArgumentError('fit iterates the clauses several times: give a list, not an iterator')
        self._words = WordModel(clauses)
        self.counts = dict(self._trie)
        number, checksum_counts = _checksum_counts(clauses)
        self.counts[_PLAIN] = number
        self._log_total = log(max(1, sum(self.counts.values())))
        for _ in iter_range(self.passes):
            self._choose(clauses)
        repeated = _repeated_clauses(clauses, checksum_counts, max(2, self.min_count))
        self._keep_sentences(repeated, max(1, number))

    def _keep_sentences(self, repeated, number):
        """Keep the repeated clauses that are cheaper as a whole.

        The count of each is one less than its occurrences, so that the sum is that of repetitions: each
        sentence was new once, and so are some of the unseen ones.
        """
        self._log_clauses = log(number)
        self.sentences = {
            words: count - 1 for words, count in iter_items(repeated)
            if self._best_coding(words).nats > self._log_clauses - log(count - 1)}
        self._no_sentence = self._log_clauses - log(max(1, number - sum(self.sentences.values())))

    def _choose(self, clauses):
        """Let each clause choose its template, and learn from the choices."""
        counts, saved, slots = {}, {}, {}
        gaps = words_in_gaps = 0
        for words in clauses:
            cost, template, places = self._best_coding(words)
            counts[template] = counts.get(template, 0) + 1
            # Whole millionths add up to the same in any order of the clauses.
            saving = int(round((self._words.clause_cost(words) - cost) * 1e6))
            saved[template] = saved.get(template, 0) + saving
            for index, filler in enumerate(fillers(template, words, places)):
                slots.setdefault((template, index), _GapCounts()).add(filler)
                gaps += 1
                words_in_gaps += len(filler)
        self.counts = {t: c for t, c in iter_items(counts) if c >= self.min_count or not t}
        self.counts.setdefault(_PLAIN, 1)
        self._log_total = log(sum(self.counts.values()))
        self.saved = {t: saved[t] * _BITS / 1e6 for t in self.counts if t in saved}
        self._slots = slots
        self._gap_end = (gaps + 1) / (gaps + words_in_gaps + 2)
        self._trie = XTrie([(t, c) for t, c in iter_items(self.counts) if t])

    def _best_coding(self, words):
        """Return the cheapest `_Coding` of a clause; of equal ones the template that sorts first."""
        total = self._log_total
        best = (self._words.clause_cost(words) + total - log(self.counts[_PLAIN]), (), _PLAIN, ())
        sentence = tuple(words)
        for template, count in self._trie.covering(sentence):
            places = next(embeddings(template, sentence))
            cost = total - log(count)
            for index, filler in enumerate(fillers(template, sentence, places)):
                cost += self._filler_cost(self._slots.get((template, index)), filler)
            best = min(best, (cost, template_key(template), template, places))
        cost, _, template, places = best
        return _Coding(cost, template, places)

    def _filler_cost(self, slot, filler):
        cost = 0.0
        for place, word in enumerate(tuple(filler) + (_END,)):
            if word is _END:
                share = self._gap_end
            else:
                # Words share what the end of a gap leaves. (Before the first word no gap ends; to
                # model that would cost a distinction and save little.)
                share = exp(-self._words.cost(word)) * (1 - self._gap_end)
            if slot is not None:
                share = (slot.counts.get(word, 0) + self.strength * share) / (slot.total + self.strength)
            cost -= log(share)
        return cost

    def ranked(self):
        """Return (template as a tuple, count) pairs of the templates that are kept, ordered by their saving.

        Raises:
            ArgumentError: the model was not fitted.
        """
        self._check_fitted('ranked')
        return sorted(((template, count) for template, count in iter_items(self.counts) if template),
                      key=lambda pair: (-self.saved.get(pair[0], 0.0), template_key(pair[0])))

    def coding_costs(self):
        """Return the costs of templates, words and fillers as `CodingCosts`.

        Raises:
            ArgumentError: the model was not fitted.
        """
        self._check_fitted('coding_costs')
        gaps = {key: GapCounts(slot.counts, self.strength) for key, slot in iter_items(self._slots)}
        return CodingCosts(self._words, self.counts, gaps, self._gap_end)

    def _check_fitted(self, name):
        if self._words is None:
            raise ArgumentError('%s needs a model: call fit first' % name)

    def measure(self, clauses):
        """Return the code length of unseen clauses by words alone, and with templates and fixed sentences.

        A clause that is one of `sentences` is coded as a whole, if that is cheaper; see `Measure`.

        Args:
            clauses: an iterable of lists of words.

        Returns:
            Measure: a tuple (bits, plain_bits, clauses, covered).

        Raises:
            ArgumentError: the model was not fitted.
        """
        self._check_fitted('measure')
        bits = plain_bits = 0.0
        seen = covered = 0
        for words in clauses:
            coding = self._best_coding(words)
            nats, count = coding.nats + self._no_sentence, self.sentences.get(tuple(words))
            bits += (nats if count is None else min(nats, self._log_clauses - log(count))) * _BITS
            plain_bits += self._words.clause_cost(words) * _BITS
            seen += 1
            covered += len(coding.template) - coding.template.count(None) >= 2
        return Measure(bits, plain_bits, seen, covered)
