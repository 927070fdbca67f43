# -*- coding: utf-8 -*-
"""Use the public API as a typed script would: `.ci/types` checks it with `mypy --strict` and runs it."""
from __future__ import absolute_import, division, print_function, unicode_literals

import os
import sys

from typing_extensions import assert_type

import nlp_zero
from nlp_zero import (
    DAG, ArgumentError, Corpus, NgramCounter, NlpZeroError, Parser, PhraseFinder, TemplateFinder, Tokenizer,
    Trie, Word, WordFinder, XTrie, count_ngrams, discover_words, evaluate_bits, evaluate_segmentation,
    evaluate_words, explain, load_vocabulary, save_vocabulary)
from nlp_zero.cli import main
from nlp_zero.scores import pmi
from nlp_zero.text import Rules, clauses, symbols

ROOT = sys.argv[1]    # the repository
FOLDER = sys.argv[2]  # an empty folder

# Reading and counting.
corpus = Corpus(os.path.join(ROOT, 'corpora', 'reviews.txt'), encoding='auto', errors='replace')
for text in corpus:
    assert_type(text, str)
assert_type(corpus.characters, int)
assert_type(count_ngrams(corpus, max_n=2, memory='64MB'), dict[str, int])
with NgramCounter(max_n=3, workers=1) as counter:
    counter.update(corpus)
    assert_type(counter['很好'], int)
    assert_type(counter.entropy_right('很'), float)
    for ngram, count in counter.items(min_count=50):
        assert_type(ngram, str)
        assert_type(count, int)

# Discovery.
words = discover_words(corpus, method='ngram', min_count=4, min_entropy=0.5, workers=1)
assert_type(words, list[Word])
vocabulary = {word.text: word.count for word in words}
print(' '.join(word.text for word in words[:5]), words[0].pmi)
for explanation in explain(corpus, ['耳机']):
    print(explanation.to_text())
save_vocabulary(vocabulary, os.path.join(FOLDER, 'words.txt'), format='jieba')
assert_type(load_vocabulary(os.path.join(FOLDER, 'words.txt')), dict[str, int])

# Segmentation.
tokenizer = Tokenizer(vocabulary, stop=['的'], numbers='join')
tokenizer.add_word('降噪耳机', 20)
assert_type(tokenizer.lcut('降噪耳机很好'), list[str])
assert_type(nlp_zero.lcut('今天天气很好'), list[str])
assert_type(tokenizer.tokenize('降噪耳机很好'), list[str])
for piece, start, end in tokenizer.tokenize('降噪耳机很好', mode='search'):
    assert_type((piece, start, end), tuple[str, int, int])
assert_type(evaluate_bits(tokenizer, corpus).bits_per_character, float)
print(evaluate_segmentation(['今天 天气'], [' '.join(tokenizer.cut('今天天气'))]).f1)
print(evaluate_words([word.text for word in words], {'耳机'}, ks=[10]).recall)

# Phrases, templates, trees.
phrases = PhraseFinder(tokenizer.lcut, min_count=3, scoring='npmi', delimiter='_', memory='64MB')
phrases.train(corpus)
print([(phrase.words, phrase.score) for phrase in phrases.ranked()[:2]])
finder = TemplateFinder(tokenizer.lcut, window=4, min_count=5, min_proba=0, max_gaps=1)
finder.train(corpus)
finder.find(corpus)
parser = Parser(finder.templates, tokenizer.lcut, null_score=-10)
print(parser.parse('这个耳机很好').to_brackets())
print(len(dict(XTrie(finder.templates).search(['很', '好']))))

# What 0.1.6 had, and the parts.
trie = Trie(vocabulary)
assert_type(trie.search('耳机'), dict[tuple[int, int], tuple[str, int]])
dag = DAG(3)
dag[0, 2] = -1.5
assert_type(dag.optimal_path(), list[tuple[int, int]])
old = WordFinder(min_proba=1e-5)
old.train(corpus)
old.find(corpus)
assert_type(old.words, dict[str, int])
assert_type(pmi(5, 10, 10, 1000), float)
assert_type(symbols('5G手机', Rules(whole=('latin',))), list[str])
print([''.join(clause) for clause in clauses('很好，不错')])
try:
    Corpus()
except ArgumentError as error:
    assert isinstance(error, NlpZeroError)
    assert_type(error.message, str)
assert_type(main(['--version']), int)
