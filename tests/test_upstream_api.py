# -*- coding: utf-8 -*-
"""Every call of nlp-zero 0.1.6 that its users make, and every defect that must not come back.

The names come by star import, from the package and from the old module path; nothing here imports
a package of nlp_zero by its own name.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import base64
import io
import logging
import math
import os
import pickle
import re
import sys

import pytest
from processes import run_python

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, 'tests', 'golden')

TEXTS = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
         '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']
QUESTIONS = ['周末能退票吗', '明天能改签吗', '今晚下雨', '现在能开门吗', '早上好', '周末下雨吗']


class Upstream(object):
    """The names that a star import binds."""

    def __init__(self, path):
        names = {}
        exec('from %s import *' % path, names)  # pylint: disable=exec-used
        self.__dict__.update(names)


@pytest.fixture(params=['nlp_zero', 'nlp_zero.nlp_zero'])
def api(request):
    return Upstream(str(request.param))


class Again(object):
    """A corpus as upstream's users write it: an object whose __iter__ begins anew."""

    def __init__(self, texts):
        self.texts = texts

    def __iter__(self):
        for text in self.texts:
            yield text


def split(text):
    """A tokenizer of the user's own: 周末, 明天 and the like whole, the rest by character."""
    return re.findall('周末|明天|现在|今晚|早上|退票|改签|开门|下雨|.', text, re.UNICODE)


def trained(api, texts=TEXTS, **settings):
    settings = settings or {'min_proba': 0.03, 'min_pmi': 1}
    finder = api.Word_Finder(**settings)
    finder.train(texts)
    finder.find(texts)
    return finder


# The calls.

def test_star_import_binds_every_name(api):
    for name in 'Trie DAG Tokenizer Word_Finder Template Template_Finder XTrie SentTree Parser'.split():
        assert isinstance(getattr(api, name), type)


def test_both_paths_give_the_same_classes():
    one, two = Upstream('nlp_zero'), Upstream('nlp_zero.nlp_zero')
    for name in 'Trie DAG Tokenizer Word_Finder Template Template_Finder XTrie SentTree Parser'.split():
        assert getattr(one, name) is getattr(two, name)
    from nlp_zero.nlp_zero import Trie
    assert Trie is one.Trie


def test_tokenizer_without_training(api):
    text = '打开文档，保存修改'
    words = api.Tokenizer().tokenize(text)
    assert ''.join(words) == text and '，' in words


def test_word_finder_defaults(api):
    finder = api.Word_Finder()
    assert (finder.min_proba, finder.min_pmi) == (1e-7, 1)
    assert api.Word_Finder(min_proba=1e-8).min_proba == 1e-8
    assert api.Word_Finder(1e-6, 2).min_pmi == 2


@pytest.mark.parametrize('kind', [list, tuple, Again])
def test_word_finder_takes_any_corpus(api, kind):
    finder = api.Word_Finder(min_proba=0.03)
    finder.train(kind(TEXTS))
    finder.find(kind(TEXTS))
    assert finder.words['手感'] == 3 and finder.words['键帽'] == 3


def test_word_finder_arguments_of_both_passes(api):
    finder = api.Word_Finder(0.03, 1)
    finder.train(TEXTS, True, True)
    finder.find(TEXTS, filtering=True, remove_weak_pairs=False)
    assert finder.words == trained(api).words
    marks = api.Word_Finder(0.03, 1)
    marks.train(TEXTS, filtering=False)
    marks.find(TEXTS, filtering=False)
    assert any('，' in word for word in marks.words)
    assert finder.words and '，' not in ''.join(finder.words)


def test_words_are_a_plain_dict(api):
    words = trained(api).words
    assert type(words) is dict
    assert set((type(word), count > 0) for word, count in words.items()) == {(type(''), True)}


