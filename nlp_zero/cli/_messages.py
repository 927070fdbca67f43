# -*- coding: utf-8 -*-
"""Format messages for the terminal: with the command line's options, in Chinese if it can be shown."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
import sys

from .._compat import (
    PY2, binary_stream, escape_surrogates, fs_text, package_data, stream_encoding, takes_text, text_type,
    unichr_)
from .._storage import is_closed_pipe
from ..errors import OutputError

# A Python argument as named in the package's messages: `encoding=`, `encoding='auto'`.
_ARGUMENT = re.compile(r"(?<![\w-])([a-z][a-z_]*)=(?:u?'([^' ]*)')?(?![\w=])")
# An alternative that not every command has.
_ALTERNATIVE = re.compile(r' \(or a [a-z]+ ([a-z_]+)=\)')
# What `repr` and the errors write for a character beyond ASCII; a backslash of the text itself is doubled.
# The bytes of a `repr` are no characters.
_ESCAPED = re.compile(
    r'(?<!\\)((?:\\\\)*)\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))'
    r"""|(?<!\w)b(?:'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?)""")
# A value in a message, `%s` or `%.60r`, with its kind, and its place in the Chinese one: `{1}`, or `{1!}` if
# it is a message itself.
_VALUE = re.compile('%[-.0-9]*([a-zA-Z])')
_PLACE = re.compile('{([1-9])(!?)}')
# What the values of numbers match; others are any text.
_FORMS = {'d': '(-?[0-9]+)', 'f': '(-?[0-9.]+)'}
# Messages within each other; characters that are compared of a long message, and what its middle becomes.
_DEPTH, _HEAD, _TAIL, _MIDDLE = 4, 600, 300, '\x00'
_CONTROL = re.compile('[\x00-\x1f\x7f-\x9f]')
# Escapes of invisible characters are kept: controls, surrogates, directions, private use.
_UNSEEN = re.compile('[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f'
                     '\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff]')


def translator(language):
    """Return the function that puts a message into 'en' or 'zh', if standard error has the characters."""
    if language == 'zh' and sys.stderr is not None and can_show('词', sys.stderr):
        return _in_chinese
    return lambda message: message


def _in_chinese(message, depth=_DEPTH):
    """Return a message in Chinese, with its values; without a translation, as it is.

    Args:
        depth: how many messages may be within each other, counting this one.
    """
    if len(message) > _HEAD + len(_MIDDLE) + _TAIL:
        # A long value does not have its middle compared: that would take quadratic time.
        short = message[:_HEAD] + _MIDDLE + message[-_TAIL:]
        return _in_chinese(short, depth).replace(_MIDDLE, message[_HEAD:-_TAIL])

    def value(place):
        text = found.group(int(place.group(1)))
        return _in_chinese(text, depth - 1) if place.group(2) and depth > 1 else text
    messages = _chinese_messages()
    for texts, pattern, chinese in messages.get(message[:1], []) + messages['']:
        if all(text in message for text in texts):
            found = re.match(pattern, message, re.DOTALL)
            if found:
                return _PLACE.sub(value, chinese)
    return message


def _chinese_messages():
    """Return {first character: [(texts of an English message, its pattern, the Chinese message)]}.

    The first character is '' for what begins with a value, which is tried last; of these, a text comes after
    a number, since a text may be all that another message begins with. Among others, the longest comes first.

    They are read from `data/messages.zh.txt`, which describes its own format, once they are needed.
    """
    if not _translations:
        lines = [line for line in package_data('data/messages.zh.txt').decode('utf-8').splitlines()
                 if line and not line.startswith('#')]
        pairs = sorted(zip(lines[::2], lines[1::2]), key=lambda pair: (
            not pair[0].startswith('%d'), -len(_VALUE.sub('', pair[0]))))
        for english, chinese in pairs:
            parts = _VALUE.split(english)
            texts = [text.replace('%%', '%') for text in parts[::2]]
            parts[::2] = map(re.escape, texts)
            parts[1::2] = [_FORMS.get(kind, '(.*?)') for kind in parts[1::2]]
            message = texts, ''.join(parts) + '\\Z', chinese.strip()
            _translations.setdefault(texts[0][:1], []).append(message)
    return _translations


_translations = {}


def error_line(message, translate):
    """Return the line that shows a message, which is in the user's language already, as an error."""
    return 'nlp-zero: %s: %s' % (translate('error'), message)


def describe(error, translate=translator('en')):
    """Return an error's message as text, with its file named as the user did.

    Args:
        translate: what `translator` returns.
    """
    path = getattr(error, 'path', None)
    message = getattr(error, 'message', None)
    if path is not None and message:
        place = shown_name(path) + (':%d' % error.line if error.line is not None else '')
        byte = '' if error.offset is None else ' (byte offset %d)' % error.offset
        return '%s: %s%s' % (place, translate(message), translate(byte))
    if isinstance(error, EnvironmentError) and error.strerror:
        name = shown_name(error.filename) + ': ' if error.filename else ''
        return name + translate(fs_text(error.strerror))
    text = str(error)
    return translate(text if isinstance(text, text_type) else text.decode('utf-8', 'replace'))


def shown_name(path):
    """Return the name of a file as text on one line, control characters as escapes."""
    return _CONTROL.sub(lambda match: '\\x%02x' % ord(match.group()), fs_text(path)) or "''"


def name_options(message, options):
    """Return a message with Python argument names replaced by the options of the command.

    Args:
        message: text.
        options: {argument: option}, such as {'temp_dir': '--temp-dir'}; other arguments are kept, except as
            an alternative in parentheses, which is removed.

    >>> print(name_options("give temp_dir= on a larger disk, or encoding='auto'",
    ...                    {'temp_dir': '--temp-dir', 'encoding': '--encoding'}))
    give --temp-dir on a larger disk, or --encoding auto
    """
    def option(match):
        name, value = match.groups()
        if name not in options:
            return match.group()
        return options[name] + (' ' + value if value else '')

    def alternative(match):
        return match.group() if match.group(1) in options else ''
    return _ARGUMENT.sub(option, _ALTERNATIVE.sub(alternative, message))


def show_characters(message):
    """Return a message with escapes replaced by their characters, if these are visible."""
    def character(match):
        if match.group(1) is None:
            return match.group()
        code = int(match.group(2) or match.group(3) or match.group(4), 16)
        if not 0x7f < code < 0x110000 or code < 0x10000 and _UNSEEN.match(unichr_(code)):
            return match.group()
        shown = match.group().lstrip('\\')
        return match.group(1) + ('\\' + shown).encode('ascii').decode('unicode-escape')
    if PY2:
        message = re.sub(r"(?<!\w)u(?=['\"])", '', message)
    return _ESCAPED.sub(character, message)


def closest(word, choices):
    """Return a question that names the choice that a word is closest to; '' where none is close.

    >>> print(closest('discvoer', ['count', 'discover']))
    ; did you mean discover?
    """
    from difflib import get_close_matches
    found = get_close_matches(word, choices, 1)
    return '; did you mean %s?' % found[0] if found else ''


def chosen_language(arguments):
    """Return 'zh' or 'en', by --lang in the arguments, which may be shortened, or else by the locale."""
    chosen = None
    for position, argument in enumerate(arguments):
        name, sign, value = argument.partition('=')
        if name == '--':
            break
        if len(name) > len('--') and '--lang'.startswith(name):
            chosen = value if sign else ''.join(arguments[position + 1:position + 2])
    return chosen if chosen in ('en', 'zh') else locale_language()


def locale_language():
    """Return 'zh' if the environment or Windows is set to Chinese, else 'en'."""
    values = [os.environ.get(str(name)) for name in ('LC_ALL', 'LC_MESSAGES', 'LANG')]
    values = [value for value in values if value]
    chinese = values[0].lower().startswith('zh') if values else _windows_is_chinese()
    return 'zh' if chinese else 'en'


def _windows_is_chinese():
    """Tell whether this is Windows and shows its user Chinese."""
    try:
        from ctypes import windll
    except ImportError:
        return False
    # The low ten bits are the language, without its region; 4 is Chinese.
    return windll.kernel32.GetUserDefaultUILanguage() & 0x3ff == 4


def write_output(text):
    """Write text to standard output at once: as UTF-8, as results are, where its encoding lacks a character.

    Raises:
        OutputError: standard output is closed, or full.
        EnvironmentError: its reader has closed the pipe.
    """
    if sys.stdout is None:
        raise OutputError('standard output is closed', path='-')
    text = escape_surrogates(text)
    try:
        if can_show(text, sys.stdout):
            _write(sys.stdout, text)
        else:
            sys.stdout.flush()
            out = binary_stream(sys.stdout)
            out.write(text.encode('utf-8'))
            out.flush()
    except EnvironmentError as error:
        if is_closed_pipe(error):
            raise
        raise OutputError('standard output cannot be written: %s' % (error.strerror or error))


def can_show(text, stream):
    """Tell whether the encoding of a stream has all characters of a text."""
    try:
        text.encode(stream_encoding(stream))
    except UnicodeEncodeError:
        return False
    return True


def write_error(text):
    """Write text to standard error like `write_output`; a closed standard error is ignored."""
    try:
        if sys.stderr is not None:
            _write(sys.stderr, text)
    except (EnvironmentError, ValueError):
        silence(sys.stderr)


def _write(stream, text):
    encoding = stream_encoding(stream)
    data = escape_surrogates(text).encode(encoding, 'backslashreplace')
    stream.write(data.decode(encoding) if takes_text(stream) else data)
    stream.flush()


def silence(stream):
    """Point a standard stream at nothing, so that the interpreter's last flush cannot complain."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (AttributeError, EnvironmentError, ValueError):
        pass
