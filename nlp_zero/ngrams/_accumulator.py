# -*- coding: utf-8 -*-
"""Gather texts into a store: in blocks, over processes, within a budget, with a checkpoint.

In go texts and counts that somebody else has made, out comes a `Store`; `_counter` asks it.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
from itertools import islice

from .._compat import Iterator, integer_types, iter_items
from .._runtime import Resources, blocks_after, chained, ordered_map
from ..corpus import as_corpus
from ..errors import ArgumentError, EmptyCorpusError
from ..text import DEFAULT_RULES, WHOLE, clean_text
from ._coder import Coder
from ._keys import key_codec
from ._partition import Plan, sampled_bounds
from ._run_file import Run
from ._store import BlockMaker, Store

__all__ = [str('Gatherer')]

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
#: Bytes that one character takes while a block is made, and one key while its range is settled.
_CHARACTER_BYTES, _KEY_BYTES = 400, 330
#: Most symbols of an n-gram: each symbol of the text takes twice as many bytes.
_LONGEST = 10000
#: Symbols of a key beyond which blocks are smaller, so that a block takes no more memory.
_WIDE = 128


def _ambiguous(rules):
    """Tell whether one text may be two different n-grams under these rules."""
    return rules.protect is not None or set(rules.whole) != set(WHOLE)


class Gatherer(object):
    """Hold what was gathered; see `NgramCounter`, which is this and can be asked."""

    def __init__(self, max_n=4, memory=None, workers=None, temp_dir=None, rules=DEFAULT_RULES,
                 checkpoint=None):
        self._set_up(Resources(memory, workers, temp_dir, checkpoint), max_n, rules, 'counts')

    @classmethod
    def within(cls, resources, max_n=4, rules=DEFAULT_RULES, stage='counts'):
        """Return a counter that keeps to a `Resources`, whose checkpoint it shares as one stage.

        Args:
            resources: the limits of the run.
            max_n, rules: as the class takes them.
            stage: which stage of `_runtime.STAGES` the counting is.
        """
        counter = cls.__new__(cls)
        counter._set_up(resources, max_n, rules, stage)
        return counter

    def _set_up(self, resources, max_n, rules, stage):
        if isinstance(max_n, bool) or not isinstance(max_n, integer_types) or not 1 <= max_n <= _LONGEST:
            raise ArgumentError('max_n must be a whole number from 1 to %d, not %r' % (_LONGEST, max_n))
        self.max_n, self.rules = max_n, rules
        self.memory, self.workers = resources.memory, resources.processes
        self._codec = key_codec(max_n)
        self._stage = resources.stage(stage, {'max_n': max_n, 'rules': rules.plain()})
        self._folder = self._stage.folder(resources.temp_dir)
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
            EmptyCorpusError: a one-shot iterator gives no text; it may be used up. Other corpora
                without text add nothing.
            OutputError: no room for run files.
            WorkerError: a worker was killed.
        """
        self._forget()
        once = isinstance(corpus, Iterator)
        corpus = as_corpus(corpus)
        if self._stage.kept:
            self._feed_kept(corpus)
        else:
            self._feed(self._blocks(self._texts(corpus)))
        if once and not corpus.lines:
            raise EmptyCorpusError('the pass that counts saw no text: the iterator is empty or used up')

    def _texts(self, corpus):
        if hasattr(corpus, 'blocks') and self.rules.protect is None:
            # Line ends are boundaries; what is protected might stand on both sides of one.
            return corpus.blocks(self._block_size())
        return corpus

    def _block_size(self):
        if self._fixed_block is not None:
            return self._fixed_block
        wide = max(1, self.max_n // _WIDE)
        if self.memory is None:
            return _BLOCK // wide
        share = self.memory // (_CHARACTER_BYTES * self.workers)
        return max(_LEAST_BLOCK, min(_BLOCK, share)) // wide

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
                for result in ordered_map(self._maker, chained(opening, blocks), self.workers):
                    self._store.add(*result)
        except BaseException:
            self.close()
            raise

    # --- with a checkpoint -------------------------------------------------------------------------

    def _feed_kept(self, corpus):
        """Count a corpus, and keep in the checkpoint's folder what is done."""
        if self:
            raise ArgumentError('a counter with a checkpoint takes one corpus')
        state = self._stage.load()
        self._stage.keep_data(state['files'] if state else ())
        # Blocks must be what they were in the run that goes on here.
        self._fixed_block = state['block'] if state else self._block_size()
        if state:
            self._restore(state)
        done, seen = (state['blocks'], []) if state else (0, [])
        blocks = blocks_after(self._all_blocks(corpus), done, state and state['checksum'], seen)
        for opening in self._openings(blocks):
            for result in ordered_map(self._maker, chained(opening, blocks), self.workers):
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
        return min(_CHECKPOINT_ROOM, (self.memory or 1 << 40) // 6)

    def _keep(self, blocks, checksum):
        """Bring everything to the disk, then say so."""
        store, stage = self._store, self._stage
        known = len(store.runs)
        store.spill()
        for run in store.runs[known:]:
            stage.write_data(os.path.basename(run.path) + '.index', run.parts())
        runs = [os.path.basename(run.path) for run in store.runs]
        stage.save(lambda: {
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
            places = self._stage.read_data(name + '.index')
            store.runs.append(Run(self._stage.data_path(name), places))

    def done(self):
        """Remove the checkpoint, if there is one: what was wanted of the counts is safe."""
        self._stage.remove()

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
        if self.memory is None or self._stage.kept:
            return None
        return self.memory // 6

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
