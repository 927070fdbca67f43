# -*- coding: utf-8 -*-
"""用从文件中发现的词切分该文件。
Segment a file with the words discovered in it.

    python examples/segment_file.py [FILE]
"""
from __future__ import print_function, unicode_literals

import io
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # runs in a clone, without installation

from nlp_zero import Corpus, Tokenizer, discover_words  # noqa: E402


def main(path):
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        corpus = Corpus(path)
        # A vocabulary is a dict of words and counts; it should include single characters.
        vocabulary = dict((word.text, word.count) for word in discover_words(corpus))
        tokenizer = Tokenizer(vocabulary)
        whole = 0
        for number, line in enumerate(corpus):
            pieces = tokenizer.lcut(line)
            whole += ''.join(pieces) == line
            if number < 3:
                print(' / '.join(pieces), file=out)
        print('%d of %d lines come back when their pieces are joined' % (whole, corpus.lines),
              file=out)


if __name__ == '__main__':
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'corpora', 'story.txt'))
