# -*- coding: utf-8 -*-
"""Apply the listed one-line mutations one at a time and report those that no test notices.

    python tests/mutants.py                    all lists, one process
    python tests/mutants.py -j 2               two at a time
    python tests/mutants.py --only tokenizer   one list, tests/mutants/tokenizer.txt
    python tests/mutants.py --only tokenizer:12    the entry that begins on line 12 of it
    python tests/mutants.py --list             print the entries and run nothing

Each tests/mutants/PACKAGE.txt is a list of entries; an empty line ends an entry, a line that begins with `#`
is a comment. An entry is some lines `key: value`; space around the value is dropped:

    file: nlp_zero/errors.py
    after: def __str__
    old: if self.line is None
    new: if not self.line
    tests: tests/test_errors.py
    why: line 0 is a line

`file` is the file to mutate. `old` is a part of one line, long enough to be found once in the file, and `new`
what takes its place; an empty `new` deletes it. Where `old` occurs more than once, `after` gives a text that
is found once, and the first `old` after it is meant. `tests` are the test files to run (or node ids as
`tests/test_x.py::test_y`), separated by spaces. `why` says what a reader of the test should know.
`equivalent: REASON` in place of `tests` argues why no test can tell the mutant from the original: it is
listed and counted, but not run.

Mutants live in a copy of the tree, never in the working tree. The named tests run once without a mutation
first and must pass; that run also sets the time limit of the mutants: ten times as long, at least a minute.
A mutant is killed when a test fails, or when the tests do not end in time, which is said. The exit code is
0 when at least 95 % of the mutants that are not argued equivalent are killed, 1 when fewer are, 2 when a list
is wrong: a text that is not found, tests that do not run.

Needs pytest, beyond it only the standard library. Running needs Python 3.6, reading the lists does not.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import collections
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LISTS = os.path.join(ROOT, 'tests', 'mutants')
SHARE = 0.95
KEYS = ('file', 'after', 'old', 'new', 'tests', 'why', 'equivalent')

# `name` is LIST:LINE, `tests` a tuple; `after`, `why` and `equivalent` are '' where the list has none.
Mutant = collections.namedtuple('Mutant', ('name',) + KEYS)
# `outcome` is 'killed', 'hung' or 'survived', `seconds` how long the tests ran.
Result = collections.namedtuple('Result', 'mutant outcome seconds')

# The test processes that run now: an interrupted runner ends them.
_running = set()


class ListError(Exception):
    """An entry of a list cannot be read or applied; the message begins with its place."""


def read_lists(folder=LISTS):
    """Return the mutants of every list in `folder`, in the order of names and lines."""
    return [mutant for name in sorted(os.listdir(folder)) if name.endswith('.txt')
            for mutant in read_list(os.path.join(folder, name))]


def read_list(path):
    """Return the mutants of one list; raise `ListError` for an entry that is incomplete."""
    package = os.path.basename(path)[:-len('.txt')]
    mutants, fields, first = [], {}, 0
    with io.open(path, encoding='utf-8') as lines:
        for number, line in enumerate(list(lines) + [''], 1):
            line = line.strip()
            if line.startswith('#'):
                continue
            if line and not fields:
                first = number
            key, colon, value = line.partition(':')
            if not line:
                if fields:
                    mutants.append(_mutant('%s:%d' % (package, first), fields))
                fields = {}
            elif not colon or key not in KEYS or key in fields:
                raise ListError('%s:%d: no key, or an unknown or repeated one: %r' % (package, number, line))
            else:
                fields[key] = value.strip()
    return mutants


def _mutant(name, fields):
    missing = [key for key in ('file', 'old', 'new') if key not in fields]
    if missing or ('tests' in fields) == ('equivalent' in fields):
        raise ListError('%s: an entry has file, old, new and either tests or equivalent' % name)
    values = dict(dict.fromkeys(KEYS, ''), **fields)
    return Mutant(name, **dict(values, tests=tuple(values['tests'].split())))


def mutated(mutant, root=ROOT):
    """Return the text of the mutant's file with the mutation; raise `ListError` if it does not apply."""
    try:
        with io.open(os.path.join(root, mutant.file), encoding='utf-8', newline='') as source:
            text = source.read()
    except IOError:
        raise ListError('%s: no file %s' % (mutant.name, mutant.file))
    start = _find_once(mutant, text, mutant.after) + len(mutant.after) if mutant.after else 0
    if mutant.after:
        at = text.find(mutant.old, start)
        if at < 0:
            raise ListError('%s: nothing to replace after %r' % (mutant.name, mutant.after))
    else:
        at = _find_once(mutant, text, mutant.old)
    return text[:at] + mutant.new + text[at + len(mutant.old):]


def _find_once(mutant, text, part):
    count = text.count(part)
    if count != 1:
        raise ListError('%s: found %d times in %s: %r' % (mutant.name, count, mutant.file, part))
    return text.index(part)


def check(mutant, root=ROOT):
    """Raise `ListError` unless the mutant applies, changes its file, compiles, and its tests exist."""
    try:
        compile(mutated(mutant, root).encode('utf-8'), str('mutant'), 'exec')
    except SyntaxError as error:
        raise ListError('%s: does not compile: %s' % (mutant.name, error))
    if mutant.old == mutant.new:
        raise ListError('%s: old and new are the same' % mutant.name)
    for test in mutant.tests:
        if not os.path.isfile(os.path.join(root, test.partition('::')[0])):
            raise ListError('%s: no file %s' % (mutant.name, test))


