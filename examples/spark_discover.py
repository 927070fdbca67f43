# -*- coding: utf-8 -*-
"""在 Spark 集群上发现词，结果与单机运行相同。
Discover words on a Spark cluster, with the same result as on one machine.

Each worker turns its lines into counts, and Spark adds them up. The driver receives only what it needs: the
size of the text, a sample of bounded size to fit the model to, the counts of the model's words from one pass
over all lines, and a sample of the clauses with letters and digits.

    spark-submit --master 'local[2]' examples/spark_discover.py corpora/ words.txt [SAMPLE]

SAMPLE is the maximum number of characters to fit the model to (default: as in `nlp-zero discover`). On a
cluster, add `--py-files` with a zip of the nlp_zero folder.
"""
# Needs: pyspark
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import sys
from operator import add

from pyspark import SparkContext

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

from nlp_zero.entropy import (  # noqa: E402
    EVERYTHING, MIN_PAIR_COUNT, MIXED_SAMPLE, SAMPLE, BlockCounter, cut_runs, enter_pairs, find_mixed_words,
    fit_runs, mixed_clauses, rounded_count, run_finder, sample_thresholds, sample_units)
from nlp_zero.text import DEFAULT_RULES  # noqa: E402

#: Between runs: no Han character, so no word crosses it.
GAP = '\n'


def run_units(lines):
    """Yield what is sampled together: runs with GAP between them, and a hash that depends on them alone."""
    find = run_finder(DEFAULT_RULES)
    for line in lines:
        for unit in sample_units(find(line)):
            yield unit


def mixed_units(lines):
    """Yield clauses with letters or digits, and their hashes."""
    for line in lines:
        for unit in mixed_clauses(line, DEFAULT_RULES):
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


def take_sample(units, size):
    """Return an RDD of (text, count), of a sample of an RDD of units, and the threshold of their hashes.

    It is the highest threshold below which there are at most `size` characters.
    """
    counts = units.map(lambda unit: (unit, 1)).reduceByKey(add)
    by_step = dict(counts.mapPartitions(sizes).reduceByKey(add).collect())
    threshold = next(threshold for step, threshold in enumerate(sample_thresholds())
                     if sum(count for last, count in by_step.items() if last >= step) <= size)
    below = counts.filter(lambda pair: pair[0].hash < threshold)
    return below.map(lambda pair: (pair[0].text, pair[1])), threshold


def counted(vocabulary, suffixes, longest):
    """Return a function that yields (word, count) for the best segmentation of each unit of runs.

    Neighbours that may be a word are counted too, as (GAP and both, count).
    """
    def pairs(units):
        count = BlockCounter(vocabulary.value, suffixes, longest).count
        for unit in units:
            found = count(unit.text)
            for word in found.words:
                yield word, found.words[word]
            for text in found.pairs:
                yield GAP + text, found.pairs[text]
    return pairs


def count_all(context, units, model, counts):
    """Return {word: count} in an RDD of units, of the words of a model and of pairs that enter."""
    pairs = counted(context.broadcast(counts), model.suffixes, model.settings.longest)
    # Pairs that are too rare to become words stay on the workers.
    found = units.mapPartitions(pairs).reduceByKey(add).filter(
        lambda pair: GAP not in pair[0] or pair[1] >= MIN_PAIR_COUNT).collect()
    neighbours = dict((text.replace(GAP, ''), count) for text, count in found if GAP in text)
    return enter_pairs(dict(pair for pair in found if GAP not in pair[0]), neighbours, model.settings,
                       model.split_pairs)


def discover(context, lines, size):
    """Return {word: count} of an RDD of lines."""
    units = lines.mapPartitions(run_units)
    sample, threshold = take_sample(units, size)
    runs = sample.flatMap(lambda pair: [(run, pair[1]) for run in cut_runs(pair[0])]).reduceByKey(add)
    model = fit_runs(dict(runs.collect()))
    counts = dict((word, rounded_count(count)) for word, count in model.counts.items())
    if threshold < EVERYTHING:
        counts = count_all(context, units, model, counts)
    mixed, threshold = take_sample(lines.mapPartitions(mixed_units), MIXED_SAMPLE)
    counts.update(find_mixed_words(dict(mixed.collect()), threshold, counts, model.settings, DEFAULT_RULES))
    return counts


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
