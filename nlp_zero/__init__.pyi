from . import (
    corpus as corpus, entropy as entropy, errors as errors, evaluate as evaluate, lattice as lattice,
    ngrams as ngrams, parser as parser, phrases as phrases, report as report, scores as scores,
    templates as templates, text as text, tokenizer as tokenizer, trie as trie, upstream as upstream, vocabulary as vocabulary,
    words as words)
from .corpus import Corpus as Corpus
from .errors import (
    ArgumentError as ArgumentError, CorpusError as CorpusError, CorpusTypeError as CorpusTypeError,
    EmptyCorpusError as EmptyCorpusError, EncodingError as EncodingError,
    ExhaustedCorpusError as ExhaustedCorpusError, FormatError as FormatError, InputError as InputError,
    NlpZeroError as NlpZeroError, OutputError as OutputError, VocabularyError as VocabularyError,
    WorkerError as WorkerError)
from .evaluate import (
    evaluate_bits as evaluate_bits, evaluate_perplexity as evaluate_perplexity,
    evaluate_segmentation as evaluate_segmentation,
    evaluate_words as evaluate_words)
from .lattice import DAG as DAG
from .ngrams import BackoffModel as BackoffModel, NgramCounter as NgramCounter, count_ngrams as count_ngrams
from .ngrams import (
    BackoffModel as BackoffModel, NgramCounter as NgramCounter, count_ngrams as count_ngrams)
from .parser import Parser as Parser, SentTree as SentTree
from .phrases import Phrase as Phrase, PhraseFinder as PhraseFinder
from .report import make_report as make_report, write_report as write_report
from .templates import (
    ChosenTemplate as ChosenTemplate, Match as Match, Matcher as Matcher, SlotCounter as SlotCounter,
    Template as Template, Template_Finder as Template_Finder, TemplateFinder as TemplateFinder,
    TemplateModel as TemplateModel, XTrie as XTrie, fillers as fillers, find_templates as find_templates,
    load_templates as load_templates, slot_classes as slot_classes)
from .tokenizer import (
    FREQ as FREQ, Tokenizer as Tokenizer, add_word as add_word, cut as cut, cut_for_search as cut_for_search,
    default_tokenizer as default_tokenizer, del_word as del_word, disable_parallel as disable_parallel, dt as dt,
    enable_parallel as enable_parallel, get_FREQ as get_FREQ, initialize as initialize, lcut as lcut,
    lcut_for_search as lcut_for_search, load_userdict as load_userdict, setLogLevel as setLogLevel,
    set_dictionary as set_dictionary, spans as spans, suggest_freq as suggest_freq, tokenize as tokenize)
from .trie import Trie as Trie
from .vocabulary import load_vocabulary as load_vocabulary, save_vocabulary as save_vocabulary
from .words import (
    Context as Context, Contrast as Contrast, Keyword as Keyword, KeywordFinder as KeywordFinder,
    NewWord as NewWord, Word as Word, Word_Finder as Word_Finder, WordFinder as WordFinder,
    contexts as contexts, contrast as contrast, discover_words as discover_words, explain as explain,
    find_new_words as find_new_words, keywords as keywords)

__version__: str

# The names of a star import; those of a shared tokenizer are not among them.
__all__ = [
    'ArgumentError', 'BackoffModel', 'ChosenTemplate', 'Context', 'Contrast', 'Corpus', 'CorpusError',
    'CorpusTypeError', 'DAG', 'EmptyCorpusError', 'EncodingError', 'ExhaustedCorpusError', 'FormatError',
    'InputError', 'Keyword', 'KeywordFinder', 'Match', 'Matcher', 'NewWord', 'NgramCounter', 'NlpZeroError',
    'OutputError', 'Parser', 'Phrase', 'PhraseFinder', 'SentTree', 'SlotCounter', 'Template',
    'TemplateFinder', 'TemplateModel', 'Template_Finder', 'Tokenizer', 'Trie', 'VocabularyError', 'Word',
    'WordFinder', 'Word_Finder', 'WorkerError', 'XTrie', 'contexts', 'contrast', 'count_ngrams',
    'discover_words', 'evaluate_bits', 'evaluate_perplexity', 'evaluate_segmentation', 'evaluate_words',
    'explain', 'fillers', 'find_new_words', 'find_templates', 'keywords', 'load_templates', 'load_vocabulary',
    'make_report', 'save_vocabulary', 'slot_classes', 'write_report']
