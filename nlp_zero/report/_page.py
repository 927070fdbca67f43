# -*- coding: utf-8 -*-
"""Write a report as one page of HTML that loads no other files; text of the corpus is never markup.

The tables are plain HTML, readable without scripts; contexts are in a block of data. The page's content
security policy allows only the one script and the one style sheet whose checksums it names.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import binascii
import hashlib
import re
from collections import OrderedDict, namedtuple

from .._compat import escape_surrogates, package_data
from .._storage import json_text
from ..text import display_text, join_words, markup_text
from ._charts import length_chart, rank_chart
from ._labels import LABELS, LANGUAGES, label

#: Most bytes of a page; new words that do not fit are counted and left out.
MOST_BYTES = 5000000
#: Bytes reserved for labels and everything else but rows and assets.
_FOR_THE_REST = 100000

#: A column of a table: `key` of its label, `kind` ('number', 'text' or '' where it does not sort), `style`
#: (classes of its cells).
_Column = namedtuple('_Column', 'key kind style')

#: A part of the page: the `name` of its anchor, the `key` of its heading, its `markup`.
_Section = namedtuple('_Section', 'name key markup')

_WORD_COLUMNS = [_Column(*values) for values in (
    ('word', 'text', ''), ('count', 'number', 'number'), ('score', 'number', 'number'),
    ('documents', 'number', 'number extra'), ('surprise', 'number', 'number rare'),
    ('pmi', 'number', 'number rare'), ('left_entropy', 'number', 'number rare'),
    ('right_entropy', 'number', 'number rare'), ('context', '', 'context'))]

_PHRASE_COLUMNS = [_Column(*values) for values in (
    ('phrase', 'text', ''), ('count', 'number', 'number'), ('frequency', 'number', 'number extra'),
    ('npmi', 'number', 'number extra'), ('parts', '', 'text'))]
_TEMPLATE_COLUMNS = [_Column(*values) for values in (
    ('template', 'text', ''), ('count', 'number', 'number'), ('saved_bits', 'number', 'number extra'),
    ('fillers', '', 'text'))]
_GROUP_COLUMNS = [_Column(*values) for values in (
    ('template', 'text', ''), ('clauses', 'number', 'number'), ('own_clauses', 'number', 'number extra'),
    ('sentences', '', 'text'))]
_CONTRAST_COLUMNS = [_Column(*values) for values in (
    ('word', 'text', ''), ('kind', 'text', 'text extra'), ('count', 'number', 'number'),
    ('other_count', 'number', 'number'), ('log_odds', 'number', 'number extra'),
    ('z_score', 'number', 'number'))]

# Most files that the title names.
_MOST_NAMES = 4
# Deepest level of indentation of a template's row.
_DEEPEST = 4
# Most characters of a word to show outside the table of new words.
_LONGEST_SHOWN = 60


def report_page(report, title=None, lang='zh', version='', date=None):
    """Yield the page of a report, text by text.

    Args:
        report: a `Report`.
        title: the title of the page; None uses the name of the corpus.
        lang: the language in which it opens, a name in `LANGUAGES`.
        version: the version of this package.
        date: a text for the foot of the page, or None.
    """
    patterns = [section for section in (_phrases(report, lang), _templates(report, lang),
                                        _groups(report, lang), _contrasts(report, lang)) if section]
    title = title or _names(report.sources) or label('report', lang)
    style, script = _asset('report.css'), _asset('report.js')
    sections = [_Section('overview', 'overview', _overview(report, lang))] + patterns
    about = _about(report, lang, version, date)
    size = sum(len(part.encode('utf-8')) for part in [style, script, about] + [
        section.markup for section in sections])
    rows = _word_rows(report.new_words, MOST_BYTES - size - _FOR_THE_REST)
    sections.insert(1, _Section('new-words', 'new_words', _words_section(report, rows, lang)))
    yield _head(title, lang, style, script)
    yield _masthead(title, lang, sections)
    for section in sections:
        yield section.markup
    yield '</main>\n' + about
    yield '<script type="application/json" id="report-data">%s</script>\n' % _data(
        report.new_words[:len(rows)], lang)
    yield '<script>%s</script>\n</body>\n</html>\n' % script


def _names(sources):
    """Return the names of some files without their folders, as one text."""
    names = [re.split('[/\\\\]', source.rstrip('/\\'))[-1] for source in sources[:_MOST_NAMES]]
    return ', '.join(names) + (' \u2026' if len(sources) > _MOST_NAMES else '')


def _asset(name):
    """Return a file of the package as text."""
    return package_data('data/' + name).decode('utf-8').replace('\r\n', '\n')


def _policy_hash(text):
    """Return the source expression of an inline element, by Content Security Policy level 2."""
    digest = hashlib.sha256(text.encode('utf-8')).digest()
    return "'sha256-%s'" % binascii.b2a_base64(digest).decode('ascii').strip()


# --- Frame ----------------------------------------------------------------------------------------

def _head(title, lang, style, script):
    policy = "default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'" % (
        _policy_hash(script), _policy_hash(style))
    return ('<!DOCTYPE html>\n<html lang="%s">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="%s">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            '<title>%s</title>\n<style>%s</style>\n</head>\n'
            % (LANGUAGES[lang], policy, markup_text(title), style))


def _masthead(title, lang, sections):
    links = ''.join('<li><a href="#%s">%s</a></li>' % (section.name, _element('span', section.key, lang))
                    for section in sections + [_Section('about', 'about', '')])
    buttons = ''.join('<button type="button" value="%s" lang="%s" aria-pressed="%s">%s</button>' % (
        name, LANGUAGES[name], 'true' if name == lang else 'false', shown)
        for name, shown in (('zh', '中文'), ('en', 'English')))
    return ('<body>\n<a class="skip" href="#new-words">%s</a>\n<header>\n<div class="masthead">%s'
            '<div class="languages" role="group" %s hidden>%s</div></div>\n<h1><bdi>%s</bdi></h1>\n'
            '<nav %s><ul>%s</ul></nav>\n%s</header>\n<main>\n' % (
                _element('span', 'skip', lang), _element('p', 'report', lang, style='kind'),
                _label_attributes('language', lang), buttons, markup_text(title),
                _label_attributes('sections', lang), links,
                _element('p', 'no_script', lang, style='note no-script')))


def _element(tag, key, lang, style='', name='', **values):
    """Return an element with a text of the interface, which the page's script can translate."""
    attributes = [' class="%s"' % style if style else '', ' id="%s"' % name if name else '',
                  ' data-t="%s"' % key]
    if values:
        attributes.append(' data-v="%s"' % markup_text(json_text(values)))
    return '<%s%s>%s</%s>' % (tag, ''.join(attributes), markup_text(label(key, lang, **values)), tag)


