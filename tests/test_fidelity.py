"""The proof that pages say what was approved: not one changed character gets by, and an unchanged site is no alarm.

The mutations cut into the finished bytes of the sample's pages, at places that these tests find by themselves.
"""

import hashlib
import json
import random
import re
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

from site_src import fidelity
from site_src.fidelity import prove
from site_src.load import ApprovedText, NoticeFolder, load_notice
from site_src.problems import Problem
from site_src.render import Renderer
from site_src.views import Page
from tests.site_invariants import (
    CONTENT,
    ROOT,
    VALID,
    build,
    built,
    errors_of,
    sample,
    small_content,
    snapshot,
    write_yaml,
)
from tests.test_invalid import run

SLUG = "gfdb-2024"
MUTATIONS = 1500
BLANK = " \t\xa0\u3000"
ODD = [*"的了零0,;．", "\u200b", "\u200d", "\xa0", "\u3000", " ", "\t", "\u2028", "\u0301", "𠀀"]
RULES = {
    "approved-differs",
    "approved-not-shown",
    "approved-finding-not-shown",
    "approved-order-differs",
    "approved-lead-word-differs",
    "approved-above-title",
    "not-in-approved",
}
# Where a notice's own words stand on its pages.
TEXTS = {
    "finding": re.compile(
        r'<h1[^>]*>.*?</h1>|<h2 id="measures">.*?</h2>|<p class="measures__text">.*?</p>', re.DOTALL
    ),
    "full": re.compile(r"<(h[1-6]|li)\b[^>]*>.*?</\1>|<p>.*?</p>|<p class=\"sig.*?</p>", re.DOTALL),
}


def load(content: Path, slug: str) -> NoticeFolder:
    folder, problems = load_notice(str(content), slug)
    assert folder is not None, problems
    return folder


def pages_of(out: Path, where: str) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((out / where).glob("*.html"))}


def in_place_of(folder: NoticeFolder, text: str) -> NoticeFolder:
    """The notice with another approved text."""
    fields = {name: getattr(folder, name) for name in folder.__struct_fields__}
    return NoticeFolder(**fields | {"approved": ApprovedText(text.encode(), text)})


