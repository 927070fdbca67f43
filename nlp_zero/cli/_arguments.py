# -*- coding: utf-8 -*-
"""Parse the arguments of one verb: options and files in any order.

The value of one option is checked by its `type`: `whole_number`, `number`, or any function that raises
`ArgumentError`, made an argparse type by `converter`. Conditions between options are checked by the verb's
`check`, which raises `ArgumentError` too. Both end the command with one message and exit code 2.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import json
import os
import re
import sys
from itertools import islice

from .._compat import (
    ascii_repr, crc32, escape_surrogates, fs_text, has_lone_surrogate, package_data, text_type)
from .._storage import base_name, open_input, os_path
from ..errors import ArgumentError, InputError, VocabularyError
from ..text import is_count, parse_count
from ._help import USAGE, put_into_chinese
from ._messages import (
    chosen_language, closest, error_line, show_characters, shown_name, translator, write_error, write_output)
from ._streams import is_terminal

#: Suffixes of text files, compressed or not: an argument with one is a file, even if it does not exist.
_TEXT_SUFFIXES = ('.txt', '.text', '.csv', '.tsv', '.tab', '.json', '.jsonl', '.ndjson', '.zip', '.gz',
                  '.bz2', '.xz')
#: Matches what may be the suffix of any other file. `3.14` has none.
_ANY_SUFFIX = re.compile('\\.[A-Za-z][0-9A-Za-z]{0,4}\\Z')

# Options that name files to read, where `-` is standard input; some can be repeated.
_INPUTS = ('against', 'background', 'classes', 'gold', 'known', 'lexicon', 'model', 'perplexity', 'stop',
           'stopwords', 'templates', 'userdict', 'vocab', 'words')
# Options that name files to save beside the results, with what is said if both go to standard output.
_SAVED = (('save_model', 'the model and the words cannot both go to standard output: name a file by -o or '
                         '--save-model'),
          ('save_classes', 'the classes and the templates cannot both go to standard output: name a file by '
                           '-o or --save-classes'))
# Options that are texts and no names of files.
_TEXTS = (('delimiter', '-d'), ('protect', '--protect'), ('field', '--field'), ('column', '--column'),
          ('encoding', '--encoding'), ('dict_encoding', '--dict-encoding'), ('wanted', 'the word'))

# An option whose value may be any text, including `--` and the empty text, which argparse rejects.
_DELIMITER = ('-d', '--delimiter')
# `float` alone takes underscores and the digits of other scripts on some versions of Python.
_NUMBER = re.compile('[-+.0-9eE]+\\Z')
# The options that `discovery_settings` returns, besides the stop words.
_DISCOVERY = ('method', 'min_count', 'min_pmi', 'min_entropy', 'max_length', 'fold', 'memory', 'workers',
              'temp_dir', 'checkpoint')
# Lines by which words with counts are told from text.
_LINES_TO_TELL = 100
# Bytes read at a time for a checksum.
_CHUNK = 1 << 16


class _Once(argparse.Action):
    """Store a value, or True for a flag, and reject a second one."""

    def __call__(self, parser, namespace, values, option_string=None):
        parser.give(max(self.option_strings, key=len))
        setattr(namespace, self.dest, True if self.nargs == 0 else values)


class _Flag(_Once):
    """Store True."""

    def __init__(self, option_strings, dest, help=None):
        _Once.__init__(self, option_strings, dest, nargs=0, default=False, help=help)


class VerbParser(argparse.ArgumentParser):
    """An argument parser that prints errors under every locale and rejects an option given twice.

    Otherwise the last value of a repeated option would be used silently. Options that may be repeated are
    declared with `action='append'`.

    Args:
        verb: the name of the verb.
        arguments: the arguments of the command line, which may set the language of the help.
        settings: arguments of `argparse.ArgumentParser`.
    """

    def __init__(self, verb, arguments, **settings):
        argparse.ArgumentParser.__init__(
            self, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)
        for name, action in ((None, _Once), ('store', _Once), ('store_true', _Flag)):
            self.register('action', name, action)
        self.verb, self.arguments, self.given = verb, arguments, set()

    def error(self, message):
        """Write the usage and the message to stderr and exit with 2."""
        translate = translator(chosen_language(self.arguments))
        usage = translate(self.format_usage().strip())
        write_error('%s\n%s\n' % (usage, error_line(show_characters(translate(message)), translate)))
        raise SystemExit(USAGE)

    def print_help(self, file=None):
        """Write the help to stdout, under every locale."""
        if chosen_language(self.arguments) == 'zh':
            put_into_chinese(self, self.verb)
        write_output(self.format_help())

    def give(self, name):
        """Record that an option is given; reject it the second time."""
        if name in self.given:
            self.error('%s is given twice: give it once' % name)
        self.given.add(name)


def parse_verb(name, verb, arguments):
    """Return the checked options of one verb, with all other arguments in `options.files`.

    Args:
        name: name of the verb.
        verb: its module, with `HELP`, `FILES`, `EXAMPLES`, `add_arguments` and `check`.
        arguments: list of text, without the verb.
    """
    parser = VerbParser(name, arguments, prog=str('nlp-zero ' + name), description=verb.HELP,
                        usage='nlp-zero %s [options] %s' % (name, verb.FILES),
                        epilog='examples:' + verb.EXAMPLES.rstrip().replace('\n', '\n  '))
    verb.add_arguments(parser)
    _add_messages(parser)
    options = _parse(parser, arguments)
    try:
        verb.check(options)
        _check_places(options)
        _check_texts(options)
    except ArgumentError as error:
        parser.error(error.message)
    return options


def _check_places(options):
    """Reject two inputs from standard input, and a file to save that is also for the results or an input."""
    inputs = [(name, _listed(getattr(options, name, None))) for name in _INPUTS]
    inputs.append(('files', options.files or ['-']))
    if sum(paths.count('-') for _, paths in inputs) > 1:
        raise ArgumentError('standard input is one text: name a file for the other')
    # A model may be updated in its own place.
    read = [_real_file(path) for name, paths in inputs if name != 'model' for path in paths if path != '-']
    for name, standard_output in _SAVED:
        path = getattr(options, name, None)
        place = _real_file(path)
        if path == options.output == '-' or place is not None and place == _real_file(options.output):
            raise ArgumentError(standard_output if '-' in (path, options.output) else
                                '%s and -o need two names, not %s twice' % (_option(name), shown_name(path)))
        if place is not None and place in read:
            raise ArgumentError('%s names a file that is read: %s' % (_option(name), shown_name(path)))


def _listed(value):
    """Return the names that an option gives, as a list; a number, as of `report --templates`, is none."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, text_type)]


