"""The totals that a notice declares, counted again from its records."""

from msgspec import Struct

from site_src.load import NoticeFolder
from site_src.model import Declared, Explanation, StatusKind


class Comparison(Struct, frozen=True):
    """A declared total and the recorded one; ``recorded`` is None where the records cannot tell."""

    figure: str
    declared: int
    recorded: int | None
    explanation: Explanation | None

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.declared == self.recorded


def compare(folder: NoticeFolder) -> list[Comparison]:
    """Every declared total, in the order of the model."""
    explained = {e.figure.value: e for e in folder.notice.explain}
    recorded = _count(folder)
    return [
        Comparison(name, declared, recorded[name], explained.get(name))
        for name in Declared.__struct_fields__
        if (declared := getattr(folder.notice.declared, name)) is not None
    ]


def _count(folder: NoticeFolder) -> dict[str, int | None]:
    notice, findings = folder.notice, folder.findings.values()
    kinds = {word.word: word.kind for word in notice.status_words}
    stated = [kinds.get(f.status) for f in findings if f.status]
    counts: dict[str, int | None] = {
        "documents": None,  # naming each is not asked for; ``check`` compares with those named
        "aspects": len(notice.groups) or None,
        "findings": len(findings),
        "measures": sum(len(f.measures) for f in findings),
    }
    for kind in StatusKind:
        counts[kind.value] = stated.count(kind) if stated else None
    return counts
