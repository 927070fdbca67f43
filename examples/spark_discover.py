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
from zlib import crc32

from pyspark import SparkContext

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

from nlp_zero import Tokenizer  # noqa: E402
from nlp_zero.entropy import (  # noqa: E402
    SAMPLE, Settings, enter_pairs, fit_runs, pairs_beside, run_finder, whole)
from nlp_zero.entropy._runs import _SHRINK, _UNIT, LONGEST_RUN  # noqa: E402
from nlp_zero.text import DEFAULT_RULES  # noqa: E402

#: Between runs: no Han character, so no word crosses it.
GAP = '\n'
#: Neighbours that stand side by side less often cannot enter, and stay with the workers.
LEAST_PAIR = 5


def units(lines):
    """Yield (mark, runs): what is sampled together. The mark depends on the text alone."""
    find = run_finder(DEFAULT_RULES)
    for line in lines:
        found = find(line)
        for start in range(0, len(found), _UNIT):
            runs = found[start:start + _UNIT]
            yield crc32(GAP.join(runs).encode('utf-8')) & 0xffffffff, runs


def bounds():
    """Return the marks below which a unit may have to lie, from all of them down."""
    steps = [1 << 32]
    while steps[-1] > 1:
        steps.append(int(steps[-1] * _SHRINK))
    return steps


def sizes(lines):
    """Yield (step, characters): how much text falls out at each step of `bounds`."""
    steps = bounds()
    for mark, runs in units(lines):
        yield sum(mark < step for step in steps) - 1, sum(map(len, runs))


def sample_bound(by_step, size):
    """Return the highest bound below which there are at most `size` characters."""
    for step, bound in enumerate(bounds()):
        if sum(count for last, count in by_step.items() if last >= step) <= size:
            return bound
    return 0


def parts(bound):
    """Return a function that yields (run, 1) for the runs of a sample."""
    def pairs(lines):
        for mark, runs in units(lines):
            if mark < bound:
                for run in runs:
                    for start in range(0, len(run), LONGEST_RUN):
                        yield run[start:start + LONGEST_RUN], 1
    return pairs


def counted(vocabulary, endings):
    """Return a function that yields (word, 1) for the best segmentation of each run.

    Neighbours that may be a word are counted too, as (GAP one other, 1).
    """
    def pairs(lines):
        known = vocabulary.value
        cut = Tokenizer(known).lcut
        for _, runs in units(lines):
            words = cut(GAP.join(runs))
            for word in words:
                if word in known or (len(word) == 1 and word != GAP):
                    yield word, 1
            for text in pairs_beside(words, endings, Settings().longest):
                if GAP not in text:
                    yield GAP + text, 1
    return pairs


def discover(context, lines, size):
    """Return {word: count} of an RDD of lines."""
    bound = sample_bound(dict(lines.mapPartitions(sizes).reduceByKey(add).collect()), size)
    runs = dict(lines.mapPartitions(parts(bound)).reduceByKey(add).collect())
    model = fit_runs(runs)
    counts = dict((word, whole(count)) for word, count in model.counts.items())
    if bound == 1 << 32:
        return counts
    vocabulary = context.broadcast(counts)
    found = lines.mapPartitions(counted(vocabulary, model.endings)).reduceByKey(add)
    found = found.filter(lambda pair: GAP not in pair[0] or pair[1] >= LEAST_PAIR).collect()
    beside = dict((text.replace(GAP, ''), count) for text, count in found if GAP in text)
    return enter_pairs(dict(pair for pair in found if GAP not in pair[0]), beside, Settings(),
                       model.parted)


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
