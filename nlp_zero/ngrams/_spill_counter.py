# -*- coding: utf-8 -*-
"""Count keys within a memory budget: in a dict, and beyond the budget in sorted run files.

A key is a text, or a tuple of words and None, for pairs, phrases and templates. The counts are exact and the
same for every budget.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import heapq
import os
from collections import namedtuple
from itertools import groupby

from .._compat import iter_items
from .._runtime import Resources, whole_number
from .._storage import FilePart, TempFolder, remove_files, write_file
from ._run_file import Run, dump_counts, load_counts, part_bytes, sum_sorted, write_sorted_counts

#: When there are this many runs, they are merged into one, which bounds the memory of a merge.
_MOST_RUNS = 32

# Escapes in the words of a run, where a space separates the words of a key.
_ESCAPED = {'\\': '\\\\', ' ': '\\s'}
_UNESCAPED = {'\\': '\\', 's': ' ', '0': ''}
_NO_CHARACTERS, _NONE = '\\0', '\\-'


class KeyForm(namedtuple('KeyForm', 'spelled parsed entry_bytes')):
    """Define how keys are written in runs, and how much memory they take.

    Attributes:
        spelled: function of {key: count} that returns a list of (text, count).
        parsed: function of a text that returns its key.
        entry_bytes: approximate bytes of a key with its count in a dict, and of its text while the entries
            are sorted.
    """

    __slots__ = ()


class SpillCounter(object):
    """Count keys.

    Args:
        resources: `Resources`, with `memory` as the budget and `temp_dir` as the folder for files.
        keys: `WORD_KEYS` for tuples of words and None, `TEXT_KEYS` for texts.
        stage: `Stage` of a checkpoint that keeps the files, or None for temporary files.
        min_entries: number of entries that may be in memory under any budget.

    Attributes:
        counts: {key: count} of the keys in memory: callers may add to it and then call `spill_if_full`. It is
            the same dict until `close`.

    >>> counter = SpillCounter(Resources(memory=1000))
    >>> for words in [('好',), ('很', None, '好'), ('好',), ('坏',)]:
    ...     counter.add({words: 1})
    >>> counter.spilled, dict(counter.items())[('好',)]
    (True, 2)
    """

    def __init__(self, resources=Resources(), keys=None, stage=None, min_entries=0):
        self._keys = WORD_KEYS if keys is None else keys
        self._limit = (float('inf') if resources.memory is None
                       else max(min_entries, resources.memory // self._keys.entry_bytes))
        self._folder = TempFolder(resources.temp_dir) if stage is None else stage.folder(resources.temp_dir)
        self._stage, self._runs = stage, []
        self.counts = {}

    def add(self, counts):
        """Add a dict of counts.

        Raises:
            OutputError: the disk is full.
        """
        held = self.counts
        for key, count in iter_items(counts):
            held[key] = held.get(key, 0) + count
        self.spill_if_full()

    def spill_if_full(self):
        """Write the counts to a run if they exceed the budget.

        Raises:
            OutputError: the disk is full.
        """
        if len(self.counts) > self._limit:
            self._spill()

    def drop_rare(self, count):
        """Drop every key that was counted `count` times or less.

        Raises:
            FormatError, OutputError: as in `items` and `spill_if_full`.
        """
        if not self._runs:
            for key in [key for key, found in iter_items(self.counts) if found <= count]:
                del self.counts[key]
        elif count >= 1:
            self._spill()
            self._merge_runs(int(count) + 1)

    @property
    def spilled(self):
        """Whether some counts are in files."""
        return bool(self._runs)

    def items(self, min_count=1):
        """Yield (key, count) of all keys, unsorted if all are in memory.

        If some are in files, all are sorted by their texts, so that keys with the same first word are
        adjacent.

        Raises:
            FormatError: a file is truncated or changed.
        """
        if not self._runs:
            for key, count in iter_items(self.counts):
                if count >= min_count:
                    yield key, count
            return
        self._spill()
        parsed = self._keys.parsed
        for text, count in _merged_counts(self._runs, min_count):
            yield parsed(text), count

    def groups(self, width):
        """Return the counts grouped by the first words of their keys, as `KeyGroups`, in a file of their own.

        Args:
            width: number of words to group by; every key must have more.
        """
        self._spill()
        names, path = [], self._folder.new_file()

        def parts():
            pairs = ((text.split(' ', width), count) for text, count in _merged_counts(self._runs))
            for name, group in groupby(pairs, lambda pair: pair[0][:width]):
                names.append(_parsed_words(' '.join(name)))
                yield dump_counts([(words[width], count) for words, count in group])

        written = write_file(path, parts(), self._folder.lasting, sync=False)
        return KeyGroups(path, dict(zip(names, written)))

    def _spill(self):
        if self.counts:
            pairs = sorted(self._keys.spelled(self.counts))
            # Clear the dict instead of replacing it, since callers may hold a reference.
            self.counts.clear()
            self._write_run(pairs)
            # Runs that a checkpoint names must be kept until it is removed.
            if len(self._runs) >= _MOST_RUNS and not self._folder.lasting:
                self._merge_runs()

    def _merge_runs(self, min_count=1):
        """Merge all runs into one."""
        runs = list(self._runs)
        self._write_run(_merged_counts(runs, min_count))
        del self._runs[:len(runs)]
        remove_files([run.path for run in runs])

    def _write_run(self, pairs):
        self._runs.append(write_sorted_counts(self._folder.new_file(), pairs, self._folder.lasting))

    def close(self):
        """Drop all counts and remove the files, unless they belong to a checkpoint."""
        self.counts, self._runs = {}, []
        self._folder.close()

    # --- keeping -----------------------------------------------------------------------------------

    def state(self):
        """Return the counts as a plain value that names the run files."""
        return {'counts': self._keys.spelled(self.counts),
                'runs': [(os.path.basename(run.path), run.parts()) for run in self._runs]}

    def restore(self, state):
        """Restore the result of `state` in a counter of the same stage; its other files are removed."""
        parsed = self._keys.parsed
        with self._stage.taking_up():
            self.counts = dict((parsed(text), whole_number(count, 1)) for text, count in state['counts'])
            self._runs = [Run(self._stage.data_path(name),
                              [FilePart(*map(whole_number, part)) for part in parts])
                          for name, parts in state['runs']]
        self._stage.keep_data([name for name, _ in state['runs']])

    def __getstate__(self):
        # Files are not pickled: all counts are pickled as one dict.
        return {str('limit'): self._limit, str('keys'): self._keys, str('counts'): dict(self.items())}

    def __setstate__(self, state):
        self.__init__(keys=state[str('keys')])
        self._limit, self.counts = state[str('limit')], state[str('counts')]


class KeyGroups(object):
    """Hold counts grouped by the first words of their keys, on the disk until their counter is closed."""

    def __init__(self, path, parts):
        self._path, self._parts = path, parts

    def items(self, words):
        """Yield (rest of the key, count) of the keys that begin with some words.

        Raises:
            FormatError: the file is truncated or changed.
        """
        if words in self._parts:
            for text, count in load_counts(part_bytes(self._path, self._parts[words])):
                yield _parsed_words(text), count


def _merged_counts(runs, min_count=1):
    """Yield the sums of the counts of several runs, sorted."""
    return sum_sorted(heapq.merge(*[run.counts() for run in runs]), min_count)


# --- how keys are written --------------------------------------------------------------------------

class _EscapedWords(dict):
    """{word or None: its form in a run}, made on demand."""

    def __missing__(self, word):
        if word is None:
            text = _NONE
        else:
            text = word.replace('\\', _ESCAPED['\\']).replace(' ', _ESCAPED[' ']) or _NO_CHARACTERS
        self[word] = text
        return text


def _spelled_words(counts):
    escaped = _EscapedWords()
    return [(' '.join([escaped[word] for word in words]), count) for words, count in iter_items(counts)]


def _parsed_words(text):
    words = text.split(' ')
    if '\\' in text:
        words = [_unescaped(word) if '\\' in word else word for word in words]
    return tuple(words)


def _unescaped(word):
    if word == _NONE:
        return None
    parts = iter(word)
    return ''.join([_UNESCAPED[next(parts)] if part == '\\' else part for part in parts])


def _text_counts(counts):
    return list(iter_items(counts))


def _same_text(text):
    return text


WORD_KEYS = KeyForm(_spelled_words, _parsed_words, 500)
TEXT_KEYS = KeyForm(_text_counts, _same_text, 200)
