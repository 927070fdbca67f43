# -*- coding: utf-8 -*-
"""Test templates as values and the search for them, against a matcher that tries everything."""
from __future__ import absolute_import, division, print_function, unicode_literals

import copy
import itertools
import pickle
import random

import pytest

from nlp_zero.errors import ArgumentError, FormatError
from nlp_zero.templates import Matches, Template, XTrie, embeddings, gap_type, template_key, typed_gap
from nlp_zero.trie import Trie


def every_match(templates, words):
    """Return {(start, end): {positions: count}} by trying every choice of words in every span."""
    found = {}
    for start, end in itertools.combinations(range(len(words) + 1), 2):
        for size in range(end - start + 1):
            for chosen in itertools.combinations(range(start, end), size):
                spelled = Template(words[i] if i in chosen else None for i in range(start, end))
                count = templates.get(tuple(spelled.words))
                if count:
                    found.setdefault((start, end), {})[chosen] = count
    return found


def random_templates(rng, letters, number):
    templates = {}
    for _ in range(number):
        words = [rng.choice(letters + [None, None]) for _ in range(rng.randint(1, 5))]
        if rng.random() < 0.4:
            words = [None] + words + [None]
        templates[tuple(Template(words).words)] = rng.choice([1, 1, 2, 3, 8])
    return templates


class TestTemplate(object):
    def test_gaps_that_touch_are_one(self):
        assert Template([None, None, '能', None, None]).words == [None, '能', None]

    def test_counts_words_and_gaps(self):
        template = Template(['我', '想', None, '吗'])
        assert (template.length, template.gaps, len(template), template.last) == (3, 1, 4, '吗')

    def test_add_as_upstream(self):
        template = Template()
        for word in (None, None, '能', None, '吗'):
            template.add(word)
        assert template == Template([None, '能', None, '吗'])

    def test_is_equal_and_hashed_by_its_words(self):
        one, same, other = Template(['甲', None]), Template(['甲', None, None]), Template(['甲'])
        assert one == same and not one != same and hash(one) == hash(same)
        assert one != other and not one == other
        assert one != ('甲', None)

    @pytest.mark.parametrize('words, trivial', [
        ([None, '能', None], True), ([None, '能'], False), (['能'], False),
        ([None, '能', '吗', None], False), ([None], False), ([], False)])
    def test_trivial_is_one_word_between_gaps(self, words, trivial):
        assert Template(words).is_trivial() is trivial

    def test_sorts_with_gaps_before_words(self):
        templates = [Template(words) for words in (['乙'], ['甲', None], [None, '甲'], ['甲', '乙'], ['甲'])]
        ordered = [tuple(template) for template in sorted(templates)]
        assert ordered == sorted(ordered, key=template_key)
        assert ordered[0] == (None, '甲') and ordered.index(('甲',)) < ordered.index(('甲', None))

    def test_prints_as_upstream(self):
        shown = repr(Template([None, '能', '吗']))
        assert shown == str('<') + shown[1:] and shown == str(Template([None, '能', '吗']))
        assert (shown if isinstance(shown, type('')) else shown.decode('utf-8')) == '< Template:  [X] 能吗 >'

    def test_contains_agrees_with_matching(self):
        rng = random.Random(5)
        for _ in range(400):
            longer, shorter = [Template(rng.choice(['甲', '乙', None]) for _ in range(rng.randint(1, 5)))
                               for _ in range(2)]
            # Fill the gaps of the longer one with words that occur nowhere else.
            text = [word or '〇' for word in longer]
            matched = (0, len(text)) in XTrie({tuple(shorter): 1}).search(text)
            assert longer.contains(shorter) == matched


