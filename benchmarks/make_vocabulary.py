# -*- coding: utf-8 -*-
"""Make the bundled vocabulary: the words that minimum entropy finds in a large general corpus.

    python benchmarks/make_vocabulary.py ../shared/data/raw/general_200mb.txt.bz2

Writes the compiled vocabulary of the package: words, counts and tables made of them, nothing else.
The same text gives the same bytes on every Python. No dictionary and no segmented text is read.

The words are those of a fit to a sample, counted in all of the text. Then all of it, segmented with them,
says what a sample is too small for: which neighbours have a company of their own and are one word, which
pairs stand alone between punctuation, which words are pieces of a longer word (twice: what enters leaves new
pieces), and which are in so few places that they do not pay for their entry. For this the text is held in
memory: some 2 GB for 200 MB.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import logging
import os
import re
import time
from collections import Counter, namedtuple
from functools import partial
from math import fsum, log

from common import PYTHON, ROOT, file_checksum

from nlp_zero._compat import iter_items, iter_map
from nlp_zero._runtime import Resources
from nlp_zero.corpus import Corpus
from nlp_zero.entropy import (
    BigramCohesion, SegmentedText, best_alternative, collect_runs, group_runs, learn)
from nlp_zero.text import DEFAULT_RULES, HAN_CLASS, HAN_NUMERALS, clauses, fold, is_han
from nlp_zero.vocabulary import save_vocabulary

TARGET = os.path.join(ROOT, 'nlp_zero', 'data', 'vocabulary.txt')
_LOG = logging.getLogger('nlp_zero.make_vocabulary')

#: Least PMI of neighbours that may be one word, in nats: `entry_pmi` of news.
MIN_PMI = 3.0
#: Least cohesion, in nats, of two single characters that become a word, and of a pair that stays one: less
#: than in a fit, since here the whole text speaks.
MIN_COHESION, MIN_STAYING_COHESION = 6.2, 5.5
#: The same of a pair that is a whole clause by itself in at least this share of its occurrences: what stands
#: alone between punctuation is a unit (但是, 的确), even if its characters are words elsewhere. Least PMI within
#: three such characters, in nats.
MIN_CLAUSE_COHESION, MIN_CLAUSE_SHARE, MIN_CLAUSE_PMI = 3.0, 0.1, 4.0
#: Least PMI and .8 R of a single character and a word of two that become one, in nats.
MIN_COMPANY = 5.2
CONTEXT_WEIGHT = 0.8
#: Least score of a word of two characters and a suffix, see `Suffixes.score`; the weight of the variety of
#: neighbours in it; and the largest share of a suffix's occurrences that begin a run.
MIN_SUFFIX_SCORE, VARIETY_WEIGHT, MAX_INITIAL_SHARE = -8.7, 5.0, 1 / 3.0
#: Share of its places that a word must have beside one certain neighbour to be a piece of a longer word:
#: `subsumed_share` of a fit; and the same of what is left of words once others have entered.
SUBSUMED_SHARE, SUBSUMED_SHARE_AFTER = 0.7, 0.9
#: Longest word, in characters.
LONGEST = 8
#: Different neighbours that a word must have on each side, the end of a run being one.
MIN_NEIGHBOURS = 2
#: Least count of a word AABB.
MIN_REDUPLICATED = 2
#: What is compared must not depend on the last bit.
EPSILON = 1e-9
#: Decimals of a nat to which candidates are ordered: the last bit decides about none.
_DECIMALS = 6
_DOUBLED = re.compile('(?:([%s])\\1)+' % HAN_CLASS, re.UNICODE)

#: Two neighbours that become one word: what they reach, in nats, their count, and both.
Entry = namedtuple(str('Entry'), [str(name) for name in ('score', 'count', 'first', 'second')])


def parse(arguments):
    """Return the options."""
    parser = argparse.ArgumentParser(description='Make the bundled vocabulary.')
    parser.add_argument('files', nargs='+', help='raw text')
    parser.add_argument('-o', '--output', default=TARGET)
    parser.add_argument('--sample', type=int, default=8000000,
                        help='characters that the model is fitted to (default 8000000)')
    parser.add_argument('--min-count', type=int, default=5,
                        help='least count of words of two characters and more (default 5)')
    parser.add_argument('--workers', type=int, default=1)
    return parser.parse_args(arguments)


def frequent_words(counts, min_count):
    """Return {word: count} with words of traditional text counted with those of simplified text.

    `Tokenizer` folds what it cuts: a word in traditional characters would never be found. Words with
    letters or digits are whole to a tokenizer anyway.
    """
    found = Counter()
    for word, count in iter_items(counts):
        found[fold(word)] += count
    return dict((word, count) for word, count in iter_items(found)
                if (len(word) == 1 or count >= min_count) and not DEFAULT_RULES.other_finder.search(word))


def has_numeral(text):
    """Tell whether there is a numeral: numbers have rules of their own."""
    return any(character in HAN_NUMERALS for character in text)


def collocated(text, min_count):
    """Yield (first, second, count, PMI in nats) of neighbours that are so by no chance."""
    words, total = text.words, text.total
    for (a, b), count in iter_items(text.bigrams):
        if count >= min_count and a in words and b in words and len(a) + len(b) <= LONGEST:
            pmi = log(total * count / (words[a] * words[b]))
            if pmi >= MIN_PMI:
                yield a, b, count, pmi


def short_clauses(texts):
    """Return {clause: count} of the clauses of two or three Han characters.

    A run beside a number or a Latin word is no clause: 早在 before a year does not stand alone.
    """
    return Counter(''.join(clause) for text in texts for clause in clauses(text)
                   if 2 <= len(clause) <= 3 and all(map(is_han, clause)))


def stands_alone(count, alone, min_count):
    """Tell whether so many of `count` occurrences are whole clauses that the string is a unit."""
    return alone >= max(min_count, MIN_CLAUSE_SHARE * count)


def decide_pairs(counts, text, alone, min_count):
    """Return the list of pairs that are split, and the `Entry` rows of those that enter.

    Args:
        alone: {pair: count as a whole clause}, see `short_clauses`.

    Formula:
        by `BigramCohesion` in the whole text: less than 5.5 nats, and at least 6.2 nats; 3 nats for either
        if the pair is a whole clause in a tenth of its occurrences.
    """
    known = [word for word in counts if len(word) == 2 and word in text.words]
    pairs = dict((pair, count) for pair, count in iter_items(text.candidate_pairs())
                 if count >= min_count and pair not in counts and not has_numeral(pair))
    cohesion = BigramCohesion(counts, text).measure(known, pairs, MIN_COHESION)

    def reaches(pair, count, threshold):
        if stands_alone(count, alone.get(pair, 0), min_count):
            threshold = MIN_CLAUSE_COHESION
        return cohesion[pair] >= threshold - EPSILON
    split = [pair for pair in known if not reaches(pair, text.words[pair], MIN_STAYING_COHESION)]
    found = [Entry(cohesion[pair], count, pair[0], pair[1]) for pair, count in iter_items(pairs)
             if reaches(pair, count, MIN_COHESION)]
    _LOG.info('%d pairs of characters are split, %d enter', len(split), len(found))
    return split, found


def three_character_words(counts, text, min_count):
    """Return the `Entry` rows of words of two characters and single characters that are one word.

    Formula:
        A character and a word of two are one word if PMI + .8 R >= 5.2 nats, with R as
        `SegmentedText.context_ratios`. A word of two and a character are one if `Suffixes.score` is
        at least -8.7 nats and the character begins a run in at most a third of its occurrences.
    """
    triples = dict(((a, b), (count, pmi)) for a, b, count, pmi in collocated(text, min_count)
                   if len(a) + len(b) == 3 and a + b not in counts and not has_numeral(a + b))
    ratios = text.context_ratios((), dict((pair, count) for pair, (count, _) in iter_items(triples)))
    suffixes = Suffixes(text, dict((pair, (triples[pair][0], ratio)) for pair, ratio in iter_items(ratios)
                                   if len(pair[1]) == 1))
    found = []
    for pair, (count, pmi) in iter_items(triples):
        # How far above what is asked, so that both kinds can be ordered together.
        if len(pair[1]) > 1:
            margin = pmi + CONTEXT_WEIGHT * ratios[pair] - MIN_COMPANY
        elif suffixes.initial_share[pair[1]] > MAX_INITIAL_SHARE:
            continue
        else:
            margin = suffixes.score(pair, count, pmi, ratios[pair]) - MIN_SUFFIX_SCORE
        if margin >= -EPSILON:
            found.append(Entry(MIN_COMPANY + margin, count, *pair))
    _LOG.info('%d words with a single character enter', len(found))
    return found


class Suffixes(object):
    """What a segmented text says of the single characters that follow words of two.

    Args:
        text: the `SegmentedText`.
        pairs: {(word of two characters, character): (count, R)}.

    Attributes:
        initial_share: {character: share of its occurrences that begin a run}.
    """

    def __init__(self, text, pairs):
        characters = set(character for _, character in pairs)
        before, inner = Counter(), Counter()
        for (a, b), count in iter_items(text.bigrams):
            if b in characters:
                before[b] += 1
                # The beginning of a run is a neighbour, but not a word.
                inner[b] += count if a in text.words else 0
        self.initial_share = dict((character, 1 - inner[character] / float(text.words[character]))
                                  for character in characters)
        weighted = dict((character, []) for character in characters)
        for (_, character), (count, ratio) in iter_items(pairs):
            weighted[character].append((count, ratio))
        self._constant = dict(
            (character, self._company(rows) - VARIETY_WEIGHT * log(
                (before[character] + 1) / (text.words[character] + 1) ** 0.5))
            for character, rows in iter_items(weighted))

    @staticmethod
    def _company(rows):
        """Return .8 times the mean of R, weighted by counts; `fsum`, so that the order does not matter."""
        return CONTEXT_WEIGHT * fsum(count * ratio for count, ratio in rows) / sum(count for count, _ in rows)

    def score(self, pair, count, pmi, ratio):
        """Return how much a word and a character are one word, in nats.

        A suffix follows few words for a character of its frequency, as everything may precede 了 or 的, and
        keeps other company than its stem with all its stems, as 条件/下 does not.

        Formula:
            1/2 log( T c(ab)^2 / (c(a) c(b)) ) + .8 (R(ab) + mean of R over all words before b)
            - 5 log( (V(b) + 1) / sqrt(c(b) + 1) ), with V(b) the number of different neighbours before b:
            half of PMI^2 (Daille 1994), and Guiraud's index of the variety of a vocabulary (1954).
        """
        return 0.5 * (pmi + log(count)) + CONTEXT_WEIGHT * ratio + self._constant[pair[1]]


def chains(text, min_count, share=SUBSUMED_SHARE):
    """Return {words of a chain: count}: the longest sequences of neighbours of which one is a piece.

    Formula:
        a and b are linked if PMI >= 3 nats and c(ab) >= share c(a) or share c(b), of a part of several
        characters; share is .7, then .9 for what is left of words once others have entered.
    """
    words = text.words
    links = frozenset((a, b) for a, b, count, _ in collocated(text, min_count)
                      if len(a) > 1 and count >= share * words[a]
                      or len(b) > 1 and count >= share * words[b])
    found = Counter()
    for weight, tokens in text.texts:
        chain = [tokens[0]]
        for word in tokens[1:]:
            if (chain[-1], word) in links:
                chain.append(word)
                continue
            if len(chain) > 1:
                found[tuple(chain)] += weight
            chain = [word]
    return dict((chain, count) for chain, count in iter_items(found)
                if count >= min_count and len(''.join(chain)) <= LONGEST)


def lone_triples(text, alone, min_count):
    """Return {three single characters: count} of those that are one word (对不起), as `chains` does.

    Formula:
        A tenth of the occurrences are a whole clause, and the PMI of the first character and the other two,
        and of the first two and the last, is at least 4 nats.
    """
    words, bigrams, total = text.words, text.bigrams, text.total
    wanted = frozenset(clause for clause, count in iter_items(alone)
                       if len(clause) == 3 and count >= min_count and not has_numeral(clause))
    found = Counter()
    for weight, tokens in text.texts:
        for triple in zip(tokens, tokens[1:], tokens[2:]):
            if len(triple[0]) == len(triple[1]) == len(triple[2]) == 1 and ''.join(triple) in wanted:
                found[triple] += weight

    def least_pmi(triple):
        a, b, c = triple
        return log(total * found[triple] / max(words[a] * bigrams[b, c], bigrams[a, b] * words[c]))
    return dict((triple, count) for triple, count in iter_items(found)
                if stands_alone(count, alone[''.join(triple)], min_count)
                and least_pmi(triple) >= MIN_CLAUSE_PMI - EPSILON)


def revised_words(counts, text, alone, min_count):
    """Return {word: count} as the whole text would have the words: split, entered, joined from pieces."""
    found = Counter(counts)
    split, entering = decide_pairs(counts, text, alone, min_count)
    for pair in split:
        count = found.pop(pair)
        for character in pair:
            found[character] += count
    entering += three_character_words(counts, text, min_count)
    # The best first: what one takes is not there for the next.
    for entry in sorted(entering, key=lambda row: (-round(row.score, _DECIMALS), row.first + row.second)):
        parts = entry.first, entry.second
        count = min([entry.count] + [found[part] - 1 for part in parts])
        if count >= min_count:
            found[entry.first + entry.second] += count
            found.subtract(dict((part, parts.count(part) * count) for part in parts))
    joined = chains(text, min_count)
    joined.update(lone_triples(text, alone, min_count))
    return with_joined(found, joined, min_count)


def with_joined(counts, joined, min_count):
    """Return {word: count} with the chains of {words of a chain: count} as words."""
    _LOG.info('%d words are joined from pieces', len(joined))
    found = Counter(counts)
    for chain in sorted(joined):
        found[''.join(chain)] += joined[chain]
        for part in chain:
            found[part] = max(1, found[part] - joined[chain])
    return dict((word, count) for word, count in iter_items(found)
                if count >= (1 if len(word) == 1 else min_count))


def paying_words(text, min_count):
    """Return {word: count} of the words of a `SegmentedText` that are worth an entry, and all characters.

    A word that has one neighbour only on a side is a piece, or a sentence that was repeated. The others must
    save as many nats as it takes to write down the word itself.

    Formula:
        c(w) ( log p(w) - max over other ways to write w of sum log p ) >= sum over its characters of
        -log (share of the character in the text)
    """
    before, after = Counter(), Counter()
    for a, b in text.bigrams:
        before[b] += 1
        after[a] += 1
    logs = dict((word, log(count / text.total)) for word, count in iter_items(text.words))
    characters = Counter()
    for word, count in iter_items(text.words):
        for character in word:
            characters[character] += count
    size = float(sum(characters.values()))
    cost = dict((character, -log(count / size)) for character, count in iter_items(characters))
    found = dict((character, max(1, text.words[character])) for character in characters)
    for word, count in iter_items(text.words):
        if len(word) > 1 and count >= min_count and min(before[word], after[word]) >= MIN_NEIGHBOURS:
            saving = logs[word] - best_alternative(word, logs, LONGEST).log_probability
            if count * saving >= sum(cost[character] for character in word) - EPSILON:
                found[word] = count
    return found


def reduplications(groups, words):
    """Return {AABB: count} for two-character words AB of {word: count}: 高高兴兴, 清清楚楚.

    All six sets with gold segmentation have such a form as one word. It is too rare to be found by what
    surrounds it, but its parts tell that it is a word, so `MIN_REDUPLICATED` occurrences are enough. Text in
    which further characters are doubled (会会议议室室) is an error of its source, and where a word crosses an
    edge the form is an accident: 常委会会议议程 has 议程.
    """
    found = Counter()
    for group in groups:
        for match in _DOUBLED.finditer(group.text):
            text, (start, end) = match.group(), match.span()
            crossed = (group.text[max(0, start - 1):start + 1], group.text[end - 1:end + 1])
            if len(text) == 4 and text[0] != text[2] and text[::2] in words \
                    and not any(len(pair) == 2 and pair in words for pair in crossed):
                found[text] += group.count
    return dict((word, count) for word, count in iter_items(found) if count >= MIN_REDUPLICATED)


def main(arguments=None):
    """Fit, count, look at all of the text, save, and print what was done with what."""
    logging.basicConfig(level=logging.INFO, format='%(message)s')
    options = parse(arguments)
    start = time.time()
    counts = learn(Corpus(*options.files), DEFAULT_RULES, sample=options.sample,
                   resources=Resources(workers=options.workers)).counts
    counts = frequent_words(counts, options.min_count)
    folded = Corpus(partial(iter_map, fold, Corpus(*options.files)))
    groups = group_runs(collect_runs(folded, DEFAULT_RULES))
    counts = revised_words(counts, SegmentedText(counts, groups), short_clauses(folded), options.min_count)
    # What entered has left pieces too: 差不 of 差不多.
    joined = chains(SegmentedText(counts, groups), options.min_count, SUBSUMED_SHARE_AFTER)
    counts = with_joined(counts, joined, options.min_count)
    kept = paying_words(SegmentedText(counts, groups), options.min_count)
    kept.update(reduplications(groups, kept))
    save_vocabulary(kept, options.output, format='compiled')
    for path in options.files:
        print('corpus %s sha256 %s' % (os.path.basename(path), file_checksum(path)))
    print('settings: sample %d, min_count %d; %s' % (options.sample, options.min_count, PYTHON))
    print('%d words, %d of them of two characters and more; %d bytes, sha256 %s; %.0f s' % (
        len(kept), sum(1 for word in kept if len(word) > 1), os.path.getsize(options.output),
        file_checksum(options.output), time.time() - start))


if __name__ == '__main__':
    main()
