"""Sign-offs: what exactly was signed, and whether it still stands as it was.

A sign-off is bound to a notice's content by a fingerprint. It covers all that an editor writes of the notice, as it is
read and not as it is typed: comments, quoting, the order of fields, line ends and a byte order mark do not count. It
leaves out ``review`` and ``internal``, which are never published.
"""

import hashlib
import os
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from site_src.load import NoticeFolder
from site_src.model import ReviewRole, ReviewStep

FORM = "gongkai-content/1"
APPROVED = "approved.txt"
UNPUBLISHED = {"notice.yaml": {"review", "internal"}}
ALWAYS_UNPUBLISHED = {"internal"}


class Signature(Struct, frozen=True):
    """A sign-off, and whether it holds: None if it is bound to no content."""

    step: ReviewStep
    holds: bool | None


def content_fingerprint(folder: NoticeFolder, content: str) -> str:
    """The SHA-256 of a notice's content, below the folder ``content``.

    It is taken over these lines, each ended by a line feed: ``gongkai-content/1``, then for each file, sorted by its
    name below the notice's folder, the SHA-256 of its part, two blanks and the name. The part of a YAML file is its
    mapping as compact JSON in UTF-8, all scalars texts, keys sorted, without ``internal`` and, in ``notice.yaml``,
    ``review``; that of a Markdown file and of ``approved.txt`` its text in UTF-8 with line feeds; that of an
    attachment its bytes.
    """
    digests = dict(_digests(folder, content))
    lines = [FORM, *(f"{digests[name]}  {name}" for name in sorted(digests))]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def signatures(folder: NoticeFolder, fingerprint: str) -> tuple[Signature, ...]:
    """Every sign-off of a notice with this fingerprint, in the order of the record."""
    return tuple(
        Signature(step, step.sha256 == fingerprint if step.sha256 else None)
        for step in folder.notice.review
    )


def approvals(folder: NoticeFolder, content: str) -> frozenset[ReviewRole]:
    """The roles of which a sign-off holds: one that is bound to the content as it is now."""
    if not any(step.sha256 for step in folder.notice.review):
        return frozenset()
    signed = signatures(folder, content_fingerprint(folder, content))
    return frozenset(signature.step.role for signature in signed if signature.holds)


def approved_sha256(folder: NoticeFolder, content: str) -> str | None:
    """The SHA-256 of the bytes of ``approved.txt``; None if there is none."""
    data = _approved_text(folder, content)
    return None if data is None else hashlib.sha256(data).hexdigest()


def _digests(folder: NoticeFolder, content: str) -> Iterator[tuple[str, str]]:
    for name, node in folder.nodes.items():
        left_out = UNPUBLISHED.get(name, ALWAYS_UNPUBLISHED)
        kept = {key: value for key, value in node.items() if key not in left_out}
        yield name, hashlib.sha256(msgspec.json.encode(kept, order="sorted")).hexdigest()
    for name, text in (("overview.md", folder.overview), ("next-steps.md", folder.next_steps)):
        if text:
            yield name, hashlib.sha256(text.encode()).hexdigest()
    if (data := _approved_text(folder, content)) is not None:
        data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield APPROVED, hashlib.sha256(data).hexdigest()
    for attachment in folder.attachments:
        with open(attachment.path, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        yield f"attachments/{attachment.name}", digest


def _approved_text(folder: NoticeFolder, content: str) -> bytes | None:
    path = os.path.join(content, folder.folder, APPROVED)
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as stream:
        return stream.read()
