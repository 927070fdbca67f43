# -*- coding: utf-8 -*-
"""Gather n-gram counts, answer questions about them, save and load them."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
from bisect import bisect_left, bisect_right
from itertools import islice

from .._compat import integer_types, iter_items, string_types
from .._files import open_output
from .._parallel import ordered_map, resolve_workers
from ..corpus import as_corpus
from ..errors import ArgumentError
from ..scores import branching_entropy
from ..text import DEFAULT_RULES, WHOLE, clean_text, symbols
from ._budget import parse_size
from ._checkpoint import Checkpoint, checked_blocks
from ._coder import Coder
from ._folder import TempFolder, remove_files
from ._keys import key_codec
from ._lines import read_counts, text_block
from ._plan import Plan, sampled_bounds
from ._settle import Settler, jobs
from ._store import BlockMaker, Run, Store

__all__ = [str('NgramCounter'), str('count_ngrams')]

#: Characters of a block of texts at most (what is made of so many fits into a processor's cache, and
#: sorts twice as fast as eight times as many do), and at least.
_BLOCK, _LEAST_BLOCK = 1 << 16, 1 << 13
#: Blocks at most by which codes and ranges are chosen.
_OPENING = 16
#: Bytes of keys after which a checkpoint is written at the latest.
_CHECKPOINT_ROOM = 1 << 27
#: Ranges without and with a budget: more of them make each smaller.
_RANGES, _BOUNDED_RANGES = 1024, 2048
#: Characters for each range, on an average: small texts need few ranges.
_RANGE_KEYS = 1024
#: Coded characters at most by which ranges are chosen.
_SAMPLE = 1 << 18
#: Fewer symbols than these are settled in this process.
_SMALL = 1 << 20
#: Bytes that one character takes while a block is made, and one key while its range is settled.
_CHARACTER_BYTES, _KEY_BYTES = 400, 330
_HAN_ONLY = re.compile('[\u4e00-\u9fff]*$')


def repr_rules(rules):
    """Return rules as a list that JSON gives back as it is."""
    return [list(rules.whole), rules.han, rules.protect]


def _ambiguous(rules):
    """Tell whether one text may be two different n-grams under these rules."""
    return rules.protect is not None or set(rules.whole) != set(WHOLE)


class NgramCounter(object):
    """Count n-grams of symbols within clauses, exactly, for as long as texts come in.

    An n-gram is known by its text: that of its symbols, joined. It does not smooth, prune or guess.
    With a budget the counts live in run files, and what is asked for is summed up from them each
    time; the answers are the same, but asking for single n-grams in no order is slow.

    Args:
        max_n: longest n-gram, in symbols, from 1 up.
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

    def __init__(self, max_n=4, memory=None, workers=None, temp_dir=None, rules=DEFAULT_RULES,
                 checkpoint=None):
        if isinstance(max_n, bool) or not isinstance(max_n, integer_types) or max_n < 1:
            raise ArgumentError('max_n must be a whole number from 1 up, not %r' % (max_n,))
        self.max_n, self.rules = max_n, rules
        self.memory = parse_size(memory)
        self.workers = resolve_workers(workers)
        self._codec = key_codec(max_n)
        self._checkpoint = None
        if checkpoint is not None:
            self._checkpoint = Checkpoint(checkpoint, {'max_n': max_n, 'rules': repr_rules(rules)})
        self._folder = TempFolder(temp_dir, self._checkpoint and self._checkpoint.path)
        self._clear()

    def _clear(self):
        self._pending, self._length, self._fixed_block = [], 0, None
        self._store = self._maker = self._coder = None
        self._early, self._merged_total, self._full = {}, 0, _ambiguous(self.rules)
        self._forget()

    def _forget(self):
        """Drop what was derived from the counts."""
        self._counts = self._sorted = self._unigrams = self._jobs = self._range = None

    # --- gathering ---------------------------------------------------------------------------------

    def add(self, text):
        """Count one text.

        Raises:
            CorpusTypeError: it is none.
        """
        text = clean_text(text)
        self._forget()
        self._pending.append(text)
        self._length += len(text) + 1
        if self._length >= self._block_size():
            self._feed(self._blocks(()))

    def update(self, corpus):
        """Count all texts of a corpus, in one pass.

        If that fails half-way the counter is left empty: half a corpus has no exact counts.

        Args:
            corpus: a `Corpus` or an iterable of text; one-shot iterators will do.

        Raises:
            CorpusError, CorpusTypeError, InputError: as reading does.
            OutputError: no room for run files.
            WorkerError: a worker was killed.
        """
        self._forget()
        corpus = as_corpus(corpus)
        if self._checkpoint is not None:
            self._feed_kept(corpus)
            return
        self._feed(self._blocks(self._texts(corpus)))

    def _texts(self, corpus):
        if hasattr(corpus, 'blocks') and self.rules.protect is None:
            # Line ends are boundaries; what is protected might stand on both sides of one.
            return corpus.blocks(self._block_size())
        return corpus

    def _block_size(self):
        if self._fixed_block is not None:
            return self._fixed_block
        if self.memory is None:
            return _BLOCK
        share = self.memory // (_CHARACTER_BYTES * self.workers)
        return max(_LEAST_BLOCK, min(_BLOCK, share))

    def _blocks(self, texts):
        """Yield lists of texts that are long enough; what is left over stays pending."""
        size = self._block_size()
        for text in texts:
            self._pending.append(text)
            self._length += len(text) + 1
            if self._length >= size:
                yield self._take_pending()
        if self._length >= size:
            yield self._take_pending()

    def _openings(self, blocks):
        """Yield the first blocks, as a list, with the store made for them if there is none."""
        for block in blocks:
            opening = [block]
            if self._store is None:
                opening.extend(islice(blocks, self._opening() - 1))
                self._begin([text for block in opening for text in block],
                            len(opening) == self._opening())
            yield opening

    def _opening(self):
        if self.memory is None:
            return _OPENING
        return max(1, min(_OPENING, self.memory // (_CHARACTER_BYTES * self._block_size())))

    def _take_pending(self):
        block, self._pending, self._length = self._pending, [], 0
        return block

    def _feed(self, blocks):
        try:
            for opening in self._openings(blocks):
                for result in ordered_map(self._maker, _chained(opening, blocks), self.workers):
                    self._store.add(*result)
        except BaseException:
            self.close()
            raise

    # --- with a checkpoint -------------------------------------------------------------------------

    def _feed_kept(self, corpus):
        """Count a corpus, and keep in the checkpoint's folder what is done."""
        if self:
            raise ArgumentError('a counter with a checkpoint takes one corpus')
        state = self._checkpoint.load()
        self._checkpoint.keep_only(state['files'] if state else ())
        # Blocks must be what they were in the run that goes on here.
        self._fixed_block = state['block'] if state else self._block_size()
        if state:
            self._restore(state)
        done, seen = (state['blocks'], []) if state else (0, [])
        blocks = checked_blocks(self._all_blocks(corpus), done, state and state['checksum'], seen)
        for opening in self._openings(blocks):
            for result in ordered_map(self._maker, _chained(opening, blocks), self.workers):
                self._store.add(*result)
                done += 1
                checksum = seen.pop(0)
                if self._store.bytes > self._checkpoint_room():
                    self._keep(done, checksum)
            self._keep(done, checksum)

    def _all_blocks(self, corpus):
        for block in self._blocks(self._texts(corpus)):
            yield block
        if self._pending:
            yield self._take_pending()

    def _checkpoint_room(self):
        return min(_CHECKPOINT_ROOM, (self.memory or 1 << 40) // 4)

    def _keep(self, blocks, checksum):
        """Bring everything to the disk, then say so."""
        store, checkpoint = self._store, self._checkpoint
        known = len(store.runs)
        store.spill()
        for run in store.runs[known:]:
            checkpoint.write(os.path.basename(run.path) + '.index', run.places())
        runs = [os.path.basename(run.path) for run in store.runs]
        checkpoint.save({
            'block': self._fixed_block, 'blocks': blocks, 'checksum': checksum,
            'bounds': store.plan.bounds, 'symbols': self._coder.symbols, 'rare': store.rare,
            'runs': runs, 'sizes': store.sizes,
            'files': runs + [name + '.index' for name in runs]})

    def _restore(self, state):
        self._coder = Coder(self.rules, state['symbols'])
        plan = Plan(self._codec, self._coder, state['bounds'])
        self._maker = BlockMaker(self._codec, self._coder, plan)
        self._store = store = Store(plan, None, self._folder)
        store.rare, store.sizes = state['rare'], state['sizes']
        for name in state['runs']:
            places = self._checkpoint.read(name + '.index')
            store.runs.append(Run(self._checkpoint.file(name), places))

    def done(self):
        """Remove the checkpoint, if there is one: what was wanted of the counts is safe."""
        if self._checkpoint is not None:
            self._checkpoint.remove()

    # -----------------------------------------------------------------------------------------------

    def _begin(self, texts, more):
        """Choose the codes and the ranges by some texts, for good; `more` of them may follow."""
        self._coder, self._store = self._make_store(texts, self._room(), more)
        self._maker = BlockMaker(self._codec, self._coder, self._store.plan)
        self._store.add_listed(iter_items(self._early))
        self._early = {}

    def _make_store(self, texts, room, more):
        coder = Coder.from_texts(texts, self.rules)
        coded = coder.code(texts)[0][:_SAMPLE]
        keys = sorted(key for part in self._codec.parts(coded) for key in part)
        count = _RANGES if self.memory is None else _BOUNDED_RANGES
        if not more:
            count = min(count, sum(map(len, texts)) // _RANGE_KEYS + 1)
        plan = Plan(self._codec, coder, sampled_bounds(self._codec, coder, keys, count, 2))
        return coder, Store(plan, room, self._folder)

    def _room(self):
        """Return how many bytes of keys to hold in memory, or None."""
        # With a checkpoint the counter itself says when to write.
        if self.memory is None or self._checkpoint is not None:
            return None
        return self.memory // 4

    def _add_listed(self, pairs):
        """Count n-grams that somebody else has counted."""
        self._forget()
        self._full = True
        if self._store is not None:
            self._store.add_listed(pairs)
            return
        early, room = self._early, self._room()
        most = float('inf') if room is None else room // 250
        for text, count in pairs:
            early[text] = early.get(text, 0) + count
            if len(early) > most:
                # The n-grams serve as texts to choose the ranges by.
                self._begin(sorted(early)[::1 + len(early) * 4 // _BLOCK], True)
                self._store.add_listed(pairs)

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
        small = sum(store.sizes) < _SMALL
        scratch = []
        work = jobs(store, self._codec, coder, room, scratch)
        try:
            for made in ordered_map(settler, work, 1 if small else self.workers):
                yield made
        except GeneratorExit:
            raise
        except BaseException:
            self.close()
            raise
        finally:
            remove_files(scratch)

    def _settle_room(self):
        """Return how many keys a range may have, or None."""
        if self.memory is None:
            return None
        return max(4096, self.memory // 2 // (_KEY_BYTES * self.workers))

    def _settled_store(self):
        """Return the coder and a store with everything in it."""
        if self._store is None:
            coder, store = self._make_store(self._pending, None, False)
            store.add(*BlockMaker(self._codec, coder, store.plan)(self._pending))
            store.add_listed(iter_items(self._early))
            return coder, store
        if self._pending:
            self._store.add(*self._maker(self._take_pending()))
        if self.memory is not None:
            # The memory is now needed for settling.
            self._store.spill()
        return self._coder, self._store

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
            texts, counts = settler(self._jobs[number])
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

    def _set_max_n(self, max_n):
        """Take another longest n-gram, as long as there are no keys of the old one."""
        self.max_n, self._codec = max_n, key_codec(max_n)
        if self._store is not None:
            self._store.plan = Plan(self._codec, self._coder, self._store.plan.bounds)
            self._maker = BlockMaker(self._codec, self._coder, self._store.plan)

    def close(self):
        """Forget all counts and remove the run files."""
        self._clear()
        self._folder.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __del__(self):
        try:
            self._folder.close()
        except Exception:  # the interpreter is half gone, or the counter was never whole
            pass


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


def _chained(first, blocks):
    """Yield the blocks of a list, forgetting them, and then the others."""
    first.reverse()
    while first:
        yield first.pop()
    for block in blocks:
        yield block


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
        CorpusError, CorpusTypeError, InputError, OutputError, WorkerError: as
            `NgramCounter.update` does.

    >>> counts = count_ngrams(['充电宝充电'], max_n=2, min_count=2)
    >>> print(' '.join('%s %d' % pair for pair in sorted(counts.items())))
    充 2 充电 2 电 2
    """
    with NgramCounter(max_n, memory, workers, temp_dir, rules) as counter:
        counter.update(corpus)
        return _as_dict(counter.sections(min_count))
