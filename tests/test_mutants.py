# -*- coding: utf-8 -*-
"""Check that the listed mutations still apply; `python tests/mutants.py` runs them."""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

import pytest

import mutants
from test_architecture import LAYER

# Mutants of the test's own package: an entry whose line is gone, found twice, or no longer Python.
APPLIES = mutants.Mutant(
    'x:1', 'nlp_zero/errors.py', '', 'offset is None', 'offset', ('tests/test_errors.py',), '', '')


def test_there_are_mutants_of_every_package():
    listed = mutants.read_lists()
    assert len(listed) >= 80
    assert len(set(mutant[1:5] for mutant in listed)) == len(listed), 'the same mutation twice'
    packages = set(re.match(r'nlp_zero/(\w+)', mutant.file).group(1) for mutant in listed)
    unmutated = {'_compat', '__init__', '__main__', 'nlp_zero', 'lattice'}
    assert packages - unmutated == set(LAYER) - unmutated


def test_each_listed_mutant_applies():
    wrong = []
    for mutant in mutants.read_lists():
        try:
            mutants.check(mutant)
        except mutants.ListError as error:
            wrong.append(str(error))
    assert wrong == []


@pytest.mark.parametrize('changes, message', [
    ({'file': 'nlp_zero/nothing.py'}, 'no file'), ({'old': 'nowhere to be found'}, 'found 0 times'),
    ({'old': 'self'}, 'found [0-9]+ times'), ({'after': 'self'}, 'found [0-9]+ times'),
    ({'new': ')'}, 'does not compile'), ({'new': 'offset is None'}, 'the same'),
    ({'tests': ('tests/test_nothing.py',)}, 'no file'),
    ({'after': 'offset is None', }, 'nothing to replace')])
def test_an_entry_that_does_not_apply_is_an_error(changes, message):
    mutants.check(APPLIES)
    with pytest.raises(mutants.ListError, match=message):
        mutants.check(APPLIES._replace(**changes))


@pytest.mark.parametrize('entry', [
    'file: a\nold: b\nnew: c\n', 'file: a\nold: b\nnew: c\ntests: d\nequivalent: e\n',
    'old: b\nnew: c\ntests: d\n', 'file: a\nfile: a\n', 'file a\n', 'colour: red\n'])
def test_an_incomplete_entry_is_an_error(write, entry):
    with pytest.raises(mutants.ListError, match='list:1|list:2'):
        mutants.read_list(write('list.txt', entry))


def test_entries_are_read_in_order(write):
    path = write('list.txt', '# head\n\nfile: a\nold:  b: \nnew:\ntests: t1 t2\n\n\n'
                             'file: c\n# note\nold: d\nnew: e\nequivalent: no\n')
    assert mutants.read_list(path) == [
        mutants.Mutant('list:3', 'a', '', 'b:', '', ('t1', 't2'), '', ''),
        mutants.Mutant('list:9', 'c', '', 'd', 'e', (), '', 'no')]


def test_after_chooses_among_several(write):
    path = write('code.py', 'a = 1\nb = 1\nc = 1\n')
    mutant = APPLIES._replace(file=path, after='b', old='= 1', new='= 2')
    assert mutants.mutated(mutant) == 'a = 1\nb = 2\nc = 1\n'