def run_tests(tests, root, limit=None):
    """Run `tests` in the tree `root` with pytest; return its exit code, or None after `limit` seconds."""
    environment = dict(os.environ, PYTHONPATH=root, PYTHONDONTWRITEBYTECODE='1')
    command = [sys.executable, '-m', 'pytest', '-q', '-x', '-p', 'no:cacheprovider'] + list(tests)
    with open(os.devnull, 'r+') as null:
        process = subprocess.Popen(command, cwd=root, env=environment, stdin=null, stdout=null, stderr=null,
                                   start_new_session=True)
        _running.add(process)
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _running.discard(process)
            _end_group(process)


def _end_group(process):
    """End the process and all that it started, also after it has ended itself."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        pass
    process.wait()


class Tree(object):
    """Hold one copy of the tree in which mutants are tried one after the other."""

    def __init__(self, folder):
        self.root = os.path.join(folder, 'tree')
        unwanted = shutil.ignore_patterns('.git', '__pycache__', '*.pyc', '.pytest_cache', 'build', 'dist')
        shutil.copytree(ROOT, self.root, symlinks=True, ignore=unwanted)

    def time_tests(self, tests):
        """Return how many seconds `tests` take without a mutation; raise `ListError` if they fail."""
        begin = time.time()
        code = run_tests(tests, self.root)
        if code:
            raise ListError('%s: the tests do not pass without a mutation (exit code %d)'
                            % (' '.join(tests), code))
        return time.time() - begin

    def try_mutant(self, mutant, limit):
        """Return the `Result` of the mutant's tests; the tree is as before afterwards."""
        path = os.path.join(self.root, mutant.file)
        with io.open(path, 'rb') as source:
            original = source.read()
        changed = mutated(mutant, self.root).encode('utf-8')
        with io.open(path, 'wb') as out:
            out.write(changed)
        begin = time.time()
        try:
            code = run_tests(mutant.tests, self.root, limit)
        finally:
            with io.open(path, 'wb') as out:
                out.write(original)
        # pytest's own codes: 1 and 2 are failed tests and modules that cannot be imported.
        if code in (3, 4, 5):
            raise ListError('%s: pytest cannot run the tests (exit code %d)' % (mutant.name, code))
        outcome = 'hung' if code is None else 'killed' if code else 'survived'
        return Result(mutant, outcome, time.time() - begin)


def try_all(mutants, jobs, report):
    """Return the results of all mutants, `jobs` at a time; call `report(result)` as each one ends."""
    work = collections.deque(mutants)
    limits, results, errors, lock = {}, [], [], threading.Lock()

    def try_the_next(tree):
        with lock:
            mutant = work.popleft() if work and not errors else None
        if mutant is None:
            return False
        if mutant.tests not in limits:
            limits[mutant.tests] = max(60, 10 * tree.time_tests(mutant.tests))
        result = tree.try_mutant(mutant, limits[mutant.tests])
        with lock:
            if not errors:
                results.append(result)
                report(result)
        return True

    def run():
        folder = tempfile.mkdtemp(prefix='mutants-')
        try:
            tree = Tree(folder)
            while try_the_next(tree):
                pass
        except Exception as error:
            errors.append(error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    threads = [threading.Thread(target=run) for _ in range(min(jobs, len(mutants)))]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt as error:
        errors.append(error)
        for process in list(_running):
            _end_group(process)
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
    return results


def describe(mutant):
    """Return the mutant as one line: its place, the change, and the reason where there is one."""
    change = '%s: %s: %r -> %r' % (mutant.name, mutant.file, str(mutant.old), str(mutant.new))
    reason = 'equivalent: ' + mutant.equivalent if mutant.equivalent else mutant.why
    return change + ('  (%s)' % reason if reason else '')


def select(mutants, wanted):
    """Return the mutants of the wanted lists, or single ones by `LIST:LINE`; all if `wanted` is empty."""
    chosen = [m for m in mutants if not wanted or m.name in wanted or m.name.partition(':')[0] in wanted]
    if not chosen:
        raise ListError('no such list or entry: %s' % ' '.join(wanted))
    return chosen


def main(arguments=None):
    """Run the chosen mutants, print each survivor and a closing line, return the exit code."""
    parser = argparse.ArgumentParser(description='Try listed mutations; report those that no test notices.')
    parser.add_argument('--only', action='append', metavar='PACKAGE', help='a list, or LIST:LINE; repeatable')
    parser.add_argument('--list', action='store_true', help='print the entries and run nothing')
    parser.add_argument('-j', type=int, default=1, metavar='N', help='mutants at a time (1)')
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        mutants = select(read_lists(), options.only or ())
        for mutant in mutants:
            check(mutant)
        if options.list:
            print('\n'.join(describe(mutant) for mutant in mutants))
            return 0
        return _try_and_report(mutants, options.j)
    except ListError as error:
        print('error: %s' % error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print('interrupted', file=sys.stderr)
        return 130


def _interrupt(number, frame):
    raise KeyboardInterrupt


def _try_and_report(mutants, jobs):
    def report(result):
        print('%-8s %5.1f s  %s' % (result.outcome, result.seconds, describe(result.mutant)))
        sys.stdout.flush()
    results = try_all([m for m in mutants if m.tests], jobs, report)
    survivors = [r.mutant for r in results if r.outcome == 'survived']
    killed = len(results) - len(survivors)
    share = killed / len(results) if results else 1.0
    if survivors:
        print('survivors:')
    for mutant in sorted(survivors):
        print('  ' + describe(mutant))
    hung = sum(r.outcome == 'hung' for r in results)
    print('%d mutants: %d killed%s, %d survived, %d argued equivalent (%.1f %%)' % (
        len(mutants), killed, ' (%d of them by the time limit)' % hung if hung else '', len(survivors),
        len(mutants) - len(results), 100 * share))
    return 0 if share >= SHARE else 1


if __name__ == '__main__':
    sys.exit(main())
