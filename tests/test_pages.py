# -*- coding: utf-8 -*-
"""What the pages of docs/en and docs/zh show is what the program does, in both languages.

The blocks of a page run in their order, in one new folder, which has the sample corpora in `corpora`:

- `python`: as a doctest if it has prompts, and else as a script; names last to the end of the page;
- `sh`: in a shell, where `nlp-zero` and `python` are this package and this interpreter; a block without a
  language that follows at once is what the commands print;
- any other language: a file, if the line before the block is its name in backquotes and a colon, and else
  an illustration.

A block after the comment `<!-- not run: why -->` is not run. The tests of all pages but one are `slow`: that
one runs, in both languages, on every interpreter. Nearly all blocks are in both languages, so 2.7 runs the
Chinese pages and 3.6 the English ones.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import doctest
import io
import os
import re
import shutil
import subprocess
import sys

import pytest

import nlp_zero
from processes import make_package_paths_absolute

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGES = os.path.dirname(os.path.dirname(os.path.abspath(nlp_zero.__file__)))
LANGUAGES = ('en', 'zh')
RUN = LANGUAGES if sys.version_info >= (3, 7) else LANGUAGES[1:] if sys.version_info < (3,) else LANGUAGES[:1]
BLOCK = re.compile('(?P<before>[^\n]*)\n\n?```(?P<language>\\w*)\n(?P<text>.*?)```\n'
                   '(?:\n?```\n(?P<printed>.*?)```\n)?', re.DOTALL)
FILE = re.compile('.*`([^`]+)`[:：]$')
NOT_RUN = re.compile('<!-- (?:not run|不运行)[:：] ?.+ -->')


def to_native(text):
    """Return a text as `str`, on Python 2 as UTF-8."""
    return text if str is type('') or isinstance(text, str) else text.encode('utf-8')


def pages(language):
    folder = os.path.join(ROOT, 'docs', language)
    return sorted(name for name in os.listdir(folder) if name.endswith('.md'))


PAGES = ['%s/%s' % (language, name) for language in LANGUAGES for name in pages(language)]


def content_of(page):
    with io.open(os.path.join(ROOT, 'docs', page), encoding='utf-8') as source:
        return source.read()


class Shown(list):
    """What is printed, as pieces of text."""

    def write(self, piece):
        self.append(piece if isinstance(piece, type('')) else piece.decode('utf-8'))


class PageRunner(object):
    """Run the blocks of one page in one folder."""

    def __init__(self, folder):
        self.folder, self.names = folder, {}
        self.tools = os.path.join(folder, '.bin')
        os.mkdir(self.tools)
        for name, arguments in (('python', ''), ('nlp-zero', '-m nlp_zero ')):
            path = os.path.join(self.tools, name)
            with io.open(path, 'w') as out:
                out.write('#!/bin/sh\nexec "%s" %s"$@"\n' % (sys.executable, arguments))
            os.chmod(path, 0o755)
        shutil.copytree(os.path.join(ROOT, 'corpora'), os.path.join(folder, 'corpora'))

    def run(self, before, language, text, printed):
        """Run one block; `AssertionError` if it does not do what it shows."""
        if NOT_RUN.match(before):
            return
        if language == 'python' and '>>> ' in text:
            self.session(text)
        elif language == 'python':
            exec(compile(text, str('page'), 'exec'), self.names)
        elif language == 'sh':
            self.commands(text, printed)
        elif language and FILE.match(before):
            path = os.path.join(self.folder, FILE.match(before).group(1))
            with io.open(path, 'w', encoding='utf-8') as out:
                out.write(text)

    def session(self, text):
        """Run the examples with prompts, with `print` and literals as in this module."""
        for example in doctest.DocTestParser().get_examples(text):
            usual, sys.stdout = sys.stdout, Shown()
            try:
                exec(compile(example.source, str('page'), 'single'), self.names)
                got = ''.join(sys.stdout)
            finally:
                sys.stdout = usual
            wanted = to_native(example.want), to_native(got), doctest.ELLIPSIS
            assert doctest.OutputChecker().check_output(*wanted), '%s>>> %s' % (got, example.source)

    def commands(self, text, printed):
        path = os.pathsep.join([self.tools, os.environ.get('PATH', '')])
        environ = dict(os.environ, PATH=to_native(path), PYTHONIOENCODING=str('utf-8'), LC_ALL=str('C.UTF-8'))
        entries = [PACKAGES] + [entry for entry in sys.path if entry]
        environ[str('PYTHONPATH')] = os.pathsep.join(to_native(entry) for entry in entries)
        shell = subprocess.Popen(['sh', '-e'], cwd=self.folder, env=environ, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = shell.communicate(text.encode('utf-8'))
        assert shell.returncode == 0, err.decode('utf-8', 'replace')
        if printed is not None:
            assert out.decode('utf-8') == printed


def test_both_languages_have_the_same_pages():
    assert pages('en') == pages('zh')
    # Nothing else is in their folders.
    for language in LANGUAGES:
        assert sorted(os.listdir(os.path.join(ROOT, 'docs', language))) == pages('en')


@pytest.mark.skipif(sys.platform == 'win32', reason='the commands are of a POSIX shell')
@pytest.mark.parametrize('language', LANGUAGES)
def test_the_blocks_of_one_page_do_what_they_show_everywhere(language, tmpdir, monkeypatch):
    run_blocks('%s/cutting.md' % language, tmpdir, monkeypatch)


@pytest.mark.skipif(sys.platform == 'win32', reason='the commands are of a POSIX shell')
@pytest.mark.parametrize('page', ['%s/%s' % (language, name) for language in RUN for name in pages(language)
                                  if name != 'cutting.md'])
def test_the_blocks_of_a_page_do_what_they_show(page, tmpdir, monkeypatch):
    run_blocks(page, tmpdir, monkeypatch)


def run_blocks(page, tmpdir, monkeypatch):
    make_package_paths_absolute()
    monkeypatch.chdir(str(tmpdir))
    runner = PageRunner(str(tmpdir))
    for match in BLOCK.finditer('\n' + content_of(page)):
        runner.run(*match.group('before', 'language', 'text', 'printed'))


@pytest.mark.parametrize('page', PAGES)
def test_a_page_links_to_its_own_language(page):
    links = re.findall(r'\]\((?!http|\.\./\.\./)([^)#]+)', content_of(page))
    allowed = ('../en', '../zh', '../arch')
    assert [link for link in links if link.startswith('../') and not link.startswith(allowed)] == []
