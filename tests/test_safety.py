"""What an editor types, whatever it is, comes out as that text and as nothing else.

The same content is written twice: once with plain texts, once with hostile ones in every text field of the model.
The two sites must have the same elements with the same attributes, and the same texts once each hostile text is
put back into its plain one.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

import html5lib
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from site_src import model, prose
from site_src.assets import gather_assets
from site_src.edition import Edition
from site_src.load import NoticeFolder, load_notice, load_site
from site_src.model import Language
from site_src.outputs.data import findings_data
from site_src.pipeline import check_content
from site_src.plan import plan
from site_src.problems import Level
from site_src.relations import Related
from site_src.render import Renderer
from site_src.templates import load_strings, open_templates
from tests.site_invariants import (
    TEMPLATES,
    BuiltSite,
    Page,
    build,
    built,
    faults,
    ids_unique,
    links_resolve,
    nothing_inline,
    parses,
    policy_there,
    settings_for,
    small_content,
    text_of,
    write_finding,
    write_yaml,
)

Words = Callable[[str], str]
POISON = (
    "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'javascript:alert(3) {{7*7}}{% raw %}{#x#} ]]>"
    " &lt;b&gt;&#60; <!-- --> </title></main> ${x} %s {0} {number} \\ ` ; , : 《无尾 《2024年"
)
LONG = "长" * 3000 + "w" * 3000


def plain_words(name: str) -> str:
    return f"〔{name}〕"


def hostile_words(name: str) -> str:
    return f"〔{name}{POISON}〕"


def content_of(folder: Path, words: Words) -> Path:
    """Content with ``words(…)`` wherever the model takes any text."""
    w = words
    write_yaml(
        folder / "site.yaml",
        {
            "name": w("site"), "languages": ["zh-CN", "en"], "base_url": "https://www.example.cn/a/", "domain": "www.example.cn",
            "parent": {"name": w("parent"), "url": "https://www.example.cn/"}, "demonstration": w("demonstration"),
            "introduction": w("introduction"),
            "organizer": {"name": w("organizer"), "address": w("organizer-address"), "postcode": w("organizer-postcode"), "phone": "0100-1234567"},
            "undertaker": {"name": w("undertaker")},
            "identifiers": {"site_code": w("site-code"), "icp": w("icp"), "police": w("police")},
            "column": {"name": w("column"), "description": w("column-description"), "keywords": [w("keyword")], "type": w("column-type")},
        },
    )  # fmt: skip
    channel = {
        "id": "office", "body": w("body"), "answers_for": w("answers"), "phones": ["0100-1234567"], "email": "a.b+c@example.cn",
        "address": w("address"), "postbox": w("postbox"), "postcode": "100000", "hours": w("hours"), "note": w("note"),
    }  # fmt: skip
    write_yaml(folder / "contact.yaml", {"introduction": w("contact"), "channels": [channel]})
    write_yaml(folder / "glossary.yaml", {w("term"): w("explanation")})
    (folder / "pages").mkdir()
    head = json.dumps(
        {"title": w("page"), "description": w("page-description")}, ensure_ascii=False
    )
    (folder / "pages" / "about.md").write_text(f"---\n{head}\n---\n\n文字。\n", "utf-8")
    here = folder / "notices" / "n1"
    write_yaml(
        here / "notice.yaml",
        {
            "title": w("title"), "issuer": w("issuer"), "source": w("source"), "signed": "2024-01-01", "published": "2024-01-02 09:05",
            "signature": [w("signature"), w("signature-2")], "inspection": {"by": w("by"), "round": w("round"), "starts": "2023"},
            "document": {
                "index_number": w("index"), "document_number": w("number"), "category": w("category"),
                "summary": w("summary"), "keywords": [w("k1"), w("k2")], "disclosure": w("disclosure"), "validity": w("validity"),
            },
            "findings_heading": w("heading"),
            "findings_introduction": w("introduction"),
            "groups": [{"id": "a", "number": w("group-number"), "title": w("group"), "introduction": w("group-introduction"), "groups": [{"id": "b", "title": w("inner")}]}],
            "lead_words": {"description": w("lead-1"), "measures": w("lead-2"), "result": w("lead-3")},
            "status_words": [{"word": w("status"), "kind": "done", "definition": w("definition")}],
            "declared": {"measures": 9}, "explain": [{"figure": "measures", "reason": w("reason"), "by": w("explained-by"), "date": "2024-01-02"}],
            "figures": [{"label": w("label"), "value": "6", "unit": w("unit"), "note": w("figure-note")}],
            "attachments": [{"file": "a.pdf", "title": w("attachment")}],
            "review": [{"role": "drafter", "name": w("SECRET"), "date": "2024-01-01"}], "internal": w("SECRET"),
            "exceptions": [{"rule": "privacy-mobile", "sha256": "0" * 64, "by": w("SECRET"), "date": "2024-01-01", "reason": w("SECRET")}],
        },
    )  # fmt: skip
    (here / "attachments").mkdir()
    (here / "attachments" / "a.pdf").write_bytes(b"%PDF")
    write_finding(
        folder, "n1", "01", number=w("f-number"), title=w("f-title"), group="b", description=w("f-description") + w("basis"),
        measures=[w("m1") + w("term"), w("m2")], result=w("result"), status=w("status"), status_basis=w("basis"),
        departments=[w("department"), w("d2")], withheld=w("withheld"), internal=w("SECRET"), follows="n2/01",
        updates=[{"date": "2024-03", "text": w("update"), "status": w("status"), "source": w("update-source")}],
        corrections=[{"date": "2024-03-04", "was": w("was"), "now": w("now"), "reason": w("c-reason")}],
    )  # fmt: skip
    write_finding(folder, "n1", "02", number="2.", title=w("f2-title"))
    notice = {"title": w("n2-title"), "issuer": w("issuer"), "published": "2023-01-02 09:05"}
    write_yaml(folder / "notices" / "n2" / "notice.yaml", notice)
    write_finding(folder, "n2", "01", title=w("n2-finding"))
    gone = {"date": "2024-01-01", "reason": w("withdrawn")}
    write_yaml(folder / "notices" / "n3" / "notice.yaml", {**notice, "withdrawn": gone})
    write_finding(folder, "n3", "01", title=w("SECRET"))
    old = here / "notice.yaml"
    old.write_text(
        old.read_text("utf-8").replace('"signed"', '"follows": ["n2"], "signed"'), "utf-8"
    )
    return folder


def text_fields() -> Iterator[tuple[str, str]]:
    """(record, field) of every field of the model that takes any text."""
    for record in vars(model).values():
        if (
            isinstance(record, type)
            and issubclass(record, model.Record)
            and record is not model.Record
        ):
            for name, kind in get_type_hints(record, include_extras=True).items():
                parts = {kind, *get_args(kind)}
                summary = record is model.Document and name == "summary"
                if model.Text in parts or any(model.Text in get_args(p) for p in parts) or summary:
                    yield record.__name__, name


class Plain:
    """The plain site and the hostile one."""

    def __init__(self, folder: Path) -> None:
        self.plain_content = content_of(folder / "plain-content", plain_words)
        self.hostile_content = content_of(folder / "hostile-content", hostile_words)
        self.plain = BuiltSite(built(self.plain_content, folder / "plain"), self.plain_content)
        self.hostile = BuiltSite(
            built(self.hostile_content, folder / "hostile"), self.hostile_content
        )


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    return Plain(tmp_path_factory.mktemp("safety"))


def shape(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes; what ``prose`` puts around dates and titles left out."""
    marks = {"time", "data", "cite", "br"}
    return [(e.tag, tuple(sorted(e.keys()))) for e in page.all() if e.tag not in marks]