def told(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    """Rule, line, column and page of each problem."""
    return [(p.rule.code, p.place.line, p.place.column, p.values.get("page", "")) for p in problems]


@pytest.fixture(scope="module")
def folder() -> NoticeFolder:
    return load(CONTENT, SLUG)


@pytest.fixture(scope="module")
def approved(folder: NoticeFolder) -> str:
    assert folder.approved is not None
    return folder.approved.text


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return pages_of(sample(), SLUG)


# --- the sample ---------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["", "en/"])
def test_the_sample_says_what_was_approved(folder: NoticeFolder, where: str) -> None:
    pages = pages_of(sample(), where + SLUG)
    assert len(pages) == 32
    assert prove(folder, where, pages) == []


def test_the_approved_text_of_the_sample_is_whole(approved: str) -> None:
    """Held against the records by hand: every text, in this order, and nothing else."""
    from tests.test_sample_site import FINDINGS, NOTICE

    markup = re.compile(r"(?m)^(#+|-) ")
    around = [
        markup.sub("", (CONTENT / "notices" / SLUG / f"{name}.md").read_text("utf-8"))
        for name in ("overview", "next-steps")
    ]
    findings = [
        f["number"] + f["title"] + NOTICE["lead_words"]["measures"] + "".join(f["measures"])
        for f in FINDINGS.values()
    ]
    parts = [NOTICE["title"], around[0], NOTICE["findings_heading"], *findings, around[1]]
    wanted = "".join([*parts, *NOTICE["signature"]])
    assert re.sub(r"\s", "", approved) == re.sub(r"\s", "", wanted)


# --- mutations ----------------------------------------------------------------------------------


def runs(page: str, stem: str) -> list[tuple[int, int]]:
    """Start and end of every stretch of the notice's text in a page's source."""
    start, end = page.index("<article"), page.index("</article>")
    end = min([end, *(page.find(mark, start) % len(page) for mark in ('class="proof"',))])
    found = []
    for region in TEXTS["full" if stem == "full" else "finding"].finditer(page, start, end):
        first = region.start() + region[0].index(">") + 1
        found += [m.span(1) for m in re.finditer(r"(?:^|>)([^<>]+)", page[first : region.end()])]
        found = [(a, b) if a >= start else (a + first, b + first) for a, b in found]
    return found


def mutated(page: str, a: int, b: int, chance: random.Random) -> tuple[str, str]:
    """The page with one character inserted, deleted or replaced, or two swapped, between ``a`` and ``b``; and which."""
    while True:
        kind, at = chance.choice(("insert", "delete", "replace", "swap")), chance.randrange(a, b)
        here, new = page[at], chance.choice(ODD)
        if kind == "insert" and new != "\t" and not (new in BLANK and at == a):
            return page[:at] + new + page[at:], f"insert {new!r} at {at}"
        if kind == "delete" and here not in BLANK:
            return page[:at] + page[at + 1 :], f"delete {here!r} at {at}"
        if kind == "replace" and new != here:
            return page[:at] + new + page[at + 1 :], f"replace {here!r} by {new!r} at {at}"
        if kind == "swap" and at + 1 < b and page[at + 1] != here:
            return page[:at] + page[at + 1] + here + page[at + 2 :], f"swap at {at}"


def test_no_changed_character_gets_by(
    folder: NoticeFolder, pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fidelity, "lines_of", lru_cache(maxsize=64)(fidelity.lines_of))
    assert prove(folder, "", pages) == []
    chance, missed, elsewhere, seen = random.Random(20240723), [], [], 0
    stems = [stem for stem in pages if stem not in ("index", "full")]
    characters = 0
    spans = {stem: runs(pages[stem].decode(), stem) for stem in (*stems, "full")}
    for stem, found in spans.items():
        characters += sum(b - a for a, b in found)
        assert found, stem
    for _ in range(MUTATIONS):
        stem = "full" if chance.random() < 0.3 else chance.choice(stems)
        page = pages[stem].decode()
        a, b = chance.choices(spans[stem], [b - a for a, b in spans[stem]])[0]
        changed, how = mutated(page, a, b, chance)
        problems = prove(folder, "", pages | {stem: changed.encode()})
        seen += 1
        if not problems or not {p.rule.code for p in problems} <= RULES:
            missed.append(f"{stem}: {how}")
        elif not any(p.values["page"].startswith(f"{SLUG}/{stem}.html") for p in problems):
            elsewhere.append(f"{stem}: {how}")
    print(
        f"\n{seen} changed characters in {characters} of {len(spans)} pages, {len(missed)} missed"
    )
    assert seen >= 1000
    assert missed == []
    assert elsewhere == []


def test_the_places_that_are_changed_are_all_of_the_text(
    approved: str, pages: dict[str, bytes]
) -> None:
    """Or the mutations would leave some of it out."""
    page = pages["full"].decode()
    said = "".join(page[a:b] for a, b in runs(page, "full"))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", approved)


def test_every_character_of_the_approved_text_counts(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fidelity, "lines_of", lru_cache(maxsize=64)(fidelity.lines_of))
    chance = random.Random(7)
    missed = []
    places = [i for i, c in enumerate(approved) if not c.isspace()]
    for at in chance.sample(places, 300):
        changed = approved[:at] + ("乙" if approved[at] != "乙" else "丙") + approved[at + 1 :]
        line, column = approved.count("\n", 0, at) + 1, at - approved.rfind("\n", 0, at)
        problems = told(prove(in_place_of(folder, changed), "", pages))
        missed += [] if [p[:3] for p in problems] == [("approved-differs", line, column)] else [at]
    assert missed == []


# --- what is told -------------------------------------------------------------------------------


def test_a_difference_names_both_places_and_shows_both_texts(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes]
) -> None:
    changed = approved.replace("“双随机、一公开”检查", "“双随机、公开”检查")
    line = next(n for n, text in enumerate(approved.split("\n"), 1) if "6.监管" in text)
    (problem,) = prove(in_place_of(folder, changed), "", pages)
    column = approved.split("\n")[line - 1].index("一公开") + 1
    assert told([problem]) == [("approved-differs", line, column, f"{SLUG}/full.html#f-06")]
    what, remedy = problem.words("zh")
    assert "审定稿：…缺失严重，“双随机、[]公开”检查没有到位。…；" in what
    assert "：…缺失严重，“双随机、[一]公开”检查没有到位。" in what
    assert "findings/06.yaml" in remedy
    assert problem.place.file == f"notices/{SLUG}/approved.txt"