def _real_file(path):
    """Return the real path of what is a regular file or would become one; None for anything else."""
    if path is None or '\0' in path:
        return None
    real = os.path.realpath(os_path('/dev/stdout' if path == '-' else path))
    return real if os.path.isfile(real) or not os.path.exists(real) else None


def _check_texts(options):
    """Reject options that are not valid UTF-8, except names of files, whose bytes are kept."""
    for name, shown in _TEXTS:
        value = getattr(options, name, None)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, text_type) and has_lone_surrogate(text):
                raise ArgumentError('%s is not UTF-8: %s' % (shown, ascii_repr(text)))


def _add_messages(parser):
    group = parser.add_argument_group('messages')
    group.add_argument('--progress', action='store_true', help='show progress even if stderr is not a '
                                                               'terminal')
    group.add_argument('-v', '--verbose', action='store_true', help='log each stage to stderr')
    group.add_argument('-q', '--quiet', action='store_true', help='hide progress and notices')
    group.add_argument('--debug', action='store_true', help='show the traceback of an error')
    if '--lang' not in parser._option_string_actions:
        group.add_argument('--lang', choices=('en', 'zh'),
                           help='language of help and messages: en or zh (default: by locale)')


def _parse(parser, arguments):
    arguments, delimiter = _take_delimiter(parser, arguments)
    arguments, after_dashes = _split_at_dashes(arguments)
    options, rest = parser.parse_known_args(arguments)
    unknown = [text for text in rest if text.startswith('-') and text != '-']
    if delimiter is not None and not hasattr(options, 'delimiter'):
        unknown.append('-d')
    if unknown:
        known = [option for option in parser._option_string_actions if option.startswith('--')]
        parser.error('unrecognized arguments: %s%s' % (
            ' '.join(unknown), closest(unknown[0].partition('=')[0], known)))
    if delimiter is not None:
        options.delimiter = delimiter
    options.files, options.after_dashes = rest + after_dashes, after_dashes
    return options