def tamed(text: str) -> str:
    """A text with what is hostile in it taken out."""
    return text.replace(POISON, "")


def test_every_text_field_is_poisoned(sites: Plain) -> None:
    """A field that is added to the model must be added here."""
    records: dict[str, set[str]] = {}
    site, _ = load_site(str(sites.hostile_content))
    folder, _ = load_notice(str(sites.hostile_content), "n1")
    third, _ = load_notice(str(sites.hostile_content), "n3")
    assert site
    assert folder
    assert third
    heads = [page.head for page in site.pages.values()]
    waiting: list[Any] = [
        site.site,
        site.contact,
        *heads,
        folder.notice,
        third.notice,
        *folder.findings.values(),
    ]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting += value
        elif isinstance(value, msgspec.Struct):
            for name in value.__struct_fields__:
                field = getattr(value, name)
                waiting.append(field)
                if "<script>" in str(field) and not isinstance(field, msgspec.Struct):
                    records.setdefault(type(value).__name__, set()).add(name)
    exempt = {("Attachment", "file")}  # names of files have a rule of their own
    exempt |= {("LeakException", "rule")}  # so have names of rules
    left = {(r, f) for r, f in text_fields() if f not in records.get(r, set())}
    assert {(r, f) for r, f in left if r not in ("Terms", "HouseWord")} == exempt  # never on pages


