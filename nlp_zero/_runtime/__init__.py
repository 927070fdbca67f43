# -*- coding: utf-8 -*-
"""Run long work: worker processes, a memory budget, checkpoints.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._checkpoint import Checkpoint, Stage, checked_blocks, part_of, restarted
from ._memory import parse_size, physical_memory
from ._resources import Resources
from ._workers import hire, ordered_map, resolve_workers, usable_cores

__all__ = [str(name) for name in (
    'Checkpoint', 'Resources', 'Stage', 'checked_blocks', 'hire', 'ordered_map', 'parse_size', 'part_of', 'physical_memory',
    'resolve_workers', 'restarted', 'usable_cores')]
