# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function, unicode_literals

import pickle
import re
import sys

import pytest

import nlp_zero
from nlp_zero import (
    Corpus, NgramCounter, PhraseFinder, SentTree, Template, Tokenizer, Trie, contexts, count_ngrams,
    discover_words, errors, evaluate_words, load_vocabulary, text, write_report)
from nlp_zero.errors import ArgumentError
from nlp_zero.templates import (
    Masks, Matcher, assign_classes, export_templates, fillers, find_classes, group, save_classes,
    slot_classes)
from nlp_zero.text import clauses, fold, han_runs, scan
from nlp_zero.upstream import WordFinder


@pytest.mark.parametrize('name, builtin', [
    ('ArgumentError', ValueError), ('CorpusError', ValueError), ('CorpusTypeError', TypeError),
    ('EncodingError', ValueError), ('InputError', IOError), ('OutputError', IOError),
    ('VocabularyError', ValueError), ('FormatError', ValueError), ('WorkerError', RuntimeError)])
def test_each_error_is_the_builtin_one_would_guess(name, builtin):
    kind = getattr(errors, name)
    assert issubclass(kind, errors.NlpZeroError) and issubclass(kind, builtin)


@pytest.mark.parametrize('name', [name for name in errors.__all__ if name.endswith('Error')])
def test_errors_say_where_and_survive_pickling(name):
    error = getattr(errors, name)('bad', path='a.txt', line=3, offset=17)
    assert str(error) == 'a.txt:3: bad (byte offset 17)'
    again = pickle.loads(pickle.dumps(error, 2))
    assert type(again) is type(error) and str(again) == str(error) and again.line == 3


@pytest.mark.parametrize('place, text', [
    ({}, 'bad'), ({'path': ''}, ': bad'), ({'path': 'a.txt'}, 'a.txt: bad'), ({'line': 0}, 'line 0: bad'),
    ({'line': 1}, 'line 1: bad'), ({'offset': 0}, 'bad (byte offset 0)'),
    ({'offset': 1}, 'bad (byte offset 1)'),
    ({'path': 'a.txt', 'line': 0}, 'a.txt:0: bad')])
def test_a_message_names_what_is_known_of_the_place(place, text):
    assert str(errors.NlpZeroError('bad', **place)) == text


def test_messages_are_ascii():
    error = errors.VocabularyError('bad word 中', path='词典.txt')
    str(error).encode('ascii')
    assert '\\u4e2d' in str(error)


@pytest.mark.parametrize('length, shown', [(2000, 2000), (2001, 1000 + len(' [...] ') + 500)])
def test_long_messages_lose_their_middle(length, shown):
    message = errors.NlpZeroError('a' * (length - 1) + 'z', 'words.txt').message
    assert len(message) == shown and message.startswith('aaa') and message.endswith('aaz')


def test_options_have_defaults_and_known_names():
    assert errors.checked_options('Finder', {'memory': 9}, memory=None, rules=1) == {'memory': 9, 'rules': 1}
    assert errors.checked_options('Finder', {}, memory=None) == {'memory': None}
    with pytest.raises(errors.ArgumentError) as caught:
        errors.checked_options('Finder', {'memori': 9, 'colour': 1, 'rules': 2}, memory=None, rules=1)
    assert str(caught.value) == 'unknown options of Finder: colour, memori; known: memory, rules'


# More digits than Python 3.11 and later write.
HUGE = 10 ** 5000


#: The error of each wrong value, and a function that is given the value.
WRONG = [(errors.CorpusTypeError, value, call) for value, call in [
    (3, fold), (None, clauses), (b'\xff', han_runs), (['好'], lambda value: list(scan(value))),
    (HUGE, Tokenizer({'好': 1}).lcut)]]
WRONG += [(errors.VocabularyError, value, call) for value, call in [
    (HUGE, load_vocabulary), (HUGE, lambda value: load_vocabulary([value])),
    (HUGE, lambda value: evaluate_words(value, ['好']))]]
WRONG += [(errors.ArgumentError, value, call) for value, call in [
    (3, Template), ([('好',)], Template), ([None, 3], Template),
    (3, lambda value: fillers(['好'], value, ())), ({}, lambda value: fillers(['好'], value, ())),
    ((None,), lambda value: fillers(['好'], ['好'], value)),
    (None, lambda value: slot_classes([value])), (3, slot_classes),
    (HUGE, lambda value: slot_classes([], value)), (None, lambda value: slot_classes([], value)),
    (None, lambda value: slot_classes([], 0.5, value)),
    ('a', lambda value: find_classes([], similarity=value)), (None, find_classes),
    (None, lambda value: find_classes([value])), ('a', lambda value: find_classes([], min_distinct=value)),
    (None, lambda value: count_ngrams(['好'], rules=value)), (HUGE, NgramCounter),
    ('auto', lambda value: NgramCounter(rules=value)),
    (HUGE, lambda value: PhraseFinder(list, scoring=value)),
    (HUGE, lambda value: evaluate_words(['好'], ['好'], value)),
    (HUGE, lambda value: load_vocabulary(['好'], encoding=value)),
    (HUGE, lambda value: discover_words(['好'], method=value)),
    (HUGE, lambda value: discover_words(['好'], min_length=value, max_length=3)),
    (HUGE, lambda value: Tokenizer({'好': 1}, numbers=value)),
    (HUGE, lambda value: Tokenizer({'好': 1}, fold=value)),
    (HUGE, lambda value: Corpus([], errors=value)), (HUGE, lambda value: Corpus([], encoding=value))]]


