# -*- coding: utf-8 -*-
"""把发现的词导出为 jieba 用户词典；已安装 jieba 时直接加载。
Export discovered words as a jieba user dictionary, and load it if jieba is installed.

    python examples/export_jieba.py [OUTPUT]
"""
from __future__ import print_function, unicode_literals

import io
import os
import shutil
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # runs in a clone, without installation

from nlp_zero import Corpus, discover_words, load_vocabulary, save_vocabulary  # noqa: E402

# Contains domain words that no general dictionary has.
SENTENCE = '石蟹轴配热升华键帽，云梭的卫星轴要重新润。'


def main(path):
    words = discover_words(Corpus(os.path.join(ROOT, 'corpora', 'reviews.txt')), min_length=2)
    save_vocabulary(dict((word.text, word.count) for word in words), path, format='jieba')
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        print('%d entries; the first of them:' % len(load_vocabulary(path)), file=out)
        with io.open(path, encoding='utf-8') as lines:
            for line in list(lines)[:5]:
                print(line.rstrip('\n'), file=out)
        show_in_jieba(path, out)


def show_in_jieba(path, out):
    """Print how jieba cuts a sentence before and after it has the words."""
    try:
        import jieba
    except ImportError:
        print('jieba is not installed; with it: jieba.load_userdict(path)', file=out)
        return
    jieba.setLogLevel('ERROR')
    print('before:', '/'.join(jieba.lcut(SENTENCE, HMM=False)), file=out)
    jieba.load_userdict(path)
    for word in load_vocabulary(path):
        # The counts are from another corpus: jieba itself computes the count that keeps the word whole.
        jieba.suggest_freq(word, tune=True)
    print('after: ', '/'.join(jieba.lcut(SENTENCE, HMM=False)), file=out)


if __name__ == '__main__':
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        folder = tempfile.mkdtemp()
        try:
            main(os.path.join(folder, 'userdict.txt'))
        finally:
            shutil.rmtree(folder)