def test_word_list_can_be_begun_anew(api):
    from collections import defaultdict
    finder = trained(api)
    before = dict(finder.words)
    finder.words = defaultdict(int)
    finder.find(TEXTS)
    assert finder.words == before and type(finder.words) is dict


def test_words_of_the_user_are_built_on(api):
    finder = api.Word_Finder(0.03, 1)
    finder.train(TEXTS)
    finder.words = {'手感': 100}
    finder.find(TEXTS)
    assert finder.words['手感'] == 103


def test_exports(api):
    finder = trained(api)
    trie, tokenizer = finder.export_trie(), finder.export_tokenizer()
    assert isinstance(trie, api.Trie) and dict(trie) == finder.words
    assert isinstance(tokenizer, api.Tokenizer)
    assert tokenizer.tokenize('这手感不错')[1] == '手感'


def test_tokenizer_calls(api):
    tokenizer = api.Tokenizer(api.Trie([('手感', 3), ('键帽', 3), ('雨点', 2)]))
    assert tokenizer.tokenize('手感像雨点，键帽') == ['手感', '像', '雨点', '，', '键帽']
    assert tokenizer.tokenize('买PBT键帽') == ['买', 'PBT', '键帽']
    assert tokenizer.tokenize('买PBT键帽', combine_Aa123=False) == ['买', 'P', 'B', 'T', '键帽']
    assert tokenizer.simple_tokenize('手感像雨点') == ['手感', '像', '雨点']
    assert tokenizer.tokenize('') == tokenizer.simple_tokenize('') == []


def test_template_finder_calls(api):
    finder = api.Template_Finder(split, window=3)
    assert (finder.window, finder.min_proba, finder.min_pmi) == (3, 1e-5, 2)
    assert api.Template_Finder(split).window == 5
    finder = api.Template_Finder(split, window=3, min_proba=0.05, min_pmi=0.1)
    finder.train(Again(QUESTIONS))
    finder.find(Again(QUESTIONS))
    template = api.Template([None, '能', None, '吗'])
    assert finder.templates[template] >= 2
    assert set(type(key) for key in finder.templates) == {api.Template}
    assert template.words == [None, '能', None, '吗']


def test_template_calls(api):
    template = api.Template()
    template.add(None)
    template.add('能')
    template.add(None)
    template.add(None)
    assert template.words == list(template) == [None, '能', None]
    assert template.is_trivial() and not api.Template(['能', None]).is_trivial()
    assert '能' in str(template) if sys.version_info[0] > 2 else '能' in str(template).decode('utf-8')
    assert {template: 1}[api.Template([None, '能', None])] == 1


def test_xtrie_keys(api):
    trie = api.XTrie()
    template = api.Template([None, '和', None])
    trie[(None, '能', None, '吗')] = 9
    trie[template] = 4
    trie[tuple(api.Template(['周末', None]).words)] = 2
    assert trie[(None, '能', None, '吗')] == 9
    assert trie[(None, '和', None)] == trie[template] == 4
    assert (trie.num_items, trie.total_items) == (3, 15)


def test_xtrie_search_answers(api):
    trie = api.XTrie()
    trie[(None, '能', None, '吗')] = 9
    matches = trie.search(['周末', '能', '退票', '吗'])
    assert matches[0, 4][1, 3] == 9
    assert (0, 4) in matches


def test_parser_calls(api):
    trie = api.XTrie()
    trie[(None, '能', None, '吗')] = 9
    trie[('退', '票')] = 3
    parser = api.Parser(trie, list)
    assert parser.null_score == -20
    tree = api.Parser(trie, split).parse('周末能退票吗')
    assert isinstance(tree, api.SentTree)
    assert tree.template == api.Template([None, '能', None, '吗'])
    assert tree.content == '周末能退票吗'
    assert [module.content for module in tree.modules] == ['周末', '退票']
    drawn = str(tree) if sys.version_info[0] > 2 else str(tree).decode('utf-8')
    assert drawn.split('\n') == [
        '+---> (周末)能(退票)吗', '|     +---> 周末', '|     |     +---> 周末', '|     +---> 能',
        '|     +---> 退票', '|     |     +---> 退票', '|     +---> 吗']


