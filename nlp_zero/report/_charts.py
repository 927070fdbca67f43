# -*- coding: utf-8 -*-
"""Draw the charts of the report as SVG for the page's style sheet.

Colours are classes of the style sheet; the page explains the charts beside them, in its language.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

from math import log10

_WIDTH, _HEIGHT = 360, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 16, 24


def _svg(parts, name):
    return ('<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s">%s</svg>'
            % (_WIDTH, _HEIGHT, name, ''.join(parts)))


def _text(x, y, text, anchor='middle'):
    return '<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>' % (x, y, anchor, text)


def length_chart(lengths, name):
    """Return a bar chart with one bar for each length, known words below new ones.

    Args:
        lengths: `LengthCount`s, at least one.
        name: id of the element that labels the chart.
    """
    most = max(row.known + row.new for row in lengths) or 1
    height, step = _HEIGHT - _TOP - _BOTTOM, (_WIDTH - _LEFT - _RIGHT) / len(lengths)
    base = _HEIGHT - _BOTTOM
    parts = ['<path class="axis" d="M%d %dH%d"/>' % (_LEFT, base, _WIDTH - _RIGHT)]
    for place, row in enumerate(lengths):
        x, width = _LEFT + place * step + step * .2, step * .6
        known, new = height * row.known / most, height * row.new / most
        parts += ['<rect class="known" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>'
                  % (x, base - known, width, known),
                  '<rect class="new" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>'
                  % (x, base - known - new, width, new),
                  _text(x + width / 2, base - known - new - 4, '%d' % (row.known + row.new)),
                  _text(x + width / 2, _HEIGHT - 7, row.name)]
    return _svg(parts, name)


def rank_chart(ranks, name):
    """Return a line chart of counts by rank, with logarithmic axes.

    Args:
        ranks: `RankCount`s from rank 1 on, at least one.
        name: as in `length_chart`.
    """
    decades = max(1.0, log10(ranks[-1].rank)), max(1.0, log10(ranks[0].count))
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def place(rank, count):
        return (_LEFT + width * log10(rank) / decades[0],
                _HEIGHT - _BOTTOM - height * log10(count) / decades[1])
    parts = []
    for power in range(int(decades[0]) + 1):
        x = place(10 ** power, 1)[0]
        parts += ['<path class="grid" d="M%.1f %dV%d"/>' % (x, _TOP, _HEIGHT - _BOTTOM),
                  _text(x, _HEIGHT - 7, _short(10 ** power))]
    for power in range(int(decades[1]) + 1):
        y = place(1, 10 ** power)[1]
        parts += ['<path class="grid" d="M%d %.1fH%d"/>' % (_LEFT, y, _WIDTH - _RIGHT),
                  _text(_LEFT - 6, y + 4, _short(10 ** power), 'end')]
    line = ' '.join('%.1f,%.1f' % place(row.rank, row.count) for row in ranks)
    parts.append('<polyline class="line" points="%s"/>' % line)
    return _svg(parts, name)


def _short(number):
    """Return a power of ten as a short text.

    >>> print(_short(100), _short(10000), _short(10 ** 7))
    100 10k 10M
    """
    for size, unit in ((10 ** 9, 'G'), (10 ** 6, 'M'), (10 ** 3, 'k')):
        if number >= size:
            return '%d%s' % (number // size, unit)
    return '%d' % number
