# -*- coding: utf-8 -*-
"""Start the child processes of tests: each has an end, and ends with the process that started it.

Every test that starts a process does so by these functions. A child begins with the signals as a shell in the
foreground leaves them: under nohup, SIGHUP, and in the background SIGINT and SIGQUIT, are ignored by this
process and would be by its children.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import collections
import contextlib
import ctypes
import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
POSIX = os.name == 'posix'
#: Seconds after which a child is ended; the slowest takes a fifth.
SECONDS = 100
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform.startswith('linux') else None


#: What a program returned: its exit code, and as text its output and errors.
Finished = collections.namedtuple(str('Finished'), [str('code'), str('out'), str('err')])


def with_source(environment=None, **more):
    """Return variables that let a child find the very package that this process tests, installed or not."""
    import nlp_zero
    environment = dict(os.environ if environment is None else environment, **more)
    folder = os.path.dirname(os.path.dirname(os.path.abspath(nlp_zero.__file__)))
    old = environment.get('PYTHONPATH')
    environment['PYTHONPATH'] = folder if not old else folder + os.pathsep + old
    return dict((_native(name), _native(value)) for name, value in environment.items())


def _native(text):
    """Return a text as arguments and variables must be: bytes on 2.7."""
    return text.encode('utf-8') if str is bytes and not isinstance(text, bytes) else text


def _prepare_child(seconds):
    """See to it, in a child, that it can be interrupted and has an end, whatever becomes of its parent."""
    for name in ('SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGALRM', 'SIGUSR1', 'SIGUSR2'):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    # An alarm outlives `exec`; its default action is the end.
    signal.alarm(seconds)
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def start(arguments, seconds=SECONDS, **options):
    """Start a program; return its `Popen`, with pipes for output and errors unless `options` say else.

    Args:
        arguments: as `Popen` takes them, text.
        seconds: after which the program is ended.
        options: as `Popen` takes them. `env` is taken as it is; without it there is this process's, with the
            package.
    """
    options.setdefault('stdout', subprocess.PIPE)
    options.setdefault('stderr', subprocess.PIPE)
    options.setdefault('env', with_source())
    if POSIX:
        options['preexec_fn'] = lambda: _prepare_child(seconds)
    options = dict((str(name), value) for name, value in options.items())
    return subprocess.Popen([_native(argument) for argument in arguments], **options)


def start_python(*arguments, **options):
    """Start this interpreter with some arguments; see `start`."""
    return start((sys.executable,) + arguments, **options)


def finish(process, stdin=None, seconds=SECONDS):
    """Give a program its input and wait for its end; return a `Finished`."""
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        out, err = process.communicate(stdin)
    finally:
        timer.cancel()
        timer.join()
        if process.poll() is None:
            process.kill()
            process.wait()
    return Finished(process.returncode, (out or b'').decode('utf-8'), (err or b'').decode('utf-8', 'replace'))


def run_python(*arguments, **options):
    """Run this interpreter with some arguments; return a `Finished`.

    Args:
        options: `stdin`, bytes for its standard input; others as in `start`.
    """
    stdin = options.pop('stdin', b'')
    return finish(start_python(*arguments, stdin=subprocess.PIPE, **options), stdin)


def make_package_paths_absolute():
    """Let modules and data be found from another folder: `python2 -m pytest` finds the package here."""
    for name, module in list(sys.modules.items()):
        if name.partition('.')[0] == 'nlp_zero' and module is not None:
            module.__file__ = os.path.abspath(module.__file__)
            if hasattr(module, '__path__'):
                module.__path__ = [os.path.abspath(path) for path in module.__path__]


def run_program(function, arguments, stdin=b'', cwd=None):
    """Run a function without arguments, of this very process, as a program by itself; return a `Finished`.

    A forked child calls it, with arguments, a working folder, signals and standard streams of its own, which
    are files: there is no interpreter to start and nothing to import. What it returns is the exit code.
    """
    streams = [tempfile.TemporaryFile() for _ in range(3)]
    streams[0].write(stdin)
    streams[0].seek(0)

    def program():
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        standard = [_standard_stream(number) for number in range(3)]
        sys.stdin, sys.stdout, sys.stderr = standard
        make_package_paths_absolute()
        sys.argv[1:] = [_native(argument) for argument in arguments]
        os.chdir(cwd or os.curdir)
        code = function()
        sys.stdout.flush()
        os._exit(code)

    code = exit_code(fork(program))
    for stream in streams:
        stream.seek(0)
    out, err = [stream.read() for stream in streams[1:]]
    for stream in streams:
        stream.close()
    return Finished(code, out.decode('utf-8'), err.decode('utf-8', 'replace'))


def _standard_stream(number):
    """Return a standard stream as this Python makes it, in UTF-8."""
    mode = str('wb' if number else 'rb')
    if str is bytes:
        return os.fdopen(number, mode, -1 if number < 2 else 0)
    return io.TextIOWrapper(io.open(number, mode), encoding='utf-8', line_buffering=number == 2,
                            errors='backslashreplace' if number == 2 else 'strict')


def run_code(code, *flags, **options):
    """Run Python code that must succeed; return what it printed."""
    done = run_python(*(flags + ('-c', code)), **options)
    assert done.code == 0, done.err
    return done.out


def fork(function, seconds=SECONDS):
    """Run a function in a forked child; return the child's number, for `exit_code`."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        _prepare_child(seconds)
        function()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


@contextlib.contextmanager
def limited_file_size(size):
    """Let no file grow beyond so many bytes, as on a full disk: writing more is an OSError."""
    resource = pytest.importorskip(str('resource'))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def exit_code(child):
    """Wait for a forked child; return its exit code, or the negative number of the signal that ended it."""
    _, status = os.waitpid(child, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def alive(number):
    """Tell whether a process of this number runs."""
    try:
        os.kill(number, 0)
    except OSError:
        return False
    # A zombie that nobody has waited for is no living process.
    try:
        with open('/proc/%d/stat' % number) as lines:
            return lines.read().rsplit(')', 1)[1].split()[0] != 'Z'
    except IOError:
        return False


def gone(numbers, seconds=5):
    """Wait for processes to end; tell whether all have."""
    deadline = time.time() + seconds
    while any(alive(number) for number in numbers) and time.time() < deadline:
        time.sleep(0.02)
    return not any(alive(number) for number in numbers)