def _take_delimiter(parser, arguments):
    """Return the arguments without -d and its value, and the value (None where there is none)."""
    rest, value, position = [], None, 0
    while position < len(arguments) and arguments[position] != '--':
        argument = arguments[position]
        position += 1
        if argument in _DELIMITER and position < len(arguments):
            parser.give(_DELIMITER[1])
            value = arguments[position]
            position += 1
        elif argument.startswith('--delimiter='):
            parser.give(_DELIMITER[1])
            value = argument.partition('=')[2]
        else:
            rest.append(argument)
    return rest + arguments[position:], value


def _split_at_dashes(arguments):
    if '--' not in arguments:
        return arguments, []
    where = arguments.index('--')
    return arguments[:where], arguments[where + 1:]


# --- The type of one option ----------------------------------------------------------------------

def converter(function):
    """Return an argparse type from a function of a text that raises `ArgumentError`."""
    def convert(text):
        try:
            return function(text)
        except ArgumentError as error:
            raise argparse.ArgumentTypeError(error.message)
    return convert


def whole_number(least):
    """Return an argparse type: a whole number from `least` up, in the digits 0 to 9."""
    def convert(text):
        value = parse_count(text)
        if value < least:
            raise ArgumentError('%d is not a whole number from %d up' % (value, least))
        return value
    return converter(convert)


def number(least=None, above=None, most=None):
    """Return an argparse type: a finite decimal number, at least, above, at most what is given."""
    limits = [(form % limit, holds) for form, limit, holds in (
        ('at least %g', least, lambda value: value >= least),
        ('above %g', above, lambda value: value > above),
        ('at most %g', most, lambda value: value <= most)) if limit is not None]

    def convert(text):
        try:
            value = float(text) if _NUMBER.match(text) else float('nan')
        except ValueError:
            value = float('nan')
        if value - value != 0 or not all(holds(value) for _, holds in limits):
            raise ArgumentError("'%s' is not a number%s" % (
                text, ', '.join([''] + [name for name, _ in limits])))
        return value
    return converter(convert)


def _memory_size(text):
    from .._runtime import parse_size
    return parse_size(text)


def _column(text):
    """Return the number of a column as a number, and its name as text."""
    return parse_count(text) if is_count(text) else text


# --- Options that several verbs share ------------------------------------------------------------

def add_input(parser):
    """Declare the options for reading files, which every verb with a corpus has."""
    group = parser.add_argument_group(
        'input', "FILES are text files, archives, folders or patterns like 'a/*.txt' (none or -: standard "
                 'input)')
    group.add_argument('--encoding', default='utf-8', metavar='NAME',
                       help="utf-8 (default), utf-16, gb18030, big5, ... or 'auto' to detect it")
    group.add_argument('--errors', default='strict', choices=('strict', 'replace', 'skip'),
                       help='what to do with bytes that cannot be decoded: strict (default) stops, '
                            'replace writes U+FFFD, skip skips the line')
    group.add_argument('--field', metavar='NAME', help='read FILES as JSON Lines; use this field')
    group.add_argument('--column', type=converter(_column), metavar='NAME',
                       help='read FILES as CSV or TSV; use this column, given by name or by number from 1')


def add_output(parser, what):
    """Declare -o; `what` names the output in the help."""
    parser.add_argument('-o', '--output', default='-', metavar='FILE',
                        help='output file for %s (default: standard output); .gz and .bz2 compress' % what)


def add_line_buffered(parser):
    """Declare --line-buffered, for a verb that answers line by line."""
    parser.add_argument('--line-buffered', action='store_true',
                        help='flush after every result (default: flush when no more input is available)')


def add_limits(parser, checkpoint=False, workers=True):
    """Declare the limits of a command: memory, processes, temporary files."""
    group = parser.add_argument_group('limits')
    group.add_argument('--memory', type=converter(_memory_size), metavar='SIZE',
                       help='memory limit for all processes together, such as 512MB, 2G or 25%%; beyond '
                            'it, use temporary files (default: no limit)')
    if workers:
        group.add_argument('--workers', type=whole_number(1), metavar='N',
                           help='number of processes (default: number of cores, or 1 for small input)')
    group.add_argument('--temp-dir', metavar='DIR', help='folder for temporary files')
    if checkpoint:
        group.add_argument('--checkpoint', metavar='DIR',
                           help='save progress in this folder, and resume from it after an interruption')


