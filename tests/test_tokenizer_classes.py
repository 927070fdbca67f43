# -*- coding: utf-8 -*-
"""Test that the character classes of `text` are the only ones: one changed constant changes all that cuts."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import os
import re
import shutil

import pytest

import nlp_zero
from nlp_zero.text import symbols
from nlp_zero.tokenizer import Tokenizer
from nlp_zero.vocabulary import save_vocabulary
from processes import run_python, with_source

WORDS = {'我': 90, '用': 80, '手机': 30, '拍': 9}

# What a child runs with the changed copy of the package.
PROGRAM = """# -*- coding: utf-8 -*-
from __future__ import unicode_literals
import io, sys
from nlp_zero import NgramCounter, Tokenizer, save_vocabulary
from nlp_zero.text import clauses, symbols
with io.open('case.txt', encoding='utf-8') as case:
    symbol, text = case.read().split('\\n')
expected = symbols(text)
assert symbol in expected, expected
in_clauses = [part for clause in clauses(text) for part in clause]
assert (symbol in in_clauses) == (symbol[0] != '！')
words = {'我': 90, '用': 80, '手机': 30, '拍': 9}
save_vocabulary(words, 'new.nlpz', format='compiled')
for vocabulary in (words, 'old.nlpz', 'new.nlpz', None):
    tokenizer = Tokenizer(vocabulary)
    pieces = tokenizer.lcut(text)
    assert symbol in pieces and ''.join(pieces) == text, pieces
    assert pieces == tokenizer.nbest(text, 1)[0][0]
    # Texts of 300 characters and more go another way.
    assert tokenizer.lcut((text + '，') * 100) == (pieces + ['，']) * 100
    assert list(tokenizer.cut_lines([text])) == [pieces]
    assert symbol in tokenizer.lcut(text, cut_all=True)
counter = NgramCounter(max_n=1)
counter.add(text)
assert counter.get(symbol, 0) == in_clauses.count(symbol)
"""


@pytest.fixture
def changed(tmpdir):
    """Return a function that copies the package with another value of a constant of `text`."""
    def copy(constant, value):
        folder = os.path.join(str(tmpdir), 'changed')
        shutil.copytree(os.path.dirname(nlp_zero.__file__), os.path.join(folder, 'nlp_zero'),
                        ignore=shutil.ignore_patterns('*.pyc', '__pycache__'))
        path = os.path.join(folder, 'nlp_zero', 'text', '_characters.py')
        with io.open(path, encoding='utf-8') as source:
            old = source.read()
        new, number = re.subn('(?m)^%s = .*$' % constant, lambda match: '%s = "%s"' % (constant, value), old)
        assert number == 1 and new != old
        with io.open(path, 'w', encoding='utf-8') as out:
            out.write(new)
        return folder
    return copy


@pytest.mark.parametrize('constant, value, symbol', [
    ('LATIN_CONNECTORS', '-－_.．’&＆·', 'A·B'),
    ('LATIN_CONNECTORS', '-－_.．’&＆·', 'é·ｂ'),
    ('LATIN_CONNECTORS', '-－_.．’&＆→', 'a1→b2→c3'),
    ('NUMBER_SEPARATORS', '.．:：/×', '3×4'),
    ('UNITS', '%％‰℃°Ⅱ', '16Ⅱ'),
    ('REPEATABLE', '—…─.·。．・～~－_＿=＝*＊！', '！！'),
])
def test_one_changed_constant_of_text_changes_all_that_cuts(changed, constant, value, symbol, write, tmpdir):
    text = '我用手机%s拍' % symbol
    assert symbol not in symbols(text) and symbol not in Tokenizer().lcut(text)
    # Its tables are made with the classes as they are here.
    save_vocabulary(WORDS, os.path.join(str(tmpdir), 'old.nlpz'), format='compiled')
    write('case.txt', symbol + '\n' + text)
    write('check.py', PROGRAM)
    environment = with_source()
    environment[str('PYTHONPATH')] = str(changed(constant, value))
    done = run_python('check.py', env=environment, cwd=str(tmpdir))
    assert (done.code, done.err) == (0, '')


def test_a_word_may_hold_a_symbol_of_letters_beyond_ascii():
    tokenizer = Tokenizer({'爱éà的': 90, '爱': 2, '的': 5, '我爱éà': 2})
    assert tokenizer.lcut('我爱éà的') == ['我', '爱éà的']
    tokenizer.add_word('我爱éà', 99999)
    assert tokenizer.lcut('我爱éà的') == ['我爱éà', '的']