def test_a_finding_page_is_named_when_only_it_differs(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes]
) -> None:
    changed = pages | {
        "16": pages["16"].replace("50.68万元</data>".encode(), "5068万元</data>".encode())
    }
    (problem,) = prove(folder, "", changed)
    line = next(n for n, text in enumerate(approved.split("\n"), 1) if "50.68万元" in text)
    column = approved.split("\n")[line - 1].index(".68") + 1
    assert told([problem]) == [("approved-differs", line, column, f"{SLUG}/16.html")]


def test_lines_that_are_not_on_the_site_are_told_exactly(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes]
) -> None:
    last = approved.count("\n")
    longer = approved + "\n网站地图\n　　某单位主办\n"
    (problem,) = prove(in_place_of(folder, longer), "", pages)
    assert told([problem])[0][:3] == ("approved-not-shown", last + 2, 1)
    assert problem.values["lines"] == f"{last + 2}–{last + 3}"
    assert problem.values["text"] == "网站地图某单位主办"


def test_a_lost_finding_is_told_once_with_its_lines(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes]
) -> None:
    page = pages["full"].decode()
    start, end = (
        page.index('<h3 class="full__finding" id="f-09"'),
        page.index('<h3 class="full__finding" id="f-10"'),
    )
    fewer = {stem: data for stem, data in pages.items() if stem != "09"}
    problems = prove(folder, "", fewer | {"full": (page[:start] + page[end:]).encode()})
    line = next(n for n, text in enumerate(approved.split("\n"), 1) if "　9." in text)
    assert [(p.rule.code, p.place.line, p.values["lines"]) for p in problems] == [
        ("approved-not-shown", line, f"{line}–{line + 1}")
    ]


def test_a_finding_without_its_page_is_told(folder: NoticeFolder, pages: dict[str, bytes]) -> None:
    fewer = {stem: data for stem, data in pages.items() if stem != "09"}
    assert [p[0] for p in told(prove(folder, "", fewer))] == ["approved-not-shown"]


def test_a_page_that_the_whole_text_does_not_have_is_told(
    folder: NoticeFolder, pages: dict[str, bytes]
) -> None:
    problems = prove(folder, "", pages | {"31": pages["30"]})
    assert [(p[0], p[3]) for p in told(problems)] == [("not-in-approved", f"{SLUG}/31.html")]


def test_findings_that_changed_places_are_told(
    folder: NoticeFolder, pages: dict[str, bytes]
) -> None:
    page = pages["full"].decode()
    marks = [page.index(f'<h3 class="full__finding" id="f-{stem}"') for stem in ("09", "10", "11")]
    a, b, c = marks
    moved = page[:a] + page[b:c] + page[a:b] + page[c:]
    problems = prove(folder, "", pages | {"full": moved.encode()})
    (problem,) = problems
    assert problem.rule.code == "approved-findings-order"
    assert {problem.values["source"], problem.values["other"]} == {
        "findings/09.yaml",
        "findings/10.yaml",
    }
    swapped = pages | {"09": pages["10"], "10": pages["09"]}
    assert {p.values["page"].partition("#")[0] for p in prove(folder, "", swapped)} == {
        f"{SLUG}/09.html",
        f"{SLUG}/10.html",
    }


