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
from .._storage import open_output, os_path
from ..errors import ArgumentError, CorpusError, FormatError, OutputError

__all__ = [str(name) for name in (
    'Checkpoint', 'Stage', 'checked_blocks', 'part_of', 'restarted')]

_VERSION = 2
_STATE = str('state.json')
#: What the names of this package's files in the folder begin with.
_OURS = ('run-', 'stage-', 'state.json')


class Checkpoint(object):
    """Hold a folder for one run.

    Args:
        folder: path; made if it does not exist. One run at a time may use it.
        settings: dict of plain values on which the result depends; a state of other settings is
            refused.
        parts: names of folders in it that are checkpoints themselves.

    Raises:
        OutputError: the folder cannot be made.
    """

    def __init__(self, folder, settings, parts=()):
        path = os_path(folder)
        if not isinstance(path, str):
            path = os.fsdecode(path) if hasattr(os, 'fsdecode') else str(path)
        self.path, self._settings, self._parts = path, _plain(settings), parts
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
            if name not in keep and name.lstrip('.').startswith(_OURS):
                os.remove(self.file(name))

    def files(self):
        """Return the names of the files that are whole, as a list."""
        return [name for name in sorted(os.listdir(self.path)) if not name.startswith('.')]

    def clear(self):
        """Remove what a run that ended in the midst of `remove` left, or one before its first state."""
        self.keep_only(())
        for name in self._parts:
            if os.path.isdir(self.file(name)):
                Checkpoint(self.file(name), None).remove()

    def remove(self):
        """Remove the state, its files, and the folder if nothing else is in it."""
        if os.path.exists(self.file(_STATE)):
            # First of all, so that a kill in between leaves no state without its files.
            os.remove(self.file(_STATE))
        self.clear()
        try:
            os.rmdir(self.path)
        except OSError:
            pass


def _plain(value):
    """Return a value as it comes back from a file: tuples are lists."""
    import json
    return json.loads(json.dumps(value, default=repr))


class Stage(object):
    """Keep the state of one stage of a longer run in a file of its own.

    Without a checkpoint nothing is kept, so that a stage need not ask whether there is one.

    Args:
        checkpoint: the `Checkpoint` of the whole run, or None.
        name: name of the stage.
        every: how many steps are made for each state that `step` writes.

    >>> stage = Stage(None, 'sample')
    >>> stage.load() is None
    True
    """

    def __init__(self, checkpoint, name, every=1):
        self._checkpoint, self._name = checkpoint, 'stage-%s.json' % name
        self._every, self._steps = every, 0

    def load(self):
        """Return what was saved last, or None.

        Raises:
            FormatError: it is damaged.
        """
        if self._checkpoint is None or not os.path.exists(self._checkpoint.file(self._name)):
            return None
        return self._checkpoint.read(self._name)

    def save(self, make, *arguments):
        """Replace the state by the plain value that `make(*arguments)` returns, in one step."""
        if self._checkpoint is not None:
            self._checkpoint.write(self._name, make(*arguments))

    def step(self, make, *arguments):
        """Count a step, and save the state if there were enough of them."""
        self._steps += 1
        if self._steps % self._every == 0:
            self.save(make, *arguments)


def restarted(folder, settings, corpus, parts=()):
    """Return the checkpoint of a run in stages, as a run before this one may have left it.

    The corpus is read once, so that its checksum tells whether the run goes on with the same texts.

    Args:
        folder: path, or None.
        settings: dict of plain values on which the result depends.
        corpus: a re-iterable of texts.
        parts: as `Checkpoint`.

    Returns:
        Checkpoint, or None without a folder.

    Raises:
        ArgumentError: the folder belongs to other settings.
        CorpusError: it belongs to other texts, or reading fails.
        FormatError: it is damaged.
        OutputError: it cannot be made.
    """
    if folder is None:
        return None
    checkpoint = Checkpoint(folder, settings, parts)
    state = checkpoint.load()
    seen = _checksum(corpus)
    if state is None:
        checkpoint.clear()
        checkpoint.save({'texts': seen})
    elif state.get('texts') != seen:
        raise _other_texts()
    # What a kill left half-written goes.
    checkpoint.keep_only(checkpoint.files())
    return checkpoint


def part_of(checkpoint, name):
    """Return the path of a folder within a checkpoint, which a stage makes its own; None without one."""
    return None if checkpoint is None else checkpoint.file(name)


def _checksum(texts):
    """Return [number of texts, CRC-32 of all of them]."""
    from zlib import crc32
    running = number = 0
    for number, text in enumerate(texts, 1):
        running = crc32((text + '\n').encode('utf-8', 'replace'), running)
    return [number, running & 0xffffffff]


def _other_texts():
    return CorpusError('the texts are not those of the checkpoint: give the same files in the same '
                       'order, or remove the checkpoint folder')


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
        raise _other_texts()
