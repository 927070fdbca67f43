# -*- coding: utf-8 -*-
"""Rank the words of a corpus that a dictionary lacks, best first.

The candidates are the words found by discovery and, in a small corpus, other frequent strings. This module
scores them and leaves out known words and parts of longer words.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple
from heapq import nsmallest
from math import log

from .._compat import iter_items, iter_range, iter_zip
from .._html_rows import HtmlRow
from .._progress import report_done
from .._runtime import Resources
from ..entropy import SAMPLE
from ..ngrams import NgramCounter
from ..text import DEFAULT_RULES, HAN_NUMERALS, fold, is_han, is_number, symbols
from ..vocabulary import load_bundled, load_vocabulary, read_words
from ._evidence import neighbour_entropy, pmi_at_weakest_split
from ._places import count_places
from ._symbol_blocks import SEPARATOR
from ._unigrams import UnigramModel

#: Most candidates to look for in the corpus, and so most rows.
_MOST_ROWS = 20000
#: A word with this share of its places inside longer known words is a part of them.
_INSIDE_KNOWN = 0.5
#: Share of its places from which on a word is a piece of longer found words, and that up to which a string is
#: taken that discovery has not found.
_INSIDE_FOUND, _FOUND_APART = 0.8, 0.5
#: With fewer places, a longer word may be a shorter word and a neighbour of it.
_RARE = 5
#: Least share of the places of a piece that have the rest of the word beside them, most freedom of that rest,
#: and share of places after numerals from which on the rest is a classifier.
_ALWAYS, _BOUND_FREEDOM, _COUNTED_WORD = 0.9, 0.3, 0.5
#: Number of candidates between two reports of progress.
_REPORTED = 500
#: Least log probability of a character, in nats: a rarer one says no more about a word.
_RAREST = -12.0
#: Nats are divided by the length to this power.
_LENGTH = 1.8
#: Part of the logarithm of a word's count that is not evidence for a word.
_SMOOTHED = 0.2
#: What free edges, numerals before it, few neighbours and known words across an edge take of a word's score
#: at most, and what ends of clauses beside it add.
_FREE_EDGE, _COUNTED, _BOUND, _CROSSED, _AT_ENDS = 0.9, 0.8, 0.4, 0.4, 0.2
#: Share of the places of one side at an end of a clause from which on a string with a known word in it is
#: taken for a part of the clause, such as its predicate, and what that takes of its score at most.
_OFTEN_AT_ENDS, _ALWAYS_AT_ENDS = 0.8, 0.8
#: The most frequent character of general text is the free character, 的, from this freedom on: words do not
#: begin or end with it. A fit to one text takes the free character from that text itself.
_FREE = 0.98
#: Share of the greatest entropy that a word has that occurs once.
_ONCE = 0.7
#: Of strings that discovery has not found: longest, least count, least entropy on either side, and weight.
_LONGEST, _LEAST, _LEAST_ENTROPY, _NOT_FOUND = 4, 5, 1.0, 0.5
#: Scores are rounded to multiples of this fraction of a nat.
_PARTS = 1e6


class NewWord(namedtuple('NewWord', (
        'text count score surprise documents pmi left_entropy right_entropy contexts also')), HtmlRow):
    """One new word. The fields are the columns of every table of new words, in this order.

    Attributes:
        text: the word.
        count: how often it occurs, as counted by discovery.
        score: the score that orders the rows, in nats, above 0; see `find_new_words`.
        surprise: the log-ratio, in nats, of the word's probability in the corpus to its probability as words
            of the background.
        documents: number of texts of the corpus that contain it.
        pmi, left_entropy, right_entropy: as in `Word`.
        contexts: tuple of `Context`s, some of the places where it occurs.
        also: tuple of longer or shorter candidates that this word represents.
    """

    __slots__ = ()


#: A string that may be a new word: `count` as a word, whether discovery has `found` it, and `surprise`,
#: `novelty`, `saving` and `freedom` of its edges as in `find_new_words`.
_Candidate = namedtuple('_Candidate', 'text count found surprise novelty saving freedom')


def rank_new_words(corpus, words, known=None, background=None, rules=DEFAULT_RULES, resources=Resources()):
    """Return the `NewWord`s of a corpus, given the words found in it, best first; see `find_new_words`."""
    bundled = load_bundled() if known is None or background is None else {}
    counts = bundled if background is None else load_vocabulary(background)
    # The bundled words are simplified; their traditional forms are known words too.
    known_form = fold if known is None else lambda text: text
    known = frozenset(bundled if known is None else read_words(known, 'known'))
    ranker = _Ranker(words, known, counts)
    candidates = [ranker.candidate(word.text, word.count) for word in words
                  if len(word.text) > 1 and known_form(word.text) not in known]
    if 0 < ranker.size <= SAMPLE:
        candidates += [ranker.candidate(text, count, False)
                       for text, count in _frequent_strings(corpus, rules, resources)
                       if text not in ranker.words and known_form(text) not in known]
    candidates = nsmallest(
        _MOST_ROWS, [one for one in candidates
                     if one.surprise > 0 and _nats(one) > 0 and not ranker.has_free_edge(one.text)],
        key=lambda one: (-_weight(one), one.text))
    found = count_places(
        corpus, [one.text for one in candidates if one.found], known, rules,
        [one.text for one in candidates if not one.found], _beginnings_and_ends(candidates, rules),
        resources.processes)
    rows = {}
    for number, one in enumerate(candidates):
        if number % _REPORTED == 0:
            report_done(number, len(candidates), 'candidates')
        row = ranker.row(one, found, rules)
        if row is not None:
            rows[one.text] = row
    extended = dict((text, ranker.extension(text, found.places)) for text in rows)
    return _one_of_nested(rows, found.places, extended)


def _beginnings_and_ends(candidates, rules):
    """Return all prefixes and suffixes of the texts, whose counts the PMI needs."""
    parts = set()
    for one in candidates:
        of_text = symbols(one.text, rules)
        for cut in iter_range(1, len(of_text)):
            parts.update((''.join(of_text[:cut]), ''.join(of_text[cut:])))
    return parts


def _frequent_strings(corpus, rules, resources):
    """Yield (text, count) of the frequent strings of two and more Han characters."""
    with NgramCounter.within(resources._replace(checkpoint=None), _LONGEST, rules) as counter:
        counter.update(corpus)
        for number, (texts, counts) in enumerate(counter.sections(_LEAST), 1):
            report_done(number, None, 'parts')
            for text, count in iter_zip(texts, counts):
                if len(text) > 1 and not rules.other_finder.search(text):
                    yield text, count


def _nats(one):
    # A word of general text that a dictionary lacks is more often a phrase of free words than a new word.
    return ((one.surprise + one.novelty) / 2.0 + one.saving) / 2.0 - _SMOOTHED * log(one.count)


def _weight(one):
    """Return the part of a candidate's score that does not depend on its places."""
    return (log(1 + one.count) * _nats(one) / len(one.text) ** _LENGTH * (1 - _FREE_EDGE * one.freedom)
            * (1 if one.found else _NOT_FOUND))


