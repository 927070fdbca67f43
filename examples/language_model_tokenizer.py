# -*- coding: utf-8 -*-
"""为语言模型训练构建分词器：Hugging Face 的 tokenizer.json（Unigram）。
Build a tokenizer for language-model training: a Hugging Face tokenizer.json (Unigram).

    python examples/language_model_tokenizer.py [CORPUS OUTPUT]
"""
from __future__ import print_function, unicode_literals

import io
import os
import json
import shutil
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # 无需安装，克隆后即可运行 · runs in a clone, without installation

from nlp_zero import Corpus, Tokenizer, discover_words, evaluate_bits, save_vocabulary  # noqa: E402

SIZE = 3000
SENTENCE = '潮信石在雾汛那天亮了一夜。'


def main(texts, path):
    # 留出十分之一用于评测 · hold out one text in ten
    texts = list(texts)
    train, held_out = [text for n, text in enumerate(texts) if n % 10], texts[::10]
    words = dict((word.text, word.count) for word in discover_words(train, evidence=False)[:SIZE])
    save_vocabulary(words, path, format='huggingface')
    # Tokenizer 与 tokenizers.Tokenizer.from_file(path) 的切分结果相同 · both segment alike
    ours = Tokenizer(words, numbers=None, fold=False)
    with io.open(path, encoding='utf-8') as source:
        kind = json.load(source)['model']['type']
    pieces = sum(len(ours.lcut(text)) for text in held_out)
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        print('%d pieces, kind %s' % (len(words), kind), file=out)
        print('%.2f characters a piece in %d texts held out' % (
            sum(map(len, held_out)) / float(pieces), len(held_out)), file=out)
        print('%.2f bits a character' % evaluate_bits(ours, held_out).bits_per_character, file=out)
        print('/'.join(ours.lcut(SENTENCE)), file=out)
        try:
            from tokenizers import Tokenizer as Pieces
        except ImportError:
            print('with the package tokenizers: tokenizers.Tokenizer.from_file(path)', file=out)
            return
        offsets = Pieces.from_file(path).encode(SENTENCE).offsets
        print('/'.join(SENTENCE[start:end] for start, end in offsets), file=out)


if __name__ == '__main__':
    if len(sys.argv) > 2:
        main(Corpus(sys.argv[1]), sys.argv[2])
    else:
        folder = tempfile.mkdtemp()
        try:
            main(Corpus(os.path.join(ROOT, 'corpora', 'story.txt')), os.path.join(folder, 'tokenizer.json'))
        finally:
            shutil.rmtree(folder)
