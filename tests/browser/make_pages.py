# -*- coding: utf-8 -*-
"""Write the pages that the checks beside this file open: python make_pages.py FOLDER"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import sys

from nlp_zero import Corpus
from nlp_zero.phrases import Phrase
from nlp_zero.report import (
    Filler, FoundGroup, FoundTemplate, Gap, LengthCount, Patterns, RankCount, Report, make_report,
    report_page)
from nlp_zero.words import Context, Contrast, NewWord

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.path.join(HERE, os.pardir, os.pardir, 'corpora')

#: Texts that try to be more than text; each that ran would set `window.hostile` or open a dialog.
HOSTILE = [
    '<script>window.hostile = 1</script>', '</script><script>alert(1)</script>', '</style><b>', ']]><!--',
    '"><img src=x onerror="window.hostile = 1">', "' onmouseover='alert(1)", '<svg onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>', '&lt;b&gt;&amp;', '\u2028\u2029', '\u202e\u2066abc\u200f',
    'a\x00b\x1b[31m', '\ud800', '{word}{count}', '=cmd|1', 'x' * 10000, '长' * 10000, '\U0001f600']


def new_word(text, contexts, count=3, score=2.5):
    """Return a row of a new word."""
    return NewWord(text, count, score, 4.0, 2, 1.5, 0.5, 1.0, tuple(contexts), ('也是' + text[:9],))


def report_of(words, **fields):
    """Return a report that shows some new words."""
    values = dict(sources=['a.txt'], others=[], checksum='0123abcd', settings='', texts=2, characters=9,
                  words=5, coverage=0.5, lengths=[LengthCount('2', 1, 2)],
                  ranks=[RankCount(1, 9), RankCount(5, 1)], found=len(words), new_words=words, sampled=9,
                  sampled_from=9, patterns=Patterns([], [], 0.0, 9, []), contrasts=[])
    return Report(**dict(values, **fields))


def sample():
    """Return the report of the sample corpora, one of them compared with the rest."""
    paths = [os.path.join(CORPORA, name) for name in ('news.txt', 'reviews.txt', 'story.txt')]
    report = make_report(Corpus(*paths), against=Corpus(os.path.join(CORPORA, 'service.txt')))
    # As if it had been run in the folder.
    report = report._replace(new_words=[row._replace(contexts=tuple(
        context._replace(file=os.path.basename(context.file)) for context in row.contexts))
        for row in report.new_words])
    return report._replace(sources=[os.path.basename(path) for path in paths], others=['service.txt'])


def hostile():
    """Return a report that holds hostile texts in every place."""
    words = [new_word(text, [Context(text[:300], text, text[:300], text[:99], 7)]) for text in HOSTILE]
    short = [text[:99] for text in HOSTILE]
    patterns = Patterns(
        [Phrase((text, '站'), 5, 4, 0.5) for text in short],
        [FoundTemplate(['[X]', text], 3, 9.0, [Gap('X', 1, [Filler(text, 1)])]) for text in short], 0.5, 9,
        [FoundGroup(['[X]', text], 1, 3, 3, [(text, 2)]) for text in short])
    contrasts = [Contrast(text, 'word', 3, 1, 0.1, 0.01, 1.0, 2.5) for text in short]
    return report_of(words, sources=HOSTILE, others=HOSTILE, settings=HOSTILE[0], patterns=patterns,
                     contrasts=contrasts)


def large():
    """Return a report of 5,000 words with three contexts each."""
    side = '左右两边各有二十个字的一行话说完了没有呢'
    return report_of([
        new_word('词%04d' % number, [Context(side, '词%04d' % number, side, 'a.txt', line)
                                    for line in range(3)], 5000 - number % 997, 50 - number / 200)
        for number in range(5000)])


def main():
    """Write sample.html, hostile.html and large.html."""
    for name, report, title in (('sample', sample(), None), ('hostile', hostile(), HOSTILE[0]),
                                ('large', large(), 'large')):
        with io.open(os.path.join(sys.argv[1], name + '.html'), 'w', encoding='utf-8') as out:
            out.writelines(report_page(report, title))


main()