def use_temp_dir(options):
    """Let all stages of this command put their temporary files into --temp-dir."""
    if options.temp_dir is not None:
        import tempfile
        from .._storage import native_path
        tempfile.tempdir = native_path(options.temp_dir)


def add_dictionary_encoding(parser):
    """Declare the encoding of all dictionaries that a verb reads."""
    parser.add_argument('--dict-encoding', default='utf-8', metavar='NAME', type=converter(_known_encoding),
                        help='encoding of dictionary files: utf-8 (default), gb18030, big5, ...')


def _known_encoding(name):
    """Return the name of an encoding that Python knows; it is checked even if no dictionary is read."""
    try:
        decoded = b'11'.decode(str(name))  # no empty text: Python would not look the name up
    except UnicodeDecodeError:
        return name
    except (LookupError, TypeError, ValueError):
        decoded = None
    if not isinstance(decoded, text_type):
        raise ArgumentError('unknown encoding %s; such as utf-8, gb18030, big5' % ascii_repr(name))
    return name


def check_needs(options, needed, names):
    """Reject options that have no effect without another one.

    Args:
        options: the parsed options; those that were not given are None.
        needed: name of the option that the others need.
        names: names of the others.
    """
    for name in names:
        if getattr(options, name) is not None and not getattr(options, needed):
            raise ArgumentError('%s has no effect without %s' % (_option(name), _option(needed)))


def _option(name):
    return '-' + name if len(name) == 1 else '--' + name.replace('_', '-')


def dictionary_words(options, name):
    """Return the words of the files that a repeatable option names, one list."""
    from ..vocabulary import read_words
    return [word for path in getattr(options, name) for word in read_words(path, name, options.dict_encoding)]


def named_vocabulary(options, name):
    """Return the vocabulary that an option names, or None if it is not given."""
    from ..vocabulary import load_vocabulary
    path = getattr(options, name)
    return None if path is None else load_vocabulary(path, options.dict_encoding)


def add_discovery(parser):
    """Declare the options of discovery, which `discovery_settings` reads."""
    from ..words import METHODS
    parser.add_argument('--method', choices=sorted(METHODS), default=None,
                        help='method of word discovery (default: min_entropy)')
    parser.add_argument('--min-count', type=whole_number(1), default=None, metavar='N',
                        help='drop words that occur less often, such as 5 (default: by text size)')
    parser.add_argument('--min-pmi', type=number(), default=None, metavar='NATS',
                        help='minimum PMI at the weakest split, such as 2 (default: no limit)')
    parser.add_argument('--min-entropy', type=number(0), default=None, metavar='NATS',
                        help='minimum branching entropy on each side, such as 1 (default: no limit)')
    parser.add_argument('--max-length', type=whole_number(1), default=None, metavar='N',
                        help='maximum word length in characters, such as 6 (default: no limit; the '
                             'min-entropy method finds no word of more than 8 Chinese characters)')
    parser.add_argument('--stop', action='append', default=[], metavar='FILE',
                        help='drop words that are, begin with or end with a word in this file; repeatable')
    add_dictionary_encoding(parser)
    parser.add_argument('--fold', action='store_true',
                        help='count simplified and traditional forms together, and output the simplified '
                             'form')
    add_limits(parser, checkpoint=True)


def discovery_settings(options, *more):
    """Return the options of `add_discovery`, and further options by name, as keyword arguments.

    Options that were not given are left out; the functions that use them define the defaults.
    """
    use_temp_dir(options)
    given = [(name, getattr(options, name)) for name in _DISCOVERY + more]
    settings = dict(pair for pair in given if pair[1] is not None)
    return dict(settings, stop=dictionary_words(options, 'stop'))


def end_discovery(options):
    """Remove the checkpoint of a discovery after its results are written."""
    from ..words import remove_checkpoint
    if options.checkpoint is not None:
        remove_checkpoint(options.checkpoint)


def add_reference(parser):
    """Declare --known and --background, with which new words are compared."""
    parser.add_argument('--known', action='append', default=[], metavar='FILE',
                        help='your dictionary, used instead of the bundled vocabulary; repeatable')
    parser.add_argument('--background', metavar='FILE',
                        help='general text, or its words with counts, used instead of the bundled '
                             'vocabulary')


