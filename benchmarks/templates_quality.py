# -*- coding: utf-8 -*-
"""Measure what the default templates cover and save of unseen text, and list the first of them.

Per corpus: nine tenths of the lines train, every tenth line is unseen; the words are the bundled ones, all
else is the default of `find_templates`. Prints how many clauses the first 50, the first 200 and all templates
cover, how many `Matcher` matches, the bits per unseen line by words alone, by the small set, by all mined
templates that save and by those of them with a gap, and how many gaps have a class; with --write, all of it
goes between the marks in a document.

    python benchmarks/templates_quality.py FILE.txt[.bz2] ... [--top 50] [--write docs/en/templates.md]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import os
import sys

from common import PYTHON, read_lines

from nlp_zero.templates import (
    MAX_GAP, Clauses, Matcher, SlotCounter, Template, TemplateModel, XTrie, choose_templates, find_classes,
    gap_classes, mine_templates)
from nlp_zero.tokenizer import Tokenizer

BEGIN, END = '<!-- measured: begin -->\n', '<!-- measured: end -->\n'
COLUMNS = ('corpus', 'sha256', 'lines', 'mined / chosen', 'clauses covered by 50', 'by 200', 'by all',
           'matched', 'bits per unseen line: words alone', 'the first tenth of the mined number', 'small set',
           'all mined that save', 'all mined with a gap', 'gaps in a class')


def measure(path, joining):
    """Return a dict of all that is reported about one corpus."""
    lines, checksum = read_lines(path)
    train = [line for number, line in enumerate(lines) if number % 10 != 9]
    unseen = [line for number, line in enumerate(lines) if number % 10 == 9]
    cut = Tokenizer().lcut
    finder = mine_templates(train, cut, min_words=2, join_phrases=joining)
    rows = choose_templates(finder.templates, Clauses(finder, train))
    seen, fresh = list(Clauses(finder, train)), list(Clauses(finder, unseen))
    matches = list(Matcher(rows, cut).match_corpus(unseen))
    pairs = [(row.template, row.count) for row in rows]
    small, alone = bits(pairs, seen, fresh)
    # Chosen again, since the counts of templates depend on the set.
    tenth = choose_templates(finder.templates, Clauses(finder, train), len(finder.templates) // 10)
    few, _ = bits([(row.template, row.count) for row in tenth], seen, fresh)
    mined, _ = bits(finder.templates, seen, fresh)
    with_gap, _ = bits([pair for pair in finder.templates.items() if Template(pair[0]).gaps], seen, fresh)
    counter = SlotCounter([row[:2] for row in rows])
    counter.update(seen)
    slots = [slot for row in rows for slot in counter.slots(row.template)]
    values = ['%d' % len(lines), '%d / %d' % (len(finder.templates), len(rows))]
    values += ['%.3f' % covered(rows[:most], fresh) for most in (50, 200, None)]
    values += ['%.3f' % (sum(1 for match in matches if match['template']) / max(1, len(matches)))]
    values += ['%.2f' % (found / len(unseen)) for found in (alone, few, small, mined, with_gap)]
    values.append('%.2f' % (len(gap_classes(find_classes(slots))) / max(1, len(slots))))
    return os.path.basename(path).split('.')[0], [checksum] + values, rows


def covered(rows, clauses):
    """Return the share of clauses that a template covers, gaps within the limit."""
    trie = XTrie([row[:2] for row in rows])
    return sum(1 for words in clauses if any(trie.covering(words, MAX_GAP))) / max(1, len(clauses))


def bits(templates, seen, fresh):
    """Return the bits of unseen clauses, with templates and by words alone."""
    model = TemplateModel(templates)
    model.fit(seen)
    return model.measure(fresh)[:2]


def report(results, top, joining):
    """Yield the lines of the report, as Markdown."""
    joined = '' if joining == 'no' else ' but join_phrases=%r' % str(joining)
    yield '%s; bundled words, defaults of `find_templates`%s; every tenth line is unseen.' % (PYTHON, joined)
    yield ''
    yield '| %s |' % ' | '.join(COLUMNS)
    yield '|' + '---|' * len(COLUMNS)
    for name, values, _ in results:
        yield '| %s | %s |' % (name, ' | '.join(values))
    for name, _, rows in results:
        yield ''
        yield '### The first %d templates of `%s`' % (min(top, len(rows)), name)
        yield ''
        for start in range(0, min(top, len(rows)), 5):
            yield '    ' + ' \u00b7 '.join(row.template.to_text() for row in rows[start:min(top, start + 5)])


def main():
    """Print the report; write it into a document if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('files', nargs='+')
    parser.add_argument('--top', type=int, default=50)
    parser.add_argument('--write', metavar='FILE')
    parser.add_argument('--join-phrases', default='no', help="as `find_templates` (default 'no')")
    options = parser.parse_args()
    results = []
    for path in options.files:
        if not os.path.exists(path):
            print('skipped: no %s' % path, file=sys.stderr)
            continue
        results.append(measure(path, options.join_phrases))
        print('%s: %s' % (results[-1][0], ' '.join(results[-1][1])), file=sys.stderr)
    text = '\n'.join(report(results, options.top, options.join_phrases)) + '\n'
    sys.stdout.write(text if sys.version_info[0] > 2 else text.encode('utf-8'))
    if options.write:
        write(options.write, text)


def write(path, text):
    """Put the report between the marks of a document."""
    with io.open(path, encoding='utf-8') as source:
        before, _, rest = source.read().partition(BEGIN)
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(before + BEGIN + '\n' + text + '\n' + END + rest.partition(END)[2])


if __name__ == '__main__':
    main()
