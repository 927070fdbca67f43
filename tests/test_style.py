# -*- coding: utf-8 -*-
"""Hold the tests to their own rules: each can fail, each accepts one answer, few know private names.

    python tests/test_style.py    prints each use of a private name, and how many there are
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import ast
import io
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_PRIVATE_USES = 20
TEXT_OF_LITERAL = 'value' if sys.version_info >= (3, 8) else 's'

# Calls that fail by themselves: those of pytest and of the tests' own helpers, and helpers by their prefix.
FAILING_CALLS = ('raises', 'warns', 'fail', 'golden', 'run_code')
FAILING_PREFIXES = ('assert', 'check', 'compare')


def modules():
    """Return (file name, syntax tree) of each module of tests."""
    found = []
    for name in sorted(os.listdir(HERE)):
        if name.endswith('.py'):
            with io.open(os.path.join(HERE, name), encoding='utf-8') as source:
                found.append((name, ast.parse(source.read().encode('utf-8'))))
    return found


MODULES = modules()


def nodes(tree, *kinds):
    if tree not in WALKED:
        WALKED[tree] = list(ast.walk(tree))
    return [node for node in WALKED[tree] if isinstance(node, kinds)]


WALKED = {}


def each_test():
    """Yield (file name, functions of the module by name, tree of the function) of each test."""
    for name, tree in MODULES:
        functions = nodes(tree, ast.FunctionDef)
        helpers = dict((node.name, node) for node in functions)
        for node in functions:
            if node.name.startswith('test_') and name.startswith('test_'):
                yield name, helpers, node


def called(call):
    """Return the last part of the name of the function that is called."""
    return getattr(call.func, 'attr', getattr(call.func, 'id', ''))


def is_private(name):
    return any(part.startswith('_') and not part.startswith('__') for part in name.split('.'))


def private_uses():
    """Yield (file name, line, what) of each private import and each private name that is patched."""
    for name, tree in MODULES:
        for node in nodes(tree, ast.ImportFrom):
            for alias in node.names:
                if (node.module or '').startswith('nlp_zero') and is_private(node.module + '.' + alias.name):
                    yield name, node.lineno, 'import of %s.%s' % (node.module, alias.name)
        for node in nodes(tree, ast.Import):
            for alias in node.names:
                if alias.name.startswith('nlp_zero') and is_private(alias.name):
                    yield name, node.lineno, 'import of %s' % alias.name
        for node in nodes(tree, ast.Call):
            if called(node) in ('setattr', 'setitem', 'delattr'):
                parts = [getattr(argument, TEXT_OF_LITERAL, None) for argument in node.args[:2]]
                patched = [part for part in parts if isinstance(part, type(''))]
                if any(is_private(part) for part in patched):
                    yield name, node.lineno, 'patch of %s' % ' '.join(patched)


def can_fail(function, helpers, seen=()):
    """Tell whether a function asserts, raises, or calls one of its module or of pytest that does."""
    if nodes(function, ast.Assert, ast.Raise):
        return True
    for call in nodes(function, ast.Call):
        name = called(call)
        if name in FAILING_CALLS or name.startswith(FAILING_PREFIXES):
            return True
        if name in helpers and name not in seen and can_fail(helpers[name], helpers, seen + (name,)):
            return True
    return False


def accepts_two_answers(test):
    """Tell whether an assertion is `a or b` or compares with a literal collection: `a in (b, c)`."""
    if isinstance(test, ast.BoolOp):
        return isinstance(test.op, ast.Or) or any(accepts_two_answers(value) for value in test.values)
    return (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.In)
            and isinstance(test.comparators[0], (ast.Tuple, ast.List, ast.Set)))


def test_all_code_compiles():
    """What no test imports must be code of 2.7 too."""
    root, wrong = os.path.dirname(HERE), []
    for top in ('.ci', 'benchmarks', 'docs', 'examples', 'tests'):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for path in [os.path.join(folder, name) for name in names if name.endswith('.py')]:
                with io.open(path, 'rb') as source:
                    try:
                        compile(source.read(), path, 'exec')
                    except SyntaxError as error:
                        wrong.append((path, str(error)))
    assert wrong == []


def test_private_names_are_few():
    uses = list(private_uses())
    assert len(uses) <= MOST_PRIVATE_USES, '\n'.join('%s:%d %s' % use for use in uses)


def test_every_test_can_fail():
    assert [(name, node.name) for name, helpers, node in each_test() if not can_fail(node, helpers)] == []


def test_no_test_accepts_either_of_two_answers():
    lax = [(name, statement.lineno) for name, _, node in each_test()
           for statement in nodes(node, ast.Assert) if accepts_two_answers(statement.test)]
    lax += [(name, call.lineno) for name, _, node in each_test() for call in nodes(node, ast.Call)
            if called(call) == 'raises' and call.args and isinstance(call.args[0], ast.Tuple)]
    assert lax == []


def test_nothing_is_said_of_all_of_nothing():
    """`assert all(...)` holds for nothing: what is asserted of all comes after `and`, or as an equal list."""
    empty = [(name, statement.lineno) for name, _, node in each_test()
             for statement in nodes(node, ast.Assert)
             if isinstance(statement.test, ast.Call) and called(statement.test) == 'all'
             or isinstance(statement.test, ast.UnaryOp) and isinstance(statement.test.operand, ast.Call)
             and called(statement.test.operand) == 'any']
    assert empty == []


if __name__ == '__main__':
    found = list(private_uses())
    for use in found:
        print('%s:%d %s' % use)
    print('%d private names in tests' % len(found))
