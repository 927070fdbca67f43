# -*- coding: utf-8 -*-
"""Write plain values as JSON on one line, in the same bytes on every Python.

`json_text` is for people and other programs: text as it is, floats to six places. `dump_state` is for
this package to read again: nothing is rounded, and any text fits, whatever UTF-8 can spell.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import json
from collections import OrderedDict
#: Return a text as a JSON string, with characters beyond ASCII as they are.
from json.encoder import encode_basestring as json_string

from .._compat import Mapping, text_type

__all__ = [str(name) for name in ('dump_state', 'json_string', 'json_text', 'load_state')]

_INFINITY = float('inf')


def json_text(value):
    """Return a value as JSON.

    Args:
        value: text, a whole number, a float, true, false or None; lists, tuples and mappings of such, nested
            a few levels deep. An `OrderedDict` keeps its order, any other mapping is sorted by its keys.

    Returns:
        text: without a line break. Floats have six places, few enough to be the same on every Python and
        libm; null is for those that JSON cannot spell.

    >>> print(json_text({'word': '天气', 'pmi': 1 / 3, 'parts': ['天', None]}))
    {"parts": ["天", null], "pmi": 0.333333, "word": "天气"}
    """
    if isinstance(value, text_type):
        return json_string(value)
    if isinstance(value, float):
        return '%.6f' % value if -_INFINITY < value < _INFINITY else 'null'
    if isinstance(value, Mapping):
        items = value.items() if isinstance(value, OrderedDict) else sorted(value.items())
        return '{%s}' % ', '.join('%s: %s' % (json_text(name), json_text(inner)) for name, inner in items)
    if isinstance(value, (list, tuple)):
        return '[%s]' % ', '.join(json_text(inner) for inner in value)
    return _as_text(json.dumps(value))


def dump_state(value, default=None):
    """Return a plain value as ASCII JSON that `load_state` reads back to the last bit, its keys sorted.

    Args:
        value: what the json module takes.
        default: callable that returns a plain value for any other, or None.

    >>> print(dump_state({'b': 0.1, 'a': (1, None)}))
    {"a": [1, null], "b": 0.1}
    """
    return _as_text(json.dumps(value, sort_keys=True, default=default))


def load_state(text):
    """Return what `dump_state` wrote, tuples as lists; ValueError if the text is damaged."""
    return json.loads(text)


def _as_text(ascii_):
    """Return native ASCII, which is bytes on 2.7, as text."""
    return ascii_ if isinstance(ascii_, text_type) else ascii_.decode('ascii')
