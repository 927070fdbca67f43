# -*- coding: utf-8 -*-
"""Load what `save_vocabulary` and `BackoffModel` write with the tools that it is for; see `.ci/interop`."""
import glob
import io
import os
import random
import re
import sys

from nlp_zero import BackoffModel, Tokenizer, count_ngrams, save_vocabulary
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
        lines.append(first[:len(first) // 2] + rng.choice(['，', 'iPhone-12', '3.14', '——', '']) + second[::-1])
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
    assert same >= .999 * len(known), '%d of %d' % (same, len(known))    # single precision: ties may fall apart
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
