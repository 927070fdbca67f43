# -*- coding: utf-8 -*-
"""Use with other tools what this package writes, its rows and its tokenizer; see `.ci/interop`."""
import glob
import io
import json
import os
import random
import re
import sys

from nlp_zero import (
    BackoffModel, PhraseFinder, SlotCounter, Tokenizer, count_ngrams, discover_words, find_new_words,
    save_vocabulary)
from nlp_zero.text import clauses
from nlp_zero.vocabulary import load_bundled

FOLDER = sys.argv[1]
LINES = 1000


def sample_lines():
    """Return the lines of the sample corpora, cut at random places and put together anew, 1,000 of them."""
    texts = []
    for path in sorted(glob.glob('corpora/*.txt')):
        with io.open(path, encoding='utf-8') as source:
            texts += [re.sub('[ \u3000]+', '', line.strip()) for line in source]
    rng = random.Random(1)
    lines = [text for text in texts if text]
    while len(lines) < LINES:
        first, second = rng.choice(texts), rng.choice(texts)
        between = rng.choice(['，', 'iPhone-12', '3.14', '——', ''])
        lines.append(first[:len(first) // 2] + between + second[::-1])
    return lines[:LINES]


def at(name):
    return os.path.join(FOLDER, name)


def check_jieba():
    import jieba
    save_vocabulary(load_bundled(), at('jieba.txt'), format='jieba')
    jieba.setLogLevel(60)
    jieba.dt.tmp_dir = FOLDER
    jieba.set_dictionary(at('jieba.txt'))
    jieba.initialize()
    assert jieba.get_FREQ('今天') == load_bundled()['今天']
    return '%d words with their counts' % len(load_bundled())


def check_rime():
    import yaml
    words = {'今天': 5, '#话题': 2}
    save_vocabulary(words, at('domain.dict.yaml'), format='rime')
    with io.open(at('domain.dict.yaml'), encoding='utf-8') as source:
        head, rows = source.read().split('...\n')
    settings = yaml.safe_load(head)
    assert settings['name'] == 'domain' and settings['columns'] == ['text', 'weight']
    assert [row.split('\t') for row in rows.split('\n') if '\t' in row] == [['今天', '5'], ['#话题', '2']]
    return 'the head is YAML with the columns of the rows'


def check_tokenizers():
    from tokenizers import Tokenizer as Pieces
    save_vocabulary(load_bundled(), at('tokenizer.json'), format='huggingface')
    pieces, ours = Pieces.from_file(at('tokenizer.json')), Tokenizer(load_bundled(), numbers=None, fold=False)
    wrong = [line for line in sample_lines()
             if [line[start:end] for start, end in pieces.encode(line).offsets] != ours.lcut(line)]
    assert not wrong, '%d of %d lines differ, the first: %s' % (len(wrong), LINES, wrong[0])
    return 'the pieces of %d lines are those of Tokenizer' % LINES


def check_sentencepiece():
    import sentencepiece
    save_vocabulary(load_bundled(), at('words.model'), format='sentencepiece')
    pieces = sentencepiece.SentencePieceProcessor(model_file=at('words.model'))
    ours = Tokenizer(load_bundled(), numbers=None, fold=False)
    words = load_bundled()
    runs = [run for line in sample_lines() for run in re.findall('[一-龥]+', line)]
    known = [run for run in runs if all(character in words for character in run)][:LINES]
    same = sum(pieces.encode(run, out_type=str) == ours.lcut(run) for run in known)
    # Scores in single precision: ties may fall apart.
    assert same >= .999 * len(known), '%d of %d' % (same, len(known))
    return 'the pieces of %d of %d runs of Han characters are those of Tokenizer' % (same, len(known))


def check_kenlm():
    import kenlm
    sentences = [list(clause) for line in sample_lines() for clause in clauses(line)]
    model = BackoffModel.from_counts(count_ngrams(sample_lines(), max_n=3))
    model.save(at('model.arpa'))
    theirs = kenlm.Model(at('model.arpa'))
    for words in sentences[:LINES] + [['未', '知', '\u3400']]:
        ours = model.log_probabilities(words)
        values = [value for value, _, _ in theirs.full_scores(' '.join(words))]
        assert len(ours) == len(values)
        assert all(abs(a - b) < 1e-4 for a, b in zip(ours, values)), words
    save_vocabulary({'今天': 5, '天气': 3}, at('words.arpa'), format='arpa')
    assert abs(kenlm.Model(at('words.arpa')).score('今天', bos=False, eos=False) + 0.30103) < 1e-4
    return 'log probabilities of %d sentences, and a unigram model' % LINES


def check_pandas():
    import pandas
    texts = pandas.Series(corpus_lines('reviews.txt'), index=range(7, 7 + len(corpus_lines('reviews.txt'))))
    words = discover_words(texts)
    assert words == discover_words(list(texts))
    table = pandas.DataFrame(words)
    assert list(table.columns) == ['text', 'count', 'pmi', 'left_entropy', 'right_entropy', 'score']
    assert list(table.itertuples(index=False, name=None)) == [tuple(row) for row in words]
    assert Tokenizer(table.set_index('text')['count']).vocabulary == {row.text: row.count for row in words}
    new = pandas.DataFrame(find_new_words(texts, known=table['text'].head(20), contexts=1, top=5))
    assert list(new.columns)[:3] == ['text', 'count', 'score']
    assert not set(new['text']) & set(table['text'][:20])
    counter = SlotCounter({(None, '能', None, '吗'): 2})
    counter.update([['副卡', '能', '停机', '吗'], ['主卡', '能', '停机', '吗']])
    slots = pandas.DataFrame(list(counter))
    assert list(slots.columns) == ['template', 'gap', 'fillers'] and slots['fillers'][1] == {'停机': 2}
    return '%d words as a table and back, Slots, Series in' % len(table)


def check_sklearn():
    from sklearn.feature_extraction.text import CountVectorizer
    tokenizer, texts = Tokenizer(spaces=False), corpus_lines('reviews.txt')
    vectorizer = CountVectorizer(tokenizer=tokenizer, token_pattern=None, lowercase=False)
    counts = vectorizer.fit_transform(texts)
    for text, row in zip(texts, counts.toarray()):
        words = tokenizer.lcut(text)
        assert row.sum() == len(words)
        assert all(row[vectorizer.vocabulary_[word]] == words.count(word) for word in words)
    return 'CountVectorizer counts %d words of %d texts' % (counts.sum(), len(texts))


def check_gensim():
    from gensim.models.phrases import Phrases
    tokenizer = Tokenizer()
    sentences = [tokenizer.lcut(''.join(clause))
                 for text in corpus_lines('service.txt') for clause in clauses(text)]
    finder = PhraseFinder(min_count=3, threshold=5, passes=1)
    finder.train([' '.join(words) for words in sentences])
    ours = {'_'.join(words): phrase.score for words, phrase in finder.phrases.items()}
    frozen = Phrases([['甲']], min_count=3, threshold=5).freeze()
    frozen.phrasegrams = ours                 # ours in gensim
    joined = {word for words in sentences for word in frozen[words] if '_' in word}
    assert joined and joined <= set(ours)
    theirs = Phrases(sentences, min_count=3, threshold=5).export_phrases()
    words = [key.replace('_', '') for key in theirs]
    tokenizer.load_userdict(words, force=True)    # gensim's in ours
    assert words and all(tokenizer.lcut(word) == [word] for word in words)
    return '%d phrases of ours there, %d of gensim here' % (len(ours), len(theirs))


def check_spacy():
    import spacy
    from spacy.tokens import Doc
    ours, nlp = Tokenizer(), spacy.blank('zh')

    def cut(text):
        words = ours.lcut(text)
        return Doc(nlp.vocab, words=words, spaces=[False] * len(words))

    nlp.tokenizer = cut
    for text in corpus_lines('reviews.txt'):
        document = nlp(text)
        assert document.text == text
        assert [(token.idx, token.idx + len(token)) for token in document] == ours.spans(text)
    return 'a Doc has the words and places of Tokenizer'


def check_notebook():
    with io.open('examples/notebook.ipynb', encoding='utf-8') as source:
        cells = json.load(source)['cells']
    names, code = {}, [''.join(cell['source']) for cell in cells if cell['cell_type'] == 'code']
    for text in code:
        exec(compile(text, 'examples/notebook.ipynb', 'exec'), names)    # pylint: disable=exec-used
    return '%d cells run from top to bottom' % len(code)


def corpus_lines(name):
    with io.open(os.path.join('corpora', name), encoding='utf-8') as source:
        return source.read().splitlines()


def main():
    failed = 0
    for name, check in sorted(globals().items()):
        if not name.startswith('check_'):
            continue
        tool = name[6:]
        try:
            print('interop: %s: %s' % (tool, check()))
        except ImportError:
            print('interop: not checked: %s is not installed' % tool)
        except Exception as error:
            failed = 1
            print('interop: %s: FAILED: %s: %s' % (tool, type(error).__name__, error))
    return failed


if __name__ == '__main__':
    sys.exit(main())
