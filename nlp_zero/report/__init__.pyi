from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from _typeshed import StrOrBytesPath, StrPath

from ..tokenizer import Tokenizer
from ..trie import Trie
from ..words import NewWord

__all__ = [
    'LANGUAGES', 'LengthCount', 'MOST_BYTES', 'RankCount', 'Report', 'make_report', 'report_page', 'write_report']

_Texts = StrOrBytesPath | Mapping[str, Any] | Trie | Iterable[Any] | Tokenizer

LANGUAGES: Mapping[str, str]
MOST_BYTES: int

class LengthCount(NamedTuple):
    name: str
    known: int
    new: int

class RankCount(NamedTuple):
    rank: int
    count: int  # type: ignore[assignment]

class Report(NamedTuple):
    sources: list[str]
    checksum: str
    settings: str
    texts: int
    characters: int
    words: int
    coverage: float
    lengths: list[LengthCount]
    ranks: list[RankCount]
    found: int
    new_words: list[NewWord]

def make_report(
    corpus: Iterable[str], known: _Texts | None = None, background: Any = None, top: int | None = 1000,
    contexts: int = 3, *,
    method: str | None = None, min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, max_length: int | None = None, stop: _Texts = (), fold: bool = False,
    memory: int | str | None = None, workers: int | None = None, temp_dir: StrPath | None = None,
    checkpoint: StrPath | None = None) -> Report: ...
def report_page(
    report: Report, title: str | None = None, lang: str = 'zh', date: str | None = None) -> Iterator[str]: ...
def write_report(
    corpus: Iterable[str], path: StrOrBytesPath, known: _Texts | None = None, background: Any = None,
    top: int | None = 1000, contexts: int = 3, *,
    title: str | None = None, lang: str = 'zh', date: str | None = None,
    method: str | None = None, min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, max_length: int | None = None, stop: _Texts = (), fold: bool = False,
    memory: int | str | None = None, workers: int | None = None, temp_dir: StrPath | None = None,
    checkpoint: StrPath | None = None) -> None: ...
