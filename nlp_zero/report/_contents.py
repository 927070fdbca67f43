# -*- coding: utf-8 -*-
"""Compute the contents of a report: figures of the corpus, new words in context, and patterns.

Words are discovered once, and everything else is derived from them. `_page` displays the contents.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from functools import partial

from .._compat import iter_map
from .._progress import begin_stage, listening
from .._storage import is_path, path_name
from ..corpus import Corpus, as_corpus
from ..errors import check_number, checked_call, checked_options
from ..text import fold
from ..vocabulary import load_bundled, read_words
from ..words import contexts as find_contexts
from ..words import discover_words, find_new_words
from ._patterns import TextSample, find_contrasts, find_patterns

#: Lengths from which on words are counted together.
_LONGEST = 6
#: Ranks that the plot of frequencies shows in each power of two.
_RANKS_AN_OCTAVE = 4

#: Options of discovery; those that are None are left to it.
_DISCOVERY = ('method', 'min_count', 'min_pmi', 'min_entropy', 'max_length', 'stop', 'fold', 'memory',
              'workers', 'temp_dir', 'checkpoint')
#: {option: default} of `make_report`.
OPTIONS = dict(dict.fromkeys(_DISCOVERY), stop=(), fold=False, against=None, progress=None, phrases=200,
               templates=100, contrasts=200)
_AT_LEAST_0 = ('phrases', 'templates', 'contrasts')
#: What changes nothing that is shown, or is named elsewhere.
_UNNAMED = ('memory', 'workers', 'temp_dir', 'checkpoint', 'stop', 'against', 'progress')


#: The known words, a set, and the background as `find_new_words` takes it.
_Dictionaries = namedtuple('_Dictionaries', 'known background')


class LengthCount(namedtuple('LengthCount', 'name known new')):
    """Count words of one length: `name`, such as '2' or '6+'; how many of them are `known` and `new`."""

    __slots__ = ()


class RankCount(namedtuple('RankCount', 'rank count')):
    """Hold a rank of words by frequency, from 1, and the count of the word there."""

    __slots__ = ()


class Report(namedtuple('Report', (
        'sources others checksum settings texts characters words coverage lengths ranks found new_words '
        'sampled patterns contrasts sampled_from'))):
    """Hold the contents of a report.

    Attributes:
        sources, others: lists of the names of the files, and of those of the other corpus.
        checksum: eight hexadecimal digits that depend on the texts, but not on their order.
        settings: the settings that differ from the defaults, as one line.
        texts, characters: the numbers of texts and characters in the corpus.
        words: number of words found, including single characters.
        coverage: the share of known words among all occurrences of found words of two or more characters; 0
            if there are none.
        lengths: list of `LengthCount`, for words of two or more characters.
        ranks: list of `RankCount`, for all found words.
        found: number of new words found, at most 20,000 as in `find_new_words`.
        new_words: the best new words, `words.NewWord` rows with contexts.
        sampled: number of characters in the texts in which phrases and contrasts were sought.
        patterns: `Patterns`: phrases, templates and the sentences under them.
        contrasts: `words.Contrast` rows against the other corpus.
        sampled_from: number of characters in the texts and clauses of which those `sampled` were chosen.
    """

    __slots__ = ()


@checked_call
def make_report(corpus, known=None, background=None, top=1000, contexts=3, **options):
    """Return the `Report` of a corpus; see `write_report` for the arguments.

    >>> report = make_report(['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值'])
    >>> report.texts, report.characters
    (5, 31)
    """
    options = checked_options('make_report', options, **OPTIONS)
    _check_numbers(top=top, contexts=contexts, **dict((name, options[name]) for name in _AT_LEAST_0))
    with listening(options['progress']):
        return _gathered(as_corpus(corpus, 2), _read_dictionaries(known, background), top, contexts, options)


def _gathered(corpus, dictionaries, top, contexts, options):
    """Return the `Report` of a corpus, given checked options and the `_Dictionaries`."""
    settings = dict((name, options[name]) for name in _DISCOVERY if options[name] is not None)
    # The evidence is measured where words are ranked, of those alone that are.
    found = dict((name, value) for name, value in settings.items() if name not in ('min_pmi', 'min_entropy'))
    words = discover_words(corpus, evidence=False, **found)
    rows = find_new_words(corpus, dictionaries.known, dictionaries.background, contexts=0, words=words,
                          **settings)
    read = Corpus(partial(iter_map, fold, corpus)) if options['fold'] else corpus
    shown = _with_contexts(read, rows[:top], contexts)
    begin_stage('reading a sample')
    sample = TextSample(read)
    return Report(
        sources=_sources(corpus), others=_sources(options['against']), checksum=sample.checksum,
        settings=_settings_line(top, contexts, options), texts=sample.count, characters=sample.characters,
        words=len(words), coverage=_coverage(words, dictionaries.known),
        lengths=_lengths(words, rows, dictionaries.known), ranks=_ranks(words), found=len(rows),
        new_words=shown, sampled=sample.kept, patterns=_patterns(sample.texts, words, options),
        contrasts=_contrasts(sample.texts, options), sampled_from=sample.sampled_from)


def _with_contexts(corpus, rows, most):
    if not rows or not most:
        return rows
    places = find_contexts(corpus, rows, most)
    return [row._replace(contexts=tuple(places[row.text])) for row in rows]


def _patterns(texts, words, options):
    begin_stage('looking for phrases and templates')
    return find_patterns(texts, words, options['phrases'], options['templates'], options['memory'],
                         options['temp_dir'])


def _contrasts(texts, options):
    if options['against'] is None or not options['contrasts']:
        return []
    begin_stage('comparing')
    others = TextSample(as_corpus(options['against'])).texts
    return find_contrasts(texts, others, options['contrasts'], options['memory'], options['workers'],
                          options['temp_dir'])


def _read_dictionaries(known, background):
    """Return the `_Dictionaries`, each read once; None stands for the bundled vocabulary."""
    bundled = load_bundled() if known is None or background is None else None
    known = frozenset(bundled if known is None else read_words(known, 'known'))
    return _Dictionaries(known, bundled if background is None else background)


def _check_numbers(top, **numbers):
    check_number('top', top, 1, optional=True)
    for name in sorted(numbers):
        check_number(name, numbers[name], 0)


def _sources(corpus):
    """Return the names of a corpus's files as given; none if there is no corpus."""
    sources = [] if corpus is None else as_corpus(corpus).sources
    return [path_name(source) for source in sources if is_path(source)]


def _settings_line(top, contexts, options):
    """Return the settings that affect the result and differ from the defaults, as one line."""
    chosen = dict((name, value) for name, value in options.items()
                  if name not in _UNNAMED and value != OPTIONS[name])
    chosen.update((name, value) for name, value, default in (('top', top, 1000), ('contexts', contexts, 3))
                  if value != default)
    return ', '.join('%s=%s' % (name, chosen[name]) for name in sorted(chosen))


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
    """Return ranks about equally spaced on a logarithmic axis, and the last rank."""
    counts = sorted((row.count for row in words), reverse=True)
    ranks, step = [], 0
    while counts and int(2 ** (step / _RANKS_AN_OCTAVE)) < len(counts):
        ranks.append(int(2 ** (step / _RANKS_AN_OCTAVE)))
        step += 1
    return [RankCount(rank, counts[rank - 1]) for rank in sorted(set(ranks + [len(counts)])) if rank]
