# -*- coding: utf-8 -*-
"""Count pairs of characters within a budget: in a dict, and beyond it in sorted files.

In go counts of pairs, block by block, out come the sums that reach a bound. What a pair is worth is not
known here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._compat import iter_items
from .._files import open_output
from ..ngrams import TempFolder, merged, text_block

__all__ = [str('PairSums')]

#: What an entry takes in memory, about, and how many are held under any budget.
_ENTRY_BYTES, _LEAST = 200, 50000


class PairSums(object):
    """Sums of counts.

    Args:
        memory: bytes, or None for no bound.
        temp_dir: where files go; None for the system's place.
        checkpoint: `Checkpoint` whose folder the files go to instead, or None.
    """

    def __init__(self, memory=None, temp_dir=None, checkpoint=None):
        self._most = None if memory is None else max(_LEAST, memory // _ENTRY_BYTES)
        self._folder = TempFolder(temp_dir, checkpoint and checkpoint.path)
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
        pairs = sorted(self.counts)
        with open_output(path) as out:
            for start in range(0, len(pairs), _LEAST):
                texts = pairs[start:start + _LEAST]
                out.write(text_block(texts, [self.counts[pair] for pair in texts]))
        self._runs.append(path)
        self.counts = {}

    def at_least(self, count):
        """Return {pair: sum} of the pairs that reach a count.

        Raises:
            FormatError, InputError: a file is damaged or gone.
        """
        if not self._runs:
            return dict((pair, found) for pair, found in iter_items(self.counts) if found >= count)
        self._spill()
        return dict(merged(self._runs, count))

    def state(self):
        """Return what is held and the names of the files, as a plain value."""
        return {'counts': self.counts, 'runs': [os.path.basename(path) for path in self._runs]}

    def restore(self, state):
        """Take up what `state` returned."""
        self.counts = state['counts']
        self._runs = [os.path.join(self._folder.path, str(name)) for name in state['runs']]

    def close(self):
        """Remove the files, unless they belong to a checkpoint."""
        self._folder.close()
