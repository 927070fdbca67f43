# -*- coding: utf-8 -*-
"""Answer questions about n-gram counts, save and load them."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from bisect import bisect_left, bisect_right

from .._compat import string_types
from .._storage import open_output
from .._runtime import ordered_map
from ..corpus import as_corpus
from ..errors import ArgumentError, EmptyCorpusError
from ..scores import branching_entropy
from ..text import DEFAULT_RULES, symbols
from .._storage import remove_files
from ._accumulator import Gatherer
from ._count_file import read_counts, text_block
from ._count_ranges import Settler, batches, jobs

__all__ = [str('NgramCounter'), str('count_ngrams')]

#: Fewer symbols than these are settled in this process.
_SMALL = 1 << 20
_HAN_ONLY = re.compile('[\u4e00-\u9fff]*$')


class NgramCounter(Gatherer):
    """Count n-grams of symbols within clauses, exactly, for as long as texts come in.

    An n-gram is known by its text: that of its symbols, joined. It does not smooth, prune or guess.
    With a budget the counts live in run files, and what is asked for is summed up from them each
    time; the answers are the same, but asking for single n-grams in no order is slow.

    Args:
        max_n: longest n-gram, in symbols, from 1 to 10,000.
        memory: bytes for all processes together, beyond what an idle interpreter takes: a number,
            or a text such as '512MB' or '25%' (`parse_size`); None for no bound.
        workers: number of processes; None for one a core. Small texts are counted in this process.
        temp_dir: where run files go; None for the system's place.
        rules: the `text.Rules` that say what a symbol is.
        checkpoint: folder in which `update` keeps what it has done, or None. After a kill, the same
            `update` of a new counter goes on from there; `done` removes it. Such a counter takes one
            corpus.

    Raises:
        ArgumentError: a value that makes no sense.

    >>> counter = NgramCounter(max_n=2)
    >>> counter.update(['蓝牙耳机，蓝牙'])
    >>> counter['蓝牙'], counter['耳机'], counter.get('机蓝'), counter.total
    (2, 1, 0, 6)
    """

    # --- asking ------------------------------------------------------------------------------------

    def sections(self, min_count=1):
        """Yield the counts in pieces whose n-grams are sorted, one piece after the other.

        Args:
            min_count: leave out what occurs less often.

        Yields:
            (texts, counts): two lists of one length.
        """
        for texts, counts in self._settle(_same, min_count):
            if texts:
                yield texts, counts

    def lines(self, min_count=1):
        """Yield what `save` writes, in pieces of many lines; the workers do the writing.

        >>> counter = NgramCounter(max_n=1)
        >>> counter.update(['好好学习'])
        >>> print(''.join(counter.lines(min_count=2)).replace('\\t', ' '), end='')
        好 2
        """
        return self._settle(_as_lines, min_count)

    def _settle(self, form, min_count):
        """Yield what `form` makes of each range's counts."""
        coder, store = self._settled_store()
        room = self._settle_room()
        settler = Settler(self._codec, coder, min_count, self._full, room, form)
        workers = 1 if sum(store.sizes) < _SMALL else self.workers
        scratch = []
        work = batches(jobs(store, self._codec, coder, room, scratch), room, workers)
        try:
            for batch in ordered_map(settler, work, workers):
                for made in batch:
                    yield made
        except GeneratorExit:
            raise
        except BaseException:
            self.close()
            raise
        finally:
            remove_files(scratch)

    def items(self, min_count=1):
        """Yield (text, count), sorted by text.

        Args:
            min_count: leave out what occurs less often.
        """
        for texts, counts in self.sections(min_count):
            for pair in zip(texts, counts):
                yield pair

    def __iter__(self):
        for texts, _ in self.sections():
            for text in texts:
                yield text

    def keys(self):
        """Yield the n-grams, sorted."""
        return iter(self)

    def values(self):
        """Yield the counts, in the order of the n-grams."""
        for _, counts in self.sections():
            for count in counts:
                yield count

    def __len__(self):
        return sum(len(texts) for texts, _ in self.sections())

    def __bool__(self):
        return bool(self._pending or self._early or self._store is not None)

    __nonzero__ = __bool__

    def get(self, text, default=0):
        """Return the count of an n-gram, or `default` where it does not occur."""
        return self._range_of(text).get(text, default)

    def __getitem__(self, text):
        return self._range_of(text)[text]

    def __contains__(self, text):
        return text in self._range_of(text)

    def _range_of(self, text):
        """Return a dict of counts that holds a text if it occurs."""
        if self.memory is None or self._store is None:
            if self._counts is None:
                self._counts = _as_dict(self.sections())
            return self._counts
        if not isinstance(text, string_types):
            return {}
        number = self._job_at(text)
        if self._range is None or self._range[0] != number:
            settler = Settler(self._codec, self._coder, 1, self._full, self._settle_room(), _same)
            texts, counts = settler.one(self._jobs[number])
            self._range = number, dict(zip(texts, counts))
        return self._range[1]

    def _job_at(self, text):
        """Return the number of the job in whose range a text lies."""
        if self._jobs is None:
            coder, store = self._settled_store()
            # Their files stay until the counter is closed.
            self._jobs = list(jobs(store, self._codec, coder, self._settle_room(), []))
            self._starts = [job.texts[0] for job in self._jobs]
        return max(0, bisect_right(self._starts, text) - 1)

    @property
    def total(self):
        """Number of symbols that were counted."""
        if self._store is None and not self._pending:
            return self._merged_total
        _, store = self._settled_store()
        return sum(store.sizes) + store.rare + self._merged_total

    # --- neighbours --------------------------------------------------------------------------------

    def entropy_right(self, text):
        """Return the branching entropy of what stands behind an n-gram.

        Args:
            text: an n-gram of fewer than `max_n` symbols.

        Returns:
            float: nats; ends of clauses are neighbours of their own kinds. 0 where it does not occur.

        Raises:
            ArgumentError: the n-gram is too long for its neighbours to be known.

        Formula:
            See `scores.branching_entropy`.

        >>> counter = NgramCounter(max_n=2)
        >>> counter.update(['很好，很好，很坏'])
        >>> print('%.4f' % counter.entropy_right('很'))
        0.6365
        """
        return self._entropy(text, 1)

    def entropy_left(self, text):
        """Return the branching entropy of what stands before an n-gram; see `entropy_right`."""
        return self._entropy(text, 0)

    def _entropy(self, text, side):
        if self.memory is not None and self._store is not None:
            return self.entropies([text])[text][side]
        self._check_order(text)
        counts = self._right(text) if side else self._left(text)
        return branching_entropy(counts, self.get(text) - sum(counts))

    def _check_order(self, text):
        if len(symbols(text, self.rules)) >= self.max_n:
            raise ArgumentError('%r has max_n symbols (%d) or more: what stands beside it was not '
                                'counted' % (text, self.max_n))

    def _right(self, text):
        counts = self._range_of(text)
        if self._sorted is None:
            self._sorted = sorted(counts)
        found = []
        for at in range(bisect_left(self._sorted, text), len(self._sorted)):
            longer = self._sorted[at]
            if not longer.startswith(text):
                break
            if longer != text and self._split(longer)[0] == text:
                found.append(counts[longer])
        return found

    def _left(self, text):
        counts = self._range_of(text)
        if self._unigrams is None:
            self._unigrams = [x for x in counts if not self._split(x)[0]]
        found = [x + text for x in self._unigrams if x + text in counts]
        return [counts[longer] for longer in found if self._split(longer)[1] == text]

    def _split(self, text):
        """Return an n-gram without its last, and without its first symbol."""
        if _HAN_ONLY.match(text):
            return text[:-1], text[1:]
        parts = symbols(text, self.rules)
        return text[:len(text) - len(parts[-1])], text[len(parts[0]):]

    def entropies(self, texts):
        """Return the entropies on both sides of many n-grams, in one pass over the counts.

        Args:
            texts: n-grams of fewer than `max_n` symbols.

        Returns:
            dict: {text: (left, right)}, in nats.

        Raises:
            ArgumentError: an n-gram is too long for its neighbours to be known.

        Complexity:
            One pass; memory grows with the neighbours of these n-grams.

        >>> counter = NgramCounter(max_n=2)
        >>> counter.update(['很好，很好，很坏'])
        >>> print('%.4f %.4f' % counter.entropies(['很'])['很'])
        1.0986 0.6365
        """
        sides = dict((text, ([], [])) for text in texts)
        for text in sides:
            self._check_order(text)
        counts = dict.fromkeys(sides, 0)
        for found, numbers in self.sections():
            for text, number in zip(found, numbers):
                before, behind = self._split(text)
                if text in counts:
                    counts[text] += number
                if before in sides:
                    sides[before][1].append(number)
                if behind in sides:
                    sides[behind][0].append(number)
        return dict((text, tuple(branching_entropy(side, counts[text] - sum(side))
                                 for side in sides[text])) for text in sides)

    # --- keeping -----------------------------------------------------------------------------------

    def merge(self, other):
        """Add the counts of another counter, which stays as it is.

        Raises:
            ArgumentError: its n-grams are of other lengths, or it is no counter.
        """
        if not isinstance(other, NgramCounter) or other.max_n != self.max_n:
            raise ArgumentError('only counters of one max_n can be merged: %r and %r'
                                % (self.max_n, getattr(other, 'max_n', other)))
        if other is self:
            raise ArgumentError('a counter cannot be merged with itself')
        total = other.total
        self._add_listed(other.items())
        self._merged_total += total

    def save(self, path, min_count=1):
        """Write the counts as sorted `n-gram<TAB>count` lines.

        Args:
            path: file to write, compressed by its name; `-` is standard output.
            min_count: leave out what occurs less often; what is loaded again is then no longer exact.

        Raises:
            OutputError: it cannot be written; an old file stays as it was.
        """
        with open_output(path) as out:
            for block in self.lines(min_count):
                out.write(block)

    @classmethod
    def load(cls, path, max_n=None, **options):
        """Return a counter with the counts of a file that `save` wrote.

        Lines may be in any order, and several for one n-gram are added up.

        Args:
            path: the file, or an iterable of lines.
            max_n: longest n-gram; None for that of the file.
            options: as `NgramCounter` takes them.

        Raises:
            FormatError: a line that is no n-gram with its count.
            InputError: the file cannot be read.
        """
        counter = cls(max_n or 1, **options)
        longest = _Longest(read_counts(path), counter.rules)
        counter._add_listed(longest)
        counter._merged_total = longest.total
        if max_n is None:
            counter._set_max_n(max(1, longest.order))
        return counter


