# -*- coding: utf-8 -*-
"""Take from a corpus what the model is fitted to: distinct runs of Han characters, or a sample.

In goes a corpus, out comes `{run: count}`. A run of Han characters is where the spelling leaves the
words open, and words beyond it are open to nobody. The sample of a large corpus depends on what its
lines say and on nothing else: not on their order, and not on chance. No word is looked for here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import islice
from zlib import crc32

from .._runtime import Resources
from .._compat import iter_range
from ..corpus import as_corpus
from ..errors import ArgumentError, EmptyCorpusError
from ..text import HAN, scan
from ._initial import END

__all__ = [str(name) for name in ('LONGEST_RUN', 'SAMPLE', 'collect_runs', 'run_finder', 'take_sample')]

#: Runs are cut after so many characters, so that no product of probabilities can underflow.
LONGEST_RUN = 60
#: Most Han characters that a fit looks at, unless it is told otherwise.
SAMPLE = 4000000
#: Runs that stay together in a sample. Lines of more runs are taken in parts.
_UNIT = 64
#: What remains of the sample's share when it has outgrown its bound.
_SHRINK = 0.8
#: Texts after which a checkpoint keeps the sample, if they are this many characters together.
_KEEP = 1 << 24


def run_finder(rules):
    """Return the function that gives the Han runs of a text under some rules."""
    if rules.protect is None:
        return rules.han_finder.findall
    return lambda text: [text[start:end] for start, end, kind in scan(text, rules) if kind == HAN]


class _Sample(object):
    """Keep the units whose hash is under a bound that falls as the sample grows.

    The last bound is the highest of 1, .8, .64, ... with which the whole corpus does not exceed the
    size; since it never falls below that one on the way, nothing depends on the order.

    Args:
        size, large, on_large: as `take_sample`.
    """

    def __init__(self, size, large=None, on_large=None):
        self.size, self.bound, self.kept = size, 1 << 32, 0
        self.units = []
        self._large, self._on_large = large, on_large

    def add(self, runs):
        """Take the runs of one unit, or leave them."""
        text = END.join(runs)
        mark = crc32(text.encode('utf-8')) & 0xffffffff
        if mark >= self.bound:
            return
        self.units.append((mark, text))
        self.kept += len(text) - len(runs) + 1
        while self.size is not None and self.kept > self.size:
            self.bound = int(self.bound * _SHRINK)
            self.units = [unit for unit in self.units if unit[0] < self.bound]
            self.kept = sum(len(text) - text.count(END) for _, text in self.units)
        self._tell()

    def _tell(self):
        """Call `on_large`, once, if it is time to."""
        if self._on_large is not None and self.kept >= self._large:
            on_large, self._on_large = self._on_large, None
            on_large()

    def state(self, texts):
        """Return what was taken from so many texts, as a plain value."""
        return {'size': self.size, 'texts': texts, 'bound': self.bound, 'units': self.units}

    def restore(self, state):
        """Take up what `state` returned; return the number of texts that it is from.

        Raises:
            ArgumentError: it is a sample of another size.
        """
        if state['size'] != self.size:
            raise ArgumentError('the checkpoint has a sample of %s characters, not %s: give the same '
                                'memory= and sample=, or remove the folder'
                                % (state['size'], self.size))
        self.bound = state['bound']
        self.units = [(mark, text) for mark, text in state['units']]
        self.kept = sum(len(text) - text.count(END) for _, text in self.units)
        self._tell()
        return state['texts']

    def runs(self):
        """Return {run: count}; no run is longer than `LONGEST_RUN`."""
        counts = {}
        get = counts.get
        for _, text in self.units:
            for run in text.split(END):
                if len(run) <= LONGEST_RUN:
                    counts[run] = get(run, 0) + 1
                else:
                    for start in iter_range(0, len(run), LONGEST_RUN):
                        part = run[start:start + LONGEST_RUN]
                        counts[part] = get(part, 0) + 1
        return counts


def take_sample(corpus, rules, size=SAMPLE, resources=Resources(), large=None, on_large=None):
    """Return the distinct runs of a sample of a corpus.

    Args:
        corpus: an iterable of texts.
        rules: a `text.Rules`.
        size: most Han characters in the sample; None takes all.
        resources: the `Resources` of the run; its checkpoint keeps the sample so far.
        large, on_large: a number of characters, and a function that is called without arguments once
            the sample has so many, before it grows further (one from a checkpoint may have more already);
            None for no call.

    Returns:
        tuple: ({run: count}, whether it is the whole corpus).

    Raises:
        EmptyCorpusError: there is no Han character in the corpus.

    Complexity:
        Linear; memory as the sample. One pass.
    """
    find = run_finder(rules)
    sample, stage = _Sample(size, large, on_large), resources.stage('sample')
    state = stage.load()
    done = sample.restore(state) if state else 0
    read = 0
    for done, text in enumerate(islice(as_corpus(corpus), done, None), done + 1):
        runs = find(text)
        for start in iter_range(0, len(runs), _UNIT):
            sample.add(runs[start:start + _UNIT])
        read += len(text)
        if read >= _KEEP:
            stage.save(sample.state, done)
            read = 0
    if state is None or done > state['texts']:
        stage.save(sample.state, done)
    if not sample.units:
        raise EmptyCorpusError('the pass that collects the runs saw no text: no Han character')
    return sample.runs(), sample.bound == 1 << 32


def collect_runs(corpus, rules):
    """Return all distinct runs of a corpus: {run: count}. See `take_sample`."""
    return take_sample(corpus, rules, None)[0]
