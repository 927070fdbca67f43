# -*- coding: utf-8 -*-
"""Show the help of the command line, in English, or in Chinese by --lang zh or the locale.

The English texts are in the declarations of verbs and options, the Chinese ones in `data/help.zh.txt`,
which is read only when it is shown and describes its own format.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import re
import sys

from .._compat import package_data
from ..text import display_width
from ._messages import can_show, error_line, translator, write_error, write_output

USAGE = 2

#: The section of what verbs share, and that of the top of the command line.
_SHARED, _TOP = '*', 'nlp-zero'
_USAGE_LINE = 'usage: nlp-zero VERB [options] [FILES]'
_LAST_LINE = 'Run nlp-zero VERB --help for options and examples (--lang zh: in Chinese), or --version.'
# What stays together at the end of a line: a run of ASCII, or a character, with the marks that belong to it.
_UNBROKEN = re.compile('[（“]*(?:[!-~]+|[^!-~])[，。；：、）”]* ?')


def show_top(groups, language, error=''):
    """Print the verbs and exit: to stdout with code 0, or to stderr with 2 if there is an error.

    Args:
        groups: (purpose of its verbs, [(name, one line of help) of each verb]) of each group.
        language: 'en' or 'zh'.
        error: message to end with, or ''.
    """
    if error and not can_show('词', sys.stderr):
        language = 'en'
    texts = _chinese_texts() if language == 'zh' else {}
    top = texts.get(_TOP, {})
    lines = [top.get('usage', _USAGE_LINE)]
    for job, verbs in groups:
        lines += ['', top.get(job, job) + ':']
        lines += ['  %-10s %s' % (name, texts.get(name, {}).get('HELP', line)) for name, line in verbs]
    lines += ['', top.get('last', _LAST_LINE)]
    if error:
        translate = translator(language)
        lines.append(error_line(translate(error), translate))
    (write_error if error else write_output)('\n'.join(lines) + '\n')
    raise SystemExit(USAGE if error else 0)


def put_into_chinese(parser, verb):
    """Translate the texts of a verb's parser into Chinese; texts without a translation stay English.

    Args:
        parser: an `argparse.ArgumentParser` with all options.
        verb: its name.
    """
    texts = _chinese_texts()
    shared, own = texts[_SHARED], texts[verb]
    parser.formatter_class = _ChineseFormatter
    parser.usage = parser.usage.replace('[options]', '[选项]')
    parser.description = own['HELP']
    parser.epilog = '示例:\n%s\n\n%s' % (own['EXAMPLES'], shared['metavars'])
    for group in parser._action_groups:
        group.title = shared.get(group.title, group.title)
        group.description = group.description and shared['FILES']
    for action in parser._actions:
        name = max(action.option_strings, key=len)
        action.help = own.get(name, shared.get(name, '')).replace('%', '%%') or action.help


def _chinese_texts():
    """Return {verb, or name of a section: {option, or name of a text: text}}."""
    sections, section = {}, {}
    for line in package_data('data/help.zh.txt').decode('utf-8').splitlines():
        if line.startswith('['):
            section = sections.setdefault(line.strip('[]'), {})
        elif line.startswith('  '):
            section['EXAMPLES'] = '\n'.join(filter(None, [section.get('EXAMPLES'), line]))
        elif line and not line.startswith('#'):
            name, _, text = line.partition(' = ')
            section[name] = text
    return sections


class _ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Write the usage in Chinese, and break lines between Chinese characters, by their width."""

    def add_usage(self, usage, actions, groups, prefix=None):
        """Add the usage line."""
        argparse.RawDescriptionHelpFormatter.add_usage(self, usage, actions, groups, '用法: ')

    def _split_lines(self, text, width):
        lines, left = [''], width
        for piece in _UNBROKEN.findall(text):
            taken = display_width(piece)
            if taken > left and lines[-1]:
                lines.append('')
                left = width
            lines[-1] += piece
            left -= taken
        return [line.rstrip() for line in lines]
