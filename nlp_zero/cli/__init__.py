# -*- coding: utf-8 -*-
"""Run the package from the command line: arguments, streams and exit codes, without algorithms.

`main` finds the verb, parses its arguments and runs it. To add a verb NAME, add it to `GROUPS` below and
write the module `_verb_NAME.py`, which is imported only when the verb is run, with the following six names.
Its Chinese help goes into `data/help.zh.txt`.

- `HELP`: one line, for `--help`;
- `FILES`: what follows the options in the usage line, for most verbs '[FILES]';
- `EXAMPLES`: commands that show typical uses of the verb, one per line;
- `add_arguments(parser)`: declare the options, with types from `_arguments`, and the groups that verbs share
  (`add_input`, `add_output`, `add_limits`, `add_words`). Files are not declared: they are `options.files`;
- `check(options)`: raise `ArgumentError` if options exclude or need each other, before anything is read;
- `run(options, streams)`: do the work; read from `streams.corpus()`, write to `streams.output()`.

Results go to stdout or -o, one record per line, in a total order; messages and progress go to stderr.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import os
import sys
import warnings
from contextlib import contextmanager

from .. import __version__
from .._compat import argument_text, stream_encoding, unbuffered_input
from .._progress import listening
from .._storage import interrupt_once, is_closed_pipe, program_signals
from ..errors import ArgumentError, NlpZeroError, VocabularyError
from ._messages import (
    chosen_language, closest, describe, error_line, locale_language, name_options, show_characters, silence,
    translator, write_error, write_output)
from ._streams import Streams

__all__ = [str('main')]

#: The verbs grouped by purpose, the most used first, as shown by `--help`.
GROUPS = (
    ('find words', ('new', 'report', 'discover', 'context', 'keywords', 'explain', 'contrast')),
    ('segment text', ('cut', 'adapt')),
    ('mine phrases and templates', ('phrases', 'templates', 'match', 'parse')),
    ('count, convert and evaluate', ('count', 'merge', 'convert', 'evaluate', 'sample')))
#: All verbs, in the same order.
VERBS = tuple(name for _, names in GROUPS for name in names)

DONE, FAILED, USAGE, INTERRUPTED, CLOSED_PIPE = 0, 1, 2, 130, 141


def main(argv=None):
    """Run one command and return its exit code.

    Without arguments, the command is the whole program: a signal that ends it first removes temporary files,
    and the process exits with 128 plus the signal's number. If a program passes arguments, Ctrl-C makes the
    function return 130. Signal handlers of the program are kept, and all others are restored.

    Args:
        argv: arguments without the program's name; None uses those of the process.

    Returns:
        int: 0 done; 1 data or run-time error; 2 usage; 130 interrupt; 141 closed pipe.
    """
    arguments = [argument_text(a) for a in (sys.argv[1:] if argv is None else argv)]
    if argv is None:
        sys.stdin = unbuffered_input(sys.stdin)
    translate = translator(chosen_language(arguments))
    signals = program_signals(_say_interrupted(arguments, translate)) if argv is None else interrupt_once()
    with signals:
        try:
            verb, options = _parse(arguments)
        except SystemExit as stop:
            return stop.code or DONE
        except EnvironmentError as error:  # the help could not be written
            return _end_of_output(error, translate)
        except KeyboardInterrupt:
            return INTERRUPTED
        return _run(verb, options, translator(options.lang or locale_language()))


def _say_interrupted(arguments, translate):
    """Return the function that `program_signals` calls before the process exits."""
    quiet = sys.stderr is None or set(arguments) & set(['-q', '--quiet'])
    line = b'' if quiet else (
        '\nnlp-zero: %s\n' % translate('interrupted')).encode(stream_encoding(sys.stderr))

    def say(number):
        import signal
        if number == signal.SIGINT and line:
            # Not through the stream, since the signal may have arrived during a write to it.
            os.write(2, line)
    return say


def _end_of_output(error, translate):
    """Return the exit code for a closed standard output; print a message unless its reader closed it."""
    silence(sys.stdout)
    if is_closed_pipe(error):
        return CLOSED_PIPE
    write_error(error_line(show_characters(describe(error, translate)), translate) + '\n')
    return FAILED


def _run(verb, options, translate):
    """Run a verb and turn every error into a message and an exit code."""
    streams = Streams(options, translate)
    try:
        streams.check_output()
        with _logged(options, streams), _warned(streams), listening(streams.tick):
            return verb.run(options, streams) or DONE
    except KeyboardInterrupt:
        streams.message('interrupted')
        return INTERRUPTED
    except Exception as error:  # whatever it is: a user never sees a traceback
        if is_closed_pipe(error):
            return _end_of_output(error, translate)
        if options.debug:
            raise
        message = name_options(_message(error, translate), _option_names(options, error))
        streams.write(error_line(show_characters(message), translate))
        return USAGE if isinstance(error, ArgumentError) else FAILED
    finally:
        streams.close()


@contextmanager
def _logged(options, streams):
    """Write the package's log to stderr within a `with` block, if --verbose is given."""
    if not options.verbose:
        yield
        return
    import logging

    class Messages(logging.Handler):
        """Write each record as a line of its own."""

        def emit(self, record):
            streams.write('nlp-zero: ' + streams.translate(record.getMessage()))

    logger, handler = logging.getLogger('nlp_zero'), Messages()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@contextmanager
