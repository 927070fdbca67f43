# -*- coding: utf-8 -*-
"""Read the clauses of a corpus with typed gaps in them, and join the words between those to phrases.

What becomes a typed gap is for `_masks` to say, what a phrase is for `phrases`; whether phrases pay is
decided here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._runtime import Resources
from ..corpus import as_corpus
from ..errors import EmptyCorpusError
from ..phrases import PhraseFinder
from ._located_clauses import line_clauses
from ._stored_clauses import StoredClauses
from ._template import gap_type
from ._template_model import WordModel

__all__ = [str(name) for name in ('joined_words', 'masked_clauses', 'paying_phrases')]

#: Clauses end at marks; one between two runs of words keeps phrases from spanning a typed gap.
_MARK = '，'


def masked_clauses(corpus, tokenize, rules, masks, purpose):
    """Yield the clauses of a corpus as lists of words and typed gaps.

    Args:
        corpus, tokenize, rules, purpose: as for `phrases.word_clauses`.
        masks: `Masks`.
    """
    seen = False
    for text in as_corpus(corpus).parts():
        seen = True
        for clause in line_clauses(text, tokenize, rules, masks):
            yield list(clause.words)
    if not seen:
        raise EmptyCorpusError('%s: this pass over the corpus met no text' % purpose)


def joined_words(words, phrases):
    """Return a clause with the words between its typed gaps joined to phrases.

    Args:
        words: a list of words and typed gaps.
        phrases: a trained `PhraseFinder`.
    """
    found, run = [], []
    for word in words:
        if gap_type(word) is None:
            run.append(word)
        else:
            found += phrases.transform(run) + [word]
            run = []
    return found + phrases.transform(run)


class _Runs(object):
    """The runs of words between typed gaps and clause ends, as texts separated by white space."""

    def __init__(self, clauses):
        self._clauses = clauses

    def __iter__(self):
        for words in self._clauses:
            yield ' '.join(_MARK if gap_type(word) else word for word in words)


def paying_phrases(clauses, always=False, min_count=5, resources=Resources()):
    """Return a `PhraseFinder` trained on clauses and the clauses so joined, if that shortens the text.

    Args:
        clauses: `StoredClauses` of words and typed gaps.
        always: whether to join in any case where there are phrases.
        min_count: least number of occurrences of a phrase.
        resources: `Resources` for counting and for the joined clauses.

    Returns:
        tuple: a `PhraseFinder` and `StoredClauses` where these, phrases joined, take fewer bits with the
        shares of their words than without, the spelling of the phrases paid; else None and the clauses given.
    """
    phrases = PhraseFinder(None, min_count=min_count, scoring='npmi', memory=resources.memory,
                           temp_dir=resources.temp_dir)
    phrases.train(_Runs(clauses))
    if not phrases.phrases:
        return None, clauses
    joined = StoredClauses((joined_words(words, phrases) for words in clauses), resources.share(6))
    if always:
        return phrases, joined
    apart = WordModel(clauses)
    spelling = sum(apart.clause_cost(words) for words in sorted(phrases.phrases))
    pays = WordModel(joined).training_cost() + spelling < apart.training_cost()
    return (phrases, joined) if pays else (None, clauses)
