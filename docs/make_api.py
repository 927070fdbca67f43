# -*- coding: utf-8 -*-
"""Write docs/en/api.md and docs/zh/api.md: the public names with their signatures and docstrings.

What can be imported from `nlp_zero` itself is shown in full, other public names by the first line of their
docstrings, which are English. On the Chinese page a line of `docs/api_names.zh.txt` comes before each.

    python docs/make_api.py             # write both, on CPython 3.11 or newer
    python docs/make_api.py --check     # exit with 1 if a page is not what would be written
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import inspect
import io
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

#: What the pages say in each language: title, introduction, and the labels of a list of fields and a value.
LABELS = {
    'en': ('# API reference',
           'Generated from the docstrings by `docs/make_api.py`. Names that can be imported from `nlp_zero` '
           'are shown in full. For the other public names of each module only the first line is shown; see '
           '`help(name)` for the rest. The functions of the shared tokenizer can be imported from `nlp_zero` '
           'too, for example `nlp_zero.cut`.\n',
           'Fields', '| also public | |'),
    'zh': ('# API 参考',
           '由 `docs/make_api.py` 从 docstring 生成：每个名称先给出中文说明，再列出英文 docstring。可以直接从 `nlp_zero` 导入的名称列出全文；'
           '各模块的其他公开名称只列出第一行，完整内容用 `help(名称)` 查看。共用分词器的函数也可以从 `nlp_zero` 导入，如 `nlp_zero.cut`。用法和示例见其他文档。\n',
           '字段', '| 其他公开名称 | |'),
}


class ChineseLines(dict):
    """Hold {name: what it is in Chinese, in one line}; a name that is missing ends the program."""

    def __init__(self):
        with io.open(os.path.join(ROOT, 'docs', 'api_names.zh.txt'), encoding='utf-8') as source:
            self.update(line.rstrip('\n').split(' = ', 1) for line in source if not line.startswith('#'))

    def __missing__(self, name):
        raise SystemExit('docs/api_names.zh.txt has no line for %s' % name)


def public_modules():
    """Return the public modules, in order of their names."""
    import nlp_zero
    return [importlib.import_module('nlp_zero.' + name) for name in sorted(nlp_zero._PACKAGES)]


def public_names(module):
    """Return the public names of a module, in order."""
    names = getattr(module, '__all__', None)
    if names is None:
        names = [name for name, value in vars(module).items()
                 if not name.startswith('_') and getattr(value, '__module__', None) == module.__name__]
    return sorted(names)


def signature(value):
    """Return the parameters of a callable as text, with no address in it."""
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return '(...)'
    return re.sub(r'<(?:function|built-in function|class) \'?([\w.]+)[^>]*>', r'\1', text)


def fenced(docstring):
    """Return a docstring as a block that is shown as it is."""
    return ['```text'] + docstring.splitlines() + ['```', '']


def methods(cls):
    """Return (name, function or property) of the public methods that our classes define, by name."""
    found = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith('nlp_zero'):
            found.update((name, value) for name, value in vars(base).items() if not name.startswith('_'))
    fields = getattr(cls, '_fields', ())
    return sorted((name, value) for name, value in found.items() if name not in fields)


def method_lines(cls, chinese):
    """Yield the lines on the methods of a class."""
    for name, value in methods(cls):
        function = getattr(value, '__func__', value)
        plain = isinstance(value, (int, float, str, tuple, dict))
        docstring = None if plain else inspect.getdoc(function)
        if docstring and (inspect.isroutine(function) or inspect.isfunction(getattr(value, 'fget', None))):
            arguments = '' if isinstance(value, property) else signature(function)
            yield '#### `%s.%s%s`' % (cls.__name__, name, arguments)
            yield ''
            line = chinese.get('%s.%s' % (cls.__name__, name), chinese.get('.' + name))
            if line:
                yield line
                yield ''
            for line in fenced(docstring):
                yield line


def name_lines(name, value, labels, chinese):
    """Yield the lines on one name that is shown in full."""
    if inspect.isclass(value):
        called = '' if issubclass(value, (BaseException, tuple)) else signature(value)
        yield '### class `%s%s`' % (name, called)
    else:
        yield '### `%s%s`' % (name, signature(value))
    yield ''
    if chinese:
        yield chinese[name]
        yield ''
    if hasattr(value, '_fields'):
        yield '%s: %s' % (labels[2], ', '.join('`%s`' % field for field in value._fields))
        yield ''
    for line in fenced(inspect.getdoc(value)):
        yield line
    if inspect.isclass(value):
        for line in method_lines(value, chinese):
            yield line


def other_lines(module, names, labels):
    """Yield a table of the other names of a module that have a docstring of their own."""
    rows = []
    for name in names:
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isroutine(value):
            first = (inspect.getdoc(value) or '').partition('\n')[0]
            rows.append('| `%s` | %s |' % (name, first.replace('|', '\\|')))
    if rows:
        for line in [labels[3], '|---|---|'] + rows + ['']:
            yield line


def page(language):
    """Return the page in a language."""
    import nlp_zero
    labels, chinese = LABELS[language], ChineseLines() if language == 'zh' else {}
    lines = [labels[0], '', labels[1]]
    for module in public_modules():
        lines += ['## `%s`' % module.__name__, '']
        lines += [chinese[module.__name__], ''] if chinese else []
        lines += fenced(inspect.getdoc(module))
        exported = sorted(nlp_zero._PACKAGES[module.__name__.partition('.')[2]])
        for name in exported:
            lines += name_lines(name, getattr(module, name), labels, chinese)
        lines += other_lines(module, [name for name in public_names(module) if name not in exported], labels)
    return '\n'.join(lines).rstrip('\n') + '\n'


def main(arguments):
    """Write the pages, or compare them; return the exit code."""
    different = 0
    for language in sorted(LABELS):
        path = os.path.join(ROOT, 'docs', language, 'api.md')
        text = page(language)
        if '--check' not in arguments:
            with io.open(path, 'w', encoding='utf-8', newline='\n') as out:
                out.write(text)
            continue
        with io.open(path, encoding='utf-8') as source:
            if source.read() != text:
                print('%s is not what docs/make_api.py writes: run it' % path)
                different = 1
    return different


if __name__ == '__main__':
    sys.path.insert(0, ROOT)
    sys.exit(main(sys.argv[1:]))
