# -*- coding: utf-8 -*-
"""Share what several test modules need: the corpora, small blocks, golden files, the command line."""
from __future__ import absolute_import, division, print_function, unicode_literals

import difflib
import importlib
import io
import os
import signal

import pytest

from nlp_zero.cli import main
from processes import POSIX, run_program, run_python, with_source

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, 'tests', 'golden')

#: Sizes of blocks, buffers and batches at which a few lines of text already reach every limit. Each constant
#: is a module's own, smaller here than there; tests shrink them through the fixture `small_steps` alone.
SMALL_STEPS = {
    'nlp_zero._storage._decode': {'BLOCK': 16},
    'nlp_zero._storage._input': {'LONGEST_ENTRY': 5000},
    'nlp_zero.cli._verb_evaluate': {'LONGEST_LINE': 5000},
    'nlp_zero.corpus._line_splitter': {'LONGEST_SEARCH': 3000, 'LONGEST_PART': 2000},
    'nlp_zero.corpus._reader': {'BLOCK': 16, 'LONGEST_RECORD': 1000},
    'nlp_zero.corpus._records': {'LONGEST_FIELD': 1000},
    'nlp_zero.entropy._fit': {'_SHARED': 0},
    'nlp_zero.entropy._lattice': {'_BLOCK': 150, '_COLUMN': 3, '_GROUP': 2},
    'nlp_zero.entropy._mixed_words': {'_PART': 2},
    'nlp_zero.entropy._recount': {'_BLOCK': 700, '_KEEP': 3, '_MIN_PAIRS': 80},
    'nlp_zero.entropy._runs': {'_KEEP': 2000},
    'nlp_zero.evaluate': {'_AT_ONCE': 2},
    'nlp_zero.ngrams._accumulator': {
        '_BLOCK': 300, '_LEAST_BLOCK': 64, '_OPENING': 2, '_RANGE_KEYS': 4, '_LEAST_KEY_LIMIT': 16,
        '_CHECKPOINT_BYTES': 8000},
    'nlp_zero.ngrams._coder': {'_STEP': 5, '_COUNTED': 3, '_COUNTED_CHARACTERS': 40},
    'nlp_zero.ngrams._counter': {'_SMALL': 0},
    'nlp_zero.ngrams._keys': {'_STEP': 7},
    'nlp_zero.parser': {'LONGEST': 1000, 'LONGEST_NBEST': 100},
    'nlp_zero.parser._derivations': {'EXACT_UP_TO': 3},
    'nlp_zero.templates._template_model': {'_MOST_REPEATED': 3, '_CHECKSUMS': 5},
    'nlp_zero.tokenizer._bulk': {'_BLOCK': 20},
    'nlp_zero.tokenizer._tables': {'_BLOCK': 1 << 16},
    'nlp_zero.tokenizer._lexicon': {'_AT_ONCE': 2},
    'nlp_zero.vocabulary._entries': {'_LINES': 3},
    'nlp_zero.vocabulary._line_blocks': {'LONGEST_ENTRY': 5000, '_BLOCK': 20, '_LINES': 3},
    'nlp_zero.words._evidence': {'_KEEP': 3},
    'nlp_zero.words._ngram_cut': {'_KEEP': 3},
    'nlp_zero.words._places': {'_BLOCK': 700, '_WORTH': 2},
    'nlp_zero.words._symbol_blocks': {'_BLOCK': 700},
}

# Messages are looked for in English, by those who work in Chinese too.
for _name in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
    if os.environ.get(_name, '').lower().startswith('zh'):
        os.environ[_name] = str('C.UTF-8')

#: By functions of these names a test starts a process.
STARTERS = frozenset(['fork', 'run_code', 'run_program', 'run_python', 'start_python'])


#: No test takes a tenth of this.
SECONDS_OF_A_TEST = 600


def pytest_addoption(parser):
    parser.addoption('--update-golden', action='store_true', help='rewrite the files of tests/golden')


def read_marks():
    """Return {name of a file or test: its heading} of tests/marks.txt."""
    marks, heading = {}, ''
    with io.open(os.path.join(ROOT, 'tests', 'marks.txt'), encoding='utf-8') as lines:
        for line in lines:
            line = line.strip()
            if line.startswith('['):
                heading = line[1:-1]
            elif line and not line.startswith('#'):
                marks[line] = heading
    return marks


