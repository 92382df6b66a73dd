"""What holds of every page that the program builds, and how tests make content and build it.

Each invariant takes a page and the site it stands on, and yields what is wrong; ``INVARIANTS`` has them all.
The pages are read with html5lib, as a browser would, and the site's own data with plain PyYAML: nothing
here asks the program what is right.
"""

import atexit
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import yaml

from site_src import pipeline
from site_src.pipeline import Report
from site_src.state import Settings

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
VALID = ROOT / "tests" / "data" / "valid"

HEAVIEST = 300_000  # bytes of a page with its style sheet, script and pictures
OUTSIDE = {"beian.miit.gov.cn", "beian.mps.gov.cn", "bszs.conac.cn"}
ADVISED_TAGS = {"Keywords", "Author", "Description", "Image", "Url"}
KNOWN_TAGS = {
    "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords",
    "ColumnType", "ArticleTitle", "PubDate", "ContentSource", *ADVISED_TAGS,
}  # fmt: skip


# --- building ----------------------------------------------------------------------------------


def settings_for(content: Path, out: Path, templates: Path = TEMPLATES) -> Settings:
    """What ``build.py build --content … --out …`` would use."""
    state = out.parent / ".gongkai" / out.name
    return Settings(str(content), str(templates), str(out), str(state))


def build(content: Path, out: Path, templates: Path = TEMPLATES) -> Report:
    """Builds in this process; the report may have failed."""
    return pipeline.build(settings_for(content, out, templates))


def built(content: Path, out: Path) -> Path:
    """Builds content that must be free of errors, and gives the output."""
    report = build(content, out)
    assert not report.failed, words_of(report)
    return out


def words_of(report: Report) -> list[str]:
    """Every problem of a report in one line each: rule, place, values."""
    return [f"{p.rule.code} {p.place} {p.values}" for p in report.problems]


def errors_of(report: Report) -> set[str]:
    """The codes of the rules that stopped a build."""
    return {p.rule.code for p in report.problems if p.rule.level.value == "error"}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def sample() -> Path:
    """The sample site, built once for all tests; nobody may write into it."""
    return built(CONTENT, _scratch() / "sample")


@cache
def rich() -> Path:
    """The site of ``rich_content``, built once for all tests; nobody may write into it."""
    return built(rich_content(_scratch() / "content"), _scratch() / "rich")


@cache
def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


# --- content -----------------------------------------------------------------------------------