@pytest.mark.parametrize('row', WRONG)
def test_wrong_values_are_named(row):
    kind, value, call = row
    with pytest.raises(errors.NlpZeroError) as caught:
        call(value)
    assert type(caught.value) is kind
    # Of a number with too many digits its type is shown, or the first digits.
    shown = '(int|10{20,})' if value is HUGE else re.escape(repr(value).replace('好', '\\u597d'))
    assert re.search('(not|is [A-Za-z]+:|unknown [a-z]+|no method) %s(?![a-z0-9])' % shown,
                     str(caught.value))


@pytest.mark.parametrize('call, message', [
    (lambda: Tokenizer(vocab={}), 'unknown options of Tokenizer: vocab; known: cache_size, fold, numbers,'),
    (lambda: NgramCounter(3, n=4), 'unknown options of NgramCounter: n; known: checkpoint, max_n, memory,'),
    (lambda: NgramCounter.load([], order=3), 'unknown options of NgramCounter: order; known:'),
    (lambda: count_ngrams(['\u597d'], n=2), 'unknown options of count_ngrams: n; known: corpus, max_n,'),
    (lambda: Trie(count=1), 'unknown options of Trie: count; known: words'),
    (lambda: Template(words=['\u597d'], gaps=1), 'unknown options of Template: gaps; known: words'),
    (lambda: load_vocabulary({}, coding='gbk'), 'unknown options of load_vocabulary: coding; known:'),
    (lambda: write_report(['\u597d'], 'none/a.html', titel=''),
     'unknown options of write_report: titel; known: against,'),
    (lambda: evaluate_words(['\u597d'], top=[1]), 'unknown options of evaluate_words: top; known:'),
    (lambda: evaluate_words(['\u597d']), 'evaluate_words needs lexicon'),
    (lambda: SentTree(None), 'SentTree needs content'),
    (lambda: SentTree(None, '\u597d'), 'template must be a Template, not None'),
    (lambda: Trie({}, {}), 'Trie takes words, and not 2 arguments'),
    (lambda: Trie({}, words={}), 'Trie is given words twice'),
    (lambda: text.shortened_text('abc', widht=3),
     'unknown options of shortened_text: widht; known: at_begin,'),
    (lambda: text.display_text('abc', width=3), 'unknown options of display_text: width; known: text'),
    (lambda: text.display_text(), 'display_text needs text'),
    (lambda: text.display_text('a', 'b'), 'display_text takes text, and not 2 arguments'),
    (lambda: text.display_text(text=3), 'display_text takes text, not 3'),
    (lambda: text.join_words(['a', 3]), 'each word of join_words must be a text, not 3'),
    (lambda: text.join_words(3), 'words of join_words must be texts, not 3'),
    (lambda: save_classes([], pth='a'), 'unknown options of save_classes: pth; known: classes, path'),
    (lambda: assign_classes([], [], leas=1), 'unknown options of assign_classes: leas; known:'),
    (lambda: export_templates([], format='csv'), 'unknown options of export_templates: format; known:'),
    (lambda: Masks(kind=()), 'unknown options of Masks: kind; known: kinds, patterns'),
    (lambda: WordFinder(pmi=1), 'unknown options of WordFinder: pmi; known: characters,'),
    (lambda: contexts(['\u597d']), 'contexts needs words'),
    (lambda: Matcher([]), 'Matcher needs tokenize'),
    (lambda: write_report(['\u597d']), 'write_report needs path'),
    (lambda: group(), 'group needs corpus')])
def test_wrong_arguments_name_the_function_and_what_it_takes(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert str(caught.value).startswith(message)


#: The code of all functions that `checked_call` has decorated.
CHECKED = errors.checked_call(lambda: None).__code__


def test_what_the_package_itself_exports_checks_its_arguments():
    unchecked = []
    for name in nlp_zero.__all__:
        value = getattr(nlp_zero, name)
        function = vars(value).get('__init__') if isinstance(value, type) else value
        code = getattr(function, '__code__', None)
        # Errors are ours to make; `Corpus` has options only, which it checks itself.
        is_error = isinstance(value, type) and issubclass(value, errors.NlpZeroError)
        if code not in (None, CHECKED) and not is_error and name != 'Corpus':
            unchecked.append(name)
    assert unchecked == [] and len(nlp_zero.__all__) > 50


def test_no_such_check_is_made_for_each_word():
    lines, counts, calls = ['今天天气很好，我们去公园', '昨天下雨，公园里没有人'] * 20, [], []
    before = sys.getprofile()
    for texts in (lines, lines * 3):
        del calls[:]
        sys.setprofile(lambda frame, event, _: calls.append(event) if frame.f_code is CHECKED else None)
        try:
            tokenizer = Tokenizer(discover_words(texts, workers=1))
            cut = list(tokenizer.cut_lines(texts)) + [tokenizer.lcut(line) for line in texts]
            nlp_zero.evaluate_segmentation(cut, cut)
        finally:
            sys.setprofile(before)
        counts.append(calls.count('call'))
    assert counts[0] == counts[1] > 2


@pytest.mark.parametrize('function', [
    text.class_of, text.csv_cell, text.display_text, text.display_width, text.has_traditional, text.is_count,
    text.is_han, text.is_number, text.is_space, text.markup_text, text.parse_count, text.split_spaces,
    text.strip_spaces, text.text_checksum], ids=lambda function: str(function.__name__))
def test_functions_of_texts_name_what_else_they_were_given(function):
    for value in (None, 5):
        with pytest.raises(ArgumentError) as caught:
            function(value)
        assert str(caught.value) == '%s takes text, not %r' % (function.__name__, value)
