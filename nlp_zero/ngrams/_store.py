# -*- coding: utf-8 -*-
"""Hold the keys of a corpus by range, in memory up to a limit and in run files beyond it.

A store accepts blocks: the sorted keys of some texts, and counts of n-grams that have no key (*extra*
counts). For each range of its partition it returns the pieces that hold the keys and the extra counts of the
range. Nothing is counted here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from collections import namedtuple

from .._compat import PY2, iter_items, iter_range
from .._storage import read_part, write_file
from ._run_file import Run, dump_counts, load_counts

#: Approximate bytes of a text with its count in a dict; those of each character, if the text is longer than
#: that allows for; and the most characters of a text that is not.
_EXTRA_BYTES, _CHARACTER_BYTES, _SHORT = 250, 4 if PY2 else 2, 64

#: Bytes: either `data`, or the `FilePart` `part` of the file at `path`.
Piece = namedtuple('Piece', 'data path part')

#: The data of some texts: a list of `KeyPart`; {text: count} of the n-grams without a key; a list of more
#: such counts in the form of `dump_counts`, which takes less memory; and the number of symbols without a
#: key.
Block = namedtuple('Block', 'key_parts extra more_extra rare')

#: Sorted keys as bytes, and the places where each range begins (`RangePartition.split_points`).
KeyPart = namedtuple('KeyPart', 'data split_points')


class BlockMaker(object):
    """Turn texts into a `Block`; one object is sent to each worker and called for each `TextBlock`.

    Args:
        codec, coder, partition: the codec of the keys, the coder of the texts, and the partition of both.
        max_n: longest n-gram. N-grams that are longer than keys are counted by their texts.
    """

    def __init__(self, codec, coder, partition, max_n):
        self._codec, self._coder, self._partition, self._max_n = codec, coder, partition, max_n

    def __call__(self, block):
        """Return the `Block` of some texts; it has several key parts if they are very long."""
        coded, rare = self._coder.code(block.texts)
        places, rare_places = len(coded), len(rare)
        if block.tail:
            tail, rare_in_tail = self._coder.code([block.tail])
            coded, rare = coded + tail, rare + rare_in_tail
        extra, more_extra = {}, []
        for counts in self._coder.rare_ngrams(coded, rare, self._max_n, places):
            if extra:
                more_extra.append(dump_counts(list(iter_items(extra))))
            extra = counts
        if self._max_n > self._codec.max_n:
            self._coder.add_long_ngrams(coded, self._codec.max_n + 1, self._max_n, extra, places)
        parts = [KeyPart(self._codec.dump(keys), array(str('i'), self._partition.split_points(keys)))
                 for keys in self._codec.sorted_keys(coded, places)]
        return Block(parts, extra, more_extra, rare_places)


class Store(object):
    """Hold blocks.

    Args:
        partition: the `RangePartition`.
        byte_limit: bytes to hold in memory at most, or None.
        folder: the `TempFolder` for runs.

    Attributes:
        sizes: number of keys in each range.
        rare: number of symbols that were added without a key.
        runs: the `Run` files: each range's keys, then each range's extra counts.
    """

    def __init__(self, partition, byte_limit, folder):
        self.partition, self.folder = partition, folder
        self._byte_limit = byte_limit
        self._key_parts, self._key_bytes = [], 0
        self._extra, self._long_bytes = {}, 0
        self.runs, self.sizes, self.rare = [], [0] * len(partition), 0

    def add(self, block):
        """Add a `Block`."""
        self.rare += block.rare
        sizes = self.sizes
        for part in block.key_parts:
            self._key_parts.append(part)
            points = part.split_points
            self._key_bytes += len(part.data) + 4 * len(points)
            for number in iter_range(len(sizes)):
                sizes[number] += points[number + 1] - points[number]
        self.add_extra(iter_items(block.extra))
        for data in block.more_extra:
            self.add_extra(load_counts(data))

    def add_extra(self, pairs):
        """Add (text, count) pairs."""
        extra, limit = self._extra, self._byte_limit
        most = float('inf')
        if limit is not None:
            most = max(0, limit - self._key_bytes - self._long_bytes) // _EXTRA_BYTES
        for text, count in pairs:
            before = extra.get(text)
            extra[text] = count if before is None else before + count
            if before is None:
                if len(text) > _SHORT:
                    added = extra_bytes(text) - _EXTRA_BYTES
                    self._long_bytes += added
                    most -= added / _EXTRA_BYTES
                if len(extra) > most:
                    self.spill()
                    extra, most = self._extra, limit // _EXTRA_BYTES
        if limit is not None and self._key_bytes > limit:
            self.spill()

    @property
    def bytes(self):
        """Approximate memory in use, in bytes."""
        return self._key_bytes + self._long_bytes + _EXTRA_BYTES * len(self._extra)

    def spill(self):
        """Write everything in memory to a new run file."""
        if not self._key_parts and not self._extra:
            return
        path = self.folder.new_file()
        self.runs.append(Run(path, write_file(path, self._range_data(), self.folder.lasting)))
        self._key_parts, self._key_bytes, self._extra, self._long_bytes = [], 0, {}, 0

    def _range_data(self):
        for number in iter_range(len(self.partition)):
            yield self._key_data(number)
        for counts in self.extra_by_range():
            yield dump_counts(list(iter_items(counts)))

    def _key_data(self, number):
        """Return the keys of one range that are in memory, as bytes."""
        size = self.partition.key_size
        return b''.join([part.data[size * part.split_points[number]:size * part.split_points[number + 1]]
                         for part in self._key_parts])

    def key_pieces(self, number):
        """Return the pieces with the keys of one range."""
        held = self._key_data(number)
        return self._pieces_on_disk(number) + ([Piece(held, None, None)] if held else [])

    def extra_pieces(self, number):
        """Return the pieces on disk with the extra counts of one range."""
        return self._pieces_on_disk(len(self.partition) + number)

    def _pieces_on_disk(self, number):
        pieces = [Piece(None, run.path, run.part(number)) for run in self.runs]
        return [piece for piece in pieces if piece.part.length]

    def extra_by_range(self):
        """Return the extra counts in memory, as a list of {text: count}."""
        by_range = [{} for _ in self.sizes]
        range_of = self.partition.range_of
        for text, count in iter_items(self._extra):
            by_range[range_of(text)][text] = count
        return by_range


def extra_bytes(text):
    """Return about how many bytes an extra count takes in memory."""
    return _EXTRA_BYTES + (len(text) * _CHARACTER_BYTES if len(text) > _SHORT else 0)


def piece_size(piece):
    """Return the number of bytes of a piece."""
    return len(piece.data) if piece.part is None else piece.part.length


def piece_bytes(piece, step):
    """Yield the bytes of a piece, at most `step` at a time.

    Raises:
        FormatError: the piece is on disk and is truncated or changed.
    """
    if piece.data is None:
        return read_part(piece.path, piece.part, step)
    return (piece.data[start:start + step] for start in iter_range(0, len(piece.data), step))
