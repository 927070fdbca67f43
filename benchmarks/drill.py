# -*- coding: utf-8 -*-
"""Try the program with faults of every kind, and count what holds.

    python benchmarks/drill.py [--only NAME] [--seed 1] [--scale 0.1]

- `flips`: a bit is flipped, or the end cut off, in checkpoints, vocabularies, saved counts, templates.
  Right is a typed error, the result as it was, or in plain lines the change that the text says.
- `archives`: zip, gzip, bzip2 and xz files are changed at random. Right is a typed error, or the text.
- `bombs`: files that unpack to 512 MB, lines and records without an end, large dictionaries, forged lengths.
  Right is that the program ends by itself within 256 MB.
- `kills`: runs with a checkpoint are killed up to three times, and go on. Right is the result of a run in
  peace, and nothing else in the folder.
- `signals`: INT, TERM, HUP, QUIT, USR1, once, twice and thrice. Right is that the program ends at once,
  without a traceback, and leaves no file and no process.
- `two`: two runs use one checkpoint folder, after a kill too. Right is the result or an error from each.
- `streams`: standard streams are closed, full or broken off, for every verb. Right is an exit code of ours,
  no traceback, and no result lost with exit code 0.

It makes its own data, needs the standard library alone, and takes under ten minutes on two cores, on which
two drills run side by side. `--scale` makes all numbers of tries smaller. What a system lacks (signals,
limits of memory) is not tried there. The exit code is 1 if something failed.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import namedtuple

from common import PYTHON, ROOT
from drill_files import archives, bombs, flips, made_text, read, store

try:
    import resource
except ImportError:
    resource = None

POSIX = os.name == 'posix'
#: Seconds after which a try hangs; memory that reading a damaged file may take beyond what the process has.
SECONDS, MEMORY = 480, 1 << 30
#: Failures of a drill that are printed.
SHOWN = 20

#: What a program returned: its exit code, None if it had to be ended; its messages; how long it took.
Done = namedtuple(str('Done'), [str('code'), str('err'), str('seconds')])


class Lab(object):
    """Have a folder for the files of one drill, and start programs in it.

    Attributes:
        rng: where all chance of the drill comes from.
        work, temp: the folder of the drill's files, and that for the program's temporary files.
    """

    def __init__(self, seed, scale):
        self.seed, self._scale, self.rng = seed, scale, random.Random(seed)
        self._folder = os.path.realpath(tempfile.mkdtemp(prefix=str('nlp-zero-drill-')))
        self.work, self.temp = [os.path.join(self._folder, name) for name in ('work', 'temp')]
        self._errors = 0
        self.clear()

    def times(self, number):
        """Return how many tries to make, at least one."""
        return max(1, int(number * self._scale))

    def aside(self, name):
        """Return a path for a file that stays, and is none of those that are looked at."""
        return os.path.join(self._folder, name)

    def path(self, name):
        """Return the path of one of the drill's files."""
        return os.path.join(self.work, name)

    @staticmethod
    def remove(path):
        """Remove a file, if it is there."""
        if os.path.exists(path):
            os.remove(path)

    def clear(self):
        """Make the folders anew."""
        shutil.rmtree(self._folder, ignore_errors=True)
        os.makedirs(self.work)
        os.mkdir(self.temp)

    def tidy(self, keep):
        """Remove all files but some of the drill's own."""
        for name in set(os.listdir(self.work)) - set(keep):
            if os.path.isdir(self.path(name)):
                shutil.rmtree(self.path(name))
            else:
                os.remove(self.path(name))
        shutil.rmtree(self.temp)
        os.mkdir(self.temp)

    def close(self):
        """Remove everything."""
        shutil.rmtree(self._folder, ignore_errors=True)

    # --- this process ----------------------------------------------------------------------------

    @staticmethod
    def can_limit_memory():
        """Tell whether this system can limit the memory of a process."""
        return sys.platform.startswith('linux') and resource is not None

    @contextlib.contextmanager
    def limits(self):
        """Limit time and memory of this process, where the system can."""
        def expired(number, frame):
            raise RuntimeError('it hangs')

        if not self.can_limit_memory():
            yield
            return
        old_handler = signal.signal(signal.SIGALRM, expired)
        old_limits = resource.getrlimit(resource.RLIMIT_AS)
        with io.open('/proc/self/statm') as pages:
            limit = int(pages.read().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, old_limits[1]))
        signal.alarm(SECONDS)
        try:
            yield
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, old_handler)
            resource.setrlimit(resource.RLIMIT_AS, old_limits)

    # --- other processes -------------------------------------------------------------------------

    def start(self, arguments, memory=None, redirected='', **options):
        """Start the program in the folder of the drill, with its messages in a file; return its `Popen`.

        Args:
            memory: the most that it may take, in bytes, or None.
            redirected: what a shell is to do with its streams.
            options: as `Popen` takes them.
        """
        arguments = [sys.executable, '-m', 'nlp_zero'] + list(arguments)
        if redirected:
            arguments = ['sh', '-c', 'exec "$@" ' + redirected, 'sh'] + arguments

        def prepare():
            os.setsid()
            for number in (signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            if memory is not None:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

        self._errors += 1
        path = self.aside('errors%d' % self._errors)
        environment = dict(os.environ, PYTHONPATH=ROOT, TMPDIR=self.temp, PYTHONDONTWRITEBYTECODE='1')
        with io.open(path, 'wb') as errors, io.open(os.devnull, 'r+b') as nothing:
            settings = dict({'stdin': nothing, 'stdout': nothing, 'stderr': errors}, **options)
            process = subprocess.Popen(
                [native(argument) for argument in arguments], cwd=self.work,
                env=dict((native(name), native(value)) for name, value in environment.items()),
                preexec_fn=prepare if POSIX else None,
                **dict((str(name), value) for name, value in settings.items()))
        process.errors, process.began = path, time.time()
        return process

    @staticmethod
    def finish(process, seconds=SECONDS):
        """Wait for a program; return its `Done`."""
        deadline = time.time() + seconds
        while process.poll() is None and time.time() < deadline:
            time.sleep(0.01)
        took, code = time.time() - process.began, process.poll()
        if code is None:
            process.kill()
            process.wait()
        err = read(process.errors).decode('utf-8', 'replace')
        os.remove(process.errors)
        return Done(code, err, took)

    def kill(self, process, seconds):
        """Kill a program after so many seconds, if it is not done before; return its `Done`."""
        time.sleep(max(0, process.began + seconds - time.time()))
        try:
            process.kill()
        except OSError:
            pass
        return self.finish(process)

    @staticmethod
    def fault_of_program(done, codes):
        """Return what is wrong with the end of a program, or None."""
        for sign in ('Traceback', 'internal error', 'Exception ignored', 'lost sys.stderr'):
            if sign in done.err:
                return '%s: %s' % (sign, done.err.strip().splitlines()[-1])
        if done.code is None:
            return 'it hangs'
        if done.code not in codes:
            return 'exit code %s: %.200s' % (done.code, done.err.strip())
        if done.code == 1 and not done.err.strip():
            return 'exit code 1 without a message'
        return None

    def left_over(self, expected):
        """Return what is in the folders that should not be, as a fault, or None."""
        found = sorted(set(os.listdir(self.work)) - set(expected)) + sorted(os.listdir(self.temp))
        return 'left over: %s' % ', '.join(found) if found else None


def native(text):
    """Return a text as arguments and variables must be: bytes on 2.7."""
    return text.encode('utf-8') if str is bytes and not isinstance(text, bytes) else text


#: One run that drills disturb: its name, arguments, right output and seconds.
Run = namedtuple(str('Run'), [str('name'), str('arguments'), str('output'), str('seconds')])


def runs_in_peace(lab, commands):
    """Return the `Run` of each command over one text; its output is `out`."""
    source, found = store(lab.path('text.txt'), made_text(RUN_SIZE, lab.seed)), []
    for arguments in commands:
        command = arguments + ['-q', source, '-o', lab.path('out')]
        done = lab.finish(lab.start(command))
        if done.code != 0:
            raise SystemExit('%s fails in peace: %s' % (' '.join(arguments), done.err))
        found.append(Run(' '.join(arguments), command, read(lab.path('out')), done.seconds))
        lab.remove(lab.path('out'))
    return found


#: Bytes of the text of these runs: it takes them several times as long as to start, and all spill.
RUN_SIZE = 120000
COUNT, DISCOVER = ['count', '--memory', '1M'], ['discover', '--format', 'tsv', '--memory', '1M']
LONG_RUNS = [COUNT + ['--workers', '1'], COUNT + ['--workers', '2'], DISCOVER + ['--workers', '1'],
             DISCOVER + ['--workers', '2'], DISCOVER + ['--method', 'ngram', '--workers', '1'],
             ['new', '--format', 'tsv', '--memory', '1M', '--workers', '1']]


def fault_of_output(lab, run):
    """Return what is wrong with the output of a run, or None."""
    return None if read(lab.path('out')) == run.output else 'the result is not that of a run in peace'


# --- kills ---------------------------------------------------------------------------------------

def kills(lab):
    """Kill runs with a checkpoint, and let them go on."""
    runs = runs_in_peace(lab, LONG_RUNS)
    for turn in range(lab.times(50)):
        run, times = runs[turn % len(runs)], lab.rng.randrange(1, 4)
        arguments = run.arguments + ['--checkpoint', lab.path('kept')]
        for _ in range(times):
            done = lab.kill(lab.start(arguments), lab.rng.random() * run.seconds * 1.2)
            if done.code == 0:
                break
        done = lab.finish(lab.start(arguments))
        fault = lab.fault_of_program(done, (0,)) or fault_of_output(lab, run)
        if os.listdir(lab.temp):
            # What a killed run had outside of its checkpoint goes with the next run that is told the place.
            lab.finish(lab.start(runs[0].arguments + ['--temp-dir', lab.temp]))
        yield '%s, killed %d times' % (run.name, times), fault or lab.left_over(['text.txt', 'out'])
        lab.tidy(['text.txt'])


# --- signals -------------------------------------------------------------------------------------

def signals(lab):
    """Send signals to runs, to the program alone or to its workers too."""
    if not POSIX:
        return
    numbers = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1]
    templates = store(lab.aside('templates'), '[X] 的 [X]\t9\n一 [X]\t3\n'.encode('utf-8'))
    runs = runs_in_peace(lab, LONG_RUNS + [
        ['cut'], ['cut', '--workers', '2'], ['report', '--workers', '2'], ['adapt', '--workers', '2'],
        ['match', '--templates', templates, '--workers', '2']])
    for turn in range(lab.times(50)):
        run, number, times = runs[turn % len(runs)], numbers[turn % len(numbers)], 1 + turn % 3
        send = os.killpg if lab.rng.random() < 0.5 else os.kill
        process = lab.start([argument for argument in run.arguments if argument != '-q'] + ['--progress'])
        # The first message tells that the program has begun.
        while process.poll() is None and not os.path.getsize(process.errors):
            time.sleep(0.005)
        time.sleep(lab.rng.random() * run.seconds)
        for _ in range(times):
            try:
                send(process.pid, number)
            except OSError:
                break
            time.sleep(lab.rng.random() * 0.05)
        done = lab.finish(process, seconds=10)
        fault = lab.fault_of_program(done, (0, 128 + number, -number))
        expected = ['text.txt']
        if fault is None and (done.code == 0 or os.path.exists(lab.path('out'))):
            # The signal may have come when the output was complete.
            fault, expected = fault_of_output(lab, run), ['text.txt', 'out']
        yield 'signal %d, %d times by %s, to %s' % (number, times, send.__name__, run.name), (
            fault or processes_of(process) or lab.left_over(expected))
        lab.tidy(['text.txt'])


