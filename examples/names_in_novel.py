# -*- coding: utf-8 -*-
"""提取小说中的人名：后接说话类动词的新词。
Find the names of people in a novel: new words followed by verbs of speaking.

    python examples/names_in_novel.py [NOVEL]
"""
from __future__ import print_function, unicode_literals

import io
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # 无需安装，克隆后即可运行 · runs in a clone, without installation

from nlp_zero import Corpus, contexts, find_new_words  # noqa: E402

# 人名之后常见的字词 · What often follows a person's name.
SPEECH = ('说', '道', '问', '喊', '笑', '想', '点头', '摇头', '抬头')
TIMES = 2


def main(novel):
    texts = list(novel)
    # 词典没有收录的词，按得分排序 · words missing from the dictionary, best first
    words = [word for word in find_new_words(texts, contexts=0, min_pmi=3) if 2 <= len(word.text) <= 4]
    places = contexts(texts, [word.text for word in words], n=1000, width=12) if words else {}
    rows = []
    for word in words:
        speaking = [place for place in places[word.text] if place.right.startswith(SPEECH)
                    and place.right[1:2] != '过']  # X说过的话：这里没有说话 · nobody speaks here
        # 人名也会出现在句首，以动词结尾的碎片不会 · names also begin sentences; fragments that end in a verb do not
        begins = [place for place in places[word.text] if not place.left or place.left[-1] in '。！？”']
        if len(speaking) >= TIMES and begins:
            rows.append((len(speaking), word, speaking[0]))
    rows.sort(key=lambda row: (-row[0], row[1].text))
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        for times, word, place in rows[:20]:
            print('%s: %d times, speaks %d times' % (word.text, word.count, times), file=out)
            print('    %s[%s]%s' % place[:3], file=out)


if __name__ == '__main__':
    main(Corpus(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'corpora', 'story.txt')))