def test_trie_calls(api, write):
    path = write('words.txt', '天气 9\n天 4\n')
    assert dict(api.Trie(path)) == dict(api.Trie([('天', 4), ('天气', 9)])) == {'天': 4, '天气': 9}
    trie = api.Trie()
    trie['天气'] = 9
    trie['天'] = 4
    assert trie['天气'] == 9 and trie['雨'] == 0
    trie['雨'] = 1
    trie['雨'] = 0
    del trie['雨']
    assert sorted(trie) == [('天', 4), ('天气', 9)]
    assert trie.search('看天气') == {(1, 2): ('天', 4), (1, 3): ('天气', 9)}
    assert sorted(trie.search('看天气')) == [(1, 2), (1, 3)]
    assert (trie.num_items, trie.total_items) == (2, 13)
    assert trie.log_total_items == math.log(13)
    assert trie.get_proba('天') == trie.get_proba('天', logit=True) == math.log(4) - math.log(13)
    trie.update(api.Trie([('天', 1)]))
    assert trie['天'] == 1


def test_empty_word_is_harmless(api):
    trie = api.Trie([('天气', 9)])
    trie[''] = 1
    assert trie.search('看天气') == {(1, 3): ('天气', 9)}
    assert api.Tokenizer(trie).tokenize('看天气') == ['看', '天气']


def test_dag_calls(api):
    dag = api.DAG(5)
    assert dag.null_score == -100 and api.DAG(5, null_score=-9).null_score == -9
    dag[0, 2] = -1.5
    dag[2, 4] = -2.0
    assert dag.optimal_path() == [(0, 2), (2, 4), (4, 5)]
    assert dag.all_paths() == [[0, 1], [2, 3], [4]]


def test_trie_and_dag_make_maximum_matching(api):
    trie = api.Trie([('研究', 1), ('研究生', 1), ('生命', 1)])
    sentence = '研究生命'
    dag = api.DAG(len(sentence), null_score=-2)
    for i, j in trie.search(sentence):
        dag[i, j] = -1
    assert [sentence[i:j] for i, j in dag.optimal_path()] == ['研究', '生命']


def test_progress_shows_at_info(api, caplog):
    with caplog.at_level(logging.INFO):
        trained(api)
    names = set(record.name for record in caplog.records)
    assert names and all(name.startswith('nlp_zero') for name in names)


# Pickles.

@pytest.mark.parametrize('protocol', [0, 1, 2])
def test_pickles_go_round(api, protocol):
    finder = trained(api)
    templates = {api.Template([None, '能', None]): 3}
    xtrie = api.XTrie([((None, '能'), 2)])
    again = pickle.loads(pickle.dumps(
        (finder, finder.export_trie(), finder.export_tokenizer(), templates, xtrie), protocol))
    assert again[0].words == finder.words and again[0].pairs == finder.pairs
    assert dict(again[1]) == finder.words
    assert again[2].tokenize('这手感不错') == finder.export_tokenizer().tokenize('这手感不错')
    assert again[3] == templates and again[4][(None, '能')] == 2


def upstream_pickles():
    with io.open(os.path.join(GOLDEN, 'upstream_pickles.txt'), encoding='utf-8') as lines:
        rows = [line.split() for line in lines if not line.startswith('#')]
    return [(name, major, base64.b64decode(data.encode('ascii'))) for name, major, data in rows]


@pytest.mark.parametrize('name, major, data', upstream_pickles(),
                         ids=[str('%s-%s' % row[:2]) for row in upstream_pickles()])
