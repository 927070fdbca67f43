# -*- coding: utf-8 -*-
"""Measure work at sizes beyond memory: time, peak memory of the process tree, temporary disk.

    python benchmarks/scale.py [--sizes 10MB 100MB 1GB] [--memory 512MB] [--workers 2] [--json FILE]
    python benchmarks/scale.py --files general_200mb.txt.bz2 --memory 256MB [--unbounded]
    python benchmarks/scale.py --verb discover --files general_200mb.txt.bz2 --memory 256MB
    python benchmarks/scale.py --kenlm build/bin --sizes 100MB

The verb is `count`, or `discover` by the default method. Without --files, text is made by `generate.py`
(seeded; made once and kept in --folder); the result is checked against the generator's own counts of sampled
n-grams, so that a 1 GB run is proved exact. With --unbounded each run is made again without a limit and the
two results are compared. Growth factors are those from one size to the next. It needs Python 3 and Linux's
/proc. KenLM's `count_ngrams` runs beside the counting where it is on the PATH or in the folder --kenlm; it
gets the same symbols between spaces, and writes its counts to one file of fixed size, sorted for a language
model.

Memory is read from /proc ten times a second: the sum over the tree of the resident pages (RSS, in which
pages that two processes share count twice) and of the proportional share (PSS). The limit that is
printed with it is the budget, plus 100 MB, plus what idle interpreters of that number take.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from common import PYTHON, ROOT, file_checksum

from nlp_zero.corpus import Corpus
from nlp_zero.ngrams import parse_size


def tree(root):
    """Return the ids of a process and all below it."""
    children = {}
    for name in os.listdir('/proc'):
        try:
            with open('/proc/%d/stat' % int(name)) as source:
                parent = int(source.read().rsplit(')', 1)[1].split()[1])
        except (ValueError, IOError, OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(name))
    found, todo = [], [root]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found


def resident(process):
    """Return (RSS, PSS) of one process in bytes, 0 where it is gone."""
    sizes = {'Rss:': 0, 'Pss:': 0}
    try:
        with open('/proc/%d/smaps_rollup' % process) as source:
            for line in source:
                words = line.split()
                if words[0] in sizes:
                    sizes[words[0]] = int(words[1]) * 1024
    except (IOError, OSError):
        pass
    return sizes['Rss:'], sizes['Pss:']


def folder_size(folder):
    """Return the bytes of all files below a folder."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.path.getsize(os.path.join(path, name))
            except OSError:
                pass
    return total


def measured(command, temp_dir=None):
    """Run a command; return its wall time, CPU time, peak memory and peak temporary disk."""
    peak = {'rss': 0, 'pss': 0, 'disk': 0, 'processes': 0}
    before = os.times()
    start = time.time()
    process = subprocess.Popen(command, cwd=ROOT)
    while process.poll() is None:
        members = tree(process.pid)
        sizes = [resident(member) for member in members]
        peak['rss'] = max(peak['rss'], sum(rss for rss, _ in sizes))
        peak['pss'] = max(peak['pss'], sum(pss for _, pss in sizes))
        peak['processes'] = max(peak['processes'], len(members))
        if temp_dir:
            peak['disk'] = max(peak['disk'], folder_size(temp_dir))
        time.sleep(0.1)
    after = os.times()
    if process.returncode:
        raise SystemExit('%s ended with %d' % (' '.join(command), process.returncode))
    return dict(peak, seconds=time.time() - start,
                cpu=after[2] + after[3] - before[2] - before[3])