def processes_of(process):
    """Return that a program has left processes, as a fault, or None; end them."""
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except OSError:
            return None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    return 'processes are left over'


# --- two runs ------------------------------------------------------------------------------------

def two(lab):
    """Let two runs use one checkpoint folder at the same time, and a third one go on with it."""
    runs = runs_in_peace(lab, [LONG_RUNS[0], LONG_RUNS[2]])
    for turn in range(lab.times(10)):
        run = runs[turn % len(runs)]
        arguments = run.arguments + ['--checkpoint', lab.path('kept')]
        if turn % 3 == 2:
            lab.kill(lab.start(arguments), run.seconds / 2)
        first = lab.start(arguments)
        while first.poll() is None and not os.path.exists(lab.path('kept')):
            time.sleep(0.005)
        time.sleep(lab.rng.random() * run.seconds / 2)
        second = lab.start(arguments[:-3] + [lab.path('other')] + arguments[-2:])
        done = [lab.finish(process) for process in (first, second)]
        fault = lab.fault_of_program(done[0], (0,)) or lab.fault_of_program(done[1], (0, 1, 2))
        for name, code in (('out', done[0].code), ('other', done[1].code)):
            if fault is None and code == 0 and read(lab.path(name)) != run.output:
                fault = 'the result of one is wrong'
        third = lab.finish(lab.start(arguments))
        yield 'two of %s' % run.name, (fault or lab.fault_of_program(third, (0,)) or fault_of_output(lab, run)
                                       or lab.left_over(['text.txt', 'out', 'other']))
        lab.tidy(['text.txt'])


