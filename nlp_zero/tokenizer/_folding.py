# -*- coding: utf-8 -*-
"""Let a tokenizer cut two scripts as one: its text, words and patterns are folded to simplified characters.

Folding is one to one, so what is found in the folded text is at the same places of the text itself. No path
is searched here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re
from collections import namedtuple

from ..errors import ArgumentError
from ..text import Rules, fold, has_traditional
from ._lexicon import Lexicon

#: What `fold` may be.
CHOICES = ('auto', True, False)

# A vocabulary with one word in so many that folding changes is one of traditional text, which is cut by it as
# it is. It is one in two of what discovery finds in traditional text, and one in seventy of what it finds in
# 57 million characters of simplified text.
_TRADITIONAL = 10

# Where more than one character in so many was changed, all pieces are taken from the text anew.
_FEW = 40

# A class of characters, with its ranges, in a regular expression.
_CLASS = re.compile(r'\[(?:\\.|[^\]\\])+\]', re.DOTALL)
_RANGE = re.compile('(\\\\?.-\\\\?.)', re.DOTALL)

#: A lexicon; `{folded word: the word as it was given}` of those that were given in another form alone;
#: whether text is folded.
FoldedLexicon = namedtuple(str('FoldedLexicon'), [str(name) for name in ('lexicon', 'given', 'folds')])


def check_fold(choice):
    """Refuse what says nothing about folding."""
    if not any(choice is known or choice == known == 'auto' for known in CHOICES):
        raise ArgumentError("fold is 'auto', True or False, not %r" % (choice,))


def fold_lexicon(lexicon, choice):
    """Return the `FoldedLexicon` of a lexicon.

    Two forms of one word become one word with the sum of their counts.

    Args:
        lexicon: a `Lexicon` without forced words.
        choice: True or 'auto', by which a vocabulary of traditional text stays as it is, and text with it.

    Complexity:
        Linear in the words; the lexicon is made anew if folding changes one.
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
    """Return the rules of folded text: what they protect is protected in either script."""
    if rules.protect is None:
        return rules
    return Rules(whole=rules.whole, han=rules.han, protect=_fold_pattern(rules.protect))


def _fold_pattern(pattern):
    """Return a regular expression folded, but for the ends of ranges, which are code points."""
    parts, start = [], 0
    for match in _CLASS.finditer(pattern):
        pieces = _RANGE.split(match.group())
        pieces[0::2] = [fold(piece) for piece in pieces[0::2]]
        parts += fold(pattern[start:match.start()]), ''.join(pieces)
        start = match.end()
    return ''.join(parts) + fold(pattern[start:])


def original_pieces(pieces, text, start=0):
    """Return the pieces of a text that are as long as the given ones, one after the other from `start` on.

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
    """Put the characters of a text back into what it was folded and cut to.

    Args:
        joined: the words of the folded text, one separator between two.
        text: the text; it does not hold the separator.
        places: the indices of the characters that folding changed, ascending.
        separator: one character.

    Complexity:
        Linear in the text where many characters were changed. Where few were, a step for each, in which the
        separators up to the next one are counted.

    >>> print(restored('我|的|电脑', '我的電脑', [2], '|'))
    我|的|電脑
    """
    if len(places) * _FEW > len(text):
        return separator.join(original_pieces(joined.split(separator), text))
    parts, done, begin, before = [], 0, 0, 0
    for place in places:
        # Up to `place` there are as many characters as in the text, and the separators among them.
        counted, index = begin, begin + place - before
        while counted <= index:
            more = joined.count(separator, counted, index + 1)
            counted, index = index + 1, index + more
        parts += joined[done:index], text[place]
        done = begin = index + 1
        before = place + 1
    parts.append(joined[done:])
    return ''.join(parts)