def _label_attributes(key, lang):
    """Return the attributes of an element whose label is a text of the interface."""
    return 'aria-label="%s" data-label="%s"' % (markup_text(label(key, lang)), key)


def _grouped(number):
    return '{:,}'.format(number)


# --- Overview -------------------------------------------------------------------------------------

def _overview(report, lang):
    figures = [(key, _grouped(getattr(report, key))) for key in ('texts', 'characters', 'words')]
    figures.append(('new_words', _grouped(report.found)))
    figures.append(('coverage', _share(report.coverage)))
    shown = ''.join('<div>%s<dd>%s</dd></div>' % (_element('dt', key, lang), value) for key, value in figures)
    plots = ''
    if report.lengths and report.ranks:
        key = ' %s %s' % (_element('span', 'known', lang, style='key'),
                          _element('span', 'new', lang, style='key new'))
        plots = '<div class="plots">%s%s</div>' % (
            _figure('lengths', lang, length_chart(report.lengths, 'lengths-name'), key),
            _figure('frequencies', lang, rank_chart(report.ranks, 'frequencies-name')))
    return '<section id="overview">\n%s\n<dl class="figures">%s</dl>\n%s\n%s\n</section>\n' % (
        _element('h2', 'overview', lang), shown, _element('p', 'coverage_note', lang, style='note'), plots)


def _figure(key, lang, chart, more=''):
    return '<figure>%s<figcaption>%s %s%s</figcaption></figure>' % (
        chart, _element('b', key, lang, name=key + '-name'), _element('span', key + '_note', lang), more)


# --- New words ------------------------------------------------------------------------------------

def _words_section(report, rows, lang):
    parts = [_element('h2', 'new_words', lang, name='new-words-name'),
             _element('p', 'words_intro' if rows else 'words_none', lang, style='intro')]
    if rows:
        parts.append(_table('new-words-name', _WORD_COLUMNS, rows, lang))
    left_out = report.found - len(rows)
    if left_out:
        parts.append(_element('p', 'words_left_out', lang, style='note', count=_grouped(left_out)))
    return '<section id="new-words"%s>\n%s\n</section>\n' % (
        ' data-table="words"' if rows else '', '\n'.join(parts))


