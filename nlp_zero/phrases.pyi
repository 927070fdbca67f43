from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from _typeshed import StrPath

from .text import Rules

__all__ = [
    'LEAST_PMI', 'Phrase', 'PhraseFinder', 'SCORINGS', 'SORTS', 'Scoring', 'between_long_words', 'word_clauses']

_Unit = tuple[str, ...]

class Phrase(NamedTuple):
    words: _Unit
    count: int  # type: ignore[assignment]
    frequency: int
    score: float

class Scoring(NamedTuple):
    threshold: float
    scorer: Callable[[Any], Callable[[int, _Unit, _Unit], float]]
    corrected: Callable[[int], float] | None = None

LEAST_PMI: float
SORTS: tuple[str, ...]
SCORINGS: dict[str, Scoring]

def word_clauses(
    corpus: Iterable[str], tokenize: Callable[[str], Iterable[str]] | None = None, filtering: bool = True,
    rules: Rules = ..., purpose: str = 'reading') -> Iterator[list[str]]: ...
def between_long_words(words: Iterable[str]) -> Iterator[list[str]]: ...

class PhraseFinder:
    tokenize: Callable[[str], Iterable[str]] | None
    min_count: int
    threshold: float
    scoring: str
    passes: int
    max_words: int | None
    delimiter: str
    rules: Rules
    phrases: dict[_Unit, Phrase]
    def __init__(
        self, tokenize: Callable[[str], Iterable[str]] | None = None, min_count: int = 5,
        threshold: float | None = None, scoring: str = 'default', passes: int = 2,
        max_words: int | None = None, *, delimiter: str = '', rules: Rules = ...,
        memory: int | str | None = None, temp_dir: StrPath | None = None) -> None: ...
    def train(self, sents: Iterable[str], filtering: bool = True) -> None: ...
    def count(self, sents: Iterable[str], filtering: bool = True) -> dict[tuple[str, ...], int]: ...
    def transform(self, words: Sequence[str]) -> list[str]: ...
    @property
    def function_words(self) -> frozenset[str]: ...
    def ranked(
        self, min_frequency: int = 1, sort: str = 'frequency', stop: Iterable[str] = ()) -> list[Phrase]: ...
