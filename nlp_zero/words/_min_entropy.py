# -*- coding: utf-8 -*-
"""Discover words by minimum entropy: the words with which the corpus has the shortest description.

The model is that of the `entropy` package; this module chooses the size of the sample and scores the words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import log

from .._compat import iter_items
from .._runtime import Resources
from .._storage import path_name
from ..entropy import (
    DEFAULTS, SAMPLE, Alternatives, Settings, as_model, check_sample, checksum_of_model, learn, sample_size,
    save_model, update_model)
from ..errors import ArgumentError
from ..text import DEFAULT_RULES
from ._evidence import unmeasured_word

#: {option: default} of `discover_by_min_entropy`.
MIN_ENTROPY_DEFAULTS = dict(DEFAULTS, sample=SAMPLE, model=None, update=False, save_model=None)

#: Units of logarithms per nat.
_UNITS = 1 << 40
_NEVER = float('-inf')


def discover_by_min_entropy(corpus, min_count=None, rules=DEFAULT_RULES, resources=Resources(), **options):
    """Return the words of a corpus with their counts.

    Args:
        corpus: a re-iterable of texts; a large corpus is read twice.
        min_count: least count of a word; None keeps all words of the model.
        rules: the `text.Rules` that define Han characters; only runs of these contain words.
        resources: the `Resources` of the run. With less than 256 MB of memory the sample is smaller, one
            character per 64 bytes, so that the words of a larger corpus may differ. For the use of workers
            see `entropy.learn`.
        sample: most characters of the sample that is fitted; None for all.
        model: an `entropy.Model` of this corpus, or the path of one; its words are returned without a fit.
        update: with `model`, whether to add the corpus to it, see `entropy.update_model`.
        save_model: path for saving the model.
        others: as in `entropy.Settings`.

    Returns:
        list: `Word` rows without evidence. The count is the rounded expected count, at least 1; for a large
        corpus, that of the best segmentation. The score is the saving of the word, in nats.

    Formula:
        score(w) = count * (log p(w) - max over other ways to write w of sum log p), p = count / sum of the
        counts of Han words: by how much the text would be longer without the word, not counting its entry in
        the vocabulary. It is 0 for a single character.

    Raises:
        ArgumentError: an unknown setting, an invalid value, a setting together with `model`, or a model of
            another corpus.

    Complexity:
        Linear in the text.
    """
    options = dict(MIN_ENTROPY_DEFAULTS, **options)
    model, update, path = (options.pop(name) for name in ('model', 'update', 'save_model'))
    sample = sample_size(options.pop('sample'), resources.memory)
    if model is None:
        if update:
            raise ArgumentError('update needs the model that is to be updated: pass model')
        fitted = learn(corpus, rules, Settings(**options), sample, resources)
    else:
        _refuse_settings(options)
        fitted = as_model(model, None if update else corpus)
        if update:
            fitted = update_model(fitted, corpus, rules, sample, resources)
    if path is not None:
        save_model(fitted, path)
    least = 1 if min_count is None else min_count
    return [unmeasured_word(word, count, score)
            for word, count, score in _scored_words(fitted.counts, rules) if count >= least]


def _refuse_settings(options):
    """Raise an ArgumentError for settings of a fit, which have no effect with a given model."""
    given = sorted(name for name in DEFAULTS if options[name] != DEFAULTS[name])
    if given:
        raise ArgumentError('with model, whose settings hold, %s has no effect' % ', '.join(given))


def _scored_words(counts, rules):
    """Yield (word, count, score) of a vocabulary; see `discover_by_min_entropy`."""
    # Logarithms are whole numbers of units, so that sums and differences are the same on every system.
    # Words with letters or digits are found separately and are not part of the total of Han words.
    mixed = rules.other_finder.search
    total = int(log(sum(count for word, count in iter_items(counts) if not mixed(word)) or 1) * _UNITS)
    logs = dict((word, int(log(count) * _UNITS) - total) for word, count in iter_items(counts))
    alternatives = Alternatives(logs)
    for word, count in iter_items(counts):
        score = 0.0
        if len(word) > 1:
            other = alternatives.best(word).log_probability
            # A word that cannot be written otherwise saves its own cost.
            score = count * max(0, logs[word] - other if other > _NEVER else -logs[word]) / _UNITS
        yield word, count, score


def min_entropy_key(options):
    """Return the options on which the result in a checkpoint depends, as plain values."""
    found = dict(options)
    if found['model'] is not None:
        found['model'] = checksum_of_model(as_model(found['model']))
    if found['save_model'] is not None:
        found['save_model'] = path_name(found['save_model'])
    return found


def check_kept_sample(resources, options):
    """Raise an `ArgumentError` if a checkpoint has a sample that does not match these limits and options."""
    check_sample(resources, sample_size(options['sample'], resources.memory))