def test_pickles_of_upstream_load(name, major, data):
    api = Upstream('nlp_zero')
    thing = pickle.loads(data)
    if name == 'trie':
        assert type(thing) is api.Trie
        assert dict(thing) == {'天': 4, '天气': 9, '天气预报': 2} and thing.total_items == 15
        assert sorted(thing.search('天气预报')) == [(0, 1), (0, 2), (0, 4)]
    elif name == 'tokenizer':
        assert type(thing) is api.Tokenizer
        assert thing.tokenize('今天天气') == ['今天', '天气']
    elif name == 'finder':
        assert type(thing) is api.Word_Finder
        assert thing.words == {'手感': 3, '键帽': 3} and thing.pairs['手感'] == 3
        thing.train(TEXTS)
        thing.find(TEXTS)
        assert thing.words['手感'] == 6
    elif name == 'templates':
        assert thing == {api.Template([None, '能', None, '吗']): 9, api.Template(['周末', None]): 2}
    else:
        assert type(thing) is api.XTrie
        assert thing[(None, '能', None, '吗')] == 9 and thing.total_items == 11
        assert (0, 2) in thing.search(['周末', '能'])


# The answers.

GOLDEN_FILES = sorted(name for name in os.listdir(GOLDEN) if name.startswith('upstream_words_'))


@pytest.mark.parametrize('name', GOLDEN_FILES)
def test_word_finder_answers_as_upstream(corpora, name):
    """Upstream's own answers, its ties in order of code points: see benchmarks/upstream.py."""
    with io.open(os.path.join(GOLDEN, name), encoding='utf-8') as lines:
        head = next(lines).split()
        expected = dict((word, int(count)) for word, count in (line.split() for line in lines))
    with io.open(os.path.join(corpora, head[1]), encoding='utf-8') as lines:
        texts = lines.read().splitlines()
    from nlp_zero.words import UPSTREAM_CHARACTERS
    finder = Upstream('nlp_zero').Word_Finder(float(head[3]), float(head[4]),
                                              characters=UPSTREAM_CHARACTERS)
    finder.train(texts)
    finder.find(texts)
    assert finder.words == expected


def test_there_are_golden_answers():
    assert len(set(name.rsplit('_', 2)[0] for name in GOLDEN_FILES)) >= 3


# The defects, row by row.

def run(code, *flags):
    done = run_python(*(flags + ('-c', code)))
    assert done.code == 0, done.err
    return done.out, done.err


@pytest.mark.parametrize('path', ['nlp_zero', 'nlp_zero.nlp_zero'])
def test_import_is_silent(path):
    assert run('from %s import *; Trie, Parser' % path, '-W', 'error') == ('', '')


def test_find_keeps_the_counts(api):
    finder = trained(api)
    assert finder.pairs['手感'] == 3 and finder.chars['手'] == 3


def test_train_and_find_go_on(api):
    # Upstream raises KeyError in the second find, and has emptied its pairs by then.
    finder = trained(api, TEXTS)
    finder.train(TEXTS)
    finder.find(TEXTS)
    at_once = trained(api, TEXTS + TEXTS)
    assert finder.words == at_once.words
    assert finder.chars == at_once.chars and finder.pairs == at_once.pairs


def test_training_in_parts_equals_training_at_once(api):
    parts = api.Word_Finder(0.001, 1)
    parts.train(TEXTS[:4])
    parts.find(TEXTS[:4], remove_weak_pairs=False)
    parts.train(TEXTS[4:])
    parts.words = {}
    parts.find(TEXTS)
    assert parts.words == trained(api, min_proba=0.001, min_pmi=1).words


@pytest.mark.parametrize('filtering', [True, False])
def test_empty_texts_give_no_empty_word(api, filtering):
    for corpus, expected in ((['', ''], {}), (['', 'ab', '', 'ab'], {'ab': 2})):
        finder = api.Word_Finder(1e-8)
        finder.train(corpus, filtering=filtering)
        finder.find(corpus, filtering=filtering)
        assert finder.words == expected


