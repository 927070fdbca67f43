# -*- coding: utf-8 -*-
"""Find words, phrases and sentence templates in raw Chinese text, with no dictionary."""
from __future__ import absolute_import

__version__ = '1.0.0.dev0'