def write_yaml(path: Path, value: object) -> None:
    """Writes a record; JSON is YAML, and quotes every text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


def small_content(folder: Path, notices: int = 1, findings: int = 3, **site: object) -> Path:
    """Valid content with little in it: ``n1`` … with findings ``01`` …, in Chinese only."""
    write_yaml(folder / "site.yaml", {"name": "某机关公开网", **site})
    channel = {"id": "office", "body": "某机关办公室", "phones": ["0100-1234567"]}
    write_yaml(folder / "contact.yaml", {"channels": [channel]})
    for index in range(1, notices + 1):
        slug = f"n{index}"
        notice = {"title": f"第{index}份通报", "issuer": "某机关", "published": "2024-01-02 09:05"}
        write_yaml(folder / "notices" / slug / "notice.yaml", notice)
        for number in range(1, findings + 1):
            write_finding(folder, slug, f"{number:02}", title=f"{slug} 第{number}个问题。")
    return folder


def write_finding(folder: Path, slug: str, stem: str, **fields: object) -> Path:
    """One finding, with one measure unless ``fields`` says otherwise."""
    path = folder / "notices" / slug / "findings" / f"{stem}.yaml"
    given = {"number": f"{int(stem)}." if stem.isdigit() else stem, "title": f"问题{stem}。"}
    write_yaml(path, {**given, "measures": ["一是修订制度；"], **fields})
    return path


def rich_content(folder: Path) -> Path:
    """Valid content that uses every part of the model, in both languages."""
    small_content(
        folder,
        languages=["zh-CN", "en"],
        base_url="https://www.example.cn/xunchazhenggai/",
        domain="www.example.cn",
        parent={"name": "某市人民政府", "url": "https://www.example.cn/"},
        introduction="一段介绍。",
        organizer={"name": "某机关", "address": "某路1号", "postcode": "100000", "phone": "0100-7654321"},
        undertaker={"name": "某中心"},
        identifiers={
            "site_code": "1234567890", "icp": "京ICP备12345678号-1", "police": "京公网安备12345678901234号",
            "badge": {"kind": "organ", "id": "0123456789ABCDEF0123456789ABCDEF"},
        },
        column={"name": "栏目", "description": "说明", "keywords": ["甲", "乙"], "type": "通知公告"},
        error_report="https://zhaocuo.example.gov.cn/?site=1234567890",
        link_hosts=["partner.example.org"],
    )  # fmt: skip
    channel = {
        "id": "office", "body": "某机关办公室", "answers_for": "意见建议", "phones": ["0100-1234567转8"],
        "email": "office@example.cn", "address": "某路1号", "postbox": "1号信箱", "postcode": "100000",
        "hours": "工作日 9:00–17:00", "note": "请写明问题编号。",
    }  # fmt: skip
    write_yaml(folder / "contact.yaml", {"introduction": "反映渠道。", "channels": [channel]})
    write_yaml(folder / "glossary.yaml", {"销号": "改好一个，划去一个。", "台账": "登记清单。"})
    page = "---\ntitle: 关于\n---\n\n## 一\n\n[联系](contact.html)，[通报](n1/full.html)，[伙伴](https://partner.example.org/x)\n"
    (folder / "pages").mkdir()
    (folder / "pages" / "about.md").write_text(page, "utf-8")
    (folder / "pages" / "accessibility.md").write_text(
        "---\ntitle: 无障碍说明\n---\n\n文字。\n", "utf-8"
    )
    _rich_notice(folder)
    later = {
        "title": "后续通报",
        "issuer": "某机关",
        "published": "2025-01-02 09:05",
        "follows": ["n1"],
    }
    write_yaml(folder / "notices" / "n2" / "notice.yaml", later)
    write_finding(folder, "n2", "01", title="后续的问题。", follows="n1/02")
    old = {
        "title": "撤回的通报", "issuer": "某机关", "published": "2023-01-02 09:05",
        "withdrawn": {"date": "2023-05-06", "reason": "表述有误。", "successor": "n1"},
    }  # fmt: skip
    write_yaml(folder / "notices" / "n0" / "notice.yaml", old)
    write_finding(folder, "n0", "01", title="不再公开的问题。")
    return folder


def _rich_notice(folder: Path) -> None:
    notice = {
        "title": "第1份通报", "issuer": "某机关", "source": "某网", "signed": "2024-01-01", "published": "2024-01-02 09:05",
        "signature": ["某机关", "2024年1月1日"],
        "inspection": {"by": "某巡察组", "round": "第一轮", "starts": "2023-03", "ends": "2023-06-30", "feedback": "2023-07"},
        "document": {
            "index_number": "000014349/2024-00001", "document_number": "某发〔2024〕1号", "category": "通知公告",
            "summary": "内容概述。", "keywords": ["甲", "乙"], "disclosure": "主动公开", "effective": "2024-01-01",
            "abolished": "2029-01-01", "validity": "有效",
        },
        "findings_heading": "二、整改落实情况",
        "groups": [
            {"id": "a", "number": "（一）", "title": "责任方面", "groups": [{"id": "a1", "number": "1.", "title": "学习"}]},
            {"id": "b", "title": "作风方面"},
        ],
        "lead_words": {"description": "问题表现：", "measures": "整改情况：", "result": "整改成效："},
        "status_words": [{"word": "已完成", "kind": "done", "definition": "全部做完。"}, {"word": "推进中", "kind": "in_progress"}],
        "declared": {"aspects": 2, "findings": 3, "measures": 5, "done": 1},
        "figures": [{"label": "会议", "value": "6", "unit": "次", "note": "含视频会"}],
        "explain": [{"figure": "measures", "reason": "计数口径不同。", "by": "办公室", "date": "2024-01-02"}],
        "attachments": [{"file": "清单.pdf", "title": "问题清单"}],
        "window": {"starts": "2024-01-02", "ends": "2024-01-31", "working_days": 15},
        "review": [{"role": "drafter", "name": "审核人甲", "date": "2024-01-01"}, {"role": "secrecy", "name": "审核人乙", "date": "2024-01-01"}],
        "internal": "内部备注一",
    }  # fmt: skip
    here = folder / "notices" / "n1"
    write_yaml(here / "notice.yaml", notice)
    (here / "overview.md").write_text(
        "## 一、总体\n\n召开会议**6次**。\n\n| 项 | 数 |\n| --- | --- |\n| 会 | 6 |\n", "utf-8"
    )
    (here / "next-steps.md").write_text(
        "## 三、下一步\n\n见[清单](attachments/清单.pdf)。\n", "utf-8"
    )
    (here / "attachments").mkdir()
    (here / "attachments" / "清单.pdf").write_bytes(b"%PDF-1.4 \x00\xff bytes as they are")
    write_finding(
        folder, "n1", "01", number="（1）", title="学习不实。", group="a1", description="2023年5月没有学习。",
        measures=["一是学习《条例》；", "二是追缴50.68万元，已经完成。"], result="已经完成。", status="已完成",
        status_basis="已经完成", deadline="2024-06", departments=["一科", "二科"], internal="内部备注二",
        updates=[{"date": "2024-03", "text": "销号。", "status": "已完成", "source": "某科"}, {"date": "2024-05-06", "text": "复查。"}],
    )  # fmt: skip
    correction = {"date": "2024-02-03", "was": "旧字", "now": "新字", "reason": "笔误"}
    write_finding(folder, "n1", "02", group="b", title="台账不全。", corrections=[correction])
    write_finding(
        folder, "n1", "03", group="b", title="（略）", measures=[], withheld="依法不予公开。"
    )


# --- reading -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A page as built."""

    address: str
    raw: bytes

    @cached_property
    def parsed(self) -> tuple[Element, list[str]]:
        """The document, and what a strict HTML5 parser says against it."""
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        document = parser.parse(self.raw, transport_encoding="utf-8")
        return document, [f"{place}: {code} {values}" for place, code, values in parser.errors]

    @property
    def root(self) -> Element:
        """The ``html`` element."""
        return self.parsed[0]

    def all(self, *tags: str) -> list[Element]:
        """Every element with one of these tags, in document order; all elements if none is named."""
        elements = (e for e in self.root.iter() if isinstance(e.tag, str))
        return [e for e in elements if not tags or e.tag in tags]

    def one(self, tag: str) -> Element:
        """The only element with this tag."""
        (found,) = self.all(tag)
        return found

    def meta(self) -> list[tuple[str, str]]:
        """Name and content of each named ``meta``."""
        return [
            (e.get("name", ""), e.get("content", "")) for e in self.all("meta") if e.get("name")
        ]

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in document order."""
        return [i for e in self.all() if (i := e.get("id")) is not None]


def text_of(element: Element) -> str:
    """What an element says; a ``br`` is an end of line."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


