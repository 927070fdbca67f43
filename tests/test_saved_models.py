# -*- coding: utf-8 -*-
"""Models of discovery that are saved, taken up again, updated and used to adapt a vocabulary."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gzip
import io
import json
import os
from zlib import crc32

import pytest

from nlp_zero import (
    ArgumentError, FormatError, InputError, Tokenizer, discover_words, explain, find_new_words)
from nlp_zero.cli import main
from nlp_zero.entropy import Fingerprint, adaptation, learn, load_model, save_model, update_model
from nlp_zero.text import DEFAULT_RULES

OLD = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值', '空格键有点松', '送的线太短',
       '灯光柔和', '声音小，不吵同事', '第一次买轴体', '发货快，包装好', '用了半年没坏'] * 3
NEW = ['磁轴反应快，磁轴贵', '换成磁轴', '磁轴软，轻', '键帽不透光', '黑键帽', '磁轴，键帽', '这磁轴灵', '灯，磁轴',
       '充Type-C口', '要Type-C口', '没Type-C口']


@pytest.fixture(scope='module')
def model():
    return learn(OLD, DEFAULT_RULES)


@pytest.fixture
def path(model, tmpdir):
    path = str(tmpdir.join('old.model'))
    save_model(model, path)
    return path


def rows(words):
    return [(word.text, word.count, round(word.score, 6)) for word in words]


@pytest.mark.parametrize('name', ['a.model', 'a.model.gz'])
def test_a_model_is_read_as_it_was_saved(model, tmpdir, name):
    path = str(tmpdir.join(name))
    save_model(model, path)
    assert load_model(path) == model
    first = io.open(path, 'rb').read()
    save_model(load_model(path), path)
    assert io.open(path, 'rb').read()[-40:] == first[-40:]


def test_discovery_by_a_model_fits_nothing(path):
    fitted = discover_words(OLD)
    assert discover_words(OLD, model=path) == fitted
    # In whatever order the texts come, and whatever passes there are.
    assert rows(discover_words(iter(OLD[::-1]), model=path, evidence=False)) == rows(fitted)


@pytest.mark.parametrize('texts', [NEW, OLD[1:], OLD + OLD[:1], ['鍵' + OLD[0][:0:-1]] + OLD[1:]])
def test_a_model_of_other_texts_is_refused(path, texts):
    tokenizer = Tokenizer({'的': 5})
    for call in (lambda: discover_words(texts, model=path, evidence=False),
                 lambda: find_new_words(texts, model=path), lambda: explain(texts, '键帽', model=path),
                 lambda: tokenizer.adapt(texts, model=path)):
        with pytest.raises(ArgumentError) as caught:
            call()
        assert 'model= is of other texts (36 lines, 657 bytes) than these' in str(caught.value)


def test_a_model_without_a_fingerprint_is_of_any_text(model, tmpdir):
    path = str(tmpdir.join('older.model'))
    save_model(model._replace(fingerprint=None), path)
    assert discover_words(['磁轴'], model=path, evidence=False) == discover_words(OLD, evidence=False)
    assert update_model(load_model(path), NEW).fingerprint is None


def test_an_older_model_has_the_settings_that_were_constants(model, tmpdir):
    path, older = str(tmpdir.join('older.model')), model.settings.replace()
    del older.min_phrase_saving, older.suffix_variety
    save_model(model._replace(settings=older), path)
    assert load_model(path) == model


def test_traditional_text_has_the_fingerprint_of_its_simplified_form():
    assert Fingerprint.of(['後來', '', '乾隆']) == Fingerprint.of(['乾隆', '后来'])
    assert Fingerprint.of(['后来']) != Fingerprint.of(['来后'])


def test_discovery_saves_the_model_that_it_fits(model, tmpdir):
    path = str(tmpdir.join('new.model'))
    discover_words(OLD, save_model=path, evidence=False)
    assert load_model(path) == model


def test_a_checkpoint_belongs_to_one_model(path, tmpdir):
    other, folder = str(tmpdir.join('other.model')), str(tmpdir.join('kept'))
    save_model(learn(NEW, DEFAULT_RULES), other)
    discover_words(OLD, model=path, checkpoint=folder)
    with pytest.raises(ArgumentError):
        discover_words(OLD, model=other, checkpoint=folder)


def test_explanations_and_new_words_by_a_model_are_those_of_a_fit(path):
    assert explain(OLD, ['键帽', '的手'], model=path) == explain(OLD, ['键帽', '的手'])
    assert find_new_words(OLD, model=path) == find_new_words(OLD)


def test_an_updated_model_has_the_words_and_counts_of_both(model):
    updated = update_model(model, NEW)
    assert {'键帽', '手感', '磁轴'} <= set(updated.counts) and '磁轴' not in model.counts
    assert updated.counts['磁轴'] == 7
    assert updated.counts['键帽'] == model.counts['键帽'] + 3
    assert set(model.counts) <= set(updated.counts)
    assert updated.counts['Type-C'] == 3
    assert updated.strictness == model.strictness


def test_an_update_does_not_depend_on_the_order_of_lines(model):
    assert update_model(model, NEW).counts == update_model(model, NEW[::-1]).counts


def test_options_that_do_not_go_together_are_refused(path):
    with pytest.raises(ArgumentError) as caught:
        discover_words(OLD, update=True)
    assert 'pass model' in str(caught.value)
    with pytest.raises(ArgumentError) as caught:
        discover_words(OLD, model=path, longest=4)
    assert 'longest has no effect' in str(caught.value)
    with pytest.raises(ArgumentError) as caught:
        discover_words(OLD, method='ngram', model=path)
    assert "method 'ngram'" in str(caught.value)


def forged(**changes):
    """Return a function of a model's file that changes some of its values and signs it anew."""
    def change(data):
        head, _, body = data.partition(b'\n')
        body = json.dumps(dict(json.loads(body.decode('ascii')), **changes)).encode('ascii')
        signature = ' %d %08x\n' % (len(body), crc32(body) & 0xffffffff)
        return b' '.join(head.split(b' ')[:3]) + signature.encode('ascii') + body
    return change