class _Ranker(object):
    """Weigh candidates.

    Args:
        words: all rows of discovery.
        known: set of texts.
        background: {word: count} of general text.

    Attributes:
        words: {word: count} of discovery.
        size: characters of the words.
    """

    def __init__(self, words, known, background):
        counts = dict((word.text, word.count) for word in words)
        self._known, self._edges = known, {}
        self._general = general = UnigramModel(background, least=_RAREST)
        self._own = UnigramModel(counts, least=_RAREST)
        # All words of the bundled vocabulary are known: one probability is both surprise and novelty.
        self._usable = None if known.issuperset(background) else known
        most = general.most_frequent
        self._free_character = most if general.freedom(most) >= _FREE else ''
        self.words = counts
        self.size = sum(len(text) * count for text, count in iter_items(counts))
        self._tokens = sum(counts.values())

    def candidate(self, text, count, found=True):
        """Return the `_Candidate` of a text."""
        probability = log(count / self.size)
        surprise = novelty = probability - self._general.log_probability(text, usable=self._usable)
        if self._usable is not None:
            novelty = probability - self._general.log_probability(text)
        return _Candidate(
            text, count, found, surprise, max(0.0, novelty),
            saving=log(count / self._tokens) - self._own.log_probability(text, divided=True),
            freedom=1 - (1 - self._edge_freedom(text[0])) * (1 - self._edge_freedom(text[-1])))

    def _edge_freedom(self, character):
        if character not in self._edges:
            self._edges[character] = max(self._general.freedom(character), self._own.freedom(character))
        return self._edges[character]

    def has_free_edge(self, text):
        """Tell whether a text begins or ends with the free character, which is a word by itself: 的.

        Some words of two characters end with it: 有的, 似的.
        """
        return text[0] == self._free_character or len(text) > 2 and text[-1] == self._free_character

    def row(self, one, found, rules):
        """Return the `NewWord` of a candidate, without contexts; None if it is not a new word."""
        places = found.places[one.text]
        if not places.count or places.in_known >= _INSIDE_KNOWN * places.count:
            return None
        inside = sum(places.in_found.values())
        left, right = neighbour_entropy(places.left), neighbour_entropy(places.right)
        if not one.found:
            apart = places.count - inside
            if apart < _LEAST or inside > _FOUND_APART * places.count or min(left, right) < _LEAST_ENTROPY:
                return None
            one = self.candidate(one.text, apart, False)
            if one.surprise <= 0 or _nats(one) <= 0:
                return None
        score = _weight(one) * self._support(one, places, min(left, right))
        # Rounded, so that the last bit of a logarithm does not affect the order.
        score = int(score * _PARTS + 0.5) / _PARTS
        pmi = pmi_at_weakest_split(
            one.text, symbols(one.text, rules), found.strings, places.count, found.total)
        return NewWord(one.text, one.count, score, one.surprise, places.documents, pmi, left, right, (), ())

    def extension(self, text, places):
        """Return a text with the bound character that nearly always is next to it; None without one.

        Where 冲壶 always follows 手, this is 手冲壶; a classifier after numerals is no part of a word.

        Args:
            places: {word: Places}
        """
        one = places[text]
        if one.count < _RARE:
            return None
        for neighbours, on_left in ((one.left, True), (one.right, False)):
            symbol = max(neighbours, key=neighbours.get)
            # Segmentation leaves the character alone beside such a piece: these places do not make it free.
            freedom = max(self._general.freedom(symbol), self._own.freedom_apart(symbol, neighbours[symbol]))
            longer = symbol + text if on_left else text + symbol
            if neighbours[symbol] >= _ALWAYS * one.count and is_han(symbol) \
                    and symbol not in HAN_NUMERALS and freedom < _BOUND_FREEDOM \
                    and longer in places and _counted(places[longer]) < _COUNTED_WORD:
                return longer
        return None

    def _support(self, one, places, entropy):
        """Return the part of a candidate's score for its places and the lesser entropy of its sides."""
        total = places.count
        freedom = entropy / log(total) if total > 1 else _ONCE
        ends = places.left.get(SEPARATOR, 0), places.right.get(SEPARATOR, 0)
        always = 0.0
        if self._holds_known_word(one.text):
            # Few places say little: one that is not at an end is added.
            always = max(0.0, (max(ends) / (total + 1.0) - _OFTEN_AT_ENDS) / (1 - _OFTEN_AT_ENDS))
        distinct = min(one.count, places.documents, max(map(_distinct, (places.left, places.right))))
        return ((1 + log(1 + distinct) / log(1 + one.count)) / 2 * (1 - _COUNTED * _counted(places))
                * (1 - _CROSSED * self._crossed(one.text, places) / total) * (1 - _BOUND * (1 - freedom))
                * (1 + _AT_ENDS * sum(ends) / (2.0 * total)) * (1 - _ALWAYS_AT_ENDS * always))

    def _holds_known_word(self, text):
        """Tell whether a part of a text, of two characters or more, is a known word."""
        return any(text[start:end] in self._known for start in iter_range(len(text) - 1)
                   for end in iter_range(start + 2, len(text) + 1))

    def _crossed(self, text, places):
        """Return how many places have a known word across the left or the right edge, whichever is more.

        For example, 瓜汁 in 西瓜汁, since 西瓜 is known.
        """
        known, cuts = self._known, iter_range(1, len(text))
        heads, tails = [text[:cut] for cut in cuts], [text[cut:] for cut in cuts]
        return max(sum(count for symbol, count in iter_items(places.left)
                       if any(symbol + head in known for head in heads)),
                   sum(count for symbol, count in iter_items(places.right)
                       if any(tail + symbol in known for tail in tails)))