@pytest.mark.parametrize("stem", ["full", "05"])
def test_doubled_text_is_told(folder: NoticeFolder, pages: dict[str, bytes], stem: str) -> None:
    page = pages[stem].decode()
    doubled = re.sub(
        r"(<p[^>]*>(?:<b[^>]*>[^<]*</b>)*[^<]*人防工程.*?</p>)", r"\1\1", page, count=1, flags=re.S
    )
    assert doubled != page
    assert prove(folder, "", pages | {stem: doubled.encode()}) != []


def test_very_many_differences_are_cut_short(folder: NoticeFolder, pages: dict[str, bytes]) -> None:
    text = "\n".join(f"第{n}行：这一行不在网站上，{n}。" for n in range(50))
    problems = prove(in_place_of(folder, text), "", pages)
    assert len(problems) <= 21
    assert prove(in_place_of(folder, ""), "", pages) != []


@pytest.mark.parametrize(
    ("put", "sound"),
    [
        ("<!-- {} -->", False),
        ("<span hidden>{}</span>", False),
        ("<span data-interface>{}</span>", False),
        ('<span style="display:none">{}</span>', False),
        ("<template>{}</template>", False),
        ("<del>{}</del>", False),
        ("<span>{}</span>", True),
        ("<b><i></i>{}</b>", True),
        ("{}&#8203;", False),
        ("{}&nbsp;", False),
        ("{}&ensp;", False),
        ("&#x65B9;&#26696;", True),
    ],
)
@pytest.mark.parametrize("stem", ["full", "01"])
def test_nothing_hides_a_change(
    folder: NoticeFolder, pages: dict[str, bytes], stem: str, put: str, sound: bool
) -> None:
    """Entities and elements that show their text are as good as the text; anything else is not."""
    page = pages[stem].decode()
    at = page.index("运行细则", page.index("<article"))
    word = "方案" if "{}" not in put else "运行细则"
    if word == "方案":
        put, word = "&#x8FD0;&#34892;&#x7ec6;&#21017;", "运行细则"
    changed = page[:at] + put.format(word) + page[at + len(word) :]
    assert (prove(folder, "", pages | {stem: changed.encode()}) == []) == sound


@pytest.mark.parametrize("odd", ["\u200b", "\xa0", "\u3000", "\u2028", "\ufeff", "　 "])
def test_an_odd_character_of_the_approved_text_is_missed_too(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes], odd: str
) -> None:
    at = approved.index("运行细则") + 2
    changed = approved[:at] + odd + approved[at:]
    (problem,) = prove(in_place_of(folder, changed), "", pages)
    assert problem.values["approved"].count(f"[{odd}]") == 1


@pytest.mark.parametrize(
    "same",
    [
        lambda text: text.replace("\n", "\r\n").replace("\r\n", "\n"),
        lambda text: re.sub(r"(?m)^　+", "", text),
        lambda text: re.sub(r"(?m)$", "  \t", text),
        lambda text: text.replace("\n", "\n\n  \n"),
        lambda text: re.sub(r"(?m)^(　*[0-9]+\.)", r"\1\t", text),
        lambda text: text.replace("；二是", "；\t\t二是"),
        lambda text: text.replace("；二是", "；\n　　二是"),
        lambda text: re.sub(r"\n　+(?=整改情况)", " ", text),
        lambda text: text.partition("\n")[2],
    ],
)
def test_line_breaks_and_indentation_may_differ(
    folder: NoticeFolder, approved: str, pages: dict[str, bytes], same: object
) -> None:
    """And a title is needed by a page, but not by an approved text."""
    assert callable(same)
    assert prove(in_place_of(folder, same(approved)), "", pages) == []


