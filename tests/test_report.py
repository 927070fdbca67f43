# -*- coding: utf-8 -*-
"""The report: what it counts, its page as HTML, and texts that try to be more than text."""
from __future__ import absolute_import, division, print_function, unicode_literals

import base64
import hashlib
import io
import json
import os
import re

import pytest

from nlp_zero import Corpus
from nlp_zero.cli import main
from nlp_zero.errors import ArgumentError, EmptyCorpusError
from nlp_zero.phrases import Phrase
from nlp_zero.report import (
    MOST_BYTES, Filler, FoundGroup, FoundTemplate, Gap, LengthCount, Patterns, RankCount, Report, TextSample,
    make_report, report_page, write_report)
from nlp_zero.words import Context, Contrast, NewWord, contrast, discover_words, find_new_words

try:
    from html.parser import HTMLParser
except ImportError:  # 2.7
    from HTMLParser import HTMLParser

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, str('corpora'))
STORY = os.path.join(FOLDER, str('story.txt'))
REVIEWS = ['键帽厚实，手感清脆', '换了一副键帽', '手感像雨点', '键帽颜色偏灰', '这手感，值',
           '空格键有点松', '送的线太短', '灯光柔和', '声音小，不吵同事', '第一次买轴体']
VOID = ('meta', 'input', 'br', 'link')

HOSTILE = [
    '<script>alert(1)</script>', '</script><script>alert(1)</script>', '</style><b>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)", '&lt;b&gt;&amp;', ']]><!--', '\u2028\u2029', '\u202e\u2066abc\u200f',
    'a\x00b\x1b[31m',
    '\ud800', '\udfff\ud800', '{word}', '\\u003cscript\\u003e', '=cmd|1', 'x' * 10000, '\ufeff\ufffe',
    '\U0001f600']


class Page(HTMLParser, object):
    """Collect what a page holds: elements with attributes, cells of tables, scripts, styles."""

    def __init__(self, content):
        super(Page, self).__init__()
        self.elements, self.open, self.rows, self.inside = [], [], [], {}
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == 'tr':
            self.rows.append([])
        elif tag in ('td', 'th'):
            self.rows[-1].append('')

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, 'elements that cross'

    def handle_data(self, text):
        tag = self.open[-1] if self.open else ''
        self.inside.setdefault(tag, []).append(text)
        if 'td' in self.open or 'th' in self.open:
            self.rows[-1][-1] += text

    def handle_entityref(self, name):  # 2.7 has no convert_charrefs
        self.handle_data({'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"'}[name])

    def handle_charref(self, name):
        self.handle_data({'39': "'"}[name])

    def attributes_of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def new_word(text, contexts=(), **fields):
    values = dict(text=text, count=3, score=2.5, surprise=4.0, documents=2, pmi=1.5, left_entropy=0.5,
                  right_entropy=1.0, contexts=tuple(contexts), also=())
    return NewWord(**dict(values, **dict((str(name), value) for name, value in fields.items())))


def report_of(new_words, **fields):
    values = dict(sources=['a.txt'], others=[], checksum='0123abcd', settings='', texts=2, characters=11,
                  words=5, coverage=0.5, sampled=9, sampled_from=9, contrasts=[],
                  patterns=Patterns([], [], 0.0, 9, []),
                  lengths=[LengthCount('2', 1, 2)], ranks=[RankCount(1, 9), RankCount(5, 1)],
                  found=len(new_words), new_words=new_words)
    return Report(**dict(values, **dict((str(name), value) for name, value in fields.items())))


def page_of(new_words, **settings):
    return ''.join(report_page(report_of(new_words), **settings))


def data_of(page):
    """Return the block of data, as JSON has it."""
    block = re.search('<script type="application/json" id="report-data">(.*?)</script>', page, re.DOTALL)
    return json.loads(block.group(1))


# --- What is counted ------------------------------------------------------------------------------

@pytest.mark.skipif(not os.path.isdir(FOLDER), reason=str('no corpora/ beside tests/'))
def test_the_new_words_are_those_of_discovery():
    with io.open(STORY, encoding='utf-8') as lines:
        story = lines.read().splitlines()
    report, words = make_report(story, contexts=2, top=30), discover_words(story)
    assert report.new_words == find_new_words(story, top=30, contexts=2, words=words)
    assert report.found == len(find_new_words(story, words=words)) > 30
    assert report.words == len(words)


