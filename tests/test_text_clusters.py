# -*- coding: utf-8 -*-
"""Keep together what readers see as one character, and read every text in linear time."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import random
import sys

import pytest

from nlp_zero.ngrams import count_ngrams
from nlp_zero.text import NUMBERS, WHOLE, WORD, Rules, han_runs, is_number, scan, symbols
from nlp_zero.tokenizer import Tokenizer

WORDS = {'手机': 9, '城市': 9, '好': 5, '看': 5}
CLUSTERS = ['👨\u200d👩\u200d👧\u200d👦', '❤\ufe0f\u200d🔥', '❤\ufe0f', '🏳\ufe0f\u200d🌈', '👍🏽', '🇨🇳',
            '1\ufe0f\u20e3',
            '#\ufe0f\u20e3', '*\u20e3',
            '葛\U000e0100', '𠮷\ufe00', '中\u0301', 'e\u0301', 'か\u3099', '\u1112\u1161\u11ab',
            '🏴\U000e0067\U000e0062\U000e007f', '，\u20dd', 'ดี', 'हि', 'a\u20dd', '👩🏻\u200d⚕\ufe0f']

pytestmark = pytest.mark.skipif(sys.maxunicode == 0xffff, reason='the literals are pairs here')


@pytest.fixture(scope='module')
def cutters():
    return [Tokenizer(WORDS).lcut, Tokenizer(WORDS, numbers='join').lcut,
            lambda text: Tokenizer(WORDS).joined(text, '|').split('|')]


@pytest.mark.parametrize('cluster', CLUSTERS)
def test_a_cluster_is_one_symbol_and_one_word(cluster, cutters):
    for before, after in (('看', '手机'), ('', ''), ('，', '，'), ('手机' * 400, '手机' * 400)):
        text = before + cluster + after
        assert cluster in symbols(text)
        for cut in cutters:
            words = cut(text)
            assert cluster in words and ''.join(words) == text


def test_clusters_in_a_row_stay_apart(cutters):
    for text in ('🇨🇳🇺🇸', '1\ufe0f\u20e32\ufe0f\u20e3', '😀😀', '👍🏽👍🏽'):
        half = len(text) // 2
        assert [cut(text) for cut in cutters] == [[text[:half], text[half:]]] * 3


def test_no_symbol_begins_with_what_extends_another():
    rng, bad = random.Random(5), []
    marks = '\u0301\ufe0f\u200d🏽\u20e3\U000e0100'
    for _ in range(2000):
        text = ''.join(rng.choice('看a1か，😀🇨#~' + marks) for _ in range(12))
        ends = [end for _, end, _ in scan(text)]
        bad += [text for end in ends[:-1] if text[end] in marks]
        assert ''.join(symbols(text)) == text
        assert han_runs(text) == [text[start:end] for start, end, kind in scan(text) if kind == 'han']
    assert bad == []


def test_files_are_cut_as_texts_are(tmpdir):
    lines = ['看%s手机' % cluster for cluster in CLUSTERS] + CLUSTERS
    source, target = (os.path.join(str(tmpdir), name) for name in ('in', 'out'))
    with io.open(source, 'w', encoding='utf-8', newline='') as out:
        out.write('\n'.join(lines) + '\n')
    tokenizer = Tokenizer(WORDS)
    tokenizer.cut_file(source, target, delimiter='|')
    with io.open(target, encoding='utf-8', newline='') as found:
        assert found.read().split('\n')[:-1] == ['|'.join(tokenizer.lcut(line)) for line in lines]


def test_ngrams_are_of_clusters():
    counts = dict(count_ngrams(['葛\U000e0100城', '中\u0301城1\ufe0f\u20e3'], max_n=2, min_count=1))
    assert counts == {'葛\U000e0100': 1, '城': 2, '葛\U000e0100城': 1, '中\u0301': 1, '中\u0301城': 1,
                      '1\ufe0f\u20e3': 1, '城1\ufe0f\u20e3': 1}


@pytest.mark.parametrize('text, expected', [
    ('看Https://A.com/x，', ['看', 'Https://A.com/x', '，']), ('HTTP://A.COM 看', ['HTTP://A.COM', ' ', '看']),
    ('FTP://a.b', ['FTP://a.b']), ('WWW.a.com', ['WWW.a.com']), ('37.5°C高', ['37.5°C', '高']),
    ('98°F', ['98°F']), ('3°c-4°C', ['3°c', '-', '4°C']), ('37.5°Cab', ['37.5°', 'Cab']),
    ('45°角', ['45°', '角']),
    ('３７°Ｃ', ['３７°Ｃ'])])
def test_addresses_and_degrees(text, expected, cutters):
    assert symbols(text) == expected
    assert ''.join(cutters[0](text)) == text and set(cutters[0](text)) == set(expected)


def test_degrees_are_numbers():
    assert [is_number(text) for text in ('37.5°C', '45°', '°C', '37CC')] == [True, True, False, False]


@pytest.mark.parametrize('whole', [WHOLE, ('number',), ()])
@pytest.mark.parametrize('unit', [
    '九', '1', '1万', '九点', '1.', '1,111', '1:', '第', '百分之', '1a', 'www.', '\u0301', '😀\u200d', '🇨', '\u1112'])
def test_no_pattern_of_any_rules_runs_away(unit, whole):
    # In time that grows by the square of the length this would take minutes.
    text = (unit * 60000)[:60000] + '.a'
    for protect in (None, NUMBERS):
        assert ''.join(symbols(text, Rules(whole=whole, protect=protect))) == text


def test_numbers_of_any_length_are_joined():
    for length in (12, 63, 64, 65, 1000):
        digits = '九' * length
        assert symbols(digits + '点三', Rules(protect=NUMBERS)) == [digits + '点三']
        assert symbols('1' * length + '万', Rules(protect=NUMBERS)) == ['1' * length + '万']
    assert [kind for _, _, kind in scan('九点三', Rules(protect=NUMBERS))] == [WORD]
