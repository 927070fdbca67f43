from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from _typeshed import StrOrBytesPath, StrPath

from ..entropy import Model, Strictness
from ..text import Rules
from ..tokenizer import Tokenizer
from ..trie import Trie
from ..upstream import (
    CHARACTERS as CHARACTERS, UPSTREAM_CHARACTERS as UPSTREAM_CHARACTERS, Word_Finder as Word_Finder,
    WordFinder as WordFinder)

__all__ = [
    'CHARACTERS', 'Context', 'Contrast', 'DEFAULT_METHOD', 'Explanation', 'Keyword', 'KeywordFinder', 'METHODS',
    'Method', 'NewWord', 'UPSTREAM_CHARACTERS', 'Word', 'WordFinder', 'Word_Finder', 'cohesive_ngrams',
    'contexts', 'contrast', 'discover_words', 'explain', 'filter_words', 'find_new_words', 'keywords',
    'least_count', 'measure', 'remove_checkpoint', 'unmeasured_word']

_Texts = StrOrBytesPath | Mapping[str, Any] | Trie | Iterable[Any] | Tokenizer

# Called with a named tuple (stage, done, total, unit).
_Callback = Callable[[Any], object] | None
# Texts, or words with counts.
_Counted = Iterable[str] | Mapping[str, int] | Iterable[Any]

class Word(NamedTuple):
    text: str
    count: int  # type: ignore[assignment]
    pmi: float | None
    left_entropy: float | None
    right_entropy: float | None
    score: float

class Context(NamedTuple):
    left: str
    word: str
    right: str
    file: str | None
    line: int

class NewWord(NamedTuple):
    text: str
    count: int  # type: ignore[assignment]
    score: float
    surprise: float
    documents: int
    pmi: float | None
    left_entropy: float | None
    right_entropy: float | None
    contexts: tuple[Context, ...]
    also: tuple[str, ...]

class Explanation(NamedTuple):
    text: str
    kept: bool
    count: int  # type: ignore[assignment]
    expected: float
    pmi: float
    left_entropy: float
    right_entropy: float
    log_probability: float | None
    alternative: tuple[str, ...] | None
    alternative_log_probability: float | None
    saving: float | None
    entry_cost: float | None
    net_saving: float | None
    required_saving: float | None
    cohesion: float | None
    required_cohesion: float | None
    strictness: Strictness | None
    reason: str
    sentences: dict[str, str]
    contexts: tuple[Context, ...]
    def to_dict(self) -> dict[str, Any]: ...
    def to_text(self, lang: str = 'en') -> str: ...

class Method(NamedTuple):
    discover: Callable[..., list[Word]]
    defaults: dict[str, Any]
    check_kept: Callable[..., None]
    key: Callable[[dict[str, Any]], dict[str, Any]]
    passes: int

METHODS: dict[str, Method]
DEFAULT_METHOD: str

def discover_words(
    corpus: Iterable[str], method: str | None = None, min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, min_length: int = 1, max_length: int | None = None, *,
    known: _Texts = (), stop: _Texts = (), evidence: bool = True, rules: Rules = ...,
    memory: int | str | None = None, workers: int | None = None, temp_dir: StrPath | None = None,
    checkpoint: StrPath | None = None, progress: _Callback = None,
    # Of the method min_entropy.
    sample: int = ..., min_expected: float = ..., entry_pmi: float | None = ..., min_saving: float | None = ...,
    min_cohesion: float | None = ..., min_phrase_saving: float = ..., suffix_share: float = ...,
    suffix_variety: float = ..., subsumed_share: float = ..., join_count: int = ..., longest: int = ...,
    passes: int = ..., tolerance: float = ...,
    model: Model | StrPath | None = None, update: bool = False, save_model: StrPath | None = None,
    # Of the method ngram.
    max_n: int = ..., ratios: Sequence[float] | None = ...) -> list[Word]: ...
