# -*- coding: utf-8 -*-
"""Words in context: places by hand and by brute force, what is left out as the same, order, limits."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
import random
import re

import pytest

from nlp_zero import (
    ArgumentError, Corpus, CorpusTypeError, EmptyCorpusError, ExhaustedCorpusError, InputError,
    VocabularyError, contexts, find_new_words)
from nlp_zero.cli import main

CORPORA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpora')
REVIEWS = os.path.join(CORPORA, 'reviews.txt')
STORY = os.path.join(CORPORA, 'story.txt')


def shown(places):
    return ['%s[%s]%s' % place[:3] for place in places]


def lines_of(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read().split('\n')


def test_a_place_has_its_line_and_what_stands_beside():
    found = contexts(['今天天气好', '明天的天气怎么样'], ['天气', '后天'], width=2)
    assert list(found) == ['天气', '后天'] and found['后天'] == []
    assert sorted(tuple(place) for place in found['天气']) == [
        ('天的', '天气', '怎么', None, 2), ('今天', '天气', '好', None, 1)][::-1]


@pytest.mark.parametrize('words', [
    ['键帽', '声音', '的', '手', '客服'], {'键帽': 3}, (('键帽', 3), ('好', 1)), '好'.join(['键', '帽']).split('好')])
def test_every_place_is_one_of_the_text(words):
    lines = lines_of(REVIEWS)
    found = contexts(Corpus(REVIEWS), words, n=20, width=7)
    assert sorted(found) == sorted(words if isinstance(words, (dict, list)) else [word for word, _ in words])
    for word, places in found.items():
        assert places and len(set(places)) == len(places)
        for left, middle, right, file, line in places:
            text = lines[line - 1]
            starts = [match.start() for match in re.finditer('(?=%s)' % word, text)]
            assert file == REVIEWS and middle == word
            assert (left, right) in [(text[max(0, at - 7):at], text[at + len(word):at + len(word) + 7])
                                     for at in starts]


def test_as_many_places_as_there_are_different_ones():
    """A sample that is large enough holds each distinct context of a word, by brute force."""
    lines = lines_of(REVIEWS)[:400]
    words = ['键帽', '声音', '手感']
    found = contexts(lines, words, n=1000, width=20)
    for word in words:
        distinct = set()
        for line in lines:
            for match in re.finditer(word, line):
                text = line[max(0, match.start() - 20):match.end() + 20]
                distinct.add(re.sub('[^\u4e00-\u9fffA-Za-z]', '', text).lower())
        near = set(line[max(0, match.start() - 8):match.end() + 8]
                   for line in lines for match in re.finditer(word, line))
        assert len(found[word]) <= len(distinct) and len(found[word]) <= len(near)
        assert len(found[word]) >= min(len(distinct), len(near)) - 2 > 3


@pytest.mark.parametrize('same', [
    ['键帽很厚实'] * 9, ['键帽很厚实', '键帽，很厚实。', ' 键帽很 厚实！'], ['第1个键帽', '第22个键帽', '第 333 个键帽'],
    ['键帽很厚', '2. 键帽很厚', '（11）键帽很厚！'],
    ['ABC键帽', 'abc键帽', 'Abc 键帽']])
def test_the_same_sentence_comes_once(same):
    assert len(contexts(same, ['键帽'])['键帽']) == 1
    found = contexts(same * 300 + ['换了一副键帽'] + same * 300, ['键帽'])['键帽']
    assert len(found) == 2 and '换了一副[键帽]' in shown(found)


def test_of_the_same_the_first_place_is_shown():
    assert contexts(['键帽厚', '无', '键帽厚'], ['键帽'])['键帽'][0].line == 1


def test_places_differ_in_line_and_surroundings():
    texts = ['这款键帽的手感很好很好用%s' % mark for mark in '甲乙丙丁戊己庚辛'] + ['朋友送了一副键帽给我', '空格键帽掉了']
    for seed in range(5):
        random.Random(seed).shuffle(texts)
        found = shown(contexts(texts, ['键帽'])['键帽'])
        assert '朋友送了一副[键帽]给我' in found and '空格[键帽]掉了' in found and len(found) == 3
    one_line = contexts(['键帽甲乙丙丁戊己庚辛壬癸子丑寅卯辰键帽', '换键帽'], ['键帽'], n=2)['键帽']
    assert sorted(place.line for place in one_line) == [1, 2]


def test_places_come_from_as_many_files_as_there_are(write):
    words = ['键帽', '手感', '轴体', '空格']
    first = write('a.txt', ''.join('今天换%s来用\n明天寄%s回去\n昨晚%s坏了吗\n' % (word, word, word) for word in words))
    second = write('b.txt', ''.join('他把%s丢\n' % word for word in words))
    found = contexts(Corpus(first, second), words, n=2)
    assert [sorted(place.file for place in found[word]) for word in words] == [[first, second]] * 4


def test_another_sentence_comes_before_another_file(write):
    first = write('a.txt', '甲乙丙丁戊键帽己庚辛壬癸\n换键帽了\n')
    second = write('b.txt', '甲乙丙丁戊键帽己庚辛壬\n')
    found = contexts(Corpus(first, second), ['键帽'], n=2)['键帽']
    assert [(place.file, place.line) for place in found] == [(first, 1), (first, 2)]


def test_which_of_the_same_is_shown_follows_no_order():
    texts = ['%s%d号键帽有货' % (word, number) for word in '第这那旧新红' for number in range(40)]
    expected = sorted(shown(contexts(texts, ['键帽'], n=2)['键帽']))
    assert len(expected) == 2
    for seed in range(12):
        random.Random(seed).shuffle(texts)
        assert sorted(shown(contexts(texts, ['键帽'], n=2)['键帽'])) == expected


def test_the_order_of_texts_and_blocks_change_no_choice(small_steps, write):
    lines = [line for line in lines_of(STORY) if line]
    words = ['闻人渡', '灯塔', '灯', '的', '没有']
    expected = dict((word, sorted(shown(places))) for word, places in contexts(lines, words).items())
    assert min(len(places) for places in expected.values()) == 3
    path = write('t.txt', '\n'.join(lines) + '\n')
    for _ in range(2):
        found = contexts(Corpus(path), words)
        assert dict((word, sorted(shown(places))) for word, places in found.items()) == expected
        small_steps('corpus', '_storage')
    for places in found.values():
        assert [place for place in places
                if place.left + place.word + place.right not in lines[place.line - 1]] == []


def test_a_place_inside_a_longer_word_comes_last():
    texts = ['大竹峰上', '去大竹峰', '登大竹峰者', '竹峰也行']
    assert shown(contexts(texts, ['竹峰', '大竹峰'], n=1)['竹峰']) == ['[竹峰]也行']
    assert len(contexts(texts, ['竹峰', '大竹峰'])['竹峰']) == 3
    assert shown(contexts(texts[:1], ['竹峰', '大竹峰'])['竹峰']) == ['大[竹峰]上']


def test_a_character_inside_a_longer_word_comes_last():
    texts = ['昨天换了键帽很好看', '键不灵'] + ['%s把键帽的颜色改了' % who for who in '他她我你谁']
    assert shown(contexts(texts, ['键', '键帽'], n=1)['键']) == ['[键]不灵']
    assert len(contexts(texts, ['键', '键帽'], n=9)['键']) == 7


@pytest.mark.parametrize('text, word, whole', [
    ('用AI写', 'AI', True), ('MAIN', 'AI', False), ('AIR', 'AI', False), ('996福报', '996', True),
    ('19960', '996', False), ('C位', 'C位', True), ('ABC位', 'C位', False), ('5G套餐', '5G套餐', True),
    ('15G套餐', '5G套餐', False), ('T恤X', 'T恤', True), ('A', 'A', True), ('AA', 'A', False)])
def test_latin_words_are_whole(text, word, whole):
    assert bool(contexts([text], [word])[word]) == whole


def test_lines_and_names_of_every_kind_of_source(write):
    text = write('a.txt', '无\n\n键帽一\r\n')
    table = write('b.csv', 't,u\n"无\n键",2\n键帽二,3\n')
    objects = write('c.jsonl', '{"t": ["无", "键帽三"]}\n\n{"t": "键帽四"}\n')
    assert [place[3:] for place in contexts(Corpus(text, text), ['键帽'])['键帽']] == [(text, 3)]
    assert [place[3:] for place in contexts(Corpus(table, column='t'), ['键帽'])['键帽']] == [(table, 4)]
    found = contexts(Corpus(objects, field='t'), ['键帽'])['键帽']
    assert sorted((place.right, place.line) for place in found) == [('三', 1), ('四', 3)]
    bad = write('d.txt', '无\n'.encode('utf-8') + b'\xff\n' + '键帽五\n'.encode('utf-8'))
    for errors in ('replace', 'skip'):
        assert contexts(Corpus(bad, errors=errors), ['键帽'])['键帽'][0].line == 3


def test_words_of_hostile_text():
    words = ['[a]', '键\U00020000帽', '\\d', '.', '-', '^', ']']
    found = contexts(['x[a]y', '键\U00020000帽', '\\d.-^]'], words)
    assert [word for word in words if not found[word]] == []
    assert contexts(['半\ud800个键帽'], ['键帽'])['键帽'][0].left == '半\ud800个'


def test_the_path_of_a_dictionary_is_words(write):
    path = write('w.txt', '键帽 5\n手感 3 n\n')
    assert list(contexts(['键帽'], path)) == ['键帽', '手感']
    with pytest.raises(InputError):
        contexts(['键帽'], '键帽')


@pytest.mark.parametrize('settings, wrong', [
    ({'n': 0}, 'n must be'), ({'n': 1.5}, 'n must be'), ({'width': -1}, 'width must be'),
    ({'m': 1}, 'contexts')])
def test_limits(settings, wrong):
    with pytest.raises(ArgumentError) as caught:
        contexts(['键帽'], ['键帽'], **dict((str(name), value) for name, value in settings.items()))
    assert wrong in str(caught.value)
    assert contexts(['甲键帽乙'], ['键帽'], n=1, width=0)['键帽'][0][:3] == ('', '键帽', '')


@pytest.mark.parametrize('source, error', [
    ([], EmptyCorpusError), ('键帽', CorpusTypeError), (5, CorpusTypeError)])
def test_what_is_no_corpus(source, error):
    with pytest.raises(error):
        contexts(source, ['键帽'])


def test_an_iterator_gives_one_pass():
    corpus = Corpus(iter(['键帽']))
    assert len(contexts(corpus, ['键帽'])['键帽']) == 1
    with pytest.raises(ExhaustedCorpusError):
        contexts(corpus, ['键帽'])


@pytest.mark.parametrize('words', [[], [''], ['键帽', '']])
def test_no_words_are_an_error(words):
    with pytest.raises(VocabularyError):
        contexts(['键帽'], words)


def test_new_words_have_contexts():
    rows = find_new_words(Corpus(REVIEWS), top=5)
    places = contexts(Corpus(REVIEWS), rows)
    assert [row.contexts for row in rows] == [tuple(places[row.text]) for row in rows]
    assert min(len(row.contexts) for row in rows) == 3
    assert [row.contexts for row in find_new_words(Corpus(REVIEWS), top=5, contexts=0)] == [()] * 5


def test_traditional_text_is_shown_as_it_is(write):
    path = write('t.txt', '這個鍵盤很輕\n我的键盘响\n')
    for words in (['键盘'], ['鍵盤']):
        found = contexts(Corpus(path), words, fold=True)[words[0]]
        assert sorted((place[:3], place.line) for place in found) == [
            (('我的', '键盘', '响'), 2), (('這個', '鍵盤', '很輕'), 1)]
        assert len(contexts(Corpus(path), words)[words[0]]) == 1
    text = '\n'.join('換%s個薦輿台' % who for who in '一二三四五六七八九十') + '\n去看看吧\n'
    rows = find_new_words(Corpus(write('u.txt', text)), fold=True, known=[])
    assert rows and [row for row in rows if not row.contexts or row.contexts[0].file is None] == []


# --- the verb ------------------------------------------------------------------------------------

def written(tmpdir, *arguments):
    path = str(tmpdir.join('out'))
    assert main(list(arguments) + ['-q', '-o', path]) == 0
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


def test_the_verb_writes_places(tmpdir, write):
    path = write('t.txt', '换了一副键帽\n键帽厚实，手感清脆\n')
    table = written(tmpdir, 'context', '键帽', '手感', path).splitlines()
    assert table[0] == 'left\tword\tright\tfile\tline'
    assert sorted(line.split('\t')[1] for line in table[1:]) == ['手感', '键帽', '键帽']
    objects = [json.loads(line) for line in
               written(tmpdir, 'context', '手感', path, '--width', '2', '--format', 'jsonl').splitlines()]
    assert objects == [{'left': '实，', 'word': '手感', 'right': '清脆', 'file': path, 'line': 2}]
    aligned = written(tmpdir, 'context', '手感', path, '--format', 'table').splitlines()
    assert aligned[1].split() == ['键帽厚实，\u3010手感\u3011清脆', '%s:2' % path]


@pytest.mark.parametrize('arguments, words', [
    (['键帽', 't.txt'], ['键帽']), (['键帽', '--', 't.txt'], ['键帽']), (['t.txt', '--', 't.txt'], []),
    (['--words', 'w.txt', 't.txt'], ['手感']), (['--words', 'w.txt', '键帽', '--', 't.txt'], ['键帽', '手感'])])
def test_words_are_told_from_files(command, write, arguments, words):
    write('t.txt', '键帽的手感\n')
    write('w.txt', '手感 3\n')
    done = command('context', '--format', 'jsonl', *arguments)
    assert done.code == 0 and [json.loads(line)['word'] for line in done.out.splitlines()] == words


def test_standard_input_has_its_name(command):
    text = '键帽厚实\n'.encode('utf-8') * 30 + '手感清脆\n'.encode('utf-8') * 30
    done = command('context', '键帽', '--format', 'tsv', stdin=text)
    assert done.out.splitlines()[1] == '\t键帽\t厚实\t-\t1'
    done = command('new', '-q', '--format', 'jsonl', stdin=text)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert rows and set(place['file'] for row in rows for place in row['contexts']) == set(['-'])


def test_what_does_not_occur_is_said(command, write):
    done = command('context', '轴体', '键帽', write('t.txt', '键帽\n'), env={'PYTHONIOENCODING': 'utf-8'})
    assert done.code == 0 and '1 of 2 words do not occur: 轴体' in done.err
    assert command('context', '-q', '轴体', write('t.txt', '键帽\n')).err == ''


def test_tables_of_words_show_a_place(tmpdir):
    for verb in ('discover', 'new'):
        rows = written(tmpdir, verb, REVIEWS, '--top', '5', '--format', 'table').splitlines()
        assert rows[0].split() == ['text', 'count', 'score', 'context'] and len(rows) == 6
        for row in rows[1:]:
            assert '\u3010%s\u3011' % row.split()[0] in row


def test_many_contexts_begin_with_the_most_different_ones():
    # All the characters of the lines are different, so that nothing is the same sentence.
    marks = ('\\u%04x' % (0x4e00 + 7 * i) for i in range(900))
    marks = [mark.encode('ascii').decode('unicode-escape') for mark in marks]
    lines = [''.join(marks[i:i + 3]) + '键帽' + marks[-1 - i] for i in range(800)]
    found = contexts(lines, ['键帽'], n=1000)['键帽']
    assert len(set(found)) == 800 and sorted(context.line for context in found) == list(range(1, 801))
    assert found[:100] == contexts(lines, ['键帽'], n=267)['键帽'][:100]
