# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import pickle
import random
import shutil
import sys

import pytest

import nlp_zero
from nlp_zero.errors import ArgumentError, CorpusTypeError
from nlp_zero.text import (
    DEFAULT_RULES, HAN, LATIN_CONNECTORS, LONGEST_COUNT, NUMBERS, NUMBER_SEPARATORS, PUNCT, REPEATABLE,
    SPACE, SPACES, UNITS, WHOLE, WORD, Rules, clauses, clean_text, han_runs, is_han, is_number, is_space,
    parse_count, scan, split_spaces, strip_spaces, symbol_pairs, symbols)
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import save_vocabulary

from processes import run_python


WIDE_UNICODE = sys.maxunicode > 0xFFFF


def character_of(point):
    """Return the character of a code point: `chr` on 3, two units on a narrow build of 2.7."""
    return ('\\U%08x' % point).encode('ascii').decode('unicode-escape')


@pytest.mark.parametrize('character', list('一龥鿿㐀䶿〇々豈﨎⺀⼀〸'))
def test_all_blocks_of_han_are_han(character):
    assert is_han(character)


@pytest.mark.skipif(not WIDE_UNICODE, reason='a narrow build splits astral characters')
@pytest.mark.parametrize('point', [0x20000, 0x2A6D6, 0x2B740, 0x2CEB0, 0x2F800, 0x30000, 0x31350])
def test_astral_han_is_han(point):
    character = character_of(point)
    assert is_han(character)
    assert symbols('好%s字' % character) == ['好', character, '字']


@pytest.mark.parametrize('character', list('a1，。 かカ한Ａ１㈱①') + ['\u4dc0', '\u3006', '\ue000', '\ud800'])
def test_other_characters_are_not(character):
    assert not is_han(character)


@pytest.mark.parametrize('whole', [
    '3.14', '5G', 'iPhone-12', '16%', '１６％', '３．１４', '1,000,000', '12:30', '2018/01/02', "don't", 'AT&T',
    'https://a.com/b?c=1&d=%E4', 'http://www.a-b.cn', 'www.example.org/x', 'some.one+tag@mail.example.com',
    'mailto:a@b.cn', '-5℃', '+81.3%', '±0.5°C', '−3‰', '8:30-9:15', '3～5', '+86-10-12345678', 'U.S.A.',
    'a.m.', 'C++', 'A+++', 'C#', 'F#', 'm²', '1.5m³', 'iＰhone', 'v1.2.3', '37.5℃', 'naïve', 'Привет',
    'ありがとう', 'カメラ', '한국어', 'ㄅㄆㄇ', '2018-01-02', 'x_1', '-40℉', '98.6℉', '98.6°F', '-40°F', '300K', '3-5℃',
    '-5~-2℃', '-5～2℃', '3～-2℃', '±0.5～＋2%', '-12:30~-1,000°F', 'C++11', 'C++17', 'VC++6.0', 'A+++１',
])
def test_symbols_that_stay_whole(whole):
    assert symbols(whole) == [whole]
    assert symbols('用' + whole + '好') == ['用', whole, '好']
    assert symbols('，' + whole + '。') == ['，', whole, '。']
    assert clauses('用' + whole + '好')[0][1] == whole


