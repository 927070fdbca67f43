# -*- coding: utf-8 -*-
"""Turn texts and given counts into a `Store`: in blocks, with workers, a memory budget and a checkpoint.

`_counter` counts the n-grams in the store.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
from collections import namedtuple
from contextlib import closing

from .._compat import Iterator, iter_items
from .._runtime import blocks_after, chained, ordered_map, whole_number
from .._storage import FilePart
from ..corpus import as_corpus
from ..errors import ArgumentError, EmptyCorpusError
from ..text import WHOLE, clean_text
from ._coder import Coder, TextBlock, divided_line
from ._keys import key_codec
from ._partition import RangePartition, sampled_limits
from ._run_file import Run
from ._store import BlockMaker, Store

#: Most and least characters of a block of texts. The keys of 65,536 characters fit into the cache of a
#: processor and sort twice as fast as those of eight times as many.
_BLOCK, _LEAST_BLOCK = 1 << 16, 1 << 13
#: Number of blocks from which codes and ranges are chosen, without a budget.
_OPENING = 16
#: Most bytes of keys in memory before a checkpoint is written.
_CHECKPOINT_BYTES = 1 << 27
#: Number of ranges without and with a memory limit: more ranges are smaller.
_RANGES, _LIMITED_RANGES = 1024, 2048
#: Least number of symbols of a key: narrower keys are not faster.
_LEAST_WIDTH = 4
#: Average number of characters per range: small texts need few ranges.
_RANGE_KEYS = 1024
#: Number of keys that a range may have under any budget.
_LEAST_KEY_LIMIT = 4096
#: Most coded characters from which ranges are chosen.
_SAMPLE = 1 << 18
#: Bytes per character while a block is made, and per key while its range is counted.
_CHARACTER_BYTES, _KEY_BYTES = 400, 330
#: Approximate bytes of an n-gram with its count in a dict.
_ENTRY_BYTES = 250
#: Number of symbols of a key beyond which blocks are smaller, so that a block takes no more memory.
_WIDE = 128

#: A store of keys, with their codec and the coder of the texts.
CodedStore = namedtuple('CodedStore', 'codec coder store')


class Accumulator(object):
    """Hold texts and counts as keys, so that they can be counted range by range.

    Args:
        resources: the `Resources` of the run.
        max_n: longest n-gram, in symbols.
        rules: the `text.Rules` that define a symbol.
        stage: name of the stage of a checkpoint.

    Attributes:
        may_overlap: whether an n-gram may have both keys and an extra count, or two spellings in keys.
        extra_total: number of symbols in the extra counts, which the caller adds up.
    """

    def __init__(self, resources, max_n, rules, stage):
        self._resources, self._max_n, self._rules = resources, max_n, rules
        self._stage = resources.stage(stage, {'max_n': max_n, 'rules': rules.plain()})
        self._folder = self._stage.folder(resources.temp_dir)
        self._clear()

    def _clear(self):
        self._pending, self._pending_length = [], 0
        # The block size of the run that a checkpoint continues, or None.
        self._kept_block_size = None
        # The `CodedStore`, and the `BlockMaker` for it; None before there is enough text.
        self._coded = self._maker = None
        # Extra counts before there is a store.
        self._early = {}
        # A text may be several n-grams if the rules separate letters or protect texts.
        self.may_overlap = self._rules.protect is not None or set(self._rules.whole) != set(WHOLE)
        self.extra_total = 0

    def close(self):
        """Drop everything and remove the run files, unless they belong to a checkpoint."""
        self._clear()
        self._folder.close()

    def remove_checkpoint(self):
        """Remove the data of this stage from the checkpoint, if there is one."""
        self._stage.remove()

    def __bool__(self):
        return bool(self._pending or self._early or self.stored)

    __nonzero__ = __bool__

    @property
    def stored(self):
        """Whether there is a store; if not, there are few texts and all are in memory."""
        return self._coded is not None

    @property
    def total(self):
        """Number of symbols that were added."""
        if not self.stored and not self._pending:
            return self.extra_total
        store = self.completed().store
        return sum(store.sizes) + store.rare + self.extra_total

    @property
    def key_limit(self):
        """Most keys of a range while it is counted, or None for no limit."""
        if self._resources.memory is None:
            return None
        return max(_LEAST_KEY_LIMIT, self._resources.memory // 2 // (_KEY_BYTES * self._resources.processes))

    # --- adding texts ------------------------------------------------------------------------------

    def add(self, text):
        """Add one text.

        Raises:
            CorpusTypeError: it is not text.
        """
        text = clean_text(text)
        if self._pending_length + len(text) + 1 < self._block_size():
            self._pending.append(text)
            self._pending_length += len(text) + 1
        else:
            # Starting workers for each long text would take longer than its few blocks.
            self._add_blocks(self._full_blocks([text]), 1)

    def update(self, corpus):
        """Add all texts of a corpus in one pass; see `NgramCounter.update`."""
        once = isinstance(corpus, Iterator)
        corpus = as_corpus(corpus)
        if self._stage.kept:
            self._add_resumably(corpus)
        else:
            self._add_blocks(self._full_blocks(self._texts_of(corpus)), self._resources.processes)
        if once and not corpus.lines:
            raise EmptyCorpusError('the pass that counts saw no text: the iterator is empty or used up')

    def _texts_of(self, corpus):
        if hasattr(corpus, 'blocks') and self._rules.protect is None:
            # Line ends are boundaries, but a protected text might contain one.
            return corpus.blocks(self._block_size())
        return corpus

    def _block_size(self):
        """Return the least number of characters of a block."""
        if self._kept_block_size is not None:
            return self._kept_block_size
        width = self._coded.codec.max_n if self.stored and not self._stage.kept else self._max_n
        wide, memory = max(1, width // _WIDE), self._resources.memory
        if memory is None:
            return _BLOCK // wide
        share = memory // (_CHARACTER_BYTES * self._resources.processes)
        return max(_LEAST_BLOCK, min(_BLOCK, share)) // wide

    def _full_blocks(self, texts):
        """Yield `TextBlock`s that are long enough; the remaining texts stay pending."""
        size = self._block_size()
        for text in texts:
            for part, tail in self._parts_of(text, size):
                self._pending.append(part)
                self._pending_length += len(part) + 1
                if tail or self._pending_length >= size:
                    yield self._take_pending(tail)
        if self._pending_length >= size:
            yield self._take_pending()

    def _parts_of(self, text, size):
        # A protected text may begin anywhere. No tail of `max_n` - 1 symbols is shorter than that.
        if len(text) <= 2 * size or self._rules.protect is not None or self._max_n > size + 1:
            return [(text, '')]
        return divided_line(text, size, self._max_n)

    def _take_pending(self, tail=''):
        block, self._pending, self._pending_length = self._pending, [], 0
        return TextBlock(block, tail)

    def _add_blocks(self, blocks, processes):
        """Add blocks to the store; after an error it is empty."""
        try:
            for _ in self._added(blocks, processes):
                pass
        except BaseException:
            self.close()
            raise

    def _added(self, blocks, processes):
        """Add blocks to the store, and yield after each."""
        for block in blocks:
            first = [block]
            if not self.stored:
                more = self._open_more(first, blocks)
                self._begin([text for block in first for text in block.texts], more)
            made = ordered_map(self._maker, chained(first, blocks), processes)
            with closing(made):
                for block in made:
                    self._coded.store.add(block)
                    yield

    def _open_more(self, first, blocks):
        """Take further blocks until there is enough text for choosing codes and ranges.

        Returns:
            bool: whether more text may follow.
        """
        size, memory = _OPENING * self._block_size(), self._resources.memory
        if memory is not None:
            size = min(size, memory // _CHARACTER_BYTES)
        taken = sum(map(len, first[0].texts))
        while taken < size:
            block = next(blocks, None)
            if block is None:
                return False
            first.append(block)
            taken += sum(map(len, block.texts))
        return True

    def _begin(self, texts, more):
        """Choose the codes and the ranges from some texts; they are not changed if `more` texts follow."""
        self._use(self._empty_store(texts, self._store_limit(), more))
        self._coded.store.add_extra(iter_items(self._early))
        self._early = {}

    def _use(self, coded):
        """Set the `CodedStore` to which everything is added."""
        self._coded, self._maker = coded, self._maker_for(coded)

    def _maker_for(self, coded):
        return BlockMaker(coded.codec, coded.coder, coded.store.partition, self._max_n)

    def _empty_store(self, texts, byte_limit, more):
        coder = Coder.from_texts(texts, self._rules)
        coded = coder.code(texts)[0]
        # Keys are as wide as the longest clause so far: longer n-grams are counted by their texts.
        codec = key_codec(min(self._max_n, max(_LEAST_WIDTH, coder.longest_clause(coded))))
        coded = coded[:_SAMPLE]
        keys = sorted(key for part in codec.sorted_keys(coded, len(coded)) for key in part)
        count = _RANGES if self._resources.memory is None else _LIMITED_RANGES
        if not more:
            count = min(count, sum(map(len, texts)) // _RANGE_KEYS + 1)
        partition = RangePartition(codec, coder, sampled_limits(codec, coder, keys, count, 2))
        return CodedStore(codec, coder, Store(partition, byte_limit, self._folder))

    def _store_limit(self):
        """Return how many bytes of keys to hold in memory, or None."""
        # With a checkpoint, `_add_resumably` decides when to write.
        if self._resources.memory is None or self._stage.kept:
            return None
        return self._resources.memory // 6

    # --- with a checkpoint -------------------------------------------------------------------------

    def _add_resumably(self, corpus):
        """Add a corpus, and save the progress in the checkpoint."""
        if self:
            raise ArgumentError('a counter with a checkpoint takes one corpus')
        state = self._stage.load()
        done, checksum, self._kept_block_size = 0, None, self._block_size()
        if state:
            with self._stage.taking_up():
                done, checksum = whole_number(state['blocks']), whole_number(state['checksum'])
                # Blocks must be the same as in the run that is resumed.
                self._kept_block_size = whole_number(state['block'], 1)
                self._restore(state)
        self._stage.keep_data(state['files'] if state else ())
        limit = min(_CHECKPOINT_BYTES, (self._resources.memory or 1 << 40) // 6)
        seen, kept = [], done
        try:
            blocks = blocks_after(self._all_blocks(corpus), done, checksum, seen)
            with closing(self._added(blocks, self._resources.processes)) as added:
                for _ in added:
                    done, checksum = done + 1, seen.pop(0)
                    if self._coded.store.bytes > limit:
                        self._keep(done, checksum)
                        kept = done
            if done > kept:
                self._keep(done, checksum)
        except BaseException:
            self.close()
            raise

    def _all_blocks(self, corpus):
        for block in self._full_blocks(self._texts_of(corpus)):
            yield block
        if self._pending:
            yield self._take_pending()

    def _keep(self, blocks, checksum):
        """Write everything to the disk, then save the state that names the files."""
        store, stage = self._coded.store, self._stage
        known = len(store.runs)
        store.spill()
        for run in store.runs[known:]:
            stage.write_data(os.path.basename(run.path) + '.index', run.parts())
        runs = [os.path.basename(run.path) for run in store.runs]
        stage.save(lambda: {
            'block': self._kept_block_size, 'blocks': blocks, 'checksum': checksum,
            'limits': store.partition.limits, 'width': self._coded.codec.max_n,
            'symbols': self._coded.coder.symbols, 'rare': store.rare, 'runs': runs, 'sizes': store.sizes,
            'files': runs + [name + '.index' for name in runs]})

    def _restore(self, state):
        codec, coder = key_codec(state['width']), Coder(self._rules, state['symbols'])
        partition = RangePartition(codec, coder, state['limits'])
        store = Store(partition, None, self._folder)
        self._use(CodedStore(codec, coder, store))
        store.rare, store.sizes = whole_number(state['rare']), list(map(whole_number, state['sizes']))
        if len(store.sizes) != len(partition):
            raise ValueError('%d sizes of %d ranges' % (len(store.sizes), len(partition)))
        for name in state['runs']:
            parts = [FilePart(*map(whole_number, part)) for part in self._stage.read_data(name + '.index')]
            store.runs.append(Run(self._stage.data_path(name), parts))

    # --- adding counts -----------------------------------------------------------------------------

    def add_counts(self, pairs):
        """Add given counts of n-grams.

        Args:
            pairs: iterable of (text, count).
        """
        self.may_overlap = True
        pairs = iter(pairs)
        if not self.stored:
            self._add_early(pairs)
        if self.stored:
            self._coded.store.add_extra(pairs)

    def _add_early(self, pairs):
        """Add pairs until there are too many for the memory; then make a store."""
        early, limit = self._early, self._store_limit()
        most = float('inf') if limit is None else limit // _ENTRY_BYTES
        for text, count in pairs:
            early[text] = early.get(text, 0) + count
            if len(early) > most:
                # Use the n-grams as texts for choosing the ranges.
                self._begin(sorted(early)[::1 + len(early) * 4 // _BLOCK], True)
                return

    def set_max_n(self, max_n):
        """Change the longest n-gram; this is possible only while there are no keys."""
        self._max_n = max_n
        if self.stored:
            coded = self._coded._replace(codec=key_codec(max_n))
            coded.store.partition = RangePartition(coded.codec, coded.coder, coded.store.partition.limits)
            self._use(coded)

    # -----------------------------------------------------------------------------------------------

    def completed(self):
        """Return the `CodedStore` with everything that was added, including pending texts."""
        if not self.stored:
            coded = self._empty_store(self._pending, None, False)
            coded.store.add(self._maker_for(coded)(TextBlock(self._pending, '')))
            coded.store.add_extra(iter_items(self._early))
            return coded
        if self._pending:
            self._coded.store.add(self._maker(self._take_pending()))
        if self._resources.memory is not None:
            # The memory is needed for counting now.
            self._coded.store.spill()
        return self._coded
