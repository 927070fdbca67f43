# -*- coding: utf-8 -*-
"""Test fitting a vocabulary to a text, and the functions on the shared tokenizer."""
from __future__ import absolute_import, division, print_function, unicode_literals

import random

import pytest

import nlp_zero.tokenizer as functions
from nlp_zero.corpus import Corpus
from nlp_zero.errors import (
    ArgumentError, CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError, VocabularyError)
from nlp_zero.evaluate import evaluate_bits
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.words import Word

OLD = {'我': 900, '的': 2000, '了': 800, '键': 3, '盘': 4, '键盘': 40, '手': 50, '感': 20, '手感': 9, '很': 300,
       '好': 400, '不错': 100, '轴': 2, '青': 8}
TEXTS = ['青轴的键盘手感很好', '我的青轴手感不错', '青轴了', '键帽很好', '青轴青轴', '键帽的手感'] * 3


def test_words_are_taken_in_with_counts_of_the_old_scale():
    tokenizer = Tokenizer(OLD)
    total = tokenizer.total
    assert '/'.join(tokenizer.lcut('我的青轴')) == '我/的/青/轴'
    assert tokenizer.adapt(TEXTS, ['青轴', '键帽', '红轴']) == 2
    assert '/'.join(tokenizer.lcut('我的青轴')) == '我/的/青轴'
    assert '红轴' not in tokenizer and '帽' not in tokenizer
    assert abs(tokenizer.total - total) < 0.01 * total
    assert tokenizer.count('青轴') > tokenizer.count('键帽') > 0
    assert set(OLD) < set(tokenizer.vocabulary)


@pytest.mark.parametrize('words', [
    {'青轴': 5}, [('青轴', 5)], [Word('青轴', 5, 1.0, 1.0, 1.0, 2.0)], ['青轴']])
def test_new_words_of_any_form(words):
    tokenizer = Tokenizer(OLD)
    assert tokenizer.adapt(TEXTS, words) == 2  # a character of the text that was not known, too
    assert '青轴' in tokenizer and '帽' in tokenizer


def test_text_of_the_kind_takes_fewer_bits():
    tokenizer = Tokenizer(OLD)
    held_out = ['我的键帽手感很好', '青轴的键帽不错']
    before = evaluate_bits(tokenizer, held_out).bits_per_character
    tokenizer.adapt(TEXTS, ['青轴', '键帽'])
    assert evaluate_bits(tokenizer, held_out).bits_per_character < 0.85 * before


def test_the_order_of_texts_and_words_does_not_matter():
    first, second = Tokenizer(OLD), Tokenizer(dict(reversed(sorted(OLD.items()))))
    shuffled = list(TEXTS)
    random.Random(1).shuffle(shuffled)
    first.adapt(TEXTS, ['青轴', '键帽'])
    second.adapt(shuffled, ['键帽', '青轴'])
    assert first.vocabulary == second.vocabulary


def test_weights():
    light, heavy = Tokenizer(OLD), Tokenizer(OLD)
    light.adapt(TEXTS, ['青轴'], weight=0.1)
    heavy.adapt(TEXTS, ['青轴'], weight=1)
    assert light.count('青轴') < heavy.count('青轴')
    assert heavy.count('了') < light.count('了')
    assert min(heavy.vocabulary.values()) >= 1


def test_an_empty_vocabulary_takes_the_counts_of_the_text():
    tokenizer = Tokenizer({})
    tokenizer.adapt(['甲乙甲乙', '甲乙'], {'甲乙': 3})
    assert tokenizer.vocabulary == {'甲乙': 3}


def test_forced_words_stay_forced():
    tokenizer = Tokenizer(OLD)
    tokenizer.add_word('盘手', 1, force=True)
    tokenizer.adapt(TEXTS, ['青轴'])
    assert tokenizer.lcut('键盘手感') == ['键', '盘手', '感']


def test_every_word_keeps_a_count_of_one_at_least():
    tokenizer = Tokenizer({'甲': 1000, '乙': 1})
    tokenizer.adapt(['丁' * 900 + '丙'], (), weight=0.5)
    assert tokenizer.vocabulary == {'甲': 500, '乙': 1, '丙': 1, '丁': 500}