@pytest.mark.parametrize('text, expected', [
    ('-5和+5', '-|5|和|+|5'), ('5℃-8℃', '5℃|-|8℃'), ('5℃－8℃', '5℃|－|8℃'), ('9±1℃', '9|±|1℃'), ('A-5%', 'A-5%'),
    ('3~5kg', '3|~|5kg'), ('10:30-11a', '10|:|30-11a'), ('+86138123', '+86138123'),
    ('+8613812', '+|8613812'), ('1+12345678', '1|+|12345678'), ('A.b', 'A.b'), ('A.', 'A|.'),
    ('A.B.C1', 'A.B.C1'), ('A+B', 'A|+|B'), ('A++++', 'A|+|+|+|+'), ('5++', '5|+|+'), ('A++B', 'A|+|+|B'),
    ('-5~-2', '-|5|~|-|2'), ('3~-2', '3|~|-|2'), ('A5~-2℃', 'A5|~|-2℃'), ('-5℃~-2℃', '-5℃|~|-2℃'),
    ('-5--2℃', '-|5|--|2℃'), ('3~-5°Cx', '3~-5°|Cx'), ('5℉-8℉', '5℉|-|8℉'), ('C++0x', 'C|+|+|0x'),
    ('C++11.', 'C++11|.'), ('C++11/14', 'C++11|/|14'), ('C++6.0.x', 'C|+|+|6.0.x'), ('g++-4.8', 'g++|-|4.8'),
    ('i++1+1', 'i|+|+|1|+|1'), ('1++2', '1|+|+|2'), ('3～-2℃好', '3～-2℃|好'), ('3~－2%', '3~－2%'),
    ('#C#', '#|C|#'), ('#大S#', '#|大|S|#'), ('QC#', 'QC|#'), ('C#1', 'C|#|1'), ('.NET', '.|NET'),
    ('$5.99', '$|5.99'),
    ('@张三#话题#', '@|张|三|#|话|题|#'),
    ('好——坏……嗯。。。', '好|——|坏|……|嗯|。。。'),
    ('a, b', 'a|,| |b'),
    ('end.', 'end|.'),
    ('看https://a.com/b。好', '看|https://a.com/b|。|好'),
    ('(https://a.com).', '(|https://a.com|)|.'),
    ('ABCかな', 'ABC|かな'),
    ('1,2', '1|,|2'),
    ('a@b', 'a|@|b'),
    ('！！', '！|！'),
    ('a\r\n\tb', 'a|\r\n\t|b'),
    ('é'.replace('é', 'e\u0301'), 'e\u0301'),
])
def test_division_into_symbols(text, expected):
    assert '|'.join(symbols(text)) == expected == '|'.join(Tokenizer({}, numbers=None).lcut(text))


def test_scan_gives_kinds():
    kinds = [kind for _, _, kind in scan('用5G 手机，')]
    assert kinds == [HAN, WORD, SPACE, HAN, PUNCT]


def test_clauses_end_at_punctuation_and_space_only():
    assert clauses('今天好，用5G手机。') == ['今天好', ['用', '5G', '手', '机']]
    assert clauses('甲 乙\n丙\x00丁') == ['甲', '乙', '丙', '丁']
    assert clauses('A甲') == ['A甲'] and clauses('') == [] and clauses('，。') == []


@pytest.mark.parametrize('word', ['%s', 'http://a.cn/%s', 'か%sか'])
def test_a_word_of_more_than_1024_characters_ends_a_clause(word):
    letter = 'か' if word.startswith('か') else 'x'
    longest = word % (letter * (1024 - len(word % '')))
    assert clauses('甲%s乙' % longest) == [['甲', longest, '乙']]
    longer = longest + letter
    assert clauses('甲%s乙%s丙5G' % (longer, longer)) == ['甲', '乙', ['丙', '5G']]
    assert clauses(longer) == [] and symbols(longer) == [longer]
    assert clauses('甲%s。%s乙' % (longer, longer), Rules(protect='。')) == ['甲', '。', '乙']


def test_clauses_and_symbols_agree():
    rng = random.Random(1)
    for text in _random_texts(rng, 300):
        flat = [symbol for clause in clauses(text) for symbol in clause]
        spans = [(text[i:j], kind) for i, j, kind in scan(text)]
        expected = []
        for piece, kind in spans:
            expected.extend(piece if kind == HAN else [piece] if kind == WORD else [])
        assert flat == expected
        assert han_runs(text) == [piece for piece, kind in spans if kind == HAN]


def _random_texts(rng, number):
    alphabet = '中文字〇，。— …aZ0９.,-@:/%\n\t\x00\u0301\ud800\udc00かア한' + ''.join(
        character_of(point) for point in (0x20000, 0x1F600, 0xE000, 0xFFFF)[0 if WIDE_UNICODE else 2:])
    for _ in range(number):
        yield ''.join(rng.choice(alphabet) for _ in range(rng.randint(0, 40)))