def pytest_collection_modifyitems(items):
    """Mark each test `slow` or `fast`, or as neither, by tests/marks.txt."""
    marks = read_marks()
    for item in items:
        name = item.nodeid.partition('[')[0].rpartition('/')[2]
        mark = marks.get(name) or marks.get(name.partition('::')[0])
        if mark == 'slow' or (mark is None and not starts_process(item)):
            item.add_marker(mark or 'fast')


def starts_process(item):
    """Tell whether a test takes the fixture `command`, or calls, or has called, what starts one."""
    return 'command' in item.fixturenames or _calls_starter(item.function, set())


def _calls_starter(function, seen):
    """Tell whether a function, or one of its module that it names, calls what starts a process."""
    code = getattr(function, '__code__', None)
    if code is None or code in seen:
        return False
    seen.add(code)
    names = function.__globals__
    return not STARTERS.isdisjoint(code.co_names) or any(
        _calls_starter(names[name], seen) for name in code.co_names
        if getattr(names.get(name), '__module__', None) == function.__module__)


@pytest.fixture(autouse=True)
def time_limit():
    """End a test that hangs; its children have an end of their own, see tests/processes.py."""
    def expired(number, frame):
        pytest.fail('the test took more than %d seconds' % SECONDS_OF_A_TEST)

    if not hasattr(signal, 'alarm'):
        yield
        return
    old = signal.signal(signal.SIGALRM, expired)
    signal.alarm(SECONDS_OF_A_TEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


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


@pytest.fixture
def small_steps(monkeypatch):
    """Return a function that makes blocks, buffers and batches as small as `SMALL_STEPS` says.

    `small_steps()` does so everywhere, `small_steps('ngrams', 'entropy')` in these packages, and
    `small_steps('corpus', BLOCK=5)` gives the constants of that name there another size.
    """
    def shrink(*packages, **sizes):
        unknown = set(sizes)
        prefixes = tuple('nlp_zero.%s.' % package for package in packages) or ('nlp_zero.',)
        modules = [name for name in sorted(SMALL_STEPS) if (name + '.').startswith(prefixes)]
        assert modules, 'no small steps for %s' % (packages,)
        for name in modules:
            module = importlib.import_module(str(name))
            for constant, size in SMALL_STEPS[name].items():
                monkeypatch.setattr(module, constant, sizes.get(constant, size))
                unknown.discard(constant)
        assert not unknown, 'no small steps named %s' % sorted(unknown)
    return shrink


@pytest.fixture
def golden(request):
    """Return a function that compares lines of text with tests/golden/NAME.txt, and shows the difference.

    With `--update-golden` the file is written anew: look at the difference before you commit it.
    """
    def compare(name, lines):
        compare_with_file(os.path.join(GOLDEN, name + '.txt'), list(lines),
                          request.config.getoption('--update-golden'))
    return compare


def compare_with_file(path, lines, update=False):
    """Fail with a unified difference unless the file holds these lines; with `update` write them first."""
    assert not [line for line in lines if '\n' in line]
    if update:
        with io.open(path, 'w', encoding='utf-8', newline='\n') as out:
            out.write(''.join(line + '\n' for line in lines))
    if not os.path.exists(path):
        pytest.fail('no %s: pytest --update-golden writes it' % path)
    with io.open(path, encoding='utf-8', newline='\n') as source:
        expected = source.read().split('\n')[:-1]
    if lines != expected:
        difference = list(difflib.unified_diff(expected, lines, 'golden', 'now', n=1, lineterm=''))
        pytest.fail('%s differs:\n%s' % (path, '\n'.join(difference[:60])), pytrace=False)


@pytest.fixture
def command(tmpdir):
    """Return a function that runs `nlp-zero ARGUMENTS` in an empty folder.

    With `env`, variables that it needs before it starts, it is `python -m nlp_zero` in a new process.
    """
    def run(*arguments, **settings):
        settings.setdefault('cwd', str(tmpdir))
        if POSIX and 'env' not in settings:
            return run_program(main, arguments, **settings)
        settings['env'] = with_source(**settings.get('env', {}))
        return run_python('-m', 'nlp_zero', *arguments, **settings)
    return run


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
