from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from _typeshed import StrOrBytesPath

__all__ = ['Chunk', 'Corpus', 'LineCorpus', 'Located', 'WAITING', 'as_corpus', 'parts_of_text', 'with_pauses']

# A file, folder, glob or zip member; an open file; texts; a function that returns texts.
_Source = StrOrBytesPath | Iterable[str] | Iterable[bytes] | Callable[[], Iterable[str]]

_Item = TypeVar('_Item')

class Chunk(NamedTuple):
    text: str
    ends_line: bool
    many_lines: bool

class Located(NamedTuple):
    text: str
    many_lines: bool
    file: str | None
    line: int

WAITING: Chunk

class Corpus:
    encoding: str
    errors: str
    field: str | None
    column: str | int | None
    delimiter: str | None
    header: bool | None
    pattern: str | Iterable[str] | None
    max_chars: int | None
    keep_returns: bool
    progress: Callable[[int], object] | None
    on_wait: Callable[[], object] | None
    sources: tuple[Any, ...]
    asks_by_name: bool
    def __init__(
        self, *sources: _Source, encoding: str = 'utf-8', errors: str = 'strict', field: str | None = None,
        column: str | int | None = None, delimiter: str | None = None, header: bool | None = None,
        pattern: str | Iterable[str] | None = None, max_chars: int | None = ..., keep_returns: bool = False,
        progress: Callable[[int], object] | None = None,
        on_wait: Callable[[], object] | None = None) -> None: ...
    @property
    def lines(self) -> int: ...
    @property
    def characters(self) -> int: ...
    @property
    def ended(self) -> bool: ...
    @property
    def replaced(self) -> int: ...
    @property
    def skipped(self) -> int: ...
    @property
    def encodings(self) -> dict[str, str]: ...
    def remark(self) -> str: ...
    def report(self) -> str: ...
    def size(self) -> int | None: ...
    def check_rereadable(self) -> None: ...
    def unchanging(self) -> Corpus: ...
    def __iter__(self) -> Iterator[str]: ...
    def pieces(self) -> Iterator[tuple[str, bool]]: ...
    def blocks(self, chars: int = ...) -> Iterator[str]: ...
    def parts(self) -> Iterator[str]: ...
    def portions(
        self, chars: int = ..., pause: float | None = None, divided: bool = False) -> Iterator[Chunk]: ...
    def located(self) -> Iterator[Located]: ...

class LineCorpus(Corpus): ...

def as_corpus(value: Corpus | Iterable[str], passes: int = 1) -> Corpus: ...
def parts_of_text(text: str) -> Iterator[str]: ...
def with_pauses(items: Iterable[_Item]) -> Iterator[_Item | Chunk]: ...
