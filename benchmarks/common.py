# -*- coding: utf-8 -*-
"""Share what the benchmarks need: the package of this clone, the data, checksums, medians, what ran.

Import it before `nlp_zero`: it lets the clone that the benchmark is part of win over an installed package.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import hashlib
import io
import os
import platform
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

#: Folder of the measuring data, beside the clone: see benchmarks/README.md.
DATA = os.path.join(os.path.dirname(ROOT), 'shared', 'data')
#: The project's own corpora.
CORPORA = [os.path.join(ROOT, 'corpora', name + '.txt') for name in ('news', 'reviews', 'service', 'story')]
#: What runs, for the line that every result begins with.
PYTHON = '%s %s' % (platform.python_implementation(), platform.python_version())

_DIGITS = 16


def checksum(data):
    """Return the first digits of the SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def file_checksum(path):
    """Return the same of a file as it is on the disk, read block by block."""
    digest = hashlib.sha256()
    with io.open(path, 'rb') as stream:
        for block in iter(lambda: stream.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()[:_DIGITS]


def read_bytes(path):
    """Return what a file holds, unpacked by its name."""
    from nlp_zero._storage import open_input
    with open_input(path) as stream:
        return stream.read()


def read_lines(path):
    """Return (lines, checksum of the bytes) of a text in UTF-8, unpacked by its name."""
    data = read_bytes(path)
    return data.decode('utf-8').splitlines(), checksum(data)


def median(values):
    """Return the middle value, or the mean of the middle two."""
    values = sorted(values)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def spread(values):
    """Return `median (least to greatest)` as text."""
    return '%.2f (%.2f to %.2f)' % (median(values), min(values), max(values))


def peak_memory():
    """Return the peak memory of this process in MB, 0 where the system does not tell."""
    try:
        # Not getrusage where it can be helped: a child's figure begins at what its parent held.
        with io.open('/proc/self/status') as status:
            return [int(line.split()[1]) // 1024 for line in status if line.startswith('VmHWM:')][0]
    except (IOError, IndexError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
