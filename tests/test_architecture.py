# -*- coding: utf-8 -*-
"""Hold the code to docs/architecture.md and to the rules of its style.

Imports point down the page's layers and use only the standard library, the import is cheap, each module
name occurs once, functions and their lists of parameters are short.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import ast
import collections
import io
import os
import re
import sys

import pytest

import nlp_zero

from processes import run_code

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(os.path.abspath(nlp_zero.__file__))


def layers_of_the_page(path):
    """Return {package: layer} from the first table of a page whose head has `layer` and `package`."""
    with io.open(path, encoding='utf-8') as page:
        rows = [[cell.strip() for cell in line.strip().strip('|').split('|')]
                for line in page if line.startswith('|')]
    start = next(i for i, row in enumerate(rows) if row[:2] == ['layer', 'package'])
    layers = {}
    for row in rows[start + 2:]:
        if not row[0].isdigit():
            break
        for package in re.findall('`([^`]+)`', row[1]):
            assert package not in layers, 'twice in the table: %s' % package
            layers[package] = int(row[0])
    return layers


LAYER = layers_of_the_page(os.path.join(os.path.dirname(HERE), 'docs', 'architecture.md'))

# Words of a private language, in the place of which the field has terms of its own: worker pool, start,
# post-process, cohesive, suffix, consume, recoverable, package, layer. None of them comes back.
PRIVATE_WORDS = re.compile(
    r'[Ss]tandby|TOLD|Firmness|[Ss]ettl(?:e|ing)|\b[Cc]rews?\b|\bhir(?:e|es|ed|ing)\b|\bhouses?\b|'
    r'\brooms\b|\bdoubt|\bfirm\b|\bwhat is none\b|\b[Ii]n goe?s?\b|\bout comes?\b|'
    r'\bstands? (?:behind|before|beside|at|in)\b|'
    r'\bdef (?:_parts|_pairs|_blocks|_texts|_so_far|_tally|_spell)\(')

# What the package may import from the standard library; a new name is added here on purpose.
STANDARD = set(
    '__future__ argparse array bisect bz2 codecs collections contextlib copy copy_reg copyreg csv ctypes '
    'difflib errno functools gc glob gzip hashlib heapq importlib io itertools json logging lzma math '
    'multiprocessing operator os pickle pkgutil queue Queue random re select shutil signal stat struct sys '
    'tempfile threading time traceback types warnings weakref zipfile zlib resource binascii fnmatch string '
    'unicodedata mmap atexit _signal numbers'.split())


def modules():
    """Yield (dotted name inside the package, path) of each module, sorted."""
    for folder, _, names in sorted(os.walk(PACKAGE)):
        for name in sorted(names):
            if name.endswith('.py'):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, PACKAGE)[:-3].replace(os.sep, '.'), path


def text_of(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def tree_of(path):
    if path not in TREES:
        TREES[path] = ast.parse(text_of(path).encode('utf-8'))
    return TREES[path]


TREES = {}


def imports(name, path):
    """Return (module of the library or None, dotted name inside the package or None) of each import.

    A name that is imported from a module counts as part of it: `from ..trie import Trie` is `trie.Trie`.
    """
    if path not in IMPORTS:
        IMPORTS[path] = list(found_imports(name, path))
    return IMPORTS[path]


IMPORTS = {}


def found_imports(name, path):
    is_package = name == '__init__' or name.endswith('.__init__')
    parts = name.split('.')[:-1] if is_package or '.' in name else []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, None
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module, None
        elif isinstance(node, ast.ImportFrom):
            base = parts[:len(parts) - node.level + 1]
            base = base + (node.module.split('.') if node.module else [])
            for alias in node.names:
                yield None, '.'.join(base + [alias.name])


def package_of(name):
    return name.split('.')[0]


def edges():
    """Yield (importing package, imported package) of each import within nlp_zero."""
    for name, path in modules():
        for outer, inner in imports(name, path):
            if inner:
                target = package_of(inner)
                yield package_of(name), target if target in LAYER else '__init__'
            elif outer.split('.')[0] == 'nlp_zero':
                yield package_of(name), package_of(outer.partition('.')[2] or '__init__')


def test_the_page_and_the_tree_have_the_same_packages():
    assert sorted(set(package_of(name) for name, _ in modules())) == sorted(LAYER)


def test_the_page_names_modules_that_exist_and_names_that_occur():
    root = os.path.dirname(HERE)
    with io.open(os.path.join(root, 'docs', 'architecture.md'), encoding='utf-8') as page:
        text = page.read()
    code = {}
    for _, path in modules():
        with io.open(path, encoding='utf-8') as source:
            code[path.replace(os.sep, '/')] = source.read()
    paths = set(re.findall(r'`((?:[a-z_]+/)?_[a-z_]+[.]py)`', text))
    assert len(paths) > 40
    assert [name for name in sorted(paths) if not any(path.endswith('/' + name) for path in code)] == []
    words = frozenset(re.findall(r'\w+', ' '.join(code.values())))
    names = set(re.findall(r'`(\w+)`', text))
    # Any module of another package, what no code has, and what the report's script calls.
    assert len(names) > 60 and sorted(names - words) == ['_modules', 'assert', 'textContent']


def test_imports_point_down():
    wrong = sorted(set((a, b) for a, b in edges() if a != b and LAYER[a] < LAYER[b]))
    # The version is a constant of the package's own first lines.
    allowed = [('cli', '__init__'), ('report', '__init__')]
    assert [edge for edge in wrong if edge not in allowed] == []


def test_no_cycle_within_a_layer():
    level = set((a, b) for a, b in edges() if a != b and LAYER[a] == LAYER[b])
    graph = {}
    for a, b in level:
        graph.setdefault(a, set()).add(b)
    for start in sorted(graph):
        seen, stack = set(), sorted(graph[start])
        while stack:
            package = stack.pop()
            assert package != start, 'a cycle through %s' % start
            if package not in seen:
                seen.add(package)
                stack.extend(sorted(graph.get(package, ())))


def test_no_import_reaches_into_another_package():
    reaching = []
    for name, path in modules():
        for _, inner in imports(name, path):
            package, _, part = (inner or '').partition('.')
            if package != package_of(name) and part.startswith('_'):
                reaching.append((name, inner))
    assert sorted(set(reaching)) == []


def test_no_module_name_twice():
    names = collections.Counter(name.rpartition('.')[2] for name, _ in modules())
    del names['__init__']
    assert [name for name, count in sorted(names.items()) if count > 1] == []


def functions():
    """Yield (dotted name, node, whether it is public) of each function outside of functions."""
    for name, path in modules():
        level = [(name, node, True) for node in tree_of(path).body]
        while level:
            place, node, public = level.pop()
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                public = public and (not node.name.startswith('_') or node.name in ('__init__', '__call__'))
                place = '%s.%s' % (place, node.name)
            if isinstance(node, ast.FunctionDef):
                yield place, node, public
            elif isinstance(node, ast.ClassDef):
                level.extend((place, child, public) for child in node.body)


def test_functions_are_at_most_60_lines():
    long = []
    for name, node, _ in functions():
        # Before 3.8, a function's line is that of its first decorator.
        begin = node.lineno + (len(node.decorator_list) if sys.version_info < (3, 8) else 0)
        lines = max(getattr(child, 'lineno', 0) for child in ast.walk(node)) - begin + 1
        if lines > 60:
            long.append((name, lines))
    assert long == []


def test_public_functions_have_at_most_8_parameters():
    many = []
    for name, node, public in functions():
        arguments = [getattr(argument, 'arg', getattr(argument, 'id', None)) for argument in node.args.args]
        count = len([argument for argument in arguments if argument not in ('self', 'cls')])
        if public and count > 8:
            many.append((name, count))
    assert many == []


def test_code_and_pages_speak_in_the_terms_of_the_field():
    docs = os.path.join(os.path.dirname(HERE), 'docs')
    pages = [(name, os.path.join(folder, name)) for folder in (docs, os.path.join(docs, 'en'))
             for name in sorted(os.listdir(folder)) if name.endswith('.md')]
    found = [(name, number, match.group())
             for name, path in list(modules()) + pages
             for number, line in enumerate(text_of(path).splitlines(), 1)
             for match in PRIVATE_WORDS.finditer(line)]
    assert found == []


def test_module_docstrings_open_with_a_verb():
    """A capital letter, and no article or preposition: `Find the best path`, not `In go lines`."""
    openings = [(name, (ast.get_docstring(tree_of(path)) or '-').split()[0]) for name, path in modules()]
    no_verbs = ('A', 'An', 'The', 'In', 'From', 'What', 'This')
    assert [(name, word) for name, word in openings
            if not re.match('[A-Z][a-z]+$', word) or word in no_verbs] == []


def test_lines_have_at_most_110_characters():
    """The one rule of `.ci/lint` that is broken most."""
    root, found = os.path.dirname(HERE), []
    folders = [PACKAGE] + [os.path.join(root, name) for name in ('tests', 'benchmarks', 'examples')]
    for folder, _, names in (entry for top in folders for entry in os.walk(top)):
        for path in [os.path.join(folder, name) for name in sorted(names) if name.endswith('.py')]:
            with io.open(path, encoding='utf-8') as source:
                found += ['%s:%d' % (path, number) for number, line in enumerate(source, 1)
                          if len(line.rstrip('\n')) > 110]
    assert found == []


def test_only_the_standard_library_is_imported():
    outside = sorted(set(
        outer.split('.')[0] for name, path in modules() for outer, _ in imports(name, path) if outer)
        - STANDARD - {'nlp_zero'})
    assert outside == []


def test_only_compat_asks_for_the_version():
    assert [name for name, path in modules() if 'version_info' in text_of(path)] == ['_compat']


@pytest.mark.parametrize('name, path', list(modules()))
def test_every_module_has_the_same_head(name, path):
    content = text_of(path)
    assert content.startswith('# -*- coding: utf-8 -*-\n"""')
    # A unicode __all__ breaks the star import on 2.7, so the facade keeps native literals.
    wanted = ['absolute_import']
    if name not in ('__init__', 'nlp_zero'):
        wanted += ['division', 'print_function', 'unicode_literals']
    assert 'from __future__ import ' + ', '.join(wanted) + '\n' in content


