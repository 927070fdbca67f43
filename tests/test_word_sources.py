# -*- coding: utf-8 -*-
"""Whatever takes words takes them in every shape, through one function."""
from __future__ import absolute_import, division, print_function, unicode_literals

import copy
import io
import os

import pytest

from nlp_zero import Corpus, Tokenizer, Trie, discover_words, evaluate_words, load_vocabulary, save_vocabulary
from nlp_zero.errors import CorpusTypeError, FormatError, InputError, VocabularyError
from nlp_zero.templates import XTrie
from nlp_zero.vocabulary import read_entries, read_words
from nlp_zero.words import Word, filter_words

WORDS = {'键帽': 5, '青轴': 3, 'Los Angeles': 2}
ROWS = [Word(word, count, 1.0, 1.0, 1.0, 0.0) for word, count in sorted(WORDS.items())]


class Series(object):
    """Stand for a pandas Series: labels and values, no mapping, iterated by value."""

    def __init__(self, pairs):
        self._pairs = list(pairs)

    def keys(self):
        return [label for label, _ in self._pairs]

    def items(self):
        return iter(self._pairs)

    def __iter__(self):
        return iter([value for _, value in self._pairs])


class Table(object):
    """Stand for a pandas DataFrame, which iterates over the names of its columns."""

    columns = ['text', 'count']

    def __iter__(self):
        return iter(self.columns)


def counted(tmpdir):
    """Return every shape that holds counts, by name."""
    path = os.path.join(str(tmpdir), 'words.txt')
    save_vocabulary(WORDS, path)
    compiled = os.path.join(str(tmpdir), 'words.compiled')
    save_vocabulary(WORDS, compiled, format='compiled')
    return {
        'rows': ROWS, 'generator of rows': (row for row in ROWS), 'dict': dict(WORDS),
        'pairs': sorted(WORDS.items()),
        'triples': [(word, count, 'n') for word, count in sorted(WORDS.items())],
        'lists': [list(pair) for pair in sorted(WORDS.items())], 'path': path, 'compiled': compiled,
        'open file': io.open(path, encoding='utf-8'), 'tokenizer': Tokenizer(WORDS), 'trie': Trie(WORDS),
        'series of counts': Series(sorted(WORDS.items()))}


SHAPES = ['rows', 'generator of rows', 'dict', 'pairs', 'triples', 'lists', 'path', 'compiled', 'open file',
          'tokenizer', 'trie', 'series of counts']


@pytest.mark.parametrize('shape', SHAPES)
def test_every_taker_of_counts_takes_every_shape(shape, tmpdir):
    def given():
        return counted(tmpdir)[shape]
    assert load_vocabulary(given()) == WORDS
    assert Tokenizer(given()).vocabulary == WORDS
    assert dict(Trie(given())) == WORDS
    target = os.path.join(str(tmpdir), 'saved.txt')
    save_vocabulary(given(), target)
    assert load_vocabulary(target) == WORDS
    tokenizer = Tokenizer({'的': 9})
    tokenizer.load_userdict(given())
    assert tokenizer.vocabulary == dict(WORDS, **{str('的') if str is not bytes else '的': 9})


@pytest.mark.parametrize('shape', SHAPES + ['texts', 'set', 'series of words'])
def test_every_taker_of_words_takes_every_shape(shape, tmpdir):
    def given():
        bare = {'texts': sorted(WORDS), 'set': set(WORDS),
                'series of words': Series(enumerate(sorted(WORDS)))}
        return bare[shape] if shape in bare else counted(tmpdir)[shape]
    assert sorted(read_words(given())) == sorted(WORDS)
    assert evaluate_words(given(), given(), ks=[3]).precision_at == [(3, 1.0)]
    assert filter_words(ROWS, known=given()) == [] == filter_words(ROWS, stop=given())
    assert Tokenizer(WORDS, stop=given()).lcut('键帽青轴') == []
    tokenizer = Tokenizer({'我': 9, '的': 9})
    assert tokenizer.adapt(['我的青轴', '键帽的青轴'], given()) == 2


