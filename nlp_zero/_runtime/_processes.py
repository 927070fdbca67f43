# -*- coding: utf-8 -*-
"""Say how many processes to use, and how this platform starts them.

No process is started here. `multiprocessing` is imported on use, since it is slow to import.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._compat import integer_types
from ..errors import ArgumentError

__all__ = [str(name) for name in (
    'checked_workers', 'forks', 'may_have_children', 'process_context', 'resolve_workers', 'usable_cores')]


def usable_cores():
    """Return the number of cores that this process may use, at least 1.

    >>> usable_cores() >= 1
    True
    """
    try:
        return len(os.sched_getaffinity(0)) or 1
    except (AttributeError, OSError):
        import multiprocessing
        try:
            return multiprocessing.cpu_count()
        except NotImplementedError:
            return 1


def checked_workers(workers):
    """Return a number of workers as it is, None included.

    Raises:
        ArgumentError: anything but None and whole numbers from 1 up.
    """
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, integer_types)
                                or workers < 1):
        raise ArgumentError('workers must be a whole number from 1 up, or None; not %r' % (workers,))
    return workers


def resolve_workers(workers):
    """Return a number of workers; None is one for each core that the process may use.

    Where processes are not forked, None is 1: there a program must be written for worker processes
    (`if __name__ == '__main__':`), so it is the program that has to ask for them.

    Raises:
        ArgumentError: as `checked_workers`.

    >>> resolve_workers(3)
    3
    """
    if checked_workers(workers) is None:
        return usable_cores() if _forks_by_default() else 1
    return workers


def may_have_children():
    """Tell whether this process may start others; a worker may not."""
    import multiprocessing
    return not multiprocessing.current_process().daemon


def process_context(method):
    """Return the module or context that makes processes.

    Args:
        method: 'fork', 'spawn' or 'forkserver'; None for the platform's own.
    """
    import multiprocessing
    if method is None or not hasattr(multiprocessing, 'get_context'):
        return multiprocessing
    return multiprocessing.get_context(method)


def forks(context):
    """Tell whether the processes of a context begin as copies of this one."""
    method = getattr(context, 'get_start_method', None)
    return os.name == 'posix' and (method is None or method() == 'fork')


def _forks_by_default():
    import multiprocessing
    if not hasattr(multiprocessing, 'get_all_start_methods'):
        return os.name == 'posix'
    # To ask for the method itself would fix it for the whole program.
    chosen = multiprocessing.get_start_method(allow_none=True)
    return (chosen or multiprocessing.get_all_start_methods()[0]) == 'fork'
