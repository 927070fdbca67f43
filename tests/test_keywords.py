# -*- coding: utf-8 -*-
"""Keywords: scores by hand, jieba's arguments, new words, short and hostile documents, each line."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import math
import os

import pytest

from nlp_zero import ArgumentError, Corpus, CorpusTypeError, KeywordFinder, keywords
from nlp_zero.cli import main

CORPORA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
NEWS, REVIEWS = os.path.join(CORPORA, 'news.txt'), os.path.join(CORPORA, 'reviews.txt')
BACKGROUND = {'天气': 40, '今天': 100, '很好': 60, '公园': 20, '的': 700, '我们': 80}
DOCUMENT = '今天的天气很好，公园的天气很好，天气的天气'


def text_of(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


@pytest.fixture
def news(write):
    """Return the path of a short text."""
    return write('news.txt', '\n'.join(text_of(NEWS).splitlines()[:15]))


def test_scores_by_hand():
    rows = KeywordFinder((), BACKGROUND).find([DOCUMENT])
    # 今天 的 天气 很好 公园 的 天气 很好 天气 的 天气: 11 words; the prior is 100 words.
    for text, count in (('天气', 4), ('很好', 2), ('公园', 1)):
        row = [row for row in rows if row.text == text][0]
        share = BACKGROUND[text] / 1000.0
        mixed = count + 100 * share
        odds = math.log(mixed / (111 - mixed)) - math.log(share / (1 - share))
        assert (row.count, row.background_share) == (count, pytest.approx(share))
        assert row.share == pytest.approx(count / 11.0)
        assert row.score == pytest.approx(odds * math.sqrt(mixed))
    # 今天 occurs once in 11 words, as in general text, and 的 has one character.
    assert [row.text for row in rows] == ['天气', '很好', '公园']


def test_a_new_word_is_expected_as_often_as_its_parts():
    finder = KeywordFinder(['今天天气', '天公'], BACKGROUND, min_length=1)
    rows = dict((row.text, row) for row in finder.find(['今天天气，今天天气，天公']))
    assert rows['今天天气'].background_share == pytest.approx(0.1 * 0.04)
    # Half a count of the background is the least that a word is expected.
    assert rows['天公'].background_share == pytest.approx(0.5 / 1000)
    assert len(finder.find(['今天天气，今天天气，天公'], 1)) == 1


def test_the_arguments_of_jieba():
    text = text_of(REVIEWS)[:1000]

    def found(*arguments, **settings):
        return keywords(text, *arguments, **dict({str('new_words'): False}, **settings))

    words = found()
    assert len(words) == 20 and words[:5] == found(5) == found(topK=5)
    pairs = found(5, True)
    assert pairs == found(topK=5, withWeight=True)
    assert [word for word, _ in pairs] == words[:5]
    weights = [weight for _, weight in pairs]
    assert weights == sorted(weights, reverse=True) and weights[-1] > 0
    assert found(5, allowPOS=(), withFlag=False) == words[:5]
    for name, value in (('allowPOS', ('n',)), ('withFlag', True), ('topk', 5), ('topK', 0),
                        ('min_length', 0)):
        with pytest.raises(ArgumentError):
            keywords(text, **{str(name): value})


def test_new_words_are_among_them():
    text = text_of(REVIEWS)[:4000]
    words = keywords(text)
    assert '键帽' in words and '麻将音' in words
    assert '键帽' not in keywords(text, new_words=False)
    assert '键帽' in keywords(text, new_words=['键帽']) and '麻将音' not in keywords(text, new_words=['键帽'])
    assert keywords(text, 3, background=BACKGROUND, new_words=['声音', '键帽'])[0] == '声音'


def test_function_words_are_not():
    for path in (NEWS, REVIEWS):
        assert set(keywords(text_of(path))) & set(['一个', '没有', '我们', '就是', '自己', '这个', '什么']) == set()


def test_a_document_may_be_many_texts(news):
    lines = text_of(news).splitlines()[:5]
    assert keywords(lines) == keywords(tuple(lines)) == keywords('\n'.join(lines))
    assert keywords(Corpus(news), 5) == keywords(text_of(news), 5)


@pytest.mark.parametrize('text, words', [
    ('', []), (' ，。\n', []), ([], []), ('的', []), ('123 45.6 2018', []), ('hello hello', ['hello']),
    ('樱花', ['樱花']), ('\x00\u202e樱花', ['樱花'])])
def test_documents_with_little_in_them(text, words):
    assert keywords(text) == words


@pytest.mark.parametrize('text', [None, 5, {'甲': 1}])
def test_what_is_no_document(text):
    with pytest.raises(CorpusTypeError):
        keywords(text)


def test_what_is_left_out(news):
    text = text_of(news)[:900]

    def found(top, **settings):
        return keywords(text, top, new_words=False, **settings)

    words = found(5)
    assert set(found(5, stop=words)) & set(words) == set()
    assert [word for word in found(50) if len(word) < 2] == []
    assert [word for word in found(50, min_length=3) if len(word) < 3] == []
    assert [word for word in found(200, min_length=1) if len(word) == 1] != []


def test_traditional_text_has_the_same_keywords():
    text = '這個鍵盤的聲音很輕。鍵盤的聲音不吵。鍵盤，鍵盤'
    pairs = keywords(text, 2, True, new_words=False)
    assert [word for word, _ in pairs] == ['鍵盤', '聲音']
    simplified = keywords('这个键盘的声音很轻。键盘的声音不吵。键盘，键盘', 2, True, new_words=False)
    assert [score for _, score in pairs] == [score for _, score in simplified]


# --- the verb ------------------------------------------------------------------------------------

def written(tmpdir, *arguments):
    path = str(tmpdir.join('out'))
    assert main(list(arguments) + ['-q', '-o', path]) == 0
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


def test_the_verb_writes_keywords(tmpdir, news):
    lines = [line.split('\t') for line in written(tmpdir, 'keywords', news, '--top', '5').splitlines()]
    assert lines[0] == ['text', 'count', 'score', 'share', 'background_share']
    assert [line[0] for line in lines[1:]] == keywords(Corpus(news), 5)
    table = written(tmpdir, 'keywords', news, '--top', '5', '--format', 'table').splitlines()
    assert table[0].split() == ['text', 'count', 'score', 'context']
    assert [row for row in table[1:] if '\u3010%s\u3011' % row.split()[0] not in row] == []


def test_each_line_is_a_document(tmpdir, write, news):
    text = text_of(news).splitlines()[:6]
    path = write('t.txt', '\n'.join(text[:3] + [''] + text[3:]))
    lists = written(tmpdir, 'keywords', path, '--each-line', '--top', '3', '--format', 'txt').split('\n')
    assert len(lists) == 8 and lists[3] == lists[7] == '' and len(lists[0].split(' ')) == 3
    arguments = ('keywords', path, '--each-line', '--top', '3', '--format', 'jsonl')
    objects = [json.loads(line) for line in written(tmpdir, *arguments).splitlines()]
    for number, words in enumerate(lists[:7], 1):
        assert [one['text'] for one in objects if one['line'] == number] == words.split()
    assert set(one['file'] for one in objects) == set([path])
    # New words are those of all lines.
    finder = KeywordFinder.of_corpus(text)
    assert lists[0].split() == [row.text for row in finder.find([text[0]], 3)]


def test_a_line_that_is_read_in_pieces_is_one_document(tmpdir, write):
    # More than 1,048,576 characters are read in pieces.
    path = write('t.txt', '雨夜\n公园公园%s天气\n\n天气' % (' ' * 1100000))
    arguments = ('keywords', path, '--each-line', '--no-new', '--format')
    assert written(tmpdir, *arguments + ('txt',)) == '雨夜\n公园 天气\n\n天气\n'
    rows = [row.split('\t') for row in written(tmpdir, *arguments + ('tsv',)).splitlines()[1:]]
    assert [row[1:4] for row in rows] == [
        ['1', '雨夜', '1'], ['2', '公园', '2'], ['2', '天气', '1'], ['4', '天气', '1']]


def test_options_of_the_verb(tmpdir, write):
    background = write('b.txt', ''.join('%s %d\n' % pair for pair in sorted(BACKGROUND.items())))
    stop, path = write('s.txt', '很好\n'), write('t.txt', DOCUMENT)
    out = written(tmpdir, 'keywords', path, '--background', background, '--stop', stop, '--no-new',
                  '--format', 'txt')
    assert out == '天气 4\n公园 1\n'


def test_standard_input_is_called_so(command):
    done = command('keywords', '--each-line', '--no-new', stdin='樱花树\n'.encode('utf-8'))
    assert done.out.splitlines()[1].split('\t')[:2] == ['-', '1']