def _table(name, columns, rows, lang):
    heads = ''.join('<th scope="col"%s%s>%s</th>' % (
        ' class="%s"' % column.style if column.style else '',
        ' data-kind="%s"' % column.kind if column.kind else '', _element('span', column.key, lang))
        for column in columns)
    return ('<div class="table"><table aria-labelledby="%s">\n<thead><tr>%s</tr></thead>\n'
            '<tbody>\n%s</tbody>\n</table></div>' % (name, heads, ''.join(rows)))


def _word_rows(words, budget):
    """Return the rows of the first new words, as many as fit into a number of bytes with their contexts."""
    rows = []
    for word in words:
        row, places = _word_row(word), [list(context) for context in word.contexts]
        budget -= len(row.encode('utf-8')) + len(json_text(places).encode('utf-8', 'replace'))
        if budget < 0:
            break
        rows.append(row)
    return rows


def _word_row(word):
    cells = [_head_cell(word.text),
             '<td class="number">%d</td><td class="number">%.2f</td>' % (word.count, word.score),
             '<td class="number extra">%d</td>' % word.documents]
    cells += ['<td class="number rare">%s</td>' % ('\u2013' if value is None else '%.2f' % value)
              for value in (word.surprise, word.pmi, word.left_entropy, word.right_entropy)]
    shown = ''
    if word.contexts:
        place = word.contexts[0]
        shown = '<bdi>%s<mark>%s</mark>%s</bdi>' % (
            markup_text(place.left), markup_text(_shortened(place.word)), markup_text(place.right))
    return '<tr>%s<td class="context">%s</td></tr>\n' % (''.join(cells), shown)


def _shortened(text):
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '\u2026'


# --- Patterns and contrasts -----------------------------------------------------------------------

def _section(name, key, intro, columns, rows, lang):
    """Return a section with a table that can be searched and sorted, without details."""
    return _Section(name, key, '<section id="%s" data-table="plain">\n%s\n%s\n%s\n</section>\n' % (
        name, _element('h2', key, lang, name=name + '-name'), intro,
        _table(name + '-name', columns, rows, lang)))


def _head_cell(text):
    return '<th scope="row"><bdi>%s</bdi></th>' % markup_text(text)


def _number_cells(*cells):
    """Return cells of numbers, given pairs (text, style of the column)."""
    return ''.join('<td class="%s">%s</td>' % (style, value) for value, style in cells)


def _sample_note(report, sampled, lang):
    if sampled >= report.sampled_from:
        return ''
    return _element('p', 'sample_note', lang, style='note', characters=_grouped(sampled),
                    share=_share(sampled / report.sampled_from))


def _share(value):
    return '%.1f%%' % (100 * value)


def _phrases(report, lang):
    rows = ['<tr>%s%s<td class="text"><bdi>%s</bdi></td></tr>\n' % (
        _head_cell(join_words(phrase.words)), _number_cells(
            ('%d' % phrase.count, 'number'), ('%d' % phrase.frequency, 'number extra'),
            ('%.2f' % phrase.score, 'number extra')),
        ' \u00b7 '.join(markup_text(word) for word in phrase.words)) for phrase in report.patterns.phrases]
    intro = _element('p', 'phrases_intro', lang, style='intro') + _sample_note(report, report.sampled, lang)
    return rows and _section('phrases', 'phrases', intro, _PHRASE_COLUMNS, rows, lang)


def _templates(report, lang):
    rows = ['<tr><th scope="row"><bdi>%s</bdi></th>%s<td class="text">%s</td></tr>\n' % (
        ' '.join(_template_word(word) for word in template.words), _number_cells(
            ('%d' % template.count, 'number'), ('%.0f' % template.saved, 'number extra')),
        ''.join(_gap(gap, lang) for gap in template.gaps)) for template in report.patterns.templates]
    intro = _element('p', 'templates_intro', lang, style='intro', covered=_share(report.patterns.coverage))
    return rows and _section('templates', 'templates', intro + _sample_note(
        report, report.patterns.sampled, lang), _TEMPLATE_COLUMNS, rows, lang)


