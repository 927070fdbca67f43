# -*- coding: utf-8 -*-
"""Test the shared tokenizer under jieba's names: each test in a process of its own, since it is shared."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os

import pytest
from processes import run_python

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEAD = '''# -*- coding: utf-8 -*-
from __future__ import print_function, unicode_literals
import copy, logging, pickle, sys, threading, warnings
import nlp_zero
import nlp_zero as jieba
'''


@pytest.fixture
def printed(tmpdir):
    """Return a function that gives the lines a script prints, with a dictionary `dict.txt` beside it."""
    tmpdir.join('dict.txt').write_text('甲乙 5 n\n甲 3\n乙 3\n丙丁 7\n', 'utf-8')

    def lines(script):
        path = str(tmpdir.join('script.py'))
        with io.open(path, 'w', encoding='utf-8') as target:
            target.write(HEAD + script)
        settings = dict(os.environ, PYTHONPATH=ROOT, PYTHONIOENCODING='utf-8')
        done = run_python(path, cwd=str(tmpdir),
                          env=dict((str(key), str(value)) for key, value in settings.items()))
        assert done.code == 0, done.err
        return done.out.splitlines(), done.err
    return lines


def test_set_dictionary_holds_for_all_names(printed):
    out, err = printed('''
from nlp_zero import FREQ, cut, dt
jieba.add_word('甲乙丙丁')
print('/'.join(cut('甲乙丙丁')))
jieba.set_dictionary('dict.txt')
print('/'.join(cut('甲乙丙丁')), '/'.join(dt.cut('甲乙丙丁')), dt is jieba.dt is jieba.default_tokenizer())
print(FREQ['丙丁'], dt.FREQ.get('甲乙'), jieba.get_FREQ('丁'), jieba.get_FREQ('丁', 0), len(FREQ),
      FREQ == dt.FREQ)
print('丙' in FREQ, sorted(FREQ) == sorted(dt.vocabulary), dt.total)
jieba.add_word('丁', 9)
print(jieba.get_FREQ('丁'), FREQ['丁'], len(FREQ))
''')
    assert out == ['甲乙丙丁', '甲乙/丙丁 甲乙/丙丁 True', '7 5 None 0 4 True', 'False True 18', '9 9 5'] and not err


def test_initialize_takes_a_dictionary_and_a_bad_one_changes_nothing(printed):
    out, err = printed('''
jieba.setLogLevel(logging.INFO)
print(logging.getLogger(str('nlp_zero')).level)
jieba.initialize('dict.txt')
jieba.initialize()
try:
    jieba.set_dictionary('none.txt')
except jieba.InputError as error:
    print('none.txt' in str(error))
try:
    jieba.FREQ['甲'] = 2
except TypeError:
    print(dict(jieba.FREQ) == {'甲乙': 5, '甲': 3, '乙': 3, '丙丁': 7})
try:
    jieba.FREQ['丁']
except KeyError as error:
    print(error.args[0])
''')
    assert out == ['20', 'True', 'True', '丁'] and not err


def test_parallel_says_in_one_line_what_to_do(printed):
    out, err = printed('''
jieba.set_dictionary('dict.txt')
jieba.enable_parallel(4)
print('/'.join(jieba.lcut('甲乙')))
jieba.disable_parallel()
''')
    assert out == ['甲乙'] and 'script.py:' in err.splitlines()[0]
    assert 'enable_parallel has no effect' in err.splitlines()[0] and 'cut_file, with workers=4' in err


def test_it_is_loaded_on_first_use_and_once(printed):
    out, err = printed('''
from nlp_zero.tokenizer import dt
from nlp_zero import Tokenizer
print('_lexicon' in vars(dt), isinstance(dt, Tokenizer))
try:
    dt.__deepcopy__
except AttributeError:
    print('_lexicon' in vars(dt))
threads = [threading.Thread(target=dt.lcut, args=('今天天气',)) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
try:
    dt.nothing
except AttributeError as error:
    print('nothing' in str(error))
lexicon = dt._lexicon
dt.initialize()
print(dt._lexicon is lexicon, dt.lcut('今天天气') == Tokenizer().lcut('今天天气'))
''')
    assert out == ['False True', 'False', 'True', 'True True'] and not err


def test_it_is_copied_and_pickled_like_any_other(printed):
    out, err = printed('''
from nlp_zero import dt
early = pickle.loads(pickle.dumps(dt, 2))
print(early.lcut('今天天气') == dt.lcut('今天天气'), type(early) is type(dt), type(dt).__module__)
jieba.set_dictionary('dict.txt')
other = copy.copy(dt)
dt.del_word('甲乙')
print('/'.join(other.lcut('甲乙')), '/'.join(dt.lcut('甲乙')),
      '/'.join(pickle.loads(pickle.dumps(dt)).lcut('甲乙')))
''')
    assert out == ['True True nlp_zero.tokenizer', '甲乙 甲/乙 甲/乙'] and not err