def test_the_parser_shares_nothing_with_the_renderer() -> None:
    for name in ("extract", "differences", "fidelity"):
        source = (ROOT / "site_src" / f"{name}.py").read_text("utf-8")
        imported = set(re.findall(r"^(?:from|import) ([\w.]+)", source, re.M))
        assert not imported & {"jinja2", "markupsafe", "markdown", "nh3", "html"}
        assert {i for i in imported if i.startswith("site_src")} <= {
            "site_src.differences",
            "site_src.extract",
            "site_src.load",
            "site_src.model",
            "site_src.mismatches",
            "site_src.problems",
        }


# --- content of all kinds -----------------------------------------------------------------------


@pytest.mark.parametrize("case", ["all-fields", "markdown", "nested-groups", "windows"])
def test_other_content_is_proved_too(case: str, tmp_path: Path) -> None:
    """Markdown, lists, tables, groups, lead words, corrections, Windows; in every language of the site."""
    out = built(VALID / case, tmp_path / "out")
    (source,) = (VALID / case / "notices").glob("*/approved.txt")
    folder = load(VALID / case, source.parent.name)
    wheres = [w for w in ("", "en/", "zh-cn/") if (out / f"{w}{folder.slug}").is_dir()]
    for where in wheres:
        pages = pages_of(out, where + folder.slug)
        assert prove(folder, where, pages) == []
        assert folder.approved is not None
        for line in filter(str.strip, folder.approved.text.split("\n")):
            less = folder.approved.text.replace(line, line.strip()[:-1], 1)
            assert prove(in_place_of(folder, less), where, pages) != []


def test_a_published_correction_is_the_one_change_allowed(tmp_path: Path) -> None:
    content = approved_content(tmp_path / "content")
    finding = content / "notices/n1/findings/02.yaml"
    record = json.loads(finding.read_text("utf-8"))
    record["measures"] = ["一是清点12件；", "二是登记。"]
    write_yaml(finding, record)
    write_approved(content, "2.n1 第2个问题。", "一是清点21件；二是登记。")
    assert errors_of(build(content, tmp_path / "out")) == {"approved-differs"}
    record["corrections"] = [
        {"date": "2024-02-01", "was": "21件", "now": "20件", "reason": "笔误。"},
        {"date": "2024-02-02", "was": "20件", "now": "12件", "reason": "又核对了一次。"},
    ]
    write_yaml(finding, record)
    out = built(content, tmp_path / "out")
    assert "公布过的更正除外" in (out / "n1/full.html").read_text("utf-8")
    write_yaml(finding, record | {"measures": ["一是清点12件；", "二是登记"]})
    assert errors_of(build(content, tmp_path / "out")) == {"approved-differs"}
    corrections = record.pop("corrections")
    write_yaml(finding, record)
    other = content / "notices/n1/findings/01.yaml"
    write_yaml(other, json.loads(other.read_text("utf-8")) | {"corrections": corrections})
    assert errors_of(build(content, tmp_path / "out")) == {"approved-differs"}


def approved_content(folder: Path, **site: object) -> Path:
    """A small notice of three findings with its approved text."""
    content = small_content(folder, **site)
    write_approved(content)
    return content


def write_approved(content: Path, after: str = "", instead: str = "") -> None:
    """Writes what the records say as the approved text; the line after ``after`` is ``instead``."""
    lines = [json.loads((content / "notices/n1/notice.yaml").read_text("utf-8"))["title"]]
    for path in sorted((content / "notices/n1/findings").iterdir()):
        record = json.loads(path.read_text("utf-8"))
        lines.append(record["number"] + record["title"])
        lines.append(instead if lines[-1] == after else "".join(record["measures"]))
    (content / "notices/n1/approved.txt").write_text("\n".join(lines) + "\n", "utf-8")


# --- the editor's own files ---------------------------------------------------------------------

