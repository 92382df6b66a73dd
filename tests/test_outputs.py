"""What is published beside the pages: feed, site map, robots.txt, contact cards, data, attachments."""

import csv
import hashlib
import io
import json
import re
import sys
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from site_src.edition import Edition
from site_src.load import load_site
from site_src.model import Language
from site_src.outputs.attachments import size_in_words
from site_src.outputs.data import COLUMNS, SCHEMA
from site_src.outputs.files import WholeSite
from site_src.outputs.sitemaps import sitemaps
from site_src.templates import load_strings, open_templates
from tests.site_invariants import (
    CONTENT,
    TEMPLATES,
    BuiltSite,
    Page,
    build,
    built,
    read,
    rich,
    rich_content,
    sample,
    small_content,
    snapshot,
    text_of,
    write_finding,
    write_yaml,
)

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://www.example.cn/xunchazhenggai/"


# --- feed.xml ----------------------------------------------------------------------------------


def test_the_feed_has_what_atom_asks_for() -> None:
    feed = ElementTree.parse(rich() / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == f"{BASE}index.html"
    assert feed.findtext(f"{ATOM}title") == "某机关公开网"
    entries = feed.findall(f"{ATOM}entry")
    slugs = ["n2", "n1", "n0"]  # the newest first
    assert [e.findtext(f"{ATOM}id") for e in entries] == [f"{BASE}{s}/index.html" for s in slugs]
    for entry in entries:
        for name in ("title", "updated", "published", "author", "summary"):
            assert entry.find(f"{ATOM}{name}") is not None
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")).utcoffset()
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
    assert (
        feed.findtext(f"{ATOM}updated")
        == entries[0].findtext(f"{ATOM}updated")
        == "2025-01-02T09:05:00+08:00"
    )
    links = {(e.get("rel"), e.get("href")) for e in feed.findall(f"{ATOM}link")}
    assert links == {("self", f"{BASE}feed.xml"), ("alternate", f"{BASE}index.html")}


def test_the_feed_says_what_is_a_demonstration() -> None:
    subtitle = ElementTree.parse(sample() / "feed.xml").getroot().findtext(f"{ATOM}subtitle", "")
    assert read(CONTENT / "site.yaml")["demonstration"] in subtitle


def test_without_an_address_of_the_site_there_is_neither_feed_nor_map_nor_url(
    tmp_path: Path,
) -> None:
    out = built(small_content(tmp_path / "content"), tmp_path / "out")
    assert not {"feed.xml", "sitemap.xml"} & set(snapshot(out))
    page = Page("x", (out / "n1" / "01.html").read_bytes())
    assert {link.get("rel") for link in page.all("link")} == {"icon", "stylesheet"}
    assert "Sitemap" not in (out / "robots.txt").read_text("utf-8")


def test_a_notice_without_a_time_has_no_entry_and_the_page_no_feed(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content", base_url="https://www.example.cn")
    write_yaml(content / "notices" / "n1" / "notice.yaml", {"title": "通报", "issuer": "某"})
    out = built(content, tmp_path / "out")
    feeds = [
        e
        for e in Page("x", (out / "index.html").read_bytes()).all("link")
        if e.get("type") == "application/atom+xml"
    ]
    assert (out / "feed.xml").exists() == bool(feeds)


# --- sitemap.xml, robots.txt -------------------------------------------------------------------


@pytest.mark.parametrize("site", ["sample", "rich"])
def test_the_site_map_lists_every_page_but_404(site: str) -> None:
    out = {"sample": sample, "rich": rich}[site]()
    base = BASE if site == "rich" else read(CONTENT / "site.yaml")["base_url"]
    urls = [e.text for e in ElementTree.parse(out / "sitemap.xml").iter(f"{MAP}loc")]
    pages = {p.relative_to(out).as_posix() for p in out.rglob("*.html")}
    assert len(urls) == len(set(urls))
    assert set(urls) == {base + page for page in pages if not page.endswith("404.html")}


def test_the_site_map_dates_what_belongs_to_a_notice() -> None:
    dates = {
        u.findtext(f"{MAP}loc"): u.findtext(f"{MAP}lastmod")
        for u in ElementTree.parse(rich() / "sitemap.xml").iter(f"{MAP}url")
    }
    assert dates[f"{BASE}n1/01.html"] == dates[f"{BASE}en/n1/01.html"] == "2024-01-02"
    assert dates[f"{BASE}index.html"] is None


@pytest.mark.parametrize(("count", "files"), [(50, 1), (51, 3), (109, 4)])
def test_a_large_site_map_is_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, files: int
) -> None:
    module = sys.modules["site_src.outputs.sitemaps"]
    assert module.MOST_ADDRESSES == 50_000
    monkeypatch.setattr(module, "MOST_ADDRESSES", 50)
    site, _ = load_site(str(small_content(tmp_path / "content", base_url="https://www.example.cn")))
    assert site
    edition = Edition(site, Language.CHINESE, load_strings(str(TEMPLATES), Language.CHINESE))
    templates = open_templates(str(TEMPLATES))
    whole = WholeSite(
        edition,
        [],
        [f"n{i // 1000}/a{i}x.html" for i in range(count)],
        lambda name, **values: templates.get_template(name).render(**values).encode(),
    )
    made = {file.address: ElementTree.fromstring(file.data or b"") for file in sitemaps(whole)}
    assert len(made) == files
    listed = [e.text for root in made.values() for e in root.findall(f"{MAP}url/{MAP}loc")]
    assert len(listed) == len(set(listed)) == count
    assert all(len(root) <= 50 for root in made.values())
    index = [e.text for e in made["sitemap.xml"].findall(f"{MAP}sitemap/{MAP}loc")]
    assert index == (
        [] if files == 1 else [f"https://www.example.cn/sitemap-{n}.xml" for n in range(1, files)]
    )


@pytest.mark.parametrize("stem", ["404", "1404"])
def test_a_finding_that_is_called_404_is_on_the_site_map(tmp_path: Path, stem: str) -> None:
    content = small_content(
        tmp_path / "content", base_url="https://www.example.cn", languages=["zh-CN", "en"]
    )
    write_finding(content, "n1", stem)
    text = (built(content, tmp_path / "out") / "sitemap.xml").read_text("utf-8")
    assert f"/n1/{stem}.html<" in text
    assert "cn/404.html" not in text
    assert "/en/404.html" not in text


def test_robots_may_read_all_but_a_demonstration() -> None:
    assert (rich() / "robots.txt").read_text(
        "utf-8"
    ) == f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n"
    assert "\nDisallow: /\n" in (sample() / "robots.txt").read_text("utf-8")


# --- contact cards -----------------------------------------------------------------------------


def test_a_card_is_folded_escaped_and_whole(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content")
    channel = {
        "id": "office", "body": "某机关" * 30 + "，甲;乙,丙\\丁", "phones": ["0100-1234567", "0100-7654321"],
        "email": "office@example.cn", "address": "某路1号;2楼", "postbox": "1号信箱", "postcode": "100000",
        "hours": "9:00\n17:00", "note": "😀" * 40,
    }  # fmt: skip
    write_yaml(content / "contact.yaml", {"channels": [channel]})
    raw = (built(content, tmp_path / "out") / "contact-office.vcf").read_bytes()
    assert raw.endswith(b"END:VCARD\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert all(line.decode() for line in raw.split(b"\r\n")[:-1])  # no character is cut in two
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert lines == [
        "BEGIN:VCARD", "VERSION:3.0", "N:;;;;", *(f"{name}:{'某机关' * 30}，甲\\;乙\\,丙\\\\丁" for name in ("FN", "ORG")),
        "TEL;TYPE=WORK,VOICE:0100-1234567", "TEL;TYPE=WORK,VOICE:0100-7654321", "EMAIL;TYPE=INTERNET:office@example.cn",
        "ADR;TYPE=WORK:1号信箱;;某路1号\\;2楼;;;100000;", f"NOTE:9:00\\n17:00；{'😀' * 40}", "END:VCARD", "",
    ]  # fmt: skip


def test_there_is_a_card_for_each_channel_and_no_person_in_it() -> None:
    channels = [c["id"] for c in read(CONTENT / "contact.yaml")["channels"]]
    cards = sorted(sample().glob("*.vcf"))
    assert [card.name for card in cards] == sorted(f"contact-{c}.vcf" for c in channels)
    assert all(b"\r\nN:;;;;\r\n" in card.read_bytes() for card in cards)


# --- data --------------------------------------------------------------------------------------

PINNED = ["notice", "finding", "number", "title", "group", "status", "status_kind", "status_basis", "deadline", "departments",
          "measure_count", "measures", "result", "withheld", "updates", "address", "current_status", "current_status_kind",
          "current_status_date"]  # fmt: skip


def test_the_columns_are_pinned() -> None:
    """They are a contract: one may be added at the end, none renamed or taken away."""
    assert list(COLUMNS)[: len(PINNED)] == PINNED
    assert SCHEMA == "gongkai-findings/1"


def test_the_table_has_a_row_for_each_finding() -> None:
    data = (sample() / "gfdb-2024" / "findings.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == list(COLUMNS)
    assert len(rows) == 30
    assert {len(row) for row in rows} == {len(COLUMNS)}
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert sum(int(row["measure_count"]) for row in table) == 113
    assert [row["finding"] for row in table] == [f"{n:02}" for n in range(1, 31)]
    assert [row["finding"] for row in table if row["status"]] == ["03"]
    assert {row["status_kind"] for row in table} == {"in_progress", "not_stated"}
    for row in table:
        record = read(CONTENT / "notices" / "gfdb-2024" / "findings" / f"{row['finding']}.yaml")
        assert (row["title"], row["measures"]) == (record["title"], "\n".join(record["measures"]))
        assert row["address"] == f"https://gongkai.example/gfdb-2024/{row['finding']}.html"


def test_json_says_the_same_as_the_table() -> None:
    whole = json.loads((rich() / "n1" / "findings.json").read_text("utf-8"))
    assert (whole["schema"], whole["count"], len(whole["findings"])) == (SCHEMA, 3, 3)
    assert whole["notice"]["slug"] == "n1"
    assert whole["notice"]["published"] == "2024-01-02 09:05"
    first, second, third = whole["findings"]
    assert list(first) == list(COLUMNS)
    assert first["measures"] == ["一是学习《条例》；", "二是追缴50.68万元，已经完成。"]
    update = {"date": "2024-03", "text": "销号。", "status": "已完成", "source": "某科"}
    assert first["updates"][0] == update
    assert (first["status"], first["status_kind"], first["group"]) == ("已完成", "done", "a1")
    assert (second["status"], second["status_kind"], second["result"]) == (None, "not_stated", None)
    assert (third["measures"], third["withheld"]) == ([], "依法不予公开。")
    rows = csv.DictReader(
        io.StringIO((rich() / "n1" / "findings.csv").read_text("utf-8-sig"), newline="")
    )
    assert [row["title"] for row in rows] == [f["title"] for f in whole["findings"]]


def test_a_demonstration_says_so_in_its_data() -> None:
    whole = json.loads((sample() / "gfdb-2024" / "findings.json").read_text("utf-8"))
    assert whole["notice"]["demonstration"] == read(CONTENT / "site.yaml")["demonstration"]


@pytest.mark.parametrize("slug", ["n1", "n2"])
def test_every_file_offered_on_a_page_is_there(slug: str) -> None:
    page = Page("x", (rich() / slug / "index.html").read_bytes())
    offered = {a.get("href") for a in page.all("a") if a.get("download") is not None}
    assert {"findings.csv", "findings.json"} <= offered
    assert all(
        (rich() / slug / (name or "?")).is_file() for name in offered if "%" not in (name or "")
    )


# --- attachments, and what must not leave ------------------------------------------------------


def test_an_attachment_is_copied_byte_for_byte() -> None:
    source = rich().parent / "content" / "notices" / "n1" / "attachments" / "清单.pdf"
    assert (rich() / "n1" / "attachments" / "清单.pdf").read_bytes() == source.read_bytes()
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert f"{digest}  n1/attachments/清单.pdf\n" in (rich() / "SHA256SUMS").read_text("utf-8")


def test_a_large_attachment_is_copied_whole(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content")
    folder = content / "notices" / "n1" / "attachments"
    folder.mkdir()
    (folder / "a b（一）.zip").write_bytes(bytes(range(256)) * 20_000)
    out = built(content, tmp_path / "out")
    assert (out / "n1" / "attachments" / "a b（一）.zip").read_bytes() == (
        folder / "a b（一）.zip"
    ).read_bytes()
    page = Page("x", (out / "n1" / "index.html").read_bytes())
    assert "5.1 MB" in text_of(page.one("main"))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "1 KB"),
        (1499, "1 KB"),
        (999_499, "999 KB"),
        (1_000_000, "1.0 MB"),
        (3_449_000, "3.4 MB"),
    ],
)
def test_sizes_are_for_people(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_internal_fields_and_reviewers_are_nowhere(tmp_path: Path) -> None:
    content = rich_content(tmp_path / "content")
    (content / "notices" / "n1" / ".draft.yaml").write_text("草稿", "utf-8")
    out = built(content, tmp_path / "out")
    secrets = ["内部备注一", "内部备注二", "审核人甲", "审核人乙", "草稿", "drafter"]
    everything = {name: data.decode("utf-8", "replace") for name, data in snapshot(out).items()}
    assert {(s, name) for s in secrets for name, text in everything.items() if s in text} == set()
    assert not [name for name in everything if re.search(r"\.draft|\.yaml$|\.md$", name)]


def test_no_path_of_this_machine_is_in_the_output(tmp_path: Path) -> None:
    out = built(rich_content(tmp_path / "content"), tmp_path / "out")
    assert [name for name, data in snapshot(out).items() if str(tmp_path).encode() in data] == []


def test_a_withdrawn_finding_is_in_no_output(tmp_path: Path) -> None:
    assert build(rich_content(tmp_path / "content"), tmp_path / "out").failed is False
    everything = b"".join(snapshot(tmp_path / "out").values()).decode("utf-8", "replace")
    assert "不再公开的问题" not in everything


def test_every_notice_counts_on_the_front_page(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content", notices=3, findings=2)
    write_finding(content, "n3", "03", measures=["一", "二", "三"])
    page = BuiltSite(built(content, tmp_path / "out"), content).pages["index.html"]
    words = read(TEMPLATES / "strings" / "zh-CN.yaml")
    assert words["site_counts"].format(notices=3, findings=7) in text_of(page.one("main"))
    assert words["measure_count"].format(count=5) in text_of(page.one("main"))
