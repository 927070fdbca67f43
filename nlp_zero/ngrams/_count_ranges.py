# -*- coding: utf-8 -*-
"""Count what a store holds, range by range, within a bound of memory.

In goes a `Store`, out come the counts of each range as sorted (texts, counts): one range after the other
gives all n-grams in code-point order. A range with more keys than there is room for is divided
further; where that does not help, since one n-gram alone fills it, equal keys are put together.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_items, iter_map, iter_range
from ._keys import levels
from ._partition import Plan, sampled_bounds
from ._run_file import load_counts
from ._store import Store, piece_parts

__all__ = [str('Job'), str('Settler'), str('batches'), str('jobs')]

#: Bytes of keys, and ranges, that are sent to a worker at once: each message costs this process a
#: third of a millisecond, whatever is in it.
_BATCH_BYTES, _BATCH_JOBS = 1 << 18, 32

#: Keys that are looked at for each part of a range that is divided.
_SAMPLE = 64

#: What a `Settler` needs for one range. `texts` are its lowest text and the first beyond it ('' and
#: None where it is open); `divided` tells that the listed counts may go beyond it, the keys do not.
#: `given` and `silent` are as `Plan.shared` says; `listed` is a dict of those in memory.
Job = namedtuple(str('Job'), 'keys listed_pieces listed texts divided given silent')


class Settler(object):
    """Count ranges; made once, sent to every worker, called for each batch of jobs.

    Args:
        codec, coder: as everywhere.
        min_count: leave out what occurs less often.
        full: whether an n-gram may have both a key and a listed count, so that neither may be left
            out before both are known.
        room: the most keys to hold at a time, or None.
        form: function of (texts, counts) that makes the result, found by its module and name.
    """

    def __init__(self, codec, coder, min_count, full, room, form):
        self._codec, self._coder = codec, coder
        self._min_count, self._full, self._room = min_count, full, room
        self._form = form

    def __call__(self, jobs):
        """Return what `one` returns for each of several jobs, as a list."""
        return [self.one(job) for job in jobs]

    def one(self, job):
        """Return what `form` makes of (texts, counts), which are sorted by text."""
        listed, least = self._listed(job), self._min_count
        both = self._full and bool(listed)
        if least > 1 and not both:
            listed = _at_least(listed, least)
        found = self._from_keys(job, 1 if both else least)
        for text in job.silent:
            found.pop(text, None)
        for counts in (listed, job.given):
            for text, count in iter_items(counts):
                found[text] = found.get(text, 0) + count
        if least > 1 and (both or job.given):
            found = _at_least(found, least)
        texts = sorted(found)
        return self._form(texts, list(iter_map(found.__getitem__, texts)))

    def _listed(self, job):
        counts = dict(job.listed)
        low, high = job.texts
        for piece in job.listed_pieces:
            found = dict(load_counts(b''.join(piece_parts(piece, piece.place[1]))))
            if not counts:
                counts = found
                continue
            for text, count in iter_items(found):
                counts[text] = counts.get(text, 0) + count
        if not job.divided:
            return counts
        return dict((text, count) for text, count in iter_items(counts)
                    if low <= text and (high is None or text < high))

    def _from_keys(self, job, min_count):
        keys, counts = self._keys(job)
        found = {}
        for coded, numbers in levels(self._codec, keys, counts, min_count):
            texts = self._coder.decode_all(coded)
            if self._full and texts is not coded:
                # Two n-grams may be one text where the rules take letters one by one.
                for text, number in zip(texts, numbers):
                    found[text] = found.get(text, 0) + number
            elif found:
                found.update(zip(texts, numbers))
            else:
                found = dict(zip(texts, numbers))
        return found

    def _keys(self, job):
        """Return (sorted keys, None), or (sorted distinct keys, their counts)."""
        keys, sums = [], {}
        for part in key_parts(self._codec, job.keys, self._room):
            keys.extend(part)
            if self._room is not None and len(keys) > self._room:
                _add(keys, sums)
                keys = []
        if not sums:
            keys.sort()
            return keys, None
        _add(keys, sums)
        distinct = sorted(sums)
        return distinct, [sums[key] for key in distinct]


def _at_least(counts, least):
    return dict((text, count) for text, count in iter_items(counts) if count >= least)


def _add(keys, sums):
    for key in keys:
        sums[key] = sums.get(key, 0) + 1


def key_parts(codec, pieces, room):
    """Yield the keys of some pieces as lists, no longer than half of `room`."""
    step = codec.size * max(1024, (room or (1 << 30)) // 2)
    for piece in pieces:
        for data in piece_parts(piece, step):
            yield codec.load(data)


def batches(found, room, workers):
    """Yield lists of jobs, in order, of about the size that is worth a message to a worker.

    Args:
        found: the jobs.
        room: the most keys that a job should have, or None.
        workers: processes; one takes the jobs one by one.
    """
    if workers == 1:
        for job in found:
            yield [job]
        return
    most = _BATCH_BYTES if room is None else min(_BATCH_BYTES, 2 * room)
    batch, size = [], 0
    for job in found:
        here = sum(len(piece.data) if piece.place is None else piece.place[1] for piece in job.keys)
        if batch and (size + here > most or len(batch) == _BATCH_JOBS):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += here
    if batch:
        yield batch


def jobs(store, codec, coder, room, scratch):
    """Yield a job for each range of a store, in order, dividing those with too many keys.

    Args:
        room: the most keys that a job should have, or None.
        scratch: list to which the paths of files are added that the jobs need and nobody else.
    """
    given, silent = store.plan.shared(store.sizes)
    listed = store.listed_by_range()
    for number in iter_range(len(store.plan)):
        pieces, on_disk = store.key_pieces(number), store.listed_pieces(number)
        if not (pieces or on_disk or listed[number] or given[number]):
            continue
        job = Job(pieces, on_disk, listed[number], store.plan.limits(number), False, given[number],
                  silent[number])
        if room is None or store.sizes[number] <= room:
            yield job
        else:
            for part in _divided(job, codec, coder, room, store, store.sizes[number], scratch):
                yield part


def _divided(job, codec, coder, room, store, size, scratch):
    """Yield jobs for the parts of a range, whose keys are written to a run of their own."""
    step = max(1, size // (_SAMPLE * (2 * size // room + 1)))
    sample = []
    for keys in key_parts(codec, job.keys, room):
        keys.sort()
        sample.extend(keys[::step])
    sample.sort()
    bounds = sampled_bounds(codec, coder, sample, 2 * size // room + 1, codec.width)
    parts = _rewritten(job, codec, Plan(codec, coder, bounds), room, store.folder, scratch)
    plan = parts.plan
    given, silent = plan.shared(parts.sizes)
    for number in iter_range(len(plan)):
        # What the whole plan knows better, the plan of this range must not speak of.
        for text in job.silent:
            given[number].pop(text, None)
        silent[number] |= job.silent
    for text, count in iter_items(job.given):
        given[plan.place(text)][text] = count
    for number in iter_range(len(plan)):
        # The bounds of this plan may lie outside of the range that it divides.
        low, high = plan.limits(number)
        low = max(low, job.texts[0])
        high = min([text for text in (high, job.texts[1]) if text is not None] or [None])
        yield Job(parts.key_pieces(number), job.listed_pieces, job.listed, (low, high), True,
                  given[number], silent[number])


def _rewritten(job, codec, plan, room, folder, scratch):
    """Return a store that holds the keys of a job by the ranges of another plan."""
    parts = Store(plan, room * codec.size, folder)
    for keys in key_parts(codec, job.keys, room):
        keys.sort()
        parts.add([(codec.dump(keys), plan.cuts(keys))], {}, 0)
    parts.spill()
    scratch.extend(run.path for run in parts.runs)
    return parts