def test_the_import_is_silent_and_lazy():
    heavy = 'argparse multiprocessing json csv zipfile gzip tempfile subprocess'
    out = run_code('import sys; before = set(sys.modules); import nlp_zero; '
                   'print(sorted((set(sys.modules) - before) & set(%r.split())))' % str(heavy), '-W', 'error')
    assert out.strip() == '[]'


@pytest.mark.skipif(sys.version_info < (3, 8), reason='audit hooks came with 3.8')
@pytest.mark.skipif(hasattr(sys, 'pypy_version_info'), reason='PyPy audits its own start')
def test_the_import_opens_no_file():
    out = run_code(
        'import sys\n'
        'opened = []\n'
        'sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)\n'
        'import nlp_zero\n'
        'print([name for name in opened if not name.endswith((".py", ".pyc", ".so"))'
        ' and ".pyc." not in name])')
    assert out.strip() == '[]'


def test_star_import_and_old_path():
    names = 'Trie DAG Tokenizer Word_Finder Template Template_Finder XTrie SentTree Parser'.split()
    for module in ('nlp_zero', 'nlp_zero.nlp_zero'):
        out = run_code('from %s import *; print(all(n in globals() for n in %r.split()))'
                       % (module, str(' '.join(names))), '-W', 'error')
        assert out.strip() == 'True'


def test_all_names_exist():
    for name in nlp_zero.__all__:
        assert isinstance(name, str) and hasattr(nlp_zero, name)