SECOND = ["一是清点12件；", "二是每月登记，月底核对。"]


def with_measures(folder: Path, **notice: object) -> Path:
    """A small notice whose second finding has two measures, with lead words and all of it approved."""
    content = approved_content(folder, languages=["zh-CN", "en"])
    own = content / "notices/n1"
    finding = json.loads((own / "findings/02.yaml").read_text("utf-8"))
    write_yaml(own / "findings/02.yaml", finding | {"measures": SECOND})
    write_yaml(own / "notice.yaml", json.loads((own / "notice.yaml").read_text("utf-8")) | notice)
    write_approved(content, finding["number"] + finding["title"], "\n".join(SECOND))
    return content


def rewrite(content: Path, was: str, now: str) -> None:
    source = content / "notices/n1/approved.txt"
    text = source.read_text("utf-8")
    assert was in text
    source.write_text(text.replace(was, now), "utf-8")


def sources_told(content: Path, out: Path) -> list[tuple[str, str]]:
    """Rule and source of each problem that stops a build."""
    told = [p for p in build(content, out).problems if p.rule.code in RULES]
    return [(p.rule.code, p.values.get("source", "")) for p in told]


def place_of_word(content: Path, file: str, word: str, offset: int = 0) -> str:
    """``file:line:column`` of a word."""
    lines = (content / "notices/n1" / file).read_text("utf-8").split("\n")
    ((number, column),) = [(n, s.index(word) + 1) for n, s in enumerate(lines, 1) if word in s]
    return f"{file}:{number}:{column + offset}"


@pytest.mark.parametrize(
    ("was", "now", "rule", "file", "word", "offset"),
    [
        ("12件", "13件", "approved-differs", "findings/02.yaml", "12件", 1),
        ("月底核对", "核对", "approved-differs", "findings/02.yaml", "月底核对", 0),
        ("月底核对。", "月底核对。三是公布。", "approved-differs", "findings/02.yaml", "对。", 1),
        ("对。", "对。\n三是年底公布。", "approved-not-shown", "findings/02.yaml", "对。", 1),
        ("第2个问题。", "第2个问题", "approved-differs", "findings/02.yaml", "问题。", 2),
    ],
)
def test_the_remedy_names_the_very_place(
    was: str, now: str, rule: str, file: str, word: str, offset: int, tmp_path: Path
) -> None:
    content = with_measures(tmp_path / "content")
    built(content, tmp_path / "out")
    rewrite(content, was, now)
    place = place_of_word(content, file, word, offset)
    assert sources_told(content, tmp_path / "out") == [(rule, place)]


def test_a_line_of_markdown_with_a_link_is_named(tmp_path: Path) -> None:
    content = with_measures(tmp_path / "content")
    overview = content / "notices/n1/overview.md"
    overview.write_text('## 概述\n\n见[第1个问题](01.html "第(1)个")，共3个。\n', "utf-8")
    rewrite(content, "\n1.", "\n概述\n见第1个问题，共4个。\n1.")
    assert sources_told(content, tmp_path / "out") == [("approved-differs", "overview.md:3:1")]


def test_a_missing_finding_is_a_missing_file(tmp_path: Path) -> None:
    content = with_measures(tmp_path / "content")
    (content / "notices/n1/findings/02.yaml").unlink()
    assert sources_told(content, tmp_path / "out") == [
        ("approved-finding-not-shown", "findings/02.yaml")
    ]


def test_measures_in_another_order_are_told_once(tmp_path: Path) -> None:
    content = with_measures(tmp_path / "content")
    rewrite(content, "\n".join(SECOND), "\n".join(reversed(SECOND)))
    (problem,) = [p for p in build(content, tmp_path / "out").problems if p.rule.code in RULES]
    assert problem.rule.code == "approved-order-differs"
    assert {problem.values["source"], problem.values["other"]} == {
        place_of_word(content, "findings/02.yaml", word) for word in ("一是清点", "二是每月")
    }


