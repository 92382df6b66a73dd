"""Small sites of invented bodies that together use all there is: each is checked without an error, and builds.

Drop in a folder below ``data/valid`` and, if something is meant to be missing from it, its warnings here.
"""

import html
import json
import re
import shutil
from pathlib import Path

import pytest

from site_src import cli, model
from site_src.load import load_notice, load_site

DATA = Path(__file__).resolve().parent / "data" / "valid"
CASES = sorted(path.name for path in DATA.iterdir())
# file, rule, and the field if it is about one
WARNINGS = {
    "all-fields": [
        "notices/all/notice.yaml total-explained",
        "notices/all/notice.yaml approval-void",  # a sign-off of other content
        "notices/all/notice.yaml privacy-exception-unused",
    ],
    "markdown": ["notices/one/attachments/图.png privacy-unread-attachment"],
    "as-typed": ["notices/one no-approved-text", "notices/one/notice.yaml left-out published"],
    "english-first": ["notices/one no-approved-text", "notices/one/notice.yaml left-out published"],
    "follow-up": [
        "notices/again-2023 no-approved-text",
        "notices/progress-2024 no-approved-text",
        "notices/progress-2025 no-approved-text",
    ],
    "minimal": [
        "notices/one no-approved-text",
        "notices/one/notice.yaml left-out published",
        "pages/about.md no-page",
        "pages/accessibility.md no-page",
        "site.yaml left-out base_url",
        "site.yaml left-out column",
        "site.yaml left-out domain",
        "site.yaml left-out error_report",
        "site.yaml left-out identifiers.badge",
        "site.yaml left-out identifiers.icp",
        "site.yaml left-out identifiers.police",
        "site.yaml left-out identifiers.site_code",
        "site.yaml left-out organizer",
    ],
    "statuses": ["notices/kinds no-approved-text"]
    + ["notices/kinds/notice.yaml total-explained"] * 2,
}


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    """The name of a folder."""
    return str(request.param)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case, built; the folder of each site."""
    built = {}
    for name in CASES:
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(DATA / name, folder / "content")
        out = folder / "site"
        arguments = ["--content", str(folder / "content"), "--out", str(out), "--workers", "1"]
        assert cli.main(["build", *arguments]) == 0
        built[name] = out
    return built


def text_of(path: Path) -> str:
    """The words of a page as a reader gets them."""
    page = path.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"<[^>]*>", "", page.replace("<br>", "\n")))


def test_it_has_just_these_warnings(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--content", str(DATA / case), "--format", "json"]) == 0
    told = [
        " ".join(
            [
                problem["file"].partition(f"/{case}/")[2],
                problem["rule"],
                *re.findall("没有“(.*?)”，", problem["zh"]["what"]),
            ]
        )
        for problem in json.loads(capsys.readouterr().out)
    ]
    assert told == WARNINGS.get(case, [])


def test_every_finding_has_its_page_with_all_its_words(case: str, sites: dict[str, Path]) -> None:
    site, _ = load_site(str(DATA / case))
    assert site
    for slug in site.slugs:
        folder, _ = load_notice(str(DATA / case), slug)
        assert folder
        if folder.notice.withdrawn:
            continue
        for stem, finding in folder.findings.items():
            said = text_of(sites[case] / slug / f"{stem}.html")
            words = [finding.number, finding.title, finding.description, finding.result]
            words += [*finding.measures, *(update.text for update in finding.updates)]
            assert [word for word in words if word and word not in said] == []


def test_every_language_has_every_page(case: str, sites: dict[str, Path]) -> None:
    site, _ = load_site(str(DATA / case))
    assert site
    first = {path.relative_to(sites[case]) for path in sites[case].glob("*/*.html")}
    for language in site.site.languages[1:]:
        folder = language.value.lower()
        pages = {p for p in first if p.parts[0] != folder}
        assert [page for page in pages if not (sites[case] / folder / page).is_file()] == []


def test_what_is_internal_is_nowhere_on_the_site(sites: dict[str, Path]) -> None:
    files = [path for path in sites["all-fields"].rglob("*") if path.is_file()]
    assert files
    for words in ("只给编辑看的话", "甲某", "乙某", "丙某"):
        assert [path for path in files if words.encode() in path.read_bytes()] == []


def test_words_stay_as_they_were_typed() -> None:
    folder, _ = load_notice(str(DATA / "as-typed"), "one")
    assert folder
    finding = folder.findings["1"]
    assert (finding.number, finding.title, finding.description) == ("012", "no", "12:30:00")
    assert finding.measures[:6] == ("yes", "50.60", "1e3", "0x1F", ".inf", "2024-05")
    assert finding.measures[7:9] == ("null", "~")
    assert finding.result == "1_000"


def test_windows_line_ends_and_byte_order_mark_leave_no_trace() -> None:
    data = (DATA / "windows/notices/plan-2024/findings/03.yaml").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfnumber")
    assert data.count(b"\r\n") == data.count(b"\n") > 5
    folder, _ = load_notice(str(DATA / "windows"), "plan-2024")
    assert folder
    assert folder.findings["03"].description == "第一行\n第二行"
    assert folder.findings["03"].result == "折起来的 AB CD 文字"
    assert "\r" not in repr(folder)
    assert "\\ufeff" not in repr(folder)


def test_findings_stand_in_natural_order() -> None:
    folder, _ = load_notice(str(DATA / "nested-groups"), "tree")
    assert folder
    assert list(folder.findings) == ["0", "1-1", "1-2", "1-10", "2", "10", "a"]


def test_a_withdrawn_notice_keeps_its_addresses_and_names_its_successor(
    sites: dict[str, Path],
) -> None:
    for name in ("index", "full", "01"):
        page = (sites["follow-up"] / f"first-2023/{name}.html").read_text("utf-8")
        assert "文字有误，重新公布" in page
        assert 'href="../again-2023/index.html"' in page
        assert "更换灯泡" not in page


def test_a_finding_and_those_that_follow_it_up_name_each_other(sites: dict[str, Path]) -> None:
    before = (sites["follow-up"] / "again-2023/01.html").read_text("utf-8")
    assert 'href="../progress-2024/01.html"' in before
    assert 'href="../progress-2024/02.html"' in before
    after = (sites["follow-up"] / "progress-2024/02.html").read_text("utf-8")
    assert 'href="../again-2023/01.html"' in after
    assert 'href="../progress-2025/01.html"' in after


def test_together_they_use_every_field_of_the_model() -> None:
    written = "\n".join(
        path.read_text("utf-8") for path in DATA.rglob("*") if path.suffix in (".yaml", ".md")
    )
    records = [kind for kind in vars(model).values() if isinstance(kind, type(model.Record))]
    fields = {name for kind in records for name in kind.__struct_fields__}
    assert len(fields) > 80
    assert {f for f in fields if not re.search(rf"(?m)^[ -]*{f}:", written)} == set()


def test_together_they_use_every_choice_of_the_model() -> None:
    written = "\n".join(path.read_text("utf-8") for path in DATA.rglob("*.yaml"))
    for choice in (model.StatusKind, model.BadgeKind, model.ReviewRole, model.Language):
        assert [m.value for m in choice if not re.search(rf"\b{m.value}\b", written)] == []
