# -*- coding: utf-8 -*-
"""Hold the house to its plan: imports point down, only the standard library, a cheap import."""
from __future__ import absolute_import, division, print_function, unicode_literals

import ast
import io
import os
import subprocess
import sys

import pytest

import nlp_zero

PACKAGE = os.path.dirname(os.path.abspath(nlp_zero.__file__))

FLOORS = [
    ['_compat', 'errors'],
    ['text', 'scores', '_storage'],
    ['_runtime', 'corpus', '_tables'],
    ['vocabulary'],
    ['ngrams', 'trie'],
    ['tokenizer'],
    ['upstream'],
    ['entropy', 'phrases'],
    ['words', 'templates'],
    ['parser'],
    ['evaluate', 'report'],
    ['cli'],
    ['__init__', '__main__', 'nlp_zero', 'lattice'],
]
FLOOR = dict((room, floor) for floor, rooms in enumerate(FLOORS) for room in rooms)

# What the package may import from the standard library; a new name is added here on purpose.
STANDARD = set(
    '__future__ argparse array bisect bz2 codecs collections contextlib copy_reg copyreg csv ctypes errno '
    'functools gc glob gzip hashlib heapq importlib io itertools json logging lzma math multiprocessing '
    'operator os pickle pkgutil queue Queue random re select shutil signal stat struct sys tempfile threading time '
    'traceback types warnings weakref zipfile zlib resource binascii fnmatch string unicodedata mmap atexit'.split())


def modules():
    """Yield (dotted name inside the package, path) of each module, sorted."""
    for folder, _, names in sorted(os.walk(PACKAGE)):
        for name in sorted(names):
            if name.endswith('.py'):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, PACKAGE)[:-3].replace(os.sep, '.'), path


def imports(name, path):
    """Yield (level 0 module name or None, name inside the package or None) of each import."""
    with io.open(path, encoding='utf-8') as source:
        tree = ast.parse(source.read().encode('utf-8'))
    is_package = name == '__init__' or name.endswith('.__init__')
    parts = name.split('.')[:-1] if is_package or '.' in name else []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, None
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module, None
        elif isinstance(node, ast.ImportFrom):
            above = node.level - 1
            base = parts[:len(parts) - above] if above else parts
            if node.module:
                yield None, '.'.join(base + node.module.split('.'))
            else:
                for alias in node.names:
                    yield None, '.'.join(base + [alias.name])


def room_of(name):
    return name.split('.')[0]


def edges():
    for name, path in modules():
        for outer, inner in imports(name, path):
            if inner:
                target = room_of(inner)
                yield room_of(name), target if target in FLOOR else '__init__'
            elif outer.split('.')[0] == 'nlp_zero':
                yield room_of(name), room_of(outer.partition('.')[2] or '__init__')


def test_every_module_has_a_floor():
    unknown = sorted(set(room_of(name) for name, _ in modules()) - set(FLOOR))
    assert unknown == []


def test_imports_point_down():
    wrong = sorted(set((a, b) for a, b in edges() if a != b and FLOOR[a] < FLOOR[b]))
    # The version is a constant of the package's own first lines.
    assert [edge for edge in wrong if edge != ('cli', '__init__')] == []


def test_no_cycle_within_a_floor():
    level = set((a, b) for a, b in edges() if a != b and FLOOR[a] == FLOOR[b])
    graph = {}
    for a, b in level:
        graph.setdefault(a, set()).add(b)
    for start in sorted(graph):
        seen, stack = set(), sorted(graph[start])
        while stack:
            room = stack.pop()
            assert room != start, 'a cycle through %s' % start
            if room not in seen:
                seen.add(room)
                stack.extend(sorted(graph.get(room, ())))


def test_only_the_standard_library_is_imported():
    outside = sorted(set(
        outer.split('.')[0] for name, path in modules() for outer, _ in imports(name, path) if outer)
        - STANDARD - {'nlp_zero'})
    assert outside == []


def test_only_compat_asks_for_the_version():
    asking = []
    for name, path in modules():
        with io.open(path, encoding='utf-8') as source:
            if 'version_info' in source.read():
                asking.append(name)
    assert asking == ['_compat']


@pytest.mark.parametrize('name, path', list(modules()))
def test_every_module_has_the_same_head(name, path):
    with io.open(path, encoding='utf-8') as source:
        content = source.read()
    assert content.startswith('# -*- coding: utf-8 -*-\n"""')
    # A unicode __all__ breaks the star import on 2.7, so the facade keeps native literals.
    wanted = ['absolute_import']
    if name not in ('__init__', 'nlp_zero'):
        wanted += ['division', 'print_function', 'unicode_literals']
    assert 'from __future__ import ' + ', '.join(wanted) + '\n' in content


def run(code, *flags):
    environment = dict(os.environ)
    environment[str('PYTHONPATH')] = str(os.path.dirname(PACKAGE))
    process = subprocess.Popen([sys.executable] + list(flags) + ['-c', code], env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    assert process.returncode == 0, err.decode('utf-8', 'replace')
    return out.decode('utf-8')


def test_the_import_is_silent_and_lazy():
    heavy = 'argparse multiprocessing json csv zipfile gzip tempfile subprocess'
    out = run('import sys; before = set(sys.modules); import nlp_zero; '
              'print(sorted((set(sys.modules) - before) & set(%r.split())))' % str(heavy), '-W', 'error')
    assert out.strip() == '[]'


@pytest.mark.skipif(sys.version_info < (3, 8), reason='audit hooks came with 3.8')
@pytest.mark.skipif(hasattr(sys, 'pypy_version_info'), reason='PyPy audits its own start')
def test_the_import_opens_no_file():
    out = run('import sys\n'
              'opened = []\n'
              'sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)\n'
              'import nlp_zero\n'
              'print([name for name in opened if not name.endswith((".py", ".pyc", ".so"))'
              ' and ".pyc." not in name])')
    assert out.strip() == '[]'


def test_star_import_and_old_path():
    names = 'Trie DAG Tokenizer Word_Finder Template Template_Finder XTrie SentTree Parser'.split()
    for module in ('nlp_zero', 'nlp_zero.nlp_zero'):
        out = run('from %s import *; print(all(n in globals() for n in %r.split()))'
                  % (module, str(' '.join(names))), '-W', 'error')
        assert out.strip() == 'True'


def test_all_names_exist():
    for name in nlp_zero.__all__:
        assert isinstance(name, str) and hasattr(nlp_zero, name)