# --- streams -------------------------------------------------------------------------------------

#: Ways to spoil the standard streams, and whether a result is then lost.
SPOILED = [('<&-', False), ('>&-', True), ('2>&-', False), ('<&- >&- 2>&-', True), ('>&- 2>&-', True)] + (
    [('>/dev/full', True), ('2>/dev/full', False), ('>/dev/full 2>/dev/full', True)]
    if os.path.exists('/dev/full') else [])


def verb_runs(lab):
    """Return the arguments of a small run of each verb."""
    text = store(lab.path('text.txt'), made_text(3000, lab.seed))
    runs = [['count', text], ['discover', '--min-count', '1', text], ['explain', '一', text], ['cut', text],
            ['phrases', '--threshold', '0', '--min-count', '1', text],
            ['templates', '--all', '--min-count', '1', text]]
    counts, cut, templates, words = [lab.path(name) for name in ('counts', 'cut', 'templates', 'words')]
    for arguments, path in ((runs[0], counts), (runs[3], cut), (runs[5], templates), (runs[1], words)):
        lab.finish(lab.start(arguments + ['-o', path]))
    return runs + [['merge', counts], ['evaluate', '--gold', cut, cut],
                   ['parse', '--templates', templates, text],
                   ['match', '--templates', templates, text], ['new', '--min-count', '1', text],
                   ['report', text], ['context', '一', text], ['keywords', text], ['convert', words],
                   ['contrast', text, '--against', words, '--min-score', '0', '--min-effect', '0'],
                   ['adapt', '--vocab', words, text]]


