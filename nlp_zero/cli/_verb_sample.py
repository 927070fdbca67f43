# -*- coding: utf-8 -*-
"""Run `nlp-zero sample`: write the sample corpora into a folder, to try the other verbs on."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._compat import package_data
from .._storage import native_path, open_output, path_name, remove_files
from ..errors import ArgumentError, OutputError

HELP = 'write the sample corpora into a folder'
FILES = 'FOLDER'
EXAMPLES = '''
nlp-zero sample samples
'''

#: The corpora that are in the package, and in the folder `corpora` of a clone.
NAMES = ('reviews.txt', 'service.txt', 'news.txt', 'story.txt', 'gold.txt', 'new_words.txt', 'README.md')


def add_arguments(parser):
    """Declare no option of its own."""


def check(options):
    """Reject more or less than one folder."""
    if len(options.files) != 1:
        raise ArgumentError('give one folder, not %d' % len(options.files))
    options.output = '-'


def run(options, streams):
    """Write the files; an existing file with one of their names is an error and is not overwritten."""
    folder = native_path(options.files[0])
    present = [name for name in NAMES if os.path.lexists(os.path.join(folder, str(name)))]
    if present:
        raise OutputError('%s is there already, and nothing was written: name a new folder' % present[0],
                          path_name(folder))
    missing, written = _missing_folders(folder), []
    try:
        if missing:
            _make(folder)
        for name in NAMES:
            with open_output(os.path.join(folder, str(name)), binary=True) as out:
                out.write(_sample(name))
            written.append(os.path.join(folder, str(name)))
    except BaseException:
        remove_files(written)
        for made in filter(os.path.isdir, missing):
            os.rmdir(made)
        raise
    for name in NAMES:
        streams.message('wrote %s' % os.path.join(path_name(folder), name))


def _missing_folders(folder):
    """Return a folder and those around it that do not exist, the innermost first."""
    missing, folder = [], os.path.abspath(folder)
    while not os.path.exists(folder) and folder != os.path.dirname(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    return missing


def _make(folder):
    try:
        os.makedirs(folder)
    except EnvironmentError as error:
        raise OutputError('cannot be made: %s' % error.strerror, path_name(folder))


def _sample(name):
    """Return a sample as bytes, from the installed package or from the source tree."""
    try:
        return package_data('data/corpora/' + name)
    except EnvironmentError:
        return package_data('../corpora/' + name)
