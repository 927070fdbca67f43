# -*- coding: utf-8 -*-
"""Count sequences of words within a memory budget: in a dict, and beyond it in sorted run files.

In go tuples of words and None, out come their counts. The runs hold `sequence<TAB>count` lines, as saved
counts of n-grams do, in parts with checksums, as the runs of n-grams are; equal ones are added up by
the same merge. The sequences may be pairs, templates, phrases; what they mean is not known here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import islice

from .._compat import iter_items, iter_range
from .._runtime import parse_size
from .._storage import TempFolder, read_parts, remove_files, write_file
from ._count_file import count_line, summed, text_block
from ._store import Run

__all__ = [str('Tally')]

#: What an entry takes in memory, about: a tuple of a few words, its count and their place; and its
#: line, while the entries are sorted.
_ENTRY_BYTES = 500
#: So many files are merged to one, so that few are open at a time.
_MOST_RUNS = 32
#: Lines of a part of a run, which is read as a whole.
_BLOCK = 1 << 10
_STEP = 1 << 20

# How a word is written in a run, where a space stands between words and a tab before the count.
_ESCAPES = (('\\', '\\\\'), (' ', '\\s'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r'))
_UNESCAPED = {'\\': '\\', 's': ' ', 't': '\t', 'n': '\n', 'r': '\r', '0': ''}
_NO_CHARACTERS, _NONE = '\\0', '\\-'


class Tally(object):
    """Counts of tuples.

    Args:
        memory: bytes, as a number or a text such as '512MB'; None for no bound.
        temp_dir: where files go; None for the system's place.

    Attributes:
        counts: {tuple: count}, what is in memory: add to it, then call `settle`.
        room: the budget in bytes, or None.

    >>> tally = Tally(memory=1000)
    >>> for words in [('好',), ('很', None, '好'), ('好',), ('坏',)]:
    ...     tally.counts[words] = tally.counts.get(words, 0) + 1
    ...     tally.settle()
    >>> tally.spilled, dict(tally.items())[('好',)]
    (True, 2)
    """

    def __init__(self, memory=None, temp_dir=None):
        self.room = parse_size(memory)
        self._folder = TempFolder(temp_dir)
        self._runs = []
        self.counts = {}

    def settle(self):
        """Write the counts to a file if they outgrow the budget.

        Raises:
            OutputError: the disk is full.
        """
        if self.room is not None and len(self.counts) > self.room // _ENTRY_BYTES:
            self._spill()

    def forget(self, most):
        """Forget every tuple that was counted `most` times or fewer.

        Raises:
            FormatError, OutputError: see `items` and `settle`.
        """
        if not self._runs:
            for words in [words for words, count in iter_items(self.counts) if count <= most]:
                del self.counts[words]
        elif most >= 1:
            if self.counts:
                self._spill()
            self._merge(int(most) + 1)

    @property
    def spilled(self):
        """Whether some counts are in files."""
        return bool(self._runs)

    def items(self, min_count=1):
        """Yield (tuple, count) pairs of all that was counted, in no order unless spilled.

        Spilled ones come in the order of their lines: those with the same first word together.

        Raises:
            FormatError: a file was cut short or changed.
        """
        if not self._runs:
            for words, count in iter_items(self.counts):
                if count >= min_count:
                    yield words, count
            return
        if self.counts:
            self._spill()
        for text, count in _merged(self._runs, min_count):
            yield _read(text), count

    def groups(self, width):
        """Return the counts grouped by their first words, as `Groups`, in a file of their own.

        Args:
            width: how many words; every tuple has more.
        """
        from itertools import groupby
        if self.counts:
            self._spill()
        names, path = [], self._folder.new_file()

        def parts():
            for name, pairs in groupby(_merged(self._runs), lambda pair: pair[0].split(' ', width)[:width]):
                names.append(_read(' '.join(name)))
                pairs = [(text.split(' ', width)[width], count) for text, count in pairs]
                yield text_block(*zip(*pairs)).encode('utf-8')

        places = write_file(path, parts())
        return Groups(path, dict(zip(names, places)))

    def _spill(self):
        spelled = _Spelled()
        pairs = sorted([(' '.join([spelled[word] for word in words]), count)
                        for words, count in iter_items(self.counts)])
        self.counts.clear()
        self._write(pairs)
        if len(self._runs) >= _MOST_RUNS:
            self._merge()

    def _merge(self, min_count=1):
        """Make one run of all."""
        runs = list(self._runs)
        self._write(_merged(runs, min_count))
        del self._runs[:len(runs)]
        remove_files([run.path for run, _ in runs])

    def _write(self, pairs):
        path = self._folder.new_file()
        places = write_file(path, _blocks(pairs))
        self._runs.append((Run(path, places), len(places)))

    def close(self):
        """Forget all counts and remove the files."""
        self.counts, self._runs = {}, []
        self._folder.close()

    def __del__(self):
        try:
            self._folder.close()
        except Exception:  # the interpreter is half gone, or this was never whole
            pass

    def __getstate__(self):
        # Files do not travel: everything goes along in memory.
        return {str('room'): self.room, str('counts'): dict(self.items())}

    def __setstate__(self, state):
        self.__init__()
        state = {str(name): value for name, value in iter_items(state)}
        self.room, self.counts = state[str('room')], state[str('counts')]


class Groups(object):
    """Counts of tuples by their first words, on the disk for as long as their `Tally` is there."""

    def __init__(self, path, places):
        self._path, self._places = path, places

    def items(self, name):
        """Yield (rest of the tuple, count) of those that begin with some words.

        Raises:
            FormatError: the file was cut short or changed.
        """
        if name in self._places:
            data = b''.join(read_parts(self._path, self._places[name], _STEP))
            for at, line in enumerate(data.decode('utf-8').split('\n')[:-1], 1):
                text, count = count_line(line, self._path, at)
                yield _read(text), count


def _blocks(pairs):
    """Yield lines for sorted pairs, many at a time, as bytes."""
    pairs = iter(pairs)
    block = list(islice(pairs, _BLOCK))
    while block:
        yield text_block([text for text, _ in block], [count for _, count in block]).encode('utf-8')
        block = list(islice(pairs, _BLOCK))


def _merged(runs, min_count=1):
    """Yield the sums of the counts of several runs, sorted."""
    import heapq
    return summed(heapq.merge(*[_pairs(run, parts) for run, parts in runs]), min_count)


def _pairs(run, parts):
    for number in iter_range(parts):
        data = b''.join(read_parts(run.path, run.place(number), _STEP))
        for at, line in enumerate(data.decode('utf-8').split('\n')[:-1], 1):
            yield count_line(line, run.path, number * _BLOCK + at)


class _Spelled(dict):
    """{word or None: how it is written in a run}, made as they are asked for."""

    def __missing__(self, word):
        text = _NONE if word is None else word
        if word is not None:
            for plain, escaped in _ESCAPES:
                text = text.replace(plain, escaped)
        text = self[word] = text or _NO_CHARACTERS
        return text


def _read(text):
    """Return the tuple that a line spells."""
    words = text.split(' ')
    if '\\' in text:
        words = [_unescaped(word) if '\\' in word else word for word in words]
    return tuple(words)


def _unescaped(word):
    if word == _NONE:
        return None
    parts = iter(word)
    return ''.join([_UNESCAPED[next(parts)] if part == '\\' else part for part in parts])