def without_setting(name):
    """Return a function of a model's file that removes a setting, and signs it anew."""
    def change(data):
        settings = json.loads(data.partition(b'\n')[2].decode('ascii'))['settings']
        del settings[name]
        return forged(settings=settings)(data)
    return change


@pytest.mark.parametrize('change', [
    without_setting('longest'), without_setting('tolerance'), forged(settings=8), forged(settings={}),
    forged(words='甲\n乙', counts=[1]), forged(words='甲', counts=[0]), forged(words='甲', counts=['1']),
    lambda data: b'', lambda data: data[:-1], lambda data: data + b'x',
    lambda data: data.replace(b'model', b'state'),
    lambda data: data[:200] + (b'9' if data[200:201] != b'9' else b'8') + data[201:],
    lambda data: b'nlp-zero model 1 99999999999 00000000\n' + data, lambda data: b'\xe5\xa5\xbd 3\n'])
def test_a_damaged_model_is_refused(path, change):
    with io.open(path, 'rb') as source:
        data = source.read()
    with io.open(path, 'wb') as out:
        out.write(change(data))
    with pytest.raises(FormatError) as caught:
        load_model(path)
    assert path in str(caught.value)


@pytest.mark.parametrize('data', [b'', b'\xe5\xa5\xbd 3\n', b'nlp-zero state 1 2 00000000\n{}'])
def test_a_file_of_another_kind_is_called_no_model(path, data):
    with io.open(path, 'wb') as out:
        out.write(data)
    with pytest.raises(FormatError) as caught:
        load_model(path)
    assert 'is no saved model' in str(caught.value) and 'damaged' not in str(caught.value)


@pytest.mark.parametrize('kind, error', [(b'model', InputError), (b'state', FormatError)])
def test_of_a_file_of_another_kind_only_the_beginning_is_read(kind, error, tmpdir):
    path = str(tmpdir.join('m.gz'))
    with gzip.open(path, 'wb') as out:
        out.write(b'nlp-zero %s 1 9999999 00000000\n' % kind + os.urandom(1 << 20))
    with io.open(path, 'r+b') as file:
        file.truncate(1 << 19)
    with pytest.raises(error):
        load_model(path)


def test_a_model_that_is_missing_is_an_input_error(tmpdir):
    with pytest.raises(InputError):
        explain(OLD, '键帽', model=str(tmpdir.join('none')))


def test_the_verbs_keep_take_up_and_update_a_model(tmpdir, capsys):
    old, new, model, words, again, both, said = [str(tmpdir.join(name)) for name in 'onmwabs']
    for name, lines in ((old, OLD), (new, NEW)):
        with io.open(name, 'w', encoding='utf-8') as out:
            out.write(''.join(line + '\n' for line in lines))

    def read(path):
        with io.open(path, encoding='utf-8') as source:
            return source.read()
    assert main(['discover', '-q', '--save-model', model, old, '-o', words]) == 0
    assert main(['discover', '-q', '--model', model, old, '-o', again]) == 0
    assert read(words) == read(again)
    assert main(['discover', '-q', '--model', model, '--update', '--save-model', model, new, '-o', both]) == 0
    assert '磁轴 7\n' in read(both) and '磁轴' in load_model(model).counts
    assert main(['explain', '-q', '--model', model, '-o', said, '磁轴', '--', new, old]) == 0
    assert '磁轴' in read(said)
    assert main(['new', '-q', '--model', model, new]) == 2
    assert 'error: --model is of other texts (47 lines' in capsys.readouterr()[1]
    assert main(['new', '-q', '--model', model, '--contexts', '0', old, new, '-o', words]) == 0
    assert '磁轴 7\n' in read(words)
    assert main(['discover', '-q', '--update', new]) == 2


