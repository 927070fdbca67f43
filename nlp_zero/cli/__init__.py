# -*- coding: utf-8 -*-
"""Drive the package from the command line: arguments, streams, exit codes, and no algorithm.

`main` finds the verb, parses its arguments and runs it. Each verb is a module of this package,
imported only when it is asked for, with three names: `HELP` (one line), `add_arguments(parser)` and
`run(options, streams)`. Files are never declared by a verb: what is no option is in `options.files`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import sys

from .. import __version__
from .._compat import argument_text
from ..errors import ArgumentError, NlpZeroError
from ._streams import Streams, describe, silence_stdout

__all__ = [str('main')]

#: Verbs in the order of a working day.
VERBS = ('count', 'merge', 'discover', 'explain', 'cut', 'phrases', 'templates', 'parse', 'evaluate')

DONE, FAILED, USAGE, INTERRUPTED, CLOSED_PIPE, TERMINATED = 0, 1, 2, 130, 141, 143


def main(argv=None):
    """Run one command and return its exit code.

    Args:
        argv: arguments without the program's name; None takes those of the process.

    Returns:
        int: 0 done; 1 data or run-time error; 2 usage; 130 interrupt; 141 closed pipe.
    """
    arguments = [argument_text(a) for a in (sys.argv[1:] if argv is None else argv)]
    try:
        verb, options = _parse(arguments)
    except SystemExit as stop:
        return stop.code or DONE
    return _guarded(verb, options)


def _guarded(verb, options):
    """Run a verb and turn whatever goes wrong into a message and an exit code."""
    streams = Streams(options)
    _exit_on_termination()
    try:
        return verb.run(options, streams) or DONE
    except KeyboardInterrupt:
        streams.message('interrupted')
        return INTERRUPTED
    except SystemExit as stop:
        return stop.code
    except Exception as error:  # the last line of defence: a user never sees a traceback
        if _is_closed_pipe(error):
            silence_stdout()
            return CLOSED_PIPE
        if options.debug:
            raise
        streams.error(_message(error))
        return USAGE if isinstance(error, ArgumentError) else FAILED
    finally:
        streams.close()


def _message(error):
    if isinstance(error, (NlpZeroError, EnvironmentError)):
        return describe(error)
    if isinstance(error, MemoryError):
        return 'out of memory'
    return 'internal error: %s: %s (--debug shows where)' % (type(error).__name__, describe(error))


def _is_closed_pipe(error):
    import errno
    return isinstance(error, EnvironmentError) and error.errno == errno.EPIPE


def _exit_on_termination():
    """Let SIGTERM unwind the stack, so that temporary files and workers go."""
    import signal

    def stop(number, frame):
        # Once is enough: a second one must not break the unwinding off.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise SystemExit(TERMINATED)

    try:
        signal.signal(signal.SIGTERM, stop)
    except (ValueError, AttributeError):  # not in the main thread: the host decides
        pass


def _parse(arguments):
    """Return the verb's module and its options; usage errors and --help exit."""
    from ._arguments import parse_verb, top_usage
    name = arguments[0] if arguments else ''
    if name in ('-h', '--help', 'help'):
        top_usage(VERBS, load_verb, error=None)
    if name == '--version':
        print('nlp-zero ' + __version__)
        raise SystemExit(DONE)
    if name not in VERBS:
        top_usage(VERBS, load_verb, error='unknown verb %r' % name if name else 'a verb is missing')
    verb = load_verb(name)
    return verb, parse_verb(name, verb, arguments[1:])


def load_verb(name):
    """Import the module of one verb."""
    return importlib.import_module('%s._verb_%s' % (__name__, name))
