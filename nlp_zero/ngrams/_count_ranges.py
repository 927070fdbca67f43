# -*- coding: utf-8 -*-
"""Count the n-grams of a store, range by range, within a memory budget.

The counts of each range are sorted (texts, counts), and the ranges follow each other in the order of code
points. A range with too many keys for the memory is divided further; if that does not help, because one
n-gram alone fills it, equal keys are combined. Extra counts that are too many are divided by their texts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from bisect import bisect_right
from collections import namedtuple

from .._compat import iter_items, iter_map, iter_range
from .._storage import write_file
from ._keys import counts_by_order
from ._partition import RangePartition, sampled_limits, text_limit
from ._run_file import Run, dump_counts, load_counts, part_bytes
from ._store import Block, KeyPart, Piece, Store, extra_bytes, piece_bytes, piece_size

#: Most bytes of keys, and most ranges, in one message to a worker: each message takes a third of a
#: millisecond, whatever its size.
_BATCH_BYTES, _BATCH_TASKS = 1 << 18, 32

#: Number of sampled keys for each part of a range that is divided.
_SAMPLE = 64
#: Bytes of extra counts for each key that a range may have, and sampled texts for each interval of them.
_EXTRA_BYTES, _EXTRA_SAMPLE = 128, 16

#: The data of one range for a `RangeCounter`.
#:  low, high: its lowest coded text and the first one after it; '' and None if it is open.
#:  start, end: the same of its texts.
#:  keys, extra_pieces: the `Piece`s with its keys, and with its extra counts on disk.
#:  extra: {text: count} of its extra counts in memory.
#:  totals, suppressed: as in `PrefixTotals`.
#:  is_divided: whether the keys or the extra counts are those of a larger range that contains this one.
RangeTask = namedtuple('RangeTask', 'low high start end keys extra_pieces extra totals suppressed is_divided')


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
        if task.is_divided:
            found = dict(_within(task, iter_items(found)))
        if least > 1 and (overlap or task.totals):
            found = _at_least(found, least)
        texts = sorted(found)
        return self._form(texts, list(iter_map(found.__getitem__, texts)))

    def _extra_counts(self, task):
        counts = {}
        for found in _extra_parts(task):
            if task.is_divided:
                found = _within(task, found)
            if not counts:
                counts = dict(found)
                continue
            for text, count in found:
                counts[text] = counts.get(text, 0) + count
        return counts

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


def _extra_parts(task):
    """Yield the extra counts of a task in parts, each an iterable of (text, count)."""
    if task.extra:
        yield iter_items(task.extra)
    for piece in task.extra_pieces:
        yield load_counts(part_bytes(piece.path, piece.part))


def _within(task, pairs):
    """Return the (text, count) whose text belongs to a task."""
    start, end = task.start, task.end
    return [(text, count) for text, count in pairs if start <= text and (end is None or text < end)]


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
        here = sum(iter_map(piece_size, task.keys + task.extra_pieces))
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
        task = RangeTask(low, high, text_limit(coder, low), text_limit(coder, high), store.key_pieces(number),
                         store.extra_pieces(number), extra[number], prefixes[number].totals,
                         prefixes[number].suppressed, False)
        if not (task.keys or task.extra_pieces or task.extra or task.totals):
            continue
        if key_limit is None or store.sizes[number] <= key_limit:
            parts = [task]
        else:
            parts = _divided(task, codec, coder, key_limit, store, store.sizes[number], scratch)
        if key_limit is not None:
            parts = _divided_by_texts(parts, task, _EXTRA_BYTES * key_limit, store.folder, scratch)
        for part in parts:
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
        yield task._replace(
            low=low, high=high, start=text_limit(coder, low), end=text_limit(coder, high),
            keys=rewritten.key_pieces(number), totals=prefixes[number].totals,
            suppressed=prefixes[number].suppressed, is_divided=True)


def _rewritten(task, codec, partition, key_limit, folder, scratch):
    """Return a store that holds the keys of a task by the ranges of another partition."""
    store = Store(partition, key_limit * codec.size, folder)
    for keys in _key_lists(codec, task.keys, key_limit):
        keys.sort()
        store.add(Block([KeyPart(codec.dump(keys), partition.split_points(keys))], {}, [], 0))
    store.spill()
    scratch.extend(run.path for run in store.runs)
    return store


def _divided_by_texts(parts, task, most, folder, scratch):
    """Yield tasks with the keys of some parts of a task, each with at most about `most` bytes of extra
    counts.

    Complexity:
        Reads the extra counts twice and writes them once; each new task counts all keys of its part.
    """
    starts = _interval_starts(task, most)
    if not starts:
        for part in parts:
            yield part
        return
    pieces = _pieces_by_interval(task, starts, folder, scratch)
    for part in parts:
        for number, (start, end) in enumerate(zip([''] + starts, starts + [None])):
            start = max(start, part.start)
            end = part.end if end is None or part.end is not None and part.end < end else end
            if end is None or start < end:
                yield part._replace(start=start, end=end, extra_pieces=pieces[number], extra={},
                                    is_divided=True)


def _interval_starts(task, most):
    """Return the texts that divide the extra counts of a task into intervals of about `most` bytes."""
    # On the disk, an entry takes less than in memory, but not less than a 64th.
    if 64 * sum(iter_map(piece_size, task.extra_pieces)) + sum(iter_map(extra_bytes, task.extra)) <= most:
        return []
    total, sample, step = 0, [], most // _EXTRA_SAMPLE + 1
    for pairs in _extra_parts(task):
        for text, _ in pairs:
            size = extra_bytes(text)
            if total // step < (total + size) // step:
                sample.append(text)
            total += size
    return sorted(set(sorted(sample)[_EXTRA_SAMPLE - 1::_EXTRA_SAMPLE])) if total > most else []


def _pieces_by_interval(task, starts, folder, scratch):
    """Write the extra counts of a task by intervals; return the list of `Piece`s of each interval."""
    pieces = [[] for _ in iter_range(len(starts) + 1)]
    for pairs in _extra_parts(task):
        by_interval = [[] for _ in pieces]
        for pair in pairs:
            by_interval[bisect_right(starts, pair[0])].append(pair)
        path = folder.new_file()
        scratch.append(path)
        run = Run(path, write_file(path, iter_map(dump_counts, by_interval), folder.lasting, sync=False))
        for number, found in enumerate(by_interval):
            if found:
                pieces[number].append(Piece(None, path, run.part(number)))
    return pieces
