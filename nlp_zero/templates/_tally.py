# -*- coding: utf-8 -*-
"""Count sequences of words within a memory budget: in a dict, and beyond it in sorted files.

In go tuples of words and None, out come their counts. The files hold `template<TAB>count` lines as
the counter of n-grams writes them, and are summed up by the same merge.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._compat import iter_items
from .._files import open_output
from ..ngrams import merged, parse_size, text_block
from ..ngrams._folder import TempFolder
from ._template import Template

__all__ = [str('Tally'), str('least_count')]

#: What an entry takes in memory, about: a tuple of a few words, its count and their place; and its
#: line, while the entries are sorted.
_ENTRY_BYTES = 500
#: So many files are merged to one, so that few are open at a time.
_MOST_RUNS = 32
_BLOCK = 1 << 12


class Tally(object):
    """Counts of tuples.

    Args:
        memory: bytes, as a number or a text such as '512MB'; None for no bound.
        temp_dir: where files go; None for the system's place.

    Attributes:
        counts: {tuple: count}, what is in memory: add to it, then call `settle`.
        room: the budget in bytes, or None.
    """

    def __init__(self, memory=None, temp_dir=None):
        self.room = parse_size(memory)
        self._folder = TempFolder(temp_dir)
        self._runs = []
        self.counts = {}

    def settle(self):
        """Write the counts to a file if they outgrow the budget."""
        if self.room is not None and len(self.counts) > self.room // _ENTRY_BYTES:
            self._spill()

    @property
    def spilled(self):
        """Whether some counts are in files."""
        return bool(self._runs)

    def items(self, min_count=1):
        """Yield (tuple, count) pairs of all that was counted, in no order unless spilled."""
        if not self._runs:
            for words, count in iter_items(self.counts):
                if count >= min_count:
                    yield words, count
            return
        if self.counts:
            self._spill()
        for text, count in merged(self._runs, min_count):
            yield tuple(Template.from_text(text).words), count

    def _spill(self):
        pairs = sorted((Template(words).to_text(), count) for words, count in iter_items(self.counts))
        self.counts.clear()
        self._write(pairs)
        if len(self._runs) >= _MOST_RUNS:
            runs, self._runs = self._runs, []
            self._write(merged(runs))
            for path in runs:
                os.remove(path)

    def _write(self, pairs):
        from itertools import islice
        pairs, path = iter(pairs), self._folder.new_file()
        with open_output(path) as out:
            block = list(islice(pairs, _BLOCK))
            while block:
                out.write(text_block([text for text, _ in block], [count for _, count in block]))
                block = list(islice(pairs, _BLOCK))
        self._runs.append(path)

    def __getstate__(self):
        # Files do not travel: everything goes along in memory.
        return {str('room'): self.room, str('counts'): dict(self.items())}

    def __setstate__(self, state):
        self.__init__()
        state = {str(name): value for name, value in iter_items(state)}
        self.room, self.counts = state[str('room')], state[str('counts')]


def least_count(counts, most):
    """Return the smallest count that leaves at most so many of the counts at or above it.

    >>> least_count([5, 3, 3, 1, 1, 1], 3)
    2
    """
    numbers = {}
    for count in counts:
        numbers[count] = numbers.get(count, 0) + 1
    held = 0
    for count in sorted(numbers, reverse=True):
        held += numbers[count]
        if held > most:
            return count + 1
    return 1
