# -*- coding: utf-8 -*-
"""Parse a verb's arguments: options anywhere, files in any place among them."""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import sys

from ..errors import ArgumentError

USAGE = 2

# An option whose value may be any text, `--` or nothing among them, which argparse refuses.
_DELIMITER = ('-d', '--delimiter')


class VerbParser(argparse.ArgumentParser):
    """An argument parser whose errors print under every locale and begin as all of ours do."""

    def error(self, message):
        usage = self.format_usage()
        text = '%snlp-zero: error: %s\n' % (usage, message)
        sys.stderr.write(str(text.encode('ascii', 'backslashreplace').decode('ascii')))
        raise SystemExit(USAGE)


def top_usage(verbs, load_verb, error):
    """Print what the verbs are and exit: to stdout when asked, to stderr after an error."""
    lines = ['usage: nlp-zero VERB [options] [FILES]', '', 'verbs:']
    lines += ['  %-10s %s' % (name, load_verb(name).HELP) for name in verbs]
    lines += ['', 'nlp-zero VERB --help tells the options; --version the version.']
    if error:
        lines.append('nlp-zero: error: ' + error)
    stream = sys.stderr if error else sys.stdout
    stream.write(str('\n'.join(lines) + '\n'))
    raise SystemExit(USAGE if error else 0)


def parse_verb(name, verb, arguments):
    """Return the options of one verb, with everything that is no option in `options.files`."""
    parser = VerbParser(prog=str('nlp-zero ' + name), description=verb.HELP,
                        usage=str('nlp-zero %s [options] %s' % (name, getattr(verb, 'FILES', '[FILES]'))))
    verb.add_arguments(parser)
    group = parser.add_argument_group('messages')
    group.add_argument('--progress', action='store_true', help='show progress on stderr, terminal or not')
    group.add_argument('-q', '--quiet', action='store_true', help='no progress and no remarks on stderr')
    group.add_argument('--debug', action='store_true', help='show the traceback of an error')
    arguments, delimiter = _take_delimiter(arguments)
    arguments, after = _split_at_dashes(arguments)
    options, rest = parser.parse_known_args(arguments)
    if delimiter is not None and not hasattr(options, 'delimiter'):
        parser.error('unrecognized arguments: -d')
    if delimiter is not None:
        options.delimiter = delimiter
    unknown = [text for text in rest if text.startswith('-') and text != '-']
    if unknown:
        parser.error('unrecognized arguments: ' + ' '.join(unknown))
    options.files = rest + after
    try:
        getattr(verb, 'check', lambda options: None)(options)
    except ArgumentError as error:
        parser.error(error.message)
    return options


def _take_delimiter(arguments):
    """Return the arguments without -d and its value, and the value (None where there is none)."""
    rest, value, position = [], None, 0
    while position < len(arguments) and arguments[position] != '--':
        argument = arguments[position]
        position += 1
        if argument in _DELIMITER and position < len(arguments):
            value = arguments[position]
            position += 1
        elif argument.startswith('--delimiter='):
            value = argument.partition('=')[2]
        else:
            rest.append(argument)
    return rest + arguments[position:], value


def _split_at_dashes(arguments):
    if '--' not in arguments:
        return arguments, []
    where = arguments.index('--')
    return arguments[:where], arguments[where + 1:]


def add_input(parser):
    """Declare how the files are read: the options that every verb with a corpus has."""
    group = parser.add_argument_group('input')
    group.add_argument('--encoding', default='utf-8', metavar='NAME',
                       help="utf-8 (default), utf-16, gb18030, big5, ... or 'auto'")
    group.add_argument('--errors', default='strict', choices=('strict', 'replace', 'skip'),
                       help='what to do with bytes that do not decode: stop (default), replace, skip')
    group.add_argument('--field', metavar='NAME', help='the files are JSON lines; take this field')
    group.add_argument('--column', metavar='NAME', help='the files are CSV or TSV; take this column')


def add_output(parser, what):
    """Declare -o."""
    parser.add_argument('-o', '--output', default='-', metavar='FILE',
                        help='%s; by default standard output; .gz and .bz2 compress' % what)


def whole_number(least):
    """Return a converter of arguments to whole numbers from `least` on."""
    def convert(text):
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            raise argparse.ArgumentTypeError('%r is no whole number from %d up' % (str(text), least))
        return number
    return convert


def number(least):
    """Return a converter of arguments to finite numbers from `least` on."""
    def convert(text):
        try:
            value = float(text)
        except ValueError:
            value = None
        if value is None or not least <= value < float('inf'):
            raise argparse.ArgumentTypeError('%r is no number from %g up' % (str(text), least))
        return value
    return convert


def add_limits(parser, checkpoint=False, workers=True):
    """Declare what the work may use: memory, processes, temporary files."""
    group = parser.add_argument_group('limits')
    group.add_argument('--memory', type=_checked('parse_size'), metavar='SIZE',
                       help="memory for all processes together, such as 512MB, 2G or 25%%; beyond it "
                            'temporary files are used (default: no bound)')
    if workers:
        group.add_argument('--workers', type=whole_number(1), metavar='N',
                           help='processes (default: the cores, and 1 where there is little to do)')
    group.add_argument('--temp-dir', metavar='DIR', help='where temporary files go')
    if checkpoint:
        group.add_argument('--checkpoint', metavar='DIR',
                           help='keep what is done in this folder, and go on from there if it was killed')


def use_temp_dir(options):
    """Let --temp-dir be where all stages of this command put their temporary files."""
    if options.temp_dir is not None:
        import tempfile
        tempfile.tempdir = options.temp_dir


def _checked(name):
    """Return a converter of arguments that a function of the n-gram room makes."""
    def convert(text):
        from .. import ngrams
        try:
            return getattr(ngrams, name)(text)
        except ArgumentError as error:
            raise argparse.ArgumentTypeError(error.message)
    return convert