def test_adaptation_takes_what_general_text_could_not_find(model):
    general = {'键': 5, '帽': 4, '手': 900, '感': 500, '手感': 3}
    found = adaptation(OLD, general, DEFAULT_RULES, model)
    assert '手感' in found.words, 'the vocabulary has it'
    assert '键帽' in found.words, 'chance gives it 5 * 4 / 1412 occurrences'
    many = dict((word, count * 10000) for word, count in general.items())
    many['手感'] = 3
    assert '键帽' not in adaptation(OLD, many, DEFAULT_RULES, model).words
    assert set('键帽手感') <= set(found.words)


@pytest.mark.parametrize('share, is_word', [(0.7, True), (1.5, False)])
def test_a_word_is_taken_that_chance_gives_too_few_occurrences(model, share, is_word):
    chances, total = 0.03 + 0.2 * model.strictness.margin, 10 ** 6
    count = int((chances * share * total) ** 0.5)
    found = adaptation(OLD, {'键': count, '帽': count, '的': total - 2 * count}, DEFAULT_RULES, model)
    assert ('键帽' in found.words) == is_word
    assert not found.own_words_only and 1 < model.strictness.margin < 2.5
    assert [word for word in model.counts if len(word) == 1 and word not in found.words] == []


@pytest.mark.parametrize('general, is_word', [
    ('键帽 手感 的', False), ('键帽 手 感 的', True), ('键帽手 感 的', True), ('的', True)])
def test_known_words_of_two_characters_side_by_side_are_no_new_word(model, general, is_word):
    of_text = model._replace(counts=dict(list(model.counts.items()) + [('键帽手感', 3)]))
    counts = dict((word, 10 ** 6 if word == '的' else 1) for word in general.split())
    assert ('键帽手感' in adaptation(OLD, counts, DEFAULT_RULES, of_text).words) == is_word


def test_a_tokenizer_adapts_by_itself():
    tokenizer = Tokenizer({'的': 500, '手': 2, '感': 2, '换': 40, '快': 30})
    assert tokenizer.lcut('磁轴的手感') == ['磁', '轴', '的', '手', '感']
    assert tokenizer.adapt(OLD + NEW) > 2
    assert tokenizer.lcut('磁轴的手感') == ['磁轴', '的', '手感']


def test_a_tokenizer_adapts_by_a_model(path):
    by_model, by_fit = Tokenizer({'的': 5}), Tokenizer({'的': 5})
    by_model.adapt(OLD, model=path)
    by_fit.adapt(OLD)
    assert by_model.vocabulary == by_fit.vocabulary
    with pytest.raises(ArgumentError):
        by_fit.adapt(OLD, ['键帽'], model=path)
    with pytest.raises(ArgumentError):
        by_fit.adapt(OLD, colour=1)


def test_text_without_han_is_counted_all_the_same():
    tokenizer = Tokenizer({'iPhone': 3, '的': 5})
    assert tokenizer.adapt(['iPhone iPhone'], weight=.9) == 0
    assert tokenizer.count('iPhone') > 3


def test_words_foreign_to_a_text_go():
    """Lines of single characters ask for more than any news; a general word among them is none there."""
    characters = '之乎者也以其而不曰有于为人子无所与则'
    lines = [''.join(characters[(i * i + j * (i % 7 + 1)) % len(characters)] for j in range(4 + i % 3))
             for i in range(400)]
    strict = learn(lines, DEFAULT_RULES)
    assert strict.strictness.margin > 2.5
    tokenizer = Tokenizer({'所以': 900, '因为': 90, '的': 500})
    tokenizer.adapt(lines + ['所以其人不有'])
    assert '所以' not in tokenizer and '因为' in tokenizer


def test_the_verb_adapt_writes_the_vocabulary(tmpdir):
    text, words, vocabulary = [str(tmpdir.join(name)) for name in 'twv']
    with io.open(text, 'w', encoding='utf-8') as out:
        out.write(''.join(line + '\n' for line in OLD + NEW))
    with io.open(vocabulary, 'w', encoding='utf-8') as out:
        out.write('的 500\n手 90\n感 60\n')
    assert main(['adapt', '-q', '--vocab', vocabulary, text, '-o', words]) == 0
    expected = Tokenizer(vocabulary)
    expected.adapt(OLD + NEW)
    assert Tokenizer(words).vocabulary == expected.vocabulary
    assert main(['adapt', '-q', '--format', 'rime', '--vocab', vocabulary, text, '-o', words]) == 0
    with io.open(words, encoding='utf-8') as source:
        assert 'sort: by_weight' in source.read()
    assert os.listdir(str(tmpdir)) and sorted(os.listdir(str(tmpdir))) == ['t', 'v', 'w']
