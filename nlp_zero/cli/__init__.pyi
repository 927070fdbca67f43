from collections.abc import Iterable

__all__ = ['main']

VERBS: tuple[str, ...]
DONE: int
FAILED: int
USAGE: int
INTERRUPTED: int
CLOSED_PIPE: int

def main(argv: Iterable[str] | None = None) -> int: ...
