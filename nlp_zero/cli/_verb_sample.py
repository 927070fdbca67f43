# -*- coding: utf-8 -*-
"""Run `nlp-zero sample`: write the sample corpora into a folder, to try the other verbs on."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os

from .._compat import package_data
from .._storage import check_zero, native_path, open_output, path_name, remove_files
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
    """Reject more or less than one folder, and one without a name, which would be the current one."""
    if len(options.files) != 1:
        raise ArgumentError('give one folder, not %d' % len(options.files))
    if options.files == ['']:
        raise ArgumentError('the name of the folder is empty')
    options.output = '-'


def run(options, streams):
    """Write the files; an existing file with one of their names is an error and is not overwritten."""
    check_zero(options.files[0], OutputError)
    name_of_folder = path_name(options.files[0])
    # `..` after a symbolic link is the folder around what the link leads to.
    folder = os.path.realpath(native_path(options.files[0]))
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise OutputError('is a file, not a folder', name_of_folder)
    present = [name for name in NAMES if os.path.lexists(os.path.join(folder, str(name)))]
    if present:
        raise OutputError('%s is there already, and nothing was written: name a new folder' % present[0],
                          name_of_folder)
    made, written = [], []
    try:
        _make(folder, made, name_of_folder)
        for name in NAMES:
            with open_output(os.path.join(folder, str(name)), binary=True) as out:
                out.write(_sample(name))
            written.append(os.path.join(folder, str(name)))
    except BaseException:
        remove_files(written)
        _remove_empty(made)
        raise
    for name in NAMES:
        streams.message('wrote %s' % os.path.join(name_of_folder, name))


def _make(folder, made, name):
    """Make a folder, and those around it that do not exist, and add each that was made to a list.

    A folder that another process makes in the meantime is not added.

    Args:
        folder: its real path.
        made: the list.
        name: the folder as the user named it, for messages.
    """
    missing, outer = [], folder
    while not os.path.exists(outer) and outer != os.path.dirname(outer):
        missing.append(outer)
        outer = os.path.dirname(outer)
    for path in reversed(missing):
        try:
            os.mkdir(path)
        except EnvironmentError as error:
            if not os.path.isdir(path):
                raise OutputError('cannot be made: %s' % error.strerror, name)
        else:
            made.append(path)


def _remove_empty(folders):
    """Remove folders, the innermost of which is the last; one that others write to is left."""
    for path in reversed(folders):
        try:
            os.rmdir(path)
        except EnvironmentError:
            break


def _sample(name):
    """Return a sample as bytes, from the installed package or from the source tree."""
    try:
        return package_data('data/corpora/' + name)
    except EnvironmentError:
        return package_data('../corpora/' + name)
