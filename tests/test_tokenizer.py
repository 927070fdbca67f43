# -*- coding: utf-8 -*-
"""Test cutting, jieba's verbs, and changes of the vocabulary."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import pickle
import random
import sys
import threading

import pytest

from nlp_zero.errors import ArgumentError, CorpusTypeError, InputError, VocabularyError
from nlp_zero.text import DEFAULT_RULES, Rules
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import load_vocabulary

# Texts below the one go another way, and so do those above the other.
SHORT, LOOKUPS, BLOCK = 256, 1 << 10, 1 << 15

WORDS = {
    '研究': 30, '研究生': 10, '生命': 20, '起源': 9, '的': 90, '键盘': 40, '机械': 12, '机械键盘': 25,
    '客制化': 8, '轴体': 9, '热插拔': 6, '手感': 15, '不错': 22, '不': 60, '错': 5, '了': 70, '我': 50,
    '是': 55, '一': 40, '个': 33, 'C++': 7, 'Los Angeles': 3, '5G 手机': 2, '手机': 21, '𠮷野家': 4,
    '〇': 2, 'T恤': 3, '——': 2, '：）': 1,
}


@pytest.fixture
def tokenizer():
    return Tokenizer(WORDS)


def character(code):
    """Return the character of a code point, on every Python."""
    return ('\\U%08x' % code).encode('ascii').decode('unicode-escape')


def joined(pieces):
    return '/'.join(pieces)


def best(tokenizer, text):
    """Return the best way to cut a text by one search over the whole of it, without tables or cache."""
    return tokenizer.nbest(text, 1)[0][0]


@pytest.mark.parametrize('text, expected', [
    ('', ''),
    ('的', '的'),
    ('研究生命的起源', '研究/生命/的/起源'),
    ('研究生', '研究生'),
    ('机械键盘的手感不错', '机械键盘/的/手感/不错'),
    ('未知字也行', '未/知/字/也/行'),
    ('我用C++写的', '我/用/C++/写/的'),
    ('去Los Angeles了', '去/Los Angeles/了'),
    ('买5G 手机', '买/5G 手机'),
    ('买5G  手机', '买/5G/  /手机'),
    ('吃𠮷野家', '吃/𠮷野家'),
    ('二〇一八', '二〇一八'),
    ('穿T恤', '穿/T恤'),
    ('穿AT恤', '穿/AT/恤'),
    ('iPhone-12卖3.14元', 'iPhone-12/卖/3.14/元'),
    ('见 https://example.com/a?b=1 。', '见/ /https://example.com/a?b=1/ /。'),
    ('写信给a.b@example.com', '写/信/给/a.b@example.com'),
    ('不错——！！', '不错/——/！/！'),
    ('好：）的', '好/：）/的'),
    ('１２３ＡＢＣ', '１２３ＡＢＣ'),
    ('カタカナと한국', 'カタカナと/한국'),
    ('行\n\n行\t', '行/\n\n/行/\t'),
    ('\x00\x01\x02', '\x00/\x01/\x02'),
])
def test_cut(tokenizer, text, expected):
    assert joined(tokenizer.lcut(text)) == expected


def test_all_ways_to_cut_agree(tokenizer):
    text = '研究生命的起源，C++！'
    pieces = tokenizer.lcut(text)
    assert list(tokenizer.cut(text)) == tokenizer.tokenize(text) == pieces
    assert [text[start:end] for start, end in tokenizer.spans(text)] == pieces
    assert tokenizer.cut(text) is not tokenizer.cut(text)
    assert next(tokenizer.cut(text)) == '研究'


def test_of_equally_likely_ways_the_longer_first_word_wins():
    assert joined(Tokenizer({'甲乙': 5, '丙': 5, '甲': 5, '乙丙': 5}).lcut('甲乙丙')) == '甲乙/丙'
    # The same product, grouped differently: sums of rounded numbers would tell them apart.
    words = {'甲乙': 7, '丙丁': 11, '甲': 7, '乙丙丁': 11}
    assert joined(Tokenizer(words).lcut('甲乙丙丁')) == '甲乙/丙丁'


def test_a_character_without_a_count_counts_as_seen_once():
    assert joined(Tokenizer({'甲乙': 1, '丙': 9}).lcut('甲乙丙')) == '甲乙/丙'
    assert joined(Tokenizer({'甲': 1000, '乙': 1000, '甲乙': 1}).lcut('甲乙')) == '甲/乙'


def test_without_words_each_symbol_is_a_piece():
    assert joined(Tokenizer({}).lcut('你好，iPhone 12')) == '你/好/，/iPhone/ /12'


def test_white_space_is_kept_or_dropped(tokenizer):
    text = ' 我  是\u3000一\t个\r\n'
    assert ''.join(tokenizer.lcut(text)) == text
    assert joined(tokenizer.lcut(text)) == ' /我/  /是/\u3000/一/\t/个/\r\n'
    dropping = Tokenizer(WORDS, spaces=False)
    assert joined(dropping.lcut(text)) == '我/是/一/个'
    assert dropping.spans(text) == [(1, 2), (4, 5), (6, 7), (8, 9)]
    assert dropping.lcut('去Los Angeles') == ['去', 'Los Angeles']


def test_stop_words_are_left_out_everywhere():
    tokenizer = Tokenizer(WORDS, stop=['的', '，', '键盘'])
    assert joined(tokenizer.cut('研究生命的起源，')) == '研究/生命/起源'
    assert tokenizer.spans('我的') == [(0, 1)]
    assert joined(tokenizer.cut_for_search('机械键盘的')) == '机械/机械键盘'
    assert joined(tokenizer.cut('我的机械键盘', cut_all=True)) == '我/机械/机械键盘'
    assert tokenizer.tokenize('我的', mode='default') == [('我', 0, 1)]
    with pytest.raises(InputError):
        Tokenizer(WORDS, stop='的了')


def test_cut_for_search_gives_shorter_words_first(tokenizer):
    assert joined(tokenizer.cut_for_search('我的机械键盘')) == '我/的/机械/键盘/机械键盘'
    assert tokenizer.lcut_for_search('研究生') == ['研究', '研究生']
    assert tokenizer.lcut_for_search('Los Angeles') == ['Los Angeles']


def test_parts_for_search_never_divide_a_symbol():
    tokenizer = Tokenizer({'ho': 5, 'one': 5, 'Phone手': 9, '手': 1, 'e手': 4})
    assert tokenizer.lcut_for_search('Phone') == ['Phone']
    assert tokenizer.lcut_for_search('Phone手') == ['Phone手']
    # B型 would divide AB.
    tokenizer = Tokenizer({'AB型血': 5, 'B型': 5, '型血': 5})
    assert tokenizer.lcut_for_search('AB型血B型') == ['型血', 'AB型血', 'B型']


def test_cut_all_gives_every_word_and_what_none_covers(tokenizer):
    assert joined(tokenizer.cut('研究生命不错x', cut_all=True)) == '研究/研究生/生命/不错/x'
    assert joined(tokenizer.cut('我在，C++', cut_all=True)) == '我/在/，/C++'
    nested = Tokenizer({'甲乙丙丁': 1, '乙丙': 1})
    assert joined(nested.cut('甲乙丙丁戊', cut_all=True)) == '甲乙丙丁/乙丙/戊'


def test_tokenize_has_two_meanings_told_apart_by_the_mode(tokenizer):
    text = '𠮷野家的机械键盘'
    assert tokenizer.tokenize(text) == ['𠮷野家', '的', '机械键盘']
    assert tokenizer.tokenize(text, mode='default') == [
        ('𠮷野家', 0, 3), ('的', 3, 4), ('机械键盘', 4, 8)]
    search = [('𠮷野家', 0, 3), ('的', 3, 4), ('机械', 4, 6), ('键盘', 6, 8), ('机械键盘', 4, 8)]
    assert tokenizer.tokenize(text, mode='search') == search
    assert tokenizer.tokenize(text, 'search') == search
    with pytest.raises(ArgumentError):
        tokenizer.tokenize(text, mode='fine')


def test_upstreams_tokenize_without_combining(tokenizer):
    assert joined(tokenizer.tokenize('我有abc12')) == '我/有/abc12'
    assert joined(tokenizer.tokenize('我有abc12', combine_Aa123=False)) == '我/有/a/b/c/1/2'
    assert joined(tokenizer.tokenize('我有abc12', False)) == '我/有/a/b/c/1/2'
    assert joined(tokenizer.simple_tokenize('用C++，a  b')) == '用/C++/，/a/  /b'
    tokenizer.add_word('bc')
    assert joined(tokenizer.simple_tokenize('abc12')) == 'a/bc/1/2'


def test_hmm_is_taken_and_without_effect(tokenizer):
    text = '我的机械键盘'
    assert tokenizer.lcut(text, False, False) == tokenizer.lcut(text, HMM=True) == tokenizer.lcut(text)
    assert list(tokenizer.cut(text, HMM=False)) == tokenizer.lcut(text)
    assert tokenizer.lcut_for_search(text, HMM=False) == tokenizer.lcut_for_search(text)
    assert tokenizer.tokenize(text, mode='search', HMM=False) == tokenizer.tokenize(text, mode='search')


@pytest.mark.parametrize('wrong', [b'\xe4\xbd\xa0', None, 3, ['我']])
def test_what_is_no_text_is_refused(tokenizer, wrong):
    for method in (tokenizer.lcut, tokenizer.cut, tokenizer.spans, tokenizer.tokenize,
                   tokenizer.lcut_for_search, tokenizer.simple_tokenize):
        with pytest.raises(CorpusTypeError):
            method(wrong)


def test_protected_patterns_stay_whole():
    tokenizer = Tokenizer(WORDS, protect=r'[一二三]轴[AB]\d*|第\d+章')
    assert joined(tokenizer.lcut('我的一轴A12的手感，第12章')) == '我/的/一轴A12/的/手感/，/第12章'
    assert joined(tokenizer.lcut('一个轴')) == '一/个/轴'
    text = '第1章 第2章：第3章的键盘'
    assert ''.join(tokenizer.lcut(text)) == text
    assert tokenizer.spans(text)[:3] == [(0, 3), (3, 4), (4, 7)]


def test_a_word_may_cover_what_is_protected_and_not_divide_it():
    tokenizer = Tokenizer({'第1章的': 50, '章的': 50, '的': 9}, protect=r'第\d+章')
    assert joined(tokenizer.lcut('第1章的')) == '第1章的'
    assert joined(tokenizer.lcut('第2章的')) == '第2章/的'


def test_numbers_are_joined_on_request():
    plain, joining = Tokenizer(WORDS, numbers=None), Tokenizer(WORDS, numbers='join')
    for text in ('百分之三十', '2001年', '12月', '三十一日'):
        assert joining.lcut(text) == [text]
        assert len(plain.lcut(text)) > 1
    assert joined(joining.lcut('我是2001年12月的')) == '我/是/2001年/12月/的'
    assert joined(joining.lcut('一个键盘')) == '一/个/键盘'
    with pytest.raises(ArgumentError):
        Tokenizer(WORDS, numbers='all')


def test_protect_and_numbers_and_rules_go_together():
    tokenizer = Tokenizer({}, protect='青轴', numbers='join', rules=Rules(protect='红轴'))
    assert joined(tokenizer.lcut('青轴红轴12月茶轴')) == '青轴/红轴/12月/茶/轴'
    with pytest.raises(ArgumentError):
        Tokenizer({}, protect='(')


def test_words_can_be_added_and_taken_out(tokenizer):
    assert joined(tokenizer.lcut('客制化轴体')) == '客制化/轴体'
    tokenizer.add_word('客制化轴体')
    assert joined(tokenizer.lcut('客制化轴体')) == '客制化轴体'
    tokenizer.del_word('客制化轴体')
    assert joined(tokenizer.lcut('客制化轴体')) == '客制化/轴体'
    tokenizer.del_word('客制化')
    assert joined(tokenizer.lcut('客制化轴体')) == '客/制/化/轴体'
    tokenizer.del_word('从来没有')
    tokenizer.add_word('好', freq='12', tag='a')
    assert tokenizer.count('好') == 12


def test_counts_add_up_after_every_change(tokenizer):
    rng = random.Random(3)
    words = sorted(WORDS) + ['新词一', '新词二', '甲']
    for _ in range(300):
        word = words[int(rng.random() * len(words))]
        count = int(rng.random() * 3) * int(rng.random() * 10 ** 9)
        tokenizer.add_word(word, count, force=rng.random() < 0.3)
        vocabulary = tokenizer.vocabulary
        assert tokenizer.total == sum(vocabulary.values())
        assert tokenizer.count(word) == vocabulary.get(word, 0)
        assert (word in tokenizer) == (word in vocabulary)
    assert len(tokenizer) == len(tokenizer.vocabulary)


def test_counts_are_exact_whatever_their_size():
    counts = dict(('词%d' % power, 2 ** power + 1) for power in range(70))
    assert Tokenizer(counts).vocabulary == counts
    counts = dict(('词%d' % count, count) for count in range(1, 3000))
    assert Tokenizer(counts).vocabulary == counts
    for power in (18, 20, 21, 22):
        counts = dict(('词%d' % count, count) for count in range((1 << power) - 500, (1 << power) + 500))
        assert Tokenizer(counts).vocabulary == counts


@pytest.mark.parametrize('word, freq', [
    ('', 3), (None, 3), (3, 3), ('好', -1), ('好', 1.5), ('好', True), ('好', 'many'), ('好', '-1'), ('好', '１'),
    (b'\xe4\xbd\xa0', 3), ('好', b'\xe4')])
def test_wrong_words_and_counts_are_refused(tokenizer, word, freq):
    with pytest.raises(VocabularyError):
        tokenizer.add_word(word, freq)


def test_forced_words_always_win(tokenizer):
    tokenizer.add_word('械键', 1)
    assert joined(tokenizer.lcut('机械键盘')) == '机械键盘'
    tokenizer.add_word('械键', 1, force=True)
    assert joined(tokenizer.lcut('机械键盘')) == '机/械键/盘'
    assert tokenizer.count('械键') == 1
    tokenizer.add_word('机械键盘', 1, force=True)
    assert joined(tokenizer.lcut('机械键盘')) == '机械键盘'
    tokenizer.add_word('机械键盘', 1)
    assert joined(tokenizer.lcut('机械键盘')) == '机/械键/盘'
    tokenizer.del_word('械键')
    assert joined(tokenizer.lcut('机械键盘')) == '机械键盘'


def test_a_forced_single_character_wins_over_words(tokenizer):
    tokenizer.add_word('生', 1, force=True)
    assert joined(tokenizer.lcut('研究生命')) == '研究/生/命'


def test_suggest_freq_joins(tokenizer):
    for word in ('客制化轴体', '的了', '起源的键盘', '不', '量子', '研究生命'):
        freq = tokenizer.suggest_freq(word)
        fresh = Tokenizer(WORDS)
        fresh.add_word(word, freq)
        assert fresh.lcut(word) == [word]
        if freq > max(WORDS.get(word, 0), 1):
            fresh.add_word(word, freq - 1)
            assert fresh.lcut(word) != [word]
    assert word not in tokenizer


def test_of_counts_that_make_a_word_whole_the_least_is_suggested():
    # 2 * 15 = 3 * 10: the word is as probable as its characters, and so it is whole.
    tokenizer = Tokenizer({'甲': 3, '乙': 10, '丙': 2})
    assert tokenizer.total == 15
    assert tokenizer.suggest_freq('甲乙') == 2 and tokenizer.suggest_freq(('甲', '乙')) == 0
    tokenizer = Tokenizer({'甲': 3, '乙': 10, '甲乙': 2})
    assert tokenizer.suggest_freq('甲乙') == 2 and tokenizer.suggest_freq(('甲', '乙')) == 1


def test_suggest_freq_parts(tokenizer):
    freq = tokenizer.suggest_freq(('机械', '键盘'))
    assert 0 <= freq < WORDS['机械键盘']
    assert tokenizer.lcut('机械键盘') == ['机械键盘']
    assert tokenizer.suggest_freq(('机械', '键盘'), tune=True) == freq
    assert tokenizer.lcut('机械键盘') == ['机械', '键盘']
    assert tokenizer.suggest_freq(['不', '好']) == 0
    assert tokenizer.suggest_freq('机械键盘', tune=True) > freq
    assert tokenizer.lcut('机械键盘') == ['机械键盘']


def test_load_userdict_takes_path_file_lines_and_mapping(tmpdir):
    path = os.path.join(str(tmpdir), 'user.txt')
    with io.open(path, 'w', encoding='utf-8') as stream:
        stream.write('\ufeff客制化轴体 3 n\n\n热插拔轴座\nPro Max 5\n')
    with io.open(path, 'rb') as binary, io.open(path, encoding='utf-8') as text:
        sources = [path, binary, text, ['客制化轴体 3 n', '热插拔轴座', 'Pro Max 5'],
                   {'客制化轴体': 3, 'Pro Max': 5, '热插拔轴座': 1}]
        for source in sources:
            tokenizer = Tokenizer(WORDS)
            tokenizer.load_userdict(source)
            assert tokenizer.count('客制化轴体') == 3
            assert tokenizer.count('Pro Max') == 5
            assert tokenizer.lcut('热插拔轴座') == ['热插拔轴座']


def test_load_userdict_can_force(tokenizer):
    tokenizer.load_userdict(['械键 1', '盘的'], force=True)
    assert joined(tokenizer.lcut('机械键盘的')) == '机/械键/盘的'


def test_load_userdict_errors(tokenizer, tmpdir):
    with pytest.raises(VocabularyError) as caught:
        tokenizer.load_userdict(['好词 3', '坏词 -3'])
    assert caught.value.line == 2 and str(caught.value).startswith('line 2: ')
    assert tokenizer.count('好词') == 3
    with pytest.raises(InputError):
        tokenizer.load_userdict(os.path.join(str(tmpdir), 'nothing'))


def test_a_dictionary_given_is_not_changed():
    words = dict(WORDS)
    tokenizer = Tokenizer(words)
    tokenizer.add_word('新词', 5)
    tokenizer.del_word('的')
    assert words == WORDS
    tokenizer.vocabulary['又一个'] = 3
    assert '又一个' not in tokenizer


def test_vocabularies_of_other_forms(tmpdir):
    path = os.path.join(str(tmpdir), 'words.txt')
    with io.open(path, 'w', encoding='utf-8') as stream:
        stream.write('研究 3\n生命 2\n')
    assert Tokenizer(path).vocabulary == {'研究': 3, '生命': 2}
    assert Tokenizer(['研究 3', '生命 2']).vocabulary == {'研究': 3, '生命': 2}

    class Trie(object):
        total_items = 5

        def __iter__(self):
            return iter([('研究', 3), ('生命', 2)])
    assert Tokenizer(Trie()).vocabulary == {'研究': 3, '生命': 2}
    assert isinstance(Tokenizer().lcut('你好，世界'), list)
    with pytest.raises(VocabularyError):
        Tokenizer({'研究': -1})


def test_pickling_keeps_everything(tokenizer):
    tokenizer.add_word('械键', 7, force=True)
    tokenizer.add_word('大', 3 ** 40)
    text = '我的机械键盘 C++，研究生命'
    for protocol in (0, 2):
        again = pickle.loads(pickle.dumps(tokenizer, protocol))
        assert again.lcut(text) == tokenizer.lcut(text)
        assert again.vocabulary == tokenizer.vocabulary
        again.add_word('机械键盘', 1, force=True)
        assert again.lcut('机械键盘') == ['机械键盘']
        assert tokenizer.lcut('机械键盘') == ['机', '械键', '盘']


def test_repr_is_plain(tokenizer):
    assert repr(tokenizer) == '<Tokenizer: %d words, %d frequency>' % (len(WORDS), sum(WORDS.values()))


def random_vocabulary(rng, alphabet, size):
    words = {}
    for _ in range(size):
        length = 1 + int(rng.random() ** 2 * 6)
        word = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(length))
        words[word] = 1 + int(rng.random() ** 3 * 1000)
    return words


ALPHABETS = ['甲乙丙丁', '甲乙丙丁戊己庚辛壬癸，。 ', 'ab1甲乙，. -', '甲\U00020000\ud800\udc00\x00\x01 \u3000—…',
             '年月1０ａ：：／http:/@.乙', ''.join(chr_ for chr_ in '一二三四五六七八九十百千万的了是我在有不人他这')]


@pytest.mark.parametrize('number', range(len(ALPHABETS)))
@pytest.mark.parametrize('rules', [DEFAULT_RULES, Rules(whole=()), Rules(whole=('number', 'latin')),
                                   Rules(han='a')])
def test_quick_and_plain_cutting_agree(number, rules):
    alphabet, rng = ALPHABETS[number], random.Random(number)
    for _ in range(12):
        words = random_vocabulary(rng, alphabet, 40)
        tokenizer = Tokenizer(words, rules=rules, cache_size=int(rng.random() * 3) * 20)
        for turn in range(12):
            length = int(rng.random() ** 2 * 80) if turn < 10 else SHORT + turn
            text = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(length))
            pieces = tokenizer.lcut(text)
            assert pieces == best(tokenizer, text)
            assert ''.join(pieces) == text


def test_quick_and_plain_cutting_agree_on_protected_text():
    alphabet, rng = '年月1ab甲乙丙丁，. ', random.Random(5)
    protect = r'[0-9]+[年月]|乙丙?(?=甲)|(?<=丁)甲甲'
    for _ in range(150):
        words = random_vocabulary(rng, alphabet, 30)
        tokenizer = Tokenizer(words, protect=protect)
        text = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(60))
        assert tokenizer.lcut(text) == best(tokenizer, text)


@pytest.mark.parametrize('alphabet', ['甲乙丙丁戊己庚辛', 'ab甲，', '甲乙丙丁\U00014e59\U00020000，\ud800'])
def test_texts_beyond_a_block_are_cut_as_a_whole(alphabet):
    rng = random.Random(1)
    words = random_vocabulary(rng, alphabet, 60)
    tokenizer = Tokenizer(words)
    text = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(BLOCK + 77))
    for part in (text, text + '\x03' + text, text[:BLOCK - 1] + '\x04' + text[:5]):
        assert tokenizer.lcut(part) == best(tokenizer, part)


@pytest.mark.parametrize('length', [1, 2, 3, 4, 5, 31, 32, 33] + [
    limit + step for limit in (SHORT, LOOKUPS, BLOCK, 2 * BLOCK) for step in (-1, 0, 1)])
def test_texts_at_the_limits_are_cut_as_a_whole(length):
    rng, alphabet = random.Random(length), '甲乙丙丁，a1'
    tokenizer = Tokenizer(random_vocabulary(rng, alphabet, 60))
    for _ in range(1 if length > 1000 else 40):
        text = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(length))
        # Again, when parts of it are in the cache, and a third time, when a short text is as a whole.
        expected = best(tokenizer, text)
        assert [tokenizer.lcut(text) for _ in range(3)] == [expected] * 3


def test_a_run_of_one_character_beyond_a_block():
    for text in ('甲' * (2 * BLOCK + 7), '哈' * (BLOCK - 1), 'a' * (BLOCK + 1)):
        assert ''.join(Tokenizer({'甲甲': 5, '甲甲甲': 9, '哈哈哈': 2, '哈': 9}).lcut(text)) == text


def test_words_added_later_are_found_as_if_they_had_been_there():
    rng = random.Random(8)
    for alphabet in ALPHABETS:
        words = random_vocabulary(rng, alphabet, 60)
        whole, grown = Tokenizer(words), Tokenizer({})
        for word in sorted(words):
            grown.add_word(word, words[word])
        text = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(300))
        assert grown.lcut(text) == whole.lcut(text)


@pytest.mark.parametrize('alphabet', ['甲乙丙丁戊己庚辛壬癸，。', '甲\U00017532\U00024e59乙，'])
def test_certain_words_stay_certain_only_while_they_are(alphabet):
    rng = random.Random(11)
    tokenizer = Tokenizer(random_vocabulary(rng, alphabet, 60))
    for _ in range(150):
        length = 1 + int(rng.random() * 2.2)
        word = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(length))
        # From nothing to far more than all others, so that the total rises and falls as well.
        tokenizer.add_word(word, int(10 ** (rng.random() * 6)) - 1, force=rng.random() < 0.1)
        text = ''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(SHORT + 20))
        assert tokenizer.lcut(text) == best(tokenizer, text)


def test_a_large_vocabulary_gives_the_best_path_whatever_changes():
    rng = random.Random(12)
    alphabet = [character(0x4e00 + int(rng.random() * 20900)) for _ in range(2000)]

    def drawn(least, most):
        return ''.join(alphabet[int(rng.random() ** 2 * 2000)] for _ in range(rng.randint(least, most)))

    words = dict((drawn(1, 4), int(10 ** (rng.random() * 5)) + 1) for _ in range(50000))
    assert len(words) > 1 << 15
    tokenizer = Tokenizer(words)
    pairs = sorted(word for word in words if len(word) == 2)
    changes = [(pairs[5], 0), (pairs[7], 10 ** 5), (pairs[9], 1), (alphabet[0], 1), (alphabet[1], 10 ** 6),
               (alphabet[1999], 10 ** 7), (alphabet[2], 0), (alphabet[3] * 5, 10 ** 9), (alphabet[3] * 5, 0)]
    for word, count in [(pairs[0], 2)] + changes:
        tokenizer.add_word(word, count)
        for _ in range(40):
            # Some share their places in the table with others.
            text = ''.join(pairs[int(rng.random() * len(pairs))] + drawn(0, 1) for _ in range(30))
            text += pairs[5] + drawn(0, 1) + pairs[7] + pairs[9] + drawn(3, 3)
            assert tokenizer.lcut(text) == best(tokenizer, text)


def test_the_ten_thousandth_text_is_cut_as_the_first():
    rng = random.Random(13)
    words = random_vocabulary(rng, '甲乙丙丁戊己庚辛壬癸', 60)
    tokenizer = Tokenizer(words, cache_size=0)
    texts = [''.join('甲乙丙丁戊己庚辛壬癸，'[int(rng.random() * 11)] for _ in range(12)) for _ in range(100)]
    expected = [best(tokenizer, text) for text in texts]
    for _ in range(50):
        for text in texts:
            tokenizer.lcut(text)
    assert [tokenizer.lcut(text) for text in texts] == expected


def test_no_mark_is_taken_for_a_han_character():
    # Two characters that are not both Han may have the hash of a word: from U+5AFA to U+FF0C it is 2 * 21001.
    assert Tokenizer({'丂\u5afa': 1000}).lcut('一\uff0c') == ['一', '\uff0c']


@pytest.mark.parametrize('word, other', [('一鿿', '丁'), ('鿿一', '鿾'), ('一一', '丁'), ('鿿鿿', '鿾'), ('乙丙', '丁')])
def test_no_pair_of_han_is_taken_for_another(word, other):
    # A word of two Han is known by a hash of its characters: no other pair may have the same one.
    tokenizer = Tokenizer({word: 1000})
    block = [character(code) for code in range(0x4e00, 0xa000)]
    text = ''.join(other + second for second in block) + '，' + word
    assert word not in text[:-2]
    assert tokenizer.lcut(text) == list(text[:-2]) + [word]
    for start in range(0, len(text) - 2, 199):
        part = text[:-2][start:start + 200]
        assert tokenizer.lcut(part) == list(part)
    for second in block[::40]:
        assert tokenizer.lcut(other + second) == [other, second]


def test_a_word_is_whole_only_while_the_total_is_large():
    tokenizer = Tokenizer({'甲': 1000, '乙': 1000, '甲乙': 1, '大': 10 ** 9})
    assert tokenizer.lcut('甲乙，' * 200) == ['甲乙', '，'] * 200
    tokenizer.del_word('大')
    assert tokenizer.lcut('甲乙，' * 200) == ['甲', '乙', '，'] * 200
    tokenizer.add_word('大', 10 ** 9)
    assert tokenizer.lcut('甲乙，' * 200) == ['甲乙', '，'] * 200


def test_a_very_long_word_works():
    word = '词' * (BLOCK + 5)
    tokenizer = Tokenizer({word: 3, '词前': 2})
    assert tokenizer.lcut('前' + word + '后') == ['前', word, '后']
    tokenizer.add_word(word + '前', 5)
    assert tokenizer.lcut(word + '前') == [word + '前']


@pytest.mark.parametrize('size, least, most', [
    (0, 0, 15000), (40, 0, 30000), (400, 0, 100000), (1 << 18, 100000, 10000000)])
def test_the_cache_is_bounded(size, least, most):
    tracemalloc = pytest.importorskip('tracemalloc')
    if hasattr(sys, 'pypy_version_info'):
        pytest.skip('PyPy does not trace')
    rng = random.Random(2)
    # Every pair is a word: there are boundaries only at the comma, and thousands of texts between.
    tokenizer = Tokenizer(dict((a + b, 1) for a in '甲乙丙丁' for b in '甲乙丙丁'), cache_size=size)
    lines = [''.join('甲乙丙丁，'[int(rng.random() * 5)] for _ in range(600)) for _ in range(40)]
    for line in lines:
        tokenizer.lcut(line)
    # What is kept for each length of a text stays; the chunks go.
    tokenizer.add_word('戊己', 1)
    tracemalloc.start()
    try:
        for line in lines:
            assert ''.join(tokenizer.lcut(line)) == line
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert least <= held <= most


@pytest.mark.parametrize('size', [-1, 1.5, None, True])
def test_wrong_sizes_of_the_cache_are_refused(size):
    with pytest.raises(ArgumentError):
        Tokenizer(WORDS, cache_size=size)


@pytest.mark.parametrize('size', [0, 1, 2, 3, 20])
def test_a_small_cache_changes_nothing(size):
    rng = random.Random(2)
    words = dict((a + b, 1) for a in '甲乙丙丁' for b in '甲乙丙丁')
    small, none = Tokenizer(words, cache_size=size), Tokenizer(words, cache_size=0)
    for _ in range(100):
        line = ''.join('甲乙丙丁，'[int(rng.random() * 5)] for _ in range(20))
        assert small.lcut(line) == none.lcut(line)


def test_reading_from_threads():
    tokenizer = Tokenizer(load_vocabulary(WORDS), cache_size=8)
    rng = random.Random(4)
    alphabet = '研究生命的起源机械键盘手感不错了，'
    texts = [''.join(alphabet[int(rng.random() * len(alphabet))] for _ in range(50)) for _ in range(60)]
    expected, found = [Tokenizer(WORDS).lcut(text) for text in texts], []

    def work():
        found.append([tokenizer.lcut(text) for text in texts])
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


CHARACTERS = [(0x20, 0x7f), (0x4e00, 0x4e40), (0x3000, 0x3040), (0xff00, 0xff60), (0x300, 0x340),
              (0, 0x20), (0xd800, 0xe000), (0xe000, 0xe100), (0x1f600, 0x1f640), (0x20000, 0x20020),
              (0x10ff80, 0x110000), (0x3400, 0x3420), (0xfdd0, 0xfdf0), (0xfff0, 0x10000)]


def random_text(rng, length):
    found = []
    while len(found) < length:
        low, high = CHARACTERS[int(rng.random() * len(CHARACTERS))]
        for _ in range(1 + int(rng.random() * 4)):
            found.append(character(low + int(rng.random() * (high - low))))
    return ''.join(found[:length])


def test_any_text_is_tiled():
    rng = random.Random(6)
    words = dict((random_text(rng, 1 + int(rng.random() * 4)), 1 + int(rng.random() * 9))
                 for _ in range(3000))
    tokenizer = Tokenizer(words)
    for _ in range(2000):
        text = random_text(rng, int(rng.random() * 40))
        pieces, spans = tokenizer.lcut(text), tokenizer.spans(text)
        assert ''.join(pieces) == text
        assert [text[start:end] for start, end in spans] == pieces
        assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
        assert '' not in pieces


@pytest.mark.parametrize('seed', range(3))
def test_long_texts_with_pairs_at_the_edges_of_the_han_block(seed):
    # Also characters of the astral planes whose lower 16 bits are those of Han.
    characters = ['\u4dff', '\u4e00', '\u9fff', '\ua000', '\U00024e00', '\U00029fff', '\u4e8c', '，']
    rng = random.Random(seed)
    pairs = [first + second for first in characters for second in characters]
    words = dict((pair, 1 + int(rng.random() * 1000)) for pair in pairs if rng.random() < .4)
    tokenizer = Tokenizer(words)
    for length in (300, 1000):
        text = ''.join(characters[int(rng.random() * len(characters))] for _ in range(length))
        best = tokenizer.nbest(text, 1)[0][0]
        assert tokenizer.lcut(text) == best
        assert tokenizer.joined(text, '|') == '|'.join(best)
