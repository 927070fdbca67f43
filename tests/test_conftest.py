# -*- coding: utf-8 -*-
"""What the tests share: small blocks that exist and are smaller, golden files that show a difference."""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import io
import os

import pytest

import conftest


@pytest.mark.parametrize('module, constant', sorted(
    (module, constant) for module, sizes in conftest.SMALL_STEPS.items() for constant in sizes))
def test_each_small_step_is_smaller(module, constant):
    assert conftest.SMALL_STEPS[module][constant] < getattr(importlib.import_module(str(module)), constant)


def test_small_steps_of_one_package(small_steps):
    reader, decode = (importlib.import_module(str(name)) for name in (
        'nlp_zero.corpus._reader', 'nlp_zero._storage._decode'))
    before = decode.BLOCK
    small_steps('corpus', BLOCK=9)
    assert (reader.BLOCK, decode.BLOCK) == (9, before)
    small_steps()
    assert (reader.BLOCK, decode.BLOCK) == (16, 16)


@pytest.mark.parametrize('packages, sizes', [
    (('nothing',), {}), ((), {'NOTHING': 3}), (('corpus',), {'_KEEP': 3})])
def test_small_steps_that_do_not_exist(small_steps, packages, sizes):
    with pytest.raises(AssertionError, match='no small steps'):
        small_steps(*packages, **sizes)


def failure(*arguments):
    with pytest.raises(pytest.fail.Exception) as caught:
        conftest.compare_with_file(*arguments)
    return caught.value.msg


def test_golden_files_show_the_difference(tmpdir):
    path = str(tmpdir.join('x.txt'))
    assert 'update-golden' in failure(path, [])
    conftest.compare_with_file(path, ['一', '二', ''], True)
    conftest.compare_with_file(path, ['一', '二', ''])
    assert '\n-二\n+三\n' in failure(path, ['一', '三', ''])
    assert '\n-\n' in failure(path, ['一', '二']) + '\n'
    assert '\n-一\n-二\n-' in failure(path, [])


def test_no_golden_file_without_a_test():
    """Each file of tests/golden is named by a test, so that none is left over."""
    folder = os.path.dirname(os.path.abspath(__file__))
    sources = ''
    for name in os.listdir(folder):
        if name.endswith('.py'):
            with io.open(os.path.join(folder, name), encoding='utf-8') as source:
                sources += source.read()
    left_over = [name for name in os.listdir(conftest.GOLDEN)
                 if name[:-len('.txt')] not in sources and not name.startswith(('upstream_words_', 'words_'))]
    assert left_over == []


@pytest.mark.parametrize('name', sorted(conftest.read_marks()))
def test_what_has_a_mark_exists(name):
    file_name, _, test = name.partition('::')
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), file_name)
    with io.open(path, encoding='utf-8') as source:
        assert ('def %s(' % test.rpartition('::')[2] if test else 'def test_') in source.read()
