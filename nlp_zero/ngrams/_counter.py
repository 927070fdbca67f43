# -*- coding: utf-8 -*-
"""Count n-grams exactly, look counts up, save and load them."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import integer_types
from .._runtime import Resources, ordered_map
from .._storage import open_output, remove_files
from ..corpus import as_corpus
from ..errors import ArgumentError, EmptyCorpusError, check_kind, check_number, checked_call, shown
from ..scores import branching_entropy
from ..text import DEFAULT_RULES, Rules
from ._accumulator import Accumulator
from ._count_file import read_counts, text_block
from ._count_ranges import RangeCounter, range_tasks, task_batches
from ._lookup import AllCounts, RangeLookup, as_dict, order_of, pair_form, without_ends

#: With fewer symbols no worker processes are started.
_SMALL = 1 << 20
#: Most symbols of an n-gram: each symbol of the text takes twice as many bytes.
_LONGEST = 10000


class NgramCounter(object):
    """Count n-grams of symbols within clauses, exactly; texts can be added at any time.

    An n-gram is represented by its text, the joined text of its symbols. Counts are not smoothed or pruned.
    With a memory budget they are kept in run files, from which each result is computed when it is requested;
    the results are the same, but looking up single n-grams in random order is slow.

    Args:
        max_n: longest n-gram, in symbols, from 1 to 10,000.
        memory: bytes for all processes together, beyond what an idle interpreter takes: a number, or a text
            such as '512MB' or '25%' (`parse_size`); None for no limit.
        workers: number of processes; None for one per core. Small texts are counted in this process.
        temp_dir: folder for run files; None for the system's default.
        rules: the `text.Rules` that define a symbol.
        checkpoint: folder in which `update` saves its progress, or None. After a kill, the same `update` of a
            new counter resumes from there; `done` removes it. Such a counter accepts one corpus.

    Raises:
        ArgumentError: an invalid value.

    >>> counter = NgramCounter(max_n=2)
    >>> counter.update(['蓝牙耳机，蓝牙'])
    >>> counter['蓝牙'], counter['耳机'], counter.get('机蓝'), counter.total
    (2, 1, 0, 6)
    """

    @checked_call
    def __init__(self, max_n=4, memory=None, workers=None, temp_dir=None, rules=DEFAULT_RULES,
                 checkpoint=None):
        _check_max_n(max_n)
        resources = Resources(memory, workers, temp_dir, checkpoint)
        self._set_up(resources, max_n, rules, 'counts')
        self._own_resources = resources

    @classmethod
    def within(cls, resources, max_n=4, rules=DEFAULT_RULES, stage='counts'):
        """Return a counter that uses the limits of a `Resources`, and its checkpoint as one stage.

        Args:
            resources: the `Resources` of the run.
            max_n, rules: as in the class.
            stage: name of the stage in `_runtime.STAGES`.
        """
        _check_max_n(max_n)
        counter = cls.__new__(cls)
        counter._set_up(resources, max_n, rules, stage)
        return counter

    def _set_up(self, resources, max_n, rules, stage):
        check_kind('rules', rules, Rules, 'a text.Rules')
        self.max_n, self.rules = max_n, rules
        self.memory, self.workers = resources.memory, resources.processes
        self._accumulator = Accumulator(resources, max_n, rules, stage)
        # The look-up of single counts, until they change.
        self._lookup = None
        # Resources that are closed with this counter.
        self._own_resources = Resources()

    def __repr__(self):
        return str('NgramCounter(max_n=%d, memory=%s, workers=%d)') % (self.max_n, self.memory, self.workers)

    # --- counting ----------------------------------------------------------------------------------

    def add(self, text):
        """Count one text.

        Raises:
            CorpusTypeError: it is not text.
        """
        self._lookup = None
        self._accumulator.add(text)

    def update(self, corpus):
        """Count all texts of a corpus, in one pass.

        After an error the counter is empty, since part of a corpus would not have exact counts.

        Args:
            corpus: a `Corpus` or an iterable of texts; iterators are allowed.

        Raises:
            CorpusError, CorpusTypeError, InputError: reading fails.
            EmptyCorpusError: an iterator yields no text; it may be exhausted. Other corpora without text add
                nothing.
            OutputError: there is no space for run files.
            WorkerError: a worker was killed.
        """
        self._lookup = None
        try:
            self._accumulator.update(corpus)
        except BaseException:
            self._own_resources.close()
            raise

    def done(self):
        """Remove the checkpoint, if there is one; call this when the results have been saved."""
        self._accumulator.remove_checkpoint()

    def close(self):
        """Drop all counts, remove the run files, and release the checkpoint."""
        self._lookup = None
        self._accumulator.close()
        self._own_resources.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    # --- all counts --------------------------------------------------------------------------------

    def sections(self, min_count=1):
        """Yield the counts in consecutive sections, sorted by n-gram.

        Args:
            min_count: leave out n-grams that occur less often.

        Yields:
            (texts, counts): two lists of equal length.
        """
        for texts, counts in self._counted_ranges(pair_form, min_count):
            if texts:
                yield texts, counts

    def lines(self, min_count=1):
        """Yield the lines that `save` writes, in texts of many lines, which are made by the workers.

        >>> counter = NgramCounter(max_n=1)
        >>> counter.update(['好好学习'])
        >>> print(''.join(counter.lines(min_count=2)).replace('\\t', ' '), end='')
        好 2
        """
        return self._counted_ranges(text_block, min_count)

    def _range_counter(self, coded, min_count, form):
        accumulator = self._accumulator
        return RangeCounter(coded.codec, coded.coder, min_count, accumulator.may_overlap,
                            accumulator.key_limit, form)

    def _range_tasks(self, coded, scratch):
        accumulator = self._accumulator
        return range_tasks(coded.store, coded.codec, coded.coder, accumulator.key_limit, scratch)

    def _counted_ranges(self, form, min_count):
        """Yield the result of `form` for the counts of each range."""
        check_number('min_count', min_count)
        coded = self._accumulator.completed()
        workers = 1 if sum(coded.store.sizes) < _SMALL else self.workers
        scratch = []
        batches = task_batches(self._range_tasks(coded, scratch), self._accumulator.key_limit, workers)
        try:
            for batch in ordered_map(self._range_counter(coded, min_count, form), batches, workers):
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
            min_count: leave out n-grams that occur less often.
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
        return bool(self._accumulator)

    __nonzero__ = __bool__

    @property
    def total(self):
        """Number of symbols that were counted."""
        return self._accumulator.total

    # --- single n-grams ----------------------------------------------------------------------------

    def get(self, text, default=0):
        """Return the count of an n-gram, or `default` if it does not occur."""
        return self._counts_near(text).get(text, default)

    def __getitem__(self, text):
        return self._counts_near(text)[text]

    def __contains__(self, text):
        return text in self._counts_near(text)

    @property
    def _by_range(self):
        """Whether single n-grams are looked up range by range, because all may not fit into memory."""
        return self.memory is not None and self._accumulator.stored

    def _counts_near(self, text):
        """Return a dict of counts that contains a text if it occurs."""
        if self._lookup is None:
            if self._by_range:
                coded = self._accumulator.completed()
                # The files of these tasks are kept until the counter is closed.
                self._lookup = RangeLookup(list(self._range_tasks(coded, [])),
                                           self._range_counter(coded, 1, pair_form))
            else:
                self._lookup = AllCounts(as_dict(self.sections()), self.rules)
        return self._lookup.counts_near(text)

    def entropy_right(self, text):
        """Return the branching entropy of the symbols after an n-gram.

        Args:
            text: an n-gram of fewer than `max_n` symbols.

        Returns:
            float: nats; each end of a clause counts as a neighbour that occurs once. 0 if the n-gram does not
            occur.

        Raises:
            ArgumentError: the n-gram is too long, so that its neighbours were not counted.

        Formula:
            See `scores.branching_entropy`.

        >>> counter = NgramCounter(max_n=2)
        >>> counter.update(['很好，很好，很坏'])
        >>> print('%.4f' % counter.entropy_right('很'))
        0.6365
        """
        return self._entropy(text, 1)

    def entropy_left(self, text):
        """Return the branching entropy of the symbols before an n-gram; see `entropy_right`."""
        return self._entropy(text, 0)

    def _entropy(self, text, side):
        if self._by_range:
            return self.entropies([text])[text][side]
        self._check_order(text)
        count = self.get(text)
        counts = self._lookup.right_counts(text) if side else self._lookup.left_counts(text)
        return branching_entropy(counts, count - sum(counts))

    def _check_order(self, text):
        if order_of(text, self.rules) >= self.max_n:
            raise ArgumentError('%r has max_n symbols (%d) or more: what is beside it was not '
                                'counted' % (text, self.max_n))

    def entropies(self, texts):
        """Return the entropies on both sides of many n-grams, in one pass over the counts.

        Args:
            texts: n-grams of fewer than `max_n` symbols.

        Returns:
            dict: {text: (left, right)}, in nats.

        Raises:
            ArgumentError: an n-gram is too long, so that its neighbours were not counted.

        Complexity:
            One pass; memory for the neighbours of these n-grams.

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
                start, end = without_ends(text, self.rules)
                if text in counts:
                    counts[text] += number
                if start in sides:
                    sides[start][1].append(number)
                if end in sides:
                    sides[end][0].append(number)
        return dict((text, tuple(branching_entropy(side, counts[text] - sum(side))
                                 for side in sides[text])) for text in sides)

    # --- keeping -----------------------------------------------------------------------------------

    def merge(self, other):
        """Add the counts of another counter, which is not changed.

        Raises:
            ArgumentError: the other one has another `max_n`, or is not a counter.
        """
        if not isinstance(other, NgramCounter) or other.max_n != self.max_n:
            raise ArgumentError('only counters of one max_n can be merged: %r and %r'
                                % (self.max_n, getattr(other, 'max_n', other)))
        if other is self:
            raise ArgumentError('a counter cannot be merged with itself')
        total = other.total
        self._add_counts(other.items())
        self._accumulator.extra_total += total

    def _add_counts(self, pairs):
        self._lookup = None
        self._accumulator.add_counts(pairs)

    def save(self, path, min_count=1):
        """Write the counts as sorted `n-gram<TAB>count` lines.

        Args:
            path: file to write, compressed by its name; `-` is standard output.
            min_count: leave out n-grams that occur less often; above 1, the saved counts are incomplete.

        Raises:
            OutputError: the file cannot be written; an old file stays unchanged.
        """
        with open_output(path) as out:
            for block in self.lines(min_count):
                out.write(block)

    @classmethod
    def load(cls, path, max_n=None, **options):
        """Return a counter with the counts of a file that `save` wrote.

        Lines may be in any order; the counts of repeated n-grams are added.

        Args:
            path: path of the file, or an iterable of lines.
            max_n: longest n-gram; None for that of the file.
            options: other arguments of `NgramCounter`.

        Raises:
            FormatError: a line is not an n-gram with its count.
            InputError: the file cannot be read.
        """
        counter = cls(1 if max_n is None else max_n, **options)
        loaded = _LoadedCounts(read_counts(path), counter.rules)
        counter._add_counts(loaded)
        counter._accumulator.extra_total = loaded.total
        if max_n is None:
            counter.max_n = max(1, loaded.order)
            counter._accumulator.set_max_n(counter.max_n)
        return counter