def _groups(report, lang):
    rows = ['<tr><th scope="row" class="depth-%d"><bdi>%s</bdi></th>%s<td class="text">%s</td></tr>\n' % (
        min(found.depth, _DEEPEST), ' '.join(_template_word(word) for word in found.words)
        or _element('span', 'uncovered', lang), _number_cells(
            ('%d' % found.total, 'number'), ('%d' % found.count, 'number extra')),
        ' '.join('<bdi>%s</bdi>\u00a0<small>%d</small>' % (
            markup_text(_shortened(join_words(text.split(' ')))), count) for text, count in found.sentences))
            for found in report.patterns.groups]
    intro = _element('p', 'groups_intro', lang, style='intro')
    return rows and _section('groups', 'groups', intro + _sample_note(
        report, report.patterns.sampled, lang), _GROUP_COLUMNS, rows, lang)


def _template_word(word):
    shown = markup_text(word)
    return '<span class="gap">%s</span>' % shown if word.startswith('[') else shown


def _gap(gap, lang):
    shown = ' '.join('<bdi>%s</bdi>\u00a0<small>%d</small>' % (
        markup_text(_shortened(filler.text)), filler.count) for filler in gap.fillers)
    number = _element('small', 'distinct', lang, style='distinct', count=_grouped(gap.distinct))
    return '<div class="fillers"><span class="gap">[%s]</span> %s %s</div>' % (
        markup_text(gap.name), shown, number)


def _contrasts(report, lang):
    rows = ['<tr>%s<td class="text extra">%s</td>%s</tr>\n' % (
        _head_cell(row.text), _element('span', 'kind_' + row.kind, lang), _number_cells(
            ('%d' % row.count, 'number'), ('%d' % row.other_count, 'number'),
            ('%.2f' % row.log_odds, 'number extra'), ('%.2f' % row.score, 'number')))
            for row in report.contrasts]
    if report.others and not rows:
        return _Section('contrasts', 'contrasts', '<section id="contrasts">%s%s</section>\n' % (
            _element('h2', 'contrasts', lang), _element('p', 'contrasts_none', lang, style='intro')))
    intro = _element('p', 'contrasts_intro', lang, style='intro') + _sample_note(report, report.sampled, lang)
    return rows and _section('contrasts', 'contrasts', intro, _CONTRAST_COLUMNS, rows, lang)


# --- Block of data --------------------------------------------------------------------------------

def _script_text(text):
    """Return a text for the script: like `markup_text`, but not as markup."""
    return display_text(escape_surrogates(text))


def _data(words, lang):
    """Return the data of the shown new words for the script, as JSON without markup."""
    files = sorted(set(context.file for word in words for context in word.contexts
                       if context.file is not None))
    numbers = dict((name, number) for number, name in enumerate(files))
    places = [[[_script_text(context.left), _script_text(context.right), numbers.get(context.file, -1),
                context.line] for context in word.contexts] for word in words]
    also = OrderedDict(('%d' % number, [_script_text(text) for text in word.also])
                       for number, word in enumerate(words) if word.also)
    labels = OrderedDict((name, OrderedDict((key, getattr(texts, name)) for key, texts in LABELS.items()))
                         for name in LANGUAGES)
    text = json_text(OrderedDict((
        ('lang', lang), ('languages', LANGUAGES), ('labels', labels),
        ('files', [_script_text(name) for name in files]), ('contexts', places), ('also', also))))
    for character in '<>&':
        text = text.replace(character, '\\u%04x' % ord(character))
    return text


# --- End ------------------------------------------------------------------------------------------

def _about(report, lang, version, date):
    lines = [('corpus', markup_text(', '.join(report.sources)) or '\u2013'),
             ('checksum', report.checksum), ('settings', markup_text(report.settings) or
                                             _element('span', 'defaults', lang)),
             ('version', 'nlp-zero ' + markup_text(version))]
    if report.others:
        lines.insert(1, ('against', markup_text(', '.join(report.others))))
    if date:
        lines.append(('date', markup_text(date)))
    shown = ''.join('%s<dd><bdi>%s</bdi></dd>' % (_element('dt', key, lang), value) for key, value in lines)
    return '<footer id="about">\n%s\n<dl class="about">%s</dl>\n%s\n</footer>\n' % (
        _element('h2', 'about', lang), shown, _element('p', 'nats', lang))
