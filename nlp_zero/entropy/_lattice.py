# -*- coding: utf-8 -*-
"""Sum over all segmentations of texts: the expected counts of words, given their probabilities.

This is the expectation step of a fit. A lattice holds distinct texts and all words that may occur in them, in
groups of blocks, in this process or divided among workers.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from collections import namedtuple
from functools import partial
from operator import add

from .._compat import iter_items, iter_map, iter_range, iter_zip
from .._progress import report_done
from .._runtime import on_held
from ..text import windows
from ._forward_backward import ROWS, Block
from ._initial import END

#: Number of characters in a block: enough for fast loops, and not too many for the memory.
_BLOCK = 1 << 15
#: Number of blocks in a group. Sums are first made within each group and then over the groups, in order, so
#: that they are the same to the last bit for any number of processes. This does not matter for the counts of
#: texts: they are whole numbers, so their sums are exact in any order.
_GROUP = 8
#: Least number of texts of equal length that have blocks of their own.
_COLUMN = 32
#: Longest word and most characters of such texts. With longer words their columns are mostly empty unless the
#: texts are short.
_COLUMN_KINDS = ((2, 1 << 30), (ROWS, 6))

#: The arguments of a `Block`: texts, each followed by `END`; an array of their counts; the longest word in
#: them; whether they have equal length.
BlockTexts = namedtuple('BlockTexts', 'text counts longest has_columns')
#: Sums of one group: the expected counts by word number, in a list or an array, and the nats saved.
GroupSums = namedtuple('GroupSums', 'expected saved')
#: Best paths of one block: word numbers with a 0 after each text, and the counts of the texts, as arrays.
BlockPaths = namedtuple('BlockPaths', 'words counts')
#: Texts joined by `END`, which takes a tenth of the memory of single texts, and an array of their counts.
WeightedTexts = namedtuple('WeightedTexts', 'text counts')
#: Result of the expectation step: a list of expected counts by word number, and by how many nats all texts
#: together are shorter than character by character.
Expectation = namedtuple('Expectation', 'counts saved')


class Lattice(object):
    """Hold distinct texts and all words that may occur in them.

    Args:
        texts: {text: count}.
        numbers: {word: number}, consecutive numbers from 1 up; every character of the texts is a word.
        pool: a `WorkerPool` whose processes hold the texts and compute the sums; None for this process. The
            workers serve only the lattice that was made last.
        consume: empty `texts` after making the blocks, so that its memory is available for the words.

    Complexity:
        Linear in the texts times the longest word; about 20 bytes per character. Each process of a pool holds
        all words. While expected counts are summed, those of a group take 8 bytes for each word, whether it
        occurs in the group or not; there is a group for about 260,000 characters of the texts.
    """

    def __init__(self, texts, numbers, pool=None, consume=False):
        self._pool, self._groups = pool, []
        blocks = list(_divide(texts, numbers))
        if consume:
            texts.clear()
        groups = [blocks[start:start + _GROUP] for start in iter_range(0, len(blocks), _GROUP)]
        self._count = len(groups)
        if pool is None:
            numbers = _by_size(numbers)
            for number, group in enumerate(groups, 1):
                self._groups.append(_make_group(group, numbers))
                report_done(number, len(groups), 'groups of blocks')
        else:
            names = END.join(sorted(numbers, key=numbers.get))
            pool.hold([partial(_HeldGroups, names, groups[first::pool.size])
                       for first in iter_range(pool.size)])

    def _of_groups(self, function, *arguments):
        """Yield `function(group, *arguments)` for each group, in order; a group is a list of `Block`."""
        pool = self._pool
        if pool is None:
            for number, group in enumerate(self._groups, 1):
                yield function(group, *arguments)
                report_done(number, self._count, 'groups of blocks')
            return
        packed = [array(str('d'), value) if isinstance(value, list) else value for value in arguments]
        pool.run_on_each(on_held(_set_arguments), [packed] * pool.size)
        places = [number // pool.size for number in iter_range(self._count)]
        for result in pool.map_on_each(on_held(partial(_apply_to_group, function)), places):
            yield result

    def expected_counts(self, ratios, damped=None):
        """Return the expected counts of all words of two or more characters, and the nats saved by them.

        Args:
            ratios: by word number, the probability of the word divided by those of its characters, as
                returned by `WordModel.ratios`; 1 for each character, 0 for number 0.
            damped: {number: ratio} of the words with infinite ratios, as returned by
                `WordModel.damped_ratios`; None if there are none.

        Returns:
            Expectation: the counts of characters are 0; `saved` is the sum over all texts of count * log Z,
            where Z is the sum over all segmentations, divided by the probability of the characters.

        Formula:
            c(w) = sum over texts and places of count * forward * r(w) * backward / Z. Rabiner (1989); every
            segmentation is divided by the probability of the characters, so that most factors are 1.
        """
        total, saved = None, 0.0
        sums_of = _sums_of if self._pool is None else _packed_sums_of
        for sums in self._of_groups(sums_of, ratios, damped or {}):
            if total is not None:
                total = list(iter_map(add, total, sums.expected))
            else:
                # A list was made for this sum alone.
                total = sums.expected if self._pool is None else list(sums.expected)
            saved += sums.saved
        return Expectation([0.0] * len(ratios) if total is None else total, saved)

    def texts(self):
        """Return the texts as `WeightedTexts`."""
        texts, counts = [], array(str('d'))
        for blocks in self._of_groups(_texts_of):
            for block in blocks:
                # The last text of a block is followed by `END` too.
                texts.append(block.text[:-1])
                counts.extend(block.counts)
        return WeightedTexts(END.join(texts), counts)

    def best_paths(self, log_probabilities):
        """Yield the words of the best segmentation of each text, as `BlockPaths`.

        Args:
            log_probabilities: by word number; minus infinity for number 0 and for words that were dropped.
        """
        for blocks in self._of_groups(_paths_of, log_probabilities):
            for paths in blocks:
                yield paths

    def split(self, alive, new=()):
        """Return the texts of two or more characters that remain when words are dropped.

        If no remaining word crosses a place, every segmentation has a boundary there, and the two sides can
        be summed independently: cutting there does not change expected counts. The lattice is consumed: each
        block is freed when its pieces are known, since they take as much memory.

        Args:
            alive: by word number, whether the word remains; all characters do.
            new: further words without numbers, as a set of texts.

        Returns:
            dict: {text: count}.
        """
        found = {}
        # The two ways add the counts in different orders: they are whole numbers, whose sums are exact.
        if self._pool is None:
            for _ in self._of_groups(_add_pieces_of, alive, new, found):
                pass
            return found
        get = found.get
        for pieces in self._of_groups(_pieces_of, alive, new):
            for piece, count in iter_zip(pieces.text.split(END), pieces.counts):
                found[piece] = get(piece, 0.0) + count
        return found

    def close(self):
        """Free the texts, here or in the workers."""
        self._groups, self._count = [], 0
        if self._pool is not None:
            self._pool.hold([None] * self._pool.size)


# --- on one group, in the process that holds it ------------------------------------------------------

def _by_size(numbers):
    """Return {size: {word: number}}: look-ups are faster for the many sizes with few words."""
    found = {}
    for word, number in iter_items(numbers):
        found.setdefault(len(word), {})[word] = number
    return found


def _make_group(group, numbers):
    """Return the `Block`s of a list of `BlockTexts`, with {size: {word: number}}."""
    return [Block(*texts, numbers=numbers) for texts in group]


def _sums_of(group, ratios, damped):
    expected, saved = [0.0] * len(ratios), 0.0
    for block in group:
        saved += block.add_expected(ratios, damped, expected)
    return GroupSums(expected, saved)


def _packed_sums_of(group, ratios, damped):
    sums = _sums_of(group, ratios, damped)
    return sums._replace(expected=array(str('d'), sums.expected))


def _texts_of(group):
    return [WeightedTexts(block.text, block.counts) for block in group]


def _paths_of(group, log_probabilities):
    return [BlockPaths(block.best_path(log_probabilities), block.counts) for block in group]


def _add_pieces_of(group, alive, new, found):
    get = found.get
    group.reverse()
    while group:
        for piece, count in group.pop().split(alive, new):
            found[piece] = get(piece, 0.0) + count


def _pieces_of(group, alive, new):
    found = {}
    _add_pieces_of(group, alive, new, found)
    return WeightedTexts(END.join(found), array(str('d'), found.values()))


# --- in the processes of a pool ----------------------------------------------------------------------

class _HeldGroups(object):
    """Hold groups in a worker, as lists of `Block`, and the further arguments of a function of one group.

    Args:
        names: all words, joined by `END`, in the order of their numbers.
        groups: list of lists of `BlockTexts`.
    """

    def __init__(self, names, groups):
        numbers = _by_size(dict((word, number) for number, word in enumerate(names.split(END), 1)))
        self.groups, self.arguments = [_make_group(group, numbers) for group in groups], ()


def _set_arguments(held, packed):
    """Replace the arguments; an array is used as a list."""
    held.arguments = [list(value) if isinstance(value, array) else value for value in packed]


def _apply_to_group(function, held, place):
    """Return the result of a function for the group at a place."""
    return function(held.groups[place], *held.arguments)


# --- dividing texts into blocks ----------------------------------------------------------------------

def _divide(texts, numbers):
    """Yield the `BlockTexts` of {text: count}.

    Most texts have no words longer than pairs or are short, and few have a word too long for the rows. There
    are separate blocks for each kind, with suitable loops.
    """
    for chosen, longest, has_columns in _by_longest(texts, numbers):
        for block in _chunks(chosen):
            yield BlockTexts(END.join(block) + END, array(str('d'), [float(texts[text]) for text in block]),
                             longest, has_columns)


def _by_longest(texts, numbers):
    """Yield (sorted texts, longest word in them: 2, `ROWS` or any; whether the texts have equal length)."""
    rest = sorted(texts)
    for longest, most in _COLUMN_KINDS:
        some, rest = _parted(rest, numbers, longest)
        by_length = {}
        for text in some:
            by_length.setdefault(len(text), []).append(text)
        for length in sorted(by_length):
            if length <= most and len(by_length[length]) >= _COLUMN:
                yield by_length[length], longest, True
            else:
                rest += by_length[length]
        rest.sort()
    some, rest = _parted(rest, numbers, ROWS)
    yield some, ROWS, False
    yield rest, max(len(word) for word in numbers), False


def _parted(texts, numbers, longest):
    """Return the texts without words longer than `longest`, and the others; both in their order."""
    heads = frozenset(word[:longest + 1] for word in numbers if len(word) > longest)
    fits = [len(text) <= longest or heads.isdisjoint(windows(text, longest + 1)) for text in texts]
    return ([text for text, fit in iter_zip(texts, fits) if fit],
            [text for text, fit in iter_zip(texts, fits) if not fit])


def _chunks(texts):
    """Yield lists of texts, each of about the size of a block."""
    chunk, size = [], 0
    for text in texts:
        chunk.append(text)
        size += len(text) + 1
        if size >= _BLOCK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
