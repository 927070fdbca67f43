# -*- coding: utf-8 -*-
"""Show words in context (KWIC): for each word a few occurrences in the corpus, chosen to be different.

There is one pass for any number of words, with a Python step for each place where a word may begin. For each
word a small sample of distinct contexts is kept, those with the lowest checksums of the text around the word.
So each distinct context has the same chance, wherever it is and however often it is repeated, and the sample
depends neither on the order of the texts nor on how they are read.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from bisect import bisect
from collections import OrderedDict, namedtuple
from operator import add

from .._compat import iter_map
from .._html_rows import HtmlRow, Rows
from .._progress import begin_stage, listening, report_done
from ..corpus import as_corpus
from ..errors import EmptyCorpusError, VocabularyError, check_number, checked_call, checked_options
from ..text import DIGIT_CLASS, HAN_CLASS, LETTER_CLASS, SCRIPT_CLASSES, class_of, fold, text_checksum
from ..vocabulary import read_words

#: Number of contexts in the sample for each one that is shown.
_KEPT = 3
#: Number of characters on either side of a word by which its contexts are distinguished for sampling.
_NEAR = 8
#: Share of common bigrams from which two contexts count as the same sentence.
_ALIKE = 0.5
#: Number of chosen contexts with which the others are compared, so that time stays linear in `n`.
_COMPARED = 100
#: Number of words after which progress is reported.
_REPORTED = 100
#: Added to the rank of a place inside a longer one of the words, so that it comes after all others.
_INSIDE = 1 << 32

_LATIN = re.compile('[%s%s]' % (DIGIT_CLASS, LETTER_CLASS))
_DIGITS_AND_MARKS = re.compile('[^%s%s%s]+' % (HAN_CLASS, LETTER_CLASS, ''.join(SCRIPT_CLASSES)))


class Context(namedtuple('Context', 'left word right file line'), HtmlRow):
    """Describe one occurrence of a word.

    Attributes:
        left, right: the text before and after the word in its line.
        word: the word as it is in the text.
        file: name of the file, as given to the corpus; None for an iterable of texts.
        line: number of the line in the file, or of the text in the iterable, from 1.
    """

    __slots__ = ()


@checked_call
def contexts(corpus, words, n=3, width=20, **options):
    """Return a few occurrences of each word in a corpus, chosen to be different.

    Of contexts that differ only in digits, punctuation and white space, one is shown. The contexts are taken
    from different lines, files and surroundings if possible; an occurrence inside a longer one of the words
    comes after all others. A word that begins or ends with a letter or digit is not searched inside longer
    Latin words and numbers.

    Args:
        corpus: an iterable of texts; one pass is made.
        words: any object that `vocabulary.read_words` accepts: a list, rows, a vocabulary, the path of a
            dictionary.
        n: most contexts per word.
        width: most characters of the line on either side.

    By name only:
        fold: whether to search words in simplified and in traditional text alike, by `text.fold`; contexts
            show the original text. Default False.
        progress: callback of a `Progress`, or None.

    Returns:
        OrderedDict: {word: list of `Context`s, best first}, in the order of the words; the list of a word
            that does not occur is empty.

    Raises:
        ArgumentError: `n` is below 1, `width` is below 0, or an option is unknown.
        EmptyCorpusError, ExhaustedCorpusError: the pass found no text.
        InputError, VocabularyError: `words` has no words.

    Complexity:
        Linear in the text; memory for 3 n contexts per word, independent of the size of the text. Contexts
        after the first 100 are as different as possible from those 100, not from each other.

    >>> found = contexts(['键帽厚实，手感清脆', '换了一副键帽', '2. 换了一副键帽！'], ['键帽', '轴体'])
    >>> for context in found['键帽']:
    ...     print('%s[%s]%s, line %d' % (context.left, context.word, context.right, context.line))
    [键帽]厚实，手感清脆, line 1
    换了一副[键帽], line 2
    """
    options = checked_options('contexts', options, fold=False, progress=None)
    for name, value, least in (('n', n, 1), ('width', width, 0)):
        check_number(name, value, least)
    wanted = OrderedDict.fromkeys(read_words(words))
    if not wanted or '' in wanted:
        raise VocabularyError('words: name at least one word, none of them empty')
    folded = OrderedDict((word, fold(word) if options['fold'] else word) for word in wanted)
    finder = _Finder(frozenset(folded.values()), n, width, fold if options['fold'] else None)
    with listening(options['progress']):
        begin_stage('choosing contexts')
        located = None
        for located in as_corpus(corpus).located():
            finder.add(located)
        if located is None:
            raise EmptyCorpusError('choosing contexts: this pass over the corpus met no text')
        found = OrderedDict()
        for number, word in enumerate(folded, 1):
            found[word] = Rows(finder.chosen(folded[word]))
            if number % _REPORTED == 0:
                report_done(number, len(folded), 'words')
    return found


class _Finder(object):
    """Sample the contexts of words.

    Args:
        words: set of texts, none of them empty.
        n, width: as in `contexts`.
        fold: function of a text that returns the text to search, of the same length; or None.
    """

    def __init__(self, words, n, width, fold=None):
        self._n, self._width, self._fold = n, width, fold
        self._samples = dict((word, _Sample(_KEPT * n)) for word in words)
        self._latin = dict((word, (_LATIN.match(word[0]), _LATIN.match(word[-1]))) for word in words
                           if _LATIN.match(word[0]) or _LATIN.match(word[-1]))
        lengths = {}
        for word in words:
            lengths.setdefault(word[:2], set()).add(len(word))
        # Longest first, so that a word that covers another one is found before it.
        self._lengths = dict((pair, sorted(sizes, reverse=True)) for pair, sizes in lengths.items())
        single = ''.join(sorted(word for word in words if len(word) == 1))
        self._find_single = re.compile('[%s]' % class_of(single)).finditer if single else None

    def add(self, located):
        """Search all words in a text."""
        text, lengths, samples, latin = located.text, self._lengths, self._samples, self._latin
        if self._fold is not None:
            text = self._fold(text)
        place_of, covered = _LinePlaces(located), 0
        # Which characters are part of a longer word, for words of one character.
        inside = bytearray(len(text)) if self._find_single else None
        for start in (start for start, pair in enumerate(iter_map(add, text, text[1:])) if pair in lengths):
            for size in lengths[text[start:start + 2]]:
                end = start + size
                word = text[start:end]
                sample = samples.get(word)
                if sample is None or word in latin and not self._is_whole(text, start, end):
                    continue
                rank = _rank(text, start, end)
                if end <= covered:
                    rank += _INSIDE
                else:
                    covered = end
                    if inside is not None:
                        inside[start:end] = b'\1' * size
                if rank <= sample.limit and rank not in sample.found:
                    sample.add(rank, place_of.context(start, end, self._width))
        if self._find_single:
            self._add_single(text, place_of, inside)

    def _add_single(self, text, place_of, inside):
        """Search the words of one character; `inside` tells which characters are part of another word."""
        for match in self._find_single(text):
            word, start, end = match.group(), match.start(), match.end()
            sample, rank = self._samples[word], _rank(text, start, end)
            if inside[start]:
                rank += _INSIDE
            if (rank <= sample.limit and rank not in sample.found
                    and (word not in self._latin or self._is_whole(text, start, end))):
                sample.add(rank, place_of.context(start, end, self._width))

    def _is_whole(self, text, start, end):
        """Tell whether there is no letter or digit next to a letter or digit at either end of a word."""
        first, last = self._latin[text[start:end]]
        return not (first and _LATIN.match(text[start - 1:start]) or last and _LATIN.match(text[end:end + 1]))

    def chosen(self, word):
        """Return the contexts to show for a word."""
        return _most_different(self._samples[word], self._n)


class _LinePlaces(object):
    """Cut contexts out of the lines of a `Located` text."""

    def __init__(self, located):
        self._located, self._line_ends = located, None

    def context(self, start, end, width):
        """Return the `Context` of a place by its indices in the text."""
        text, line, file = self._located.text, self._located.line, self._located.file
        if self._located.many_lines:
            if self._line_ends is None:
                self._line_ends = [place for place, character in enumerate(text) if character == '\n']
            line += bisect(self._line_ends, start)
        return Context(text[max(0, start - width):start].rpartition('\n')[2], text[start:end],
                       text[end:end + width].partition('\n')[0], file, line)


def _rank(text, start, end):
    """Return the rank of a place: a checksum of the text around it in its line."""
    near = text[start - _NEAR if start > _NEAR else 0:end + _NEAR]
    if '\n' in near:
        near = (text[start - _NEAR if start > _NEAR else 0:start].rpartition('\n')[2] + text[start:end]
                + text[end:end + _NEAR].partition('\n')[0])
    return text_checksum(near)


def _normalised(context):
    """Return the text of a context in lower case without digits, punctuation and white space."""
    return _DIGITS_AND_MARKS.sub('', context.left + context.word + context.right).lower()


class _Sample(object):
    """Keep the contexts with the lowest ranks, one for each normalised text.

    Args:
        size: most contexts.

    Attributes:
        limit: contexts with a higher rank are not needed.
        found: {rank: (normalised text, Context)}.
    """

    __slots__ = ('limit', 'found', '_size', '_ranks')

    def __init__(self, size):
        self._size, self.limit = size, float('inf')
        self.found, self._ranks = {}, {}

    def add(self, rank, context):
        """Add a context whose rank is new and not above the limit."""
        key = _normalised(context)
        old = self._ranks.get(key)
        if old is not None:
            if old < rank:
                return
            del self.found[old]
        self.found[rank], self._ranks[key] = (key, context), rank
        if len(self.found) > self._size:
            key, _ = self.found.pop(max(self.found))
            del self._ranks[key]
        if len(self.found) == self._size:
            self.limit = max(self.found)


class _Choice(object):
    """Compare one context of a sample with those chosen so far.

    Args:
        rank: its rank in the sample.
        key: its normalised text.
        context: a `Context`.
    """

    __slots__ = ('context', '_rank', '_bigrams', '_likeness', '_files', '_same_line')

    def __init__(self, rank, key, context):
        self.context, self._rank, self._bigrams = context, rank, frozenset(iter_map(add, key, key[1:]))
        self._likeness, self._files, self._same_line = 0.0, 0, False

    def compare(self, other):
        """Compare with one more chosen context."""
        common = len(self._bigrams & other._bigrams)
        self._likeness = max(self._likeness, common / (min(len(self._bigrams), len(other._bigrams)) or 1))
        self._files += other.context.file == self.context.file
        self._same_line = self._same_line or other.context[3:] == self.context[3:]

    def preference(self):
        """Return a key for which the best next context is the smallest."""
        context = self.context
        alike = self._same_line or self._likeness >= _ALIKE
        # Of equal contexts, prefer the one with the most text on both sides.
        shown = min(len(context.left), len(context.right)) + len(context.left + context.right)
        return self._rank >= _INSIDE, alike, self._files, int(10 * self._likeness), -shown, self._rank


def _most_different(sample, n):
    """Return at most `n` contexts of a sample, each as different as possible from those before it."""
    rest = [_Choice(rank, key, context) for rank, (key, context) in sample.found.items()]
    chosen = []
    while rest and len(chosen) < min(n, _COMPARED):
        best = min(rest, key=_Choice.preference)
        rest.remove(best)
        chosen.append(best)
        for choice in rest:
            choice.compare(best)
    rest.sort(key=_Choice.preference)
    return [choice.context for choice in chosen + rest[:n - len(chosen)]]
