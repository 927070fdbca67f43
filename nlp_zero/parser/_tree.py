# -*- coding: utf-8 -*-
"""Define the tree of a sentence as nested templates, and how it is drawn and written.

A tree can be as deep as the sentence is long, so no method is recursive.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._compat import iter_items, to_native
from .._storage import json_text
from ..errors import check_kind, checked_call
from ..templates import Template, gap_type
from ..text import markup_text

#: Escapes for special characters in words in the form of `to_brackets`.
_ESCAPED = {'[': '\\[', ']': '\\]', '\\': '\\\\', ' ': '\\ ', '\t': '\\t', '\n': '\\n', '\r': '\\r'}


#: Attributes of a block in a text, and of a whole tree, in the order of JSON.
_LOCATION = ('line', 'char_start', 'char_end', 'confidence', 'typed')


def _drawn_word(word):
    """Return a word of a template as it is drawn; for a typed gap, its mark."""
    return word if gap_type(word) is None else '[%s]' % gap_type(word)


class SentTree(object):
    """Represent one block of a sentence: its template, the blocks in its gaps, and its position.

    Attributes:
        template: the `Template`; for plain words, all of them without a gap.
        content: the text that the block covers.
        modules: list of `SentTree`, the blocks in the gaps, in order.
        start, end: the half-open span of words.
        score: natural logarithm of the block's share; 0.0 for a single plain word.
        matched: whether the template is one of the parser's; false for plain words.
        confidence: for a whole tree, the bits saved per word compared with the words alone; else None.
        line, char_start, char_end: number of the line, and the half-open position of the block in it, in code
            points; None if the parser was given words instead of a text.
        typed: the typed gaps among the block's own words, a list of dicts with the keys type, text,
            char_start and char_end; None if there are none, or the parser was given words.
    """

    line = char_start = char_end = confidence = typed = None

    @checked_call
    def __init__(self, template, content, modules=(), start=0, end=None, score=0.0, matched=False):
        check_kind('template', template, Template, 'a Template')
        self.template, self.content, self.modules = template, content, list(modules)
        self.start, self.score, self.matched = start, score, matched
        self.end = start + len(template.words) if end is None else end

    def locate(self, line, char_start, char_end):
        """Set the line of the block and its position in the line."""
        self.line, self.char_start, self.char_end = line, char_start, char_end

    def own_words(self):
        """Yield (number of a word of the sentence, word) for the words of the block that are in no gap."""
        here, modules = self.start, iter(self.modules)
        for word in self.template:
            if word is None:
                here = next(modules).end
            else:
                yield here, word
                here += 1

    def __iter__(self):
        """Yield this block and all blocks in it, a block before its modules, from left to right."""
        for _, node in self.walk():
            yield node

    def walk(self):
        """Yield (depth, block) pairs in the order of iteration; this block has depth 0."""
        stack = [(0, self)]
        while stack:
            depth, node = stack.pop()
            yield depth, node
            stack.extend((depth + 1, module) for module in reversed(node.modules))

    def _pieces(self):
        """Yield (depth, text, block) for everything that is drawn: each block, and each word of a block.

        The block is None for a word. A typed gap is a word with its type, such as `MONEY=38`.
        """
        stack = [(0, '', self)]
        while stack:
            depth, text, node = stack.pop()
            yield depth, text, node
            if node is not None:
                modules, texts = iter(node.modules), node._typed_texts()
                pieces = [(depth + 1, '', next(modules)) if word is None else
                          (depth + 1, next(texts) if gap_type(word) else word, None)
                          for word in node.template]
                stack.extend(reversed(pieces))

    def _line(self):
        modules, texts = iter(self.modules), self._typed_texts()
        return ''.join('(%s)' % next(modules).content if word is None else
                       '(%s)' % next(texts) if gap_type(word) else word for word in self.template)

    def _typed_texts(self):
        """Return an iterator of what is drawn for each typed gap: its type and text, or else its mark."""
        if self.typed is None:
            return iter([_drawn_word(word) for word in self.template if word is not None and gap_type(word)])
        return iter(['%s=%s' % (gap['type'], gap['text']) for gap in self.typed])

    def plot(self, prefix='+---> '):
        """Return a drawing with a line for each block, with its gaps in parentheses, and for each word.

        The length of the drawing is proportional to depth times words.
        """
        return '\n'.join('|     ' * depth + prefix + (text if node is None else node._line())
                         for depth, text, node in self._pieces())

    def _repr_html_(self):
        """Return the drawing as HTML for notebooks."""
        return '<pre>%s</pre>' % '\n'.join(markup_text(line) for line in self.plot().split('\n'))

    def to_brackets(self):
        """Return one line with square brackets around each block and spaces between its parts.

        A bracket, space or backslash in a word has a backslash before it; tab, line feed and
        carriage return are written `\\t`, `\\n`, `\\r`.

        >>> inner = SentTree(Template(['退票']), '退票', start=1)
        >>> print(SentTree(Template(['能', None, '吗']), '能退票吗', [inner], end=3).to_brackets())
        [能 [退票] 吗]
        """
        parts, open_depth, space = [], -1, ''
        for depth, text, node in self._pieces():
            parts.append(']' * (open_depth - depth + 1) + space)
            open_depth = depth - 1
            if node is None:
                parts.append(''.join([_ESCAPED.get(c, c) for c in text]))
                space = ' '
            else:
                parts.append('[')
                open_depth, space = depth, ''
        return ''.join(parts) + ']' * (open_depth + 1)

    def to_dict(self):
        """Return nested dicts of plain values: template, content, start, end, score, matched, modules.

        A tree of a text also has line, char_start and char_end, its root confidence, and a block with typed
        gaps typed. Gaps are None in the list under `template`.
        """
        made = []
        for depth, node in self.walk():
            entry = {'template': node._symbols(), 'content': node.content, 'start': node.start,
                     'end': node.end, 'score': node.score, 'matched': node.matched, 'modules': []}
            entry.update(node._location())
            del made[depth:]
            if made:
                made[-1]['modules'].append(entry)
            made.append(entry)
        return made[0]

    def _symbols(self):
        """Return the template as a list of texts, with None for gaps and `[NUM]` for typed gaps."""
        return [word if word is None else _drawn_word(word) for word in self.template]

    def _location(self):
        """Return the known attributes of the position, and the confidence of a whole tree, as a dict."""
        known = [(name, getattr(self, name)) for name in _LOCATION]
        return {name: value for name, value in known if value is not None}

    def to_json(self):
        """Return `to_dict` as one line of JSON, for any depth, with scores rounded to six decimals."""
        parts, open_depth, first = [], -1, True
        for depth, node in self.walk():
            parts.append(']}' * (open_depth - depth + 1))
            first = depth > open_depth
            known = node._location()
            found = ['"%s": %s, ' % (name, json_text(known.get(name))) for name in _LOCATION if name in known]
            head = ''.join(found) + '"content": %s, "end": %d, "matched": %s' % (
                json_text(node.content), node.end, json_text(node.matched))
            tail = '"score": %.6f, "start": %d, "template": %s, "modules": [' % (
                node.score, node.start, json_text(node._symbols()))
            parts.append('%s{%s, %s' % ('' if first else ', ', head, tail))
            open_depth = depth
        return ''.join(parts) + ']}' * (open_depth + 1)

    def __eq__(self, other):
        return isinstance(other, SentTree) and self._flat() == other._flat()

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def _flat(self):
        return [(depth, tuple(node.template), node.content, node.start, node.end, node.score,
                 node.matched) for depth, node in self.walk()]

    def __str__(self):
        return to_native(self.plot())

    __repr__ = __str__

    def __getstate__(self):
        # The state is flat, since pickling nested objects is recursive.
        return {str('flat'): self._flat(), str('located'): [node._location() for node in self]}

    def __setstate__(self, state):
        state = {str(name): value for name, value in iter_items(state)}
        above = []
        for depth, words, content, start, end, score, matched in state[str('flat')]:
            node = SentTree.__new__(SentTree) if depth else self
            node.__init__(Template(words), content, (), start, end, score, matched)
            del above[depth:]
            if above:
                above[-1].modules.append(node)
            above.append(node)
        for node, known in zip(self, state.get(str('located'), ())):
            node.__dict__.update(known)
