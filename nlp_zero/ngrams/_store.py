# -*- coding: utf-8 -*-
"""Hold the keys of a corpus by range, in memory up to a bound and in run files beyond it.

In go blocks: the sorted keys of some texts, and counts of n-grams that have no key (*listed* ones). Out
come, for each range of the plan, the pieces that hold its keys and its listed counts. Nothing is
counted here, so nothing can be lost by spilling.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_items, iter_map, iter_range, iter_zip
from ._folder import read_parts, write_file

__all__ = [str('BlockMaker'), str('Piece'), str('Run'), str('Store'), str('dump_listed'),
           str('load_listed'), str('piece_parts')]

#: What a text, its count and their place in a dict take, about.
_LISTED_BYTES = 250

#: Some bytes: `data` itself, or where they stand: `path` and `place` (offset, length, checksum).
Piece = namedtuple(str('Piece'), 'data path place')

#: A run file: its path, the places of each range's keys, and those of each range's listed counts.
Run = namedtuple(str('Run'), 'path keys listed')


class BlockMaker(object):
    """Turn texts into a block; made once, sent to every worker, called for each list of texts."""

    def __init__(self, codec, coder, plan):
        self._codec, self._coder, self._plan = codec, coder, plan

    def __call__(self, texts):
        """Return (keys as bytes, where each range begins among them, {text: count} of listed, rare).

        The last is the number of symbols that have no key.
        """
        coded, rare = self._coder.code(texts)
        keys = self._codec.keys(coded)
        listed = self._coder.rare_ngrams(coded, rare, self._codec.max_n)
        return self._codec.dump(keys), self._plan.cuts(keys), listed, len(rare)


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
        self._blocks, self._bytes = [], 0
        self.listed = {}
        self.runs = []
        self.sizes = [0] * len(plan)
        #: Symbols that were added without a key.
        self.rare = 0

    def add(self, data, cuts, listed, rare):
        """Take in a block, as `BlockMaker` makes it."""
        self.rare += rare
        self._blocks.append((data, cuts))
        self._bytes += len(data) + 16 * len(cuts)
        sizes = self.sizes
        for number in iter_range(len(sizes)):
            sizes[number] += cuts[number + 1] - cuts[number]
        self.add_listed(iter_items(listed))

    def add_listed(self, pairs):
        """Take in (text, count) pairs."""
        listed = self.listed
        for text, count in pairs:
            listed[text] = listed.get(text, 0) + count
        if self._room is not None and self.bytes > self._room:
            self.spill()

    @property
    def bytes(self):
        """Bytes of memory in use, about."""
        return self._bytes + _LISTED_BYTES * len(self.listed)

    @property
    def disk(self):
        """Bytes of run files."""
        return sum(place[1] for run in self.runs for places in (run.keys, run.listed)
                   for place in places)

    def spill(self):
        """Write everything in memory to a new run file."""
        if not self._blocks and not self.listed:
            return
        path = self.folder.new_file()
        ranges = len(self.plan)
        places = write_file(path, self._parts(ranges))
        self.runs.append(Run(path, places[:ranges], places[ranges:]))
        self._blocks, self._bytes, self.listed = [], 0, {}

    def _parts(self, ranges):
        for number in iter_range(ranges):
            yield b''.join(self._memory_parts(number))
        by_range = [[] for _ in iter_range(ranges)]
        place = self.plan.place
        for text, count in iter_items(self.listed):
            by_range[place(text)].append((text, count))
        for pairs in by_range:
            yield dump_listed(pairs)

    def _memory_parts(self, number):
        size = self.plan.size
        return [data[size * cuts[number]:size * cuts[number + 1]] for data, cuts in self._blocks]

    def key_pieces(self, number):
        """Return the pieces with the keys of one range."""
        found = [Piece(None, run.path, run.keys[number]) for run in self.runs
                 if run.keys[number][1]]
        held = b''.join(self._memory_parts(number))
        return found + ([Piece(held, None, None)] if held else [])

    def listed_pieces(self, number):
        """Return the pieces with the listed counts of one range that are on disk."""
        return [Piece(None, run.path, run.listed[number]) for run in self.runs
                if run.listed[number][1]]

    def listed_by_range(self):
        """Return the listed counts in memory, as a list of {text: count}."""
        by_range = [{} for _ in self.sizes]
        place = self.plan.place
        for text, count in iter_items(self.listed):
            by_range[place(text)][text] = count
        return by_range


def dump_listed(pairs):
    """Return a list of (text, count) pairs as bytes."""
    if not pairs:
        return b''
    texts, counts = zip(*pairs)
    lengths = ' '.join(iter_map(str, iter_map(len, texts)))
    return '\n'.join((lengths, ' '.join(iter_map(str, counts)), ''.join(texts))).encode('utf-8')


def load_listed(data):
    """Return an iterator over the pairs that `dump_listed` was given."""
    lengths, counts, joined = data.decode('utf-8').split('\n', 2)
    texts, at = [], 0
    for length in iter_map(int, lengths.split(' ')):
        texts.append(joined[at:at + length])
        at += length
    return iter_zip(texts, iter_map(int, counts.split(' ')))


def piece_parts(piece, step):
    """Yield the bytes of a piece in parts of at most `step` bytes.

    Raises:
        FormatError: the piece is on disk and was cut short or changed.
    """
    if piece.data is not None:
        for start in iter_range(0, len(piece.data), step):
            yield piece.data[start:start + step]
        return
    for data in read_parts(piece.path, piece.place, step):
        yield data