def streams(lab):
    """Close, fill and break off the standard streams of every verb, of its help and of its usage errors."""
    if not POSIX:
        return
    runs = verb_runs(lab)
    tries = [(arguments, True) for arguments in runs]
    tries += [(['--help'], False), (['--version'], False), ([], False), (['no-such-verb'], False)]
    ways = SPOILED + [('broken off', True)]
    tries = [(arguments, result, how) for arguments, result in tries for how in ways]
    tries += [(run[:1] + [option], False, lab.rng.choice(ways)) for run in runs
              for option in ('--help', '--no-such-option')]
    for arguments, result, (how, lost) in lab.rng.sample(tries, lab.times(len(tries))):
        what = '%s %s' % (' '.join(os.path.basename(argument) for argument in arguments), how)
        if how == 'broken off':
            reader, writer = os.pipe()
            os.close(reader)
            process = lab.start(arguments, stdout=writer)
            os.close(writer)
        else:
            process = lab.start(arguments, redirected=how)
        done = lab.finish(process)
        codes = (1, 2, 141) if result and lost else (0, 1, 2, 141)
        # Where nobody can read the message, there need not be one.
        spoken = done if '2>' not in how else done._replace(err=done.err or 'none')
        yield what, lab.fault_of_program(spoken, codes)


