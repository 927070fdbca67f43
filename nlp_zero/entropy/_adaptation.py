# -*- coding: utf-8 -*-
"""Bring a model up to date with new text, and a general vocabulary up to date with the text of a domain.

`update_model` adds the counts of new text to a model. `adaptation` chooses the words that a general
vocabulary takes over: the text of a domain is small and the general text is large, so the general vocabulary
decides about each word that is frequent enough to have been found there, and the domain text about the
others. The tokenizer mixes the counts.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import exp, log

from .._compat import iter_items, package_logger
from .._runtime import Resources
from ..corpus import as_corpus
from ..text import DEFAULT_RULES
from ._fit import learn
from ._fitted_model import Model, as_model
from ._recount import recount
from ._runs import SAMPLE, sample_size
from ._settings import resolve_thresholds
from ._word_model import Alternatives

_LOG = package_logger('nlp_zero.entropy')

#: The words to add, {word: count in the text}, and whether general words that the model of the text lacks are
#: to be removed where the text contains them.
Adaptation = namedtuple('Adaptation', 'words own_words_only')

#: Expected occurrences of a string in the general text from which on the general vocabulary decides: a string
#: that it lacks is no word then. For news, and more for each nat of the margin by which a text is stricter.
_CHANCES, _CHANCES_PER_NAT = 0.03, 0.2
#: Margin in nats from which on general words do not fit a text, such as one of classical Chinese.
_FOREIGN_MARGIN = 2.5

#: {option: default} of `adaptation`.
ADAPTATION_OPTIONS = dict(model=None, sample=SAMPLE, resources=Resources())


def adaptation(corpus, counts, rules, model=None, sample=SAMPLE, resources=Resources()):
    """Return the `Adaptation` of a general vocabulary to a text.

    Args:
        corpus: a re-iterable of texts.
        counts: {word: count} of the general vocabulary.
        rules: the `text.Rules` by which the text is read.
        model: a `Model` of the text, or the path of one; None fits one.
        sample, resources: as `learn`; with little memory the sample is smaller, see `sample_size`.

    Formula:
        a word w that the general vocabulary lacks enters if N exp(u(w)) < .03 + .2 m, where N is the sum
        of the general counts, u(w) the greatest log probability of w as a sequence of general words, and m
        the margin of the text's `Strictness`. Empirical: see docs/en/quality.md.

    Complexity:
        That of the fit; linear in the number of words besides.
    """
    corpus, sample = as_corpus(corpus), sample_size(sample, resources.memory)
    model = (learn(corpus, rules, None, sample, resources) if model is None
             else as_model(model, corpus))
    margin = model.strictness.margin if model.strictness else 0.0
    chances = _CHANCES + _CHANCES_PER_NAT * margin
    total, alternatives = log(float(sum(counts.values()) or 1)), Alternatives.of_counts(counts)

    def enters(word):
        general = alternatives.best(word)
        if general.words is not None and min(map(len, general.words)) > 1:
            return False
        return exp(total + general.log_probability) < chances

    entering = dict((word, count) for word, count in iter_items(model.counts)
                    if len(word) == 1 or word in counts or enters(word))
    return Adaptation(entering, margin >= _FOREIGN_MARGIN)


def update_model(model, corpus, rules=DEFAULT_RULES, sample=SAMPLE, resources=Resources()):
    """Add the counts of new text to a model, without reading again the text that it was fitted to.

    A model is fitted to the new text alone. A word found there enters if it saves, under the counts of both
    texts, what the thresholds for a text of both sizes require; then the new text is counted with the words
    of both. This differs from one fit to all of the text: old words and old counts stay as they are, and a
    word that is rare in each of the two texts is not found.

    Args:
        model: a `Model`.
        corpus: a re-iterable of the new texts.
        rules: the `text.Rules` by which both were read.
        sample, resources: as `learn`.

    Returns:
        Model: with the strictness of the old model and the passes of the fit to the new text.

    Raises:
        EmptyCorpusError: the corpus has no Han character.

    Complexity:
        Linear in the new text and in the number of words.
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
                   dict(new.cohesion, **model.cohesion), settings, model.strictness,
                   model.fingerprint and new.fingerprint and model.fingerprint.plus(new.fingerprint))
    # A checkpoint has room for one recount, that of the fit: this one starts from the beginning each time.
    found = recount(corpus, rules, merged, resources._replace(checkpoint=None))
    has_letters = rules.other_finder.search    # words with letters are not counted in runs of Han characters
    found.update((word, count) for word, count in iter_items(new.counts) if has_letters(word))
    for word, count in iter_items(model.counts):
        found[word] = found.get(word, 0) + count
    _LOG.info('updated: %d words, %d of them new', len(found), len(set(found) - set(model.counts)))
    return merged._replace(counts=found)


def _settings_of_both(model, new):
    """Return the settings with the thresholds for a text as long as both together."""
    size = sum(len(word) * count for one in (model, new) for word, count in iter_items(one.counts))
    margin = model.strictness.margin if model.strictness else 0.0
    return resolve_thresholds(_open_settings(model), size, margin)


def _open_settings(model):
    """Return the settings of a model, with None for each threshold that was derived from its text."""
    if model.strictness is None:
        return model.settings
    return model.settings.replace(entry_pmi=None, min_saving=None, min_cohesion=None)


def _words_that_pay(words, counts, settings, suffixes):
    """Return the set of those words that save what the settings require, under these counts."""
    alternatives = Alternatives.of_counts(counts)
    return set(word for word in words if len(word) == 1
               or alternatives.saving(word) >= settings.required_saving(word, suffixes))