@dataclass(frozen=True)
class BuiltSite:
    """An output and the content that it was built from."""

    out: Path
    content: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """By address."""
        found = sorted(self.out.rglob("*.html"))
        addresses = [path.relative_to(self.out).as_posix() for path in found]
        return {a: Page(a, p.read_bytes()) for a, p in zip(addresses, found, strict=True)}

    @cached_property
    def files(self) -> set[str]:
        """The address of every file."""
        return {p.relative_to(self.out).as_posix() for p in self.out.rglob("*") if p.is_file()}

    @cached_property
    def record(self) -> dict[str, Any]:
        """``site.yaml``, every scalar a text."""
        found: dict[str, Any] = read(self.content / "site.yaml")
        return found

    @cached_property
    def notices(self) -> dict[str, dict[str, Any]]:
        """Every ``notice.yaml`` by slug."""
        found = sorted((self.content / "notices").glob("*/notice.yaml"))
        return {path.parent.name: read(path) for path in found}

    @property
    def languages(self) -> list[str]:
        """The first stands at the root, the others each in a folder."""
        return self.record.get("languages") or ["zh-CN"]

    def place(self, address: str) -> tuple[str, str]:
        """(language, address in that language's folder) of a page."""
        folder, _, rest = address.partition("/")
        for language in self.languages[1:]:
            if folder == language.lower():
                return language, rest
        return self.languages[0], address

    @cached_property
    def titles(self) -> dict[tuple[str, str], list[str]]:
        """The addresses of the pages of a language that have one title."""
        found: dict[tuple[str, str], list[str]] = {}
        for address, page in self.pages.items():
            key = (self.place(address)[0], text_of(page.one("title")))
            found.setdefault(key, []).append(address)
        return found

    def words(self, language: str) -> dict[str, str]:
        """The words of the interface."""
        return _words(language)


