# -*- coding: utf-8 -*-
"""Test that the drill of faults tells what holds from what fails, by a few of its tries."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

import pytest

from processes import ROOT, run_code, run_python

FOLDER = os.path.join(ROOT, 'benchmarks')


@pytest.mark.parametrize('name, scale, tried', [('archives', '0.05', 100)])
def test_a_small_drill_holds(name, scale, tried):
    done = run_python(os.path.join(FOLDER, 'drill.py'), '--only', name, '--scale', scale)
    assert done.code == 0, done.out + done.err
    lines = dict((line.split()[0], line.split()[1:4]) for line in done.out.splitlines()[1:])
    assert lines['drill'] == ['tried', 'held', 'failed']
    assert lines[name] == lines['total'] == ['%d' % tried, '%d' % tried, '0']


CODE = '''
import sys
sys.path.insert(0, '%s')
import drill
from drill_files import fault_of
from nlp_zero.errors import FormatError

def fail(error):
    raise error

def tries(lab):
    for function in (lambda: 1, lambda: 2, lambda: fail(FormatError("damaged")), lambda: fail(KeyError("x"))):
        yield "a try", fault_of(lab, function, lambda found: found == 1)

print(drill.run_drill("some", tries, 1, 1.0))
'''


def test_a_wrong_result_and_a_bare_error_fail():
    lines = run_code(CODE % FOLDER).splitlines()
    assert lines[0].split()[:4] == ['some', '4', '2', '2']
    assert lines[1:] == ['    a try: wrong in silence', "    a try: bare KeyError: 'x'", '(4, 2)']


GROWTH = '''
import sys
sys.path.insert(0, '%s')
import fuzz
# What is measured is the steps that a function says it makes.
for power in (1, 1.5, 1.7, 2, 3):
    steps = lambda text: len(text) ** power
    print(fuzz.growth(steps, 'ab', '!', 3000, lambda run, text: run(text)) > fuzz.ALLOWED)
print(len(set(step.name for step in fuzz.steps())) > 20)
print(len(fuzz.units(7, fuzz.random.Random(1))) - len(fuzz.PARTS))
'''


def test_growth_by_the_square_is_told_from_less():
    assert run_code(GROWTH % FOLDER.replace('\\', '\\\\')).split() == [
        'False', 'False', 'True', 'True', 'True', 'True', '7']


def test_no_pattern_grows_by_the_square_on_what_symbols_are_made_of():
    done = run_python(os.path.join(FOLDER, 'fuzz.py'), '--growth', '--units', '0', '--length', '400')
    assert done.code == 0 and 'failed 0;' in done.out, done.out + done.err
