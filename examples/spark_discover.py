# -*- coding: utf-8 -*-
"""Discover the words of text that lies on a Spark cluster, with the same result as on one machine.

Each worker turns its lines into counts, Spark adds them up, and only what is needed comes to the driver:
first how much text there is, then a sample of bounded size, which the driver fits the model to, and at
the end the counts of the model's words, from one pass over all lines.

    spark-submit --master 'local[2]' examples/spark_discover.py corpora/ words.txt [SAMPLE]

SAMPLE is the most characters that the model is fitted to (default: that of `nlp-zero discover`). On a
cluster add `--py-files` with a zip of the nlp_zero folder.
"""
# Needs: pyspark
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import sys
from operator import add

from pyspark import SparkContext

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

from nlp_zero import Tokenizer  # noqa: E402
from nlp_zero.entropy import (  # noqa: E402
    EVERYTHING, MIN_PAIR_COUNT, SAMPLE, Settings, cut_runs, enter_pairs, fit_runs, neighbour_pairs,
    rounded_count, run_finder, sample_thresholds, sample_units)
from nlp_zero.text import DEFAULT_RULES  # noqa: E402

#: Between runs: no Han character, so no word crosses it.
GAP = '\n'


def units(lines):
    """Yield what is sampled together: runs with GAP between them, and a hash that depends on them alone."""
    find = run_finder(DEFAULT_RULES)
    for line in lines:
        for unit in sample_units(find(line)):
            yield unit


def sizes(counts):
    """Yield (step, characters): how much text falls out at each step of `sample_thresholds`.

    Args:
        counts: pairs of a unit and how often it occurs: a sample has the text of each once.
    """
    thresholds = list(sample_thresholds())
    for unit, _ in counts:
        step = sum(unit.hash < threshold for threshold in thresholds) - 1
        yield step, len(unit.text) - unit.text.count(GAP)


def sample_threshold(by_step, size):
    """Return the highest threshold below which there are at most `size` characters."""
    for step, threshold in enumerate(sample_thresholds()):
        if sum(count for last, count in by_step.items() if last >= step) <= size:
            return threshold


def runs_below(threshold):
    """Return a function that yields (run, count) for the runs of a sample."""
    def pairs(counts):
        for unit, count in counts:
            if unit.hash < threshold:
                for run in cut_runs(unit.text):
                    yield run, count
    return pairs


def counted(vocabulary, suffixes):
    """Return a function that yields (word, 1) for the best segmentation of each run.

    Neighbours that may be a word are counted too, as (GAP and both, 1).
    """
    def pairs(lines):
        known = vocabulary.value
        cut = Tokenizer(known).lcut
        for unit in units(lines):
            words = cut(unit.text)
            for word in words:
                if word in known or (len(word) == 1 and word != GAP):
                    yield word, 1
            for text in neighbour_pairs(words, suffixes, Settings().longest):
                if GAP not in text:
                    yield GAP + text, 1
    return pairs


def discover(context, lines, size):
    """Return {word: count} of an RDD of lines."""
    sampled = lines.mapPartitions(units).map(lambda unit: (unit, 1)).reduceByKey(add)
    threshold = sample_threshold(dict(sampled.mapPartitions(sizes).reduceByKey(add).collect()), size)
    runs = dict(sampled.mapPartitions(runs_below(threshold)).reduceByKey(add).collect())
    model = fit_runs(runs)
    counts = dict((word, rounded_count(count)) for word, count in model.counts.items())
    if threshold == EVERYTHING:
        return counts
    vocabulary = context.broadcast(counts)
    found = lines.mapPartitions(counted(vocabulary, model.suffixes)).reduceByKey(add)
    # Pairs that are too rare to enter stay with the workers.
    found = found.filter(lambda pair: GAP not in pair[0] or pair[1] >= MIN_PAIR_COUNT).collect()
    neighbours = dict((text.replace(GAP, ''), count) for text, count in found if GAP in text)
    return enter_pairs(dict(pair for pair in found if GAP not in pair[0]), neighbours, model.settings,
                       model.split_pairs)


def main():
    """Run the command."""
    source, target = sys.argv[1:3]
    size = int(sys.argv[3]) if len(sys.argv) > 3 else SAMPLE
    context = SparkContext(appName='nlp-zero discover')
    counts = discover(context, context.textFile(source, minPartitions=2), size)
    context.stop()
    with io.open(target, 'w', encoding='utf-8') as out:
        for word in sorted(counts, key=lambda word: (-counts[word], word)):
            out.write('%s %d\n' % (word, counts[word]))


if __name__ == '__main__':
    main()