def test_hostile_texts_make_no_element_and_no_attribute(sites: Plain) -> None:
    assert set(sites.hostile.pages) == set(sites.plain.pages)
    for address, page in sites.hostile.pages.items():
        assert shape(page) == shape(sites.plain.pages[address]), address


def test_hostile_texts_are_shown_as_they_were_typed(sites: Plain) -> None:
    for address, page in sites.hostile.pages.items():
        wanted = text_of(sites.plain.pages[address].root)
        assert tamed(text_of(page.root)) == wanted, address
        assert POISON in text_of(page.root)


def test_hostile_texts_stay_inside_their_attributes(sites: Plain) -> None:
    for address, page in sites.hostile.pages.items():
        for element, wanted in zip(page.all(), sites.plain.pages[address].all(), strict=False):
            if element.tag != wanted.tag:
                break  # a mark of prose; the shape is looked at above
            for name, value in wanted.attrib.items():
                if not value.startswith(("mailto:", "https://beian.mps")) and name != "datetime":
                    assert tamed(element.get(name, "")) == value, (address, name)


def test_the_pages_are_whole(sites: Plain) -> None:
    invariants = (parses, ids_unique, policy_there, nothing_inline, links_resolve)
    assert set(faults(sites.hostile, invariants)) <= set(faults(sites.plain, invariants))


def test_a_mail_link_has_a_subject_and_a_body_and_nothing_else(sites: Plain) -> None:
    seen = 0
    for page in sites.hostile.pages.values():
        for link in page.all("a"):
            address = link.get("href", "")
            if "subject=" in address:
                parts = urlsplit(address)
                fields = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
                assert [name for name, _ in fields] == ["subject", "body"]
                assert parts.path == "a.b+c@example.cn"
                assert not parts.fragment
                assert POISON in fields[0][1]
                seen += 1
    assert seen > 5


@pytest.mark.parametrize("odd", ["甲\n乙", "甲\r\nBcc: x@example.cn", "甲\tBcc"])
def test_a_break_in_a_title_makes_no_header(tmp_path: Path, odd: str) -> None:
    content = small_content(tmp_path / "content")
    write_yaml(
        content / "contact.yaml", {"channels": [{"id": "a", "body": "某", "email": "a@example.cn"}]}
    )
    write_finding(content, "n1", "01", title=odd)
    if build(content, tmp_path / "out").failed:
        return  # refused: as good
    page = BuiltSite(tmp_path / "out", content).pages["n1/01.html"]
    (link,) = {a.get("href", "") for a in page.all("a") if "subject=" in a.get("href", "")}
    subject = unquote(link.partition("subject=")[2].partition("&")[0])
    assert not re.search(r"[\r\n]", subject)


def test_json_is_exact(sites: Plain) -> None:
    (found, _) = json.loads((sites.hostile.out / "n1" / "findings.json").read_text("utf-8"))[
        "findings"
    ]
    w = hostile_words
    assert found["title"] == w("f-title")
    assert found["measures"] == [w("m1") + w("term"), w("m2")]
    assert found["departments"] == [w("department"), w("d2")]
    assert found["status"] == w("status")
    assert found["withheld"] == w("withheld")


def test_csv_is_exact(sites: Plain) -> None:
    text = (sites.hostile.out / "n1" / "findings.csv").read_text("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["title"] == hostile_words("f-title")
    assert row["departments"] == f"{hostile_words('department')}\n{hostile_words('d2')}"


def test_xml_is_well_formed_and_exact(sites: Plain) -> None:
    for name in ("feed.xml", "sitemap.xml"):
        root = ElementTree.fromstring((sites.hostile.out / name).read_bytes())
        assert "script" not in {e.tag.rpartition("}")[2] for e in root.iter()}
    titles = [
        e.text
        for e in ElementTree.parse(sites.hostile.out / "feed.xml").iter(
            "{http://www.w3.org/2005/Atom}title"
        )
    ]
    assert titles[:2] == [hostile_words("site"), hostile_words("title")]


def test_a_vcard_is_exact(sites: Plain) -> None:
    raw = (sites.hostile.out / "contact-office.vcf").read_bytes().decode()
    lines = raw.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0].partition(";")[0] for line in lines] == [
        "BEGIN", "VERSION", "N", "FN", "ORG", "TEL", "EMAIL", "ADR", "NOTE", "END", ""
    ]  # fmt: skip
    name = next(line for line in lines if line.startswith("FN:"))
    assert re.sub(r"\\([\\;,])", r"\1", name.removeprefix("FN:")) == hostile_words("body")


