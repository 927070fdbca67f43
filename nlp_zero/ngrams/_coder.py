# -*- coding: utf-8 -*-
"""Encode texts with one 16-bit character for each symbol, so that n-grams are slices.

In a *coded* text a character of the basic Han block stands for itself, a separator ends each clause, and any
other symbol (`iPhone-12`, `3.14`, 〇) has a code from a table. Symbols without a code are *rare*: one sign
stands for all of them, and the n-grams that contain it are counted here, by their texts.

The table is made from the first text and does not change: workers and run files share it. Symbols that sort
before the Han block have codes below it and the others have codes above it, both in the order of the symbols,
so that coded texts sort nearly as texts do (`_partition` says where this matters).
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple
from itertools import islice

from .._compat import iter_items, iter_map, unichr_
from ..text import EXTEND_CLASS, HAN, LONGEST_SYMBOL, WORD, clauses

SEPARATOR, RARE = '\u3110', '\u3111'
HAN_START, HAN_END = 0x4E00, 0xA000
# The ranges of the codes; `_keys` requires that all units span less than 0x7ff0.
_LOW, _HIGH = (0x3112, HAN_START), (HAN_END, 0xB0F0)
#: The lowest code of a symbol.
LOWEST = unichr_(_LOW[0])
_BETWEEN = re.compile('([^\u4e00-\u9fff]+)')
# The same if combining marks may follow a Han character, which then is not a plain Han character.
_BETWEEN_MARKED = re.compile('((?:[\u4e00-\u9fff](?=[%s]))?[^\u4e00-\u9fff]+)' % EXTEND_CLASS)
_HAN = re.compile('[\u4e00-\u9fff]')
#: Characters of a text that are coded at a time, up to the next Han character.
_STEP = 1 << 17
#: Approximate number of n-grams with rare symbols in one dict, and of their characters.
_COUNTED, _COUNTED_CHARACTERS = 1 << 16, 1 << 22
_WITH_RARE = re.compile('[^{0}]*{1}[^{0}]*'.format(SEPARATOR, RARE))
_BETWEEN_SIGNS = re.compile('[^%s%s]+' % (SEPARATOR, RARE))
_WITH_CODE = re.compile('[\u3112-\u4dff\ua000-\ub0ef]')
_MARK = '\n'
#: Most entries, and longest entry, of the cache for the coded forms of runs between Han characters.
_KEPT, _KEPT_LENGTH = 1 << 16, 64


#: Texts that are counted at a time: a list of them, and the text that follows the last one in the same line.
#: N-grams that begin in the texts are counted, also those that end in the tail.
TextBlock = namedtuple('TextBlock', 'texts tail')


class Coder(object):
    """Encode texts by one table.

    Args:
        rules: the `text.Rules` that define a symbol.
        symbols: iterable of the symbols that get a code; Han characters, and symbols beyond the number of
            codes, are ignored.
    """

    def __init__(self, rules, symbols=()):
        self.rules, self._scanner = rules, rules.scanner
        self.symbols = sorted(set(symbols))
        self.codes = {}
        for (start, end), wanted in ((_LOW, self._low()), (_HIGH, self._high())):
            for place, symbol in enumerate(wanted[:end - start]):
                self.codes[symbol] = unichr_(start + place)
        self.names = dict((code, s) for s, code in self.codes.items())
        # With some rules a symbol may contain any character.
        self._marked = any(_MARK in symbol for symbol in self.codes)
        self._memo = _Memo(self._coded_run)
        self._rare = []

    @classmethod
    def from_texts(cls, texts, rules):
        """Return a coder whose table holds the most frequent symbols of some texts."""
        runs = {}
        for text in _divided('\n'.join(texts)):
            for run in _between(text, rules).findall(text):
                runs[run] = runs.get(run, 0) + 1
        found = {}
        for run, count in iter_items(runs):
            for clause in clauses(run, rules):
                for symbol in clause:
                    found[symbol] = found.get(symbol, 0) + count
        order = sorted(found, key=lambda s: (-found[s], s))
        low = [s for s in order if s < '\u4e00'][:_LOW[1] - _LOW[0]]
        high = [s for s in order if s >= '\ua000'][:_HIGH[1] - _HIGH[0]]
        return cls(rules, low + high)

    def _low(self):
        return [s for s in self.symbols if s < '\u4e00']

    def _high(self):
        return [s for s in self.symbols if s >= '\ua000']

    def __reduce__(self):
        return type(self), (self.rules, self.symbols)

    def code(self, texts):
        """Encode texts.

        Args:
            texts: list of texts.

        Returns:
            (coded text, rare symbols): clauses with separators between them, and the list of the rare symbols
            for which the signs stand, in order.

        Complexity:
            Linear; Python code runs once for each distinct run of other characters.
        """
        self._rare = []
        if self.rules.protect is not None:
            coded = self._code_protected(texts)
        else:
            coded = ''.join([self._code_text(text) for text in _divided('\n'.join(texts))])
        return coded, self._rare

    def _code_text(self, text):
        # How a run between two Han characters is read does not depend on these.
        parts = _between(text, self.rules).split(text)
        parts[1::2] = iter_map(self._memo.__getitem__, parts[1::2])
        return ''.join(parts)

    def _code_protected(self, texts):
        coded = []
        for text in texts:
            for clause in clauses(text, self.rules):
                coded.extend(iter_map(self._code_of, clause))
                coded.append(SEPARATOR)
        return ''.join(coded)

    def _coded_run(self, run):
        """Return the coded form of a run without basic Han characters, and whether to cache it."""
        coded, before, is_short = [], len(self._rare), len(run) <= LONGEST_SYMBOL
        # This does the same as `text.scan` without making tuples, since it is the slowest step.
        for match in self._scanner.finditer(run):
            kind = match.lastgroup
            if kind == WORD and (is_short or match.end() - match.start() <= LONGEST_SYMBOL):
                coded.append(self._code_of(match.group()))
            elif kind == HAN:
                coded.extend(iter_map(self._code_of, match.group()))
            elif not coded or coded[-1] != SEPARATOR:
                coded.append(SEPARATOR)
        return ''.join(coded), len(self._rare) == before and len(run) <= _KEPT_LENGTH

    def _code_of(self, symbol):
        code = self.codes.get(symbol)
        if code is None:
            if '\u4e00' <= symbol <= '\u9fff' and len(symbol) == 1:
                return symbol
            self._rare.append(symbol)
            return RARE
        return code

    def symbols_of(self, coded):
        """Return the symbols of a coded clause as a list; rare symbols remain signs."""
        names = self.names
        return [names.get(c, c) for c in coded]

    def decode(self, coded):
        """Return the text of a coded n-gram that has no separators and no rare symbols."""
        names = self.names
        return ''.join([names.get(c, c) for c in coded])

    def decode_all(self, ngrams):
        """Return the texts of many coded n-grams as a list; this is fast if few contain codes."""
        joined = _MARK.join(ngrams)
        if not _WITH_CODE.search(joined):
            return ngrams
        if self._marked:
            return [self.decode(ngram) for ngram in ngrams]
        names = self.names
        return _WITH_CODE.sub(lambda match: names[match.group()], joined).split(_MARK)

    def encode(self, symbols):
        """Return the coded form of a list of symbols; None if one of them is rare."""
        coded = [self.codes.get(s) or (s if '\u4e00' <= s <= '\u9fff' and len(s) == 1 else None)
                 for s in symbols]
        return None if None in coded else ''.join(coded)

    def rare_ngrams(self, coded, rare, max_n, places):
        """Count the n-grams of all orders that contain a rare symbol.

        Args:
            coded, rare: as returned by `code`.
            max_n: longest n-gram.
            places: number of symbols with which an n-gram may begin.

        Yields:
            dict: {text: int}, of some ten thousand n-grams and some million characters at most; an n-gram may
            be in several dicts.

        Complexity:
            At most `max_n` squared steps for each rare symbol.
        """
        counts, following, characters = {}, 0, 0
        for match in _WITH_RARE.finditer(coded) if rare else ():
            found = match.group()
            before, at = -1, found.find(RARE)
            while at >= 0:
                begin = max(before + 1, at - max_n + 1)
                symbols = self._symbols_around(found[begin:at + max_n], rare, following)
                _count_around(symbols, at - begin, max_n, counts, places - match.start() - begin)
                # At most: a symbol is in as many n-grams as there are places for it, of as many ends.
                characters += sum(map(len, symbols)) * len(symbols)
                before, at, following = at, found.find(RARE, at + 1), following + 1
                if len(counts) >= _COUNTED or characters >= _COUNTED_CHARACTERS:
                    yield counts
                    counts, characters = {}, 0
        yield counts

    def _symbols_around(self, coded, rare, following):
        """Return the symbols of a part of a coded text; its first rare symbol is `rare[following]`."""
        symbols, at = self.symbols_of(coded), coded.find(RARE)
        while at >= 0:
            symbols[at] = rare[following]
            at, following = coded.find(RARE, at + 1), following + 1
        return symbols

    @staticmethod
    def longest_clause(coded):
        """Return the number of symbols of the longest clause of a coded text."""
        return max(map(len, coded.split(SEPARATOR)))

    def add_long_ngrams(self, coded, min_n, max_n, counts, places):
        """Count the n-grams of the orders `min_n` to `max_n` that contain no rare symbol.

        Args:
            coded: coded text.
            min_n, max_n: the lowest and the highest order.
            counts: {text: int}, to be updated.
            places: number of symbols with which an n-gram may begin.
        """
        for match in _BETWEEN_SIGNS.finditer(coded):
            if match.end() - match.start() < min_n:
                continue
            symbols = self.symbols_of(match.group())
            for start in range(min(len(symbols) - min_n + 1, places - match.start())):
                text = ''.join(symbols[start:start + min_n - 1])
                for symbol in symbols[start + min_n - 1:start + max_n]:
                    text += symbol
                    counts[text] = counts.get(text, 0) + 1


def divided_line(text, size, max_n):
    """Yield a text of one line as (part, tail), in parts of `size` characters or somewhat more.

    A part ends before a Han character, which no symbol spans. Its tail, the text after it, has `max_n` - 1
    symbols or more. Where tails would be longer than parts, the text is not divided. Takes linear time.

    >>> print(' '.join('|'.join(pair) for pair in divided_line('今天5点下雨了吗', 3, 2)))
    今天5|点 点下雨了吗|
    """
    start, at = 0, size
    while len(text) - at > size:
        found = _HAN.search(text, at)
        if found is None:
            break
        begin = found.start()
        beyond = [match.start() for match in islice(_HAN.finditer(text, begin, begin + size + 1), max_n)]
        if len(beyond) == max_n:
            yield text[start:begin], text[begin:beyond[-1]]
            start = begin
        at = begin + size
    yield text[start:], ''


def _divided(text):
    """Yield a text in parts that begin with Han characters, since it may be one line of a million symbols."""
    start = 0
    while len(text) - start > _STEP:
        found = _HAN.search(text, start + _STEP)
        if found is None:
            break
        yield text[start:found.start()]
        start = found.start()
    yield text[start:]


def _between(text, rules):
    """Return the pattern of runs between basic Han characters; it is faster without combining marks."""
    return _BETWEEN if rules.mark.search(text) is None else _BETWEEN_MARKED


def _count_around(symbols, at, max_n, counts, places):
    """Count the n-grams that contain the symbol at `at` and begin with one of the first `places`."""
    for start in range(max(0, at - max_n + 1), min(at + 1, places)):
        text = ''.join(symbols[start:at])
        for symbol in symbols[at:start + max_n]:
            text += symbol
            counts[text] = counts.get(text, 0) + 1


class _Memo(dict):
    """Cache the coded forms of short runs; all are dropped when there are too many."""

    def __init__(self, make):
        dict.__init__(self)
        self._make = make

    def __missing__(self, run):
        coded, keep = self._make(run)
        if keep:
            if len(self) >= _KEPT:
                self.clear()
            self[run] = coded
        return coded
