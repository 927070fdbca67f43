# -*- coding: utf-8 -*-
"""Run `nlp-zero evaluate`: score a segmentation, a word list, or a vocabulary by its bits per character."""
from __future__ import absolute_import, division, print_function, unicode_literals

from ..corpus import LineCorpus
from ..errors import ArgumentError, CorpusError
from ..evaluate import evaluate_bits, evaluate_perplexity, evaluate_segmentation, evaluate_words
from ..text import clauses, parse_count
from ..vocabulary import load_vocabulary, read_words
from ._arguments import (add_dictionary_encoding, add_input, add_output, check_needs, converter,
                         vocabulary_tokenizer)

#: Longest line of a segmentation, in characters.
LONGEST_LINE = 1 << 24

HELP = 'evaluate a segmentation or a word list'
FILES = ('(--gold GOLD SEGMENTED | --lexicon LEXICON WORDS | --bits [--vocab WORDS] TEXT... | '
         '--perplexity MODEL TEXT...)')
EXAMPLES = '''
nlp-zero evaluate --gold gold.txt cut.txt            # precision, recall, F1
nlp-zero evaluate --lexicon dict.txt words.txt -k 100,1000
nlp-zero evaluate --bits --vocab words.txt held-out.txt
'''


def add_arguments(parser):
    """Declare the options."""
    parser.add_argument('--gold', metavar='FILE', help='gold segmentation, with white space between words')
    parser.add_argument('--vocab', metavar='FILE', help='training words; also reports OOV recall')
    parser.add_argument('--lexicon', metavar='FILE', help='reference lexicon')
    parser.add_argument('--bits', action='store_true',
                        help='report bits per character of unseen text for a vocabulary (--vocab or '
                             'bundled)')
    parser.add_argument('--perplexity', metavar='MODEL',
                        help='report perplexity for an ARPA model; each clause is a sentence of symbols, '
                             'or of words of --vocab')
    parser.add_argument('--segmented', action='store_true',
                        help='with --perplexity: each line is a sentence, with white space between words')
    parser.add_argument('-k', type=converter(_ranks), default=None, metavar='K,K',
                        help='with --lexicon: precision of the top K words (default '
                             '1000,5000,10000,20000)')
    add_dictionary_encoding(parser)
    add_output(parser, 'the scores')
    add_input(parser)


def _ranks(text):
    """Convert `1000,5000` to a list of whole numbers."""
    ranks = [parse_count(part) for part in text.split(',')]
    if min(ranks) < 1:
        raise ArgumentError("'%s' is not a list of whole numbers from 1 up" % text)
    return ranks


def check(options):
    """Reject more than one kind of score, and more than one file for a comparison."""
    if ((options.gold is not None) + (options.lexicon is not None) + options.bits
            + (options.perplexity is not None)) != 1:
        raise ArgumentError('give one of --gold, --lexicon, --bits and --perplexity')
    if not options.bits and options.perplexity is None and len(options.files) != 1:
        raise ArgumentError('give one file to be scored, not %d' % len(options.files))
    check_needs(options, 'lexicon', ['k'])
    if options.segmented and (options.perplexity is None or options.vocab is not None):
        raise ArgumentError('--segmented goes with --perplexity, and without --vocab')
    if options.lexicon is not None and options.vocab is not None:
        raise ArgumentError('--vocab has no effect with --lexicon')


def run(options, streams):
    """Score one file and write `name<TAB>value` lines."""
    if options.bits:
        rows = _bits_rows(options, streams)
    elif options.perplexity is not None:
        rows = _perplexity_rows(options, streams)
    elif options.gold is not None:
        rows = _segmentation_rows(options, streams)
    else:
        rows = _word_rows(options)
    with streams.output() as out:
        for name, value in rows:
            out.write('%s\t%s\n' % (name, value))


def _segmentation_rows(options, streams):
    vocabulary = None if options.vocab is None else load_vocabulary(options.vocab, options.dict_encoding)
    gold = LineCorpus(options.gold, encoding=options.encoding, errors=options.errors)
    try:
        score = evaluate_segmentation(_whole_lines(gold, options.gold),
                                      _whole_lines(streams.corpus(), options.files[0]), vocabulary=vocabulary)
    except CorpusError as error:
        error.path = options.files[0] if error.path is None else error.path
        raise
    return _score_rows(score)


def _score_rows(score):
    """Return (name, shown value) of the fields of a score that are known."""
    return [(name, _score_text(value)) for name, value in zip(score._fields, score) if value is not None]


def _whole_lines(corpus, name):
    """Yield whole lines, since the pieces of long lines may differ between two files."""
    parts, length, number = [], 0, 1
    for text, ends_line in corpus.pieces():
        parts.append(text)
        length += len(text)
        if length > LONGEST_LINE:
            raise CorpusError('a line has more than %d characters: is each sentence on a line of its own?'
                              % LONGEST_LINE, path=name, line=number)
        if ends_line:
            yield parts[0] if len(parts) == 1 else ''.join(parts)
            parts, length, number = [], 0, number + 1


def _bits_rows(options, streams):
    return _score_rows(evaluate_bits(vocabulary_tokenizer(options), streams.corpus()))


def _perplexity_rows(options, streams):
    if options.segmented:
        sentences = _whole_lines(streams.corpus(), ', '.join(options.files) or '-')
    else:
        cut = None if options.vocab is None else vocabulary_tokenizer(options).lcut
        sentences = (cut(''.join(clause)) if cut else list(clause)
                     for text in streams.corpus().parts() for clause in clauses(text))
    return _score_rows(evaluate_perplexity(options.perplexity, sentences))


def _word_rows(options):
    words, lexicon = [read_words(path, name, options.dict_encoding)
                      for path, name in ((options.files[0], 'words'), (options.lexicon, 'lexicon'))]
    score = evaluate_words(words, lexicon, **({} if options.k is None else {'ks': options.k}))
    rows = [('precision@%d' % k, 'nan' if value is None else _score_text(value))
            for k, value in score.precision_at]
    return rows + [('precision', _score_text(score.precision)), ('recall', _score_text(score.recall)),
                   ('words', score.words), ('lexicon', score.lexicon)]


def _score_text(value):
    return '%.4f' % value if isinstance(value, float) else value