def read(path: Path) -> Any:
    """A YAML file, every scalar a text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


@cache
def _words(language: str) -> dict[str, str]:
    words: dict[str, str] = read(TEMPLATES / "strings" / f"{language}.yaml")
    return words


# --- invariants --------------------------------------------------------------------------------

Faults = Iterator[str]
Invariant = Callable[[Page, BuiltSite], Faults]


def parses(page: Page, site: BuiltSite) -> Faults:
    """A strict HTML5 parser has nothing to say."""
    yield from page.parsed[1]
    if page.raw[:15].lower() != b"<!doctype html>":
        yield "no doctype"


def ids_unique(page: Page, site: BuiltSite) -> Faults:
    """No two elements have the same id, and none has an odd one."""
    yield from (f"id {i} stands {n} times" for i, n in Counter(page.ids).items() if n > 1)
    yield from (f"id {i!r} is odd" for i in page.ids if not i or re.search(r"\s", i))


def one_h1(page: Page, site: BuiltSite) -> Faults:
    """One h1, in main, with words."""
    headings = page.all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif headings[0] not in set(page.one("main").iter("h1")):
        yield "the h1 is not in main"
    yield from (
        f"empty {h.tag}"
        for h in page.all("h1", "h2", "h3", "h4", "h5", "h6")
        if not text_of(h).strip()
    )


def no_level_skipped(page: Page, site: BuiltSite) -> Faults:
    """A heading is at most one level below the one before."""
    above = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if level > above + 1:
            yield f"h{level} after h{above}: {text_of(heading)}"
        above = level


def language_right(page: Page, site: BuiltSite) -> Faults:
    """The language of the page is that of its folder; the body's own title is Chinese in every edition."""
    language, address = site.place(page.address)
    if page.root.get("lang") != language:
        yield f"lang is {page.root.get('lang')}, not {language}"
    known = {"zh-CN", "en"}
    yield from (f"lang={e.get('lang')}" for e in page.all() if e.get("lang") not in {None, *known})
    if "/" in address and _lang_of(page, page.one("h1")) != "zh-CN":
        yield "the title of a notice is not marked as Chinese"


def _lang_of(page: Page, element: Element) -> str | None:
    parents = {child: parent for parent in page.root.iter() for child in parent}
    here: Element | None = element
    while here is not None:
        if here.get("lang"):
            return here.get("lang")
        here = parents.get(here)
    return None


def title_unique(page: Page, site: BuiltSite) -> Faults:
    """The title is not empty, names the site, and no other page of the same language has it."""
    title = text_of(page.one("title"))
    if not title.strip() or not title.endswith(site.record["name"]):
        yield f"title: {title!r}"
    if is_withdrawn(page, site):
        return  # all addresses of a withdrawn notice say the same
    language = site.place(page.address)[0]
    others = [a for a in site.titles.get((language, title), ()) if a != page.address]
    yield from (f"{other} has the same title: {title}" for other in others)


def policy_there(page: Page, site: BuiltSite) -> Faults:
    """One strict policy, before anything that it could forbid."""
    found = [
        e
        for e in page.all("meta")
        if (e.get("http-equiv") or "").lower() == "content-security-policy"
    ]
    if len(found) != 1:
        yield f"{len(found)} policies"
        return
    policy = found[0].get("content", "")
    if "default-src 'self'" not in policy or "unsafe" in policy or "*" in policy:
        yield f"policy: {policy}"
    order = page.all("meta", "link", "script", "style", "img")
    if any(e.tag != "meta" for e in order[: order.index(found[0])]):
        yield "something is loaded before the policy"


