# -*- coding: utf-8 -*-
"""Run examples/spark_discover.py over lists in place of Spark: the words are those of the local run.

`.ci/spark` does the same with Spark itself.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import sys
import types

import pytest

from nlp_zero import discover_words


class Rows(object):
    """Stand for an RDD: rows in two partitions, with those of its methods that the example calls."""

    def __init__(self, *partitions):
        self._partitions = [list(rows) for rows in partitions]

    def mapPartitions(self, function):
        return Rows(*[function(iter(rows)) for rows in self._partitions])

    def flatMap(self, function):
        return self.mapPartitions(lambda rows: [found for row in rows for found in function(row)])

    def map(self, function):
        return self.flatMap(lambda row: [function(row)])

    def filter(self, function):
        return self.flatMap(lambda row: [row] if function(row) else [])

    def reduceByKey(self, function):
        sums = {}
        for key, value in self.collect():
            sums[key] = function(sums[key], value) if key in sums else value
        pairs = sorted(sums.items())
        return Rows(pairs[::2], pairs[1::2])

    def collect(self):
        return [row for rows in self._partitions for row in rows]


class Context(object):
    """Stand for a SparkContext."""

    @staticmethod
    def broadcast(value):
        broadcast = types.ModuleType(str('broadcast'))
        broadcast.value = value
        return broadcast


@pytest.fixture
def example(monkeypatch, root):
    pyspark = types.ModuleType(str('pyspark'))
    pyspark.SparkContext = Context
    monkeypatch.setitem(sys.modules, 'pyspark', pyspark)
    monkeypatch.setattr(sys, 'path', [os.path.join(root, 'examples')] + sys.path)
    yield __import__(str('spark_discover'))
    del sys.modules['spark_discover']


# The lines have 2,842 Han characters.
@pytest.mark.parametrize('size', [4000, 2000])
def test_the_words_are_those_of_the_local_run(example, corpora, size):
    lines = ['一共买了三张5G卡', '5G卡十二元', '这5G卡真好']
    for name, number in (('reviews.txt', 20), ('service.txt', 100)):
        with io.open(os.path.join(corpora, name), encoding='utf-8') as source:
            lines += source.read().splitlines()[-number:]
    local = dict((word.text, word.count) for word in discover_words(lines, evidence=False, sample=size))
    assert example.discover(Context(), Rows(lines[::2], lines[1::2]), size) == local
    assert {'eS', '5G'} <= set(word[:2] for word in local)