@pytest.mark.parametrize(
    ("word", "source"), [("整改措施：", "整改措施："), ("整改情况", "整改情况"), (None, None)]
)
def test_a_wrong_lead_word_is_told_once(
    word: str | None, source: str | None, tmp_path: Path
) -> None:
    leads = {"lead_words": {"measures": word}} if word else {}
    content = with_measures(tmp_path / "content", **leads)
    approved = content / "notices/n1/approved.txt"
    lines = approved.read_text("utf-8").split("\n")
    for index in (2, 4, 7):
        lines[index] = "整改情况：" + lines[index]
    approved.write_text("\n".join(lines), "utf-8")
    place = place_of_word(content, "notice.yaml", source) if source else "notice.yaml"
    problems = [p for p in build(content, tmp_path / "out").problems if p.rule.code in RULES]
    assert [(p.rule.code, p.values["source"]) for p in problems] == [
        ("approved-lead-word-differs", place)
    ]
    assert problems[0].values["count"] == "3"
    assert problems[0].values["field"] == "measures"


def test_one_finding_with_another_lead_word_is_no_fault_of_all(tmp_path: Path) -> None:
    content = with_measures(tmp_path / "content")
    rewrite(content, SECOND[0], "整改情况：" + SECOND[0])
    assert [rule for rule, _ in sources_told(content, tmp_path / "out")] == ["approved-differs"]


def test_what_stands_above_the_title_has_no_place_on_a_page(tmp_path: Path) -> None:
    content = with_measures(tmp_path / "content")
    approved = content / "notices/n1/approved.txt"
    approved.write_text("某党组〔2024〕1号\n" + approved.read_text("utf-8"), "utf-8")
    assert sources_told(content, tmp_path / "out") == [("approved-above-title", "")]


def test_two_languages_tell_a_difference_once(tmp_path: Path) -> None:
    content = with_measures(tmp_path / "content")
    rewrite(content, "12件", "13件")
    _, said = run(tmp_path, "zh", "check", "--format", "json")
    assert [p["rule"] for p in json.loads(said) if p["rule"] in RULES] == ["approved-differs"]


# --- builds -------------------------------------------------------------------------------------


def test_the_approved_text_is_published_as_it_is(tmp_path: Path) -> None:
    content = approved_content(tmp_path / "content", languages=["zh-CN", "en"])
    source = content / "notices/n1/approved.txt"
    data = b"\xef\xbb\xbf" + source.read_bytes().replace(b"\n", b"\r\n")
    source.write_bytes(data)
    out = built(content, tmp_path / "out")
    digest = hashlib.sha256(data).hexdigest()
    assert (out / "n1/approved.txt").read_bytes() == data
    assert f"{digest}  n1/approved.txt\n" in (out / "SHA256SUMS").read_text("utf-8")
    for address, link in (
        ("n1/index.html", "approved.txt"),
        ("n1/full.html", "approved.txt"),
        ("en/n1/index.html", "../../n1/approved.txt"),
        ("en/n1/full.html", "../../n1/approved.txt"),
    ):
        page = (out / address).read_text("utf-8")
        assert f"<code>{digest}</code>" in page
        assert f'href="{link}"' in page
    assert "本页文本与审定稿一致" in (out / "n1/full.html").read_text("utf-8")
    assert digest not in (out / "n1/01.html").read_text("utf-8")


