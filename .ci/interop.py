# -*- coding: utf-8 -*-
"""Use with other tools what this package writes, its rows and its tokenizer; see `.ci/interop`."""
import glob
import io
import json
import os
import random
import re
import shutil
import subprocess
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
    """Let Rime compile our dictionary beside that of Mandarin, from whose characters it takes the codes."""
    import yaml
    tool, shared = program('rime_deployer'), '/usr/share/rime-data'
    words = {'键帽': 36, '夹心棉': 10, '天气': 5, '#话题': 2}
    save_vocabulary(words, at('domain.dict.yaml'), format='rime')
    with io.open(at('domain.dict.yaml'), encoding='utf-8') as source:
        head, rows = source.read().split('...\n')
    assert yaml.safe_load(head)['columns'] == ['text', 'weight']
    assert dict(row.split('\t') for row in rows.split('\n') if '\t' in row) == {
        word: str(count) for word, count in words.items()}
    with io.open(at('both.dict.yaml'), 'w', encoding='utf-8') as out:
        out.write('---\nname: both\nversion: "1"\nsort: by_weight\n'
                  'import_tables: [luna_pinyin, domain]\n...\n')
    with io.open(at('both.schema.yaml'), 'w', encoding='utf-8') as out:
        out.write('schema: {schema_id: both, name: both, version: "1"}\n'
                  'engine: {translators: [script_translator]}\n'
                  'translator: {dictionary: both}\n')
    done = subprocess.run([tool, '--compile', at('both.schema.yaml'), FOLDER, shared, at('build')],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0 and b'is ready' in done.stdout, done.stdout.decode('utf-8', 'replace')[-300:]
    with io.open(at('build/both.table.txt'), encoding='utf-8') as source:
        lines = source.read().splitlines()
    assert '夹心棉\tjia xin mian\t10' in lines
    # What is no character has no code; that line was an entry all the same, and no comment.
    assert re.search("Encode failure: '#话题'", done.stdout.decode('utf-8'))
    return 'rime_deployer compiles the dictionary, each word with its code and weight'


def check_hanlp():
    """Let HanLP 1.x load our words as its custom dictionary; it keeps the class and count of each."""
    words = dict(load_bundled(), **{'#话题': 2, 'C#': 4, '甲,乙': 3, 'iPhone-12': 7, '臺灣': 2})
    save_vocabulary(words, at('custom.txt'), format='hanlp')
    with io.open(at('hanlp.properties'), 'w', encoding='utf-8') as out:
        out.write('root=%s/\nCustomDictionaryPath=custom.txt\n' % FOLDER)
    theirs = java('HanlpWords', glob.glob(at('package/lib/hanlp-*/hanlp-?.?.?.jar')), words)
    wrong = [row for row in theirs if row[1:] != ['n', str(words[row[0]])]]
    assert len(theirs) == len(words) and not wrong, wrong[:3]
    return '%d words with their counts' % len(theirs)


def check_lucene():
    """Let Lucene read synonyms: each spelling of a word is found by all of its spellings."""
    groups = [['iPhone 壳', 'iphone壳', 'IPHONE-壳'], ['甲,A', '甲,a'], ['C#', 'c#'], ['A=>b', 'a=>b'],
              ['A\\', 'a\\'], ['#X', '#x'], ['键帽']]
    words = [word for group in groups for word in group]
    save_vocabulary(words, at('synonyms.txt'), format='synonyms')
    jars = [path for name in ('core', 'analyzers-common')
            for path in glob.glob('/usr/share/java/lucene-%s-4.*.jar' % name)]
    theirs = java('LuceneSynonyms', jars, words, at('synonyms.txt'))
    assert theirs == [sorted(group) for group in groups for _ in group], theirs
    return '%d words with the spellings of each' % len(words)


def java(name, jars, lines, *arguments):
    """Run a program of this folder with the jars of a tool; return the cells of the rows that it prints."""
    if not jars:
        raise ImportError(name)
    path = os.pathsep.join([FOLDER] + jars)
    done = subprocess.run(
        [program('java'), '-Dfile.encoding=UTF-8', '-cp', path, os.path.join('.ci', name + '.java')]
        + list(arguments), input=('\n'.join(lines) + '\n').encode('utf-8'), check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return [row.split('\t') for row in done.stdout.decode('utf-8').splitlines()]


def check_lmplz():
    """Compare models of the same sentences, of orders 2 to 4: entries, log probabilities and back-offs."""
    tool = os.environ.get('LMPLZ') or program('lmplz')
    lines = sample_lines()
    sentences = [' '.join(clause) for line in lines for clause in clauses(line)]
    compared = 0
    for order in (2, 3, 4):
        with io.open(at('theirs.arpa'), 'wb') as out:
            subprocess.run([tool, '-o', str(order), '-S', '100M', '-T', at('lmplz')], stdout=out, check=True,
                           input=('\n'.join(sentences) + '\n').encode('utf-8'), stderr=subprocess.DEVNULL)
        BackoffModel.from_counts(count_ngrams(lines, max_n=order)).save(at('ours.arpa'))
        ours, theirs = arpa_entries(at('ours.arpa')), arpa_entries(at('theirs.arpa'))
        assert set(ours) == set(theirs), sorted(set(ours) ^ set(theirs))[:3]
        wrong = [ngram for ngram in ours if ngram != '<s>'
                 and max(abs(a - b) for a, b in zip(ours[ngram], theirs[ngram])) > 1e-6]
        assert not wrong, '%d of %d differ, the first: %s' % (len(wrong), len(ours), wrong[0])
        compared += len(ours)
    return 'log probabilities and back-offs of %d n-grams are the same to six digits' % compared


def arpa_entries(path):
    """Return {n-gram: (log probability, back-off)} of a file."""
    with io.open(path, encoding='utf-8') as source:
        rows = [line.rstrip('\n').split('\t') for line in source]
    return {row[1]: (float(row[0]), float(row[2]) if len(row) > 2 else 0.0)
            for row in rows if len(row) > 1}


def program(name):
    """Return the path of a program; ImportError, as of a module that is not installed, if there is none."""
    path = shutil.which(name)
    if path is None:
        raise ImportError(name)
    return path


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
