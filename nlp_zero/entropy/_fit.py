# -*- coding: utf-8 -*-
"""Fit the minimum-entropy model: repeat expectation step and gate until the information no longer decreases.

`fit_runs` fits distinct runs with counts; `learn` collects them, or a sample of them, from a corpus.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import logging
from array import array

from .._compat import iter_items, iter_map, package_logger, release_memory
from .._progress import begin_stage, still_working
from .._runtime import Resources, worker_pool
from ._fitted_model import Model, Pass
from ._forward_backward import DAMPING
from ._initial import END, count_windows, group_runs, initial_words
from ._joining import joined_words
from ._lattice import Lattice
from ._mixed_words import MIXED_SAMPLE, find_mixed_words, mixed_clauses
from ._postprocess import postprocess
from ._recount import recount
from ._runs import SAMPLE, FingerprintSums, Sampler, take_sample
from ._settings import Settings, Strictness, measure_strictness, resolve_thresholds, strictness_sample
from ._word_model import WordModel, rounded_count

_LOG = package_logger('nlp_zero.entropy')

#: In a text with fewer characters, pairs that occur once may enter.
_SMALL = 1000000
#: Number of characters above which a fit is divided among processes; with fewer, one takes some seconds.
_SHARED = 400000
#: Bytes of the memory budget for each worker process beyond two.
_WORKER_BYTES = 1 << 27
#: Bytes of the memory budget per character of the sample that are needed for dividing the fit among
#: processes.
_SHARED_BYTES = 80
#: After this number of passes, words are joined, and words that can no longer enter are dropped: pairs with
#: an expected count up to `_DEAD`.
_REBUILD_AFTER = 1
_DEAD = 0.01
#: Nats of `entry_pmi` in the fit that measures the strictness.
_STRICT_ENTRY_PMI = 5.0


class _Fit(object):
    """Hold the state between the passes of one fit.

    Args:
        settings: a `Settings` with a number for every threshold.
        pool: the `WorkerPool` for the passes, or None.
        words: the initial `WordModel`.
        texts: {text: count}; it is emptied if `consume` is true.

    Attributes:
        words, lattice: the `WordModel`, and the `Lattice` of the texts.
        passes: list of `Pass`.
        strictness: the `Strictness` from which the settings were derived, or None; it is part of the state.
    """

    def __init__(self, settings, pool, words, texts, consume=True):
        self._settings, self._pool = settings, pool
        self.words, self.lattice = words, Lattice(texts, words.numbers, pool, consume)
        self._total = sum(words.characters.values())
        self.passes, self.strictness = [], None

    @classmethod
    def begun(cls, runs, groups, settings, pool, consume):
        """Return a fit before its first pass; thresholds without a number are derived from the runs."""
        words, strictness = _first_words(runs, groups, settings, pool)
        fit = cls(words.settings, pool, words, runs, consume)
        fit.strictness = strictness
        return fit

    @classmethod
    def restored(cls, state, settings, pool):
        """Return a fit that continues from a state."""
        names = state['names'].split(END)
        words = WordModel(settings, state['characters'], [name for name in names if len(name) > 1],
                          dict(zip(names, state['expected'])))
        fit = cls(settings, pool, words, dict(zip(state['texts'].split(END), state['counts'])))
        fit.passes = [Pass(**values) for values in state['passes']]
        fit.strictness = _kept_strictness(state)
        return fit

    def state(self):
        """Return everything that the next pass depends on, as a plain value."""
        texts = self.lattice.texts()
        return {'strictness': self.strictness and list(self.strictness),
                'characters': self.words.characters, 'passes': [one._asdict() for one in self.passes],
                'names': END.join(self.words.names), 'expected': self.words.expected,
                'texts': texts.text, 'counts': list(texts.counts)}

    def is_done(self):
        """Tell whether another pass would change very little, or the most passes have been made."""
        passes, settings = self.passes, self._settings
        if len(passes) < _REBUILD_AFTER + 2:
            return len(passes) >= settings.passes
        before, last = passes[-2].information, passes[-1].information
        return before - last < settings.tolerance * before or len(passes) >= settings.passes

    def make_pass(self):
        """Make one pass: expected counts, new probabilities, the gate."""
        words = self.words
        probabilities = words.probabilities(first=not self.passes)
        ratios = words.ratios(probabilities)
        damped = words.damped_ratios(probabilities, ratios, DAMPING)
        expected, saved = self.lattice.expected_counts(ratios, damped)
        information = words.spelling_cost(probabilities) - saved
        words.update(expected)
        removed = words.remove_weak()
        staying = words.staying()
        length = information + words.entry_cost(staying)
        self.passes.append(Pass(information / self._total, length, sum(staying), removed))

    def rebuild(self):
        """Join words, drop words that can no longer enter, and cut the texts where no word crosses."""
        words = self.words
        joined = joined_words(self.lattice, words)
        alive = bytearray(count > _DEAD for count in words.expected)
        expected = dict((word, count) for word, count, living
                        in zip(words.names, words.expected, alive) if living)
        expected.update(joined)
        characters = words.characters
        # Free the old words and the old lattice before the new ones are made.
        self.words = words = None
        pieces = self.lattice.split(alive, frozenset(joined))
        self.lattice = None
        others = [word for word in expected if len(word) > 1]
        self.words = WordModel(self._settings, characters, others, expected)
        self.lattice = Lattice(pieces, self.words.numbers, self._pool, True)

    def run(self, stage, level=logging.INFO, what='fitting the model'):
        """Make passes until the fit is done; log each, and save the state after it."""
        while not self.is_done():
            begin_stage('%s, pass %d' % (what, len(self.passes) + 1))
            self.make_pass()
            _LOG.log(level, 'pass %d: %.5f nats for a character, %.0f nats with the vocabulary, %d words, '
                     '%d removed', len(self.passes), *self.passes[-1])
            if len(self.passes) == _REBUILD_AFTER:
                begin_stage('%s, joining words' % what)
                self.rebuild()
            stage.save(self.state)
        self.lattice.close()


def _kept_strictness(state):
    """Return the `Strictness` of a state, or None."""
    return state['strictness'] and Strictness(*state['strictness'])


def _resolved(runs, settings, strictness):
    """Return settings with a number for each threshold, for runs and their `Strictness` or None."""
    size = float(sum(len(run) * count for run, count in iter_items(runs)))
    return resolve_thresholds(settings, size, strictness.margin if strictness else 0.0)


def _first_words(runs, groups, settings, pool):
    """Return the `WordModel` before the first pass, and the `Strictness` or None.

    A worker of the pool, if there is one, measures the strictness while the n-grams are counted here.
    """
    strictness_of = _begin_strictness(runs, settings, pool)
    begin_stage('preparing the fit')
    characters, pairs = count_windows(groups, 1), count_windows(groups, 2)
    still_working()
    strictness = strictness_of()
    start = initial_words(groups, characters, pairs, pool)
    least = 1 if sum(characters.values()) < _SMALL else 2
    others = set(pair for pair, count in iter_items(pairs) if count >= least)
    others.update(word for word in start if 1 < len(word) <= settings.longest)
    still_working()
    words = WordModel(_resolved(runs, settings, strictness), characters, others, start)
    still_working()
    return words, strictness


def _begin_strictness(runs, settings, pool):
    """Return a function without arguments that returns the `Strictness`, or None if `entry_pmi` is given."""
    if settings.entry_pmi is not None:
        return lambda: None
    task = strictness_sample(runs), settings
    if pool is not None:
        found = pool.map_on_each(_strictness_of_sample, [task])
        return lambda: list(found)[0]
    strictness = _strictness_of_sample(task)
    return lambda: strictness


def _strictness_of_sample(task):
    """Return the `Strictness` of a strict fit to a sample: task is ({run: count}, settings)."""
    runs, settings = task
    groups = group_runs(runs)
    settings = settings.replace(entry_pmi=_STRICT_ENTRY_PMI, min_saving=None, min_cohesion=None)
    fit = _Fit.begun(runs, groups, settings, None, True)
    fit.run(Resources().stage('fit'), logging.DEBUG, 'measuring how strict to be')
    return measure_strictness(postprocess(fit.words.vocabulary(), groups, fit.words.settings).counts)


def fit_runs(runs, settings=None, resources=Resources(), consume=False, pool=None):
    """Fit the model to runs of Han characters.

    Args:
        runs: {run: count}, as returned by `collect_runs`.
        settings: a `Settings`; None is the default, with thresholds derived from the text.
        resources: the `Resources` of the run; its checkpoint keeps the state after each pass.
        consume: empty `runs` after reading it, so that its memory is available for the passes.
        pool: a `WorkerPool` for the passes, or None for this process alone. The result is the same. It is not
            stopped here.

    Returns:
        Model: `counts` has the words that stay and all characters, with expected counts. Changes after the
        last pass use counts of the best segmentation.

    Complexity:
        Linear in the characters of the distinct runs, for each pass. Unless `entry_pmi` is given, a sample of
        60,000 characters is fitted first, to measure the strictness, which takes a second or two.
    """
    stage = resources.stage('fit')
    state = stage.load()
    settings = Settings() if settings is None else settings
    groups = group_runs(runs)
    if state:
        begin_stage('preparing the fit')
        with stage.taking_up():
            settings = _resolved(runs, settings, _kept_strictness(state))
            fit = _Fit.restored(state, settings, pool)
        if consume:
            runs.clear()
    else:
        fit = _Fit.begun(runs, groups, settings, pool, consume)
    del state
    settings, strictness = fit.words.settings, fit.strictness
    _log_thresholds(settings, strictness)
    _LOG.info('fitting %d characters with %d processes', sum(fit.words.characters.values()),
              pool.size if pool else 1)
    fit.run(stage)
    counts, passes = fit.words.vocabulary(), fit.passes
    # Free the memory of the lattice.
    del fit
    result = postprocess(counts, groups, settings, pool)
    _LOG.info('post-processed: %d words, suffixes %s', sum(1 for word in result.counts if len(word) > 1),
              ' '.join(sorted(result.suffixes)))
    return Model(result.counts, passes, result.suffixes, result.split_pairs, result.cohesion, settings,
                 strictness)


def _log_thresholds(settings, strictness):
    if strictness:
        _LOG.info('strictness: %.3f single characters for each longer word, margin %.3f nats', *strictness)
    _LOG.info('thresholds: entry_pmi %.2f, min_saving %.2f, min_cohesion %.2f nats', settings.entry_pmi,
              settings.min_saving, settings.min_cohesion)


class _LatePool(object):
    """Start worker processes while this process is still small, since forked workers are copies of it.

    They are stopped at the end of the `with` block.
    """

    def __init__(self, workers):
        self._workers, self.pool = workers, None

    def start(self):
        """Start the workers."""
        self.pool = worker_pool(self._workers)
        if self.pool is not None:
            self.pool.start()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if self.pool is not None:
            self.pool.stop()


def learn(corpus, rules, settings=None, sample=SAMPLE, resources=Resources()):
    """Fit the model to a corpus, or to a sample of a large corpus.

    Args:
        corpus: a re-iterable of texts; a large corpus is read twice.
        rules: a `text.Rules`; only runs of Han characters contain words.
        settings: a `Settings`; None is the default.
        sample: most characters of the sample that is fitted; None for all. A larger corpus is then segmented
            with the words of the sample, to count them.
        resources: the `Resources` of the run. Its workers do this counting. If the fit has 400,000 or more
            characters, and `memory` is None or at least 80 bytes per character of `sample`, they also measure
            the strictness, cut the text for the initial words, make the passes, segment the text after them,
            and cut the clauses with letters or digits. Each worker holds the words, so with a memory budget
            there is at most one worker for each 128 MiB of it, but at least two. When the pairs take more
            than an eighth of the memory, they are written to files; the memory of the fit depends on the
            sample. While a worker measures the strictness, on 60,000 characters, this process holds the
            counts of pairs, so both are in memory at a time.

    Returns:
        Model: words with counts, integers from 1 up, and the records of the passes.

    Raises:
        EmptyCorpusError: the corpus has no Han character.

    Complexity:
        Linear. The memory depends on the sample, not on the corpus.
    """
    memory = resources.memory
    if memory is not None:
        resources = resources._replace(workers=min(resources.processes, max(2, memory // _WORKER_BYTES)))
    divide = memory is None or sample is not None and memory >= _SHARED_BYTES * sample
    with _LatePool(resources.processes) as late:
        begin_stage('reading the text')
        mixed, sums = Sampler(MIXED_SAMPLE), FingerprintSums()

        def see(text):
            sums.add(text)
            for unit in mixed_clauses(text, rules):
                mixed.add(unit)

        taken = take_sample(corpus, rules, sample, resources, _SHARED, late.start, see)
        model = fit_runs(taken.runs, settings, resources, consume=True, pool=late.pool if divide else None)
        model = model._replace(counts=_rounded_counts(model.counts), fingerprint=sums.fingerprint())
        if not taken.is_complete:
            _LOG.info('counting %d words in the whole corpus with %d processes', len(model.counts),
                      late.pool.size if late.pool else resources.processes)
            begin_stage('counting words in the whole text')
            model = model._replace(counts=recount(corpus, rules, model, resources, late.pool))
        model.counts.update(find_mixed_words(
            mixed.units, mixed.threshold, model.counts, model.settings, rules,
            late.pool if divide else None))
    return model


def _rounded_counts(counts):
    """Return the counts as integers, and empty the argument.

    The words of a fit are scattered over all the memory that it used. Copying them into one text and
    splitting it makes it possible to free that memory.
    """
    words, numbers = END.join(counts), array(str('d'), iter_map(rounded_count, counts.values()))
    counts.clear()
    release_memory()
    return dict(zip(words.split(END), iter_map(int, numbers)))
