# -*- coding: utf-8 -*-
"""Fit the minimum-entropy word model: the words under which a corpus is shortest to write down.

In goes a corpus, out come words with expected counts and a record of every pass. A text is taken
to be words drawn one by one, so that writing it down takes `-log p(w)` for each; the model looks
for the words and probabilities that make this short, with gates that keep out what does not pay.
Segmenting with the words is the tokenizer's work.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._fit import Model, Pass, fit_runs, learn
from ._word_model import Settings, best_way, firm_by_size, stay_by_size, whole
from ._recount import enter_pairs, pairs_beside
from ._runs import SAMPLE, collect_runs, run_finder
from ._postprocess import Firmness, least_firmness

__all__ = [str(name) for name in (
    'Firmness', 'Model', 'Pass', 'SAMPLE', 'Settings', 'best_way', 'collect_runs', 'enter_pairs', 'fit_runs',
    'firm_by_size', 'learn', 'least_firmness', 'pairs_beside', 'run_finder', 'stay_by_size', 'whole')]