def test_spans_tile_any_text():
    rng = random.Random(2)
    for text in _random_texts(rng, 1000):
        end = 0
        for start, stop, _ in scan(text):
            assert start == end < stop
            end = stop
        assert end == len(text)
        assert ''.join(symbols(text)) == text


@pytest.mark.parametrize('unit', [
    'a.', 'a%', '1.', 'a@', 'a-', 'http://', 'www.', '1,', 'a@b.', '中a', '..a', 'a+%', '1~-', '-1~+1.',
    'a++1', 'a++1.'])
def test_no_pattern_runs_away(unit):
    # A pattern that backtracked over the rest at each place would take hours here.
    text = unit * 100000
    assert ''.join(symbols(text)) == text


def test_configured_rules():
    assert symbols('5G-x', Rules(whole=())) == ['5', 'G', '-', 'x']
    assert symbols('3.14', Rules(whole=('latin',))) == ['3.14']
    assert symbols('a@b.c', Rules(whole=('latin',))) == ['a', '@', 'b.c']
    assert clauses('甲＃乙', Rules(han='＃')) == ['甲＃乙']
    protect = Rules(protect='C\\+\\+|第[一二三]条')
    assert symbols('按C++第二条办', protect) == ['按', 'C++', '第二条', '办']
    assert clauses('按C++第二条办', protect) == [['按', 'C++', '第二条', '办']]


@pytest.mark.parametrize('protect', [
    '(?=甲)', '(?<=甲)', r'\b', r'\B', 'x*', '甲|', '(?:甲)?(?=乙)', '(?:甲|(?=乙))', '^', '(甲*)', '(?!乙)甲*', ''])
def test_what_may_match_the_empty_text_is_not_protected(protect):
    for make in (lambda: Rules(protect=protect), lambda: Tokenizer({}, protect=protect),
                 lambda: Tokenizer({}, rules=Rules(protect='甲'), protect=protect)):
        with pytest.raises(ArgumentError, match='may match the empty text'):
            make()


@pytest.mark.parametrize('protect, message', [
    ('(', 'no regular expression'), ('[甲', 'no regular expression'), ('(?i)abc', 'sets flags'),
    ('甲(?P<a>乙)(?P<a>丙)', 'no regular expression')])
def test_a_pattern_must_be_able_to_be_a_part(protect, message):
    with pytest.raises(ArgumentError, match=message):
        Rules(protect=protect)


@pytest.mark.parametrize('protect, expected', [
    (r'(.)\1', '甲 乙 甲甲 乙乙 看看 5G'), (r'(?P<x>甲)乙', '甲乙 甲 甲乙 乙 看 看 5G'),
    (r'(?P<word>看)(?P=word)', '甲 乙 甲 甲 乙 乙 看看 5G'), (r'(甲)(乙)(\2)?', '甲乙 甲 甲乙乙 看 看 5G'),
    (r'(甲)?乙(?(1)甲|看)', '甲乙甲 甲 乙 乙看 看 5G'), (r'[\1(?i)]甲|(?P<a>5)(?:G)', '甲 乙 甲 甲 乙 乙 看 看 5G'),
    (r'甲(?=乙)乙', '甲乙 甲 甲乙 乙 看 看 5G'), (r'(?<=甲)乙', '甲 乙 甲 甲 乙 乙 看 看 5G')])
def test_groups_of_a_protected_pattern_are_its_own(protect, expected):
    text = expected.replace(' ', '')
    assert symbols(text, Rules(protect=protect)) == expected.split()
    both = Tokenizer({}, rules=Rules(protect='(Q)+'), protect=protect, numbers='join')
    assert both.lcut(text + '，QQ') == expected.split() + ['，', 'QQ']


def test_names_come_in_any_order():
    assert symbols('12:30', Rules(whole=tuple(reversed(WHOLE)))) == ['12:30']


