"""What YAML is read into: mappings and sequences of texts that know where each key and item stands."""

from typing import Any


class Mapping(dict[str, Any]):
    """A YAML mapping; ``marks`` has (line, column), from 1, of each key."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, tuple[int, int]] = {}


class Sequence(list[Any]):
    """A YAML sequence; ``marks`` has (line, column), from 1, of each item."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[tuple[int, int]] = []


NULLS = frozenset({"~", "null", "Null", "NULL"})
