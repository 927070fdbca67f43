# -*- coding: utf-8 -*-
"""Write and read run files: data that does not fit into memory, in parts with checksums.

This is the private form of counts on the disk, which is fast to read and removed after the run. The public
form, lines of `n-gram<TAB>count`, is in `_count_file`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from itertools import islice

from .._compat import iter_map, iter_range, iter_zip
from .._storage import FilePart, read_part, write_file

#: Number of (key, count) pairs in a part of a run of sorted counts; a part is read at once.
_PART = 1 << 10


class Run(object):
    """Hold the positions of the parts of a run file.

    Args:
        path: path of the file.
        parts: list of `FilePart`.
    """

    def __init__(self, path, parts):
        # There may be many runs with many parts: an array takes a tenth of the memory of tuples.
        self.path = path
        self._numbers = array(str('d'), [number for part in parts for number in part])

    def __len__(self):
        return len(self._numbers) // 3

    def part(self, number):
        """Return the `FilePart` of this number."""
        return FilePart(*[int(value) for value in self._numbers[3 * number:3 * number + 3]])

    def parts(self):
        """Return all parts, as `Run` takes them."""
        return [self.part(number) for number in iter_range(len(self))]

    def size(self):
        """Return the number of bytes of the file."""
        return int(sum(self._numbers[1::3]))

    def counts(self):
        """Yield the pairs that `write_sorted_counts` wrote, in their order.

        Raises:
            FormatError: the file is truncated or changed.
        """
        for number in iter_range(len(self)):
            for pair in load_counts(part_bytes(self.path, self.part(number))):
                yield pair


def part_bytes(path, part):
    """Return the bytes of one part of a file.

    Raises:
        FormatError: the file is truncated or changed.
    """
    return b''.join(read_part(path, part, max(1, part.length)))


def write_sorted_counts(path, pairs, lasting=False):
    """Write sorted (key, count) pairs to a new file; return its `Run`.

    Args:
        pairs: iterable; the keys are texts.
        lasting: as in `write_file`.

    Raises:
        OutputError: the disk is full.
    """
    return Run(path, write_file(path, _count_parts(iter(pairs)), lasting))


def _count_parts(pairs):
    part = list(islice(pairs, _PART))
    while part:
        yield dump_counts(part)
        part = list(islice(pairs, _PART))


def dump_counts(pairs):
    """Return a list of (text, count) pairs as bytes.

    >>> list(load_counts(dump_counts([('a', 1), ('b', 23)]))) == [('a', 1), ('b', 23)]
    True
    """
    if not pairs:
        return b''
    texts, counts = zip(*pairs)
    lengths = ' '.join(iter_map(str, iter_map(len, texts)))
    return '\n'.join((lengths, ' '.join(iter_map(str, counts)), ''.join(texts))).encode('utf-8')


def load_counts(data):
    """Return an iterator over the pairs of `dump_counts`, of which there must be at least one."""
    lengths, counts, joined = data.decode('utf-8').split('\n', 2)
    texts, at = [], 0
    for length in iter_map(int, lengths.split(' ')):
        texts.append(joined[at:at + length])
        at += length
    return iter_zip(texts, iter_map(int, counts.split(' ')))


def sum_sorted(pairs, min_count=1):
    """Yield sorted pairs with the counts of equal keys added, if the sum is at least `min_count`.

    >>> for text, count in sum_sorted([('中', 1), ('中', 2), ('文', 1)]):
    ...     print(text, count)
    中 3
    文 1
    """
    last, total = None, 0
    for text, count in pairs:
        if text == last:
            total += count
            continue
        if total >= min_count and last is not None:
            yield last, total
        last, total = text, count
    if total >= min_count and last is not None:
        yield last, total
