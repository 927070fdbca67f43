# -*- coding: utf-8 -*-
"""Run `nlp-zero count`: exact n-gram counts, one `n-gram<TAB>count` a line, sorted.

`--map` and `--reduce` do the same work in the shape that Hadoop Streaming, Spark's `pipe` and plain
`sort` expect: lines of text to partial counts, and sorted partial counts to sums.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from itertools import chain, takewhile

from ..corpus import WAITING
from ..errors import ArgumentError, EmptyCorpusError
from ..ngrams import NgramCounter, merged, text_block
from ._arguments import add_input, add_limits, add_line_buffered, add_output, whole_number

HELP = 'count n-grams exactly'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero count -n 4 --min-count 5 reviews.txt -o counts.tsv
nlp-zero count --memory 1GB --temp-dir /data/tmp large/ -o counts.tsv.gz
'''

#: Number of lines that are written at a time.
_BLOCK_LINES = 4096
#: Seconds without input after which --map writes the counts so far.
_PAUSE = 0.02


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('-n', '--max-n', type=whole_number(1), default=4, metavar='N',
                        help='maximum n-gram length in symbols (default 4)')
    parser.add_argument('--min-count', type=whole_number(1), default=1, metavar='N',
                        help='drop n-grams that occur less often (default 1)')
    parser.add_argument('--map', action='store_true',
                        help='output partial counts of this part of the text, for --reduce')
    parser.add_argument('--reduce', action='store_true',
                        help='add up partial counts sorted by `LC_ALL=C sort`')
    add_limits(parser, checkpoint=True)
    add_output(parser, 'the counts')
    add_line_buffered(parser)
    add_input(parser)


def check(options):
    """Reject options that exclude each other."""
    if options.map and options.reduce:
        raise ArgumentError('--map and --reduce are two steps: give one of them')
    if options.map and options.min_count > 1:
        raise ArgumentError('--min-count cannot be known from a part: give it to --reduce')
    if options.reduce and options.checkpoint:
        raise ArgumentError('--checkpoint is for counting, not for --reduce')


def run(options, streams):
    """Count the files and write the counts."""
    if options.reduce:
        sources = list(options.files) or ['-']
        write_counts(merged(sources, options.min_count), streams)
        return
    if options.map and not options.checkpoint:
        _write_parts(options, streams)
        return
    with _counter(options) as counter:
        corpus = streams.corpus()
        counter.update(corpus)
        if not (corpus.characters or counter or options.map):
            raise EmptyCorpusError('the pass that counts saw no text')
        found = False
        with streams.output() as out:
            for block in counter.lines(min_count=options.min_count):
                out.write(block)
                found = found or bool(block)
        counter.done()
    streams.explain_nothing(found or options.map, 'no n-gram occurs --min-count times')
    streams.report()


def _counter(options):
    return NgramCounter(max_n=options.max_n, memory=options.memory, workers=options.workers,
                        temp_dir=options.temp_dir, checkpoint=options.checkpoint)


def _write_parts(options, streams):
    """Write the counts of the text up to each pause of the input, or of all of it without a pause."""
    with streams.output() as out:
        portions = streams.corpus().portions(pause=_PAUSE)
        for first in portions:
            if first is WAITING:
                continue
            rest = takewhile(lambda portion: portion is not WAITING, portions)
            with _counter(options) as counter:
                counter.update(portion.text for portion in chain([first], rest))
                for block in counter.lines():
                    out.write(block)
                counter.done()
            out.flush()
    streams.report()


def write_counts(pairs, streams):
    """Write (text, count) pairs as lines; return whether there are any."""
    found = False
    with streams.output() as out:
        texts, counts = [], []
        for text, count in pairs:
            found = True
            texts.append(text)
            counts.append(count)
            if len(texts) == _BLOCK_LINES:
                out.write(text_block(texts, counts))
                texts, counts = [], []
        out.write(text_block(texts, counts))
    return found