def test_forgotten_pairs_stay_in_the_total(api):
    kept, dropped = api.Word_Finder(0.03, 1), api.Word_Finder(0.03, 1)
    for finder, remove in ((kept, False), (dropped, True)):
        finder.train(TEXTS)
        finder.find(TEXTS, remove_weak_pairs=remove)
        finder.train(TEXTS)
        finder.words = {}
        finder.find(TEXTS, remove_weak_pairs=remove)
    assert len(dropped.pairs) < len(kept.pairs)
    assert dropped.words == kept.words


@pytest.mark.parametrize('stage', ['train', 'find'])
def test_empty_corpus_is_named(api, stage):
    finder = api.Word_Finder()
    with pytest.raises(ValueError) as caught:
        getattr(finder, stage)([])
    assert stage in str(caught.value) and 'no text' in str(caught.value)


@pytest.mark.parametrize('make', [lambda api: api.Word_Finder(), lambda api: api.Template_Finder(split)])
def test_used_up_generator_is_an_error(api, make):
    finder = make(api)
    texts = (text for text in TEXTS)
    finder.train(texts)
    with pytest.raises(ValueError) as caught:
        finder.find(texts)
    assert 'no text' in str(caught.value)


@pytest.mark.parametrize('make', [lambda api: api.Word_Finder(), lambda api: api.Template_Finder(split)])
def test_a_single_text_is_no_corpus(api, make):
    finder = make(api)
    with pytest.raises(TypeError) as caught:
        finder.train('一个句子')
    assert 'pass [text]' in str(caught.value)
    finder.train(TEXTS)
    with pytest.raises(TypeError):
        finder.find('一个句子')


def test_order_of_the_texts_changes_nothing(api, corpora):
    with io.open(os.path.join(corpora, 'service.txt'), encoding='utf-8') as lines:
        texts = lines.read().splitlines()[:150]
    finder = trained(api, texts)
    again = trained(api, texts[::-1])
    assert finder.words == again.words


def test_hash_seed_changes_nothing():
    code = ('import io\nfrom nlp_zero import *\n'
            'texts = io.open(%r, encoding="utf-8").read().splitlines()[:60]\n'
            'f = Word_Finder(); f.train(texts); f.find(texts)\n'
            'print(sorted(f.words.items()))' % str(os.path.join(ROOT, 'corpora', 'reviews.txt')))
    answers = set()
    for seed in ('0', '1'):
        os.environ[str('PYTHONHASHSEED')] = str(seed)
        try:
            answers.add(run(code))
        finally:
            del os.environ[str('PYTHONHASHSEED')]
    assert len(answers) == 1


def test_words_of_a_template_are_contiguous(api):
    trie = api.XTrie([(('a', 'b'), 1), (('b',), 2), (('a', None, 'b'), 4)])
    assert dict(trie.search(['a', 'x', 'b'])[0, 3]) == {(0, 2): 4}
    assert dict(trie.search(['a', 'a', 'b'])[0, 3]) == {(0, 2): 4}
    assert (0, 2) in trie.search(['a', 'b'])
    assert dict(trie.search(['a', 'b'])[0, 2]) == {(0, 1): 1}


def test_template_search_is_not_exponential(api):
    # Upstream: 250 s for the first, RecursionError for the second.
    trie = api.XTrie([((None, 'a', None, 'a', None), 3), ((None, 'b', None), 2), (('a', None, 'b'), 1)])
    assert (0, 60) in trie.search(['a', 'b', 'c'] * 20)
    assert (0, 3000) in trie.search(['a', 'b', 'c'] * 1000)


def test_template_mining_is_not_exponential(api):
    # Upstream walks 787 thousand paths at 22 words.
    finder = api.Template_Finder(list, window=5, min_pmi=-9)
    texts = ['甲乙丙丁戊己庚辛壬癸' * 3, '甲乙丙丁戊己庚辛壬癸' * 60]
    finder.train(texts)
    finder.find(texts)
    assert finder.templates


