# -*- coding: utf-8 -*-
"""Count pairs of characters within a budget: in a dict, and beyond it in sorted files.

In go counts of pairs, block by block, out come the sums that reach a bound. What a pair is worth is not
known here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._compat import iter_items, iter_range
from ..ngrams import read_parts, summed, text_block, write_file

__all__ = [str('PairSums')]

#: What an entry takes in memory, about, and how many are held under any budget.
_ENTRY_BYTES, _LEAST = 200, 50000
#: Lines of a part of a file, which is read as a whole and has a checksum.
_PART = 1024


class PairSums(object):
    """Sums of counts.

    Args:
        memory: bytes, or None for no bound.
        stage: the `Stage` that keeps them; its files go to the checkpoint, if there is one.
        temp_dir: where files go else; None for the system's place.
    """

    def __init__(self, memory, stage, temp_dir=None):
        self._most = None if memory is None else max(_LEAST, memory // _ENTRY_BYTES)
        self._folder = stage.folder(temp_dir)
        self._runs, self.counts = [], {}

    def add(self, counts):
        """Add a dict of counts."""
        held = self.counts
        for pair, count in iter_items(counts):
            held[pair] = held.get(pair, 0) + count
        if self._most is not None and len(held) > self._most:
            self._spill()

    def _spill(self):
        path = self._folder.new_file()
        self._runs.append((path, write_file(path, _parts(self.counts), self._folder.lasting)))
        self.counts = {}

    def at_least(self, count):
        """Return {pair: sum} of the pairs that reach a count.

        Raises:
            FormatError: a file is damaged or gone.
            OutputError: no room for one more.
        """
        import heapq
        if not self._runs:
            return dict((pair, found) for pair, found in iter_items(self.counts) if found >= count)
        self._spill()
        return dict(summed(heapq.merge(*[_pairs(*run) for run in self._runs]), count))

    def state(self):
        """Return what is held and the names of the files, as a plain value."""
        return {'counts': self.counts,
                'runs': [(os.path.basename(path), places) for path, places in self._runs]}

    def restore(self, state):
        """Take up what `state` returned."""
        self.counts = state['counts']
        self._runs = [(os.path.join(self._folder.path, str(name)), places)
                      for name, places in state['runs']]

    def close(self):
        """Remove the files, unless they belong to a checkpoint."""
        self._folder.close()


def _parts(counts):
    """Yield the sorted lines of counts, as bytes, some at a time."""
    pairs = sorted(counts)
    for start in iter_range(0, len(pairs), _PART):
        texts = pairs[start:start + _PART]
        yield text_block(texts, [counts[pair] for pair in texts]).encode('utf-8')


def _pairs(path, places):
    """Yield (pair, count) of a file."""
    for place in places:
        for line in b''.join(read_parts(path, place, place[1])).decode('utf-8').split('\n')[:-1]:
            pair, _, count = line.rpartition('\t')
            yield pair, int(count)
