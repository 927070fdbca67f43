# -*- coding: utf-8 -*-
"""Write a vocabulary in the formats of other tools.

Each function takes (word, count) pairs, most frequent first, and yields pieces of the file. A word that the
format cannot represent is an error that names it.

Sources of the formats: Rime's `dict.yaml` (rime/home, RimeWithSchemata); SentencePiece's `.vocab` and the
protocol buffer of its `.model` (sentencepiece_model.proto); Hugging Face tokenizers' `tokenizer.json`;
the Solr synonym format that Elasticsearch reads; ARPA (SRILM, ngram-format(5)).
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import importlib
import math
import re
import struct
from collections import OrderedDict

from .._compat import iter_range, iter_zip, unichr_
from .._storage import json_string, path_name
from ..errors import VocabularyError
from ..text import DEFAULT_RULES, HAN_CLASS, SPACES, class_of, is_han, split_spaces
from ._entries import fits_on_line, joined_lines

#: The package whose `path_scores(counts)` returns the scores of words on the best path. It is imported by
#: name, since it depends on this package.
_SCORES_FROM = '..tokenizer'

# Stands for a space within a piece of SentencePiece.
_SPACE_MARK = '▁'
_CONTROL_PIECES = ('<unk>', '<s>', '</s>')
_HAN_ALONE = re.compile('[%s]+\\Z' % HAN_CLASS)

# Maps spellings of one word to the same text: full-width forms and capitals; removes hyphens and white space.
_SAME_SPELLING = dict((code + 0xfee0, unichr_(code).lower()) for code in iter_range(0x21, 0x7f))
_SAME_SPELLING.update((code, unichr_(code).lower()) for code in iter_range(0x41, 0x5b))
_SAME_SPELLING.update(dict.fromkeys(map(ord, SPACES + '-－')))


def _checked(ordered, form, refused, spaces=True):
    """Yield the pairs; raise an error for a word in `refused` or one that does not fit on a line."""
    for word, count in ordered:
        if not fits_on_line(word) or word in refused or not spaces and split_spaces(word) != [word]:
            raise VocabularyError('the %s format has no place for the word %r' % (form, word))
        yield word, count


def rime_lines(ordered, path):
    """Yield a Rime dictionary, `NAME.dict.yaml`, with the counts as weights.

    It has no codes: when it is imported by a dictionary that has codes for characters, Rime derives the codes
    of words from them.
    """
    name = re.split(r'[/\\]', path_name(path))[-1]
    name = re.sub(r'(\.dict)?\.ya?ml$', '', name) if name != '-' else 'nlp_zero'
    yield ('# Rime dictionary\n# encoding: utf-8\n\n---\nname: %s\nversion: "1"\nsort: by_weight\n'
           'columns:\n  - text\n  - weight\n...\n\n# no comment\n' % json_string(name))
    for piece in joined_lines('%s\t%d\n' % pair for pair in _checked(ordered, 'rime', ('# no comment',))):
        yield piece


def _word_per_line(ordered, path):
    """Yield one word per line, for `ext.dic` of IK and for user dictionaries of Elasticsearch."""
    return joined_lines(word + '\n' for word, _ in _checked(ordered, 'ik', ()))


def synonym_lines(ordered, path):
    """Yield words that differ only in spelling, one group per line, in the Solr synonym format.

    Spellings may differ in case, full width, and white space and hyphens between the characters:
    `iPhone 壳, iphone壳`. The most frequent comes first. Words with one spelling are left out.
    """
    groups = OrderedDict()
    for word, _ in _checked(ordered, 'synonyms', ()):
        groups.setdefault(word.translate(_SAME_SPELLING) or word, []).append(word)
    yield '# Spellings of one word, the most frequent first\n'
    for group in groups.values():
        if len(group) > 1:
            yield ', '.join(re.sub(r'([,\\#]|=(?=>))', r'\\\1', spelling) for spelling in group) + '\n'


def unigram_arpa(ordered, path):
    """Yield an ARPA model of order 1 in the form of one of order 2, which KenLM requires.

    Formula:
        p(w) = c(w) / (n + 2), where n is the sum of counts; the end of a sentence and an unknown word count
        as seen once each.
    """
    log_total = math.log10(sum(count for _, count in ordered) + 2)
    yield ('\\data\\\nngram 1=%d\nngram 2=1\n\n\\1-grams:\n%.7f\t<unk>\t0\n0\t<s>\t0\n%.7f\t</s>\t0\n'
           % (len(ordered) + 3, -log_total, -log_total))
    lines = ('%.7f\t%s\t0\n' % (math.log10(count) - log_total, word)
             for word, count in _checked(ordered, 'arpa', _CONTROL_PIECES, spaces=False))
    for piece in joined_lines(lines):
        yield piece
    yield '\n\\2-grams:\n%.7f\t<s> </s>\n\n\\end\\\n' % -log_total


def _scored_pieces(ordered, form):
    """Return [(piece, score in nats)] of the words, and of Han characters that occur only as parts of words.

    These characters have the score that `Tokenizer` gives them, that of a word seen once.
    """
    words = [word for word, _ in _checked(ordered, form, _CONTROL_PIECES)]
    scorer = importlib.import_module(str(_SCORES_FROM), __name__.rpartition('.')[0])
    scores, least = scorer.path_scores(ordered)
    alone = sorted(set(character for character in ''.join(words) if is_han(character)) - set(words))
    return list(iter_zip(words, scores)) + [(character, least) for character in alone]


def _marked_pieces(ordered):
    """Return the scored pieces with SentencePiece's mark for spaces."""
    return [(piece.replace(' ', _SPACE_MARK), score)
            for piece, score in _scored_pieces(ordered, 'sentencepiece')]


