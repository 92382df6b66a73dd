"""The sample site says all that its records say, and nothing else: the facts, the totals, every text as typed."""

import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.site_invariants import CONTENT, ROOT, BuiltSite, Page, read, sample, text_of

SLUG = "gfdb-2024"
STEMS = [f"{number:02}" for number in range(1, 31)]
EDITIONS = ["", "en/"]
FACTS = read(ROOT / "tests" / "data" / "facts" / f"{SLUG}.yaml")
FINDINGS = {stem: read(CONTENT / "notices" / SLUG / "findings" / f"{stem}.yaml") for stem in STEMS}
NOTICE = read(CONTENT / "notices" / SLUG / "notice.yaml")
CONTACT = read(CONTENT / "contact.yaml")
SITE = read(CONTENT / "site.yaml")


@pytest.fixture(scope="module")
def site() -> BuiltSite:
    return BuiltSite(sample(), CONTENT)


def main_text(page: Page) -> str:
    return text_of(page.one("main"))


def by_class(page: Page, name: str) -> list[Element]:
    return [e for e in page.all() if name in (e.get("class") or "").split()]


def missing(facts: list[str], said: str) -> set[str]:
    """The facts that do not stand in a text as often as they are listed."""
    return {fact for fact, times in Counter(facts).items() if said.count(fact) < times}


@pytest.mark.parametrize("edition", EDITIONS)
def test_there_are_thirty_findings(site: BuiltSite, edition: str) -> None:
    folder = f"{edition}{SLUG}/"
    found = {a.removeprefix(folder) for a in site.pages if a.startswith(folder)}
    assert found == {"index.html", "full.html", *(f"{stem}.html" for stem in STEMS)}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stem", STEMS)
def test_a_finding_says_what_its_record_says(site: BuiltSite, edition: str, stem: str) -> None:
    page, record = site.pages[f"{edition}{SLUG}/{stem}.html"], FINDINGS[stem]
    assert text_of(page.one("h1")) == record["number"] + record["title"]
    assert [text_of(e) for e in by_class(page, "measures__text")] == record["measures"]
    assert len(record["measures"]) == int(FACTS["findings"][stem]["measures"])
    assert missing(FACTS["findings"][stem]["facts"], main_text(page)) == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_full_text_is_the_records_in_order(site: BuiltSite, edition: str) -> None:
    page = site.pages[f"{edition}{SLUG}/full.html"]
    lead = NOTICE["lead_words"]["measures"]
    wanted = [(f["number"] + f["title"], lead + "".join(f["measures"])) for f in FINDINGS.values()]
    elements = page.all("h2", "h3", "h4", "p")
    starts = [i for i, e in enumerate(elements) if (e.get("id") or "").startswith("f-")]
    assert [(text_of(elements[i]), text_of(elements[i + 1])) for i in starts] == wanted
    assert [elements[i].get("id") for i in starts] == [f"f-{stem}" for stem in STEMS]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", ["index.html", "full.html"])
def test_the_texts_around_the_findings_are_there(site: BuiltSite, edition: str, name: str) -> None:
    said = main_text(site.pages[f"{edition}{SLUG}/{name}"])
    for part in ("overview", "next_steps", "signature"):
        assert missing(FACTS[part], said) == set()
    assert NOTICE["findings_heading"] in said
    places = [said.index(words) for words in ("一、整改工作", "二、整改落实", "三、下一步")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["overview", "next-steps"])
def test_markdown_reaches_the_page_word_for_word(site: BuiltSite, name: str) -> None:
    source = (CONTENT / "notices" / SLUG / f"{name}.md").read_text("utf-8")
    plain = re.sub(r"\s", "", re.sub(r"(?m)^(#+|-) ", "", source))
    assert plain in re.sub(r"\s", "", main_text(site.pages[f"{SLUG}/full.html"]))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_totals_are_shown_with_the_explanation(site: BuiltSite, edition: str) -> None:
    page, words = (
        site.pages[f"{edition}{SLUG}/index.html"],
        site.words("en" if edition else "zh-CN"),
    )
    rows = [[text_of(cell) for cell in row if cell.tag in ("th", "td")] for row in page.all("tr")]
    table = {cells[0]: cells[1:] for cells in rows[1:]}
    assert list(table) == [
        words[f"declared_{name}"] for name in ("aspects", "findings", "measures")
    ]
    aspects, findings, measures = table.values()
    assert aspects[:2] == ["4", "—"]
    assert aspects[2] == words["total_not_recorded"]
    assert findings == ["30", "30", words["total_agrees"]]
    assert measures[:2] == ["119", "113"]
    (explained,) = NOTICE["explain"]
    assert all(explained[key] in measures[2] for key in ("reason", "by", "date"))
    cards = [text_of(e) for e in by_class(page, "figures__value")]
    assert [re.sub(r"\D", "", card) for card in cards] == ["4", "30", "119", "6", "3", "17"]


