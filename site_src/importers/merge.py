"""A notice that is imported again, into the files that were edited since.

The text comes from the source; whatever else an editor put there stays: statuses, explanations, dates, updates, the
review record, comments, the names of files, which are addresses. A field that stays is not touched by a byte.
"""

import difflib
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from site_src import prose
from site_src.faults import STILL_EMPTY
from site_src.importers.draft import Draft
from site_src.importers.files import Files, fields, files_of
from site_src.load import NoticeFolder, load_notice
from site_src.model import Finding, Group
from site_src.problems import has_errors
from site_src.reader import PLACEHOLDER
from site_src.yaml_lines import read_yaml
from site_src.yaml_text import as_yaml

# What an import decides; all other fields are the editor's.
OF_THE_TEXT = {
    "notice.yaml": ("title", "signed", "signature", "findings_heading", "groups", "lead_words"),
    "findings": ("number", "title", "group", "description", "measures", "result"),
}
# What an import only adds where there is none.
IF_MISSING = {
    "notice.yaml": ("issuer", "declared", "status_words", "inspection", "document"),
    "findings": ("status", "status_basis", "departments"),
}
LIKENESS = 0.6  # of two titles under one number that are the same finding, reworded


class CannotMerge(Exception):
    """The folder cannot be merged into; the two arguments say why, in Chinese and in English."""


class Merged(NamedTuple):
    """What a merge comes to.

    ``files`` are those that change; ``gone`` the findings that the text has no more; ``doubtful`` those whose text
    changed below a status that an editor, or an earlier import, has written.
    """

    draft: Draft
    files: Files
    gone: list[str]
    doubtful: list[str]


def merged(draft: Draft, content: str, slug: str) -> Merged:
    """The draft put into the files that are there."""
    folder, problems = load_notice(content, slug)
    problems = [
        p for p in problems if p.rule.code != STILL_EMPTY.code
    ]  # that is what a merge may fill
    if folder is None or folder.unread or has_errors(problems):
        raise CannotMerge(
            "原来的文件有错误，不能合并：请先用 check 看，改好再导入。",
            "the files that are there have errors and cannot be merged into: see “check”, correct them, import again.",
        )
    draft, gone = _at_known_stems(draft, folder)
    made: Files = {}
    for name, text in files_of(draft).items():
        old = _read(content, slug, name)
        new = text if old is None else _merged_file(name, old, text, draft)
        if new != old:
            made[name] = new
    return Merged(draft, made, gone, [*_doubtful(draft, folder)])


def _doubtful(draft: Draft, folder: NoticeFolder) -> Iterator[str]:
    for stem, finding in draft.findings.items():
        old = folder.findings.get(stem)
        if old and old.status and old.status != finding.status:
            texts = [(f.title, f.description, f.measures, f.result) for f in (old, finding)]
            if finding.status or texts[0] != texts[1]:
                yield stem


def _merged_file(name: str, old: str, new: str, draft: Draft) -> str:
    """One file that is there already."""
    if name == "approved.txt":
        return new
    if name.endswith(".md"):
        return old if _words(old) == _words(new) else new
    kind = "findings" if name.startswith("findings/") else name
    record = draft.findings[name[9:-5]] if kind == "findings" else draft.notice
    values = fields(record)
    present = _plain(old)
    decided = [n for n in OF_THE_TEXT[kind] if PLACEHOLDER not in str(values.get(n))]
    decided += [n for n in IF_MISSING[kind] if n not in present or PLACEHOLDER in str(present[n])]
    if kind == "findings" and "status" in present:
        decided = [n for n in decided if n != "status_basis"]
    if not draft.is_approved_text:  # a ledger: what it has no column for, it says nothing of
        decided = [n for n in decided if values.get(n)]
    return with_fields(old, {n: values.get(n) for n in decided}, type(record).__struct_fields__)


def difference(files: Files, content: str, slug: str) -> Iterator[str]:
    """What the files to be written change, line by line."""
    for name, text in files.items():
        old = _read(content, slug, name) or ""
        for line in difflib.unified_diff(
            old.splitlines(), text.splitlines(), f"{slug}/{name}", f"{slug}/{name}", "", "", 0, ""
        ):
            if not line.startswith("@@"):
                yield line


def _at_known_stems(draft: Draft, folder: NoticeFolder) -> tuple[Draft, list[str]]:
    """The draft with the addresses that are there: each finding under its own file, each group under its own id."""
    ids = dict(zip(_ids(draft.notice.groups), _ids(folder.notice.groups), strict=False))
    same = [*_headings(draft.notice.groups)] == [*_headings(folder.notice.groups)]
    known = _known(draft.findings, folder.findings)
    findings: dict[str, Finding] = {}
    lines: dict[str, int] = {}
    last = ""
    for stem, finding in draft.findings.items():
        own = known.get(stem) or _free(stem, last, {*folder.findings, *findings})
        group = ids.get(finding.group, finding.group) if same and finding.group else finding.group
        findings[own] = replace(finding, group=group)
        lines[own] = draft.finding_lines[stem]
        last = own
    notice = replace(draft.notice, groups=folder.notice.groups) if same else draft.notice
    gone = [stem for stem in folder.findings if stem not in findings]
    return replace(draft, findings=findings, finding_lines=lines, notice=notice), gone


