# -*- coding: utf-8 -*-
"""Fit the minimum-entropy word model: the words under which a corpus is shortest to write down.

A text is taken to be words drawn one by one, so that writing it down takes `-log p(w)` for each; the model
looks for the words and probabilities that make this short, with gates that keep out what saves too
little. `learn` fits a corpus, `fit_runs` distinct runs with counts. Segmenting with the words is the
tokenizer's work.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._fit import Model, Pass, fit_runs, learn
from ._initial import RunGroup, count_windows, group_runs, initial_words
from ._lattice import BlockPaths, Expectation, Lattice, WeightedTexts
from ._postprocess import BigramCohesion, Postprocessed, postprocess, required_cohesion
from ._recount import MIN_PAIR_COUNT, enter_pairs, neighbour_pairs, recount
from ._runs import (
    EVERYTHING, SAMPLE, Sample, SampleUnit, check_sample, collect_runs, cut_runs, run_finder,
    sample_thresholds, sample_units, take_sample)
from ._settings import DEFAULTS, Settings, cohesion_by_size, saving_by_size
from ._word_model import Alternative, WordModel, best_alternative, rounded_count

__all__ = [str(name) for name in (
    'Alternative', 'BigramCohesion', 'BlockPaths', 'DEFAULTS', 'EVERYTHING', 'Expectation', 'Lattice',
    'MIN_PAIR_COUNT', 'Model', 'Pass', 'Postprocessed', 'RunGroup', 'SAMPLE', 'Sample', 'SampleUnit',
    'Settings', 'WeightedTexts', 'WordModel', 'best_alternative', 'check_sample', 'cohesion_by_size',
    'collect_runs', 'count_windows', 'cut_runs', 'enter_pairs', 'fit_runs', 'group_runs', 'initial_words',
    'learn', 'neighbour_pairs', 'postprocess', 'recount', 'required_cohesion', 'rounded_count',
    'run_finder', 'sample_thresholds', 'sample_units', 'saving_by_size', 'take_sample')]