def test_the_figures_by_hand():
    found = dict((word.text, word.count) for word in discover_words(REVIEWS, method='ngram', min_count=3))
    report = make_report(REVIEWS, ['手感'], method='ngram', min_count=3)
    assert (found['键帽'], found['手感'], max(len(text) for text in found)) == (3, 3, 2)
    assert (report.texts, report.characters) == (10, sum(len(text) for text in REVIEWS))
    assert (report.words, report.found, report.coverage) == (len(found), 1, 0.5)
    assert report.lengths == [LengthCount('2', 1, 1)] + [
        LengthCount(name, 0, 0) for name in ('3', '4', '5', '6+')]
    counts = sorted(found.values(), reverse=True)
    assert [row.count for row in report.ranks] == [counts[row.rank - 1] for row in report.ranks]
    assert (report.ranks[0].rank, report.ranks[-1].rank) == (1, len(found))


def quick_report(texts, **settings):
    """Return a report without the bundled vocabulary, which takes longer to read than the texts."""
    return make_report(texts, ['天气'], {'天气': 1}, **settings)


def test_the_checksum_depends_on_the_texts_and_on_no_order():
    first = quick_report(REVIEWS)
    assert quick_report(REVIEWS[::-1]).checksum == first.checksum
    assert quick_report(REVIEWS[:-1]).checksum != first.checksum
    assert re.match('[0-9a-f]{8}$', first.checksum)


def test_settings_that_differ_from_the_defaults_are_named():
    assert quick_report(REVIEWS).settings == ''
    assert quick_report(REVIEWS, top=5, min_count=2, workers=1).settings == 'min_count=2, top=5'


@pytest.mark.parametrize('settings, wrong', [
    ({'top': 0}, 'top'), ({'contexts': -1}, 'contexts'), ({'lang': 'fr'}, 'lang'), ({'frob': 1}, 'frob'),
    ({'evidence': False}, 'evidence')])
def test_settings_that_make_no_sense(settings, wrong, tmpdir):
    path = str(tmpdir.join('page.html'))
    with pytest.raises(ArgumentError) as caught:
        write_report(REVIEWS, path, **dict((str(name), value) for name, value in settings.items()))
    assert wrong in str(caught.value) and not os.path.exists(path)


def test_no_text_gives_no_page(tmpdir):
    path = str(tmpdir.join('page.html'))
    with pytest.raises(EmptyCorpusError):
        write_report([], path)
    assert not os.path.exists(path)


def test_a_sample_is_the_whole_of_a_small_corpus():
    sample = TextSample(iter(REVIEWS), sum(len(text) for text in REVIEWS))
    assert sample.texts == REVIEWS and sample.kept == sample.characters and sample.count == len(REVIEWS)


