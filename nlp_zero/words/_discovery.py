# -*- coding: utf-8 -*-
"""Discover the words of raw text as `Word` rows, and those that a dictionary lacks as `NewWord` rows.

Each method finds and counts words in its own way; measuring, filtering and ranking them is common to all.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from contextlib import closing
from functools import partial

from .._compat import ascii_repr, iter_map
from .._html_rows import Rows
from .._progress import begin_stage, listening
from .._runtime import Checkpoint, Resources, resume_run, whole_number
from ..corpus import Corpus, as_corpus
from ..errors import ArgumentError, EmptyCorpusError, check_number, checked_call, checked_options, shown
from ..text import DEFAULT_RULES, fold
from ..vocabulary import read_words
from ._contexts import contexts as find_contexts
from ._evidence import Word, measure
from ._min_entropy import MIN_ENTROPY_DEFAULTS, check_kept_sample, discover_by_min_entropy, min_entropy_key
from ._new_words import rank_new_words
from ._ngram_cut import NGRAM_DEFAULTS, discover_by_ngrams

#: A method of discovery: `discover(corpus, min_count, rules, resources, **options)` returns `Word` rows
#: without evidence; `defaults` is {option: default} of its own options; `check_kept(resources, options)`
#: raises an `ArgumentError` if the data in a checkpoint does not match these limits; `key(options)` returns
#: the plain values on which a result in a checkpoint depends; `passes` is the least number of passes over
#: the corpus.
Method = namedtuple('Method', 'discover defaults check_kept key passes')

#: {name: Method}
METHODS = {'min_entropy': Method(discover_by_min_entropy, MIN_ENTROPY_DEFAULTS, check_kept_sample,
                                 min_entropy_key, 1),
           # Exact counts do not depend on the limits.
           'ngram': Method(discover_by_ngrams, NGRAM_DEFAULTS, lambda resources, options: None, dict, 2)}

#: The method when none is named.
DEFAULT_METHOD = 'min_entropy'

#: {option: default} of `discover_words` with any method.
_DEFAULTS = dict(
    known=(), stop=(), evidence=True, fold=False, rules=DEFAULT_RULES, memory=None, workers=None,
    temp_dir=None, checkpoint=None, progress=None)

#: {option: default} of `find_new_words` with any method.
_NEW_WORD_OPTIONS = dict(
    _DEFAULTS, method=None, min_count=None, min_pmi=None, min_entropy=None, max_length=None)
del _NEW_WORD_OPTIONS['known'], _NEW_WORD_OPTIONS['evidence']

#: Least count and score of new words that are used for cutting text.
_CERTAIN_COUNT, _CERTAIN_SCORE = 2, 0.5
#: Least count of new words by default: a single occurrence is not evidence.
_NEW_WORD_COUNT = 2


@checked_call
def discover_words(corpus, method=None, min_count=None, min_pmi=None, min_entropy=None,
                   min_length=1, max_length=None, **options):
    """Return the words of a corpus.

    Args:
        corpus: a re-iterable of texts: a `Corpus`, a list, an object with `__iter__`.
        method: a name in `METHODS`; None is `DEFAULT_METHOD`.
        min_count: least count of a word; None lets the method choose it by the size of the corpus.
        min_pmi, min_entropy, min_length, max_length: as in `filter_words`.

    By name only:
        known, stop: as in `filter_words`.
        evidence: whether to measure PMI and entropies; if not, they are None and a pass is saved. They are
            always measured if `min_pmi` or `min_entropy` is given. Default True.
        fold: whether to count words of simplified and traditional text together, by `text.fold`; the rows are
            simplified, and `known` and `stop` are folded too. Default False.
        rules: the `text.Rules` that define a symbol.
        memory, workers, temp_dir: as in `ngrams.NgramCounter`, for all stages.
        progress: callback of a `Progress` (stage, done, total, unit); it may raise an exception.
        checkpoint: folder for saving the progress, or None. After a kill, the same call resumes from there if
            the corpus is the same. `remove_checkpoint` removes it at the end.
        others: options of the method. `min_entropy` has those of `entropy.Settings`, `sample` (most
            characters that are fitted), `save_model` (path for the model), `model` (a saved model, so that
            nothing is fitted), `update` (add the corpus to it); `ngram` has `max_n` and `ratios`: see
            docs/en/algorithm.md.

    Returns:
        list: `Word` rows, highest count first, equal counts by code points. They include single characters,
        since a tokenizer needs their counts; `min_length=2` leaves them out.

    Raises:
        ArgumentError: an unknown method or option, or limits that contradict each other.
        CorpusTypeError: the corpus is a single text, or an item of it is not text.
        EmptyCorpusError, ExhaustedCorpusError: a pass found no text, or the corpus can be read only once.

    Complexity:
        That of the method; measuring the evidence takes one more pass, or two if there are long words.

    >>> reviews = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
    ...            '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']
    >>> print([word.text for word in discover_words(reviews, method='ngram', min_count=3, min_length=2)][0])
    手感
    """
    name = DEFAULT_METHOD if method is None else method
    if name not in list(METHODS):
        raise ArgumentError('no method %s; known: %s' % (shown(name), ', '.join(sorted(METHODS))))
    options = checked_options('discover_words with method %r' % str(name), options,
                              **dict(_DEFAULTS, **METHODS[name].defaults))
    _check_limits(min_count, min_length, max_length, min_pmi, min_entropy)
    measured = options['evidence'] or min_pmi is not None or min_entropy is not None
    corpus = _folded_corpus(as_corpus(corpus, METHODS[name].passes + bool(measured)), options)
    resources = Resources(*[options[limit] for limit in ('memory', 'workers', 'temp_dir', 'checkpoint')])
    with closing(resources), listening(options['progress']):
        words = filter_words(_unmeasured_words(corpus, name, min_count, resources, options), min_count,
                             min_length=min_length, max_length=max_length,
                             known=options['known'], stop=options['stop'])
        if measured:
            words = measure(corpus, words, options['rules'], resources)
            words = filter_words(words, min_pmi=min_pmi, min_entropy=min_entropy)
    return Rows(sorted(words, key=lambda word: (-word.count, word.text)))


@checked_call
def find_new_words(corpus, known=None, background=None, top=None, contexts=3, **options):
    """Return the words of a corpus that a general dictionary lacks, best first.

    Words of one character are left out, and so are known words, pieces of longer words, and words that are
    equally frequent in general text.

    Args:
        corpus: a re-iterable of texts.
        known: the known words, as any object that `vocabulary.read_words` accepts; None: the bundled ones.
        background: {word: count} of general text, or another object that `vocabulary.load_vocabulary`
            accepts, or a `Corpus` of general text, in which words are discovered; None is the bundled
            vocabulary. Its words that are not known lower the score only.
        top: most rows; None for all, at most 20,000.
        contexts: most contexts of each word, chosen by the function `contexts`; 0 for none.

    By name only:
        words: the `Word` rows that `discover_words` has found in the corpus; None finds them.
        others: those of `discover_words` but `known`, `evidence`, `min_length`; default `min_count` 2.

    Returns:
        list: `NewWord` rows, highest score first, equal scores by code points.

    Raises:
        the errors of `discover_words`; VocabularyError if `known` or `background` has no words.

    Formula:
        surprise(w) = log(c(w) / N) - u(w), where c is the count of w in the N characters of the corpus, and u
        the greatest log probability of w as a sequence of known words of the background; novelty(w) is the
        same with all words of the background, at least 0, and saving(w) with the words of the corpus.
        nats(w) = ((surprise(w) + novelty(w)) / 2 + saving(w)) / 2 - .2 log c(w).
        score(w) = (log(1 + c(w)) + log(1 + d(w))) / 2 * nats(w) / length(w)^1.8 * (1 - .9 e(w)) *
        (1 - .8 q(w)) * (1 - .4 x(w)) * (.6 + .4 h(w)) * (1 + .2 b(w)) * (1 - .8 g(w)), above 0, where d is
        the least number of different texts and of different neighbours, e says how free both edges are as
        words, q is the share of occurrences after a numeral, x the share where a known word crosses an edge,
        h the lower branching entropy as a share of its maximum, b the share of sides at the end of a clause,
        and g, if w holds a known word, rises from 0 to 1 where one side is there in .8 to all of its places.
        The weights are empirical: docs/en/new-words.md; the first terms are those of Tomokiyo and Hurst 2003.

    Complexity:
        That of `discover_words`, and two more passes over the text, one without contexts.

    >>> reviews = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
    ...            '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']
    >>> for word in find_new_words(reviews, top=1):
    ...     print(word.text, word.count)
    键帽 3
    """
    check_number('top', top, 1, optional=True)
    check_number('contexts', contexts, 0)
    known_method = options.get('method') in list(METHODS)
    method = METHODS[options['method'] if known_method else DEFAULT_METHOD]
    checked_options('find_new_words', options, words=None, **dict(_NEW_WORD_OPTIONS, **method.defaults))
    lists = {'fold': options.get('fold'), 'known': known, 'stop': options.get('stop', ())}
    corpus = as_corpus(corpus, 2)
    with listening(options.get('progress')):
        rows = _ranked_new_words(_folded_corpus(corpus, lists), lists, background, options)[:top]
        if not rows or not contexts:
            return Rows(rows)
        places = find_contexts(corpus, rows, contexts, fold=bool(lists['fold']))
    return Rows(row._replace(contexts=tuple(places[row.text])) for row in rows)


def certain_new_words(corpus, known=None, background=None, **options):
    """Return the new words of a corpus that are certain enough for cutting it, as rows without contexts.

    A corpus without Han characters has none. The arguments are those of `find_new_words`.
    """
    try:
        rows = find_new_words(corpus, known, background, contexts=0, **options)
    except EmptyCorpusError:
        return []
    return [row for row in rows if row.count >= _CERTAIN_COUNT and row.score >= _CERTAIN_SCORE]


def _ranked_new_words(corpus, lists, background, options):
    """Return all rows of `find_new_words`, without contexts.

    Args:
        corpus, background: as there, the corpus folded if it is to be.
        lists: {'known': words, 'stop': words, 'fold': whether they are folded}.
        options: those of `find_new_words` that were given by name.
    """
    words = options.pop('words', None)
    filters = dict((name, options.get(name)) for name in ('min_count', 'max_length'))
    if filters['min_count'] is None:
        filters['min_count'] = _NEW_WORD_COUNT
    filters.update((name, options.pop(name, None)) for name in ('min_pmi', 'min_entropy'))
    if isinstance(background, Corpus):
        background = discover_words(_folded_corpus(background, {'fold': lists['fold']}), evidence=False)
    resources = Resources(*[options.get(limit) for limit in ('memory', 'workers', 'temp_dir')])
    words = discover_words(corpus, evidence=False, **options) if words is None else list(words)
    begin_stage('ranking the words')
    rows = rank_new_words(corpus, words, lists['known'], background, options.get('rules', DEFAULT_RULES),
                          resources)
    return filter_words(rows, stop=lists['stop'], **filters)


def _folded_corpus(corpus, options):
    """Return the folded corpus if the options say so; the words in them are folded in place."""
    if not options['fold']:
        return corpus
    for kind in ('known', 'stop'):
        if options.get(kind) is not None:
            options[kind] = [fold(word) for word in read_words(options[kind], kind)]
    return Corpus(partial(iter_map, fold, corpus))


def _unmeasured_words(corpus, name, min_count, resources, options):
    """Return the words that a method finds, or has found in an earlier run."""
    method, rules = METHODS[name], options['rules']
    settings = dict((option, options[option]) for option in method.defaults)
    if resources.checkpoint is not None:
        resume_run(resources.checkpoint, {'method': name, 'min_count': min_count, 'rules': rules.plain(),
                                          'settings': method.key(settings)}, corpus)
    method.check_kept(resources, settings)
    stage = resources.stage('found')
    state = stage.load()
    if state is not None:
        with stage.taking_up():
            return [_kept_row(*values) for values in state]
    words = method.discover(corpus, min_count, rules, resources, **settings)
    stage.save(lambda: words)
    return words


def _kept_row(text, count, *evidence):
    """Return a row from a checkpoint; raise ValueError or TypeError if it is invalid."""
    row = Word(text + '', whole_number(count, 1), *evidence)
    if row.score is None or [value for value in evidence if value is not None and value != value + 0.0]:
        raise ValueError('no numbers for %s' % ascii_repr(text[:60]))
    return row


def remove_checkpoint(folder):
    """Remove the files of `discover_words` from a checkpoint folder, and the folder if it is empty then."""
    Checkpoint(folder).remove()


@checked_call
def filter_words(words, min_count=None, min_pmi=None, min_entropy=None, min_length=1,
                 max_length=None, known=(), stop=()):
    """Return the rows that pass all filters, in their order; filters that are None or empty pass all rows.

    Args:
        words: an iterable of `Word` rows.
        min_count: least count.
        min_pmi: least PMI at the weakest split, in nats; it is 0 for words of one symbol.
        min_entropy: least entropy on both sides, in nats.
        min_length, max_length: limits of the length, in characters.
        known: words to leave out, as any object that `vocabulary.read_words` accepts: the path of a
            dictionary, a vocabulary, rows, a list.
        stop: words to leave out, with which other words must not begin or end either; in the same forms.

    Raises:
        InputError: a dictionary does not exist.
        VocabularyError: `known` or `stop` has no words.

    >>> rows = [Word('的手感', 9, 1.5, 2.0, 2.5, 0.0), Word('手感', 9, 4.0, 2.0, 2.5, 0.0)]
    >>> [len(filter_words(rows, min_pmi=2)), len(filter_words(rows, stop=['的']))]
    [1, 1]
    """
    _check_limits(min_count, min_length, max_length, min_pmi, min_entropy)
    known, stop = frozenset(read_words(known, 'known')), read_words(stop, 'stop')
    stop = tuple(sorted(text for text in stop if text))
    return [word for word in words
            if (min_count is None or word.count >= min_count)
            and (min_pmi is None or word.pmi >= min_pmi)
            and (min_entropy is None
                 or min(word.left_entropy, word.right_entropy) >= min_entropy)
            and min_length <= len(word.text)
            and (max_length is None or len(word.text) <= max_length)
            and word.text not in known
            and not (word.text.startswith(stop) or word.text.endswith(stop))]


def _check_limits(min_count, min_length, max_length, min_pmi, min_entropy):
    check_number('min_count', min_count, 1, optional=True)
    check_number('min_length', min_length, 1)
    check_number('max_length', max_length, optional=True)
    for name, value in (('min_pmi', min_pmi), ('min_entropy', min_entropy)):
        check_number(name, value, whole=False, optional=True)
    if max_length is not None and max_length < min_length:
        raise ArgumentError('lengths must be 1 <= min_length <= max_length, not %s and %s'
                            % (shown(min_length), shown(max_length)))
