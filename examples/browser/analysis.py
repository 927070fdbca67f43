# -*- coding: utf-8 -*-
"""Do the page's work: analyse files, and write what it downloads. worker.js calls the functions here."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
import tempfile
import time

from nlp_zero import Corpus, NlpZeroError, Tokenizer, make_report, save_vocabulary
from nlp_zero.report import report_page

#: Lines of the segmentation that are shown; the download has all of them.
SHOWN_LINES = 200
#: Score in nats from which on a new word is taken for cutting, and for the dictionary at first.
LEAST_SCORE = 1.0
#: Seconds between two messages of progress.
PAUSE = 0.1

_state = {}


def answer(function, *arguments):
    """Return as JSON what a function returns, or its error if that is the input's fault."""
    try:
        return json.dumps({'value': function(*arguments)})
    except NlpZeroError as error:
        return json.dumps({'error': '%s: %s' % (type(error).__name__, error)})
    except MemoryError:
        return json.dumps({'error': 'MemoryError: the text is too large for the memory of this page'})


def analyse(paths, tell):
    """Return new words with contexts, phrases, templates and the first lines of a segmentation.

    Args:
        paths: list of names of files.
        tell: called with the stage, how much of it is done and how much there is (or None).
    """
    last = [0.0, None]

    def listen(progress):
        now = time.time()
        if progress.stage != last[1] or now - last[0] > PAUSE:
            last[:] = now, progress.stage
            tell(progress.stage, progress.done, progress.total)

    corpus = Corpus(*paths, encoding='auto')
    report = make_report(corpus, workers=1, progress=listen)
    tell('cutting', 0, None)
    tokenizer = Tokenizer()
    taken = [(row.text, row.count) for row in report.new_words if row.score >= LEAST_SCORE]
    if taken:
        tokenizer.load_userdict(taken)
    _state.update(corpus=corpus, report=report, tokenizer=tokenizer)
    lines = []
    for text in corpus:
        lines.append(tokenizer.lcut(text[:2000]))
        if len(lines) == SHOWN_LINES:
            break
    return {
        'texts': report.texts, 'characters': report.characters, 'coverage': report.coverage,
        'words': [dict(row._asdict(), taken=row.score >= LEAST_SCORE,
                       contexts=[context._asdict() for context in row.contexts])
                  for row in report.new_words],
        'phrases': [{'words': list(row.words), 'count': row.count, 'npmi': row.score}
                    for row in report.patterns.phrases],
        'templates': [{'words': row.words, 'count': row.count, 'saved': row.saved, 'gaps': [
            {'name': gap.name, 'distinct': gap.distinct, 'fillers': [list(filler) for filler in gap.fillers]}
            for gap in row.gaps]} for row in report.patterns.templates],
        'lines': lines}


def dictionary(words, form):
    """Return the text of a dictionary of [word, count] pairs, in a format of `save_vocabulary`."""
    path = os.path.join(tempfile.gettempdir(), 'dictionary')    # of the browser's file system, in memory
    save_vocabulary([(word, int(count)) for word, count in words], path, format=form)
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


def segmentation():
    """Return all lines of the analysed text, words separated by spaces."""
    return ''.join(_state['tokenizer'].cut_corpus(_state['corpus']))


def report(lang):
    """Return the report as a page in a language, 'zh' or 'en'."""
    return ''.join(report_page(_state['report'], lang=lang))