def nothing_inline(page: Page, site: BuiltSite) -> Faults:
    """No inline script, style or handler, nothing embedded, no form that is sent."""
    for element in page.all():
        if element.tag in ("style", "iframe", "object", "embed", "base", "frame", "applet"):
            yield f"<{element.tag}>"
        if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
            yield "inline script"
        if element.tag == "form" and element.get("method", "get").lower() != "get":
            yield "a form that sends"
        yield from (
            f"<{element.tag} {name}>"
            for name in element.attrib
            if name == "style" or name.startswith("on")
        )


def hosts_allowed(page: Page, site: BuiltSite) -> Faults:
    """No address of another host but those that the site names or the footer needs; no IPv4 anywhere."""
    record = site.record
    named = [record.get("error_report"), (record.get("parent") or {}).get("url")]
    allowed = (
        OUTSIDE | set(record.get("link_hosts") or ()) | {urlsplit(n).hostname for n in named if n}
    )
    own = urlsplit(record["base_url"]).hostname if record.get("base_url") else None
    for element, name, address in references(page):
        host = urlsplit(address).hostname
        if host is None or host in allowed:
            continue
        if host.endswith(".gov.cn") and element.tag == "a":
            continue
        if (
            host == own
            and element.tag == "link"
            and element.get("rel") in ("canonical", "alternate")
        ):
            continue
        yield f"<{element.tag} {name}={address}>"
    for element in page.all():
        if element.tag != "a" and re.search(r"url\(\s*['\"]?(https?:)?//", str(element.attrib)):
            yield f"<{element.tag}> loads from elsewhere"
    if found := re.search(rb"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])", page.raw):
        yield f"IPv4 {found[0]!r}"


def references(page: Page) -> Iterator[tuple[Element, str, str]]:
    """(element, attribute, address) of everything that a page points to or loads."""
    for element in page.all():
        for name in ("href", "src", "action", "poster", "data", "cite", "formaction", "srcset"):
            if (address := element.get(name)) is not None and element.tag not in ("meta",):
                yield element, name, address


def links_resolve(page: Page, site: BuiltSite) -> Faults:
    """Every link inside is relative and leads to a file, and its #anchor to an id; so it works from disc."""
    base: str = site.record.get("base_url") or ""
    for element, name, address in references(page):
        parts = urlsplit(address)
        if (
            element.tag == "link"
            and element.get("rel") in ("canonical", "alternate")
            and parts.scheme
        ):
            if (
                not address.startswith(base.rstrip("/") + "/")
                or _path(address, base) not in site.files
            ):
                yield f"<link rel={element.get('rel')} href={address}> leads nowhere"
        elif parts.scheme in ("http", "https"):
            if base and address.startswith(base.rstrip("/")):
                yield f"{address} is inside and absolute"
        elif parts.scheme == "mailto":
            if not re.fullmatch(r"[^@\s?&]+@[A-Za-z0-9.-]+", unquote(parts.path)):
                yield f"{address!r}"
        elif parts.scheme == "tel":
            if not re.fullmatch(r"\+?[0-9][0-9-]{4,}(;ext=[0-9]+)?", parts.path):
                yield f"{address!r}"
        elif parts.scheme or parts.netloc or address.startswith("/") or not address.strip():
            yield f"{name}={address!r} is not relative"
        else:
            yield from _inside(page, site, parts.path, unquote(parts.fragment), address)


def _inside(page: Page, site: BuiltSite, path: str, fragment: str, address: str) -> Faults:
    target = _resolved(page.address, unquote(path)) if path else page.address
    if target not in site.files:
        yield f"{address} leads nowhere ({target})"
    elif fragment and (target not in site.pages or fragment not in site.pages[target].ids):
        yield f"{address} leads to no such place in {target}"


def _path(address: str, base: str) -> str:
    return unquote(address.removeprefix(base.rstrip("/") + "/"))


def _resolved(start: str, path: str) -> str:
    steps = list(PurePosixPath(start).parent.parts)
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step == "..":
            return f"../{path}"  # out of the site
        elif step not in (".", ""):
            steps.append(step)
    return "/".join(steps) + ("/" if path.endswith("/") else "")


