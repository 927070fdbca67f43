# -*- coding: utf-8 -*-
"""不用任何词典，从文本文件中发现词。
Discover the words of a text file without a dictionary.

    python examples/discover_file.py [FILE]
"""
from __future__ import print_function, unicode_literals

import io
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # runs in a clone, without installation

from nlp_zero import Corpus, discover_words  # noqa: E402


def main(path):
    # Write UTF-8 to standard output under any locale and Python version.
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        corpus = Corpus(path)
        words = discover_words(corpus, min_length=2)
        print('%s: %d words of two characters or more' % (corpus.report(), len(words)), file=out)
        # Longer words are mostly domain terms; pmi measures how cohesive their parts are.
        for word in [word for word in words if len(word.text) > 2][:12]:
            print('%s  count %d, pmi %.2f' % (word.text, word.count, word.pmi), file=out)


if __name__ == '__main__':
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'corpora', 'reviews.txt'))
