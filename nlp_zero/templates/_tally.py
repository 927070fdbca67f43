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
from ._template import Template, from_words

__all__ = [str('Tally'), str('most_frequent')]

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
        if self.room is not None and len(self.counts) > self.most(_ENTRY_BYTES):
            self._spill()

    def most(self, size):
        """Return how many things of a size in bytes the budget holds, or None."""
        return None if self.room is None else self.room // size

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
            yield tuple(from_words(text.split(' '))), count

    def _spill(self):
        spelled = _Spelled()
        pairs = sorted([(' '.join([spelled[word] for word in words]), count)
                        for words, count in iter_items(self.counts)])
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


class _Spelled(dict):
    """{word or None: how it is written in a file}, made as they are asked for."""

    def __missing__(self, word):
        text = self[word] = Template([word]).to_text()
        return text


def most_frequent(rows, most):
    """Return {key: value} of (key, count, value) rows that fit.

    Args:
        rows: an iterable of rows with different keys.
        most: how many may be kept, or None. If there are more, the rarest go, all those of one
            count together.

    >>> sorted(most_frequent([('甲', 5, 1), ('乙', 3, 2), ('丙', 3, 3)], 2).values())
    [1]
    """
    if most is None:
        return {key: value for key, _, value in rows}
    kept, least = {}, 0
    for key, count, value in rows:
        if count >= least:
            kept[key] = (count, value)
            while len(kept) > most:
                least = min(row[0] for row in kept.values()) + 1
                kept = {other: row for other, row in iter_items(kept) if row[0] >= least}
    return {key: row[1] for key, row in iter_items(kept)}
