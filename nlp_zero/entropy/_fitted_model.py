# -*- coding: utf-8 -*-
"""Define what a fit results in, save it to a file, and load it.

A model is what discovery knows of a text: words with counts, suffixes, pairs that are two words, thresholds
and strictness. The file is a line with version, length and checksum, followed by JSON, like the other files
of this package.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._storage import open_input, open_output, path_name, sealed, sealed_bytes, unsealed
from ..errors import ArgumentError, EmptyCorpusError, FormatError, checked_call
from ._initial import END
from ._runs import Fingerprint
from ._settings import DEFAULTS, Settings, Strictness

#: Record of one pass: information of the text in nats per character (H / l), description length of text and
#: vocabulary in nats, number of words of two or more characters, and number of words that the gate removed.
Pass = namedtuple('Pass', 'information description_length words removed')

#: A fitted model: {word: count}; the list of `Pass`; from `postprocess`, the frozensets of the suffixes and
#: of the pairs that are two words, and {pair: cohesion in nats}; the `Settings` with a number for each
#: threshold; the `Strictness` from which these were derived, None if `entry_pmi` was given; and the
#: `Fingerprint` of the texts, None if it is not known.
Model = namedtuple('Model', 'counts passes suffixes split_pairs cohesion settings strictness fingerprint')
Model.__new__.__defaults__ = (None,)

_KIND, _VERSION = 'model', 1
#: The first bytes of every version.
_BEGINNING = ('nlp-zero %s ' % _KIND).encode('ascii')
#: Settings that were constants when older files were written, which lack them.
_NEWER_SETTINGS = 'min_phrase_saving', 'suffix_variety'


@checked_call
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
    """Return the first line of a model's file, which contains its length and its checksum."""
    return _sealed_model(model).partition(b'\n')[0].decode('ascii')


def _sealed_model(model):
    words = sorted(model.counts)
    return sealed(_KIND, _VERSION, {
        'words': END.join(words), 'counts': [model.counts[word] for word in words],
        'passes': [list(one) for one in model.passes], 'suffixes': sorted(model.suffixes),
        'split_pairs': sorted(model.split_pairs), 'cohesion': model.cohesion,
        'settings': vars(model.settings), 'strictness': model.strictness and list(model.strictness),
        'fingerprint': model.fingerprint and list(model.fingerprint)})


@checked_call
def load_model(path):
    """Read a model that `save_model` wrote.

    Raises:
        InputError: the file cannot be read.
        FormatError: the file is not a model, is damaged or has another version.
    """
    name = path_name(path)
    with open_input(path) as stream:
        data = sealed_bytes(stream, _BEGINNING)
    if not data.startswith(_BEGINNING):
        raise FormatError('is no saved model, which `discover --save-model` writes', name)
    value = unsealed(_KIND, _VERSION, data, name)
    try:
        return _model_of(value)
    except (KeyError, TypeError, ValueError, AttributeError, ArgumentError) as error:
        raise FormatError('is damaged: %s' % error, name)


def _model_of(value):
    """Return the `Model` of a value that `save_model` wrote."""
    words, counts = value['words'].split(END), value['counts']
    if len(words) != len(counts) or not all(type(count) in (int, float) and count > 0 for count in counts):
        raise ValueError('words and counts do not match')
    saved = dict(((name, DEFAULTS[name]) for name in _NEWER_SETTINGS), **value['settings'])
    settings = dict((name, saved[name]) for name in DEFAULTS)
    return Model(dict(zip(words, counts)), [Pass(*one) for one in value['passes']],
                 frozenset(value['suffixes']), frozenset(value['split_pairs']), dict(value['cohesion']),
                 Settings(**settings), value['strictness'] and Strictness(*value['strictness']),
                 # Older files have none.
                 value.get('fingerprint') and Fingerprint(*value['fingerprint']))


def as_model(model, corpus=None):
    """Return a `Model` unchanged, and load one that is given by its path.

    Args:
        model: a `Model`, or a path.
        corpus: the texts that the model must have been fitted to, for one pass; None for any.

    Raises:
        ArgumentError: it was fitted to other texts.
        EmptyCorpusError: there is no text.
    """
    model = model if isinstance(model, Model) else load_model(model)
    if corpus is not None and model.fingerprint is not None:
        given = Fingerprint.of(corpus)
        if not given.texts:
            raise EmptyCorpusError('there is no text: name the files that the model was fitted to')
        if given != model.fingerprint:
            raise ArgumentError(
                'model= is of other texts (%d lines, %d bytes) than these (%d lines, %d bytes): its counts '
                'would not be theirs; leave it out, or add new texts to it by `discover --update`'
                % (model.fingerprint[:2] + given[:2]))
    return model
