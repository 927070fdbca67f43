# -*- coding: utf-8 -*-
"""Say what a long run may use of the machine: memory, processes, space on the disk."""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from ._checkpoint import Checkpoint, Stage
from ._memory import parse_size
from ._processes import checked_workers, resolve_workers

__all__ = [str('Resources')]

_FIELDS = [str(name) for name in ('memory', 'workers', 'temp_dir', 'checkpoint')]


class Resources(namedtuple(str('Resources'), _FIELDS)):
    """Hold the limits of a run, checked once, to be passed from stage to stage.

    Args:
        memory: bytes for all processes together, beyond what an idle interpreter takes: a number, or
            a text such as '512MB' or '25%' (`parse_size`); None for no limit.
        workers: number of processes, from 1 up; None for one a core.
        temp_dir: folder for temporary files; None for the system's place.
        checkpoint: folder in which stages keep their state, as a path or a `Checkpoint`, or None.

    Raises:
        ArgumentError: an invalid amount of memory or number of workers.
        OutputError: the checkpoint's folder cannot be made.

    >>> limits = Resources(memory='1kB', workers=2)
    >>> limits.memory, limits.processes, limits.share(8).memory
    (1000, 2, 125)
    """

    __slots__ = ()

    def __new__(cls, memory=None, workers=None, temp_dir=None, checkpoint=None):
        memory, workers = parse_size(memory), checked_workers(workers)
        if checkpoint is not None and not isinstance(checkpoint, Checkpoint):
            checkpoint = Checkpoint(checkpoint)
        return super(Resources, cls).__new__(cls, memory, workers, temp_dir, checkpoint)

    @property
    def processes(self):
        """Number of worker processes: `workers`, or what None means on this machine."""
        return resolve_workers(self.workers)

    def share(self, parts):
        """Return the same limits with one of so many equal parts of the memory, at least a byte."""
        return self if self.memory is None else self._replace(memory=max(1, self.memory // parts))

    def close(self):
        """Let other runs use the checkpoint."""
        if self.checkpoint is not None:
            self.checkpoint.close()

    def stage(self, name, settings=None, every=1):
        """Return the `Stage` of this name in the checkpoint; it keeps nothing where there is none."""
        return Stage(self.checkpoint, name, settings, every)
