# -*- coding: utf-8 -*-
"""Support long work: worker processes, a memory budget, checkpoints.

`Resources` holds the limits of a run and is passed down as one value. `STAGES` lists the stages whose state
a checkpoint can keep.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from ._checkpoint import (
    STAGES, Checkpoint, Stage, blocks_after, counts_of, resume_run, texts_checksum, whole_number)
from ._resources import Resources, parse_size, resolve_workers, usable_cores
from ._worker_pool import WorkerPool, WorkerTraceback, chained, ordered_map, worker_pool
from ._worker_process import on_held

__all__ = [str(name) for name in (
    'Checkpoint', 'Resources', 'STAGES', 'Stage', 'WorkerPool', 'WorkerTraceback', 'blocks_after',
    'chained', 'counts_of', 'on_held', 'ordered_map', 'parse_size', 'resolve_workers', 'resume_run',
    'texts_checksum', 'usable_cores', 'whole_number', 'worker_pool')]
