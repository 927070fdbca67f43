from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from _typeshed import StrOrBytesPath

from ..text import Rules

__all__ = [
    'ADAPTATION_OPTIONS', 'Adaptation', 'Alternative', 'Alternatives', 'BigramCohesion', 'BlockCounter',
    'BlockCounts', 'BlockPaths', 'DEFAULTS', 'EVERYTHING', 'Expectation', 'Fingerprint', 'Lattice',
    'MIN_PAIR_COUNT', 'MIXED_SAMPLE', 'Model', 'Pass', 'Postprocessed', 'RunGroup', 'SAMPLE', 'Sample',
    'SampleUnit', 'Sampler', 'SegmentedText', 'Settings', 'Strictness', 'WeightedTexts', 'WeightedWords',
    'WordModel', 'adaptation', 'as_model', 'best_alternative', 'check_sample', 'checksum_of_model',
    'collect_runs', 'count_windows', 'cut_runs', 'decide_pairs', 'enter_pairs', 'find_mixed_words',
    'fit_runs', 'group_runs', 'initial_words', 'join_pieces', 'learn', 'load_model', 'mixed_clauses',
    'neighbour_pairs', 'numeral_phrases', 'postprocess', 'recount', 'required_phrase_saving',
    'resolve_thresholds', 'rounded_count', 'run_finder', 'sample_size', 'sample_thresholds', 'sample_unit',
    'sample_units', 'save_model', 'saving_by_size', 'strictness_of_counts', 'strictness_sample',
    'take_sample', 'update_model']

class Settings:
    min_expected: float
    entry_pmi: float | None
    min_saving: float | None
    min_cohesion: float | None
    suffix_share: float
    subsumed_share: float
    join_count: int
    longest: int
    passes: int
    tolerance: float
    def __init__(
        self, *, min_expected: float = ..., entry_pmi: float | None = ..., min_saving: float | None = ...,
        min_cohesion: float | None = ..., suffix_share: float = ..., subsumed_share: float = ...,
        join_count: int = ..., longest: int = ..., passes: int = ..., tolerance: float = ...) -> None: ...
    def replace(self, **changes: Any) -> Settings: ...
    def required_saving(self, word: str, suffixes: frozenset[str]) -> float: ...

class Strictness(NamedTuple):
    single_odds: float
    margin: float

class Pass(NamedTuple):
    information: float
    description_length: float
    words: int
    removed: int

class Model(NamedTuple):
    counts: dict[str, int]
    passes: list[Pass]
    suffixes: frozenset[str]
    split_pairs: frozenset[str]
    cohesion: dict[str, float]
    settings: Settings
    strictness: Strictness | None
    fingerprint: Fingerprint | None = ...

class Fingerprint(NamedTuple):
    texts: int
    bytes: int
    checksum: int
    @classmethod
    def of(cls, texts: Iterable[str]) -> Fingerprint: ...
    def plus(self, other: Fingerprint) -> Fingerprint: ...

class SampleUnit(NamedTuple):
    hash: int
    text: str

class Sample(NamedTuple):
    runs: dict[str, int]
    is_complete: bool

class Sampler:
    units: dict[str, int]
    threshold: int
    def __init__(
        self, size: int | None, large: int | None = None, on_large: Callable[[], object] | None = None) -> None: ...
    @property
    def is_complete(self) -> bool: ...
    def add(self, unit: SampleUnit) -> None: ...
    def state(self, texts: int) -> dict[str, Any]: ...
    def restore(self, state: Mapping[str, Any]) -> int: ...
    def runs(self) -> dict[str, int]: ...

class BlockCounts(NamedTuple):
    words: Counter[str]
    pairs: Counter[str]

class BlockCounter:
    def __init__(
        self, vocabulary: Mapping[str, int], suffixes: Iterable[str], longest: int, cached: int = ...) -> None: ...
    def count(self, text: str) -> BlockCounts: ...

class RunGroup(NamedTuple):
    count: int  # type: ignore[assignment]
    text: str

class Alternatives:
    log_probabilities: Mapping[str, float]

    def __init__(self, log_probabilities: Mapping[str, float]) -> None: ...
    @classmethod
    def of_counts(cls, counts: Mapping[str, float]) -> Alternatives: ...
    def best(self, word: str) -> Alternative: ...
    def saving(self, word: str) -> float: ...

class Alternative(NamedTuple):
    log_probability: float
    words: list[str] | None

class Postprocessed(NamedTuple):
    counts: dict[str, float]
    suffixes: frozenset[str]
    split_pairs: frozenset[str]
    cohesion: dict[str, float]

class WeightedWords(NamedTuple):
    count: int  # type: ignore[assignment]
    words: list[str]

class Expectation(NamedTuple):
    counts: list[float]
    information: float

class BlockPaths(NamedTuple):
    words: array[int]
    counts: array[float]

class WeightedTexts(NamedTuple):
    text: str
    counts: array[float]

DEFAULTS: dict[str, Any]
SAMPLE: int
EVERYTHING: int
MIXED_SAMPLE: int
MIN_PAIR_COUNT: int

def learn(
    corpus: Iterable[str], rules: Rules, settings: Settings | None = None, sample: int | None = ...,
    resources: Any = ...) -> Model: ...
def save_model(model: Model, path: StrOrBytesPath) -> None: ...
def load_model(path: StrOrBytesPath) -> Model: ...
def as_model(model: Model | StrOrBytesPath, corpus: Iterable[str] | None = ...) -> Model: ...
def checksum_of_model(model: Model) -> str: ...
def update_model(
    model: Model, corpus: Iterable[str], rules: Rules = ..., sample: int | None = ...,
    resources: Any = ...) -> Model: ...