def test_the_progress_bar_counts_what_the_notice_states(site: BuiltSite) -> None:
    words = site.words("zh-CN")
    shown = [
        text_of(e).split() for e in by_class(site.pages[f"{SLUG}/index.html"], "progress__item")
    ]
    assert shown == [[words["kind_in_progress"], "1"], [words["kind_not_stated"], "29"]]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_status_is_only_what_is_stated(site: BuiltSite, edition: str) -> None:
    unstated = site.words("en" if edition else "zh-CN")["kind_not_stated"]
    for stem, record in FINDINGS.items():
        page = site.pages[f"{edition}{SLUG}/{stem}.html"]
        (shown,) = [text_of(e) for e in by_class(page, "status__word")]
        assert shown == record.get("status", unstated)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    "name", ["index.html", "contact.html", f"{SLUG}/index.html", f"{SLUG}/17.html"]
)
def test_both_channels_are_there(site: BuiltSite, edition: str, name: str) -> None:
    page = site.pages[edition + name]
    said, links = main_text(page), [a.get("href") or "" for a in page.all("a")]
    for channel in CONTACT["channels"]:
        assert all(
            channel[key] in said
            for key in ("body", "answers_for", "email", "address", "note")
            if key in channel
        )
        for phone in channel["phones"]:
            assert phone in said
            assert f"tel:{phone.replace('-', '')}" in links


def test_the_contact_page_has_every_fact(site: BuiltSite) -> None:
    assert missing(FACTS["contact"], main_text(site.pages["contact.html"])) == set()


def test_the_footer_has_every_fact(site: BuiltSite) -> None:
    for page in site.pages.values():
        footer = next(e for e in page.all("footer") if e.get("class") == "footer")
        assert missing(FACTS["footer"], text_of(footer)) == set()


def query_of(page: Page) -> tuple[str, dict[str, list[str]]]:
    """Recipient and fields of the only mail link that fills in a subject."""
    (link,) = {a.get("href", "") for a in page.all("a") if "subject=" in a.get("href", "")}
    parts = urlsplit(link)
    return parts.path, parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stem", STEMS)
def test_a_mail_about_a_finding_names_it(site: BuiltSite, edition: str, stem: str) -> None:
    address, record = f"{edition}{SLUG}/{stem}.html", FINDINGS[stem]
    to, fields = query_of(site.pages[address])
    assert to == CONTACT["channels"][0]["email"]
    assert set(fields) == {"subject", "body"}
    (subject,), (body,) = fields.values()
    title = record["number"] + record["title"]
    assert title in subject
    assert "\n" not in subject
    lines = body.split("\r\n")
    assert any(line.endswith(title) for line in lines)
    assert any(line.endswith(NOTICE["title"]) for line in lines)
    assert any(line.endswith(SITE["base_url"] + address) for line in lines)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_mail_about_the_notice_names_it(site: BuiltSite, edition: str) -> None:
    _, fields = query_of(site.pages[f"{edition}{SLUG}/index.html"])
    assert NOTICE["title"] in fields["subject"][0]
    assert f"{SITE['base_url']}{edition}{SLUG}/index.html" in fields["body"][0]


def test_the_list_leads_to_every_finding_with_its_count(site: BuiltSite) -> None:
    page = site.pages[f"{SLUG}/index.html"]
    links = [(a.get("href"), text_of(a)) for a in by_class(page, "entries__link")]
    assert links == [(f"{s}.html", f["number"] + f["title"]) for s, f in FINDINGS.items()]
    counts = [int(re.sub(r"\D", "", text_of(e))) for e in by_class(page, "entries__count")]
    assert (counts, sum(counts)) == ([len(f["measures"]) for f in FINDINGS.values()], 113)


def test_a_pager_walks_through_all_findings(site: BuiltSite) -> None:
    walked: list[Any] = ["01"]
    while follower := [
        a for a in site.pages[f"{SLUG}/{walked[-1]}.html"].all("a") if a.get("rel") == "next"
    ]:
        walked.append((follower[0].get("href") or "").removesuffix(".html"))
    assert walked == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_the_words_explained_are_those_that_occur(site: BuiltSite, stem: str) -> None:
    record, glossary = FINDINGS[stem], read(CONTENT / "glossary.yaml")
    text = "\n".join([record["title"], record.get("description", ""), *record["measures"]])
    shown = [text_of(e) for e in site.pages[f"{SLUG}/{stem}.html"].all("dfn")]
    assert set(shown) <= {term for term in glossary if term in text}
    covered = [
        term for term in glossary if term in text and not any(term in other for other in shown)
    ]
    assert covered == []