@pytest.mark.parametrize('weight, counts', [(0.25, [75, 25]), (0.5, [50, 50]), (1, [1, 100])])
def test_the_weight_is_the_share_of_the_text(weight, counts):
    tokenizer = Tokenizer({'甲': 100})
    tokenizer.adapt(['乙乙'], (), weight=weight)
    assert [tokenizer.count(word) for word in '甲乙'] == counts


@pytest.mark.parametrize('corpus, error', [([], EmptyCorpusError), ([''], EmptyCorpusError),
                                           ('青轴', CorpusTypeError), ([b'abc', 3], CorpusTypeError)])
def test_no_text_to_adapt_to(corpus, error):
    tokenizer = Tokenizer(OLD)
    with pytest.raises(error):
        tokenizer.adapt(corpus, ['青轴'])
    assert tokenizer.vocabulary == OLD


def test_a_one_shot_iterator_is_used_up_by_the_first_pass():
    with pytest.raises(ExhaustedCorpusError):
        Tokenizer(OLD).adapt((text for text in TEXTS), ['青轴'], rounds=2)
    assert Tokenizer(OLD).adapt((text for text in TEXTS), ['青轴'], rounds=1)


@pytest.mark.parametrize('settings', [
    {'weight': 1e-9}, {'weight': 1}, {'weight': 1.0}, {'rounds': 1}, {'rounds': 3}])
def test_settings_within_the_limits(settings):
    assert Tokenizer(OLD).adapt(TEXTS, ['青轴'], **settings) == 2


@pytest.mark.parametrize('settings', [
    {'weight': 0}, {'weight': -0.1}, {'weight': 1.000001}, {'weight': 2}, {'weight': 'a'}, {'weight': True},
    {'rounds': 0}, {'rounds': -1}, {'rounds': 1.5}, {'rounds': True}])
def test_wrong_settings_are_refused(settings):
    with pytest.raises(ArgumentError):
        Tokenizer(OLD).adapt(TEXTS, ['青轴'], **settings)


def test_wrong_words_are_refused():
    with pytest.raises(VocabularyError):
        Tokenizer(OLD).adapt(TEXTS, [3])


def test_the_functions_are_the_methods_of_one_shared_tokenizer():
    shared = functions.default_tokenizer()
    assert functions.default_tokenizer() is shared
    functions.initialize()
    text = '我的齉龘键盘，'
    assert functions.lcut(text) == list(functions.cut(text)) == functions.tokenize(text) == shared.lcut(text)
    found = shared.lcut_for_search(text)
    assert functions.lcut_for_search(text) == list(functions.cut_for_search(text)) == found
    assert functions.spans(text) == shared.spans(text)
    functions.add_word('齉龘', 5)
    assert '齉龘' in functions.lcut(text)
    functions.del_word('齉龘')
    assert '齉龘' not in functions.lcut(text)
    functions.load_userdict(['齉龘 3'])
    assert functions.suggest_freq(('齉', '龘'), tune=True) < 3 and '齉龘' not in functions.lcut(text)
    functions.del_word('齉龘')
    assert functions.cut.__name__ == 'cut' and 'cut_all' in functions.cut.__doc__


class InPartsOnly(Corpus):
    """A corpus whose long lines must not be taken as a whole."""

    def __iter__(self):
        raise AssertionError('a line may be very long')


def test_long_lines_are_cut_in_parts():
    texts, one, many = TEXTS * 1500, Tokenizer(OLD), Tokenizer(OLD)
    line = '，'.join(texts)
    assert len(line) > 131072
    assert one.adapt(InPartsOnly([line]), ['青轴', '键帽']) == many.adapt(texts, ['青轴', '键帽']) == 2
    assert one.vocabulary == many.vocabulary


@pytest.mark.parametrize('memory, sampled', [('6MB', True), ('8MB', False)])
def test_the_verb_fits_a_sample_that_suits_its_memory(command, tmpdir, memory, sampled):
    """One character for each 64 bytes: 93,750, but at least 100,000, or 125,000 of 122,880."""
    text = '\n'.join(letter * 15360 for letter in '甲乙丙丁戊己庚辛')
    tmpdir.join('t.txt').write_binary(text.encode('utf-8'))
    tmpdir.join('v.txt').write_binary('甲 9\n乙 9\n'.encode('utf-8'))
    done = command('adapt', 't.txt', '--vocab', 'v.txt', '-v', '--workers', '1', '--memory', memory,
                   '-o', 'w.txt')
    assert done.code == 0 and ('words in the whole corpus' in done.err) is sampled