def test_han_alone_may_be_protected():
    assert clauses('甲乙丙，甲', Rules(protect='甲乙')) == [['甲乙', '丙'], '甲']


def test_each_clause_is_text_where_its_symbols_are_characters():
    assert clauses('5G，A甲，5G') == [['5G'], 'A甲', ['5G']]


def test_rules_are_values():
    assert Rules() == Rules(whole=WHOLE) and hash(Rules()) == hash(Rules())
    assert Rules(han='x') != Rules()
    again = pickle.loads(pickle.dumps(Rules(protect='a+'), 2))
    assert again == Rules(protect='a+') and symbols('baab', Rules(protect='a+', whole=())) == ['b', 'aa', 'b']


@pytest.mark.parametrize('settings, shown', [
    ({}, 'Rules()'), ({'whole': WHOLE, 'han': ''}, 'Rules()'), ({'whole': ()}, 'Rules(whole=())'),
    ({'whole': ['latin'], 'protect': str('a+')}, "Rules(whole=('latin',), protect='a+')"),
    ({'han': str('x')}, "Rules(han='x')")])
def test_rules_show_how_they_were_made(settings, shown):
    rules = Rules(**dict((str(name), value) for name, value in settings.items()))
    assert repr(rules) == shown and eval(shown) == rules


def test_rules_of_any_text_can_be_shown():
    rules = Rules(han='＃', protect='第[一二]条')
    assert eval(repr(rules)) == rules


@pytest.mark.parametrize('settings', [
    {'whole': ('word',)}, {'protect': '('}, {'protect': 'a*'}, {'han': ' '}, {'han': 'é\n'},
    {'han': '\u3000'}])
def test_bad_rules_are_refused(settings):
    with pytest.raises(ArgumentError):
        Rules(**{str(name): value for name, value in settings.items()})


class Table(object):
    columns = ['text']


@pytest.mark.parametrize('value, advice', [
    ('中文'.encode('utf-8'), 'decode'), (bytearray(b'a'), 'decode'), (3, 'make a text'), (1.5, 'make a text'),
    (None, 'leave out'), (float('nan'), 'leave out'), (['中'], 'join'), (('中', '文'), 'join'),
    (Table(), 'columns')])
def test_an_item_that_is_no_text_is_refused(value, advice):
    with pytest.raises(CorpusTypeError) as caught:
        clean_text(value)
    assert advice in str(caught.value) and 'corpus' not in str(caught.value)
    assert ('decode' in str(caught.value)) == (advice == 'decode')
    assert isinstance(caught.value, TypeError)


def test_text_passes_unchanged():
    assert clean_text('中文') == '中文'


def test_white_space_is_alike_on_every_python():
    # Python 3's white space, whatever the interpreter; 2.7 takes U+180E for one more.
    assert sorted(SPACES) == sorted(set(SPACES)) and len(SPACES) == 29
    for character in SPACES:
        assert is_space(character) and symbols('a%sb' % character) == ['a', character, 'b']
        assert split_spaces('a%sb' % character) == ['a', 'b']
        assert split_spaces('a%s\u180e' % character) == ['a', '\u180e']
    assert split_spaces('a\u180eb\u3000c') == ['a\u180eb', 'c'] and split_spaces(SPACES) == []
    assert strip_spaces('\u180e%sa b%s' % (SPACES, SPACES)) == '\u180e%sa b' % SPACES
    blank = [character for character in map(character_of, range(0xd800)) if character.isspace()]
    assert set(blank) - {'\u180e'} == set(SPACES)
    assert not is_space('\u180e') and not is_space('') and not is_space(' a')


@pytest.mark.parametrize('mark', sorted(set(LATIN_CONNECTORS)))
def test_connectors_join_latin_words(mark):
    assert symbols('AB%sc1' % mark) == ['AB%sc1' % mark]
    assert symbols('AB%s%sc' % (mark, mark))[0] == 'AB' and symbols('AB' + mark)[0] == 'AB'


