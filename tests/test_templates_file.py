# -*- coding: utf-8 -*-
"""Test templates in files, and every kind of source of whatever takes templates."""
from __future__ import absolute_import, division, print_function, unicode_literals

import gzip
import io
import os

import pytest

from nlp_zero.errors import ArgumentError, FormatError, InputError
from nlp_zero.parser import Parser
from nlp_zero.templates import (Matcher, SlotCounter, Template, TemplateModel, XTrie, export_templates,
                                load_templates, redundant_templates, save_templates, sorted_templates)
from nlp_zero.trie import Trie

TEMPLATES = {Template([None, '能', None, '吗']): 9, Template(['[X]', None, 'a b', '\\']): 9, Template(['甲']): 1}


class FsPath(object):
    """A path object, as those of `pathlib` are."""

    def __init__(self, path):
        self._path = path

    def __fspath__(self):
        return self._path


@pytest.fixture
def saved(tmpdir):
    """Path of a file of the templates."""
    path = os.path.join(str(tmpdir), 'templates')
    save_templates(TEMPLATES, path)
    return path


PATHS = {
    'text path': lambda path: path,
    'bytes path': lambda path: path.encode('utf-8'),
    'path object': FsPath,
    'open text file': lambda path: io.open(path, encoding='utf-8'),
    'open binary file': lambda path: io.open(path, 'rb'),
}
SOURCES = dict(PATHS, **{str(name): make for name, make in {
    'dict': lambda path: dict(TEMPLATES),
    'dict of tuples': lambda path: {tuple(template): count for template, count in TEMPLATES.items()},
    'pairs': lambda path: list(TEMPLATES.items()),
    'iterator of pairs': lambda path: iter(list(TEMPLATES.items())),
    'XTrie': lambda path: XTrie(TEMPLATES),
}.items()})


class TestSources(object):
    @pytest.mark.parametrize('kind', sorted(PATHS))
    def test_load_templates(self, saved, kind):
        assert load_templates(PATHS[kind](saved)) == TEMPLATES

    @pytest.mark.parametrize('kind', sorted(SOURCES))
    def test_xtrie(self, saved, kind):
        for trie in (XTrie(SOURCES[kind](saved)), XTrie()):
            trie.update(SOURCES[kind](saved))
            assert trie[None, '能', None, '吗'] == 9 and len(trie) == 3
            assert [pair for pair in trie if None not in pair[0]] == [(('甲',), 1)]

    @pytest.mark.parametrize('kind', sorted(SOURCES))
    def test_parser(self, saved, kind):
        parser = Parser(SOURCES[kind](saved), list)
        assert parser.parse('你能来吗').matched and len(parser.templates) == 3

    @pytest.mark.parametrize('kind', sorted(SOURCES))
    def test_slot_counter(self, saved, kind):
        counter = SlotCounter(SOURCES[kind](saved))
        counter.update([['你', '能', '来', '吗']])
        assert [slot.fillers for slot in counter.slots([None, '能', None, '吗'])] == [{'你': 1}, {'来': 1}]

    @pytest.mark.parametrize('kind', sorted(SOURCES))
    def test_template_model(self, saved, kind):
        model = TemplateModel(SOURCES[kind](saved), min_count=1)
        model.fit([['你', '能', '来', '吗']] * 9)
        assert model.counts[None, '能', None, '吗'] == 9

    @pytest.mark.parametrize('kind', sorted(SOURCES))
    def test_sorted_saved_and_redundant(self, saved, kind):
        assert [pair[1] for pair in sorted_templates(SOURCES[kind](saved))] == [9, 9, 1]
        save_templates(SOURCES[kind](saved), saved + '.copy')
        assert load_templates(saved + '.copy') == TEMPLATES
        assert redundant_templates(SOURCES[kind](saved)) == set()

    def test_nothing(self):
        assert len(XTrie(None)) == 0 and sorted_templates(None) == []

    @pytest.mark.parametrize('source', [
        5, ['[X] 能\t3'], ['甲3'], [b'ab'], [('甲',)], [Template(['甲', '乙'])], [['甲', '乙']], [3]])
    def test_what_gives_no_templates(self, source):
        for take in (XTrie, SlotCounter, TemplateModel, sorted_templates, redundant_templates):
            with pytest.raises(ArgumentError) as caught:
                take(source)
            assert 'template' in str(caught.value)

    def test_a_trie_of_words_gives_templates_of_characters(self):
        assert XTrie(Trie({'能吗': 2}))['能', '吗'] == 2


