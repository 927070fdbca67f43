# -*- coding: utf-8 -*-
"""Share what several test modules need: the corpora, the measuring data, the command line."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@pytest.fixture
def root():
    """Path of the repository."""
    return ROOT


@pytest.fixture
def corpora():
    """Path of the bundled sample corpora."""
    return os.path.join(ROOT, 'corpora')


@pytest.fixture
def shared_data():
    """Path of the measuring data beside the repository; the test is skipped without it."""
    path = os.path.join(os.path.dirname(ROOT), 'shared', 'data')
    if not os.path.isdir(path):
        pytest.skip('no measuring data beside the repository')
    return path


class Finished(object):
    """Hold what a command returned: `code`, `out` and `err` as text."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out.decode('utf-8'), err.decode('utf-8', 'replace')


@pytest.fixture
def command(tmpdir):
    """Return a function that runs `python -m nlp_zero ARGUMENTS` in an empty folder."""
    def run(*arguments, **settings):
        environment = dict(os.environ, **settings.pop('env', {}))
        stdin = settings.pop('stdin', b'')
        process = subprocess.Popen(
            [sys.executable, '-m', 'nlp_zero'] + [_argument(a) for a in arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=settings.pop('cwd', str(tmpdir)), env=_with_source(environment))
        out, err = process.communicate(stdin)
        return Finished(process.returncode, out, err)
    return run


def _argument(argument):
    return argument.encode('utf-8') if sys.version_info[0] == 2 else argument


def _with_source(environment):
    """Let a child find the very package that this process tests, installed or not."""
    import nlp_zero
    folder = os.path.dirname(os.path.dirname(os.path.abspath(nlp_zero.__file__)))
    old = environment.get('PYTHONPATH')
    environment[str('PYTHONPATH')] = str(folder if not old else folder + os.pathsep + old)
    return environment


@pytest.fixture
def write(tmpdir):
    """Return a function that writes a UTF-8 file in the test's folder and returns its path."""
    def make(name, content):
        path = os.path.join(str(tmpdir), name)
        data = content if isinstance(content, bytes) else content.encode('utf-8')
        with io.open(path, 'wb') as out:
            out.write(data)
        return path
    return make
