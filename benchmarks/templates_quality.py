# -*- coding: utf-8 -*-
"""Measure whether templates shorten unseen text, and list the best of them.

Per corpus: nine tenths of the lines train, every tenth line is unseen. The words come from the
package's own discovery on the training lines; the templates are mined there and chosen by what they
save. Prints the bits per unseen sentence with the templates and by words alone, the share of unseen
sentences that a template covers, and the best templates as counts and patterns; with --write, all of
it goes between the marks in a document.

    python benchmarks/templates_quality.py FILE.txt[.bz2] ... [--top 50] [--write docs/en/templates.md]
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import os
import sys
import time

from common import PYTHON, read_lines

from nlp_zero.phrases import word_clauses
from nlp_zero.templates import SlotCounter, TemplateFinder, TemplateModel, template_key
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import discover_words

SETTINGS = {'window': 5, 'min_pmi': 1, 'min_count': 3, 'min_proba': 0}
VARIED = {'min_distinct': 2, 'min_entropy': 0.5}
BEGIN, END = '<!-- measured: begin -->\n', '<!-- measured: end -->\n'


def measure(path):
    """Return a dict of all that is reported about one corpus."""
    lines, checksum = read_lines(path)
    train = [line for number, line in enumerate(lines) if number % 10 != 9]
    unseen = [line for number, line in enumerate(lines) if number % 10 == 9]
    start = time.time()
    words = {word.text: word.count for word in discover_words(train)}
    cut = Tokenizer(words).lcut
    discovered = time.time()
    finder = TemplateFinder(cut, **SETTINGS)
    finder.train(train)
    finder.find(train)
    mined = time.time()
    clauses = list(word_clauses(train, cut))
    model = TemplateModel(finder.templates)
    model.fit(clauses)
    fitted = time.time()
    bits, alone, seen, covered = model.measure(word_clauses(unseen, cut))
    return {'name': os.path.basename(path).split('.')[0], 'checksum': checksum, 'lines': len(lines),
            'unseen': len(unseen), 'mined': len(finder.templates), 'kept': len(model.counts) - 1,
            'bits': bits / len(unseen), 'alone': alone / len(unseen), 'clauses': seen,
            'covered': covered / max(1, seen), 'sentences': covered_lines(model, unseen, cut),
            'seconds': (discovered - start, mined - discovered, fitted - mined),
            'best': best(model, finder.templates, clauses)}


def covered_lines(model, lines, cut):
    """Return the share of lines of which a template of two words or more covers a clause."""
    found = [model.measure(word_clauses([line], cut))[3] > 0 for line in lines]
    return sum(found) / max(1, len(found))


def best(model, templates, clauses):
    """Return (saved bits, count, text) of the sentence frames that save most.

    A frame has a gap between two of its words, and every gap is filled in different ways.
    """
    counter = SlotCounter(templates)
    counter.update(clauses)
    frames = [words for words in model.saved if None in words[1:-1] and counter.is_varied(words, **VARIED)]
    frames.sort(key=lambda words: (-model.saved[words], template_key(words)))
    texts = dict((tuple(template), template.to_text()) for template in templates)
    return [(model.saved[words], model.counts[words], texts[words]) for words in frames]


def report(results, top):
    """Yield the lines of the report, as Markdown."""
    yield '%s; templates mined with %s; frames with %s in every gap.' % (
        PYTHON, shown(SETTINGS), shown(VARIED))
    yield ''
    yield ('| corpus | sha256 | lines | unseen | templates mined / kept | bits per unseen line: words alone '
           '| with templates | change | unseen clauses covered | unseen lines covered |')
    yield '|---|---|---|---|---|---|---|---|---|---|'
    for r in results:
        yield '| %s | %s | %d | %d | %d / %d | %.2f | %.2f | %.1f %% | %.1f %% | %.1f %% |' % (
            r['name'], r['checksum'], r['lines'], r['unseen'], r['mined'], r['kept'], r['alone'], r['bits'],
            100 * (r['bits'] / r['alone'] - 1), 100 * r['covered'], 100 * r['sentences'])
    for r in results:
        yield ''
        yield '### The %d best frames of `%s`' % (min(top, len(r['best'])), r['name'])
        yield ''
        yield 'Count of training clauses, pattern; by the bits saved.'
        yield ''
        yield '\n'.join('    %5d  %s' % (count, text) for _, count, text in r['best'][:top])


def shown(settings):
    return ', '.join('%s=%s' % pair for pair in sorted(settings.items()))


def main():
    """Print the report; write it into a document if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('files', nargs='+')
    parser.add_argument('--top', type=int, default=50)
    parser.add_argument('--write', metavar='FILE')
    options = parser.parse_args()
    results = []
    for path in options.files:
        if not os.path.exists(path):
            print('skipped: no %s' % path, file=sys.stderr)
            continue
        results.append(measure(path))
        r = results[-1]
        print('%s: discovery %.1f s, mining %.1f s, choosing %.1f s' % ((r['name'],) + r['seconds']),
              file=sys.stderr)
    text = '\n'.join(report(results, options.top)) + '\n'
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
