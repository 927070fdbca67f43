from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from _typeshed import StrOrBytesPath

__all__ = [
    'BUNDLED', 'FORMATS', 'load_bundled', 'load_rows', 'load_vocabulary', 'parse_entry', 'read_entries',
    'save_vocabulary']

# A file's name, an open file or lines, a mapping.
_Source = StrOrBytesPath | Iterable[str] | Iterable[bytes] | Mapping[str, int]

FORMATS: tuple[str, ...]
BUNDLED: str

class _WordBatch(NamedTuple):
    words: list[str]
    counts: list[int]

class _WordRows(NamedTuple):
    batches: Iterable[_WordBatch]
    sections: dict[str, Any]
    path: str | None

def load_bundled() -> dict[str, int]: ...
def load_rows(source: _Source | None) -> _WordRows: ...
def load_vocabulary(source: _Source, encoding: str = 'utf-8', default_count: int = 1) -> dict[str, int]: ...
def read_entries(
    source: _Source, encoding: str = 'utf-8') -> Iterator[tuple[str, int | None, str | None]]: ...
def parse_entry(
    line: str, path: StrOrBytesPath | None = None,
    number: int | None = None) -> tuple[str, int | None, str | None] | None: ...
def save_vocabulary(
    vocabulary: Mapping[str, int], path: StrOrBytesPath,
    format: Literal['plain', 'jieba', 'hanlp', 'words', 'compiled'] = 'plain') -> None: ...
