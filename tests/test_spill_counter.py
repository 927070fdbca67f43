# -*- coding: utf-8 -*-
"""Counts of keys that go to run files beyond a budget: the same as in memory, for every key and budget."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import pickle
import random

import pytest

from nlp_zero._runtime import Resources
from nlp_zero.errors import FormatError, OutputError
from nlp_zero.ngrams import TEXT_KEYS, WORD_KEYS, SpillCounter

from processes import limited_file_size

#: Bytes that an entry counts for.
WORD_ENTRY, TEXT_ENTRY = 500, 200

WORDS = [None, '', ' ', '\t', '\n', '\r', '\\', '\\-', '\\0', '\\s', 'a b', '\x00', '\u2028', '甲']


def bounded(memory, folder, keys=WORD_KEYS, **options):
    return SpillCounter(Resources(memory, temp_dir=str(folder)), keys, **options)


def fill(counter, keys):
    """Count keys one by one; return {key: count} of them."""
    expected = {}
    for key in keys:
        counter.add({key: 1})
        expected[key] = expected.get(key, 0) + 1
    return expected


def files(folder):
    """Return the paths of all files below a folder."""
    return sorted(os.path.join(where, name) for where, _, names in os.walk(str(folder)) for name in names)


@pytest.mark.parametrize('keys, entry', [(WORD_KEYS, WORD_ENTRY), (TEXT_KEYS, TEXT_ENTRY)])
@pytest.mark.parametrize('entries, spilled', [(2, False), (3, False), (4, True)])
def test_a_budget_holds_so_many_entries(tmpdir, keys, entry, entries, spilled):
    counter = bounded(3 * entry, tmpdir, keys)
    fill(counter, ['%d' % number if keys is TEXT_KEYS else ('%d' % number,) for number in range(entries)])
    assert counter.spilled is spilled


@pytest.mark.parametrize('entries, spilled', [(4, False), (5, False), (6, True)])
def test_some_entries_are_held_under_any_budget(tmpdir, entries, spilled):
    counter = bounded(1, tmpdir, TEXT_KEYS, min_entries=5)
    fill(counter, ['%d' % number for number in range(entries)])
    assert counter.spilled is spilled


def test_whoever_counts_may_hold_the_dict(tmpdir):
    counter = bounded(WORD_ENTRY, tmpdir)
    counts = counter.counts
    for _ in range(5):
        for key in (('甲',), ('乙',)):
            counts[key] = counts.get(key, 0) + 1
            counter.spill_if_full()
    assert counter.spilled and dict(counter.items()) == {('甲',): 5, ('乙',): 5}


def test_many_runs_are_merged(tmpdir):
    counter = bounded(WORD_ENTRY, tmpdir)
    expected = fill(counter, [('%d' % (number % 7), None, '甲') for number in range(200)])
    assert 1 <= len(files(tmpdir)) < 40
    assert dict(counter.items()) == expected
    enough = {key: count for key, count in expected.items() if count >= 29}
    assert 0 < len(enough) < len(expected) and dict(counter.items(29)) == enough


def test_any_word_survives(tmpdir):
    counter, rng = bounded(2 * WORD_ENTRY, tmpdir), random.Random(31)
    expected = fill(counter, [tuple(rng.choice(WORDS) for _ in range(rng.randint(2, 4))) for _ in range(300)])
    assert counter.spilled and dict(counter.items()) == expected
    groups, found = counter.groups(1), {}
    for first in set(key[:1] for key in expected):
        found.update((first + rest, count) for rest, count in groups.items(first))
    assert found == expected and list(groups.items(('乙',))) == []
    counter.close()
    assert files(tmpdir) == []


def test_any_text_survives(tmpdir):
    counter, rng = bounded(2 * TEXT_ENTRY, tmpdir, TEXT_KEYS), random.Random(32)
    texts = [''.join(rng.choice(WORDS[1:]) for _ in range(rng.randint(0, 2))) for _ in range(300)]
    expected = fill(counter, texts)
    assert counter.spilled and '' in expected and dict(counter.items()) == expected


def test_spilled_keys_come_with_the_same_first_word_together(tmpdir):
    counter, rng = bounded(WORD_ENTRY, tmpdir), random.Random(33)
    fill(counter, [(rng.choice(['甲', '甲 乙', '甲\\', '乙']), rng.choice('子丑寅')) for _ in range(100)])
    firsts = [key[0] for key, _ in counter.items()]
    changes = sum(1 for before, after in zip(firsts, firsts[1:]) if before != after)
    assert changes == len(set(firsts)) - 1 == 3


@pytest.mark.parametrize('count', [0, 0.9, 1, 2, 2.5, 40, 100])
def test_dropping_rare_keys_is_the_same_in_files(tmpdir, count):
    free, spilling = bounded(None, tmpdir), bounded(1, tmpdir)
    for _ in range(3):
        for counter in (free, spilling):
            rng = random.Random(34)
            fill(counter, [(rng.choice('甲乙丙'), None if rng.random() < 0.1 else rng.choice('子丑寅卯辰巳午未'))
                           for _ in range(150)])
            counter.drop_rare(count)
        assert dict(spilling.items()) == dict(free.items()) and spilling.spilled
        assert min(free.counts.values() or [101]) > count
    assert (count < 40) is bool(free.counts)


def test_a_pickled_counter_has_all_counts_and_the_budget(tmpdir):
    for memory in (None, WORD_ENTRY):
        counter = bounded(memory, tmpdir)
        expected = fill(counter, [('甲', None), ('乙', '丙'), ('甲', None)])
        copy = pickle.loads(pickle.dumps(counter, 2))
        assert dict(copy.items()) == expected == dict(counter.items())
        copy.spill_if_full()
        assert copy.spilled is (memory is not None)


@pytest.mark.parametrize('keys', [WORD_KEYS, TEXT_KEYS])
def test_a_state_is_taken_up_and_other_files_go(tmpdir, keys):
    stage = Resources(checkpoint=str(tmpdir)).stage('recount')
    some = [('甲', None), ('乙', '丙 丁'), ('丙', '')] if keys is WORD_KEYS else ['甲乙', '乙丙', '']
    counter = SpillCounter(Resources(1), keys, stage, min_entries=1)
    expected = fill(counter, some)
    stage.save(counter.state)
    fill(counter, some)
    again = SpillCounter(Resources(1), keys, stage, min_entries=1)
    again.restore(stage.load())
    assert len(counter.counts) + len(again.counts) > 0
    assert dict(again.items()) == expected
    counter.close()
    again.close()
    assert [path for path in files(tmpdir) if 'data-recount-' in path]
    stage.remove()
    assert not tmpdir.check()


def test_runs_of_a_checkpoint_are_not_merged_away(tmpdir):
    stage = Resources(checkpoint=str(tmpdir)).stage('recount')
    counter = SpillCounter(Resources(1), TEXT_KEYS, stage)
    fill(counter, '甲' * 40)
    state = counter.state()
    fill(counter, '甲' * 40)
    counter.restore(state)
    assert dict(counter.items()) == {'甲': 40}


@pytest.mark.parametrize('damage', [lambda data: data[:-1], lambda data: data.replace(b'1', b'2', 1)])
def test_a_damaged_file_is_an_error(damage, tmpdir):
    counter = bounded(WORD_ENTRY, tmpdir)
    counter.add({('甲', '乙'): 1, ('甲', '丙'): 1})
    path, = files(tmpdir)
    with open(path, 'rb') as source:
        data = source.read()
    with open(path, 'wb') as out:
        out.write(damage(data))
    with pytest.raises(FormatError) as caught:
        list(counter.items())
    assert 'damaged' in str(caught.value) and caught.value.path == path


def test_a_full_disk_is_an_error_and_leaves_no_file(tmpdir):
    counter = bounded(WORD_ENTRY, tmpdir)
    with limited_file_size(1000):
        with pytest.raises(OutputError) as caught:
            counter.add(dict((('甲', '%d' % number), 1) for number in range(1000)))
    assert 'temp_dir' in str(caught.value) and str(tmpdir) in str(caught.value)
    assert files(tmpdir) == []


def test_groups_that_do_not_fit_into_a_checkpoint_ask_for_room_there(tmpdir):
    folder = str(tmpdir.join('kept'))
    resources = Resources(WORD_ENTRY, checkpoint=folder)
    counter = SpillCounter(resources, stage=resources.stage('evidence'))
    counter.add(dict((('甲', '%d' % number), 1) for number in range(1000)))
    with limited_file_size(1000):
        with pytest.raises(OutputError) as caught:
            counter.groups(1)
    message = str(caught.value)
    assert 'make room there' in message and 'temp_dir' not in message and folder in message