def reference(options, streams):
    """Return the words of --known, or None, and the vocabulary or corpus of --background, or None."""
    known = dictionary_words(options, 'known') if options.known else None
    return known, None if options.background is None else _background(options, streams)


def _background(options, streams):
    from ..vocabulary import read_entries
    path = options.background
    try:
        first = list(islice(read_entries(path, options.dict_encoding), _LINES_TO_TELL))
    except (InputError, VocabularyError):
        # A folder, text in another encoding; what is missing is said when it is read.
        first = []
    if first and all(entry.count is not None for entry in first):
        return named_vocabulary(options, 'background')
    return streams.corpus(again=True, files=[path])


def add_against(parser):
    """Declare --against, the files of the text that another one is compared with."""
    parser.add_argument('--against', action='append', default=[], metavar='FILE',
                        help='text to compare with, such as that of last month; repeatable')


def add_contexts(parser):
    """Declare --contexts, the number of contexts to show for each word."""
    parser.add_argument('--contexts', type=whole_number(0), default=3, metavar='N',
                        help='maximum number of contexts per word (default 3)')


def add_model(parser, what):
    """Declare --model, a model that `discover --save-model` wrote; `what` tells in the help what it saves."""
    parser.add_argument('--model', metavar='FILE',
                        help='model saved by `discover --save-model` from the same files%s' % what)


def add_wanted(parser, what):
    """Declare --words and its encoding, for a verb that takes words before its files."""
    parser.add_argument('--words', metavar='FILE', action='append', default=[],
                        help='file with more words to %s, one per line' % what)
    add_dictionary_encoding(parser)


def divide_words_and_files(options, what):
    """Divide the arguments into words, `options.wanted`, and `options.files`; words are required.

    Arguments before `--` are words, and those after it files. Without `--`, an argument is a file if it is
    `-`, exists, has the suffix of a text file, is a path in an existing folder, or is a pattern. `Node.js`,
    `3.14` and `C/S` are words.
    """
    if options.after_dashes:
        options.wanted = options.files[:-len(options.after_dashes)]
        options.files = options.after_dashes
    else:
        options.wanted = [text for text in options.files if not _is_source(text)]
        options.files = [text for text in options.files if _is_source(text)]
    if not options.wanted and not options.words:
        raise ArgumentError('name at least one word to %s' % what)
    if not options.files and is_terminal(sys.stdin):
        missing = _missing_files(options.wanted)
        if missing:
            raise ArgumentError('name the files in which the words stand, or - for standard input; there is '
                                'no file %s' % missing[0])
        raise ArgumentError('name the files in which the words stand, or - for standard input')


def _is_source(text):
    path = os_path(text)
    folder = os.path.dirname(path)
    return (text == '-' or os.path.exists(path) or any(mark in text for mark in '*?[!')
            or base_name(text).lower().endswith(_TEXT_SUFFIXES) or bool(folder) and os.path.isdir(folder))


def note_missing_files(options, streams, absent):
    """Report on stderr which words could be names of files, if standard input was read in place of files.

    Args:
        absent: the words that do not occur in the text.
    """
    for name in [] if options.files else _missing_files(text for text in options.wanted if text in absent):
        streams.message('there is no file %s: it was taken for a word, and standard input was read' % name)


def _missing_files(words):
    """Return the words that look like names of files, for messages."""
    return [shown_name(text) for text in words
            if '/' in text or os.sep in text or _ANY_SUFFIX.match(os.path.splitext(text)[1])]


def wanted_words(options):
    """Return the words of the arguments and of --words."""
    return options.wanted + dictionary_words(options, 'words')


def add_words(parser):
    """Declare the options for counting words instead of characters."""
    group = parser.add_argument_group('words')
    group.add_argument('--vocab', metavar='FILE',
                       help='vocabulary with counts, as written by `discover` (default: bundled)')
    add_dictionary_encoding(group)
    group.add_argument('--segmented', action='store_true',
                       help='the files are already segmented, with white space between words')


def check_words(options):
    """Reject a vocabulary for segmented files."""
    if options.segmented and options.vocab is not None:
        raise ArgumentError('--segmented files need no --vocab')