def test_parser_is_memoised(api):
    trie = api.XTrie([((None, '和', None), 4), ((None, '的', None), 3), ((None, '在', None), 2)])
    tree = api.Parser(trie, list).parse('甲和乙的丙在丁和戊的己在庚和辛的壬在癸和子的丑')
    assert tree.content.startswith('甲') and tree.modules


def test_parser_has_one_answer_for_ties(api):
    tree = api.Parser(api.XTrie([((None, '和', None), 1)]), list).parse('甲和乙和丙')
    assert [module.content for module in tree.modules] == ['甲和乙', '丙']


def test_long_line_is_linear(api):
    # Upstream copies the rest of the text at each place: 10,000 million characters for this one.
    line = '手感像雨点' * 20000
    trie = api.Trie([('手感', 3), ('雨点', 2)])
    assert len(trie.search(line)) == 40000
    dag = api.DAG(len(line))
    for span in trie.search(line):
        dag[span] = -1
    assert len(dag.optimal_path()) == 60000
    assert len(api.Tokenizer(trie).tokenize(line)) == 60000


def test_trie_has_dict_semantics(api):
    trie = api.Trie([('天', 4), ('天气', 9)])
    assert '天气' in trie and '天上' not in trie
    assert len(trie) == 2 and trie.get('天') == 4 and trie.get('雨', 7) == 7
    assert [word for word, _ in trie] == ['天', '天气']


def test_totals_follow_a_deletion(api):
    trie = api.Trie([('天', 4), ('天气', 12)])
    del trie['天']
    assert (trie.num_items, trie.total_items, trie.log_total_items) == (1, 12, math.log(12))
    trie['天'] = 4
    assert trie.get_proba('天', logit=False) == 0.25


def test_vocabulary_files(api, write):
    path = write('words.txt', '\ufeff天气 9\n\nLos Angeles 3\n')
    assert dict(api.Trie(path)) == {'天气': 9, 'Los Angeles': 3}
    with pytest.raises(ValueError) as caught:
        api.Trie(write('bad.txt', '天气 9\n天 -1\n'))
    assert 'bad.txt:2:' in str(caught.value)


def test_templates_compare_their_words(api):
    one, two = api.Template([None, '能']), api.Template([None, '能'])
    assert one == two and not one != two and hash(one) == hash(two)
    assert one != api.Template(['能', None]) and not one == api.Template(['能', None])
    assert one != '能' and not one == hash(one)


def test_filter_covers_all_han_and_is_configurable(api):
    texts = ['二〇二〇年，㐂寿司', '二〇年', '㐂寿司', '\U00020000字，ＡＢ型']
    finder = api.Word_Finder(0.001, 0)
    finder.train(texts)
    assert [finder.chars[char] for char in '〇㐂\U00020000Ａ'] == [3, 2, 1, 1]
    narrow = api.Word_Finder(0.001, 0, characters='\u4e00-\u9fa5')
    narrow.train(texts)
    assert [narrow.chars[char] for char in '〇㐂Ａ'] == [0, 0, 0] and narrow.chars['年'] == 2


def test_discovery_by_counts_is_beside_the_proportions(api):
    if not hasattr(api, 'discover_words'):
        api = Upstream('nlp_zero')
    words = api.discover_words(TEXTS, method='ngram', min_count=3, min_length=2)
    assert [(word.text, word.count) for word in words] == [('手感', 3), ('键帽', 3)]


def test_loggers_can_be_silenced_as_a_group(api, caplog):
    logger = logging.getLogger('nlp_zero')
    assert any(isinstance(handler, logging.NullHandler) for handler in logger.handlers)
    with caplog.at_level(logging.INFO):
        logger.setLevel(logging.ERROR)
        try:
            trained(api)
        finally:
            logger.setLevel(logging.NOTSET)
    assert caplog.records == []
