# -*- coding: utf-8 -*-
"""Test the verbs phrases, templates, match and parse from the command line."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
import pkgutil
import zlib
from collections import OrderedDict

from nlp_zero.cli import main
from nlp_zero.templates import TemplateFinder, find_templates, sorted_templates
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import BUNDLED

QUESTIONS = ('周末 能 退票 吗\n明天 能 改签 吗 ？\n今晚 下雨\n现在 能 开门 吗\n'
             '我 想 退票\n我 想 改签\n[X] 能 退票 吗\n').encode('utf-8')
VOCABULARY = '周末 2\n明天 2\n退票 3\n改签 2\n现在 1\n开门 1\n'.encode('utf-8')


def write(tmpdir, name, data):
    path = os.path.join(str(tmpdir), name)
    with io.open(path, 'wb') as out:
        out.write(data)
    return path


def test_phrases(command):
    done = command('phrases', '--segmented', '--min-count', '2', '--scoring', 'pmi', '--threshold', '0.5',
                   stdin=QUESTIONS)
    assert (done.code, done.err) == (0, '')
    rows = [line.split('\t') for line in done.out.splitlines()]
    assert ['我 想', '2', '2'] in [row[:3] for row in rows]
    assert min(float(row[3]) for row in rows) > 0.5


def test_templates(command):
    done = command('templates', '--all', '--segmented', '--min-pmi', '0.4', stdin=QUESTIONS)
    assert (done.code, done.out, done.err) == (0, '[X] 能 [X] 吗\t4\n', '')


def test_the_command_line_has_the_defaults_and_words_of_the_api(command):
    lines = ['%d月%d日能%s吗' % (month, day, what) for month in (3, 5, 9) for day in (1, 8)
             for what in ('退票', '改签', '上车', '下车')] + ['今天天气很好', '我想听音乐', '电话打不通'] * 30
    data, cut = '\n'.join(lines).encode('utf-8'), Tokenizer(numbers=None).lcut
    finder = TemplateFinder(cut)
    finder.train(lines)
    finder.find(lines)
    found = ['%s\t%d' % (template.to_text(), count) for template, count in sorted_templates(finder.templates)]
    assert '3 月 [X] 日 能 [X] 吗\t8' in found
    assert command('templates', '-q', '--all', stdin=data).out.splitlines() == found
    # Dates are typed gaps by default, so it does not matter whether they are joined.
    for tokenize in (cut, Tokenizer().lcut):
        found = ['%s\t%d' % (row.template.to_text(), row.count) for row in find_templates(lines, tokenize)]
        assert command('templates', '-q', stdin=data).out.splitlines() == found != []


def test_the_small_set_is_the_default_and_says_what_it_covers(command):
    lines = ['能 %s 吗' % x for x in '甲乙丙丁戊己庚辛'] + ['%s %s' % (x, y) for x in '子丑寅' for y in '卯辰巳午']
    data = '\n'.join(lines + ['你 好 啊'] * 9).encode('utf-8')
    settings = ('templates', '--segmented', '--min-saving', '1', '--min-pmi', '0.1')
    done = command(*settings, stdin=data)
    assert (done.code, done.out) == (0, '能 [X] 吗\t8\n')
    assert done.err == 'nlp-zero: 1 template, which covers 27.6 % of the clauses\n'
    assert command(*(settings + ('-q',)), stdin=data).err == ''
    assert '你 好 啊\t9' in command('templates', '--segmented', '--all', '--min-pmi', '0.1', stdin=data).out
    assert command('templates', '--all', '--min-saving', '1', stdin=data).code == 2


def test_templates_whose_gaps_vary(command):
    data = '我 想 甲 吗\n我 想 乙 吗\n他 要 丙 啊\n他 要 丙 啊\n她 走\n'.encode('utf-8')
    settings = ('templates', '--all', '--segmented', '--min-count', '2', '--min-pmi', '0', '--inner-gap')
    assert command(*settings, stdin=data).out == '他 [X] 丙 啊\t2\n他 要 [X] 啊\t2\n我 想 [X] 吗\t2\n'
    assert command(*(settings + ('--min-fillers', '2')), stdin=data).out == '我 想 [X] 吗\t2\n'
    assert command(*(settings + ('--min-entropy', '0.69')), stdin=data).out == '我 想 [X] 吗\t2\n'
    assert command(*(settings + ('--min-entropy', '0.7')), stdin=data).out == ''


def test_templates_within_a_budget(command):
    for memory in ('1', '1kB', '36kB', '1GB'):
        done = command('templates', '--all', '--segmented', '--min-pmi', '0.4', '--memory', memory,
                       stdin=QUESTIONS)
        assert (done.code, done.out, done.err) == (0, '[X] 能 [X] 吗\t4\n', '')
    assert command('templates', '--all', '--memory', 'much', stdin=QUESTIONS).code == 2


def test_templates_above_a_share(command):
    settings = ('templates', '--all', '--segmented', '--min-count', '1', '--min-pmi', '0.4',
                '--keep-redundant', '--min-proba')
    some, all_of_them = [command(*(settings + (share,)), stdin=QUESTIONS).out for share in ('0.1', '0')]
    assert some == '[X] 能 [X] 吗\t4\n' and len(all_of_them.splitlines()) > 4
    assert command(*(settings + ('-1',)), stdin=QUESTIONS).code == 2


def test_the_share_limits_what_is_held_by_default(tmpdir, monkeypatch):
    settings, original = {}, TemplateFinder.__init__

    def noting(self, *arguments, **options):
        settings.update(options)
        original(self, *arguments, **options)

    monkeypatch.setattr(TemplateFinder, '__init__', noting)
    source, target = write(tmpdir, 'questions', QUESTIONS), os.path.join(str(tmpdir), 'out')
    assert main(['templates', '--all', '--segmented', '-o', target, source]) == 0
    assert settings['min_proba'] == 1e-6


def test_the_budget_of_phrases_and_slots_changes_nothing(command, tmpdir):
    phrases = ('phrases', '--segmented', '--min-count', '2', '--scoring', 'pmi', '--threshold', '0.5')
    slots = ('templates', '--all', '--segmented', '--min-pmi', '0.4', '--slots')
    for settings in (phrases, slots):
        free = command(*settings, stdin=QUESTIONS)
        bound = command(*(settings + ('--memory', '12kB', '--temp-dir', str(tmpdir))), stdin=QUESTIONS)
        assert (bound.code, bound.err, bound.out) == (0, '', free.out) and free.out
        assert os.listdir(str(tmpdir)) == []
    assert command('phrases', '--memory', 'much', stdin=QUESTIONS).code == 2


def test_templates_with_a_vocabulary(command, tmpdir):
    vocabulary = write(tmpdir, 'words', VOCABULARY)
    raw = write(tmpdir, 'raw', QUESTIONS.replace(b' ', b''))
    done = command('templates', '--all', '--vocab', vocabulary, '--min-pmi', '0.4', raw)
    assert (done.code, done.out, done.err) == (0, '[X] 能 [X] 吗\t3\n', '')


def test_templates_with_slots(command):
    done = command('templates', '--all', '--segmented', '--min-pmi', '0.4', '--slots', '--examples', '1',
                   '--fillers', '1', stdin=QUESTIONS)
    entry = json.loads(done.out)
    assert entry['template'] == '[X] 能 [X] 吗' and entry['count'] == 4
    assert [slot['gap'] for slot in entry['slots']] == [0, 1]
    assert entry['slots'][1]['fillers'] == [['退票', 2]] and entry['slots'][1]['distinct'] == 3
    assert entry['examples'] == ['周末 能 退票 吗'] and done.err == ''


def test_gaps_with_the_same_fillers_are_one_class(command):
    data = ''.join('%s %s\n' % pair for pair in [
        ('能去', '甲'), ('能去', '乙'), ('想去', '甲'), ('想去', '乙'), ('想去', '丙'), ('不', '丁')]).encode('utf-8')
    settings = ('templates', '--all', '--segmented', '--min-count', '1', '--min-words', '1', '--min-pmi', '9',
                '--slots', '--keep-redundant')

    def classes(*more):
        found = [json.loads(line) for line in command(*(settings + more), stdin=data).out.splitlines()]
        return dict((entry['template'], entry['slots'][0]['class']) for entry in found)

    assert classes() == {'能去 [X]': 2, '想去 [X]': 2, '不 [X]': None, '[X] 甲': 1, '[X] 乙': 1,
                         '[X] 丙': None, '[X] 丁': None}
    assert classes('--similarity', '1')['能去 [X]'] is None
    assert command(*(settings + ('--similarity', '0')), stdin=data).code == 2


def test_templates_in_every_form(command, tmpdir):
    settings = ('templates', '--all', '--segmented', '--min-pmi', '0.4')

    def written(*more):
        done = command(*(settings + more), stdin=QUESTIONS)
        assert (done.code, done.err) == (0, '')
        return done.out

    assert written('--format', 'json') == written('--slots')
    assert written('--format', 'txt') == '[X] 能 [X] 吗\t4\n'
    assert written('--format', 'regex') == '^\\W*(?P<X1>.+?)\\s+能\\s+(?P<X2>.+?)\\s+吗\\W*$\n'
    rasa = written('--format', 'rasa')
    assert rasa.startswith('version: "3.1"\nnlu:\n- intent: "X_能_X_吗"\n  examples: |\n    - [周末](')
    table = written('--format', 'table', '--fillers', '1')
    assert table.startswith('       4  [X] 能 [X] 吗  X1: ') and table.endswith('X2: 退票\n')
    for form in ('csv', 'json'):
        saved = write(tmpdir, form, written('--format', form).encode('utf-8'))
        done = command('parse', '--segmented', '--templates', saved, '--format', 'brackets', stdin=QUESTIONS)
        assert done.out.splitlines()[0] == '[[周末] 能 [退票] 吗]'
    assert command(*(settings + ('--slots', '--format', 'csv')), stdin=QUESTIONS).code == 2
    assert command(*(settings + ('--format', 'regex', '--fillers', '2')), stdin=QUESTIONS).code == 2


def test_templates_by_what_they_save(command):
    data = ''.join('能 %s 吗\n' % x for x in '甲乙丙丁戊己' * 4).encode('utf-8')
    data += ''.join('%s %s\n' % (x, y) for x in '子丑寅卯' for y in '辰巳午未').encode('utf-8')
    done = command('templates', '--all', '--segmented', '--rank', 'saved', '--inner-gap', '--top', '1',
                   stdin=data)
    assert (done.code, done.out) == (0, '能 [X] 吗\t24\n')


def test_parse(command, tmpdir):
    templates = write(tmpdir, 'templates', '[X] 能 [X] 吗\t9\n\\[X] [X]\t1\n'.encode('utf-8'))
    done = command('parse', '--segmented', '--templates', templates,
                   stdin='周末 能 退票 吗 ， 谢谢\n'.encode('utf-8'))
    assert (done.code, done.err) == (0, '')
    assert done.out == ('+---> (周末)能(退票)吗\n|     +---> 周末\n|     |     +---> 周末\n|     +---> 能\n'
                        '|     +---> 退票\n|     |     +---> 退票\n|     +---> 吗\n\n'
                        '+---> 谢谢\n|     +---> 谢谢\n\n')
    done = command('parse', '--segmented', '--templates', templates, '--format', 'brackets', '--nbest', '2',
                   stdin='周末 能 退票 吗\n'.encode('utf-8'))
    assert done.out == '[[周末] 能 [退票] 吗]\n[周末 能 退票 吗]\n'
    done = command('parse', '--segmented', '--templates', templates, '--format', 'json',
                   stdin='[X]见 你\n'.encode('utf-8'))
    assert [json.loads(line)['content'] for line in done.out.splitlines()] == ['[X]见你']


def test_what_templates_writes_parse_reads(command, tmpdir):
    target = os.path.join(str(tmpdir), 'mined.gz')
    settings = ('templates', '--all', '--segmented', '--min-pmi', '0.4', '-o', target)
    assert command(*settings, stdin=QUESTIONS).code == 0
    done = command('parse', '--segmented', '--templates', target, '--format', 'brackets', stdin=QUESTIONS)
    assert done.out.splitlines()[0] == '[[周末] 能 [退票] 吗]' and len(done.out.splitlines()) == 7


def test_says_that_other_words_cut_the_text(command, tmpdir):
    words = write(tmpdir, 'words', '周末\t9\n退票\t9\n能\t9\n吗\t9\n'.encode('utf-8'))
    same = write(tmpdir, 'same', tmpdir.join('words').read_binary())
    other = write(tmpdir, 'other', '能\t9\n'.encode('utf-8'))
    target = os.path.join(str(tmpdir), 'mined.jsonl')
    text = QUESTIONS.replace(b' ', b'')
    settings = ('templates', '--all', '--vocab', words, '--min-pmi', '0', '--min-count', '1', '-o', target)
    assert command(*(settings + ('--slots',)), stdin=text).code == 0
    with io.open(target, encoding='utf-8') as lines:
        mark = json.loads(lines.readline())['words']
    assert mark.startswith('words ') and len(mark) == len('words ') + 8
    for verb in 'match', 'parse':
        for vocabulary, others in (('--vocab', same), False), (('--vocab', other), True), ((), True):
            done = command(*((verb, '--templates', target) + vocabulary), stdin=text)
            assert (done.code, 'mined.jsonl was mined with the words of words' in done.err) == (0, others)


def test_the_mark_of_the_bundled_words_has_their_checksum(command, tmpdir):
    target, text = os.path.join(str(tmpdir), 'mined.jsonl'), QUESTIONS.replace(b' ', b'')
    assert command('templates', '--all', '--min-count', '1', '--slots', '-o', target, stdin=text).code == 0
    with io.open(target, encoding='utf-8') as lines:
        saved = lines.read()
    checksum = '%08x' % (zlib.crc32(pkgutil.get_data(str('nlp_zero'), BUNDLED)) & 0xffffffff)
    assert json.loads(saved.splitlines()[0])['words'] == 'bundled ' + checksum
    assert command('match', '--templates', target, stdin=text).err == ''
    changed = write(tmpdir, 'changed.jsonl', saved.replace(checksum, '0' * 8).encode('utf-8'))
    assert 'mined with the bundled words 00000000, and the text is now cut by the bundled words %s:' % (
        checksum) in command('match', '--templates', changed, stdin=text).err


def test_parse_says_where_each_tree_is(command, tmpdir):
    templates = write(tmpdir, 'templates', '[X] 能 [X] 吗\t9\n'.encode('utf-8'))
    settings = ('parse', '--segmented', '--templates', templates, '--format')
    text = '周末 能 退票 吗 ？\r\n天 好\n'.encode('utf-8')
    found = [json.loads(line) for line in command(*(settings + ('json',)), stdin=text).out.splitlines()]
    assert [(tree['line'], tree['char_start'], tree['char_end']) for tree in found] == [(1, 0, 9), (2, 0, 3)]
    assert found[0]['confidence'] > 0 == found[1]['confidence']
    assert [(tree['char_start'], tree['char_end']) for tree in found[0]['modules']] == [(0, 2), (5, 7)]
    rows = command(*(settings + ('brackets', '--offsets')), stdin=text).out.splitlines()
    assert [row.split('\t')[::2] for row in rows] == [['1:0-9', '[[周末] 能 [退票] 吗]'], ['2:0-3', '[天 好]']]
    rows = command(*(settings + ('tree', '--offsets')), stdin=text).out.splitlines()
    assert rows[0].startswith('1:0-9\t') and rows[1] == '+---> (周末)能(退票)吗'
    assert command(*(settings + ('json', '--offsets')), stdin=text).code == 2
    flat = command(*(settings + ('json', '--null-score', '-20')), stdin=text).out
    assert [json.loads(line)['score'] for line in flat.splitlines()] == [0.0, -20.0]


def test_match_says_that_there_are_no_templates(command, tmpdir):
    empty = write(tmpdir, 'empty', b'\n')
    done = command('match', '--segmented', '--templates', empty, stdin='能\n'.encode('utf-8'))
    assert (done.code, done.err) == (0, 'nlp-zero: nothing matched: %s has no templates\n' % empty)
    done = command('match', '-q', '--segmented', '--templates', empty, stdin='能\n'.encode('utf-8'))
    assert (done.code, done.err) == (0, '')
    other = write(tmpdir, 'other', '[X] 能\n'.encode('utf-8'))
    assert command('match', '--segmented', '--templates', other, stdin='能\n'.encode('utf-8')).err == ''


def test_match(command, tmpdir):
    templates = write(tmpdir, 'templates', '[X] 能 [X] 吗\t9\n怎么 [X]\t2\n'.encode('utf-8'))
    text = '\ufeff周末 能 退 票 吗 ？ 怎么 走\r\n今天\n'.encode('utf-8')
    target = os.path.join(str(tmpdir), 'matches.jsonl')
    done = command('match', '-q', '--segmented', '--templates', templates, '--format', 'jsonl',
                   write(tmpdir, 'text', text), '-o', target)
    assert (done.code, done.out, done.err) == (0, '', '')
    with io.open(target, encoding='utf-8', newline='') as lines:
        found = [json.loads(line, object_pairs_hook=OrderedDict) for line in lines]
    assert [list(entry) for entry in found] == [
        ['line', 'start', 'end', 'text', 'template', 'id', 'slots', 'confidence']] * 3
    assert [tuple(entry[key] for key in ('line', 'start', 'end', 'template', 'id')) for entry in found] == [
        (1, 0, 10, '[X] 能 [X] 吗', 1), (1, 13, 17, '怎么 [X]', 2), (2, 0, 2, None, None)]
    assert [list(slot.values()) for slot in found[0]['slots']] == [
        ['X1', '周末', 0, 2, None, False], ['X2', '退 票', 5, 8, None, False]]
    assert found[0]['confidence'] > 0 >= found[2]['confidence'] and found[2]['slots'] == []
    done = command('match', '--segmented', '--templates', templates, '--workers', '2', stdin=text)
    rows = [line.split('\t') for line in done.out.splitlines()]
    assert [row[0] for row in rows] == ['1:0-10', '1:13-17', '2:0-2']
    assert [row[2:] for row in rows] == [['[X] 能 [X] 吗', 'X1=周末  X2=退 票'], ['怎么 [X]', 'X=走'], ['-', '今天']]


def test_match_reads_classes(command, tmpdir):
    templates = write(tmpdir, 'templates', '[X] 能 [X] 吗\t9\n'.encode('utf-8'))
    classes = write(tmpdir, 'classes', '日子\t周末\t0.9\n日子\t明天\n事\t退票\t0.5\n'.encode('utf-8'))
    settings = ('match', '--segmented', '--templates', templates, '--format', 'jsonl', '--classes')
    done = command(*(settings + (classes,)), stdin='明天 能 改签 吗\n'.encode('utf-8'))
    assert [(slot['class'], slot['known']) for slot in json.loads(done.out)['slots']] == [
        ('日子', True), (None, False)]
    bad = write(tmpdir, 'bad', '日子\n'.encode('utf-8'))
    done = command(*(settings + (bad,)), stdin='明天\n'.encode('utf-8'))
    assert done.code == 1 and bad + ':1: ' in done.err


def test_what_templates_writes_match_reads(command, tmpdir):
    questions, target = write(tmpdir, 'questions', QUESTIONS), os.path.join(str(tmpdir), 'mined')
    for more in ((), ('--slots',)):
        settings = ('--segmented', '--min-pmi', '0.4', '-o', target, questions) + more
        assert command('templates', '--all', *settings).code == 0
        done = command('match', '--segmented', '--templates', target, '--format', 'jsonl', '--nbest', '2',
                       questions)
        found = [json.loads(line) for line in done.out.splitlines()]
        assert [entry['line'] for entry in found if entry['template'] == '[X] 能 [X] 吗'] == [1, 2, 4, 7]
        assert [slot['known'] for slot in found[0]['slots']] == [bool(more)] * 2
        assert len(found) == 7 and found[2]['text'] == '今晚 下雨'


def test_usage(command, tmpdir):
    assert command('parse').code == 2
    assert command('match').code == 2
    words = write(tmpdir, 'words', VOCABULARY)
    assert command('templates', '--all', '--segmented', '--vocab', words, stdin=QUESTIONS).code == 2
    assert command('phrases', '--scoring', 'best').code == 2


def test_errors(command, tmpdir):
    bad = write(tmpdir, 'bad', b'[Y]\t1\n')
    done = command('parse', '--segmented', '--templates', bad, stdin=QUESTIONS)
    assert done.code == 1 and bad + ':1: ' in done.err and 'Traceback' not in done.err
    done = command('templates', '--all', '--segmented', stdin=b'')
    assert done.code == 1 and 'no text' in done.err
