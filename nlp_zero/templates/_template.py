# -*- coding: utf-8 -*-
"""Represent one template: words in order, and gaps between them.

Words without a gap between them are adjacent in the text. A gap, represented by None, stands for one or more
words; a template may begin or end with a gap, and no two gaps are adjacent. A typed gap, `typed_gap('NUM')`,
takes the place of a word and means one number, date or the like, as defined in `_masks`. Matching is in
`_automaton`, mining in `_finder`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import re

from .._compat import Iterable, iter_items, string_types, text_type, to_native
from ..errors import ArgumentError, FormatError, checked_call, shown
from ..text import split_spaces, strip_spaces

#: How a gap is shown and written to files.
GAP_MARK = '[X]'

# What a typed gap begins with among words: a noncharacter of Unicode, which no text may hold. So it is a
# plain text that is counted, sorted, spilled and looked up as words are, and no word equals it.
_TYPED_GAP = '\ufdd0'
# A name of two characters or more, but not X1: `[X]` and `[X1]` are gaps without a type.
_TYPE_NAME = '(?!X[0-9]+\\b)[A-Z][A-Z0-9_]+'
_WHOLE_TYPE_NAME = re.compile(_TYPE_NAME + '\\Z')
#: How a typed gap is shown, as a regular expression without groups: its name in square brackets.
TYPED_GAP_MARK = '\\[%s\\]' % _TYPE_NAME
_WHOLE_TYPED_GAP_MARK = re.compile(TYPED_GAP_MARK + '\\Z')
# A gap without a type may have a number: `[X1]`, as results name it.
_NUMBERED_GAP = re.compile('\\[X[0-9]*\\]\\Z')

# What would be taken for something else in a file: a bracket where a mark may be, what separates
# words and fields and lines, the escape itself, and a word of no characters.
_ESCAPES = (('\\', '\\\\'), ('[', '\\['), (' ', '\\s'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r'))
_NO_CHARACTERS = '\\0'
_UNESCAPED = {'\\': '\\', '[': '[', 's': ' ', 't': '\t', 'n': '\n', 'r': '\r', '0': ''}


def typed_gap(name):
    """Return the symbol of a typed gap, which takes the place of a word in templates and masked clauses.

    Args:
        name: two or more characters of A to Z, 0 to 9 and _, the first a letter.

    Raises:
        ArgumentError: the name is not of this form.

    >>> print(Template(['满', typed_gap('NUM'), '减', None]).to_text())
    满 [NUM] 减 [X]
    """
    if not isinstance(name, string_types) or not _WHOLE_TYPE_NAME.match(name):
        raise ArgumentError('%r is no name of a typed gap: two or more of A-Z, 0-9 and _, a letter first'
                            % (name,))
    return _TYPED_GAP + name


def gap_type(word):
    """Return the name of a typed gap; None for a word or a gap without a type.

    >>> print(gap_type(typed_gap('DATE')), gap_type('DATE'), gap_type(None))
    DATE None None
    """
    if word is None or not word.startswith(_TYPED_GAP) or not _WHOLE_TYPE_NAME.match(word[1:]):
        return None
    return word[1:]


def is_gap(word):
    """Tell whether a symbol of a template is a gap, with or without a type."""
    return word is None or gap_type(word) is not None


def shown_words(words, separator):
    """Return words and typed gaps as one text for display, such as `[NUM]` for a gap.

    >>> print(shown_words(['满', typed_gap('NUM'), '减'], ' '))
    满 [NUM] 减
    """
    return separator.join('[%s]' % gap_type(word) if gap_type(word) else word for word in words)


def template_key(words):
    """Return a sort key for sequences of words and gaps: a gap comes before any word.

    >>> sorted([('吗',), (None, '吗')], key=template_key)[0] == (None, '吗')
    True
    """
    return tuple((word is not None, word or '') for word in words)


def template_tuple(template):
    """Return a template, or a sequence of words and gaps, as a tuple without adjacent gaps.

    A text that contains white space, a bracket or a backslash is read like `Template.from_text`; in any other
    text each character is a word.

    Raises:
        FormatError: see `Template.from_text`.

    >>> template_tuple(['吗', None, None]) == template_tuple('吗 [X]') == ('吗', None)
    True
    """
    if isinstance(template, Template):
        return tuple(template.words)
    words = tuple(_spelled_words(template) if isinstance(template, text_type) else template)
    if None in words:
        words = tuple(w for i, w in enumerate(words) if w is not None or not i or words[i - 1] is not None)
    return words


def _checked_symbols(template):
    """Return `template_tuple` of a value that may be no template."""
    symbols = template_tuple(template) if isinstance(template, Iterable) else None
    if symbols is None or not all(word is None or isinstance(word, string_types) for word in symbols):
        raise ArgumentError('a template is a text, or a sequence of texts and None for gaps, not %s'
                            % shown(template))
    return symbols


def _spelled_words(text):
    """Return the words and gaps of a template that is given as a text."""
    if '[' in text or '\\' in text or len(split_spaces(text)) > 1:
        return Template.from_text(' '.join(split_spaces(text))).words
    return strip_spaces(text)


def sentence_words(sentence):
    """Return the words of a sentence as a tuple.

    Args:
        sentence: a sequence of words, or a text, which is split at white space if it has any, else into
            characters.

    >>> len(sentence_words('能 退票 吗')), len(sentence_words('能退票吗'))
    (3, 4)
    """
    if isinstance(sentence, text_type):
        words = split_spaces(sentence)
        return tuple(words) if len(words) > 1 else tuple(strip_spaces(sentence))
    if not isinstance(sentence, Iterable):
        raise ArgumentError('a sentence is a text or a sequence of words, not %s' % type(sentence).__name__)
    return tuple(sentence)


def _escape(word):
    name = gap_type(word)
    if name is not None:
        return '[%s]' % name
    for plain, escaped in _ESCAPES:
        word = word.replace(plain, escaped)
    return word or _NO_CHARACTERS


def _spelled(word):
    return GAP_MARK if word is None else _escape(word)


def _unescape(word):
    """Return the word, typed gap or gap (None) for its spelling in files."""
    if '[' not in word and '\\' not in word:
        return word
    if _NUMBERED_GAP.match(word):
        return None
    if _WHOLE_TYPED_GAP_MARK.match(word):
        return typed_gap(word[1:-1])

    def character(match):
        found = _UNESCAPED.get(match.group(1))
        if found is None:
            raise FormatError('%.60r is no word of a template: a literal [ is written \\[, and only '
                              '\\\\ \\[ \\s \\t \\n \\r \\0 follow a backslash' % word)
        return found
    return re.sub(r'\\(.?)|\[', character, word, flags=re.DOTALL)


class Template(object):
    """A sequence of words and gaps; compared, hashed and ordered as that sequence.

    It has upstream's attributes `words` (a list with None for each gap), `last` (the last word added) and
    `length` (the number of words, without gaps of any kind).

    Args:
        words: an iterable of texts, `typed_gap`s and None; or a text such as '[X] 能 [X] 吗', see
            `template_tuple`; or None for an empty template. Adjacent gaps without a type become one.

    >>> template = Template([None, '能', None, None, '吗'])
    >>> print(template.to_text())
    [X] 能 [X] 吗
    >>> template.length, template.gaps, template.is_trivial()
    (2, 2, False)
    >>> template == Template([None, '能', None, '吗'])
    True
    """

    @checked_call
    def __init__(self, words=None):
        self.words = []
        self.last = None
        self.length = 0
        for word in _checked_symbols(words) if words is not None else ():
            self.add(word)

    def add(self, word):
        """Append a word, or a gap (None) unless the template already ends in a gap."""
        if word is not None:
            self.words.append(word)
            if gap_type(word) is None:
                self.last = word
                self.length += 1
        elif not self.words or self.words[-1] is not None:
            self.words.append(None)

    @property
    def gaps(self):
        """Number of gaps, typed or not."""
        return len(self.words) - self.length

    def is_trivial(self):
        """Tell whether this is one word between two gaps, which says no more than the word itself."""
        return self.length == 1 and len(self.words) == 3

    def contains(self, other):
        """Tell whether, by its form, `other` matches every text that this template matches.

        This is the case if this template has the words of `other`, in order, and at least one word or gap in
        place of each gap of `other`.

        >>> Template([None, '能', '不能', None]).contains(Template([None, '能', None]))
        True
        >>> Template(['能', None]).contains(Template([None, '能', None]))
        False
        """
        # Our symbols are read like a text in which None equals no word; which of the places of
        # `other` are reached after each symbol is the whole state.
        pattern = list(other)
        reached = {0}
        for symbol in self.words:
            following = set()
            for place in reached:
                if place < len(pattern):
                    if pattern[place] is None or pattern[place] == symbol:
                        following.add(place + 1)
                if place and pattern[place - 1] is None:
                    following.add(place)
            reached = following
        return len(pattern) in reached

    def to_text(self):
        """Return the template as one line: words, `[X]` or `[NUM]` for gaps, separated by spaces.

        A backslash is put before an opening bracket, a backslash or white space in a word, so that
        `from_text` restores every word.

        >>> print(Template(['见', None, '[X]', 'a b']).to_text())
        见 [X] \\[X] a\\sb
        """
        return ' '.join(_spelled(word) for word in self.words)

    @classmethod
    def from_text(cls, text):
        """Return the template written in a line; the inverse of `to_text`.

        Raises:
            FormatError: an unknown escape, or a bracket that is neither a gap nor escaped.

        >>> Template.from_text('[X] 能 [X] 吗') == Template([None, '能', None, '吗'])
        True
        """
        return cls([_unescape(word) for word in text.split(' ') if word])

    def __iter__(self):
        return iter(self.words)

    def __len__(self):
        return len(self.words)

    def __hash__(self):
        return hash(tuple(self.words))

    def __eq__(self, other):
        return isinstance(other, Template) and self.words == other.words

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        if not isinstance(other, Template):
            return NotImplemented
        return template_key(self.words) < template_key(other.words)

    def __repr__(self):
        shown = ''.join(' %s ' % _spelled(word) if is_gap(word) else word
                        for word in self.words)
        return to_native('< Template: %s >' % shown)

    __str__ = __repr__

    def __getstate__(self):
        return {str('words'): self.words}

    def __setstate__(self, state):
        """Restore a pickled state, of this class or of upstream's."""
        state = {str(name): value for name, value in iter_items(state)}
        self.__init__(state[str('words')])