class TestTextForm(object):
    @pytest.mark.parametrize('words', [
        ['[X]', None, '[', ']'], ['a b', '\\', '\\s'], ['', None, '\t\n\r'], [None], ['\\[X]', '[X]'],
        ['\u3000', '甲\u2028乙', '\U00020000']])
    def test_every_word_survives(self, words):
        text = Template(words).to_text()
        assert Template.from_text(text).words == words
        assert not set(text) & set('\t\n\r')

    def test_random_words_survive(self):
        rng = random.Random(3)
        for _ in range(500):
            characters = '[X]\\ st0甲\t\n'
            words = [''.join(rng.choice(characters) for _ in range(rng.randint(0, 4))) for _ in range(3)]
            words.insert(rng.randint(0, 3), None)
            assert Template.from_text(Template(words).to_text()).words == words

    def test_a_text_is_read_as_written(self):
        template = Template([None, '能', None, '吗'])
        trie = XTrie({'[X] 能 [X] 吗': 9})
        assert Template('[X] 能 [X] 吗') == Template('  [X]\t能 [X]　吗\n') == template
        assert trie['[X] 能 [X] 吗'] == trie[template] == 9 and '[X] 能 [X] 吗' in trie and len(trie) == 1
        assert trie.covering('周末 能 退 票 吗') == [((None, '能', None, '吗'), 9)]
        assert trie.covering('周末能退票吗') == trie.covering(list('周末能退票吗')) == [((None, '能', None, '吗'), 9)]
        assert dict(trie.search(' 周末 能 退票 吗 ')) == dict(trie.search(['周末', '能', '退票', '吗']))
        trie['见 [NUM]'] = 2
        assert Template('[X1] 能 [X2] 吗') == template and gap_type('\ufdd0X1') is None
        assert trie['见', typed_gap('NUM')] == 2 and Template('怎么') == Template(['怎', '么'])
        for text in ('[Y] 能', '[X]能', '能\\'):
            with pytest.raises(FormatError):
                trie.get(text)

    def test_ways_within_a_limit_equal_those_of_a_matcher_that_tries_everything(self):
        assert list(embeddings(('甲', None, '乙', None), tuple('甲丙乙乙丙'), max_gap=1)) == [(0, 2)]
        rng = random.Random(15)
        for _ in range(300):
            template = tuple(Template([rng.choice(['甲', '乙', None]) for _ in range(rng.randint(1, 6))]))
            words = tuple(rng.choice('甲乙丙') for _ in range(rng.randint(1, 9)))
            for max_gap in (1, 2, 3):
                expected = [places for places in embeddings(template, words)
                            if all(b - a - 1 <= max_gap for a, b in zip(places, places[1:]))]
                assert list(embeddings(template, words, max_gap=max_gap)) == expected
                trie = XTrie({template: 1})
                assert len(trie.covering(words, max_gap)) == (expected != [])

    def test_a_typed_gap_is_spelled_by_its_name_and_is_no_word(self):
        words = ['满', typed_gap('NUM'), '减', None, '[NUM]', 'NUM', '\ufdd0num']
        template = Template(words)
        assert template.to_text() == '满 [NUM] 减 [X] \\[NUM] NUM \ufdd0num'
        assert Template.from_text(template.to_text()).words == words
        assert (template.length, template.gaps, template.last) == (5, 2, '\ufdd0num')
        assert [gap_type(word) for word in words] == [None, 'NUM', None, None, None, None, None]
        assert [word is None for word in template] == [False, False, False, True, False, False, False]

    @pytest.mark.parametrize('name', ['X', 'num', '1ST', 'A-B', '', 'NUM\n', '数字'])
    def test_says_what_is_no_name_of_a_typed_gap(self, name):
        with pytest.raises(ArgumentError):
            typed_gap(name)

    def test_a_typed_gap_matches_its_own_type_only(self):
        trie = XTrie({Template.from_text('满 [NUM] 减 [X]'): 2})
        assert trie.covering(['满', typed_gap('NUM'), '减', '半'])
        assert not trie.covering(['满', typed_gap('DATE'), '减', '半'])
        assert not trie.covering(['满', '[NUM]', '减', '半'])

    @pytest.mark.parametrize('text', ['[Y] 能', '能\\', '能\\x', '甲['])
    def test_says_what_is_no_word(self, text):
        with pytest.raises(FormatError) as caught:
            Template.from_text(text)
        assert 'backslash' in str(caught.value)


