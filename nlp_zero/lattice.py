# -*- coding: utf-8 -*-
"""Keep the module path of `DAG`, which is one of the names of nlp-zero 0.1.6."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .upstream import DAG

__all__ = [str('DAG')]