def test_rows_of_discovery_go_on_into_all_that_take_words():
    texts = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
             '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']
    rows = discover_words(texts, method='ngram', min_count=3, min_length=2)
    assert sorted(row.text for row in rows if row.text in ('手感', '键帽')) == ['手感', '键帽']
    assert evaluate_words(rows, rows, ks=[1]).precision == 1.0
    assert discover_words(texts, method='ngram', min_count=3, min_length=2, known=rows) == []


def test_texts_are_lines_where_lines_are_asked_for_and_else_words():
    assert load_vocabulary(['青轴 3']) == {'青轴': 3}
    assert read_words(['青轴 3']) == ['青轴 3']
    assert [tuple(entry) for entry in read_entries(['青轴 3 n'])] == [('青轴', 3, 'n')]
    assert read_words(None) == read_words([]) == read_words({}) == read_words(()) == []


@pytest.mark.parametrize('wrong', [3, object(), [3], [('青轴', 'n', 3)], [('青轴', 1.5)], [('青轴',)], [None],
                                   [['a', 'b', 'c', 'd']], {'青轴': None}, Series([('青轴', 1.5)]),
                                   Series([(0, '青轴'), (1, float('nan'))])])
def test_what_has_no_words_is_refused(wrong):
    with pytest.raises(VocabularyError):
        load_vocabulary(wrong)


def test_a_table_says_to_pass_a_column():
    for take in (load_vocabulary, read_words, Tokenizer):
        with pytest.raises(VocabularyError) as caught:
            take(Table())
        assert 'pass one column' in str(caught.value)


def test_a_text_is_the_path_of_a_dictionary(tmpdir):
    with pytest.raises(InputError) as caught:
        filter_words(ROWS, known=os.path.join(str(tmpdir), 'none.txt'))
    assert 'known= is a list of words, or the path of a dictionary' in str(caught.value)


# --- lines of user dictionaries -----------------------------------------------------------------------

@pytest.mark.parametrize('line, entry', [
    ('Los Angeles', ('Los Angeles', None, None)), ('iPhone X', ('iPhone X', None, None)),
    ('iPhone 8 Plus', ('iPhone 8 Plus', None, None)), ('iPhone 8 Plus 30', ('iPhone 8 Plus', 30, None)),
    ('Visual Studio Code 5 eng', ('Visual Studio Code', 5, 'eng')), ('New York ns', ('New York', None, 'ns')),
    ('云计算 5', ('云计算', 5, None)), ('云计算 n', ('云计算', None, 'n')), ('云计算', ('云计算', None, None)),
    ('凱特琳 nz', ('凱特琳', None, 'nz')), ('C位 3 NZ', ('C位 3 NZ', None, None)),
    ('青轴\t3\tn', ('青轴', 3, 'n')), ('青轴\tn', ('青轴', None, 'n')), ('Los Angeles\t3', ('Los Angeles', 3, None)),
    ('\u180e青', ('\u180e青', None, None))])
def test_a_tag_is_of_lower_case_letters(line, entry):
    assert [tuple(found) for found in read_entries([line])] == [entry]


@pytest.mark.parametrize('line', ['青轴\tn\t1000', '青轴\t键帽', '青轴\tN\t3', '青轴\t3\tn\t4', '3\t青轴', '青轴\t3\tN'])
def test_columns_in_another_order_are_an_error(line):
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(['键帽 1', line])
    assert caught.value.line == 2


@pytest.mark.parametrize('word', ['\ufeff青轴', '\ufeff', 'Los Angeles', '\u180e青轴\u180e', 'a b c'])
def test_what_is_saved_is_what_is_loaded(word, tmpdir):
    for form in ('plain', 'jieba', 'compiled'):
        path = os.path.join(str(tmpdir), form)
        save_vocabulary({word: 9, '键帽': 1}, path, format=form)
        assert load_vocabulary(path) == {word: 9, '键帽': 1}


def test_a_word_that_no_line_holds_is_refused(tmpdir):
    with pytest.raises(VocabularyError):
        save_vocabulary({'a\tb': 1}, os.path.join(str(tmpdir), 'words.txt'))


