from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from _typeshed import StrOrBytesPath, StrPath

from ..phrases import Phrase
from ..tokenizer import Tokenizer
from ..trie import Trie
from ..words import Contrast, NewWord

__all__ = [
    'Filler', 'FoundGroup', 'FoundTemplate', 'Gap', 'LANGUAGES', 'LengthCount', 'MOST_BYTES', 'Patterns', 'RankCount',
    'Report', 'SAMPLE', 'TEMPLATE_SAMPLE', 'TextSample', 'make_report', 'report_page', 'write_report']

_Texts = StrOrBytesPath | Mapping[str, Any] | Trie | Iterable[Any] | Tokenizer

LANGUAGES: Mapping[str, str]
MOST_BYTES: int
SAMPLE: int
TEMPLATE_SAMPLE: int

class TextSample:
    count: int
    characters: int
    kept: int
    sampled_from: int
    texts: list[str]
    checksum: str
    def __init__(self, corpus: Iterable[str], most: int = ...) -> None: ...

class LengthCount(NamedTuple):
    name: str
    known: int
    new: int

class RankCount(NamedTuple):
    rank: int
    count: int  # type: ignore[assignment]

class Filler(NamedTuple):
    text: str
    count: int  # type: ignore[assignment]

class Gap(NamedTuple):
    name: str
    distinct: int
    fillers: list[Filler]

class FoundTemplate(NamedTuple):
    words: list[str]
    count: int  # type: ignore[assignment]
    saved: float
    gaps: list[Gap]

class FoundGroup(NamedTuple):
    words: list[str]
    depth: int
    count: int  # type: ignore[assignment]
    total: int
    sentences: list[tuple[str, int]]

class Patterns(NamedTuple):
    phrases: list[Phrase]
    templates: list[FoundTemplate]
    coverage: float
    sampled: int
    groups: list[FoundGroup]

class Report(NamedTuple):
    sources: list[str]
    others: list[str]
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
    sampled: int
    patterns: Patterns
    contrasts: list[Contrast]
    sampled_from: int

def make_report(
    corpus: Iterable[str], known: _Texts | None = None, background: Any = None, top: int | None = 1000,
    contexts: int = 3, *,
    method: str | None = None, min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, max_length: int | None = None, stop: _Texts = (), fold: bool = False,
    memory: int | str | None = None, workers: int | None = None, temp_dir: StrPath | None = None,
    checkpoint: StrPath | None = None, against: Iterable[str] | None = None, phrases: int = 200,
    templates: int = 100, contrasts: int = 200,
    progress: Callable[..., object] | None = None) -> Report: ...
def report_page(
    report: Report, title: str | None = None, lang: str = 'zh', date: str | None = None) -> Iterator[str]: ...
def write_report(
    corpus: Iterable[str], path: StrOrBytesPath, known: _Texts | None = None, background: Any = None,
    top: int | None = 1000, contexts: int = 3, *,
    title: str | None = None, lang: str = 'zh', date: str | None = None,
    method: str | None = None, min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, max_length: int | None = None, stop: _Texts = (), fold: bool = False,
    memory: int | str | None = None, workers: int | None = None, temp_dir: StrPath | None = None,
    checkpoint: StrPath | None = None, against: Iterable[str] | None = None, phrases: int = 200,
    templates: int = 100, contrasts: int = 200,
    progress: Callable[..., object] | None = None) -> None: ...