def test_without_an_approved_text_nothing_is_claimed(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content", languages=["zh-CN", "en"])
    report = build(content, tmp_path / "out")
    assert [p.place.file for p in report.problems if p.rule.code == "no-approved-text"] == [
        "notices/n1"
    ]
    for name, data in snapshot(tmp_path / "out").items():
        if name.endswith(".html"):
            assert "审定稿".encode() not in data
            assert b"SHA-256" not in data


def test_a_withdrawn_notice_has_nothing_to_prove(tmp_path: Path) -> None:
    content = approved_content(tmp_path / "content")
    notice = content / "notices/n1/notice.yaml"
    record = json.loads(notice.read_text("utf-8"))
    out = built(content, tmp_path / "out")
    write_yaml(notice, record | {"withdrawn": {"date": "2024-03-01", "reason": "重新核实。"}})
    built(content, tmp_path / "out")
    assert not (out / "n1/approved.txt").exists()
    assert "审定稿".encode() not in (out / "n1/full.html").read_bytes()


def test_one_changed_character_fails_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    content = approved_content(tmp_path / "content")
    out = built(content, tmp_path / "out")
    before = snapshot(out)
    source = content / "notices/n1/approved.txt"
    text = source.read_text("utf-8")
    source.write_text(text.replace("第2个", "第二个"), "utf-8")
    assert errors_of(build(content, out)) == {"approved-differs"}
    assert snapshot(out) == before
    source.write_text(text, "utf-8")
    assert not build(content, out).failed
    finding = content / "notices/n1/findings/03.yaml"
    record = json.loads(finding.read_text("utf-8"))
    write_yaml(finding, record | {"title": record["title"] + "。"})
    assert errors_of(build(content, out)) == {"approved-differs"}
    assert snapshot(out) == before


@pytest.mark.parametrize("page", ["n1/full.html", "n1/02.html"])
@pytest.mark.parametrize("language", [0, 1])
def test_what_is_proved_are_the_bytes_that_are_staged(
    page: str, language: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renderer that slips, in any language, is caught."""
    content = approved_content(tmp_path / "content", languages=["zh-CN", "en"])
    really = Renderer.render

    def slipping(self: Renderer, at: Page) -> bytes:
        made = really(self, at)
        is_here = at.address == page and (self.edition.folder != "") == bool(language)
        return made.replace("第2个".encode(), "第2各".encode()) if is_here else made

    monkeypatch.setattr(Renderer, "render", slipping)
    report = build(content, tmp_path / "out")
    assert errors_of(report) == {"approved-differs"}
    folder = "en/" if language else ""
    assert {p.values["page"].partition("#")[0] for p in report.problems if "page" in p.values} == {
        folder + page
    }
    assert not (tmp_path / "out" / "index.html").exists()


def test_only_a_notice_that_changed_is_proved_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = approved_content(tmp_path / "content")
    shutil.copytree(content / "notices/n1", content / "notices/n2")
    asked: list[str] = []
    really = fidelity.prove
    monkeypatch.setattr(
        fidelity, "prove", lambda folder, *more: asked.append(folder.slug) or really(folder, *more)
    )
    built(content, tmp_path / "out")
    assert asked == ["n1", "n2"]
    approved = content / "notices/n2/approved.txt"
    approved.write_text(approved.read_text("utf-8") + "\n", "utf-8")
    built(content, tmp_path / "out")
    assert asked[2:] in (["n2"], ["n1", "n2"])  # n1 too if its files are too young to be trusted
    assert asked[-1] == "n2"


def test_the_guide_quotes_the_message(tmp_path: Path) -> None:
    guide = (ROOT / "content" / "README.md").read_text("utf-8")
    site = tmp_path / "某机关"
    shutil.copytree(ROOT / "templates/starter/site", site / "content")
    slug = site / "content/notices/example-2024"
    assert run(site, "zh", "build", "--workers", "1")[0] == 0
    from site_src.extract import lines_of

    page = (site / "_site/example-2024/full.html").read_bytes()
    text = "\n".join(line.text for line in lines_of(page))
    (slug / "approved.txt").write_text(
        text.replace("每月抽查值班记录2次", "每月抽查值班记录3次"), "utf-8"
    )
    code, said = run(site, "zh", "build", "--workers", "1")
    assert code == 1
    assert "".join(re.findall(r".*approved\.txt:.*\n.*\n", said)) in guide
