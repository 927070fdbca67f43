from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, Protocol

from _typeshed import StrOrBytesPath

__all__ = [
    'BUNDLED', 'FORMATS', 'load_bundled', 'load_rows', 'load_vocabulary', 'merge_entries', 'parse_entry',
    'read_entries', 'read_words', 'save_vocabulary']

# Anything that has words: a file's name, an open file or lines, a mapping, rows, pairs, a tokenizer, a trie.
_Source = StrOrBytesPath | Iterable[Any] | Mapping[str, int] | _HasWords

class _HasWords(Protocol):
    @property
    def vocabulary(self) -> dict[str, int]: ...

class Entry(NamedTuple):
    word: str
    count: int | None  # type: ignore[assignment]
    tag: str | None

FORMATS: tuple[str, ...]
BUNDLED: str

class _WordBatch(NamedTuple):
    words: list[str]
    counts: list[int]
    repeats: list[int] | None = ...
    length: int | None = ...
    def spread(self, values: Iterable[int]) -> Iterable[int]: ...
    def total(self) -> int: ...

class _WordRows(NamedTuple):
    batches: Iterable[_WordBatch]
    sections: dict[str, Any]
    path: str | None

def load_bundled() -> dict[str, int]: ...
def load_rows(source: _Source | None) -> _WordRows: ...
def load_vocabulary(source: _Source, encoding: str = 'utf-8', default_count: int = 1) -> dict[str, int]: ...
def read_entries(source: _Source, encoding: str = 'utf-8', lines: bool = True) -> Iterator[Entry]: ...
def read_words(source: _Source | None, argument: str = 'words', encoding: str = 'utf-8') -> list[str]: ...
def merge_entries(
    entries: Iterable[tuple[str, int | None, str | None]], default_count: int = 1) -> dict[str, int]: ...
def parse_entry(line: str, path: StrOrBytesPath | None = None, number: int | None = None) -> Entry | None: ...
def save_vocabulary(
    vocabulary: _Source, path: StrOrBytesPath,
    format: Literal[
        'plain', 'jieba', 'hanlp', 'ik', 'rime', 'sentencepiece', 'huggingface', 'synonyms', 'arpa', 'words',
        'compiled'] = 'plain') -> None: ...
