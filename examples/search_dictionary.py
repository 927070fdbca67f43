# -*- coding: utf-8 -*-
"""从原始评论构建搜索引擎的领域词典，并查看它对查询命中的影响。
Build a domain dictionary for a search engine from raw reviews, and see what queries match with it.

    python examples/search_dictionary.py [REVIEWS OUTPUT]
"""
from __future__ import print_function, unicode_literals

import io
import os
import shutil
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # 无需安装，克隆后即可运行 · runs in a clone, without installation

from nlp_zero import Corpus, Tokenizer, find_new_words, save_vocabulary  # noqa: E402

QUERIES = ['热升华键帽', '静电容', '夹心棉']


def index_of(texts, tokenizer):
    """Return {term: set of the numbers of the texts}. 倒排索引：每个词出现在哪些评论中。"""
    index = {}
    for number, text in enumerate(texts):
        for term in tokenizer.cut_for_search(text):
            index.setdefault(term, set()).add(number)
    return index


def hits(query, index, tokenizer):
    """Return the texts that have all terms of the query. 包含查询中全部词的评论。"""
    return set.intersection(*[index.get(term, set()) for term in tokenizer.lcut(query)])


def main(corpus, path):
    texts = list(corpus)
    words = find_new_words(texts, contexts=0, top=60)
    # IK 扩展词典，每行一词；Elasticsearch 的 user_dictionary 格式相同 · One word per line, the format of IK.
    save_vocabulary([word.text for word in words], path, format='ik')
    plain, domain = Tokenizer(), Tokenizer()
    domain.load_userdict([word.text for word in words])
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        print('%d words: %s' % (len(words), ' '.join(word.text for word in words[:12])), file=out)
        for query in QUERIES:
            for name, tokenizer in (('before', plain), ('after', domain)):
                found = hits(query, index_of(texts, tokenizer), tokenizer)
                print('%-6s %s: %d hits' % (name, '/'.join(tokenizer.lcut(query)), len(found)), file=out)


if __name__ == '__main__':
    if len(sys.argv) > 2:
        main(Corpus(sys.argv[1]), sys.argv[2])
    else:
        folder = tempfile.mkdtemp()
        try:
            main(Corpus(os.path.join(ROOT, 'corpora', 'reviews.txt')), os.path.join(folder, 'domain.dic'))
        finally:
            shutil.rmtree(folder)