class TestMapping(object):
    def test_takes_tuples_lists_and_templates(self):
        trie = XTrie()
        trie[(None, '能', None, '吗')] = 9
        trie[['甲', None, None]] = 2
        trie[Template(['甲', None])] = 3
        assert trie[Template([None, '能', None, '吗'])] == 9
        assert trie[('甲', None)] == 3 and trie['甲', None, None] == 3
        assert (len(trie), trie.num_items, trie.total_items) == (2, 2, 12)

    def test_reads_like_a_trie(self):
        trie = XTrie({(None, '能'): 3})
        assert isinstance(trie, Trie)
        assert trie[('没有',)] == 0 and ('没有',) not in trie and Template([None, '能']) in trie
        assert trie.get(['没有']) is None and trie.get([None, '能']) == 3
        assert list(trie) == [((None, '能'), 3)]

    def test_deletes(self):
        trie = XTrie([((None, '能'), 3), (('吗',), 1)])
        assert len(trie.search(['会', '能', '吗'])) == 2
        del trie[None, '能']
        trie[('吗',)] = 0
        trie[('不在',)] = 0
        assert len(trie) == 0 and trie.total_items == 0
        assert dict(trie.search(['会', '能', '吗'])) == {}
        trie[None, '能'] = 2
        assert trie.search(['会', '能']) == {(0, 2): {(1,): 2}}

    def test_is_updated_from_another(self):
        first = XTrie({('甲', None): 1})
        second = XTrie(first)
        second.update({('乙',): 2})
        assert len(first) == 1 and len(second) == 2

    @pytest.mark.parametrize('protocol', [0, 1, 2])
    def test_pickles(self, protocol):
        trie = XTrie({(None, '能', None): 3})
        trie.search(['甲'])
        loaded = pickle.loads(pickle.dumps(trie, protocol))
        assert list(loaded) == list(trie)
        assert loaded.search(['我', '能', '行']) == trie.search(['我', '能', '行'])
        template = pickle.loads(pickle.dumps(Template(['甲', None]), protocol))
        assert template == Template(['甲', None]) and template.last == '甲' and template.length == 1
        assert copy.deepcopy(trie)[None, '能', None] == 3


