# -*- coding: utf-8 -*-
"""Back-off models from exact counts: against a direct estimate, as ARPA files, and their perplexity."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import itertools
import math
import random
from collections import Counter

import pytest

from nlp_zero import ArgumentError, EmptyCorpusError, FormatError, NgramCounter, count_ngrams
from nlp_zero.cli import main
from nlp_zero.evaluate import evaluate_perplexity
from nlp_zero.ngrams import BackoffModel


def random_clauses(seed, size):
    rng = random.Random(seed)

    def draw(choices):
        return choices[int(rng.random() * len(choices))]
    return [''.join(draw('天天天气气好来') if rng.random() < .8 else draw('甲乙丙丁戊己庚辛')
                    for _ in range(int(rng.random() * 7) + 1)) for _ in range(size)]


class Direct(object):
    """Modified Kneser-Ney of sentences, each probability worked out from padded sentences when asked."""

    def __init__(self, clauses, order):
        self.order = order
        padded = [('<s>',) + tuple(clause) + ('</s>',) for clause in clauses]
        self.raw = [Counter(p[i:i + n] for p in padded for i in range(len(p) - n + 1))
                    for n in range(1, order + 1)]
        self.counts = [self.adjusted(n) for n in range(1, order + 1)]
        self.words = set(w for p in padded for w in p) - {'<s>'}

    def adjusted(self, n):
        if n == self.order:
            return dict(self.raw[n - 1])
        kinds = Counter(longer[1:] for longer in self.raw[n])
        begin = dict((g, c) for g, c in self.raw[n - 1].items() if g[0] == '<s>' and n > 1)
        return dict(kinds, **begin) if not begin else dict(list(kinds.items()) + list(begin.items()))

    def discount(self, n, count):
        t = [sum(1 for c in self.counts[n - 1].values() if c == k) for k in range(5)]
        if 0 in t[1:]:
            return [0, .5, 1, 1.5][min(count, 3)]
        y = t[1] / (t[1] + 2 * t[2])
        values = [k - (k + 1) * y * t[k + 1] / t[k] for k in (1, 2, 3)]
        if not all(0 <= v <= k for k, v in enumerate(values, 1)):
            values = [.5, 1, 1.5]
        return values[min(count, 3) - 1]

    def probability(self, context, word):
        n = len(context) + 1
        followers = dict((g[-1], c) for g, c in self.counts[n - 1].items() if g[:-1] == context)
        lower = 1 / (len(self.words) + 1) if n == 1 else self.probability(context[1:], word)
        if not followers:
            return lower
        total = sum(followers.values())
        freed = sum(self.discount(n, c) for c in followers.values())
        own = followers[word] - self.discount(n, followers[word]) if word in followers else 0
        return own / total + freed / total * lower


@pytest.mark.fast
@pytest.mark.parametrize('seed, size, order', [(1, 30, 2), (2, 60, 3), (3, 200, 3), (4, 12, 4), (5, 400, 2)])
def test_the_model_is_that_of_the_padded_sentences(seed, size, order):
    clauses = random_clauses(seed, size)
    model = BackoffModel.from_counts(count_ngrams(clauses, max_n=order))
    direct = Direct(clauses, order)
    for sentence in clauses[:10] + ['气甲', '辛辛', '好']:
        words = list(sentence)
        context, expected = ('<s>',), []
        for word in words + ['</s>']:
            known = word if word in direct.words else '<unk>'
            expected.append(math.log10(direct.probability(context, known)))
            context = (context + (known,))[-(order - 1):]
        assert model.log_probabilities(words) == pytest.approx(expected, abs=1e-9)


@pytest.mark.fast
def test_the_probabilities_of_a_context_sum_to_one():
    model = BackoffModel.from_counts(count_ngrams(random_clauses(7, 100), max_n=3))
    words = [word for word in model.entries if ' ' not in word and word != '<s>']
    for context in itertools.product('天气好', repeat=2):
        total = sum(10 ** model.log_probabilities(list(context) + [word])[2]
                    for word in words if word != '</s>')
        total += 10 ** model.log_probabilities(context)[2]
        assert total == pytest.approx(1, abs=1e-9)


@pytest.mark.fast
def test_a_saved_model_is_read_as_it_was(tmpdir):
    model = BackoffModel.from_counts(count_ngrams(['5G手机好', '手机 iPhone'], max_n=3))
    path = str(tmpdir.join('model.arpa'))
    model.save(path)
    again = BackoffModel.load(path)
    assert (again.order, sorted(again.entries)) == (3, sorted(model.entries))
    assert again.log_probabilities(['5G', '手', '好']) == pytest.approx(
        model.log_probabilities(['5G', '手', '好']), abs=1e-6)


@pytest.mark.fast
@pytest.mark.parametrize('counts, error, message', [
    ({}, EmptyCorpusError, 'no counts'),
    ({'天': 2, '气': 1}, ArgumentError, 'max_n=2'),
    ({'天': 2, '天气': 3}, ArgumentError, '(`nlp-zero count --min-count 1`)'),
    ({'天': 2, '天气': 2}, ArgumentError, 'not exact'),
    ({'天': 2, '气': 2, '天气': 3}, ArgumentError, 'not exact')])
def test_counts_that_make_no_model_are_refused(counts, error, message):
    with pytest.raises(error) as caught:
        BackoffModel.from_counts(counts)
    assert message in str(caught.value)


GOOD = '\\data\\\nngram 1=3\n\n\\1-grams:\n-1\t<unk>\n-1\t</s>\n-0.5\t好\t-0.3\n\n\\end\\\n'


@pytest.mark.fast
@pytest.mark.parametrize('text, place, message', [
    ('', '', 'no ARPA model'),
    (GOOD.replace('\\end\\\n', ''), '', 'cut short'),
    (GOOD.replace('1=3', '1=4'), '', 'not as many n-grams of order 1'),
    (GOOD.replace('1=3', '1=2'), '', 'not as many n-grams of order 1'),
    (GOOD.replace('1=3', '1=3\nngram 3=0'), '', 'not as many n-grams of order 2'),
    (GOOD.replace('1=3', '1=3\nngram %s=0' % ('9' * 300)), '', 'not as many n-grams of order 2'),
    (GOOD.replace('ngram 1=3\n', ''), '', 'do not say how many'), ('\\data\\\n\\end\\\n', '', 'do not say'),
    (GOOD.replace('\\1-', '\\2-'), ':5', 'expected log10 p, 2 words'),
    (GOOD.replace('-0.5\t', '0.5\t'), ':7', 'expected log10 p'),
    (GOOD.replace('-0.5\t', 'x\t'), ':7', 'expected log10 p'),
    (GOOD.replace('-0.3', 'nan'), ':7', 'expected log10 p'),
    (GOOD.replace('<unk>', '的'), '', 'no <unk>'),
    (GOOD.replace('1=3', '1=x'), ':2', 'whole number')])
def test_a_damaged_model_is_refused_with_its_place(tmpdir, text, place, message):
    path = str(tmpdir.join('model.arpa'))
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(text)
    with pytest.raises(FormatError) as caught:
        BackoffModel.load(path)
    assert path + place + ':' in str(caught.value) and message in str(caught.value)


@pytest.mark.fast
def test_perplexity_counts_the_ends_and_what_is_unknown(tmpdir):
    path = str(tmpdir.join('model.arpa'))
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(GOOD)
    score = evaluate_perplexity(path, ['好 坏', '', ['好']])
    assert score[:3] == pytest.approx((10 ** (4 / 5), 10 ** (3 / 4), -4))
    assert score[3:] == (5, 1, 2)
    with io.open(path, 'w', encoding='utf-8') as out:
        out.write(GOOD.replace('-0.5', '-1e300'))
    assert evaluate_perplexity(path, ['好'])[:3] == (float('inf'), float('inf'), -1e300)
    with pytest.raises(EmptyCorpusError):
        evaluate_perplexity(path, ['', []])


def rows_of(path):
    with io.open(path, encoding='utf-8') as source:
        return dict(line.rstrip('\n').split('\t') for line in source)


@pytest.mark.fast
def test_the_verbs_count_convert_and_evaluate(tmpdir):
    text, counts, model, srilm, words, scores = [str(tmpdir.join(name)) for name in 'tcmswp']
    with io.open(text, 'w', encoding='utf-8') as out:
        out.write('天气好，天气\n')
    assert main(['count', '-n', '2', text, '-o', counts]) == 0
    assert main(['convert', '--ngrams', '--format', 'arpa', counts, model]) == 0
    assert main(['convert', '--format', 'srilm', counts, srilm]) == 0
    with io.open(srilm, encoding='utf-8') as source:
        assert source.read() == '天\t2\n天 气\t2\n好\t1\n气\t2\n气 好\t1\n'
    assert main(['evaluate', '--perplexity', model, text, '-o', scores]) == 0
    rows = rows_of(scores)
    assert (rows['tokens'], rows['unknown'], rows['sentences']) == ('7', '0', '2')
    with io.open(words, 'w', encoding='utf-8') as out:
        out.write('天 气\n天 坏\n')
    assert main(['evaluate', '--perplexity', model, '--segmented', words, '-o', scores]) == 0
    rows = rows_of(scores)
    assert (rows['tokens'], rows['unknown'], rows['sentences']) == ('6', '1', '2')
    direct = evaluate_perplexity(BackoffModel.load(model), ['天 气', '天 坏'])
    assert rows['perplexity'] == '%.4f' % direct.perplexity


@pytest.mark.fast
def test_a_counter_saves_what_a_model_is_made_of(tmpdir):
    path = str(tmpdir.join('counts.tsv'))
    counter = NgramCounter(max_n=2)
    counter.update(['天气好', '天气'])
    counter.save(path)
    assert (BackoffModel.from_counts(path).entries
            == BackoffModel.from_counts({'天': 2, '气': 2, '好': 1, '天气': 2, '气好': 1}).entries)


@pytest.mark.fast
@pytest.mark.parametrize('arguments, message', [
    (['--perplexity', 'm', '--bits', 't'], 'give one of'),
    (['--bits', '--segmented', 't'], '--segmented goes with --perplexity'),
    (['--perplexity', 'm', '--segmented', '--vocab', 'v', 't'], '--segmented goes with --perplexity')])
def test_evaluate_refuses_what_does_not_go_together(capsys, arguments, message):
    assert main(['evaluate'] + arguments) == 2
    assert message in capsys.readouterr()[1]
