# -*- coding: utf-8 -*-
"""Keep the state of a long run in a folder, so that it can be resumed after it was killed.

A run consists of stages, all of which are listed in `STAGES`. A stage keeps its state, a small plain value,
in a file of its own, and may have data files that the state names. The state is replaced atomically and only
after the data files are on the disk, so that after a kill there is always either a complete state or none.
`Checkpoint` owns all files of the folder; `Stage` gives one stage access to its own.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import re
from collections import namedtuple
from contextlib import contextmanager

from .._compat import ascii_repr, crc32, integer_types
from .._storage import (
    TempFolder, check_zero, dump_state, is_partial, is_path, load_state, native_path, read_sealed,
    remove_files, remove_partials, write_sealed)
from ..errors import ArgumentError, CorpusError, FormatError, NlpZeroError, OutputError, shown
from ._lock import check_lock, is_lock, release_lock, take_lock

#: One stage: its name, the package that runs it, and the version of its state. When the form or the result
#: of a stage changes, raise its version and that of the stages that depend on the result, so that an older
#: state is refused, neither misread nor mixed with new results. `evidence` has the counts of all n-grams, and
#: `longer` a checksum of its words, so these two need not follow the words.
StageInfo = namedtuple('StageInfo', 'name owner version')

#: {name: StageInfo} of all stages. Discovery has the checksum of the corpus, the results of its method (a
#: sample, its fit, the recount; or n-grams and pieces), the words found, and their evidence.
STAGES = dict((info.name, info) for info in (
    StageInfo('corpus', '_runtime', 1),
    StageInfo('counts', 'ngrams', 3),
    StageInfo('sample', 'entropy', 2),
    StageInfo('fit', 'entropy', 3),
    StageInfo('recount', 'entropy', 3),
    StageInfo('pieces', 'words', 1),
    StageInfo('found', 'words', 2),
    StageInfo('evidence', 'words', 2),
    StageInfo('longer', 'words', 2)))

#: Matches the valid names of the files of a checkpoint.
_FILE = re.compile(r'(?:stage-(?:{0})\.json|data-(?:{0})-[0-9]{{5,9}}(?:\.index)?)\Z'
                   .format('|'.join(sorted(STAGES))))

#: Prefixes of the names of files: of states, and of data files.
_STATE, _DATA = 'stage-', 'data-'
#: The file that marks a folder as a checkpoint and lists the others, and the one that names its run.
_MARK, _LOCK = 'nlp-zero-checkpoint', 'nlp-zero-checkpoint.lock'
#: Version of the form of the mark, and of the files of values.
_VERSION = 1


def checked_folder(name, folder):
    """Return the path of a folder unchanged; raise an error that names the argument if it is none."""
    if not is_path(folder):
        raise ArgumentError('%s must be a path, not %s' % (name, shown(folder)))
    check_zero(folder, OutputError)
    return folder


class Checkpoint(object):
    """Own the files of a folder for one run.

    The folder must be new, empty, or marked by an earlier run. The mark is a file that lists the name of
    each file before that file is written; nothing else in the folder is ever overwritten or removed. A lock
    excludes other runs until `close`; the next access takes it again. The lock of a killed run is taken
    over.

    Args:
        folder: path of the folder.

    Raises:
        ArgumentError: the folder is no path, contains files and no mark, or is used by another run.
        FormatError: the mark is damaged.
        OutputError: the folder cannot be written to, or made, for example because its parent does not exist.
    """

    def __init__(self, folder):
        self.path = native_path(checked_folder('checkpoint', folder))
        # The stamp of this process while the lock is held, and the names of the files, sorted.
        self._stamp, self._names = None, []
        self._open()

    def _open(self):
        """Make and lock the folder, unless this has been done."""
        if self._stamp is not None:
            return
        is_new = not os.path.isdir(self.path)
        if is_new:
            try:
                # Parents are not made, as for an output file: they would be left behind.
                os.mkdir(self.path)
            except (IOError, OSError) as error:
                raise OutputError('cannot make the checkpoint folder: %s'
                                  % (error.strerror or error), path=self.path)
        try:
            self._check_folder()
            self._stamp = take_lock(self.file(_LOCK), self.path)
            # Another run may have changed the folder before the lock was taken.
            self._names = self._listed() if self._check_folder() else self._mark([])
        except BaseException:
            self.close()
            if is_new:
                self._remove_empty()
            raise

    def _check_folder(self):
        """Tell whether the folder is marked; raise an error if it is neither marked nor empty."""
        names = os.listdir(self.path)
        if _MARK in names:
            return True
        for name in names:
            if not is_lock(name, _LOCK) and not is_partial(name, _MARK):
                raise ArgumentError('holds files (%r) and is no checkpoint: give an empty folder, or one '
                                    'that does not exist yet' % name, path=self.path)
        return False

    def _listed(self):
        names = read_sealed(self.file(_MARK), 'checkpoint', _VERSION)
        if not isinstance(names, list) or not all(_FILE.match(name) for name in names):
            raise FormatError('is damaged: it lists files that are not those of a checkpoint',
                              path=self.file(_MARK))
        return names

    def _mark(self, names):
        """Write the list of the files to the disk, and return it."""
        write_sealed(self.file(_MARK), 'checkpoint', _VERSION, names)
        self._names = names
        return names

    def close(self):
        """Release the lock, so that other runs can use the folder."""
        stamp, self._stamp = self._stamp, None
        if stamp is not None:
            release_lock(self.file(_LOCK), stamp)

    def __del__(self):
        try:
            self.close()
        except Exception:  # the interpreter is shutting down
            pass

    def file(self, name):
        """Return the path of a file in the folder."""
        return os.path.join(self.path, str(name))

    def add_file(self, name):
        """Enter a file into the list before it is written; return its path.

        Raises:
            OutputError: the folder has a file of this name that does not belong to this checkpoint.
        """
        self._open()
        path = self.file(name)
        if name not in self._names:
            if os.path.lexists(path):
                raise OutputError('is not a file of this checkpoint: move it out of the folder', path=path)
            self._mark(sorted(self._names + [name]))
        return path

    def new_file(self, prefix):
        """Enter a data file with a new name into the list; return its path."""
        self._open()
        number = 1
        while self.exists('%s%05d' % (prefix, number)) or os.path.lexists(
                self.file('%s%05d' % (prefix, number))):
            number += 1
        return self.add_file('%s%05d' % (prefix, number))

    def write(self, name, value):
        """Write a plain value to a file, atomically and synced to the disk."""
        check_lock(self.file(_LOCK), self._stamp)
        write_sealed(self.add_file(name), 'state', _VERSION, value)

    def read(self, name):
        """Return the value that `write` wrote under this name.

        Raises:
            FormatError: the file is damaged or missing.
        """
        try:
            return read_sealed(self.file(name), 'state', _VERSION)
        except FormatError as error:
            raise FormatError('the checkpoint %s; remove the folder to begin again' % error.message,
                              path=self.file(name))

    def exists(self, name):
        """Tell whether the checkpoint has a file of this name."""
        self._open()
        return name in self._names and os.path.exists(self.file(name))

    def remove_files(self, prefix=(_STATE, _DATA), keep=()):
        """Remove the files of the checkpoint whose names begin with a prefix.

        Args:
            prefix: a text or a tuple of texts.
            keep: names of files that are not removed.
        """
        self._open()
        keep = frozenset(keep)
        going = [name for name in self._names if name.startswith(prefix) and name not in keep]
        # States first, so that a kill during removal leaves no state without its data.
        for name in sorted(going, key=lambda name: (not name.startswith(_STATE), name)):
            remove_partials(self.file(name))
            remove_files([self.file(name)])
        if going:
            self._mark([name for name in self._names if name not in frozenset(going)])

    def remove_partial(self):
        """Remove the incomplete files of a run that was killed."""
        for name in self._names + [_MARK]:
            remove_partials(self.file(name))

    def remove(self, prefix=(_STATE, _DATA)):
        """Remove files as `remove_files` does; if none are left, remove the mark, and the folder if empty."""
        self.remove_files(prefix)
        if self._names:
            return
        remove_partials(self.file(_MARK))
        remove_files([self.file(_MARK)])
        self.close()
        remove_files([self.file(name) for name in os.listdir(self.path)
                      if is_lock(name, _LOCK) and name != _LOCK])
        self._remove_empty()

    def _remove_empty(self):
        """Remove the folder if it is empty."""
        try:
            os.rmdir(self.path)
        except OSError:
            pass


class DataFolder(object):
    """Provide data files of a stage in a checkpoint, with the interface of `TempFolder`.

    Args:
        checkpoint: a `Checkpoint`.
        prefix: prefix of the names of the files.
    """

    #: The files stay after the run.
    lasting = True

    def __init__(self, checkpoint, prefix):
        self._checkpoint, self._prefix = checkpoint, prefix

    def new_file(self):
        """Return the path of a file that does not exist yet."""
        return self._checkpoint.new_file(self._prefix)

    def close(self):
        """Leave the files where they are."""


class Stage(object):
    """Keep the state of one stage of a run.

    Without a checkpoint all methods do nothing, so that callers need not ask whether there is one.

    Args:
        checkpoint: the `Checkpoint` of the run, or None.
        name: a name in `STAGES`.
        settings: dict of plain values on which the state depends; a state saved with other settings is
            refused.
        every: number of calls of `step` for each state that is saved.

    >>> stage = Stage(None, 'sample')
    >>> stage.load() is None
    True
    """

    def __init__(self, checkpoint, name, settings=None, every=1):
        self._checkpoint, self._info = checkpoint, STAGES[name]
        self._settings = _as_loaded(settings or {})
        self._every, self._steps = every, 0

    @property
    def kept(self):
        """Whether there is a checkpoint."""
        return self._checkpoint is not None

    @property
    def _state_name(self):
        return '%s%s.json' % (_STATE, self._info.name)

    @property
    def _data_prefix(self):
        return '%s%s-' % (_DATA, self._info.name)

    def load(self):
        """Return the state that was saved last, or None.

        Raises:
            FormatError: the state is damaged or was saved by another version of this package.
            ArgumentError: it was saved with other settings.
        """
        if self._checkpoint is None or not self._checkpoint.exists(self._state_name):
            return None
        path = self._checkpoint.file(self._state_name)
        saved = self._checkpoint.read(self._state_name)
        if not isinstance(saved, dict) or saved.get('version') != self._info.version:
            raise FormatError('the checkpoint is of another version; remove the folder to begin '
                              'again', path=path)
        if saved.get('settings') != self._settings:
            raise ArgumentError('the checkpoint in %r belongs to other settings (%r, not %r): use '
                                'another folder, or remove this one'
                                % (self._checkpoint.path, saved.get('settings'), self._settings))
        return saved.get('state')

    @contextmanager
    def taking_up(self):
        """Turn errors in a `with` block that restores a state into a FormatError.

        The checksum of the state has been verified, so such a state was not written by this package.
        """
        try:
            yield
        except NlpZeroError:
            raise
        except (ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError,
                ValueError) as error:
            raise FormatError('the checkpoint has a state that makes no sense (%s: %s); remove the folder to '
                              'begin again' % (type(error).__name__, error),
                              path=self._checkpoint.file(self._state_name))

    def save(self, make, *arguments):
        """Replace the state atomically by the plain value that `make(*arguments)` returns.

        Data files that it names must be complete.
        """
        if self._checkpoint is not None:
            self._checkpoint.write(self._state_name, {
                'version': self._info.version, 'settings': self._settings, 'state': make(*arguments)})

    def step(self, make, *arguments):
        """Count a step, and save the state after each `every` steps."""
        self._steps += 1
        if self._steps % self._every == 0:
            self.save(make, *arguments)

    def remove(self):
        """Remove the state and the data files of this stage, and the folder if it is empty then."""
        if self._checkpoint is not None:
            self._checkpoint.remove((self._state_name, self._data_prefix))

    # --- data files ------------------------------------------------------------------------------

    def folder(self, temp_dir=None):
        """Return the folder for data files: in the checkpoint, or else a `TempFolder` in `temp_dir`."""
        if self._checkpoint is None:
            return TempFolder(temp_dir)
        return DataFolder(self._checkpoint, self._data_prefix)

    def data_path(self, name):
        """Return the path of a data file by its name in the folder; raise ValueError for other names."""
        return self._checkpoint.file(self._checked_name(name))

    def _checked_name(self, name):
        if not name.startswith(self._data_prefix) or not _FILE.match(name):
            raise ValueError('no data file of this stage: %s' % ascii_repr(name[:60]))
        return name

    def write_data(self, name, value):
        """Write a plain value to a data file, atomically and synced to the disk."""
        self._checkpoint.write(name, value)

    def read_data(self, name):
        """Return the value that `write_data` wrote; raise a FormatError if the file is damaged or missing."""
        return self._checkpoint.read(self._checked_name(name))

    def keep_data(self, names):
        """Remove data files of this stage that no state names: a killed run wrote them. `names` are kept."""
        if self._checkpoint is not None:
            self._checkpoint.remove_files(self._data_prefix, names)


def whole_number(value, least=0):
    """Return a number from a state; raise ValueError unless it is whole and at least `least`."""
    if isinstance(value, bool) or not isinstance(value, integer_types) or not least <= value < 1 << 63:
        raise ValueError('a whole number from %d on is expected, not %.60s' % (least, ascii_repr(value)))
    return value


def counts_of(pairs):
    """Return {text: count} of pairs from a state; raise ValueError or TypeError if they are invalid."""
    return dict((text + '', whole_number(count, 1)) for text, count in pairs)


def _as_loaded(value):
    """Return a value as it is read from a file, with tuples as lists."""
    return load_state(dump_state(value, repr))


def resume_run(checkpoint, settings, corpus):
    """Prepare a checkpoint for a run in stages, which may resume an earlier run.

    The corpus is read once for a checksum, which tells whether the texts are still the same.

    Args:
        checkpoint: a `Checkpoint`; None does nothing.
        settings: dict of plain values on which the result depends.
        corpus: a re-iterable of texts.

    Raises:
        ArgumentError: the checkpoint was made with other settings.
        CorpusError: it was made with other texts, or reading fails.
        FormatError: it is damaged.
    """
    if checkpoint is None:
        return
    stage = Stage(checkpoint, 'corpus', settings)
    known = stage.load()
    seen = texts_checksum(corpus)
    if known is None:
        # Files of a run that was killed before it saved a state, or while its files were being removed.
        checkpoint.remove_files()
        stage.save(lambda: seen)
    elif known != seen:
        raise _other_texts()
    checkpoint.remove_partial()


def texts_checksum(texts):
    """Return [number of texts, CRC-32 of all of them]."""
    running = number = 0
    for number, text in enumerate(texts, 1):
        running = crc32((text + '\n').encode('utf-8', 'replace'), running)
    return [number, running]


def _other_texts():
    return CorpusError('the texts are not those of the checkpoint: give the same files in the same '
                       'order, or remove the checkpoint folder')


def blocks_after(blocks, done, checksum, seen):
    """Yield the blocks of texts that an earlier run has not processed.

    Args:
        blocks: iterable of values with a list of `texts`.
        done: number of blocks that were processed.
        checksum: the running checksum after the last of these.
        seen: list to which the running checksum is appended for each block that is yielded.

    Raises:
        CorpusError: the skipped texts are not those of the earlier run.
    """
    running = number = 0
    for number, block in enumerate(blocks, 1):
        running = crc32('\n'.join(block.texts).encode('utf-8', 'replace'), running)
        if number == done and running != checksum:
            raise _other_texts()
        if number > done:
            seen.append(running)
            yield block
    if number < done:
        raise _other_texts()
