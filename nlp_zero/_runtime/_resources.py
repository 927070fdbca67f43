# -*- coding: utf-8 -*-
"""Say what a long run may use of the machine: memory, processes, room on the disk."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from ._memory import parse_size
from ._workers import checked_workers, resolve_workers

__all__ = [str('Resources')]

_FIELDS = [str(name) for name in ('memory', 'workers', 'temp_dir', 'checkpoint', 'progress')]


class Resources(namedtuple(str('Resources'), _FIELDS)):
    """Hold the limits of a run, checked once, to be handed from stage to stage.

    Args:
        memory: bytes for all processes together, beyond what an idle interpreter takes: a number, or
            a text such as '512MB' or '25%' (`parse_size`); None for no bound.
        workers: number of processes, from 1 up; None for one a core.
        temp_dir: folder for temporary files; None for the system's place.
        checkpoint: what a stage keeps its state in (a folder or a `Checkpoint`), or None.
        progress: callable that is told how far a stage is, or None.

    Raises:
        ArgumentError: an amount of memory or a number of workers that is none.

    >>> limits = Resources(memory='1kB', workers=2)
    >>> limits.memory, limits.processes, limits.temp_dir is None
    (1000, 2, True)
    """

    __slots__ = ()

    def __new__(cls, memory=None, workers=None, temp_dir=None, checkpoint=None, progress=None):
        return super(Resources, cls).__new__(cls, parse_size(memory), checked_workers(workers), temp_dir,
                                             checkpoint, progress)

    @property
    def processes(self):
        """Number of worker processes: `workers`, or what None stands for on this machine."""
        return resolve_workers(self.workers)
