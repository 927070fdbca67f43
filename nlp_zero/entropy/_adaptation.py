# -*- coding: utf-8 -*-
"""Choose what a vocabulary of general text takes over from the model of a text of one domain.

A domain text is small and the general one large: where both have had the chance to find a word, the general
one knows better; where only the domain text had it, that one does. Counts are mixed by the tokenizer.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import exp, log

from .._compat import iter_items
from .._runtime import Resources
from ..corpus import as_corpus
from ._fit import learn
from ._model_file import as_model
from ._runs import SAMPLE
from ._word_model import best_alternative

__all__ = [str(name) for name in ('ADAPTATION_OPTIONS', 'Adaptation', 'adaptation')]

#: {word: count in the text} to take in, and whether words that the text uses, and its own model has not, go.
Adaptation = namedtuple(str('Adaptation'), [str('words'), str('own_words_only')])

#: Occurrences that chance would have given a word in the general text: what it then has not found to be one
#: is none. For news, and more for each nat of the margin by which a text is stricter than news.
_CHANCES, _CHANCES_PER_NAT = 0.03, 0.2
#: Margin in nats from which on words of general text are foreign to a text, as to classical Chinese.
_FOREIGN_MARGIN = 2.5


#: {option: default} of `adaptation`.
ADAPTATION_OPTIONS = {str('model'): None, str('sample'): SAMPLE, str('resources'): Resources()}


def adaptation(corpus, counts, rules, model=None, sample=SAMPLE, resources=Resources()):
    """Return the `Adaptation` of a general vocabulary to a text.

    Args:
        corpus: a re-iterable of texts.
        counts: {word: count} of the general vocabulary.
        rules: the `text.Rules` by which the text is read.
        model: a `Model` of the text, or the path of one; None fits one.
        sample, resources: as `learn`.

    Formula:
        a word w that the general vocabulary lacks enters if N exp(u(w)) < .03 + .2 m: N is the sum of
        the general counts, u(w) the greatest log probability of w as general words in a row, m the margin
        of the text's `Strictness`. Empirical: see docs/en/quality.md.

    Complexity:
        That of the fit, and a look at each word.
    """
    model = learn(as_corpus(corpus), rules, None, sample, resources) if model is None else as_model(model)
    margin = model.strictness.margin if model.strictness else 0.0
    chances = _CHANCES + _CHANCES_PER_NAT * margin
    total = log(float(sum(counts.values()) or 1))
    logs = dict((word, log(count) - total) for word, count in iter_items(counts))
    longest = max([len(word) for word in counts] or [1])
    entering = dict((word, count) for word, count in iter_items(model.counts)
                    if len(word) == 1 or word in logs
                    or exp(total + best_alternative(word, logs, longest).log_probability) < chances)
    return Adaptation(entering, margin >= _FOREIGN_MARGIN)
