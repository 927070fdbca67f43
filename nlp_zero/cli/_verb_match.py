# -*- coding: utf-8 -*-
"""Run `nlp-zero match`: the template of each clause and its fillers, as JSON lines or a table."""
from __future__ import absolute_import, division, print_function, unicode_literals

from contextlib import closing

from .._storage import json_text
from ..templates import MAX_GAP, Matcher
from ._arguments import (add_templates, check_templates, own_masks, warn_of_other_words, whole_number,
                         word_tokenizer)
from ._messages import shown_name

HELP = 'match clauses with templates, and extract the slots'
FILES = '[FILES]'
EXAMPLES = '''
nlp-zero match --templates templates.json unseen.txt    # from: templates --format json
nlp-zero match --templates templates.json --format jsonl --nbest 3 unseen.txt -o matches.jsonl
'''


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--format', choices=sorted(_FORMATS), default='table',
                        help='table (default): line and characters, bits saved per word, template and '
                             'fillers, separated by tabs; jsonl: one object per clause, with the keys '
                             'line, start, end, text, template, id, slots, confidence')
    parser.add_argument('--classes', metavar='FILE',
                        help='slot classes written by `templates --save-classes`; they tell the class of '
                             'a filler and whether it is known')
    parser.add_argument('--max-gap', type=whole_number(1), default=MAX_GAP, metavar='N',
                        help='maximum number of words in a gap between two words of a template (default '
                             '%d)' % MAX_GAP)
    parser.add_argument('--workers', type=whole_number(1), default=1, metavar='N',
                        help='number of processes (default 1)')
    add_templates(parser, 'matches')


def check(options):
    """Reject a command without templates."""
    check_templates(options)


def run(options, streams):
    """Match the files clause by clause."""
    matcher = Matcher(options.templates, word_tokenizer(options), options.classes, max_gap=options.max_gap,
                      masks=own_masks(options))
    warn_of_other_words(options, streams)
    show = _FORMATS[options.format]
    with streams.output() as out:
        with closing(matcher.match_corpus(streams.corpus(), options.nbest, options.workers)) as matches:
            for match in matches:
                out.write(show(match) + '\n')
    if not len(matcher):
        streams.message('nothing matched: %s has no templates' % shown_name(options.templates))
    streams.report()


def _table_row(match):
    """Return one clause as a table row: `line:start-end`, confidence, the template with its fillers."""
    return '%d:%d-%d\t%.2f\t%s\t%s' % (match.line, match.start, match.end, match.confidence,
                                       match.template or '-', _shown_slots(match))


def _shown_slots(match):
    if match.template is None:
        return _one_line(match.text)
    return '  '.join('%s=%s' % (slot.name, _one_line(slot.text)) for slot in match.slots)


def _one_line(text):
    return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ')


_FORMATS = {'jsonl': json_text, 'table': _table_row}