def find_new_words(
    corpus: Iterable[str], known: _Texts | None = None, background: Any = None, top: int | None = None,
    contexts: int = 3, *, words: Iterable[Word] | None = None,
    method: str | None = None, min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, max_length: int | None = None, stop: _Texts = (), rules: Rules = ...,
    memory: int | str | None = None, workers: int | None = None, temp_dir: StrPath | None = None,
    checkpoint: StrPath | None = None, progress: _Callback = None,
    # Of the method min_entropy.
    sample: int = ..., min_expected: float = ..., entry_pmi: float | None = ..., min_saving: float | None = ...,
    min_cohesion: float | None = ..., min_phrase_saving: float = ..., suffix_share: float = ...,
    suffix_variety: float = ..., subsumed_share: float = ..., join_count: int = ..., longest: int = ...,
    passes: int = ..., tolerance: float = ...,
    model: Model | StrPath | None = None, update: bool = False, save_model: StrPath | None = None,
    # Of the method ngram.
    max_n: int = ..., ratios: Sequence[float] | None = ...) -> list[NewWord]: ...
def contexts(
    corpus: Iterable[str], words: _Texts, n: int = 3, width: int = 20, *, fold: bool = False,
    progress: _Callback = None) -> dict[str, list[Context]]: ...
class Contrast(NamedTuple):
    text: str
    kind: str
    count: int  # type: ignore[assignment]
    other_count: int
    share: float
    other_share: float
    log_odds: float
    score: float

def contrast(
    a: _Counted, b: _Counted, top: int | None = None, *, phrases: bool = False, new_words: bool = True,
    vocabulary: _Texts | None = None, segmented: bool = False, min_count: int = 1, min_effect: float = 0.5,
    min_score: float = 1.96, prior: float = 0.2, memory: int | str | None = None, workers: int | None = None,
    temp_dir: StrPath | None = None, progress: _Callback = None) -> list[Contrast]: ...
class Keyword(NamedTuple):
    text: str
    count: int  # type: ignore[assignment]
    score: float
    share: float
    background_share: float

# The shapes that jieba's callers expect: `keywords(text, 20, True)`.
def keywords(
    text: str | Iterable[str], top: int = 20, withWeight: bool = False, *, topK: int | None = None,
    allowPOS: Sequence[str] = (), withFlag: bool = False, new_words: bool | _Texts = True,
    background: _Texts | None = None, min_length: int = 2, stop: _Texts = ()) -> list[Any]: ...

class KeywordFinder:
    def __init__(
        self, new_words: _Texts = (), background: _Texts | None = None, min_length: int = 2,
        stop: _Texts = ()) -> None: ...
    @classmethod
    def of_corpus(
        cls, corpus: Iterable[str], background: _Texts | None = None, min_length: int = 2,
        stop: _Texts = ()) -> KeywordFinder: ...
    def find(self, texts: Iterable[str], top: int | None = None) -> list[Keyword]: ...

def remove_checkpoint(folder: StrPath) -> None: ...
def filter_words(
    words: Iterable[Word], min_count: int | None = None, min_pmi: float | None = None,
    min_entropy: float | None = None, min_length: int = 1, max_length: int | None = None, known: _Texts = (),
    stop: _Texts = ()) -> list[Word]: ...
def explain(
    corpus: Iterable[str], words: str | Iterable[str], rules: Rules = ..., model: Model | StrPath | None = None, *,
    contexts: int = 3, progress: _Callback = None,
    min_expected: float = ..., entry_pmi: float | None = ..., min_saving: float | None = ...,
    min_cohesion: float | None = ..., min_phrase_saving: float = ..., suffix_share: float = ...,
    suffix_variety: float = ..., subsumed_share: float = ..., join_count: int = ..., longest: int = ...,
    passes: int = ..., tolerance: float = ...) -> list[Explanation]: ...
def measure(corpus: Iterable[str], words: Iterable[Word], rules: Rules = ..., resources: Any = ...) -> list[Word]: ...
def unmeasured_word(text: str, count: int, score: float = 0.0) -> Word: ...
def least_count(total: int) -> int: ...
def cohesive_ngrams(
    counts: Mapping[str, int], total: int, ratios: Sequence[float], rules: Rules = ...) -> list[set[str]]: ...
