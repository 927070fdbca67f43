# -*- coding: utf-8 -*-
"""Fit the minimum-entropy model: passes of expectation and gates until nothing falls any more.

In go distinct runs with counts, out comes a `Model`. How much text to fit is not decided here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import logging
from array import array
from collections import Counter, namedtuple
from math import exp, log

from .._compat import iter_items, iter_map, iter_range, release_memory
from .._runtime import Resources, worker_pool
from ._lattice import Lattice
from ._word_model import Settings, Words, whole
from ._recount import recount
from ._runs import SAMPLE, take_sample
from ._postprocess import settle
from ._initial import END, count_short, first_words, group_runs

__all__ = [str(name) for name in ('Model', 'Pass', 'fit_runs', 'learn')]

_LOG = logging.getLogger(str('nlp_zero.entropy'))

#: One pass: information of the text in nats for a character (H / l), description length of text
#: and vocabulary in nats, words of two characters and more, and how many the gate took.
Pass = namedtuple(str('Pass'), [str(name) for name in (
    'information', 'description_length', 'words', 'removed')])

#: What a fit gives: {word: count}, the list of passes, the set of bound characters and that of the pairs
#: that parted (`settle`).
Model = namedtuple(str('Model'), [str(name) for name in ('counts', 'passes', 'endings', 'parted')])

#: Pairs that occur once may enter while the text has fewer characters than this.
_SMALL = 1000000
#: Characters from which on a fit is divided among processes: one takes some seconds with fewer.
_SHARED = 400000
#: Bytes of a budget for each process that shares a fit and counts, beyond two.
_WORKER_BYTES = 1 << 27
#: Bytes of a budget for each character of the sample, from which on it lets processes share the fit.
_SHARED_BYTES = 80
#: After so many passes the words are joined and sorted out: pairs with a smaller expected count than
#: `_DEAD` can no longer enter.
_REBUILD_AFTER = 1
_DEAD = 0.01
#: Joining asks so many nats less than staying does: once the longer word has taken their occurrences,
#: its pieces become rare, and the word saves more.
_EASE = 2.0
#: In a text of fewer characters, where all is about one thing, many a word hardly occurs without a
#: certain neighbour: there a single character too must be owned, to this share.
_NARROW, _OWN_SINGLE = 100000, 0.2


class _Fit(object):
    """Hold the state between the passes of one fit."""

    def __init__(self, runs, groups, settings, pool=None, spend=False):
        self.settings = settings
        self.characters, pairs = count_short(groups)
        self.total = sum(self.characters.values())
        start = first_words(groups, self.characters, pairs)
        least = 1 if self.total < _SMALL else 2
        others = set(pair for pair, count in iter_items(pairs) if count >= least)
        others.update(word for word in start if 1 < len(word) <= settings.longest)
        self.words = Words(settings, self.characters, others, start)
        del pairs, start, others
        self.pool = pool
        self.lattice = Lattice(runs, self.words.numbers, pool, spend)
        self.outside = {}
        self.scale = 0.0
        self.passes = []

    @classmethod
    def restored(cls, state, settings, pool=None):
        """Return a fit that goes on where `state` was taken."""
        fit = cls.__new__(cls)
        fit.settings = settings
        fit.characters, fit.outside = state['characters'], state['outside']
        fit.total, fit.scale = sum(fit.characters.values()), state['scale']
        fit.passes = [Pass(*values) for values in state['passes']]
        names = state['names'].split(END)
        others = [name for name in names if len(name) > 1]
        fit.words = Words(settings, fit.characters, others, dict(zip(names, state['expected'])))
        texts = dict(zip(state['texts'].split(END), state['counts']))
        fit.pool = pool
        fit.lattice = Lattice(texts, fit.words.numbers, pool, True)
        return fit

    def state(self):
        """Return all that the next pass depends on, as a plain value."""
        texts, counts = self.lattice.texts()
        return {'characters': self.characters, 'outside': self.outside, 'scale': self.scale,
                'passes': self.passes, 'names': END.join(self.words.names),
                'expected': self.words.expected, 'texts': END.join(texts), 'counts': counts}

    def done(self):
        """Tell whether another pass would change next to nothing, or is not wanted."""
        passes, settings = self.passes, self.settings
        if len(passes) < _REBUILD_AFTER + 2:
            return len(passes) >= settings.passes
        before, last = passes[-2].information, passes[-1].information
        return before - last < settings.fall * before or len(passes) >= settings.passes

    def step(self):
        """Make one pass."""
        words = self.words
        probabilities = words.probabilities(first=not self.passes)
        # Multiplied by e to the power of the information of their characters, the probabilities
        # of long texts stay near 1: nothing underflows, and nothing else changes.
        scale = [exp(size * self.scale) for size in iter_range(self.settings.longest + 1)]
        scaled = [value * scale[len(word)] for value, word in zip(probabilities, words.names)]
        scaled[0] = 0.0
        expected, information = self.lattice.sweep(scaled)
        for character in sorted(self.outside):
            information -= self.outside[character] * log(scaled[words.numbers[character]])
        words.update(expected)
        self.scale += information / self.total
        removed = words.remove_weak()
        length = self.scale * self.total + words.cost()
        self.passes.append(Pass(self.scale, length, words.size(), removed))

    def rebuild(self):
        """Join words, leave out those that can no longer enter, and cut where none reaches over."""
        words = self.words
        joined = self._joined()
        alive = bytearray(count > _DEAD for count in words.expected)
        expected = dict((word, count) for word, count, living
                        in zip(words.names, words.expected, alive) if living)
        expected.update(joined)
        # The old words and the old lattice go before the new ones come.
        self.words = words = None
        parts = self.lattice.parts(alive, frozenset(joined))
        self.lattice = None
        others = [word for word in expected if len(word) > 1]
        self.words = Words(self.settings, self.characters, others, expected)
        inside = Counter()
        for part, count in iter_items(parts):
            for character in part:
                inside[character] += count
        self.outside = dict((character, count - inside[character])
                            for character, count in iter_items(self.characters))
        self.lattice = Lattice(parts, self.words.numbers, self.pool, True)

    def _joined(self):
        """Return the words that are to be joined from others: {word: count}.

        Where two words stand together so often that one of several characters hardly occurs
        without the other, the two are pieces of one word. Pieces that follow one another so make a
        chain, which is one word too.

        Formula:
            c(ab) >= max(n, own c(a) if a has two characters or more, own c(b) likewise; in a short
            text .2 of a single character's), and
            log( T c(ab) / (c(a) c(b)) ) >= sigma - 2; to stay, it must still save sigma each time.
        """
        paths = list(self.lattice.best_paths(self.words.log_row()))
        links = self._links(paths)
        names, longest = self.words.names, self.settings.longest
        found = {}
        for chain, count in _chains(paths, links) if links else ():
            text = ''.join([names[part] for part in chain])
            if len(text) <= longest:
                found[text] = found.get(text, 0.0) + count
        known, numbers = self.words.expected, self.words.numbers
        return dict((text, count) for text, count in iter_items(found)
                    if count >= self.settings.join_count
                    and known[numbers.get(text, 0)] < 0.5 * count)

    def _links(self, paths):
        """Return the pairs of neighbours that are pieces of one word, as word numbers."""
        settings, names = self.settings, self.words.names
        tokens = [0.0] * len(names)
        for words, counts in paths:
            _tally(words, counts, tokens)
        total, bound, few = sum(tokens[1:]), exp(self.words.stay - _EASE), settings.join_count
        sizes = [len(name) for name in names]
        # Neither a single character nor a rare word is a reason to join: 0 keeps a word out.
        usable = [size if count >= few else 0 for size, count in zip(sizes, tokens)]
        single = _OWN_SINGLE if self.total < _NARROW else 0.0
        least = [max(few, (single if size < 2 else settings.own) * count)
                 for size, count in zip(sizes, tokens)]
        pairs = {}
        for words, counts in paths:
            _tally_pairs(words, counts, usable, pairs)
        return set((a, b) for (a, b), count in iter_items(pairs)
                   if count >= least[a] and count >= least[b]
                   and total * count >= bound * tokens[a] * tokens[b])


def _tally(words, counts, tokens):
    """Add the counts of the words of a block."""
    counts = iter(counts)
    count = next(counts)
    for word in words:
        if word:
            tokens[word] += count
        else:
            count = next(counts, 0.0)


def _tally_pairs(words, counts, usable, pairs):
    """Add the counts of those neighbours in a block that may be pieces of one word."""
    counts = iter(counts)
    count = next(counts)
    before = 0
    for word in words:
        if not word:
            count = next(counts, 0.0)
        elif usable[word] and usable[before] and usable[word] + usable[before] > 2:
            pairs[before, word] = pairs.get((before, word), 0.0) + count
        before = word


def _chains(paths, links):
    """Yield (word numbers, count) of the longest sequences of linked neighbours."""
    for words, counts in paths:
        counts = iter(counts)
        count = next(counts)
        chain = [0]
        for word in words:
            if (chain[-1], word) in links:
                chain.append(word)
                continue
            if len(chain) > 1:
                yield chain, count
            chain = [word]
            if not word:
                count = next(counts, 0.0)


def fit_runs(runs, settings=None, resources=Resources(), spend=False, pool=None):
    """Fit the model to runs of Han characters.

    Args:
        runs: {run: count}, as `collect_runs` gives them.
        settings: a `Settings`; None is the default.
        resources: the `Resources` of the run; its checkpoint keeps the state after each pass.
        spend: empty `runs` once it is read, so that its memory is there for the passes.
        pool: a `WorkerPool` whose processes share the passes, or None for this process alone. The result is
            the same. It is not stopped here.

    Returns:
        Model: `counts` has the words that stayed and all characters, with expected counts. What is
        settled after the last pass is counted by the best segmentation.

    Complexity:
        Linear in the characters of the distinct runs, for each pass.
    """
    settings = Settings() if settings is None else settings
    stage = resources.stage('fit')
    state = stage.load()
    groups = group_runs(runs)
    fit = (_Fit.restored(state, settings, pool) if state
           else _Fit(runs, groups, settings, pool, spend))
    if state and spend:
        runs.clear()
    del state
    _pass_by_pass(fit, stage)
    fit.lattice.close()
    counts, passes = fit.words.vocabulary(), fit.passes
    # What the lattice holds is not needed any more.
    del fit
    counts, endings, parted = settle(counts, groups, settings)
    _LOG.info('settled: %d words, endings %s', sum(1 for word in counts if len(word) > 1),
              ' '.join(sorted(endings)))
    return Model(counts, passes, endings, parted)


def _pass_by_pass(fit, stage):
    """Make the passes of a fit until it is done, keeping its state after each."""
    while not fit.done():
        fit.step()
        _LOG.info('pass %d: %.5f nats for a character, %.0f nats with the vocabulary, %d words, '
                  '%d removed', len(fit.passes), *fit.passes[-1])
        if len(fit.passes) == _REBUILD_AFTER:
            fit.rebuild()
        stage.save(fit.state)


class _Standby(object):
    """Start the processes for a large text while this one is small, since each begins as a copy of it."""

    def __init__(self, workers):
        self._workers, self.pool = workers, None

    def start(self):
        """Start them."""
        self.pool = worker_pool(self._workers)
        if self.pool is not None:
            self.pool.start()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if self.pool is not None:
            self.pool.stop()


def learn(corpus, rules, settings=None, sample=SAMPLE, resources=Resources()):
    """Fit the model to a corpus, or to a sample of it if it is large.

    Args:
        corpus: a re-iterable of texts; of a large one a second pass is made.
        rules: a `text.Rules`; only runs of Han characters hold words.
        settings: a `Settings`; None is the default.
        sample: most characters to fit to; None for all. What a larger corpus says is counted, by
            segmenting all of it with the words of the sample.
        resources: the `Resources` of the run. Its workers do that counting, and the fit if it has 400,000
            characters or more and `memory` is None or 80 bytes for each character of `sample`. All of
            them hold the words, so with a budget there are no more than one for each 128 MiB of it,
            and two. The pairs of that counting go to files beyond an eighth of the memory; the fit
            takes what its sample takes.

    Returns:
        Model: words with counts, whole numbers from 1, and the record of the passes.

    Raises:
        EmptyCorpusError: there is no Han character in the corpus.

    Complexity:
        Linear. Memory as the sample, not as the corpus.
    """
    settings = Settings() if settings is None else settings
    memory = resources.memory
    if memory is not None:
        resources = resources._replace(workers=min(resources.processes, max(2, memory // _WORKER_BYTES)))
    shared = memory is None or sample is not None and memory >= _SHARED_BYTES * sample
    with _Standby(resources.processes) as standby:
        runs, complete = take_sample(corpus, rules, sample, resources, _SHARED, standby.start)
        pool = standby.pool
        model = fit_runs(runs, settings, resources, spend=True, pool=pool if shared else None)
        counts = _whole_counts(model.counts)
        if not complete:
            _LOG.info('counting %d words in the whole corpus', len(counts))
            counts = recount(corpus, rules, counts, settings, resources, pool, model.endings, model.parted)
    return model._replace(counts=counts)


def _whole_counts(counts):
    """Return the counts as whole numbers, and empty them.

    The words of a fit lie scattered over all the memory that it had. Written out in one piece and
    read again, they let go of the rest.
    """
    words, numbers = END.join(counts), array(str('d'), iter_map(whole, counts.values()))
    counts.clear()
    release_memory()
    return dict(zip(words.split(END), iter_map(int, numbers)))
