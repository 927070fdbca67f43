# -*- coding: utf-8 -*-
"""Sum over all segmentations: expected counts of words, given their probabilities.

A lattice holds a set of distinct texts and all words that they may be written with, in groups of
blocks, in this process or divided among others. Probabilities go in by word number, expected counts
and the information of the texts come out; no decision is made here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array
from itertools import compress

from .._compat import iter_items, iter_range, iter_zip, release_memory
from ._forward_backward import SHORT, Block, windows
from ._initial import END

__all__ = [str('Lattice')]

#: Characters of text in one block: large enough for the loops, small enough for memory.
_BLOCK = 1 << 15
#: Blocks in a group. What a group gives is summed up first, then the groups, in their order: so the
#: sums are the same to the last bit however many processes share the groups.
_GROUP = 8


class _Group(object):
    """Hold some blocks: what goes to one process, and is answered in one piece.

    Args:
        blocks: list of (texts joined by `END`, array of their counts, longest word to look for).
        numbers: {word: number}.
    """

    def __init__(self, blocks, numbers):
        self._blocks = [Block(text, counts, numbers, longest) for text, counts, longest in blocks]

    def sweep(self, probabilities):
        """Return (array of word numbers, array of their expected counts, information)."""
        expected, information = [0.0] * len(probabilities), 0.0
        for block in self._blocks:
            information += block.sweep(probabilities, expected)
        return (array(str('i'), compress(iter_range(len(expected)), expected)),
                array(str('d'), compress(expected, expected)), information)

    def texts(self):
        """Return [(texts, each ended by `END`; array of their counts)], a pair for each block."""
        return [(block.text, block.counts) for block in self._blocks]

    def paths(self, logs):
        """Return [(array of word numbers, array of counts)], see `Lattice.best_paths`."""
        return [(block.walk(block.decide(logs)), block.counts) for block in self._blocks]

    def parts(self, alive, new):
        """Return (parts joined by `END`, array of their counts), see `Lattice.parts`; the blocks go."""
        found = {}
        get = found.get
        self._blocks.reverse()
        while self._blocks:
            for part, count in self._blocks.pop().parts(alive, new):
                found[part] = get(part, 0.0) + count
        # In one piece the parts take a tenth of what they take one by one.
        return END.join(found), array(str('d'), found.values())


class Lattice(object):
    """Hold distinct texts and all words that they may be written with.

    Args:
        texts: {text: count}.
        numbers: {word: number}, numbers from 1 up without a gap; every character of the texts is a
            word.
        pool: a `WorkerPool` whose processes hold and sum up the texts in this one's stead; None for this
            process. They serve one lattice at a time, the last that was made.
        spend: empty `texts` once they stand in blocks, so that their memory is there for the words.

    Complexity:
        Linear in the texts times the longest word; about 20 bytes for a character. Each process of a
        pool has the words as well.
    """

    def __init__(self, texts, numbers, pool=None, spend=False):
        self._pool, self._groups = pool, []
        blocks = list(_blocks(texts, numbers))
        if spend:
            texts.clear()
        shares = [blocks[start:start + _GROUP] for start in iter_range(0, len(blocks), _GROUP)]
        self._count = len(shares)
        if pool is None:
            self._groups = [_Group(share, numbers) for share in shares]
        else:
            names = END.join(sorted(numbers, key=numbers.get))
            pool.run_on_each(_serve, [(None, (names, shares[first::pool.size]))
                              for first in iter_range(pool.size)])

    def _each(self, name, *arguments):
        """Yield what each group answers, in order."""
        pool = self._pool
        if pool is None:
            for group in self._groups:
                yield getattr(group, name)(*arguments)
            return
        packed = [array(str('d'), value) if isinstance(value, list) else value for value in arguments]
        answers = pool.run_on_each(_serve, [(name, packed)] * pool.size)
        for answer in answers:
            answer.reverse()
        for number in iter_range(self._count):
            yield answers[number % pool.size].pop()

    def sweep(self, probabilities):
        """Return the expected counts of all words of 2 characters and more, and the information.

        Args:
            probabilities: by word number, above 0 for each character; 0 for number 0. Each may be
                multiplied by a constant to the power of the word's length.

        Returns:
            tuple: (list of floats by word number, with 0 for characters; the sum over all texts of
            count * -log Z, in nats, with Z the sum over all segmentations).

        Formula:
            c(w) = sum over texts of count * forward * p(w) * backward / Z. Rabiner (1989).
        """
        total, information = [0.0] * len(probabilities), 0.0
        for numbers, values, part in self._each('sweep', probabilities):
            for number, value in iter_zip(numbers, values):
                total[number] += value
            information += part
        return total, information

    def close(self):
        """Let the texts go, wherever they are held."""
        self._groups, self._count = [], 0
        if self._pool is not None:
            self._pool.run_on_each(_serve, [(None, ('', []))] * self._pool.size)

    def texts(self):
        """Return the texts and their counts, as two lists."""
        texts, counts = [], []
        for blocks in self._each('texts'):
            for text, numbers in blocks:
                texts.extend(text.split(END)[:-1])
                counts.extend(numbers)
        return texts, counts

    def best_paths(self, logs):
        """Yield the words of the best segmentation of each text, block by block.

        Args:
            logs: log probability by word number; minus infinity for number 0 and for dead words.

        Yields:
            (array of word numbers with a 0 after each text, array of the counts of the texts).
        """
        for paths in self._each('paths', logs):
            for path in paths:
                yield path

    def parts(self, alive, new=()):
        """Return the texts of two characters and more that remain when dead words are left out.

        The lattice is spent: each block goes when its parts are known, since they take as much memory.
        Where no living word reaches over a place, every segmentation has a boundary, and what is
        left and right of it may be summed apart: cutting there changes no expected count.

        Args:
            alive: by word number, whether the word counts; all characters do.
            new: further words, as a set of texts that have no number yet.

        Returns:
            dict: {text: count}.
        """
        found = {}
        get = found.get
        for parts, counts in self._each('parts', alive, new):
            for part, count in iter_zip(parts.split(END), counts):
                found[part] = get(part, 0.0) + count
        return found


# --- in the processes of a pool ----------------------------------------------------------------------

#: The groups that this process holds for another.
_held = []


def _serve(question):
    """Answer a lattice in another process: take groups, or ask each of those taken.

    Args:
        question: (name, arguments): a method of `_Group`, or None with the words and the groups, which
            take the place of those held.

    Returns:
        list: what the groups answer; None for a name of None.
    """
    name, arguments = question
    if name is None:
        del _held[:]
        release_memory()
        names, shares = arguments
        numbers = dict((word, number) for number, word in enumerate(names.split(END), 1))
        _held.extend(_Group(share, numbers) for share in shares)
        return None
    arguments = [list(value) if isinstance(value, array) else value for value in arguments]
    return [getattr(group, name)(*arguments) for group in _held]


# --- what stands in which block ----------------------------------------------------------------------

def _blocks(texts, numbers):
    """Yield (text, counts, longest word) of each block.

    Most texts hold nothing longer than pairs, and few hold a word too long for the rows. Each kind
    stands in blocks of its own, with loops for what it holds.
    """
    for chosen, longest in _by_longest(texts, numbers):
        for block in _cut_blocks(chosen):
            yield (END.join(block) + END, array(str('d'), [float(texts[text]) for text in block]),
                   longest)


def _by_longest(texts, numbers):
    """Return [(sorted texts, longest word that they may hold)], for 2, `SHORT` and all sizes."""
    found, rest = [], sorted(texts)
    for size, bound in ((3, 2), (SHORT + 1, SHORT)):
        heads = frozenset(word[:size] for word in numbers if len(word) >= size)
        held = [heads.isdisjoint(windows(text, size)) for text in rest] if heads else [True] * len(rest)
        found.append(([text for text, short in iter_zip(rest, held) if short], bound))
        rest = [text for text, short in iter_zip(rest, held) if not short]
    found.append((rest, max(len(word) for word in numbers)))
    return found


def _cut_blocks(texts):
    """Yield lists of texts that make up about a block each."""
    block, size = [], 0
    for text in texts:
        block.append(text)
        size += len(text) + 1
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