class TestFiles(object):
    @pytest.mark.parametrize('name', ['templates.txt', 'templates.txt.gz'])
    def test_saved_and_loaded(self, tmpdir, name):
        path = os.path.join(str(tmpdir), name)
        save_templates(TEMPLATES, path)
        assert load_templates(path) == TEMPLATES
        with (gzip.open(path) if name.endswith('gz') else io.open(path, 'rb')) as stream:
            lines = stream.read().decode('utf-8').splitlines()
        assert lines == ['[X] 能 [X] 吗\t9', '\\[X] [X] a\\sb \\\\\t9', '甲\t1']

    def test_reads_what_people_type(self):
        lines = ['\ufeff[X] 能\t3\r\n', '\n', '[X] 能\n', '能  吗\n']
        assert load_templates(lines) == {Template([None, '能']): 4, Template(['能', '吗']): 1}

    @pytest.mark.parametrize('line', [
        '能 [X] 吗\r9',
        '能\t0', '能\tx', '能\t-1', '\t3', '[Y]\t1', b'\xff\t1', '能\t1\t2', '能\t\uff11', '能\t1.5', '\ufeff[X]'])
    def test_says_where_a_line_makes_no_sense(self, tmpdir, line):
        path = os.path.join(str(tmpdir), 'bad')
        with io.open(path, 'wb') as out:
            line = line if isinstance(line, bytes) else line.encode('utf-8')
            out.write(b'\xe8\x83\xbd\t1\n' + line + b'\n')
        with pytest.raises(FormatError) as caught:
            load_templates(path)
        assert str(caught.value).startswith(path + ':2: ')

    @pytest.mark.parametrize('line', [
        '{"a":' * 20000, '{"template": "能", "count": 1%s}' % ('0' * 300),
        '{"template": "[X] 能", "slots": [{"fillers": [["吗", 1%s]]}]}' % ('0' * 300)])
    def test_json_that_is_too_much(self, line):
        with pytest.raises(FormatError) as caught:
            load_templates([line])
        assert 'is no template as' in str(caught.value)
        assert load_templates(['{"template": "能", "count": %s}' % ('9' * 300)])

    def test_a_record_with_a_long_filler_is_read_in_linear_time(self, tmpdir):
        path = os.path.join(str(tmpdir), 'long.csv')
        with io.open(path, 'w', encoding='utf-8') as out:
            out.write('template,count,clauses,slots,fillers\n[X] 能,3,9,X=,%s:2 吗 a:3,x\n' % ('吗' * 200000))
        assert load_templates(path) == {Template([None, '能']): 3}
        assert [slot.text for slot in Matcher(path, list).match('吗能')[0].slots] == ['吗']

    @pytest.mark.parametrize('item', [3, None, ('能', 1)])
    def test_an_item_that_is_no_line(self, item):
        with pytest.raises(FormatError) as caught:
            load_templates(['能\t1', item])
        assert str(caught.value).startswith('line 2: ')

    @pytest.mark.parametrize('template, count', [((), 2), (('甲',), 0), (('甲',), -1), (('甲',), 1.5)])
    def test_what_no_line_can_hold_is_an_error(self, tmpdir, template, count):
        path = os.path.join(str(tmpdir), 'x')
        save_templates({('甲', None): 2.0}, path)
        with pytest.raises(FormatError):
            save_templates({template: count, ('乙',): 3}, path)
        assert load_templates(path) == {Template(['甲', None]): 2}

    def test_missing_file(self, tmpdir):
        with pytest.raises(InputError):
            load_templates(os.path.join(str(tmpdir), 'none'))
        with pytest.raises(InputError):
            XTrie(FsPath(os.path.join(str(tmpdir), 'none')))


def test_a_first_word_that_begins_with_a_byte_order_mark_is_kept(tmpdir):
    templates, path = {Template(['\ufeff甲', None]): 2, Template(['\ufeff丙', None]): 1}, str(tmpdir.join('a'))
    save_templates(templates, path)
    assert load_templates(path) == templates
    assert load_templates(''.join(export_templates(templates, 'txt')).splitlines()) == templates