def test_nothing_internal_leaves(sites: Plain) -> None:
    for path in sites.hostile.out.rglob("*"):
        if path.is_file():
            assert b"SECRET" not in path.read_bytes(), path


# --- what is refused ---------------------------------------------------------------------------

REFUSED = {
    "NUL": "\x00",
    "BELL": "\x07",
    "RTL override": "\u202e",
    "RTL isolate": "\u2067",
    "line separator": "\u2028",
    "noncharacter": "\ufffe",
    "DEL": "\x7f",
}


def refused(content: Path) -> set[str]:
    """The codes of the rules that keep this content from being built."""
    return {
        p.rule.code
        for p in check_content(settings_for(content, content.parent / "_site"))
        if p.rule.level is Level.ERROR
    }


@pytest.mark.parametrize("odd", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("file", ["finding", "notice", "site", "glossary"])
def test_an_odd_character_in_a_record_is_refused(tmp_path: Path, odd: str, file: str) -> None:
    content = small_content(tmp_path / "content")
    record, path = {
        "finding": (
            {"number": "1.", "title": f"甲{odd}乙", "measures": ["一"]},
            "notices/n1/findings/01.yaml",
        ),
        "notice": ({"title": f"甲{odd}乙", "issuer": "某"}, "notices/n1/notice.yaml"),
        "site": ({"name": f"甲{odd}乙"}, "site.yaml"),
        "glossary": ({"词": f"甲{odd}乙"}, "glossary.yaml"),
    }[file]
    (content / path).write_text(json.dumps(record), "utf-8")  # as an escape: \u202e
    assert refused(content)


@pytest.mark.parametrize("odd", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("name", ["overview.md", "next-steps.md"])
def test_an_odd_character_in_markdown_is_refused(tmp_path: Path, odd: str, name: str) -> None:
    content = small_content(tmp_path / "content")
    (content / "notices" / "n1" / name).write_text(f"甲{odd}乙\n", "utf-8")
    assert refused(content)


@pytest.mark.parametrize("text", ["甲\u202e乙", "甲\\u202e乙"], ids=["as it is", "as an escape"])
@pytest.mark.parametrize("part", ["head", "text"])
def test_an_odd_character_in_a_page_is_refused(tmp_path: Path, text: str, part: str) -> None:
    content = small_content(tmp_path / "content")
    (content / "pages").mkdir()
    head, body = (text, "文字") if part == "head" else ("题", text.replace("\\u202e", "\u202e"))
    (content / "pages" / "about.md").write_text(f'---\ntitle: "{head}"\n---\n{body}\n', "utf-8")
    assert refused(content)


MARKDOWN = (
    "<script>x()</script>", "a <b onclick=x()>b</b>", "<!-- x -->", "[a](javascript:x())", "[a](JaVaScRiPt:x())", "[a](data:text/html,x)",
    "[a](//evil.example.net/)", "[a](https://evil.example.net/)", "![x](https://evil.example.net/x.png)", "![](attachments/x.png)",
    "[a](../../../etc/passwd)", "[a](nowhere.html)", "<javascript:x()>", "<https://evil.example.net/>", "[a]: javascript:x()\n\n[a]",
    "[a][b]\n\n[b]: https://evil.example.net/", "[a](mailto:a@example.cn?bcc=b@example.cn)", "[a](mailto:a?cc=b@example.cn)",
    "[a](\\\\evil\\x)", "[a](https://gov.cn@evil.example.net/)", "[a](https://evilgov.cn/)", "[a](ja\tvascript:x())", "[a](#nowhere)",
    "[a](index.html#nowhere)",
)  # fmt: skip


@pytest.mark.parametrize("text", MARKDOWN)
def test_hostile_markdown_is_refused(tmp_path: Path, text: str) -> None:
    content = small_content(tmp_path / "content")
    (content / "notices" / "n1" / "overview.md").write_text(text + "\n", "utf-8")
    assert refused(content) <= {"raw-html", "dead-link", "picture-without-text"}
    assert refused(content)


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)
    | st.sampled_from(MARKDOWN)
)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_markdown_makes_nothing_but_text_even_unchecked(text: str) -> None:
    """``faults`` stops the build; were it to miss something, this is what would reach a reader."""
    html = prose.markdown(f"{text} *x* [a]({text})", lambda address: None)
    root = html5lib.parseFragment(str(html), namespaceHTMLElements=False)
    elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
    assert {e.tag for e in elements} <= {*prose.TAGS, "time", "data", "cite"}
    assert {name for e in elements for name in e.attrib} <= {"datetime", "value", "start", "alt"}


