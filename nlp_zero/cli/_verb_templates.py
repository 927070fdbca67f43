# -*- coding: utf-8 -*-
"""Run `nlp-zero templates`: sentence templates with gaps, one a line, or with the fillers of their gaps."""
from __future__ import absolute_import, division, print_function, unicode_literals

from .._storage import json_text
from ..corpus import as_corpus
from ..errors import ArgumentError
from ..templates import (
    JOINING, MASK_KINDS, MAX_GAP, TEMPLATE_FORMATS, Clauses, Masks, Matcher, SlotCounter, TemplateModel,
    assign_classes, choose_templates, export_templates, find_classes, gap_classes, group_clauses,
    load_classes, mine_templates, save_classes, slot_classes, sorted_templates, template_key,
    template_rows)
from ._arguments import (add_input, add_limits, add_output, add_own_masks, add_words, check_needs,
                         check_words, converter, number, use_temp_dir, whole_number, word_tokenizer,
                         words_mark)

HELP = 'mine sentence templates, with the fillers of their slots'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero templates questions.txt --top 50 -o templates.txt
nlp-zero templates questions.txt --format json --fillers 20 -o templates.json
'''
RANKS = ('count', 'saved')
#: The forms that show fillers.
_WITH_FILLERS = ('csv', 'json', 'rasa', 'table')
_SLOT_DEFAULTS = {'fillers': 10, 'similarity': None, 'examples': 0}


def add_arguments(parser):
    """Declare the options."""
    _add_mining_options(parser)
    parser.add_argument('--rank', choices=RANKS,
                        help='saved: in the order of selection; with --all, by bits saved, dropping those '
                             'that save none; count: by count (default with --all)')
    parser.add_argument('--top', type=whole_number(1), metavar='K',
                        help='output only the K templates that together explain most of the text; with '
                             '--all, the first K')
    parser.add_argument('--group', action='store_true',
                        help='write one JSON object: the sentences of each template, families of '
                             'templates as a tree, and unmatched sentences; --examples limits the '
                             'sentences of each (default 10)')
    parser.add_argument('--slots', action='store_true', help='the same as --format json')
    parser.add_argument('--format', choices=sorted(TEMPLATE_FORMATS),
                        help='txt (default): `template<TAB>count`; json: one object per line, with the '
                             'fillers of each gap; csv: the same as a spreadsheet; table: for reading; '
                             'rasa: training data for Rasa NLU; regex: regular expressions with named '
                             'groups')
    _add_filler_options(parser)
    add_limits(parser, workers=False)
    add_output(parser, 'the templates')
    add_words(parser)
    add_input(parser)


def _add_mining_options(parser):
    """Declare the options of mining."""
    parser.add_argument('--all', action='store_true',
                        help='output every template found, including fixed phrases, not only the small '
                             'set that explains most of the text')
    parser.add_argument('--min-saving', type=number(0), metavar='NATS',
                        help='minimum saving in a clause for a template of the small set to count there; '
                             'higher values drop frequent words that merely co-occur (default 2)')
    parser.add_argument('--masks', type=converter(_kinds), metavar='KINDS',
                        help="which kinds of text become typed gaps such as [NUM]: a comma-separated list "
                             "of %s, or 'none' (default all; with --all none)" % ', '.join(MASK_KINDS))
    add_own_masks(parser)
    parser.add_argument('--join-phrases', choices=JOINING, default='no',
                        help='join adjacent words into phrases first; auto: if that shortens the text '
                             '(default no)')
    parser.add_argument('--window', type=whole_number(1), default=5, metavar='N',
                        help='maximum distance between the two words of a pair, in words (default 5)')
    parser.add_argument('--min-count', type=whole_number(1), default=3, metavar='N',
                        help='drop pairs and templates that occur less often (default 3)')
    parser.add_argument('--min-pmi', type=number(), default=1.0, metavar='NATS',
                        help='minimum PMI of a pair, exclusive (default 1)')
    parser.add_argument('--min-proba', type=number(0), default=1e-6, metavar='SHARE',
                        help='minimum share of all pairs, or of all templates, exclusive; at most 1 / '
                             'SHARE of them are kept in memory (default 0.000001)')
    parser.add_argument('--min-words', type=whole_number(1), metavar='N',
                        help='minimum number of words (default 1 for words that open or end clauses; with '
                             '--all 2)')
    parser.add_argument('--max-gaps', type=whole_number(0), metavar='N',
                        help='maximum number of gaps, such as 2 (default: no limit)')
    parser.add_argument('--inner-gap', action='store_true',
                        help='output only templates with a gap between two words')
    parser.add_argument('--min-fillers', type=whole_number(1), default=1, metavar='N',
                        help='minimum number of distinct fillers of each gap (default 1)')
    parser.add_argument('--min-entropy', type=number(0), default=0.0, metavar='NATS',
                        help='minimum entropy of the fillers of each gap (default 0)')
    parser.add_argument('--keep-redundant', action='store_true',
                        help='keep templates that never occur without a longer one')


def _add_filler_options(parser):
    """Declare the options of the forms that show fillers."""
    parser.add_argument('--fillers', type=whole_number(1), metavar='N',
                        help='with json, csv or table: number of most frequent fillers to write (default '
                             '10)')
    parser.add_argument('--similarity', type=number(above=0, most=1), metavar='SHARE',
                        help='with fillers: group gaps that share this much of their fillers, above 0 and '
                             'at most 1, into numbered classes (default 0.5 with --all; otherwise named '
                             'classes, based on where fillers occur)')
    parser.add_argument('--save-classes', metavar='FILE',
                        help='with fillers: write the classes to this file, '
                             '`name<TAB>member<TAB>strength` per line')
    parser.add_argument('--classes', metavar='FILE',
                        help='with fillers: read your own classes from such a file')
    parser.add_argument('--examples', type=whole_number(0), metavar='N',
                        help='with json or csv: number of example clauses per template (default 0)')


def check(options):
    """Reject a vocabulary for segmented files, and slot options if slots are not shown."""
    check_words(options)
    if options.slots and options.format not in (None, 'json'):
        raise ArgumentError('--slots is --format json: it goes with no other --format')
    options.format = options.format or ('json' if options.slots else 'txt')
    options.slots = options.slots or options.format in _WITH_FILLERS
    if options.group and (options.slots or options.format != 'txt'):
        raise ArgumentError('--group has a form of its own: it goes with no --format and no --slots')
    check_needs(options, 'slots', [name for name in sorted(_SLOT_DEFAULTS) + ['classes', 'save_classes']
                                   if name != 'examples' or not options.group])
    if options.all and options.min_saving is not None:
        raise ArgumentError('--min-saving has no effect with --all')
    if options.save_classes is not None and (options.all or options.similarity or options.classes):
        raise ArgumentError('--save-classes has no effect with --all, --similarity or --classes')
    for name, value in _SLOT_DEFAULTS.items():
        if getattr(options, name) is None:
            setattr(options, name, 10 if options.group and name == 'examples' else value)


def run(options, streams):
    """Mine the files and write the templates."""
    use_temp_dir(options)
    cut = word_tokenizer(options)
    corpus = as_corpus(streams.corpus(again=True), 2)
    finder = _mined(corpus, cut, options)
    clauses = Clauses(finder, corpus)
    if options.all:
        templates = _ranked(finder, clauses, options)
    else:
        templates = _chosen(finder, clauses, options, streams)
    if options.group:
        found = group_clauses([row[0] for row in templates[:options.top]], finder, corpus, options.examples)
        with streams.output() as out:
            out.write(json_text(found.to_dict()) + '\n')
    else:
        _write_templates(templates, finder, clauses, options, streams)
    streams.report()


def _write_templates(templates, finder, clauses, options, streams):
    """Write templates in the form of --format, with the fillers of their gaps if it shows them.

    Args:
        templates: (Template, count) pairs or `ChosenTemplate`s, in order.
    """
    counter, cut = None, finder.tokenize
    if options.slots or options.min_fillers > 1 or options.min_entropy > 0:
        counter = SlotCounter([row[:2] for row in templates], options.examples, ' ' if cut is None else '',
                              None if options.memory is None else options.memory // 3,
                              max_gap=max(1, options.window - 1) if options.all else MAX_GAP)
        counter.update(clauses)
        templates = [row for row in templates
                     if counter.is_varied(row[0], options.min_fillers, options.min_entropy)]
    templates = templates[:options.top]
    streams.explain_nothing(templates, 'no template occurs in --min-count clauses and passes the other '
                            'limits')
    rows = template_rows(templates, counter if options.slots else None,
                         _classes(templates, counter, options) if options.slots else None)
    matches = ()
    if options.format == 'rasa':
        matches = Matcher(rows, cut, max_gap=counter.max_gap, masks=finder.masks).match_corpus(
            clauses.corpus)
    with streams.output() as out:
        separator = ' ' if cut is None else ''
        mark = words_mark(options) if options.format == 'json' else None
        for text in export_templates(rows, options.format, matches, options.fillers, separator, mark):
            out.write(text)


def _mined(corpus, cut, options):
    """Return the `TemplateFinder` that has found the templates."""
    return mine_templates(
        corpus, cut, masks=_masks(options), join_phrases=options.join_phrases, window=options.window,
        min_pmi=options.min_pmi, min_proba=options.min_proba, min_count=options.min_count,
        min_words=max(options.min_words or 2, 1 if options.all else 2), max_gaps=options.max_gaps,
        inner_gap=options.inner_gap, keep_redundant=options.keep_redundant, memory=options.memory)


def _masks(options):
    """Return the `Masks` of --masks and --mask, or None."""
    kinds = options.masks
    if kinds is None:
        kinds = () if options.all else MASK_KINDS
    return Masks(kinds, dict(options.mask)) if kinds or options.mask else None


def _kinds(text):
    """Return the kinds of masks that an option names."""
    return Masks(() if text == 'none' else tuple(text.split(','))).kinds


def _chosen(finder, clauses, options, streams):
    """Return the `ChosenTemplate`s of the small set, and report how much of the text it covers."""
    settings = {name: getattr(options, name) for name in ('min_saving', 'min_count', 'min_words', 'inner_gap',
                                                          'max_gaps') if getattr(options, name) is not None}
    rows = choose_templates(finder.templates, clauses, options.top, **settings)
    if rows:
        shown = '1 template, which covers' if len(rows) == 1 else '%d templates, which cover' % len(rows)
        streams.message('%s %.1f %% of the clauses' % (shown, 100 * rows[-1].coverage))
    if options.rank == 'count':
        rows.sort(key=lambda row: (-row.count, template_key(row.template.words)))
    return rows


def _ranked(finder, clauses, options):
    """Return (Template, count) pairs of all templates, in order."""
    templates = finder.templates
    if options.rank != 'saved':
        return sorted_templates(templates)
    model = TemplateModel(templates)
    model.fit(clauses)
    saved = {template: model.saved.get(tuple(template), 0) for template in templates}
    shorter = [template for template in templates if saved[template] > 0]
    shorter.sort(key=lambda template: (-saved[template], template_key(template.words)))
    return [(template, model.counts[tuple(template)]) for template in shorter]


def _classes(templates, counter, options):
    """Return {(Template, number of the gap): number or name of its class}; save the classes if asked to."""
    slots = [slot for row in templates for slot in counter.slots(row[0])]
    if options.classes is not None:
        return assign_classes(slots, load_classes(options.classes))
    if options.all or options.similarity is not None:
        similarity = 0.5 if options.similarity is None else options.similarity
        return {(slot.template, slot.gap): which
                for which, group in enumerate(slot_classes(slots, similarity), 1) for slot in group}
    classes = find_classes(slots)
    if options.save_classes is not None:
        save_classes(classes, options.save_classes)
    return gap_classes(classes)
