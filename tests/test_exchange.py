# -*- coding: utf-8 -*-
"""Vocabularies in the formats of other tools, and the verb convert."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import math
import os
import re
import struct

import pytest
from processes import make_package_paths_absolute

from nlp_zero import VocabularyError, load_vocabulary, save_vocabulary
from nlp_zero.cli import main
from nlp_zero.vocabulary import FORMATS

WORDS = {'今天': 5, '天气': 3, 'Wi-Fi': 4, 'wifi': 2, 'ＷＩＦＩ': 1, '5G套餐': 3, '好': 2}
TOTAL = 20


def written(tmpdir, form, words=WORDS, name='words.txt'):
    path = str(tmpdir.join(name))
    save_vocabulary(words, path, format=form)
    with io.open(path, encoding='utf-8', newline='') as source:
        return source.read()


@pytest.mark.fast
def test_ik_is_a_word_a_line(tmpdir):
    assert written(tmpdir, 'ik') == '今天\nWi-Fi\n5G套餐\n天气\nwifi\n好\nＷＩＦＩ\n'


@pytest.mark.fast
@pytest.mark.parametrize('name, title', [
    ('domain.dict.yaml', 'domain'), ('domain.yaml', 'domain'), ('a "b".dict.yaml', 'a \\"b\\"'),
    ('x.txt', 'x.txt')])
def test_rime_has_a_head_and_columns(tmpdir, name, title):
    text = written(tmpdir, 'rime', {'今天': 5, '#话题': 2}, name)
    head, body = text.split('...\n')
    assert '\n---\nname: "%s"\nversion: "1"\nsort: by_weight\n' % title in head
    assert head.endswith('columns:\n  - text\n  - weight\n')
    assert body == '\n# no comment\n今天\t5\n#话题\t2\n'


@pytest.mark.fast
def test_synonyms_are_spellings_of_one_word(tmpdir):
    words = dict(WORDS, **{'Wi Fi': 9, 'C#': 2, 'c＃': 1, 'a,b': 2, 'A，B': 1, '今日': 4})
    lines = written(tmpdir, 'synonyms', words).splitlines()
    assert lines[1:] == ['Wi Fi, Wi-Fi, wifi, ＷＩＦＩ', 'C\\#, c＃', 'a\\,b, A，B']


@pytest.mark.fast
def test_a_unigram_model_sums_to_one(tmpdir):
    text = written(tmpdir, 'arpa')
    rows = dict(reversed(line.split('\t')[:2]) for line in re.findall('^-?[0-9.]+\t.*$', text, re.M))
    rows.pop('<s> </s>')
    rows.pop('<s>')
    assert sorted(rows) == sorted(list(WORDS) + ['<unk>', '</s>'])
    assert sum(10 ** float(value) for value in rows.values()) == pytest.approx(1, abs=1e-6)
    assert float(rows['今天']) == pytest.approx(math.log10(5 / (TOTAL + 2)), abs=1e-6)
    assert text.startswith('\\data\\\nngram 1=10\nngram 2=1\n\n\\1-grams:\n') and text.endswith('\n\\end\\\n')


@pytest.mark.fast
def test_sentencepiece_lines_have_log_probabilities(tmpdir):
    lines = [line.split('\t') for line in written(tmpdir, 'sentencepiece', {'今天': 3, 'a b': 1}).splitlines()]
    assert [piece for piece, _ in lines] == ['<unk>', '<s>', '</s>', '今天', 'a▁b', '今', '天']
    assert [float(score) for _, score in lines] == pytest.approx(
        [0, 0, 0, math.log(3 / 4), math.log(1 / 4), math.log(1 / 4), math.log(1 / 4)], abs=1e-6)


def test_a_character_that_is_a_word_is_one_piece(tmpdir):
    lines = written(tmpdir, 'sentencepiece', {'今天': 3, '天': 2}).splitlines()
    assert [line.split('\t')[0] for line in lines[3:]] == ['今天', '天', '今']


def varint(data):
    """Take a whole number of variable length off a bytearray."""
    value = shift = 0
    while True:
        byte = data.pop(0)
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value


def fields_of(data):
    """Yield (number, value) of a message of protocol buffers."""
    data = bytearray(data)
    while data:
        tag = varint(data)
        kind, number = tag & 7, tag >> 3
        if kind == 0:
            yield number, varint(data)
            continue
        size = varint(data) if kind == 2 else 4
        value, data = bytes(data[:size]), data[size:]
        yield number, value if kind == 2 else struct.unpack(str('<f'), value)[0]


@pytest.mark.fast
def test_the_sentencepiece_model_is_its_protocol_buffer(tmpdir):
    path = str(tmpdir.join('words.model'))
    words = dict(('词%d' % number, 300 - number) for number in range(200))
    save_vocabulary(words, path, format='sentencepiece')
    with io.open(path, 'rb') as source:
        fields = list(fields_of(source.read()))
    pieces = [dict(fields_of(value)) for number, value in fields if number == 1]
    trainer, normalizer = [dict(fields_of(value)) for number, value in fields if number in (2, 3)]
    assert [piece[1].decode('utf-8') for piece in pieces[:4]] == ['<unk>', '<s>', '</s>', '词0']
    assert [piece[3] for piece in pieces[:4]] == [2, 3, 3, 1]
    assert pieces[3][2] == pytest.approx(math.log(300 / sum(words.values())), abs=1e-6)
    assert (trainer[3], trainer[4]) == (1, len(pieces)) and len(pieces) == 200 + 3 + 1
    assert (normalizer[3], normalizer[4]) == (0, 0)


@pytest.mark.fast
def test_the_tokenizer_of_hugging_face_has_our_scores_and_symbols(tmpdir):
    model = json.loads(written(tmpdir, 'huggingface'))
    pieces = [piece for piece, _ in model['model']['vocab']]
    assert pieces[0] == '<unk>' and model['model']['unk_id'] == 0
    assert dict(model['model']['vocab'])['今天'] == pytest.approx(math.log(5 / TOTAL), abs=1e-6)
    assert '餐' in pieces and 'W' not in pieces, 'only Han characters stand for parts of words'
    assert [(token['content'], token['id']) for token in model['added_tokens']] == [
        ('<unk>', 0)] + [(word, pieces.index(word)) for word in ('Wi-Fi', '5G套餐', 'wifi', 'ＷＩＦＩ')]
    assert '(?P' not in model['pre_tokenizer']['pattern']['Regex']


@pytest.mark.fast
@pytest.mark.parametrize('form, word', [
    ('arpa', 'Los Angeles'), ('arpa', '<s>'), ('huggingface', '<unk>'), ('sentencepiece', '</s>'),
    ('rime', '甲\t乙'), ('ik', ' 甲'), ('synonyms', '甲\n乙'), ('rime', '# no comment')])
def test_a_word_without_a_place_is_refused_and_nothing_written(tmpdir, form, word):
    path = tmpdir.join('words.txt')
    with pytest.raises(VocabularyError) as caught:
        save_vocabulary({'好': 2, word: 1}, str(path), format=form)
    assert form in str(caught.value)
    assert not path.check()


@pytest.mark.fast
@pytest.mark.parametrize('form', FORMATS)
def test_convert_writes_what_save_vocabulary_writes(tmpdir, form):
    source, target, expected = [str(tmpdir.join(name)) for name in ('in.txt', 'out', 'expected')]
    words = {'今天': 5, '天气': 3}
    save_vocabulary(words, source)
    save_vocabulary(words, expected, format=form)
    assert main(['convert', source, target, '--format', form]) == 0
    with io.open(target, 'rb') as first, io.open(expected, 'rb') as second:
        assert first.read().replace(b'"out"', b'"expected"') == second.read()


@pytest.mark.fast
def test_convert_reads_other_encodings(tmpdir):
    source, target = str(tmpdir.join('in.txt')), str(tmpdir.join('out.txt'))
    with io.open(source, 'w', encoding='gb18030') as out:
        out.write('今天 5 n\n')
    assert main(['convert', '--dict-encoding', 'gb18030', '--format', 'words', source, '-o', target]) == 0
    assert load_vocabulary(target) == {'今天': 1}


@pytest.mark.fast
@pytest.mark.parametrize('arguments, message', [
    (['a', 'b', 'c'], 'give one file to read and one to write, not 3'),
    (['a', 'b', '-o', 'c'], 'give one file to read and one to write, not 3'),
    (['a', 'b', '--ngrams'], '--ngrams goes with --format arpa or srilm'),
    (['a', 'b', '--format', 'srilm', '--dict-encoding', 'gbk'], '--dict-encoding has no effect')])
def test_convert_says_how_it_is_called(capsys, arguments, message):
    assert main(['convert'] + arguments) == 2
    assert message in capsys.readouterr()[1]


@pytest.mark.fast
def test_the_sample_corpora_are_written_once(tmpdir, root, capsys):
    folder = str(tmpdir.join('new', 'samples'))
    assert main(['sample', folder]) == 0
    with io.open(os.path.join(folder, 'reviews.txt'), 'rb') as first:
        with io.open(os.path.join(root, 'corpora', 'reviews.txt'), 'rb') as second:
            assert first.read() == second.read()
    assert sorted(os.listdir(folder)) == sorted(os.listdir(os.path.join(root, 'corpora')))
    os.remove(os.path.join(folder, 'README.md'))
    assert main(['sample', folder]) == 1
    assert 'nothing was written' in capsys.readouterr()[1]
    assert not os.path.exists(os.path.join(folder, 'README.md'))
    assert main(['sample']) == 2
    assert main(['sample', '']) == 2
    assert capsys.readouterr()[1].endswith('the name of the folder is empty\n')


def test_a_sample_folder_is_no_file_and_no_zero(tmpdir, capsys):
    make_package_paths_absolute()
    with tmpdir.as_cwd():
        tmpdir.join('a.txt').write('a')
        for name, lang, message in (
                ('a.txt', 'en', 'nlp-zero: error: a.txt: is a file, not a folder\n'),
                ('a.txt', 'zh', 'nlp-zero: 错误: a.txt: 是文件，不是目录\n'),
                ('a\0b', 'en', 'nlp-zero: error: a\\x00b: is no path: it holds a zero character\n')):
            assert main(['sample', name, '--lang', lang]) == 1
            assert capsys.readouterr()[1] == message
        assert os.listdir(str(tmpdir)) == ['a.txt'] and tmpdir.join('a.txt').read() == 'a'


@pytest.mark.skipif(os.name == 'nt', reason='needs symbolic links')
def test_a_sample_folder_may_be_beyond_a_symbolic_link(tmpdir, capsys):
    tmpdir.join('far', 'near').ensure(dir=True)
    tmpdir.join('link').mksymlinkto(tmpdir.join('far', 'near'))
    make_package_paths_absolute()
    with tmpdir.as_cwd():
        assert main(['sample', 'link/../zz']) == 0
        assert 'wrote link/../zz/news.txt\n' in capsys.readouterr()[1]
        assert main(['sample', 'link/../zz']) == 1
    assert tmpdir.join('far', 'zz', 'news.txt').check() and not tmpdir.join('zz').check()
