# -*- coding: utf-8 -*-
"""The type stubs name what the modules define, with the same parameters; `.ci/types` checks the types."""
from __future__ import absolute_import, division, print_function, unicode_literals

import ast
import importlib
import inspect
import io
import os
import sys

import pytest

import nlp_zero
from processes import run_code

pytestmark = pytest.mark.skipif(sys.version_info < (3, 8), reason='stubs are for Python 3')
PACKAGE = os.path.dirname(os.path.abspath(nlp_zero.__file__))


def stubs():
    """Return {module: path} of all stubs."""
    found = {}
    for folder, _, names in os.walk(PACKAGE):
        for name in names:
            if name.endswith('.pyi'):
                path = os.path.join(folder, name)
                parts = os.path.relpath(path, os.path.dirname(PACKAGE))[:-len('.pyi')].split(os.sep)
                found['.'.join(part for part in parts if part != '__init__')] = path
    return found


STUBS = stubs()


def tree_of(module):
    with io.open(STUBS[module], encoding='utf-8') as source:
        return ast.parse(source.read())


def functions(tree, prefix=''):
    """Yield (dotted name, node) of each function and method of a stub; of an overloaded one, the last."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith('_'):
            for pair in functions(node, prefix + node.name + '.'):
                yield pair
        elif isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node


def parameters(function):
    """Return the names of the parameters, without that of `**options`."""
    if isinstance(function, ast.FunctionDef):
        declared = function.args
        every = declared.args + [declared.vararg] + declared.kwonlyargs
        return [argument.arg for argument in every if argument]
    kinds = inspect.Parameter
    return [name for name, parameter in inspect.signature(function).parameters.items()
            if parameter.kind != kinds.VAR_KEYWORD]


def test_every_public_module_has_a_stub():
    public = set('nlp_zero.' + name for name in dir(nlp_zero)
                 if inspect.ismodule(getattr(nlp_zero, name)) and not name.startswith('_'))
    assert public - set(['nlp_zero.logging']) - set(STUBS) == set()
    assert os.path.exists(os.path.join(PACKAGE, 'py.typed'))


def test_every_public_module_is_an_attribute_of_the_facade():
    names = run_code('import nlp_zero; print(" ".join(dir(nlp_zero)))').split()
    modules = set(name.split('.')[1] for name in STUBS if name != 'nlp_zero')
    assert modules - set(names) == set(['cli', 'nlp_zero'])


@pytest.mark.parametrize('module', sorted(STUBS))
def test_a_stub_names_all_that_is_public(module):
    listed = [ast.literal_eval(node.value) for node in tree_of(module).body
              if isinstance(node, ast.Assign) and node.targets[0].id == '__all__']
    names, public = set(listed[0]), set(importlib.import_module(module).__all__)
    assert (names - public, public - names) == (set(), set())


@pytest.mark.parametrize('module', sorted(STUBS))
def test_a_stub_has_the_parameters_of_the_functions(module):
    runtime = importlib.import_module(module)
    for name, node in functions(tree_of(module)):
        found = runtime
        for part in name.split('.'):
            found = inspect.getattr_static(found, part) if inspect.isclass(found) else getattr(found, part)
        if isinstance(found, property):
            continue
        found = getattr(found, '__func__', found)
        stubbed, real = parameters(node), parameters(found)
        if real == ['arguments']:
            continue    # passes everything on
        # What `**options` takes by name is spelled out in the stub.
        assert stubbed[:len(real)] == real, name
