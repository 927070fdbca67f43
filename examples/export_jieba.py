# -*- coding: utf-8 -*-
"""Write discovered words as a user dictionary of jieba.

    python examples/export_jieba.py [OUTPUT]
"""
from __future__ import print_function, unicode_literals

import io
import os
import shutil
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # a clone will do, nothing need be installed

from nlp_zero import Corpus, discover_words, load_vocabulary, save_vocabulary  # noqa: E402


def main(path):
    words = discover_words(Corpus(os.path.join(ROOT, 'corpora', 'reviews.txt')), min_length=2)
    save_vocabulary(dict((word.text, word.count) for word in words), path, format='jieba')
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        print('%d entries; the first of them:' % len(load_vocabulary(path)), file=out)
        with io.open(path, encoding='utf-8') as lines:
            for line in list(lines)[:5]:
                print(line.rstrip('\n'), file=out)
        print("with jieba: jieba.load_userdict('userdict.txt')", file=out)


if __name__ == '__main__':
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        folder = tempfile.mkdtemp()
        try:
            main(os.path.join(folder, 'userdict.txt'))
        finally:
            shutil.rmtree(folder)
