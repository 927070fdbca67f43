# -*- coding: utf-8 -*-
"""The corpora of corpora/: clean files, enough of them, and lists that agree with them."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import re
import unicodedata

import pytest

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, str('corpora'))
GENRES = [str('reviews.txt'), str('service.txt'), str('news.txt'), str('story.txt')]
LISTS = [str('gold.txt'), str('new_words.txt')]
HAN = re.compile('[\u4e00-\u9fff]')

pytestmark = pytest.mark.skipif(not os.path.isdir(FOLDER), reason=str('no corpora/ beside tests/'))


def read_bytes(name):
    with io.open(os.path.join(FOLDER, name), 'rb') as stream:
        return stream.read()


def read_lines(name):
    return read_bytes(name).decode('utf-8').split('\n')[:-1]


def all_lines():
    return [line for name in GENRES for line in read_lines(name)]


def gold_lines():
    return read_lines(LISTS[0])


def new_words():
    return read_lines(LISTS[1])


@pytest.mark.parametrize('name', GENRES + LISTS)
def test_bytes_are_utf8_with_lf_and_no_bom(name):
    data = read_bytes(name)
    data.decode('utf-8')
    assert not data.startswith(b'\xef\xbb\xbf')
    assert b'\r' not in data
    assert data.endswith(b'\n')
    assert not data.endswith(b'\n\n')


@pytest.mark.parametrize('name', GENRES + LISTS)
def test_text_is_nfc(name):
    text = read_bytes(name).decode('utf-8')
    assert unicodedata.normalize('NFC', text) == text


@pytest.mark.parametrize('name', GENRES + LISTS)
def test_no_blank_padded_or_control_characters(name):
    for line in read_lines(name):
        assert line
        assert line == line.strip()
        assert not [char for char in line if unicodedata.category(char) in ('Cc', 'Cf', 'Co', 'Cn')]


def test_no_line_occurs_twice():
    lines = all_lines()
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize('name', GENRES)
def test_each_genre_has_eight_thousand_han_characters(name):
    assert len(HAN.findall(''.join(read_lines(name)))) >= 8000


def test_all_genres_have_thirty_thousand_han_characters():
    assert len(HAN.findall(''.join(all_lines()))) >= 30000


def test_quotation_marks_pair_on_each_line():
    for line in all_lines():
        for left, right in ('“”', '（）', '《》'):
            assert line.count(left) == line.count(right), line


def test_latin_and_digit_tokens_are_there():
    text = '\n'.join(all_lines())
    for token in ('5G', 'iPhone-12', '3.14', '16%', '8月20日', 'eSIM', 'lin.qh@example.com'):
        assert token in text


def test_questions_share_frames():
    lines = read_lines(str('service.txt'))
    for frame in ('^请问.+怎么.+？$', '^我的.+能不能.+？$', '^为什么我的.+？$', '^在哪里可以.+？$',
                  '^.+和.+有什么区别？$', '^帮我把.+。$', '^.+需要什么材料？$'):
        assert len([line for line in lines if re.match(frame, line)]) >= 8, frame


def test_gold_has_two_hundred_different_sentences():
    lines = gold_lines()
    assert len(lines) == 200
    assert len(set(lines)) == 200


def test_gold_words_are_parted_by_one_space():
    for line in gold_lines():
        words = line.split(' ')
        assert len(words) >= 2
        assert '' not in words
        assert line.split() == words


def test_gold_sentences_are_in_the_corpora_fifty_of_each_file():
    found = dict.fromkeys(GENRES, 0)
    texts = [(name, '\n'.join(read_lines(name))) for name in GENRES]
    for line in gold_lines():
        sentence = line.replace(' ', '')
        homes = [name for name, text in texts if sentence in text]
        assert homes, line
        found[homes[0]] += 1
    assert found == dict.fromkeys(GENRES, 50)


def test_gold_punctuation_is_a_word_of_its_own():
    for line in gold_lines():
        for word in line.split(' '):
            assert re.match('[，。！？；：、“”（）《》—]$|[^，。！？；：、“”（）《》—]+$', word), line


def test_gold_does_not_cut_a_new_word():
    """A word of the list that shows in a gold sentence is a word there, or lies inside one."""
    known = set(new_words())
    longest = max(len(word) for word in known)
    for line in gold_lines():
        words = line.split(' ')
        for start in range(len(words)):
            for end in range(start + 2, min(start + longest, len(words)) + 1):
                assert ''.join(words[start:end]) not in known, line


def test_new_words_are_sorted_and_unique():
    words = new_words()
    assert len(words) >= 130
    assert words == sorted(set(words))


def test_new_words_are_han_of_two_characters_or_more():
    for word in new_words():
        assert re.match('^[\u4e00-\u9fff]{2,}$', word), word


def test_new_words_occur_three_times_or_more():
    text = '\n'.join(all_lines())
    assert [word for word in new_words() if text.count(word) < 3] == []


def test_new_words_are_unknown_to_general_dictionaries():
    """At most one of nine dictionaries lists a new word."""
    import bz2
    path = os.path.join(FOLDER, os.pardir, os.pardir, str('shared'), str('data'), str('lexicon'),
                        str('reference_words.txt.bz2'))
    if not os.path.exists(path):
        pytest.skip('no reference lexicon')
    known = set()
    with io.open(path, 'rb') as stream:
        for line in bz2.decompress(stream.read()).decode('utf-8').splitlines():
            if not line.endswith(' 1'):
                known.add(line.split(' ')[0])
    assert [word for word in new_words() if word in known] == []


def test_readme_states_the_true_counts():
    readme = read_bytes(str('README.md')).decode('utf-8')
    for name in GENRES:
        lines = read_lines(name)
        row = '| `%s` | %d | %s |' % (name, len(lines), '{0:,}'.format(len(HAN.findall(''.join(lines)))))
        assert row in readme
    assert '{0:,}'.format(len(HAN.findall(''.join(all_lines())))) in readme
    for name in LISTS:
        assert '| `%s` | %d |' % (name, len(read_lines(name))) in readme
