# -*- coding: utf-8 -*-
"""Collect the data for a fit from a corpus: distinct runs of Han characters, or a sample of them.

Words are searched only in runs of Han characters, where spelling does not show the boundaries. The sample
of a large corpus depends only on its texts, not on their order and not on chance.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from itertools import islice
from zlib import crc32

from .._compat import iter_items, iter_map, iter_range, utf8_bytes
from .._runtime import Resources, counts_of, whole_number
from ..corpus import as_corpus
from ..errors import ArgumentError, EmptyCorpusError
from ..text import HAN, fold, scan, text_checksum
from ._initial import END

#: Default for the most Han characters in a sample.
SAMPLE = 4000000
#: Bytes of memory that a fit takes per character of its sample, in addition to some 100 MB.
_CHARACTER_BYTES = 64
#: Number of characters in the sample under any budget.
_MIN_SAMPLE = 100000
#: The hash threshold of a sample that is the whole corpus.
EVERYTHING = 1 << 32
#: Runs are cut after this many characters, so that no product of probabilities can underflow.
_LONGEST_RUN = 60
#: Most runs and characters that stay together in a sample. Longer lines are divided; a longer run is divided
#: where `cut_runs` cuts it anyway.
_UNIT, _LONGEST_UNIT = 64, 256 * _LONGEST_RUN
#: Factor for the threshold when the sample has become too large.
_SHRINK = 0.8
#: Number of characters after which the sample is saved in a checkpoint.
_KEEP = 1 << 24

#: A unit of sampling: a hash of 32 bits, and runs with `END` between them.
SampleUnit = namedtuple('SampleUnit', 'hash text')
#: Result of `take_sample`: {run: count}, and whether the sample is the whole corpus.
Sample = namedtuple('Sample', 'runs is_complete')


class Fingerprint(namedtuple('Fingerprint', 'texts bytes checksum')):
    """Tell some texts from others, in whatever order they come, traditional or simplified.

    Attributes:
        texts: their number, empty ones aside.
        bytes: of all of them as UTF-8, simplified.
        checksum: the sum of their CRC-32.
    """

    __slots__ = ()

    @classmethod
    def of(cls, texts):
        """Return the fingerprint of an iterable of texts.

        >>> Fingerprint.of(['今天', '', '明天']) == Fingerprint.of(['明天', '今天'])
        True
        """
        sums = FingerprintSums()
        for text in texts:
            sums.add(text)
        return sums.fingerprint()

    def plus(self, other):
        """Return the fingerprint of these texts and others together."""
        return Fingerprint(*[mine + more for mine, more in zip(self, other)])


class FingerprintSums(object):
    """Take the fingerprint of texts that are seen one by one."""

    def __init__(self):
        self._texts = self._bytes = self._checksum = 0

    def add(self, text):
        """See a text."""
        if text:
            data = utf8_bytes(fold(text))
            self._texts += 1
            self._bytes += len(data)
            self._checksum += crc32(data) & 0xffffffff

    def fingerprint(self):
        """Return the `Fingerprint` of the texts so far."""
        return Fingerprint(self._texts, self._bytes, self._checksum)


def run_finder(rules):
    """Return a function that returns the Han runs of a text under some rules."""
    if rules.protect is None:
        return rules.han_finder.findall
    return lambda text: [text[start:end] for start, end, kind in scan(text, rules) if kind == HAN]


def sample_units(runs):
    """Yield the `SampleUnit`s of the runs of one text; the hashes depend on these runs alone."""
    for start in iter_range(0, len(runs), _UNIT):
        text = END.join(runs[start:start + _UNIT])
        for part in (text,) if len(text) <= _LONGEST_UNIT else _parts_of_runs(text.split(END)):
            yield sample_unit(part)


def _parts_of_runs(runs):
    """Yield each run separately, in parts that are not too long for a unit."""
    for run in runs:
        for start in iter_range(0, len(run), _LONGEST_UNIT):
            yield run[start:start + _LONGEST_UNIT]


def sample_unit(text):
    """Return the `SampleUnit` of a text; the hash depends on the text alone."""
    return SampleUnit(text_checksum(text), text)


def sample_size(sample, memory):
    """Return the size of a sample whose fit stays within a memory budget.

    Args:
        sample: most characters of the sample; None for all.
        memory: bytes, or None for no limit.

    >>> sample_size(4000000, 1 << 30), sample_size(4000000, 64000000), sample_size(None, None)
    (4000000, 1000000, None)
    """
    if memory is None:
        return sample
    most = max(_MIN_SAMPLE, memory // _CHARACTER_BYTES)
    return most if sample is None else min(sample, most)


def sample_thresholds():
    """Yield the possible thresholds for the hashes of a sample, from `EVERYTHING` down."""
    threshold = EVERYTHING
    while threshold:
        yield threshold
        threshold = int(threshold * _SHRINK)
    yield 0


def cut_runs(text):
    """Yield the runs of a `SampleUnit`, with long runs cut."""
    for run in text.split(END):
        if len(run) <= _LONGEST_RUN:
            yield run
            continue
        for start in iter_range(0, len(run), _LONGEST_RUN):
            yield run[start:start + _LONGEST_RUN]


def _characters_of(text):
    return len(text) - text.count(END)


class Sampler(object):
    """Keep the units whose hash is below a threshold that decreases as the sample grows.

    The final threshold is the highest of 1, .8, .64, ... (times `EVERYTHING`) with which the distinct units
    of the whole corpus do not exceed the size. It is never lower before, so the order of the texts does not
    matter. Repeated units are counted, but use the size of the sample only once.

    Args:
        size, large, on_large: as in `take_sample`.

    Attributes:
        units: {text: count} of the units in the sample.
        threshold: upper bound of all hashes.
    """

    def __init__(self, size, large=None, on_large=None):
        self._size, self._thresholds = size, sample_thresholds()
        self.threshold, self._characters = next(self._thresholds), 0
        self.units = {}
        self._large, self._on_large = large, on_large

    @property
    def is_complete(self):
        """Whether the sample is the whole corpus."""
        return self.threshold == EVERYTHING

    def add(self, unit):
        """Add a unit if its hash is below the threshold."""
        if unit.hash >= self.threshold:
            return
        count = self.units.get(unit.text, 0)
        self.units[unit.text] = count + 1
        if count:
            return
        self._characters += _characters_of(unit.text)
        while self._size is not None and self._characters > self._size:
            self.threshold = next(self._thresholds)
            self._set_units((text, count) for text, count in iter_items(self.units)
                            if text_checksum(text) < self.threshold)
        self._notify()

    def _set_units(self, pairs):
        self.units = dict(pairs)
        self._characters = sum(iter_map(_characters_of, self.units))

    def _notify(self):
        """Call `on_large`, once, if the sample is large."""
        if self._on_large is not None and self._characters >= self._large:
            on_large, self._on_large = self._on_large, None
            on_large()

    def state(self, texts):
        """Return the sample from the first `texts` texts as a plain value."""
        return {'size': self._size, 'texts': texts, 'threshold': self.threshold,
                'units': sorted(iter_items(self.units))}

    def restore(self, state):
        """Restore the result of `state`; return the number of texts that it covers.

        Raises:
            ArgumentError: the sample has another size.
        """
        _check_size(state, self._size)
        while self.threshold > whole_number(state['threshold']):
            self.threshold = next(self._thresholds)
        self._set_units(counts_of(state['units']))
        self._notify()
        return whole_number(state['texts'])

    def runs(self):
        """Return {run: count}."""
        counts = {}
        get = counts.get
        for text, count in iter_items(self.units):
            for run in cut_runs(text):
                counts[run] = get(run, 0) + count
        return counts


def _check_size(state, size):
    """Raise an `ArgumentError` if a sampler of this size could not have a state."""
    if state['size'] == size:
        return
    found = sum(_characters_of(text) for text, _ in state['units'])
    if state['threshold'] != EVERYTHING or (size is not None and found > size):
        raise ArgumentError('the checkpoint has a sample of %s characters, not %s: give the same '
                            'memory= and sample=, or remove the folder' % (state['size'], size))


def check_sample(resources, size):
    """Raise an `ArgumentError` if the checkpoint has a sample that was taken with another size.

    A sample that is the whole corpus is valid for every size that it does not exceed.
    """
    stage = resources.stage('sample')
    state = stage.load()
    with stage.taking_up():
        if state:
            _check_size(state, size)


def take_sample(corpus, rules, size=SAMPLE, resources=Resources(), large=None, on_large=None,
                see=None):
    """Return the distinct runs of a sample of a corpus.

    Args:
        corpus: an iterable of texts.
        rules: a `text.Rules`.
        size: most Han characters in the sample, with repeated lines counted once; None takes all.
        resources: the `Resources` of the run; its checkpoint keeps the current sample.
        large, on_large: a number of characters, and a function without arguments that is called when the
            sample reaches that number (a sample from a checkpoint may be larger already); None for no call.
        see: a function that is called with each text of the corpus, or None.

    Returns:
        Sample

    Raises:
        EmptyCorpusError: the corpus has no Han character.
        ArgumentError: no unit of the corpus fits into the sample.

    Complexity:
        Linear, one pass; memory for the sample.
    """
    find = run_finder(rules)
    sample, stage = Sampler(size, large, on_large), resources.stage('sample')
    state = stage.load()
    with stage.taking_up():
        done = sample.restore(state) if state else 0
    read, texts = 0, iter(as_corpus(corpus))
    for text in islice(texts, done):
        if see is not None:
            see(text)
    for done, text in enumerate(texts, done + 1):
        if see is not None:
            see(text)
        for unit in sample_units(find(text)):
            sample.add(unit)
        read += len(text)
        if read >= _KEEP:
            stage.save(sample.state, done)
            read = 0
    if state is None or done > state['texts']:
        stage.save(sample.state, done)
    if not sample.units:
        if not sample.is_complete:
            raise ArgumentError('a sample of %d characters is too small: no part of the text fits' % size)
        raise EmptyCorpusError('discovery saw no text to find words in: there is no Han character')
    return Sample(sample.runs(), sample.is_complete)


def collect_runs(corpus, rules):
    """Return all distinct runs of a corpus: {run: count}. See `take_sample`."""
    return take_sample(corpus, rules, None).runs
