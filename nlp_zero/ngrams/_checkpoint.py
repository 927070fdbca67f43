# -*- coding: utf-8 -*-
"""Keep the state of a long run in a folder, so that a run that was killed can go on.

A state is a small dict that names the files which belong to it. It is replaced in one step and only
after those files are on the disk, so what is found after a kill at any moment is a whole state or none.
What is done with a state is for the stage to say.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os

from .._compat import text_type
from .._files import open_output, os_path
from ..errors import ArgumentError, CorpusError, FormatError, OutputError

__all__ = [str('Checkpoint'), str('checked_blocks')]

_VERSION = 1
_STATE = str('state.json')


class Checkpoint(object):
    """Hold a folder for one run.

    Args:
        folder: path; made if it does not exist. One run at a time may use it.
        settings: dict of plain values on which the result depends; a state of other settings is
            refused.

    Raises:
        OutputError: the folder cannot be made.
    """

    def __init__(self, folder, settings):
        path = os_path(folder)
        if not isinstance(path, str):
            path = os.fsdecode(path) if hasattr(os, 'fsdecode') else str(path)
        self.path, self._settings = path, settings
        if not os.path.isdir(path):
            try:
                os.makedirs(path)
            except (IOError, OSError) as error:
                raise OutputError('cannot make the checkpoint folder: %s'
                                  % (error.strerror or error), path=path)

    def file(self, name):
        """Return the path of a file in the folder."""
        return os.path.join(self.path, str(name))

    def write(self, name, value):
        """Write a plain value to a file of its own, whole or not at all, down to the disk."""
        import json
        with open_output(self.file(name)) as out:
            text = json.dumps(value, sort_keys=True)
            out.write(text if isinstance(text, text_type) else text.decode('ascii'))

    def read(self, name):
        """Return what `write` wrote under this name.

        Raises:
            FormatError: it is damaged or gone.
        """
        import json
        path = self.file(name)
        try:
            with io.open(path, encoding='utf-8') as source:
                return json.loads(source.read())
        except (IOError, OSError, ValueError) as error:
            raise FormatError('the checkpoint is damaged (%s); remove the folder to begin again'
                              % error, path=path)

    def load(self):
        """Return the last state that was saved, or None.

        Raises:
            FormatError: it is damaged, or of another version of this package.
            ArgumentError: it belongs to other settings.
        """
        if not os.path.exists(self.file(_STATE)):
            return None
        state = self.read(_STATE)
        if not isinstance(state, dict) or state.get('version') != _VERSION:
            raise FormatError('the checkpoint is of another version; remove the folder to begin '
                              'again', path=self.file(_STATE))
        if state.get('settings') != self._settings:
            raise ArgumentError('the checkpoint in %r belongs to other settings (%r, not %r): take '
                                'another folder, or remove this one'
                                % (self.path, state.get('settings'), self._settings))
        return state

    def save(self, state):
        """Replace the state. Files that it names must be complete."""
        self.write(_STATE, dict(state, version=_VERSION, settings=self._settings))

    def keep_only(self, names):
        """Remove files of this package that a state does not name: leftovers of a kill."""
        keep = set(names) | set([_STATE])
        for name in sorted(os.listdir(self.path)):
            # Hidden files are those that were being written.
            if name not in keep and name.lstrip('.').startswith(('run-', 'state.json')):
                os.remove(self.file(name))

    def remove(self):
        """Remove the state, its files, and the folder if nothing else is in it."""
        if os.path.exists(self.file(_STATE)):
            # First of all, so that a kill in between leaves no state without its files.
            os.remove(self.file(_STATE))
        self.keep_only(())
        try:
            os.rmdir(self.path)
        except OSError:
            pass


def checked_blocks(blocks, skip, checksum, seen):
    """Yield blocks of texts but for those that an earlier run has done.

    Args:
        blocks: iterable of lists of text.
        skip: how many blocks are done.
        checksum: what `seen` held after the last of these.
        seen: list to which the running checksum is appended for each block that is given.

    Raises:
        CorpusError: the texts that are skipped are not those of the earlier run.
    """
    from zlib import crc32
    running = done = 0
    for block in blocks:
        running = crc32('\n'.join(block).encode('utf-8', 'replace'), running) & 0xffffffff
        done += 1
        if done <= skip:
            if done == skip and running != checksum:
                break
            continue
        seen.append(running)
        yield block
    if done < skip or done == skip and running != checksum:
        raise CorpusError('the texts are not those of the checkpoint: give the same files in the same '
                          'order, or remove the checkpoint folder')
