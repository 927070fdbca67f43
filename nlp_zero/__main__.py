# -*- coding: utf-8 -*-
"""Run the command line as `python -m nlp_zero`, or as the program `nlp-zero`."""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys


def main():
    """Run one command and return its exit code; 130 if Ctrl-C comes while the command line is imported."""
    try:
        from .cli import main as run
    except KeyboardInterrupt:
        return 130
    return run()


if __name__ == '__main__':
    sys.exit(main())
