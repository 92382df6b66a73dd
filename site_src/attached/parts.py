"""What the readers of files give: texts with the part of the file they stand in, traces of work, and what they refuse.

A reader never trusts a file: what it unpacks is counted, and past the limits it ends with ``Hostile``.
"""

from msgspec import Struct

LARGEST_FILE = 100_000_000  # bytes of an attachment that is looked into
MOST_UNPACKED = 150_000_000  # bytes that a file may become in all
LARGEST_PART = 40_000_000  # bytes of one part of it
MOST_PARTS = 10_000
MOST_PAGES = 3_000
MOST_SECONDS = 30.0


class Part(Struct, frozen=True):
    """A text of a file; ``is_head`` if it is printed at the head or foot of pages."""

    where: str
    text: str
    is_head: bool = False


class Trace(Struct, frozen=True):
    """Something that should not leave the house: ``comments``, ``revisions``, ``hidden``, ``position``; or ``unread``."""

    kind: str
    where: str


class Hostile(Exception):
    """The file becomes far more than it is, or is made to harm who reads it."""


class Unreadable(Exception):
    """The file cannot be looked into: its words are (Chinese, English)."""


class Budget:
    """What a file may still become, counted down by its reader."""

    def __init__(self) -> None:
        self.left = MOST_UNPACKED
        self.parts = MOST_PARTS

    def take(self, size: int) -> None:
        """Notes a part of this size; too many or too much is hostile."""
        self.left -= size
        self.parts -= 1
        if self.left < 0 or self.parts < 0 or size > LARGEST_PART:
            raise Hostile