class _Longest(object):
    """Pass pairs on and note the highest order among them, and the sum of the unigrams."""

    def __init__(self, pairs, rules):
        self._pairs, self._rules = pairs, rules
        self.order = self.total = 0

    def __iter__(self):
        for text, count in self._pairs:
            if len(text) > self.order or len(text) == 1:
                order = len(symbols(text, self._rules))
                self.order = max(self.order, order)
            else:
                order = 1 if _is_one(text, self._rules) else 2
            if order == 1:
                self.total += count
            yield text, count


def _is_one(text, rules):
    return not _HAN_ONLY.match(text) and len(symbols(text, rules)) == 1


def _same(texts, counts):
    return texts, counts


def _as_lines(texts, counts):
    return text_block(texts, counts)


def _as_dict(sections):
    counts = {}
    for texts, numbers in sections:
        counts.update(zip(texts, numbers))
    return counts


def count_ngrams(corpus, max_n=4, min_count=1, memory=None, workers=None, temp_dir=None,
                 rules=DEFAULT_RULES):
    """Count the n-grams of a corpus exactly, in one pass.

    The dict that it returns is not part of the budget; where even that is too large, let an
    `NgramCounter` give the counts piece by piece.

    Args:
        corpus: a `Corpus` or an iterable of text.
        max_n: longest n-gram, in symbols.
        min_count: leave out what occurs less often.
        memory, workers, temp_dir, rules: as `NgramCounter` takes them.

    Returns:
        dict: {text: int}, each n-gram by its text.

    Raises:
        ArgumentError: a value that makes no sense.
        EmptyCorpusError: the corpus holds no text.
        CorpusError, CorpusTypeError, InputError, OutputError, WorkerError: as
            `NgramCounter.update` does.

    >>> counts = count_ngrams(['充电宝充电'], max_n=2, min_count=2)
    >>> print(' '.join('%s %d' % pair for pair in sorted(counts.items())))
    充 2 充电 2 电 2
    """
    with NgramCounter(max_n, memory, workers, temp_dir, rules) as counter:
        corpus = as_corpus(corpus)
        counter.update(corpus)
        if not corpus.characters:
            raise EmptyCorpusError('the pass that counts saw no text')
        return _as_dict(counter.sections(min_count))
