# -*- coding: utf-8 -*-
"""Word the explanations of words, in Chinese and English: a plain sentence, and lines of numbers.

Each `Cause` has a name, which selects the sentence here.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from collections import namedtuple

from .._compat import iter_items
from ..errors import ArgumentError

LANGUAGES = ('en', 'zh')
_JOINS = {'en': ' + ', 'zh': '＋'}

#: What decided: its name in the tables below, and {name: value} of the numbers that the sentence has.
Cause = namedtuple('Cause', 'name numbers')

#: {cause: the reason in one line, for programs and logs}
_REASONS = {
    'character': 'single characters are always words',
    'absent': 'does not occur',
    'not_han': ('strings with letters or digits are words if they occur several times, alone or attached to '
                'an adjacent Han word'),
    'mixed': 'a word with letters or digits that occurs several times',
    'company': 'its characters are free words that occur together: cohesion below %(required)s',
    'numeral': 'a numeral and a character that follows any numeral: two words',
    'unseen': 'some of its characters do not occur',
    'little': 'as one word it would save too little each time',
    'phrase': ('a phrase of words of two or more characters: it would save %(saving)s nats each time, '
               'where %(required)s are required'),
    'apart': ('as one word it would pay off, but long words are joined only from parts that rarely occur '
              'without each other: %(piece)s occurs %(times)d more times'),
    'context': 'other words in its context explain its occurrences better',
    'suffix': 'it ends in a suffix: a character that rarely occurs except after words bound to it',
    'pays': 'it pays off: as one word it costs less than its best alternative',
    'early': 'it was found early and is confirmed in context',
}

#: {language: {cause: sentence}}; the text and a colon come before it.
_SENTENCES = {
    'en': {
        'character': 'a word. Every single character of the text counts as one.',
        'absent': 'not a word. It does not occur in the text.',
        'not_han': ('not a word. It contains letters, digits or symbols and occurs %(count)d times in the '
                    'text, but is neither a frequent Latin word nor bound to the Chinese word beside it.'),
        'mixed': 'a word with letters or digits. It occurs %(count)d times in the text.',
        'company': ('two words, %(parts)s. They are adjacent %(count)d times, but each is a word of its own '
                    'elsewhere.'),
        'numeral': 'two words, %(parts)s: a numeral, and a character that follows any numeral.',
        'unseen': 'not a word. Some of its characters do not occur in the text.',
        'little': ('not a word. It occurs %(count)d times in the text, but encoding it as %(parts)s costs '
                   'hardly more.'),
        'phrase': ('not a word. It occurs %(count)d times in the text, but is made of the words %(parts)s, '
                   'and saves only %(saving)s nats each time; such a phrase must save %(required)s.'),
        'apart': ('not a word. It occurs %(count)d times in the text, but its part %(piece)s occurs '
                  '%(times)d more times without the rest.'),
        'context': ('not a word. It occurs %(count)d times in the text, but words that cross its boundaries '
                    'explain these occurrences better.'),
        'suffix': ('a word. It occurs %(count)d times in the text, and ends in a suffix that rarely occurs '
                   'except after such words.'),
        'pays': ('a word. It occurs %(count)d times in the text, and its parts, %(parts)s, occur together '
                 'far more often than by chance.'),
        'early': ('a word. It occurs %(count)d times in the text, and explains these occurrences better '
                  'than its parts, %(parts)s.'),
    },
    'zh': {
        'character': '是词。语料中的每个单字都算词。',
        'absent': '不是词。没有在语料中出现。',
        'not_han': ('不是词。含字母、数字或符号，在语料中出现 %(count)d 次，既不是常见的字母词，'
                    '也不与相邻的汉字词固定搭配。'),
        'mixed': '是词。含字母或数字，在语料中出现 %(count)d 次。',
        'company': '是两个词（%(parts)s）。相邻出现 %(count)d 次，但各自在别处也独立成词。',
        'numeral': '是两个词（%(parts)s）：一个数词，加一个可以接任意数词的字。',
        'unseen': '不是词。其中有的字没有在语料中出现。',
        'little': '不是词。在语料中出现 %(count)d 次，但切成 %(parts)s 的编码代价几乎一样。',
        'phrase': ('不是词。在语料中出现 %(count)d 次，但由词 %(parts)s 组成，每次只节省 %(saving)s nat；'
                   '这样的短语要节省 %(required)s nat 以上才算词。'),
        'apart': '不是词。在语料中出现 %(count)d 次，但其中的 %(piece)s 另有 %(times)d 次单独出现。',
        'context': '不是词。在语料中出现 %(count)d 次，但结合上下文，用跨过它边界的其他词来切分更合理。',
        'suffix': '是词。在语料中出现 %(count)d 次，末字是后缀，几乎只出现在这类词的词尾。',
        'pays': '是词。在语料中出现 %(count)d 次，%(parts)s 相邻出现的次数远高于随机共现。',
        'early': '是词。在语料中出现 %(count)d 次，结合上下文，比切成 %(parts)s 更合理。',
    },
}

#: {language: a number with its unit}, and the fields of an `Explanation` that have it.
_NATS = {'en': '%.2f nats', 'zh': '%.2f nat'}
_IN_NATS = ('pmi', 'left_entropy', 'right_entropy', 'log_probability', 'alternative_log_probability',
            'saving', 'required_saving', 'entry_cost', 'net_saving', 'cohesion', 'required_cohesion')

#: {language: lines of the numbers of an `Explanation`}, of the cohesion and of the strictness the last two.
_NUMBERS = {
    'en': ('%(reason)s',
           'count %(count)d, as a word %(expected).1f',
           'PMI at the weakest split %(pmi)s',
           'branching entropy left %(left_entropy)s, right %(right_entropy)s',
           'log probability %(log_probability)s; '
           'split as %(other)s, %(alternative_log_probability)s',
           'saves %(saving)s per occurrence (required: %(required_saving)s); entry costs %(entry_cost)s; '
           'net saving %(net_saving)s',
           'cohesion of the pair %(cohesion)s (required: %(required_cohesion)s)',
           'strictness of the text: %(single_odds).2f single characters per longer word, '
           'margin %(margin)s'),
    'zh': ('出现 %(count)d 次，其中独立成词 %(expected).1f 次',
           '凝固度（最弱切分点的 PMI）%(pmi)s',
           '左熵 %(left_entropy)s，右熵 %(right_entropy)s',
           '对数概率 %(log_probability)s；切成 %(other)s 则为 %(alternative_log_probability)s',
           '每次出现节省 %(saving)s，至少需要 %(required_saving)s；收入词表的代价 %(entry_cost)s；'
           '合计净节省 %(net_saving)s',
           '字对的凝聚度 %(cohesion)s，至少需要 %(required_cohesion)s',
           '语料的严格程度：每个多字词对应 %(single_odds).2f 个单字，余量 %(margin)s'),
}


def check_language(lang):
    """Raise ArgumentError unless there are sentences in a language."""
    if lang not in LANGUAGES:
        raise ArgumentError('lang must be one of %s, not %r' % (', '.join(LANGUAGES), lang))


def number_lines(explanation, lang):
    """Return the lines with the numbers of an `Explanation`, those that it has."""
    def nats(value):
        return '-' if value is None else _NATS[lang] % value
    numbers = explanation._asdict()
    numbers.update((name, nats(numbers[name])) for name in _IN_NATS)
    numbers['other'] = '-' if explanation.alternative is None else ' '.join(explanation.alternative)
    lines, pair, strictness = _NUMBERS[lang][:-2], _NUMBERS[lang][-2:-1], _NUMBERS[lang][-1:]
    if explanation.cohesion is not None:
        lines += pair
    if explanation.strictness is not None:
        odds, margin = explanation.strictness
        numbers.update(single_odds=odds, margin=nats(margin))
        lines += strictness
    return [line % numbers for line in lines]


def reason_of(cause):
    """Return the reason for which a text is a word or is not, in one line."""
    return _REASONS[cause.name] % cause.numbers


def sentences_of(cause, count, parts):
    """Return {language: plain sentence}.

    Args:
        cause: a `Cause`.
        count: occurrences of the text.
        parts: the texts that it is made of otherwise.

    >>> print(sentences_of(Cause('absent', {}), 0, ())['zh'])
    不是词。没有在语料中出现。
    """
    return dict((lang, sentences[cause.name] % dict(
        cause.numbers, count=count, parts=_JOINS[lang].join(parts)))
        for lang, sentences in iter_items(_SENTENCES))