# --- all of them ---------------------------------------------------------------------------------

#: What takes longest goes first, where several run side by side.
DRILLS = [('bombs', bombs), ('flips', flips), ('kills', kills), ('signals', signals), ('streams', streams),
          ('archives', archives), ('two', two)]


def run_drill(name, drill, seed, scale):
    """Run one drill and print its line; return (tried, failed)."""
    lab, start, tried, faults = Lab(seed, scale), time.time(), 0, []
    try:
        for what, fault in drill(lab):
            tried += 1
            if fault is not None:
                faults.append('%s: %s' % (what, fault))
    finally:
        lab.close()
    print_line(name, tried, len(faults), time.time() - start)
    for fault in faults[:SHOWN]:
        print('    %s' % fault.encode('ascii', 'backslashreplace').decode('ascii'))
    if len(faults) > SHOWN:
        print('    and %d more' % (len(faults) - SHOWN))
    sys.stdout.flush()
    return tried, len(faults)


def run_side_by_side(names, options):
    """Run drills in processes of their own, print what they print, and return (tried, failed)."""
    waiting, running, tried, failed = list(names), [], 0, 0
    while waiting or running:
        while waiting and len(running) < options.jobs:
            running.append(subprocess.Popen(
                [sys.executable, os.path.abspath(__file__), '--only', waiting.pop(0), '--seed',
                 '%d' % options.seed, '--scale', '%g' % options.scale], stdout=subprocess.PIPE))
        time.sleep(0.2)
        for child in [child for child in running if child.poll() is not None]:
            running.remove(child)
            # Two lines of head, those of the drill, and the total.
            lines = child.stdout.read().decode('utf-8').splitlines()
            print('\n'.join(lines[2:-1]))
            sys.stdout.flush()
            if child.returncode not in (0, 1) or len(lines) < 4:
                raise SystemExit('a drill ended with %s' % child.returncode)
            numbers = lines[-1].split()
            tried, failed = tried + int(numbers[1]), failed + int(numbers[3])
    return tried, failed


def print_line(name, tried, failed, seconds):
    """Print one line of the table."""
    print('%-10s %7d %7d %7d %6.0f s' % (name, tried, tried - failed, failed, seconds))


def main():
    """Run; return 1 if something failed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = [name for name, _ in DRILLS]
    parser.add_argument('--only', metavar='NAME', action='append', choices=names,
                        help='run this drill (%s); may be given again' % ', '.join(names))
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--scale', type=float, default=1.0, help='share of the tries to make (default 1)')
    parser.add_argument('--jobs', type=int, default=2, help='drills that run at once (default 2)')
    options = parser.parse_args()
    print('seed %d, scale %g, %s' % (options.seed, options.scale, PYTHON))
    print('%-10s %7s %7s %7s' % ('drill', 'tried', 'held', 'failed'))
    sys.stdout.flush()
    start, chosen = time.time(), [name for name in names if not options.only or name in options.only]
    if len(chosen) == 1:
        tried, failed = run_drill(chosen[0], dict(DRILLS)[chosen[0]], options.seed, options.scale)
    else:
        tried, failed = run_side_by_side(chosen, options)
    print_line('total', tried, failed, time.time() - start)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
