# -*- coding: utf-8 -*-
"""Run every example as a reader would, under a bare locale, and look at what it prints."""
from __future__ import absolute_import, division, print_function, unicode_literals

import glob
import io
import json
import os

import pytest
from processes import run_python

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = sorted(glob.glob(os.path.join(ROOT, 'examples', '*.py')))


def needs(path):
    """Return what the example says it needs beyond this package, or nothing."""
    with io.open(path, encoding='utf-8') as source:
        lines = [line for line in source if line.startswith('# Needs:')]
    return lines[0][len('# Needs:'):].strip() if lines else ''


OURS = [os.path.basename(path) for path in EXAMPLES if not needs(path)]


def run(name, *arguments, **environment):
    settings = dict(os.environ, LC_ALL='C', PYTHONUTF8='0')
    settings.update(environment)
    done = run_python('-W', 'error', os.path.join(ROOT, 'examples', name), *arguments, cwd=ROOT,
                      env=dict((str(key), str(value)) for key, value in settings.items()))
    assert done.code == 0, done.err
    assert done.err == ''
    return done.out.splitlines()


def test_there_are_examples():
    assert {'discover_file.py', 'segment_file.py', 'from_sqlite.py', 'export_jieba.py'} <= set(OURS)


@pytest.mark.parametrize('name', OURS)
def test_examples_are_short_and_say_what_they_do(name):
    with io.open(os.path.join(ROOT, 'examples', name), encoding='utf-8') as source:
        lines = source.read().splitlines()
    assert len(lines) <= 60
    assert lines[0] == '# -*- coding: utf-8 -*-' and lines[1].startswith('"""')
    assert any(line.strip().startswith('python examples/' + name) for line in lines)


@pytest.fixture(scope='module')
def printed():
    """Return a function that gives the lines an example prints; each runs once."""
    known = {}

    def lines(name):
        if name not in known:
            known[name] = run(name, PYTHONHASHSEED=0)
        return known[name]
    return lines


def text_of(name):
    with io.open(os.path.join(ROOT, 'corpora', name), encoding='utf-8') as source:
        return source.read()


@pytest.mark.parametrize('name', [name for name in OURS if name != 'export_jieba.py'])
def test_examples_print_the_same_under_every_hash_seed(name, printed):
    assert printed(name) and printed(name) == run(name, PYTHONHASHSEED=1)


def test_discover_file_shows_words_with_their_counts(printed):
    text, lines = text_of('reviews.txt'), printed('discover_file.py')
    assert lines[0].startswith('%d lines, ' % len(text.splitlines()))
    assert len(lines) == 13
    for line in lines[1:]:
        word, count = line.split(',')[0].split('  count ')
        assert len(word) > 2 and 1 < int(count) <= text.count(word)


def test_new_this_month_shows_words_in_their_sentences(printed):
    lines, text = printed('new_this_month.py'), text_of('reviews.txt')
    words = [line.split(':')[0] for line in lines[::2]]
    assert '键帽' in words and '卫星轴' in words and len(lines) == 24
    assert [line for line in lines[1::2] if line.strip().replace('[', '').replace(']', '') not in text] == []


def test_segment_file_loses_nothing(printed):
    texts, lines = text_of('story.txt').splitlines(), printed('segment_file.py')
    assert len(lines) == 4 and ' / ' in lines[0]
    assert [line.replace(' / ', '') for line in lines[:3]] == texts[:3]
    assert lines[3].startswith('%d of %d lines' % (len(texts), len(texts)))


def test_from_sqlite_finds_words_of_the_questions(printed):
    text, words = text_of('service.txt'), printed('from_sqlite.py')[1].split(' ')
    assert len(words) == 16
    assert [word for word in words if len(word) < 2 or text.count(word) < 2] == []


def test_export_jieba_writes_what_jieba_reads(tmpdir, printed):
    path = os.path.join(str(tmpdir), 'userdict.txt')
    lines = run('export_jieba.py', path, PYTHONHASHSEED=1)
    assert lines == printed('export_jieba.py')
    with io.open(path, encoding='utf-8') as source:
        entries = source.read().splitlines()
    assert lines[0].startswith('%d entries' % len(entries)) and lines[1:6] == entries[:5]
    for entry in entries:
        word, count, tag = entry.split(' ')
        assert word and int(count) > 0 and tag == 'n'


def test_search_dictionary_keeps_its_words_whole(printed):
    lines, text = printed('search_dictionary.py'), text_of('reviews.txt')
    words = lines[0].split(': ')[1].split(' ')
    assert '键帽' in words and [word for word in words if text.count(word) < 2] == []
    assert lines[-1] == 'after  夹心棉: %d hits' % sum('夹心棉' in line for line in text.splitlines())
    assert lines[1].startswith('before 热/升华/键/帽: ') and lines[2].startswith('after  热升华/键帽: ')


def test_names_in_novel_are_people_who_speak(printed):
    lines = printed('names_in_novel.py')
    names = [line.split(':')[0] for line in lines[::2]]
    assert names[:3] == ['阿荇', '闻人渡', '陆听澜']
    assert names == [line[line.index('[') + 1:line.index(']')] for line in lines[1::2]]


def test_intents_are_recognised_in_new_questions(printed):
    lines, text = printed('intents_from_questions.py'), text_of('service.txt')
    assert '我的光猫能不能换新？ -> 我 的 [X] 能 不能 [X] (光猫, 换新)' in lines
    assert lines[-1] == '你好 -> no intent ()'
    fillers = [word for line in lines if line.startswith('    ') for word in line.strip().split(' | ')]
    assert '副卡' in fillers and [word for word in fillers if word not in text] == []


def test_language_model_tokenizer_loses_nothing(printed):
    lines = printed('language_model_tokenizer.py')
    assert lines[0].endswith('pieces, kind Unigram')
    assert lines[3].replace('/', '') == '潮信石在雾汛那天亮了一夜。' and lines[3].startswith('潮信石/')
    assert float(lines[1].split(' ')[0]) > 1 and 4 < float(lines[2].split(' ')[0]) < 12


def test_classical_text_adapts(printed):
    lines = printed('classical_text.py')
    assert '/白/榆/渡/' in lines[0] and '/白榆/渡/' in lines[2]
    assert lines[0][8:].replace('/', '') == lines[2][8:].replace('/', '')
    assert lines[3].startswith('顾公渠: 3 times')


def test_the_notebook_runs_from_top_to_bottom(tmpdir):
    with io.open(os.path.join(ROOT, 'examples', 'notebook.ipynb'), encoding='utf-8') as source:
        notebook = json.load(source)
    assert notebook['nbformat'] == 4 and not [cell for cell in notebook['cells'] if cell.get('outputs')]
    path = str(tmpdir.join('cells.py'))
    with io.open(path, 'w', encoding='utf-8') as target:
        target.write('# -*- coding: utf-8 -*-\nfrom __future__ import print_function, unicode_literals\n')
        target.write('\n'.join(''.join(cell['source']) for cell in notebook['cells']
                               if cell['cell_type'] == 'code'))
        target.write('\nprint(len(words), list(words[0]._fields[:3]) == ["text", "count", "score"])\n')
    done = run_python(path, cwd=os.path.join(ROOT, 'examples'))
    assert done.code == 0, done.err
    assert done.out.splitlines() == ['20 True']
