# -*- coding: utf-8 -*-
"""文言文分词：把词表适配到文本，查看切分结果和新词。
Segment classical Chinese: adapt the vocabulary to the text, and see what changes.

    python examples/classical_text.py [TEXT]
"""
from __future__ import print_function, unicode_literals

import io
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # 无需安装，克隆后即可运行 · runs in a clone, without installation

from nlp_zero import Corpus, Tokenizer, find_new_words  # noqa: E402

# 为本示例撰写的仿文言短文 · Written for this example in the style of classical Chinese.
SAMPLE = '''
青溪令者，姓顾，名不传，世居白榆渡。少贫，以舟渡人，不取其值。
岁大旱，青溪竭，白榆渡无水，舟皆卧沙上。令乃率里人凿石渠，三月而水至。
里人德之，立石于渡口，号曰顾公渠。顾公渠长七里，溉田千顷。
或问曰：“公不取值，何以自给？”令笑曰：“水自给，吾与水同。”
后三年，太守过白榆渡，见石渠，叹曰：“凿石渠者何人也？”里人曰：“青溪令也。”
太守召青溪令，欲官之，辞曰：“渡人者不能自渡，愿守石渠而已。”
太守益贤之，赐以缣帛，悉分里人。里人益德之。
令卒，里人葬之于石渠之侧，岁时以水祭之。至今过白榆渡者，必酌水而去。
吾尝过青溪，饮顾公渠水，甘而冽，问渡口老者，犹能言青溪令事。
老者曰：“吾父尝从青溪令凿石渠，手足皆裂，而不言苦。”
夫渡人者多矣，不取其值者鲜矣；凿石渠者多矣，不居其功者鲜矣。故记之。
'''.strip().split('\n')
SENTENCE = '太守过白榆渡，问青溪令凿石渠事。'


def main(texts):
    tokenizer = Tokenizer()
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        print('before: %s' % '/'.join(tokenizer.lcut(SENTENCE)), file=out)
        # 去除文本中不用的现代词，加入文本自身的词 · drop modern words that the text does not use, add its own
        print('%d words taken in' % tokenizer.adapt(texts), file=out)
        print('after:  %s' % '/'.join(tokenizer.lcut(SENTENCE)), file=out)
        for word in find_new_words(texts, contexts=1, top=5):
            place = word.contexts[0]
            print('%s: %d times  %s[%s]%s' % ((word.text, word.count) + place[:3]), file=out)


if __name__ == '__main__':
    main(list(Corpus(sys.argv[1])) if len(sys.argv) > 1 else SAMPLE)