@pytest.mark.parametrize("field", ["id", "phones", "email", "postcode"])
def test_no_line_break_gets_into_a_contact(tmp_path: Path, field: str) -> None:
    content = small_content(tmp_path / "content")
    channel: dict[str, Any] = {
        "id": "a",
        "body": "某",
        "phones": ["0100-1234567"],
        "email": "a@example.cn",
        "postcode": "100000",
    }
    for odd in ("\n", "\r\nX:1", "\r"):
        value = [channel[field][0] + odd] if field == "phones" else channel[field] + odd
        write_yaml(content / "contact.yaml", {"channels": [{**channel, field: value}]})
        assert refused(content), repr(odd)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(folder: NoticeFolder, edition: Edition, start: str) -> None:
    """The signs of OWASP's list: the full-width ones count in Chinese and Japanese versions of Excel."""
    text = f'{start}HYPERLINK("http://x")'
    finding = msgspec.structs.replace(
        folder.findings["01"],
        number=text,
        title=text,
        measures=(text,),
        result=text,
        departments=(text,),
    )
    file, _ = findings_data(msgspec.structs.replace(folder, findings={"01": finding}), edition)
    _, row = csv.reader(io.StringIO((file.data or b"").decode("utf-8-sig"), newline=""))
    cells = [cell for cell in row if "HYPERLINK" in cell]
    assert len(cells) == 5
    assert [cell for cell in cells if cell.lstrip(" \t\r\n")[0] in "=+-@＝＋－＠"] == []


# --- any text at all ---------------------------------------------------------------------------

TYPED = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn")).filter(lambda c: not re.match(r"[\u2028-\u202e\ufff9-\uffff]", c))
    | st.sampled_from("《》<>&\"'`{}%年月日元万亿,，.0123456789一是①（）\n"),
    min_size=1,
    max_size=80,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> NoticeFolder:
    content = small_content(tmp_path_factory.mktemp("any") / "content", findings=1)
    loaded, _ = load_notice(str(content), "n1")
    assert loaded
    return loaded


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    site, _ = load_site(str(small_content(tmp_path_factory.mktemp("any") / "content")))
    assert site
    return Edition(site, Language.CHINESE, load_strings(str(TEMPLATES), Language.CHINESE))


@pytest.fixture(scope="module")
def renderer(edition: Edition) -> Renderer:
    return Renderer(open_templates(str(TEMPLATES)), edition, gather_assets(str(TEMPLATES)))


@given(title=TYPED, measure=TYPED)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_title_and_measure_reach_the_page(
    folder: NoticeFolder, edition: Edition, renderer: Renderer, title: str, measure: str
) -> None:
    finding = msgspec.structs.replace(
        folder.findings["01"], title=title, measures=(measure, measure)
    )
    pages = plan(msgspec.structs.replace(folder, findings={"01": finding}), Related(), edition, ())
    for page in pages:
        made = Page(page.address, renderer.render(page))
        assert made.parsed[1] == []
        if page.address.endswith("01.html"):
            assert text_of(made.one("h1")) == f"1.{title}"
            measures = [text_of(p) for p in made.all("p") if p.get("class") == "measures__text"]
            assert measures == [measure, measure]
        if page.address.endswith("full.html"):
            assert f"1.{title}" in text_of(made.one("main"))
            assert measure + measure in text_of(made.one("main"))


@given(TYPED)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_marking_changes_no_character(text: str) -> None:
    for made in (prose.marked(text), prose.measure(text)):
        assert isinstance(made, Markup)
        root = html5lib.parseFragment(str(made), namespaceHTMLElements=False)
        assert text_of(root) == text
        for element in root.iter("time"):
            parts = [int(part) for part in element.get("datetime").split("-")]
            assert date(
                *([2024, *parts] if len(element.get("datetime")) == 5 else [*parts, 1, 1][:3])
            )


@pytest.mark.parametrize(
    "text",
    [LONG, "《" * 3000, "1" * 5000, "1," * 4000, "《2024年" * 900, "一是" * 2000, "&" * 9000],
)
def test_long_texts_take_no_time(text: str) -> None:
    for _ in range(20):
        made = prose.measure(text)
    assert text_of(html5lib.parseFragment(str(made), namespaceHTMLElements=False)) == text