# --- copies -------------------------------------------------------------------------------------------

@pytest.mark.parametrize('make', [Tokenizer, Trie])
def test_a_copy_has_words_of_its_own(make):
    first = make({'青轴': 3})
    second = copy.copy(first)
    add = second.add_word if make is Tokenizer else second.__setitem__
    add('键帽', 5)
    assert '键帽' in second and '键帽' not in first and '青轴' in second


def test_a_copy_of_templates_has_templates_of_its_own():
    first = XTrie([(('能', None, '吗'), 3)])
    second = copy.copy(first)
    second[('是', None, '的')] = 2
    assert len(first) == 1 and len(second) == 2


def test_a_tokenizer_is_a_function():
    from nlp_zero import PhraseFinder, TemplateFinder
    tokenizer = Tokenizer({'键帽': 5, '青轴': 3})
    assert tokenizer('青轴键帽') == ['青轴', '键帽']
    assert list(map(tokenizer, ['键帽'])) == [['键帽']]
    finder = PhraseFinder(tokenizer, min_count=1)
    finder.train(Corpus(['青轴键帽']))
    templates = TemplateFinder(tokenizer, min_count=1)
    templates.train(Corpus(['青轴键帽']))
    assert repr(finder) and repr(templates)


# --- Files of ours that were damaged ------------------------------------------------------------------

@pytest.fixture
def compiled(tmpdir):
    """Return the path of a compiled vocabulary and its bytes."""
    path = os.path.join(str(tmpdir), 'words.compiled')
    save_vocabulary(WORDS, path, format='compiled')
    with io.open(path, 'rb') as source:
        return path, source.read()


def unseen_damage(path, contents):
    """Return the places of those damaged contents that load all the same."""
    unseen = []
    for place, data in contents:
        with io.open(path, 'wb') as target:
            target.write(data)
        try:
            load_vocabulary(path)
            unseen.append(place)
        except FormatError:
            pass
    return unseen


def test_no_flipped_bit_of_a_compiled_vocabulary_goes_unseen(compiled):
    def flipped(data):
        for place in list(range(300)) + list(range(300, len(data), 97)):
            changed = bytearray(data)
            changed[place] ^= 1 << place % 8
            yield place, bytes(changed)
    path, data = compiled
    assert unseen_damage(path, flipped(data)) == []


def test_no_compiled_vocabulary_that_was_cut_goes_unseen(compiled):
    path, data = compiled
    lengths = [0] + list(range(4, 300)) + list(range(300, len(data), 97))
    assert unseen_damage(path, ((length, data[:length]) for length in lengths)) == []


def test_an_empty_vocabulary_is_saved_as_one(tmpdir):
    path = os.path.join(str(tmpdir), 'none.txt')
    save_vocabulary({}, path)
    assert load_vocabulary(path) == {}
    io.open(path, 'wb').close()
    for load in (load_vocabulary, Tokenizer, Trie):
        with pytest.raises(FormatError) as caught:
            load(path)
        assert caught.value.path == path
    assert read_words(path) == []


class ComparedByItem(Series):
    """Compare item by item, as a Series of pandas does: there is no truth in the result."""

    def __eq__(self, other):
        raise ValueError('lengths must match to compare')

    __ne__, __hash__ = __eq__, None


class NAType(object):
    """Stand for the missing value of pandas."""


def test_stop_words_of_a_series_are_not_compared():
    stop = ComparedByItem(enumerate(['的', '了']))
    assert Tokenizer({}, stop=stop).lcut('好的了') == ['好']
    assert Tokenizer({}, stop=()).lcut('的') == Tokenizer({}, stop=[]).lcut('的') == ['的']


def test_a_table_is_no_lines():
    with pytest.raises(CorpusTypeError, match='one column'):
        list(Tokenizer({}).cut_lines(Table()))


def test_a_missing_value_is_called_missing():
    for value in (NAType(), None, float('nan')):
        with pytest.raises(CorpusTypeError, match='dropna'):
            Tokenizer({}).lcut(value)
