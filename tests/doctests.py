# -*- coding: utf-8 -*-
"""Run the doctests of every module of the package; exit with 1 if one fails or none is found."""
from __future__ import absolute_import, division, print_function, unicode_literals

import doctest
import importlib
import pkgutil
import sys

import nlp_zero


def main():
    """Print the number of examples and return the exit code."""
    names = [name for _, name, _ in pkgutil.walk_packages(nlp_zero.__path__, 'nlp_zero.')
             if not name.endswith('__main__')]
    results = [doctest.testmod(importlib.import_module(str(name))) for name in sorted(names)]
    failed, tried = (sum(result[i] for result in results) for i in (0, 1))
    print('%d examples in %d modules, %d failed' % (tried, len(names), failed))
    return 1 if failed or not tried else 0


if __name__ == '__main__':
    sys.exit(main())
