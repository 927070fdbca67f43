# -*- coding: utf-8 -*-
"""Fold the text, words and patterns of a tokenizer to simplified characters, so that it cuts both scripts.

Folding maps characters one to one, so positions in the folded text are those in the text itself.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from ..errors import ArgumentError, shown
from ..text import Rules, fold, has_traditional
from ._lexicon import Lexicon

#: The values of `fold`.
CHOICES = ('auto', True, False)

# A vocabulary is traditional, and is not folded, if folding changes one word in this many. Of the words
# that discovery finds, folding changes one in two in traditional text, and one in seventy in 57 million
# characters of simplified text.
_TRADITIONAL = 10

# If more than one character in this many was changed, all pieces are taken from the original text.
_FEW = 40

# A class of characters, with its ranges, in a regular expression.
_CLASS = re.compile(r'\[(?:\\.|[^\]\\])+\]', re.DOTALL)
_RANGE = re.compile('(\\\\?.-\\\\?.)', re.DOTALL)

#: A lexicon; `{folded word: word as given}` of the words that were given only in another form; whether text
#: is folded.
FoldedLexicon = namedtuple('FoldedLexicon', 'lexicon given folds')


def check_fold(choice):
    """Raise ArgumentError for an unknown value of `fold`."""
    if not any(choice is known or choice == known == 'auto' for known in CHOICES):
        raise ArgumentError("fold is 'auto', True or False, not %s" % shown(choice))


def fold_lexicon(lexicon, choice):
    """Return the `FoldedLexicon` of a lexicon.

    Two forms of one word become one word with the sum of their counts.

    Args:
        lexicon: a `Lexicon` without forced words.
        choice: True or 'auto'; with 'auto', a traditional vocabulary is not folded, and neither is text.

    Complexity:
        Linear in the words; the lexicon is rebuilt if folding changes a word.
    """
    changed = sorted(word for word in lexicon.log_counts if has_traditional(word))
    if not changed or choice == 'auto' and len(changed) * _TRADITIONAL > len(lexicon.log_counts):
        return FoldedLexicon(lexicon, {}, not changed)
    counts = lexicon.counts()
    forms = dict((word, counts.pop(word)) for word in changed)
    given = {}
    for word in changed:
        key = fold(word)
        if key in counts:
            given.pop(key, None)
        else:
            given[key] = word
        counts[key] = counts.get(key, 0) + forms[word]
    return FoldedLexicon(Lexicon.of_counts(counts), given, True)


def fold_rules(rules):
    """Return the rules for folded text; they protect the same text in either script."""
    if rules.protect is None:
        return rules
    return Rules(whole=rules.whole, han=rules.han, protect=_fold_pattern(rules.protect))


def _fold_pattern(pattern):
    """Return a regular expression folded, except for the ends of ranges, which are code points."""
    parts, start = [], 0
    for match in _CLASS.finditer(pattern):
        pieces = _RANGE.split(match.group())
        pieces[0::2] = [fold(piece) for piece in pieces[0::2]]
        parts += fold(pattern[start:match.start()]), ''.join(pieces)
        start = match.end()
    return ''.join(parts) + fold(pattern[start:])


def original_pieces(pieces, text, start=0):
    """Return consecutive pieces of a text, from `start` on, with the lengths of the given pieces.

    >>> print('|'.join(original_pieces(['电脑', '软件'], '電腦軟件')))
    電腦|軟件
    """
    found = []
    for piece in pieces:
        end = start + len(piece)
        found.append(text[start:end])
        start = end
    return found


def restored(joined, text, places, separator):
    """Return the words of a folded text, joined by a separator, with the characters of the original text.

    Args:
        joined: the words of the folded text, with one separator between two words.
        text: the original text, which does not contain the separator.
        places: the indices of the characters that folding changed, ascending.
        separator: one character.

    Complexity:
        Linear in the text if many characters were changed. If few were, one step for each, which counts the
        separators up to the next one.

    >>> print(restored('我|的|电脑', '我的電脑', [2], '|'))
    我|的|電脑
    """
    if len(places) * _FEW > len(text):
        return separator.join(original_pieces(joined.split(separator), text))
    parts, done, begin, before = [], 0, 0, 0
    for place in places:
        # Find the index in `joined` by counting the separators before the character at `place`.
        counted, index = begin, begin + place - before
        while counted <= index:
            more = joined.count(separator, counted, index + 1)
            counted, index = index + 1, index + more
        parts += joined[done:index], text[place]
        done = begin = index + 1
        before = place + 1
    parts.append(joined[done:])
    return ''.join(parts)
