# -*- coding: utf-8 -*-
"""Keep a fitted model in a file, and bring it up to date with new text alone.

A model is what discovery knows of a text: words with counts, suffixes, parted pairs, thresholds, strictness.
The file is JSON with version, length and checksum, as the package's other files.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import logging
from math import log

from .._compat import iter_items
from .._runtime import Resources
from .._storage import open_input, open_output, path_name, sealed, unsealed
from ..errors import ArgumentError, FormatError
from ..text import DEFAULT_RULES
from ._fit import Model, Pass, learn
from ._recount import recount
from ._runs import SAMPLE
from ._settings import DEFAULTS, Settings, Strictness, resolve_thresholds
from ._word_model import best_alternative

__all__ = [str(name) for name in (
    'as_model', 'checksum_of_model', 'load_model', 'save_model', 'update_model')]

_LOG = logging.getLogger(str('nlp_zero.entropy'))

_KIND, _VERSION = 'model', 1
#: The first line of a file has fewer bytes.
_LONGEST_HEADER = 100
#: Bytes that are read at once.
_AT_ONCE = 1 << 20
#: Between words in one text.
_END = '\n'


def save_model(model, path):
    """Write a model to a file, which appears whole or not at all.

    Args:
        model: a `Model`.
        path: where to; `.gz` and `.bz2` by name.

    Raises:
        OutputError: the file cannot be written.

    Complexity:
        Sorts the words: n log n.
    """
    data = _sealed_model(model)
    with open_output(path, binary=True) as out:
        out.write(data)


def checksum_of_model(model):
    """Return the header of a model's file, which holds its length and checksum."""
    return _sealed_model(model).partition(b'\n')[0].decode('ascii')


def _sealed_model(model):
    words = sorted(model.counts)
    return sealed(_KIND, _VERSION, {
        'words': _END.join(words), 'counts': [model.counts[word] for word in words],
        'passes': [list(one) for one in model.passes], 'suffixes': sorted(model.suffixes),
        'split_pairs': sorted(model.split_pairs), 'cohesion': model.cohesion,
        'settings': vars(model.settings), 'strictness': model.strictness and list(model.strictness)})


def load_model(path):
    """Read a model that `save_model` wrote.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is no model, damaged, or of another version.
    """
    name = path_name(path)
    with open_input(path) as stream:
        start = stream.read(_LONGEST_HEADER)
        length = start.partition(b'\n')[0].split(b' ')[-2:-1]
        # No more is read than the first line says, and no more allocated than there is.
        wanted = int(length[0]) if length and length[0].isdigit() and len(length[0]) < 12 else 0
        parts = [start]
        while parts[-1] and wanted > 0:
            parts.append(stream.read(_AT_ONCE))
            wanted -= len(parts[-1])
    data = b''.join(parts)
    value = unsealed(_KIND, _VERSION, data, name)
    try:
        return _model_of(value)
    except (KeyError, TypeError, ValueError, AttributeError, ArgumentError) as error:
        raise FormatError('is damaged: %s' % error, name)


def _model_of(value):
    """Return the `Model` of a value that `save_model` made."""
    words, counts = value['words'].split(_END), value['counts']
    if len(words) != len(counts) or not all(type(count) in (int, float) and count > 0 for count in counts):
        raise ValueError('words and counts do not go together')
    settings = dict((str(name), value['settings'][name]) for name in DEFAULTS)
    return Model(dict(zip(words, counts)), [Pass(*one) for one in value['passes']],
                 frozenset(value['suffixes']), frozenset(value['split_pairs']), dict(value['cohesion']),
                 Settings(**settings), value['strictness'] and Strictness(*value['strictness']))


def as_model(model):
    """Return a `Model` as it is, and that of a file by its path."""
    return model if isinstance(model, Model) else load_model(model)


def update_model(model, corpus, rules=DEFAULT_RULES, sample=SAMPLE, resources=Resources()):
    """Add the counts of new text to a model, without the text that it was fitted to.

    The new text is fitted by itself. Of the words found in it those enter that save, under the counts of
    both, what the model asks of a text of both sizes; then the new text is counted by the words of
    both. Unlike in one fit to all of the text, old words stay, old counts stay as they were, and a
    word must be found in the old text or in the new one: what is rare in each is not.

    Args:
        model: a `Model`.
        corpus: a re-iterable of new texts.
        rules: the `text.Rules` of both.
        sample, resources: as `learn`.

    Returns:
        Model: the strictness is that of the old one, the passes those of the new text.

    Raises:
        EmptyCorpusError: there is no Han character in the corpus.

    Complexity:
        Linear in the new text, and a look at each word.
    """
    new = learn(corpus, rules, _open_settings(model), sample, resources)
    settings = _settings_of_both(model, new)
    counts = dict(model.counts)
    for word, count in iter_items(new.counts):
        counts[word] = counts.get(word, 0) + count
    only_new = sorted(set(new.counts) - set(model.counts))
    for word in set(only_new) - _words_that_pay(only_new, counts, settings, model.suffixes | new.suffixes):
        del counts[word]
    merged = Model(counts, new.passes, model.suffixes | new.suffixes, model.split_pairs | new.split_pairs,
                   dict(new.cohesion, **model.cohesion), settings, model.strictness)
    # A checkpoint keeps one count of a run, that of the fit; this pass is made again.
    found = recount(corpus, rules, merged, resources._replace(checkpoint=None))
    has_letters = rules.other_finder.search    # such words are counted beside the runs of Han characters
    found.update((word, count) for word, count in iter_items(new.counts) if has_letters(word))
    for word, count in iter_items(model.counts):
        found[word] = found.get(word, 0) + count
    _LOG.info('updated: %d words, %d of them new', len(found), len(set(found) - set(model.counts)))
    return merged._replace(counts=found)


def _settings_of_both(model, new):
    """Return the thresholds for a text of both sizes."""
    size = sum(len(word) * count for one in (model, new) for word, count in iter_items(one.counts))
    margin = model.strictness.margin if model.strictness else 0.0
    return resolve_thresholds(_open_settings(model), size, margin)


def _open_settings(model):
    """Return the settings of a model, with None for the thresholds that followed its text."""
    if model.strictness is None:
        return model.settings
    return model.settings.replace(entry_pmi=None, min_saving=None, min_cohesion=None)


def _words_that_pay(words, counts, settings, suffixes):
    """Return the set of those words that save what the settings ask, under these counts."""
    total = log(float(sum(counts.values())))
    logs = dict((word, log(count) - total) for word, count in iter_items(counts))
    longest = max(len(word) for word in counts)
    paying = set()
    for word in words:
        if len(word) > 1:
            saving = logs[word] - best_alternative(word, logs, longest).log_probability
            pair = len(word) == 2 or word[-1] in suffixes
            if saving < (settings.entry_pmi if pair else settings.min_saving):
                continue
        paying.add(word)
    return paying
