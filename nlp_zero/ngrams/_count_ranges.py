# -*- coding: utf-8 -*-
"""Count the n-grams of a store, range by range, within a memory budget.

The counts of each range are sorted (texts, counts), and the ranges follow each other in the order of code
points. A range with too many keys for the memory is divided further; if that does not help, because one
n-gram alone fills it, equal keys are combined.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_items, iter_map, iter_range
from ._keys import counts_by_order
from ._partition import RangePartition, sampled_limits, text_limit
from ._run_file import load_counts, part_bytes
from ._store import Block, KeyPart, Store, piece_bytes, piece_size

#: Most bytes of keys, and most ranges, in one message to a worker: each message takes a third of a
#: millisecond, whatever its size.
_BATCH_BYTES, _BATCH_TASKS = 1 << 18, 32

#: Number of sampled keys for each part of a range that is divided.
_SAMPLE = 64

#: The data of one range for a `RangeCounter`.
#:  low, high: its lowest coded text and the first one after it; '' and None if it is open.
#:  keys, extra_pieces: the `Piece`s with its keys, and with its extra counts on disk.
#:  extra: {text: count} of its extra counts in memory.
#:  totals, suppressed: as in `PrefixTotals`.
#:  is_subrange: whether the extra counts are those of a larger range that contains this one.
RangeTask = namedtuple('RangeTask', 'low high keys extra_pieces extra totals suppressed is_subrange')


class RangeCounter(object):
    """Count ranges; one object is sent to each worker and called for each batch of tasks.

    Args:
        codec, coder: the codec of the keys and the coder of the texts.
        min_count: leave out n-grams that occur less often.
        may_overlap: whether an n-gram may have both keys and an extra count, so that neither may be dropped
            before both are known.
        key_limit: most keys to hold at a time, or None.
        form: function of (texts, counts) that makes the result, importable by module and name.
    """

    def __init__(self, codec, coder, min_count, may_overlap, key_limit, form):
        self._codec, self._coder = codec, coder
        self._min_count, self._may_overlap, self._key_limit = min_count, may_overlap, key_limit
        self._form = form

    def __call__(self, tasks):
        """Return the results of `count` for several tasks, as a list."""
        return [self.count(task) for task in tasks]

    def count(self, task):
        """Return the result of `form` for the (texts, counts) of a range, sorted by text."""
        extra, least = self._extra_counts(task), self._min_count
        overlap = self._may_overlap and bool(extra)
        if least > 1 and not overlap:
            extra = _at_least(extra, least)
        found = self._key_counts(task, 1 if overlap else least)
        for text in task.suppressed:
            found.pop(text, None)
        for counts in (extra, task.totals):
            for text, count in iter_items(counts):
                found[text] = found.get(text, 0) + count
        if least > 1 and (overlap or task.totals):
            found = _at_least(found, least)
        texts = sorted(found)
        return self._form(texts, list(iter_map(found.__getitem__, texts)))

    def _extra_counts(self, task):
        counts = dict(task.extra)
        for piece in task.extra_pieces:
            found = load_counts(part_bytes(piece.path, piece.part))
            if not counts:
                counts = dict(found)
                continue
            for text, count in found:
                counts[text] = counts.get(text, 0) + count
        if not task.is_subrange:
            return counts
        low, high = text_limit(self._coder, task.low), text_limit(self._coder, task.high)
        return dict((text, count) for text, count in iter_items(counts)
                    if low <= text and (high is None or text < high))

    def _key_counts(self, task, min_count):
        keys, counts = self._sorted_keys(task)
        found = {}
        for coded, numbers in counts_by_order(self._codec, keys, counts, min_count):
            texts = self._coder.decode_all(coded)
            if self._may_overlap and texts is not coded:
                # Two n-grams may have the same text if the rules separate letters.
                for text, number in zip(texts, numbers):
                    found[text] = found.get(text, 0) + number
            elif found:
                found.update(zip(texts, numbers))
            else:
                found = dict(zip(texts, numbers))
        return found

    def _sorted_keys(self, task):
        """Return (sorted keys, None), or (sorted distinct keys, their counts)."""
        keys, sums = [], {}
        for part in _key_lists(self._codec, task.keys, self._key_limit):
            keys.extend(part)
            if self._key_limit is not None and len(keys) > self._key_limit:
                _add_keys(keys, sums)
                keys = []
        if not sums:
            keys.sort()
            return keys, None
        _add_keys(keys, sums)
        distinct = sorted(sums)
        return distinct, [sums[key] for key in distinct]


def _at_least(counts, least):
    return dict((text, count) for text, count in iter_items(counts) if count >= least)


def _add_keys(keys, sums):
    for key in keys:
        sums[key] = sums.get(key, 0) + 1


def _key_lists(codec, pieces, key_limit):
    """Yield the keys of some pieces as lists, no longer than half of `key_limit`, or 1024."""
    step = codec.size * max(1024, (key_limit or (1 << 30)) // 2)
    for piece in pieces:
        for data in piece_bytes(piece, step):
            yield codec.load(data)


def task_batches(tasks, key_limit, workers):
    """Yield lists of tasks, in order, with a suitable size for a message to a worker.

    Args:
        tasks: iterable of `RangeTask`.
        key_limit: most keys that a task should have, or None.
        workers: number of processes; for a single one, each list has one task.
    """
    if workers == 1:
        for task in tasks:
            yield [task]
        return
    most = _BATCH_BYTES if key_limit is None else min(_BATCH_BYTES, 2 * key_limit)
    batch, size = [], 0
    for task in tasks:
        here = sum(iter_map(piece_size, task.keys))
        if batch and (size + here > most or len(batch) == _BATCH_TASKS):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += here
    if batch:
        yield batch


def range_tasks(store, codec, coder, key_limit, scratch):
    """Yield a task for each range of a store, in order; ranges with too many keys are divided.

    Args:
        key_limit: most keys that a task should have, or None.
        scratch: list to which the paths of files are added that are needed only for the tasks.
    """
    partition = store.partition
    prefixes, extra = partition.prefix_totals(store.sizes), store.extra_by_range()
    for number in iter_range(len(partition)):
        low, high = partition.limits_of(number)
        task = RangeTask(low, high, store.key_pieces(number), store.extra_pieces(number), extra[number],
                         prefixes[number].totals, prefixes[number].suppressed, False)
        if not (task.keys or task.extra_pieces or task.extra or task.totals):
            continue
        if key_limit is None or store.sizes[number] <= key_limit:
            yield task
        else:
            for part in _divided(task, codec, coder, key_limit, store, store.sizes[number], scratch):
                yield part


def _divided(task, codec, coder, key_limit, store, size, scratch):
    """Yield tasks for the subranges of a range, whose keys are written to a run of their own."""
    parts = 2 * size // key_limit + 1
    step = max(1, size // (_SAMPLE * parts))
    sample = []
    for keys in _key_lists(codec, task.keys, key_limit):
        keys.sort()
        sample.extend(keys[::step])
    sample.sort()
    limits = sampled_limits(codec, coder, sample, parts, codec.width)
    partition = RangePartition(codec, coder, limits, task.low, task.high)
    rewritten = _rewritten(task, codec, partition, key_limit, store.folder, scratch)
    prefixes = partition.prefix_totals(rewritten.sizes)
    for text in task.suppressed:
        # Their totals cover more than this range; the task of the larger range has them.
        for prefix in prefixes:
            prefix.totals.pop(text, None)
            prefix.suppressed.add(text)
    for text, count in iter_items(task.totals):
        prefixes[partition.range_of(text)].totals[text] = count
    for number in iter_range(len(partition)):
        low, high = partition.limits_of(number)
        yield RangeTask(low, high, rewritten.key_pieces(number), task.extra_pieces, task.extra,
                        prefixes[number].totals, prefixes[number].suppressed, True)


def _rewritten(task, codec, partition, key_limit, folder, scratch):
    """Return a store that holds the keys of a task by the ranges of another partition."""
    store = Store(partition, key_limit * codec.size, folder)
    for keys in _key_lists(codec, task.keys, key_limit):
        keys.sort()
        store.add(Block([KeyPart(codec.dump(keys), partition.split_points(keys))], {}, [], 0))
    store.spill()
    scratch.extend(run.path for run in store.runs)
    return store
