"""What a notice states of itself, read out of its text: dates, totals, who signs, whom to call. Only what stands there."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from site_src.importers.grammar import DOCUMENT_NUMBER, SIGNED_ON, plain
from site_src.importers.outline import number_of
from site_src.importers.source import LeftOut, Reason
from site_src.model import Channel, Declared, Inspection

_CHINESE_DIGITS = dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))


class Metadata(NamedTuple):
    """What stood beside the text."""

    published: str | None = None
    source: str | None = None
    index_number: str | None = None
    document_number: str | None = None


def day_of(line: str) -> date | None:
    """The day that a line ends with, if it is one, alone or behind who signs."""
    flat = plain(line)
    found = SIGNED_ON.match(flat) if len(flat) <= 60 else None
    if found is None:
        return None
    year = "".join(str(_CHINESE_DIGITS.get(sign, sign)) for sign in found["year"])
    try:
        return date(int(year), number_of(found["month"]), number_of(found["day"]))
    except ValueError:
        return None


def of_metadata(left_out: Sequence[LeftOut]) -> Metadata:
    """Publication time, source and numbers, from the lines that are no text of the notice."""
    text = "\n".join(plain(out.text) for out in left_out if out.reason is Reason.METADATA)
    number = re.search(DOCUMENT_NUMBER.pattern.removesuffix("$"), text, re.M) or re.search(
        r"(?:发文字号|文号)[:\]】][ \t]*(\S+号)", text
    )
    return Metadata(
        _first(r"发布(?:时间|日期)[:][ \t]*([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2})", text),
        _first(r"(?:信息)?来源[:][ \t]*([^\s|:]{2,30})", text),
        _first(r"索引号[:\]】][ \t]*([0-9A-Za-z][0-9A-Za-z/-]{6,40})", text),
        (number[number.lastindex or 0].strip() if number else None),
    )


def _first(pattern: str, text: str) -> str | None:
    found = re.search(pattern, text)
    return found[1] if found else None


def issuer_of(title: str, signature: Sequence[str]) -> str | None:
    """The body that the signature, else the title, names."""
    for line in signature:
        found = SIGNED_ON.match(plain(line))
        name = (
            line.strip()
            if found is None
            else line[max(found.start("who"), 0) : max(found.end("who"), 0)]
        )
        if name:
            return name
    found = re.match(r"(中共.{2,40}?)关于", title.replace("\n", ""))
    return found[1] if found else None


_COUNT = r"([0-9]{1,4})"
_DECLARED = {
    "aspects": rf"{_COUNT}个?(?:大)?方面",
    "findings": rf"(?<!立行立改){_COUNT}[个项条](?:具体|突出|主要|整改)?问题(?!线索)|问题{_COUNT}[个项条]",
    "measures": rf"整改(?:措施|任务){_COUNT}[条项]|{_COUNT}[条项](?:具体)?整改措施",
}


def declared_in(text: str) -> Declared:
    """The totals that the text before the findings states; one that it states in two ways is left to a person."""
    flat = plain(text)
    totals = {}
    for name, pattern in _DECLARED.items():
        values = {
            int(value) for found in re.findall(pattern, flat) for value in _some(found) if value
        }
        if len(values) == 1:
            totals[name] = values.pop()
    return Declared(**totals)


def _some(found: str | tuple[str, ...]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else found


def inspection_of(text: str) -> Inspection | None:
    """Who inspected, and which round it was, if the text says so in so many words."""
    by = re.search(
        r"(?:中共)?[一-龥]{0,8}委(?:第?[一二三四五六七八九十0-9]{1,3})?巡[察视](?:第?[一二三四五六七八九十0-9]{1,3})?组",
        text,
    )
    turn = re.search(r"第[一二三四五六七八九十]{1,3}轮", text)
    if not by and not turn:
        return None
    name = re.sub(r"^.*[由经被,，]", "", by[0]) if by else None
    return Inspection(by=name, round=turn[0] if turn else None)


_CHANNEL = {
    "phones": r"(?:电话|传真)[^0-9\n]{0,6}((?:[0-9]{3,4}-)?[0-9]{7,8}(?:-[0-9]{1,6})?|1[3-9][0-9]{9}|12388)",
    "email": r"([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    "postcode": r"邮(?:政)?编(?:码)?[^0-9\n]{0,3}([0-9]{6})(?![0-9])",
    "address": r"(?:地址|通信地址|通讯地址|来信地址)[:：]?[ \t]*([^,;。，；\n)]{4,60})",
    "postbox": r"((?:[一-龥]{2,12})?[0-9]{1,6}号(?:邮政)?信箱|邮政信箱[:：]?[^,;。\n]{2,30})",
}


def channels_in(lines: Sequence[str]) -> tuple[Channel, ...]:
    """The way to reach the body that its last words give, to be looked at before it goes into ``contact.yaml``."""
    text = plain("\n".join(lines))
    if "电话" not in text and "邮" not in text:
        return ()
    values: dict[str, object] = {}
    for name, pattern in _CHANNEL.items():
        found = list(dict.fromkeys(re.findall(pattern, text)))
        if found:
            values[name] = tuple(found) if name == "phones" else found[0]
    return (Channel(id="feedback", body="【请填写联系机构】", **values),) if values else ()  # type: ignore[arg-type]