def _known(new: dict[str, Finding], old: dict[str, Finding]) -> dict[str, str]:
    """Under which name each finding is there: the same number and title, else title, else number and a like title."""
    known: dict[str, str] = {}
    for is_same in (_is_equal, _has_same_title, _is_reworded):
        for stem, finding in new.items():
            if stem not in known:
                left = (s for s in old if s not in known.values() and is_same(finding, old[s]))
                if found := next(left, None):
                    known[stem] = found
    return known


def _is_equal(a: Finding, b: Finding) -> bool:
    return a.number == b.number and a.title == b.title


def _has_same_title(a: Finding, b: Finding) -> bool:
    return a.title == b.title


def _is_reworded(a: Finding, b: Finding) -> bool:
    return (
        a.number == b.number
        and difflib.SequenceMatcher(None, a.title, b.title, autojunk=False).ratio() >= LIKENESS
    )


def _free(wanted: str, last: str, taken: set[str]) -> str:
    """A name for a finding that was not there, after the one before it."""
    if wanted not in taken and not taken:
        return wanted
    number = int(re.sub(r"\D.*", "", last) or 0)
    following = f"{number + 1:0{len(wanted)}}"
    if following not in taken and not any(int(re.sub(r"\D.*", "", t) or 0) > number for t in taken):
        return following
    return next(name for n in range(1, 1000) if (name := f"{last or '0'}-{n}") not in taken)


def _ids(groups: tuple[Group, ...]) -> Iterator[str]:
    for group in groups:
        yield group.id
        yield from _ids(group.groups)


def _headings(groups: tuple[Group, ...], depth: int = 0) -> Iterator[tuple[int, str]]:
    for group in groups:
        yield depth, f"{group.number or ''}{group.title}"
        yield from _headings(group.groups, depth + 1)


def _read(content: str, slug: str, name: str) -> str | None:
    path = os.path.join(content, "notices", slug, name)
    if not os.path.isfile(path):
        return None
    with open(path, encoding="utf-8", newline="") as stream:
        return stream.read()


def _words(markdown: str) -> str:
    """What a Markdown text says, without how it is laid out."""
    return "".join(re.sub("<[^>]*>", "", str(prose.markdown(markdown, lambda link: link))).split())


UNUSUAL = (
    "有的文件写法特别，程序不敢改它：请按报告手工改，或改成一行一个字段再导入。",
    "a file is written in an unusual way and is left alone: change it by hand, or write one field a line and import again.",
)


# --- fields of a file ----------------------------------------------------------------------------


def with_fields(text: str, values: dict[str, Any], order: tuple[str, ...]) -> str:
    """The YAML ``text`` with these fields as given (None removes one) and every other byte as it was."""
    head = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    plain_text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    present = _plain(plain_text)
    if read_yaml(plain_text, "")[1]:
        raise CannotMerge(*UNUSUAL)
    changed = {name: value for name, value in values.items() if present.get(name) != value}
    lines = plain_text.split("\n")
    spans = _spans(plain_text)
    for name in sorted(changed, key=lambda n: -spans.get(n, (0, 0))[0]):
        new = as_yaml({name: changed[name]}).rstrip("\n").split("\n") if changed[name] else []
        if name in spans:
            start, stop = spans[name]
            lines[start:stop] = new
            changed = {n: v for n, v in changed.items() if n != name}
    for name, value in changed.items():
        if value:
            spans = _spans("\n".join(lines))
            before = [spans[n][1] for n in order[: order.index(name)] if n in spans]
            at = max(before) if before else min((s for s, _ in spans.values()), default=0)
            lines[at:at] = as_yaml({name: value}).rstrip("\n").split("\n")
    made = "\n".join(lines)
    wanted = {n: v for n, v in {**present, **values}.items() if v}
    if {n: v for n, v in _plain(made).items() if v} != wanted:
        raise CannotMerge(*UNUSUAL)
    return head + made.replace("\n", end)


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """The first line of each field, and the one after its last, from 0."""
    import yaml  # only for this; builds do without it

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return {}
    lines = text.split("\n")
    spans = {}
    for key, value in root.value:
        start, stop = key.start_mark.line, _last_line(value) + 1
        while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
            stop -= 1
        spans[key.value] = (start, stop)
    return spans


def _last_line(node: Any) -> int:
    """The line of a node's last character; the end that a block tells lies behind the comments after it."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    if node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line:
        return int(node.end_mark.line) - 1
    return int(node.end_mark.line)


def _plain(text: str) -> dict[str, Any]:
    node, _ = read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"), "")
    return _copied(node) if isinstance(node, dict) else {}


def _copied(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(item) for item in node] if isinstance(node, list | tuple) else node