def tables_headed(page: Page, site: BuiltSite) -> Faults:
    """A table has headers, and each says for what."""
    for table in page.all("table"):
        headers = list(table.iter("th"))
        if not headers:
            yield "a table without th"
        yield from (
            f"th without scope: {text_of(th)}"
            for th in headers
            if th.get("scope") not in ("col", "row", "colgroup", "rowgroup")
        )


def pictures_told(page: Page, site: BuiltSite) -> Faults:
    """A picture has an alt, a drawing a name or no part in what is read; what names an element exists."""
    yield from ("img without alt" for e in page.all("img") if e.get("alt") is None)
    for drawing in page.all("svg"):
        if drawing.get("aria-hidden") != "true" and not (
            drawing.get("role") == "img" and drawing.get("aria-label")
        ):
            yield "svg without a name"
    for element in page.all():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            missing = set((element.get(name) or "").split()) - set(page.ids)
            yield from (f"{name}={i}: no such id" for i in missing)


def times_valid(page: Page, site: BuiltSite) -> Faults:
    """Dates for machines are dates, amounts are numbers, and both stand with a text."""
    for element in page.all("time"):
        stamp = element.get("datetime") or text_of(element)
        if not _is_time(stamp):
            yield f"time {stamp!r}"
    for element in page.all("data"):
        if not re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", element.get("value", "")):
            yield f"data {element.get('value')!r}"
    yield from (
        f"empty <{e.tag}>" for e in page.all("time", "data", "cite", "q") if not text_of(e).strip()
    )


def _is_time(stamp: str) -> bool:
    found = re.fullmatch(
        r"(?:(\d{4})|(?:(\d{4})-)?(\d\d)-(\d\d)|(\d{4})-(\d\d))(?:T([01]\d|2[0-3]):[0-5]\d\+08:00)?",
        stamp,
    )
    if not found:
        return False
    year, month, day = (
        found[2] or found[1] or found[5] or "2000",
        found[3] or found[6] or "1",
        found[4] or "1",
    )
    try:
        return bool(date(int(year), int(month), int(day)))
    except ValueError:
        return False


def is_withdrawn(page: Page, site: BuiltSite) -> bool:
    """Whether a page stands for a notice that was taken back."""
    slug, slash, _ = site.place(page.address)[1].partition("/")
    return bool(slash) and "withdrawn" in site.notices.get(slug, {})


def expected_tags(page: Page, site: BuiltSite) -> dict[str, str]:
    """The page tags that standards.md §4 asks of this page, as far as the content gives them."""
    record, address = site.record, site.place(page.address)[1]
    column = record.get("column") or {}
    wanted = {
        "SiteName": record["name"],
        "SiteDomain": record.get("domain"),
        "SiteIDCode": (record.get("identifiers") or {}).get("site_code"),
    }
    if address not in ("index.html", "404.html") and not is_withdrawn(page, site):
        wanted |= {
            "ColumnName": column.get("name"),
            "ColumnDescription": column.get("description"),
            "ColumnKeywords": ",".join(column.get("keywords") or ()),
            "ColumnType": column.get("type"),
        }
        slug, slash, name = address.partition("/")
        if slash:
            notice = site.notices[slug]
            wanted |= {
                "ArticleTitle": notice["title"]
                if name in ("index.html", "full.html")
                else text_of(page.one("h1")),
                "PubDate": notice.get("published"),
                "ContentSource": notice.get("source") or notice["issuer"],
            }
    return {name: value for name, value in wanted.items() if value}


