# -*- coding: utf-8 -*-
"""Define the formulas that several packages use, as pure functions.

Each function takes counts and returns a float that is not rounded. Logarithms are natural and the unit is
nats, unless stated otherwise.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import math

from .errors import ArgumentError

__all__ = [str(name) for name in (
    'accessor_variety', 'branching_entropy', 'cohesion', 'description_length',
    'description_length_gain', 'entropy', 'entropy_per_character', 'gensim_default',
    'log_likelihood_ratio', 'log_odds_background', 'log_odds_difference', 'log_odds_dirichlet', 'merge_gain',
    'npmi', 'pmi', 'topmine_significance')]


def _positive(**counts):
    """Raise ArgumentError unless every count is above zero."""
    for name in sorted(counts):
        if not counts[name] > 0:
            raise ArgumentError('%s must be above 0, not %r' % (name, counts[name]))


def pmi(c_ab, c_a, c_b, total):
    """Return the pointwise mutual information of two adjacent units.

    Args:
        c_ab: occurrences of a followed by b; at least 1.
        c_a: occurrences of a; at least 1.
        c_b: occurrences of b; at least 1.
        total: number of symbols in the corpus.

    Returns:
        float: nats, from minus infinity to log(total); 0 where a and b are independent.

    Raises:
        ArgumentError: a count is 0 or less, so that the result is undefined.

    Formula:
        log( N c(ab) / (c(a) c(b)) ). Church and Hanks (1990), Word association norms, mutual
        information, and lexicography.

    >>> print('%.4f' % pmi(8, 10, 10, 100))
    2.0794
    """
    _positive(c_ab=c_ab, c_a=c_a, c_b=c_b, total=total)
    return math.log(total * c_ab / (c_a * c_b))


def cohesion(text, counts, total):
    """Return the smallest PMI over all ways to split a string into two parts.

    Args:
        text: two or more symbols, as a text in which each symbol is one character.
        counts: {text: int}, with the string and all of its beginnings and endings.
        total: number of symbols in the corpus.

    Returns:
        float: nats.

    Raises:
        ArgumentError: the text has fewer than two symbols, or a part has no count.

    Formula:
        min over i of pmi(x[:i], x[i:]).

    Complexity:
        One step for each split.

    >>> print('%.4f' % cohesion('蝴蝶', {'蝴蝶': 4, '蝴': 4, '蝶': 5}, 100))
    2.9957
    """
    if len(text) < 2:
        raise ArgumentError('cohesion needs two symbols or more, not %r' % text)
    count = counts.get(text, 0)
    return min(pmi(count, counts.get(text[:i], 0), counts.get(text[i:], 0), total)
               for i in range(1, len(text)))


def npmi(c_ab, c_a, c_b, total):
    """Return the PMI divided by its greatest possible value.

    Args:
        c_ab: occurrences of the pair; 0 is allowed.
        c_a: occurrences of a; at least 1.
        c_b: occurrences of b; at least 1.
        total: number of symbols in the corpus.

    Returns:
        float: without unit, from -1 (never together) over 0 (independent) to 1 (only together).

    Raises:
        ArgumentError: a count is negative, or one other than that of the pair is 0.

    Formula:
        log( p(ab) / (p(a) p(b)) ) / -log p(ab). Bouma (2009), Normalized (pointwise) mutual
        information in collocation extraction. Where the quotient is undefined its limit is returned:
        -1 for p(ab) = 0, and 1 for p(ab) = 1.

    >>> print('%.4f' % npmi(8, 10, 10, 100))
    0.8233
    >>> print(npmi(0, 10, 10, 100))
    -1.0
    """
    if c_ab == 0:
        _positive(c_a=c_a, c_b=c_b, total=total)
        return -1.0
    if c_ab == total:
        return 1.0
    return pmi(c_ab, c_a, c_b, total) / -math.log(c_ab / total)


def entropy(counts):
    """Return the entropy of a distribution given by counts.

    Args:
        counts: an iterable of counts of 0 or more.

    Returns:
        float: nats, from 0 to the log of the number of counts; 0 for no counts at all.

    Formula:
        log T - (1/T) sum c log c, T = sum c. Shannon (1948).

    Complexity:
        Linear; the sum is exact (`math.fsum`), so the order of the counts does not matter.

    >>> print('%.4f' % entropy([1, 1, 2]))
    1.0397
    """
    return branching_entropy(counts, 0)


def branching_entropy(counts, ends=0):
    """Return the entropy of the neighbours of a string, on one side.

    Args:
        counts: the count of each neighbour.
        ends: occurrences of the string at the end of a clause, on this side. Each counts as a neighbour that
            occurs once.

    Returns:
        float: nats, from 0 to log(sum(counts) + ends); 0 for a string that does not occur.

    Formula:
        log T - (1/T) sum_y c(xy) log c(xy), T = sum_y c(xy) + ends. Harris (1955), From phoneme to
        morpheme; Jin and Tanaka-Ishii (2006), Unsupervised segmentation of Chinese text by use of
        branching entropy.

    Complexity:
        Linear in the neighbours; the sum is exact, so their order does not matter.

    >>> print('%.4f %.4f' % (branching_entropy([2, 2]), branching_entropy([2], 2)))
    0.6931 1.0397
    """
    counts = [count for count in counts if count]
    total = sum(counts) + ends
    if not total:
        return 0.0
    repeated = math.fsum(count * math.log(count) for count in counts)
    return max(0.0, math.log(total) - repeated / total)


def accessor_variety(left, right):
    """Return the log of the smaller number of distinct neighbours.

    Args:
        left: number of distinct symbols before the string; each beginning of a clause may count as one.
        right: number of distinct symbols after it.

    Returns:
        float: log of a number of types, 0 or more; minus infinity if there is none on one side.

    Formula:
        log min(AV_left, AV_right). Feng, Chen, Deng and Zheng (2004), Accessor variety criteria
        for Chinese word extraction.

    >>> print('%.4f' % accessor_variety(3, 8))
    1.0986
    """
    smaller = min(left, right)
    return math.log(smaller) if smaller > 0 else float('-inf')


def description_length(counts):
    """Return the length of a text that is encoded by the frequencies of its tokens.

    Args:
        counts: the count of each type of token.

    Returns:
        float: nats for the whole text, without the cost of the code book.

    Formula:
        T log T - sum c log c, which is T times the entropy. Shannon (1948).

    >>> print('%.4f' % description_length([1, 1, 2]))
    4.1589
    """
    counts = [count for count in counts if count]
    return sum(counts) * entropy(counts)


def description_length_gain(count, part_counts, total):
    """Return by how much a corpus becomes shorter if a string is written as a single new symbol.

    Args:
        count: occurrences of the string that do not overlap.
        part_counts: pairs of int, (occurrences in the corpus, occurrences inside the string), for each
            distinct symbol of the string.
        total: number of symbols in the corpus.

    Returns:
        float: nats for the whole corpus, including the string itself, which is written once. Negative if the
        corpus becomes longer.

    Raises:
        ArgumentError: a symbol occurs more often inside the string than in the corpus.

    Formula:
        L(X) - L(X[r -> x] + x), L(X) = -sum_t c(t) log( c(t) / |X| ). Kit and Wilks (1999),
        Unsupervised learning of word boundary with description length gain.

    Complexity:
        One step for each distinct symbol of the string.

    >>> print('%.3f' % description_length_gain(20, [(20, 1), (22, 1)], 200))
    41.620
    """
    length = sum(inside for _, inside in part_counts)
    new_total = total - count * length + count + length + 1
    before, after = [], [_surprise(count)]
    for occurrences, inside in part_counts:
        left = occurrences - count * inside + inside
        if left < inside:
            raise ArgumentError('a symbol that occurs %d times cannot occur %d times in a string '
                                'that occurs %d times' % (occurrences, inside, count))
        before.append(_surprise(occurrences))
        after.append(_surprise(left))
    # The terms of symbols that are not in the string cancel out.
    return (_surprise(total) - math.fsum(before)) - (_surprise(new_total) - math.fsum(after))


def _surprise(count):
    """Return c log c, with its limit at 0."""
    return count * math.log(count) if count > 0 else 0.0


def entropy_per_character(counts, lengths):
    """Return the information per character of a text of words: H / l.

    Args:
        counts: occurrences of each word.
        lengths: characters of each word, in the same order.

    Returns:
        float: nats per character; 0 for no words.

    Formula:
        H / l, H = -sum p(w) log p(w), l = sum p(w) len(w). Su Jianlin (2018), the series on the
        principle of minimum entropy, part 2.

    Complexity:
        Linear.

    >>> print('%.4f' % entropy_per_character([2, 2], [1, 3]))
    0.3466
    """
    counts = list(counts)
    characters = sum(count * length for count, length in zip(counts, lengths))
    return description_length(counts) / characters if characters else 0.0


def merge_gain(p_ab, pmi_ab):
    """Return approximately how much joining a and b lowers the entropy of a text.

    Args:
        p_ab: probability of the pair, from 0 to 1.
        pmi_ab: PMI of the pair, in nats.

    Returns:
        float: nats per token; above 0 if the PMI exceeds 1.

    Formula:
        F* = p(ab) (PMI(a, b) - 1). Su Jianlin (2018), the series on the principle of minimum
        entropy, part 2.

    >>> print('%.3f' % merge_gain(0.01, 3.0))
    0.020
    """
    return p_ab * (pmi_ab - 1.0)


def gensim_default(c_ab, c_a, c_b, vocabulary_size, min_count):
    """Return the default score of phrases as gensim computes it.

    Args:
        c_ab: occurrences of the pair.
        c_a: occurrences of a; at least 1.
        c_b: occurrences of b; at least 1.
        vocabulary_size: number of distinct tokens.
        min_count: number subtracted from the count of the pair.

    Returns:
        float: without unit; 0 or less for pairs that occur `min_count` times or less.

    Raises:
        ArgumentError: a single token has no count.

    Formula:
        (c(ab) - min_count) V / (c(a) c(b)). Mikolov et al. (2013), Distributed representations of
        words and phrases and their compositionality, with gensim's factor V.

    >>> print(gensim_default(10, 20, 25, 1000, 5))
    10.0
    """
    _positive(c_a=c_a, c_b=c_b)
    return (c_ab - min_count) * vocabulary_size / (c_a * c_b)


def log_likelihood_ratio(c_ab, c_a, c_b, total):
    """Return how much better dependence explains a pair than independence.

    Args:
        c_ab: occurrences of the pair.
        c_a: occurrences of a.
        c_b: occurrences of b.
        total: number of pairs in the corpus.

    Returns:
        float: -2 log(lambda), without unit, 0 or more; approximately chi-squared with one degree of freedom.
        It has no direction: a pair that is rarer than chance has a high score too.

    Raises:
        ArgumentError: the counts contradict each other.

    Formula:
        2 sum O log(O / E) over the four cells. Dunning (1993), Accurate methods for the statistics
        of surprise and coincidence.

    >>> print('%.4f' % log_likelihood_ratio(8, 10, 10, 100))
    35.8267
    """
    cells = (c_ab, c_a - c_ab, c_b - c_ab, total - c_a - c_b + c_ab)
    if min(cells) < 0:
        raise ArgumentError('no corpus of %r pairs has the counts %r, %r and %r together'
                            % (total, c_ab, c_a, c_b))
    margins = (c_a, total - c_a, c_b, total - c_b)
    value = 2.0 * (math.fsum(map(_surprise, cells)) - math.fsum(map(_surprise, margins))
                   + _surprise(total))
    return max(0.0, value)


def topmine_significance(c_ab, c_a, c_b, total):
    """Return by how many standard deviations a pair exceeds chance.

    Args:
        c_ab: occurrences of the pair.
        c_a: occurrences of a.
        c_b: occurrences of b.
        total: number of tokens in the corpus; at least 1.

    Returns:
        float: in standard deviations; negative if the pair is rarer than chance, 0 if neither the pair nor
            one of its parts occurs.

    Raises:
        ArgumentError: the corpus is empty.

    Formula:
        (c(ab) - E) / sqrt(max(c(ab), E)), E = c(a) c(b) / N. El-Kishky et al. (2014), Scalable
        topical phrase mining from text corpora.

    >>> print('%.4f' % topmine_significance(8, 10, 10, 100))
    2.4749
    """
    _positive(total=total)
    expected = c_a * c_b / total
    spread = max(c_ab, expected)
    return (c_ab - expected) / math.sqrt(spread) if spread else 0.0


def log_odds_dirichlet(count, total, other_count, other_total, prior, prior_total):
    """Return how typical a word is for one text against another, in standard deviations.

    Args:
        count: occurrences of the word in the text.
        total: tokens in the text.
        other_count: occurrences in the other text.
        other_total: tokens in the other text.
        prior: pseudo-count of the word, above 0, for example its count in a background corpus.
        prior_total: sum of the pseudo-counts of all words, above `prior`.

    Returns:
        float: z-score; above 0 if the word is typical for the first text.

    Raises:
        ArgumentError: the prior is 0 or less, or a total leaves nothing for the other words.

    Formula:
        (log odds - log odds of the other) / sqrt(1 / (c + a) + 1 / (c' + a)). Monroe, Colaresi and
        Quinn (2008), Fightin' words, equations 16 to 22.

    >>> print('%.4f' % log_odds_dirichlet(30, 1000, 5, 1000, 10, 1000))
    3.2814
    """
    difference = log_odds_difference(count, total, other_count, other_total, prior, prior_total)
    return difference / math.sqrt(1.0 / (count + prior) + 1.0 / (other_count + prior))


def log_odds_difference(count, total, other_count, other_total, prior, prior_total):
    """Return by how much a word's log-odds in a text exceed those in another one, in nats.

    Args, Raises:
        as `log_odds_dirichlet`.

    Returns:
        float: 0 if the word has the same share in both texts; log 2 if its odds are twice as high.

    Formula:
        log (c + a) / (N + A - c - a) - log (c' + a) / (N' + A - c' - a), with the prior a of the word and A
        of all. Monroe, Colaresi and Quinn (2008), Fightin' words, equation 16.

    >>> print('%.4f' % log_odds_difference(30, 1000, 5, 1000, 10, 1000))
    0.9935
    """
    _positive(prior=prior)
    first, second = count + prior, other_count + prior
    rest = total + prior_total - first
    other_rest = other_total + prior_total - second
    _positive(rest=rest, other_rest=other_rest)
    return math.log(first / rest) - math.log(second / other_rest)


def log_odds_background(count, total, share, prior_total):
    """Return how typical a word is for a text against general language, in standard deviations.

    Args:
        count: occurrences of the word in the text, above 0.
        total: number of words in the text.
        share: share of the word in general language, above 0 and below 1, assumed to be exact.
        prior_total: weight of the prior as a number of words, above 0.

    Returns:
        float: z-score; above 0 if the word is typical for the text.

    Raises:
        ArgumentError: a number is out of its range.

    Formula:
        (log (c + a) / (N + A - c - a) - log s / (1 - s)) * sqrt(c + a), a = A s: this is
        `log_odds_dirichlet` against an infinite text, whose shares are exact and serve as the prior too.

    >>> print('%.4f' % log_odds_background(5, 200, 0.0001, 100))
    11.4931
    """
    _positive(count=count, share=share, prior_total=prior_total)
    prior = prior_total * share
    rest = total + prior_total - count - prior
    _positive(rest=rest, others=1 - share)
    difference = math.log((count + prior) / rest) - math.log(share / (1 - share))
    return difference * math.sqrt(count + prior)
