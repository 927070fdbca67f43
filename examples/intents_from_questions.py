# -*- coding: utf-8 -*-
"""从用户问句中挖掘意图（模板），并识别新问句的意图和槽位。
Mine intents (templates) from questions, then recognise intents and slots in new questions.

    python examples/intents_from_questions.py [QUESTIONS]
"""
from __future__ import print_function, unicode_literals

import io
import os
import sys
from collections import Counter

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # 无需安装，克隆后即可运行 · runs in a clone, without installation

from nlp_zero import Corpus, Matcher, Tokenizer, find_templates  # noqa: E402

# 语料中没有的问句 · Questions that are not in the corpus.
NEW = ['机顶盒多少钱一个月？', '我的光猫能不能换新？', '流量包和加油包有什么区别？', '你好']


def main(corpus):
    texts = list(corpus)
    # 先把词表适配到这些问句 · adapt the vocabulary to the questions first
    tokenizer = Tokenizer()
    tokenizer.adapt(texts)
    intents = find_templates(texts, tokenizer, top=8)
    matcher = Matcher([(row.template, row.count) for row in intents], tokenizer)
    # 每个槽位的填充词 · the fillers of each slot
    fillers = {}
    for match in (match for text in texts for match in matcher.match(text) if match.template):
        for number, slot in enumerate(match.slots):
            fillers.setdefault((match.template, number), Counter())[slot['text']] += 1
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        for row in intents:
            print('%s: %d questions' % (row.template.to_text(), row.count), file=out)
            for key in sorted(key for key in fillers if key[0] == row.template.to_text()):
                common = sorted(fillers[key].items(), key=lambda pair: (-pair[1], pair[0]))[:5]
                print('    %s' % ' | '.join(text for text, _ in common), file=out)
        print('', file=out)
        for question in NEW:
            for match in matcher.match(question):
                slots = ', '.join(slot['text'] for slot in match.slots)
                print('%s -> %s (%s)' % (question, match.template or 'no intent', slots), file=out)


if __name__ == '__main__':
    main(Corpus(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'corpora', 'service.txt')))