def test_a_sample_depends_on_no_order_and_keeps_to_its_size():
    texts = ['第%d行，写几个字' % number for number in range(500)] * 2
    whole = TextSample(texts, 10 ** 6)
    for most in (1, 100, 2000, whole.characters - 1):
        sample, other = TextSample(texts, most), TextSample(texts[::-1], most)
        assert sorted(sample.texts) == sorted(other.texts)
        assert sample.kept == sum(len(text) for text in sample.texts) <= most
        assert (sample.count, sample.characters, sample.checksum) == (1000, whole.characters, whole.checksum)
    assert 0.2 * whole.characters < TextSample(texts, whole.characters // 2).kept


def test_clauses_of_a_long_text_are_sampled_by_themselves():
    clause = '第%d句写几个字。'
    line = ''.join(clause % number for number in range(2000))
    sample = TextSample([line, '短'], 8000)
    assert (sample.count, sample.characters) == (2, len(line) + 1) and 2000 < sample.kept <= 8000
    assert set(sample.texts) <= set(line.split('。')).union(['短'])
    # A text of 10,000 characters is sampled as a whole, and longer clauses are divided.
    assert TextSample(['字' * 10000], 9999).texts == [] and TextSample([line[:10000]], 10000).kept == 10000
    assert [len(text) for text in TextSample(['字' * 10001], 20000).texts] == [10000, 1]


@pytest.mark.parametrize('repeated, whole', [(1, True), (40, False)])
def test_a_text_on_one_line_is_a_sample_only_if_something_is_left_out(repeated, whole):
    # Without its punctuation, which is in no clause.
    line = ''.join('第%d天去%s，' % (number, '火车站' if number % 2 else '图书馆')
                   for number in range(1500 * repeated))
    sample = TextSample([line])
    assert len(line) > 10000 and sample.sampled_from == len(line) - 1500 * repeated
    assert (sample.kept == sample.sampled_from) is whole


def test_the_page_of_a_text_on_one_line_names_no_sample():
    line = '，'.join(REVIEWS * (10000 // sum(map(len, REVIEWS)) + 1))
    report = make_report([line])
    assert len(line) > 10000 and report.patterns.phrases and report.sampled < report.characters
    assert '的抽样' not in ''.join(report_page(report)).partition('<script')[0]


def test_phrases_and_templates_are_those_of_the_text():
    rows = ['%s能退票吗' % day for day in ('今天', '明天', '周一', '周二', '周三', '周四', '周五', '周六')]
    rows += ['从火车%s到火车%s怎么走' % (a, b) for a in '东南西北' for b in '春夏秋冬']
    rows += [a + b for a in '甲乙丙丁戊己庚辛' for b in '子丑寅卯'] * 3
    report = make_report(rows, ['火车'], {'火车': 1}, method='ngram', min_count=2)
    phrases = [(''.join(phrase.words), phrase.count) for phrase in report.patterns.phrases]
    assert phrases == [('从火车', 16), ('到火车', 16), ('怎么走', 16), ('能退票吗', 8)]
    assert report.sampled == report.characters
    first = report.patterns.templates[0]
    assert (''.join(first.words), first.count) == ('从火车[X1]到火车[X2]怎么走', 16)
    assert first.gaps[1] == Gap('X2', 4, [Filler(text, 4) for text in '冬夏春秋'])
    family, rest = report.patterns.groups[0], report.patterns.groups[-1]
    assert (''.join(family.words), family.depth, family.total) == ('从火车[X]到火车[X]怎么走', 0, 16)
    assert rest.words == [] and len(rest.sentences) == 30
    assert sum(found.total for found in report.patterns.groups if not found.depth) == len(rows)
    without = make_report(rows, ['火车'], {'火车': 1}, method='ngram', min_count=2, phrases=0, templates=0)
    assert without.patterns == Patterns([], [], 0.0, without.characters, [])


def test_contrasts_are_those_of_the_texts():
    other = ['快递很慢', '快递丢了', '快递员态度差', '键帽没收到'] * 5
    report = quick_report(REVIEWS * 5, against=other, contrasts=4)
    assert report.contrasts == contrast(REVIEWS * 5, other, 4, phrases=True) != []
    assert quick_report(REVIEWS).contrasts == []


# --- The page -------------------------------------------------------------------------------------

def test_the_rows_are_plain_html():
    context = Context('换了一副', '键帽', '，值', 'b.txt', 7)
    page = Page(page_of([new_word('键帽', [context]), new_word('轴体', pmi=None, left_entropy=None)]))
    assert page.rows[0][:3] == ['词', '次数', '得分']
    assert page.rows[1] == ['键帽', '3', '2.50', '2', '4.00', '1.50', '0.50', '1.00', '换了一副键帽，值']
    assert page.rows[2] == ['轴体', '3', '2.50', '2', '4.00', '\u2013', '\u2013', '1.00', '']
    assert page.inside['mark'] == ['键帽']
    assert [row['scope'] for row in page.attributes_of('th')] == ['col'] * 9 + ['row'] * 2


def test_the_data_has_all_contexts_and_their_places():
    contexts = [Context('左', '键帽', '右', 'b.txt', 7), Context('', '键帽', '。', None, 2)]
    data = data_of(page_of([new_word('键帽', contexts, also=('键帽厚',)), new_word('轴体')]))
    assert data['files'] == ['b.txt']
    assert data['contexts'] == [[['左', '右', 0, 7], ['', '。', -1, 2]], []]
    assert data['also'] == {'0': ['键帽厚']}


def test_nothing_is_loaded_and_nothing_runs_but_the_script_and_style_of_the_page():
    page = page_of([new_word('键帽')])
    parsed = Page(page)
    policy = [attributes['content'] for attributes in parsed.attributes_of('meta')
              if attributes.get('http-equiv') == 'Content-Security-Policy']
    script = re.findall('<script>(.*?)</script>', page, re.DOTALL)
    style = re.findall('<style>(.*?)</style>', page, re.DOTALL)
    hashes = ["'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')
              for text in script + style]
    assert policy == ["default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'"
                      % tuple(hashes)]
    assert page.index('Content-Security-Policy') < page.index('<style>')
    assert [sorted(attributes) for attributes in parsed.attributes_of('script')] == [['id', 'type'], []]
    for tag, attributes in parsed.elements:
        assert tag not in ('link', 'img', 'iframe', 'object', 'base', 'form')
        assert not set(attributes).intersection(['style', 'src', 'srcset'])
        assert not [name for name in attributes if name.startswith('on')]
        assert attributes.get('href', '#').startswith('#')
    assert 'url(' not in style[0] and '@import' not in style[0] and 'http' not in script[0]


@pytest.mark.parametrize('text', HOSTILE)
def test_hostile_text_is_shown_as_text(text):
    clean = Page(page_of([new_word('键帽', [Context('左', '键帽', '右', 'b.txt', 7)])], title='x', date='x'))
    page = page_of([new_word(text, [Context(text, text, text, text, 7)], also=(text,))],
                   title=text, date=text)
    assert page.encode('utf-8')
    assert not re.search('[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]', page)
    hostile = Page(page)
    # The same elements, and the text within them.
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in clean.elements]
    shown = hostile.rows[1][0]
    assert len(shown) >= len(text.replace('\ufeff', ''))
    if not re.search('[^\x20-\x7e]', text):
        assert shown == text and ''.join(hostile.inside['title']) == text
        assert data_of(page)['contexts'] == [[[text, text, 0, 7]]]


def patterns_of(text):
    """Return the fields of a report whose phrases, templates and contrasts hold a text."""
    template = FoundTemplate(['[X]', text], 4, 12.6, [Gap('X', 3, [Filler(text, 2), Filler('周末', 1)])])
    groups = [FoundGroup(['[X]', text], 1, 4, 6, [('周末 ' + text, 2)]), FoundGroup([], 0, 9, 9, [])]
    return dict(patterns=Patterns([Phrase((text, '站'), 7, 5, 0.75)], [template], 0.25, 3, groups), sampled=3,
                contrasts=[Contrast(text, 'new', 3, 1, 0.1, 0.01, 1.0, -2.5)], settings=text, sources=[text],
                others=[text])


def test_patterns_and_contrasts_are_plain_tables():
    page = Page(''.join(report_page(report_of([], **patterns_of('能')))))
    assert page.rows[1] == ['能站', '7', '5', '0.75', '能 \u00b7 站']
    assert page.rows[3][:3] == ['[X] 能', '4', '13']
    assert page.rows[3][3].replace('\u00a0', ' ') == '[X] 能 2 周末 1 共 3 种'
    assert page.rows[5] == ['[X] 能', '6', '4', '周末能\u00a02'] and page.rows[6] == ['没有模板覆盖', '9', '9', '']
    assert [found['class'] for found in page.attributes_of('th') if 'depth' in found.get('class', '')] == [
        'depth-1', 'depth-0']
    assert page.rows[8] == ['能', '新词', '3', '1', '1.00', '-2.50']
    shown = ''.join(page.inside['p'])
    assert '覆盖 25.0% 的子句' in shown and '基于 3 字的抽样（全文的 33.3%）' in shown
    whole = patterns_of('能')
    whole.update(sampled=9, patterns=whole['patterns']._replace(sampled=9))
    assert '的抽样' not in ''.join(report_page(report_of([], **whole))).partition('<script')[0]


@pytest.mark.parametrize('text', HOSTILE)
def test_hostile_patterns_are_shown_as_text(text):
    clean, hostile = (Page(''.join(report_page(report_of([], **patterns_of(shown)))))
                      for shown in ('能', text))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in clean.elements]


def test_a_comparison_that_finds_nothing_says_so():
    page = Page(''.join(report_page(report_of([], others=['b.txt']))))
    assert '没有显著差异。' in page.inside['p'] and page.rows == []


def test_a_page_without_new_words():
    page = Page(page_of([]))
    assert page.rows == [] and '没有发现新词。' in page.inside['p']


def test_the_language_in_which_it_opens():
    page = Page(page_of([new_word('键帽')], lang='en'))
    assert page.rows[0][:3] == ['Word', 'Count', 'Score']
    assert page.attributes_of('html') == [{'lang': 'en'}]
    assert Page(page_of([])).attributes_of('html') == [{'lang': 'zh-CN'}]


def test_every_text_of_the_interface_is_in_both_languages():
    page = page_of([new_word('键帽')], date='2026')
    labels = data_of(page)['labels']
    assert sorted(labels['zh']) == sorted(labels['en'])
    for key, text in labels['zh'].items():
        assert text and sorted(re.findall('{\\w+}', text)) == sorted(re.findall('{\\w+}', labels['en'][key]))
    named = set(re.findall(
        "\\btext\\('(\\w+)'|\\btext: '(\\w+)'(?= }|,)|data-t=\"(\\w+)\"|data-label=\"(\\w+)\"", page))
    used = set(key for keys in named for key in keys if key)
    assert len(used) > 40 and sorted(used.difference(labels['zh'])) == []


def test_many_words_stay_within_the_size():
    sides = '字' * 20
    names = ['词%05d' % number for number in range(5000)]
    words = [new_word(name, [Context(sides, name, sides, 'b.txt', line) for line in range(3)])
             for name in names]
    page = page_of(words)
    assert len(page.encode('utf-8')) < MOST_BYTES
    assert len(data_of(page)['contexts']) == 5000


def test_words_beyond_the_size_are_counted_and_left_out():
    words = [new_word('%04d' % number + '长' * 10000) for number in range(400)]
    page = page_of(words)
    rows = len(data_of(page)['contexts'])
    assert 100 < rows < 400 and len(page.encode('utf-8')) < MOST_BYTES
    assert '另有 %d 个得分较低的新词没有列出。' % (400 - rows) in page


# --- The verb -------------------------------------------------------------------------------------

@pytest.fixture
def texts(write):
    return write('texts.txt', '\n'.join(REVIEWS * 2))


def written(path):
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def test_the_verb_writes_the_page_of_the_function(texts, tmpdir):
    by_verb, by_function = str(tmpdir.join('verb.html')), str(tmpdir.join('function.html'))
    arguments = ['--top', '4', '--min-entropy', '0.1', '--max-length', '2', '--background', texts]
    assert main(['report', '-q', '--lang', 'en', '--title', '键盘', texts, '-o', by_verb] + arguments) == 0
    with io.open(texts, encoding='utf-8') as lines:
        report = make_report(lines.read().splitlines(), None, Corpus(texts), 4, min_entropy=0.1, max_length=2)
    rows = [row._replace(contexts=tuple(context._replace(file=texts) for context in row.contexts))
            for row in report.new_words]
    with io.open(by_function, 'w', encoding='utf-8') as out:
        out.writelines(report_page(report._replace(sources=[texts], new_words=rows), '键盘', 'en'))
    assert written(by_verb) == written(by_function)


def test_the_same_text_gives_the_same_page(texts, tmpdir, write):
    paths, known = [str(tmpdir.join(name)) for name in ('a.html', 'b.html')], write('known.txt', '天气 1\n')
    for path in paths:
        assert main(['report', '-q', texts, '-o', path, '--known', known, '--background', known]) == 0
    assert written(paths[0]) == written(paths[1])


def test_standard_input_is_called_so(command, tmpdir):
    done = command('report', '-q', '-o', 'page.html', stdin='\n'.join(REVIEWS).encode('utf-8'))
    assert done.code == 0
    data = data_of(written(str(tmpdir.join('page.html'))))
    assert data['files'] == ['-']


@pytest.mark.skipif(not os.path.isdir(FOLDER), reason=str('no corpora/ beside tests/'))
def test_known_words_are_not_offered(tmpdir, write):
    path, known = str(tmpdir.join('page.html')), write('known.txt', '银鳞卫 3\n'.encode('gbk'))
    assert main(['report', '-q', STORY, '-o', path, '--contexts', '0']) == 0
    assert '<th scope="row"><bdi>银鳞卫</bdi>' in written(path)
    assert main(['report', '-q', STORY, '-o', path, '--known', known, '--dict-encoding', 'gbk']) == 0
    assert '<th scope="row"><bdi>银鳞卫</bdi>' not in written(path)