class TestSearch(object):
    def test_example(self):
        trie = XTrie({(None, '能', None, '吗'): 9})
        assert trie.search(['周末', '能', '退票', '吗']) == {(0, 4): {(1, 3): 9}}

    def test_words_are_neighbours_unless_a_gap_stands_between(self):
        trie = XTrie({('甲', '乙'): 1, ('乙',): 1})
        assert trie.search(['甲', '丙', '乙']) == {(2, 3): {(2,): 1}}
        assert trie.search(['甲', '甲', '乙']) == {(1, 3): {(1, 2): 1}, (2, 3): {(2,): 1}}

    def test_a_gap_is_one_word_or_more(self):
        trie = XTrie({('甲', None, '乙'): 1})
        assert trie.search(['甲', '乙']) == {}
        assert trie.search(['甲', '丙', '乙']) == {(0, 3): {(0, 2): 1}}
        assert trie.search(['甲', '丙', '丁', '乙']) == {(0, 4): {(0, 3): 1}}

    def test_nothing_but_a_gap_matches_every_span(self):
        assert XTrie({(None,): 1}).search('甲乙') == {(0, 1): {(): 1}, (0, 2): {(): 1}, (1, 2): {(): 1}}

    def test_the_empty_template_matches_nothing(self):
        trie = XTrie()
        trie[()] = 1
        assert trie.search('甲乙') == {} and trie.search([]) == {} and XTrie().search('甲') == {}

    def test_a_text_is_a_sequence_of_characters(self):
        assert XTrie({'能吗': 1}).search('他能吗') == {(1, 3): {(1, 2): 1}}

    def test_words_may_be_anything_hashable(self):
        assert XTrie({('[X]', None): 1}).search(['[X]', '']) == {(0, 2): {(0,): 1}}

    def test_absent_spans(self):
        matches = XTrie({(None, '能'): 1}).search(['会', '能'])
        assert (0, 1) not in matches and matches.get((5, 9)) is None
        with pytest.raises(KeyError):
            matches[1, 2]
        for wrong in ((0,), (1, 0), (7,), (), (0, 1)):
            with pytest.raises(KeyError):
                matches[0, 2][wrong]
        assert matches[0, 2][1, ] == 1

    def test_no_span_reaches_beyond_the_sentence(self):
        matches = XTrie({('甲', None): 1, (None, '乙'): 1, (None,): 1, ('甲', '乙'): 1}).search(['甲', '乙', '丙'])
        spans = list(matches)
        for span in ((start, end) for start in range(-2, 6) for end in range(-2, 7)):
            assert (span in matches) is (span in spans)
            assert (matches.get(span) is not None) is (span in spans)
            assert bool(matches.templates(*span)) is (span in spans)
        assert [key for key in (1, None, '甲乙', (0,), (0, 1, 2), [0, 1]) if key in matches] == []
        assert matches.get('甲乙') is None

    def test_starts_after_which_fewer_templates_go_on(self):
        # Both templates end at 丙, one of them begins at both places of 甲.
        trie = XTrie({('甲', None, '丙'): 1, ('甲', None, '乙', None, '丙'): 1})
        matches = trie.search('甲子乙甲子丙')
        assert (3, 6) in matches and list(matches) == [(0, 6), (3, 6)]
        assert [len(matches.templates(*span)) for span in matches] == [2, 1]

    def test_templates_of_a_span(self):
        trie = XTrie({(None, '能', None): 1, ('我', None): 2, ('他',): 3})
        matches = trie.search(['我', '能', '去'])
        assert matches.templates() == [((None, '能', None), 1), (('我', None), 2)]
        assert matches.templates(0, 2) == [(('我', None), 2)]
        assert isinstance(matches, Matches)

    def test_iterates_by_end_then_start(self):
        spans = list(XTrie({(None, '甲', None): 1, ('甲',): 1}).search('甲甲甲甲'))
        assert spans == sorted(spans, key=lambda span: (span[1], span[0]))

    def test_equals_a_matcher_that_tries_everything(self):
        rng = random.Random(11)
        for case in range(2000):
            letters = ['甲', '乙', '丙'][:rng.randint(1, 3)]
            templates = random_templates(rng, letters, rng.randint(1, 12))
            longest = 8 if case % 100 == 0 else 5
            words = [rng.choice(letters + ['丁']) for _ in range(rng.randint(0, longest))]
            expected = every_match(templates, words)
            matches = XTrie(templates).search(words)
            assert matches == expected, (templates, words)
            whole = sorted(XTrie(templates).covering(words), key=repr)
            assert whole == sorted(matches.templates(), key=repr)
            assert bool(whole) == ((0, len(words)) in expected)
            assert len(matches) == len(expected) and set(matches) == set(expected)
            for span in itertools.product(range(len(words) + 1), repeat=2):
                assert (span in matches) == (span in expected)
                known = expected.get(span, {})
                assert dict((places, matches[span][places]) for places in known) == known

    def test_embeddings_come_in_order(self):
        found = list(XTrie({(None, '甲', None, '甲', None): 1}).search('乙甲乙甲乙甲乙')[0, 7])
        assert found == [(1, 3), (1, 5), (3, 5)]

    def test_tries_updated_after_a_search_find_the_same_as_fresh_ones(self):
        rng = random.Random(12)
        for _ in range(100):
            kept = XTrie()
            for _ in range(6):
                for template, count in random_templates(rng, ['甲', '乙'], 2).items():
                    kept[template] = rng.choice([0, count])
                words = [rng.choice('甲乙') for _ in range(5)]
                assert kept.search(words) == dict(XTrie(dict(kept)).search(words))


class TestSize(object):
    """What took upstream minutes or ended in RecursionError."""

    def test_sixty_equal_words(self):
        trie = XTrie({(None, '甲', None): 3, ('甲', None, '甲'): 2, (None, '甲', None, '甲', None): 1})
        matches = trie.search(['甲'] * 60)
        assert len(matches) == 60 * 59 // 2 - 59 and len(list(matches)) == len(matches)
        assert next(iter(matches[0, 60])) == (1,) and matches[0, 60][0, 59] == 2

    def test_ten_thousand_words(self):
        trie = XTrie({(None, '甲', None): 3, ('甲', None, '甲'): 2, (None, '甲', None, '甲', None): 1})
        matches = trie.search(['甲'] * 10000)
        assert len(matches) == 49985001
        assert matches[3, 9000][4, 6] == 1 and (17, 9999) in matches

    def test_a_long_template(self):
        template = tuple('甲乙' * 1000)
        assert XTrie({template: 1}).search(template) == {(0, 2000): {tuple(range(2000)): 1}}
