# -*- coding: utf-8 -*-
"""Fit the minimum-entropy word model: the words with which a corpus has the shortest description.

A text is modelled as a sequence of words that are drawn independently, so that each word w takes `-log p(w)`
nats. The fit finds words and probabilities for which the sum is small; a gate removes words that save too
little. `learn` fits a corpus, `fit_runs` distinct runs with counts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._adaptation import ADAPTATION_OPTIONS, Adaptation, adaptation, update_model
from ._cohesion import BigramCohesion, numeral_phrases
from ._fit import fit_runs, learn
from ._fitted_model import Model, Pass, as_model, checksum_of_model, load_model, save_model
from ._initial import RunGroup, count_windows, group_runs, initial_words
from ._joining import join_pieces
from ._lattice import BlockPaths, Expectation, Lattice, WeightedTexts
from ._mixed_words import MIXED_SAMPLE, find_mixed_words, mixed_clauses
from ._postprocess import Postprocessed, decide_pairs, postprocess
from ._recount import MIN_PAIR_COUNT, BlockCounter, BlockCounts, enter_pairs, neighbour_pairs, recount
from ._runs import (
    EVERYTHING, SAMPLE, Fingerprint, Sample, Sampler, SampleUnit, check_sample, collect_runs, cut_runs,
    run_finder, sample_size, sample_thresholds, sample_unit, sample_units, take_sample)
from ._segmented_text import SegmentedText, WeightedWords
from ._settings import (
    DEFAULTS, Settings, Strictness, resolve_thresholds, saving_by_size, strictness_of_counts,
    strictness_sample)
from ._word_model import Alternative, Alternatives, WordModel, best_alternative, rounded_count

__all__ = [str(name) for name in (
    'ADAPTATION_OPTIONS', 'Adaptation', 'Alternative', 'Alternatives', 'BigramCohesion', 'BlockCounter',
    'BlockCounts', 'BlockPaths', 'DEFAULTS', 'EVERYTHING', 'Expectation', 'Fingerprint', 'Lattice',
    'MIN_PAIR_COUNT', 'MIXED_SAMPLE', 'Model', 'Pass', 'Postprocessed', 'RunGroup', 'SAMPLE', 'Sample',
    'SampleUnit', 'Sampler', 'SegmentedText', 'Settings', 'Strictness', 'WeightedTexts', 'WeightedWords',
    'WordModel', 'adaptation', 'as_model', 'best_alternative', 'check_sample', 'checksum_of_model',
    'collect_runs', 'count_windows', 'cut_runs', 'decide_pairs', 'enter_pairs', 'find_mixed_words',
    'fit_runs', 'group_runs', 'initial_words', 'join_pieces', 'learn', 'load_model', 'mixed_clauses',
    'neighbour_pairs', 'numeral_phrases', 'postprocess', 'recount', 'resolve_thresholds', 'rounded_count',
    'run_finder', 'sample_size', 'sample_thresholds', 'sample_unit', 'sample_units', 'save_model',
    'saving_by_size', 'strictness_of_counts', 'strictness_sample', 'take_sample', 'update_model')]