def tags_exact(page: Page, site: BuiltSite) -> Faults:
    """Exactly the tags of its kind of page: none missing, doubled, empty or made up."""
    found = [(name, value) for name, value in page.meta() if name in KNOWN_TAGS]
    yield from (
        f"{name} stands {n} times" for name, n in Counter(n for n, _ in found).items() if n > 1
    )
    yield from (
        f"{name} is {value!r}"
        for name, value in found
        if not value.strip() or value in ("null", "None")
    )
    wanted = expected_tags(page, site)
    optional = ADVISED_TAGS if "ArticleTitle" in wanted else set()
    required = {name: value for name, value in found if name not in optional}
    if required != wanted:
        yield f"{sorted(required.items() ^ wanted.items())}"
    odd = {
        n
        for n, _ in page.meta()
        if n.lower() in {k.lower() for k in KNOWN_TAGS} and n not in KNOWN_TAGS
    }
    yield from (f"letter case of {name}" for name in odd)
    base, url = site.record.get("base_url") or "", dict(found).get("Url")
    if url is not None and url != f"{base.rstrip('/')}/{page.address}":
        yield f"Url is {url}"


def time_shown(page: Page, site: BuiltSite) -> Faults:
    """The time in PubDate is the one that readers see."""
    tag = dict(page.meta()).get("PubDate")
    if tag and tag not in text_of(page.one("main")):
        yield f"PubDate {tag} is not shown"


def demonstration_told(page: Page, site: BuiltSite) -> Faults:
    """A demonstration says so on every page, before all else; another site never does."""
    line = site.record.get("demonstration")
    found = [text_of(e) for e in page.all("p") if e.get("class") == "demonstration"]
    if line and (len(found) != 1 or line not in found[0]):
        yield "the line of the demonstration is missing"
    if not line and found:
        yield f"a demonstration? {found}"


def footer_complete(page: Page, site: BuiltSite) -> Faults:
    """What ``site.yaml`` gives stands in the footer, and nothing of what it does not give."""
    record, words = site.record, site.words(site.place(page.address)[0])
    footer = next(e for e in page.all("footer") if e.get("class") == "footer")
    said = text_of(footer)
    links = {a.get("href", "") for a in footer.iter("a")}
    numbers = record.get("identifiers") or {}
    organizer = record.get("organizer") or {}
    undertaker = record.get("undertaker") or {}
    texts = [
        numbers.get("site_code"),
        numbers.get("icp"),
        numbers.get("police"),
        *organizer.values(),
        *undertaker.values(),
    ]
    yield from (f"{text} is missing" for text in texts if text and text not in said)
    labels = {
        "site_code": numbers.get("site_code"),
        "organizer": organizer,
        "undertaker": undertaker,
        "error_report": record.get("error_report"),
    }
    yield from (
        f"{words[key]} without a value"
        for key, value in labels.items()
        if not value and words[key].strip() in said
    )
    hosts = {"beian.miit.gov.cn": "icp", "beian.mps.gov.cn": "police", "bszs.conac.cn": "badge"}
    for host, key in hosts.items():
        if any(host in link for link in links) != bool(numbers.get(key)):
            yield f"{key}: {host}"
    if (record.get("error_report") or "") not in links | {""}:
        yield "error_report is missing"
    if not any(link.endswith("sitemap.html") for link in links):
        yield "no link to the site map"


def light_enough(page: Page, site: BuiltSite) -> Faults:
    """A page weighs no more than 300 KB with all that it loads."""
    loaded = [
        a
        for e, n, a in references(page)
        if e.tag in ("script", "img")
        or (e.tag == "link" and e.get("rel") in ("stylesheet", "icon"))
    ]
    files = {_resolved(page.address, unquote(urlsplit(a).path)) for a in loaded}
    weight = len(page.raw) + sum((site.out / f).stat().st_size for f in files if f in site.files)
    if weight > HEAVIEST:
        yield f"{weight} bytes"


INVARIANTS: tuple[Invariant, ...] = (
    parses,
    ids_unique,
    one_h1,
    no_level_skipped,
    language_right,
    title_unique,
    policy_there,
    nothing_inline,
    hosts_allowed,
    links_resolve,
    tables_headed,
    pictures_told,
    times_valid,
    tags_exact,
    time_shown,
    demonstration_told,
    footer_complete,
    light_enough,
)


def faults(site: BuiltSite, invariants: Iterable[Invariant] = INVARIANTS) -> list[str]:
    """What is wrong with any page, one line each."""
    return [
        f"{page.address}: {invariant.__name__}: {fault}"
        for page in site.pages.values()
        for invariant in invariants
        for fault in invariant(page, site)
    ]
