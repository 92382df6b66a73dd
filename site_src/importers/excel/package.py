"""The parts of an Office package as events, unpacked and parsed within bounds whatever the file says of its size.

The parser is expat. A document type, without which there are no entities, is refused.
"""

import io
import posixpath
import time
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from site_src.attached.parts import Budget, Hostile

STEP = 1 << 16
DEEPEST = 200
MOST_SECONDS = 10.0


class Event(NamedTuple):
    """An element that begins, with its attributes; or one that ends (no attributes), with the text right in it."""

    name: str
    attributes: dict[str, str] | None
    text: str = ""


class Package:
    """A package while it is read. Raises ``Hostile``, or one of ``BROKEN_BY``."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = set(self._archive.namelist())
        self._budget = Budget()
        self._budget.parts -= len(self.names)
        self._ends_at = time.monotonic() + MOST_SECONDS
        if self._budget.parts < 0:
            raise Hostile

    def events(self, part: str) -> Iterator[Event]:
        """What stands in a part, as it goes by; nothing if there is no such part."""
        if part not in self.names:
            return
        waiting: list[Event] = []
        texts: list[list[str]] = [[]]

        def start(name: str, attributes: dict[str, str]) -> None:
            texts.append([])
            if len(texts) > DEEPEST:
                raise Hostile
            waiting.append(Event(name.rpartition(" ")[2], attributes))

        def end(name: str) -> None:
            waiting.append(Event(name.rpartition(" ")[2], None, "".join(texts.pop())))

        def refuse(*_: object) -> None:
            raise Hostile

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = lambda data: texts[-1].append(data)
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
        with self._archive.open(part) as stream:
            while piece := stream.read(STEP):
                self._budget.left -= len(piece)
                if self._budget.left < 0 or time.monotonic() > self._ends_at:
                    raise Hostile
                parser.Parse(piece, False)
                yield from waiting
                waiting.clear()
        parser.Parse(b"", True)
        yield from waiting

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by its mark, the kind and the name of the other part."""
        folder, name = posixpath.split(part)
        found = {}
        for event in self.events(f"{folder}/_rels/{name}.rels"):
            if event.name == "Relationship" and event.attributes:
                target = posixpath.join("/", folder, event.attributes.get("Target", ""))
                kind = event.attributes.get("Type", "").rpartition("/")[2]
                found[event.attributes.get("Id", "")] = (
                    kind,
                    posixpath.normpath(target).lstrip("/"),
                )
        return found

    def texts(self, part: str, *ends: str) -> list[str]:
        """The text of each element of these names, without aids for reading aloud."""
        found: list[str] = []
        pieces: list[str] = []
        aside = 0
        for event in self.events(part):
            if event.name == "rPh":
                aside += 1 if event.attributes is not None else -1
            elif event.attributes is None:
                if event.name in ("t", "text") and not aside:
                    pieces.append(event.text)
                elif event.name in ends:
                    found.append("".join(pieces))
                    pieces = []
        return found


BROKEN_BY = (
    zipfile.BadZipFile,
    expat.ExpatError,
    EOFError,
    OSError,
    RuntimeError,  # a password
    NotImplementedError,  # a way of packing that is not known
    ValueError,
    LookupError,
)
