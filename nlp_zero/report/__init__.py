# -*- coding: utf-8 -*-
"""Show a corpus as one HTML page: new words in context, which can be saved as a dictionary, and patterns.

`make_report` computes the contents, `report_page` writes them as HTML, and `write_report` does both. The
page needs no server and no network. The words and patterns come from the packages `words`, `phrases` and
`templates`.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from .. import __version__
from .._compat import text_type
from .._storage import check_output, open_output
from ..errors import ArgumentError, checked_call, checked_options
from ._contents import OPTIONS, LengthCount, RankCount, Report, make_report
from ._labels import LANGUAGES
from ._page import MOST_BYTES
from ._page import report_page as _page_of
from ._patterns import SAMPLE, TEMPLATE_SAMPLE, Filler, FoundGroup, FoundTemplate, Gap, Patterns, TextSample

__all__ = [str(name) for name in (
    'Filler', 'FoundGroup', 'FoundTemplate', 'Gap', 'LANGUAGES', 'LengthCount', 'MOST_BYTES', 'Patterns',
    'RankCount', 'Report', 'SAMPLE', 'TEMPLATE_SAMPLE', 'TextSample', 'make_report', 'report_page',
    'write_report')]


@checked_call
def write_report(corpus, path, known=None, background=None, top=1000, contexts=3, **options):
    """Write a page about the words of a corpus that a dictionary lacks.

    The page is one file of at most `MOST_BYTES`, and loads no other files. The same corpus and settings give
    the same bytes on every machine.

    Args:
        corpus: a re-iterable of texts.
        path: the file to write; `-` is standard output.
        known, background: as in `words.find_new_words`.
        top: the most new words to show; None for all.
        contexts: the most contexts to show for each word.

    By name only:
        title: the title of the page; None uses the names of the files.
        lang: the language in which the page opens, 'zh' (the default) or 'en'; the reader can switch.
        date: a text for the foot of the page, or None.
        against: another corpus to compare with, or None.
        phrases, templates, contrasts: the most phrases (default 200), templates (100), and words typical of
            either corpus (200) to show; 0 for none.
        progress: a callable that is given a `Progress` from time to time, or None.
        others: options of `words.find_new_words`: method, min_count, min_pmi, min_entropy, max_length, stop,
            fold, memory, workers, temp_dir, checkpoint.

    Raises:
        ArgumentError: an unknown option, or an invalid value.
        OutputError: the file cannot be written.
        others: those of `words.find_new_words`.

    Complexity:
        One discovery and three more passes over the text. Phrases and contrasts are found in a sample of at
        most `SAMPLE` characters, templates in one of `TEMPLATE_SAMPLE`; the page shows the sampled shares.
    """
    options = checked_options('write_report', options, title=None, lang='zh', date=None, **OPTIONS)
    shown = dict((name, options.pop(name)) for name in ('title', 'lang', 'date'))
    _check_shown(**shown)
    check_output(path)
    report = make_report(corpus, known, background, top, contexts, **options)
    with open_output(path) as out:
        out.writelines(report_page(report, **shown))


@checked_call
def report_page(report, title=None, lang='zh', date=None):
    """Return the page of a `Report` as an iterator over pieces of text.

    Args:
        title, lang, date: as in `write_report`.
    """
    _check_shown(title, lang, date)
    return _page_of(report, title, lang, __version__, date)


def _check_shown(title=None, lang='zh', date=None):
    for name, text in (('title', title), ('date', date)):
        if text is not None and not isinstance(text, text_type):
            raise ArgumentError('%s is a text or None, not %s' % (name, type(text).__name__))
    if lang not in list(LANGUAGES):
        raise ArgumentError('lang must be one of %s, not %r' % (', '.join(sorted(LANGUAGES)), lang))