def sentencepiece_lines(ordered, path):
    """Yield the `.vocab` file of SentencePiece: `piece<TAB>log probability`, control pieces first."""
    rows = [(piece, 0.0) for piece in _CONTROL_PIECES] + _marked_pieces(ordered)
    return joined_lines('%s\t%s\n' % (piece, _number(score)) for piece, score in rows)


def _number(value):
    """Return the shortest text from which this number is read back, the same on every Python."""
    return '%d' % value if value == int(value) else repr(value)


def sentencepiece_model(ordered):
    """Return the `.model` file of a SentencePiece unigram model without normalisation, as bytes.

    The fields are those of `ModelProto`: pieces (1), settings of the trainer (2) and of the normalizer (3).
    """
    unknown, control, normal = 2, 3, 1
    kinds = [(piece, 0.0, unknown if piece == '<unk>' else control) for piece in _CONTROL_PIECES]
    kinds += [(piece, score, normal) for piece, score in _marked_pieces(ordered)]
    data = [_field(1, _field(1, piece.encode('utf-8')) + b'\x15' + struct.pack(str('<f'), score)
                   + _whole(3, kind)) for piece, score, kind in kinds]
    data.append(_field(2, b''.join(_whole(*setting) for setting in (
        (3, 1), (4, len(kinds)), (40, 0), (41, 1), (42, 2)))))
    data.append(_field(3, _field(1, b'identity') + _whole(3, 0) + _whole(4, 0) + _whole(5, 1)))
    return b''.join(data)


def _varint(value):
    """Return a whole number in the variable-length encoding of protocol buffers."""
    data = bytearray()
    while value > 127:
        data.append(value & 127 | 128)
        value >>= 7
    data.append(value)
    return bytes(data)


def _field(number, data):
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _whole(number, value):
    return _varint(number << 3) + _varint(value)


def huggingface_json(ordered, path):
    """Yield a `tokenizer.json` of type Unigram, which cuts as `Tokenizer` does.

    The pattern of the pre-tokenizer divides text into symbols and marks as `text` does; words of several
    symbols, such as `5G套餐`, are added tokens, which take precedence over all others.
    """
    pieces = _scored_pieces(ordered, 'huggingface')
    known = class_of(''.join(piece for piece, _ in pieces if len(piece) == 1 and is_han(piece)))
    mixed = [piece for piece, _ in pieces if len(piece) > 1 and not _HAN_ALONE.match(piece)]
    numbers = dict((piece, number) for number, (piece, _) in enumerate(pieces, 1))
    added = [(0, '<unk>', 'true')] + [(numbers[piece], piece, 'false') for piece in mixed]
    yield '{"version": "1.0", "truncation": null, "padding": null, "added_tokens": [\n'
    yield ',\n'.join('{"id": %d, "content": %s, "single_word": false, "lstrip": false, "rstrip": false, '
                     '"normalized": false, "special": %s}' % (number, json_string(piece), special)
                     for number, piece, special in added)
    yield ('],\n"normalizer": null, "pre_tokenizer": {"type": "Split", "pattern": {"Regex": %s}, "behavior": '
           '"Isolated", "invert": false},\n"post_processor": null, "decoder": {"type": "Fuse"},\n"model": '
           '{"type": "Unigram", "unk_id": 0, "byte_fallback": false, "vocab": [\n["<unk>", 0.0]'
           % json_string(DEFAULT_RULES.oniguruma_scanner(known)))
    yield ''.join(',\n[%s, %s]' % (json_string(piece), repr(score)) for piece, score in pieces)
    yield ']}}\n'


#: The function of each format that is text, from sorted pairs and a path.
TEXT_FORMATS = {'ik': _word_per_line, 'rime': rime_lines, 'synonyms': synonym_lines, 'arpa': unigram_arpa,
                'sentencepiece': sentencepiece_lines, 'huggingface': huggingface_json}
