# -*- coding: utf-8 -*-
"""Test phrases: counts by hand and by brute force, scores by their formulas, joining, errors."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import pickle
import random
import re
from math import log

import pytest

from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError, CorpusTypeError, EmptyCorpusError
from nlp_zero.phrases import SCORINGS, PhraseFinder, Scoring, word_clauses
from nlp_zero.text import WHOLE, Rules

STATION = ['我 要 去 火车 站 前 广场', '火车 站 在 哪', '去 火车 站 怎么 走', '他 在 家']


def trained(corpus=STATION, **settings):
    finder = PhraseFinder(**settings)
    finder.train(corpus)
    return finder


def random_corpus(seed, size=60, letters='甲乙丙丁'):
    rng = random.Random(seed)
    return [' '.join(rng.choice(letters) for _ in range(rng.randint(1, 9))) for _ in range(size)]


@pytest.mark.parametrize('scoring', sorted(SCORINGS))
def test_a_budget_changes_nothing(scoring, tmpdir):
    corpus = random_corpus(9, 300, ['甲', '乙', '丙', '丁', 'a\\b', '\\-', '[X]'])
    settings = {'min_count': 2, 'threshold': -9, 'passes': 3, 'scoring': scoring}
    free = trained(corpus, **settings)
    assert len(free.phrases) > 50
    for memory in (5000, '20kB'):
        bound = trained(corpus, memory=memory, temp_dir=str(tmpdir), **settings)
        assert bound.phrases == free.phrases
        assert os.listdir(str(tmpdir)) == []


class TestClauses(object):
    def test_a_tokenizer_sees_one_clause_at_a_time(self):
        seen = []

        def tokenize(text):
            seen.append(text)
            return list(text)

        assert list(word_clauses(['火车站，在哪？5G手机'], tokenize)) == [
            list('火车站'), list('在哪'), list('5G手机')]
        assert seen == ['火车站', '在哪', '5G手机']

    def test_without_filtering_only_some_marks_end_a_clause(self):
        assert list(word_clauses(['火车-站，在哪'], list, filtering=False)) == [list('火车-站'), list('在哪')]
        for mark, parts in (('。', 2), ('，', 2), ('、', 2), ('！', 2), ('？', 2), (' ', 2), ('；', 1), ('.', 1)):
            assert len(list(word_clauses(['甲%s乙' % mark], list, filtering=False))) == parts
            assert len(list(word_clauses(['甲%s乙' % mark], list))) == 2

    def test_every_pass_keeps_the_marks_that_end_no_clause(self):
        finder = PhraseFinder(min_count=2, scoring='pmi', threshold=0)
        finder.train(['甲 - 乙 丙'] * 3 + ['丁'] * 9, filtering=False)
        assert ('甲', '-', '乙', '丙') in finder.phrases
        finder = PhraseFinder(min_count=2, scoring='pmi', threshold=0)
        finder.train(['甲 - 乙 丙'] * 3 + ['丁'] * 9)
        assert sorted(finder.phrases) == [('乙', '丙')]

    def test_training_adds_up(self):
        first, second = ['火车 站 前'] * 2 + ['我 走', '他 走'], ['火车 站 后', '我 走', '广场 前'] * 2
        parts, whole = PhraseFinder(min_count=3, scoring='pmi', threshold=.1), \
            PhraseFinder(min_count=3, scoring='pmi', threshold=.1)
        parts.train(first)
        assert parts.phrases == {}
        parts.train(second)
        whole.train(first + second)
        assert parts.phrases == whole.phrases and ('火车', '站') in parts.phrases
        assert parts.transform(['火车', '站']) == ['火车站']

    def test_a_training_that_fails_changes_nothing(self):
        finder = PhraseFinder(min_count=2, scoring='pmi', threshold=.1)
        finder.train(['火车 站', '火车 站', '走'])
        found = dict(finder.phrases)
        for _ in range(2):
            with pytest.raises(EmptyCorpusError):
                finder.train([])
            assert finder.phrases == found and finder.transform(['火车', '站']) == ['火车站']
        with pytest.raises(ArgumentError):
            pickle.loads(pickle.dumps(finder, 2)).train(['走'])

    def test_segmented_text(self):
        found = list(word_clauses(['去 火车站 ， 在 哪 ？', ' ', '！ 走']))
        assert found == [['去', '火车站'], ['在', '哪'], ['走']]
        found = list(word_clauses(['去 - 火车站 ， 在'], filtering=False))
        assert found == [['去', '-', '火车站'], ['在']]

    @pytest.mark.parametrize('whole, han', [(WHOLE, ''), ((), ''), (WHOLE, '·')])
    def test_a_word_holds_a_symbol(self, whole, han):
        # With a protected text, a word is what has a clause; without one, what has a character of a symbol.
        rng = random.Random(5)
        characters = '甲a1１éのア한ㄅ，。-.·…@%:/()℃́𠀀'
        words = [''.join(rng.choice(characters) for _ in range(rng.randint(1, 3))) for _ in range(2700)]
        texts = [' '.join(words[start:start + 9]) for start in range(0, len(words), 9)]
        plain, protected = [list(word_clauses(texts, rules=Rules(whole, han, protect)))
                            for protect in (None, 'never seen')]
        assert plain == protected and len(plain) > 300

    def test_a_protected_mark_is_a_word(self):
        assert list(word_clauses(['甲 ++ 乙 ， 丙'], rules=Rules(protect='[+]+'))) == [['甲', '++', '乙'], ['丙']]
        assert list(word_clauses(['甲 ++ 乙'])) == [['甲'], ['乙']]

    def test_empty_words_go(self):
        assert list(word_clauses(['甲乙'], lambda text: ['甲', '', '乙'])) == [['甲', '乙']]

    def test_says_which_pass_met_no_text(self):
        with pytest.raises(EmptyCorpusError) as caught:
            list(word_clauses([], purpose='counting pairs'))
        assert 'counting pairs' in str(caught.value)

    def test_a_single_text_is_no_corpus(self):
        with pytest.raises(CorpusTypeError):
            list(word_clauses('去火车站'))


class TestScores(object):
    """One corpus, counted by hand: 17 words, 13 pairs; 火车 3, 站 3, 火车 站 3, 去 2, 去 火车 2."""

    CORPUS = ['我 要 去 火车 站 前 广场', '火车 站 在 哪', '去 火车 站 怎么 走', '家']

    @pytest.mark.parametrize('scoring, expected', [
        ('pmi', log(17 * 3 / 9)),
        ('npmi', log(17 * 3 / 9) / -log(3 / 17)),
        ('default', (3 - 2) * (12 + 10) / 9),
        ('topmine', (3 - 9 / 17) / 3 ** 0.5),
        # 火车 begins 3 of 13 pairs, 站 ends 3, together 3: the table is 3, 0, 0, 10.
        ('llr', 2 * (3 * log(13 / 3) + 10 * log(13 / 10)))])
    def test_value(self, scoring, expected):
        finder = trained(self.CORPUS, scoring=scoring, threshold=-100, min_count=2, passes=1)
        assert abs(finder.phrases['火车', '站'].score - expected) < 1e-9

    @pytest.mark.parametrize('scoring', sorted(SCORINGS))
    def test_threshold_is_exceeded_not_reached(self, scoring):
        score = trained(scoring=scoring, threshold=-100, min_count=2).phrases['火车', '站'].score
        assert ('火车', '站') not in trained(scoring=scoring, threshold=score, min_count=2).phrases
        assert ('火车', '站') in trained(scoring=scoring, threshold=score - 1e-9, min_count=2).phrases

    def test_thresholds_have_defaults(self):
        thresholds = {'default': 10.0, 'npmi': 0.5, 'pmi': 3.0, 'llr': 10.83, 'topmine': 5.0}
        assert dict((name, PhraseFinder(scoring=name).threshold) for name in SCORINGS) == thresholds
        assert PhraseFinder(scoring='npmi', threshold=0).threshold == 0

    def test_a_new_scoring_is_one_entry(self, monkeypatch):
        monkeypatch.setitem(SCORINGS, 'count', Scoring(2, lambda counted: lambda count, first, second: count))
        assert [phrase[1:] for phrase in trained(scoring='count', min_count=1).ranked(0)] == [(3, 3, 3)]

    def test_repeated_words_do_not_break_the_ratio(self):
        finder = trained(['甲 甲 甲', '甲 甲'], scoring='llr', threshold=-1, min_count=1, passes=1)
        assert ('甲', '甲') in finder.phrases


class TestCounts(object):
    def test_true_frequency_leaves_out_longer_phrases(self):
        finder = trained(min_count=2, scoring='pmi', threshold=1)
        assert finder.phrases['火车', '站'][1:3] == (3, 1)
        assert finder.phrases['去', '火车', '站'][1:3] == (2, 2)
        assert [phrase.words for phrase in finder.ranked()] == [('去', '火车', '站'), ('火车', '站')]
        assert len(finder.ranked(0)) == 3 and ('去', '火车') in finder.phrases

    @pytest.mark.parametrize('seed', range(8))
    def test_counts_equal_brute_force(self, seed):
        corpus = random_corpus(seed)
        finder = trained(corpus, min_count=4, scoring='pmi', threshold=-0.2, passes=3)
        assert finder.phrases
        places = {}
        for line, text in enumerate(corpus):
            words = tuple(text.split())
            for start in range(len(words)):
                for end in range(start + 2, len(words) + 1):
                    if words[start:end] in finder.phrases:
                        places.setdefault(words[start:end], []).append((line, start, end))
        every = [place for found in places.values() for place in found]
        for words, phrase in finder.phrases.items():
            found = places.get(words, [])
            free = [(n, i, j) for n, i, j in found
                    if not any(m == n and a <= i and j <= b and b - a > j - i for m, a, b in every)]
            assert (phrase.count, phrase.frequency) == (len(found), len(free))

    @pytest.mark.parametrize('min_count, expected', [
        (2, [('去', '火车', '站'), ('火车', '站'), ('去', '火车')]), (3, [('火车', '站')]), (4, [])])
    def test_a_pair_occurs_min_count_times_or_more(self, min_count, expected):
        found = trained(min_count=min_count, scoring='pmi', threshold=0).ranked(0)
        assert [phrase.words for phrase in found] == expected

    @pytest.mark.parametrize('max_words, longest', [(2, 2), (3, 3), (4, 4), (5, 4), (None, 4)])
    def test_a_phrase_has_max_words_or_fewer(self, max_words, longest):
        finder = trained(['甲 乙 丙 丁'] * 3 + ['戊 己 庚'] * 3, min_count=2, scoring='pmi', threshold=0,
                         max_words=max_words)
        assert max(len(words) for words in finder.phrases) == longest

    @pytest.mark.parametrize('passes, longest', [(1, 2), (2, 4), (3, 8)])
    def test_each_pass_may_double_the_longest_phrase(self, passes, longest):
        finder = trained(['子 丑 寅 卯 辰 巳 午 未'] * 3 + ['申 酉'] * 3, min_count=1, scoring='pmi', threshold=0,
                         passes=passes)
        assert max(len(words) for words in finder.phrases) == longest

    @pytest.mark.parametrize('seed', range(8))
    def test_a_phrase_keeps_the_score_of_its_first_pass(self, seed):
        settings = {'min_count': 2, 'scoring': 'pmi', 'threshold': -0.2}
        first = trained(random_corpus(seed), passes=1, **settings).phrases
        later = trained(random_corpus(seed), passes=3, **settings).phrases
        assert first and dict((words, later[words].score) for words in first) == dict(
            (words, phrase.score) for words, phrase in first.items())

    @pytest.mark.parametrize('min_frequency, number', [(0, 3), (1, 2), (2, 1), (3, 0)])
    def test_ranked_from_a_true_frequency_on(self, min_frequency, number):
        finder = trained(min_count=2, scoring='pmi', threshold=1)
        assert len(finder.ranked(min_frequency)) == number

    def test_ranks_by_frequency_then_count_then_words(self):
        finder = trained(['丙 丁', '甲 乙', '甲 乙 丙', '丙 丁', '戊 己 庚', '戊 己 庚', '戊 己', '辛'], min_count=2,
                         scoring='pmi', threshold=0)
        assert [(phrase.frequency, phrase.count, ' '.join(phrase.words)) for phrase in finder.ranked(0)] == [
            (2, 2, '丙 丁'), (2, 2, '戊 己 庚'), (2, 2, '甲 乙'), (1, 3, '戊 己'), (0, 2, '己 庚')]
        finder = trained(['丙 丁', '戊 己 庚', '戊 己 庚', '甲 乙', '辛'] + ['戊 己'], min_count=1, scoring='pmi',
                         threshold=0)
        assert [(phrase.frequency, phrase.count, ' '.join(phrase.words)) for phrase in finder.ranked()] == [
            (2, 2, '戊 己 庚'), (1, 3, '戊 己'), (1, 1, '丙 丁'), (1, 1, '甲 乙')]

    def test_the_order_of_the_corpus_changes_nothing(self):
        corpus = random_corpus(9)
        one = trained(corpus, min_count=3, scoring='npmi', threshold=0.01)
        other = trained(corpus[::-1], min_count=3, scoring='npmi', threshold=0.01)
        assert one.ranked(0) == other.ranked(0) and one.ranked()


class TestTransform(object):
    def test_joins(self):
        finder = trained(min_count=2, scoring='pmi', threshold=1)
        assert finder.transform(['去', '火车', '站', '吧']) == ['去火车站', '吧']
        assert finder.transform([]) == []
        finder = trained(min_count=2, scoring='pmi', threshold=1, delimiter='_')
        assert finder.transform(['火车', '站']) == ['火车_站']

    def test_the_higher_score_goes_first(self):
        finder = trained(['甲 乙 丙'] * 2 + ['乙 丙'] * 6 + ['甲 丁'] * 4 + ['戊 己 庚 辛'] * 6,
                         min_count=1, scoring='pmi', threshold=0, passes=1)
        assert finder.phrases['乙', '丙'].score > finder.phrases['甲', '乙'].score
        assert finder.transform(['甲', '乙', '丙']) == ['甲', '乙丙']

    def test_of_equal_scores_the_left_one(self):
        finder = trained(['甲 甲 甲 乙'] * 5, min_count=2, scoring='topmine', threshold=-9, passes=1)
        assert finder.transform(['甲', '甲', '甲']) == ['甲甲', '甲']

    def test_keeps_every_character(self):
        corpus = random_corpus(3)
        finder = trained(corpus, min_count=2, scoring='pmi', threshold=0, passes=3)
        for text in corpus:
            assert ''.join(finder.transform(text.split())) == text.replace(' ', '')

    def test_untrained_joins_nothing(self):
        assert PhraseFinder().transform(['火车', '站']) == ['火车', '站']

    def test_shows_itself(self):
        finder = trained(min_count=2, scoring='pmi', threshold=1)
        assert repr(finder) == '<PhraseFinder: 3 phrases, pmi above 1>'

    def test_pickles(self):
        finder = trained(min_count=2, scoring='pmi', threshold=1)
        loaded = pickle.loads(pickle.dumps(finder, 2))
        assert loaded.ranked() == finder.ranked()
        assert loaded.transform(['火车', '站']) == ['火车站']


class TestErrors(object):
    @pytest.mark.parametrize('settings', [
        {'scoring': 'best'}, {'min_count': 0}, {'passes': 0}, {'memory': 'much'}, {'colour': 1}])
    def test_settings(self, settings):
        with pytest.raises(ArgumentError):
            PhraseFinder(**settings)
        assert PhraseFinder(min_count=1, passes=1).phrases == {}

    def test_an_unknown_option_is_named_with_the_class(self):
        with pytest.raises(ArgumentError) as caught:
            PhraseFinder(colour=1)
        assert 'PhraseFinder: colour' in str(caught.value)

    def test_the_first_parameters_keep_their_order(self):
        finder = PhraseFinder(list, 3, 0.5, 'npmi', 4, 6)
        assert (finder.tokenize, finder.min_count, finder.threshold) == (list, 3, 0.5)
        assert (finder.scoring, finder.passes, finder.max_words) == ('npmi', 4, 6)

    def test_corpora(self):
        with pytest.raises(EmptyCorpusError):
            trained([])
        with pytest.raises(CorpusTypeError):
            trained('火车 站')
        with pytest.raises(CorpusTypeError):
            trained(['火车 站'.encode('utf-8')])
        assert trained(['', '！']).phrases == {}


def test_phrases_of_a_sample_corpus(corpora, golden):
    finder = PhraseFinder(list, scoring='npmi')
    finder.train(Corpus(os.path.join(corpora, 'service.txt')))
    golden('phrases_service', ['%s\t%d\t%d\t%.6f' % (' '.join(words), frequency, count, score)
                               for words, count, frequency, score in finder.ranked(0)])


@pytest.mark.parametrize('place', [4094, 4095, 4096, 8191])
def test_every_pair_of_a_long_clause_counts(place):
    """Whatever the place at which what is counted may go to files."""
    words = ['甲', '乙', '己', '戊'] * 2500
    for start in (10, 20, 30, 40, place):
        words[start:start + 2] = '丙丁'
    finder = PhraseFinder(None, min_count=5, threshold=5.0, scoring='pmi', memory=1)
    finder.train([' '.join(words)])
    assert [(phrase.words, phrase.count) for phrase in finder.ranked()] == [(('丙', '丁'), 5)]


def split_letters(text):
    """Return the Han characters of a text and the runs of letters between them."""
    return [part for part in re.split('([用吗])', text) if part]


@pytest.mark.parametrize('length, sizes', [
    (65537, [65537]), (131070, [131070]), (131071, [65536, 65535]), (200000, [65536, 65536, 68928])])
@pytest.mark.parametrize('filtering', [True, False])
def test_a_clause_of_very_many_characters_is_cut_in_parts(length, sizes, filtering):
    found = []
    words = list(word_clauses(['好。' + '山' * length + '，水'], lambda text: found.append(text) or [text[0]],
                              filtering))
    assert [len(text) for text in found] == [1] + sizes + [1]
    assert words == [['好']] + [['山']] * len(sizes) + [['水']]


@pytest.mark.parametrize('filtering', [True, False])
@pytest.mark.parametrize('tokenize', [None, split_letters])
@pytest.mark.parametrize('size, clauses', [(1024, [3]), (1025, [1, 1])])
def test_a_word_of_more_than_1024_characters_ends_a_clause(tokenize, filtering, size, clauses):
    text = '用 %s 吗' % ('x' * size) if tokenize is None else '用%s吗' % ('x' * size)
    assert [len(words) for words in word_clauses([text], tokenize, filtering)] == clauses


class TestFunctionWords(object):
    CORPUS = ['我 的 %s 的 票' % x for x in '甲乙丙丁戊己庚辛壬癸'] + ['火车 站 的 事'] * 5

    def finder(self, **settings):
        finder = PhraseFinder(min_count=5, scoring='pmi', threshold=-9, passes=1, **settings)
        finder.train(self.CORPUS)
        return finder

    def test_are_found_in_the_text(self):
        # 的 has 24 different neighbours on its two sides, and the others have three at most.
        assert self.finder().function_words == {'的'}
        assert PhraseFinder().function_words == frozenset()

    def test_no_phrase_begins_or_ends_with_one(self):
        finder = self.finder()
        texts = [' '.join(phrase.words) for phrase in finder.ranked()]
        assert '我 的' in texts and '的 票' in texts and '站 的' in texts
        assert [' '.join(phrase.words) for phrase in finder.ranked(stop=finder.function_words)] == ['火车 站']

    def test_orders(self):
        finder = self.finder()
        by_score = finder.ranked(sort='score')
        assert [phrase.score for phrase in by_score] == sorted((p.score for p in by_score), reverse=True)
        assert by_score[0].words == ('火车', '站') != finder.ranked()[0].words
        with pytest.raises(ArgumentError):
            finder.ranked(sort='length')


@pytest.mark.parametrize('scoring', ['llr', 'topmine'])
def test_significance_alone_makes_no_phrase_unless_asked_for(scoring):
    # 甲 乙 is met four times as often as by chance, thousands of times; 子 丑 always.
    rows = ['甲 乙'] * 4000 + ['甲 丙', '丁 乙'] * 4000 + ['戊 己', '庚 辛', '壬 癸'] * 4000 + ['子 丑'] * 400
    finder = PhraseFinder(scoring=scoring, passes=1)
    finder.train(rows)
    assert ('子', '丑') in finder.phrases and ('甲', '乙') not in finder.phrases
    finder = PhraseFinder(scoring=scoring, threshold=10, passes=1)
    finder.train(rows)
    assert ('甲', '乙') in finder.phrases


def test_the_command_line_sorts_and_stops(command, tmpdir):
    data = '\n'.join(TestFunctionWords.CORPUS).encode('utf-8')
    settings = ('phrases', '--segmented', '--scoring', 'pmi', '--threshold', '-9', '--passes', '1')

    def phrases(*more):
        return [line.split('\t')[0] for line in command(*(settings + more), stdin=data).out.splitlines()]

    assert phrases() == ['火车 站']
    everything = phrases('--stop', 'none')
    assert set(everything) == {'我 的', '的 票', '站 的', '的 事', '火车 站'} and everything[0] != '火车 站'
    assert phrases('--stop', 'none', '--sort', 'score')[0] == '火车 站'
    words = tmpdir.join('stop')
    words.write_binary('票 1\n站 1\n'.encode('utf-8'))
    assert set(phrases('--stop', str(words))) == {'我 的', '的 事'}
    assert command(*(settings + ('--sort', 'length')), stdin=data).code == 2