@pytest.mark.parametrize('mark', sorted(set(NUMBER_SEPARATORS)))
def test_separators_join_digits_and_no_letters(mark):
    assert symbols('12%s5' % mark) == ['12%s5' % mark]
    if mark not in LATIN_CONNECTORS:
        assert symbols('a%s5' % mark) == ['a', mark, '5']


@pytest.mark.parametrize('mark', sorted(set(UNITS)))
def test_units_end_numbers_and_latin_words(mark):
    assert symbols('5%s5' % mark) == ['5' + mark, '5'] and symbols('a' + mark) == ['a' + mark]


@pytest.mark.parametrize('text, expected', [
    ('1,000', 1), ('1,00', 3), ('1,0000', 3), ('1,000,000', 1), ('1,000,00', 3), ('１，０００', 1)])
def test_groups_have_three_digits(text, expected):
    assert len(symbols(text)) == expected


@pytest.mark.parametrize('length, whole', [(63, True), (64, True), (65, False)])
def test_local_part_of_an_address_has_64_characters_at_most(length, whole):
    address = 'x' * length + '@example.org'
    assert (symbols(address) == [address]) is whole


@pytest.mark.parametrize('domain, whole', [
    ('x' * 62 + '.cn', True), ('x' * 63 + '.cn', True), ('x' * 64 + '.cn', False),
    ('cn.' + 'x' * 63, True), ('cn', False)])
def test_domain_of_an_address_has_two_labels_of_63_characters_at_most(domain, whole):
    assert (symbols('a@' + domain) == ['a@' + domain]) is whole


@pytest.mark.parametrize('text, expected', [
    ('1' * 11 + '年', '1' * 11 + '年'), ('1' * 12 + '年', '1' * 12 + '年'), ('1' * 13 + '年', '1' * 13 + '|年'),
    ('三月', '三月'), ('3月份', '3月份'), ('3月初', '3月|初'), ('3月亮', '3|月|亮'), ('3月饼', '3|月|饼'),
    ('3月球', '3|月|球'), ('3日', '3日'), ('3日本', '3|日|本'), ('5年级', '5|年|级'), ('5年代', '5年代')])
def test_numbers_with_what_belongs_to_them(text, expected):
    assert '|'.join(symbols(text, Rules(protect=NUMBERS))) == expected


def test_units_are_those_of_numbers():
    assert [mark for mark in '%％‰℃°℉′″㎡元' if symbols('5' + mark) == ['5' + mark]] == list('%％‰℃°℉')


def test_middle_dot_joins_no_latin_words():
    assert symbols('A·B') == ['A', '·', 'B']


@pytest.mark.parametrize('mark', list(REPEATABLE))
def test_runs_of_one_mark_are_one_symbol(mark):
    assert symbols('好%s坏' % (mark * 3)) == ['好', mark * 3, '坏']


def test_pairs_within_symbols_are_told():
    # What the tokenizer's tables are made of: no symbol may hold a pair that neither these nor the
    # finder of rare characters know.
    pairs, rng = frozenset(symbol_pairs()), random.Random(4)
    alphabet = 'aZ09é０Ａかカ한ㄅ' + SPACES + LATIN_CONNECTORS + NUMBER_SEPARATORS
    alphabet += UNITS + REPEATABLE + '@+?,，＋−±#'
    inside, unknown = 0, []
    for _ in range(3000):
        text = ''.join(rng.choice(alphabet) for _ in range(12))
        rare = set(place for match in DEFAULT_RULES.far_finder.finditer(text)
                   for place in range(*match.span()))
        for start, end, kind in scan(text):
            for place in range(start, end - 1):
                inside += 1
                if text[place:place + 2] not in pairs and rare.isdisjoint((place, place + 1)):
                    unknown.append((text, place))
    assert inside > 1000 and unknown == []


@pytest.mark.parametrize('text, number', [
    ('0', 0), ('012', 12), ('9' * (LONGEST_COUNT - 1), int('9' * 299)),
    ('9' * LONGEST_COUNT, int('9' * 300))])
def test_counts_are_read(text, number):
    assert parse_count(text) == number


