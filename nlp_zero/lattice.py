# -*- coding: utf-8 -*-
"""Keep the module path that `DAG` has in nlp-zero 0.1.6."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .upstream import DAG

__all__ = [str('DAG')]
