# -*- coding: utf-8 -*-
"""Find the templates of a corpus in one call: mask, join phrases, mine, and choose a small set.

Mining is in `_finder`, the choice in `_template_set`. A text is cut into words once, and its clauses are
stored for all passes. The command line uses the same defaults.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from array import array

from .._compat import PY2
from .._html_rows import Rows
from .._runtime import Resources
from .._storage import TempFolder, read_part, write_file
from ..corpus import as_corpus
from ..errors import ArgumentError, checked_call, checked_options
from ..phrases import PhraseFinder
from ..text import DEFAULT_RULES
from ._finder import TemplateFinder
from ._located_clauses import join_phrases
from ._masks import Masks
from ._template import gap_type
from ._template_model import WordModel
from ._template_set import MIN_SAVING, choose_templates

#: When phrases are joined before mining.
JOINING = ('auto', 'yes', 'no')
#: The options of mining, and their defaults.
MINING = {'window': 5, 'min_proba': 1e-6, 'min_pmi': 1.0, 'min_count': 3, 'min_words': 1, 'max_gaps': None,
          'inner_gap': False, 'keep_redundant': False, 'rules': DEFAULT_RULES, 'memory': None,
          'temp_dir': None, 'masks': True, 'join_phrases': 'no'}
_FOR_BOTH = ('min_count', 'min_words', 'inner_gap', 'max_gaps')
# Replaces a typed gap, so that no phrase contains one: marks end a clause.
_MARK = '，'
#: The number that ends a stored clause.
_END = 0
#: Least number of numbers in memory before any are written to a file, whatever the budget.
_LEAST_HELD = 1 << 14


class Clauses(object):
    """The clauses of a corpus as a `TemplateFinder` reads them; every iteration reads the corpus again.

    Args:
        finder: a `TemplateFinder`.
        corpus: a re-iterable of texts.
    """

    def __init__(self, finder, corpus):
        self._finder, self.corpus = finder, corpus

    def __iter__(self):
        return self._finder.clauses(self.corpus)


class StoredClauses(object):
    """A re-iterable of lists of words, stored in four bytes for each word, and each different word once.

    Args:
        clauses: an iterable of lists of words.
        resources: `Resources`; numbers beyond the budget `memory` are stored in files in `temp_dir`. The
            different words stay in memory.

    Raises:
        OutputError: the disk is full.

    >>> clauses = StoredClauses([['能', '退票', '吗'], ['能', '吗']])
    >>> [len(words) for words in clauses], [len(words) for words in clauses]
    ([3, 2], [3, 2])
    """

    def __init__(self, clauses, resources=Resources()):
        most = float('inf') if resources.memory is None else max(_LEAST_HELD, resources.memory // 4)
        self._words, self._numbers = [None], array(str('I'))
        self._folder, self._files = TempFolder(resources.temp_dir), []
        number_of, known, numbers = {}, self._words, self._numbers
        for words in clauses:
            for word in words:
                number = number_of.get(word)
                if number is None:
                    number = number_of[word] = len(known)
                    known.append(word)
                numbers.append(number)
            numbers.append(_END)
            if len(numbers) > most:
                self._write()

    def _write(self):
        """Move the numbers in memory to a file."""
        path, held = self._folder.new_file(), self._numbers
        data = held.tostring() if PY2 else held.tobytes()
        self._files.append((path, write_file(path, [data])[0]))
        del held[:]

    def __iter__(self):
        for path, part in self._files:
            numbers = array(str('I'))
            for data in read_part(path, part, part.length):
                (numbers.fromstring if PY2 else numbers.frombytes)(data)
            for words in self._clauses(numbers):
                yield words
        for words in self._clauses(self._numbers):
            yield words

    def _clauses(self, numbers):
        known, held = self._words, []
        for number in numbers:
            if number != _END:
                held.append(known[number])
            else:
                yield held
                held = []


def mine_templates(corpus, tokenize=None, **options):
    """Return a `TemplateFinder` that has found all templates of a corpus, after masking and joining phrases.

    Args:
        corpus, tokenize, options: as for `find_templates`.
    """
    options = checked_options('mine_templates', options, **MINING)
    masks, joining = options.pop('masks'), options.pop('join_phrases')
    if joining not in JOINING:
        raise ArgumentError('join_phrases must be one of %s, not %r' % (', '.join(JOINING), joining))
    if masks is True:
        masks = Masks()
    corpus = as_corpus(corpus, 2)
    options.update(masks=masks or None)
    finder = TemplateFinder(tokenize, **options)
    # Half of the memory is for counting; the clauses are stored twice while phrases are joined.
    resources = Resources(options['memory'], temp_dir=options['temp_dir'])
    stored = StoredClauses(finder.clauses(corpus), resources.share(6))
    if joining != 'no':
        phrases, stored = paying_phrases(stored, joining == 'yes', resources)
        finder = TemplateFinder(tokenize, phrases=phrases, **options)
    finder.store(corpus, stored)
    finder.train(corpus)
    finder.find(corpus)
    return finder


class _Runs(object):
    """The runs of words between typed gaps and clause ends, as texts separated by white space."""

    def __init__(self, clauses):
        self._clauses = clauses

    def __iter__(self):
        for words in self._clauses:
            yield ' '.join(_MARK if gap_type(word) else word for word in words)


def paying_phrases(clauses, always, resources):
    """Return a trained `PhraseFinder` and clauses with phrases joined, if that shortens the text.

    Args:
        clauses: `StoredClauses` of words and typed gaps.
        always: whether to join the phrases even if the text does not get shorter.
        resources: `Resources` for counting and for the joined clauses.

    Returns:
        tuple: a `PhraseFinder` and the joined `StoredClauses`, if coding these by the frequencies of their
        words, and spelling the phrases, takes fewer bits than coding the given clauses; else None and the
        given clauses.
    """
    phrases = PhraseFinder(None, scoring='npmi', memory=resources.memory, temp_dir=resources.temp_dir)
    phrases.train(_Runs(clauses))
    if not phrases.phrases:
        return None, clauses
    joined = StoredClauses((join_phrases(words, phrases) for words in clauses), resources.share(6))
    if always:
        return phrases, joined
    apart = WordModel(clauses)
    spelling = sum(apart.clause_cost(words) for words in sorted(phrases.phrases))
    pays = WordModel(joined).training_cost() + spelling < apart.training_cost()
    return (phrases, joined) if pays else (None, clauses)


@checked_call
def find_templates(corpus, tokenize=None, top=None, **options):
    """Return a small set of templates that together describe a corpus best.

    Each template has a gap, and shortens the text, beyond the templates before it, by more bits than its own
    spelling takes. `TemplateFinder` returns the exhaustive list.

    Args:
        corpus: a re-iterable of texts.
        tokenize: a callable from a text to words; None for texts segmented by white space.
        top: greatest number of templates; None for all that shorten the text.

    Options, by name only:
        masks: `Masks` that turn numbers, dates and the like into typed gaps; True for the default ones, None
            for none.
        join_phrases: whether to join neighbouring words to phrases before mining: 'yes', 'no', or 'auto' if
            that shortens the text. Default 'no': joined, templates of questions cover fewer new ones.
        min_saving: as for `choose_templates`.
        window, min_proba, min_pmi, min_count, max_gaps, inner_gap, keep_redundant, rules, memory, temp_dir:
            as for `TemplateFinder`.
        min_words: least number of words; with 1, a word that begins or ends clauses is a template too.

    Returns:
        list: of `ChosenTemplate`, the most useful first.

    Raises:
        ArgumentError: an unknown option, or one out of its range.
        CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError: see `corpus.as_corpus`.

    >>> corpus = ['能 %s 吗' % x for x in '甲乙丙丁戊己庚辛'] + ['%s %s' % (x, y) for x in '子丑寅卯' for y in '辰巳午未']
    >>> for row in find_templates(corpus, min_saving=1, min_pmi=0.1):
    ...     print(row.template.to_text(), row.count)
    能 [X] 吗 8
    """
    options = checked_options('find_templates', options, min_saving=MIN_SAVING, **MINING)
    least = options.pop('min_saving')
    # Which single words are templates is decided by `choose_templates`.
    corpus = as_corpus(corpus, 2)
    finder = mine_templates(corpus, tokenize, **dict(options, min_words=max(2, options['min_words'])))
    choice = {name: options[name] for name in _FOR_BOTH}
    return Rows(choose_templates(finder.templates, Clauses(finder, corpus), top, min_saving=least, **choice))
