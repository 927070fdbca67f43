# -*- coding: utf-8 -*-
"""Estimate a back-off n-gram model from exact counts, and read and write it in the ARPA format.

The estimate is interpolated modified Kneser-Ney (Chen and Goodman 1998); the result is that of KenLM's
`lmplz` for a text with one clause per line. A model is a dict of all its n-grams, of about 300 bytes each.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math
from collections import namedtuple

from .._compat import Mapping, iter_range
from .._storage import open_input, open_output, path_name
from ..errors import ArgumentError, EmptyCorpusError, FormatError, check_number, checked_call
from ..text import clean_text, parse_count, split_spaces, symbols
from ._count_file import read_counts

BEGIN, END, UNKNOWN = '<s>', '</s>', '<unk>'

#: log10 of a probability, and log10 of the back-off weight.
Entry = namedtuple('Entry', 'log_probability log_backoff')

# The discounts if they cannot be estimated: those of KenLM for `--discount_fallback`.
_FALLBACK = (0.0, 0.5, 1.0, 1.5)


class BackoffModel(object):
    """Hold the probabilities of n-grams of words or symbols.

    Args:
        entries: `{n-gram: Entry}`; the words of an n-gram are joined by spaces.
        order: number of words of the longest n-gram.
    """

    @checked_call
    def __init__(self, entries, order):
        self.entries, self.order = entries, order

    def __repr__(self):
        return 'BackoffModel(order=%d, %d n-grams)' % (self.order, len(self.entries))

    def __contains__(self, word):
        """Tell whether the model knows a word."""
        return word in self.entries

    @classmethod
    def from_counts(cls, counts):
        """Estimate a model from n-gram counts.

        Args:
            counts: exact counts of all n-grams within clauses, up to an order of 2 or more: the path of a
                file that `NgramCounter.save` or `nlp-zero count` wrote with a least count of 1, or
                `{n-gram: count}`. The counts at the beginning and end of clauses are derived from them: the
                number of clauses that begin with an n-gram is its count minus those of the n-grams that
                extend it to the left.

        Raises:
            ArgumentError: the counts are not exact because n-grams are missing.
            EmptyCorpusError: there are no counts.
            InputError, FormatError: the file cannot be read.

        Formula:
            p(w | v) = (a(vw) - D(a(vw))) / sum of a(v.) + b(v) p(w | v'), where a is the count for the
            longest n-grams and those that begin a clause, and the number of different words before it for
            others; D(1), D(2), D(3 and more) of each order follow from the numbers of n-grams with a = 1,
            2, 3, 4 (Chen and Goodman 1998, section 3; Heafield et al. 2013), or are 0.5, 1, 1.5 if these
            are unsuitable; unigrams are interpolated with the uniform distribution over the words, `</s>`
            and `<unk>`.

        Complexity:
            Linear in the number of n-grams, times their order.

        >>> model = BackoffModel.from_counts({'天': 2, '气': 2, '天气': 2})
        >>> print('%.3f' % model.log_probabilities(['天', '气'])[1])
        -0.190
        """
        levels = _with_boundaries(_by_order(counts))
        adjusted = _adjusted(levels)
        return cls(_interpolated(adjusted), len(levels))

    def log_probabilities(self, words):
        """Return log10 of the probability of each word of a sentence and of its end.

        >>> entries = {'<s>': Entry(0, 0), '<unk>': Entry(-1, 0), '</s>': Entry(-2, 0)}
        >>> BackoffModel(entries, 1).log_probabilities(['好'])
        [-1.0, -2.0]
        """
        known = [word if word in self.entries else UNKNOWN for word in words]
        context, found = [BEGIN], []
        for word in known + [END]:
            found.append(self._log_probability(context, word))
            context = (context + [word])[1 - self.order:] if self.order > 1 else []
        return found

    def _log_probability(self, context, word):
        backoff = 0.0
        for start in iter_range(len(context) + 1):
            entry = self.entries.get(' '.join(context[start:] + [word]))
            if entry is not None:
                return backoff + entry.log_probability
            shorter = self.entries.get(' '.join(context[start:]))
            backoff += shorter.log_backoff if shorter is not None else 0.0
        return backoff + self.entries[UNKNOWN].log_probability

    def save(self, path):
        """Write the model in the ARPA format, each order sorted by code point.

        Raises:
            OutputError: the file cannot be written.
        """
        levels = [[] for _ in iter_range(self.order)]
        for ngram in self.entries:
            levels[ngram.count(' ')].append(ngram)
        with open_output(path) as out:
            out.write('\\data\\\n')
            for order, level in enumerate(levels, 1):
                out.write('ngram %d=%d\n' % (order, len(level)))
            for order, level in enumerate(levels, 1):
                out.write('\n\\%d-grams:\n' % order)
                for ngram in sorted(level):
                    out.write(_arpa_line(ngram, self.entries[ngram], order < self.order))
            out.write('\n\\end\\\n')

    @classmethod
    def load(cls, path):
        """Read a model in the ARPA format.

        Raises:
            InputError: the file cannot be read.
            FormatError: the file is not an ARPA model; the message gives the line.
        """
        with open_input(path, entries=True) as stream:
            return cls(*_parsed_arpa(stream, path_name(path)))


def _arpa_line(ngram, entry, with_backoff):
    line = '%.7f\t%s' % (entry.log_probability, ngram)
    return line + ('\t%.7f\n' % entry.log_backoff if with_backoff else '\n')


def _by_order(counts):
    """Return [{n-gram: count} of order 1, of order 2, ...], n-grams as tuples of symbols."""
    levels = []
    for text, count in counts.items() if isinstance(counts, Mapping) else read_counts(counts):
        check_number('the count of %.60r' % (text,), count, 1)
        ngram = tuple(symbols(clean_text(text)))
        while len(levels) < len(ngram):
            levels.append({})
        levels[len(ngram) - 1][ngram] = count
    if not levels:
        raise EmptyCorpusError('there are no counts')
    if len(levels) < 2:
        raise ArgumentError('a model is of n-grams up to an order of 2 or more: count with max_n=2 or more')
    return levels


def _with_boundaries(levels):
    """Return the counts together with those of n-grams that begin or end a clause.

    An n-gram is preceded by `<s>` as often as its count exceeds those of the n-grams that extend it to the
    left, and is followed by `</s>` correspondingly.
    """
    order = len(levels)
    full = [dict(level) for level in levels]
    full[0][(BEGIN,)] = full[0][(END,)] = sum(_remaining(levels, 0, _tail).values())
    for size in iter_range(order - 1):
        begins = dict(((BEGIN,) + ngram, count) for ngram, count in _remaining(levels, size, _tail).items())
        full[size + 1].update(begins)
    for size in iter_range(order - 1):
        # An n-gram, with or without `<s>`, ends a clause as often as no symbol follows it.
        ends = _remaining(full, size, _head)
        full[size + 1].update((ngram + (END,), count) for ngram, count in ends.items() if ngram[-1] != END
                              and ngram != (BEGIN,))
    return full


def _tail(ngram):
    return ngram[1:]


def _head(ngram):
    return ngram[:-1]


def _remaining(levels, size, part):
    """Return {n-gram: how often it is not the given part of a longer one} for the n-grams of one size."""
    rest = dict(levels[size])
    for longer, count in levels[size + 1].items():
        left = rest.get(part(longer), 0) - count
        if left < 0:
            raise ArgumentError('the counts are not exact: %r occurs more often than %r; count with '
                                'min_count=1 (`nlp-zero count --min-count 1`)'
                                % (''.join(longer), ''.join(part(longer))))
        rest[part(longer)] = left
    return dict((ngram, count) for ngram, count in rest.items() if count)


def _adjusted(levels):
    """Return the adjusted counts of Kneser-Ney: below the last order, numbers of different words before."""
    adjusted = [{} for _ in levels]
    adjusted[-1] = levels[-1]
    for size in iter_range(len(levels) - 1):
        before = {}
        if size:
            before.update((ngram, count) for ngram, count in levels[size].items() if ngram[0] == BEGIN)
        for longer in levels[size + 1]:
            before[longer[1:]] = before.get(longer[1:], 0) + 1
        adjusted[size] = before
    return adjusted


def _discounts(level):
    """Return the discounts of n-grams of count 0, 1, 2, 3 and more."""
    found = [0] * 5
    for count in level.values():
        if count < 5:
            found[count] += 1
    if not all(found[1:]):
        return _FALLBACK
    share = found[1] / (found[1] + 2 * found[2])
    discounts = (0.0,) + tuple(k - (k + 1) * share * found[k + 1] / found[k] for k in (1, 2, 3))
    return discounts if all(0 <= value <= k for k, value in enumerate(discounts)) else _FALLBACK


def _interpolated(adjusted):
    """Return the entries of adjusted counts, from the shortest n-grams to the longest."""
    words = len(adjusted[0]) + 1      # including </s>, which is among them, and <unk>, but not <s>
    probabilities, entries = {(): 1 / words}, {}
    for level in adjusted:
        discounts = _discounts(level)
        totals, freed = _context_sums(level, discounts)
        longer = {}
        for ngram, count in level.items():
            head = ngram[:-1]
            weight = freed[head] / totals[head]
            longer[ngram] = ((count - discounts[min(count, 3)]) / totals[head]
                             + weight * probabilities[ngram[1:]])
        for head in totals:
            weight = freed[head] / totals[head]
            if head:
                entries[head] = entries[head]._replace(log_backoff=math.log10(weight))
            else:
                entries[head] = Entry(math.log10(weight / words), 0.0)
        probabilities = longer
        entries.update((ngram, Entry(math.log10(value), 0.0)) for ngram, value in longer.items())
        if () in totals:
            entries[(UNKNOWN,)], entries[(BEGIN,)] = entries.pop(()), Entry(0.0, 0.0)
    return dict((' '.join(ngram), entry) for ngram, entry in entries.items())


def _context_sums(level, discounts):
    """Return ({context: sum of counts}, {context: sum of discounts})."""
    totals, freed = {}, {}
    for ngram in sorted(level):
        count, head = level[ngram], ngram[:-1]
        totals[head] = totals.get(head, 0) + count
        freed[head] = freed.get(head, 0.0) + discounts[min(count, 3)]
    return totals, freed


def _parsed_arpa(stream, path):
    """Return the entries and the order of an ARPA file."""
    entries, announced, sizes, size = {}, {}, {}, 0
    for number, line in enumerate(stream, 1):
        try:
            text = line.decode('utf-8').strip(' \t\r\n')
        except UnicodeDecodeError as error:
            raise FormatError('not UTF-8: %s' % error, path, number)
        if text == '\\end\\':
            break
        if text.startswith('ngram ') and not size:
            order, _, count = text[6:].partition('=')
            announced[_whole(order, path, number)] = _whole(count, path, number)
        elif text.startswith('\\') and text.endswith('-grams:'):
            size = _whole(text[1:-7], path, number)
        elif text and size:
            ngram, entry = _parsed_entry(text, size, path, number)
            sizes[size] = sizes.get(size, 0) + (ngram not in entries)
            entries[ngram] = entry
    else:
        raise FormatError('no ARPA model, or cut short: it does not end in \\end\\', path)
    for order, (known, count) in enumerate(sorted(announced.items()), 1):
        if order != known or sizes.pop(order, 0) != count:
            raise FormatError('there are not as many n-grams of order %d as the first lines say' % order,
                              path)
    if sizes or not announced:
        raise FormatError('the first lines do not say how many n-grams there are of each order', path)
    for needed in (UNKNOWN, END):
        if needed not in entries:
            raise FormatError('the model has no %s' % needed, path)
    return entries, len(announced)


def _whole(text, path, number):
    try:
        return parse_count(text.strip(' '))
    except ArgumentError as error:
        raise FormatError('%s' % error.message, path, number)


def _parsed_entry(text, size, path, number):
    """Return the n-gram of one line and its `Entry`."""
    fields = split_spaces(text)
    try:
        numbers = [float(field) for field in fields[:1] + fields[size + 1:]]
    except ValueError:
        numbers = []
    if (len(fields) < size + 1 or not 1 <= len(numbers) <= 2 or any(n - n != 0 for n in numbers)
            or numbers[0] > 0):
        raise FormatError('expected log10 p, %d words and a back-off weight, not %.60r' % (size, text),
                          path, number)
    return ' '.join(fields[1:size + 1]), Entry(numbers[0], numbers[1] if len(numbers) == 2 else 0.0)


def srilm_lines(counts):
    """Yield lines of counts for SRILM's `ngram -read`: symbols separated by spaces, a tab, the count."""
    for text, count in counts:
        yield '%s\t%d\n' % (' '.join(symbols(text)), count)