def _warned(streams):
    """Write the package's warnings to stderr as messages within a `with` block."""
    with warnings.catch_warnings():
        warnings.simplefilter('always', UserWarning)
        show = warnings.showwarning

        def say(message, category, *place, **more):
            if category is UserWarning:
                streams.message(show_characters(describe(message, streams.translate)))
            else:
                show(message, category, *place, **more)
        warnings.showwarning = say
        yield


def _option_names(options, error):
    """Return {argument of Python: option} for a message of this command."""
    names = dict((name, '--' + name.replace('_', '-')) for name in vars(options))
    # A file of words without an option of its own, as the usage calls it.
    names.setdefault('words', 'WORDS')
    if isinstance(error, VocabularyError) and 'dict_encoding' in names:
        names['encoding'] = names['dict_encoding']
    return names


def _message(error, translate):
    if isinstance(error, (NlpZeroError, EnvironmentError)):
        return describe(error, translate)
    if isinstance(error, MemoryError):
        return translate('out of memory')
    return translate('internal error: %s: %s (--debug shows where)' % (type(error).__name__, describe(error)))


def _parse(arguments):
    """Return the verb's module and its options; usage errors and --help exit."""
    arguments = _verb_first(arguments)
    name = arguments[0]
    if name == '--version':
        write_output('nlp-zero %s\n' % __version__)
        raise SystemExit(DONE)
    if name not in VERBS:
        from ._help import show_top
        error = '' if name in ('-h', '--help', 'help') else 'a verb is missing'
        if name and error:
            error = "unknown verb '%s'%s" % (name, closest(name, VERBS))
        show_top(_verb_groups(), chosen_language(arguments), error)
    from ._arguments import parse_verb
    verb = _load_verb(name)
    return verb, parse_verb(name, verb, arguments[1:])


def _verb_first(arguments):
    """Return the arguments with the verb, or '', before a --lang that precedes it."""
    before = 2 if arguments[:1] == ['--lang'] else int(''.join(arguments[:1]).startswith('--lang='))
    return (arguments[before:before + 1] or ['']) + arguments[:before] + arguments[before + 1:]


def _verb_groups():
    return [(job, [(name, _load_verb(name).HELP) for name in names]) for job, names in GROUPS]


def _load_verb(name):
    """Import and return the module of one verb."""
    return importlib.import_module('%s._verb_%s' % (__name__, name))