def _counted(places):
    """Return the share of places that follow a numeral."""
    return sum(count for symbol, count in iter_items(places.left)
               if symbol in HAN_NUMERALS or is_number(symbol)) / places.count


def _distinct(neighbours):
    """Return the number of different neighbours; every end of a clause counts as a different one."""
    ends = neighbours.get(SEPARATOR, 0)
    return len(neighbours) - (ends > 0) + ends


def _one_of_nested(rows, places, extended):
    """Return the rows in order; of two nested words only the one that the text supports.

    A word that replaces a piece of itself gets the greater of the two scores: its own is low because
    discovery took the piece for the word.

    Args:
        rows: {word: NewWord}
        places: {word: Places}
        extended: {word: what `_Ranker.extension` makes of it}
    """
    ordered = sorted(rows.values(), key=lambda row: (-row.score, row.text))
    instead = {}
    for row in ordered:
        text, where = row.text, places[row.text]
        inside = dict((longer, count) for longer, count in iter_items(where.in_found) if longer in rows)
        if inside and sum(where.in_found.values()) >= _INSIDE_FOUND * where.count:
            instead[text] = min(inside, key=lambda longer: (-inside[longer], longer))
        elif extended[text] in rows:
            instead[text] = extended[text]
    for row in ordered:
        if row.text not in instead and places[row.text].count < _RARE:
            shorter = _main_part(row.text, rows, places, instead)
            if shorter is not None:
                instead[row.text] = shorter
    also = {}
    for text in sorted(instead):
        target = instead[text]
        while target in instead:
            target = instead[target]
        also.setdefault(target, []).append(text)
    kept = [_with_pieces(row, rows, also.get(row.text, ()), extended)
            for row in ordered if row.text not in instead]
    return sorted(kept, key=lambda row: (-row.score, row.text))


def _with_pieces(row, rows, also, extended):
    """Return the row of a word with the words that it replaces, and the score of the pieces among them."""
    scores = [rows[piece].score for piece in also if extended[piece] == row.text]
    return row._replace(also=tuple(also), score=max([row.score] + scores))


def _main_part(text, rows, places, instead):
    """Return the most frequent prefix or suffix that is a word, at least twice as frequent; or None."""
    parts = [part for cut in iter_range(2, len(text) - 1) for part in (text[:cut], text[cut:])]
    parts += [part for part in (text[:-1], text[1:]) if len(text) > 2]
    parts = [part for part in parts if part in rows and part not in instead
             and places[part].count >= 2 * places[text].count]
    return min(parts, key=lambda part: (-places[part].count, part)) if parts else None