class _LoadedCounts(object):
    """Pass pairs on, and record their highest order and the sum of the unigram counts."""

    def __init__(self, pairs, rules):
        self._pairs, self._rules = pairs, rules
        self.order = self.total = 0

    def __iter__(self):
        for text, count in self._pairs:
            order = order_of(text, self._rules)
            self.order = max(self.order, order)
            if order == 1:
                self.total += count
            yield text, count


def _check_max_n(max_n):
    if isinstance(max_n, bool) or not isinstance(max_n, integer_types) or not 1 <= max_n <= _LONGEST:
        raise ArgumentError('max_n= must be a whole number from 1 to %d, not %s' % (_LONGEST, shown(max_n)))


@checked_call
def count_ngrams(corpus, max_n=4, min_count=1, memory=None, workers=None, temp_dir=None,
                 rules=DEFAULT_RULES):
    """Count the n-grams of a corpus exactly, in one pass.

    The returned dict is not part of the memory budget; if it would be too large, use `NgramCounter.sections`.

    Args:
        corpus: a `Corpus` or an iterable of texts.
        max_n: longest n-gram, in symbols.
        min_count: leave out n-grams that occur less often.
        memory, workers, temp_dir, rules: as in `NgramCounter`.

    Returns:
        dict: {text: int}.

    Raises:
        ArgumentError: an invalid value.
        EmptyCorpusError: the corpus has no text.
        CorpusError, CorpusTypeError, InputError, OutputError, WorkerError: as in `NgramCounter.update`.

    >>> counts = count_ngrams(['充电宝充电'], max_n=2, min_count=2)
    >>> print(' '.join('%s %d' % pair for pair in sorted(counts.items())))
    充 2 充电 2 电 2
    """
    check_number('min_count', min_count)
    with NgramCounter(max_n, memory, workers, temp_dir, rules) as counter:
        corpus = as_corpus(corpus)
        counter.update(corpus)
        if not corpus.characters:
            raise EmptyCorpusError('the pass that counts saw no text')
        return as_dict(counter.sections(min_count))
