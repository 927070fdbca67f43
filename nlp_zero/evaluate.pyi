from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from _typeshed import StrOrBytesPath

from .ngrams import BackoffModel
from .tokenizer import Tokenizer

__all__ = [
    'BitsScore', 'PerplexityScore', 'SegmentationScore', 'WordScore', 'evaluate_bits', 'evaluate_perplexity',
    'evaluate_segmentation', 'evaluate_words', 'word_spans']

class SegmentationScore(NamedTuple):
    precision: float
    recall: float
    f1: float
    correct: int
    gold_words: int
    predicted_words: int
    lines: int
    oov_rate: float | None
    oov_recall: float | None
    iv_recall: float | None

class WordScore(NamedTuple):
    precision_at: list[tuple[int, float | None]]
    precision: float
    recall: float
    words: int
    lexicon: int

class BitsScore(NamedTuple):
    bits_per_character: float
    bits: float
    characters: int
    words: int
    unknown: int

class PerplexityScore(NamedTuple):
    perplexity: float
    known_perplexity: float
    log10_probability: float
    tokens: int
    unknown: int
    sentences: int

class _HasCodeLength(Protocol):
    def code_length(self, text: str) -> tuple[float, int, int, int]: ...

_Line = str | Iterable[str]
_Words = StrOrBytesPath | Mapping[str, int] | Iterable[Any] | Tokenizer

def word_spans(words: Iterable[str]) -> list[tuple[int, int]]: ...
def evaluate_segmentation(
    gold: Iterable[_Line], predicted: Iterable[_Line],
    vocabulary: Container[str] | None = None) -> SegmentationScore: ...
def evaluate_words(words: _Words, lexicon: _Words, ks: Iterable[int] = ...) -> WordScore: ...
def evaluate_bits(tokenizer: _HasCodeLength, corpus: Iterable[str]) -> BitsScore: ...
def evaluate_perplexity(model: BackoffModel | StrOrBytesPath, sentences: Iterable[_Line]) -> PerplexityScore: ...
