# -*- coding: utf-8 -*-
"""Explain a word: the numbers that made it one, or that kept it from being one.

In go a corpus and the texts in question, out come `Explanation` rows. Nothing is decided here: the
model is fitted as discovery fits it, and its decision is accounted for.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from math import fsum, log

from .._compat import iter_items, string_types, to_native
from ..corpus import as_corpus
from ..entropy import Firmness, best_way, learn, least_firmness, run_finder, stay_by_size
from ..errors import ArgumentError, CorpusTypeError
from ..text import DEFAULT_RULES, clean_text
from ._min_entropy import fit_settings
from ._evidence import measure

__all__ = [str(name) for name in ('Explanation', 'explain')]

_FIELDS = ('text', 'kept', 'count', 'expected', 'pmi', 'left_entropy', 'right_entropy',
           'log_probability', 'alternative', 'alternative_log_probability', 'saving', 'entry_cost',
           'gain', 'bound', 'firmness', 'reason')


class Explanation(namedtuple(str('Explanation'), [str(name) for name in _FIELDS])):
    """Account for one word.

    Attributes:
        text: the string in question.
        kept: whether the model has it as a word.
        count: its occurrences in the corpus, as a string, word or not.
        expected: how many of them the model takes for the word.
        pmi: at its weakest split, in nats; 0 for a single character.
        left_entropy, right_entropy: of what stands beside it, in nats.
        log_probability: of the word in the model; if it is none, what it would have if every
            occurrence were the word. In nats; None if it does not occur.
        alternative: the best way to write it with other words, a tuple of texts; None if there is
            none.
        alternative_log_probability: of that way, in nats.
        saving: nats saved each time the word is written as one.
        entry_cost: nats to write it down once, in the vocabulary, letter by letter.
        gain: what the description of corpus and vocabulary saves by having it, in nats.
        bound: least saving that the model asks of such a word; None where it asks none.
        firmness: of a pair, as `entropy.Firmness`, in nats; None of other words.
        reason: one line on what decided.
    """

    __slots__ = ()

    def to_dict(self):
        """Return the attributes as a plain dict; the alternative as a list."""
        found = dict(zip(_FIELDS, self))
        if self.alternative is not None:
            found['alternative'] = list(self.alternative)
        return found

    def to_text(self):
        """Return some lines for a reader."""
        other = '-' if self.alternative is None else ' '.join(self.alternative)
        lines = ['%s: %s; %s' % (self.text, 'a word' if self.kept else 'no word', self.reason),
                 '  count %d, as a word %.1f' % (self.count, self.expected),
                 '  PMI at the weakest split %s' % _nats(self.pmi),
                 '  entropy left %s, right %s' % (_nats(self.left_entropy), _nats(self.right_entropy)),
                 '  log probability %s; otherwise written %s, %s' % (
                     _nats(self.log_probability), other, _nats(self.alternative_log_probability)),
                 '  saves %s each time, asked for %s; costs %s once; in all %s' % (
                     _nats(self.saving), _nats(self.bound), _nats(self.entry_cost), _nats(self.gain))]
        if self.firmness is not None:
            lines.append('  firmness of the pair %s' % _nats(self.firmness))
        return '\n'.join(lines)

    def __str__(self):
        return to_native(self.to_text())


def _nats(value):
    return '-' if value is None else '%.2f nats' % value


def explain(corpus, words, rules=DEFAULT_RULES, model=None, **settings):
    """Tell what makes words of texts, or what keeps them from being words.

    Args:
        corpus: a re-iterable of texts.
        words: a text, or a list of texts, to be explained.
        rules: the `text.Rules` by which the corpus is read.
        model: an `entropy.Model` that was fitted to the corpus before; None fits one.
        settings: of the fit, as `entropy.Settings`.

    Returns:
        list: an `Explanation` for each text, in the order given.

    Raises:
        ArgumentError: no text, or an empty one; a setting that is none.
        EmptyCorpusError, ExhaustedCorpusError: a pass saw no text.

    Formula:
        saving = log p(w) - max over other ways to write w of sum log p. gain = expected * saving -
        entry cost, with entry cost = - sum over its characters of log of their share of the text:
        a two-part description length. Rissanen (1978); de Marcken (1996).

    Complexity:
        That of the fit, and one pass more.

    >>> texts = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值', '空格键有点松',
    ...          '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体', '发货快，包装好', '用了半年没坏',
    ...          '按起来轻，打字不累', '客服回话慢', '说明书看不懂', '桌上放着挺好看']
    >>> explanation = explain(texts, '键帽')[0]
    >>> print(explanation.text, explanation.count, explanation.kept)
    键帽 3 True
    """
    wanted = _texts(words)
    corpus = as_corpus(corpus)
    settings = fit_settings(settings)
    model = learn(corpus, rules, settings) if model is None else model
    rows = dict((row.text, row) for row in measure(
        corpus, dict((text, (0, 0.0)) for text in wanted), rules))
    counts = _exact_counts(corpus, frozenset(wanted), rules)
    account = _Account(model, settings)
    return [account.explain(text, counts[text], rows[text]) for text in wanted]


def _texts(words):
    wanted = [words] if isinstance(words, string_types) else list(words)
    try:
        wanted = [clean_text(word) for word in wanted]
    except CorpusTypeError as error:
        raise ArgumentError('the words to explain are texts: %s' % error)
    if not wanted or '' in wanted:
        raise ArgumentError('name at least one word to explain, none of them empty')
    return wanted


def _exact_counts(corpus, wanted, rules):
    """Return the occurrences of the texts inside runs, overlapping ones too."""
    find = run_finder(rules)
    counts = dict.fromkeys(wanted, 0)
    for text in corpus:
        for run in find(text):
            for word in wanted:
                place = run.find(word)
                while place >= 0:
                    counts[word] += 1
                    place = run.find(word, place + 1)
    return counts


class _Account(object):
    """Hold what all explanations of one model share."""

    def __init__(self, model, settings):
        self.counts = model.counts
        self.total = fsum(model.counts[word] for word in sorted(model.counts))
        self.logs = dict((word, log(count / self.total)) for word, count in iter_items(model.counts)
                         if count > 0.0)
        self.longest = max(len(word) for word in model.counts)
        characters = {}
        for word, count in sorted(model.counts.items()):
            for character in word:
                characters[character] = characters.get(character, 0.0) + count
        self.characters = characters
        self.size = fsum(characters[character] for character in sorted(characters))
        self.settings, self.endings = settings, model.endings
        self.stay = stay_by_size(self.size) if settings.stay is None else settings.stay
        self.firmness, self.firm = Firmness(model.counts), least_firmness(model.counts, settings)

    def entry_cost(self, text):
        """Return the nats that it takes to spell a text letter by letter."""
        return sum(log(self.size / self.characters.get(character, 1.0)) for character in text)

    def explain(self, text, count, row):
        """Return the explanation of one text."""
        expected = self.counts.get(text, 0.0)
        kept = text in self.counts
        amount = expected if kept else float(count)
        own = log(amount / self.total) if amount else None
        other, way = best_way(text, self.logs, self.longest) if len(text) > 1 else (None, None)
        saving = None if own is None or way is None else own - other
        cost = self.entry_cost(text)
        gain = None if saving is None else amount * saving - cost
        bound, firmness = self._bound(text), self._firmness_of(text, kept, amount)
        return Explanation(
            text, kept, count, expected, row.pmi, row.left_entropy, row.right_entropy, own,
            None if way is None else tuple(way), other, saving, cost, gain, bound, firmness,
            self._reason(text, kept, count, saving, bound, firmness))

    def _bound(self, text):
        """Return what a word must save each time, in nats; None for a single character."""
        if len(text) < 2:
            return None
        return self.settings.entry if len(text) == 2 or text[-1] in self.endings else self.stay

    def _firmness_of(self, text, kept, amount):
        """Return the firmness of a pair; of one that is no word, as if all its places were the word."""
        if len(text) != 2 or not amount:
            return None
        first, second = (max(0.0, self.counts.get(part, 0.0) - (0 if kept else amount)) for part in text)
        return self.firmness(text, amount, first, second)

    def _reason(self, text, kept, count, saving, bound, firmness):
        """Return one line on what decided about a text."""
        if kept and 2 < len(text) and text[-1] in self.endings:
            return 'it ends in a character that is bound: it hardly stands but behind its words'
        if not kept and saving is not None and saving >= bound and firmness is not None and (
                firmness < self.firm):
            return 'its characters are words of their own that keep company: firmness under %.2f' % self.firm
        return _reason(text, kept, count, saving, bound)


def _reason(text, kept, count, saving, bound):
    """Return one line on what decided about a text."""
    if len(text) == 1:
        return 'single characters always stay' if kept else 'does not occur'
    if not count:
        return 'does not occur'
    if kept:
        return 'it pays: writing it as one is shorter than its best alternative' if (
            saving is not None and saving >= bound) else 'it entered early and holds its own in context'
    if saving is None:
        return 'some of its characters do not occur'
    if saving < bound:
        return 'written as one it would save too little each time'
    return 'its occurrences are better explained by other words in their context'