def add_templates(parser, readings):
    """Declare the options for the templates and for cutting the text into words.

    Args:
        readings: what --nbest gives, in the plural, for the help.
    """
    parser.add_argument('--templates', metavar='FILE',
                        help='template file written by `templates`, with or without --slots')
    parser.add_argument('--nbest', type=whole_number(1), default=1, metavar='K',
                        help='output the K best %s of each clause, best first (default 1)' % readings)
    add_own_masks(parser, ', as when mining the templates')
    add_output(parser, 'the %s' % readings)
    add_line_buffered(parser)
    add_words(parser)
    add_input(parser)


def refuse_terminal(options, what, output):
    """Reject binary output to a terminal; `output` names a file to use instead."""
    if options.output == '-' and is_terminal(sys.stdout):
        raise ArgumentError('%s is not for reading on a terminal: write it to a file by %s' % (what, output))


def check_templates(options):
    """Reject a command without templates."""
    if not options.templates:
        raise ArgumentError('give the templates: --templates FILE')
    check_words(options)


def add_own_masks(parser, what=''):
    """Declare --mask, further kinds of typed gaps; `what` is added to its help."""
    parser.add_argument('--mask', type=converter(_own_mask), action='append', default=[],
                        metavar='NAME=REGEX',
                        help='define your own kind of typed gap%s; repeatable' % what)


def _own_mask(text):
    """Return (name, pattern) of a kind of typed gap."""
    from ..templates import Masks
    name, sign, pattern = text.partition('=')
    if not sign:
        raise ArgumentError("'%s' is not NAME=REGEX" % text)
    Masks((), {name: pattern})
    return name, pattern


def own_masks(options):
    """Return the `Masks` of --mask and the usual kinds, or None if --mask is not given."""
    from ..templates import Masks
    return Masks(patterns=dict(options.mask)) if options.mask else None


def word_tokenizer(options):
    """Return the callable from a text to its words, or None for segmented files."""
    if options.segmented:
        return None
    return vocabulary_tokenizer(options, numbers=None).lcut


def words_mark(options):
    """Return a text that says which words cut the text: the name of the vocabulary and its checksum.

    It is 'segmented' for segmented files, and None for a vocabulary that cannot be read again.
    """
    if options.segmented:
        return 'segmented'
    if options.vocab is None:
        return 'bundled %08x' % crc32(_bundled_words())
    if not os.path.isfile(os_path(options.vocab)):
        return None
    found, stream = 0, open_input(options.vocab)
    try:
        for data in iter(lambda: stream.read(_CHUNK), b''):
            found = crc32(data, found)
    finally:
        stream.close()
    name = os.path.basename(fs_text(options.vocab))
    return '%s %08x' % (escape_surrogates(shown_name(name)), found)


def _bundled_words():
    """Return the bytes of the bundled vocabulary; none if the package was installed without it."""
    from ..vocabulary import BUNDLED
    try:
        return package_data(BUNDLED)
    except EnvironmentError:
        return b''


def warn_of_other_words(options, streams):
    """Report on stderr if the templates say that they were mined with other words than these."""
    found = _mark_of_templates(options.templates)
    mark = None if found is None else words_mark(options)
    if mark is not None and found.split(' ')[-1] != mark.split(' ')[-1]:
        names = shown_name(options.templates), _words_name(found), _words_name(mark)
        streams.message('%s was mined with %s, and the text is now cut by %s: give the same --vocab, or '
                        'results differ' % names)


def _mark_of_templates(path):
    """Return what `words_mark` returned when a file of templates was written; None if it does not say."""
    if not os.path.isfile(os_path(path)):
        return None
    stream = open_input(path, entries=True)
    try:
        line = stream.readline().decode('utf-8-sig', 'replace')
    finally:
        stream.close()
    try:
        mark = json.loads(line).get('words') if line.startswith('{') else None
    except ValueError:
        return None
    return mark if isinstance(mark, text_type) else None


def _words_name(mark):
    """Return what a mark of words says, for messages."""
    if mark == 'segmented':
        return 'white space'
    name, _, checksum = shown_name(mark).rpartition(' ')
    return 'the bundled words ' + checksum if name == 'bundled' else 'the words of %s %s' % (name, checksum)


def vocabulary_tokenizer(options, **settings):
    """Return the `Tokenizer` of --vocab, or of the bundled words.

    Args:
        options: with `vocab` and `dict_encoding`.
        settings: further arguments of `Tokenizer`.
    """
    from ..tokenizer import Tokenizer
    source = options.vocab if options.dict_encoding == 'utf-8' else named_vocabulary(options, 'vocab')
    return Tokenizer(source, **settings)
