# -*- coding: utf-8 -*-
"""Test the classes of gaps: by where their fillers occur, named, saved, edited and read back."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import random

import pytest

try:
    from collections.abc import Mapping
except ImportError:
    from collections import Mapping

from nlp_zero.errors import ArgumentError, FormatError
from nlp_zero.templates import (Slot, SlotClass, Template, assign_classes, find_classes, gap_classes,
                                load_classes, save_classes)

DISHES = ['红烧肉', '豆腐汤', '炒面', '春卷', '酸辣汤', '凉拌面']
HOTELS = ['东湖酒店', '西山酒店', '南岭酒店', '海边酒店', '火车站']


class OnlyMapping(Mapping):
    def __getitem__(self, name):
        return {'菜': {'鱼': 0.5}}[name]

    def __iter__(self):
        return iter(['菜'])

    def __len__(self):
        return 1


def slots():
    """Return six gaps: three of dishes, three of hotels; what is shared of each is not the same."""
    found = []
    for things, texts in ((DISHES, ('能做 [X] 吗', '[X] 怎么做', '我想吃 [X]')),
                          (HOTELS, ('住在 [X] 吧', '[X] 在哪', '[X] 的电话'))):
        for number, text in enumerate(texts):
            fillers = {thing: 1 + number for thing in things[number:number + 4]}
            found.append(Slot(Template.from_text(text), 0, fillers))
    return found


def test_gaps_that_share_fillers_are_one_class():
    classes = find_classes(slots())
    assert [len(found.gaps) for found in classes] == [3, 3]
    by_gap = gap_classes(classes)
    names = [by_gap[slot.template, 0] for slot in slots()]
    assert len(set(names[:3])) == len(set(names[3:])) == 1 and names[0] != names[3]
    assert names[0] in DISHES and names[3] in HOTELS
    for found in classes:
        assert set(found.members) <= set(DISHES if found.name in DISHES else HOTELS)
        assert all(0.5 <= strength < 1 for strength in found.members.values()) and len(found.members) >= 4
        assert max(found.members.values()) == found.members[found.name]


def test_a_filler_met_once_belongs_by_how_it_ends():
    rows = slots() + [Slot(Template.from_text('从 [X] 出发'), 0, {'北门酒店': 1, '东湖酒店': 1, '西山酒店': 1})]
    members = [found.members for found in find_classes(rows) if '东湖酒店' in found.members][0]
    assert members['北门酒店'] == 0.5
    rows[-1] = rows[-1]._replace(fillers={'北门': 1, '东湖酒店': 1, '西山酒店': 1})
    assert '北门' not in [text for found in find_classes(rows) for text in found.members]


def test_a_typed_gap_in_a_filler_counts_as_one_character():
    rows = slots()
    for number, text in enumerate(('[X] 价格', '[X] 的 价格', '打开 [X] 看看')):
        phones = ['红岩[MODEL]手机', '[MODEL]', '大江[MODEL]', '青山[MODEL]', '青山手机']
        rows.append(Slot(Template.from_text(text), 0, dict.fromkeys(phones, 1 + number)))
    classes = find_classes(rows)
    assert [len(found.gaps) for found in classes] == [3, 3, 3]
    assert [sorted(found.members) for found in classes if '[MODEL]' in found.members] == [sorted(phones)]
    assert sum(len(found.members) for found in find_classes(rows, max_length=3)
               if '[MODEL]' in found.members) == 3


@pytest.mark.parametrize('mark, length', [('[X]', 3), ('[X1]', 4), ('[X12]', 5), ('[X1A]', 1), ('[NUM]', 1)])
def test_only_a_typed_gap_counts_as_one_character(mark, length):
    rows = slots() + [Slot(Template.from_text(text), 0, dict.fromkeys([mark, '甲', '乙', '丙'], 3))
                      for text in ('[X] 价格', '[X] 的 价格', '打开 [X] 看看')]
    members = [[text for found in find_classes(rows, max_length=most) for text in found.members]
               for most in (length - 1, length)]
    assert mark not in members[0] and mark in members[1]


@pytest.mark.parametrize('text, short, long_ones, elsewhere, is_class', [
    ('怀孕 能 吃 [X] 吗', 8, 5, 0, True), ('怀孕 能 吃 [X] 吗', 7, 0, 0, False), ('吃 [X] 吗', 8, 0, 0, True),
    ('吃 [X]', 9, 0, 0, False), ('怀孕 能 吃 [X] 吗', 9, 6, 0, True), ('怀孕 能 吃 [X] 吗', 8, 6, 0, False),
    ('怀孕 能 吃 [X] 吗', 8, 0, 71, True), ('怀孕 能 吃 [X] 吗', 8, 0, 72, False)])
def test_a_gap_like_no_other_is_a_class_of_its_own(text, short, long_ones, elsewhere, is_class):
    # Of the 11 fillers of the other gaps, nine are repeated: a tenth of 11 + 8 + 71.
    foods = {'甲乙丙丁戊己庚辛壬'[number] + '笋': 1 for number in range(short)}
    rest = {'甲乙丙丁戊己庚辛壬'[number] + '子丑寅卯': 1 for number in range(long_ones)}
    template = Template.from_text(text)
    rows = slots() + [Slot(template, 0, dict(foods, **rest))]
    rows.append(Slot(Template.from_text('[X] 来'), 0, {'%d' % number: 1 for number in range(elsewhere)}))
    classes = find_classes(rows, max_length=4)
    members = [set(found.members) for found in classes if found.gaps == [(template, 0)]]
    assert members == ([set(foods)] if is_class else [])


@pytest.mark.parametrize('min_strength', [0.2, 0.3, 0.5])
@pytest.mark.parametrize('other, classes', [(2, 1), (3, 0)])
def test_two_gaps_with_the_same_fillers_are_no_classes_of_their_own(min_strength, other, classes, tmpdir):
    # 3 of 5 occurrences plus one are a half, 3 of 6 plus one are less.
    fillers = dict.fromkeys('甲乙丙丁戊己庚辛', 3)
    rows = [Slot(Template((None, '吗', '啊')), 0, fillers),
            Slot(Template(('想', '去', None)), 0, dict.fromkeys(fillers, other))]
    found = find_classes(rows, similarity=1, min_strength=min_strength)
    assert [sorted(row.members) for row in found] == [sorted(fillers)] * classes
    path = str(tmpdir.join('classes'))
    save_classes(found, path)
    assert [sorted(members) for members in load_classes(path).values()] == [sorted(fillers)] * classes


@pytest.mark.parametrize('min_strength, gaps', [(0.3, [3, 1]), (0.5, [1])])
def test_a_member_of_a_class_of_several_gaps_is_no_member_of_another(min_strength, gaps):
    # 12 of 25 occurrences plus one are .46, and 13 are .5.
    cities = ['北京', '上海', '广州', '深圳', '天津', '重庆', '南京', '成都']
    tickets = ['票%d' % number for number in range(20)]
    rows = [Slot(Template(words), 0, dict.fromkeys(cities, 4))
            for words in ((None, '怎么', '走'), ('去', None, '多远'), (None, '的', '天气'))]
    rows.append(Slot(Template(('订', '张', None)), 0, dict.fromkeys(cities, 13)))
    rows[-1].fillers.update(dict.fromkeys(tickets, 3))
    found = find_classes(rows, min_strength=min_strength, similarity=0.6)
    assert [len(row.gaps) for row in found] == gaps
    members = [sorted(row.members) for row in found]
    assert members == ([sorted(cities), sorted(tickets)] if len(gaps) > 1 else [sorted(cities + tickets)])


def test_particles_at_the_ends_are_taken_off():
    rows = slots()
    rows[1] = rows[1]._replace(fillers={thing + '的': count for thing, count in rows[1].fillers.items()})
    assert [found.name for found in find_classes(rows)] == [found.name for found in find_classes(slots())]


def test_the_order_changes_nothing():
    rows, expected = slots(), find_classes(slots())
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        assert find_classes(rows) == expected and len(expected) == 2


@pytest.mark.parametrize('settings, classes', [
    ({'min_distinct': 4}, 2), ({'min_distinct': 5}, 0), ({'max_length': 3}, 1), ({'max_length': 4}, 2),
    ({'similarity': 0.4}, 2), ({'similarity': 1}, 0),
    ({'min_strength': 0.95}, 0)])
def test_limits(settings, classes):
    assert len(find_classes(slots(), **settings)) == classes


@pytest.mark.parametrize('alike, is_member', [(2, False), (3, True)])
def test_several_members_end_as_one_that_is_met_once(alike, is_member):
    rows = slots()[:3]
    for text in ('住在 [X] 吧', '[X] 在哪', '[X] 的电话'):
        fillers = dict.fromkeys(HOTELS[:alike] + ['火车站', '码头'], 2)
        rows.append(Slot(Template.from_text(text), 0, fillers))
    rows[-1].fillers['北门酒店'] = 1
    members = [text for found in find_classes(rows) for text in found.members]
    assert '码头' in members and ('北门酒店' in members) == is_member


@pytest.mark.parametrize('place, others, extra, is_member', [
    ('要 [X] 吗', 160, '去风玩', True), ('要 [X] 吗', 60, '去风玩', False), ('要 [X] 吗', 160, '风雨', False),
    ('[X] 好 吗', 160, '去风玩', False), ('[X] 好 吗', 360, '去风玩', True)])
def test_what_is_met_once_begins_and_ends_like_the_class(place, others, extra, is_member):
    stems, branches = '甲乙丙丁戊己庚辛壬癸春夏秋冬东西南北', '子丑寅卯辰巳午未申酉戌亥金木水火土石山海'
    rows = [Slot(Template.from_text('他 [X] 呢'), 0, dict.fromkeys(
        [stem + branch for stem in stems for branch in branches][:others], 1))]
    for text in ('你 会 [X] 吗', '我 想 [X]', '别 [X] 了', place):
        rows.append(Slot(Template.from_text(text), 0, {'去%s玩' % stem: 2 for stem in stems}))
    rows[-1].fillers[extra] = 1
    members = [found.members for found in find_classes(rows) if '去甲玩' in found.members][0]
    assert len(members) == len(stems) + is_member and (extra in members) == is_member


@pytest.mark.parametrize('others, gaps', [(5, [4, 3]), (6, [3, 3])])
def test_a_gap_in_no_group_joins_the_most_similar_class(others, gaps):
    fillers = dict({'第%d条' % number: 1 for number in range(others)}, **{'红烧肉': 2, '豆腐汤': 2, '炒面': 2})
    rows = slots() + [Slot(Template.from_text('关于 [X] 呢'), 0, fillers)]
    classes = find_classes(rows, similarity=0.4)
    assert [len(found.gaps) for found in classes] == gaps
    assert '第1条' not in [text for found in classes for text in found.members]


@pytest.mark.parametrize('fillers, name', [
    ({'鱼': 3, '天': 7}, '菜'), ({'鱼': 3, '天': 8}, None), ({'鱼的': 3}, '菜'), ({'的': 3}, '字')])
def test_a_gap_has_the_class_of_three_in_ten_of_its_fillers(fillers, name):
    slot = Slot(Template.from_text('我 [X]'), 0, fillers)
    assert assign_classes([slot], {'菜': ['鱼'], '字': ['的']}).get((slot.template, 0)) == name


def test_errors():
    for settings in ({'similarity': 0}, {'similarity': 1.1}, {'colour': 1}):
        with pytest.raises(ArgumentError):
            find_classes([], **settings)
    assert find_classes([]) == []


def test_saved_edited_and_read_back(tmpdir):
    classes, path = find_classes(slots()), str(tmpdir.join('classes.txt'))
    save_classes(classes, path)
    loaded = load_classes(path)
    assert sorted(loaded) == sorted(found.name for found in classes)
    for found in classes:
        assert loaded[found.name] == {text: round(s, 3) for text, s in found.members.items()}
    assert loaded.gaps == gap_classes(classes)
    assert assign_classes(slots(), dict.fromkeys(loaded, ())) == {}
    with io.open(path, encoding='utf-8') as lines:
        renamed = load_classes([line.replace(classes[0].name + '\t', '菜\t', 1) for line in lines
                                if line.startswith(classes[0].name + '\t')] + ['菜\t鱼'])
    assert set(renamed) == {'菜'}
    assert set(assign_classes(slots(), renamed)) == set(classes[0].gaps)
    save_classes(renamed, path)
    again = load_classes(path)
    assert again == renamed and again.gaps == {gap: '菜' for gap in classes[0].gaps}
    edited = load_classes(['菜\t' + dish for dish in DISHES] + ['', '住处\t东湖酒店\t0.8'])
    assert edited['菜'] == dict.fromkeys(DISHES, 1.0) and edited['住处'] == {'东湖酒店': 0.8}
    assigned = assign_classes(slots(), edited)
    assert [assigned.get((slot.template, 0)) for slot in slots()] == ['菜', '菜', '菜', None, None, None]
    save_classes(edited, path)
    assert load_classes(path) == edited


@pytest.mark.parametrize('line', ['菜', '菜\t', '\t鱼', '菜\t鱼\tx', '菜\t鱼\t1.5', '菜\t鱼\t1\t2',
                                  '菜\t鱼 [X]\t#2', '菜\t鱼 [X]\t#0', '菜\t鱼 [\t#1', '\t鱼 [X]\t#1', b'\xff\tx'])
def test_says_which_line_is_wrong(line, tmpdir):
    path = tmpdir.join('classes.txt')
    good = '菜\t鱼\n'.encode('utf-8')
    path.write_binary(good + (line if isinstance(line, bytes) else line.encode('utf-8')) + b'\n')
    with pytest.raises(FormatError) as caught:
        load_classes(str(path))
    assert caught.value.line == 2


def test_a_gap_line_counts_for_itself(tmpdir):
    ask, where = Template.from_text('我 [X]'), Template.from_text('[X] 到 [X]')
    lines = ['菜\t鱼\t0.500', '菜\t我 [X]\t#1', '住处\t[X] 到 [X]\t#2', '住处\t[X] 到 [X]\t#2']
    for name in ('菜', '吃的'):  # alike in all lines, and renamed in the line of the gap only
        loaded = load_classes([lines[0], lines[1].replace('菜', name)] + lines[2:])
        assert set(loaded) == {'菜', name, '住处'} and loaded['菜'] == {'鱼': 0.5} and loaded['住处'] == {}
        gaps = {(ask, 0): name, (where, 1): '住处'}
        rows = [Slot(ask, 0, {'天': 1}), Slot(where, 0, {'天': 1}), Slot(where, 1, {'天': 1})]
        assert loaded.gaps == gaps and assign_classes(rows, loaded) == gaps
        save_classes(loaded.copy(), str(tmpdir.join('classes.txt')))
        again = load_classes(str(tmpdir.join('classes.txt')))
        assert again == loaded and again.gaps == gaps
    with pytest.raises(FormatError) as caught:
        load_classes(lines + ['吃的\t我 [X]\t#1'])
    assert caught.value.line == 5
    with pytest.raises(FormatError):
        save_classes([SlotClass('菜\t二', {}, [(ask, 0)])], str(tmpdir.join('classes.txt')))


def test_saves_any_mapping(tmpdir):
    path = str(tmpdir.join('classes.txt'))
    save_classes(OnlyMapping(), path)
    assert load_classes(path) == {'菜': {'鱼': 0.5}}


def test_the_command_line_names_classes(command, tmpdir):
    texts = ['能 做 %s 吗', '%s 怎么 做', '请 给 我 %s']
    lines = [text % dish for text in texts for dish in DISHES for _ in range(3)]
    lines += [text % place for text in ('住 在 %s 吧', '到 %s 要 多久') for place in HOTELS for _ in range(3)]
    lines += ['%s %s' % (x, y) for x in '子丑寅卯辰' for y in '巳午未申酉']
    data = '\n'.join(lines).encode('utf-8')
    saved = tmpdir.join('classes.txt')
    settings = ('templates', '-q', '--segmented', '--min-saving', '0.5', '--min-pmi', '0',
                '--join-phrases', 'no')

    def classes(*more):
        done = command(*(settings + ('--slots',) + more), stdin=data)
        assert done.code == 0
        return [slot['class'] for line in done.out.splitlines() for slot in json.loads(line)['slots']]

    named = classes('--save-classes', str(saved))
    assert set(named) == set(load_classes(str(saved))) and len(set(named)) == 2
    assert set(named) & set(DISHES) and set(named) & set(HOTELS)
    saved.write_binary(saved.read_binary().replace(named[0].encode('utf-8') + b'\t', '菜\t'.encode('utf-8')))
    assert '菜' in classes('--classes', str(saved))
    assert command(*(settings + ('--classes', str(saved))), stdin=data).code == 2


@pytest.mark.parametrize('name, member, strength', [
    ('菜\t二', '鱼', 1.0), ('菜', '鱼\n二', 1.0), ('', '鱼', 1.0), ('菜', '', 1.0), (5, '鱼', 1.0),
    ('菜', '鱼', 1.5), ('菜', '鱼', float('nan')), ('菜', '鱼', None)])
def test_what_no_line_can_hold_is_an_error_and_the_old_file_stays(tmpdir, name, member, strength):
    path = str(tmpdir.join('classes.txt'))
    save_classes({'\ufeff菜': {'鱼': 0.5}}, path)
    with pytest.raises(FormatError) as caught:
        save_classes({name: {member: strength}}, path)
    assert 'no line can hold the member' in str(caught.value)
    assert load_classes(path) == {'\ufeff菜': {'鱼': 0.5}}


def test_wrong_kinds_of_classes_and_slots():
    for call in (lambda: save_classes(None, '-'), lambda: save_classes(['菜'], '-'),
                 lambda: save_classes({'菜': ['鱼']}, '-'), lambda: gap_classes(['菜']),
                 lambda: assign_classes([None], {}), lambda: assign_classes([], None)):
        with pytest.raises(ArgumentError):
            call()