@pytest.mark.parametrize('text', [
    '', '-1', '+1', ' 1', '1\n', '1 ', '１', '²', '1_0', '1.0', '0x1', '1e3', '٣'])
def test_other_numbers_are_refused(text):
    with pytest.raises(ArgumentError, match='not a whole number in the digits 0 to 9'):
        parse_count(text)


@pytest.mark.parametrize('length', [LONGEST_COUNT + 1, 5000])
def test_counts_of_too_many_digits_are_refused(length):
    with pytest.raises(ArgumentError, match='a number of %d digits; at most 300 are read' % length):
        parse_count('9' * length)


@pytest.mark.parametrize('text, expected', [
    ('12', True), ('１２：３０', True), ('1,000.5', True), ('16％', True), ('37.5℃', True), ('5G', False),
    ('-3', False), ('-3%', True), ('+86138123', True), ('+8613812', False), (':', False),
    ('+1,000,000', False), ('+1,000,000%', True), ('1,5', False), ('12:', False),
    ('-5~-2℃', True), ('-5~-2', False), ('三', False), ('1/2', True), ('', False), ('12\n', False)])
def test_a_number_is_digits_and_their_marks(text, expected):
    assert is_number(text) is expected


# Run by a copy of the package in which a mark joins Latin words, or is a mark as ever.
WITH_A_MARK = """# -*- coding: utf-8 -*-
from __future__ import print_function, unicode_literals
import sys
from nlp_zero import Corpus, Tokenizer, count_ngrams
from nlp_zero.phrases import word_clauses
from nlp_zero.text import clauses, symbols
mark, saved = b'\\xc2\\xb7'.decode('utf-8'), sys.argv[1]
word = 'Ab%scd' % mark
text = '我是%s和%s，' % (word, word)
print(symbols(word) == [word], clauses(text) == [list('我是') + [word, '和', word]])
for vocabulary in (None, {'我是': 3}, saved):
    tokenizer = Tokenizer(vocabulary)
    for times in (1, 1000):
        print(tokenizer.lcut(text * times).count(word) == 2 * times,
              tokenizer.joined(text * times, '/').count('/%s/' % word) == 2 * times)
    print(tokenizer.nbest(text, 1)[0][0].count(word) == 2)
pieces = list(Corpus([text * 20], max_chars=6))
print(count_ngrams([text], 1).get(word) == 2, not [piece for piece in pieces if piece.startswith('cd')])
print([words for words in word_clauses([text], lambda clause: [clause])][0] == ['我是%s和%s' % (word, word)])
"""


@pytest.mark.parametrize('connectors, joins', [('', False), ('·', True)])
def test_what_joins_latin_words_is_said_once(tmpdir, connectors, joins):
    """Let a mark join Latin words in one line of `text`: all packages follow, and so do saved tables."""
    source = os.path.dirname(os.path.abspath(nlp_zero.__file__))
    saved, package = os.path.join(str(tmpdir), 'words.vocab'), os.path.join(str(tmpdir), 'nlp_zero')
    save_vocabulary({'我是': 3}, saved, format='compiled')
    shutil.copytree(source, package, ignore=shutil.ignore_patterns('__pycache__', '*.pyc'))
    path = os.path.join(package, 'text', '_characters.py')
    with io.open(path, encoding='utf-8') as stream:
        code = stream.read()
    changed = code.replace("LATIN_CONNECTORS = '", "LATIN_CONNECTORS = '" + connectors)
    assert (changed != code) is joins
    with io.open(path, 'w', encoding='utf-8') as stream:
        stream.write(changed)
    script = os.path.join(str(tmpdir), 'script.py')
    with io.open(script, 'w', encoding='utf-8') as stream:
        stream.write(WITH_A_MARK)
    done = run_python(script, saved, env=dict(os.environ, PYTHONPATH=str(tmpdir)))
    assert (done.code, done.err) == (0, '')
    answers = done.out.split()
    assert len(answers) == 20 and set(answers) == {str(joins)}
