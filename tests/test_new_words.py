# -*- coding: utf-8 -*-
"""New words: what is left out as known, what a row says, the order, and the verb `new`."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import math
import os

import pytest

from nlp_zero.cli import main
from nlp_zero.corpus import Corpus
from nlp_zero.errors import ArgumentError, VocabularyError
from nlp_zero.vocabulary import load_bundled
from nlp_zero.words import NewWord, discover_words, find_new_words, unmeasured_word

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, str('corpora'))
STORY = os.path.join(FOLDER, str('story.txt'))

pytestmark = pytest.mark.skipif(not os.path.isdir(FOLDER), reason=str('no corpora/ beside tests/'))

REVIEWS = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
           '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']


@pytest.fixture(scope='module')
def story():
    with io.open(STORY, encoding='utf-8') as lines:
        return lines.read().splitlines()


@pytest.fixture(scope='module')
def rows(story):
    return find_new_words(story, contexts=0)


def texts(found):
    return [row.text for row in found]


def test_rows_are_found_words_that_the_bundled_vocabulary_lacks(story, rows):
    found = dict((row.text, row) for row in discover_words(story))
    bundled = load_bundled()
    assert len(rows) > 100
    for row in rows:
        assert len(row.text) > 1 and row.text not in bundled
        if row.text in found:
            assert (row.count, row.pmi, row.left_entropy, row.right_entropy) == found[row.text][1:5]
        assert row.score > 0 and row.surprise > 0
        assert row.documents == sum(row.text in line for line in story)


def test_rows_are_the_same_for_any_number_of_workers(story, rows, small_steps):
    small_steps('words')
    words = discover_words(story, evidence=False)
    assert [find_new_words(story, words=words, contexts=0, workers=number) for number in (1, 2)] == [rows] * 2
    lines = ['下岗职工领补贴', '下岗职工再就业', '帮下岗职工'] * 2 + ['岗职印错', '岗职贵', '问岗职', '岗职远', '查岗职']
    for known, number, found in (('下岗职工', 1, False), ('下岗职工', 2, False), ('下岗', 1, True)):
        assert ('岗职' in texts(find_new_words(lines * 50, known=[known], workers=number))) == found


def test_the_parts_of_long_texts_change_nothing(story, small_steps):
    lines = ['。'.join(story[start:start + 20]) for start in range(0, 100, 20)]
    expected = find_new_words(lines, contexts=0)
    assert len(lines) > 3 and max(row.documents for row in expected) <= len(lines)
    small_steps('corpus', LONGEST_PART=150)
    assert find_new_words(lines, contexts=0) == expected


def test_rows_are_ordered_by_score_and_then_by_text(rows):
    assert rows == sorted(rows, key=lambda row: (-row.score, row.text))


def test_the_first_rows_are_the_invented_names(rows):
    with io.open(os.path.join(FOLDER, str('new_words.txt')), encoding='utf-8') as lines:
        expected = set(lines.read().split())
    assert len(expected.intersection(texts(rows[:20]))) >= 15


def test_top_gives_the_first_rows(story, rows):
    assert find_new_words(story, top=7, contexts=0) == rows[:7]


def test_words_that_are_found_already_are_taken(story, rows):
    found = discover_words(story)
    assert find_new_words(story, words=iter(found), contexts=0) == rows
    fewer = [word for word in found if word.text != rows[0].text]
    # A frequent string that discovery did not find counts half.
    weaker = [row for row in find_new_words(story, words=fewer, contexts=0) if row.text == rows[0].text][0]
    assert weaker.score < 0.6 * rows[0].score


def test_what_is_known_takes_the_place_of_the_bundled_words(story, rows):
    first = rows[0].text
    assert first not in texts(find_new_words(story, known=[first]))
    bundled = sorted(load_bundled())
    assert find_new_words(story, known=bundled, contexts=0) == rows


def test_words_of_the_background_that_are_not_known_are_offered(story):
    known = set(load_bundled())
    known.discard('师父')
    assert '师父' in texts(find_new_words(story, known=sorted(known)))


@pytest.mark.parametrize('inside, found', [(4, False), (3, False), (2, True), (0, True)])
def test_pieces_of_longer_known_words_are_left_out(inside, found):
    lines = ['下岗职工领补贴', '下岗职工再就业', '帮下岗职工', '见下岗职工'][:inside]
    lines += ['岗职印错', '岗职贵', '问岗职', '岗职远', '查岗职', '岗职冷'][inside:]
    for longer in ('下岗职工', '下岗职'):
        assert ('岗职' in texts(find_new_words(lines * 2, known=[longer]))) == found
    assert '岗职' in texts(find_new_words(lines * 2, known=['岗']))


def freedom(counts, character):
    """Return how free and frequent a character is as a word, of 0 to 1, by its definition."""
    alone, total = counts.get(character, 0), float(sum(counts.values()))
    within = sum(count for text, count in counts.items() if character in text)
    return alone and alone / float(within) * min(1, max(0, math.log(alone / total / 1e-6) / math.log(1e4)))


@pytest.mark.parametrize('background', [
    {'的': 70, '手': 10, '键': 10, '感': 5, '手机': 5}, {'的': 9700, '手': 200, '键': 20, '键盘': 60, '感': 20},
    {'的': 9700, '手': 300, '键': 20, '键帽': 10}, {'的': 50, '手': 10, '键': 20, '键帽': 20}])
def test_the_score_of_a_word_by_hand(background):
    words = dict((word.text, word.count) for word in discover_words(REVIEWS, evidence=False))
    found = find_new_words(REVIEWS, ['手机'], background)
    row = [row for row in found if row.text == '键帽'][0]
    size = sum(len(text) * count for text, count in words.items())
    general = float(sum(background.values()))
    surprise = math.log(3.0 / size) - math.log(background['键'] / general) - math.log(0.5 / general)
    assert row.surprise == pytest.approx(surprise)
    novelty = surprise
    if '键帽' in background:
        # General text has the word, though the dictionary does not.
        novelty = max(0, math.log(3.0 / size) - math.log(background['键帽'] / general))
        assert (novelty == 0) == (background['键帽'] == 20) and novelty < surprise
    # In the reviews 键 is a word of its own at most twice, 帽 never but for the count that the model leaves it.
    total = float(sum(words.values()))
    saving = math.log(3 / total) - math.log(words['键'] / total) - math.log(words['帽'] / total)
    symbols, places = ''.join(REVIEWS).replace('，', ''), ''.join(REVIEWS).count
    assert row.pmi == pytest.approx(math.log(len(symbols) * 3.0 / (places('键') * places('帽'))))
    first, last = (max(freedom(background, character), freedom(words, character)) for character in '键帽')
    edges = 1 - (1 - first) * (1 - last)
    # Three places: two at the beginning of a clause, one after 副, one before an end; two before 厚 and 颜.
    entropy, at_ends = math.log(3) / math.log(3), (2 + 1) / 6.0
    nats = ((surprise + novelty) / 2 + saving) / 2 - 0.2 * math.log(3)
    assert row.score == pytest.approx(
        math.log(4) * nats / 2 ** 1.8 * (1 - 0.9 * edges)
        * (0.6 + 0.4 * entropy) * (1 + 0.2 * at_ends), abs=1e-6)


def test_the_pmi_comes_from_the_counts_of_parts_whether_they_are_candidates_or_not():
    texts = ['大竹峰有雾', '看大竹峰', '去大竹峰', '大雪大风', '云台寺远', '到云台寺', '问云台寺', '云台高', '看云台', '古寺新寺']
    counts = {'大竹峰': 3, '云台寺': 3, '云台': 2, '大': 2, '寺': 2}
    rows = find_new_words(texts, ['雪'], {'雪': 1000}, words=[
        unmeasured_word(text, count) for text, count in sorted(counts.items())])
    found = dict((row.text, row.pmi) for row in rows)
    total = float(sum(map(len, texts)))
    assert found['大竹峰'] == pytest.approx(math.log(total * 3 / (5 * 3)))
    assert found['云台寺'] == pytest.approx(math.log(total * 3 / (5 * 5)))


def test_an_unknown_option_names_the_function():
    with pytest.raises(ArgumentError) as caught:
        find_new_words(REVIEWS, evidence=True)
    assert 'find_new_words' in str(caught.value)


def test_known_without_words_is_refused():
    with pytest.raises(VocabularyError):
        find_new_words(REVIEWS, known=3)


def test_of_nested_words_the_one_stays_that_the_text_supports():
    lines = ['大竹峰有雾', '上大竹峰', '大竹峰的雪', '看大竹峰', '慈寿寺远', '到慈寿寺', '慈寿寺的钟', '问慈寿寺', '慈寿寺塔高',
             '拜慈寿寺塔']
    words = [unmeasured_word(text, 4) for text in ('大竹峰', '竹峰', '慈寿寺', '慈寿寺塔', '塔', '高')]
    rows = dict((row.text, row) for row in find_new_words(lines, known=['塔', '大'], words=words, contexts=0))
    assert sorted(rows) == ['大竹峰', '慈寿寺']
    assert rows['大竹峰'].also == ('竹峰',) and rows['慈寿寺'].also == ('慈寿寺塔',)


@pytest.mark.parametrize('outside, is_row', [(0, False), (1, False), (2, True)])
def test_a_word_stays_that_is_often_outside_of_the_longer_one(outside, is_row):
    lines = ['大竹峰有雾', '上大竹峰', '大竹峰的雪', '看大竹峰'] + ['竹峰远', '竹峰冷'][:outside]
    words = [unmeasured_word(text, 4) for text in ('大竹峰', '竹峰', '雪')]
    rows = texts(find_new_words(lines, known=['雪'], words=words, contexts=0))
    assert ('竹峰' in rows) == is_row and '大竹峰' in rows


@pytest.mark.parametrize('count, is_row', [(4, False), (5, True), (6, True)])
def test_frequent_strings_are_rows_though_discovery_has_not_found_them(count, is_row):
    lines = ['见石榔山', '过石榔了', '到石榔处', '问石榔人', '在石榔边', '从石榔来'][:count] + ['山了处人边来见过到问在从']
    words = [unmeasured_word(text, 2) for text in '见过到问在从山了处人边来石榔']
    rows = dict((row.text, row) for row in find_new_words(lines, known=['山'], words=words, contexts=0))
    assert sorted(rows) == (['石榔'] if is_row else [])
    assert [row.count for row in rows.values()] == [count] * is_row


@pytest.mark.parametrize('inside, is_row', [(1, True), (6, True), (7, False)])
def test_frequent_strings_stand_apart_from_found_words_in_half_of_their_places(inside, is_row):
    lines = ['见石榔山', '过石榔了', '到石榔处', '问石榔人', '在石榔边', '从石榔来']
    lines += ['石榔岭' + end for end in '见过到问在从山'[:inside]]
    words = [unmeasured_word(text, 6) for text in list('见过到问在从山了处人边来') + ['石榔岭']]
    assert ('石榔' in texts(find_new_words(lines, known=['山'], words=words, contexts=0))) == is_row


def test_known_words_and_letters_explain_a_word_and_others_do_not():
    background = {'手': 10, '机': 10, '手机': 5, '机壳': 50, '壳': 1, '位': 20, '的': 4}
    lines = ['手机壳薄', '买手机壳', '站C位', '抢C位']
    words = [unmeasured_word(text, 2) for text in ('手机壳', 'C位')]
    words += [unmeasured_word(text, 3) for text in '手机壳位站']
    rows = dict((row.text, row) for row in find_new_words(lines, ['手机'], background, words=words, contexts=0))
    share = 2 / (2 * 3 + 2 * 2 + 3 * 5.0)
    assert rows['手机壳'].surprise == pytest.approx(math.log(share / (5 / 100.0 * 1 / 100)))
    assert rows['C位'].surprise == pytest.approx(math.log(share / (1 / 64.0 * 20 / 100)))


def test_a_numeral_before_a_word_costs_its_share_of_the_score():
    def score(before):
        lines = [character + '枣树高' for character in before] + ['砍枣树了', '看枣树的', '说枣树不']
        words = [unmeasured_word('枣树', 6)] + [unmeasured_word(text, 1) for text in '砍看说']
        return find_new_words(lines, ['高'], {'高': 1, '了': 1}, words=words, contexts=0)[0].score
    for numerals in ('三五木', '39木'):
        assert score(numerals) == pytest.approx(score('山石木') * (1 - 0.8 * 2 / 6), abs=1e-5)


@pytest.mark.parametrize('known, share', [
    ('高木枣', 0), ('枣树远', 0), ('木枣', 3), ('树远', 1), ('木枣 树远', 3)])
def test_known_words_across_an_edge_cost_their_share_of_the_score(known, share):
    def score(words):
        lines = ['木枣树高', '木枣树了', '木枣树的', '看枣树远', '枣树', '说枣树不']
        found = [unmeasured_word('枣树', 6)] + [unmeasured_word(text, 1) for text in '木看说远']
        return find_new_words(lines, ['高'] + words, {'高': 1, '了': 1}, words=found, contexts=0)[0].score
    assert score(known.split()) == pytest.approx(score([]) * (1 - 0.4 * share / 6), abs=1e-5)


def test_few_documents_cost_a_word_half_of_what_they_lack():
    lines = ['枣树高，看枣树，说枣树不', '枣树了', '枣树的', '这枣树']
    words = [unmeasured_word('枣树', 6)] + [unmeasured_word(text, 1) for text in '看说这']
    few, many = (find_new_words(texts_, ['高'], {'高': 1, '了': 1}, words=words, contexts=0)[0]
                 for texts_ in (lines, lines[0].split('，') + lines[1:]))
    assert (few.documents, many.documents) == (4, 6)
    assert few.score == pytest.approx(many.score * (1 + math.log(5) / math.log(7)) / 2, abs=1e-5)


def test_few_different_neighbours_cost_a_word_half_of_what_they_lack():
    words = [unmeasured_word('枣树', 6)] + [unmeasured_word(text, 1) for text in '看说这']
    same, other = (find_new_words(lines, ['高'], {'高': 1, '了': 1}, words=words, contexts=0)[0].score
                   for lines in (['看枣树的'] * 4 + ['枣树'] * 2, ['枣树' + after for after in '高不了的大小']))
    # Of the same lines: one neighbour and two ends on either side, a third of the sides are ends.
    entropy = (4 * math.log(6 / 4.0) + 2 * math.log(6)) / 6
    parts = ((1 + math.log(1 + 3) / math.log(7)) / 2, 0.6 + 0.4 * entropy / math.log(6), 1 + 0.2 / 3)
    assert same / other == pytest.approx(parts[0] * parts[1] * parts[2] / (1 + 0.2 / 2), abs=1e-5)


@pytest.mark.parametrize('known, places, starts, cost', [
    ('枣树', 9, 8, 0), ('枣树', 9, 9, 0.5), ('枣树', 19, 16, 0), ('枣树', 19, 17, 0.25), ('枣树', 19, 19, 0.75),
    ('甜枣', 19, 19, 0.75), ('甜', 19, 19, 0), ('甜枣树脂', 19, 19, 0)])
def test_a_string_with_a_known_word_that_nearly_always_begins_or_ends_a_clause_loses_score(
        known, places, starts, cost):
    def score(left):
        beside = '高低大小远近红黄蓝绿东西南北春夏秋冬中'[:places]
        lines = ['甜枣树' + character for character in beside[:left]]
        lines += [character + '甜枣树' for character in beside[left:]]
        words = [unmeasured_word('甜枣树', places)] + [unmeasured_word(text, 1) for text in beside]
        return find_new_words(lines, ['高', known], {'高': 1, '了': 1}, words=words, contexts=0)[0].score
    assert score(starts) == pytest.approx(score(places // 2) * (1 - 0.8 * cost), abs=1e-5)
    assert score(places - starts) == pytest.approx(score(starts), abs=1e-5)


@pytest.mark.parametrize('outside, found', [(1, ['大竹峰']), (2, ['大竹', '大竹峰'])])
def test_the_beginning_of_a_longer_word_is_inside_it(outside, found):
    lines = ['大竹峰有雾', '上大竹峰', '大竹峰的雪', '看大竹峰'] + ['大竹远', '大竹冷'][:outside]
    words = [unmeasured_word(text, 4) for text in ('大竹峰', '大竹', '雪')]
    assert sorted(texts(find_new_words(lines, known=['雪'], words=words, contexts=0))) == found


@pytest.mark.parametrize('known, found', [('下岗职工', []), ('岗', ['岗职工'])])
def test_a_word_a_character_shorter_than_a_known_one_is_a_piece_of_it(known, found):
    lines = ['下岗职工领补贴', '下岗职工再就业', '帮下岗职工', '见下岗职工']
    words = [unmeasured_word('岗职工', 4), unmeasured_word('领', 1)]
    assert texts(find_new_words(lines, known=[known], words=words, contexts=0)) == found


def test_a_word_of_letters_has_neighbours():
    words = [unmeasured_word('WiFi', 3), unmeasured_word('上', 3)]
    row, = find_new_words(['用WiFi上，连WiFi上', '开WiFi上'], ['上'], {'上': 5}, words=words, contexts=0)
    assert (row.left_entropy, row.right_entropy, row.documents) == (pytest.approx(math.log(3)), 0, 2)


def test_a_piece_with_one_neighbour_gives_its_place_to_the_longer_word():
    actions = ['用{}冲了两杯', '买过{}', '{}很好看', '他说{}漏水', '新的{}到了', '把{}洗净']
    lines = [action.format('青岚壶') for action in actions] + [action.format('秋露茶') for action in actions]
    pieces = [unmeasured_word('岚壶', 6, 0.0), unmeasured_word('秋露', 6, 0.0)]
    found = dict((row.text, row) for row in find_new_words(lines, words=pieces, contexts=0))
    assert found['青岚壶'].also == ('岚壶',) and '岚壶' not in found
    # Below nine tenths, and below five places, both stay.
    for changed in (lines + ['山岚壶在卖'], lines[:4]):
        found = texts(find_new_words(changed, words=pieces[:1], contexts=0))
        assert '岚壶' in found and '青岚壶' not in found[:found.index('岚壶')]


def test_words_that_occur_once_are_left_out_by_default():
    lines = ['青岚壶很好看', '青岚壶漏水', '买了秋露茶']
    rows = [unmeasured_word('青岚壶', 2, 0.0), unmeasured_word('秋露茶', 1, 0.0)]
    assert '秋露茶' not in texts(find_new_words(lines, words=rows, contexts=0))
    assert '秋露茶' in texts(find_new_words(lines, words=rows, contexts=0, min_count=1))


def test_no_word_begins_or_ends_with_the_free_character_that_a_few_frames_have_beside_it():
    shops, items = '鲸屿 沐岚 澈野 半拾 栗光'.split(), '磨豆机 奶泡机 布粉器 摩卡壶 接粉环'.split()
    frames = '买了{0}的{1}，{2} {0}新出的{1}{2} {0}的{1}{2} 这个{1}{2} {1}我选了{0}的，{2} 昨天的{1}，{2}'.split()
    frames += ['有{1}{2}', '{1}{2}']
    ends = '做工不错 还没发货 有点贵 断货了 比上次那个好 包装很仔细 洗起来麻烦'.split()
    numbers = [7 * number * number + number for number in range(300)]
    lines = [frames[number % 8].format(
        shops[number // 8 % 5], items[number // 40 % 5], ends[number // 200 % 7]) for number in numbers]
    rows = [row.text for row in find_new_words(lines)]
    assert not [text for text in rows if '的' in (text[0], text[-1])] and set(items) <= set(rows)
    # Of two characters, words may end with it.
    ends = '贵 来 坏 远 熟 凉 谢 停'.split() * 3
    lines = [first + '有的' + last for first, last in zip('书人车店路饭茶花风雨山水' * 2, ends)]
    assert '有的' in texts(find_new_words(lines))


def test_a_numeral_before_a_word_costs_it_rank():
    lines = ['门前有三棵枣树', '栽了两棵枣树', '砍了五棵枣树', '一棵枣树也没有', '门前有黑瓦屋', '住在黑瓦屋', '黑瓦屋漏了', '拆了黑瓦屋']
    found = texts(find_new_words(lines * 3, known=['树', '屋'], contexts=0))
    assert found.index('黑瓦屋') < min([found.index(text) for text in found if text.startswith('棵')] or [99])


def run(tmpdir, *arguments):
    out = str(tmpdir.join('out.txt'))
    assert main(['new', '-q', '-o', out] + list(arguments)) == 0
    with io.open(out, encoding='utf-8') as lines:
        return lines.read().splitlines()


def test_the_verb_writes_what_the_function_returns(tmpdir, rows):
    assert run(tmpdir, '--top', '30', STORY) == ['%s %d' % (row.text, row.count) for row in rows[:30]]
    mixed = tmpdir.join('mixed.txt')
    mixed.write_binary('\n'.join(REVIEWS + ['換了一副鍵帽', '鍵帽厚實']).encode('utf-8'))
    assert run(tmpdir, '--fold', str(mixed)) == [
        '%s %d' % (row.text, row.count) for row in find_new_words(Corpus(str(mixed)), fold=True)]
    assert run(tmpdir, '--fold', str(mixed)) != run(tmpdir, str(mixed))
    objects = [json.loads(line) for line in run(tmpdir, '--top', '3', '--format', 'jsonl', STORY)]
    assert [one['text'] for one in objects] == texts(rows[:3])
    assert sorted(objects[0]) == sorted(NewWord._fields)


def test_the_background_is_text_or_words_with_counts(tmpdir, rows):
    words, text = tmpdir.join('words.txt'), tmpdir.join('text.txt')
    lines = ['今天天气很好', '我们去公园走走', '天气预报说有雨'] * 5
    text.write_binary('\n'.join(lines).encode('utf-8'))
    counts = dict((word.text, word.count) for word in discover_words(lines, evidence=False))
    words.write_binary(''.join('%s %d\n' % item for item in counts.items()).encode('utf-8'))
    expected = ['%s %d' % (row.text, row.count)
                for row in find_new_words(Corpus(STORY), background=counts, contexts=0)]
    assert expected != ['%s %d' % (row.text, row.count) for row in rows]
    for path in (words, text):
        assert run(tmpdir, '--background', str(path), STORY) == expected
    assert texts(find_new_words(Corpus(STORY), background=Corpus(str(text)), contexts=0)) == [
        line.split()[0] for line in expected]
    assert main(['new', '-q', '--background', str(tmpdir.join('missing.txt')), STORY]) == 1


def test_dictionaries_add_up_and_have_an_encoding(tmpdir, rows):
    first, second = tmpdir.join('a.txt'), tmpdir.join('b.txt')
    first.write_binary((rows[0].text + ' 3\n').encode('gb18030'))
    second.write_binary((rows[1].text + '\n').encode('gb18030'))
    lines = run(tmpdir, '--known', str(first), '--known', str(second), '--dict-encoding', 'gb18030', STORY)
    words = set(line.split()[0] for line in lines)
    assert rows[2].text in words and not words & set(texts(rows[:2]))
    assert texts(find_new_words(Corpus(STORY), known=texts(rows[:2]))) == [line.split()[0] for line in lines]


def test_traditional_forms_of_bundled_words_are_known():
    texts = ['這裡的服務很好', '服務員不多', '房間的服務一般', '沒有服務', '服務态度好', '他們服務周到'] * 2
    assert '服務' not in [row.text for row in find_new_words(texts, contexts=0)]
    assert '服務' in [row.text for row in find_new_words(texts, known=['好'], contexts=0)]