class Adaptation(NamedTuple):
    words: dict[str, int]
    own_words_only: bool

ADAPTATION_OPTIONS: dict[str, Any]

def adaptation(
    corpus: Iterable[str], counts: dict[str, int], rules: Rules, model: Model | StrOrBytesPath | None = None,
    sample: int | None = ..., resources: Any = ...) -> Adaptation: ...
def fit_runs(
    runs: dict[str, int], settings: Settings | None = None, resources: Any = ..., consume: bool = False,
    pool: Any = None) -> Model: ...
def recount(
    corpus: Iterable[str], rules: Rules, model: Model, resources: Any = ..., pool: Any = None) -> dict[str, int]: ...
def required_phrase_saving(parts: list[str] | tuple[str, ...] | None) -> float: ...
def saving_by_size(size: float) -> float: ...
def resolve_thresholds(settings: Settings, size: float, margin: float = 0.0) -> Settings: ...
def strictness_of_counts(singles: float, words: float) -> Strictness: ...
def strictness_sample(runs: Mapping[str, int], size: int = ...) -> dict[str, int]: ...
def rounded_count(count: float) -> int: ...
def best_alternative(
    word: str, log_probabilities: Mapping[str, float], longest: int) -> Alternative: ...

# The parts of a fit.
def run_finder(rules: Rules) -> Callable[[str], list[str]]: ...
def check_sample(resources: Any, size: int | None) -> None: ...
def take_sample(
    corpus: Iterable[str], rules: Rules, size: int | None = ..., resources: Any = ..., large: int | None = None,
    on_large: Callable[[], object] | None = None, see: Callable[[str], object] | None = None) -> Sample: ...
def collect_runs(corpus: Iterable[str], rules: Rules) -> dict[str, int]: ...
def sample_size(sample: int | None, memory: int | None) -> int | None: ...
def sample_units(runs: list[str]) -> Iterator[SampleUnit]: ...
def sample_unit(text: str) -> SampleUnit: ...
def mixed_clauses(text: str, rules: Rules) -> Iterator[SampleUnit]: ...
def find_mixed_words(
    sample: Mapping[str, int], threshold: int, counts: Mapping[str, int], settings: Settings, rules: Rules,
    pool: Any = None) -> dict[str, int]: ...
def sample_thresholds() -> Iterator[int]: ...
def cut_runs(text: str) -> Iterator[str]: ...
def group_runs(runs: Mapping[str, int]) -> list[RunGroup]: ...
def count_windows(groups: Iterable[RunGroup], size: int) -> dict[str, int]: ...
def initial_words(
    groups: Iterable[RunGroup], characters: Mapping[str, int], pairs: Mapping[str, int],
    pool: Any = None) -> dict[str, int]: ...
def postprocess(
    counts: Mapping[str, float], groups: Iterable[RunGroup], settings: Settings, pool: Any = None) -> Postprocessed: ...
def decide_pairs(counts: Mapping[str, float], text: SegmentedText, settings: Settings) -> Postprocessed: ...
def numeral_phrases(text: SegmentedText) -> frozenset[str]: ...
def join_pieces(
    counts: dict[str, float], text: SegmentedText, split_pairs: Iterable[str], settings: Settings) -> None: ...
def neighbour_pairs(words: list[str], suffixes: Iterable[str], longest: int) -> Iterator[str]: ...
def enter_pairs(
    total: dict[str, int], pairs: Mapping[str, int], settings: Settings,
    split_pairs: frozenset[str] = ...) -> dict[str, int]: ...

class BigramCohesion:
    def __init__(self, counts: Mapping[str, float], text: SegmentedText) -> None: ...
    def without_context(self, pair: str, candidates: Mapping[str, int]) -> float: ...
    def measure(
        self, pairs: Iterable[str], candidates: Mapping[str, int], threshold: float) -> dict[str, float]: ...

class SegmentedText:
    texts: list[WeightedWords]
    words: dict[str, int]
    bigrams: dict[tuple[str, str], int]
    total: float
    def __init__(
        self, counts: Mapping[str, float], groups: Iterable[RunGroup], pool: Any = None) -> None: ...
    def candidate_pairs(self) -> dict[str, int]: ...
    def context_ratios(
        self, pairs: Iterable[str], candidates: Mapping[Any, int]) -> dict[Any, float]: ...

class WordModel:
    settings: Settings
    characters: dict[str, int]
    names: list[str]
    numbers: dict[str, int]
    sizes: list[int]
    expected: list[float]
    def __init__(
        self, settings: Settings, characters: Mapping[str, int], others: Iterable[str],
        expected: Mapping[str, float]) -> None: ...
    def update(self, expected: Any) -> None: ...
    def probabilities(self, first: bool = False) -> list[float]: ...
    def log_probabilities(self) -> list[float]: ...
    def remove_weak(self) -> int: ...
    def staying(self) -> bytearray: ...
    def staying_words(self) -> list[str]: ...
    def entry_cost(self, staying: Any) -> float: ...
    def vocabulary(self) -> dict[str, float]: ...

class Lattice:
    def __init__(
        self, texts: dict[str, int], numbers: Mapping[str, int], pool: Any = None, consume: bool = False) -> None: ...
    def expected_counts(self, probabilities: Any) -> Expectation: ...
    def texts(self) -> WeightedTexts: ...
    def best_paths(self, log_probabilities: Any) -> Iterator[BlockPaths]: ...
    def split(self, alive: Any, new: Iterable[str] = ()) -> dict[str, int]: ...
    def close(self) -> None: ...
