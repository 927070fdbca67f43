# -*- coding: utf-8 -*-
"""Hold the keys of a corpus by range, in memory up to a bound and in run files beyond it.

In go blocks: the sorted keys of some texts, and counts of n-grams that have no key (*listed* ones). Out
come, for each range of the plan, the pieces that hold its keys and its listed counts. Nothing is
counted here, so nothing can be lost by spilling.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from collections import namedtuple

from .._compat import iter_items, iter_range
from .._storage import read_part, write_file
from ._run_file import Run, dump_counts

__all__ = [str('BlockMaker'), str('Piece'), str('Store'), str('piece_parts')]

#: What a text, its count and their place in a dict take, about.
_LISTED_BYTES = 250

#: Some bytes: `data` itself, or where they stand: `path` and `place` (offset, length, checksum).
Piece = namedtuple(str('Piece'), 'data path place')


class BlockMaker(object):
    """Turn texts into a block; made once, sent to every worker, called for each list of texts."""

    def __init__(self, codec, coder, plan):
        self._codec, self._coder, self._plan = codec, coder, plan

    def __call__(self, texts):
        """Return (parts, {text: count} of listed n-grams, rare).

        A part is (sorted keys as bytes, where each range begins among them). There are several where
        a text is very long. The last is the number of symbols that have no key.
        """
        coded, rare = self._coder.code(texts)
        listed = self._coder.rare_ngrams(coded, rare, self._codec.max_n)
        parts = [(self._codec.dump(keys), array(str('i'), self._plan.cuts(keys)))
                 for keys in self._codec.parts(coded)]
        return parts, listed, len(rare)


class Store(object):
    """Hold blocks.

    Args:
        plan: the `Plan` of the ranges.
        room: bytes to hold in memory at most, or None.
        folder: the `TempFolder` for runs.
    """

    def __init__(self, plan, room, folder):
        self.plan = plan
        self._room, self.folder = room, folder
        self._parts_held, self._bytes = [], 0
        self.listed = {}
        self.runs = []
        self.sizes = [0] * len(plan)
        #: Symbols that were added without a key.
        self.rare = 0

    def add(self, parts, listed, rare):
        """Take in a block, as `BlockMaker` makes it."""
        self.rare += rare
        sizes = self.sizes
        for data, cuts in parts:
            self._parts_held.append((data, cuts))
            self._bytes += len(data) + 4 * len(cuts)
            for number in iter_range(len(sizes)):
                sizes[number] += cuts[number + 1] - cuts[number]
        self.add_listed(iter_items(listed))

    def add_listed(self, pairs):
        """Take in (text, count) pairs."""
        listed, room = self.listed, self._room
        most = None if room is None else max(0, room - self._bytes) // _LISTED_BYTES
        for text, count in pairs:
            listed[text] = listed.get(text, 0) + count
            if most is not None and len(listed) > most:
                self.spill()
                listed, most = self.listed, room // _LISTED_BYTES
        if room is not None and self._bytes > room:
            self.spill()

    @property
    def bytes(self):
        """Bytes of memory in use, about."""
        return self._bytes + _LISTED_BYTES * len(self.listed)

    @property
    def disk(self):
        """Bytes of run files."""
        return sum(run.size() for run in self.runs)

    def spill(self):
        """Write everything in memory to a new run file."""
        if not self._parts_held and not self.listed:
            return
        path = self.folder.new_file()
        self.runs.append(Run(path, write_file(path, self._parts(len(self.plan)),
                                              self.folder.lasting)))
        self._parts_held, self._bytes, self.listed = [], 0, {}

    def _parts(self, ranges):
        for number in iter_range(ranges):
            yield b''.join(self._memory_parts(number))
        by_range = [[] for _ in iter_range(ranges)]
        place = self.plan.place
        for text, count in iter_items(self.listed):
            by_range[place(text)].append((text, count))
        for pairs in by_range:
            yield dump_counts(pairs)

    def _memory_parts(self, number):
        size = self.plan.size
        return [data[size * cuts[number]:size * cuts[number + 1]] for data, cuts in self._parts_held]

    def key_pieces(self, number):
        """Return the pieces with the keys of one range."""
        held = b''.join(self._memory_parts(number))
        return self._on_disk(number) + ([Piece(held, None, None)] if held else [])

    def listed_pieces(self, number):
        """Return the pieces with the listed counts of one range that are on disk."""
        return self._on_disk(len(self.plan) + number)

    def _on_disk(self, part):
        pieces = [Piece(None, run.path, run.part(part)) for run in self.runs]
        return [piece for piece in pieces if piece.place[1]]

    def listed_by_range(self):
        """Return the listed counts in memory, as a list of {text: count}."""
        by_range = [{} for _ in self.sizes]
        place = self.plan.place
        for text, count in iter_items(self.listed):
            by_range[place(text)][text] = count
        return by_range


def piece_parts(piece, step):
    """Yield the bytes of a piece in parts of at most `step` bytes.

    Raises:
        FormatError: the piece is on disk and was cut short or changed.
    """
    if piece.data is not None:
        for start in iter_range(0, len(piece.data), step):
            yield piece.data[start:start + step]
        return
    for data in read_part(piece.path, piece.place, step):
        yield data