def idle_size():
    """Return the RSS of an interpreter that has imported the package and does nothing."""
    process = subprocess.Popen([sys.executable, '-c', 'import nlp_zero.ngrams, nlp_zero.cli, sys; '
                                'sys.stdout.write("x"); sys.stdout.flush(); sys.stdin.read()'],
                               cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.read(1)
    size = resident(process.pid)[0]
    process.communicate()
    return size


def made(size, seed, folder):
    """Return (text, counts) files of generated text, made now if they are not there yet."""
    text = os.path.join(folder, 'generated-%s-%d.txt' % (size, seed))
    counts = text + '.counts'
    if not os.path.exists(counts):
        # PyPy makes the same bytes in a third of the time.
        python = shutil.which('pypy3') or sys.executable
        subprocess.check_call([python, os.path.join(ROOT, 'benchmarks', 'generate.py'), '--size', size,
                               '--seed', str(seed), '-o', text, '--counts', counts])
    return text, counts


def plain(path, folder):
    """Return the path of an unpacked copy, so that unpacking is not what is measured."""
    target = os.path.join(folder, os.path.basename(path).rsplit('.', 1)[0])
    if not os.path.exists(target):
        with io.open(target, 'w', encoding='utf-8') as out:
            for block in Corpus(path).blocks():
                out.write(block + '\n')
    return target


def our_command(path, out, options, temp_dir, memory):
    """Return the command that counts a file, or discovers its words."""
    command = [sys.executable, '-m', 'nlp_zero', options.verb, '-q', path, '-o', out,
               '--workers', str(options.workers), '--temp-dir', temp_dir]
    if options.verb == 'count':
        command += ['-n', str(options.max_n), '--min-count', str(options.min_count)]
    return command + (['--memory', memory] if memory else [])


def check_sample(out, counts, min_count):
    """Return how many sampled n-grams there are, after checking that all counts are equal."""
    wanted = {}
    with io.open(counts, encoding='utf-8') as lines:
        for line in lines:
            text, count = line.rstrip('\n').split('\t')
            wanted[text] = int(count)
    found = {}
    with io.open(out, encoding='utf-8') as lines:
        for line in lines:
            text, count = line.rstrip('\n').split('\t')
            if text in wanted:
                found[text] = int(count)
    expected = dict(pair for pair in wanted.items() if pair[1] >= min_count)
    if found != expected:
        raise SystemExit('the counts are NOT those of the generator: %d of %d differ' % (
            sum(found.get(text) != count for text, count in expected.items()), len(expected)))
    return len(expected)


def kenlm(path, options, folder):
    """Return what KenLM takes for the same orders, or None; it gets symbols between spaces."""
    program = shutil.which('count_ngrams', path=options.kenlm)
    if program is None or options.verb != 'count':
        return None
    from nlp_zero.text import clauses
    spaced = os.path.join(folder, 'spaced.txt')
    with io.open(spaced, 'w', encoding='utf-8') as out:
        for text in Corpus(path):
            for clause in clauses(text):
                out.write(' '.join(clause) + '\n')
    size = '%dK' % (parse_size(options.memory) >> 10)
    command = '%s -o %d -S %s -T %s --write_vocab_list %s <%s >%s 2>%s' % (
        program, options.max_n, size, os.path.join(folder, 'kenlm-'), os.path.join(folder, 'vocabulary'),
        spaced, os.path.join(folder, 'kenlm-counts'), os.devnull)
    result = dict(measured(['sh', '-c', command]), program='count_ngrams')
    for name in ('spaced.txt', 'vocabulary', 'kenlm-counts'):
        os.remove(os.path.join(folder, name))
    return result


def one(path, counts, options, folder):
    """Measure one file; return a dict."""
    temp_dir = tempfile.mkdtemp(dir=folder)
    out = os.path.join(folder, options.verb + '.txt')
    result = measured(our_command(path, out, options, temp_dir, options.memory), temp_dir)
    result.update(verb=options.verb, path=os.path.basename(path), bytes=os.path.getsize(path),
                  input=file_checksum(path), output=file_checksum(out))
    if os.listdir(temp_dir):
        raise SystemExit('temporary files were left behind')
    if counts and options.verb == 'count':
        result['checked'] = check_sample(out, counts, options.min_count)
    if options.unbounded:
        again = out + '.unbounded'
        result['unbounded'] = measured(our_command(path, again, options, temp_dir, None))
        if file_checksum(again) != result['output']:
            raise SystemExit('the result is NOT that of the unbounded run')
        os.remove(again)
    result['kenlm'] = kenlm(path, options, folder)
    os.rmdir(temp_dir)
    return result


def report(result, last, limit):
    """Print one line of the table."""
    mega = 1e6
    growth = ''
    if last:
        growth = '; %.1f times the size takes %.1f times as long' % (
            result['bytes'] / last['bytes'], result['seconds'] / last['seconds'])
    print('%s, %.0f MB (sha256 %s): %.1f s, CPU %.1f s, peak RSS %.0f MB, PSS %.0f MB (limit %.0f), '
          'temporary disk %.0f MB%s' % (
              result['path'], result['bytes'] / mega, result['input'], result['seconds'],
              result['cpu'], result['rss'] / mega, result['pss'] / mega, limit / mega,
              result['disk'] / mega, growth))
    if 'checked' in result:
        print('    exact: %d sampled counts are the generator\'s' % result['checked'])
    if 'unbounded' in result:
        print('    equal to the unbounded run (%.1f s, peak RSS %.0f MB)' % (
            result['unbounded']['seconds'], result['unbounded']['rss'] / mega))
    if result['kenlm']:
        print('    KenLM %s: %.1f s, CPU %.1f s, peak RSS %.0f MB; we take %.2f times as long' % (
            result['kenlm']['program'], result['kenlm']['seconds'], result['kenlm']['cpu'],
            result['kenlm']['rss'] / mega, result['seconds'] / result['kenlm']['seconds']))
    elif result['verb'] == 'count':
        print('    KenLM is not installed: skipped')
    sys.stdout.flush()


def main():
    """Run the command."""
    parser = argparse.ArgumentParser(description='Measure at scale.')
    parser.add_argument('--verb', choices=('count', 'discover'), default='count')
    parser.add_argument('--kenlm', metavar='FOLDER', help="where KenLM's count_ngrams is (default: PATH)")
    parser.add_argument('--sizes', nargs='*', default=['10MB', '100MB'])
    parser.add_argument('--files', nargs='*', default=[])
    parser.add_argument('--memory', default='512MB')
    parser.add_argument('--workers', type=int, default=2)
    parser.add_argument('--max-n', type=int, default=4)
    parser.add_argument('--min-count', type=int, default=5)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--unbounded', action='store_true', help='compare with a run without a limit')
    parser.add_argument('--folder', help='where text is made and kept (default: a temporary folder)')
    parser.add_argument('--json', help='write the results to this file')
    options = parser.parse_args()
    folder = options.folder or tempfile.mkdtemp(prefix='nlp-zero-scale-')
    idle = idle_size()
    limit = parse_size(options.memory) + 100000000 + idle * (options.workers + 1)
    print('%s, %d cores; %s, n=%d, min_count=%d, memory=%s, workers=%d; idle interpreter %.0f MB'
          % (PYTHON, os.cpu_count(), options.verb,
             options.max_n, options.min_count, options.memory, options.workers, idle / 1e6))
    results = []
    try:
        jobs = [(plain(path, folder), None) for path in options.files]
        jobs += [] if options.files else [made(size, options.seed, folder) for size in options.sizes]
        for path, counts in jobs:
            results.append(one(path, counts, options, folder))
            report(results[-1], results[-2] if len(results) > 1 else None, limit)
        if options.json:
            with io.open(options.json, 'w', encoding='utf-8') as out:
                out.write('%s\n' % json.dumps({'python': PYTHON, 'limit': limit,
                                               'options': vars(options), 'results': results},
                                              sort_keys=True, indent=1))
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
