# -*- coding: utf-8 -*-
"""Gather what a report shows of a corpus: its figures, its new words in context.

Words are discovered once; everything else is made of them. How it is shown is the page's.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from zlib import crc32

from .._storage import is_path, path_name
from ..corpus import as_corpus
from ..errors import ArgumentError, checked_options
from ..vocabulary import load_bundled, read_words
from ..words import contexts as find_contexts
from ..words import discover_words, find_new_words

__all__ = [str(name) for name in ('LengthCount', 'RankCount', 'Report', 'make_report')]

#: Lengths from which on words are counted together.
_LONGEST = 6
#: Ranks that the plot of frequencies shows in each power of two.
_RANKS_AN_OCTAVE = 4

#: {option: default} of `make_report`; those of discovery that are None are left to it.
_OPTIONS = dict((str(name), value) for name, value in (
    ('method', None), ('min_count', None), ('min_pmi', None), ('min_entropy', None), ('max_length', None),
    ('stop', ()), ('fold', False), ('memory', None), ('workers', None), ('temp_dir', None),
    ('checkpoint', None)))


class LengthCount(namedtuple(str('LengthCount'), [str(name) for name in ('name', 'known', 'new')])):
    """Count words of one length: `name`, such as '2' or '6+'; how many of them are `known` and `new`."""

    __slots__ = ()


class RankCount(namedtuple(str('RankCount'), [str('rank'), str('count')])):
    """Hold a rank of words by frequency, from 1, and the count of the word there."""

    __slots__ = ()


class Report(namedtuple(str('Report'), [str(name) for name in (
        'sources', 'checksum', 'settings', 'texts', 'characters', 'words', 'coverage', 'lengths', 'ranks',
        'found', 'new_words')])):
    """Hold all that a report shows.

    Attributes:
        sources: names of the files, a list.
        checksum: eight hexadecimal digits that depend on the texts, and not on their order.
        settings: what differs from the defaults, as one line.
        texts, characters: of the corpus.
        words: how many words were found, single characters among them.
        coverage: of all places of found words of two characters and more, the share of known words; 0 where
            there is none.
        lengths: list of `LengthCount`, of words of two characters and more.
        ranks: list of `RankCount`, of all found words.
        found: how many new words were found.
        new_words: the best of them, `words.NewWord` rows with contexts.
    """

    __slots__ = ()


def make_report(corpus, known=None, background=None, top=1000, contexts=3, **options):
    """Return the `Report` of a corpus; see `write_report` for the arguments.

    >>> report = make_report(['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值'])
    >>> report.texts, report.characters
    (5, 34)
    """
    options = checked_options('make_report', options, **_OPTIONS)
    _check_numbers(top, contexts)
    corpus = as_corpus(corpus)
    settings = dict((name, value) for name, value in options.items() if value is not None)
    known, background = _read_dictionaries(known, background)
    words = discover_words(corpus, **settings)
    rows = find_new_words(corpus, known, background, None, 0, words=words, **settings)
    shown = rows[:top]
    if shown and contexts:
        places = find_contexts(corpus, shown, contexts)
        shown = [row._replace(contexts=tuple(places[row.text])) for row in shown]
    size = _Size()
    size.read(corpus)
    return Report(
        sources=_sources(corpus), checksum=size.checksum(), settings=_settings_line(top, contexts, options),
        texts=size.texts, characters=size.characters, words=len(words), coverage=_coverage(words, known),
        lengths=_lengths(words, rows, known), ranks=_ranks(words), found=len(rows), new_words=shown)


def _read_dictionaries(known, background):
    """Return the known words and the background, read once; each is the bundled vocabulary where None."""
    bundled = load_bundled() if known is None or background is None else None
    known = frozenset(bundled if known is None else read_words(known, 'known'))
    return known, bundled if background is None else background


def _check_numbers(top, contexts):
    for name, value, least in (('top', top, 1), ('contexts', contexts, 0)):
        if value is not None and value < least:
            raise ArgumentError('%s must be %d or more, not %r' % (name, least, value))


def _sources(corpus):
    """Return the names of a corpus's files, as they were given."""
    return [path_name(source) for source in corpus.sources if is_path(source)]


def _settings_line(top, contexts, options):
    """Return the settings of the result that differ from the defaults; limits of the machine are none."""
    chosen = dict((name, value) for name, value in options.items()
                  if name not in ('memory', 'workers', 'temp_dir', 'checkpoint', 'stop')
                  and value != _OPTIONS[name])
    chosen.update((name, value) for name, value, default in (('top', top, 1000), ('contexts', contexts, 3))
                  if value != default)
    return ', '.join('%s=%s' % (name, chosen[name]) for name in sorted(chosen))


class _Size(object):
    """Count the texts of a corpus, their characters, and a checksum that no order changes."""

    def __init__(self):
        self.texts = self.characters = self._sum = 0

    def read(self, corpus):
        """Count the texts of a pass."""
        for text in corpus:
            self.texts += 1
            self.characters += len(text)
            self._sum += crc32(_as_bytes(text)) & 0xffffffff

    def checksum(self):
        """Return the sum of the checksums of all texts, in hexadecimal."""
        return '%08x' % (self._sum & 0xffffffff)


def _as_bytes(text):
    try:
        return text.encode('utf-8')
    except UnicodeEncodeError:  # half of a surrogate pair
        return text.encode('ascii', 'backslashreplace')


# --- Figures --------------------------------------------------------------------------------------

def _coverage(words, known):
    places = [(row.count, row.text in known) for row in words if len(row.text) > 1]
    total = sum(count for count, _ in places)
    return sum(count for count, is_known in places if is_known) / total if total else 0.0


def _lengths(words, rows, known):
    counts = dict((length, [0, 0]) for length in range(2, _LONGEST + 1))
    for row in words:
        if row.text in known and len(row.text) > 1:
            counts[min(_LONGEST, len(row.text))][0] += 1
    for row in rows:
        counts[min(_LONGEST, len(row.text))][1] += 1
    return [LengthCount('%d%s' % (length, '+' if length == _LONGEST else ''), *counts[length])
            for length in sorted(counts)]


def _ranks(words):
    """Return ranks that are about equally far from each other on a logarithmic axis, and the last one."""
    counts = sorted((row.count for row in words), reverse=True)
    ranks, step = [], 0
    while counts and int(2 ** (step / _RANKS_AN_OCTAVE)) < len(counts):
        ranks.append(int(2 ** (step / _RANKS_AN_OCTAVE)))
        step += 1
    return [RankCount(rank, counts[rank - 1]) for rank in sorted(set(ranks + [len(counts)])) if rank]
