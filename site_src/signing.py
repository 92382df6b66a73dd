"""Writes a sign-off into ``notice.yaml`` and leaves every byte that stands there as it is.

The place is found with PyYAML's nodes, which know where they begin and end. What comes out is read again before it is
written: it must be what stood there and the new sign-off, and nothing else.
"""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from site_src.model import ReviewRole
from site_src.reader import ODD_CHARACTER, PLACEHOLDER
from site_src.yaml_lines import read_yaml
from site_src.yaml_nodes import Mapping, Sequence

BOM = "\ufeff"


class CannotSign(Exception):
    """The sign-off cannot be recorded; the two arguments say why, in Chinese and in English."""


class SignOff(Struct, frozen=True):
    """What is recorded: who signs, the fingerprint of the content, the SHA-256 of ``approved.txt`` if there is one."""

    role: ReviewRole
    name: str
    date: date
    sha256: str
    approved_sha256: str | None

    def fields(self) -> dict[str, str]:
        """The fields as ``notice.yaml`` has them."""
        fields = {
            "role": self.role.value,
            "name": self.name,
            "date": self.date.isoformat(),
            "sha256": self.sha256,
        }
        return fields | ({"approved_sha256": self.approved_sha256} if self.approved_sha256 else {})


def is_name(name: str) -> bool:
    """Whether ``name`` can be recorded: something to read, on one line, without hidden characters."""
    odd = ODD_CHARACTER.search(name) or "\n" in name or "\t" in name
    return bool(name.strip()) and name == name.strip() and not odd and PLACEHOLDER not in name


def record(path: str, sign_off: SignOff) -> None:
    """Adds the sign-off to the ``review`` list of the file, which is replaced in one step."""
    with open(path, "rb") as stream:
        data = stream.read()
    text = data.decode("utf-8")
    head = BOM if text.startswith(BOM) else ""
    signed = (head + with_sign_off(text.removeprefix(BOM), sign_off)).encode()
    new = f"{path}.new-{os.getpid()}"
    try:
        with open(new, "wb") as stream:
            stream.write(signed)
        shutil.copymode(path, new)
        os.replace(new, path)
    finally:
        if os.path.exists(new):
            os.remove(new)


def with_sign_off(text: str, sign_off: SignOff) -> str:
    """The text of a ``notice.yaml`` with one more sign-off."""
    before = _plain(text)
    if isinstance(before, dict):
        wanted = {**before, "review": [*(before.get("review") or []), sign_off.fields()]}
        for at, added in _places(text, sign_off.fields()):
            signed = text[:at] + added + text[at:]
            if _plain(signed) == wanted:
                return signed
    raise CannotSign(
        "这个 notice.yaml 的写法特别，程序不敢改它：请手工在 review 列表里加上这几行\n"
        + _as_block(sign_off.fields(), "  ", "\n"),
        "this notice.yaml is written in an unusual way and is left alone: add these lines to its review list by hand\n"
        + _as_block(sign_off.fields(), "  ", "\n"),
    )


def _plain(text: str) -> object:
    """What our reader makes of the text; None if it finds anything wrong."""
    node, problems = read_yaml(text.replace("\r\n", "\n").replace("\r", "\n"), "")
    return None if problems else _copied(node)


def _copied(node: object) -> object:
    if isinstance(node, Mapping):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(item) for item in node] if isinstance(node, Sequence) else node


def _places(text: str, fields: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Where the sign-off may go, and what is put there; the first one that reads back right is taken."""
    import yaml  # only for this; builds do without it

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    if not isinstance(root, yaml.MappingNode):
        return
    line_end = _line_end(text)
    as_json = json.dumps(fields, ensure_ascii=False)
    review = next((value for key, value in root.value if key.value == "review"), None)
    if isinstance(review, yaml.SequenceNode) and review.flow_style:
        if review.value:
            yield review.value[-1].end_mark.index, f", {as_json}"
        else:
            yield review.start_mark.index + 1, as_json
    elif isinstance(review, yaml.SequenceNode):
        indent = " " * review.start_mark.column
        yield _on_own_lines(text, _end(review), _as_block(fields, indent, line_end), line_end)
    elif isinstance(review, yaml.ScalarNode) and not review.value:
        block = _as_block(fields, "  ", line_end)
        yield _on_own_lines(text, review.end_mark.index, block, line_end)
    elif root.flow_style:
        last = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
        yield last, f'{", " if root.value else ""}"review": [{as_json}]'
    else:
        block = f"review:{line_end}{_as_block(fields, '  ', line_end)}"
        yield _on_own_lines(text, len(text), block, line_end)
        # After the end of a document, or after a text whose last line has no end, nothing may follow.
        for key, _ in reversed(root.value):
            yield key.start_mark.index, block


def _end(node: object) -> int:
    """Where the last character of a node stands; the end that a block tells lies behind the comments after it."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    assert isinstance(node, yaml.Node)
    return int(node.end_mark.index)


def _on_own_lines(text: str, at: int, block: str, line_end: str) -> tuple[int, str]:
    """The beginning of the line after ``at``; ``at`` itself if that is one."""
    if at == 0 or text[at - 1] in "\r\n":
        return at, block
    while at < len(text) and text[at] not in "\r\n":
        at += 1
    if at == len(text):
        return at, line_end + block
    return at + (2 if text[at : at + 2] == "\r\n" else 1), block


def _as_block(fields: dict[str, str], indent: str, line_end: str) -> str:
    lines = [f"{name}: {_scalar(value)}" for name, value in fields.items()]
    signs = [f"{indent}- ", *[f"{indent}  "] * (len(lines) - 1)]
    return "".join(f"{sign}{line}{line_end}" for sign, line in zip(signs, lines, strict=True))


def _scalar(value: str) -> str:
    """As it is where that reads back the same, else between single quotes."""
    if _plain(f"x: {value}\n") == {"x": value}:
        return value
    return "'" + value.replace("'", "''") + "'"


def _line_end(text: str) -> str:
    """How the first line ends."""
    line, found, _ = text.partition("\n")
    if found:
        return "\r\n" if line.endswith("\r") else "\n"
    return "\r" if "\r" in text else "\n"
