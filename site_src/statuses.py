"""What the status of a finding is, in the body's own word, and who stated it."""

from types import SimpleNamespace

from site_src.model import Finding, Notice, StatusKind, Update
from site_src.summary import StatusView


def status_view(word: str | None, notice: Notice, t: SimpleNamespace) -> StatusView:
    """The status that ``word`` stands for in ``notice``; no word is “not stated”."""
    for known in notice.status_words:
        if known.word == word:
            kind = known.kind.value
            return StatusView(word, kind, known.definition or getattr(t, f"definition_{kind}"))
    kind = StatusKind.NOT_STATED.value
    return StatusView(getattr(t, f"kind_{kind}"), kind, getattr(t, f"definition_{kind}"))


def status_update(finding: Finding) -> Update | None:
    """The newest update that says what the status is now."""
    return next((update for update in reversed(finding.updates) if update.status), None)


def latest_status(finding: Finding) -> str | None:
    """The status word of the newest update that has one, else the notice's own."""
    update = status_update(finding)
    return update.status if update else finding.status
