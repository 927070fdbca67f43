# -*- coding: utf-8 -*-
"""Explain why a string is a word or is not, by the numbers of the fitted model.

The model is fitted as in discovery; its decisions are only explained here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import fsum, log

from .._compat import iter_items, string_types, to_native
from .._progress import begin_stage, listening
from ..corpus import as_corpus
from ..entropy import (
    DEFAULTS, Alternative, Alternatives, Settings, as_model, learn, run_finder)
from ..errors import ArgumentError, CorpusTypeError, VocabularyError, checked_call, checked_options
from ..text import DEFAULT_RULES, display_text, markup_text
from ..vocabulary import read_words
from ._contexts import contexts
from ._evidence import measure, unmeasured_word
from ._sentences import Cause, check_language, number_lines, reason_of, sentences_of


class Explanation(namedtuple('Explanation', (
        'text kept count expected pmi left_entropy right_entropy log_probability alternative '
        'alternative_log_probability saving entry_cost net_saving required_saving cohesion '
        'required_cohesion strictness reason sentences contexts'))):
    """Explain one string.

    Attributes:
        text: the string.
        kept: whether it is a word of the model.
        count: number of its occurrences in the corpus, whether as a word or not.
        expected: number of occurrences that the model counts as the word.
        pmi: PMI at the weakest split, in nats; 0 for a single character.
        left_entropy, right_entropy: branching entropy on either side, in nats.
        log_probability: log probability of the word in the model, or, if it is not a word, the one that it
            would have if every occurrence were the word. In nats; None if it does not occur.
        alternative: the best way to write it with other words, a tuple of texts; None if there is no way.
        alternative_log_probability: log probability of the alternative, in nats.
        saving: nats saved at each occurrence by writing it as one word.
        entry_cost: nats for writing it once in the vocabulary, character by character.
        net_saving: by how much the word reduces the description length of corpus and vocabulary, in nats.
        required_saving: least saving that the model requires of such a word, in nats; None if none is
            required.
        cohesion: the `entropy.BigramCohesion` of a pair, in nats; None for other words, and for pairs that
            were never a candidate.
        required_cohesion: least cohesion that the model requires of a pair, in nats; None for other words.
        strictness: the `entropy.Strictness` of the text, from which these thresholds were derived; None if
            `entry_pmi` was given.
        reason: one line that says what decided.
        sentences: {'en': the same in a plain sentence, 'zh': in Chinese}.
        contexts: tuple of `Context`s, some occurrences.
    """

    __slots__ = ()

    def to_dict(self):
        """Return the attributes as a plain dict: tuples as lists, the strictness and contexts as dicts."""
        found = dict(self._asdict())
        if self.alternative is not None:
            found['alternative'] = list(self.alternative)
        if self.strictness is not None:
            found['strictness'] = dict(self.strictness._asdict())
        found['contexts'] = [dict(context._asdict()) for context in self.contexts]
        return found

    def to_text(self, lang='en'):
        """Return some lines for a reader: a sentence that says what decided, the numbers, some contexts.

        Args:
            lang: 'en' or 'zh'.

        Raises:
            ArgumentError: the language is not supported.
        """
        check_language(lang)
        lines = ['%s: %s' % (self.text, self.sentences[lang])]
        # Of what does not occur, numbers would say nothing.
        if self.count or self.kept:
            lines.extend('  ' + line for line in number_lines(self, lang))
        lines.extend(_place(context) for context in self.contexts)
        return '\n'.join(lines)

    def __str__(self):
        return to_native(self.to_text())

    def _repr_html_(self):
        """Return what a notebook shows."""
        return '<pre>%s</pre>' % '\n'.join(markup_text(line) for line in self.to_text().split('\n'))


def _place(context):
    """Return the line of a `Context`."""
    left, word, right = (display_text(part) for part in context[:3])
    return '  %s:%d  %s\u3010%s\u3011%s' % (context.file or '', context.line, left, word, right)


@checked_call
def explain(corpus, words, rules=DEFAULT_RULES, model=None, **settings):
    """Explain why strings are words of a corpus or are not.

    Args:
        corpus: a re-iterable of texts.
        words: a text, or a list of texts, to be explained.
        rules: the `text.Rules` by which the corpus is read.
        model: an `entropy.Model` that was fitted to the corpus before, or the path of a saved one; None fits
            one.
        settings: by name only, the settings of the fit, as in `entropy.Settings`; with a model, thresholds
            that replace its own. `contexts`: most contexts of each string, by default 3. `progress`: as in
            `discover_words`.

    Returns:
        list: an `Explanation` for each string, in the given order.

    Raises:
        ArgumentError: a string is empty or there is none; a setting is unknown or invalid.
        EmptyCorpusError, ExhaustedCorpusError: a pass found no text.

    Formula:
        saving = log p(w) - max over other ways to write w of sum log p. net saving = expected * saving -
        entry cost, where the entry cost is the sum over the characters of -log of their share of the text:
        a two-part description length. Rissanen (1978); de Marcken (1996).

    Complexity:
        That of the fit, for any number of strings, and at most four more passes.

    >>> texts = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值', '空格键有点松',
    ...          '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体', '发货快，包装好', '用了半年没坏',
    ...          '按起来轻，打字不累', '客服回话慢', '说明书看不懂', '桌上放着挺好看']
    >>> explanation = explain(texts, '键帽')[0]
    >>> print(explanation.text, explanation.count, explanation.kept)
    键帽 3 True
    """
    wanted = _checked_words(words)
    corpus = as_corpus(corpus, 2)
    checked_options('explain', settings, contexts=3, progress=None, **DEFAULTS)
    shown, progress = settings.pop('contexts', 3), settings.pop('progress', None)
    with listening(progress):
        model = learn(corpus, rules, Settings(**settings)) if model is None else as_model(
            model, corpus)
        evidence = dict((row.text, row) for row in measure(
            corpus, [unmeasured_word(text, 0) for text in set(wanted)], rules))
        begin_stage('counting the words to explain')
        counts = _exact_counts(corpus, frozenset(wanted), rules)
        places = contexts(corpus, wanted, shown) if shown else {}
    account = _Account(model, model.settings.replace(**settings), run_finder(rules))
    return [account.explain(text, counts[text], evidence[text])._replace(contexts=tuple(places.get(text, ())))
            for text in wanted]


def _checked_words(words):
    """Return the strings to be explained as a list."""
    if isinstance(words, string_types):
        words = [words]
    try:
        wanted = read_words(words)
    except (CorpusTypeError, VocabularyError) as error:
        raise ArgumentError('the words to explain: %s' % error.message)
    if not wanted or '' in wanted:
        raise ArgumentError('name at least one word to explain, none of them empty')
    return wanted


def _exact_counts(corpus, wanted, rules):
    """Return the counts of strings, including overlapping occurrences; Han strings are counted in runs."""
    find = run_finder(rules)
    mixed = dict.fromkeys((word for word in wanted if find(word) != [word]), 0)
    han = dict.fromkeys(wanted.difference(mixed), 0)
    han_sizes, mixed_sizes = _sizes_by_start(han), _sizes_by_start(mixed)
    for text in corpus:
        for run in find(text) if han else ():
            _count_places(run, han_sizes, han)
        if mixed:
            _count_places(text, mixed_sizes, mixed)
    han.update(mixed)
    return han


def _sizes_by_start(words):
    """Return {first character: sizes of the words that begin with it}."""
    sizes = {}
    for word in words:
        sizes.setdefault(word[0], set()).add(len(word))
    return sizes


def _count_places(text, sizes, counts):
    """Add the occurrences of words in a text to {word: count}; `sizes` are their `_sizes_by_start`."""
    for start, character in enumerate(text):
        for size in sizes.get(character, ()):
            word = text[start:start + size]
            if word in counts and len(word) == size:
                counts[word] += 1


class _Account(object):
    """Hold the data that all explanations of one model share."""

    def __init__(self, model, settings, find_runs):
        self._counts, self._suffixes, self._find_runs = model.counts, model.suffixes, find_runs
        self._total = fsum(model.counts[word] for word in sorted(model.counts))
        self._alternatives = Alternatives(dict(
            (word, log(count / self._total)) for word, count in iter_items(model.counts) if count > 0.0))
        self._characters = {}
        for word, count in sorted(model.counts.items()):
            for character in word:
                self._characters[character] = self._characters.get(character, 0.0) + count
        self._size = fsum(self._characters[character] for character in sorted(self._characters))
        self._settings, self._strictness = settings, model.strictness
        self._split_pairs, self._cohesion = model.split_pairs, model.cohesion

    def explain(self, text, count, evidence):
        """Return the explanation of a string, given its exact count and the `Word` row with its evidence."""
        expected, kept = self._counts.get(text, 0.0), text in self._counts
        amount = expected if kept else float(count)
        log_probability = log(amount / self._total) if amount else None
        other = self._alternatives.best(text) if len(text) > 1 else Alternative(None, None)
        saving = None if None in (log_probability, other.words) else log_probability - other.log_probability
        cost = self._entry_cost(text)
        explanation = Explanation(
            text=text, kept=kept, count=count, expected=expected, pmi=evidence.pmi,
            left_entropy=evidence.left_entropy, right_entropy=evidence.right_entropy,
            log_probability=log_probability, alternative=other.words and tuple(other.words),
            alternative_log_probability=other.log_probability, saving=saving, entry_cost=cost,
            net_saving=None if saving is None else amount * saving - cost,
            required_saving=self._required_saving(text, other.words) if len(text) > 1 else None,
            cohesion=self._cohesion.get(text),
            required_cohesion=self._settings.min_cohesion if len(text) == 2 else None,
            strictness=self._strictness, reason='', sentences={}, contexts=())
        cause = self._cause(explanation)
        return explanation._replace(
            reason=reason_of(cause), sentences=sentences_of(cause, count, explanation.alternative or text))

    def _required_saving(self, text, parts):
        """Return the nats that a string must save, if `parts` are the words of its best alternative."""
        own = self._settings.required_saving(text, self._suffixes)
        if self._find_runs(text) != [text]:
            # Only strings of Han characters are divided as phrases.
            return own
        return max(own, self._settings.required_phrase_saving(parts))

    def _entry_cost(self, text):
        """Return the nats for writing a string character by character."""
        return sum(log(self._size / self._characters.get(character, 1.0)) for character in text)

    def _cause(self, one):
        """Return the `Cause` that decided about a string, from the other fields of its `Explanation`."""
        if one.kept and self._find_runs(one.text) != [one.text]:
            return Cause('mixed', {})
        if len(one.text) == 1:
            return Cause('character' if one.kept else 'absent', {})
        pays = one.saving is not None and one.saving >= one.required_saving
        if one.kept:
            return self._cause_to_keep(one, pays)
        if not one.count:
            return Cause('absent', {})
        if self._find_runs(one.text) != [one.text]:
            return Cause('not_han', {})
        if pays and one.cohesion is not None and one.cohesion < one.required_cohesion:
            return Cause('company', {'required': '%.2f' % one.required_cohesion})
        if one.text in self._split_pairs and (one.cohesion is None or one.cohesion >= one.required_cohesion):
            return Cause('numeral', {})
        if one.saving is None:
            return Cause('unseen', {})
        if one.saving < self._settings.required_saving(one.text, self._suffixes):
            return Cause('little', {})
        if not pays:
            return Cause('phrase', {'saving': '%.2f' % one.saving, 'required': '%g' % one.required_saving})
        return self._cause_not_to_join(one)

    def _cause_not_to_join(self, one):
        """Return the `Cause` for which the pieces of a string were not joined although that would save."""
        apart = [(self._counts[piece] - one.count, piece) for piece in one.alternative
                 if len(piece) > 1 and self._counts[piece] - one.count >= 1]
        if not apart:
            return Cause('context', {})
        most, piece = max(apart)
        return Cause('apart', {'piece': piece, 'times': most})

    def _cause_to_keep(self, one, pays):
        if len(one.text) > 2 and one.text[-1] in self._suffixes:
            return Cause('suffix', {})
        if not one.count:
            return Cause('absent', {})
        return Cause('pays' if pays else 'early', {})
