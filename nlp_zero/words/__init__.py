# -*- coding: utf-8 -*-
"""Discover the words of raw text.

In goes a corpus, out come `Word` rows, the most frequent first. Each method finds and counts words
in its own way; what measures and filters them is the same for all. No text is segmented here: save
the words and give them to a `Tokenizer`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._runtime import Checkpoint, Resources, resume_run
from .._compat import string_types
from ..corpus import as_corpus
from ..errors import ArgumentError, CorpusTypeError
from ..text import DEFAULT_RULES
from ._explain import Explanation, explain
from ..upstream import CHARACTERS, UPSTREAM_CHARACTERS, Word_Finder, WordFinder
from ._min_entropy import discover_by_min_entropy
from ._ngram_cut import discover_by_ngrams
from ._evidence import Word, measure, unmeasured

__all__ = [str(name) for name in (
    'CHARACTERS', 'DEFAULT_METHOD', 'Explanation', 'METHODS', 'UPSTREAM_CHARACTERS', 'Word', 'WordFinder',
    'Word_Finder', 'discover_words', 'explain', 'filter_words', 'remove_checkpoint')]

#: {name: function}. A method takes the corpus and the keyword arguments of `discover_words` that
#: are not filters, and returns {word: (count, score)}.
METHODS = {'min_entropy': discover_by_min_entropy, 'ngram': discover_by_ngrams}

#: The method when none is named.
DEFAULT_METHOD = 'min_entropy'


def discover_words(corpus, method=None, min_count=None, min_pmi=None, min_entropy=None,
                   min_length=1, max_length=None, known=(), stop=(), evidence=True,
                   memory=None, workers=None, rules=DEFAULT_RULES, temp_dir=None, checkpoint=None,
                   **settings):
    """Return the words of a corpus.

    Args:
        corpus: a re-iterable of texts: a `Corpus`, a list, an object with `__iter__`.
        method: a name in `METHODS`; None is `DEFAULT_METHOD`.
        min_count: least count of a word; None leaves the choice to the method, by size.
        min_pmi, min_entropy, min_length, max_length, known, stop: as in `filter_words`.
        evidence: whether to measure PMI and entropies; if not they are None in the rows, and a
            pass less is made. `min_pmi` and `min_entropy` measure in any case.
        memory, workers, temp_dir: as `ngrams.NgramCounter`, for all stages.
        rules: the `text.Rules` that say what a symbol is.
        checkpoint: folder in which to keep what is done, or None. After a kill, the same call goes on
            from there, and reads the corpus once more, to see that it is the same. The folder
            stays: `remove_checkpoint` removes it once the words are safe.
        settings: further arguments of the method, such as `max_n`.

    Returns:
        list: `Word` rows, highest count first, equal counts by code points. Single characters are
        among them, since a tokenizer wants their counts: `min_length=2` leaves them out.

    Raises:
        ArgumentError: no such method, or bounds that nothing meets.
        CorpusTypeError: the corpus is a single text, or an item of it is no text.
        EmptyCorpusError, ExhaustedCorpusError: a pass saw no text.

    Complexity:
        As the method; the evidence takes a pass more, or two if there are long words.

    >>> reviews = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
    ...            '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']
    >>> for word in discover_words(reviews, method='ngram', min_count=3, min_length=2):
    ...     print(word.text, word.count)
    手感 3
    键帽 3
    """
    name = DEFAULT_METHOD if method is None else method
    if name not in METHODS:
        raise ArgumentError('no method %r; known: %s' % (name, ', '.join(sorted(METHODS))))
    _check_bounds(min_count, min_length, max_length)
    corpus = as_corpus(corpus)
    wanted = {'method': name, 'min_count': min_count, 'rules': rules.plain(), 'settings': settings}
    resources = Resources(memory, workers, temp_dir, checkpoint)
    resume_run(resources.checkpoint, wanted, corpus)
    stage = resources.stage('found')
    found = stage.load()
    if found is None:
        found = METHODS[name](corpus, min_count=min_count, rules=rules, resources=resources, **settings)
        stage.save(lambda: found)
    rows = filter_words(unmeasured(found), min_count, min_length=min_length, max_length=max_length,
                        known=known, stop=stop)
    if evidence or min_pmi is not None or min_entropy is not None:
        left = dict((row.text, found[row.text]) for row in rows)
        rows = filter_words(measure(corpus, left, rules, resources), min_pmi=min_pmi, min_entropy=min_entropy)
    return sorted(rows, key=lambda word: (-word.count, word.text))


def remove_checkpoint(folder):
    """Remove what `discover_words` keeps in a folder, and the folder if nothing else is in it."""
    Checkpoint(folder).remove()


def filter_words(words, min_count=None, min_pmi=None, min_entropy=None, min_length=1,
                 max_length=None, known=(), stop=()):
    """Return the rows that pass every filter, in their order; None and empty filters pass all.

    Args:
        words: an iterable of `Word` rows.
        min_count: least count.
        min_pmi: least PMI at the weakest split, in nats; words of one symbol, which have no split,
            count as 0.
        min_entropy: least entropy on either side, in nats.
        min_length, max_length: bounds on the length, in characters.
        known: texts to leave out: a vocabulary, a `Trie`, a set, a list.
        stop: texts with which no word may begin or end; they are left out too.

    >>> rows = [Word('的手感', 9, 1.5, 2.0, 2.5, 0.0), Word('手感', 9, 4.0, 2.0, 2.5, 0.0)]
    >>> [len(filter_words(rows, min_pmi=2)), len(filter_words(rows, stop=['的']))]
    [1, 1]
    """
    known, stop = _texts(known, 'known'), _texts(stop, 'stop')
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


def _texts(values, name):
    if isinstance(values, string_types):
        raise CorpusTypeError('%s is a single text; pass a list of texts' % name)
    return frozenset(values.keys() if hasattr(values, 'keys') else values or ())


def _check_bounds(min_count, min_length, max_length):
    if min_count is not None and min_count < 1:
        raise ArgumentError('min_count must be 1 or more, not %r' % (min_count,))
    if min_length < 1 or (max_length is not None and max_length < min_length):
        raise ArgumentError('lengths must be 1 <= min_length <= max_length, not %r and %r'
                            % (min_length, max_length))
