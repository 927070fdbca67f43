# -*- coding: utf-8 -*-
"""Keep the clauses of a corpus as numbers of words, so that a text is cut into words once for many passes.

`_finder` and `_located_clauses` define what a clause is.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array

from .._compat import PY2
from .._runtime import Resources
from .._storage import TempFolder, read_part, write_file

#: The number that ends a clause.
_END = 0
#: Least number of numbers in memory before any are written to a file, whatever the budget.
_LEAST_HELD = 1 << 14


class StoredClauses(object):
    """A re-iterable of lists of words, stored in four bytes for each word, and each different word once.

    Args:
        clauses: an iterable of lists of words.
        resources: `Resources`; numbers beyond the budget `memory` are stored in files in `temp_dir`. The
            different words stay in memory.

    Raises:
        OutputError: the disk is full.

    >>> clauses = StoredClauses([['能', '退票', '吗'], ['能', '吗']])
    >>> [len(words) for words in clauses], [len(words) for words in clauses]
    ([3, 2], [3, 2])
    """

    def __init__(self, clauses, resources=Resources()):
        most = float('inf') if resources.memory is None else max(_LEAST_HELD, resources.memory // 4)
        self._words, self._numbers = [None], array(str('I'))
        self._folder, self._files = TempFolder(resources.temp_dir), []
        number_of, known, numbers = {}, self._words, self._numbers
        for words in clauses:
            for word in words:
                number = number_of.get(word)
                if number is None:
                    number = number_of[word] = len(known)
                    known.append(word)
                numbers.append(number)
            numbers.append(_END)
            if len(numbers) > most:
                self._write()

    def _write(self):
        """Move the numbers in memory to a file."""
        path, held = self._folder.new_file(), self._numbers
        data = held.tostring() if PY2 else held.tobytes()
        self._files.append((path, write_file(path, [data])[0]))
        del held[:]

    def __iter__(self):
        for path, part in self._files:
            numbers = array(str('I'))
            for data in read_part(path, part, part.length):
                (numbers.fromstring if PY2 else numbers.frombytes)(data)
            for words in self._clauses(numbers):
                yield words
        for words in self._clauses(self._numbers):
            yield words

    def _clauses(self, numbers):
        known, held = self._words, []
        for number in numbers:
            if number != _END:
                held.append(known[number])
            else:
                yield held
                held = []
