# -*- coding: utf-8 -*-
"""本月新词：与上个月的消息对比，找出本月的特征词。
Find what is new this month: words typical of this month's messages compared with last month's.

    python examples/new_this_month.py [THIS_MONTH LAST_MONTH]

Without files it uses messages to a shop: questions about phones in both months, and in the second month also
reviews of keyboards, which the shop now sells.
"""
from __future__ import print_function, unicode_literals

import io
import os
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
sys.path.insert(0, ROOT)  # runs in a clone, without installation

from nlp_zero import Corpus, contexts, contrast  # noqa: E402


def sample_months():
    """Return the messages of this month and those of the last one."""
    questions, reviews = (list(Corpus(os.path.join(ROOT, 'corpora', name)))
                          for name in ('service.txt', 'reviews.txt'))
    return questions[::2] + reviews, questions[1::2]


def main(this_month, last_month):
    # Write UTF-8 to standard output under any locale and Python version.
    with io.open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False) as out:
        rows = [row for row in contrast(this_month, last_month, min_score=1.2)
                if row.score > 0 and len(row.text) > 1 and not row.other_count
                and not row.text.isdigit()][:12]
        places = contexts(this_month, [row.text for row in rows], n=1, width=10) if rows else {}
        for row in rows:
            print('%s: %d times, %.1f standard deviations%s' % (
                row.text, row.count, row.score, ', in no dictionary' if row.kind == 'new' else ''), file=out)
            for place in places[row.text]:
                print('    %s[%s]%s' % place[:3], file=out)


if __name__ == '__main__':
    if len(sys.argv) == 3:
        main(Corpus(sys.argv[1]), Corpus(sys.argv[2]))
    elif len(sys.argv) == 1:
        main(*sample_months())
    else:
        sys.exit('usage: new_this_month.py [THIS_MONTH LAST_MONTH]')
