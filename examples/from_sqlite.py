# -*- coding: utf-8 -*-
"""读取数据库中的文本：任何返回文本可迭代对象的函数都可以作为语料。
Read text from a database: any function that returns an iterable of texts can be a corpus.

    python examples/from_sqlite.py
"""
from __future__ import print_function, unicode_literals

import io
import os
import sqlite3
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # runs in a clone, without installation

from nlp_zero import Corpus, discover_words  # noqa: E402


def main():
    database = sqlite3.connect(':memory:')
    database.execute('create table question (id integer primary key, body text)')
    questions = Corpus(os.path.join(ROOT, 'corpora', 'service.txt'))
    database.executemany('insert into question (body) values (?)', ((text,) for text in questions))

    def texts():
        # Called once per pass: a cursor itself would be exhausted after the first.
        for row in database.execute('select body from question order by id'):
            yield row[0]

    words = discover_words(Corpus(texts), min_length=2)
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        print('%d words; the most frequent:' % len(words), file=out)
        print(' '.join(word.text for word in words[:16]), file=out)
    database.close()


if __name__ == '__main__':
    main()
