# -*- coding: utf-8 -*-
"""Worker processes that cannot start: an error within seconds, whatever the process was given."""
from __future__ import absolute_import, division, print_function, unicode_literals

import multiprocessing
import os
from functools import partial
from operator import contains

import pytest

from nlp_zero import _runtime as runtime
from nlp_zero.errors import WorkerError

from processes import finish, start_python

pytestmark = pytest.mark.skipif(not hasattr(multiprocessing, 'get_context'), reason='no spawn on this Python')

#: Work of each kind that starts workers, with a vocabulary that fills a pipe.
WORK = {
    'cut_lines': "list(nlp_zero.Tokenizer(WORDS).cut_lines(['今天'] * 90000, workers=2))",
    'cut_file': "nlp_zero.Tokenizer(WORDS).cut_file(LARGE, 'out.txt', workers=2)",
    'count_ngrams': "nlp_zero.count_ngrams(['今天' * 99] * 9999, workers=2)",
    'discover_words': "nlp_zero.discover_words(['今天' * 99] * 9999, workers=2)",
    'ordered_map': "list(_runtime.ordered_map(contains, ['x'] * 9, 2, partial(str, 'x' * 10000000)))"}
PREAMBLE = '''# -*- coding: utf-8 -*-
import multiprocessing, sys, time
from functools import partial
from operator import contains
multiprocessing.set_start_method('spawn', force=True)
import nlp_zero
from nlp_zero import _runtime
from nlp_zero.errors import WorkerError
LARGE = 'large.txt'
'''
#: Only this process does the work: a child that gets here again has begun anew.
WORKING = '''
WORDS = dict((chr(0x4e00 + i // 500) + chr(0x5e00 + i % 500), 1 + i) for i in range(20000))
begun = time.time()
try:
    %s
except WorkerError as error:
    print('WorkerError', time.time() - begun < 15 or time.time() - begun)
'''


@pytest.mark.parametrize('kind, work', [('without a main guard', work) for work in sorted(WORK)] + [
    (kind, work) for kind in ('from stdin', 'failing import') for work in ('cut_lines', 'ordered_map')])
def test_a_child_that_cannot_start_is_an_error_at_once(tmpdir, work, kind):
    tmpdir.join('large.txt').write_binary('今天天气\n'.encode('utf-8') * 200000)
    lines = WORKING.replace('%s', WORK[work])
    if kind == 'failing import':
        lines = "if __name__ != '__main__': raise ImportError('gone')\n" + lines
    script = (PREAMBLE + lines).encode('utf-8')
    tmpdir.join('script.py').write_binary(script)
    arguments = ['-'] if kind == 'from stdin' else [str(tmpdir.join('script.py'))]
    with open(str(tmpdir.join('script.py')), 'rb') as source:
        process = start_python(*arguments, cwd=str(tmpdir), seconds=60, stdin=source)
        done = finish(process, seconds=60)
    assert 'WorkerError True' in done.out, done
    assert sorted(path.basename for path in tmpdir.listdir()) == ['large.txt', 'script.py']


class Unreadable(object):
    """What cannot be found where it is read."""

    def __reduce__(self):
        return os.listdir, ('/no/such/folder',)


def test_work_that_a_worker_cannot_find_is_an_error():
    with pytest.raises(WorkerError) as caught:
        list(runtime.ordered_map(contains, ['x'] * 9, 2, partial(str, Unreadable()), method='spawn'))
    assert 'no/such/folder' in str(caught.value.__cause__)


def test_a_process_that_the_system_refuses_is_an_error(monkeypatch):
    def refuse(self):
        raise OSError(11, 'Resource temporarily unavailable')

    monkeypatch.setattr(multiprocessing.get_context('fork').Process, 'start', refuse)
    with pytest.raises(WorkerError) as caught:
        list(runtime.ordered_map(len, ['x'] * 9, 2, method='fork'))
    assert 'temporarily' in str(caught.value) and not multiprocessing.active_children()
