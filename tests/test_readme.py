# -*- coding: utf-8 -*-
"""What the README shows is what the program prints."""
from __future__ import absolute_import, division, print_function, unicode_literals

import doctest
import io
import os
import re
import sys

import pytest
from processes import run_python

BLOCK = re.compile('```(\\w*)\n(.*?)```', re.DOTALL)


@pytest.fixture
def blocks(root):
    """The fenced blocks of the README as (language, content)."""
    with io.open(os.path.join(root, 'README.md'), encoding='utf-8') as source:
        return BLOCK.findall(source.read())


def test_the_session_is_real(blocks, root, monkeypatch):
    monkeypatch.chdir(root)
    session = [content for language, content in blocks if language == 'python'][0]
    examples = doctest.DocTestParser().get_doctest(session, {}, str('README'), None, 0)
    assert len(examples.examples) >= 5
    shown = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(examples, out=shown.append)
    assert runner.failures == 0, ''.join(shown)


def test_the_first_command_prints_what_is_shown(blocks, root, command):
    shell = [i for i, (language, _) in enumerate(blocks) if language == 'sh'][0]
    line = blocks[shell][1].strip()
    assert line.startswith('python -m nlp_zero ') and '\n' not in line
    result = command(*line.split()[3:], cwd=root)
    assert (result.code, result.err) == (0, '')
    assert result.out == blocks[shell + 1][1]


def test_the_second_command_runs_these_tests(blocks):
    commands = [content.strip() for language, content in blocks if language == 'sh']
    assert commands[1] == 'python -m pip install -q -r tests/requirements.txt && python -m pytest -q'


DOCS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'docs')
PAGES = ['README.md', 'CONTRIBUTING.md', 'benchmarks/README.md', 'corpora/README.md', 'docs/architecture.md']
PAGES += [
    'docs/%s/%s' % (language, name) for language in ('en', 'zh')
    for name in sorted(os.listdir(os.path.join(DOCS, language))) if name.endswith('.md')]
NAMED = re.compile(r'`((?:nlp_zero|tests|benchmarks|examples|docs|corpora|\.ci)/[\w./-]*[\w/])`')


@pytest.mark.parametrize('page', PAGES)
def test_pages_name_what_is_there(page, root):
    with io.open(os.path.join(root, page), encoding='utf-8') as source:
        content = source.read()
    links = [os.path.join(os.path.dirname(page), link)
             for link in re.findall(r'\]\((?!http)([^)#]+)\)', re.sub('`[^`\n]+`', '', content))]
    named = [name for name in NAMED.findall(content) if 'NAME' not in name]
    assert [name for name in links + named if not os.path.exists(os.path.join(root, name))] == []


def test_every_page_is_linked_from_the_readme(root):
    with io.open(os.path.join(root, 'README.md'), encoding='utf-8') as source:
        links = set(re.findall(r'\]\(([^)#]+)\)', source.read()))
    assert set(PAGES) - links == set(['README.md'])


def test_every_benchmark_is_in_their_readme(root):
    folder = os.path.join(root, 'benchmarks')
    with io.open(os.path.join(folder, 'README.md'), encoding='utf-8') as source:
        named = set(re.findall(r'^\| `(\w+\.py)`', source.read(), re.MULTILINE))
    assert named == set(name for name in os.listdir(folder) if name.endswith('.py')) - set(['common.py'])


@pytest.mark.skipif(sys.version_info < (3, 11), reason='signatures are written in another form')
def test_the_api_pages_are_made_from_the_docstrings(root):
    script = os.path.join(root, 'docs', 'make_api.py')
    done = run_python(script, '--check', cwd=root)
    assert (done.code, done.out, done.err) == (0, '', '')
