# -*- coding: utf-8 -*-
"""Progress: stages of the API's callback, the line on a terminal, what -v and -q change."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import re

import pytest
from processes import POSIX, start_python, with_source

from nlp_zero import Corpus, contexts, contrast, discover_words, find_new_words
from nlp_zero.cli import main

CORPORA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
NEWS, REVIEWS = os.path.join(CORPORA, 'news.txt'), os.path.join(CORPORA, 'reviews.txt')


@pytest.fixture
def news(write):
    """Return the path of a short text."""
    with io.open(NEWS, encoding='utf-8') as source:
        return write('news.txt', ''.join(source.readlines()[:20]))


class Heard(list):
    """Hold the reports of some work."""

    def stages(self):
        """Return the stages in their order, each once."""
        found = []
        for report in self:
            if report.stage not in found:
                found.append(report.stage)
        return found


def heard(function, *arguments, **settings):
    reports = Heard()
    function(*arguments, progress=reports.append, **settings)
    return reports


def test_discovery_reports_its_stages(news):
    reports = heard(discover_words, Corpus(news))
    stages = [re.sub(', .*', '', stage) for stage in reports.stages()]
    assert stages[0] == 'reading the text' and 'fitting the model' in stages and 'measuring words' in stages
    passes = [stage for stage in reports.stages() if stage.startswith('fitting the model, pass ')]
    assert len(passes) > 3
    size = os.path.getsize(news)
    read = [report for report in reports if report.unit == 'bytes']
    assert set(report.total for report in read) == set([size]) and max(report.done for report in read) == size
    assert [report for report in reports if report.total and not 0 <= report.done <= report.total] == []
    without = heard(discover_words, Corpus(news), evidence=False)
    assert 'measuring words' not in without.stages()


def test_new_words_contexts_and_contrasts_report_theirs(news):
    stages = heard(find_new_words, Corpus(news), top=5).stages()
    assert stages[0] == 'reading the text' and 'ranking the words' in stages
    assert stages[-1] == 'choosing contexts'
    assert heard(contexts, Corpus(news), ['县城']).stages() == ['choosing contexts']
    stages = heard(contrast, Corpus(news), Corpus(REVIEWS), phrases=True).stages()
    assert stages.count('counting words') == 1 and stages[-1] == 'looking for phrases'
    assert heard(contrast, {'甲': 1}, {'甲': 1, '乙': 1}).stages() == []


def test_a_callback_changes_nothing_and_may_end_the_work(news):
    assert discover_words(Corpus(news), progress=len) == discover_words(Corpus(news))

    class Enough(Exception):
        pass

    def stop(report):
        if report.stage == 'preparing the fit':
            raise Enough()

    with pytest.raises(Enough):
        discover_words(Corpus(news), progress=stop)
    # Nobody listens after that.
    assert heard(contexts, Corpus(news), ['县城']).stages() == ['choosing contexts']


def test_the_innermost_callback_hears(news):
    inner = Heard()

    def outer(report):
        if not inner and report.stage == 'reading the text':
            contexts(Corpus(REVIEWS), ['键帽'], progress=inner.append)
        said.append(report.stage)

    said = []
    discover_words(Corpus(news), evidence=False, progress=outer)
    assert inner.stages() == ['choosing contexts'] and 'choosing contexts' not in said


def test_worker_processes_are_waited_for_aloud(small_steps, news):
    small_steps('entropy')
    reports = heard(discover_words, Corpus(news), workers=2, evidence=False)
    alone = Heard(reversed(heard(discover_words, Corpus(news), workers=1, evidence=False))).stages()
    # A worker measures how strict to be, while the fit is prepared.
    assert 'measuring how strict to be, pass 1' in alone
    # From the end, where each stage is that of the fit: measuring looks at pairs and suffixes too.
    alone = [stage for stage in alone if not stage.startswith('measuring')]
    assert Heard(reversed(reports)).stages() == alone


# --- the command line ----------------------------------------------------------------------------

def test_progress_names_the_stage(tmpdir, capsys, news):
    out = str(tmpdir.join('out'))
    assert main(['new', news, '-o', out, '--progress', '--format', 'jsonl']) == 0
    shown = capsys.readouterr()[1]
    for stage in ('reading the text', 'fitting the model, pass 2', 'ranking the words', 'choosing contexts'):
        assert '\r%s' % stage in shown
    assert shown.count('\n') == 1 and shown.endswith('\n')


@pytest.mark.parametrize('options, logged', [
    ([], False), (['-v'], True), (['-v', '-q'], True), (['-q'], False)])
def test_verbose_logs_each_stage(tmpdir, capsys, options, logged, news):
    assert main(['discover', news, '-o', str(tmpdir.join('out'))] + options) == 0
    shown = capsys.readouterr()[1]
    assert ('nlp-zero: fitting the model, pass 2\n' in shown) == logged and '\r' not in shown
    # The log is the caller's again.
    assert main(['discover', news, '-o', str(tmpdir.join('out'))]) == 0
    assert capsys.readouterr()[1] == ''


def on_terminal(*arguments):
    """Return what a terminal shows of a command, whose output and messages both go there."""
    import pty
    ours, theirs = pty.openpty()
    process = start_python('-m', 'nlp_zero', *arguments, stdout=theirs, stderr=theirs, env=with_source())
    os.close(theirs)
    shown = b''
    while True:
        try:
            data = os.read(ours, 1 << 12)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(ours)
    assert process.wait() == 0
    return shown.decode('utf-8')


@pytest.mark.skipif(not POSIX, reason='a pseudo-terminal is needed')
@pytest.mark.parametrize('verb', ['new', 'discover'])
def test_a_terminal_is_told_how_far_the_work_is(tmpdir, verb, news):
    path = str(tmpdir.join('large.txt'))
    with io.open(news, encoding='utf-8') as source, io.open(path, 'w', encoding='utf-8') as out:
        out.write(source.read() * 4)
    shown = on_terminal(verb, path, '-o', str(tmpdir.join('out')))
    lines = shown.split('\r')
    assert [line for line in lines if line.startswith('reading the text')] != []
    assert [line for line in lines if line.startswith('fitting the model, pass 2')] != []
    # A line is written over by the next one, whole.
    widths = [len(line) for line in lines if line.strip()]
    stripped = [len(line.rstrip()) for line in lines if line.strip()]
    assert [before for before, width in zip(stripped, widths[1:]) if width < before] == []


@pytest.mark.skipif(not POSIX, reason='a pseudo-terminal is needed')
def test_results_begin_where_the_progress_line_began(news):
    progress, rows = on_terminal('context', '县城', news).split('context  place', 1)
    # Wiped by as many blanks as it had characters.
    before, written, blanks, rest = progress.split('\r')
    assert written.startswith('choosing contexts') and blanks == ' ' * len(written) and before == rest == ''
    assert '县城' in rows and 'choosing' not in rows
